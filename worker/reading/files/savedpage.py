"""Pages saved out of a browser in one file (MHTML, RFC 2557), and the shortcuts that lead to one."""

from __future__ import annotations

import re

from worker.reading.message import charsets, html
from worker.reading.message.fields import find_field, read_fields, split_header
from worker.reading.message.limits import Walk
from worker.reading.message.parts import Part, grow, read_part

ENDINGS = (".mht", ".mhtml")
SHORTCUTS = (".url", ".website", ".webloc")
_ADDRESS = re.compile(rb"(?:^URL=|<string>)\s{0,9}(https?://[^\s<>\"]{1,2000})", re.MULTILINE | re.IGNORECASE)
_MOST_SHORTCUT = 65_536


def read_page(data: bytes, walk: Walk) -> str:
    """Return the words of a saved page and the address it was saved from; "" where it holds none."""
    header_end, start = split_header(data)
    fields = read_fields(data[:header_end], walk)
    page = _find_page(grow(read_part(fields, data, start, len(data)), walk, 1))
    if page is None:
        return ""
    words = html.to_text(charsets.decode_text(page.decode(), page.params.get("charset"))[0])
    places = (find_field(fields, "snapshot-content-location"), find_field(page.fields, "content-location"))
    address = next((charsets.decode_header(place) for place in places if place), "")
    return "\n\n".join(filter(None, (words, address if address.startswith("http") else "")))


def _find_page(part: Part) -> Part | None:
    """The first page of the parts: what it shows comes behind it."""
    if part.type == "text/html":
        return part
    return next(filter(None, map(_find_page, part.children)), None)


def read_shortcut(data: bytes) -> str:
    """Return the address that a shortcut leads to, "" where it names none."""
    found = _ADDRESS.search(data[:_MOST_SHORTCUT])
    return found[1].decode("utf-8", "replace") if found else ""
