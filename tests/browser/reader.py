"""What a reader does and sees, in the words of the dashboard rather than of its elements."""

import re
from itertools import count
from typing import Any

from playwright.sync_api import Locator, Page, expect

from dashboard.language.words import Words, words_in
from queries.metrics import catalogue

expect.set_options(timeout=20_000)

_STANDS = """({ title, rest, turn }) => {
    const head = document.querySelector("h1"), first = head ?? document.querySelector("[data-testid=stAlert]");
    const stands =
        !window.coming &&
        document.querySelector("[data-testid=stApp][data-test-script-state=notRunning]") &&
        (!title || head?.textContent.trim() === title) &&
        !document.querySelector("[data-testid=stSkeleton], [data-testid=stVegaLiteChart]:not(:has(svg.marks))") &&
        first?.checkVisibility();
    if (!stands || window.standing?.turn !== turn) window.standing = { turn, since: performance.now() };
    return stands && performance.now() - window.standing.since >= rest;
}"""
"""Whether a page's run is over and its charts are drawn, and has been so for `rest` milliseconds of this `turn`. One
look for all of it: each `expect` looks again only after a tenth, a quarter, half a second and then every second.
Visibility comes last: to know it the browser must lay the page out."""

ANSWERED = """window.WebSocket = class extends WebSocket {
    constructor(...how) {
        super(...how);
        this.addEventListener("message", () => setTimeout(() => { window.coming = false; }, 60));
    }
};"""
"""For every page before its own scripts: notes that the server has answered, and that Streamlit has taken it in."""

_GO = """where => {
    window.coming = true;
    history.pushState({}, "", where);
    dispatchEvent(new PopStateEvent("popstate"));
}"""
"""Go on to an address within the dashboard, as its own links do and the browser's Forward. Until the server answers,
the page still stands that was there before."""

_NOWHERE = "/akuisisi?wilayah=-"
"""An address that shows a message alone: no page, no filter, so that Streamlit forgets whatever they held."""

_FORGOTTEN = """() => {
    const over = document.querySelector("[data-testid=stApp][data-test-script-state=notRunning]");
    return over && document.querySelector("[data-testid=stAlert]") && !document.querySelector("h1");
}"""
"""Whether the message of `_NOWHERE` stands."""

_TURNS = count()


class Reader:
    """One browser window on the dashboard."""

    rest = 40
    """Milliseconds for which a page has to stand still before it counts as at rest."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        page.set_default_timeout(20_000)

    def open(self, path: str = "", **choice: str) -> "Reader":
        """Open a page by its address, and wait until it stands.

        Where the tab shows the dashboard already it goes on within it: a new document takes twice as long.
        """
        where = f"/{path}?" + "&".join(f"{name}={value}" for name, value in choice.items())
        if self.page.url.startswith(self.address) and self.page.get_by_test_id("stApp").count():
            self.page.evaluate(_GO, where)
        else:
            self.page.goto(self.address + where)
        return self.settled()

    def forget(self) -> None:
        """Leave the tab in the dashboard with nothing chosen, for who comes next."""
        self.page.evaluate(_GO, _NOWHERE)
        self.page.wait_for_function(_FORGOTTEN, polling=20)

    def settled(self, title: str = "") -> "Reader":
        """Wait until the page's run is over and its charts are drawn; `title`: of the page that is to come."""
        how = {"title": title, "rest": self.rest, "turn": next(_TURNS)}
        self.page.wait_for_function(_STANDS, arg=how, polling=20, timeout=60_000)  # an earlier version's is long
        return self

    @property
    def words(self) -> Words:
        """The words of the language that the page says it is in."""
        return words_in(self.page.evaluate("document.documentElement.lang"))

    def number(self, metric: str, language: str = "id") -> Locator:
        """The value shown of a metric at the top of a page."""
        label = catalogue()[metric].label[language]
        card = self.page.get_by_test_id("stMetric").filter(has=self.page.get_by_text(label, exact=True))
        return card.get_by_test_id("stMetricValue")

    def figure(self, name: str) -> Locator:
        """A figure with its words and its tabs."""
        return self.page.locator(f".st-key-figure-{name}")

    def tab(self, figure: str, name: str) -> Locator:
        """A figure with a tab of it open, by its name in `pages`."""
        there = self.figure(figure)
        there.get_by_role("tab", name=self.words(f"pages.{name}"), exact=True).click()
        return there

    def follow(self, title: str) -> "Reader":
        """Go to another page by the menu; on a phone too, where it is closed."""
        entry = self.entry(title)
        if self.page.viewport_size["width"] > 500:
            entry.click()
        else:
            entry.evaluate("entry => entry.click()")  # opened, it would lie over the page
        return self.settled(title)

    def entry(self, title: str) -> Locator:
        """A page's entry of the menu."""
        return self.page.get_by_test_id("stSidebarNavLink").filter(has_text=re.compile(rf"^\s*{re.escape(title)}\s*$"))

    def choose(self, label: str, option: str) -> "Reader":
        """Take an option of a filter of which several may be chosen, and wait until the page stands again."""
        box = self.page.get_by_role("combobox", name=label)
        box.click()
        self.page.get_by_role("option", name=option, exact=True).click()
        self.page.keyboard.press("Escape")
        return self.settled()

    def table(self, name: str) -> Locator:
        """The rows in sight of a table, by its name in `tables.alt`."""
        alt = self.words(f"tables.alt.{name}")
        return self.page.locator(f'[data-testid=stDataFrame]:has([aria-label$="{alt}"]) tbody tr')

    def width(self) -> tuple[int, int]:
        """How wide the page is, and the window."""
        return tuple(self.page.evaluate("[document.scrollingElement.scrollWidth, innerWidth]"))

    def measure(self, script: str) -> Any:
        """What a script finds in the page."""
        return self.page.evaluate(script)


class Asker(Reader):
    """A reader who goes from the start page to what answers a question, and whose acts are counted.

    A click is an act, whether it opens, chooses or leads elsewhere; so is what is typed, with Enter. The way back to
    the start is none.
    """

    acts, _start = 0, ("", "")

    def start(self, language: str) -> "Asker":
        """The start page as it opens in a language, where `leave` has not gone there, or something chosen stays.

        The way back is waited for in another language too: opened on the way, a page takes its language from either.
        """
        if self._start[0]:
            self.settled(self.words("menu.ringkasan"))
        if self._start != (language, self.page.url):
            self.open(bahasa=language)
            self._start = language, self.page.url
        self.acts = 0
        return self

    def leave(self) -> None:
        """Set off for the start page by the menu; who starts again waits for it, and others can ask meanwhile."""
        if self.acts:
            self.entry(self.words("menu.ringkasan")).click()

    def click(self, what: Locator, **how: Any) -> None:
        """Click, and wait until the page stands again."""
        self.acts += 1
        what.click(**how)
        self.settled()

    def pick(self, box: Locator, text: str) -> None:
        """Type what is looked for into a list, and take the one that is left."""
        self.acts += 1
        box.fill(text)
        expect(self.page.get_by_role("option")).to_have_count(1)
        box.press("Enter")
        self.settled()
