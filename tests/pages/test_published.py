"""Published figures from the page: issued, moved by a late load, explained, told on the overview and in files."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from dashboard.briefing import issue
from dashboard.briefing.pack import Confirmed, Paragraph
from dashboard.cli.document import as_csv, document
from dashboard.figures import kpis, published, registry
from dashboard.imports import secret
from dashboard.language.words import words_in
from dashboard.render import sheet
from dashboard.settings import Settings
from dashboard.shell.routes import CONTRIBUTIONS, OVERVIEW, TRACE
from dashboard.view import cache
from queries.access import Role
from queries.db import schema as s
from queries.figures import figures as one_number
from queries.lineage.causes import Cause
from queries.published.explanation import Part, Step
from queries.published.published import published as every_published
from seed import importer
from seed.writes.undo import undo
from tests.pages import reading
from tests.pages.conftest import Opened
from tests.pages.test_watch import view_of
from tests.support import briefing_pack
from tests.support.viewers import viewer as viewer_of

AT = datetime(2019, 7, 25, 3, 0, tzinfo=UTC)
LATER = datetime(2019, 8, 2, 18, 0, tzinfo=UTC)  # 3 August in Jakarta
DAY = date(2019, 7, 25)


@dataclass(frozen=True)
class Claim:
    """What a press release claims, as far as issuing looks at it."""

    metric: str
    value: int
    rounding: int
    wording: str


def pack_of(view, **numbers: float | None):
    """The sample briefing with these numbers, by metric."""
    one = briefing_pack.sample(view.words.language)
    numbers_left = [replace(number, raw=numbers[number.metric]) for number in one.numbers if number.metric in numbers]
    written = {"acquired": view.words.number, "received": view.words.rupiah_short}
    return replace(
        one,
        numbers=tuple(
            replace(n, value=written.get(n.metric, view.words.number)(n.raw) if n.raw is not None else "–")
            for n in numbers_left
        ),
    )


CONFIRMED = Confirmed("Hadir 777 orang.", "777 orang", "daftar hadir", "Ani", "2019-07-24T17:30:00+00:00")


def issued(view, claims: tuple[Claim, ...] = (), outlet: str = "Suara Merdeka", **numbers: float | None) -> int:
    now = {"acquired": view.ask(one_number)["acquired"], "received": view.ask(one_number)["received"]}
    said = (Paragraph("title", "SIARAN PERS"),)
    pack = replace(pack_of(view, **(numbers or now)), confirmed=(CONFIRMED,), release=said)
    return issue.issue(view, [pack], claims, outlet, DAY, None, "a" * 64, "Sari", AT)


@pytest.fixture
def folder(full: Path, tmp_path: Path) -> Iterator[Path]:
    """The demonstration, to be changed."""
    copy = shutil.copytree(full, tmp_path / "copy")
    yield copy
    cache.engine(Settings(data_folder=str(copy)).url).dispose()


def load_late(folder: Path, people: int) -> int:
    """Participants registered in May whom a file of August brings; the load's number."""
    engine = cache.engine(Settings(data_folder=str(folder)).url)
    with engine.connect() as conn:
        agent = conn.scalar(sa.select(s.agents.c.code).order_by(s.agents.c.code).limit(1))
        branch = conn.scalar(sa.select(s.branches.c.code).where(s.branches.c.is_demo))
    lines = [f"{agent};23-05-2019;198000000{n:02};99697756000009{n:02};Gojek" for n in range(people)]
    file = ("peserta.csv", "\n".join(["Kode Perisai;Tgl Daftar;No KPJ;NIK;Sektor", *lines, ""]).encode())
    return importer.apply(engine, [file], branch, secret.DEMO, "Sari", LATER, may_publish=True).import_id


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_articles_figures_are_the_first_rows(opened: Opened, full: Path, language: str) -> None:
    app, w = opened(full, TRACE, bahasa=language), words_in(language)
    table = app.dataframe[0].value
    wordings = ["sebanyak 1.313 peserta", "sekitar Rp114 juta", "32 agen", "10 kantor"]
    assert table[w("tables.wording")].to_list() == wordings
    now = view_of(full, language).ask(one_number)
    order = ("acquired", "received", "agents_listed", "offices")
    first = {one.metric: one.then for one in view_of(full, language).ask(every_published)}
    for column, values in (("now", now), ("then", first)):
        computed = [(w.rupiah if name == "received" else w.number)(values[name]) for name in order]
        assert table[w(f"tables.{column}")].to_list() == computed
    assert {name for name in order if first[name] != now[name]} == {"received"}, "the later load corrected a month"
    moved = w.rupiah(now["received"] - first["received"])
    assert moved in reading.whole(app), "what moved it stands below"


@pytest.mark.parametrize("language", ["id", "en"])
def test_where_nothing_was_published_the_page_says_how_to(opened: Opened, folder: Path, language: str) -> None:
    with cache.engine(Settings(data_folder=str(folder)).url).begin() as conn:
        conn.execute(s.observations.delete())
        conn.execute(s.reference_figures.delete())
    app = opened(folder, TRACE, bahasa=language)
    assert words_in(language)("published.none") in [one.value for one in app.info]
    assert not app.dataframe


def test_what_was_issued_shows_at_once_everywhere(opened: Opened, folder: Path) -> None:
    view, w = view_of(folder), words_in("id")
    before = [len(opened(folder, page).dataframe[0].value) for page in (TRACE, CONTRIBUTIONS)]
    issued(view)
    app = opened(folder, TRACE)
    table = app.dataframe[0].value
    assert len(table) == before[0] + 2
    assert table[w("tables.published")].to_list()[:2] == ["Suara Merdeka, 25 Juli 2019"] * 2
    assert set(table[w("tables.verdict")]) <= {"Cocok", "Cocok setelah pembulatan"}
    assert len(opened(folder, CONTRIBUTIONS).dataframe[0].value) == before[1] + 2
    assert w("published.line.open") not in reading.whole(opened(folder, OVERVIEW))


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_late_load_is_explained_and_raises_a_line_on_the_overview(
    opened: Opened, folder: Path, language: str
) -> None:
    view, w = view_of(folder, language), words_in(language)
    issued(view)
    number = load_late(folder, 12)
    then = view.ask(one_number)["acquired"]
    said = reading.whole(opened(folder, TRACE, bahasa=language))
    who = w("published.who.load", load=w.number(number), day=w.day(date(2019, 8, 3)), by="Sari")
    moved = w("published.step.up", amount=w.count("participant", 12))
    late = w("published.part.entered_late", moved=moved)
    assert w("published.step.parts", who=who, parts=late) in said
    assert w("published.then_now", then=w.number(then), now=w.number(then + 12), version=w.number(1)) in said
    if language == "id":
        assert f"Impor {number} (3 Agustus 2019, Sari) menambah 12 peserta yang masuk terlambat." in said
    app = opened(folder, OVERVIEW, bahasa=language)
    (line,) = [reading.written(one.value) for one in app.warning]
    assert w.count("reference", 2) in line
    assert "ANTARA, Juli 2019" in line
    assert "Suara Merdeka, 25 Juli 2019" in line
    app.button(key="published-open").click().run()
    assert [one.value for one in app.title] == [w("pages.trace.title")]


def test_an_undo_brings_it_back_and_says_so(opened: Opened, folder: Path) -> None:
    view = view_of(folder)
    load_late(folder, 12)
    engine = cache.engine(view.url)
    number = undo(engine, view.holding.code, "Budi", LATER).import_id
    app = opened(folder, OVERVIEW)
    assert not app.warning
    with engine.connect() as conn:
        printed = document(conn, view.viewer, view.scope.period)
    acquired = next(one for one in printed["published"] if one["metric"] == "acquired")
    assert acquired["value_now"] == acquired["value_then"]
    assert [(step["load"], step["change"]) for step in acquired["explanation"]] == [(number - 1, 12), (number, -12)]
    assert [step["causes"][0]["cause"] for step in acquired["explanation"]] == ["entered_late", "undone"]


def test_the_document_adds_up_and_is_json(folder: Path) -> None:
    view = view_of(folder)
    issued(view)
    load_late(folder, 3)
    with cache.engine(view.url).connect() as conn:
        printed = document(conn, view.viewer, view.scope.period)
        press = document(conn, viewer_of(Role.PRESS, view.viewer.branch), view.scope.period)
    assert json.loads(json.dumps(printed["published"])) == printed["published"]
    assert len(printed["published"]) == 6
    for one in printed["published"]:
        assert sum(step["change"] for step in one["explanation"]) == one["value_now"] - one["value_then"]
    newest = printed["data_version"]
    press_steps = [step for one in press["published"] for step in one["explanation"] if step["load"] == newest]
    assert press_steps
    assert all(cause["rows"] is None for step in press_steps for cause in step["causes"])  # three rows are too few
    assert "published,acquired," in as_csv(printed)


def test_the_files_hold_numbers_as_numbers(folder: Path, tmp_path: Path) -> None:
    view = view_of(folder)
    issued(view)
    load_late(folder, 12)
    view = view_of(folder)
    listing, w = published.listing(view, published.ask(view)), view.words
    text = sheet.to_csv(listing, w).decode("utf-8-sig")
    assert "menambah 12 peserta yang masuk terlambat" in text
    assert w("charts.demo") in text
    (tmp_path / "x.xlsx").write_bytes(sheet.to_xlsx(listing, w))
    cells = list(load_workbook(tmp_path / "x.xlsx").active.iter_rows(values_only=True))
    head = next(n for n, row in enumerate(cells) if w("tables.now") in row)
    now = cells[head].index(w("tables.now"))
    by_metric = {row[cells[head].index(w("tables.metric"))]: row[now] for row in cells[head + 1 :]}
    assert by_metric[kpis.label(view.words, "acquired")] == view.ask(one_number)["acquired"]


def test_the_press_sees_the_figures_and_no_small_step(folder: Path) -> None:
    view = view_of(folder)
    issued(view)
    number = load_late(folder, 2)
    view = view_of(folder).for_press()
    answers = published.ask(view)
    one = next(one for one in published.moved(answers.every) if one.metric == "acquired")
    w = view.words
    who = w("published.who.load", load=w.number(number), day=w.day(date(2019, 8, 3)), by="Sari")
    causes = w("published.kind.entered_late")
    assert published.why(view.words, answers, one)[1:] == [w("published.step.withheld", who=who, causes=causes)]


MOMENT = datetime(2019, 8, 2, 18, 0)
SAME = ("1", "1")


@pytest.mark.parametrize(
    ("metric", "step", "expected"),
    [
        (
            "received",
            Step(
                7,
                MOMENT,
                "Sari",
                33_600,
                (Part(Cause.ENTERED_LATE, 50_400, 3), Part(Cause.CORRECTED, -16_800, 1)),
                SAME,
            ),
            "Impor 7 (3 Agustus 2019, Sari) menambah Rp50.400 (3 iuran) yang masuk terlambat dan mengurangi Rp16.800 "
            "(1 iuran) karena koreksi.",
        ),
        (
            "acquired",
            Step(9, MOMENT, "Sari", -12, (Part(Cause.UNDONE, -12, 12),), SAME),
            "Impor 9 (3 Agustus 2019, Sari) mengurangi 12 peserta karena impor dibatalkan.",
        ),
        (
            "agents_active",
            Step(7, MOMENT, "Sari", 2, (Part(Cause.ENTERED_LATE, None, 12), Part(Cause.CORRECTED, None, 3)), SAME),
            "Impor 7 (3 Agustus 2019, Sari) menambah 2 agen: 12 baris masuk terlambat dan 3 baris dikoreksi.",
        ),
        (
            "agents_dormant_retained",
            Step(7, MOMENT, None, 2, (Part(Cause.DEFINITION_CHANGED, 2, None),), ("1/3-1", "1/4-1")),
            "Definisi berubah 3 Agustus 2019 (versi 1/3-1 menjadi 1/4-1): menambah 2 agen.",
        ),
        (
            "acquired_target_reached",
            Step(7, MOMENT, "Sari", -125, (Part(Cause.CORRECTED, -125, 1),), SAME),
            "Impor 7 (3 Agustus 2019, Sari) mengurangi 1,25 poin persen: 1 baris dikoreksi.",
        ),
        (
            "offices",
            Step(7, MOMENT, "Sari", None, (), SAME),
            "Impor 7 (3 Agustus 2019, Sari): angka ini tidak dapat dihitung lagi.",
        ),
    ],
)
def test_a_step_as_a_sentence(metric: str, step: Step, expected: str) -> None:
    assert published.step(words_in("id"), metric, step) == expected
    assert published.step(words_in("en"), metric, step)


def test_the_chart_of_what_was_received_shows_what_was_issued_at_once(folder: Path) -> None:
    view = view_of(folder)
    before = registry.figure(view, "cumulative_received")
    issued(view, claims=(Claim("received", 114_000_000, 1_000_000, "kira-kira Rp114 juta"),))
    after = registry.figure(view, "cumulative_received")
    texts = [figure.drawing.rows["rules"].filter(pl.col("kind") == "reference") for figure in (before, after)]
    # What the branch issued is no newspaper's: its own chart does not agree with it, and names it as its own.
    assert [frame["text"].to_list() for frame in texts] == [["sekitar Rp114 juta (ANTARA, Juli 2019)"]] * 2
    assert not before.note
    assert after.note == "Cabang ini sendiri menyampaikan kira-kira Rp114 juta kepada Suara Merdeka, 25 Juli 2019."
    issued(view, claims=(Claim("received", 60_000_000, 1_000_000, "Rp60 juta"),), outlet="Radar")
    drawn = registry.figure(view, "cumulative_received").drawing.rows["rules"].filter(pl.col("kind") == "reference")
    assert sorted(drawn["value"]) == [60_000_000, 114_000_000]


def test_the_overview_names_some_and_counts_the_rest(folder: Path) -> None:
    view = view_of(folder)
    for outlet in ("Satu", "Dua", "Tiga"):
        issued(view, outlet=outlet, acquired=view.ask(one_number)["acquired"])
    load_late(folder, 12)
    line = published.line(view_of(folder))
    assert "4 angka terbit" in line
    assert "dan 1 lainnya" in line
