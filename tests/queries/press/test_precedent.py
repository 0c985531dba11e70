"""Who has an issued briefing and a later one works out no more than who has one of them."""

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from queries.db import schema as s
from queries.db.memo import REMEMBER
from queries.periods import Period, month_end, shift
from queries.press import masks, protected
from queries.press.gate import TWINS
from seed.writes import precedent
from tests.queries.press.test_protected import ALL_MONTHS, branch, gathered
from tests.support.attack import Atoms, Attack
from tests.support.gathered import Gathered, number
from tests.support.worlds import Agent, Participant, World, put, scope_of


@pytest.mark.parametrize(("seed", "late"), [(0, 12), (2, 0)])
def test_two_briefings_of_a_semester_tell_no_more_than_one(sqlite_engine: sa.Engine, seed: int, late: int) -> None:
    """One is issued to April, of all but the last `late` who registered by then; the other when it is over."""
    now, until = branch(seed, 220, 1), month_end(date(2019, 4, 1))
    early = [one.id for one in now.participants if one.registered_on <= until]
    ids = set(early[: len(early) - late])
    then = replace(
        now,
        participants=[one for one in now.participants if one.id in ids],
        payments=[one for one in now.payments if one.participant in ids and one.paid_on <= until],
    )
    with sqlite_engine.connect() as conn:
        put(conn, then)
        before = gathered(conn, then, TWINS, date(2019, 4, 1))
        before.everything([Period.parse(code) for code in ("2019-S1", "2019-Q1", "2019-03", "2019-04", "2018-S2")])
        scope = before.scope_of(Period.parse("2019-S1"), None)
        conn.execution_options(**{REMEMBER: None})
        leaving = masks.acquired(conn, scope), masks.received(conn, scope)
        precedent.remember(conn, [scope], 1)
        assert (masks.acquired(conn, scope), masks.received(conn, scope)) == leaving
        kept = conn.execute(sa.select(s.issued_cells)).mappings().all()
        for table in reversed(s.metadata.sorted_tables):
            conn.execute(table.delete())
        put(conn, now)
        conn.execute(s.issued_cells.insert(), list(map(dict, kept)))
        after = gathered(conn, now, TWINS, date(2019, 6, 1))
        after.everything([Period.parse(code) for code in ("2019-S1", "2019-Q1", "2019-Q2", "2019-03", "2019-05")])
    assert kept
    assert after.wrong() == []
    assert together(before, after) == []


def grown(few: int) -> World:
    """Of one place: `few` people in July 2018, ten in August, twenty a month from then on; who pay nothing."""
    people = [few, 10, *[20] * 10]
    days = [shift(date(2018, 7, 1), month) for month, count in enumerate(people) for _ in range(count)]
    # The latecomers come last, so that everybody else is who they were.
    days.sort(key=lambda day: day == date(2018, 7, 1))
    participants = [Participant(n, "A1", day) for n, day in enumerate(days)]
    return World({"K1": "33.25"}, [Agent("A1", "K1", date(2018, 1, 1))], participants, [])


def test_a_growth_that_was_issued_does_not_tell_few_of_the_period_before(sqlite_engine: sa.Engine) -> None:
    """Of 2019-S1 a growth to a tenth of a percent was issued; then three people are entered late into July 2018.

    Whoever has the growth and its own number has the sum of 2018-S2 as it was: without the months that are told of it
    later, that is July's three.
    """
    own, before = (scope_of(code, date(2019, 6, 1)) for code in ("2019-S1", "2018-S2"))
    attack, july = Attack(), date(2018, 7, 1)
    with sqlite_engine.connect() as conn:
        put(conn, grown(3))
        now, then = (protected.totals(conn, scope)["acquired"] for scope in (own, before))
        said = growth(now, then)
        assert [one for one in range(1, 2 * now) if growth(now, one) == said] == [then] == [93]
        attack.learn(["then", *Period.parse("2018-08..2018-12").months()])
        precedent.remember(conn, [own], 1)
        kept = list(map(dict, conn.execute(sa.select(s.issued_cells)).mappings()))
        for table in reversed(s.metadata.sorted_tables):
            conn.execute(table.delete())
        put(conn, grown(6))
        conn.execute(s.issued_cells.insert(), kept)
        months = protected.by_month(conn, before)
        total = protected.totals(conn, before)["acquired"]
    for month, people in months.select("month", "acquired").iter_rows():
        if people is not None:
            attack.learn([month])
    assert total == 96
    attack.learn(["then", "late", *Period.parse("2018-08..2018-12").months()])
    assert attack.works_out(["late"])  # a correction of three: said in docs/press.md
    assert not attack.works_out(["then"])
    assert months.filter(month=july)["acquired"].to_list() == [None]


def growth(now: int, then: int) -> int:
    """In tenths of a percent, half up."""
    return (2_000 * (now - then) + then) // (2 * then)


def together(before: Gathered, after: Gathered) -> list:
    """The sums of few people, then or now, that follow from what was told then and now by whoever knows which atoms
    have changed."""
    months = [one for one in ALL_MONTHS if number(date(2019, 1, 1)) <= one <= number(date(2019, 6, 1))]
    same = {
        atom
        for atom in {*before.people, *after.people}
        if before.people.get(atom) == after.people.get(atom) and before.rupiah.get(atom) == after.rupiah.get(atom)
    }

    def of_then(atoms: Atoms) -> Atoms:
        changed = {atom for atom in atoms if atom not in same and (atom in before.people or atom in after.people)}
        return (atoms - changed) | {("then", *atom) for atom in changed}

    attack = Attack()
    for measure, atoms, _ in after.left:
        if measure != "agents":
            attack.learn(atoms)
    for measure, atoms, _ in before.left:
        if measure != "agents":
            attack.learn(of_then(atoms))
    few = [*_few(after, months), *(of_then(atoms) for atoms in _few(before, months[:4]))]
    return [atoms for atoms in few if attack.works_out(atoms)]


def _few(one: Gathered, months: list[int]) -> list[Atoms]:
    asked = [(atoms, people) for atoms, people in one.asked(months) if next(iter(atoms))[0] != "agents"]
    return [atoms for atoms, people in asked if people < 5 or one.one_stands_for_most(atoms)]
