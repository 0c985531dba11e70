"""What is said of every one of some people, or of their habits, which no figure bears out: "seluruh 1.313 peserta baru
membayar iuran tepat waktu". A figure counts who was registered; it tells nothing else of each of them."""

import re

from dashboard.briefing.release.claims import Subject
from dashboard.briefing.release.release import Release
from dashboard.briefing.review.parts import statuses
from dashboard.briefing.review.sector_mentions import written_over
from dashboard.briefing.review.statement import BREAK, Said, Statement

_EVERY = r"\b(?:seluruh|semua|segenap|(?:se)?tiap(?= dari)|all|each of|every one of)"
_NOUN = (
    r"peserta|pekerja|orang|warga|jiwa|mitra|pengemudi|pendaftar|agen|Perisai|baru|new|participants?|people|persons?"
    r"|workers?|members?|drivers?|partners?|agents?|recruits?|_+"
)
"""Those who are counted; `_`: the name of a sector, written over."""

_BEFORE = re.compile(
    rf"(?P<of>\b(?:dari|di antara|antara|kepada|bagi|untuk|terhadap|of|among|to|for|from)\s+)?(?P<every>{_EVERY}"
    rf"(?:\s+(?:dari|of|the|our|these|those|para|kami|sebanyak|yang (?:berjumlah|sebanyak)|yakni|yaitu|{_NOUN})"
    r"|,)*\s*)$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"(?:[\s,]|\b(?:{_NOUN}|itu|tersebut|yang)\b)*\b(?:seluruhnya|semuanya|semua|all)\b", re.IGNORECASE
)
_REGISTERED = (
    r"(?:terdaftar|tercatat|terjaring|terhimpun|bergabung|mendaftar(?:kan diri)?|didaftarkan|direkrut|dijaring"
    r"|diakuisisi|diperoleh|menjadi peserta|masuk|terlindungi|dilindungi|join(?:ed)?|registered|recruited|enrolled"
    r"|acquired|signed up|brought in|listed|covered|protected)\b"
)
_RESTS = re.compile(
    rf"(?:[\s,()]|\b(?:{_NOUN}|itu|tersebut|ini|kami|those|these|this|the|our|in|of|at|by|through|during|di|pada"
    r"|dalam|selama|sepanjang|dari|lewat|melalui|oleh|hingga|sampai|bukan penerima upah|semester|tahun|bulan|half"
    r"|total|kategori|sektor|kabupaten|kota|regency|city|first|second|year"
    r"|seluruhnya|semuanya|semua|all|sudah|telah|resmi|kini|juga|baru saja|have|has|had|been|were|was|are|is|now|also"
    rf"|newly|(?:yang|who|that)\s+(?:(?:sudah|telah|baru|baru saja|have|had|were|was)\s+)*{_REGISTERED})\b"
    r"|\b[\d·]+\b|\b(?-i:(?!Yang|Dan)[A-Z]\w*)\b)*",
    re.IGNORECASE,
)
"""What goes with those counted, and comes before what is said of them."""

_BORNE = re.compile(
    rf"{_REGISTERED}"
    r"|(?:berjumlah|sejumlah|sebanyak|mencapai|totalling|totalled|number(?:ed|ing)?)\b"
    r"|(?:(?:ialah|adalah|merupakan|termasuk)\s+)?(?:(?:pekerja|peserta|kategori)\s+)*(?:bukan penerima upah|BPU)\b"
    r"|(?:berasal|datang|tersebar|berada|bertugas|bernaung|bekerja|tinggal|come|came|live|work|spread)\s+"
    r"(?:di|dari|pada|from|in|at|over|across)\s+(?:(?-i:[A-Z])|\d|(?:empat|sepuluh|wilayah|kantor|four|ten|the area)\b"
    r")",
    re.IGNORECASE,
)
_PAY = re.compile(
    r"(?:membayar|menyetor|menyumbang|membayarkan|menyetorkan|menghasilkan|paid|contributed|brought)\b", re.IGNORECASE
)
_AND_ELSE = re.compile(
    r"\b(?:dan|serta|sekaligus|tetapi|namun|and|but)\s+(?:(?:sudah|telah|kini|semuanya|seluruhnya|all|now)\s+)*"
    rf"(?!{_REGISTERED})(?:(?:ber|me[mnlrw]|meny|ter|di)\w{{4,}}|are|were|have|had|pay|paid|earn|live|work)\b",
    re.IGNORECASE,
)
_HABIT = re.compile(
    r"\b(?:tepat (?:pada )?waktu(?:nya)?|(?:se)?tiap bulan(?:nya)?|saban bulan|rutin|teratur|tertib|patuh|disiplin"
    r"|selalu|tanpa (?:pernah )?(?:terlambat|menunggak|putus)|on time|punctual(?:ly)?|(?:every|each) (?:single )?month"
    r"|regular(?:ly)?|always|without fail)\b",
    re.IGNORECASE,
)
_OF_THEM = re.compile(r"\W*(?:(?:dan|and|serta)\s+)?(?:mereka|yang|semuanya|seluruhnya|they|who|all)\b", re.IGNORECASE)
_PEOPLE = frozenset({Subject.NEW, Subject.AGENTS})


def of_all(statement: Statement, ours: list[Said], release: Release, before: list[Statement]) -> str:
    """What is said of every one of a number of people, other than that they were registered; empty where nothing is."""
    people = _of_people(ours)
    flat = written_over(statement.flat, release) if people else ""
    for one in people:
        ahead = _BEFORE.search(flat[: one.numeral.begins])
        if ahead and ahead["of"]:
            continue
        if not ahead and not _AFTER.match(flat, one.numeral.digits):
            continue
        said = _RESTS.match(flat, one.numeral.digits)
        at = said.end() if said else one.numeral.end
        rest = flat[at:]
        if re.match(r"\W*$", rest) or BREAK.match(rest) or _is_borne(rest, one, ours):
            continue
        word = re.match(r"\W*\w+", rest)
        return statement.text[ahead.start("every") if ahead else one.numeral.begins : at + (word.end() if word else 0)]
    return ""


def _of_people(ours: list[Said]) -> list[Said]:
    return [one for one in ours if one.subjects and one.subjects <= _PEOPLE and one.numeral.unit != "percent"]


def _is_borne(rest: str, one: Said, ours: list[Said]) -> bool:
    """Whether what follows a figure is of what it counts: being registered, a status of agents, an amount paid."""
    paid = [each for each in ours if each.numeral.unit == "rupiah" and each.numeral.start > one.numeral.end]
    status = one.subjects == {Subject.AGENTS} and any(at == 0 for at, _ in statuses(rest))
    return not _AND_ELSE.search(rest) and bool(_BORNE.match(rest) or status or (paid and _PAY.match(rest)))


def habit(statement: Statement, ours: list[Said], release: Release, before: list[Statement]) -> str:
    """How often or how punctually a number of people does something; empty where nothing is said of it.

    "Rata-rata 219 peserta baru setiap bulan" is a figure of ours, "Rp16.800 setiap bulan" a rate of the rules.
    """
    people = [one for one in _of_people(ours) if not any(claim.metric.endswith("_monthly") for claim in one.claims)]
    for match in _HABIT.finditer(statement.text):
        start, end = statement.clause(match.start())
        theirs = bool(people) and bool(_OF_THEM.match(statement.text, start))
        rate = any(one.numeral.unit == "rupiah" and one.numeral.end == match.start() - 1 for one in statement.said)
        if not rate and (theirs or any(start <= one.numeral.start < end for one in people)):
            return match[0]
    return ""
