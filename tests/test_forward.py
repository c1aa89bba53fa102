"""Forwards of every client, in listed and unlisted languages: who wrote first, and what it said."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from tests import forwards
from worker.model import Forwarded, Mail
from worker.reading.message.mail import read_mail
from worker.reading.quoted.forward import find_forwarded, own_text
from worker.reading.quoted.mailbox import read_mailbox
from worker.reading.quoted.prefix import says_answer, says_forward, subject_kind, without_prefixes

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


def test_values_wrapped_by_a_gateway_are_whole() -> None:
    """Also the last one, whose rest no label follows; a line with room above it is the message's."""
    about = "The remarks on the village page about the choir and its leader"
    header = (
        "-----Original Message-----\nFrom: Kim Dale <kim@one.example>\n"
        "Sent: Sunday, November 22, 2026 10:41 PM\n"
        "To: Fellside Office <office@fellside.example>; Governors of Fellside\n"
        f"<governors@fellside.example>\nSubject: {about}\n"
    )
    long, short = (
        find_forwarded(mail_of(f"FYI\n\n{header}{rest}\n\nPlease look.\n"))
        for rest in ("and grandmother of two pupils", "Hello")
    )
    assert [(one.subject, one.text) for one in (*long, *short)] == [
        (f"{about} and grandmother of two pupils", "Please look."),
        (about, "Hello\n\nPlease look."),
    ]


def test_the_subject_apart_from_the_other_labels() -> None:
    body = (
        'FYI\n\n------------------ 原始邮件 ------------------\n发件人: "Kim"<kim@one.example>;\n'
        '发送时间: 2026年11月22日(星期天) 晚上10:41\n收件人: "Office"<office@fellside.example>;\n\n'
        "主题: The post\n\n\nSubject: as you know\n"
    )
    (one,) = find_forwarded(mail_of(body))
    assert (one.subject, one.text) == ("The post", "Subject: as you know")


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


def test_what_a_prefix_says_is_asked_in_one_place() -> None:
    """A prefix that may say either (Finnish "VS:" answers, Danish passes on) is no sure answer."""
    subjects = ["AW: Post", "Encaminhada: Post", "VS: Post", "Office: Post"]
    found = [(says_answer(one), says_forward(one), without_prefixes(one)) for one in subjects]
    expected = [
        (True, False, "Post"),
        (False, True, "Post"),
        (False, True, "Post"),
        (False, False, subjects[-1]),
    ]
    assert found == expected
    assert without_prefixes("Re: [Staff] TR: Re[2]: My Post") == "My Post"


# ── every client in every language ─────────────────────────────────────────────────────────


def test_every_layout_in_every_language() -> None:
    """All fields are right for all 24 layouts in all languages of the table."""
    _, _, wrong, count = forwards.measure()
    assert (dict(wrong), count) == ({}, 24 * len(forwards.languages()))


ARGUED = {"one-line"}
"""On one line with labels of several words that no list knows, where a value ends cannot be told."""


def test_every_layout_in_languages_no_list_knows() -> None:
    """With unknown labels and markers the shape alone gives every field, but for argued exceptions."""
    _, _, wrong, _ = forwards.measure(unlisted=True)
    assert {client for client, _, _ in wrong} <= ARGUED
    assert len({language for _, language, _ in wrong}) <= 5


ATTRIBUTIONS = [
    ("Dne 24. 8. 2026 v 11:23, Sadia Okafor <s.okafor@fellside.example> napsal(a):", "24. 8. 2026 v 11:23"),
    ('Den 24.08.2026 11.23 skrev "Sadia Okafor" <s.okafor@fellside.example>:', "24.08.2026 11.23"),
    ('Am 24.08.26, 11:23 schrieb "Sadia Okafor" <s.okafor@fellside.example>:', "24.08.26, 11:23"),
    (
        'On 24 Aug 2026, 11:23 +0100, "Sadia Okafor" <s.okafor@fellside.example> wrote:',
        "24 Aug 2026, 11:23 +0100",
    ),
    ('On 24/08/2026, 11:23, "Sadia Okafor" <s.okafor@fellside.example> wrote:', "24/08/2026, 11:23"),
    ('El 24/8/26 11:23, "Sadia Okafor" <s.okafor@fellside.example> escribió:', "24/8/26 11:23"),
    ("Le 24/08/2026 11:23, « Sadia Okafor » <s.okafor@fellside.example> a écrit :", "24/08/2026 11:23"),
    ("Sadia Okafor <s.okafor@fellside.example> kirjoitti 24.8.2026 kello 11.23:", "24.8.2026 kello 11.23"),
    (
        "2026. 08. 24. 11:23 időpontban Sadia Okafor (<s.okafor@fellside.example>) ezt írta:",
        "2026. 08. 24. 11:23",
    ),
    ('Il giorno 24/08/26, 11:23 "Sadia Okafor" <s.okafor@fellside.example> ha scritto:', "24/08/26, 11:23"),
    ("Op 24-08-2026 11:23 heeft Sadia Okafor <s.okafor@fellside.example> geschreven:", "24-08-2026 11:23"),
    (
        "Op ma 24 aug 2026 om 11:23 schreef Sadia Okafor <s.okafor@fellside.example>:",
        "ma 24 aug 2026 om 11:23",
    ),
    ("Sadia Okafor <s.okafor@fellside.example> skrev følgende den 24.08.2026 11:23:", "24.08.2026 11:23"),
    ("Dnia 24.08.2026 11:23 „Sadia Okafor” <s.okafor@fellside.example> napisał:", "24.08.2026 11:23"),
    ('Em 24/08/26, 11:23, "Sadia Okafor" <s.okafor@fellside.example> escreveu:', "24/08/26, 11:23"),
    (
        '24.08.2026, 11:23, пользователь "Sadia Okafor" <s.okafor@fellside.example> написал:',
        "24.08.2026, 11:23",
    ),
    ("24. 8. 2026 11:23 používateľ Sadia Okafor (<s.okafor@fellside.example>) napísal:", "24. 8. 2026 11:23"),
    ('Den 2026-08-24 11:23 skrev "Sadia Okafor" <s.okafor@fellside.example> följande:', "2026-08-24 11:23"),
    (
        '"Sadia Okafor" <s.okafor@fellside.example>, 24.08.2026 11:23 tarihinde şunu yazdı:',
        "24.08.2026 11:23",
    ),
    ('24.08.2026, 11:23, "Sadia Okafor" <s.okafor@fellside.example>:', "24.08.2026, 11:23"),
    (
        "On Mon, Aug 24, 2026 at 11:23 AM Sadia Okafor <s.okafor@fellside.example> wrote:",
        "Mon, Aug 24, 2026 at 11:23 AM",
    ),
    (
        "Le lun. 24 août 2026 à 11:23, Sadia Okafor <s.okafor@fellside.example> a écrit :",
        "lun. 24 août 2026 à 11:23",
    ),
    (
        "Am Mo., 24. Aug. 2026 um 11:23 Uhr schrieb Sadia Okafor <s.okafor@fellside.example>:",
        "Mo., 24. Aug. 2026 um 11:23 Uhr",
    ),
    (
        "El lun, 24 ago 2026 a las 11:23, Sadia Okafor (<s.okafor@fellside.example>) escribió:",
        "lun, 24 ago 2026 a las 11:23",
    ),
    (
        "Em seg., 24 de ago. de 2026 às 11:23, Sadia Okafor <s.okafor@fellside.example> escreveu:",
        "seg., 24 de ago. de 2026 às 11:23",
    ),
    (
        "Il giorno lun 24 ago 2026 alle ore 11:23 Sadia Okafor <s.okafor@fellside.example> ha scritto:",
        "lun 24 ago 2026 alle ore 11:23",
    ),
    (
        "pon., 24 sie 2026 o 11:23 Sadia Okafor <s.okafor@fellside.example> napisał(a):",
        "pon., 24 sie 2026 o 11:23",
    ),
    ("пн, 24 авг. 2026 г. в 11:23, Sadia Okafor <s.okafor@fellside.example>:", "пн, 24 авг. 2026 г. в 11:23"),
    ("Sadia Okafor <s.okafor@fellside.example> 于2026年8月24日周一 11:23写道：", "2026年8月24日周一 11:23"),
    ("2026年8月24日(月) 11:23 Sadia Okafor <s.okafor@fellside.example>:", "2026年8月24日(月) 11:23"),
    (
        "2026년 8월 24일 (월) 오전 11:23, Sadia Okafor <s.okafor@fellside.example>님이 작성:",
        "2026년 8월 24일 (월) 오전 11:23",
    ),
    (
        "Vào Th 2, 24 thg 8, 2026 vào lúc 11:23 Sadia Okafor <s.okafor@fellside.example> đã viết:",
        "Th 2, 24 thg 8, 2026 vào lúc 11:23",
    ),
    (
        "Στις Δευ 24 Αυγ 2026 στις 11:23 π.μ., ο χρήστης Sadia Okafor <s.okafor@fellside.example> έγραψε:",
        "Δευ 24 Αυγ 2026 στις 11:23 π.μ.",
    ),
    (
        "În lun., 24 aug. 2026 la 11:23, Sadia Okafor <s.okafor@fellside.example> a scris:",
        "lun., 24 aug. 2026 la 11:23",
    ),
    (
        "‫בתאריך יום ב׳, 24 באוג׳ 2026 ב-11:23 מאת ‪Sadia Okafor‬‏ <‪s.okafor@fellside.example‬‏>:‬",
        "יום ב׳, 24 באוג׳ 2026 ב-11:23",
    ),
]


@pytest.mark.parametrize("sign", ["", "> "])
@pytest.mark.parametrize(("line", "date"), ATTRIBUTIONS)
def test_forward_under_an_attribution(line: str, date: str, sign: str) -> None:
    """Where a client forwards under "On …, X wrote:", name, address and date are read."""
    body = "".join(f"{sign}{words}".strip() + "\n" for words in ("Body one", "", "Body two"))
    mail = mail_of(f"Note here.\n\n{line}\n\n{body}", "FW: Hi")
    expected = Forwarded(
        "Sadia Okafor", "s.okafor@fellside.example", None, date, None, "Body one\n\nBody two"
    )
    assert (find_forwarded(mail), own_text(mail)) == ((expected,), "Note here.")


# ── clients and oddities, one mail each ────────────────────────────────────────────────────

MAILS = Path(__file__).parent / "mail" / "forwards"
EXPECTED = json.loads((MAILS / "expected.json").read_text("utf-8"))


@pytest.mark.parametrize("name", sorted(path.stem for path in MAILS.glob("*.eml")))
def test_each_kept_mail(name: str) -> None:
    """Every kept mail gives its forwards, outermost first, and what the forwarder typed."""
    mail = read_mail((MAILS / f"{name}.eml").read_bytes())
    expected = tuple(Forwarded(*fields) for fields in EXPECTED[name]["forwarded"])
    assert (find_forwarded(mail), own_text(mail)) == (expected, EXPECTED[name]["own"])


BOUND = 1_000_000
ADVERSE = {
    "labels": "a: b\n" * (BOUND // 5),
    "empty labels": "From:\n\n" * (BOUND // 7),
    "long labels": ("From: " + "a" * 990 + "\n") * (BOUND // 997),
    "blocks": "From: a@b.example\nDate: 24/08/2026 11:23\nTo: x\nSubject: y\n\n" * (BOUND // 66),
    "one-line labels": ("----- x ----- " + "From: a@b.example " * 200 + "\n") * (BOUND // 3_615),
    "recipients": "From: a@b.example\nDate: 24/08/2026 11:23\nTo: " + "a <a@b.example>,\n" * (BOUND // 17),
    "quote signs": "> From: a@b.example\n" * (BOUND // 20),
    "markers": "---- forwarded ----\n" * (BOUND // 20),
    "attributions": "On Mon, Aug 24, 2026 at 11:23 AM A B <a@b.example> wrote:\n" * (BOUND // 58),
    "cells": "| a | b |\n" * (BOUND // 10),
    "one long line": "a" * BOUND,
}


@pytest.mark.parametrize("name", ADVERSE)
def test_a_megabyte_of_anything_is_read_in_a_second(name: str) -> None:
    """No text makes the search for forwards slow: a megabyte takes less than a second of this process."""
    mail = mail_of(ADVERSE[name])
    begun = time.process_time()
    find_forwarded(mail)
    assert time.process_time() - begun < 1


@pytest.mark.parametrize(
    ("shown", "name"),
    [
        ("School Meals [no reply] <n@council.example>", "School Meals [no reply]"),
        ('"School Meals [no reply]" <n@council.example>', "School Meals [no reply]"),
        ("[EXT] Kim Dale <n@council.example>", "[EXT] Kim Dale"),
        ("[Kim Dale] <n@council.example>", "Kim Dale"),
        ("Kim Dale [n@council.example]", "Kim Dale"),
        ("Kim Dale [mailto:n@council.example]", "Kim Dale"),
        ("[n@council.example]", None),
    ],
)
def test_a_bracket_that_is_part_of_a_name_stays_whole(shown: str, name: str | None) -> None:
    """Brackets around a name or an address are a client's, those around a part of the name are the name's."""
    assert read_mailbox(shown) == (name, "n@council.example")


def test_the_words_may_be_quoted_between_a_clients_lines() -> None:
    """Yandex: the line that opens a forward and the one that ends it bear no signs."""
    mail = mail_of(
        "Please see.\n\n-------- Пересылаемое сообщение --------\n18.11.2026, 21:47, "
        '"Hannah Spires" <hannah.spires@example.org>:\n> Hi Rashid\n>\n'
        "-------- Конец пересылаемого сообщения --------\nRashid again.\n"
    )
    (found,) = find_forwarded(mail)
    assert (found.from_name, found.text, own_text(mail)) == (
        "Hannah Spires",
        "Hi Rashid",
        "Please see.\n\nRashid again.",
    )
