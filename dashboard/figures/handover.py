"""What can be chosen where participants are handed over, and what goes along, in words."""

from datetime import date
from typing import Any

import polars as pl

from dashboard.figures import certainty
from dashboard.language.words import Words

_OFFICE = "office:"


def agent(words: Words, row: dict[str, Any]) -> str:
    """An agent as one line: code, name, office, status."""
    status = certainty.named(words, row["status"], row["uncertain"])
    return " · ".join([row["code"], row["name"], row["office"], status])


def sources(words: Words, agents: pl.DataFrame) -> dict[str, str]:
    """Who can give, as one line each: the agents, then the offices with one whose participants are to be taken over.

    `agents`: see `portfolio.givers_and_takers`.
    """
    named = {row["code"]: agent(words, row) for row in agents.iter_rows(named=True)}
    offices = agents.filter("leaving").group_by("office_code", "office").agg(agents=pl.len()).sort("office_code")
    for code, office, n in offices.iter_rows():
        named[_OFFICE + code] = words("handover.office", office=office, agents=words.count("agent", n))
    return named


def givers(agents: pl.DataFrame, source: str) -> frozenset[str]:
    """The codes of the agents meant by one of `sources`: of an office those whose participants are to be taken over."""
    if not source.startswith(_OFFICE):
        return frozenset({source})
    return of_office(agents, source.removeprefix(_OFFICE))


def of_office(agents: pl.DataFrame, office: str) -> frozenset[str]:
    """The codes of an office's agents whose participants are to be taken over."""
    return frozenset(agents.filter("leaving", pl.col("office_code") == office)["code"])


def person(words: Words, row: dict[str, Any]) -> str:
    """A participant as one line: the last four of the KPJ, sector, last month paid for."""
    covered = row["last_covered_month"]
    paid = words("handover.until", month=words.month(covered)) if covered else words("handover.never")
    return " · ".join([f"…{row['last4']}", words.sector(row["sector"]), paid])


def goes_along(words: Words, people: pl.DataFrame, target: str, since: date) -> str:
    """How many participants go from whom to whom, the rupiah that go along, and what stays. `people`: see
    `portfolio.looked_after`.
    """
    text = words(
        "handover.goes_along",
        people=words.count("participant", people.height),
        source=words.join(people["agent_code"].unique().sort()),
        target=target,
        day=words.day(since),
        amount=words.rupiah(people["amount"].sum()),
    )
    again = people["until"].count()
    return f"{text} {words('handover.stays', people=words.count('participant', again))}" if again else text
