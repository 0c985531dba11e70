"""One place asks the database for a briefing; its numbers, texts and documents are made of the answers alone."""

import ast
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from dashboard.briefing import assemble, build
from dashboard.briefing.answers import BriefingAnswers
from dashboard.briefing.assemble import Chosen
from dashboard.briefing.pack import Withheld
from dashboard.briefing.release.release import release
from dashboard.figures.kpis import Kpi
from dashboard.settings import ROOT
from queries.metrics import catalogue
from tests.support.drawn_release import FIGURES, ON, World

MOMENT = datetime(2019, 7, 2, 3, 15, tzinfo=UTC)
NUMBERS = (
    Kpi("acquired", "Akuisisi", "1.313", "-16,5%", "dari 1.572", code="AAAA-1", raw=1_313),
    Kpi("received", "Iuran", "Rp113,7 juta", "", "", code="AAAA-2", raw=113_700_000),
    Kpi("acquired_target_reached", "Capaian", "109,4%", "", "dari target 1.200", code="AAAA-3", raw=1_313 / 1_200),
)


def answers(**changes) -> BriefingAnswers:
    links = {one.code: f"https://perisai.example/telusur?kode={one.code}" for one in NUMBERS[:2]}
    return replace(World(**changes).answers(), numbers=NUMBERS, links=links, moment=MOMENT)


def test_a_briefing_and_the_letter_that_corrects_one_each_ask_the_database_in_one_module():
    asking = set()
    for file in (ROOT / "dashboard/briefing").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in ("ask", "ask_anew", "connect"):
                asking.add(file.name)
    assert asking == {"answers.py", "correction.py"}


def test_a_number_has_its_value_its_comparison_its_meaning_and_its_link():
    acquired, received, reached = (assemble.number(answers(), kpi) for kpi in assemble.numbers(answers()))
    assert (acquired.raw, acquired.value, acquired.beside) == (1_313, "1.313", "-16,5% · dari 1.572")
    assert acquired.link == "https://perisai.example/telusur?kode=AAAA-1"
    assert acquired.meaning.label == catalogue()["acquired"].label["id"]
    assert received.raw == 113_700_000
    assert (reached.raw, reached.link) == (1_313 / 1_200, "")


def test_how_far_a_target_is_reached_is_left_out_where_it_cannot_be_told():
    without = replace(answers(), numbers=(*NUMBERS[:2], replace(NUMBERS[2], raw=None)))
    assert [one.metric for one in assemble.numbers(without)] == ["acquired", "received"]


def test_what_the_press_does_not_get_is_listed_numbers_first():
    chosen = Chosen((), (Withheld("Agen", "memuat nama"),))
    few = {**FIGURES, "agents_slowing": None, "offices": None}
    listed = assemble.withheld(answers(press=True, figures=few), chosen)
    labels = {catalogue()[name].label["id"] for name in ("agents_slowing", "offices")}
    assert {one.what for one in listed[:2]} == labels
    assert listed[2:] == chosen.withheld
    assert assemble.withheld(answers(), chosen) == chosen.withheld


def test_a_pack_is_made_of_answers_and_says_the_same_again():
    given = answers(demo=True, wilayah=("33.25",))
    drafted = release(given, ON)
    packed = assemble.pack(given, (), (), drafted.paragraphs, MOMENT)
    assert packed == assemble.pack(given, (), (), drafted.paragraphs, MOMENT)
    assert (packed.moment, packed.data_version, packed.press) == (MOMENT.isoformat(), 7, False)
    assert packed.demo
    assert "2 Juli 2019" in packed.stamp
    assert "10.15" in packed.stamp
    assert dict(packed.filters)["Periode"] == "semester I 2019 (2019-S1)"
    assert "Kabupaten Batang" in dict(packed.filters).values()
    assert [one.text for one in packed.release] == [one.text for one in drafted.paragraphs]


@pytest.mark.parametrize(("period", "named"), [("2010-S1", "semester I 2010"), ("2031-S1", "semester I 2031")])
def test_a_period_without_a_month_is_refused_before_anything_is_asked(period: str, named: str):
    build.require_month(World().view())
    with pytest.raises(build.NothingToTell, match=named):
        build.make(World(period=period).view(), (), ON)


def test_nothing_is_told_of_places_without_data():
    build.require_something(answers())
    with pytest.raises(build.NothingToTell, match="semua wilayah"):
        build.require_something(replace(answers(), anything=False))


@pytest.mark.parametrize(
    ("metric", "changes", "why"),
    [
        ("acquired", {}, "few_people"),
        ("received_target_reached", {}, "few_rupiah"),
        ("acquired_returning", {}, "returns"),
        ("agents_active", {}, "few"),
        ("agents_active", {"doubtful": True}, "doubt"),
        ("agents_listed", {"doubtful": True}, "few"),
        ("received_from_new", {}, "few_rupiah"),
        ("received_from_new", {"period": "2019-Q2"}, "parts_period"),
        ("received", {"period": "2019-Q2"}, "few_rupiah"),
    ],
)
def test_the_reason_for_which_a_number_is_not_shown_is_the_true_one(metric: str, changes: dict, why: str) -> None:
    known = World(press=True, figures={**FIGURES, metric: None}, **changes).answers()
    text = known.words(f"press.reason.{why}")
    assert assemble.withheld(known, Chosen((), ())) == (Withheld(catalogue()[metric].label["id"], text),)


@pytest.mark.parametrize(
    ("language", "subject"),
    [("id", "agen Perisai, BPJS Ketenagakerjaan Kantor Cabang Pekalongan"), ("en", "Perisai agents of BPJS Ketenag")],
)
@pytest.mark.parametrize("demo", [False, True])
def test_the_source_that_stands_on_everything_names_whose_figures_they_are(
    language: str, subject: str, demo: bool
) -> None:
    assert subject in World(language=language, demo=demo).answers().captions.source
