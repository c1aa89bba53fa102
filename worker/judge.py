"""What the service would make of a message in a file: ``headsup read`` and ``headsup decide``.

One answer for each file named, in order. A file that cannot be opened has an answer too, which says
so, and makes the command end with exit code 2.
"""

from __future__ import annotations

import json
import re
import sys
import textwrap
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from worker.deciding.decision import as_json, read_decision
from worker.deciding.decision.text import read_auto_reply
from worker.deciding.judging.bare import Standpoint
from worker.deciding.judging.showing import Look, read_bytes
from worker.deciding.vetting import Presented, find_doubt
from worker.deciding.writing.shown import name_pending
from worker.errors import Unreadable
from worker.model import Decision, Mail, Pending, People, Role, Trust
from worker.outside.reader.expecting import Here, MailReader, read_ahead
from worker.reading.machines.noise import find_noise
from worker.reading.quoted.reply import read_reply
from worker.reading.senders.roles import person_of, role_of
from worker.reading.senders.sender import NOBODY
from worker.wording.templates import clean

_LARGEST = 128 << 20
"""Bytes of one file; mail servers carry a third of it."""
_WIDTH = 100
"""How much of a stranger's words a terminal is shown; ``--json`` has all of them."""
_MADE_OF_A_NAME = re.compile(r"(?P<first>[a-z]{1,20})[._-](?P<last>[a-z]{2,30})")


@dataclass(frozen=True, slots=True)
class Answer:
    """The object for one file, and whether the file could be opened at all."""

    found: dict[str, Any]
    opened: bool = True


@dataclass(frozen=True, slots=True)
class Known:
    """What the settings add, where there are any: who is who, whose word on senders counts, the clock."""

    people: People | None = None
    trust: Trust = NOBODY
    zone: str = "Europe/London"


def readings(
    names: Sequence[str],
    known: Known,
    on: date,
    look: Look | None = None,
    reader: MailReader | None = None,
) -> Iterator[Answer]:
    """The object of ``headsup read`` for each file. Raises nothing, whatever is in it.

    The reader, where there is one, has read the next few mails while one is decided on.
    """
    reader = reader or Here()
    for name, raw, problem in read_ahead(_opened(names), reader, lambda one: one[1]):
        found = read_bytes(name, raw, Standpoint(known.people, on, known.trust), look, reader.mail)
        yield Answer(found | {"problems": [problem]} if problem else found, opened=not problem)


def decisions(
    names: Sequence[str], drafts: int, known: Known, now: datetime, reader: MailReader | None = None
) -> Iterator[Answer]:
    """The object of ``headsup decide`` for each file, as the reply to a mail about ``drafts`` drafts."""
    reader = reader or Here()
    pending = tuple(Pending(n) for n in range(1, drafts + 1))
    today = now.astimezone(ZoneInfo(known.zone)).date()
    for name, raw, problem in read_ahead(_opened(names), reader, lambda one: one[1]):
        if problem:
            yield Answer(_nothing(name, "", problem, "unclear", {"reason": problem}), opened=False)
            continue
        try:
            mail = reader.mail(raw)
        except Unreadable as error:
            yield Answer(_nothing(name, "", f"the mail could not be read: {error}", "unclear", {}))
            continue
        yield Answer(_decided(name, mail, pending, known, today))


def _decided(
    name: str, mail: Mail, pending: tuple[Pending, ...], known: Known, today: date
) -> dict[str, Any]:
    new = read_reply(mail)
    if find_noise(mail) is not None:
        args = _absence(new.text, today)
        return _nothing(name, new.text, "an automatic reply never decides", "note_only", args)
    email = mail.sender.email if mail.sender else ""
    person = person_of(email, known.people, today) if known.people else None
    signed_by = person.name if person else _shown_name(mail)
    doubt = find_doubt(mail, new, Presented(), signed_by)
    doubtful = new.doubtful or doubt is not None
    pending = name_pending(pending, new.quoted)
    signed_by = signed_by or _initials(mail)
    read = read_decision(new.text, pending, today, doubtful=doubtful, signed_by=signed_by)
    because = "; ".join(part for part in (read.because, doubt) if part)
    decided = tuple(_with_role(one, known.people, today) for one in read.decisions)
    return as_json(name, replace(read, decisions=decided, because=because))


def _absence(text: str, today: date) -> dict[str, Any]:
    """What an automatic reply comes to: it decides nothing, and of an absence the deputies are told."""
    read = read_auto_reply(text, today)
    args = dict(read.args) if read else {"auto_reply": True, "no_answer": True}
    return args | ({"escalate_to": "deputy"} if "return_date" in args else {})


def _with_role(decision: Decision, people: People | None, on: date) -> Decision:
    """Say what a colleague who is named is to the school, where the settings tell."""
    args = dict(decision.args)
    if people is None:
        return decision
    if args.get("address"):
        args["role"] = role_of(str(args["address"]), people, on).value
    if str(args.get("needs_consent_of", "-")) in (people.chair.name, people.chair.name.split()[0]):
        args["needs_consent_of"] = Role.CHAIR.value
    return replace(decision, args=args)


def _shown_name(mail: Mail) -> str:
    """The name beside the sender's address, where it is one."""
    name = mail.sender.name if mail.sender else ""
    return "" if "@" in name else name


def _initials(mail: Mail) -> str:
    """The initials of an address that is made of a name ("j.quayle@"), for a sender who shows no name."""
    made = _MADE_OF_A_NAME.fullmatch(mail.sender.email.partition("@")[0]) if mail.sender else None
    return f"{made['first'][0]} {made['last'][0]}" if made else ""


def _nothing(name: str, text: str, because: str, decision: str, args: dict[str, Any]) -> dict[str, Any]:
    """A reply by which nothing happens."""
    decided = [{"draft": None, "decision": decision, "args": args}]
    return {"file": name, "new_text": text, "decisions": decided, "because": because}


def _opened(names: Sequence[str]) -> Iterator[tuple[str, bytes, str]]:
    """Each file's bytes, or none and why it could not be opened."""
    for name in names:
        try:
            with nullcontext(sys.stdin.buffer) if name == "-" else Path(name).open("rb") as file:
                raw = file.read(_LARGEST + 1)
            problem = f"{name} is larger than any mail that is read ({_LARGEST >> 20} MB)."
            yield (name, b"", problem) if len(raw) > _LARGEST else (name, raw, "")
        except IsADirectoryError:
            yield name, b"", f"{name} is a folder. Name the messages in it, like {name.rstrip('/')}/*.eml."
        except FileNotFoundError:
            yield (
                name,
                b"",
                f"There is no file {name}. Save the message from your mail program and name that file.",
            )
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or error
            yield name, b"", f"{name} cannot be opened ({why})."


# ── for people ─────────────────────────────────────────────────────────────────────────────


def reading_as_text(found: dict[str, Any]) -> str:
    """A reading in lines, safe for a terminal."""
    by = found["reported_by"]
    lines = [("", f"{found['file']}: {found['kind'].replace('_', ' ')}, {found['urgency']}")]
    lines += [("from", f"{by['name'] or ''} <{by['email']}>")] if by else []
    lines += [
        ("forwarded", f"{f['from_name'] or ''} <{f['from_email'] or '?'}> {f['date'] or ''}")
        for f in found["forwarded"]
    ]
    for post in found["posts"]:
        who = post["poster_name"] or post["handle"] or "nobody named"
        read = " (read by machine)" if post["source"] == "screenshot" else ""
        lines.append(("post", f"{post['platform'] or 'unknown site'}: {who} {post['url'] or ''}{read}"))
        lines += [("says", f'"{post["text"]}"')] if post["text"] else []
    lines += [("ground", f"{g['id']} ({g['because']})") for g in found["grounds"]]
    lines += [("ask", ", ".join(found["ask_back"]))] if found["ask_back"] else []
    lines += [("flags", ", ".join(found["flags"]))] if found["flags"] else []
    lines += [("file", f"{a['name']}, {a['type']}, {a['size']} bytes") for a in found["attachments"]]
    lines += [("problem", problem) for problem in found["problems"]]
    return _set(lines)


def decision_as_text(found: dict[str, Any]) -> str:
    """A reply's decisions in lines, safe for a terminal."""
    lines = [("", f"{found['file']}: {_short(found['because'])}")]
    for one in found["decisions"]:
        about = f"draft {one['draft']}" if one["draft"] else "the case"
        args = json.dumps(one["args"], ensure_ascii=False) if one["args"] else ""
        lines.append((about, f"{one['decision'].replace('_', ' ')} {args}"))
    return _set(lines)


def _set(lines: list[tuple[str, str]]) -> str:
    return "\n".join(f"  {label:<10}{_short(text)}" if label else clean(text) for label, text in lines)


def _short(text: str) -> str:
    """A stranger's words in one line, without the characters that steer a terminal."""
    return textwrap.shorten(clean(text), _WIDTH, placeholder=" …")
