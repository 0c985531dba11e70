"""The figures as a document, for scripts and for anyone who doubts the screen."""

import csv
import io
import json
from collections.abc import Callable
from datetime import date

import polars as pl
import sqlalchemy as sa

from dashboard.cli.json.charts import charts_document
from dashboard.cli.json.completeness import completeness_document
from dashboard.cli.json.insured import active_document, coverage_document, funds_document, stopped_document
from dashboard.cli.json.life import fairness_document, portfolio_document
from dashboard.cli.json.one_agent import incentives_document, next_worth_document, signs_document, verdicts_document
from dashboard.cli.json.pace import pace_document
from dashboard.cli.json.persistency import by_payer_document, persistency_document
from dashboard.cli.json.published import published_document
from dashboard.cli.json.watch import countdown_document, funds_of_agents_document, roster_document
from dashboard.language.words import Words, words_in
from dashboard.render.sheet import as_text
from dashboard.view.clock import counted_from
from queries import branches, flows
from queries.access import Permission, Role, Viewer
from queries.agents import standings
from queries.branches import Holding
from queries.comparisons import Earlier, earlier
from queries.completeness import Completeness, grid
from queries.db.memo import remembering
from queries.figures import figures
from queries.metrics import catalogue
from queries.periods import Period
from queries.press.gate import for_press
from queries.press.protected import NotForPress
from queries.published import references
from queries.scope import Scope
from queries.settled import doubtful, without_data
from queries.versions import Past

_AGENT = ("code", "wilayah", "status", "uncertain", "zero_months", "acquired", "last_running_month", "retained_until")


@remembering
def document(
    conn: sa.Connection,
    viewer: Viewer,
    period: Period,
    wilayah: list[str] | None = None,
    past: Past | None = None,
    words: Words | None = None,
) -> dict:
    """Everything that `figures --format json` prints, with months as "2019-01" and days as "2019-06-30".

    `until`: the day until which each figure counts, null where no month is whole in its kinds: `as_of` for what needs
    registrations and contributions both. `running_month` stands apart from `months`, whose rows add up to the figures.
    `agents` and what tells of single agents are empty for a viewer who may not see them by code. For the press each
    number is protected, null where it is withheld, and what does not leave is empty. A number of which there are no
    data is null, too: `completeness` says which months are missing. `past`: what `conn` reads, where that is not the
    data of now; `words`: in which the sentence is, Indonesian by default. Raises AccessDenied as Viewer.scope does.
    """
    holding, press = branches.holding(conn, viewer.branch), viewer.role is Role.PRESS
    last = holding.complete_in(period)
    scope = viewer.scope(period, last, wilayah=wilayah, missing=holding.missing, alone=holding.alone)
    ask = _asker(conn, press)
    months, places = ask(flows.by_month, scope, holding.running_month), ask(flows.by_wilayah, scope)
    numbers, nothing = ask(figures, scope), without_data(holding.completeness, scope)
    listed = standings.standings(conn, scope) if viewer.may(Permission.NAME_AGENTS) else pl.DataFrame()
    return {
        "period": period.code,
        "first_month": _month(period.first),
        "as_of": _day(scope.as_of),
        "until": {name: _day(catalogue()[name].until(scope)) for name in numbers},
        "wilayah": places["code"].to_list(),
        **_data(holding, past),
        "completeness": _completeness(conn, viewer, scope, holding, listed, words or words_in("id")),
        "figures": _known(numbers, nothing),
        "comparisons": {str(which): _earlier(ask, scope, which, holding.completeness) for which in Earlier},
        **_by_month(scope, months),
        "sectors": [_known(row, nothing) for row in _sectors(ask, scope)],
        "wilayah_rows": [_known(row, nothing) for row in places.select("code", "acquired", "received").to_dicts()],
        "agents": [_agent(row) for row in listed.to_dicts()],
        "references": [_reference(row) for row in ask(references.compared, scope).to_dicts()],
        "published": published_document(conn, viewer, scope),
        **(_NOT_FOR_PRESS if press else _inside(conn, scope, holding)),
        **_of_agents(conn, viewer, scope, counted_from(holding, scope, past)),
        "charts": charts_document(viewer),
    }


_NOT_FOR_PRESS: dict = {
    "persistency": [],
    "persistency_by_payer": [],
    "coverage": [],
    "funds": [],
    **dict.fromkeys(("pace", "roster", "participants_active", "stopped")),
}


def _inside(conn: sa.Connection, scope: Scope, holding: Holding) -> dict:
    """What stands there for who is inside the office alone."""
    return {
        "persistency": persistency_document(conn, scope),
        "persistency_by_payer": by_payer_document(conn, scope),
        "pace": pace_document(conn, scope, holding.completeness.beginning()),
        "roster": roster_document(conn, scope),
        "participants_active": active_document(conn, scope),
        "stopped": stopped_document(conn, scope),
        "coverage": coverage_document(conn, scope),
        "funds": funds_document(conn, scope),
    }


def _completeness(
    conn: sa.Connection, viewer: Viewer, scope: Scope, holding: Holding, listed: pl.DataFrame, words: Words
) -> dict:
    """What is whole; what was loaded by month stands there for who sees the whole branch and may have it."""
    press = viewer.role is Role.PRESS
    unsure = _asker(conn, press)(doubtful, scope)
    loaded = pl.DataFrame() if press or viewer.wilayah is not None else grid(conn, scope, scope.period.last)
    return completeness_document(holding.completeness, scope, unsure, listed, loaded, words)


def _of_each_agent(conn: sa.Connection, viewer: Viewer, scope: Scope) -> list[dict]:
    """What is counted of each agent, who may stand elsewhere by now: it adds up to the figures."""
    if not viewer.may(Permission.NAME_AGENTS):
        return []
    return flows.by_agent(conn, scope).select("code", "acquired", "received").to_dicts()


def _of_agents(conn: sa.Connection, viewer: Viewer, scope: Scope, today: date) -> dict:
    return {
        "agent_rows": _of_each_agent(conn, viewer, scope),
        "countdown": countdown_document(conn, viewer, scope, today),
        "funds_of_agents": funds_of_agents_document(conn, viewer, scope, today),
        "portfolio": portfolio_document(conn, viewer, scope),
        "fairness": fairness_document(conn, viewer, scope),
        "verdicts": verdicts_document(conn, viewer, scope),
        "incentives": incentives_document(conn, viewer, scope),
        "next_worth": next_worth_document(conn, viewer, scope),
        "signs": signs_document(conn, viewer, scope),
    }


def _data(holding: Holding, past: Past | None) -> dict:
    return {
        "data_version": holding.data_version,
        "known_at": past and {"version": past.version, "day": past.day.isoformat()},
        "demo": holding.is_demo,
    }


def _asker(conn: sa.Connection, press: bool) -> Callable:
    """How a question `(conn, scope, *more)` is asked: for the press through the press gate."""
    return lambda question, scope, *more: (for_press(question, scope) if press else question)(conn, scope, *more)


def _sectors(ask: Callable, scope: Scope) -> list[dict]:
    try:
        return ask(flows.by_sector, scope).select(sector="code", acquired="acquired").to_dicts()
    except NotForPress:
        return []


def _known(values: dict, nothing: frozenset[str]) -> dict:
    """The figures, null those of which there are no data."""
    return {name: None if name in nothing else value for name, value in values.items()}


def _earlier(ask: Callable, scope: Scope, which: Earlier, known: Completeness) -> dict | None:
    """The figures of an earlier period; None where the data do not reach back so far, or lack a month of either."""
    before = earlier(scope, which, known)
    if before is None or before.reach_month is None:
        return None
    return {"period": before.period.code, "as_of": _day(before.as_of), "figures": ask(figures, before)}


def _month(day: date | None) -> str | None:
    return f"{day:%Y-%m}" if day else None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _by_month(scope: Scope, months: pl.DataFrame) -> dict:
    """The months that are counted, and the one that still runs: in each, null what belongs to the other alone."""
    runs = {name: flows.still_runs(scope, name) for name in ("acquired", "received")}
    of = {"acquired": "acquired", "received": "received", "cumulative": "received"}
    counted = months.filter(~pl.all_horizontal(*runs.values()))
    counted = counted.with_columns(pl.when(~runs[kind]).then(pl.col(name)).alias(name) for name, kind in of.items())
    running = months.filter(pl.any_horizontal(*runs.values())).with_columns(cumulative=None)
    running = running.with_columns(pl.when(runs[name]).then(pl.col(name)).alias(name) for name in runs)
    return {"months": _months(counted), "running_month": next(iter(_months(running)), None)}


def _months(frame: pl.DataFrame) -> list[dict]:
    return [
        {**row, "month": _month(row["month"])}
        for row in frame.select("month", "acquired", "received", "cumulative").to_dicts()
    ]


def _agent(row: dict) -> dict:
    until = row["retained_until"]
    agent = row | {
        "wilayah": row["wilayah_code"],
        "last_running_month": _month(row["last_running_month"]),
        "retained_until": until and until.isoformat(),
    }
    return {name: agent[name] for name in _AGENT}


def _reference(row: dict) -> dict:
    return {
        "metric": row["metric"],
        "published": row["value"],
        "wording": row["wording"],
        "computed": row["computed"],
        "difference": row["difference"],
        "verdict": row["agreement"],
        "source": row["source"],
        "issued_by_branch": row["own"],
    }


def as_csv(document: dict) -> str:
    """The document as rows of section, key, name and value; the value empty where it is null.

    A text that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(["section", "key", "name", "value"])
    for section, content in document.items():
        for key, name, value in _flat(content):
            rows.writerow([_cell(one) for one in (section, key, name, value)])
    return out.getvalue()


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False)
    return as_text(value) if isinstance(value, str) else value


def _flat(content: object) -> list[tuple[str, str, object]]:
    """key, name and value of each scalar below one section; a row of a list is keyed by its first field."""
    if isinstance(content, dict):
        return [("", name, value) for name, value in content.items()]
    if not isinstance(content, list):
        return [("", "", content)]
    if not all(isinstance(row, dict) for row in content):
        return [("", "", value) for value in content]
    return [(next(iter(row.values())), name, value) for row in content for name, value in list(row.items())[1:]]
