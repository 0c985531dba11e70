"""What the demonstration's rows answer to a branch head, by plain Python: each answer's numbers, before any words."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from math import comb
from pathlib import Path

from tests.support import demonstration
from tests.support.demonstration import half_year
from tests.support.oracle import Oracle, first_day, last_day, number
from tests.support.oracle_incentives import incentive
from tests.support.oracle_insured import Standing, bridge, standings
from tests.support.oracle_watch import Change, likeliest, lives
from tests.support.worlds import Participant, World

JANUARY, JUNE = number(demonstration.FIRST), number(demonstration.LAST)
TODAY = date(2019, 7, 1)
"""The day after the last one of the data: what the demonstration counts days from."""


@dataclass(frozen=True, eq=False)
class Known:
    """What the files say: after both loads, and after the first one alone."""

    world: World
    before: World
    files: Sequence[Path]

    @cached_property
    def rows(self) -> dict[str, list[dict[str, str]]]:
        """The files' rows as they stand there, by the files' names."""
        return {file.stem: demonstration.rows(file) for file in self.files}

    @cached_property
    def now(self) -> Oracle:
        """The first half of 2019 as it is known."""
        return half_year(self.world)

    @cached_property
    def then(self) -> Oracle:
        """The same before the second load."""
        return half_year(self.before)

    @cached_property
    def offices(self) -> dict[str, str]:
        """Names by code."""
        return {row["Kode Kantor"]: row["Nama Kantor"] for row in self.rows["kantor"]}

    @cached_property
    def names(self) -> dict[str, str]:
        """Agents' names by code."""
        return {row["Kode Perisai"]: row["Nama Agen"] for row in self.rows["agen"]}

    def last4(self, participant: int) -> str:
        """How a participant is shown."""
        return "…" + self.rows["peserta"][participant - 1]["No KPJ"][-4:]

    def target(self, measure: str) -> int:
        """The half year's, of all places."""
        return sum(_whole(row["Nilai"]) for row in self.rows["target"] if row["Ukuran"] == measure)

    @cached_property
    def denominator(self) -> int:
        """The workers of 2019, of all places."""
        return sum(_whole(row["Jumlah"]) for row in self.rows["penyebut"] if row["Tahun"] == "2019")

    def acquired_by(self, part: str) -> list[tuple[int, str]]:
        """People and code of each office or kabupaten/kota, the most first."""
        codes = self.world.offices if part == "offices" else set(self.world.offices.values())
        counted = [(replace(self.now, **{part: frozenset({code})}).acquired(), code) for code in codes]
        return sorted(counted, key=lambda one: (-one[0], one[1]))

    @cached_property
    def changes(self) -> list[tuple[str, Change]]:
        """Code and change of each agent within 90 days: whose day has come, then the worst, then by day."""
        every = [(code, one) for code, life in lives(self.world).items() for one in life.changes(JUNE, TODAY)]
        worst = ["due_for_removal", "dormant_retained", "slowing", "active"]
        stages = ["reached", "coming", "met"]
        return sorted(
            every, key=lambda one: (stages.index(one[1].stage), worst.index(one[1].after), one[1].day, one[0])
        )

    def payer(self, agent: str) -> str:
        """Who would be asked to pay for an agent."""
        person = likeliest(lives(self.world)[agent], JUNE, TODAY)
        assert person is not None
        return self.last4(person)

    def due_on(self, agent: str) -> date:
        """The day after the first month's end that finds a dormant agent without what retains them."""
        until = self.now.retained_until(next(one for one in self.world.agents if one.code == agent))
        assert until is not None
        return first_day(number(until) + 2)

    @cached_property
    def bridges(self) -> list[tuple[int, Counter]]:
        """Each month of the half year and what became of the active in it."""
        return [(month, bridge(self.world, month, None, "", None)) for month in range(JANUARY, JUNE + 1)]

    @cached_property
    def stopped(self) -> list[tuple[Participant, Standing]]:
        """Who once was covered and has not paid for June: the latest first, then by agent and number."""
        at_end = standings(self.world, JUNE)
        every = [
            (self.world.participant(one), at) for one, at in at_end.items() if at.state in ("in_arrears", "lapsed")
        ]
        return sorted(every, key=lambda one: (one[1].months_past, one[1].agent, one[0].id))

    def by_month(self, rows: Sequence[date]) -> list[int]:
        """How many of some days are in each of the thirteen months up to June, oldest first."""
        counted = Counter(number(day) for day in rows)
        return [counted[month] for month in range(JUNE - 12, JUNE + 1)]

    @cached_property
    def moved(self) -> tuple[int, list[tuple[str, str, int, Fraction]]]:
        """How many were held against their months before; of those beyond chance level, code, June's and the usual
        number, the least likely first."""
        courses = []
        for agent in self.now.listed():
            since = max(JUNE - 12, number(self.now.service(agent)[0]) + 1)
            days = [one.registered_on for one in self.world.registered_by(agent.code)]
            courses.append(("agent", agent.code, self.by_month(days)[since - JUNE + 12 :]))
        for code in self.world.offices:
            one = replace(self.now, offices=frozenset({code}))
            courses.append(("office", code, [one.acquired(month, month) for month in range(JUNE - 12, JUNE + 1)]))
        asked = [(*one, _chance(one[2])) for one in courses if len(one[2]) > 3 and sum(one[2])]
        beyond = sorted((chance, *one) for *one, chance in asked if chance <= Fraction(1, 20) / len(asked))
        found = [(level, code, own[-1], Fraction(sum(own[:-1]), len(own) - 1)) for _, level, code, own in beyond]
        return len(asked), found

    @cached_property
    def nearest(self) -> tuple[str, int, int, int]:
        """Who lacks the least to the incentive's threshold of 50: code, people of June, rupiah that one more brings the
        agent, rupiah of the threshold."""
        counted = {one.code: self.now.acquired_by(one, JUNE, JUNE) for one in self.now.listed()}
        code = min((-people, code) for code, people in counted.items() if people < 50)[1]
        gains = [self._with_more(code, more) - self._with_more(code, 0) for more in (1, 50 - counted[code])]
        return code, counted[code], *gains

    def _with_more(self, agent: str, people: int) -> int:
        more = [Participant(-n, agent, last_day(JUNE)) for n in range(1, people + 1)]
        paid = incentive(replace(self.world, participants=[*self.world.participants, *more]), agent, JUNE)
        assert paid is not None
        return paid[0]


def _chance(course: list[int]) -> Fraction:
    """How likely a last month so far off is, on both sides together, were all months alike."""
    last, total, months = course[-1], sum(course), len(course) - 1
    part = [Fraction(comb(total, n) * months ** (total - n), (months + 1) ** total) for n in range(total + 1)]
    return min(Fraction(1), 2 * min(sum(part[: last + 1]), sum(part[last:])))


def _whole(text: str) -> int:
    return int(text.replace(".", ""))


def deadline(one: Change) -> date:
    """The last day that counts before a change."""
    return one.day - timedelta(days=1)
