"""Headings that stand in two rows: a group above, merged over its columns, and under it the name of each."""

from collections.abc import Sequence

from seed.files.contract import KINDS
from seed.files.headings import key

Row = list[str | None]

_KNOWN = frozenset(key(name) for kind in KINDS.values() for column in kind.columns for name in column.headings)


def joined(rows: Sequence[Row]) -> list[Row]:
    """The rows, each pair of heading rows as one in the lower one's place: Total under Iuran is Total Iuran."""
    lines = [list(row) for row in rows]
    for number in range(len(lines) - 1):
        if groups := _groups(lines[number], lines[number + 1]):
            lines[number + 1] = [
                _heading(group, below) if group else above or below
                for group, above, below in zip(groups, *_same_length(lines[number], lines[number + 1]), strict=True)
            ]
            lines[number] = []
    return lines


def _same_length(above: Row, below: Row) -> tuple[Row, Row]:
    width = max(len(above), len(below))
    return above + [None] * (width - len(above)), below + [None] * (width - len(below))


def _groups(first: Row, second: Row) -> list[str | None]:
    """The group over each column, null over a column without one; empty where these are no two rows of headings.

    Two rows are, where a heading above stands over several below, some other stands alone, and none has a digit.
    """
    above, below = _same_length(first, second)
    groups: list[str | None] = []
    group: str | None = None
    for at, (upper, lower) in enumerate(zip(above, below, strict=True)):
        if upper is not None:
            wide = at + 1 < len(above) and above[at + 1] is None and below[at + 1] is not None
            group = upper if wide and lower not in (None, upper) else None
            if group is None and lower not in (None, upper):
                return []
        elif lower is None or group is None:
            if lower is not None:
                return []
            group = None
        groups.append(group)
    alone = any(upper and not group for upper, group in zip(above, groups, strict=True))
    digits = any(letter.isdigit() for text in below if text for letter in text)
    return groups if alone and any(groups) and not digits else []


def _heading(group: str, below: str | None) -> str:
    """A group and a name under it, in the order that is known, or the name alone where only that is."""
    under = below or ""
    candidates = (f"{under} {group}", f"{group} {under}", under)
    return next((one for one in candidates if key(one) in _KNOWN), f"{group} {under}").strip()
