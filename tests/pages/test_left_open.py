"""A page that was left open while its reader's role was taken or changed: no click on it does what the role did."""

from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from streamlit.testing.v1 import AppTest

from dashboard.sections import meeting
from dashboard.sections.agent import notes
from dashboard.sections.briefing import delivery, saved
from dashboard.sections.people import roles
from dashboard.sections.trace import register
from dashboard.sections.watch import calls, hand_over, questions
from dashboard.settings import Settings
from dashboard.shell import auth
from dashboard.shell.routes import AGENT, BRIEFING, PEOPLE
from dashboard.view import cache
from queries.access import Role
from queries.db import schema as s
from queries.db.engine import writing
from seed.writes import audit
from seed.writes import people as writes
from tests.pages.test_people import AT, BRANCH, EVERYBODY, ID, Signed, signed

__all__ = ("signed",)


def note(app: AppTest) -> AppTest:
    app.text_area(key="note_text").input("Dihubungi 3 Juli.")
    (save,) = [one for one in app.button if one.label == ID("agent.notes.save")]
    return save.click().run()


def edit(app: AppTest) -> AppTest:
    return app.text_area[0].set_value("Naskah lain").run()


def look(app: AppTest) -> AppTest:
    return app.button(key="people-see-as").click().run()


Click = Callable[[AppTest], AppTest]
CLICKS = [
    (note, s.notes, AGENT, {"agen": "AD0004"}),
    (edit, s.drafts, BRIEFING, {"periode": "2019-S1"}),
    (look, s.people_changes, PEOPLE, {}),
]


def rows(engine: sa.Engine, table: sa.Table) -> int:
    with engine.connect() as conn:
        return conn.scalar(sa.select(sa.func.count()).select_from(table))


@pytest.mark.parametrize(("click", "table", "page", "address"), CLICKS, ids=["note", "edit", "look"])
def test_who_was_removed_writes_nothing_and_reads_why(
    signed: Signed, own: Path, click: Click, table: sa.Table, page: str, address: dict[str, str]
) -> None:
    engine = cache.engine(Settings(data_folder=str(own)).url)
    app = signed("budi", page, **address)
    with writing(engine) as conn:
        writes.remove(conn, BRANCH, "budi", "uji", AT, AT.date())
    before = rows(engine, table)
    click(app)
    assert rows(engine, table) == before
    assert [one.value for one in app.info] == [ID("people.no_role", name="Budi", subject="budi", managers="Rina")]
    assert not app.exception
    assert not any(part in app.session_state for part in ("viewer", "actor"))


def test_whose_role_is_another_writes_nothing_and_reads_why(signed: Signed, own: Path) -> None:
    engine = cache.engine(Settings(data_folder=str(own)).url)
    app = signed("budi", AGENT, agen="AD0004")
    budi = next(one for one in EVERYBODY if one.subject == "budi")
    with writing(engine) as conn:
        writes.change(conn, BRANCH, budi._replace(role=Role.STAFF), "uji", AT, AT.date())
    note(app)
    assert rows(engine, s.notes) == 0
    assert ID("base.refused") in [one.value for one in app.error]
    assert not app.exception


@pytest.mark.parametrize(
    ("module", "name"),
    [
        *((delivery, "_keep"), (register, "_correct"), (register, "_withdraw"), (saved, "change"), (meeting, "_save")),
        *((notes, "_save"), (hand_over, "_do"), (calls, "_save_plan"), (calls, "_save_outcome")),
        *((questions, "_save_plan"), (questions, "_save_answer"), (roles, "_see_as")),
    ],
)
def test_every_callback_that_writes_asks_anew_who_clicks(
    module: object, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(auth, "require_unchanged", lambda chosen: asked.append(chosen) or 1 / 0)
    with pytest.raises(ZeroDivisionError):
        getattr(module, name)()
    assert len(asked) == 1


def test_a_refusal_is_on_record_once_an_hour(signed: Signed, own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "_PRESENT", [auth.actor])
    engine = cache.engine(Settings(data_folder=str(own)).url)
    before = rows(engine, s.audit)
    for _ in range(2):
        signed("joko").run()
    signed("lama")
    assert rows(engine, s.audit) == before + 2
    monkeypatch.setattr(audit, "REFUSED_AGAIN", -audit.REFUSED_AGAIN)  # as if an hour had gone by
    signed("joko")
    assert rows(engine, s.audit) == before + 3
