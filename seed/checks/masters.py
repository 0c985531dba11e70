"""Places, offices, agents, targets and published figures, compared with the database. They may change."""

from dataclasses import replace
from typing import NamedTuple

import polars as pl

from queries.periods import Period
from seed.checks import existing, moves
from seed.checks.answers import Answers
from seed.checks.moves import Moves
from seed.checks.personal import Names, refuse_names, refuse_personal
from seed.checks.suspicions import codes, times
from seed.checks.validator import CHANGED, KNOWN, Judged, Sieve
from seed.files.rules import RefusalRule, Suspicion
from seed.values import places as place_names
from seed.values.notation import by_distinct
from seed.values.statuses import CANCELLED, STANDS


class KnownAgents(NamedTuple):
    """Of the database: see existing.agents, agent_offices, services, registrations."""

    agents: pl.DataFrame
    offices: pl.DataFrame
    services: pl.DataFrame
    days: pl.DataFrame


def wilayah(rows: pl.DataFrame, there: pl.DataFrame) -> Judged:
    """`there`: places that the database has, as known.places gives them."""
    sieve, values = Sieve(rows), ["name", "kind", "latitude", "longitude"]
    sieve.refuse_repeated(["code"], values, "code", RefusalRule.CONFLICT_IN_FILE)
    same = sieve.rows.select("code", "name", "kind").vstack(there.select("code", "name", "kind"))
    taken = same.filter(pl.col("code").n_unique().over("name", "kind") > 1)
    sieve.refuse(
        pl.struct("name", "kind").is_in(taken.select("name", "kind").to_struct().implode()),
        "name",
        RefusalRule.CONFLICT_IN_FILE,
    )
    keep = {name: pl.col(name).is_null() for name in ("latitude", "longitude")}
    sieve.settle(["code"], values, there, keep)
    return sieve.judged()


def offices(
    rows: pl.DataFrame, there: pl.DataFrame, dated: pl.DataFrame, places: pl.DataFrame, answers: Answers
) -> tuple[Judged, Moves]:
    """`dated`: see existing.office_places; `places`: of the database and of this load. An office may be called after
    its agent.
    """
    sieve = Sieve(rows.with_columns(match=existing.match("code")))
    refuse_personal(sieve, ("code", "name"))
    _place(sieve, places)
    sieve.refuse_repeated(["match"], ["name"], "code", RefusalRule.CONFLICT_IN_FILE)
    sieve.refuse_repeated(["match", "effective_on"], ["wilayah_code"], "code", RefusalRule.CONFLICT_IN_FILE)
    _settle(sieve, there)
    codes.near(sieve, "code", there["code"])
    _take_old_code(sieve)
    stands = moves.offices(sieve, dated, answers)
    return sieve.judged(), stands


def agents(
    rows: pl.DataFrame, known: KnownAgents, offices: pl.DataFrame, lost: set[str], answers: Answers
) -> tuple[Judged, Moves]:
    """`offices`: match, code, name of the database's and of this load's; `lost`: matches of offices refused."""
    there = known.agents
    sieve = Sieve(rows.with_columns(match=existing.match("code"), wanted=existing.match("office")))
    refuse_personal(sieve, ("code", "name"))
    refuse_names(sieve, ("code",), there["code"])
    _office(sieve, offices, lost)
    values = ["name", "registered_on", "deactivated_on", "reactivated_on"]
    sieve.refuse_repeated(["match"], values, "code", RefusalRule.CONFLICT_IN_FILE)
    sieve.refuse_repeated(["match", "effective_on"], ["office_code"], "code", RefusalRule.CONFLICT_IN_FILE)
    _settle(sieve, there)
    codes.near(sieve, "code", there["code"])
    _require_days(sieve)
    _take_old_code(sieve)
    stands = moves.agents(sieve, known.offices, known.services, answers)
    after = stands.dated["services"].rows.select(known.services.columns)
    times.service(sieve, known.days, known.services, after)
    return sieve.judged(), stands


def _settle(sieve: Sieve, there: pl.DataFrame) -> None:
    """Compare names and contacts with the database's; where no contact is given, the old one stays."""
    given = pl.col("contact").drop_nulls().first().over("match")
    sieve.rows = sieve.rows.with_columns(pl.col("contact").fill_null(given))
    sieve.refuse_repeated(["match"], ["contact"], "contact", RefusalRule.CONFLICT_IN_FILE)
    sieve.settle(["match"], ["name", "contact"], there, {"contact": pl.col("contact").is_null()})


def _require_days(sieve: Sieve) -> None:
    """Refuse the rows whose status is another than the one on record, with no day from which on it is so."""
    no_day = pl.col("deactivated_on").is_null() & pl.col("reactivated_on").is_null()
    serves = pl.col("deactivated_on_old").is_null()
    left = (pl.col("listing") == CANCELLED) & serves
    back = (pl.col("listing") == STANDS) & ~serves & ~pl.col("given_deactivated_on")
    sieve.refuse(no_day & (left | back), "listing", RefusalRule.STATUS_WITHOUT_DAY)


def _office(sieve: Sieve, offices: pl.DataFrame, lost: set[str]) -> None:
    """The code of each row's office, which it names by code or by name, as `office_code`."""
    by_name = offices.group_by(wanted=existing.match("name")).agg(
        pl.col("code").first().alias("by_name"), pl.len().alias("namesakes")
    )
    sieve.rows = (
        sieve.rows.join(offices.select(wanted="match", by_code="code"), on="wanted", how="left", maintain_order="left")
        .join(by_name, on="wanted", how="left", maintain_order="left")
        .with_columns(office_code=pl.coalesce("by_code", pl.when(pl.col("namesakes") == 1).then("by_name")))
    )
    nobody = pl.col("office_code").is_null() & pl.col("wanted").is_not_null()
    sieve.refuse(nobody & pl.col("wanted").is_in(sorted(lost)), "office", RefusalRule.PARENT_REFUSED)
    sieve.refuse(nobody & (pl.col("namesakes") > 1), "office", RefusalRule.AMBIGUOUS_OFFICE)
    sieve.refuse(nobody, "office", RefusalRule.UNKNOWN_OFFICE)


def targets(
    rows: pl.DataFrame, there: pl.DataFrame, places: pl.DataFrame, offices: pl.DataFrame, lost: set[str]
) -> Judged:
    """A target without a place is the whole branch's, one with an office that office's alone.

    `offices`: code, name, match of the database's and of this load's; `lost`: match of those whose row was refused.
    """
    sieve = Sieve(
        _with_ends(rows).with_columns(
            wilayah=pl.when(~place_names.is_whole_branch(pl.col("wilayah"))).then("wilayah"),
            wanted=pl.when(~place_names.is_whole_branch(pl.col("office"))).then(existing.match("office")),
        )
    )
    _place(sieve, places)
    _office(sieve, offices, lost)
    sieve.rows = sieve.rows.with_columns(wilayah_code=pl.when(pl.col("office_code").is_null()).then("wilayah_code"))
    key = ["first_month", "last_month", "wilayah_code", "office_code", "measure"]
    sieve.refuse_repeated(key, ["value"], "value", RefusalRule.CONFLICT_IN_FILE)
    sieve.settle(key, ["value"], there)
    sieve.number(there)
    return sieve.judged()


def denominators(rows: pl.DataFrame, there: pl.DataFrame, places: pl.DataFrame, names: Names) -> Judged:
    """One without a place is the whole branch's. `names`: people that the load names."""
    whole = ~place_names.is_whole_branch(pl.col("wilayah"))
    sieve = Sieve(rows.with_columns(wilayah=pl.when(whole).then("wilayah"), year="counted_in"))
    refuse_personal(sieve, ("name", "source", "definition"), names)
    sieve.refuse(pl.col("value") <= 0, "value", RefusalRule.AMOUNT_NOT_POSITIVE)
    _place(sieve, places)
    key = ["name", "year", "wilayah_code"]
    values = ["value", "source", "definition"]
    sieve.refuse_repeated(key, values, "value", RefusalRule.CONFLICT_IN_FILE)
    sieve.settle(key, values, there)
    sieve.number(there)
    return sieve.judged()


def _with_ends(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with first_month and last_month of the code under `period`."""
    periods = {code: Period.parse(code) for code in rows["period"].unique()}
    ends = pl.DataFrame(
        [(code, period.first, period.last) for code, period in periods.items()],
        schema={"period": pl.String, "first_month": pl.Date, "last_month": pl.Date},
        orient="row",
    )
    return rows.join(ends, on="period", how="left", maintain_order="left")


_ABOUT = r"(?i)sekitar|kurang lebih|lebih kurang|hampir|kira-kira|±|about|around|some|nearly|approx"


def references(
    rows: pl.DataFrame, there: pl.DataFrame, places: pl.DataFrame, names: Names, may_publish: bool
) -> Judged:
    """Without a rounding, a figure whose wording says "about" was rounded to its last digit that is not zero.

    `names`: people that the load names; `may_publish`: whether who loads them may say what was published.
    """
    zeros = pl.col("value").cast(pl.String).str.extract(r"(0*)$").str.len_bytes()
    about = pl.when(pl.col("wording").str.contains(_ABOUT)).then(pl.lit(10).pow(zeros).cast(pl.Int64))
    sieve = Sieve(rows)
    refuse_personal(sieve, ("source", "wording"), names)
    sieve.rows = _with_ends(sieve.rows).with_columns(
        wilayah=pl.when(~place_names.is_whole_branch(pl.col("wilayah"))).then("wilayah"),
        rounding=pl.coalesce(pl.when(pl.col("rounding") > 0).then("rounding"), about, pl.lit(1)),
        wording=pl.coalesce("wording", pl.col("value").cast(pl.String)),
    )
    _place(sieve, places)
    sieve.rows = sieve.rows.with_columns(places=pl.col("wilayah_code").fill_null(""))
    key = ["metric", "first_month", "last_month", "places", "source"]
    values = ["value", "rounding", "wording", "published_on"]
    sieve.refuse_repeated(key, values, "value", RefusalRule.CONFLICT_IN_FILE)
    sieve.settle(key, values, there)
    # What a briefing said was said: no file makes it another.
    issued = pl.col("briefing_id_old").is_not_null()
    sieve.refuse(issued & (pl.col("state") == CHANGED), "value", RefusalRule.CONFLICT_WITH_DATABASE)
    if not may_publish:
        sieve.refuse(pl.col("state") != KNOWN, "value", RefusalRule.MAY_NOT_PUBLISH)
    sieve.suspect(pl.col("state") == CHANGED, "value", Suspicion.PUBLISHED_CHANGED)
    sieve.number(there)
    return sieve.judged()


def roster(rows: pl.DataFrame, there: pl.DataFrame, agents: pl.DataFrame) -> Judged:
    """A month's list is whole: what the database has of a month that the files bring, and they do not, goes.

    `there`: the database's list of those months; `agents`: match of the database's and of this load's. An agent may be
    unknown here: that is a finding, not an error.
    """
    sieve = Sieve(rows.with_columns(match=existing.match("agent"), agent_code="agent"))
    refuse_personal(sieve, ("agent",))
    refuse_names(sieve, ("agent",), agents["match"])
    key = ["month", "match"]
    sieve.settle(key, [], there)
    codes.near(sieve, "match", agents["match"])
    sieve.rows = sieve.rows.with_columns(agent_code=pl.coalesce("agent_code_old", "agent_code"))
    brought = there.join(sieve.rows, on="month", how="semi")
    return replace(sieve.judged(), dropped=brought.join(sieve.rows, on=key, how="anti").sort("month", "agent_code"))


def _place(sieve: Sieve, places: pl.DataFrame) -> None:
    """The code of each row's place, as `wilayah_code`; null where the row names none."""
    answers = by_distinct(sieve.rows["wilayah"], lambda texts: place_names.resolve(texts, places))
    sieve.rows = sieve.rows.with_columns(answers["value"].alias("wilayah_code"), answers["rule"].alias("place_rule"))
    for rule in (RefusalRule.AMBIGUOUS_WILAYAH, RefusalRule.UNKNOWN_WILAYAH):
        sieve.refuse(pl.col("place_rule") == rule.value, "wilayah", rule)


def _take_old_code(sieve: Sieve) -> None:
    """A code is written as it was when it first came."""
    sieve.rows = sieve.rows.with_columns(code=pl.coalesce("code_old", pl.col("code").first().over("match")))
