"""Which version of a metric's meaning is in force: the catalogue's, with the dated rules that it depends on."""

import sqlalchemy as sa

from queries.db import schema as s
from queries.periods import month_end
from queries.published.derived import base, entry
from queries.rules import NoRule, Rule, rule_on
from queries.scope import Scope

_BOTH = ("dormant_after", "reading")
RULED: dict[str, tuple[str, ...]] = {
    "agents_slowing": ("dormant_after",),
    "agents_dormant_retained": _BOTH,
    "agents_due_for_removal": _BOTH,
    "running_people": ("dormant_after",),
    "received_last_months": ("dormant_after",),
    "retained_until": _BOTH,
    "agents_changing": _BOTH,
    "participants_leaving": _BOTH,
    "roster_agreement": (*_BOTH, "reactivate_after"),
}
"""The thresholds that each metric's formula names, in the order in which a version writes them. The others have none:
listed, active and removed agents and zero months are the same whatever the rule."""


def definition(conn: sa.Connection, scope: Scope, metric: str) -> str:
    """The version in force for a scope: "1", or with the rule's values on the as-of day "1/3-1", or "1/-" where the
    branch has no rule for that day; the incentive with the first days of its schemes, "1/20180101".

    Where no month of the period is complete, the rule of its last day. Raises KeyError for an unknown metric.
    """
    version = str(entry(metric).version)
    if metric == "incentive":
        return f"{version}/{_schemes(conn, scope)}"
    return of_rule(metric, rule_of(conn, scope) if base(metric) in RULED else None)


def rule_of(conn: sa.Connection, scope: Scope) -> Rule | None:
    """The rule that holds for a scope; None where the branch has none for that day."""
    try:
        return rule_on(conn, scope.branch, scope.as_of or month_end(scope.period.last))
    except NoRule:
        return None


def of_rule(metric: str, rule: Rule | None) -> str:
    """The version of a metric's meaning under a rule; None: the branch has none."""
    version, named = str(entry(metric).version), RULED.get(base(metric), ())
    if not named:
        return version
    values = "-".join(str(int(getattr(rule, name))) for name in named) if rule else "-"
    return f"{version}/{values}"


def _schemes(conn: sa.Connection, scope: Scope) -> str:
    """The first days of the schemes in force in the period, the newest three of them."""
    c, last = s.schemes.c, scope.period.last
    query = sa.select(c.valid_from).where(c.branch_code == scope.branch, c.valid_from <= last).order_by(c.valid_from)
    days = list(conn.scalars(query))
    began = [day for day in days if day <= scope.period.first][-1:] + [day for day in days if day > scope.period.first]
    return "+".join(f"{day:%Y%m%d}" for day in began[-3:]) or "-"
