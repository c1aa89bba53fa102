"""A poster who is named in the subject alone ("dean rudd AGAIN")."""

from __future__ import annotations

import re

from worker.reading.posts.guards import WORD
from worker.reading.posts.lists import any_of, set_of
from worker.reading.posts.smallnames import is_first_name


def find_name_in_subject(subject: str, body: str = "") -> str | None:
    """The poster in a subject such as "dean rudd AGAIN"; written small, it is given its capitals.

    A subject that is a name and no more counts where ``body`` opens with what she or he has posted.
    """
    subject = subject.strip()
    match = _AGAIN.match(subject) or _THAT.fullmatch(subject)
    if match is None and (of_post := _POST_BY.match(subject)) and is_first_name(of_post["name"].split()[0]):
        match = of_post
    if match is None and _OPENS_MEANT.match(body):
        match = _PERSON_ALONE.fullmatch(subject)
    if match is None and _OWNS_UP.match(body) and is_first_name(subject.split(" ")[0]):
        match = _TWO_WORDS.fullmatch(subject)
    if match is None and _THEM_AGAIN.match(body):
        match = _TWO_WORDS.fullmatch(subject)
    if match is None and _PUTS_ONE_ON.match(body) and is_first_name(subject.split(" ")[0].title()):
        match = _TWO_WORDS.fullmatch(subject)
    if match is None and _BACK_AGAIN.match(body) and is_first_name(subject.split(" ")[0].title()):
        match = _TWO_WORDS.fullmatch(subject)
    if not match or any(w.lower() in set_of("not_names") for w in match.group("name").split()):
        return None
    name = re.sub(r"['’]s$", "", match.group("name"))
    return name.title() if name == name.upper() or name.split()[-1].islower() else name


def says_again(subject: str, body: str = "") -> bool:
    """Whether a subject is "NAME again", or a name of whom ``body`` says it: the school knows the poster."""
    again = _AGAIN.match(subject.strip()) or _THEM_AGAIN.match(body) or _BACK_AGAIN.match(body)
    return again is not None and find_name_in_subject(subject, body) is not None


_AGAIN = re.compile(
    r"(?P<name>[^\W\d_][\w'’-]+ [^\W\d_][\w'’-]+)(?:['’]?s)? (?:(?:is )?at it )?"
    r"(?:again|strikes again|once more|another one)\b",
    re.IGNORECASE,
)
_THAT = re.compile(
    r"(?:that|more from|another (?:\w+ )?from|from|about that) (?P<name>[^\W\d_][\w'’-]+ [^\W\d_][\w'’-]+)",
    re.IGNORECASE,
)
_POST_BY = re.compile(
    rf"(?P<name>{WORD} {WORD})(?:['’]?s)? (?i:{any_of('platforms')})"
    r" (?i:posts?|comments?|story|stories|rant|video|message|reel|live|status|tweet|review)\b"
)
_PERSON_ALONE = re.compile(rf"(?:[A-Z]{{2,9}}(?: [A-Z]{{2,9}})? ?[-–:] ?)?(?P<name>{WORD} {WORD})")
_OPENS_MEANT = re.compile(
    r"(?:\W*(?:hi|hello|morning|afternoon)\b[^\n]{0,30}\n+)?(?:[^\n\"“.!?]{2,60}[.!?]\s{1,3})?"
    r"\W{0,3}s?he(?:['’]?s| has| is)?\b"
    r"(?! (?:in|been|so|very|upset))[^.\n]{0,40}\b(?:put|posted|written|wrote|commented|at it"
    r"|started|going on|another"
    r"|again|pop|dig|go at|rant\w*|facebook|fb|insta\w*|tiktok|twitter|x|whats ?app)\b",
    re.IGNORECASE,
)
_THEM_AGAIN = re.compile(
    r"(?:\W*(?:hi|hello|morning|afternoon)\b[^\n]{0,30}\n+)?\W{0,3}(?:yes |yep |its |it['’]s )?"
    r"(?:him|her|them|this one|that one|same (?:man|woman|dad|mum|parent)) again\b",
    re.IGNORECASE,
)
_PUTS_ONE_ON = re.compile(
    r"(?:\W*(?:hi|hello|morning|afternoon)\b[^\n]{0,30}\n+)?\W{0,3}s?he(?:['’]?s| is| has| as)?"
    r"(?: (?:been|gone|just|now|only|also|still))*"
    r" (?:put(?:ting)?|post(?:ed|in|ing)|wr[io]te|writ(?:ten|in|ing)|comment(?:ed|in|ing)"
    r"|sa(?:yin|ying|id)|on|at it|do(?:in|ing) it|start(?:ed|in|ing)"
    r"|slag\w*|moan\w*|rant\w*|call(?:in|ing|ed))\b",
    re.IGNORECASE,
)
"""A body that opens with what she or he has put, in small letters and as it is spoken."""
_BACK_AGAIN = re.compile(
    r"(?:\W*(?:hi|hello|morning|afternoon)\b[^\n]{0,30}\n+)?\W{0,3}(?:(?:is|now|straight) )?"
    r"(?:back|at it|on it|on there|posting|ranting|kick(?:ed|ing) off|started|off) again\b",
    re.IGNORECASE,
)
"""What a body opens with that says no "she" or "he": the subject has named them."""
_OWNS_UP = re.compile(
    r"(?:\W*(?:hi|hello|morning|afternoon)\b[^\n]{0,30}\n+)?\W{0,3}s?he"
    r"(?:\b(?! (?:is|was)\b)[^.!?\n]{0,80}?\b(?:(?:said|very|so|really) sorry|apologi[sz]ed)\b"
    r"[^.!?\n]{0,30}? (?:for|about|over) (?:what (?:s?he|they)(?:['’]d| had| has)?"
    r" (?:put|posted|wrote|written|said|shared)\b|(?:the|her|his|that) (?:THINGS))"
    r"|(?:['’]s|s| has)? (?:now |just )?(?:taken down|deleted|removed|took down) (?:her|his) (?:THINGS))\b"
    "".replace("THINGS", any_of("things")),
    re.IGNORECASE,
)
"""Who says sorry for what they put, or takes their own words down, posted them."""
_TWO_WORDS = re.compile(r"(?P<name>[^\W\d_][\w'’-]+ [^\W\d_][\w'’-]+)")
