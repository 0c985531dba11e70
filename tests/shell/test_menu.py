"""The menu: what stands in it, and which entry is marked."""

from pathlib import Path

import pytest

from dashboard.language.words import words_in
from dashboard.shell import menu
from dashboard.shell.routes import ADDRESSES, AGENT, GROUPS, OLD, OVERVIEW


@pytest.mark.parametrize("language", ["id", "en"])
def test_four_groups_and_at_most_ten_entries_each_named_once(language: str) -> None:
    words, groups = words_in(language), menu.answered()
    entries = [words(f"menu.{ADDRESSES[file]}") for every in groups.values() for file, _, listed in every if listed]
    assert list(groups) == list(GROUPS)
    assert len(groups) == 4
    assert len(entries) == len(set(entries)) <= 10
    assert not {words(f"menu.group.{group}") for group in groups} & {*entries}
    assert words(f"menu.{ADDRESSES[AGENT]}") not in entries


@pytest.mark.parametrize("language", ["id", "en"])
def test_an_entry_is_named_as_the_page_is(language: str) -> None:
    words = words_in(language)
    for file, address in ADDRESSES.items():
        assert words(f"menu.{address}") == words(f"pages.{Path(file).stem}.title")


def test_every_address_opens_a_page_and_marks_one_entry() -> None:
    every = [entry for entries in menu.answered().values() for entry in entries]
    answered = [address for _, address, _ in every]
    assert len(answered) == len(set(answered))
    assert {*ADDRESSES.values(), *OLD} <= {*answered}
    entries = {"" if file == OVERVIEW else address for file, address, listed in every if listed}
    assert {menu.marked(address) for address in answered} == entries
    assert menu.marked(ADDRESSES[OVERVIEW]) == menu.marked("awal") == ""
    assert menu.marked("agen-perisai") == "agen"
    assert menu.marked("beda") == menu.marked("telusur") == "telusur"
