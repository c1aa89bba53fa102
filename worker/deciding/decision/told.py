"""What a reply tells of a case's course: met, refused, taken down, posted again, who the poster is.

It is told by a person and kept in that person's words. It approves nothing: a reply that tells and
says yes in one breath is asked about. Conditions and questions tell nothing ("if she refuses …").
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from worker.deciding.decision.harmed import begins_list, harmed_in
from worker.deciding.decision.related import find_relation
from worker.deciding.decision.saying import Saying, is_question
from worker.deciding.decision.signed import is_name
from worker.deciding.decision.untold import is_elsewhere, is_no_refusal, is_not_the_poster, takes_back
from worker.deciding.decision.waiting import condition_at
from worker.deciding.decision.when import month
from worker.deciding.decision.words import Chunk, Phrases, chunks, cover, known_words, phrases
from worker.model import Progress, Told
from worker.reading.message.addresses import TYPED

_LISTS = {
    "refused_to_meet": (Progress.REFUSED, "meet"),
    "refused_to_remove": (Progress.REFUSED, "remove"),
    "reposted": (Progress.REPOSTED, ""),
    "unidentified": (Progress.UNIDENTIFIED, ""),
    "met": (Progress.MET, ""),
    "removed": (Progress.REMOVED, ""),
    "apologised": (Progress.APOLOGISED, ""),
}
_BARE = Phrases(["met", "removed", "deleted", "taken down"])
"""Too short to stand before anything but a day: "removed her from the page" is something else."""
_OF_THE_POSTER = (Progress.MET, Progress.REFUSED, Progress.REPOSTED)
"""What the gate rests on: somebody else may have met, refused or posted too."""
_WHOM = frozenset([
    "her", "him", "them", "mum", "dad", "mother", "father", "parent", "parents", "family",
    "lady", "gentleman", "poster",
])  # fmt: skip
"""What may begin somebody else's name: "her teacher", "the family liaison officer", "Kim Dale's partner"."""
_DEAR = re.compile(r"^Dear (?P<name>[^\n,]{2,60})", re.MULTILINE)
_DAYS = Phrases(["today", "yesterday", "this morning", "this afternoon", "now", "thanks", "thank you"])
_IT_IS = Phrases(["it's", "it is", "that's", "that is", "this is"])
_ADDRESS = re.compile(TYPED)


def read_told(new_text: str, today: date) -> tuple[Told, ...]:
    """What a text tells of a case's course, in order; nothing for anything that is not plain."""
    cut = chunks(new_text)
    told = tuple(one for chunk in cut for one in told_in(chunk, new_text, today))
    return _kept(told, cut)


def find_told(saying: Saying) -> tuple[tuple[Told, ...], tuple[Chunk, ...]]:
    """What the words tell, and the chunks that tell nothing: those a decision may stand in."""
    known, harmed = poster_names(saying), _harmed(saying)
    told: list[Told] = []
    rest: list[Chunk] = []
    for chunk in saying.chunks:
        found = harmed[chunk] if chunk in harmed else told_in(chunk, saying.text, saying.today, known)
        told += found
        if _goes_on(chunk) or not (found or chunk in harmed or _only_an_address(chunk, told)):
            rest.append(chunk)
    return _kept(tuple(dict.fromkeys(told)), saying.chunks), tuple(rest)


def _kept(told: tuple[Told, ...], cut: tuple[Chunk, ...]) -> tuple[Told, ...]:
    """Without the talk, where another clause takes it back."""
    back = any(takes_back(chunk) for chunk in cut)
    return tuple(one for one in told if not (back and one.progress is Progress.MET))


def _harmed(saying: Saying) -> dict[Chunk, tuple[Told, ...]]:
    """The clauses that say who is harmed, which may be a list: "harmed: Mrs Lowe, Mr Hart"."""
    found: dict[Chunk, tuple[Told, ...]] = {}
    opened: Chunk | None = None
    goes_on = False
    for chunk in saying.chunks:
        plain = not (is_question(chunk) or chunk.asks or condition_at(chunk) is not None)
        people = harmed_in(chunk, saying.text, goes_on=goes_on) if plain else ()
        if people and opened is not None:
            found[opened] = ()
        if people:
            said = saying.raw(chunk)
            found[chunk] = tuple(Told(Progress.HARMED, said, who) for who in people)
        opened = chunk if plain and begins_list(chunk) else None
        goes_on = bool(people or opened) and "." not in chunk.after
    return found


def told_in(chunk: Chunk, text: str, today: date, known: frozenset[str] = frozenset()) -> tuple[Told, ...]:
    """What one clause of ``text`` tells; nothing where it asks, puts a condition, denies or only expects.

    ``known`` are the words of the poster's name.
    """
    if is_question(chunk) or chunk.asks or condition_at(chunk) is not None or not chunk.tokens:
        return ()
    said = " ".join(text[chunk.tokens[0].start : chunk.tokens[-1].end].split())
    if who := _who(chunk, text):
        return (Told(Progress.IDENTIFIED, said, who),)
    if relation := find_relation(["poster" if word in known else word for word in chunk.words]):
        return (Told(Progress.RELATED, said, relation.value),)
    words, lead = masked(chunk, known), {"lead": phrases("progress", "lead")}
    out: list[Told] = []
    at = 0
    while found := _first(words, at):
        progress, about, start, end = found
        if start > at and cover(words[at:start], lead) is None:
            break
        if progress in _OF_THE_POSTER and ("name" in words[:start] or _with_somebody_else(words[end:])):
            break
        if _is_another(progress, about, words, (at, start, end)):
            break
        out.append(Told(progress, said, about, _day(words, today)))
        at = end
    tail = words[at:]
    behind = tail[: tail.index("so")] if "so" in tail else tail  # "so we can close it" is a clause of its own
    return () if phrases("progress", "sour").within(behind) else tuple(out)


def _is_another(progress: Progress, about: str, words: tuple[str, ...], found: tuple[int, int, int]) -> bool:
    """Whether a talk or its refusal is not the parent's, or not about the post."""
    at, start, end = found
    lead, rest = words[at:start], words[_behind_where(words, end) :]
    if about == "meet":
        return is_no_refusal(lead, words[end:])
    return progress is Progress.MET and (
        phrases("progress", "another").length(words[end : end + 1]) > 0
        or is_elsewhere(rest)
        or is_not_the_poster(lead, words[start:end])
    )


def _goes_on(chunk: Chunk) -> bool:
    """ "She has taken it down so we can close this": the clause decides something too."""
    return "so" in chunk.words[1:]


def _first(words: tuple[str, ...], after: int) -> tuple[Progress, str, int, int] | None:
    """The first phrase from ``after`` on that tells something, the longest of those that begin there."""
    for at in range(after, len(words)):
        best: tuple[Progress, str, int, int] | None = None
        for name, (progress, about) in _LISTS.items():
            size = phrases("progress", name).length(words, at)
            if size and (best is None or at + size > best[3]) and not _is_too_short(words, at, size):
                best = progress, about, at, at + size
        if (end := _talk(words, at)) and (best is None or end > best[3]):
            best = Progress.MET, "", at, end
        if best:
            return best
    return None


def _talk(words: tuple[str, ...], at: int) -> int:
    """Where words end that tell of a talk with the parent, or of one that can be with nobody else; or 0."""
    said = phrases("progress", "talk_with").length(words, at)
    whom = phrases("progress", "parent").length(words, at + said) if said and at + said < len(words) else 0
    if whom and not _is_too_short(words, at, said + whom):
        return _behind_where(words, at + said + whom)
    said = phrases("progress", "talked").length(words, at)
    end = _behind_where(words, at + said)
    return end if said and words[end : end + 1] in ((), ("and",), ("so",)) else 0


def _behind_where(words: tuple[str, ...], at: int) -> int:
    """Where the words end that say when and where."""
    while at < len(words) and (said := phrases("progress", "when_and_where").length(words, at)):
        at += said
    return at


def _with_somebody_else(rest: tuple[str, ...]) -> bool:
    """ "Had a chat with Alan", "met with the LA": not with the parent."""
    return rest[:1] == ("with",) and not phrases("progress", "parent").length(rest, 1)


def _is_too_short(words: tuple[str, ...], at: int, size: int) -> bool:
    rest, found = words[at + size :], words[at : at + size]
    if not rest:
        return False
    if found[-1] in _WHOM:
        return rest[0] not in phrases("progress", "after_her").vocabulary
    return _BARE.whole(found) and rest[0] != "and" and not _DAYS.length(rest)


def _who(chunk: Chunk, text: str) -> str:
    """Whom the clause says the poster to be, in the head's words; "" where it says nothing of the kind."""
    words = chunk.words
    start = phrases("progress", "identified").length(words)
    relations = phrases("progress", "relation").vocabulary
    tokens = [token for token in chunk.tokens[start:] if "@" not in token.word]
    if not start and (start := _IT_IS.length(words)):
        tokens = [token for token in chunk.tokens[start:] if "@" not in token.word]
        if not tokens or tokens[-1].word not in relations or not any(t.raw[:1].isupper() for t in tokens):
            return ""
    if not start or not tokens or phrases("progress", "sour").within([t.word for t in tokens]):
        return ""
    if not any(token.word in relations or token.raw[:1].isupper() for token in tokens):
        return ""
    return " ".join(text[tokens[0].start : tokens[-1].end].split())


def _only_an_address(chunk: Chunk, told: list[Told]) -> bool:
    """The address that follows "the poster is Jane's mum," belongs to it."""
    known = bool(told) and told[-1].progress is Progress.IDENTIFIED
    return known and len(chunk.tokens) == 1 and _ADDRESS.fullmatch(chunk.tokens[0].raw) is not None


def masked(chunk: Chunk, known: frozenset[str]) -> tuple[str, ...]:
    """The words, with "poster" for the poster's name and "name" for any other, each run of names once."""
    out: list[str] = []
    for token in chunk.tokens:
        named = is_name(token) and month(token.word) is None
        if named and out[-1:] == ["poster"]:
            continue
        mask = "poster" if token.word in known else "name"
        if named and out[-1:] == ["name"]:
            out[-1] = mask
        else:
            out.append(mask if named else token.word)
    return tuple(out)


def poster_names(saying: Saying) -> frozenset[str]:
    """The words of the poster's name: as it was reported, and as the letter has it."""
    shown = [item.poster for item in saying.about]
    shown += [match["name"] for item in saying.about if (match := _DEAR.search(item.text))]
    return frozenset(word for name in shown for chunk in chunks(name) for word in chunk.words) - known_words()


def _day(words: tuple[str, ...], today: date) -> date | None:
    if "yesterday" in words:
        return today - timedelta(days=1)
    return today if {"today", "morning", "afternoon"} & set(words) else None
