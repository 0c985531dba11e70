"""How people sign in: said by settings and secrets; half a sign-in is none and is said."""

from typing import Any

import pytest
import streamlit as st
from streamlit import config
from streamlit.runtime.secrets import Secrets

from dashboard.settings import SettingError, Settings
from dashboard.shell.sign_in.ways import OpenId, Proxy, name_the_header, signs_in, way

PROVIDER = {"client_id": "perisai", "client_secret": "x", "server_metadata_url": "https://masuk.example/.well-known"}
SHARED = {"redirect_uri": "https://perisai.example/oauth2callback", "cookie_secret": "k" * 32}
BY_PROXY = {"proxy_address": "10.0.0.2, ::1", "proxy_header": "X-Forwarded-Email", "server_believes": "none"}


@pytest.fixture
def secrets_say(monkeypatch: pytest.MonkeyPatch):
    """Has `.streamlit/secrets.toml` say something."""

    def say(**said: Any) -> None:
        given = Secrets()
        given._secrets = said
        monkeypatch.setattr(st, "secrets", given)

    return say


def test_without_either_nobody_signs_in(secrets_say) -> None:
    secrets_say()
    assert way(Settings()) is None
    assert not signs_in(Settings())


def test_a_provider_may_stand_alone_or_be_one_of_several(secrets_say) -> None:
    secrets_say(auth={**SHARED, **PROVIDER, "client_kwargs": {"prompt": "login"}})
    assert way(Settings()) == OpenId("https://perisai.example", "k" * 32, {"default": "perisai"})
    secrets_say(auth={**SHARED, "keycloak": PROVIDER, "google": {**PROVIDER, "client_id": "g"}})
    assert way(Settings()) == OpenId("https://perisai.example", "k" * 32, {"keycloak": "perisai", "google": "g"})
    assert "k" * 32 not in repr(way(Settings()))
    assert signs_in(Settings())


TENANT = "https://login.microsoftonline.com/{}/v2.0/.well-known/openid-configuration"

WRONG = {
    "no provider": ({**SHARED}, "names no provider"),
    "a short secret": ({**SHARED, **PROVIDER, "cookie_secret": "k" * 31}, "cookie_secret"),
    "no secret": ({**PROVIDER, "redirect_uri": SHARED["redirect_uri"]}, "cookie_secret"),
    "a provider without a secret": ({**SHARED, "google": {**PROVIDER, "client_secret": ""}}, "[auth.google]"),
    "a half provider": ({**SHARED, "client_id": "x"}, "server_metadata_url"),
    "an underscore": ({**SHARED, "my_own": PROVIDER}, "without _"),
    "without TLS": ({**SHARED, **PROVIDER, "redirect_uri": "http://perisai.example/oauth2callback"}, "https://"),
    "another path": ({**SHARED, **PROVIDER, "redirect_uri": "https://perisai.example/"}, "redirect_uri"),
    "any tenant": (
        {**SHARED, "microsoft": {**PROVIDER, "server_metadata_url": TENANT.format("common")}},
        "your own tenant",
    ),
}


@pytest.mark.parametrize(("auth", "said"), WRONG.values(), ids=WRONG)
def test_a_provider_that_is_set_up_wrongly_is_refused_with_what_to_mend(auth: dict, said: str, secrets_say) -> None:
    secrets_say(auth=auth)
    with pytest.raises(SettingError) as refused:
        way(Settings())
    assert said in str(refused.value)
    assert not signs_in(Settings())


def test_ones_own_tenant_and_localhost_serve(secrets_say) -> None:
    own = {**PROVIDER, "server_metadata_url": TENANT.format("5f0c")}
    secrets_say(auth={**SHARED, "redirect_uri": "http://localhost:8501/oauth2callback", "microsoft": own})
    assert way(Settings()) == OpenId("http://localhost:8501", "k" * 32, {"microsoft": "perisai"})


def test_secrets_that_cannot_be_read_are_not_taken_for_none(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "secrets.toml"
    file.write_text("[auth\n")
    monkeypatch.setattr(st, "secrets", Secrets())
    before = config.get_option("secrets.files")
    config.set_option("secrets.files", [str(file)])
    try:
        with pytest.raises(SettingError, match="cannot be read"):
            way(Settings())
    finally:
        config.set_option("secrets.files", before)


def test_a_proxy_is_believed_by_its_addresses(secrets_say) -> None:
    secrets_say()
    proxy = way(Settings(**BY_PROXY))
    assert isinstance(proxy, Proxy)
    assert (sorted(map(str, proxy.addresses)), proxy.header) == (["10.0.0.2", "::1"], "X-Forwarded-Email")
    name_the_header(Settings(**BY_PROXY))
    try:
        assert config.get_option("server.trustedUserHeaders") == {"X-Forwarded-Email": "email"}
    finally:
        config.set_option("server.trustedUserHeaders", {})


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"proxy_address": ""}, "needs PERISAI_PROXY_ADDRESS"),
        ({"proxy_address": "proxy"}, "write addresses"),
        ({"proxy_header": "X Mail"}, "a header's name"),
        ({"server_believes": ""}, "FORWARDED_ALLOW_IPS=none"),
    ],
)
def test_a_proxy_that_anybody_could_play_is_refused(changed: dict, said: str, secrets_say) -> None:
    secrets_say()
    with pytest.raises(SettingError) as refused:
        way(Settings(**{**BY_PROXY, **changed}))
    assert said in str(refused.value)
    name_the_header(Settings(**{**BY_PROXY, **changed}))
    assert config.get_option("server.trustedUserHeaders") == {}


def test_only_one_of_them_signs_people_in(secrets_say) -> None:
    secrets_say(auth={**SHARED, **PROVIDER})
    with pytest.raises(SettingError, match="keep one"):
        way(Settings(**BY_PROXY))
