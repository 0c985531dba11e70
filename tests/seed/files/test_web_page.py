"""Web pages in which rows may be missing: cut off, or made by scripts."""

import pytest

from seed.files.rules import FileRule
from tests.seed.files.test_marked_up import HEADING, LINES, amounts, file_rule, page


@pytest.mark.parametrize("end", [1, 3, 5, 8])
@pytest.mark.parametrize("tail", ["", "<tr><td>19000000005</td><td>06-2019</td><td>1</td><td>18-06"])
def test_a_page_that_was_cut_off_is_refused_not_read_by_half(end, tail):
    for start in ("", "<html><body>"):
        cut = page([HEADING, *LINES[:end]], before=start).removesuffix("</table>") + tail
        assert file_rule(cut.encode()) is FileRule.PAGE_CUT_OFF
    assert file_rule((f"<html><body>{page()}").encode()) is FileRule.PAGE_CUT_OFF


@pytest.mark.parametrize(
    "script",
    [
        *("var rows = [];", "document.write('<tr><td>x</td></tr>')", "t.insertRow()", "x.innerHTML = y"),
        *("add(['19000000009', '06-2019'])", "$('#t').DataTable()"),
    ],
)
def test_a_page_whose_scripts_may_have_its_rows_is_refused(script):
    for text in (f"{page()}<script>{script}</script>", page().replace("</table>", f"<script>{script}")):
        assert file_rule(text.encode()) is FileRule.PAGE_OF_SCRIPTS


def test_a_page_with_a_script_of_another_kind_is_read():
    lines = [[*line[:4], f"{line[4]}<script>window.print()</script><style>td {{color: red}}</style>"] for line in LINES]
    text = page([HEADING, *lines], before="<script>window.onload = function () { window.print() }</script>")
    assert amounts(text.encode()) == [16_800] * 8
    assert amounts(("<!-- <table><tr> -->" + page()).encode()) == [16_800] * 8
