"""The store: a data folder held by one worker. One commit is all or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from worker.deciding.cases.card import CustodyFact, card, facts_added, next_card
from worker.deciding.cases.case import Case
from worker.deciding.cases.replay import extend
from worker.errors import Damaged
from worker.events import CaseEvent, MailroomEvent
from worker.model import MessageKey
from worker.outside.data import belongings, custody, erasure, index
from worker.outside.data.commit import MAKING, Commit, Files, keeping_letters, remove_unknown_letters
from worker.outside.data.contents import MAILROOM, Contents
from worker.outside.data.disk import make_folder, remove_folder, remove_halves
from worker.outside.data.folder import Hold, hold, read_secret, refuse_backup, renew_secret
from worker.outside.data.lately import Lately
from worker.outside.data.notes import Notes
from worker.outside.data.shelves import Shelves
from worker.outside.data.together import STRAIGHT, Together

__all__ = ("MAILROOM", "Files", "Store")

_FOLDERS = ("cases", "mailroom", "letters", "quarantine", "replay", "erase")


class Store(Shelves):
    """A data folder, held by one worker until ``close``. A damaged file stops it."""

    def __init__(self, folder: Path, held: Hold | None = None) -> None:
        """Hold the folder, unless it is ``held`` already: then the store shares in that.

        Raises what ``hold`` does, and Damaged.
        """
        self._unlogged: dict[str, tuple[tuple[CustodyFact, ...], custody.Seal | None]] = {}
        self._lately = Lately()
        self._whole = False
        self._hold: Hold | None = held.share() if held is not None else hold(folder)
        try:
            if held is None:
                refuse_backup(folder)
            Notes(folder).forget_counts()
            super().__init__(folder)
            self.secret = read_secret(folder / "secret.key", new=self._contents.is_new())
            index.take_away(folder)
            self._whole = True
        except BaseException:
            self.close()
            raise

    def _open(self) -> Contents:
        """Read the folder, after making what is not there yet and removing what a crash left half made."""
        for name in _FOLDERS:
            make_folder(self.folder / name)
        for folder in (self.folder, *(self.folder / name for name in _FOLDERS)):
            remove_halves(folder)
        for made in (MAKING, erasure.ERASING):
            for hidden in self._cases.glob(f"{made}*"):
                remove_folder(hidden)
        found = Contents(self.folder, mend=True, known=index.read(self.folder))
        remove_unknown_letters(self.folder / "letters", MAILROOM, found.mailroom.letters)
        return found

    def renew_secret(self) -> None:
        """Mint what is written from now on with a new key; every token given before stays good."""
        self.secret = renew_secret(self.folder / "secret.key")

    def close(self) -> None:
        """Let go of the data folder, leaving what makes the next start quick."""
        held, self._hold = self._hold, None
        if held is None:
            return
        if self._whole and not self._unlogged:
            with suppress(OSError):
                self._leave_index(held)
        held.close()

    def _leave_index(self, held: Hold) -> None:
        if held.is_of(self.folder):
            known = [(mark, self.register.card(ref)) for ref, mark in self._contents.marks.items()]
            index.leave(self.folder, known, self._contents.log.state)

    def case(self, ref: str) -> Case:
        """Return a case by its reference (KeyError when there is none)."""
        return self._lately.find_case(ref) or super().case(ref)

    def letter(self, ref: str, letter_id: str) -> bytes:
        """Return the bytes of a letter, like ``Shelves.letter``; one just written is not read again."""
        raw = self._lately.find_letter(ref, letter_id)
        return raw if raw is not None else super().letter(ref, letter_id)

    # ── commits ────────────────────────────────────────────────────────────────────────────

    @contextmanager
    def together(self) -> Iterator[None]:
        """Make the commits inside durable in one go at the end, also when one of them fails.

        Each is still all or nothing, and seen at once by whoever reads the store; a crash before the end
        takes back all of them. Nothing may be done on the strength of one before that (``settle``).
        Raises Damaged when the disk does not take them.
        """
        self._catch_up()
        gathered = Together(self.folder)
        self._disk = gathered
        try:
            try:
                yield
            except BaseException:  # also a signal to stop: what is committed stands
                self.settle()
                raise
            self.settle()
        finally:
            self._disk = STRAIGHT
            gathered.close()

    def settle(self) -> None:
        """Make durable what was committed together so far."""
        if self._disk.broken:
            return
        self._disk.settle()
        with suppress(OSError):
            self._log_all()

    def commit_case(self, case: Case, events: Sequence[CaseEvent], files: Files) -> Case:
        """Commit what one message or sweep caused on one case, and return the case after it.

        All or nothing: files first, then the history in one rename; a crash before it leaves the
        case as it was. Raises OSError (disk full, read-only) with nothing changed.
        """
        self._catch_up()
        self._contents.marks.pop(case.ref, None)
        kept = self._lately.take_journal(case)
        after = extend(case, events)
        known = self.register.find_card(case.ref)
        if known is not None and (known.changed_at, len(known.letters)) != _moved_to(case):
            raise Damaged(
                f"{self._cases / case.ref} is not as it was read: something else wrote to it. Nothing was "
                "changed. See that one Headsup works there, on one machine; then start the service again."
            )
        summary = card(after) if known is None else next_card(known, case, after, events)
        commit, folder = Commit(case, tuple(events), files, summary), self._cases / case.ref
        kept = commit.begin(folder, self._disk) if known is None else commit.add(folder, self._disk, kept)
        self.register.put(summary)
        self._lately.put(after, kept, files.letters)
        self.traffic.take(events, after.find_letter)
        seal = kept.seal if kept is not None else ""
        sealed = custody.Seal(after.events[-1].at, len(after.events), seal) if seal else None
        unlogged, _ = self._unlogged.get(case.ref, ((), None))
        self._unlogged[case.ref] = (*unlogged, *facts_added(case, events)), sealed
        if self._disk is STRAIGHT:
            with suppress(OSError):  # the commit stands; the log follows with the next, or the next start
                self._catch_up()
        return after

    def commit_mailroom(self, at: datetime, events: Sequence[MailroomEvent], files: Files) -> None:
        """Commit what belongs to no case: one atomic write, like ``commit_case``."""
        self._catch_up()
        with keeping_letters(self.folder / "letters", files.letters, self._disk):
            for sha256, raw in files.quarantine:
                self._disk.keep_once(self._quarantined(sha256), raw)
            if files.quarantine:
                self._disk.sync(self.folder / "quarantine")
            self._contents.months.append(at, events, self._disk)
        self._contents.take(events)

    def _catch_up(self) -> None:
        """Log what is durable and not yet in the custody log. Raises OSError with it still to do."""
        if self._hold is not None and not self._hold.is_of(self.folder):
            raise Damaged(
                f"{self.folder} was put in another's place while Headsup was running. Start it again."
            )
        if self._disk is STRAIGHT:
            self._log_all()

    def _log_all(self) -> None:
        self._contents.log.log([(ref, facts, seal) for ref, (facts, seal) in self._unlogged.items()])
        self._unlogged.clear()

    # ── erasing ────────────────────────────────────────────────────────────────────────────

    def clear(self, ref: str, theirs: belongings.Belongings) -> dict[str, int]:
        """Remove an erased case, whose tombstone is committed; return how much of what kind was removed."""
        erased, log = self.mailroom.erased[ref], self._contents.log
        for one in erased.family:
            if log.last_word(one) != erasure.GONE:
                log.log([(one, (erasure.fact_of(erased),), None)])
        removed = erasure.clear_mailroom(self.folder, frozenset(erased.family), theirs)
        files = sum(erasure.remove_case(self._cases, one) for one in reversed(erased.family))
        self._read_anew()
        return removed | {"files": files}

    def clear_aside(self, keys: Iterable[MessageKey]) -> dict[str, int]:
        """Remove messages that belong to no case; return how much of what kind was removed."""
        removed = erasure.clear_aside(self.folder, frozenset(keys))
        self._read_anew()
        return removed

    def _read_anew(self) -> None:
        """Read the folder again: what is remembered of an erased case goes with it."""
        self._lately = Lately()
        self._contents = Contents(self.folder, mend=True, known=index.Index())


def _moved_to(case: Case) -> tuple[datetime, int]:
    """How far a case has come, as its card says it too."""
    return case.events[-1].at, len(case.letters)
