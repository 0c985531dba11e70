"""What somebody read in the press, as the file that it is loaded as: one published figure, as it was written."""

import csv
import io
from datetime import date

NAME = "angka-media.csv"
_HEADINGS = ("Ukuran", "Nilai", "Periode", "Wilayah", "Sumber", "Tanggal Terbit")


def statement(metric: str, written: str, period: str, place: str, source: str, day: date) -> tuple[str, bytes]:
    """`metric`: of the catalogue; `written`: the figure in the outlet's own words; `place`: a name, empty for the whole
    branch."""
    text = io.StringIO()
    cells = (metric.replace("_", " "), written, period, place, source, day.isoformat())
    csv.writer(text, delimiter=";").writerows([_HEADINGS, cells])
    return NAME, text.getvalue().encode()
