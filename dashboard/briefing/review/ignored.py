"""Digits of a press text that are no figures: dates, times, telephone numbers, laws, durations, codes, lists."""

import re

from dashboard.language.formats import SCALES

_MONTH = (
    "(?:Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|Desember"
    "|January|February|March|May|June|July|August|October|December)"
)
_YEAR = r"(?:19|20|21)\d{2}\b(?![.,]\d)"
_SCALES = "|".join(word for scale in SCALES for word in scale.spellings)
_COUNTED = r"(?:peserta|orang|pekerja|agen|kantor|participants?|people|workers?|agents?|offices?)"
_LAWS = (
    r"(?:Nomor|No|Number|Pasal|ayat|Article|Section|UU|PP|Perpres|Permenaker|Permen|Perda|Perdir|Inpres|Keppres|SK"
    r"|Undang-Undang|Law|Regulation|RT|RW|lantai|floor|Kav|Blok)"
)
_DURATIONS = (
    r"(?:bulan|hari|minggu|tahun|jam|menit|detik|months?|days?|weeks?|years?|hours?|minutes?|seconds?)\b(?!\s+ini\s+\d)"
)
_LINES = (
    r"(?:telepon|hubungi|menghubungi|dial|call|telp|tel|phone|HP|WA|WhatsApp|call cent(?:er|re)|hotline"
    r"|layanan masyarakat|faks|fax|kode pos)"
)

_HOUR = r"\d{1,2}(?:[.:]\d{2})?"
_UNTIL = r"(?:\s?[–-]\s?|\s+(?:s\.?d\.?|sampai(?: dengan)?|hingga|to|until)\s+)(?:pukul\s+|jam\s+)?"

_PATTERNS = [
    r"\[[^\]]*\]",
    rf"\b(?:pukul|jam|at)\s+{_HOUR}(?:{_UNTIL}{_HOUR})?\b(?![.,]?\d)",
    rf"\b\d{{1,2}}[.:]\d{{2}}{_UNTIL}\d{{1,2}}[.:]\d{{2}}\b(?![.,]?\d)",
    r"\S+@\S+|https?://\S+|www\.\S+",
    r"(?:\+62|\(0\d{2,3}\)|(?<![\d.,])0\d{2,3})[\s\d().-]{4,}\d",
    r"(?<![\d.,])0\d+\b",
    r"\(\d{1,2}/\d{1,2}(?:/\d{2,4})?\)",
    rf"\b\d{{1,2}}\s?(?:[–-]|s\.d\.|sampai|hingga|to|until)\s?(?=\d{{1,2}}\s+{_MONTH}\b)",
    rf"\b\d{{1,2}}\s+{_MONTH}\b(?:\s+{_YEAR})?",
    rf"\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,\s+{_YEAR}",
    r"\b\d{4}-\d{2}(?:-\d{2})?\b|\b\d{1,2}[-/]\d{1,2}[-/]\d{2,4}\b",
    r"\b\d{1,2}(?:[.:]\d{2})?(?:\s?[–-]\s?\d{1,2}[.:]\d{2})?\s?(?:WIB|WITA|WIT|Western Indonesia|[ap]\.?m\b)",
    rf"\b{_LINES}\b[\s.:()]*\d[\d\s().-]*",
    r"\b\d+/[A-Z]\w*[\w./-]*",
    rf"\b(?:{_LAWS}\b[\s.:(]*)+\d[\w./-]*\)?",
    rf"\b(?:{_MONTH}|semester|triwulan|kuartal|tahun|year|Q[1-4]|I{{1,3}}|IV|pertama|kedua|ketiga|keempat|first|second|sejak|since|pada|in|selama|sepanjang)"
    rf"\s+{_YEAR}",
    rf"(?<![\d.,])(?<!Rp)(?<!Rp\s)(?:19|20|21)\d{{2}}\b(?![.,]\d)(?!\s+{_COUNTED})"
    rf"(?!\s*(?:%|persen|per cent|percent|{_SCALES}))",
    r"\b(?:semester|triwulan|kuartal|quarter|half)\s+(?:ke-)?\d\b",
    r"\b(?:data\s+)?(?:versi|version)(?:\s+data)?\s+[\d.]*\d",
    rf"(?<![\d.,])\d{{1,3}}(?:\s?(?:-|–|atau|sampai|hingga|to|or)\s?\d{{1,3}})?[\s-]+{_DURATIONS}",
    r"(?<=/)\d{4,8}\b",
    rf"\bke-\d+\b(?![.,]\d)(?!\s+{_COUNTED})|\b\d+(?:st|nd|rd|th)\b|\b24/7\b",
    r"\b(?=[0-9A-Z]*[A-Z])(?=[0-9A-Z-]*\d)[0-9A-Z]{4}-[0-9A-Z]{4}\b",
    r"\b(?!RP|IDR)[A-Z]{1,8}-?\d[\w-]*\b",
    rf"(?<=[a-z]\s)\d{{5}}\b(?![.,]\d|\s+{_COUNTED})",
    r"^\s*\d{1,2}[.)]\s",
]
_NO_FIGURES = [
    re.compile(one, re.IGNORECASE if "(?=[0-9A-Z]*" not in one and "A-Z]{1,8}" not in one else 0) for one in _PATTERNS
]


def blanked(text: str, given: tuple[str, ...]) -> str:
    """The text, as long as it was, with `given` texts and what is no figure overwritten by an empty sign."""
    for one in sorted(given, key=len, reverse=True):
        text = text.replace(one, "\0" * len(one))
    for pattern in _NO_FIGURES:
        text = pattern.sub(lambda match: "\0" * len(match[0]), text)
    return text
