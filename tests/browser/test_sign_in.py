"""Signing in with a provider, in Chromium and past it; what a stranger tries instead gets nowhere."""

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from joserfc.jwk import RSAKey
from playwright.sync_api import Browser, Page, expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from dashboard.language.words import words_in
from dashboard.settings import Settings
from dashboard.shell.sign_in import asked, ticket
from queries.access import Role
from queries.db.engine import connect as connect_database
from queries.db.engine import writing
from queries.people import Colleague
from seed.writes.people import add
from tests.browser.conftest import free_port, served
from tests.shell.sign_in.test_ticket import CLAIMS, signed
from tests.support.provider import CLIENT, SECRET, Provider, provider

COOKIE_SECRET = "k" * 32
EN = words_in("en")
WAY_IN = re.compile("^(Masuk dengan|Sign in with) Kantor$")


@dataclass
class Office:
    """The dashboard with a provider, and how people come to it without a browser."""

    address: str
    provider: Provider
    clients: list[httpx.Client] = field(default_factory=list)

    def client(self) -> httpx.Client:
        """A browser without pages: it keeps cookies and goes where it is sent."""
        one = httpx.Client(base_url=self.address, follow_redirects=True, headers={"accept": "text/html"}, timeout=20)
        self.clients.append(one)
        return one

    def signed_in(self, email: str = "rina@kantor.example", client: httpx.Client | None = None) -> httpx.Client:
        """Somebody who went to the provider and came back; whether that served them is theirs to see."""
        one = client or self.client()
        one.get(self.way_back(one, email))
        return one

    def way_back(self, client: httpx.Client, email: str) -> str:
        """The address at which the provider sends somebody back, not opened yet."""
        form = client.get("/auth/login?with=kantor")
        filled = client.get(form.url, params={**form.url.params, "email": email}, follow_redirects=False)
        return filled.headers["location"]

    def opens(self, client: httpx.Client) -> bool:
        """Whether the dashboard is there for somebody."""
        return client.get("/").status_code == 200


SECRETS = """
[auth]
redirect_uri = "{address}/oauth2callback"
cookie_secret = "{secret}"
[auth.kantor]
client_id = "{client}"
client_secret = "{own}"
server_metadata_url = "{issuer}/.well-known/openid-configuration"
[auth.jauh]
client_id = "x"
client_secret = "x"
server_metadata_url = "http://localhost:1/.well-known/openid-configuration"
"""


@pytest.fixture(scope="module")
def office(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One start of the dashboard and of the provider for all of these tests."""
    folder = shutil.copytree(demo_folder, tmp_path_factory.mktemp("office") / "data")
    port = free_port()
    _let_look(folder, "rina@kantor.example")
    with provider() as one:
        said = {"address": f"http://localhost:{port}", "secret": COOKIE_SECRET, "issuer": one.issuer}
        (folder / "secrets.toml").write_text(SECRETS.format(**said, client=CLIENT, own=SECRET))
        with served(folder, port=port) as address:
            there = Office(address, one)
            yield there
            for client in there.clients:
                client.close()


def _let_look(folder: Path, subject: str) -> None:
    """Have somebody be the head of the branch: whoever else signs in sees no figure."""
    engine = connect_database(f"sqlite:///{folder / 'perisai.db'}")
    with writing(engine) as conn:
        head = Colleague(subject, "Rina Wati", Role.HEAD, None, True, date(2019, 1, 1))
        add(conn, Settings().branch_code, head, "tests", datetime.now(UTC), date(2019, 1, 1))
    engine.dispose()


@pytest.fixture
def honest(office: Office) -> Iterator[Provider]:
    """The provider, which is honest again after the test."""
    yield office.provider
    office.provider.wrong, office.provider.signs_with = {}, None


def sign_in(page: Page, email: str) -> None:
    """What somebody does at the provider."""
    page.get_by_role("link", name=WAY_IN).click()
    page.get_by_label("Surel").fill(email)
    page.get_by_role("button", name="Lanjut").click()


def test_signing_in_leads_to_the_page_that_was_asked_for_and_signing_out_ends_every_page(
    chromium: Browser, office: Office
) -> None:
    elsewhere = office.signed_in("rina@kantor.example")
    assert office.opens(elsewhere)
    with chromium.new_context(locale="en-GB") as laptop, chromium.new_context(locale="id-ID") as phone:
        first, second = laptop.new_page(), phone.new_page()
        for page, said in ((first, EN), (second, words_in("id"))):
            page.goto(f"{office.address}/definisi?bahasa=en")
            assert page.locator("html").get_attribute("lang") == "en"
            page.goto(f"{office.address}/definisi")
            expect(page.get_by_text(said("sign_in.enter_first", branch="Pekalongan"))).to_be_visible()
            sign_in(page, "Rina@kantor.example")
            page.wait_for_url(f"{office.address}/definisi*")
            expect(page.get_by_text(words_in("id")("sign_in.as", name="Rina Wati"))).to_be_visible()
            expect(page.get_by_role("heading", name=words_in("id")("pages.definitions.title"))).to_be_visible()
        first.get_by_role("button", name=words_in("id")("sign_in.out")).click()
        expect(first.get_by_role("link", name=WAY_IN)).to_be_visible()
        expect(second.get_by_role("link", name=WAY_IN)).to_be_visible()
    assert not office.opens(elsewhere)
    assert office.opens(office.signed_in("rina@kantor.example"))


def test_a_page_that_was_cut_off_by_the_end_of_its_sign_in_asks_when_it_is_seen_again(
    chromium: Browser, office: Office
) -> None:
    with chromium.new_context() as laptop:
        page = laptop.new_page()
        page.goto(f"{office.address}/definisi")
        sign_in(page, "rina@kantor.example")
        expect(page.get_by_role("heading", name=words_in("id")("pages.definitions.title"))).to_be_visible()
        page.wait_for_function("window.perisaiAwake")
        laptop.clear_cookies()
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        expect(page.get_by_role("link", name=WAY_IN)).to_be_visible()


def test_without_sign_in_there_is_no_page_file_upload_or_websocket(office: Office) -> None:
    stranger = office.client()
    asked_for = ["/", "/data", "/media/x.pdf", "/static/js/x.js", "/_stcore/host-config", "/app/static/icon.png"]
    assert {path: stranger.get(path).status_code for path in asked_for} == dict.fromkeys(asked_for, 403)
    assert stranger.put("/_stcore/upload_file/s/f", files={"f": b"x"}).status_code == 403
    assert 'id="root"' not in stranger.get("/").text
    assert stranger.get("/_stcore/health").status_code == 200
    assert refused(office, {})


def cookies(client: httpx.Client) -> dict[str, str]:
    """The cookies of somebody who signed in."""
    return {name: value for name, value in client.cookies.items() if name.startswith("_streamlit")}


def refused(office: Office, given: dict[str, str]) -> bool:
    """Whether these cookies open neither a page nor the websocket."""
    header = {"cookie": "; ".join(f"{name}={value}" for name, value in given.items()), "accept": "text/html"}
    page = httpx.get(f"{office.address}/data", headers=header).status_code == 403
    where = office.address.replace("http", "ws") + "/_stcore/stream"
    try:
        with connect(where, subprotocols=["streamlit"], origin=office.address, additional_headers=header):
            return False
    except InvalidStatus as error:
        return page and error.response.status_code == 403


def test_an_altered_and_an_expired_cookie_open_nothing(office: Office) -> None:
    true = cookies(office.signed_in())
    assert not refused(office, true)
    whole = true[ticket.COOKIE]
    assert refused(office, {**true, ticket.COOKIE: whole[:40] + ("A" if whole[40] != "A" else "B") + whole[41:]})
    now = datetime.now(UTC)
    ours = {**CLAIMS, "origin": office.address, "provider": "kantor", "exp": int(now.timestamp()) + 3600}
    for claims, at, opens in (
        (ours, now, True),
        (ours, now - timedelta(hours=11), False),
        ({**ours, "exp": int(now.timestamp()) - 1}, now, False),
    ):
        assert refused(office, {ticket.COOKIE: signed(json.dumps(claims), at, COOKIE_SECRET)}) is not opens


@pytest.mark.parametrize(
    "wrong",
    [
        {"iss": "https://elsewhere.example"},
        {"aud": "another"},
        {"aud": ["another", "third"], "azp": CLIENT},
        {"exp": 1_500_000_000},
        {"nonce": "another"},
        {"email_verified": False},
    ],
    ids=str,
)
def test_a_token_of_another_or_for_another_signs_nobody_in(office: Office, honest: Provider, wrong: dict) -> None:
    honest.wrong = wrong
    client = office.client()
    answer = client.get(office.way_back(client, "rina@kantor.example"))
    assert answer.status_code == 403
    assert EN("sign_in.failed") in client.get(answer.url, headers={"accept-language": "en"}).text.replace("&#x27;", "'")
    assert not office.opens(client)
    assert ticket.COOKIE not in client.cookies


def test_a_token_that_another_signed_signs_nobody_in(office: Office, honest: Provider) -> None:
    honest.signs_with = RSAKey.generate_key(2048, {"kid": "1"})
    assert not office.opens(office.signed_in())


def test_nobody_is_signed_in_by_anothers_way_back_nor_twice_by_their_own(office: Office) -> None:
    """Fixation: an attacker has a victim finish the attacker's own sign-in, or plants a cookie beforehand."""
    attacker, victim = office.client(), office.client()
    way_back = office.way_back(attacker, "jahat@elsewhere.example")
    assert victim.get(way_back).status_code != 200
    assert not office.opens(victim)
    assert office.opens(office.signed_in("jahat@elsewhere.example", attacker))
    assert attacker.get(way_back).status_code != 200
    victim.cookies.set(ticket.COOKIE, "planted", domain="localhost.local", path="/")
    office.signed_in("rina@kantor.example", victim)
    assert "planted" not in cookies(victim).values()


def test_nobody_takes_over_anothers_session(office: Office) -> None:
    rina, budi = office.signed_in("rina@kantor.example"), office.signed_in("budi@kantor.example")
    theirs = session(office, rina)
    assert session(office, rina, theirs) == theirs
    assert session(office, budi, theirs) != theirs


def session(office: Office, client: httpx.Client, wished: str = "") -> str:
    """The session that the server gives somebody who asks to go on with one."""
    client.get("/_stcore/host-config")
    client.get("/_stcore/health")
    token = client.cookies.get("_streamlit_xsrf", "")
    header = {"cookie": "; ".join(f"{name}={value}" for name, value in client.cookies.items())}
    protocols = ["streamlit", *([token] if token else ["-"]), *([wished] if wished else [])]
    where = office.address.replace("http", "ws") + "/_stcore/stream"
    with connect(where, subprotocols=protocols, origin=office.address, additional_headers=header) as socket:
        socket.send(BackMsg(rerun_script=ClientState()).SerializeToString())
        while True:
            message = ForwardMsg.FromString(socket.recv(timeout=20))
            if message.HasField("new_session"):
                return message.new_session.initialize.session_id


@pytest.mark.parametrize("planted", ["//elsewhere.example", "/\\elsewhere.example", "https://elsewhere.example"])
def test_after_the_sign_in_nobody_is_led_elsewhere(office: Office, planted: str) -> None:
    client = office.client()
    way_back = office.way_back(client, "rina@kantor.example")
    client.cookies.set(asked.COOKIE, quote(planted, safe=""), domain="localhost.local", path="/")
    assert client.get(way_back, follow_redirects=False).headers["location"] == "/"


def test_a_provider_that_does_not_answer_is_said(office: Office) -> None:
    answer = office.client().get("/auth/login?with=jauh", headers={"accept-language": "en"})
    assert answer.status_code == 503
    assert EN("sign_in.unreachable") in answer.text
    assert 'href="/?bahasa=id"' in answer.text


def test_another_sites_link_signs_nobody_out(office: Office) -> None:
    client = office.signed_in()
    for site in ("cross-site", "same-site"):
        assert client.get("/auth/logout", headers={"sec-fetch-site": site}).status_code == 403
    assert office.opens(client)
    client.get("/auth/logout", headers={"sec-fetch-site": "same-origin"})
    assert not office.opens(client)


def test_the_cookie_goes_after_a_working_day(office: Office) -> None:
    client = office.client()
    answer = client.get(office.way_back(client, "rina@kantor.example"), follow_redirects=False)
    (given,) = [one for one in answer.headers.get_list("set-cookie") if one.startswith(f"{ticket.COOKIE}=")]
    assert re.search(r"HttpOnly", given, re.IGNORECASE)
    assert "Max-Age=36000" in given
