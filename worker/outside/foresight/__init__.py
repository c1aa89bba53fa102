"""Mails read ahead in a second process, so that on a machine with two processors a backlog is worked off
by both. It costs seconds and memory to start, so it is started only when many wait.

Why what it says may be believed, where the child that opens bytes (``outside.reader``) is not: a mail's
bytes never come here. What comes is the Mail that that child made of them, checked like any stranger's
words; the very value that the service itself would read in its own process, by the same pure functions. A
hostile mail, or an opener of mails that was taken over by one, can therefore do nothing by way of this
process that it could not do to the service today, and no answer of this process depends on an opener's
word for more than that Mail. (Were the opener asked for the reading too, one that was taken over could put
what it likes where only our own sentences stand: into what a reporter is asked, say.)

Even so it is not asked who sent a mail, what they are to the school, or what the mail carries:
``deciding.judging.foreseeing`` says what is taken, and when. It is kept apart like the other children,
without files, network and passwords; and what goes wrong with it costs nobody a mail: it says nothing, and
the service reads for itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from threading import Event
from time import monotonic

from worker.deciding.judging.foreseen import Circumstances, Foreseen
from worker.model import Mail
from worker.outside.apart.channel import Bounds, Channel, command
from worker.outside.apart.child import Child
from worker.outside.foresight.spoken import read_meaning, write_circumstances, write_mail

__all__ = ["Foresight", "Limits"]

CHILD = command("worker.outside.foresight.child")
_BOUNDS = Bounds(line=32 << 20)
"""What a mail means holds its words once or twice."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds and counts; what the process itself may use stands in ``foresight.child``."""

    start: float = 30.0
    a_mail: float = 10.0
    """By the clock on the wall: the service may be waiting for it."""
    mails: int = 10_000
    """After so many it is ended: what it holds grows a little with each."""
    largest: int = 8 << 20
    """Bytes of words and files of words: a mail with more is read by who needs it."""
    idle: float = 60.0
    """After so long without a mail it is ended: the backlog is worked off."""
    pause: float = 600.0
    """Seconds until it is started again after it was lost."""


class Foresight:
    """One process that reads ahead. It raises nothing; only ``give_up`` is for another thread."""

    def __init__(
        self,
        limits: Limits | None = None,
        command: Sequence[str] = CHILD,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._limits = limits or Limits()
        self._child = Child(command, clock, _BOUNDS)
        self._clock = clock
        self._not_before = float("-inf")
        self._given_up = Event()
        self._at: tuple[Circumstances, bytes] | None = None

    @property
    def is_ready(self) -> bool:
        """Whether it can be asked without waiting for its start. To be looked at from any thread."""
        return self._child.is_ready

    @property
    def is_started(self) -> bool:
        """Whether it runs, though it may still be loading. To be looked at from any thread."""
        return self._child.channel is not None

    def start(self) -> None:
        """Start it, if it is not running and was not lost lately, and do not wait until it is warm."""
        if self.is_started or self._given_up.is_set() or self._clock() < self._not_before:
            return
        with self._losing():
            self._child.start()
            if self._given_up.is_set():  # meanwhile: then nobody waits for its start
                self._child.kill()

    def prepare(self) -> None:
        """Start it like ``start``, and wait until it is warm."""
        self.start()
        if self.is_started and not self.is_ready:
            with self._losing():
                self._child.ready(self._limits.start)

    def read(self, mail: Mail, at: Circumstances) -> Foreseen | None:
        """What a mail means in these circumstances; None where that is not found out here."""
        channel, found = self._child.channel, None
        if channel is None:
            return None
        self._child.use()
        with self._losing():
            found = self._ask(channel, mail, at)
        if self._child.asked >= self._limits.mails:
            self.close()
        return found

    def _ask(self, channel: Channel, mail: Mail, at: Circumstances) -> Foreseen | None:
        # Loaded here, where it is needed: the child is to be loading by then, beside the service.
        from worker.deciding.judging.foreseeing import as_met, is_possible

        mail = as_met(mail, at)
        request = (self._written(replace(at, thread=None)), *write_mail(mail, at.thread))
        if sum(map(len, request)) > self._limits.largest:
            return None
        meaning = read_meaning(channel.ask(request, self._limits.a_mail)[0])
        if meaning is not None and not is_possible(meaning):
            raise ValueError("no reading of ours")
        return Foreseen(mail, at, meaning) if meaning is not None else None

    def _written(self, at: Circumstances) -> bytes:
        """The circumstances of all mails as they are sent: they change once a day."""
        if self._at is None or self._at[0] != at:
            self._at = at, write_circumstances(at)
        return self._at[1]

    def rest(self) -> None:
        """End it if it has had nothing to do for long."""
        self._child.rest(self._limits.idle)

    def give_up(self) -> None:
        """Let nobody wait for it any more. From any thread."""
        self._given_up.set()
        self._child.kill()

    def close(self) -> None:
        """End it, if it runs."""
        with suppress(OSError):
            self._child.end()

    @contextmanager
    def _losing(self) -> Iterator[None]:
        """Whatever goes wrong inside, the process is no good: the service can do without for a while."""
        try:
            yield
        except Exception:  # noqa: BLE001  the line broke, it took too long, it cannot be started
            self.close()
            self._not_before = self._clock() + self._limits.pause
