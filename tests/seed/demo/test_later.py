"""What the demonstration brings after its first files, read with plain csv and counted by hand."""

from collections import Counter
from datetime import date
from itertools import pairwise

import pytest

from seed.demo.write import write
from tests.seed.demo.test_demo import Branch, amount, day, month


@pytest.fixture(scope="module")
def default(tmp_path_factory) -> Branch:
    folder = tmp_path_factory.mktemp("demo")
    (branch,) = write(folder)
    assert {file.parent for file in branch.later} == {folder / "DEMO" / "susulan"}
    return Branch(folder / "DEMO")


def test_who_moved_leaves_their_earlier_participants_to_the_old_office(default):
    handed = default.later["alih-pembina"]
    acquirer = {row[2]: row[0] for row in default.participants}
    (before,), (after,) = {acquirer[row[2]] for row in handed}, {row[0] for row in handed}
    first = {agent: office for agent, _, office, *_, since in default.agents if not since}
    assert before in {agent for agent, *_, since in default.agents if since}
    assert (before != after, first[before] == first[after]) == (True, True)
    assert {row[-1] for row in handed} == {"15-05-2019"}
    known = {tuple(row[1:]) for row in default.participants}
    assert all(tuple(row[1:-1]) in known for row in handed)
    people = {row[2] for row in handed}
    earlier = {row[2] for row in default.participants if row[0] == before and day(row[1]) < date(2019, 4, 1)}
    assert people == earlier
    since = [kpj for kpj, _, _, paid, *_ in default.contributions if kpj in people and day(paid) >= date(2019, 5, 15)]
    assert len(since) > 5, "they pay afterwards, to who took over"


def test_some_payments_of_april_come_again_with_what_was_paid(default):
    written = {tuple(row[:4]): amount(row[4]) for row in default.first}
    again = {tuple(row[:4]): int(row[4]) for row in default.later["iuran-koreksi"]}
    assert len(again) == 5
    assert {paid.replace(day=1) for paid in (day(key[3]) for key in again)} == {date(2019, 4, 1)}
    assert all(again[key] - written[key] == 20_000 * int(key[2]) for key in again)
    programs = {row[2]: row[5] for row in default.participants}
    assert {programs[key[0]] for key in again} == {"JKK+JKM+JHT"}


def test_the_lists_follow_what_came_in_and_have_what_does_not_agree(default):
    """By hand: acquired, paid or begun in the three months up to the list's; one is still listed all the same."""
    listed = {}
    for last, agent in default.later["daftar-aplikasi"]:
        listed.setdefault(month(last), set()).add(agent)
    assert sorted(listed) == [date(2019, n, 1) for n in range(1, 7)]
    statuses = default.statuses()
    (due,) = (agent for agent, (status, *_) in statuses.items() if status == "due_for_removal")
    begun = {agent: day(back or registered) for agent, _, _, registered, _, back, _ in default.agents}
    for last, codes in listed.items():
        window = {date(last.year - (last.month < n + 1), (last.month - n - 1) % 12 + 1, 1) for n in range(3)}
        busy = {row[0] for row in default.participants if day(row[1]).replace(day=1) in window}
        busy |= {agent for agent, *_, paid, _ in default.paid if paid.replace(day=1) in window}
        busy |= {agent for agent, since in begun.items() if since.replace(day=1) in window}
        assert codes - {"AX0099"} == busy | {due}
    assert due in listed[date(2019, 6, 1)]
    kept = {agent for agent, (status, *_) in statuses.items() if status != "due_for_removal"}
    assert len(kept - listed[date(2019, 6, 1)]) == 1, "one lives on prepayment: the rule keeps who is not listed"
    assert listed[date(2019, 6, 1)] - listed[date(2019, 5, 1)], "one is back on the list"


def test_one_pays_again_after_more_than_three_months(default):
    by_person = {}
    for kpj, blth, span, paid, *_ in default.contributions:
        by_person.setdefault(kpj, []).append((day(paid), month(blth), int(span)))
    gaps = Counter()
    for kpj, rows in by_person.items():
        rows.sort()
        for (_, first, span), (again, *_) in pairwise(rows):
            covered = first.year * 12 + first.month + span - 1
            gaps[kpj] = max(gaps[kpj], again.year * 12 + again.month - covered - 1)
    assert [kpj for kpj, gap in gaps.items() if gap > 3] == ["19000000001"]


def test_one_has_died_and_two_have_ended_after_their_last_payment(default):
    ends = default.later["peserta-berakhir"]
    assert [tuple(row[6:]) for row in ends] == [
        ("29-06-2019", "", ""),
        ("", "29-06-2019", "Pindah ke penerima upah"),
        ("", "29-06-2019", "Klaim JHT"),
    ]
    known, handed = {tuple(row) for row in default.participants}, {row[2] for row in default.later["alih-pembina"]}
    assert all(tuple(row[:6]) in known and row[2] not in handed for row in ends)
    june = date(2019, 6, 1)
    protected = []
    for row in ends:
        own = [
            (month(blth), int(span), day(paid)) for kpj, blth, span, paid, *_ in default.contributions if kpj == row[2]
        ]
        assert max(paid for *_, paid in own) < date(2019, 6, 29)
        assert max(blth for blth, *_ in own) <= june
        months = max(first.year * 12 + first.month + span - 1 for first, span, _ in own)
        protected.append(months >= june.year * 12 + june.month)
    assert protected == [True, True, False]


@pytest.mark.parametrize("agents", [1, 2, 9])
def test_a_small_branch_has_the_files_that_have_a_row(tmp_path, agents):
    (branch,) = write(tmp_path, agents=agents, months=6)
    assert "daftar-aplikasi" in {file.stem for file in branch.later}
    assert all(file.read_bytes().count(b"\n") > 3 for file in branch.later)
