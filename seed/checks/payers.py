"""Who pays a contribution, as its row says: the participant, or a fund that has a name; never a person's name."""

import polars as pl
import sqlalchemy as sa

from seed.checks import existing
from seed.checks.pairing import KEY
from seed.checks.personal import Names, refuse_names, refuse_personal
from seed.checks.validator import MOVED, Sieve

_FUND = (
    r"(?i)\b(apbd|apbn|dbhcht|csr|tjsl|pkbl|dana|hibah|bantuan|subsidi|program|pemerintah|pemkot|pemkab|pemprov|pemda|"
    r"pemdes|kota|kabupaten|kab|provinsi|desa|kelurahan|kecamatan|dinas|kementerian|baznas|lazismu|lazisnu|pt|cv|tbk|bank|"
    r"bpr|bumn|bumd|bumdes|perum|perumda|pdam|yayasan|koperasi|perusahaan|asosiasi|komunitas|rumah sakit|universitas)\b"
)
"""A word that a fund's name has and a person's has not."""


def said(conn: sa.Connection, branch: str, sieve: Sieve, names: Names) -> None:
    """Refuse the rows whose payer looks like a NIK, a KPJ or a person; write each payer as the branch does already.

    Two rows of one payment say it both where one does.
    """
    cells = sieve.rows["payer"].drop_nulls().unique()
    if cells.is_empty():
        return
    there = existing.payers(conn, branch)
    refuse_personal(sieve, ("payer",), names)
    refuse_names(sieve, ("payer",), pl.concat([there, cells.filter(cells.str.contains(_FUND))]))
    every = pl.concat([there, sieve.rows["payer"].drop_nulls()]).unique(maintain_order=True)
    spelt = {text.casefold(): text for text in reversed(every.to_list())}
    same = {text: spelt[text.casefold()] for text in every.to_list()}
    given = pl.col("payer").drop_nulls().first().over(KEY)
    sieve.rows = sieve.rows.with_columns(pl.col("payer").replace(same))
    sieve.rows = sieve.rows.with_columns(pl.col("payer").fill_null(given))


def stay(sieve: Sieve) -> None:
    """A payment that was corrected stays paid by whom it was, where its row does not say it."""
    moved = pl.col("payer").is_null() & (pl.col("state") == MOVED)
    sieve.rows = sieve.rows.with_columns(payer=pl.when(moved).then("payer_old").otherwise("payer"))
