"""What a page shows, as text and numbers, taken from what is sent to the browser."""

import io
import json
import re
from collections.abc import Iterator
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
from google.protobuf.json_format import MessageToDict
from streamlit.testing.v1 import AppTest

_TEXT = {"body", "label", "help", "delta", "alt", "placeholder", "content", "options"}
"""Fields of what is sent in which words stand that the reader sees or hears; of a list, all of it."""


def nodes(app: AppTest) -> Iterator[Any]:
    """Every element and block of the app, in order."""
    yield from _below(app.main)
    yield from _below(app.sidebar)


def _below(node: Any) -> Iterator[Any]:
    yield node
    for child in getattr(node, "children", {}).values():
        yield from _below(child)


def texts(app: AppTest) -> list[str]:
    """Every text that the app shows, Markdown as it is written; charts' and tables' words included."""
    texts: list[str] = []
    for node in nodes(app):
        kind = getattr(node, "type", "")
        proto = getattr(node, "proto", None)
        if proto is None or kind == "html":
            continue
        texts += _fields(MessageToDict(proto))
        if kind == "dataframe":
            frame = node.value
            texts += [*frame.columns, *(str(cell) for cell in frame.to_numpy().ravel() if isinstance(cell, str))]
        if kind == "vega_lite_chart":
            texts += _drawn(json.loads(proto.spec))
            for frame in datasets(node).values():
                said = [name for name in frame.columns if name.endswith(("_text", "label", "name", "wording"))]
                texts += [text for name in said for text in frame[name].cast(pl.String) if text]
    return [text for text in texts if text]


def _fields(sent: Any, key: str = "") -> Iterator[str]:
    if isinstance(sent, dict):
        for name, value in sent.items():
            yield from _fields(value, name)
    elif isinstance(sent, list):
        for value in sent:
            yield from _fields(value, key)
    elif isinstance(sent, str) and key in _TEXT:
        yield sent


def _drawn(spec: Any) -> Iterator[str]:
    """The words in a chart's own specification: titles of axes and tooltips, texts with a fixed value."""
    if isinstance(spec, list):
        for one in spec:
            yield from _drawn(one)
    elif isinstance(spec, dict):
        for name, value in spec.items():
            if name == "title" and isinstance(value, str):
                yield value
            elif name == "text" and isinstance(value, dict) and isinstance(value.get("value"), str):
                yield value["value"]
            else:
                yield from _drawn(value)


def datasets(chart: Any) -> dict[str, pl.DataFrame]:
    """A chart's named data."""
    return {
        one.name: pl.from_arrow(pa.ipc.open_stream(io.BytesIO(one.data.data)).read_all())
        for one in chart.proto.datasets
    }


def keyed(app: AppTest, prefix: str) -> dict[str, Any]:
    """The blocks whose key begins so, by the rest of the key."""
    blocks = {}
    for node in nodes(app):
        start, mark, name = getattr(getattr(node, "proto", None), "id", "").rpartition(f"-{prefix}-")
        if mark and start and hasattr(node, "children"):
            blocks[name] = node
    return blocks


def charts(app: AppTest) -> dict[str, pl.DataFrame]:
    """The rows of each figure's chart, by the figure's name."""
    rows = {}
    for name, block in keyed(app, "figure").items():
        for node in _below(block):
            if getattr(node, "type", "") == "vega_lite_chart":
                rows[name] = datasets(node)["rows"]
    return rows


def values(app: AppTest) -> dict[str, str]:
    """The numbers at the top: label to value."""
    return {one.label: one.value for one in app.metric}


def written(text: str) -> str:
    """Markdown as it is read: without the backslashes before what would else be a sign, and what keeps links apart."""
    return re.sub(r"\\(.)", r"\1", text).replace("\u2060", "")


def whole(app: AppTest) -> str:
    """Every text of the app, one a line, as it is read."""
    return "\n".join(written(text) for text in texts(app))


def listed_loads(app: AppTest) -> pd.DataFrame:
    """The table of the loads, on the page of the files."""
    return next(table.value for table in app.dataframe if "SHA-256" in table.value.columns)
