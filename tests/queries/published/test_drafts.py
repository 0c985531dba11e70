"""Drafts of briefings: kept by scope and language, merged where two write, and what the next one begins with."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from queries.db.engine import writing
from queries.published import drafts
from queries.published.drafts import Draft, Edit
from seed.writes.drafts import save
from tests.support.worlds import World, put, scope_of

SCOPE = scope_of("2019-S1", date(2019, 6, 1))
AT = datetime(2019, 7, 3, 2, 30, tzinfo=UTC)
LEAD, QUOTE = (
    Edit("lead", 0, "Naskah", "Suntingan"),
    Edit("quotation", 0, "[kutipan]", "“Terima kasih,” kata Ibu Ratna."),
)
UNTIL = datetime(2019, 7, 25, 3, tzinfo=UTC)


@pytest.fixture
def branch(engine: sa.Engine) -> sa.Engine:
    with writing(engine) as conn:
        put(conn, World())
    return engine


def wrote(
    engine: sa.Engine, before: Draft, after: Draft, by: str = "Sari", at: datetime = AT, **where: object
) -> tuple[Edit, ...]:
    place = {"scope": SCOPE, "language": "id", "press": True} | where
    with writing(engine) as conn:
        return save(conn, **place, before=before, after=after, by=by, at=at)


def read(engine: sa.Engine, scope=SCOPE, language: str = "id", press: bool = True) -> Draft:
    with engine.connect() as conn:
        return drafts.draft(conn, scope, language, press)


def test_everything_that_was_chosen_and_edited_is_read_again(branch: sa.Engine) -> None:
    assert read(branch) == Draft()
    whole = Draft(("acquired_by_month",), date(2019, 7, 25), UNTIL, (LEAD, QUOTE))
    wrote(branch, Draft(), whole)
    assert read(branch) == replace(whole, edited_at=AT.replace(tzinfo=None), edited_by="Sari")
    wrote(branch, whole, replace(whole, figures=None, on=None, embargo_until=None, edits=(LEAD,)))
    assert read(branch) == Draft(None, None, None, (LEAD,), AT.replace(tzinfo=None), "Sari")


@pytest.mark.parametrize(
    "other",
    [
        {"scope": scope_of("2018-S2", date(2019, 6, 1))},
        {"scope": replace(SCOPE, wilayah=frozenset({"33.25"}))},
        {"scope": replace(SCOPE, sectors=frozenset({"Gojek"}))},
        {"press": False},
    ],
    ids=["period", "places", "sectors", "inside"],
)
def test_another_briefing_has_a_draft_of_its_own(branch: sa.Engine, other: dict) -> None:
    wrote(branch, Draft(), Draft(("a",), edits=(LEAD,)))
    assert read(branch, **other) == Draft()
    wrote(branch, Draft(), Draft(("b",)), **other)
    assert (read(branch).figures, read(branch, **other).figures) == (("a",), ("b",))


def test_what_was_chosen_holds_in_every_language_and_what_was_edited_in_its_own(branch: sa.Engine) -> None:
    wrote(branch, Draft(), Draft(("a",), embargo_until=UNTIL, edits=(LEAD,)))
    english = read(branch, language="en")
    assert (english.figures, english.embargo_until, english.edits) == (("a",), UNTIL, ())
    wrote(branch, english, replace(english, embargo_until=None), language="en", at=AT + timedelta(minutes=1))
    assert (read(branch).embargo_until, read(branch).edits) == (None, (LEAD,))


def test_of_two_who_write_at_once_each_one_stands_and_a_text_that_was_replaced_is_given_back(branch: sa.Engine) -> None:
    seen = Draft(("a",), edits=(LEAD,))
    wrote(branch, Draft(), seen)
    assert wrote(branch, seen, replace(seen, embargo_until=UNTIL, edits=(LEAD, QUOTE)), "Ani") == ()
    assert wrote(branch, seen, replace(seen, edits=(LEAD._replace(text="Lain"),)), "Budi") == ()
    now = read(branch)
    assert (now.embargo_until, now.edits) == (UNTIL, (LEAD._replace(text="Lain"), QUOTE))
    assert wrote(branch, seen, replace(seen, edits=(LEAD._replace(text="Ketiga"),)), "Cici") == (
        LEAD._replace(text="Lain"),
    )
    assert wrote(branch, seen, replace(seen, edits=()), "Dedi") == (LEAD._replace(text="Ketiga"),)
    assert read(branch).edits == (QUOTE,)


@pytest.mark.parametrize(
    ("draft", "looked_at", "stands"),
    [
        ("2019-S1 all", "2019-S1 all", True),
        ("2019-S1 all", "2019-06 33.25", True),
        ("2019-S1 all", "2019 33.25", True),
        ("2019-S1 33.25,33.26", "2019-06 33.26", True),
        ("2019-S1 33.25,33.26", "2019-06 all", True),
        ("2019-S1 33.25,33.26", "2019-06 33.75", False),
        ("2019-S1 all", "2018-S2 all", False),
        ("2019-S1 all", "2019-S2 all", False),
    ],
)
def test_an_embargo_stands_on_every_part_of_what_it_was_set_for(
    branch: sa.Engine, draft: str, looked_at: str, stands: bool
) -> None:
    def scope(asked: str):
        period, places = asked.split()
        wilayah = None if places == "all" else frozenset(places.split(","))
        return replace(scope_of(period, date(2019, 6, 1)), wilayah=wilayah)

    wrote(branch, Draft(), Draft(embargo_until=UNTIL), scope=scope(draft))
    wrote(branch, Draft(), Draft(embargo_until=UNTIL + timedelta(days=9)), scope=scope(looked_at), press=False)
    with branch.connect() as conn:
        before, after = (drafts.embargo(conn, scope(looked_at), at) for at in (UNTIL - timedelta(minutes=1), UNTIL))
    assert (before and before.until, after) == (UNTIL if stands else None, None)


def test_an_embargo_that_was_taken_away_in_one_language_stands_in_none(branch: sa.Engine) -> None:
    wrote(branch, Draft(), Draft(embargo_until=UNTIL))
    english = read(branch, language="en")
    wrote(branch, english, replace(english, embargo_until=None), language="en", at=AT + timedelta(minutes=1))
    with branch.connect() as conn:
        assert drafts.embargo(conn, SCOPE, AT) is None


def test_letterhead_number_quotation_and_contact_for_the_press_begin_the_next_one(branch: sa.Engine) -> None:
    def standing(language: str = "id") -> dict[str, str]:
        with branch.connect() as conn:
            return drafts.standing(conn, SCOPE, language)

    inside = Edit("contact", 0, "Kontak", "Siti (agen)")
    wrote(branch, Draft(), Draft(edits=(inside,)), press=False)
    assert standing() == {}  # what was written for inside the office begins nothing that leaves
    one = Draft(edits=(LEAD, QUOTE))
    wrote(branch, Draft(), one)
    assert (standing(), standing("en")) == ({"quotation": QUOTE.text}, {})
    wrote(branch, one, Draft(edits=(LEAD, QUOTE._replace(text=QUOTE.base))))
    assert standing() == {}
    wrote(branch, Draft(), one)
    wrote(branch, one, Draft())
    assert standing() == {}
