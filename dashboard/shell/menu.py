"""The menu: four groups of pages, and what Streamlit leaves out of it."""

import json
from copy import copy
from functools import lru_cache
from pathlib import Path

import streamlit as st

from dashboard.language.words import Words
from dashboard.shell.routes import ADDRESSES, BELONGS, FILTERS, GROUPS, NARROWED, OLD, OVERVIEW, PEOPLE

START = "awal"
"""Streamlit reserves the address of the page that opens first and does not answer it: it is opened by none."""


def answered() -> dict[str, list[tuple[str, str, bool]]]:
    """By group, every address that opens a page: the page's file, the address, whether the menu shows it."""
    groups = {
        group: [(file, START if file == OVERVIEW else ADDRESSES[file], True) for file in files]
        for group, files in GROUPS.items()
    }
    named = {address for entries in groups.values() for _, address, _ in entries}
    others = {address: file for file, address in ADDRESSES.items()} | OLD
    groups[[*groups][-1]] += [(file, address, False) for address, file in others.items() if address not in named]
    return groups


def pages(words: Words) -> dict[str, list]:
    """The pages under the names of their groups.

    Looked up once a language: each is a file to find. Copied, since Streamlit marks the one that a run may open.
    """
    return {group: [copy(page) for page in entries] for group, entries in _pages(words).items()}


@lru_cache
def _pages(words: Words) -> dict[str, list]:
    return {
        words(f"menu.group.{group}"): [
            st.Page(
                file,
                title=words(f"menu.{ADDRESSES[file]}"),
                url_path=address,
                default=address == START,
                visibility="visible" if listed else "hidden",
            )
            for file, address, listed in entries
        ]
        for group, entries in answered().items()
    }


def listed() -> list[str]:
    """The addresses of the menu's entries, in order."""
    return [ADDRESSES[file] for files in GROUPS.values() for file in files]


def without_figures(words: Words) -> dict[str, list]:
    """The menu of who sees no figure: the people, whatever page's address is asked for."""
    title = words(f"menu.{ADDRESSES[PEOPLE]}")
    start = st.Page(PEOPLE, title=title, url_path=START, default=True)
    others = [
        st.Page(PEOPLE, title=title, url_path=address, visibility="hidden") for address in (*ADDRESSES.values(), *OLD)
    ]
    return {words("menu.group.data"): [start, *others]}


def _file(address: str) -> str:
    """The file of the page that an address opens."""
    return ({address: file for file, address in ADDRESSES.items()} | OLD).get(address, OVERVIEW)


def marked(address: str) -> str:
    """The address of the menu's entry that is marked while a page is open; the start's is empty."""
    file = BELONGS.get(_file(address), _file(address))
    return "" if file == OVERVIEW else ADDRESSES[file]


def narrowed_by(address: str) -> tuple[str, ...]:
    """The filters that work on the page that an address opens."""
    return NARROWED.get(_file(address), FILTERS)


def mend(words: Words, address: str) -> None:
    """Mark the entry of the open page on whatever address, and name the groups for who hears the menu.

    `address` stands in the script as well, since one that is the same is not run again.
    """
    given = json.dumps([marked(address), words("menu.label"), address])
    st.html(f"<script>({_SCRIPT}\n)({given})</script>", unsafe_allow_javascript=True)


_SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8").strip()
