"""What people can look at from outside: the state of the service, and cases as text and as data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from worker import events as ev
from worker.clock import clock
from worker.deciding.archives.records import is_held as is_on_hold
from worker.deciding.archives.records import kept_until
from worker.deciding.cases.case import Case
from worker.deciding.cases.harmed import harmed_of
from worker.deciding.cases.progress import say_state
from worker.deciding.cases.relations import relation_of, says_of
from worker.deciding.cases.standing import informal_of, state_of
from worker.model import CaseState, DraftState, Letter, LetterState, Urgency
from worker.outside.data.folder import is_held
from worker.outside.data.shelves import Shelves
from worker.outside.data.values import encode
from worker.terminal import BOLD, DIM, RED, YELLOW, paint
from worker.wording.templates import clean

LATE = timedelta(minutes=15)
SILENT = timedelta(minutes=20)
"""A worker leaves a sign of life every minute, and after every batch and round of letters."""
AHEAD = timedelta(days=1)
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
    running = is_held(store.folder)
    late = [x for x in letters if _is_late(x, now)]
    trouble = " ".join(filter(None, (beat.get("trouble"), _silence(beat.get("at"), now) if running else "")))
    stopped = [h for h in store.mailroom.held.values() if h.place is not None]
    return {
        "running": running,
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
            trouble or late or doubtful or failed or stopped or store.mailroom.quarantined or not running
        ),
    }


def find_clock_trouble(store: Shelves, now: datetime) -> str | None:
    """Say that the clock is, or was, far from right: what is stored is from a day after this one."""
    room = store.mailroom
    instants = [store.register.card(ref).changed_at for ref in store.register.refs()]
    instants += [digest.at for digest in room.digests[-1:]] + [filed.at for filed in room.filed[-1:]]
    instants += [held.at for held in room.held.values()]
    instants += [lost.at for lost in room.quarantined.values()]
    newest = max(instants, default=now)
    if newest - now <= AHEAD:
        return None
    return (
        f"The clock of this machine says {now:%Y-%m-%d}, and something was written on {newest:%Y-%m-%d}: "
        "one of the two is wrong, and deadlines and the digest with it. Set the clock right: timedatectl."
    )


def _is_late(letter: Letter, now: datetime) -> bool:
    """Whether a letter should have gone a while ago."""
    overdue = letter.not_before_at + LATE < now or letter.tries >= _LATE_TRIES
    return letter.state is LetterState.QUEUED and overdue


def _silence(beat_at: object, now: datetime) -> str:
    """Say that a worker that runs has left no sign of life for long."""
    try:
        at = datetime.fromisoformat(str(beat_at))
    except ValueError:
        return ""
    if at.tzinfo is None or now - at <= SILENT:
        return ""
    return f"There is no sign of life since {at:%Y-%m-%d %H:%M} UTC: systemctl restart headsup."


def as_text(status: dict[str, Any]) -> str:
    """Say a status in words."""
    lines = [
        "Headsup is running." if status["running"] else "Headsup is NOT running: systemctl status headsup",
        f"Mailbox last read: {_minute(status['last_read_at']) or 'never'}",
    ]
    if status["trouble"]:
        lines.append(f"TROUBLE: {status['trouble']}")
    words = {**status, "last_digest_on": status["last_digest_on"] or "none yet"}
    unread = status.get("pictures_unread_because")
    pictures = f"Pictures: {f'not read by machine ({unread})' if unread else 'read by machine'}"
    return "\n".join([*lines, _STATUS.format(**words), pictures])


def case_rows(store: Shelves) -> list[dict[str, Any]]:
    """Return every case on a line; no names."""
    rows = []
    for ref in store.register.refs():
        case = store.case(ref)
        waiting = [d.n for d in case.waiting_drafts]
        due = case.open_deadlines
        rows.append(
            {
                "ref": f"HU-{ref}",
                "state": case.state.value,
                "opened": _minute(case.opened_at.isoformat() if case.opened_at else None),
                "reports": len(case.reports),
                "grounds": " ".join(g.id for g in case.grounds),
                "urgency": case.urgency.value,
                "waits_for": "head" if waiting else due[0].kind.value if due else "",
                "due": _minute(due[0].due_at.isoformat()) if due else "",
            }
        )
    return rows


def table(rows: list[dict[str, Any]], width: int = 0, *, colour: bool = False) -> str:
    """Set the rows of ``case_rows`` as a table; what is urgent, or waits for the head, stands out.

    Days stand without their minutes, and an open case by its urgency, so that a line has room on a screen of
    80 columns. Longer than ``width``, where one is given, no line is: it ends in an ellipsis.
    """
    lines = [["REF", "STATE", "OPENED", "REPORTS", "WAITS FOR", "DUE", "GROUNDS"]]
    for row in rows:
        state = row["urgency"] if row["state"] == CaseState.OPEN.value else row["state"]
        opened, due = (str(row[name] or "").partition(" ")[0] for name in ("opened", "due"))
        lines.append([row["ref"], state, opened, str(row["reports"]), row["waits_for"], due, row["grounds"]])
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    said = []
    for line in lines:
        set_out = "  ".join(cell.ljust(wide) for cell, wide in zip(line, widths, strict=True)).rstrip()
        said.append(set_out if not 0 < width < len(set_out) else f"{set_out[: width - 1]}…")
    looks = [BOLD, *(_look_of(row) for row in rows)]
    return "\n".join(
        paint(line, how, colour=colour and bool(how)) for line, how in zip(said, looks, strict=True)
    )


def _look_of(row: dict[str, Any]) -> str:
    if row.get("state") == CaseState.CLOSED.value:
        return DIM
    if row.get("urgency") not in (None, Urgency.ROUTINE.value):
        return RED
    return YELLOW if row.get("waits_for") == "head" else ""


def case_as_json(case: Case) -> dict[str, Any]:
    """Return a case with its whole history as data."""
    return {
        "ref": f"HU-{case.ref}",
        "state": case.state.value,
        "decided_by": case.decided_by.value,
        "stands": state_of(case).value,
        "informal": informal_of(case),
        "merged_into": f"HU-{case.merged_into}" if case.merged_into else None,
        "posts": [encode(post) for post in case.posts],
        "relation": relation_of(case).value,
        "harmed": [asdict(one) for one in harmed_of(case)],
        "grounds": [encode(ground) for ground in case.grounds],
        "drafts": [encode(draft) for draft in case.drafts],
        "letters": [encode(letter) for letter in case.letters],
        "deadlines": [encode(deadline) for deadline in case.deadlines],
        "evidence": [encode(item) for item in case.evidence],
        "history": [encode(event) for event in case.events],
    }


def case_as_text(case: Case, store: Shelves) -> str:
    """Say a case and its history in words."""
    lines = [
        f"HU-{case.ref}: {case.state.value}, {case.urgency.value}, decided by the {case.decided_by.value}"
    ]
    lines += [
        f"  post      {p.platform or '?'}: {p.poster_name or p.handle or '?'} {p.url or ''}"
        + (f" (read by machine: {', '.join(p.by_machine).replace('_', ' ')})" if p.by_machine else "")
        for p in case.posts
    ]
    lines += [f"  poster    is {says} (as told)" for says in (says_of(case),) if says]
    lines += [
        f"  harmed    {one.who} ({'as told' if one.told else 'as reported'})" for one in harmed_of(case)
    ]
    lines += [f"  ground    {g.id} ({g.because})" for g in case.grounds]
    lines.append(
        f"  stands    {say_state(state_of(case))}; first step: {informal_of(case).replace('_', ' ')}"
    )
    lines += [
        f"  draft     {d.n} version {d.version}: {d.action.value.replace('_', ' ')}, {d.state.value}, "
        f"to {d.to.email if d.to else '(no address yet)'}"
        for d in case.drafts
    ]
    lines += [f"  expects   {d.about} {d.in_words}" for d in case.open_deadlines]
    lines += [f"  file      {i.sha256[:12]}  {i.type}, {i.size} bytes, {i.role.value}" for i in case.evidence]
    lines += _record_lines(case.ref, store)
    lines.append("  history")
    lines += [f"    {event.at:%Y-%m-%d %H:%M}  {_in_words(event)}" for event in case.events]
    lines.append(f"  folder    {store.folder / 'cases' / case.ref}")
    return clean("\n".join(lines))  # strangers' words, on a terminal


def access_as_text(seen: Iterable[dict[str, Any]]) -> str:
    """Say who has looked at a case, or taken a copy of it."""
    lines = ["  access"]
    for one in seen:
        why = f" ({one['why']})" if one["why"] else ""
        lines.append(f"    {_minute(one['at'])}  {one['what']} to {one['who']}: {one['detail']}{why}")
    return clean("\n".join(lines))


def _record_lines(ref: str, store: Shelves) -> list[str]:
    """How long a case is kept, and what stops its erasure."""
    until, dated = kept_until(store.mailroom, ref), store.mailroom.dated.get(ref)
    lines = [f"  kept      until {until} ({dated.kind.value.replace('_', ' ')})"] if until and dated else []
    return (
        [*lines, "  hold      its erasure waits for LIFT HOLD"] if is_on_hold(store.mailroom, ref) else lines
    )


def _in_words(event: ev.CaseEvent) -> str:  # noqa: C901  one line an event
    match event:
        case ev.Reported():
            return f"reported by {event.reporter.email}"
        case ev.Replied():
            return f"{event.kind.value.replace('_', ' ')} from {event.sender.email}"
        case ev.Decided():
            return f"{event.by.email} decided: {event.decision.value.replace('_', ' ')}"
        case ev.Drafted():
            return f"draft {event.draft.n} version {event.draft.version} written"
        case ev.DraftMoved():
            return f"draft {event.n} version {event.version}: {event.state.value} ({event.because})"
        case ev.StepSkipped():
            return f"step skipped for {event.action.value}: {event.because}"
        case ev.Queued():
            return f"{event.letter.kind} to {', '.join(event.letter.to)} queued"
        case ev.LetterMoved():
            return f"letter {event.id.split('.')[0]}: {event.state.value} ({event.because})"
        case ev.DeadlineSet():
            return f"expects {event.deadline.about} {event.deadline.in_words}"
        case ev.DeadlineEnded():
            return f"{event.id}: {event.state.value} ({event.because})"
        case ev.Progressed():
            about = f" ({event.about})" if event.about else ""
            return f"{event.by.email} told: {event.progress.value}{about}"
        case ev.Posted():
            return f"{event.by.email} told: draft {event.n} gone on paper, by {event.way.value} on {event.on}"
        case ev.NotPosted():
            return f"{event.by.email} told: draft {event.n} not gone on paper after all"
        case ev.Freed():
            return f"{event.by.email} freed the letters"
        case ev.Absorbed():
            return f"takes over {len(event.reports)} reports from HU-{event.ref}"
        case ev.Merged():
            return f"goes on as HU-{event.into}"
        case ev.Parted():
            return f"{len(event.posts)} post has a case of its own: HU-{event.to}"
        case ev.Closed():
            return f"closed by {event.by.email}: {event.because}"
        case ev.Reopened():
            return f"reopened: {event.because}"


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
            "at": _minute(e.at.isoformat()),
            "because": e.because,
            "key": e.message,
        }
        for e, state in waiting
    ]


def _last_digest(store: Shelves) -> str | None:
    digest = store.mailroom.digest_sent()
    return digest.on.isoformat() if digest else None


def _minute(text: str | None) -> str | None:
    return f"{datetime.fromisoformat(text):%Y-%m-%d %H:%M} UTC" if text else None
