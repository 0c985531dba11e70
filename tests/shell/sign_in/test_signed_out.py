"""Who signed out did so in every browser, also after a restart."""

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

from dashboard.shell.sign_in.signed_out import SignedOut

NOW = datetime(2019, 7, 1, 9, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_what_began_before_is_over_for_that_person_alone(tmp_path: Path) -> None:
    moments = SignedOut(tmp_path)
    assert not moments.is_over("rina@kantor.example", NOW)
    moments.record("rina@kantor.example", NOW + SECOND / 2)
    for same in (moments, SignedOut(tmp_path)):
        assert same.is_over("rina@kantor.example", NOW)
        assert not same.is_over("rina@kantor.example", NOW + SECOND)
        assert not same.is_over("budi@kantor.example", NOW)


def test_it_notices_what_another_process_wrote(tmp_path: Path) -> None:
    here, there = SignedOut(tmp_path), SignedOut(tmp_path)
    there.record("rina", NOW)
    assert here.is_over("rina", NOW)
    there.record("budi", NOW)
    assert here.is_over("budi", NOW)
    assert here.is_over("rina", NOW)


def test_nobody_is_named_and_nothing_stays_longer_than_it_serves(tmp_path: Path) -> None:
    moments = SignedOut(tmp_path)
    moments.record("rina", NOW)
    file = tmp_path / "signed-out.json"
    assert "rina" not in file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    moments.record("budi", NOW + timedelta(hours=26))
    assert file.read_text().count(":") == 1
