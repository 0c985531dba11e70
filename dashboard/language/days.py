"""A day as somebody writes it, on the command line or in a form: one notation, so that none is taken for another."""

import re
from datetime import date


def parsed(text: str) -> date | None:
    """2019-07-15, or 2019-07 for its first day; None of anything else."""
    written = re.fullmatch(r"(\d{4}-\d{2})(-\d{2})?", text.strip(), re.ASCII)
    try:
        return date.fromisoformat(f"{written[1]}{written[2] or '-01'}") if written else None
    except ValueError:
        return None


def whole(text: str) -> date | None:
    """2019-07-15; None of anything else, a month too: which of its days is meant is not said."""
    return parsed(text) if text.count("-") == 2 else None
