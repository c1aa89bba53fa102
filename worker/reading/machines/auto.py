"""Automatic replies: by their headers (RFC 3834, Exchange), by their subject, by how an absence is told."""

from __future__ import annotations

import re

from worker.model import Mail
from worker.reading.machines.absence import says_only_absence
from worker.reading.machines.daemons import (
    has_null_path,
    is_surely_daemon,
    is_through_list,
    precedence,
    submitted_by,
)
from worker.reading.machines.machine import asks_or_tells, find_machine, own_words, unquoted
from worker.reading.machines.phrases import LOOKED_AT, holds, phrases, small
from worker.reading.message.mail import header
from worker.reading.quoted.prefix import says_answer
from worker.reading.words.indexed import fold
from worker.reading.words.straight import straight


def find_auto_reply(mail: Mail) -> str | None:
    """Say why this is an automatic reply, or None: the surest sign first."""
    submitted = submitted_by(mail)
    if submitted != "no":
        return f"its header says Auto-Submitted: {submitted[:40]} (RFC 3834)"
    fields = dict(reversed(mail.headers))  # the topmost of each name
    if "disposition-notification" in fields.get("content-type", "").lower():
        return "it is a read receipt (RFC 8098)"
    present = {*fields}
    named = next((name for name in phrases("autoreplies", "headers") if name in present), None)
    if named is not None and fields[named].strip().lower() not in ("no", "false"):
        return f"only automatic replies have the header {named}"
    if any(fields.get(name, "").strip().lower() == "auto_reply" for name in _PRECEDENCE):
        return "its header says Precedence: auto_reply"
    if fields.get("x-apple-action", "").strip().lower() == "vacation":
        return "Apple's mail server marks it as a vacation answer"
    if "autoresponder" in fields.get("x-post-messageclass", "").lower():
        return "its message class is that of an autoresponder"
    if _is_desks_receipt(mail, present):
        return "a service desk's headers and words say that a request was opened"
    if _RECEIPT.match(small(mail.text[:600])):
        return "it is a read receipt in words"
    if _is_sent_back_as_junk(mail):
        return "it has no envelope sender, and its header says that it is of no weight"
    told = find_auto_subject(mail, present) or _find_away(mail) or find_machine(mail, present)
    return told or ("a mail system sent it, about no mail" if is_surely_daemon(mail) else None)


def _is_desks_receipt(mail: Mail, present: set[str]) -> bool:
    """Its people's answers have such headers too: they ask, tell, or speak of themselves."""
    if present.isdisjoint(phrases("autoreplies", "desks")):
        return False
    said = own_words(mail.text)
    person = holds(said, "self") or asks_or_tells(said) or holds(said, "outcomes")
    return not person and (holds(said, "opened") or holds(said, "acknowledged"))


def _is_sent_back_as_junk(mail: Mail) -> bool:
    """What vacation(1) and its kin set on an answer: a null path beside a low precedence, behind no list.

    A page where concerns are written down may set both too: what answers nothing is not told by them alone.
    """
    if not (_is_doubly_bulk(mail) and _answers(mail)) or mail.attachments or mail.embedded:
        return False
    return not holds(own_words(mail.text), "outcomes")


def _answers(mail: Mail) -> bool:
    named = bool(mail.in_reply_to) or header(mail, "references") is not None
    return named or says_answer(mail.subject)


_PRECEDENCE = ("precedence", "x-precedence", "preference")
_RECEIPT = re.compile(
    r"your message to: [^\n]{1,300}? subject: [^\n]{0,300}?(?:was read on \w|was deleted without being read)"
    r"|this is a return receipt for the mail that you sent to \S{1,200}@"
)


def find_auto_subject(mail: Mail, present: set[str]) -> str | None:
    """Judge by the subject: at its start with a colon, or where a machine's headers stand beside it."""
    subject = small(mail.subject.replace("：", ":")).replace(" :", ":", 1)
    prefixes = phrases("autoreplies", "prefixes")
    bracketed = subject.startswith("[") and subject[1:].partition("]")[0] in prefixes
    prefix = subject.partition(":")[0]
    weak = prefix in phrases("autoreplies", "weak") and not (_answers(mail) or _is_by_machine(mail, present))
    if bracketed or (prefix in prefixes and ":" in subject and not weak):
        return "its subject begins as automatic replies do"
    if (subject.startswith(prefixes) or subject.endswith(prefixes)) and _is_by_machine(mail, present):
        return "its subject and headers are those of an automatic reply"
    if {"x-auto-response-suppress", "x-ms-exchange-inbox-rules-loop"} <= present:
        return "Exchange marks it as sent by a rule that wants no answer"
    return None


_MARKED = {
    "x-auto-response-suppress", "x-ms-exchange-inbox-rules-loop", "x-ms-exchange-generated-message-source",
}  # fmt: skip


def _is_by_machine(mail: Mail, present: set[str]) -> bool:
    """True for headers that machines set, and a few people's mails too."""
    return bool(present & _MARKED) or _is_sent_as_bulk(mail)


def _is_sent_as_bulk(mail: Mail) -> bool:
    return _is_of_low_precedence(mail) or has_null_path(mail)


def _is_doubly_bulk(mail: Mail) -> bool:
    """No person's mail wants no bounce and is called junk as well, but for what comes through a list."""
    return _is_of_low_precedence(mail) and has_null_path(mail) and not is_through_list(mail)


def _is_of_low_precedence(mail: Mail) -> bool:
    return precedence(mail) in ("bulk", "junk")


_OPENING = 300
_SHORT = 1_500
"""An answer of absence says so at once, and says little else."""


def _find_away(mail: Mail) -> str | None:
    """Without a header of its own an absence needs two signs: how its text opens, and subject or headers."""
    if len(mail.text) > _SHORT or mail.attachments or mail.embedded or "http" in mail.text:
        return None
    text = own_words(mail.text).strip()
    opening = text[:_OPENING]
    subject = small(mail.subject)
    away = holds(subject, "subjects")
    if away and _is_doubly_bulk(mail):
        return "its headers are a machine's, and its subject says that nobody is there"
    last = _BRACKETED.search(text)
    if last and last[1] in phrases("autoreplies", "prefixes") and not asks_or_tells(text):
        return "its last words say that it is an automatic reply"
    if not holds(opening, "bodies"):
        return None
    if _is_sent_as_bulk(mail) and not is_through_list(mail):
        return "its headers are a machine's, and its text says that nobody is there"
    if _QUOTE in text or asks_or_tells(text) or holds(text, "outcomes"):
        return None
    if _GREETED.sub("", opening, count=1).startswith(phrases("autoreplies", "selves")):
        return "its first words say that it is an automatic reply"
    if away:
        return "its subject and its text say that nobody is there"
    if says_only_absence(unquoted(mail.text)):
        return "its text says that nobody is there and whom else to ask, and no more"
    if holds(text, "promises") and holds(subject, "received"):
        return "its subject and its text acknowledge a mail, and promise an answer"
    told = find_return(text) and holds(text, "instead") and not holds(text, "own")
    if _THANKED.match(opening) and told:
        return "its text thanks, says until when nobody is there, and whom else to ask"
    return None


_BRACKETED = re.compile(r"[(\[]([^()\[\]]{4,40})[)\]]\W{0,3}\Z")
_QUOTE = ">"
"""A person who will be away asks something, or quotes what they answer; an answer of absence tells."""
_GREETING = r"(?:(?:hi|hello|dear|good day|greetings)[^.,!]{0,40}[,!.] )?"
_GREETED = re.compile(rf"{_GREETING}(?:thank you for [^.!]{{3,80}}[.!] )?")
_THANKED = re.compile(
    rf"{_GREETING}(?:thank you|thanks|many thanks|vielen dank|danke|merci|gracias|grazie|obrigad[oa]|bedankt"
    r"|dziękuję) "
)


_DAY = re.compile(
    r"[\s:,]{1,3}((?:the\s)?(?:[^\W\d_]{2,12}\.?,?\s{1,2}){0,2}"
    r"(?:\d{1,2}(?:st|nd|rd|th|\.)?(?:\s(?:of\s)?[^\W\d_]{3,12}\.?)?(?:,?\s\d{4})?|\d{1,4}[./-]\d{1,2}(?:[./-]\d{2,4})?)"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:\s[^\W\d_]{3,9}\s\d{1,2}(?:st|nd|rd|th)?)?)",
    re.IGNORECASE,
)


def find_return(text: str) -> str | None:
    """Return the day of return as the text gives it ("Thursday 26 November"), or None."""
    text = " ".join(text[:LOOKED_AT].split())
    lowered = straight(fold(text))
    for phrase in phrases("autoreplies", "until"):
        at = -1
        while (at := lowered.find(phrase, at + 1)) >= 0:
            if at and lowered[at - 1].isalpha():
                continue
            day = _DAY.match(text, at + len(phrase))
            if day:
                return day[1].strip(" ,.")
    return None
