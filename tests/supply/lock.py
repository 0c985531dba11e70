"""The locks: every package with its release and the hashes of its files, for each system and Python that is served.

`requirements.txt` says what is needed and why, `requirements.lock` what is installed; likewise with `-dev`, whose lock
names only what the tests need on top and includes the other.
"""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from run import ROOT

FILES = {"requirements.txt": "requirements.lock", "requirements-dev.txt": "requirements-dev.lock"}
"""What is asked for, and its lock; each includes those before it."""

_QUIET = ("--no-emit-index-url", "--no-annotate", "--no-header", "--quiet")
_COMPILE = ("pip", "compile", "--universal", "--python-version", "3.11", "--generate-hashes", *_QUIET)
_HEAD = "# Written by `make lock` from {source}: releases and the hashes of their files, for every system.\n"
_PACKAGE = re.compile(r"^(?=[A-Za-z0-9])", re.MULTILINE)


class LockError(Exception):
    """The locks could not be written: uv's words say why."""


@dataclass(frozen=True)
class Pinned:
    """One release of a lock: a package, its version, where it is installed (empty: everywhere), how many hashes."""

    name: str
    version: str
    marker: str
    hashes: int
    text: str


def requirements(source: str) -> list[Requirement]:
    """What a requirements file itself asks for, in its order, without the reasons."""
    lines = (line.partition("#")[0].strip() for line in (ROOT / source).read_text(encoding="utf-8").splitlines())
    return [Requirement(line) for line in lines if line and not line.startswith("-r")]


def pinned(text: str) -> Iterator[Pinned]:
    """The releases of a lock's text, in its order."""
    for block in _PACKAGE.split("\n".join(line for line in text.splitlines() if line[:1] not in "#-")):
        if not block.strip():
            continue
        release, _, marker = block.partition("\\")[0].partition(";")
        name, _, version = release.strip().partition("==")
        hashes = block.count("--hash=sha256:")
        yield Pinned(canonicalize_name(name), version.strip(), marker.strip(), hashes, block.rstrip() + "\n")


def write(upgrade: bool) -> list[str]:
    """Write the locks; releases stay unless they no longer fit or `upgrade` asks for the newest. Returns their names.

    Raises LockError where uv finds no releases that fit together, or does not reach its index.
    """
    for source, lock in FILES.items():
        earlier = [*FILES.values()][: [*FILES.values()].index(lock)]
        inherited = {(one.name, one.version) for name in earlier for one in releases(name)}
        before = "" if upgrade else "".join(one.text for name in [*earlier, lock] for one in releases(name))
        own = [one for one in pinned(_compiled(source, earlier, before)) if (one.name, one.version) not in inherited]
        lines = [_HEAD.format(source=source), *(f"-r {name}\n" for name in earlier), *(one.text for one in own)]
        (ROOT / lock).write_text("".join(lines), encoding="utf-8")
    return [*FILES.values()]


def releases(lock: str) -> list[Pinned]:
    """The releases that a lock itself names; none where there is no such file yet."""
    file = ROOT / lock
    return [*pinned(file.read_text(encoding="utf-8"))] if file.exists() else []


def problems() -> list[str]:
    """What is wrong with the locks, each with what to do: a requirement not met, a release without hashes."""
    found, seen = [], dict[str, list[Pinned]]()
    for source, lock in FILES.items():
        for one in releases(lock):
            seen.setdefault(one.name, []).append(one)
            if not one.hashes:
                found.append(f"{lock}: {one.name} has no hashes; make lock")
        for asked in requirements(source):
            there = seen.get(canonicalize_name(asked.name), [])
            if not there or any(one.version not in asked.specifier for one in there):
                found.append(f"{lock}: {asked} is not met; make lock")
    return found


def _compiled(source: str, earlier: list[str], known: str) -> str:
    """A whole lock by uv: with the releases of `known` where they fit, and with those of `earlier` always."""
    bounds = [word for lock in earlier for word in ("-c", lock)]
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "lock.txt"
        out.write_text(known, encoding="utf-8")
        command = [sys.executable, "-m", "uv", *_COMPILE, *bounds, source, "-o", out]
        ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if ended.returncode:
            raise LockError(ended.stderr)
        return out.read_text(encoding="utf-8")
