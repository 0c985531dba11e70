"""A text from outside does nothing: neither as Markdown nor as what a browser makes of the text that is left."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.language.markdown import plain

_LINKED = re.compile(r"https?://[-.\w]+|\bwww\.[-.\w]+|[-.\w+]+@[-\w]+(\.[-\w]+)+|<->|->|<-|--", re.IGNORECASE)
"""What Streamlit's page makes links and arrows of, looked for in texts once Markdown is read (remark-gfm)."""

SIGNS = st.text(st.sampled_from("ab.:/@<->!$[]()*_`~#|\\ w"), max_size=12)
ADDRESSES = st.sampled_from(
    ["http://evil.example/a?b=1", "HTTPS://x", "www.evil.example", "a.b@evil.example", "<->", "--"]
)


def read(markdown: str) -> str:
    """The text that is left once Markdown is read: each escaped sign as itself."""
    return re.sub(r"\\(.)", r"\1", markdown)


@given(st.tuples(SIGNS, ADDRESSES, SIGNS).map("".join))
def test_no_sign_works_and_no_address_is_one(text: str) -> None:
    markdown = plain(text)
    assert read(markdown).replace("\u2060", "") == text
    assert not _LINKED.search(read(markdown))
    assert not re.search(r"(?<!\\)(\\\\)*[*_`~#|\[\]()!$<>:]", re.sub(r"\\.", "", markdown))


@pytest.mark.parametrize("text", ["Siti Aminah", "Rp114,1 juta", "33.25", "Kantor Contoh – Batang"])
def test_a_usual_text_is_read_as_it_is(text: str) -> None:
    assert read(plain(text)) == text
