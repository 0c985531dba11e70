"""A provider of OpenID Connect that signs anybody in, and can be told to say what is wrong.

Of our own since it has to give out tokens that no honest one does; who reads them is Streamlit's and Authlib's code.
"""

import base64
import hashlib
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT = "perisai"
SECRET = secrets.token_hex(16)


@dataclass
class Provider:
    """What it answers: `issuer`, its address; `wrong`, claims that the next tokens have instead of the true ones."""

    issuer: str = ""
    wrong: dict[str, Any] = field(default_factory=dict)
    signs_with: RSAKey | None = None
    _key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "1"}))
    _codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def routes(self) -> list[Route]:
        """The addresses that a client asks."""
        return [
            Route("/.well-known/openid-configuration", self.configuration),
            Route("/authorize", self.authorize),
            Route("/token", self.token, methods=["POST"]),
            Route("/keys", self.keys),
            Route("/end", self.end),
        ]

    async def configuration(self, _: Request) -> Response:
        """What there is, and where."""
        return JSONResponse(
            {
                "issuer": self.issuer,
                **{f"{name}_endpoint": self.issuer + path for name, path in _PLACES.items()},
                "jwks_uri": f"{self.issuer}/keys",
                "id_token_signing_alg_values_supported": ["RS256"],
                "code_challenge_methods_supported": ["S256"],
            }
        )

    async def keys(self, _: Request) -> Response:
        """With what its tokens are signed."""
        return JSONResponse({"keys": [self._key.as_dict(private=False)]})

    async def authorize(self, request: Request) -> Response:
        """Asks who it is, with the form that a person fills in; then leads back with a code."""
        asked = dict(request.query_params)
        if "email" not in asked:
            hidden = "".join(f'<input type="hidden" name="{name}" value="{value}">' for name, value in asked.items())
            return HTMLResponse(
                f'<form><label>Surel <input name="email"></label>{hidden}<button>Lanjut</button></form>'
            )
        code = secrets.token_hex(8)
        self._codes[code] = asked
        return RedirectResponse(f"{asked['redirect_uri']}?code={code}&state={asked['state']}", 302)

    async def token(self, request: Request) -> Response:
        """The tokens for a code, once, for who began."""
        form = await request.form()
        asked = self._codes.pop(str(form.get("code")), None)
        basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        challenge = base64.urlsafe_b64encode(hashlib.sha256(str(form.get("code_verifier")).encode()).digest())
        if (
            asked is None
            or request.headers.get("authorization") != f"Basic {basic}"
            or challenge.rstrip(b"=").decode() != asked["code_challenge"]
            or form.get("redirect_uri") != asked["redirect_uri"]
        ):
            return JSONResponse({"error": "invalid_grant"}, 400)
        key = self.signs_with or self._key
        signed = jwt.encode({"alg": "RS256", "kid": "1"}, {**self.claims(asked), **self.wrong}, key)
        return JSONResponse({"access_token": "a", "token_type": "Bearer", "expires_in": 3600, "id_token": signed})

    def claims(self, asked: dict[str, str]) -> dict[str, Any]:
        """What an honest token says."""
        now = int(time.time())
        about = {"sub": asked["email"], "email": asked["email"], "email_verified": True, "name": "Rina Wati"}
        return {**about, "iss": self.issuer, "aud": CLIENT, "nonce": asked["nonce"], "iat": now, "exp": now + 3600}

    async def end(self, request: Request) -> Response:
        """Signs out, and leads back."""
        return RedirectResponse(request.query_params["post_logout_redirect_uri"], 302)


_PLACES = {"authorization": "/authorize", "token": "/token", "end_session": "/end"}


@contextmanager
def provider() -> Iterator[Provider]:
    """One that is served on this computer, until the end."""
    one = Provider()
    server = uvicorn.Server(uvicorn.Config(Starlette(routes=one.routes()), port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.02)
    one.issuer = f"http://localhost:{server.servers[0].sockets[0].getsockname()[1]}"
    yield one
    server.should_exit = True
    thread.join()
