"""The parts of one agent's page: who it is about, the verdict and its evidence, months, persistency."""

import polars as pl
import streamlit as st

from dashboard.figures import kpis, verdicts
from dashboard.figures import one_agent as composed
from dashboard.language.markdown import plain
from dashboard.sections import components
from dashboard.shell import sidebar
from dashboard.view import cache, captions
from dashboard.view.view import View
from queries.access import Permission
from queries.agents import one_agent
from queries.agents.evidence import Acquisition, Contribution, Registration
from queries.agents.verdict import Clause
from queries.periods import Period


def choose(view: View) -> None:
    """A list of the agents to choose from. Stops where none is chosen, or the one chosen is outside the filters."""
    words = view.words
    # The one whom the address asks for stays in the list even where the filters leave them out.
    names = {view.choice.agent: ""} | view.ask(cache.agent_names)
    st.selectbox(
        words("agent.choose"),
        ["", *sorted(name for name in names if name)],
        key="agent",
        format_func=lambda code: f"{code} · {names[code]}" if code else words("agent.nobody"),
        persist_state="session",
    )
    if not view.choice.agent:
        st.info(words("agent.none"), icon=":material/person_search:")
        st.stop()
    if composed.agent(view) is None:
        st.info(words("agent.outside", code=plain(view.choice.agent)), icon=":material/search_off:")
        st.button(words("pages.show_all"), on_click=sidebar.show_all, type="primary")
        st.stop()


def verdict(view: View) -> None:
    """Who the agent is, the verdict in one sentence, and each clause with the rows that it rests on."""
    words, who = view.words, composed.agent(view)
    found = view.ask(one_agent.of_agent, view.choice.agent)
    said = [(clause, verdicts.clause(view, clause)) for clause in found.clauses]
    st.header(plain(f"{who['code']} · {who['name']}"), anchor=False)
    place = words.wilayah(who["wilayah"], who["kind"])
    st.caption(plain(words("agent.where", office=who["office"], place=place)))
    if view.scope.sectors is not None:
        st.caption(words("agent.every_sector"))
    with st.container(key="verdict"):
        sentence = " · ".join(text for _, text in said)
        st.markdown(f"**{words.capital(words.status(found.status))}**: {plain(sentence)}.")
    if not view.viewer.may(Permission.SEE_ROWS):
        return
    st.caption(words("agent.evidence"))
    with st.container(gap="xxsmall", key="evidence"):
        for clause, text in said:
            _evidence(view, clause, text)


def _evidence(view: View, clause: Clause, text: str) -> None:
    """A clause that opens onto its rows; the table is made when it is opened."""
    words = view.words
    shown = st.expander(plain(words.capital(text)), key=f"evidence-{clause.kind}", on_change="rerun", type="compact")
    if not shown.open:
        return
    with shown:
        if not clause.cites:
            st.markdown(words("agent.no_rows"))
        for kind, told in _ROWS.items():
            rows = [told(one) for one in clause.cites if isinstance(one, kind)]
            if rows:
                days = dict.fromkeys(("registered_on", "deactivated_on", "paid_on"), words.day)
                written = days | dict.fromkeys(("blth", "covered_until"), words.month) | {"amount": words.rupiah}
                frame_of = pl.DataFrame(rows, infer_schema_length=None)
                kept = {column: form for column, form in written.items() if column in frame_of.columns}
                components.table(view, "evidence", frame_of, kept, part=f"-{clause.kind}-{kind.__name__}")


def _registration(row: Registration) -> dict:
    return {"code": row.code, "registered_on": row.registered_on, "deactivated_on": row.deactivated_on}


def _acquisition(row: Acquisition) -> dict:
    return {"participant": f"…{row.last4}", "registered_on": row.registered_on}


def _contribution(row: Contribution) -> dict:
    return {
        "participant": f"…{row.last4}",
        "paid_on": row.paid_on,
        "blth": row.blth,
        "covered_until": row.covered_until,
        "amount": row.amount,
    }


_ROWS = {Registration: _registration, Acquisition: _acquisition, Contribution: _contribution}


def months(view: View) -> None:
    """The agent's months, newest first, with the incentive's estimate and what it supposes."""
    words = view.words
    told = composed.months(view).sort("month", descending=True)
    st.subheader(words("agent.months.title"), anchor=False)
    money = dict.fromkeys(("received", "agent_amount", "office_amount"), words.rupiah)
    counts = dict.fromkeys(("acquired", "covered_people"), words.number)
    components.table(view, "one_agent", told, {"month": words.month, **counts, **money})
    st.caption(words("agent.months.estimate"))
    crossed = captions.breaks(view, Period(told["month"].min(), told["month"].max()))
    if crossed:
        st.caption(plain(crossed))
    components.definition(view, "incentive")


def persistency(view: View) -> None:
    """How many of the agent's participants are still covered some months after they registered."""
    words = view.words
    told = view.ask(one_agent.persistency, view.choice.agent)
    st.subheader(kpis.label(view, "persistency_people"), anchor=False)
    shown = told.select("age", "registered", "covered", "share")
    written = {"age": lambda n: words.count("month", n), "share": lambda ratio: words.percent_short(ratio)}
    counts = dict.fromkeys(("registered", "covered"), words.number)
    components.table(view, "persistency", shown, written | counts)
    st.caption(words("agent.persistency"))
    components.definition(view, "persistency_people")
