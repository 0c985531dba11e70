"""The choice in the address."""

import pytest

from dashboard.view import address
from dashboard.view.address import Choice, Wrong

KNOWN = {
    "wilayah": {"33.25", "33.75"},
    "sectors": {"Nelayan"},
    "offices": {"KP01"},
    "status": {"active"},
    "agent": {"AB0001"},
}


@pytest.mark.parametrize(
    ("parameters", "choice"),
    [
        ({}, Choice()),
        ({"periode": ["2019-S1"]}, Choice(period="2019-S1")),
        ({"wilayah": ["33.75", "33.25", "33.75"]}, Choice(wilayah=("33.75", "33.25"))),
        (
            {"sektor": ["Nelayan"], "kantor": ["KP01"], "bahasa": ["en"]},
            Choice(sectors=("Nelayan",), offices=("KP01",), language="en"),
        ),
        ({"diketahui": ["2019-07-04"]}, Choice(known_at="2019-07-04")),
        ({"utm_source": ["x"], "status": ["active"]}, Choice(status=("active",))),
    ],
)
def test_an_address_is_read(parameters, choice):
    assert address.read(parameters) == choice
    assert address.wrong(choice, KNOWN) == []


def test_what_is_written_is_read_again():
    choice = Choice("2019-Q2", ("33.25", "33.75"), ("Nelayan",), ("KP01",), ("active",), "en", "AB0001", "12")
    assert address.read(address.write(choice)) == choice
    assert address.write(Choice()) == {}


def test_every_value_that_means_nothing_is_named_and_can_be_left_out():
    choice = Choice(
        "2019-S9", ("33.25", "99.99"), ("Astronaut",), ("KP77",), ("asleep",), "fr", "AB0099", "13", "iuran"
    )
    problems = address.wrong(choice, KNOWN)
    assert problems == [
        Wrong("periode", "2019-S9"),
        Wrong("wilayah", "99.99"),
        Wrong("sektor", "Astronaut"),
        Wrong("kantor", "KP77"),
        Wrong("status", "asleep"),
        Wrong("bahasa", "fr"),
        Wrong("agen", "AB0099"),
        Wrong("bulan", "13"),
        Wrong("syarat", "iuran"),
    ]
    assert address.without(choice, problems) == Choice(wilayah=("33.25",))


@pytest.mark.parametrize(
    ("months", "wrong"), [("1", 0), ("12", 0), ("0", 1), ("13", 1), ("01", 1), ("tiga", 1), ("", 0)]
)
def test_a_rule_to_suppose_has_one_to_twelve_months(months, wrong):
    assert len(address.wrong(Choice(rule_months=months), KNOWN)) == wrong


@pytest.mark.parametrize("reading", address.READINGS)
def test_a_reading_of_the_rule_is_kept_in_the_link(reading):
    choice = Choice(rule_months="4", rule_reading=reading)
    assert address.wrong(choice, KNOWN) == []
    assert address.write(choice) == {"bulan": ["4"], "syarat": [reading]}
