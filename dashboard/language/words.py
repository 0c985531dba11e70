"""Indonesian and English: texts from `locales/<language>/<area>.toml`, and how numbers and dates are written."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType

from dashboard.language import formats
from dashboard.language.formats import Number
from dashboard.settings import ROOT
from queries.periods import JAKARTA, Period
from queries.press.threshold import LEAST_PEOPLE

LANGUAGES = ("id", "en")
"""Indonesian first."""

FOLDER = ROOT / "dashboard" / "locales"


PROPER = frozenset({"Gojek", "Grab"})
"""The sectors that are called by a name of their own."""


class TextError(LookupError):
    """A text, or a value that it needs, is missing; the message says which."""


def texts(language: str, folder: Path = FOLDER) -> dict[str, str]:
    """Every text of a language by its key `area.key`. Raises TextError where a value is no text.

    `{least}` in a text is the number of people from which a number may leave for the press.
    """
    flat: dict[str, str] = {}
    for file in sorted((folder / language).glob("*.toml")):
        _flatten(file.stem, tomllib.loads(file.read_text(encoding="utf-8")), flat)
    return {key: text.replace("{least}", str(LEAST_PEOPLE)) for key, text in flat.items()}


def _flatten(prefix: str, table: Mapping[str, object], into: dict[str, str]) -> None:
    for name, value in table.items():
        key = f"{prefix}.{name}"
        if isinstance(value, Mapping):
            _flatten(key, value, into)
        elif isinstance(value, str):
            into[key] = value
        else:
            raise TextError(f"{key} is no text: write it between quotation marks")


@lru_cache
def words_in(language: str) -> "Words":
    """The words of a language, read once. Raises TextError where there is no such language."""
    if language not in LANGUAGES:
        raise TextError(f"no language {language!r}; use one of {', '.join(LANGUAGES)}")
    return Words(language, MappingProxyType(texts(language)))


@dataclass(frozen=True)
class Words:
    """One language and its formats. Two of the same language are equal, so that it may be part of a cache's key.

    Every number's format answers None and NaN, a figure that does not exist, with a dash.
    """

    language: str
    _texts: Mapping[str, str] = field(repr=False, compare=False)

    def __call__(self, key: str, /, **values: str) -> str:
        """The text `area.key`, its placeholders filled with values that are formatted already.

        Raises TextError when there is no such text or a placeholder gets no value, TypeError when a value is no
        text: the number 1313 would otherwise be shown as 1313 in both languages.
        """
        if key not in self._texts:
            raise TextError(f"no text {key!r} in {self.language}: add it to dashboard/locales")
        raw = [name for name, value in values.items() if not isinstance(value, str)]
        if raw:
            raise TypeError(f"{key!r}: format {', '.join(raw)} first, with words.number() or its like")
        try:
            return self._texts[key].format_map(values)
        except KeyError as missing:
            raise TextError(f"{key!r} needs a value for {missing}") from None

    def number(self, n: Number | None) -> str:
        """A count, rounded to a whole number: 1.313 (id), 1,313 (en)."""
        return formats.decimal(self.language, n, 0)

    def decimal(self, x: Number | None, digits: int = 1) -> str:
        """A number with exactly so many decimals: 6,5 (id), 6.5 (en)."""
        return formats.decimal(self.language, x, digits)

    def percent(self, ratio: Number | None, digits: int = formats.PERCENT_DECIMALS) -> str:
        """A ratio as per cent: 0.6998 is 69,98% (id), 69.98% (en); 0% and 100% only where it is."""
        return formats.decimal(self.language, ratio, formats.percent_decimals(ratio, digits), percent=True)

    def percent_short(self, ratio: Number | None) -> str:
        """A ratio as per cent where there is little room: 69,9%."""
        return self.percent(ratio, formats.SHORT_DECIMALS)

    def rupiah(self, n: Number | None) -> str:
        """Whole rupiah: Rp113.702.400 (id), Rp113,702,400 (en)."""
        return formats.rupiah(self.language, n)

    def rupiah_short(self, n: Number | None) -> str:
        """From a million upwards to one decimal, not written where it is zero: Rp113,7 juta, Rp114 juta, Rp36.800."""
        short = formats.scaled(n)
        if short is None:
            return self.rupiah(n)
        amount, scale = short
        text = formats.decimal(self.language, abs(amount), 0 if amount == int(amount) else formats.SHORT_DECIMALS)
        return ("-" if amount < 0 else "") + self(f"base.rupiah.{scale.name}", amount=text)

    def count(self, noun: str, n: int | None) -> str:
        """A number with its noun (see `noun` in base.toml): 32 agen (id), 1 agent (en)."""
        return self(f"base.noun.{noun}.{'one' if n == 1 else 'other'}", n=self.number(n))

    def spelled(self, n: int) -> str:
        """A small number as prose has it, which EYD spells where one or two words do: lima, dua belas; else digits."""
        return self._texts.get(f"base.small.{n}", self.number(n))

    def count_spelled(self, noun: str, n: int) -> str:
        """A small number in words with its noun: lima agen (id), five agents (en)."""
        return self(f"base.noun.{noun}.{'one' if n == 1 else 'other'}", n=self.spelled(n))

    def change(self, new: Number | None, old: Number | None) -> str:
        """How a figure stands to an earlier one, as per cent of it with a sign: +4,2%.

        In words where per cent would mislead: no earlier figure, nothing earlier, unchanged, under a tenth of 1%.
        """
        now, before = formats.exact(new), formats.exact(old)
        if now is None or before is None:
            return self("base.change.none")
        if now == before:
            return self("base.change.same")
        if before == 0:
            return self("base.change.from_zero")
        ratio = (now - before) / abs(before)
        if formats.rounded(ratio, 3) == 0:
            return self(
                f"base.change.{'little_more' if ratio > 0 else 'little_less'}", smallest=self.percent_short(0.001)
            )
        return ("+" if ratio > 0 else "") + self.percent_short(ratio)

    def day(self, value: date) -> str:
        """30 Juni 2019 (id), 30 June 2019 (en)."""
        return formats.day(self.language, value, "d MMMM y")

    def day_short(self, value: date) -> str:
        """30 Jun 2019, where there is little room."""
        return formats.day(self.language, value, "d MMM y")

    def moment(self, at: datetime) -> str:
        """A moment of the database (UTC) in the branch's clock: 25 Juli 2019 14.05 WIB."""
        local = at.replace(tzinfo=UTC).astimezone(JAKARTA)
        return self("base.moment", day=self.day(local.date()), hour=f"{local:%H}", minute=f"{local:%M}")

    def month(self, value: date) -> str:
        """Juni 2019 (id), June 2019 (en)."""
        return formats.day(self.language, value, "MMMM y")

    def month_short(self, value: date) -> str:
        """Agu 2019 (id), Aug 2019 (en)."""
        return formats.day(self.language, value, "MMM y")

    def period(self, period: Period) -> str:
        """A period inside a sentence: semester I 2019, triwulan II 2019 (id), Q2 2019 (en)."""
        first, year = period.first, f"{period.first:%Y}"
        match period.kind:
            case "semester":
                return self(f"base.period.semester_{1 if first.month == 1 else 2}", year=year)
            case "quarter":
                return self(f"base.period.quarter_{(first.month + 2) // 3}", year=year)
            case "year":
                return self("base.period.year", year=year)
            case "month":
                return self.month(first)
        same_year = first.year == period.last.year
        start = formats.day(self.language, first, "MMMM") if same_year else self.month(first)
        return self("base.period.run", first=start, last=self.month(period.last))

    def capital(self, text: str) -> str:
        """The text with a capital first letter, to begin a sentence with."""
        return text[:1].upper() + text[1:]

    def sector(self, name: str) -> str:
        """A sector as stored; one that base.toml does not know stays as the branch wrote it."""
        return self._texts.get(f"base.sector.{name}", name)

    def sector_inside(self, name: str) -> str:
        """A sector inside a sentence, without what explains it: nelayan, pengurus RT/RW; Gojek and Grab are names."""
        text = self.sector(name).partition(" (")[0]
        return text if name in PROPER else text[:1].lower() + text[1:]

    def wilayah(self, name: str, kind: str) -> str:
        """A kabupaten or kota with its kind, without which Pekalongan is two: Kota Pekalongan, Pekalongan City."""
        return self(f"base.wilayah.{kind}", name=name)

    def status(self, code: str) -> str:
        """An agent's status, from its code (active, slowing, dormant_retained, due_for_removal, removed)."""
        return self(f"base.status.{code}")

    def join(self, items: Iterable[str]) -> str:
        """A dan B, A, B, dan C (id: EYD has the comma), A, B and C (en)."""
        *start, last = list(items) or [""]
        key = "more" if len(start) > 1 else "and"
        return self(f"base.list.{key}", start=", ".join(start), last=last) if start else last

    @cached_property
    def vega_locale(self) -> dict[str, dict]:
        """`number` and `time` for alt.Locale."""
        return formats.vega_locale(self.language)
