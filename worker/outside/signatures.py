"""Signatures of mails (DKIM, RFC 6376), checked by ourselves for a server that records no checks.

Owner of dkimpy. DNS is the network: an answer is waited for briefly, and when none comes nothing is asked
for a while, so that no mail waits for it. Whatever goes wrong proves nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from time import monotonic

Find = Callable[..., bytes | None]
"""``find(name, timeout=seconds)`` returns the text record of a name, or None where there is none."""

SECONDS = 3
"""How long DNS may take for one answer."""
REST_SECONDS = 300.0
"""How long nothing is asked after it did not answer."""
LARGEST = 5 << 20
"""Bytes: a decision is never longer."""
_MUST = frozenset((b"from", b"subject", b"date", b"message-id", b"to"))
_IF_THERE = frozenset((b"in-reply-to", b"references", b"reply-to", b"sender", b"cc"))
_quiet = logging.getLogger("headsup.dkim")
_quiet.addHandler(logging.NullHandler())
_quiet.propagate = False


class Signatures:
    """Checks signatures; raises nothing. ``find`` is what asks DNS (dkimpy's own where none is given)."""

    def __init__(self, find: Find | None = None, clock: Callable[[], float] = monotonic) -> None:
        self._find = find
        self._clock = clock
        self._rests_until = float("-inf")

    def is_signed_by(self, raw: bytes, domain: str) -> bool:
        """Whether the message bears a signature of exactly ``domain`` that holds.

        It must cover who wrote it, to whom, when, and what it answers, each of which may stand there only
        once; and the whole body: what could be added without breaking it proves nothing (RFC 6376 §8.2).
        """
        if len(raw) > LARGEST or self._clock() < self._rests_until:
            return False
        try:
            return self._holds(raw, domain.encode("ascii"))
        except Exception:  # noqa: BLE001  what the library raises on hostile headers is not a closed list
            return False

    def _holds(self, raw: bytes, domain: bytes) -> bool:
        import dkim

        signer = dkim.DKIM(raw, logger=_quiet, timeout=SECONDS)
        names = [name.lower() for name, _ in signer.headers]
        if any(names.count(name) > 1 for name in _MUST | _IF_THERE):
            return False
        needed = _MUST | (_IF_THERE & set(names))
        signatures = [value for name, value in signer.headers if name.lower() == b"dkim-signature"]
        for index, value in enumerate(signatures):
            if _is_of(dkim.util.parse_tag_value(value), domain, needed):
                return bool(signer.verify(index, dnsfunc=self._ask))  # one question a mail, no more
        return False

    def _ask(self, name: bytes, timeout: float = SECONDS) -> bytes | None:
        import dkim

        try:
            return (self._find or dkim.get_txt)(name, timeout=timeout)
        except Exception:
            self._rests_until = self._clock() + REST_SECONDS
            raise


def _is_of(tags: dict[bytes, bytes], domain: bytes, needed: frozenset[bytes]) -> bool:
    covered = {name.strip().lower() for name in tags.get(b"h", b"").split(b":")}
    strong = tags.get(b"a", b"").strip() in (b"rsa-sha256", b"ed25519-sha256")
    return tags.get(b"d", b"").strip().lower() == domain and needed <= covered and strong and b"l" not in tags
