"""Behind the recipe's nginx, which asks a portal who somebody is; a stranger who says so themselves gets nowhere."""

import http.client
import os
import re
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from dashboard.language.words import words_in
from tests.browser.conftest import free_port, served
from tests.support import machine, portal

PROXY, STRANGER = "127.0.0.1", "127.0.0.3"
WHO = "X-Forwarded-Email"


@pytest.fixture(scope="module")
def addresses(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """Where nginx is, and where the dashboard itself is, which believes nginx."""
    program = machine.nginx()
    if program is None:
        missing = "nginx is not installed"
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    folder = shutil.copytree(demo_folder, tmp_path_factory.mktemp("portal") / "data")
    port = free_port()
    settings = {"PERISAI_PROXY_HEADER": WHO, "PERISAI_PROXY_ADDRESS": PROXY}
    settings["PERISAI_PROXY_SIGN_OUT"] = "/oauth2/sign_out"
    settings["PERISAI_ADDRESS"] = f"https://localhost:{port}"
    with (
        served(folder, **settings) as direct,
        portal.nginx(program, tmp_path_factory.mktemp("nginx"), port, urlsplit(direct).port or 0) as front,
    ):
        yield front, direct


def test_who_signed_in_with_the_portal_is_known_whatever_their_browser_says(
    chromium: Browser, addresses: tuple[str, str]
) -> None:
    front, _ = addresses
    with chromium.new_context(ignore_https_errors=True, extra_http_headers={WHO: "kepala@kantor.example"}) as profile:
        page = profile.new_page()
        page.goto(f"{front}/definisi?periode=2019-S1&bahasa=id")
        page.get_by_label("Surel").fill("Rina@kantor.example")
        page.get_by_role("button", name="Lanjut").click()
        page.wait_for_url(f"{front}/definisi?periode=2019-S1*")
        said = words_in("id")
        expect(page.get_by_text(re.compile(said("sign_in.as", name="rina.*@kantor")))).to_be_visible()
        page.get_by_role("link", name=said("sign_in.out"), exact=True).click()
        expect(page.get_by_label("Surel")).to_be_visible()


def status(address: str, path: str, source: str, *said: tuple[str, str]) -> int:
    """The status of what somebody at a source address gets who sends these headers."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc.replace("localhost", "127.0.0.1"), timeout=20)
    connection.source_address = (source, 0)
    connection.putrequest("GET", path)
    for name, value in said:
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def websocket(address: str, source: str, **said: str) -> int:
    """The status of the websocket's opening: 101 where it opens."""
    where = urlsplit(address)
    line = socket.create_connection(("127.0.0.1", where.port), source_address=(source, 0))
    try:
        with connect(f"ws://{where.netloc}/_stcore/stream", sock=line, additional_headers=said):
            return 101
    except InvalidStatus as error:
        return error.response.status_code


def test_the_header_is_believed_from_the_proxy_alone(addresses: tuple[str, str]) -> None:
    _, direct = addresses
    head = (WHO, "kepala@kantor.example")
    assert status(direct, "/", PROXY, head) == 200
    assert websocket(direct, PROXY, **dict([head])) == 101
    for path in ("/", "/_stcore/host-config", "/media/x.pdf", "/app/static/icon.png"):
        assert status(direct, path, STRANGER, head) == 403
        assert status(direct, path, STRANGER, head, ("X-Forwarded-For", PROXY)) == 403
        assert status(direct, path, PROXY) == 403
        assert status(direct, path, PROXY, head, head) == 403
    assert websocket(direct, STRANGER, **dict([head])) == 403
    assert websocket(direct, STRANGER, **dict([head]), **{"X-Forwarded-For": PROXY}) == 403
    assert websocket(direct, PROXY) == 403
