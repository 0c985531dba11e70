"""What somebody confirmed of a press release: an unknown figure stands for a reason, by somebody, since a moment."""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime

from dashboard.briefing.pack import Confirmed
from queries.published.drafts import Edit

KIND = "confirmed"
"""Of the edits of a draft: a confirmation is one more thing that somebody wrote upon the text."""

LONGEST_REASON = 300


def confirmed(edits: Iterable[Edit]) -> tuple[Confirmed, ...]:
    """The confirmations among a draft's edits, in the order of their moments."""
    every = (Confirmed(*json.loads(one.base), **json.loads(one.text)) for one in edits if one.kind == KIND and one.text)
    return tuple(sorted(every, key=lambda one: (one.at, one.sentence, one.figure)))


def with_confirmed(
    edits: Iterable[Edit], sentence: str, figure: str, reason: str, by: str, at: datetime
) -> tuple[Edit, ...]:
    """The edits with a confirmation of this figure in this sentence; an empty reason takes it back."""
    place = (KIND, _number(sentence, figure))
    others = tuple(edit for edit in edits if (edit.kind, edit.number) != place)
    why = " ".join(reason.split())[:LONGEST_REASON]
    if not why:
        return others
    said = {"reason": why, "by": by, "at": at.astimezone(UTC).isoformat(timespec="seconds")}
    return (*others, Edit(*place, json.dumps([sentence, figure]), json.dumps(said, sort_keys=True)))


def _number(sentence: str, figure: str) -> int:
    return int(hashlib.sha256(f"{sentence}\n{figure}".encode()).hexdigest()[:12], 16)
