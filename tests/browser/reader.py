"""What a reader does and sees, in the words of the dashboard rather than of its elements."""

from typing import Any

from playwright.sync_api import Locator, Page, expect

from dashboard.language.words import Words, words_in
from queries.metrics import catalogue

expect.set_options(timeout=20_000)
_IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"


class Reader:
    """One browser window on the dashboard."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        page.set_default_timeout(20_000)

    def open(self, path: str = "", **choice: str) -> "Reader":
        """Open a page by its address, and wait until it stands."""
        parameters = "&".join(f"{name}={value}" for name, value in choice.items())
        self.page.goto(f"{self.address}/{path}?{parameters}")
        return self.settled()

    def settled(self) -> "Reader":
        """Wait until the page's run is over and its charts are drawn."""
        expect(self.page.locator("h1, [data-testid=stAlert]").first).to_be_visible()
        expect(self.page.locator(_IDLE)).to_be_attached(timeout=60_000)  # the first look at an earlier version is long
        expect(self.page.locator("[data-testid=stSkeleton]")).to_have_count(0)
        expect(self.page.locator("[data-testid=stVegaLiteChart]:not(:has(svg.marks))")).to_have_count(0)
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
        """A figure with its words and its menu."""
        return self.page.locator(f".st-key-figure-{name}")

    def follow(self, title: str) -> "Reader":
        """Go to another page by the menu."""
        self.page.get_by_test_id("stSidebarNav").get_by_role("link", name=title, exact=True).click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text(title)
        return self.settled()

    def choose(self, label: str, option: str) -> "Reader":
        """Take an option of a filter of which several may be chosen."""
        box = self.page.get_by_role("combobox", name=label)
        box.click()
        self.page.get_by_role("option", name=option, exact=True).click()
        self.page.keyboard.press("Escape")
        return self

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


_AT_REST = """idle => new Promise(done => {
    let since = performance.now();
    const look = () => {
        if (!document.querySelector(idle)) since = performance.now();
        performance.now() - since > 150 ? done() : setTimeout(look, 20);
    };
    look();
})"""


class Asker(Reader):
    """A reader who goes from the start page to what answers a question, and whose acts are counted.

    A click is an act, whether it opens, chooses or leads elsewhere; so is what is typed, with Enter. The way back to
    the start is none.
    """

    acts, _start = 0, ""

    def settled(self) -> "Asker":
        """Wait also for a run that a click is about to ask for."""
        super().settled()
        self.page.evaluate(_AT_REST, _IDLE)
        super().settled()
        return self

    def start(self, language: str) -> "Asker":
        """The start page as it opens in a language; by the menu where nothing is chosen that would stay."""
        if self._start:
            self.follow(self.words("menu.ringkasan"))
        if self.page.url != self._start:
            self.open(bahasa=language)
            self._start = self.page.url
        self.acts = 0
        return self

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
