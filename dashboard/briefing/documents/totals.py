"""Which columns of a briefing's tables have a total: the same ones in every document."""

from dashboard.figures.table import Table, numeric


def totals(table: Table) -> list[int | float | None]:
    """The sum of each column that adds up; None for any other, and for one of which a cell is withheld.

    The first column has the total's name, and a single row needs no total.
    """
    withheld_columns = {column for _, column in table.withheld}
    sums: list[int | float | None] = []
    for at, column in enumerate(table.columns):
        adds = column.adds and at > 0 and at not in withheld_columns
        values = [value for row in table.rows if (value := numeric(row[at])) is not None] if adds else []
        sums.append(sum(values) if len(values) > 1 else None)
    return sums
