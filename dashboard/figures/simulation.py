"""Another rule beside today's: the agents' states, and what loses its agent."""

import polars as pl

from dashboard.figures.caption import Listing, listing
from dashboard.view.address import READINGS
from dashboard.view.view import View
from queries.access import Permission
from queries.agents import simulation
from queries.rules import Rule
from queries.status import LISTED

_RETAIN = dict(zip(READINGS, (True, False), strict=True))


def supposed(view: View) -> Rule:
    """The rule in force with what the reader chose in its place."""
    rule, choice = view.ask(simulation.rule), view.choice
    if choice.rule_months:
        rule = rule._replace(dormant_after=int(choice.rule_months))
    if choice.rule_reading:
        rule = rule._replace(contributions_retain=_RETAIN[choice.rule_reading])
    return rule


def named(view: View, rule: Rule) -> str:
    """A rule in words: "3 bulan kalender, akuisisi dan iuran"."""
    words = view.words
    return words(
        "watch.rule.named",
        months=words.count("month", rule.dormant_after),
        reading=words(f"watch.rule.reading.{'both' if rule.contributions_retain else 'acquisition'}"),
    )


def sentence(view: View) -> str:
    """What the supposed rule changes, against the one in force."""
    words, rule, now = view.words, supposed(view), view.ask(simulation.rule)
    told = {"rule": named(view, rule), "now": named(view, now)}
    if rule == now:
        return words("watch.rule.same", now=told["now"])
    moved = view.ask(simulation.moved, rule).height
    before, after = view.ask(simulation.outcome, rule).to_dicts()
    return words(
        "watch.rule.sentence",
        **told,
        moved=words.count("agent", moved),
        before=words.number(before["due_for_removal"]),
        after=words.number(after["due_for_removal"]),
    )


def outcome(view: View) -> Listing:
    """Today's rule, the supposed one and the difference: agents of each state, people and rupiah that lose their agent.

    People and rupiah for those alone who may see agents one by one: a cell could be one agent's.
    """
    words, rule = view.words, supposed(view)
    found = view.ask(simulation.outcome, rule).rename({"people": "people_losing", "rupiah": "rupiah_losing"})
    measures = [status.value for status in LISTED]
    if view.viewer.may(Permission.NAME_AGENTS):
        measures += ["people_losing", "rupiah_losing"]
    difference = found.select(pl.col(measures).diff()).tail(1)
    names = [words("watch.rule.now", rule=named(view, view.ask(simulation.rule)))]
    names += [words("watch.rule.supposed", rule=named(view, rule)), words("watch.rule.difference")]
    shown = pl.concat([found.select(measures), difference]).with_columns(rule_name=pl.Series(names))
    return listing(view, "outcome", sentence(view), shown.select("rule_name", *measures))


def moved(view: View) -> Listing:
    """The agents whose state the supposed rule changes, those who would fall due first."""
    words = view.words
    found = view.ask(simulation.moved, supposed(view))
    states = {"status": "from_status", "supposed_status": "to_status"}
    shown = found.select(
        "code",
        "name",
        "office",
        *(
            pl.Series(to, [words.capital(words.status(code)) for code in found[column]], dtype=pl.String)
            for column, to in states.items()
        ),
        "zero_months",
        "running_people",
        "received",
    )
    return listing(view, "moved", sentence(view), shown)
