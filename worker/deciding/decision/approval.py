"""Yes: the one reading that sends a letter.

The law: every word of the reply must be on the approval lists, and one of them must say so
outright (domain §7: any doubt resolves to the choice that sends nothing).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from worker.deciding.decision.leaning import leans, names_part_of_day
from worker.deciding.decision.remark import remark_at
from worker.deciding.decision.saying import Meaning, Saying
from worker.deciding.decision.when import find_when
from worker.deciding.decision.words import Chunk, Phrases, chunks, cover, phrases
from worker.deciding.sentences import say
from worker.model import Action, Verb

_PLAIN = ("approve", "yes", "soft", "thing", "now", "join", "courtesy", "praise", "only")
_STRONG_ONLY = frozenset({"now", "praise", "mood"})
"""What makes a bare "yes" doubtful: "yes, thanks for this" may mean "seen"."""
_BEHIND_A_REMARK = frozenset({"courtesy", "praise", "alone", "mood"})
""" "Let me know if she replies, then send it": a yes stands before what is remarked."""
_LATER = Phrases([
    "don't send", "do not send", "not", "please don't send", "send on", "send it on", "for", "but", "until",
    "till", "til", "before", "on", "go", "go out",
])  # fmt: skip
_NEGATIVE = Phrases(["don't send", "do not send", "not"])
_UNTIL = ("until", "till", "til", "before")
_SENDING = Phrases(["send", "send it", "send this", "to go", "go out", "to be sent"])
_DEAR = re.compile(r"^Dear (?P<name>[^\n,]{2,60})", re.MULTILINE)
"""Whom the draft is written to: "send it to Ms Harlow" says no more than "send it"."""
_OPENING = re.compile(r"\W*")
_SIDES = {"mr": "mr", "mrs": "mrs", "ms": "mrs", "miss": "mrs"}
QUOTING = frozenset("<>[]|")
"""Signs of somebody else's words."""
_SOUR_MARKS = QUOTING | {"?"}
_TRAILING = re.compile(r"(?:(?<!\.)\.{2,}|…)\s*$")
_IN_QUOTES = re.compile(r"(?<!\w)'[^'\n]{1,200}'(?!\w)")
""" 'Approve': a word named, not said."""
_OPEN_END = ("and", "then", "so", "or")
"""A sentence that ends here goes on somewhere else."""


def read_approval(saying: Saying) -> Meaning | None:
    """Approve, if the whole of the words says so and nothing else."""
    if not saying.chunks or saying.asks or not _plainly_written(saying):
        return None
    known = _lists(saying)
    if (not saying.numbered and saying.words[0] in ("is", "are")) or leans(saying, known):
        return None
    labels: set[str] = set()
    remarks: list[tuple[Chunk, int]] = []
    for chunk in saying.chunks:
        found = _account(chunk.words, known)
        if remarks and found is not None and not found <= _BEHIND_A_REMARK:
            return None
        if found is None:
            remark = remark_at(saying, chunk, known)
            found = _account(chunk.words[:remark], known) if remark is not None else None
            if remark is None or found is None or "approve" not in labels | found:
                return None
            remarks.append((chunk, remark))
        labels |= found
    if phrases("approval", "never").within(saying.words) or not _says_yes(saying, labels):
        return None
    args = {"note": _as_written(saying, *remarks[0])} if remarks else {}
    return Meaning(Verb.APPROVE, args, say("approval.approves_with_nothing_beside", short=_short(saying)))


def read_scheduled(saying: Saying) -> Meaning | None:
    """Approved, to be sent on a certain day: "Approved but don't send until Monday"."""
    if saying.asks or not _plainly_written(saying) or leans(saying, _lists(saying)):
        return None
    words = saying.words
    found = find_when(words, saying.today)
    if found is None or found.on is None or not found.certain or found.on <= saying.today:
        return None
    lists = _lists(saying)
    head, tail = words[: found.start], words[found.end :]
    before, after = cover(head, lists | {"later": _LATER}), cover(tail, lists)
    if before is None or after is None or not _opens_with_yes(head) or find_when(tail, saying.today):
        return None
    if not _puts_off(head):
        return None
    text = _when_text(saying, found.start, found.end)
    args = {"until": found.on.isoformat(), "until_text": text, "then": "send"}
    return Meaning(
        Verb.HOLD, args, say("approval.approved_not_be_sent_before", isoformat=found.on.isoformat())
    )


def _opens_with_yes(head: tuple[str, ...]) -> bool:
    at = head[:1] == ("please",)
    return bool(
        phrases("approval", "approve").length(head, at) or phrases("approval", "yes").length(head, at)
    )


def _puts_off(head: tuple[str, ...]) -> bool:
    """ "but not until", "send it on": never "but not on Monday", never "to go before Monday"."""
    ends_until = head[-1] in _UNTIL
    if _NEGATIVE.within(head):
        return ends_until
    return bool(_SENDING.within(head)) and not any(word in head for word in _UNTIL)


def _says_yes(saying: Saying, labels: set[str]) -> bool:
    if "only" in labels and not saying.numbered:
        return False
    return "approve" in labels or ("yes" in labels and not labels & _STRONG_ONLY)


def _lists(saying: Saying) -> dict[str, Phrases]:
    known = {label: phrases("approval", label) for label in _PLAIN}
    actions = {item.action for item in saying.about}
    if len(actions) == 1 and (action := actions.pop()):
        known["recipient"] = _recipients(saying, action)
        known["noun"] = phrases("noun", action.value)
        known["to_noun"] = _after_to(phrases("noun", action.value))
    if len(saying.about) == 1 and (version := saying.about[0].version):
        known["version"] = Phrases(
            f"{draft}{name}{version}" for draft in ("", "draft ") for name in ("version ", "v")
        )
    if len(saying.about) == 1 and (dear := _DEAR.search(saying.about[0].text)):
        known["addressee"] = Phrases(
            [f"to {' '.join(word for one in chunks(dear['name']) for word in one.words)}"]
        )
    return known


def _recipients(saying: Saying, action: Action) -> Phrases:
    """To whom the letter goes anyway: "to dad" is no name for Ms Harlow."""
    dear = _DEAR.search(saying.about[0].text) if len(saying.about) == 1 else None
    title = dear["name"].split()[0].lower().rstrip(".") if dear else ""
    others = phrases("recipient_not", _SIDES[title]).all if title in _SIDES else ()
    known = phrases("recipient", action.value)
    return Phrases(" ".join(one) for one in known.all if one not in others) if others else known


@cache
def _after_to(nouns: Phrases) -> Phrases:
    """ "to the warning", as in "yes to the warning"."""
    return Phrases(f"to {' '.join(noun)}" for noun in nouns.all)


def _account(words: tuple[str, ...], known: dict[str, Phrases]) -> frozenset[str] | None:
    """The labels that account for every word of a clause, or None."""
    for label in ("alone", "mood"):
        if phrases("approval", label).whole(words):
            return frozenset({label})
    found = None if names_part_of_day(words) else cover(words, known)
    return frozenset({"mood"}) if found is None and (_praises(words) or _wishes(words)) else found


def _praises(words: tuple[str, ...]) -> bool:
    """Whether a clause is praise and nothing else, put together freely: "the wording is really good"."""
    known = {"kind": phrases("approval", "kind"), "about": phrases("approval", "about_it")}
    return words[0] not in ("is", "are") and "kind" in (cover(words, known) or ())


def _wishes(words: tuple[str, ...]) -> bool:
    """Whether a clause wishes well and nothing else: "have a lovely weekend"."""
    opens = phrases("approval", "wish_opens").length(words)
    return 0 < opens < len(words) and cover(words[opens:], {"wish": phrases("approval", "wish")}) is not None


def _plainly_written(saying: Saying) -> bool:
    """No trailing dots, no "and" at the end, no word in quotes: a sentence left open is not a yes."""
    last = saying.chunks[-1]
    opening = _OPENING.match(saying.text)
    if (opening and _SOUR_MARKS & set(opening[0])) or any(
        _SOUR_MARKS & set(chunk.after) for chunk in saying.chunks
    ):
        return False
    if last.words[-1] in _OPEN_END or _quotes(saying.text):
        return False
    return not _TRAILING.search(last.after.replace("\n", "")) and "…" not in saying.words


@lru_cache(maxsize=8)
def _quotes(text: str) -> bool:
    """Whether a reply puts a word in quotes; asked of the whole of it for every part."""
    return _IN_QUOTES.search(text) is not None


def _as_written(saying: Saying, chunk: Chunk, at: int) -> str:
    """The remark in the head's own letters, to the end; of the first clause only from its opening words."""
    first = chunk.tokens[at if chunk is saying.chunks[0] else 0]
    last = saying.chunks[-1].tokens[-1].end
    stop = saying.text[last : last + 1]
    return saying.text[first.start : last] + (stop if stop in (".", "!") else "")


def _when_text(saying: Saying, start: int, end: int) -> str:
    tokens = [token for chunk in saying.chunks for token in chunk.tokens][start:end]
    return saying.text[tokens[0].start : tokens[-1].end]


def _short(saying: Saying) -> str:
    text = saying.text[saying.chunks[0].tokens[0].start : saying.chunks[-1].tokens[-1].end]
    return " ".join(text.split())[:80]
