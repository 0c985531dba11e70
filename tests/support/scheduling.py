"""Which tests go to one worker together: what a file prepares is prepared once, and the browser is started once."""

from typing import Any

from xdist.scheduler.loadscope import LoadScopeScheduling


class ByFile(LoadScopeScheduling):
    """The tests of a file on one kind of database are one piece of work; so are all tests in the browser, and all that
    parse the whole house.

    The marks of pytest-xdist 3.8 for this have no effect under pytest 9.2, which keeps a test's id elsewhere.
    """

    def __init__(self, config: Any, log: Any = None) -> None:
        super().__init__(config, log)

    def _assign_work_unit(self, node: Any) -> None:
        """The costliest piece left comes next: the last ones are small, and no worker waits long for the other."""
        costliest = max(self.workqueue, key=lambda scope: seconds(scope, len(self.workqueue[scope])))
        self.workqueue.move_to_end(costliest, last=False)
        super()._assign_work_unit(node)

    def _split_scope(self, nodeid: str) -> str:
        file, _, test = nodeid.partition("::")
        if file.startswith("tests/browser/"):
            return "tests/browser"
        if file in _PARSING:
            return "house"
        return file + next((name for name in ("sqlite", "postgresql") if name in test), "")


_PARSING = {f"tests/{name}.py" for name in ("test_architecture", "test_names", "test_rooms", "language/test_locales")}

LONG = {
    "tests/browser": 270.0,
    "house": 50.0,
    "tests/briefing/documents/test_rendered.py": 45.0,
    "tests/queries/press/test_protected.py": 40.0,
    "tests/cli/test_main.py": 30.0,
    "tests/seed/writes/test_snapshots.pypostgresql": 30.0,
    "tests/pages/test_briefing.py": 30.0,
    "tests/render/test_export.py": 30.0,
    "tests/pages/test_known_at.py": 25.0,
    "tests/seed/writes/test_snapshots.pysqlite": 20.0,
    "tests/briefing/test_build.py": 20.0,
    "tests/pages/test_watch.py": 20.0,
    "tests/seed/checks/test_handed.pysqlite": 20.0,
    "tests/seed/writes/test_history.pypostgresql": 20.0,
    "tests/seed/checks/test_corrections.pysqlite": 15.0,
    "tests/pages/test_months.py": 15.0,
    "tests/pages/test_published.py": 15.0,
    "tests/queries/lineage/test_changes.pysqlite": 15.0,
    "tests/seed/writes/test_history.pysqlite": 15.0,
    "tests/pages/test_changed.py": 15.0,
    "tests/queries/lineage/test_difference.pysqlite": 15.0,
    "tests/pages/test_known_months.py": 15.0,
    "tests/imports/test_demonstration.py": 15.0,
    "tests/seed/checks/test_corrections.pypostgresql": 10.0,
    "tests/briefing/documents/test_templates.py": 10.0,
    "tests/seed/migrations/test_migrations.pypostgresql": 12.0,
    "tests/queries/agents/test_countdown.py": 11.0,
    "tests/queries/lineage/test_changes.pypostgresql": 11.0,
    "tests/cli/test_unasked.py": 10.0,
    "tests/seed/checks/test_handed.pypostgresql": 9.0,
    "tests/imports/test_reader.py": 9.0,
    "tests/pages/test_insured.py": 9.0,
    "tests/pages/test_moves.py": 9.0,
    "tests/queries/press/test_protected.pypostgresql": 9.0,
    "tests/seed/checks/test_handed_beside.pysqlite": 8.0,
    "tests/queries/agents/test_simulation.py": 8.0,
    "tests/seed/test_importer.pysqlite": 8.0,
    "tests/briefing/documents/test_office_files.py": 8.0,
    "tests/pages/test_undo.py": 8.0,
    "tests/seed/writes/test_notices.pypostgresql": 8.0,
    "tests/seed/writes/test_takeovers.pypostgresql": 8.0,
    "tests/pages/test_calls.py": 8.0,
    "tests/queries/agents/test_readings.pypostgresql": 8.0,
    "tests/queries/press/test_precedent.py": 7.0,
    "tests/pages/test_hostile.py": 7.0,
    "tests/pages/test_register.py": 7.0,
    "tests/pages/test_pace.py": 7.0,
    "tests/seed/checks/test_handed_beside.pypostgresql": 7.0,
    "tests/queries/agents/test_readings.pysqlite": 7.0,
}
"""Seconds of the pieces whose tests are few and long; roughly, for the order alone (`--durations=0` says them)."""


def seconds(scope: str, tests: int) -> float:
    """What a piece of so many tests may cost."""
    return LONG.get(scope, tests * 0.2)
