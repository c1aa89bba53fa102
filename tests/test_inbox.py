"""The reporting inbox: on the embedded server, on Dovecot, and on servers that misbehave."""

from __future__ import annotations

import os
import signal
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice

import pytest

from tests.servers.dovecot import Dovecot
from tests.servers.faults import Filter, Proxy, cutting_at, hiding, replacing, silent_from
from tests.servers.fixtures import USERS, Mailbox, on_dovecot
from worker.errors import Misconfigured, Unreachable
from worker.model import Place, Preview
from worker.outside.mailbox.inbox import ImapSettings, Inbox
from worker.outside.wire import verified_tls
from worker.reading.message.mail import message_key, read_mail

PLAIN = b"From: Ada <teacher@northside.example>\r\nSubject: A post\r\n\r\nSee what I found.\r\n"
FORWARD = (
    b"From: teacher@northside.example\r\nSubject: Fwd\r\n"
    b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n"
    b"--a\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n"
    b"--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nplain\r\n"
    b"--b\r\nContent-Type: text/html\r\n\r\n<p>html</p>\r\n--b--\r\n"
    b"--a\r\nContent-Type: message/rfc822\r\n\r\n"
    b"From: parent@home.example\r\nSubject: carried\r\nContent-Type: text/plain\r\n\r\ninner\r\n"
    b"--a\r\nContent-Type: image/png; name=shot.png\r\nContent-Transfer-Encoding: base64\r\n"
    b"Content-Disposition: attachment\r\n\r\niVBORw0=\r\n"
    b"--a\r\nContent-Type: text/plain; name=holiday.jpg\r\n\r\nnot fetched\r\n--a--\r\n"
)


def numbered(n: int, size: int = 0) -> bytes:
    return b"Subject: mail %d\r\n\r\n" % n + b"x" * 70 * (size // 72) + b"\r\n"


@contextmanager
def closing(inbox: Inbox) -> Iterator[Inbox]:
    try:
        yield inbox
    finally:
        inbox.close()


def raws(inbox: Inbox) -> list[bytes]:
    return [raw for _, raw in inbox.fetch(inbox.waiting())]


LARGE = numbered(0, 5 << 20)


class TestOnEveryServer:
    def test_waiting_is_oldest_first(self, mailbox: Mailbox) -> None:
        """Messages come in order of arrival, all of one UIDVALIDITY."""
        for n in range(12):
            mailbox.deliver(numbered(n))
        with closing(mailbox.open()) as inbox:
            places = inbox.waiting()
            assert places == sorted(places, key=lambda p: p.uid)
            assert {p.uidvalidity for p in places} == {inbox.uidvalidity}
            assert [raw for _, raw in inbox.fetch(places)] == [numbered(n) for n in range(12)]

    def test_preview_has_texts_and_names_but_no_files(self, mailbox: Mailbox) -> None:
        """A forward's preview is its header, every text with its MIME header, and the files' names."""
        mailbox.deliver(FORWARD)
        with closing(mailbox.open()) as inbox:
            (place,) = inbox.waiting()
            (preview,) = inbox.previews([place])
            # pymap counts the line end before a boundary as the part's own.
            preview = replace(preview, texts=tuple(text.rstrip() for text in preview.texts))
            expected = Preview(
                place=place,
                size=len(FORWARD),
                header=FORWARD.partition(b"\r\n\r\n")[0] + b"\r\n\r\n",
                texts=(
                    b"Content-Type: text/plain; charset=utf-8\r\n\r\nplain",
                    b"Content-Type: text/html\r\n\r\n<p>html</p>",
                    (
                        b"Content-Type: text/rfc822-headers\r\n\r\n"
                        b"From: parent@home.example\r\nSubject: carried\r\nContent-Type: text/plain"
                    ),
                    b"From: parent@home.example\r\nSubject: carried\r\nContent-Type: text/plain\r\n\r\ninner",
                ),
                names=("shot.png", "holiday.jpg"),
                complete=True,
            )
            assert expected == preview

    def test_nothing_is_marked_seen(self, mailbox: Mailbox) -> None:
        """Looking and fetching leave every flag as it was."""
        mailbox.deliver(FORWARD)
        with closing(mailbox.open()) as inbox:
            places = inbox.waiting()
            list(inbox.previews(places))
            list(inbox.fetch(places))
            flags = inbox._client.get_flags([places[0].uid])[places[0].uid]
            assert b"\\Seen" not in flags

    def test_done_files_a_message(self, mailbox: Mailbox) -> None:
        """What is done lies in its folder, which is made and subscribed to, and no longer waits."""
        mailbox.deliver(PLAIN)
        mailbox.deliver(numbered(1))
        with closing(mailbox.open()) as inbox:
            first, second = inbox.waiting()
            inbox.done([first], mailbox.settings.filed)
            assert [second] == inbox.waiting()
            subscribed = [name for _, _, name in inbox._client.list_sub_folders()]
            assert "Headsup/Filed" in subscribed
        assert mailbox.filed() == [PLAIN]

    def test_what_was_filed_last(self, mailbox: Mailbox) -> None:
        """By their keys, oldest first; none before there is a folder; the inbox is open as before."""
        with closing(mailbox.open()) as inbox:
            assert inbox.newest_filed(3) == ()
            for n in range(5):
                mailbox.deliver(numbered(n))
            inbox.done(inbox.waiting(), mailbox.settings.filed)
            expected = tuple(message_key(read_mail(numbered(n))) for n in (2, 3, 4))
            assert inbox.newest_filed(3) == expected
            assert inbox.waiting() == []

    def test_what_was_sent(self, mailbox: Mailbox) -> None:
        """Where there is a folder for it; the inbox is open as before."""
        mailbox.deliver(PLAIN)
        with closing(mailbox.open()) as inbox:
            ours = ("2026-1.first@northside.example", "2026-1.second@northside.example")
            assert inbox.find_sent(ours) == ()
            letter = f"Message-ID: <{ours[1]}>\r\n".encode() + numbered(1)
            assert [inbox.keep_sent(ours[1], letter) for _ in range(2)] == ["", ""]
            assert inbox.find_sent(ours) == ours[1:]
            assert len(inbox.waiting()) == 1
            marked = [name for flags, _, name in inbox._client.list_folders() if b"\\Sent" in flags]
            held = marked or [inbox._naming.on_server("Headsup/Sent")]
            assert sum(inbox._client.select_folder(name)[b"EXISTS"] for name in held) == 1

    def test_no_copies_are_wanted(self, mailbox: Mailbox) -> None:
        """The setting is empty: nothing is kept, and no folder made."""
        mailbox.deliver(PLAIN)
        settings = replace(mailbox.settings, sent="")
        with closing(Inbox(settings, mailbox.secret)) as inbox:
            inbox.connect()
            assert inbox.keep_sent("2026-1.second@northside.example", PLAIN) == ""
            assert not inbox._client.folder_exists(inbox._naming.on_server("Headsup/Sent"))

    def test_done_twice_is_no_error(self, mailbox: Mailbox) -> None:
        """A message filed already, or gone, is passed over."""
        mailbox.deliver(PLAIN)
        with closing(mailbox.open()) as inbox:
            places = inbox.waiting()
            inbox.done(places, mailbox.settings.filed)
            inbox.done(places, mailbox.settings.filed)
        assert mailbox.filed() == [PLAIN]

    def test_another_uidvalidity_means_other_messages(self, mailbox: Mailbox) -> None:
        """Places of an earlier life of the folder stand for nothing now."""
        mailbox.deliver(PLAIN)
        with closing(mailbox.open()) as inbox:
            (place,) = inbox.waiting()
            stale = Place(place.uidvalidity + 1, place.uid)
            inbox.done([stale], mailbox.settings.filed)
            inbox.flag(stale)
            looks, got = list(inbox.previews([stale])), list(inbox.fetch([stale]))
            assert ([], [], [place]) == (looks, got, inbox.waiting())

    def test_flag_is_seen_in_the_preview(self, mailbox: Mailbox) -> None:
        """A message flagged for a person stays where it is, and shows it."""
        mailbox.deliver(PLAIN)
        mailbox.deliver(PLAIN)
        with closing(mailbox.open()) as inbox:
            inbox.flag(inbox.waiting()[0])
            assert [p.flagged for p in inbox.previews(inbox.waiting())] == [True, False]

    def test_large_message_comes_in_pieces(self, mailbox: Mailbox) -> None:
        """A message over 4 MB is put together exactly, and the small ones around it are there."""
        large = numbered(2, 5 << 20)
        for raw in (numbered(1), large, numbered(3)):
            mailbox.deliver(raw)
        with closing(mailbox.open()) as inbox:
            assert [numbered(1), large, numbered(3)] == raws(inbox)

    def test_wait_ends_when_mail_comes(self, mailbox: Mailbox) -> None:
        """Mail that arrives during the wait ends it, long before its time is over."""
        with closing(mailbox.open()) as inbox:
            inbox.waiting()
            timer = threading.Timer(0.2, mailbox.deliver, [PLAIN])
            timer.start()
            started = time.monotonic()
            assert not inbox.wait(20)
            assert time.monotonic() - started < 5
            timer.join()
            assert raws(inbox) == [PLAIN]

    def test_mail_that_came_before_the_wait_ends_it_at_once(self, mailbox: Mailbox) -> None:
        """What was announced while other commands ran, or arrived just before, is not waited for."""
        with closing(mailbox.open()) as inbox:
            inbox.waiting()
            mailbox.deliver(PLAIN)
            time.sleep(0.1)
            list(inbox.previews([Place(inbox.uidvalidity, 999_999)]))
            started = time.monotonic()
            assert not inbox.wait(20)
            assert time.monotonic() - started < 1

    def test_wait_is_woken_by_a_descriptor(self, mailbox: Mailbox) -> None:
        """A byte in the pipe ends the wait within milliseconds, and is told apart from mail."""
        reader, writer = os.pipe()
        try:
            with closing(mailbox.open()) as inbox:
                inbox.waiting()
                timer = threading.Timer(0.1, os.write, [writer, b"x"])
                timer.start()
                started = time.monotonic()
                assert inbox.wait(20, reader)
                assert time.monotonic() - started < 1
                timer.join()
                assert inbox.waiting() == []
        finally:
            os.close(reader)
            os.close(writer)

    def test_wait_comes_to_its_end(self, mailbox: Mailbox) -> None:
        """Without news the wait lasts as long as asked, and the connection is good afterwards."""
        with closing(mailbox.open()) as inbox:
            started = time.monotonic()
            assert not inbox.wait(0.3)
            assert 0.3 <= time.monotonic() - started < 2
            assert inbox.waiting() == []

    def test_wrong_password_says_what_to_do(self, mailbox: Mailbox) -> None:
        """A refused login names the account and the server, and never the password."""
        inbox = Inbox(mailbox.settings, lambda: "wrong-word")
        with pytest.raises(Misconfigured, match="refuses the login of onlineconcerns") as refusal:
            inbox.connect()
        assert "wrong-word" not in str(refusal.value)

    def test_missing_folder_says_which(self, mailbox: Mailbox) -> None:
        """A folder that is not there is a setting to correct, not a server to wait for."""
        settings = ImapSettings(
            "127.0.0.1", mailbox.settings.port, mailbox.settings.user, tls=False, folder="No"
        )
        with pytest.raises(Misconfigured, match=r"\[imap\] folder: No cannot be opened"):
            Inbox(settings, mailbox.secret).connect()

    def test_close_is_safe_twice_and_before_connect(self, mailbox: Mailbox) -> None:
        """Closing never raises, and a closed inbox says that there is no connection."""
        inbox = Inbox(mailbox.settings, mailbox.secret)
        inbox.close()
        inbox.connect()
        inbox.close()
        inbox.close()
        with pytest.raises(Unreachable, match="no connection"):
            inbox.waiting()

    def test_an_exception_from_a_signal_leaves_it_closable(self, mailbox: Mailbox) -> None:
        """An exception that comes out of nowhere, mid-wait, leaves nothing half-read behind."""

        class Stop(BaseException):
            pass

        def stop(*_: object) -> None:
            raise Stop

        inbox = mailbox.open()
        before = signal.signal(signal.SIGALRM, stop)
        try:
            signal.setitimer(signal.ITIMER_REAL, 0.2)
            with pytest.raises(Stop):
                inbox.wait(20)
        finally:
            signal.signal(signal.SIGALRM, before)
        inbox.close()
        inbox.connect()
        assert inbox.waiting() == []
        inbox.close()


HOSTILE = {
    "330 nested multiparts": b"Subject: nested\r\n"
    + b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in range(330))
    + b"\r\nend\r\n",
    "1,000 attachments": b"Subject: many\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    + b"".join(b"--b\r\nContent-Type: image/png; name=%d.png\r\n\r\nx\r\n" % n for n in range(1000))
    + b"--b--\r\n",
    "5,000 texts": b"Subject: texts\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    + b"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n" * 5000
    + b"--b--\r\n",
    "40 nested messages": b"Content-Type: message/rfc822\r\n\r\n" * 40 + b"Subject: deep\r\n\r\nend\r\n",
    "30 MB": numbered(0, 30_000_000),
    "no header end": b"Subject: headers only\r\nX-More: yes\r\n",
    "1 MB of header": b"Subject: long\r\n" + b"X-Filler: " + b"y" * 1_000_000 + b"\r\n\r\nbody\r\n",
    "no boundary": b"Content-Type: multipart/mixed\r\n\r\ntext\r\n",
    "names with everything": b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
    b'Content-Type: image/png; name="=?x-none?Q?=FF?="\r\n'
    b"Content-Disposition: attachment; filename*0*=x-none''%FF; filename*x=1; filename*2=b\r\n\r\nx\r\n"
    b'--b\r\nContent-Type: image/gif; name="../..\\\\a\\"[x]{5}"\r\n\r\nx\r\n--b--\r\n',
    "structure over 1 MB": b"Subject: wide\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    + b"".join(
        b"--b\r\nContent-Type: image/png; name=%s%d.png\r\n\r\nx\r\n" % (b"n" * 900, n) for n in range(1200)
    )
    + b"--b--\r\n",
    "NUL bytes": b"Subject: nul\x00nul\r\n\r\nbody\x00body\r\n",
}


@pytest.mark.real
class TestHostileMail:
    def test_every_mail_is_given_and_none_blocks_the_next(self, dovecot: Dovecot) -> None:
        """Among hostile mails every one is previewed and fetched exactly, and so are the ordinary ones."""
        box = on_dovecot(dovecot)
        sent = [raw for hostile in HOSTILE.values() for raw in (hostile, PLAIN)]
        for raw in sent:
            box.deliver(raw)
        with closing(box.open()) as inbox:
            places = inbox.waiting()
            previews = list(inbox.previews(places))
            assert places == [p.place for p in previews]
            got = dict(inbox.fetch(places))
        # Dovecot gives NUL, which IMAP cannot carry, as 0x80.
        assert [raw.replace(b"\0", b"\x80") for raw in sent] == [got[place] for place in places]
        incomplete = [name for name, p in zip(HOSTILE, previews[::2], strict=True) if not p.complete]
        assert incomplete == [
            "330 nested multiparts",
            "5,000 texts",
            "40 nested messages",
            "30 MB",
            "1 MB of header",
            "structure over 1 MB",
        ]
        assert [(PLAIN,)] * len(HOSTILE) == [p.texts for p in previews[1::2]]
        assert previews[2 * list(HOSTILE).index("names with everything")].names[1:] == ('../..\\a"[x]{5}',)

    def test_a_large_text_is_cut(self, dovecot: Dovecot) -> None:
        """Of a text of 30 MB only the first 2 MB are looked at, and the preview says so."""
        box = on_dovecot(dovecot)
        box.deliver(HOSTILE["30 MB"])
        with closing(box.open()) as inbox:
            (preview,) = inbox.previews(inbox.waiting())
            header, _, body = preview.texts[0].partition(b"\r\n\r\n")
            size = 30_000_000 // 72 * 70 + 21
            assert (b"Subject: mail 0", 2 << 20, size, False) == (
                header,
                len(body),
                preview.size,
                preview.complete,
            )


@pytest.mark.real
class TestDovecot:
    def test_tls_with_its_own_authority(self, dovecot: Dovecot) -> None:
        """With the school's own CA named, the connection is encrypted, and IDLE works over it."""
        box = on_dovecot(dovecot, host="localhost", port=dovecot.tls_port, tls=True, ca_file=dovecot.ca_file)
        with closing(box.open()) as inbox:
            inbox.waiting()
            timer = threading.Timer(0.1, box.deliver, [PLAIN])
            timer.start()
            assert not inbox.wait(20)
            timer.join()
            assert raws(inbox) == [PLAIN]

    def test_an_authority_of_ones_own_may_say_little(self, dovecot: Dovecot) -> None:
        """The tests' one leaves out what Python asks of every authority since 3.13."""
        ours = verified_tls("imap", dovecot.ca_file)
        assert not ours.verify_flags & ssl.VERIFY_X509_STRICT
        assert (ours.check_hostname, ours.verify_mode) == (True, ssl.CERT_REQUIRED)

    def test_gone_messages_are_skipped(self, dovecot: Dovecot) -> None:
        """A message moved away meanwhile is neither previewed nor fetched, and stops nothing."""
        mailbox = on_dovecot(dovecot)
        for n in range(3):
            mailbox.deliver(numbered(n))
        with closing(mailbox.open()) as ours, closing(mailbox.open()) as theirs:
            places = ours.waiting()
            theirs.done(places[1:2], "Elsewhere")
            assert [places[0], places[2]] == [p.place for p in ours.previews(places)]
            assert [numbered(0), numbered(2)] == [raw for _, raw in ours.fetch(places)]

    def test_unknown_certificate_is_refused(self, dovecot: Dovecot) -> None:
        """A certificate that no authority of ours has signed ends the attempt, naming the setting."""
        box = on_dovecot(dovecot, host="localhost", port=dovecot.tls_port, tls=True)
        with pytest.raises(Misconfigured, match=r"certificate that is not accepted .* ca_file"):
            box.open()

    def test_plain_port_instead_of_tls(self, dovecot: Dovecot) -> None:
        """TLS on a port that speaks plain IMAP says so in words."""
        with pytest.raises(Unreachable, match="TLS cannot be agreed on"):
            on_dovecot(dovecot, host="localhost", tls=True, ca_file=dovecot.ca_file).open()

    def test_password_beyond_ascii(self) -> None:
        """A password with a pound sign signs in."""
        with Dovecot({"head": 'pa££ "word\\'}) as server:
            inbox = Inbox(ImapSettings("127.0.0.1", server.port, "head", tls=False), lambda: 'pa££ "word\\')
            inbox.connect()
            inbox.close()

    def test_restart_of_the_server(self, dovecot: Dovecot) -> None:
        """A server that goes away is Unreachable while it is gone; afterwards all is as before."""
        box = on_dovecot(dovecot)
        box.deliver(PLAIN)
        with closing(box.open()) as inbox:
            before = inbox.waiting()
            dovecot.stop()
            with pytest.raises(Unreachable, match=r"^127\.0\.0\.1:\d+: "):
                inbox.waiting()
            with pytest.raises(Unreachable, match="nothing listens there"):
                inbox.connect()
            dovecot.start()
            inbox.connect()
            assert before == inbox.waiting()

    def test_folder_names_as_the_server_writes_them(self) -> None:
        """Under a prefix and another separator our folders are where other clients show them."""
        with Dovecot(USERS, separator=".", prefix="INBOX.") as server:
            box = on_dovecot(server)
            box.deliver(PLAIN)
            with closing(box.open()) as inbox:
                inbox.done(inbox.waiting(), "Headsup/Filed")
                names = {name for _, _, name in inbox._client.list_folders()}
            assert names >= {"INBOX", "INBOX.Headsup.Filed"}
            assert box.filed() == [PLAIN]

    @pytest.mark.parametrize(
        ("replies", "commands"),
        [
            pytest.param(hiding("MOVE"), bytes, id="no MOVE"),
            pytest.param(hiding("MOVE", "UIDPLUS"), bytes, id="no MOVE, no UIDPLUS"),
            pytest.param(bytes, replacing({b"UID MOVE": b"UID NOVE"}), id="MOVE refused"),
        ],
    )
    def test_filing_without_move(self, dovecot: Dovecot, replies: Filter, commands: Filter) -> None:
        """Where MOVE is missing or refused, a message is copied, then removed, and nothing else is."""
        with Proxy(dovecot.port, replies=replies, commands=commands) as proxy:
            box = on_dovecot(dovecot, port=proxy.port)
            box.deliver(PLAIN)
            box.deliver(numbered(1))
            with closing(box.open()) as inbox:
                first, second = inbox.waiting()
                inbox.done([first], "Headsup/Filed")
                assert [second] == inbox.waiting()
        assert ([PLAIN], [numbered(1)]) == (box.filed(), dovecot.mails(box.settings.user))

    def test_others_deleted_mail_is_not_expunged(self, dovecot: Dovecot) -> None:
        """Without UIDPLUS, EXPUNGE would take what a person marked as deleted: then nothing is expunged."""
        with Proxy(dovecot.port, replies=hiding("MOVE", "UIDPLUS")) as proxy:
            box = on_dovecot(dovecot, port=proxy.port)
            for n in range(3):
                box.deliver(numbered(n))
            with closing(box.open()) as inbox:
                theirs, ours, left = inbox.waiting()
                inbox._client.add_flags([theirs.uid], [b"\\Deleted"])
                inbox.done([ours], "Headsup/Filed")
                assert [left] == inbox.waiting()
        assert len(dovecot.mails(box.settings.user)) == 3

    def test_polling_without_idle(self, dovecot: Dovecot) -> None:
        """A server without IDLE is asked now and then, and the wait can still be woken."""
        reader, writer = os.pipe()
        try:
            with (
                Proxy(dovecot.port, replies=hiding("IDLE")) as proxy,
                closing(on_dovecot(dovecot, port=proxy.port).open()) as inbox,
            ):
                started = time.monotonic()
                assert not inbox.wait(0.2, reader)
                assert 0.2 <= time.monotonic() - started < 2
                os.write(writer, b"x")
                assert inbox.wait(20, reader)
        finally:
            os.close(reader)
            os.close(writer)


@pytest.mark.real
class TestBrokenConnections:
    def test_one_cut_in_the_middle_of_a_message(self, dovecot: Dovecot) -> None:
        """A connection that breaks once, inside a literal, is made again, and every message comes."""
        cuts = iter([None])
        with Proxy(dovecot.port) as proxy:
            box = on_dovecot(dovecot, port=proxy.port)
            for raw in (PLAIN, LARGE, numbered(1)):
                box.deliver(raw)
            with closing(box.open()) as inbox:
                places = inbox.waiting()
                proxy.replies = lambda chunk: next(cuts, chunk) if len(chunk) > 10_000 else chunk
                assert [raw for _, raw in inbox.fetch(places)] == [PLAIN, LARGE, numbered(1)]
                assert next(cuts, "used up") == "used up"

    def test_a_message_that_always_cuts_the_connection(self, dovecot: Dovecot) -> None:
        """A message that cannot be had stops no other; it is told after all the others."""
        with Proxy(dovecot.port, replies=cutting_at(b"poison")) as proxy:
            box = on_dovecot(dovecot, port=proxy.port)
            for raw in (PLAIN, b"Subject: a\r\n\r\npoison\r\n", numbered(1), LARGE):
                box.deliver(raw)
            with closing(box.open()) as inbox:
                places = inbox.waiting()
                looks = list(inbox.previews(places))
                assert [(bool(p.texts), p.complete) for p in looks] == [
                    (True, True),
                    (False, False),
                    (True, True),
                    (True, False),
                ]
                fetching = inbox.fetch(places)
                assert [raw for _, raw in islice(fetching, 3)] == [PLAIN, numbered(1), LARGE]
                with pytest.raises(Unreachable, match=rf"does not give .* UIDs \[{places[1].uid}\]"):
                    next(fetching)

    def test_silence_in_the_middle(self, dovecot: Dovecot) -> None:
        """A server that falls silent is given up after read_seconds, and asked no second time."""
        with Proxy(dovecot.port, replies=silent_from(b"BODYSTRUCTURE")) as proxy:
            box = on_dovecot(dovecot, port=proxy.port, read_seconds=0.4)
            box.deliver(PLAIN)
            box.deliver(PLAIN)
            with closing(box.open()) as inbox:
                started = time.monotonic()
                with pytest.raises(Unreachable, match="it does not answer"):
                    list(inbox.previews(inbox.waiting()))
                assert time.monotonic() - started < 2

    def test_cut_while_signing_in_is_no_wrong_password(self, dovecot: Dovecot) -> None:
        """A connection lost during LOGIN, which the library reports as a refused login, is Unreachable."""
        with Proxy(dovecot.port, commands=cutting_at(b"LOGIN")) as proxy, pytest.raises(Unreachable):
            on_dovecot(dovecot, port=proxy.port).open()

    def test_login_unavailable_is_no_wrong_password(self, dovecot: Dovecot) -> None:
        """A server whose user database is down says "not now", and is asked again later."""
        swap = replacing({b"AUTHENTICATIONFAILED": b"UNAVAILABLE"})
        with Proxy(dovecot.port, replies=swap) as proxy:
            inbox = Inbox(on_dovecot(dovecot, port=proxy.port).settings, lambda: "wrong")
            with pytest.raises(Unreachable, match="UNAVAILABLE"):
                inbox.connect()

    def test_read_only_folder(self, dovecot: Dovecot) -> None:
        """A folder that may only be read cannot be worked from, and that is said at once."""
        swap = replacing({b"[READ-WRITE]": b"[READ-ONLY]"})
        refused = pytest.raises(Misconfigured, match=r"may read INBOX .* but not move mail")
        with Proxy(dovecot.port, replies=swap) as proxy, refused:
            on_dovecot(dovecot, port=proxy.port).open()

    def test_idle_on_a_dead_connection(self, dovecot: Dovecot) -> None:
        """A connection that dies during IDLE is noticed at once (the library's own check would spin)."""
        with Proxy(dovecot.port) as proxy, closing(on_dovecot(dovecot, port=proxy.port).open()) as inbox:
            timer = threading.Timer(0.2, proxy.cut)
            timer.start()
            started = time.monotonic()
            with pytest.raises(Unreachable, match=f"127.0.0.1:{proxy.port}"):
                inbox.wait(20)
            assert time.monotonic() - started < 2
            timer.join()

    def test_mail_announced_with_the_start_of_idle(self, dovecot: Dovecot) -> None:
        """EXISTS in the same packet as "+ idling" sits in the client's buffer, and is found there."""
        with (
            Proxy(dovecot.port, replies=replacing({b"+ idling\r\n": b"+ idling\r\n* 7 EXISTS\r\n"})) as proxy,
            closing(on_dovecot(dovecot, port=proxy.port).open()) as inbox,
        ):
            started = time.monotonic()
            assert not inbox.wait(20)
            assert time.monotonic() - started < 1
