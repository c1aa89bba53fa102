"""Words of a person that a program sends on: in a form, a comment, an agent's answer, a calendar's note.

RFC 3834 §5 has such mail marked as generated, as a notice is in which nobody says anything. It decides
nothing and gets no answer, but what stands in it somebody typed, so that it must be read.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from worker.model import Mail
from worker.reading.machines.daemons import submitted_by
from worker.reading.machines.machine import is_form, own_words, shows_header
from worker.reading.machines.phrases import contained, fold, holds, phrases
from worker.reading.message.mail import header
from worker.reading.quoted.prefix import says_answer, says_forward

_LOOKED_AT = 3_000
_QUESTION = re.compile(r"^[^\n?]{3,120}\?[ \t]*\n?[ \t]*(?=[^\s?])", re.MULTILINE)
"""A form's question, with an answer behind it or below it."""
_NOTE = re.compile(
    r"^(?:COMMENT[^:\n]{0,200}:|ATTENDEE[^\n]{0,400}X-RESPONSE-COMMENT=)\"?\S", re.MULTILINE | re.IGNORECASE
)
_REPLY = re.compile(r"^METHOD:REPLY\b", re.MULTILINE | re.IGNORECASE)
_NAMED = re.compile(r"(?!you\b)[^\W\d_][\w.'’-]{0,30}(?: [^\W\d_(][\w.'’-]{0,30}| \([^()]{1,30}\)){0,4}")
"""Somebody's name; not whom the mail is written to."""
_FIRST = 4
_LONGEST = 120
"""Such a line stands at the top, and is no longer."""


def carries_words(mail: Mail) -> bool:
    """Whether a person's words stand in a mail that a program generated, and not in answer to ours."""
    if submitted_by(mail) == "auto-replied":
        return False
    if says_forward(mail.subject) and (mail.embedded or shows_header(mail)):
        return True  # a mailbox's rule
    if any(item.type == "text/calendar" and _is_noted(item.data) for item in mail.attachments):
        return True
    said = own_words(mail.text[:_LOOKED_AT])
    if holds(said, "confirmed"):
        return False
    if is_form(said) or _is_questionnaire(mail.text):
        return True
    if holds(said, "acknowledged"):
        return False
    return _somebody_said(mail.text) or _agent_says(mail, said)


def may_tell(mail: Mail) -> bool:
    """Whether a program's mail, which answers nothing, may tell of a post: who sends what is not known.

    A notice that says how to have no more of them is a site's own.
    """
    prompted = mail.in_reply_to or mail.references or says_answer(mail.subject)
    if submitted_by(mail) != "auto-generated" or prompted or header(mail, "list-unsubscribe") is not None:
        return False
    said = own_words(f"{mail.subject}\n{mail.text[:_LOOKED_AT]}")
    return holds(said, "online") and not (holds(said, "notices") or holds(said, "acknowledged"))


def unframed(mail: Mail) -> tuple[str, Mail]:
    """Return the line that says who wrote, or "", and the mail without it and a ticket system's ruled line.

    Whose words are sent on is no poster, the marks around them quote no post, and that the program
    sends in bulk says nothing of them.
    """
    ruled = contained("autoreplies", "ruled")
    lines = mail.text.splitlines()
    top = [at for at, line in enumerate(lines) if line.strip()][:_FIRST]
    who = next((at for at in top if _says_who_wrote(lines[at].strip())), None)
    kept = (
        line for at, line in enumerate(lines) if at != who and not (at in top and ruled.stand_in(fold(line)))
    )
    text = "\n".join(kept).strip()
    headers = tuple((name, value) for name, value in mail.headers if name != "precedence")
    told = replace(mail, text=_IN_MARKS.sub(r"\1", text), headers=headers)
    return lines[who].strip() if who is not None else "", told


_IN_MARKS = re.compile(r"\A[\"“„«]([^\"“”„«»]{1,9000})[\"”“»](?=\s*(?:\n|\Z))")


def _is_noted(calendar: bytes) -> bool:
    """Whether an answer to an invitation has a note (RFC 5546 §3.2.3, RFC 5545 §3.8.1.4)."""
    text = calendar[:_LOOKED_AT].decode("utf-8", "replace").replace("\r\n", "\n")
    return bool(_REPLY.search(text) and _NOTE.search(text))


def _is_questionnaire(text: str) -> bool:
    return len(_QUESTION.findall(text[:_LOOKED_AT])) > 1


def _somebody_said(text: str) -> bool:
    """Whether one of its first lines names somebody and says that they wrote what follows."""
    lines = [line.strip() for line in text[:_LOOKED_AT].splitlines() if line.strip()]
    return len(lines) > 1 and any(map(_says_who_wrote, lines[:_FIRST]))


def _says_who_wrote(line: str) -> bool:
    if len(line) > _LONGEST:
        return False
    folded = f"{fold(line)} "
    behind = next((end for end in _ends("wrote") if end in folded), None)
    if behind is not None:
        return bool(_NAMED.fullmatch(folded.partition(behind)[0].strip(" .")))
    before = next((start for start in _ends("message_from") if f" {start}" in f" {folded}"), None)
    return before is not None and bool(_NAMED.fullmatch(folded.partition(before)[2].strip(" .:")))


@cache
def _ends(name: str) -> tuple[str, ...]:
    return tuple(map(fold, phrases("autoreplies", name)))


def _agent_says(mail: Mail, said: str) -> bool:
    """Whether somebody speaks or asks, in a ticket system's mail."""
    if not contained("autoreplies", "ruled").stand_in(fold(mail.text[:_LOOKED_AT])):
        return False
    return (holds(said, "self") or "?" in said) and not holds(said, "automatic")
