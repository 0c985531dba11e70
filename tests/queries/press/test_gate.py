"""What passes the press gate: a twin, or what tells of no person; nothing else, also where nobody thought of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from queries import branches, flows, loads, persistency, rules, targets
from queries.access import AccessDenied, Permission, Role
from queries.agents import standings
from queries.lineage import changes, proof
from queries.press import protected
from queries.press.gate import NOBODYS, OF_PLACES, TWINS, for_press
from queries.press.protected import NotForPress
from tests.support.drawn_release import World
from tests.support.viewers import viewer as viewer_of
from tests.support.worlds import scope_of

JUNE = date(2019, 6, 1)
WHOLE = scope_of("2019-S1", JUNE)


def unheard_of(conn: object, scope: object) -> int:
    return 1


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        (unheard_of, "agents"),
        (standings.standings, "agents"),
        (branches.agent_names, "agents"),
        (changes.rows_between, "agents"),
        (proof.counted, "agents"),
        (flows.by_office, "office"),
        (persistency.overall, "persistency"),
    ],
)
def test_a_question_without_a_protected_answer_does_not_leave(question: Callable, reason: str) -> None:
    with pytest.raises(NotForPress) as refused:
        for_press(question, WHOLE)
    assert refused.value.reason == reason


def test_a_question_of_people_is_answered_by_its_twin() -> None:
    assert for_press(flows.totals, WHOLE) is protected.totals
    assert not set(TWINS) & {*TWINS.values(), *NOBODYS, *OF_PLACES}


@pytest.mark.parametrize("question", [branches.offices, targets.target, loads.moment])
def test_what_tells_of_no_person_is_answered_for_the_choices_that_leave(question: Callable) -> None:
    assert for_press(question, WHOLE) is question
    for narrowed, reason in (({"offices": frozenset({"K1"})}, "office"), ({"sectors": frozenset({"-"})}, "sector")):
        with pytest.raises(NotForPress) as refused:
            for_press(question, scope_of("2019-S1", JUNE, **narrowed))
        assert refused.value.reason == reason


@pytest.mark.parametrize("question", [rules.in_force, proof.sql])
def test_rules_and_the_text_of_a_select_are_nobodys(question: Callable) -> None:
    assert for_press(question, scope_of("2019-S1", JUNE, offices=frozenset({"K1"}))) is question


def test_a_view_for_the_press_opens_for_who_may_see_inside_and_never_for_the_press_role() -> None:
    view = World(press=True).view()
    assert not view.inside(Permission.SEE_ROWS).press
    outside = replace(World().view(), viewer=viewer_of(Role.PRESS, "PKL"))
    assert outside.press
    assert outside.inside(Permission.SEE_FIGURES).press
    with pytest.raises(AccessDenied):
        outside.inside(Permission.SEE_ROWS)
