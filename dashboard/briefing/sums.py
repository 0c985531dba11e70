"""Which columns of a briefing's tables have a total, the same in every document, and what documents list once."""

from datetime import UTC, datetime

from dashboard.briefing.pack import Meaning, Pack, Table

_EARLIEST = datetime(2000, 1, 1)


def totals(table: Table) -> list[int | float | None]:
    """The sum of each column that adds up; None for any other, and for one of which a cell is withheld.

    The first column has the total's name, and a single row needs no total.
    """
    kept_back = {column for _, column in table.withheld}
    sums: list[int | float | None] = []
    for number, column in enumerate(table.columns):
        values = [row[number] for row in table.rows if row[number] is not None]
        adds = column.adds and number > 0 and number not in kept_back and len(values) > 1
        sums.append(sum(values) if adds else None)
    return sums


def meanings(pack: Pack) -> list[Meaning]:
    """Each definition that the briefing's numbers and figures rest on, once, in the order of their first use."""
    shown = [*pack.numbers, *pack.exhibits]
    return list({one.meaning.label: one.meaning for one in shown}.values())


def moment(pack: Pack) -> datetime:
    """The only time in a document, in UTC, without a zone as office files have it: when the newest data was loaded."""
    told = datetime.fromisoformat(pack.moment) if pack.moment else _EARLIEST
    return told.astimezone(UTC).replace(tzinfo=None) if told.tzinfo else told
