"""The branch's own outlines."""

import json

import pytest

from dashboard.charts import boundaries
from dashboard.charts.outline_rooms import NAME, NUMBER, rooms
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


def test_a_name_stands_where_its_lines_have_room_and_never_on_a_long_thin_part():
    """A coast that slants, a city and a spit before it that is wider than any of them: by hand."""
    slanted = [[0, 0], [4, 0], [4, 2], [2, 2], [0, 0]]
    spit, city = (
        [[-3, 2.1], [6, 2.1], [6, 2.15], [-3, 2.15], [-3, 2.1]],
        [[4, 1], [4.3, 1], [4.3, 1.6], [4, 1.6], [4, 1]],
    )
    shapes = [{"type": "MultiPolygon", "coordinates": [[spit], [slanted]]}, {"type": "Polygon", "coordinates": [city]}]
    first, second = rooms([{"geometry": shape} for shape in shapes], NAME)
    half = 0.46 * 2.15 / 2  # four lines of 13 px on a laptop's map of 180
    level = next(level for n in range(40) if (level := (n + 0.5) * 2 / 40) > half)
    assert first == pytest.approx(((4 + level + half) / 2, level, 4 - level - half))
    assert second[2] == 0
    assert rooms([{"geometry": shape} for shape in shapes], NUMBER)[1][2] == pytest.approx(0.3)
