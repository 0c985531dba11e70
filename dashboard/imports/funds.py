"""What somebody states of a fund, as the file that it is loaded as: name, first and last day, and what it pays."""

import csv
import io
from datetime import date

from seed.checks.payers import EVERY_FILE

NAME = "sumber-iuran.csv"


def statement(name: str, since: date, until: date, paying: bool) -> tuple[str, bytes]:
    """`paying`: whether it pays all contributions of the same load of which no row says who does."""
    cells = (name, since.isoformat(), until.isoformat(), EVERY_FILE if paying else "")
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([("Sumber Iuran", "Sejak", "Sampai", "Untuk Berkas"), cells])
    return NAME, text.getvalue().encode()
