"""Where a name stands within an outline, and how much room it has there."""

from collections.abc import Iterator, Mapping
from typing import Any

Ring = list[list[float]]

_LEVELS = 40
"""Latitudes at which an outline is measured."""

NAME, NUMBER = 0.46, 0.12
"""What part of the whole map's height the lines of a name take, and a number alone."""


def rooms(features: list[dict[str, Any]], high: float) -> list[tuple[float, float, float]]:
    """Longitude and latitude of each feature's widest place for a text, and how wide it is, in degrees.

    `high`: what part of the whole map's height the text takes; the place is as wide as the narrowest part below it.
    """
    shapes = [list(_polygons(one.get("geometry") or {})) for one in features]
    latitudes = [point[1] for shape in shapes for rings in shape for ring in rings for point in ring]
    half = high * (max(latitudes) - min(latitudes)) / 2 if latitudes else 0.0
    return [
        max((_room(rings, half) for rings in shape), key=lambda room: room[2], default=(0, 0, 0)) for shape in shapes
    ]


def _polygons(geometry: Mapping[str, Any]) -> Iterator[list[Ring]]:
    match geometry:
        case {"type": "Polygon", "coordinates": rings}:
            yield rings
        case {"type": "MultiPolygon", "coordinates": polygons}:
            yield from polygons
        case {"type": "GeometryCollection", "geometries": parts}:
            for part in parts:
                yield from _polygons(part)


def _room(rings: list[Ring], half: float) -> tuple[float, float, float]:
    low, high = min(point[1] for point in rings[0]), max(point[1] for point in rings[0])
    step = (high - low) / _LEVELS
    best = ((rings[0][0][0] + rings[0][len(rings[0]) // 2][0]) / 2, (low + high) / 2, 0.0)
    for n in range(_LEVELS):
        middle = low + (n + 0.5) * step
        within = [(west, east) for west, east in _across(rings, middle)]
        for level in (middle - half, middle + half):
            within = [
                (max(a, c), min(b, d)) for a, b in within for c, d in _across(rings, level) if max(a, c) < min(b, d)
            ]
        for west, east in within:
            if east - west > best[2]:
                best = ((west + east) / 2, middle, east - west)
    return best


def _across(rings: list[Ring], latitude: float) -> list[tuple[float, float]]:
    """From west to east, the stretches of a latitude that lie inside."""
    cuts = sorted(
        a[0] + (latitude - a[1]) / (b[1] - a[1]) * (b[0] - a[0])
        for ring in rings
        for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)
        if (a[1] > latitude) != (b[1] > latitude)
    )
    return list(zip(cuts[::2], cuts[1::2], strict=False))
