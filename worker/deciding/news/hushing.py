"""Quiet hours: what can wait does not reach the head at night, at weekends or in holidays (domain §4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from worker import events as ev
from worker.deciding.office import Office
from worker.model import Notice

_CAN_WAIT = frozenset({"approval", "news", "reminder", "told", "letter_trouble", "pack"})
"""Kinds of mail that bring work and no danger. What is urgent, and what answers the head, always goes."""


def hush(
    notices: Iterable[Notice], happened: Iterable[object], office: Office, now: datetime
) -> tuple[Notice, ...]:
    """Let what can wait go out when the head's quiet hours are over.

    Not where she has just written herself: who decides at ten at night is awake, and wants to see what
    comes of it.
    """
    quiet_until = office.days.may_disturb(now)
    awake = any(isinstance(event, ev.Decided) for event in happened)
    if quiet_until == now or awake:
        return tuple(notices)
    private = {one.email for one in (office.people.head, *office.people.deputies)}
    return tuple(
        replace(notice, not_before_at=quiet_until)
        if _may_wait(notice) and private & {to.email for to in notice.to}
        else notice
        for notice in notices
    )


def _may_wait(notice: Notice) -> bool:
    urgent = any(line.get("urgent") for line in notice.facts.get("lines", ()))
    return notice.kind in _CAN_WAIT and not urgent and not notice.external and notice.not_before_at is None
