"""The store: case folders, the mailroom, the register, one lock. One commit is all or nothing.

::

    data/
      cases/2026-0042/case.json        the history of the case (a journal; of a long one, several)
                      evidence/        write-once files, MANIFEST.sha256
                      letters/         every mail we wrote on it, as it goes out
      mailroom/2026-11.json            what belongs to no case, a journal a month, and further
               2026-11-002.json        ones when a month is full
      letters/                         mails of the mailroom
      quarantine/                      mails that could not be read
      custody.log · heartbeat.json · taken.txt · secret.key · lock

A new case is prepared in a folder of its own and appears by one rename. The mailroom is one journal
a month instead of one for ever, and none grows without end, so that a commit costs the same after years
and in a flood.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from worker.deciding.cases.card import Card, CustodyFact, card, custody_facts, facts_added, next_card
from worker.deciding.cases.case import Case, extend, replay
from worker.deciding.mailroom import Mailroom
from worker.deciding.traffic import HOUR, Traffic
from worker.errors import Damaged
from worker.events import (
    Accepted,
    CaseEvent,
    Erased,
    Filed,
    Held,
    MailroomEvent,
    Quarantined,
    Queued,
    Released,
    Replayed,
    Restored,
    Split,
)
from worker.model import EvidenceItem, MessageKey
from worker.outside.data import custody, erasure, history, index, journal
from worker.outside.data.disk import Progress, make_folder, remove_folder, remove_halves, visible
from worker.outside.data.folder import hold, look, read_secret, renew_secret
from worker.outside.data.notes import Notes
from worker.outside.data.proof import strays_of, strays_of_mailroom, verify_case, verify_mailroom
from worker.outside.data.register import Register
from worker.outside.data.together import STRAIGHT, Together

_REF = re.compile(r"\d{4}-\d{4,6}")
_MONTH = re.compile(r"\d{4}-\d{2}(?:-\d{3,6})?\.json")
_FULL = 400
"""Events of one journal of the mailroom: a commit writes it whole."""
_MAKING = ".making-"
_FOLDERS = ("cases", "mailroom", "letters", "quarantine", "replay", "erase")
MAILROOM = "mailroom"
_RECENT = 64
"""So many cases are kept as they were committed last: a batch, and what it caused."""


@dataclass(frozen=True, slots=True)
class Files:
    """The files a commit brings: evidence by its description, letters by their id, raw mails."""

    evidence: tuple[tuple[EvidenceItem, bytes], ...] = ()
    letters: tuple[tuple[str, bytes], ...] = ()
    quarantine: tuple[tuple[str, bytes], ...] = ()


class Store(Notes):
    """A data folder, held by one worker. Opening it reads every card; a damaged file stops it.

    ``looking=True`` opens it beside a running worker, without the lock and without changing a byte.
    """

    def __init__(self, folder: Path, *, looking: bool = False) -> None:
        super().__init__(folder)
        self.folder = folder
        self._looking = looking
        self._cases = folder / "cases"
        self._months = folder / "mailroom"
        self._lock = -1
        self.secret = b""
        self.register = Register()
        self.mailroom = Mailroom()
        self.traffic = Traffic()
        self._month = ("", 0)
        self._unlogged: dict[str, tuple[tuple[CustodyFact, ...], custody.Seal | None]] = {}
        self._disk = STRAIGHT
        self._index = index.Index()
        self._marks: dict[str, index.Mark] = {}
        self._recent: dict[str, tuple[Case, str]] = {}
        """What was committed lately, each with what its history chains to."""
        self._whole = False
        self.progress: Progress = lambda *_: None
        """Hears how far the search for what is left of an erased case has come."""
        if looking:
            look(folder)
            self._read_all()
            return
        self._lock = hold(folder)
        try:
            self._tidy()
            self._index = index.read(folder)
            self._read_all()
            self._index = index.Index()
            fresh = not self.register.refs() and not self._month[0]
            self.secret = read_secret(folder / "secret.key", new=fresh)
            index.take_away(folder)
            self._whole = True
        except BaseException:
            self.close()
            raise

    def renew_secret(self) -> None:
        """Mint what is written from now on with a new key; every token given before stays good."""
        self.secret = renew_secret(self.folder / "secret.key")

    def close(self) -> None:
        """Let go of the data folder, leaving what makes the next start quick."""
        if self._lock >= 0:
            if self._whole and not self._unlogged:
                known = [(mark, self.register.card(ref)) for ref, mark in self._marks.items()]
                with suppress(OSError):
                    index.leave(self.folder, known, self._log.state)
            os.close(self._lock)
            self._lock = -1

    def case(self, ref: str) -> Case:
        """Return a case by its reference (KeyError when there is none)."""
        if self.register.find_card(ref) is None:
            raise KeyError(ref)
        if ref in self._recent:
            return self._recent[ref][0]
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
        path = self.folder / "quarantine" / f"{sha256}.eml"
        return custody.read_kept(path, sha256) if path.exists() else None

    def verify(self, ref: str) -> tuple[str, ...]:
        """Return, in words, all that is wrong with a case as it is kept; empty when all is well.

        See ``proof.verify_case``. KeyError when there is no such case.
        """
        return verify_case(self.case(ref), self._cases / ref, self._log)

    def strays(self, ref: str) -> tuple[str, ...]:
        """Return, in words, what lies in a case's folder and is not of the case."""
        return strays_of(self.case(ref), self._cases / ref)

    def verify_mailroom(self) -> tuple[str, ...]:
        """Return, in words, all that is wrong with what belongs to no case, and what lies there astray."""
        return (*verify_mailroom(self.folder, self.mailroom), *strays_of_mailroom(self.folder, self.mailroom))

    def custody_lines(self, ref: str) -> tuple[bytes, ...]:
        """Return what the custody log holds of a case, line by line as it is written."""
        return self._log.lines(ref)

    def history_lines(self, ref: str) -> tuple[bytes, ...]:
        """Return a case's history as it is written and sealed, an event a line."""
        return history.read_lines(self._cases / ref)

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
        self._marks.pop(case.ref, None)
        lately, sealed_as = self._recent.pop(case.ref, (None, ""))
        before = sealed_as if lately is not None and lately.events == case.events else ""
        after = extend(case, events)
        known = self.register.find_card(case.ref)
        summary = card(after) if known is None else next_card(known, case, after, events)
        folder = self._cases / case.ref
        if known is None:
            seal = self._commit_new(folder, case, events, files, summary)
        else:
            seal = self._write(folder, case, events, files, summary, before)
        self.register.put(summary)
        self._remember(after, seal)
        self.traffic.take(events, after.find_letter)
        sealed = custody.Seal(after.events[-1].at, len(after.events), seal) if seal else None
        unlogged, _ = self._unlogged.get(case.ref, ((), None))
        self._unlogged[case.ref] = (*unlogged, *facts_added(case, events)), sealed
        with suppress(OSError):  # the commit stands; the log follows with the next one, or the next start
            self._catch_up()
        return after

    def _remember(self, case: Case, seal: str) -> None:
        """Keep what was just committed: a message and its letters are about one case, again and again."""
        self._recent[case.ref] = case, seal
        if len(self._recent) > _RECENT:
            del self._recent[next(iter(self._recent))]

    def commit_mailroom(self, at: datetime, events: Sequence[MailroomEvent], files: Files) -> None:
        """Commit what belongs to no case: one atomic write, like ``commit_case``."""
        self._catch_up()
        self._keep_letters(self.folder / "letters", files)
        for sha256, raw in files.quarantine:
            self._disk.keep_once(self.folder / "quarantine" / f"{sha256}.eml", raw)
        if files.quarantine:
            self._disk.sync(self.folder / "quarantine")
        # Months are read in order: a clock set back must not write into one that is over.
        name, count = self._month
        if (month := f"{at:%Y-%m}") > name:
            name, count = month, 0
        elif count >= _FULL:
            name, count = _next_part(name), 0
        journal.append(self._months / f"{name}.json", events, known=count, disk=self._disk)
        self._take(name, events)

    def _commit_new(
        self, folder: Path, case: Case, events: Sequence[CaseEvent], files: Files, summary: Card
    ) -> str:
        if folder.exists():
            raise Damaged(
                f"{folder} was put there while Headsup was running. Start the service again: it reads the "
                "folder if it is a case, and says so if it is not."
            )
        making = folder.with_name(f"{_MAKING}{folder.name}")
        remove_folder(making)
        try:
            making.mkdir(mode=0o700)
            self._disk.begin(folder, making)
            seal = self._write(making, case, events, files, summary)
            self._disk.finish(folder, making)
        except BaseException:  # whatever it is, half a case must not appear with what else is committed
            self._disk.forget(folder)
            with suppress(OSError):  # a full disk gets its room back
                remove_folder(making)
            raise
        return seal

    def _write(
        self,
        folder: Path,
        case: Case,
        events: Sequence[CaseEvent],
        files: Files,
        summary: Card,
        before: str = "",
    ) -> str:
        known = len(case.events)
        page = history.next_page(folder, known, self._disk)
        lies = self._disk.where(folder)
        custody.keep(lies / "evidence", files.evidence, self._disk)
        self._keep_letters(lies / "letters", files)
        return history.append(lies, page, events, summary, known=known, before=before, disk=self._disk)

    def _keep_letters(self, folder: Path, files: Files) -> None:
        if not files.letters:
            return
        folder.mkdir(mode=0o700, exist_ok=True)
        for letter_id, raw in files.letters:
            # Overwrites: a crash before the commit leaves a letter of the same id that was never to be sent.
            self._disk.write(folder / f"{letter_id}.eml", raw, mode=0o400)
        self._disk.sync(folder)

    def _catch_up(self) -> None:
        """Log what is durable and not yet in the custody log. Raises OSError with it still to do."""
        if self._disk is STRAIGHT:
            self._log_all()

    def _log_all(self) -> None:
        self._log.log([(ref, facts, seal) for ref, (facts, seal) in self._unlogged.items()])
        self._unlogged.clear()

    def _letters_of(self, ref: str) -> Path:
        return self.folder / "letters" if ref == MAILROOM else self._cases / ref / "letters"

    # ── erasing ────────────────────────────────────────────────────────────────────────────

    def belongings(self, family: Sequence[Case], is_ours: Callable[[str], bool]) -> erasure.Belongings:
        """Return what these cases have outside their folders, and the words they would be found by.

        ``is_ours`` tells the addresses of the school's own people, who stand in much besides.
        """
        mine = {case.ref for case in family}
        others = (self.case(ref) for ref in self.register.refs() if ref not in mine)
        return erasure.belongings(family, others, self.evidence, is_ours)

    def clear(self, ref: str, theirs: erasure.Belongings) -> dict[str, int]:
        """Remove an erased case, whose tombstone is committed; return how much of what kind was removed."""
        erased = self.mailroom.erased[ref]
        for one in erased.family:
            if self._log.last_word(one) != erasure.GONE:
                self._log.log([(one, (erasure.fact_of(erased),), None)])
        removed = erasure.clear_mailroom(self.folder, frozenset(erased.family), theirs)
        files = sum(erasure.remove_case(self._cases, one) for one in reversed(erased.family))
        self._read_anew()
        return removed | {"files": files}

    def find_traces(self, marks: frozenset[str]) -> tuple[str, ...]:
        """Return the names of the files in which something of an erased case is still found."""
        return erasure.find_traces(self.folder, marks, self.progress)

    def sizes_of(self, keys: Iterable[MessageKey]) -> dict[str, int]:
        """Return how many bytes the messages have that are kept apart, by the hash of their bytes."""
        kept = ((key.raw_sha256, self.folder / "quarantine" / f"{key.raw_sha256}.eml") for key in keys)
        return {sha256: path.stat().st_size for sha256, path in kept if path.exists()}

    def clear_aside(self, keys: Iterable[MessageKey]) -> dict[str, int]:
        """Remove messages that belong to no case; return how much of what kind was removed."""
        removed = erasure.clear_aside(self.folder, frozenset(keys))
        self._read_anew()
        return removed

    def find_aside(self, keys: Iterable[MessageKey]) -> tuple[str, ...]:
        """Return the names of the mailroom's files in which one of these messages is still found."""
        return erasure.find_aside(self.folder, frozenset(keys))

    def left_of(self, erased: Erased) -> tuple[Case, ...]:
        """Return what a crash left of a case, and those merged into it, whose tombstone is committed."""
        left = (one for one in erased.family if (self._cases / one).exists())
        return tuple(replay(one, history.read(self._cases / one)) for one in left)

    def _read_anew(self) -> None:
        """Read the folder again: what is remembered of an erased case goes with it."""
        self.register, self.mailroom, self._month = Register(), Mailroom(), ("", 0)
        self._marks, self._recent, self.traffic = {}, {}, Traffic()
        self._read_all()

    # ── opening ────────────────────────────────────────────────────────────────────────────

    def _tidy(self) -> None:
        """Make what is not there yet, and remove what a crash left half made."""
        for name in _FOLDERS:
            make_folder(self.folder / name)
        for folder in (self.folder, *(self.folder / name for name in _FOLDERS)):
            remove_halves(folder)
        for made in (_MAKING, erasure.ERASING):
            for hidden in self._cases.glob(f"{made}*"):
                remove_folder(hidden)

    def _read_all(self) -> None:
        log = self.folder / "custody.log"
        known = self._index.find_log(log)
        self._log = custody.CustodyLog(log, mend=not self._looking, known=known)
        for ref in self._log.refs():
            self.register.reserve(ref)
        for month in sorted(visible(self._months), key=lambda path: path.stem):
            self._open_month(month)
        buried = {one for erased in self.mailroom.erased.values() for one in erased.family}
        for folder in visible(self._cases):
            if folder.name not in buried:
                self._open_case(folder)
        self._read_traffic()

    def _read_traffic(self) -> None:
        """Read what went out of cases in the last hour that anything happened in; the mailroom's is known."""
        cards = [self.register.card(ref) for ref in self.register.refs()]
        latest = max((card.wrote_at for card in cards if card.wrote_at), default=None)
        for one in cards if latest else ():
            if one.wrote_at and latest and one.wrote_at > latest - HOUR:
                case = self.case(one.ref)
                lately = [event for event in case.events if event.at > latest - HOUR]
                self.traffic.take(lately, case.find_letter)
        self.traffic.settle()

    def _open_month(self, path: Path) -> None:
        if not _MONTH.fullmatch(path.name):
            raise Damaged(f"{path} is not a month of the mailroom. Move it out of the data folder.")
        try:
            self._take(path.stem, journal.read_mailroom(path))
        except KeyError as error:
            raise Damaged(
                f"{path} tells of the letter {error}, which no month up to it wrote. Restore the folder "
                f"{self._months} from the last backup."
            ) from error

    def _open_case(self, folder: Path) -> None:
        if not _REF.fullmatch(folder.name) or not (folder / history.FIRST).exists():
            raise Damaged(
                f"{folder} is not a case: a case is a folder named like 2026-0042 that holds a case.json. "
                "Restore it from the last backup, or move it out of the data folder if it is none."
            )
        mark = history.mark_of(folder)
        if mark is not None:
            self._marks[folder.name] = mark
        known = self._index.find_card(folder.name, mark)
        if known is not None and self._log.count(folder.name) == known.custody_facts:
            self.register.put(known)
            return
        summary = history.read_card(folder, folder.name)
        if summary.ref != folder.name:
            raise Damaged(
                f"{folder} holds the case {summary.ref}: it was copied or renamed. Move the copy out of the "
                "data folder, or give the folder its name back."
            )
        self.register.put(summary)
        if not self._looking:
            self._mend_case(folder, summary)

    def _mend_case(self, folder: Path, summary: Card) -> None:
        """Do what a crash left undone: remove halves, log facts. Damaged when the log knows of more."""
        for inside in (folder, folder / "evidence", folder / "letters"):
            with suppress(FileNotFoundError):
                remove_halves(inside)
        logged = self._log.count(summary.ref)
        if logged < summary.custody_facts:
            facts = custody_facts(history.read(folder))
            self._log.log([(summary.ref, facts[logged:], None)])
        elif logged > summary.custody_facts:
            raise Damaged(
                f"{folder} is older than custody.log, which tells of more that was kept or sent on it. "
                "Restore the folder from a newer backup. If there is none, put custody.log aside, as proof "
                "of what there was: a new one is begun from the cases."
            )

    def _take(self, month: str, events: Sequence[MailroomEvent]) -> None:
        """Move the mailroom and the register on, event by event: a message can be held, replayed, held."""
        known = self._month[1] if self._month[0] == month else 0
        for event in events:
            before = len(self.mailroom.messages)
            self.mailroom.apply((event,))
            self.traffic.take((event,), self.mailroom.letters.get)
            for key, how in self.mailroom.messages[before:]:
                self.register.know(key, how)
            if isinstance(event, Queued) and event.letter.message_id:
                self.register.ours(event.letter.message_id, MAILROOM, event.letter.id)
                self.register.token(event.letter.token, MAILROOM, event.letter.id)
            elif isinstance(event, Split):
                for ref in event.refs:  # a case that a crash left yet to be has its reference already
                    self.register.reserve(ref)
            elif isinstance(event, Erased):
                self.register.bury(event.identities)
            elif isinstance(event, Filed | Held | Quarantined) and event.erased:
                self.register.bury((event.message.raw_sha256, event.message.body_sha256))
            elif isinstance(event, Restored):
                self.register.reserve(event.reserved)
            elif isinstance(event, Replayed):
                self.register.forget(event.message)
            elif isinstance(event, Released | Accepted):
                self.register.forget(event.about)
        self._month = (month, known + len(events))


def _next_part(name: str) -> str:
    """The journal after a full one of the same month: 2026-11, 2026-11-002, 2026-11-003."""
    month, part = name[:7], int(name[8:] or 1)
    return f"{month}-{part + 1:03d}"
