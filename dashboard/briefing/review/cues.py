"""The words beside which a figure may be one that follows from others: a difference, a sum, the rest, a month's."""

import re

from dashboard.briefing.release.claims import Claim
from dashboard.briefing.release.derived import STATUSES, sectors_of
from dashboard.briefing.review.parts import others, statuses

RISE = (
    "naik|climb(?:s|ed)?|soar(?:s|ed)?|expand(?:s|ed)?|gain|meroket|melambung|terdongkrak|terangkat|meningkat|tumbuh|bertambah|menguat|melonjak|melesat|membaik|menanjak|terkerek|lonjakan|kenaikan|peningkatan"
    "|pertumbuhan|penambahan|pertambahan|tambahan|surplus|unggul|melampaui|melebihi|mengungguli|rose|risen|up|grew|grown|growth"
    "|increased?|rise|gained?|jumped|exceed(?:s|ed)?|surpass(?:es|ed)?|ahead"
)
FALL = (
    "turun|kehilangan|susut|menciut|terpangkas|surut|slid|slipped|slip|plunged|tumbled|menurun|berkurang|menyusut|merosot|anjlok|melorot|melemah|terkoreksi|penurunan|defisit|fell|falls|drops|shrinks|fallen|down"
    "|decreased?|declined?|dropped|fall|shrank|lost"
)
ANY_WAY = re.compile(rf"\b(?:{RISE}|{FALL})(?:nya)?\b", re.IGNORECASE)
_DIFFERENCE = re.compile(
    rf"\b(?:(?:{RISE}|{FALL})(?:nya)?|selisih\w*|jarak(?:nya)?|rentang(?:nya)?|kekurangannya|kelebihannya"
    rf"|tertinggal|ketinggalan|short|trail\w*|behind|lead\w*|memimpin|terpaut|beda(?:nya)?|kurang|(?:kelebihan"
    rf"|kekurangan)(?:nya)?|di atas|di bawah"
    r"|lebih (?:\w+ )?(?:banyak|tinggi|besar|sedikit|rendah|kecil)|terlampaui|terlewati|dilampaui|beat|missed"
    r"|by(?= \d)|difference|gap|margin|more"
    r"|fewer|less|above|below)\b"
    r"|\blebih (?:Rp|\d)",
    re.IGNORECASE,
)
_SUM = re.compile(
    r"\b(?:bersama\w*|gabungan|digabung\w*|dijumlah\w*|berjumlah|jumlah\w*|total\w*|seluruhnya|semuanya|keduanya"
    r"|ketiganya"
    r"|kedua|ketiga|dua|tiga|akumulasi|dan|serta|maupun|sampai|hingga|together|combined|both|altogether|and|total"
    r"|in all)\b",
    re.IGNORECASE,
)
MONTHLY = re.compile(
    r"\b(?:(?:an|the) average month|(?:per|tiap|setiap|tiap-tiap|saban) bulan(?:nya)?|sebulan|bulanan|a month"
    r"|per month|each month|every month"
    r"|monthly)\b",
    re.IGNORECASE,
)
OVER_TIME = re.compile(
    rf"{MONTHLY.pattern}|\b(?:per|tiap|setiap|a|each|every) (?:hari|pekan|minggu|triwulan|tahun|day|week|quarter"
    rf"|year)\b"
    r"|\b(?:sehari|seminggu|sepekan|setahun|daily|weekly|yearly)\b",
    re.IGNORECASE,
)
PER_OFFICE = re.compile(r"\b(?:per|tiap|setiap|masing-masing|each|every) (?:kantor|office)\b", re.IGNORECASE)
_WITHOUT = re.compile(r"\b(?:luar|selain|kecuali|outside|apart from|other than|except)\b", re.IGNORECASE)


_OF_BEFORE = re.compile(
    r"(?:%|persen|per ?cent)\s+(?:dari|terhadap|of)\s+(?:(?!target)\w+\s+){0,3}(?:semester|triwulan|tahun|periode"
    r"|quarter|half|year"
    r"|period)\b",
    re.IGNORECASE,
)
_BEYOND = re.compile(
    r"\b(?:di atas|di bawah|melampaui|melebihi|lebih (?:tinggi|rendah)|above|below|over|under|exceed\w*)\b"
    r"(?:\s+\w+){0,3}?\s+target"
    r"|\btarget\b.{0,40}?\b(?:terlampaui|terlewati|dilampaui|dilewati|exceeded|surpassed|beaten|missed|meleset)\b",
    re.IGNORECASE,
)


def may_follow(claim: Claim, text: str) -> bool:
    """Whether the words of a sentence allow a figure that follows from others (see derived.py)."""
    metric, _, how = claim.metric.rpartition("_")
    if how in ("difference", "gap"):
        return bool(_DIFFERENCE.search(text)) and ("_target" not in claim.metric or "arget" in text.lower())
    if how in ("times", "share"):
        of_rest = bool(claim.places) and metric.endswith("_rest")
        return not of_rest or others(text) or bool(_WITHOUT.search(text))
    if how == "change":
        return bool(ANY_WAY.search(text))
    if how == "reached":
        return "arget" in text.lower()
    if how == "ratio":
        return bool(_OF_BEFORE.search(text))
    if how == "excess":
        return bool(_BEYOND.search(text))
    if how == "monthly":
        return bool(MONTHLY.search(text))
    if how == "office":
        return bool(PER_OFFICE.search(text))
    if how == "rest" and claim.places:
        return others(text) or bool(_WITHOUT.search(text))
    said = [name for _, name in statuses(text)]
    if how == "rest":
        return (metric == "agents_active" and "rest" in said) or others(text)
    if sectors_of(claim) and how == "sum":
        return True  # whose sectors are all named
    parts = metric.split("+")
    return bool(_SUM.search(text)) and (parts[0] not in STATUSES or set(parts) <= set(said))
