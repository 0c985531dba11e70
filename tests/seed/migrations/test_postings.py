"""A database from before offices, places and services were dated: what was one value was so always.

Its sums, here with sevens that no row gives, are computed anew.
"""

import sqlalchemy as sa

from queries.db import schema as s
from queries.db.engine import writing
from seed.migrate import upgrade
from seed.writes import summaries
from tests.seed.migrations.test_migrations import at

BEFORE = """
insert into branches values ('TST', 'Uji', false, '');
insert into wilayah (code, name, kind) values ('33.25', 'Batang', 'kabupaten'), ('33.75', 'Pekalongan', 'kota');
insert into imports (id, branch_code, imported_at, imported_by, accepted_rejects, changed)
    values (1, 'TST', '2019-08-01', 'staf', false, 5), (2, 'TST', '2019-08-02', 'staf', false, 2);
insert into offices (branch_code, code, name, wilayah_code, import_id)
    values ('TST', 'K1', 'Satu', '33.25', 2), ('TST', 'K2', 'Dua', '33.75', 1);
insert into agents (branch_code, code, name, office_code, registered_on, deactivated_on, import_id)
    values ('TST', 'A1', 'Siti', 'K2', '2018-03-20', null, 2),
           ('TST', 'A2', 'Budi', 'K1', '2018-05-06', '2019-03-31', 1);
insert into participants (branch_code, id, agent_code, registered_on, sector, kpj_hash, kpj_last4, nik_hash, import_id)
    values ('TST', 1, 'A1', '2019-01-11', 'Gojek', 'k1', '0001', 'n1', 1),
           ('TST', 2, 'A2', '2019-02-11', '-', 'k2', '0002', 'n2', 1);
insert into contributions (branch_code, participant_id, blth, paid_on, covered_until, months, amount, import_id)
    values ('TST', 1, '2019-01-01', '2019-01-14', '2019-02-01', 2, 33600, 1),
           ('TST', 2, '2019-02-01', '2019-03-02', '2019-02-01', 1, 16800, 1);
insert into agent_months (branch_code, agent_code, month, acquired, received, covered_people)
    values ('TST', 'A1', '2019-01-01', 7, 7, 7);
insert into cohort_months (branch_code, month, office_code, sector, registration_month, acquired, received,
                           covered_people, covered_amount, entry_amount)
    values ('TST', '2019-01-01', 'K2', 'Gojek', '2019-01-01', 7, 7, 7, 7, 7);
insert into superseded (branch_code, id, kind, key, row, import_id, until_import_id)
    values ('TST', 1, 'agents', '{"code":"A1"}',
            '{"deactivated_on":null,"name":"Sitti","office_code":"K1","registered_on":"2018-03-20"}', 1, 2),
           ('TST', 2, 'offices', '{"code":"K1"}', '{"name":"Satu","wilayah_code":"33.75"}', 1, 2)
"""


def test_what_was_one_value_was_always_so(bare_engine: sa.Engine) -> None:
    at(bare_engine, "0007")
    with writing(bare_engine) as conn:
        for statement in BEFORE.split(";\n"):
            conn.exec_driver_sql(statement)
    upgrade(bare_engine)
    with bare_engine.connect() as conn:
        assert _rows(conn, s.agent_offices) == [("TST", "A1", s.ALWAYS, "K2", 2), ("TST", "A2", s.ALWAYS, "K1", 1)]
        assert _rows(conn, s.office_places) == [
            ("TST", "K1", s.ALWAYS, "33.25", 2),
            ("TST", "K2", s.ALWAYS, "33.75", 1),
        ]
        served = [
            (row.agent_code, f"{row.since}", row.until and f"{row.until}") for row in conn.execute(_all(s.services))
        ]
        assert served == [("A1", "2018-03-20", None), ("A2", "2018-05-06", "2019-03-31")]
        assert summaries.verify(conn, "TST").rows() == []
        was = [(row.kind, row.key, row.row, row.until_import_id) for row in conn.execute(_all(s.superseded))]
    assert was == [
        ("agents", '{"code":"A1"}', {"name": "Sitti"}, 2),
        ("offices", '{"code":"K1"}', {"name": "Satu"}, 2),
        ("agent_offices", '{"agent_code":"A1","since":"1900-01-01"}', {"office_code": "K1"}, 2),
        ("services", '{"agent_code":"A1","since":"2018-03-20"}', {"until": None}, 2),
        ("office_places", '{"office_code":"K1","since":"1900-01-01"}', {"wilayah_code": "33.75"}, 2),
    ]


def _all(table: sa.Table) -> sa.Select:
    return sa.select(table).order_by(*table.primary_key.columns)


def _rows(conn: sa.Connection, table: sa.Table) -> list[tuple]:
    return [tuple(row) for row in conn.execute(_all(table))]
