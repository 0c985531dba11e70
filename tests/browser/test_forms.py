"""Every page on a laptop and a phone, light and dark, in both languages: nothing cut off, nothing that shuts out."""

import os
from io import BytesIO
from pathlib import Path

import axe_core_python
import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from dashboard.language.words import words_in
from dashboard.shell import menu
from dashboard.shell.routes import ADDRESSES, GROUPS
from tests.browser.conftest import LAPTOP, Visitor
from tests.browser.reader import Reader

_AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")

LISTED = {ADDRESSES[file] for files in GROUPS.values() for file in files}

FORMS = {
    "laptop": {"bahasa": "id"},
    "laptop-dark": {"bahasa": "en", "dark": True},
    "phone": {"bahasa": "en", "phone": True},
    "phone-dark": {"bahasa": "id", "phone": True, "dark": True},
}

RULES = {"laptop": "colours, rest", "laptop-dark": "colours", "phone": "rest", "phone-dark": "colours"}
"""What axe looks at. In the dark a page has other colours and the same elements; on a phone other elements, which in
the light have the laptop's colours."""

CUT_OFF = """
() => {
  const found = [];
  const shown = (node) => node.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const outside = (box, of) => box.width && (box.left < of.left - 1.5 || box.right > of.right + 1.5);
  for (const chart of document.querySelectorAll("svg.marks")) {
    for (const text of chart.querySelectorAll("text")) {
      if (text.textContent && outside(text.getBoundingClientRect(), chart.getBoundingClientRect())) {
        found.push(`chart: ${text.textContent}`);
      }
    }
  }
  for (const card of document.querySelectorAll("[data-testid=stMetric]")) {
    const label = document.createRange();
    label.selectNodeContents(card.querySelector("p"));
    const icon = card.querySelector("[data-testid=stTooltipIcon]").getBoundingClientRect();
    const words = label.getBoundingClientRect();
    const over = words.right > icon.left + 1 && words.bottom > icon.top && words.top < icon.bottom;
    if (over || outside(words, card.getBoundingClientRect())) found.push(`number: ${label}`);
  }
  const main = document.querySelector("[data-testid=stMain]");
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, parent = node.parentElement;
    if (!node.data.trim() || !shown(parent)) continue;
    if (parent.closest("svg, script, style, [data-testid=stDataFrame]")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    if (outside(range.getBoundingClientRect(), { left: 0, right: innerWidth })) found.push(`text: ${node.data}`);
    if (parent.scrollWidth > parent.clientWidth + 1 && getComputedStyle(parent).textOverflow === "ellipsis") {
      found.push(`shortened: ${node.data}`);
    }
  }
  return found;
}
"""

# Streamlit's own sparkline beside a number has an empty group, which it fills under the pointer alone: it is nothing
# that could be described, and nothing that an app could name. The cells of its tables are numbered anew in each table,
# so that two tables on one page have cells of one name.
SERIOUS = """
async (wanted) => {
  const { rules, data } = axe._audit;
  axe._audit.noHtml = true;
  const graver = ["serious", "critical"];
  const grave = ({ any, all, none }) =>
    [...any, ...all, ...none].some((one) => graver.includes(data.checks[one.id ?? one].impact));
  const of = (rule) => (rule.tags.includes("cat.color") ? "colours" : "rest");
  const ids = rules.filter((one) => one.enabled && grave(one) && wanted.includes(of(one))).map((one) => one.id);
  const sparkline = /^\\.metric_chart_\\w+_highlighted_points_marks$/;
  const known = (one, node) =>
    (one.id === "svg-img-alt" && node.target.every((where) => sparkline.test(where))) ||
    (one.id === "duplicate-id-active" && /^glide-cell-\\d+-\\d+$/.test(node.element.id));
  const forget = remember();
  const { violations, incomplete } = await axe
    .run(document, { resultTypes: ["violations"], runOnly: ids, elementRef: true })
    .finally(forget);
  const broken = incomplete.filter((one) => one.error).map((one) => `${one.id} broke: ${one.error.message}`);
  const grievous = violations
    .filter((one) => graver.includes(one.impact))
    .flatMap((one) => one.nodes.filter((node) => !known(one, node)).map((node) => [one, node]))
    .map(([one, node]) => `${one.id}: ${node.element.outerHTML.slice(0, 300)} ${node.failureSummary}`);
  return [...broken, ...grievous];
}
"""

# For one look of axe, at a page that stands still: it asks for the same style of an element and its size hundreds of
# times. And axe 4.4 cannot read `color(srgb …)`, which Chromium makes of `color-mix()`: its rule of contrast ended in
# an error, and said nothing.
REMEMBER = """
window.remember = () => {
  const srgb = /color\\(srgb ([\\d.e-]+) ([\\d.e-]+) ([\\d.e-]+)(?: \\/ ([\\d.e-]+))?\\)/g;
  const rgba = (_, r, g, b, a) => `rgba(${[r, g, b].map((c) => Math.round(c * 255)).join(", ")}, ${a ?? 1})`;
  const once = (make) => {
    const known = new Map();
    return (key) => {
      if (!known.has(key)) known.set(key, make(key));
      return known.get(key);
    };
  };
  const own = window.getComputedStyle;
  const plain = (style) => {
    const getPropertyValue = once((name) => style.getPropertyValue(name).replace(srgb, rgba));
    const value = (one) => (typeof one === "string" ? one.replace(srgb, rgba) : one);
    return new Proxy({ getPropertyValue }, { get: (ours, name) => ours[name] ?? value(style[name]) });
  };
  const styles = once((pseudo) => once((element) => plain(own.call(window, element, pseudo))));
  window.getComputedStyle = (element, pseudo) => styles(pseudo ?? null)(element);
  const sizes = ["scrollWidth", "scrollHeight", "clientWidth", "clientHeight"];
  const before = sizes.map((name) => [name, Object.getOwnPropertyDescriptor(Element.prototype, name)]);
  for (const [name, { get, ...rest }] of before) {
    const size = once((element) => get.call(element));
    Object.defineProperty(Element.prototype, name, { ...rest, get() { return size(this); } });
  }
  return () => {
    window.getComputedStyle = own;
    for (const [name, size] of before) Object.defineProperty(Element.prototype, name, size);
  };
};
"""


def grave(reader: Reader, form: str) -> list[str]:
    """What axe finds on the page as it stands, a rule that broke included."""
    if not reader.measure("'axe' in window"):
        reader.measure(f"(() => {{ {REMEMBER} }})()")
        reader.measure(_AXE)
    return reader.page.evaluate(SERIOUS, RULES[form])


MARKED = """
[...document.querySelectorAll("[data-testid=stSidebarNavLink][aria-current=page]")]
  .map((entry) => new URL(entry.href).pathname.slice(1))
"""


@pytest.mark.parametrize("form", FORMS)
def test_every_page_fits_and_shuts_nobody_out(visitor: Visitor, demonstration_address: str, form: str) -> None:
    wanted = dict(FORMS[form])
    language = wanted.pop("bahasa")
    reader = visitor(demonstration_address, **wanted).open(bahasa=language)
    wrong: dict[str, list[str]] = {}
    for page in ADDRESSES.values():
        if page in LISTED:
            reader.follow(words_in(language)(f"menu.{page}"))
        else:
            reader.open(page, bahasa=language)
        _picture(reader, f"{page}_{form}_{language}")
        wrong[page] = [*reader.measure(CUT_OFF), *grave(reader, form)]
        if reader.width()[0] > reader.width()[1]:
            wrong[page].append("wider than the window")
        if reader.measure("document.documentElement.lang") != language:
            wrong[page].append("tells another language")
        if reader.measure(MARKED) != [menu.marked(page)]:
            wrong[page].append("its entry of the menu is not marked")
    assert {page: found for page, found in wrong.items() if found} == {}


def _picture(reader: Reader, name: str) -> None:
    """Keep a picture of the whole page where the variable SCREENSHOTS names a folder, to be looked at."""
    if not (folder := os.environ.get("SCREENSHOTS")):
        return
    size = reader.page.viewport_size
    height = reader.measure("document.querySelector('[data-testid=stMain]').scrollHeight")
    reader.page.set_viewport_size({**size, "height": min(height, 8000)})
    reader.settled().page.screenshot(path=Path(folder) / f"{name}.png")
    reader.page.set_viewport_size(size)


def test_on_a_laptop_the_numbers_and_two_charts_need_no_scrolling(visitor: Visitor, demonstration_address: str) -> None:
    reader = visitor(demonstration_address).open()
    at_once = (".st-key-numbers", ".st-key-figure-acquired_by_month", ".st-key-figure-cumulative_received")
    for place in (*at_once, ".st-key-tools [role=radiogroup]", ".copy-link"):
        box = reader.page.locator(place).bounding_box()
        assert box["y"] + box["height"] <= LAPTOP["height"]


def test_printed_the_overview_is_one_sheet_without_its_menu(visitor: Visitor, demonstration_address: str) -> None:
    reader = visitor(demonstration_address).open()
    (sheet,) = PdfReader(BytesIO(reader.page.pdf(prefer_css_page_size=True))).pages
    sizes: dict[str, float] = {}

    def read(text: str, matrix: list[float], own: list[float], _: object, size: float) -> None:
        if text.strip():
            sizes[text.strip()] = min(sizes.get(text.strip(), size), size * abs(own[3] * matrix[3]))

    written = sheet.extract_text(visitor_text=read)
    assert {text: size for text, size in sizes.items() if size < 7} == {}
    assert min(sizes[text] for text in ("1.313", "32", "93,8%")) >= 9
    words = words_in("id")
    for text in (words("pages.demo"), "Sumber: ", "Agen Contoh 25"):
        assert text in written
    assert not any(text in written for text in (words("frame.copy"), words("pages.download"), words("meeting.open")))


def test_on_a_phone_the_menu_is_closed_until_it_is_asked_for(visitor: Visitor, demonstration_address: str) -> None:
    reader = visitor(demonstration_address, phone=True, stranger=True).open()
    menu = reader.page.get_by_test_id("stSidebar")
    expect(menu).to_have_attribute("data-collapsed", "true")
    reader.page.get_by_test_id("stExpandSidebarButton").click()
    expect(menu).to_have_attribute("data-collapsed", "false")
    width, window = reader.width()
    assert width <= window


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_number_has_its_definition_one_click_away(
    visitor: Visitor, demonstration_address: str, language: str
) -> None:
    reader = visitor(demonstration_address).open(bahasa=language)
    reader.page.get_by_test_id("stMetric").first.get_by_test_id("stTooltipHoverTarget").click()
    tip = reader.page.get_by_test_id("stTooltipContent")
    expect(tip).to_contain_text(reader.words("base.catalogue.definition"))
    expect(tip).to_contain_text(reader.words("base.catalogue.formula"))
    figure = reader.tab("acquired_by_month", "definition")
    expect(figure.get_by_role("tabpanel")).to_contain_text(reader.words("base.catalogue.caveat"))
    figure.get_by_role("tab", selected=True).press("ArrowLeft")
    expect(figure.get_by_role("tabpanel").get_by_test_id("stDataFrame")).to_be_visible()
    assert grave(reader, "laptop") == []
