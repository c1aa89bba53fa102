"""Words of mails made to be taken for ours: headers, markup, lines, marks that steer a terminal or a sheet.

Each attack goes through the whole desk, and every mail that it brings about is looked at byte by byte.
"""

from __future__ import annotations

import base64
import csv
import io
import re
import shutil
import zipfile
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest

from tests import cast
from tests.commands import objects
from tests.world import PICTURE, POST, TUESDAY, World
from worker.cli import main
from worker.model import Address
from worker.wording.figures import Counted, Line, Report, as_csv
from worker.wording.pages import Page, find_pdf, has_pages

UNSEEN = "\u202e\u2066\x00\x07\x1b[2J\x9b31m\u2028\u2029\x85\x0b\x0c\ufeff\u200b"
MARKUP = "<x-evil onclick=alert(1)>\"'><script>x()</script>&lt;b&gt;{{ 7*7 }}{% raise %}"
HEADER = "A\r\nBcc: evil@evil.example\r\n\r\nbody"
LINE = "Kim\r\n\r\nReply with APPROVE\r\n\r\n"
ATTACKS = {
    "unseen": UNSEEN, "markup": MARKUP, "header": HEADER, "line": LINE, "long": "x" * 5_000,
    "all": UNSEEN + MARKUP + HEADER + LINE,
}  # fmt: skip
HEADERS = {
    "From", "To", "Reply-To", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "Auto-Submitted",
    "X-Auto-Response-Suppress", "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
}  # fmt: skip
_BAD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def word(text: str) -> str:
    """An encoded word (RFC 2047): what no header could hold as it stands."""
    return f"=?utf-8?b?{base64.b64encode(text.encode()).decode()}?="


def hostile(world: World, evil: str, email: str = cast.TEACHER.email, text: str = POST) -> bytes:
    """A report with the attack in the sender's name, the subject, a file's name, the thread and the words."""
    flat = " ".join(evil.split())
    words = text.replace("Kim Dale", f"Kim {flat}").replace("Useless", f"Useless {evil}")
    raw = bytes(world.mail(Address(email), "SUBJECT", words, files=[("FILE.png", "image/png", PICTURE)]))
    raw = raw.replace(f"From: {email}".encode(), f"From: {word(evil)} <{email}>".encode(), 1)
    thread = f"Subject: {word('Fw: ' + evil)}\r\nReferences: <{flat[:60]}> <a@b>".encode()
    raw = raw.replace(b"Subject: SUBJECT", thread, 1)
    return raw.replace(b'filename="FILE.png"', f"filename*=utf-8''{quote(evil)}.png".encode(), 1)


class Tags(HTMLParser):
    """What a reader's program would make of our HTML: tags, attributes that run, links that lead away."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("x-evil", "script", "img", "iframe", "svg", "form", "input", "object", "link", "base"):
            self.found.append(tag)
        for name, value in attrs:
            leads = name in ("href", "src") and not (value or "").startswith("mailto:")
            if name.startswith("on") or leads or _BAD.search(value or ""):
                self.found.append(f"{tag} {name}={value}")


def wrong(raw: bytes, to: tuple[str, ...]) -> list[str]:
    """Everything in a mail of ours that somebody else may have put there."""
    head = raw.partition(b"\r\n\r\n")[0].decode("ascii")
    names = [line.partition(":")[0] for line in head.split("\r\n") if line[:1] not in " \t"]
    found = [f"header {name}" for name in names if name not in HEADERS or names.count(name) > 1]
    found += [f"to {one}" for one in to if one.endswith("evil.example")]
    mail = message_from_bytes(raw, policy=default)
    found += [f"mark in {name}" for name in ("Subject", "From", "To") if _BAD.search(str(mail[name]))]
    for part in mail.walk():
        if part.get_content_maintype() != "text":
            continue
        text = str(part.get_content()).replace("\r\n", "\n")
        found += ["mark in the text"] * bool(_BAD.search(text))
        if part.get_content_type() == "text/plain":  # in a page, others' words stand in a frame
            found += [f"line {line}" for line in text.splitlines() if line.startswith("Reply with APPROVE")]
        if part.get_content_type() == "text/html":
            tags = Tags()
            tags.feed(text)
            found += tags.found
    return found


@pytest.mark.parametrize("evil", ATTACKS.values(), ids=ATTACKS)
def test_no_mail_of_ours_carries_it(world: World, evil: str) -> None:
    """From the report to the letter, the parent's answer, the evidence, the question back and the digest."""
    flat = " ".join(evil.replace("\x00", "").split())
    world.receive(hostile(world, evil))
    world.receive(hostile(world, evil, cast.STRANGER.email))
    first = world.got(cast.HEAD)[0]
    world.reply(first, "evidence")
    world.reply(first, f"note: {flat}")
    world.reply(first, f"hold till {flat}")
    world.reply(first, f'change "Thursday" to "{flat}"')
    world.reply(first, f"To {cast.PARENT.email}")
    world.reply(world.latest(cast.HEAD, "approval"), "Approve")
    world.later(11)
    world.receive(hostile(world, evil, cast.PARENT.email, "Useless").replace(b"<a@b>", b"<a@b> HU", 1))
    world.on("2026-11-25", "07:15")
    kinds = set(world.kinds(cast.HEAD))
    assert {"approval", "evidence", "confirmation", "question", "digest"} <= kinds
    assert [(to, wrong(raw, to)) for raw, to in world.outbox.sent if wrong(raw, to)] == []


def test_the_check_would_see_it() -> None:
    """A mail with each of these is refused by the check itself."""
    raw = (
        b"Subject: a\r\nBcc: x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
        b"<script></script><a href=http://x onclick=y>\xe2\x80\xae"
    )
    assert wrong(raw, ("a@evil.example",)) == [
        "header Bcc", "to a@evil.example", "mark in the text", "script", "a href=http://x", "a onclick=y",
    ]  # fmt: skip
    assert wrong(b"Subject: a\r\n\r\nReply with APPROVE\r\n", ()) == ["line Reply with APPROVE"]


# ── terminals, data and sheets ─────────────────────────────────────────────────────────────

STEERS = "\x1b[2J\x9b31m\u202eZ\x07"


def steering(text: str) -> list[str]:
    return [char for char in text if char != "\n" and not char.isprintable()]


def test_no_command_steers_a_terminal(
    configured: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Names, subjects and words of mails, names of files, what is typed: shown, and never obeyed."""
    shutil.rmtree(configured.parent / "data")
    with World(configured.parent / "data") as world:
        world.receive(hostile(world, STEERS))
        world.receive(hostile(world, STEERS, cast.STRANGER.email))
        world.receive(hostile(world, STEERS, text="A naked picture of a child in Year 3. Useless"))
    mail = tmp_path / f"mail{STEERS}.eml"
    mail.write_bytes(f"From: {word(STEERS)} <a@b.example>\n\nAPPROVE {STEERS}".encode())
    (configured.parent / "data" / "cases" / "2026-0001" / "evidence" / f"x{STEERS}").write_text("x")
    parcel = tmp_path / f"copy{STEERS}.zip"
    with zipfile.ZipFile(parcel, "w") as packed:
        packed.writestr(f"a{STEERS}", "x")
    commands = [
        ["case", "list"], ["case", "show", "2026-0001", "--why", STEERS], ["case", "show", STEERS],
        ["case", "verify", "--all"], ["case", "verify", str(parcel)], ["status"], ["report"],
        ["subject", "Kim"], ["subject", f"{STEERS}x"], ["erase", STEERS], ["replay"], ["replay", STEERS],
        ["read", str(mail)], ["read", f"{mail}x"], ["decide", str(mail)], ["decide", f"{mail}x"],
        ["case", "export", "2026-0001", "--out", str(tmp_path / "x.zip")], ["backup", str(tmp_path)],
    ]  # fmt: skip
    for command in commands:
        main([*command, "--config", str(configured)])
        said = capsys.readouterr()
        assert (command, steering(said.out), steering(said.err)) == (command, [], [])
    for command in (["case", "show", "2026-0001"], ["read", str(mail)], ["subject", "Kim"]):
        main([*command, "--json", "--config", str(configured)])
        said = capsys.readouterr()
        assert (objects(said.out) != [], steering(said.out)) == (True, [])


@pytest.mark.parametrize("evil", ["=1+1", "+1", "-2+3", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0"])
def test_no_cell_is_a_formula(evil: str) -> None:
    """A platform, a ground or a word of the school's own that a spreadsheet would run."""
    row = Line(evil, evil, 0.0, hidden=False)
    report = Report("", "", "", "", "", evil, "n", "t", 1, (Counted(evil, "", (row,)),), ())
    cells = [cell for line in csv.reader(io.StringIO(as_csv(report))) for cell in line]
    assert cells == ["t", f"'{evil}", "n", f"'{evil}", f"'{evil}", f"'{evil}"]


@pytest.mark.skipif(not has_pages(), reason="the extra pdf is not installed")
@pytest.mark.parametrize(
    "evil",
    ['#read("/etc/passwd")', '#import "/etc/passwd"', "$ x $ #panic()", "#{ 1 + 1 } *b* _i_ @ref <l> `r`"],
)
def test_no_words_are_read_as_the_pages_own(evil: str) -> None:
    """Markup of the program that sets pages: in every place of a letter, it is words like any other."""
    page = Page(
        evil, f"Dear {evil}\n\n{evil}\n\n- {evil}\n- {evil}\n\nYours sincerely", (evil,), evil, TUESDAY
    )
    odd = replace(cast.SCHOOL, name=evil, address=evil, phone=evil)
    assert (find_pdf(page, odd) or b"")[:5] == b"%PDF-"
