"""The only reader of the environment: each setting's name, default and help stand here once."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent

SECRET_BYTES = 32
"""As many as the hash has (RFC 2104): with fewer, whoever has the database tries all secrets."""

_WILAYAH = re.compile(r"[0-9]{2}\.[0-9]{2}")
"""A kabupaten's or kota's code."""

_HERE = {"", "localhost", "localhost.localdomain", "0.0.0.0", "::1", "::"}
"""Hosts that lead to the reader's own computer."""


class SettingError(ValueError):
    """A setting has a value that cannot be used; the message says which and what it takes."""


def _setting(name: str, default: str, text: str, choices: tuple[str, ...] = ()) -> str:
    return field(default=default, metadata={"name": name, "help": text, "choices": choices})


@dataclass(frozen=True)
class Settings:
    """The settings, all text, each read from the environment variable in its metadata."""

    database_url: str = _setting(
        "DATABASE_URL", "", "SQLAlchemy address of the database. Empty: the SQLite file perisai.db in the data folder."
    )
    data_folder: str = _setting(
        "PERISAI_DATA_FOLDER", "data", "Folder of the embedded database and of the branch's secret; git ignores `data`."
    )
    demo: str = _setting(
        "PERISAI_DEMO", "yes", "Whether an empty database gets the demonstration branch at the start.", ("yes", "no")
    )
    language: str = _setting("PERISAI_LANGUAGE", "id", "Language at the first visit.", ("id", "en"))
    branch_code: str = _setting(
        "PERISAI_BRANCH_CODE", "PKL", "The branch code, 1 to 16 characters; it leads every key."
    )
    branch_name: str = _setting("PERISAI_BRANCH_NAME", "Pekalongan", "The branch's name, as on screen and in exports.")
    branch_secret: str = _setting(
        "PERISAI_BRANCH_SECRET",
        "",
        "Secret with which NIK and KPJ are hashed. Empty: made at the first import and kept in the data folder. "
        "Never change it: known participants would no longer be recognised.",
    )
    keep_kpj: str = _setting(
        "PERISAI_KEEP_KPJ",
        "no",
        "Whether whole membership numbers (KPJ) of participants loaded from now on are kept, for staff to call; with "
        "`no` those that are there are deleted at the next start or load.",
        ("no", "yes"),
    )
    viewer_name: str = _setting("PERISAI_VIEWER_NAME", "staf", "Name under which imports are recorded.")
    viewer_role: str = _setting(
        "PERISAI_VIEWER_ROLE",
        "head",
        "Who looks at this screen, and gives commands, where nobody signs in.",
        ("head", "staff", "press", "administrator", "auditor"),
    )
    viewer_wilayah: str = _setting(
        "PERISAI_VIEWER_WILAYAH",
        "",
        "Kabupaten/kota that the role `staff` sees where nobody signs in: codes with commas (33.25,33.26). Empty: all "
        "of the branch. Any other role has all of it.",
    )
    open_address: str = _setting(
        "PERISAI_OPEN_ADDRESS",
        "no",
        "Whether the dashboard answers at another address than this computer's own, without sign-in: whoever reaches "
        "it is then who PERISAI_VIEWER_ROLE says.",
        ("no", "yes"),
    )
    sign_in_hours: str = _setting(
        "PERISAI_SIGN_IN_HOURS",
        "10",
        "After how many hours at the latest somebody signs in again, 1 to 24; earlier where the provider's token ends.",
    )
    person_claim: str = _setting(
        "PERISAI_PERSON_CLAIM",
        "email",
        "By which claim of the provider's token people are known. Take one that nobody can write for themselves; an "
        "`email` that the provider calls unverified is refused.",
    )
    proxy_address: str = _setting(
        "PERISAI_PROXY_ADDRESS",
        "",
        "Addresses of the proxy in front of the dashboard, with commas between them: what it says of its visitors is "
        "believed, and of nobody else.",
    )
    proxy_header: str = _setting(
        "PERISAI_PROXY_HEADER",
        "",
        "Header in which that proxy says who signed in with it, such as X-Forwarded-Email. Empty: it signs nobody in.",
    )
    proxy_sign_out: str = _setting(
        "PERISAI_PROXY_SIGN_OUT",
        "",
        "Where that proxy signs people out, such as /oauth2/sign_out. Empty: the pages have no way to it.",
    )
    server_believes: str = _setting(
        "FORWARDED_ALLOW_IPS",
        "",
        "Whose word the server itself takes for where a visitor comes from. `python run.py` says `none`, and so does "
        "whoever starts it otherwise behind a proxy that signs people in.",
    )
    geojson: str = _setting(
        "PERISAI_GEOJSON", "", "GeoJSON file with the areas' outlines (property `code`, 33.25). Empty: a schematic map."
    )
    ask_ahead: str = _setting(
        "PERISAI_ASK_AHEAD",
        "yes",
        "Whether the server, once data were loaded, asks of them in the background what readers asked of those before.",
        ("yes", "no"),
    )
    backup_folder: str = _setting(
        "PERISAI_BACKUP_FOLDER",
        "",
        "Folder, best on another disk, into which the server puts a backup once a day. Empty: none is made.",
    )
    backup_keep: str = _setting(
        "PERISAI_BACKUP_KEEP", "14", "How many of the daily backups stay; older ones go once a new one was read back."
    )
    backup_passphrase_file: str = _setting(
        "PERISAI_BACKUP_PASSPHRASE_FILE",
        "",
        "File whose first line is the passphrase that closes backups. Empty: they are not closed.",
    )
    address: str = _setting(
        "PERISAI_ADDRESS",
        "http://localhost:8501",
        "Where readers reach the dashboard; links and QR codes in what leaves begin with it. With an address of this "
        "computer alone, as the default is, there are none: the trace code stands in words.",
    )
    log: str = _setting(
        "PERISAI_LOG",
        "text",
        "In what form the server writes its log to standard error: `json` is a line a record, one for each run of a "
        "page too, with who, where and how long.",
        ("text", "json"),
    )
    metrics_token: str = _setting(
        "PERISAI_METRICS_TOKEN",
        "",
        "What a Prometheus on another computer has to bring (as a bearer token) to read `/metrics`, at least 32 "
        "characters. Empty: this computer alone reads it.",
    )

    def __post_init__(self) -> None:
        for one in fields(self):
            choices = one.metadata["choices"]
            if choices and getattr(self, one.name) not in choices:
                raise SettingError(
                    f"{one.metadata['name']}={getattr(self, one.name)!r}: use one of {', '.join(choices)}"
                )
        if 0 < len(self.branch_secret.encode()) < SECRET_BYTES:
            raise SettingError(
                f"PERISAI_BRANCH_SECRET: {len(self.branch_secret.encode())} bytes can be guessed; use at least "
                f"{SECRET_BYTES}, or none, so that one is made: "
                'python -c "import secrets; print(secrets.token_hex(32))"'
            )
        if 0 < len(self.metrics_token) < SECRET_BYTES:
            raise SettingError(
                f"PERISAI_METRICS_TOKEN: {len(self.metrics_token)} characters can be guessed; use at least "
                f"{SECRET_BYTES}, or none"
            )
        if not 1 <= len(self.branch_code) <= 16:
            raise SettingError(f"PERISAI_BRANCH_CODE={self.branch_code!r}: use 1 to 16 characters")
        wrong = [code for code in self.viewer_places or () if not _WILAYAH.fullmatch(code)]
        if wrong:
            raise SettingError(
                f"PERISAI_VIEWER_WILAYAH={self.viewer_wilayah!r}: write Kemendagri codes, as 33.25,33.26"
            )
        if self.viewer_places and self.viewer_role != "staff":
            raise SettingError(
                "PERISAI_VIEWER_WILAYAH: only PERISAI_VIEWER_ROLE=staff can be limited to kabupaten/kota"
            )
        if self.sign_in_hours not in {str(hours) for hours in range(1, 25)}:
            raise SettingError(f"PERISAI_SIGN_IN_HOURS={self.sign_in_hours!r}: use a whole number from 1 to 24")
        if not self.backup_keep.isascii() or not self.backup_keep.isdigit() or int(self.backup_keep) < 1:
            raise SettingError(f"PERISAI_BACKUP_KEEP={self.backup_keep!r}: use a number from 1 on")
        if self.proxy_sign_out and not self.proxy_sign_out.startswith(("/", "https://")):
            raise SettingError(f"PERISAI_PROXY_SIGN_OUT={self.proxy_sign_out!r}: begin it with / or https://")
        if not self.address.startswith(("http://", "https://")):
            raise SettingError(f"PERISAI_ADDRESS={self.address!r}: begin it with http:// or https://")

    @property
    def viewer_places(self) -> frozenset[str] | None:
        """The codes of the kabupaten/kota to which the settings' viewer is limited; None: all of the branch."""
        codes = frozenset(code.strip() for code in self.viewer_wilayah.split(",") if code.strip())
        return codes or None

    @property
    def public_address(self) -> str:
        """The address without its last slash; empty for one that leads nowhere from another computer."""
        try:
            host = urlsplit(self.address).hostname or ""
        except ValueError:
            return ""
        return "" if host in _HERE or host.startswith("127.") else self.address.rstrip("/")

    @property
    def folder(self) -> Path:
        """The data folder; a relative one lies beside streamlit_app.py."""
        return ROOT / self.data_folder

    @property
    def templates(self) -> str:
        """The folder of the branch's own logo, letterhead and deck."""
        return str(self.folder / "templat")

    @property
    def url(self) -> str:
        """The database's address, the embedded default filled in."""
        return self.database_url or f"sqlite:///{(self.folder / 'perisai.db').as_posix()}"


def read(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings as the environment has them; a blank value counts as not set. Raises SettingError."""
    given = os.environ if environment is None else environment
    values = {one.name: given.get(one.metadata["name"], "").strip() for one in fields(Settings)}
    return Settings(**{name: value for name, value in values.items() if value})


def names() -> list[str]:
    """The environment variables that are read, in order."""
    return [one.metadata["name"] for one in fields(Settings)]
