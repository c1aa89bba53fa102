"""The files a mail carries: known by their bytes, opened within bounds, tagged for what they are for."""

from __future__ import annotations

import base64
import struct
import time
import zipfile
import zlib
from io import BytesIO

import pytest

from worker.model import Mail
from worker.reading.files import rtf
from worker.reading.files.inlined import take_out_pictures
from worker.reading.files.pictures import find_size
from worker.reading.files.sniff import find_type
from worker.reading.files.tnef import open_pack
from worker.reading.message.mail import read_mail
from worker.reading.safety import find_stop, words_of

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BLANK_TYPE = "application/octet-stream"


def carry(*files: tuple[str, str, bytes], text: str = "See attached.", inline: bool = False) -> bytes:
    """A mail with a text and files of (name, type, bytes)."""
    place = "inline" if inline else "attachment"
    parts = [f"Content-Type: text/plain\r\n\r\n{text}".encode()]
    parts += [
        f'Content-Type: {kind}\r\nContent-Disposition: {place}; filename="{name}"\r\n'.encode()
        + b"Content-Transfer-Encoding: base64\r\n\r\n"
        + base64.encodebytes(data)
        for name, kind, data in files
    ]
    head = b"From: a@one.example\r\nContent-Type: multipart/mixed; boundary=q\r\n\r\n"
    return head + b"".join(b"--q\r\n" + part + b"\r\n" for part in parts) + b"--q--\r\n"


def listed(mail: Mail) -> list[tuple[str | None, str, str]]:
    return [(item.name, item.type, item.role.value) for item in mail.attachments]


def png(width: int, height: int, fill: bytes = b"") -> bytes:
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header)) + fill
    )


def attribute(level: int, kind: int, data: bytes) -> bytes:
    return struct.pack("<BHHI", level, kind, 6, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def properties(*found: tuple[int, int, bytes]) -> bytes:
    """MAPI properties of (type, id, bytes), each with one value."""
    rows = (
        struct.pack("<HHII", kind, name, 1, len(data)) + data + b"\0" * (-len(data) % 4)
        for kind, name, data in found
    )
    return struct.pack("<I", len(found)) + b"".join(rows)


def winmail(picture: bytes) -> bytes:
    """A winmail.dat with a plain text, and a picture whose long name only the properties know."""
    words = properties(
        (0x1F, 0x0037, "Post".encode("utf-16-le")), (0x1F, 0x1000, "naked\r\ntruth".encode("utf-16-le"))
    )
    return b"\x78\x9f\x3e\x22\x01\x00" + b"".join((
        attribute(1, 0x9007, struct.pack("<II", 1252, 0)),
        attribute(1, 0x9003, words),
        attribute(2, 0x9002, b"\0" * 14),
        attribute(2, 0x8010, b"SCREEN~1.PNG\0"),
        attribute(2, 0x800F, picture),
        attribute(2, 0x9005, properties((0x1E, 0x3707, b"Screenshot caf\xe9.png\0"))),
    ))  # fmt: skip


def docx(
    text: str = "<w:p><w:r><w:t>Seen on</w:t><w:br/><w:t>Facebook &amp; co</w:t></w:r></w:p>", **more: bytes
) -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document><w:body>{text}</w:body></w:document>")
        for name, data in more.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return held.getvalue()


# ── winmail.dat ────────────────────────────────────────────────────────────────────────────


def test_a_winmail_gives_back_the_files_and_the_words_packed_in_it() -> None:
    """The picture is evidence byte for byte under its long name; the pack itself stays in the list."""
    picture = png(400, 300, b"x" * 20_000)
    mail = read_mail(carry(("winmail.dat", "application/ms-tnef", winmail(picture))))
    assert listed(mail) == [
        ("winmail.dat", "application/ms-tnef", "mail"),
        ("Screenshot café.png", "image/png", "evidence"),
        ("winmail.dat.txt", "text/plain", "derived"),
    ]
    assert mail.attachments[1].data == picture
    assert (mail.text, mail.problems) == ("See attached.", ())


def test_a_winmail_speaks_where_the_mail_does_not() -> None:
    """Where the mail has no text of its own, the words of the winmail.dat are its text."""
    mail = read_mail(carry(("x", BLANK_TYPE, winmail(b"A")), text=""))
    assert (mail.text, mail.attachments[0].type) == ("naked\ntruth", "application/ms-tnef")


def test_what_is_packed_is_checked_for_safety() -> None:
    """Words in a winmail.dat or a Word file stop a mail like any other."""
    packed = carry(("winmail.dat", "application/ms-tnef", winmail(b"A")), text="one of our girls")
    word = carry(("a.docx", DOCX, docx("<w:p><w:t>a na</w:t><w:t>ked girl</w:t></w:p>")))
    assert [find_stop(words_of(read_mail(raw))) for raw in (packed, word)] == [
        "naked … girls",
        "naked … girl",
    ]


@pytest.mark.parametrize(
    "damaged",
    [
        b"\x78\x9f\x3e\x22\x01\x00" + attribute(1, 0x9003, struct.pack("<I", 0xFFFFFFFF) + b"\0" * 40),
        b"\x78\x9f\x3e\x22\x01\x00" + struct.pack("<BHHI", 2, 0x800F, 6, 0xFFFFFFFF) + b"abc",
        b"\x78\x9f\x3e\x22\x01\x00" + attribute(1, 0x9003, properties((0x66, 0x1000, b"x"))),
        b"not a pack",
    ],
)
def test_a_damaged_pack_ends_at_once_and_is_named(damaged: bytes) -> None:
    """Counts of four billion, lengths beyond the end and unknown types neither hang nor raise."""
    started = time.process_time()
    assert open_pack(damaged).damaged
    assert time.process_time() - started < 0.1
    mail = read_mail(carry(("winmail.dat", "application/ms-tnef", damaged)))
    assert mail.problems == ("Outlook's winmail.dat is damaged: ask for the files themselves.",)


def test_rich_text_is_unpacked_and_read() -> None:
    """A run that refers back to what every packed text begins with, signs, codes and hidden groups."""
    packed = struct.pack("<IIII", 0, 0, 0x75465A4C, 0) + b"\x01" + bytes([0x00, 0x04]) + b"\\ansi h"
    assert rtf.inflate(packed) == b"{\\rtf1\\ansi h"
    words = rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 A;}}{\*\x no}caf\'e9\par \u8364?5 \ldblquote x\rdblquote}"
    assert rtf.to_text(words) == "café\n€5 “x”"
    wrapped = (
        rb"{\rtf1\ansi\fromhtml1{\*\htmltag <p>}\htmlrtf {\htmlrtf0 Hello\htmlrtf\par}\htmlrtf0 "
        rb"{\*\htmltag </p>}{\*\htmltag <p>}you{\*\htmltag </p>}}"
    )
    assert rtf.to_text(wrapped) == "Hello\n\nyou"


# ── documents ──────────────────────────────────────────────────────────────────────────────


def test_a_word_file_gives_its_words_links_and_pictures() -> None:
    """What was typed or pasted into a Word file stands beside it, marked as taken out of it."""
    picture = png(800, 600, b"y" * 50)
    links = (
        b'<Relationship Type="hyperlink" Target="https://www.facebook.com/a/posts/1" TargetMode="External"/>'
    )
    data = docx(word__media__image1_dot_png=picture, word___rels__document_dot_xml_dot_rels=links)
    mail = read_mail(carry(("post.docx", BLANK_TYPE, data)))
    assert listed(mail) == [
        ("post.docx", DOCX, "evidence"),
        ("post.docx.txt", "text/plain", "derived"),
        ("post.docx/image1.png", "image/png", "derived"),
    ]
    assert mail.attachments[0].data == data
    assert mail.attachments[1].data.decode() == "Seen on\nFacebook & co\n\nhttps://www.facebook.com/a/posts/1"
    assert mail.attachments[2].data == picture


def test_a_zip_bomb_is_left_packed() -> None:
    """A picture that unpacks to 100 MB is not unpacked; the rest of the file is read, and it is said."""
    data = docx(word__media__a_dot_png=b"\0" * 100_000_000)
    started = time.process_time()
    mail = read_mail(carry(("a.docx", DOCX, data)))
    assert time.process_time() - started < 1
    assert [name for name, *_ in listed(mail)] == ["a.docx", "a.docx.txt"]
    assert mail.problems == ("The document “a.docx” unpacks to more than can be read.",)


def test_a_broken_word_file_is_said_to_be_broken() -> None:
    """A file that only calls itself a Word file is kept and named."""
    mail = read_mail(carry(("a.docx", DOCX, b"PK\x03\x04 nothing")))
    assert (listed(mail), mail.problems) == (
        [("a.docx", DOCX, "evidence")],
        ("The document “a.docx” is damaged.",),
    )


def test_a_pdf_gives_its_photographs() -> None:
    """A JPEG in a PDF lies there as it is: it is taken out byte for byte."""
    photo = b"\xff\xd8\xff\xe0" + b"j" * 3_000 + b"\xff\xd9"
    data = (
        b"%PDF-1.4\n1 0 obj <</Filter /DCTDecode /Length 9>>\nstream\n"
        + photo
        + b"\nendstream\nendobj\n%%EOF"
    )
    mail = read_mail(carry(("scan.pdf", "application/pdf", data)))
    assert listed(mail)[1:] == [("scan.pdf/picture 1.jpg", "image/jpeg", "derived")]
    assert mail.attachments[1].data == photo


@pytest.mark.parametrize(
    "piece", [b"/DCTDecode stream", b"/DCTDecode", b"\xff\xd8\xff", b"<w:t>", b"PK\x01\x02"]
)
def test_no_document_takes_longer_than_its_size(piece: bytes) -> None:
    """A megabyte of a document's own signs is read in linear time."""
    body = piece * (1_000_000 // len(piece))
    started = time.process_time()
    read_mail(
        carry(("a.pdf", "application/pdf", b"%PDF-" + body), ("a.docx", DOCX, docx(body.decode("latin-1"))))
    )
    assert time.process_time() - started < 3


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("Post.MSG", "The file “Post.MSG” could not be opened: ask for a forward of the mail."),
        ("shots.zip", "The file “shots.zip” could not be opened: ask for the files themselves."),
    ],
)
def test_what_is_not_opened_is_asked_for(name: str, problem: str) -> None:
    """A file that stays closed is kept, and the person told what to ask for."""
    mail = read_mail(carry((name, BLANK_TYPE, b"anything")))
    assert ([item.data for item in mail.attachments], mail.problems) == ([b"anything"], (problem,))


# ── pictures ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "image/heic"),
        (b"\x00\x00\x00\x1cftypmif1\x00\x00\x00\x00mif1heicmiaf", "image/heic"),
        (b"\x00\x00\x00\x18ftypavif\x00\x00\x00\x00mif1miaf", "image/avif"),
        (b"RIFF\x24\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"\xff\xd8\xff\xe1", "image/jpeg"),
        (b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00", None),
        (b"hello", None),
        (b"", None),
    ],
)
def test_a_picture_is_known_by_its_bytes(start: bytes, kind: str | None) -> None:
    """An iPhone's HEIC called .jpg, a WebP called .png: the bytes say what it is."""
    assert find_type(start) == kind
    mail = read_mail(carry(("IMG_0001.jpg", "image/jpeg", start + b"\0" * 9)))
    assert mail.attachments[0].type == (kind or "image/jpeg")


@pytest.mark.parametrize(
    ("data", "size"),
    [
        (png(640, 480), (640, 480)),
        (b"GIF89a\x01\x00\x02\x00", (1, 2)),
        (b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc2\x00\x11\x08\x01\x00\x02\x00rest", (512, 256)),
        (b"RIFF....WEBPVP8X" + b"\0" * 8 + b"\x7f\x02\x00\xdf\x01\x00", (640, 480)),
        (b"\x89PNG\r\n\x1a\n", None),
        (b"\xff\xd8" + b"\xff\xe0\x00\x00" * 9, None),
    ],
)
def test_a_pictures_size_is_read_from_its_header(data: bytes, size: tuple[int, int] | None) -> None:
    """Width and height come from the first bytes; damage gives nothing."""
    assert find_size(data) == size


def test_logos_are_decoration_beside_evidence() -> None:
    """A logo of 20 KB and fixed small size is decoration; a screenshot pasted under the same name is not."""
    logo, shot = png(200, 80, b"l" * 20_000), png(1080, 1920, b"s" * 20_000)
    raw = carry(("image001.png", "image/png", logo), ("image002.png", "image/png", shot), inline=True)
    assert [role for *_, role in listed(read_mail(raw))] == ["decoration", "evidence"]


@pytest.mark.parametrize(
    ("name", "data", "text", "role"),
    [
        (
            "image001.png",
            png(600, 400, b"s" * 500),
            "See the picture pasted below, please, and tell me.",
            "evidence",
        ),
        ("image001.png", png(120, 60, b"s" * 500), "See below", "evidence"),
        (
            "image001.png",
            png(120, 60, b"s" * 500),
            "A report that says it all in its own words.",
            "decoration",
        ),
        ("logo.png", png(120, 60, b"s" * 500), "", "decoration"),
        ("pixel.gif", b"GIF89a\x01\x00\x01\x00", "", "decoration"),
    ],
)
def test_the_only_picture_of_a_mail_is_spared(name: str, data: bytes, text: str, role: str) -> None:
    """The one picture of a mail is no decoration when it can show something, or nothing else speaks."""
    assert listed(read_mail(carry((name, "image/png", data), text=text, inline=True)))[0][2] == role


def test_a_text_nobody_wrote_loses_its_middle_beside_the_whole() -> None:
    """Of a text of 400,000 characters the ends are read, and all of it is kept for the safety check."""
    text = "first\n" + "x" * 200_000 + "\nnaked girl\n" + "y" * 200_000 + "\nlast"
    mail = read_mail(b"From: a@one.example\r\n\r\n" + text.encode())
    assert (len(mail.text), mail.text[:5], mail.text[-4:]) == (200_002, "first", "last")
    assert mail.problems == ("The text is too long; its middle was left out.",)
    assert mail.attachments[0].data.decode() == text
    assert find_stop(words_of(mail)) == "naked … girl"


@pytest.mark.parametrize(
    "written",
    ["data:image/png;base64,{}", "data:image/png;charset=utf-8;base64,\r\n{}", "DATA:image/png;base64,{}"],
)
def test_a_picture_written_into_html_is_an_attachment(written: str) -> None:
    """Copied out of a browser, a picture stands in the mail letter by letter (RFC 2397)."""
    picture = png(640, 900, b"pixels" * 900)
    coded = written.format(base64.b64encode(picture).decode().replace("+", "%2B"))
    source = f'<p>See what she put:</p><img alt="x" src="{coded}"><p>Paula</p>'
    mail = read_mail(b"From: a@one.example\r\nContent-Type: text/html\r\n\r\n" + source.encode())
    found = [(item.name, item.type, item.data, item.inline, item.role.value) for item in mail.attachments]
    assert found == [("picture 1.png", "image/png", picture, True, "evidence")]
    assert mail.text == "See what she put:\n\nPaula"


def test_what_only_looks_like_a_picture_written_into_html_stays() -> None:
    """Words about such an address, and one without anything in it, are no picture."""
    source = b'<p>src=data:image/png;base64,</p><img src="data:image/gif;base64,"><p>"base64,"</p>'
    assert (source, []) == take_out_pictures(source)


def test_an_empty_file_is_said_to_be_one() -> None:
    """A picture of no bytes was lost on its way: it shows nothing, and is asked for again."""
    mail = read_mail(carry(("IMG_1.jpg", "image/jpeg", b"")))
    assert mail.problems == ("The file “IMG_1.jpg” is empty: ask for it again.",)
