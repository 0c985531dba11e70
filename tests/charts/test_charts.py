import copy
import re
from dataclasses import replace
from datetime import date

import altair as alt
import polars as pl
import pytest
import vl_convert

from dashboard.charts.acquisitions import acquired_by, acquired_by_month
from dashboard.charts.agents import agent_grid, dormant_timeline
from dashboard.charts.contributions import cumulative_received
from dashboard.charts.places import OutlineError, slots, wilayah_map
from dashboard.fonts.typeface import FOLDER
from dashboard.language.words import LANGUAGES, words_in
from dashboard.render import worker
from dashboard.render.theme import SCREEN, Size, dress
from dashboard.settings import ROOT
from tests.support.drawn import (
    ALIKE,
    AREAS,
    DRAWN,
    LONG,
    Written,
    areas,
    by_month,
    dormant,
    figure,
    grid,
    ranked,
    received,
)
from tests.support.drawn import texts as written

vl_convert.register_font_directory(str(FOLDER))

PHONE = Size("phone", 300, None, SCREEN.font, SCREEN.label_limit)
PHONE_GRID = Size("phone-grid", 300, None, SCREEN.font, 104)
LAPTOP = Size("laptop", 1100, None, SCREEN.font, SCREEN.label_limit)


def drawing(name: str, language: str, rows: int | None = None):
    return figure(name, words_in(language), rows).drawing


def svg(shown, language: str = "id", size: Size = LAPTOP, mode: str = "light") -> str:
    job = {"spec": dress(shown, words_in(language), mode, size), "before": "<svg xmlns='http://www.w3.org/2000/svg'>"}
    return worker.draw({**job, "after": "</svg>", "format": "svg", "vega_lite": "6.4"}).decode()


def said(shown, language: str = "id", size: Size = LAPTOP) -> list[str]:
    return [one.text for one in written(svg(shown, language, size))]


def collisions(lines: list[Written], width: float, height: float) -> list[str]:
    outside = [
        one.text for one in lines if one.left < -1 or one.top < -1 or one.right > width + 1 or one.bottom > height + 1
    ]
    pairs = [(a, b) for n, a in enumerate(lines) for b in lines[n + 1 :] if a.meets(b)]
    return outside + [f"{a.text} x {b.text}" for a, b in pairs]


@pytest.mark.parametrize("name", DRAWN)
def test_altair_finds_the_chart_valid(name):
    drawn = drawing(name, "id")
    chart = copy.deepcopy(drawn.plot.chart)
    assert isinstance(chart, alt.LayerChart)
    assert chart.to_dict(validate=True)["layer"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rows", [0, 1])
@pytest.mark.parametrize("name", DRAWN)
def test_no_row_and_one_row_are_drawn_too(name, rows, language):
    drawn = drawing(name, language, rows)
    assert "NaN" not in svg(drawn, language, PHONE)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [PHONE, PHONE_GRID, LAPTOP], ids=lambda size: size.name)
@pytest.mark.parametrize("name", DRAWN)
def test_nothing_overlaps_or_is_cut_on_screen(name, size, language):
    drawn = drawing(name, language)
    assert collisions(written(svg(drawn, language, size)), size.width, drawn.height) == []


@pytest.mark.parametrize("name", DRAWN)
def test_new_data_need_no_new_plot(name):
    assert drawing(name, "id").plot is drawing(name, "id").plot
    assert drawing(name, "id").plot is not drawing(name, "en").plot


def test_another_period_to_compare_with_needs_no_new_plot():
    first, second = (acquired_by_month(by_month(), words_in("id"), name) for name in ("semester II 2018", "tahun 2018"))
    assert first.plot is second.plot
    assert "tahun 2018" in said(second)
    assert "tahun 2018" not in said(first)


@pytest.mark.parametrize(("language", "may"), [("id", "Mei"), ("en", "May")])
def test_months_are_named_in_the_language_with_the_year_where_it_changes(language, may):
    names = said(drawing("acquired_long", language), language)
    assert names.count(may) == 2
    assert [name for name in names if name in ("2018", "2019", "2020")] == ["2019", "2020"]


def test_where_months_are_narrow_only_quarters_are_named():
    names = said(drawing("acquired_long", "id"), size=PHONE)
    assert [n for n in names if n in ("Jan", "Apr", "Jul", "Okt")] == ["Jan", "Apr", "Jul", "Okt", "Jan", "Apr"]
    assert "Mei" not in names


@pytest.mark.parametrize(("language", "number"), [("id", "1.313"), ("en", "1,313")])
def test_bars_carry_their_number_in_the_languages_form(language, number):
    frame = by_month().with_columns(pl.lit(1313).alias("acquired"))
    assert said(acquired_by_month(frame, words_in(language)), language).count(number) == 6


def test_a_running_month_is_hollow_and_explained():
    frame = by_month().with_columns(pl.Series("running", [False] * 5 + [True]))
    shown = acquired_by_month(frame, words_in("id"))
    assert "bulan berjalan" in said(shown)
    assert svg(shown).count('stroke-dasharray="4,3"') == 2
    assert "bulan berjalan" not in said(acquired_by_month(by_month(), words_in("id")))


def test_a_number_stands_above_the_tick_that_would_cross_it():
    frame = by_month().with_columns(
        pl.Series("acquired", [100] * 6), pl.Series("previous", [99, 100, 150, 300, None, 0])
    )
    at = acquired_by_month(frame, words_in("id"), "semester II 2018").rows["rows"]["label_at"]
    assert at.to_list() == [100, 100, 150, 100, 100, 100]


def test_of_many_rows_the_smallest_are_summed_and_cannot_be_picked():
    rows = acquired_by(ranked("acquired", 32), words_in("id")).rows["rows"]
    assert (rows.height, rows["acquired_text"][0]) == (12, "217")
    last = rows.row(-1, named=True)
    assert (last["code"], last["label"], last["value"]) == (None, "lainnya (21)", sum(n * 7 for n in range(21)))
    assert rows["value"].sum() == sum(n * 7 for n in range(32))


def test_twelve_rows_stay_themselves():
    rows = acquired_by(ranked("acquired", 12), words_in("id")).rows["rows"]
    assert rows["value"].to_list() == sorted((n * 7 for n in range(12)), reverse=True)
    assert not rows["rest"].any()


def test_a_long_name_is_cut_on_screen_and_whole_in_the_tooltip():
    shown = acquired_by(ranked("acquired", 3), words_in("id"))
    cut = [text for text in said(shown, size=PHONE) if text.endswith("…")]
    assert cut
    assert all(f"{LONG}\n{ALIKE}".count(text.removesuffix("…").rstrip()) for text in cut)
    assert LONG in shown.rows["rows"]["label"].to_list()


def test_the_published_figure_and_the_end_are_written_out():
    seen = said(drawing("cumulative_target", "id"))
    assert {"sekitar Rp114 juta (ANTARA, Juli 2019)", "target Rp120 juta", "Rp113,7 juta"} <= set(seen)
    assert "100 juta" in seen


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 1.0, 1.1])
def test_a_rules_words_do_not_stand_on_the_end_points(share):
    value = int(received()["cumulative"].max() * share)
    references = [{"value": value, "wording": "sekitar Rp114 juta", "source": "ANTARA"}]
    for target in (None, int(value * 1.05), int(value * 1.5)):
        shown = cumulative_received(received(), words_in("id"), references, target)
        for size in (PHONE, LAPTOP):
            assert collisions(written(svg(shown, "id", size)), size.width, shown.height) == []


def test_while_a_month_runs_no_second_total_stands_beside_the_titles():
    frame = received().with_columns(running=pl.col("month") == pl.col("month").max())
    w = words_in("id")
    totals = {w.rupiah_short(frame["cumulative"][n]) for n in (-1, -2)}
    assert totals & set(said(cumulative_received(received(), w)))
    assert not totals & set(said(cumulative_received(frame, w)))


def test_money_goes_up_to_the_unit_that_fits():
    billions = received().with_columns(pl.col("cumulative") * 1000)
    assert any(text.endswith(" miliar") for text in said(cumulative_received(billions, words_in("id"))))
    assert any(text.endswith(" billion") for text in said(cumulative_received(billions, words_in("en")), "en"))


def test_tiles_lie_as_the_areas_do():
    spot = {row["code"]: row for row in slots(areas(words_in("id"))).iter_rows(named=True)}
    assert [spot[code]["x"] for code in ("33.27", "33.26", "33.25")] == [0, 1, 2]
    assert spot["33.75"]["y"] < spot["33.26"]["y"]
    assert spot["33.26"]["x"] < spot["33.75"]["x"] < spot["33.25"]["x"]


@pytest.mark.parametrize("count", [1, 2, 3, 5, 7, 12, 35])
def test_tiles_of_any_branch_do_not_overlap(count):
    frame = pl.DataFrame(
        {
            "code": [f"{n:02}" for n in range(count)],
            "latitude": [None if n == 4 else (n * 37 % 11) / 10 for n in range(count)],
            "longitude": [None if n == 4 else (n * 53 % 13) / 10 for n in range(count)],
        }
    )
    rows = slots(frame).rows()
    assert len(rows) == count
    for n, (_, x, y) in enumerate(rows):
        assert all(y != other[2] or abs(x - other[1]) > 0.999 for other in rows[n + 1 :])


def test_outlines_take_the_place_of_tiles():
    square = [[[109.3, -7.1], [109.3, -6.9], [109.9, -6.9], [109.9, -7.1], [109.3, -7.1]]]
    outline = {"type": "Polygon", "coordinates": square}
    features = [{"type": "Feature", "geometry": outline, "properties": {"code": code}} for code, *_ in AREAS]
    shown = wilayah_map(areas(words_in("id")), words_in("id"), {"type": "FeatureCollection", "features": features})
    assert {"402", "Rp34,5 juta"} <= set(said(shown))
    with pytest.raises(OutlineError, match=r"33\.75.*PERISAI_GEOJSON"):
        wilayah_map(areas(words_in("id")), words_in("id"), {"features": features[:3]})


def test_the_grid_keeps_the_given_order_and_marks_what_still_runs():
    shown = agent_grid(grid(8).sort("code", descending=True), words_in("id"))
    rows = shown.rows["rows"]
    assert rows.unique("position", maintain_order=True)["code"].to_list() == [f"AB{n:04}" for n in range(7, -1, -1)]
    assert rows.filter("dot")["code"].unique().sort().to_list() == ["AB0000", "AB0002", "AB0003", "AB0006"]
    assert rows.filter(pl.col("acquired").is_null())["cell"].is_null().all()


def test_the_grid_marks_a_status_that_is_uncertain():
    rows = agent_grid(grid(3), words_in("id")).rows
    said = dict(rows["rows"].select("code", "status_text").unique().iter_rows())
    assert said == {
        "AB0000": "dorman, tetap terdaftar",
        "AB0001": "dorman, tetap terdaftar",
        "AB0002": "dorman, tetap terdaftar (belum pasti)",
    }


def test_the_grid_takes_four_hundred_agents():
    shown = agent_grid(grid(400), words_in("id"))
    assert shown.row_count == 400
    assert shown.height > 400 * 20


def test_the_grids_months_stand_in_order_where_the_first_agent_came_later():
    later = grid(3).remove((pl.col("code") == "AB0000") & (pl.col("month") < pl.col("month").max()))
    drawn = written(svg(agent_grid(later, words_in("id"))))
    named = {one.left: one.text for one in drawn if one.text in ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun")}
    assert [named[at] for at in sorted(named)] == ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun"]


def test_the_timeline_begins_at_the_edge_for_who_never_acquired():
    shown = dormant_timeline(dormant(), words_in("id"))
    rows = shown.rows["rows"]
    never = rows.filter("never").row(0, named=True)
    assert never["start"] == shown.params["first"]
    assert never["last_acquired_month_text"] == "belum pernah"
    assert "per 30 Juni 2019" in said(shown)
    first = rows.row(0, named=True)
    assert first["until"] == date(2019, 9, 1).year * 12 + 8 + 1


@pytest.mark.parametrize(
    ("name", "parameter", "field"),
    [
        ("wilayah_map", "wilayah", "code"),
        ("agents_by_status", "status", "status"),
        ("acquired_by", "row", "code"),
        ("received_by", "row", "code"),
        ("agent_grid", "row", "code"),
        ("dormant_timeline", "row", "code"),
    ],
)
def test_a_click_hands_back_the_code(name, parameter, field):
    picks = [p for p in drawing(name, "id").plot.spec["params"] if "select" in p]
    assert [(p["name"], p["select"]["fields"]) for p in picks] == [(parameter, [field])]


def test_the_statuses_that_are_not_chosen_are_dimmed():
    bars = drawing("agents_by_status", "id")
    dimmed = [svg(replace(bars, params={**bars.params, "chosen": chosen})) for chosen in ([], ["active"])]
    assert [one.count('opacity="0.3"') for one in dimmed] == [0, 4]


def test_no_channel_is_sought_among_all_of_altairs_classes():
    """`alt.value` in a channel has Altair hash every schema that it has, 15 ms each; XValue and its kin are classes."""
    sought = re.compile(r"(?<!then\()(?<!otherwise\()alt\.value\(")
    files = sorted((ROOT / "dashboard" / "charts").glob("*.py"))
    assert [file.name for file in files if sought.search(file.read_text(encoding="utf-8"))] == []
