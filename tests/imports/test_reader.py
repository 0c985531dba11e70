"""Files read in a process of their own: none can stall, feed on or end the server."""

import pickle
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from dashboard.imports import imports
from dashboard.imports.prepare import prepare
from dashboard.imports.reader import Reader
from dashboard.settings import Settings
from seed.checks.parse import take_in
from seed.files.rules import FileError, FileRule
from tests.support.branch_files import TODAY, branch_files, rows, workbook
from tests.support.viewers import viewer

GOOD = rows("Kode Kantor;Nama Kantor;Kode Wilayah", "KP01;A;33.25", "KP02;#N/A;33.26")


@pytest.fixture
def odd() -> Iterator[Reader]:
    one = Reader("tests.support.odd_reader", seconds=20, megabytes=300, at_once=1)
    yield one
    one.close()


def test_the_answer_is_that_of_the_same_files_read_here(odd, tmp_path):
    (tmp_path / "kantor.csv").write_bytes(GOOD)
    sheets = workbook(Kantor=[["Kode Kantor", "Nama Kantor", "Kode Wilayah"], ["KP01", "A", 33.25]], hidden=[["x"]])
    files = [*branch_files(), ("b.xlsx", sheets), ("c.csv", tmp_path / "kantor.csv"), ("d.csv", b"x")]
    for there, here in zip(odd.take_in(files, TODAY), take_in(files, TODAY), strict=True):
        assert (there.name, there.sha256, there.notices) == (here.name, here.sha256, here.notices)
        assert there.rows.equals(here.rows)
        assert there.broken.equals(here.broken)
        assert there.refusals.equals(here.refusals)
        if here.table is None:
            assert (there.error.rule, there.error.values) == (here.error.rule, here.error.values)
        else:
            assert there.table.kind == here.table.kind
            assert there.table.raw.equals(here.table.raw)


def test_a_file_that_eats_memory_is_stopped_and_the_next_is_read(odd):
    sources = odd.take_in([("a.csv", b"eat"), ("b.csv", GOOD)], TODAY)
    assert (sources[0].error.rule, sources[0].error.values) == (FileRule.READING_TOO_LARGE, {"megabytes": 300})
    assert sources[1].rows["row"].to_list() == [2]
    assert sources[1].rows["file"].to_list() == [1]


def test_one_that_hangs_is_stopped_and_only_it():
    odd = Reader("tests.support.odd_reader", seconds=4, megabytes=300, at_once=2)
    odd.take_in([("warm.csv", GOOD)], TODAY)
    begun = time.monotonic()
    with ThreadPoolExecutor(2) as people:
        hangs = people.submit(odd.take_in, [("a.csv", b"hang")], TODAY)
        reads = people.submit(odd.take_in, [("b.csv", b"abort"), ("c.csv", b"end")], TODAY)
        rules = [one.error.rule for one in reads.result()]
    assert rules == [FileRule.READING_TOO_LARGE, FileRule.READING_FAILED]
    (source,) = hangs.result()
    assert (source.error.rule, source.error.values) == (FileRule.READING_TOO_SLOW, {"seconds": 4})
    assert time.monotonic() - begun < 40
    odd.close()


def test_what_breaks_inside_gives_a_code_and_the_log_has_the_rest(odd, capfd):
    (source,) = odd.take_in([("a.csv", b"break")], TODAY)
    assert source.error.rule is FileRule.READING_FAILED
    log = capfd.readouterr().err
    assert f"code {source.error.values['code']}" in log
    assert "SystemError: inside" in log


def test_processes_are_used_again(odd):
    odd.take_in([("a.csv", GOOD), ("b.csv", GOOD)], TODAY)
    (process,) = odd._idle
    odd.take_in([("a.csv", GOOD)], TODAY)
    assert odd._idle == [process]
    odd.close()
    assert process.poll() is not None


def test_an_error_crosses_whole():
    error = FileError(FileRule.FAR_CELL, sheet="Data", cells=("XFD1",))
    same = pickle.loads(pickle.dumps(error))
    assert (same.rule, same.values, str(same)) == (error.rule, error.values, str(error))


def test_check_and_load_read_in_a_process(monkeypatch, tmp_path):
    asked = []

    class Watched(Reader):
        def take_in(self, files, today):
            asked.append([name for name, _ in files])
            return take_in(files, today)

    monkeypatch.setattr(imports, "READER", Watched())
    settings = Settings(data_folder=str(tmp_path), demo="no")
    engine = prepare(settings, print)
    files = [("kantor.csv", rows("Kode Kantor;Nama Kantor;Kode Wilayah", "KP01;A;33.25"))]
    assert imports.check(engine, settings, files, viewer(branch=settings.branch_code)).good == 1
    assert imports.load(engine, settings, files, "uji", may_publish=True).changed == 1
    assert asked == [["kantor.csv"]] * 2
    engine.dispose()
