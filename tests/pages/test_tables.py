"""A table is made once while its rows stay the same, and for each viewer, language and state of the data anew."""

from dataclasses import replace
from datetime import date

import polars as pl

from dashboard.language.words import words_in
from dashboard.sections.tables import Styled, styled
from dashboard.view.address import Choice
from dashboard.view.view import View
from queries.access import Role
from queries.branches import Holding
from queries.periods import Period
from tests.support.viewers import viewer as viewer_of

JUNE = date(2019, 6, 1)
ROWS = pl.DataFrame({"code": ["A1"], "name": ["Siti"], "received": [16_800]})


def of(view: View, rows: pl.DataFrame = ROWS) -> Styled:
    return styled(view, ("agents", ""), rows, {"received": view.words.rupiah}, False, ())


def looks(role: Role, language: str = "id", version: int = 1) -> View:
    viewer = viewer_of(role, "TST")
    holding = Holding("TST", "Uji", False, version, JUNE, JUNE, JUNE)
    return View(words_in(language), viewer, holding, viewer.scope(Period(JUNE, JUNE), JUNE), Choice())


def test_a_table_is_made_once_and_anew_where_its_rows_are_others() -> None:
    first = of(looks(Role.HEAD))
    assert of(looks(Role.HEAD), ROWS.clone()) is first
    for other in (ROWS.with_columns(received=pl.lit(1)), ROWS.cast({"received": pl.Int32}), ROWS.head(0)):
        anew = of(looks(Role.HEAD), other)
        assert anew is not first
        assert anew.data.data.shape[0] == other.height


def test_no_viewer_language_or_data_version_gets_the_table_of_another() -> None:
    head = looks(Role.HEAD)
    others = [looks(Role.PRESS), looks(Role.STAFF), looks(Role.HEAD, "en"), looks(Role.HEAD, version=2)]
    others.append(replace(head, choice=Choice(sectors=("BPU",))))
    every = [of(view) for view in [head, *others]]
    assert len({id(one) for one in every}) == len(every)
    names = [one.data.data.iloc[0, 1] for one in every]
    assert names[1] == "Siti", "the press's table names no agent's address"
    assert all(name.endswith("#Siti") for name in names[:1] + names[2:])
