"""An edited press release: what stands, what follows the choice, and what is said where the draft below changed."""

import pytest

from dashboard.briefing.pack import Paragraph
from dashboard.briefing.release.edited import with_edit, without, written
from queries.published.drafts import Edit

LEAD = Paragraph("lead", "Batang, 25 Juli 2019 – Sebanyak 1.313 peserta.")
FIGURES = (Paragraph("figures", "Akuisisi.", 0), Paragraph("figures", "Iuran.", 1))


def one(paragraph: Paragraph, *edits: Edit, **standing: str):
    ((found,), _) = written([paragraph], edits, standing)
    return found.paragraph.text, found.edited, found.outdated


OWN = "Batang, 25 Juli 2019 – Teks sendiri."


@pytest.mark.parametrize(
    ("now", "text", "outdated"),
    [
        (LEAD.text, OWN, False),
        ("Batang, 26 Juli 2019 – Sebanyak 1.313 peserta.", "Batang, 26 Juli 2019 – Teks sendiri.", False),
        ("Batang, 25 Juli 2019 – Sebanyak 1.314 peserta.", OWN, True),
        ("Batang, 25 Juli 2019 – Teks sendiri.", OWN, False),  # it has become what somebody wrote
    ],
    ids=["same", "another day", "another number", "what was written"],
)
def test_an_edit_stands_whatever_is_chosen_and_says_where_the_text_below_changed(now, text, outdated) -> None:
    edit = Edit("lead", 0, LEAD.text, OWN)
    assert one(Paragraph("lead", now), edit) == (text, text != now, outdated)


def test_a_place_and_day_that_somebody_wrote_stay() -> None:
    edit = Edit("lead", 0, LEAD.text, "Pemalang, 1 Agustus 2019 – Teks sendiri.")
    assert one(Paragraph("lead", "Batang, 26 Juli 2019 – Sebanyak 1.313 peserta."), edit)[0] == edit.text


def test_an_edit_stays_with_its_paragraph_and_is_given_back_where_that_is_gone() -> None:
    edits = [Edit("figures", 1, "Iuran.", "Uang."), Edit("figures", 2, "Agen.", "Para agen.")]
    every, gone = written(FIGURES, edits, {})
    assert [found.paragraph.text for found in every] == ["Akuisisi.", "Uang."]
    assert gone == (edits[1],)


def test_the_line_of_the_embargo_follows_the_choice() -> None:
    line = Paragraph("release", "EMBARGO")
    assert one(line, Edit("release", 0, "Untuk disiarkan segera", "Untuk disiarkan segera!")) == (
        "EMBARGO",
        False,
        False,
    )


def test_a_standing_text_begins_the_next_one_until_somebody_goes_back() -> None:
    quotation = Paragraph("quotation", "[kutipan]")
    standing = {"quotation": "“Terima kasih.”"}
    (found,), _ = written([quotation], (), standing)
    assert (found.paragraph.text, found.edited) == ("“Terima kasih.”", True)
    back = without((), [found], standing)
    assert one(quotation, *back, **standing) == ("[kutipan]", False, False)
    own = with_edit(back, found, "“Lain.”")
    assert one(quotation, *own, **standing) == ("“Lain.”", True, False)
    assert without(own, [found], {}) == ()
