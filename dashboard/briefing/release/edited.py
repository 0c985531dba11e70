"""A press release as somebody edited it: each paragraph as written now, with the edit upon it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from dashboard.briefing.documents.prose import dateline
from dashboard.briefing.pack import KINDS, Paragraph
from queries.published.drafts import Edit

FIXED = ("release",)
"""Kinds of paragraphs that follow what is chosen, such as the embargo, and are not edited."""


@dataclass(frozen=True)
class Written:
    """A paragraph as it stands. `first`: as it is written now, without anybody's edit. `outdated`: whether it was
    written otherwise when somebody edited it."""

    paragraph: Paragraph
    first: str
    outdated: bool = False

    @property
    def edited(self) -> bool:
        """Whether it is not as it was first written."""
        return self.paragraph.text != self.first

    @property
    def place(self) -> tuple[str, int]:
        """Its kind, and its number within it."""
        return self.paragraph.kind, self.paragraph.number


def written(
    paragraphs: Iterable[Paragraph], edits: Iterable[Edit], standing: Mapping[str, str]
) -> tuple[tuple[Written, ...], tuple[Edit, ...]]:
    """Each paragraph as it stands: as edited, else as the branch's last one began, else as first written; and the edits
    of paragraphs that the press release no longer has."""
    left = {(one.kind, one.number): one for one in edits if one.kind in KINDS and one.kind not in FIXED}
    every = tuple(_written(one, left.pop((one.kind, one.number), None), standing) for one in paragraphs)
    return every, tuple(left.values())


def with_edit(edits: Iterable[Edit], one: Written, text: str) -> tuple[Edit, ...]:
    """The edits with this paragraph as `text`, in the place of an earlier edit of it."""
    others = tuple(edit for edit in edits if (edit.kind, edit.number) != one.place)
    return (*others, Edit(*one.place, one.first, text))


def without(edits: Iterable[Edit], paragraphs: Iterable[Written], standing: Mapping[str, str]) -> tuple[Edit, ...]:
    """The edits with these paragraphs as first written; where the branch's last one began otherwise, that is said."""
    edits = tuple(edits)
    for one in paragraphs:
        edits = tuple(edit for edit in edits if (edit.kind, edit.number) != one.place)
        if one.paragraph.kind in standing and not one.paragraph.number:
            edits = with_edit(edits, one, one.first)
    return edits


def _written(one: Paragraph, edit: Edit | None, standing: Mapping[str, str]) -> Written:
    if edit is None:
        begun = standing.get(one.kind) if not one.number else None
        return Written(replace(one, text=begun or one.text), one.text)
    head, body = _apart(one.kind, one.text)
    (old, before), (own, text) = _apart(one.kind, edit.base), _apart(one.kind, edit.text)
    # Place and day go with what is chosen, unless somebody wrote them otherwise.
    whole = (head if own == old else own) + text
    return Written(replace(one, text=whole), one.text, outdated=before != body and text != body)


def _apart(kind: str, text: str) -> tuple[str, str]:
    """A lead's place and day, and the rest; of any other paragraph the first is empty."""
    return dateline(text) if kind == "lead" else ("", text)
