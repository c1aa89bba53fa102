"""The checks that need more than one setting: people, terms, folders and servers that must fit together.

Each works on what could be read, so that all problems of a file are told at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from worker.deciding.school.calendar import LETTERS_FROM
from worker.model import Period, Person, Rules
from worker.outside.wire import is_loopback

Values = dict[str, Any]
_ROLES = ("head", "chair", "vice_chair", "dsl", "deputy_dsl", "admin")
_ROUND = (
    ("chair", ("head",), "the head's", "the head"),
    ("deputies", ("head",), "the head's", "the head"),
    ("vice_chair", ("head", "chair"), "the head's or the chair's", "the head and the chair"),
    ("deputy_dsl", ("dsl",), "the safeguarding lead's", "the safeguarding lead"),
)
"""Who stands in for whom, and therefore cannot be the same person."""
LONGEST_TERM = timedelta(weeks=20)
LONGEST_BREAK = timedelta(weeks=10)


def find_problems(values: Values, folder: Path) -> Iterator[str]:
    """What does not fit together among the tables as far as they could be read.

    ``folder`` is where relative paths start.
    """
    yield from _people_problems(values["people"], values["imap"], values["smtp"])
    yield from _term_problems(values["calendar"])
    yield from _clock_problems(values["calendar"])
    yield from _ladder_problems(values["procedure"])
    yield from _folder_problems(values["imap"])
    templates = values["storage"].get("templates")
    if templates and not (folder / templates).is_dir():
        yield f"storage.templates: there is no folder {folder / templates}. Check the path, or leave it out."
    for account in ("imap", "smtp"):
        yield from _connection_problems(account, values[account], folder)


def _addresses(people: Values) -> Iterator[tuple[str, str]]:
    """Every person's address with the setting it stands in."""
    named = [(f"people.{role}", people.get(role)) for role in _ROLES]
    named += [
        (f"people.deputies (number {n})", one) for n, one in enumerate(people.get("deputies", ()), start=1)
    ]
    for where, person in named:
        if isinstance(person, Person):
            yield f"{where}.email", person.email
            yield from ((f"{where}.also", email) for email in person.also)
    yield from (("people.staff", email) for email in people.get("staff", ()))


def _people_problems(people: Values, imap: Values, smtp: Values) -> Iterator[str]:
    ours = {
        str(imap.get("user", "")).lower(): "imap.user",
        people.get("inbox"): "people.inbox",
        smtp.get("sender"): "smtp.sender",
    }
    for where, email in _addresses(people):
        if (mailbox := _without_tag(email)) in ours:
            yield (
                f"{where}: {email} is also {ours[mailbox]}. Headsup would write to itself: "
                "give the reporting inbox an address of its own."
            )
    yield from _conflicts(people)
    for n, deputy in enumerate(people.get("deputies", ()), start=1):
        if deputy.from_on and deputy.until_on and deputy.until_on < deputy.from_on:
            yield (
                f"people.deputies (number {n}).until: {deputy.until_on} is before {deputy.from_on}. "
                "Swap the two dates."
            )


def _without_tag(email: str) -> str:
    """The mailbox of an address: ``reports+x@`` lands in that of ``reports@`` (RFC 5233)."""
    local, _, domain = email.rpartition("@")
    return f"{local.partition('+')[0] or local}@{domain}"


def _conflicts(people: Values) -> Iterator[str]:
    """What would put a case before the very person it is about (domain §4, conflict route)."""
    every = tuple(_addresses(people))
    by_role = {role: {e for where, e in every if where.startswith(f"people.{role}.")} for role in _ROLES}
    by_role["deputies"] = {e for where, e in every if where.startswith("people.deputies ")}
    for role, others, whose, about in _ROUND:
        for where, email in every:
            mine = where.startswith((f"people.{role}.", f"people.{role} "))
            if mine and any(email in by_role[other] for other in others):
                yield (
                    f"{where}: {email} is also {whose}. A case about {about} goes round {about}: "
                    "name another person, with an address of their own."
                )
    if not people.get("deputy_dsl") and by_role["dsl"] & by_role["head"]:
        yield (
            "people.dsl: the head is the safeguarding lead too, so a message about the head would reach "
            "nobody else. Name people.deputy_dsl, with an address of their own."
        )


def _ladder_problems(procedure: Values) -> Iterator[str]:
    usual = Rules()
    deputy = procedure.get("deputy_told_days", usual.deputy_told_days)
    chair = procedure.get("chair_told_days", usual.chair_told_days)
    twice = 2 * procedure.get("decide_days", usual.decide_days)
    if not twice < deputy < chair:
        yield (
            f"procedure.deputy_told_days: the head is reminded twice, by school day {twice}, then the deputy "
            f"is told, then the chair; {deputy} and {chair} are not in that order. Write later days."
        )
    minutes = procedure.get("alert_minutes", usual.alert_minutes)
    if list(minutes) != sorted(set(minutes)) or not minutes:
        yield "procedure.alert_minutes: write later and later minutes after the alert, like [15, 30, 60]."


def _term_problems(calendar: Values) -> Iterator[str]:
    terms: tuple[Period, ...] = calendar.get("terms", ())
    for n, term in enumerate(terms, start=1):
        where = f"calendar.terms (number {n})"
        if term.last_on < term.first_on:
            yield f"{where}.last: {term.last_on} is before {term.first_on}. Swap the two dates."
        elif term.last_on - term.first_on > LONGEST_TERM:
            yield f"{where}: longer than 20 weeks. Check the year, or write each half-term on its own."
    for n, (before, after) in enumerate(pairwise(terms), start=2):
        where = f"calendar.terms (number {n}).first"
        if after.first_on <= before.last_on:
            yield (
                f"{where}: {after.first_on} is not after {before.last_on}. "
                "List half-terms in order, without overlap."
            )
        elif after.first_on - before.last_on > LONGEST_BREAK:
            yield (
                f"{where}: no school from {before.last_on} to {after.first_on}. "
                "Add the half-terms between, or check the year."
            )
    for on in calendar.get("closed_on", ()) if terms else ():
        if not any(term.first_on <= on <= term.last_on for term in terms):
            yield f"calendar.closed: {on} is in no term. List only days inside terms, or check the date."


def _clock_problems(calendar: Values) -> Iterator[str]:
    last: time = calendar.get("no_letters_after", Rules().no_letters_after)
    if last <= LETTERS_FROM:
        yield (
            f"calendar.no_letters_after: {last:%H:%M} is too early: a letter that waited goes at "
            f'{LETTERS_FROM:%H:%M}. Write a later time, like "15:00".'
        )


def _folder_problems(imap: Values) -> Iterator[str]:
    seen: dict[str, str] = {}
    for key in ("folder", "filed", "held", "quarantine", "sent"):
        name = imap.get(key)
        if not name and key == "sent":
            continue
        if name in seen:
            yield f'imap.{key}: "{name}" is also imap.{seen[name]}. Each needs a folder of its own.'
        elif name is not None:
            seen[name] = key


def _connection_problems(account: str, values: Values, folder: Path) -> Iterator[str]:
    host = values.get("host")
    if values.get("tls") in (False, "none") and host is not None and not is_loopback(host):
        yield (
            f"{account}.tls: without encryption everyone between can read the mail. Switch it on "
            "(off is only for a server on this machine)."
        )
    for key in ("ca_file", "password_file"):
        if values.get(key) and not (folder / values[key]).is_file():
            yield f"{account}.{key}: there is no file {folder / values[key]}. Check the path."
