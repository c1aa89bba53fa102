"""What each command does. Heavy parts are imported by the command that needs them.

Each returns an exit code and raises what `worker.cli.main` puts into words.
"""

from __future__ import annotations

import errno
import sys
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING

from worker.errors import Misconfigured, Unreachable
from worker.opening import (
    DONE,
    NEEDS_A_PERSON,
    TRY_AGAIN,
    as_line,
    find_why_pictures_unread,
    log_plainly,
    look_into,
    open_settings,
)

if TYPE_CHECKING:
    import argparse


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
    unread = find_why_pictures_unread(settings)
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
    from worker.status import as_text, look_at

    settings = open_settings(options, secrets=False)
    status = look_at(settings.data) | {"pictures_unread_because": find_why_pictures_unread(settings)}
    print(as_line(status) if options.json else as_text(status))
    return NEEDS_A_PERSON if status["needs_a_person"] else DONE


def case_list(options: argparse.Namespace) -> int:
    """List every case, without names."""
    from worker.casebook import case_rows, table
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
