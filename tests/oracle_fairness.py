"""The funnel again, slow and in plain Python, from the method that the catalogue states."""

from math import sqrt
from statistics import fmean

from tests.oracle import Oracle, number
from tests.worlds import Agent


def served(oracle: Oracle, agent: Agent) -> int:
    """Months of the period, up to the as-of month, in which the agent was registered and had not left before."""
    joined = number(agent.registered_on)
    left = number(agent.deactivated_on) if agent.deactivated_on else oracle.as_of
    return sum(joined <= month <= left for month in range(oracle.first, oracle.as_of + 1))


def funnel(counts: dict[str, tuple[int, int]]) -> dict[str, str]:
    """Each agent's standing, from (acquired, months in service)."""
    total = sum(acquired for acquired, _ in counts.values())
    if len(counts) < 5 or total == 0:
        return dict.fromkeys(counts, "too_few")
    rate = total / sum(months for _, months in counts.values())
    z = {code: 2 * (acquired**0.5 - (rate * months) ** 0.5) for code, (acquired, months) in counts.items()}
    ranked = sorted(z.values())
    tenth = len(ranked) // 10
    kept = ranked[tenth : len(ranked) - tenth]
    kept = [kept[0]] * tenth + kept + [kept[-1]] * tenth
    spread = sqrt(max(1.0, fmean(one * one for one in kept)))
    return {code: word(one / spread) for code, one in z.items()}


def word(z: float) -> str:
    side = "above" if z > 0 else "below"
    if abs(z) > 3.09:
        return f"far_{side}"
    return side if abs(z) > 1.96 else "ordinary"
