"""Words that stand for one of a few: sectors, programmes, measures, kinds of place, semesters and periods.

Answers as in seed/values/dates.py: `text`, `value`, `rule`. Each reads distinct texts, of which a file has few.
"""

import re
from collections.abc import Callable
from datetime import date

import polars as pl

from queries.db.schema import OWN
from queries.periods import Period, PeriodError
from seed.files.headings import key
from seed.files.rules import RefusalRule
from seed.values import dates

_SECTORS = {
    "Gojek": "gojek|go jek|driver gojek|mitra gojek|pengemudi gojek|ojek online gojek|ojol gojek",
    "Grab": "grab|grab bike|driver grab|mitra grab|pengemudi grab|ojek online grab|ojol grab",
    "Nelayan": "nelayan|fisherman|fishermen|fisher",
    "Pengurus RT/RW": "pengurus rt rw|pprt|rt rw|ketua rt|ketua rw|ketua rt rw|pengurus rt|pengurus rw|"
    "paguyuban pengurus rt|paguyuban pengurus rt rw|paguyuban pengurus rukun tetangga|pengurus rukun tetangga",
    "Ojek pangkalan": "ojek pangkalan|opang",
    "Becak": "becak|tukang becak|pengemudi becak|pengayuh becak|abang becak",
    "Pedagang": "pedagang|trader",
    "Petani": "petani|petani dan buruh tani|petani buruh tani|farmer",
    "Buruh harian": "buruh harian|buruh harian lepas|bhl|buruh harian dan bangunan|buruh harian bangunan",
    "Perajin batik": "perajin batik|pengrajin batik|pembatik|perajin batik umkm|pengrajin batik umkm",
    "Pekerja rentan": "pekerja rentan|pekerja rentan apbd",
    "Lainnya": "lainnya|lain lain|lain|dll|dan lain lain|other|others",
}
SECTORS = {key(name): sector for sector, names in _SECTORS.items() for name in names.split("|")}

_MEASURES = {
    "acquired": "acquired|akuisisi|peserta|peserta baru|akuisisi peserta|jumlah peserta|peserta diakuisisi|"
    "kepesertaan|peserta terdaftar|acquisition|acquisitions|akuisisi peserta baru|tenaga kerja|target peserta",
    "received": "received|penerimaan iuran|iuran|penerimaan|iuran diterima|nominal iuran|jumlah iuran|contributions|"
    "contributions received|total iuran|penerimaan iuran rp|target iuran",
    "active": "active|peserta aktif|jumlah peserta aktif|active participants|target peserta aktif|tk aktif|"
    "tenaga kerja aktif|peserta terlindungi",
}
METRICS = {name: _MEASURES[name] for name in ("acquired", "received")} | {
    "agents_listed": "agents listed|agen|agen terdaftar|jumlah agen|agen perisai|agents|jumlah agen perisai",
    "offices": "offices|kantor|kantor perisai|kantor mitra|jumlah kantor|kantor mitra kerja perisai|kantor mitra kerja",
    "received_from_new": "received from new|iuran peserta baru|penerimaan iuran peserta baru",
    "received_from_earlier": "received from earlier|iuran peserta lama|penerimaan iuran peserta lama",
    "agents_active": "agents active|agen aktif",
    "agents_slowing": "agents slowing|agen melambat",
    "agents_dormant_retained": "agents dormant retained|agen dorman|agen dorman tetap terdaftar",
    "agents_due_for_removal": "agents due for removal|agen jatuh nonaktif",
    "acquired_target_reached": "acquired target reached|capaian target akuisisi|capaian akuisisi",
    "received_target_reached": "received target reached|capaian target iuran|capaian iuran|realisasi iuran",
}
_PLACE_KINDS = {"kabupaten": "kabupaten|kab|regency", "kota": "kota|kotamadya|kodya|city|municipality"}


def _listed(names: dict[str, str]) -> dict[str, str]:
    return {key(name): value for value, listed in names.items() for name in listed.split("|")}


def sectors(texts: pl.Series) -> pl.DataFrame:
    """A sector by the name that the dashboard has for it; one that it does not know stays as written."""
    return _answers(texts, lambda text: SECTORS.get(key(text), " ".join(text.split())), None)


def programs(texts: pl.Series) -> pl.DataFrame:
    """JKK+JKM or JKK+JKM+JHT, however the three are joined; "2 program" and "3 program" too; else as written."""
    return _answers(texts, _program, None)


_PROGRAMS = {"JKK": "KECELAKAAN KERJA", "JKM": "KEMATIAN", "JHT": "HARI TUA"}


def _program(text: str) -> str:
    upper = text.upper()
    named = [name for name, words in _PROGRAMS.items() if name in upper or words in upper]
    counted = re.fullmatch(r"([23])(?:\.0)?(?:\s*program)?", text.strip().lower())
    if counted:
        named = ["JKK", "JKM", "JHT"][: int(counted[1])]
    return "+".join(named) or " ".join(text.split())


_END_REASONS = {
    "died": "meninggal|wafat|kematian|almarhum|died|death|deceased",
    "age": "usia|pensiun|lansia|umur|age|retire",
    "moved": "pindah|mutasi|segmen|penerimaupah|moved|transfer",
    "claimed": "klaim|cair|jht|claim",
    "unpaid": "tunggak|tidakbayar|tidakmembayar|belumbayar|tidakaktif|unpaid|arrear",
}


def end_reasons(texts: pl.Series) -> pl.DataFrame:
    """Why a membership ended: died, age, moved, claimed, unpaid; other for any other text, which is not kept."""
    return _answers(texts, _end_reason, None)


def _end_reason(text: str) -> str:
    letters = key(text)
    named = (reason for reason, parts in _END_REASONS.items() if any(part in letters for part in parts.split("|")))
    return next(named, "other")


_OWN = "mandiri|sendiri|peserta|pribadi|swadaya|oneself|own|self"


def payers(texts: pl.Series) -> pl.DataFrame:
    """Who pays: OWN for the participant, however it is said; nothing for a dash; else the fund's name as written."""
    return _answers(texts, _payer, None)


def _payer(text: str) -> str | None:
    plain = " ".join(text.split())
    letters = re.sub(r"^(?:di)?(?:bayar|iuran|dana|biaya|paid|by|oleh)+|(?:paying|paid|pays)$", "", key(plain))
    return (OWN if letters in _OWN.split("|") else plain) if re.search(r"\w", plain) else None


def measures(texts: pl.Series) -> pl.DataFrame:
    """What a target is for: `acquired`, `received` or `active`. Rule: UNKNOWN_MEASURE."""
    known = _listed(_MEASURES)
    return _answers(texts, lambda text: known.get(key(text)), RefusalRule.UNKNOWN_MEASURE)


def metrics(texts: pl.Series) -> pl.DataFrame:
    """Which figure was published, by its name in the catalogue. Rule: UNKNOWN_MEASURE."""
    known = _listed(METRICS)
    return _answers(texts, lambda text: known.get(key(text)), RefusalRule.UNKNOWN_MEASURE)


def place_kinds(texts: pl.Series) -> pl.DataFrame:
    """`kabupaten` or `kota`. Rule: UNKNOWN_PLACE_KIND."""
    known = _listed(_PLACE_KINDS)
    return _answers(texts, lambda text: known.get(key(text)), RefusalRule.UNKNOWN_PLACE_KIND)


def place_codes(texts: pl.Series) -> pl.DataFrame:
    """A Kemendagri or BPS code as 33.25. Rule: BAD_PLACE_CODE."""
    return _answers(texts, place_code, RefusalRule.BAD_PLACE_CODE)


def place_code(text: str) -> str | None:
    """33.25 from 33.25, 3325, 33,25 or 3325.0; a spreadsheet's 33.7 was 33.70; None for what is no code."""
    parts = re.fullmatch(r"([0-9][0-9])[.,]?([0-9][0-9])(?:\.0)?|([0-9][0-9])[.,]([0-9])", text.strip(" '"))
    if not parts:
        return None
    return f"{parts[1]}.{parts[2]}" if parts[1] else f"{parts[3]}.{parts[4]}0"


def periods(texts: pl.Series) -> pl.DataFrame:
    """A period by its code: 2019-S1, triwulan II 2019, tahun 2019, Maret 2019, Januari-Juni 2019."""
    return _answers(
        texts, lambda text: period.code if (period := _period(text)) else None, RefusalRule.UNREADABLE_PERIOD
    )


_PARTS = {"1": 1, "i": 1, "2": 2, "ii": 2, "3": 3, "iii": 3, "4": 4, "iv": 4}
_HALF = r"(?:semester|smt|sem|s)?[\s\-/.]*(i{1,2}|[12])"
_QUARTER = r"(?:triwulan|kuartal|tw|quarter|q)[\s\-/.]*(i{1,3}|iv|[1-4])"
_YEAR = r"(?:tahun|th|thn)?[\s.]*((?:19|20|21)[0-9][0-9])(?:\.0)?"


def _period(text: str) -> Period | None:
    plain = " ".join(text.casefold().split())
    try:
        return Period.parse(plain.replace(" ", ""))
    except PeriodError:
        pass
    for letter, part in (("S", _HALF), ("Q", _QUARTER)):
        for pattern, number, year in ((rf"{part}[\s\-/,]*{_YEAR}", 1, 2), (rf"{_YEAR}[\s\-/,]*{part}", 2, 1)):
            if parts := re.fullmatch(pattern, plain):
                return Period.parse(f"{parts[year]}-{letter}{_PARTS[parts[number]]}")
    if parts := re.fullmatch(_YEAR, plain):
        return Period.parse(parts[1])
    return _run(plain)


def _run(plain: str) -> Period | None:
    """Maret 2019, or Januari-Juni 2019 and Januari 2019 s.d. Juni 2019."""
    ends = re.split(r"\s*(?:s\s*[./]?\s*d\.?|sampai(?: dengan)?|hingga|until|to|–|—|-(?=\s*[a-z]))\s*", plain)
    if len(ends) == 2 and not re.search(r"[0-9]{4}", ends[0]) and (year := re.search(r"[0-9]{4}$", ends[1])):
        ends[0] = f"{ends[0]} {year[0]}"
    months = [dates.months(pl.Series([end]))["value"][0] for end in ends]
    if len(months) > 2 or None in months or months[-1] < months[0]:
        return None
    return Period(months[0], months[-1])


def _answers(
    texts: pl.Series,
    read: Callable[[str], str | date | None],
    rule: RefusalRule | None,
    kind: type[pl.DataType] = pl.String,
) -> pl.DataFrame:
    values = pl.Series("value", [read(text) for text in texts], dtype=kind)
    broken = pl.when(values.is_null()).then(pl.lit(rule.value if rule else None, pl.String))
    return texts.alias("text").to_frame().select("text", value=values, rule=broken)
