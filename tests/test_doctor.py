"""``headsup doctor``: on the embedded servers and on Dovecot and Postfix, before and beside the service."""

from __future__ import annotations

import json
import shutil
import socket
import ssl
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.servers.dovecot import DOVECOT, free_port
from tests.servers.fixtures import ACCOUNTS, INBOX
from tests.servers.postfix import POSTFIX
from tests.servers.school import CONFIG, HEAD, School, await_that
from tests.world import World
from worker.cli import main
from worker.demo.servers import AUTHSERV_ID
from worker.doctor.finding import SIGNS, Finding, _knowledge, as_text, found
from worker.doctor.machine import look_at_machine
from worker.doctor.servers import Visit
from worker.outside.mailbox.probe import Probe, Rights
from worker.outside.setup.config import load
from worker.outside.wire import certificate_ends

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
        "copies_ok",
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


def test_a_server_that_takes_no_copies(
    embedded_school: tuple[Any, Path], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder for what was sent is full or locked: told before a letter has gone, with its name."""
    monkeypatch.setattr("worker.outside.mailbox.probe.add_sent", lambda *_, **__: "NO [OVERQUOTA] full")
    code, told = diagnose(embedded_school[1], capsys)
    assert (code, told["copies_bad"]["mark"]) == (1, "bad")
    assert "OVERQUOTA" in told["copies_bad"]["says"]
    assert "imap.sent" in told["copies_bad"]["do"]


def test_no_copies_are_wanted(embedded_school: tuple[Any, Path], capsys: pytest.CaptureFixture[str]) -> None:
    """Then nothing is tried, nor said."""
    config = embedded_school[1]
    config.write_text(config.read_text().replace("[smtp]", 'sent = ""\n\n[smtp]'))
    _, told = diagnose(config, capsys)
    assert {"copies_ok", "copies_bad"} & set(told) == set()


def test_a_wrong_password(
    embedded_school: tuple[Any, Path], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Told with what to do; the sending is tried all the same."""
    monkeypatch.setenv("HEADSUP_IMAP_PASSWORD", "wrong")
    code, told = diagnose(embedded_school[1], capsys)
    assert (code, told["imap_refused"]["mark"], "smtp_ok" in told) == (1, "bad", True)
    assert "Check user and password" in told["imap_refused"]["says"]


def test_a_folder_that_is_not_there(
    embedded_school: tuple[Any, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """Another name than the mailbox has: which one, and which setting."""
    config = embedded_school[1]
    config.write_text(config.read_text().replace("[smtp]", 'folder = "Nowhere"\n\n[smtp]'))
    code, told = diagnose(config, capsys)
    assert (code, told["imap_refused"]["mark"]) == (1, "bad")
    assert all(word in told["imap_refused"]["says"] for word in ("Nowhere", "[imap] folder"))


def test_a_mail_of_the_head_s_is_waited_for(
    embedded_school: tuple[Any, Path], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It arrives while the doctor waits, and is judged; nobody need call it twice."""
    embedded, config = embedded_school
    raw = f"Authentication-Results: {AUTHSERV_ID}; dmarc=pass header.from=northside.example\r\n".encode()
    look, looks = Probe.newest_from, 0

    def newest_from(probe: Probe, emails: Sequence[str]) -> bytes | None:
        nonlocal looks
        found, looks = look(probe, emails), looks + 1
        if looks == 1:
            embedded.deliver(INBOX, raw + HEADS_MAIL + b"\r\nx\r\n")
        return found

    monkeypatch.setattr(Probe, "newest_from", newest_from)
    _, told = diagnose(config, capsys, "--wait")
    assert (looks, "head_proven" in told, "head_none" in told) == (2, True, False)


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


# ── certificates, rights and room, where servers are not as one would wish ───────────────────

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def certify(folder: Path, name: str, first: datetime, last: datetime) -> Path:
    """A certificate for a name, its own authority, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder()
        .subject_name(who).issuer_name(who).public_key(key.public_key()).serial_number(1)
        .not_valid_before(first).not_valid_after(last)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    plain = serialization.NoEncryption()
    pem = made.public_bytes(serialization.Encoding.PEM)
    pem += key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    (folder / "server.pem").write_bytes(pem)
    return folder / "server.pem"


@contextmanager
def shaking_hands(pem: Path) -> Iterator[int]:
    """A server that agrees on TLS with whoever comes, and says nothing after it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        ended = threading.Event()

        def serve() -> None:
            while not ended.is_set():
                with suppress(OSError):
                    came, _ = listening.accept()
                    with came, context.wrap_socket(came, server_side=True) as line:
                        line.recv(1)

        thread = threading.Thread(target=serve)
        thread.start()
        yield listening.getsockname()[1]
        ended.set()
        with suppress(OSError):
            socket.create_connection(listening.getsockname()).close()
        thread.join()


DAY = timedelta(days=1)
CERTIFICATES = {
    "ended": ("localhost", -400, -1, "it has ended. Ask whoever runs the mail server to renew it"),
    "not valid yet": ("localhost", 1, 400, "it is not valid yet. Check this machine's clock"),
    "another name": ("mail.elsewhere.example", -1, 400, "it is made out to another name. Set host to"),
}


@pytest.mark.parametrize(("name", "first", "last", "says"), CERTIFICATES.values(), ids=CERTIFICATES)
def test_a_certificate_that_is_not_accepted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, first: int, last: int, says: str
) -> None:
    """What is wrong with it, and what to do: of the mailbox's server and of the one that sends."""
    today = datetime.now(UTC)  # noqa: TID251  certificates are checked by the machine's own clock
    pem = certify(tmp_path, name, today + first * DAY, today + last * DAY)
    config = tmp_path / "config.toml"
    with shaking_hands(pem) as port:
        text = CONFIG.format(imap=port, smtp=port).replace('"127.0.0.1"', '"localhost"')
        text = text.replace("tls = false", 'tls = true\nca_file = "server.pem"')
        config.write_text(text.replace('tls = "none"', 'tls = "implicit"\nca_file = "server.pem"'))
        code, told = diagnose(config, capsys)
    assert code == 1
    assert [says in told[check]["says"] for check in ("imap_refused", "smtp_refused")] == [True, True]


def test_when_a_certificate_ends_is_read_from_the_line(tmp_path: Path) -> None:
    """Of a connection that was agreed on; there is nothing to say of one without encryption."""
    today = datetime.now(UTC).replace(microsecond=0)  # noqa: TID251
    pem = certify(tmp_path, "localhost", today - DAY, today + 20 * DAY)
    with shaking_hands(pem) as port:
        context = ssl.create_default_context(cafile=str(pem))
        with socket.create_connection(("127.0.0.1", port)) as line:
            assert certificate_ends(line) is None
            with context.wrap_socket(line, server_hostname="localhost") as agreed:
                assert certificate_ends(agreed) == today + 20 * DAY


class OddServer:
    """A mail server with as little as is asked for."""

    def __init__(
        self, has: tuple[str, ...] = (), quota: tuple[int, int] | None = None, seconds: int = 0
    ) -> None:
        self.has, self.room, self.seconds = has, quota, seconds

    def extensions(self) -> tuple[str, ...]:
        return self.has

    def quota(self) -> tuple[int, int] | None:
        return self.room

    def try_rights(self, raw: bytes, message_id: str) -> Rights:
        return Rights("Headsup/Doctor", keywords=False, server_at=NOW + timedelta(seconds=self.seconds))


ODD = {
    "no UIDPLUS and no MOVE": (OddServer(("IDLE",)), {"no_uidplus"}),
    "no UIDPLUS": (OddServer(("IDLE", "MOVE")), set[str]()),
    "no MOVE": (OddServer(("IDLE", "UIDPLUS")), set[str]()),
    "nothing": (OddServer(), {"no_uidplus", "no_idle"}),
    "nearly full": (OddServer(("IDLE", "MOVE"), (950, 1000)), {"quota_low"}),
    "room enough": (OddServer(("IDLE", "MOVE"), (500, 1000)), {"quota_ok"}),
    "a clock apart": (OddServer(("IDLE", "MOVE"), None, 600), {"clock_bad"}),
}


@pytest.mark.parametrize(("server", "expected"), ODD.values(), ids=ODD)
def test_a_server_with_little(tmp_path: Path, server: OddServer, expected: set[str]) -> None:
    """Each lack is a line of its own that says what follows or what to do."""
    (tmp_path / "config.toml").write_text(CONFIG.format(imap=1, smtp=2))
    visit = Visit(load(tmp_path / "config.toml", PASSWORDS), lambda: NOW, "mark")
    visit._probe = server  # type: ignore[assignment]
    told = [*visit._extensions(), *visit._rights(), *visit._quota()]
    usual = {"extensions", "rights_ok", "keywords_lost", "clock_ok"}
    assert {one.check for one in told} - usual == expected
    assert [one.check for one in told if one.mark == "bad" and not one.do] == []


def test_certificates_near_their_end(tmp_path: Path) -> None:
    """Three weeks before, and by name of the server, whichever of the two it is."""
    (tmp_path / "config.toml").write_text(CONFIG.format(imap=1, smtp=2))
    visit = Visit(load(tmp_path / "config.toml", PASSWORDS), lambda: NOW, "mark")
    ends = (NOW + 21 * DAY, NOW + 22 * DAY, None)
    told = [one for end in ends for one in visit._certificate("mail.example:465", end)]
    assert [(one.check, one.mark) for one in told] == [
        ("certificate_ends", "note"), ("certificate_ok", "ok"), ("not_encrypted", "note")
    ]  # fmt: skip
    assert told[0].says == "Certificate of mail.example:465: ends on 2026-12-15, in 21 days."


def test_this_machine_as_it_should_not_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Others can enter the data folder, or put another in its place; the disk is nearly full."""
    config, data = tmp_path / "config.toml", tmp_path / "above" / "data"
    config.write_text(CONFIG.format(imap=1, smtp=2).replace('data = "data"', f'data = "{data}"'))
    data.mkdir(parents=True, mode=0o700)
    settings = load(config, PASSWORDS)

    def told() -> dict[str, str]:
        return {one.check: f"{one.says} {one.do}" for one in look_at_machine(settings, NOW)}

    assert {"folder_ok", "folder_above", "folder_bad", "disk_low"} & set(told()) == {"folder_ok"}
    data.chmod(0o755)
    assert f"Run: chmod 700 {data}" in told()["folder_bad"]
    data.chmod(0o700)
    data.parent.chmod(0o777)
    assert f"Run: chmod o-w {data.parent}" in told()["folder_above"]
    data.parent.chmod(0o1777)
    assert "folder_above" not in told()
    config.chmod(0o666)
    assert f"Run: chmod o-w {config}" in told()["settings_open"]
    monkeypatch.setattr("worker.doctor.machine._LEAST_FREE", 1e9)
    assert "Free some space" in told()["disk_low"]


def test_term_dates_that_run_out_are_told(tmp_path: Path) -> None:
    """Weeks ahead, and once they have."""
    (tmp_path / "config.toml").write_text(CONFIG.format(imap=1, smtp=2))
    settings = load(tmp_path / "config.toml", PASSWORDS)
    for on in (datetime(2026, 12, 14, tzinfo=UTC), datetime(2027, 2, 1, tzinfo=UTC)):
        notices = [one.says for one in look_at_machine(settings, on) if one.check == "notice"]
        assert [one for one in notices if "term" in one] != []


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
