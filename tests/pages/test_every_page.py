"""Every page, in both languages, with data and without: it runs, says what it should, and in one language."""

import re
import tomllib
from functools import lru_cache
from pathlib import Path

import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.language.words import words_in
from dashboard.settings import ROOT
from dashboard.shell.routes import ADDRESSES, DEFINITIONS, FILES, PEOPLE, TRACE
from queries.metrics import catalogue
from tests.pages import reading
from tests.pages.conftest import Opened

LANGUAGES = ("id", "en")
TITLES = {page: Path(page).stem for page in ADDRESSES}

each_page = pytest.mark.parametrize("page", ADDRESSES, ids=ADDRESSES.get)


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return request.param


@each_page
def test_a_page_runs_and_is_of_one_language(page: str, language: str, opened: Opened, full: Path) -> None:
    app = opened(full, page, bahasa=language)
    assert is_of_one_language(app, page, language)
    assert unwritten(app) == []
    assert words_in(language)("pages.demo") in reading.whole(app)


@each_page
def test_a_page_without_data_says_so(page: str, language: str, opened: Opened, empty: Path) -> None:
    app = opened(empty, page, bahasa=language)
    assert is_of_one_language(app, page, language)
    words = words_in(language)
    if page == DEFINITIONS:
        assert len(app.subheader) == len(catalogue())
    elif page == PEOPLE:
        assert words("pages.people.title") in [one.value for one in app.title]
    elif page == FILES:
        assert words("pages.imports.none") in [one.value for one in app.markdown]
    elif page == TRACE:
        assert [one.value for one in app.info] == [words("trace.empty"), words("pages.no_data")]
    else:
        assert [one.value for one in app.info] == [words("pages.no_data")]
        assert not app.metric
        assert not reading.charts(app)


def unwritten(app: AppTest) -> list[str]:
    """The columns of tables in which a cell without a value is not shown as a dash."""
    columns = []
    for table in app.dataframe:
        styler = table.proto.arrow_data.styler
        if not styler.display_values:
            continue
        displayed = pa.ipc.open_stream(styler.display_values).read_pandas()
        for n, name in enumerate(table.value.columns):
            nothing = table.value[name].isna().to_numpy()
            columns += [name] * bool((displayed.iloc[:, n].to_numpy()[nothing] != "–").any())
    return columns


def is_of_one_language(app: AppTest, page: str, language: str) -> bool:
    """Whether the page ran to its end, under its title, without a word of the other language."""
    assert [one.message for one in app.exception] == []
    assert [one.value for one in app.error] == []
    assert [one.value for one in app.title] == [words_in(language)(f"pages.{TITLES[page]}.title")]
    strange = _words(_without_data(reading.whole(app))) & _only(*LANGUAGES[:: 1 if language == "en" else -1])
    assert strange == set()
    return True


@lru_cache
def _only(of: str, other: str) -> frozenset[str]:
    """The words that stand in the texts of one language alone."""
    return frozenset(_words(_texts(of)) - _words(_texts(other)))


def _texts(language: str) -> str:
    """Every text of a language that a page could show, without its placeholders and keys."""
    texts: list[str] = []

    def below(node: object) -> None:
        if isinstance(node, dict):
            for value in node.values():
                below(value)
        elif isinstance(node, str):
            texts.append(re.sub(r"\{.*?\}", " ", node))

    for file in (ROOT / "dashboard" / "locales" / language).glob("*.toml"):
        if file.stem not in ("launcher", "cli"):
            below(tomllib.loads(file.read_text(encoding="utf-8")))
    for entry in catalogue().values():
        texts += [entry.label[language], entry.definition[language], entry.caveat[language]]
    return "\n".join(texts)


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]{4,}", text.lower()))


def _without_data(text: str) -> str:
    """Without what is nobody's to translate: names, the wording that was published, the addresses of pages."""
    names = r"(Agen|Kantor) Contoh.*|Contoh|Batang|[\w-]+\.csv"
    published = r"(sebanyak )?[\d.]+ (agen|kantor|peserta)|sekitar Rp114 juta|ANTARA.*"
    return re.sub(rf"{names}|{published}|https?://[^\s)]+|agen-perisai\?\S+#|\]\([\w-]*\?[^)]+\)", " ", text)
