"""The demonstration's files, read with plain csv and counted by hand, as they are after the later load."""

import csv
import hashlib
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import pytest

from queries.periods import months_between, shift
from seed.checks.parse import take_in
from seed.demo.plan import apportion, season
from seed.demo.write import LIMITS, DemoError, write

AS_OF = date(2019, 6, 1)
HALF_YEAR = [date(2019, n, 1) for n in range(1, 7)]
HEADER_ROWS = 3


def rows(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.reader(opened, delimiter=";"))[HEADER_ROWS:]


def day(text: str) -> date:
    return date(int(text[6:]), int(text[3:5]), int(text[:2]))


def month(text: str) -> date:
    return date(int(text[3:]), int(text[:2]), 1)


def amount(text: str) -> int:
    return int(text.replace(".", ""))


class Branch:
    """The files of one branch, as plain lists. `paid`: (agent, registered, blth, last covered, paid, Rp) a payment."""

    def __init__(self, folder: Path) -> None:
        self.offices, self.agents, self.participants = (
            rows(folder / f"{n}.csv") for n in ("kantor", "agen", "peserta")
        )
        *self.first, self.total = rows(folder / "iuran.csv")
        self.later = {file.stem: rows(file) for file in (folder / "susulan").glob("*.csv")}
        corrected = {tuple(row[:4]): row for row in self.later.get("iuran-koreksi", [])}
        self.contributions = [corrected.get(tuple(row[:4]), row) for row in self.first]
        who = {kpj: (agent, day(registered)) for agent, registered, kpj, *_ in self.participants}
        self.paid = [
            (*who[kpj], month(blth), shift(month(blth), int(span) - 1), day(paid), amount(nominal))
            for kpj, blth, span, paid, nominal, *_ in self.contributions
        ]

    def acquired(self) -> Counter[date]:
        return Counter(day(registered).replace(day=1) for _, registered, *_ in self.participants)

    def received(self) -> int:
        return sum(rupiah for *_, paid, rupiah in self.paid if paid.replace(day=1) in HALF_YEAR)

    def statuses(self) -> dict[str, tuple[str, int, date | None]]:
        """By agent on 30 June 2019: status, zero months, last running month (design, section 2)."""
        acquired, runs = defaultdict(set), defaultdict(set)
        for agent, registered, *_ in self.participants:
            acquired[agent].add(day(registered).replace(day=1))
        for agent, _, blth, last, paid, _ in self.paid:
            runs[agent] |= {paid.replace(day=1), *(shift(blth, n) for n in range(months_between(blth, last) + 1))}
        by_agent = {}
        for agent, _, _, registered, _, back, _ in self.agents:
            zero = months_between(max({day(back or registered).replace(day=1)} | acquired[agent]), AS_OF)
            running = bool(runs[agent] & {shift(AS_OF, -n) for n in range(3)})
            dormant = "dormant_retained" if running else "due_for_removal"
            by_agent[agent] = (
                "active" if zero == 0 else "slowing" if zero < 3 else dormant,
                zero,
                max(runs[agent], default=None),
            )
        return by_agent


@pytest.fixture(scope="module")
def default(tmp_path_factory) -> Branch:
    folder = tmp_path_factory.mktemp("demo")
    (branch,) = write(folder)
    assert (branch.code, branch.files[0].parent) == ("DEMO", folder / "DEMO")
    return Branch(folder / "DEMO")


def test_the_default_has_the_articles_figures(default):
    acquired = default.acquired()
    assert len({agent for agent, *_ in default.agents}) == 32
    assert len(default.offices) == 10
    assert {wilayah for _, _, wilayah in default.offices} == {"33.25", "33.26", "33.27", "33.75"}
    assert sum(acquired[one] for one in HALF_YEAR) == 1313
    assert 113_500_000 <= default.received() <= 114_500_000
    assert default.received() != 113_702_400


@pytest.mark.parametrize("seed", [1, 7, 42])
def test_another_seed_keeps_them(tmp_path, seed):
    write(tmp_path, seed=seed)
    branch = Branch(tmp_path / "DEMO")
    assert sum(branch.acquired()[one] for one in HALF_YEAR) == 1313
    assert 113_500_000 <= branch.received() <= 114_500_000


def test_every_status_of_the_listed_occurs(default):
    statuses = default.statuses()
    assert Counter(status for status, *_ in statuses.values()) == {
        "active": 21,
        "slowing": 5,
        "dormant_retained": 5,
        "due_for_removal": 1,
    }


def test_the_dormant_are_retained_for_different_reasons(default):
    dormant = {agent: rest for agent, (status, *rest) in default.statuses().items() if status == "dormant_retained"}
    recent = Counter(dict.fromkeys(dormant, 0))
    for agent, *_, paid, rupiah in default.paid:
        if agent in dormant and paid >= date(2019, 4, 1):
            recent[agent] += rupiah
    assert 0 in recent.values(), "one lives on prepayment alone"
    assert sum(rupiah > 0 for rupiah in recent.values()) >= 3
    assert len({zero for zero, _ in dormant.values()}) == 5
    assert any(last > AS_OF for _, last in dormant.values())


def test_one_agent_moved_to_another_place_and_one_came_back(default):
    offices = {code: wilayah for code, _, wilayah in default.offices}
    moved = [row for row in default.agents if row[6]]
    first = [row for row in default.agents if row[0] == moved[0][0] and not row[6]]
    assert [len(moved), len(first)] == [1, 1]
    assert offices[moved[0][2]] != offices[first[0][2]]
    assert moved[0][6] == "15-04-2019"
    (back,) = [row for row in default.agents if row[5]]
    registered, left, again = map(day, back[3:6])
    assert registered < left < again
    assert months_between(left, again) >= 6
    assert all(day(since) >= again for agent, since, *_ in default.participants if agent == back[0])


def test_the_one_due_for_removal_ran_until_march(default):
    (last,) = [last for status, _, last in default.statuses().values() if status == "due_for_removal"]
    assert last == date(2019, 3, 1)


def test_some_agents_acquired_nobody_in_the_semester_and_are_still_listed(default):
    busy = {agent for agent, registered, *_ in default.participants if day(registered) >= date(2019, 1, 1)}
    idle = {agent for agent, *_ in default.agents} - busy
    assert len(idle) == 4
    assert {default.statuses()[agent][0] for agent in idle} == {"dormant_retained"}


def test_money_comes_from_new_and_from_earlier_participants(default):
    new = sum(rupiah for _, registered, *_, paid, rupiah in default.paid if min(registered, paid) >= date(2019, 1, 1))
    assert 0.3 < new / default.received() < 0.8


def test_there_is_a_previous_semester_and_a_year_before(default):
    acquired = default.acquired()
    assert min(acquired) == date(2018, 1, 1)
    assert max(acquired) == AS_OF
    assert all(acquired[shift(AS_OF, -n)] > 20 for n in range(18))


def test_lebaran_is_a_dip(default):
    acquired = default.acquired()
    assert max(acquired[date(2019, 5, 1)], acquired[AS_OF]) < min(acquired[one] for one in HALF_YEAR[:4])
    assert season(date(2019, 5, 1)) < season(date(2019, 6, 1)) < season(date(2019, 3, 1))


def test_the_neighbourhood_heads_are_still_few(default):
    sectors = Counter(sector for *_, sector, _ in default.participants)
    expected = {"Gojek", "Grab", "Nelayan", "Pedagang", "Petani", "Buruh harian", "Perajin batik", "Ojek pangkalan"}
    assert set(sectors) == expected | {"Pengurus RT/RW"}
    assert 0 < sectors["Pengurus RT/RW"] < 60
    assert sectors.most_common()[-1][0] == "Pengurus RT/RW"


def test_nobody_real_is_meant(default):
    kpj, nik = [row[2] for row in default.participants], [row[3] for row in default.participants]
    assert all(one.startswith("1900") and len(one) == 11 for one in kpj)
    assert all(one.startswith("99") and len(one) == 16 for one in nik)
    assert len(set(kpj)) == len(kpj)
    names = dict.fromkeys(name for _, name, *_ in default.agents)
    assert all(name == f"Agen Contoh {n:02d}" for n, name in enumerate(names, 1))


def test_the_rows_agree_with_each_other(default):
    since = {agent: day(back or registered) for agent, _, _, registered, _, back, _ in default.agents}
    assert {office for _, _, office, *_ in default.agents} == {code for code, *_ in default.offices}
    assert all(day(registered) >= since[agent] for agent, registered, *_ in default.participants)
    assert all(
        paid >= registered and blth >= registered.replace(day=1) for _, registered, blth, _, paid, _ in default.paid
    )
    assert max(paid for *_, paid, _ in default.paid) <= date(2019, 6, 30)
    assert len({(kpj, blth) for kpj, blth, *_ in default.contributions}) == len(default.contributions)
    assert amount(default.total[4]) == sum(amount(row[4]) for row in default.first)


def test_months_covered_never_overlap(default):
    covered = Counter(
        (kpj, shift(month(blth), n)) for kpj, blth, span, *_ in default.contributions for n in range(int(span))
    )
    assert max(covered.values()) == 1


def test_targets_are_by_place_for_each_measure(tmp_path):
    (branch,) = write(tmp_path)
    targets = rows(branch.files[4])
    assert Counter(measure for _, _, measure, _ in targets) == {"akuisisi": 4, "penerimaan": 4, "peserta aktif": 4}
    assert sum(amount(value) for _, _, measure, value in targets if measure == "akuisisi") == 1400
    assert sum(amount(value) for _, _, measure, value in targets if measure == "penerimaan") == 120_000_000


def digest(folder: Path) -> dict[str, str]:
    files = folder.rglob("*.csv")
    return {str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def test_the_same_seed_gives_the_same_bytes_and_another_does_not(tmp_path):
    for name, seed in (("a", 5), ("b", 5), ("c", 6)):
        write(tmp_path / name, agents=3, months=6, branches=2, seed=seed)
    assert digest(tmp_path / "a") == digest(tmp_path / "b") != digest(tmp_path / "c")
    assert len(digest(tmp_path / "a")) == 2 * 7 + len(list((tmp_path / "a").glob("*/susulan/*.csv"))) > 10


def test_the_default_is_byte_for_byte_the_same_everywhere(default, tmp_path):
    write(tmp_path)
    assert digest(tmp_path)["DEMO/iuran.csv"][:16] == DEFAULT_IURAN


DEFAULT_IURAN = "5383e57f59e98a34"
"""Begins the SHA-256 of the default's iuran.csv: it changes when seed/demo*.py does, and must not otherwise."""


def test_the_files_look_like_an_offices(tmp_path):
    (branch,) = write(tmp_path, agents=1, months=6)
    for file in branch.files:
        raw = file.read_bytes()
        title, blank, header, *_ = raw.removeprefix(b"\xef\xbb\xbf").split(b"\r\n")
        assert raw.startswith(b"\xef\xbb\xbfLAPORAN ")
        assert b"DATA DEMONSTRASI" in title
        assert set(blank) == {ord(";")}
        assert header.count(b";") == blank.count(b";")
        assert raw.count(b"\n") == raw.count(b"\r\n")


@pytest.mark.parametrize(("agents", "months", "factor"), [(1, 6, 1), (1, 120, 1), (7, 7, 2), (40, 30, 1), (400, 12, 1)])
def test_any_size(tmp_path, agents, months, factor):
    write(tmp_path, agents=agents, months=months, contributions_factor=factor)
    branch = Branch(tmp_path / "DEMO")
    acquired = branch.acquired()
    assert len({agent for agent, *_ in branch.agents}) == len(branch.statuses()) == agents
    assert sum(acquired[one] for one in HALF_YEAR) == (2 * 1313 * agents + 32) // 64 * factor
    assert min(acquired) == shift(AS_OF, 1 - months)
    assert (
        Counter(status for status, *_ in branch.statuses().values())["dormant_retained"]
        == (apportion(agents, (21, 5, 5, 1))[2])
    )


@pytest.mark.parametrize("agents", [1, 32])
def test_the_importer_reads_every_row(tmp_path, agents):
    (branch,) = write(tmp_path, agents=agents)
    sources = take_in([(file.name, file) for file in branch.files], date(2019, 7, 1))
    assert [source.table.kind.name for source in sources] == KINDS
    assert [source.rows.height for source in sources] == [
        len(rows(file)) - (file.stem == "iuran") for file in branch.files
    ]


KINDS = ["offices", "agents", "participants", "contributions", "targets", "denominators", "funds"]


def test_several_branches_differ(tmp_path):
    branches = write(tmp_path, agents=4, months=6, branches=3)
    assert [branch.code for branch in branches] == ["DEMO-001", "DEMO-002", "DEMO-003"]
    assert len({branch.files[2].read_bytes() for branch in branches}) == 3


@pytest.mark.parametrize(("name", "least", "most"), [(name, *limits) for name, limits in LIMITS.items()])
def test_a_size_out_of_bounds_is_refused_with_the_bounds(tmp_path, name, least, most):
    for value in (least - 1, most + 1):
        with pytest.raises(DemoError, match=f"{name}={value}: use {least} to {most}"):
            write(tmp_path, **{name: value})
    assert list(tmp_path.iterdir()) == []


def test_too_many_participants_for_their_numbers_are_refused(tmp_path):
    with pytest.raises(DemoError, match="more than 9999999"):
        write(tmp_path, agents=400, months=18, contributions_factor=1000)


def test_apportion_gives_the_remainder_to_the_largest():
    assert apportion(10, [1, 1, 1]) == [4, 3, 3]
    assert apportion(7, [5, 3, 1]) == [4, 2, 1]
    assert apportion(5, [0, 0]) == [0, 0]
    assert sum(apportion(1313, list(range(193)))) == 1313
