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


OUTER = [[109.2, -7.2], [109.2, -6.8], [109.6, -6.8], [109.6, -7.2], [109.2, -7.2]]
HOLE = [[109.3, -7.1], [109.4, -7.1], [109.4, -7.0], [109.3, -7.0], [109.3, -7.1]]


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("kind", ["Polygon", "MultiPolygon", "GeometryCollection"])
def test_rings_of_either_way_are_the_same_outline(tmp_path, kind, turned):
    """Clockwise outside, as Vega fills them; RFC 7946 asks for the other way, and both are found."""

    def shape(*rings):
        polygon = {"type": "Polygon", "coordinates": list(rings)}
        if kind == "GeometryCollection":
            return {"type": kind, "geometries": [polygon]}
        return polygon if kind == "Polygon" else {"type": kind, "coordinates": [list(rings), list(rings)]}

    given = shape(*(ring[::-1] for ring in (OUTER, HOLE))) if turned else shape(OUTER, HOLE)
    feature = {"type": "Feature", "properties": {"code": "33.25"}, "geometry": given}
    (tmp_path / "area.json").write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    assert boundaries.read(str(tmp_path / "area.json"))["features"] == [{**feature, "geometry": shape(OUTER, HOLE)}]


@pytest.mark.parametrize("coordinates", [[[1, 2]], [[["a", "b"]]], [[[109.2]]]])
def test_what_is_no_ring_names_the_setting(tmp_path, coordinates):
    feature = {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": coordinates}}
    (tmp_path / "area.json").write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    with pytest.raises(SettingError, match="PERISAI_GEOJSON"):
        boundaries.read(str(tmp_path / "area.json"))


def test_a_place_without_an_outline_is_left_as_it_is(tmp_path):
    features = [{"type": "Feature", "geometry": None}, {"type": "Feature", "geometry": {"type": "Point"}}]
    (tmp_path / "area.json").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    assert boundaries.read(str(tmp_path / "area.json"))["features"] == features
