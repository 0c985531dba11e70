"""The press release of figures of all sizes: always clean, and every number in it one of the figures."""

import re
import shutil
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.briefing.answers import gather
from dashboard.briefing.release.release import release
from dashboard.briefing.review.match import nearest
from dashboard.briefing.review.numerals import spot
from dashboard.briefing.review.review import Severity, check
from dashboard.briefing.review.sentences import sentences
from dashboard.language.words import LANGUAGES, words_in
from dashboard.settings import Settings
from dashboard.view import cache
from dashboard.view.address import Choice
from dashboard.view.view import View
from queries.periods import Period
from queries.sectors import KNOWN
from tests.support.drawn_release import FIGURES, PLACES, World, refusals
from tests.support.viewers import viewer as viewer_of


@st.composite
def drawn_worlds(draw: st.DrawFn) -> World:
    """Figures of all sizes: nothing, one, below five, halves of a million, trillions."""
    count = st.sampled_from([0, 1, 2, 4, 5, 99, 1_313, 1_999, 2_019]) | st.integers(0, 10_000_000)
    money = st.sampled_from([0, 1, 999_999, 1_050_000, 999_950_000, 113_650_000]) | st.integers(0, 9 * 10**12)
    areas = {code: draw(count) for code in PLACES}
    parts = {"received_from_new": draw(money), "received_from_earlier": draw(money)}
    states = {name: draw(count) for name in FIGURES if name.startswith("agents_") and name != "agents_listed"}
    listed = sum(states.values()) - states["agents_removed"]
    flows = {"acquired": sum(areas.values()), "received": sum(parts.values()), **parts}
    before = {"acquired": draw(count), "received": draw(money)}
    some = st.sets(st.sampled_from(["acquired", "received"]))
    targets = {name: draw(st.integers(1, 10**12 if name == "received" else 10**6)) for name in draw(some)}
    published = tuple((name, flows[name], 1) for name in draw(some))
    sectors = draw(st.dictionaries(st.sampled_from(sorted(KNOWN)), count | st.none()))
    return World(
        figures={**flows, "offices": draw(count), **states, "agents_listed": listed},
        before=before,
        targets=targets,
        areas=areas,
        sector_people=sectors,
        published=published,
        language=draw(st.sampled_from(["id", "en"])),
        period=draw(st.sampled_from(["2019-S1", "2019-Q2", "2019-05", "2019", "2019-02..2019-04"])),
        last_complete=draw(st.sampled_from([date(2019, 6, 1), date(2019, 5, 1), date(2020, 1, 1)])),
        demo=draw(st.booleans()),
    )


@settings(max_examples=12)
@given(world=drawn_worlds())
def test_what_is_written_is_always_clean(world: World) -> None:
    drafted = world.release()
    assert refusals(drafted) == []
    for one in drafted.known:
        faults = [
            finding
            for finding in check(one.sentence, drafted, words_in(drafted.language))
            if finding.severity is Severity.REFUSE
        ]
        assert faults == [], one.sentence


@settings(max_examples=12)
@given(world=drawn_worlds())
def test_every_number_of_the_text_is_one_of_the_figures(world: World) -> None:
    """Read back from the text: each is a figure of the world, a target, or the percentage of two, rounded half up."""
    drafted = world.release()
    figures = world.figures
    pairs = [(figures[name], world.targets[name]) for name in world.targets]
    pairs += [
        (figures[name] - world.before[name], world.before[name])
        for name in ("acquired", "received")
        if world.before[name]
    ]
    ratios = [abs(Fraction(part * 100, whole)) for part, whole in pairs]
    amounts = [*figures.values(), *world.before.values(), *world.targets.values(), *world.areas.values()]
    amounts += [people for people in world.sector_people.values() if people]
    spotted = 0
    for paragraph in drafted.paragraphs:
        for line in sentences(paragraph.text):
            for one in spot(line, drafted.language, drafted.given):
                among = ratios if one.unit == "percent" else amounts
                step = Fraction(one.step)
                assert any(nearest(Fraction(value), step) == Fraction(one.value) for value in among), line
                spotted += 1
    assert spotted >= bool(figures["acquired"])


@pytest.fixture(scope="module")
def url(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demonstration's database, a copy."""
    folder = shutil.copytree(demo_folder, tmp_path_factory.mktemp("told") / "data")
    yield Settings(data_folder=str(folder)).url
    cache.engine(Settings(data_folder=str(folder)).url).dispose()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("period", "wilayah"),
    [("2019-S1", None), ("2019-03", None), ("2018", None), ("2019", None), ("2019-S1", ["33.25"]), ("2018", ["33.75"])],
)
def test_what_the_demonstrations_data_give_is_clean_too(
    url: str, language: str, period: str, wilayah: list[str] | None
) -> None:
    """In the linter's words and those of an editor: nothing refused, no list without its comma, no period unnamed."""
    holding, viewer, asked = cache.holding(url, ""), viewer_of(branch="DEMO"), Period.parse(period)
    known = {"missing": holding.missing, "alone": holding.alone}
    scope = viewer.scope(asked, holding.complete_in(asked), wilayah=wilayah, **known)
    view = View(words_in(language), viewer, holding, scope, Choice(), url=url, press=True)
    drafted = release(gather(view), date(2019, 7, 25))
    assert refusals(drafted) == []
    text = "\n".join(one.text for one in drafted.paragraphs)
    assert not re.search(r"mengakuisisi|periode sebelumnya|the period before|, [^,.;()]*(?<!,) dan Kota", text)
