"""Which sectors the words of a press text name, by their name or by a word of it ("RT", "batik")."""

import re
from collections.abc import Iterator

from dashboard.briefing.release.derived import sector_of
from dashboard.briefing.release.release import Release
from dashboard.language.words import words_in

_LONG = re.compile(r"\b(?!peserta|pengurus|buruh|harian|lainnya)\w{4,}|\bRT\b", re.IGNORECASE)


_ONLINE = re.compile(
    r"\b(?:ojek (?:daring|online)|ojol|(?:online|app-based) motorcycle taxis?|ride-hailing)\b", re.IGNORECASE
)
"""The drivers of both platforms together."""


def sectors(text: str, release: Release) -> Iterator[tuple[int, str]]:
    """Where each sector is named, in order."""
    known = {name for claim in release.known if (name := sector_of(claim))}
    online = [match.start() for match in _ONLINE.finditer(text)]
    yield from ((at, name) for at in online for name in ("Gojek", "Grab") if name in known)
    text = _ONLINE.sub(lambda match: "\0" * len(match[0]), text)
    yield from sorted((match.start(), name) for name in known for match in _pattern(name, release).finditer(text))


def written_over(text: str, release: Release) -> str:
    """The text, as long, with a line in the place of each sector's name."""
    for name in {name for claim in release.known if (name := sector_of(claim))}:
        text = _pattern(name, release).sub(lambda match: "_" * len(match[0]), text)
    return text


def _pattern(sector: str, release: Release) -> re.Pattern[str]:
    inside = words_in(release.language).sector_inside(sector)
    spellings = sorted({inside, *_LONG.findall(inside)}, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(re.escape(one) for one in spellings)})", re.IGNORECASE)
