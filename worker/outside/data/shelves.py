"""The data folder, to look at: its cases, letters and files, and whether all is as it was kept.

::

    data/
      cases/2026-0042/case.json        the history of the case (``history``)
                      evidence/        write-once files, MANIFEST.sha256
                      letters/         every mail we wrote on it, as it goes out
      mailroom/2026-11.json            what belongs to no case (``months``)
      letters/                         mails of the mailroom
      quarantine/                      mails that could not be read
      custody.log · heartbeat.json · counts.json · taken.txt · secret.key · lock
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from worker.deciding.cases.case import Case
from worker.deciding.cases.replay import replay
from worker.deciding.mailroom import Mailroom
from worker.deciding.traffic import Traffic
from worker.events import Erased
from worker.model import MessageKey
from worker.outside.data import belongings, custody, history, index, traces
from worker.outside.data.contents import MAILROOM, Contents
from worker.outside.data.disk import Progress
from worker.outside.data.folder import look
from worker.outside.data.notes import Notes
from worker.outside.data.proof import strays_of, strays_of_mailroom, verify_case, verify_mailroom
from worker.outside.data.register import Register
from worker.outside.data.together import STRAIGHT


class Shelves(Notes):
    """What a data folder holds, also beside the worker that holds it: nothing here changes a byte of a case.

    Opening it reads every card, but for those that an index is ``trusted`` to hold, where the last worker
    left one. Raises Damaged for a file that cannot be trusted, Misconfigured where there is nothing to look
    at, or not for this user.
    """

    def __init__(self, folder: Path, *, trusted: bool = False) -> None:
        super().__init__(folder)
        self.folder = folder
        self._trusted = trusted
        self._cases = folder / "cases"
        self._disk = STRAIGHT
        """Tells where a file lies that was just committed."""
        self.progress: Progress = lambda *_: None
        """Hears how far the search for what is left of an erased case has come."""
        self._contents = self._open()

    def _open(self) -> Contents:
        look(self.folder)
        known = index.read(self.folder) if self._trusted else index.Index()
        return Contents(self.folder, mend=False, known=known)

    @property
    def register(self) -> Register:
        """Which case a message belongs to, and which cases are due."""
        return self._contents.register

    @property
    def mailroom(self) -> Mailroom:
        """What belongs to no case."""
        return self._contents.mailroom

    @property
    def traffic(self) -> Traffic:
        """What was written and went out in the last hour."""
        return self._contents.traffic

    def case(self, ref: str) -> Case:
        """Return a case by its reference (KeyError when there is none)."""
        if self.register.find_card(ref) is None:
            raise KeyError(ref)
        return replay(ref, history.read(self._cases / ref, self._disk))

    def letter(self, ref: str, letter_id: str) -> bytes:
        """Return the bytes of a letter, as fixed at its commit; Damaged when they are not those."""
        letter = self.mailroom.letters[letter_id] if ref == MAILROOM else self.case(ref).letter(letter_id)
        path = self._disk.where(self._letters_of(ref) / f"{letter_id}.eml")
        return custody.read_kept(path, letter.sha256)

    def evidence(self, ref: str, sha256: str) -> bytes:
        """Return a kept file; Damaged when it is not what was kept."""
        return custody.read_kept(self._disk.where(self._cases / ref / "evidence" / sha256), sha256)

    def find_quarantined(self, sha256: str) -> bytes | None:
        """Return the bytes of a mail that could not be read, if that is where it lies."""
        path = self._quarantined(sha256)
        return custody.read_kept(path, sha256) if path.exists() else None

    def sizes_of(self, keys: Iterable[MessageKey]) -> dict[str, int]:
        """Return how many bytes the messages have that are kept apart, by the hash of their bytes."""
        kept = ((key.raw_sha256, self._quarantined(key.raw_sha256)) for key in keys)
        return {sha256: path.stat().st_size for sha256, path in kept if path.exists()}

    def _letters_of(self, ref: str) -> Path:
        return self.folder / "letters" if ref == MAILROOM else self._cases / ref / "letters"

    def _quarantined(self, sha256: str) -> Path:
        return self.folder / "quarantine" / f"{sha256}.eml"

    # ── is it as it was kept? ──────────────────────────────────────────────────────────────

    def verify(self, ref: str) -> tuple[str, ...]:
        """Return, in words, all that is wrong with a case as it is kept; empty when all is well.

        See ``proof.verify_case``. KeyError when there is no such case.
        """
        return verify_case(self.case(ref), self._cases / ref, self._contents.log)

    def strays(self, ref: str) -> tuple[str, ...]:
        """Return, in words, what lies in a case's folder and is not of the case."""
        return strays_of(self.case(ref), self._cases / ref)

    def verify_mailroom(self) -> tuple[str, ...]:
        """Return, in words, all that is wrong with what belongs to no case, and what lies there astray."""
        return (*verify_mailroom(self.folder, self.mailroom), *strays_of_mailroom(self.folder, self.mailroom))

    def custody_lines(self, ref: str) -> tuple[bytes, ...]:
        """Return what the custody log holds of a case, line by line as it is written."""
        return self._contents.log.lines(ref)

    def history_lines(self, ref: str) -> tuple[bytes, ...]:
        """Return a case's history as it is written and sealed, an event a line."""
        return history.read_lines(self._cases / ref)

    # ── what is to be erased, and what is left ─────────────────────────────────────────────

    def belongings(self, family: Sequence[Case], is_ours: Callable[[str], bool]) -> belongings.Belongings:
        """Return what these cases have outside their folders, and the words they would be found by.

        ``is_ours`` tells the addresses of the school's own people, who stand in much besides.
        """
        mine = {case.ref for case in family}
        others = (self.case(ref) for ref in self.register.refs() if ref not in mine)
        return belongings.collect(family, others, self.evidence, is_ours)

    def find_traces(self, marks: frozenset[str]) -> tuple[str, ...]:
        """Return the names of the files in which something of an erased case is still found."""
        return traces.find_traces(self.folder, marks, self.progress)

    def find_aside(self, keys: Iterable[MessageKey]) -> tuple[str, ...]:
        """Return the names of the mailroom's files in which one of these messages is still found."""
        return traces.find_aside(self.folder, frozenset(keys))

    def left_of(self, erased: Erased) -> tuple[Case, ...]:
        """Return what a crash left of a case, and those merged into it, whose tombstone is committed."""
        left = (one for one in erased.family if (self._cases / one).exists())
        return tuple(replay(one, history.read(self._cases / one)) for one in left)
