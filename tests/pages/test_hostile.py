"""Names, notes and sources that would be more than text are shown as they are, on every page."""

import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from google.protobuf.json_format import MessageToDict

from dashboard.settings import Settings
from dashboard.shell.routes import ADDRESSES, AGENT
from dashboard.view import cache
from queries.db import schema
from queries.db.engine import writing
from tests.pages import reading
from tests.pages.conftest import Opened

HOSTILE = "![x](http://127.0.0.1:9/p.png) www.evil.example <img src=x onerror=alert(1)> :red[a] $x$"
_WORKS = re.compile(r"(?<!\\)!\[x|\]\(http|://127|www\.evil|(?<!\\)<img|(?<!\\):red|(?<!\\)\$x")

_AS_TEXT = {
    "dataframe",
    "vega_lite_chart",
    "selectbox",
    "multiselect",
    "text_area",
    "text_input",
    "html",
    "file_uploader",
}
"""What Streamlit writes as it is, or (`html`) is written with its signs escaped: looked at in its own tests."""


NAMED = {
    schema.agents: ("name", "contact"),
    schema.offices: ("name", "contact"),
    schema.branches: ("name",),
    schema.reference_figures: ("wording", "source", "published_by"),
    schema.imports: ("imported_by",),
    schema.import_files: ("name",),
    schema.denominators: ("source", "definition"),
    schema.rules: ("source",),
    schema.schemes: ("source",),
    schema.participants: ("sector",),
}


@pytest.fixture(scope="module")
def hostile(full: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The demonstration whose agents, offices, funds, sources and notes are all called what would be Markdown."""
    folder = shutil.copytree(full, tmp_path_factory.mktemp("hostile") / "data")
    engine = cache.engine(Settings(data_folder=str(folder)).url)
    with writing(engine) as conn:
        for table, columns in NAMED.items():
            for column in columns:
                conn.execute(sa.update(table).values({column: HOSTILE}))
        note = {"id": 1, "branch_code": "DEMO", "agent_code": "AD0004", "written_at": datetime.now(UTC)}
        conn.execute(sa.insert(schema.notes).values(**note, written_by=HOSTILE, text=HOSTILE))
    yield folder
    engine.dispose()


def _sent(app) -> list[str]:
    """Every text sent that Streamlit may read as Markdown."""
    sent: list[str] = []
    for node in reading.nodes(app):
        if (proto := getattr(node, "proto", None)) is not None and getattr(node, "type", "") not in _AS_TEXT:
            sent += reading._fields(MessageToDict(proto))
    return sent


@pytest.mark.parametrize("page", ADDRESSES, ids=ADDRESSES.get)
def test_no_page_does_what_a_name_says(page: str, opened: Opened, hostile: Path) -> None:
    app = opened(hostile, page, **({"agen": "AD0004"} if page == AGENT else {}))
    assert not app.exception
    assert [text for text in _sent(app) if _WORKS.search(text)] == []
