"""The least that a contribution of a month can be: dated rows of the rule table (domain, section 2)."""

from collections.abc import Sequence
from datetime import date

import polars as pl
import sqlalchemy as sa

from queries.db import schema as s
from queries.periods import shift

NAME = "least_contribution"

LEAST = (
    (date(2014, 1, 1), 8_100, "Skema lokal RT/RW yang paling rendah, Rp8.100 sebulan (domain, bagian 2; tingkat B)"),
    (date(2020, 8, 1), 81, "PP 49/2020: JKK dan JKM tinggal 1% (domain, bagian 2; tingkat A)"),
    (date(2021, 2, 1), 8_100, "PP 49/2020 berakhir Januari 2021 (domain, bagian 2; tingkat A)"),
    (date(2026, 1, 1), 4_050, "PP 50/2025: JKK dan JKM separuh bagi BPU (domain, bagian 2; tingkat A)"),
    (date(2027, 4, 1), 8_100, "PP 50/2025 berakhir Maret 2027 (domain, bagian 2; tingkat A)"),
)
"""From which day, rupiah a month, source: what a branch begins with."""

LEAST_OF_TWO = (
    (date(2014, 1, 1), 16_800, "JKK Rp10.000 dan JKM Rp6.800 (domain, bagian 2; tingkat B)"),
    (date(2020, 8, 1), 168, "PP 49/2020: JKK dan JKM tinggal 1% (domain, bagian 2; tingkat A)"),
    (date(2021, 2, 1), 16_800, "PP 49/2020 berakhir Januari 2021 (domain, bagian 2; tingkat A)"),
    (date(2026, 1, 1), 8_400, "PP 50/2025: JKK dan JKM separuh, lebih dulu bagi transportasi (domain, bagian 2; A)"),
    (date(2027, 4, 1), 16_800, "PP 50/2025 berakhir Maret 2027 (domain, bagian 2; tingkat A)"),
)
"""The same of both programmes without a local scheme, which a press release tells."""

Steps = Sequence[tuple[date, int]]


def steps(conn: sa.Connection, branch: str) -> Steps:
    """The dated least rates of a branch, in order; what it will begin with where it has none yet."""
    r = s.rules.c
    query = sa.select(r.valid_from, r.value).where(r.branch_code == branch, r.name == NAME).order_by(r.valid_from)
    return [(since, value) for since, value in conn.execute(query)] or [(since, value) for since, value, _ in LEAST]


def rate(month: date, known: Steps) -> int:
    """The least rate of a month; before the first step, the first."""
    return next((value for since, value in reversed(known) if since <= month), known[0][1])


def least(rows: pl.DataFrame, known: Steps) -> pl.DataFrame:
    """`rows` with `least`: what the months that a row covers come to at their least rates; and `rate`, of its BLTH."""
    pairs = rows.select("blth", "months").unique()
    sums = [
        sum(rate(shift(blth, n), known) for n in range(months)) if blth and months else None
        for blth, months in pairs.iter_rows()
    ]
    first = [rate(blth, known) if blth else None for blth in pairs["blth"]]
    computed = pairs.with_columns(least=pl.Series(sums, dtype=pl.Int64), rate=pl.Series(first, dtype=pl.Int64))
    return rows.join(computed, on=["blth", "months"], how="left", maintain_order="left")
