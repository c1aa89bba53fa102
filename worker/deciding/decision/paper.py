"""On paper: the head wants the letter as a page to print, for a parent with no address on file.

It sends nothing to anybody else: the page comes to the head. The whole of the words must ask for it.
"""

from __future__ import annotations

from worker.deciding.decision.saying import Meaning, Saying, around
from worker.deciding.decision.words import cover, phrases
from worker.model import Verb


def read_paper(saying: Saying) -> Meaning | None:
    """The letter as a page, if every word asks for that ("print", "on paper please")."""
    if not saying.chunks or saying.asks:
        return None
    found = cover(saying.words, around("paper", "words"))
    if found is None or "words" not in found or phrases("approval", "never").within(saying.words):
        return None
    return Meaning(Verb.SEND_TO, {"paper": True}, "the letter as a page to print, for the head alone")
