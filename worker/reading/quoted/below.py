"""What a forwarder typed below a forwarded message, where only the client's HTML tells the two apart."""

from __future__ import annotations

import re

from worker.reading.message.html import to_text
from worker.reading.quoted.quotehtml import find_wholes
from worker.reading.quoted.shapes import Line

_MOST_HTML = 400_000
_WORD = re.compile(r"\w+")


def find_typed_below(html: str | None, lines: list[Line]) -> frozenset[int]:
    """Return the lines of the text whose words stand outside the elements of the messages, below the first.

    From the end on, the text must say the same as the HTML; where it does not, nothing is told.
    """
    wholes = find_wholes(html) if html and len(html) <= _MOST_HTML else []
    if not html or not wholes:
        return frozenset()
    ends = [*(start for start, _ in wholes[1:]), len(html)]
    below = [_words(html[end:until]) for (_, end), until in zip(wholes, ends, strict=True)]
    if not any(below):
        return frozenset()
    typed: set[int] = set()
    carried: set[int] = set()
    shown = [(word, at) for at, line in enumerate(lines) for word in _WORD.findall(line.content)]
    for (start, end), words in zip(reversed(wholes), reversed(below), strict=True):
        for piece, found in ((words, typed), (_words(html[start:end]), carried)):
            rest = len(shown) - len(piece)
            if rest < 0 or [word for word, _ in shown[rest:]] != piece:
                return frozenset(typed - carried)
            found.update(at for _, at in shown[rest:])
            shown = shown[:rest]
    return frozenset(typed - carried)


def _words(html: str) -> list[str]:
    return _WORD.findall(to_text(html))
