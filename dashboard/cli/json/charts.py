"""Which figures there are, as JSON."""

from dashboard.figures import registry
from queries.access import Permission, Role, Viewer


def charts_document(viewer: Viewer) -> list[dict[str, str]]:
    """One object a figure that the viewer may see: figure (its id), metric, page (the first that it stands on)."""
    named, press = viewer.may(Permission.NAME_AGENTS), viewer.role is Role.PRESS
    return [
        {"figure": one.id, "metric": one.metric, "page": one.places[0].page}
        for one in registry.FIGURES.values()
        if (named or not one.names_agents) and not (press and one.withheld)
    ]
