"""A small branch's files, in the notation that the Pekalongan branch uses, and how the tests load them."""

from datetime import UTC, date, datetime
from io import BytesIO

import sqlalchemy as sa
import xlsxwriter

from queries.db.engine import writing
from queries.db.schema import ALWAYS
from seed import importer
from seed.checks.answers import Answers, Question
from seed.checks.decisions import Decisions
from seed.checks.report import Report
from seed.importer import Outcome
from seed.writes.branch import ensure
from tests.support.once import once

BRANCH, SECRET = "TST", "rahasia cabang"
TODAY = date(2019, 7, 31)
AT = datetime(2019, 7, 31, 3, 0, tzinfo=UTC)

KANTOR = """\ufeffLAPORAN KANTOR;;
;;
Kode Kantor;Nama Kantor ;Kode Wilayah
KP01;Kantor Perisai 1;33.25
KP02;Kantor Perisai 2;33.26
"""
AGEN = """\ufeffLAPORAN AGEN;;;;
;;;;
Kode Perisai;Nama Agen;Kode Kantor;Tgl Daftar;Tgl Nonaktif
AB0001;Agen 1;KP01;20-03-2018;
AB0002;Agen 2;KP02;06-05-2018;
"""
PESERTA = """\ufeffLAPORAN PESERTA;;;;;
;;;;;
Kode Perisai;Tgl Daftar;No KPJ;NIK;Sektor;Program
AB0001;22-03-2018;19000000001;9969775600000001;Buruh harian;JKK+JKM
AB0001;21-03-2018;19000000002;9972024900000002;Gojek;JKK+JKM
AB0002;08-05-2018;19000000003;9989113800000003;PPRT;JKK+JKM+JHT
"""
IURAN = """\ufeffLAPORAN IURAN;;;;
;;;;
No KPJ;BLTH;Jumlah Bulan;Tgl Bayar;Nominal Iuran
19000000001;03-2018;1;03-04-2018;16.800
19000000001;05-2018;3;13-05-2018;50.400
19000000002;03-2018;1;21-03-2018;16.800
19000000003;05-2018;12;17-05-2018;201.600
TOTAL;;;;285.600
"""


def csv(text: str) -> bytes:
    """The text as an office saves it: with CRLF."""
    return text.replace("\n", "\r\n").encode()


def rows(*lines: str) -> bytes:
    """A file of a heading and its rows."""
    return "\n".join([*lines, ""]).encode()


DATED = (
    rows("Kode;Nama;Kode Kantor;Tgl Daftar;Berlaku Sejak", "AB0002;Agen 2;KP01;2018-05-06;2018-06-01"),
    rows("Kode;Nama;Kode Kantor;Tgl Daftar;Tgl Nonaktif", "AB0002;Agen 2;KP01;2018-05-06;2018-09-30"),
    rows(
        "Kode;Nama;Kode Kantor;Tgl Daftar;Tgl Nonaktif;Tgl Aktif Kembali",
        "AB0002;Agen 2;KP01;2018-05-06;2018-09-30;2019-04-01",
    ),
    rows("Kode Kantor;Nama;Wilayah;Berlaku Sejak", "KP02;Kantor Perisai 2;33.75;2018-05-10"),
)
"""An agent moves, leaves and is back; an office moves."""


def branch_files(**others: bytes) -> list[tuple[str, bytes]]:
    """The four files, children first, some of them given instead or besides."""
    standard = {"iuran": csv(IURAN), "peserta": csv(PESERTA), "agen": csv(AGEN), "kantor": csv(KANTOR)}
    return [(f"{name}.csv", data) for name, data in (standard | others).items()]


def lay_down(engine: sa.Engine, branch: str = BRANCH) -> None:
    with writing(engine) as conn:
        ensure(conn, branch, "Uji", SECRET)


def load(engine: sa.Engine, files: list[tuple[str, bytes]], **options: object) -> Outcome:
    return importer.apply(engine, files, BRANCH, SECRET, "staf", AT, **{"may_publish": True} | options)


def load_branch(engine: sa.Engine) -> None:
    """The branch and its four files, in an empty database."""
    once(engine, _load_branch)


def _load_branch(engine: sa.Engine) -> None:
    lay_down(engine)
    load(engine, branch_files())


def check(engine: sa.Engine, files: list[tuple[str, bytes]], decisions: Decisions = importer.NONE) -> Report:
    with engine.connect() as conn:
        return importer.check(conn, files, BRANCH, SECRET, TODAY, decisions=decisions)


def always_so(*codes: str) -> Answers:
    """The answer that these agents or offices were always as a file says."""
    return {(question, code): ALWAYS for question in Question for code in codes}


def refusals(report: Report) -> list[tuple[int, str | None, str | None, str]]:
    """Every refusal of a report's files: row, column, value, rule."""
    return [row for file in report.files for row in file.refusals.rows()]


def workbook(**sheets: list[list[object]]) -> bytes:
    """An XLSX file; dates become dates, numbers numbers; a sheet whose name begins with `hidden` is hidden."""
    data = BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, lines in sheets.items():
            sheet = book.add_worksheet(name)
            for number, line in enumerate(lines):
                for position, cell in enumerate(line):
                    if isinstance(cell, date):
                        sheet.write_datetime(number, position, cell, day)
                    elif cell is not None:
                        sheet.write(number, position, cell)
            if name.startswith("hidden"):
                sheet.hide()
    return data.getvalue()
