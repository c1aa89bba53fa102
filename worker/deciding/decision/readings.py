"""The readings that send nothing: stop, hold, no, close, note, evidence, doubt (domain §7).

Each reader takes a `Saying` and answers with a `Meaning`, or None when the words say no such thing.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from worker.deciding.decision.saying import Meaning, Saying, every_within, first_within, names_send, unclear
from worker.deciding.decision.when import When, find_when
from worker.deciding.decision.words import Chunk, Token, cover, phrases
from worker.model import Verb

_LEADING = frozenset(
    ("but", "and", "so", "as", "because", "since", "cos", "please", "just", "then", "yes", "no")
)
_BEFORE_CLOSE = _LEADING | frozenset(
    ("we", "you", "i", "can", "could", "lets", "let", "us", "now", "think", "ok", "may", "to")
)
_AFTER_CLOSE = _LEADING | frozenset(("this", "it", "one", "case", "the", "now", "down", "off"))
_BEFORE_NO = frozenset(("and", "but", "so", "oh", "sorry", "actually", "ok", "well", "hi", "hello"))
_BECAUSE = frozenset(("because", "as", "since", "cos"))
_BEFORE_CONDITION = frozenset(("but", "and", "only", "not", "no", "please", "just", "yes", "ok"))
_UNTIL = ("until", "till", "til")


def read_stop(saying: Saying) -> Meaning | None:
    """STOP: cancels what waits to go out. Its first clause is nothing else, or it says "after all"."""
    if not saying.chunks or saying.chunks[0].asks:
        return None
    known = {label: phrases("approval", label) for label in ("courtesy", "thing", "now", "join")}
    stop = cover(
        saying.chunks[0].words, known | {"stop": phrases("stop", "words"), "no": phrases("stop", "beside")}
    )
    if stop and "stop" in stop:
        return Meaning(Verb.STOP, {}, f"“{saying.raw(saying.chunks[0])}” stops what waits to go out")
    back = first_within(saying.said, phrases("stop", "after_all"))
    for chunk in saying.said if back else ():
        if phrases("refusal", "not").within(chunk.words) and names_send(chunk.words):
            return Meaning(Verb.STOP, {}, f"“{saying.raw(chunk)}” takes an earlier yes back")
    return None


def read_evidence(saying: Saying) -> Meaning | None:
    """A wish to see what was reported."""
    if phrases("approval", "approve").within(saying.words[:1]) or not saying.chunks:
        return None
    found = first_within(saying.chunks, phrases("evidence", "words"))
    if found is None or phrases("hold", "condition").within(found[0].words):
        return None
    alone = phrases("evidence", "words").whole(("evidence",)) and found[2] - found[1] == 1
    if alone and not cover(found[0].words, _around("evidence", "words")):
        return None
    return Meaning(Verb.EVIDENCE, {}, f"“{saying.raw(found[0])}” asks to see the evidence", whole=True)


def read_file_note(saying: Saying) -> Meaning | None:
    """ "Note: …": words to be kept on the case, whatever they say."""
    first = saying.chunks[0]
    taken = phrases("note_only", "opens").length(first.words)
    if not taken or (taken == len(first.tokens) and first.after[0] not in ":,-–—"):
        return None
    whole = saying.text[first.tokens[taken - 1].end : saying.chunks[-1].tokens[-1].end]
    note = whole.lstrip(" :,-–—\n\t")
    return Meaning(Verb.NOTE, {"note": note} if note else {}, "a note for the case", whole=True)


def read_noted(saying: Saying) -> Meaning | None:
    """ "Noted, thanks": the draft stays as it is, the clock runs."""
    labels = None if saying.asks else cover(saying.words, _around("note_only", "noted"))
    return (
        Meaning(Verb.NOTE, {}, "an acknowledgement only", whole=True)
        if labels and "noted" in labels
        else None
    )


def read_doubt(saying: Saying) -> Meaning | None:
    """Double negatives, doubts, and the loosening of an earlier hold: asked about, never guessed."""
    if found := first_within(saying.chunks, phrases("refusal", "relaxing")):
        return unclear(
            "it undoes an earlier answer",
            f"You wrote “{saying.raw(found[0])}”. If the letter may go now as it stands, reply APPROVE.",
        )
    found = first_within(saying.chunks, phrases("refusal", "doubtful"))
    waits = first_within(saying.said, phrases("hold", "wait"))
    if found and not waits and not _plain_no(saying):
        return unclear(
            "it can be read in two ways",
            f"You wrote “{saying.raw(found[0])}”. Please reply APPROVE, REJECT or HOLD.",
        )
    return None


def read_hold(saying: Saying) -> Meaning | None:
    """Not now: until a day, for a time, until something has happened, or just not yet."""
    if _first_word_rejects(saying):
        return None
    marks = [(chunk, at) for chunk in saying.said if (at := condition_at(chunk)) is not None]
    waits = [chunk for chunk in saying.said if _waits(chunk, saying.today)]
    firsts = [chunk for chunk in saying.said if _first_needed(chunk)]
    spoken = (
        names_send(saying.words)
        or phrases("close", "words").within(saying.words)
        or any(_leads(*one) for one in marks)
    )
    if not (waits or firsts or (marks and spoken) or _would(saying)):
        return None
    when = _hold_when(saying)
    condition = next((text for chunk, at in marks if (text := _condition_text(saying, chunk, at))), "")
    if not condition and firsts:
        condition = _trim(saying, firsts[0].tokens)
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


def read_refusal(saying: Saying) -> Meaning | None:
    """No, with its reason if one is given."""
    for index, chunk in enumerate(saying.chunks):
        if chunk not in saying.said:
            continue
        found = _refusal_in(chunk)
        if found is None and index == 0 and "myself" in chunk.words and phrases("refusal", "ourselves").within(chunk.words):
            return Meaning(
                Verb.REJECT, {"reason": _trim(saying, chunk.tokens)}, "the head will see to it in person"
            )
        if found is not None:
            reason = _reason(saying, index, found)
            return Meaning(
                Verb.REJECT, {"reason": reason} if reason else {}, f"“{saying.raw(chunk)}” refuses"
            )
    return None


def read_close(saying: Saying) -> Meaning | None:
    """The case is to be closed; what stands before or after says why."""
    if any(condition_at(chunk) is not None and condition_at(chunk)[0] == 0 for chunk in saying.said):  # type: ignore[index]
        return None
    for index, chunk in enumerate(saying.said):
        found = phrases("close", "words").within(chunk.words)
        if (
            found is None
            or condition_at(chunk) is not None
            or phrases("refusal", "not").within(chunk.words[: found[0]])
        ):
            continue
        start, end = found
        rest = chunk.words[end:]
        if rest[:1] == ("out",):
            continue
        if end - start == 1 and cover(chunk.words, _around("close", "words")) is None and start > 0:
            continue
        if end - start == 1 and rest and rest[0] in ("to", "friend", "friends", "enough", "by", "family"):
            continue
        reason = _close_reason(saying, index, start, end)
        return Meaning(
            Verb.CLOSE,
            {"reason": reason} if reason else {},
            f"“{saying.raw(chunk)}” closes the case",
            whole=True,
        )
    return None


def read_rest(saying: Saying) -> Meaning:
    """What no reader could place: why, and what to answer instead."""
    ask = "Please reply APPROVE, REJECT or HOLD, or say what to change."
    if not saying.chunks:
        return unclear("no answer", ask)
    if phrases("doubt", "told").within(saying.words):
        return unclear(
            "it tells of an earlier answer; no new decision", "If this version may go, please reply APPROVE."
        )
    if saying.asks or not saying.said:
        return unclear("question; no new decision", ask)
    known = {"acknowledged": phrases("doubt", "acknowledged"), "soft": phrases("approval", "soft")}
    if cover(saying.words, known | _around("approval", "praise")) is not None:
        return unclear(
            "acknowledgement, not a decision", "If the letter may go as it stands, please reply APPROVE."
        )
    if phrases("doubt", "maybe").within(saying.words):
        return unclear("it leaves the decision open", ask)
    if phrases("approval", "approve").within(saying.words) or phrases("approval", "yes").within(saying.words):
        return unclear(
            "it says more than yes",
            f"You wrote “{_short(saying)}”. If the letter may go exactly as it is, reply with APPROVE alone; "
            "if not, say what to change.",
        )
    return unclear("not understood", f"“{_short(saying)}” could not be understood. {ask}")


def _around(section: str, name: str) -> dict[str, Any]:
    lists = {label: phrases("approval", label) for label in ("courtesy", "thing", "now", "join")}
    return {name: phrases(section, name)} | lists


def _plain_no(saying: Saying) -> bool:
    return bool(saying.said) and phrases("refusal", "no").whole(saying.said[0].words)


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


def _waits(chunk: Chunk, today: date) -> bool:
    words = chunk.words
    if words[:1] != ("never",) and {"leave", "give"} & set(words) and find_when(words, today):
        return True
    return bool(phrases("hold", "wait").within(words)) or (
        "yet" in words and bool(phrases("refusal", "not").within(words))
    )


def _first_needed(chunk: Chunk) -> bool:
    words = chunk.words
    return (
        words[-1:] == ("first",)
        and bool(phrases("hold", "first").within(words))
        or ("before" in words and bool(phrases("hold", "first").within(words)))
    )


def _would(saying: Saying) -> bool:
    for chunk in saying.said:
        words = chunk.words
        found = phrases("hold", "would").within(words)
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
        return _trim(saying, chunk.tokens)
    keeps = phrases("hold", "kept").length(words, at[0])
    return _trim(saying, chunk.tokens[at[0] if keeps else at[1] :])


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
        if taken == len(words) or cover(words[taken:], _around("approval", "soft")) is not None:
            return 0
        rest = phrases("refusal", "reject").length(words, taken) or phrases("refusal", "reject").length(words)
        if rest or words[taken] in (
            "dont",
            "do",
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
    known = _around("refusal", "reject") | {
        "no": phrases("refusal", "no"),
        "deed": phrases("refusal", "deed"),
    }
    if cover([token.word for token in rest], known) is not None:
        return ""
    return _trim(saying, rest)


def _close_reason(saying: Saying, index: int, start: int, end: int) -> str:
    """Why it is closed: what stands before the closing words, else what follows them."""
    chunk = saying.said[index]
    before = (*(token for earlier in saying.said[:index] for token in earlier.tokens), *chunk.tokens[:start])
    while before and before[-1].word in _BEFORE_CLOSE:
        before = before[:-1]
    after = (*chunk.tokens[end:], *(token for later in saying.said[index + 1 :] for token in later.tokens))
    while after and after[0].word in _AFTER_CLOSE:
        after = after[1:]
    return _trim(saying, before) or _trim(saying, after)


def _trim(saying: Saying, tokens: tuple[Token, ...]) -> str:
    """The head's letters for these tokens, without a leading "but" and a trailing "thanks"."""
    while tokens and tokens[0].word in _LEADING:
        tokens = tokens[1:]
    courtesy = phrases("approval", "courtesy")
    while tokens:
        size = next((n for n in (4, 3, 2, 1) if courtesy.whole([t.word for t in tokens[-n:]])), 0)
        if not size:
            break
        tokens = tokens[:-size]
    text = saying.text[tokens[0].start : tokens[-1].end] if tokens else ""
    return " ".join(text.split())


def _short(saying: Saying) -> str:
    text = saying.text[saying.chunks[0].tokens[0].start : saying.chunks[-1].tokens[-1].end]
    return " ".join(text.split())[:120]
