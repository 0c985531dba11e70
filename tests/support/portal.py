"""nginx with the recipe of docs/sign-in/, a certificate of its own, and a portal in oauth2-proxy's place."""

import datetime
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

RECIPE = Path(__file__).parents[2] / "docs" / "sign-in" / "nginx.conf"

_AROUND = """
daemon off; master_process off; pid {folder}/nginx.pid; error_log stderr;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    include {folder}/perisai.conf;
}}
"""


async def _who(request: Request) -> Response:
    """As oauth2-proxy answers nginx: who somebody is, in a header, or 401."""
    email = request.cookies.get("portal")
    return Response(status_code=202, headers={"X-Auth-Request-Email": email}) if email else Response(status_code=401)


async def _form(request: Request) -> Response:
    back = request.headers.get("x-auth-request-redirect", "/")
    fields = f'<label>Surel <input name="email"></label><input type="hidden" name="rd" value="{back}">'
    return HTMLResponse(f'<form action="/oauth2/start">{fields}<button>Lanjut</button></form>', 403)


async def _start(request: Request) -> Response:
    answer = RedirectResponse(request.query_params["rd"], 302)
    answer.set_cookie("portal", request.query_params["email"], secure=True, httponly=True)
    return answer


async def _end(_: Request) -> Response:
    answer = RedirectResponse("/", 302)
    answer.delete_cookie("portal")
    return answer


@contextmanager
def nginx(program: str, folder: Path, port: int, dashboard: int) -> Iterator[str]:
    """The address of nginx on a port, in front of the dashboard on another, until the end."""
    answers = {"auth": _who, "sign_in": _form, "start": _start, "sign_out": _end}
    routes = [Route(f"/oauth2/{name}", answer) for name, answer in answers.items()]
    server = uvicorn.Server(uvicorn.Config(Starlette(routes=routes), port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.02)
    _certificate(folder)
    changed = {
        "listen 443 ssl": f"listen 127.0.0.1:{port} ssl",
        "127.0.0.1:8501": f"127.0.0.1:{dashboard}",
        "127.0.0.1:4180": f"127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}",
        "/etc/ssl/perisai": str(folder),
    }
    text = RECIPE.read_text(encoding="utf-8")
    for own, here in changed.items():
        assert own in text, f"the recipe no longer says {own}"
        text = text.replace(own, here)
    (folder / "perisai.conf").write_text(text)
    (folder / "nginx.conf").write_text(_AROUND.format(folder=folder))
    process = subprocess.Popen([program, "-c", folder / "nginx.conf", "-e", "stderr"], stderr=subprocess.PIPE)
    try:
        _listens(process, port)
        yield f"https://localhost:{port}"
    finally:
        process.terminate()
        process.wait(timeout=10)
        process.stderr.close()
        server.should_exit = True
        thread.join()


def _listens(process: subprocess.Popen, port: int) -> None:
    while process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise AssertionError(f"nginx ended: {process.stderr.read().decode()}")


def _certificate(folder: Path) -> None:
    key, name = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")]),
    )
    now = datetime.datetime.now(datetime.UTC)
    about = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    about = about.not_valid_before(now).not_valid_after(now + datetime.timedelta(days=1))
    pem = serialization.Encoding.PEM
    (folder / "fullchain.pem").write_bytes(about.sign(key, hashes.SHA256()).public_bytes(pem))
    private = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (folder / "privkey.pem").write_bytes(key.private_bytes(pem, *private))
