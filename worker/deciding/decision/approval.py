"""Yes: the one reading that sends a letter.

The law: every word of the reply must be on the approval lists, and one of them must say so
outright (domain §7: any doubt resolves to the choice that sends nothing).
"""

from __future__ import annotations

import re
from worker.deciding.decision.saying import Meaning, Saying
from worker.deciding.decision.when import find_when
from worker.deciding.decision.words import Chunk, Phrases, Token, chunks, cover, known_words, phrases
from worker.model import Verb

_PLAIN = ("approve", "yes", "soft", "thing", "now", "join", "courtesy", "praise", "only")
_STRONG_ONLY = frozenset({"now", "praise"})
"""What makes a bare "yes" doubtful: "yes, thanks for this" may mean "seen"."""
_LATER = Phrases([
    "don't send", "do not send", "not", "please don't send", "send on", "send it on", "for", "but", "until", "till",
    "til", "before", "on", "go", "go out", "wait", "but wait", "but please wait",
])  # fmt: skip
_NEGATIVE = Phrases(["don't send", "do not send", "not", "wait"])
_UNTIL = ("until", "till", "til", "before")
_SENDING = Phrases(["send", "send it", "send this", "to go", "go out", "to be sent", "for"])
_BEFORE_NAMES = ("let", "tell", "told", "thank", "to")
_TRAILING = re.compile(r"(?:\.{2,}|…)\s*$")


def read_approval(saying: Saying) -> Meaning | None:
    """Approve, if the whole of the words says so and nothing else."""
    if not saying.chunks or saying.asks or not _plainly_written(saying):
        return None
    body = _unsigned(saying)
    covered = [_account(saying, chunk) for chunk in body]
    spoken = [chunk for chunk, labels in zip(body, covered, strict=True) if labels is None]
    labels = frozenset[str]().union(*(found for found in covered if found is not None))
    words = tuple(word for chunk in body for word in chunk.words)
    if phrases("approval", "never").within(words) or not _says_yes(saying, labels):
        return None
    notes = [_note(saying, chunk) for chunk in spoken]
    if spoken and ("approve" not in labels or not all(notes)):
        return None
    note = _as_written(saying, body, spoken)
    args = {"note": note} if note else {}
    return Meaning(Verb.APPROVE, args, f"“{_short(saying)}” approves, with nothing beside it")


def read_scheduled(saying: Saying) -> Meaning | None:
    """Approved, to be sent on a certain day: "Approved but don't send until Monday"."""
    if saying.asks or not _plainly_written(saying):
        return None
    words = saying.words
    found = find_when(words, saying.today)
    if found is None or found.on is None or not found.certain or found.on <= saying.today:
        return None
    lists = _lists(saying)
    head, tail = words[: found.start], words[found.end :]
    before, after = cover(head, lists | {"later": _LATER}), cover(tail, lists)
    if before is None or after is None or not _opens_with_yes(head) or find_when(tail, saying.today):
        return None
    if not _puts_off(head):
        return None
    text = _when_text(saying, found.start, found.end)
    args = {"until": found.on.isoformat(), "until_text": text, "then": "send"}
    return Meaning(Verb.HOLD, args, f"approved, not to be sent before {found.on.isoformat()}")


def _opens_with_yes(head: tuple[str, ...]) -> bool:
    at = head[:1] == ("please",)
    return bool(
        phrases("approval", "approve").length(head, at) or phrases("approval", "yes").length(head, at)
    )


def _puts_off(head: tuple[str, ...]) -> bool:
    """ "but not until", "send it on": never "but not on Monday", never "to go before Monday"."""
    ends_until = head[-1] in _UNTIL
    if _NEGATIVE.within(head):
        return ends_until
    return bool(_SENDING.within(head)) and not any(word in head for word in _UNTIL)


def _says_yes(saying: Saying, labels: frozenset[str]) -> bool:
    if "only" in labels and not saying.numbered:
        return False
    return "approve" in labels or ("yes" in labels and not labels & _STRONG_ONLY)


def _lists(saying: Saying) -> dict[str, Phrases]:
    known = {label: phrases("approval", label) for label in _PLAIN}
    actions = {item.action for item in saying.about}
    if len(actions) == 1 and (action := actions.pop()):
        known["recipient"] = phrases("recipient", action.value)
        known["noun"] = phrases("noun", action.value)
    return known


def _account(saying: Saying, chunk: Chunk) -> frozenset[str] | None:
    """The labels that account for every word of a chunk, or None."""
    if phrases("approval", "alone").whole(chunk.words):
        return frozenset({"alone"})
    return cover(chunk.words, _lists(saying))


def _note(saying: Saying, chunk: Chunk) -> bool:
    """A remark that may stand beside a yes: "let me know when it has gone"."""
    words = _with_names_masked(chunk)
    opens = phrases("note", "opens").within(words)
    if opens is None or cover(words[: opens[0]], _lists(saying)) is None:
        return False
    lists = _lists(saying)
    tail = {label: lists[label] for label in ("now", "courtesy", "join", "recipient") if label in lists}
    tail |= {"tail": phrases("note", "tail"), "opens": phrases("note", "opens")}
    return cover(words[opens[1] :], tail) is not None


def _with_names_masked(chunk: Chunk) -> tuple[str, ...]:
    """The words, with "NAME" for the one or two names after "let", "tell", "thank" or "to"."""
    out: list[str] = []
    for token in chunk.tokens:
        named = _is_name(token) and bool(out)
        if named and out[-1] == "name":
            continue
        out.append("name" if named and out[-1] in _BEFORE_NAMES else token.word)
    return tuple(out)


def _is_name(token: Token) -> bool:
    return token.raw[:1].isupper() and token.raw.isalpha() and token.word not in known_words()


def _unsigned(saying: Saying) -> tuple[Chunk, ...]:
    """The chunks without a name signed below them: the sender's own, or one under "Regards"."""
    body = list(saying.chunks)
    names = {word for chunk in chunks(saying.signed_by) for word in chunk.words}
    initials = {name[0] for name in names} | {"".join(part[0] for part in saying.signed_by.lower().split())}
    own = Phrases((names | initials) - known_words() - {""})
    known = {"own": own, "title": phrases("approval", "title")}
    end = len(body)
    while end > 1 and cover(body[end - 1].words, known) is not None:
        end -= 1
    if end < len(body):
        return tuple(body[:end])
    closing = phrases("approval", "sign_off")
    last = len(body) - 1
    signed = last > 0 and len(body[last].tokens) <= 3 and all(_is_name(token) for token in body[last].tokens)
    if signed and _ends_with_closing(body[last - 1], closing) and not _adverb(body[last]):
        return tuple(body[:last])
    return tuple(body)


def _ends_with_closing(chunk: Chunk, closing: Phrases) -> bool:
    words = chunk.words
    return any(closing.whole(words[at:]) for at in range(len(words)))


def _adverb(chunk: Chunk) -> bool:
    return len(chunk.tokens) == 1 and chunk.words[0].endswith("ly")


def _plainly_written(saying: Saying) -> bool:
    """No trailing dots: a sentence left open is not a yes."""
    last = saying.chunks[-1]
    return not _TRAILING.search(last.after.replace("\n", "")) and "…" not in saying.words


def _as_written(saying: Saying, body: tuple[Chunk, ...], spoken: list[Chunk]) -> str:
    """The remarks in the head's own letters: from the first sentence that holds one to the end."""
    if not spoken:
        return ""
    at = body.index(spoken[0])
    while at > 0 and not body[at - 1].ends and _account(saying, body[at - 1]) is not None and at > 1:
        at -= 1
    last = body[-1].tokens[-1].end
    stop = saying.text[last : last + 1]
    return saying.text[body[at].tokens[0].start : last] + (stop if stop in ".!" else "")


def _when_text(saying: Saying, start: int, end: int) -> str:
    tokens = [token for chunk in saying.chunks for token in chunk.tokens][start:end]
    return saying.text[tokens[0].start : tokens[-1].end]


def _short(saying: Saying) -> str:
    text = saying.text[saying.chunks[0].tokens[0].start : saying.chunks[-1].tokens[-1].end]
    return " ".join(text.split())[:80]
