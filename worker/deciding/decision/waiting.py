"""Not now: until a day, for a time, until something has happened (a condition beats approval)."""

from __future__ import annotations

from datetime import date
from typing import Any

from worker.deciding.decision.saying import Meaning, Saying, around, names_send, trimmed
from worker.deciding.decision.when import When, find_when
from worker.deciding.decision.words import Chunk, cover, phrases
from worker.model import Verb

_BEFORE_CONDITION = frozenset(("but", "and", "only", "not", "no", "please", "just", "yes", "ok"))
_UNTIL = ("until", "till", "til")


def read_hold(saying: Saying) -> Meaning | None:
    """Not now: until a day, for a time, until something has happened, or just not yet."""
    if _first_word_rejects(saying):
        return None
    marks = [(chunk, at) for chunk in saying.said if (at := condition_at(chunk)) is not None]
    waits = [chunk for chunk in saying.said if _waits(chunk, saying.today)] or _not_yet(saying)
    firsts = [chunk for chunk in saying.said if _first_needed(chunk)]
    spoken = (
        names_send(saying.words)
        or phrases("close", "words").within(saying.words)
        or any(_leads(*one) or _agrees(*one) for one in marks)
    )
    if not (waits or firsts or (marks and spoken) or _would(saying)):
        return None
    when = _hold_when(saying)
    condition = next((text for chunk, at in marks if (text := _condition_text(saying, chunk, at))), "")
    if not condition and firsts:
        condition = trimmed(saying, firsts[0].tokens)
    args: dict[str, Any] = {"until": when.on.isoformat() if when and when.on else None}
    if when:
        args["until_text"] = _words_text(saying, when)
    if condition:
        args["condition"] = condition
    elif when and when.on:
        args["then"] = "ask_again"
    return Meaning(
        Verb.HOLD,
        args,
        f"“{saying.raw((waits or firsts or [m[0] for m in marks] or [saying.chunks[0]])[0])}” waits",
    )


def _first_word_rejects(saying: Saying) -> bool:
    first = saying.chunks[0].words
    taken = phrases("refusal", "reject").length(first)
    return (
        bool(taken)
        and first[0] in ("reject", "rejected", "refuse", "refused", "decline", "declined", "veto")
        and not (find_when(saying.words, saying.today) or phrases("hold", "wait").within(first))
    )


def condition_at(chunk: Chunk) -> tuple[int, int] | None:
    """Where a condition word stands, unless it only looks like one ("not sure if")."""
    words = chunk.words
    at = 0
    while at < len(words):
        if skip := phrases("hold", "not_condition").length(words, at):
            at += skip
        elif taken := phrases("hold", "condition").length(words, at):
            return at, at + taken
        else:
            at += 1
    return None


def _leads(chunk: Chunk, at: tuple[int, int]) -> bool:
    """Whether the condition opens its clause: "if …", "but only if …", "not before …"."""
    return set(chunk.words[: at[0]]) <= _BEFORE_CONDITION


def _agrees(chunk: Chunk, at: tuple[int, int]) -> bool:
    """ "Fine if the chair agrees"."""
    return at[0] > 0 and cover(chunk.words[: at[0]], around("approval", "soft")) is not None


def _waits(chunk: Chunk, today: date) -> bool:
    words = chunk.words
    if words[:1] != ("never",) and {"leave", "give"} & set(words) and find_when(words, today):
        return True
    return bool(phrases("hold", "wait").within(words)) or (
        "yet" in words and bool(phrases("refusal", "not").within(words))
    )


def _not_yet(saying: Saying) -> list[Chunk]:
    """ "But not the Facebook one yet": the number taken out of it stood between the two words."""
    apart = saying.numbered and "yet" in saying.words and phrases("refusal", "not").within(saying.words)
    return list(saying.said[-1:]) if apart and not saying.asks else []


def _first_needed(chunk: Chunk) -> bool:
    words = chunk.words
    if words[:2] == ("but", "first"):
        return True
    return (words[-1:] == ("first",) and bool(phrases("hold", "first").within(words))) or (
        "before" in words and bool(phrases("hold", "first").within(words))
    )


def _would(saying: Saying) -> bool:
    for chunk in saying.said:
        words = chunk.words
        found = phrases("hold", "would").within(words)
        if chunk.asks:
            continue
        if found and phrases("approval", "approve").within(words[found[1] :]) and "like" not in words:
            return not phrases("refusal", "not").within(words)
    return False


def _condition_text(saying: Saying, chunk: Chunk, at: tuple[int, int]) -> str:
    """The condition in the head's words; nothing if it is only a date."""
    words = chunk.words
    when = find_when(words[at[1] :], saying.today)
    if (
        when
        and when.start == 0
        and (when.on or words[at[0]] in _UNTIL)
        and when.end >= len(words) - at[1] - 1
    ):
        return ""
    if _first_needed(chunk):
        return trimmed(saying, chunk.tokens)
    keeps = phrases("hold", "kept").length(words, at[0])
    return trimmed(saying, chunk.tokens[at[0] if keeps else at[1] :])


def _hold_when(saying: Saying) -> When | None:
    """The day that follows "until", else the last day named (the first may be the day refused)."""
    words = saying.words
    for at, word in enumerate(words):
        if word in _UNTIL and (found := find_when(words[at + 1 : at + 9], saying.today)) and found.start <= 1:
            return When(found.on, found.certain, found.start + at + 1, found.end + at + 1)
    best: When | None = None
    at = 0
    while found := find_when(words[at:], saying.today):
        best = When(found.on, found.certain, found.start + at, found.end + at)
        at = best.end
        if at >= len(words):
            break
    negated_today = best and words[best.start : best.end] == ("today",)
    return None if negated_today else best


def _words_text(saying: Saying, when: When) -> str:
    tokens = [token for chunk in saying.chunks for token in chunk.tokens][when.start : when.end]
    return saying.text[tokens[0].start : tokens[-1].end]
