"""The quoted draft must be the draft that was sent: a phone lets its owner type inside the quote."""

from __future__ import annotations

import re
from dataclasses import dataclass

from worker.deciding.sentences import say
from worker.reading.message.addresses import TYPED
from worker.reading.words.straight import straight

_WORD = re.compile(rf"{TYPED}|\w+(?:'\w+){{0,4}}")
_LINKED = re.compile(
    r"<(?:https?|mailto|tel|sip):[^<>\s]{1,2000}>|\[(?:cid|image|https?):[^\[\]\n]{1,2000}\]"
)
_LABEL = re.compile(
    r"wrote|^\W{0,9}(?:from|sent|date|de|von)\W{0,3}:|original message", re.IGNORECASE | re.MULTILINE
)
_MOST = 400_000
_RUN = 5
"""So many words in a row are taken for the draft's own, not for a chance."""
_HEADING = 60
_SEAM = "\x00"


@dataclass(frozen=True, slots=True)
class Presented:
    """What a reply answers: the drafts that were shown, in full, and the mails of ours that did."""

    drafts: tuple[str, ...] = ()
    mails: tuple[str, ...] = ()


def find_edit(quoted: str, shown: Presented) -> str | None:
    """Say that the quote is not what was sent, or None.

    A quote that leaves the draft out, or ends before the draft does, is as it should be. Where the mails are
    known, the "To:" and "Subject:" above each draft are part of it.
    """
    if not quoted.strip():
        return None
    if len(quoted) > _MOST:
        return say("quote.quoted_mail_too_long_be")
    words = _words(quoted)
    mails = [_words(text[:_MOST]) for text in shown.mails]
    rest = f" {' '.join(words)} "
    headed = [_headed(_words(draft[:_MOST]), mails) for draft in shown.drafts]
    # The whole mail first: what it says of a change above the draft has the draft's own words.
    for draft in sorted((*headed, *mails), key=len, reverse=True):
        if draft:
            rest = rest.replace(f" {' '.join(draft)} ", f" {_SEAM} ")
    left = rest.split()
    for draft in (*mails, *headed):
        left = _without_beginning(left, draft)
    if any(_is_changed(left, draft) for draft in headed):
        return say("quote.edited")
    untouched = len(left) == len(words) and not _LABEL.search(quoted)
    if untouched and shown.drafts and not _is_within(words, mails):
        return say("quote.words_stand_behind_quote_signs")
    return None


def is_quoted(text: str, ours: tuple[str, ...]) -> bool:
    """Whether all words of a text stand in one of these mails of ours, in that order."""
    return _is_within(_words(text), [_words(one[:_MOST]) for one in ours])


def _words(text: str) -> list[str]:
    shown = straight(_LINKED.sub(" ", text)).replace("\u00ad", "")
    return [word.casefold() for word in _WORD.findall(shown)]


def _headed(draft: list[str], shown: list[list[str]]) -> list[str]:
    """The draft with the "To: … Subject: …" that stood above it in our mail."""
    joined = f" {' '.join(draft)} "
    for words in shown:
        at = f" {' '.join(words)} ".find(joined) if draft else -1
        if at < 0:
            continue
        first = f" {' '.join(words)} ".count(" ", 0, at + 1) - 1
        above = words[max(0, first - _HEADING) : first]
        starts = [
            index for index in range(len(above) - 1) if above[index] == "to" and "@" in above[index + 1]
        ]
        if starts and "subject" in above[starts[-1] :]:
            return above[starts[-1] :] + draft
    return draft


def _without_beginning(left: list[str], draft: list[str]) -> list[str]:
    """The words left when a quote that was cut short at its end is taken off: it ends in a beginning."""
    if len(draft) < _RUN:
        return left
    for at in range(max(0, len(left) - len(draft)), len(left) - 2):
        if left[at : at + 3] == draft[:3] and left[at:] == draft[: len(left) - at]:
            return [*left[:at], _SEAM]
    return left


def _is_changed(left: list[str], draft: list[str]) -> bool:
    """True when runs of the draft's words stand in the quote with something else between or around them."""
    if len(draft) < _RUN:
        return False
    runs = {tuple(draft[at : at + _RUN]) for at in range(len(draft) - _RUN + 1)}
    found = [at for at in range(len(left) - _RUN + 1) if tuple(left[at : at + _RUN]) in runs]
    if not found:
        return False
    span = left[found[0] : found[-1] + _RUN]
    whole = f" {' '.join(span)} " in f" {' '.join(draft)} "
    return not whole or len(span) * 2 > len(draft)


def _is_within(words: list[str], shown: list[list[str]]) -> bool:
    return any(f" {' '.join(words)} " in f" {' '.join(one)} " for one in shown)
