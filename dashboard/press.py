"""Press mode: a view whose every answer may leave (domain, section 6)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType

from dashboard import data
from dashboard.i18n import Words
from dashboard.view import View
from queries import targets
from queries.press import NotForPress, require_places_only

TWINS: Mapping[Callable, Callable] = MappingProxyType({data.places: data.places, targets.target: targets.target})
"""Each question that may leave and what answers it then. A question that is not here does not leave."""


@dataclass(frozen=True)
class PressView(View):
    """A view for the press: answers carry no agent's name and, where a cell is withheld, null."""

    press: bool = True

    def ask(self, question, *more):
        """The protected answer; raises NotForPress for a question or a choice that does not leave."""
        require_places_only(self.scope)
        if question not in TWINS:
            raise NotForPress("agents")
        return data.ask(self.url, self.held.data_version, TWINS[question], self.scope, *more)

    def ask_anew(self, question, *more):
        """Nothing that changes without an import leaves."""
        raise NotForPress("agents")


def press_view(view: View) -> PressView:
    """The same view for the press."""
    if isinstance(view, PressView):
        return view
    return PressView(**{one.name: getattr(view, one.name) for one in fields(View) if one.name != "press"})


def reason(words: Words, refused: NotForPress) -> str:
    """Why something does not leave, as a sentence."""
    return words(f"press.reason.{refused.reason}")
