"""Under which licences the packages of a lock are: what a branch's own computing department asks first."""

import re
from collections.abc import Iterator
from importlib import metadata

from tests.supply import lock

_WELCOME = re.compile(r"\b(MIT|BSD|0BSD|Apache|PSF|Python Software Foundation|MPL|Mozilla|LGPL|ISC|Zlib|CC0|HPND)\b")
"""Each may be used and passed on beside our code: of the LGPL and the MPL only changes to the package itself bind."""

_CLASSIFIER = "License :: "


def licences(name: str) -> Iterator[tuple[str, str, str]]:
    """Package, release and licence of each package of a lock that is installed here, in the lock's order."""
    for one in lock.releases(name):
        try:
            found = metadata.metadata(one.name)
        except metadata.PackageNotFoundError:  # for another system
            continue
        classified = (
            c.rpartition("::")[2].strip() for c in found.get_all("Classifier") or () if c.startswith(_CLASSIFIER)
        )
        given = found.get("License-Expression") or next(classified, "") or (found.get("License") or "").strip()
        yield one.name, one.version, given.partition("\n")[0] or "?"


def welcome(licence: str) -> bool:
    """Whether a licence, as a package writes it, asks for nothing that a branch would have to look into."""
    return bool(_WELCOME.search(licence)) and not re.search(r"\b(A?GPL|SSPL|Commercial|Proprietary)\b", licence)
