"""What a page is about to show: who looks, in which language, at which rows of which data."""

from dataclasses import dataclass, field, replace

from dashboard.language.words import Words
from dashboard.view import cache
from dashboard.view.address import Choice
from queries.access import Viewer
from queries.branches import Holding
from queries.comparisons import Earlier, earlier
from queries.scope import Scope


@dataclass(frozen=True)
class View:
    """One run's view. `mode`: light or dark. `geojson`: file of the branch's outlines, empty for none.

    `press`: whether every answer may leave (see dashboard/view/press.py).
    """

    words: Words
    viewer: Viewer
    holding: Holding
    scope: Scope
    choice: Choice
    mode: str = "light"
    url: str = field(default="", repr=False)
    geojson: str = ""
    press: bool = False

    def ask(self, question, *more):
        """The answer of a query `(conn, scope, *more)`, from memory where the data has not changed since."""
        return cache.ask(self.url, self.holding.data_version, question, self.scope, *more)

    def ask_anew(self, question, *more):
        """The answer of such a query now: for what changes without an import."""
        return cache.ask_anew(self.url, question, self.scope, *more)

    def during(self, scope: Scope) -> "View":
        """The same view of another period."""
        return replace(self, scope=scope)

    def before(self, which: Earlier = Earlier.PREVIOUS) -> "View | None":
        """The view to compare with, None where there is nothing to compare."""
        scope = earlier(self.scope, which, self.holding.first_month)
        return self.during(scope) if scope else None
