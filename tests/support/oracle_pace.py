"""The pace of a running semester again, slow and in plain Python, from the method that the catalogue states."""

from fractions import Fraction
from math import floor

from tests.support.oracle import Oracle


def semesters(first_month: int, period_first: int) -> list[int]:
    """First months of the semesters that lie whole between the data's first month and the period."""
    return [month for month in range(first_month, period_first) if month % 6 == 0]


def reached(oracle: Oracle, measure: str, semester: int, months: int) -> int:
    """What was acquired or received in the first so many months of a semester."""
    count = oracle.acquired if measure == "acquired" else oracle.received
    return count(semester, semester + months - 1)


def project(oracle: Oracle, measure: str, first_month: int) -> dict | None:
    """projected, low and high (None where it cannot be told), and the errors of the past; None where nothing runs."""
    months = oracle.as_of - oracle.first + 1
    if oracle.last - oracle.first != 5 or oracle.first % 6 or not 1 <= months < 6:
        return None
    earlier = semesters(first_month, oracle.first)
    errors = []
    for n, semester in enumerate(earlier):
        guess = _guess(oracle, measure, earlier[:n], reached(oracle, measure, semester, months), months)
        actual = reached(oracle, measure, semester, 6)
        if guess is not None and actual:
            errors.append(Fraction(_half_up(guess) - actual, actual))
    so_far = reached(oracle, measure, oracle.first, months)
    told = {"so_far": so_far, "earlier": len(earlier), "errors": errors, "projected": None, "low": None, "high": None}
    guess = _guess(oracle, measure, earlier, so_far, months)
    if len(earlier) >= 2 and guess is not None and errors:
        width = max([Fraction(1, 4) if len(errors) < 3 else Fraction(1, 10), *(abs(error) for error in errors)])
        told["projected"] = _half_up(guess)
        told["low"] = max(so_far, _half_up(guess - guess * width))
        told["high"] = _half_up(guess + guess * width)
    return told


def _guess(oracle: Oracle, measure: str, earlier: list[int], so_far: int, months: int) -> Fraction | None:
    by_then = sum(reached(oracle, measure, semester, months) for semester in earlier)
    at_the_end = sum(reached(oracle, measure, semester, 6) for semester in earlier)
    return Fraction(so_far * at_the_end, by_then) if by_then else None


def _half_up(amount: Fraction) -> int:
    return floor(amount + Fraction(1, 2))
