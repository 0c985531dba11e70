"""The files that a branch brings: their kinds, columns and the headings that these go by (domain, section 7)."""

from dataclasses import dataclass
from enum import StrEnum


class Notation(StrEnum):
    """How the cells of a column are to be read."""

    CODE = "code"
    TEXT = "text"
    DATE = "date"
    MONTH = "month"
    AMOUNT = "amount"
    VALUE = "value"
    COUNT = "count"
    KPJ = "kpj"
    NIK = "nik"
    PLACE = "place"
    PLACE_CODE = "place_code"
    PLACE_KIND = "place_kind"
    DEGREES = "degrees"
    SEMESTER = "semester"
    PERIOD = "period"
    MEASURE = "measure"
    METRIC = "metric"
    SECTOR = "sector"
    PROGRAM = "program"


class Personal(StrEnum):
    """How much of a column's cells a report may show."""

    OPEN = "open"
    LAST_FOUR = "last_four"
    HIDDEN = "hidden"


@dataclass(frozen=True)
class Column:
    """One column. `headings`: what it may be called, best first; `longest`: characters that the database holds."""

    name: str
    notation: Notation
    headings: tuple[str, ...]
    required: bool = True
    personal: Personal = Personal.OPEN
    longest: int | None = None


@dataclass(frozen=True)
class Kind:
    """One kind of file. `inside`: kinds whose columns may stand in it too, since its rows are finer than theirs.

    `never`: headings that no file of this kind has, so that a file of another kind that lacks a column is not taken
    for one of this.
    """

    name: str
    columns: tuple[Column, ...]
    inside: frozenset[str] = frozenset()
    never: tuple[str, ...] = ()

    @property
    def required(self) -> tuple[str, ...]:
        """The columns without which a file is not of this kind."""
        return tuple(column.name for column in self.columns if column.required)

    def column(self, name: str) -> Column:
        """The column of that name; raises KeyError."""
        return {column.name: column for column in self.columns}[name]


def _each(*lists: str) -> tuple[str, ...]:
    """Every combination of the words in the lists: ("kode|id", "kantor|agen") gives kode kantor, id kantor, ..."""
    found = [""]
    for words in lists:
        found = [f"{start} {word}".strip() for word in words.split("|") for start in found]
    return tuple(found)


_NUMBER_OF = "kode|id|kd|nomor|no"
_AGENT_CODE = (
    *_each(_NUMBER_OF, "perisai|akun perisai|agen perisai|agen|agent|user perisai|pengguna perisai"),
    *("perisai id", "agent code", "agent id", "agen perisai", "agen", "agent", "perisai", "kode agen perisai"),
)
_OFFICE_CODE = (
    *_each(_NUMBER_OF, "kantor|kantor perisai|kantor mitra|kantor mitra perisai|kantor mitra kerja|mitra"),
    *("office code", "office id"),
)
_OFFICE_NAME = (
    *_each("nama", "kantor|kantor perisai|kantor mitra|kantor mitra perisai|kantor mitra kerja|mitra"),
    *("office name", "kantor perisai", "kantor mitra", "kantor", "office", "mitra"),
)
_PLACE = (
    *_each(_NUMBER_OF, "wilayah|wilayah kerja|kabupaten kota|kab kota|daerah|kemendagri|bps|kabupaten|kota|kab"),
    *_each("nama|", "wilayah|wilayah kerja|kabupaten kota|kab kota|kota kabupaten|daerah|kabupaten|kota|kab"),
    *("area", "area code", "regency", "city", "regency city", "district", "region", "lokasi", "domisili"),
)
_SIGN_UP = "daftar|terdaftar|pendaftaran|registrasi|kepesertaan|akuisisi|didaftarkan"
_REGISTERED = (
    *_each("tanggal|tgl", _SIGN_UP),
    *_each("tanggal|tgl", "daftar|pendaftaran|registrasi|kepesertaan", "peserta|agen|perisai|tk"),
    *("registered on", "registration date", "date registered", "registered", "pendaftaran", "daftar"),
    *_each("tanggal|tgl", "mulai|masuk|aktif|bergabung|gabung|pengangkatan|efektif|peserta|join"),
    *("terdaftar sejak", "mulai terdaftar", "tmt", "join date", "tanggal", "date"),
)
_KPJ = (
    *_each("kpj|no kpj|nomor kpj|no kartu|nomor kartu|kartu peserta|nomor kpj peserta|no kpj peserta", "|bpjs"),
    *_each("no|nomor", "kartu peserta|peserta|kepesertaan|kartu kepesertaan|kartu bpjs ketenagakerjaan|kpj tk|bpjstk"),
    *("kode kpj", "id kpj", "kpj tk", "kpj number", "membership number", "member number", "member no", "member id"),
)
_NIK = (
    *("nik", "no nik", "nomor nik", "nik ktp", "nik peserta", "nik tk", "no ktp", "nomor ktp", "no ktp nik", "ktp"),
    *("nomor induk kependudukan", "no induk kependudukan", "nomor identitas", "no identitas", "national id"),
)
_MONTH = (
    *("blth", "blth iuran", "bulan tahun iuran", "bulan iuran", "periode iuran", "iuran bulan", "blth awal"),
    *("bulan tahun", "bln thn", "bulan thn", "periode blth", "blth periode", "periode awal", "bulan awal"),
    *("contribution month", "covered month", "periode kepesertaan", "periode", "bulan", "period", "month", "masa"),
)
_MONTHS = (
    *_each("jumlah|banyak|lama|jml|total|n", "bulan|bulan iuran|bulan bayar|bulan dibayar|periode|bulan pembayaran"),
    *("masa iuran", "lama iuran", "masa bayar", "bulan dibayar", "bulan bayar", "masa pembayaran", "jangka waktu"),
    *("months", "number of months", "months paid", "month count", "banyaknya bulan", "lama", "durasi", "jml bln"),
)
_PAID = (
    *_each("tanggal|tgl", "bayar|pembayaran|dibayar|setor|setoran|penerimaan|terima|lunas|transaksi|posting|rekon"),
    *_each("tanggal|tgl", "bayar|pembayaran|setor|penerimaan", "iuran"),
    *("paid on", "paid date", "payment date", "date paid", "dibayar tanggal", "waktu bayar", "tgl trx", "paid"),
    *("tanggal", "date"),
)
_AMOUNT = (
    *_each("jumlah|nominal|total|nilai", "bayar|pembayaran|dibayar|iuran dibayar|setoran|penerimaan|yang dibayar"),
    *("nominal iuran", "nominal iuran rp", "jumlah iuran", "total iuran", "nilai iuran", "besar iuran", "iuran rp"),
    *("nominal", "iuran", "nominal rp", "jumlah rp", "rupiah", "rp", "penerimaan iuran", "penerimaan", "bayar"),
    *("amount", "amount paid", "contribution", "paid amount", "iuran bayar", "setoran", "nilai", "jumlah"),
)
_LEFT = "nonaktif|berhenti|keluar|dinonaktifkan|penonaktifan|tidak aktif|akhir|selesai|resign|berakhir|nonaktif agen"
_DEACTIVATED = (
    *_each("tanggal|tgl", _LEFT),
    *("nonaktif", "nonaktif per", "nonaktif sejak", "deactivated on", "deactivation date", "deactivated", "end date"),
    *("inactive since", "tanggal nonaktif perisai"),
)
_SECTOR = (
    *("sektor", "sektor usaha", "sektor pekerjaan", "pekerjaan", "jenis pekerjaan", "segmen", "profesi", "bidang"),
    *("kelompok", "kelompok sasaran", "kelompok pekerjaan", "jenis usaha", "bidang usaha", "bidang pekerjaan"),
    *("sector", "occupation", "job", "segment", "jenis sektor", "nama sektor", "kelompok kerja"),
)
_PROGRAM = (
    "program",
    "jenis program",
    "program diikuti",
    "nama program",
    "paket",
    "paket program",
    "programs",
    "jaminan",
)
_PERSON = ("nama", "nama lengkap", "nama peserta", "nama tk", "nama tenaga kerja", "nama pekerja", "name", "full name")
_VALUE = ("nilai", "value", "target", "nilai target", "jumlah", "angka", "besaran", "nominal", "jumlah target")
_SEMESTER = (
    "semester",
    "periode",
    "periode target",
    "period",
    "half",
    "half year",
    "semester target",
    "periode semester",
)
_MEASURE = (
    "ukuran",
    "measure",
    "jenis target",
    "indikator",
    "jenis",
    "metrik",
    "metric",
    "uraian",
    "kpi",
    "target untuk",
)
_SOURCE = ("sumber", "source", "media", "terbitan", "sumber berita", "publikasi", "penerbit")
_PUBLISHED = (
    "tanggal terbit",
    "tgl terbit",
    "terbit",
    "tanggal publikasi",
    "tanggal berita",
    "tanggal",
    "published on",
)
_WORDING = ("kalimat", "wording", "redaksi", "bunyi", "kutipan", "kata", "teks", "tertulis", "narasi")
_ROUNDING = ("pembulatan", "rounding", "dibulatkan ke", "satuan pembulatan", "dibulatkan", "rounded to")
_LISTED = (
    *_each("bulan|periode|posisi", "|daftar|daftar agen|agen|aplikasi"),
    *("bulan tahun", "bulan posisi", "posisi bulan", "per bulan", "list month", "month", "period"),
)
_FIGURE = ("ukuran", "metrik", "metric", "angka", "measure", "indikator", "jenis", "nama angka", "figure", "uraian")

N, P = Notation, Personal

WILAYAH = Kind(
    "wilayah",
    (
        Column("code", N.PLACE_CODE, ("kode", *_each(_NUMBER_OF, "wilayah|kemendagri|bps|kabupaten kota"), "code")),
        Column("name", N.TEXT, ("nama", "nama wilayah", "nama kabupaten kota", "name", "wilayah"), longest=80),
        Column("kind", N.PLACE_KIND, ("jenis", "jenis wilayah", "kind", "jenis daerah")),
        Column("latitude", N.DEGREES, ("lat", "latitude", "lintang"), required=False),
        Column("longitude", N.DEGREES, ("lon", "lng", "long", "longitude", "bujur"), required=False),
    ),
)
OFFICES = Kind(
    "offices",
    (
        Column("code", N.CODE, (*_OFFICE_CODE, "kode", "code", "id"), longest=32),
        Column("name", N.TEXT, (*_OFFICE_NAME, "nama", "name"), longest=160),
        Column("wilayah", N.PLACE, _PLACE),
    ),
    frozenset({"wilayah"}),
)
AGENTS = Kind(
    "agents",
    (
        Column("code", N.CODE, (*_AGENT_CODE, "kode", "code", "id"), longest=32),
        Column(
            "name",
            N.TEXT,
            (*_each("nama", "agen|agen perisai|perisai|lengkap|agent|"), "agent name", "name", "full name"),
            personal=P.HIDDEN,
            longest=160,
        ),
        Column("office", N.CODE, (*_OFFICE_CODE, *_OFFICE_NAME), longest=160),
        Column("registered_on", N.DATE, _REGISTERED),
        Column("deactivated_on", N.DATE, _DEACTIVATED, required=False),
    ),
    frozenset({"wilayah", "offices", "roster"}),
)
PARTICIPANTS = Kind(
    "participants",
    (
        Column("agent", N.CODE, _AGENT_CODE, longest=32),
        Column("registered_on", N.DATE, _REGISTERED),
        Column("kpj", N.KPJ, _KPJ, personal=P.LAST_FOUR),
        Column("nik", N.NIK, _NIK, personal=P.HIDDEN),
        Column("sector", N.SECTOR, _SECTOR, required=False, longest=60),
        Column("program", N.PROGRAM, _PROGRAM, required=False, longest=20),
        Column("name", N.TEXT, _PERSON, required=False, personal=P.HIDDEN),
    ),
    frozenset({"wilayah", "offices", "agents", "roster"}),
)
CONTRIBUTIONS = Kind(
    "contributions",
    (
        Column("kpj", N.KPJ, _KPJ, personal=P.LAST_FOUR),
        Column("blth", N.MONTH, _MONTH),
        Column("months", N.COUNT, _MONTHS, required=False),
        Column("paid_on", N.DATE, _PAID),
        Column("amount", N.AMOUNT, _AMOUNT),
    ),
    frozenset({"wilayah", "offices", "agents", "participants", "roster"}),
)
TARGETS = Kind(
    "targets",
    (
        Column("semester", N.SEMESTER, _SEMESTER),
        Column("wilayah", N.PLACE, _PLACE, required=False),
        Column("measure", N.MEASURE, _MEASURE),
        Column("value", N.VALUE, _VALUE),
    ),
)
REFERENCES = Kind(
    "references",
    (
        Column("metric", N.METRIC, _FIGURE),
        Column("value", N.VALUE, ("nilai", "value", "angka", "nilai terbit", "jumlah", "angka terbit")),
        Column("period", N.PERIOD, ("periode", "period", "semester", "masa", "bulan", "kurun")),
        Column("source", N.TEXT, _SOURCE, longest=200),
        Column("published_on", N.DATE, _PUBLISHED),
        Column("wording", N.TEXT, _WORDING, required=False, longest=120),
        Column("rounding", N.VALUE, _ROUNDING, required=False),
        Column("wilayah", N.PLACE, _PLACE, required=False),
    ),
    frozenset({"targets"}),
)
ROSTER = Kind(
    "roster",
    (Column("month", N.MONTH, _LISTED), Column("agent", N.CODE, (*_AGENT_CODE, "kode", "code"), longest=32)),
    never=(*_KPJ, *_NIK, *_PAID, *_AMOUNT, *_REGISTERED),
)

KINDS = {
    kind.name: kind for kind in (WILAYAH, OFFICES, AGENTS, PARTICIPANTS, CONTRIBUTIONS, TARGETS, REFERENCES, ROSTER)
}
"""Every kind by name, parents before children: the order in which they are loaded."""
