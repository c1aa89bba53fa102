"""The rows that weights are learnt from: what a reporter told, what was posted, and how it is to be read.

One row a line: ``grounds | optional | urgency | told | said``, ``-`` for none, ``\\n`` where a line
ends. A whole report has what was said within what is told. Everybody in them is invented.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from zlib import crc32

from worker.model import Post

FOLDER = Path(__file__).parent
FRAMES = (
    "She has put this up.",
    "Jo Bell put this on Facebook on Sunday:",
    "Hello, please see below what was posted last night.",
    "This came up on Facebook this morning. It is by Jo Bell.",
    "I was sent this by a colleague. It is on her page.",
    "Good morning, I was told to send this to you. It went up yesterday at about nine.",
    "Jo Bell, on the village page:",
    "I saw this in my feed, the link is in my other email.",
    "Thought you should see this, posted by Jo Bell.",
    "Hi both, a parent has put the following.",
    "As discussed, here is the post with the screenshot. It says:",
    "This is what he wrote on Tuesday.",
)


@dataclass(frozen=True, slots=True)
class Row:
    """``must`` are the grounds a careful head would name, ``may`` those that could be named as well."""

    must: frozenset[str]
    may: frozenset[str]
    urgency: str
    told: str
    said: str

    @classmethod
    def written(cls, must: str, may: str, urgency: str, told: str, said: str) -> Row:
        """A row as it is written, its grounds parted by spaces."""
        return cls(frozenset(must.split()), frozenset(may.split()), urgency, told, said)

    @property
    def words(self) -> str:
        """The text of the report."""
        if not self.said or self.said in self.told:
            return f"about us\n\n{self.told}"
        return f"about us\n\n{self.told or self._frame} “{self.said}”"

    @property
    def _frame(self) -> str:
        """What stands around words of which nothing is told, in many ways: none speaks for a ground."""
        return FRAMES[crc32(self.said.encode()) % len(FRAMES)]

    @property
    def posts(self) -> tuple[Post, ...]:
        """The post that is reported."""
        return (Post("facebook", "Jo Bell", None, None, None, None, self.said or None, "body", 0.8),)


def read_rows(path: Path) -> list[Row]:
    """The rows of a file, in their order."""
    return [_row(line, f"{path.name}:{n}") for n, line in _lines(path)]


def files() -> list[Path]:
    """The files of rows, by name."""
    return sorted(FOLDER.glob("*.txt"))


def digest() -> str:
    """The SHA-256 of all rows."""
    return sha256(b"".join(path.read_bytes() for path in files())).hexdigest()


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    return ((n, line) for n, line in enumerate(path.read_text("utf-8").splitlines(), 1) if line.strip())


def _row(line: str, where: str) -> Row:
    fields = [field.strip() for field in line.split(" | ")]
    if len(fields) != 5:
        raise ValueError(f"{where}: not five fields")
    return Row.written(*("" if field == "-" else field.replace("\\n", "\n") for field in fields))
