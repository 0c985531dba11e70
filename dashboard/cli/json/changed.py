"""What changed since an earlier data version or day, as JSON."""

from collections.abc import Iterable

import polars as pl

from dashboard.figures import changed
from dashboard.language.words import Words
from dashboard.view.address import Choice
from dashboard.view.view import View
from queries import flows
from queries.access import Permission, Viewer
from queries.branches import Holding
from queries.periods import Period
from queries.versions import Past


def changed_document(
    url: str,
    words: Words,
    viewer: Viewer,
    known: tuple[Holding, Past | None],
    period: Period,
    wilayah: Iterable[str] | None,
    since: str,
) -> dict[str, list[dict]]:
    """changed: of each number that is another its metric, before and after (null: none); changed_offices and
    changed_agents: code, and of acquired and received `_before` and `_after`. Nothing for the press: two versions side
    by side tell what both withhold. Raises NotOnRecord.
    """
    holding, past = known
    last = holding.complete_in(period)
    scope = viewer.scope(period, last, wilayah=wilayah, missing=holding.missing, alone=holding.alone)
    view = View(words, viewer, holding, scope, Choice(), url=url, past=past)
    if view.press:
        return {"changed": [], "changed_offices": [], "changed_agents": []}
    then = changed.since(view, since)
    parts = {"changed_offices": flows.by_office, "changed_agents": flows.by_agent}
    moved = {name: changed.moved_between(then.ask(question), view.ask(question)) for name, question in parts.items()}
    if not viewer.may(Permission.NAME_AGENTS):
        moved["changed_agents"] = pl.DataFrame(schema={"label": pl.String})
    return {
        "changed": changed.steps(then, view).to_dicts(),
        **{name: rows.drop("label").to_dicts() for name, rows in moved.items()},
    }
