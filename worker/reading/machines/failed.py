"""Whom a report says a letter missed, and which letter that was.

Anyone can write such a report (RFC 3464 §4.1), so that whom it names has to fit the letter it is about.
"""

from __future__ import annotations

import re

from worker.model import Attachment, Mail
from worker.reading.machines.daemons import is_automatic, is_daemon
from worker.reading.machines.fields import Became, read_fates
from worker.reading.machines.telling import SEARCHED, addresses, missed, own_part
from worker.reading.message.mail import header, headers, read_ids


def failed_recipients(mail: Mail) -> frozenset[str]:
    """Return the addresses it says were not reached, in small letters.

    From its fields; else from a header, the sentences that say so and the mail it gives back; else all that
    it names. Where a mail went on from the address we wrote to, the mail that is given back has ours. An
    automatic answer speaks for the address that it comes from, and a list's for the list.
    """
    fates, returned = read_fates(mail), _returned_to(mail)
    if fates:
        missing = (fate for fate in fates if fate.became in (Became.FAILED, Became.UNTOLD))
        failed = frozenset(one for fate in missing for one in fate.addresses)
        all_failed = all(fate.became is Became.FAILED for fate in fates)
        return failed | (returned if all_failed and not failed & returned else frozenset())
    stated = addresses("\n".join(headers(mail, "x-failed-recipients"))[:SEARCHED])
    found = stated | missed(mail) | returned | _itself(mail)
    return found or addresses(mail.text[:SEARCHED]) - ({mail.sender.email} if mail.sender else set())


def _itself(mail: Mail) -> frozenset[str]:
    """Who answers by itself, where no mail system speaks for others: a mailbox, or a list (RFC 2142 §6)."""
    if mail.sender is None or not is_automatic(mail):
        return frozenset()
    email = mail.sender.email
    lists = addresses(header(mail, "x-beenthere") or "") | {_OF_LIST.sub(r"\1@", email)} - {email}
    return lists | (frozenset() if is_daemon(mail) else {email})


_OF_LIST = re.compile(r"^(?:owner-)?([^@]{1,64}?)(?:-(?:bounces|owner|request|admin))?@")


def _returned_to(mail: Mail) -> frozenset[str]:
    """Whom the mail that is given back was written to."""
    inner = [one.email for given in mail.embedded for one in given.to]
    texts = [_text_of(item) for item in mail.attachments if item.type in _HEADERS_ONLY]
    texts.append(mail.text[len(own_part(mail)) : SEARCHED])
    return frozenset(inner).union(*(addresses(line) for text in texts for line in _TO.findall(text)))


_HEADERS_ONLY = ("text/rfc822-headers", "message/rfc822-headers")
_TO = re.compile(r"^to:[^\n]{1,500}(?:\n[ \t][^\n]{1,500}){0,20}", re.IGNORECASE | re.MULTILINE)


_QUOTED_ID = re.compile(
    r"(?:^[>\s]{0,10}(?:[^\n:<]{0,30}\W)?|(?:message|mail|msg|nachrichten)[-_ ]?)"
    r"id(?:entif\w{1,8})?\b[^\n<]{0,60}\n?[ \t]{0,5}(<[^<>\s]{1,998}@[^<>\s]{1,255}>)",
    re.IGNORECASE | re.MULTILINE,
)
"""An identifier behind its name: in a line, a sentence, a program's notation."""


def find_failed_ids(mail: Mail) -> tuple[str, ...]:
    """Return the Message-IDs of the mails a bounce gives back, in every way mailers do it."""
    found = [inner.message_id for inner in mail.embedded if inner.message_id]
    texts = [mail.text[:200_000]]
    texts += [_text_of(item) for item in mail.attachments if _is_text(item)]
    for text in texts:
        found += [one for match in _QUOTED_ID.findall(text) for one in read_ids(match.encode())]
    named = (value for name, value in mail.headers if name.startswith("x-") and name.endswith("-message-id"))
    found += [one for value in named for one in read_ids(value.encode())]
    found += mail.in_reply_to + mail.references
    return tuple(dict.fromkeys(one for one in found if one != mail.message_id))


def _is_text(item: Attachment) -> bool:
    """Whether it can be read as text; a gateway may have put away what it was called."""
    if item.type.startswith(("text/", "message/")):
        return True
    return item.type in ("application/octet-stream", "application/xml") and b"\0" not in item.data[:200_000]


def _text_of(item: Attachment) -> str:
    return item.data[:200_000].decode("utf-8", "replace").replace("\r\n", "\n")
