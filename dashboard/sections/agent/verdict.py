"""The parts of one agent's page: who it is about, the verdict and its evidence."""

from collections.abc import Callable

import polars as pl
import streamlit as st

from dashboard.figures import calls, certainty, one_agent, verdicts
from dashboard.language.markdown import plain
from dashboard.sections import agent_link, components
from dashboard.shell import sidebar
from dashboard.view.view import View
from queries import branches
from queries.access import Permission
from queries.agents.evidence import Acquisition, Contribution, Service, Takeover
from queries.agents.one_agent import of_agent
from queries.agents.verdict import Clause
from queries.status import Status


def choose(view: View) -> None:
    """A list of the agents to choose from. Stops where none is chosen, or the one chosen is outside the filters."""
    words = view.words
    # The one whom the address asks for stays in the list even where the filters leave them out.
    names = {view.choice.agent: ""} | view.ask(branches.agent_names)
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
    if not one_agent.is_inside(view):
        st.info(words("agent.outside", code=plain(view.choice.agent)), icon=":material/search_off:")
        st.button(words("pages.show_all"), on_click=sidebar.show_all, type="primary")
        st.stop()


def verdict(view: View) -> None:
    """Who the agent is, the verdict in one sentence, and each clause with the rows that it rests on."""
    words, who = view.words, one_agent.agent(view)
    state, see_rows = view.ask(of_agent, view.choice.agent), view.viewer.may(Permission.SEE_ROWS)
    assert state is not None, "the agent is inside the filters"
    said = [(clause, verdicts.clause(words, clause, see_rows)) for clause in state.clauses]
    st.header(plain(f"{who['code']} · {who['name']}"), anchor=False)
    place = words.wilayah(who["wilayah"], who["kind"])
    st.caption(plain(words("agent.where", office=who["office"], place=place)))
    if (contact := calls.reached_at(words, who)) and not view.press:
        st.caption(f":material/call: {plain(contact)}")
    if view.scope.sectors is not None:
        st.caption(words("agent.every_sector"))
    with st.container(key="verdict"):
        sentence = " · ".join(text for _, text in said)
        doubtful = one_agent.is_uncertain(view)
        named = words.capital(certainty.named(words, state.status, doubtful))
        st.markdown(f"**{named}**: {plain(sentence)}.")
        if doubtful:
            st.warning(words("completeness.verdict"), icon=":material/help:")
        if state.status in (Status.DORMANT_RETAINED, Status.DUE_FOR_REMOVAL):
            agent_link.terms(view)
    if not see_rows:
        return
    st.caption(words("agent.evidence"))
    with st.container(gap="xxsmall", key="evidence"):
        for clause, text in said:
            _evidence(view, clause, text)


def _evidence(view: View, clause: Clause, text: str) -> None:
    """A clause that opens onto its rows; the table is made when it is opened."""
    words = view.words
    panel = st.expander(plain(words.capital(text)), key=f"evidence-{clause.kind}", on_change="rerun", type="compact")
    if not panel.open:
        return
    with panel:
        if not clause.cites:
            st.markdown(words("agent.no_rows"))
        for kind, row_of in _ROWS.items():
            rows = [row_of(one) for one in clause.cites if isinstance(one, kind)]
            if rows:
                days = dict.fromkeys(
                    ("registered_on", "service_since", "deactivated_on", "paid_on", "taken_on"), words.day
                )
                written = days | dict.fromkeys(("blth", "covered_until"), words.month) | {"amount": words.rupiah}
                frame_of = pl.DataFrame(rows, infer_schema_length=None)
                formats = {column: form for column, form in written.items() if column in frame_of.columns}
                components.table(view, "evidence", frame_of, formats, part=f"-{clause.kind}-{kind.__name__}")


def _service(row: Service) -> dict:
    return {"code": row.code, "service_since": row.since, "deactivated_on": row.until}


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


def _takeover(row: Takeover) -> dict:
    return {"participant": f"…{row.last4}", "taken_on": row.since, "giver": row.before, "taker": row.after}


_ROWS: dict[type, Callable] = {
    Service: _service,
    Acquisition: _acquisition,
    Contribution: _contribution,
    Takeover: _takeover,
}
