"""Replies: only the new text, and doubt where words could hide."""

from __future__ import annotations

import json
import re
import textwrap
import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from worker.reading.message.mail import read_mail
from worker.reading.quoted.reply import NewText, read_reply, split_text

MAILS = Path(__file__).parent / "mail" / "replies"
REPLIES = sorted(MAILS.glob("*.eml"))
EXPECTED = json.loads((MAILS / "expected.json").read_text("utf-8"))


@pytest.mark.parametrize("path", REPLIES, ids=lambda path: path.stem)
def test_every_reply_gives_its_new_text(path: Path) -> None:
    """A reply of any client gives exactly what its writer typed, and says when that is in doubt."""
    ours = tuple(EXPECTED[path.stem].get("ours", ()))
    found = read_reply(read_mail(path.read_bytes()), ours)
    expected = EXPECTED[path.stem]["text"], EXPECTED[path.stem]["doubtful"]
    assert expected == (found.text, found.doubtful)


def test_the_parts_of_a_reply_are_kept_apart_not_lost() -> None:
    """Signature and quote are given beside the new text, with the way the quote was found."""
    assert split_text("Yes\n-- \nR Thornley\n\n> Draft 1\n> Dear Ms Harlow") == NewText(
        text="Yes",
        signature="-- \nR Thornley".replace("-- ", "--"),
        quoted="> Draft 1\n> Dear Ms Harlow",
        doubtful=False,
        because="quote signs",
    )


def test_a_bar_quotes_below_a_colon_and_not_in_a_table() -> None:
    """Lines behind a bar are a quote where an attribution stands above; a table's cells are words."""
    quoted = split_text("Yes\n\nFellside Office wrote:\n| Dear Ms Harlow\n|\n| Draft 1\n")
    table = "Numbers:\n| Year | Pupils |\n| 3 | 28 |"
    assert (quoted.text, split_text(table).text) == ("Yes", table)


FOLLOWS = [
    "\n\nKlaart 24/11/2026 15:02, Fellside zirpade:\n> hi\n",
    "\n\n2026. 11. 24. 15:02 zirpo, Fellside Office\nklaart:\n\n> hi\n",
    "\n\n---- Fellside Office wrote ----\n\nhi\n",
    "\n\nFellside Office, November 24, 2026:\n\n> hi\n",
    "\n\nExcerpts from Fellside's message of 2026-11-24 15:02:11 +0000:\n> hi\n",
    "\n\nBegin forwarded message:\n\n> From: F <x@y.example>\n> Subject: x\n> hi\n",
    "\n\n寄件者: Fellside\n傳送日期: 2026年11月24日 15:02\n收件者: R\n主旨: x\n\nhi\n",
    "\n\n>>> Fellside <x@y.example> 24/11/2026 15:02 >>>\nhi\nmore\n",
    "\n\n>>> Fellside Office 11/24/2026 3:02 PM >>>\nhi\n",
    "\n\nFellside Office wrote:\n\n> hi\n",
    "\n\nOn 24/11/2026 15:02, Fellside wrote:\n\nFO> hi\nFO> there\n",
    '\n\n>>>>> "F" == Fellside Office <x@y.example> writes:\n\n    F> hi\n    F> there\n',
    "\n\n24.11.2026, 15:02, Fellside <x@y.example>\nhi\n",
    "\n\n —-—-—-—\nReply above this line.\n\nhi\n",
    "\n\n-----\n> hi\n",
    (
        "\n\n >-------- Оригинално писмо --------\n >От: Fellside x@y.example\n >Относно: x\n"
        " >До: r@y.example\n >Изпратено на: 24.11.2026 15:02\n\nhi\n"
    ),
    "\n\nFellside Office/HQ/Trust\n24/11/2026 15:02\n\nTo\nRuth/HQ/Trust\ncc\n\nSubject\nRe: x\n\nhi\n",
    "\n\n2026-11-24 15:02 GMT+00:00 Fellside <x@y.example>:\n\n> hi\n",
    "\n\nLe mar. 24 nov. 2026 à 15:02, Fellside <x@y.example> a écrit :\n> hi\n",
    "\n\nAm Di., 24. Nov. 2026 um 15:02 Uhr schrieb Fellside <x@y.example>:\n> hi\n",
    "\n\nFellside <x@y.example> schrieb am Di., 24. Nov. 2026, 15:02:\n\nhi there\n",
    "\n\nEl mar, 24 nov 2026 a las 15:02, Fellside (<x@y.example>) escribió:\n\n> hi\n",
    "\n\nOn Tuesday, November 24, 2026 at 03:02:11 PM GMT, Fellside <x@y.example> wrote:\n\n hi\nmore\n",
    "\n\nOn 24/11/2026 15:02, Fellside wrote:\n> hi\n",
    "\n\nOn Nov 24, 2026, at 3:02 PM, Fellside <x@y.example> wrote:\n> hi\n",
    "\n\nOn Tue, Nov 24, 2026 at 3:02 PM, Fellside\n< x@y.example > wrote:\n> hi\n",
    "\n\nDen tis 24 nov. 2026 15:02Fellside <x@y.example> skrev:\n> hi\n",
    "\n\nw dniu 24.11.2026 o 15:02, Fellside pisze:\n> hi\n",
    "\n\nOp di 24 nov. 2026 om 15:02 schreef Fellside <x@y.example>:\n> hi\n",
    "\n\nIl giorno mar 24 nov 2026 alle ore 15:02 Fellside <x@y.example> ha scritto:\n> hi\n",
    "\n\n2026年11月24日(火) 15:02 Fellside <x@y.example>:\n> hi\n",
    "\n\nвт, 24 нояб. 2026 г. в 15:02, Fellside <x@y.example>:\n> hi\n",
    "\n\n24 Kas 2026 Sal, saat 15:02 tarihinde Fellside <x@y.example> şunu yazdı:\n> hi\n",
    "\n\nEm ter., 24 de nov. de 2026 às 15:02, Fellside <x@y.example> escreveu:\n> hi\n",
    "\n\nPe mar., 24 nov. 2026 la 15:02, Fellside <x@y.example> a scris:\n> hi\n",
    "\n\nFellside <x@y.example> 于2026年11月24日周二 15:02写道：\n> hi\n",
    "\n\n2026년 11월 24일 (화) 오후 3:02, Fellside <x@y.example>님이 작성:\n> hi\n",
    "\n\nVào Th 3, 24 thg 11, 2026 vào lúc 15:02 Fellside <x@y.example> đã viết:\n> hi\n",
    "\n\nOn Tue, 24 Nov 2026 15:02:11 +0000\nFellside <x@y.example> wrote:\n> hi\n",
    "\n\nFellside wrote:\n> hi\n> there\n",
    "\n\nQuoting Fellside <x@y.example>:\n> hi\n> there\n",
    "\n-- \nBob\nBuilder\n",
    "\n--\nBob\n",
    "\n\n---\nBob Smith\nCEO\n",
    "\n\n___________\nBob Smith\nBob & Co Ltd\n",
    "\n\nBest regards,\n\nBob Smith\nDirector, Smith Ltd\nTel: 01632 960123\nwww.smith.example\n",
    "\n\nSent from my Samsung Galaxy smartphone.\n",
    "\n\nEnvoyé de mon iPhone\n",
    "\n\nVon meinem iPhone gesendet\n",
    "\n\nSent from Mail for Windows\n\nFrom: Fellside\nSent: 24 November 2026 15:02\nTo: R\nSubject: x\n\nhi",
    (
        "\n\nSent from Yahoo Mail on Android\n\n"
        "  On Tue, 24 Nov 2026 at 15:02, Fellside<x@y.example> wrote:   hi\n"
    ),
    "\n\nSent via the Samsung Galaxy S22, a 5G smartphone\nGet Outlook for Android\n",
    "\n\n##- Please type your reply above this line -##\nhi there\n",
    "\n\nPlease reply above this line\nhi there\n",
    "\n\nWrite ABOVE THIS LINE to post a reply or view this in your browser\nhi there\n",
    "\n\n--- Reply above this line ---\nhi\n",
    (
        "\n\nFrom: Fellside via App <x@y.example>\nReply-To: z@y.example\n"
        "Date: Tue, 24 Nov 2026 15:02\nTo: Ruth <r@y.example>\nSubject: x\n\nhi"
    ),
    "\n\n> > deeper\n> shallow\n",
    (
        "\n\nDe : Fellside <x@y.example>\nEnvoyé : mardi 24 novembre 2026 15:02\n"
        "À : Ruth <r@y.example>\nObjet : x\n\nhi"
    ),
    (
        "\n\nOd: Fellside <x@y.example>\nWysłano: wtorek, 24 listopada 2026 15:02\n"
        "Do: Ruth <r@y.example>\nTemat: x\n\nhi"
    ),
    "\n\n*From:* Fellside <x@y.example>\n*Sent:* 24 November 2026 15:02\n*To:* Ruth\n*Subject:* x\n\nhi",
    "\n\nFrom:\nFellside <x@y.example>\nSent:\n24 November 2026 15:02\nTo:\nRuth\nSubject:\nx\n\nhi",
    "\n\nOn Tue, Nov 24, 2026 at 3:02 PM Fellside <x@y.example> wrote:",
    (
        '\n\n---- Пересылаемое сообщение ----\n24.11.2026, 15:02, "F" <x@y.example>:\n> hi\n>\n---- Конец '
        "пересылаемого сообщения ----\n"
    ),
]


@pytest.mark.parametrize("below", FOLLOWS)
def test_what_clients_write_below_an_answer_is_never_new(below: str) -> None:
    """Attributions in many languages, header blocks, markers and signatures all end the answer."""
    found = split_text(f"ok{below}")
    assert (found.text, found.doubtful) == ("ok", False)


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        (
            "Hi,\n\nSounds good.\n\nThanks,\nBob\n\n-----Original Message-----\nFrom: x\nSent: y",
            "Hi,\n\nSounds good.\n\nThanks,\nBob",
        ),
        ("ok\n\n| hi\n| there\n", "ok\n\n| hi\n| there"),
        ("RT> q1\nanswer one\n\nRT> q2", "RT> q1\nanswer one\n\nRT> q2"),
        ("On 24/11/2026 15:02, F wrote:\nRT> q1\nanswer one\nRT> q2\nanswer two", "answer one\n\nanswer two"),
        ("> q1\nanswer one\n> q2\nanswer two\n", "answer one\n\nanswer two"),
    ],
)
def test_what_a_person_wrote_between_is_kept(text: str, typed: str) -> None:
    """Answers between quotes and words that only look like a client's stay."""
    assert split_text(text).text == typed


@given(st.text(alphabet="ab >:\n-@.<1", max_size=300))
@settings(max_examples=200, deadline=None)
def test_no_line_that_stands_unquoted_is_lost(text: str) -> None:
    """Every word of the text is in the new text, the signature or the quote."""
    found = split_text(text)
    everywhere = f"{found.text}\n{found.signature}\n{found.quoted}"
    assert [word for word in text.split() if word not in everywhere] == []


@pytest.mark.parametrize(
    "piece",
    [
        "From: a@b.example\n", "Name <a@b.example>:\n", "On 24 Nov 2026 15:02 x@y.example ", "> ",
        "Ruth Bell\nHead\n",        "Sent from my iPhone\n", "--- a\n", "a: ", "1/", "-", "\u200b",
    ],
)  # fmt: skip
def test_a_megabyte_of_anything_is_split_in_time(piece: str) -> None:
    """No text makes the splitter slow."""
    started = time.process_time()
    split_text(piece * (1_000_000 // len(piece)), ("Case 42 is open now\nNothing is sent yet\n",))
    assert time.process_time() - started < 4


# ── by client and language ─────────────────────────────────────────────────────────────────

CLIENTS = tomllib.loads((MAILS / "clients.toml").read_text("utf-8"))
QUOTED = ("Case 42 is waiting.", "Reply APPROVE or REJECT.", "", "Fellside")
TYPED = "Please hold until Friday.\nThanks\nRuth"


def _attributed(style: str, name: str = "Fellside Office") -> str:
    return str(CLIENTS["attributions"][style]).format(n=name, a="office@fellside.example")


def _mail(text: str, html: str | None = None) -> bytes:
    head = "From: Ruth Thornley <r@fellside.example>\nSubject: Re: x\nMIME-Version: 1.0\n"
    if html is None:
        return f"{head}Content-Type: text/plain; charset=utf-8\n\n{text}".encode()
    if not text:
        return f"{head}Content-Type: text/html; charset=utf-8\n\n{html}".encode()
    plain, rich = (f"--B\nContent-Type: text/{kind}; charset=utf-8\n\n" for kind in ("plain", "html"))
    both = f"{plain}{text}\n{rich}{html}\n--B--\n"
    return f"{head}Content-Type: multipart/alternative; boundary=B\n\n{both}".encode()


@pytest.mark.parametrize("style", CLIENTS["attributions"])
@pytest.mark.parametrize("width", [45, 72, 400])
@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["close", "apart"])
def test_an_attribution_of_any_client_ends_the_answer(style: str, width: int, gap: str) -> None:
    """Wrapped or not, close to the answer or apart, quoted with signs or without: only the answer is new."""
    line = "\n".join(textwrap.wrap(_attributed(style), width, break_on_hyphens=False))
    signs = "\n".join(f"> {words}" for words in QUOTED)
    bare = "\n".join(QUOTED)
    found = [
        split_text(f"{TYPED}{gap}{line}\n{signs}").text,
        split_text(f"{TYPED}{gap}{line}\n\n{bare}").text,
        split_text(f"{line}\n{signs}\n\n{TYPED}").text,
    ]
    assert found == [TYPED] * 3


ODD_LINES = [
    "On Tue, Nov 24, 2026 at 3:02\u202fPM Fellside <x@y.example> wrote:",
    "On Tue, Nov\u00a024, 2026 at\u00a03:02\u00a0PM Fellside\u00a0Office <x@y.example> wrote:",
    "On Tue, Nov 24, 2026 at 3:02 PM Fellside <\nx@y.example> wrote:",
    "On Tue, Nov 24, 2026 at 3:02 PM Fellside\n<x@y.example>\nwrote:",
    "\tOn Tue, Nov 24, 2026 at 3:02 PM Fellside <x@y.example> wrote:   ",
    "On Tue, Nov 24, 2026 at 3:02 PM Fellside <x@y.example <mailto:x@y.example>> wrote:",
    "On Tue, Nov 24, 2026 at 3:02 PM Fellside <[x@y.example](mailto:x@y.example)> wrote:",
    "On Tue, Nov 24, 2026 at 3:02 PM <x@y.example> wrote:",
    "On Tue, Nov 24 at 3:02 PM, Fellside Office wrote:",
    "On Tue at 3:02 PM, Fellside <x@y.example> wrote:",
    "On Tue, Nov 24, 2026 at 3:02 PM, 'Fellside' via Team <team@y.example> wrote:",
    'On Tue, Nov 24, 2026 at 3:02 PM, "Fellside: Office" <x@y.example> wrote:',
    "ON TUE, NOV 24, 2026 AT 3:02 PM FELLSIDE <X@Y.EXAMPLE> WROTE:",
    "*On Tue, Nov 24, 2026 at 3:02 PM Fellside <x@y.example> wrote:*",
    "--On Tuesday, November 24, 2026 3:02 PM +0000 Fellside <x@y.example> wrote:",
    "Fellside <x@y.example> (24 Nov 2026 15:02) wrote:",
    "Fellside Office wrote on 24 Nov:",
    "Am 24.11.26 um 15:02 schrieb Grundschule am Mühlbach, Meldungen aus dem Netz:",
    '"Fellside Primary School (Online\nconcerns)" <x@y.example> kirjoitti 24.11.2026 kello 15.02:',
    "2026 оны арваннэгдүгээр сарын 24 15:02, Fellside\n<x@y.example> бичсэн:",
    "Zuvarp klaan nolen Fellside Primary School, Online concerns <x@y.example> dra 24 Zirmo 2026, 15:02:",
]


@pytest.mark.parametrize("line", ODD_LINES)
@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["close", "apart"])
def test_an_attribution_of_an_odd_shape_ends_the_answer(line: str, gap: str) -> None:
    """Narrow spaces, links, capitals, a missing year or name: above a quote all of them are attributions."""
    assert split_text(f"{TYPED}\n\n{line}{gap}> hi\n> there\n").text == TYPED


@pytest.mark.parametrize(
    "typed", ["She wrote on 24 Nov:", "No. Kim Dale wrote on 24 Nov:", "Hold what Kim wrote on 24 Nov:"]
)
def test_a_typed_line_above_a_quote_is_no_attribution(typed: str) -> None:
    assert split_text(f"{TYPED}\n\n{typed}\n> hi\n").text == f"{TYPED}\n\n{typed}"


@pytest.mark.parametrize("line", CLIENTS["devices"]["lines"])
def test_a_device_line_of_any_language_is_a_signature(line: str) -> None:
    """What a phone or app adds is put aside, not lost."""
    found = split_text(f"Yes\n\n{line}\n")
    assert (found.text, found.signature, found.doubtful) == ("Yes", line, False)


def test_a_curly_apostrophe_hides_no_words_of_ours() -> None:
    """Phones and Outlook write one where our lists have a straight one."""
    banner = "You don’t often get email from this sender.\n\nApprove"
    notice = "Approve\n\nÀ l’intention exclusive de Ruth. Si vous n’êtes pas le destinataire, détruisez-le."
    quoted = "Approve\n\n----- Message d’origine -----\nDe : Bureau <b@a.example>\nEnvoyé : hier\n\nBonjour"
    assert [split_text(one).text for one in (banner, notice, quoted)] == ["Approve"] * 3


@pytest.mark.parametrize("line", CLIENTS["disclaimers"]["lines"])
def test_a_disclaimer_of_any_language_is_a_signature(line: str) -> None:
    """A legal notice is put aside with the rule above it."""
    found = split_text(f"Yes\n\n__________\n{line}\n")
    assert (found.text, found.signature) == ("Yes", f"__________\n{line}")


@pytest.mark.parametrize("client", CLIENTS["html"])
def test_html_says_what_is_quoted_in_any_language(client: str) -> None:
    """The client's own elements part quote and signature, alone and beside a poorer text."""
    html = str(CLIENTS["html"][client]).format(q="Case 42<br>Reply APPROVE")
    plain = re.sub(r"[ \t]*\n\s*", "\n", re.sub(r"<[^>]+>", "\n", html)).strip()
    mails = [_mail("", html), _mail(plain, html)]
    assert [read_reply(read_mail(one)).text for one in mails] == ["Yes", "Yes"]


def test_answers_between_what_gmail_quotes_are_kept() -> None:
    """An inline answer in Gmail's HTML stands outside the stretches it quotes."""
    html = (
        '<div class="gmail_quote"><div class="gmail_attr">On 24 Nov F wrote:</div>'
        "<blockquote>one?</blockquote><div>first answer</div>"
        "<blockquote>two?</blockquote><div>second</div></div>"
    )
    assert read_reply(read_mail(_mail("", html))).text == "first answer\n\nsecond"


_ASKED = (
    "Case HU-2026-0049\n\nNothing is sent until you decide.\n\nDear Mrs Peel,\n\nI would like to meet you."
)
_SUBJECT = "[HU-2026-0049] For decision: invitation to an informal discussion"
_HEADER = (
    "From: Online concerns <concerns@fellside.example>",
    "Sent: 21 January 2027 09:01",
    "To: Ruth Thorn <r.thorn@fellside.example>",
    f"Subject: {_SUBJECT}",
)


@pytest.mark.parametrize("at", range(1, 5))
def test_words_typed_between_the_labels_of_our_header_are_doubtful(at: int) -> None:
    """Whoever answers with the cursor in the header is read as one who answers below it."""
    header = "\n".join((*_HEADER[:at], "but not before Friday", *_HEADER[at:]))
    found = split_text(f"Approve\n\n{header}\n\n{_ASKED}", (_ASKED,), "Ruth Thorn", _SUBJECT)
    assert (found.text, found.doubtful) == ("Approve\n\nbut not before Friday", True)


@pytest.mark.parametrize(
    "typed", ["Wait", "Not Before Friday", "Hold until 5 February 2027", "only if jo@fellside.example agrees"]
)
@pytest.mark.parametrize("at", range(1, 5))
def test_capitals_dates_and_addresses_typed_between_the_labels_are_doubtful(typed: str, at: int) -> None:
    """What looks like a name, a date or an address is the rest of a value only where that breaks off."""
    header = "\n".join((*_HEADER[:at], typed, *_HEADER[at:]))
    found = split_text(f"Approve\n\n{header}\n\n{_ASKED}", (_ASKED,), "Ruth Thorn", _SUBJECT)
    assert (found.text, found.doubtful) == (f"Approve\n\n{typed}", True)


def test_words_of_the_subject_below_it_are_doubtful_where_it_is_over() -> None:
    """A subject goes on where its line breaks off, and nowhere else."""
    header = "\n".join((*_HEADER, "for discussion"))
    found = split_text(f"Approve\n\n{header}\n\n{_ASKED}", (_ASKED,), "Ruth Thorn", _SUBJECT)
    assert (found.text, found.doubtful) == ("Approve\n\nfor discussion", True)


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        (3, ("Subject: [HU-2026-0049] For decision: invitation to an", "informal discussion")),
        (2, ("To: Ruth Thorn <r.thorn@fellside.example>; Jean", "Irving <office@fellside.example>")),
        (2, ("To: Thorn, Ruth;", "Irving, Jean; Fellside Primary School Office")),
        (1, ("Sent:", "21 January 2027 09:01")),
        (2, ("To: r.thorn@fellside.example,", "office@fellside.example, j.irving@fellside.example")),
    ],
)
def test_the_rest_of_a_labels_value_is_nobodys_answer(label: int, lines: tuple[str, ...]) -> None:
    """A long subject, a list of people and a date go on below their label."""
    header = "\n".join((*_HEADER[:label], *lines, *_HEADER[label + 1 :]))
    found = split_text(f"Approve\n\n{header}\n\n{_ASKED}", (_ASKED,), "Ruth Thorn", _SUBJECT)
    assert (found.text, found.doubtful) == ("Approve", False)


def test_words_typed_into_a_marked_signature_are_doubtful() -> None:
    """An answer typed inside the element of the signature is never passed over in silence."""
    found = read_reply(read_mail(_mail("", '<div>See below</div><div id="Signature">Do not send it</div>')))
    assert (found.text, found.signature, found.doubtful) == ("See below", "Do not send it", True)


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Yes\n\n____________________\nStaff mailing list\nhttps://lists.example/listinfo/staff\n", "Yes"),
        ("Yes\n\n—\nRuth Thornley\nHeadteacher\n", "Yes"),
        ("Ja\n\nMit freundlichen Grüßen\n\nRuth Thornley\nSchulleiterin\nTel.: 01632 960123\n", "Ja"),
        ("Ja\n\n--- Bitte antworten Sie oberhalb dieser Linie ---\nReply APPROVE\n", "Ja"),
        ("Yes, ok\n\n-- Ruth\n", "Yes, ok"),
        ("Yes, ok\n\n-Ruth Thornley\n", "Yes, ok"),
        ("Yes, ok\n\n~ Ruth\n", "Yes, ok"),
        ("Yes\n\n---\n\nRuth Thornley\nFellside Primary\n", "Yes"),
        ("Yes\n\nSent from my iPhone, please excuse any typos\n", "Yes"),
        ("Yes\n\nSent from a tablet\nSorry for the brevity.\n", "Yes"),
        ("Yes\n\nSent from Newton\nhttps://app.example/k\n", "Yes"),
        ("Yes\n\n---\nThis email has been checked for viruses by Avast.\nhttps://a.example/v\n", "Yes"),
        ("Yes\n\n############\n\nTo unsubscribe from the list:\nhttps://lists.example/wa?SUBED1=X\n", "Yes"),
        (
            (
                "Yes\n\nThe contents of this message, and of any file that comes with\n"
                "it, are confidential and meant for the addressee alone. If you have received\n"
                "this message in error, tell the sender.\n"
            ),
            "Yes",
        ),
        (
            (
                "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nYes\n"
                "-----BEGIN PGP SIGNATURE-----\n\niQEz\n-----END PGP SIGNATURE-----\n"
            ),
            "Yes",
        ),
        (
            "Ja, gut\n\nMit freundlichen Grüßen\nRuth Thornley\nLeitung Grundschule\nTel. 01632 960123\n",
            "Ja, gut",
        ),
        (
            "Fine.\n\nThanks\nRuth Thornley\n\n---\nRuth Thornley (she/her)\nHead\nwww.fellside.example\n",
            "Fine.\n\nThanks\nRuth Thornley",
        ),
        ("Thanks!\n\nRuth Thornley\nHeadteacher\nFellside Primary\n", "Thanks!"),
        ("Yes\n\nRuth Thornley (she/her)\nHeadteacher\nFellside Primary\n", "Yes"),
        (
            (
                "Subject: to change, as always.\n____________\n"
                "From: F <x@y.example>\nSent: 24 November 2026 15:02\nTo: R\nSubject: x\n\nhi"
            ),
            "Subject: to change, as always.",
        ),
        (
            (
                "Hold it until:\n\n(a) she answers\n(b) the term ends\n"
                "On 24/11/2026 15:02, Fellside <x@y.example>\nwrote:\n> hi"
            ),
            "Hold it until:\n\n(a) she answers\n(b) the term ends",
        ),
        ("We need three:\n\n- Anna\n- Tom\n\n- Kim", None),
        ("Sent from my desk, which is easier than my phone.", None),
        ("It went by mail.\nSent by mail on Friday.", None),
        ("The information contained in this email is wrong, hold it.", None),
        ("Yes\n\nConfidential information was in the letter, change it first.", None),
        ("Please consider the environment of the child before sending.", None),
        (
            (
                "Dear both,\n\nFor context: we have one child whose placement is confidential and whose "
                "carers have not agreed to photographs. All staff know this, and the class picture was taken "
                "without the child.\n\nA grandparent has put pictures of the assembly on his page."
            ),
            None,
        ),
        ("On Friday we meet, so hold it.\nOn Monday I wrote: approve nothing.", None),
        ("I think -- no, I know -- that we hold.", None),
        ("From: the gate\nTo: the hall\nTime: 9.15", None),
        ("Posted by whom? Hold it.", None),
        ("I was there on 24 Nov 2026 at 15:02 and Ms Harlow wrote:\nnothing", None),
        ("Hold it until 24/11/2026 15:02:\n> hi", "Hold it until 24/11/2026 15:02:"),
        (
            "Yes\n\nWhat the mother herself wrote to my school on Sunday:\n> hi",
            "Yes\n\nWhat the mother herself wrote to my school on Sunday:",
        ),
        ("In the letter above this line\nchange Tuesday to Wednesday", None),
        ("Please type your reply above the line so I can see it.", None),
        ("Options\n--\n1. approve\n2. reject", None),
        ("We need\n\n-Milk", None),
        ("At 15:02 on 24/11/2026, the mother said:\nI will be back.", None),
        ("Subject: trip\nDate: 24/11/2026\nTo: museum\nFrom: school\n\nAll set.", None),
        ("She wrote:\n\nSQL> select 1\nSQL> quit", None),
        ("Sent by mail to Ms Harlow already. Close it.", None),
        ("Von meinem Telefon aus kann ich nicht lesen, bitte warten.", None),
        ("1. yes\n2. no: she wrote on 24/11/2026 that:\nit is wrong", None),
        ("Hold it.\n\n-----\nTell parents how to unsubscribe from this list", None),
        ("From: London\nTo: Paris\nDate: 24 November 2026", None),
        ("My Outlook for Mac broke, so hold it.", None),
        ("Delete Outlook for Android", None),
        ("Yes\n\nFrom: Office <o@fellside.example>\nSent: 24 November 2026 15:02\n\nReply APPROVE", "Yes"),
        ("Yes\n\nFrom: Office <o@fellside.example>\n\nReply APPROVE", "Yes"),
        ("Yes\n\nFrom: Office\nSent: 24 November 2026 15:02\n\nReply APPROVE", "Yes"),
        ("Yes\n\nOn 24 Nov 2026 at 15:02 Office <o@fellside.example> wrote: Reply APPROVE\nmore", "Yes"),
        ("Yes\n\nFellside Office ---24/11/2026 15:02:11---Reply APPROVE", "Yes"),
    ],
)
def test_small_print_goes_and_prose_stays(text: str, typed: str | None) -> None:
    """List footers, signatures and markers are cut; sentences that only resemble them are kept."""
    assert split_text(text).text == (text if typed is None else typed)


@pytest.mark.parametrize(
    "piece", ['<div class="gmail_quote">', "<!--", "<a '", "<blockquote>", '<p id="', "</div>"]
)
def test_a_megabyte_of_html_is_split_in_time(piece: str) -> None:
    """No HTML makes the splitter slow."""
    mail = read_mail(_mail("x", piece * (1_000_000 // len(piece))))
    started = time.process_time()
    read_reply(mail)
    assert time.process_time() - started < 4


@pytest.mark.parametrize(
    ("below", "typed"),
    [
        ("\n\nB. Holt\nDrainage Dept.", "It is off."),
        ("\n\nBarry Holt\nHolt & Sons\nNorth Farm", "It is off."),
        ("\n\nBarry", "It is off.\n\nBarry"),
        ("\n\nBarry Holt", "It is off.\n\nBarry Holt"),
        ("\n\nBarry Holt\nring me on Monday", "It is off.\n\nBarry Holt\nring me on Monday"),
        ("\n\nAnn Lowe\nDrainage Dept.", "It is off.\n\nAnn Lowe\nDrainage Dept."),
        ("\n\nBarry Holt\nNot Approved", "It is off.\n\nBarry Holt\nNot Approved"),
    ],
)
def test_the_senders_name_in_full_with_a_place_below_it_is_a_signature(below: str, typed: str) -> None:
    """A name alone was typed, and stays; so does another's name, and a line that says something."""
    assert split_text(f"It is off.{below}", (), "Barry Holt barry.holt").text == typed
