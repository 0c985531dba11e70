"""Takes the newest load back: the branch's rows are again as they were before it, and the undoing is a load itself."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa


class UndoError(ValueError):
    """Nothing was undone. `reason`: nothing (no load is left to undo), notes (`agents`: codes with notes, who would go)."""

    def __init__(self, reason: str, agents: tuple[str, ...] = ()) -> None:
        super().__init__(f"nothing was undone: {reason}")
        self.reason, self.agents = reason, agents


@dataclass(frozen=True)
class Undone:
    """An undoing that was made.

    `import_id`: the undoing load, the new data version; `undid`: the load that was undone; `changed`: rows touched.
    """

    import_id: int
    undid: int
    changed: int


def undo(engine: sa.Engine, branch: str, by: str, at: datetime) -> Undone:
    """Undo the newest load that changed rows, was not undone and is no undoing itself, in one transaction.

    `at`: when, with a time zone or in UTC. Raises UndoError, with nothing changed; UnknownBranch.
    """
    raise NotImplementedError
