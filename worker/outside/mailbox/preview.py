"""First looks at mails without their files: headers, outline and texts, many mails to a command.

However much text mails hold, little of it is in memory at once: it comes in runs by its size.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from worker.model import Place, Preview
from worker.outside.mailbox.outline import Outline, Text, read_outline

HEADER_LIMIT = 262_144
PART_HEADER_LIMIT = 32_768
TEXT_LIMIT = 2 << 20
"""The most text of one mail that is looked at; a mail with more has a preview that is not complete."""
SMALL_TEXT = 262_144
BATCH_MAILS = 50
BATCH_BYTES = 8 << 20

Answers = dict[int, dict[bytes, Any]]
"""What FETCH answers: by UID, by item."""
Ask = Callable[[Sequence[int], Sequence[str], Sequence[str]], Answers]
"""FETCH the first items of each UID; where that fails for a mail, the second ones for that mail.

A mail that is gone is left out of the answer; one that is there and cannot be had has an empty one.
"""
Wanted = tuple[tuple[Text, int], ...]
"""The text parts of a mail to ask for, each with the most bytes of its body."""

_PLAIN_LOOK = (f"BODY.PEEK[HEADER]<0.{HEADER_LIMIT}>", "RFC822.SIZE", "FLAGS")
_FIRST_LOOK = (*_PLAIN_LOOK, "BODYSTRUCTURE")


def read_previews(ask: Ask, places: Sequence[Place]) -> Iterator[Preview]:
    """Previews of the messages still there, in the order of ``places``, as they are asked for.

    In memory at once are the headers of at most 50, and of their texts at most ``BATCH_BYTES``.
    """
    for start in range(0, len(places), BATCH_MAILS):
        yield from _read_batch(ask, places[start : start + BATCH_MAILS])


def cannot_be_had(place: Place) -> Preview:
    """The preview of a message that exists and that the server does not give (see ``Preview``)."""
    return Preview(place, 0, b"", (), (), complete=False)


def _read_batch(ask: Ask, places: Sequence[Place]) -> Iterator[Preview]:
    looks = ask([place.uid for place in places], _FIRST_LOOK, _PLAIN_LOOK)
    outlines = {uid: read_outline(look.get(b"BODYSTRUCTURE")) for uid, look in looks.items()}
    wanted = {uid: _within_limit(outline.texts) for uid, outline in outlines.items()}
    here = {place.uid: place for place in places if place.uid in looks}
    weights = {uid: min(looks[uid].get(b"RFC822.SIZE", 0), _most(wanted[uid])) for uid in here}
    for run in batches(weights, BATCH_BYTES):
        parts = _texts(ask, {uid: wanted[uid] for uid in run})
        for uid in run:
            look, found = looks.pop(uid), parts.pop(uid, None)
            if found is not None:  # else somebody took it away after its header was looked at
                yield _preview(here[uid], look, outlines[uid], wanted[uid], found)


def _preview(
    place: Place, look: Mapping[bytes, Any], outline: Outline, wanted: Wanted, parts: Mapping[bytes, Any]
) -> Preview:
    header = _section(look, "HEADER", HEADER_LIMIT)
    if header is None:
        return cannot_be_had(place)
    whole = outline.complete and len(header) < HEADER_LIMIT and len(wanted) == len(outline.texts)
    texts = []
    for text, most in wanted:
        raw, to_its_end = _text(text, most, parts, header)
        whole &= to_its_end
        if raw is not None:
            texts.append(raw)
    flagged = b"\\Flagged" in look.get(b"FLAGS", ())
    size = look.get(b"RFC822.SIZE", 0)
    return Preview(place, size, header, tuple(texts), tuple(outline.names), complete=whole, flagged=flagged)


def _text(
    text: Text, most: int, sections: Mapping[bytes, Any], mail_header: bytes
) -> tuple[bytes | None, bool]:
    """One text part (its header, a blank line, its body; None if not given), and whether that is all of it.

    The header of a carried message comes as a part of type text/rfc822-headers (RFC 6522 §4).
    """
    limit = HEADER_LIMIT if text.header == "HEADER" else PART_HEADER_LIMIT
    header = mail_header if text.header == "HEADER" else _section(sections, text.header, limit)
    if header is None:
        return None, False
    if text.body is None:
        return b"Content-Type: text/rfc822-headers\r\n\r\n" + header, len(header) < limit
    body = _section(sections, text.body, most)
    if body is None:
        return None, False
    return header.rstrip(b"\r\n") + b"\r\n\r\n" + body, len(header) < limit and len(body) < most


def _section(answer: Mapping[bytes, Any], section: str, limit: int) -> bytes | None:
    """A section of a FETCH answer; a server without partial fetch leaves the ``<0>`` out, and gives all."""
    name = b"BODY[" + section.encode() + b"]"
    value = answer.get(name + b"<0>", answer.get(name))
    if isinstance(value, int):
        return b"%d" % value
    return value[:limit] if isinstance(value, bytes) else None


def _within_limit(texts: Sequence[Text]) -> Wanted:
    """The first texts of a mail, up to ``TEXT_LIMIT`` of them; few limits, so that mails share commands."""
    wanted: list[tuple[Text, int]] = []
    room = TEXT_LIMIT
    for text in texts:
        if room <= 0:
            break
        most = min(SMALL_TEXT if text.size < SMALL_TEXT else TEXT_LIMIT, room)
        wanted.append((text, most))
        room -= min(text.size, most)
    return tuple(wanted)


def _most(wanted: Wanted) -> int:
    """How many bytes the answer may have, headers of parts and all."""
    headers = {text.header for text, _ in wanted} - {"HEADER"}
    return len(headers) * PART_HEADER_LIMIT + sum(min(text.size, most) for text, most in wanted)


def _texts(ask: Ask, wanted: Mapping[int, Wanted]) -> Answers:
    """The text parts of many mails: mails of the same build share a command. One that is gone has none."""
    alike: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for uid, texts in wanted.items():
        alike[_items(texts)].append(uid)
    found: Answers = {}
    for items, uids in alike.items():
        found.update(ask(uids, items, ()) if items else {uid: {} for uid in uids})
    return found


def _items(wanted: Wanted) -> tuple[str, ...]:
    sections = {}
    for text, most in wanted:
        if text.header != "HEADER":
            sections[text.header] = PART_HEADER_LIMIT
        if text.body is not None:
            sections[text.body] = most
    return tuple(f"BODY.PEEK[{section}]<0.{most}>" for section, most in sections.items())


def batches(sizes: Mapping[int, int], most_bytes: int, *, alone: int = BATCH_BYTES) -> Iterator[list[int]]:
    """The keys of ``sizes`` in order, in runs of at most 50 and ``most_bytes``; over ``alone`` singly."""
    run: list[int] = []
    weight = 0
    for key, size in sizes.items():
        full = len(run) == BATCH_MAILS or weight + size > most_bytes
        if run and (full or max(size, sizes[run[0]]) > alone):
            yield run
            run, weight = [], 0
        run.append(key)
        weight += size
    if run:
        yield run
