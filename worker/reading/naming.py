"""Who posted, as the report says it: never the sender, the informant or the person talked about.

A name counts only where the sentence makes its bearer the poster ("X has written", "posted by X",
"X's post", "from X on Facebook"). Every other name in a report is somebody else.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Sequence
from functools import cache
from importlib import resources
from operator import attrgetter
from typing import Any, NamedTuple

from worker.reading.indexed import UPPER, Indexed


class Named(NamedTuple):
    """A poster's name, where it stands, and how surely the sentence makes it the poster's."""

    name: str
    start: int
    end: int
    confidence: float


_SURE = 0.6
"""Below this a first name alone is not taken for a name."""

_WORD = rf"[{UPPER}](?:['’][{UPPER}])?[\w-]{{0,24}}+"
_ASIDE = r"(?:[ ]?\([^()\n]{1,90}\)|, [^,\n.]{1,70},| who [^,\n.\x00]{1,60}?)?"
_TO_US = (
    r"(?!.{0,12}\b(?:to|with|at) (?:me|us)\b)(?!.{0,6}\b(?:me|us)\b)"
    r"(?!(?: \w+)? to (?:the (?:office|school|head)|you)\b)"
)


def find_names(masked: Indexed, others: frozenset[str] = frozenset()) -> tuple[Named, ...]:
    """Posters named in ``masked`` (quotations and links already blanked), in order.

    ``others`` are people who cannot be meant: the sender, those a forward went between. Where two
    readings overlap the surer one stays.
    """
    found = _small_names(masked)
    begun: dict[Begins, Sequence[int]] = {}
    for begins, pattern, confidence in _sentences():
        if begins not in begun:
            begun[begins] = begins(masked)
        found += _find_by(pattern, confidence, masked, begun[begins]) if begun[begins] else []
    kept: list[Named] = []
    for named in sorted(found, key=lambda n: -n.confidence)[:400]:
        clear = all(named.end <= k.start or named.start >= k.end for k in kept)
        if clear and not any(same_person(named.name, other) for other in others if other):
            kept.append(named)
    return tuple(sorted(kept, key=lambda n: n.start))


def find_name_in_subject(subject: str) -> str | None:
    """The poster in a subject such as "dean rudd AGAIN"; written small, it is given its capitals."""
    match = _AGAIN.match(subject.strip())
    if not match or any(w.lower() in _words("not_names") for w in match.group("name").split()):
        return None
    name = re.sub(r"['’]s$", "", match.group("name"))
    return name.title() if name in (name.lower(), name.upper()) else name


def same_person(one: str, other: str) -> bool:
    """Whether two names may be one person's: the words of one are all in the other ("Dean")."""
    a, b = _name_words(one), _name_words(other)
    return bool(a and b and (a <= b or b <= a))


# ── the sentences ──────────────────────────────────────────────────────────────────────────


Begins = Callable[[Indexed], Sequence[int]]
"""Where in a text a sentence may begin; it is tried nowhere else."""

_with_blank: Begins = attrgetter("blanks")


_COLON = re.compile(r":[ ]?(?=[\x00\n])")


def _with_line(text: Indexed) -> Sequence[int]:
    """With a line that ends with a colon, or with one before what was blanked."""
    colons = (match.start() for match in _COLON.finditer(text.text))
    return sorted({text.text.rfind("\n", 0, colon) + 1 for colon in colons})


def _with(words: str) -> Begins:
    found = frozenset(words.split())
    return lambda text: text.find(found)


def _with_name_and(words: str) -> Begins:
    """With a name, where one of these words follows on its line."""
    found = frozenset(words.split())
    return lambda text: text.before(found, text.capitals)


def _with_name_before(sign: str) -> Begins:
    found = re.compile(sign)
    return lambda text: text.capitals if found.search(text.text) else []


def _with_actor(sentence: str, verbs: Sequence[str]) -> Begins:
    """With a name that opens a sentence of this shape, on a line that holds one of these verbs behind it.

    Sentences that begin so share what is found.
    """
    shape = re.compile(sentence)
    exact = frozenset(verb.split()[0] for verb in verbs if not verb.endswith("*"))
    stems = tuple(verb[:-1] for verb in verbs if verb.endswith("*"))

    def find(text: Indexed) -> Sequence[int]:
        said = [word for word in text.places if word in exact or word.startswith(stems)]
        return [start for start in text.before(said, text.capitals) if shape.match(text.text, start)]

    return find


@cache
def _sentences() -> tuple[tuple[Begins, re.Pattern[str], float], ...]:
    """Sentences that make somebody the poster, each with how surely. ``\\x00`` is a quotation or a link."""
    does, speaks = _any("does"), _any("speaks")
    between = rf"(?:[ ,]+(?:{_any('between')}|\w{{3,12}}ly|['’](?:s|d))){{0,6}}"
    poster = r"poster|author|culprit|ringleader|person (?:behind it|responsible|who posted(?: it)?)"
    somebody = "someone somebody account profile user poster parent mum dad person man woman"
    the_poster_is = (
        rf"(?i:\b(?:{poster})(?:['’]s name)? (?:is|was|is called)|\bit(?:['’]?s| is| was)(?! about))"
    )
    made = " ".join(words.split()[0] for words in _knowledge()["made"])
    name = (
        rf"(?P<name>(?:(?:{_any('titles')})\.? )?{_WORD}"
        rf"(?:[ ](?:(?:{_any('particles')})[ ]){{0,2}}{_WORD}){{0,3}})"
    )
    verbs = [*_knowledge()["does"], *_knowledge()["speaks"]]
    acting = _with_actor(rf"{name}\)?{_ASIDE}{between} (?:{does}|{speaks})\b", verbs)
    table: tuple[tuple[Begins, str, float], ...] = (
        (
            _with("poster author culprit ringleader person it its"),
            rf"{the_poster_is} (?:by )?{{N}}(?! (?:who|that) (?:told|sent|showed))",
            0.9,
        ),
        (_with(made), rf"(?i:\b(?:{_any('made')})\b)[^.\n;\x00]{{0,60}}?\b[Bb]y {{N}}", 0.95),
        (
            _with("led started instigated ringleader"),
            r"(?i:\b(?:led|started|instigated) by|\bringleader) {N}",
            0.85,
        ),
        (acting, rf"{{N}}\)?{_ASIDE}{between} (?:{does})\b{_TO_US}", 0.9),
        (_with_name_before("['’]"), rf"{{N}}['’]s? (?:\w{{1,12}} ){{0,2}}(?i:{_any('things')})\b", 0.8),
        (
            _with(somebody),
            rf"(?i:\b(?:{somebody.replace(' ', '|')})\b)[^.\n\x00]{{0,20}} (?i:called|named) {{N}}",
            0.85,
        ),
        (_with_name_and("gone been"), r"{N}['’]s? (?:gone|been) (?:on|at it|slag\w*|post\w*|put\w*)\b", 0.8),
        (
            _with("from by"),
            rf"(?i:\bfrom|\bby) {{N}}{_ASIDE}[ ,]+(?i:on|in|via) (?i:the |her |his |their |our |a )?(?=\w)",
            0.85,
        ),
        (_with_name_and("on"), rf"{{N}}{_ASIDE} (?i:on) (?i:{_any('places')})\b", 0.75),
        (
            _with_name_and("been"),
            (
                rf"{{N}}{_ASIDE}(?: has| have| had|['’]s)(?: \w{{2,9}}){{0,2}} been (?:\w{{2,6}} ){{0,2}}"
                rf"(?:(?i:on) )?(?i:{_any('places')})\b(?=[^.\n\x00]{{0,30}}\b(?:{_any('blasts')})\b)"
            ),
            0.85,
        ),
        (
            _with("user username"),
            rf"(?i:\b(?:user|username)) {{N}}(?=[ ]?[:.,;()\n\x00-]|\Z| (?:has |is )?(?:{does}|{speaks})\b)",
            0.9,
        ),
        (_with_line, rf"[ \t>*-]{{0,4}}{{N}}{_ASIDE}[ ]?:[ ]?(?=[\x00\n])", 0.85),
        (
            _with_blank,
            r"\x00[ ,]{0,3}(?:[-–—] ?)?(?i:(?:posted |written |said |put (?:up|on) )?by|from|[-–—]) ?{N}",
            0.85,
        ),
        (acting, rf"{{N}}\)?{_ASIDE}{between} (?:{speaks})\b{_TO_US}", 0.6),
        (_with_name_before("[ ,:-]\x00"), rf"{{N}}\)?{_ASIDE}[ ,:-]{{1,3}}(?=\x00)", 0.5),
    )
    return tuple((begins, re.compile(pattern.replace("{N}", name)), sure) for begins, pattern, sure in table)


_SPOKEN_OF = re.compile(
    r"\b(?:call\w*|about|of|at|told|tell\w*|accus\w*|nam(?:ed|ing)|against|to|for|with|and|towards|on)\s+$",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"(?P<name>[^\W\d_][\w'’-]+ [^\W\d_][\w'’-]+)(?:['’]?s)? (?:(?:is )?at it )?"
    r"(?:again|strikes again|once more|another one)\b",
    re.IGNORECASE,
)
_PUT = frozenset(["put", "posted", "wrote", "written", "commented", "tweeted", "uploaded", "been"])
_SMALL = re.compile(
    r"(?P<name>[a-z][a-z'’-]{1,20} [a-z][a-z'’-]{1,20}) (?:has |have |had |just ){0,2}"
    r"(?:put|posted|wrote|written|commented|tweeted|uploaded|been posting|been putting)\b"
)


def _find_by(
    pattern: re.Pattern[str], confidence: float, masked: Indexed, starts: Sequence[int]
) -> list[Named]:
    """The names one sentence gives."""
    found: list[Named] = []
    position = 0
    for start in starts:
        match = pattern.match(masked.text, start) if start >= position else None
        if match is None:
            continue
        named = _tidy(match.group("name"), match.start("name"), confidence)
        # Words that are no name may have swallowed a name after them: look again behind them.
        position = match.end() if named else match.end("name")
        if named and (confidence > _SURE or not _spoken_of(masked.text, named.start)):
            found.append(named)
    return found


def _spoken_of(masked: str, start: int) -> bool:
    """Whether the word before a name makes its bearer the one spoken of or to."""
    return bool(_SPOKEN_OF.search(masked, max(0, start - 20), start))


def _small_names(masked: Indexed) -> list[Named]:
    """Names typed without capitals at the start of a sentence ("dean rudd has put …"), given them."""
    nobody = _no_small_names()
    return [
        Named(m.group("name").title(), m.start("name"), m.end("name"), 0.7)
        for m in masked.try_at(_SMALL, masked.before(_PUT, masked.sentences))
        if nobody.isdisjoint(m.group("name").split())
    ]


def _tidy(name: str, start: int, confidence: float) -> Named | None:
    """A match cut down to its name: the sentence's own words before it go, any inside it end it."""
    words = [(m.group(), m.start()) for m in re.finditer(r"\S+", name)]
    while words and _plain(words[0][0]) in _nobody():
        words.pop(0)
    if not words or any(_plain(w) in _nobody() and _plain(w) not in _MONTHS for w, _ in words):
        return None
    alone = len(words) == 1
    if alone and (
        confidence < _SURE or words[0][0].rstrip(".") in _knowledge()["titles"] or len(words[0][0]) < 2
    ):
        return None
    at = start + words[0][1]
    return Named(name[words[0][1] :], at, start + len(name), confidence - 0.2 if alone else confidence)


def _plain(word: str) -> str:
    return re.sub(r"['’](?:s|d|ve|ll)?$", "", word.lower()).strip(".-")


def _name_words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"[\w'’-]+", name.lower())) - _titles()


# ── the words they are made of ─────────────────────────────────────────────────────────────


@cache
def _knowledge() -> dict[str, Any]:
    return tomllib.loads(resources.files("worker.knowledge").joinpath("naming.toml").read_text("utf-8"))


@cache
def _words(list_name: str) -> frozenset[str]:
    return frozenset(_knowledge()[list_name])


_MONTHS = frozenset(("may", "april", "june"))
"""Months that are first names too."""


@cache
def _titles() -> frozenset[str]:
    return frozenset(title.lower() for title in _knowledge()["titles"])


@cache
def _nobody() -> frozenset[str]:
    return _words("not_names") - _titles()


@cache
def _no_small_names() -> frozenset[str]:
    return _words("not_names") | _words("roles")


@cache
def _any(list_name: str) -> str:
    """The words of a list as one pattern, the longest first; a star is any ending."""
    words = sorted(_knowledge()[list_name], key=len, reverse=True)
    return "|".join(re.escape(w).replace(r"\ ", " ").replace(r"\*", r"\w{0,12}") for w in words)
