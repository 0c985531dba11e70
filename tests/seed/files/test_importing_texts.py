"""Every rule, notice, kind and column has its text in both languages, with what to do."""

import tomllib
from string import Formatter

import pytest

from dashboard.settings import ROOT
from seed.files.contract import KINDS
from seed.files.rules import FileRule, Notice, RefusalRule, Suspicion

LOCALES = ROOT / "dashboard" / "locales"

NEEDED = {
    FileRule.TOO_LARGE: {"megabytes", "largest"},
    FileRule.UNPACKS_TOO_LARGE: {"megabytes", "packed"},
    FileRule.FAR_CELL: {"sheet", "cells"},
    FileRule.SHEET_TOO_LARGE: {"sheet", "cells", "most"},
    FileRule.READING_TOO_SLOW: {"seconds"},
    FileRule.READING_TOO_LARGE: {"megabytes"},
    FileRule.READING_FAILED: {"code"},
    FileRule.LONG_CELL: {"row"},
    FileRule.BROKEN_QUOTES: {"row"},
    FileRule.SWALLOWED_ROWS: {"row"},
    FileRule.MISSING_COLUMNS: {"kind", "missing"},
    FileRule.AMBIGUOUS_KIND: {"kinds"},
    FileRule.DOUBLED_COLUMN: {"column"},
    Notice.RECAP_IGNORED: {"sheets"},
    Notice.TOTAL_DIFFERS: {"row", "stated", "counted"},
    Notice.ROWS_BELOW: {"first", "last"},
    Notice.CHOSEN_COLUMN: {"used", "unused"},
    Notice.SHEETS_IGNORED: {"sheets"},
    Notice.SHEETS_HIDDEN: {"sheets"},
    FileRule.RECAP: {"columns"},
    Notice.ROWS_HIDDEN: {"rows", "numbers"},
    Notice.PAYMENTS_HIDDEN: {"rows", "amount", "numbers"},
    Notice.CANCELLED_LEFT_OUT: {"rows", "stated"},
    Notice.FINES_LEFT_OUT: {"rows", "stated"},
    Notice.CONTRADICTS: {"row", "other", "other_row"},
    Notice.PROGRAMS_ADDED: {"rows", "payments"},
    Notice.PROGRAMS_ELSEWHERE: {"rows", "other"},
    Notice.NOT_LISTED_LEFT_OUT: {"rows"},
    Notice.RETURNING: {"people"},
    Notice.LIST_REPLACED: {"month", "gone"},
    Notice.UNUSUAL_PAID: {"month", "rows", "amount", "least_rows", "most_rows", "least_amount", "most_amount"},
    Notice.UNUSUAL_REGISTERED: {"month", "rows", "least_rows", "most_rows"},
}
"""What each text is given besides; the others are given nothing."""


@pytest.fixture(params=["id", "en"])
def texts(request):
    return tomllib.loads((LOCALES / request.param / "importing.toml").read_text(encoding="utf-8"))


def test_every_rule_says_what_is_wrong_and_what_to_do(texts):
    assert set(texts["rule"]) == set(texts["todo"]) == {rule.value for rule in RefusalRule}
    assert set(texts["suspicion"]) == set(texts["suspicion_todo"]) == {rule.value for rule in Suspicion}
    assert set(texts["file"]) == set(texts["file_todo"]) == {rule.value for rule in FileRule}
    assert set(texts["notice"]) == {notice.value for notice in Notice}


def test_every_kind_and_column_has_a_name(texts):
    assert set(texts["kind"]) == set(texts["column"]) == set(KINDS)
    for name, kind in KINDS.items():
        assert set(texts["column"][name]) == {column.name for column in kind.columns}


def test_a_text_asks_for_no_value_that_it_does_not_get(texts):
    for part in ("rule", "todo", "file", "file_todo", "notice"):
        for name, text in texts[part].items():
            asked = {field for _, field, _, _ in Formatter().parse(text) if field}
            expected = NEEDED.get(name, set()) if part in ("file", "notice") else set()
            assert asked == expected, name
