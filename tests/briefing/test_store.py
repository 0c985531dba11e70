"""A briefing put into a folder: all of it, or what was there before."""

import errno
import threading
from pathlib import Path

import pytest

from dashboard.briefing.documents import zip_file
from dashboard.briefing.store import write

STEM = "taklimat_2019-S1"


def archive(text: str, name: str = "isi.txt") -> bytes:
    return zip_file.packed({name: text.encode(), "gambar/satu.svg": text.encode()})


def files_in(folder: Path) -> dict[str, str]:
    """The text of every file below a folder, hidden ones too, by its path; of the ZIP that it is there."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): "ZIP" if path.suffix == ".zip" else path.read_text() for path in files}


def holding(text: str) -> dict[str, str]:
    return {f"{STEM}.zip": "ZIP", f"{STEM}/isi.txt": text, f"{STEM}/gambar/satu.svg": text}


def test_the_zip_and_its_files_lie_beside_each_other_and_replace_the_earlier_ones(tmp_path: Path) -> None:
    out = tmp_path / "a" / "b"
    assert write(archive("lama", "dulu.txt"), STEM, out) == out / f"{STEM}.zip"
    write(archive("baru"), STEM, out)
    assert files_in(out) == holding("baru")
    assert (out / f"{STEM}.zip").read_bytes() == archive("baru")


@pytest.mark.parametrize("fails", range(1, 5))
def test_where_something_fails_in_between_the_earlier_briefing_stands(
    fails: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(archive("lama"), STEM, tmp_path)
    renamed, calls = Path.rename, []

    def rename(path: Path, to: Path) -> Path:
        calls.append(path)
        if len(calls) == fails:
            raise OSError(errno.EIO, "Input/output error")
        return renamed(path, to)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(OSError, match="Input/output"):
        write(archive("baru"), STEM, tmp_path)
    assert files_in(tmp_path) == holding("lama")
    assert (tmp_path / f"{STEM}.zip").read_bytes() == archive("lama")


def test_a_full_disk_leaves_the_earlier_briefing_and_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(archive("lama"), STEM, tmp_path)

    def full(path: Path, _content: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space left"):
        write(archive("baru"), STEM, tmp_path)
    assert files_in(tmp_path) == holding("lama")


def test_a_link_at_its_place_is_replaced_and_not_followed(tmp_path: Path) -> None:
    out, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    out.mkdir()
    elsewhere.mkdir()
    (elsewhere / "mine.txt").write_text("tetap")
    (out / STEM).symlink_to(elsewhere, target_is_directory=True)
    (out / f"{STEM}.zip").symlink_to(elsewhere / "mine.txt")
    write(archive("baru"), STEM, out)
    assert files_in(out) == holding("baru")
    assert files_in(elsewhere) == {"mine.txt": "tetap"}
    assert not (out / STEM).is_symlink()


@pytest.mark.parametrize("name", ["../di-luar.txt", "/di-luar.txt", "a/../../../di-luar.txt"])
def test_no_entry_leaves_its_folder(name: str, tmp_path: Path) -> None:
    out = tmp_path / "dalam" / "out"
    write(archive("isi", name), STEM, out)
    assert [path for path in tmp_path.rglob("di-luar.txt") if out / STEM not in path.parents] == []
    assert not Path("/di-luar.txt").exists()


@pytest.mark.parametrize("stem", ["../../luar", "a/b", "x" * 300, "\u202etes\u0000", ""])
def test_no_name_leads_out_of_the_folder(stem: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert write(archive("isi"), stem, out).parent == out
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert len(list(out.iterdir())) == 2


def test_of_two_at_once_one_stands_whole(tmp_path: Path) -> None:
    failed = []

    def one(text: str) -> None:
        try:
            write(archive(text), STEM, tmp_path)
        except OSError as error:
            failed.append(error)

    threads = [threading.Thread(target=one, args=(text,)) for text in ("satu", "dua", "tiga")]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    files = files_in(tmp_path)
    assert len(failed) < len(threads)
    assert files in [holding(text) for text in ("satu", "dua", "tiga")]


def test_a_file_where_the_folder_should_be_stays(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("tetap")
    with pytest.raises(OSError, match="File exists"):
        write(archive("baru"), STEM, tmp_path / "out")
    assert (tmp_path / "out").read_text() == "tetap"
