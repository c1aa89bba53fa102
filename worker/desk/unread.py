"""A message whose reading failed: who it is from, as far as that can be read, and what stopped it."""

from __future__ import annotations

from worker.errors import Unreachable, Unreadable
from worker.model import Mail
from worker.outside.reader.expecting import MailReader


def read_header(reader: MailReader, raw: bytes) -> Mail | None:
    """Read no more than who it is from, of a message whose reading failed."""
    header = raw[: max(raw.find(b"\r\n\r\n"), 0) or 20_000][:20_000]
    try:
        return reader.mail(header + b"\r\n\r\n")
    except Unreachable:
        raise
    except Exception:  # noqa: BLE001  the same reader just failed on it
        return None


def reason(error: Exception) -> str:
    """What stopped a reading: in the reader's own words where it has some, else the mistake's name."""
    return str(error) if isinstance(error, Unreadable) else error.__class__.__name__
