"""Pages of a period in which no month is whole in both kinds, though one is in its own."""

from pathlib import Path

import pytest

from dashboard import settings
from dashboard.shell.routes import AGENTS, OVERVIEW
from dashboard.view import cache
from tests.pages.opening import at
from tests.pages.test_months import FILES_OF, imported


@pytest.mark.parametrize("page", [OVERVIEW, AGENTS])
def test_what_can_be_counted_of_one_kind_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: str) -> None:
    monkeypatch.setenv("PERISAI_DATA_FOLDER", str(tmp_path / "data"))
    monkeypatch.setenv("PERISAI_DEMO", "no")
    paid = "No KPJ;BLTH;Tgl Bayar;Nominal\n19000000001;07-2019;21-07-2019;16800\n"
    assert imported(tmp_path, FILES_OF | {"iuran.csv": paid}) == 0
    app = at(page, periode="2019-07").run()
    assert not app.exception
    assert "satu jenis data saja" in " ".join(one.value for one in app.info)
    assert "Rp16.800" in " ".join(one.value for one in [*app.metric, *app.markdown])
    assert [list(one.value["Iuran diterima"]) for one in app.dataframe] == ([[16_800]] if page == AGENTS else [])
    cache.engine(settings.read().url).dispose()
