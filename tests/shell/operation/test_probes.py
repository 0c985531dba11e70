"""What no page answers: whether the server can work, what it counts, and the short address of a code."""

import asyncio
import json
from dataclasses import replace
from types import SimpleNamespace

import pytest

from dashboard.imports.prepare import prepare
from dashboard.render.pool import WorkerProcess
from dashboard.settings import SettingError, Settings
from dashboard.shell.operation import metrics, ready
from dashboard.shell.operation.probes import Probes
from dashboard.shell.routes import ADDRESSES

TOKEN = "0123456789abcdef0123456789abcdef"
HERE = (("127.0.0.1", 50_000), {"host": "localhost:8501"})
PROXY = (("127.0.0.1", 50_000), {"host": "localhost:8501", "x-forwarded-for": "127.0.0.1"})
OFFICE = (("10.0.0.9", 50_000), {"host": "perisai.example"})


@pytest.fixture(scope="module")
def empty(tmp_path_factory) -> Settings:
    """A branch's empty database."""
    chosen = Settings(data_folder=str(tmp_path_factory.mktemp("data")), demo="no", metrics_token=TOKEN)
    prepare(chosen, print).dispose()
    return chosen


@pytest.fixture
def settings(empty, monkeypatch) -> Settings:
    """The same, and a drawing process that runs."""
    monkeypatch.setattr(ready, "RENDERER", SimpleNamespace(is_alive=True, start=lambda: None))
    return empty


def answer(settings: Settings, path: str, asked=HERE, **more: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body; 404 with nothing where it is passed on to Streamlit."""
    sent: list[dict] = []

    async def app(scope, receive, send) -> None:
        await send({"type": "http.response.start", "status": 404, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def send(message) -> None:
        sent.append(message)

    client, headers = asked
    pairs = [(name.encode(), value.encode()) for name, value in {**headers, **more}.items()]
    scope = {"type": "http", "method": "GET", "path": path, "client": client, "headers": pairs}
    asyncio.run(Probes(app, settings)(scope, None, send))
    named = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], named, b"".join(one.get("body", b"") for one in sent[1:])


def parts(settings: Settings) -> tuple[int, dict[str, object]]:
    status, _, body = answer(settings, "/ready")
    assert str(settings.folder).encode() not in body
    return status, json.loads(body)


def test_a_server_that_can_work_is_ready(settings) -> None:
    good = {"ready": True, "database": "ok", "migration": "ok", "folder": "ok", "drawing": "ok"}
    assert parts(settings) == (200, good)


def test_a_database_of_another_version_is_not(settings, tmp_path) -> None:
    """One without any table is of none."""
    status, said = parts(replace(settings, data_folder=str(tmp_path)))
    assert (status, said["ready"], said["database"], said["migration"]) == (503, False, "ok", "other")


def test_neither_is_a_server_without_its_database_or_folder(settings, tmp_path) -> None:
    gone = Settings(data_folder=str(tmp_path / "none"), database_url=f"sqlite:///{tmp_path}/none/x.db")
    assert parts(gone)[1] == {
        **{"ready": False, "database": "away", "migration": "unknown", "folder": "closed", "drawing": "ok"}
    }


def test_a_drawing_process_that_died_is_started_by_who_asks(settings, monkeypatch) -> None:
    started: list[bool] = []
    dead = SimpleNamespace(is_alive=False, start=lambda: started.append(True))
    monkeypatch.setattr(ready, "RENDERER", dead)
    assert (parts(settings)[1]["drawing"], started) == ("starting", [True])


def test_who_asks_again_at_once_gets_the_answer_of_just_now(settings, monkeypatch) -> None:
    readiness = ready.Readiness(settings)
    readiness.parts()
    monkeypatch.setattr(ready, "RENDERER", SimpleNamespace(is_alive=False, start=lambda: None))
    assert readiness.parts()["drawing"] == "ok"
    monkeypatch.setattr(ready, "FRESH_S", -1)
    assert readiness.parts()["drawing"] == "starting"


@pytest.mark.parametrize("asked", [PROXY, OFFICE])
def test_others_are_told_whether_it_is_ready_and_nothing_else(settings, asked) -> None:
    status, _, body = answer(settings, "/ready", asked)
    assert (status, json.loads(body)) == (200, {"ready": True})


@pytest.mark.parametrize("asked", [PROXY, OFFICE])
def test_what_is_counted_is_for_this_computer_and_who_brings_the_token(settings, asked) -> None:
    assert answer(settings, "/metrics")[0] == 200
    assert answer(settings, "/metrics", asked)[0] == 404
    assert answer(settings, "/metrics", asked, authorization=f"Bearer {TOKEN}")[0] == 200
    for wrong in ("", "Bearer ", f"Bearer {TOKEN}x", "Bearer é"):
        assert answer(settings, "/metrics", asked, authorization=wrong)[0] == 404
    tokenless = Settings(data_folder=settings.data_folder)
    assert answer(tokenless, "/metrics", asked, authorization="Bearer ")[0] == 404


def test_a_short_token_is_refused() -> None:
    with pytest.raises(SettingError, match="PERISAI_METRICS_TOKEN"):
        Settings(metrics_token="short")


def test_a_database_that_is_away_leaves_its_numbers_out(settings, tmp_path) -> None:
    assert "perisai_loads 0.0" in metrics.exposed(settings).decode()
    gone = Settings(database_url=f"sqlite:///{tmp_path}/none/x.db")
    said = metrics.exposed(gone).decode()
    assert ("perisai_loads" in said, "perisai_sessions" in said) == (False, True)


def test_a_job_that_waits_is_counted(settings, monkeypatch) -> None:
    process = WorkerProcess("dashboard.render.worker_of_a_test")
    seen: list[str] = []

    def working(body: bytes, timeout: float) -> bytes:
        seen.extend(metrics.exposed(settings).decode().splitlines())
        return b"\0drawn"

    monkeypatch.setattr(process, "_tried_twice", working)
    assert process.work({}) == b"\0drawn"
    assert 'perisai_jobs{process="dashboard.render.worker_of_a_test"} 1.0' in seen
    assert 'perisai_jobs{process="dashboard.render.worker_of_a_test"} 0.0' in metrics.exposed(settings).decode()
    process.close()


def test_no_label_can_hold_anything_of_a_person(settings) -> None:
    metrics.PAGE_SECONDS.labels("iuran").observe(0.1)
    pages: set[str] = set()
    for family in [*metrics.REGISTRY.collect(), *metrics.Now(settings).collect()]:
        for sample in family.samples:
            assert set(sample.labels) <= {"page", "kind", "status", "process", "le"}, family.name
            pages |= {sample.labels["page"]} if "page" in sample.labels else set()
    assert pages <= {*ADDRESSES.values(), "awal"}


@pytest.mark.parametrize(
    ("path", "leads"),
    [
        ("/k/KP7B44B1-BTHM", "/telusur?kode=KP7B44B1-BTHM"),
        ("/k///evil.example", "/telusur?kode=%2F%2Fevil.example"),
        ("/k/a\r\nset-cookie: x", "/telusur?kode=a%0D%0Aset-cookie%3A+x"),
        ("/k/" + "x" * 500, "/telusur?kode=" + "x" * 40),
    ],
)
def test_a_code_has_a_short_address_that_leads_nowhere_else(settings, path, leads) -> None:
    status, headers, _ = answer(settings, path)
    assert (status, headers["location"]) == (307, leads)


def test_everything_else_is_passed_on(settings) -> None:
    for path in ("/", "/ready/", "/iuran/ready", "/metricsx", "/_stcore/health"):
        assert answer(settings, path)[::2] == (404, b"")


def test_who_asks_while_another_waits_gets_the_last_answer(settings, monkeypatch: pytest.MonkeyPatch) -> None:
    readiness = ready.Readiness(settings)
    last = readiness.parts()
    monkeypatch.setattr(ready, "FRESH_S", -1.0)
    monkeypatch.setattr(ready, "_database", lambda url: (*[readiness.parts()["database"]] * 2,))
    assert readiness.parts()["migration"] == last["database"]
