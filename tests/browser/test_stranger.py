"""What another site's page can do with the dashboard that is served beside it: nothing."""

import http.client
import http.server
import json
import threading
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from dashboard.shell.guard import HEADERS


def asked(address: str, path: str, method: str = "GET", **headers: str) -> http.client.HTTPResponse:
    """The dashboard's answer to a request with these headers, read to its end."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=20)
    connection.request(method, path, headers=headers)
    answer = connection.getresponse()
    answer.body = answer.read()  # type: ignore[attr-defined]
    connection.close()
    return answer


@pytest.fixture
def site(demonstration_address: str) -> Iterator[str]:
    """The address of a page, on another port, that frames the dashboard and would send it messages."""
    page = f'<!doctype html><iframe id="framed" src="{demonstration_address}/data"></iframe>'.encode()

    class Site(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, *_: object) -> None: ...

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()


def test_it_is_not_framed(chromium: Browser, site: str) -> None:
    with chromium.new_context() as profile:
        page = profile.new_page()
        with page.expect_console_message(lambda one: "frame-ancestors" in one.text):
            page.goto(site)
        (framed,) = [frame for frame in page.frames if frame is not page.main_frame]
        assert framed.locator("[data-testid=stApp]").count() == 0


def test_nothing_is_sent_to_it_from_another_origin(demonstration_address: str, site: str) -> None:
    where = demonstration_address.replace("http", "ws") + "/_stcore/stream"
    for origin in (site, "https://x.streamlit.app"):
        with pytest.raises(InvalidStatus) as refused, connect(where, subprotocols=["streamlit"], origin=origin):
            pass
        assert refused.value.response.status_code == 403
    with connect(where, subprotocols=["streamlit"], origin=demonstration_address):
        pass
    assert asked(demonstration_address, "/_stcore/upload_file/a/b", "PUT", Origin=site).status == 403
    assert asked(demonstration_address, "/_stcore/upload_file/a/b", "OPTIONS", Origin=site).status == 403


def test_every_answer_says_so_and_nobody_is_trusted(demonstration_address: str) -> None:
    for path in ("/", "/data", "/_stcore/health", "/app/static/fonts/Inter-Regular.woff2", "/media/none.png"):
        answer = asked(demonstration_address, path)
        assert {name: answer.headers[name] for name in HEADERS} == dict(HEADERS)
        assert answer.headers["access-control-allow-origin"] is None
    assert json.loads(asked(demonstration_address, "/_stcore/host-config").body)["allowedOrigins"] == []
    assert asked(demonstration_address, "/_stcore/metrics").status == 404
    assert asked(demonstration_address, "/", Host="127.0.0.2:8501").status == 403
