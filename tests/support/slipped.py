"""Cells that slipped into another column, as they came in a branch's file: a name and a NIK where a sector or a
programme belongs; of people who are none, with NIKs that cannot be."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from dashboard.imports import secret
from dashboard.settings import Settings
from dashboard.view import cache
from queries.db import schema as s
from queries.db.engine import writing
from seed import importer

SECRETS = ("ZULAIKHA", "9901010203900008")
"""What may stand in nothing that leaves."""

_FILE = (
    "Kode Perisai;Tgl Daftar;No KPJ;NIK;Nama Lengkap;Sektor;Program",
    "{agent};22-07-2019;19900000001;9901010203900001;ZULAIKHA RAHASIA;Gojek;JKK+JKM",
    "{agent};ZULAIKHA EMPAT;19900000005;9901010203900005;22-03-2019;Gojek;JKK+JKM",
    "ZULAIKHA LIMA;22-03-2019;19900000006;9901010203900006;x;Gojek;JKK+JKM",
    "{agent};22-03-2019;19900000007;9901010203900007;x;ZULAIKHA ENAM;JKK+JKM",
    "{agent};22-03-2019;19900000008;9901010203900008;x;9901010203900008;JKK+JKM",
    "{agent};22-03-2019;19900000009;9901010203900009;x;Gojek;ZULAIKHA TUJUH",
)
_OLD = {"Ojek pangkalan": "ZULAIKHA ENAM", "Petani": "9901010203900008"}
"""Sectors of the demonstration that stand as a name and a number in a branch loaded before such cells were refused."""


def load(folder: Path) -> None:
    """Load them into the demonstration of a data folder as a branch would, with what is refused left out; and put them
    where an older version had stored them."""
    engine = cache.engine(Settings(data_folder=str(folder)).url)
    with engine.connect() as conn:
        agent = conn.scalar(sa.select(s.agents.c.code).order_by(s.agents.c.code).limit(1))
        branch = conn.scalar(sa.select(s.branches.c.code).where(s.branches.c.is_demo))
    content = "\n".join([*_FILE, ""]).format(agent=agent).encode()
    at = datetime(2019, 8, 2, 18, 0, tzinfo=UTC)
    file = ("peserta.csv", content)
    importer.apply(engine, [file], branch, secret.DEMO, "Sari", at, accept_rejects=True, may_publish=True)
    with writing(engine) as conn:
        moved = [
            conn.execute(sa.update(table).where(table.c.sector == old).values(sector=new)).rowcount
            for table in s.metadata.sorted_tables
            if "sector" in table.c
            for old, new in _OLD.items()
        ]
    assert sum(moved) > 50, "nothing is shown by the absence of what is not there"
    engine.dispose()


def leaked(sent: Iterable[tuple[str, bytes]]) -> list[tuple[str, str]]:
    """By name, which of them stands in what leaves."""
    return [(name, one) for name, content in sent for one in SECRETS if one.encode() in content]
