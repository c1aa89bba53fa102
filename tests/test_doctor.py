"""``headsup doctor``: on the embedded servers and on Dovecot and Postfix, before and beside the service."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.servers.dovecot import DOVECOT, free_port
from tests.servers.fixtures import ACCOUNTS, INBOX
from tests.servers.postfix import POSTFIX
from tests.servers.school import CONFIG, HEAD, School, await_that
from tests.world import World
from worker.cli import main
from worker.demo.servers import AUTHSERV_ID
from worker.doctor.finding import SIGNS, Finding, _knowledge, as_text, found

PASSWORDS = {"HEADSUP_IMAP_PASSWORD": "word", "HEADSUP_SMTP_PASSWORD": "word"}
ROOT = Path(__file__).parent.parent
HEADS_MAIL = (
    b"From: Helen <head@northside.example>\r\nDate: Mon, 30 Nov 2026 09:00:00 +0000\r\nSubject: Hello\r\n"
)


@pytest.fixture(autouse=True)
def _passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, word in PASSWORDS.items():
        monkeypatch.setenv(name, word)
    monkeypatch.setattr("worker.doctor.servers.ROUND_TRIP_SECONDS", 15.0)
    monkeypatch.setattr("worker.doctor.servers.PLUS_SECONDS", 1.0)  # a server without it need not be awaited


def diagnose(
    config: Path, capsys: pytest.CaptureFixture[str], *more: str
) -> tuple[int, dict[str, dict[str, Any]]]:
    """The exit code, and the findings by their name."""
    code = main(["doctor", "--json", "--config", str(config), *more])
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return code, {row["check"]: row for row in rows}


# ── on the embedded servers ────────────────────────────────────────────────────────────────


@pytest.fixture
def embedded_school(embedded: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Any, Path]:
    for account in ("IMAP", "SMTP"):
        monkeypatch.setenv(f"HEADSUP_{account}_PASSWORD", ACCOUNTS[INBOX])
    text = CONFIG.format(imap=embedded.imap_port, smtp=embedded.smtp_port)
    text = text.replace('"reports"', f'"{INBOX}"').replace("reports@northside.example", INBOX)
    config = tmp_path / "config.toml"
    config.write_text(text.replace("mx.northside.example", AUTHSERV_ID))
    return embedded, config


def test_it_all_works(embedded_school: tuple[Any, Path], capsys: pytest.CaptureFixture[str]) -> None:
    """Before the service first ran: nothing bad, nothing left behind, not even a data folder."""
    embedded, config = embedded_school
    embedded.deliver(INBOX, b"From: t@northside.example\r\nSubject: A report\r\n\r\nx\r\n")
    raw = f"Authentication-Results: {AUTHSERV_ID}; dmarc=pass header.from=northside.example\r\n".encode()
    embedded.deliver(INBOX, raw + HEADS_MAIL + b"\r\nx\r\n")
    code, told = diagnose(config, capsys)
    assert {check: row for check, row in told.items() if row["mark"] == "bad" and check != "clock_bad"} == {}
    wanted = {
        "imap_ok",
        "rights_ok",
        "smtp_ok",
        "round_trip_ok",
        "head_proven",
        "folder_none",
        "templates_ok",
    }
    assert wanted - set(told) == set()
    assert len(embedded.mails(INBOX)) == 2
    assert embedded.mails(INBOX, "Headsup/Filed") == []
    assert not (config.parent / "data").exists()
    assert code == (1 if "clock_bad" in told else 0)


def test_a_wrong_password(
    embedded_school: tuple[Any, Path], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Told with what to do; the sending is tried all the same."""
    monkeypatch.setenv("HEADSUP_IMAP_PASSWORD", "wrong")
    code, told = diagnose(embedded_school[1], capsys)
    assert (code, told["imap_refused"]["mark"], "smtp_ok" in told) == (1, "bad", True)
    assert "Check user and password" in told["imap_refused"]["says"]


def test_nobody_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Both servers away: try again later, with the server named."""
    config = tmp_path / "config.toml"
    config.write_text(CONFIG.format(imap=free_port(), smtp=free_port()))
    code, told = diagnose(config, capsys)
    assert (code, told["imap_away"]["mark"], told["smtp_away"]["mark"]) == (75, "later", "later")


def test_a_config_that_overlaps_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Inbox and head in one mailbox, also by a tag or as the login, is no school we can serve."""
    config = tmp_path / "config.toml"
    text = CONFIG.format(imap=1, smtp=2)
    for old, new in (
        ('email = "head@northside.example"', 'email = "reports+head@northside.example"'),
        ('user = "reports"\ntls = false', 'user = "Head@Northside.example"\ntls = false'),
    ):
        assert old in text
        config.write_text(text.replace(old, new))
        assert main(["doctor", "--config", str(config)]) == 2
        assert "Headsup would write to itself" in capsys.readouterr().err


# ── the head's mail ────────────────────────────────────────────────────────────────────────

RESULTS = "Authentication-Results: {0}; dmarc={1} header.from=northside.example\r\n"
PROOFS = {
    "proven": (RESULTS.format("mx.northside.example", "pass").encode() + HEADS_MAIL, "head_proven"),
    "failed": (RESULTS.format("mx.northside.example", "fail").encode() + HEADS_MAIL, "head_unproven"),
    "another server": (RESULTS.format("mx.elsewhere.example", "pass").encode() + HEADS_MAIL, "head_unproven"),
    "nobody's word": (HEADS_MAIL, "head_unproven"),
    "somebody else": (HEADS_MAIL.replace(b"head@northside", b"helen@home"), "head_another"),
    "nothing": (b"", "head_another"),
}


@pytest.mark.parametrize(("raw", "expected"), PROOFS.values(), ids=PROOFS)
def test_a_mail_of_the_head_s_is_judged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], raw: bytes, expected: str
) -> None:
    """From a file, by the judgement the service itself uses, with the reason."""
    config = tmp_path / "config.toml"
    config.write_text(CONFIG.format(imap=free_port(), smtp=free_port()))
    (tmp_path / "proof.eml").write_bytes(raw + b"\r\nx\r\n" if raw else raw)
    _, told = diagnose(config, capsys, "--sender-proof", str(tmp_path / "proof.eml"))
    assert expected in told
    assert str(tmp_path / "proof.eml") in told[expected]["says"]


def test_the_doctor_s_mail_is_no_report(tmp_path: Path) -> None:
    """If the service reads it first, it is filed: no case, no letter. Nothing in it is trusted, so a forged
    one gains nothing either: any mail may say that a machine wrote it.
    """
    world = World(tmp_path)
    before = len(world.store.mailroom.letters)
    for sender in ("reports@northside.example", "anybody@elsewhere.example"):
        raw = (
            f"From: {sender}\r\nTo: reports@northside.example\r\nMessage-ID: <headsup-doctor.x.{sender}>\r\n"
            "Subject: Headsup doctor\r\nAuto-Submitted: auto-generated\r\n\r\nheadsup doctor\r\n"
        )
        world.receive(raw.encode())
    assert (world.store.register.refs(), len(world.store.mailroom.letters)) == ((), before)
    assert world.store.mailroom.held == {}


# ── on real servers ────────────────────────────────────────────────────────────────────────


@pytest.mark.real
@pytest.mark.skipif(DOVECOT is None or POSTFIX is None, reason="dovecot and postfix are not installed")
class TestOnRealServers:
    @pytest.fixture
    def school(self, tmp_path: Path) -> Iterator[School]:
        with School(tmp_path) as running:
            yield running

    def test_before_the_first_start(self, school: School, capsys: pytest.CaptureFixture[str]) -> None:
        """Rights, round trip, extensions and the head's mail on Dovecot and Postfix; no trace is left."""
        school.dovecot.deliver("reports", b"From: t@northside.example\r\nSubject: A report\r\n\r\nx\r\n")
        code, told = diagnose(school.folder / "config.toml", capsys)
        bad = {check: row["says"] for check, row in told.items() if row["mark"] == "bad"}
        assert (code, bad) == (0, {})
        assert {"imap_ok", "extensions", "rights_ok", "clock_ok", "round_trip_ok", "head_none"} <= set(told)
        assert told["extensions"]["says"].startswith("The server has IDLE, MOVE, UIDPLUS")
        left = [len(school.dovecot.mails("reports", folder)) for folder in ("", ".Headsup.Filed")]
        assert left == [1, 0]
        assert not (school.dovecot.dir / "mail/reports/.Headsup.Doctor").exists()
        [report] = (school.dovecot.dir / "mail/reports").glob("???/*.test*")
        assert "S" not in report.name.partition(":2,")[2]

    def test_beside_the_service(self, school: School, capsys: pytest.CaptureFixture[str]) -> None:
        """The service may file the doctor's mail first: it is found there, and no case comes of it."""
        school.start()
        school.send(school.report())
        await_that(lambda: len(school.mails(HEAD)) == 1)
        code, told = diagnose(school.folder / "config.toml", capsys)
        school.kill()
        assert (code, "round_trip_ok" in told) == (0, True)
        assert len(list((school.folder / "data" / "cases").iterdir())) == 1
        filed = b"".join(school.dovecot.mails("reports", ".Headsup.Filed"))
        assert b"headsup-doctor" not in filed

    def test_a_mailbox_that_may_only_be_read(
        self, school: School, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """The right that is missing is named."""
        box = school.dovecot.dir / "mail/reports"
        shutil.chown(box, "root", "root")
        box.chmod(0o555)
        code, told = diagnose(school.folder / "config.toml", capsys)
        assert code == 1
        assert told["rights_bad"]["says"].startswith("Rights: reports may not make a folder (create failed")


# ── the words ──────────────────────────────────────────────────────────────────────────────


def test_every_finding_is_asked_for_and_every_name_is_there() -> None:
    """The table holds what the code names, and nothing else."""
    code = "".join(path.read_text("utf-8") for path in (ROOT / "worker/doctor").glob("*.py"))
    assert [name for name in _knowledge() if f'"{name}"' not in code] == []
    assert {entry["mark"] for entry in _knowledge().values()} == set(SIGNS)
    assert [name for name, entry in _knowledge().items() if entry["mark"] == "ok" and "do" in entry] == []


def test_lines_for_people() -> None:
    """A sign, the finding, and under it what to do; colour only where it is asked for; plain ASCII too."""
    finding = found("plus_none", to="a\x1b[2Jb")
    assert "\x1b" not in finding.says
    bad = Finding("x", "bad", "It is not so.", "Do this.")
    assert as_text(bad, colour=False, unicode=True) == "✗ It is not so.\n    Do this."
    assert as_text(bad, colour=False, unicode=False) == "X It is not so.\n    Do this."
    assert as_text(Finding("x", "ok", "So."), colour=True, unicode=True) == "\x1b[32m✓\x1b[0m So."
