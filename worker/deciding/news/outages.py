"""What the admin is told while the inbox cannot be read, and when it can be again: a little, and in time."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from worker import events as ev
from worker.deciding.mailroom import Mailroom
from worker.deciding.office import Office
from worker.deciding.writing.letters import admin_note
from worker.model import Notice

Told = tuple[tuple[ev.ReadingStopped | ev.ReadingResumed, ...], tuple[Notice, ...]]

AGAIN = tuple(timedelta(days=n) for n in (1, 2, 4, 7))
"""From each note of an outage to the next: seldomer and seldomer, then once a week."""
APART = timedelta(hours=4)
"""From the note of one outage to the note of a new one: a server that comes and goes fills no mailbox."""


def reading_fails(
    room: Mailroom, because: str, since_at: datetime, office: Office, now: datetime, *, refused: bool
) -> Told:
    """Tell that the inbox has not been read for long; nothing where it is too soon to tell (again).

    A login that is refused is told at once: it does not pass by itself, and trying on may lock the account.
    """
    last = room.reading_stopped
    goes_on = last is not None and room.reading_resumed is None
    if not (goes_on or refused or now - since_at >= timedelta(minutes=office.rules.alarm_minutes)):
        return (), ()
    # A note from the future was written by a clock that was wrong, and keeps nothing back.
    if last is not None and last.at <= now < last.at + _pause(last, goes_on=goes_on):
        return (), ()
    begun_at = (last.since_at if last and goes_on else None) or since_at
    stopped = ev.ReadingStopped(now, because, begun_at, last.told + 1 if last and goes_on else 1)
    note = admin_note(office, "unread", why=because, since=_minute(begun_at, office))
    return (stopped,), (note,)


def reading_works(room: Mailroom, office: Office, now: datetime) -> Told:
    """Tell that the inbox is read again, if the admin was told that it was not."""
    last = room.reading_stopped
    if last is None or room.reading_resumed is not None:
        return (), ()
    resumed = (ev.ReadingResumed(now, last.since_at),)
    if last.since_at is None:  # an outage of an earlier version, which did not note its end
        return resumed, ()
    since, until = _minute(last.since_at, office), _minute(now, office)
    note = admin_note(office, "read_again", since=since, until=until, why=last.because)
    return resumed, (note,)


def _pause(last: ev.ReadingStopped, *, goes_on: bool) -> timedelta:
    return AGAIN[min(last.told, len(AGAIN)) - 1] if goes_on else APART


def _minute(at: datetime, office: Office) -> str:
    return f"{at.astimezone(ZoneInfo(office.rules.zone)):%H:%M on %-d %B %Y}"
