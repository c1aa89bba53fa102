"""Files that came with a reply: a marked-up letter is an answer that no grammar reads."""

from __future__ import annotations

from worker.deciding.sentences import say
from worker.model import Attachment, AttachmentRole, Mail

_SEALS = (
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
    "application/pgp-signature",
    "application/pgp-keys",
    "text/vcard",
    "text/x-vcard",
    "text/directory",
)
_LOGO_BELOW = 65_536
"""Inline pictures below this many bytes may be a signature's logo; a photographed page is larger."""


def find_file(mail: Mail) -> str | None:
    """Say that a file came with the reply, other than a signature's picture, card or seal; or None."""
    found = next(
        (item for item in mail.attachments if not _belongs_to_signature(item, mail.html or "")), None
    )
    if found is not None:
        return say("files.file_came_with", who=found.name) if found.name else say("files.file_without_name")
    return say("files.another_mail_came_with") if mail.embedded else None


def _belongs_to_signature(item: Attachment, html: str) -> bool:
    if item.role is AttachmentRole.DECORATION or item.type in _SEALS:
        return True
    shown = item.content_id is not None and f"cid:{item.content_id.strip('<>')}" in html
    return item.type.startswith("image/") and item.inline and shown and item.size < _LOGO_BELOW
