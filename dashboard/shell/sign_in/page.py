"""The page that somebody sees who is not signed in: plain, of this server alone, and in their language."""

from html import escape
from pathlib import Path
from urllib.parse import parse_qs, urlencode

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse
from starlette.types import Scope

from dashboard.language.words import LANGUAGES, Words, words_in
from dashboard.settings import Settings
from dashboard.shell.sign_in.ways import CALLBACK, LOGIN
from dashboard.view.address import PARAMETERS

_STYLE = Path(__file__).with_suffix(".css").read_text(encoding="utf-8")
_ABOUT = '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
_LANGUAGE = PARAMETERS["language"]


def reader_words(scope: Scope, settings: Settings) -> Words:
    """The words of the language that the address asks for, else the browser's first that there is, else our own."""
    asked = parse_qs(scope["query_string"].decode("latin-1")).get(_LANGUAGE, [""])[0]
    accepted = Headers(scope=scope).get("accept-language", "").lower().split(",")
    wished = [asked, *(one.strip().split(";")[0].split("-")[0] for one in accepted)]
    return words_in(next((one for one in wished if one in LANGUAGES), settings.language))


def page(
    scope: Scope, settings: Settings, said: str, providers: tuple[str, ...] = (), status: int = 403
) -> HTMLResponse:
    """The page: why there is nothing to see (`said`, a text of sign_in.toml), and a way in for each provider."""
    words = reader_words(scope, settings)
    ways = "".join(
        f'<a class="way" href="{LOGIN}?{escape(urlencode({"with": name}))}">{escape(_label(words, name))}</a>'
        for name in providers
    )
    why = words(f"sign_in.{said}", branch=settings.branch_name)
    body = f"<h1>{escape(words('pages.product'))}</h1><p>{escape(why)}</p>{ways}"
    body += "".join(f" {_in(scope, words, one)}" for one in LANGUAGES if one != words.language)
    head = f"<title>{escape(words('sign_in.title'))}</title><style>{_STYLE}</style>"
    html = f'<!doctype html><html lang="{words.language}">{_ABOUT}{head}'
    return HTMLResponse(f"{html}<body><main>{body}</main>", status, {"Cache-Control": "no-store"})


def _label(words: Words, provider: str) -> str:
    return (
        words("sign_in.enter") if provider == "default" else words("sign_in.enter_with", provider=provider.capitalize())
    )


def _in(scope: Scope, words: Words, language: str) -> str:
    """The link to the same page in another language; what was answered to the provider is not asked again."""
    path = "/" if scope["path"] in (LOGIN, CALLBACK) else ""
    name = escape(words(f"frame.name.{language}"))
    return f'<a class="language" lang="{language}" href="{path}?{_LANGUAGE}={language}">{name}</a>'
