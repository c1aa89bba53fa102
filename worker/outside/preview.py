"""First looks at mails without their files: headers, outline and texts, many mails to a command."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from worker.model import Place, Preview
from worker.outside.outline import Outline, Text, read_outline

TEXT_LIMIT = 262_144
BATCH_MAILS = 50
BATCH_BYTES = 8 << 20

Answers = dict[int, dict[bytes, Any]]
"""What FETCH answers: by UID, by item."""
Ask = Callable[[Sequence[int], Sequence[str], Sequence[str]], Answers]
"""FETCH the first items of each UID; where that fails for a mail, the second ones for that mail."""

_PLAIN_LOOK = (f"BODY.PEEK[HEADER]<0.{TEXT_LIMIT}>", "RFC822.SIZE", "FLAGS")
_FIRST_LOOK = (*_PLAIN_LOOK, "BODYSTRUCTURE")


def read_previews(ask: Ask, places: Sequence[Place]) -> Iterator[Preview]:
    """Previews of the messages still there, in the order of ``places``."""
    for start in range(0, len(places), BATCH_MAILS):
        batch = places[start : start + BATCH_MAILS]
        looks = ask([p.uid for p in batch], _FIRST_LOOK, _PLAIN_LOOK)
        outlines = {uid: read_outline(look.get(b"BODYSTRUCTURE")) for uid, look in looks.items()}
        texts = _texts(ask, outlines)
        for place in batch:
            if place.uid in looks and _section(looks[place.uid], "HEADER") is not None:
                yield _preview(place, looks[place.uid], outlines[place.uid], texts.get(place.uid))


def _preview(
    place: Place, look: Mapping[bytes, Any], outline: Outline, parts: Mapping[bytes, Any] | None
) -> Preview:
    header = _section(look, "HEADER") or b""
    texts = [_text(part, parts or {}, header) for part in outline.texts]
    found = tuple(text for text in texts if text is not None)
    return Preview(
        place=place,
        size=look.get(b"RFC822.SIZE", 0),
        header=header,
        texts=found,
        names=tuple(outline.names),
        complete=outline.complete and len(header) < TEXT_LIMIT and len(found) == len(texts),
        flagged=b"\\Flagged" in look.get(b"FLAGS", ()),
    )


def _text(part: Text, sections: Mapping[bytes, Any], mail_header: bytes) -> bytes | None:
    """One text part: its header, a blank line, its body; None if the server did not give it.

    The header of a carried message comes as a part of type text/rfc822-headers (RFC 6522 §4).
    """
    header = mail_header if part.header == "HEADER" else _section(sections, part.header)
    if header is None:
        return None
    if part.body is None:
        return b"Content-Type: text/rfc822-headers\r\n\r\n" + header
    body = _section(sections, part.body)
    return None if body is None else header.rstrip(b"\r\n") + b"\r\n\r\n" + body


def _section(answer: Mapping[bytes, Any], section: str) -> bytes | None:
    """A section of a FETCH answer; a server without partial fetch leaves the ``<0>`` out."""
    name = b"BODY[" + section.encode() + b"]"
    value = answer.get(name + b"<0>", answer.get(name))
    if isinstance(value, int):
        return b"%d" % value
    return value[:TEXT_LIMIT] if isinstance(value, bytes) else None


def _texts(ask: Ask, outlines: Mapping[int, Outline]) -> Answers:
    """The text parts of many mails: mails of the same build share a command, up to ``BATCH_BYTES``."""
    alike: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for uid, outline in outlines.items():
        alike[_items(outline.texts)].append(uid)
    found: Answers = {}
    for items, uids in alike.items():
        if items:
            for batch in batches({uid: _weight(outlines[uid]) for uid in uids}, BATCH_BYTES):
                found.update(ask(batch, items, ()))
    return found


def _items(texts: Sequence[Text]) -> tuple[str, ...]:
    sections = [s for text in texts for s in (text.header, text.body) if s and s != "HEADER"]
    return tuple(f"BODY.PEEK[{section}]<0.{TEXT_LIMIT}>" for section in sections)


def _weight(outline: Outline) -> int:
    return sum(min(text.size, TEXT_LIMIT) for text in outline.texts)


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
