"""What an opened message is to us: what of ours it answers, who really sent it, what it says and shows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from worker.deciding.judging.bare import Known, Standpoint
from worker.deciding.judging.foreseeing import find_reading
from worker.deciding.judging.foreseen import Foreseen
from worker.deciding.judging.looking import Sight
from worker.deciding.judging.triage import read_message
from worker.deciding.office import Office
from worker.desk.answered import find_answered, quotable
from worker.desk.eyesight import Eyesight, look_at
from worker.desk.incoming import Answered, Message
from worker.desk.keeping import kept_of, with_looks
from worker.desk.oncases import OnCases
from worker.desk.proof import Signatures, trust_for
from worker.model import Letter, Mail, MessageKey, Reading, Role, Trust
from worker.outside.data.store import MAILROOM, Store
from worker.reading.apart import Apart
from worker.reading.senders.roles import role_of


class Leave(StrEnum):
    """What a person said of a message that was stopped or held, before it is read again."""

    NONE = "none"
    CLEARED = "cleared"
    ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True)
class Opened:
    """A message that is neither known nor stopped, about to be read.

    With ``leave`` it is read although it was stopped, or as a report although a stranger sent it. ``apart``
    is the mail as far as it was taken apart before, ``foreseen`` what was read of it ahead. Of a message that
    was released by its text alone there are no bytes (``raw``).
    """

    mail: Mail
    raw: bytes
    key: MessageKey
    leave: Leave = Leave.NONE
    apart: Apart | None = None
    foreseen: Foreseen | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """What a message is read in: its parts, the letter of ours it answers, whom to trust on its sender."""

    apart: Apart
    answered: Answered | None
    trust: Trust


class Understanding:
    """Reads messages in the light of what is stored. Nothing is stored here."""

    def __init__(
        self, store: Store, office: Office, cases: OnCases, trust: Trust, signatures: Signatures | None
    ) -> None:
        self._store = store
        self._office = office
        self._cases = cases
        self._trust = trust
        self._signatures = signatures

    def setting_of(self, opened: Opened) -> Setting:
        """What the message is to be read in."""
        answered = self.find_answered(opened.mail)
        ours = self.words_of(answered)
        apart = opened.apart
        if apart is None or apart.ours != ours:
            apart = Apart(opened.mail, ours)
        trust = trust_for(opened.mail, opened.raw, self._trust, self._office.people, self._signatures)
        return Setting(apart, answered, trust)

    def read(self, opened: Opened, setting: Setting, now: datetime, eyes: Eyesight | None = None) -> Message:
        """Read it; ``eyes`` read the pictures of a report, once its text has cleared them.

        They may show what stops it after all.
        """
        reading = self._read(setting, opened.leave, now, foreseen=opened.foreseen)
        sights = look_at(reading, eyes if opened.leave is not Leave.CLEARED else None)
        if sights:
            reading = self._read(setting, opened.leave, now, sights)
        kept = with_looks(kept_of(opened.mail, opened.raw, opened.key), sights)
        return Message(setting.apart, opened.raw, opened.key, reading, setting.answered, kept)

    def _read(
        self,
        setting: Setting,
        leave: Leave,
        now: datetime,
        sights: tuple[Sight, ...] = (),
        foreseen: Foreseen | None = None,
    ) -> Reading:
        apart = setting.apart
        known = self._known(apart.mail, setting.answered, leave, now)
        at = Standpoint(self._office.people, self._office.local_date(now), setting.trust)
        found = None if sights else find_reading(foreseen, apart, at, known)
        return found or read_message(apart, at, known, sights)

    def _known(self, mail: Mail, answered: Answered | None, leave: Leave, now: datetime) -> Known:
        """What the cases tell of the message."""
        ref = self._cases.find_thread(mail, answered)
        return Known(
            answers_draft=answered is not None and answered.asks,
            answers_case=ref,
            poster=self._store.case(ref).poster if ref else None,
            cleared=leave is Leave.CLEARED,
            accepted=leave is Leave.ACCEPTED,
            outsider=self._outsider(mail, answered, self._office.local_date(now)),
            answers_letter=answered is not None and answered.letter.external,
        )

    def _outsider(self, mail: Mail, answered: Answered | None, today: date) -> Role:
        """What somebody from outside is to the case that the mail is about, if it is about one."""
        if mail.sender is None or role_of(mail.sender.email, self._office.people, today) is not Role.STRANGER:
            return Role.STRANGER
        ref = self._cases.find_named(mail, answered)
        return self._cases.outsider(mail, ref) if ref else Role.STRANGER

    def find_answered(self, mail: Mail) -> Answered | None:
        """Find the letter of ours that a mail answers, as far as its cases are still there."""
        found = find_answered(mail, self._store, self._office.people.inbox)
        if found is None or found.ref != MAILROOM:
            return found
        return replace(found, letter=self._without_erased(found.letter))

    def _without_erased(self, letter: Letter) -> Letter:
        """A letter without the numbers of cases that are no more."""
        find = self._store.register.find_card
        return replace(letter, items=tuple(i for i in letter.items if not i.ref or find(i.ref) is not None))

    def words_of(self, answered: Answered | None) -> tuple[str, ...]:
        """The words of ours that a reply may quote."""
        return quotable(answered, self._store) if answered else ()
