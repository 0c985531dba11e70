"""What is made of a briefing, document by document."""

from collections.abc import Callable, Mapping

from dashboard.briefing.documents import data
from dashboard.briefing.documents.docx.letter import letter
from dashboard.briefing.documents.networks import files as networks
from dashboard.briefing.documents.pdf.report import report
from dashboard.briefing.documents.pptx.slides import slides
from dashboard.briefing.documents.xlsx import workbook
from dashboard.briefing.documents.zip_file import safe
from dashboard.briefing.pack import Pack
from dashboard.language.words import Words

DOCUMENTS: Mapping[str, Callable[[Pack, Words], bytes]] = {
    "pptx": slides,
    "pdf": report,
    "docx": letter,
    "xlsx": workbook,
}
"""The maker of each document by its ending, in the order in which they lie in the ZIP."""


def documents(pack: Pack, words: Words) -> dict[str, bytes]:
    """What is made of a pack, by its path in the ZIP. The same pack gives the same bytes."""
    stem, folder = safe(pack.stem), words("report.networks.folder")
    every = {f"{stem}.{ending}": make(pack, words) for ending, make in DOCUMENTS.items()}
    every |= data.files(pack, words, stem)
    return every | {f"{folder}/{stem}_{name}": content for name, content in networks.files(pack, words).items()}
