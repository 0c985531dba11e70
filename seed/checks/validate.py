"""Compares every kind's rows with the database and with the other files of the same load, parents first."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import polars as pl
import sqlalchemy as sa

from queries.db.schema import ALWAYS
from queries.months import first_month
from seed.checks import existing, loads_before, masters, payers, people
from seed.checks.answers import Answers
from seed.checks.contributions import contributions
from seed.checks.decisions import Decisions
from seed.checks.masters import KnownAgents
from seed.checks.moves import Moves, weighed
from seed.checks.pairing import KEY
from seed.checks.parse import Source
from seed.checks.personal import Names
from seed.checks.personal import names as personal_names
from seed.checks.suspicions import scattered, unseen, volumes
from seed.checks.validator import CHANGED, NEW, WRITTEN, Judged
from seed.files.contract import KINDS


def judge(
    conn: sa.Connection,
    branch: str,
    secret: str,
    sources: Sequence[Source],
    today: date,
    decisions: Decisions,
    answers: Answers,
    may_publish: bool,
) -> dict[str, Judged]:
    """The judgement of each kind that the files hold, and of the dated rows that belong to it, in the order of loading;
    the database is only read.

    `today`: a month in which it lies may have fewer rows than usual; `decisions`: on months that are known already;
    `answers`: on agents and offices that stand elsewhere; of a day to come there is none; `may_publish`: whether who
    loads the files may say what was published.
    """
    answers = {which: day for which, day in answers.items() if day <= today}
    rows, broken, cancelled = (_gathered(sources, part) for part in ("rows", "broken", "cancelled"))
    _mark_again(conn, branch, sources, rows)
    places, agents = existing.places(conn), existing.agents(conn, branch)
    names = _names(rows, broken, agents)
    judged: dict[str, Judged] = {}
    if "wilayah" in rows:
        judged["wilayah"] = masters.wilayah(rows["wilayah"], places)
        places = _joined(places, judged["wilayah"], "code")
    if "funds" in rows:
        judged["funds"] = payers.stated(conn, branch, sources, rows, names)
    agents = _offices_and_agents(conn, branch, rows, broken, judged, (agents, places), answers)
    _people(conn, branch, secret, (rows, broken, cancelled), judged, (agents, names), decisions, answers)
    _yardsticks(conn, branch, (rows, broken), judged, (agents, places, names), may_publish)
    for kind in rows:
        judged[kind] = replace(judged[kind], before=loads_before.files(conn, branch, kind))
        judged[kind] = unseen.judged(sources, judged[kind])
    for kind in volumes.DAYS.keys() & rows.keys():
        judged[kind] = volumes.judged(conn, branch, kind, judged[kind], today)
        judged[kind] = scattered.judged(kind, judged[kind])
    return judged


def _yardsticks(
    conn: sa.Connection,
    branch: str,
    read: tuple[dict[str, pl.DataFrame], dict[str, pl.DataFrame]],
    judged: dict[str, Judged],
    known: tuple[pl.DataFrame, pl.DataFrame, Names],
    may_publish: bool,
) -> None:
    """Judge what figures are held against. `read`: the rows of each kind, and those refused; `known`: agents, places
    and people."""
    (rows, broken), (agents, places, names) = read, known
    if "targets" in rows:
        at = _known_offices(conn, branch, judged), _lost(broken, judged, "offices", "code")
        judged["targets"] = masters.targets(rows["targets"], existing.targets(conn, branch), places, *at)
    if "denominators" in rows:
        there = existing.denominators(conn, branch)
        judged["denominators"] = masters.denominators(rows["denominators"], there, places, names)
    if "references" in rows:
        there = existing.references(conn, branch)
        judged["references"] = masters.references(rows["references"], there, places, names, may_publish)
    if "roster" in rows:
        months = rows["roster"]["month"].unique().to_list()
        judged["roster"] = masters.roster(rows["roster"], existing.roster(conn, branch, months), agents)


def _mark_again(conn: sa.Connection, branch: str, sources: Sequence[Source], rows: dict[str, pl.DataFrame]) -> None:
    """Give contributions `again`: whether their file was loaded before."""
    if "contributions" in rows:
        known = loads_before.positions(conn, branch, [source.sha256 for source in sources])
        rows["contributions"] = rows["contributions"].with_columns(again=pl.col("file").is_in(known))


def _offices_and_agents(
    conn: sa.Connection,
    branch: str,
    rows: dict[str, pl.DataFrame],
    broken: dict[str, pl.DataFrame],
    judged: dict[str, Judged],
    known: tuple[pl.DataFrame, pl.DataFrame],
    answers: Answers,
) -> pl.DataFrame:
    """Judge offices and agents; the agents that the database will have. `known`: its agents and its places."""
    agents, places = known
    if "offices" in rows:
        there = existing.offices(conn, branch), existing.office_places(conn, branch)
        _settle(conn, branch, judged, "offices", masters.offices(rows["offices"], *there, places, answers))
    if "agents" in rows:
        offices = _known_offices(conn, branch, judged)
        dated = existing.agent_offices(conn, branch), existing.services(conn, branch)
        own = KnownAgents(agents, *dated, existing.registrations(conn, branch))
        lost = _lost(broken, judged, "offices", "code")
        _settle(conn, branch, judged, "agents", masters.agents(rows["agents"], own, offices, lost, answers))
        agents = _joined(agents, judged["agents"], "match")
    return agents


def _known_offices(conn: sa.Connection, branch: str, judged: dict[str, Judged]) -> pl.DataFrame:
    """The offices that the database will have."""
    return _joined(existing.offices(conn, branch).drop("wilayah_code"), judged.get("offices"), "match")


def _settle(conn: sa.Connection, branch: str, judged: dict[str, Judged], kind: str, of: tuple[Judged, Moves]) -> None:
    mine, moves = of
    judged[kind] = replace(mine, relocations=weighed(conn, branch, moves.every))
    judged.update(moves.dated)


def _people(
    conn: sa.Connection,
    branch: str,
    secret: str,
    read: tuple[dict[str, pl.DataFrame], ...],
    judged: dict[str, Judged],
    known: tuple[pl.DataFrame, Names],
    decisions: Decisions,
    answers: Answers,
) -> None:
    """Judge participants and contributions, which are compared with the agents and with each other.

    `read`: the rows of each kind, those refused, those cancelled.
    """
    rows, broken, cancelled = read
    if not {"participants", "contributions"} & rows.keys():
        return
    agents, names = known
    there = persons = existing.participants(conn, branch)
    if "participants" in rows:
        lost = _lost(broken, judged, "agents", "code")
        serving = agents, _served(existing.services(conn, branch), judged.get("services"))
        of_people, refused = rows["participants"], broken["participants"].height
        judged["participants"], judged["takeovers"] = people.participants(
            conn, branch, of_people, there, serving, lost, secret, names, decisions, answers, refused
        )
        persons = _joined(there, judged["participants"], "id")
    if "contributions" in rows:
        lost = _lost(broken, judged, "participants", "kpj")
        paid, refused = rows["contributions"], broken["contributions"].height
        judged["contributions"] = contributions(
            conn,
            branch,
            paid,
            cancelled["contributions"],
            persons,
            there["id"],
            lost,
            secret,
            decisions,
            refused,
            names,
        )
    if "participants" in judged:
        judged["participants"] = _without_payers(conn, branch, judged["participants"], judged.get("contributions"))


def _without_payers(conn: sa.Connection, branch: str, people: Judged, paid: Judged | None) -> Judged:
    """The judgement in which a month is not replaced whose people would go while their payments or take-overs stay."""
    if people.dropped.is_empty():
        return people
    stay = existing.payments_of(conn, branch, people.dropped["id"].to_list())
    if paid:
        for some in (paid.dropped, paid.moved):
            stay = stay.join(some, on=KEY, how="anti") if not some.is_empty() else stay
        stay = pl.concat([stay, paid.of(*WRITTEN).select(KEY)])
    taken_over = existing.taken_over(conn, branch, people.dropped["id"].to_list())
    months = people.months
    for reason, ids in (("taken_over", taken_over), ("paid", stay["participant_id"])):
        days = people.dropped.filter(pl.col("id").is_in(ids.implode()))["registered_on"]
        of = set(days.dt.month_start())
        months = tuple(replace(one, hindered=reason) if one.month in of else one for one in months)
    return replace(people, months=months)


def _names(rows: dict[str, pl.DataFrame], broken: dict[str, pl.DataFrame], agents: pl.DataFrame) -> Names:
    """The people that the load and the database name where names belong."""
    of = {kind: [part[kind]["name"] for part in (rows, broken) if kind in part] for kind in ("participants", "agents")}
    return personal_names(of["participants"], [*of["agents"], agents["name"]])


def _gathered(sources: Sequence[Source], part: str) -> dict[str, pl.DataFrame]:
    """The rows of all files of a kind together: what one file says may contradict another."""
    by_kind = {
        kind: [getattr(source, part) for source in sources if source.table and source.table.kind.name == kind]
        for kind in KINDS
    }
    return {kind: pl.concat(frames, how="diagonal") for kind, frames in by_kind.items() if frames}


def _joined(there: pl.DataFrame, judged: Judged | None, key: str) -> pl.DataFrame:
    """What the database will hold after this load."""
    if judged is None:
        return there
    there = there.drop("import_id", strict=False)
    mine = judged.rows.filter(pl.col("state").is_in([NEW, CHANGED])).select(there.columns)
    return pl.concat([there.join(mine, on=key, how="anti"), mine], how="vertical_relaxed")


def _served(there: pl.DataFrame, judged: Judged | None) -> pl.DataFrame:
    """The services that the database will have after this load: all those of an agent whom it names are judged."""
    if judged is None:
        return there
    mine = judged.rows.select(there.columns)
    return pl.concat([there.join(mine, on="agent_code", how="anti"), mine])


def _lost(broken: dict[str, pl.DataFrame], judged: dict[str, Judged], kind: str, column: str) -> set[str]:
    """What the refused rows of a kind would have been recognised by: their children are refused with them."""
    frames = [frame for frame in (broken.get(kind), judged[kind].lost if kind in judged else None) if frame is not None]
    codes = {code for frame in frames for code in frame[column].drop_nulls().unique()}
    return codes if column == "kpj" else {code.upper() for code in codes}


def touched(conn: sa.Connection, branch: str, judged: dict[str, Judged]) -> tuple[set[str] | None, date | None] | None:
    """Which summaries a load changes: the agents, if any, and the first month; (None, None) for all; None for none, and
    no posting.

    A membership that comes before another of the same person makes that one a return, whoever its agent is.
    """
    persons, paid = judged.get("participants"), judged.get("contributions")
    if _changes(persons, "sector") or _changes(persons, "registered_on") or _changes(persons, "agent_code"):
        return None, None
    agents, offices = (_moved(judged.get(kind)) for kind in ("agent_offices", "office_places"))
    codes, days = set(agents["owner"]), [agents["since"], offices["since"]]
    for judged_kind, columns in ((persons, ("registered_on",)), (paid, ("paid_on", "blth"))):
        if judged_kind is not None:
            written = judged_kind.of(*(WRITTEN if judged_kind is paid else (NEW,)))
            for some in (written, judged_kind.dropped, judged_kind.moved):
                if not some.is_empty():
                    codes |= set(some["agent_code"].unique())
                    days += [some[name] for name in columns]
    if persons is not None:
        others = pl.concat([persons.of(NEW).filter("has_others")["nik_hash"], _niks(persons.dropped)])
        codes |= existing.agents_of(conn, branch, others)
    if persons is not None and "takeovers" in judged:
        of_agents, since = _taken_over(judged["takeovers"], persons)
        codes |= of_agents
        days.append(since)
    if not codes and judged.keys().isdisjoint({"agents", "offices"}):
        return None
    return None if offices.height else codes, first_month(*days)


def _taken_over(takeovers: Judged, persons: Judged) -> tuple[set[str], pl.Series]:
    """The agents of take-overs that come, change or go, with the acquirers: by them all who ever had a participant are
    found, but for those whose take-over goes. And the days.
    """
    taken, gone = takeovers.of(NEW, CHANGED), takeovers.dropped.select("participant_id", "since", "agent_code")
    rows = pl.concat([taken.select(gone.columns), gone])
    acquirers = persons.rows.join(rows, left_on="id", right_on="participant_id", how="semi")["agent_code"]
    return {*rows["agent_code"], *taken["agent_code_old"].drop_nulls(), *acquirers}, rows["since"]


def _niks(dropped: pl.DataFrame) -> pl.Series:
    """The NIKs of participants who go, of whom another membership may become the first."""
    return pl.Series(dtype=pl.String) if dropped.is_empty() else dropped["nik_hash"]


def _changes(judged: Judged | None, column: str) -> bool:
    return judged is not None and not judged.of(CHANGED).filter(pl.col(column) != pl.col(f"{column}_old")).is_empty()


def _moved(dated: Judged | None) -> pl.DataFrame:
    """owner, since of the dated rows that change or go, or come to an owner who was there."""
    if dated is None:
        return pl.DataFrame(schema={"owner": pl.String, "since": pl.Date})
    came = dated.of(NEW, CHANGED).filter((pl.col("state") == CHANGED) | (pl.col("since") != ALWAYS))
    return pl.concat([rows.select(pl.nth(0).alias("owner"), "since") for rows in (came, dated.dropped)])
