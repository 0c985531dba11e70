"""Where payments reach further than registrations: what a reader sees of each says until when it counts."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from dashboard.briefing import assemble
from dashboard.briefing.answers import gather
from dashboard.briefing.release.release import release
from dashboard.charts.parts import NO_DATA
from dashboard.figures import kpis, registry
from dashboard.figures.meaning import meaning
from dashboard.language.words import words_in
from dashboard.lineage import compare, explain
from dashboard.lineage.opened import open_code
from dashboard.lineage.proof import prove
from dashboard.view import cache, captions, codes, completeness
from dashboard.view.address import Choice
from dashboard.view.view import View
from queries.db import schema as s
from queries.db.engine import writing
from queries.lineage.codes import Seen
from queries.periods import Period
from seed.writes import summaries
from tests.support.out_of_step import JUNE, scoped, world
from tests.support.viewers import viewer
from tests.support.worlds import BRANCH, Payment, put

REACH = "Pendaftaran dihitung sampai 31 Januari 2019, iuran sampai 31 Mei 2019; status per 31 Januari 2019"


def looked(engine: sa.Engine, language: str = "id") -> View:
    url = str(engine.url)
    holding = cache.holding(url, BRANCH)
    return View(words_in(language), viewer(branch=BRANCH), holding, scoped(holding), Choice(), url=url)


@pytest.fixture
def view(sqlite_engine: sa.Engine) -> View:
    with writing(sqlite_engine) as conn:
        put(conn, world())
    yield looked(sqlite_engine)
    cache.engine(str(sqlite_engine.url)).dispose()


def test_a_number_and_its_meaning_say_the_day(view: View) -> None:
    acquired, received, listed = kpis.numbers(view, "acquired", "received", "agents_listed")
    assert (acquired.value, received.value, listed.value) == ("8", "Rp604.800", "4")
    assert received.beside.startswith("sampai 31 Mei 2019")
    assert "sampai" not in acquired.beside
    assert received.course == (134_400, 134_400, 134_400, 100_800, 100_800)
    assert acquired.course == ()
    assert "**Posisi:** 31 Mei 2019" in meaning(view, "received")
    assert "**Posisi:** 31 Januari 2019" in meaning(view, "acquired")


def test_the_page_says_both_days_in_its_first_line(view: View) -> None:
    assert captions.as_of(view) == REACH
    assert f"belum dimuat: {REACH[0].lower()}{REACH[1:]}." in completeness.sentence(view)
    english = replace(view, words=words_in("en"))
    assert captions.as_of(english) == (
        "Registrations are counted to 31 January 2019, contributions to 31 May 2019; statuses are of 31 January 2019"
    )


@pytest.mark.parametrize(
    ("name", "line", "day"),
    [
        ("cumulative_received", "Posisi 31 Mei 2019", "2019-05-31"),
        ("received_by_wilayah", "Posisi 31 Mei 2019", "2019-05-31"),
        ("pace_received", "Posisi 31 Mei 2019", "2019-05-31"),
        ("acquired_by_month", "Posisi 31 Januari 2019", "2019-01-31"),
        ("wilayah_map", REACH, "2019-01-31"),
        ("agents_by_status", REACH, "2019-01-31"),
    ],
)
def test_a_figure_and_its_file_take_the_day_of_their_own_measure(view: View, name: str, line: str, day: str) -> None:
    figure = registry.figure(view, name)
    assert figure.as_of == line
    assert figure.stem.endswith(f"per-{day}")


def test_months_after_the_last_registrations_are_without_data_and_not_withheld(view: View) -> None:
    rows = registry.figure(view, "acquired_by_month").drawing.rows["rows"]
    assert rows["acquired_text"].to_list() == ["8", *[NO_DATA] * 4]
    assert registry.figure(view, "acquired_by_month").title == (
        "8 peserta diakuisisi pada semester I 2019 sampai 31 Januari 2019"
    )


def test_the_line_of_what_was_received_ends_where_it_is_counted(sqlite_engine: sa.Engine) -> None:
    """Registrations go on to May, payments to March: the last point with a number carries the label."""
    ahead = world()
    ahead.participants += [
        replace(ahead.participants[0], id=n, registered_on=date(2019, n - 100, 5)) for n in (102, 103, 104, 105)
    ]
    ahead.payments = [one for one in ahead.payments if one.blth < date(2019, 4, 1)]
    with writing(sqlite_engine) as conn:
        put(conn, ahead)
    drawing = registry.figure(looked(sqlite_engine), "cumulative_received").drawing
    assert drawing.rows["ends"]["cumulative_text"].to_list() == ["Rp403.200"]
    assert drawing.rows["rows"]["cumulative_text"].to_list()[3:] == [NO_DATA] * 2
    cache.engine(str(sqlite_engine.url)).dispose()


def test_a_code_leads_back_to_the_number_and_its_rows(view: View) -> None:
    code = kpis.number(view, "received").code
    assert codes.keep_numbers(view)
    opened = open_code(view, code)
    assert opened.trace.seen == codes.seen_of(view)
    assert dict(opened.trace.seen.until) == dict.fromkeys(dict(opened.trace.seen.until), date(2019, 5, 31))
    assert dict(explain.looked_at(opened))["as_of"] == "31 Mei 2019"
    assert explain.values(opened).then == explain.values(opened).now == "Rp604.800"
    proof = prove(opened)
    assert proof is not None
    assert proof.rows is not None
    assert proof.rows.height == 36


def test_two_codes_compared_name_the_payments_of_june(view: View, sqlite_engine: sa.Engine) -> None:
    first = kpis.number(view, "received").code
    assert codes.keep_numbers(view)
    load_june(sqlite_engine)
    after = looked(sqlite_engine)
    second = kpis.number(after, "received").code
    assert codes.keep_numbers(after)
    assert second != first
    compared = compare.in_rows(open_code(after, first), open_code(after, second))
    assert not isinstance(compared, str)
    assert compared.reasons.rows[0][1:] == ("setelah tanggal data", "8", "+Rp134.400")
    opened = open_code(after, first)
    assert (explain.values(opened).then, explain.values(opened).now) == ("Rp604.800", "Rp739.200")
    assert dict(explain.facts(opened))["Per tanggal"] == "31 Mei 2019 → 30 Juni 2019"


def load_june(engine: sa.Engine) -> None:
    own = {"branch_code": BRANCH, "import_id": 2}
    load = {"id": 2, "branch_code": BRANCH, "imported_at": datetime(2019, 8, 2, tzinfo=UTC).replace(tzinfo=None)}
    with engine.begin() as conn:
        conn.execute(s.imports.insert(), {**load, "imported_by": "uji", "accepted_rejects": False, "changed": 8})
        conn.execute(s.contributions.insert(), [own | _row(one) for one in JUNE])
        reached = {
            "kind": "contributions",
            "month": date(2019, 6, 1),
            "rows": 8,
            "new": 8,
            "last_day": JUNE[-1].paid_on,
        }
        conn.execute(s.load_months.insert(), own | reached)
        summaries.refresh(conn, BRANCH, None, None)


def _row(one: Payment) -> dict:
    days = {"blth": one.blth, "paid_on": one.paid_on, "covered_until": one.blth}
    return {"participant_id": one.participant, **days, "months": 1, "amount": one.amount}


def test_the_code_of_a_view_in_step_is_what_it_was() -> None:
    months, nothing = (date(2019, 1, 1), date(2019, 6, 1)), (None, None, None)
    seen = Seen("TST", *months, date(2019, 6, 30), *nothing, "", "head", False, 1, ())
    assert seen.digest() == 29949451026972359071391032139273187454963150236990190297378925385625772203127
    assert replace(seen, until=(("received", date(2019, 6, 30)),)).digest() != seen.digest()


def test_a_period_that_is_whole_in_payments_alone_shows_them_and_no_zero(sqlite_engine: sa.Engine) -> None:
    with writing(sqlite_engine) as conn:
        put(conn, world())
    quarter = replace(looked(sqlite_engine), scope=scoped(cache.holding(str(sqlite_engine.url), BRANCH), "2019-Q2"))
    numbers = kpis.numbers(quarter, "acquired", "received", "agents_listed", "returned_by_paying")
    assert [one.value for one in numbers] == ["tidak ada data", "Rp201.600", "tidak ada data", "0"]
    assert captions.as_of(quarter) == (
        "Pendaftaran belum ada bulan yang lengkap, iuran sampai 31 Mei 2019; status agen belum dapat ditentukan"
    )
    assert registry.figure(quarter, "received_by_wilayah").as_of == "Posisi 31 Mei 2019"
    cache.engine(str(sqlite_engine.url)).dispose()


def test_the_release_and_its_files_say_it_too(view: View) -> None:
    answers = gather(view)
    said = " ".join(one.text for one in release(answers, date(2019, 6, 10)).paragraphs)
    assert "semester I 2019 (sampai 31 Januari 2019)" in said
    assert "semester I 2019 (sampai 31 Mei 2019)" in said
    assert REACH in said
    assert (view.words("briefing.as_of"), REACH) in assemble._filters(answers, "")
    assert Period.parse("2019-S1") == view.scope.period
