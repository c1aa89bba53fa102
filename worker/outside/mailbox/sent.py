"""Where copies of our letters lie: looked through, added to, and erased from as one.

``client`` is the inbox's connection (an imapclient.IMAPClient); afterwards another folder may be selected.
"""

from __future__ import annotations

import imaplib
from collections.abc import Sequence
from typing import Any

from worker.outside.wire import one_line

_SENT = b"\\Sent"


def sent_folders(client: Any, ours: str) -> tuple[str, ...]:
    """The folders in which the server keeps what was sent (RFC 6154), and ours if it is there.

    ``ours`` is the server's name of the folder of the settings, "" for none.
    """
    listed = [(flags, name) for flags, _, name in client.list_folders() if b"\\Noselect" not in flags]
    return tuple(name for flags, name in listed if _SENT in flags or name == ours)


def find_sent(client: Any, ours: str, message_ids: Sequence[str]) -> tuple[str, ...]:
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


def add_sent(client: Any, folder: str, raw: bytes) -> str:
    """Lay a letter into a folder as read; say why the server does not take it, "" where it does."""
    try:
        client.append(folder, raw, (b"\\Seen",))
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as error:
        return one_line(str(error))
    return ""


def _lies_here(client: Any, message_id: str) -> bool:
    return bool(client.search(["HEADER", "Message-ID", f"<{message_id}>"]))
