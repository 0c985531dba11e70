"""How a briefing's slides tell it: six that are told, then an appendix; and in which order each is read aloud."""

import io

import pytest
from pptx import Presentation

from dashboard.briefing.documents import prose
from dashboard.briefing.documents.pptx.slides import slides
from dashboard.briefing.pack import Pack
from dashboard.language.words import LANGUAGES, words_in
from tests.support.briefing_pack import plain, sample


def opened(pack: Pack):
    return Presentation(io.BytesIO(slides(pack, words_in(pack.language))))


@pytest.fixture(scope="module", params=LANGUAGES)
def briefing(request: pytest.FixtureRequest):
    """The sample and its slides."""
    pack = sample(request.param)
    return pack, opened(pack)


def titled(deck) -> list[str]:
    return [slide.shapes.title.text_frame.text.replace("\xa0", " ") for slide in deck.slides]


def test_six_slides_tell_the_briefing_and_all_else_is_an_appendix(briefing) -> None:
    """The answer comes first, then the numbers, then the first four figures in the order in which they were chosen."""
    pack, deck = briefing
    w, titles = words_in(pack.language), titled(deck)
    assert titles[0] == next(one.text for one in pack.release if one.kind == "title")
    lead = next(prose.dateline(one.text)[1] for one in pack.release if one.kind == "lead")
    assert lead.replace("\xa0", " ") in [
        one.text_frame.text.replace("\xa0", " ") for one in deck.slides[0].placeholders
    ]
    figures = [one.title for one in pack.exhibits]
    assert titles[1:7] == [w("slides.numbers"), *figures[:4], w("slides.appendix")]
    assert titles[7:12] == [w("slides.more_numbers"), *figures[4:]]
    tables = [w("slides.table", title=title) for title in figures]
    assert titles[12 : 12 + len(tables)] == tables
    assert len(titles) == len(set(titles))
    listed = deck.part._element.xpath(".//*[local-name()='section']")
    assert [(one.get("name"), len(one[0])) for one in listed] == [
        (w("slides.briefing"), 6),
        (w("slides.appendix"), len(titles) - 6),
    ]


def test_without_a_headline_the_briefings_title_stands_first_and_each_number_on_one_slide() -> None:
    pack = plain("id")
    deck = opened(pack)
    assert titled(deck)[:3] == [pack.title, words_in("id")("slides.numbers"), pack.exhibits[0].title]
    cards = [shape.name for slide in list(deck.slides)[1:7] for shape in slide.shapes]
    assert [cards.count(one.label) for one in pack.numbers] == [1] * len(pack.numbers)
    main = {"acquired", "received", "agents_listed", "acquired_target_reached"}
    first = {shape.name for shape in deck.slides[1].shapes}
    assert {one.metric for one in pack.numbers if one.label in first} == main


def test_a_slide_is_read_from_its_title_to_its_number(briefing) -> None:
    pack, deck = briefing
    for slide in deck.slides:
        names = [one.name.rstrip(" 0123456789") for one in slide.shapes if one.name != "Accent"]
        assert names[0] == "Title", names
        late = [name for name in names if name in ("Stamp", "Foot", "Trace code", "QR", "Demo", "Number")]
        assert late == sorted(late, key=("Stamp", "Foot", "Trace code", "QR", "Demo", "Number").index), names
        assert names.index("Stamp") <= 2
        assert names[-1] == "Number"
    content = [[one.name for one in slide.shapes] for slide in deck.slides]
    drawn = next(names for names in content if pack.exhibits[0].id in names)
    assert drawn.index(pack.exhibits[0].id) == 3
