"""The tables of the pages: agents, published figures, imports."""

from datetime import UTC, datetime

import polars as pl
import streamlit as st

from dashboard.figures import fairness
from dashboard.figures.agents import in_order
from dashboard.figures.kpis import label
from dashboard.figures.reasons import reason
from dashboard.imports import report
from dashboard.language.markdown import plain
from dashboard.sections import agent_link, components
from dashboard.view.view import View
from queries import loads
from queries.access import Permission
from queries.agents import standings as question
from queries.branches import JAKARTA
from queries.press.protected import NotForPress
from queries.published.references import compared
from queries.status import Status


def dormant(view: View) -> None:
    """The dormant but retained agents with the reason; the one that falls due first comes first."""
    words = view.words
    st.subheader(words("pages.dormant.title"), anchor=False)
    if not view.viewer.may(Permission.NAME_AGENTS):
        st.info(words("pages.agents.not_named"))
        return
    found = view.ask(question.dormant)
    if found.is_empty():
        st.markdown(words("pages.dormant.none"))
        return
    for row in found.to_dicts():
        with st.container(gap=None, key=f"dormant-{row['code']}"):
            agent_link.name(row)
            st.markdown(plain(words("pages.dormant.line", place=place(view, row), reason=reason(view, row))))


def agents(view: View) -> None:
    """Every agent of the scope, dormant but retained first, narrowed by the statuses that are chosen above it."""
    words = view.words
    st.pills(
        words("pages.agents.statuses"),
        [status.value for status in Status],
        key="status",
        selection_mode="multi",
        format_func=lambda code: words.capital(words.status(code)),
        persist_state="session",
    )
    found = in_order(view)
    if view.choice.status:
        found = found.filter(pl.col("status").is_in(view.choice.status))
    if found.is_empty():
        st.markdown(words("pages.agents.none"))
        return
    _standings(view, found)


def _standings(view: View, found: pl.DataFrame) -> None:
    words = view.words
    shown = found.select(
        "code",
        "name",
        pl.Series("wilayah_name", [place(view, row) for row in found.to_dicts()]),
        pl.Series("status", [words.capital(words.status(code)) for code in found["status"]]),
        pl.Series("reason", [reason(view, row) for row in found.to_dicts()]),
        "zero_months",
        "acquired",
        "months_in_service",
        "received",
        "running_people",
        "retained_until",
    )
    written = dict.fromkeys(("acquired", "running_people"), words.number)
    written |= {"received": words.rupiah, "retained_until": words.day}
    codes = found["code"].to_list()
    components.table(view, "agents", shown, written, lambda row: agent_link.opens(codes[row]))


def funnel(view: View) -> None:
    """Every agent's total beside their months in service, and what to make of it in words."""
    words, found = view.words, fairness.places(view)
    with st.expander(words("fairness.places")):
        written = {"acquired": words.number, "rate": lambda rate: words.decimal(rate, 1)}
        codes = found["code"].to_list()
        components.table(view, "funnel", found, written, lambda row: agent_link.opens(codes[row]))


def place(view: View, row: dict) -> str:
    """The full name of a row's kabupaten/kota."""
    return view.words.wilayah(row["wilayah"], row["kind"])


def references(view: View) -> None:
    """The figures published of exactly this scope, beside the same computed now, and what the comparison assumes."""
    words = view.words
    found = view.ask(compared)
    st.subheader(words("pages.references.title"), anchor=False)
    if found.is_empty():
        st.markdown(words("pages.references.none"))
        return
    money = {"received", "received_from_new", "received_from_earlier"}
    rows = [
        {
            "metric": label(view, row["metric"]),
            "wording": row["wording"],
            "computed": (words.rupiah if row["metric"] in money else words.number)(row["computed"]),
            "difference": (words.rupiah if row["metric"] in money else words.number)(row["difference"]),
            "verdict": words(f"pages.verdict.{row['verdict']}") if row["verdict"] else words("pages.verdict.open"),
            "published": row["source"],
        }
        for row in found.to_dicts()
    ]
    components.table(view, "references", pl.DataFrame(rows))
    st.caption(words("pages.references.assumption"))


def imports(view: View) -> None:
    """Every load of the branch, newest first, a row a file; not for the press."""
    words = view.words
    if view.press:
        components.not_for_press(view, NotForPress("agents"))
        return
    found = view.ask_anew(loads.files)  # one that changed nothing is listed too, and makes no data version
    st.subheader(words("pages.imports.title"), anchor=False)
    if found.is_empty():
        st.markdown(words("pages.imports.none"))
        return
    rows = found.to_dicts()
    shown = found.select(
        "load",
        pl.Series("imported_at", [moment(view, row["imported_at"]) for row in rows], dtype=pl.String),
        "imported_by",
        pl.Series("name", [_file_name(view, row) for row in rows], dtype=pl.String),
        pl.Series("kind", [report.kind(words, row["kind"]) for row in rows], dtype=pl.String),
        pl.col("rows_read", "good", "known", "refused").fill_null(0),
        pl.Series("state", [_state(view, row) for row in rows], dtype=pl.String),
        (pl.col("sha256").str.slice(0, 12) + "…").fill_null("–"),
    )
    counts = dict.fromkeys(("rows_read", "good", "known", "refused"), words.number)
    components.table(view, "imports", shown, counts)
    for file in view.ask_anew(loads.refused):
        _refused(view, file)


def _file_name(view: View, row: dict) -> str:
    """The file's name; of an undoing, what it undid."""
    return row["name"] or view.words("undoing.list.undoing", load=view.words.number(row["undoes"]))


def _state(view: View, row: dict) -> str:
    """Whether the load's rows are in the data; who undid it, and when, stands in the undoing's own row."""
    words = view.words
    if row["undone_by"]:
        return words("undoing.list.undone", load=words.number(row["undone_by"]))
    return words("undoing.list.stands" if row["changed"] else "undoing.list.no_change")


def _refused(view: View, file: dict) -> None:
    """The rows that one file of an earlier load lost, and why."""
    words = view.words
    rows = words.count("row", file["refused"])
    load = words.number(file["load"])
    with st.expander(words("pages.imports.refused", load=load, name=plain(file["name"]), rows=rows)):
        found = pl.DataFrame(file["refusals"], schema=_REFUSAL)
        part = f"-{file['load']}-{file['name']}"
        components.table(view, "refusals", report.refusals(found, words), {"row": words.number}, part=part)


_REFUSAL = {"row": pl.Int64, "column": pl.String, "value": pl.String, "rule": pl.String}


def moment(view: View, at: datetime) -> str:
    """A moment of the database (UTC) in the branch's clock: 25 Juli 2019 14.05 WIB."""
    local = at.replace(tzinfo=UTC).astimezone(JAKARTA)
    return view.words("pages.moment", day=view.words.day(local.date()), hour=f"{local:%H}", minute=f"{local:%M}")
