"""How often the funnel's limits are passed by chance, in simulated branches: `python -m tests.support.funnel_rates`."""

from sys import argv
from typing import NamedTuple

import numpy

from queries.agents.fairness import FAR, NEAR, norm

AGENTS, MONTHS = 32, 6


class Beyond(NamedTuple):
    """Shares of agents beyond the near limits, the lower far one and the upper far one; `family`: of branches with an
    agent beyond a far one."""

    near: float
    far_below: float
    far_above: float
    family: float

    @property
    def far(self) -> float:
        """Of agents beyond either far limit."""
        return self.far_below + self.far_above


def beyond(expected: float, shape: float | None, branches: int, agents: int = AGENTS) -> Beyond:
    """Of branches whose agents acquire as many by chance: all at one rate, or at gamma distributed ones of a shape."""
    draw = numpy.random.default_rng(2019)
    rates = expected if shape is None else expected * draw.gamma(shape, 1 / shape, (branches, agents))
    near = below = above = family = 0
    for branch in draw.poisson(rates, (branches, agents)):
        against = norm([(int(acquired), MONTHS) for acquired in branch])
        assert against, "five agents and more with acquisitions have a norm"
        (low, high), (low_far, high_far) = against.limits(MONTHS, NEAR), against.limits(MONTHS, FAR)
        under, over = int((branch < low_far).sum()), int((branch > high_far).sum())
        near, below, above = near + int(((branch < low) | (branch > high)).sum()), below + under, above + over
        family += under + over > 0
    every = branches * agents
    return Beyond(near / every, below / every, above / every, family / branches)


if __name__ == "__main__":
    many = int(argv[1]) if len(argv) > 1 else 10_000
    print("expected  near  far below  far above  far  family   (% of agents, family: of branches)")
    for mean in (2.75, 5, 8, 12, 20, 41, 80, 160):
        rate = beyond(mean, None, many)
        shares = (rate.near, rate.far_below, rate.far_above, rate.far, rate.family)
        print(f"{mean:8}  " + "  ".join(f"{100 * one:.3f}" for one in shares), flush=True)
    for agents in (12, AGENTS):
        rate = beyond(41, 5, many, agents)
        print(f"{agents} agents, 41, gamma of shape 5: far {100 * rate.far:.3f}, family {100 * rate.family:.3f}")
