"""Reading ahead: while one mail is decided on a child opens the next, and of many another reads the words.

The line to each child is kept by a thread of its own, which does nothing else: it carries a mail there and a
value back. What is decided, committed and sent is as ever the business of the one who asks, in their order.
"""

from __future__ import annotations

import sys
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from worker.deciding.judging.foreseen import Circumstances, Foreseen
from worker.model import Mail, Preview
from worker.outside.foresight import Foresight
from worker.outside.reader import Reader

MANY = 100
"""Messages that wait before a second child is worth its start: the first half are read when it is ready."""
_TURN_SECONDS = 0.0005
"""How long a line with an answer waits for its turn while the service thinks: till then its child stands
still. Python's own measure is ten times as much, which is as long as a mail takes."""


@dataclass(frozen=True, slots=True)
class _Expected:
    """What will be asked about: the very bytes, held so that no others pass for them; what is made of it."""

    what: bytes | Preview
    mail: Future[Mail]
    further: Future[Foreseen | None] | None = None


class ReadAhead:
    """A reader that has read, or is reading, what it was told to expect. It raises like ``Reader``."""

    def __init__(self, reader: Reader, foresight: Foresight | None = None) -> None:
        self._reader = reader
        self._foresight = foresight or Foresight()
        self._line = ThreadPoolExecutor(1, "reader")
        self._further = ThreadPoolExecutor(1, "foresight")
        self._expected: dict[int, _Expected] = {}
        """By identity."""
        self._taken: tuple[bytes | Preview, Future[Foreseen | None]] | None = None
        """The mail asked for last, if its meaning was expected and not asked for yet."""
        sys.setswitchinterval(_TURN_SECONDS)

    def prepare(self, waiting: int) -> None:
        """Start the child where anything waits, and the second one where many do.

        Their loading is not waited for, but that each is a process of its own: until then it is a copy of
        this one, and would hold the data folder's lock after a death of the service.
        """
        if waiting and not self._reader.is_started:
            self._line.submit(self._reader.prepare).result()
        if waiting >= MANY and not self._foresight.is_started:
            self._further.submit(self._foresight.start).result()
            self._further.submit(self._foresight.prepare)

    def expect(self, what: bytes | Preview, at: Circumstances | None = None) -> None:
        """Read this when all that was expected before it is read; with ``at``, by the second child too."""
        if id(what) in self._expected:
            return
        mail = self._begin(what)
        further = None
        if at is not None and self._foresight.is_ready:
            further = self._further.submit(lambda: self._foresight.read(mail.result(), at))
        self._expected[id(what)] = _Expected(what, mail, further)

    def forget(self, what: bytes | Preview) -> None:
        """Expect this no more."""
        one = self._expected.pop(id(what), None)
        if one is not None:
            one.mail.cancel()
            if one.further is not None:
                one.further.cancel()

    def mail(self, raw: bytes) -> Mail:
        """The mail in these bytes."""
        return self._take(raw)

    def preview(self, preview: Preview) -> Mail:
        """The mail as far as a preview shows it."""
        return self._take(preview)

    def foreseen(self, raw: bytes, /) -> Foreseen | None:
        """What the mail asked for last means, once. None where nobody has begun on it: nobody waits."""
        if self._taken is None or self._taken[0] is not raw:
            return None
        (_, further), self._taken = self._taken, None
        return None if further.cancel() else further.result()

    def _take(self, what: bytes | Preview) -> Mail:
        one = self._expected.pop(id(what), None) or _Expected(what, self._begin(what))
        self._taken = (what, one.further) if one.further is not None else None
        return one.mail.result()

    def _begin(self, what: bytes | Preview) -> Future[Mail]:
        if isinstance(what, Preview):
            return self._line.submit(self._reader.preview, what)
        return self._line.submit(self._reader.mail, what)

    def rest(self) -> None:
        """Like ``Reader.rest``; while something is still being read it does nothing."""
        if not self._expected:
            self._taken = None
            self._line.submit(self._reader.rest).result()
            if self._foresight.is_ready:
                self._further.submit(self._foresight.rest)

    def close(self) -> None:
        """End the children, in the middle of a mail if need be, and the threads."""
        for one in [*self._expected.values()]:
            self.forget(one.what)
        self._reader.give_up()
        self._foresight.give_up()
        for line in (self._line, self._further):
            line.shutdown()
        self._reader.close()
        self._foresight.close()
