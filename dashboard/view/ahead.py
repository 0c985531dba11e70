"""Asks ahead: when data were loaded, what readers asked of the data before is asked of the new ones in the background.

The answers stand where a page finds them (`dashboard.view.cache`), each asked by the view that asked before: through
the press gate where it was one for the press. Nothing is asked that nobody asked, and a page that wants what is just
being answered waits for it rather than ask too.
"""

import atexit
import logging
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from threading import Event, Thread

from polars.exceptions import PanicException

from dashboard.view import cache
from dashboard.view.asked import ASKED, Asked
from dashboard.view.view import View
from queries.access import Viewer
from queries.branches import Holding
from queries.comparisons import Earlier, earlier
from queries.periods import Period
from queries.scope import Scope

LOOKS_S = 2.0
"""Seconds between two looks for a load, wherever it was made: a page, the command line, another server."""

LONGEST_S = 180.0
"""How long is asked ahead of one load; what is left then is asked when somebody wants it."""

AGO_S = 3 * 86_400.0
"""What nobody has wanted for so long is not asked ahead any more."""

_CHECKS_S = 0.5
"""Seconds between two looks whether another load has come."""

_log = logging.getLogger(__name__)


class Ahead:
    """Who asks ahead, of the branch to show in one database."""

    def __init__(self, url: str, wanted: str) -> None:
        self._url, self._wanted = url, wanted
        self._ended, self._asked_of = Event(), (wanted, 0)
        self._thread = Thread(target=self._watch, name="ahead", daemon=True)

    def start(self) -> None:
        """Note from now on what is asked, and look for loads until `end`."""
        ASKED.noting = True
        self._thread.start()
        atexit.register(self.end)

    def end(self) -> None:
        """Stop after the question that is asked just now."""
        self._ended.set()
        self._thread.join(10)

    def _watch(self) -> None:
        while not self._ended.wait(LOOKS_S):
            try:
                self.turn()
            except (Exception, PanicException) as error:  # a database that is away for a moment: the next look finds it
                _log.info("not asked ahead: %r", error)

    def turn(self, at_ease: bool = True) -> int:
        """Ask the newest data what was asked of those before; how many questions and figures that were.

        `at_ease`: rests as long as it works, so that pages have at least half of the processor. Breaks off where
        another load has come.
        """
        newest, asked = cache.holding(self._url, self._wanted), 0
        if self._asked_of == (newest.code, newest.data_version):
            return 0
        old: list[Asked] = []
        others: list[Asked] = []
        for one in ASKED.taken():
            mine = one.view.holding.code == newest.code and one.view.url == self._url
            (old if mine and one.view.holding.data_version != newest.data_version else others).append(one)
        ASKED.put_back(others)
        began = checked = time.monotonic()
        scopes = _scopes(old, newest)
        for nth, one in enumerate(old):
            if checked + _CHECKS_S < (now := time.monotonic()):
                checked = now
                if cache.holding(self._url, self._wanted).data_version != newest.data_version:
                    ASKED.put_back(old[nth:])
                    break
            if self._ended.is_set() or now > began + LONGEST_S:
                break
            if one.used < now - AGO_S:
                continue
            for view in _later(one.view, newest, scopes):
                asked += self._ask(one, view, at_ease)
        self._asked_of = newest.code, newest.data_version
        return asked

    def _ask(self, one: Asked, view: View, at_ease: bool) -> int:
        started = time.monotonic()
        ASKED.carry(one.used)
        try:
            one.again(view)
        except (Exception, PanicException) as error:  # a page says what this means, where somebody looks at it
            _log.debug("not asked ahead: %r", error)
            return 0
        finally:
            ASKED.carry_no_more()
        if at_ease:
            self._ended.wait(time.monotonic() - started)
        return 1


_Scopes = dict[tuple[Holding, Scope], dict[tuple[Scope, str], str]]
"""By the data before and a scope: the scopes that take its place, and from which period chosen to which."""


def _scopes(every: Iterable[Asked], newest: Holding) -> _Scopes:
    """What takes the place of each scope that was asked about: the same rows, known as far as they are now; where it
    was the usual semester, or all months, also what that is now; and beside each what it is compared with.
    """
    viewers = {(one.view.holding, one.view.scope): one.view.viewer for one in every}
    instead: _Scopes = {pair: {} for pair in viewers}
    for (before, scope), viewer in viewers.items():
        if _known(viewer, scope, before) != scope:
            continue
        for period in _periods(scope.period, before, newest):
            now, chosen = _known(viewer, scope.during(period), newest), (scope.period.code, period.code)
            instead[before, scope][now, chosen[0]] = chosen[1]
            for which in Earlier:
                was, beside = earlier(scope, which, before.completeness), earlier(now, which, newest.completeness)
                if was and beside and (before, was) in instead:
                    instead[before, was][beside, chosen[0]] = chosen[1]
    return instead


def _known(viewer: Viewer, scope: Scope, holding: Holding) -> Scope:
    """The scope as the frame makes it of what the data hold."""
    places = {"wilayah": scope.wilayah, "offices": scope.offices, "sectors": scope.sectors}
    reach = holding.complete_in(scope.period)
    return viewer.scope(scope.period, reach, **places, missing=holding.missing, alone=holding.alone)


def _periods(period: Period, before: Holding, newest: Holding) -> Iterator[Period]:
    yield period
    if period == before.newest_semester and newest.newest_semester not in (None, period):
        yield newest.newest_semester or period
    if (now := newest.every_month) and now != before.every_month == period:
        yield now


def _later(view: View, newest: Holding, scopes: _Scopes) -> list[View]:
    """The views of the newest data that take a view's place; of one without a running month, as a briefing's is, both
    with and without that of now.
    """
    instead = scopes[view.holding, view.scope] or {(view.scope, ""): ""}
    briefed = view.holding == view.holding.of_complete_months()
    views: dict[View, None] = {}
    for (scope, was), now in instead.items():
        choice = replace(view.choice, period=now) if view.choice.period == was and was else view.choice
        for holding in (newest, newest.of_complete_months())[: 1 + briefed]:
            views[replace(view, holding=holding, scope=scope, choice=choice)] = None
    return list(views)
