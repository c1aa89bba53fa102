"""What a report says became of our letter, whom it missed, and which letter that was.

Anyone can write such a report (RFC 3464 §4.1), so that whom it names has to fit the letter it is about. A
machine's name, or a word of failing, is no evidence: the report's own fields are, a mail server's answer is,
and a sentence of failing is that names whom it missed or the mail itself.
"""

from __future__ import annotations

import re
from enum import StrEnum

from worker.model import Attachment, Mail
from worker.reading.machines.daemons import is_automatic, is_daemon, is_null
from worker.reading.machines.fields import find_status, is_report, read_fates
from worker.reading.machines.phrases import contained, fold
from worker.reading.machines.telling import (
    RETURNED,
    addresses,
    is_answered,
    is_listed,
    missed,
    own_part,
    says,
    says_undelivered,
)
from worker.reading.message.mail import header, headers, read_ids


class Became(StrEnum):
    """What became of a mail, as a report on it tells."""

    FAILED = "failed"
    DELAYED = "delayed"
    HELD = "held"
    DELIVERED = "delivered"
    COMPLAINED = "complained_of"
    UNTOLD = "untold"


def find_became(mail: Mail) -> Became:
    """What a machine's mail proves of the mail it is about: its fields first, then headers, then words."""
    fates = {fate.became for fate in read_fates(mail)} - {""}
    if fates:
        return next((one for one in (Became.FAILED, Became.DELAYED) if one in fates), Became.DELIVERED)
    if is_complaint(mail):
        return Became.COMPLAINED
    if _ARRIVED.match(mail.subject):
        return Became.DELIVERED
    for_good = says(mail, "for_good")
    for name, became in _BY_WORDS:
        if not for_good and says(mail, name):
            return became
    delayed = contained("bounces", "delayed")
    if not (for_good or is_answered(mail, for_good=True)) and delayed.stand_in(fold(mail.subject)):
        return Became.DELAYED
    if says_failed(mail) or _proves_failure(mail):
        return Became.FAILED
    return Became.DELAYED if says(mail, "delayed") else Became.UNTOLD


_BY_WORDS = (("delivered", Became.DELIVERED), ("trying", Became.DELAYED), ("held", Became.HELD))
_ARRIVED = re.compile(
    r"(?:delivered|relayed|expanded|zugestellt|weitergeleitet|remis|relayé|entregado|retransmitido|entregue"
    r"|consegnato|inoltrato|bezorgd|doorgestuurd|dostarczono|доставлено|送达|已送达|配信済み) ?[:：]",
    re.IGNORECASE,
)
"""How Exchange entitles a report of success; its subject follows."""


def is_complaint(mail: Mail) -> bool:
    """Whether a reader complained of a mail, which did arrive, or a forgery was seen (RFC 5965, RFC 6591)."""
    if is_report(mail, "feedback-report") or _COMPLAINT.match(mail.subject):
        return True
    return fold(mail.text[:100]).startswith("this is an email abuse report")


_COMPLAINT = re.compile(r"(?:complaint about message from|email feedback report for ip) \d", re.IGNORECASE)


def says_failed(mail: Mail) -> str | None:
    """Name the header that says that a delivery failed, or None."""
    for name in ("x-failed-recipients", "x-ms-exchange-message-is-ndr"):
        if header(mail, name) is not None:
            return name
    submitted = (header(mail, "auto-submitted") or "").lower()
    return "auto-submitted" if "(rejected)" in submitted or "(failure)" in submitted else None


def _proves_failure(mail: Mail) -> bool:
    if acknowledges(mail):
        return False
    if is_answered(mail, for_good=True) or missed(mail) or says_undelivered(mail):
        return True
    if gives_back(mail) and (is_daemon(mail) or has_failed_subject(mail)):
        return True
    return has_failed_subject(mail) and may_report(mail) and is_listed(mail)


def acknowledges(mail: Mail) -> bool:
    """Whether an office says that a mail arrived and under which number, whatever else it tells."""
    said = f" {fold(mail.subject)} {fold(own_part(mail))} "
    return not is_answered(mail, for_good=True) and all(
        contained("autoreplies", kind).stand_in(said) for kind in ("acknowledged", "number")
    )


def has_failed_subject(mail: Mail) -> bool:
    """Whether its subject is one that mail systems write."""
    return contained("bounces", "subjects").stand_in(fold(mail.subject))


def gives_back(mail: Mail) -> bool:
    """True when the failed mail, or its headers, stand in this one unquoted."""
    if mail.embedded or any(item.type.startswith(("message/", "text/rfc822")) for item in mail.attachments):
        return True
    return RETURNED.search(mail.text[:_LOOKED_AT]) is not None


_LOOKED_AT = 50_000


# ── whom and which ─────────────────────────────────────────────────────────────────────────


def may_report(mail: Mail) -> bool:
    """Whether it is built as a delivery report, or a machine sent it (RFC 3464 §2, 5321 §4.5.5, 3834 §5)."""
    if is_report(mail, "delivery-status") or find_status(mail) is not None:
        return True
    return is_daemon(mail) or is_automatic(mail) or is_null(header(mail, "return-path"))


def failed_recipients(mail: Mail) -> frozenset[str]:
    """Return the addresses it says were not reached, in small letters.

    From its fields; else from a header, the sentences that say so and the mail it gives back; else all that
    it names. Where a mail went on from the address we wrote to, the mail that is given back has ours. An
    automatic answer speaks for the address that it comes from.
    """
    fates, returned = read_fates(mail), _returned_to(mail)
    if fates:
        failed = frozenset().union(*(fate.addresses for fate in fates if fate.became in (Became.FAILED, "")))
        all_failed = all(fate.became == Became.FAILED for fate in fates)
        return failed | (returned if all_failed and not failed & returned else frozenset())
    stated = addresses("\n".join(headers(mail, "x-failed-recipients"))[:_LOOKED_AT])
    itself = {mail.sender.email.lower()} if mail.sender and is_automatic(mail) else frozenset()
    return stated | missed(mail) | returned | itself or addresses(mail.text[:_LOOKED_AT])


def _returned_to(mail: Mail) -> frozenset[str]:
    """Whom the mail that is given back was written to."""
    inner = [one.email.lower() for given in mail.embedded for one in given.to]
    texts = [_text_of(item) for item in mail.attachments if item.type in _HEADERS_ONLY]
    texts.append(mail.text[len(own_part(mail)) : _LOOKED_AT])
    return frozenset(inner).union(*(addresses(line) for text in texts for line in _TO.findall(text)))


_HEADERS_ONLY = ("text/rfc822-headers", "message/rfc822-headers")
_TO = re.compile(r"^to:[^\n]{1,500}(?:\n[ \t][^\n]{1,500}){0,20}", re.IGNORECASE | re.MULTILINE)


_QUOTED_ID = re.compile(
    r"^[>\s]{0,10}(?:[^\n:<]{0,30}\W)?(?:message|mail|msg|nachrichten)?[- ]?id(?:entif\w{1,8})?\b[^\n<]{0,20}"
    r"\n?[ \t]{0,5}(<[^<>\s]{1,998}@[^<>\s]{1,255}>)",
    re.IGNORECASE | re.MULTILINE,
)


def find_failed_ids(mail: Mail) -> tuple[str, ...]:
    """Return the Message-IDs of the mails a bounce gives back, in every way mailers do it."""
    found = [inner.message_id for inner in mail.embedded if inner.message_id]
    texts = [mail.text[:200_000]]
    texts += [_text_of(item) for item in mail.attachments if item.type.startswith(("text/", "message/"))]
    for text in texts:
        found += [one for match in _QUOTED_ID.findall(text) for one in read_ids(match.encode())]
    found += [one for value in headers(mail, "x-original-message-id") for one in read_ids(value.encode())]
    found += mail.in_reply_to + mail.references
    return tuple(dict.fromkeys(one for one in found if one != mail.message_id))


def _text_of(item: Attachment) -> str:
    return item.data[:200_000].decode("utf-8", "replace").replace("\r\n", "\n")
