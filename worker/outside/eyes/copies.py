"""A copy to look at, as JPEG, of a picture of a kind that few mail programs show (HEIC).

The original stays the evidence, byte for byte; the copy is made in a process of its own, for whoever asked to
see it, and is kept nowhere but in that mail.
"""

from __future__ import annotations

from contextlib import closing, suppress
from importlib.util import find_spec

from worker.outside.apart.channel import Bounds, Broken, Channel, Late, NotReady, command

_CHILD = command("worker.outside.eyes.copying")
_NEEDED = ("pi_heif", "PIL")
_SECONDS = 20.0
_MOST_BYTES = 20 << 20
_JPEG = b"\xff\xd8\xff"


def find_copy(picture: bytes) -> bytes | None:
    """The same picture as a JPEG; None where none can be made, or the extra is missing. Raises nothing."""
    if not all(find_spec(name) for name in _NEEDED):
        return None
    try:
        channel = Channel.start(_CHILD, Bounds(frames=_MOST_BYTES))
    except NotReady:
        return None
    with closing(channel), suppress(NotReady, Late, Broken, OSError):
        channel.await_ready(_SECONDS)
        _, copies = channel.ask([picture], _SECONDS)
        return next((copy for copy in copies if copy.startswith(_JPEG)), None)
    return None
