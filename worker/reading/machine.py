"""Machines' mail that no header tells: known by what the text says of itself, and by what it does not say.

A person's report that goes unanswered does more harm than a machine that is answered once. So a machine
must say of itself, in two ways, what no person says of a mail ("generated automatically", "do not reply"),
and the text must ask nothing, tell of no post, speak in no first person and carry nothing.
"""

from __future__ import annotations

import re

from worker.model import Mail
from worker.reading.bounce import phrases

_MOST = 2_500
"""Of a longer text more than a notice is to be expected."""
_ASKING = ("?", "？", "؟")
_QUOTED = re.compile(r"^[ \t]{0,4}(?:>|-{3,}|_{5,}|={5,})", re.MULTILINE)
_PASSED_ON = re.compile(
    r"\s{0,9}(?:fwd?|wg|tr|rv|enc|doorst|vs|vb|i|pd|yml|il|továbbítás|πρθ|转发|轉寄)\s?[:：]", re.IGNORECASE
)
_HEADER_LINE = re.compile(
    r"^[ \t>*]{0,6}(?:from|to|von|an|de|da|od|van)\b[^\n:]{0,10}:[^\n]{0,200}@", re.MULTILINE | re.IGNORECASE
)

_MY_ACCOUNT = re.compile(r"\bmy (?=account|profile|settings|preferences|notifications)")
"""What a page calls its own menus."""


def find_machine(mail: Mail, present: set[str]) -> str | None:
    """Say what gives a mail away as a machine's, or None. ``present`` are the names of its headers."""
    text, said = mail.text, own_words(mail.text)
    if len(text) > _MOST or mail.attachments or mail.embedded or _is_passed_on(mail):
        return None
    if _challenges(mail, said):
        return "it asks a sender to prove that a person wrote, as filters do"
    if _is_by_a_person(said):
        return None
    signs = [name for name in ("no_reply", "automatic", "unread", "acknowledged") if _holds(said, name)]
    if len(signs) > 1:
        return "its text says that it is automatic and wants no answer"
    if _notifies(mail, said, present):
        return "it says why such notices come and how to have no more of them"
    return None


def unquoted(text: str) -> str:
    """What stands above the first quoted line; all of it if nothing does."""
    quote = _QUOTED.search(text)
    return text[: quote.start()] if quote and quote.start() else text


def own_words(text: str) -> str:
    """What stands above the first quoted line, small, in one line, with straight apostrophes."""
    own = unquoted(text)
    return f" {' '.join(_MY_ACCOUNT.sub('', own.lower()).replace('’', chr(39)).split())} "


def _is_passed_on(mail: Mail) -> bool:
    """What a person passes on is that person's mail, whatever it holds."""
    return bool(_PASSED_ON.match(mail.subject) or _HEADER_LINE.search(mail.text))


def _is_by_a_person(said: str) -> bool:
    """It asks, speaks of itself, tells of a post, or holds what somebody typed into a form."""
    if any(map(said.__contains__, (*_ASKING, *phrases("auto", "told"), *phrases("auto", "self")))):
        return True
    return sum(map(said.__contains__, phrases("auto", "form"))) > 1


def _holds(said: str, name: str) -> bool:
    return any(map(said.__contains__, phrases("auto", name)))


def _challenges(mail: Mail, said: str) -> bool:
    signs = sum(map(said.__contains__, phrases("auto", "challenges")))
    return signs > 2 and "http" in mail.text and "your m" in said


def _notifies(mail: Mail, said: str, present: set[str]) -> bool:
    """A list's own footer says as much below a person's words: lists are left to people."""
    if mail.sender is None or any(
        name in present for name in ("list-id", "list-post", "mailing-list", "x-beenthere")
    ):
        return False
    local = mail.sender.email.partition("@")[0]
    by_system = local in phrases("auto", "notifiers") and ("list-unsubscribe" in present or bool(mail.html))
    return by_system and sum(map(said.__contains__, phrases("auto", "notices"))) > 1
