"""The command line: ``headsup --help``. Heavy parts are imported by the command that needs them."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from worker import __version__
from worker.errors import Damaged, Misconfigured, Unreachable

if TYPE_CHECKING:
    from worker.outside.config import Settings
    from worker.outside.store import Store

DONE, NEEDS_A_PERSON, BAD_USAGE, TRY_AGAIN = 0, 1, 2, 75
PLACES = (Path("config.toml"), Path("/etc/headsup/config.toml"))

EXAMPLES = """\
examples:
  headsup demo                         a whole case in a minute, on mail servers of its own
  headsup check                        is config.toml complete and right? are the templates?
  headsup run                          work until stopped (what the systemd unit starts)
  headsup once                         one pass, for cron
  headsup status --json                for monitoring; exit code 1 when something needs a person
  headsup read forward.eml             what would the service understand of this mail?
  headsup decide reply.eml --drafts 2  how would this reply of the head be read?

exit codes: 0 done, 1 something needs a person, 2 wrong usage or configuration, 75 try again later
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.command(options))
    except Misconfigured as error:
        _complain("Headsup cannot start like this:", error.problems)
        return BAD_USAGE
    except Damaged as error:
        _complain("Headsup has stopped, so that nothing is lost:", (str(error),))
        return NEEDS_A_PERSON
    except Unreachable as error:
        _complain("Not now:", (str(error),))
        return TRY_AGAIN
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115  the reader of our output has gone
        return DONE
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        _complain("The disk said no:", (f"{where}{error.strerror or error}. Nothing was lost.",))
        return TRY_AGAIN
    except KeyboardInterrupt:
        return 130


def _complain(heading: str, problems: Sequence[str]) -> None:
    print(heading, file=sys.stderr)
    for problem in problems:
        print(f"  - {problem}", file=sys.stderr)


# ── commands ───────────────────────────────────────────────────────────────────────────────


def _demo(options: argparse.Namespace) -> int:
    from worker.demo.story import play

    folder = Path(options.folder) if options.folder else None
    play(folder, fast=options.fast, stay=options.stay)
    return DONE


def _run(options: argparse.Namespace) -> int:
    from worker.service import Service

    _log_plainly()
    service = Service(_settings(options))
    try:
        service.run()
    finally:
        service.close()
    return DONE


def _once(options: argparse.Namespace) -> int:
    from worker.service import Service

    _log_plainly()
    service = Service(_settings(options))
    try:
        service.once()
    finally:
        service.close()
    return DONE


def _check(options: argparse.Namespace) -> int:
    from worker.clock import clock
    from worker.wording.letters import Wording

    settings = _settings(options)
    wording = Wording(settings.school, settings.people.inbox, settings.rules.undo_minutes, settings.templates)
    problems = wording.check()
    if problems:
        raise Misconfigured(problems)
    for notice in settings.notices_on(clock().date()):
        print(f"note: {notice}")
    print(f"{settings.file}: complete and right. Templates: all readable. Nothing was sent or connected.")
    return DONE


def _status(options: argparse.Namespace) -> int:
    from worker.status import as_text, read_status

    settings = _settings(options, secrets=False)
    status = read_status(_looking(settings))
    print(json.dumps(status, ensure_ascii=False) if options.json else as_text(status))
    return NEEDS_A_PERSON if status["needs_a_person"] else DONE


def _case_list(options: argparse.Namespace) -> int:
    from worker.status import case_rows, table

    rows = case_rows(_looking(_settings(options, secrets=False)))
    if options.json:
        for row in rows:
            print(json.dumps(row, ensure_ascii=False))
    else:
        print(table(rows) if rows else "No cases yet.")
    return DONE


def _case_show(options: argparse.Namespace) -> int:
    from worker.status import case_as_json, case_as_text

    store = _looking(_settings(options, secrets=False))
    ref = options.ref.removeprefix("HU-")
    try:
        case = store.case(ref)
    except KeyError:
        raise Misconfigured([f"There is no case {options.ref}. See: headsup case list"]) from None
    print(json.dumps(case_as_json(case), ensure_ascii=False) if options.json else case_as_text(case, store))
    return DONE


def _replay(options: argparse.Namespace) -> int:
    from worker.status import waiting_rows

    store = _looking(_settings(options, secrets=False))
    waiting = waiting_rows(store)
    if not options.message:
        for row in waiting:
            print(f"{row['id'][:12]}  {row['state']:<12} {row['at'][:16]}  {row['because']}")
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


def _preview(options: argparse.Namespace) -> int:
    from worker.outside.config import load
    from worker.preview import write_preview

    settings = load(Path(options.config) if options.config else _sample(), os.environ, secrets=False)
    folder = Path(options.folder)
    count = write_preview(settings, folder)
    print(f"{count} mails and letters, with sample data. Open {folder / 'index.html'}")
    return DONE


def _read(options: argparse.Namespace) -> int:
    from worker.clock import clock
    from worker.deciding.showing import read_bytes

    settings = _settings(options) if options.config else None
    people = settings.people if settings else None
    for name, raw in _bytes_of(options.files):
        authserv_id = settings.authserv_id if settings else None
        found = read_bytes(name, raw, people, clock().date(), authserv_id)
        print(json.dumps(found, ensure_ascii=False) if options.json else _reading_as_text(found))
    return DONE


def _decide(options: argparse.Namespace) -> int:
    from datetime import datetime

    from worker.clock import clock
    from worker.deciding.decision import as_json, read_decision
    from worker.model import Pending
    from worker.reading.mail import read_mail
    from worker.reading.noise import find_noise
    from worker.reading.reply import read_reply

    try:
        now = datetime.fromisoformat(options.now) if options.now else clock()
    except ValueError:
        raise Misconfigured([f"--now {options.now}: write it like 2026-11-24T16:20:00+00:00"]) from None
    now = now if now.tzinfo else now.astimezone()
    pending = tuple(Pending(n) for n in range(1, options.drafts + 1))
    for name, raw in _bytes_of(options.files):
        mail = read_mail(raw)
        new = read_reply(mail)
        if find_noise(mail) is not None:
            found = _machine_reply(name, new.text)
        else:
            found = as_json(name, read_decision(new.text, pending, now, doubtful=new.doubtful))
        print(json.dumps(found, ensure_ascii=False) if options.json else _decision_as_text(found))
    return DONE


def _machine_reply(name: str, text: str) -> dict[str, Any]:
    decision = {"draft": None, "decision": "note_only", "args": {"auto_reply": True, "no_answer": True}}
    because = "an automatic reply never decides"
    return {"file": name, "new_text": text, "decisions": [decision], "because": because}


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


def _bytes_of(names: Sequence[str]) -> list[tuple[str, bytes]]:
    found, problems = [], []
    for name in names:
        try:
            found.append((name, sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()))
        except OSError as error:
            problems.append(f"{name}: {error.strerror}")
    if problems:
        raise Misconfigured(problems)
    return found


def _reading_as_text(found: dict[str, Any]) -> str:
    lines = [f"{found['file']}: {found['kind']}, {found['urgency']}"]
    lines += (
        [f"  from      {found['reported_by']['name']} <{found['reported_by']['email']}>"]
        if found["reported_by"]
        else []
    )
    lines += [
        f"  forwarded {f['from_name'] or ''} <{f['from_email'] or '?'}> {f['date'] or ''}"
        for f in found["forwarded"]
    ]
    for post in found["posts"]:
        who = post["poster_name"] or post["handle"] or "?"
        lines.append(f"  post      {post['platform'] or '?'}: {who} {post['url'] or ''}")
        lines += [f'            "{post["text"]}"'] if post["text"] else []
    lines += [f"  ground    {g['id']} ({g['because']})" for g in found["grounds"]]
    lines += [f"  ask       {', '.join(found['ask_back'])}"] if found["ask_back"] else []
    lines += [f"  flags     {', '.join(found['flags'])}"] if found["flags"] else []
    lines += [f"  problem   {problem}" for problem in found["problems"]]
    return "\n".join(lines)


def _decision_as_text(found: dict[str, Any]) -> str:
    lines = [f"{found['file']}: {found['because']}"]
    for d in found["decisions"]:
        about = f"draft {d['draft']}" if d["draft"] else "the case"
        args = json.dumps(d["args"], ensure_ascii=False) if d["args"] else ""
        lines.append(f"  {about}: {d['decision']} {args}".rstrip())
    return "\n".join(lines)


def _log_plainly() -> None:
    """To standard error, for journald: no message text, no names, no address ever goes in."""
    import logging

    level = logging.INFO
    logging.basicConfig(level=level, format="%(levelname)s %(message)s", stream=sys.stderr)


# ── arguments ──────────────────────────────────────────────────────────────────────────────


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="headsup",
        description="Runs a school's policy on parents' use of social networks, entirely by email.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"headsup {__version__}")
    parser.add_argument(
        "--config", metavar="PATH", help="default: ./config.toml, then /etc/headsup/config.toml"
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    demo = _command(commands, "demo", _demo, "a guided story on embedded mail servers, nothing to set up")
    demo.add_argument("--stay", action="store_true", help="keep the servers up for any mail program")
    demo.add_argument("--fast", action="store_true", help="do not pause for reading")
    demo.add_argument(
        "--folder", metavar="DIR", help="where the mails and the case are left (default: a new one)"
    )

    _configured(_command(commands, "run", _run, "work until stopped"))
    _configured(_command(commands, "once", _once, "one pass: read what waits, do what is due"))
    _configured(_command(commands, "check", _check, "check settings and templates, without connecting"))
    status = _configured(
        _command(commands, "status", _status, "is it working, and does anything need a person?")
    )
    _json(status)

    case = commands.add_parser("case", help="look at cases")
    case_commands = case.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _json(_configured(_command(case_commands, "list", _case_list, "every case on a line")))
    show = _json(_configured(_command(case_commands, "show", _case_show, "one case with its whole history")))
    show.add_argument("ref", metavar="REF", help="HU-2026-0042, or 2026-0042")

    replay = _configured(
        _command(commands, "replay", _replay, "have a held or quarantined message read again")
    )
    replay.add_argument(
        "message", nargs="?", metavar="ID", help='from "headsup replay" alone, which lists them; or "all"'
    )

    preview = _command(commands, "preview", _preview, "every mail and letter with sample data, as pages")
    preview.add_argument("folder", nargs="?", metavar="DIR", default="headsup-preview")
    preview.add_argument(
        "--config", metavar="PATH", default=argparse.SUPPRESS, help="with your own templates"
    )

    read = _json(_command(commands, "read", _read, "what the service understands of a mail"))
    read.add_argument("files", nargs="+", metavar="FILE", help='a message (.eml); "-" for standard input')
    read.add_argument("--config", metavar="PATH", default=argparse.SUPPRESS, help="to know who is who")

    decide = _json(
        _command(commands, "decide", _decide, "how a reply of the head would be read; changes nothing")
    )
    decide.add_argument("files", nargs="+", metavar="FILE", help='a message (.eml); "-" for standard input')
    decide.add_argument(
        "--drafts", type=_count, default=1, metavar="N", help="how many drafts were asked about"
    )
    decide.add_argument(
        "--now", metavar="ISO", help="the instant the reply came, like 2026-11-24T16:20:00+00:00"
    )
    return parser


def _command(
    commands: Any, name: str, does: Callable[[argparse.Namespace], int], says: str
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=says, description=says)
    parser.set_defaults(command=does)
    return parser


def _configured(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("--config", metavar="PATH", default=argparse.SUPPRESS, help="another config.toml")
    return parser


def _json(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    return parser


def _count(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 99:
        raise argparse.ArgumentTypeError("0 to 99")
    return number


if __name__ == "__main__":
    sys.exit(main())
