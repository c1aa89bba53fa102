"""One page of a PDF: its operators gone through, its words put into lines (ISO 32000-1 §8, §9)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from worker.reading.files.documents import MOST_PICTURES, Document
from worker.reading.files.pdffile import File
from worker.reading.files.pdffont import Font, read_font
from worker.reading.files.pdfpicture import read_picture
from worker.reading.files.pdftokens import END, Reader, Stream, Word

_DEEPEST_FORM = 4
_MOST_CONTENT = 4_194_304
_Matrix = tuple[float, float, float, float, float, float]
_UNMOVED: _Matrix = (1, 0, 0, 1, 0, 0)


def _times(a: _Matrix, b: _Matrix) -> _Matrix:
    return (
        a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2], a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4], a[4] * b[1] + a[5] * b[3] + b[5],
    )  # fmt: skip


# ── words in lines ─────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class Writer:
    """The lines so far; ``at`` is where the last words ended, on the page."""

    lines: list[str] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    at: tuple[float, float] | None = None
    links: list[str] = field(default_factory=list)

    def put(self, text: str, x: float, y: float, end: float, size: float) -> None:
        """Add words that are drawn from (x, y) to (end, y); a move tells a space or a line."""
        if not text:
            return
        if self.at is not None:
            gap, drop = x - self.at[0], abs(y - self.at[1])
            if drop > 0.4 * size:
                self.end_line(blank=drop > 2.2 * size)
            elif gap < -0.5 * size or gap > 0.15 * size:
                self.line.append(" ")
        self.line.append(text)
        self.at = (end, y)

    def end_line(self, blank: bool = False) -> None:
        """Close the line; a wide move down is a blank line."""
        line = " ".join("".join(self.line).split())
        self.line = []
        if line:
            self.lines.append(line)
            if blank:
                self.lines.append("")

    def end_page(self) -> None:
        """Close the page: what follows stands on its own."""
        self.end_line(blank=True)
        self.at = None

    def text(self) -> str:
        """All the lines, then the addresses they link to that no line shows."""
        self.end_line()
        words = _SHAPED.sub(_in_order, "\n".join(self.lines).strip("\n"))
        unseen = "\n".join(link for link in dict.fromkeys(self.links) if link not in words)
        return "\n\n".join(filter(None, (words, unseen)))


# Arabic and Hebrew as they are drawn: shaped letters, from left to right.
_SHAPED = re.compile(r"[\ufb1d-\ufdff\ufe70-\ufefc]+(?: +[\ufb1d-\ufdff\ufe70-\ufefc]+)*")


def _in_order(drawn: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", drawn[0][::-1])


# ── one page ───────────────────────────────────────────────────────────────────────────────


class Page:
    """One pass over a page's operators: the text state, and where it draws (§8.4, §9.3)."""

    def __init__(self, file: File, writer: Writer, found: Document) -> None:
        self.file = file
        self.writer = writer
        self.found = found
        self.place, self.line, self.matrix = _UNMOVED, _UNMOVED, _UNMOVED
        self.saved: list[tuple[_Matrix, Font, float]] = []
        self.font, self.size = Font(), 1.0
        self.leading = self.spacing = self.word_spacing = 0.0
        self.fonts: dict[str, Font] = {}

    def read(self, page: dict[str, object]) -> None:
        """Read one page's contents (§7.8.2)."""
        contents = self.file.get(page.get("Contents"))
        streams = (
            [self.file.get(item) for item in contents[:200]] if isinstance(contents, list) else [contents]
        )
        data = b"\n".join(
            self.file.unpack(stream, _MOST_CONTENT) for stream in streams if isinstance(stream, Stream)
        )
        self.run(data, self.file.dictionary(page.get("Resources")), 0)

    def run(self, data: bytes, resources: dict[str, object], depth: int) -> None:
        """Go through operators; each takes the values before it."""
        reader, values = Reader(data, self.file.budget), list[object]()
        self.fonts = {}
        while (value := reader.value()) is not END:
            if not isinstance(value, Word):
                values.append(value)
                continue
            if value.text == b"BI":
                ends = data.find(b"EI", reader.at)
                reader.at = len(data) if ends < 0 else ends + 2
            elif value.text == b"Do" and values:
                self.draw(str(values[-1]), resources, depth)
            elif value.text == b"Tf" and len(values) > 1:
                self.font = self.find_font(str(values[-2]), resources)
                self.size = self.file.number(values[-1])
            else:
                self.operate(value.text, values)
            values.clear()

    def find_font(self, name: str, resources: dict[str, object]) -> Font:
        """A font of the page, read once."""
        if name not in self.fonts:
            about = self.file.dictionary(self.file.dictionary(resources.get("Font")).get(name))
            self.fonts[name] = read_font(self.file, about)
        return self.fonts[name]

    def draw(self, name: str, resources: dict[str, object], depth: int) -> None:
        """Take a picture, or go through a form's own operators (§8.8, §8.10)."""
        held = self.file.get(self.file.dictionary(resources.get("XObject")).get(name))
        if not isinstance(held, Stream):
            return
        if self.file.get(held.about.get("Subtype")) == "Image":
            self.take_picture(held)
        elif depth < _DEEPEST_FORM:
            before = (self.place, self.font, self.size, self.fonts)
            moved = [self.file.number(item) for item in self.file.array(held.about.get("Matrix"))]
            if len(moved) == 6:
                self.place = _times((moved[0], moved[1], moved[2], moved[3], moved[4], moved[5]), self.place)
            own = self.file.dictionary(held.about.get("Resources"))
            self.run(self.file.unpack(held, _MOST_CONTENT), own or resources, depth + 1)
            self.place, self.font, self.size, self.fonts = before

    def take_picture(self, held: Stream) -> None:
        """Keep a picture, once."""
        if len(self.found.pictures) >= MOST_PICTURES:
            return
        picture = read_picture(self.file, held)
        if picture is not None and all(picture[1] != data for _, data in self.found.pictures):
            self.found.pictures.append((f"picture {len(self.found.pictures) + 1}.{picture[0]}", picture[1]))

    def operate(self, word: bytes, values: list[object]) -> None:
        """One operator of graphics or text state, or one that shows text."""
        numbers = [item for item in values if isinstance(item, int | float)]
        if word in (b"Tj", b"TJ", b"'", b'"') and values:
            if word in (b"'", b'"'):
                self.move(0, -self.leading)
            self.show(values[-1])
        elif word in (b"Td", b"TD") and len(numbers) >= 2:
            self.leading = -numbers[-1] if word == b"TD" else self.leading
            self.move(numbers[-2], numbers[-1])
        elif word == b"T*":
            self.move(0, -self.leading)
        elif word in (b"Tm", b"cm") and len(numbers) >= 6:
            a, b, c, d, e, f = numbers[-6:]
            if word == b"cm":
                self.place = _times((a, b, c, d, e, f), self.place)
            else:
                self.line = self.matrix = (a, b, c, d, e, f)
        elif word == b"BT":
            self.line = self.matrix = _UNMOVED
        elif word == b"q" and len(self.saved) < 500:
            self.saved.append((self.place, self.font, self.size))
        elif word == b"Q" and self.saved:
            self.place, self.font, self.size = self.saved.pop()
        elif word in (b"TL", b"Tc", b"Tw") and numbers:
            self.set(word, numbers[-1])

    def set(self, word: bytes, number: float) -> None:
        """Set leading or one of the spacings."""
        if word == b"TL":
            self.leading = number
        elif word == b"Tc":
            self.spacing = number
        else:
            self.word_spacing = number

    def move(self, x: float, y: float) -> None:
        """Begin the next line at a distance from the start of this one."""
        self.line = self.matrix = _times((1, 0, 0, 1, x, y), self.line)

    def show(self, value: object) -> None:
        """Show a string, or strings with moves between them in thousandths (§9.4.3)."""
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, int | float):
                self.advance(-item / 1000 * self.size)
            elif isinstance(item, bytes):
                self.file.budget.spend(len(item) // 16)
                text, width, spaces = self.font.read(item)
                before = _times(self.matrix, self.place)
                count = len(item) // self.font.size
                self.advance(width / 1000 * self.size + count * self.spacing + spaces * self.word_spacing)
                after = _times(self.matrix, self.place)
                size = abs(self.size) * max(abs(before[0]), abs(before[1]), abs(before[3])) or 1.0
                # Text that is turned on the page is read along its own line.
                upright = abs(before[0]) >= abs(before[1])
                x, y, end = (before[4], before[5], after[4]) if upright else (before[5], before[4], after[5])
                self.writer.put(text, x, y, end, size)

    def advance(self, by: float) -> None:
        """Move on along the line."""
        self.matrix = _times((1, 0, 0, 1, by, 0), self.matrix)
