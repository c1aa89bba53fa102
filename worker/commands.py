"""What each command does. Heavy parts are imported by the command that needs them.

Each returns an exit code and raises what `worker.cli.main` puts into words.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any

from worker.errors import Misconfigured, Unreachable
from worker.meter import show_progress
from worker.opening import (
    DONE,
    NEEDS_A_PERSON,
    TRY_AGAIN,
    as_line,
    log_plainly,
    look_into,
    open_settings,
    sample_settings,
)

if TYPE_CHECKING:
    import argparse

    from worker.judge import Answer, Known
    from worker.model import Mail
    from worker.outside.eyes import Eyes
    from worker.outside.setup.config import Settings


def demo(options: argparse.Namespace) -> int:
    """Play the story on embedded servers."""
    from worker.demo.story import play

    folder = Path(options.folder) if options.folder else None
    try:
        play(folder, fast=options.fast, stay=options.stay)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        raise Unreachable(
            f"{error.strerror}. Is another headsup demo --stay running? End it first."
        ) from None
    return DONE


def run(options: argparse.Namespace) -> int:
    """Work until stopped."""
    from worker.service import Service

    log_plainly()
    service = Service(open_settings(options))
    try:
        service.run()
    finally:
        service.close()
    return DONE


def once(options: argparse.Namespace) -> int:
    """Make one pass."""
    from worker.service import Service

    log_plainly()
    service = Service(open_settings(options))
    try:
        service.once()
    finally:
        service.close()
    return DONE


def check(options: argparse.Namespace) -> int:
    """Say whether settings and templates are right, without connecting."""
    from worker.clock import clock
    from worker.wording.letters import Wording

    settings = open_settings(options)
    wording = Wording(settings.school, settings.people.inbox, settings.rules.undo_minutes, settings.templates)
    problems = wording.check()
    if problems:
        raise Misconfigured(problems)
    on = clock().date()
    _, _, tokens = settings.open_secrets(clock)
    notices = [*settings.notices_on(on), *(tokens.warnings(on) if tokens else ())]
    unread = _why_pictures_are_unread(settings)
    if options.json:
        print(as_line({"file": str(settings.file), "notes": notices, "pictures_unread_because": unread}))
        return DONE
    if unread is not None:
        notices.append(f"pictures are not read by machine: {unread}.")
    for notice in notices:
        print(f"note: {notice}")
    pictures = "" if unread else " Pictures: read by machine."
    print(
        f"{settings.file}: complete and right. Templates: all readable.{pictures} "
        "Nothing was sent or connected."
    )
    return DONE


def doctor(options: argparse.Namespace) -> int:
    """Try everything with the real servers, and say line by line what is right and what to do."""
    from dataclasses import asdict
    from secrets import token_hex

    from worker.clock import clock
    from worker.doctor import as_text, examine
    from worker.terminal import has_colour

    settings = open_settings(options)
    proofs = tuple(Path(name) for name in options.sender_proof)
    colour = has_colour(sys.stdout)
    unicode = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    marks = set()
    for finding in examine(settings, clock, token_hex(16), proofs, 600.0 if options.wait else 0.0):
        marks.add(finding.mark)
        shown = as_line(asdict(finding)) if options.json else as_text(finding, colour=colour, unicode=unicode)
        print(shown, flush=True)
    if "bad" in marks:
        return NEEDS_A_PERSON
    return TRY_AGAIN if "later" in marks else DONE


def signin(options: argparse.Namespace) -> int:
    """Sign a person in by a code, which they type into a page of Microsoft's; the sign-in is kept."""
    from worker.clock import clock
    from worker.outside.data.folder import make_ours

    settings = open_settings(options)
    _, _, tokens = settings.open_secrets(clock)
    if tokens is None or settings.signin.method != "microsoft-code":
        raise Misconfigured([_said("not_by_code", method=settings.signin.method)])
    make_ours(settings.data)
    who = tokens.sign_in(lambda page, code: print(_said("code", page=page, code=code), flush=True))
    wanted = settings.signin.account or settings.imap.user
    print(_said("signed_in", who=who or wanted))
    if who and who.lower() != wanted.lower():
        print(_said("signed_in_as_another", who=who, wanted=wanted))
        return NEEDS_A_PERSON
    return DONE


def status(options: argparse.Namespace) -> int:
    """Say whether it works and whether anything needs a person."""
    from worker.status import as_text, read_status

    settings = open_settings(options, secrets=False)
    status = read_status(look_into(settings)) | {
        "pictures_unread_because": _why_pictures_are_unread(settings)
    }
    print(as_line(status) if options.json else as_text(status))
    return NEEDS_A_PERSON if status["needs_a_person"] else DONE


def case_list(options: argparse.Namespace) -> int:
    """List every case, without names."""
    from worker.status import case_rows, table
    from worker.terminal import has_colour

    rows = case_rows(look_into(open_settings(options, secrets=False)))
    if options.json:
        for row in rows:
            print(as_line(row))
    else:
        width = get_terminal_size().columns if sys.stdout.isatty() else 0
        print(table(rows, width, colour=has_colour(sys.stdout)) if rows else "There are no cases.")
    return DONE


def _said(name: str, **values: object) -> str:
    """One of the sentences of ``headsup signin``."""
    from worker.outside.signin.refusals import say

    return say("command", name, **values)


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

    with _mail_reader() as mail:
        from worker.judge import reading_as_text, readings

        eyes = _eyes(options)
        try:
            look = eyes.look if eyes else None
            found = readings(options.files, _known(options), clock().date(), look, mail)
            return _answer(found, reading_as_text, options)
        finally:
            if eyes:
                eyes.close()


def decide(options: argparse.Namespace) -> int:
    """Say how each file would be read as a reply of the head."""
    from worker.clock import clock

    now = options.now or clock()
    with _mail_reader() as mail:
        from worker.judge import decision_as_text, decisions

        found = decisions(options.files, options.drafts, _known(options), now, mail)
        return _answer(found, decision_as_text, options)


@contextmanager
def _mail_reader() -> Iterator[Callable[[bytes], Mail]]:
    """Reads mails in a process of its own, within bounds, as the service does; here, where there is none."""
    from worker.outside.reader import Reader

    reader = Reader()
    reader.prepare()

    def read(raw: bytes) -> Mail:
        try:
            return reader.mail(raw)
        except Unreachable:
            from worker.reading.message.mail import read_mail

            return read_mail(raw)

    try:
        yield read
    finally:
        reader.close()


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
    unread = _why_pictures_are_unread(settings) if settings else find_absence()
    return None if unread else Eyes(Limits(a_picture=60.0, a_mail=180.0))


def _why_pictures_are_unread(settings: Settings) -> str | None:
    from worker.outside.eyes import find_absence

    return find_absence() if settings.screenshots else "[reading] screenshots is false"


def _known(options: argparse.Namespace) -> Known:
    from worker.judge import Known

    if not options.config:
        return Known()
    settings = open_settings(options, secrets=False)
    return Known(settings.people, settings.trust, settings.rules.zone)
