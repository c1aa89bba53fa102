"""Erasing mails on the server: found by what they are, never by where they lie, and expunged one by one.

``client`` is the inbox's connection (an imapclient.IMAPClient); afterwards another folder is selected.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from worker.model import MessageKey
from worker.outside.mailbox.whole import fetched
from worker.reading.message.mail import header_key, message_key, read_mail

_RUN = 500
_RUN_WHOLE = 50
_SEARCH_RUN = 50_000
_FEW = 20
"""Messages, each searched for by itself; more than so many are found in one look at every header."""


def wipe(
    client: Any, folder: str, keys: Sequence[MessageKey], sizes: Mapping[str, int], letters: Sequence[str]
) -> tuple[int, int]:
    """Erase from one folder the messages of these keys, and our letters of these Message-IDs.

    A message is only taken for one when its bytes say so: two mails may bear one Message-ID. Returns how
    many were erased, and how many could only be marked as deleted, on a server without UIDPLUS where
    others are marked too.
    """
    there = client.select_folder(folder)
    wanted = frozenset(keys)
    headers = {key.raw_sha256 for key in wanted if key == MessageKey(None, key.raw_sha256, "")}
    bodies = {(key.message_id, key.body_sha256) for key in wanted if key.message_id and key.body_sha256}
    raws = {key.raw_sha256 for key in wanted}
    found = {uid for letter in letters for uid in client.search(["HEADER", "Message-ID", f"<{letter}>"])}
    if headers or len(wanted) > _FEW:
        uids, by_header = _sweep(client, there[b"EXISTS"], wanted, headers)
        found |= by_header
    else:
        uids = _search(client, keys, sizes)
    for uid, raw in fetched(client, sorted(uids - found)):
        key = message_key(read_mail(raw))
        if key.raw_sha256 in raws or (key.message_id, key.body_sha256) in bodies:
            found.add(uid)
    return _expunge(client, sorted(found)) if found else (0, 0)


def _search(client: Any, keys: Sequence[MessageKey], sizes: Mapping[str, int]) -> set[int]:
    """Find every message with one of these Message-IDs, or the size of one that has none."""
    uids: set[int] = set()
    for key in keys:
        size = sizes.get(key.raw_sha256)
        if key.message_id:
            uids.update(client.search(["HEADER", "Message-ID", f"<{key.message_id}>"]))
        elif size:
            uids.update(client.search(["LARGER", size - 1, "SMALLER", size + 1]))
    return uids


def _sweep(
    client: Any, count: int, keys: frozenset[MessageKey], headers: set[str]
) -> tuple[set[int], set[int]]:
    """Look once at every header of a folder: of many messages, or of some known by nothing else.

    Returns the messages whose bytes are to be looked at, and those that their header alone gives away
    (``header_key``: they were never fetched).
    """
    ids = {key.message_id for key in keys}  # also None: what has no Message-ID may be one that has none
    maybe: set[int] = set()
    sure: set[int] = set()
    section = "HEADER" if headers else "HEADER.FIELDS (MESSAGE-ID)"
    uids, run = _uids(client, count), _RUN_WHOLE if headers else _RUN
    for start in range(0, len(uids), run):
        for uid, answer in client.fetch(uids[start : start + run], [f"BODY.PEEK[{section}]"]).items():
            head = answer.get(f"BODY[{section}]".encode()) or b""
            if header_key(head).raw_sha256 in headers:
                sure.add(uid)
            elif read_mail(head).message_id in ids:
                maybe.add(uid)
    return maybe, sure


def _uids(client: Any, count: int) -> list[int]:
    """Return every message of the folder; in runs, for the client reads no answer of over a million bytes."""
    if count <= _SEARCH_RUN:
        return list(client.search(["ALL"]))
    runs = range(1, count + 1, _SEARCH_RUN)
    return [uid for n in runs for uid in client.search([f"{n}:{min(count, n + _SEARCH_RUN - 1)}"])]


def _expunge(client: Any, uids: list[int]) -> tuple[int, int]:
    client.add_flags(uids, [b"\\Deleted"], silent=True)
    if client.has_capability("UIDPLUS"):
        client.uid_expunge(uids)
    elif set(client.search(["DELETED"])) <= set(uids):
        client.expunge()
    else:  # EXPUNGE takes every deleted message; one that somebody else marked is not ours to destroy
        return 0, len(uids)
    return len(uids), 0
