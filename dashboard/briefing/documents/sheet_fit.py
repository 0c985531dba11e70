"""How wide a workbook's columns are, and how high its rows: a spreadsheet sees to neither where a text is wrapped."""

from collections.abc import Sequence

from dashboard.briefing.documents import fit_text
from dashboard.figures.table import Table, numeric
from dashboard.language.words import Words

_WIDEST, _NARROWEST, _FIRST, _LEAST = 60, 12, 30, 90
"""Widths of a column, of the first one, which has the lines above the table, and of a whole table, in letters."""

LETTER = 5.25
"""The width of a letter, by which a column's width is told, in points."""


def widths_of(table: Table, words: Words) -> list[float]:
    """The columns' widths in letters of the workbook's font."""
    widths = []
    for at, column in enumerate(table.columns):
        whole = [row[at] for row in table.rows if row[at] is not None]
        if column.kind == "rupiah":
            texts = [words.rupiah(sum(numeric(cell) or 0 for cell in whole))]
        else:
            texts = [str(cell) for cell in whole] if column.kind == "text" else ["30 September 2019"]
        if any(number == at for _, number in table.withheld):
            texts.append(words("workbook.withheld_cell"))
        head = max((fit_text.width(word, 1.0, bold=True) for word in column.label.split()), default=0)
        longest = max((fit_text.width(text, 1.0) for text in texts), default=0)
        least = _FIRST if at == 0 else _NARROWEST
        widths.append(min(max(max(longest, head) / 0.52 + 3, least), _WIDEST))
    return [width * max(1, _LEAST / sum(widths)) for width in widths]


def height(texts: Sequence[str], widths: Sequence[float], size: float = 10, bold: bool = False) -> float:
    """A row's height in points: a spreadsheet does not see to it where a text is wrapped."""
    heights = (
        fit_text.height(text, size, width * LETTER - 6, bold) for text, width in zip(texts, widths, strict=True) if text
    )
    return max(heights, default=0) + 3
