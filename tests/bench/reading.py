"""What reading a file of payments takes: time, and memory besides what the program itself holds.

A sheet ends at row 1,048,576: of more payments a workbook is not measured, rather than fewer under their number.
"""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import xlsxwriter

from tests.bench.report import Line

_HEAD = ("No KPJ", "BLTH", "Jumlah Bulan", "Tgl Bayar", "Nominal Iuran")
_READ = r"""
import pickle, re, sys
from datetime import date
from pathlib import Path
from seed.checks.parse import read_file
answer = read_file(name=sys.argv[1], given=Path(sys.argv[1]), today=date(2019, 7, 31), position=0)
pickle.dumps(answer, protocol=5)
print(int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) // 1024)
"""


def measure(folder: Path, rows: int) -> Iterator[Line]:
    """A line for a CSV and one for a workbook, of so many rows and of ten times as many."""
    for kind, write in (("CSV", _csv), ("XLSX", _workbook)):
        little = _memory(write(folder, 1))[1]
        for count in counts(kind, rows):
            taken, peak = _memory(write(folder, count))
            size = (folder / f"iuran.{kind.lower()}").stat().st_size / 2**20
            note = f"{peak - little:,} MB besides {little:,} MB; {size:,.0f} MB on disk"
            yield Line(part="reading", what=f"{kind} of {count:,} rows", wall=taken * 1e3, note=note)


MOST = 1_048_575
"""Rows that a sheet holds under its heading."""


def counts(kind: str, rows: int) -> list[int]:
    """The rows of the files of a kind that are measured: so many and ten times as many, where it can hold them."""
    every = [rows, 10 * rows]
    return [count for count in every if kind != "XLSX" or count <= MOST] or [MOST]


def _memory(file: Path) -> tuple[float, int]:
    """Seconds, and the most megabytes that a process of its own held."""
    started = time.perf_counter()
    answer = subprocess.run([sys.executable, "-c", _READ, str(file)], capture_output=True, text=True, check=True)
    return time.perf_counter() - started, int(answer.stdout)


def _rows(count: int) -> Iterator[tuple[str, str, int, str, int]]:
    for n in range(count):
        yield f"{19_000_000_000 + n}", f"{n % 6 + 1:02d}-2019", 1, f"{n % 28 + 1:02d}-06-2019", 16_800


def _csv(folder: Path, count: int) -> Path:
    file = folder / "iuran.csv"
    with file.open("w", encoding="utf-8") as out:
        out.write(";".join(_HEAD) + "\n")
        out.writelines(";".join(map(str, row)) + "\n" for row in _rows(count))
    return file


def _workbook(folder: Path, count: int) -> Path:
    file = folder / "iuran.xlsx"
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for n, row in enumerate((_HEAD, *_rows(count))):
            sheet.write_row(n, 0, row)
    return file
