"""The metric catalogue is whole, in both languages."""

import re

import pytest

from queries.db import schema
from queries.metrics import DIMENSIONS, LANGUAGES, TEXTS, CatalogueError, Unit, catalogue, load
from queries.status import Status

FILES = {"kantor", "agen", "peserta", "iuran", "target", "daftar", "penyebut", "sumber"}
PROMISED = {
    *("acquired", "received", "received_from_new", "received_from_earlier", "cumulative", "offices", "agents_listed"),
    *(f"agents_{status.value}" for status in Status),
    *("zero_months", "running_people", "received_last_months", "last_running_month", "retained_until"),
    *("acquired_new", "acquired_returning", "returned_by_paying"),
    "acquired_target_reached",
    "received_target_reached",
    *("persistency_people", "persistency_rupiah", "acquired_per_month", "projected_acquired", "projected_received"),
    *("covered_people", "incentive"),
    *("agents_changing", "roster_agreement", "participants_leaving", "participants_active"),
    "participants_stopped",
    "coverage",
    "participants_funded",
}


def test_it_has_every_metric_and_no_other():
    assert set(catalogue()) == PROMISED
    assert all(metric.id == name for name, metric in catalogue().items())


@pytest.mark.parametrize("metric", catalogue().values(), ids=lambda metric: metric.id)
def test_every_text_is_a_sentence_in_both_languages(metric):
    for part in TEXTS:
        texts = [getattr(metric, part)[language] for language in LANGUAGES]
        assert texts[0] != texts[1]
        assert all(text == text.strip() and re.match(r"[“]?[A-Z0-9]", text) for text in texts)
        assert all(text.endswith(".") for text in texts) is (part != "label"), part
    for over in DIMENSIONS:
        assert all(metric.adds_over[over].reason[language].endswith(".") for language in LANGUAGES)


@pytest.mark.parametrize("metric", catalogue().values(), ids=lambda metric: metric.id)
def test_unit_and_source_exist(metric):
    assert metric.unit in Unit
    assert set() < set(metric.files) <= FILES
    assert set() < set(metric.tables) <= set(schema.metadata.tables)


def test_no_two_labels_are_alike():
    for language in LANGUAGES:
        labels = [metric.label[language] for metric in catalogue().values()]
        assert len(labels) == len(set(labels))


def test_sums_over_months_are_for_flows_alone():
    adds = {name for name, metric in catalogue().items() if metric.adds_over["months"].adds}
    assert adds == {*("acquired", "acquired_new", "acquired_returning", "returned_by_paying", "received", "incentive")}


def test_it_is_read_once():
    assert catalogue() is catalogue()


TEXT = '{ id = "Satu.", en = "One." }'
ENTRY = "\n".join(
    [
        "[reasons]",
        f"r = {TEXT}",
        "[m]",
        'unit = "people"',
        "version = 1",
        'source = { files = ["peserta"], tables = ["agents"] }',
    ]
    + [f"{part} = {TEXT}" for part in TEXTS]
    + [f'{over} = {{ adds = true, why = "r" }}' for over in DIMENSIONS]
)


def test_a_whole_entry_is_read():
    metric = load(ENTRY)["m"]
    assert (metric.unit, metric.label["en"], metric.adds_over["agents"].adds) == (Unit.PEOPLE, "One.", True)


def test_a_meaning_that_changed_keeps_what_it_was():
    second = f"version = 2\nearlier = {{ 1 = {TEXT} }}"
    metric = load(ENTRY.replace("version = 1", second))["m"]
    assert (metric.version, metric.earlier["1"]["en"]) == (2, "One.")
    assert load(ENTRY)["m"].earlier == {}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("version = 1", "version = 2", "the definition of each version before 2"),
        ("version = 1", f"version = 1\nearlier = {{ 1 = {TEXT} }}", "the definition of each version before 1"),
        ('"people"', '"ships"', "no unit 'ships'"),
        (f"caveat = {TEXT}", "", "lacks or does not know caveat"),
        (f"caveat = {TEXT}", 'caveat = { id = "Satu." }', r"m\.caveat: write it in id and en"),
        (f"caveat = {TEXT}", 'caveat = { id = "Satu.", en = "" }', r"m\.caveat: write it in id and en"),
        ('agents = { adds = true, why = "r" }', 'agents = { adds = true, why = "x" }', "has no 'x'"),
        ('agents = { adds = true, why = "r" }', 'agents = { adds = "yes", why = "r" }', "true or false"),
    ],
)
def test_an_incomplete_entry_is_refused(old, new, said):
    assert old in ENTRY
    with pytest.raises(CatalogueError, match=said):
        load(ENTRY.replace(old, new))
