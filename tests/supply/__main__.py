"""`make lock` writes the locks; `make check` looks for known faults, licences, and secrets in the files.

Both need the package index; neither is part of the tests, which reach no network.
"""

import argparse
import json
import subprocess
import sys

from run import ROOT
from tests.supply import lock
from tests.supply.licences import licences, welcome

_TOOL = (sys.executable, "-m", "uv", "tool", "run", "--quiet")
_AUDIT = (
    *_TOOL,
    "pip-audit@2.10.1",
    "--require-hashes",
    "--disable-pip",
    "--format",
    "json",
    "--progress-spinner",
    "off",
)
_SECRETS = (*_TOOL, "--from", "detect-secrets==1.5.0", "detect-secrets-hook", "--baseline", ".secrets.baseline")


def main(words: list[str]) -> int:
    """Do one of the two; 1 where something has to be looked at."""
    parser = argparse.ArgumentParser(prog="python -m tests.supply", description=__doc__)
    what = parser.add_subparsers(dest="what", required=True)
    what.add_parser("check")
    what.add_parser("lock").add_argument("--upgrade", action="store_true", help="the newest releases within the bounds")
    given = parser.parse_args(words)
    if given.what == "check":
        return 0 if all([locked(), audited("requirements.lock"), licensed(), no_secrets()]) else 1
    try:
        print(*lock.write(given.upgrade), sep="\n")
    except lock.LockError as error:
        print(error)
        return 1
    return 0


def locked() -> bool:
    """Whether the locks are those of the requirements."""
    problems = lock.problems()
    print(*problems or [f"locks: {sum(len(lock.releases(name)) for name in lock.FILES.values())} releases"], sep="\n")
    return not problems


def audited(name: str) -> bool:
    """Whether none of a lock's releases has a known fault, as far as the index's own list of them was reached."""
    ended = subprocess.run([*_AUDIT, "-r", name], cwd=ROOT, capture_output=True, text=True, check=False)
    try:
        packages = json.loads(ended.stdout)["dependencies"]
    except ValueError:
        print(f"known faults: not looked at. {ended.stderr.strip().rpartition(chr(10))[2]}")
        return True
    faulty = [(one["name"], one["version"], one["vulns"]) for one in packages if one.get("vulns")]
    unseen = sum("skip_reason" in one for one in packages)
    for package, version, faults in faulty:
        print(f"{package} {version}:", ", ".join(f"{one['id']} (mended in {one['fix_versions']})" for one in faults))
    print(f"known faults: {len(faulty)} of {len(packages) - unseen} releases; {unseen} could not be asked about")
    return not faulty


def licensed() -> bool:
    """Prints each package with its licence; whether none has to be read first."""
    rows = [*licences("requirements.lock")]
    for package, version, licence in rows:
        print(f"{package:28} {version:12} {licence}{'' if welcome(licence) else '   <- read it first'}")
    return all(welcome(licence) for _, _, licence in rows)


def no_secrets() -> bool:
    """Whether no file looks as if it held a secret that `.secrets.baseline` does not know as an example."""
    files = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    looked_at = [name for name in files if name and not name.endswith(".lock")]
    ended = subprocess.run([*_SECRETS, *looked_at], cwd=ROOT, capture_output=True, text=True, check=False)
    print(ended.stdout + ended.stderr or f"secrets: none in {len(looked_at)} files")
    return ended.returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
