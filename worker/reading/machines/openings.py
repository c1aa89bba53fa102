"""How mail systems begin: with their own name, or with a mail and what became of it; and how people begin."""

from __future__ import annotations

import re

from worker.model import Mail
from worker.reading.machines.daemons import local_part
from worker.reading.machines.phrases import contained, fold, phrases
from worker.reading.machines.telling import CODE, RETURNED
from worker.reading.message.addresses import TYPED

_GREETED = re.compile(r"(?:hi[.!]|(?:hello|dear|hi) \S{1,60},) ")
_SYSTEM = re.compile(
    r"this is the [^.]{0,50}?(?:(?:mail server|mail system|mail agent|deliver program) (?:at|on|v\d)"
    r"|-send program|mailer-daemon)"
    r"|the original message was received at (?:mon|tue|wed|thu|fri|sat|sun), ?\d"
)
_TOLD = re.compile(
    r"(?:we're sorry[,:.] |sorry[,:.] )?(?:your|the) (?:following )?(?:e-?mail|message|mail)(?: message)?"
    r"(?: that)?(?: you sent)?(?: with [^@]{1,80})? to:? "
    r"<?[^\s@]{1,64}@[^\s@]{1,100}(?: with [^@]{1,80}?)?"
    r" (?:could not|couldn't|cannot|can't|failed|(?:was|has|wasn't|hasn't)(?: not)?(?: yet)?(?: been)?"
    r" (?:delivered|rejected|blocked|refused|returned|held|accepted|bounced|quarantined|dropped"
    r"|stopped|deleted))\b"
)


def tells_first(mail: Mail) -> bool:
    """Whether its first sentence is: your message to this address, and what became of it."""
    return bool(_TOLD.match(_GREETED.sub("", fold(mail.text[:400]), count=1)))


_WANTS_NO_ANSWER = re.compile(r"(?:no[-_.]?reply|do[-_.]?not[-_.]?reply)\d{0,3}")
_NAMED = re.compile(TYPED)
_HAILED = re.compile(r"\s{0,9}(?:hi|hello|dear \S{1,40})\b[ ,.!]{0,3}", re.IGNORECASE)


def is_told_by_a_provider(mail: Mail) -> bool:
    """No person writes under such an address of an address beside it that could not be reached."""
    domain = mail.sender.email.partition("@")[2] if mail.sender else ""
    opening = _HAILED.sub("", mail.text[:_OPENING], count=1)
    if not _WANTS_NO_ANSWER.fullmatch(local_part(mail)) or mail.in_reply_to or _PERSON.search(opening):
        return False
    return any(one.lower().endswith(f"@{domain}") for one in _NAMED.findall(opening))


def introduces_itself(mail: Mail) -> bool:
    """True when the first words are a mail system's own: a person who shows a report says why first."""
    subject = fold(mail.subject)
    opening = _GREETED.sub("", fold(mail.text[:300]).lstrip("*-=# "), count=1)
    opens = opening.startswith(phrases("bounces", "openings")) or bool(_SYSTEM.match(opening))
    if not opens and not subject.lstrip("* ").startswith(phrases("bounces", "titles")):
        return False
    if mail.in_reply_to or "confirm" in subject or _PERSON.search(opening):
        return False
    return opens or opens_with_failure(mail)


_PERSON = re.compile(
    r"^\W{0,40}(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|greetings|hallo|bonjour|hola|ciao)\b"
    r"|\b(?:i am|i have|i get|i got|i keep|i was|i sent|i think|i know|i believe|i do not|i don't|we are"
    r"|we have|we get|ich habe|ich bekomme|j'ai|je reçois|recibo|my (?:mail|email|e-mail|server)|can you"
    r"|could you|can someone|any idea|what does|why (?:is|are|do|does)|how (?:do|can)|see below|fyi)\b",
    re.IGNORECASE | re.MULTILINE,
)
"""How a person begins who writes about a failed delivery."""


def is_by_a_person(mail: Mail) -> bool:
    """Whether it begins as a person does who writes about a failed delivery."""
    return bool(_PERSON.search(RETURNED.split(mail.text[:400], 1)[0]))


def opens_with_failure(mail: Mail) -> bool:
    """True when the failure is said at the top, where a machine says it, and not inside a quote."""
    opening = mail.text[:_OPENING].lstrip()
    return not opening.startswith(">") and (
        contained("bounces", "bodies").stand_in(fold(opening))
        or bool(CODE.match(opening))
        or tells_first(mail)
    )


_OPENING = 900
