"""How much of a message is read, and what a walk over it has used up and could not read."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a message is read; sizes in bytes, ``words`` in characters of its whole text.

    What lies beyond is named in ``problems``.
    """

    depth: int = 30
    parts: int = 500
    header: int = 1_048_576
    header_value: int = 65_536
    header_fields: int = 5_000
    decoded: int = 67_108_864
    text: int = 4_194_304
    words: int = 200_000
    said: int = 8_388_608
    """Of all its texts together: those of mails inside it, and those of files."""
    opened: int = 33_554_432
    """Of documents as their readers go through them, where a token of a PDF counts as many (``Document``)."""


LIMITS = Limits()


@dataclass(slots=True)
class Walk:
    """The state of one walk: what is left of the limits, and what went wrong."""

    limits: Limits = LIMITS
    seen: int = 0
    decoded: int = 0
    said: int = 0
    opened: int = 0
    problems: list[str] = field(default_factory=list)

    def inner(self) -> Walk:
        """The walk of a mail inside: its problems are its own, the limits are shared (``leave``)."""
        return Walk(self.limits, self.seen, self.decoded, self.said, self.opened)

    def leave(self, inner: Walk) -> None:
        """Go on where the walk of a mail inside has ended."""
        self.seen, self.decoded, self.said, self.opened = inner.seen, inner.decoded, inner.said, inner.opened

    def room(self, size: int) -> int:
        """Return how much of a text of so many bytes may still be read, and count it."""
        room = max(0, min(size, self.limits.said - self.said))
        self.said += room
        return room

    def note(self, problem: str) -> None:
        """Remember a problem once."""
        if problem not in self.problems:
            self.problems.append(problem)
