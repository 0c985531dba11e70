"""How far counts stray by chance: exact limits of Poisson and negative binomial counts, from their probabilities.

The people whom an agent acquires in some months are Poisson where all agents acquire at one rate, and negative
binomial where their rates differ (as a gamma distribution does): their variance is mean + spread * mean ** 2.
The probabilities are summed up one by one, which needs no library: SciPy would bring 100 MB for two functions.
"""

from functools import lru_cache
from math import exp, lgamma, log, log1p
from statistics import NormalDist

_NORMAL = NormalDist()


@lru_cache(maxsize=4096)
def ordinary(mean: float, spread: float, tail: float) -> tuple[int, int]:
    """The least and the greatest count of which neither side has a probability of `tail` or less.

    `mean`: above zero; `spread`: squared coefficient of variation of the agents' rates, 0 where they are equal.
    """
    chance = -log1p(spread * mean) / spread if spread else -mean
    count, upto, low = 0, exp(chance), -1
    while True:
        if low < 0 and upto > tail:
            low = count
        if 1 - upto <= tail:
            return low, count
        chance += log((1 + count * spread) * mean / ((count + 1) * (1 + spread * mean)))
        count, upto = count + 1, upto + exp(chance)


@lru_cache(maxsize=4096)
def binomial_sides(count: int, total: int, share: float) -> tuple[float, float]:
    """How likely so few, and so many, of `total` are where each is one of them with probability `share`."""

    def upto(last: int, part: float) -> float:
        every = (
            lgamma(total + 1) - lgamma(n + 1) - lgamma(total - n + 1) + n * log(part) + (total - n) * log1p(-part)
            for n in range(last + 1)
        )
        return sum(exp(one) for one in every)

    return upto(count, share), upto(total - count, 1 - share)


@lru_cache(maxsize=4096)
def hypergeometric(count: int, among: int, others: int, of_others: int) -> float:
    """How likely so many or more of `among` have something, where `count` of them and `others` of `of_others` do, and
    who does is drawn from all alike.
    """

    def choose(n: int, k: int) -> float:
        return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)

    have, every = count + others, among + of_others
    return min(
        1.0,
        sum(
            exp(choose(have, k) + choose(every - have, among - k) - choose(every, among))
            for k in range(count, min(among, have) + 1)
            if among - k <= every - have
        ),
    )


def spread(counted: list[tuple[int, int]], rate: float) -> float:
    """How much the rates of agents, given as (acquired, months), differ beyond chance; 0 where chance explains them.

    Chance explains them up to the 95th percentile of the sum of squares (Pearson); what is beyond is told by its
    moments (DerSimonian and Laird 1986).
    """
    means = [rate * months for _, months in counted]
    squares = sum((acquired - mean) ** 2 / mean for (acquired, _), mean in zip(counted, means, strict=True))
    free = len(counted) - 1
    if free < 1 or squares <= _percentile(free):
        return 0.0
    return (squares - free) / (sum(means) - sum(mean**2 for mean in means) / sum(means))


def _percentile(free: int) -> float:
    """The 95th percentile of chi-squared with so many degrees of freedom (Wilson and Hilferty 1931)."""
    part = 2 / (9 * free)
    return float(free * (1 - part + _NORMAL.inv_cdf(0.95) * part**0.5) ** 3)


_SMALLEST = 1e-9
"""No tail is smaller: sums of probabilities are not exact enough for it."""


@lru_cache
def narrowed(tail: float, free: int) -> float:
    """The tail to ask for where the spread is estimated from so many degrees of freedom.

    That of a normal distribution beyond the quantile of Student's (Abramowitz and Stegun, 26.7.5): without it limits
    of a spread that came out too small would be passed two or three times as often as they say.
    """
    z = -_NORMAL.inv_cdf(tail)
    quantile = z + (z**3 + z) / (4 * free) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * free**2)
    return max(_SMALLEST, _NORMAL.cdf(-quantile))
