"""Which cases of these tests run on PostgreSQL too."""

from pathlib import Path

import hypothesis
import pytest

HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL the first case of each table; all of them with `--hypothesis-profile deep`.

    A file's rows are judged in memory: which of them, is no matter of the database that the known ones come from.
    """
    if hypothesis.settings.get_current_profile_name() == "deep":
        return
    asked: set[tuple[Path, str]] = set()
    left: list[pytest.Item] = []
    for item in items:
        parameters = item.callspec.params if HERE in item.path.parents and hasattr(item, "callspec") else {}
        if parameters.get("engine") == "postgresql" and len(parameters) > 1:
            test = (item.path, getattr(item, "originalname", item.name))
            if test in asked:
                left.append(item)
            asked.add(test)
    if left:
        config.hook.pytest_deselected(items=left)
        out = set(left)
        items[:] = [item for item in items if item not in out]
