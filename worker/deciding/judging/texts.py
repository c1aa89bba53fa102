"""A mail's words, sorted by whose they are, and the posts and references found in them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from typing import TypeVar

from worker.deciding.judging.asked import find_answers, with_answers
from worker.deciding.judging.chats import gravest_first
from worker.deciding.judging.phrases import LONGEST
from worker.model import (
    Attachment,
    Forwarded,
    Mail,
    People,
    Post,
)
from worker.reading.apart import Apart
from worker.reading.posts.enclosed import Enclosed, find_enclosed
from worker.reading.posts.post import find_posts
from worker.reading.quoted.prefix import says_answer, says_forward, without_prefixes
from worker.reading.quoted.redirected import find_redirector
from worker.reading.quoted.reply import NewText
from worker.reading.quoted.shapes import read_lines
from worker.reading.quoted.wrote import find_attribution
from worker.reading.words.wrapped import unwrap

REF = re.compile(r"\bHU-\d{4}-\d{4,6}\b", re.IGNORECASE)
"""A case reference as it stands in our subjects and texts."""
_BEHIND = re.compile(r"@[^\s:]{1,80}[^:\n]{0,40}[:：]\s+(?=\S)")
"""Where quoted words begin right behind the line that says who wrote them, as Yahoo's apps put them."""
_Held = TypeVar("_Held", Forwarded, Enclosed)
_MOST_POSTS_IN = 4 * LONGEST
"""Characters of what was passed on in which posts are looked for; the grounds are looked for in less."""


@dataclass(frozen=True, slots=True)
class Texts:
    """A mail's words sorted by whose they are.

    ``told`` is all that was written, quoted and passed on, ``judged`` what grounds are looked for in: in both
    what a mail program broke is put together.
    """

    new: str
    quoted: str
    forwarded: tuple[Forwarded, ...]
    subject: str
    told: str
    judged: str
    enclosed: tuple[Enclosed, ...]


def take_texts(apart: Apart, people: People | None) -> Texts:
    """Own words, words passed on and words quoted. What we wrote ourselves is nobody's report."""
    mail, reply = apart.mail, apart.new
    tagged = bool(REF.search(mail.subject))
    answering = (says_answer(mail.subject) or bool(mail.in_reply_to)) and not says_forward(mail.subject)
    in_thread = (tagged and answering) or (bool(apart.ours) and find_redirector(mail) is not None)
    forwarded = () if in_thread else _not_ours(apart.forwarded, mail, people)
    new = apart.own if forwarded else reply.text
    quoted = "" if tagged or apart.ours or forwarded else _quoted(mail, reply)
    subject = "" if tagged else plain_subject(mail.subject)
    enclosed = () if tagged and answering else find_enclosed(mail, f"{subject}\n{new}")
    told = _together(map(_unbroken, (new, quoted, *(f.text for f in forwarded))))
    judged = _together((subject, told, *(_unbroken(e.text) for e in enclosed)))
    return Texts(new, quoted, forwarded, subject, told[:LONGEST], judged[:LONGEST], enclosed)


def _unbroken(text: str) -> str:
    return unwrap(text[:LONGEST])


def _together(texts: Iterable[str]) -> str:
    return "\n\n".join(filter(None, texts))


def _quoted(mail: Mail, reply: NewText) -> str:
    """What a mail quotes although it answers nothing of ours: often the very post, pasted with ">".

    In an answer the line above says who wrote the mail that is quoted: that one has posted nothing by it.
    """
    quoted = re.sub(r"(?m)^[ \t]*>+ ?", "", reply.quoted)
    if not (mail.in_reply_to or says_answer(mail.subject)):
        return quoted
    lines = read_lines(quoted)
    first = next((at for at, line in enumerate(lines) if not line.blank), None)
    after = None if first is None else find_attribution(lines, first)
    if after is None:
        return quoted
    behind = _BEHIND.search(lines[after - 1].whole)
    said = [lines[after - 1].whole[behind.end() :]] if behind else []
    return "\n".join((*said, *(line.whole for line in lines[after:])))


def _not_ours(forwarded: tuple[Forwarded, ...], mail: Mail, people: People | None) -> tuple[Forwarded, ...]:
    inbox = {people.inbox} if people else {a.email for a in mail.to}
    return tuple(
        f
        for f in forwarded
        if not (f.from_email and f.from_email.lower() in inbox and REF.search(f.subject or f.text))
    )


def posts_in(mail: Mail, attachments: tuple[Attachment, ...], texts: Texts) -> tuple[Post, ...]:
    """The posts a mail reports, the gravest first, with what it answers to our questions about one."""
    own = "\n\n".join(filter(None, (texts.new, texts.quoted)))
    names = tuple(a.name for a in attachments)
    forwarded, enclosed = _first_of(texts.forwarded), _first_of(texts.enclosed)
    found = find_posts(own, forwarded, names, texts.subject, people_of(mail), enclosed)
    tagged = bool(REF.search(mail.subject))
    return gravest_first(with_answers(found, find_answers(mail.text)) if tagged else found)


def _first_of(found: tuple[_Held, ...]) -> tuple[_Held, ...]:
    """As many of what a mail holds as posts are looked for in: two hundred long ones are no report."""
    lengths = accumulate(min(len(one.text), LONGEST) for one in found)
    return tuple(one for one, so_far in zip(found, lengths, strict=True) if so_far <= _MOST_POSTS_IN)


def people_of(mail: Mail) -> frozenset[str]:
    """Names of those the mail went between: senders and readers are not the poster."""
    return frozenset(a.name for a in (mail.sender, *mail.to, *mail.cc) if a and a.name)


def find_ref(text: str) -> str | None:
    """The first case reference in a text, in capitals."""
    match = REF.search(text) if "hu-" in text.lower() else None
    return match.group().upper() if match else None


def plain_subject(subject: str) -> str:
    """A subject without "Re:" and its like; nothing of one that names a case, which is ours."""
    return "" if REF.search(subject) else without_prefixes(subject)
