"""Word files and PDFs: their words and the pictures pasted into them, within strict bounds.

People paste a screenshot into a document and attach that. A Word file is a zip of plain XML, so the
standard library is enough; of a PDF only its JPEG pictures are taken out, for its text would need a
renderer, and a renderer needs a process of its own.
"""

from __future__ import annotations

import html as entities
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from io import BytesIO

_MOST_ENTRIES = 2_000
_MOST_PICTURES = 40
_MOST_XML = 8_388_608
_MOST_WORDS = 400_000


@dataclass(slots=True)
class Document:
    """What a document holds: its words, and its pictures by name. ``problem`` says what was not read."""

    text: str = ""
    pictures: list[tuple[str, bytes]] = field(default_factory=list)
    problem: str | None = None


_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError, NotImplementedError)


def read_word(data: bytes, most: int) -> Document:
    """Read a .docx (ECMA-376): paragraphs, link addresses, pictures; ``most`` bounds the bytes unpacked."""
    found = Document()
    if data.count(b"PK\x01\x02") > _MOST_ENTRIES:
        found.problem = "holds too many files"
        return found
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _read_archive(archive, found, most)
    except (*_BROKEN, KeyError, IndexError, UnicodeError):
        found.problem = "is damaged or locked"
    return found


def _read_archive(archive: zipfile.ZipFile, found: Document, most: int) -> None:
    parts, links = [], []
    for info in archive.infolist():
        name = info.filename
        if re.fullmatch(
            r"word/(?:document|header\d{0,3}|footer\d{0,3}|footnotes|endnotes|comments)\.xml", name
        ):
            parts.append((name != "word/document.xml", _xml_text(_unpack(archive, info, _MOST_XML, found))))
        elif name == "word/_rels/document.xml.rels":
            links = _links(_unpack(archive, info, _MOST_XML, found))
        elif name.startswith("word/media/") and len(found.pictures) < _MOST_PICTURES:
            picture = _unpack(archive, info, most, found)
            most -= len(picture)
            if picture:
                found.pictures.append((name.rsplit("/", 1)[1], picture))
    words = [text for _, text in sorted(parts, key=lambda part: part[0]) if text]
    found.text = "\n".join([*words, *links])[:_MOST_WORDS]


def _unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int, found: Document) -> bytes:
    """Unpack one file of the archive, never more than ``most`` bytes, whatever its header says."""
    if info.file_size > most:
        found.problem = "unpacks to more than can be read"
        return b""
    with archive.open(info) as source:
        data = source.read(most + 1)
    if len(data) > most:
        found.problem = "unpacks to more than can be read"
        return b""
    return data


# Word writes one form of XML; read by its tags alone, nothing in it can be expanded or fetched.
_PIECE = re.compile(r"<w:(t|tab|br|cr)\b[^<>]*>([^<]*+)|</w:(p)>")
_LINK = re.compile(r'\bTarget="(https?://[^"<>]{1,2000})"')


def _xml_text(data: bytes) -> str:
    out = []
    for found in _PIECE.finditer(data.decode("utf-8", "replace")):
        if found[3] or found[1] in ("br", "cr"):
            out.append("\n")
        else:
            out.append("\t" if found[1] == "tab" else found[2])
    lines = "".join(out).split("\n")
    return "\n".join(entities.unescape(line) for line in lines).strip("\n")


def _links(data: bytes) -> list[str]:
    links = (entities.unescape(link) for link in _LINK.findall(data.decode("utf-8", "replace")))
    return list(dict.fromkeys(links))[:_MOST_PICTURES]


def read_pdf(data: bytes, most: int) -> Document:
    """Take out a PDF's JPEG pictures as they lie in it (ISO 32000-1 §7.4.8); its text is not read."""
    found, at = Document(), data.find(b"/DCTDecode")
    while at >= 0 and len(found.pictures) < _MOST_PICTURES:
        begins = data.find(b"\xff\xd8\xff", at, at + 1_000)
        if begins >= 0 and b"stream" in data[at:begins]:
            ends = data.find(b"endstream", begins)
            at = len(data) if ends < 0 else ends
            most -= at - begins
            if most < 0:
                found.problem = "unpacks to more than can be read"
                break
            found.pictures.append((f"picture {len(found.pictures) + 1}.jpg", data[begins:at].rstrip(b"\r\n")))
        at = data.find(b"/DCTDecode", at + 1)
    return found
