"""What one commit writes of a case: its files first, then the history, which makes them count.

A new case is prepared in a folder of its own and appears by one rename.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
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
        with keeping_letters(lies / "letters", self.files.letters, disk):
            if not self.events:
                return kept
            return history.append(lies, page, self.events, self.card, known=known, kept=kept, disk=disk)


@contextmanager
def keeping_letters(folder: Path, letters: Sequence[tuple[str, bytes]], disk: Straight) -> Iterator[None]:
    """Write letters by their ids, and take them back where the history that tells of them is not written.

    What a crash leaves of them a start removes (``remove_unknown_letters``).
    """
    paths = [folder / f"{letter_id}.eml" for letter_id, _ in letters]
    try:
        if letters:
            folder.mkdir(mode=0o700, exist_ok=True)
            for path, (_, raw) in zip(paths, letters, strict=True):
                disk.write(path, raw, mode=0o400)
            disk.sync(folder)
        yield
    except OSError:  # after Damaged it may tell of them all the same
        for path in paths:
            with suppress(OSError):
                disk.drop(path)
        raise


def remove_unknown_letters(folder: Path, ref: str, known: Collection[str]) -> None:
    """Remove letters of a case, or the mailroom's, that no history tells of: a crash came before it did.

    They were never to be sent. What caused them is done again, and may make others of it: their ids hang on
    their words and the instant. Whatever is called otherwise than ours are is let be.
    """
    for path in folder.glob(f"{ref}-*.eml"):
        if path.stem not in known:
            path.unlink()
