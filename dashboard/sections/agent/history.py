"""What one agent did: their months, and how long their participants stay."""

import streamlit as st

from dashboard.figures import kpis, next_worth, one_agent
from dashboard.language.markdown import plain
from dashboard.sections import components
from dashboard.view import captions
from dashboard.view.view import View
from queries.agents.one_agent import persistency as ages_of
from queries.periods import Period


def months(view: View) -> None:
    """The agent's months, newest first, with the incentive's estimate and what it supposes."""
    words = view.words
    listed = one_agent.months(view).sort("month", descending=True)
    st.subheader(words("agent.months.title"), anchor=False)
    money = dict.fromkeys(("received", "agent_amount", "office_amount"), words.rupiah)
    counts = dict.fromkeys(("acquired", "covered_people"), words.number)
    components.table(view, "one_agent", listed, {"month": words.month, **counts, **money})
    st.caption(words("agent.months.estimate"))
    crossed = captions.breaks(words, view.scope, Period(min(listed["month"]), max(listed["month"])))
    if crossed:
        st.caption(plain(crossed))
    components.definition(view, "incentive")
    _next_worth(view)


def _next_worth(view: View) -> None:
    """What one more acquisition or payment brings; behind a heading, for it reads the whole branch."""
    unfolded = st.expander(view.words("worth.title"), key="next_worth", on_change="rerun")
    if unfolded.open:
        with unfolded:
            st.markdown(plain(next_worth.sentence(view) or view.words("worth.not_listed")))
            st.caption(plain(view.words("worth.about")))


def persistency(view: View) -> None:
    """How many of the agent's participants are still covered some months after they registered."""
    words = view.words
    ages = view.ask(ages_of, view.choice.agent)
    st.subheader(kpis.label(words, "persistency_people"), anchor=False)
    columns = ages.select("age", "registered", "covered", "share")
    written = {"age": lambda n: words.count("month", n), "share": lambda ratio: words.percent_short(ratio)}
    counts = dict.fromkeys(("registered", "covered"), words.number)
    components.table(view, "persistency", columns, written | counts)
    st.caption(words("agent.persistency"))
    components.definition(view, "persistency_people")
