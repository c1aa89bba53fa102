"""Mailboxes as clients show them in a header block: a name and an address, in many notations."""

from __future__ import annotations

import re

from worker.reading.message.addresses import find_email

_EDGES = " \t\"'*_<>[]“”„«»‘’‚‹›,;:|`＜＞【】「」〈〉《》，；："
_DOUBLED = re.compile(r"[<\[(]\s?mailto:[^<>\[\]()]{1,300}[>\])]", re.IGNORECASE)
_ESCAPED = re.compile(r'\s{0,9}"((?=[^\\]{0,100}\\["\\])(?:[^"\\]|\\.){1,200})"\s{0,9}\Z')
_QUOTED_PAIR = re.compile(r"\\(.)")
_BEHALF = re.compile(r"\bon behalf of\b:?\s{0,3}(.{1,200})", re.IGNORECASE)


def read_mailbox(value: str) -> tuple[str | None, str | None]:
    """Return the name and the address of the first mailbox of a shown value, each None when not shown."""
    value = _read_entities(re.sub("mailto:", "", value[:2_000], flags=re.IGNORECASE))
    found = find_email(value)
    if found is None:
        return _trim(value.split(";")[0]), None
    name = _trim(value[: found.start()].rstrip(" ([<{（").removesuffix(" -"))
    if name is not None and "@" in name:
        name = None
    if not name:
        rest = value[found.end() :]
        after = re.match(r"[>\])]?\s?\(([^()@]{1,100})\)", rest)
        behalf = _BEHALF.search(rest[:400])
        name = _trim(after[1]) if after else None
        if behalf and not find_email(behalf[1]):
            name = _trim(behalf[1])
    return name, found[0].strip(".'*_").lower()


def _trim(name: str) -> str | None:
    """Take off what stands around a name; a bracket stays where both of its halves are in the name.

    A quote within a quoted name is written with a backslash before it (RFC 5322 §3.2.4).
    """
    if escaped := _ESCAPED.match(name):
        return " ".join(_QUOTED_PAIR.sub(r"\1", escaped[1]).split()) or None
    name, whole = name.strip(_EDGES), name.strip(" \t,;:")
    if name.count('"') == 1 and whole.startswith('"') and whole.count('"') == 2:
        name = whole  # only a part of it stands in quotes: '"Ted" Alderson'
    if name.count("(") != name.count(")"):
        name = name.strip("()").strip(_EDGES)
    elif name.startswith("(") and name.endswith(")") and name.count("(") == 1:
        name = name[1:-1].strip(_EDGES)
    if name.count("[") > name.count("]") and whole.rstrip("\"'").endswith("]"):
        name += "]"
    elif name.count("[") < name.count("]") and whole.lstrip("\"'").startswith("["):
        name = f"[{name}"
    return " ".join(name.split()) or None


def show_mailboxes(value: str | None) -> str | None:
    """Write a shown recipient list with each address once, where a client added its link beside it."""
    if value is None:
        return None
    value = _read_entities(value)
    if "mailto:" not in value.lower():
        return value.rstrip(" ,;") or None

    def once(link: re.Match[str]) -> str:
        address = re.sub(r"mailto:", "", link[0][1:-1].strip(), flags=re.IGNORECASE)
        before = value[max(0, link.start() - len(address) - 3) : link.start()].rstrip(" <[")
        return "" if before.lower().endswith(address.lower()) else f"<{address}>"

    return re.sub(r"\s{0,9}>>", ">", _DOUBLED.sub(once, value)).replace(" >", ">").strip() or None


def _read_entities(value: str) -> str:
    """Read the entities that some clients leave in plain text."""
    if "&lt;" not in value:
        return value
    return value.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
