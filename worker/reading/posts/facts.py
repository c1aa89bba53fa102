"""A text taken apart: the links, quotations and names in it that tell of a post, in order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from worker.reading.files.elsewhere import is_elsewhere
from worker.reading.posts import chat
from worker.reading.posts.denied import is_borrowed
from worker.reading.posts.group import find_group
from worker.reading.posts.hosts import host_of, knowledge
from worker.reading.posts.links import join_wrapped, place_links
from worker.reading.posts.masking import mask
from worker.reading.posts.mentions import find_mentions
from worker.reading.posts.naming import find_names
from worker.reading.posts.platform import Link, recognise
from worker.reading.posts.quoting import Quote, find_quotes, last_clause
from worker.reading.posts.unmarked import find_unmarked
from worker.reading.posts.when import Moments, find_when
from worker.reading.words.indexed import Indexed
from worker.reading.words.wrapped import unwrap

LONGEST = 100_000
"""Characters of one text that are read for posts."""


class Fact(NamedTuple):
    """One thing a text tells, at its place: "name", "words", or a link.

    A link is a "link" (to a post), a "page" (a platform's profile or group) or a "site" (any other).
    """

    start: int
    kind: str
    value: str
    confidence: float
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One text of the mail: its facts in order, and what holds for it as a whole.

    ``masked`` is the text with quotations, links and pasted chats blanked. ``many`` says that several
    people took part, so that words cannot be laid to the one who is named.
    """

    name: str
    text: str
    masked: Indexed
    facts: tuple[Fact, ...]
    said: tuple[chat.Said, ...]
    mentions: tuple[tuple[int, str], ...]
    group: str | None
    when: str | None
    moments: Moments
    many: bool


def take_apart(text: str, name: str, others: frozenset[str]) -> Source:
    """The facts of one text. ``others`` are people of the mail itself, who are not the poster."""
    text = join_wrapped(text[:LONGEST])
    said = chat.find_said(text)
    unsaid = mask(unwrap(text), tuple((s.start, s.end) for s in said))
    links = tuple(placed for placed in place_links(unsaid) if not is_elsewhere(placed[1]))
    quotes, masked = _blank_quotes(mask(unsaid, tuple(span for span, _ in links)))
    quotes = tuple(_with_links(quote, unsaid) for quote in quotes)
    known = tuple((start, url, recognise(url)) for (start, _), url in links)
    indexed = Indexed(masked)
    moments = Moments(indexed)
    names = _name_facts(indexed, others | _greeted(text))
    names += _names_in_links(indexed, [link for *_, link in known if link])
    quoted = [f for f in _quote_facts(quotes) if f.kind != "name" or not is_borrowed(f.value, text, others)]
    facts = sorted((*_link_facts(unsaid, known), *quoted, *names), key=lambda f: f.start)
    places = tuple(link for _, _, link in known if link and link.what in ("post", "group"))
    return Source(
        name=name,
        text=text,
        masked=indexed,
        facts=tuple(facts),
        said=said,
        mentions=tuple(find_places(indexed)),
        group=find_group(indexed, quotes, places) or (chat.find_group_name(text) if said else None),
        when=find_when(moments),
        moments=moments,
        many=_are_many(indexed),
    )


def find_places(masked: Indexed) -> list[tuple[int, str]]:
    """Platforms the words put the post on; one that only carried it to the reporter is left out."""
    mentions = find_mentions(masked)
    named_after = {m.start - 1 for m in mentions}  # "the Evening News Facebook page" is on Facebook
    return [
        (m.start, m.platform)
        for m in mentions
        if m.end not in named_after
        and ((on := _STORY_ON.match(masked.text, m.end)) is None or on.end() - 1 not in named_after)
        and not _only_carried(last_clause(masked.text[max(0, m.start - 120) : m.start]))
    ]


def _only_carried(before: str) -> bool:
    """Whether the words before a platform say that the report came that way, or that staff talk there."""
    return bool(_CARRIED.search(before) or _OUR_OWN.search(before))


def blank(text: str) -> str:
    """A text with its quotations blanked."""
    return mask(text, tuple((q.start, q.end) for q in find_quotes(text)))


_STORY_ON = re.compile(r"['’]?s? (?:story|article|post|page|report|piece|thread) on (?:the )?", re.IGNORECASE)
"""A newspaper's story on a platform is on that platform."""
_CARRIED = re.compile(
    r"\b(?:sent|forwarded|passed|messaged|told|texted|shared|got|contacted|asked|heard|rang)\b"
    r"[^.\n\x00]{0,60}?\b(?:me|us|(?<!put )(?<!posted )(?<!stuck )(?:it|this|these))\b(?! (?:a)?round\b)"
    r"[^.\n\x00]{0,30}\b(?:on|via|by|over|through|using) (?:(?:a|the|my|our|staff|class) ){0,2}$",
    re.IGNORECASE,
)
_OUR_OWN = re.compile(
    r"(?:\b(?:I|we)(?:['’]?ve| have| had)?(?: \w+ly| also| just| already| only)?"
    r" (?:put|posted|asked|said|wrote|messaged|mentioned|tried|shared|sent|flagged)\b"
    r"|(?:\A|\n) {0,3}(?:have |already |also )?"
    r"(?:asked|messaged|tried|left a message|(?:put|posted) (?:it|a message))\b"
    r"|\b(?:join|use|check|reply (?:on|in)|see|via|message me on)\b)[^.\n\x00]{0,60}?"
    r"\b(?:staff|team|work|kitchen|office|cleaners|cleaning|midday|lunchtime|support|premises|site|tas?|slt|smt"
    r"|teachers|department|cover|duty|caretakers)(?: team)?(?:['’]s?)? $",
    re.IGNORECASE,
)
"""Before a chat of the staff's own, where the reporter wrote or asks others to: nobody posted in it."""
_SEVERAL = frozenset(
    (
        *("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "several", "many", "lots"),
        *("loads", "other", "some", "group", "bunch"),
    )
)
_MANY = re.compile(
    r"\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|several|many|lots of|loads of|other|some|group of"
    r"|bunch of) (?:\w+ )?(?:people|parents|mums|dads|others|members|of them)\b",
    re.IGNORECASE,
)


def _are_many(masked: Indexed) -> bool:
    """Whether several people are spoken of: a number of them, or a word for one."""
    numbers = (word for word in masked.numbers if word[0].isdigit())
    starts = masked.find((*_SEVERAL, *numbers))
    return next(masked.try_at(_MANY, starts), None) is not None


_GREETING = re.compile(
    r"^[ \t>]{0,8}(?:hi|hello|dear|hey|morning|afternoon|evening|good \w{1,12}),? "
    r"([^\W\d_][\w' -]{1,40}?)[ ]?[,.!\n-]",
    re.IGNORECASE | re.MULTILINE,
)


def _greeted(text: str) -> frozenset[str]:
    """Whom a mail greets, with capitals or without; "Hi, worried about Jo Tait, she" greets nobody."""
    names = (m.group(1) for m in _GREETING.finditer(text[:5000]))
    return frozenset(name for name in names if len({word[0].isupper() for word in name.split()}) == 1)


def _blank_quotes(text: str) -> tuple[tuple[Quote, ...], str]:
    """The quotations of a text, and the text without them; a colon counts where no marks are."""
    quotes = find_quotes(text)
    masked = mask(text, tuple((q.start, q.end) for q in quotes))
    if any(q.what == "words" for q in quotes):
        return quotes, masked
    unmarked = find_unmarked(masked)
    masked = mask(masked, tuple((q.start, q.end) for q in unmarked))
    return tuple(sorted((*quotes, *unmarked), key=lambda q: q.start)), masked


def _with_links(quote: Quote, text: str) -> Quote:
    """A quotation with the links that stand in it: they are among the words."""
    return quote._replace(text=text[quote.start + 1 : quote.end - 1]) if "\x00" in quote.text else quote


def _link_facts(text: str, links: Sequence[tuple[int, str, Link | None]]) -> list[Fact]:
    facts = []
    dashes = min((at for at in map(text.find, ("\n-- \n", "\n--\n")) if at >= 0), default=len(text))
    for start, url, link in links:
        if start > dashes or _is_letterhead(text, start) or f".{host_of(url)}".endswith(_never_posts()):
            continue
        kind = "link" if link and (link.what == "post" or link.short) else "page" if link else "site"
        facts.append(Fact(start, kind, url, 0.9, link))
    return facts


@cache
def _never_posts() -> tuple[str, ...]:
    """The ends of hosts on which nobody posts."""
    return tuple(f".{domain}" for domain in knowledge()["never_posts"])


_LETTERHEAD = re.compile(
    r"\b(?:follow|like|find|join|visit|connect with|catch|see)\b[^.\n]{0,25}\b(?:us|our)\b|\bget \w+ for\b",
    re.IGNORECASE,
)


def _is_letterhead(text: str, start: int) -> bool:
    """Whether a link stands on a line that says "follow us", as signatures have them."""
    line = text[max(text.rfind("\n", 0, start) + 1, start - 300) : start]
    return bool(_LETTERHEAD.search(line))


_KINDS = {"words": ("words", 0.8), "unmarked": ("words", 0.6), "name": ("name", 0.9)}


def _quote_facts(quotes: Sequence[Quote]) -> list[Fact]:
    """Names and words of quotations. A title is somebody's words where no others are given."""
    if not any(quote.what == "words" for quote in quotes):
        quotes = [q._replace(what="unmarked") if q.what == "title" else q for q in quotes]
    kept = ((q, *_KINDS[q.what]) for q in quotes if q.what in _KINDS)
    return [Fact(q.start, kind, q.text.strip(), confidence) for q, kind, confidence in kept]


def _name_facts(masked: Indexed, others: frozenset[str]) -> list[Fact]:
    return [Fact(n.start, "name", n.name, n.confidence) for n in find_names(masked, others)]


def _names_in_links(masked: Indexed, links: Sequence[Link]) -> list[Fact]:
    """Names that the text gives and a link bears out ("/jo.tyler.5/posts/…"): a link alone names nobody."""
    facts = []
    for user in dict.fromkeys(link.user for link in links if link.user):
        parts = re.findall(r"[a-z]{2,20}", user.lower())[:3]
        written = [masked.places.get(part, []) for part in parts]
        if len(parts) < 2 or not all(written):
            continue
        name = re.compile(r"[ -]".join(parts), re.IGNORECASE)
        found = next((m for at in written[0] if (m := name.match(masked.text, at))), None)
        if found:
            words = found.group()
            facts.append(Fact(found.start(), "name", words.title() if words.islower() else words, 0.72))
    return facts
