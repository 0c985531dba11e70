"""The first tables, in place of the steps 0001 to 0003, whose numbers are not used again.

Names of keys and constraints follow the naming convention of queries/db/columns.py.
"""

from seed.migrations.initial import loads, published, rows, summaries, yardsticks

revision = "0004"
down_revision = None


def upgrade() -> None:
    """Make the tables, parents before children."""
    for part in (loads, rows, yardsticks, published, summaries):
        part.create()
