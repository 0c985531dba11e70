"""What becomes of an issued briefing: corrected or withdrawn, with nothing deleted and each figure's standing said."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa

from queries.db import schema as s
from queries.db.engine import writing
from queries.published import references, register
from queries.published.published import published
from queries.published.register import ConfirmedFigure
from seed.writes.notices import TakenBack, take_back
from seed.writes.publish import Frozen, PublishError
from tests.seed.writes.test_publish import ACQUIRED, BRANCH, RECEIVED, S1, branch, issued, rows
from tests.support.worlds import scope_of

__all__ = ["branch"]

DAY, LATER = date(2019, 8, 3), datetime(2019, 8, 3, 2, tzinfo=UTC)
DAY_OF_IT = datetime(2019, 7, 25, 0, 30, tzinfo=timezone(timedelta(hours=7)))
SCOPE = scope_of("2019-S1", date(2019, 6, 1))
LETTER = (("title", "Ralat"), ("figures", "Tertulis 2, seharusnya 3."))
THREE = Frozen("acquired", 3, 1, "3 peserta", "", (S1, None))


def said(engine: sa.Engine, kind: str, *figures: Frozen, **changes: object) -> int:
    one = replace(TakenBack(1, kind, DAY, LETTER, figures), **changes)
    with writing(engine) as conn:
        return take_back(conn, BRANCH, one, "Ani", LATER)


def standing(engine: sa.Engine) -> dict[tuple[str, int], str]:
    """Why each published figure no longer stands, by metric and value; empty where it does."""
    with engine.connect() as conn:
        return {(one.metric, one.value): one.taken_back for one in published(conn, SCOPE)}


def test_a_correction_freezes_what_it_says_and_the_rest_stands(branch: sa.Engine) -> None:
    crowd = ConfirmedFigure("777 orang", "Hadir 777 orang.", "daftar hadir", "Ani", DAY_OF_IT)
    issued(branch, ACQUIRED, RECEIVED, files={"a.pdf": "b" * 64}, confirmed=(crowd,), also={"en": "PRESS RELEASE"})
    with branch.connect() as conn:
        before = references.newest(conn, BRANCH)
    assert said(branch, "corrected", THREE) == 1
    assert standing(branch) == {("acquired", 2): "corrected", ("acquired", 3): "", ("received", 34_000): ""}
    with branch.connect() as conn:
        (one,) = register.register(conn, SCOPE)
        compared = references.compared(conn, SCOPE)
        assert references.newest(conn, BRANCH) != before
    assert (one.state, one.figures, one.release, dict(one.files)) == (
        "corrected",
        2,
        "SIARAN PERS",
        {"a.pdf": "b" * 64},
    )
    assert one.also == {"en": "PRESS RELEASE"}
    assert one.confirmed == (crowd._replace(at=datetime(2019, 7, 24, 17, 30)),)
    (notice,) = one.notices
    assert (notice.kind, notice.on_day, notice.paragraphs, notice.by) == ("corrected", DAY, LETTER, "Ani")
    assert compared.select("metric", "value", "source").rows() == [
        ("acquired", 3, "ANTARA, 25 Juli 2019; ralat 3 Agustus 2019"),
        ("received", 34_000, "ANTARA, 25 Juli 2019"),
    ]
    said(branch, "corrected", replace(THREE, value=4, wording="4 peserta"))  # on the same day once more
    assert standing(branch)["acquired", 3] == "corrected"
    assert standing(branch)["acquired", 4] == ""


def test_a_briefing_that_is_withdrawn_stays_on_record_and_nothing_of_it_stands(branch: sa.Engine) -> None:
    issued(branch, ACQUIRED, RECEIVED)
    issued(branch, ACQUIRED, outlet="Radar")
    said(branch, "corrected", THREE)
    assert said(branch, "withdrawn") == 2
    with branch.connect() as conn:
        other, one = register.register(conn, SCOPE)
        assert references.published(conn, SCOPE)["source"].to_list() == ["Radar, 25 Juli 2019"]
        every = {(each.briefing, each.value): each.taken_back for each in published(conn, SCOPE)}
    assert (one.state, [each.kind for each in one.notices], other.state) == (
        "withdrawn",
        ["corrected", "withdrawn"],
        "issued",
    )
    assert every == {(1, 2): "withdrawn", (1, 3): "withdrawn", (1, 34_000): "withdrawn", (2, 2): ""}
    assert len(rows(branch, s.reference_figures)) == 4


@pytest.mark.parametrize(
    ("kind", "figures", "changes", "reason"),
    [
        ("corrected", (THREE,), {"briefing": 9}, "no_briefing"),
        ("corrected", (), {}, "nothing"),
        ("withdrawn", (), {"paragraphs": (("figures", " "),)}, "nothing"),
    ],
)
def test_what_cannot_be_said_is_refused_and_nothing_written(branch, kind, figures, changes, reason) -> None:
    issued(branch, ACQUIRED)
    with pytest.raises(PublishError, match=reason):
        said(branch, kind, *figures, **changes)
    assert rows(branch, s.notices) == []


def test_what_was_withdrawn_is_neither_corrected_nor_withdrawn_again(branch: sa.Engine) -> None:
    issued(branch, ACQUIRED)
    said(branch, "withdrawn")
    for kind, figures in (("corrected", (THREE,)), ("withdrawn", ())):
        with pytest.raises(PublishError, match="withdrawn"):
            said(branch, kind, *figures)
    assert len(rows(branch, s.notices)) == 1
