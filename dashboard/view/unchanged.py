"""Whether who looked when a page was drawn may still do what stands on it: a click may come hours later."""

from dashboard import settings
from dashboard.imports.imports import today
from dashboard.view import cache
from queries import people
from queries.access import AccessDenied, Viewer
from seed.writes.audit import Actor


def require(drawn: Viewer, who: Actor) -> None:
    """Raise AccessDenied unless somebody still has the role and the places with which a page was drawn for them.

    `who`: who acts, by whom the sign-in knows them: somebody else than `drawn` where they look in another's place.
    Where nobody signs in there is nobody to ask for.
    """
    if not drawn.subject:
        return
    subject, role = (who.who, who.role) if drawn.seen_by else (drawn.subject, drawn.role.value)
    chosen = settings.read()
    with cache.engine(chosen.url).connect() as conn:
        one = people.person(conn, chosen.branch_code, subject)
    if one is None or not one.there(today()) or one.role.value != role:
        raise AccessDenied("they have no role any more, or another one")
    if not drawn.seen_by and (one.wilayah, one.may_import) != (drawn.wilayah, drawn.may_import):
        raise AccessDenied("they have other places now, or may load no more")
