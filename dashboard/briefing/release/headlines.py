"""The headline of a figure as somebody edited it: it stands as long as the figure has the numbers it was written of."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from dashboard.briefing.answers import BriefingAnswers
from dashboard.briefing.release import facts
from dashboard.briefing.release.claims import Claim
from dashboard.briefing.release.release import Release
from dashboard.charts.figure import Figure
from dashboard.language.words import Words
from dashboard.view import codes
from queries.periods import Period
from queries.published.drafts import Edit

KIND = "headline."
"""What the kind of such an edit begins with; then comes the figure's id."""

LONGEST = 120
"""The most letters of a headline: in two lines of a slide there is room for these, also in a picture."""

_MEASURES = ("acquired", "received", "received_from_new", "received_from_earlier")


@dataclass(frozen=True)
class Headline:
    """A figure's headline. `figure`: as it was composed; `text`: the headline as it stands; `outdated`: what somebody
    wrote of other numbers, which therefore stands no longer, else empty."""

    figure: Figure
    text: str
    outdated: str = ""

    @property
    def edited(self) -> bool:
        """Whether it is somebody's own."""
        return self.text != self.figure.title

    def headed(self, words: Words) -> Figure:
        """The figure with this headline, also where it is described to who cannot see it."""
        if not self.edited:
            return self.figure
        kind = words(f"figures.{self.figure.id}.kind")
        alt = words("figures.alt", kind=kind, title=self.text)
        return replace(self.figure, title=self.text, alt=alt)


def headline(figure: Figure, edits: Iterable[Edit]) -> Headline:
    """The headline of a figure: as edited of these very numbers, else as it was composed."""
    edit = next((one for one in edits if one.kind == KIND + figure.id and one.text), None)
    if edit is None:
        return Headline(figure, figure.title)
    if edit.base != _numbers_of(figure):
        return Headline(figure, figure.title, edit.text)
    return Headline(figure, edit.text)


def with_headline(edits: Iterable[Edit], figure: Figure, text: str) -> tuple[Edit, ...]:
    """The edits with this headline of a figure; an empty one, or its own, puts the first one back."""
    others = tuple(one for one in edits if one.kind != KIND + figure.id)
    written = " ".join(text.split())[:LONGEST]
    if written in ("", figure.title):
        return others
    return (*others, Edit(KIND + figure.id, 0, _numbers_of(figure), written))


def figure_of(kind: str) -> str:
    """The id of the figure whose headline an edit of this kind is; empty for any other edit."""
    return kind.removeprefix(KIND) if kind.startswith(KIND) else ""


def release_of(answers: BriefingAnswers, drafted: Release, figure: Figure) -> Release:
    """What the linter of a figure's headline knows: what the press release may say, and each row of the figure."""
    known = {claim.key for claim in drafted.known}
    rows = {claim.key: claim for claim in _rows(answers, figure) if claim.key not in known}
    return replace(drafted, known=(*drafted.known, *rows.values()), rows=drafted.rows + len(rows))


def _numbers_of(figure: Figure) -> str:
    """What tells whether a figure still has the numbers that a headline was written of."""
    rows = json.dumps(codes.as_json(figure)["rows"], ensure_ascii=False)
    return f"{figure.title}\n{hashlib.sha256(f'{figure.subtitle}{rows}'.encode()).hexdigest()[:16]}"


def _rows(answers: BriefingAnswers, figure: Figure) -> Iterator[Claim]:
    """What a figure's rows say of a month or of a place, where they are no parts of sectors or statuses."""
    for row in figure.table.iter_rows(named=True):
        if row.get("running"):
            continue
        month, code = row.get("month"), row.get("code", "")
        if isinstance(month, date):
            about, place = replace(answers, scope=answers.scope.during(Period(month, month))), None
        elif code in answers.places:
            about, place = answers, facts.place_of(answers, code)
        else:
            continue
        for metric in _MEASURES:
            if row.get(metric) is not None:
                claim = facts.claim_of(about, metric, row[metric], "", place, listed=True)
                yield replace(claim, places=code) if place else claim
        if isinstance(month, date) and row.get("cumulative") is not None:
            until = Period(answers.scope.period.first, month)
            summed = replace(answers, scope=answers.scope.during(until))
            yield facts.claim_of(summed, "received", row["cumulative"], listed=True)
