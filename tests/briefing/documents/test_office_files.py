"""Slides and workbook as files: whole, and the same briefing gives the same bytes."""

import hashlib
import os
import subprocess
import sys
import time
from dataclasses import replace
from datetime import datetime

import pytest
import xlsxwriter.core

from dashboard.briefing.documents.pptx.slides import slides
from dashboard.briefing.documents.xlsx import workbook
from dashboard.language.words import LANGUAGES, words_in
from dashboard.settings import ROOT
from tests.support.briefing_pack import plain, sample
from tests.support.package import faults


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("make", [slides, workbook])
def test_an_office_program_finds_nothing_to_repair(make, language: str) -> None:
    odd = replace(plain(language), title="<&> \x07 😀 '\"", moment="")
    for pack in (sample(language), plain(language), odd, replace(odd, numbers=(), exhibits=())):
        assert faults(make(pack, words_in(language))) == []


@pytest.mark.parametrize("make", [slides, workbook])
def test_the_same_briefing_gives_the_same_bytes_at_another_hour(make, monkeypatch: pytest.MonkeyPatch) -> None:
    first = make(sample("id"), words_in("id"))

    class AnyTime(type):
        def __instancecheck__(cls, one: object) -> bool:
            return isinstance(one, datetime)

    class Later(datetime, metaclass=AnyTime):
        @classmethod
        def now(cls, tz=None):
            return cls(2031, 5, 6, 7, 8, 9, tzinfo=tz)

    there = time.localtime(time.time() + 10**8)
    monkeypatch.setattr(time, "localtime", lambda *_: there)
    monkeypatch.setattr(xlsxwriter.core, "datetime", Later)
    assert make(sample("id"), words_in("id")) == first


def test_the_same_briefing_gives_the_same_bytes_in_another_process_and_time_zone() -> None:
    code = (
        "import hashlib\nfrom dashboard.briefing.documents.pptx.slides import slides\n"
        "from dashboard.briefing.documents.xlsx import workbook\n"
        "from dashboard.language.words import words_in; from tests.support.briefing_pack import sample\n"
        "print(*(hashlib.sha256(make(sample('en'), words_in('en'))).hexdigest() for make in (slides, workbook)))"
    )
    there = {**os.environ, "TZ": "Asia/Jakarta", "PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT)}
    elsewhere = subprocess.run(
        [sys.executable, "-c", code], env=there, capture_output=True, text=True, check=True
    ).stdout
    here = [hashlib.sha256(make(sample("en"), words_in("en"))).hexdigest() for make in (slides, workbook)]
    assert elsewhere.split() == here
