"""The sentences that make somebody the poster of what a report is about, and the words they are made of.

Each is tried only where it can begin. ``\\x00`` stands for a quotation or a link that was blanked.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache

from worker.reading.posts.beginnings import (
    Begins,
    Sentence,
    with_actor,
    with_name_and,
    with_owner,
    with_sentence_and,
)
from worker.reading.posts.beings import of_being
from worker.reading.posts.besides import of_owning, of_standing_beside
from worker.reading.posts.guards import (
    ASIDE,
    CLOSED,
    NO_LOOK,
    NO_NEWS,
    NO_ORDER,
    NO_PLAN,
    NO_SIGHT,
    NO_STAFF,
    NO_TALK,
    NO_THREAD,
    NOT_DONE_TO,
    SHOWN,
    TO_US,
    WORD,
)
from worker.reading.posts.lists import any_of, words_in
from worker.reading.posts.sources import of_coming_from, of_telling
from worker.reading.words.indexed import UPPER
from worker.reading.words.once import once
from worker.reading.words.titles import A_TITLE

_HAPPENS = (
    *("came", "took", "has", "had", "was", "went", "got", "saw", "found", "filmed"),
    *("emailed", "rang", "phoned", "left", "stormed", "complained", "shouted", "refused", "walked"),
)
"""What somebody did before they posted."""


@dataclass(frozen=True)
class Shape:
    """The shape of a sentence, made ready when a text that may hold one is met: most texts hold few."""

    written: str

    @once
    def match(self) -> Callable[[str, int], re.Match[str] | None]:
        """The sentence in a text, where it begins at a place there."""
        return re.compile(self.written).match


@cache
def sentences() -> tuple[tuple[Begins, Shape, float], ...]:
    """Where each sentence may begin, the sentence with its "name", and how surely it makes a poster."""
    name = (
        rf"(?P<name>(?:{A_TITLE} )?(?:[{UPPER}]\. ?){{0,2}}{WORD}"
        rf"(?:[ ](?:(?:{any_of('particles')})[ ]){{0,2}}{WORD}){{0,3}})"
    )
    shown = SHOWN.replace("PLACES", any_of("places"))
    table = (
        *_of_acting(name, shown),
        *of_being(),
        *of_coming_from(),
        *of_telling(),
        *of_owning(),
        *of_standing_beside(),
    )
    return tuple((begins, Shape(pattern.replace("{N}", name)), sure) for begins, pattern, sure in table)


def sentences_of(words: AbstractSet[str]) -> list[tuple[Begins, Shape, float]]:
    """The sentences that may stand in a text with these words, in their order."""
    anyhow, by_word = _filed()
    numbers = anyhow.union(*map(by_word.__getitem__, by_word.keys() & words))
    return [sentences()[number] for number in sorted(numbers)]


@cache
def _filed() -> tuple[frozenset[int], dict[str, list[int]]]:
    """The numbers of the sentences that need no word, and of the others by each word that does."""
    by_word = defaultdict[str, list[int]](list)
    for number, (begins, *_) in enumerate(sentences()):
        for word in begins.needs:
            by_word[word].append(number)
    return frozenset(n for n, (begins, *_) in enumerate(sentences()) if not begins.needs), dict(by_word)


def _of_acting(name: str, shown: str) -> tuple[Sentence, ...]:
    """ "NAME has put …": the subject of a verb of posting, of saying, of letting fly."""
    does, speaks, vents = any_of("does"), any_of("speaks"), any_of("vents")
    places = any_of("platforms")
    between = rf"(?:[ ,]+(?:{any_of('between')}|\w{{3,12}}ly|['’](?:s|d)"
    between += r"|th(?:ought|inks) it(?:['’]?s| is| was)? \w{2,12} to)){0,6}"
    speaking = rf"{{N}}{CLOSED}{ASIDE}{between},? (?:{speaks})\b{TO_US}{NO_ORDER}{NO_NEWS}{NO_TALK}"
    acting = with_actor(
        rf"{name}{CLOSED}{NOT_DONE_TO}{ASIDE}(?={between},? {{verb}}){NOT_DONE_TO}", "does", "speaks", "vents"
    )
    return (
        (
            acting,
            rf"{{N}}{CLOSED}{ASIDE}{between},? (?:{does})\b{TO_US}{NO_PLAN}{NO_THREAD}",
            0.9,
        ),
        (
            with_owner,
            rf"{{N}}['’](?:s|ve)(?: (?:just|now|gone and|also|only|been)){{0,2}} (?:{does})\b{TO_US}",
            0.85,
        ),
        (
            with_name_and("me us"),
            (
                rf"{{N}}{CLOSED}{ASIDE}(?:{between},? (?:(?:{any_of('wrongs')})\b"
                r"|call(?:s|ed|ing)\b(?=[^.\n\x00]{2,24}(?:\x00| an? | names)))[^.\n\x00]{0,12}"
                r"| (?:has|is|was|keeps|kept|had) (?:been |on |still ){0,2}at) (?:me|us)\b"
            ),
            0.85,
        ),
        (
            with_actor(rf"{name}{CLOSED}{NOT_DONE_TO}{ASIDE}{between},? {{verb}}", "holds_forth"),
            (
                rf"{{N}}{CLOSED}{ASIDE}{between},? (?:{any_of('holds_forth')})"
                rf"(?=[^\n\x00]{{0,100}}(?:\s{{0,4}}\x00|\b(?i:{places})\b))"
            ),
            0.8,
        ),
        (acting, rf"{{N}}{CLOSED}{ASIDE}{between},? (?:{vents})\b{TO_US}{NO_ORDER}{NO_LOOK}{shown}", 0.8),
        (acting, f"{speaking}{shown}", 0.62),
        (acting, speaking, 0.6),
        (
            with_sentence_and(_HAPPENS, ("and",)),
            (
                rf"{{N}}{NO_STAFF}(?:[ ]?\([^()\n]{{1,60}}\))?"
                rf" (?:{'|'.join(_HAPPENS)})\b(?:[^.\n\x00]|\.\d){{2,110}}?"
                rf" and (?:then |later |afterwards |now |just |has |have ){{0,3}}(?:{does})\b{TO_US}"
                rf"(?=[^.\n\x00]{{0,80}}(?:\s{{0,4}}\x00|\b(?i:{any_of('places')})\b))"
            ),
            0.7,
        ),
        (with_name_and("again"), r"{N} again[ ]?[,:–-] ?(?=\x00)", 0.75),
        (with_name_and("gone been"), r"{N}['’]s? (?:gone|been) (?:on|at it|slag\w*|post\w*|put\w*)\b", 0.8),
        (
            with_name_and("been"),
            (
                rf"{{N}}{ASIDE}(?: has| have| had|['’]s)(?: \w{{2,9}}){{0,2}} been (?:\w{{2,6}} ){{0,2}}"
                rf"(?:(?i:on) )?(?i:{any_of('places')})\b(?=[^.\n\x00]{{0,30}}\b(?:{any_of('blasts')})\b)"
            ),
            0.85,
        ),
        (
            with_name_and("has had s"),
            (
                rf"{{N}}{CLOSED}{ASIDE}(?: has| had|['’]s)(?: got| now| just| also){{0,2}}"
                rf" (?:(?:it |this )?(?:up |out )?(?:on|all over) (?:her |his |their |the )?(?i:{places})\b"
                r"(?: (?:page|wall|story|status|profile|timeline)\b)?(?! (?:phone|app|friend))"
                r"|(?:up|out)(?: on (?:it|there|here))?[ ,:]{1,3}(?=\x00))"
            ),
            0.8,
        ),
        (
            with_name_and("me"),
            (
                rf"{{N}}{CLOSED}{ASIDE}(?: has| had)?(?: just)? (?:{any_of('writes_to')}) (?:\w+ ){{0,3}}?"
                r"(?:to )?me"
                rf"(?: \w+){{0,2}}? (?:on|in|via|by|over) (?:the )?(?i:{places})\b"
                rf"(?![^\n\x00]{{0,90}}\b(?:{any_of('tells_of')})\b)"
                rf"(?=[^\n\x00]{{0,90}}\b(?i:{any_of('grieved')})\b)"
            ),
            0.85,
        ),
        (
            with_name_and("me"),
            (
                rf"{{N}}{CLOSED}{ASIDE}(?: has| had)?(?: just)? (?:{any_of('writes_to')}) me"
                rf" (?:[\w-]+ ){{0,2}}(?i:{places})\b[^.\n\x00]{{0,60}}[ ]?[:,–-] ?(?=\x00++[^\n\x00]{{0,40}}"
                r"\b(?i:(?:just|only) to me|not public|private\w*|nobody else (?:saw|can see))\b)"
            ),
            0.85,
        ),
        (
            with_sentence_and(("wrote", "writes", "written", "posted")),
            (
                rf"(?i:(?:in|on|under|yesterday|today|last night|this morning)\b"
                rf"(?:(?!\b(?:some\w*|they|s?he|who|it|i|we|you|was|is|been)\b"
                rf"|(?<!of )\b(?:{any_of('somebody')}|people|parents|mums|dads) (?:has |is |was )?"
                r"(?:wrote|writ|post))"
                r"[^.\n\x00,]){0,60},? )?"
                rf"(?i:(?:has |is |was )?(?:wrote|writes|written|posted))(?: (?i:{A_TITLE}))? {{N}}"
                r"(?=[ ]?[,:–-]{0,2} ?(?:\x00|(?:that|about|on|in|under|again)\b))"
            ),
            0.8,
        ),
        (
            with_name_and("everyone everybody people others all"),
            (
                rf"{{N}}{CLOSED}{ASIDE}(?: is| was| has been| keeps|['’]s)?"
                r" (?:getting|got|asking|telling|urging|egging|begging|encouraging|inviting|wants?)"
                rf" (?:everyone|everybody|people|others|all the \w+)\b{shown}"
            ),
            0.8,
        ),
        (
            with_name_and("did does"),
            rf"{{N}}{CLOSED}{ASIDE}{between},? (?:did|does) an? (?:[\w-]+ ){{0,3}}(?i:{any_of('things')})\b",
            0.8,
        ),
        (
            with_name_and(" ".join(words_in("shows"))),
            (
                rf"{{N}}{CLOSED}{ASIDE},?(?: has| had|['’]s)(?: got)?(?: now| just| also){{0,2}} {NO_SIGHT}"
                rf"(?=[^.\n\x00]{{0,50}}\b(?:{any_of('shows')})\b)"
                r"[^.\n\x00]{1,60}? (?:up\b|going\b|running\b|titled\b"
                rf"|(?:on|all over) (?i:{any_of('places')})\b"
                r"(?! (?:phone|laptop|desk|mobile|ipad)))"
            ),
            0.8,
        ),
    )
