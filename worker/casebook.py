"""Cases on a terminal: one a line, or one with its whole history, as text and as data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from worker import events as ev
from worker.deciding.archives.records import find_kept_until
from worker.deciding.archives.records import is_held as is_on_hold
from worker.deciding.cases.case import Case
from worker.deciding.cases.harmed import harmed_of
from worker.deciding.cases.progress import say_state
from worker.deciding.cases.relations import relation_of, says_of
from worker.deciding.cases.standing import informal_of, state_of
from worker.model import CaseState, Urgency
from worker.outside.data.shelves import Shelves
from worker.outside.data.values import encode
from worker.terminal import BOLD, DIM, RED, YELLOW, paint, to_the_minute
from worker.wording.templates import clean


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
                "opened": to_the_minute(case.opened_at.isoformat() if case.opened_at else None),
                "reports": len(case.reports),
                "grounds": " ".join(g.id for g in case.grounds),
                "urgency": case.urgency.value,
                "waits_for": "head" if waiting else due[0].kind.value if due else "",
                "due": to_the_minute(due[0].due_at.isoformat()) if due else "",
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
        lines.append(f"    {to_the_minute(one['at'])}  {one['what']} to {one['who']}: {one['detail']}{why}")
    return clean("\n".join(lines))


def _record_lines(ref: str, store: Shelves) -> list[str]:
    """How long a case is kept, and what stops its erasure."""
    until, dated = find_kept_until(store.mailroom, ref), store.mailroom.dated.get(ref)
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
