"""The branch's own outlines of its kabupaten/kota, where it has set a GeoJSON file."""

import json
from functools import lru_cache
from typing import Any

from dashboard.settings import ROOT, SettingError


@lru_cache(maxsize=4)
def read(path: str) -> dict[str, Any] | None:
    """The FeatureCollection of a file (a relative path lies beside streamlit_app.py); None where no file is set.

    Its rings run as Vega draws them, whichever way they run in the file.
    Raises SettingError, which names the setting, where the file is missing or no FeatureCollection.
    """
    if not path:
        return None
    try:
        outlines = json.loads((ROOT / path).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SettingError(f"PERISAI_GEOJSON={path!r}: {error}") from error
    if not isinstance(outlines, dict) or outlines.get("type") != "FeatureCollection" or "features" not in outlines:
        raise SettingError(
            f"PERISAI_GEOJSON={path!r}: no FeatureCollection; its features need the property code, 33.25"
        )
    try:
        return {**outlines, "features": [_rewound(feature) for feature in outlines["features"]]}
    except (TypeError, IndexError) as error:
        raise SettingError(f"PERISAI_GEOJSON={path!r}: coordinates that are no rings of numbers ({error})") from error


def _rewound(feature: Any) -> Any:
    """A feature whose outer rings run clockwise and holes the other way: else Vega fills all the earth but the outline.

    RFC 7946 asks for the opposite, and older files run either way.
    """
    shape = feature.get("geometry") if isinstance(feature, dict) else None
    return {**feature, "geometry": _turned(shape)} if isinstance(shape, dict) else feature


def _turned(shape: dict[str, Any]) -> dict[str, Any]:
    match shape:
        case {"type": "Polygon", "coordinates": list(rings)}:
            return {**shape, "coordinates": _rings(rings)}
        case {"type": "MultiPolygon", "coordinates": list(polygons)}:
            return {**shape, "coordinates": [_rings(rings) for rings in polygons]}
        case {"type": "GeometryCollection", "geometries": list(parts)}:
            return {**shape, "geometries": [_turned(part) for part in parts]}
    return shape


def _rings(rings: list[list[list[float]]]) -> list[list[list[float]]]:
    """The rings of a polygon, the outer one first."""
    return [ring if (_area(ring) < 0) == (n == 0) else ring[::-1] for n, ring in enumerate(rings)]


def _area(ring: list[list[float]]) -> float:
    """Twice the area that a ring encloses, below zero where it runs clockwise."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True))
