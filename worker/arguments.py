"""The words that may follow ``headsup``: every command and option, each with a line of help."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import datetime
from typing import Any

from worker import __version__, commands, completing, firstweek, governors, keeping, manual, records, trying
from worker.manual import Parser

FOR = ("school", "police", "legal", "subject", "platform")
"""Whom a copy of a case can be for."""


def make_parser() -> Parser:
    """The whole command line."""
    parser = Parser(
        prog="headsup",
        description="Runs a school's policy on parents' use of social networks, entirely by email.",
        epilog="exit codes: 0 done, 1 something needs a person, 2 wrong usage or configuration, "
        "75 try again later",
    )
    parser.add_argument("--version", action="version", version=f"headsup {__version__}")
    parser.add_argument(
        "--config", metavar="PATH", help="default: ./config.toml, then /etc/headsup/config.toml"
    )
    several = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add_beginning(several)
    _add_service(several)
    _add_looking(several)
    _add_keeping(several)
    _add_trying(several)
    _add_helping(several, parser)
    return parser


def _add_beginning(several: Any) -> None:
    """The commands of the first week."""
    says = "asks a dozen questions and writes a commented config.toml"
    init = _add(several, "init", firstweek.init, says)
    init.add_argument(
        "--answers", metavar="FILE", help='answers instead of questions, as TOML; "-": standard input'
    )
    init.add_argument("--out", metavar="FILE", default="config.toml", help="default: %(default)s")


def _add_helping(several: Any, parser: Parser) -> None:
    """The commands about the commands."""
    says = "the help of a command, or the whole manual"
    told = _add(several, "help", manual.tell, says)
    told.add_argument("about", nargs="*", metavar="COMMAND", help="like: case export")
    told.add_argument("--man", action="store_true", help="the manual page, for man -l -")
    says = "what makes a shell complete the commands"
    completion = _add(several, "completion", completing.complete, says)
    completion.add_argument("shell", choices=("bash", "zsh", "fish"), help="which shell")
    for one in (told, completion):
        one.set_defaults(parser=parser)


def _add_service(several: Any) -> None:
    """The commands that do the work."""
    demo = _add(several, "demo", commands.demo, "a guided story on embedded mail servers, nothing to set up")
    demo.add_argument("--stay", action="store_true", help="keep the servers up for any mail program")
    demo.add_argument("--fast", action="store_true", help="do not pause for reading")
    demo.add_argument("--folder", metavar="DIR", help="where mails and case are left (default: a new one)")
    _add(several, "run", commands.run, "work until stopped", configured=True)
    says = "sign in to the mailbox in a browser, by a code (Microsoft 365)"
    _add(several, "signin", commands.signin, says, configured=True)
    says = "does it work with your mail server? tells line by line what to do"
    doctor = _add(several, "doctor", commands.doctor, says, configured=True, json=True)
    doctor.add_argument(
        "--sender-proof", action="append", default=[], metavar="FILE", help="a mail of the head's to judge"
    )
    doctor.add_argument("--wait", action="store_true", help="wait ten minutes for a mail of the head's")
    _add(several, "once", commands.once, "one pass: read what waits, do what is due", configured=True)


def _add_looking(several: Any) -> None:
    """The commands that look at settings and at what is stored."""
    _add(
        several,
        "check",
        commands.check,
        "check settings and templates, without connecting",
        configured=True,
        json=True,
    )
    says = "is it working, and does anything need a person?"
    _add(several, "status", commands.status, says, configured=True, json=True)
    _add_cases(several)
    says = "what is held about a person"
    person = _add(several, "subject", records.subject, says, configured=True, json=True)
    person.add_argument("who", nargs="+", metavar="WHO", help="names and addresses of one person")
    person.add_argument("--export", metavar="FILE", help="write it to a file, for the school alone")
    _add_why(person)
    says = "a term in figures for governors: nobody is in them, and no number that could be somebody"
    report = _add(several, "report", governors.report, says, configured=True, json=True)
    report.add_argument(
        "--term", metavar="NAME", default="last", help="like autumn-2026; default: the last that is over"
    )
    report.add_argument("--pdf", metavar="FILE", help="write pages with bars (the extra pdf)")
    report.add_argument("--csv", metavar="FILE", help="write a table for a spreadsheet")
    says = "have a held or quarantined message read again"
    replay = _add(several, "replay", keeping.replay, says, configured=True, json=True)
    replay.add_argument(
        "message", nargs="?", metavar="ID", help='from "headsup replay" alone, which lists them; or "all"'
    )


def _add_cases(several: Any) -> None:
    """The commands about one case, or all of them."""
    case = several.add_parser("case", help="look at cases, check them, hand one over")
    of_case = case.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add(
        of_case, "list", commands.case_list, "every case on a line, without names", configured=True, json=True
    )
    says = "one case with its whole history"
    show = _add(of_case, "show", records.case_show, says, configured=True, json=True)
    show.add_argument("ref", metavar="REF", help="HU-2026-0042, or 2026-0042")
    _add_why(show)
    says = "is every byte of a case as it was kept?"
    verify = _add(of_case, "verify", records.case_verify, says, configured=True, json=True)
    verify.add_argument(
        "ref",
        nargs="?",
        metavar="REF|FILE",
        help="HU-2026-0042, or a file that export made (.zip)",
    )
    verify.add_argument("--all", action="store_true", help="every case, and what belongs to none")
    says = "one case in one file, to hand over"
    export = _add(of_case, "export", records.case_export, says, configured=True, json=True)
    export.add_argument("ref", metavar="REF", help="HU-2026-0042, or 2026-0042")
    export.add_argument(
        "--for", dest="purpose", choices=FOR, default=FOR[0], help="whom it is for; default: %(default)s"
    )
    export.add_argument("--out", metavar="FILE", help="default: HU-2026-0042-police.zip, by case and reader")
    export.add_argument(
        "--subject",
        metavar="WHO",
        action="append",
        help="with --for subject: a name or an address (several)",
    )
    export.add_argument(
        "--name-reporters",
        action="store_true",
        help="with --for police: the head decided that",
    )
    _add_why(export)


def _add_keeping(several: Any) -> None:
    """The commands for what is kept, and for how long."""
    says = "copy the data folder, also while the service runs, and prove the copy"
    backup = _add(several, "backup", keeping.backup, says, configured=True, json=True)
    backup.add_argument("target", metavar="FILE", help="a new file (.tar, .tar.gz, .tgz), or a new folder")
    says = "a new key for the tokens in our mails; what waits for an answer stays open"
    _add(several, "rekey", keeping.rekey, says, configured=True, json=True)
    says = "put a backup where there is no data yet, and check all of it"
    restore = _add(several, "restore", keeping.restore, says, configured=True, json=True)
    restore.add_argument("backup", metavar="FILE", help="what headsup backup made")
    says = "erase a closed case for good, from the data and the mailbox, and prove it"
    erase = _add(several, "erase", keeping.erase, says, configured=True, json=True)
    erase.add_argument("ref", metavar="REF", help="HU-2026-0042, or 2026-0042")
    erase.add_argument("--yes", action="store_true", help="do it; without it, say what would be done")
    erase.add_argument("--why", metavar="WORDS", default="", help="the reason, without a name: it stays")


def _add_why(parser: argparse.ArgumentParser) -> None:
    """Who looks at names says why: it is kept in the access log."""
    parser.add_argument(
        "--why",
        metavar="TEXT",
        default="",
        help="the reason, for the access log; name no child or parent in it",
    )


def _add_trying(several: Any) -> None:
    """The commands that need no settings."""
    says = "every mail and letter with sample data, as pages"
    preview = _add(several, "preview", trying.preview, says, configured=True, json=True)
    preview.add_argument(
        "folder", nargs="?", metavar="DIR", default="headsup-preview", help="default: %(default)s"
    )
    says = "what the service understands of a mail"
    read = _add(several, "read", trying.read, says, configured=True, json=True)
    says = "how a reply of the head would be read; changes nothing"
    decide = _add(several, "decide", trying.decide, says, configured=True, json=True)
    for parser in (read, decide):
        parser.add_argument("files", nargs="+", metavar="FILE", help='a message (.eml); "-": standard input')
    decide.add_argument(
        "--drafts", type=_count, default=1, metavar="N", help="how many drafts were asked about"
    )
    decide.add_argument(
        "--now", type=_instant, metavar="ISO", help="when the reply came, like 2026-11-24T16:20:00+00:00"
    )


def _add(
    several: Any,
    name: str,
    does: Callable[[argparse.Namespace], int],
    says: str,
    *,
    configured: bool = False,
    json: bool = False,
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = several.add_parser(name, help=says, description=says)
    parser.set_defaults(command=does)
    if configured:
        parser.add_argument("--config", metavar="PATH", default=argparse.SUPPRESS, help="the settings file")
    if json:
        parser.add_argument("--json", action="store_true", help="one JSON object a line")
    return parser


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 3):
        raise argparse.ArgumentTypeError(f"{text} is not a number from 0 to 99")
    return int(text)


def _instant(text: str) -> datetime:
    """An instant; without a zone it is this machine's own time."""
    try:
        return datetime.fromisoformat(text).astimezone()
    except (ValueError, OverflowError):
        raise argparse.ArgumentTypeError(f"{text} is not like 2026-11-24T16:20:00+00:00") from None
