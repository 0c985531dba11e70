"""After files were loaded, refused, corrected and given out, no NIK, KPJ or name stands anywhere but where it belongs.

The database is left out, which keeps an agent's name and the last digits of a KPJ, and what is given out inside the
office on purpose: refused rows, lists of agents.
"""

import logging
import tempfile
from pathlib import Path

import pytest

from dashboard.cli.main import main

NIK, KPJ, AGENT, PERSON = "3326019900112233", "19012345678", "Zulkarnaen Qodir", "Sukmawati Prameswari"
PERSONAL = (NIK, KPJ, AGENT, PERSON, *AGENT.split(), *PERSON.split())
OFFICE = "Kode Kantor;Nama Kantor;Wilayah\nK1;Kantor Satu;33.25\n"
AGENTS = f"Kode Perisai;Nama;Kode Kantor;Tgl Daftar\nA1;{AGENT};K1;13-01-2019\n"
PEOPLE = f"Kode Perisai;Nama Peserta;Tgl Daftar;No KPJ;NIK;Sektor\nA1;{PERSON};20-03-2019;{KPJ};{NIK};Nelayan\n"
PAID = f"No KPJ;BLTH;Tgl Bayar;Nominal\n{KPJ};03-2019;21-03-2019;16.800\n"
FAULTY = f"No KPJ;BLTH;Tgl Bayar;Nominal\n{KPJ};03-2019;32-03-2019;{NIK}\n{NIK};04-2019;21-04-2019;abc\n"


def test_after_a_full_run_nobody_is_named_in_logs_errors_or_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture, caplog: pytest.LogCaptureFixture
) -> None:
    data, temp, given = tmp_path / "data", tmp_path / "temp", tmp_path / "given"
    for folder in (temp, given):
        folder.mkdir()
    monkeypatch.setenv("PERISAI_DATA_FOLDER", str(data))
    monkeypatch.setenv("PERISAI_DEMO", "no")
    monkeypatch.setattr(tempfile, "tempdir", str(temp))
    caplog.set_level(logging.DEBUG)
    texts = {"kantor": OFFICE, "agen": AGENTS, "peserta": PEOPLE, "iuran": PAID, "salah": FAULTY}
    files = {name: given / f"{name}.csv" for name in texts}
    for name, text in texts.items():
        files[name].write_text(text)
    good = [str(files[name]) for name in ("kantor", "agen", "peserta", "iuran")]
    assert main(["import", *good]) == 0
    assert main(["check", str(files["salah"])]) == 1
    assert main(["import", str(files["salah"])]) == 1
    errors = capsys.readouterr().err
    for words in (["figures", "--period", "2019-S1"], ["undo"], ["audit"], ["people", "list"]):
        main(words)
    errors += capsys.readouterr().err
    for words in (["explain", KPJ], ["figures", "--period", NIK]):  # what was typed is said back to who typed it, alone
        main(words)
    left = [file for folder in (data, temp) for file in folder.rglob("*") if file.is_file()]
    written = {
        str(file.relative_to(tmp_path)): file.read_bytes() for file in left if not file.name.startswith("perisai.db")
    }
    everywhere = {**written, "errors": errors.encode(), "log": caplog.text.encode()}
    named = {(where, one) for where, content in everywhere.items() for one in PERSONAL if one.encode() in content}
    assert named == set()
    assert written
    paths = " ".join(str(file) for file in left)
    assert not any(one in paths for one in PERSONAL)


def test_the_audit_holds_none_of_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    monkeypatch.setenv("PERISAI_DATA_FOLDER", str(tmp_path / "data"))
    monkeypatch.setenv("PERISAI_DEMO", "no")
    for name, text in (("kantor", OFFICE), ("agen", AGENTS), ("peserta", PEOPLE), (KPJ, PAID)):
        (tmp_path / f"{name}.csv").write_text(text)
    assert main(["import", *map(str, sorted(tmp_path.glob("*.csv")))]) == 0
    main(["figures", "--period", "2019-S1"])
    main(["explain", KPJ])
    capsys.readouterr()
    main(["audit"])
    said = capsys.readouterr().out
    assert "figures.json" in said
    assert not [one for one in PERSONAL if one in said]
