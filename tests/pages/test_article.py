"""A figure that a newspaper wrote, entered on the page of files as it was written."""

from pathlib import Path

import sqlalchemy as sa

from dashboard.language.words import words_in
from dashboard.settings import Settings
from dashboard.shell.routes import FILES
from dashboard.view import cache
from queries.db import schema as s
from tests.pages.conftest import Opened

ID = words_in("id")


def test_a_newspapers_figure_is_entered_as_it_wrote_it(opened: Opened, own: Path) -> None:
    assert not [one for one in opened(own, FILES, role="staff").text_input if str(one.key).startswith("article-")]
    app = opened(own, FILES)
    app.selectbox(key="article-metric-0").set_value("received")
    for part, text in (("written", "sekitar Rp114 juta"), ("source", "Radar"), ("day", "2019-07-25")):
        app.text_input(key=f"article-{part}-0").set_value(text)
    app.run()
    assert [one.message for one in app.exception] == []
    (load,) = [one for one in app.button if one.label.startswith(ID("upload.load", rows="").strip()[:4])]
    load.click().run()
    assert [one.value for one in app.error] == []
    r = s.reference_figures.c
    with cache.engine(Settings(data_folder=str(own)).url).connect() as conn:
        query = sa.select(r.metric, r.value, r.rounding, r.wording).where(r.source == "Radar")
        assert conn.execute(query).all() == [("received", 114_000_000, 1_000_000, "sekitar Rp114 juta")]
