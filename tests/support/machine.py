"""What the tests need of the machine beside Python: Chromium, PostgreSQL's server, LibreOffice, poppler and nginx.
Installs them where it may.

`python -m tests.support.machine [pytest's options]`: with the standard library alone, so that run.py does it while the
packages are being installed.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from run import say

_SHELL = "chromium-headless-shell"
_NAMES = (_SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
"""By preference: Chromium without windows does the tests in three fifths of the time."""

_INSTEAD = {_SHELL: "chromium"}
"""What is installed where a package cannot be had: Ubuntu has none without windows."""

_MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
_MAC_OFFICE = "/Applications/LibreOffice.app/Contents/MacOS/soffice"

OFFICE = "libreoffice-impress libreoffice-writer libreoffice-calc"
"""Debian's packages that open PPTX, DOCX and XLSX."""

PREFERRED = 15
"""The version of PostgreSQL that a branch's server has; a newer one serves where it is not installed."""


def chromium() -> str | None:
    """The path of a Chromium that starts: CHROMIUM, or the first found; None where there is none."""
    candidates = (os.environ.get("CHROMIUM"), *map(shutil.which, _NAMES), _MAC)
    return next((path for path in candidates if path and _starts(path)), None)


def _starts(program: str) -> bool:
    """Ubuntu's package may be a stub that only says to use snap."""
    try:
        return subprocess.run([program, "--version"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def postgresql() -> Path | None:
    """The folder with initdb and pg_ctl; None where PostgreSQL's server is not installed or not usable here."""
    if os.name == "nt":  # no socket in a folder: set TEST_DATABASE_URL there
        return None
    debian = sorted(
        (folder / "bin" for folder in Path("/usr/lib/postgresql").glob("[0-9]*") if (folder / "bin/initdb").exists()),
        key=lambda path: (path.parent.name != str(PREFERRED), -int(path.parent.name)),
    )
    found = shutil.which("initdb")
    return debian[0] if debian else Path(found).resolve().parent if found else None


def libreoffice() -> str | None:
    """LibreOffice's path; None where it is not installed."""
    mac = _MAC_OFFICE if Path(_MAC_OFFICE).exists() else None
    return shutil.which("soffice") or shutil.which("libreoffice") or mac


def poppler() -> bool:
    """Whether PDF can be read as text with boxes and drawn."""
    return bool(shutil.which("pdftotext") and shutil.which("pdftoppm"))


def nginx() -> str | None:
    """The path of nginx; None where it is not installed."""
    return shutil.which("nginx") or shutil.which("/usr/sbin/nginx")


def apt() -> list[str] | None:
    """How apt-get can be called without asking anybody; None where it cannot."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return ["apt-get"]
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n", "apt-get"]
    return None


def missing(options: list[str]) -> dict[str, str]:
    """What is not there, by the names of the functions above, each with Debian's packages for it."""
    wants_pages = "not browser" not in options
    wants_server = not os.environ.get("TEST_DATABASE_URL")
    found = {}
    if wants_pages and chromium() is None:
        found["chromium"] = _SHELL
    if wants_server and postgresql() is None:
        found["postgresql"] = "postgresql"
    if libreoffice() is None:
        found["libreoffice"] = OFFICE
    if not poppler():
        found["poppler"] = "poppler-utils"
    if wants_pages and nginx() is None:
        found["nginx"] = "nginx"
    return found


def main(options: list[str]) -> int:
    """Install what is missing, and say what could not be; returns 1 where the tests cannot run."""
    packages = list(missing(options).values())
    if packages and (program := apt()):
        say("launcher.apt", packages=", ".join(packages))
        _install(program, packages)
    still = missing(options)
    for name in still:
        say(f"launcher.no_{name}")
    return 1 if "chromium" in still else 0


def _install(program: list[str], packages: list[str]) -> None:
    quiet = {"env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, "stdout": subprocess.DEVNULL}
    subprocess.call([*program, "-q", "update"], **quiet)
    install = [*program, "-q", "install", "-y", "--no-install-recommends"]
    if subprocess.call([*install, *" ".join(packages).split()], **quiet) != 0:
        for package in packages:  # one by one: where one cannot be had, the other still can
            if subprocess.call([*install, *package.split()], **quiet) != 0 and package in _INSTEAD:
                subprocess.call([*install, _INSTEAD[package]], **quiet)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
