"""Who turns a mail's bytes into a Mail, and how it hears of the next few before they are asked for."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

from worker.deciding.judging.foreseen import Circumstances, Foreseen
from worker.model import Mail, Preview
from worker.reading.message.mail import read_mail, read_preview

AHEAD = 4
"""Mails that may be read before they are asked for,"""
AHEAD_BYTES = 4 << 20
"""as long as they are not larger together: they lie in memory, raw and read."""

Found = TypeVar("Found")


class MailReader(Protocol):
    """What reads mails. It raises Unreadable over one it cannot read, Unreachable where it reads none."""

    def prepare(self, waiting: int) -> None:
        """So many messages wait: told before any of them is asked for."""
        ...

    def expect(self, what: bytes | Preview, at: Circumstances | None = None) -> None:
        """What will be asked for soon, after all that was expected before: it may be read meanwhile.

        It may be said again of what is expected already.
        With ``at`` also what its words mean in these circumstances.
        """
        ...

    def forget(self, what: bytes | Preview) -> None:
        """This will not be asked for after all."""
        ...

    def mail(self, raw: bytes) -> Mail:
        """The mail in these bytes."""
        ...

    def preview(self, preview: Preview) -> Mail:
        """The mail as far as a preview shows it."""
        ...

    def foreseen(self, raw: bytes, /) -> Foreseen | None:
        """What the mail asked for last means, if it was read ahead; None where that is left to the asker."""
        ...


class Here:
    """Reads in this very process: for tests and for whoever has no process to spare."""

    def prepare(self, waiting: int) -> None:
        """There is nobody to help."""

    def expect(self, what: bytes | Preview, at: Circumstances | None = None) -> None:
        """It is read when it is asked for."""

    def forget(self, what: bytes | Preview) -> None:
        """There is nothing to forget."""

    def mail(self, raw: bytes) -> Mail:
        """The mail in these bytes."""
        return read_mail(raw)

    def preview(self, preview: Preview) -> Mail:
        """The mail as far as a preview shows it."""
        return read_preview(preview)

    def foreseen(self, _: bytes, /) -> Foreseen | None:
        """Nothing is."""
        return None


def read_ahead(
    found: Iterable[Found],
    reader: MailReader,
    what: Callable[[Found], bytes | Preview],
    at: Callable[[Found], Circumstances | None] = lambda _: None,
) -> Iterator[Found]:
    """What is found, one by one, the reader being told of the next few, or of one that is large.

    ``at`` tells the circumstances of one when the reader is told of it. An error that ends the finding is
    raised after all that was found before it.
    """
    coming = iter(found)
    ended: Exception | None = None
    next_few: deque[tuple[Found, int]] = deque()
    try:
        while True:
            while (
                ended is None and len(next_few) <= AHEAD and sum(size for _, size in next_few) < AHEAD_BYTES
            ):
                try:
                    one = next(coming)
                except Exception as error:  # noqa: BLE001  also that there is no more
                    ended = error
                else:
                    reader.expect(what(one), at(one))
                    next_few.append((one, _size(what(one))))
            if not next_few:
                break
            yield next_few.popleft()[0]
    finally:
        for one, _ in next_few:
            reader.forget(what(one))
    if ended is not None and not isinstance(ended, StopIteration):
        raise ended


def _size(what: bytes | Preview) -> int:
    return len(what) if isinstance(what, bytes) else sum(map(len, what.texts))
