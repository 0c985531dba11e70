"""Whether a briefing is to have all languages: one more thing that is kept among the edits of a draft."""

from collections.abc import Iterable

from queries.published.drafts import Edit

KIND = "languages"


def chosen(edits: Iterable[Edit]) -> bool:
    """Whether all languages were chosen."""
    return any(one.kind == KIND for one in edits)


def with_choice(edits: Iterable[Edit], wanted: bool) -> tuple[Edit, ...]:
    """The edits with this choice."""
    others = tuple(one for one in edits if one.kind != KIND)
    return (*others, Edit(KIND, 0, "", "all")) if wanted else others
