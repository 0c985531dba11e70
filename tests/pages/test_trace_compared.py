"""Two trace codes side by side, and the command line that opens one or two."""

from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.cli import main
from dashboard.figures import kpis
from dashboard.language.words import words_in
from dashboard.lineage import compare
from dashboard.lineage.opened import open_code
from dashboard.shell.routes import OLD, TRACE
from dashboard.view import codes
from queries import branches
from queries.figures import figures
from tests.pages import reading
from tests.pages.conftest import Opened
from tests.pages.test_trace import FOREIGN, LINK, MISTYPED, during
from tests.pages.test_watch import view_of


@pytest.mark.parametrize("language", ["id", "en"])
def test_two_codes_side_by_side_down_to_the_rows(language: str, opened: Opened, own: Path) -> None:
    view = view_of(own, language)
    other = during(view, "2019-Q2", wilayah=frozenset({"33.25"}))
    for one in (view, other):
        codes.keep_numbers(one)
    pair = (kpis.number(view, "acquired").code, LINK + kpis.number(other, "acquired").code)
    app, words = opened(own, TRACE, bahasa=language, kode=pair[0], b=pair[1]), words_in(language)
    assert not app.exception
    counts = [one.ask(figures)["acquired"] for one in (view, other)]
    assert [one.value for one in app.metric] == [words.number(n) for n in counts]
    frames = [one.value for one in app.dataframe]
    signs = dict(zip(frames[0].iloc[:, 0], frames[0].iloc[:, 1], strict=True))
    assert signs[words("trace.fact.period")] == signs[words("trace.fact.places")] == "≠"
    assert signs[words("trace.fact.data_version")] == "="
    changes = [int(text.replace(".", "").replace(",", "")) for text in frames[1].iloc[:, 3]]
    assert sum(changes) == counts[1] - counts[0]


def test_numbers_of_different_kinds_are_not_compared_row_by_row(own: Path) -> None:
    view = view_of(own)
    codes.keep_numbers(view)
    people, money = (open_code(view, one.code) for one in kpis.numbers(view, "acquired", "received"))
    assert compare.in_rows(people, money) == view.words("trace.beside.no_rows")
    assert compare.values(people, money)[2] == view.words("trace.beside.units")
    same = compare.in_rows(people, people)
    assert same.reasons.rows == same.rows.rows == ()


def test_two_counts_of_agents_differ_by_the_agents_whom_one_alone_counts(own: Path) -> None:
    view = view_of(own)
    other = during(view, "2018-S2")
    for one in (view, other):
        codes.keep_numbers(one)
    pair = [open_code(view, codes.code(one, "agents_dormant_retained")) for one in (view, other)]
    difference = compare.in_rows(*pair)
    step = other.ask(figures)["agents_dormant_retained"] - view.ask(figures)["agents_dormant_retained"]
    assert sum(int(row[-1]) for row in difference.reasons.rows) == step != 0
    assert len(difference.rows.rows) == sum(int(row[-2]) for row in difference.reasons.rows)
    assert all("→" in row[-1] for row in difference.rows.rows)
    assert all(code in compare.text(*pair) for _, code, *_ in difference.rows.rows)
    assert difference.unexplained == ""


def test_agents_of_an_older_data_version_are_said_to_be_unknown(own: Path) -> None:
    view = view_of(own)
    older = replace(view, holding=view.holding._replace(data_version=view.holding.data_version + 1))
    for one in (view, older):
        codes.keep_numbers(one)
    pair = [open_code(view, codes.code(one, "agents_listed")) for one in (view, older)]
    note = compare.in_rows(*pair).unexplained
    assert note == view.words("trace.beside.older_states")
    assert note in compare.text(*pair)


@pytest.mark.parametrize("role", ["head", "press"])
def test_an_example_opens_one_number_or_two_and_leads_back(role: str, opened: Opened, own: Path) -> None:
    app = opened(own, TRACE, role=role)
    app.button(key="trace-try-code_b").click().run()
    assert not app.exception
    assert (len(app.metric), {"kode", "b"} <= {*app.query_params}) == (2, True)
    app.text_input(key="code_b").set_value("").run()
    now = view_of(own).ask(figures)["acquired"]
    assert [one.value for one in app.metric][-1] == words_in("id").number(now)
    app.button(key="trace-back").click().run()
    assert words_in("id")("trace.empty") in [one.value for one in app.info]


@pytest.mark.parametrize("address", OLD)
def test_an_old_address_still_opens_what_it_led_to(address: str, opened: Opened, own: Path) -> None:
    view = view_of(own)
    codes.keep_numbers(view)
    asked = dict.fromkeys(("a", "b"), kpis.number(view, "acquired").code)
    app = opened(own, address, **asked)
    assert [one.value for one in app.title] == [words_in("id")("pages.trace.title")]
    assert len(app.metric) == 2


@pytest.mark.parametrize("codes_entered", [1, 2])
def test_the_press_sees_what_opens_without_rows_or_names(codes_entered: int, opened: Opened, own: Path) -> None:
    view = view_of(own)
    codes.keep_numbers(view)
    code = kpis.number(view, "agents_dormant_retained").code
    app = opened(own, TRACE, role="press", **dict.fromkeys(("kode", "b")[:codes_entered], code))
    assert not app.exception
    everything = reading.whole(app)
    assert view.words("trace.proof.inside") in everything.replace("\\", "")
    assert not any(name in everything for name in view.ask(branches.agent_names).values())
    assert view.words("trace.withheld") in everything


def test_the_command_line_prints_the_same(own: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    monkeypatch.setenv("PERISAI_DATA_FOLDER", str(own))
    view = view_of(own)
    codes.keep_numbers(view)
    code = kpis.number(view, "acquired").code
    assert main.main(["explain", code.lower()]) == 0
    printed = capsys.readouterr().out
    for part in (code, "SELECT", view.words.number(view.ask(figures)["acquired"]), view.words("trace.proof.equal")):
        assert part in printed
    assert main.main(["explain", code, LINK + kpis.number(view, "acquired").code]) == 0
    assert view.words("trace.beside.equal") in capsys.readouterr().out
    for wrong, says in ((FOREIGN, "unknown"), (MISTYPED, "mistyped")):
        assert main.main(["explain", wrong]) == 1
        output = capsys.readouterr()
        assert output.out == ""
        assert output.err.strip() == view.words(
            f"trace.wrong.{says}", **{"code" if says == "unknown" else "text": wrong}
        )
    assert main.main(["explain", code, code, code]) == 2
