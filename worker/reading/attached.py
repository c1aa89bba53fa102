"""The files a mail carries: what each is and what it is for, and those that hold others opened.

Original bytes are always kept. What is taken out of a document is ``DERIVED``; what Outlook packed into
a winmail.dat are the files as they were attached, so they are what they would have been without it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from hashlib import sha256

from worker.model import Attachment, AttachmentRole
from worker.reading import documents, sniff
from worker.reading.parts import Part, Walk
from worker.reading.pictures import find_size
from worker.reading.tnef import open_pack

DECORATION_BELOW = 10_240
"""Inline pictures smaller than this many bytes are taken for signature logos (domain.md §5.2)."""
_LOGO_AREA = 30_000
"""Pixels: a picture shown at a fixed small size, too small to read a post on."""
_PIXEL = 8
"""Pixels: a picture not wider or higher than this only counts who opened the mail, or draws a line."""
_SHORT = 20
"""Characters: a mail that says less has only its picture to say it with."""

_ALIASES = {"image/jpg": "image/jpeg", "image/pjpeg": "image/jpeg", "image/x-png": "image/png"}
_SAYS_NOTHING = (
    "application/octet-stream",
    "application/x-zip-compressed",
    "application/zip",
    "application/binary",
    "application/download",
    "application/x-download",
    "application/msword",
    "text/plain",
)
_MAIL_TYPES = ("message/rfc822", "message/global")
_PACKS = (sniff.TNEF, "application/vnd.ms-tnef")
_ZIPS = re.compile(r"\.(?:zip|rar|7z)\Z", re.IGNORECASE)


@dataclass(slots=True)
class Attached:
    """The attachments found so far, the mails among them, and the texts that stood in a winmail.dat."""

    walk: Walk
    found: list[Attachment] = field(default_factory=list)
    mails: list[bytes] = field(default_factory=list)
    packed_texts: list[str] = field(default_factory=list)

    def take(self, part: Part) -> None:
        """Take one part that is no text of the mail itself."""
        data = part.decode()
        inline = part.disposition == "inline" or (
            part.content_id is not None and part.disposition != "attachment"
        )
        self.keep(part.name, part.type, data, inline, part.content_id)

    def keep(self, name: str | None, declared: str, data: bytes, inline: bool, cid: str | None) -> None:
        """Keep one file with its bytes, and open it where it holds others."""
        kind = _true_type(declared, data)
        is_mail = kind in _MAIL_TYPES or (name or "").lower().endswith(".eml")
        is_pack = kind in _PACKS or (kind == sniff.OUTLOOK)
        role = AttachmentRole.MAIL if is_mail or is_pack else _judge_role(name or "", kind, data, inline, cid)
        self.walk.decoded += len(data)
        fits = self.walk.decoded <= self.walk.limits.decoded
        if not fits:
            self.walk.note("The mail unpacks to more than can be read; some attachments were left in it.")
        digest = sha256(data).hexdigest()
        kept = Attachment(name, kind, len(data), digest, role, data if fits else b"", inline, cid)
        self.found.append(kept if fits else replace(kept, inline=False, content_id=None))
        if fits and is_mail:
            self.mails.append(data)
        elif fits:
            self.open(kept)

    def open(self, file: Attachment) -> None:
        """Take out what a file holds, or say that it was not opened."""
        shown = f"“{(file.name or 'a file without a name')[:80]}”"
        left = self.walk.limits.decoded - self.walk.decoded
        if file.type in _PACKS:
            self.unpack(file)
        elif file.type == sniff.WORD:
            self.derive(file, documents.read_word(file.data, left))
        elif file.type == sniff.PDF:
            self.derive(file, documents.read_pdf(file.data, left))
        elif file.type == sniff.OUTLOOK or (file.name or "").lower().endswith(".msg"):
            self.walk.note(
                f"The Outlook .msg file {shown} could not be opened: ask for a forward of the mail."
            )
        elif _ZIPS.search(file.name or ""):
            self.walk.note(f"The packed file {shown} was not opened: ask for the files themselves.")

    def unpack(self, pack: Attachment) -> None:
        """Take the files and the words out of a winmail.dat."""
        packed = open_pack(pack.data)
        if packed.damaged:
            self.walk.note("Outlook's winmail.dat is damaged: what could be read of it was.")
        for file in packed.files:
            if file.data.startswith(sniff.TNEF_START):
                continue
            kind = file.type or "application/octet-stream"
            self.keep(file.name, kind, file.data, file.content_id is not None, file.content_id)
        if packed.text:
            self.packed_texts.append(packed.text)
            self.keep_words(pack.name, packed.text)

    def derive(self, file: Attachment, document: documents.Document) -> None:
        """Add the words and pictures of a document as what they are: taken out of it."""
        if document.problem:
            self.walk.note(f"The document “{(file.name or '')[:80]}” {document.problem}.")
        self.keep_words(file.name, document.text)
        for name, data in document.pictures:
            self.walk.decoded += len(data)
            kind = sniff.find_type(data)
            if kind is not None and kind.startswith("image/"):
                self.found.append(_derived(f"{file.name or 'document'}/{name}", kind, data))

    def keep_words(self, name: str | None, words: str) -> None:
        """Add the words of a file as a text: the safety check and whoever judges the mail read it there."""
        if words.strip():
            data = words.encode("utf-8", "replace")
            self.found.append(_derived(f"{name or 'document'}.txt", "text/plain", data))


def _derived(name: str, kind: str, data: bytes) -> Attachment:
    return Attachment(name, kind, len(data), sha256(data).hexdigest(), AttachmentRole.DERIVED, data)


def _true_type(declared: str, data: bytes) -> str:
    """Return what the bytes prove where the mail says nothing of use, or names some kind of picture."""
    if not (declared in _SAYS_NOTHING or declared.startswith("image/")):
        return declared
    proven = sniff.find_type(data)
    return declared if proven is None or _ALIASES.get(declared) == proven else proven


# ── what a picture is for ──────────────────────────────────────────────────────────────────

_LOGO_NAME = re.compile(
    r"\A(?:image\d{3}|logo|outlook-|icon|banner|signature|facebook|twitter|linkedin|instagram|youtube)",
    re.IGNORECASE,
)
_SURE_LOGO = re.compile(
    r"logo|icon|banner|signature|spacer|pixel|tracking|facebook|twitter|linkedin", re.IGNORECASE
)
_CAPTURE_NAME = re.compile(r"screen|capture|img_|photo|whatsapp|snap", re.IGNORECASE)


def _judge_role(name: str, kind: str, data: bytes, inline: bool, cid: str | None) -> AttachmentRole:
    """Tell decoration from evidence: a dot without a name, or small and shown inside the text."""
    if not kind.startswith("image/"):
        return AttachmentRole.EVIDENCE
    size = find_size(data)
    if size and min(size) <= _PIXEL and not name:
        return AttachmentRole.DECORATION
    if _CAPTURE_NAME.search(name) and not _LOGO_NAME.match(name):
        return AttachmentRole.EVIDENCE
    small = len(data) < DECORATION_BELOW or bool(size and size[0] * size[1] <= _LOGO_AREA)
    if small and (inline or (cid is not None and _LOGO_NAME.match(name))):
        return AttachmentRole.DECORATION
    return AttachmentRole.EVIDENCE


def spare_the_only_picture(found: list[Attachment], text: str) -> list[Attachment]:
    """Take back the judgement on a mail's only picture, unless it is surely a logo or the text is long."""
    pictures = [item for item in found if item.type.startswith("image/")]
    if len(pictures) != 1 or pictures[0].role is not AttachmentRole.DECORATION:
        return found
    only = pictures[0]
    size = find_size(only.data)
    if _SURE_LOGO.search(only.name or "") or (size and min(size) <= _PIXEL):
        return found
    shows = size[0] * size[1] > _LOGO_AREA if size else False
    if not shows and len(text.strip()) > _SHORT:
        return found
    return [replace(item, role=AttachmentRole.EVIDENCE) if item is only else item for item in found]
