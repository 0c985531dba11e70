"""The part of a whole that the words of a press text single out: a status of agents, the payers of money."""

import re
from collections.abc import Iterator
from functools import lru_cache

_NOT = r"(?<!tidak )(?<!belum )(?<!tak )(?<!tidak langsung )(?<!tidak otomatis )(?<!not )"
_RECRUIT = r"(?:merekrut|menambah|menjaring|membawa|mengajak|mendatangkan|mendaftarkan)"
_STATUS = {
    "agents_due_for_removal": r"jatuh nonaktif|akan dinonaktifkan|terancam (?:dikeluarkan|nonaktif)|due for removal",
    "agents_removed": rf"{_NOT}(?:dikeluarkan|dinonaktifkan|dicoret|diberhentikan)|(?:sudah |telah "
    "|berstatus )nonaktif|removed",
    "agents_dormant_retained": r"dorman|pasif|vakum|dormant|inactive but|(?:tidak|tak) lagi (?:meng\w+"
    r"|me\w+)(?: peserta)?"
    rf"|(?:\w+ bulan|berbulan-bulan) (?:\w+ ){{0,4}}(?:belum|tidak|tak) {_RECRUIT}"
    r"|(?:brought|bring|signed|sign) (?:in |up )(?:no one|nobody|none|no new participants?)"
    r"|(?:tidak|tak) mengakuisisi|tanpa akuisisi|nihil akuisisi"
    r"|(?:register|recruit|acquire|bring)\w* (?:nobody|no one|none|no (?:new )?participants?)|no longer \w+"
    r"|acquire no more|without (?:an )?acquisitions?|gone (?:\w+ ){0,4}without",
    "agents_slowing": r"melambat|melemah|mulai lesu|slowing|slowed",
    "rest": rf"(?:belum|tidak|tak) {_RECRUIT}"
    r"|(?:tidak|belum|tak) (?:lagi )?aktif|non-?aktif|kurang aktif|inactive|not active|were not|are not",
    "agents_active": r"aktif|produktif|mengakuisisi|merekrut|menjaring|mendaftarkan|active|acquired|recruited"
    r"|recruiting|brought in|bring in|membawa peserta|mengajak",
}
"""The more special ones first: a longer one hides those in it."""

_ANY = re.compile("|".join(rf"(?P<{name}>\b(?:{words})\b)" for name, words in _STATUS.items()), re.IGNORECASE)
_OTHERS = re.compile(
    r"\b(?:lainnya|sisanya|selebihnya|selain itu|yang lain|lain|others|the rest|the other|remaining)\b", re.IGNORECASE
)
_NONE = re.compile(
    r"\b(?:tidak ada|tak ada|nihil|tanpa|belum ada|nol|no|none of the|zero)\s+(?:\w+\s+){0,2}$", re.IGNORECASE
)
_CERTAIN = ("agents_dormant_retained", "agents_slowing", "agents_due_for_removal", "agents_removed", "rest")
_LISTED = re.compile(r"\b(?:terdaftar|tercatat|listed|registered)\b", re.IGNORECASE)
_AGENT = re.compile(r"\b(?:agen|agents?)\b", re.IGNORECASE)


@lru_cache(512)
def statuses(text: str) -> tuple[tuple[int, str], ...]:
    """Where each status of agents is named, in order; `rest`: of those that are not active."""
    return tuple((match.start(), str(match.lastgroup)) for match in _ANY.finditer(text))


def does(text: str) -> bool:
    """Whether it begins with what an agent does, not with what the agent is: "merekrut", not "aktif"."""
    return (
        not re.match(r"(?:aktif|produktif|active)\b", text, re.IGNORECASE) and statuses(text)[0][1] == "agents_active"
    )


def others(text: str) -> bool:
    """Whether it speaks of those who are left over."""
    return bool(_OTHERS.search(text))


def lists(text: str) -> bool:
    """Whether it speaks of being listed, which every agent with a status is."""
    return bool(_LISTED.search(text))


def denied(text: str) -> Iterator[str]:
    """Each status of which it says that no agent has it."""
    for at, name in statuses(text):
        before = text[:at]
        agent = list(_AGENT.finditer(before))
        if agent and _NONE.search(before[: agent[-1].start()]) and at - agent[-1].end() < 30:
            yield name
