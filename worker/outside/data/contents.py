"""What a data folder holds, without its cases being opened: read at the start, moved on by each commit."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from worker.deciding.cases.card import Card, custody_facts
from worker.deciding.cases.replay import replay
from worker.deciding.mailroom import Mailroom
from worker.deciding.traffic import HOUR, Traffic
from worker.errors import Damaged
from worker.events import (
    Accepted,
    Erased,
    Filed,
    Held,
    MailroomEvent,
    Quarantined,
    Queued,
    Released,
    Replayed,
    Restored,
    Split,
)
from worker.outside.data import custody, history
from worker.outside.data.commit import remove_unknown_letters
from worker.outside.data.disk import remove_halves, visible
from worker.outside.data.index import Index, Mark
from worker.outside.data.months import Months
from worker.outside.data.register import Register

MAILROOM = "mailroom"
"""What stands in place of a case's reference where something belongs to none."""
_REF = re.compile(r"\d{4}-\d{4,6}")


class Contents:
    """The register, the mailroom, the last hour's traffic, the custody log, and which files they follow from.

    Reading them reads every card that the ``known`` index does not hold. Raises Damaged, naming the file,
    for what cannot be trusted. With ``mend`` it does what a crash left undone; without, it changes no byte.
    """

    def __init__(self, folder: Path, *, mend: bool, known: Index) -> None:
        self.register = Register()
        self.mailroom = Mailroom()
        self.traffic = Traffic()
        self.months = Months(folder / "mailroom")
        self.marks: dict[str, Mark] = {}
        """The file of each case, as it was when it was read."""
        log = folder / "custody.log"
        self.log = custody.CustodyLog(log, mend=mend, known=known.find_log(log))
        for ref in self.log.refs():
            self.register.reserve(ref)
        self._read_mailroom()
        self._read_cases(folder / "cases", known, mend=mend)
        self._read_traffic(folder / "cases")

    def is_new(self) -> bool:
        """Whether nothing was ever committed in the folder."""
        return not self.register.refs() and self.months.are_new()

    def take(self, events: Iterable[MailroomEvent]) -> None:
        """Move on by what happened, event by event: a message can be held, replayed, held."""
        for event in events:
            before = len(self.mailroom.messages)
            self.mailroom.apply((event,))
            self.traffic.take((event,), self.mailroom.letters.get)
            for key, how in self.mailroom.messages[before:]:
                self.register.know(key, how)
            _enter(event, self.register)

    def _read_mailroom(self) -> None:
        for path, events in self.months.read():
            try:
                self.take(events)
            except KeyError as error:
                raise Damaged(
                    f"{path} tells of the letter {error}, which no month up to it wrote. Restore the folder "
                    f"{path.parent} from the last backup."
                ) from error

    def _read_cases(self, cases: Path, known: Index, *, mend: bool) -> None:
        buried = {one for erased in self.mailroom.erased.values() for one in erased.family}
        for folder in visible(cases):
            if folder.name in buried:
                continue
            summary, is_known = self._read_card(folder, known)
            self.register.put(summary)
            if mend and not is_known:
                self._mend_case(folder, summary)

    def _read_card(self, folder: Path, known: Index) -> tuple[Card, bool]:
        """The card of a case, and whether the index had it: then there is nothing to mend."""
        mark = history.mark_of(folder)
        if mark is None or not _REF.fullmatch(folder.name):
            raise Damaged(
                f"{folder} is not a case: a case is a folder named like 2026-0042 that holds a case.json. "
                "Restore it from the last backup, or move it out of the data folder if it is none."
            )
        self.marks[folder.name] = mark
        left = known.find_card(folder.name, mark)
        if left is not None and self.log.count(folder.name) == left.custody_facts:
            return left, True
        summary = history.read_card(folder, folder.name)
        if summary.ref != folder.name:
            raise Damaged(
                f"{folder} holds the case {summary.ref}: it was copied or renamed. Move the copy out of the "
                "data folder, or give the folder its name back."
            )
        return summary, False

    def _mend_case(self, folder: Path, summary: Card) -> None:
        """Do what a crash left undone: remove halves, log facts. Damaged when the log knows of more."""
        for inside in (folder, folder / "evidence", folder / "letters"):
            with suppress(FileNotFoundError):
                remove_halves(inside)
        remove_unknown_letters(folder / "letters", summary.ref, {letter for _, letter in summary.letters})
        logged = self.log.count(summary.ref)
        if logged < summary.custody_facts:
            facts = custody_facts(history.read(folder))
            self.log.log([(summary.ref, facts[logged:], None)])
        elif logged > summary.custody_facts:
            raise Damaged(
                f"{folder} is older than custody.log, which tells of more that was kept or sent on it. "
                "Restore the folder from a newer backup. If there is none, put custody.log aside, as proof "
                "of what there was: a new one is begun from the cases."
            )

    def _read_traffic(self, cases: Path) -> None:
        """Read what went out of cases in the last hour that anything happened in; the mailroom's is known."""
        cards = map(self.register.card, self.register.refs())
        wrote = [(card.ref, card.wrote_at) for card in cards if card.wrote_at]
        latest = max((at for _, at in wrote), default=None)
        for ref, at in wrote:
            if latest and at > latest - HOUR:
                case = replay(ref, history.read(cases / ref))
                lately = [event for event in case.events if event.at > latest - HOUR]
                self.traffic.take(lately, case.find_letter)
        self.traffic.settle()


def _enter(event: MailroomEvent, register: Register) -> None:
    """Enter in the register what an event of the mailroom says of letters, messages and references."""
    match event:
        case Queued(letter=letter) if letter.message_id:
            register.ours(letter.message_id, MAILROOM, letter.id)
            register.token(letter.token, MAILROOM, letter.id)
        case Split():
            for ref in event.refs:  # a case that a crash left yet to be has its reference already
                register.reserve(ref)
        case Erased():
            register.bury(event.identities)
        case Filed(erased=True) | Held(erased=True) | Quarantined(erased=True):
            register.bury((event.message.raw_sha256, event.message.body_sha256))
        case Restored():
            register.reserve(event.reserved)
        case Replayed():
            register.forget(event.message)
        case Released() | Accepted():
            register.forget(event.about)
