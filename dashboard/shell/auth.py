"""Who looks. The dashboard listens on this machine alone, so that whoever reaches it is who the settings say."""

from dashboard.settings import Settings
from queries.access import Role, Viewer


def viewer(settings: Settings, branch: str, past: bool = False) -> Viewer:
    """The viewer of the settings, in the branch that is shown; `past`: as it was known."""
    return Viewer(name=settings.viewer_name, role=Role(settings.viewer_role), branch=branch, past=past)
