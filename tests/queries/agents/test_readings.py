"""The three readings of the rule where they part: one payment for twelve months in January, nobody acquired since."""

from datetime import date

import pytest
import sqlalchemy as sa

from dashboard.figures import reasons, verdicts
from dashboard.language.words import words_in
from queries.agents import countdown, one_agent, portfolio, standings
from queries.frames import evidence
from queries.periods import shift
from queries.rules import rule_on
from queries.status import Status
from tests.support.worlds import BRANCH, Agent, Participant, Payment, World, put, rules_of, scope_of

D = date
EVERY_MONTH = [D(2019 + n // 12, n % 12 + 1, 1) for n in range(16)]
PAID_AHEAD = World(
    agents=[Agent("A1", "K1", D(2019, 1, 2)), Agent("A2", "K1", D(2019, 1, 2))],
    participants=[Participant(1, "A1", D(2019, 1, 5)), Participant(2, "A2", D(2020, 5, 5))],
    payments=[Payment(1, D(2019, 1, 1), D(2019, 1, 5), 12, 201_600)],
)


@pytest.mark.parametrize(
    ("reading", "due", "dormant", "retained_until"),
    [
        ("runs", D(2020, 4, 1), 11, D(2020, 2, 29)),
        ("came_in", D(2019, 5, 1), 0, D(2019, 3, 31)),
        ("alone", D(2019, 5, 1), 0, None),
    ],
)
def test_twelve_months_paid_in_january_part_the_readings_by_eleven_months(
    conn: sa.Connection, reading: str, due: date, dormant: int, retained_until: date | None
) -> None:
    PAID_AHEAD.rules = rules_of(reading)
    put(conn, PAID_AHEAD)
    states = {}
    for month in EVERY_MONTH:
        scope = scope_of(f"{month:%Y-%m}", month)
        row = standings.standings(conn, scope).row(0, named=True)
        states[month] = Status(row["status"])
        assert row["retained_until"] == retained_until
        behind = conn.execute(evidence.rows(scope, f"agents_{row['status']}", rule_on(conn, BRANCH, scope.as_of)))
        assert "A1" in {one.code for one in behind}  # the SQL that anyone can run again
        judged = one_agent.of_agent(conn, scope, "A1")
        assert (judged.status, judged.due_on, judged.retained_until) == (row["status"], due, retained_until)
        assert bool(portfolio.leaving(conn, scope).height) is (shift(month, 1) >= due)
    assert list(states.values()).count(Status.DORMANT_RETAINED) == dormant
    assert next(month for month, state in states.items() if state is Status.DUE_FOR_REMOVAL) == shift(due, -1)


@pytest.mark.parametrize(
    ("reading", "days"),
    [("runs", []), ("came_in", [(D(2019, 8, 1), "payment")]), ("alone", [(D(2018, 6, 1), "acquisition")])],
)
def test_who_pays_each_month_is_warned_where_contributions_that_came_in_retain(
    conn: sa.Connection, reading: str, days: list[tuple]
) -> None:
    """Paid in April for a year: it runs on, but at the end of July it has not come in for three months."""
    world = World(agents=[Agent("A1", "K1", D(2018, 1, 1))], participants=[Participant(1, "A1", D(2018, 2, 1))])
    world.payments, world.rules = [Payment(1, D(2019, 4, 1), D(2019, 4, 30), 12)], rules_of(reading)
    put(conn, world)
    changes = countdown.changes(conn, scope_of("2019-05", D(2019, 5, 1)), D(2019, 6, 1))
    assert changes.select("day", "act").rows() == days


@pytest.mark.parametrize(
    ("reading", "month", "because", "said"),
    [
        ("runs", "2019-06", "iuran 1 peserta masih berjalan", "iuran 1 peserta masih berjalan (1 iuran berjalan"),
        ("came_in", "2019-06", "tidak ada iuran masuk sejak Januari 2019",
         "tidak ada iuran masuk dalam 3 bulan terakhir: yang terakhir masuk Januari 2019 (1 iuran dari 1 peserta)"),
        ("came_in", "2019-03", "0 akuisisi selama 2 bulan penuh sejak Januari 2019",
         "iuran 1 peserta masuk dalam 3 bulan terakhir (1 iuran, terakhir Januari 2019)"),
        ("alone", "2019-03", "0 akuisisi selama 2 bulan penuh sejak Januari 2019",
         "tanpa akuisisi baru jatuh nonaktif mulai 1 Mei 2019"),
        ("alone", "2019-06", "0 akuisisi selama 5 bulan penuh sejak Januari 2019", "jatuh nonaktif mulai 1 Mei 2019"),
    ],
)  # fmt: skip
def test_reason_and_verdict_speak_of_what_the_reading_asks(
    conn: sa.Connection, reading: str, month: str, because: str, said: str
) -> None:
    PAID_AHEAD.rules, words = rules_of(reading), words_in("id")
    put(conn, PAID_AHEAD)
    scope = scope_of(month, D.fromisoformat(f"{month}-01"))
    row = standings.standings(conn, scope).row(0, named=True)
    reason = reasons.reason(words, scope.as_of_month, row)
    assert because in reason
    assert ("iuran" in reason) is (reading != "alone" and row["status"] != "slowing")
    judged = one_agent.of_agent(conn, scope, "A1")
    assert said in " · ".join(verdicts.clause(words, clause, True) for clause in judged.clauses)


def test_what_came_in_of_a_dormant_agent_is_said_with_its_rupiah(conn: sa.Connection) -> None:
    world = World(agents=[Agent("A1", "K1", D(2018, 1, 1))], participants=[Participant(1, "A1", D(2018, 2, 1))])
    world.payments = [Payment(1, D(2019, month, 1), D(2019, month, 9)) for month in (2, 4, 5)]
    world.rules = rules_of("came_in")
    put(conn, world)
    row = standings.standings(conn, scope_of("2019-06", D(2019, 6, 1))).row(0, named=True)
    assert (row["status"], row["retained_until"]) == ("dormant_retained", D(2019, 7, 31))
    assert reasons.reason(words_in("id"), D(2019, 6, 1), row).endswith(
        "Rp33.600 iuran masuk pada bulan-bulan yang dilihat aturan, terakhir Mei 2019 · "
        "tanpa pembayaran baru jatuh nonaktif mulai 1 September 2019"
    )
