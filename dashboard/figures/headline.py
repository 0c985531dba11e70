"""The period in one sentence."""

from collections.abc import Callable, Mapping

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
        people=_or_no_data(context, "acquired", lambda n: words.count("participant", n), now),
        received=_or_no_data(context, "received", words.rupiah_short, now),
        active=words.number(now["agents_active"]),
        listed=words.count("agent", now["agents_listed"]),
        dormant=words.number(now["agents_dormant_retained"]),
    )


_IN_HEADLINE = ("acquired", "received", "agents_active", "agents_listed", "agents_dormant_retained")


def _or_no_data(
    context: Context, metric: str, written: Callable[[int | None], str], now: Mapping[str, int | None]
) -> str:
    return context.words("completeness.no_data") if metric in context.no_data else written(now[metric])


def _headline_for_press(context: Context, now: Mapping[str, int | None]) -> str:
    words = context.words
    return words(
        "press.headline",
        period=words.capital(context.period),
        people=or_withheld(words, words.number, now["acquired"]),
        received=or_withheld(words, words.rupiah_short, now["received"]),
        listed=or_withheld(words, words.number, now["agents_listed"]),
    )
