"""The branch's own outlines."""

import json

import pytest

from dashboard.charts import boundaries
from dashboard.settings import SettingError


def test_no_setting_is_no_outline():
    assert boundaries.read("") is None


def test_a_feature_collection_is_read(tmp_path):
    made = {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"code": "33.25"}}]}
    (tmp_path / "area.json").write_text(json.dumps(made))
    assert boundaries.read(str(tmp_path / "area.json")) == made


@pytest.mark.parametrize("content", [None, "", "{", "[]", '{"type": "Feature"}'])
def test_what_cannot_be_used_names_the_setting(tmp_path, content):
    file = tmp_path / "area.json"
    if content is not None:
        file.write_text(content)
    with pytest.raises(SettingError, match="PERISAI_GEOJSON"):
        boundaries.read(str(file))
