"""Another rule beside today's: the agents' states, and what loses its agent."""

from dataclasses import dataclass

import polars as pl

from dashboard.figures import caption, certainty
from dashboard.figures.caption import Context, Listing
from dashboard.language.words import Words
from dashboard.view.address import READINGS, Choice
from dashboard.view.pure import pure
from dashboard.view.view import View
from queries.access import Permission
from queries.agents import simulation
from queries.rules import Rule
from queries.status import LISTED


@dataclass(frozen=True, eq=False)
class Simulation:
    """`now`: the rule in force; `supposed`: another. `outcome`: the rows of `simulation.outcome`; `moved`: those of
    `simulation.moved`. `see_agents`: whether numbers that could be one agent's are shown.
    """

    now: Rule
    supposed: Rule
    outcome: pl.DataFrame
    moved: pl.DataFrame
    see_agents: bool


def ask(view: View) -> Simulation:
    """What the rule that the reader chose would change."""
    now = view.ask(simulation.rule)
    assert now is not None, "the page opens for a period with an as-of day alone"
    rule = supposed(now, view.choice)
    return Simulation(
        now,
        rule,
        view.ask(simulation.outcome, rule),
        view.ask(simulation.moved, rule),
        view.viewer.may(Permission.NAME_AGENTS),
    )


def supposed(now: Rule, choice: Choice) -> Rule:
    """The rule in force with what the reader chose in its place."""
    rule = now
    if choice.rule_months:
        rule = rule._replace(dormant_after=int(choice.rule_months))
    if choice.rule_reading:
        rule = rule._replace(reading=READINGS[choice.rule_reading])
    return rule


def named(words: Words, rule: Rule) -> str:
    """A rule in words: "3 bulan kalender, akuisisi dan iuran"."""
    return words(
        "watch.rule.named",
        months=words.count("month", rule.dormant_after),
        reading=words(f"watch.rule.reading.{rule.reading.code}"),
    )


@pure
def sentence(words: Words, answers: Simulation) -> str:
    """What the supposed rule changes, against the one in force."""
    unsure = certainty.any_of(answers.outcome["uncertain"])
    if answers.supposed == answers.now:
        return certainty.counted(words, words("watch.rule.same", now=named(words, answers.now)), unsure)
    before, after = answers.outcome["due_for_removal"]
    said = words(
        "watch.rule.sentence",
        rule=named(words, answers.supposed),
        now=named(words, answers.now),
        moved=words.count("agent", answers.moved.height),
        before=words.number(before),
        after=words.number(after),
    )
    return certainty.counted(words, said, unsure)


@pure
def outcome(context: Context, answers: Simulation) -> Listing:
    """Today's rule, the supposed one and the difference: agents of each state, people and rupiah that lose their agent.

    People and rupiah for those alone who may see agents one by one: a cell could be one agent's.
    """
    words = context.words
    rows = answers.outcome.rename({"people": "people_losing", "rupiah": "rupiah_losing"})
    measures = [status.value for status in LISTED]
    if answers.see_agents:
        measures += ["people_losing", "rupiah_losing"]
    difference = rows.select(pl.col(measures).diff()).tail(1)
    names = [words("watch.rule.now", rule=named(words, answers.now))]
    names += [words("watch.rule.supposed", rule=named(words, answers.supposed)), words("watch.rule.difference")]
    listed = pl.concat([rows.select(measures), difference]).with_columns(rule_name=pl.Series(names))
    return caption.listing(context, "outcome", sentence(words, answers), listed.select("rule_name", *measures))


@pure
def moved(context: Context, answers: Simulation) -> Listing:
    """The agents whose state the supposed rule changes, those who would fall due first."""
    words = context.words
    listed = answers.moved.select(
        "code",
        "name",
        "office",
        certainty.column(words, answers.moved, "status").alias("from_status"),
        certainty.column(words, answers.moved, "supposed_status", "supposed_uncertain").alias("to_status"),
        "zero_months",
        "running_people",
        "received",
    )
    return caption.listing(context, "moved", sentence(words, answers), listed)
