"""ZIP archives, and the office files that are ZIP archives inside, of which the same content gives the same bytes."""

import hashlib
import io
import re
import unicodedata
import zipfile
from collections.abc import Mapping
from datetime import datetime

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP archive can tell."""

_SQUEEZED = (".png", ".jpeg", ".pptx", ".docx", ".xlsx")
"""Endings of what compressing again makes no smaller."""

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST = 120


def safe(name: str) -> str:
    """A file's name in ASCII, without a path and without what a system refuses."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    whole = _UNSAFE.sub("-", plain).strip(".-") or "briefing"
    if len(whole) <= _LONGEST:
        return whole
    mark = hashlib.sha256(whole.encode()).hexdigest()[:8]  # two long names that begin alike stay two
    return f"{whole[: _LONGEST - len(mark) - 1]}-{mark}"


def packed(files: Mapping[str, bytes], moment: datetime | None = None, smaller: bool = True) -> bytes:
    """The files in their order, all of one moment, so that the hour and the machine leave no trace; `smaller`: those
    that compressing makes so."""
    out = io.BytesIO()
    stamp = max(EARLIEST, moment.timetuple()[:6]) if moment else EARLIEST
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, stamp)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            as_it_is = not smaller or name.endswith(_SQUEEZED)
            entry.compress_type = zipfile.ZIP_STORED if as_it_is else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return out.getvalue()


def unpacked(archive: bytes) -> dict[str, bytes]:
    """The files by their names, in their order."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def again(document: bytes) -> bytes:
    """An office file without the time of its writing."""
    return packed(unpacked(document))
