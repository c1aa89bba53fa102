"""Quotations that are names: of an account or a page, a group, a topic or a video.

Told by the words before and behind them; what no such words stand beside is somebody's words, or nothing.
"""

from __future__ import annotations

import re

from worker.reading.posts.accounts import is_account, is_label
from worker.reading.posts.guards import IN_FULL
from worker.reading.posts.lists import any_of
from worker.reading.posts.smallnames import is_first_name
from worker.reading.words.indexed import fold

_ACCOUNT = re.compile(
    r"(?:\b(?:user(?:name)?s?|handle|display name|screen name|account|profile|alias|nickname|pseudonym|"
    r"poster|reviewer|commenter|name of|in the name|from|by|"
    rf"(?:op|poster|author|username|user|reviewer|account|profile|name) is|{any_of('goes_by')})"
    r"|\b(?:some(?:one|body)|person|user|account|profile|page|man|woman|lady|parent|mum|dad|poster"
    r"|teenager|girl|"
    r"boy|pupil) (?:called|named|known as|using the name|going by))[\s:,(]{0,3}$",
    re.IGNORECASE,
)
_NAMELESS = re.compile(
    r"\b(?:unknown|anonymous|anon|fake|another|same|new|burner|private|different|blank|nameless|second|unnamed)"
    r" (?:facebook |instagram |insta |tiktok |x )?(?:account|profile|user|poster|reviewer|commenter)[:,]? ?$",
    re.IGNORECASE,
)
"""An account that is not named by what follows: those are its words."""
_CALLS_IT = re.compile(
    r"[\s,)]{0,3}(?:(?:as|is what) )?(?:s?he|they|it) (?:calls?|styles?|names?|signs?)"
    r" (?:him|her|them|it)sel(?:f|ves)\b"
    r"|[\s,)]{0,3}is (?:the|her|his|their) (?:user ?name|handle|account|screen name|profile|nickname)\b",
    re.IGNORECASE,
)
"""Behind a quoted name, whose it is."""
_PAGE = re.compile(
    r"\b(?:set up|sets up|made|created|started|opened|launched|runs?|running|behind)"
    r"(?: (?:an?|the|this|another|new|fake|spoof|pretend|parody|joke|hate|facebook|fb|insta\w*"
    r"|tiktok|twitter)){0,4}"
    r"(?: (?:page|account|profile|site|website|channel|blog))?"
    r"(?: (?:on|in) \w{2,10})?(?: (?:called|named|titled))?[\s:,(]{0,3}$",
    re.IGNORECASE,
)
"""A page that somebody made to speak by it, before its name."""
_A_PAGE = re.compile(r"\b(?:page|account|profile|site|website|channel|blog)[\s:,(]{1,3}$", re.IGNORECASE)
_PAGE_SAYS = re.compile(
    r"[\s,)]{0,3}(?:on (?i:facebook|fb|insta\w*|tiktok|twitter|x)\b,?(?: ?\([^()\n]{1,60}\))? )?"
    r"(?:has |is |have )?(?:just )?"
    r"(?:posted|posts|says|said|wrote|writing|shared|put|saying|posting|claims)\b"
)
_TITLE = re.compile(
    r"\b(?:video|clip|film|recording|vlog|podcast|episode|titled|entitled)"
    r"(?: (?:is |was )?(?:on|about|called|titled|entitled|headed|named))?[\s:,(]{0,3}$",
    re.IGNORECASE,
)
_TOPIC = re.compile(
    r"\b(?:thread|discussion|topic|story|article|headline)"
    r"(?: (?:is |was )?(?:on|about|called|titled|entitled|headed|named))?[\s:,(]{0,3}$",
    re.IGNORECASE,
)
_TOPIC_AFTER = re.compile(r"\s(?:thread|discussion|topic|story|article|headline)\b", re.IGNORECASE)
_SAYS_SO = re.compile(
    r" (?:has |have |then )?(?:written|wrote|posted|commented|put|says|said|replied|added)\b"
)
_GROUP_BEFORE = re.compile(
    r"\b(?:group|chat|page|forum|community|server|channel|whats ?app|messenger)s? ?"
    r"(?:is |was |now )?(?:called|named|titled)[\s:,]{0,3}$",
    re.IGNORECASE,
)
_GROUP_AFTER = re.compile(
    r"^\s{0,2}(?:(?:closed|private|facebook|fb|whatsapp|messenger|parents?'?)\s+){0,2}"
    r"(?:group|chat|page|forum|community|server|whatsapp)\b",
    re.IGNORECASE,
)
_SERVER = re.compile(r"\b(?:server|subreddit|hashtag)\s{0,2}$", re.IGNORECASE)
_A_THING = re.compile(r"\b(?:an?|the|of|these|those|some|more)\s{1,2}$", re.IGNORECASE)
_THING_AFTER = re.compile(
    r"\s(?:videos?|memes?|stickers?|badges?|leaflets?|clips?|instagram|insta|tik ?tok|twitter|facebook"
    r"|youtube|snapchat|telegram|account)\b",
    re.IGNORECASE,
)
"""Behind a title in capitals, what goes by it."""
_AT_A_TIME = re.compile(
    r",? (?:(?:at|on) )?\d{1,2}(?:[:.]\d\d(?: ?[ap]m)?| ?[ap]m)(?: [^.:\n\"“]{1,20})?"
    r"[ ]?[:,–-] ?[\"“]",
    re.IGNORECASE,
)
"""Behind a quoted name that opens a line, when its bearer wrote the words that follow."""
_AT_A_PLACE = re.compile(rf" (?:on|in) (?i:{any_of('platforms')}|x)\b[ ]?[,:.–-]{{0,2}}\s{{1,3}}[\"“]")
"""Behind a quoted name, where its bearer wrote the words that follow ("“mad_mum” on Netmums: “…”")."""
_AMONG_COMMENTS = re.compile(
    r" (?:in|under|among) (?:the|its|their) (?:comments?|replies|thread)\b[ ]?[,:.–-]{0,2}\s{1,3}[\"“]"
)
"""Behind an account, where its bearer wrote the words that follow."""
_OPENS_LINE = re.compile(r"(?:\A|[\n>*])[ \t]{0,3}\Z")
_OPENS_SENTENCE = re.compile(
    rf"(?:\A|[\n>*.!?])[ \t]{{0,3}}(?:(?i:{any_of('platforms')})[^.,:\n]{{0,20}}, )?\Z"
)
_NOBODY_ELSE = (
    r"(?:(?!\b(?:and|then|it|s?he|they|I|we|you|who|but|also|with|to|says?|said|saying|put|wrote|posted)\b)"
    r"[^.\n\"“:])"
)
_BEFORE_WORDS = rf"(?:,| ?\(| (?:on|in|under|over|at)\b){_NOBODY_ELSE}{{2,70}}[ ]?[:–-]{{1,2}}\s{{0,2}}[\"“]"
_WHERE_AND_WHEN = re.compile(_BEFORE_WORDS)
"""Behind a title in capitals: where it was said and when, no other person or deed, and then the words."""
_BY_SOMEBODY = re.compile(
    r"\b(?i:comments?|messages?|repl(?:y|ies)|reviews?|posts?|one|tweets?|remarks?|rant|threads?|video|story)"
    r" (?:from|by) (?:an?|some|one|the|our|my) [^.,:\n\"“]{2,60}, \Z"
)
"""Before a title in capitals: whose it is, and it is how they are called."""
_SLATED = re.compile(
    r"\b(?:slat(?:es?|ed|ing)|slag(?:s|ged|ging)(?: off)?|criticis\w+|attack\w*|rubbish(?:es|ed|ing)"
    r"|knock(?:s|ed|ing)|nam(?:es|ed|ing)|bad-?mouth\w*|run(?:s|ning)? down|(?:go|dig|pop|swipe) at) \Z",
    re.IGNORECASE,
)
_SAID_OF_IT = re.compile(rf"{_NOBODY_ELSE}{{0,40}}[ ]?[:,–-]{{1,2}}\s{{0,2}}[\"“]")
"""Between whom or what a post goes for, in capitals, and the words of the post."""
CAPITALS = re.compile(
    r"(?:[A-Z0-9][\w’'-]*:?|&|and|of|the|in|for)(?: (?:[A-Z0-9][\w’'-]*|&|and|of|the|in|for)){1,6}"
)

_TITLE_OR_NAME = re.compile(rf"[A-Z]\. [A-Z][\w’'-]*|{CAPITALS.pattern}")


def what_it_names(before: str, after: str, inner: str, words: int) -> str | None:
    """Which kind of name a quotation of so many words is: of somebody, a group, a topic or a title."""
    if words <= 6 and (_PAGE.search(before) or (_A_PAGE.search(before) and _PAGE_SAYS.match(after))):
        return "name"
    if (is_account(inner) and _SAYS_SO.match(after)) or is_label(inner):
        return "name"
    if is_account(inner) and _AMONG_COMMENTS.match(after):
        return "name"
    if _AT_A_PLACE.match(after) and (is_account(inner) or _is_person(inner)):
        return "name"
    if _names_a_group(before, after, words):
        return "group"
    if _names_a_thing(before, after, inner) or _names_the_slated(before, after, inner):
        return "topic"
    if words <= 12 and (_TOPIC.search(before) or _TOPIC_AFTER.match(after)):
        return "topic"
    if words <= 12 and _TITLE.search(before):
        return "title"
    if words > _A_NAME:
        return None
    if _CALLS_IT.match(after) or (_OPENS_LINE.search(before) and _AT_A_TIME.match(after)):
        return "name"
    if _names_who_says(before, after, inner):
        return "name"
    account = _ACCOUNT.search(before) and not _NAMELESS.search(before)
    return "name" if account and not re.search(r"[!?,;]|\w\w\.(?:\s|$)", inner) else None


_A_NAME = 4
_PERSON = re.compile(IN_FULL)


def _is_person(inner: str) -> bool:
    """Whether words are a name in full that people in Britain have."""
    return _PERSON.fullmatch(inner) is not None and is_first_name(inner.split()[0])


def _names_a_group(before: str, after: str, words: int) -> bool:
    """Whether a quotation of so many words is the name of a group, a page or a server."""
    titled = _is_titled(before) and _GROUP_BEFORE.search(before) is not None
    return titled or (words <= _LONGEST_GROUP and bool(_GROUP_AFTER.match(after) or _SERVER.search(before)))


_LONGEST_GROUP = 8


def _names_a_thing(before: str, after: str, inner: str) -> bool:
    """Whether a quotation is the name of videos, badges, an account ("a lot of “Patriotic Dawn” videos")."""
    if not (_THING_AFTER.match(after) and CAPITALS.fullmatch(inner)):
        return False
    return len(inner.split()) <= _A_NAME and _A_THING.search(before) is not None


def _names_who_says(before: str, after: str, inner: str) -> bool:
    """Whether a quotation in capitals is what somebody goes by whose words are quoted behind it."""
    if not (_TITLE_OR_NAME.fullmatch(inner) and _WHERE_AND_WHEN.match(after)):
        return False
    return bool(_OPENS_SENTENCE.search(before) or _BY_SOMEBODY.search(before))


def _names_the_slated(before: str, after: str, inner: str) -> bool:
    """Whether a quotation in capitals is whom or what a post goes for, and its words are quoted behind it."""
    return bool(CAPITALS.fullmatch(inner) and _SAID_OF_IT.match(after) and _SLATED.search(before))


def _is_titled(before: str) -> bool:
    """Whether one of the words stands there by which a group is given its name."""
    folded = fold(before)
    return "called" in folded or "named" in folded or "titled" in folded
