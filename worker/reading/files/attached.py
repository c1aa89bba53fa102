"""The files a mail carries: what each is and what it is for, and those that hold others opened.

Original bytes are always kept. What is taken out of a document or a zip is ``DERIVED``; what Outlook
packed into a winmail.dat are the files as they were attached, so they are what they would have been
without it. What opens documents is imported when one comes: a command that reads none starts sooner.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from worker.model import Attachment, AttachmentRole
from worker.reading.files import macfile, rtf, savedpage, sniff
from worker.reading.files.decoration import judge_role
from worker.reading.files.tnef import open_pack
from worker.reading.message import charsets, html, sealed
from worker.reading.message.invitation import read_invitation
from worker.reading.message.limits import Walk
from worker.reading.message.parts import Part
from worker.reading.message.unseen import one_line

if TYPE_CHECKING:
    from worker.reading.files.documents import Document

MOST_PACKED = 200
"""Files of one zip that are listed; a chat export may hold thousands of voice notes."""
_DEEPEST_ZIP = 2
_MOST_RICH = 1_048_576
"""Bytes of an attached page or rich text that are turned into words."""
_TOO_MANY_WORDS = "The files hold more text than can be read; the rest was left in them."
_MAIL_TYPES = ("message/rfc822", "message/global")
_TNEF = (sniff.TNEF, "application/vnd.ms-tnef")
_CLOSED = {
    ".rar": "ask for the files themselves",
    ".7z": "ask for the files themselves",
    ".locked": "it has a password, so ask for it without one, or as pictures",
    ".msg": "ask for a forward of the mail",
    ".zip": "ask for the files themselves",
    ".doc": "ask for it as a PDF or as pictures",
    ".ppt": "ask for it as a PDF or as pictures",
    ".xls": "ask for it as a PDF or as pictures",
    ".pages": "ask for it as a PDF or as pictures",
}
"""Files that stay closed, by the ending of their name, and what to ask for instead."""
_WRAPPED: dict[str, Callable[[bytes], tuple[str | None, bytes] | None]] = {
    **dict.fromkeys(macfile.BINHEX, macfile.open_binhex),
    macfile.APPLE: macfile.open_single,
}
_UNSEEN = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini")
"""What computers leave in a zip and no person put there."""


@dataclass(slots=True)
class Attached:
    """The attachments found so far, the mails among them, and texts for a mail that has none of its own.

    A mail is its bytes, or the parts of an Outlook item.
    """

    walk: Walk
    found: list[Attachment] = field(default_factory=list)
    mails: list[bytes | Part] = field(default_factory=list)
    packed_texts: list[str] = field(default_factory=list)
    inside: int = 0
    """How many zips deep the file now taken lies."""

    def take(self, part: Part) -> None:
        """Take one part that is no text of the mail itself."""
        if part.type == sniff.OUTLOOK and part.children:
            self.mails.append(part.children[0])
            return
        data = part.decode()
        inline = part.disposition == "inline" or (
            part.content_id is not None and part.disposition != "attachment"
        )
        self.keep(part.name, part.type, data, inline, part.content_id)

    def keep(self, name: str | None, declared: str, data: bytes, inline: bool, cid: str | None) -> None:
        """Keep one file with its bytes, and open it where it holds others."""
        kind = sniff.true_type(declared, data)
        is_mail = kind in _MAIL_TYPES or (name or "").lower().endswith(".eml")
        holds = kind in (*_TNEF, *_WRAPPED, *sealed.SMIME, sniff.OUTLOOK) and kind != macfile.APPLE
        role = AttachmentRole.MAIL if is_mail or holds else None
        role = role or judge_role(name or "", kind, data, inline, cid)
        self.walk.decoded += len(data)
        fits = self.walk.decoded <= self.walk.limits.decoded
        if not fits:
            self.walk.note("The mail unpacks to more than can be read; some attachments were left in it.")
        digest = sha256(data).hexdigest()
        kept = Attachment(name, kind, len(data), digest, role, data if fits else b"", inline, cid)
        self.found.append(kept if fits else replace(kept, inline=False, content_id=None))
        if not data and name and role is AttachmentRole.EVIDENCE:
            self.walk.note(f"The file {_quote(name)} is empty: ask for it again.")
        if kind.startswith("text/") and self.walk.room(len(data)) < len(data):
            self.walk.note(_TOO_MANY_WORDS)
        if fits and is_mail:
            self.mails.append(data)
        elif fits:
            self.open(kept)

    def open(self, file: Attachment) -> None:
        """Take out what a file holds, or say that it was not opened."""
        proven = sniff.find_type(file.data)
        kind = file.type if proven in (None, sniff.ZIP) and file.type in sniff.OFFICE else proven or file.type
        left = max(0, self.walk.limits.decoded - self.walk.decoded)
        if kind in _TNEF:
            self.unpack(file)
        elif kind in _WRAPPED:
            self.unwrap(file, _WRAPPED[kind](file.data))
        elif kind in (*sniff.OFFICE, sniff.PDF, sniff.OLD_WORD):
            self.read_document(file, kind, left)
        elif kind == sniff.ZIP:
            self.unzip(file, left)
        elif kind in (sniff.RTF, "text/html"):
            self.keep_words(file.name, _words_of(kind, file.data[: self.walk.room(_MOST_RICH)]))
        elif kind == "text/calendar":
            self.packed_texts.append(read_invitation(file.data))
        elif kind.startswith("text/") and file.data.startswith((b"\xff\xfe", b"\xfe\xff")):
            self.keep_words(file.name, charsets.decode_text(file.data, "utf-16")[0])
        elif _ending(file.name) in savedpage.SHORTCUTS:
            self.keep_words(file.name, savedpage.read_shortcut(file.data))
        elif _ending(file.name) in savedpage.ENDINGS:
            self.keep_words(file.name, savedpage.read_page(file.data, self.walk))
        else:
            self.open_outlook(file, kind)

    def open_outlook(self, file: Attachment, kind: str) -> None:
        """Take the message out of a ``.msg``; say of any other file that stays closed what to ask for."""
        if kind == sniff.OUTLOOK:
            from worker.reading.files.outlook import read_item

            item = read_item(file.data, self.walk)
            if item is not None:
                self.mails.append(item)
                return
        ending = {sniff.OUTLOOK: ".msg", sniff.LOCKED: ".locked"}.get(kind, _ending(file.name))
        if ending in _CLOSED:
            self.walk.note(f"The file {_quote(file.name)} could not be opened: {_CLOSED[ending]}.")

    def unpack(self, pack: Attachment) -> None:
        """Take the files and the words out of a winmail.dat."""
        packed = open_pack(pack.data, work=self.walk.opened)
        self.walk.opened = packed.work
        if packed.damaged:
            self.walk.note("Outlook's winmail.dat is damaged: ask for the files themselves.")
        for file in packed.files:
            if file.data.startswith(sniff.TNEF_START):
                continue
            kind = file.type or "application/octet-stream"
            self.keep(file.name, kind, file.data, file.content_id is not None, file.content_id)
        if packed.text:
            self.packed_texts.append(packed.text)
            self.keep_words(pack.name, packed.text)

    def unwrap(self, file: Attachment, held: tuple[str | None, bytes] | None) -> None:
        """Take out the one file that a Mac wrapped for sending: it is what was attached."""
        if held is None:
            return
        name, data = held[0] or file.name, held[1]
        kind = sniff.guess_type(name or "", data)
        if kind not in _WRAPPED:
            self.keep(name, kind, data, file.inline, file.content_id)

    def unzip(self, file: Attachment, left: int) -> None:
        """Take the files out of a zip, as copies: the zip itself is what was sent."""
        if self.inside >= _DEEPEST_ZIP:
            self.walk.note(
                f"The packed file {_quote(file.name)} lies too deep: ask for the files themselves."
            )
            return
        from worker.reading.files.archive import open_archive

        archive = open_archive(file.data, left)
        names = [name for name in archive.names if not name.lower().startswith(_UNSEEN[0])]
        names = [name for name in names if _base(name).lower() not in _UNSEEN]
        if len(names) > MOST_PACKED:
            archive.problem = f"holds {len(names)} files: only the first {MOST_PACKED} were read"
        # Words before pictures: of a chat's export the chat must not be lost to its media.
        names.sort(key=lambda name: _ending(name) not in (".txt", ".eml", ".msg"))
        self.inside += 1
        for name in names[:MOST_PACKED]:
            data = archive.read(name)
            if data:
                self.keep_packed(file, _base(name), data)
        self.inside -= 1
        if archive.problem:
            self.walk.note(
                f"The packed file {_quote(file.name)} {archive.problem}: ask for the files themselves."
            )

    def keep_packed(self, zipped: Attachment, name: str, data: bytes) -> None:
        """Keep one file of a zip as a copy of what lies in it, and open it in its turn."""
        before = len(self.found)
        self.keep(f"{zipped.name or 'packed'}/{name}", sniff.guess_type(name, data), data, False, None)
        self.found[before:] = [replace(item, role=AttachmentRole.DERIVED) for item in self.found[before:]]

    def read_document(self, file: Attachment, kind: str, left: int) -> None:
        """Read an Office document or a PDF, as long as those of one mail together are not too much."""
        if self.walk.opened >= self.walk.limits.opened:
            self.walk.note("The mail holds more documents than can be read; the rest stayed closed.")
            return
        if kind == sniff.PDF:
            from worker.reading.files.pdf import read_pdf

            document = read_pdf(file.data, left)
        elif kind == sniff.OLD_WORD:
            from worker.reading.files.oldword import read_word

            document = read_word(file.data, self.walk)
        else:
            from worker.reading.files.documents import read_office

            document = read_office(file.data, left)
        self.walk.opened += document.work
        self.derive(file, document)

    def derive(self, file: Attachment, document: Document) -> None:
        """Add the words and pictures of a document as what they are: taken out of it."""
        if document.problem:
            self.walk.note(f"The document {_quote(file.name)} {document.problem}.")
        self.keep_words(file.name, document.text)
        for name, data in document.pictures:
            self.walk.decoded += len(data)
            kind = sniff.find_type(data)
            if kind is not None and kind.startswith("image/"):
                self.found.append(_derived(f"{file.name or 'document'}/{name}", kind, data))

    def keep_words(self, name: str | None, words: str) -> None:
        """Add the words of a file, as long as those of all files are not too many."""
        if self.walk.room(len(words)) < len(words):
            self.walk.note(_TOO_MANY_WORDS)
        else:
            self.keep_text(name, words)

    def keep_text(self, name: str | None, words: str) -> None:
        """Add words as a text: the safety check and whoever judges the mail read it there."""
        if words.strip():
            data = words.encode("utf-8", "replace")
            self.found.append(_derived(f"{name or 'document'}.txt", "text/plain", data))


def _derived(name: str, kind: str, data: bytes) -> Attachment:
    return Attachment(name, kind, len(data), sha256(data).hexdigest(), AttachmentRole.DERIVED, data)


def _words_of(kind: str, data: bytes) -> str:
    return rtf.to_text(data) if kind == sniff.RTF else html.to_text(charsets.decode_text(data, None)[0])


def _quote(name: str | None) -> str:
    return f"“{one_line(name or 'without a name')[:80]}”"


def _base(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2]


def _ending(name: str | None) -> str:
    _, dot, ending = (name or "").rpartition(".")
    return f"{dot}{ending}".lower()
