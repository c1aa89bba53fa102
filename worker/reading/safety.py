"""The stop for a suspected indecent image of a child (domain.md §5.4): words only, before any picture.

Pictures cannot be screened and are never opened; the mail's own words are the only detector, so a
needless stop is accepted and a miss is not.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from worker.model import Mail
from worker.reading.message import html
from worker.reading.quoted.unquoted import without_runs
from worker.reading.stopping import Found, may_stop, read_tokens, stop_phrases

_MOST = 400_000
"""Characters looked at from each end of one very long text."""
_MOST_OF_FILES = 8_388_608
"""Characters of all text files together: as many as a mail's reader takes (``limits.Limits.said``)."""


def words_of(mail: Mail, ours: tuple[str, ...] = ()) -> str:
    """Return all the words of a mail to check: its own and those of every mail inside.

    That is subject, text, HTML with its hidden parts, file names and text files. ``ours`` are texts
    Headsup sent in this thread: their lines are left out, or our own alert would stop its answer.
    """
    own_lines = {_bare(line) for text in ours for line in text.splitlines()}
    found: list[str] = []
    waiting, files = [mail], _MOST_OF_FILES
    while waiting:
        one = waiting.pop()
        found += [one.subject, _ends(one.text)]
        if one.html is not None:
            found.append(_beside(one.text, html.to_words(_ends(one.html))))
        for item in one.attachments:
            found.append(_spaced(item.name or ""))
            if item.type.startswith("text/") and item.data and files > 0:
                found.append(_ends(item.data[: 2 * _MOST].decode("utf-8", "replace")))
                files -= len(found[-1])
        waiting += one.embedded
    lines = (line for text in found for line in text.splitlines())
    kept = (line for line in lines if line and (not own_lines or _bare(line) not in own_lines))
    return without_runs("\n".join(kept), ours)


def _beside(text: str, rich: str) -> str:
    """Return what the HTML says, or nothing where it only repeats the plain text."""
    lines = text.splitlines()
    more = {line.strip() for line in rich.splitlines()}.difference(lines)  # most are the same to the letter
    said = {"", *map(_bare, lines)} if more else set()
    return "" if all(_bare(line) in said for line in more) else rich


def _bare(line: str) -> str:
    return " ".join(line.lstrip("> \t").split())


def find_stop(words: str) -> str | None:
    """Return the words that led to the stop ("naked … girls"), or None when nothing does.

    A strong or weak phrase counts when a word for a child stands within its distance before or after.
    """
    tokens = read_tokens(words)
    if not may_stop(tokens):
        return None
    phrases = stop_phrases()
    found = Found(tokens)
    alone = found.places(phrases.alone)
    if alone:
        return alone[0][1]
    children = found.places(phrases.child)
    if not children:
        return None
    for near, group in ((phrases.strong_near, phrases.strong), (phrases.weak_near, phrases.weak)):
        for place, phrase in found.places(group):
            child = _nearest(children, place, near)
            if child is not None:
                return f"{phrase} … {child}"
    return None


def _nearest(children: list[tuple[int, str]], place: int, near: int) -> str | None:
    at = bisect_left(children, (place, ""))
    beside = [children[index] for index in (at - 1, at) if 0 <= index < len(children)]
    beside = [child for child in beside if abs(child[0] - place) <= near]
    return min(beside, key=lambda child: abs(child[0] - place))[1] if beside else None


def _ends(text: str) -> str:
    return text if len(text) <= 2 * _MOST else f"{text[:_MOST]}\n{text[-_MOST:]}"


_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=\D)(?=\d)(?<![yY])|_")


def _spaced(name: str) -> str:
    """Write a file name as words: ``NakedGirl_y6.jpg`` → ``Naked Girl y6.jpg``, beside the name itself."""
    return f"{name} {_CAMEL.sub(' ', name)}"
