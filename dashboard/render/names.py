"""Rows' names beside a chart: two that would be cut to the same text keep what tells them apart."""

from collections.abc import Sequence

from dashboard.fonts.typeface import typeface


def apart(names: Sequence[str], codes: Sequence[str | None], size: float, width: float) -> list[str]:
    """Each name as it is; the chart cuts at the end what is longer than `width`.

    Only where names would look the same there, each becomes its beginning and the shortest end in which it differs from
    the others: Kantor Peka… Barat; of rows whose names are the same, the code: Siti Nurhal… (A012). By the widths of
    the font without kerning, so that nothing is taken to fit that a chart would cut.
    """
    cut = [typeface().cut(name, size, width) for name in names]
    answer = list(names)
    for text in {one for one in cut if cut.count(one) > 1}:
        alike = [n for n, one in enumerate(cut) if one == text]
        ends = _ends([names[n] for n in alike], [codes[n] for n in alike], 0.6 * width / size)
        for n, end in zip(alike, ends, strict=True):
            answer[n] = _with(names[n], end, size, width)
    return answer


def _ends(names: list[str], codes: list[str | None], most: float) -> list[str]:
    """For each of names that begin alike, the end that tells it apart, no wider than `most` font sizes if possible."""
    for words in range(1, 4):
        ends = [" ".join(["", *name.split()[-words:]]) for name in names]
        if _tell(ends, names) and all(typeface().width(end, 1) <= most for end in ends):
            break
    else:
        letters = next((k for k in range(2, max(map(len, names))) if _tell([name[-k:] for name in names], names)), 0)
        ends = [name[-letters:] if letters else "" for name in names]
    same = [names.count(name) > 1 for name in names]
    return [f" ({code})" if again and code else end for end, again, code in zip(ends, same, codes, strict=True)]


def _tell(ends: list[str], names: list[str]) -> bool:
    """Whether different names have different ends."""
    return len(set(ends)) == len(set(names))


def _with(name: str, end: str, size: float, width: float) -> str:
    """As much of a name's beginning as leaves room for its end; whole where that fits with a code after it."""
    face, whole = typeface(), name if end.endswith(")") and not name.endswith(end) else ""
    if whole and face.width(whole + end, size) <= width:
        return whole + end
    head = (whole or name.removesuffix(end)).rstrip()
    while head and face.width(f"{head}…{end}", size) > width:
        head = head[:-1].rstrip()
    return f"{head}…{end}"
