"""HTML with its quoted parts marked on the tree, before it is turned to text.

Clients wrap what they quote and the signature they add in elements of their own. Their names tell
more than the words do, and in any language.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from worker.reading.message.html import read_attributes, to_text

CUT, SIGNED, UNSIGNED = "\ue0c1", "\ue0c2", "\ue0c3"
"""A line with this alone: from here on all is quoted; here a client's signature begins; here it ends."""

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})([^<>]{0,4000}+)>")
_MARKS = re.compile(f"[{CUT}{SIGNED}{UNSIGNED}]")
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr", "o:p"}
_PREFIX = re.compile(r"\A(?:x_|ecx|m_-?\d{1,40}|ydp[0-9a-f]{1,12}(?=yahoo)){1,6}")
_SUFFIX = re.compile(r"[-_]?\d{1,40}\Z")
_NAMED = re.compile(r"\b(?:class|id|name|data-marker|style|tabindex)\s{0,3}=", re.IGNORECASE)
_BORDER = re.compile(
    r"border:\s?none;\s?border-top:\s?solid\s#?\w{1,9}\s1\.0pt;\s?padding:\s?3\.0pt"
    r"|border-top-color:\s?rgb\(229, ?229, ?229\);\s?border-top-width:\s?1px"
    r"|border-top:\s?1px solid #(?:B5C4DF|E1E1E1)",
    re.IGNORECASE,
)
_MOST_TAGS = 20_000


@cache
def marks(group: str, name: str) -> tuple[str, ...]:
    """Return one list of ``knowledge/quotes.toml``."""
    return tuple(dict.fromkeys(_knowledge()[group][name]))


@cache
def _knowledge() -> dict[str, Any]:
    return tomllib.loads((files("worker.knowledge") / "quotes.toml").read_text("utf-8"))


def to_marked_text(source: str) -> str | None:
    """Turn HTML into text whose quotes begin with ``>`` and whose other parts stand behind marks.

    None when no element tells what is quoted or signed.
    """
    marked = _mark(_MARKS.sub("", source)) if _has_roles(source) else None
    if marked is None:
        return to_text(source) if "<blockquote" in source.lower() else None
    return to_text(marked)


@cache
def _roles() -> dict[str, str]:
    return {name: role for role in ("signature", "rest", "around", "quoted") for name in marks("html", role)}


def _find_role(name: str, attributes: str) -> str | None:
    """Say what an element is for: "quoted", "around", "rest", "signature", or None."""
    if name == "signature":
        return name
    if name == "blockquote" or not _NAMED.search(attributes):
        return None
    found = read_attributes(attributes)
    if name == "hr" and found.get("tabindex") == "-1":
        return "rest"
    if name in ("div", "p") and _BORDER.search(found.get("style", "")):
        return "rest"
    for plain in _plain_names(found):
        role = _roles().get(plain) or _roles().get(_SUFFIX.sub("", plain)) or _read_role(plain)
        if role:
            return role
    return None


def _plain_names(attributes: dict[str, str]) -> list[str]:
    """The names an element bears, without what clients put before those of a mail they carry."""
    written = (
        *attributes.get("class", "").split()[:20],
        *(attributes.get(key, "") for key in ("id", "name", "data-marker")),
    )
    return [_PREFIX.sub("", word[:200].lower()) for word in written]


_QUOTE_NAME = re.compile(
    r"(?=.{0,60}quote)(?=.{0,60}(?:mail|reply|history|previous|origin|message))[a-z0-9_-]{1,80}\Z"
)
_SIGNATURE_NAME = re.compile(r"(?:[a-z0-9]{0,30}+[-_]++){0,4}signature(?:[-_]++[a-z0-9]{0,30}+){0,4}+\Z")
_NUMBERED = re.compile(r"sig\d{1,10}\Z")


def _read_role(name: str) -> str | None:
    """What a name no list holds says by its parts ("history-quote-wrapper", "acme_signature_wrap")."""
    if _QUOTE_NAME.match(name):
        return "quoted"
    return "signature" if _SIGNATURE_NAME.match(name) or _NUMBERED.match(name) else None


_ATTRIBUTED = re.compile(r"<([a-zA-Z][a-zA-Z0-9:-]{0,40}+)([^<>]{1,4000}+)>")


def _has_roles(source: str) -> bool:
    """Whether any element is for something at all; most elements of a mail are alike."""
    if any(mark in source for mark in (CUT, SIGNED, UNSIGNED)):
        return True
    written = {(name.lower(), attributes) for name, attributes in set(_ATTRIBUTED.findall(source))}
    return any(_find_role(name, attributes) for name, attributes in written)


def _mark(source: str) -> str | None:
    """Put a blockquote around what is quoted and marks where the rest or a signature begins."""
    pieces: list[str] = []
    position, inside, depth, role = 0, "", 0, None
    found_any = False
    roles: dict[tuple[str, str], str | None] = {}  # most elements of a mail are alike
    for count, tag in enumerate(_TAG.finditer(source)):
        if count >= _MOST_TAGS:
            break
        name = tag[2].lower()
        if inside:
            if role == "around" and name == "blockquote":
                # What stands between the stretches that Gmail quotes is an answer.
                pieces += [source[position : tag.start()], "</blockquote>"]
                position, inside = tag.start(), ""
            elif name == inside:
                depth += -1 if tag[1] else 1
                if depth == 0:
                    pieces += [source[position : tag.end()], _CLOSES[role or "quoted"]]
                    position, inside = tag.end(), ""
            continue
        if tag[1] or not tag[3]:
            continue
        written = (name, tag[3])
        if written not in roles:
            roles[written] = _find_role(name, tag[3])
        role = roles[written]
        if role is None:
            continue
        found_any = True
        pieces += [source[position : tag.start()], _OPENS[role]]
        position = tag.start()
        if role == "rest":
            break
        if name not in _VOID:
            inside, depth = name, 1
    return "".join((*pieces, source[position:])) if found_any else None


_OPENS = {
    "quoted": "<blockquote>",
    "around": "<blockquote>",
    "rest": f"<div>{CUT}</div>",
    "signature": f"<div>{SIGNED}</div>",
}
_CLOSES = {"quoted": "</blockquote>", "around": "</blockquote>", "signature": f"<div>{UNSIGNED}</div>"}


def find_wholes(source: str) -> list[tuple[int, int]]:
    """Return where the elements that hold messages, headers and all, begin and end: the outermost."""
    lowered = source.lower()
    if not any(name in lowered for name in marks("html", "whole")):
        return []
    found: list[tuple[int, int]] = []
    start, inside, depth = 0, "", 0
    for count, tag in enumerate(_TAG.finditer(source)):
        if count >= _MOST_TAGS:
            break
        name = tag[2].lower()
        if not inside and not tag[1] and name not in _VOID and _is_whole(tag[3]):
            start, inside, depth = tag.start(), name, 1
        elif inside and name == inside:
            depth += -1 if tag[1] else 1
            if depth == 0:
                found.append((start, tag.end()))
                inside = ""
    return found


def _is_whole(attributes: str) -> bool:
    if not _NAMED.search(attributes):
        return False
    names = _plain_names(read_attributes(attributes))
    return not {*names, *(_SUFFIX.sub("", name) for name in names)}.isdisjoint(marks("html", "whole"))
