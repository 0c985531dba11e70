"""The funnel again, slow and in plain Python, from the method that the catalogue states."""

from decimal import Decimal, localcontext
from fractions import Fraction
from math import erfc

from tests.support.oracle import Oracle, number
from tests.support.worlds import Agent


def served(oracle: Oracle, agent: Agent) -> int:
    """Months of the period, up to the as-of month, in which the agent was in service on one day at least."""
    times = [(agent.registered_on, agent.deactivated_on), *agent.back]
    spans = [(number(since), number(until) if until else oracle.as_of) for since, until in times]
    months = range(oracle.first, oracle.as_of + 1)
    return sum(any(joined <= month <= left for joined, left in spans) for month in months)


def funnel(counts: dict[str, tuple[int, int]]) -> dict[str, str]:
    """The standing of each agent who is not dormant, from (acquired, months in service)."""
    known = norm(list(counts.values()))
    if known is None:
        return dict.fromkeys(counts, "too_few")
    rate, spread, agents = known
    return {code: word(acquired, rate * months, spread, agents) for code, (acquired, months) in counts.items()}


def norm(counts: list[tuple[int, int]]) -> tuple[Fraction, Fraction, int] | None:
    """The common rate, the spread, and of how many agents; None for too few."""
    ranked = sorted(counts, key=lambda one: (Fraction(one[0], one[1]), one))
    quarter = len(ranked) // 4
    middle = ranked[quarter : len(ranked) - quarter]
    if len(counts) < 5 or not sum(acquired for acquired, _ in middle):
        return None
    rate = common(middle)
    steps = [acquired**0.5 + (acquired + 1) ** 0.5 - float(4 * rate * months + 1) ** 0.5 for acquired, months in counts]
    reach = 3.09 * max(1.0, (quantile(steps, 0.75) - quantile(steps, 0.25)) / 1.349)
    near = [one for one, step in zip(counts, steps, strict=True) if abs(step) <= reach]
    rate, free = common(near), len(near) - 1
    means = [rate * months for _, months in near]
    squares = sum(((acquired - mean) ** 2 / mean for (acquired, _), mean in zip(near, means, strict=True)), Fraction())
    critical = free * (1 - 2 / (9 * free) + 1.6448536269514722 * (2 / (9 * free)) ** 0.5) ** 3
    if squares <= critical:
        return rate, Fraction(), len(near)
    return rate, (squares - free) / (sum(means) - sum(mean**2 for mean in means) / sum(means)), len(near)


def common(counts: list[tuple[int, int]]) -> Fraction:
    return Fraction(sum(acquired for acquired, _ in counts), sum(months for _, months in counts))


def quantile(values: list[float], share: float) -> float:
    """Between the two values nearest to that share of the way from the least to the greatest."""
    ordered, at = sorted(values), share * (len(values) - 1)
    low = int(at)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (at - low)


def word(acquired: int, mean: Fraction, spread: Fraction, agents: int) -> str:
    """By the probability of so many or fewer, of so many or more, and of nobody."""
    near, far = (beyond(tail, agents) if spread else Decimal(tail) for tail in ("0.025", "0.001"))
    chances = probabilities(acquired, mean, spread)
    fewer, more = sum(chances), 1 - sum(chances[:-1])
    if more <= near:
        return "far_above" if more <= far else "above"
    if chances[0] > near:
        return "too_small"
    if fewer <= near:
        return "far_below" if fewer <= far else "below"
    return "ordinary"


def beyond(tail: str, agents: int) -> Decimal:
    """Beyond Student's quantile, of a normal distribution."""
    z, free = {"0.025": 1.959963984540054, "0.001": 3.090232306167813}[tail], agents - 1
    quantile = z + (z**3 + z) / (4 * free) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * free**2)
    return Decimal(max(1e-9, erfc(quantile / 2**0.5) / 2))


def probabilities(count: int, mean: Fraction, spread: Fraction) -> list[Decimal]:
    """Of 0, 1, ... count people, by the formulas of the textbooks, each from the one before."""
    with localcontext(prec=60):
        many, wide = exactly(mean), exactly(spread)
        first = (1 + wide * many) ** (-1 / wide) if spread else (-many).exp()
        chances = [first]
        for n in range(count):
            chances.append(chances[-1] * (1 + n * wide) * many / ((n + 1) * (1 + wide * many)))
        return chances


def exactly(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)
