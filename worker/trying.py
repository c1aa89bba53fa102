"""The commands that need no settings: every mail as a page, and what a file would be taken for."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from worker.errors import Misconfigured, Unreachable
from worker.meter import show_progress
from worker.opening import DONE, as_line, find_why_pictures_unread, open_settings, sample_settings

if TYPE_CHECKING:
    import argparse

    from worker.judge import Answer, Known
    from worker.model import Mail
    from worker.outside.eyes import Eyes
    from worker.outside.reader.expecting import MailReader


def preview(options: argparse.Namespace) -> int:
    """Write every mail and letter as pages."""
    from worker.outside.setup.config import load
    from worker.preview import write_preview

    settings = (
        open_settings(options, secrets=False)
        if options.config
        else load(sample_settings(), os.environ, secrets=False)
    )
    folder = Path(options.folder)
    count = write_preview(settings, folder)
    index = folder / "index.html"
    if options.json:
        print(as_line({"mails": count, "index": str(index)}))
    else:
        print(f"{count} mails and letters, with sample data. Open {index}")
    return DONE


def read(options: argparse.Namespace) -> int:
    """Say what the service understands of each file."""
    from worker.clock import clock

    with _mail_reader() as reader:
        from worker.judge import reading_as_text, readings

        eyes = _eyes(options)
        try:
            look = eyes.look if eyes else None
            found = readings(options.files, _known(options), clock().date(), look, reader)
            return _answer(found, reading_as_text, options)
        finally:
            if eyes:
                eyes.close()


def decide(options: argparse.Namespace) -> int:
    """Say how each file would be read as a reply of the head."""
    from worker.clock import clock

    now = options.now or clock()
    with _mail_reader() as reader:
        from worker.judge import decision_as_text, decisions

        found = decisions(options.files, options.drafts, _known(options), now, reader)
        return _answer(found, decision_as_text, options)


@contextmanager
def _mail_reader() -> Iterator[MailReader]:
    """Reads mails in a process of its own, within bounds, as the service does; here, where there is none."""
    from worker.outside.reader import Reader
    from worker.outside.reader.ahead import ReadAhead

    class AheadOrHere(ReadAhead):
        def mail(self, raw: bytes) -> Mail:
            try:
                return super().mail(raw)
            except Unreachable:
                from worker.reading.message.mail import read_mail

                return read_mail(raw)

    reader = Reader()
    reader.prepare()
    ahead = AheadOrHere(reader)
    try:
        yield ahead
    finally:
        ahead.close()


def _answer(
    answers: Iterable[Answer], as_text: Callable[[dict[str, Any]], str], options: argparse.Namespace
) -> int:
    """Print each answer as soon as it is there; complain at the end of what could not be opened."""
    closed = []
    for answer in _counted(answers, len(options.files)):
        print(as_line(answer.found) if options.json else as_text(answer.found))
        if not answer.opened:
            closed.append((answer.found.get("problems") or [answer.found["because"]])[0])
    if closed:
        raise Misconfigured(closed)
    return DONE


def _counted(answers: Iterable[Answer], total: int) -> Iterator[Answer]:
    """The answers, with how many there were so far where they go into a file and somebody waits."""
    for number, answer in enumerate(answers, 1):
        yield answer
        if not sys.stdout.isatty():
            show_progress("reading", number, total)


def _eyes(options: argparse.Namespace) -> Eyes | None:
    """What reads pictures, unless the settings or the machine say that they are not read."""
    from worker.outside.eyes import Eyes, Limits, find_absence

    settings = open_settings(options, secrets=False) if options.config else None
    unread = find_why_pictures_unread(settings) if settings else find_absence()
    return None if unread else Eyes(Limits(a_picture=60.0, a_mail=180.0))


def _known(options: argparse.Namespace) -> Known:
    from worker.judge import Known

    if not options.config:
        return Known()
    settings = open_settings(options, secrets=False)
    return Known(settings.people, settings.trust, settings.rules.zone)
