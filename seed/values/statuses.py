"""What an office or a bank wrote beside a payment: whether it stands. Answers as in seed/values/dates.py."""

import re

import polars as pl

from seed.files.rules import RefusalRule

STANDS, CANCELLED, REVERSED = "stands", "cancelled", "reversed"
"""REVERSED: money that went back; it may be of another row."""

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


def statuses(texts: pl.Series) -> pl.DataFrame:
    """`value`: STANDS, CANCELLED or REVERSED. Rule: UNKNOWN_STATUS."""
    return _answers(texts, [_status(text) for text in texts])


def listings(texts: pl.Series) -> pl.DataFrame:
    """Whether an agent is on the application's list. `value`: STANDS or CANCELLED. Rule: UNKNOWN_LISTING."""
    of = {STANDS: _LISTED, CANCELLED: _LEFT}
    known = {word.replace(" ", ""): status for status, words in of.items() for word in words.split("|")}
    values = [known.get(re.sub(r"[\W_]", "", text.casefold())) for text in texts]
    return _answers(texts, values, RefusalRule.UNKNOWN_LISTING)


def remarks(texts: pl.Series) -> pl.DataFrame:
    """The same of free text, where what does not speak of a cancellation stands. Rule: UNKNOWN_STATUS."""
    return _answers(texts, [_status(text) or (None if _classes(text) - {STANDS} else STANDS) for text in texts])


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
