"""What readers asked is asked of new data before they do: once, of the right rows, and through the press gate."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from threading import Event, Thread

import polars as pl
import pytest
import sqlalchemy as sa
from polars.exceptions import PanicException

from dashboard.charts.figure import Drawing, Figure
from dashboard.language.words import words_in
from dashboard.sections import figures
from dashboard.view import ahead, cache
from dashboard.view.address import Choice
from dashboard.view.ahead import Ahead
from dashboard.view.asked import ASKED, Asked
from dashboard.view.view import View
from queries.branches import Holding
from queries.comparisons import Earlier
from queries.completeness import Completeness
from queries.db import schema as s
from queries.db.engine import writing
from queries.periods import Period
from queries.press import gate
from queries.press.protected import NotForPress
from queries.scope import Scope
from tests.support.viewers import viewer
from tests.support.worlds import BRANCH, World, put

Question = Callable[[sa.Connection, Scope], list[str]]


class Office:
    """A branch in a database, into which offices are loaded, and who looks at it."""

    def __init__(self, engine: sa.Engine) -> None:
        self.engine, self.url = engine, engine.url.render_as_string(hide_password=False)

    def load(self, number: int) -> None:
        with writing(self.engine) as conn:
            load = {"branch_code": BRANCH, "imported_by": "uji", "accepted_rejects": False, "changed": 1}
            conn.execute(s.imports.insert(), {**load, "id": number, "imported_at": datetime(2030, 1, number)})
            code = f"K{number}"
            conn.execute(s.offices.insert(), {"branch_code": BRANCH, "code": code, "name": code, "import_id": number})

    def view(self, press: bool = False) -> View:
        """As the frame makes it of what the data hold now."""
        return of(cache.holding(self.url, BRANCH), Period.parse("2019-S1"), self.url, press)


def of(holding: Holding, period: Period, url: str = "", press: bool = False) -> View:
    scope = viewer(branch=BRANCH).scope(
        period, holding.complete_in(period), missing=holding.missing, alone=holding.alone
    )
    choice = Choice(period=period.code)
    return View(words_in("id"), viewer(branch=BRANCH), holding, scope, choice, url=url, press=press)


@pytest.fixture
def office(sqlite_engine: sa.Engine) -> Office:
    with writing(sqlite_engine) as conn:
        put(conn, World())
    return Office(sqlite_engine)


@pytest.fixture
def noting() -> Iterator[None]:
    ASKED.noting = True
    yield
    ASKED.noting = False
    ASKED.taken()


@pytest.fixture
def asking(office: Office, noting: None) -> Ahead:
    return Ahead(office.url, BRANCH)


def counting(calls: list[str], name: str = "asked") -> Question:
    def offices(conn: sa.Connection, scope: Scope) -> list[str]:
        calls.append(name)
        return list(conn.scalars(sa.select(s.offices.c.code).where(s.offices.c.branch_code == scope.branch)))

    return offices


def test_after_a_load_what_was_asked_is_asked_of_the_new_data_once(office: Office, asking: Ahead) -> None:
    question = counting(calls := [])
    before = office.view()
    assert before.ask(question) == ["K1"]
    office.load(2)
    assert (asking.turn(at_ease=False), len(calls)) == (1, 2)
    assert office.view().ask(question) == ["K1", "K2"]
    assert before.ask(question) == ["K1"]
    assert (asking.turn(at_ease=False), len(calls)) == (0, 2)
    office.load(3)
    asking.turn(at_ease=False)
    assert office.view().ask(question) == ["K1", "K2", "K3"]
    assert len(calls) == 3


def test_a_question_at_which_polars_panics_ends_nothing(office: Office, asking: Ahead) -> None:
    fails: list[bool] = []

    def panicking(conn: sa.Connection, scope: Scope) -> list[str]:
        if fails:
            raise PanicException("not an Exception: Polars derives it from BaseException")
        return []

    office.view().ask(panicking)
    office.view().ask(question := counting(calls := []))
    office.load(2)
    fails.append(True)
    assert (asking.turn(at_ease=False), len(calls)) == (1, 2)
    assert office.view().ask(question) == ["K1", "K2"]


def test_a_figure_with_a_headline_of_its_own_is_noted_once(
    office: Office, noting: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figures.theme, "dress", lambda figure, words, mode: {"title": figure.title})
    view, drawing = office.view(), Drawing(None, {}, 100)
    for title in ("Satu", "Dua"):
        figure = Figure("acquired_by_month", title, "", "", "", "", drawing, pl.DataFrame(), {}, "")
        assert figures._dressed(view, figure) == {"title": title}
    assert len(ASKED.taken()) == 1


def test_nothing_is_noted_where_nobody_asks_ahead(office: Office) -> None:
    office.view().ask(counting([]))
    assert ASKED.taken() == []


def test_the_press_gate_stands_before_what_is_asked_ahead(
    office: Office, asking: Ahead, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []
    inside, protected, refused = (counting(calls, name) for name in ("inside", "protected", "refused"))
    monkeypatch.setattr(gate, "TWINS", {**gate.TWINS, inside: protected})
    outside = office.view(press=True)
    outside.ask(inside)
    with pytest.raises(NotForPress):
        outside.ask(refused)
    office.load(2)
    asking.turn(at_ease=False)
    assert calls == ["protected"] * 2
    office.view(press=True).ask(inside)
    assert calls == ["protected"] * 2
    office.view().ask(inside)
    assert calls == ["protected"] * 2 + ["inside"]


def test_another_load_breaks_it_off_and_is_asked_about_instead(
    office: Office, asking: Ahead, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "_CHECKS_S", -1.0)
    second, calls = counting([]), []

    def first(conn: sa.Connection, scope: Scope) -> list[str]:
        calls.append("first")
        if len(calls) == 2:
            loading = Thread(target=office.load, args=(3,))
            loading.start()
            loading.join()
        return second(conn, scope)

    for question in (other := counting(others := [])), first:  # what was wanted last is asked first
        office.view().ask(question)
    office.load(2)
    asking.turn(at_ease=False)
    assert (len(calls), len(others)) == (2, 1)
    asking.turn(at_ease=False)
    assert (len(calls), len(others)) == (3, 2)
    assert [office.view().ask(one) for one in (first, other)] == [["K1", "K2", "K3"]] * 2
    assert (len(calls), len(others)) == (3, 2)


def test_who_wants_what_is_just_asked_waits_for_that_answer(office: Office) -> None:
    entered, go_on = Event(), Event()
    answers, offices = [], counting(calls := [])

    def slow(conn: sa.Connection, scope: Scope) -> list[str]:
        entered.set()
        assert go_on.wait(10)
        return offices(conn, scope)

    readers = [Thread(target=lambda: answers.append(office.view().ask(slow))) for _ in range(2)]
    readers[0].start()
    assert entered.wait(10)
    readers[1].start()
    readers[1].join(0.1)
    go_on.set()
    for reader in readers:
        reader.join(10)
    assert len(calls) == 1
    assert answers[0] is answers[1]


def test_a_server_looks_for_loads_by_itself_until_it_ends(
    office: Office, asking: Ahead, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "LOOKS_S", 0.01)
    again, calls = Event(), []

    def question(conn: sa.Connection, scope: Scope) -> list[str]:
        calls.append(scope)
        if len(calls) == 2:
            again.set()
        return []

    asking.start()
    office.view().ask(question)
    office.load(2)
    assert again.wait(10)
    asking.end()
    office.load(3)
    assert asking.turn(at_ease=False) == 0
    assert len(calls) == 2


def holding(version: int, last: date, running: date | None = None) -> Holding:
    first = date(2018, 1, 1)
    months = Completeness(tuple((kind, first) for kind in s.MONTHLY), last, unended=running)
    return Holding(BRANCH, "", False, version, first, running or last, last, months)


BEFORE = holding(1, date(2019, 4, 1), date(2019, 5, 1))


@pytest.mark.parametrize(
    ("newest", "period"),
    [
        (holding(2, date(2019, 4, 1), date(2019, 5, 1)), "2019-S1"),
        (holding(2, date(2019, 5, 1), date(2019, 6, 1)), "2019-S1"),
        (holding(2, date(2019, 7, 1)), "2019-S2"),
        (holding(2, date(2019, 7, 1)), "2019-S1"),
    ],
)
def test_the_views_are_those_that_a_page_will_make(newest: Holding, period: str) -> None:
    """Of the same period and of the usual one, and what each is set beside; of a briefing without the running month."""
    usual = of(BEFORE, Period.parse("2019-S1"))
    looked = [usual, usual.before(), usual.before(Earlier.YEAR_BEFORE)]
    noted = [Asked(one, lambda view: view, 0.0) for one in looked]
    scopes = ahead._scopes(noted, newest)
    now = of(newest, Period.parse(period))
    for was, expected in zip(looked, [now, now.before(), now.before(Earlier.YEAR_BEFORE)], strict=True):
        assert expected in ahead._later(was, newest, scopes)
    briefed = replace(usual, holding=BEFORE.of_complete_months())
    later = ahead._later(briefed, newest, ahead._scopes([Asked(briefed, lambda view: view, 0.0)], newest))
    assert replace(now, holding=newest.of_complete_months()) in later
