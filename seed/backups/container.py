"""A backup's file: a ZIP of what belongs to it with a list of hashes, closed where there is a passphrase."""

import hashlib
import json
import os
import re
import shutil
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO

from seed.backups import closed

FORMAT = 1
DATABASE, SECRETS, TEMPLATES = "database", "secret", "templat"
"""Names in the ZIP: the database's copy, and the folders of the secrets' and the templates' files."""

_LISTING = "backup.json"
_OF_SECRETS = re.compile(r"secret-[A-Za-z0-9_. -]{1,16}\.txt")
_SAFE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_. ")


class BackupError(RuntimeError):
    """A backup that cannot be made, read or restored; nothing was changed. `reason`: a text's name."""

    def __init__(self, reason: str, **values: str) -> None:
        super().__init__(reason)
        self.reason, self.values = reason, values


@dataclass(frozen=True)
class Contents:
    """What a backup says of itself. `versions`: each branch's data version; `sha256`: of each file in it."""

    taken_at: str
    database: str
    revision: str
    versions: Mapping[str, int]
    sha256: Mapping[str, str] = field(default_factory=dict)
    format: int = FORMAT


def write(to: Path, files: Mapping[str, Path], contents: Contents, closed_by: str, folder: Path) -> None:
    """Write the files under their names, all of it or nothing: into a file beside, brought to the disk, then renamed.

    `closed_by`: the passphrase, empty for none; `folder`: a private one, where the ZIP lies until it is closed.
    Raises BackupError for a short passphrase, OSError where the disk has no room.
    """
    if closed_by and len(closed_by) < closed.SHORTEST:
        raise BackupError("short", least=str(closed.SHORTEST))
    plain = folder / "backup.zip"
    with zipfile.ZipFile(plain, "w", zipfile.ZIP_DEFLATED) as pack:
        sums = {}
        for name, path in files.items():
            pack.write(path, name)
            with path.open("rb") as copied:
                sums[name] = hashlib.file_digest(copied, "sha256").hexdigest()
        pack.writestr(_LISTING, json.dumps(asdict(contents) | {"sha256": sums}, indent=1))

    def fill(out: IO[bytes]) -> None:
        with plain.open("rb") as packed:
            closed.close(packed, out, closed_by) if closed_by else shutil.copyfileobj(packed, out)

    whole(to, fill)


def whole(to: Path, fill: Callable[[IO[bytes]], object]) -> None:
    """Put what `fill` writes into a file that only its owner opens (600): whole, or as it was. Raises OSError."""
    part = to.with_name(f".{to.name}.part")
    try:
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            fill(out)
            out.flush()
            os.fsync(out.fileno())
        part.chmod(0o600)  # one that a killed backup left may have had others
        part.replace(to)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def read(file: Path, closed_by: str, folder: Path, may_be_open: bool = False) -> tuple[Contents, dict[str, Path]]:
    """What a backup says of itself, and its files, laid into `folder` (private, empty), each as its hash says.

    `may_be_open`: whether an open one is read though there is a passphrase. Raises BackupError where the passphrase is
    missing or another, where somebody may have put an open one in a closed one's place, where it is no backup, or not
    whole.
    """
    try:
        if closed_by and not may_be_open and not closed.is_closed(file):
            raise BackupError("not_closed")
        with zipfile.ZipFile(_opened(file, closed_by, folder)) as pack:
            contents = Contents(**json.loads(pack.read(_LISTING)))
            if contents.format != FORMAT:
                raise BackupError("newer")
            return contents, {
                name: _laid(pack, name, contents.sha256[name], folder)
                for name in _names(contents.sha256, closed.is_closed(file))
            }
    except closed.PassphraseError as error:
        raise BackupError("passphrase") from error
    except (zipfile.BadZipFile, zlib.error, KeyError, TypeError, ValueError, EOFError, NotImplementedError) as error:
        raise BackupError("damaged") from error
    except OSError as error:
        raise BackupError("unreadable", why=error.strerror or str(error)) from error


def _opened(file: Path, closed_by: str, folder: Path) -> Path:
    if not closed.is_closed(file):
        return file
    if not closed_by:
        raise BackupError("closed")
    plain = folder / "opened.zip"
    with file.open("rb") as given, open(os.open(plain, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        closed.open_into(given, out, closed_by)
    return plain


def _names(sums: Iterable[str], is_closed: bool) -> list[str]:
    """Those that a backup of ours may have; among them no secret's in an open one, which anybody may have written."""
    names = list(sums)
    if DATABASE not in names:
        raise BackupError("damaged")
    for name in names:
        parts = name.split("/")
        known = parts == [DATABASE] or (len(parts) == 2 and parts[0] in (SECRETS, TEMPLATES))
        # A name that climbs out of the folder is not one of ours.
        if not known or not _SAFE.issuperset(parts[-1]) or parts[-1].startswith("."):
            raise BackupError("damaged")
        if parts[0] == SECRETS and not (is_closed and _OF_SECRETS.fullmatch(parts[1])):
            raise BackupError("damaged")
    return names


def _laid(pack: zipfile.ZipFile, name: str, sha256: str, folder: Path) -> Path:
    path = folder / name.replace("/", "+")
    with pack.open(name) as packed, open(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as out:
        shutil.copyfileobj(packed, out)
        out.seek(0)
        if hashlib.file_digest(out, "sha256").hexdigest() != sha256:
            raise BackupError("damaged")
    return path
