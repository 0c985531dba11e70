"""Texts from outside, shown as they are and doing nothing else."""

import re

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|$<>~:])")

_JOINER = "\u2060"
_BECOMES = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)|(?=@)|(?<=<)(?=-)|(?<=-)(?=[->])", re.IGNORECASE)
"""Where an address, or an arrow, is looked for in what is left once Markdown is read: no backslash stops that."""


def plain(text: str) -> str:
    """A text from outside, as Markdown that shows it and does nothing else: an address in it is no link.

    A sign that is not seen, and at which no line breaks, stands within what would else become a link or an arrow.
    """
    return _MARKDOWN.sub(r"\\\1", _BECOMES.sub(_JOINER, text))
