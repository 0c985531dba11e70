"""The branch's secret, with which NIK and KPJ are hashed."""

import os
import secrets

from dashboard.settings import Settings

DEMO = "data-demonstrasi"
"""The demonstration's own: its identifiers are impossible ones and protect nobody."""


def of_branch(settings: Settings) -> str:
    """The secret of the settings; where there is none, the one in the data folder, made and kept there at first use.

    Losing it means that participants already known are not recognised any more: see docs/operations.md.
    """
    if settings.branch_secret:
        return settings.branch_secret
    file = settings.folder / f"secret-{settings.branch_code}.txt"
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        # Only the owner may read it, and of two that start at once one makes it.
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as out:
        out.write(fresh := secrets.token_hex(32))
    return fresh
