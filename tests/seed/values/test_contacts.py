"""Telephone numbers and mail addresses, as the branch's files write them."""

import polars as pl
import pytest

from seed.values.contacts import contacts


def answer(text: str) -> tuple[str | None, str | None]:
    return contacts(pl.Series([text])).select("value", "rule").row(0)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("081234567890", "081234567890"),
        ("81234567890", "081234567890"),  # a spreadsheet took the zero
        ("81234567890.0", "081234567890"),
        ("+62 812-3456-7890", "081234567890"),
        ("6281234567890", "081234567890"),
        ("(0285) 421234", "0285421234"),
        ("285421234", "0285421234"),
        ("421234", "421234"),
        ("'0812.3456.7890", "081234567890"),
        ("WA 0812 3456 7890 / 0813 9876 5432 (istri)", "WA 081234567890 / 081398765432 (istri)"),
        ("081234567890 081398765432", "081234567890 081398765432"),
        ("+65 6123 4567", "+6561234567"),
        ("0285 421234 ext 12", "0285421234 ext 12"),
        ("budi1980@contoh.id", "budi1980@contoh.id"),
        ("lewat  kantor", "lewat kantor"),
        ("Tidak ada", ""),
    ],
)
def test_a_contact_is_written_as_it_is_dialled(text: str, value: str) -> None:
    assert answer(text) == (value, None)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("9969775600000001", "personal_data"),  # a NIK's digits
        ("9969 7756 0000 0001", "personal_data"),
        ("19000000001", "personal_data"),  # a KPJ's
        ("0812345678901234", "personal_data"),
        ("08123456789012", "bad_contact"),
        ("0812", None),
        ("8,12E+11", "rounded_number"),
    ],
)
def test_what_is_no_number_to_call_is_refused(text: str, rule: str | None) -> None:
    assert answer(text)[1] == rule
