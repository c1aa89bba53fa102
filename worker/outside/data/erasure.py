"""Erasing: the removal of what the data folder holds of a case, or of a message that belongs to none.

The tombstone is committed first. From then on the folder of the case is only what is still to be removed,
and every step here can be done again: a crash at any of them is made good at the next start.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from worker import events as ev
from worker.deciding.archives.records import faceless
from worker.deciding.cases.card import CustodyFact
from worker.model import Letter, MessageKey
from worker.outside.data import journal
from worker.outside.data.belongings import Belongings
from worker.outside.data.disk import confirm_folder, remove_folder
from worker.outside.data.traces import holds, names_in, names_of
from worker.outside.data.values import encode

ERASING = ".erasing-"
"""How the folder of a case is named from the moment it is none: hidden, and removed at every start."""
GONE = "erased"
"""The last word of the custody log on a case."""
_REFERENCES_ALONE = ("digest", "reminder")
"""Mails of the mailroom that carry numbers and roles, and stay."""


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
    forget.rewrite({month: events[month] for month in months})
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
    forget.rewrite({month: events[month] for month in reversed(months)})
    return removed


def _is_about(folder: Path, letter: Letter, keys: frozenset[MessageKey]) -> bool:
    """Whether a mail of the mailroom answers, or tells of, one of these; one whose file went before did."""
    path = folder / "letters" / f"{letter.id}.eml"
    return not path.exists() or not names_in(path).isdisjoint(names_of(keys))


def _letters_about(
    folder: Path, letters: dict[str, Letter], refs: frozenset[str], marks: frozenset[str]
) -> frozenset[str]:
    """Find the mails of the mailroom that say more of these cases than their number."""
    found = set()
    for letter in letters.values():
        path = folder / "letters" / f"{letter.id}.eml"
        named = any(item.ref in refs for item in letter.items) and letter.kind not in _REFERENCES_ALONE
        if path.exists() and (named or (marks and holds(path, marks))):
            found.add(letter.id)
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class _Forgetting:
    """What a month's events become: the same events in the same order, and nobody in them."""

    refs: frozenset[str]
    keys: dict[MessageKey, MessageKey]
    letters: frozenset[str]

    def rewrite(self, months: Mapping[Path, Sequence[ev.MailroomEvent]]) -> None:
        """Write anew each month that is another one then, in the order given."""
        for month, before in months.items():
            after = tuple(self.event(one) for one in before)
            if after != before:
                journal.rewrite(month, after)

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


def fact_of(erased: ev.Erased) -> CustodyFact:
    """Return what the custody log says of an erased case: that it is, and the hash of its tombstone."""
    text = json.dumps(encode(erased), sort_keys=True, ensure_ascii=False)
    return CustodyFact(erased.at, GONE, sha256(text.encode("utf-8", "backslashreplace")).hexdigest(), "")
