"""Bounces: reports that a letter could not be delivered, or not yet, by any mail system, in any language.

A phrase alone never makes one: a person may forward a report, or write about one.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Any

from worker.model import Attachment, Mail
from worker.reading.message.mail import header
from worker.reading.words.contained import Contained

LOOKED_AT = 20_000
"""How many characters of a mail's text are searched for a machine's words."""


def find_bounce(mail: Mail, answered: bool) -> str | None:
    """Say why this is a report on a mail that could not be delivered, or None.

    The report itself speaks first (RFC 3464, RFC 5965), then headers, then two or more signs that agree.
    ``answered`` says that the subject is that of an automatic reply, which is no failure.
    """
    content_type = (header(mail, "content-type") or "").lower()
    if "multipart/report" in content_type:
        if "delivery-status" in content_type:
            return "it is a delivery report (RFC 3464)"
        if "feedback-report" in content_type:
            return "it is a complaint report (RFC 5965)"
    if _COMPLAINT.match(mail.subject) or _fold(mail.text[:100]).startswith("this is an email abuse report"):
        return "it is a complaint report in words (RFC 5965)"
    if _is_forwarded(mail):
        return None
    if find_status(mail) is not None:
        return "it carries a delivery status (RFC 3464)"
    for name in ("x-failed-recipients", "x-ms-exchange-message-is-ndr"):
        if header(mail, name) is not None:
            return f"its header {name} says that a delivery failed"
    if "(rejected)" in (header(mail, "auto-submitted") or "").lower():
        return "its header says that a filter refused the mail (RFC 5429)"
    if answered:
        return None
    return _weigh_bounce(mail)


def _weigh_bounce(mail: Mail) -> str | None:
    """Ask for two signs or more; how many depends on how surely a machine is the sender."""
    titled = _has_failed_subject(mail)
    if is_daemon(mail):
        if titled:
            return "a mail system sent it, and its subject says that a delivery failed"
        return "a mail system sent it" if _is_surely_daemon(mail) or _speaks_of_failure(mail) else None
    if _introduces_itself(mail):
        return "its text begins as mail systems begin"
    if is_named_like_a_daemon(mail):
        # "System Administrator" may also be a person: only the subject can speak for that name.
        return "a mail system sent it, and its subject says that a delivery failed" if titled else None
    unsigned = is_null(header(mail, "return-path")) or mail.sender is None or _is_automatic(mail)
    if not (unsigned or titled) or not _opens_with_failure(mail):
        return None
    by_person = bool(_PERSON.search(_RETURNED.split(mail.text[:400], 1)[0]))
    if not unsigned and titled and _is_told_by_a_provider(mail):
        return "a provider that wants no answer tells what became of a mail to one of its addresses"
    if unsigned:
        certain = (titled and not by_person) or _proves_failure(mail)
    else:
        certain = titled and (_returns_a_mail(mail) or _tells(mail)) and not (mail.in_reply_to or by_person)
    return "its text reports a failed delivery as mail systems do" if certain else None


_COMPLAINT = re.compile(r"(?:complaint about message from|email feedback report for ip) \d", re.IGNORECASE)
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
"""A machine's first sentence: your message to this address, and what became of it."""


def _tells(mail: Mail) -> bool:
    return bool(_TOLD.match(_GREETED.sub("", _fold(mail.text[:400]), count=1)))


_WANTS_NO_ANSWER = re.compile(r"(?:no[-_.]?reply|do[-_.]?not[-_.]?reply)\d{0,3}")
_NAMED = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_HAILED = re.compile(r"\s{0,9}(?:hi|hello|dear \S{1,40})\b[ ,.!]{0,3}", re.IGNORECASE)


def _is_told_by_a_provider(mail: Mail) -> bool:
    """No person writes under such an address of an address beside it that could not be reached."""
    local, _, domain = mail.sender.email.lower().partition("@") if mail.sender else ("", "", "")
    opening = _HAILED.sub("", mail.text[:_OPENING], count=1)
    if not _WANTS_NO_ANSWER.fullmatch(local) or mail.in_reply_to or _PERSON.search(opening):
        return False
    return any(one.lower().endswith(f"@{domain}") for one in _NAMED.findall(opening))


def _introduces_itself(mail: Mail) -> bool:
    """True when the first words are a mail system's own: a person who shows a report says why first."""
    subject = _fold(mail.subject)
    opening = _GREETED.sub("", _fold(mail.text[:300]).lstrip("*-=# "), count=1)
    opens = opening.startswith(phrases("bounce", "openings")) or bool(_SYSTEM.match(opening))
    if not opens and not subject.lstrip("* ").startswith(phrases("bounce", "titles")):
        return False
    if mail.in_reply_to or "confirm" in subject or _PERSON.search(opening):
        return False
    return opens or _opens_with_failure(mail)


def _proves_failure(mail: Mail) -> bool:
    return bool(_CODE.search(mail.text[:LOOKED_AT])) or _returns_a_mail(mail)


_PERSON = re.compile(
    r"^\W{0,40}(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|greetings|hallo|bonjour|hola|ciao)\b"
    r"|\b(?:i am|i have|i get|i got|i keep|i was|i sent|i think|i know|i believe|i do not|i don't|we are"
    r"|we have|we get|ich habe|ich bekomme|j'ai|je reçois|recibo|my (?:mail|email|e-mail|server)|can you"
    r"|could you|can someone|any idea|what does|why (?:is|are|do|does)|how (?:do|can)|see below|fyi)\b",
    re.IGNORECASE | re.MULTILINE,
)
"""How a person begins who writes about a failed delivery."""


def _is_automatic(mail: Mail) -> bool:
    return (header(mail, "auto-submitted") or "no").split(";")[0].strip().lower() != "no"


_CODE = re.compile(
    r"(?<![\d.])[45]\d\d[ -]{1,2}#?[45]\.\d{1,2}\.\d{1,3}\b|\(#[45]\.\d\.\d\)"
    r"|\b(?:SMTP|said|response|error)[^\n]{0,80}?[ :<(][45][0-5]\d[ -](?=\D)"
    r"|<<< [45]\d\d |^[45][0-5]\d [A-Z<]",
    re.IGNORECASE | re.MULTILINE,
)
_RETURNED = re.compile(
    r"^(?:received: {0,3}(?:from|by|\()|return-path: ?<|message-id: ?<|x-mailer: )",
    re.IGNORECASE | re.MULTILINE,
)


def _returns_a_mail(mail: Mail) -> bool:
    """True when the failed mail, or its headers, stand in this one unquoted."""
    if mail.embedded or any(item.type.startswith(("message/", "text/rfc822")) for item in mail.attachments):
        return True
    return _RETURNED.search(mail.text[:LOOKED_AT]) is not None


def _has_failed_subject(mail: Mail) -> bool:
    subject = _fold(mail.subject)
    return _folded("subjects").stand_in(subject)


def _speaks_of_failure(mail: Mail) -> bool:
    """True when the text proves a failure, or tells of one under an address that no person has."""
    if _proves_failure(mail) or _tells(mail) or is_null(header(mail, "return-path")):
        return True
    shared = mail.sender is not None and mail.sender.email.partition("@")[0] in phrases("bounce", "shared")
    return not shared and _has_phrase(mail.text[:LOOKED_AT])


def _opens_with_failure(mail: Mail) -> bool:
    """True when the failure is said at the top, where a machine says it, and not inside a quote."""
    opening = mail.text[:_OPENING].lstrip()
    return not opening.startswith(">") and (
        _has_phrase(opening) or bool(_CODE.match(opening)) or _tells(mail)
    )


_OPENING = 900


def _has_phrase(text: str) -> bool:
    text = _fold(text)
    return _folded("bodies").stand_in(text)


_ACCENTS = re.compile(r"[\u0300-\u036f]")


def _fold(text: str) -> str:
    """Write a text small, on one line and without accents: old mail systems write none."""
    text = " ".join(text.lower().replace("’", "'").split())
    return text if text.isascii() else _ACCENTS.sub("", unicodedata.normalize("NFD", text))


@cache
def _folded(name: str) -> Contained:
    return Contained(map(_fold, phrases("bounce", name)))


def _from(mail: Mail) -> str:
    """Return the From header as written: a daemon's often holds no whole address."""
    return (header(mail, "from") or "").lower()


def is_daemon(mail: Mail) -> bool:
    """True when a mail system's own address is the sender."""
    if _is_surely_daemon(mail):
        return True
    if mail.sender is None:
        return False
    local = mail.sender.email.partition("@")[0]
    return local in phrases("bounce", "daemons") or local.endswith("-bounces")


_SURELY = re.compile(r"\bmailer[-_ ]?daemon\b|\bmail[-_]daemon@|\bmicrosoftexchange[0-9a-f]{6,40}@|<>")


def _is_surely_daemon(mail: Mail) -> bool:
    """True for a sender that no person writes under (RFC 5321 §4.5.5)."""
    return bool(_SURELY.search(_from(mail)[:500]))


def is_named_like_a_daemon(mail: Mail) -> bool:
    """True when only the name shown is a mail system's."""
    shown = mail.sender.name if mail.sender else _from(mail)
    name = shown.lower().strip(" \"'<>")
    return name in phrases("bounce", "names") or name.startswith(phrases("bounce", "name_starts"))


def is_null(path: str | None) -> bool:
    """True for the null sender (RFC 5321 §4.5.5)."""
    return path is not None and path.strip() in ("<>", "", "< >")


_FORWARDED = re.compile(
    r"\s*(?:fwd?|fw|re|wg|tr|rv|aw|sv|vs|enc|doorst|pd|odp|rif|antw|ynt|i|ilt|回复|转发|答复|返信|転送)\s?[:：]",
    re.IGNORECASE,
)


def _is_forwarded(mail: Mail) -> bool:
    """True when a person sent the report on: the subject says so and no machine is the sender."""
    return bool(_FORWARDED.match(mail.subject)) and not is_daemon(mail)


def find_status(mail: Mail) -> Attachment | None:
    """Find the report's own fields (RFC 3464 §2)."""
    return next((item for item in mail.attachments if item.type.endswith("/delivery-status")), None)


@cache
def phrases(group: str, name: str) -> tuple[str, ...]:
    """Return one list of ``knowledge/noise.toml``."""
    return tuple(_knowledge()[group][name])


@cache
def _knowledge() -> dict[str, Any]:
    return tomllib.loads((files("worker.knowledge") / "noise.toml").read_text("utf-8"))
