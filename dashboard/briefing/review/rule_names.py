"""Names of agents: from the list where the reader may see it, and by their shape, which tells nobody who is one."""

import re
from collections.abc import Iterator

from dashboard.briefing.release.release import Release
from dashboard.briefing.review.rules import Fault, words_of
from dashboard.briefing.review.statement import Statement
from dashboard.language.words import Words

_TITLE = re.compile(r"(?:agen|agent|perisai|bapak|ibu|pak|bu|saudara|saudari|sdr|mr|mrs|ms)\.?", re.IGNORECASE)
_TITLES = re.compile(rf"(?:\b{_TITLE.pattern}\s+)*$", re.IGNORECASE)
_NAME = r"(?-i:[A-Z][a-z'’]+(?:\s+(?:[A-Z][a-z'’]+|[A-Z]\.))*)"
_NO_NAME = re.compile(
    r"(?:BPJS|Bpjs|Perisai|Penggerak|Ketenagakerjaan|Kantor|Cabang|Kabupaten|Kota|Wilayah|Desa|Kecamatan|Kelurahan|Provinsi"
    r"|Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|Desember|Semester|Tahun|Triwulan"
    r"|January|February|March|May|June|July|August|October|December|Akuisisi|Acquire|Rekrut|Jaring|Aktif|Dan|Di|Pada|Yang"
    r"|Untuk|Siap|Terus|Capai|Raih|Tambah|Layani|Daftarkan|Catat|Dorong|Lindungi|Ajak|Ini|Itu|Kami|Kita|Mereka|Jamsostek"
    r"|Recruit|Register|Gain|Reach|Of|In|And|The)\b"
)
_SHAPES = (
    re.compile(
        rf"\b(?:agen|agent)(?: (?:bernama|named))?(?: Perisai)?(?: (?:bernama|named))?,? (?P<name>{_NAME})", re.I
    ),
    re.compile(
        rf"\b(?:agen|agent)(?: Perisai)?(?: (?-i:[a-z]+)){{1,2}}, (?P<name>{_NAME}\s+(?-i:[A-Z][a-z'’]+))", re.I
    ),
    re.compile(
        r"\b(?:agen|agent) (?P<name>(?:nomor |no\.? ?|number )?\d{1,4})\b(?!\s*(?:[.,:]\d|%|persen|per cent|orang"
        r"|peserta"
        r"|agen|kantor|participants?|people|offices?))",
        re.I,
    ),
    re.compile(
        rf"(?P<name>{_NAME}\s+(?-i:[A-Z][a-z'’]+)),? (?:\(|seorang |selaku |sebagai |an? )?(?:agen|agent)\b", re.I
    ),
)
_PERSON = re.compile(
    rf"\b(?:menurut|kata|ujar|tutur|ungkap|jelas|sebut|imbuh|tambah|bapak|ibu|pak|bu|saudara|saudari|said|says|told|mr|mrs"
    rf"|ms|according to)\.?,?\s+(?P<name>{_NAME})",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"\b(?:kepala|bupati|wakil|wali ?kota|gubernur|ketua|direktur|deputi|menteri|humas|presiden|sekretaris|camat|lurah"
    r"|asisten|manajer|koordinator|juru bicara|head|mayor|regent|governor|director|minister|chair\w*|spokes\w+"
    r"|manager)\b",
    re.IGNORECASE,
)


def named(statement: Statement, release: Release, words: Words) -> Iterator[Fault]:
    """Agents' names. A name of one word is none inside a longer name: Slamet in Gunung Slamet."""
    text = statement.text
    for name in sorted(release.names, key=len, reverse=True):
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE):
            if " " in name or not _inside_a_name(text, match):
                yield _refused(text, match.start(), match.end(), release)
                return
    places = {word for name in (release.branch, *(name for _, name in release.places)) for word in name.split()}
    for shape in _SHAPES:
        for match in shape.finditer(text):
            if not _is_no_name(match["name"], places):
                if _is_title(text):
                    yield Fault("person", "person", {"name": match["name"]})
                else:
                    yield _refused(text, *match.span("name"), release)
                return
    if not release.names:
        for match in _PERSON.finditer(text):
            if not (_is_no_name(match["name"], places) or _OFFICE.search(text)):
                yield Fault("person", "person", {"name": match["name"]})
                return


def _is_title(text: str) -> bool:
    """Whether every word begins with a capital, so that a name looks like any other."""
    words = [word for word in re.findall(r"[A-Za-z]+", text) if len(word) > 3]
    return len(words) > 3 and sum(word[0].isupper() for word in words) > len(words) * 0.8


def _is_no_name(name: str, places: set[str]) -> bool:
    return bool(_NO_NAME.match(name) or _OFFICE.match(name)) or name.split()[0] in places


def _refused(text: str, start: int, end: int, release: Release) -> Fault:
    own = words_of(release)
    titles = _TITLES.search(text[:start])
    start -= len(titles[0] if titles else "")
    instead = own("release.an_agent") if start else own.capital(own("release.an_agent"))
    return Fault("named", "named", {}, (text[:start] + instead + text[end:],))


def _inside_a_name(text: str, match: re.Match) -> bool:
    if not match[0][:1].isupper():
        return True
    before, after = text[: match.start()].split(), text[match.end() :].split()
    beside = text[: match.start()].endswith(" ") and before and before[-1][:1].isupper()
    if beside and not _TITLE.fullmatch(before[-1]) and len(before) > 1:
        return True
    return bool(after and text[match.end() : match.end() + 1] == " " and after[0][:1].isupper())
