"""The wiring of a desk: what it takes to decide and to write, which is most of what there is to load."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from worker.deciding.office import Office
from worker.deciding.school.calendar import SchoolDays
from worker.desk import Clerk, Desk, Folders, Mailbox, Readers
from worker.outside.data.store import Store
from worker.outside.eyes import Eyes, find_absence
from worker.outside.eyes.copies import find_copy
from worker.outside.reader.ahead import ReadAhead
from worker.outside.setup.config import Settings
from worker.outside.signatures import Signatures
from worker.wording.letters import Wording


class Connected(Mailbox, Protocol):
    """A mailbox with its connection."""

    def connect(self) -> int:
        """Sign in, or raise Unreachable or Misconfigured; return how many messages there are."""
        ...

    def wait(self, seconds: float, wake_fd: int | None = None) -> bool:
        """Wait for mail."""
        ...

    def close(self) -> None:
        """Let go."""
        ...


def open_eyes(settings: Settings) -> Eyes | None:
    """The reader of pictures, where the school wants one and this machine has it."""
    return Eyes() if settings.screenshots and find_absence() is None else None


def wire_desk(
    settings: Settings, store: Store, stopping: Callable[[], bool], eyes: Eyes | None, reader: ReadAhead
) -> Desk:
    """The desk of a school, with all that it decides and writes with."""
    days = SchoolDays(settings.rules)
    wording = Wording(settings.school, settings.people.inbox, settings.rules.undo_minutes, settings.templates)
    office = Office(settings.school, settings.people, settings.rules, days, wording.write, settings.policy)
    folders = Folders(settings.imap.filed, settings.imap.held, settings.imap.quarantine)
    clerk = Clerk(store, wording, office, settings.sender, find_copy)
    signatures = Signatures() if settings.verify_dkim else None
    return Desk(store, clerk, folders, settings.trust, stopping, Readers(reader, eyes, signatures))
