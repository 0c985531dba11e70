"""What Polars makes ready anew for every step on a frame, once a worker: most frames of a test have a few rows.

A fifth to a quarter of such a step. The settings are copied each time, for `sort` and `top_k` change theirs.
"""

from polars.lazyframe.engine import Engine
from polars.lazyframe.opt_flags import QueryOptFlags


def share() -> None:
    """From here on a step's settings are copied, not set one by one; nobody asks whether Polars Cloud watches."""
    first = QueryOptFlags._eager()
    QueryOptFlags._eager = staticmethod(first.__copy__)
    Engine._with_monitoring = lambda self, optimizations: optimizations
