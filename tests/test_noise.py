"""Machines' mail: found whatever it calls itself, and never a person's."""

from __future__ import annotations

import json
import tomllib
from email.message import EmailMessage
from pathlib import Path

import pytest

from worker.model import Kind, Mail
from worker.reading.machines.failed import failed_recipients
from worker.reading.machines.fields import Became
from worker.reading.machines.noise import Noise, find_noise, may_be_answered
from worker.reading.message.mail import read_mail

CORPUS = Path(__file__).parent / "mail"
NOISE = sorted((CORPUS / "noise").glob("*.eml"))
REPLIES = sorted((CORPUS / "replies").glob("*.eml"))


def shown(mail: Mail, found: Noise | None) -> dict[str, object]:
    """What is expected of every mail here, as the files write it."""
    return {
        "kind": found.kind.value if found else None,
        "failed_ids": list(found.failed_ids) if found else [],
        "return_on_text": found.return_on_text if found else None,
        "may_be_answered": may_be_answered(mail),
    }


@pytest.mark.parametrize("path", NOISE, ids=lambda path: path.stem)
def test_every_machines_mail_is_known(path: Path) -> None:
    """An automatic reply or bounce is named, with the letter that failed and the day of return."""
    expected = json.loads(path.with_suffix("").with_suffix(".expected.json").read_text("utf-8"))
    mail = read_mail(path.read_bytes())
    assert expected == shown(mail, find_noise(mail))


@pytest.mark.parametrize("path", REPLIES, ids=lambda path: path.stem)
def test_no_persons_reply_is_taken_for_a_machines(path: Path) -> None:
    """A person's reply is never noise and may be answered."""
    mail = read_mail(path.read_bytes())
    assert (find_noise(mail), may_be_answered(mail)) == (None, True)


BOUNCES = CORPUS / "bounces"
SYSTEMS = json.loads((BOUNCES / "expected.json").read_text("utf-8"))


@pytest.mark.parametrize("name", sorted(path.stem for path in BOUNCES.glob("*.eml")))
def test_every_systems_mail_is_known_and_no_persons(name: str) -> None:
    """Refusals and absences of every system named are known; people who write of them stay people."""
    mail = read_mail((BOUNCES / f"{name}.eml").read_bytes())
    found = find_noise(mail)
    became = found.became.value if found and found.became else None
    assert SYSTEMS[name] == {"became": became, **shown(mail, found)}


def test_a_persons_words_that_a_program_sends_on_are_to_be_read() -> None:
    """A form's answers, a comment, an agent's answer, a calendar's note: not a receipt, nor a bare yes."""
    found = {path.stem: find_noise(read_mail(path.read_bytes())) for path in BOUNCES.glob("*.eml")}
    carried = {name for name, noise in found.items() if noise and noise.carries_words}
    assert {name for name in found if name.startswith("carried-")} == carried


@pytest.mark.parametrize(
    ("name", "missed"),
    [
        ("one-of-three-failed", {"kim@dale.example"}),
        ("success-report-postfix", set()),
        ("failed-under-an-alias", {"k.d.1987@box.dale.example", "kim@dale.example"}),
        ("appliance-html-table", {"kim@dale.example"}),
        ("identifier-in-words", {"kim@dale.example"}),
        ("list-refuses-a-post", {"parents@lists.example", "parents-owner@lists.example"}),
        ("list-refuses-over-three-paragraphs", {"parents@lists.example"}),
        ("report-whose-parts-lost-their-types", {"kim@p.example"}),
        (
            "sent-on-by-a-rule-without-a-known-phrase",
            {
                "kim@p.example",
                "onlineconcerns@fellside.sch.example",
                "2026-0042-3.k7f3q9@fellside.sch.example",
            },
        ),
        ("auto-answer-says-refused-german", {"kim@dale.example"}),
    ],
)
def test_a_report_names_whom_the_letter_missed(name: str, missed: set[str]) -> None:
    """Only whom the report says it missed, with the address we wrote to where the mail went on from there."""
    assert failed_recipients(read_mail((BOUNCES / f"{name}.eml").read_bytes())) == missed


WRITTEN = tomllib.loads((Path(__file__).parent / "people.toml").read_text("utf-8"))


def written(sender: str, subject: str, text: str, subtype: str = "plain") -> Mail:
    """A mail with no header that would tell who wrote it."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "concerns@school.example", subject
    message["Date"], message["Message-ID"] = "Fri, 20 Nov 2026 12:00:00 +0000", "<1@written.example>"
    message.set_content(text, subtype=subtype)
    return read_mail(message.as_bytes())


@pytest.mark.parametrize(("sender", "subject", "text"), WRITTEN["people"]["mails"])
def test_a_person_who_writes_as_machines_do_stays_a_person(sender: str, subject: str, text: str) -> None:
    """Absences, receipts, reference numbers and "do not reply" in a person's mail: it is answered."""
    mail = written(sender, subject, text)
    assert (find_noise(mail), may_be_answered(mail)) == (None, True)


@pytest.mark.parametrize(
    ("subtype", "row"),
    [*(("plain", row) for row in WRITTEN["machines"]["mails"])]
    + [("html", row) for row in WRITTEN["machines"]["html"]],
)
def test_a_machine_without_headers_is_known_by_what_it_says(subtype: str, row: list[str]) -> None:
    """Acknowledgements, receipts, notices, filters and absences in many languages are never answered."""
    sender, subject, text = row
    mail = written(sender, subject, text, subtype)
    found = find_noise(mail)
    assert (found and found.kind, may_be_answered(mail)) == (Kind.AUTO_REPLY, False)


@pytest.mark.parametrize(("sender", "subject", "text"), WRITTEN["bounces"]["mails"])
def test_a_failure_told_in_a_sentence_is_one(sender: str, subject: str, text: str) -> None:
    """In twenty languages: the mail came back, or did not arrive, and the letter is marked by it."""
    found = find_noise(written(sender, subject, text))
    assert (found and found.kind, found and found.became) == (Kind.BOUNCE, Became.FAILED)


def test_words_of_a_form_are_a_persons() -> None:
    """A web page sends on what somebody typed, under an address that wants no answer: it is a report."""
    text = "This is an automated message, do not reply.\n\nName: Ann Low\nMessage: a mum calls Mr Ord names"
    assert find_noise(written("Web <noreply@school.example>", "Contact form", text)) is None


@pytest.mark.parametrize("folder", ["forwards", "reports", "weird"])
def test_no_kept_mail_of_a_person_is_a_machines(folder: str) -> None:
    """Not one of the forwards, reports and odd mails is taken for a machine's."""
    mails = {path.stem: read_mail(path.read_bytes()) for path in (CORPUS / folder).glob("*.eml")}
    assert {name: find_noise(mail) for name, mail in mails.items() if find_noise(mail)} == {}


def test_an_outcome_is_no_acknowledgement() -> None:
    """A platform that thanks and says what it decided is heard; one that only thanks is a machine."""
    head = b"From: Help <help@platform.example>\r\nSubject: Thank you for contacting us\r\n\r\n"
    thanks = b"Hello,\r\n\r\nWe have received your request."
    only, told = (
        find_noise(read_mail(head + thanks)),
        find_noise(read_mail(head + thanks + b" It was removed.")),
    )
    assert (only and only.kind, told) == (Kind.AUTO_REPLY, None)


# ── mail systems without a report ──────────────────────────────────────────────────────────

RETURNED = "Return-Path: <o@fellside.example>\nReceived: from a.example by b.example\nSubject: Meeting\n"


def _mail(sender: str, subject: str, text: str, *more: str) -> bytes:
    head = "\n".join((f"From: {sender}", f"Subject: {subject}", "MIME-Version: 1.0", *more))
    return f"{head}\nContent-Type: text/plain; charset=utf-8\n\n{text}\n".encode()


@pytest.mark.parametrize(
    ("sender", "subject", "text"),
    [
        ("MAILER-DAEMON@mx.example", "failure notice", "Sorry, no mailbox here by that name. (#5.1.1)"),
        ("MAILER-DAEMON (Mail Delivery Subsystem)", "Returned mail: Host unknown", "550 Host unknown"),
        ("Mail Delivery System <Mailer-Daemon@mx.example>", "Message 1x frozen", "It has been frozen."),
        ("postmaster@mx.example", "DELIVERY FAILURE: not listed in Directory", "was not delivered to: kim"),
        ("<postmaster@mx.example>", "Message status - undeliverable", "It was undeliverable to: kim"),
        ("System Administrator <admin@mx.example>", "Undeliverable: Meeting", "did not reach kim"),
        ("System Administrator <admin@mx.example>", "Non remis : Meeting", "Destinataire inconnu"),
        ("postmaster@mx.example", "配信不能: Meeting", "宛先が見つかりません"),
        ("postmaster@mx.example", "Niedostarczalne: Meeting", "Nie można dostarczyć"),
        ("postmaster@mx.example", "تعذر التسليم: Meeting", "تعذر تسليم الرسالة"),
        (
            "MDaemon@mx.example",
            "Warning: kim - User unknown!",
            "These did NOT receive a copy of your message",
        ),
        (
            "Mail <noreply@mx.example>",
            "Mailbox full: message to kim not stored",
            "Hello,\n\nkim@mx.example has used up all of the space in the mailbox. Send it again later.",
        ),
    ],
)
def test_a_mail_system_without_a_report_is_a_bounce(sender: str, subject: str, text: str) -> None:
    """What a mail system writes without RFC 3464 is a bounce, in any language."""
    found = find_noise(read_mail(_mail(sender, subject, text)))
    assert (found.kind if found else None) == Kind.BOUNCE


def test_an_unknown_sender_without_a_return_path_needs_more_than_a_phrase() -> None:
    """A null sender's mail is a bounce when it opens with the failure and gives back the mail."""
    null = "Return-Path: <>"
    full = _mail("kim@p.example", "Mailbox full", f"Your message was not delivered.\n\n{RETURNED}", null)
    late = _mail("kim@p.example", "Complaint", "My email could not be delivered, so I write again.", null)
    found = [find_noise(read_mail(one)) for one in (full, late)]
    assert [one.kind if one else None for one in found] == [Kind.BOUNCE, None]


def test_a_complaint_report_names_no_failed_letter() -> None:
    """A complaint report (RFC 5965) is a machine's, but the letter it speaks of did arrive."""
    raw = (
        b"From: fbl@isp.example\nSubject: FW: Meeting\nMIME-Version: 1.0\n"
        b"Content-Type: multipart/report; report-type=feedback-report; boundary=B\n\n"
        b"--B\nContent-Type: text/plain\n\nThis is an email abuse report.\n"
        b"--B\nContent-Type: message/rfc822\n\nMessage-ID: <hu.1@fellside.example>\n\nhello\n--B--\n"
    )
    found = find_noise(read_mail(raw))
    assert (found.kind, found.failed_ids) == (Kind.BOUNCE, ()) if found else pytest.fail("not found")


@pytest.mark.parametrize(
    ("sender", "subject", "text"),
    [
        (
            "kim@p.example",
            "Undelivered Mail Returned to Sender",
            f"Hi, I keep getting this:\n550 5.1.1 User unknown\n{RETURNED}",
        ),
        (
            "kim@p.example",
            "mail delivery failed, please help",
            "Your message could not be delivered: 550 5.7.1",
        ),
        ("Tom <postmaster@isp.example>", "Maintenance on Friday", "The server is down on Friday from 8."),
        (
            "Support <support@shop.example>",
            "Unable to deliver",
            "Dear customer, your parcel could not be delivered.",
        ),
        ("Council <plan@c.example>", "Application rejected", "Your application could not be processed."),
    ],
)
def test_a_person_who_writes_of_failures_stays_a_person(sender: str, subject: str, text: str) -> None:
    """A report pasted, quoted or spoken of by a person is that person's mail."""
    assert find_noise(read_mail(_mail(sender, subject, text))) is None
