"""The templates: their headings are the contract's, and a branch that sends all of them is loaded."""

import pytest
import sqlalchemy as sa

from dashboard.imports import templates
from seed.files.contract import KINDS
from tests.support.branch_files import check, lay_down, load, refusals


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_has_headings_that_are_read_and_lacks_none(kind: str) -> None:
    columns = templates.COLUMNS[kind]
    assert {*KINDS[kind].required} <= columns.keys()
    for column, (heading, _) in columns.items():
        assert heading.lower() in KINDS[kind].column(column).headings


def test_what_the_templates_show_is_loaded(engine: sa.Engine) -> None:
    lay_down(engine)
    files = [(f"{kind}.xlsx", templates.workbook(kind)) for kind in templates.COLUMNS]
    report = check(engine, files)
    assert refusals(report) == []
    assert {file.kind for file in report.files} == KINDS.keys()
    assert {file.good for file in report.files} == {1}
    assert report.clean
    load(engine, files)
