"""The outline of a mail (IMAP's BODYSTRUCTURE): which parts are text, and what the files are called.

An outline is written by the sender of the mail, so nothing in it is believed to be there.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.utils import collapse_rfc2231_value, decode_params, unquote
from typing import Any

MAX_DEPTH = 30
MAX_PARTS = 2000
MAX_TEXTS = 100


@dataclass(frozen=True, slots=True)
class Text:
    """Where a text part lies: the sections (RFC 9051 §6.4.5) of its header and of its body.

    ``body`` is None for the header of a message carried inside, which is text by itself.
    """

    header: str
    body: str | None
    size: int


@dataclass(slots=True)
class Outline:
    """What an outline tells. ``complete`` is False when some of it could not be read."""

    texts: list[Text] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    complete: bool = True


@dataclass(frozen=True, slots=True)
class _Node:
    """A part still to be read. ``number`` is its own, or its message's if it is a message's whole body."""

    body: Any
    number: str
    whole: bool
    depth: int


def read_outline(structure: Any) -> Outline:
    """Read a parsed BODYSTRUCTURE (nested tuples of bytes, integers and None). Never raises."""
    outline = Outline()
    waiting = [_Node(structure, "", whole=True, depth=0)]
    for _ in range(MAX_PARTS):
        if not waiting:
            break
        node = waiting.pop()
        if not isinstance(node.body, tuple | list) or not node.body or node.depth > MAX_DEPTH:
            outline.complete = False
            continue
        inside = _children(node) if isinstance(node.body[0], tuple | list) else _leaf(node, outline)
        waiting.extend(reversed(list(inside)))
    outline.complete &= not waiting and len(outline.texts) <= MAX_TEXTS
    del outline.texts[MAX_TEXTS:]
    return outline


def _children(node: _Node) -> Iterator[_Node]:
    """The parts of a multipart: a list (as the client gives the outer ones) or leading tuples."""
    parts = node.body[0] if isinstance(node.body[0], list) else node.body
    for n, part in enumerate(parts, 1):
        if not isinstance(part, tuple | list):
            return
        yield _Node(part, _join(node.number, str(n)), whole=False, depth=node.depth + 1)


def _leaf(node: _Node, outline: Outline) -> Iterator[_Node]:
    """Take a part that is no multipart into the outline; what a carried message holds is still to be read."""
    kind, subtype = _word(_at(node.body, 0)), _word(_at(node.body, 1))
    number = _join(node.number, "1") if node.whole else node.number
    header = _join(node.number, "HEADER") if node.whole else _join(number, "MIME")
    is_message = (kind, subtype) == ("message", "rfc822")
    disposition = _at(node.body, 11 if is_message else 9 if kind == "text" else 8)
    name = _name(_at(disposition, 1), "filename") or _name(_at(node.body, 2), "name")
    if name:
        outline.names.append(name)
    if is_message:
        outline.texts.append(Text(_join(number, "HEADER"), None, 0))
        yield _Node(_at(node.body, 8), number, whole=True, depth=node.depth + 1)
    elif kind == "text" and not _is_picture(name):
        size = _at(node.body, 6)
        outline.texts.append(Text(header, number, size if isinstance(size, int) else 0))


def _is_picture(name: str | None) -> bool:
    """A picture that calls itself text is still a picture, and pictures wait until the text is cleared."""
    guess = mimetypes.guess_type(name or "")[0] or ""
    return guess.startswith(("image/", "video/"))


def _name(params: Any, key: str) -> str | None:
    """The file name among a part's parameters, decoded (RFC 2231, RFC 2047) as far as it can be."""
    if not isinstance(params, tuple | list):
        return None
    pairs = [(_word(k), _as_text(v)) for k, v in zip(params[::2], params[1::2], strict=False)]
    try:
        decoded = decode_params([("", ""), *pairs])
        found = next((_collapsed(value) for k, value in decoded if k == key), None)
    except (ValueError, LookupError):
        found = next((value for k, value in pairs if k.startswith(key)), None)
    if not found:
        return None
    try:
        return str(make_header(decode_header(found)))
    except (ValueError, LookupError, HeaderParseError):
        return found


def _collapsed(value: str | tuple[str | None, str | None, str]) -> str:
    """A parameter's value; ``decode_params`` leaves quotes around those in RFC 2231's form."""
    text = collapse_rfc2231_value(value)
    return unquote(text) if isinstance(value, tuple) else text


def _join(number: str, step: str) -> str:
    return f"{number}.{step}" if number else step


def _at(fields: Any, n: int) -> Any:
    return fields[n] if isinstance(fields, tuple | list) and n < len(fields) else None


def _word(value: Any) -> str:
    return _as_text(value).lower()


def _as_text(value: Any) -> str:
    """A parameter as text; bytes that are not UTF-8 are read one by one, so that none is lost."""
    if not isinstance(value, bytes):
        return "" if value is None else str(value)
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")
