"""Mail written by machines: automatic replies and bounces, never a decision and never answered.

RFC 3834 and RFC 3464 first, then Exchange's headers, then what mailers without either write. A
phrase alone never makes a bounce: a person may forward one, or write about one.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from worker.model import Attachment, Kind, Mail
from worker.reading.mail import header, headers, read_ids

_LOOKED_AT = 20_000


@dataclass(frozen=True, slots=True)
class Noise:
    """A machine's mail: what it is, why we think so, which of our letters failed, when the person is back.

    ``failed_ids`` are the Message-IDs that a final failure quotes, without brackets; a mere delay
    has none. ``return_on_text`` is the day as written, to be read against the date of the mail.
    """

    kind: Kind
    because: str
    failed_ids: tuple[str, ...] = ()
    return_on_text: str | None = None


def find_noise(mail: Mail) -> Noise | None:
    """Return what makes this mail a machine's, or None for a person's."""
    because = _find_bounce(mail)
    if because:
        return Noise(Kind.BOUNCE, because, () if _has_not_failed(mail) else _find_failed_ids(mail))
    because = _find_auto_reply(mail)
    if because:
        return Noise(Kind.AUTO_REPLY, because, (), _find_return(mail.text))
    return None


def may_be_answered(mail: Mail) -> bool:
    """True when an automatic answer is allowed (RFC 3834 §2): never to machines, lists or null senders."""
    if mail.sender is None or find_noise(mail) is not None or _is_daemon(mail):
        return False
    if _is_null(header(mail, "return-path")):
        return False
    if any(name.startswith("list-") for name, _ in mail.headers) or header(mail, "mailing-list") is not None:
        return False
    if (header(mail, "precedence") or "").strip().lower() in ("bulk", "list", "junk", "auto_reply"):
        return False
    suppressed = {
        word.strip().lower() for word in (header(mail, "x-auto-response-suppress") or "").split(",")
    }
    if suppressed & {"all", "autoreply", "oof"}:
        return False
    return not _NO_ANSWER.match(mail.sender.email)


_NO_ANSWER = re.compile(
    r"(?:owner-|no-?reply|do-?not-?reply|listserv|majordomo|mailman)|[^@]{1,100}-(?:request|owner|bounces)@"
)


# ── bounces ────────────────────────────────────────────────────────────────────────────────


def _find_bounce(mail: Mail) -> str | None:
    content_type = (header(mail, "content-type") or "").lower()
    if "multipart/report" in content_type and "delivery-status" in content_type:
        return "it is a delivery report (RFC 3464)"
    if _find_status(mail) is not None and not _is_forwarded(mail):
        return "it carries a delivery status (RFC 3464)"
    for name in ("x-failed-recipients", "x-ms-exchange-message-is-ndr"):
        if header(mail, name) is not None:
            return f"its header {name} says that a delivery failed"
    machine = _is_daemon(mail) or _is_null(header(mail, "return-path"))
    if not machine or _is_forwarded(mail) or _find_auto_subject(mail, set()):
        return None
    subject = mail.subject.lower()
    if any(phrase in subject for phrase in _phrases("bounce", "subjects")):
        return "a mail system sent it, and its subject says that a delivery failed"
    if _is_named_like_a_daemon(mail):
        # "System Administrator" may also be a person: only the subject can speak for that name.
        return None
    text = mail.text[:_LOOKED_AT].lower().replace("’", "'")
    text = " ".join(text.split())
    if any(phrase in text for phrase in _phrases("bounce", "bodies")):
        return "a mail system sent it, and its text says that a delivery failed"
    return None


def _is_daemon(mail: Mail) -> bool:
    if mail.sender is None:
        return False
    return mail.sender.email.partition("@")[0] in _phrases("bounce", "daemons") or _is_named_like_a_daemon(
        mail
    )


def _is_named_like_a_daemon(mail: Mail) -> bool:
    if mail.sender is None or mail.sender.email.partition("@")[0] in _phrases("bounce", "daemons"):
        return False
    return mail.sender.name.lower().strip() in _phrases("bounce", "names")


def _is_null(path: str | None) -> bool:
    return path is not None and path.strip() in ("<>", "", "< >")


_FORWARDED = re.compile(r"\s*(?:fwd?|fw|re|wg|tr|rv|aw|sv)\s?:", re.IGNORECASE)


def _is_forwarded(mail: Mail) -> bool:
    """True when a person sent the report on: the subject says so and no machine is the sender."""
    return bool(_FORWARDED.match(mail.subject)) and not _is_daemon(mail)


def _find_status(mail: Mail) -> Attachment | None:
    return next((item for item in mail.attachments if item.type == "message/delivery-status"), None)


_ACTION = re.compile(r"^action:\s{0,5}(\w+)", re.IGNORECASE | re.MULTILINE)


def _has_not_failed(mail: Mail) -> bool:
    """True when the report speaks of a delay or a success only (RFC 3464 §2.3.3)."""
    status = _find_status(mail)
    actions = {word.lower() for word in _ACTION.findall(_text_of(status))} if status else set()
    if actions:
        return "failed" not in actions
    lowered = f"{mail.subject}\n{mail.text[:3_000]}".lower()
    return any(phrase in lowered for phrase in _phrases("bounce", "not_failed"))


_QUOTED_ID = re.compile(
    r"^[>\s]{0,10}(?:x-original-)?message-id:\s{0,5}(<[^<>\s]{1,998}>)", re.IGNORECASE | re.MULTILINE
)


def _find_failed_ids(mail: Mail) -> tuple[str, ...]:
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


# ── automatic replies ──────────────────────────────────────────────────────────────────────


def _find_auto_reply(mail: Mail) -> str | None:
    submitted = (header(mail, "auto-submitted") or "no").split(";")[0].strip().lower()
    if submitted != "no":
        return f"its header says Auto-Submitted: {submitted[:40]} (RFC 3834)"
    if "disposition-notification" in (header(mail, "content-type") or "").lower():
        return "it is a read receipt (RFC 8098)"
    present = {name for name, _ in mail.headers}
    named = next((name for name in _phrases("auto", "headers") if name in present), None)
    if named is not None and (header(mail, named) or "").strip().lower() not in ("no", "false"):
        return f"only automatic replies have the header {named}"
    if (header(mail, "precedence") or "").strip().lower() == "auto_reply" or (
        (header(mail, "preference") or "").strip().lower() == "auto_reply"
    ):
        return "its header says Precedence: auto_reply"
    if "autoresponder" in (header(mail, "x-post-messageclass") or "").lower():
        return "its message class is that of an autoresponder"
    return _find_auto_subject(mail, present)


def _find_auto_subject(mail: Mail, present: set[str]) -> str | None:
    """Judge by the subject: at its start with a colon, or where a machine's headers stand beside it."""
    subject = " ".join(mail.subject.lower().replace("：", ":").split()).replace(" :", ":", 1)
    prefixes = _phrases("auto", "prefixes")
    if any(subject.startswith(f"{prefix}:") for prefix in prefixes):
        return "its subject begins as automatic replies do"
    marked = {
        "x-auto-response-suppress",
        "x-ms-exchange-inbox-rules-loop",
        "x-ms-exchange-generated-message-source",
    }
    machine = (
        present & marked
        or _is_null(header(mail, "return-path"))
        or ((header(mail, "precedence") or "").strip().lower() in ("bulk", "junk"))
    )
    if machine and any(subject.startswith(prefix) or subject.endswith(prefix) for prefix in prefixes):
        return "its subject and headers are those of an automatic reply"
    if {"x-auto-response-suppress", "x-ms-exchange-inbox-rules-loop"} <= present:
        return "Exchange marks it as sent by a rule that wants no answer"
    return None


_DAY = re.compile(
    r"[\s:,]{1,3}((?:the\s)?(?:[^\W\d_]{2,12}\.?,?\s{1,2}){0,2}"
    r"(?:\d{1,2}(?:st|nd|rd|th|\.)?(?:\s(?:of\s)?[^\W\d_]{3,12}\.?)?(?:,?\s\d{4})?|\d{1,4}[./-]\d{1,2}(?:[./-]\d{2,4})?)"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:\s[^\W\d_]{3,9}\s\d{1,2}(?:st|nd|rd|th)?)?)",
    re.IGNORECASE,
)


def _find_return(text: str) -> str | None:
    """Return the day of return as the text gives it ("Thursday 26 November"), or None."""
    text = " ".join(text[:_LOOKED_AT].split())
    lowered = text.lower()
    for phrase in _phrases("auto", "until"):
        at = -1
        while (at := lowered.find(phrase, at + 1)) >= 0:
            if at and lowered[at - 1].isalpha():
                continue
            day = _DAY.match(text, at + len(phrase))
            if day:
                return day[1].strip(" ,.")
    return None


@cache
def _phrases(group: str, name: str) -> tuple[str, ...]:
    return tuple(_knowledge()[group][name])


@cache
def _knowledge() -> dict[str, Any]:
    return tomllib.loads((files("worker.knowledge") / "noise.toml").read_text("utf-8"))
