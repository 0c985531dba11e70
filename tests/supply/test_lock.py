"""The locks meet what is asked for, and what is wrong with one is named with what to do."""

from pathlib import Path

import pytest

from tests.supply import lock
from tests.supply.licences import welcome

_HASH = " \\\n    --hash=sha256:" + "0" * 64 + "\n"


def test_the_locks_are_those_of_the_requirements() -> None:
    assert lock.problems() == []


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project that asks for two packages, and one more in its tests; all are locked."""
    monkeypatch.setattr(lock, "ROOT", tmp_path)
    (tmp_path / "requirements.txt").write_text("one>=1,<2  # why\nTwo_b>=3,<4  # why\n")
    (tmp_path / "requirements-dev.txt").write_text("-r requirements.txt\nthree>=1,<2  # why\n")
    (tmp_path / "requirements.lock").write_text(f"one==1.5{_HASH}two-b==3.1{_HASH}")
    (tmp_path / "requirements-dev.lock").write_text(f"-r requirements.lock\nthree==1.0{_HASH}")
    return tmp_path


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("requirements-dev.lock", f"three==1.0{_HASH}", None),
        ("requirements.lock", f"one==1.5 ; sys_platform == 'win32'{_HASH}two-b==3.1{_HASH}", None),
        ("requirements.lock", f"one==1.5{_HASH}", "two_b"),
        ("requirements.lock", f"one==2.0{_HASH}two-b==3.1{_HASH}", "one<2,>=1"),
        (
            "requirements.lock",
            f"one==1.5{_HASH}one==2.0 ; sys_platform == 'win32'{_HASH}two-b==3.1{_HASH}",
            "one<2,>=1",
        ),
        ("requirements.lock", f"one==1.5\ntwo-b==3.1{_HASH}", "one has no hashes"),
        ("requirements-dev.lock", "", "three"),
    ],
)
def test_what_is_not_met_is_named(house: Path, file: str, text: str, said: str | None) -> None:
    (house / file).write_text(text)
    problems = lock.problems()
    assert bool(problems) == (said is not None)
    assert all(file in one and said.lower() in one.lower() and "make lock" in one for one in problems)


@pytest.mark.parametrize("licence", ["MIT", "BSD-2-Clause", "LGPL-3.0-only", "Mozilla Public License 2.0 (MPL 2.0)"])
def test_licences_that_bind_only_the_package_are_welcome(licence: str) -> None:
    assert welcome(licence)


@pytest.mark.parametrize("licence", ["GPL-3.0-or-later", "AGPL-3.0", "MIT AND GPL-2.0", "Proprietary", "?", "Limited"])
def test_others_are_read_first(licence: str) -> None:
    assert not welcome(licence)
