"""Fifteen questions of a branch head, asked in Chromium from the start page: each answered in three acts at most.

An act is a click, or what is typed with Enter. What is to stand there is said by the plain Python of
`known.py` from the demonstration's files. Each question is asked on both databases and in both languages: in one
language on SQLite, in the other on PostgreSQL, by turns, so that every pair of the two is asked about as often. While
the one database's start page comes back, the other is asked.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from dashboard.language.words import LANGUAGES, Words
from seed.demo.write import DemoBranch
from tests.browser import answers
from tests.browser.answers import Check
from tests.browser.conftest import Form, Window, served, visits
from tests.browser.known import Known
from tests.browser.reader import Asker
from tests.support import demonstration, postgresql
from tests.support.worlds import World

MOST_ACTS = 3

Step = Callable[[Asker, Known], None]


def menu(page: str) -> Step:
    return lambda asker, _: asker.click(
        asker.page.get_by_test_id("stSidebarNav").get_by_role("link", name=asker.words(f"menu.{page}"), exact=True)
    )


def press(selector: str) -> Step:
    return lambda asker, _: asker.click(asker.page.locator(selector))


def first_version(asker: Asker, _: Known) -> None:
    box = asker.page.get_by_role("combobox", name=asker.words("frame.known_at.label"))
    box.scroll_into_view_if_needed()  # what scrolls closes a list that is open
    asker.click(box)
    asker.pick(box, asker.words("frame.known_at.version", version="1"))


_BESIDE = """(all, y) => all.findIndex((one) => {
  const { top, bottom } = one.getBoundingClientRect();
  return top < y && y < bottom;
})"""


def who_took_over(asker: Asker, known: Known) -> None:
    """In the grid, in the agent's row: wherever in it."""
    names = asker.figure("agent_grid").locator(".layer_4_marks text")
    expect(names).to_have_count(len(known.now.listed()))
    code = known.world.takeovers[0][2]
    name = next(one for one in names.all() if one.text_content().startswith(code)).bounding_box()
    cells = asker.figure("agent_grid").locator(".cells_marks path")
    first = cells.evaluate_all(_BESIDE, name["y"] + name["height"] / 2)
    asker.click(cells.nth(first), force=True)
    asker.page.wait_for_url("**/agen-perisai?*")  # Vega waits a moment before it says what was chosen
    asker.settled()


def by_its_code(asker: Asker, _: Known) -> None:
    asker.click(asker.figure("acquired_by_month").get_by_role("tabpanel").get_by_role("link").first)


@dataclass(frozen=True)
class Question:
    """`asked`: as a branch head asks; `steps`: from the start page to the answer; `answer`: what stands there."""

    asked: str
    steps: tuple[Step, ...]
    answer: Callable[[Known, Words], Iterable[Check]]


QUESTIONS = (
    Question("How many did the agents acquire this semester, and is that good?", (), answers.how_many_and_is_it_good),
    Question(
        "How much came in beside the figure that was published, and why is it another?",
        (menu("telusur"),),
        answers.how_much_beside_what_was_published,
    ),
    Question(
        "Who is due for removal, and until when was there time?", (menu("daftar"),), answers.who_is_due_and_by_when
    ),
    Question("Whom do I call, and what is the least that helps?", (menu("daftar"),), answers.whom_to_call_and_for_what),
    Question("Which agents are dormant but still listed, and why?", (), answers.who_is_dormant_and_why),
    Question(
        "Which kabupaten/kota did best, and how many is it by office?",
        (press('.st-key-numbers a.lead[href^="akuisisi"] >> nth=0'),),
        answers.which_place_did_best,
    ),
    Question(
        "How many participants are active, how did that come, and what part of all workers is it?",
        (menu("persistensi"),),
        answers.how_many_are_active_and_of_how_many,
    ),
    Question(
        "How many stopped paying last month, and who?",
        (menu("persistensi"), press(".st-key-stopped_list summary")),
        answers.who_stopped_last_month,
    ),
    Question("What moved since last month?", (), answers.what_moved_since_last_month),
    Question("Which months are not whole?", (menu("data"),), answers.which_months_are_not_whole),
    Question(
        "What does one more acquisition bring who is nearest to the bonus?",
        (menu("agen"), press(".st-key-next_worth summary")),
        answers.what_one_more_brings,
    ),
    Question(
        "Who took over whom?",
        (menu("agen"), who_took_over, press(".st-key-evidence-taken summary")),
        answers.who_took_over_whom,
    ),
    Question("What was known after the first load?", (first_version,), answers.what_was_known_then),
    Question(
        "What did the last load change?", (press(".st-key-open-changes button"),), answers.what_the_last_load_changed
    ),
    Question(
        "Where does this number come from?",
        (press(".st-key-tabs-acquired_by_month [role=tab] >> nth=2"), by_its_code),
        answers.where_a_number_comes_from,
    ),
)


@pytest.fixture(scope="module")
def known(files: DemoBranch, world: World) -> Known:
    """What the files answer."""
    return Known(world, demonstration.world_of(files.files), [*files.files, *files.later])


@pytest.fixture(scope="module")
def postgresql_address(postgresql_server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The dashboard with the demonstration in a PostgreSQL database."""
    folder: Path = tmp_path_factory.mktemp("postgresql")
    with postgresql.database(postgresql_server, "questions") as url, served(folder, url, "yes") as address:
        yield address


@pytest.fixture(scope="module")
def askers(
    demonstration_address: str, postgresql_address: str, chromium: Browser, windows: dict[Form, Window]
) -> Iterator[dict[str, Asker]]:
    """Who asks on each database, in a tab of their own."""
    addresses = {"sqlite": demonstration_address, "postgresql": postgresql_address}
    with visits(chromium, windows) as visit:
        yield {database: Asker(visit(address).page, address) for database, address in addresses.items()}


@pytest.fixture
def asking(nth: int, database: str, askers: dict[str, Asker]) -> Iterator[Asker]:
    """Who asks the question of a number, on the start page."""
    turn = database == "postgresql"
    yield askers[database].start(LANGUAGES[(nth + turn) % 2])
    askers[database].leave()


def test_there_are_fifteen() -> None:
    assert len(QUESTIONS) == len({one.asked for one in QUESTIONS}) == 15


ASKED = sorted(range(len(QUESTIONS)), key=lambda nth: (nth % 2, len(QUESTIONS[nth].steps)))
"""The numbers of the questions: all of one language, then those of the other; first what the start page answers."""


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
@pytest.mark.parametrize("nth", ASKED, ids=[QUESTIONS[nth].answer.__name__ for nth in ASKED])
def test_it_is_answered_in_three_acts(nth: int, database: str, known: Known, asking: Asker) -> None:
    question = QUESTIONS[nth]
    for step in question.steps:
        step(asking, known)
    for stands in question.answer(known, asking.words):
        stands(asking)
    assert asking.acts <= MOST_ACTS
