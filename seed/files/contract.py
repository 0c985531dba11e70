"""The files that a branch brings: their kinds, columns and the headings that these go by (domain, section 7)."""

from dataclasses import dataclass
from enum import StrEnum

from seed.files.heading_names import (
    AGENT_CODE,
    AMOUNT,
    CONTACT,
    CONTRIBUTION_ALONE,
    DEACTIVATED,
    DENOMINATOR,
    DIED,
    EFFECTIVE,
    END_REASON,
    ENDED,
    FIGURE,
    FINE,
    FUND,
    FUND_FILE,
    FUND_SINCE,
    FUND_UNTIL,
    KPJ,
    LAST_MONTH,
    LISTED,
    LISTED_STATUS,
    MEASURE,
    MONTH,
    MONTHS,
    NIK,
    NUMBER_OF,
    OFFICE_CODE,
    OFFICE_NAME,
    PAID,
    PAYER,
    PERSON,
    PLACE,
    PROGRAM,
    PUBLISHED,
    REACTIVATED,
    REGISTERED,
    REMARK,
    ROUNDING,
    SECTOR,
    SEMESTER,
    SOURCE,
    STATUS,
    TAKEN_OVER,
    TOTAL_PAID,
    VALUE,
    WORDING,
    YEAR,
    each,
)


class Notation(StrEnum):
    """How the cells of a column are to be read."""

    CODE = "code"
    TEXT = "text"
    DATE = "date"
    MONTH = "month"
    AMOUNT = "amount"
    VALUE = "value"
    SAID = "said"
    COUNT = "count"
    KPJ = "kpj"
    NIK = "nik"
    PLACE = "place"
    PLACE_CODE = "place_code"
    PLACE_KIND = "place_kind"
    DEGREES = "degrees"
    PERIOD = "period"
    MEASURE = "measure"
    METRIC = "metric"
    SECTOR = "sector"
    PROGRAM = "program"
    YEAR = "year"
    STATUS = "status"
    REMARK = "remark"
    END_REASON = "end_reason"
    LISTED_STATUS = "listed_status"
    AGENT_STATUS = "agent_status"
    CONTACT = "contact"
    PAYER = "payer"


class Personal(StrEnum):
    """How much of a column's cells a report may show."""

    OPEN = "open"
    LAST_FOUR = "last_four"
    HIDDEN = "hidden"


@dataclass(frozen=True)
class FileColumn:
    """One column. `headings`: what it may be called, best first; `longest`: characters that the database holds.

    `beside`: the column without which this one is not looked for; `rather`: another column, and the headings that go
    before the others where that column is there.
    """

    name: str
    notation: Notation
    headings: tuple[str, ...]
    required: bool = True
    personal: Personal = Personal.OPEN
    longest: int | None = None
    beside: str | None = None
    rather: tuple[str, tuple[str, ...]] | None = None


@dataclass(frozen=True)
class FileKind:
    """One kind of file. `inside`: kinds whose columns may stand in it too, since its rows are finer than theirs.

    `never`: headings that no file of this kind has, so that a file of another kind that lacks a column is not taken
    for one of this.
    """

    name: str
    columns: tuple[FileColumn, ...]
    inside: frozenset[str] = frozenset()
    never: tuple[str, ...] = ()

    @property
    def required(self) -> tuple[str, ...]:
        """The columns without which a file is not of this kind."""
        return tuple(column.name for column in self.columns if column.required)

    def column(self, name: str) -> FileColumn:
        """The column of that name; raises KeyError."""
        return {column.name: column for column in self.columns}[name]


N, P = Notation, Personal

_CONTACT = FileColumn("contact", N.CONTACT, CONTACT, required=False, personal=P.HIDDEN, longest=160)

WILAYAH = FileKind(
    "wilayah",
    (
        FileColumn("code", N.PLACE_CODE, ("kode", *each(NUMBER_OF, "wilayah|kemendagri|bps|kabupaten kota"), "code")),
        FileColumn("name", N.TEXT, ("nama", "nama wilayah", "nama kabupaten kota", "name", "wilayah"), longest=80),
        FileColumn("kind", N.PLACE_KIND, ("jenis", "jenis wilayah", "kind", "jenis daerah")),
        FileColumn("latitude", N.DEGREES, ("lat", "latitude", "lintang"), required=False),
        FileColumn("longitude", N.DEGREES, ("lon", "lng", "long", "longitude", "bujur"), required=False),
    ),
)
OFFICES = FileKind(
    "offices",
    (
        FileColumn("code", N.CODE, (*OFFICE_CODE, "kode", "code", "id"), longest=32),
        FileColumn("name", N.TEXT, (*OFFICE_NAME, "nama", "name"), longest=160),
        FileColumn("wilayah", N.PLACE, PLACE),
        FileColumn("effective_on", N.DATE, EFFECTIVE, required=False),
        _CONTACT,
    ),
    frozenset({"wilayah"}),
)
AGENTS = FileKind(
    "agents",
    (
        FileColumn("code", N.CODE, (*AGENT_CODE, "kode", "code", "id"), longest=32),
        FileColumn(
            "name",
            N.TEXT,
            (*each("nama", "agen|agen perisai|perisai|lengkap|agent|"), "agent name", "name", "full name"),
            personal=P.HIDDEN,
            longest=160,
        ),
        FileColumn("office", N.CODE, (*OFFICE_CODE, *OFFICE_NAME), longest=160),
        FileColumn("registered_on", N.DATE, REGISTERED),
        FileColumn("deactivated_on", N.DATE, DEACTIVATED, required=False),
        FileColumn("reactivated_on", N.DATE, REACTIVATED, required=False),
        FileColumn("effective_on", N.DATE, EFFECTIVE, required=False),
        FileColumn("listing", N.AGENT_STATUS, LISTED_STATUS, required=False),
        _CONTACT,
    ),
    frozenset({"wilayah", "offices", "roster"}),
)
PARTICIPANTS = FileKind(
    "participants",
    (
        FileColumn("agent", N.CODE, AGENT_CODE, longest=32),
        FileColumn("registered_on", N.DATE, REGISTERED),
        FileColumn("kpj", N.KPJ, KPJ, personal=P.LAST_FOUR),
        FileColumn("nik", N.NIK, NIK, personal=P.HIDDEN),
        FileColumn("sector", N.SECTOR, SECTOR, required=False, longest=60),
        FileColumn("program", N.PROGRAM, PROGRAM, required=False, longest=20),
        FileColumn("died_on", N.DATE, DIED, required=False),
        FileColumn("ended_on", N.DATE, ENDED, required=False),
        FileColumn("end_reason", N.END_REASON, END_REASON, required=False, personal=P.HIDDEN),
        FileColumn("effective_on", N.DATE, (*TAKEN_OVER, *EFFECTIVE), required=False),
        FileColumn("name", N.TEXT, PERSON, required=False, personal=P.HIDDEN),
    ),
    frozenset({"wilayah", "offices", "agents", "roster"}),
)
CONTRIBUTIONS = FileKind(
    "contributions",
    (
        FileColumn("kpj", N.KPJ, KPJ, personal=P.LAST_FOUR),
        FileColumn("blth", N.MONTH, MONTH),
        FileColumn("blth_last", N.MONTH, LAST_MONTH, required=False),
        FileColumn("year", N.YEAR, YEAR, required=False),
        FileColumn("months", N.COUNT, MONTHS, required=False),
        FileColumn("paid_on", N.DATE, PAID),
        FileColumn("fine", N.VALUE, FINE, required=False),
        FileColumn("amount", N.AMOUNT, (*AMOUNT, "iuran pokok", "pokok iuran"), rather=("fine", CONTRIBUTION_ALONE)),
        FileColumn("total", N.VALUE, TOTAL_PAID, required=False, beside="fine"),
        FileColumn("program", N.PROGRAM, PROGRAM, required=False),
        FileColumn("payer", N.PAYER, PAYER, required=False, personal=P.HIDDEN, longest=80),
        FileColumn("status", N.STATUS, STATUS, required=False),
        FileColumn("remark", N.REMARK, REMARK, required=False, personal=P.HIDDEN),
    ),
    frozenset({"wilayah", "offices", "agents", "participants", "roster"}),
)
TARGETS = FileKind(
    "targets",
    (
        FileColumn("period", N.PERIOD, SEMESTER),
        FileColumn("year", N.YEAR, YEAR, required=False),
        FileColumn("wilayah", N.PLACE, PLACE, required=False),
        FileColumn("office", N.CODE, (*OFFICE_CODE, *OFFICE_NAME), required=False, longest=160),
        FileColumn("measure", N.MEASURE, MEASURE),
        FileColumn("value", N.VALUE, VALUE),
    ),
)
REFERENCES = FileKind(
    "references",
    (
        FileColumn("metric", N.METRIC, FIGURE),
        FileColumn("value", N.SAID, ("nilai", "value", "angka", "nilai terbit", "jumlah", "angka terbit")),
        FileColumn("period", N.PERIOD, ("periode", "period", "semester", "masa", "bulan", "kurun")),
        FileColumn("source", N.TEXT, SOURCE, longest=200),
        FileColumn("published_on", N.DATE, PUBLISHED),
        FileColumn("wording", N.TEXT, WORDING, required=False, longest=120),
        FileColumn("rounding", N.VALUE, ROUNDING, required=False),
        FileColumn("wilayah", N.PLACE, PLACE, required=False),
    ),
    frozenset({"targets"}),
)
DENOMINATORS = FileKind(
    "denominators",
    (
        FileColumn("name", N.TEXT, DENOMINATOR, longest=120),
        FileColumn("counted_in", N.YEAR, YEAR),
        FileColumn("value", N.VALUE, ("jumlah", "jumlah orang", "jumlah pekerja", *VALUE)),
        FileColumn("source", N.TEXT, SOURCE, longest=200),
        FileColumn("definition", N.TEXT, ("definisi", "definition", "pengertian", "batasan"), longest=300),
        FileColumn("wilayah", N.PLACE, PLACE, required=False),
    ),
)
FUNDS = FileKind(
    "funds",
    (
        FileColumn("name", N.PAYER, FUND, personal=P.HIDDEN, longest=80),
        FileColumn("since", N.DATE, FUND_SINCE),
        FileColumn("until", N.DATE, FUND_UNTIL),
        FileColumn("pays", N.TEXT, FUND_FILE, required=False),
    ),
    never=(*KPJ, *NIK, *AMOUNT, *REGISTERED),
)
ROSTER = FileKind(
    "roster",
    (
        FileColumn("month", N.MONTH, LISTED),
        FileColumn("year", N.YEAR, YEAR, required=False),
        FileColumn("agent", N.CODE, (*AGENT_CODE, "kode", "code"), longest=32),
        FileColumn("status", N.LISTED_STATUS, LISTED_STATUS, required=False),
    ),
    never=(*KPJ, *NIK, *PAID, *AMOUNT, *REGISTERED),
)

KINDS = {
    kind.name: kind
    for kind in (
        WILAYAH,
        OFFICES,
        AGENTS,
        PARTICIPANTS,
        CONTRIBUTIONS,
        TARGETS,
        DENOMINATORS,
        FUNDS,
        REFERENCES,
        ROSTER,
    )
}
"""Every kind by name, parents before children: the order in which they are loaded."""
