"""The daily backup on the pages of the files and of people: when the last one was made, and why one was not."""

import streamlit as st

from dashboard.imports import backups
from dashboard.language.markdown import plain
from dashboard.language.words import Words
from dashboard.settings import Settings


def line(words: Words, chosen: Settings) -> None:
    """For who keeps the branch; a failure stands out. Without the setting: that there is none, and how to have one."""
    st.subheader(words("backup.page.title"), anchor=False)
    if not chosen.backup_folder:
        st.caption(words("backup.page.none"))
        return
    last = backups.last(chosen)
    if last.failure:
        why = backups.said(last.failure, last.values, words)
        failed = "backup.page.differs" if last.failure == "differs" else "backup.page.failed"
        st.error(plain(words(failed, why=why)), icon=":material/backup:")
    if last.at is None:
        st.markdown(words("backup.page.first"))
        return
    size = words.number(max(1, last.size // 1024))
    st.markdown(plain(words("backup.page.last", at=words.moment(last.at), file=last.file, size=size)))
    st.caption(words("backup.page.about", keep=words.number(int(chosen.backup_keep))))
