"""Words that came as a file: which are the post, which are paper that came along, which picture is a logo."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO

import pytest

from tests.test_attached import carry, docx, listed, png
from worker.model import Attachment, AttachmentRole
from worker.reading.files.archive import open_archive
from worker.reading.files.decoration import judge_role, may_be_banner
from worker.reading.files.elsewhere import find_elsewhere
from worker.reading.message.mail import read_mail
from worker.reading.posts.enclosed import MOST_MESSAGES, Enclosed, find_enclosed
from worker.reading.safety import find_stop, words_of

CHAT = "19/11/2026, 20:45 - Kim Dale: Mrs Osei is a liar\n19/11/2026, 20:47 - Jo Reed: Fire them"
LAW = "A parent who threatens or harasses staff may be banned from the site. " * 60


def enclosed(name: str, text: str, note: str) -> tuple[Enclosed, ...]:
    return find_enclosed(read_mail(carry((name, "text/plain", text.encode()), text=note)), note)


@pytest.mark.parametrize(
    "name",
    [
        "WhatsApp Chat with Year 4 Parents.txt", "WhatsApp Chat - Year 4 Parents.zip/_chat.txt",
        "WhatsApp Chat mit Year 4 Parents.txt", "Discussion WhatsApp avec Year 4 Parents.txt",
        "Chat de WhatsApp con Year 4 Parents.txt", "Conversa do WhatsApp com Year 4 Parents.txt",
        "WhatsApp-chat met Year 4 Parents.txt", "Czat WhatsApp z użytkownikiem Year 4 Parents.txt",
        "Czat WhatsApp z Year 4 Parents (1).txt", "Conversație WhatsApp cu Year 4 Parents.txt",
        "Чат WhatsApp с контактом Year 4 Parents.txt", "دردشة واتساب مع Year 4 Parents.txt",
    ],
)  # fmt: skip
def test_an_exports_file_names_its_group_in_many_languages(name: str) -> None:
    """The phone's language names the file."""
    chat = f"{CHAT}\n19/11/2026, 20:49 - Sam Pike: no"
    mail = read_mail(carry(("chat.txt", "text/plain", chat.encode())))
    named = tuple(replace(item, name=name) for item in mail.attachments)
    found = find_enclosed(replace(mail, attachments=named), "see this")
    assert [one.group for one in found] == ["Year 4 Parents"]


def test_a_messages_paragraphs_all_belong_to_it() -> None:
    """In a file nobody wrote between the messages: what stands below an empty line is still the person's."""
    stamp = "19/11/2026, 20:45 -"
    text = (
        f"{stamp} Kim Dale: a liar\n\nshe never rings\n{stamp} Jo Reed: <Media omitted>\n{stamp} Jo Reed: yes"
    )
    expected = f"{stamp} Kim Dale: a liar\nshe never rings\n{stamp} Jo Reed: yes"
    assert (Enclosed("chat.txt", expected, None),) == enclosed("chat.txt", text, "see this")


@pytest.mark.parametrize(
    ("name", "text", "note", "found"),
    [
        ("chat.txt", CHAT, "see this", Enclosed("chat.txt", CHAT, None)),
        (
            "WhatsApp Chat with Year 4.txt",
            CHAT,
            "see this",
            Enclosed("WhatsApp Chat with Year 4.txt", CHAT, "Year 4"),
        ),
        (
            "WhatsApp Chat with Kim Dale.txt",
            CHAT,
            "see",
            Enclosed("WhatsApp Chat with Kim Dale.txt", CHAT, None),
        ),
        (
            "a.txt",
            "She is a liar",
            "what she wrote is attached",
            Enclosed("a.txt", "She is a liar", None, whole=True),
        ),
        ("a.txt", "She is a liar", "the minutes you asked for", None),
        (
            "a.txt",
            "https://www.facebook.com/groups/1/posts/2",
            "see this",
            Enclosed("a.txt", "https://www.facebook.com/groups/1/posts/2", None),
        ),
        ("a.txt", "Follow us: https://www.facebook.com/fellsideschool", "the flyer is attached", None),
        ("policy.txt", LAW, "our policy on posts is attached", None),
    ],
)
def test_only_the_post_speaks(name: str, text: str, note: str, found: Enclosed | None) -> None:
    """A chat, the address of a post, or what the note points at; no minutes, flyer or policy."""
    assert enclosed(name, text, note) == ((found,) if found else ())


@pytest.mark.parametrize("sign", ["> ", ">", ">> ", "\t> "])
def test_a_chat_saved_with_a_mails_quote_signs_is_read(sign: str) -> None:
    """Before each of its lines, as it stood in the mail it was copied from."""
    quoted = "\n".join(sign + line for line in CHAT.split("\n"))
    assert [one.text for one in enclosed("chat.txt", quoted, "attached")] == [CHAT]


def test_of_a_long_chat_those_named_are_read_else_the_last() -> None:
    """Years of a class's talk are not the report: the named poster's messages are, or the end."""
    lines = [f"01/11/2026, 10:{n % 60:02} - Sam Hill: message {n}" for n in range(500)]
    lines[20] = "01/11/2026, 10:20 - Kim Dale: Mrs Osei is a liar"
    chat = "\n".join(lines)
    assert [e.text for e in enclosed("c.txt", chat, "Kim wrote about Mrs Osei")] == [lines[20]]
    assert [e.text for e in enclosed("c.txt", chat, "see this")] == ["\n".join(lines[-MOST_MESSAGES:])]


def test_words_beside_a_picture_are_not_taken_for_the_post() -> None:
    """In a document with a screenshot the screenshot is the post: what stands above it stays a caption."""
    data = docx("<w:p><w:t>see below</w:t></w:p>", word__media__a_dot_png=png(400, 900, b"x" * 99))
    note = "Her Facebook post is in the attached document."
    mail = read_mail(carry(("a.docx", "application/octet-stream", data), text=note))
    assert find_enclosed(mail, note) == (Enclosed("a.docx.txt", "see below", None, whole=False),)


def test_words_of_every_file_pass_the_safety_stop() -> None:
    """Also those of a policy-long file in a zip in a zip, which speak for nothing else."""
    inner, outer = BytesIO(), BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("notes.txt", LAW + "a naked girl " + LAW)
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr("inner.zip", inner.getvalue())
    mail = read_mail(carry(("a.zip", "application/zip", outer.getvalue())))
    assert (find_stop(words_of(mail)), find_enclosed(mail, "see attached post")) == ("naked … girl", ())


def test_an_invitation_speaks_where_the_mail_does_not() -> None:
    """A mail that is nothing but an invitation says its title and notes, folded lines and signs undone."""
    entry = b"BEGIN:VEVENT\r\nSUMMARY;LANGUAGE=en:Kim Dale\\, a post\r\nDESCRIPTION:Can\r\n  we talk\\nat 9?"
    head = b"From: a@one.example\r\nContent-Type: text/calendar; method=REQUEST\r\n\r\n"
    assert read_mail(head + entry).text == "Kim Dale, a post\nCan we talk\nat 9?"


# ── zips ───────────────────────────────────────────────────────────────────────────────────


def test_what_lies_in_a_zip_is_a_copy_without_its_path() -> None:
    """Names keep no folders, what a Mac adds is left out, and the zip itself stays the evidence."""
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("../up/Zrzut ekranu ł.png", png(400, 900))
        archive.writestr("__MACOSX/._Zrzut.png", b"x")
        archive.writestr("chat/notes.txt", "words")
    mail = read_mail(carry(("a.zip", "application/octet-stream", held.getvalue())))
    assert listed(mail) == [
        ("a.zip", "application/zip", "evidence"),
        ("a.zip/notes.txt", "text/plain", "derived"),
        ("a.zip/Zrzut ekranu ł.png", "image/png", "derived"),
    ]
    assert mail.attachments[0].data == held.getvalue()


def test_a_mac_writes_its_names_in_utf8_without_saying_so() -> None:
    """Names without the sign for UTF-8 are read as UTF-8 where they can be."""
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("cafXX.png", b"x")
    data = held.getvalue().replace(b"cafXX", b"caf\xc3\xa9")
    assert open_archive(data, 100).names == ["café.png"]


# ── decoration ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "size", "length", "inline", "role"),
    [
        ("image001.png", (620, 240), 9_000, True, "evidence"),
        ("image001.png", (1080, 1920), 9_000, True, "evidence"),
        ("image001.png", (540, 96), 6_700, True, "evidence"),
        ("image001.png", (600, 70), 9_000, True, "decoration"),
        ("image001.png", (200, 100), 15_000, True, "decoration"),
        ("linkedin.png", (20, 20), 700, True, "decoration"),
        ("facebook.png", (32, 32), 900, False, "decoration"),
        ("Screenshot 1.png", (150, 150), 3_000, True, "evidence"),
        ("shot.png", (150, 150), 3_000, False, "evidence"),
    ],
)
def test_a_logo_is_told_from_a_crop(
    name: str, size: tuple[int, int], length: int, inline: bool, role: str
) -> None:
    """Bytes alone do not tell: a cropped comment has as few as a banner, so the size shown decides."""
    data = png(*size, fill=b"x" * (length - 33))
    assert judge_role(name, "image/png", data, inline, "1" if inline else None).value == role


@pytest.mark.parametrize(
    ("inline", "size", "banner"), [(True, 20_000, True), (False, 20_000, False), (True, 90_000, False)]
)
def test_a_small_picture_in_the_text_may_be_a_banner(inline: bool, size: int, banner: bool) -> None:
    """A school's banner stands inside the text; a screenshot is attached, or larger."""
    item = Attachment("b.png", "image/png", size, "ab" * 32, AttachmentRole.EVIDENCE, inline=inline)
    assert may_be_banner(item) is banner


# ── links to files ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "services"),
    [
        ("https://1drv.ms/f/s!Ab and https://drive.google.com/drive/folders/1", ("OneDrive", "Google Drive")),
        (
            "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.dropbox.com%2Fscl%2Ffi%2Fa&data=05",
            ("Dropbox",),
        ),
        ("https://fellside-my.sharepoint.com/:i:/g/personal/ann/E1", ("SharePoint",)),
        (
            "https://imgur.com/a/Ab, https://docs.google.com/document/d/1/edit and https://flic.kr/p/a",
            ("a site for pictures", "Google Drive", "Flickr"),
        ),
        ("Our site is https://fellside.sharepoint.com/ and https://docs.google.com/forms/d/1", ()),
        ("https://share.icloud.com.evil.example/photos/1", ()),
    ],
)
def test_files_behind_a_link_are_known_by_the_service(text: str, services: tuple[str, ...]) -> None:
    """Also in a scanner's link; a service's front page, and a host that only begins like one, is none."""
    assert find_elsewhere(text) == services
