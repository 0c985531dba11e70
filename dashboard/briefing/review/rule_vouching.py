"""What no figure vouches for: a sentence passes for what it says, not because nothing in it was recognised as wrong.

Every other rule looks for a contradiction. Here each thing that a sentence asserts is asked for the figure that
bears it out: what is counted and how it is narrowed, a rank, a way up or down, a period, a place. What has none
becomes a question.
"""

import re
from collections.abc import Callable, Iterator
from itertools import combinations

from dashboard.briefing.release.claims import Subject
from dashboard.briefing.release.derived import sector_of, sectors_of
from dashboard.briefing.release.release import Release
from dashboard.briefing.review import attribution
from dashboard.briefing.review.cues import ANY_WAY
from dashboard.briefing.review.parts import statuses
from dashboard.briefing.review.period_mentions import mentions as periods
from dashboard.briefing.review.place_mentions import mentions as places
from dashboard.briefing.review.qualifiers import narrowed
from dashboard.briefing.review.rule_alls import habit, of_all
from dashboard.briefing.review.rule_periods import earlier_of, period_of
from dashboard.briefing.review.rule_ranks import unranked
from dashboard.briefing.review.rules import Fault
from dashboard.briefing.review.statement import MONEY, Said, Statement
from dashboard.language.words import Words, words_in
from queries.periods import Period

_SURE = 100
"""A number so great that is one of ours is no other by chance, whatever the noun beside it."""

_MANY = 10
"""From so many on people are counted, and not named one by one: "beasiswa bagi dua anak"."""

_OF_THEM = re.compile(
    r"\b(?:dari (?:jumlah|angka|mereka)|di antara(?:nya)? (?:mereka|itu)?|of (?:these|them|those|that number))\b",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    r"\s+(?:orang|ahli waris|keluarga|anak|peserta|pekerja|korban|janda|families|heirs|people|children)\b", re.I
)
_BEFELL = re.compile(
    r"\b(?:berhenti(?! di)|keluar|mundur|mengundurkan|meninggal|wafat|menunggak|tertunggak|tunggakan\w*"
    r"|dinonaktifkan|hilang"
    r"|pensiun|kecelakaan|mengklaim|mengajukan klaim|mencairkan|dicairkan|ditolak|dibatalkan|batal|gugur|kabur|cerai"
    r"|left|withdrew|resigned|cancelled|died|quit|lapsed|owe|owed|arrears|retired|claimed|rejected)\b",
    re.IGNORECASE,
)
"""What else may befall people than being acquired, which no figure of ours counts."""

_OTHER_MONEY = re.compile(
    r"\b(?:denda|santunan|manfaat|klaim|beasiswa|bantuan|donasi|insentif|komisi|honor\w*|gaji|upah|laba|pajak|tabungan"
    r"|anggaran|dana desa|pinjaman|utang|tunggakan|hibah|fines?|benefits?|claims?|wages?|fees?|commissions?|incentives?"
    r"|budget|profits?|savings|arrears|debts?)\b",
    re.IGNORECASE,
)
_SPAN_WORD = re.compile(
    r"\b(?:semester|triwulan|kuartal|caturwulan|tahun|bulan|periode|quarter|half|year|month|period|semester)"
    r"\s+(?P<which>lalu|sebelumnya|kemarin|silam|berikutnya|depan|mendatang|ini|itu|I{1,3}V?|IV|lainnya?"
    r"|before|earlier|ago|next)\b"
    r"|\b(?:dalam|selama|within|in)\s+(?:sehari|semalam|seminggu|sepekan|sebulan|setahun)\b",
    re.IGNORECASE,
)
_AT = re.compile(
    r"\b(?:di|dari|se-?|in|from|across|wilayah|daerah|kawasan|warga)\s?(?P<name>[A-Z][a-z]{2,}(?:\s[A-Z][a-z]+)*)"
)
_NO_PLACE = re.compile(
    r"(?:Agen|Perisai|Pekalongan|BPJS|Kantor|Cabang|Kabupaten|Kota|Dinas|Hotel|Pendopo|Aula|Gedung|Balai|Pasar|Jalan"
    r"|Pelabuhan|Pantai|Alun|Stasiun|Terminal|Universitas|RSUD|Rumah|Bank|Transmart|Januari|Februari|Maret|April|Mei"
    r"|Juni|Juli|Agustus|September|Oktober|November|Desember|January|February|March|May|June|July|August|October"
    r"|December|Gojek|Grab|Rp|Radar|Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu|Monday|Tuesday|Wednesday|Thursday"
    r"|Friday|Saturday|Sunday|Semester|Program|Jaminan|Penggerak|Kepala|Bupati|Partner|Regency|Facebook|Instagram"
    r"|Play|Google|App|Peserta|Indonesian?|Ketenagakerjaan|Western|Ramadan|Lebaran|Jamsostek)"
)


def unvouched(statement: Statement, release: Release, words: Words, before: list[Statement]) -> Iterator[Fault]:
    """The first thing that a sentence says of the figures and that none of them bears out."""
    ours = [one for one in statement.said if one.claims]
    for look in _LOOKS:
        if figure := look(statement, ours, release, before):
            yield Fault("unvouched", "unvouched", {"figure": figure})
            return


def _narrowing(statement: Statement, ours: list[Said], release: Release, before: list[Statement]) -> str:
    """What is counted, narrowed by a word that no figure is of: "1.313 peserta perempuan"."""
    known = frozenset(
        word.lower()
        for claim in release.known
        if (name := sector_of(claim))
        for word in re.findall(r"\w+", words_in(release.language).sector_inside(name))
    )
    for one in narrowed(statement.text, known):
        start, end = statement.clause(one.start)
        if any(start <= each.numeral.start < end for each in ours):
            return one.words
    return ""


def _other_noun(statement: Statement, ours: list[Said], release: Release, before: list[Statement]) -> str:
    """A number that is one of ours, with a noun that none of ours has: "1.313 ibu hamil"."""
    exact = {int(claim.exact) for claim in release.claims if not (claim.numerator or claim.places)}
    return next(
        (
            statement.text[one.numeral.begins : one.numeral.digits + 12]
            for one in statement.said
            if one.numeral.unit == "other" and one.numeral.value >= _SURE and one.numeral.value in exact
        ),
        "",
    )


def _befell(statement: Statement, ours: list[Said], release: Release, before: list[Statement]) -> str:
    for match in _BEFELL.finditer(statement.text):
        start, end = statement.clause(match.start())
        if any(start <= one.numeral.start < end and not one.subjects & {Subject.AGENTS} for one in ours):
            return match[0]
    return ""


def _money(statement: Statement, ours: list[Said], release: Release, before: list[Statement]) -> str:
    """An amount of ours in a clause about other money."""
    for one in ours:
        if one.numeral.unit == "rupiah" and (match := _OTHER_MONEY.search(statement.text)):
            start, end = statement.clause(one.numeral.start)
            if start <= match.start() < end and not attribution.topic(statement.text[start:end]) & MONEY:
                return statement.written(one.numeral)
    return ""


def _twice(statement: Statement, ours: list[Said], release: Release, before: list[Statement]) -> str:
    """One figure said twice, as a part and as the whole or of two groups."""
    for one, other in combinations(ours, 2):
        same = {claim.key for claim in one.claims} == {claim.key for claim in other.claims}
        if (
            same
            and len({(claim.metric, claim.places) for claim in one.claims}) == 1
            and not one.derived
            and one.numeral.value == other.numeral.value
            and one.numeral.unit != "areas"
        ):
            return statement.written(other.numeral)
    return ""


def _rank(statement: Statement, ours: list[Said], release: Release, before: list[Statement]) -> str:
    apart = any(claim.metric.endswith("_gap") for one in ours for claim in one.claims)
    return "" if apart else unranked(statement, release)


def _of_nobody(statement: Statement, ours: list[Said], release: Release, before: list[Statement]) -> str:
    """A number of people, counted by what befell them: "118 ahli waris menerima santunan"."""
    for one in statement.said:
        counted = one.numeral.unit == "other" and one.numeral.value >= _MANY
        if counted and _OTHER_MONEY.search(statement.text) and _PEOPLE.match(statement.text, one.numeral.digits):
            return statement.text[one.numeral.start : one.numeral.digits]
    return ""


def _sector_of_place(statement: Statement, ours: list[Said], release: Release, before: list[Statement]) -> str:
    """The figure of a sector in a sentence about one of the places, of which nothing is known by sector."""
    behind = {code for one in before[-1:] for _, code in places(one.text, release)}
    behind = behind if len(behind) == 1 and _OF_THEM.search(statement.text) else set()
    here = list(places(statement.text, release))
    for one in ours:
        start, end = statement.clause(one.numeral.start)
        codes = {code for at, code in here if start <= at < end} or behind
        if codes and not codes >= release.inside and all(sector_of(claim) or sectors_of(claim) for claim in one.claims):
            return statement.written(one.numeral)
    return ""


def _other_people(statement: Statement, ours: list[Said], release: Release, before: list[Statement]) -> str:
    """Some of those of whom the sentence before tells, in a figure of another period than theirs."""
    if not before or not _OF_THEM.search(statement.text):
        return ""
    of_them = [one for one in before[-1].said if Subject.NEW in one.subjects]
    spans = {claim.period for one in of_them for claim in one.claims}
    now = period_of(release)
    if not spans or now in spans or now is None or periods(statement.text, now, earlier_of(release, now)):
        return ""
    return next(
        (
            statement.written(one.numeral)
            for one in ours
            if not one.derived
            and all(claim.subject is Subject.NEW and claim.period not in spans for claim in one.claims)
        ),
        "",
    )


def _way(statement: Statement, ours: list[Said], release: Release, before: list[Statement]) -> str:
    """Up or down of what has no figure of the period before."""
    match = ANY_WAY.search(statement.flat)
    topic = attribution.topic(statement.flat)
    stocks = bool(topic & {Subject.AGENTS, Subject.OFFICES}) or bool(list(statuses(statement.flat)))
    now = period_of(release)
    compared = now and any(one.compared for one in periods(statement.text, now, earlier_of(release, now)))
    return match[0] if match and stocks and compared and not topic & (MONEY | {Subject.NEW}) else ""


def _period(statement: Statement, ours: list[Said], release: Release, before: list[Statement]) -> str:
    """A span of time beside a figure that cannot be read as a period of any."""
    now = period_of(release)
    if not ours or now is None:
        return ""
    earlier = earlier_of(release, now)
    read = periods(statement.text, now, earlier)
    has = {claim.period for claim in release.known}
    sums = {Period(earlier.first, now.last)} if earlier else set()
    for match in _SPAN_WORD.finditer(statement.text):
        over = [one for one in read if one.start < match.end() and match.start() < one.end]
        which = (match["which"] or "").lower()
        if any(one.end in (match.start(), match.start() - 1) for one in read):
            continue  # "enam bulan pertama tahun ini"
        if not over and which not in ("itu", "ini", "lalu", "depan", "mendatang", "earlier", "before", "ago"):
            return match[0]
        if over and not any(one.period in has or one.period in sums for one in over):
            return match[0]
    return ""


def _place(statement: Statement, ours: list[Said], release: Release, before: list[Statement]) -> str:
    """A place that is none of those known, beside a figure."""
    if not ours:
        return ""
    known = {at for at, _ in places(statement.text, release)}
    for match in _AT.finditer(statement.text):
        at = match.start("name")
        if not _NO_PLACE.match(match["name"]) and not any(
            match.start() <= one < match.end() or one == at for one in known
        ):
            return match["name"]
    return ""


_Look = Callable[[Statement, list[Said], Release, list[Statement]], str]
_LOOKS: tuple[_Look, ...] = (
    _narrowing,
    _other_noun,
    _befell,
    _money,
    _twice,
    _of_nobody,
    _sector_of_place,
    _other_people,
    _rank,
    _way,
    _period,
    _place,
    of_all,
    habit,
)
