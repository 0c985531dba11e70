"""Who may see what. `Viewer.scope()` is the door to a Scope; `published_scope` the other one, without a viewer."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from queries.periods import Period
from queries.scope import Scope


class Role(StrEnum):
    """Whom the dashboard serves. A person has one."""

    HEAD = "head"
    STAFF = "staff"
    PRESS = "press"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


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
    MANAGE = "manage"
    AUDIT = "audit"
    KEEP = "keep"


ALLOWED: dict[Role, frozenset[Permission]] = {
    Role.HEAD: frozenset(Permission),
    Role.STAFF: frozenset(
        {
            *(Permission.SEE_FIGURES, Permission.NAME_AGENTS, Permission.SEE_ROWS),
            *(Permission.IMPORT, Permission.NOTE, Permission.DRAFT),
        }
    ),
    Role.PRESS: frozenset({Permission.SEE_FIGURES, Permission.PUBLISH, Permission.DRAFT}),
    Role.ADMINISTRATOR: frozenset({Permission.MANAGE, Permission.AUDIT, Permission.KEEP}),
    Role.AUDITOR: frozenset(
        {
            *(Permission.SEE_FIGURES, Permission.NAME_AGENTS, Permission.SEE_ROWS),
            *(Permission.REVIEW, Permission.AUDIT),
        }
    ),
}
"""Agents are named inside the office only (domain, section 6); what is said outside, the head and the press say. How an
agent's registrations look is reviewed by the head, and read by the auditor. People and their roles are managed
(`MANAGE`) by the administrator, who sees no figure, and by the head, who has nothing to gain by it. The same two keep
the branch (`KEEP`): who runs the computer could copy its files in any case."""


READING = frozenset(
    {
        *(Permission.SEE_FIGURES, Permission.NAME_AGENTS, Permission.SEE_ROWS),
        *(Permission.REVIEW, Permission.AUDIT),
    }
)
"""What may be done without changing anything: by an auditor, with data as they were known, in another's place."""

OF_THE_BRANCH = frozenset({Permission.IMPORT, Permission.KEEP})
"""What is done to the whole branch: a load makes months whole, and its report speaks of whatever rows it meets. Who may
see some wilayah alone may not."""


class AccessDenied(PermissionError):
    """The viewer asked for rows or an act that their role does not allow."""


@dataclass(frozen=True)
class Viewer:
    """Who looks: a role in one branch, all of it or (`wilayah` not None) some of its kabupaten/kota.

    `past`: at the branch as it was known, of which nothing is written, whatever the role. `may_import`: whether a role
    that may load files is allowed to. `subject`: by which the sign-in knows them, empty where nobody signs in.
    `seen_by`: the name of who looks in this person's place and changes nothing; empty where they look themselves.
    """

    name: str
    role: Role
    branch: str
    wilayah: frozenset[str] | None = None
    past: bool = False
    may_import: bool = True
    subject: str = ""
    seen_by: str = ""

    @property
    def only_reads(self) -> bool:
        """Whether nothing may be written, whatever else is allowed."""
        return self.past or bool(self.seen_by) or self.role is Role.AUDITOR

    def may(self, permission: Permission) -> bool:
        """Whether the role allows it, to this person."""
        if permission not in ALLOWED[self.role] or (self.only_reads and permission not in READING):
            return False
        if permission in OF_THE_BRANCH and self.wilayah is not None:
            return False
        return self.may_import or permission is not Permission.IMPORT

    def require(self, permission: Permission) -> None:
        """Raise AccessDenied unless the role allows it."""
        if not self.may(permission):
            raise AccessDenied(f"{self.role} may not {permission}")

    def in_the_past(self) -> "Viewer":
        """The same viewer, at the branch as it was known."""
        return replace(self, past=True)

    def in_branch(self, branch: str, past: bool = False) -> "Viewer":
        """The same viewer, in another branch: while the demonstration is shown, and the settings name their own.

        `past`: at that branch as it was known.
        """
        return replace(self, branch=branch, past=past)

    def in_place_of(self, other: "Viewer") -> "Viewer":
        """What `other` would see, in the same branch, for who manages people: it is read and not written.

        Raises AccessDenied for who may not, and who looks in another's place already. Whose own role has no right to
        figures (the administrator) sees none in another's place either: `other` may then do nothing but be described.
        """
        self.require(Permission.MANAGE)
        self.require(Permission.SEE_FIGURES)
        return replace(other, branch=self.branch, past=self.past, seen_by=self.name)

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
            within=self.wilayah,
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
