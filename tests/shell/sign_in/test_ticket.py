"""Whose cookie it is: signed with our secret, for us, of now."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from itsdangerous import URLSafeTimedSerializer
from itsdangerous.timed import TimestampSigner

from dashboard.settings import SettingError, Settings
from dashboard.shell.sign_in import ticket
from dashboard.shell.sign_in.ways import OpenId

NOW = datetime(2019, 7, 1, 9, tzinfo=UTC)
WAY = OpenId("https://perisai.example", "k" * 32, {"keycloak": "perisai"})
CLAIMS = {
    "is_logged_in": True,
    "origin": WAY.origin,
    "provider": "keycloak",
    "aud": "perisai",
    "email": "Rina@Kantor.example",
    "email_verified": True,
    "name": "Rina Wati",
    "exp": int(NOW.timestamp()) + 3600,
}


def signed(value: str, at: datetime = NOW, secret: str = WAY.secret, name: str = ticket.COOKIE) -> str:
    """A cookie as Streamlit signs it."""

    class Signer(TimestampSigner):
        def get_timestamp(self) -> int:
            return int(at.timestamp())

    return URLSafeTimedSerializer(secret, salt=name, signer=Signer).dumps(value)


def cookies(at: datetime = NOW, secret: str = WAY.secret, **changed: Any) -> dict[str, str]:
    """The cookies of somebody who signed in at a moment; None takes a claim away."""
    claims = {name: value for name, value in {**CLAIMS, **changed}.items() if value is not None}
    return {ticket.COOKIE: signed(json.dumps(claims), at, secret)}


def read(given: dict[str, str], now: datetime = NOW, **settings: str) -> ticket.Ticket | None:
    """Whose they are."""
    return ticket.read(given, WAY, Settings(**settings), now)


def test_it_says_who_signed_in_and_until_when() -> None:
    assert read(cookies()) == ticket.Ticket("rina@kantor.example", "Rina Wati", NOW, NOW + timedelta(hours=1))
    assert read({}) is None


def test_it_ends_with_the_providers_token_at_the_latest_after_a_working_day() -> None:
    hour = timedelta(hours=1)
    assert read(cookies(), NOW + hour - timedelta(seconds=1))
    assert read(cookies(), NOW + hour) is None
    long = cookies(exp=int((NOW + 30 * 24 * hour).timestamp()))
    assert read(long, NOW + 10 * hour - timedelta(seconds=1))
    assert read(long, NOW + 10 * hour) is None
    assert read(long, NOW + 2 * hour, sign_in_hours="2") is None
    with pytest.raises(SettingError, match="PERISAI_SIGN_IN_HOURS"):
        Settings(sign_in_hours="0")


def test_an_altered_one_is_nobodys() -> None:
    whole = cookies()[ticket.COOKIE]
    for place in range(len(whole) - 1):  # the last letter of a signature has bits that say nothing
        other = "A" if whole[place] != "A" else "B"
        assert read({ticket.COOKIE: whole[:place] + other + whole[place + 1 :]}) is None, place
    for odd in ("", ".", "a.b.c", whole + "x", whole[:-1], "\x00"):
        assert read({ticket.COOKIE: odd}) is None


OTHERS = {
    "signed with another secret": cookies(secret="x" * 32),
    "of another cookie": {ticket.COOKIE: signed(json.dumps(CLAIMS), name="_streamlit_user_tokens")},
    "of tomorrow": cookies(NOW + timedelta(days=1)),
    "for another address": cookies(origin="https://elsewhere.example"),
    "of a provider that is not ours": cookies(provider="google"),
    "for another client": cookies(aud="other"),
    "for others, though we are its bearer": cookies(aud=["other", "third"], azp="perisai"),
    "of nobody": cookies(email=" "),
    "without a name to know them by": cookies(email=None),
    "of an e-mail that anybody may have written": cookies(email_verified=False),
    "the same in words": cookies(email_verified="false"),
    "without an end": cookies(exp=None),
    "with an end that is none": cookies(exp=True),
    "with an end beyond time": cookies(exp=1e300),
    "of who has not signed in": cookies(is_logged_in=False),
    "no claims": {ticket.COOKIE: signed("[]")},
    "no JSON": {ticket.COOKIE: signed("{")},
}


@pytest.mark.parametrize("given", OTHERS.values(), ids=OTHERS)
def test_one_that_is_not_ours_is_nobodys(given: dict[str, str]) -> None:
    assert read(given) is None


def test_people_are_known_by_the_claim_that_a_setting_names() -> None:
    given = cookies(preferred_username="RINA", email_verified=False)
    bearer = read(given, person_claim="preferred_username")
    assert bearer is not None
    assert bearer.subject == "rina"
    assert read(cookies(), person_claim="upn") is None


def test_a_name_is_one_line() -> None:
    bearer = read(cookies(name="Rina\n2019-07-01 head\x1b[2J" + "a" * 200))
    assert bearer is not None
    assert bearer.name.startswith("Rina 2019-07-01 head [2Ja")
    assert len(bearer.name) == 100
    nameless = read(cookies(name=None))
    assert nameless is not None
    assert nameless.name == "rina@kantor.example"


def test_one_that_is_too_long_comes_in_parts_and_counts_from_the_first() -> None:
    whole = json.dumps(CLAIMS)
    parts = {f"{ticket.COOKIE}_{n}": whole[place : place + 100] for n, place in enumerate(range(0, len(whole), 100), 1)}
    given = {name: signed(value, NOW, name=name) for name, value in parts.items()}
    given[ticket.COOKIE] = signed(f"chunks-{len(parts)}", NOW - timedelta(minutes=5))
    bearer = read(given)
    assert bearer is not None
    assert bearer.since == NOW - timedelta(minutes=5)
    del given[f"{ticket.COOKIE}_2"]
    assert read(given) is None
