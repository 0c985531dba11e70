"""How wide a text is in the shipped font, and whether the font has its letters.

Pictures break their title into lines with it. Only the two tables needed are read: which glyph a code point has
(cmap, format 4) and how far each glyph advances (hmtx). Kerning is left out, so that a text is never wider than said.
"""

import re
import struct
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FAMILY = "Inter"
FONT = f"{FAMILY}, sans-serif"
"""What every chart and picture asks for."""

FOLDER = Path(__file__).parent
WEIGHTS = {400: "Inter-Regular", 600: "Inter-SemiBold"}

_AFTER_AMOUNT = re.compile(r"(Rp[\d.,]+) ")


@dataclass(frozen=True)
class Typeface:
    """One weight: the advance of each code point it has, as a share of the font size."""

    advances: Mapping[str, float]

    def width(self, text: str, size: float) -> float:
        """The text's width in the unit of `size`; a letter that the font lacks counts as a wide one."""
        return sum(self.advances.get(letter, 1.0) for letter in text) * size

    def lacks(self, text: str) -> set[str]:
        """The letters of a text that the font does not have; a line break needs none."""
        return set(text).difference(self.advances, "\n")

    def writable(self, text: str) -> str:
        """The text with each letter that the font lacks as its plain letter, where it has one, else as "?".

        A picture would show an empty box, or the whole line in another face; markup and JSON stay what they are.
        """
        if not self.lacks(text):
            return text
        text = unicodedata.normalize("NFC", text)
        return text.translate({ord(letter): self._plain(letter) for letter in self.lacks(text)})

    def _plain(self, letter: str) -> str:
        if unicodedata.category(letter) in ("Mn", "Me", "Cf", "Cc"):
            return ""
        plain = "".join(one for one in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(one))
        return "?" if not plain or self.lacks(plain) or set(plain) & set('"\\<>&') else plain

    def lines(self, text: str, size: float, width: float) -> list[str]:
        """The text broken at blanks into lines no wider than `width`; a longer word is cut with an ellipsis.

        An amount is not parted from its unit: Rp113,7 juta.
        """
        lines: list[str] = []
        for word in _AFTER_AMOUNT.sub("\\1\u00a0", text).split(" "):
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.width(longer, size) <= width:
                lines[-1] = longer
            else:
                lines.append(self.cut(word, size, width))
        return [line.replace("\u00a0", " ") for line in lines]

    def balanced(self, text: str, size: float, width: float) -> list[str]:
        """As few lines as `lines` needs, of about the same length, so that no word is left alone on the last."""
        lines = self.lines(text, size, width)
        narrow, wide = width / 2, width
        while len(lines) > 1 and wide - narrow > size / 4:
            middle = (narrow + wide) / 2
            fewer = self.lines(text, size, middle)
            narrow, wide = (
                (narrow, middle) if len(fewer) == len(lines) and "…" not in "".join(fewer) else (middle, wide)
            )
        return self.lines(text, size, wide)

    def cut(self, text: str, size: float, width: float) -> str:
        """The text, or as much of it as fits with an ellipsis."""
        if self.width(text, size) <= width:
            return text
        while text and self.width(text + "…", size) > width:
            text = text[:-1]
        return text.rstrip() + "…"


@lru_cache
def typeface(weight: int = 400) -> Typeface:
    """The shipped font in a weight, 400 or 600."""
    return Typeface(_advances((FOLDER / f"{WEIGHTS[weight]}.ttf").read_bytes()))


def _advances(font: bytes) -> dict[str, float]:
    count = struct.unpack_from(">H", font, 4)[0]
    directory = {
        tag: offset for tag, _, offset, _ in (struct.unpack_from(">4sIII", font, 12 + 16 * n) for n in range(count))
    }
    per_em = struct.unpack_from(">H", font, directory[b"head"] + 18)[0]
    metrics = struct.unpack_from(">H", font, directory[b"hhea"] + 34)[0]
    hmtx = directory[b"hmtx"]

    def advance(glyph: int) -> float:
        return struct.unpack_from(">H", font, hmtx + 4 * min(glyph, metrics - 1))[0] / per_em

    return {chr(code): advance(glyph) for code, glyph in _glyphs(font, directory[b"cmap"]).items()}


def _glyphs(font: bytes, cmap: int) -> dict[int, int]:
    tables = struct.unpack_from(">H", font, cmap + 2)[0]
    offsets = (cmap + struct.unpack_from(">HHI", font, cmap + 4 + 8 * n)[2] for n in range(tables))
    start = next(offset for offset in offsets if struct.unpack_from(">H", font, offset)[0] == 4)
    segments = struct.unpack_from(">H", font, start + 6)[0] // 2

    def column(number: int, kind: str = "H") -> tuple[int, ...]:
        blank = 2 if number else 0
        return struct.unpack_from(f">{segments}{kind}", font, start + 14 + blank + 2 * segments * number)

    glyphs: dict[int, int] = {}
    for n, (last, first, delta, jump) in enumerate(zip(column(0), column(1), column(2), column(3), strict=True)):
        for code in range(first, last + 1):
            if code == 0xFFFF:
                continue
            glyph = code
            if jump:
                at = start + 16 + 2 * segments * 3 + 2 * n + jump + 2 * (code - first)
                glyph = struct.unpack_from(">H", font, at)[0]
                if not glyph:
                    continue
            glyphs[code] = (glyph + delta) % 65536
    return glyphs
