"""What the tests need of the machine beside Python: Chromium, PostgreSQL's server, LibreOffice and poppler. Installs
them where it may.

`python -m tests.support.machine [pytest's options]`
"""

import os
import shutil
import subprocess
import sys

from dashboard.language.words import words_in
from dashboard.settings import read
from tests.support import office, postgresql

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
_MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"


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
    """What is not there: `chromium`, `postgresql`, `libreoffice`, `poppler`, each with Debian's packages for it."""
    wants_pages = "not browser" not in options
    wants_server = not os.environ.get("TEST_DATABASE_URL")
    found = {}
    if wants_pages and chromium() is None:
        found["chromium"] = "chromium"
    if wants_server and postgresql.binaries() is None:
        found["postgresql"] = "postgresql"
    if office.program() is None:
        found["libreoffice"] = office.PACKAGES
    if not office.poppler():
        found["poppler"] = "poppler-utils"
    return found


def main(options: list[str]) -> int:
    """Install what is missing, and say what could not be; returns 1 where the tests cannot run."""
    w = words_in(read().language)
    packages = list(missing(options).values())
    if packages and (program := apt()):
        print(w("launcher.apt", packages=", ".join(packages)), flush=True)
        quiet = {"env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, "stdout": subprocess.DEVNULL}
        subprocess.call([*program, "-q", "update"], **quiet)
        for package in packages:  # one by one: where one cannot be had, the other still can
            subprocess.call([*program, "-q", "install", "-y", "--no-install-recommends", *package.split()], **quiet)
    still = missing(options)
    for name in still:
        print(w(f"launcher.no_{name}"), flush=True)
    return 1 if "chromium" in still else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
