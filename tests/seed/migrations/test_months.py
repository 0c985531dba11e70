"""The step that fills which months each load reached, from the rows that stand and those as they were."""

from datetime import date

import sqlalchemy as sa
from alembic import command

from queries.db import schema as s
from queries.db.engine import writing
from seed import migrate
from seed.migrate import upgrade

ROWS = """
insert into branches values ('TST', 'Uji', false, '');
insert into wilayah values ('33.25', 'Batang', 'kabupaten', null, null);
insert into imports values (1, 'TST', '2019-03-10 00:00:00', 'staf', false, 9),
 (2, 'TST', '2019-04-02 00:00:00', 'staf', false, 2);
insert into offices (branch_code, code, name, wilayah_code, import_id) values ('TST', 'K1', 'K1', '33.25', 1);
insert into agents (branch_code, code, name, office_code, registered_on, import_id)
 values ('TST', 'A1', 'A1', 'K1', '2019-01-01', 1);
insert into participants (branch_code, id, agent_code, registered_on, sector, kpj_hash, kpj_last4, nik_hash, import_id)
 values ('TST', 1, 'A1', '2019-02-05', 'Gojek', 'k1', '0001', 'n1', 2),
 ('TST', 2, 'A1', '2019-02-09', '-', 'k2', '0002', 'n2', 1);
insert into contributions (branch_code, participant_id, blth, paid_on, covered_until, months, amount, import_id)
 values ('TST', 1, '2019-02-01', '2019-02-28', '2019-02-01', 1, 16800, 1),
 ('TST', 1, '2019-03-01', '2019-03-31', '2019-03-01', 1, 16800, 2);
insert into superseded (branch_code, id, kind, key, row, import_id, until_import_id) values
 ('TST', 1, 'participants', '{"id":1}', '{"registered_on":"2019-02-05","sector":"-"}', 1, 2),
 ('TST', 2, 'contributions', '{"blth":"2019-03-01","paid_on":"2019-03-01","participant_id":1}',
  '{"amount":16800}', 1, 2),
 ('TST', 3, 'agents', '{"code":"A1"}',
  '{"deactivated_on":null,"name":"A","office_code":"K1","registered_on":"2019-01-01"}', 1, 2)
"""


def test_the_loads_so_far_reach_the_months_of_their_rows(bare_engine: sa.Engine) -> None:
    with writing(bare_engine) as conn:
        command.upgrade(migrate._config(conn), migrate._INITIAL)
        for statement in ROWS.split(";\n"):
            conn.execute(sa.text(statement.replace(":", r"\:")))
    upgrade(bare_engine)
    m = s.load_months.c
    with bare_engine.connect() as conn:
        reached = conn.execute(
            sa.select(m.import_id, m.kind, m.month, m.rows, m.new, m.last_day).order_by(m.import_id, m.kind, m.month)
        ).all()
    february, march = date(2019, 2, 1), date(2019, 3, 1)
    assert reached == [
        (1, "contributions", february, 1, 1, date(2019, 2, 28)),
        (1, "contributions", march, 1, 1, date(2019, 3, 1)),
        (1, "participants", february, 2, 2, date(2019, 2, 9)),
        (2, "contributions", march, 1, 1, date(2019, 3, 31)),
        (2, "participants", february, 1, 1, date(2019, 2, 5)),
    ]
