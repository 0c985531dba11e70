"""What an opened code tells, in words: for the page and for the command line alike."""

from dataclasses import dataclass
from datetime import date

from dashboard.language.words import Words
from dashboard.lineage.opened import SEVERAL, Opened, composed, names_agents
from dashboard.lineage.proof import PictureTable, lines, prove, written, written_rows
from dashboard.view import captions, codes, completeness, press
from dashboard.view.view import View
from queries.access import Permission
from queries.lineage import changes
from queries.lineage.causes import METRICS
from queries.metrics import Unit
from queries.periods import Period, local_day
from queries.press.protected import NotForPress
from queries.settled import STATES, doubtful

FEW = 20
"""Rows that are printed; the page shows more."""


@dataclass(frozen=True)
class Values:
    """The number then and now, written. `verdict`: a sentence on the two; `causes`: what made the difference."""

    then: str
    now: str
    verdict: str
    causes: tuple[str, ...] = ()


def label(opened: Opened) -> str:
    """The metric's or the picture's name, and the period."""
    words, view = opened.view.words, opened.view
    return words("trace.title", label=name(opened), period=words.period(view.scope.period))


def name(opened: Opened) -> str:
    """The metric's name, and of a picture its kind."""
    words = opened.view.words
    metric = opened.metric.label[words.language]
    if not opened.is_figure:
        return metric
    return words("trace.figure", metric=metric, kind=words(f"figures.{opened.name}.kind"))


def looked_at(opened: Opened) -> list[tuple[str, str]]:
    """What was looked at: each filter, day and version as it was then, by its name in `trace.fact`."""
    view, seen, words = opened.view, opened.trace.seen, opened.view.words
    period = Period(seen.first_month, seen.last_month)
    looked = words(f"trace.looked.{seen.role}")
    return [
        ("shown", name(opened)),
        ("period", f"{words.capital(words.period(period))} ({period.code})"),
        ("as_of", _day(words, seen.until_of(opened.metric.id))),
        ("places", words.capital(_places(view))),
        ("sectors", captions.sectors(view) or words("trace.all")),
        ("data_version", words.number(seen.data_version)),
        ("definition", versions_of(opened)[0]),
        ("looked", words("trace.looked.press_mode", who=looked) if seen.press else looked),
    ]


def facts(opened: Opened) -> list[tuple[str, str]]:
    """What was looked at: name and value of each filter, day and version; then, and now where it is another."""
    view, seen, words = opened.view, opened.trace.seen, opened.view.words
    created_on = local_day(opened.trace.created_at)
    now = {
        "as_of": _day(words, opened.metric.until(view.scope)),
        "data_version": words.number(view.holding.data_version),
        "definition": versions_of(opened)[1],
    }
    parts = [("code", str(opened.code))]
    parts += [(name, _then_now(value, now.get(name, value))) for name, value in looked_at(opened)[1:]]
    parts += [
        ("agent", seen.agent),
        ("made_on", words.day(created_on)),
        ("audience", words(f"trace.audience.{'inside' if names_agents(opened.name) else 'everyone'}")),
    ]
    return [(words(f"trace.fact.{name}"), value) for name, value in parts if value]


def _day(words: Words, day: date | None) -> str:
    return words.day(day) if day else "–"


def _places(view: View) -> str:
    try:
        return captions.places(view)
    except NotForPress:
        return view.words.join([*(view.choice.wilayah or ()), *(view.choice.offices or ())])


def _then_now(then: str, now: str) -> str:
    return then if then == now else f"{then} → {now}"


def versions_of(opened: Opened) -> tuple[str, str]:
    """The version of the definition then, and now."""
    now = dict(codes.seen_of(opened.view, opened.name).definitions)
    return dict(opened.trace.seen.definitions).get(opened.metric.id, "–"), now[opened.metric.id]


def definition_changed(opened: Opened) -> str:
    """That the definition is another now, with its text then where that is known; empty where it is the same."""
    words, (then, now) = opened.view.words, versions_of(opened)
    if then == now:
        return ""
    was, version = then.partition("/")[0], now.partition("/")[0]
    if was == version:
        return words("trace.definition.rule", then=then, now=now)
    text = opened.metric.earlier.get(was)
    before = words("trace.definition.before", version=was, text=text[words.language]) if text else ""
    before = before or words("trace.definition.before_unknown", version=was)
    return " ".join([words("trace.definition.changed", then=then, now=now), before])


def values(opened: Opened) -> Values | None:
    """The number then and now; None for a picture and for numbers that stand together."""
    if opened.is_figure or opened.name in SEVERAL:
        return None
    view, words, metric = opened.view, opened.view.words, opened.metric
    then = opened.value_then(metric.id)
    counted = metric.until(view.scope) is not None
    now = codes.values(view).get(metric.id) if counted else None
    then_text = words("trace.withheld") if opened.hidden else written(view, metric, then)
    if not counted:
        return Values(then_text, "–", words("trace.no_now"))
    if then is None or now is None:
        verdict = words("trace.hidden") if opened.hidden else _withheld_now(opened) if then is not None else ""
        return Values(then_text, written(view, metric, now), verdict)
    if then == now:
        return Values(then_text, written(view, metric, now), words("trace.same"))
    difference = words.number(now - then) if metric.unit is not Unit.RUPIAH else words.rupiah(now - then)
    difference = words.percent(now - then) if metric.unit is Unit.PERCENT else difference
    sign = "+" if now > then else ""
    version = words.number(opened.trace.seen.data_version)
    verdict = words("trace.changed", difference=sign + difference, version=version)
    return Values(then_text, written(view, metric, now), verdict, causes(opened))


def _withheld_now(opened: Opened) -> str:
    view, metric = opened.view, opened.metric.id
    if not view.press:
        return ""
    why = press.why_not(metric, view.scope, metric in STATES and view.ask(doubtful))
    return view.words("trace.withheld_now", why=view.words(f"press.reason.{why}"))


def causes(opened: Opened) -> tuple[str, ...]:
    """What made the number another since the trace's data version, one line a cause and load: for who may see rows."""
    view, words, metric = opened.view, opened.view.words, opened.metric
    seen = opened.trace.seen
    if metric.id not in METRICS or seen.until_of(metric.id) != metric.until(view.scope):
        return ()
    if not view.viewer.may(Permission.SEE_ROWS):  # a code of press mode tells an insider as much as any other
        return ()
    versions = (metric.id, seen.data_version, view.holding.data_version)
    rows = view.inside(Permission.SEE_ROWS).ask(changes.rows_between, *versions)
    lines = []
    for row in rows.to_dicts():
        change = ("+" if row["change"] > 0 else "") + written(view, metric, row["change"])
        parts = {"load": words.number(row["load"]), "rows": words.count("row", row["rows"]), "change": change}
        lines.append(words(f"trace.cause.{row['cause']}", **parts))
    return tuple(lines)


def missing(opened: Opened) -> str:
    """What the number or picture of now rests on and lacks, statuses among it; empty where nothing is missing."""
    return completeness.sentence(opened.view) if opened.view.scope.as_of else ""


def tables(opened: Opened) -> tuple[PictureTable | None, PictureTable | None]:
    """A picture's numbers as they left, None where they never did, and as they are now, None where there are none."""
    view = opened.view
    stored = codes.table(view, opened.trace, opened.name)
    then = _table(stored) if stored and not opened.hidden else None
    try:
        if opened.name in SEVERAL and view.scope.as_of:
            numbers = [(kpi.label, kpi.value) for kpi in SEVERAL[opened.name](view)]
            return then, PictureTable(opened.metric.label[view.words.language], ("", ""), tuple(numbers))
        figure = composed(opened)
    except NotForPress:
        return then, None
    return then, _table(codes.as_json(figure)) if figure else None


def _table(stored: dict) -> PictureTable:
    labels = tuple(label for _, label in stored["columns"])
    return PictureTable(stored["title"], labels, tuple(tuple(row) for row in stored["rows"]))


def table_verdict(opened: Opened, then: PictureTable | None, now: PictureTable | None) -> str:
    """Whether a picture still shows what it did."""
    words = opened.view.words
    if then is None:
        return words("trace.hidden" if opened.hidden else "trace.never_left")
    if now is None:
        return words("trace.no_now")
    differing = len(set(then.rows) ^ set(now.rows))
    return words("trace.table_changed", rows=words.count("row", differing)) if differing else words("trace.table_same")


def sides(opened: Opened) -> tuple[str, str]:
    """What a value as it was, and as it is, are called."""
    return opened.view.words("tables.then"), captions.now(opened.view)


def text(opened: Opened) -> str:
    """Everything that the page shows, as plain lines."""
    words, proof, (past, present) = opened.view.words, prove(opened), sides(opened)
    out = [label(opened), "", *(f"{name}: {value}" for name, value in facts(opened)), ""]
    number = values(opened)
    if number:
        out += [f"{past}: {number.then}", f"{present}: {number.now}", number.verdict]
        out += [f"  {line}" for line in number.causes]
    then, now = tables(opened)
    if then or now:
        out.append(table_verdict(opened, then, now))
        for name, table in ((past, then), (present, now)):
            out += lines(name, table) if table else []
    out += [missing(opened)] if missing(opened) else []
    out += ["", definition_changed(opened), opened.metric.definition[words.language], ""]
    out.append(f"{words('trace.rows')}: {proof.sentence if proof else words('trace.sql.none')}")
    if proof:
        out += ["", proof.sql]
    if proof and proof.rows is not None:
        first = words("trace.proof.first", n=words.number(FEW)) if proof.rows.height > FEW else ""
        out += ["", first, *lines("", written_rows(opened.view, proof.rows.head(FEW)))]
    return "\n".join(out)
