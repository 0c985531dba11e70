"""The step after which a row of the rule may come by an act keeps the rows that there were."""

from datetime import date

import sqlalchemy as sa
from alembic import command

from queries.db import schema as s
from queries.db.engine import writing
from seed import migrate
from seed.migrate import upgrade


def test_the_rules_so_far_came_with_the_branch(bare_engine: sa.Engine) -> None:
    row = "('TST', 'dormant_after_months', '2014-01-01', 3, 'uji')"
    with writing(bare_engine) as conn:
        command.upgrade(migrate._config(conn), migrate._INITIAL)
        conn.exec_driver_sql("insert into branches values ('TST', 'Uji', false, '')")
        conn.exec_driver_sql(f"insert into rules values {row}")
    upgrade(bare_engine)
    with bare_engine.connect() as conn:
        known = [tuple(one) for one in conn.execute(sa.select(s.rules))]
    assert known == [("TST", "dormant_after_months", date(2014, 1, 1), 3, "uji", None)]
