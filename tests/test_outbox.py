"""Sending letters: what is known after each way an attempt can end."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Mapping
from itertools import repeat
from typing import TYPE_CHECKING, Any

import pytest

from tests.servers.faults import AT_ONCE, CUT, FaultySmtp, Proxy, Silent, cutting_at
from tests.servers.fixtures import ACCOUNTS, INBOX, USERS
from tests.servers.postfix import Postfix
from worker.errors import Misconfigured
from worker.model import Delivery, DeliveryState
from worker.outside.sending.outbox import Outbox, SmtpSettings

if TYPE_CHECKING:
    from worker.demo.servers import MailServers
HEAD = "head@northside.example"
PARENT = "parent@home.example"
NOT_ACCEPTED = "the sender head@northside.example is not accepted:"
NONSENSE = "it answers in no way that SMTP knows"
LETTER = b"From: head@northside.example\r\nSubject: A talk\r\n\r\nDear parent,\r\n.\r\n..and so on\r\n"
ACCEPTED, LATER, REFUSED, IN_DOUBT = (
    DeliveryState.ACCEPTED,
    DeliveryState.LATER,
    DeliveryState.REFUSED,
    DeliveryState.IN_DOUBT,
)


def outbox(port: int, secret: str = "", **changes: Any) -> Outbox:
    settings = SmtpSettings("127.0.0.1", port, tls="none", read_seconds=0.5, final_seconds=0.5)
    return Outbox(dataclasses.replace(settings, **changes), lambda: secret)


def send_once(out: Outbox, *to: str, letter: bytes = LETTER) -> Delivery:
    with out.session():
        return out.send(letter, HEAD, to or (PARENT,))


def send(
    answers: Mapping[str, bytes | None], *to: str, letter: bytes = LETTER
) -> tuple[Delivery, FaultySmtp]:
    with FaultySmtp(answers) as server:
        return send_once(outbox(server.port), *to, letter=letter), server


@pytest.mark.parametrize(
    ("answers", "state", "words"),
    [
        ({}, ACCEPTED, "250 taken"),
        ({"GREETING": b"554 go away\r\n"}, LATER, "554 go away"),
        ({"GREETING": CUT}, LATER, "it broke the connection"),
        ({"EHLO": CUT}, LATER, "it broke the connection"),
        ({"MAIL": b"451 busy\r\n"}, LATER, f"{NOT_ACCEPTED} 451 busy"),
        (
            {"MAIL": b"550 not you\r\n"},
            REFUSED,
            f"{NOT_ACCEPTED} 550 not you",
        ),
        ({"MAIL": b"nonsense\r\n"}, LATER, f"{NOT_ACCEPTED} {NONSENSE}"),
        ({"RCPT": b"450 grey\r\n"}, LATER, "parent@home.example is not taken now: 450 grey"),
        ({"RCPT": b"421 closing\r\n"}, LATER, "421 closing"),
        ({"RCPT": CUT}, LATER, "it broke the connection"),
        ({"DATA": b"452 full\r\n"}, LATER, "452 full"),
        ({"DATA": b"554 no\r\n"}, REFUSED, "554 no"),
        ({"DATA": CUT}, LATER, "it broke the connection"),
        ({"DATA": b""}, LATER, "it does not answer"),
        ({".": b"451 try later\r\n"}, LATER, "451 try later"),
        ({".": b"550 spam\r\n"}, REFUSED, "550 spam"),
        ({".": CUT}, IN_DOUBT, "the letter went out, then it broke the connection"),
        ({".": b""}, IN_DOUBT, "the letter went out, then it does not answer"),
        ({".": b"354 what?\r\n"}, IN_DOUBT, "354 what?"),
        ({".": b"gibberish\r\n"}, IN_DOUBT, NONSENSE),
        ({".": b"250" + b"x" * 9000 + b"\r\n"}, IN_DOUBT, "the letter went out, then 500 Line too long."),
        ({".": b"250-half\r\n"}, IN_DOUBT, "the letter went out, then it does not answer"),
        ({".": b"250"}, IN_DOUBT, "the letter went out, then it broke the connection"),
        ({".": b"250-half\r\n250 tak"}, IN_DOUBT, "the letter went out, then it broke the connection"),
        ({".": b"451 try la"}, IN_DOUBT, "the letter went out, then it broke the connection"),
        ({"RCPT": b"250 fi"}, LATER, "it broke the connection"),
    ],
)
@pytest.mark.parametrize("offers", [{}, AT_ONCE], ids=["one by one", "at once"])
def test_every_ending(
    offers: dict[str, bytes], answers: dict[str, bytes | None], state: DeliveryState, words: str
) -> None:
    """Whatever the server does at whatever point, the delivery says what became of the letter."""
    delivery, server = send({**offers, **answers})
    assert bool(server.letters) == (state == ACCEPTED or "." in answers)
    assert Delivery(state, f"127.0.0.1:{server.port}: {words}") == delivery


def test_letter_arrives_byte_for_byte() -> None:
    """Dots are stuffed, and nothing else is touched."""
    _, server = send({})
    assert [LETTER.replace(b"\r\n.", b"\r\n..")] == server.letters


def test_bare_line_ends_become_crlf() -> None:
    """No lone CR or LF goes out, so no server can see a second letter inside this one."""
    _, server = send({}, letter=b"Subject: x\n\nline\r.\nMAIL FROM:<evil@x.test>\r\n\n.\r\nend")
    expected = b"Subject: x\r\n\r\nline\r\n..\r\nMAIL FROM:<evil@x.test>\r\n\r\n..\r\nend\r\n"
    assert [expected] == server.letters


def test_commands_go_at_once_where_the_server_takes_them_so() -> None:
    """All up to the letter is one packet, also that which finds out whether the server is still there."""
    said: list[bytes] = []

    def listening(chunk: bytes) -> bytes:
        said.append(chunk)
        return chunk

    with FaultySmtp(AT_ONCE) as server, Proxy(server.port, commands=listening) as proxy:
        out = outbox(proxy.port)
        with out.session():
            states = [out.send(LETTER, HEAD, (PARENT, INBOX)).state for _ in range(2)]
    begun = b"MAIL FROM:<%s>\r\nRCPT TO:<%s>\r\nRCPT TO:<%s>\r\nDATA\r\n"
    begun %= (HEAD.encode(), PARENT.encode(), INBOX.encode())
    assert (states, len(server.letters)) == ([ACCEPTED, ACCEPTED], 2)
    assert [chunk for chunk in said if b"MAIL" in chunk] == [begun, b"RSET\r\n" + begun]


def test_a_letter_that_is_not_to_come_is_not_sent_to_a_server_that_waits_for_it() -> None:
    """One of two is refused, and the server has been told already that a letter comes: it is hung up on."""
    answers = {**AT_ONCE, "RCPT gone@home.example": b"550 5.1.1 unknown\r\n"}
    with FaultySmtp(answers) as server:
        out = outbox(server.port)
        with out.session():
            first = out.send(LETTER, HEAD, (PARENT, "gone@home.example"))
            second = out.send(LETTER, HEAD, (PARENT,))
        assert [first.state, second.state] == [REFUSED, ACCEPTED]
        assert first.refused == (("gone@home.example", "550 5.1.1 unknown"),)
        assert (len(server.letters), server.met) == (1, 2)


def test_answers_that_were_given_at_once_belong_to_their_letter_alone() -> None:
    """After a refusal the next letter on the same connection hears its own answers."""
    answers = {**AT_ONCE, "RCPT gone@home.example": b"550 unknown\r\n", "DATA": b"503 to whom?\r\n"}
    with FaultySmtp(answers) as server:
        out = outbox(server.port)
        with out.session():
            first = out.send(LETTER, HEAD, ("gone@home.example",))
            server.answers["DATA"] = b"354 go on\r\n"
            second = out.send(LETTER, HEAD, (PARENT,))
        assert [first.state, second.state] == [REFUSED, ACCEPTED]
        assert (first.refused[0][1], len(server.letters), server.met) == ("550 unknown", 1, 1)


@pytest.mark.parametrize(
    ("unasked", "state"),
    [
        (b"250 taken\r\n", LATER),
        (b"421 closing\r\n", LATER),
        (b"552 too large\r\n", REFUSED),
        (b"gibberish\r\n", LATER),
    ],
)
@pytest.mark.parametrize("offers", [{}, AT_ONCE], ids=["one by one", "at once"])
def test_what_is_said_before_the_final_dot_is_no_answer_to_it(
    offers: dict[str, bytes], unasked: bytes, state: DeliveryState
) -> None:
    """Taken for one it would tell the contrary of what becomes of the letter: so the dot does not follow."""
    answers = {**offers, "DATA": b"354 go on\r\n" + unasked, ".": b"250 taken\r\n"}
    delivery, server = send(answers)
    assert (delivery.state, server.letters) == (state, [])


def test_one_refused_recipient_refuses_the_letter() -> None:
    """If one recipient is refused, nobody gets the letter, and the refusal is named."""
    answers = {"RCPT gone@home.example": b"550 5.1.1 unknown\r\n"}
    delivery, server = send(answers, PARENT, "gone@home.example")
    because = (
        f"127.0.0.1:{server.port}: the letter was sent to nobody, since this is refused: "
        "gone@home.example (550 5.1.1 unknown)"
    )
    assert Delivery(REFUSED, because, (("gone@home.example", "550 5.1.1 unknown"),)) == delivery
    assert (server.letters, "DATA" in [line.upper() for line in server.heard]) == ([], False)


def test_refusal_outweighs_delay() -> None:
    """One recipient refused for good and one put off: the letter is refused, only the first is named."""
    answers = {"RCPT gone@home.example": b"550 unknown\r\n", f"RCPT {PARENT}": b"450 grey\r\n"}
    delivery, _ = send(answers, PARENT, "gone@home.example")
    assert (delivery.state, delivery.refused) == (REFUSED, (("gone@home.example", "550 unknown"),))


def test_cut_in_the_middle_of_the_data() -> None:
    """A connection that breaks before the final dot has delivered nothing."""
    delivery, server = send({"BODY": CUT}, letter=b"Subject: big\r\n\r\n" + b"x" * 70 * 300_000)
    assert (delivery.state, server.letters) == (LATER, [])


@pytest.mark.parametrize(
    "address", ["", "a b@x.test", "a@x.test\r\nRCPT TO:<evil@x.test>", "<a@x.test>", "a\udcff@x.test"]
)
def test_what_is_no_address(address: str) -> None:
    """An address that would change the command is refused before anything is sent."""
    delivery, server = send({}, address)
    assert (REFUSED, ((address, "not an address"),)) == (delivery.state, delivery.refused)
    assert not [line for line in server.heard if line.startswith(("MAIL", "RCPT"))]


def test_no_recipient() -> None:
    """A letter to nobody is refused."""
    with FaultySmtp({}) as server:
        delivery = outbox(server.port).send(LETTER, HEAD, ())
    assert Delivery(REFUSED, f"127.0.0.1:{server.port}: the letter names no recipient") == delivery


EHLO = b"250-faulty.test\r\n250-SIZE 1000\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n"


@pytest.mark.parametrize(
    ("ehlo", "letter", "expected"),
    [
        (EHLO, LETTER, f"MAIL FROM:<head@northside.example> SIZE={len(LETTER)}"),
        (EHLO, b"A: b\r\n\r\n\xc2\xa3", "MAIL FROM:<head@northside.example> SIZE=10 BODY=8BITMIME"),
        (EHLO, b"A: \xc2\xa3\r\n\r\n", "MAIL FROM:<head@northside.example> SIZE=9 SMTPUTF8 BODY=8BITMIME"),
        (b"250 x\r\n", LETTER, "MAIL FROM:<head@northside.example>"),
        (b"250-x\r\n250 SIZE 0\r\n", LETTER, f"MAIL FROM:<head@northside.example> SIZE={len(LETTER)}"),
        (b"250-x\r\n250 SIZE " + b"9" * 5000 + b"\r\n", LETTER, f"MAIL FROM:<{HEAD}> SIZE={len(LETTER)}"),
        (b"250 x\r\n", b"A: b\r\n\r\n\xc2\xa3", "it cannot carry 8-bit text"),
        (
            b"250 x\r\n",
            b"A: \xc2\xa3\r\n\r\n",
            "it cannot carry addresses or headers with letters beyond ASCII",
        ),
        (EHLO, LETTER * 13, "the letter has 0.0 MB, and it takes 0.0 MB at most"),
    ],
)
def test_extensions(ehlo: bytes, letter: bytes, expected: str) -> None:
    """Size and 8-bit text are announced where the server can take them, and refused kindly where not."""
    delivery, server = send({"EHLO": ehlo}, letter=letter)
    mail = [line for line in server.heard if line.startswith("MAIL")]
    if mail:
        assert ([expected], ACCEPTED) == (mail, delivery.state)
    else:
        assert Delivery(REFUSED, f"127.0.0.1:{server.port}: {expected}") == delivery


def test_international_address() -> None:
    """An address beyond ASCII goes out in UTF-8 where the server can take it."""
    _, server = send({"EHLO": EHLO}, "zoë@home.example")
    assert "RCPT TO:<zoë@home.example>" in server.heard


def test_burst_uses_one_connection() -> None:
    """Letters in a session share a connection, also after one of them was refused."""
    with FaultySmtp({"RCPT gone@home.example": b"550 unknown\r\n"}) as server:
        out = outbox(server.port)
        with out.session():
            states = [out.send(LETTER, HEAD, (to,)).state for to in (PARENT, "gone@home.example", PARENT)]
    assert states == [ACCEPTED, REFUSED, ACCEPTED]
    assert len([line for line in server.heard if line.startswith("ehlo")]) == 1
    assert server.heard[-1] == "QUIT"


@pytest.mark.parametrize("offers", [{}, AT_ONCE], ids=["one by one", "at once"])
def test_connection_that_went_stale(offers: dict[str, bytes]) -> None:
    """A server that has hung up between two letters is simply called again."""
    with FaultySmtp(offers) as server, Proxy(server.port) as proxy:
        out = outbox(proxy.port)
        first = out.send(LETTER, HEAD, (PARENT,))
        proxy.commands = cutting_at(b"RSET")
        second = out.send(LETTER, HEAD, (PARENT,))
        out.close()
    assert ([first.state, second.state], len(server.letters)) == ([ACCEPTED, ACCEPTED], 2)


def test_silent_server() -> None:
    """A server that accepts and says nothing costs connect_seconds, no more."""
    with Silent() as server:
        started = time.monotonic()
        delivery = send_once(outbox(server.port, connect_seconds=0.3))
    assert Delivery(LATER, f"127.0.0.1:{server.port}: it does not answer") == delivery
    assert time.monotonic() - started < 2


LONG = "x" * 40


@pytest.mark.parametrize(
    ("answers", "patience", "state", "words"),
    [
        ({}, {}, ACCEPTED, "250 taken"),
        ({"GREETING": f"220 {LONG}\r\n"}, {"connect_seconds": 0.3}, LATER, "it does not answer"),
        ({"RCPT": f"250 {LONG}\r\n"}, {"read_seconds": 0.3}, LATER, "it does not answer"),
        ({}, {"letter_seconds": 0.3}, LATER, "it does not answer"),
        (
            {".": f"250 {LONG}\r\n"},
            {"final_seconds": 0.3},
            IN_DOUBT,
            "the letter went out, then it does not answer",
        ),
    ],
)
def test_a_server_that_answers_byte_by_byte(
    answers: dict[str, str], patience: dict[str, float], state: DeliveryState, words: str
) -> None:
    """An answer has its time as a whole, and so has all that goes before the last line of a letter."""
    ample: dict[str, Any] = {
        "connect_seconds": 20.0,
        "read_seconds": 20.0,
        "letter_seconds": 20.0,
        "final_seconds": 20.0,
    }
    scripted = {verb: answer.encode() for verb, answer in answers.items()}
    with FaultySmtp(scripted) as server, Proxy(server.port, pace=0.01) as proxy:
        assert send_once(outbox(proxy.port, **ample | patience)) == Delivery(
            state, f"127.0.0.1:{proxy.port}: {words}"
        )


def test_an_answer_without_end() -> None:
    """Line after line is not kept for ever."""
    lines = b"250-and so on\r\n" * 100_000
    with FaultySmtp({"MAIL": lines}) as server:
        delivery = send_once(outbox(server.port, read_seconds=20.0))
    assert (delivery.state, delivery.because.partition(": ")[2]) == (LATER, "its answer has no end")


def test_missing_starttls_never_falls_back() -> None:
    """Where STARTTLS is not offered, neither password nor letter goes out."""
    with FaultySmtp({"EHLO": b"250-x\r\n250 AUTH PLAIN\r\n"}) as server:
        delivery = send_once(outbox(server.port, "word", tls="starttls", user="head"))
    assert delivery.state == LATER
    assert "it offers no STARTTLS, and nothing is sent without encryption" in delivery.because
    assert server.heard == ["ehlo [127.0.0.1]"]


def test_refused_starttls_never_falls_back() -> None:
    """Nor where STARTTLS is offered and then refused."""
    with FaultySmtp({"EHLO": b"250-x\r\n250 STARTTLS\r\n", "STARTTLS": b"454 no\r\n"}) as server:
        delivery = send_once(outbox(server.port, "word", tls="starttls", user="head"))
    assert Delivery(LATER, f"127.0.0.1:{server.port}: 454 no") == delivery
    assert server.heard == ["ehlo [127.0.0.1]", "STARTTLS"]


@pytest.mark.parametrize(
    ("answers", "user", "words"),
    [
        ({"EHLO": b"250-x\r\n250 AUTH PLAIN\r\n", "AUTH": b"535 5.7.8 no\r\n"}, "head", "535 5.7.8 no"),
        ({"EHLO": b"250-x\r\n250 AUTH XOAUTH2\r\n"}, "head", "offers no login by password"),
        ({"EHLO": b"250 x\r\n"}, "head", "offers no login by password"),
        ({"MAIL": b"530 5.7.0 sign in first\r\n"}, "", "530 5.7.0 sign in first"),
    ],
)
def test_refused_login(answers: dict[str, bytes | None], user: str, words: str) -> None:
    """A refused login is for a person to mend, and the message never holds the password."""
    with FaultySmtp(answers) as server, pytest.raises(Misconfigured, match=words) as refusal:
        send_once(outbox(server.port, "secret-word", user=user))
    assert "secret-word" not in str(refusal.value)


def test_login_put_off() -> None:
    """A login server that is down for the moment is no wrong password."""
    with FaultySmtp({"EHLO": b"250-x\r\n250 AUTH PLAIN\r\n", "AUTH": b"454 4.7.0 later\r\n"}) as server:
        delivery = send_once(outbox(server.port, "word", user="head"))
    assert Delivery(LATER, f"127.0.0.1:{server.port}: 454 4.7.0 later") == delivery


def test_login_challenge_that_is_none() -> None:
    """A server that talks nonsense at the login has no letter."""
    answers = {"EHLO": b"250-x\r\n250 AUTH CRAM-MD5\r\n", "AUTH": b"334 A\r\n"}
    with FaultySmtp(answers) as server:
        assert send_once(outbox(server.port, "word", user="head")).state == LATER


def test_password_beyond_ascii() -> None:
    """A password with a pound sign goes out in UTF-8 (RFC 4616)."""
    with FaultySmtp({"EHLO": b"250-x\r\n250 AUTH PLAIN\r\n", "AUTH": b"235 ok\r\n"}) as server:
        delivery = send_once(outbox(server.port, "pa££", user="head"))
    assert (delivery.state, server.heard[1]) == (ACCEPTED, "AUTH PLAIN AGhlYWQAcGHCo8Kj")


def test_plain_text_to_another_machine() -> None:
    """Without encryption nothing but this machine may be spoken to."""
    with pytest.raises(Misconfigured, match=r"\[smtp\] tls: mail.northside.example is another machine"):
        SmtpSettings("mail.northside.example", 25, tls="none")


def test_embedded_server(embedded: MailServers) -> None:
    """The embedded server takes a letter after login, and delivers it at once."""
    out = outbox(embedded.smtp_port, ACCOUNTS[HEAD], user=HEAD)
    with out.session():
        delivery = out.send(LETTER, HEAD, (PARENT, INBOX))
    assert delivery.state == ACCEPTED
    assert [mail.endswith(LETTER) for to in (PARENT, INBOX) for mail in embedded.mails(to)] == [True, True]


@pytest.mark.real
class TestPostfix:
    def test_delivers_and_relays(self, postfix: Postfix, sink: FaultySmtp) -> None:
        """Over STARTTLS and after login, one letter goes to Dovecot and one on to the next relay."""
        out = self.outbox(postfix)
        with out.session():
            deliveries = [out.send(LETTER, HEAD, (to,)) for to in ("teacher@northside.example", PARENT)]
        assert [delivery.state for delivery in deliveries] == [ACCEPTED, ACCEPTED]
        await_(lambda: postfix.dovecot.mails("teacher") and sink.letters)
        body = LETTER.partition(b"\r\n\r\n")[2]
        assert postfix.dovecot.mails("teacher")[0].endswith(body.replace(b"\r\n", b"\n"))
        assert sink.letters[0].endswith(body.replace(b"\r\n.", b"\r\n.."))

    def test_refusals(self, postfix: Postfix) -> None:
        """A wrong password, an unknown recipient, a letter too large and an unknown CA are told apart."""
        out = self.outbox(postfix)
        with out.session():
            gone = out.send(LETTER, HEAD, ("gone@northside.example", "teacher@northside.example"))
            large = out.send(b"Subject: x\r\n\r\n" + b"x" * 27_000_000, HEAD, ("teacher@northside.example",))
        assert (gone.state, gone.refused[0][0]) == (REFUSED, "gone@northside.example")
        assert (large.state, "27.0 MB, and it takes 26.2 MB at most" in large.because) == (REFUSED, True)
        with pytest.raises(Misconfigured, match="refuses the login of head"):
            send_once(self.outbox(postfix, secret="wrong"))
        with pytest.raises(Misconfigured, match="certificate that is not accepted"):
            send_once(self.outbox(postfix, ca_file=None))

    def outbox(self, postfix: Postfix, secret: str = USERS["head"], **changes: Any) -> Outbox:
        settings = SmtpSettings("localhost", postfix.port, "head", "starttls", postfix.dovecot.ca_file)
        return Outbox(dataclasses.replace(settings, **changes), lambda: secret)


def await_(condition: Callable[[], object], seconds: float = 15) -> None:
    """Look until something holds; fail when it does not in time."""
    until = time.monotonic() + seconds
    for _ in repeat(None):
        if condition():
            return
        assert time.monotonic() < until
        time.sleep(0.02)
