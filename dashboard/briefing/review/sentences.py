"""A paragraph in sentences: "1.313", "No. 13", "s.d.", "Rp. 113 juta" and "Hj. Siti" end none."""

import re
from itertools import pairwise

_END = re.compile(r"[.!?][\"”’')\]]*\s+")
_SIGN = re.compile(r"\n|\s*[\u2022\u2023\u25a0-\u27bf\U0001f300-\U0001faff]\ufe0f?\s*")
_NEXT = re.compile(r"[\"“‘'(\[]?[A-Z0-9\[]")
_SHORT = re.findall(
    r"\S+",
    """
    no nmr jl jln gg rp tgl tlp telp hlm kab kec dr drs dra ir prof h hj kh tn ny sdr sdri bpk a.n d.a u.p u.b s.d a.l
    mr mrs ms e.g i.e vs cf approx gen
    """,
)
"""Abbreviations after which a sentence goes on, though a capital or a digit follows."""


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph, in order; a new line always begins one, and so does what stands for a bullet."""
    pieces = []
    for line in _SIGN.split("\n".join(text.splitlines())):
        ends = [one.end() for one in _END.finditer(line) if _is_end(line, one)]
        pieces += [line[start:end].strip() for start, end in pairwise([0, *ends, len(line)])]
    return [one for one in pieces if one]


def _is_end(line: str, mark: re.Match) -> bool:
    if not _NEXT.match(line, mark.end()):
        return False
    if mark[0][0] != ".":
        return True
    word = re.split(r"[\s(“\"]", line[: mark.start()])[-1]
    initial = len(word) == 1 and word.isupper() and word != "I"
    return not (initial or word.lower() in _SHORT or line[: mark.start()].strip().isdigit())
