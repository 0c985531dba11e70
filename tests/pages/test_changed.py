"""The page of what a load changed: every number and figure as it was before, beside what it is."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from dashboard.cli import main
from dashboard.figures import changed
from dashboard.language.words import words_in
from dashboard.shell import server
from dashboard.shell.routes import AGENTS, CHANGED, OVERVIEW
from dashboard.view import cache
from queries.db.engine import writing
from queries.metrics import catalogue
from queries.press.protected import NotForPress
from seed.writes.visits import visit
from tests.pages.opening import at, branch
from tests.pages.test_known_at import load, view_of

ID = words_in("id")


@pytest.fixture(autouse=True)
def loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Three loads: agents; one participant and a payment; seven participants more."""
    monkeypatch.setattr(server, "_prepared", lambda chosen: None)
    with branch(load, tmp_path, monkeypatch):
        yield


def opened(page: str = CHANGED, **address: str) -> AppTest:
    app = at(page, **{"periode": "2019-Q1", **address}).run()
    assert not app.exception
    return app


def rows(app: AppTest, column: str) -> list[dict]:
    """The rows of the first table that has a column."""
    return next((one.value.to_dict("records") for one in app.dataframe if column in one.value.columns), [])


def printed(known_at: str, capsys: pytest.CaptureFixture) -> dict:
    capsys.readouterr()
    assert main.main(["figures", "--period", "2019-Q1", "--known-at", known_at]) == 0
    return json.loads(capsys.readouterr().out)["figures"]


@pytest.mark.parametrize("since", ["", "2019-07-04"])
def test_every_number_is_what_the_command_line_said_then_and_says_now(
    since: str, capsys: pytest.CaptureFixture
) -> None:
    """Without a choice the newest load's effect."""
    then = changed.since(view_of(opened(CHANGED)), since or "2")
    before, after = printed(since or "2", capsys), printed("3", capsys)
    steps = {row["metric"]: (row["before"], row["after"]) for row in changed.steps(then, view_of(opened())).to_dicts()}
    expected = {
        name: (before[name], now)
        for name, now in after.items()
        if isinstance(now, int) and isinstance(before[name], int) and before[name] != now
    }
    assert expected
    assert {name: pair for name, pair in steps.items() if name in expected} == expected
    page = opened(**({"sejak": since} if since else {}))
    acquired = next(row for row in rows(page, "Angka") if row["Angka"] == catalogue()["acquired"].label["id"])
    assert (acquired["Semula"], acquired["Menjadi"]) == ("1", "8")


def test_the_command_line_says_the_same_and_nothing_to_the_press(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    capsys.readouterr()
    asked = ["figures", "--period", "2019-Q1", "--since", "2"]
    assert main.main(asked) == 0
    inside = json.loads(capsys.readouterr().out)
    assert {"metric": "acquired", "before": 1, "after": 8} in inside["changed"]
    (agent,), (office,) = inside["changed_agents"], inside["changed_offices"]
    assert (agent["code"], agent["acquired_before"], agent["acquired_after"]) == ("A1", 1, 8)
    assert (office["code"], office["received_before"], office["received_after"]) == ("K1", 16_800, 16_800)
    assert main.main([*asked[:-1], "kemarin"]) == 1
    assert "bukan versi data" in capsys.readouterr().err
    monkeypatch.setenv("PERISAI_VIEWER_ROLE", "press")
    assert main.main(asked) == 0
    assert json.loads(capsys.readouterr().out)["changed"] == []


def test_figures_offices_and_agents_say_what_they_said_and_say() -> None:
    page = opened()
    titles = {row["Angka"]: (row["Dulu dikatakan"], row["Sekarang dikatakan"]) for row in rows(page, "Dulu dikatakan")}
    assert any("8 peserta" in now and "8 peserta" not in then for then, now in titles.values())
    assert [(row["Kode"], row["Akuisisi dulu"], row["Akuisisi sekarang"]) for row in rows(page, "Akuisisi dulu")] == [
        ("K1", 1, 8),
        ("A1", 1, 8),
    ]


def test_it_is_one_click_from_a_page_and_a_wrong_since_says_what_to_write() -> None:
    page = opened(AGENTS)
    page.button(key="open-changes").click().run()
    assert [one.value for one in page.title] == [ID("pages.changed.title")]
    wrong = opened(sejak="kemarin")
    assert "bukan versi data dan bukan tanggal" in " ".join(one.value for one in wrong.error)
    next(one for one in wrong.button if one.label == ID("changed.usual")).click().run()
    assert rows(wrong, "Akuisisi dulu")


def test_the_overview_says_what_is_new_since_the_visit_before_and_since_a_chosen_day() -> None:
    view = view_of(opened())
    with writing(cache.engine(view.url)) as conn:
        visit(conn, view.holding.code, view.viewer.name, datetime(2019, 7, 5, 3))
    assert "Sejak kunjungan Anda 5 Juli 2019: akuisisi 1 menjadi 8" in said()
    assert "Sejak kunjungan" not in said(diketahui="2")
    chosen = said(sejak="2019-07-04")
    assert "akuisisi 1 menjadi 8" in chosen
    assert "Sejak kunjungan" not in chosen
    assert "bukan versi data" in said(sejak="kemarin")


def said(**address: str) -> str:
    return " ".join(one.value for one in opened(OVERVIEW, **address).markdown).replace("\\", "")


def test_the_press_is_shown_no_two_versions_side_by_side(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PERISAI_VIEWER_ROLE", "press")
    page = opened(AGENTS)
    assert not [one for one in page.button if one.key == "open-changes"]
    assert not opened(sejak="2").dataframe
    with pytest.raises(NotForPress):
        changed.since(view_of(page), "2")


counted = st.dictionaries(st.sampled_from("ABCD"), st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=4)


@given(then=counted, now=counted)
def test_who_moved_between_two_answers_is_what_plain_python_says(
    then: dict[str, tuple[int, int]], now: dict[str, tuple[int, int]]
) -> None:
    both = {code: (*then.get(code, (0, 0)), *now.get(code, (0, 0))) for code in {*then, *now}}
    apart = {code: four for code, four in both.items() if four[:2] != four[2:]}
    order = sorted(
        apart, key=lambda code: (-abs(apart[code][3] - apart[code][1]), -abs(apart[code][2] - apart[code][0]), code)
    )
    moved = changed.moved_between(*(frame(one) for one in (then, now)))
    columns = ("acquired_before", "received_before", "acquired_after", "received_after")
    assert [(row["code"], tuple(row[name] for name in columns)) for row in moved.to_dicts()] == [
        (code, apart[code]) for code in order
    ]


def frame(counts: dict[str, tuple[int, int]]) -> pl.DataFrame:
    kinds = {"code": pl.String, "label": pl.String, "acquired": pl.Int64, "received": pl.Int64}
    return pl.DataFrame([(code, code, *two) for code, two in counts.items()], schema=kinds, orient="row")
