"""Ringkasan: the period in one view."""

import streamlit as st

from dashboard.figures import headline, kpis
from dashboard.language.markdown import plain
from dashboard.sections import by_kind, components, figures, overview
from dashboard.shell import sidebar

view = sidebar.current()

components.opening(view, "overview", sidebar.show_all, by_kind.totals)
st.markdown(plain(headline.headline(view, overview.since(view))))
overview.published_line(view)
components.numbers(view, kpis.numbers(view, *kpis.OVERVIEW), leading=True)
figures.of_page(view, "overview")
overview.since_last_month(view)
overview.dormant(view)
overview.meeting_line(view)
