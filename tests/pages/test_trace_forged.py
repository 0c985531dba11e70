"""Trace codes that somebody put together by hand."""

from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.lineage import explain
from dashboard.lineage.opened import NotOpened, open_code
from dashboard.view import codes
from queries import branches
from queries.access import Role
from queries.lineage import codes as trace_codes
from tests.pages.test_watch import view_of


def test_other_letters_behind_the_code_of_one_agents_figure_do_not_open_it_for_the_press(own: Path) -> None:
    view, press = view_of(own), view_of(own, role=Role.PRESS)
    agent = min(view.ask(branches.agent_names))
    alone = replace(view, choice=replace(view.choice, agent=agent))
    assert codes.keep_numbers(alone, "one_agent_acquired")
    seen = trace_codes.view_of(codes.seen_of(alone, "one_agent_acquired"))
    for name in ("acquired", "acquired_by_month"):
        code = str(trace_codes.Code(seen, trace_codes.part_of(name)))
        assert agent in explain.text(open_code(view, code))
        with pytest.raises(NotOpened, match="agen"):
            open_code(press, code)
