"""Which numbers a stretch of a reply names: "draft 1", "both", "the other two", "the chat"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from worker.deciding.decision.when import month
from worker.deciding.decision.words import Chunk, phrases
from worker.deciding.sentences import say
from worker.model import Action, Pending

_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "2": 2, "3": 3, "4": 4, "5": 5, "6": 6}
_ORDINALS = {"first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3}
_THINGS = ("one", "ones", "draft", "drafts", "letter", "letters")
_NUMBERED_ELSEWHERE = frozenset(
    [
        "section",
        "sec",
        "year",
        "yr",
        "page",
        "paragraph",
        "para",
        "clause",
        "line",
        "sentence",
        "point",
        "bullet",
        "version",
    ]
)
"""What has numbers of its own: "section 5", "Year 4", "version 2"."""
_LABELS = ("draft", "number", "item", "letter", "numbers", "drafts", "items")
_TIMES = ("until", "till", "til", "at", "by", "before", "after", "page", "year", "class")
_GOES_TO = frozenset(("send", "sent", "go", "goes", "going", "issue", "release", "sending"))
""" "Send it to all" speaks of readers, not of drafts."""
_LINKS = ("to", "for", "on", "with", "in")


@dataclass(frozen=True, slots=True)
class Target:
    """The numbers meant, and where they are named. ``wrong`` says why they cannot be what was asked."""

    numbers: tuple[int, ...]
    start: int
    end: int
    wrong: str = ""

    def joined(self, other: Target) -> Target:
        """Both, named in one breath: "2 and 3"."""
        numbers = tuple(dict.fromkeys(self.numbers + other.numbers))
        return Target(numbers, self.start, other.end, self.wrong or other.wrong)


def find_targets(chunk: Chunk, pending: Sequence[Pending], before: Sequence[int]) -> list[Target]:
    """Every naming of numbers in a chunk, up to its first condition ("till we've had the chat")."""
    words = chunk.words
    stop = phrases("hold", "condition").within(words)
    limit = stop[0] if stop else len(words)
    out: list[Target] = []
    at = 0
    while at < limit:
        found = _target(words, at, pending, [*before, *(n for target in out for n in target.numbers)])
        if found is None or not _may_be_named(words, found):
            at += 1
            continue
        between = words[out[-1].end : found.start] if out else ("",)
        joins = between in ((), ("and",), ("or",), ("of",))
        if between in (("or",), ("of",)):
            found = replace(found, wrong=say("parts.does_not_say_which_one"))
        start = found.start - (found.start > 0 and words[found.start - 1] in _LINKS and not joins)
        if joins:
            out[-1] = out[-1].joined(found)
        else:
            out.append(replace(found, start=start))
        at = found.end
    return out


def _may_be_named(words: Sequence[str], found: Target) -> bool:
    """Not a time, a date, a count of days or a page; nor "all your help"."""
    previous = words[found.start - 1] if found.start else ""
    following = words[found.end] if found.end < len(words) else ""
    return (
        previous not in _TIMES
        and following != "your"
        and following not in phrases("numbers", "units").vocabulary
        and not month(following)
        and not month(previous)
    )


def _target(
    words: Sequence[str], at: int, pending: Sequence[Pending], before: Sequence[int]
) -> Target | None:
    for read in (_number, _ordinal, _both_or_all, _others, _noun):
        if found := read(words, at, pending, before):
            return found
    return None


def _number(words: Sequence[str], at: int, pending: Sequence[Pending], _: Sequence[int]) -> Target | None:
    """ "1", "draft 1", "number one": never "no 1", which may be a no."""
    if at and words[at - 1] in _NUMBERED_ELSEWHERE:
        return None
    start = at
    if words[at] in _LABELS and at + 1 < len(words):
        at += 1
    word = words[at]
    number = int(word) if word.isascii() and word.isdigit() and len(word) <= 2 else None
    if number is None and start < at and word in ("one", *_COUNTS):
        number = _COUNTS.get(word, 1)
    if number is None:
        return None
    known = any(item.n == number for item in pending)
    return Target(
        (number,), start, at + 1, "" if known else say("parts.there_no_number_in_mail", number=number)
    )


def _ordinal(words: Sequence[str], at: int, pending: Sequence[Pending], _: Sequence[int]) -> Target | None:
    """ "the first one", "the second", "the last letter", "first one": by place in the mail."""
    opens = at == 0 or words[at - 1] in ("and", "but", "please")
    if opens and len(pending) > 1 and words[at] in _ORDINALS and words[at + 1 : at + 2] == ("one",):
        meant = tuple(item.n for item in pending[_ORDINALS[words[at]] :][:1])
        return Target(meant, at, at + 2, "" if meant else say("parts.too_few"))
    if words[at] != "the" or at + 1 >= len(words):
        return None
    place = len(pending) - 1 if words[at + 1] == "last" else _ORDINALS.get(words[at + 1])
    named = at + 2 < len(words) and words[at + 2] in _THINGS
    if words[at + 1] == "last" and len(pending) == 1 and (named or at + 2 == len(words)):
        return Target((), at, at + 2 + named, say("parts.too_few"))
    if place is None or (
        at + 2 < len(words) and words[at + 2] in phrases("numbers", "of_a_letter").vocabulary
    ):
        return None
    end = at + 2 + named
    if not 0 <= place < len(pending):
        return Target((), at, end, say("parts.too_few"))
    return Target((pending[place].n,), at, end)


def _both_or_all(
    words: Sequence[str], at: int, pending: Sequence[Pending], _: Sequence[int]
) -> Target | None:
    """ "both", "all three", "all of them", "neither": the count must be the count of what was asked."""
    numbers = tuple(item.n for item in pending)
    end = at + 1
    if at and words[at - 1] not in phrases("numbers", "before_all").vocabulary:
        return None
    if words[at] == "both" and words[end : end + 1] == ("parents",):
        return None  # "sat down with both parents" speaks of people
    if words[at] == "both":
        end += end < len(words) and words[end] in _THINGS
        return Target(numbers, at, end, "" if len(numbers) == 2 else say("parts.mail_answered_did_not_ask"))
    if taken := phrases("numbers", "either").length(words, at):
        yes = phrases("approval", "approve").within(words) or phrases("approval", "yes").within(words)
        negative = phrases("refusal", "not").within(words)
        says_no = words[at] in ("neither", "none")
        wrong = say("parts.does_not_say_which_one") if yes and not (negative or says_no) else ""
        return Target(numbers, at + says_no, at + taken, wrong)
    taken = phrases("numbers", "all").length(words, at)
    if not taken:
        return None
    end = at + taken
    if at and words[at - 1] == "to" and not _GOES_TO.isdisjoint(words[:at]):
        return Target(numbers, at, end, say("parts.does_not_say_which_one"))
    if end < len(words) and words[end] in _COUNTS:
        count = _COUNTS[words[end]]
        end += 1 + (end + 1 < len(words) and words[end + 1] in _THINGS)
        return Target(
            numbers,
            at,
            end,
            "" if count == len(numbers) else say("parts.mail_answered_did_not_ask_so_many", count=count),
        )
    alone = (
        taken == 1
        and at == 0
        and (end == len(words) or words[end] not in phrases("numbers", "before_all").vocabulary)
    )
    return None if alone else Target(numbers, at, end)


def _others(
    words: Sequence[str], at: int, pending: Sequence[Pending], before: Sequence[int]
) -> Target | None:
    """ "the other", "the other two", "the rest": what has not been named so far."""
    if words[at] == "the" and at + 1 < len(words):
        start, at = at, at + 1
    else:
        start = at
    if words[at] not in ("other", "others", "rest"):
        return None
    left = tuple(item.n for item in pending if item.n not in before)
    end, count = at + 1, None
    if words[at] == "other" and end < len(words) and words[end] in (*_COUNTS, *_THINGS):
        count = _COUNTS.get(words[end], 1 if words[end] in ("one", "draft", "letter") else None)
        end += 1
    elif words[at] == "other":
        count = 1
    wrong = "" if before and left and count in (None, len(left)) else say("parts.not_clear_which_others_are")
    return Target(left, start, end, wrong)


def _noun(words: Sequence[str], at: int, pending: Sequence[Pending], _: Sequence[int]) -> Target | None:
    """ "the chat", "the warning": the one thing asked about that is called so."""
    if len(pending) == 1:
        return None
    size = 1 + (words[at : at + 2] == ("the", "letter"))
    letters = [item.n for item in pending if item.action in (Action.INVITATION, Action.WARNING)]
    if words[at + size - 1] == "letter" and len(letters) == 1:
        return Target((letters[0],), at, at + size)
    for action in {item.action for item in pending if item.action}:
        meant = [item.n for item in pending if item.action == action]
        if len(meant) == 1 and (taken := phrases("noun", action.value).length(words, at)):
            return Target((meant[0],), at, at + taken)
    return None
