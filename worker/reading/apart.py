"""One mail taken apart: what several who read it ask for is made once, when first asked for."""

from __future__ import annotations

from dataclasses import dataclass

from worker.model import Forwarded, Mail
from worker.reading.machines.noise import Noise, find_noise, takes_answers
from worker.reading.quoted.forward import find_forwarded, own_text
from worker.reading.quoted.inside import Inside, look_inside
from worker.reading.quoted.reply import NewText, read_reply
from worker.reading.quoted.shapes import Line, read_lines
from worker.reading.safety import find_stop, words_of
from worker.reading.words.once import once


@dataclass(frozen=True)
class Apart:
    """A mail and the texts of ours that it may quote; all else follows from these two."""

    mail: Mail
    ours: tuple[str, ...] = ()

    @once
    def lines(self) -> list[Line]:
        """The lines of its text."""
        return read_lines(self.mail.text)

    @once
    def new(self) -> NewText:
        """The new text, apart from quotes, signatures and our own words."""
        return read_reply(self.mail, self.ours, self.lines)

    @once
    def inside(self) -> Inside:
        """Where in its text the forwarded messages are."""
        return look_inside(self.mail, self.lines)

    @once
    def forwarded(self) -> tuple[Forwarded, ...]:
        """The mails forwarded in it, outermost first."""
        return find_forwarded(self.mail, self.inside)

    @once
    def own(self) -> str:
        """What a forwarder typed around them."""
        return own_text(self.mail, self.inside)

    @once
    def noise(self) -> Noise | None:
        """What makes the mail a machine's, or None for a person's."""
        return find_noise(self.mail)

    @property
    def may_be_answered(self) -> bool:
        """Whether an automatic answer is allowed (RFC 3834 §2)."""
        return self.noise is None and takes_answers(self.mail)

    @once
    def words(self) -> str:
        """All words but ours, as the safety stop looks at them."""
        return words_of(self.mail, self.ours)

    @once
    def stop(self) -> str | None:
        """The words for which the mail must not be opened further (domain §5.4), or None."""
        return find_stop(self.words)
