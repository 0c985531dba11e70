"""What somebody states of a fund, as the file that it is loaded as: name, first and last day, and what it pays."""

from datetime import date

from seed.checks.payers import EVERY_FILE

NAME = "sumber-iuran.csv"


def statement(name: str, since: date, until: date, paying: bool) -> tuple[str, bytes]:
    """`paying`: whether it pays all contributions of the same load of which no row says who does."""
    cells = (name, since.isoformat(), until.isoformat(), EVERY_FILE if paying else "")
    quoted = (f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in cells)
    text = f"Sumber Iuran;Sejak;Sampai;Untuk Berkas\r\n{';'.join(quoted)}\r\n"
    return NAME, text.encode()
