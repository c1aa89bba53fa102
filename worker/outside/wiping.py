"""Erasing mails on the server: found by what they are, never by where they lie, and expunged one by one.

``client`` is the inbox's connection (an imapclient.IMAPClient); afterwards another folder is selected.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from worker.model import MessageKey
from worker.reading.mail import message_key, read_mail

_SENT = b"\\Sent"
_AT_ONCE = 20


def sent_folders(client: Any) -> tuple[str, ...]:
    """The folders in which the server keeps what was sent (RFC 6154), as it names them itself."""
    return tuple(name for flags, _, name in client.list_folders() if _SENT in flags)


def wipe(
    client: Any, folder: str, keys: Sequence[MessageKey], sizes: Mapping[str, int], letters: Sequence[str]
) -> tuple[int, int]:
    """Erase from one folder the messages of these keys, and our letters of these Message-IDs.

    A message is only taken for one when its bytes say so: two mails may bear one Message-ID. Returns how
    many were erased, and how many could only be marked as deleted, on a server without UIDPLUS where
    others are marked too.
    """
    client.select_folder(folder)
    wanted = frozenset(keys)
    bodies = {(key.message_id, key.body_sha256) for key in wanted if key.message_id and key.body_sha256}
    raws = {key.raw_sha256 for key in wanted}
    found = {uid for letter in letters for uid in client.search(["HEADER", "Message-ID", f"<{letter}>"])}
    for uid, raw in _candidates(client, keys, sizes):
        key = message_key(read_mail(raw))
        if key.raw_sha256 in raws or (key.message_id, key.body_sha256) in bodies:
            found.add(uid)
    return _expunge(client, sorted(found)) if found else (0, 0)


def _candidates(
    client: Any, keys: Sequence[MessageKey], sizes: Mapping[str, int]
) -> Iterator[tuple[int, bytes]]:
    """Every message with one of these Message-IDs, or the size of one that has none."""
    uids: set[int] = set()
    for key in keys:
        size = sizes.get(key.raw_sha256)
        if key.message_id:
            uids.update(client.search(["HEADER", "Message-ID", f"<{key.message_id}>"]))
        elif size:
            uids.update(client.search(["LARGER", size - 1, "SMALLER", size + 1]))
    ordered = sorted(uids)
    for start in range(0, len(ordered), _AT_ONCE):
        for uid, answer in client.fetch(ordered[start : start + _AT_ONCE], ["BODY.PEEK[]"]).items():
            if answer.get(b"BODY[]") is not None:
                yield uid, answer[b"BODY[]"]


def _expunge(client: Any, uids: list[int]) -> tuple[int, int]:
    client.add_flags(uids, [b"\\Deleted"], silent=True)
    if client.has_capability("UIDPLUS"):
        client.uid_expunge(uids)
    elif set(client.search(["DELETED"])) <= set(uids):
        client.expunge()
    else:  # EXPUNGE takes every deleted message; one that somebody else marked is not ours to destroy
        return 0, len(uids)
    return len(uids), 0
