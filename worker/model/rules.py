"""The school's own numbers, as its configuration gives them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True, slots=True)
class Period:
    """A run of days, both ends included."""

    first_on: date
    last_on: date


@dataclass(frozen=True, slots=True)
class Rules:
    """The school's own numbers: periods in school days, clock times in Europe/London."""

    zone: str = "Europe/London"
    terms: tuple[Period, ...] = ()
    closed_on: tuple[date, ...] = ()
    """INSET days and other days the school is shut inside a term."""
    extra_bank_holidays_on: tuple[date, ...] = ()
    day_ends: time = time(16, 0)
    digest_at: time = time(7, 15)
    meeting_times: tuple[time, ...] = (time(8, 45), time(15, 30))
    undo_minutes: int = 10
    decide_days: int = 1
    reply_days: int = 3
    removal_days: int = 3
    hold_days: int = 5
    deputy_told_days: int = 3
    chair_told_days: int = 5
    """School days without a decision until these are told; telling is not delegating (domain §4)."""
    alert_minutes: tuple[int, ...] = (15, 30, 60)
    """Clock minutes after which an alert that nobody acknowledged is repeated to more people."""
    urgent_by: time = time(18, 0)
    """By when, the same day, somebody is to have looked at what is urgent: any day, school or none."""
    quiet_from: time = time(18, 0)
    quiet_until: time = time(7, 0)
    """Between these, at weekends and in holidays, the head gets only what is urgent; equal: never quiet."""
    refer_days: int = 1
    """Working days to refer harm alleged against staff (domain §3.6)."""
    platform_hours: int = 48
    platform_days: int = 28
    """Clock hours until a platform is chased; days until that way is given up."""
    police_days: int = 1
    police_chase_days: int = 5
    """Working days until the police's reference is due, and until they are asked again."""
    advice_ack_days: int = 2
    advice_days: int = 5
    """School days for an adviser to confirm, and to answer."""
    appeal_days: int = 10
    """School days a parent has to put their side (policy silent; domain §1.7)."""
    removed_days: int = 10
    removed_close_days: int = 20
    """School days after a removal: a reminder, and an offer to close."""
    no_letters_after: time = time(15, 0)
    """On a Friday or the last day of term; a letter then waits for the next school day."""
    answer_days: int = 60
    """Days for which a yes to a mail that asks counts; after that the letter is shown again."""
    no_action_school_years: int = 1
    complaint_years: int = 6
    safeguarding_years: int = 40
    staff_allegation_years: int = 10
    """How long a closed case is kept, by its kind (domain §3.9); whole school years end on 31 August."""
    no_case_school_years: int = 1
    misdirected_days: int = 14
    """How long mail is kept that belongs to no case; what was meant for somebody else, in days."""
    announce_days: int = 28
    """Days before its time is over that the digest begins to ask what becomes of a closed case."""
    per_hour: int = 60
    per_recipient_hour: int = 10
    answers_per_hour: int = 20
    """Automatic answers to one address; beyond them it is read, and not answered."""
    alarm_minutes: int = 60
    """So long the inbox may be out of reach before the admin is told by mail."""
    max_bytes: int = 26_214_400
