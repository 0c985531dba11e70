"""The settings: defaults, what is refused, and that docs/settings.md and the code say the same."""

from dataclasses import fields
from pathlib import Path

import pytest

from dashboard.settings import ROOT, SettingError, Settings, read


def test_nothing_set_gives_the_defaults() -> None:
    assert read({}) == Settings()


def test_a_blank_value_counts_as_not_set() -> None:
    assert read({one.metadata["name"]: "  " for one in fields(Settings)}) == Settings()


def test_every_setting_is_read_by_its_name() -> None:
    given = {
        one.metadata["name"]: (*one.metadata["choices"][::-1], f"x{n}")[0] for n, one in enumerate(fields(Settings))
    }
    given |= {
        "PERISAI_ADDRESS": "https://perisai.kantor",
        "PERISAI_BRANCH_SECRET": "é" * 16,
        "PERISAI_SIGN_IN_HOURS": "9",
        "PERISAI_BACKUP_KEEP": "30",
        "PERISAI_PROXY_SIGN_OUT": "/oauth2/sign_out",
    }
    given |= {"PERISAI_VIEWER_ROLE": "staff", "PERISAI_VIEWER_WILAYAH": "33.25, 33.26"}
    given |= {"PERISAI_METRICS_TOKEN": "t" * 32}
    found = read(given)
    for one in fields(Settings):
        assert getattr(found, one.name) == given[one.metadata["name"]] != one.default


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("PERISAI_LANGUAGE", "nl", "PERISAI_LANGUAGE='nl': use one of id, en"),
        (
            "PERISAI_VIEWER_ROLE",
            "boss",
            "PERISAI_VIEWER_ROLE='boss': use one of head, staff, press, administrator, auditor",
        ),
        ("PERISAI_VIEWER_WILAYAH", "Batang", "PERISAI_VIEWER_WILAYAH='Batang': write Kemendagri codes, as 33.25,33.26"),
        (
            "PERISAI_VIEWER_WILAYAH",
            "33.25",
            "PERISAI_VIEWER_WILAYAH: only PERISAI_VIEWER_ROLE=staff can be limited to kabupaten/kota",
        ),
        ("PERISAI_BRANCH_CODE", "x" * 17, f"PERISAI_BRANCH_CODE='{'x' * 17}': use 1 to 16 characters"),
        ("PERISAI_ADDRESS", "kantor:8501", "PERISAI_ADDRESS='kantor:8501': begin it with http:// or https://"),
    ],
)
def test_a_bad_value_is_named_with_what_it_may_be(name: str, value: str, says: str) -> None:
    with pytest.raises(SettingError) as refused:
        read({name: value})
    assert str(refused.value) == says


def test_a_secret_that_can_be_guessed_is_refused_and_not_repeated() -> None:
    with pytest.raises(SettingError, match="31 bytes can be guessed; use at least 32") as refused:
        read({"PERISAI_BRANCH_SECRET": "q" * 31})
    assert "qq" not in str(refused.value)


@pytest.mark.parametrize(
    ("address", "leads"),
    [
        ("https://perisai.kantor/", "https://perisai.kantor"),
        ("http://10.1.2.3:8501", "http://10.1.2.3:8501"),
        ("http://localhost:8501", ""),
        ("http://LOCALHOST", ""),
        ("http://127.0.0.1:8501/dasbor", ""),
        ("http://127.1.2.3", ""),
        ("http://[::1]:8501", ""),
        ("http://0.0.0.0:8501", ""),
        ("http://[x", ""),
        ("https://localhost.kantor.example", "https://localhost.kantor.example"),
    ],
)
def test_an_address_of_this_computer_leads_nowhere(address: str, leads: str) -> None:
    assert read({"PERISAI_ADDRESS": address}).public_address == leads
    assert read({}).public_address == ""


def test_the_embedded_database_lies_in_the_data_folder() -> None:
    assert read({}).url == f"sqlite:///{(ROOT / 'data' / 'perisai.db').as_posix()}"
    elsewhere = read({"PERISAI_DATA_FOLDER": "/srv/perisai"})
    assert elsewhere.url == f"sqlite:///{Path('/srv/perisai/perisai.db').as_posix()}"


def test_a_database_that_is_given_is_taken() -> None:
    assert read({"DATABASE_URL": "postgresql://db/perisai"}).url == "postgresql://db/perisai"


def test_git_ignores_the_default_data_folder() -> None:
    assert "/data/" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()


def test_each_setting_has_a_name_of_its_own_and_help() -> None:
    names = [one.metadata["name"] for one in fields(Settings)]
    assert len(set(names)) == len(names)
    assert all(one.metadata["help"].endswith(".") for one in fields(Settings))


def test_the_page_about_settings_names_each_with_its_default_and_help() -> None:
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    for one in fields(Settings):
        row = next(line for line in page.splitlines() if line.startswith(f"| `{one.metadata['name']}` |"))
        assert one.metadata["help"] in row
        assert (f"`{one.default}`" if one.default else "–") in row
        assert all(f"`{choice}`" in row for choice in one.metadata["choices"])


@pytest.mark.parametrize("number", ["0", "-1", "2,5", "zwei", "²"])
def test_a_number_of_backups_to_keep_that_is_none_is_refused(number: str) -> None:
    with pytest.raises(SettingError, match="PERISAI_BACKUP_KEEP"):
        Settings(backup_keep=number)
