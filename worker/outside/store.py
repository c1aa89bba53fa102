"""The store: case folders, the mailroom, the register, one lock. One commit is all or nothing.

::

    data/
      cases/2026-0042/case.json        the history of the case (a journal)
                      evidence/        write-once files, MANIFEST.sha256
                      letters/         every mail we wrote on it, as it goes out
      mailroom/2026-11.json            what belongs to no case, a journal a month
      letters/                         mails of the mailroom
      quarantine/                      mails that could not be read
      custody.log · heartbeat.json · secret.key · lock

A new case is prepared in a folder of its own and appears by one rename. The mailroom is one journal
a month instead of one for ever, so that a commit costs the same after years.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import secrets
import shutil
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from worker.deciding.case import Case, card, custody_facts, extend, replay
from worker.deciding.mailroom import Mailroom
from worker.errors import Damaged, Misconfigured, Unreachable
from worker.events import CaseEvent, MailroomEvent, Queued, Replayed
from worker.model import EvidenceItem, MessageKey, Place
from worker.outside import custody, journal
from worker.outside.disk import (
    keep_once,
    make_folder,
    remove_halves,
    sync_folder,
    write_atomically,
)
from worker.outside.register import Register

_REF = re.compile(r"\d{4}-\d{4,6}")
MAILROOM = "mailroom"


@dataclass(frozen=True, slots=True)
class Files:
    """The files a commit brings: evidence by its description, letters by their id, raw mails."""

    evidence: tuple[tuple[EvidenceItem, bytes], ...] = ()
    letters: tuple[tuple[str, bytes], ...] = ()
    quarantine: tuple[tuple[str, bytes], ...] = ()


class Store:
    """A data folder, held by one worker. Opening it reads every card; a damaged file stops it.

    ``looking=True`` opens it beside a running worker, without the lock and without changing a byte.
    """

    def __init__(self, folder: Path, *, looking: bool = False) -> None:
        self.folder = folder
        self._looking = looking
        self._cases = folder / "cases"
        self._months = folder / MAILROOM
        if looking:
            _refuse_if_absent(folder)
        else:
            make_folder(folder)
            _refuse_if_open_to_others(folder)
            self._lock = _locked(folder / "lock")
            for name in ("cases", MAILROOM, "letters", "quarantine", "replay"):
                make_folder(folder / name)
        self.secret = _secret(folder / "secret.key")
        self.register = Register()
        self.mailroom = Mailroom()
        self._log = custody.CustodyLog(folder / "custody.log", mend=not looking)
        self._open_mailroom()
        self._open_cases()

    def close(self) -> None:
        """Let go of the data folder."""
        if not self._looking:
            self._lock.close()

    def case(self, ref: str) -> Case:
        """Return a case by its reference (KeyError when there is none)."""
        if self.register.find_card(ref) is None:
            raise KeyError(ref)
        return replay(ref, journal.read_case(self._cases / ref / "case.json"))

    def letter(self, ref: str, letter_id: str) -> bytes:
        """Return the bytes of a letter, as fixed at its commit."""
        return (self._letters_of(ref) / f"{letter_id}.eml").read_bytes()

    def evidence(self, ref: str, sha256: str) -> bytes:
        """Return a kept file."""
        return (self._cases / ref / "evidence" / sha256).read_bytes()

    def find_quarantined(self, sha256: str) -> bytes | None:
        """Return the bytes of a mail that could not be read, if that is where it lies."""
        path = self.folder / "quarantine" / f"{sha256}.eml"
        return path.read_bytes() if path.exists() else None

    def ask_replay(self, key: MessageKey) -> None:
        """Ask the running worker to read a message again (it holds the lock; we only leave a note)."""
        note = self.folder / "replay" / f"{key.raw_sha256}.json"
        write_atomically(note, json.dumps([key.message_id, key.raw_sha256, key.body_sha256]).encode())

    def replay_requests(self) -> tuple[MessageKey, ...]:
        """Return the messages a person asked to have read again."""
        notes = sorted((self.folder / "replay").glob("*.json"))
        return tuple(MessageKey(*json.loads(note.read_bytes())) for note in notes)

    def replayed(self, key: MessageKey) -> None:
        """Take a request off the list."""
        (self.folder / "replay" / f"{key.raw_sha256}.json").unlink(missing_ok=True)

    def commit_case(self, case: Case, events: Sequence[CaseEvent], files: Files) -> Case:
        """Commit what one message or sweep caused on one case, and return the case after it.

        All or nothing: files first, then the history in one rename; a crash before it leaves the
        case as it was. Raises OSError (disk full, read-only) with nothing changed.
        """
        after = extend(case, events)
        folder = self._cases / case.ref
        if self.register.find_card(case.ref) is None:
            self._commit_new(folder, after, events, files)
        else:
            self._write(folder, after, events, files)
        facts = custody_facts(after.events)
        self._log.log(case.ref, facts[self._log.count(case.ref) :])
        self.register.put(card(after))
        return after

    def commit_mailroom(self, at: datetime, events: Sequence[MailroomEvent], files: Files) -> None:
        """Commit what belongs to no case: one atomic write, like ``commit_case``."""
        _keep_letters(self.folder / "letters", files)
        for sha256, raw in files.quarantine:
            keep_once(self.folder / "quarantine" / f"{sha256}.eml", raw)
        if files.quarantine:
            sync_folder(self.folder / "quarantine")
        journal.append(self._months / f"{at:%Y-%m}.json", events)
        self._take(events)

    def beat(self, facts: dict[str, Any]) -> None:
        """Leave a sign of life for ``headsup status`` and any monitoring (not part of any commit)."""
        write_atomically(self.folder / "heartbeat.json", json.dumps(facts).encode(), sync_parent=False)

    def note_reading(self, place: Place | None) -> int:
        """Note which message is being read now (None: none), and return how often that was cut short.

        Not part of any commit: it survives the death of the process, which is all it is for.
        """
        path = self.folder / "reading.json"
        if place is None:
            path.unlink(missing_ok=True)
            return 0
        name = f"{place.uidvalidity}/{place.uid}"
        before = json.loads(path.read_bytes()) if path.exists() else {}
        tries = before.get("tries", 0) + 1 if before.get("name") == name else 1
        path.write_text(json.dumps({"name": name, "tries": tries}))
        return tries - 1

    def heartbeat(self) -> dict[str, Any]:
        """Return the last sign of life; empty before the first."""
        path = self.folder / "heartbeat.json"
        return cast("dict[str, Any]", json.loads(path.read_bytes())) if path.exists() else {}

    # ── commits ────────────────────────────────────────────────────────────────────────────

    def _commit_new(self, folder: Path, after: Case, events: Sequence[CaseEvent], files: Files) -> None:
        making = folder.with_name(f".making-{folder.name}")
        shutil.rmtree(making, ignore_errors=True)
        make_folder(making)
        self._write(making, after, events, files)
        making.rename(folder)
        sync_folder(self._cases)

    def _write(self, folder: Path, after: Case, events: Sequence[CaseEvent], files: Files) -> None:
        custody.keep(folder / "evidence", files.evidence)
        _keep_letters(folder / "letters", files)
        journal.append(folder / "case.json", events, card(after))

    def _letters_of(self, ref: str) -> Path:
        return self.folder / "letters" if ref == MAILROOM else self._cases / ref / "letters"

    # ── opening ────────────────────────────────────────────────────────────────────────────

    def _open_cases(self) -> None:
        for folder in sorted(self._cases.iterdir()):
            if folder.name.startswith(".making-"):
                if not self._looking:
                    shutil.rmtree(folder)
            elif not _REF.fullmatch(folder.name) or not (folder / "case.json").exists():
                raise Damaged(
                    f"{folder} is not a case: it has no case.json. Restore the folder from the last "
                    "backup, or move it out of the data folder if it does not belong there."
                )
            else:
                self._open_case(folder)

    def _open_case(self, folder: Path) -> None:
        about = journal.read_card(folder / "case.json")
        self.register.put(about)
        if self._looking:
            return
        remove_halves(folder)
        logged = self._log.count(about.ref)
        if logged < about.custody_facts:  # a crash came between the commit and the log
            facts = custody_facts(journal.read_case(folder / "case.json"))
            self._log.log(about.ref, facts[logged:])

    def _open_mailroom(self) -> None:
        if not self._looking:
            remove_halves(self._months)
        for path in sorted(self._months.glob("*.json")):
            self._take(journal.read_mailroom(path))

    def _take(self, events: Sequence[MailroomEvent]) -> None:
        known = len(self.mailroom.messages)
        self.mailroom.apply(events)
        for key, how in self.mailroom.messages[known:]:
            self.register.know(key, how)
        for event in events:
            if isinstance(event, Queued):
                self.register.ours(event.letter.message_id, MAILROOM, event.letter.id)
            elif isinstance(event, Replayed):
                self.register.forget(event.message)


def _keep_letters(folder: Path, files: Files) -> None:
    if not files.letters:
        return
    make_folder(folder)
    for letter_id, raw in files.letters:
        # Overwrites: a crash before the commit leaves a letter of the same id that was never ours to send.
        write_atomically(folder / f"{letter_id}.eml", raw, sync_parent=False)
    sync_folder(folder)


def _locked(path: Path) -> Any:
    lock = path.open("a")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        raise Unreachable(
            f"Another Headsup is already working in {path.parent}. Two at once would answer everything "
            "twice, so this one stops. See: systemctl status headsup"
        ) from None
    return lock


def _secret(path: Path) -> bytes:
    if not path.exists():
        write_atomically(path, secrets.token_bytes(32))
    return path.read_bytes()


def _refuse_if_absent(folder: Path) -> None:
    if not (folder / "cases").is_dir():
        raise Misconfigured(
            [f"{folder} holds no cases yet. Is it the right data folder? Start the service: headsup run"]
        )


def _refuse_if_open_to_others(folder: Path) -> None:
    mode = stat.S_IMODE(folder.stat().st_mode)
    if mode & 0o077:
        raise Misconfigured(
            (
                f"{folder} can be entered by other users of this machine (mode {mode:04o}). "
                f"Run: chmod 700 {folder}",
            )
        )
    if not os.access(folder, os.W_OK | os.X_OK):
        raise Misconfigured([f"{folder} cannot be written by this user. Run: chown -R headsup {folder}"])
