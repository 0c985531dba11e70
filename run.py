#!/usr/bin/env python3
"""Starts the dashboard, or its tests, on a machine that has Python alone; makes an environment in .venv first.

    python run.py [run]           the dashboard; --port 8600, or any option of `streamlit run`
    python run.py test            all tests; any option of pytest
    python run.py bench           the measurements
    python run.py import FILE...  this and every other word: a command of `python -m dashboard`

The standard library is all that it needs. What it says is in dashboard/locales/*/launcher.toml. Written so that an
older Python, down to 3.6, comes as far as being told that it is too old: newer annotations stand in quotes.
"""

import argparse
import hashlib
import http.client
import importlib.util
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
HOME = ROOT / ".venv"
PYTHON = HOME / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = HOME / "installed.json"
MINIMUM = (3, 11)
FIRST_PORT = 8501
SMALL_SUMS = {"OPENBLAS_NUM_THREADS": "1"}
"""What the press's cells are decided by: matrices so small that sharing them out takes eight times the work itself."""

BELIEVES_NOBODY = {"FORWARDED_ALLOW_IPS": "none"}
"""The server takes nobody's word for where a visitor comes from; the dashboard looks at that itself."""


class Problem(Exception):
    """Something that the reader can mend: the key of a text that says how, and the text's values."""

    def __init__(self, key, **values):
        super().__init__(key)
        self.key, self.values = key, values


def main(arguments: "list[str]") -> int:
    """Do what the first word says; returns the exit code."""
    if sys.version_info < MINIMUM:
        return with_newer_python(arguments)
    word, options = (arguments[0], arguments[1:]) if arguments and arguments[0][0] != "-" else ("run", arguments)
    if {"-h", "--help"} & set(arguments[:1]):
        print(__doc__)
        return 0
    try:
        return {"run": serve, "test": test, "bench": bench}.get(word, lambda rest: command(word, rest))(options)
    except Problem as problem:
        say(problem.key, **problem.values)
    except KeyboardInterrupt:
        return 130
    return 1


def with_newer_python(arguments: "list[str]") -> int:
    """Start again with a newer Python of this machine, or say that there is none."""
    for minor in range(19, MINIMUM[1] - 1, -1):
        python = shutil.which(f"python3.{minor}")
        # One that is listed but not switched on (pyenv) does not answer.
        if python and answers(python):
            return subprocess.call([python, __file__, *arguments])
    have, need = ".".join(map(str, sys.version_info[:2])), ".".join(map(str, MINIMUM))
    print(
        f"Python {have} terlalu lama: pasang Python {need} atau lebih baru (python.org), lalu ulangi perintah ini.\n"
        f"Python {have} is too old: install Python {need} or newer (python.org), then run this again."
    )
    return 1


def settings():
    """The settings of the environment; a bad one is a Problem."""
    from dashboard.settings import SettingError, read  # the standard library alone, but a Python that is new enough

    try:
        return read()
    except SettingError as error:
        print(error)
        raise SystemExit(1) from None


def say(key: str, **values: str) -> None:
    """Print the text `area.key` in the language that is set, as the dashboard would, without its packages."""
    import tomllib

    area, name = key.split(".")
    file = ROOT / "dashboard" / "locales" / settings().language / (area + ".toml")
    print(tomllib.loads(file.read_text(encoding="utf-8"))[name].format(**values), flush=True)


def call(*words: "str | Path", **options) -> int:
    """Run a program in the project's folder; returns its exit code."""
    return subprocess.call([str(word) for word in words], **{"cwd": ROOT, **options})


def answers(python: "str | Path") -> bool:
    """Whether a Python starts and is new enough."""
    check = f"import sys; sys.exit(sys.version_info < {MINIMUM})"
    try:
        return call(python, "-c", check, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


# ---- the environment


def install(lock: str) -> None:
    """Make .venv hold what a lock names; quick where it does already.

    The stamp is taken away first and written last, so that an environment without one was left unfinished: a
    package of it may be half there, and it is made anew.
    """
    from dashboard.imports.lock import exclusive

    with exclusive(settings().folder / "install.lock"):
        stamp = stamped()
        sound = stamp.get("python") == sys.implementation.cache_tag and answers(PYTHON)
        wanted = fingerprint(lock)
        if sound and stamp.get(lock) == wanted:
            return
        say("launcher.installing" if not sound else "launcher.updating")
        if not sound:
            make()
        STAMP.unlink(missing_ok=True)
        try:
            fill(lock)
        except Problem:
            # Without a network nothing was changed yet: what works so far is not to be made anew next time.
            if sound:
                STAMP.write_text(json.dumps(stamp))
            raise
        # Not left to the installer: the environment may forbid Python to write bytecode, and a start takes 15 s
        # without it. Packages' own tests are left out: a fifth of all, and some of their data does not compile.
        call(PYTHON, "-m", "compileall", "-qq", "-j", "0", "-x", r"site-packages.*[/\\]tests[/\\]", HOME)
        before = stamp if sound else {"python": sys.implementation.cache_tag}
        included = {name: fingerprint(name) for name in files_of(lock)}
        STAMP.write_text(json.dumps({**before, **included}))


def stamped() -> dict:
    """What .venv was filled with: fingerprints by lock; empty where that was not finished."""
    try:
        return json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return {}


def files_of(lock: str) -> "list[str]":
    """A lock and those that it includes by `-r`."""
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    included = [line.split()[1] for line in lines if line.startswith("-r ")]
    return [lock, *(name for one in included for name in files_of(one))]


def fingerprint(lock: str) -> str:
    """Changes when a lock, or one that it includes, does."""
    return hashlib.sha256(b"\n".join((ROOT / name).read_bytes() for name in files_of(lock))).hexdigest()


def make() -> None:
    """Make an empty .venv, in place of any that was there."""
    shutil.rmtree(HOME, ignore_errors=True)
    python = getattr(sys, "_base_executable", sys.executable)  # not the one inside the .venv that has just gone
    uv = shutil.which("uv")
    if uv and call(uv, "venv", "--quiet", "--python", python, HOME) == 0:
        return
    if not importlib.util.find_spec("ensurepip") or not importlib.util.find_spec("venv"):
        raise Problem("launcher.no_venv", package=f"python{sys.version_info[0]}.{sys.version_info[1]}-venv")
    if call(python, "-m", "venv", "--clear", HOME) != 0:
        raise Problem("launcher.no_environment", folder=str(HOME))


def fill(lock: str) -> None:
    """Install a lock into .venv, by uv, or by pip where there is none or it fails; another hash is refused."""
    uv = shutil.which("uv")
    if uv:
        if call(uv, "pip", "install", "--quiet", "--python", PYTHON, "--require-hashes", "-r", lock) == 0:
            return
        say("launcher.uv_failed")
    pip = [PYTHON, "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input"]
    if call(*pip, "--version", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) != 0:  # uv brings none
        call(PYTHON, "-m", "ensurepip", stdout=subprocess.DEVNULL)
    if call(*pip, "install", "--no-compile", "--prefer-binary", "--require-hashes", "-r", lock) != 0:
        raise Problem("launcher.no_packages")


# ---- what it starts


def serve(options: "list[str]") -> int:
    """Bring the database up to date and serve the dashboard on this machine alone, until it is interrupted."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--port", "--server.port", type=int, default=os.environ.get("STREAMLIT_SERVER_PORT"))
    chosen, rest = parser.parse_known_args(options)
    install("requirements.lock")
    code = call(PYTHON, "-m", "dashboard", "prepare")
    if code:
        return code  # it has said why
    port = chosen.port or free_port()
    server = subprocess.Popen(
        [str(PYTHON), "-m", "streamlit", "run", "serve.py", f"--server.port={port}", *rest],
        cwd=ROOT,
        env={**SMALL_SUMS, **BELIEVES_NOBODY, **os.environ, "STREAMLIT_LOGGER_HIDE_WELCOME_MESSAGE": "true"},
    )
    signal.signal(signal.SIGTERM, lambda *_: server.terminate())
    try:
        if listening(server, port):
            say("launcher.ready", address=f"http://localhost:{port}")
        return server.wait()
    except KeyboardInterrupt:  # the server was interrupted by the same key
        server.wait()
        say("launcher.stopped")
        return 0


def free_port(first: int = FIRST_PORT) -> int:
    """The first port from `first` on that nobody listens on; says so when it is another."""
    for port in range(first, first + 100):
        with socket.socket() as probe:
            if os.name != "nt":  # there it would let two listen on one port; elsewhere a port just left is free
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        if port != first:
            say("launcher.port_taken", taken=str(first), port=str(port))
        return port
    raise Problem("launcher.no_port", first=str(first), last=str(first + 99))


def listening(server: subprocess.Popen, port: int) -> bool:
    """Wait until the server answers; False when it ended before."""
    while server.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/_stcore/health")
            connection.getresponse()
            return True
        except (OSError, http.client.HTTPException):
            time.sleep(0.1)
        finally:
            connection.close()
    return False


def test(options: "list[str]") -> int:
    """All tests, or those that pytest's options choose."""
    settings()  # a bad one is said once, not by both
    machine = subprocess.Popen([sys.executable, "-m", "tests.support.machine", *options], cwd=ROOT)
    try:
        install("requirements-dev.lock")
    finally:
        ready = machine.wait() == 0
    # There are as many workers as cores: a pool of threads in each would take the others' time.
    alone = {**SMALL_SUMS, **os.environ, "POLARS_MAX_THREADS": "1"}
    return call(PYTHON, "-m", "pytest", *options, env=alone) if ready else 1


def bench(options: "list[str]") -> int:
    """The measurements, each beside its floor."""
    install("requirements-dev.lock")
    return call(PYTHON, "-m", "tests.bench", *options)


def command(word: str, options: "list[str]") -> int:
    """A command of `python -m dashboard`, from the folder in which it was given: its files are named from there."""
    install("requirements.lock")
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    return call(PYTHON, "-m", "dashboard", word, *options, cwd=None, env={**os.environ, "PYTHONPATH": path})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
