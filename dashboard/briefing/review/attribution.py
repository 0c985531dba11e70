"""Who is said to have paid, in the words of a press text."""

import re
from collections.abc import Iterator
from functools import lru_cache

from dashboard.briefing.release.claims import Subject
from dashboard.briefing.review.cues import OVER_TIME, PER_OFFICE

_PLURAL = r"(?:para )?peserta"
_EARLIER_ID = (
    r"(?:sebelumnya|sebelum (?:tahun )?\d{4}|sebelum (?:semester|periode|tahun) (?:ini|itu)|lama"
    r"|terdahulu|lebih dulu|lebih dahulu|periode lalu)"
)
_EARLIER_EN = r"(?:earlier|previous|existing|older|prior)"
_AND = r"(?:,? ?(?:dan|[+&/]|serta|maupun|ditambah|beserta|bersama|plus|juga|berikut|and|as well as|together with|or))"

_NEW = re.compile(
    rf"{_PLURAL} (?:yang )?(?:baru|(?:di|mereka |kami )?(?:akuisisi|daftarkan|bergabung))(?! {_EARLIER_ID})"
    rf"|(?:mereka|warga|pekerja|orang) yang baru (?:men|ber|ter)?(?:daftar|gabung)\w*|(?:pendaftar|pendatang|anggota"
    rf"|warga|pekerja|nasabah) baru"
    r"|new(?:ly (?:acquired|registered))? (?:participants|members)"
    rf"|{_PLURAL} (?:yang )?(?:bergabung|mendaftar|terdaftar|direkrut|dijaring|masuk) (?:pada |di |dalam |selama "
    r"|sepanjang )?(?:semester|periode|tahun) (?:ini|itu|tersebut|I\b)"
    r"|(?:participants|people|workers|members|those) (?:who (?:were )?)?(?:newly )?(?:acquired|registered|joined"
    r"|signed up|enrolled)(?! (?:earlier|before|previously))",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    rf"{_PLURAL} (?:\w+ ){{0,3}}?{_EARLIER_ID}|{_EARLIER_EN} (?:participants|members)"
    r"|participants (?:who were )?(?:acquired |registered )?(?:earlier|before|previously)"
    r"|(?:participants|people|members|workers|those) (?:who |already )*(?:had )?(?:already )?(?:joined"
    r"|registered|enrolled|signed up)"
    r" (?:earlier|before|previously)",
    re.IGNORECASE,
)
_BOTH = re.compile(
    rf"\b(?:mereka|these|them){_AND} (?:dari |from )?(?:iuran )?(?:{_PLURAL} (?:yang )?(?:\w+ ){{0,2}}?{_EARLIER_ID}"
    rf"|(?:the )?{_EARLIER_EN} (?:participants|members|ones))|"
    rf"{_PLURAL} (?:yang )?baru{_AND} (?:dari )?(?:{_PLURAL} )?(?:yang )?(?:\w+ ){{0,2}}?{_EARLIER_ID}"
    rf"|{_PLURAL} {_EARLIER_ID}{_AND} (?:dari )?(?:{_PLURAL} )?(?:yang )?baru"
    rf"|new{_AND} (?:from )?(?:the )?{_EARLIER_EN} (?:participants|members)"
    rf"|{_EARLIER_EN}{_AND} (?:from )?(?:the )?new (?:participants|members)"
    rf"|(?:participants|members),? (?:both )?new{_AND} {_EARLIER_EN}"
    rf"|new participants{_AND} (?:from )?(?:the )?(?:{_EARLIER_EN} (?:participants|ones)|those (?:acquired )?earlier)",
    re.IGNORECASE,
)
_ALL = re.compile(rf"(?:seluruh|semua|segenap) {_PLURAL}|all (?:of the |the )?(?:participants|members)", re.IGNORECASE)
_EARLIER_ONES = (
    rf"(?:iuran )?{_PLURAL} (?:yang )?(?:\w+ ){{0,3}}?{_EARLIER_ID}"
    rf"|(?:the )?(?:those of |that of )?(?:{_EARLIER_EN} (?:participants|members|ones)"
    r"|(?:participants|those) (?:acquired |registered )?(?:earlier|before))"
)
_ADDED = re.compile(
    rf"\b(?:termasuk(?: dari)?|including(?: from)?|ditambah|bersama|beserta|berikut|plus|together with"
    rf"|along with|added to)(?: dengan)? (?:{_EARLIER_ONES})"
    rf"|^\s*(?:baru )?(?:dan|and) (?:{_EARLIER_ONES})",
    re.IGNORECASE,
)
_POINTING = re.compile(
    r"\b(?:mereka|(?:iuran|setoran|pembayaran|sumbangan)nya|(?:para )?peserta (?:\w+ )?(?:itu|tersebut|ini)"
    r"|dari (?:jumlah|angka) (?:itu|tersebut|ini)|se(?:mua|luruh)nya|hasilnya|alhasil|dengan demikian"
    r"|berkat (?:itu|mereka|capaian)|dari (?:sana|situ)(?:lah)?|from there"
    r"|they|them|their|(?:these|those) (?:\w+ )?(?:participants|people|members)"
    r"|(?:of|from) (?:these|those|that number)|as a result|thus|thereby)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"\b(?:iuran\w*|rupiah|setoran\w*|contributions?|penerimaan(?!\s+(?:pajak|negara|daerah|asli|bukan|siswa|mahasiswa"
    r"|pegawai|bea|cukai"
    r"|retribusi|hibah)))\b",
    re.IGNORECASE,
)
_ACQUIRED = re.compile(r"akuisisi|perolehan peserta|\bacqui|\bregistrations?\b|\bsign-ups?\b", re.IGNORECASE)
_AGENTS = re.compile(r"\b(?:agen|agents?)\b", re.IGNORECASE)
_PARTICIPANTS = re.compile(r"\b(?:peserta|participants?)\b", re.IGNORECASE)
_PAY = r"(?:membayar|menyetor|menyumbang|menghasilkan|mengumpulkan|membukukan|paid|pay|contributed|brought|gave)"
_PAYMENT = re.compile(r"\b(?:(?:di|mem)bayar\w*|(?:di|me)setor\w*|menyetor\w*|paid|pay)\b", re.IGNORECASE)
_PAYS = re.compile(
    rf"\s*(?:baru |itu |tersebut |yang |telah |sudah |berhasil |have |has |who |had )*{_PAY}", re.IGNORECASE
)
_PAID_BY = re.compile(
    r"\b(?:di(?:bayar|setor|sumbang)\w* (?:oleh )?|paid by |brought by )(?:\w+ ){0,2}$", re.IGNORECASE
)
_HEADS = re.compile(
    r"\bper (?:peserta|kepala|orang|agen|anggota|participant|head|person|capita|agent)"
    r"|\b(?:satu|seorang|one) (?:\w+ )?(?:peserta|orang|agen|participant|agent)(?: \w+){0,2} (?:men|mem|paid|pays"
    r"|contribut)\w*"
    r"|\b(?:tiap|setiap|masing-masing|each|every) (?:\w+ )?(?:peserta|orang|agen|participant|person|agent)",
    re.IGNORECASE,
)
_AGENTS_PAY = re.compile(
    r"\b(?:agen|agents)(?: perisai)?(?: (?:itu|tersebut|kami|telah|sudah|berhasil|have|had)){0,2} (?:membayar\w*"
    r"|paid|pay)\b"
    r"|\b(?:dibayar\w*|paid)(?: oleh| by)? (?:para |the )?(?:\d+ )?(?:agen|agents)\b",
    re.IGNORECASE,
)
_DIVIDED = re.compile(rf"\brata-rata|\brerata|\b(?:on|an) average|\baverag|{_HEADS.pattern}", re.IGNORECASE)


@lru_cache(512)
def payer(text: str) -> Subject | None:
    """Whose money a text says it is; None where it does not say."""
    if both(text) or _ALL.search(text):
        return Subject.ALL
    new, earlier = bool(_NEW.search(text)), bool(_EARLIER.search(text))
    if new == earlier:
        return None
    return Subject.NEW_MONEY if new else Subject.EARLIER_MONEY


def both(text: str) -> bool:
    """Whether it names new and earlier participants together: the explicit right wording."""
    return bool(_BOTH.search(text))


def adds_earlier(text: str) -> bool:
    """Whether it adds the earlier participants to the ones just spoken of: "ditambah peserta sebelumnya"."""
    return bool(_ADDED.search(text))


def points_back(text: str) -> bool:
    """Whether it speaks of the people, or draws a conclusion, of the sentence before it."""
    return bool(_POINTING.search(text))


@lru_cache(512)
def topic(text: str) -> frozenset[Subject]:
    """Whose figures a text is about by its words; empty where they do not tell."""
    money, acquired = _MONEY.search(text), _ACQUIRED.search(text)
    if money and acquired:
        return frozenset()
    if money:
        return frozenset({Subject.ALL, Subject.NEW_MONEY, Subject.EARLIER_MONEY})
    agents, participants = _AGENTS.search(text), _PARTICIPANTS.search(text)
    if participants and not agents and _PAYMENT.search(text):
        return frozenset({Subject.ALL, Subject.NEW_MONEY, Subject.EARLIER_MONEY})
    if acquired or (participants and not agents):
        return frozenset({Subject.NEW})
    return frozenset({Subject.AGENTS, Subject.OFFICES}) if agents and not participants else frozenset()


def pays(before: str, after: str) -> bool:
    """Whether the words just before or after a number of people say that these paid."""
    return bool(_PAYS.match(after) or _PAID_BY.search(before))


def divides(text: str) -> bool:
    """Whether it tells an average or an amount a head."""
    return bool(_DIVIDED.search(text))


def heads(text: str) -> bool:
    """Whether it tells an amount a head: of a participant or an agent."""
    return bool(_HEADS.search(text))


def over_time(text: str) -> bool:
    """Whether it tells an amount a month or another span of time, or a number an office."""
    return bool(OVER_TIME.search(text) or PER_OFFICE.search(text))


def splits(text: str) -> bool:
    """Whether it names both payers, each with what it paid."""
    return bool(_NEW.search(text) and _EARLIER.search(text))


def every_payer(text: str) -> Iterator[tuple[int, Subject]]:
    """Where new and where earlier participants are named."""
    for pattern, who in ((_NEW, Subject.NEW_MONEY), (_EARLIER, Subject.EARLIER_MONEY)):
        yield from ((match.start(), who) for match in pattern.finditer(text))


def agents_pay(text: str) -> bool:
    """Whether it says that agents pay, who pass on what participants paid."""
    return bool(_AGENTS_PAY.search(text))
