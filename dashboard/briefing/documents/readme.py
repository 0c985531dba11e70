"""The README of a briefing: what it is about, what each file is, what is withheld, how to cite. Markdown."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from dashboard.briefing.pack import SHAPES, Pack
from dashboard.language.words import Words
from queries.periods import JAKARTA

KINDS = ("pptx", "pdf", "docx", "xlsx", "csv", "png", "svg", "txt", "json")
"""The endings that report.readme.kind explains."""


def readme(pack: Pack, words: Words, names: Sequence[str], others: Sequence[str] = ()) -> str:
    """The text. `names`: the paths of all other files in the ZIP; `others`: the languages of the folders beside it."""
    warnings = [f"**{_plain(line)}**" for line in (pack.demo, pack.stamp) if line]
    beside = [words(f"report.readme.other.{one}") for one in others]
    head = [f"# {_plain(pack.title)}", f"{_plain(pack.branch)} · {_plain(pack.subtitle)}", *warnings, *beside]
    sections = (
        ("report.filters", _table(pack.filters)),
        ("report.readme.files", _list(_files(words, names))),
        ("report.withheld", _withheld(pack, words)),
        ("report.readme.confirmed", _confirmed(pack, words)),
        ("report.readme.traces", _traces(pack, words)),
        ("report.cite", _plain(pack.cite)),
        ("brand.readme", _brand(pack, words)),
        ("report.readme.fonts", words("report.readme.fonts_about")),
        ("report.readme.same", words("report.readme.same_about", version=words.number(pack.data_version))),
    )
    body = [part for key, text in sections if text for part in (f"## {words(key)}", text)]
    return "\n\n".join([*head, *body]) + "\n"


def _files(words: Words, names: Sequence[str]) -> list[str]:
    """A line a document, and one a kind of picture and folder."""
    by_place: dict[tuple[int, str, str], list[str]] = {}
    for name in names:
        (folder, _, _), kind = name.rpartition("/"), name.rpartition(".")[2]
        if kind in KINDS:
            by_place.setdefault((KINDS.index(kind), kind, folder), []).append(name)
    drawn = words("report.readme.folder")
    shapes = {f"{drawn}/{words(f'report.readme.shape.{shape}.folder')}": shape for shape in SHAPES}
    networks = words("report.networks.folder")
    lines = []
    for (_, kind, folder), given in sorted(by_place.items(), key=lambda one: one[0][0]):
        path = given[0] if len(given) == 1 else f"{folder}/*.{kind}" if folder else f"*.{kind}"
        about = f"report.readme.networks.{kind}" if folder == networks else f"report.readme.kind.{kind}"
        explained = f"report.readme.shape.{shapes[folder]}.{kind}" if folder in shapes else about
        lines.append(f"`{path}`: {words(explained)}")
    return lines


def _withheld(pack: Pack, words: Words) -> str:
    """What is kept back; of a briefing for the office itself, nothing is."""
    if pack.withheld:
        return _list(f"{_plain(one.what)}: {_plain(one.reason)}" for one in pack.withheld)
    return words("report.readme.nothing") if pack.press else ""


def _confirmed(pack: Pack, words: Words) -> str:
    """Figures of the press release that no figure of the dashboard stands for, and who says why they stand."""
    lines = []
    for one in pack.confirmed:
        values = {"figure": one.figure, "sentence": one.sentence, "reason": one.reason, "name": one.by}
        there = datetime.fromisoformat(one.at).astimezone(JAKARTA)
        lines.append(
            words("report.readme.confirmed_line", day=words.day(there.date()), time=f"{there:%H.%M}", **values)
        )
    return f"{words('report.readme.confirmed_about')}\n\n{_list(map(_plain, lines))}" if lines else ""


def _brand(pack: Pack, words: Words) -> str:
    """The branch's own files that the documents are made with."""
    return f"{words('brand.readme_about')}\n\n{_list(f'`{one.name}`' for one in pack.brand)}" if pack.brand else ""


def _traces(pack: Pack, words: Words) -> str:
    traced = [(one.title, one.code, one.link) for one in pack.exhibits]
    traced += [(f"{one.label}: {one.value}", one.code, one.link) for one in pack.numbers if one.raw is not None]
    lines = [f"`{code}` {_plain(title)}" + (f" <{link}>" if link else "") for title, code, link in traced if code]
    return f"{words('report.readme.traces_about')}\n\n{_list(lines)}" if lines else ""


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _table(rows: Sequence[tuple[str, str]]) -> str:
    return "\n".join(["| | |", "|---|---|", *(f"| {_plain(label)} | {_plain(value)} |" for label, value in rows)])


def _plain(text: str) -> str:
    """A text that Markdown leaves as it is."""
    escaped = " ".join(text.split())
    for mark in "\\`*_|<[":
        escaped = escaped.replace(mark, f"\\{mark}")
    return escaped
