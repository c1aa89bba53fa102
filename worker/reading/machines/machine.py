"""Machines' mail that no header tells: known by what the text says of itself, and by what it does not say.

A person's report that goes unanswered does more harm than a machine that is answered once. So a machine
must say of itself, in two ways, what no person says of a mail ("generated automatically", "do not reply"),
and the text must ask nothing, tell of no post, speak in no first person and carry nothing.
"""

from __future__ import annotations

import re
from functools import cache

from worker.model import Mail
from worker.reading.machines.daemons import local_part
from worker.reading.machines.phrases import holds, phrases, small
from worker.reading.quoted.prefix import says_forward
from worker.reading.words.contained import Contained

_MOST = 2_500
"""Of a longer text more than a notice is to be expected."""
_ASKING = ("?", "？", "؟")
_QUOTED = re.compile(r"^[ \t]{0,4}(?:>|-{3,}|_{5,}|={5,})", re.MULTILINE)
_QUOTES = (">", "---", "_____", "=====")
_HEADER_LINE = re.compile(
    r"^[ \t>*]{0,6}(?:from|to|von|an|de|da|od|van)\b[^\n:]{0,10}:[^\n]{0,200}@", re.MULTILINE | re.IGNORECASE
)

_SHORT = 600
_MY_ACCOUNT = re.compile(r"my (?<!\wmy )(?=account|profile|settings|preferences|notifications)")
"""What a page calls its own menus."""


def find_machine(mail: Mail, present: set[str]) -> str | None:
    """Say what gives a mail away as a machine's, or None. ``present`` are the names of its headers."""
    if len(mail.text) > _MOST or mail.attachments or mail.embedded or _is_passed_on(mail):
        return None
    said = own_words(mail.text)
    if is_form(said):
        return None
    if _challenges(mail, said):
        return "it asks a sender to prove that a person wrote, as filters do"
    if _notifies(mail, said, present):
        return "it says why such notices come and how to have no more of them"
    if asks_or_tells(said):
        return None
    if holds(said, "gone") and any(_answers_by_itself(one) for one in _SENTENCE.split(said)):
        return "its text says that it answers automatically, and that nobody is there"
    if holds(said, "self"):
        return None
    plain = [name for name in ("no_reply", "automatic", "unread") if holds(said, name)]
    courteous = [name for name in ("acknowledged", "number", "days") if holds(said, name)]
    by_system = _is_named_as_a_system(mail)
    enough = (
        len(plain) > 1
        or (plain and (by_system or "acknowledged" in courteous))
        or ("acknowledged" in courteous and holds(said, "ruled"))
        or (len(courteous) == 3 and not _is_named_as_a_person(mail))
    )
    if enough:
        return "its text says that it is automatic and wants no answer, or acknowledges as offices do"
    if by_system and _is_receipt(said):
        return "a system tells that a message was delivered"
    return None


def unquoted(text: str) -> str:
    """What stands above the first quoted line; all of it if nothing does."""
    quote = _QUOTED.search(text) if any(map(text.__contains__, _QUOTES)) else None
    return text[: quote.start()] if quote and quote.start() else text


def own_words(text: str) -> str:
    """What stands above the first quoted line, small, in one line, with straight apostrophes."""
    own = unquoted(text)
    return f" {small(_MY_ACCOUNT.sub('', own.lower()))} "


def _is_passed_on(mail: Mail) -> bool:
    """What a person passes on is that person's mail, whatever it holds."""
    return says_forward(mail.subject) or shows_header(mail)


def shows_header(mail: Mail) -> bool:
    """Whether the first lines of a mail's header stand in it, as above what is passed on or quoted."""
    return bool("@" in mail.text and _HEADER_LINE.search(mail.text))


def asks_or_tells(said: str) -> bool:
    """It asks, or tells of a post: so does a person."""
    return any(map(said.__contains__, _ASKING)) or holds(said, "told")


_SENTENCE = re.compile(r"[.!:。！] ")


def _answers_by_itself(sentence: str) -> bool:
    """ "This is an automatic reply to your message": this, an answer, of itself."""
    return all(holds(f" {sentence} ", name) for name in ("by_itself", "answers", "these"))


def is_form(said: str) -> bool:
    """It holds what somebody typed into a page."""
    said = said.replace(" :", ":").replace("：", ":")
    if _label_ends().isdisjoint([before[-_LABEL_END:] for before in said.split(":")[:-1]]):
        return False
    return sum(map(said.__contains__, phrases("autoreplies", "form"))) > 1


_LABEL_END = 2


@cache
def _label_ends() -> frozenset[str]:
    """The last letters of each label of such a page: before most colons of a text others stand."""
    return frozenset(label.rstrip(":")[-_LABEL_END:] for label in phrases("autoreplies", "form"))


def _is_named_as_a_system(mail: Mail) -> bool:
    """Whether the sender's address is one that systems have: "noreply@", "sms-gateway@"."""
    local = local_part(mail)
    known = phrases("autoreplies", "notifiers")
    return local in known or any(part in known for part in re.split(r"[-_+]", local))


def _is_named_as_a_person(mail: Mail) -> bool:
    """Whether the shown name is in the address too: "K. Stone <kstone@…>"; an office is "enquiries"."""
    if mail.sender is None or not mail.sender.name:
        return True
    local = local_part(mail)
    return any(len(word) > 2 and word in local for word in re.findall(r"\w+", mail.sender.name.lower()))


_PHONE = re.compile(r"\+?\d[\d ()-]{7,18}\d")


def _is_receipt(said: str) -> bool:
    return len(said) < _SHORT and bool(_PHONE.search(said)) and holds(said, "delivered")


def _challenges(mail: Mail, said: str) -> bool:
    if not ("http" in mail.text or "reply to this" in said):
        return False
    return _told_in("challenges").count(said) > 2


@cache
def _told_in(name: str) -> Contained:
    return Contained(phrases("autoreplies", name))


def _notifies(mail: Mail, said: str, present: set[str]) -> bool:
    """A list's own footer says as much below a person's words: lists are left to people."""
    if mail.sender is None or any(
        name in present for name in ("list-id", "list-post", "mailing-list", "x-beenthere")
    ):
        return False
    by_system = _is_named_as_a_system(mail)
    if not by_system and "list-unsubscribe" not in present:
        return False
    signs = sum(map(said.__contains__, phrases("autoreplies", "notices")))
    if "list-unsubscribe" in present:
        return signs > 1 or (by_system and signs > 0)
    return by_system and (signs > 1 or (signs > 0 and bool(mail.html))) and not asks_or_tells(said)
