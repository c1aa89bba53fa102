"""The command line as people and programs use it: what it prints, and how it ends."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.fakes import LATER, REFUSED
from tests.world import POST, World
from worker.cli import main
from worker.health import find_clock_trouble
from worker.judge import Known, decisions, readings
from worker.model import Address
from worker.outside.data.store import Store
from worker.outside.reader import Reader
from worker.outside.reader.ahead import ReadAhead
from worker.reading.message.mail import read_mail
from worker.status import read_status

MAILS = Path(__file__).parent / "mail"
APPROVE = MAILS / "replies" / "001-outlook-signature-block.eml"
OUT_OF_OFFICE = MAILS / "noise" / "001-exchange-out-of-office.eml"
SHIPPED = Path(__file__).parent.parent / "config.toml"
READ_KEYS = [
    "file", "kind", "reported_by", "subject", "new_text", "forwarded", "posts", "grounds", "urgency",
    "case_ref", "flags", "ask_back", "attachments", "sender", "problems",
]  # fmt: skip
"""design.md, "Interfaces": the object of ``headsup read``, in this order."""
FORWARD = b"""\
From: Priya Sykes <p.sykes@northside.example>
To: reports@northside.example
Subject: Fw: have you seen this?
Content-Type: text/plain; charset="utf-8"

Kim Dale put this on the Northside parents Facebook group:
"Useless, the lot of them at Northside."
https://www.facebook.com/groups/northsideparents/posts/10161234567890123/

________________________________
From: Jo Birch <jo.birch@families.example>
Sent: Monday, November 23, 2026 9:40:02 PM
To: Priya Sykes <p.sykes@northside.example>
Subject: have you seen this?

Thought you should know.
"""


def write(folder: Path, name: str, data: bytes) -> str:
    (folder / name).write_bytes(data)
    return str(folder / name)


def objects(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture
def configured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The settings file of a school whose service has taken one report and waits for the head."""
    monkeypatch.delenv("HEADSUP_IMAP_PASSWORD", raising=False)
    monkeypatch.delenv("HEADSUP_SMTP_PASSWORD", raising=False)
    config = tmp_path / "config.toml"
    text = SHIPPED.read_text("utf-8")
    config.write_text(text.replace('data = "/var/lib/headsup"', 'data = "data"'), "utf-8")
    assert 'data = "data"' in config.read_text("utf-8")
    world = World(tmp_path / "data")
    world.report(text=POST)
    world.store.close()
    return config


# ── read ───────────────────────────────────────────────────────────────────────────────────


def test_read_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One object a line with the promised keys in order; unknown is null."""
    path = write(tmp_path, "forward.eml", FORWARD)
    assert main(["read", "--json", path]) == 0
    (found,) = objects(capsys.readouterr().out)
    assert list(found) == READ_KEYS
    assert (found["file"], found["kind"], found["case_ref"]) == (path, "new_case", None)
    assert found["reported_by"] == {"name": "Priya Sykes", "email": "p.sykes@northside.example"}
    assert found["forwarded"] == [
        {
            "from_name": "Jo Birch",
            "from_email": "jo.birch@families.example",
            "to": "Priya Sykes <p.sykes@northside.example>",
            "date": "Monday, November 23, 2026 9:40:02 PM",
            "subject": "have you seen this?",
            "text": "Thought you should know.",
        }
    ]
    keys = "platform poster_name handle url group posted_at_text text source confidence"
    assert [" ".join(post) for post in found["posts"]] == [keys]
    assert found["posts"][0]["poster_name"] == "Kim Dale"
    assert [list(ground) for ground in found["grounds"]] == [["id", "because"]] * len(found["grounds"])
    assert list(found["sender"]) == ["verdict", "because"]
    assert found["problems"] == []


def test_read_for_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same in lines, each short, with nothing in it that steers a terminal."""
    evil = FORWARD.replace(b"Useless", b"\x1b[2J\x1b]0;owned\x07Useless " + b"very " * 200)
    assert main(["read", write(tmp_path, "f.eml", evil)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].endswith("f.eml: new case, routine")
    assert "  from      Priya Sykes <p.sykes@northside.example>" in lines
    assert "  forwarded Jo Birch <jo.birch@families.example> Monday, November 23, 2026 9:40:02 PM" in lines
    assert [line for line in lines[1:] if "\x1b" in line or "\x07" in line or len(line) > 112] == []


def test_several_files_are_answered_in_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever is in them: a mail, nothing, noise, another mail."""
    names = [
        write(tmp_path, "b.eml", FORWARD),
        write(tmp_path, "empty.eml", b""),
        write(tmp_path, "binary.eml", bytes(range(256)) * 40),
        write(tmp_path, "eight-bit.eml", b"From: \xff\xfe <a@b.example>\nSubject: \xe9\xff\n\n\xff"),
        write(tmp_path, "a.eml", FORWARD),
    ]
    assert main(["read", *names, "--json"]) == 0
    found = objects(capsys.readouterr().out)
    assert [one["file"] for one in found] == names
    assert [list(one) for one in found] == [READ_KEYS] * 5
    assert (found[1]["kind"], found[1]["problems"][0]) == ("unreadable", "The mail is empty.")


def test_files_that_cannot_be_opened(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each has its object, the others are read all the same; it ends with 2 and says what to do."""
    missing, good = str(tmp_path / "missing.eml"), write(tmp_path, "good.eml", FORWARD)
    assert main(["read", "--json", missing, str(tmp_path), good]) == 2
    said = capsys.readouterr()
    found = objects(said.out)
    assert [(one["file"], one["kind"]) for one in found] == [
        (missing, "unreadable"), (str(tmp_path), "unreadable"), (good, "new_case"),
    ]  # fmt: skip
    problems = [
        f"There is no file {missing}. Save the message from your mail program and name that file.",
        f"{tmp_path} is a folder. Name the messages in it, like {tmp_path}/*.eml.",
    ]
    assert [one["problems"] for one in found[:2]] == [[problem] for problem in problems]
    assert said.err.splitlines() == ["This must be put right first:", *(f"  - {one}" for one in problems)]


def test_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A dash is the message that is piped in."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(FORWARD)))
    assert main(["read", "-", "--json"]) == 0
    (found,) = objects(capsys.readouterr().out)
    assert (found["file"], found["kind"]) == ("-", "new_case")


@pytest.mark.parametrize("where", ["before", "after"])
def test_settings_say_who_is_who(
    where: str, configured: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With settings a stranger is known for one; ``--config`` may stand before or after the command."""
    stranger = write(
        tmp_path, "s.eml", FORWARD.replace(b"p.sykes@northside.example>\nTo", b"a@elsewhere.example>\nTo")
    )
    option = ["--config", str(configured)]
    arguments = ["read", "--json", stranger]
    assert main([*option, *arguments] if where == "before" else [*arguments, *option]) == 0
    assert [one["kind"] for one in objects(capsys.readouterr().out)] == ["stranger"]


# ── decide ─────────────────────────────────────────────────────────────────────────────────


def test_decide_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    """File, words, decisions and why; an automatic reply decides nothing and is not answered."""
    assert main(["decide", "--json", str(APPROVE), str(OUT_OF_OFFICE)]) == 0
    approve, machine = objects(capsys.readouterr().out)
    assert approve == {
        "file": str(APPROVE),
        "new_text": "Approve",
        "decisions": [{"draft": 1, "decision": "approve", "args": {}}],
        "because": "“Approve” approves, with nothing beside it",
    }
    assert list(machine) == list(approve)
    assert machine["decisions"] == [
        {"draft": None, "decision": "note_only", "args": {"auto_reply": True, "no_answer": True}}
    ]


def test_decide_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    """In lines."""
    assert main(["decide", str(APPROVE)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"{APPROVE}: “Approve” approves, with nothing beside it",
        "  draft 1   approve",
    ]


@pytest.mark.parametrize("options", [[], ["--config", "CONFIG"]], ids=["without settings", "with settings"])
def test_decide_counts_days_from_now(
    options: list[str], configured: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """``--now`` and ``--drafts`` are what the reply is read against, on the school's own clock."""
    reply = write(tmp_path, "r.eml", b"From: head@northside.example\nSubject: Re: x\n\n2 hold till Friday\n")
    chosen = [str(configured) if option == "CONFIG" else option for option in options]
    assert (
        main(["decide", "--json", reply, "--drafts", "2", "--now", "2026-11-24T08:00:00+00:00", *chosen]) == 0
    )
    (found,) = objects(capsys.readouterr().out)
    decided = [(one["draft"], one["decision"], one["args"].get("until")) for one in found["decisions"]]
    assert (2, "hold", "2026-11-27") in decided
    assert [one for one in decided if one[1] == "approve"] == []


@pytest.mark.parametrize(
    "data", [b"", bytes(range(256)) * 40, b"\xff\xfe\n\n\xff"], ids=["empty", "binary", "bits"]
)
def test_decide_never_fails_on_bad_input(
    data: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What cannot be read approves nothing."""
    assert main(["decide", "--json", write(tmp_path, "x.eml", data)]) == 0
    (found,) = objects(capsys.readouterr().out)
    assert [one["decision"] for one in found["decisions"]] == ["unclear"]


def test_decide_on_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An object all the same, which decides nothing; then 2."""
    missing = str(tmp_path / "missing.eml")
    assert main(["decide", "--json", missing, str(APPROVE)]) == 2
    said = capsys.readouterr()
    found = objects(said.out)
    assert [one["decisions"][0]["decision"] for one in found] == ["unclear", "approve"]
    assert f"  - There is no file {missing}." in said.err


@pytest.mark.parametrize(
    ("arguments", "remedy"),
    [
        ([], "COMMAND is missing."),
        (["nonsense"], "headsup: there is no nonsense."),
        (["read"], "FILE is missing."),
        (["case"], "COMMAND is missing."),
        (["decide", "x", "--drafts", "many"], "many is not a number from 0 to 99"),
        (["decide", "x", "--drafts", "-1"], "-1 is not a number from 0 to 99"),
        (["decide", "x", "--drafts", "100"], "100 is not a number from 0 to 99"),
        (["decide", "x", "--now", "yesterday"], "yesterday is not like 2026-11-24T16:20:00+00:00"),
    ],
)
def test_wrong_usage(arguments: list[str], remedy: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 2, and what would have been right."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert (ended.value.code, remedy in capsys.readouterr().err) == (2, True)


# ── settings and the stored ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("command", [["check"], ["status"], ["case", "list"], ["replay"], ["run"], ["once"]])
def test_a_command_without_settings_says_where_to_get_them(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 2, the sample's place, and the option."""
    monkeypatch.chdir(tmp_path)
    assert main(command) == 2
    said = capsys.readouterr()
    assert (said.out, SHIPPED.name in said.err, "--config PATH" in said.err) == ("", True, True)


def test_settings_in_the_folder_are_found(
    configured: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """``./config.toml`` first."""
    monkeypatch.chdir(configured.parent)
    assert main(["case", "list", "--json"]) == 0
    assert [one["ref"] for one in objects(capsys.readouterr().out)] == ["HU-2026-0001"]


def test_check_lists_every_problem(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All at once, with the file: nothing has to be run twice to be put right."""
    config = tmp_path / "config.toml"
    config.write_text("[school]\nname = 3\n[nonsense]\nx = 1\n", "utf-8")
    assert main(["check", "--config", str(config)]) == 2
    said = capsys.readouterr().err.splitlines()
    assert said[0] == "This must be put right first:"
    assert [line for line in said[1:] if not line.startswith(f"  - {config}: ")] == []
    assert [any(word in line for line in said) for word in ("school.name", "nonsense", "people.head")] == [
        True
    ] * 3


def test_check_of_the_shipped_settings(
    configured: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With passwords in the environment they are complete; a broken template of the school's own is named."""
    monkeypatch.setenv("HEADSUP_IMAP_PASSWORD", "not-a-secret")
    monkeypatch.setenv("HEADSUP_SMTP_PASSWORD", "not-a-secret")
    assert main(["check", "--config", str(configured)]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith(f"{configured}: complete and right.")
    own = configured.parent / "templates" / "mail"
    own.mkdir(parents=True)
    (own / "digest.txt").write_text("Subject: x\n{% if %}", "utf-8")
    assert main(["check", "--config", str(configured)]) == 2
    assert "templates/mail/digest.txt, line 2" in capsys.readouterr().err


def test_reading_stays_within_bounds(tmp_path: Path) -> None:
    """What would take the machine's memory takes a child's: it is said, and the next file is read."""
    bounds = "import worker.outside.reader.child as c; c.MEMORY = 230 << 20; c.main()"
    reader = ReadAhead(Reader(command=(sys.executable, "-P", "-c", bounds)))
    large = write(tmp_path, "large.eml", FORWARD + b"x" * (90 << 20))
    huge = write(tmp_path, "huge.eml", b"")
    with Path(huge).open("wb") as file:
        file.truncate((128 << 20) + 1)
    names, now = [large, huge, write(tmp_path, "small.eml", FORWARD)], datetime(2026, 11, 24, tzinfo=UTC)
    found = list(readings(names, Known(), now.date(), reader=reader))
    memory, size = (
        "reading it takes more memory than a mail may",
        "is larger than any mail that is read (128 MB).",
    )
    assert [(one.found["kind"], one.found["problems"], one.opened) for one in found] == [
        ("unreadable", [f"The mail could not be read: {memory}."], True),
        ("unreadable", [f"{huge} {size}"], False),
        ("new_case", [], True),
    ]
    answers = [one.found for one in decisions(names[:1], 1, Known(), now, reader)]
    reader.close()
    assert [(one["decisions"][0]["decision"], one["because"]) for one in answers] == [
        ("unclear", f"the mail could not be read: {memory}"),
    ]


def test_mails_are_read_in_a_process_of_their_own(tmp_path: Path) -> None:
    """By the commands too: what a mail's bytes do to a reader, they do not do to who looks at it."""
    from worker.trying import _mail_reader

    children = Path(f"/proc/self/task/{os.getpid()}/children")
    before = children.read_text().split()
    with _mail_reader() as reader:
        assert reader.mail(FORWARD) == read_mail(FORWARD)
        (child,) = (one for one in children.read_text().split() if one not in before)
        assert b"worker.outside.reader.child" in Path(f"/proc/{child}/cmdline").read_bytes()
    assert not Path(f"/proc/{child}").exists()


def test_case_list(configured: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A line a case, without names; as data when asked."""
    assert main(["case", "list", "--config", str(configured)]) == 0
    table = capsys.readouterr().out
    head, line = table.splitlines()
    assert head.split() == ["REF", "STATE", "OPENED", "REPORTS", "WAITS", "FOR", "DUE", "GROUNDS"]
    assert line.split()[:2] == ["HU-2026-0001", "routine"]
    assert [word for word in ("Sykes", "Dale", "@") if word in table] == []
    assert main(["case", "list", "--json", "--config", str(configured)]) == 0
    (row,) = objects(capsys.readouterr().out)
    assert (row["ref"], row["state"], row["waits_for"]) == ("HU-2026-0001", "open", "head")


@pytest.mark.parametrize("ref", ["2026-0001", "HU-2026-0001"])
def test_case_show(ref: str, configured: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The whole history, for people and as data."""
    assert main(["case", "show", ref, "--config", str(configured)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "HU-2026-0001: open, routine, decided by the head"
    folder = f"  folder    {configured.parent / 'data' / 'cases' / '2026-0001'}"
    assert lines[lines.index("  access") - 1] == folder
    assert main(["case", "show", ref, "--json", "--config", str(configured)]) == 0
    (found,) = objects(capsys.readouterr().out)
    assert list(found) == [
        "ref", "state", "decided_by", "stands", "informal", "merged_into", "posts", "relation",
        "harmed", "grounds", "drafts", "letters", "deadlines", "evidence", "history", "access",
    ]  # fmt: skip


def test_every_look_is_logged(configured: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Who looked, when and why: before anything is shown; and what cannot be logged is not shown."""
    show = ["case", "show", "2026-0001", "--config", str(configured)]
    assert main([*show, "--why", "asked by the head \x1b[2J"]) == 0
    assert main([*show, "--json"]) == 0
    (found,) = objects(capsys.readouterr().out.splitlines()[-1])
    assert [(one["what"], one["why"]) for one in found["access"]] == [
        ("shown", "asked by the head \x1b[2J"),
        ("shown", ""),
    ]
    assert main(show) == 0
    assert capsys.readouterr().out.splitlines()[-3].endswith(": 7 events (asked by the head [2J)")
    log = configured.parent / "data" / "access.log"
    log.unlink()
    log.mkdir()
    assert main(show) == 75
    assert capsys.readouterr().out == ""


def test_verify_all(configured: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every case, the mailroom and the access log; one case or all, and not neither."""
    command = ["case", "verify", "--config", str(configured)]
    assert main(["case", "show", "2026-0001", "--config", str(configured)]) == 0
    capsys.readouterr()
    assert (main([*command, "--all"]), capsys.readouterr().out) == (0, "every file is as it was kept\n")
    log = configured.parent / "data" / "access.log"
    log.write_bytes(log.read_bytes().replace(b'"shown"', b'"seen"'))
    (configured.parent / "data" / "quarantine" / f"{'0' * 64}.eml").write_bytes(b"another")
    assert main([*command, "--all"]) == 1
    said = capsys.readouterr().out.splitlines()
    assert [line.rpartition("/")[2].partition(":")[0] for line in said] == [f"{'0' * 64}.eml"]
    assert main(command) == main([*command, "2026-0001", "--all"]) == 2


def test_a_case_steers_no_terminal(configured: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A poster's name is a stranger's: shown, but never obeyed."""
    shutil.rmtree(configured.parent / "data")
    world = World(configured.parent / "data")
    world.report(text=POST.replace("Kim Dale", "Kim \x9b2J\u202eDale"))
    world.store.close()
    assert main(["case", "show", "2026-0001", "--config", str(configured)]) == 0
    shown = capsys.readouterr().out
    assert [char for char in shown if char != "\n" and not char.isprintable()] == []


@pytest.mark.parametrize("ref", ["2026-9999", "", "../../etc", "HU-"])
def test_case_show_of_none(ref: str, configured: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 2, and how to find the right one."""
    assert main(["case", "show", ref, "--config", str(configured)]) == 2
    assert f"There is no case {ref}. See: headsup case list" in capsys.readouterr().err


def test_case_verify(configured: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All is as it was kept; one changed byte is named, with exit code 1; no such case is wrong usage."""
    command = ["case", "verify", "HU-2026-0001", "--config", str(configured)]
    assert (main(command), capsys.readouterr().out) == (0, "every file is as it was kept\n")
    letter = next((configured.parent / "data" / "cases" / "2026-0001" / "letters").iterdir())
    letter.write_bytes(letter.read_bytes() + b"x")
    assert main(command) == 1
    assert letter.name in capsys.readouterr().out
    assert main(["case", "verify", "2026-0099", "--config", str(configured)]) == 2


def test_status_names_what_is_late_or_failed(tmp_path: Path) -> None:
    """Mail that does not leave, a silent worker and a failed letter each need a person."""
    with World(tmp_path / "data") as world:
        world.report()
        soon, later = world.now + timedelta(minutes=1), world.now + timedelta(minutes=30)
        assert read_status(world.store, soon)["letters_failed"] == 0
        world.outbox.script = [LATER] * 2 + [REFUSED] * 2
        world.report(text=POST.replace("10161234567890123", "10161234567890124"))
        assert [read_status(world.store, at)["letters_late"] for at in (soon, later)] == [0, 2]
        world.store.beat({"at": world.now.isoformat(), "trouble": None})
        assert [read_status(world.store, at)["trouble"] is None for at in (soon, later)] == [True, False]
        world.later(2)
        assert read_status(world.store, soon)["letters_failed"] == 2
        assert read_status(world.store, soon)["needs_a_person"]


def test_a_clock_that_was_wrong_is_named(tmp_path: Path) -> None:
    """What is stored is from next year: a loud word, not a year of silence."""
    with World(tmp_path / "data") as world:
        world.report()
        assert find_clock_trouble(world.store, world.now - timedelta(hours=20)) is None
        assert "timedatectl" in (find_clock_trouble(world.store, world.now - timedelta(days=300)) or "")


def test_status_of_a_service_that_is_not_running(
    configured: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A person is needed: exit code 1, for monitoring."""
    assert main(["status", "--config", str(configured)]) == 1
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "Headsup is NOT running: systemctl status headsup"
    assert said[2:4] == ["Cases: 1 open of 1", "Drafts that wait for a decision: 1"]
    assert main(["status", "--json", "--config", str(configured)]) == 1
    (found,) = objects(capsys.readouterr().out)
    assert (found["running"], found["cases"], found["needs_a_person"]) == (False, 1, True)


def test_a_new_key(configured: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Another key lies there, and nothing else has changed; while a service works there it is refused."""
    data = configured.parent / "data"
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    assert main(["rekey", "--config", str(configured)]) == 0
    assert "can be answered as before" in capsys.readouterr().out
    after = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    changed = {path.name for path in after if after[path] != before.get(path)}
    assert changed - {"index.json"} == {"secret.key"}  # the index is made anew wherever a folder is opened
    working = Store(data)
    assert main(["rekey", "--config", str(configured)]) == 75
    capsys.readouterr()
    working.close()
    assert main(["rekey", "--json", "--config", str(configured)]) == 0
    assert objects(capsys.readouterr().out) == [{"folder": str(data), "renewed": True}]


def test_nothing_is_changed_by_looking(configured: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Not a byte of the data folder, but that it is logged who looked."""
    data = configured.parent / "data"

    def everything() -> dict[str, bytes]:
        files = (path for path in data.rglob("*") if path.is_file() and path.name != "access.log")
        return {str(path): path.read_bytes() for path in files}

    before = everything()
    for command in (["status"], ["case", "list"], ["case", "show", "2026-0001"], ["replay"]):
        main([*command, "--config", str(configured)])
    assert everything() == before


def test_replay(configured: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing waits; an id that is none says where ids come from."""
    assert main(["replay", "--config", str(configured)]) == 0
    assert capsys.readouterr().out == "Nothing waits.\n"
    assert main(["replay", "abc", "--config", str(configured)]) == 2
    assert "No held or quarantined message begins with abc. See: headsup replay" in capsys.readouterr().err


def test_replay_of_what_is_held(tmp_path: Path, configured: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is listed with the reason and can be asked for by the beginning of its id."""
    shutil.rmtree(configured.parent / "data")
    world = World(configured.parent / "data")
    world.receive(
        b"From: someone@elsewhere.example\nSubject: Hello\nMessage-ID: <h@elsewhere.example>\n\nHello?\n"
    )
    world.store.close()
    assert main(["replay", "--config", str(configured)]) == 0
    line, total = capsys.readouterr().out.splitlines()
    assert (line.split()[1], total) == ("held", "1 waiting. To have one read again: headsup replay ID")
    assert main(["replay", line.split()[0], "--config", str(configured)]) == 0
    assert "will be read again at the service's next round." in capsys.readouterr().out


def test_a_damaged_case_is_named(configured: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 1: a person must look; the file is named."""
    case = configured.parent / "data" / "cases" / "2026-0001" / "case.json"
    case.write_bytes(case.read_bytes()[:-20])
    assert main(["case", "show", "2026-0001", "--config", str(configured)]) == 1
    said = capsys.readouterr().err
    assert (said.splitlines()[0], str(case) in said) == (
        "Headsup has stopped, so that nothing is lost:",
        True,
    )


def test_preview(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A page for every mail, both its forms, and an index that names them all."""
    folder = tmp_path / "pages"
    assert main(["preview", str(folder)]) == 0
    pages = sorted(path.name for path in folder.glob("[0-9]*.html"))
    assert capsys.readouterr().out == (
        f"{len(pages)} mails and letters, with sample data. Open {folder / 'index.html'}\n"
    )
    assert main(["preview", str(folder), "--json"]) == 0
    assert objects(capsys.readouterr().out) == [{"mails": len(pages), "index": str(folder / "index.html")}]
    index = (folder / "index.html").read_text("utf-8")
    assert [page for page in pages if f'href="{page}"' not in index] == []
    card = re.compile(r'<li class="(?:routine|priority|urgent|emergency|letter)"><a href="([0-9]\S*)"')
    assert sorted(card.findall(index)) == pages
    mails = {path.name for path in (folder / "mails").iterdir()}
    ends = (".txt", ".html", ".light.html", ".dark.html")
    assert mails == {Path(page).with_suffix(end).name for page in pages for end in ends}
    assert len(pages) > 30


def test_preview_with_a_schools_own_words(configured: Path, tmp_path: Path) -> None:
    """Its templates and its name, from its settings."""
    own = configured.parent / "templates" / "mail"
    own.mkdir(parents=True)
    (own / "too_big.txt").write_text("Subject: Too much\n\nOur own words.\n", "utf-8")
    assert main(["preview", str(tmp_path / "pages"), "--config", str(configured)]) == 0
    (page,) = (tmp_path / "pages" / "mails").glob("*too-big.txt")
    assert page.read_text("utf-8") == "Our own words.\n"


def test_a_school_rewords_what_stands_between(configured: Path, tmp_path: Path) -> None:
    """Its own sentences and labels in the place of ours, one by one; and ours again without them."""
    own = configured.parent / "templates"
    own.mkdir()
    (own / "labels.toml").write_text('[done]\napproved = "Yes, it goes"\n', "utf-8")
    (own / "sentences.toml").write_text('[casework]\nwhat_do_after_this_answer = "was nun"\n', "utf-8")
    assert main(["preview", str(tmp_path / "own"), "--config", str(configured)]) == 0
    (page,) = (tmp_path / "own").glob("*-confirmation.html")
    assert "Yes, it goes" in page.read_text("utf-8")
    (digest,) = (tmp_path / "own" / "mails").glob("*digest-full.txt")
    assert "was nun" in digest.read_text("utf-8")
    shutil.rmtree(own)
    assert main(["preview", str(tmp_path / "ours"), "--config", str(configured)]) == 0
    (page,) = (tmp_path / "ours").glob("*-confirmation.html")
    assert "Yes, it goes" not in page.read_text("utf-8")


@pytest.mark.parametrize(
    ("file", "words", "said"),
    [
        ("sentences.toml", '[storm]\nal = "x"', "storm.al: there is no such name. Copy it from ours."),
        (
            "sentences.toml",
            '[storm]\nall = "{m} mails"',
            "storm.all: {m} is not known there. Use what ours has.",
        ),
        (
            "sentences.toml",
            '[storm]\nall = "{n mails"',
            "storm.all: {a brace alone} is not known there. Use what ours has.",
        ),
        (
            "sentences.toml",
            '[storm]\nall = "{n:>99999999} mails"',
            "storm.all: {n:>99999999} is not known there. Use what ours has.",
        ),
        (
            "sentences.toml",
            '[storm]\nall = "{n:{n}} mails"',
            "storm.all: {n:{n}} is not known there. Use what ours has.",
        ),
        ("labels.toml", "[done]\napproved = yes", "Correct your copy, or remove it."),
        (
            "questions.toml",
            '[questions]\nulr = "x"',
            "questions.ulr: there is no such name. Copy it from ours.",
        ),
    ],
)
def test_words_that_do_not_fit_are_named(
    file: str, words: str, said: str, configured: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By every command that reads the settings, before a mail would need them."""
    own = configured.parent / "templates"
    own.mkdir()
    (own / file).write_text(words, "utf-8")
    assert main(["status", "--config", str(configured)]) == 2
    (line,) = capsys.readouterr().err.splitlines()[1:]
    assert (file in line, line.endswith(said)) == (True, True)


# ── as a program among programs ────────────────────────────────────────────────────────────


def python(code: str, *arguments: str | bytes, **environ: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        timeout=60,
        env={**os.environ, **environ},
    )


RUN = "import sys; from worker.cli import main; sys.exit(main(sys.argv[1:]))"


def test_help_imports_nothing_heavy() -> None:
    """``--help`` answers at once: no third-party package, no part that works."""
    ended = python(
        "import sys\nbefore = set(sys.modules)\nfrom worker.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "new = {name for name in sys.modules if name.split('.')[0] not in sys.stdlib_module_names}\n"
        "print(sorted(new - before - {'__main__'}))"
    )
    lines = ended.stdout.decode().splitlines()
    assert lines[0].startswith("usage: headsup")
    parts = (
        "arguments", "cli", "commands", "completing", "errors", "firstweek", "governors", "keeping",
        "knowledge", "manual", "meter", "opening", "records", "terminal", "trying",
    )  # fmt: skip
    assert lines[-1] == str(["worker", *(f"worker.{part}" for part in parts)])


def test_every_command_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    """Help ends with 0 and says in a sentence what the command is for."""
    for command in ("demo", "run", "once", "check", "status", "case", "replay", "preview", "read", "decide"):
        with pytest.raises(SystemExit) as ended:
            main([command, "--help"])
        assert (ended.value.code, len(capsys.readouterr().out.split("\n\n")[1].split()) > 2) == (0, True)


def test_output_survives_any_terminal(tmp_path: Path) -> None:
    """JSON is UTF-8 whatever the locale; a file name that is no text is printed all the same."""
    name = os.fsencode(tmp_path) + b"/na\xffme.eml"
    Path(os.fsdecode(name)).write_bytes("From: a@b.example\nSubject: x\n\nZoë 😀 £\n".encode())
    for locale in ("C", "en_GB.ISO-8859-1", "C.UTF-8"):
        ended = python(RUN, b"read", b"--json", name, LC_ALL=locale, PYTHONIOENCODING="latin-1")
        assert (ended.returncode, ended.stderr) == (0, b"")
        found = json.loads(ended.stdout.decode("utf-8"))
        assert found["new_text"] == "Zoë 😀 £"
        assert os.fsencode(found["file"]) == name


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    """``headsup read … | head -1`` ends quietly."""
    path = write(tmp_path, "f.eml", FORWARD)
    with subprocess.Popen(
        [sys.executable, "-c", RUN, "read", "--json", *[path] * 400],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert (process.stderr.read(), process.wait(timeout=60)) == (b"", 0)


def test_a_disk_that_says_no_is_try_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 75, the file named: here the place of the pages is a file."""
    place = write(tmp_path, "pages", b"")
    assert main(["preview", place]) == 75
    assert capsys.readouterr().err.startswith("This machine said no, try again later:\n  - " + place)


# ── erase ──────────────────────────────────────────────────────────────────────────────────


def test_erase_says_what_it_would_do_and_what_it_may_not(
    configured: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing without --yes and a reason; an open case, or one on hold, not at all."""
    erase = ["erase", "--config", str(configured), "HU-2026-0001"]
    assert main(erase) == 2
    assert "is open. Close it first" in capsys.readouterr().err
    shutil.rmtree(configured.parent / "data")
    world = World(configured.parent / "data")
    world.report()
    world.reply(world.latest("head@northside.example", "approval"), "close")
    world.receive(world.mail(Address("head@northside.example"), "x", "legal hold HU-2026-0001"))
    world.store.close()
    assert main(erase) == 2
    assert 'replies "lift hold HU-2026-0001"' in capsys.readouterr().err
    world.open()
    world.receive(world.mail(Address("head@northside.example"), "x", "lift hold HU-2026-0001"))
    world.store.close()
    show = ["case", "show", "--config", str(configured), "HU-2026-0001"]
    assert (main(show), main([*show, "--why", "a subject access request"])) == (0, 0)
    capsys.readouterr()
    assert main(erase) == 1
    said = capsys.readouterr().out
    assert (
        "What stays in access.log: 2 of its lines (who looked or took a copy, and when), 1 with a reason"
        in said
    )
    assert "would be erased for good" in said
    assert "Nothing was done." in said
    assert main([*erase, "--json"]) == 1
    (found,) = objects(capsys.readouterr().out)
    assert (found["erased"], found["removed"]) == (False, None)
    assert main([*erase, "--yes"]) == 2
    assert "Say why" in capsys.readouterr().err


def test_erase_beside_a_service_is_done_at_its_next_round(
    configured: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command leaves a request; afterwards it shows what is left, and no name."""
    erase = ["erase", "--config", str(configured), "HU-2026-0001"]
    shutil.rmtree(configured.parent / "data")
    world = World(configured.parent / "data")
    world.report()
    world.reply(world.latest("head@northside.example", "approval"), "close")
    assert main([*erase, "--yes", "--why", "a request under Article 17"]) == 0
    assert "at the service's next round" in capsys.readouterr().out
    world.later(1)
    world.later(1)
    assert world.latest("head@northside.example", "erased").words.count("a request under Article 17") == 1
    world.store.close()
    assert main(erase) == 0
    said = capsys.readouterr().out
    assert "by the admin: a request under Article 17" in said
    assert "nothing of it was found afterwards" in said
    assert main([*erase, "--json"]) == 0
    (found,) = objects(capsys.readouterr().out)
    assert (found["ref"], found["erased"], found["ordered"], found["by"], found["left"]) == (
        "HU-2026-0001", True, False, "admin", [],
    )  # fmt: skip
    assert sum(found["removed"].values()) > 0
    assert main(["case", "list", "--config", str(configured)]) == 0
    assert capsys.readouterr().out == "There are no cases.\n"
