"""What a report says became of our letter.

A machine's name, or a word of failing, is no evidence. The fields of the report are, and a mail server's
answer, and a sentence of failing that names whom it missed or the mail itself.
"""

from __future__ import annotations

import re

from worker.model import Mail
from worker.reading.machines.daemons import has_null_path, is_automatic, is_daemon
from worker.reading.machines.fields import Became, find_statuses, is_report, read_fates
from worker.reading.machines.phrases import contained, fold
from worker.reading.machines.telling import (
    RETURNED,
    SEARCHED,
    addresses,
    is_answered,
    is_listed,
    missed,
    own_part,
    read_opening,
    says,
    says_undelivered,
)
from worker.reading.message.mail import header


def find_became(mail: Mail) -> Became:
    """What a machine's mail proves of the mail it is about: its fields first, then headers, then words."""
    fates = {fate.became for fate in read_fates(mail)} - {Became.UNTOLD}
    if fates:
        return next(one for one in (Became.FAILED, Became.DELAYED, Became.DELIVERED) if one in fates)
    if is_complaint(mail):
        return Became.COMPLAINED
    if _ARRIVED.match(mail.subject):
        return Became.DELIVERED
    opening = read_opening(mail)
    for_good = says(opening, "for_good")
    for name, became in _BY_WORDS:
        if not for_good and says(opening, name) and not (became is Became.DELIVERED and _misses_some(mail)):
            return became
    if says(opening[:1], "delayed") and not (for_good or is_answered(mail, for_good=True)):
        return Became.DELAYED
    if says_failed(mail) or _proves_failure(mail):
        return Became.FAILED
    return Became.DELAYED if says(opening, "delayed") else Became.UNTOLD


def _misses_some(mail: Mail) -> bool:
    """Whether it tells of somebody who was not reached, beside those who were."""
    return is_answered(mail, for_good=True) or bool(missed(mail))


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
    return fold(mail.text[:100]).startswith(_COMPLAINTS)


_COMPLAINTS = ("this is an email abuse report", "this is an authentication failure report")
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
    told = all(contained("autoreplies", kind).stand_in(said) for kind in ("acknowledged", "number"))
    return told and not is_answered(mail, for_good=True)


def has_failed_subject(mail: Mail) -> bool:
    """Whether its subject is one that mail systems write."""
    return contained("bounces", "subjects").stand_in(fold(mail.subject))


def gives_back(mail: Mail) -> bool:
    """True when the failed mail, or its headers, stand in this one unquoted."""
    if mail.embedded or any(item.type.startswith(("message/", "text/rfc822")) for item in mail.attachments):
        return True
    return RETURNED.search(mail.text[:SEARCHED]) is not None


def gives_back_to_writer(mail: Mail) -> bool:
    """Whether the mail that stands in it, or its headers, is one that the reader wrote."""
    written = {inner.sender.email for inner in mail.embedded if inner.sender}
    text = mail.text[:SEARCHED]
    if RETURNED.search(text):
        written |= {one for line in _FROM.findall(text) for one in addresses(line)}
    return not written.isdisjoint(one.email for one in mail.to)


_FROM = re.compile(r"^from: [^\n]{1,300}", re.IGNORECASE | re.MULTILINE)


def may_report(mail: Mail) -> bool:
    """Whether it is built as a report or gives our mail back, or a machine sent it (RFC 3464 §2, 3834 §5)."""
    if is_report(mail, "delivery-status") or find_statuses(mail):
        return True
    return is_daemon(mail) or is_automatic(mail) or has_null_path(mail) or gives_back_to_writer(mail)
