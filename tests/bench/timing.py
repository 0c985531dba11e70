"""Time and CPU of things that are measured in turns."""

import time
from collections.abc import Callable, Sequence
from statistics import median
from typing import NamedTuple


class Sample(NamedTuple):
    """One run. Seconds; `cpu` of the whole process, the threads of Polars included, NaN where it was not taken."""

    wall: float
    cpu: float = float("nan")


Action = Callable[[], Sample]


def timed(action: Callable[[], object]) -> Sample:
    """Run something once and take its time."""
    wall, cpu = time.perf_counter(), time.process_time()
    action()
    return Sample(time.perf_counter() - wall, time.process_time() - cpu)


def in_turns(rounds: int, *actions: Action) -> list[list[Sample]]:
    """The samples of each action, taken as A B C A B C: what slows the machine down for a while slows all of them."""
    taken: list[list[Sample]] = [[] for _ in actions]
    for _ in range(rounds):
        for action, samples in zip(actions, taken, strict=True):
            samples.append(action())
    return taken


def middle(samples: Sequence[Sample]) -> Sample:
    """The medians."""
    return Sample(median(one.wall for one in samples), median(one.cpu for one in samples))


def ratio(ours: Sequence[Sample], floor: Sequence[Sample], of: str = "cpu") -> float:
    """The median of the ratios of neighbours: each of ours to the floor taken just after it."""
    return median(getattr(a, of) / getattr(b, of) for a, b in zip(ours, floor, strict=True))
