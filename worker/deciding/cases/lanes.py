"""Lanes that come before procedure: what freezes a case's letters, who frees them, and with which words.

Safety outranks procedure (policy OB2): harm alleged against staff is referred first (domain §3.6), self-harm
and violence at home are a person's work before anything is written (domain §5.5). While a lane is open
nothing leaves the school, whoever says yes.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from worker import events as ev
from worker.deciding.cases.case import Case
from worker.deciding.cases.deadlines import Wait, end_deadlines, expect
from worker.deciding.cases.replay import extend
from worker.deciding.decision.signed import unsigned
from worker.deciding.decision.words import Chunk, Phrases, chunks, cover
from worker.deciding.doing.steps import Step, ask
from worker.deciding.office import NOTHING, Office, Outcome
from worker.deciding.school.periods import Unit
from worker.deciding.sentences import say
from worker.model import (
    Address,
    DeadlineKind,
    DeadlineState,
    Decision,
    EvidenceItem,
    Kind,
    MessageKey,
    Role,
    Verb,
)

LEAD, DECIDER = "lead", "decider"
_LONGEST = 2_000
"""Characters: who has more to say than that says more than one word."""


class Word(StrEnum):
    """What a safeguarding lead, or who decides, can say about a lane in one word."""

    RELEASE = "release"
    TEXT_ONLY = "text_only"
    FREE = "free"
    REFERRED = "referred"
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class Lane:
    """What freezes letters: the flags that open it, why, and whose word frees them."""

    id: str
    flags: frozenset[str]
    says: str
    freed_by: tuple[str, ...]


# ── what is frozen ─────────────────────────────────────────────────────────────────────────


def open_lanes(case: Case) -> tuple[Lane, ...]:
    """Return the lanes that freeze a case's letters now. What is reported after a freeing freezes anew."""
    found: set[str] = set()
    for event in case.events:
        if isinstance(event, ev.Reported | ev.Replied):
            found |= {lane.id for lane in lanes() if lane.flags & set(event.flags)}
        elif isinstance(event, ev.Freed):
            found -= {lane.id for lane in lanes() if _frees(event.role, lane)}
    return tuple(lane for lane in lanes() if lane.id in found)


def find_bar(case: Case, decision: Decision) -> Step | None:
    """Say why nothing of a frozen case may leave the school, where a decision would let it; else None."""
    args = decision.args
    prints = decision.decision is Verb.SEND_TO and bool(args.get("paper"))
    sends = decision.decision is Verb.APPROVE or args.get("then") == "send" or prints
    frozen = open_lanes(case) if sends else ()
    if not frozen:
        return None
    alone = any(lane.freed_by == (LEAD,) for lane in frozen)
    return ask("frozen", why="; ".join(lane.says for lane in frozen), lead_alone=alone)


def _frees(role: Role, lane: Lane) -> bool:
    return (LEAD if role is Role.DSL else DECIDER) in lane.freed_by


# ── the clock of a referral ────────────────────────────────────────────────────────────────


def expect_referral(case: Case, office: Office, now: datetime) -> Outcome:
    """Expect harm alleged against staff to be referred within its working day, once (domain §3.6)."""
    alleged = any(lane.id == "harm" for lane in open_lanes(case))
    if not alleged or any(d.kind is DeadlineKind.REFER for d in case.deadlines):
        return NOTHING
    about = say("lanes.referral_harm_alleged_against_staff")
    referral = Wait(DeadlineKind.REFER, about, office.rules.refer_days, Unit.WORKING_DAYS)
    return Outcome((expect(case, referral, office, now),))


# ── what is said about it ──────────────────────────────────────────────────────────────────


def read_word(text: str, signed_by: str = "") -> Word | None:
    """Read what an answer says about a lane; None where it says something else, or raises any doubt."""
    said = unsigned(chunks(text), signed_by) if text.strip() and len(text) <= _LONGEST else ()
    if not said or any(chunk.asks for chunk in said):
        return None
    words = [word for chunk in said for word in chunk.words]
    release = {key: _phrases(key) for key in ("release", "text_only", "polite")}
    labels = [cover(chunk.words, release) for chunk in said]
    if all(label is not None for label in labels):
        meant = frozenset().union(*(label for label in labels if label is not None))
        if "release" in meant:
            return Word.TEXT_ONLY if "text_only" in meant else Word.RELEASE
    if _opens(said, Word.FREE.value):
        return Word.FREE
    if _opens(said, Word.REFERRED.value, at_all=True):  # with when, to whom and the number after it
        return Word.REFERRED
    return Word.EVIDENCE if len(words) <= 8 and _phrases("evidence").within(words) else None


def is_polite(text: str, signed_by: str = "") -> bool:
    """Whether a text is nothing but thanks and a name."""
    said = unsigned(chunks(text), signed_by) if text.strip() else ()
    known = {"polite": _phrases("polite"), "own": Phrases(signed_by.split() or ["-"])}
    return all(cover(chunk.words, known) is not None for chunk in said)


def _opens(said: tuple[Chunk, ...], name: str, *, at_all: bool = False) -> bool:
    """Whether the first clause that is more than a greeting says it, and nothing after it raises a doubt.

    ``at_all``: it may go on after the words themselves.
    """
    known = {name: _phrases(name), "polite": _phrases("polite")}
    for at, chunk in enumerate(said):
        taken = _phrases(name).length(chunk.words) if at_all else 0
        labels = frozenset({name}) if taken else cover(chunk.words, known)
        if labels is None:
            return False
        if name in labels:
            later = (chunk.words[taken or len(chunk.words) :], *(one.words for one in said[at + 1 :]))
            return not any(map(_doubts, later))
    return False


def _doubts(said: Sequence[str]) -> bool:
    words = list(said)
    while harmless := _phrases("harmless").within(words):
        del words[slice(*harmless)]
    return _phrases("doubt").within(words) is not None


@dataclass(frozen=True, slots=True)
class Said:
    """An answer of a lead or of who decides that says a word about a lane."""

    word: Word
    by: Address
    role: Role
    key: MessageKey
    words: str
    evidence: tuple[EvidenceItem, ...] = ()


def heed(case: Case, said: Said, now: datetime) -> tuple[Outcome, tuple[dict[str, Any], ...]]:
    """Do what a word says on a case; return the outcome and the lines that confirm it."""
    replied = ev.Replied(now, said.key, said.by, said.role, Kind.DECISION, said.words, said.evidence)
    outcome = Outcome((replied,))
    if said.word is Word.REFERRED:
        because = f"{said.by.name or said.by.email} said so"
        ended = end_deadlines(case, (DeadlineKind.REFER,), DeadlineState.MET, because, now)
        return outcome + Outcome(ended), ({"what": "referred", "in_time": bool(ended)},)
    freed = ev.Freed(now, said.key, said.by, said.role, said.words)
    outcome += Outcome((freed,))
    left = open_lanes(extend(case, outcome.events))
    line = {"what": "freed", "left": "; ".join(lane.says for lane in left)}
    return outcome, (line,)


@cache
def lanes() -> tuple[Lane, ...]:
    """Every lane that freezes letters (``knowledge/lanes.toml``)."""
    return tuple(
        Lane(key, frozenset(table["flags"]), table["says"], tuple(table["freed_by"]))
        for key, table in _data()["lane"].items()
    )


@cache
def _phrases(name: str) -> Phrases:
    return Phrases(_data()["words"][name])


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("worker.knowledge").joinpath("lanes.toml").read_text(encoding="utf-8"))
