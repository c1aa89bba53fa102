"""What each command does. Heavy parts are imported by the command that needs them.

Each returns an exit code and raises what `worker.cli.main` puts into words.
"""

from __future__ import annotations

import errno
import json
import os
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from worker.errors import Misconfigured, Unreachable

if TYPE_CHECKING:
    import argparse

    from worker.judge import Answer, Known
    from worker.outside.config import Settings
    from worker.outside.eyes import Eyes
    from worker.outside.store import Store

DONE, NEEDS_A_PERSON, TRY_AGAIN = 0, 1, 75
_BREAKS = re.compile("[\x7f-\x9f\u2028\u2029]")
PLACES = (Path("config.toml"), Path("/etc/headsup/config.toml"))


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

    _log_plainly()
    service = Service(_settings(options))
    try:
        service.run()
    finally:
        service.close()
    return DONE


def once(options: argparse.Namespace) -> int:
    """Make one pass."""
    from worker.service import Service

    _log_plainly()
    service = Service(_settings(options))
    try:
        service.once()
    finally:
        service.close()
    return DONE


def check(options: argparse.Namespace) -> int:
    """Say whether settings and templates are right, without connecting."""
    from worker.clock import clock
    from worker.wording.letters import Wording

    settings = _settings(options)
    wording = Wording(settings.school, settings.people.inbox, settings.rules.undo_minutes, settings.templates)
    problems = wording.check()
    if problems:
        raise Misconfigured(problems)
    on = clock().date()
    _, _, tokens = settings.open_secrets(clock)
    for notice in (*settings.notices_on(on), *(tokens.warnings(on) if tokens else ())):
        print(f"note: {notice}")
    unread = _why_pictures_are_unread(settings)
    if unread is not None:
        print(f"note: pictures are not read by machine: {unread}.")
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

    settings = _settings(options)
    proofs = tuple(Path(name) for name in options.sender_proof)
    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    unicode = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    marks = set()
    for finding in examine(settings, clock, token_hex(16), proofs, 600.0 if options.wait else 0.0):
        marks.add(finding.mark)
        shown = _line(asdict(finding)) if options.json else as_text(finding, colour=colour, unicode=unicode)
        print(shown, flush=True)
    if "bad" in marks:
        return NEEDS_A_PERSON
    return TRY_AGAIN if "later" in marks else DONE


def signin(options: argparse.Namespace) -> int:
    """Sign a person in by a code, which they type into a page of Microsoft's; the sign-in is kept."""
    from worker.clock import clock
    from worker.outside.folder import make_ours

    settings = _settings(options)
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

    settings = _settings(options, secrets=False)
    status = read_status(_looking(settings)) | {"pictures_unread_because": _why_pictures_are_unread(settings)}
    print(_line(status) if options.json else as_text(status))
    return NEEDS_A_PERSON if status["needs_a_person"] else DONE


def case_list(options: argparse.Namespace) -> int:
    """List every case, without names."""
    from worker.status import case_rows, table

    rows = case_rows(_looking(_settings(options, secrets=False)))
    if options.json:
        for row in rows:
            print(_line(row))
    else:
        print(table(rows) if rows else "No cases yet.")
    return DONE


def _said(name: str, **values: object) -> str:
    """One of the sentences of ``headsup signin``."""
    from worker.outside.signin.refusals import say

    return say("command", name, **values)


def _known_ref(store: Store, named: str) -> str:
    """The reference of a case that is there."""
    ref = named.removeprefix("HU-")
    if store.register.find_card(ref) is None:
        raise Misconfigured([f"There is no case {named}. See: headsup case list"])
    return ref


def replay(options: argparse.Namespace) -> int:
    """List what is held or could not be read, or have it read again."""
    from worker.status import waiting_rows

    store = _looking(_settings(options, secrets=False))
    waiting = waiting_rows(store)
    if not options.message:
        for row in waiting:
            print(f"{row['id'][:12]}  {row['state']:<12} {row['at']}  {row['because']}")
        print(
            f"{len(waiting)} waiting. To have one read again: headsup replay ID"
            if waiting
            else "Nothing waits."
        )
        return DONE
    chosen = [r for r in waiting if options.message == "all" or r["id"].startswith(options.message)]
    if not chosen:
        raise Misconfigured(
            [f"No held or quarantined message begins with {options.message}. See: headsup replay"]
        )
    for row in chosen:
        store.ask_replay(row["key"])
        more = "" if row["state"] == "quarantined" else " Now move it from the Held folder back to the inbox."
        print(f"{row['id'][:12]} will be read again at the service's next round.{more}")
    return DONE


def backup(options: argparse.Namespace) -> int:
    """Copy the data folder, also while the service runs, and prove the copy."""
    from worker.clock import clock
    from worker.outside.backup import make_backup

    settings = _settings(options, secrets=False)
    about = make_backup(settings.data, Path(options.target), clock(), show_progress)
    print(
        f"{options.target}: {about['cases']} cases in {about['files']} files, opened and checked. It holds "
        "names and evidence: keep it as safe as the machine, and no longer than its cases may be kept."
    )
    return DONE


def rekey(options: argparse.Namespace) -> int:
    """Give the data folder a new key for tokens."""
    from worker.outside.store import Store

    settings = _settings(options, secrets=False)
    store = Store(settings.data)
    try:
        store.renew_secret()
    finally:
        store.close()
    print(
        f"{settings.data}: a new key. Mails written from now on have tokens of it; those that wait for "
        "an answer can be answered as before. Make a backup: older ones hold the old key."
    )
    return DONE


def restore(options: argparse.Namespace) -> int:
    """Put a backup where there is no data yet."""
    from worker.clock import clock
    from worker.outside.backup import restore_backup

    settings = _settings(options, secrets=False)
    about = restore_backup(Path(options.backup), settings.data, clock(), show_progress)
    print(
        f"{settings.data}: {about['cases']} cases as they were at {about['made_at']}, every file checked. "
        "What came or was decided since then is not in it: docs/install.md, under Backup, says what to do."
    )
    return DONE


def erase(options: argparse.Namespace) -> int:
    """Erase a closed case for good: at once, or by the service at its next round."""
    from worker.erased import erasure_as_text, plan_as_text
    from worker.outside.folder import is_held

    settings = _settings(options, secrets=False)
    store = _looking(settings)
    ref = options.ref.upper().removeprefix("HU-")
    if ref in store.mailroom.erased:
        print(erasure_as_text(store, ref))
        cleared = store.mailroom.cleared.get(ref)
        return DONE if cleared is not None and not cleared.left else NEEDS_A_PERSON
    _refuse_to_erase(store, _known_ref(store, ref))
    if not options.yes:
        print(plan_as_text(store, ref, settings.people))
        return NEEDS_A_PERSON
    if not options.why:
        raise Misconfigured(['Say why, without a name, for it stays: --why "a request under Article 17"'])
    store.ask_erase(ref, options.why)
    if is_held(settings.data):
        print(f"HU-{ref} is erased at the service's next round. Then see: headsup erase {options.ref}")
        return DONE
    return _erase_now(_settings(options), ref)


def _refuse_to_erase(store: Store, ref: str) -> None:
    """Raise Misconfigured where a case may not be erased at all."""
    from worker.deciding.records import why_not

    remedies = {
        "open": "is open. Close it first: the head replies CLOSE",
        "held": f'is on hold. Who set it, or the safeguarding lead, replies "lift hold HU-{ref}"',
        "merged": f"goes on as HU-{store.register.living(ref)}. Erase that one, and this goes with it",
    }
    because = why_not(store.case(ref), store.mailroom)
    if because:
        raise Misconfigured([f"HU-{ref} {remedies[because]}."])


def _erase_now(settings: Settings, ref: str) -> int:
    """Erase what is asked for while no service runs."""
    from worker.erased import erasure_as_text
    from worker.service import Service

    _log_plainly()
    service = Service(settings)
    try:
        service.erase()
        done = ref in service.store.mailroom.cleared
        print(erasure_as_text(service.store, ref) if done else f"HU-{ref} was not erased.")
        return DONE if done and not service.store.mailroom.cleared[ref].left else NEEDS_A_PERSON
    finally:
        service.close()


def show_progress(what: str, done: int, whole: int) -> None:
    """Draw how far something has come, where somebody is looking."""
    if sys.stderr.isatty():
        full = 30 * done // max(whole, 1)
        end = "\n" if done == whole else ""
        print(f"\r{what} [{'#' * full:<30}] {done} of {whole} ", end=end, file=sys.stderr, flush=True)


def preview(options: argparse.Namespace) -> int:
    """Write every mail and letter as pages."""
    from worker.outside.config import load
    from worker.preview import write_preview

    settings = load(Path(options.config) if options.config else _sample(), os.environ, secrets=False)
    folder = Path(options.folder)
    count = write_preview(settings, folder)
    print(f"{count} mails and letters, with sample data. Open {folder / 'index.html'}")
    return DONE


def read(options: argparse.Namespace) -> int:
    """Say what the service understands of each file."""
    from worker.clock import clock
    from worker.judge import reading_as_text, readings

    eyes = _eyes(options)
    try:
        found = readings(options.files, _known(options), clock().date(), eyes.look if eyes else None)
        return _answer(found, reading_as_text, options)
    finally:
        if eyes:
            eyes.close()


def decide(options: argparse.Namespace) -> int:
    """Say how each file would be read as a reply of the head."""
    from worker.clock import clock
    from worker.judge import decision_as_text, decisions

    now = options.now or clock()
    return _answer(decisions(options.files, options.drafts, _known(options), now), decision_as_text, options)


def _answer(
    answers: Iterable[Answer], as_text: Callable[[dict[str, Any]], str], options: argparse.Namespace
) -> int:
    """Print each answer as soon as it is there; complain at the end of what could not be opened."""
    closed = []
    for answer in answers:
        print(_line(answer.found) if options.json else as_text(answer.found))
        if not answer.opened:
            closed.append((answer.found.get("problems") or [answer.found["because"]])[0])
    if closed:
        raise Misconfigured(closed)
    return DONE


def _line(found: dict[str, Any]) -> str:
    """JSON on one line, also for a reader who takes every Unicode line break for one."""
    text = json.dumps(found, ensure_ascii=False)
    return _BREAKS.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def _eyes(options: argparse.Namespace) -> Eyes | None:
    """What reads pictures, unless the settings or the machine say that they are not read."""
    from worker.outside.eyes import Eyes, Limits, find_absence

    settings = _settings(options, secrets=False) if options.config else None
    unread = _why_pictures_are_unread(settings) if settings else find_absence()
    return None if unread else Eyes(Limits(a_picture=60.0, a_mail=180.0))


def _why_pictures_are_unread(settings: Settings) -> str | None:
    from worker.outside.eyes import find_absence

    return find_absence() if settings.screenshots else "[reading] screenshots is false"


def _known(options: argparse.Namespace) -> Known:
    from worker.judge import Known

    if not options.config:
        return Known()
    settings = _settings(options, secrets=False)
    return Known(settings.people, settings.trust, settings.rules.zone)


# ── shared by commands ─────────────────────────────────────────────────────────────────────


def _settings(options: argparse.Namespace, *, secrets: bool = True) -> Settings:
    from worker.outside.config import load

    if options.config:
        return load(Path(options.config), os.environ, secrets=secrets)
    for place in PLACES:
        if place.exists():
            return load(place, os.environ, secrets=secrets)
    raise Misconfigured(
        [f"No config.toml here or in /etc/headsup. Start from a copy of {_sample()}, or say --config PATH."]
    )


def _sample() -> Path:
    """The commented settings that ship with Headsup: in the wheel, or in the checkout."""
    inside = Path(__file__).parent / "config.toml"
    return inside if inside.exists() else Path(__file__).parent.parent / "config.toml"


def _looking(settings: Settings) -> Store:
    from worker.outside.store import Store

    return Store(settings.data, looking=True)


def _log_plainly() -> None:
    """To standard error, for journald: no message text, no names, no address ever goes in."""
    import logging

    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(message)s", stream=sys.stderr)
