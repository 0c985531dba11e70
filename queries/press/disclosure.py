"""Which cells may leave: none with fewer than LEAST_PEOPLE behind it or of which one stands for most, and none by which
such a one could be worked out.

Pure: counts of people in, a mask out. A cell is a row of a frame with a column a dimension (place, month ...), null
where it is the sum over that dimension, and `people`, how many stand behind it; further columns say what it has to
spare (`dominance`). Cells that sum to another make a line; whoever knows a line's other cells knows the last one. So
cells are withheld until no sum of withheld cells that anyone may ask for, with fewer than LEAST_PEOPLE behind it or
less than nothing to spare, follows from what is shown.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import combinations, product
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import polars as pl

from queries.press.precedent import NOTHING, Precedent
from queries.press.threshold import LEAST_PEOPLE

SUBSETS_UP_TO = 5
"""Of more values than these of a dimension not every choice is tried: single ones, pairs, and all but one."""

_ZERO = 1e-8


_Key: TypeAlias = tuple[Any, ...]
"""The values of a cell's dimensions."""


class _System(NamedTuple):
    """people: of each cell. spare: one row a cell, a column a kind. depth: over how many dimensions it is no sum.

    lines: one a row, 1 at the cell that is the sum (none: it was told before) and -1 at its parts. asked: the sums that
    anyone may ask for, 1 at each cell of theirs. adds: whether the people behind a sum are the sum of people.
    """

    people: np.ndarray
    spare: np.ndarray
    depth: np.ndarray
    lines: np.ndarray
    asked: np.ndarray
    adds: bool


def decided(
    people: pl.DataFrame, choices: Mapping[str, str], before: Precedent = NOTHING, *, adds: bool
) -> pl.DataFrame:
    """The rows of `people` with `leaves`, whether the cell may leave; in their order. Beside the dimensions and people
    its columns are what each cell has to spare: below zero it does not leave.

    `choices`: each dimension and what may be chosen of it: `any` values, a `run` of them in their order, or `one`.
    `before`: what briefings withheld stays withheld, as few as it was then, and the sums that they told are known.
    `adds`: False where one person may stand behind several cells (payers of several months): then a sum has at least
    as many people as the largest cell in it, and no more is relied on.
    """
    system = _system(people, choices, before, adds)
    hidden = (system.people < LEAST_PEOPLE) | (system.spare < 0).any(axis=1)
    hidden |= np.array([key in before.beside for key in people.select(list(choices)).iter_rows()], dtype=bool)
    while (more := _line_to_break(system, hidden)) is not None or (more := _sum_to_break(system, hidden)) is not None:
        hidden[more] = True
    return people.with_columns(leaves=pl.Series(~hidden, dtype=pl.Boolean))


def few(people: pl.DataFrame) -> pl.DataFrame:
    """The rows of `people` that do not leave for themselves, whatever stands beside them."""
    spare = [pl.col(name) < 0 for name in people.columns if name.startswith("spare")]
    return people.filter(pl.any_horizontal(pl.col("people") < LEAST_PEOPLE, *spare))


def _system(people: pl.DataFrame, choices: Mapping[str, str], before: Precedent, adds: bool) -> _System:
    keys = tuple(people.select(list(choices)).iter_rows())
    kinds = [name for name in people.columns if name not in ("people", *choices)]
    spare = people.select(kinds).to_numpy().astype(float) if kinds else np.zeros((people.height, 0))
    counts = people["people"].to_numpy().copy()
    # One that is no longer few was so when it was withheld, by a number that nobody wrote down.
    was_few = np.array([key in before.few for key in keys], dtype=bool)
    counts[was_few & (counts >= LEAST_PEOPLE) & ~(spare < 0).any(axis=1)] = 0
    depth, lines, asked = _around(keys, tuple(choices.values()))
    sums = [dict.fromkeys(parts, -1) for cell in before.sums if (parts := _months_to(cell, keys))]
    return _System(counts, spare, depth, np.concatenate([lines, _matrix(sums, len(keys))]), asked, adds)


def _months_to(cell: _Key, keys: Sequence[_Key]) -> list[int]:
    """The cells of which a sum told to a month was made: a semester's first months. None where it had no months."""
    place, last, part = cell
    return [
        n
        for n, (of_place, month, of_part) in enumerate(keys)
        if month is not None and month <= last and (of_place, of_part) == (place, part)
    ]


@lru_cache(maxsize=8)
def _around(keys: tuple[_Key, ...], choices: tuple[str, ...]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Depth, lines and sums that may be asked for of cells, whoever stands behind them: the same after each load."""
    place = {key: n for n, key in enumerate(keys)}
    lines = [line for n, key in enumerate(keys) for line in _lines(n, key, keys)]
    there = [sorted({key[d] for key in keys if key[d] is not None}) for d in range(len(choices))]
    selections = [_selections(values, how) for values, how in zip(there, choices, strict=True)]
    asked = [sum_of for chosen in product(*selections) if (sum_of := _cells(chosen, place))]
    around = (
        np.array([sum(value is not None for value in key) for key in keys]),
        _matrix([{parent: 1, **dict.fromkeys(parts, -1)} for parent, parts in lines], len(keys)),
        _matrix([dict.fromkeys(cells, 1) for cells in asked], len(keys)),
    )
    for one in around:
        one.setflags(write=False)
    return around


def _lines(n: int, key: _Key, keys: Sequence[_Key]) -> list[tuple[int, list[int]]]:
    """The lines of which the n-th cell is the sum, one a dimension."""
    lines = []
    for d in (d for d, value in enumerate(key) if value is None):
        parts = [m for m, other in enumerate(keys) if other[d] is not None and _but(other, d) == _but(key, d)]
        if parts:
            lines.append((n, parts))
    return lines


def _but(key: _Key, d: int) -> _Key:
    return key[:d] + key[d + 1 :]


def _selections(values: Sequence[Any], how: str) -> list[_Key]:
    """What may be chosen of a dimension; (None,) is the sum over all of it."""
    whole = [(None,), tuple(values)]
    if how == "one":
        return [*whole, *((value,) for value in values)]
    if how == "run":
        return [*whole, *(tuple(values[a:b]) for a, b in combinations(range(len(values) + 1), 2))]
    sizes = range(1, len(values)) if len(values) <= SUBSETS_UP_TO else {1, 2, len(values) - 1}
    return [*whole, *(some for size in sizes for some in combinations(values, size))]


def _cells(chosen: Sequence[_Key], place: Mapping[_Key, int]) -> list[int]:
    """The cells of a sum; none where one of them does not exist."""
    keys = list(product(*chosen))
    return [place[key] for key in keys] if all(key in place for key in keys) else []


def _matrix(rows: Sequence[Mapping[int, int]], width: int) -> np.ndarray:
    matrix = np.zeros((len(rows), width))
    for n, row in enumerate(rows):
        matrix[n, list(row)] = list(row.values())
    return matrix


def _few(system: _System, sums: np.ndarray) -> np.ndarray:
    """Which sums (0 and 1 at each cell) have fewer than LEAST_PEOPLE behind them, or one who may stand for most; an
    empty one has none to protect."""
    too_few = sums @ system.people < LEAST_PEOPLE if system.adds else sums @ (system.people >= LEAST_PEOPLE) == 0
    few: np.ndarray = (too_few | (sums @ system.spare < 0).any(axis=1)) & sums.any(axis=1)
    return few


def _line_to_break(system: _System, hidden: np.ndarray) -> int | None:
    """A further cell of a line whose sum is shown and whose withheld parts together have too few people."""
    parts = (system.lines < 0) & hidden
    known = ((system.lines > 0) & ~hidden).any(axis=1) | ~(system.lines > 0).any(axis=1)
    revealing = known & _few(system, parts.astype(float))
    return _next(system, hidden, np.flatnonzero(revealing)[:1]) if revealing.any() else None


def _sum_to_break(system: _System, hidden: np.ndarray) -> int | None:
    """A further cell of the lines that tell a sum with too few people, where one can be worked out at all.

    What is shown is known, so each line leaves an equation of its withheld cells. A sum follows from them where it is
    a combination of them: then nothing of it is left outside the space that they span.
    """
    equations = system.lines[:, hidden]
    used = np.flatnonzero(equations.any(axis=1))
    sums = system.asked[:, hidden]
    sums = np.unique(sums[_few(system, _widened(sums, hidden))], axis=0)
    if not len(used) or not len(sums):
        return None
    _, sizes, space = np.linalg.svd(equations[used], full_matrices=False)
    space = space[sizes > _ZERO * max(1, sizes.max())]
    outside = sums - sums @ space.T @ space
    revealed = np.flatnonzero((outside**2).sum(axis=1) < _ZERO)
    if not len(revealed):
        return None
    weights = np.abs(np.linalg.lstsq(equations[used].T, sums[revealed[0]], rcond=None)[0])
    return _next(system, hidden, used[weights > _ZERO])


def _widened(sums: np.ndarray, hidden: np.ndarray) -> np.ndarray:
    wide = np.zeros((len(sums), len(hidden)))
    wide[:, hidden] = sums
    return wide


def _next(system: _System, hidden: np.ndarray, lines: np.ndarray) -> int | None:
    """The cell of some lines to withhold next; None where nothing of them is shown.

    The finest first, so that totals stay; of these one whose other lines have withheld cells already, then one with few
    people.
    """
    left = np.flatnonzero((system.lines[lines] != 0).any(axis=0) & ~hidden)
    if not len(left):
        return None
    broken = (system.lines[:, hidden] != 0).any(axis=1)
    anew = (system.lines[:, left] != 0)[~broken].sum(axis=0)
    return int(left[np.lexsort((left, system.people[left], anew, -system.depth[left]))[0]])
