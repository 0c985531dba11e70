"""The period in one sentence."""

from collections.abc import Mapping

from dashboard.figures import caption
from dashboard.figures.caption import Context
from dashboard.figures.kpis import or_withheld
from dashboard.view.view import View
from queries.figures import figures


def headline(view: View) -> str:
    """The period in one sentence of the branch: acquired, received, and the agents' states."""
    return headline_of(caption.context(view), view.ask(figures))


def headline_of(context: Context, now: Mapping[str, int | None]) -> str:
    """`headline` from the answer of `queries.figures`."""
    words = context.words
    if any(now[name] is None for name in _IN_HEADLINE):
        return _headline_for_press(context, now)
    key = "headline" if now["agents_dormant_retained"] else "headline_active"
    return words(
        f"kpis.{key}",
        period=words.capital(context.period),
        people=words.count("participant", now["acquired"]),
        received=words.rupiah_short(now["received"]),
        active=words.number(now["agents_active"]),
        listed=words.count("agent", now["agents_listed"]),
        dormant=words.number(now["agents_dormant_retained"]),
    )


_IN_HEADLINE = ("acquired", "received", "agents_active", "agents_listed", "agents_dormant_retained")


def _headline_for_press(context: Context, now: Mapping[str, int | None]) -> str:
    words = context.words
    return words(
        "press.headline",
        period=words.capital(context.period),
        people=or_withheld(words, words.number, now["acquired"]),
        received=or_withheld(words, words.rupiah_short, now["received"]),
        listed=or_withheld(words, words.number, now["agents_listed"]),
    )
