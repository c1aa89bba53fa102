"""The readings that neither approve, wait nor refuse: stop, close, note, evidence, doubt (domain §7).

Each reader takes a `Saying` and answers with a `Meaning`, or None when the words say no such thing.
"""

from __future__ import annotations

from worker.deciding.decision.saying import (
    LEADING,
    Meaning,
    Saying,
    around,
    first_within,
    names_send,
    trimmed,
    unclear,
)
from worker.deciding.decision.waiting import condition_at
from worker.deciding.decision.words import cover, phrases
from worker.deciding.sentences import say
from worker.model import Verb

_BEFORE_CLOSE = LEADING | frozenset(
    ("we", "you", "i", "can", "could", "lets", "let", "us", "now", "think", "ok", "may", "to")
)
_AFTER_CLOSE = LEADING | frozenset(("this", "it", "one", "case", "now", "down", "off", "under"))


def read_stop(saying: Saying) -> Meaning | None:
    """STOP: cancels what waits to go out. One of its clauses is nothing else, or it says "after all"."""
    known = {label: phrases("approval", label) for label in ("courtesy", "thing", "now", "join")}
    known |= {"stop": phrases("stop", "words"), "no": phrases("stop", "beside")}
    for chunk in saying.chunks:
        asked = chunk.asks and not phrases("doubt", "polite").length(chunk.words)
        if not asked and "stop" in (cover(chunk.words, known) or ()):
            because = say("readings.stops_what_waits_go_out", raw=saying.raw(chunk))
            return Meaning(Verb.STOP, {}, because)
    back = first_within(saying.said, phrases("stop", "after_all"))
    for chunk in saying.said if back else ():
        if phrases("refusal", "not").within(chunk.words) and names_send(chunk.words):
            return Meaning(Verb.STOP, {}, say("readings.takes_earlier_yes_back", raw=saying.raw(chunk)))
    return None


def read_evidence(saying: Saying) -> Meaning | None:
    """A wish to see what was reported."""
    if phrases("approval", "approve").within(saying.words[:1]) or not saying.chunks:
        return None
    found = first_within(saying.chunks, phrases("evidence", "words"))
    if found is None or phrases("hold", "condition").within(found[0].words):
        return None
    alone = phrases("evidence", "words").whole(("evidence",)) and found[2] - found[1] == 1
    if alone and not cover(found[0].words, around("evidence", "words")):
        return None
    return Meaning(Verb.EVIDENCE, {}, say("readings.asks_see_evidence", raw=saying.raw(found[0])), whole=True)


def read_file_note(saying: Saying) -> Meaning | None:
    """ "Note: …": words to be kept on the case, whatever they say."""
    first = saying.chunks[0]
    taken = phrases("note_only", "opens").length(first.words)
    if not taken or (taken == len(first.tokens) and first.after[:1] not in (":", ",", "-", "–", "—")):
        return None
    whole = saying.text[first.tokens[taken - 1].end : saying.chunks[-1].tokens[-1].end]
    note = whole.lstrip(" :,-–—\n\t")
    return Meaning(Verb.NOTE, {"note": note} if note else {}, say("readings.note_for_case"), whole=True)


def read_noted(saying: Saying) -> Meaning | None:
    """ "Noted, thanks": the draft stays as it is, the clock runs."""
    known = around("note_only", "noted") | {"ok": phrases("note_only", "ok")}
    labels = None if saying.asks else cover(saying.words, known)
    return (
        Meaning(Verb.NOTE, {}, say("readings.acknowledgement_only"), whole=True)
        if labels and "noted" in labels
        else None
    )


def read_doubt(saying: Saying) -> Meaning | None:
    """Double negatives, doubts, and the loosening of an earlier hold: asked about, never guessed."""
    if found := first_within(saying.chunks, phrases("refusal", "relaxing")):
        return unclear(
            say("readings.undoes_earlier_answer"),
            say("ask.undone", words=saying.raw(found[0])),
        )
    found = first_within(saying.chunks, phrases("refusal", "doubtful"))
    waits = first_within(saying.said, phrases("hold", "wait"))
    if found and not waits and not _plain_no(saying):
        return unclear(
            say("readings.can_be_read_in_two"),
            say("ask.two_ways", words=saying.raw(found[0])),
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
            or phrases("refusal", "not").within(_clause(chunk.words[: found[0]]))
        ):
            continue
        start, end = found
        rest = chunk.words[end:]
        if rest[:1] == ("out",):
            continue
        clause = (*_clause(chunk.words[:start]), *chunk.words[start:])
        if end - start == 1 and cover(clause, around("close", "words")) is None and start > 0:
            continue
        if end - start == 1 and rest and rest[0] in ("to", "friend", "friends", "enough", "by", "family"):
            continue
        reason = _close_reason(saying, index, start, end)
        return Meaning(
            Verb.CLOSE,
            {"reason": reason} if reason else {},
            say("readings.closes_case", raw=saying.raw(chunk)),
            whole=True,
        )
    return None


def _clause(words: tuple[str, ...]) -> tuple[str, ...]:
    """The clause that the closing words stand in: "not one of our parents so please close"."""
    return words[len(words) - words[::-1].index("so") :] if "so" in words[1:] else words


def read_rest(saying: Saying) -> Meaning:
    """What no reader could place: why, and what to answer instead."""
    ask = say("ask.decision")
    if not saying.chunks:
        return unclear("no answer", ask)
    if phrases("doubt", "told").within(saying.words):
        return unclear(say("readings.tells_earlier_answer_no_new"), say("ask.this_version"))
    if saying.asks or not saying.said:
        return unclear(say("readings.question_no_new_decision"), ask)
    known = {"acknowledged": phrases("doubt", "acknowledged"), "soft": phrases("approval", "soft")}
    if cover(saying.words, known | around("approval", "praise")) is not None:
        return unclear("acknowledgement, not a decision", say("ask.the_letter"))
    if phrases("doubt", "maybe").within(saying.words):
        return unclear(say("readings.leaves_decision_open"), ask)
    if phrases("approval", "approve").within(saying.words) or phrases("approval", "yes").within(saying.words):
        return unclear(
            say("readings.says_more_than_yes"),
            say("ask.more_than_yes", words=_short(saying)),
        )
    return unclear("not understood", say("ask.not_understood", words=_short(saying)))


def _plain_no(saying: Saying) -> bool:
    return bool(saying.said) and phrases("refusal", "no").whole(saying.said[0].words)


def _close_reason(saying: Saying, index: int, start: int, end: int) -> str:
    """Why it is closed: what stands before the closing words, else what follows them."""
    chunk = saying.said[index]
    before = (*(token for earlier in saying.said[:index] for token in earlier.tokens), *chunk.tokens[:start])
    while before and before[-1].word in _BEFORE_CLOSE:
        before = before[:-1]
    after = (*chunk.tokens[end:], *(token for later in saying.said[index + 1 :] for token in later.tokens))
    while after and (after[0].word in _AFTER_CLOSE or [t.word for t in after[:2]] == ["the", "case"]):
        after = after[1:]
    if phrases("close", "no_reason").whole([token.word for token in before]):
        before = ()
    return trimmed(saying, before) or trimmed(saying, after)


def _short(saying: Saying) -> str:
    text = saying.text[saying.chunks[0].tokens[0].start : saying.chunks[-1].tokens[-1].end]
    return " ".join(text.split())[:120]
