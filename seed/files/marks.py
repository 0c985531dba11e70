"""Columns beside a payment that say whether it stands: of cancellation, of validity, kinds of transaction."""

import re
from collections.abc import Container, Mapping
from enum import StrEnum

from seed.files.headings import key


class Mark(StrEnum):
    """What a filled cell of such a column says. FLAG: yes or a day, that it was cancelled; REASON: any text, that it
    was; VALID: no, that it was; DIRECTION: money in or out; PROSE: what its words say.
    """

    FLAG = "flag"
    REASON = "reason"
    VALID = "valid"
    DIRECTION = "direction"
    PROSE = "prose"


_CANCELS = re.compile(r"batal|void|cancel|revers|retur|refund|dikembalikan|pengembalian|gagal")
_REASON = re.compile(r"alasan|sebab|petugas|user|oleh|operator|reason|keterangan|ket|catatan")
_VALID = {key(f"{start} {word}") for start in ("", "is") for word in ("valid", "sah", "sukses", "berhasil", "lunas")}
_DIRECTION = {
    key(name)
    for name in ("d k", "k d", "debet kredit", "debit kredit", "kredit debet", "kredit debit", "d c", "c d", "mutasi")
} | {key(f"{start} {word}") for start in ("jenis", "tipe", "kode") for word in ("mutasi", "d k")}
_PROSE = re.compile(r"^(jenis|jns|tipe|type|kategori|uraian|rincian|deskripsi|description|ket|catatan|status)")


def mark(heading: str) -> Mark | None:
    """What a column of payments that goes by this heading says of them; None where it says nothing."""
    letters = key(heading)
    if _CANCELS.search(letters):
        return Mark.REASON if _REASON.search(letters) else Mark.FLAG
    if letters in _VALID:
        return Mark.VALID
    if letters in _DIRECTION:
        return Mark.DIRECTION
    return Mark.PROSE if _PROSE.match(letters) else None


def marks(headings: Mapping[str, str], used: Container[str]) -> dict[str, Mark]:
    """The columns among these, by name, that say so and are not used otherwise."""
    each = {name: mark(heading) for name, heading in headings.items() if name not in used and heading}
    return {name: one for name, one in each.items() if one is not None}
