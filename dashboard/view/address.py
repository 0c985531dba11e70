"""The reader's choice as it stands in the address, so that a link opened elsewhere shows the same figures."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from dashboard.language.words import LANGUAGES
from queries import metrics
from queries.agents.simulation import MONTHS
from queries.periods import Period, PeriodError
from queries.rules import Reading

PARAMETERS = {
    "period": "periode",
    "wilayah": "wilayah",
    "sectors": "sektor",
    "offices": "kantor",
    "status": "status",
    "language": "bahasa",
    "known_at": "diketahui",
    "agent": "agen",
    "rule_months": "bulan",
    "rule_reading": "syarat",
    "code": "kode",
    "code_b": "b",
    "definition": "definisi",
    "since": "sejak",
}
"""Name of each part of the choice in the address: words of the branch, codes for values."""

FORMER = {"code": "a"}
"""What a part was named in addresses that were given out before."""

TRACE = "telusur"
"""The address of the page that opens a trace code; links in what leaves lead to it, so it stands below the pages."""

MANY = ("wilayah", "sectors", "offices", "status")
"""The parts of which several may be chosen. `status` narrows the agents' page alone: it is no part of a Scope."""

RULE_MONTHS = tuple(str(months) for months in MONTHS)
"""What `rule_months` may be."""

READINGS = {
    "akuisisi-dan-iuran": Reading.RUNS,
    "akuisisi-dan-iuran-masuk": Reading.CAME_IN,
    "akuisisi-saja": Reading.ALONE,
}
"""What `rule_reading` may be: the readings of the rule, by their word in the address."""


@dataclass(frozen=True)
class Choice:
    """What the reader chose. Empty tuples mean all; an empty period or language means the usual one.

    `known_at`: the data version or the day at which the figures were known, empty for now.
    `agent`: whom the agent's page is about, empty for nobody; it stands in that page's address alone.
    `rule_months`, `rule_reading`: the rule to suppose, empty for the one in force. `code`, `code_b`: trace codes as
    they were entered, in the address of the page that opens one or sets two side by side. `definition`: the metric that
    the page of definitions is about, empty for all. `since`: the data version or day since which changes are shown,
    empty for the usual one.
    """

    period: str = ""
    wilayah: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    language: str = ""
    agent: str = ""
    rule_months: str = ""
    rule_reading: str = ""
    code: str = ""
    code_b: str = ""
    known_at: str = ""
    definition: str = ""
    since: str = ""

    def only(self, part: str) -> frozenset[str] | None:
        """The chosen wilayah, sectors or offices, or None for all of them."""
        return frozenset(getattr(self, part)) or None


@dataclass(frozen=True)
class Wrong:
    """A value in the address that means nothing here."""

    parameter: str
    value: str


def read(address: Mapping[str, list[str]]) -> Choice:
    """The choice that an address holds, unchecked; repeated parameters are several values, unknown ones are ignored."""
    given = {part: address.get(name) or address.get(FORMER.get(part, ""), []) for part, name in PARAMETERS.items()}
    values: dict[str, Any] = {part: tuple(dict.fromkeys(given[part])) for part in PARAMETERS}
    single = {part: values[part][-1] if values[part] else "" for part in PARAMETERS if part not in MANY}
    return Choice(**{**values, **single})


def write(choice: Choice) -> dict[str, list[str]]:
    """The parameters of a choice, in a fixed order; a part that is all, or the default, has none."""
    every = {}
    for part, name in PARAMETERS.items():
        value = getattr(choice, part)
        if value:
            every[name] = [value] if isinstance(value, str) else sorted(value)
    return every


def link(page: str, choice: Choice) -> str:
    """A page's address with a choice, as a link of one of our pages has it."""
    return f"{page}?{urlencode(write(choice), doseq=True)}"


def wrong(choice: Choice, known: Mapping[str, Collection[str]]) -> list[Wrong]:
    """The values that cannot be shown; `known` holds the codes of each of MANY.

    They are told to the reader: leaving one out would show more than the link meant.
    """
    problems = []
    if choice.period:
        try:
            Period.parse(choice.period)
        except PeriodError:
            problems.append(Wrong(PARAMETERS["period"], choice.period))
    for part in MANY:
        problems += [Wrong(PARAMETERS[part], value) for value in getattr(choice, part) if value not in known[part]]
    if choice.language and choice.language not in LANGUAGES:
        problems.append(Wrong(PARAMETERS["language"], choice.language))
    if choice.agent and choice.agent not in known["agent"]:
        problems.append(Wrong(PARAMETERS["agent"], choice.agent))
    single = {"rule_months": RULE_MONTHS, "rule_reading": READINGS, "definition": metrics.catalogue()}
    for part, allowed in single.items():
        if getattr(choice, part) and getattr(choice, part) not in allowed:
            problems.append(Wrong(PARAMETERS[part], getattr(choice, part)))
    return problems


def without(choice: Choice, problems: list[Wrong]) -> Choice:
    """The choice less what is wrong in it; for the way back that the reader takes, never by itself."""
    bad = {(problem.parameter, problem.value) for problem in problems}
    parts: dict[str, Any] = {}
    for part, name in PARAMETERS.items():
        value = getattr(choice, part)
        if isinstance(value, str):
            parts[part] = "" if (name, value) in bad else value
        else:
            parts[part] = tuple(one for one in value if (name, one) not in bad)
    return replace(choice, **parts)
