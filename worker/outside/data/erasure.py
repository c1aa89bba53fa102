"""Erasing: what of the data folder is about a case, its removal, and the search for what is left of it.

The tombstone is committed first. From then on the folder of the case is only what is still to be removed,
and every step here can be done again: a crash at any of them is made good at the next start.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from worker import events as ev
from worker.deciding.archives.records import faceless
from worker.deciding.cases.card import CustodyFact
from worker.deciding.cases.case import WITH_MESSAGE, Case
from worker.model import Letter, LetterState, MessageKey
from worker.outside.data import journal
from worker.outside.data.disk import HALF, Progress, confirm_folder, remove_folder
from worker.outside.data.values import encode
from worker.reading.message.mail import header_key, read_mail

ERASING = ".erasing-"
"""How the folder of a case is named from the moment it is none: hidden, and removed at every start."""
GONE = "erased"
"""The last word of the custody log on a case."""
_SHORTEST = {
    **dict.fromkeys(("poster_name", "handle", "email", "name"), 5),
    **dict.fromkeys(("words", "subject", "text", "url", "group", "about", "because"), 16),
    **dict.fromkeys(("message_id", "raw_sha256", "body_sha256", "sha256"), 16),
}
"""The fields of a history that lead to somebody, and from how many characters on they lead to nobody else.

"Yes, send it" is everybody's; a name of four letters is found in any text.
"""
_REFERENCES_ALONE = ("digest", "reminder")
"""Mails of the mailroom that carry numbers and roles, and stay."""
_HASH = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
_ID = re.compile(r"[<\"]([^<>\"\s]{3,998}@[^<>\"\s]{1,255})[>\"]")
_ON_ITS_WAY = (LetterState.QUEUED, LetterState.SENDING)


@dataclass(frozen=True, slots=True)
class Belongings:
    """What a case has outside its folder, and the words by which it would be found."""

    keys: tuple[MessageKey, ...]
    """Every message of it, also by the header alone, as messages are known that were held unfetched."""
    shared: tuple[MessageKey, ...]
    """Those that another case holds too: one reply that decides on several."""
    sizes: dict[str, int]
    letters: tuple[str, ...]
    """The Message-IDs of all that was written on it."""
    marks: frozenset[str]


def belongings(
    family: Sequence[Case],
    others: Iterable[Case],
    evidence: Callable[[str, str], bytes],
    is_ours: Callable[[str], bool],
) -> Belongings:
    """Collect them. What other cases say, hold or are called by too is no mark of this one."""
    rest = list(others)
    keys = _keys(family)
    elsewhere = set(_keys(rest))
    marks = _marks(family, is_ours) - _marks(rest, is_ours)
    whole = {item.sha256: item.size for case in family for item in case.evidence}
    heads = tuple(
        key
        for case in family
        for item in case.evidence
        if item.type == "message/rfc822" and item.sha256 in {k.raw_sha256 for k in keys}
        for key in (header_key(evidence(case.ref, item.sha256)),)
    )
    return Belongings(
        keys=tuple(dict.fromkeys((*(k for k in keys if k not in elsewhere), *heads))),
        shared=tuple(k for k in keys if k in elsewhere),
        sizes={k.raw_sha256: whole[k.raw_sha256] for k in keys if k.raw_sha256 in whole},
        letters=tuple(letter.message_id for case in family for letter in case.letters),
        marks=marks,
    )


def _keys(cases: Iterable[Case]) -> tuple[MessageKey, ...]:
    events = [event for case in cases for event in case.events]
    own = [event.message for event in events if isinstance(event, (*WITH_MESSAGE, ev.Progressed, ev.Freed))]
    theirs = [one.message for event in events if isinstance(event, ev.Absorbed) for one in event.reports]
    return tuple(dict.fromkeys((*own, *theirs)))


def _marks(cases: Iterable[Case], is_ours: Callable[[str], bool]) -> frozenset[str]:
    found = (encode(event) for case in cases for event in case.events)
    return frozenset(mark for data in found for mark in _leaves(data, "", is_ours))


def _leaves(found: Any, name: str, is_ours: Callable[[str], bool]) -> Iterator[str]:
    """Every name, address, word and hash in a history; nobody of the school's own people."""
    if isinstance(found, dict):
        if not is_ours(str(found.get("email") or "")):
            for key, inner in found.items():
                yield from _leaves(inner, key, is_ours)
    elif isinstance(found, list):
        for inner in found:
            yield from _leaves(inner, name, is_ours)
    elif isinstance(found, str) and name in _SHORTEST:
        yield from (line.strip() for line in found.splitlines() if len(line.strip()) >= _SHORTEST[name])


# ── the mailroom ───────────────────────────────────────────────────────────────────────────


def clear_mailroom(folder: Path, refs: frozenset[str], theirs: Belongings) -> dict[str, int]:
    """Remove what the mailroom holds of erased cases; return how much.

    A month is written anew in one step, with as many events as before: those about an erased message, or
    a mail that speaks of it, go on without a name, an address or a word.
    """
    months = sorted((folder / "mailroom").glob("*.json"))
    events = {month: journal.read_mailroom(month) for month in months}
    letters = {e.letter.id: e.letter for all_ in events.values() for e in all_ if isinstance(e, ev.Queued)}
    gone = _letters_about(folder, letters, refs, theirs.marks)
    forget = _Forgetting(refs, {key: faceless(key) for key in theirs.keys}, gone)
    for month in months:
        after = tuple(forget.event(one) for one in events[month])
        if after != events[month]:
            journal.rewrite(month, after)
    files = [folder / "letters" / f"{letter}.eml" for letter in gone]
    return {"letters": _unlinked(files), "held": _unlinked(_bytes_of(folder, theirs.keys))}


def _bytes_of(folder: Path, keys: Iterable[MessageKey]) -> Iterator[Path]:
    for key in keys:
        yield folder / "quarantine" / f"{key.raw_sha256}.eml"
        yield from (folder / "replay").glob(f"{key.raw_sha256}.json*")


def clear_aside(folder: Path, keys: frozenset[MessageKey]) -> dict[str, int]:
    """Remove messages that belong to no case, and what was written about them; return how much.

    The histories last, and of them the oldest, which tells of a message's coming: by that it is found again
    when a crash comes between.
    """
    months = sorted((folder / "mailroom").glob("*.json"))
    events = {month: journal.read_mailroom(month) for month in months}
    letters = [e.letter for all_ in events.values() for e in all_ if isinstance(e, ev.Queued)]
    gone = frozenset(one.id for one in letters if one.sha256 and _is_about(folder, one, keys))
    removed = {
        "letters": _unlinked(folder / "letters" / f"{one}.eml" for one in gone),
        "held": _unlinked(_bytes_of(folder, keys)),
    }
    forget = _Forgetting(frozenset(), {key: faceless(key) for key in keys}, gone)
    for month in reversed(months):
        after = tuple(forget.event(one) for one in events[month])
        if after != events[month]:
            journal.rewrite(month, after)
    return removed


def _is_about(folder: Path, letter: Letter, keys: frozenset[MessageKey]) -> bool:
    """Whether a mail of the mailroom answers, or tells of, one of these; one whose file went before did."""
    path = folder / "letters" / f"{letter.id}.eml"
    return not path.exists() or not _names_in(path).isdisjoint(_names_of(keys))


def find_aside(folder: Path, keys: frozenset[MessageKey]) -> tuple[str, ...]:
    """Return the files of the mailroom, by name, in which one of these messages is still found."""
    names = _names_of(keys)
    return tuple(
        path.relative_to(folder).as_posix()
        for where in ("letters", "mailroom", "quarantine", "replay")
        for path in sorted((folder / where).iterdir())
        if not path.name.endswith(HALF) and not _names_in(path).isdisjoint(names)
    )


def _names_of(keys: Iterable[MessageKey]) -> frozenset[str]:
    return frozenset(name for key in keys for name in (key.message_id, key.raw_sha256) if name)


def _names_in(path: Path) -> frozenset[str]:
    """Every Message-ID and every hash in a file, and in its name."""
    data = path.read_bytes()
    text = f"{path.name}\n{data.decode('utf-8', 'replace')}"
    if path.suffix == ".eml":
        mail = read_mail(data)
        text = "\n".join((text, mail.text, *(value for _, value in mail.headers)))
    return frozenset((*_HASH.findall(text), *_ID.findall(text)))


def _letters_about(
    folder: Path, letters: dict[str, Letter], refs: frozenset[str], marks: frozenset[str]
) -> frozenset[str]:
    """Find the mails of the mailroom that say more of these cases than their number."""
    found = set()
    for letter in letters.values():
        path = folder / "letters" / f"{letter.id}.eml"
        named = any(item.ref in refs for item in letter.items) and letter.kind not in _REFERENCES_ALONE
        if path.exists() and (named or (marks and _holds(path, marks))):
            found.add(letter.id)
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class _Forgetting:
    """What a month's events become: the same events in the same order, and nobody in them."""

    refs: frozenset[str]
    keys: dict[MessageKey, MessageKey]
    letters: frozenset[str]

    def event(self, event: ev.MailroomEvent) -> ev.MailroomEvent:
        match event:
            case ev.Queued(letter=letter) if letter.id in self.letters:
                return replace(event, letter=_faceless_letter(letter))
            case ev.Queued(letter=letter) if any(item.held in self.keys for item in letter.items):
                items = tuple(
                    replace(i, held=self.keys.get(i.held, i.held) if i.held else None) for i in letter.items
                )
                return replace(event, letter=replace(letter, items=items))
            case ev.LetterMoved(id=id_) if id_ in self.letters:
                return replace(event, because="")
            case ev.Reminded():
                told = tuple(one for one in event.told if one.partition("/")[0] not in self.refs)
                return replace(event, told=told)
            case ev.Held(message=key) if key in self.keys:
                return replace(
                    event, message=self.keys[key], sender=None, subject="", because="", erased=True
                )
            case ev.Quarantined(message=key) if key in self.keys:
                return replace(event, message=self.keys[key], sender=None, because="", erased=True)
            case ev.Filed(message=key) if key in self.keys:
                return replace(event, message=self.keys[key], because="", erased=True)
            case ev.Released(about=key) | ev.Discarded(about=key) if key in self.keys:
                return self._keyless(replace(event, words=""))
            case _:
                return self._keyless(event)

    def _keyless(self, event: ev.MailroomEvent) -> ev.MailroomEvent:
        """An event that mentions an erased message, or came by one."""
        named = {name: getattr(event, name, None) for name in ("message", "about")}
        known = {name: self.keys[key] for name, key in named.items() if key in self.keys}
        return replace(event, **known) if known else event  # type: ignore[arg-type]


def _faceless_letter(letter: Letter) -> Letter:
    """Keep that a mail was written, and what became of it; it can be neither read nor answered any more."""
    return replace(letter, to=(), subject="", message_id="", sha256="", token="", because="", items=())


def _unlinked(paths: Iterable[Path]) -> int:
    count = 0
    for path in paths:
        count += path.exists()
        path.unlink(missing_ok=True)
    return count


# ── the folder ─────────────────────────────────────────────────────────────────────────────


def remove_case(cases: Path, ref: str) -> int:
    """Remove the folder of a case; return how many files it held. It is none from the first step on."""
    folder = cases / ref
    if not folder.exists():
        return 0
    count = sum(1 for path in folder.rglob("*") if path.is_file())
    hidden = cases / f"{ERASING}{ref}"
    remove_folder(hidden)
    folder.rename(hidden)
    confirm_folder(cases)
    remove_folder(hidden)
    return count


# ── the search for what is left ────────────────────────────────────────────────────────────


def find_traces(folder: Path, marks: frozenset[str], progress: Progress) -> tuple[str, ...]:
    """Return every file of the data folder, by name, in which something of an erased case is still found.

    The custody log holds hashes and nothing else, and keeps them; of words it must be as free as all.
    """
    words = frozenset(mark for mark in marks if not _is_hash(mark))
    looked_at = [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith(HALF) and path.name not in ("lock", "secret.key")
    ]
    found = []
    for number, path in enumerate(looked_at, 1):
        if _holds(path, words if path.name == "custody.log" else marks):
            found.append(path.relative_to(folder).as_posix())
        progress("looking for what is left", number, len(looked_at))
    return tuple(found)


def _is_hash(mark: str) -> bool:
    return len(mark) == 64 and not mark.strip("0123456789abcdef")


def _holds(path: Path, marks: frozenset[str]) -> bool:
    """Whether a file has one of these in its name, its bytes, or in what its bytes say as a mail."""
    data = path.read_bytes()
    texts = [path.name, data.decode("utf-8", "replace")]
    if path.suffix == ".eml":
        mail = read_mail(data)
        texts += [mail.subject, mail.text, *(value for _, value in mail.headers)]
    return any(mark in text or _escaped(mark) in text for text in texts for mark in marks)


def _escaped(mark: str) -> str:
    return json.dumps(mark, ensure_ascii=False)[1:-1]


def fact_of(erased: ev.Erased) -> CustodyFact:
    """Return what the custody log says of an erased case: that it is, and the hash of its tombstone."""
    text = json.dumps(encode(erased), sort_keys=True, ensure_ascii=False)
    return CustodyFact(erased.at, GONE, sha256(text.encode("utf-8", "backslashreplace")).hexdigest(), "")
