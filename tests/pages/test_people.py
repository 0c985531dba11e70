"""Who looks: by the list of people, at every run; who has no role sees nothing; another's view is theirs alone."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from streamlit.testing.v1 import AppTest

from dashboard.language.markdown import plain
from dashboard.language.words import words_in
from dashboard.settings import Settings
from dashboard.shell import account, auth, server
from dashboard.shell.identity import Identity
from dashboard.shell.routes import ADDRESSES, AGENTS, BRIEFING, DEFINITIONS, FILES, OVERVIEW, PEOPLE, TRACE
from dashboard.view import cache
from queries import people
from queries.access import Role
from queries.db.engine import writing
from queries.db.schema import drafts
from queries.people import Colleague
from seed.writes import audit
from seed.writes import people as writes
from tests.pages import reading
from tests.pages.opening import at

ID, BEGAN, AT = words_in("id"), date(2026, 1, 1), datetime(2026, 1, 1, tzinfo=UTC)
BRANCH = Settings().branch_code
EVERYBODY = (
    Colleague("rina", "Rina", Role.ADMINISTRATOR, None, False, BEGAN),
    Colleague("budi", "Budi", Role.HEAD, None, True, BEGAN),
    Colleague("ani", "Ani", Role.STAFF, frozenset({"33.25"}), False, BEGAN),
    Colleague("sari", "Sari", Role.PRESS, None, False, BEGAN),
    Colleague("tono", "Tono", Role.AUDITOR, None, False, BEGAN),
    Colleague("lama", "Lama", Role.HEAD, None, True, BEGAN, BEGAN),
)
Signed = Callable[..., AppTest]


@pytest.fixture
def signed(own: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Signed]:
    """Opens a page as somebody who is signed in; nobody where they are None."""
    monkeypatch.setattr(server, "_prepared", lambda chosen: None)
    monkeypatch.setenv("PERISAI_DATA_FOLDER", str(own))
    monkeypatch.setenv("PERISAI_DEMO", "no")
    with writing(cache.engine(Settings(data_folder=str(own)).url)) as conn:
        for one in EVERYBODY:
            writes.add(conn, BRANCH, one, "uji", AT, BEGAN)

    def opening(subject: str | None, page: str = OVERVIEW, **address: str) -> AppTest:
        who = Identity(subject, subject.title(), "10.0.0.7") if subject else None
        monkeypatch.setattr(account, "identity", lambda settings: who)
        return at(page, **address).run()

    return opening


def record(app: AppTest) -> list[tuple[str, ...]]:
    """The rows of what was changed."""
    table = next(one for one in app.dataframe if ID("people.record.what") in one.value.columns)
    return [tuple(row) for row in table.value.to_numpy()]


@pytest.mark.parametrize("page", ADDRESSES, ids=ADDRESSES.get)
def test_who_has_no_role_reads_whom_to_ask_and_nothing_else(signed: Signed, page: str) -> None:
    said = ID("people.no_role", name="Joko", subject="joko", managers="Rina")
    assert reading.texts(signed("joko", page)) == [said, ID("sign_in.as", name="Joko")]
    assert "belum mendapat peran" in reading.texts(signed("lama", page))[0]
    assert reading.texts(signed(None, page)) == [ID("sign_in.ended")]


@pytest.mark.parametrize(("subject", "sees"), [("budi", True), ("ani", True), ("sari", True), ("tono", True)])
def test_a_role_opens_the_figures(signed: Signed, subject: str, sees: bool) -> None:
    app = signed(subject)
    assert bool(app.metric) is sees
    assert not app.exception
    assert ("open-people" in [one.key for one in app.button]) is (subject in ("budi", "tono"))


def test_a_role_that_is_taken_is_gone_at_the_next_click(signed: Signed, own: Path) -> None:
    app = signed("ani", AGENTS)
    assert app.metric
    with writing(cache.engine(Settings(data_folder=str(own)).url)) as conn:
        writes.remove(conn, BRANCH, "ani", "uji", AT, BEGAN + timedelta(days=1))
    assert not app.run().metric
    assert not app.dataframe


@pytest.mark.parametrize("page", ADDRESSES, ids=ADDRESSES.get)
def test_the_administrator_gets_no_figure_at_any_address(signed: Signed, page: str) -> None:
    app = signed("rina", page)
    assert not app.exception
    assert [one.value for one in app.title] == [ID("pages.people.title")]
    assert not app.metric
    assert not reading.charts(app)
    first = [next(iter(one.value.columns)) for one in app.dataframe]
    assert first == [ID("people.list.name"), ID("people.record.at"), ID("audit.column.at")]


@pytest.mark.parametrize("subject", ["ani", "sari"])
def test_people_are_managed_by_the_head_and_the_administrator(signed: Signed, subject: str) -> None:
    app = signed(subject, PEOPLE)
    assert [one.value for one in app.info] == [ID("pages.people.no")]
    assert not app.dataframe


def test_the_auditor_reads_people_and_audit_and_changes_nothing(signed: Signed) -> None:
    app = signed("tono", PEOPLE)
    assert {ID("people.list.title"), ID("people.record.title"), ID("audit.title")} <= {
        one.value for one in app.subheader
    }
    assert not {ID("people.form.save"), ID("people.seen.begin")} & {one.label for one in app.button}
    assert not app.exception


def audited(app: AppTest) -> list[tuple[str, ...]]:
    """The rows of the audit on the page of people: who, what, from where."""
    columns = [ID(f"audit.column.{name}") for name in ("who", "act", "address")]
    table = next(one for one in app.dataframe if {*columns} <= {*one.value.columns})
    return [tuple(row) for row in table.value[columns].to_numpy()]


def test_who_comes_and_who_is_refused_is_on_record_once(signed: Signed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "_PRESENT", [auth.actor])
    signed("ani").run().run()
    signed("joko")
    rows = audited(signed("rina", PEOPLE))
    assert rows[:3] == [
        ("rina (pengelola)", ID("audit.act.sign_in"), "10.0.0.7"),
        ("joko", ID("audit.act.refused"), "10.0.0.7"),
        ("ani (staf)", ID("audit.act.sign_in"), "10.0.0.7"),
    ]


def test_the_audit_is_narrowed_and_a_change_behind_its_back_is_said(signed: Signed, own: Path) -> None:
    app = signed("rina", PEOPLE)
    app.selectbox(key="audit-act").set_value("sign_in").run()
    assert {act for _, act, _ in audited(app)} == {ID("audit.act.sign_in")}
    with writing(cache.engine(Settings(data_folder=str(own)).url)) as conn:
        conn.exec_driver_sql("drop trigger audit_no_update")
        conn.exec_driver_sql("update audit set who = 'x' where id = 2")
    assert plain(ID("audit.broken", number="2")) in [one.value for one in app.run().error]


def test_a_person_is_added_changed_and_removed_on_the_page(signed: Signed, own: Path) -> None:
    app = signed("rina", PEOPLE)
    app.text_input(key="people-subject-").set_value("Dewi@Kantor.example")
    app.text_input(key="people-name-").set_value("Dewi")
    app.button[[one.label for one in app.button].index(ID("people.form.save"))].click().run()
    assert [one.value for one in app.error] == [ID("people.refused.no_wilayah")]
    app.multiselect(key="people-wilayah-").set_value(["33.26"])
    app.button[[one.label for one in app.button].index(ID("people.form.save"))].click().run()
    assert [one.value for one in app.success] == [ID("people.done.add", subject=plain("dewi@kantor.example"))]
    engine = cache.engine(Settings(data_folder=str(own)).url)
    with engine.connect() as conn:
        dewi = people.person(conn, BRANCH, "dewi@kantor.example")
        assert people.changes(conn, BRANCH)[0].by == "Rina"
    assert (dewi.name, dewi.role, dewi.wilayah) == ("Dewi", Role.STAFF, frozenset({"33.26"}))
    app.selectbox(key="people-whom").set_value(dewi.subject).run()
    app.toggle(key=f"people-remove-{dewi.subject}").set_value(True).run()
    app.button(key="people-remove-yes").click().run()
    assert record(app)[0][1:4] == ("Rina", ID("people.act.removed"), dewi.subject)
    assert not app.exception


def test_the_head_sees_what_another_sees_on_record_and_comes_back(signed: Signed, own: Path) -> None:
    """Whatever page: the same texts as that person gets, below a line that says so."""
    app = signed("budi", PEOPLE)
    app.selectbox(key="people-see").set_value("ani").run()
    app.button(key="people-see-as").click().run()
    line = ID("people.seen.line", name="Ani", role=ID("people.role.staff"))
    assert line in [one.value for one in app.info]
    with cache.engine(Settings(data_folder=str(own)).url).connect() as conn:
        seen = people.changes(conn, BRANCH)[0]
    assert (seen.act, seen.subject, seen.by) == ("seen_as", "ani", "Budi")
    app.switch_page("dashboard/pages/agents.py").run()
    theirs = reading.whole(signed("ani", AGENTS))
    signed("budi")
    app.run()
    mine = reading.whole(app)
    mine = mine.replace(ID("sign_in.as", name="Budi"), ID("sign_in.as", name="Ani"))
    for added in (line, ID("people.seen.back")):
        mine = mine.replace(f"{added}\n", "", 1)
    assert mine == theirs
    app.button(key="seen-as-back").click().run()
    assert line not in [one.value for one in app.info]
    assert not app.exception


def test_in_anothers_place_nothing_can_be_written(signed: Signed) -> None:
    app = signed("budi", PEOPLE)
    app.selectbox(key="people-see").set_value("ani").run()
    app.button(key="people-see-as").click().run()
    assert [one.value for one in app.info][-1] == ID("pages.people.no")
    app.switch_page(FILES).run()
    assert not app.get("file_uploader")


def test_the_administrator_reads_what_another_may_and_no_figure(signed: Signed) -> None:
    app = signed("rina", PEOPLE)
    app.selectbox(key="people-see").set_value("ani").run()
    app.button(key="people-see-as").click().run()
    whole = reading.whole(app)
    assert ID("people.seen.places", places="33.25") in whole
    assert ID("people.right.see_rows") in whole
    assert ID("people.right.publish") not in whole
    assert not app.metric
    assert record(app)[0][1:4] == ("Rina", ID("people.act.seen_as"), "ani")


def test_another_person_in_the_same_window_gets_nothing_of_the_one_before(
    signed: Signed, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = signed("budi", AGENTS, wilayah="33.26")
    monkeypatch.setattr(account, "identity", lambda settings: Identity("ani", "Ani", ""))
    app.run()
    assert app.multiselect(key="wilayah").options == ["Kabupaten Batang"]
    assert not app.exception


WRITING = {"file_uploader", "text_area", "text_input", "chat_input"}
"""What somebody writes or hands over with, but for a code to open, a search, and a text that is not saved."""


@pytest.mark.parametrize(
    "page", [page for page in ADDRESSES if page not in (BRIEFING, DEFINITIONS, TRACE)], ids=ADDRESSES.get
)
def test_the_auditor_reads_every_page_and_is_offered_nothing_to_write(signed: Signed, page: str) -> None:
    app = signed("tono", page, periode="2019-S1")
    assert [one.message for one in app.exception] == []
    assert [one.value for one in app.error] == []
    assert {node.type for node in reading.nodes(app) if getattr(node, "type", "") in WRITING} == set()


def test_what_the_auditor_writes_into_a_briefing_is_not_saved(signed: Signed, own: Path) -> None:
    app = signed("tono", BRIEFING, periode="2019-S1")
    app.text_area[0].set_value("Naskah lain").run()
    assert ID("briefing.draft.reads") in [one.value for one in app.warning]
    with cache.engine(Settings(data_folder=str(own)).url).connect() as conn:
        assert conn.scalar(sa.select(sa.func.count()).select_from(drafts)) == 0
