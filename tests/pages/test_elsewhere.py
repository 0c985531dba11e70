"""Staff of one wilayah get the same of every page, whatever the rows of another are: no name, option or count of them,
also after the head has looked at all of it in the same process."""

import random
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from streamlit.testing.v1 import AppTest

from dashboard.cli.main import main
from dashboard.language.markdown import plain
from dashboard.language.words import words_in
from dashboard.settings import Settings
from dashboard.shell import server
from dashboard.shell.routes import ADDRESSES, AGENT, AGENTS, BRIEFING, TRACE
from dashboard.view import cache
from queries.db import schema as s
from queries.db.engine import writing
from seed.writes import summaries
from tests.pages import reading
from tests.pages.opening import at

OWN, SECRET = "33.25", "Kasuari"
"""Where the staff see everything, and what everything elsewhere is called in one of the two branches."""

ID, CODE = words_in("id"), re.compile(r"`(K?[0-9A-Z]{8}-[0-9A-Z]{4})`")

AsStaff = Callable[[Path, bool], None]


def _elsewhere(conn: sa.Connection) -> tuple[sa.Select, sa.Select, sa.Select]:
    """The offices, the agents and the participants who never had anything to do with OWN."""
    p, o = s.postings.c, s.office_places.c
    ours = sa.select(p.agent_code).where(p.wilayah_code == OWN)
    offices = sa.select(o.office_code).where(
        o.office_code.not_in(sa.select(o.office_code).where(o.wilayah_code == OWN))
    )
    agents = sa.select(s.agents.c.code).where(s.agents.c.code.not_in(ours))
    here = sa.select(s.participants.c.nik_hash).where(s.participants.c.agent_code.in_(ours))
    taken = sa.select(s.takeovers.c.participant_id)
    people = sa.select(s.participants.c.id).where(
        s.participants.c.agent_code.in_(agents),
        s.participants.c.nik_hash.not_in(here),
        s.participants.c.id.not_in(taken),
    )
    return offices, agents, people


def _change(conn: sa.Connection) -> None:
    """Other rows elsewhere, and what was said, decided and noted of the whole branch or of there."""
    branch = conn.scalar(sa.select(s.agents.c.branch_code).limit(1))
    offices, agents, people = ([*conn.scalars(one)] for one in _elsewhere(conn))
    conn.execute(sa.update(s.offices).where(s.offices.c.code.in_(offices)).values(name=SECRET, contact=SECRET))
    conn.execute(sa.update(s.agents).where(s.agents.c.code.in_(agents)).values(name=SECRET, contact=SECRET))
    conn.execute(sa.update(s.participants).where(s.participants.c.id.in_(people)).values(sector=SECRET))
    c = s.contributions.c
    own = c.participant_id.in_(people)
    conn.execute(sa.delete(s.contributions).where(own, c.participant_id % 3 == 0))
    conn.execute(sa.update(s.contributions).where(own).values(amount=c.amount * 3 + 700, payer=SECRET))
    for table in (s.targets, s.denominators):
        t = table.c
        column = t.value if "value" in t else t.people
        conn.execute(
            sa.update(table).where(sa.or_(t.wilayah_code.is_(None), t.wilayah_code != OWN)).values({column: 77})
        )
    conn.execute(sa.update(s.reference_figures).values(value=7_777, wording=SECRET, source=SECRET))
    conn.execute(sa.update(s.import_files).values(rows_read=7_777, good=7_777, name=SECRET))
    at_, day = datetime(2026, 1, 1), date(2026, 2, 1)
    about = {"branch_code": branch, "agent_code": agents[0]}
    said = {"on_day": day, "written_at": at_, "written_by": SECRET, "period": "2019-S1", "as_of": date(2019, 6, 30)}
    conn.execute(sa.insert(s.meetings).values(branch_code=branch, id=1, data_version=1, **said))
    found = {"metric": "acquired", "value": 7_777, "decision": SECRET, "owner": SECRET, "due_on": day}
    conn.execute(sa.insert(s.findings).values(branch_code=branch, meeting=1, position=1, **found))
    conn.execute(sa.insert(s.notes).values(**about, id=900, written_at=at_, written_by=SECRET, text=SECRET))
    summaries.refresh(conn, branch, None, None)


@pytest.fixture(scope="module")
def both(full: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Path]]:
    """The demonstration, and one that is another everywhere but in OWN."""
    folders = tuple(shutil.copytree(full, tmp_path_factory.mktemp(name) / "data") for name in ("one", "other"))
    engines = [cache.engine(Settings(data_folder=str(folder)).url) for folder in folders]
    for engine in engines:
        with writing(engine) as conn:
            for table in (s.trace_tables, s.traces):
                conn.execute(sa.delete(table))
    with writing(engines[1]) as conn:
        _change(conn)
    yield folders
    for engine in engines:
        engine.dispose()


@pytest.fixture
def as_staff(monkeypatch: pytest.MonkeyPatch) -> AsStaff:
    """Makes whoever looks staff of OWN, or with False the head, at a folder's branch."""
    monkeypatch.setattr(server, "_prepared", lambda chosen: None)
    monkeypatch.setenv("PERISAI_DEMO", "no")

    def looking(folder: Path, staff: bool) -> None:
        monkeypatch.setenv("PERISAI_DATA_FOLDER", str(folder))
        monkeypatch.setenv("PERISAI_VIEWER_ROLE", "staff" if staff else "head")
        monkeypatch.setenv("PERISAI_VIEWER_WILAYAH", OWN if staff else "")

    return looking


def _everything(app: AppTest) -> list[str]:
    """All that is sent of a page: texts, options, cells of tables, data of charts."""
    said = reading.texts(app)
    said += [one.value.to_csv() for one in app.dataframe]
    said += [f"{name}: {frame.to_dicts()}" for name, frame in reading.charts(app).items()]
    return said


@pytest.mark.parametrize("page", ADDRESSES, ids=ADDRESSES.get)
def test_a_page_says_nothing_of_another_wilayah(page: str, both: tuple[Path, Path], as_staff: AsStaff) -> None:
    answers = []
    for folder in both:
        as_staff(folder, False)
        assert at(page, periode="2019-S1").run().title
        as_staff(folder, True)
        app = at(page, periode="2019-S1").run()
        assert not app.exception
        answers.append(_everything(app))
    if page != BRIEFING:  # what the press may not have is decided over the whole branch, whoever asks
        assert answers[0] == answers[1]
    assert SECRET not in "".join(answers[1])


@pytest.mark.parametrize("page", [AGENTS, TRACE], ids=ADDRESSES.get)
def test_what_the_head_sees_is_another_branch(page: str, both: tuple[Path, Path], as_staff: AsStaff) -> None:
    """Else the test above would hold of whatever."""
    answers = []
    for folder in both:
        as_staff(folder, False)
        answers.append(_everything(at(page, periode="2019-S1").run()))
    assert answers[0] != answers[1]
    assert SECRET in "".join(answers[1])


@pytest.mark.parametrize(
    "command",
    [
        ("figures", "--period", "2019-S1"),
        ("figures", "--period", "2019-03", "--format", "csv"),
        ("figures", "--period", "2019-S1", "--wilayah", OWN),
        ("months",),
        ("calls",),
        ("meetings",),
        ("issued",),
        ("verify",),
        ("undo",),
        ("rule",),
        ("figures", "--period", "2019-S1", "--wilayah", "33.75"),
        ("figures", "--period", "2019-S1", "--wilayah", "11.01"),
        ("explain", "KAAAAAAA-BBBB"),
    ],
    ids=" ".join,
)
def test_a_command_says_nothing_of_another_wilayah(
    command: tuple[str, ...], both: tuple[Path, Path], as_staff: AsStaff, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = []
    for folder in both:
        as_staff(folder, True)
        answers.append((main([*command]), *capsys.readouterr()))
    assert answers[0][:2] == answers[1][:2]
    assert SECRET not in "".join(answers[1][1:])


def test_a_command_answers_a_place_of_others_as_one_that_is_not_there(
    both: tuple[Path, Path], as_staff: AsStaff, capsys: pytest.CaptureFixture[str]
) -> None:
    said = []
    for code in ("33.75", "11.01"):
        as_staff(both[0], True)
        assert main(["figures", "--period", "2019-S1", "--wilayah", code]) == 2
        said.append(capsys.readouterr().err.splitlines()[-1].replace(code, "…"))
    assert said[0] == said[1]


def test_a_page_answers_a_place_of_others_as_one_that_is_not_there(both: tuple[Path, Path], as_staff: AsStaff) -> None:
    as_staff(both[0], True)
    places = ("33.75", "11.01")
    said = ["\n".join(reading.texts(at(AGENTS, wilayah=one).run())).replace(plain(one), "…") for one in places]
    assert said[0] == said[1]
    assert "…" in said[0]


@pytest.mark.parametrize(("seen", "opens"), [("", False), ("33.75", False), (OWN, True)])
def test_the_head_s_code_opens_for_staff_of_its_places_alone(
    seen: str, opens: bool, both: tuple[Path, Path], as_staff: AsStaff
) -> None:
    as_staff(both[0], False)
    app = at(AGENTS, periode="2019-S1", **({"wilayah": seen} if seen else {})).run()
    code = next(match[1] for text in reading.texts(app) if (match := CODE.search(text)))
    as_staff(both[0], True)
    opened = at(TRACE, kode=code).run()
    assert not opened.error
    assert [one.value for one in opened.warning] == ([] if opens else [plain(ID("trace.wrong.places", code=code))])


def test_an_agent_of_elsewhere_is_answered_as_one_that_is_not_there(both: tuple[Path, Path], as_staff: AsStaff) -> None:
    with cache.engine(Settings(data_folder=str(both[0])).url).connect() as conn:
        theirs = conn.scalars(_elsewhere(conn)[1]).first()
    as_staff(both[0], True)
    said = ["\n".join(reading.texts(at(AGENT, agen=code).run())).replace(code, "…") for code in (theirs, "ZZ9999")]
    assert said[0] == said[1]
    assert "…" in said[0]


def test_in_whatever_order_people_look_at_whatever_nobody_gets_another_s(
    both: tuple[Path, Path], as_staff: AsStaff, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Drawn visits of everybody to one server: those of who sees OWN alone are the same of both branches."""
    chance = random.Random(1217)
    pages = [page for page in ADDRESSES if page != BRIEFING]
    visits = [
        (
            chance.choice(["head", "press", "auditor", "staff", "staff", "staff"]),
            chance.choice(pages),
            chance.choice(["2018-S2", "2019", "2019-Q1", "2019-02", "2018-11..2019-04"]),
            chance.choice([{}, {}, {"sektor": "Nelayan"}, {"wilayah": OWN}]),
        )
        for _ in range(12)
    ]
    answers: list[list[list[str]]] = []
    for folder in both:
        as_staff(folder, False)
        answers.append([])
        for role, page, period, narrowed in visits:
            monkeypatch.setenv("PERISAI_VIEWER_ROLE", role)
            monkeypatch.setenv("PERISAI_VIEWER_WILAYAH", OWN if role == "staff" else "")
            app = at(page, periode=period, **narrowed).run()
            assert not app.exception
            if role == "staff":
                answers[-1].append(_everything(app))
    assert answers[0] == answers[1]
    assert len(answers[0]) > 3
