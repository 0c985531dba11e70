"""Who is signed in at a page: looked at in each run, whatever stands in front of it."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import streamlit as st
from streamlit.runtime.secrets import Secrets

from dashboard.settings import Settings
from dashboard.shell import identity as module
from dashboard.shell.identity import Identity, identity
from dashboard.shell.sign_in import ticket, visitor
from dashboard.shell.sign_in.signed_out import SignedOut
from tests.shell.sign_in.test_ticket import CLAIMS, WAY, signed
from tests.shell.sign_in.test_ways import BY_PROXY, PROVIDER, SHARED

NOW = datetime.now(UTC).replace(microsecond=0)
ENDS = NOW + timedelta(hours=1)


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch):
    """Has the page that runs be asked for with these cookies and headers."""

    def asked(
        auth: dict | None, cookies: dict[str, str], headers: dict[str, str], user: bool = True, ip: str | None = None
    ) -> None:
        given = Secrets()
        given._secrets = {"auth": auth} if auth else {}
        monkeypatch.setattr(st, "secrets", given)
        context = SimpleNamespace(cookies=cookies, headers=headers, ip_address=ip)
        here = SimpleNamespace(context=context, user={"is_logged_in": user})
        monkeypatch.setattr(module, "st", here)

    return asked


AUTH = {**SHARED, "keycloak": PROVIDER}


def cookies(**changed: Any) -> dict[str, str]:
    """The cookie of somebody who signed in now."""
    claims = {**CLAIMS, "exp": int(ENDS.timestamp()), **changed}
    return {ticket.COOKIE: signed(json.dumps(claims), NOW, WAY.secret)}


def test_without_any_sign_in_whoever_sits_there_is_the_local_one(page) -> None:
    page(None, {}, {})
    assert identity(Settings(viewer_name="Rina")) == Identity("rina", "Rina", "", None, local=True)


def test_who_signed_in_with_a_provider_is_known_until_the_end_of_it(page, tmp_path: Path) -> None:
    settings = Settings(data_folder=str(tmp_path))
    page(AUTH, cookies(), {}, ip="10.0.0.9")
    assert identity(settings) == Identity("rina@kantor.example", "Rina Wati", "10.0.0.9", ENDS)
    SignedOut(tmp_path).record("rina@kantor.example", NOW)
    assert identity(settings) is None


def test_nobody_is_signed_in_by_less_than_all_of_it(page, tmp_path: Path) -> None:
    settings = Settings(data_folder=str(tmp_path))
    page(AUTH, {}, {})
    assert identity(settings) is None
    page(AUTH, cookies(), {}, user=False)  # a websocket that no page of ours opened
    assert identity(settings) is None
    page(AUTH, cookies(exp=int(NOW.timestamp()) - 1), {})
    assert identity(settings) is None
    page({**AUTH, "cookie_secret": SHARED["cookie_secret"][1:]}, cookies(), {})
    assert identity(settings) is None


def test_a_header_counts_behind_the_gate_alone(page) -> None:
    settings = Settings(**BY_PROXY)
    passed = {visitor.MARK: visitor.MARKED}
    page(None, {}, {"X-Forwarded-Email": "Rina@kantor.example", **passed}, ip="10.0.0.9")
    assert identity(settings) == Identity("rina@kantor.example", "rina@kantor.example", "10.0.0.9")
    for headers in ({}, {visitor.MARK: "forged"}):
        page(None, {}, {"X-Forwarded-Email": "rina@kantor.example", **headers})
        assert identity(settings) is None
    page(None, {}, passed)
    assert identity(settings) is None
