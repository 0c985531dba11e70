"""A figure as a chart of the office program: it can be edited there, and holds its numbers as a workbook."""

import io
from collections.abc import Sequence
from datetime import datetime
from math import ceil
from typing import cast

from pptx.chart.chart import Chart
from pptx.chart.data import ChartData
from pptx.chart.series import LineSeries, _BaseCategorySeries
from pptx.chart.xlsx import CategoryWorkbookWriter
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide
from pptx.util import Pt
from xlsxwriter import Workbook

from dashboard.briefing.documents import number_formats
from dashboard.briefing.documents.fit_text import Box
from dashboard.briefing.documents.pptx.chart_layout import SIZES, UPRIGHT, Plan, gap, planned
from dashboard.briefing.documents.pptx.shapes import described
from dashboard.briefing.documents.prose import printable
from dashboard.briefing.pack import Exhibit
from dashboard.figures.table import Native
from dashboard.language.words import Words
from dashboard.render.theme import PALETTES

_KINDS = {
    "column": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "bar": XL_CHART_TYPE.BAR_CLUSTERED,
    "stacked_column": XL_CHART_TYPE.COLUMN_STACKED,
    "stacked_bar": XL_CHART_TYPE.BAR_STACKED,
    "line": XL_CHART_TYPE.LINE_MARKERS,
}
_COLOUR = MSO_THEME_COLOR
_SIDE_BY_SIDE = (_COLOUR.ACCENT_1, _COLOUR.ACCENT_2, _COLOUR.ACCENT_4, _COLOUR.ACCENT_5)
_STACKED = (_COLOUR.ACCENT_1, _COLOUR.ACCENT_3, _COLOUR.ACCENT_2, _COLOUR.ACCENT_4)
_LABELS_ON_STACK = (_COLOUR.BACKGROUND_1, _COLOUR.TEXT_1, _COLOUR.BACKGROUND_1, _COLOUR.BACKGROUND_1)


_BOLD = (
    f'<c:txPr><a:bodyPr wrap="none"/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{SIZES[0] * 100:.0f}" b="1"/></a:pPr>'
    '<a:endParaRPr lang="id-ID"/></a:p></c:txPr>'
)


class _Data(ChartData):
    """Chart data whose workbook tells no time."""

    @property
    def xlsx_blob(self) -> bytes:
        out = io.BytesIO()
        book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
        book.set_properties({"created": datetime(2000, 1, 1)})
        CategoryWorkbookWriter(self)._populate_worksheet(book, book.add_worksheet())
        book.close()
        return out.getvalue()


def draw(slide: Slide, exhibit: Exhibit, native: Native, box: Box, words: Words) -> None:
    """The figure's chart on a slide. A cell that is withheld is blank, in the chart and in its workbook."""
    plan = planned(exhibit.table, native, box, words)
    data = _Data(number_format=number_formats.number_format(plan.kind, words))
    data.categories = plan.names
    for column, values in zip(plan.series, plan.values, strict=True):
        data.add_series(printable(column.label), values)
    left, top, width, height = (Pt(n) for n in (box.left, box.top, box.width, box.height))
    # The library's annotation says Chart; what it returns is the frame around it, as its text says.
    frame = cast(GraphicFrame, slide.shapes.add_chart(_KINDS[native.kind], left, top, width, height, data))
    frame.name = exhibit.id
    described(frame._element.nvGraphicFramePr.cNvPr, exhibit.alt)
    chart = frame.chart
    chart.has_title = False
    chart.font.size, chart.font.color.theme_color = Pt(plan.size), _COLOUR.TEXT_1
    _legend(chart, len(plan.series) > 1)
    _axes(chart, plan, words)
    _marks(chart, plan, words)
    _lay_out(chart, plan)


def drawable(exhibit: Exhibit) -> Native | None:
    """How to draw the figure; None where an office program has no kind for it or there is no number: all withheld."""
    table, native = exhibit.table, exhibit.native
    if native is None:
        return None
    at = [number for number, column in enumerate(table.columns) if column.name in native.series]
    return native if any(row[number] is not None for row in table.rows for number in at) else None


def _legend(chart: Chart, wanted: bool) -> None:
    chart.has_legend = wanted
    if wanted:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False


def _axes(chart: Chart, plan: Plan, words: Words) -> None:
    names, amounts = chart.category_axis, chart.value_axis
    names.major_tick_mark = amounts.major_tick_mark = XL_TICK_MARK.NONE
    names.has_major_gridlines = False
    names.format.line.fill.background() if not plan.axis else None
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    lying = plan.native.kind.endswith("bar")
    names.reverse_order = lying  # the first row stands at the top
    if not lying:
        _every(names, plan)
    amounts.has_major_gridlines = plan.axis
    amounts.visible = plan.axis
    if not any(value < 0 for value in plan.all):
        amounts.minimum_scale = 0
    if plan.axis:
        amounts.format.line.fill.background()
        amounts.major_gridlines.format.line.color.theme_color = _COLOUR.ACCENT_6
        amounts.tick_labels.number_format = number_formats.short_format(plan.kind, plan.all, words, axis=True)
        amounts.tick_labels.number_format_is_linked = False
        if lying:  # its names stand below the plot although the first row is at the top
            amounts.tick_label_position = XL_TICK_LABEL_POSITION.HIGH


def _every(axis, plan: Plan) -> None:
    """Show every name, upright where they would touch, or every second and so on where even that is too close."""
    slot = plan.plot.width / max(len(plan.names), 1)
    step = max(1, ceil(plan.size * UPRIGHT / slot)) if plan.turned else 1
    element = axis._element
    for tag in ("c:tickLblSkip", "c:tickMarkSkip"):
        skip = parse_xml(f'<{tag} {nsdecls("c")} val="{step}"/>')
        element.insert_element_before(skip, "c:noMultiLvlLbl", "c:extLst")
    axis.tick_labels.font.size = Pt(plan.size)
    element.find(qn("c:txPr")).find(qn("a:bodyPr")).set("rot", "-5400000" if plan.turned else "0")


def _marks(chart: Chart, plan: Plan, words: Words) -> None:
    kind, plot = plan.native.kind, chart.plots[0]
    stacked = kind.startswith("stacked")
    if kind != "line":
        plot.gap_width, plot.overlap = round(gap(kind) * 100), 100 if stacked else 0
    colours = _STACKED if stacked else _SIDE_BY_SIDE
    for number, (series, values) in enumerate(zip(plot.series, plan.values, strict=True)):
        colour = colours[number % len(colours)]
        if kind == "line":
            _line(series, colour)
        else:
            series.format.fill.solid()
            series.format.fill.fore_color.theme_color = colour
            series.invert_if_negative = False
        if plan.label and not (plan.first and number):
            _labels(series, values, plan, words, _LABELS_ON_STACK[number % 4] if stacked else _COLOUR.TEXT_1)
        elif kind == "line" and not plan.label:
            _last_label(series, values, plan, words)
    if len(plan.series) == 1:
        _by_status(plot.series[0], plan.names, words)


def _line(series: LineSeries, colour: MSO_THEME_COLOR) -> None:
    series.smooth = False
    series.format.line.width, series.format.line.color.theme_color = Pt(2.5), colour
    series.marker.size = 7
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.theme_color = colour
    series.marker.format.line.fill.background()


def _labels(
    series: _BaseCategorySeries,
    values: Sequence[float | None],
    plan: Plan,
    words: Words,
    colour: MSO_THEME_COLOR,
) -> None:
    """The numbers at their marks; a part of a stack that is too thin for its number goes without."""
    kind, labels = plan.native.kind, series.data_labels
    labels.show_value = True
    short = number_formats.short_format(plan.kind, plan.all, words)
    labels.number_format = number_formats.bare_format(plan.all, words) if plan.bare else short
    labels.number_format_is_linked = False
    labels.font.size, labels.font.bold, labels.font.color.theme_color = Pt(plan.label), True, colour
    labels._element.find(qn("c:txPr")).find(qn("a:bodyPr")).set("wrap", "none")  # an amount and its unit are one
    stacked = kind.startswith("stacked")
    labels.position = (
        XL_LABEL_POSITION.CENTER
        if stacked
        else XL_LABEL_POSITION.ABOVE
        if kind == "line"
        else XL_LABEL_POSITION.OUTSIDE_END
    )
    if stacked:
        whole = max((sum(value or 0 for value in row) for row in zip(*plan.values, strict=True)), default=0)
        for number, value in enumerate(values):
            if not value or plan.plot.height * 0.9 * value / whole < plan.label * 1.4:
                _unlabelled(labels._element, number)


def _unlabelled(labels, number: int) -> None:
    last = [*labels.findall(qn("c:dLbl"))]
    deleted = parse_xml(f'<c:dLbl {nsdecls("c")}><c:idx val="{number}"/><c:delete val="1"/></c:dLbl>')
    labels.insert(len(last), deleted)


def _last_label(series: _BaseCategorySeries, values: Sequence[float | None], plan: Plan, words: Words) -> None:
    """Where the points stand too close for a number each, the last one has its."""
    known = [(number, value) for number, value in enumerate(values) if value is not None]
    if not known:
        return
    last, amount = known[-1]
    ends = [[value for value in column if value is not None][-1:] for column in plan.values]
    above = amount >= max(end[0] for end in ends if end)
    form = number_formats.short_format(plan.kind, plan.all, words).replace('"', "&quot;")
    flags = "".join(
        f'<c:show{what} val="{int(what == "Val")}"/>'
        for what in ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
    )
    point = (
        f'<c:dLbl><c:idx val="{last}"/><c:numFmt formatCode="{form}" sourceLinked="0"/><c:spPr/>{_BOLD}'
        f'<c:dLblPos val="{"t" if above else "b"}"/>{flags}</c:dLbl>'
    )
    labels = parse_xml(f"<c:dLbls {nsdecls('c', 'a')}>{point}{flags.replace(chr(34) + '1', chr(34) + '0')}</c:dLbls>")
    series._element._insert_dLbls(labels)


def _by_status(series: _BaseCategorySeries, names: Sequence[str], words: Words) -> None:
    """Bars of the agents' statuses have the statuses' own colours, as everywhere."""
    colours = {words.status(code): colour for code, colour in PALETTES["print"].status.items()}
    if not set(names) <= colours.keys():
        return
    for number, name in enumerate(names):
        fill = series.points[number].format.fill
        fill.solid()
        fill.fore_color.rgb = RGBColor.from_string(colours[name][1:].upper())


def _lay_out(chart: Chart, plan: Plan) -> None:
    """Put the plot where it was planned: an office program left to itself would cut long names."""
    box, plot = plan.box, plan.plot
    shares = {"x": plot.left / box.width, "y": plot.top / box.height}
    shares |= {"w": plot.width / box.width, "h": plot.height / box.height}
    inner = "".join(f'<c:{side}Mode val="edge"/>' for side in "xy")
    inner += "".join(f'<c:{side} val="{share:.4f}"/>' for side, share in shares.items())
    placed = parse_xml(
        f'<c:layout {nsdecls("c")}><c:manualLayout><c:layoutTarget val="inner"/>{inner}</c:manualLayout></c:layout>'
    )
    area = chart._chartSpace.chart.plotArea
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    area.insert(0, placed)
