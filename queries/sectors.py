"""The sectors that the dashboard has names for: what else a file says there may be a slipped name or number."""

import polars as pl

OTHER = "Lainnya"

NONE = "-"
"""No sector is recorded."""

KNOWN = frozenset(
    {
        *("Gojek", "Grab", "Nelayan", "Pengurus RT/RW", "Ojek pangkalan", "Becak", "Pedagang", "Petani"),
        *("Buruh harian", "Perajin batik", "Pekerja rentan", OTHER, NONE),
    }
)
"""As the importer stores them (seed/values/vocabulary.py)."""


def public(name: str) -> str:
    """A sector as the press is told it: by a name of the vocabulary, any other text as OTHER."""
    return name if name in KNOWN else OTHER


def in_public(column: str) -> pl.Expr:
    """The same of a frame's column."""
    named = pl.col(column).is_in(sorted(KNOWN))
    return pl.when(named).then(pl.col(column)).otherwise(pl.lit(OTHER)).alias(column)
