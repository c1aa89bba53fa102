"""The desk's own look at bytes: who turns a mail's bytes into a Mail."""

from __future__ import annotations

from typing import Protocol

from worker.model import Mail, Preview
from worker.reading.mail import read_mail, read_preview


class MailReader(Protocol):
    """What reads mails. It raises Unreadable over one it cannot read, Unreachable where it reads none."""

    def mail(self, raw: bytes) -> Mail:
        """The mail in these bytes."""
        ...

    def preview(self, preview: Preview) -> Mail:
        """The mail as far as a preview shows it."""
        ...


class Here:
    """Reads in this very process: for tests and for whoever has no process to spare."""

    def mail(self, raw: bytes) -> Mail:
        """The mail in these bytes."""
        return read_mail(raw)

    def preview(self, preview: Preview) -> Mail:
        """The mail as far as a preview shows it."""
        return read_preview(preview)
