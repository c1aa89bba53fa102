# ruff: noqa: E501
"""Nothing hides below a name, inside a quote, in the HTML or in a file: such a reply is asked about."""

from __future__ import annotations

import time
import tomllib
from dataclasses import replace
from datetime import date
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from tests.wrapping import wrapped
from worker.deciding.decision import read_decision
from worker.deciding.vetting import Presented, find_doubt
from worker.deciding.vetting.markup import find_concealed
from worker.model import Action, Pending, Verb
from worker.reading.message.html import to_text
from worker.reading.message.mail import read_mail
from worker.reading.quoted.reply import read_reply

TABLE = tomllib.loads((Path(__file__).parent / "signatures.toml").read_text(encoding="utf-8"))
TODAY = date(2026, 11, 24)
HEAD, SCHOOL, PARENT = "Helen Marsh", "Northside Primary School", "kim.dale@mail.example"
DRAFT = """Dear Kim Dale

I am writing because a post on Facebook about our school has been brought to my attention, under the \
name Kim Dale. I would much rather hear about it from you than read it online.

Would you come in and talk it over with me? I could meet you on Thursday 26 November at 8.45am, or on \
Friday 27 November at 3.30pm. You are welcome to bring someone with you.

Please let me know by Friday 27 November which time suits you, by telephoning 01632 960123.

Yours sincerely

Helen Marsh
Headteacher
Northside Primary School
"""
OURS = f"""Here is version 2. It is addressed to {PARENT}.

Reply with one of these:

  approve                        sends it, 10 minutes later
  hold till Friday

THE DRAFT (number 1, version 2)

To:      {PARENT}

Subject: Could we talk? A message from Northside Primary School

{DRAFT}
WHAT WAS REPORTED

Name:    Kim Dale (as shown there; not checked)

Headsup, for Northside Primary School.
"""
PAGE = (
    f"<p>Here is version 2.</p><p>Draft 1, version 2<br>To: <strong>{PARENT}</strong><br>Subject: "
    f"<strong>Could we talk? A message from Northside Primary School</strong></p>"
    f'<div style="white-space:pre-wrap">{DRAFT}</div>'
)
MAIL = (OURS, to_text(PAGE))
"""The mail that is answered: its text, and its HTML as text."""
WROTE = "On Tue, 24 Nov 2026 at 09:00, Headsup <reports@northside.example> wrote:"
HEADER = (
    "________________________________\nFrom: Headsup <reports@northside.example>\n"
    "Sent: 24 November 2026 09:00\nTo: Helen Marsh <head@northside.example>\nSubject: [HU-2026-0001] For decision\n\n"
)


def mail_of(text: str | None, html: str | None = None, name: str = HEAD) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = f"{name} <head@northside.example>"
    mail["Subject"] = "Re: [HU-2026-0001] For decision"
    if text is not None:
        mail.set_content(text)
        if html is not None:
            mail.add_alternative(html, subtype="html")
    else:
        mail.set_content(html or "", subtype="html")
    return mail


def doubt(message: EmailMessage, sender: str = HEAD, ours: tuple[str, ...] = MAIL) -> str | None:
    mail = read_mail(bytes(message))
    return find_doubt(mail, read_reply(mail, ours), Presented((DRAFT,), ours), sender, SCHOOL)


def sends(message: EmailMessage) -> bool:
    """Whether the letter would go: what the desk makes of a reply, without the desk."""
    mail = read_mail(bytes(message))
    new = read_reply(mail, MAIL)
    found = find_doubt(mail, new, Presented((DRAFT,), MAIL), HEAD, SCHOOL)
    asked = (Pending(1, Action.INVITATION, "invitation", DRAFT),)
    read = read_decision(new.text, asked, TODAY, doubtful=new.doubtful or found is not None, signed_by=HEAD)
    return any(one.decision is Verb.APPROVE for one in read.decisions)


def quoted(text: str) -> str:
    return "".join(f"> {line}\n" for line in text.splitlines())


# ── signatures ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("below", TABLE["plain"])
def test_a_real_signature_gives_no_doubt(below: str) -> None:
    """The signature blocks, device lines and disclaimers that heads have do not get in their way."""
    assert doubt(mail_of(f"Approve\n\n{below}\n")) is None


@pytest.mark.parametrize("below", TABLE["plain"])
def test_a_real_signature_above_a_quote_gives_no_doubt(below: str) -> None:
    """The same with our mail quoted below it."""
    assert doubt(mail_of(f"Approve\n\n{below}\n\n{WROTE}\n\n{quoted(OURS)}")) is None


@pytest.mark.parametrize("below", TABLE["nasty"])
def test_words_in_a_signature_are_never_passed_over(below: str) -> None:
    """Whatever could change or stop the approval keeps it from going, above a quote or alone."""
    texts = (f"Approve\n\n{below}\n", f"Approve\n{below}\n\n{WROTE}\n\n{quoted(OURS)}", f"{below}\n\nApprove")
    assert [text for text in texts if sends(mail_of(text))] == []


@pytest.mark.parametrize("name", ["", "head@northside.example", "Helen Marsh"])
def test_without_settings_the_shown_name_signs(name: str) -> None:
    """Where nobody says who the sender is, the name beside the address does; with none, the address."""
    message = mail_of("Approve\n\nHelen Marsh\nHeadteacher\n")
    message.replace_header("From", f'"{name}" <h.marsh@northside.example>')
    assert doubt(message, sender="") is None


# ── the quote ──────────────────────────────────────────────────────────────────────────────


LINKED = OURS.replace(PARENT, f"{PARENT}<mailto:{PARENT}>")
QUOTES = {
    "marked": f"Approve\n\n{WROTE}\n\n{quoted(OURS)}",
    "wrapped": f"Approve\n\n{WROTE}\n\n{quoted(wrapped(OURS, 60))}",
    "twice": f"Approve\n\n{WROTE}\n\n{quoted(quoted(OURS))}",
    "Outlook": f"Approve\n\n{HEADER}{OURS}",
    "linked": f"Approve\n\n{HEADER}{LINKED}",
    "curly": f"Approve\n\n{HEADER}{OURS.replace(chr(39), '’')}",
    "below": f"{WROTE}\n{quoted(OURS)}\nApprove\n",
    "without the draft": f"Approve\n\n{WROTE}\n\n{quoted(OURS.partition('THE DRAFT')[0])}",
    "no quote": "Approve\n",
    "phone": f"Approve\n\nSent from my iPhone\n\n{quoted(WROTE)}> \n{quoted(OURS)}",
}


@pytest.mark.parametrize("client", QUOTES)
def test_our_mail_quoted_as_it_was_gives_no_doubt(client: str) -> None:
    """However a client marks, wraps or links it."""
    assert doubt(mail_of(QUOTES[client])) is None


@pytest.mark.parametrize("end", range(40, len(DRAFT), 37))
def test_a_quote_may_end_early(end: int) -> None:
    """A client that cuts a long quote off changes nothing."""
    shown = OURS[: OURS.index(DRAFT) + end].rsplit(" ", 1)[0]
    assert doubt(mail_of(f"Approve\n\n{WROTE}\n\n{quoted(shown)}")) is None


UNKNOWN = "Draft 1: a letter to Kim Dale.\n\nReply APPROVE or HOLD.\n"
"""A mail that nobody knows to be ours, as ``headsup decide`` is shown it."""


@pytest.mark.parametrize(
    "below",
    [
        "Hold it until Friday please.",
        "Not this one.\n\nHelen",
        "But only if Kamal agrees\n\nHelen Marsh\nHeadteacher",
        "Please don't send it",
        "Stop",
    ],
)
@pytest.mark.parametrize("above", [HEADER, "-----Original Message-----\n" + HEADER])
def test_an_answer_below_a_quote_without_signs_is_asked_about(above: str, below: str) -> None:
    """Nobody can say whose the last words of such a quote are: where they answer, a yes above is asked about."""
    found = doubt(mail_of(f"Approve\n\n{above}{UNKNOWN}\n{below}\n"), ours=())
    assert found == "below the quoted mail stand words that may be part of the answer"


@pytest.mark.parametrize(
    "below",
    ["", "Thanks\n\nHelen", DRAFT, "APPROVE / REJECT / HOLD", "Nothing is sent until you decide.\n\nHeadsup"],
)
def test_what_closes_a_quoted_mail_is_no_answer(below: str) -> None:
    """The quoted mail's own last words, its choices and its farewell give no doubt."""
    assert doubt(mail_of(f"Approve\n\n{HEADER}{UNKNOWN}\n{below}\n"), ours=()) is None


LABELS = HEADER.partition("\n")[2]
ABOVE = {
    "Outlook": HEADER,
    "old Outlook": f"-----Original Message-----\n{LABELS}",
    "Zoho": "---- On Tue, 24 Nov 2026 09:00:11 +0000 Headsup <reports@northside.example> wrote ----\n\n",
    "Gmail": f"{WROTE}\n\n",
    "two labels": "From: reports@northside.example\nSent: 24 November 2026 09:00\n\n",
}
"""What stands above a quote, signs or none."""
TYPED = ["Not before Monday.", "Wait: I have to ring her first", "Change 8.45am to 9am", "PS: no, leave it"]


@pytest.mark.parametrize("above", ABOVE)
@pytest.mark.parametrize("signs", [True, False])
def test_words_typed_inside_our_mail_keep_it_from_going(above: str, signs: bool) -> None:
    """Above it, in its middle and below it; without them the same mail goes."""
    shown = quoted(OURS) if signs else OURS
    halves = [part.rstrip("> ") for part in shown.partition("WHAT WAS REPORTED")[::2]]
    middle = f"{halves[0]}\n{{}}\n\n{'> ' if signs else ''}WHAT WAS REPORTED{halves[1]}"
    places = [f"{{}}\n\n{shown}", middle, f"{shown}\n{{}}\n", f"{shown}\n{{}}\n\nHelen\n"]
    mails = [f"Approve\n\n{ABOVE[above]}{place.format(words)}" for place in places for words in TYPED]
    assert [text for text in mails if sends(mail_of(text))] == []
    assert sends(mail_of(f"Approve\n\n{ABOVE[above]}{shown}"))


@pytest.mark.parametrize("above", ABOVE)
@pytest.mark.parametrize(
    "typed",
    [
        "From: Helen\nTo: Ms Dale alone\nSent: only after Friday 27 November 2026 10:00\nSubject: as it is",
        "From: kim@dale.example\nWhen: 27 Nov 2026 10:00\nNot to: her husband\nWait: for my call",
        "Call of 24 November 2026 15:02, Kim <kim@dale.example> wrote: I am sorry. So hold it please",
        "On reflection: reject",
    ],
)
def test_a_list_typed_above_our_mail_is_no_header_of_it(above: str, typed: str) -> None:
    """However much it looks like one: the last one above our words is theirs."""
    gaps = ("\n\n",) if above == "two labels" else ("\n", "\n\n")  # two labels alone go on above them
    texts = (f"Approve\n\n{typed}{gap}{ABOVE[above]}{quoted(OURS)}" for gap in gaps)
    assert [text for text in texts if sends(mail_of(text))] == []


TITLE = "[HU-2026-0001] For decision"
HEADED = {
    "Outlook": "From: Headsup <reports@northside.example>\nSent: Tuesday, November 24, 2026 9:00 AM\nTo: Helen Marsh <head@northside.example>\nSubject: {}\nImportance: High",
    "names alone": "From: Headsup Reports\nSent: 24 November 2026 09:00\nTo: MARSH, Helen (Head)\nSubject: {}",
    "Apple": "From: Headsup <reports@northside.example>\nDate: 24 November 2026 at 09:00:11 GMT\nTo: Helen Marsh <head@northside.example>\nSubject: {}\nReply-To: Headsup <reports+abc@northside.example>",
    "French": "De : Headsup <reports@northside.example>\nEnvoyé : mardi 24 novembre 2026 09:00\nÀ : Helen Marsh\nObjet : {}",
    "German": "Von: Headsup <reports@northside.example>\nGesendet: Dienstag, 24. November 2026 09:00\nAn: Helen Marsh\nBetreff: {}",
    "Welsh": "Oddi wrth: Headsup <reports@northside.example>\nAnfonwyd: 24 Tachwedd 2026 09:00\nAt: Helen Marsh <head@northside.example>\nPwnc: {}",
    "Polish": "Od: Headsup <reports@northside.example>\nWysłano: wtorek, 24 listopada 2026 09:00\nDo: Helen Marsh\nTemat: {}",
    "Urdu": "منجانب: Headsup <reports@northside.example>\nبھیجا: منگل، 24 نومبر، 2026 09:00\nبنام: Helen Marsh\nموضوع: {}",
}
"""The headers that clients set above our mail."""
LOOKS_LIKE_A_LABEL = [
    "Cc: nobody until Friday", "Cc: Kamal first", "Cc: hold on", "Bcc: not her", "Wait: for my call", "Note: not yet",
    "When: after the meeting", "Importance: not today", "To: no one yet", "Action: none until I have rung", "Status: HOLD",
]  # fmt: skip


def header_mail(header: str, shown: str = OURS) -> EmailMessage:
    """An approval over our mail under this header; Headsup's address has the name that the header has."""
    message = mail_of(f"Approve\n\n{header.format(TITLE)}\n\n{shown}")
    message["To"] = '"Headsup Reports" <reports@northside.example>'
    return message


@pytest.mark.parametrize("client", HEADED)
def test_a_clients_header_above_our_mail_gives_no_doubt(client: str) -> None:
    """In whatever language, with names alone or addresses."""
    assert sends(header_mail(HEADED[client])), doubt(header_mail(HEADED[client]))


def test_the_senders_own_name_may_begin_small() -> None:
    """As Headsup wrote to her, whatever her own program calls her."""
    header = HEADED["names alone"].replace("MARSH, Helen (Head)", "Helen van der Marsh")
    message = header_mail(header)
    message.replace_header("From", "Head Teacher <head@northside.example>")
    assert doubt(message, "Helen van der Marsh") is None
    assert doubt(message, "Helen Marsh") is not None


@pytest.mark.parametrize("client", HEADED)
@pytest.mark.parametrize("typed", LOOKS_LIKE_A_LABEL)
def test_a_line_typed_like_a_label_of_our_mails_header_is_asked_about(client: str, typed: str) -> None:
    """Between the labels, above and below them: no client shows such a value there."""
    lines = HEADED[client].split("\n")
    texts = ["\n".join((*lines[:at], typed, *lines[at:])) for at in range(1, len(lines) + 1)]
    assert [text for text in texts if sends(header_mail(text))] == []


@pytest.mark.parametrize("client", HEADED)
@pytest.mark.parametrize("typed", [" - but not yet", " only after Friday", " no", " wait"])
def test_words_typed_behind_a_label_of_our_mails_header_are_asked_about(client: str, typed: str) -> None:
    """Behind the sender, the date, the recipient and the subject."""
    lines = HEADED[client].split("\n")[:4]
    texts = ["\n".join((*lines[:at], lines[at] + typed, *lines[at + 1 :])) for at in range(4)]
    assert [text for text in texts if sends(header_mail(text))] == []


def test_our_own_last_words_are_nobodys_answer() -> None:
    """A letter may end with "before then" and its mail with it."""
    last = "We would like the post to be removed before then, and to hear your side of it."
    mail = read_mail(bytes(mail_of(f"Approve\n\n{HEADER}Please come in.\n\n{last}\n")))
    ours = (f"Please come in.\n\n{last}\n",)
    assert find_doubt(mail, read_reply(mail, ours), Presented((), ours), HEAD, SCHOOL) is None


CHANGES = [
    ("Thursday 26 November at 8.45am", "Monday 30 November at 9.45am"),
    ("8.45am", "8.30am"),
    (f"To:      {PARENT}", "To:      kim.new@mail.example"),
    (PARENT, "office@northside.example"),
    ("Could we talk?", "We must talk!"),
    ("Dear Kim Dale", "Dear Mrs Dale"),
    ("Dear Kim Dale", "Dear Kim"),
    (" I would much rather hear about it from you than read it online.", ""),
    (" You are welcome to bring someone with you.", ""),
    ("talk it over with me", "talk it over with me and the chair"),
    ("brought to my attention", "brought to my attention by Priya"),
    ("Would you come in", "You must come in"),
    ("01632 960123", "07700 900123"),
    ("Yours sincerely", "Best wishes"),
    ("Northside Primary School\n\nWHAT", "Northside Primary\n\nWHAT"),
    ("Helen Marsh\nHeadteacher", "Dev Anand\nDeputy"),
    ("I could meet", "NO! I could meet"),
    ("Would you", "wait for Kamal. Would you"),
]


@pytest.mark.parametrize(("old", "new"), CHANGES)
@pytest.mark.parametrize("shape", ["marked", "wrapped", "Outlook", "below"])
def test_a_letter_changed_inside_the_quote_is_never_sent(shape: str, old: str, new: str) -> None:
    """A date, an address, a word more, a word less: the head typed into the quote and must be asked."""
    changed = OURS.replace(old, new)
    shapes = {
        "marked": f"Approve\n\n{WROTE}\n\n{quoted(changed)}",
        "wrapped": f"Approve\n\n{WROTE}\n\n{quoted(wrapped(changed, 60))}",
        "Outlook": f"Approve\n\n{HEADER}{changed}",
        "below": f"{WROTE}\n{quoted(changed)}\nApprove\n",
    }
    assert (changed != OURS, sends(mail_of(shapes[shape]))) == (True, False)


INDENTED = '<blockquote style="margin: 0 0 0 40px; border: none; padding: 0px;"><div>{}</div></blockquote>'
"""What Apple Mail and Gmail set around a paragraph that is moved to the right."""


@pytest.mark.parametrize("typed", ["but not before I have spoken to her", "Hold", "No", "Is Thursday right?"])
def test_an_indented_paragraph_is_no_quote(typed: str) -> None:
    """A client moves the sender's own words to the right by the same element that it quotes with."""
    pages = [
        f"<div>Approve</div>{INDENTED.format(typed)}{BOX}",
        f"{INDENTED.format(typed)}<div>Approve</div>{BOX}",
        f"<div>Approve</div>{INDENTED.format(typed)}",
    ]
    assert [page for page in pages if sends(mail_of(None, page))] == []
    assert sends(mail_of(None, f"<div>Approve</div>{BOX}"))


@pytest.mark.parametrize("typed", TYPED)
def test_words_typed_among_our_own_behind_the_signs_are_asked_about(typed: str) -> None:
    """A phone sets no gap in the bar beside a quote for what is typed into it, in whatever part of it."""
    page = f"<p>Approve</p>{BOX}"
    places = ["<p>Here is version 2.</p>", "<p>Draft 1, version 2<br>", "</blockquote>"]
    pages = [page.replace(one, f"<p>{typed}</p>{one}") for one in places]
    texts = [f"Approve\n\n{WROTE}\n\n{quoted(OURS.replace(one, f'{typed}{end}{one}'))}"
             for one in ("Reply with", "WHAT WAS", "(as shown") for end in (" ", "\n", "\n\n")]  # fmt: skip
    assert [one for one in pages if sends(mail_of(None, one))] == []
    assert [one for one in texts if sends(mail_of(one))] == []


def shaped(client: str, shown: str) -> str:
    """An approval above or below our mail as a client quotes it."""
    return {
        "marked": f"Approve\n\n{WROTE}\n\n{quoted(shown)}",
        "wrapped": f"Approve\n\n{WROTE}\n\n{quoted(wrapped(shown, 60))}",
        "twice": f"Approve\n\n{WROTE}\n\n{quoted(quoted(shown))}",
        "Outlook": f"Approve\n\n{HEADER}{shown}",
        "linked": f"Approve\n\n{HEADER}{shown.replace(PARENT, f'{PARENT}<mailto:{PARENT}?subject=a>')}",
        "below": f"{WROTE}\n{quoted(shown)}\nApprove\n",
    }[client]


SHAPES = ("marked", "wrapped", "twice", "Outlook", "linked", "below")
SIGNS = ["??", "?", "!?", "👎", "👎🏽", "🙅‍♀️", "❌", "✗", "⛔", "🤔", "?!", ":(", ":-/", "¿?", "？"]


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("client", SHAPES)
def test_a_sign_set_among_our_own_words_is_asked_about(client: str, sign: str) -> None:
    """A question mark or a thumb down behind a line of ours, before it, or on a line of its own, says something."""
    lines = [line for line in OURS.splitlines() if line.strip()]
    places = [lines[0], lines[2], next(x for x in lines if "8.45am" in x), lines[-6], lines[-1]]
    shown = [OURS.replace(at, f"{at}{gap}{sign}") for at in places for gap in (" ", "\n", "\n\n")]
    shown += [OURS.replace(at, f"{sign}{gap}{at}") for at in places[1:] for gap in (" ", "\n", "\n\n")]
    mails = [shaped(client, one) for one in shown]
    assert [mail for mail in mails if sends(mail_of(mail))] == []


@pytest.mark.parametrize("client", SHAPES)
def test_signs_that_our_own_mail_has_give_no_doubt(client: str) -> None:
    """A letter may ask, and what is quoted in it may hold any sign; a program may damage the finer ones."""
    asks = OURS.replace("online.", "online. It says “Shame on you!!” 👎 – why?").replace("me?", "me?!")
    damaged = asks.replace("“", "?").replace("”", "?").replace("–", "?").replace("👎", "?")
    for shown in (asks, damaged):
        mail = read_mail(bytes(mail_of(shaped(client, shown))))
        ours = (asks, asks)
        draft = asks[asks.index("Dear Kim") : asks.index("WHAT WAS")]
        assert find_doubt(mail, read_reply(mail, ours), Presented((draft,), ours), HEAD, SCHOOL) is None


@pytest.mark.parametrize("page", ["<p>Approve {}</p>{}", "<p>{} Approve</p>{}", "<p>Approve</p><p>{}</p>{}"])
def test_a_picture_that_stands_for_a_sign_is_that_sign(page: str) -> None:
    """Gmail and Outlook send an emoji as a picture with its sign beside it; a text without it says less."""
    for sign, goes in {"👎": False, "❌": False, "🤔": False, "👍": True, "😊": True, "logo": True}.items():
        picture = f'<img data-emoji="{sign}" alt="{sign}" src="https://pictures.example/x.png">'
        html = page.format(picture, BOX)
        for text in (None, "Approve\n", f"Approve\n\n{WROTE}\n\n{quoted(OURS)}"):
            assert sends(mail_of(text, html)) == goes, (sign, text)
    typed = BOX.replace("<p>Here is version 2.</p>", '<p>Here is version 2. <img alt="👎"></p>')
    assert not sends(mail_of(None, f"<p>Approve</p>{typed}"))


@pytest.mark.parametrize(
    "line", ["On 24 Nov, Headsup wrote:", "Zuvarp klaan nolen Headsup dra 24 Zirmo 2026, 15:02:"]
)
def test_a_programs_line_above_our_words_is_nobodys(line: str) -> None:
    """Also behind the signs, and where only the quote below tells what it is."""
    assert sends(mail_of(f"Approve\n\n> {line}\n{quoted(OURS)}"))
    assert not sends(mail_of(f"Approve\n\n> {line}\n> please wait\n{quoted(OURS)}"))


def test_own_words_behind_quote_signs_are_not_a_quote() -> None:
    """ "> wrong Kim" under an approval was typed by the head, whatever the sign before it says."""
    assert not sends(mail_of("Approve\n> wrong Kim, use the other address\n"))


# ── the HTML ───────────────────────────────────────────────────────────────────────────────

GMAIL = (
    f'<div class="gmail_quote"><div>{WROTE.replace("<", "&lt;").replace(">", "&gt;")}<br></div><blockquote>'
)
BOX = f"{GMAIL}{PAGE}</blockquote></div>"
HIDING = (
    "<s>{}</s>", "<del>{}</del>", "<strike>{}</strike>", "<span style='text-decoration:line-through'>{}</span>",
    "<span style='TEXT-DECORATION: underline line-through'>{}</span>", "<span style='display:none'>{}</span>",
    "<span style='visibility:hidden'>{}</span>", "<span style='font-size:0'>{}</span>", "<div hidden>{}</div>",
    "<span style='font-size: 0px; color: red'>{}</span>", "<span style='opacity:0'>{}</span>",
    "<span style='mso-hide:all'>{}</span>", "<div style='max-height:0;overflow:hidden'>{}</div>",
    "<style>.x {{ text-decoration: line-through }}</style><span class='x'>{}</span>",
    "<style>p.gone, .y {{display:none}}</style><p class='a y'>{}</p>",
)  # fmt: skip


@pytest.mark.parametrize(
    "html",
    [
        "<p>Approve</p>",
        "<div>Approve</div><div><br></div><div>Helen</div>",
        f"<p>Approve</p>{BOX}",
        "<html><head><style>p {margin:0} .MsoNormal {font-size:11pt}</style></head><body><p>Approve</p></body></html>",
        "<p style='font-size:10.5pt;line-height:100%;opacity:1'>Approve</p><img width=0 height=0>",
        "<p>Approve<o:p></o:p></p><p><s></s>&nbsp;</p>",
        f"<p>Approve</p><p>Helen Marsh</p><p>Headteacher</p><p>Northside Primary School</p>{BOX}",
    ],
)
def test_plain_html_gives_no_doubt(html: str) -> None:
    """What clients write around an approval hides nothing."""
    assert doubt(mail_of(None, html)) is None


@pytest.mark.parametrize(
    "shown",
    [
        '<div>Approve <img alt="No, hold it" src="x"></div>',
        '<div>Approve</div><img alt="Please stop" src="x">',
        '<div>Approve</div><img alt="Nope GIF" src="x">',
        "<div><input type=checkbox> Approve</div>",
        "<label><input type=radio>Approve</label>",
        "<div>Approve</div><textarea>not yet</textarea>",
        "<div>A&#822;p&#822;p&#822;r&#822;o&#822;v&#822;e&#822;</div>",
    ],
)
def test_what_only_the_html_shows_is_asked_about(shown: str) -> None:
    """A picture that says no, a box without its tick, letters struck through one by one."""
    assert [text for text in (None, "Approve\n") if sends(mail_of(text, f"{shown}{BOX}"))] == []


@pytest.mark.parametrize(
    "alt",
    ["Northside Primary School logo", "A red stop sign Description automatically generated", "image001.png"],
)
def test_a_schools_picture_says_nothing(alt: str) -> None:
    """What stands for a picture in a signature, also by machine."""
    assert sends(mail_of("Approve\n", f'<div>Approve</div><img alt="{alt}" src="x">{BOX}'))


@pytest.mark.parametrize("around", HIDING)
def test_words_struck_out_or_hidden_are_asked_about(around: str) -> None:
    """Alone, beside the approval, and inside the quoted letter."""
    pages = [
        f"<p>{around.format('Approve')}</p>",
        f"<p>Approve</p>{around.format('not before Monday')}",
        f"<p>Approve</p>{BOX.replace('Would you come in', around.format('Would you come in'))}",
    ]
    found = [sends(mail_of(text, page)) for page in pages for text in (None, "Approve\n")]
    assert found == [False] * 6


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Approve\n", "<p>Do not approve</p>"),
        ("Approve\n", "<p>Approve</p><p>Make it Wednesday</p>"),
        ("Approve\n", "<p>Approve</p><p>Helen Marsh</p><p>Headteacher</p><p>Make it Wednesday</p>"),
        ("Approve\n", f"<p>Approve</p>{BOX.replace('8.45am', '9.45am')}"),
        (f"Approve\n\n{WROTE}\n\n{quoted(OURS)}", f"<p>Approve</p>{BOX.replace('8.45am', '9.45am')}"),
    ],
)
def test_text_and_html_must_say_the_same(text: str, html: str) -> None:
    """A program that shows the one and a program that shows the other must show the same answer."""
    assert not sends(mail_of(text, html))


def test_text_and_html_of_one_answer_give_no_doubt() -> None:
    """The same answer twice, with a signature and the quote, as clients send it."""
    text = f"Approve\n\nHelen Marsh\nHeadteacher\n\n{WROTE}\n\n{quoted(OURS)}"
    html = f"<div>Approve</div><br><div><b>Helen Marsh</b><br>Headteacher</div><br>{BOX}"
    assert doubt(mail_of(text, html)) is None


# ── files ──────────────────────────────────────────────────────────────────────────────────


def with_file(data: bytes, kind: str, name: str, **more: Any) -> EmailMessage:
    message = mail_of("Approve\n", "<p>Approve</p><img src='cid:logo@x'>")
    main, sub = kind.split("/")
    message.add_attachment(data, maintype=main, subtype=sub, filename=name, **more)
    return message


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "Letter with changes.docx",
        ),
        ("application/pdf", "letter.pdf"),
        ("image/jpeg", "IMG_2044.jpg"),
        ("image/png", "image001.png"),
        ("text/plain", "notes.txt"),
        ("text/calendar", "invite.ics"),
    ],
)
def test_a_file_beside_an_approval_is_asked_about(kind: str, name: str) -> None:
    """A marked-up letter is an answer too."""
    assert not sends(with_file(b"\x89PNG not really" * 6_000, kind, name))


def test_a_signatures_picture_gives_no_doubt() -> None:
    """The school's badge under a name is no answer."""
    badge = with_file(b"\x89PNG" * 5_000, "image/png", "image001.png", cid="<logo@x>", disposition="inline")
    card = with_file(b"BEGIN:VCARD", "text/vcard", "helen.vcf")
    assert (doubt(badge), doubt(card)) == (None, None)


# ── bounds ─────────────────────────────────────────────────────────────────────────────────

LONG = [
    "<s>" * 300_000, "<a <a " * 150_000, "<!--" * 250_000, "<style>.a{" * 90_000, "a " * 500_000, "@" * 1_000_000,
    "1 " * 500_000, "> the the the\n" * 70_000, f"{DRAFT[:60]} " * 15_000, "Sent from my " * 75_000,
    "-- \n" + "Helen Marsh, " * 75_000, "-- \n" + "Registered number " * 50_000, "-- \n" + "\n".join(["x" * 250] * 4_000),
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(LONG)))
def test_a_megabyte_takes_less_than_a_second(number: int) -> None:
    """Nothing a stranger can write keeps the last look busy."""
    text = LONG[number]
    mail = read_mail(bytes(mail_of(f"Approve\n\n{text[:2_000]}", f"<p>Approve</p>{text[:2_000]}")))
    new = replace(read_reply(mail), signature=text, quoted=text)
    mail = replace(mail, html=text)
    start = time.perf_counter()
    shown = Presented((DRAFT, DRAFT[:90]), (OURS, text[:100_000]))
    find_doubt(mail, replace(new, signature=""), shown, HEAD, SCHOOL)
    find_doubt(mail, new, Presented((DRAFT,), (OURS,)), HEAD, SCHOOL)
    plain, signed = replace(mail, html=None), replace(new, signature=text[:29_000])
    find_doubt(plain, signed, Presented((text[:50_000],)), HEAD, SCHOOL)
    assert time.perf_counter() - start < 1.0


@pytest.mark.parametrize(
    "sheet",
    [
        f".a{{{'x:y;' * 800}display:none}}",
        f"{'.b,' * 300}.a{{display:none}}",
        "@media all{.a{display:none}}",
        ".a{color:red}</style><style>.a{display:none}",
    ],
)
@pytest.mark.parametrize("end", ["</style>", "</STYLE >"])
def test_a_style_sheet_hides_nothing_by_its_length(sheet: str, end: str) -> None:
    """A rule or a list of names longer than any that is written by hand is read like any other."""
    html = f'<html><style type="text/css">{sheet}{end}<p class="a">Approve</p></html>'
    assert find_concealed(html) == "words are hidden in it"


def test_style_sheets_that_begin_and_do_not_end() -> None:
    """Half a million signs of them are read in one pass."""
    began = time.process_time()
    find_concealed("<style>" * 70_000)
    find_concealed(f"<style>{'a' * 400}{'{'}{'b' * 2000}" * 200)
    assert time.process_time() - began < 3
