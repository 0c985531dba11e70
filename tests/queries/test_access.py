"""Who may see what: the truth table, and the only door to a Scope."""

from datetime import date

import pytest

from queries.access import AccessDenied, Permission, Role
from queries.periods import Period
from queries.scope import NoCompleteMonth
from tests.support.viewers import viewer as viewer_of

PERIOD, COMPLETE = Period.parse("2019-S1"), date(2019, 6, 1)
TABLE = """
              head  staff  press
see_figures   yes   yes    yes
name_agents   yes   yes    no
see_rows      yes   yes    no
import        yes   yes    no
note          yes   yes    no
publish       yes   no     yes
review        yes   no     no
draft         yes   yes    yes
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
    assert [*Role, *Permission] == TABLE.split()[:3] + [line.split()[0] for line in TABLE.strip().splitlines()[1:]]
