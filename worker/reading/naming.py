"""Who posted, as the report says it: never the sender, the informant or the person talked about.

A name counts only where the sentence makes its bearer the poster ("X has written", "posted by X",
"X's post", "from X on Facebook"). Every other name in a report is somebody else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Named:
    """A poster's name as written, where it stands, and how surely the sentence makes it the poster's."""

    name: str
    start: int
    end: int
    confidence: float


_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠȘȚŢŤŪŮŰŲŴŶŹŻŽ"
_WORD = rf"[{_UPPER}](?:['’][{_UPPER}])?[\w-]{{0,24}}"
_LINK = r"(?:van|de|der|den|del|della|la|le|el|al|bin|bint|ibn|da|dos|von|ap|y)"
_TITLE = r"(?:Mrs|Mr|Miss|Ms|Mx|Dr|Rev|Sir|Cllr|Councillor)\.?"
NAME = rf"(?P<name>(?:{_TITLE} )?{_WORD}(?:[ ](?:{_LINK}[ ]){{0,2}}{_WORD}){{0,3}})"

_NOT_NAMES = frozenset(
    """
    a about account after again all also always am an and another any anyone apparently are as ask at automatic aunt
    auntie been before both but by can capture class classes comment comments community could dad daughter dear deputy
    did does each ee everyone ex eyfs facebook fb for friday from fwd fw fyi get goes good google governor governors
    group groups had hall has have having he head headteacher hello her here hey hi him his how i if im image in insta
    instagram internet is it its january february march april may june july august september october november december
    just key kids last lead link linkedin local lots many me message messages messenger mine monday more morning mother
    most mrs ms mr mum mums my nan never new news nobody no not now ofsted ok on once one only online or other our
    page parent parents people person photo photos pic pics please poster post posts poss primary pta ptfa pupil quick
    re reception regards reply reported review said sat sats saturday saw school screenshot screenshots see sen send
    senco she slt snap snapchat so some somebody someone someones seen found spotted noticed heard got received come came being click see check read open attached attachment staff story subject such sunday sure ta tas thank thanks that
    the their them then there these they this those threads thursday tiktok to today tomorrow tonight tuesday tweet
    twitter two under unfortunately unknown until update up urgent us user video was we wednesday were what whatsapp
    when where which while who why will with would year years yes yesterday yet you your youtube x xx zoom teachers
    teacher sister brother uncle grandma grandad gran granny cousin neighbour friend wife husband partner carer afternoon
    evening night christmas easter halloween nativity harvest sports sport fair assembly nursery junior juniors infant
    infants sent date cc bcc forwarded original sender to mums dads posted posting pleased sorry happy whoever nothing
    something everything children child none three four five six seven eight nine ten several few half term
    """.split()  # noqa: SIM905 - a list to read, not a column of commas
)

_BETWEEN = (
    r"(?:[ ,]+(?:(?:who )?(?:has|had|have|is|was|keeps|kept|been)|also|just|now|then|since|again|once|today|yesterday|"
    r"last night|this morning|tonight|already|only|who|apparently|actually|even|still|since then|allegedly|publicly|"
    r"\w{3,12}ly|['’](?:s|d))){0,5}"
)
_ASIDE = r"(?:[ ]?\([^()\n]{1,90}\)|, [^,\n.]{1,70},)?"
_DOES = (
    r"(?:wrote|written|writing|writes|posted|posting|posts|put(?:ting|s)?|comment(?:ed|ing|s)|tweet(?:ed|ing|s)|upload"
    r"(?:ed|ing|s)|shared|sharing|shares|film(?:ed|ing)|repl(?:ied|ying)|retweeted|reposted|published|left (?:a|an|this|one"
    r"|two)|set up|made a|started|streamed|livestreamed|went live|gone (?:on|live)|going on|slag\w*|rant\w*|ranted"
    r"|moan\w*|attack(?:ed|ing)|accus(?:ed|ing|es)|threaten(?:ed|ing|s)|insult\w*|nam(?:ed|ing)|added (?:a|an|this)"
    r"|stuck|created|live\b(?= on)|streamed live|messaged the|sent (?:a|this|it|round|out)? ?(?:message|round|to the|in the|out)|called|calling|at it)"
)
_SPEAKS = r"(?:says|said|saying|tell(?:s|ing)|told|claim(?:s|ed|ing)|calls|call(?:ed|ing)|reckons|alleg(?:es|ed|ing)|spread(?:s|ing)?)"
_TO_US = r"(?!.{0,12}\b(?:to|with|at) (?:me|us)\b)(?!.{0,6}\b(?:me|us)\b)(?!(?: \w+)? to (?:the (?:office|school|head)|you)\b)"
_THING = (
    r"(?:posts?|comments?|story|stories|page|profile|status|tweets?|video|facebook|fb|review|account|wall|timeline|feed|"
    r"instagram|insta|tiktok|reel|messages?|screenshot|rant|snap|snapchat|youtube|replies|reply)"
)
_BY = r"(?:posted|written|put (?:up|on|out)|shared|made|uploaded|started|tweeted|commented|left|filmed|created|set up|said|review|comments?|posts?|video|tweet|message|rant|story|status)"

_RULES: tuple[tuple[re.Pattern[str], float], ...] = tuple(
    (re.compile(pattern), confidence)
    for pattern, confidence in (
        (
            rf"(?i:\b(?:poster|author|culprit|ringleader|person (?:behind it|responsible|who posted(?: it)?)|name on (?:it|the \w+))(?:['’]s name)? (?:is|was|is called)|\bit(?:['’]?s| is| was)(?! about)) (?:by )?{{N}}(?! (?:who told|who sent|who showed|that told|that sent))",
            0.9,
        ),
        (rf"(?i:\b{_BY}\b)[^.\n;\x00]{{0,60}}?\b[Bb]y {{N}}", 0.95),
        (r"(?i:\bled by|\bstarted by|\binstigated by|\bringleader) {N}", 0.85),
        (rf"{{N}}\)?{_ASIDE}{_BETWEEN} (?:{_DOES})\b{_TO_US}", 0.9),
        (rf"{{N}}['’]s? (?:\w{{1,12}} ){{0,2}}(?i:{_THING})\b", 0.8),
        (rf"{{N}}['’]s? (?i:gone|been) (?i:on|at it|slag\w*|post\w*|put\w*)\b", 0.8),
        (
            rf"(?i:\bfrom|\bby) {{N}}{_ASIDE}[ ,]+(?i:on|in|via) (?i:the |her |his |their |our |a )?(?=[{_UPPER}\w])",
            0.85,
        ),
        (
            rf"{{N}}{_ASIDE} (?i:on) (?i:facebook|fb|insta\w*|snap\w*|x|twitter|tik ?tok|threads|whats ?app|nextdoor|linkedin|linked in|youtube|mumsnet|reddit|messenger|telegram|her|his|their|the)\b",
            0.8,
        ),
        (rf"(?m:^)[ \t>*-]{{0,4}}{{N}}{_ASIDE}[ ]?:[ ]?(?=[\x00\n])", 0.85),
        (rf"\x00[ ,]{{0,3}}(?i:(?:posted|written|said|put (?:up|on) )?by|from|[-–—]) ?{{N}}", 0.85),
        (rf"{{N}}\)?{_ASIDE}{_BETWEEN} (?:{_SPEAKS})\b{_TO_US}", 0.6),
        (rf"{{N}}\)?{_ASIDE}[ ,:-]{{1,3}}(?=\x00)", 0.5),
    )
    for pattern in (pattern.replace("{N}", NAME),)
)
_AGAIN = re.compile(
    r"^(?P<name>[^\W\d_][\w'’-]+ [^\W\d_][\w'’-]+)(?:['’]?s)? (?:(?:is )?at it )?(?:again|strikes again|once more|another one)\b",
    re.IGNORECASE,
)


_SMALL = re.compile(
    r"(?m:^|(?<=[.!?:] ))(?P<name>[a-z][a-z'’-]{1,20} [a-z][a-z'’-]{1,20}) (?:has |have |had |just ){0,2}"
    r"(?:put|posted|wrote|written|commented|tweeted|uploaded|been posting|been putting)\b"
)
_ROLES = frozenset(
    """
    woman man lady girl boy resident neighbour person user member account family couple grandparent aunty bloke guy kid
    teen teenager troll idiot individual source worker driver owner admin council paper newspaper reporter company shop
    trust chair cook cleaner caretaker secretary volunteer angry local another certain random unknown anonymous ex same
    different been else even ever every really actually basically obviously guess think believe
    """.split()  # noqa: SIM905 - a list to read, not a column of commas
)


def _small_names(masked: str) -> list[Named]:
    """Names typed without capitals at the start of a sentence ("kelly harlow has put …"), given them."""
    return [
        Named(m.group("name").title(), m.start("name"), m.end("name"), 0.7)
        for m in _SMALL.finditer(masked)
        if not any(w in _NOT_NAMES or w in _ROLES for w in m.group("name").split())
    ]


def find_names(masked: str, others: frozenset[str] = frozenset()) -> tuple[Named, ...]:
    """Posters named in ``masked`` (quotations and links already blanked), in order.

    ``others`` are people who cannot be meant: the sender, those a forward went between. Where two
    readings overlap the surer one stays.
    """
    found = [n for n in _small_names(masked) if not same_person_in(n.name, others)]
    for pattern, confidence in _RULES:
        for match in pattern.finditer(masked):
            named = _tidy(match.group("name"), match.start("name"), confidence)
            if named and not same_person_in(named.name, others):
                found.append(named)
    found.sort(key=lambda n: -n.confidence)
    kept: list[Named] = []
    for named in found[:400]:
        if all(named.end <= k.start or named.start >= k.end for k in kept):
            kept.append(named)
    return tuple(sorted(kept, key=lambda n: n.start))


def find_name_in_subject(subject: str) -> str | None:
    """The poster in a subject such as "kelly harlow AGAIN"; written small, it is given its capitals."""
    match = _AGAIN.match(re.sub(r"^(?:\s*(?:re|fw|fwd)\s*:)+\s*", "", subject.strip(), flags=re.IGNORECASE))
    if not match or any(w.lower() in _NOT_NAMES for w in match.group("name").split()):
        return None
    name = match.group("name")
    return name.title() if name in (name.lower(), name.upper()) else name


def same_person(one: str, other: str) -> bool:
    """Whether two names may be one person's: the words of one are all in the other ("Kelly")."""
    a, b = _words(one), _words(other)
    return bool(a and b and (a <= b or b <= a))


def same_person_in(name: str, others: frozenset[str]) -> bool:
    """Whether ``name`` is one of ``others`` in full, or the first name of one."""
    return any(same_person(name, other) for other in others if other)


def _words(name: str) -> frozenset[str]:
    titles = {"mr", "mrs", "miss", "ms", "mx", "dr"}
    return frozenset(w for w in re.findall(r"[\w'’-]+", name.lower()) if w not in titles)


def _tidy(name: str, start: int, confidence: float) -> Named | None:
    """A match cut down to its name: leading words of the sentence go, a word that is no name ends it."""
    words = [(m.group(), m.start()) for m in re.finditer(r"\S+", name)]
    while words and _plain(words[0][0]) in _NOT_NAMES - {"mr", "mrs", "ms"}:
        words.pop(0)
    if not words or any(
        _plain(w) in _NOT_NAMES - {"mr", "mrs", "ms", "may", "april", "june"} for w, _ in words
    ):
        return None
    alone = len(words) == 1
    if alone and (confidence < 0.6 or re.fullmatch(_TITLE, words[0][0]) or len(words[0][0]) < 2):
        return None
    at = start + words[0][1]
    text = name[words[0][1] :]
    return Named(text, at, at + len(text), confidence - 0.2 if alone else confidence)


def _plain(word: str) -> str:
    return re.sub(r"['’](?:s|d|ve|ll)?$", "", word.lower()).strip(".-")
