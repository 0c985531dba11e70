"""The audit at the pages and the command line: who took which file of what is recorded, and read in words."""

import logging
from collections.abc import Callable

import sqlalchemy as sa

from dashboard.language.words import Words
from dashboard.view import cache, unchanged
from dashboard.view.view import View
from queries.access import AccessDenied, Viewer
from queries.audit import AuditEntry, Chain
from queries.db.engine import writing
from seed.writes import audit

PATIENCE_MS = 2_000
"""How long a reader waits for another writer."""

_log = logging.getLogger(__name__)


def leaving(view: View, name: str, write: Callable[[], bytes | str]) -> Callable[[], bytes | str]:
    """What writes a file of a view, as a download button takes it: who takes it is recorded first. `name`: its own."""
    return taking((view.url, view.holding.code), name, view.viewer, write, _looked_at(view))


def taking(
    place: tuple[str, str], name: str, drawn: Viewer, write: Callable[[], bytes | str], scope: str = ""
) -> Callable[[], bytes | str]:
    """Likewise, of a file of no view. `place`: the database's address and the branch's code; `drawn`: for whom the
    button is drawn. What writes raises AccessDenied, on record, where they have that role no more when they take it.
    """
    who = audit.actor(drawn.name)  # the file is written elsewhere, where nobody is known

    def written() -> bytes | str:
        try:
            unchanged.require(drawn, who)
        except AccessDenied:
            _append(place, ("refused", name, scope), who)
            raise
        _append(place, ("export", name, scope), who)
        return write()

    return written


def note(place: tuple[str, str], entry: tuple[str, str, str], by: str) -> None:
    """Record what somebody does who looks at no view. `entry`: act, thing and scope."""
    _append(place, entry, audit.actor(by))


def record(view: View, act: str, thing: str) -> None:
    """Record what somebody does who looks at this view."""
    _append((view.url, view.holding.code), (act, thing, _looked_at(view)), audit.actor(view.viewer.name))


def heading(words: Words) -> dict[str, str]:
    """The columns of the record, by name, with their headings."""
    return {name: words(f"audit.column.{name}") for name in ("at", "who", "act", "thing", "scope", "address", "number")}


def row(words: Words, one: AuditEntry) -> dict[str, str]:
    """An entry in words, by the heading's names."""
    role = f" ({words(f'people.role.{one.role}')})" if one.role else ""
    return {
        "at": words.moment(one.at),
        "who": one.who + role,
        "act": words(f"audit.act.{one.act}"),
        "thing": _thing(words, one),
        "scope": one.scope,
        "address": one.address,
        "number": str(one.number),
    }


def _thing(words: Words, one: AuditEntry) -> str:
    """What it was done to; of a change of people its number and what it was, in words."""
    number, _, act = one.thing.partition(" ")
    return f"{number} {words(f'people.act.{act}').lower()}" if one.act == "people" else one.thing


def chain_said(words: Words, chain: Chain) -> str:
    """Whether the record is whole, and up to which hash, in words."""
    if chain.broken is not None:
        return words("audit.broken", number=str(chain.broken))
    return words("audit.whole", entries=words.number(chain.entries), hash=chain.newest[:16] or "–")


def _looked_at(view: View) -> str:
    """Period and places of a view, by their codes."""
    scope = view.scope
    places = (scope.wilayah, scope.offices, scope.sectors)
    return " ".join((scope.period.code, *(one for chosen in places for one in sorted(chosen or ()))))


def _append(place: tuple[str, str], entry: tuple[str, str, str], who: audit.Actor) -> None:
    """Where another holds the database for longer, or it is only read, the log says so and nobody is stopped."""
    (url, branch), (act, thing, scope) = place, entry
    try:
        with audit.acting(who), writing(cache.engine(url), PATIENCE_MS) as conn:
            if act != "refused" or not audit.was_refused(conn, branch, thing):
                audit.append(conn, branch, act, thing, scope=scope)
    except sa.exc.DBAPIError:
        _log.warning("not in the audit: %s %s", act, thing)
