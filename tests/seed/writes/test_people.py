"""Who may look: what is refused, what stays on record, and that somebody who can let others in always stays."""

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from queries import people
from queries.access import Role
from queries.db.engine import writing
from queries.people import Colleague
from seed.writes import people as writes
from seed.writes.people import PeopleError

BRANCH, DAY, AT = "TST", date(2026, 7, 1), datetime(2026, 7, 1, 3, tzinfo=UTC)
RINA = Colleague("rina@kantor.example", "Rina", Role.ADMINISTRATOR, None, False, DAY)
ANI = Colleague("ani@kantor.example", "Ani", Role.STAFF, frozenset({"33.25", "33.26"}), False, DAY)
BUDI = Colleague("budi@kantor.example", "Budi", Role.HEAD, None, True, DAY)


def add(engine: sa.Engine, *every: Colleague) -> None:
    with writing(engine) as conn:
        for one in every:
            writes.add(conn, BRANCH, one, "uji", AT, DAY)


def test_a_person_is_read_as_written_and_every_change_with_who_and_both_rows(engine: sa.Engine) -> None:
    add(engine, RINA, ANI)
    moved = ANI._replace(wilayah=frozenset({"33.75"}), until_day=date(2026, 12, 31))
    with writing(engine) as conn:
        assert people.people(conn, BRANCH) == [ANI, RINA]
        assert people.people(conn, "PKL") == []
        assert people.person(conn, BRANCH, " Ani@Kantor.example ") == ANI
        assert writes.change(conn, BRANCH, moved, "rina", AT, DAY)
        assert not writes.change(conn, BRANCH, moved, "rina", AT, DAY)
        writes.remove(conn, BRANCH, ANI.subject, "rina", AT, DAY)
        added, changed, removed = reversed(people.changes(conn, BRANCH)[:-1])
    assert (added.act, added.before, added.by, added.at) == ("added", None, "uji", AT.replace(tzinfo=None))
    assert (changed.act, changed.before["wilayah"], changed.after["wilayah"]) == ("changed", "33.25,33.26", "33.75")
    assert (changed.before["until_day"], changed.after["until_day"]) == (None, "2026-12-31")
    assert (removed.act, removed.before, removed.after) == ("removed", changed.after, None)


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (ANI._replace(subject=" "), "no_subject"),
        (ANI._replace(name=""), "no_name"),
        (ANI._replace(name="x" * 81), "too_long"),
        (ANI._replace(subject="x" * 256), "too_long"),
        (ANI._replace(wilayah=frozenset(f"33.{n:02}" for n in range(67))), "too_long"),
        (ANI._replace(wilayah=frozenset()), "no_wilayah"),
        (ANI._replace(role=Role.AUDITOR), "wilayah_of_another"),
        (ANI._replace(may_import=True), "import_of_some"),
        (RINA._replace(subject="r", may_import=True), "no_import"),
        (ANI._replace(until_day=date(2026, 6, 30)), "days"),
        (RINA, "known"),
    ],
)
def test_what_says_nothing_or_two_things_at_once_is_refused(
    sqlite_engine: sa.Engine, wrong: Colleague, reason: str
) -> None:
    add(sqlite_engine, RINA)
    with pytest.raises(PeopleError) as refused:
        add(sqlite_engine, wrong)
    assert refused.value.reason == reason
    with sqlite_engine.connect() as conn:
        assert people.people(conn, BRANCH) == [RINA]
        assert len(people.changes(conn, BRANCH)) == 1


@pytest.mark.parametrize(
    "slip",
    [
        None,
        RINA._replace(role=Role.AUDITOR),
        RINA._replace(until_day=DAY),
        RINA._replace(from_day=date(2026, 7, 2)),
    ],
    ids=["removed", "another role", "a last day", "not yet"],
)
def test_the_last_who_may_let_others_in_stays(engine: sa.Engine, slip: Colleague | None) -> None:
    def slipping(conn: sa.Connection) -> None:
        if slip is None:
            writes.remove(conn, BRANCH, RINA.subject, "uji", AT, DAY)
        else:
            writes.change(conn, BRANCH, slip, "uji", AT, DAY)

    add(engine, RINA, ANI)
    with pytest.raises(PeopleError) as refused, writing(engine) as conn:
        slipping(conn)
    assert refused.value.reason == "last"
    with engine.connect() as conn:
        assert people.person(conn, BRANCH, RINA.subject) == RINA
    add(engine, BUDI)  # the head can let others in too
    with writing(engine) as conn:
        slipping(conn)
        assert people.person(conn, BRANCH, RINA.subject) == slip


def test_whom_to_ask_are_the_administrators_of_the_day_else_the_heads(sqlite_engine: sa.Engine) -> None:
    gone = RINA._replace(subject="lama", name="Lama", until_day=DAY)
    add(sqlite_engine, RINA, gone, BUDI, ANI)
    with writing(sqlite_engine) as conn:
        assert people.managers(conn, BRANCH, DAY) == ["Lama", "Rina"]
        assert people.managers(conn, BRANCH, date(2026, 7, 2)) == ["Rina"]
        writes.remove(conn, BRANCH, RINA.subject, "uji", AT, DAY)
        assert people.managers(conn, BRANCH, date(2026, 7, 2)) == ["Budi"]
        assert people.managers(conn, BRANCH, date(2026, 6, 30)) == []
