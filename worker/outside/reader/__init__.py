"""Mails read in a process of its own: what a mail's bytes do to a reader costs the reader, not the service.

One child serves for long, because starting one takes a hundred times as long as reading a mail. A mail that
it dies of or is late over is given to a second one, for innocence; after that it is Unreadable. What the
child answers is checked as any stranger's words are: the digests of files are made anew from the bytes.
"""

from __future__ import annotations

import hashlib
import json
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic

from worker.errors import Unreachable, Unreadable
from worker.model import Mail, Preview
from worker.outside.apart.channel import Bounds, Channel, Late, NotReady, command, words
from worker.outside.apart.child import Child
from worker.outside.reader.packed import unpack

__all__ = ["Limits", "Reader"]

CHILD = command("worker.outside.reader.child")
_BOUNDS = Bounds(line=32 << 20, frames=160 << 20)
"""A mail's words with their markup, its files unpacked (``limits.Limits.decoded``, and those in files)."""
_TOO_LONG = "reading it takes too long"
_BROKE = "its reader broke down over it"


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds, counts and bytes; what a child itself may use stands in ``reader.child``."""

    start: float = 30.0
    a_mail: float = 60.0
    """By the clock on the wall, for machines that stall; the child's own limit is of processor time."""
    mails: int = 2_000
    read: int = 512 << 20
    """After so many mails, or bytes of mails, the child is ended: who knows what it holds by then."""
    large: int = 8 << 20
    """After one of so many bytes, too: what it took to read it stays with the child."""
    idle: float = 900.0
    """After so long without a mail it is ended too: on a machine of many schools most have none."""


class Reader:
    """One reader of mails, started when the first one comes."""

    def __init__(
        self,
        limits: Limits | None = None,
        command: Sequence[str] = CHILD,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._limits = limits or Limits()
        self._child = Child(command, clock, _BOUNDS)
        self._read = 0
        self._given_up = False

    def mail(self, raw: bytes) -> Mail:
        """The mail in these bytes. Raises Unreadable, or Unreachable where no reader can be started."""
        digest = hashlib.sha256(raw).hexdigest()
        mail = self._ask(f"mail {digest}\n".encode(), raw)
        if mail.raw_sha256 != digest:
            self.close()
            raise Unreadable(_BROKE)
        return mail

    def preview(self, preview: Preview) -> Mail:
        """The mail as far as a preview shows it. Raises like ``mail``."""
        about = {
            "sizes": [len(preview.header), *map(len, preview.texts)],
            "names": preview.names,
            "complete": preview.complete,
        }
        return self._ask(json.dumps(about).encode() + b"\n", preview.header, *preview.texts)

    @property
    def is_started(self) -> bool:
        """Whether there is a child, though it may still be loading. To be looked at from any thread."""
        return self._child.channel is not None

    def prepare(self) -> None:
        """Start the child already, while there is other work: the first mail then waits less."""
        with suppress(NotReady):  # said when a mail comes
            self._child.start()

    def rest(self) -> None:
        """End the child if it has had nothing to do for long. Called now and then by the service."""
        self._child.rest(self._limits.idle)

    def give_up(self) -> None:
        """Let nobody wait for an answer any more: the child dies, and there is no other. From any thread."""
        self._given_up = True
        self._child.kill()

    def close(self) -> int:
        """End the child, if there is one; return what it ended with."""
        self._read = 0
        return self._child.end()

    def _ask(self, *data: bytes) -> Mail:
        """Have it read, by a second child where the first was lost over it."""
        why = _BROKE
        for _ in range(2):
            try:
                mail = self._try(data)
            except NotReady as error:
                self.close()
                raise Unreachable(f"Mails cannot be read on this machine at present: {error}.") from None
            except Unreadable as error:
                self.close()
                why = str(error)
            except Late:
                self.close()
                why = _TOO_LONG
            except Exception:  # noqa: BLE001  the line broke, or an answer was none: this child is no good
                why = _TOO_LONG if self.close() == -signal.SIGXCPU else _BROKE
            except BaseException:  # a signal in the middle of an answer: the next would get this one's
                self.close()
                raise
            else:
                if self._is_worn(sum(map(len, data))):
                    self.close()
                return mail
        raise Unreadable(why)

    def _is_worn(self, size: int) -> bool:
        limits = self._limits
        return self._child.asked >= limits.mails or self._read >= limits.read or size >= limits.large

    def _try(self, data: Sequence[bytes]) -> Mail:
        channel = self._ready(sum(map(len, data)))
        answer, frames = channel.ask(data, self._limits.a_mail)
        if "problem" in answer:
            raise Unreadable(words(answer["problem"]))
        return unpack(answer["mail"], frames)

    def _ready(self, size: int) -> Channel:
        """The child, warm: the one there is, or a new one."""
        if self._given_up:
            raise NotReady("the worker is stopping")
        channel = self._child.ready(self._limits.start)
        self._child.use()
        self._read += size
        return channel
