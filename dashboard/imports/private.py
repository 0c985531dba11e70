"""The data folder and what lies in it belong to who runs the dashboard: nobody else on the computer opens them."""

import os
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa

from dashboard.settings import Settings

FOLDER, FILE = 0o700, 0o600


def keep_private(settings: Settings) -> list[Path]:
    """Make the data folder and the embedded database's file where missing, and take everybody else's rights from all
    that lies there, whatever the umask; SQLite gives the files beside a database the rights of the database.

    Returns what others can still open, since it is somebody else's; on Windows nothing, where a folder's rights are
    those of the one around it. Raises OSError where the folder or the file cannot be made.
    """
    settings.folder.mkdir(mode=FOLDER, parents=True, exist_ok=True)
    database = sa.make_url(settings.url)
    file = Path(database.database) if database.get_backend_name() == "sqlite" and database.database else None
    if file is not None and file.parent.is_dir():
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT, FILE))
    if os.name == "nt":
        return []
    beside = [file] if file is not None and settings.folder not in file.parents else []
    return [path for path in [settings.folder, *_files(settings.folder), *beside] if not _is_shut(path)]


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if not path.is_symlink():  # what it leads to may be of another place
            yield path


def _is_shut(path: Path) -> bool:
    wanted = FOLDER if path.is_dir() else FILE
    try:
        if path.stat().st_mode & 0o077:
            path.chmod(wanted)
    except PermissionError:
        return False
    except FileNotFoundError:  # SQLite takes its own away
        return True
    return True
