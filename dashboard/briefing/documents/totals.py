"""Which columns of a briefing's tables have a total: the same ones in every document."""

from dashboard.figures.table import Table


def totals(table: Table) -> list[int | float | None]:
    """The sum of each column that adds up; None for any other, and for one of which a cell is withheld.

    The first column has the total's name, and a single row needs no total.
    """
    withheld_columns = {column for _, column in table.withheld}
    sums: list[int | float | None] = []
    for number, column in enumerate(table.columns):
        values = [row[number] for row in table.rows if row[number] is not None]
        adds = column.adds and number > 0 and number not in withheld_columns and len(values) > 1
        sums.append(sum(values) if adds else None)
    return sums
