"""Issuing a briefing from a view: which figures are frozen, as they were said, and who may."""

import threading
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from dashboard.briefing import issue
from dashboard.briefing.release.release import Release
from dashboard.figures import changed, published, registry
from dashboard.sections.briefing import draft
from dashboard.view import cache
from queries.access import ALLOWED, AccessDenied, Permission, Role
from queries.periods import Period
from seed.writes.publish import PublishError
from tests.pages.test_published import AT, DAY, Claim, folder, issued, pack_of
from tests.pages.test_watch import view_of
from tests.support import briefing_pack

__all__ = ["folder"]


def test_the_press_release_says_it_and_the_numbers_fill_up(folder: Path) -> None:
    view = view_of(folder)
    pack = pack_of(view, acquired=1313, received=113_702_400, agents_listed=None)
    claim = Claim("received", 114_000_000, 1_000_000, "sekitar Rp114 juta")
    frozen = {one.metric: one for one in issue.frozen(view.scope, pack, [claim])}
    assert frozen.keys() == {"acquired", "received"}
    assert (frozen["acquired"].value, frozen["acquired"].rounding, frozen["acquired"].wording) == (1313, 1, "1.313")
    assert (frozen["received"].value, frozen["received"].rounding) == (114_000_000, 1_000_000)
    assert frozen["received"].wording == "sekitar Rp114 juta"
    bare = {one.metric: one for one in issue.frozen(view.scope, pack, [])}
    assert (bare["received"].value, bare["received"].rounding) == (113_700_000, 100_000)  # "Rp113,7 juta"
    assert bare["received"].wording == "Rp113,7 juta"


def test_claims_of_other_periods_are_frozen_and_of_others_not(folder: Path) -> None:
    view = view_of(folder)
    before = Period.parse("2018-S2")

    @dataclass(frozen=True)
    class Whole(Claim):
        period: Period
        places: str
        published: str = ""

    claims = [
        Whole("acquired", 700, 1, "700 peserta", before, ""),
        Whole("acquired", 400, 1, "400 peserta", view.scope.period, "33.75"),
        Whole("acquired", 1313, 1, "1.313 peserta", view.scope.period, "", "ANTARA, Juli 2019"),
        Whole("acquired_change", 42, 1, "naik 4,2 persen", view.scope.period, ""),
        Whole("acquired_target", 1_200, 1, "1.200 peserta", view.scope.period, ""),
    ]
    frozen = issue.frozen(view.scope, pack_of(view, acquired=1289), claims)
    assert [(one.value, one.where) for one in frozen] == [
        (1289, None),
        (700, (before, None)),
        (400, (view.scope.period, frozenset({"33.75"}))),
        (42, None),
    ]


def test_a_percentage_is_frozen_in_hundredths(folder: Path) -> None:
    view = view_of(folder)
    pack = briefing_pack.sample("id")
    share = replace(pack.numbers[0], metric="received_target_reached", raw=146_309 / 137_956, value="106,1%")
    (one,) = issue.frozen(view.scope, replace(pack, numbers=(share,)), [])
    assert (one.value, one.rounding, one.wording) == (10_610, 10, "106,1%")
    assert published.value(view.words, "received_target_reached", 10_605) == "106,05%"


def test_what_is_remembered_for_its_data_is_worked_out_anew_when_something_is_issued(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither what changed since a load nor a draft shows a published figure as it was before."""
    view = view_of(folder)
    monkeypatch.setattr(registry, "FIGURES", {name: registry.FIGURES[name] for name in ("cumulative_received",)})

    def remembered() -> tuple[changed.Changes, Release]:
        return changed.changes(view, view), draft._drafted(view.for_press(), DAY, None)[1]

    before = remembered()
    assert [one is another for one, another in zip(before, remembered(), strict=True)] == [True, True]
    issued(view, received=113_702_400)
    assert [one is another for one, another in zip(before, remembered(), strict=True)] == [False, False]


@pytest.mark.parametrize("role", list(Role))
def test_who_may_issue(folder: Path, role: Role) -> None:
    if Permission.PUBLISH in ALLOWED[role]:
        assert issued(view_of(folder, role=role), acquired=1313) == 1
    else:
        with pytest.raises(AccessDenied):
            issued(view_of(folder, role=role), acquired=1313)


def test_a_database_that_cannot_be_written_is_told_and_nothing_is_issued(folder: Path) -> None:
    view = view_of(folder)
    engine = cache.engine(view.url)
    for pragma in ("on", "off"):
        with engine.connect() as conn:
            conn.exec_driver_sql(f"PRAGMA query_only={pragma}")
        if pragma == "on":
            with pytest.raises(PublishError, match="not_written"):
                issued(view, acquired=1313)
    assert issued(view, acquired=1313) == 1


def test_of_two_who_issue_the_same_at_once_one_does(folder: Path) -> None:
    view, together, outcomes = view_of(folder), threading.Barrier(2), []

    def one() -> None:
        together.wait()
        try:
            outcomes.append(issued(view, acquired=1313))
        except PublishError as refused:
            outcomes.append(refused.reason)

    threads = [threading.Thread(target=one) for _ in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(outcomes, key=str) == [1, "already_issued"]


def test_an_internal_briefing_is_not_issued(folder: Path) -> None:
    view = view_of(folder)
    pack = replace(pack_of(view, acquired=1313), press=False)
    with pytest.raises(PublishError, match="internal"):
        issue.issue(view, [pack], (), "Radar", DAY, None, "a" * 64, "Sari", AT)
    assert issued(view, acquired=1313) == 1


def test_a_briefing_of_offices_or_sectors_is_not_issued(folder: Path) -> None:
    view = view_of(folder)
    for only in ({"sectors": ["Gojek"]}, {"offices": ["KP01"]}):
        narrowed = view.during(view.viewer.scope(view.scope.period, view.holding.last_complete, **only))
        with pytest.raises(PublishError, match="narrowed"):
            issued(narrowed, acquired=1313)
