"""What one commit writes of a case: its files first, then the history, which makes them count.

A new case is prepared in a folder of its own and appears by one rename.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from worker.deciding.cases.card import Card
from worker.deciding.cases.case import Case
from worker.errors import Damaged
from worker.events import CaseEvent
from worker.model import EvidenceItem
from worker.outside.data import custody, history
from worker.outside.data.disk import remove_folder
from worker.outside.data.journal import Kept
from worker.outside.data.together import Straight

MAKING = ".making-"
"""How the folder of a case is called that is yet to appear; a start removes what a crash left of one."""


@dataclass(frozen=True, slots=True)
class Files:
    """The files a commit brings: evidence by its description, letters by their id, raw mails."""

    evidence: tuple[tuple[EvidenceItem, bytes], ...] = ()
    letters: tuple[tuple[str, bytes], ...] = ()
    quarantine: tuple[tuple[str, bytes], ...] = ()


@dataclass(frozen=True, slots=True)
class Commit:
    """What is added to a case as it was: what happened, the files that came with it, the card it then has."""

    case: Case
    events: tuple[CaseEvent, ...]
    files: Files
    card: Card

    def begin(self, folder: Path, disk: Straight) -> Kept | None:
        """Write a case that is new: it appears whole, or not at all."""
        if folder.exists():
            raise Damaged(
                f"{folder} was put there while Headsup was running. Start the service again: it reads the "
                "folder if it is a case, and says so if it is not."
            )
        making = folder.with_name(f"{MAKING}{folder.name}")
        remove_folder(making)
        try:
            making.mkdir(mode=0o700)
            disk.begin(folder, making)
            kept = self.add(making, disk)
            disk.finish(folder, making)
        except BaseException:  # whatever it is, half a case must not appear with what else is committed
            disk.forget(folder)
            with suppress(OSError):  # a full disk gets its room back
                remove_folder(making)
            raise
        return kept

    def add(self, folder: Path, disk: Straight, kept: Kept | None = None) -> Kept | None:
        """Write it to the case in a folder, whose journal was ``kept`` so; return it as it is then."""
        known = len(self.case.events)
        page = history.next_page(folder, known, disk, kept.name if kept is not None else "")
        lies = disk.where(folder)
        custody.keep(lies / "evidence", self.files.evidence, disk)
        keep_letters(lies / "letters", self.files.letters, disk)
        if not self.events:
            return kept
        return history.append(lies, page, self.events, self.card, known=known, kept=kept, disk=disk)


def keep_letters(folder: Path, letters: Sequence[tuple[str, bytes]], disk: Straight) -> None:
    """Write letters by their ids."""
    if not letters:
        return
    folder.mkdir(mode=0o700, exist_ok=True)
    for letter_id, raw in letters:
        # Overwrites: a crash before the commit leaves a letter of the same id that was never to be sent.
        disk.write(folder / f"{letter_id}.eml", raw, mode=0o400)
    disk.sync(folder)
