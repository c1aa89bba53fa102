"""What an answer to the digest says of held messages: "4 accept", "5 and 6 discard", "discard all".

Read before the grammar of cases, and cut out of the text for it. Fail closed: a word of these two that is
not plainly said of held numbers puts the whole answer in doubt.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from worker.deciding.sentences import say

_LIST = r"\d{1,3}(?:\s{0,3}(?:,|and|&|\+)\s{0,3}\d{1,3}){0,20}"
_SAID = re.compile(
    rf"(?:^|(?<=[\n,;.]))[ \t]{{0,5}}(?:(?:please|and|also|then)[ \t]{{1,3}}){{0,2}}"
    rf"(?:(?:no\.?|numbers?|#)[ \t]{{0,3}})?"
    rf"(?:(?P<first>{_LIST})[ \t]{{0,3}}[:.)–-]?[ \t]{{0,3}}(?P<verb>accept|discard)(?:ed)?"
    rf"|(?P<before>accept|discard)[ \t]{{1,3}}(?:(?:no\.?|numbers?|#)[ \t]{{0,3}})?"
    rf"(?P<last>{_LIST}|(?P<all>all(?:[ \t](?:of[ \t])?them)?|everything)))"
    rf"(?:[ \t]{{1,3}}please)?[ \t]{{0,5}}(?=$|[\n,;.!])",
    re.IGNORECASE,
)
_MEANS = re.compile(r"\b(?:accept|discard)(?:ed|ing|s)?\b", re.IGNORECASE)
BETWEEN = " \t\r\n,;.!&"
_MOST = 5_000
"""Characters: a longer answer is no list of numbers."""


@dataclass(frozen=True, slots=True)
class HeldWords:
    """The held numbers that are accepted and discarded, what is left of the text, and any doubt in words."""

    accept: tuple[int, ...] = ()
    discard: tuple[int, ...] = ()
    rest: str = ""
    doubt: str = ""


def read_held(text: str, held: tuple[int, ...], others: tuple[int, ...]) -> HeldWords | None:
    """Read what is said of the held numbers of a digest; None where nothing is.

    ``others`` are the numbers of cases in the same digest: these words are never about them.
    """
    if not held or len(text) > _MOST or not _MEANS.search(text):
        return None
    accept: list[int] = []
    discard: list[int] = []
    for found in _SAID.finditer(text):
        verb = (found["verb"] or found["before"]).lower()
        if found["all"]:
            if verb == "accept":
                return HeldWords(doubt=say("held_words.accepting_done_number_by_number"))
            discard += held
            continue
        numbers = [int(n) for n in re.findall(r"\d+", found["first"] or found["last"])]
        (accept if verb == "accept" else discard).extend(numbers)
    doubt = _find_doubt(text, accept, discard, held, others)
    if doubt:
        return HeldWords(doubt=doubt)
    return HeldWords(
        tuple(dict.fromkeys(accept)), tuple(dict.fromkeys(discard)), left_over(_SAID.sub("", text))
    )


def left_over(text: str) -> str:
    """What is left to be said of cases: without the commas and the "and" that joined it to the rest."""
    text = text.strip(BETWEEN)
    if text.lower() == "and":
        return ""
    if text.lower().startswith("and "):
        text = text[4:]
    return text.removesuffix(" and").strip(BETWEEN)


def _find_doubt(
    text: str, accept: list[int], discard: list[int], held: tuple[int, ...], others: tuple[int, ...]
) -> str:
    """Say what is not plain: a word left over, a question, a number that is no held message, or one twice."""
    if _MEANS.search(_SAID.sub("", text)) or "?" in text:
        return say("held_words.not_clear_which_them_you")
    for n in (*accept, *discard):
        if n in others:
            return say("held_words.number_case_no_held_message", n=n)
        if n not in held:
            return say("held_words.there_no_held_message_with", n=n)
    return say("held_words.number_both_accepted_discarded") if set(accept) & set(discard) else ""
