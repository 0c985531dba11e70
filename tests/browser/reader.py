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
        expect(self.page.locator(_IDLE)).to_be_attached()
        expect(self.page.locator("[data-testid=stSkeleton]")).to_have_count(0)
        for chart in self.page.get_by_test_id("stVegaLiteChart").all():
            expect(chart.locator("svg.marks")).to_be_attached()
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

    def width(self) -> tuple[int, int]:
        """How wide the page is, and the window."""
        return tuple(self.page.evaluate("[document.scrollingElement.scrollWidth, innerWidth]"))

    def measure(self, script: str) -> Any:
        """What a script finds in the page."""
        return self.page.evaluate(script)
