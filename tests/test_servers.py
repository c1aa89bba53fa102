"""The servers that demo and tests run on: they must do what they are believed to do."""

from __future__ import annotations

import gc
import imaplib
import smtplib
import subprocess
import sys
import threading
from email.parser import BytesHeaderParser
from typing import TYPE_CHECKING

import pytest

from tests.servers.dovecot import Dovecot
from tests.servers.fixtures import ACCOUNTS, ARRIVED_AT, INBOX
from tests.servers.postfix import Postfix
from worker.demo.submission import stamped
from worker.errors import Misconfigured
from worker.outside.mailbox.inbox import ImapSettings, Inbox

if TYPE_CHECKING:
    from worker.demo.servers import MailServers

HEAD = "head@northside.example"
PARENT = "parent@home.example"


def results(raw: bytes) -> list[str]:
    header = BytesHeaderParser().parsebytes(raw)
    return [" ".join(value.split()) for value in header.get_all("Authentication-Results", [])]


class TestStamps:
    def test_aligned_mail_passes(self) -> None:
        """Mail from the address it was sent with gets three fields on top and keeps its bytes."""
        raw = b"From: The Head <HEAD@northside.example>\r\nSubject: x\r\n\r\nbody\r\n"
        expected = (
            b"Return-Path: <head@northside.example>\r\n"
            b"Authentication-Results: mail.northside.example;\r\n"
            b" auth=pass smtp.auth=head@northside.example;\r\n"
            b" dmarc=pass header.from=northside.example\r\n"
            b"Received: by mail.northside.example with ESMTPA; Mon, 23 Nov 2026 09:00:00 +0000\r\n"
        )
        assert expected + raw == stamped(raw, "mail.northside.example", HEAD, HEAD, ARRIVED_AT)

    @pytest.mark.parametrize(
        "header",
        [
            b"From: deputy@northside.example\r\n",
            b"From: head@northside.example\r\nFrom: deputy@northside.example\r\n",
            b"From: head@northside.example, deputy@northside.example\r\n",
            b"From: head@northside.example <deputy@northside.example>\r\n",
            b"Subject: no sender at all\r\n",
        ],
    )
    def test_other_senders_fail(self, header: bytes) -> None:
        """A From that is not exactly the login's address does not pass."""
        (result,) = results(stamped(header + b"\r\n", "mail.northside.example", HEAD, HEAD, ARRIVED_AT))
        assert "dmarc=fail" in result

    def test_forged_results_are_removed(self) -> None:
        """Results under the server's own name that the client put in are gone; another server's stay."""
        raw = (
            b"authentication-results :\r\n\tMAIL.northside.example; dmarc=pass\r\nFrom: x@y.example\r\n"
            b"Authentication-Results: mx.home.example; spf=pass\r\n\r\nbody"
        )
        ours, theirs = results(stamped(raw, "mail.northside.example", HEAD, HEAD, ARRIVED_AT))
        assert ("dmarc=fail header.from=y.example" in ours, theirs) == (True, "mx.home.example; spf=pass")


class TestEmbedded:
    def test_login_is_required(self, embedded: MailServers) -> None:
        """Without login nothing is taken; with a wrong one it is said."""
        with smtplib.SMTP("127.0.0.1", embedded.smtp_port) as smtp:
            smtp.ehlo("[127.0.0.1]")
            assert smtp.mail(HEAD) == (530, b"5.7.0 Please sign in first")
            with pytest.raises(smtplib.SMTPAuthenticationError):
                smtp.login(HEAD, "wrong")
            smtp.login(HEAD, ACCOUNTS[HEAD])
            assert smtp.mail(HEAD)[0] == 250
            assert smtp.rcpt("nobody@home.example") == (550, b"5.1.1 No such mailbox here")

    def test_what_is_delivered_is_there(self, embedded: MailServers) -> None:
        """In the inbox, and in no folder that does not exist."""
        embedded.deliver(PARENT, b"Subject: x\r\n\r\n")
        assert embedded.mails(PARENT) == [b"Subject: x\r\n\r\n"]
        assert embedded.mails(PARENT, "No such folder") == []

    def test_a_mail_client_finds_its_way(self, embedded: MailServers) -> None:
        """Listing, the usual folders, making one more, APPEND of a copy, keywords and search all work."""
        imap = imaplib.IMAP4("127.0.0.1", embedded.imap_port)
        imap.login(HEAD, ACCOUNTS[HEAD])
        assert imap.create("Archive")[0] == "OK"
        lines = [line for line in imap.list()[1] if isinstance(line, bytes)]
        names = {line.rsplit(b" ", 1)[1].strip(b'"') for line in lines}
        assert {b"INBOX", b"Sent", b"Drafts", b"Trash", b"Archive"} == names
        assert imap.append("Sent", r"(\Seen)", None, b"Subject: copy\r\n\r\nbody\r\n")[0] == "OK"
        imap.select("Sent")
        imap.store("1", "+FLAGS", "($Forwarded)")
        assert imap.search(None, "KEYWORD", "$Forwarded", "SUBJECT", "copy")[1] == [b"1"]
        imap.logout()

    def test_a_connection_outlives_collections(self, embedded: MailServers) -> None:
        """Nothing that serves a client is let go of while the client is there (Python 3.12 and later)."""
        imap = imaplib.IMAP4("127.0.0.1", embedded.imap_port, timeout=5)
        imap.login(HEAD, ACCOUNTS[HEAD])
        for _ in range(2):
            gc.collect()
            assert imap.noop()[0] == "OK"
        imap.logout()

    def test_nothing_is_left_behind(self) -> None:
        """At the end no thread and no listener is left, though clients are still connected."""
        from worker.demo.servers import MailServers

        before = threading.active_count()
        with MailServers(ACCOUNTS, lambda: ARRIVED_AT) as servers:
            inbox = Inbox(
                ImapSettings("127.0.0.1", servers.imap_port, INBOX, tls=False), lambda: ACCOUNTS[INBOX]
            )
            inbox.connect()
            smtp = smtplib.SMTP("127.0.0.1", servers.smtp_port)
        assert before == threading.active_count()
        inbox.close()
        smtp.close()
        with MailServers(ACCOUNTS, lambda: ARRIVED_AT, imap_port=servers.imap_port) as again:
            assert servers.imap_port == again.imap_port

    def test_taken_port(self, embedded: MailServers) -> None:
        """A port that is in use is named."""
        from worker.demo.servers import MailServers

        with pytest.raises(Misconfigured, match=f"Port {embedded.smtp_port} .* choose another"):
            MailServers(ACCOUNTS, lambda: ARRIVED_AT, smtp_port=embedded.smtp_port).__enter__()

    def test_without_the_extra(self) -> None:
        """Where pymap or aiosmtpd is missing, the message names the extra."""
        code = (
            "import sys; sys.modules['pymap'] = None\n"
            "from worker.errors import Misconfigured\n"
            "try: import worker.demo.servers\n"
            "except Misconfigured as problem: print(problem)"
        )
        printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert "pip install 'headsup[demo]'" in printed.stdout


@pytest.mark.real
class TestReal:
    def test_dovecot_by_maildir_and_by_lmtp(self, dovecot: Dovecot) -> None:
        """A mail put into the Maildir keeps its bytes; LMTP adds its own lines on top."""
        raw = b"Subject: odd \xff\r\n\r\nbody without end"
        dovecot.deliver("head", raw)
        dovecot.deliver_lmtp("head", b"Subject: x\r\n\r\nbody\r\n")
        first, second = dovecot.mails("head")
        assert (raw, True) == (first, second.endswith(b"Subject: x\n\nbody\n"))

    def test_postfix_stamps_when_told(self, postfix: Postfix) -> None:
        """Postfix puts the results on top that it is given, as a DMARC filter would."""
        postfix.trust("mail.northside.example; dmarc=pass header.from=northside.example")
        with smtplib.SMTP("127.0.0.1", postfix.port) as smtp:
            smtp.ehlo("[127.0.0.1]")
            smtp.login("head", ACCOUNTS[HEAD].strip())
            smtp.sendmail(
                HEAD, ["teacher@northside.example"], b"From: head@northside.example\r\n\r\nbody\r\n"
            )
        settings = ImapSettings("127.0.0.1", postfix.dovecot.port, "teacher", tls=False)
        inbox = Inbox(settings, lambda: ACCOUNTS["teacher@northside.example"])
        inbox.connect()
        if not inbox.waiting():
            inbox.wait(15)
        ((_, raw),) = inbox.fetch(inbox.waiting())
        inbox.close()
        assert results(raw) == ["mail.northside.example; dmarc=pass header.from=northside.example"]
