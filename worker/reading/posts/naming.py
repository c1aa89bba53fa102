"""Who posted, as the report says it: never the sender, the informant or the person talked about.

A name counts only where the sentence makes its bearer the poster ("X has written", "posted by X",
"X's post", "from X on Facebook"). Every other name in a report is somebody else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from worker.reading.posts.accounts import find_accounts
from worker.reading.posts.beginnings import Begins
from worker.reading.posts.bylines import Shape, sentences_of
from worker.reading.posts.deeds import CLAIMED
from worker.reading.posts.denied import is_denied
from worker.reading.posts.guards import IN_FULL, WORD
from worker.reading.posts.languages import find_named_abroad, only_tells, without_capitals
from worker.reading.posts.lists import any_of
from worker.reading.posts.named import Named, same_person
from worker.reading.posts.nobodies import is_nobody
from worker.reading.posts.onlyone import CONFIDENCE, find_only_one
from worker.reading.posts.ourselves import find_selves, is_self, without_called
from worker.reading.posts.owners import with_owners
from worker.reading.posts.smallnames import find_small_names, with_capitals
from worker.reading.posts.tidynames import no_beginnings, tidy
from worker.reading.words.indexed import UPPER, Indexed
from worker.reading.words.titles import TITLES

_BESIDE = 0.75
"""What a name has at most that stands beside a place or the words: it may be the one spoken of or to."""


_WEAK = 0.64
"""What a name has that only stands near the words, or a first name alone."""


def find_names(masked: Indexed, others: frozenset[str] = frozenset()) -> tuple[Named, ...]:
    """Posters named in ``masked`` (quotations and links already blanked), in order.

    ``others`` are people who cannot be meant: the sender, those a forward went between. Where two
    readings overlap the surer one stays.
    """
    masked = without_capitals(masked)
    accounts = find_accounts(masked)
    small = find_small_names(masked)
    masked = with_capitals(masked)
    found = [*small, *with_owners(masked, accounts)]
    names = _begin_names(masked)
    begun: dict[Begins, Sequence[int]] = {}
    for begins, pattern, confidence in sentences_of(masked.words):
        if begins not in begun:
            begun[begins] = begins.find(masked, names)
        found += _find_by(pattern, confidence, masked, begun[begins]) if begun[begins] else []
    found += [named for told in find_named_abroad(masked, names) if (named := tidy(*told))]
    selves = find_selves(masked)
    found = without_called([one for one in found if not is_self(one, selves)], masked.text)
    found = found or _find_meant(masked) or _find_named_after(masked)
    found = _with_only_one(found, masked)
    kept: list[Named] = []
    for named in sorted(found, key=lambda n: -n.confidence)[:400]:
        clear = all(named.end <= k.start or named.start >= k.end for k in kept)
        if clear and not (is_self(named, selves) or _is_somebody_else(named, masked, others)):
            kept.append(named)
    return tuple(sorted(kept, key=lambda n: n.start))


def _is_somebody_else(named: Named, masked: Indexed, others: frozenset[str]) -> bool:
    """Whether the text says that its bearer did not post, or that they only tell of it."""
    told = is_denied(named, masked.text) or only_tells(named.start, named.end, masked)
    return told or _is_any(named, others) or _a_relative().match(masked.text, named.end) is not None


@cache
def _a_relative() -> re.Pattern[str]:
    """Behind a name, the one of theirs who did it: "NAME's brother"."""
    return re.compile(rf"['’]s? (?:(?:big|little|older|younger|step) ?)?(?:{any_of('kin')})\b", re.IGNORECASE)


def _is_any(named: Named, others: frozenset[str]) -> bool:
    return any(same_person(named.name, other) for other in others if other)


def _with_only_one(found: list[Named], masked: Indexed) -> list[Named]:
    """What was found; where that is no more than a weak sentence's word, the one person named in full."""
    if any(named.confidence > _WEAK for named in found):
        return found
    only = find_only_one(masked)
    return [Named(*only, CONFIDENCE)] if only else found


_CAPITAL = re.compile(rf"[{UPPER}](?<!\w.)[\w-]*")


def _begin_names(masked: Indexed) -> list[int]:
    """Where a word with a capital stands that may begin a name: of a run of them, the first."""
    never = no_beginnings()
    starts, end = list[int](), -2
    for word in _CAPITAL.finditer(masked.text):
        if word.group().lower() in never:
            continue
        if word.start() != end + 1 or masked.text[end] != " ":
            starts.append(word.start())
        end = word.end()
    return starts


_SPOKEN_OF = re.compile(
    r"\b(?:screenshots? from|email from|call\w*|about|of|at|told|tell\w*|accus\w*|nam(?:ed|ing)|against|to"
    r"|for|with|and|towards|on|onto|into|email|ring|phone|message|contact|had"
    r"|impersonat\w+|posing as|pretend\w+ to be"
    r"|(?:our|my)(?: \w+)? (?:teacher|colleague|ta|cook|head|deputy|caretaker|secretary|senco|governor|chair"
    r"|bursar|assistant"
    r"|lady))\s+$",
    re.IGNORECASE,
)
_NOT_THEY = re.compile(
    r"\b(?:(?:(?:rid|removal|resignation|sacking|dismissal) of|(?:comments?|repl(?:y|ies)) (?:on|under"
    r"|below|to)|[Uu]nder|[Uu]nderneath|[Bb]elow|[Bb]eneath)"
    rf" (?:{WORD} )?"
    r"|(?i:(?:mother|mum|mummy|mam|dad|father|parents?|gran|granny|grandma|nan|nana|grandad|carer|guardian"
    r"|aunt|auntie|uncle|wife|husband|partner|sister|brother|family|friend|mate)"
    r" (?:of|to) (?:our |little |young |poor )?)"
    r"|(?i:names?|naming|mentions?|mentioning|about|against|accus\w+|targets?|targeting"
    r"|(?:photos?|pictures?|pics?|videos?|clips?) of|filmed|filming)"
    r" (?:an?|the|one|this|some|our|another) (?:\w+ ){1,3}(?:called|named) )\Z"
)
"""Whom others want gone, under whose post they wrote, whose mother it was that posted, or whom it names."""
_HACKED = re.compile(
    r"['’]s? (?:\w+ ){1,3}(?:was|were|has been|had been|got|is) (?:\w+ )?(?:hacked|cloned|copied|hijacked)\b"
)
"""Not "NAME's account was hacked"."""
_IS_SHOWN = re.compile(rf"[^.\n\x00]{{0,80}}(?:\x00|\b(?:{any_of('places')})\b)")


def _find_by(pattern: Shape, confidence: float, masked: Indexed, starts: Sequence[int]) -> list[Named]:
    """The names one sentence gives."""
    found: list[Named] = []
    text, matches, position = masked.text, pattern.match, 0
    for start in starts:
        match = matches(text, start) if start >= position else None
        if match is None:
            continue
        named = tidy(match.group("name"), match.start("name"), confidence)
        # Words that are no name may have swallowed a name after them: look again behind them.
        position = match.end() if named else match.end("name")
        if named is None or _is_another(named, text):
            continue
        if confidence > _BESIDE or not _spoken_of(text, named.start):
            found.append(named)
    return found


def _is_another(named: Named, text: str) -> bool:
    """Whether the words around a name say that its bearer did not post, or that it is no person's in full."""
    if _NOT_THEY.search(text, max(0, named.start - 40), named.start) or _HACKED.match(text, named.end):
        return True
    if _OUR.search(text, max(0, named.start - 5), named.start) and named.name.split(" ")[0] in TITLES:
        return True  # "our Mrs Bell" works here
    return is_nobody(named, text) or _is_half(named, text)


_OUR = re.compile(r"\b(?:our|Our) \Z")
_NEXT_WORD = re.compile(rf" (?P<next>{WORD})")


def _is_half(named: Named, text: str) -> bool:
    """Whether a first name is all that was taken of a name in full ("Bev" of "Bev Tully's")."""
    after = _NEXT_WORD.match(text, named.end)
    if " " in named.name or after is None:
        return False
    return tidy(f"{named.name} {after['next']}", named.start, 1.0) is not None


_MEANT = re.compile(
    r"\b(?:[Ss]?[Hh]e)(?:['’]?s| has)?(?: (?!told|asked|said)\w{2,12}){0,2} "
    r"(?:wrote|written|writes|posted|posts|put|commented|comments|tweeted|tweets|uploaded|shared"
    r"|published|started|kicked off)\b"
    r"|\b(?:[Ss]?[Hh]e)(?:['’]s| has) (?:got )?(?:an?|this|one|another) (?:[\w-]+ ){0,3}"
    rf"(?:{any_of('shows')})\b"
    r"|\b(?:[Hh]er|[Hh]is)"
    r" (?:(?!(?:on|in|at|from|off|via|over|and|that|to|is|was|all|by|under) )[\w-]+ ){0,2}?"
    rf"(?i:{any_of('things')})\b"
)
_NAMED_AFTER = re.compile(rf"(?i:her|his) name(?:['’]?s| is|['’]s) (?P<name>{IN_FULL})")
_POSTED = re.compile(
    r"\b(?:posted|put|written|wrote|shared|commented|posting|uploaded|says|saying|tweeted"
    r"|(?:it|that) was on|saw (?:it|that))\b"
)
_CHILD = re.compile(
    r"\b(?:child|son|daughter|pupil|boy|girl|lad|kid|teacher|ta)(?:['’]?s)?\b[^.\n]{0,60}\Z", re.IGNORECASE
)
_PERSON = re.compile(IN_FULL)
_SUBJECT = re.compile(
    r"(?:\A|[.!?:\n(,] ?"
    r"|\b(?i:worried|concerned|uneasy|anxious|worry|concern|unhappy|wondering) (?:about|for) "
    r"|\b(?:mum|mother|mam|dad|father|parent|person|one|lady|man|woman)(?: \w+){0,3} (?:is|was) "
    r"|\b(?:[Ii]t|[Tt]his)(?:['’]?s| is) (?:about|regarding|concerning) "
    r"|\b(?:that|remember|recall|mums?|dads?|parents?|gran|nan|carer|called|named|you know)\b,? )\Z"
)
_TELLS_US = re.compile(
    r"(?:[ ]?\([^()\n]{1,60}\))?,?(?: \w+)? (?:told"
    r"|sent(?![^.\n\x00]{0,80} and \Z)|show\w+|forward\w+|rang|phoned|saw|seen"
    r"|noticed|spotted"
    r"|mentioned|asked|says|said|thinks?|warned|messaged|reported|found|informed|brought|let (?:me"
    r"|us)|printed"
    r"|passed)\b|[^.\n]{0,60}\b(?:upset|tears|crying|cried|victim|bits|distressed|target\w*|called"
    r"|accused|named)\b"
)
"""Who tells us, or is the one spoken of, is not meant."""
_SOMEBODY_ELSE = re.compile(
    r"\b(?:and|but|while) (?:now |then )?(?:some(?:one|body)|an? (?:mum|dad|mam|parent|man|woman|lady))\b"
)
"""Between the name and "her" or "his", whose it is instead."""


def _find_meant(masked: Indexed) -> list[Named]:
    """Whom "she has put …" means: the one person named before it in the paragraph, as a subject."""
    pronoun = next(masked.try_at(_MEANT, masked.find(("she", "he", "shes", "hes", "her", "his"))), None)
    if pronoun is None or not _IS_SHOWN.match(masked.text, pronoun.end()):
        return []
    begins = max(masked.text.rfind("\n\n", 0, pronoun.start()) + 1, pronoun.start() - 300, 0)
    before = masked.text[begins : pronoun.start()]
    people = [tidy(m.group(), m.start(), 0.65) for m in _PERSON.finditer(before)]
    named = [one for one in people if one]
    if not named or any(not same_person(one.name, named[0].name) for one in named):
        return []
    first = named[0]
    told = _TELLS_US.match(before, first.end) or _SOMEBODY_ELSE.search(before, first.end)
    if told or not _SUBJECT.search(before[: first.start]):
        return []
    return [first._replace(start=begins + first.start, end=begins + first.end)]


def _find_named_after(masked: Indexed) -> list[Named]:
    """Whom a sentence names behind the one that tells of the post: "… has posted. Her name is NAME"."""
    match = next(masked.try_at(_NAMED_AFTER, masked.find(("her", "his"))), None)
    if match is None:
        return []
    before = masked.text[max(0, match.start() - 250) : match.start()]
    if not _POSTED.search(before) or _CHILD.search(before[-80:]):
        return []
    named = tidy(match.group("name"), match.start("name"), 0.7)
    return [named] if named else []


def _spoken_of(masked: str, start: int) -> bool:
    """Whether the word before a name makes its bearer the one spoken of or to."""
    return bool(
        _SPOKEN_OF.search(masked, max(0, start - 20), start)
        or CLAIMED.search(masked, max(0, start - 90), start)
    )
