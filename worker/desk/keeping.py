"""What is kept of a message: its own bytes, each file it carries, and what was seen in its pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from worker.deciding.judging.looking import Sight, words_in
from worker.desk.clerk import Kept
from worker.model import Attachment, AttachmentRole, EvidenceItem, Mail, MessageKey


def kept_of(mail: Mail, raw: bytes, key: MessageKey) -> Kept:
    """The message itself, byte for byte, and each file it carries, also inside forwarded messages."""
    if not raw:
        return ()
    whole = EvidenceItem(key.raw_sha256, len(raw), "message/rfc822", None, AttachmentRole.MAIL)
    files: dict[str, tuple[EvidenceItem, bytes]] = {key.raw_sha256: (whole, raw)}
    for attachment in _attachments(mail):
        if attachment.data and attachment.role is not AttachmentRole.DERIVED:
            item = EvidenceItem(
                attachment.sha256, attachment.size, attachment.type, attachment.name, attachment.role
            )
            files.setdefault(attachment.sha256, (item, attachment.data))
    return tuple(files.values())


def _attachments(mail: Mail) -> list[Attachment]:
    inner = [a for message in mail.embedded for a in _attachments(message)]
    return [*mail.attachments, *inner]


def with_looks(kept: Kept, sights: Sequence[Sight]) -> Kept:
    """Lay beside each kept picture what was seen in it, so that it is known again when it comes anew."""
    seen = {sight.sha256: sight for sight in sights if sight.seen is not None}
    return tuple(
        (replace(item, looks=seen[item.sha256].looks, words=words_in(seen[item.sha256])), data)
        if item.sha256 in seen
        else (item, data)
        for item, data in kept
    )
