"""Published figures are computed again after each load and undo, and after an update that changed a definition."""

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from queries.db import schema as s
from queries.db.engine import writing
from queries.published import published
from seed import importer
from seed.writes import summaries
from seed.writes.observations import catch_up, observe
from seed.writes.undo import undo
from tests.support.branch_files import AT, BRANCH, branch_files, csv, lay_down, load, rows
from tests.support.once import once

LATE = rows("Kode Perisai;Tgl Daftar;KPJ;NIK;Sektor", "AB0002;23-05-2018;19000000009;9969775600000009;Gojek")


@pytest.fixture(autouse=True)
def branch(engine: sa.Engine) -> None:
    lay_down(engine)
    with writing(engine) as conn:
        for number, (metric, value) in enumerate((("acquired", 1), ("received", 252_000), ("offices", 2)), 1):
            row = {"branch_code": BRANCH, "id": number, "metric": metric, "value": value, "rounding": 1, "places": ""}
            about = {"wording": "uji", "source": "uji", "published_on": date(2018, 8, 1)}
            months = {"first_month": date(2018, 5, 1), "last_month": date(2018, 5, 1)}
            conn.execute(s.reference_figures.insert(), row | about | months)


def first_load(engine: sa.Engine) -> None:
    load(engine, branch_files())


def seen(engine: sa.Engine) -> list[tuple]:
    o = s.observations.c
    with engine.connect() as conn:
        query = sa.select(o.reference_id, o.number, o.import_id, o.definition, o.value)
        return [tuple(row) for row in conn.execute(query.order_by(o.reference_id, o.number))]


def test_each_load_that_changes_something_is_observed(engine: sa.Engine) -> None:
    once(engine, first_load)
    assert seen(engine) == [
        (1, 1, 1, "2", 1),
        (2, 1, 1, "1", 252_000),
        (3, 1, 1, "1", 2),
    ]
    load(engine, branch_files())  # changes nothing
    assert len(seen(engine)) == 3
    second = load(engine, [("peserta.csv", LATE)])
    assert [row[2:] for row in seen(engine) if row[1] == 2] == [
        (second.import_id, "2", 2),
        (second.import_id, "1", 252_000),
        (second.import_id, "1", 2),
    ]
    with engine.connect() as conn:
        moments = set(conn.scalars(sa.select(s.observations.c.observed_at)))
    assert moments == {AT.replace(tzinfo=None)}


def test_an_undo_is_observed(engine: sa.Engine) -> None:
    once(engine, first_load)
    load(engine, [("peserta.csv", LATE)])
    undone = undo(engine, BRANCH, "Budi", datetime(2019, 8, 3, tzinfo=UTC))
    assert [row for row in seen(engine) if row[0] == 1][-1] == (1, 3, undone.import_id, "2", 1)


def test_a_period_that_is_not_complete_is_observed_as_null(engine: sa.Engine) -> None:
    with writing(engine) as conn:
        conn.execute(s.reference_figures.update().values(last_month=date(2030, 1, 1)))
    load(engine, branch_files())
    assert [row[-1] for row in seen(engine)] == [None] * 3


def test_a_load_that_fails_leaves_no_observation(engine: sa.Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise RuntimeError("power cut")

    once(engine, first_load)
    before = seen(engine)
    monkeypatch.setattr(importer, "observe", crash)
    with pytest.raises(RuntimeError):
        load(engine, [("peserta.csv", LATE)])
    assert seen(engine) == before


def test_observing_reads_summaries_that_are_true_already(engine: sa.Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    verified = []
    observe = importer.observe

    def look(conn: sa.Connection, branch: str) -> int:
        verified.append(summaries.verify(conn, branch).is_empty())
        return observe(conn, branch)

    monkeypatch.setattr(importer, "observe", look)
    load(engine, branch_files())
    load(engine, [("iuran.csv", csv("KPJ;BLTH;Tgl Bayar;Nominal\n19000000003;06-2018;2018-05-30;16.800\n"))])
    assert verified == [True, True]


def test_each_scope_is_computed_once(engine: sa.Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    with_targets = published.with_targets
    monkeypatch.setattr(
        published, "with_targets", lambda conn, scope: asked.append(scope.period.code) or with_targets(conn, scope)
    )
    load(engine, branch_files())
    assert asked == ["2018-05"]
    load(engine, branch_files())
    assert len(asked) == 1


def test_where_nothing_was_published_nothing_is_asked(engine: sa.Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing(engine) as conn:
        conn.execute(s.reference_figures.delete())
    monkeypatch.setattr(published, "known", lambda *_: pytest.fail("asked"))
    load(engine, branch_files())
    assert seen(engine) == []


def test_an_update_that_changes_a_definition_is_observed_at_the_start(engine: sa.Engine) -> None:
    with writing(engine) as conn:
        conn.execute(s.reference_figures.update().where(s.reference_figures.c.id == 3).values(metric="agents_slowing"))
    load(engine, branch_files())
    now = datetime(2026, 1, 2, tzinfo=UTC)
    assert catch_up(engine, now) == 0
    with writing(engine) as conn:
        conn.execute(s.rules.update().where(s.rules.c.name == "dormant_after_months").values(value=2))
    assert catch_up(engine, now) == 1
    assert catch_up(engine, now) == 0
    assert [row[3] for row in seen(engine) if row[0] == 3] == ["1/3", "1/2"]
    with engine.connect() as conn:
        assert conn.scalar(sa.select(sa.func.max(s.observations.c.observed_at))) == now.replace(tzinfo=None)


def test_a_branch_without_data_is_left_alone(engine: sa.Engine) -> None:
    with writing(engine) as conn:
        assert observe(conn, BRANCH) == 0
    assert catch_up(engine, datetime(2026, 1, 2, tzinfo=UTC)) == 0
    assert seen(engine) == []
