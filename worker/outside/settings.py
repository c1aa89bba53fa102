"""Every setting, declared once: its key in ``config.toml``, its kind, what it is for, its default.

`read_table` is the one reader. The shipped ``config.toml`` documents exactly what stands here; a
test holds the two together.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from worker.model import Period, Person, Rules
from worker.outside import kinds

REQUIRED: Any = object()
SECRET_WORDS = ("password", "passwd", "passphrase", "secret", "token")
USUAL = Rules()


@dataclass(frozen=True, slots=True)
class Setting:
    """One key: ``kind`` reads it, ``about`` explains it, ``field`` is what it becomes (the key if empty)."""

    key: str
    kind: kinds.Kind | Table | Many
    about: str
    default: Any = REQUIRED
    field: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A TOML table: its settings, and what they build together (a dict where nothing is named)."""

    settings: tuple[Setting, ...]
    build: Callable[..., Any] = dict


@dataclass(frozen=True, slots=True)
class Many:
    """An array of tables, each built alike."""

    of: Table


NAMED = (
    Setting("name", kinds.line, "the person's name, as it signs letters"),
    Setting("email", kinds.address, "the address Headsup writes to"),
    Setting("also", kinds.several(kinds.address), "other addresses the same person writes from", ()),
)
PERSON = Table(NAMED, Person)
DEPUTY = Table(
    (
        *NAMED,
        Setting("may_approve", kinds.yes_no, "whether a yes from this person sends a letter", False),
        Setting("from", kinds.day, "the first day this holds", None, "from_on"),
        Setting("until", kinds.day, "the last day this holds", None, "until_on"),
    ),
    Person,
)
TERM = Table(
    (
        Setting("first", kinds.day, "the first day of the half-term", field="first_on"),
        Setting("last", kinds.day, "the last day of the half-term", field="last_on"),
    ),
    Period,
)

SCHOOL = Table(
    (
        Setting("name", kinds.line, "the school's name"),
        Setting("address", kinds.text, "the school's postal address"),
        Setting("phone", kinds.line, "the number a parent can ring"),
        Setting("complaints", kinds.line, "where a parent finds the complaints procedure"),
    )
)
PEOPLE = Table(
    (
        Setting("inbox", kinds.address, "the reporting address, Headsup's own"),
        Setting("staff", kinds.several(kinds.address), "addresses of staff outside the domains", ()),
        Setting("staff_domains", kinds.several(kinds.domain), "domains whose senders are staff", ()),
        Setting("head", PERSON, "the headteacher, who decides"),
        Setting("chair", PERSON, "the chair of governors, who decides where the head is concerned"),
        Setting("dsl", PERSON, "the designated safeguarding lead"),
        Setting("admin", PERSON, "the person told when Headsup itself needs attention"),
        Setting("deputies", Many(DEPUTY), "people who stand in for the head", ()),
    )
)
CALENDAR = Table(
    (
        Setting("zone", kinds.zone, "the school's time zone", USUAL.zone),
        Setting("terms", Many(TERM), "first and last day of each half-term", ()),
        Setting("closed", kinds.several(kinds.day), "INSET days inside terms", (), "closed_on"),
        Setting(
            "extra_bank_holidays",
            kinds.several(kinds.day),
            "bank holidays by proclamation",
            (),
            "extra_bank_holidays_on",
        ),
        Setting("day_ends", kinds.clock, "when a deadline's day is over", USUAL.day_ends),
        Setting("digest_at", kinds.clock, "when the morning digest is sent", USUAL.digest_at),
        Setting(
            "meeting_times",
            kinds.several(kinds.clock),
            "the times a parent is offered",
            USUAL.meeting_times,
        ),
        Setting("no_letters_after", kinds.clock, "the last hour for letters", USUAL.no_letters_after),
    )
)
PROCEDURE = Table(
    (
        Setting("undo_minutes", kinds.whole(0, 1440), "how long STOP works", USUAL.undo_minutes),
        Setting("decide_days", kinds.whole(1, 60), "school days to decide", USUAL.decide_days),
        Setting("reply_days", kinds.whole(1, 60), "school days for a parent to reply", USUAL.reply_days),
        Setting("removal_days", kinds.whole(1, 60), "school days to remove a post", USUAL.removal_days),
        Setting("hold_days", kinds.whole(1, 60), "school days a hold lasts", USUAL.hold_days),
    )
)
LIMITS = Table(
    (
        Setting("per_hour", kinds.whole(1, 10_000), "mails an hour in all", USUAL.per_hour),
        Setting(
            "per_recipient_hour",
            kinds.whole(1, 1_000),
            "mails an hour to one person",
            USUAL.per_recipient_hour,
        ),
        Setting("max_megabytes", kinds.megabytes, "the largest mail read", USUAL.max_bytes, "max_bytes"),
    )
)
IMAP = Table(
    (
        Setting("host", kinds.host, "the server the reports arrive on"),
        Setting("port", kinds.whole(1, 65_535), "its port", 993),
        Setting("user", kinds.line, "the mailbox's login"),
        Setting("tls", kinds.yes_no, "whether the connection is encrypted", True),
        Setting("ca_file", kinds.line, "certificates to trust instead of the system's", None),
        Setting("password_file", kinds.line, "a file holding the password", None),
        Setting("authserv_id", kinds.line, "the name your mail server signs its checks with", None),
        Setting("folder", kinds.line, "the folder reports arrive in", "INBOX"),
        Setting("filed", kinds.line, "the folder for mail dealt with", "Headsup/Filed"),
        Setting("held", kinds.line, "the folder for mail from strangers", "Headsup/Held"),
        Setting("quarantine", kinds.line, "the folder for mail that cannot be read", "Headsup/Quarantine"),
        Setting("connect_seconds", kinds.whole(1, 600), "how long to wait for a connection", 10),
        Setting("read_seconds", kinds.whole(1, 600), "how long to wait for an answer", 60),
    )
)
SMTP = Table(
    (
        Setting("host", kinds.host, "the server that takes outgoing mail"),
        Setting("port", kinds.whole(1, 65_535), "its port", 587),
        Setting("user", kinds.line, "the login; leave it out for a relay that asks for none", ""),
        Setting("tls", kinds.choice("implicit", "starttls", "none"), "how it is encrypted", "starttls"),
        Setting("ca_file", kinds.line, "certificates to trust instead of the system's", None),
        Setting("password_file", kinds.line, "a file holding the password", None),
        Setting("sender_name", kinds.line, "the name beside the address; else the school's", None),
        Setting("sender", kinds.address, "the address mails come from; else the inbox", None),
        Setting("connect_seconds", kinds.whole(1, 600), "how long to wait for a connection", 10),
        Setting("read_seconds", kinds.whole(1, 600), "how long to wait for an answer", 60),
    )
)
STORAGE = Table(
    (
        Setting("data", kinds.line, "the folder of the cases", None),
        Setting("templates", kinds.line, "the folder of the school's own letters", None),
    )
)
EVERYTHING = Table(
    tuple(
        Setting(name, table, f"the [{name}] table", {})
        for name, table in {
            "school": SCHOOL,
            "people": PEOPLE,
            "calendar": CALENDAR,
            "procedure": PROCEDURE,
            "limits": LIMITS,
            "imap": IMAP,
            "smtp": SMTP,
            "storage": STORAGE,
        }.items()
    )
)


def declared(table: Table = EVERYTHING, where: str = "") -> Iterator[tuple[str, Setting]]:
    """Every setting that is not a table itself, with its dotted key."""
    for setting in table.settings:
        name = f"{where}{setting.key}"
        inner = setting.kind.of if isinstance(setting.kind, Many) else setting.kind
        if isinstance(inner, Table):
            yield from declared(inner, f"{name}.")
        else:
            yield name, setting


def read_table(table: Table, found: object, where: str, problems: list[str]) -> dict[str, Any]:
    """The table's fields by name, as far as they could be read; every problem is added to the list.

    ``where`` is the table's dotted name, empty at the top.
    """
    if not isinstance(found, dict):
        problems.append(
            f"{where}: {kinds.show(found)} is not a table. Write a line [{where}] above its keys."
        )
        return {}
    known = {setting.key: setting for setting in table.settings}
    problems.extend(_unknown(_dotted(where, key), key, known) for key in found if key not in known)
    fields: dict[str, Any] = {}
    for key, setting in known.items():
        if key in found or isinstance(setting.kind, Table):
            value = _read(setting, found.get(key, {}), _dotted(where, key), problems)
            if value is not REQUIRED:
                fields[setting.field or key] = value
        elif setting.default is REQUIRED:
            problems.append(f"{_dotted(where, key)}: missing. Add it: {setting.about}.")
        else:
            fields[setting.field or key] = setting.default
    return fields


def _read(setting: Setting, found: object, name: str, problems: list[str]) -> Any:
    """One setting's value, or ``REQUIRED`` where it could not be read and the problem is noted."""
    if isinstance(setting.kind, Table):
        return _build(setting.kind, found, name, problems)
    if isinstance(setting.kind, Many):
        return _read_many(setting.kind.of, found, name, problems)
    try:
        return setting.kind(found)
    except ValueError as wrong:
        problems.append(f"{name}: {wrong} ({setting.about}).")
        return REQUIRED


def _read_many(of: Table, found: object, name: str, problems: list[str]) -> Any:
    if not isinstance(found, list):
        problems.append(
            f"{name}: {kinds.show(found)} is not a list of tables. Write it as config.toml shows."
        )
        return REQUIRED
    entries = [_build(of, entry, f"{name} (number {n})", problems) for n, entry in enumerate(found, start=1)]
    return REQUIRED if any(entry is REQUIRED for entry in entries) else tuple(entries)


def _build(table: Table, found: object, name: str, problems: list[str]) -> Any:
    before = len(problems)
    fields = read_table(table, found, name, problems)
    return table.build(**fields) if table.build is dict or len(problems) == before else REQUIRED


def _unknown(name: str, key: str, known: Mapping[str, Setting]) -> str:
    if any(word in key.casefold() for word in SECRET_WORDS):
        account = "SMTP" if name.startswith("smtp") else "IMAP"
        return f"{name}: a password does not belong in this file. {places_for(account.lower())}"
    near = difflib.get_close_matches(key, known, n=1)
    elsewhere = [other for other, setting in declared() if setting.key == key]
    if near:
        remedy = f"Did you mean {near[0]}?"
    elif elsewhere:
        remedy = f"It belongs elsewhere: {elsewhere[0]}."
    else:
        remedy = f"Known here: {', '.join(known)}."
    return f"{name}: there is no such setting. {remedy}"


def places_for(account: str) -> str:
    """Where the password of ``imap`` or ``smtp`` may be kept: the remedy wherever one is amiss."""
    return (
        f"Put it in the environment as HEADSUP_{account.upper()}_PASSWORD, in a file only Headsup can read "
        f"and name that in {account}.password_file, or give it to systemd: "
        f"LoadCredential={account}-password:/path."
    )


def _dotted(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key
