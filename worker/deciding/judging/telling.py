"""Whether a mail tells of something that somebody put up, or only lets others know of something.

Invitations, bulletins, surveys and notes of the office speak of sites and of what people do on them. They say
what will be, ask everybody, or tell what the sender has done; a report tells of what another did
(``knowledge/telling.toml``).
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

from worker.deciding.judging.facts import Facts
from worker.reading.posts.lists import any_of
from worker.reading.words.oneof import one_of
from worker.reading.words.titles import A_TITLE


def tells_of_a_post(facts: Facts, *, own: bool = False) -> bool:
    """Whether any sentence tells who put something up, what there is to be seen, or who is written about.

    ``own``: a sentence of the reporter's own, and not of what was passed on.
    """
    return tells(facts.reading.new_text if own else f"{facts.subject}\n{facts.words}")


def tells(words: str) -> bool:
    """The same of these words."""
    return any(pattern.search(words) for pattern in _telling())


def only_lets_know(facts: Facts) -> bool:
    """Whether a mail announces, invites, asks round, delivers or praises, and no sentence tells of a post.

    What says next to nothing ("See attached") announces nothing.
    """
    if facts.fits("box"):
        return not tells_of_a_post(facts)
    if len(_WORD.findall(facts.words)) <= _LITTLE:
        return False
    words = f"{facts.subject}\n{facts.words}"
    kind = (facts.fits("praise") or facts.fits("kind_words")) and not facts.fits("turns")
    news = (
        kind
        or any(pattern.search(words) for pattern in _news())
        or _own_doing().search(facts.reading.new_text)
    )
    return bool(news) and not tells_of_a_post(facts) and not _blames_one(facts, words)


def _blames_one(facts: Facts, words: str) -> bool:
    """Whether somebody is named of whom a thing is said that may be false: no announcement does so."""
    blamed = any(ground.id == _FALSE for ground in facts.suggestion.grounds)
    return blamed and names_by_title(words)


def names_by_title(words: str) -> bool:
    """Whether somebody is spoken of by a title and a name: "Mrs Bell"."""
    return _TITLED.search(words) is not None


_TITLED = re.compile(rf"\b{A_TITLE} ?\w", re.IGNORECASE)


_FALSE = "G3"
_WORD = re.compile(r"[^\W\d_]+")
_LITTLE = 12
"""Words of a note that points at something, and tells nothing."""


@cache
def _lists() -> dict[str, list[str]]:
    return tomllib.loads(resources.files("worker.knowledge").joinpath("telling.toml").read_text("utf-8"))


def told(name: str) -> str:
    """The entries of a list of ``telling.toml`` as one pattern that ignores case, each a whole word."""
    return f"(?:{one_of(_lists()[name], whole=True, any_case=True)})"


def _called(name: str) -> str:
    """The same of what names are told by (``naming.toml``), whatever a word ends in."""
    return any_of(name, any_case=True)


_SITES = "Facebook|Insta|Tik|Whats|Snap|Twitter|Next|Google|Messenger"
_A_NAME = rf"(?-i:(?!You|We\b|Ive\b|Please|{_SITES}|Any(?:one|body)\b|Whoever)[A-Z][a-z])[\w'’-]{{0,20}}"
_NOT_SO = (
    r"(?!(?:share|write|posts|comments|messages)\b|t(?:ells?|old|elling) (?:me|us|you)\b"
    r"|invitation\b|invited you to (?:an? |the )?(?:following )?(?:event|meeting)\b)"
)
"""What is asked of everybody ("Please share"), what is told to the school, and what a calendar writes."""
_NEAR, _FAR = r"[^.!?\n]{0,40}", r"[^.!?\n]{0,80}"
_THERE = r"\bthere(?:['’]?s| is| are| was| were| has been|['’]s been| have been)\b"


@cache
def _telling() -> tuple[re.Pattern[str], ...]:
    shapes = (*_of_doing(), *_of_what_is_done(), *_of_pages(), *_of_what_is_there(), *_of_seeing())
    return tuple(re.compile(shape, re.IGNORECASE) for shape in shapes)


def _of_doing() -> tuple[str, ...]:
    """Who put something up, or is at it."""
    between = rf"(?:[ ,]+(?:{_called('between')}|\w{{3,12}}ly|is|are)){{0,4}}"
    done = rf"(?:{_called('does')}|{_called('speaks')}|{_called('vents')}|{_called('holds_forth')})\b"
    one = rf"(?:{told('somebody')}|one of (?:the|our|my) \w+|(?:{_called('somebody')})|{_A_NAME})"
    some = rf"(?:{told('some')}|\d{{1,3}})(?: (?:of|the|our|other|\w{{1,4}}\d?)){{0,2}} {told('folk')}"
    whose = r"\b(?:a|one|another|my|the|her|his|an) \w+(?: \w+)?"
    return (
        r"\b(?:s?he|someone)(?: \w{3,12}ly| also| always)? (?:posts|comments|shares|writes|messages)\b",
        rf"\b{one}(?:['’](?:s|ve)| on {told('places')}| online)?{between},? {_NOT_SO}{done}",
        rf"\b{some}{between} {done}",
        rf"\b(?:is|are|was|were|keeps?|been|started)(?: all| still| now| even| just)? {told('doing')}",
        rf"\b{some} {told('at_it')}",
        rf"\b{told('hearsay')}",
        rf"{whose} (?:showed|sent|forwarded|messaged|told|passed) (?:me|us)\b",
        r"\bt(?:ells?|old) me\b",
    )


def _of_what_is_done() -> tuple[str, ...]:
    """Somebody who is named, filmed or called something, or is written about."""
    aux = r"(?:(?:am|is|are|was|were|has|have|had|got|gets?|getting|being|been|just|all|now|also) ){0,4}"
    whose = r"(?:my|our|his|her|the) \w+(?:['’]s \w+)?"
    who = rf"(?:I|ive|me|we|s?he|it|this|that|they|{A_TITLE} \w+|{whose}|(?-i:[A-Z])\w+)"
    many, about = r"\b(?:staff|teachers|children|kids|pupils|policy)", _about_one()
    return (
        rf"\b{who}(?:['’](?:s|ve|m|re|d))? {aux}(?:being|been|got|getting|was|were|is) {told('done_to')}",
        rf"\b(?<!\bI )(?<!I['’]ve )(?:{told('matters')}|{told('places')})[^.!?\n]{{0,50}}{about}",
        rf"\b{told('matters')} (?:that )?{told('speaks_of')}",
        rf"{many}(?: \w+){{0,8}}? (?:(?:is|are|was|were) being|(?:has|have) been) {told('done_to')}",
        rf"{about}[^.!?\n]{{0,60}}\b(?:on|in|all over|online)\b[^.!?\n]{{0,20}}\b{told('places')}",
    )


def _of_pages() -> tuple[str, ...]:
    """A page, a group or a chat that does something to somebody, shows them, or seethes."""
    one = rf"(?:{told('ours')}|{A_TITLE} ?\w)"
    page = rf"\b(?:{told('matters')}|{told('places')}){_NEAR}"
    shown = rf"\b(?:{told('whose')}|{A_TITLE} \w+)(?:['’]s?)? (?:\w+ )?{told('likeness')}"
    return (
        rf"{page}\b{told('does_to')} {one}",
        rf"\b(?:has|have|had|['’]s|['’]ve) (?:{told('ours')}|you|{A_TITLE} \w+){_NEAR}\b{told('taken_for')}",
        rf"{shown}(?: are| is| was| were)? (?:on|in|all over) {told('there')}",
        rf"{page}\b(?:has|have|is|are|['’]s) {told('turns')} (?:\w+ )?{told('gone_off')}",
        rf"\b{told('unkind')} (?:things |stuff |words )?(?:about|to) (?:{one}|(?-i:[A-Z])\w+)",
        rf"\b{told('goes_round')} (?:on |in |the ){_NEAR}\b{told('places')}",
        rf"\b(?:{told('folk')}|{told('somebody')}) (?:on|in|at) (?:the )?{told('places')} {told('plans')}",
        rf"\b(?:{told('matters')}|{told('places')})(?: \w+)? (?:is|are) back\b(?! {told('works_again')})",
        rf"\b(?:has|have|had|got|getting) (?:an? )?(?:\w+ )?{told('unkind')} {told('responses')}",
        rf"\b(?:{_called('somebody')}) (?:will be|is going to be) {told('doing')}",
        r"\baccording to (?:it|this|that|them)\b",
        rf"\b{told('got_into')} (?:the|our|my|a|her|his|it)\b",
    )


def _about_one() -> str:
    how = r"(?:about|at|of|against|on|naming|calling|slagging(?: off)?|mocking|targeting|with|lay off)"
    put = r"(?:about|against|calling|slagging(?: off)?|mocking|targeting)"
    return rf"\b(?:{how} (?:{told('ours')}|{A_TITLE} ?\w)|{put} {told('others_of_ours')})"


def _of_what_is_there() -> tuple[str, ...]:
    """What stands somewhere, and how it is answered."""
    few = r"(?:had |some |a lot of |loads of |lots of |a few |several |\d+ ){1,3}"
    return (
        rf"{_THERE}{_NEAR}\b{told('posts')}",
        rf"\b(?:says|said|reads?|written|posted) (?:on|in|under|all over) (?:\w+ ){{1,3}}{told('matters')}",
        rf"{_THERE}{_NEAR}\b{told('matters')}{_NEAR}(?:{_about_one()}|\b{told('places')})",
        rf"\b(?:has|have|had|got|getting|['’]ve) {few}(?:\w+ ){{0,2}}{told('reactions')}",
        rf"\b(?:new|another|second|third|fourth|next) (?:one|{told('posts')}) (?:by|from|about|of)\b",
        rf"\b{told('up_on')} (?:the )?\w*[ ]?{told('places')}",
        rf"\b(?:a|this|the|another|made) (?:fake|false|pretend)\b{_NEAR}\b(?:account|page|profile|me)\b",
        rf"\b{told('not_ours')}",
    )


def _of_seeing() -> tuple[str, ...]:
    """What the reporter saw, was shown, or asks somebody to look at."""
    there = rf"{_FAR}\b(?:{told('matters')}|{told('places')})"
    we = r"\b(?:I|we)(?:['’]ve| have| had| just| only| also){0,3}"
    return (
        rf"{we} {told('saw')}{there}",
        rf"{we} (?:been|was|were|got) (?:just |only )?{told('shown')}{there}",
        rf"\b(?:look at|have you seen|did you see|see what|seen what)\b{there}",
    )


@cache
def _news() -> tuple[re.Pattern[str], ...]:
    """The sentences of what is held, asked of everybody, or brought."""
    to = r"(?:to|for|in|this|our|the|a|an|of|next|free|model|online|your)"
    shapes = (
        rf"\b{told('held')}[^.!?\n]{{0,60}}\b(?:is|are|was|will|takes?|starts?|has|have|on|from|at)\b",
        rf"\b{to} (?:[\w-]+ ){{0,3}}{told('held')}",
        rf"\b{told('lets_know')}",
        rf"\b{told('sham')} {told('sham_things')}",
        r"\bat \d{1,2}(?:[.:]\d\d)? ?[ap]m\b",
        r"\A(?:accepted|declined|tentative|cancell?ed|updated invitation)\b",
        r"^(?:when|where): ",
        rf"\b(?:dear|hi|hello|morning),? {told('many')}|^colleagues\b",
    )
    return tuple(re.compile(shape, re.IGNORECASE | re.MULTILINE) for shape in shapes)


@cache
def _own_doing() -> re.Pattern[str]:
    """What the sender has done or will do, in words of their own."""
    return re.compile(
        rf"\b(?:I|we)(?:['’](?:ve|re|ll|m))? (?:have |are |will |am )?{told('own_doing')}", re.IGNORECASE
    )
