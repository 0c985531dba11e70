"""No cell with fewer than five people is shown, nor can one be worked out from those that are."""

from itertools import chain, combinations, product

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.press import disclosure
from queries.press.threshold import LEAST_PEOPLE
from tests.support.attack import Attack

CHOICES = {"place": "any", "month": "run", "sector": "one"}


def cells(months: dict[str, list[int]], sectors: dict[str, list[int]] | None = None) -> pl.DataFrame:
    """People by place and month, and by place and sector, with all their sums. Sectors must sum to what months do."""
    counted: dict[tuple, int] = {}

    def add(people: int, *keys: tuple) -> None:
        for key in keys:
            counted[key] = counted.get(key, 0) + people

    for place, row in months.items():
        for n, people in enumerate(row):
            add(people, (place, n, None), (place, None, None), (None, n, None), (None, None, None))
    for place, row in (sectors or {}).items():
        assert sum(row) == sum(months[place])
        for n, people in enumerate(row):
            add(people, (place, None, f"s{n}"), (None, None, f"s{n}"))
    types = {"place": pl.String, "month": pl.Int64, "sector": pl.String, "people": pl.Int64}
    return pl.DataFrame([(*key, people) for key, people in counted.items()], types, orient="row")


def withheld(cells_left: pl.DataFrame) -> set[tuple]:
    return set(cells_left.filter(~pl.col("leaves")).select(list(CHOICES)).iter_rows())


def decided(people: pl.DataFrame, *, adds: bool = True) -> pl.DataFrame:
    return disclosure.decided(people, CHOICES, adds=adds)


def test_nothing_is_withheld_where_every_cell_has_five() -> None:
    assert withheld(decided(cells({"A": [5, 6], "B": [7, 5]}))) == set()


@pytest.mark.parametrize("few", [0, 1, 4])
def test_fewer_than_five_are_withheld_and_so_is_what_would_tell_them(few: int) -> None:
    cells_left = withheld(decided(cells({"A": [few, 20, 30], "B": [40, 11, 60]})))
    assert cells_left == {("A", 0, None), ("A", 1, None), ("B", 0, None), ("B", 1, None)}


def test_five_are_enough() -> None:
    assert withheld(decided(cells({"A": [5, 20], "B": [40, 50]}))) == set()


@pytest.mark.parametrize(
    ("people", "adds", "which"),
    [
        ([5, 6, 30], True, []),
        ([4, 6, 30], True, [0, 1]),
        ([3, 3, 30], True, [0, 1]),
        ([2, 3, 30], True, [0, 1]),  # five together
        ([1, 3, 30], True, [0, 1, 2]),  # four together
        ([5, 6, 30], False, []),
        ([4, 5, 30], False, [0, 1]),  # five people at least stand behind both
        ([3, 3, 30], False, [0, 1, 2]),  # they may be the same three
    ],
)
def test_the_months_withheld_of_one_place(people: list[int], adds: bool, which: list[int]) -> None:
    """Five people may be shown and hide others, four may not; payers of two months may be the same people."""
    cells_left = withheld(decided(cells({"A": people}), adds=adds))
    assert {month for place, month, _ in cells_left if place == "A"} == set(which)


def test_a_small_place_is_withheld_whole_and_another_with_it() -> None:
    cells_left = withheld(decided(cells({"A": [2, 1], "B": [50, 60], "C": [20, 30]})))
    assert {("A", None, None), ("C", None, None)} <= cells_left
    assert ("B", None, None) not in cells_left
    assert (None, None, None) not in cells_left


def test_a_sector_cannot_tell_what_a_month_withholds() -> None:
    """A's total is withheld with its only month; its sectors would add up to it."""
    cells_left = withheld(decided(cells({"A": [4], "B": [90]}, {"A": [2, 2], "B": [45, 45]})))
    assert {("A", None, None), ("A", None, "s0"), ("A", None, "s1"), ("B", None, None)} <= cells_left


def test_a_branch_with_too_few_shows_nothing() -> None:
    assert not decided(cells({"A": [1, 1], "B": [1, 1]}))["leaves"].any()


def test_an_empty_frame_is_answered() -> None:
    assert decided(cells({})).is_empty()


def test_rows_keep_their_order() -> None:
    people = cells({"A": [1, 9], "B": [9, 9]})
    assert decided(people).drop("leaves").equals(people)


def test_of_five_places_three_are_a_choice_too() -> None:
    """D and E are told together by the second month, A, B and C by the third: so the three of the first, 1 each."""
    months = {place: [1, 30, 4] if place in "ABC" else [3, 4, 30] for place in "ABCDE"}
    people = cells(months, {place: [sum(row)] for place, row in months.items()})
    atoms = {(place, month, 0): row[month] for place, row in months.items() for month in range(3)}
    naive = people.with_columns(leaves=pl.col("people") >= LEAST_PEOPLE)
    assert attack(naive, atoms) == [(set("ABC"), {0}, None)]
    assert attack(decided(people), atoms) == []


numbers = st.integers(0, 9) | st.sampled_from([0, 1, 4, 5, 30])


@st.composite
def tables(draw: st.DrawFn) -> tuple[pl.DataFrame, dict]:
    """A table of up to five places, four months and three sectors; the people of each atom (place, month, sector)."""
    places, months, sectors = (draw(st.integers(1, most)) for most in (5, 4, 3))
    names = "ABCDE"[:places]
    keys = list(product(names, range(months), range(sectors)))
    atoms = dict(zip(keys, draw(st.lists(numbers, min_size=len(keys), max_size=len(keys))), strict=True))
    by_month = {p: [sum(atoms[p, m, s] for s in range(sectors)) for m in range(months)] for p in names}
    by_sector = {p: [sum(atoms[p, m, s] for m in range(months)) for s in range(sectors)] for p in names}
    return cells(by_month, by_sector), atoms


def of(atoms: dict, places: set | None, months: set | None, sector: int | None) -> list[tuple]:
    """The atoms of a cell; None: all."""
    return [
        (p, m, s)
        for p, m, s in atoms
        if (places is None or p in places) and (months is None or m in months) and sector in (None, s)
    ]


def attack(cells_left: pl.DataFrame, atoms: dict) -> list[tuple]:
    """The sums of fewer than five people that anyone may ask for and that follow from what is shown."""
    attacker = Attack()
    for place, month, sector, *_ in cells_left.filter("leaves").iter_rows():
        where, when = place and {place}, None if month is None else {month}
        attacker.learn(of(atoms, where, when, sector and int(sector[1:])))
    places, months = sorted({p for p, _, _ in atoms}), sorted({m for _, m, _ in atoms})
    choices = chain.from_iterable(combinations(places, n) for n in range(1, len(places) + 1))
    runs = [set(months[a:b]) for a, b in combinations(range(len(months) + 1), 2)]
    asked = [(set(chosen), run, None) for chosen in choices for run in runs]
    asked += [({p}, None, s) for p in places for s in {s for _, _, s in atoms}] + [(None, None, s) for _, _, s in atoms]
    return [
        one
        for one in asked
        if sum(atoms[atom] for atom in of(atoms, *one)) < LEAST_PEOPLE and attacker.works_out(of(atoms, *one))
    ]


@given(tables())
def test_no_subtraction_gives_a_cell_of_fewer_than_five(drawn: tuple) -> None:
    people, atoms = drawn
    cells_left = decided(people)
    assert cells_left.filter("leaves", pl.col("people") < LEAST_PEOPLE).is_empty()
    assert attack(cells_left, atoms) == []


@given(tables())
def test_where_no_cell_is_small_nothing_is_withheld(drawn: tuple) -> None:
    people, _ = drawn
    cells_left = decided(people.with_columns(pl.col("people") + LEAST_PEOPLE))
    assert cells_left["leaves"].all()


@given(tables())
def test_people_who_may_be_the_same_are_protected_at_least_as_well(drawn: tuple) -> None:
    people, atoms = drawn
    assert attack(decided(people, adds=False), atoms) == []


def test_the_attack_works_where_only_small_cells_are_withheld() -> None:
    """What everybody does first, and what complementary suppression is for."""
    atoms = {("A", 0, 0): 2, ("A", 1, 0): 20, ("B", 0, 0): 30, ("B", 1, 0): 40}
    people = cells({"A": [2, 20], "B": [30, 40]}, {"A": [22], "B": [70]})
    naive = people.with_columns(leaves=pl.col("people") >= LEAST_PEOPLE)
    assert attack(naive, atoms) == [({"A"}, {0}, None)]
    assert attack(decided(people), atoms) == []


def test_the_attack_works_where_each_table_is_protected_alone() -> None:
    """Months hide one another in each place and over all, but the sum over places gives the third place's."""
    atoms = {("A", 0, 0): 2, ("A", 1, 0): 20, ("B", 0, 0): 30, ("B", 1, 0): 40}
    people = cells({"A": [2, 20], "B": [30, 40]}, {"A": [22], "B": [70]})
    rows_only = {("A", 0, None), ("A", 1, None)}
    keys = people.select(list(CHOICES)).iter_rows()
    half = people.with_columns(leaves=pl.Series([key not in rows_only for key in keys]))
    assert attack(half, atoms) == [({"A"}, {0}, None)]


@pytest.mark.parametrize(("values", "choices"), [(1, 2), (2, 4), (3, 8), (5, 32), (6, 29), (9, 56)])
def test_of_up_to_five_values_every_choice_is_tried_and_of_more_ones_pairs_and_all_but_one(
    values: int, choices: int
) -> None:
    """The sum over all stands in it twice, as no choice and as the choice of all."""
    assert len(disclosure._selections(range(values), "any")) == choices
