"""Who may see what: the truth table, and the only door to a Scope."""

from datetime import date

import pytest

from queries.access import AccessDenied, Permission, Role
from queries.periods import Period
from queries.scope import NoCompleteMonth
from tests.support.viewers import viewer as viewer_of

PERIOD, COMPLETE = Period.parse("2019-S1"), date(2019, 6, 1)
TABLE = """
              head  staff  press  administrator  auditor
see_figures   yes   yes    yes    no             yes
name_agents   yes   yes    no     no             yes
see_rows      yes   yes    no     no             yes
import        yes   yes    no     no             no
note          yes   yes    no     no             no
publish       yes   no     yes    no             no
review        yes   no     no     no             yes
draft         yes   yes    yes    no             no
manage        yes   no     no     yes            no
audit         yes   no     no     yes            yes
keep          yes   no     no     yes            no
"""


def table() -> dict[tuple[str, str], bool]:
    roles, *lines = [line.split() for line in TABLE.strip().splitlines()]
    return {
        (role, name): answer == "yes" for name, *answers in lines for role, answer in zip(roles, answers, strict=True)
    }


@pytest.mark.parametrize(("role", "permission"), [(role, permission) for role in Role for permission in Permission])
def test_the_truth_table(role, permission):
    viewer = viewer_of(role)
    allowed = table()[role.value, permission.value]
    assert viewer.may(permission) is allowed
    if not allowed:
        with pytest.raises(AccessDenied):
            viewer.require(permission)


def test_a_viewer_of_some_places_gets_those_unasked_and_no_other_asked_for():
    viewer = viewer_of(Role.STAFF, wilayah=frozenset({"33.25", "33.26"}))
    assert viewer.scope(PERIOD, COMPLETE).wilayah == {"33.25", "33.26"}
    assert viewer.scope(PERIOD, COMPLETE, wilayah=["33.25"]).wilayah == {"33.25"}
    with pytest.raises(AccessDenied, match=r"33\.75"):
        viewer.scope(PERIOD, COMPLETE, wilayah=["33.25", "33.75"])


def test_no_choice_means_all_and_an_empty_choice_means_none():
    viewer = viewer_of()
    assert viewer.scope(PERIOD, COMPLETE).whole_branch
    assert viewer.scope(PERIOD, COMPLETE, wilayah=[]).wilayah == frozenset()


def test_an_answer_that_needs_an_as_of_day_says_that_there_is_none() -> None:
    scope = viewer_of().scope(Period.parse("2019-S2"), date(2019, 6, 1))
    with pytest.raises(NoCompleteMonth, match="2019-S2"):
        scope.require_as_of()
    assert scope.during(Period.parse("2019-S1")).require_as_of_month() == date(2019, 6, 1)


def test_roles_and_permissions_are_named_as_settings_and_kept_codes_name_them() -> None:
    assert [*Role, *Permission] == TABLE.split()[:5] + [line.split()[0] for line in TABLE.strip().splitlines()[1:]]


def test_whoever_may_see_some_places_alone_loads_nothing() -> None:
    """A load makes months whole for everybody, and its report speaks of whatever rows it meets."""
    assert viewer_of(Role.STAFF).may(Permission.IMPORT)
    assert not viewer_of(Role.STAFF, wilayah=frozenset({"33.25"})).may(Permission.IMPORT)


def test_the_administrator_has_no_scope() -> None:
    with pytest.raises(AccessDenied, match="see_figures"):
        viewer_of(Role.ADMINISTRATOR).scope(PERIOD, COMPLETE)


@pytest.mark.parametrize("role", Role)
def test_in_another_place_one_sees_what_they_see_and_changes_nothing(role: Role) -> None:
    head, other = viewer_of(), viewer_of(role, wilayah=frozenset({"33.25"}) if role is Role.STAFF else None)
    seen = head.in_place_of(other)
    assert (seen.name, seen.role, seen.wilayah, seen.seen_by) == (other.name, other.role, other.wilayah, head.name)
    changing = {Permission.IMPORT, Permission.NOTE, Permission.PUBLISH, Permission.DRAFT}
    changing |= {Permission.MANAGE, Permission.KEEP}
    assert not any(seen.may(permission) for permission in changing)
    reading = {*Permission} - changing
    assert all(seen.may(permission) is other.may(permission) for permission in reading)
    with pytest.raises(AccessDenied):
        seen.in_place_of(head)


@pytest.mark.parametrize("role", [Role.STAFF, Role.PRESS, Role.ADMINISTRATOR, Role.AUDITOR])
def test_nobody_but_the_head_sees_figures_in_another_place(role: Role) -> None:
    with pytest.raises(AccessDenied):
        viewer_of(role).in_place_of(viewer_of())
