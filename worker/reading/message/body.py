"""The tree of parts to what a person gets: the text, the HTML, the attachments, the mails inside."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from worker.model import Attachment
from worker.reading.files import sniff
from worker.reading.files.attached import Attached
from worker.reading.files.decoration import spare_the_only_picture
from worker.reading.files.inlined import take_out, take_out_pictures
from worker.reading.message import charsets, html, sealed
from worker.reading.message.fields import read_fields, split_header
from worker.reading.message.flowed import unflow
from worker.reading.message.limits import Walk
from worker.reading.message.parts import Part, grow, read_part
from worker.reading.words.once import once


@dataclass(slots=True)
class Body:
    """What the walk over the parts found, in order; ``mails`` holds embedded messages: bytes, or parts."""

    text: str = ""
    html: str | None = None
    attachments: list[Attachment] = field(default_factory=list)
    mails: list[bytes | Part] = field(default_factory=list)


@dataclass
class _Text:
    """One stretch of readable text; ``rich`` when it was HTML."""

    source: str
    rich: bool

    @once
    def words(self) -> str:
        """The text as it is read; HTML beside a plain text that says it all is never turned into text."""
        return html.to_text(self.source) if self.rich else self.source


def read_body(top: Part, walk: Walk) -> Body:
    """Read the text and attachments of a tree; texts in a row are joined, alternatives chosen between."""
    attached = Attached(walk)
    sources: list[str] = []
    texts = _read_node(top, walk, attached, sources)
    said = "\n".join(text.words.strip("\n") for text in texts if text.words.strip())
    text = _shorten(said or "\n\n".join(filter(None, attached.packed_texts)), walk, attached)
    found = spare_the_only_picture(attached.found, text)
    return Body(text, "\n".join(sources) if sources else None, found, attached.mails)


def _shorten(text: str, walk: Walk, attached: Attached) -> str:
    """Leave out the middle of what nobody wrote by hand; all of it stays beside as a derived text."""
    most = walk.limits.words
    if len(text) <= most:
        return text
    walk.note("The text is too long; its middle was left out.")
    attached.keep_text("the whole text", text)
    return f"{text[: most * 3 // 4]}\n\n{text[-(most // 4) :]}"


_MOST_SEALS = 4
_ELSEWHERE = {
    "message/partial": "The mail is one piece of a longer one: ask for it to be sent again whole.",
    "message/external-body": "The mail names a file that lies elsewhere: ask for the file itself.",
}
"""Parts that stand for something the mail does not hold (RFC 2046 §5.2.2, §5.2.3)."""


def _read_node(part: Part, walk: Walk, attached: Attached, sources: list[str]) -> list[_Text]:
    if part.type == "multipart/encrypted":
        walk.note(sealed.ENCRYPTED)
    if part.type.startswith("multipart/") and part.children:
        branches = [_read_node(child, walk, attached, sources) for child in part.children]
        if part.type == "multipart/alternative":
            return _choose(branches)
        return [text for branch in branches for text in branch]
    if part.type.startswith("multipart/"):
        return []
    if _is_text(part):
        return [_read_text(part, walk, attached, sources)]
    if part.type in sealed.SMIME or (part.name or "").lower().endswith(".p7m"):
        return _read_sealed(part, walk, attached, sources)
    if part.type in _ELSEWHERE:
        walk.note(_ELSEWHERE[part.type])
    attached.take(part)
    return []


def _read_sealed(part: Part, walk: Walk, attached: Attached, sources: list[str]) -> list[_Text]:
    """Read what an opaque signature wraps, as part of the mail; the wrapping itself stays beside it."""
    left = max(0, walk.limits.decoded - walk.decoded)
    wrapped = sealed.open_signed(part.decode(), left) if attached.inside < _MOST_SEALS else None
    attached.take(part)
    if wrapped is None:
        walk.note(sealed.ENCRYPTED)
        return []
    header_end, start = split_header(wrapped)
    inner = read_part(read_fields(wrapped[:header_end], walk), wrapped, start, len(wrapped))
    attached.inside += 1
    texts = _read_node(grow(inner, walk, attached.inside), walk, attached, sources)
    attached.inside -= 1
    return texts


def _choose(branches: list[list[_Text]]) -> list[_Text]:
    """Prefer the plain branch that says something, then any branch that does (RFC 2046 §5.1.4)."""
    plain = [branch for branch in branches if not any(text.rich for text in branch) and _speaks(branch)]
    if plain:
        return [text for branch in plain for text in branch]
    return next((branch for branch in branches if _speaks(branch)), [])


def _speaks(branch: list[_Text]) -> bool:
    return any(text.words.strip() for text in branch)


_READABLE = {
    "text/plain",
    "text/html",
    "text/enriched",
    "text/richtext",
    "text/x-amp-html",
    "text/watch-html",
}


# Exchange cuts a text that goes on below a picture into files of this name.
_CONTINUED = re.compile(r"\AATT\d{3,8}\.(?:txt|html?)\Z", re.IGNORECASE)


def _is_text(part: Part) -> bool:
    """True for words of the message itself; a named text is a file, unless nothing says how to show it."""
    if part.type not in _READABLE:
        return False
    if part.name and _CONTINUED.match(part.name):
        return True
    return part.disposition == "" or (part.disposition != "attachment" and not part.name)


def _read_text(part: Part, walk: Walk, attached: Attached, sources: list[str]) -> _Text:
    rich = part.type != "text/plain"
    data, files = (take_out_pictures if rich else take_out)(part.decode())
    for file in files:
        attached.keep(file.name, sniff.guess_type(file.name, file.data), file.data, inline=rich, cid=None)
    most = walk.room(min(len(data), walk.limits.text))
    if len(data) > most:
        walk.note("A text is too long; its end was not read.")
        data = data[:most]
    label = part.params.get("charset") or (_find_meta_charset(data) if rich else None)
    words, problem = charsets.decode_text(data, label)
    if problem:
        walk.note(f"The mail holds {problem}.")
    if rich:
        if part.type == "text/html":
            sources.append(words)
        return _Text(words, rich=True)
    words = words.replace("\r\n", "\n").replace("\r", "\n")
    if sealed.is_encrypted(words):
        walk.note(sealed.ENCRYPTED)
    words = sealed.unwrap_text(words)
    if part.params.get("format", "").lower() == "flowed":
        words = unflow(words, part.params.get("delsp", "").lower() == "yes")
    return _Text(words, rich=False)


_META = re.compile(rb"<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}[\"']?([\w.:-]{1,40})", re.IGNORECASE)


def _find_meta_charset(data: bytes) -> str | None:
    found = _META.search(data[:4_096])
    return found[1].decode("ascii", "replace") if found else None
