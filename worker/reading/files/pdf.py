"""PDFs: the words on their pages and the pictures in them, taken out within strict bounds.

People print a page to PDF, or save a screenshot as one. The text is read in the order the file draws
it, with lines and spaces where the drawing moves to (ISO 32000-1 §9.4). Nothing is rendered: a scanned
page has pictures and no words, and is told so by having none.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from worker.reading.files.documents import MOST_PICTURES, MOST_WORDS, Document
from worker.reading.files.pdffile import File
from worker.reading.files.pdfpage import Page, Writer
from worker.reading.files.pdftokens import Budget, Ref, Spent, Stream

MOST_PAGES = 40
_LOCKED = "is locked with a password: ask for it without one, or for pictures of it"
_PART = "is too large: only a part of it was read"


def read_pdf(data: bytes, most: int) -> Document:
    """Read a PDF's words and pictures; ``most`` bounds the bytes unpacked. Never raises."""
    found = Document()
    writer = Writer()
    budget = Budget(unpacked=min(most, Budget().unpacked))
    try:
        file = File(data, budget)
        if file.locked:
            found.problem = _LOCKED
            return found
        for number, page in enumerate(_pages(file)):
            if number >= MOST_PAGES:
                found.problem = _PART
                break
            Page(file, writer, found).read(page)
            writer.end_page()
            writer.links += _links(file, page)
        if not writer.lines and not found.pictures:
            found.pictures = list(_loose_photographs(file))
    except Spent:
        found.problem = _PART
    except (ValueError, OverflowError, RecursionError):
        found.problem = "is damaged"
    found.text = writer.text()[:MOST_WORDS]
    found.work = budget.work()
    if not (found.text or found.pictures or found.problem):
        found.problem = "holds no words or pictures that can be read: ask for a picture of it"
    return found


def _pages(file: File) -> Iterator[dict[str, object]]:
    """The pages in order, each with what it inherits (§7.7.3)."""
    waiting: list[tuple[object, dict[str, object]]] = [(file.dictionary(file.root()).get("Pages"), {})]
    seen = 0
    while waiting and seen < 4 * MOST_PAGES:
        seen += 1
        value, inherited = waiting.pop()
        node = file.dictionary(value)
        if "Resources" in node:
            inherited = {"Resources": node["Resources"]}
        if "Kids" in node:
            waiting += [(kid, inherited) for kid in reversed(file.array(node["Kids"])[: 4 * MOST_PAGES])]
        elif node:
            yield inherited | node


def _links(file: File, page: dict[str, object]) -> Iterator[str]:
    """The addresses a page links to: a printed page has the post's own among them (§12.5.6.5)."""
    for item in file.array(page.get("Annots"))[:200]:
        target = file.get(file.dictionary(file.dictionary(item).get("A")).get("URI"))
        if isinstance(target, bytes) and target.startswith((b"https://", b"http://")) and len(target) < 2_000:
            yield target.decode("utf-8", "replace")


def _loose_photographs(file: File) -> Iterator[tuple[str, bytes]]:
    """The JPEG pictures of a file whose pages cannot be found (§7.4.8)."""
    numbers = islice(file.holders(b"/DCTDecode"), MOST_PICTURES)
    streams = (file.get(Ref(number)) for number in numbers)
    photographs = (one.packed for one in streams if isinstance(one, Stream) and one.packed.startswith(_JPEG))
    for number, data in enumerate(photographs, start=1):
        yield f"picture {number}.jpg", data


_JPEG = b"\xff\xd8\xff"
