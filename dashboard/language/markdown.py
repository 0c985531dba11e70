"""Texts from outside, shown as they are and doing nothing else."""

import re

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|$<>~:])")


def plain(text: str) -> str:
    """A text from outside, as Markdown that shows it and does nothing else."""
    return _MARKDOWN.sub(r"\\\1", text)
