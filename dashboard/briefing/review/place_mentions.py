"""Which places the words of a press text name: those of the branch by code, and wider or other ones by their name."""

import re
from collections.abc import Collection, Iterator

from dashboard.briefing.release.release import Release
from dashboard.briefing.review.number_words import spelled

_KIND = re.compile(r"^(?:Kabupaten|Kota) | (?:Regency|City)$")
_NOT_A_PLACE = re.compile(
    r"(?:Cabang|BPJS Ketenagakerjaan|Branch|Bupati|Wali ?[Kk]ota|Gubernur|Camat|Pemerintah(?: Daerah)?|Pemkab"
    r"|Pemkot|Pemda"
    r"|DPRD|Dinas(?: \w+){0,4}|Polres(?:ta)?|Kodim|Kejaksaan(?: Negeri)?|Pengadilan(?: Negeri)?|RSUD|Rumah Sakit|Pasar"
    r"|Pendopo|Alun-[Aa]lun|Aula|Gedung|Hotel|Balai(?: \w+)?|Universitas|Stasiun|Terminal|Pelabuhan|Pantai|Kantor"
    r"|Jalan|Jl\."
    r"|Sosial|Bank|Republik|Rakyat|Western|Ketenagakerjaan|Pos|Kepala|Ketua|Humas|Regent|Mayor(?: of)?"
    r"|Governor(?: of)?|Perisai|Radar|Tribun|Koran|Harian|Suara|batik"
    r"|Batik)\s+$"
)
_BRANCH = re.compile(r"(?:(?:Kantor )?Cabang|Kantor Wilayah|Kanwil|BPJS Ketenagakerjaan|Perisai)\s+$")
_PROVINCES = (
    "Aceh|Sumatera (?:Utara|Barat|Selatan)|Riau|Jambi|Bengkulu|Lampung|Bangka Belitung|Jakarta|DKI Jakarta|Jabodetabek"
    "|Jawa (?:Tengah|Timur|Barat)|Jateng|Jatim|Jabar|Yogyakarta|DIY|Banten|Bali|Nusa Tenggara(?: Timur| Barat)?"
    "|Kalimantan(?: \\w+)?|Sulawesi(?: \\w+)?|Gorontalo|Maluku(?: Utara)?|Papua(?: Barat)?|Pulau Jawa|Sumatera|Jawa"
    "|Central Java|East Java|West Java|Java|Sumatra"
)
_CITIES = (
    "Tegal|Brebes|Kendal|Semarang|Demak|Kudus|Jepara|Pati|Rembang|Blora|Grobogan|Salatiga|Boyolali|Klaten|Sukoharjo"
    "|Surakarta|Solo|Karanganyar|Sragen|Wonogiri|Magelang|Temanggung|Wonosobo|Purworejo|Kebumen|Cilacap|Banyumas"
    "|Purwokerto|Purbalingga|Banjarnegara|Cirebon|Bandung|Surabaya|Slawi"
)
_WIDER = re.compile(
    r"\bIndonesia\b|\b(?:(?:se|seluruh |di |wilayah |pelosok )-?\s?(?:Indonesia|Nusantara|[Tt]anah [Aa]ir)"
    r"|(?i:(?:tingkat|secara|seluruh|se-?) ?(?:nasional|provinsi|regional))"
    r"|(?:ber)?skala nasional|[Pp]rovinsi ini|[Nn]asional(?= (?:sebanyak|mencapai|ada))|seantero (?:Indonesia|negeri)"
    r"|(?:eks[- ]?)?[Kk]aresidenan Pekalongan|pantura(?: barat)?|Pantura(?: Barat)?"
    r"|(?:across|in|throughout|all over) (?:the country|Indonesia|the nation)|(?i:nationwide|nationally))\b"
)
_OTHER = re.compile(rf"\b(?:se-?\s?|[Pp]rovinsi |province of )?(?:{_PROVINCES}|{_CITIES})\b(?!\s+(?:Pos|Ekspres))")
_SHAPE = re.compile(
    r"\b(?:Kabupaten|Kab\.|Kota|Provinsi|Kecamatan|Kec\.|Desa|Kelurahan|Karesidenan)\s+"
    r"(?!dan\b|Administrasi\b|Perisai\b)(?P<name>[A-Z]\w+)"
)
_KINDS = re.compile(
    r"\b(?:ke)?(?P<count>satu|sebuah|one|dua|tiga|empat|lima|two|three|four|five|\d)\s+(?:(?P<kabupaten>kabupaten|regencies)"
    r"|(?P<kota>kota|cit(?:y|ies)))\b(?!/)",
    re.IGNORECASE,
)
"""All of a kind: "tiga kabupaten" of a branch that has three."""

_ACROSS = re.compile(
    r"\b(?:dari|mulai|from)\s(?:(?!\d)[\w-]+\s){0,6}?(?:sampai|hingga|to)\s(?:(?!\d)[\w-]+[\s,]*){1,6}?(?=,|$|\bdi\b|\bin\b)",
    re.IGNORECASE,
)
"""From one end of the area to the other: "dari Pemalang di barat sampai Batang di timur" is all of it."""

_DATELINE = re.compile(r"^\W*(?:[A-Z]\w+ ){0,2}[A-Z]\w+,\s+\(?\d{1,2}(?:/| [A-Z])")


_NEIGHBOUR = re.compile(
    r"\b(?:(?:ber|ter)batasan(?: langsung)? dengan|bertetangga(?:an)? dengan|berdekatan dengan|tetangga|dekat"
    r"|arah|menuju"
    r"|jalur|border(?:s|ing)?(?: on)?|next to|near|towards?)\s+$",
    re.IGNORECASE,
)
"""What makes a place one beside which another lies, of which nothing is said."""


def mentions(text: str, release: Release) -> list[tuple[int, str]]:
    """Where each place is named, by code; one that is none of the branch's by its name after "?".

    A bare name counts where only one place has it and it is no branch's, office's or official's.
    """
    own = list(_own(text, release))
    ends = [(start, end) for start, end, _ in own]
    for pattern in (_WIDER, _SHAPE, _OTHER):
        for match in pattern.finditer(text):
            free = all(match.end() <= start or match.start() >= end for start, end in ends)
            before = text[: match.start()]
            elsewhere = bool(_BRANCH.search(before)) and match[0] not in release.branch
            if free and not _is_ours(match, release) and (elsewhere or not _NOT_A_PLACE.search(before)):
                ends.append(match.span())
                own.append((*match.span(), f"?{match[0].strip()}"))
    for match in _KINDS.finditer(text):
        kind = ("Kota", "City") if match["kota"] else ("Kabupaten", "Regency")
        alike = [code for code, name in release.places if any(one in name for one in kind)]
        if len(alike) == _count(match["count"]):
            own += [(match.end(), match.end(), code) for code in alike]
    dateline = _DATELINE.match(text)
    across = _ACROSS.finditer(text)
    skipped = [(0, dateline.end())] if dateline else []
    skipped += [one.span() for one in across if sum(one.start() < start < one.end() for start, _, _ in own) > 1]
    return sorted((at, code) for at, _, code in own if not any(start <= at < end for start, end in skipped))


def names_one(text: str, release: Release, codes: Collection[str]) -> bool:
    """Whether it names one of these places, also as an official's: "Bupati Batang"."""
    bare = [_KIND.sub("", name) for _, name in release.places]
    for code, name in release.places:
        short = _KIND.sub("", name)
        official = "Wali ?[Kk]ota|Mayor of" if "Kota" in name or "City" in name else "Bupati|Regent of"
        spellings = [
            re.escape(name),
            rf"(?:{official}) {short}",
            *([rf"(?<!Cabang ){short}"] if bare.count(short) == 1 else []),
        ]
        if code in codes and re.search(rf"\b(?:{'|'.join(spellings)})\b", text):
            return True
    return False


def _count(word: str) -> int:
    if word.lower() == "sebuah":
        return 1
    return int(word) if word.isdigit() else int(next(spelled(word)).value)


def _is_ours(match: re.Match, release: Release) -> bool:
    name = match.groupdict().get("name")
    return bool(name) and any(name in place.split() for _, place in release.places) and "Kota" not in match[0][:3]


def _own(text: str, release: Release) -> Iterator[tuple[int, int, str]]:
    bare = [_KIND.sub("", name) for _, name in release.places]
    for code, name in release.places:
        short = _KIND.sub("", name)
        kind = re.escape(name.replace(short, "").strip())
        spellings = [re.escape(name)]
        if release.language == "id":
            spellings += [rf"Kab(?:\.|upaten)?\s?/\s?Kota {short}", rf"Kab(?:upaten)? dan Kota {short}"]
            spellings += [rf"Kab\.? {short}"] if kind == "Kabupaten" else []
        if bare.count(short) == 1:
            spellings.append(re.escape(short))
        for match in re.finditer(rf"(?<!\w)(?:{'|'.join(spellings)})(?!\w)", text, re.IGNORECASE):
            before = text[: match.start()]
            if not (_NOT_A_PLACE.search(before) or _NEIGHBOUR.search(before)):
                yield *match.span(), code
