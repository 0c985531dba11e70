"""What a number means, for who asks beside it."""

from functools import lru_cache

from dashboard.view.view import View
from queries.metrics import catalogue


@lru_cache(maxsize=1024)
def meaning(view: View, metric: str) -> str:
    """A metric's definition, formula, what it leaves out, caveat, source and the day until which it
    counts, as Markdown."""
    words, entry = view.words, catalogue()[metric]
    language = words.language
    until = entry.until(view.scope)
    day = words.day(until) if until else "–"
    texts = {
        "definition": entry.definition[language],
        "formula": entry.formula[language],
        "leaves_out": entry.leaves_out[language],
        "caveat": entry.caveat[language],
    }
    lines = [f"**{words(f'base.catalogue.{name}')}:** {text}" for name, text in texts.items()]
    files = words.join(words(f"kpis.file.{name}") for name in entry.files)
    version = words.number(view.holding.data_version)
    return "\n\n".join([*lines, words("kpis.source", files=files, day=day, version=version)])
