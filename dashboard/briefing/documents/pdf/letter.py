"""A press release alone as PDF, on A4: the letter that corrects or withdraws a briefing."""

from dashboard.briefing.documents.pdf import context
from dashboard.briefing.documents.pdf.report import TEMPLATE, set_by
from dashboard.briefing.pack import Pack
from dashboard.language.words import Words


def letter(pack: Pack, words: Words) -> bytes:
    """The PDF. The same pack gives the same bytes; the only fonts in it are the shipped ones."""
    return set_by(TEMPLATE.with_name("letter.typ"), context.of_letter(pack, words), pack)
