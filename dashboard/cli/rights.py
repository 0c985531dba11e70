"""Who may give which command."""

from collections.abc import Mapping
from types import MappingProxyType

from queries.access import Permission

_INSIDE, _LOADS = frozenset({Permission.NAME_AGENTS, Permission.IMPORT}), frozenset({Permission.IMPORT})
_SEES = frozenset({Permission.SEE_FIGURES})

MAY: Mapping[str, frozenset[Permission]] = MappingProxyType(
    {
        "prepare": frozenset(Permission),
        "people": frozenset({Permission.MANAGE}),
        "audit": frozenset({Permission.AUDIT}),
        "check": _LOADS,
        "import": _LOADS,
        "undo": _LOADS,
        "hand-over": _LOADS,
        "calls": frozenset({Permission.NAME_AGENTS}),
        "meetings": frozenset({Permission.NAME_AGENTS}),
        "issued": _SEES,
        "rule": _LOADS,
        "months": _INSIDE,
        "figures": _SEES,
        "briefing": _SEES,
        "explain": _SEES,
        "verify": _INSIDE,
        "demo": _LOADS,
        "backup": frozenset({Permission.KEEP}),
        "restore": frozenset({Permission.KEEP}),
    }
)
"""Of each command the permissions of which a viewer needs one; what it prints beyond them is asked for where it is."""
