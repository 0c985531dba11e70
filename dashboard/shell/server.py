"""What a server does once, before its first page."""

import gc
from datetime import UTC, datetime
from functools import lru_cache

import streamlit as st

from dashboard.charts import boundaries
from dashboard.imports.backups import Daily
from dashboard.imports.prepare import StartError, prepare
from dashboard.render.pool import RENDERER
from dashboard.settings import SettingError, Settings
from dashboard.shell import auth
from dashboard.view.ahead import Ahead
from seed.writes import audit
from seed.writes.observations import catch_up


def once(chosen: Settings) -> None:
    """Bring the database up to date and warm the exports, at the first page of a process; says why where it cannot."""
    try:
        _prepared(chosen)
    except (StartError, SettingError) as error:
        st.error(str(error))
        st.stop()


@lru_cache(maxsize=4)
def _prepared(chosen: Settings) -> None:
    boundaries.read(chosen.geojson)
    catch_up(prepare(chosen, print), datetime.now(UTC))
    audit.ask(auth.actor)
    RENDERER.start()
    if chosen.ask_ahead == "yes":
        Ahead(chosen.url, chosen.branch_code).start()
    if chosen.backup_folder:
        Daily(chosen).start()
    # What is loaded by now stays: a collection need not look at it again after every run of a page.
    gc.collect()
    gc.freeze()
