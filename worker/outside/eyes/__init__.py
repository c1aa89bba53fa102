"""Pictures read by machine on this machine, in a process of its own that may be lost at any time.

Nothing here raises into the desk: a picture that is not read is a `Sight` that says why, and stays
evidence as it was. What the child answers is checked as any stranger's words are.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from time import monotonic

from worker.deciding.judging.looking import Sight
from worker.model import Attachment
from worker.outside.apart.channel import Channel, Late, NotReady, command
from worker.outside.apart.child import Child

__all__ = ["Eyes", "Limits", "find_absence"]

CHILD = command("worker.outside.eyes.child")
_THREADS = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
_NEEDED = ("rapidocr", "onnxruntime", "pi_heif", "PIL", "numpy")
_REMEMBERED = 100


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds and counts. ``a_mail`` bounds all the pictures of one mail, the child's start included."""

    a_picture: float = 15.0
    a_mail: float = 20.0
    idle: float = 120.0
    """After so long without a picture the child is ended, and its 0.7 GB are free again."""
    pictures: int = 100
    """After so many pictures the child is replaced: what it holds grows a little with each."""
    deaths: int = 2
    """Children that one mail may cost."""
    pause: float = 600.0
    """Seconds until a child that could not be started is tried again."""


def find_absence() -> str | None:
    """Say why pictures are not read on this machine; None where they are."""
    if all(find_spec(name) for name in _NEEDED):
        return None
    return "the extra `screenshots` is not installed"


class Eyes:
    """One reader of pictures, started when the first one comes."""

    def __init__(
        self,
        limits: Limits | None = None,
        command: Sequence[str] = CHILD,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._limits = limits or Limits()
        self._child = Child(command, clock, more=_THREADS)
        self._clock = clock
        self._lost = 0
        self._not_before = 0.0
        self._known: OrderedDict[str, Sight] = OrderedDict()
        self.seconds = 0.0
        """Spent on looking so far."""
        self.trouble = ""
        """Why no picture can be read at present, in words for the admin; empty while all is well."""

    def look(self, pictures: Sequence[Attachment]) -> tuple[Sight, ...]:
        """What is seen in each picture, in order; at most ``a_mail`` seconds for all. Raises nothing.

        A picture seen lately is not read again: five members of staff forward the same one.
        """
        began = self._clock()
        until = began + self._limits.a_mail
        lost, sights = self._lost, []
        for picture in pictures:
            known = self._known.get(picture.sha256)
            if known is None and self._lost - lost >= self._limits.deaths:
                known = Sight(picture.sha256, problem="the reader of pictures failed on this mail")
            sights.append(known or self._look(picture, until))
        self.seconds += self._clock() - began
        return tuple(sights)

    def rest(self) -> None:
        """End the child if it has had nothing to do for long. Called now and then by the service."""
        self._child.rest(self._limits.idle)

    def close(self) -> None:
        """End the child, if there is one."""
        self._child.end()

    def _look(self, picture: Attachment, until: float) -> Sight:
        """One picture, by the child there is or a new one; whatever goes wrong costs this child."""
        from worker.outside.eyes.answers import read_sight

        try:
            left = until - self._clock()
            if left <= 0 or (self._child.channel is None and left < self._limits.a_mail / 2):
                return Sight(picture.sha256, problem="there was no time left for it")
            channel = self._ready(left)
            allowed = min(self._limits.a_picture, until - self._clock())
            sight = read_sight(picture.sha256, channel.ask([picture.data], allowed)[0])
        except NotReady as why:
            self._give_up(str(why))
            return Sight(picture.sha256, problem="the reader of pictures does not start")
        except Late:
            self._lose()
            return Sight(picture.sha256, problem="it took too long")
        except Exception:  # noqa: BLE001  the line broke, or an answer was none: this child is no good
            self._lose()
            return Sight(picture.sha256, problem="the reader of pictures broke down over it")
        except BaseException:  # a signal in the middle of an answer: the next would get this one's
            self.close()
            raise
        self._remember(sight)
        return sight

    def _ready(self, seconds: float) -> Channel:
        """The child, warm: the one there is while it is not worn out."""
        if self._child.asked >= self._limits.pictures:
            self.close()
        if self._child.channel is None and self._clock() < self._not_before:
            raise NotReady("it did not start before")
        channel = self._child.ready(seconds)
        self._child.use()
        self.trouble = ""
        return channel

    def _give_up(self, why: str) -> None:
        """Leave it alone for a while: a child that cannot start costs each mail its seconds."""
        self._lose()
        if self._clock() >= self._not_before:
            self._not_before = self._clock() + self._limits.pause
            self.trouble = f"Pictures are not read by machine: {why}."

    def _lose(self) -> None:
        self.close()
        self._lost += 1

    def _remember(self, sight: Sight) -> None:
        self._known[sight.sha256] = sight
        if len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
