"""Reading ahead: while one mail is decided on, the child reads the next.

The line to the child is kept by a thread of its own, which does nothing else: it carries bytes there and a
value back. What is decided, committed and sent is as ever the business of the one who asks, in their order.
"""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor

from worker.model import Mail, Preview
from worker.outside.reader import Reader


class ReadAhead:
    """A reader that has read, or is reading, what it was told to expect. It raises like ``Reader``."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._line = ThreadPoolExecutor(1, "reader")
        self._expected: dict[int, tuple[bytes | Preview, Future[Mail]]] = {}
        """By identity: the very bytes that will be asked about, held so that no others pass for them."""

    def expect(self, what: bytes | Preview) -> None:
        """Read this when all that was expected before it is read."""
        self._expected[id(what)] = what, self._begin(what)

    def forget(self) -> None:
        """Expect nothing more."""
        for _, reading in self._expected.values():
            reading.cancel()
        self._expected.clear()

    def mail(self, raw: bytes) -> Mail:
        """The mail in these bytes."""
        return self._take(raw)

    def preview(self, preview: Preview) -> Mail:
        """The mail as far as a preview shows it."""
        return self._take(preview)

    def _take(self, what: bytes | Preview) -> Mail:
        _, reading = self._expected.pop(id(what), (what, None))
        return (reading or self._begin(what)).result()

    def _begin(self, what: bytes | Preview) -> Future[Mail]:
        if isinstance(what, Preview):
            return self._line.submit(self._reader.preview, what)
        return self._line.submit(self._reader.mail, what)

    def rest(self) -> None:
        """Like ``Reader.rest``; while something is still being read it does nothing."""
        if not self._expected:
            self._line.submit(self._reader.rest).result()

    def close(self) -> None:
        """End the child, in the middle of a mail if need be, and the thread."""
        self.forget()
        self._reader.give_up()
        self._line.shutdown()
        self._reader.close()
