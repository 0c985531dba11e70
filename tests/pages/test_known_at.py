"""The dashboard as it was known: the same pages and commands on the data of then, for reading alone."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from streamlit.testing.v1 import AppTest

from dashboard import settings
from dashboard.briefing import assemble, build
from dashboard.briefing.answers import gather
from dashboard.briefing.release.release import release
from dashboard.cli import main, who
from dashboard.figures import registry
from dashboard.imports.secret import DEMO
from dashboard.lineage.opened import NotOpened, open_code
from dashboard.render import sheet
from dashboard.sections.files import undo
from dashboard.shell import server
from dashboard.shell.routes import ACQUISITIONS, ADDRESSES, AGENT, BRIEFING, FILES, TRACE
from dashboard.view import cache, codes
from dashboard.view.address import Choice
from dashboard.view.view import View
from queries.access import AccessDenied, Permission
from queries.db import schema as s
from queries.db.engine import writing
from queries.periods import Period
from queries.versions import NotOnRecord
from seed import importer
from seed.files.rules import Suspicion
from tests.pages.opening import at, branch
from tests.pages.reading import listed_loads
from tests.pages.test_undo import FIRST, imported
from tests.pages.test_watch import view_of as view_of_demonstration
from tests.support.worlds import World

SECOND = {
    "peserta.csv": "Kode Perisai;Tgl Daftar;No KPJ;NIK\nA1;20-03-2019;19000000001;9900000000000001\n",
    "iuran.csv": "No KPJ;BLTH;Tgl Bayar;Nominal\n19000000001;03-2019;21-03-2019;16.800\n",
}
THIRD = {
    "peserta.csv": "Kode Perisai;Tgl Daftar;No KPJ;NIK\n"
    + "".join(f"A1;2{n}-03-2019;1900000000{n};990000000000000{n}\n" for n in range(2, 9)),
    "agen.csv": "Kode Perisai;Nama;Kode Kantor;Tgl Daftar\nA1;Agen Kesatu;K1;13-01-2019\n",
}
DAYS = (datetime(2019, 7, 1, 3), datetime(2019, 7, 4, 3), datetime(2019, 8, 1, 3))


@pytest.fixture(autouse=True)
def loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A branch with three loads: of 1 July, 4 July and 1 August 2019."""
    monkeypatch.setattr(server, "_prepared", lambda chosen: None)
    with branch(load, tmp_path, monkeypatch):
        yield


def load(folder: Path) -> None:
    for files in (FIRST, SECOND, THIRD):
        assert imported(folder, files, "Ani") == 0
    with writing(cache.engine(settings.read().url)) as conn:
        for number, day in enumerate(DAYS, 1):
            conn.execute(sa.update(s.imports).where(s.imports.c.id == number).values(imported_at=day))


def opened(page: str = ACQUISITIONS, **address: str) -> AppTest:
    app = at(page, **{"periode": "2019-Q1", **address}).run()
    assert not app.exception
    return app


def text(app: AppTest) -> str:
    every = (*app.markdown, *app.caption, *app.info, *app.error)
    return " ".join(one.value for one in every).replace("\\", "")


def acquired(app: AppTest) -> str:
    return app.metric[0].value


def printed(*words: str, capsys: pytest.CaptureFixture) -> dict:
    capsys.readouterr()
    assert main.main(["figures", "--period", "2019-Q1", *words]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(("asked", "people"), [("2", "1"), ("2019-07-04", "1"), ("2019-07-31", "1"), ("3", "8")])
def test_a_page_shows_what_was_known(asked: str, people: str) -> None:
    app = opened(diketahui=asked)
    assert acquired(app) == people
    assert acquired(opened()) == "8"
    day, version = {"2019-07-31": ("31 Juli", "2"), "3": ("1 Agustus", "3")}.get(asked, ("4 Juli", "2"))
    assert f"Semua angka seperti diketahui pada {day} 2019, versi data {version}, bukan seperti sekarang" in text(app)
    assert f"Posisi 31 Maret 2019, seperti diketahui pada {day} 2019" in text(app)


def test_every_page_opens_as_it_was_known_and_says_so() -> None:
    for page in ADDRESSES:
        app = opened(page, diketahui="2", bahasa="en", agen="A1")
        assert "Every figure as known on 4 July 2019, data version 2, not as of now" in text(app)


def test_the_choice_is_offered_and_taken_back() -> None:
    app = opened()
    chosen = app.selectbox(key="known_at")
    assert chosen.options == [
        "Sekarang",
        f"1 Agustus 2019 · versi 3 · Ani ({who.user()})",
        f"4 Juli 2019 · versi 2 · Ani ({who.user()})",
        f"1 Juli 2019 · versi 1 · Ani ({who.user()})",
    ]
    chosen.select("2").run()
    assert (acquired(app), app.query_params["diketahui"]) == ("1", "2")
    app.switch_page(AGENT).run()
    app.switch_page(ACQUISITIONS).run()
    assert acquired(app) == "1"
    app.button(key="back-to-now").click().run()
    assert acquired(app) == "8"
    assert "diketahui" not in app.query_params
    assert "31 Juli 2019" in opened(diketahui="2019-07-31").selectbox(key="known_at").options


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ("2019-06-30", "Pada 30 Juni 2019 belum ada data yang dimuat. Versi pertama ialah 1, dimuat 1 Juli 2019."),
        ("9", "Tidak ada versi data 9"),
        ("kemarin", "“kemarin” bukan versi data dan bukan tanggal"),
        ("03", "“03” bukan versi data dan bukan tanggal. Tulis nomornya, misalnya 3"),
        ("٣", "“٣” bukan versi data dan bukan tanggal"),
        ("9999999999", "“9999999999” bukan versi data dan bukan tanggal"),
        ("2019-7-4", "“2019-7-4” bukan versi data dan bukan tanggal"),
        ("2999-01-01", "1 Januari 2999 belum tiba"),
    ],
)
def test_what_is_not_on_record_is_refused_on_page_and_command_line(
    asked: str, why: str, capsys: pytest.CaptureFixture
) -> None:
    app = opened(diketahui=asked)
    assert why in text(app)
    assert not app.metric
    app.button(key="back-to-now").click().run()
    assert acquired(app) == "8"
    capsys.readouterr()
    assert main.main(["figures", "--period", "2019-Q1", "--known-at", asked]) == 1
    assert why in capsys.readouterr().err


def test_nothing_is_loaded_undone_noted_or_issued_in_the_past() -> None:
    files = opened(FILES, diketahui="2")
    assert {button.key for button in files.button} - {None} == {"back-to-now", "open-changes", "open-people"}
    assert not files.get("file_uploader")
    assert "Berkas dimuat dan impor dibatalkan pada data sekarang saja." in text(files)
    assert [row["Impor"] for row in listed_loads(files).to_dict("records")] == [2, 2, 1, 1]
    assert "Catatan ditulis pada data sekarang saja." in text(opened(AGENT, diketahui="2", agen="A1"))
    view = view_of(files)
    for permission in (Permission.IMPORT, Permission.NOTE, Permission.PUBLISH):
        assert not view.viewer.may(permission)
    with pytest.raises(AccessDenied):
        undo._undo.__wrapped__(view, 2)  # below the door that asks who clicks


def view_of(app: AppTest) -> View:
    return app.session_state["view"]


def test_an_agent_is_called_as_then(capsys: pytest.CaptureFixture) -> None:
    assert "Agen Satu" in text(opened(AGENT, diketahui="2", agen="A1"))
    assert "Agen Kesatu" in text(opened(AGENT, agen="A1"))


def test_figures_print_what_was_known(capsys: pytest.CaptureFixture) -> None:
    now = printed(capsys=capsys)
    assert (now["known_at"], now["data_version"], now["figures"]["acquired"]) == (None, 3, 8)
    for asked, day in (("2", "2019-07-04"), ("2019-07-20", "2019-07-20")):
        then = printed("--known-at", asked, capsys=capsys)
        assert then["known_at"] == {"version": 2, "day": day}
        assert (then["data_version"], then["figures"]["acquired"], len(then["agents"])) == (2, 1, 1)


def test_what_leaves_says_when_it_was_known() -> None:
    view = view_of(opened(diketahui="2019-07-20"))
    figure = registry.figure(view, "acquired_by_month")
    assert figure.as_of == "Posisi 31 Maret 2019, seperti diketahui pada 20 Juli 2019"
    assert figure.stem.endswith("_per-2019-03-31_diketahui-2019-07-20-v2")
    assert "seperti diketahui pada 20 Juli 2019" in sheet.to_csv(figure, view.words).decode()


def test_a_code_of_the_past_is_its_versions_own() -> None:
    """The same code as the view had then, another than today's; it opens with the number of then beside today's."""
    now, then = view_of(opened()), view_of(opened(diketahui="2"))
    code = codes.code(then, "acquired")
    assert code != codes.code(now, "acquired")
    assert code == codes.code(view_of(opened(diketahui="2019-07-20")), "acquired")
    assert [open_code(view, code).value_then("acquired") for view in (now, then)] == [1, 1]
    assert {"1", "8"} <= {metric.value for metric in opened(TRACE, kode=code).metric}
    numbers = {metric.label: metric.value for metric in opened(TRACE, kode=code, diketahui="2").metric}
    assert numbers == {"Waktu itu": "1", "Seperti diketahui pada 4 Juli 2019": "1"}
    with pytest.raises(NotOpened, match="versi data 3, sesudah waktu yang dipilih"):
        open_code(then, codes.code(now, "acquired"))


def test_the_press_sees_the_past_as_the_press(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PERISAI_VIEWER_ROLE", "press")
    app = opened(diketahui="2")
    assert acquired(app) == "tidak ditampilkan"
    assert all("Ani" not in option for option in app.selectbox(key="known_at").options)
    assert "Taklimat ditandai terbit dari data sekarang saja" not in text(opened(BRIEFING, diketahui="2"))


def test_a_briefing_says_when_it_was_known_on_every_document() -> None:
    view = build.open_view(settings.read(), Period.parse("2019-Q1"), None, "id", False, "2019-07-20")
    answers = gather(view)
    pack = assemble.pack(answers, (), (), release(answers, None).paragraphs)
    assert pack.as_of == "Posisi 31 Maret 2019, seperti diketahui pada 20 Juli 2019"
    assert ("Seperti diketahui", "seperti diketahui pada 20 Juli 2019, versi data 2") in pack.filters
    assert "seperti diketahui pada 20 Juli 2019" in pack.release[-1].text
    assert pack.stem.endswith("_diketahui-2019-07-20-v2")
    with pytest.raises(NotOnRecord):
        build.open_view(settings.read(), Period.parse("2019-Q1"), None, "id", False, "9")


def looked_at(view: View) -> dict[str, object]:
    """Every figure of the registry with its numbers and code, and the numbers of a briefing."""
    figures = {name: registry.figure(view, name) for name, one in registry.FIGURES.items() if one.runs(view)}
    drawn = {name: (one.title, one.table.rows(), one.note, one.code) for name, one in figures.items()}
    return {**drawn, "numbers": [(one.value, one.change, one.beside, one.code) for one in gather(view).numbers]}


def test_every_figure_is_the_one_of_then(own: Path, world: World) -> None:
    then = replace(view_of_demonstration(own), choice=Choice(agent=world.agents[0].code))
    expected = looked_at(then)
    agent = world.agents[0]
    row = f"{agent.code};Lain;{agent.office};{agent.registered_on:%d-%m-%Y};15-06-2019\n"
    files = {
        "agen.csv": f"Kode Perisai;Nama;Kode Kantor;Tgl Daftar;Tgl Nonaktif\n{row}",
        "peserta.csv": PEOPLE.replace("A1", agent.code),
        "iuran.csv": "No KPJ;BLTH;Tgl Bayar;Nominal\n19999999001;05-2019;21-05-2019;500.000\n",
    }
    given = [(name, text.encode()) for name, text in files.items()]
    confirmed = frozenset(Suspicion)
    engine = cache.engine(then.url)
    importer.apply(
        engine, given, then.holding.code, DEMO, "uji", datetime.now(UTC), may_publish=True, confirmed=confirmed
    )
    holding, past = cache.opened(then.url, "PKL", str(then.holding.data_version), date.today())
    assert holding == then.holding
    assert looked_at(replace(then, past=past)) == expected
    assert looked_at(replace(then, holding=cache.holding(then.url, "PKL"))) != expected


PEOPLE = "Kode Perisai;Tgl Daftar;No KPJ;NIK;Sektor\n" + "".join(
    f"A1;2{n}-05-2019;1999999900{n};990000000099000{n};Nelayan\n" for n in range(1, 8)
)
