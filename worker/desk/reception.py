"""How the mail server takes letters, in this life of the worker: when a round, or a letter, is given up."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

from worker.deciding.sentences import say
from worker.model import Delivery, DeliveryState, Letter
from worker.reading.message.addresses import without_addresses

GIVE_UP_TRIES = 125
"""About five days of trying (RFC 5321 §4.5.4.1)."""
LATER_IN_A_ROW = 3
"""After this many letters in a row that the server would not take now, the round ends."""
REFUSED_TRIES = 12
"""About seven hours: a quota for the day or a filter's mood passes, a mailbox that is not there does not."""
DOUBTS = 3
"""How often a mail to our own people is handed over again after a connection that broke at its end."""
_LATE = timedelta(minutes=15)


class Reception:
    """What came of the letters that were handed over, one after the other."""

    def __init__(self) -> None:
        self._later = 0
        self._doubts: Counter[str] = Counter()
        self._not_taken_since: datetime | None = None
        self.delay = ""
        """What keeps mail from leaving, in words; empty while it leaves."""

    def begin(self) -> None:
        """A round begins: whatever the last one ended with, the server is asked again."""
        self._later = 0

    @property
    def is_closed(self) -> bool:
        """Whether the server takes nothing now, so that the rest waits for the next round."""
        return self._later >= LATER_IN_A_ROW

    def note(self, letter: Letter, delivery: Delivery, now: datetime) -> None:
        """Note what came of a letter, and say what is wrong once it is more than a passing mood."""
        taken = delivery.state not in (DeliveryState.LATER, DeliveryState.IN_DOUBT)
        self._later = 0 if taken else self._later + 1
        if delivery.state is DeliveryState.IN_DOUBT:
            self._doubts[letter.id] += 1
        if delivery.state is DeliveryState.ACCEPTED:
            self._not_taken_since, self.delay = None, ""
            return
        self._not_taken_since = self._not_taken_since or now
        if self.is_closed or now - self._not_taken_since >= _LATE:
            because = without_addresses(delivery.because, "(someone)").rstrip(".")  # the log holds no names
            self.delay = say("dispatch.mail_does_not_leave_tried", because=because)

    def is_hopeless(self, letter: Letter, delivery: Delivery) -> bool:
        """Whether a letter that was not accepted is given up, and a person told."""
        if delivery.state is DeliveryState.REFUSED:
            # A recipient that is refused stays refused; all else (a quota, a filter) may pass, and an alert
            # to our own people is worth asking again. A letter out of the school is the head's to decide on.
            return letter.external or bool(delivery.refused) or letter.tries >= REFUSED_TRIES
        if delivery.state is DeliveryState.IN_DOUBT and self._doubts[letter.id] >= DOUBTS:
            return True  # this server takes mail and breaks off after it: each try is one more copy
        return letter.tries >= GIVE_UP_TRIES
