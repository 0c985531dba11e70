"""Who looks: whom the settings name, or who signed in and has a role in the branch."""

from datetime import date

from dashboard.settings import Settings
from queries.access import Role, Viewer
from queries.people import Colleague


def of_settings(settings: Settings, branch: str, past: bool = False) -> Viewer:
    """The viewer of the settings, in a branch: of the command line, and of pages where nobody signs in.

    `past`: of the branch as it was known.
    """
    return Viewer(
        name=settings.viewer_name,
        role=Role(settings.viewer_role),
        branch=branch,
        wilayah=settings.viewer_places,
        past=past,
    )


def of_colleague(one: Colleague, branch: str, day: date, past: bool = False) -> Viewer | None:
    """Somebody of the branch's people, as a viewer; None where they may not look on that day."""
    if not one.there(day):
        return None
    return Viewer(one.name, one.role, branch, one.wilayah, past, one.may_import, one.subject)


def viewer(settings: Settings, branch: str, past: bool = False) -> Viewer:
    """Who looks at the page, in the branch that is shown; `past`: as it was known."""
    return of_settings(settings, branch, past)
