"""The tokens by which a mail says which letter of ours it answers, where its Message-ID is lost.

They stand in the address that answers go to and in the subject. Mail systems that write Message-IDs anew,
or cut them out of References, leave those two alone.
"""

from __future__ import annotations

import hmac
import re
from dataclasses import dataclass

from worker.model import Mail
from worker.reading.message.mail import header

LENGTH = 12
_TOKEN = re.compile(rf"[a-z2-7]{{{LENGTH}}}")
_IN_SUBJECT = re.compile(rf"\[#([a-z2-7]{{{LENGTH}}})\]", re.IGNORECASE)
_RE = re.compile(
    r"\s*+(?:\[[^\[\]]{0,40}\]\s*+)?(?:re|aw|antw|sv|odp|res?|rif)\s*+(?:\[\d+\]\s*+)?:", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens a mail bears: in an address it went to, and in its subject."""

    to: tuple[str, ...]
    subject: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        """Each once, those of addresses first."""
        return tuple(dict.fromkeys((*self.to, *self.subject)))


def find_tokens(mail: Mail, inbox: str) -> Tokens:
    """Return what has the form of a token; whether one was ever given is for the register to say."""
    local, _, domain = inbox.partition("@")
    to = []
    for address in (*mail.to, *mail.cc):
        written, _, at = address.email.partition("@")
        mailbox, plus, tag = written.partition("+")
        if plus and (mailbox, at) == (local, domain) and _TOKEN.fullmatch(tag):
            to.append(tag)
    subject = (found.lower() for found in _IN_SUBJECT.findall(mail.subject[:2_000]))
    return Tokens(tuple(dict.fromkeys(to)), tuple(dict.fromkeys(subject)))


def is_token(one: str, other: str) -> bool:
    """Compare in constant time: how long it takes tells nothing of how much was right."""
    return bool(one and other) and hmac.compare_digest(one.encode(), other.encode())


def is_reply(mail: Mail) -> bool:
    """Whether a mail says that it answers another: by its headers or the beginning of its subject."""
    named = header(mail, "in-reply-to") is not None or header(mail, "references") is not None
    return named or starts_as_reply(mail.subject)


def starts_as_reply(subject: str) -> bool:
    """Whether a subject begins as those of answers do."""
    return _RE.match(subject) is not None
