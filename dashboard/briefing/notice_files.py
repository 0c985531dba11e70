"""The letters that correct or withdraw a briefing, as files: in each language of the briefing, stamped as it is."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC

from dashboard.briefing import correction
from dashboard.briefing.brand import files
from dashboard.briefing.documents import zip_file
from dashboard.briefing.documents.docx.letter import letter as docx_letter
from dashboard.briefing.documents.pdf.letter import letter as pdf_letter
from dashboard.briefing.documents.zip_file import safe
from dashboard.briefing.pack import Pack
from dashboard.language.words import Words, words_in
from dashboard.view import captions
from dashboard.view.edition import edition as edition_of
from dashboard.view.view import View
from queries.published.register import BriefingNotice, Issued

FORMS: Mapping[str, Callable[[Pack, Words], bytes]] = {"docx": docx_letter, "pdf": pdf_letter}
"""How a letter leaves, by its file's ending."""


def packs(view: View, issued: Issued, notice: BriefingNotice) -> tuple[Pack, ...]:
    """The letter of a notice as the documents are made of it, in each of its languages. Under the embargo that stood
    when it was written on what it is about."""
    letters = {issued.language: notice.paragraphs, **notice.also}
    return tuple(_pack(view, issued, notice, words_in(language), own) for language, own in letters.items())


def _pack(
    view: View, issued: Issued, notice: BriefingNotice, words: Words, paragraphs: Iterable[tuple[str, str]]
) -> Pack:
    own, at = correction.of_press(view, words), notice.at.replace(tzinfo=UTC)
    edition = edition_of(words, True, correction.embargo(own, issued, at))
    stem = words("correction.stem", n=str(notice.id), day=f"{notice.on_day:%Y-%m-%d}")
    letter = correction.as_letter(paragraphs)
    return Pack(
        language=words.language,
        title=next((one.text for one in letter if one.kind == "title"), issued.title),
        subtitle=words.period(issued.period),
        branch=words("briefing.branch", branch=view.holding.name),
        demo=words("charts.demo") if view.holding.is_demo else "",
        stamp=edition.stamp,
        press=True,
        as_of=words("correction.as_of", day=words.day(notice.on_day)),
        data_version=notice.data_version,
        moment=at.isoformat(),
        stem=f"{edition.prefix}{stem}",
        filters=(),
        cite=captions.source(own),
        numbers=(),
        exhibits=(),
        withheld=(),
        release=letter,
        brand=files.read(view.templates, words).files,
    )


def archive(every: Sequence[Pack]) -> bytes:
    """The ZIP of the letters of one notice, each language as DOCX and PDF. The same packs give the same bytes."""
    written = {
        f"{safe(one.stem)}.{form}": make(one, words_in(one.language)) for one in every for form, make in FORMS.items()
    }
    return zip_file.packed(written, every[0].loaded_at)
