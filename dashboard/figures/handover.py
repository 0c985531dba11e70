"""What can be chosen where participants are handed over, in words."""

from typing import Any

from dashboard.language.words import Words


def agent(words: Words, row: dict[str, Any]) -> str:
    """An agent as one line: code, name, office, status."""
    return " · ".join([row["code"], row["name"], row["office"], words.status(row["status"])])


def person(words: Words, row: dict[str, Any]) -> str:
    """A participant as one line: the last four of the KPJ, sector, last month paid for."""
    covered = row["last_covered_month"]
    paid = words("handover.until", month=words.month(covered)) if covered else words("handover.never")
    return " · ".join([f"…{row['last4']}", words.sector(row["sector"]), paid])
