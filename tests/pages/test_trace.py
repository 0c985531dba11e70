"""Trace codes on the pages and in a terminal: what a code opens, for whom, and how two differ."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from dashboard.charts.figure import Figure
from dashboard.figures import countdown, kpis, registry
from dashboard.language.words import words_in
from dashboard.lineage import compare, explain
from dashboard.lineage.opened import NotOpened, open_code, same_question
from dashboard.lineage.proof import prove
from dashboard.render import sheet
from dashboard.shell.routes import ACQUISITIONS, OVERVIEW, TRACE
from dashboard.view import cache, codes
from dashboard.view.address import PARAMETERS
from dashboard.view.view import View
from queries import branches
from queries.access import AccessDenied, Role
from queries.db import schema as s
from queries.db.engine import writing
from queries.figures import figures
from queries.lineage import codes as trace_codes
from queries.lineage import proof
from queries.periods import Period
from tests.pages import reading
from tests.pages.conftest import Opened
from tests.pages.test_watch import view_of
from tests.support.viewers import viewer as viewer_of

LINK = f"https://perisai.example/{TRACE}?{PARAMETERS['code']}="
MISTYPED, FOREIGN = "K7QM2X4D-FF61", "K7QM2X4D-FF60"


def _execute(folder: Path, statement: sa.Executable) -> None:
    with writing(cache.engine(view_of(folder).url)) as conn:
        conn.execute(statement)


def _traces(folder: Path) -> list[str]:
    with cache.engine(view_of(folder).url).connect() as conn:
        return list(conn.scalars(sa.select(s.traces.c.code).order_by(s.traces.c.code)))


def during(view: View, period: str, **only: frozenset[str]) -> View:
    return view.during(view.viewer.scope(Period.parse(period), view.holding.last_complete, **only))


def limited(view: View, *wilayah: str) -> View:
    """The same view for somebody who may see some places alone."""
    viewer = viewer_of(view.viewer.role, view.viewer.branch, frozenset(wilayah))
    return replace(view, viewer=viewer).during(viewer.scope(view.scope.period, view.holding.last_complete))


@pytest.mark.parametrize("language", ["id", "en"])
def test_numbers_and_figures_show_their_codes_and_keep_them(language: str, opened: Opened, own: Path) -> None:
    app, view = opened(own, ACQUISITIONS, bahasa=language, periode="2019-S1"), view_of(own, language)
    code = kpis.number(view, "acquired").code
    assert f"`{code}`" in next(one.proto.help for one in app.metric)
    captions = [one.value.replace("\\", "") for one in app.caption]
    for figure in (registry.figure(view, "acquired_by_month"), registry.figure(view, "acquired_by_sector")):
        assert any(text.endswith(figure.code.replace("-", "\u2011")) for text in captions)
    assert trace_codes.parse(code).view in _traces(own)
    assert len(_traces(own)) == 1


def test_a_view_is_kept_once_and_a_page_that_runs_again_writes_nothing(own: Path) -> None:
    view, written = view_of(own), []
    sa.event.listen(cache.engine(view.url), "before_cursor_execute", lambda *call: written.append(call[2]))
    assert codes.keep_numbers(view)
    assert sum("INSERT" in one for one in written) == 1
    written.clear()
    assert codes.keep_numbers(view)
    assert codes.keep_numbers(during(view, "2019-S1"))
    assert written == []


def test_nothing_that_cannot_be_written_stops_a_page(own: Path, opened: Opened) -> None:
    view = view_of(own)
    with writing(cache.engine(view.url)):  # an import holds the database
        assert not codes.keep_numbers(view)
        assert not codes.keep_picture(view, registry.figure(view, "acquired_by_month"))
        app = opened(own, OVERVIEW, periode="2019-S1")
        assert not app.exception
        assert app.metric
    assert _traces(own) == []


def test_another_view_with_the_same_letters_gets_more_of_them(own: Path) -> None:
    view = view_of(own)
    seen = codes.seen_of(view)
    other = {"branch_code": view.holding.code, "code": trace_codes.view_of(seen), "agent": "", "role": "staff"}
    months = {"first_month": seen.first_month, "last_month": seen.last_month, "figures": {}, "press": False}
    _execute(own, sa.insert(s.traces).values(**other, **months, made_at=datetime(2019, 7, 1), data_version=9))
    long = trace_codes.view_of(seen, trace_codes.LONG)
    assert codes.keep_numbers(view)
    assert kpis.number(view, "acquired").code.startswith(f"{long}-")
    assert open_code(view, kpis.number(view, "acquired").code).trace.seen == seen


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("form", ["code", "link", "sloppy"])
def test_a_code_opens_its_number_then_and_now(language: str, form: str, opened: Opened, own: Path) -> None:
    view = view_of(own, language)
    assert codes.keep_numbers(view)
    code = kpis.number(view, "received").code
    entered = {"code": code, "link": LINK + code, "sloppy": code.lower().replace("0", "o")}[form]
    app, words = opened(own, TRACE, bahasa=language, kode=entered), words_in(language)
    assert not app.exception
    assert [one.value for one in app.metric] == [words.rupiah(view.ask(figures)["received"])] * 2
    everything = " ".join(reading.texts(app))
    assert words("trace.same").rstrip(".") in everything
    assert words("trace.proof.equal").rstrip(".") in everything
    assert "SELECT" in " ".join(one.value for one in app.code)
    assert app.text_input(key="code").value in (entered, code)


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(
    ("entered", "says"),
    [
        (MISTYPED, "mistyped"),
        (FOREIGN, "unknown"),
        ("apa ini?", "letters"),
        ("K7QM2X4D", "length"),
        ("http://[", "letters"),
    ],
)
@pytest.mark.parametrize("name", ["kode", "b"])
def test_a_wrong_or_foreign_code_is_told_what_to_do(
    language: str, entered: str, says: str, name: str, opened: Opened, full: Path
) -> None:
    app = opened(full, TRACE, bahasa=language, **{name: entered})
    assert not app.exception
    said = words_in(language)(f"trace.wrong.{says}", **{"code" if says == "unknown" else "text": entered})
    assert [reading.written(one.value) for one in app.warning] == [said]


@pytest.mark.parametrize("folder", ["full", "empty"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_without_a_code_the_page_says_what_it_is_for(
    language: str, folder: str, opened: Opened, request: pytest.FixtureRequest
) -> None:
    app = opened(request.getfixturevalue(folder), TRACE, bahasa=language)
    assert not app.exception
    assert words_in(language)("trace.empty") in [one.value for one in app.info]


def test_the_page_behind_a_code_opens_with_the_same_filters(opened: Opened, own: Path) -> None:
    view = during(view_of(own), "2019-Q2", wilayah=frozenset({"33.25"}))
    codes.keep_numbers(view)
    app = opened(own, TRACE, kode=kpis.number(view, "acquired").code)
    app.button[0].click().run()
    assert app.query_params["periode"] == "2019-Q2"
    assert app.query_params["wilayah"] == "33.25"
    assert "kode" not in app.query_params
    assert app.metric[0].value == words_in("id").number(view.ask(figures)["acquired"])


def every(view: View) -> list[str]:
    """The code of every number of `figures`."""
    return [codes.code(view, name) for name in view.ask(figures)]


def test_every_number_is_proved_by_its_rows(own: Path) -> None:
    for view in (view_of(own), during(view_of(own), "2019-Q2", sectors=frozenset({"Gojek", "Grab"}))):
        codes.keep_numbers(view)
        for code in every(view):
            opened_code = open_code(view, code)
            evidence = prove(opened_code)
            assert view.words("trace.proof.equal") in evidence.sentence, opened_code.name
            assert evidence.rows.height == proof.FIRST if evidence.first else evidence.rows.height < proof.FIRST
            assert explain.values(opened_code).verdict == view.words("trace.same")


def test_a_wider_scope_than_the_viewers_does_not_open(own: Path) -> None:
    view = view_of(own)
    inside, outside = (during(view, "2019-S1", wilayah=frozenset({code})) for code in ("33.25", "33.26"))
    batang = limited(view, "33.25")
    for wide in (view, outside):
        codes.keep_numbers(wide)
        with pytest.raises(NotOpened, match="wilayah"):
            open_code(batang, kpis.number(wide, "acquired").code)
        with pytest.raises(AccessDenied):
            same_question(batang, codes.seen_of(wide))
    codes.keep_numbers(inside)
    opened_code = open_code(batang, kpis.number(inside, "acquired").code)
    assert explain.values(opened_code).now == view.words.number(inside.ask(figures)["acquired"])


def test_the_press_opens_neither_agents_nor_rows_nor_what_was_not_made_for_it(own: Path) -> None:
    view, press = view_of(own), view_of(own, role=Role.PRESS)
    codes.keep_numbers(view)
    with pytest.raises(NotOpened, match="agen"):
        open_code(press, registry.figure(view, "agent_grid").code)
    opened_code = open_code(press, kpis.number(view, "acquired").code)
    assert explain.values(opened_code).then == view.words("trace.withheld")
    assert prove(opened_code).rows is None
    assert isinstance(compare.in_rows(opened_code, opened_code), str)
    ours = press.for_press()
    codes.keep_numbers(ours)
    values = explain.values(open_code(press, kpis.number(ours, "acquired").code))
    assert values.then == values.now == view.words.number(view.ask(figures)["acquired"])
    assert kpis.number(ours, "acquired").code != kpis.number(view, "acquired").code
    for code in every(view):  # an agent's name, or anything withheld, nowhere
        text = explain.text(open_code(press, code))
        assert not any(name in text for name in view.ask(branches.agent_names).values())


def test_a_picture_that_left_is_shown_as_it_was_and_as_it_is(own: Path) -> None:
    view = view_of(own)
    for name in ("acquired_by_month", "received_parts", "agent_grid"):
        figure = registry.figure(view, name)
        opened_code = open_code(view, figure.code) if codes.keep_numbers(view) else None
        assert explain.tables(opened_code)[0] is None
        assert explain.table_verdict(opened_code, *explain.tables(opened_code)) == view.words("trace.never_left")
        assert codes.keep_picture(view, figure)
        then, now = explain.tables(opened_code)
        assert then == now
        assert len(then.rows) == figure.table.height
        assert explain.table_verdict(opened_code, then, now) == view.words("trace.table_same")


def test_numbers_that_stand_together_are_kept_together(own: Path, opened: Opened) -> None:
    view = view_of(own)
    numbers = countdown.numbers(view)
    assert len({kpi.code for kpi in numbers}) == 1
    rows = [(kpi.label, kpi.value) for kpi in numbers]
    assert codes.keep_several(view, "agents_changing", "x", rows)
    then, now = explain.tables(open_code(view, numbers[0].code))
    assert list(then.rows) == list(now.rows) == rows


def test_what_leaves_carries_its_code(full: Path) -> None:
    view = view_of(full)
    figure: Figure = registry.figure(view, "acquired_by_month")
    assert figure.code
    assert figure.code in sheet.to_csv(figure, view.words).decode("utf-8-sig")
    assert any(figure.code in line for line in sheet.notes(figure, view.words))


def test_a_number_that_changed_says_by_how_much(own: Path) -> None:
    view = view_of(own)
    codes.keep_numbers(view)
    t = s.traces.c
    stored = {
        name: {"value": 1_300 if name == "acquired" else 1, "definition": definition}
        for name, definition in codes.seen_of(view).definitions
    }
    stored["agents_dormant_retained"]["definition"] = "1/4-1"
    stored["agents_active"]["definition"] = "0"
    code = trace_codes.parse(kpis.number(view, "acquired").code).view
    _execute(own, sa.update(s.traces).where(t.code == code).values(figures=stored))
    opened_code = open_code(view, kpis.number(view, "acquired").code)
    now = view.ask(figures)["acquired"]
    assert explain.values(opened_code).verdict == view.words(
        "trace.changed", difference=f"{now - 1_300:+d}", version=view.words.number(view.holding.data_version)
    )
    assert explain.definition_changed(opened_code) == ""
    ruled = explain.definition_changed(open_code(view, kpis.number(view, "agents_dormant_retained").code))
    assert ruled == view.words("trace.definition.rule", then="1/4-1", now="1/3-1")
    assert "0" in explain.definition_changed(open_code(view, kpis.number(view, "agents_active").code))


def test_an_empty_database_has_no_traces(empty: Path) -> None:
    view = view_of(empty)
    assert not codes.keep_numbers(view)
    with pytest.raises(NotOpened):
        open_code(view, kpis.number(view, "acquired").code)


def test_a_number_that_is_no_more_says_so(own: Path) -> None:
    view = view_of(own)
    codes.keep_numbers(view)
    code = trace_codes.Code(trace_codes.view_of(codes.seen_of(view)), trace_codes.part_of("no_such_metric"))
    with pytest.raises(NotOpened) as refused:
        open_code(view, str(code))
    assert str(refused.value) == view.words("trace.wrong.gone", code=str(code))


def test_what_was_made_for_the_press_stays_so_for_the_head(own: Path) -> None:
    view = view_of(own)
    ours = during(view, "2019-S1", wilayah=frozenset({"33.25"})).for_press()
    assert codes.keep_numbers(ours)
    assert codes.keep_picture(ours, registry.figure(ours, "acquired_by_month"))
    for name in ("agents_due_for_removal", "agents_removed"):
        opened_code = open_code(view, codes.code(ours, name))
        values = explain.values(opened_code)
        assert values.then == values.now == view.words("trace.withheld")
        assert prove(opened_code).rows is not None
    then, now = explain.tables(open_code(view, registry.figure(ours, "acquired_by_month").code))
    assert then == now
