"""Notes beside the cases: signs of life and requests, part of no commit. Losing one loses no mail."""

from __future__ import annotations

import json
import logging
import os
from datetime import datetime
from pathlib import Path
from typing import Any

from worker.model import MessageKey, Place
from worker.outside.data.disk import append_durably, write_atomically, write_lightly, write_over

log = logging.getLogger("headsup")


class Notes:
    """What the worker leaves for those who look in from outside, for its next life, and they for it."""

    def __init__(self, folder: Path) -> None:
        self._counts = folder / "counts.json"
        self._heartbeat = folder / "heartbeat.json"
        self._reading = folder / "reading.json"
        self._taken = folder / "taken.txt"
        self._requests = folder / "replay"
        self._erasures = folder / "erase"
        self._in_hand: dict[str, Any] | None = None
        self._said: dict[str, Any] = {}

    def beat(self, facts: dict[str, Any]) -> None:
        """Leave a sign of life for ``headsup status`` and any monitoring."""
        write_lightly(self._heartbeat, json.dumps(facts).encode())

    def heartbeat(self) -> dict[str, Any]:
        """Return the last sign of life; empty before the first. An instant in it can be read as one."""
        facts = _read(self._heartbeat)
        return {name: fact for name, fact in facts.items() if not name.endswith("_at") or _is_instant(fact)}

    def note_counts(self, counts: dict[str, Any]) -> None:
        """Leave what the worker that holds the folder has counted in it, if that is something else by now."""
        if counts != self._said:
            write_lightly(self._counts, json.dumps(counts).encode())
            self._said = counts

    def counted(self) -> dict[str, Any]:
        """Return what was counted last, empty where nothing was: right as long as that worker holds on."""
        return _read(self._counts)

    def forget_counts(self) -> None:
        """Begin a life: what an earlier one counted may have changed before it ended."""
        if self._counts.exists():
            self._counts.unlink()

    def note_reading(self, what: Place | str | None, step: str = "whole") -> int:
        """Note what is being read now in a step (None: nothing), and return how often that was cut short.

        Each step of the reading has a note of its own: what goes well in one says nothing of another.
        It survives the death of the process, which is all it is for.
        """
        notes = dict(self._read_in_hand())
        before = notes.pop(step, None)
        tries = 0
        if what is not None:
            name = f"{what.uidvalidity}/{what.uid}" if isinstance(what, Place) else what
            known = isinstance(before, list) and len(before) == 2 and before[0] == name
            tries = before[1] if known and isinstance(before[1], int) else 0
            notes[step] = [name, tries + 1]
        if notes:
            write_over(self._reading, json.dumps(notes).encode())
        else:
            self._reading.unlink(missing_ok=True)
        self._in_hand = notes
        return tries

    def left_in_hand(self, step: str) -> Place | None:
        """Return the place that was being read in a step when the last life ended, if one was."""
        note = self._read_in_hand().get(step)
        name = note[0] if isinstance(note, list) and note else None
        uidvalidity, _, uid = name.partition("/") if isinstance(name, str) else ("", "", "")
        return Place(int(uidvalidity), int(uid)) if uidvalidity.isdecimal() and uid.isdecimal() else None

    def _read_in_hand(self) -> dict[str, Any]:
        """What the last life left, and from then on what this one noted."""
        if self._in_hand is None:
            self._in_hand = _read(self._reading)
        return self._in_hand

    def note_taken(self, ref: str, letter_id: str, *, safely: bool) -> None:
        """Note that the mail server took a letter, before that is committed.

        It survives the death of the process, and a power cut from the next one that is noted ``safely``.
        """
        # The line break goes before: what a crash left of a line is then no part of the next one.
        append_durably(self._taken, f"\n{ref} {letter_id}".encode(), sync=safely)

    def left_taken(self) -> list[tuple[str, str]]:
        """Return the letters that were noted as taken, each with the case it is of."""
        try:
            lines = self._taken.read_text("utf-8", "replace").splitlines()
        except FileNotFoundError:
            return []
        return [
            (ref, letter_id) for ref, _, letter_id in (line.partition(" ") for line in lines) if letter_id
        ]

    def forget_taken(self) -> None:
        """Forget them: what became of each is durable."""
        self._taken.unlink(missing_ok=True)

    def ask_replay(self, key: MessageKey) -> None:
        """Ask the running worker to read a message again (it holds the lock; we only leave a note)."""
        note = self._request(key)
        write_atomically(note, json.dumps([key.message_id, key.raw_sha256, key.body_sha256]).encode())
        _as_owned(note, self._requests)

    def replay_requests(self) -> tuple[MessageKey, ...]:
        """Return the messages a person asked to have read again; what is no request is put aside."""
        found = [(note, _find_request(note)) for note in sorted(self._requests.glob("*.json"))]
        for note, key in found:
            if key is None:
                log.warning("%s is not a request to read a message again. Ask anew: headsup replay", note)
                note.rename(note.with_name(f"{note.name}.unreadable"))
        return tuple(key for _, key in found if key is not None)

    def replayed(self, key: MessageKey) -> None:
        """Take a request off the list."""
        self._request(key).unlink(missing_ok=True)

    def ask_erase(self, ref: str, because: str) -> None:
        """Ask the running worker to erase a case."""
        if not self._erasures.exists():  # a folder of an older version, in which no worker has made it yet
            self._erasures.mkdir(mode=0o700)
            _as_owned(self._erasures, self._erasures.parent)
        note = self._erasures / f"{ref}.json"
        write_atomically(note, json.dumps({"because": because}).encode())
        _as_owned(note, self._erasures)

    def erase_requests(self) -> tuple[tuple[str, str], ...]:
        """Return the cases that the admin asked to have erased, each with the reason."""
        found = [(note.stem, _read(note).get("because")) for note in sorted(self._erasures.glob("*.json"))]
        return tuple((ref, because) for ref, because in found if isinstance(because, str))

    def erase_noted(self, ref: str) -> None:
        """Take a request to erase off the list: it is an order in the mailroom now."""
        (self._erasures / f"{ref}.json").unlink(missing_ok=True)

    def _request(self, key: MessageKey) -> Path:
        return self._requests / f"{key.raw_sha256}.json"


def _find_request(note: Path) -> MessageKey | None:
    """Return the message a note asks for, which also gives the note its name: that is how it is taken off."""
    try:
        message_id, raw_sha256, body_sha256 = json.loads(note.read_bytes())
    except (ValueError, TypeError, RecursionError):
        return None
    texts = isinstance(message_id, str | None) and isinstance(body_sha256, str)
    return MessageKey(message_id, raw_sha256, body_sha256) if texts and raw_sha256 == note.stem else None


def _as_owned(note: Path, folder: Path) -> None:
    """Let the worker read what an administrator asks: it goes to whom its folder belongs to."""
    if os.geteuid() == 0:
        owner = folder.stat()
        os.chown(note, owner.st_uid, owner.st_gid)


def _is_instant(fact: Any) -> bool:
    try:
        return fact is None or datetime.fromisoformat(fact).tzinfo is not None
    except (ValueError, TypeError):
        return False


def _read(path: Path) -> dict[str, Any]:
    """Return a note, or nothing when there is none that can be read: a power cut may empty one."""
    try:
        facts = json.loads(path.read_bytes())
    except (FileNotFoundError, ValueError, RecursionError):
        return {}
    return facts if isinstance(facts, dict) else {}
