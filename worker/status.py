"""How the service is, as it can be seen from outside: by people, and by whatever watches over it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from worker.clock import clock
from worker.model import DraftState, Letter, LetterState
from worker.outside.data.folder import is_held
from worker.outside.data.shelves import Shelves
from worker.terminal import to_the_minute

LATE = timedelta(minutes=15)
SILENT = timedelta(minutes=20)
"""A worker leaves a sign of life every minute, and after every batch and round of letters."""
_LATE_TRIES = 4
"""A letter tried so often has waited a quarter of an hour (1, 2, 4 and 8 minutes)."""
_STATUS = """\
Cases: {open_cases} open of {cases}
Drafts that wait for a decision: {drafts_waiting}
Letters: {letters_queued} queued ({letters_late} late), {letters_in_doubt} in doubt, {letters_failed} failed
Messages: {held} held ({safety_stops} safety stops), {quarantined} could not be read
Last digest: {last_digest_on}"""


def read_status(store: Shelves, now: datetime | None = None) -> dict[str, Any]:
    """Return the state of a data folder, without disturbing a running worker. No names in it."""
    now = now or clock()
    beat = store.heartbeat()
    cases = [store.case(ref) for ref in store.register.open_refs()]
    letters = [x for case in cases for x in case.letters] + list(store.mailroom.letters.values())
    doubtful = [x for x in letters if x.state is LetterState.IN_DOUBT]
    failed = [x for x in letters if x.state is LetterState.FAILED]
    running, passes = is_held(store.folder), beat.get("passes") is True
    late = [x for x in letters if _is_late(x, now)]
    silence = _silence(beat.get("at"), now, passes=passes) if running or passes else ""
    trouble = " ".join(filter(None, (beat.get("trouble"), silence)))
    stopped = [h for h in store.mailroom.held.values() if h.place is not None]
    return {
        "running": running,
        "passes": passes,
        "last_read_at": beat.get("last_read_at"),
        "unread_since_at": beat.get("unread_since_at"),
        "trouble": trouble or None,
        "cases": len(store.register.refs()),
        "open_cases": len(cases),
        "drafts_waiting": sum(d.state is DraftState.WAITING for case in cases for d in case.drafts),
        "letters_queued": sum(x.state is LetterState.QUEUED for x in letters),
        "letters_late": len(late),
        "letters_in_doubt": len(doubtful),
        "letters_failed": len(failed),
        "held": len(store.mailroom.held),
        "safety_stops": len(stopped),
        "quarantined": len(store.mailroom.quarantined),
        "last_digest_on": _last_digest(store),
        "needs_a_person": bool(
            trouble
            or late
            or doubtful
            or failed
            or stopped
            or store.mailroom.quarantined
            or not (running or passes)
        ),
    }


def _is_late(letter: Letter, now: datetime) -> bool:
    """Whether a letter should have gone a while ago."""
    overdue = letter.not_before_at + LATE < now or letter.tries >= _LATE_TRIES
    return letter.state is LetterState.QUEUED and overdue


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


def _last_digest(store: Shelves) -> str | None:
    digest = store.mailroom.find_digest_sent()
    return digest.on.isoformat() if digest else None
