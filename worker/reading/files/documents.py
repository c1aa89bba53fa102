"""Office documents: their words and the pictures pasted into them, within strict bounds.

People paste a screenshot into a document and attach that, or copy the words of a post there. Word,
PowerPoint, Excel and OpenDocument files are all a zip of plain XML (ECMA-376, ISO/IEC 26300), read by
their tags alone: nothing in them can be expanded, run or fetched.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from worker.reading.files.archive import Archive, open_archive

MOST_PICTURES = 40
MOST_WORDS = 400_000
_MOST_XML = 8_388_608
_MOST_PARTS = 100
_MOST_CELLS = 20_000
_CUT = "is too large: only a part of it was read"


@dataclass(slots=True)
class Document:
    """What a document holds: its words, and its pictures by name. ``problem`` says what was not read.

    ``work`` is what it took, in bytes of markup gone through.
    """

    text: str = ""
    pictures: list[tuple[str, bytes]] = field(default_factory=list)
    problem: str | None = None
    work: int = 0


def read_office(data: bytes, most: int) -> Document:
    """Read a document's paragraphs, link addresses and pictures; ``most`` bounds the bytes unpacked."""
    archive = open_archive(data, most)
    names = frozenset(archive.names)
    if "xl/workbook.xml" in names:
        words = _read_sheets(archive)
    elif "content.xml" in names:
        words = [_paragraphs(_ODF, _xml(archive, "content.xml"))]
    else:
        words = [_paragraphs(_OOXML, _xml(archive, name)) for name in _in_order(names)]
    links = [link for name in sorted(names) if _RELATIONS.fullmatch(name) for link in _links(archive, name)]
    work = most - archive.left
    said = "\n".join(filter(None, words))
    # A blank line keeps the addresses from running on from the last words.
    found = Document("\n\n".join(filter(None, (said, "\n".join(dict.fromkeys(links)))))[:MOST_WORDS])
    for name in islice(filter(_PICTURE.fullmatch, archive.names), MOST_PICTURES):
        picture = archive.read(name)
        if picture:
            found.pictures.append((name.rsplit("/", 1)[1], picture))
    cut = _CUT if sum(map(len, words)) > MOST_WORDS else None
    found.problem, found.work = archive.problem or cut, work
    return found


_PICTURE = re.compile(r"(?:word|ppt|xl)/media/[^/]{1,200}|Pictures/[^/]{1,200}")
_RELATIONS = re.compile(r"(?:word/_rels/document|ppt/slides/_rels/slide\d{1,4})\.xml\.rels")
_WORD_PART = re.compile(r"word/(document|header\d{0,3}|footer\d{0,3}|footnotes|endnotes|comments)\.xml")
_SLIDE = re.compile(r"ppt/(slides/slide|notesSlides/notesSlide)(\d{1,4})\.xml")
_SHEET = re.compile(r"xl/worksheets/sheet(\d{1,4})\.xml")


def _in_order(names: Iterable[str]) -> list[str]:
    """The parts that hold words: the document itself first, slides by their number."""
    parts = [(match[1] != "document", 0, name) for name in names if (match := _WORD_PART.fullmatch(name))]
    parts += [
        ("notes" in match[1], int(match[2]), name) for name in names if (match := _SLIDE.fullmatch(name))
    ]
    return [name for *_, name in sorted(parts)[:_MOST_PARTS]]


def _xml(archive: Archive, name: str) -> str:
    return archive.read(name, _MOST_XML).decode("utf-8", "replace")


# ── words ──────────────────────────────────────────────────────────────────────────────────

# The text of a run, a break, the end of a paragraph: in Word's and PowerPoint's form, in OpenDocument's.
_OOXML = re.compile(r"<(?:w|a):(?P<sign>t|tab|br|cr)\b[^<>]*>(?P<text>[^<]*+)|</(?:w|a):(?P<end>p)>")
_ODF = re.compile(
    r"<text:(?P<sign>tab|line-break|s)\b[^<>]*>(?P<text>[^<]*+)|</text:(?P<end>p|h)>|(?<=>)(?P<bare>[^<]++)"
)
_BODY = re.compile(r"<office:body\b")
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "line-break": "\n", "s": " ", "t": ""}
_LINK = re.compile(r'\bTarget="(https?://[^"<>]{1,2000})"')


def _paragraphs(form: re.Pattern[str], xml: str) -> str:
    body = _BODY.search(xml)
    out = []
    for found in form.finditer(xml, body.start() if body else 0):
        groups = found.groupdict()
        if groups["end"]:
            out.append("\n")
        elif groups["sign"]:
            out.append(_SIGNS[groups["sign"]] + groups["text"])
        else:
            out.append(groups["bare"].strip("\r\n"))
    lines = (entities.unescape(line).strip() for line in "".join(out).split("\n"))
    return "\n".join(lines).strip("\n")


def _links(archive: Archive, name: str) -> list[str]:
    return [entities.unescape(link) for link in _LINK.findall(_xml(archive, name))][:MOST_PICTURES]


# ── tables ─────────────────────────────────────────────────────────────────────────────────

_ROW = re.compile(
    r"<row\b[^<>]*>|<c\b(?P<about>[^<>]*)>|<v>(?P<value>[^<]*+)</v>|<t\b[^<>]*>(?P<text>[^<]*+)</t>"
)
_STRING = re.compile(r"</si>|<t\b[^<>]*>(?P<text>[^<]*+)</t>")


def _read_sheets(archive: Archive) -> list[str]:
    """Every row of every sheet on a line, its cells parted by tabs."""
    strings, string = [], ""
    for found in _STRING.finditer(_xml(archive, "xl/sharedStrings.xml")):
        if found["text"] is None:
            strings.append(entities.unescape(string))
            string = ""
        else:
            string += found["text"]
    sheets = sorted((int(match[1]), name) for name in archive.names if (match := _SHEET.fullmatch(name)))
    said: list[str] = []
    for _, name in sheets[:_MOST_PARTS]:
        said.append(_read_sheet(_xml(archive, name), strings))
        if sum(map(len, said)) > MOST_WORDS:
            break
    return said


def _read_sheet(xml: str, strings: list[str]) -> str:
    """The rows of one sheet. A string stands once in a file and in any number of cells: words are counted."""
    rows: list[list[str]] = [[]]
    shared, left = False, MOST_WORDS
    for found in islice(_ROW.finditer(xml), _MOST_CELLS):
        if found["about"] is not None:
            shared = 't="s"' in found["about"]
        elif found["text"] is not None:
            rows[-1].append(entities.unescape(found["text"]))
        elif found["value"] is not None:
            value = found["value"]
            known = (
                shared
                and value.isascii()
                and value.isdigit()
                and len(value) < 8
                and int(value) < len(strings)
            )
            rows[-1].append(strings[int(value)] if known else entities.unescape(value))
            left -= len(rows[-1][-1])
            if left < 0:
                break
        else:
            rows.append([])
    return "\n".join("\t".join(row) for row in rows if row)
