"""How the service is, as it can be seen from outside: by people, and by whatever watches over it."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from worker.clock import clock
from worker.deciding.cases.card import unsent_of
from worker.outside.data.folder import is_held, look
from worker.outside.data.notes import Notes
from worker.outside.data.shelves import Shelves
from worker.terminal import to_the_minute

SILENT = timedelta(minutes=20)
"""A worker leaves a sign of life every minute, and after every batch and round of letters."""
_STATUS = """\
Cases: {open_cases} open of {cases}
Drafts that wait for a decision: {drafts_waiting}
Letters: {letters_queued} queued ({letters_late} late), {letters_in_doubt} in doubt, {letters_failed} failed
Messages: {held} held ({safety_stops} safety stops), {quarantined} could not be read
Last digest: {last_digest_on}"""


def look_at(folder: Path) -> dict[str, Any]:
    """Return the state of a data folder, without disturbing a running worker. No names in it.

    A worker that holds it has counted what is in it with its last sign of life; without one all is read
    that has changed since the last of them took leave (``index``).
    """
    look(folder)
    notes, now = Notes(folder), clock()
    counts = notes.counted() if is_held(folder) else {}
    if counts.keys() != set(_COUNTED):  # there are none, or another version counted
        counts = count(Shelves(folder, trusted=True), now)
    return _status(folder, notes, counts, now)


def read_status(store: Shelves, now: datetime) -> dict[str, Any]:
    """Return the state of a data folder that is open already."""
    return _status(store.folder, store, count(store, now), now)


def count(store: Shelves, now: datetime) -> dict[str, Any]:
    """Count what a data folder holds, at the cost of what is unfinished in it, and not of its cases."""
    room = store.mailroom
    cases, open_cases, waiting = store.register.counts
    unsent = [*store.register.unsent(), *unsent_of(room.letters.values())]
    states = Counter(state for _, state, _ in unsent)
    late = [one for _, state, one in unsent if state == "queued" and datetime.fromisoformat(one) < now]
    digest = room.find_digest_sent()
    return {
        "cases": cases,
        "open_cases": open_cases,
        "drafts_waiting": waiting,
        "letters_queued": states["queued"],
        "letters_late": len(late),
        "letters_in_doubt": states["in_doubt"],
        "letters_failed": states["failed"],
        "held": len(room.held),
        "safety_stops": sum(h.place is not None for h in room.held.values()),
        "quarantined": len(room.quarantined),
        "last_digest_on": digest.on.isoformat() if digest else None,
    }


_WANT_A_PERSON = ("letters_late", "letters_in_doubt", "letters_failed", "safety_stops", "quarantined")
_COUNTED = (
    "cases", "open_cases", "drafts_waiting", "letters_queued", "held", "last_digest_on", *_WANT_A_PERSON
)  # fmt: skip


def _status(folder: Path, notes: Notes, counts: dict[str, Any], now: datetime) -> dict[str, Any]:
    beat = notes.heartbeat()
    running, passes = is_held(folder), beat.get("passes") is True
    silence = _silence(beat.get("at"), now, passes=passes) if running or passes else ""
    trouble = " ".join(filter(None, (beat.get("trouble"), silence)))
    unsettled = any(counts[name] for name in _WANT_A_PERSON)
    return {
        "running": running,
        "passes": passes,
        "last_read_at": beat.get("last_read_at"),
        "unread_since_at": beat.get("unread_since_at"),
        "trouble": trouble or None,
        **counts,
        "needs_a_person": bool(trouble or unsettled or not (running or passes)),
    }


def _silence(beat_at: object, now: datetime, *, passes: bool) -> str:
    """Say that a worker that runs, or makes a pass now and then, has left no sign of life for long."""
    try:
        at = datetime.fromisoformat(str(beat_at))
    except ValueError:
        return ""
    if at.tzinfo is None or now - at <= SILENT:
        return ""
    remedy = "does cron still run headsup once?" if passes else "systemctl restart headsup."
    return f"There is no sign of life since {at:%Y-%m-%d %H:%M} UTC: {remedy}"


def as_text(status: dict[str, Any]) -> str:
    """Say a status in words."""
    life = "Headsup is NOT running: systemctl status headsup"
    if status["running"] or status["passes"]:
        life = "Headsup is running." if status["running"] else "Headsup makes a pass now and then."
    lines = [
        life,
        f"Mailbox last read: {to_the_minute(status['last_read_at']) or 'never'}",
    ]
    if status["trouble"]:
        lines.append(f"TROUBLE: {status['trouble']}")
    words = {**status, "last_digest_on": status["last_digest_on"] or "none yet"}
    unread = status.get("pictures_unread_because")
    pictures = f"Pictures: {f'not read by machine ({unread})' if unread else 'read by machine'}"
    return "\n".join([*lines, _STATUS.format(**words), pictures])


def waiting_rows(store: Shelves) -> list[dict[str, Any]]:
    """Return every held and quarantined message, oldest first."""
    room = store.mailroom
    waiting = [(h, "held") for h in room.held.values()] + [
        (q, "quarantined") for q in room.quarantined.values()
    ]
    waiting.sort(key=lambda pair: pair[0].at)
    return [
        {
            "id": e.message.raw_sha256,
            "state": state,
            "at": to_the_minute(e.at.isoformat()),
            "because": e.because,
            "key": e.message,
        }
        for e, state in waiting
    ]
