"""The fonts of a PDF: which characters codes stand for, and how wide they are (§9.6 to §9.10)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from itertools import islice

from worker.reading.files.pdffile import File
from worker.reading.files.pdftokens import END, Budget, Name, Reader, Stream, Word

_MOST_CODES = 70_000
_USUAL = 500
"""Thousandths of the font's size: how wide a character is taken to be where the font does not say."""


@dataclass(slots=True)
class Font:
    """How codes are read: ``size`` bytes each, ``text`` by code, ``widths`` in thousandths by code."""

    size: int = 1
    text: dict[int, str] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)
    usual: float = _USUAL
    known: bool = True
    """False where the font says of no code what it means: its text cannot be read."""

    def read(self, data: bytes) -> tuple[str, float, int]:
        """The text of a string, its width in thousandths, and how many spaces are in it (for Tw)."""
        codes = (
            data
            if self.size == 1
            else [int.from_bytes(data[i : i + 2], "big") for i in range(0, len(data), 2)]
        )
        text = "".join(self.text.get(code, "") for code in codes) if self.known else ""
        width = sum(self.widths.get(code, self.usual) for code in codes)
        return text, width, data.count(b" ") if self.size == 1 else 0


def read_font(file: File, about: dict[str, object]) -> Font:
    """Read one font's dictionary. May raise ``Spent``."""
    font = Font()
    if file.get(about.get("Subtype")) == "Type0":
        font.size = 2
        inner = file.array(about.get("DescendantFonts"))
        _read_wide(file, file.dictionary(inner[0]) if inner else {}, font)
    else:
        first = int(file.number(about.get("FirstChar")))
        scale = 1.0
        if file.get(about.get("Subtype")) == "Type3":
            matrix = [file.number(item) for item in file.array(about.get("FontMatrix"))]
            scale = (matrix[0] * 1000) if matrix else 1.0
        widths = islice(file.array(about.get("Widths")), 256)
        font.widths = {first + n: file.number(width) * scale for n, width in enumerate(widths)}
        font.text = _read_encoding(file, about.get("Encoding"))
    mapping = file.get(about.get("ToUnicode"))
    if isinstance(mapping, Stream):
        font.text |= _read_map(file.unpack(mapping), file.budget)
    font.known = bool(font.text)
    return font


def _read_wide(file: File, about: dict[str, object], font: Font) -> None:
    """The widths of a composite font: ``first [w w …]`` or ``first last w`` (§9.7.4.3)."""
    font.usual = file.number(about.get("DW"), 1000)
    items = [file.get(item) for item in islice(file.array(about.get("W")), _MOST_CODES)]
    at = 0
    while at + 1 < len(items) and len(font.widths) < _MOST_CODES:
        first, second = items[at], items[at + 1]
        if isinstance(first, int) and isinstance(second, list):
            font.widths.update((first + n, file.number(width)) for n, width in enumerate(second))
            at += 2
        elif isinstance(first, int) and isinstance(second, int) and at + 2 < len(items):
            width = file.number(items[at + 2])
            file.budget.spend(max(0, min(second - first, 5_000)) // 4)
            font.widths.update((code, width) for code in range(first, min(second, first + 5_000) + 1))
            at += 3
        else:
            at += 1


# ── what codes mean ────────────────────────────────────────────────────────────────────────

_BASES = {"WinAnsiEncoding": "cp1252", "MacRomanEncoding": "mac_roman"}
_ACCENTS = {
    "grave": "\u0300", "acute": "\u0301", "circumflex": "\u0302", "tilde": "\u0303", "dieresis": "\u0308",
    "ring": "\u030a", "cedilla": "\u0327", "caron": "\u030c", "ogonek": "\u0328", "macron": "\u0304",
    "dotaccent": "\u0307", "breve": "\u0306", "hungarumlaut": "\u030b", "commaaccent": "\u0326",
}  # fmt: skip
_TABLE = """
exclam ! quotedbl " numbersign # dollar $ percent % ampersand & quotesingle ' parenleft ( parenright
) asterisk * plus + comma , hyphen - period . slash / zero 0 one 1 two 2 three 3 four 4 five 5 six 6
seven 7 eight 8 nine 9 colon : semicolon ; less < equal = greater > question ? at @ bracketleft [
backslash \\ bracketright ] asciicircum ^ underscore _ grave ` braceleft { bar | braceright }
asciitilde ~ quoteleft ‘ quoteright ’ quotedblleft “ quotedblright ” quotesinglbase ‚ quotedblbase „
endash – emdash — bullet • ellipsis … Euro € sterling £ germandbls ß ae æ AE Æ oe œ OE Œ oslash ø
Oslash Ø fi fi fl fl ff ff ffi ffi ffl ffl minus − exclamdown ¡ questiondown ¿ section § degree °
trademark ™ copyright © registered ® dotlessi ı lslash ł Lslash Ł eth ð thorn þ guillemotleft «
guillemotright » periodcentered · yen ¥ cent ¢ dagger † paragraph ¶
"""
_PAIRS = _TABLE.split()
_GLYPHS = {"space": " ", "nbspace": "\u00a0"} | dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
"""The names of the Latin characters that text is written in (§D.2)."""


def _read_encoding(file: File, value: object) -> dict[int, str]:
    """What the codes of a simple font mean: a base, and what differs from it (§9.6.6)."""
    found = file.get(value)
    about = file.dictionary(found)
    base = found if isinstance(found, Name) else file.get(about.get("BaseEncoding"))
    codec = _BASES.get(str(base), "cp1252")
    codes = {code: bytes((code,)).decode(codec, "replace") for code in range(32, 256)}
    at = 0
    for item in islice(file.array(about.get("Differences")), 1_000):
        if isinstance(item, int):
            at = item
        elif isinstance(item, Name):
            codes[at] = _glyph(item)
            at += 1
    return codes


def _glyph(name: str) -> str:
    """The character a glyph's name stands for; nothing for a name that only the font understands."""
    name = name.partition(".")[0]
    if len(name) == 1 or name in _GLYPHS:
        return str(_GLYPHS.get(name, name))
    code = re.fullmatch(r"u(?:ni)?([0-9A-F]{4,6})", name)
    if code:
        return _character(int(code[1], 16))
    accent = _ACCENTS.get(name[1:])
    return unicodedata.normalize("NFC", f"{name[0]}{accent}") if accent else ""


def _character(code: int) -> str:
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else ""


def _read_map(data: bytes, budget: Budget) -> dict[int, str]:
    """A ToUnicode map: single codes, and ranges that count on or list what each means (§9.10.3)."""
    reader, held, found = Reader(data, budget), list[object](), dict[int, str]()
    while len(found) < _MOST_CODES:
        value = reader.value()
        if value is END:
            break
        if not isinstance(value, Word):
            held.append(value)
            continue
        if value.text == b"endbfchar":
            for code, text in zip(held[::2], held[1::2], strict=False):
                if isinstance(code, bytes) and isinstance(text, bytes):
                    found[int.from_bytes(code, "big")] = _utf16(text)
        elif value.text == b"endbfrange":
            _read_ranges(held, found, budget)
        held.clear()
    return found


def _read_ranges(held: list[object], found: dict[int, str], budget: Budget) -> None:
    for low, high, text in zip(held[::3], held[1::3], held[2::3], strict=False):
        if not isinstance(low, bytes) or not isinstance(high, bytes) or len(found) > _MOST_CODES:
            continue
        first, last = int.from_bytes(low, "big"), int.from_bytes(high, "big")
        if isinstance(text, list):
            texts = [item for item in text if isinstance(item, bytes)]
            found.update((first + n, _utf16(item)) for n, item in enumerate(texts))
        elif isinstance(text, bytes) and text:
            # Ranges may repeat without end: what they fill is counted, not what is new.
            budget.spend(max(0, min(last - first, 65_535)) // 2)
            start, head = int.from_bytes(text[-2:], "big"), text[:-2]
            for n in range(min(last - first, 65_535) + 1):
                found[first + n] = _utf16(head + ((start + n) & 0xFFFF).to_bytes(2, "big"))


def _utf16(data: bytes) -> str:
    return data.decode("utf-16-be", "ignore") if len(data) > 1 else data.decode("latin-1")
