"""What became of a published figure, in plain Python: whole copies of the branch at each version, nothing summed up."""

from dataclasses import dataclass

from tests.support.oracle_history import History, Wanted


@dataclass
class Moves:
    """A figure's moves: version, then cause to (rows, change)."""

    then: int | None
    now: int | None
    steps: list[tuple[int, dict[str, tuple[int, int]]]]


def expected_moves(history: History, wanted: Wanted, metric: str, since: int) -> Moves:
    """Of a figure that was first computed at version `since`."""
    values = {at: history.value(wanted, metric, at) for at in range(since, history.newest + 1)}
    steps = []
    for at in range(since + 1, history.newest + 1):
        if values[at] == values[at - 1]:
            continue
        causes: dict[str, tuple[int, int]] = {}
        for cause, _load, _row, change in history.rows(wanted, metric, at - 1, at):
            rows, sum_ = causes.get(cause, (0, 0))
            causes[cause] = (rows + 1, sum_ + change)
        steps.append((at, causes))
    return Moves(values[since], values[history.newest], steps)
