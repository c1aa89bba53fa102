"""What the mailbox remembers, and the data folder must know if it is as new: what was filed last.

``client`` is the inbox's connection (an imapclient.IMAPClient); afterwards another folder is selected.
"""

from __future__ import annotations

import imaplib
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
