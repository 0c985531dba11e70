"""Who changes state soon if nobody acquires and nobody pays any more, and the smallest act that prevents it.

A day is the one after the last month that counts: the state is found at that month's end, up to which an act helps.
"""

from datetime import date, timedelta
from enum import StrEnum

import polars as pl
import sqlalchemy as sa

from queries import months
from queries.agents import forecast
from queries.frames import people
from queries.scope import Scope
from queries.status import LISTED, Status

HORIZONS = (30, 60, 90)
"""Days after today that are told apart."""


class Act(StrEnum):
    """The smallest act that prevents a change: one acquisition, or one payment by a participant of the agent."""

    ACQUISITION = "acquisition"
    PAYMENT = "payment"


class Timing(StrEnum):
    """How a change stands today: its day has come, is yet to come, or was prevented by what is loaded already."""

    REACHED = "reached"
    COMING = "coming"
    MET = "met"


TAKEOVER = "takeover"
"""What prevented a change where it was neither act: participants whose contributions run came to the agent."""


def changes(conn: sa.Connection, scope: Scope, today: date, days: int = HORIZONS[-1]) -> pl.DataFrame:
    """One row a change of state of a listed agent after the as-of day, the last day before which lies within so many
    days after today; by day and code.

    code, name, office_code, office, wilayah_code, wilayah, kind; day (from which the new state holds: the day after the
    last month that counts), from_status (null: in to_status on the as-of day already), to_status; stage (see Timing);
    act (see Act; null: the change is for the better, or was prevented), act_until (the day before `day`, the last one
    on which an act helps; null where the change is for the better); participant, last4 (of the KPJ): whose payment is
    likeliest, null unless the act is one: the one whose contribution runs longest, then who paid last; met_by (an Act
    or TAKEOVER) and met_month (of it; null of a takeover): what prevented the change, null unless its stage is met;
    uncertain (whether what is missing up to the as-of month could make the state before or after it another one).

    Who is due for removal on the as-of day has a row, too. Supposed is that nobody acquires and nobody pays but as
    loaded, up to the month of today; what was paid ahead goes on running. Of changes whose day has come an agent's last
    one is listed, of those that were prevented the first. Who is deactivated by today is not listed. Each month is
    judged by the rule of its end.
    """
    moves = _moves(conn, scope, today, days)
    if moves.is_empty():
        return pl.DataFrame(schema=_COLUMNS)
    paying = moves.filter(pl.col("act") == Act.PAYMENT.value)["code"].unique().sort().to_list()
    theirs = _theirs(conn, scope, paying, today)
    unpaying = (pl.col("act") == Act.PAYMENT.value) & ~pl.col("code").is_in(theirs["agent_code"].to_list())
    return (
        moves.with_columns(act=pl.when(unpaying).then(pl.lit(Act.ACQUISITION.value)).otherwise("act"))
        .join(theirs, left_on=["code", "act"], right_on=["agent_code", "act"], how="left")
        .select(pl.col(name).cast(kind) for name, kind in _COLUMNS.items())
        .sort("day", "code")
    )


def _moves(conn: sa.Connection, scope: Scope, today: date, days: int) -> pl.DataFrame:
    """The rows of `changes` without a participant: from summaries alone, however many have paid."""
    until = _last_day(today, days)
    if scope.as_of is None:
        return pl.DataFrame(schema={name: kind for name, kind in _COLUMNS.items() if name not in _WHO})
    states = forecast.states(conn, scope, today, until)
    came, ahead = (rows.filter(pl.col("day") <= until) for rows in _open(conn, scope, today, states))
    back, never = _brought_back(came, states, today), _prevented(states).filter(pl.col("day") <= until)
    met = pl.concat([never, back], how="diagonal").sort("code", "day", maintain_order=True)
    stands = came.join(back, on=["code", "day"], how="anti").sort("code", "day")
    every = [
        stands.unique("code", keep="last", maintain_order=True).with_columns(stage=pl.lit(Timing.REACHED.value)),
        ahead.with_columns(stage=pl.lit(Timing.COMING.value)),
        met.unique("code", maintain_order=True).with_columns(stage=pl.lit(Timing.MET.value), **_met()),
    ]
    who = forecast.listed(conn, scope, today)
    return (
        pl.concat(every, how="diagonal")
        .with_columns(act=_act(), act_until=pl.when(_worse()).then(pl.col("day").dt.offset_by("-1d")))
        .join(who.select("code", "name", "office_code", "office", "wilayah_code", "wilayah", "kind"), on="code")
    )


_WHO = ("participant", "last4")

_COLUMNS = {
    "code": pl.String,
    "name": pl.String,
    "office_code": pl.String,
    "office": pl.String,
    "wilayah_code": pl.String,
    "wilayah": pl.String,
    "kind": pl.String,
    "day": pl.Date,
    "from_status": pl.String,
    "to_status": pl.String,
    "stage": pl.String,
    "act": pl.String,
    "act_until": pl.Date,
    "participant": pl.Int64,
    "last4": pl.String,
    "met_by": pl.String,
    "met_month": pl.Date,
    "uncertain": pl.Boolean,
}


def _turns(states: pl.DataFrame, which: str) -> pl.DataFrame:
    """The rows of `forecast.states` in which a state (`supposed` or `known`) is another than a month before; day,
    from_status, to_status."""
    before, unsure = pl.col(which).shift(1).over("code"), pl.col("uncertain").shift(1, fill_value=False).over("code")
    turned = states.with_columns(
        from_status=before,
        to_status=which,
        day=months.shifted(pl.col("month"), 1),
        uncertain=pl.col("uncertain") | unsure,
    )
    return turned.filter(pl.col("from_status") != pl.col("to_status"))


def _open(conn: sa.Connection, scope: Scope, today: date, states: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The changes as loaded, those whose day has come and those to come. For the better are those alone that come of
    what was paid ahead: what an act brought is seen once its month is whole."""
    turns, rising = _turns(states, "known"), _turns(states, "supposed").filter(~_worse()).select("code", "month")
    due = forecast.listed(conn, scope, today).filter(pl.col("status") == Status.DUE_FOR_REMOVAL.value)
    already = due.select("code", day="due_on", to_status="status", month=pl.lit(scope.as_of_month)).join(
        states.select("code", "month", "payment_retains", "uncertain"), on=["code", "month"]
    )
    better = turns.filter(~_worse()).join(rising, on=["code", "month"])
    every = pl.concat([turns.filter(_worse()), better, already], how="diagonal")
    return every.filter(pl.col("day") <= today), every.filter(pl.col("day") > today)


def _brought_back(came: pl.DataFrame, states: pl.DataFrame, today: date) -> pl.DataFrame:
    """Of the changes whose day has come those of agents whom an act in a later month, up to today's, brought back."""
    acted = states.filter(pl.col("month") <= today, _rank("known") < _rank("supposed"))
    rows = came.select("code", "day", "from_status", "to_status", since="month").join(acted, on="code")
    back = rows.filter(pl.col("month") > pl.col("since"), _rank("known") < _rank("to_status"), _worse())
    return back.sort("code", "day", "month").unique(["code", "day"], maintain_order=True)


def _prevented(states: pl.DataFrame) -> pl.DataFrame:
    """The changes for the worse that would have come but for what is loaded."""
    return _turns(states, "supposed").filter(_worse(), _rank("known") < _rank("supposed"))


def _rank(status: str) -> pl.Expr:
    """How grave a state of the listed is: 0, the best, to 3."""
    return pl.col(status).replace_strict([one.value for one in LISTED], list(range(len(LISTED))), return_dtype=pl.Int8)


def _worse() -> pl.Expr:
    """Whether a change is for the worse; who was in the state already is in the worst."""
    return (_rank("to_status") > _rank("from_status")).fill_null(True)


def _met() -> dict[str, pl.Expr]:
    """met_by and met_month: who is neither dormant nor due acquired; of the others one paid, or came from elsewhere."""
    acquired = pl.col("known").is_in([Status.ACTIVE.value, Status.SLOWING.value])
    paid = ~acquired & pl.col("received_month").is_not_null()
    by = pl.when(acquired).then(pl.lit(Act.ACQUISITION.value)).when(paid).then(pl.lit(Act.PAYMENT.value))
    return {
        "met_by": by.otherwise(pl.lit(TAKEOVER)),
        "met_month": pl.when(acquired).then("acquired_month").when(paid).then("received_month"),
    }


def _act() -> pl.Expr:
    """A payment keeps from falling due, where the rule lets one retain; else it takes an acquisition, which ends every
    run of zero months. None is for the better, or prevented already."""
    falls = (pl.col("to_status") == Status.DUE_FOR_REMOVAL.value) & pl.col("payment_retains")
    smallest = pl.when(falls).then(pl.lit(Act.PAYMENT.value)).otherwise(pl.lit(Act.ACQUISITION.value))
    return pl.when(_worse(), pl.col("stage") != Timing.MET.value).then(smallest)


def _theirs(conn: sa.Connection, scope: Scope, codes: list[str], today: date) -> pl.DataFrame:
    """agent_code, act, participant, last4: of each agent with participants whose membership goes on the one who runs
    longest, then who paid last; these null where none ever paid."""
    paid_month = months.month_start(pl.col("last_paid_on"))
    paid = pl.col("last_paid_on").is_not_null()
    return (
        people.last_paid(conn, scope, codes)
        .filter((pl.col("ended_on") > today).fill_null(True))
        .with_columns(runs_until=pl.max_horizontal("last_covered_month", paid_month))
        .sort(["runs_until", "last_paid_on", "participant"], descending=[True, True, False], nulls_last=True)
        .with_columns(pl.when(paid).then(pl.col("participant", "last4")))
        .group_by("agent_code", maintain_order=True)
        .agg(pl.col("participant", "last4").first())
        .with_columns(act=pl.lit(Act.PAYMENT.value))
        .collect()
    )


def within(conn: sa.Connection, scope: Scope, today: date) -> pl.DataFrame:
    """One row a span of days: days (0: the day has come; 30, 60, 90: the last one before it lies so near), agents (who
    change state, for the worse where the day has come, and did not act), slowing, dormant_retained, due_for_removal
    (agents who come into that state in them, whatever comes after), uncertain (whether what is missing could make one
    of these another number)."""
    moves = _moves(conn, scope, today, HORIZONS[-1])
    last = _last_day(today, HORIZONS[-1])
    states = None if scope.as_of is None else forecast.states(conn, scope, today, last)
    came, ahead = (moves.filter(pl.col("stage") == one.value) for one in (Timing.REACHED, Timing.COMING))
    soon = (_counted(days, ahead.filter(pl.col("day") <= _last_day(today, days))) for days in HORIZONS)
    rows = pl.DataFrame([_counted(0, came.filter(pl.col("act").is_not_null())), *soon])
    until = [today, *(_last_day(today, days) for days in HORIZONS)]
    return rows.with_columns(uncertain=pl.Series([_unsure(states, day) for day in until], dtype=pl.Boolean))


def _last_day(today: date, days: int) -> date:
    """The last day of a change whose last day before it lies within so many days after today."""
    return today + timedelta(days=days + 1)


def _unsure(states: pl.DataFrame | None, until: date) -> bool:
    """Whether a state that is found by a day, of the rows of `forecast.states`, is uncertain."""
    return states is not None and bool(states.filter(months.shifted(pl.col("month"), 1) <= until)["uncertain"].any())


def _counted(days: int, moves: pl.DataFrame) -> dict[str, int]:
    into = {
        status.value: moves.filter(pl.col("to_status") == status.value)["code"].n_unique()
        for status in (Status.SLOWING, Status.DORMANT_RETAINED, Status.DUE_FOR_REMOVAL)
    }
    return {"days": days, "agents": moves["code"].n_unique(), **into}
