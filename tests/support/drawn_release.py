"""A press release of drawn figures: the article's, with targets, places and a period before that it does not have."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from dashboard.briefing.answers import BriefingAnswers, Captions, PublishedFigure
from dashboard.briefing.release.release import Release, release
from dashboard.briefing.review.review import Finding, check
from dashboard.language.words import words_in
from dashboard.view import captions
from dashboard.view.address import Choice
from dashboard.view.view import View
from queries.branches import Holding
from queries.completeness import Completeness
from queries.periods import Period
from queries.rules import Reading, Rule
from tests.support.viewers import viewer as viewer_of

ON = date(2019, 7, 25)
PLACES = {
    "33.25": ("Batang", "kabupaten"),
    "33.26": ("Pekalongan", "kabupaten"),
    "33.27": ("Pemalang", "kabupaten"),
    "33.75": ("Pekalongan", "kota"),
}
FIGURES = {
    "acquired": 1_313,
    "received": 113_702_400,
    "received_from_new": 91_812_000,
    "received_from_earlier": 21_890_400,
    "offices": 10,
    "agents_listed": 32,
    "agents_active": 22,
    "agents_slowing": 5,
    "agents_dormant_retained": 5,
    "agents_due_for_removal": 0,
    "agents_removed": 1,
}
BEFORE = {
    "acquired": 1_572,
    "received": 65_836_800,
    "received_from_new": 60_000_000,
    "received_from_earlier": 5_836_800,
}
TARGETS = {"acquired": 1_200, "received": 107_213_000}
AREAS = {"33.25": 378, "33.26": 423, "33.27": 262, "33.75": 250}
SECTORS = {"Pedagang": 402, "Gojek": 305, "Nelayan": 298, "Pengurus RT/RW": 96, "Grab": None, "Lainnya": 120, "-": 92}
PUBLISHED = (("received", 114_000_000, 1_000_000), ("acquired", 1_313, 1), ("agents_listed", 32, 1), ("offices", 10, 1))
RULE = Rule(3, 6, Reading.RUNS)
NAMES = {"AB0001": "Siti Aminah", "AB0002": "Slamet", "AB0003": "Budi Santoso"}


@dataclass(frozen=True)
class World:
    """What the queries answer. None is withheld from the press; `target` without a measure has none. `published`:
    metric, value, rounding, and True for one that the branch issued."""

    figures: dict[str, int | None] = field(default_factory=lambda: dict(FIGURES))
    before: dict[str, int | None] = field(default_factory=lambda: dict(BEFORE))
    targets: dict[str, int] = field(default_factory=lambda: dict(TARGETS))
    areas: dict[str, int | None] = field(default_factory=lambda: dict(AREAS))
    published: tuple[tuple, ...] = PUBLISHED
    sector_people: dict[str, int | None] = field(default_factory=lambda: dict(SECTORS))
    rule: Rule = RULE
    period: str = "2019-S1"
    language: str = "id"
    press: bool = False
    demo: bool = False
    last_complete: date = date(2019, 6, 1)
    wilayah: tuple[str, ...] | None = None
    offices: tuple[str, ...] | None = None
    sectors: tuple[str, ...] | None = None
    doubtful: bool = False
    missing: str = ""

    def view(self) -> View:
        """The view of the drawn branch."""
        first, last = date(2018, 1, 1), self.last_complete
        known = Completeness((("participants", first), ("contributions", first)), last)
        holding = Holding("PKL", "Pekalongan", self.demo, 7, first, last, last, known)
        period = Period.parse(self.period)
        only = {"wilayah": self.wilayah, "offices": self.offices, "sectors": self.sectors}
        viewer = viewer_of(branch="PKL")
        scope = viewer.scope(period, self.last_complete, **only)
        return View(words_in(self.language), viewer, holding, scope, Choice(), press=self.press)

    def answers(self) -> BriefingAnswers:
        """What the database would answer; the numbers on cards are not drawn."""
        view, period = self.view(), Period.parse(self.period)
        closed = view.scope.as_of is not None
        places = {code: PLACES[code] for code in PLACES if self.wilayah is None or code in self.wilayah}
        named = {code: view.words.wilayah(*PLACES[code]) for code in PLACES}
        before = view.before() if closed else None
        return BriefingAnswers(
            words=view.words,
            holding=view.holding,
            scope=view.scope,
            press=self.press,
            captions=self._captions(view, [named[code] for code in places]),
            anything=True,
            moment=None,
            figures=self.figures,
            targets=self.targets,
            before=(before.scope, self.before if before.scope.period != period else self.figures) if before else None,
            areas={code: self.areas[code] for code in places},
            published=self._published() if closed else (),
            places={code: named[code] for code in places},
            everywhere=named,
            offices=frozenset(f"Kantor Perisai {n}" for n in range(1, len(PLACES) + 1)),
            agents=frozenset(NAMES.values()),
            rule=self.rule if closed else None,
            doubtful=self.doubtful,
            sectors=self.sector_people if self.sectors is None else {},
            least=((date(2014, 1, 1), 16_800), (date(2020, 8, 1), 168)),
        )

    def _captions(self, view: View, places: list[str]) -> Captions:
        offices = [f"Kantor Perisai {n}" for n in range(1, len(places) + 1)] if self.offices else places
        everywhere = view.words("figures.scope.everywhere")
        return Captions(
            places=view.words.join(offices) if self.offices or self.wilayah else everywhere,
            sectors=captions.sectors(view),
            scope="",
            source=captions.source(view),
            as_of=captions.as_of(view),
            breaks=captions.breaks(view.words, view.scope),
            stem="taklimat",
            missing=self.missing,
        )

    def _published(self) -> tuple[PublishedFigure, ...]:
        return tuple(
            PublishedFigure(name, value, step, self.figures[name], "ANTARA, Juli 2019", bool(own))
            for name, value, step, *own in self.published
        )

    def release(self, embargo: datetime | None = None, on: date | None = ON) -> Release:
        """The release of this world."""
        return release(self.answers(), on, embargo)


def drawn(language: str = "id", **changes: Any) -> Release:
    """The release of the drawn figures, some of them changed."""
    return replace(World(language=language), **changes).release()


def refusals(release: Release) -> list[Finding]:
    """What is wrong with a release as it was written, fields to fill in apart."""
    return [
        one
        for paragraph in release.paragraphs
        for one in check(paragraph.text, release, words_in(release.language))
        if one.kind != "blank"
    ]
