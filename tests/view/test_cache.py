"""What is asked anew is the same frame while its rows are; what the data hold is worked out once for each version."""

from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest
import sqlalchemy as sa

from dashboard.language.words import words_in
from dashboard.view import cache
from dashboard.view.address import Choice
from dashboard.view.view import View
from queries import branches, completeness
from queries.branches import Holding
from queries.db import schema as s
from queries.db.engine import writing
from queries.scope import Scope
from tests.support.viewers import viewer
from tests.support.worlds import BRANCH, World, put, scope_of


def test_rows_that_are_the_same_are_the_same_frame(tmp_path: Path) -> None:
    """So that what was worked out of them (`pure`) need not be worked out again; others are another frame at once."""
    answers = [pl.DataFrame({"n": n}, {"n": kind}) for n, kind in _ROWS]

    def asked(_conn: sa.Connection, _scope: Scope) -> pl.DataFrame:
        return answers.pop(0)

    holding, scope = Holding("B1", "Contoh", False, 0, None, None, None), scope_of("2019-S1", date(2019, 6, 1))
    url = f"sqlite:///{tmp_path / 'empty.db'}"
    view = View(words_in("id"), viewer(branch="B1"), holding, scope, Choice(), url=url)
    first, again, other, same, typed = (view.ask_anew(asked) for _ in _ROWS)
    assert again is first
    assert other["n"].to_list() == [2]
    assert same is not first
    assert typed.schema == {"n": pl.Int32}


_ROWS = (([1], pl.Int64), ([1], pl.Int64), ([2], pl.Int64), ([1], pl.Int64), ([1], pl.Int32))


def test_which_months_are_whole_is_worked_out_once_a_data_version(
    sqlite_engine: sa.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The frame asks what the data hold, and each page's questions ask which of its months are whole."""
    url, versions = sqlite_engine.url.render_as_string(hide_password=False), []
    states = completeness.month_states

    def counted(conn: sa.Connection, branch: str) -> list[completeness.MonthState]:
        versions.append(branches.data_version(conn, branch))
        return states(conn, branch)

    monkeypatch.setattr(completeness, "month_states", counted)
    with writing(sqlite_engine) as conn:
        put(conn, World())
    for number in (2, 3):
        load = {"id": number, "branch_code": BRANCH, "imported_by": "uji", "accepted_rejects": False, "changed": 1}
        with writing(sqlite_engine) as conn:
            conn.execute(s.imports.insert(), {**load, "imported_at": datetime(2030, 1, number)})
        holding = cache.holding(url, BRANCH)
        view = View(words_in("id"), viewer(branch=BRANCH), holding, scope_of("2019-S1", None), Choice(), url=url)
        assert view.ask(completeness.of_branch) == holding.completeness
    assert versions == [2, 3]
