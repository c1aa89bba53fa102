"""The commands that need no settings: a mail read, a reply judged, every mail shown."""

from __future__ import annotations

import io
import os
import re
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.commands import FORWARD, MAILS, objects, write
from worker.cli import main
from worker.judge import Known, decisions, readings
from worker.outside.reader import Reader
from worker.outside.reader.ahead import ReadAhead
from worker.reading.message.mail import read_mail

APPROVE = MAILS / "replies" / "001-outlook-signature-block.eml"
OUT_OF_OFFICE = MAILS / "noise" / "001-exchange-out-of-office.eml"
READ_KEYS = [
    "file", "kind", "reported_by", "subject", "new_text", "forwarded", "posts", "grounds", "urgency",
    "case_ref", "flags", "ask_back", "attachments", "sender", "problems",
]  # fmt: skip
"""design.md, "Interfaces": the object of ``headsup read``, in this order."""


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


def test_decide_counts_days_where_the_school_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Half past eleven at night in UTC is tomorrow in London in summer."""
    reply = write(tmp_path, "r.eml", b"From: head@northside.example\nSubject: Re: x\n\nHold until tomorrow\n")
    assert main(["decide", "--json", reply, "--now", "2026-07-01T23:30:00+00:00"]) == 0
    (found,) = objects(capsys.readouterr().out)
    assert [one["args"]["until"] for one in found["decisions"]] == ["2026-07-03"]


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
