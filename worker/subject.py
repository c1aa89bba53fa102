"""What is held about a person: every place in the data folder where they are, or may be, named.

Looked through are the histories of all cases, every mail kept on them, every mail we wrote, the mailroom, and
what could not be read. Pictures cannot be looked through but for what a machine read in them, and what was
held lies in the mailbox: both are said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from worker.deciding.archives.searching import Sought, Sure, find, sought
from worker.deciding.cases.case import Case
from worker.meter import metered
from worker.model import EvidenceItem, Mail
from worker.outside.data import journal
from worker.outside.data.contents import MAILROOM
from worker.outside.data.disk import visible
from worker.outside.data.shelves import Shelves
from worker.outside.data.values import encode
from worker.reading.message.mail import read_mail
from worker.wording.templates import Templates
from worker.wording.text import tidy

_NOT_WORDS = frozenset(
    ["event", "sha256", "raw_sha256", "body_sha256", "text_sha256", "message_id", "id", "looks"]
)
"""Fields of events that hold no words of people."""


@dataclass(frozen=True, slots=True)
class Place:
    """One place: the case ("" for the mailroom), what kind of record, when, how sure, the words around."""

    ref: str
    kind: str
    at: datetime | None
    where: str
    sure: Sure
    words: str


def places_of(store: Shelves, person: Sought) -> Iterator[Place]:
    """Every place where a person is, or may be, named; case by case, then what belongs to none.

    A file that is not what was kept is not read: Damaged.
    """
    for ref in metered(store.register.refs(), "Looking"):
        yield from _in_case(store, store.case(ref), person)
    yield from _in_mailroom(store, person)


def _in_case(store: Shelves, case: Case, person: Sought) -> Iterator[Place]:
    for event in case.events:
        yield from _in_event(case.ref, event, person)
    for item in case.evidence:
        yield from _in_file(store, case.ref, item, person)
    for letter in case.letters:
        raw = store.letter(case.ref, letter.id)
        yield from _in_mail(case.ref, "letter", read_mail(raw), f"{letter.id}.eml", person)


def _in_event(ref: str, event: Any, person: Sought) -> Iterator[Place]:
    """The fields of an event, each by its name; the same words are told once."""
    seen: set[str] = set()
    for field, words in _strings(encode(event), ""):
        for one in find(words, person):
            if one.around not in seen:
                seen.add(one.around)
                yield Place(ref, "history", event.at, f"{type(event).__name__}.{field}", one.sure, one.around)


def _strings(value: Any, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, dict):
        for key, one in value.items():
            if key not in _NOT_WORDS:
                yield from _strings(one, key)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _strings(one, name)


def _in_file(store: Shelves, ref: str, item: EvidenceItem, person: Sought) -> Iterator[Place]:
    """A kept mail, by its words; a text file, as it stands; of a picture the history has the name."""
    if item.type == "message/rfc822":
        mail = read_mail(store.evidence(ref, item.sha256))
        yield from _in_mail(ref, "mail", mail, f"evidence/{item.sha256}", person)
    elif item.type.startswith("text/"):
        text = store.evidence(ref, item.sha256).decode("utf-8", "replace")
        for one in find(text, person):
            yield Place(ref, "file", None, f"evidence/{item.sha256}", one.sure, one.around)


def _in_mail(ref: str, kind: str, mail: Mail, where: str, person: Sought) -> Iterator[Place]:
    people = [one for one in (mail.sender, *mail.to, *mail.cc, *mail.reply_to) if one is not None]
    names = [attachment.name for attachment in mail.attachments if attachment.name]
    head = "\n".join((mail.subject, *(f"{one.name} <{one.email}>" for one in people), *names))
    for text in (head, mail.text):
        for one in find(text, person):
            yield Place(ref, kind, mail.sent_at, where, one.sure, one.around)
    for inner in mail.embedded:
        yield from _in_mail(ref, kind, inner, where, person)


def _in_mailroom(store: Shelves, person: Sought) -> Iterator[Place]:
    for month in visible(store.folder / MAILROOM):
        for event in journal.read_mailroom(month):
            yield from _in_event("", event, person)
    for letter in store.mailroom.letters.values():
        raw = store.letter(MAILROOM, letter.id)
        yield from _in_mail("", "letter", read_mail(raw), f"{letter.id}.eml", person)
    for path in visible(store.folder / "quarantine"):
        found = store.find_quarantined(path.stem)
        if found is not None:
            yield from _in_mail("", "quarantine", read_mail(found), f"quarantine/{path.name}", person)


@dataclass(frozen=True, slots=True)
class Report:
    """What was found about whom, and what could not be looked through."""

    who: tuple[str, ...]
    places: tuple[Place, ...]
    pictures: int
    held: int

    @property
    def refs(self) -> tuple[str, ...]:
        """The cases, and "" for what belongs to none, in order."""
        return tuple(dict.fromkeys(place.ref for place in self.places))


def look_for(store: Shelves, who: tuple[str, ...]) -> Report:
    """Look for a person everywhere. Raises Damaged where a file is not what was kept."""
    refs = store.register.refs()
    unread = sum(_is_unread(item) for ref in refs for item in store.case(ref).evidence)
    return Report(who, tuple(places_of(store, sought(who))), unread, len(store.mailroom.held))


def _is_unread(item: EvidenceItem) -> bool:
    return item.type != "message/rfc822" and not item.type.startswith("text/")


def as_text(report: Report, zone: ZoneInfo, own: Path | None = None) -> str:
    """The report as a paper of the school's own."""
    groups = [
        {"ref": ref, "places": [_row(place, zone) for place in report.places if place.ref == ref]}
        for ref in report.refs
    ]
    facts = {"who": report.who, "groups": groups, "pictures": report.pictures, "held": report.held}
    return tidy(Templates(own).render("export/subject.txt", facts))


def _row(place: Place, zone: ZoneInfo) -> dict[str, str]:
    on = f"{place.at.astimezone(zone):%Y-%m-%d}" if place.at else ""
    return {
        "on": on,
        "kind": place.kind,
        "where": place.where,
        "sure": place.sure.value,
        "words": place.words,
    }


def as_objects(report: Report) -> Iterator[dict[str, Any]]:
    """The report as data, a place an object."""
    for place in report.places:
        yield {
            "ref": f"HU-{place.ref}" if place.ref else None,
            "kind": place.kind,
            "at": place.at.isoformat() if place.at else None,
            "where": place.where,
            "sure": place.sure.value,
            "words": place.words,
        }
