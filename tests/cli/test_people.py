"""`python run.py people`: the first administrator on the server's own shell, changes, refusals that say what to do."""

import pytest

from dashboard.cli.main import main
from dashboard.language.words import words_in

ID = words_in("id")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path, capsys):
    monkeypatch.setenv("PERISAI_DATA_FOLDER", str(tmp_path / "data"))

    def running(*words: str) -> tuple[int, str, str]:
        code = main(["people", *words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return running


def test_people_are_added_changed_and_removed_by_whom_the_settings_name(run) -> None:
    assert run("list")[1].strip() == ID("people.nobody")
    rina = ("Rina@Kantor.example", "--name", "Rina", "--role", "administrator")
    assert "Rina (rina@kantor.example) · pengelola · sejak" in run("add", *rina)[1]
    code, out, _ = run("add", "ani", "--name", "Ani", "--role", "staff", "--wilayah", "33.25", "--until", "2099-12-31")
    assert (code, "Ani (ani) · staf · 33.25 · " in out, "sampai 31 Desember 2099" in out) == (0, True, True)
    everywhere = run("change", "ani", "--wilayah", "semua", "--import")[1]
    assert "Ani (ani) · staf · semua kabupaten/kota · boleh mengimpor" in everywhere
    assert "Ani (ani) · auditor · " in run("change", "ani", "--role", "auditor")[1]
    assert "Ani" not in run("remove", "ani")[1].replace(ID("people.done.remove", subject="ani"), "")


@pytest.mark.parametrize(
    ("words", "code", "reason"),
    [
        (("add",), 2, "no_subject"),
        (("add", "ani"), 1, "no_role"),
        (("add", "ani", "--role", "staff"), 1, "no_wilayah"),
        (("add", "ani", "--role", "staff", "--wilayah", "33.25", "--import"), 1, "import_of_some"),
        (("change", "ani"), 1, "unknown"),
        (("remove", "ani"), 1, "unknown"),
        (("remove", "rina"), 1, "last"),
        (("change", "rina", "--until", "2099-01-01"), 1, "last"),
    ],
)
def test_a_refusal_says_what_to_do_and_changes_nothing(run, words: tuple[str, ...], code: int, reason: str) -> None:
    before = run("add", "rina", "--role", "administrator")[1].splitlines()[1:]
    subject = words[1] if len(words) > 1 else ""
    assert run(*words) == (code, "", f"{ID(f'people.refused.{reason}', subject=subject)}\n")
    assert run("list")[1].splitlines() == before


@pytest.mark.parametrize(("role", "code"), [("administrator", 0), ("staff", 1), ("auditor", 1)])
def test_who_may_not_manage_people_does_not_read_them_either(run, monkeypatch, role: str, code: int) -> None:
    monkeypatch.setenv("PERISAI_VIEWER_ROLE", role)
    assert run("list")[0] == code
