"""Words behind quote signs that nobody quoted: indented by the sender, or typed inside our mail.

A program sets its quote signs, or the bars that stand for them in HTML, before what is indented too, and
before what is typed in the middle of a quote. So the quote is taken apart once more as if it had no signs:
what is new in it then is the sender's.
"""

from __future__ import annotations

import re

from worker.deciding.sentences import say
from worker.reading.quoted.reply import split_text

_MOST = 400_000
_SIGNS = re.compile(r"^[ \t]{0,8}>[ \t]?", re.MULTILINE)
"""The outermost sign of each line: what is quoted within a quote stays so."""


def find_behind_signs(quoted: str, ours: tuple[str, ...], sender: str) -> str | None:
    """Say that words behind quote signs may be part of the answer, or None.

    ``ours`` are the mails answered; without them nobody can tell whose words these are.
    """
    bare = _SIGNS.sub("", quoted[:_MOST]) if ours else quoted
    new = split_text(bare, ours, sender).text.strip() if bare != quoted else ""
    if not new or _says_who_wrote(new, sender):
        return None
    return say("quote.words_stand_behind_quote_signs")


def _says_who_wrote(new: str, sender: str) -> bool:
    """Whether it is what a program puts above a quote: in some languages the quote below tells it so."""
    return not split_text(f"{new}\n> …", (), sender).text.strip()
