"""What a page is about to show: who looks, in which language, at which rows of which data."""

from dataclasses import dataclass, field, replace

from dashboard.language.words import Words
from dashboard.view import cache
from dashboard.view.address import Choice
from dashboard.view.asked import ASKED
from dashboard.view.cache import Origin
from queries.access import Permission, Role, Viewer
from queries.branches import Holding
from queries.comparisons import Earlier, earlier
from queries.db.memo import P, Question, T
from queries.press.gate import WRITTEN, for_press
from queries.press.protected import NotForPress
from queries.scope import Scope
from queries.versions import Past


@dataclass(frozen=True)
class View:
    """One run's view. `mode`: light or dark. `geojson`: file of the branch's outlines, empty for none.

    `press`: whether every answer may leave, always so for the press role: answers carry no agent's name and, where a
    cell is withheld, null. `past`: None, or what was known then is asked, and nothing can be written.
    `templates`: folder of the branch's own logo, letterhead and deck, empty for none.
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
    past: Past | None = None
    templates: str = ""

    def __post_init__(self) -> None:
        if self.viewer.role is Role.PRESS:
            object.__setattr__(self, "press", True)

    @property
    def origin(self) -> Origin:
        """Where its questions are asked."""
        return Origin(self.url, self.past)

    def ask(self, question: Question[P, T], *more: P.args, **named: P.kwargs) -> T:
        """The answer of a query `(conn, scope, *more)`, from memory where the data has not changed since.

        For the press as the press gate answers it: raises NotForPress for what does not leave.
        """
        asked = for_press(question, self.scope) if self.press else question
        place = cache.ask(self.origin, self.holding.data_version, asked, self.scope, *more, **named)
        if place.asked is not None:
            place.asked.used = ASKED.now()
        elif self.past is None:
            place.asked = ASKED.note(self, lambda view: view.ask(question, *more, **named))
        return place.answer

    def ask_anew(self, question: Question[P, T], *more: P.args, **named: P.kwargs) -> T:
        """The answer of such a query now: for what changes without an import. Of that the press has what was written
        for it (`gate.WRITTEN`)."""
        if self.press and question not in WRITTEN:
            raise NotForPress("agents")
        return cache.ask_anew(self.origin, question, self.scope, *more, **named)

    def issued(self) -> tuple[int, int]:
        """What tells apart two states of the same data, between which a briefing was issued."""
        return cache.newest(self.origin, self.scope)

    def for_press(self) -> "View":
        """The same view for the press."""
        return self if self.press else replace(self, press=True)

    def inside(self, permission: Permission) -> "View":
        """The same view for inside the office, also of one for the press: for what the viewer alone is shown.

        Raises AccessDenied unless the viewer may. The press role's own views stay for the press.
        """
        self.viewer.require(permission)
        return replace(self, press=False)

    def during(self, scope: Scope) -> "View":
        """The same view of another period."""
        return replace(self, scope=scope)

    def before(self, which: Earlier = Earlier.PREVIOUS) -> "View | None":
        """The view to compare with, None where there is nothing to compare."""
        scope = earlier(self.scope, which, self.holding.completeness)
        return self.during(scope) if scope else None
