"""Answers on the command line: since when an agent or office stands elsewhere, or participants are another agent's."""

import argparse
from datetime import date

import pytest

from dashboard.cli import answers
from dashboard.imports import imports, moves
from dashboard.language.words import words_in
from queries.db.schema import ALWAYS
from seed.checks.answers import Later, Move, Question

TODAY = date(2019, 7, 15)
WORDS = words_in("id")
NO_DAYS = (
    *("AB1", "AB1=", "=2019-07-01", "AB1=2019", "AB1=2019-S1", "AB1=20190701", "AB1=2019-W27-1", "AB1=2019-02-30"),
    *("AB1=2019-13", "AB1=1-7-2019", "AB1=2019-07-1", "AB1=٢٠١٩-07"),
)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "today", lambda: TODAY)


def given(*arguments: str) -> answers.Answers:
    parser = argparse.ArgumentParser()
    answers.options(parser, WORDS)
    return answers.given(parser.parse_args(arguments), WORDS)


def test_a_day_or_a_month_for_its_first_day() -> None:
    assert given("--taken-over-from", "ab1/AB2=2019-07-15", "--reactivated-from", "AB3=2019-07") == {
        (Question.TAKEN_OVER, "AB1/AB2"): TODAY,
        (Question.REACTIVATED, "AB3"): date(2019, 7, 1),
    }


@pytest.mark.parametrize("option", ["--moved-from", "--taken-over-from", "--reactivated-from"])
@pytest.mark.parametrize("text", NO_DAYS)
def test_what_is_no_day_is_refused(option: str, text: str) -> None:
    with pytest.raises(answers.AnswerError) as refused:
        given(option, text)
    assert str(refused.value) == WORDS("moves.unknown", text=text)


@pytest.mark.parametrize("day", ["2019-07-16", "2019-08", "2030-01-01"])
def test_a_day_to_come_is_refused(day: str) -> None:
    with pytest.raises(answers.AnswerError, match=f"AB1={day}: hari itu belum tiba; hari ini 15 Juli 2019"):
        given("--moved-from", f"AB1={day}")


@pytest.mark.parametrize(
    "arguments",
    [
        ("--moved-from", "AB1=2019-01", "--moved-from", "ab1=2019-02"),
        ("--moved-from", "AB1=2019-01", "--always-so", "AB1"),
        ("--taken-over-from", "AB1/AB2=2019-01", "--always-so", "ab1/ab2"),
        ("--always-so", "AB1", "--always-so", "AB1"),
    ],
)
def test_a_code_answered_twice_is_refused(arguments: tuple[str, ...]) -> None:
    with pytest.raises(answers.AnswerError, match="dijawab dua kali"):
        given(*arguments)


def test_who_was_always_at_an_office_may_be_back_since_a_day() -> None:
    said = given("--always-so", "AB1", "--reactivated-from", "AB1=2019-03")
    assert (said[Question.OFFICE, "AB1"], said[Question.REACTIVATED, "AB1"]) == (ALWAYS, date(2019, 3, 1))


def test_take_overs_on_record_are_named_and_what_becomes_of_them() -> None:
    later = tuple(Later(f"AB{n}", date(2019, n, 1), n) for n in range(1, 8))

    def move(since: date | None, rows: tuple[Later, ...]) -> Move:
        return Move(0, 2, Question.TAKEN_OVER, "AB8/AB9", "AB8", "AB9", since, 3, 16_800, rows)

    assert moves.title(move(None, later[:1]), WORDS) == (
        "3 peserta agen AB8: berkas menyebut agen AB9. Sudah tercatat diambil alih: 1 peserta oleh AB1 sejak 1 Januari "
        "2019. Dijawab dengan suatu hari, yang sesudah hari itu dihapus; dijawab koreksi, semuanya tetap."
    )
    assert moves.sentence(move(TODAY, later[:2]), WORDS).endswith(
        "Pengambilalihan yang dihapus: 1 peserta oleh AB1 sejak 1 Januari 2019 dan 2 peserta oleh AB2 sejak 1 Februari "
        "2019."
    )
    stays = moves.sentence(move(ALWAYS, later), WORDS)
    assert "Pengambilalihan yang tercatat tetap: 1 peserta oleh AB1" in stays
    assert stays.endswith("5 peserta oleh AB5 sejak 1 Mei 2019, dan 2 lagi.")
    assert "5 peserta" not in moves.sentence(move(ALWAYS, ()), WORDS)
