"""What the mailbox remembers, and the data folder must know if it is as new: what was filed last, and sent.

``client`` is the inbox's connection (an imapclient.IMAPClient); afterwards another folder is selected.
"""

from __future__ import annotations

import imaplib
from collections.abc import Sequence
from typing import Any

from worker.model import MessageKey
from worker.outside.mailbox.whole import fetched
from worker.reading.message.mail import message_key, read_mail


def find_newest(client: Any, folder: str, count: int) -> tuple[MessageKey, ...]:
    """The messages that came into a folder last; none where there is no such folder."""
    try:
        there = client.select_folder(folder, readonly=True)[b"EXISTS"]
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error:
        return ()
    uids = sorted(client.search([f"{max(1, there - count + 1)}:*"])) if there else []
    return tuple(message_key(read_mail(raw)) for _, raw in fetched(client, uids[-count:]))


def find_sent(client: Any, message_ids: Sequence[str]) -> tuple[str, ...]:
    """Those of our letters of which a copy lies where the provider keeps what was sent (RFC 6154 ``\\Sent``).

    None where it keeps none, as most servers of one's own do.
    """
    try:
        folder = client.find_special_folder(b"\\Sent")
        if folder is None:
            return ()
        client.select_folder(folder, readonly=True)
        return tuple(one for one in message_ids if client.search(["HEADER", "Message-ID", f"<{one}>"]))
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error:
        return ()
