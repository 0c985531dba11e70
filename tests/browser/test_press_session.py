"""What a browser of the press is sent: every byte of every page, not only what is drawn of it."""

import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.request import urlopen

import polars as pl
import pyarrow as pa
import pytest
from pyarrow import ipc
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from dashboard.shell.routes import ADDRESSES
from tests.browser.conftest import served
from tests.support import slipped

_MEDIA = re.compile(rb"/media/[\w.-]+")

CHOICES = ("", "bahasa=en&wilayah=33.75&periode=2018-S2")
"""The usual ones; and a place and period of which the parts of what came in are withheld."""


@pytest.fixture(scope="module")
def messages(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """What a viewer for the press is sent who opens every page as it is, and by a link to a place and a period."""
    folder = shutil.copytree(demo_folder, tmp_path_factory.mktemp("press") / "data")
    slipped.load(folder)
    with served(folder, role="press") as address:
        sent = [one for page in ADDRESSES.values() for choice in CHOICES for one in _visit(address, page, choice)]
        files = {where.decode() for one in sent for where in _MEDIA.findall(one)}
        return [*sent, *(_fetched(address, where) for where in sorted(files))]


def _visit(address: str, page: str, choice: str) -> Iterator[bytes]:
    where = address.replace("http", "ws") + "/_stcore/stream"
    with connect(where, subprotocols=["streamlit"], max_size=None) as session:
        wish = BackMsg()
        wish.rerun_script.page_name, wish.rerun_script.query_string = page, choice
        session.send(wish.SerializeToString())
        while True:
            sent = session.recv(timeout=60)
            yield sent
            if ForwardMsg.FromString(sent).WhichOneof("type") == "script_finished":
                return


def _fetched(address: str, where: str) -> bytes:
    with urlopen(address + where, timeout=20) as answer:
        return answer.read()


def _tables(messages: list[bytes]) -> Iterator[pa.Table]:
    """The rows of every chart and table among what was sent; files are none of them."""
    for sent in messages:
        try:
            element = ForwardMsg.FromString(sent).delta.new_element
        except Exception:  # a file
            continue
        for data in _arrow(element):
            yield ipc.open_stream(data).read_all()


def _arrow(element: Element) -> Iterator[bytes]:
    match element.WhichOneof("type"):
        case "vega_lite_chart":
            yield from (one.data.data for one in element.vega_lite_chart.datasets)
            if element.vega_lite_chart.data.data:
                yield element.vega_lite_chart.data.data
        case "dataframe":
            yield element.dataframe.arrow_data.data


def below_nulls(table: pa.Table) -> tuple[int, list[str]]:
    """How many cells of fixed width are null, and the columns of which one holds something all the same."""
    nulls, wrong = 0, []
    for name, column in zip(table.column_names, table.columns, strict=True):
        for chunk in column.chunks:
            if not chunk.null_count or not pa.types.is_primitive(chunk.type) or chunk.type.bit_width < 8:
                continue
            width, data = chunk.type.bit_width // 8, chunk.buffers()[1].to_pybytes()
            for n in range(len(chunk)):
                if not chunk[n].is_valid:
                    nulls += 1
                    at = (chunk.offset + n) * width
                    if any(data[at : at + width]):
                        wrong.append(name)
    return nulls, wrong


def test_no_chart_or_table_holds_a_value_under_a_null(messages: list[bytes]) -> None:
    counted = [below_nulls(table) for table in _tables(messages)]
    assert sum(nulls for nulls, _ in counted) >= 5
    assert [wrong for _, wrong in counted if wrong] == []


def test_no_byte_names_an_agent(messages: list[bytes], demo_folder: Path) -> None:
    with closing(sqlite3.connect(demo_folder / "perisai.db")) as database:
        names = [name for row in database.execute("select name, code from agents") for name in row]
    everything = b"\n".join(messages)
    assert len(everything) > 1_000_000
    assert len(names) >= 64
    assert [name for name in names if name.encode() in everything] == []


def test_a_value_under_a_null_would_be_seen() -> None:
    rows = pl.DataFrame({"people": [33_600, 15, 7]})
    masked = rows.with_columns(pl.when(pl.Series([True, False, True])).then("people").alias("people"))
    assert below_nulls(masked.to_arrow()) == (1, ["people"])
    assert below_nulls(rows.with_columns(people=pl.Series([33_600, None, 7])).to_arrow()) == (1, [])


def test_nothing_that_slipped_into_another_column_is_sent(messages: list[bytes]) -> None:
    """A name and a NIK that stand as a sector: on no page, in no chart's rows and in no picture."""
    assert any(b"Lainnya" in sent for sent in messages)
    assert slipped.leaked(("", sent) for sent in messages) == []
