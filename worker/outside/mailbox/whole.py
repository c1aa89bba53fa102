"""Messages as they are, byte for byte, where each is looked at and then let go.

``client`` is the inbox's connection (an imapclient.IMAPClient), with a folder selected.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from worker.outside.mailbox.imap import fetch_in_pieces
from worker.outside.mailbox.preview import BATCH_BYTES, batches

LARGE = 4 << 20
"""Bytes from which on a message comes alone and in pieces."""
_RUN = 500


def fetch_whole(client: Any, uids: Sequence[int], size: int) -> dict[int, dict[bytes, Any]]:
    """FETCH the bytes of messages; ``size`` is the first one's, and of the only one where that is large."""
    if size <= LARGE:
        return dict(client.fetch(uids, ["BODY.PEEK[]"]))
    return {uid: {b"BODY[]": fetch_in_pieces(client, uid, size)} for uid in uids}


def fetched(client: Any, uids: Sequence[int]) -> Iterator[tuple[int, bytes]]:
    """The bytes of messages, of small ones several at once; those gone meanwhile are left out."""
    for start in range(0, len(uids), _RUN):
        told = client.fetch(uids[start : start + _RUN], ["RFC822.SIZE"])
        sizes = {uid: found.get(b"RFC822.SIZE", 0) for uid, found in sorted(told.items())}
        for batch in batches(sizes, BATCH_BYTES, alone=LARGE):
            found = fetch_whole(client, batch, sizes[batch[0]])
            for uid in batch:
                if (raw := found.pop(uid, {}).get(b"BODY[]")) is not None:
                    yield uid, raw
