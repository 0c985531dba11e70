"""What was measured, as a plain table and as JSON."""

import json
import math
import platform
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Line:
    """One measurement.

    `wall` and `cpu` in milliseconds; `floor`: the floor's, of what `ratio` is taken of. `ratio` to the floor, and the
    `goal` that it is to keep, None where none was set; `note`: rows a second, or what the ratio is to.
    """

    part: str
    what: str
    wall: float
    cpu: float | None = None
    floor: float | None = None
    ratio: float | None = None
    goal: float | None = None
    note: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the goal is kept; None where there is none."""
        return None if self.goal is None or self.ratio is None else self.ratio <= self.goal


HEAD = ("part", "measured", "wall ms", "cpu ms", "floor ms", "ratio", "goal", "", "note")


def say(line: Line) -> None:
    """Print a line of the table at once: a run takes minutes."""
    print(
        _row(
            line.part,
            line.what,
            _number(line.wall),
            _number(line.cpu),
            _number(line.floor),
            "" if line.ratio is None else f"{line.ratio:.2f}",
            "" if line.goal is None else f"{line.goal:.1f}",
            {None: "", True: "met", False: "MISSED"}[line.met],
            line.note,
        ),
        flush=True,
    )


def head() -> None:
    """Print the table's head."""
    print(_row(*HEAD))


def summary(lines: Iterable[Line]) -> str:
    """How many goals are kept, and which are not."""
    judged = [line for line in lines if line.met is not None]
    missed = [f"  {line.part}: {line.what}: {line.ratio:.2f}, goal {line.goal:.1f}" for line in judged if not line.met]
    return "\n".join([f"{len(judged) - len(missed)} of {len(judged)} goals met", *missed])


def write(file: Path, lines: Iterable[Line], options: dict[str, object]) -> None:
    """All of it as JSON, with the machine and the options it was measured with."""
    about = {"python": sys.version.split()[0], "machine": platform.machine(), "system": platform.system(), **options}
    rows = [{**asdict(line), "met": line.met} for line in lines]
    file.write_text(json.dumps({"about": about, "lines": rows}, indent=1, ensure_ascii=False), encoding="utf-8")


def _row(*cells: str) -> str:
    part, what, wall, cpu, floor, ratio, goal, met, note = cells
    return f"{part:8} {what:44} {wall:>9} {cpu:>9} {floor:>9} {ratio:>6} {goal:>5} {met:6} {note}".rstrip()


def _number(value: float | None) -> str:
    if value is None or math.isnan(value):
        return ""
    return f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 1000 else f"{value:,.0f}"
