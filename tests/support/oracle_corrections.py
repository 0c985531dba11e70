"""What becomes of a branch's payments when a file corrects, adds to or replaces a month: by plain comparison."""

from collections.abc import Callable, Mapping
from datetime import date

from seed.checks.decisions import Decision

Key = tuple[int, date, date]
"""Participant, BLTH, day paid."""
Paid = dict[Key, tuple[int, int]]
"""Months and rupiah of each payment."""

ALIKE: tuple[tuple[Callable, Callable], ...] = (
    (lambda key, value: (key[0], key[1], value), lambda key: key[2]),
    (lambda key, value: (key[0], key[2], value[1]), lambda key: key[1]),
    (lambda key, value: (key[0], key[1]), lambda key: key[2]),
)


def month(key: Key) -> date:
    return key[2].replace(day=1)


def pairs(there: Paid, brought: Paid) -> dict[Key, Key]:
    """Of each payment of the file that is a known one, corrected: the known one's key."""
    new, free = set(brought) - set(there), set(there) - set(brought)
    paired: dict[Key, Key] = {}
    for alike, order in ALIKE:
        for kind in sorted({alike(key, brought[key]) for key in new}):
            mine = sorted((key for key in new if alike(key, brought[key]) == kind), key=order)
            theirs = sorted((key for key in free if alike(key, there[key]) == kind), key=order)
            paired |= dict(zip(mine, theirs, strict=False))
        new -= paired.keys()
        free -= set(paired.values())
    return paired


def after(there: Paid, brought: Paid, decided: Mapping[date, Decision]) -> Paid | None:
    """The payments after the load; None where it cannot be made because somebody must decide."""
    paired = pairs(there, brought)
    months = {month(key) for key in brought}
    changed = {key for key in brought if key in there and brought[key] != there[key]} | paired.keys()
    mine = (set(there) & set(brought)) | set(paired.values())
    whole = set()
    for one in months:
        known = [key for key in there if month(key) == one]
        mostly = 2 * len([key for key in known if key in mine]) > len(known)
        disputed = any(month(key) == one for key in changed)
        asks = disputed or (mostly and any(key not in mine for key in known))
        possible = {Decision.ADD, *([Decision.CORRECT] if disputed else []), *([Decision.REPLACE] if mostly else [])}
        if asks and decided.get(one) not in possible:
            return None
        if decided.get(one) is Decision.REPLACE and Decision.REPLACE in possible:
            whole.add(one)
    added = {key for key in brought if decided.get(month(key)) is Decision.ADD}
    if any(key in there and brought[key] != there[key] for key in added):
        return None
    left = {known for key, known in paired.items() if key not in added}
    gone = {key for key in there if month(key) in whole and key not in brought}
    return {key: value for key, value in there.items() if key not in left | gone} | brought
