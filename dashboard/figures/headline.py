"""The period in one sentence."""

from collections.abc import Mapping

from dashboard.figures import caption
from dashboard.figures.caption import Context
from dashboard.figures.kpis import or_withheld
from dashboard.view.view import View
from queries.figures import figures
from queries.settled import KINDS


def headline(view: View) -> str:
    """The period in one sentence of the branch: acquired, received, and the agents' states."""
    return headline_of(caption.context(view), view.ask(figures))


def headline_of(context: Context, now: Mapping[str, int | None]) -> str:
    """`headline` from the answer of `queries.figures`.

    Of what there are no data it says so; states that are withheld, or depend on a month that is missing, it leaves out.
    """
    words = context.words
    if set(_FLOWS) <= context.no_data:
        kinds = words.join(words(f"completeness.kind.{KINDS[metric][0]}") for metric in _FLOWS)
        return words("completeness.no_data_title", what=kinds, period=context.period) + "."
    values = {"period": words.capital(context.period), **{name: _flow(context, name, now) for name in _FLOWS}}
    if _withheld(now):
        return words("press.headline", listed=or_withheld(words, words.number, now["agents_listed"]), **values)
    values["listed"] = words.count("agent", now["agents_listed"])
    if context.doubtful:
        return words("kpis.headline_doubt", **values)
    return words(
        f"kpis.{'headline' if now['agents_dormant_retained'] else 'headline_active'}",
        active=words.number(now["agents_active"]),
        dormant=words.number(now["agents_dormant_retained"]),
        **values,
    )


_FLOWS = ("acquired", "received")
_STATES = ("agents_active", "agents_listed", "agents_dormant_retained")


def _withheld(now: Mapping[str, int | None]) -> bool:
    return any(now[name] is None for name in (*_FLOWS, *_STATES))


def _flow(context: Context, metric: str, now: Mapping[str, int | None]) -> str:
    """What was acquired, or received, as a part of the sentence."""
    words, value = context.words, now[metric]
    if metric in context.no_data:
        return words("completeness.no_data_of", what=words(f"completeness.kind.{KINDS[metric][0]}"))
    if metric == "received":
        return words("kpis.said.received", received=or_withheld(words, words.rupiah_short, value))
    if _withheld(now):
        return words("press.said.acquired", people=or_withheld(words, words.number, value))
    return words("kpis.said.acquired", people=words.count("participant", value))
