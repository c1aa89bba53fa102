"""Forwards of every client, in listed and unlisted languages: who wrote first, and what it said."""

from __future__ import annotations

import pytest

from worker.model import Forwarded, Mail
from worker.reading.forward import find_forwarded, own_text, subject_kind
from worker.reading.mail import read_mail

HANNAH = Forwarded(
    from_name="Hannah Spires",
    from_email="hannah.spires@example.org",
    to="Rashid Ahmed <r.ahmed@example.org>",
    date="Wed, 18 Nov 2026 at 21:47",
    subject="school fb",
    text="Hi Rashid, have you seen this?\n\nH x",
)
WORDS = "Hi Rashid, have you seen this?\n\nH x\n"


def mail_of(body: str, subject: str = "Fwd: school fb", kind: str = "plain", extra: str = "") -> Mail:
    head = f"From: Rashid Ahmed <r.ahmed@example.org>\nSubject: {subject}\n{extra}"
    return read_mail(f"{head}Content-Type: text/{kind}; charset=utf-8\n\n{body}".encode())


GMAIL = "---------- Forwarded message ---------\nFrom: Hannah Spires <hannah.spires@example.org>\n"
LABELS = "From: Hannah Spires <hannah.spires@example.org>\nSent: Wed, 18 Nov 2026 at 21:47\n"
ENDS = "To: Rashid Ahmed <r.ahmed@example.org>\nSubject: school fb\n\n"

CLIENTS = {
    "gmail": GMAIL
    + "Date: Wed, 18 Nov 2026 at 21:47\nSubject: school fb\nTo: Rashid Ahmed <r.ahmed@example.org>\n\n\n",
    "outlook-desktop": LABELS + ENDS,
    "outlook-web": "________________________________\n" + LABELS + ENDS,
    "outlook-ios": "Get Outlook for iOS<https://aka.ms/o0ukef>\n________________________________\n"
    + LABELS
    + ENDS,
    "outlook-original-message": "-----Original Message-----\n" + LABELS + ENDS,
    "outlook-mailto": LABELS.replace("<", "[mailto:").replace(">", "]") + ENDS,
    "bold-labels": "*From:* Hannah Spires <hannah.spires@example.org>\n*Sent:* Wed, 18 Nov 2026 at 21:47\n"
    "*To:* Rashid Ahmed <r.ahmed@example.org>\n*Subject:* school fb\n\n",
    "apple": "Begin forwarded message:\n\nFrom: Hannah Spires <hannah.spires@example.org>\n"
    "Subject: school fb\n"
    "Date: Wed, 18 Nov 2026 at 21:47\nTo: Rashid Ahmed <r.ahmed@example.org>\n\n",
    "samsung": "-------- Original message --------\nFrom: Hannah Spires <hannah.spires@example.org>\n"
    "Date: Wed, 18 Nov 2026 at 21:47\n" + ENDS,
    "thunderbird": "-------- Forwarded Message --------\nSubject: \tschool fb\n"
    "Date: \tWed, 18 Nov 2026 at 21:47\n"
    "From: \tHannah Spires <hannah.spires@example.org>\nTo: \tRashid Ahmed <r.ahmed@example.org>\n\n",
    "yahoo-desktop": "----- Forwarded Message -----\nFrom: Hannah Spires <hannah.spires@example.org>\n"
    "To: Rashid Ahmed <r.ahmed@example.org>\nSent: Wed, 18 Nov 2026 at 21:47\nSubject: school fb\n\n",
    "yahoo-one-line": '----- Forwarded message ----- From: "Hannah Spires" <hannah.spires@example.org> To: '
    "Rashid Ahmed <r.ahmed@example.org> Sent: Wed, 18 Nov 2026 at 21:47 Subject: school fb\n\n",
    "proton": "‐‐‐‐‐‐‐ Forwarded Message ‐‐‐‐‐‐‐\nFrom: Hannah Spires <hannah.spires@example.org>\n"
    "Date: Wed, 18 Nov 2026 at 21:47\nSubject: school fb\nTo: Rashid Ahmed <r.ahmed@example.org>\n\n",
    "german": "Von: Hannah Spires <hannah.spires@example.org>\nGesendet: Wed, 18 Nov 2026 at 21:47\n"
    "An: Rashid Ahmed <r.ahmed@example.org>\nBetreff: school fb\n\n",
    "chinese": "发件人： Hannah Spires <hannah.spires@example.org>\n发送时间： Wed, 18 Nov 2026 at 21:47\n"
    "收件人： Rashid Ahmed <r.ahmed@example.org>\n主题： school fb\n\n",
    "urdu": "منجانب: Hannah Spires <hannah.spires@example.org>\nبھیجا گیا: Wed, 18 Nov 2026 at 21:47\n"
    "بنام: Rashid Ahmed <r.ahmed@example.org>\nموضوع: school fb\n\n",
    "unlisted-outlook-order": "Vaiz: Hannah Spires <hannah.spires@example.org>\n"
    "Kulm: Wed, 18 Nov 2026 at 21:47\n"
    "Plo: Rashid Ahmed <r.ahmed@example.org>\nDrem: school fb\n\n",
    "unlisted-gmail-order": "---------- Zuvarp ---------\nVaiz: Hannah Spires <hannah.spires@example.org>\n"
    "Kulm: Wed, 18 Nov 2026 at 21:47\nDrem: school fb\nPlo: Rashid Ahmed <r.ahmed@example.org>\n\n",
    "unlisted-thunderbird-order": "-------- Zuvarp --------\nDrem: school fb\n"
    "Kulm: Wed, 18 Nov 2026 at 21:47\n"
    "Vaiz: Hannah Spires <hannah.spires@example.org>\nPlo: Rashid Ahmed <r.ahmed@example.org>\n\n",
}


@pytest.mark.parametrize("client", CLIENTS)
def test_every_client_gives_the_same_forward(client: str) -> None:
    """Sender, recipient, date, subject and words are the same, whatever the client and language."""
    mail = mail_of(f"Please see below.\n\n{CLIENTS[client]}{WORDS}")
    assert find_forwarded(mail) == (HANNAH,)
    assert own_text(mail) == "Please see below."


def test_quoted_forward_loses_its_own_quote_signs() -> None:
    """A forward whose every line is quoted (iOS) gives the words as first written."""
    body = "".join(f"> {line}\n" for line in (CLIENTS["apple"] + WORDS).splitlines())
    mail = mail_of(f"Look\n\nSent from my iPhone\n\n{body}")
    assert (find_forwarded(mail), own_text(mail)) == ((HANNAH,), "Look")


def test_html_only_outlook_forward() -> None:
    """An Outlook forward without a plain part is read from its HTML."""
    body = (
        "<p>For the log.</p><div style='border-top:solid'><p><b>From:</b> Hannah Spires "
        "&lt;<a href='mailto:hannah.spires@example.org'>hannah.spires@example.org</a>&gt;<br>"
        "<b>Sent:</b> Wed, 18 Nov 2026 at 21:47<br><b>To:</b> Rashid Ahmed &lt;r.ahmed@example.org&gt;<br>"
        "<b>Subject:</b> school fb</p></div><p>Hi Rashid, have you seen this?</p><p>H x</p>"
    )
    mail = mail_of(body, kind="html")
    assert (find_forwarded(mail), own_text(mail)) == ((HANNAH,), "For the log.")


def test_bare_names_as_exchange_shows_them() -> None:
    """Inside one organisation Outlook shows names without addresses: the address stays unknown."""
    body = (
        "From: Sadia Okafor\nSent: 19 November 2026 22:14\nTo: Denise Marsh\nSubject: this\n\nLook at this.\n"
    )
    assert find_forwarded(mail_of(body, "FW: this")) == (
        Forwarded("Sadia Okafor", None, "Denise Marsh", "19 November 2026 22:14", "this", "Look at this."),
    )


def test_nested_forwards_come_outermost_first() -> None:
    """Each forwarded message has its own words only, and the first writer is last."""
    inner = LABELS + ENDS + WORDS
    outer = (
        "From: Denise Marsh <d.marsh@example.org>\nSent: 20 November 2026 07:51\nTo: K\n"
        "Subject: FW: school fb\n\nAwful.\n\n"
    )
    assert find_forwarded(mail_of(outer + inner, "Fw: FW: school fb")) == (
        Forwarded(
            "Denise Marsh", "d.marsh@example.org", "K", "20 November 2026 07:51", "FW: school fb", "Awful."
        ),
        HANNAH,
    )


def test_forward_as_attachment() -> None:
    """An attached message is a forwarded one, and what it forwards follows it."""
    raw = (
        "From: k.aziz@fellside.example\nSubject: FW: screenshots\n"
        "Content-Type: multipart/mixed; boundary=b\n\n"
        "--b\nContent-Type: text/plain\n\nSee attached.\n--b\nContent-Type: message/rfc822\n\n"
        "From: Helen Voss <h.voss@fellside.example>\nTo: Kamal Aziz <k.aziz@fellside.example>\n"
        "Subject: Fwd: school fb\n"
        f"Date: Fri, 20 Nov 2026 08:11:00 +0000\n\nHi Kamal\n\n{CLIENTS['gmail']}{WORDS}\n--b--\n"
    )
    mail = read_mail(raw.encode())
    assert find_forwarded(mail) == (
        Forwarded(
            "Helen Voss", "h.voss@fellside.example", "Kamal Aziz <k.aziz@fellside.example>",
            "Fri, 20 Nov 2026 08:11:00 +0000", "Fwd: school fb", "Hi Kamal",
        ),
        HANNAH,
    )  # fmt: skip
    assert own_text(mail) == "See attached."


def test_a_forward_by_its_own_author_keeps_its_words() -> None:
    """A teacher who sends herself the post and forwards it on loses nothing."""
    body = LABELS.replace("Hannah Spires <hannah.spires@", "Rashid Ahmed <r.ahmed@") + ENDS + WORDS
    assert [found.text for found in find_forwarded(mail_of(body))] == [HANNAH.text]


@pytest.mark.parametrize(
    "body",
    [
        (
            "Thanks!\n\nFrom: School <box@fellside.example>\nSent: 24 November 2026 15:02\nTo: R\n"
            "Subject: For decision\n\nDear R\n"
        ),
        "Thanks!\n\nOn Tue, 24 Nov 2026 at 15:02, School <box@fellside.example> wrote:\n> Dear R\n",
    ],
)
def test_a_replys_quote_is_no_forward(body: str) -> None:
    """What a reply quotes was not forwarded."""
    assert find_forwarded(mail_of(body, "Re: For decision")) == ()


@pytest.mark.parametrize(
    "body",
    [
        "Poster: Kelly Harlow\nGroup: Fellside Mums\nDate: 19 Nov 2026 21:00\nLink: https://x.example/1\n",
        "Name: Kelly Harlow\nEmail: k.harlow@parents.example\nDate: 19/11/2026 21:00\nMessage: hello\n",
        "Monday: 8.45\nTuesday: 9.15\nWednesday 24 November 2026: closed\n",
        "",
    ],
)
def test_a_list_of_facts_is_no_forward(body: str) -> None:
    """Labelled lines a person wrote are the person's words."""
    mail = mail_of(body, "Facebook post")
    assert (find_forwarded(mail), own_text(mail)) == ((), body.strip())


def test_the_first_prefix_decides_what_a_subject_is() -> None:
    """Reply and forward prefixes are told apart in many languages; words with colons are neither."""
    subjects = [
        "Re: x",
        "FW: RE: x",
        "WG: x",
        "AW: x",
        "[HU-2026-0042] Re: x",
        "SV: x",
        "转发：x",
        "URGENT: x",
        "x",
    ]
    assert [subject_kind(subject) for subject in subjects] == [
        "reply", "forward", "forward", "reply", "reply", "reply", "forward", None, None,
    ]  # fmt: skip
