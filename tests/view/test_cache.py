"""What is asked anew: the same frame while its rows are the same."""

from datetime import date
from pathlib import Path

import polars as pl
import sqlalchemy as sa

from dashboard.language.words import words_in
from dashboard.view.address import Choice
from dashboard.view.view import View
from queries.branches import Holding
from queries.scope import Scope
from tests.support.viewers import viewer
from tests.support.worlds import scope_of


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
