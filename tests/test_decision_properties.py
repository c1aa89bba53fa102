"""Fail closed, for every text: a yes is only ever the whole of a reply."""

from __future__ import annotations

import re
from datetime import date

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from worker.deciding.decision import read_decision
from worker.deciding.decision.words import chunks, known_words
from worker.model import Action, Pending, ReplyRead, Verb

TODAY = date(2026, 11, 24)
ONE = (Pending(1, Action.WARNING, "Written warning"),)
THREE = (
    Pending(1, Action.INVITATION, "Invitation"),
    Pending(2, Action.PLATFORM, "Complaint to Facebook"),
    Pending(3, Action.LEGAL, "Request for legal advice"),
)

YES = [
    "approve",
    "Approved",
    "yes",
    "Yes please",
    "send it",
    "go ahead",
    "ok to send",
    "happy for this to go",
    "aproved",
    "fire away",
    "green light from me",
]
KIND = ["thanks", "please", "many thanks", "ok", "good", "today", "x", "👍", "as drafted", "what a shame"]
KIND += ["I'll let the DSL know myself", "ring me if there are any problems", "that's right", "over to you"]
NOT_YES = [
    "no", "not", "don't", "don’t send", "do not approve", "reject", "never", "not approved", "no thanks",
    "cancel", "stop", "if Kamal agrees", "once Mum has been in", "unless she replies", "until I say so",
    "when Alan is back", "subject to advice", "after the meeting", "not yet", "hold", "wait", "later",
    "> approve", "On Tuesday the office wrote:", "From: the office", "-----Original Message-----",
    "has it gone?", "who wrote this?", "approve?", "should we?", "why", "but change the date",
    "tone it down", "change Tuesday to Wednesday", "I think", "maybe", "Alan says", "yesterday", "already",
    "tell me more", "oui", "except the last line", "instead", "first", "only half", "close it", "police",
    "k@parents.example", "🤔", "…",
]  # fmt: skip
TOLD = [
    "met her today", "she refuses to meet", "he won't remove it", "removed", "apologised", "it's gone",
    "she has posted again", "she's taken it down", "we don't know who it is", "it's Kim Dale's mum",
    "the poster is a parent in Year 3", "she says she has removed it", "merge with 43", "split this off",
    "this is the same as HU-2026-0043", "threat, Mrs Lowe", "ground G4",
]  # fmt: skip
JOINS = [" ", ", ", ". ", "\n", "\n\n", " - ", " — ", "; ", ": ", " and ", " but ", "! "]


def sends(reply: ReplyRead) -> bool:
    return any(one.decision is Verb.APPROVE or one.args.get("then") == "send" for one in reply.decisions)


def every_word_is_known(text: str) -> bool:
    return all(word in known_words() for chunk in chunks(text) for word in chunk.words)


@st.composite
def texts(draw: st.DrawFn, pieces: list[str], least: int = 1) -> str:
    chosen = draw(st.lists(st.sampled_from(pieces), min_size=least, max_size=6))
    out = chosen[0]
    for piece in chosen[1:]:
        out += draw(st.sampled_from(JOINS)) + piece
    return out


def holds_any(pieces: list[str], text: str) -> bool:
    """Whether one of the pieces stands in a text, and not only its letters: there is no "no" in "know"."""
    return any(re.search(rf"(?<!\w){re.escape(piece)}(?!\w)", text) for piece in pieces)


@given(
    before=texts(YES + KIND),
    sour=st.sampled_from(NOT_YES),
    after=st.none() | texts(YES + KIND),
    data=st.data(),
)
@settings(max_examples=400, deadline=None)
def test_one_sour_word_anywhere_and_nothing_is_sent(
    before: str, sour: str, after: str | None, data: st.DataObject
) -> None:
    """Refusals, conditions, quotes, questions and changes spoil every approval they stand in."""
    joins = st.sampled_from(JOINS)
    text = before + data.draw(joins) + sour + (data.draw(joins) + after if after else "")
    assert not sends(read_decision(text, ONE, TODAY))


@given(texts(YES + KIND + NOT_YES, least=2))
@settings(max_examples=400, deadline=None)
def test_in_any_order(text: str) -> None:
    """Pieces in any order and number: no yes while one of them is not a yes."""
    assume(holds_any(NOT_YES, text))
    assert not sends(read_decision(text, ONE, TODAY))


@given(texts(YES + KIND + TOLD, least=2))
@settings(max_examples=400, deadline=None)
def test_words_of_progress_approve_nothing(text: str) -> None:
    """However a case's course is told, before, after or among words of approval: nothing is sent on it."""
    assume(holds_any(TOLD, text))
    for pending in (ONE, (Pending(1, Action.POLICE, asked=Action.POLICE),)):
        assert not sends(read_decision(text, pending, TODAY))


@given(st.text(min_size=1, max_size=200))
@settings(max_examples=400, deadline=None)
def test_any_text_at_all(text: str) -> None:
    """Nothing raises, every reply gets an answer, and characters at random do not approve."""
    for pending in ((), ONE, THREE):
        reply = read_decision(text, pending, TODAY)
        assert reply.decisions
        assert not sends(reply) or every_word_is_known(text)


@given(texts(YES + KIND), st.text(alphabet="bdfgjkqvz", min_size=4, max_size=12))
@settings(max_examples=200, deadline=None)
def test_one_unknown_word_and_nothing_is_sent(text: str, word: str) -> None:
    """Every word must be accounted for: a single one that is on no list means asking."""
    for spoilt in (f"{text} {word}", f"{word} {text}", f"{text}\n{word}", f"{text}. {word.title()}"):
        assert not sends(read_decision(spoilt, ONE, TODAY))


@given(texts([*YES, *KIND, *NOT_YES, "1", "2", "both", "all", "the other", "only"]))
@settings(max_examples=300, deadline=None)
def test_doubtful_text_never_sends(text: str) -> None:
    """Words that may not be the sender's never send anything, whatever they are."""
    for pending in (ONE, THREE):
        assert not sends(read_decision(text, pending, TODAY, doubtful=True))


@given(texts([*NOT_YES, "1", "2", "3", "both", "all", "the other", "the first one", "#2"], least=2))
@settings(max_examples=300, deadline=None)
def test_numbers_alone_approve_nothing(text: str) -> None:
    """Without a word of approval no number is approved."""
    words = {word for chunk in chunks(text) for word in chunk.words}
    assume(not {"approve", "yes", "send"} & words)
    assert not sends(read_decision(text, THREE, TODAY))


SOUR_LINES = [
    "no",
    "not yet",
    "hold till Friday",
    "reject",
    "approve if Kamal agrees",
    "yes but tone it down",
    "approve?",
]


@given(
    order=st.permutations([1, 2, 3]),
    form=st.sampled_from(["{}: yes", "{} - approve", "{}. Approved thanks"]),
    place=st.integers(0, 2),
    sour=st.sampled_from(SOUR_LINES),
)
@settings(max_examples=200, deadline=None)
def test_in_a_list_only_the_plain_yes_is_sent(order: list[int], form: str, place: int, sour: str) -> None:
    """One line a number: the line that is no plain yes sends nothing; the others do."""
    lines = [form.format(n) for n in order]
    lines[place] = f"{order[place]}: {sour}"
    reply = read_decision("\n".join(lines), THREE, TODAY)
    sent = {one.draft for one in reply.decisions if one.decision is Verb.APPROVE}
    assert sent == set(order) - {order[place]}
