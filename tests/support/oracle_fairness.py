"""The funnel again, slow and in plain Python, from the method that the catalogue states."""

from tests.support.oracle import Oracle, number
from tests.support.worlds import Agent


def served(oracle: Oracle, agent: Agent) -> int:
    """Months of the period, up to the as-of month, in which the agent was in service on one day at least."""
    times = [(agent.registered_on, agent.deactivated_on), *agent.back]
    spans = [(number(since), number(until) if until else oracle.as_of) for since, until in times]
    months = range(oracle.first, oracle.as_of + 1)
    return sum(any(joined <= month <= left for joined, left in spans) for month in months)


def funnel(counts: dict[str, tuple[int, int]]) -> dict[str, str]:
    """Each agent's standing, from (acquired, months in service)."""
    ranked = sorted(counts.values(), key=lambda one: (one[0] / one[1], one))
    quarter = len(ranked) // 4
    middle = ranked[quarter : len(ranked) - quarter]
    total = sum(acquired for acquired, _ in middle)
    if len(counts) < 5 or total == 0:
        return dict.fromkeys(counts, "too_few")
    rate = total / sum(months for _, months in middle)
    z = {code: 2 * (acquired**0.5 - (rate * months) ** 0.5) for code, (acquired, months) in counts.items()}
    spread = max(1.0, (quantile(list(z.values()), 0.75) - quantile(list(z.values()), 0.25)) / 1.349)
    return {code: word(one / spread) for code, one in z.items()}


def quantile(values: list[float], share: float) -> float:
    """Between the two values nearest to that share of the way from the least to the greatest."""
    ordered, at = sorted(values), share * (len(values) - 1)
    low = int(at)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (at - low)


def word(z: float) -> str:
    side = "above" if z > 0 else "below"
    if abs(z) > 3.09:
        return f"far_{side}"
    return side if abs(z) > 1.96 else "ordinary"
