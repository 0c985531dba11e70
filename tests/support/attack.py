"""What somebody works out who has every press answer at hand: by subtraction alone, exactly.

An answer is the sum of some atoms, the finest cells there are. Whether a further sum follows from the answers is
whether it is a combination of them: rational elimination, no floating point.
"""

from collections.abc import Hashable, Iterable
from fractions import Fraction

Atoms = frozenset[Hashable]
Row = dict[Hashable, Fraction]


class Attack:
    """Everything that was told so far."""

    def __init__(self) -> None:
        self._known: set[Atoms] = set()
        self._rows: list[tuple[Hashable, Row]] = []

    def learn(self, atoms: Iterable[Hashable]) -> None:
        """The sum of these atoms was told."""
        told = frozenset(atoms)
        if told in self._known:
            return
        self._known.add(told)
        left = self._left(told)
        if left:
            pivot = min(left, key=repr)
            self._rows.append((pivot, {atom: part / left[pivot] for atom, part in left.items()}))

    def works_out(self, atoms: Iterable[Hashable]) -> bool:
        """Whether the sum of these atoms follows from what was told; an empty sum tells nothing."""
        asked = frozenset(atoms)
        return bool(asked) and not self._left(asked)

    def _left(self, atoms: Atoms) -> Row:
        """What of a sum is no combination of what was told."""
        left: Row = dict.fromkeys(atoms, Fraction(1))
        for pivot, row in self._rows:
            if factor := left.get(pivot):
                for atom, part in row.items():
                    value = left.get(atom, Fraction(0)) - factor * part
                    if value:
                        left[atom] = value
                    else:
                        left.pop(atom, None)
        return left
