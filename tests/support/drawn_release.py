"""A press release of drawn figures: the article's, with targets, places and a period before that it does not have."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

import polars as pl
import pytest

from dashboard.briefing.release.release import Release, release
from dashboard.briefing.review.review import Finding, check
from dashboard.language.words import words_in
from dashboard.view import cache
from dashboard.view.address import Choice
from dashboard.view.view import View
from queries import branches, flows, rules, targets
from queries.branches import Holding
from queries.figures import figures
from queries.periods import Period
from queries.press.gate import TWINS
from queries.published import references
from queries.rules import Rule
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
PUBLISHED = (("received", 114_000_000, 1_000_000), ("acquired", 1_313, 1), ("agents_listed", 32, 1), ("offices", 10, 1))
RULE = Rule(3, 6, True)
NAMES = {"AB0001": "Siti Aminah", "AB0002": "Slamet", "AB0003": "Budi Santoso"}


@dataclass(frozen=True)
class World:
    """What the queries answer. None is withheld from the press; `target` without a measure has none."""

    figures: dict[str, int | None] = field(default_factory=lambda: dict(FIGURES))
    before: dict[str, int | None] = field(default_factory=lambda: dict(BEFORE))
    targets: dict[str, int] = field(default_factory=lambda: dict(TARGETS))
    areas: dict[str, int | None] = field(default_factory=lambda: dict(AREAS))
    published: tuple[tuple[str, int, int], ...] = PUBLISHED
    rule: Rule = RULE
    period: str = "2019-S1"
    language: str = "id"
    press: bool = False
    demo: bool = False
    last_complete: date = date(2019, 6, 1)
    wilayah: tuple[str, ...] | None = None
    offices: tuple[str, ...] | None = None
    sectors: tuple[str, ...] | None = None

    def view(self) -> View:
        """The view of the drawn branch."""
        holding = Holding("PKL", "Pekalongan", self.demo, 7, date(2018, 1, 1), self.last_complete, self.last_complete)
        period = Period.parse(self.period)
        only = {"wilayah": self.wilayah, "offices": self.offices, "sectors": self.sectors}
        viewer = viewer_of(branch="PKL")
        scope = viewer.scope(period, self.last_complete, **only)
        return View(words_in(self.language), viewer, holding, scope, Choice(), press=self.press)

    def answer(self, question: Callable, scope, *more):
        """What `cache.ask` answers in this world."""
        question = QUESTIONS.get(question, question)
        now = scope.period == Period.parse(self.period)
        inside = [code for code in PLACES if scope.wilayah is None or code in scope.wilayah]
        match getattr(question, "__name__", ""):
            case "figures":
                return self.figures
            case "totals":
                return self.figures if now else self.before
            case "target":
                return self.targets.get(more[0])
            case "offices":
                return [
                    {
                        "office": f"Kantor Perisai {n}",
                        "wilayah_code": one,
                        "wilayah": PLACES[one][0],
                        "kind": PLACES[one][1],
                    }
                    for n, one in enumerate(inside, 1)
                ]
            case "by_wilayah":
                rows = [(one, *PLACES[one], self.areas[one]) for one in inside]
                types = {"code": pl.String, "label": pl.String, "kind": pl.String, "acquired": pl.Int64}
                return pl.DataFrame(rows, types, orient="row")
            case "compared":
                return self._compared()
            case "in_force":
                return self.rule
            case "agent_names":
                return NAMES
        raise AssertionError(f"nobody drew {question}")

    def _compared(self) -> pl.DataFrame:
        rows = [(name, value, step, self.figures[name], "ANTARA, Juli 2019") for name, value, step in self.published]
        types = {
            "metric": pl.String,
            "value": pl.Int64,
            "rounding": pl.Int64,
            "computed": pl.Int64,
            "source": pl.String,
        }
        return pl.DataFrame(rows, types, orient="row")

    def release(self, monkeypatch: pytest.MonkeyPatch, embargo=None, on: date | None = ON) -> Release:
        """The release of this world."""
        with monkeypatch.context() as patched:
            patched.setattr(
                cache, "ask", lambda _url, _version, question, scope, *more: self.answer(question, scope, *more)
            )
            return release(self.view(), on, embargo)


QUESTIONS = {twin: question for question, twin in TWINS.items()}
"""What the press gate makes of a question, by the question."""

ASKED = (flows.totals, flows.by_wilayah, figures, targets.target, references.compared, rules.in_force, branches.offices)
"""The questions that a press release asks: drawn above by their names."""


def drawn(monkeypatch: pytest.MonkeyPatch, language: str = "id", **changes) -> Release:
    """The release of the drawn figures, some of them changed."""
    return replace(World(language=language), **changes).release(monkeypatch)


def refusals(release: Release) -> list[Finding]:
    """What is wrong with a release as it was written, fields to fill in apart."""
    return [
        one
        for paragraph in release.paragraphs
        for one in check(paragraph.text, release, words_in(release.language))
        if one.kind != "blank"
    ]
