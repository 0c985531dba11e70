"""The branch's own outlines of its kabupaten/kota, where it has set a GeoJSON file."""

import json
from functools import lru_cache
from typing import Any

from dashboard.settings import ROOT, SettingError


@lru_cache(maxsize=4)
def read(path: str) -> dict[str, Any] | None:
    """The FeatureCollection of a file (a relative path lies beside streamlit_app.py); None where no file is set.

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
    return outlines
