"""What the months that are not whole mean for a view, in words that a branch head understands."""

from collections.abc import Iterable

from dashboard.language.words import Words
from dashboard.view.view import View
from queries import settled
from queries.completeness import Gap
from queries.db.schema import MONTHLY
from queries.scope import Scope


def gaps(words: Words, missing: Iterable[Gap]) -> str:
    """What is missing: "iuran Maret 2019 belum dimuat"; empty where nothing is."""
    missing = list(missing)
    parts = [
        words(
            f"completeness.gap.{'partly' if partly else 'missing'}",
            what=words(f"completeness.kind.{kind}"),
            months=words.join(words.month(gap.month) for gap in own),
        )
        for kind in MONTHLY
        for partly in (False, True)
        if (own := [gap for gap in missing if gap.kind == kind and gap.partly == partly])
    ]
    return "; ".join(parts)


def behind(words: Words, scope: Scope, missing: Iterable[Gap]) -> str:
    """What keeps the as-of day back, and until when each kind is counted; empty where nothing does."""
    lacking = gaps(words, missing)
    return words.capital(words("completeness.behind", gaps=lacking, reach=reach(words, scope))) if lacking else ""


def reach(words: Words, scope: Scope) -> str:
    """Until when registrations and payments are counted, and of which day the statuses are, inside a sentence."""
    parts = []
    for kind in MONTHLY:
        day = scope.until(kind)
        key = f"completeness.reach.{kind}{'' if day else '_none'}"
        parts.append(words(key, **({"day": words.day(day)} if day else {})))
    status = words("completeness.reach.status", day=words.day(scope.as_of)) if scope.as_of else ""
    return words(
        "completeness.reach.all", parts=", ".join(parts), status=status or words("completeness.reach.no_status")
    )


def lines(view: View, key: str = "note") -> list[str]:
    """The sentences that stand wherever the view's figures do: what is missing, what is uncertain, where data begin.

    `key`: `page` where the figures stand below, `note` where they stand around. None where all is whole.
    """
    words, scope, known = view.words, view.scope, view.holding.completeness
    late = behind(words, scope, known.holding_back(scope.period.first, scope.period.last))
    said = [late] if late else []
    if scope.as_of_month is None:
        return said
    if missing := gaps(words, known.missing(scope.period.first, scope.period.last)):
        said.append(words.capital(words(f"completeness.{key}", gaps=missing)))
    if view.ask(settled.doubtful):
        said.append(words("completeness.doubt"))
    begins = {kind: month for kind, month in known.begins if scope.period.first < month <= scope.period.last}
    for month in sorted(set(begins.values())):
        what = words.join(words(f"completeness.kind.{kind}") for kind in MONTHLY if begins.get(kind) == month)
        said.append(words("completeness.begins", what=what, month=words.month(month)))
    return said


def sentence(view: View) -> str:
    """Those sentences in one line; empty where all is whole."""
    return " ".join(lines(view))
