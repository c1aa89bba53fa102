"""Where copies of our letters lie: looked through, added to, and erased from as one.

``client`` is the inbox's connection (an imapclient.IMAPClient); afterwards another folder may be selected.
"""

from __future__ import annotations

import imaplib
from collections.abc import Collection, Sequence
from typing import Any

from worker.outside.wire import one_line

_SENT = b"\\Sent"


def sent_folders(client: Any, ours: Collection[str]) -> tuple[str, ...]:
    """The folders in which the server keeps what was sent (RFC 6154), and those of ours that are there.

    ``ours`` are the server's names of them.
    """
    listed = [(flags, name) for flags, _, name in client.list_folders() if b"\\Noselect" not in flags]
    return tuple(name for flags, name in listed if _SENT in flags or name in ours)


def find_sent(client: Any, ours: Collection[str], message_ids: Sequence[str]) -> tuple[str, ...]:
    """Those of our letters of which a copy lies among what was sent."""
    found: set[str] = set()
    for folder in sent_folders(client, ours):
        try:
            client.select_folder(folder, readonly=True)
            found.update(one for one in message_ids if _lies_here(client, one))
        except imaplib.IMAP4.abort:
            raise
        except imaplib.IMAP4.error:
            continue
    return tuple(one for one in message_ids if one in found)


def add_sent(client: Any, folder: str, raw: bytes, *, doubtful: bool) -> str:
    """Lay a letter into a folder as read; say why the server does not take it, "" where it does.

    One of which nobody knows whether it went (``doubtful``) is marked for a person to see.
    """
    try:
        client.append(folder, raw, (b"\\Seen", b"\\Flagged") if doubtful else (b"\\Seen",))
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as error:
        return one_line(str(error))
    return ""


def _lies_here(client: Any, message_id: str) -> bool:
    return bool(client.search(["HEADER", "Message-ID", f"<{message_id}>"]))
