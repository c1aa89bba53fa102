"""No, and why (refusal beats approval)."""

from __future__ import annotations

from worker.deciding.decision.saying import Meaning, Saying, around, is_question, names_send, trimmed
from worker.deciding.decision.words import Chunk, cover, phrases
from worker.deciding.sentences import say
from worker.model import Verb

_BEFORE_NO = frozenset(("and", "but", "so", "oh", "sorry", "actually", "ok", "well", "hi", "hello"))
_BECAUSE = frozenset(("because", "as", "since", "cos"))


def read_refusal(saying: Saying) -> Meaning | None:
    """No, with its reason if one is given."""
    for index, chunk in enumerate(saying.chunks):
        if is_question(chunk):
            continue
        found = _refusal_in(chunk)
        if saying.numbered and "bare" in (cover(chunk.words, around("refusal", "bare")) or ()):
            found = 0  # "bin 2": of a number nothing else can be meant
        if (
            found is None
            and index == 0
            and phrases("refusal", "ourselves").within(chunk.words)
            and phrases("refusal", "in_person").within(chunk.words)
        ):
            return Meaning(
                Verb.REJECT,
                {"reason": trimmed(saying, chunk.tokens)},
                say("refusing.head_will_see_in_person"),
            )
        if found is not None:
            reason = _reason(saying, index, found)
            return Meaning(
                Verb.REJECT, {"reason": reason} if reason else {}, f"“{saying.raw(chunk)}” refuses"
            )
    return None


def _refusal_in(chunk: Chunk) -> int | None:
    """How many words of a chunk the refusal takes (0: all of it), None if it is none."""
    lead = next((at for at, word in enumerate(chunk.words) if word not in _BEFORE_NO), 0)
    taken = _no_in(chunk.words[lead:])
    return taken + lead if taken else taken


def _no_in(words: tuple[str, ...]) -> int | None:
    doubtful = phrases("refusal", "doubtful").within(words)
    if phrases("approval", "alone").whole(words) or doubtful:
        return None
    if words in (("not",), ("but", "not")):
        return 0
    if taken := phrases("refusal", "no").length(words):
        if taken == len(words) or cover(words[taken:], around("approval", "soft")) is not None:
            return 0
        rest = phrases("refusal", "reject").length(words, taken) or phrases("refusal", "reject").length(words)
        if rest or words[taken] in (
            "dont",
            "do",
            "because",
            "not",
            "i",
            "we",
            "please",
            "it",
            "this",
            "its",
            "that",
            "too",
            "she",
            "ill",
            "not",
            "leave",
        ):
            return taken
    if found := phrases("refusal", "reject").within(words):
        return found[1] if found[1] < len(words) else 0
    negative = phrases("refusal", "not").within(words)
    if negative and names_send(words[negative[1] :]):
        return 0
    return None


def _reason(saying: Saying, index: int, taken: int) -> str:
    """Why not: what follows the no, in its clause or after it, if that says more than no."""
    chunk = saying.chunks[index]
    because = next((at for at, word in enumerate(chunk.words) if at and word in _BECAUSE), None)
    own = chunk.tokens[taken:] if taken else chunk.tokens[because:] if because else ()
    rest = (*own, *(token for later in saying.chunks[index + 1 :] for token in later.tokens))
    known = around("refusal", "reject") | {
        "no": phrases("refusal", "no"),
        "deed": phrases("refusal", "deed"),
    }
    known["object"] = phrases("refusal", "object")
    if cover([token.word for token in rest], known) is not None:
        return ""
    if taken and (skip := phrases("refusal", "object").length([token.word for token in rest])):
        rest = rest[skip:]
    return trimmed(saying, rest)
