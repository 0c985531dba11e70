"""Who pays a contribution, as its row says or somebody states of its file: the participant, or a fund that has a name;
never a person's name. From when until when a fund pays."""

from collections.abc import Mapping, Sequence

import polars as pl
import sqlalchemy as sa

from queries.db import schema as s
from seed.checks import existing
from seed.checks.pairing import KEY
from seed.checks.parse import Source
from seed.checks.personal import Names, refuse_names, refuse_personal
from seed.checks.validator import MOVED, Judged, Sieve
from seed.files.rules import RefusalRule

EVERY_FILE = "*"
"""Instead of a file's name: every file of contributions in the load."""

_FUND = (
    r"(?i)\b(apbd|apbdes|apbn|dbhcht|csr|tjsl|pkbl|dana|hibah|bantuan|subsidi|program|pemerintah|pemkot|pemkab|pemprov|pemda|"
    r"pemdes|kota|kabupaten|kab|provinsi|desa|kelurahan|kecamatan|dinas|kementerian|baznas|lazismu|lazisnu|pt|cv|tbk|bank|"
    r"bpr|bumn|bumd|bumdes|perum|perumda|pdam|yayasan|koperasi|perusahaan|asosiasi|komunitas|rumah sakit|universitas)\b"
)
"""A word that a fund's name has and a person's has not."""


def said(conn: sa.Connection, branch: str, sieve: Sieve, names: Names) -> None:
    """Refuse the rows whose payer looks like a NIK, a KPJ or a person; write each payer as the branch does already.

    Two rows of one payment say it both where one does.
    """
    if sieve.rows["payer"].null_count() == sieve.rows.height:
        return
    _spelt(conn, branch, sieve, names, "payer")
    given = sieve.rows.drop_nulls("payer").select(*KEY, said="payer").unique(KEY, keep="first", maintain_order=True)
    rows = sieve.rows.join(given, on=KEY, how="left", maintain_order="left")
    sieve.rows = rows.with_columns(pl.coalesce("payer", "said")).drop("said")


def _spelt(conn: sa.Connection, branch: str, sieve: Sieve, names: Names, column: str) -> None:
    """Refuse what looks like a number or a person; write the others as the branch does already."""
    cells = sieve.rows[column].drop_nulls().unique()
    funds = existing.funds(conn, branch)["name"].alias(column)
    there = pl.concat([existing.payers(conn, branch).alias(column), funds])
    refuse_personal(sieve, (column,), names)
    refuse_names(sieve, (column,), pl.concat([there, cells.filter(cells.str.contains(_FUND))]))
    every = pl.concat([there, sieve.rows[column].drop_nulls()]).unique(maintain_order=True)
    spelt = {text.casefold(): text for text in reversed(every.to_list())}
    same = {text: spelt[text.casefold()] for text in every.to_list()}
    sieve.rows = sieve.rows.with_columns(pl.col(column).replace(same))


def stated(
    conn: sa.Connection, branch: str, sources: Sequence[Source], rows: dict[str, pl.DataFrame], names: Names
) -> Judged:
    """The judgement of the funds; gives the contributions of a file the one that is said to pay for it."""
    paid = {n: one.name for n, one in enumerate(sources) if one.table and one.table.kind.name == "contributions"}
    judged = _funds(conn, branch, rows["funds"], paid, names)
    if paid:
        rows["contributions"] = _of_files(rows["contributions"], paid, judged.rows)
    return judged


def _funds(conn: sa.Connection, branch: str, rows: pl.DataFrame, files: Mapping[int, str], names: Names) -> Judged:
    """From when until when each fund pays. `files`: the names of the load's files of contributions, by position."""
    sieve = Sieve(rows)
    _spelt(conn, branch, sieve, names, "name")
    sieve.refuse(pl.col("name") == s.OWN, "name", RefusalRule.OWN_NO_FUND)
    sieve.refuse(pl.col("until") < pl.col("since"), "until", RefusalRule.ENDS_BEFORE_IT_BEGINS)
    known = [_file(name) for name in files.values()]
    unknown = ~pl.col("pays").str.to_lowercase().is_in([*known, EVERY_FILE])
    sieve.refuse(unknown.fill_null(False), "pays", RefusalRule.UNKNOWN_FILE)
    sieve.rows = sieve.rows.with_columns(whole=pl.coalesce("pays", pl.format("{} {}", "file", "row")))
    sieve.refuse_repeated(["whole"], ["name"], "pays", RefusalRule.CONFLICT_IN_FILE)
    sieve.refuse_repeated(["name", "since"], ["until"], "until", RefusalRule.CONFLICT_IN_FILE)
    there = existing.funds(conn, branch)
    sieve.settle(["name", "since"], ["until"], there)
    sieve.number(there)
    return sieve.judged()


def _file(name: str) -> str:
    """A file's name as it is compared, without the sheet that a table of it stands on."""
    return name.partition(" [")[0].lower()


def _of_files(rows: pl.DataFrame, files: Mapping[int, str], funds: pl.DataFrame) -> pl.DataFrame:
    """Contributions with the fund that is said to pay for their file, where their row says nobody. `files`: their
    names, by position; `funds`: the rows that were judged good."""
    said = {pays.lower(): name for pays, name in funds.select("pays", "name").drop_nulls().iter_rows()}
    of = {at: said.get(_file(name), said.get(EVERY_FILE)) for at, name in files.items()}
    stated = pl.col("file").replace_strict(of, default=None, return_dtype=pl.String)
    return rows.with_columns(pl.col("payer").fill_null(stated))


def stay(sieve: Sieve) -> None:
    """A payment that was corrected stays paid by whom it was, where its row does not say it."""
    moved = pl.col("payer").is_null() & (pl.col("state") == MOVED)
    sieve.rows = sieve.rows.with_columns(payer=pl.when(moved).then("payer_old").otherwise("payer"))
