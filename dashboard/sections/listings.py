"""A table on the page, with its files. The Streamlit edge."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import streamlit as st

from dashboard.figures.caption import Listing
from dashboard.language.markdown import plain
from dashboard.render import sheet
from dashboard.render.export import MEDIA_TYPES, Format
from dashboard.sections import tables
from dashboard.view import audited
from dashboard.view.view import View

_WRITERS: Mapping[Format, Callable] = {"csv": sheet.to_csv, "xlsx": sheet.to_xlsx}
FORMATS = tuple(_WRITERS)
"""How a table leaves."""


def show(
    view: View,
    listing: Listing,
    written: Mapping[str, Callable] | None = None,
    clicked: Callable[[int], None] | None = None,
    aside: Sequence[str] = (),
) -> None:
    """The rows; `written` formats values, `aside` are left to the table's own menu. Below them source and as-of day."""
    tables.table(view, listing.id, listing.table, written, clicked, aside=aside)
    st.caption(plain(f"{listing.source} · {listing.as_of}"))


def downloads(view: View, listing: Listing) -> None:
    """The rows as CSV and XLSX; a file is made when its button is clicked."""
    for form, write in _WRITERS.items():
        st.download_button(
            view.words("watch.download", format=view.words(f"pages.format.{form}")),
            data=audited.leaving(view, f"{listing.stem}.{form}", partial(write, listing, view.words)),
            file_name=f"{listing.stem}.{form}",
            mime=MEDIA_TYPES[form],
            key=f"download-{listing.id}-{form}",
            on_click="ignore",
            icon=":material/download:",
        )
