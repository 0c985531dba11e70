"""Sample frames for the charts of persistency, fair comparison and pace."""

import polars as pl

from dashboard.charts.fairness import funnel
from dashboard.charts.figure import Drawing
from dashboard.charts.pace import paces
from dashboard.figures.fairness import limits
from dashboard.language.words import Words
from queries.agents.fairness import norm

_COUNTS = [(7 * n % 40 + 25, 6) for n in range(22)] + [(0, 6)] * 5 + [(9, 1), (31, 2), (20, 3), (160, 6), (2, 5)]


def cohorts(count: int = 17) -> pl.DataFrame:
    rows = [
        (f"2018-{n:02}", f"Agu 2018 · {100 + n}", age, None if open else 1 - age / 14 - n / 100, not open, "1 dari 2")
        for n in range(count)
        for age in (1, 2, 3, 6, 12)
        for open in (n + age > count - 1,)
    ]
    names = ("code", "label", "n", "ratio", "complete", "detail")
    return pl.DataFrame(rows, names, orient="row", schema_overrides={"ratio": pl.Float64})


def agents(_: Words) -> pl.DataFrame:
    against = norm([one for one in _COUNTS if one[0]])
    assert against is not None
    rows = [
        {
            "code": f"AB{n:04}",
            "label": f"AB{n:04} · Budi",
            "acquired": acquired,
            "service_months": months,
            "rate": acquired / months,
            "standing": against.standing(acquired, months).value if acquired else "dormant",
        }
        for n, (acquired, months) in enumerate(_COUNTS)
    ]
    return pl.DataFrame(rows)


def draw_funnel(frame: pl.DataFrame, words: Words) -> Drawing:
    """With limits where there are enough agents for them."""
    counted = frame.filter(pl.col("standing") != "dormant").select("acquired", "service_months").rows()
    return funnel(frame, limits(norm(counted), 1, 6), words)


def semesters(scale: int) -> pl.DataFrame:
    rows = [
        (f"Sem. {'I' * (1 + n % 2)} {2017 + n // 2}", 1 + 6 * (n % 2), month, (190 + 9 * n) * month * scale, n == 4)
        for n in range(5)
        for month in range(1, 5 if n == 4 else 7)
    ]
    return pl.DataFrame(rows, ("label", "first", "n", "value", "current"), orient="row")


def draw_people(frame: pl.DataFrame, words: Words) -> Drawing:
    """With target and projection, where the running semester is there to go on."""
    ahead = {"projected": 1_360, "low": 1_224, "high": 1_496} if frame["current"].any() else None
    return paces(frame, words, words.number, ahead, 1_400, False)


def draw_rupiah(frame: pl.DataFrame, words: Words) -> Drawing:
    """With neither."""
    return paces(frame, words, words.rupiah_short, None, None, True)
