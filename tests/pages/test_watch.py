"""Who is listed: the page's numbers and tables, the calendar and the files, against the oracle."""

import shutil
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from icalendar import Calendar

from dashboard.cli.document import as_csv, document
from dashboard.figures import caption, countdown, countdown_calendar, headline, portfolio, roster, simulation
from dashboard.imports import secret
from dashboard.language.words import words_in
from dashboard.render import sheet
from dashboard.sections import listings
from dashboard.settings import Settings
from dashboard.shell.routes import OVERVIEW, WATCH
from dashboard.view import cache
from dashboard.view.address import Choice
from dashboard.view.view import View
from queries.access import AccessDenied, Role
from queries.agents.countdown import changes
from queries.db import schema as s
from queries.db.engine import writing
from queries.periods import Period
from seed import importer
from seed.writes import notes
from tests.pages import reading
from tests.pages.conftest import Coming, Lived, Opened
from tests.pages.test_numbers import ID
from tests.support.oracle import first_day, number
from tests.support.oracle_watch import leaving, listed, registered
from tests.support.viewers import viewer as viewer_of

JUNE = number(date(2019, 6, 1))


def view_of(folder: Path, language: str = "id", role: Role = Role.HEAD, **choice: str) -> View:
    """The half-year of the demonstration, seen without a page."""
    url = Settings(data_folder=str(folder)).url
    holding = cache.holding(url, "PKL")
    viewer = viewer_of(role, holding.code)
    scope = viewer.scope(Period.parse("2019-S1"), holding.last_complete)
    return View(words_in(language), viewer, holding, scope, Choice(**choice), "light", url)


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_numbers_count_agents_within_thirty_sixty_and_ninety_days(
    language: str, opened: Opened, full: Path, coming: Coming
) -> None:
    app, words = opened(full, WATCH, bahasa=language), words_in(language)
    came = {code for code, one in coming if one.stage == "reached" and one.act}
    expected = {words("watch.countdown.past"): words.number(len(came))} if came else {}
    for days in (30, 60, 90):
        limit = TODAY + timedelta(days=days)
        soon = {code for code, one in coming if one.stage == "coming" and one.day - DAY <= limit}
        expected[str(days)] = words.number(len(soon))
    assert [one.value for one in app.metric] == list(expected.values())
    assert all(days in one.label for days, one in zip(expected, app.metric, strict=True))


@pytest.mark.parametrize("language", ["id", "en"])
def test_each_change_stands_in_the_table_with_its_act(
    language: str, opened: Opened, full: Path, coming: Coming
) -> None:
    words = words_in(language)
    page = opened(full, WATCH, bahasa=language)
    assert words("pages.terms.runs", months=words.count("month", 3)) in [one.value for one in page.caption]
    table = page.dataframe[0].value
    columns = [words(f"tables.{name}") for name in ("code", "day", "from_status", "to_status")]
    rows = table[columns].itertuples(index=False, name=None)
    assert sorted(rows) == sorted(
        (code, one.day, *(words.capital(words.status(at)) if at else "–" for at in (one.before, one.after)))
        for code, one in coming
    )
    states = [words.capital(words.status(x)) for x in _GRAVITY]
    late = words("watch.act.late", day="").split(":")[0]
    passed = [late in text for text in table[words("tables.act")]]
    order = list(zip(passed, table[words("tables.to_status")], strict=True))
    assert order == sorted(order, key=lambda one: (not one[0], states.index(one[1])))
    acquisition = words("watch.act.acquisition", until="").strip()
    acts = Counter("acquisition" if acquisition in text else "payment" for text in table[words("tables.act")])
    assert acts == Counter(one.act for _, one in coming)


DAY, TODAY = timedelta(days=1), date(2019, 7, 1)
_GRAVITY = ("due_for_removal", "dormant_retained", "slowing")


def test_the_newest_note_on_an_agent_stands_beside_their_change(opened: Opened, full: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(full, tmp_path / "copy")
    engine, branch = cache.engine(Settings(data_folder=str(folder)).url), view_of(folder).holding.code
    code = countdown.ordered(view_of(folder).ask(changes, TODAY))["code"][0]
    with writing(engine) as conn:
        for day, text in ((3, "Dihubungi 3 Juli"), (9, "Kembali aktif Agustus")):
            notes.write(conn, branch, code, text, "uji", datetime(2019, 7, day, tzinfo=UTC))
    table = opened(folder, WATCH).dataframe[0].value
    noted = table.loc[table[ID("tables.note")] != "", [ID("tables.code"), ID("tables.note")]]
    assert set(noted.itertuples(index=False, name=None)) == {(code, "Kembali aktif Agustus")}
    engine.dispose()


def test_the_overview_opens_with_the_headline(opened: Opened, full: Path) -> None:
    sentence = headline.headline(view_of(full))
    assert sum(sentence in reading.written(one.value) for one in opened(full, OVERVIEW).markdown) == 1
    without = headline.headline_of(caption.context(view_of(full)), replace(headline.ask(view_of(full)), ending=None))
    assert "sudah lewat tenggat" in without or "berubah status dalam 30 hari" in without


@pytest.mark.parametrize(
    ("months", "reading_code"),
    [("1", "akuisisi-saja"), ("12", "akuisisi-dan-iuran"), ("1", "akuisisi-dan-iuran-masuk"), ("2", "")],
)
def test_another_rule_from_the_link(months: str, reading_code: str, opened: Opened, full: Path, lived: Lived) -> None:
    chosen = {"bulan": months} | ({"syarat": reading_code} if reading_code else {})
    app = opened(full, WATCH, **chosen)
    table = next(one.value for one in app.dataframe if ID("tables.rule_name") in one.value)
    asked = {"akuisisi-saja": "alone", "akuisisi-dan-iuran-masuk": "came_in"}.get(reading_code, "runs")
    there = listed(lived, JUNE)
    states = {code: life.state(JUNE, JUNE, int(months), asked) for code, life in there.items()}
    due = [life for code, life in registered(lived, JUNE).items() if states.get(code) in ("due_for_removal", None)]
    row = table.iloc[1]
    for state, agents in Counter(states.values()).items():
        assert row[ID(f"tables.{state}")] == agents
    assert row[ID("tables.people_losing")] == sum(life.without_agent(JUNE) for life in due)
    assert row[ID("tables.rupiah_losing")] == sum(life.received(JUNE - 5, JUNE) for life in due)
    moved = sum(state != life.state(JUNE) for state, life in zip(states.values(), there.values(), strict=True))
    view = view_of(full, rule_months=months, rule_reading=reading_code)
    assert ID.count("agent", moved) in simulation.sentence(view.words, simulation.ask(view))


def test_a_rule_chosen_on_the_page_goes_into_the_link_and_nowhere_else(opened: Opened, full: Path) -> None:
    engine = cache.engine(Settings(data_folder=str(full)).url)
    with engine.connect() as conn:
        before = conn.execute(sa.select(s.rules)).all()
    app = opened(full, WATCH)
    app.selectbox(key="rule_months").select("4").run()
    app.selectbox(key="rule_reading").select("akuisisi-saja").run()
    assert (app.query_params["bulan"], app.query_params["syarat"]) == ("4", "akuisisi-saja")
    assert "4 bulan kalender, akuisisi saja" in reading.whole(app)
    app.switch_page(OVERVIEW).run()
    app.switch_page(WATCH).run()
    assert app.selectbox(key="rule_months").value == "4"
    app.selectbox(key="rule_months").select("").run()
    assert "bulan" not in app.query_params
    with engine.connect() as conn:
        assert conn.execute(sa.select(s.rules)).all() == before


@pytest.mark.parametrize(("name", "value"), [("bulan", "13"), ("bulan", "tiga"), ("syarat", "iuran")])
def test_a_rule_that_cannot_be_supposed_is_told(name: str, value: str, opened: Opened, full: Path) -> None:
    app = opened(full, WATCH, **{name: value})
    assert ([one.value for one in app.error], len(app.dataframe)) == ([ID("frame.wrong.title")], 0)


@pytest.fixture(scope="module")
def with_list(full: Path, tmp_path_factory: pytest.TempPathFactory, lived: Lived) -> tuple:
    """The demonstration with a list of June: one agent missing, one code unknown, one who is due, twice May.

    Its folder, and what the command line prints for the head and for the press, whatever the page's language.
    """
    folder = shutil.copytree(full, tmp_path_factory.mktemp("list") / "copy")
    codes = sorted(listed(lived, JUNE))
    months = {"04": codes, "05": codes[1:], "06": [*codes[:-1], "ZZ9999"]}
    lines = ["Bulan;Kode Perisai", *(f"{month}-2019;{code}" for month, of in months.items() for code in of)]
    file, at = ("daftar.csv", "\n".join(lines).encode()), datetime(2030, 1, 1, tzinfo=UTC)
    engine = cache.engine(Settings(data_folder=str(folder)).url)
    with engine.connect() as conn:
        branch = conn.scalar(sa.select(s.branches.c.code).where(s.branches.c.is_demo))
    importer.apply(engine, [file], branch, secret.DEMO, "uji", at, may_publish=True)
    with engine.connect() as conn:
        roles = (viewer_of(role, branch) for role in (Role.HEAD, Role.PRESS))
        documents = [document(conn, viewer, Period.parse("2019-S1")) for viewer in roles]
    yield folder, *documents
    engine.dispose()


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_list_is_held_against_the_rule(language: str, opened: Opened, with_list: tuple, lived: Lived) -> None:
    folder, printed, pressed = with_list
    there = listed(lived, JUNE)
    states = {code: life.state(JUNE) for code, life in there.items()}
    codes, words = sorted(states), words_in(language)
    due = {code for code in codes[:-1] if states[code] == "due_for_removal"}
    app = opened(folder, WATCH, bahasa=language)
    assert [one.message for one in app.exception] == []
    table = next(one.value for one in app.dataframe if words("tables.finding") in one.value)
    findings = dict(zip(table[words("tables.code")], table[words("tables.finding")], strict=True))
    expected = dict.fromkeys(due, "listed_against_rule") | {"ZZ9999": "unknown", codes[0]: "agree"}
    if states[codes[-1]] != "due_for_removal":
        expected[codes[-1]] = "missing_against_rule"
    assert findings == {code: words(f"watch.finding.{finding}") for code, finding in expected.items()}
    back = dict(zip(table[words("tables.code")], table[words("tables.back")], strict=True))
    assert words.month(date(2019, 5, 1)) in back.pop(codes[0])
    assert set(back.values()) == {""}
    agree = len(codes) - 1 - len(due)
    missing = int(codes[-1] in expected)
    counted = dict(printed["roster"])
    readings = counted.pop("readings")
    assert [(row["month"], row["reading"]) for row in readings[:4]] == [
        *(("2019-06", one) for one in ("runs", "came_in", "alone")),
        ("2019-05", "runs"),
    ]
    stays = [
        sum(life.state(JUNE, reading=one) != "due_for_removal" for life in there.values())
        for one in ("runs", "came_in", "alone")
    ]
    numbers = [words.number(row["listed_explained"]) for row in readings[:3]]
    assert all(one in reading.whole(app) for one in numbers)
    assert readings[0]["listed_explained"] == agree
    assert [row["listed_explained"] + row["missing"] - row["missing_explained"] for row in readings[:3]] == stays
    counts = {"agree": agree, "listed_against_rule": len(due), "missing_against_rule": missing, "unknown": 1}
    assert counted == {"month": "2019-06", **counts}
    assert (pressed["roster"], pressed["countdown"]) == (None, [])


def test_the_document_has_the_countdown(full: Path, coming: Coming) -> None:
    view = view_of(full)
    with cache.engine(view.url).connect() as conn:
        printed = document(conn, view.viewer, view.scope.period)
    assert printed["roster"]["readings"], "the demonstration has the application's lists"
    found = {tuple(row.values()) for row in printed["countdown"]}
    assert found == {
        (code, f"{one.day}", one.before, one.after, one.stage, one.act, f"{one.day - DAY}", one.by[0], False)
        for code, one in coming
    }
    assert "countdown,AB" in as_csv(printed) or "countdown,AD" in as_csv(printed)


def test_who_is_left_behind_by_the_last_four_of_the_kpj(opened: Opened, full: Path, lived: Lived) -> None:
    expected = Counter(first_day(due) for due in leaving(lived, JUNE).values())
    assert expected
    listing = portfolio.people(view_of(full))
    assert Counter(listing.table["next_due_month"].to_list()) == expected
    assert listing.table["participant"].str.contains(r"^…\d{4}$").all()
    # The take-overs on record stand last.
    assert len(opened(full, WATCH).dataframe[-2].value) == expected.total()


@pytest.mark.parametrize("language", ["id", "en"])
def test_each_table_leaves_as_csv_and_xlsx(language: str, full: Path) -> None:
    view = view_of(full, language, rule_months="1")
    context, supposed = caption.context(view), simulation.ask(view)
    simulated = [simulation.moved(context, supposed), simulation.outcome(context, supposed)]
    asked = [table(view) for table in (countdown.table, portfolio.people, portfolio.by_office, roster.table)]
    for one in [*asked, *simulated]:
        text = sheet.to_csv(one, view.words).decode("utf-8-sig")
        assert view.words("charts.demo") in text
        assert len(text.splitlines()) == one.table.height + 7
        assert sheet.to_xlsx(one, view.words) == sheet.to_xlsx(one, view.words)
        assert "2019-S1" in one.stem
    assert listings.FORMATS == ("csv", "xlsx")


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_calendar_has_an_all_day_event_a_deadline_and_always_the_same_bytes(
    language: str, full: Path, coming: Coming
) -> None:
    view = view_of(full, language)
    calendar = countdown_calendar.calendar(view)
    assert calendar == countdown_calendar.calendar(view)
    events = Calendar.from_ical(calendar).walk("VEVENT")
    assert sorted((event["summary"].split(" ")[0], event.decoded("dtstart")) for event in events) == [
        (code, one.day - DAY) for code, one in coming
    ]
    for event in events:
        assert event.decoded("dtend") - event.decoded("dtstart") == DAY
        assert event.decoded("sequence") == view.holding.data_version
        assert view.words("pages.demo").split()[-1] in event["description"]
    assert any(view.words.status("due_for_removal") in event["summary"] for event in events) == any(
        one.after == "due_for_removal" for _, one in coming
    )


def test_an_event_keeps_its_name_from_language_to_language(full: Path) -> None:
    names = [
        {
            event["uid"]
            for event in Calendar.from_ical(countdown_calendar.calendar(view_of(full, language))).walk("VEVENT")
        }
        for language in ("id", "en")
    ]
    assert names[0] == names[1]


def test_the_press_is_told_why_there_is_nothing(opened: Opened, full: Path) -> None:
    app = opened(full, WATCH, role="press")
    assert [one.value for one in app.info] == [ID("press.refused", reason=ID("press.reason.agents"))]
    assert not app.dataframe
    assert not app.metric
    with pytest.raises(AccessDenied):
        countdown_calendar.calendar(view_of(full, role=Role.PRESS))
