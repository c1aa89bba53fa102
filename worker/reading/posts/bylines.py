"""The sentences that make somebody the poster of what a report is about, and the words they are made of.

Each is tried only where it can begin. ``\\x00`` stands for a quotation or a link that was blanked.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from itertools import groupby
from operator import itemgetter
from typing import Any

from worker.reading.posts.beginnings import (
    Begins,
    with_actor,
    with_blank,
    with_item,
    with_line,
    with_line_from,
    with_name_and,
    with_name_before_blank,
    with_owner,
    with_sentence,
    with_source,
    with_words,
)
from worker.reading.words.indexed import UPPER

WORD_GOES_ON = rf"(?:['’][{UPPER}])?[\w-]{{0,24}}+"
WORD = rf"[{UPPER}]{WORD_GOES_ON}"
"""A word with a capital, as names have it."""
_ASIDE = (
    r"(?:[ ]?\([^()\n]{1,90}\)|, [^,\n.]{1,70},| who [^,\n.\x00]{1,60}?| of [^,\n.\x00]{2,30}?"
    r"| and (?:his|her|their) [a-z]{3,12}(?: [A-Z]\w{1,14})?"
    r"| and (?:\w+ ){1,4}(?:others|more|friends|mates|mums|dads|parents|people)\b"
    r"| (?:I|we) (?:mentioned|told|spoke|rang|emailed|reported|warned)[^.\n\x00]{1,50}?)?"
)
_TO_US = (
    r"(?!.{0,12}\b(?:to|with|at) (?:me|us)\b)(?!.{0,6}\b(?:me|us)\b)"
    r"(?!(?: \w+)? to (?:the (?:office|school|head)|you)\b)"
    r"(?!(?: a)? (?:voicemail|voice mail)\b| to (?:the )?(?:governors|council|paper)\b)"
    r"(?! (?:at|with) (?:ours|us|our)\b)"
    r"(?!(?: a)? (?:copy|print|printout) of\b)(?![^.\n\x00]{0,50} in an? (?:email|mail|text) to\b)"
)
_NO_ORDER = r"(?! (?:to|that we|that I|we|I|i|you|no one|nobody)\b)"
"""Not "said to send it in", which tells what the school wants."""
_NO_LOOK = (
    r"(?![^.\n\x00]{0,60}\b(?:saw|seen|see|found|find|spotted|noticed|read"
    r"|look\w*|check\w*|show\w*|report\w*)\b)"
)
"""Not "went on Facebook and saw", as those do who only look."""
_NOT_DONE_TO = (
    r"(?!(?: \w+){0,3} (?:been|being|was|is|got|were)(?: \w+ly)? (?:called|named|accused|attacked|threatened"
    r"|insulted|slagged|filmed|shared|put|posted|tweeted|uploaded|mocked|branded|labelled|targeted|ridiculed)\b)"
)
"""Not "has been called", which others did."""
_NO_PLAN = r"(?! to (?:go|take|leave|pull|move|resign|quit|sue|complain|walk)\b)"
"""Not "is threatening to go to the paper"."""
_NO_THREAD = (
    r"(?![^.\n\x00]{0,80}\b(?:under(?:neath)?|below) (?:it|that)\b[^.\n\x00]{0,12}"
    r"\b(?:some(?:one|body)|a parent|a mum|a dad)\b)"
)
"""Not "has put the times on Facebook, and under it somebody has written"."""
_NO_STAFF = (
    r"(?!,? our \w|[ ]?\((?i:senco|reception|office|ta|teacher|deputy|caretaker|cook|chair|governor)\))"
)
"""Not "NAME, our cook, on Facebook": colleagues are the ones who are written about."""
_NO_NEWS = r"(?! (?:it|this|that|there)(?:['’]?s| is| was) (?:all )?(?:on|over|in)\b)"
"""Not "says it is on Facebook", as those do who tell of it."""
_NO_SPOT = (
    r"(?! (?:phone|stairs|gate|playground|desk|yard|corridor|door|line|bus|train|school run|step|landing)\b)"
)
"""Not "on the phone"."""
_NO_SIGHT = (
    r"(?!(?:seen|found|shown|noticed|spotted|read|reported|complained|sent|asked|told|heard"
    r"|been (?:named|called"
    r"|sent|shown)|daughter|son|child|boy|girl|lad|lass|kids|children|twins|husband|wife|name|house|car)\b)"
)
"""Not "has seen a post", as those have who tell of it, nor "NAME's daughter"."""
_NOT_UNDER = r"(?<!\bunder )(?<!\bbelow )(?<!neath )(?<!\bto )"
"""Not "under NAME's post", where others answered."""
_SHOWN = r"(?=[^.\n\x00]{0,80}(?:\x00|:\s{0,4}\x00|\b(?i:PLACES)\b))"
"""What follows on the line is a quotation, or the place where it was said."""

Sentence = tuple[Begins, str, float]


@cache
def sentences() -> tuple[tuple[Begins, re.Pattern[str], float], ...]:
    """Where each sentence may begin, the sentence with its "name", and how surely it makes a poster."""
    name = (
        rf"(?P<name>(?:(?:{any_of('titles')})\.? )?{WORD}"
        rf"(?:[ ](?:(?:{any_of('particles')})[ ]){{0,2}}{WORD}){{0,3}})"
    )
    shown = _SHOWN.replace("PLACES", any_of("places"))
    table = (
        *_of_acting(name, shown),
        *_of_being(),
        *_of_coming_from(),
        *_of_owning(),
        *_of_standing_beside(),
    )
    return tuple((begins, re.compile(pattern.replace("{N}", name)), sure) for begins, pattern, sure in table)


def _of_acting(name: str, shown: str) -> tuple[Sentence, ...]:
    """ "NAME has put …": the subject of a verb of posting, of saying, of letting fly."""
    does, speaks, vents = any_of("does"), any_of("speaks"), any_of("vents")
    between = rf"(?:[ ,]+(?:{any_of('between')}|\w{{3,12}}ly|['’](?:s|d)"
    between += r"|th(?:ought|inks) it(?:['’]?s| is| was)? \w{2,12} to)){0,6}"
    verbs = [*words_in("does"), *words_in("speaks"), *words_in("vents")]
    acting = with_actor(
        rf"{name}\)?{_NOT_DONE_TO}{_ASIDE}{_NOT_DONE_TO}{between},? (?:{does}|{speaks}|{vents})\b", verbs
    )
    return (
        (
            acting,
            rf"{{N}}\)?{_ASIDE}{between},? (?:{does})\b{_TO_US}{_NO_PLAN}{_NO_THREAD}",
            0.9,
        ),
        (
            with_owner,
            rf"{{N}}['’](?:s|ve)(?: (?:just|now|gone and|also|only|been)){{0,2}} (?:{does})\b{_TO_US}",
            0.85,
        ),
        (
            with_name_and("me us"),
            (
                rf"{{N}}\)?{_ASIDE}{between},? (?:(?:{any_of('wrongs')})\b"
                r"|call(?:s|ed|ing)\b(?=[^.\n\x00]{2,24}(?:\x00| an? | names)))[^.\n\x00]{0,12} (?:me|us)\b"
            ),
            0.85,
        ),
        (acting, rf"{{N}}\)?{_ASIDE}{between},? (?:{vents})\b{_TO_US}{_NO_ORDER}{_NO_LOOK}{shown}", 0.8),
        (acting, rf"{{N}}\)?{_ASIDE}{between},? (?:{speaks})\b{_TO_US}{_NO_ORDER}{_NO_NEWS}", 0.6),
        (
            with_sentence,
            (
                rf"{{N}}{_NO_STAFF}(?:[ ]?\([^()\n]{{1,60}}\))?"
                r" (?:came|took|has|had|was|went|got|saw|found|filmed)\b(?:[^.\n\x00]|\.\d){2,110}?"
                rf" and (?:then |later |afterwards |now |just |has |have ){{0,3}}(?:{does})\b{_TO_US}"
                rf"(?=[^.\n\x00]{{0,80}}(?:\s{{0,4}}\x00|\b(?i:{any_of('places')})\b))"
            ),
            0.7,
        ),
        (with_name_and("gone been"), r"{N}['’]s? (?:gone|been) (?:on|at it|slag\w*|post\w*|put\w*)\b", 0.8),
        (
            with_name_and("been"),
            (
                rf"{{N}}{_ASIDE}(?: has| have| had|['’]s)(?: \w{{2,9}}){{0,2}} been (?:\w{{2,6}} ){{0,2}}"
                rf"(?:(?i:on) )?(?i:{any_of('places')})\b(?=[^.\n\x00]{{0,30}}\b(?:{any_of('blasts')})\b)"
            ),
            0.85,
        ),
        (
            with_name_and(" ".join(words_in("shows"))),
            (
                rf"{{N}}\)?{_ASIDE},?(?: has| had|['’]s)(?: got)?(?: now| just| also){{0,2}} {_NO_SIGHT}"
                rf"(?=[^.\n\x00]{{0,50}}\b(?:{any_of('shows')})\b)"
                r"[^.\n\x00]{1,60}? (?:up\b|going\b|running\b|titled\b"
                rf"|(?:on|all over) (?i:{any_of('places')})\b"
                r"(?! (?:phone|laptop|desk|mobile|ipad)))"
            ),
            0.8,
        ),
    )


def _of_being() -> tuple[Sentence, ...]:
    """ "The poster is NAME": what somebody is, is called, or is behind."""
    egged = any_of("egged")
    return (
        (
            with_words("it its " + " ".join((*words_in("poster"), *words_in("poster_name")))),
            (
                rf"(?i:\b(?:{any_of('poster')})(?: (?:behind it|responsible))?(?:['’]s name)?"
                r" (?:is|was|is called|seems to be|appears to be|looks to be|being)"
                rf"|\b(?:{any_of('poster_name')})(?:['’]?s)? name (?:is|was|reads|says)"
                r"|\bname on (?:it|the \w+) (?:is|was|reads|says)|\bit(?:['’]?s| is| was)(?! about))"
                rf" (?:by )?(?:an? |one )?{{N}}(?!(?: {WORD}){{0,3}} (?:who|that) (?:told|sent|showed"
                r"|saw|found|rang|spotted)|['’])"
            ),
            0.9,
        ),
        (
            with_words(" ".join(words_in("somebody"))),
            (
                rf"(?i:\b(?:{any_of('somebody')})\b)[^.\n\x00]{{0,20}}(?<!\bhas)(?<!\bhave)(?<!\bhad)(?<!\bjust)"
                r" (?i:called|named|by the name of|going by|known as) {N}(?! an? \x00)"
            ),
            0.85,
        ),
        (
            with_words(
                "signed signs goes going calls calling styles styling posts posting under using known"
            ),
            (
                r"(?i:\b(?:signed|signs (?:her|him)self|goes by|going by|(?:call|styl)(?:e?s|ing) (?:her|him"
                r"|them)sel(?:f|ves)|posts as"
                r"|posting as|under the name|using the name|known as)) (?:as |of |the name )?{N}"
            ),
            0.9,
        ),
        (with_name_and("name"), r"{N},? (?:his|her|their|the) name (?:is|was)\b", 0.85),
        (with_words("another more"), r"(?i:\banother|\bmore) (?:one )?from {N}", 0.8),
        (
            with_words("name under over in"),
            r"(?:(?<![’'\w] )(?i:\b(?:under the )?name of)|(?i:\b(?:over|in) the name of)) {N}",
            0.8,
        ),
        (
            with_words("ringleader " + " ".join(words_in("egged"))),
            rf"(?i:\b(?:{egged})(?: up| on)? by|\bringleader) (?:an? (?:\w+ ){{1,2}}(?:called|named) )?{{N}}",
            0.85,
        ),
        (
            with_name_and("behind ringleader one poster author culprit instigator person parent mum dad"),
            (
                rf"{{N}}{_ASIDE} (?:is|was|seems to be|appears to be) (?:(?:the one "
                rf"|clearly )?behind (?:it|this|the)\b"
                r"|the (?:ringleader|poster|author|culprit|instigator)\b"
                r"|the (?:one|person|parent|mum|dad) who(?:['’]s| has)? (?:put|posted|wrote|written"
                r"|started|shared)\b)"
            ),
            0.9,
        ),
        (
            with_words(
                "poster posters author posted reviewer commenter who by culprit parent account profile user"
            ),
            (
                r"(?:(?<=\n)|\A)[ \t>*-]{0,4}(?i:poster|author|reviewer|commenter|who|(?:post(?:ed)? )?by"
                r"|culprit"
                r"|(?:poster|author|account|profile|user)(?:['’]s)? ?name|parent(?: concerned| involved)?)"
                r"[ ]?[:=–-] ?{N}"
            ),
            0.9,
        ),
        (with_words("author poster"), r"(?i:author|poster): ?{N}", 0.9),
        (
            with_words("profile account"),
            r"(?i:\b(?:profile|account)) (?:says|shows|reads|belongs to|is in the name of) (?:an? )?{N}",
            0.85,
        ),
        (
            with_words("report reporting"),
            r"(?i:\breport(?:ing)?) {N}(?:,|\.| for\b| over\b| -)(?=[^\x00]{0,80}\x00)",
            0.75,
        ),
        (
            with_words("re regarding concerning"),
            r"(?i:\b(?:re|regarding|concerning)):? {N}[ ]?[-–:,.] (?i:s?he|they) (?=[^\n]{0,60}\x00)",
            0.75,
        ),
        (
            with_words("user username poster reviewer"),
            (
                r"(?i:\b(?:user|username|poster|reviewer)) {N}"
                rf"(?=[ ]?[:.,;()\n\x00-]|\Z| (?:has |is )?(?:{any_of('does')}|{any_of('speaks')})\b)"
            ),
            0.9,
        ),
    )


def _of_coming_from() -> tuple[Sentence, ...]:
    """ "… from NAME on Facebook", "posted by NAME"."""
    things, places = any_of("things"), any_of("places")
    thing = with_words(" ".join(word.split()[0] for word in words_in("things")))
    on_place = rf"(?i:on |public |her |his |the |their ){{0,3}}(?i:{places})\b"
    return (
        (
            with_words(" ".join(words.split()[0] for words in words_in("made"))),
            rf"(?i:\b(?:{any_of('made')})\b)(?:[^.\n;\x00]|\.\d){{0,60}}?\b[Bb]y (?:one |an? )?{{N}}",
            0.95,
        ),
        (
            with_words(" ".join(word.split()[0] for word in words_in("things"))),
            (
                rf"(?i:\b(?:{things})) (?:that |which )?{{N}}(?: has| had|['’]s)?"
                r" (?:made|put|posted|written|left|wrote|shared|done)\b"
            ),
            0.85,
        ),
        (
            with_source("from by"),
            rf"(?i:\bfrom|\bby) {{N}}{_ASIDE}[ ,]+(?i:on|in|via) (?i:the |her |his |their |our |a )?(?=\w)",
            0.85,
        ),
        (
            with_source("from"),
            (
                rf"(?i:\bfrom) {{N}}{_ASIDE}(?:, {on_place}[^.\n\x00:]{{0,30}})?"
                r"[ ]?(?::|[,–-] ?(?=\x00))\s{0,4}(?=\x00)"
            ),
            0.85,
        ),
        (with_source("from"), rf"(?i:\bfrom) {{N}}{_ASIDE}, {on_place}", 0.85),
        (with_words("on"), rf"(?i:\bon the (?:{places}) of) {{N}}", 0.8),
        (thing, rf"(?i:\b(?:{things}))\b (?:is|was) {{N}}['’]s\b", 0.85),
        (
            with_source("from off"),
            (
                rf"(?i:\bfrom|\boff) (?:(?:her|his|the|their|an?|one) (?:[a-z]+ ){{1,2}})?{{N}}{_ASIDE}"
                r"(?:,? (?:[^\n\x00:@.]|\d[:.]\d){1,50})?(?:[:.,]|[ ]?[–-])?\s{0,4}(?=\x00)"
            ),
            0.7,
        ),
        (
            with_line_from,
            (
                rf"(?i:from) {{N}}{_ASIDE},? (?i:under|below|underneath|in|on|about|to)\b"
                r"(?=[^\x00]{1,160}\x00)"
            ),
            0.7,
        ),
        (
            with_words(" ".join(words_in("places"))),
            (
                rf"(?i:\b(?:{places})),? from (?:an? |one )?{{N}}{_ASIDE}"
                r"(?=[ ]?[.,:;\n\x00-]|\Z| (?:today|yesterday|last|this|about|saying)\b)"
            ),
            0.8,
        ),
        (
            thing,
            (
                rf"(?i:\b(?:{things}))\b(?: \w{{2,14}}){{0,3}} (?:is|was|are|comes|came) (?:all |from "
                rf"|by ){{1,2}}"
                r"(?:an? |one |that )?{N}"
            ),
            0.85,
        ),
        (
            thing,
            (
                rf"(?i:\b(?:{things})) from (?:an? |one |that )?{{N}}{_ASIDE}"
                r"(?: today| yesterday| last night| this \w+)? (?:reads|says|saying|goes|about|claiming"
                r"|calling)\b"
            ),
            0.85,
        ),
    )


def _of_owning() -> tuple[Sentence, ...]:
    """ "NAME's post"."""
    own = rf"{{N}}['’]s? (?:\w{{1,12}} ){{0,2}}(?i:{any_of('things')})\b"
    return ((with_owner, rf"{_NOT_UNDER}{own}", 0.8),)


def _of_standing_beside() -> tuple[Sentence, ...]:
    """A name that only stands at the words, or at the place."""
    places, things = any_of("places"), any_of("things")
    return (
        (with_name_and("on"), rf"{{N}}{_NO_STAFF}{_ASIDE} (?i:on) (?i:{places})\b{_NO_SPOT}{_NO_LOOK}", 0.75),
        (
            with_sentence,
            (
                rf"[ \t>*-]{{0,4}}{{N}}{_NO_STAFF}{_ASIDE}[ ]?[,;(–|-]{{1,2}} ?"
                rf"(?i:on |public |her |his |their |the |own |in |a ){{0,3}}(?i:{places}|{things})\b"
            ),
            0.8,
        ),
        (with_line, rf"[ \t>*-]{{0,4}}{{N}}{_ASIDE}[ ]?:[ ]?(?=[\x00\n])", 0.85),
        (
            with_sentence,
            (
                rf"[ ]?{{N}}{_NO_STAFF}{_ASIDE},? (?i:in|on)"
                rf" (?=[^.\n\x00]{{0,60}}\b(?i:groups?|grp|chat|page|thread|{places})\b)"
                r"[^.\n\x00:]{1,70}?[ ]?[:–-] ?(?=\x00)"
            ),
            0.8,
        ),
        (with_sentence, r"[ \t*]{0,4}{N} (?:>|▶|›|→|·) ?(?=[^\n\x00]{1,40})", 0.9),
        (with_sentence, r"(?:(?<=\n)|\A){N}[ ]?\n\s{0,2}(?=\x00)", 0.65),
        (with_item, rf"[ \t]{{0,4}}\d{{1,2}}[.)] {{N}}{_ASIDE}[ ]?[:,–-]{{1,2}} ?(?=\x00)", 0.9),
        (
            with_line,
            (
                rf"[ \t>*-]{{0,4}}(?=\S{{2,25}} [{UPPER}]){{N}}, (?=[^\n:\x00]{{0,60}}"
                r"\b(?:ago|today|yesterday|last night|this (?:morning|afternoon|evening)"
                rf"|same (?:group|page|place|chat|account|thread)|{places})\b)"
                r"[^\n:\x00]{1,70}:[ ]?(?=[\x00\n])"
            ),
            0.8,
        ),
        (
            with_blank,
            (
                r"\x00[ ,]{0,3}(?:[-–—] ?)?"
                r"(?i:(?:posted |written |said |put (?:up|on) )?by|from|[-–—]) ?{N}(?!['’])"
            ),
            0.85,
        ),
        (with_sentence, r"[ ]?{N}[.:]\s{1,3}(?=\x00)", 0.65),
        (with_sentence, rf"[ ]?{{N}}[.,] (?i:{any_of('platforms')})[.,](?=[^\n\x00]{{0,40}}\x00)", 0.7),
        (with_blank, r"\x00(?! ?\()[^.\n\x00:]{1,40}\bby {N}", 0.75),
        (
            with_source("from"),
            rf"(?i:\bfrom) (?:an? )?{{N}}[.,] (?i:{any_of('platforms')})[.,]? (?=\x00)",
            0.8,
        ),
        (with_name_before_blank, rf"{{N}}\)?{_ASIDE}[ ,:-]{{1,3}}(?=\x00)", 0.5),
    )


# ── the words they are made of ─────────────────────────────────────────────────────────────


@cache
def _knowledge() -> dict[str, Any]:
    return tomllib.loads(resources.files("worker.knowledge").joinpath("naming.toml").read_text("utf-8"))


def words_in(list_name: str) -> list[str]:
    """The words of one list of ``naming.toml``."""
    words: list[str] = _knowledge()[list_name]
    return words


@cache
def set_of(list_name: str) -> frozenset[str]:
    """The words of one list, to be looked up."""
    return frozenset(words_in(list_name))


@cache
def any_of(list_name: str) -> str:
    """The words of a list as one pattern, by first letter and the longest first; a star is any ending."""
    words = sorted(words_in(list_name), key=lambda word: (word[0], -len(word)))
    by_letter = (
        f"{re.escape(letter)}(?:{'|'.join(_as_pattern(word[1:]) for word in those)})"
        for letter, those in groupby(words, key=itemgetter(0))
    )
    return "|".join(by_letter)


def _as_pattern(word: str) -> str:
    return re.escape(word).replace(r"\ ", " ").replace(r"\*", r"\w{0,12}")
