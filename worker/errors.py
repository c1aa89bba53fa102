"""The ways something can fail, named for what the shell does about each."""

from __future__ import annotations

from collections.abc import Iterable


class Unreadable(Exception):
    """A message that cannot be read, with the reason in words: it is quarantined, and a person looks."""


class Unreachable(Exception):
    """A server that does not answer, or answers "later": nothing is lost, the next tick tries again."""


class Misconfigured(Exception):
    """Settings that cannot work: the command ends, listing every problem at once (exit code 2)."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


class Damaged(Exception):
    """A stored file that cannot be trusted: the service stops, naming the file and the way back."""
