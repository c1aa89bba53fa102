"""How the story of the demo is told: its clock, and what is printed scene by scene."""

from __future__ import annotations

import os
import sys
import textwrap
import time
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

from worker.clock import clock

BEGINS_AT = datetime(2026, 11, 24, 8, 4, tzinfo=UTC)
SECONDS_A_STEP = 4.0


class StoryClock:
    """The story's own time: it stands still until it is told to move, and runs on once let go."""

    def __init__(self) -> None:
        self._at = BEGINS_AT
        self._let_go_at: datetime | None = None

    def __call__(self) -> datetime:
        """Return the story's present instant."""
        return self._at + (clock() - self._let_go_at if self._let_go_at else timedelta())

    def move_to(self, at: datetime) -> None:
        """Let time pass at once."""
        self._at = at

    def let_go(self) -> None:
        """Run on with the real seconds."""
        self._let_go_at = clock()


class Teller:
    """Tells the story on the terminal: who does what, with the lines of the mails that matter."""

    def __init__(self, *, fast: bool) -> None:
        self._pause = 0.0 if fast else SECONDS_A_STEP
        self._colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        self._step = 0

    def begins(self, text: str) -> None:
        """Say what is about to be seen."""
        print(textwrap.fill(text, 88))

    def scene(self, at: datetime, what: str) -> None:
        """Begin a step of the story."""
        self._step += 1
        print()
        self._print(f"{self._step}. {at:%A %H:%M}  {what}", bold=True)

    def says(self, text: str) -> None:
        """Explain in a sentence or two."""
        print(textwrap.fill(text, 88, initial_indent="   ", subsequent_indent="   "))

    def shows(self, mail: EmailMessage, begin: str = "", lines: int = 6) -> None:
        """Show a mail: from, to, subject and some lines of its text."""
        body = mail.get_body(("plain",))
        text = body.get_content() if body else ""
        shown = [row for line in text[max(text.find(begin), 0) :].splitlines() for row in _rows(line)]
        head = [f"From: {mail['From']}", f"To: {mail['To']}", f"Subject: {mail['Subject']}", ""]
        for row in [*head, *shown[:lines], *(["…"] if len(shown) > lines else [])]:
            print(f"   │ {row}".rstrip())
        time.sleep(self._pause)

    def ends(self, lines: list[str]) -> None:
        """End the story."""
        print()
        for line in lines:
            print(line)

    def _print(self, text: str, *, bold: bool) -> None:
        print(f"\033[1m{text}\033[0m" if bold and self._colour else text, flush=True)


def _rows(line: str) -> list[str]:
    """A line as a terminal shows it; empty ones are left out."""
    return textwrap.wrap(line, 84, subsequent_indent=" " * (len(line) - len(line.lstrip())))
