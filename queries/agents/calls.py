"""Calls to agents, and how each stands. A call is no import, and the data version does not change with it: ask anew."""

from datetime import date
from enum import StrEnum

import polars as pl
import sqlalchemy as sa

from queries.agents.countdown import Act
from queries.frames import calls as frame
from queries.frames import insured
from queries.months import month_start
from queries.periods import JAKARTA
from queries.scope import Scope


class CallStage(StrEnum):
    """How a call stands: somebody is to call; somebody spoke with the agent, and the act is awaited; the act is loaded;
    its last day came before the act was loaded."""

    TO_CALL = "to_call"
    WAITING = "waiting"
    ACTED = "acted"
    LAPSED = "lapsed"


class FundClosed(StrEnum):
    """What closed a call for a fund's end: a later end was stated, or the one on record was taken back; or none of the
    agent's participants whom it paid when the call was planned is paid by it any more."""

    GOES_ON = "goes_on"
    NOBODY_LEFT = "nobody_left"


OPEN = (CallStage.TO_CALL, CallStage.WAITING)
SPOKEN = ("reached", "promised")
"""Outcomes after which nobody is to call, and the act is awaited."""


def calls(conn: sa.Connection, scope: Scope, today: date) -> pl.DataFrame:
    """One row a call to an agent who stands in the scope's places; open ones first, then by the day of the call, the
    deadline and id.

    The columns of `frames.calls.calls`, with stage (see CallStage) and acted_month (of the act that closed it: an
    acquisition, or the payment where that is enough; null: none is loaded, or the call is for a fund's end); and
    closed_by, of a call for a fund (see FundClosed; null: still open). A call that was opened after its deadline (by
    the day in Jakarta) does not lapse.
    """
    of_status = pl.col("fund").is_null()
    paid = pl.when(pl.col("act") == Act.PAYMENT.value).then("received_month")
    spoken = pl.col("outcome").is_in(SPOKEN).fill_null(False)
    opened_on = (pl.col("opened_at") + JAKARTA.utcoffset(None)).dt.date()
    lapsed = (pl.col("act_until") < today) & (opened_on <= pl.col("act_until"))
    stage = (
        pl.when(pl.any_horizontal(pl.col("acted_month", "closed_by").is_not_null()))
        .then(pl.lit(CallStage.ACTED.value))
        .when(lapsed)
        .then(pl.lit(CallStage.LAPSED.value))
        .when(spoken)
        .then(pl.lit(CallStage.WAITING.value))
        .otherwise(pl.lit(CallStage.TO_CALL.value))
    )
    order = pl.col("stage").replace_strict(
        [one.value for one in CallStage], list(range(len(CallStage))), return_dtype=pl.Int8
    )
    return (
        _closed(conn, scope, frame.calls(conn, scope).collect())
        .with_columns(acted_month=pl.when(of_status).then(pl.min_horizontal("acquired_month", paid)))
        .with_columns(stage=stage)
        .sort(order, "call_on", "act_until", "id")
    )


def _closed(conn: sa.Connection, scope: Scope, rows: pl.DataFrame) -> pl.DataFrame:
    """The calls with closed_by: of those for a fund, by all that is loaded, whatever the period looked at."""
    unsaid = rows.with_columns(closed_by=pl.lit(None, pl.String))
    if rows["fund"].null_count() == rows.height:
        return unsaid  # as of most branches
    newest = (
        insured.funds(conn, scope).sort("until", "since").group_by("name").last().select(fund="name", until="until")
    )
    theirs = rows.join(frame.funded(conn, scope, set(rows["agent_code"])), on=["agent_code", "fund"])
    left = theirs.filter(pl.col("reach") >= month_start(pl.col("as_of")))["id"].unique().implode()
    goes_on = pl.col("until").is_null() | (pl.col("until") > pl.col("act_until"))
    closed = (
        pl.when(pl.col("fund").is_null())
        .then(None)
        .when(goes_on)
        .then(pl.lit(FundClosed.GOES_ON.value))
        .when(~pl.col("id").is_in(left))
        .then(pl.lit(FundClosed.NOBODY_LEFT.value))
    )
    joined = rows.join(newest, on="fund", how="left", maintain_order="left")
    return joined.with_columns(closed_by=closed).drop("until")


def to_call(conn: sa.Connection, scope: Scope, today: date) -> int:
    """How many calls somebody is to make."""
    if not frame.without(conn, scope, SPOKEN):
        return 0  # each run of the overview asks, and most find nothing
    return calls(conn, scope, today).filter(pl.col("stage") == CallStage.TO_CALL.value).height
