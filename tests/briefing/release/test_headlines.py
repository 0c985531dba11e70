"""A figure's headline that somebody wrote: it stands over the numbers it was written of, and is read with them."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from dashboard.briefing.release.headlines import Headline, figure_of, headline, release_of, with_headline
from dashboard.briefing.release.release import release
from dashboard.briefing.review.review import Severity, check
from dashboard.language.words import words_in
from queries.published.drafts import Edit
from tests.support.drawn import figure
from tests.support.drawn_release import ON, World

ID = words_in("id")
OTHER = Edit("lead", 0, "Satu.", "Dua.")
DRAWN = replace(figure("acquired_by_month", ID), id="acquired_by_month", title="Judul awal")


def by_month(month: int = 1, people: int = 256):
    """A figure with a row a month; the running one is no part of a briefing."""
    months = [date(2019, month, 1), date(2019, month + 1, 1), date(2019, 7, 1)]
    columns = {"acquired": [people, None, 77], "running": [False, False, True]}
    columns |= {"cumulative": [19_563_200, 38_934_200, None]}
    labels = dict.fromkeys(("month", *columns), "x")
    return replace(DRAWN, table=pl.DataFrame({"month": months, **columns}), labels=labels)


def by_place():
    table = pl.DataFrame({"code": ["33.26", "33.25", "Gojek"], "received": [41_954_900, 23_178_000, 1_000_000]})
    return replace(DRAWN, id="received_by_wilayah", table=table, labels={"code": "x", "received": "x"})


def test_a_headline_stands_in_title_and_description_and_is_put_back() -> None:
    one = by_month()
    edits = with_headline([OTHER], one, "  Januari \n paling ramai ")
    found = headline(one, edits)
    assert (found.text, found.edited, found.outdated) == ("Januari paling ramai", True, "")
    headed = found.headed(ID)
    assert (headed.title, headed.table is one.table) == ("Januari paling ramai", True)
    assert headed.alt.endswith(" Januari paling ramai.")
    assert headed.alt != one.alt
    for back in ("", "Judul awal"):
        assert with_headline(edits, one, back) == (OTHER,)
    assert headline(one, [OTHER]) == Headline(one, "Judul awal")
    assert headline(one, [OTHER]).headed(ID) is one
    assert len(headline(one, with_headline([], one, "x" * 300)).text) == 120
    assert [figure_of(edit.kind) for edit in edits] == ["", "acquired_by_month"]


@pytest.mark.parametrize(
    "changed",
    [
        by_month(people=257),
        by_month(month=2),
        replace(by_month(), title="Judul baru"),
        replace(by_month(), subtitle=""),
    ],
    ids=["a number", "the months", "its own title", "the scope"],
)
def test_a_headline_never_stands_over_other_numbers(changed) -> None:
    """It is given back to whoever wrote it, who may use it again, of the numbers that are there now."""
    edits = with_headline([], by_month(), "Januari paling ramai")
    found = headline(changed, edits)
    assert (found.text, found.outdated) == (changed.title, "Januari paling ramai")
    assert found.headed(ID) is changed
    again = with_headline(edits, changed, found.outdated)
    assert (headline(changed, again).text, len(again)) == ("Januari paling ramai", 1)


@pytest.mark.parametrize(
    ("text", "drawn", "severity", "kind"),
    [
        ("256 peserta baru pada Januari 2019", by_month(), None, ""),
        ("Januari 2019 menjaring 256 dari 1.313 peserta", by_month(), None, ""),
        ("256 peserta baru pada Maret 2019", by_month(), Severity.REFUSE, "period"),
        ("1.313 peserta pada Januari 2019", by_month(), Severity.REFUSE, "period"),
        ("77 peserta pada Juli 2019", by_month(), Severity.ASK, "unknown"),
        ("Rp38,9 juta diterima sampai Februari 2019", by_month(), None, ""),
        ("Iuran di Kabupaten Pekalongan mencapai Rp42 juta", by_place(), None, ""),
        ("Iuran di Kabupaten Batang mencapai Rp42 juta", by_place(), Severity.REFUSE, "place"),
        ("Iuran di Kabupaten Batang mencapai Rp42 juta", by_month(), Severity.ASK, "unknown"),
        ("3 peserta pada Januari 2019", by_month(people=3), Severity.REFUSE, "few"),
        ("1.313 peserta membayar Rp113,7 juta", by_month(), Severity.REFUSE, "joined"),
    ],
)
def test_the_linter_reads_a_headline_with_its_own_figures_rows(text, drawn, severity, kind) -> None:
    answers = World(press=True).answers()
    drafted = release(answers, ON)
    own = release_of(answers, drafted, drawn)
    found = [(one.severity, one.kind) for one in check(text, own, ID)]
    assert found == ([(severity, kind)] if severity else [])
    assert own.derived[: len(drafted.derived)] == drafted.derived
    assert drafted.known == own.known[: len(own.known) - own.rows]
