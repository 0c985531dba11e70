"""What press mode answers: true where it answers, and nobody finds out by subtraction what it withholds."""

import random
from collections.abc import Callable
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from dashboard.settings import ROOT
from queries import flows, pace
from queries.db.memo import REMEMBER
from queries.frames import standard
from queries.periods import Period, month_end, shift
from queries.press import masks, protected
from queries.press.gate import TWINS
from queries.press.protected import NotForPress
from tests.support.gathered import Gathered, number, periods
from tests.support.strategies import FIRST, MONTHS, PLACES
from tests.support.worlds import Agent, Participant, Payment, World, put, scope_of

LAST = shift(FIRST, MONTHS - 1)
ALL_MONTHS = list(range(number(FIRST), number(LAST) + 1))


def branch(seed: int, people: int = 160, large: int = 200) -> World:
    """A branch of three places, one of them small, with quiet months, whose participants pay some months.

    A fund pays for a part of them, and one in fifty pays `large` times as much as the others.
    """
    chance = random.Random(seed)
    offices = {f"K{n}": PLACES[min(n, 2)] for n in range(4)}
    roster = [Agent(f"A{n}", chance.choice(sorted(offices)), FIRST) for n in range(22)]
    roster += [Agent("Z1", "K0", FIRST, FIRST + timedelta(days=200)), Agent("Z2", "K3", FIRST)]
    world = World(offices=offices, agents=roster)
    weights = [chance.choice([0.05, 1, 3]) for _ in roster]
    months = [chance.choice([0, 1, 4]) for _ in range(MONTHS)]
    for n in range(people):
        agent, month = chance.choices(roster, weights)[0], shift(FIRST, chance.choices(range(MONTHS), months)[0])
        sector = chance.choices(["Nelayan", "Gojek", "-"], [6, 3, 1])[0]
        person = Participant(n, agent.code, chance.choice([month, month_end(month)]), sector)
        world.participants.append(person)
        for later in sorted({chance.randrange(8) for _ in range(chance.randrange(4))}):
            paid = shift(month, later)
            amount = (16_800 + 100 * n) * (large if n % 50 == 7 else 1)
            world.payments.append(Payment(n, paid, paid, 1, amount, chance.choice([None, "Mandiri", "Dana Desa"])))
    return world


def remembering(conn: sa.Connection, question: Callable, scope: object, *more: object, memory: dict) -> object:
    """The answer, with the parts that it is made from remembered, as the dashboard does."""

    def remember(inner: Callable, scope: object, *more: object) -> object:
        key = (inner, scope, *more)
        if key not in memory:
            memory[key] = inner(conn, scope, *more)
        return memory[key]

    conn.execution_options(**{REMEMBER: remember})
    return question(conn, scope, *more)


def gathered(
    conn: sa.Connection, world: World, answers: dict, last_complete: date = LAST, alone: frozenset = frozenset()
) -> Gathered:
    memory: dict = {}

    def ask(question: Callable, scope: object, *more: object) -> object:
        return remembering(conn, answers.get(question, question), scope, *more, memory=memory)

    def chosen_scope(period: Period, wilayah: list[str] | None) -> object:
        return scope_of(period.code, last_complete, wilayah=wilayah and frozenset(wilayah), alone=alone)

    return Gathered(world, ask, chosen_scope, last_complete)


@pytest.mark.parametrize("seed", range(3))
def test_no_subtraction_over_all_margins_tells_of_fewer_than_five(sqlite_engine: sa.Engine, seed: int) -> None:
    """Of the smallest branch, of which hardly a number leaves, the last year is enough."""
    world = branch(seed, (40, 160, 400)[seed % 3])
    with sqlite_engine.connect() as conn:
        put(conn, world)
        first = FIRST if seed % 3 else shift(LAST, -11)
        attack = gathered(conn, world, TWINS).everything(periods(first, LAST))
    assert attack.wrong() == []
    assert attack.worked_out(ALL_MONTHS) == []
    assert attack.left or seed % 3 == 0
    assert attack.withheld


def test_the_attack_finds_what_is_not_protected(sqlite_engine: sa.Engine) -> None:
    """Cells of fewer than five people taken out, and nothing with them: then subtraction tells most of them."""
    world = branch(1)
    with sqlite_engine.connect() as conn:
        put(conn, world)
        attack = gathered(conn, world, {}).everything_but_small([Period.parse("2019-S1")])
    assert attack.left
    assert attack.worked_out(ALL_MONTHS)


def test_a_running_semester_is_protected_as_far_as_it_is(sqlite_engine: sa.Engine) -> None:
    world = branch(4, 300)
    complete = date(2019, 4, 1)
    with sqlite_engine.connect() as conn:
        put(conn, world)
        asked = [
            Period.parse(code) for code in ("2019-S1", "2019-Q1", "2019-Q2", "2019-03", "2018-S2", "2018-07..2018-10")
        ]
        attack = gathered(conn, world, TWINS, complete).everything(asked)
    assert attack.left
    assert attack.wrong() == []
    assert attack.worked_out([month for month in ALL_MONTHS if month <= number(complete)]) == []


@pytest.mark.parametrize("kind", ["participants", "contributions"])
def test_of_two_kinds_that_are_out_of_step_neither_tells_of_the_other(sqlite_engine: sa.Engine, kind: str) -> None:
    """Whole in both to February, and one kind further, by a gap, to May."""
    world, complete = branch(7, 260, 1), date(2019, 2, 1)
    alone = frozenset((kind, date(2019, month, 1)) for month in (3, 5))
    asked = [Period.parse(code) for code in ("2019-S1", "2019-Q1", "2019-Q2", "2019-04", "2019-05", "2018-S2", "2019")]
    with sqlite_engine.connect() as conn:
        put(conn, world)
        attack = gathered(conn, world, TWINS, complete, alone).everything(asked)
    of_kind = "acquired" if kind == "participants" else "received"
    months = {atom[2] for measure, atoms, _ in attack.left for atom in atoms if measure == of_kind}
    assert max(months) == number(date(2019, 5, 1))
    assert attack.wrong() == []
    assert attack.worked_out([month for month in ALL_MONTHS if month <= number(date(2019, 5, 1))]) == []


@pytest.fixture
def small(conn: sa.Connection) -> sa.Connection:
    """Two places: Batang with three agents and many people, Kota Pekalongan with one agent, and four people in March;
    on both databases."""
    world = World(offices={"K1": "33.25", "K2": "33.75"})
    agents = {"K1": ["A1", "A2", "A3"], "K2": ["A4"]}
    world.agents = [Agent(code, office, date(2019, 1, 1)) for office, codes in agents.items() for code in codes]
    for office, people in {"K1": [30, 20, 40], "K2": [10, 9, 4]}.items():
        for n, count in enumerate(people):
            for one in range(count):
                agent = agents[office][one % len(agents[office])]
                world.participants.append(Participant(len(world.participants), agent, date(2019, n + 1, 15)))
    world.payments = [Payment(one.id, date(2019, 3, 1), date(2019, 3, 20)) for one in world.participants[:6]]
    put(conn, world)
    return conn


def of(period: str, *wilayah: str) -> object:
    return scope_of(period, date(2019, 3, 1), wilayah=frozenset(wilayah) or None)


def test_a_small_month_of_a_place_hides_another_and_both_stay_in_the_totals(small: sa.Connection) -> None:
    whole = protected.by_month(small, of("2019-S1"))
    city, batang = protected.by_month(small, of("2019-S1", "33.75")), protected.by_month(small, of("2019-S1", "33.25"))
    assert whole["acquired"].to_list() == [40, 29, 44]
    assert city["acquired"].to_list() == [10, None, None]
    assert batang["acquired"].to_list() == [30, None, None]
    assert protected.totals(small, of("2019-S1", "33.75"))["acquired"] == 23
    assert protected.totals(small, of("2019-03", "33.75"))["acquired"] is None
    assert protected.totals(small, of("2019-03", "33.25"))["acquired"] is None
    assert protected.totals(small, of("2019-03"))["acquired"] == 44
    assert protected.totals(small, of("2019-03", "33.25", "33.75"))["acquired"] == 44


def test_of_rupiah_those_count_who_paid(small: sa.Connection) -> None:
    """Six of Batang paid, none of the city."""
    assert protected.totals(small, of("2019-S1"))["received"] == 6 * 16_800
    places = protected.by_wilayah(small, of("2019-S1"))
    assert places["received"].to_list() == [None, None]
    assert places["acquired"].to_list() == [90, 23]
    assert protected.by_month(small, of("2019-S1"))["cumulative"].to_list() == [None, None, 6 * 16_800]


def test_sectors_leave_for_whole_semesters_alone(small: sa.Connection) -> None:
    assert protected.by_sector(small, of("2019-S1"))["acquired"].to_list() == [113]
    with pytest.raises(NotForPress, match="sector_period"):
        protected.by_sector(small, of("2019-02"))


SLIPPED = ("ZULAIKHA RAHASIA", "9901010203900008", "Gojeck")


def test_what_slipped_into_the_sectors_column_leaves_as_another_one_in_a_count_with_those(conn: sa.Connection) -> None:
    """A name, a number and a misspelling: eight people each, and three of a sector that was written as another."""
    sectors = [name for name in (*SLIPPED, "Nelayan", "-") for _ in range(8)] + ["Lainnya"] * 3
    people = [Participant(n, "A1", date(2019, 1, 15), name) for n, name in enumerate(sectors)]
    put(conn, World({"K1": "33.25"}, [Agent("A1", "K1", date(2019, 1, 1))], people, []))
    rows = protected.by_sector(conn, of("2019-S1"))
    assert rows.select("label", "acquired").rows() == [("Lainnya", 27), ("-", 8), ("Nelayan", 8)]
    assert rows["code"].to_list() == rows["label"].to_list()
    assert protected.sectors(conn, of("2019-S1")) == ["-", "Lainnya", "Nelayan"]
    assert TWINS[standard.sectors] is protected.sectors


def test_agents_are_people_too(small: sa.Connection) -> None:
    numbers = protected.one_number(small, of("2019-S1"))
    assert numbers["agents_listed"] is None
    assert numbers["offices"] == 2
    assert protected.by_status(small, of("2019-S1"))["agents"].to_list() == [None] * 4


@pytest.mark.parametrize("only", [{"offices": frozenset({"K1"})}, {"sectors": frozenset({"Nelayan"})}])
def test_no_office_and_no_choice_of_sectors_leaves(small: sa.Connection, only: dict) -> None:
    scope = scope_of("2019-S1", date(2019, 3, 1), **only)
    for question in (
        protected.totals,
        protected.by_month,
        protected.by_wilayah,
        protected.by_sector,
        protected.one_number,
    ):
        with pytest.raises(NotForPress):
            question(small, scope)


def test_a_period_without_data_and_a_place_without_offices_tell_nothing(small: sa.Connection) -> None:
    for scope in (of("2031-S1"), of("2019-S1", "33.26")):
        assert set(protected.totals(small, scope).values()) == {None}
        assert protected.by_wilayah(small, scope).select("acquired", "received").null_count().sum_horizontal()[0] == (
            2 * protected.by_wilayah(small, scope).height
        )
    assert not protected.anything(small, of("2019-S1", "33.26"))


def test_a_mask_is_the_branchs_whatever_is_asked_for(small: sa.Connection) -> None:
    for question in (masks.acquired, masks.received, masks.standing):
        assert question(small, of("2019-S1", "33.75")) == question(small, of("2019-S1"))


@pytest.mark.parametrize("seed", [2, 4])
def test_a_pace_leaves_where_every_sum_does_that_it_is_made_from(sqlite_engine: sa.Engine, seed: int) -> None:
    complete, since, memory = date(2019, 8, 1), date(2018, 7, 1), {}
    with sqlite_engine.connect() as conn:
        put(conn, branch(seed, 600))
        for places in (None, frozenset({"33.25"}), frozenset({"33.75"})):
            scope = scope_of("2019-S2", complete, wilayah=places)
            plain = pace.courses(conn, scope, since)
            protected_answer = remembering(conn, protected.courses, scope, since, memory=memory)
            for measure in pace.MEASURES:
                for before, after in zip(plain[measure], protected_answer[measure], strict=True):
                    assert after in (None, before)
                if protected_answer[measure].null_count():
                    with pytest.raises(NotForPress, match="pace"):
                        protected.projection(conn, scope, since, measure)
                else:
                    projected = protected.projection(conn, scope, since, measure)
                    assert projected == pace.projection(conn, scope, since, measure)


def test_only_the_masks_look_past_what_is_asked_for() -> None:
    """A mask tells cells, never numbers; whoever else widened a scope would show a viewer what they may not see."""
    house = (file for folder in ("queries", "seed", "dashboard") for file in (ROOT / folder).rglob("*.py"))
    wide = {file.name for file in house if ".of_whole_branch()" in file.read_text(encoding="utf-8")}
    assert wide == {"masks.py"}


def test_answers_keep_the_columns_of_the_question(small: sa.Connection) -> None:
    for question in (flows.by_month, flows.by_wilayah, flows.by_sector):
        plain, protected_answer = question(small, of("2019-S1")), TWINS[question](small, of("2019-S1"))
        assert dict(plain.schema) == dict(protected_answer.schema)
