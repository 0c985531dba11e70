"""The refused rows of a file, as a file to work through."""

from collections.abc import Mapping

import polars as pl

from seed.checks.report import FileReport


def refused_rows_csv(
    file: FileReport, texts: Mapping[str, str], row: str = "Baris", rule: str = "Aturan", reason: str = "Alasan"
) -> bytes:
    """The refused rows as a file to work through: row number, the file's columns, the rules broken and their texts.

    `texts`: each rule's text in the reader's language; `row`, `rule`, `reason`: the headings of the added columns.
    UTF-8 with BOM, `;`, personal data masked. A cell that a spreadsheet would run as a formula gets an apostrophe.
    """
    reasons = (
        file.refusals.select("row", "rule")
        .unique(maintain_order=True)
        .with_columns(text=pl.col("rule").replace_strict(texts, default=None, return_dtype=pl.String).fill_null(""))
        .group_by("row", maintain_order=True)
        .agg(pl.col("rule").str.join(", "), pl.col("text").str.join(" "))
        .select("row", pl.col("rule").alias("rule "), pl.col("text").alias("text "))
    )
    joined = file.refused_rows.join(reasons, on="row", how="left", maintain_order="left")
    safe = joined.with_columns(
        pl.when(pl.col(pl.String).str.contains(r"^[=+@\t\r]|^-[^\d]"))
        .then(pl.lit("'") + pl.col(pl.String))
        .otherwise(pl.col(pl.String))
        .name.keep()
    )
    headings = [row, *safe.columns[1:-2], rule, reason]
    body = safe.write_csv(separator=";", line_terminator="\r\n", include_header=False)
    head = pl.DataFrame([headings], orient="row").write_csv(separator=";", line_terminator="\r\n", include_header=False)
    return ("\ufeff" + head + body).encode()
