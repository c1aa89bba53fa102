"""What is made of a line, kept for the next mail: most lines of our mails stand in every other one too."""

from __future__ import annotations

from collections.abc import Callable

_LONGEST = 1_000
"""Characters of a line that is kept: no sender fills the memory with long ones."""


class Repeated(dict[str, str]):
    """Lines by what ``make`` makes of each; ``most`` of them are kept, then it begins anew."""

    def __init__(self, make: Callable[[str], str], most: int) -> None:
        super().__init__()
        self._make, self._most = make, most

    def __missing__(self, line: str) -> str:
        made = self._make(line)
        if len(line) <= _LONGEST:
            if len(self) >= self._most:
                self.clear()
            self[line] = made
        return made
