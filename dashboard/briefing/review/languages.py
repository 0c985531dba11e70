"""Whether the languages of a briefing say one figure alike: what is frozen and watched is one number and not two."""

from collections.abc import Sequence

from dashboard.briefing.release.claims import Claim


def unlike(said: Sequence[Sequence[Claim]]) -> tuple[Claim, Claim] | None:
    """The first figure that two texts round differently, as either says it; None where all agree. `said`: what each
    text claims."""
    first: dict[tuple[object, ...], Claim] = {}
    for claims in said:
        for one in claims:
            known = first.setdefault(one.key, one)
            if (known.value, known.rounding) != (one.value, one.rounding):
                return known, one
    return None
