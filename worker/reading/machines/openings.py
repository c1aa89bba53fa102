"""How mail systems begin: with their own name, or with a mail and what became of it; and how people begin."""

from __future__ import annotations

import re

from worker.model import Mail
from worker.reading.machines.daemons import has_null_path, is_automatic, is_surely_daemon, local_part
from worker.reading.machines.machine import unquoted
from worker.reading.machines.phrases import LOOKED_AT, contained, fold, phrases
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


def wants_no_answer(mail: Mail) -> bool:
    """Whether it comes from an address like "noreply@", answers no mail, and speaks as no person does."""
    opening = _HAILED.sub("", mail.text[:_OPENING], count=1)
    by_name = _WANTS_NO_ANSWER.fullmatch(local_part(mail))
    return bool(by_name) and not (mail.in_reply_to or _PERSON.search(opening))


def is_told_by_a_provider(mail: Mail) -> bool:
    """No person writes under such an address of an address beside it that could not be reached."""
    domain = mail.sender.email.partition("@")[2] if mail.sender else ""
    if not wants_no_answer(mail):
        return False
    opening = mail.text[:_OPENING]
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


def is_signed_by_a_person(mail: Mail) -> bool:
    """Whether it greets somebody, and a name below a closing signs it, in a mail that can be answered."""
    if is_surely_daemon(mail) or has_null_path(mail) or is_automatic(mail) or mail.embedded:
        return False
    said = unquoted(mail.text[:LOOKED_AT])
    return bool(_GREETS.match(said)) and any(
        not contained("bounces", "teams").stand_in(fold(name)) for name in _SIGNED.findall(said)
    )


_GREETS = re.compile(
    r"\s{0,20}(?:hi|hello|dear|good (?:morning|afternoon|evening)|hallo|guten (?:tag|morgen)|liebe[rs]?"
    r"|sehr geehrte|bonjour|hola|buenos|ciao|buongiorno|gentile|olá|bom dia|beste|geachte|dzień dobry"
    r"|szanown|dobrý|tisztelt|bună|hej|hei|kære|здравствуйте|уважаем|добрый|merhaba|sayın|καλ)",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"^[ \t]{0,9}(?i:(?:kind |best |many |warm )?(?:regards|wishes|thanks)|yours \w{4,10}|cheers|thank you"
    r"|mit freundlichen grüßen|viele grüße|beste grüße|cordialement|bien à vous|saludos|un saludo"
    r"|cordiali saluti|met vriendelijke groet(?:en)?|groeten|pozdrawiam|s pozdravem|med vänliga hälsningar"
    r"|med venlig hilsen|с уважением|saygılarımla)[ \t]{0,9}[,.!]?[ \t]{0,9}\n{1,2}[ \t]{0,9}"
    r"([^\W\d_a-z][\w.'’-]{0,30}(?: [^\W\d_a-z][\w.'’-]{0,30}){0,3})[ \t]{0,9}$",
    re.MULTILINE,
)


def opens_with_failure(mail: Mail) -> bool:
    """True when the failure is said at the top, where a machine says it, and not inside a quote."""
    opening = mail.text[:_OPENING].lstrip()
    return not opening.startswith(">") and (
        contained("bounces", "bodies").stand_in(fold(opening))
        or bool(CODE.match(opening))
        or tells_first(mail)
    )


_OPENING = 900
