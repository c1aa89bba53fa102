"""What identifies a message that is not, or not wholly, read: its header, or where it lies."""

from __future__ import annotations

import hashlib

from worker.model import MessageKey, Place, Preview


def preview_key(preview: Preview) -> MessageKey:
    """What identifies a message that is never fetched: its header, which no two messages share.

    Not its Message-ID: another mail may bear the same one, and must still be read. Of what has no header at
    all it is the text: without one it would pass for every other such message.
    """
    header = preview.header.strip() or b"".join(preview.texts).strip()
    return MessageKey(None, hashlib.sha256(header).hexdigest(), "")


def place_key(place: Place) -> MessageKey:
    """What identifies a message of which not even the header can be had: where it lies."""
    where = f"{place.uidvalidity}/{place.uid}"
    return MessageKey(None, hashlib.sha256(where.encode()).hexdigest(), "")
