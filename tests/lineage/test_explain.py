"""A code that was opened after the data changed: what came late is named, and makes exactly the difference."""

from dataclasses import replace
from datetime import date, datetime

import pytest
import sqlalchemy as sa

from dashboard.figures import kpis
from dashboard.language.words import words_in
from dashboard.lineage import compare, explain
from dashboard.lineage.opened import open_code
from dashboard.view import cache, codes
from dashboard.view.address import Choice
from dashboard.view.view import View
from queries.access import Role
from queries.db import schema as s
from queries.periods import Period
from seed.writes import summaries
from tests.support.viewers import viewer as viewer_of
from tests.support.worlds import BRANCH, Agent, Participant, Payment, World, put

WORLD = World(
    agents=[Agent("A1", "K1", date(2019, 1, 1))],
    participants=[Participant(1, "A1", date(2019, 1, 31)), Participant(2, "A1", date(2019, 6, 30))],
    payments=[Payment(1, date(2019, 1, 1), date(2019, 1, 31)), Payment(2, date(2019, 6, 1), date(2019, 7, 1))],
)


def seen_by(engine: sa.Engine, language: str = "id") -> View:
    """The half-year as it stands."""
    url = engine.url.render_as_string(hide_password=False)
    holding = cache.holding(url, BRANCH)
    viewer = viewer_of(branch=BRANCH)
    scope = viewer.scope(Period.parse("2019-S1"), holding.last_complete)
    return View(words_in(language), viewer, holding, scope, Choice(), url=url)


def load_late(engine: sa.Engine) -> None:
    """A second load: a participant of February whom the first did not bring, and what they paid."""
    load = {"id": 2, "branch_code": BRANCH, "imported_at": datetime(2030, 2, 1), "imported_by": "uji"}
    person = {"branch_code": BRANCH, "import_id": 2, "id": 3, "agent_code": "A1", "registered_on": date(2019, 2, 28)}
    known = {"sector": "Grab", "kpj_hash": "k3", "kpj_last4": "0003", "nik_hash": "n3"}
    paid = {"branch_code": BRANCH, "import_id": 2, "participant_id": 3, "blth": date(2019, 3, 1), "months": 1}
    with engine.begin() as conn:
        conn.execute(s.imports.insert(), {**load, "accepted_rejects": False, "changed": 2})
        conn.execute(s.participants.insert(), person | known)
        days = {"paid_on": date(2019, 3, 31), "covered_until": date(2019, 3, 1), "amount": 36_800}
        conn.execute(s.contributions.insert(), paid | days)
        summaries.refresh(conn, BRANCH, None, None)


@pytest.fixture
def twice(sqlite_engine: sa.Engine) -> tuple[View, View]:
    """The view before and after the second load, both kept."""
    with sqlite_engine.begin() as conn:
        put(conn, WORLD)
    before = seen_by(sqlite_engine)
    assert codes.keep_numbers(before)
    load_late(sqlite_engine)
    after = seen_by(sqlite_engine)
    assert codes.keep_numbers(after)
    cache.engine(before.url).dispose()
    return before, after


def test_an_old_code_shows_the_number_as_it_was_as_it_is_and_why(twice: tuple[View, View]) -> None:
    before, after = twice
    values = explain.values(open_code(after, kpis.number(before, "acquired").code))
    assert (values.then, values.now) == ("2", "3")
    assert values.verdict == "Berubah +1 sejak versi data 1."
    assert values.causes == ("masuk terlambat, impor 2: 1 baris, +1",)
    money = explain.values(open_code(after, kpis.number(before, "received").code))
    assert (money.then, money.now) == ("Rp16.800", "Rp53.600")
    assert money.causes == ("masuk terlambat, impor 2: 1 baris, +Rp36.800",)
    now = explain.values(open_code(after, kpis.number(after, "acquired").code))
    assert (now.then, now.now, now.causes) == ("3", "3", ())


def test_a_code_of_press_mode_tells_an_insider_why_and_the_press_not(twice: tuple[View, View]) -> None:
    before, after = twice
    printed = before.for_press()
    assert codes.keep_numbers(printed)
    code = kpis.number(printed, "acquired").code
    inside = open_code(after, code)
    assert explain.causes(inside) == ("masuk terlambat, impor 2: 1 baris, +1",)
    five = replace(inside.trace, figures={"acquired": {**inside.trace.figures["acquired"], "value": 5}})
    values = explain.values(replace(inside, trace=five))
    why = after.words("trace.withheld_now", why=after.words("press.reason.few_people"))
    assert (values.now, values.verdict) == ("tidak ditampilkan", why)
    outside = replace(after, viewer=viewer_of(Role.PRESS, BRANCH))
    assert explain.causes(open_code(outside, code)) == ()


def test_the_facts_name_then_and_now(twice: tuple[View, View]) -> None:
    before, after = twice
    facts = dict(explain.facts(open_code(after, kpis.number(before, "acquired").code)))
    assert facts["Versi data"] == "1 → 2"
    assert facts["Periode"] == "Semester I 2019 (2019-S1)"
    assert facts["Per tanggal"] == "30 Juni 2019"


def test_two_codes_of_one_question_differ_by_what_came_late(twice: tuple[View, View]) -> None:
    _before, after = twice
    pair = [open_code(after, kpis.number(view, "acquired").code) for view in twice]
    looked = {row[0]: row[1] for row in compare.filters(*pair).rows}
    assert [name for name, sign in looked.items() if sign == "≠"] == ["Versi data"]
    assert compare.in_rows(*pair).reasons.rows == (
        ("B saja", "masuk terlambat: belum ada pada versi data itu", "1", "+1"),
    )
    turned = compare.in_rows(*pair[::-1])
    assert turned.reasons.rows == (("A saja", "masuk terlambat: belum ada pada versi data itu", "1", "-1"),)
    assert turned.rows.rows[0][2:] == ("A1", "3", "0003", "28 Februari 2019", "Grab")


def test_a_period_without_a_complete_month_says_so(sqlite_engine: sa.Engine) -> None:
    with sqlite_engine.begin() as conn:
        put(conn, WORLD)
    view = seen_by(sqlite_engine)
    later = view.during(view.viewer.scope(Period.parse("2020"), view.holding.last_complete))
    assert codes.keep_numbers(later)
    opened = open_code(view, codes.code(later, "acquired"))
    assert explain.values(opened).verdict == view.words("trace.no_now")
    assert compare.in_rows(opened, opened) == view.words("trace.no_now")
    assert "2020" in explain.text(opened)
    cache.engine(view.url).dispose()
