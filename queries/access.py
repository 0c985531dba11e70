"""Who may see what. `Viewer.scope()` is the door to a Scope; `published_scope` the other one, without a viewer."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from queries.periods import Period
from queries.scope import Scope


class Role(StrEnum):
    """Whom the dashboard serves (design, section 1)."""

    HEAD = "head"
    STAFF = "staff"
    PRESS = "press"


class Permission(StrEnum):
    """One thing that a role may do."""

    SEE_FIGURES = "see_figures"
    NAME_AGENTS = "name_agents"
    SEE_ROWS = "see_rows"
    IMPORT = "import"
    NOTE = "note"
    PUBLISH = "publish"
    REVIEW = "review"
    DRAFT = "draft"


ALLOWED: dict[Role, frozenset[Permission]] = {
    Role.HEAD: frozenset(Permission),
    Role.STAFF: frozenset(Permission) - {Permission.PUBLISH, Permission.REVIEW},
    Role.PRESS: frozenset({Permission.SEE_FIGURES, Permission.PUBLISH, Permission.DRAFT}),
}
"""Agents are named inside the office only (domain, section 6); what is said outside, the head and the press say. How an
agent's registrations look is reviewed by the head alone."""


READING = frozenset({Permission.SEE_FIGURES, Permission.NAME_AGENTS, Permission.SEE_ROWS, Permission.REVIEW})
"""What may be done with data as it was known: the past is read and not written."""


class AccessDenied(PermissionError):
    """The viewer asked for rows or an act that their role does not allow."""


@dataclass(frozen=True)
class Viewer:
    """Who looks: a role in one branch, all of it or (`wilayah` not None) some of its kabupaten/kota.

    `past`: at the branch as it was known, of which nothing is written, whatever the role.
    """

    name: str
    role: Role
    branch: str
    wilayah: frozenset[str] | None = None
    past: bool = False

    def may(self, permission: Permission) -> bool:
        """Whether the role allows it."""
        return permission in ALLOWED[self.role] and (permission in READING or not self.past)

    def require(self, permission: Permission) -> None:
        """Raise AccessDenied unless the role allows it."""
        if not self.may(permission):
            raise AccessDenied(f"{self.role} may not {permission}")

    def in_the_past(self) -> "Viewer":
        """The same viewer, at the branch as it was known."""
        return replace(self, past=True)

    def scope(
        self,
        period: Period,
        last_complete: date | None,
        *,
        wilayah: Iterable[str] | None = None,
        offices: Iterable[str] | None = None,
        sectors: Iterable[str] | None = None,
        missing: Iterable[date] = (),
        alone: Iterable[tuple[str, date]] = (),
    ) -> Scope:
        """The rows that this viewer may see of what they ask for.

        None asks for all; `missing`: months before `last_complete` that are not whole; `alone`: kind and month of those
        that are whole in one kind alone. Raises AccessDenied when a wilayah is asked for that the viewer may not see,
        so that a narrower answer never passes for the one asked for.
        """
        self.require(Permission.SEE_FIGURES)
        asked = None if wilayah is None else frozenset(wilayah)
        if self.wilayah is not None:
            asked = self.wilayah if asked is None else asked
            if not asked <= self.wilayah:
                raise AccessDenied(f"outside the viewer's wilayah: {sorted(asked - self.wilayah)}")
        return Scope(
            branch=self.branch,
            period=period,
            last_complete=last_complete,
            wilayah=asked,
            offices=None if offices is None else frozenset(offices),
            sectors=None if sectors is None else frozenset(sectors),
            missing=frozenset(missing),
            alone=frozenset(alone),
        )

    def without(self, filter: str, scope: Scope) -> Scope:
        """A scope without one of its filters (`wilayah`, `offices`, `sectors`): all of it that this viewer may see."""
        asked = {"wilayah": scope.wilayah, "offices": scope.offices, "sectors": scope.sectors, filter: None}
        return self.scope(scope.period, scope.last_complete, **asked, missing=scope.missing, alone=scope.alone)


def published_scope(
    branch: str,
    period: Period,
    last_complete: date | None,
    wilayah: Iterable[str] | None = None,
    missing: Iterable[date] = (),
    alone: Iterable[tuple[str, date]] = (),
) -> Scope:
    """The rows behind a figure that is, or is about to be, published: of all the branch, or of some kabupaten/kota.

    The one door that asks for no viewer. What is said outside is said to everybody: it is computed, and computed anew
    after each load, from every row that it counts, whoever happens to ask. Only the module that keeps published figures
    and the one that writes them may open it, and neither gives the scope away to a question of somebody's own: who may
    publish, and who may look, is asked of their Viewer first.
    """
    return Scope(
        branch=branch,
        period=period,
        last_complete=last_complete,
        wilayah=None if wilayah is None else frozenset(wilayah),
        missing=frozenset(missing),
        alone=frozenset(alone),
    )
