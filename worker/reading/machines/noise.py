"""Mail written by machines: automatic replies and bounces, never a decision and never answered.

RFC 3834 and RFC 3464 first, then Exchange's headers, then what mailers without either write. A
phrase alone never makes a bounce: a person may forward one, or write about one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from worker.model import Kind, Mail
from worker.reading.machines.auto import find_auto_reply, find_auto_subject, find_return
from worker.reading.machines.became import find_became
from worker.reading.machines.bounce import find_bounce
from worker.reading.machines.carried import carries_words, may_tell
from worker.reading.machines.daemons import (
    has_null_path,
    is_daemon,
    is_named_like_a_daemon,
    is_through_list,
    precedence,
)
from worker.reading.machines.failed import find_failed_ids
from worker.reading.machines.fields import Became, is_report
from worker.reading.message.mail import header


@dataclass(frozen=True, slots=True)
class Noise:
    """A machine's mail: what it is, why we think so, which of our letters failed, when the person is back.

    ``became`` is what a report proves of the mail it is about. ``failed_ids`` are the Message-IDs, without
    brackets, that a final failure quotes: a delay, a success or a complaint has none.
    ``return_on_text`` is the day as written, to be read against the date of the mail. ``carries_words`` says
    that a program sent on what a person wrote: it is to be read, though it decides nothing; ``may_tell`` that
    it may be so: somebody has to look.
    """

    kind: Kind
    because: str
    failed_ids: tuple[str, ...] = ()
    return_on_text: str | None = None
    became: Became | None = None
    carries_words: bool = False
    may_tell: bool = False

    @property
    def flags(self) -> tuple[str, ...]:
        """Its kind; for a report, also what became of the mail where it did not fail."""
        told = self.became not in (None, Became.FAILED, Became.UNTOLD)
        return (self.kind.value, str(self.became)) if told else (self.kind.value,)


def find_noise(mail: Mail) -> Noise | None:
    """Return what makes this mail a machine's, or None for a person's."""
    answered = find_auto_subject(mail, set()) is not None
    because = find_bounce(mail, answered)
    if because:
        became = find_became(mail)
        failed = find_failed_ids(mail) if became is Became.FAILED else ()
        return Noise(_kind_of(mail, became), because, failed, became=became)
    because = find_auto_reply(mail)
    if because:
        carries = not answered and carries_words(mail)
        tells = not (answered or carries) and may_tell(mail)
        return Noise(Kind.AUTO_REPLY, because, (), find_return(mail.text), None, carries, tells)
    return None


def _kind_of(mail: Mail, became: Became) -> Kind:
    """A mail that waits for a moderator or a sender's word did not fail: who says so answers by itself."""
    waits = became is Became.HELD and not is_report(mail, "delivery-status")
    return Kind.AUTO_REPLY if waits else Kind.BOUNCE


def may_be_answered(mail: Mail) -> bool:
    """True when an automatic answer is allowed (RFC 3834 §2): never to machines, lists or null senders."""
    return takes_answers(mail) and find_noise(mail) is None


def takes_answers(mail: Mail) -> bool:
    """The same of a mail that is known to be no noise: who it is from and what its headers say is left."""
    if mail.sender is None or is_daemon(mail) or is_named_like_a_daemon(mail):
        return False
    if has_null_path(mail) or precedence(mail) in ("bulk", "list", "junk", "auto_reply"):
        return False
    if is_through_list(mail) or header(mail, "mailing-list") is not None:
        return False
    suppressed = {
        word.strip().lower() for word in (header(mail, "x-auto-response-suppress") or "").split(",")
    }
    if suppressed & {"all", "autoreply", "oof"}:
        return False
    return not _NO_ANSWER.match(mail.sender.email)


_NO_ANSWER = re.compile(
    r"(?:owner-|(?:no-?reply|do-?not-?reply)(?:[-_+\d][^@]{0,60})?@|listserv|majordomo|mailman)"
    r"|[^@]{1,100}-(?:request|owner|bounces)@"
)
