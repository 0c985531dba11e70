"""Puts a briefing into a folder: all of it, or what was there before."""

import io
import tempfile
import zipfile
from os.path import lexists
from pathlib import Path

from dashboard.briefing.documents.zip_file import safe


def write(archive: bytes, stem: str, folder: Path) -> Path:
    """Write the ZIP and, unpacked beside it, its files; what was there of the same name is replaced once all is ready.

    A link of that name is replaced, not followed. Returns the ZIP's path. Raises OSError, with what was there before
    where it was.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".briefing-", dir=folder, ignore_cleanup_errors=True) as work:
        ready, name = Path(work), safe(stem)
        files, whole = ready / "files", ready / "briefing.zip"
        whole.write_bytes(archive)
        with zipfile.ZipFile(io.BytesIO(archive)) as packed:
            packed.extractall(files)
        _swap([(files, folder / name), (whole, folder / f"{name}.zip")], ready)
    return folder / f"{name}.zip"


def _swap(pairs: list[tuple[Path, Path]], aside: Path) -> None:
    """Put each new thing in its place and the old one aside; where one cannot be put, all the old ones back.

    What somebody else put there meanwhile stays.
    """
    moved: list[tuple[Path, Path, int]] = []
    try:
        for number, (new, place) in enumerate(pairs):
            if lexists(place):
                _move(place, aside / f"earlier-{number}", moved)
            _move(new, place, moved)
    except BaseException:
        for before, after, number in reversed(moved):
            if lexists(after) and after.lstat().st_ino == number and not lexists(before):
                after.rename(before)
        raise


def _move(before: Path, after: Path, moved: list[tuple[Path, Path, int]]) -> None:
    number = before.lstat().st_ino
    before.rename(after)
    moved.append((before, after, number))
