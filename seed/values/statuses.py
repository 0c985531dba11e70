"""What an office or a bank wrote beside a payment: whether it stands. Answers as in seed/values/dates.py."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

import polars as pl

from seed.files.marks import Mark
from seed.files.rules import RefusalRule

STANDS, CANCELLED, REVERSED, FINE = "stands", "cancelled", "reversed", "fine"
"""REVERSED: money that went back; it may be of another row. FINE: it was paid, and is no contribution."""

_WORDS = {
    CANCELLED: "batal|dibatalkan|pembatalan|batalkan|void|voided|gagal|failed|fail|cancel|cancelled|canceled|"
    "cancellation|ditolak|tolak|rejected|reject|declined|dihapus|hapus|deleted|kedaluwarsa|kadaluarsa|expired|"
    "batal bayar|gagal bayar|"
    "tidak berhasil|transaksi gagal|pembayaran gagal|transaksi batal|pembayaran batal",
    REVERSED: "reversal|reversed|reverse|retur|return|returned|refund|refunded|pengembalian|dikembalikan|chargeback",
    STANDS: "lunas|berhasil|sukses|success|successful|succeeded|paid|bayar|dibayar|terbayar|sudah bayar|"
    "sudah dibayar|telah bayar|telah dibayar|sudah lunas|selesai|settled|settlement|completed|complete|ok|oke|valid|"
    "sah|terverifikasi|verified|posted|posting|sudah posting|rekon|sudah rekon|reconciled|diterima|terima|accepted|"
    "approved|disetujui|done|clear|cleared|normal|final|transaksi berhasil|pembayaran berhasil|berhasil bayar|"
    # What a participant is says nothing against the payment.
    "aktif|nonaktif|non aktif|tidak aktif|active|inactive|bpu|bukan penerima upah|mandiri|baru|lama|peserta baru|"
    "peserta lama|peserta aktif|peserta nonaktif|menunggak|lanjutan|pekerja rentan|perisai|masa tenggang|new|existing|"
    "pu|penerima upah|jakon|pmi",
}
_LISTED = "aktif|active|terdaftar|listed|masih aktif|on|ya|y|yes"
_LEFT = (
    "nonaktif|tidak aktif|tdk aktif|inactive|not active|dinonaktifkan|deactivated|keluar|berhenti|resign|dihapus|"
    "removed|putus|diputus|off|tidak|t|n|no|dikeluarkan|mengundurkan diri|suspend|suspended|blokir|diblokir"
)
_KNOWN = {word.replace(" ", ""): status for status, words in _WORDS.items() for word in words.split("|")}
_NOT = {"tidak", "belum", "bukan", "tdk", "not", "no", "non"}


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_UNCLEAR = _words("koreksi correction corrected adjustment adj penyesuaian jurnalbalik pembetulan revisi")
"""Alone beside a payment: whether it takes another one's place, or part of it, nobody can tell."""

_YES = _words("y ya yes iya 1 true benar v x √ ✓ ✔ * ada")
_NO = _words("t tidak n no 0 false f tdk belum bukan tidakada tidakbatal tidakdibatalkan salah")
_DAY = re.compile(r"\d{1,4}\s*[-/. ]\s*(\d{1,2}|[a-z]{3,9})\s*[-/. ]\s*\d{2,4}\b|(19|20)\d{6}$|[34]\d{4}(\.\d+)?$")
_IN = _words("k kr kredit c cr credit masuk in")
_FINES = _words("denda fine penalty penalti materai meterai")
_FEES, _FEE = (
    _words("admin administrasi adm transaksi bank transfer fee"),
    _words("biaya beban admin"),
)
_WITHOUT = _words("tanpa bebas dibebaskan non tidak bukan nihil hapus dihapus penghapusan 0 belum")
_PAYING = _words("bayar pembayaran setor setoran biaya beban tagihan kode jenis late nominal rp bunga admin")
_BESIDES = _words("dan plus termasuk beserta serta incl include including sudah dengan berikut and with & +")


def statuses(texts: pl.Series) -> pl.DataFrame:
    """`value`: STANDS, CANCELLED, REVERSED or FINE. Rule: UNKNOWN_STATUS."""
    return _answers(texts, [_status(text) or (FINE if is_fine(text) else None) for text in texts])


def agents(texts: pl.Series) -> pl.DataFrame:
    """The same as `listings` of a status that may be of another kind: null where it says nothing, and no rule."""
    return listings(texts).with_columns(rule=pl.lit(None, pl.String))


def listings(texts: pl.Series) -> pl.DataFrame:
    """Whether an agent is on the application's list. `value`: STANDS or CANCELLED. Rule: UNKNOWN_LISTING."""
    of = {STANDS: _LISTED, CANCELLED: _LEFT}
    known = {word.replace(" ", ""): status for status, words in of.items() for word in words.split("|")}
    values = [known.get(re.sub(r"[\W_]", "", text.casefold())) for text in texts]
    return _answers(texts, values, RefusalRule.UNKNOWN_LISTING)


def remarks(texts: pl.Series) -> pl.DataFrame:
    """The same of free text, where what speaks of neither a cancellation nor a fine stands.

    Rules: UNKNOWN_STATUS, FINE_UNCLEAR where a fine is spoken of and perhaps more.
    """
    answers = _answers(texts, [_remark(text) for text in texts])
    unclear = answers["text"].is_in([text for text in texts if is_fine(text) is None])
    rule = pl.when(pl.lit(unclear) & pl.col("value").is_null()).then(pl.lit(RefusalRule.FINE_UNCLEAR.value))
    return answers.with_columns(rule=rule.otherwise("rule"))


def _remark(text: str) -> str | None:
    if known := _status(text):
        return known
    if _classes(text) - {STANDS} or _letters(text) in _UNCLEAR:
        return None
    return {True: FINE, False: STANDS, None: None}[is_fine(text)]


def marks(texts: pl.Series, kind: Mark) -> pl.DataFrame:
    """The same of a column that says whether payments stand, by its heading. Rules: those of `remarks`."""
    if kind is Mark.PROSE:
        return remarks(texts)
    lower = [text.casefold().strip() for text in texts]
    # Beside F, for false, T is true and no tidak: nobody can tell.
    return _answers(texts, [None if text == "t" and "f" in lower else _READ[kind](text) for text in lower])


def _flag(text: str) -> str | None:
    if _is_no(text) or _status(text) == STANDS:
        return STANDS
    status = _status(text)
    says = _letters(text) in _YES or status is not None or _DAY.match(text)
    return CANCELLED if says else None


def _is_no(text: str) -> bool:
    return _letters(text) in _NO or re.fullmatch(r"(rp)?\.?\s*0+([.,]0+)?", text) is not None


_READ: Mapping[Mark, Callable[[str], str | None]] = MappingProxyType(
    {
        Mark.FLAG: _flag,
        Mark.REASON: lambda text: STANDS if _is_no(text) and text != "salah" else CANCELLED,
        Mark.VALID: lambda text: STANDS if _letters(text) in _YES else CANCELLED if _is_no(text) else _status(text),
        Mark.DIRECTION: lambda text: STANDS if _letters(text) in _IN else None,
    }
)


def is_fine(text: str) -> bool | None:
    """Whether a text says that what was paid is a fine or a fee alone; None where it may be more than that."""
    words = re.findall(r"[^\W_]+|[+&]", text.casefold())
    before = ["", *words]
    at = next((n for n, word in enumerate(words) if word in _FINES or (word in _FEES and before[n] in _FEE)), None)
    if at is None or {*words[:at], *words[at + 1 : at + 2]} & _WITHOUT:
        return False
    return True if {*words[:at]} <= _PAYING and not _BESIDES & {*words} else None


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text.casefold()) or text


def _status(text: str) -> str | None:
    if known := _KNOWN.get(re.sub(r"[\W_]", "", text.casefold())):
        return known
    classes = _classes(text)
    if len(classes) == 1 and len(_tokens(text)) <= 4 and not _NOT & _tokens(text) and STANDS not in classes:
        return classes.pop()
    return None


def _classes(text: str) -> set[str]:
    return {_KNOWN[token] for token in _tokens(text) if token in _KNOWN}


def _tokens(text: str) -> set[str]:
    return set(re.findall(r"[a-z]+", text.casefold()))


def _answers(
    texts: pl.Series, values: list[str | None], unknown: RefusalRule = RefusalRule.UNKNOWN_STATUS
) -> pl.DataFrame:
    value = pl.Series("value", values, dtype=pl.String)
    rule = pl.when(value.is_null()).then(pl.lit(unknown.value))
    return texts.alias("text").to_frame().select("text", value=value, rule=rule)
