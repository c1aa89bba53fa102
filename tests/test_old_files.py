"""Files of older programs: Word before 2007, pages saved in one file, shortcuts, pictures of scanners."""

from __future__ import annotations

import struct
import time

import pytest

from tests.outlook import compound
from tests.test_attached import BLANK_TYPE, carry, listed, png
from worker.reading.files.sniff import find_type
from worker.reading.message.mail import read_mail
from worker.reading.posts.enclosed import find_enclosed
from worker.reading.safety import find_stop, words_of

ADDRESS = "https://www.facebook.com/groups/fellmums/posts/8899001122/"
ASK = "holds no words or pictures that can be read: ask for it as a PDF or as pictures."


def word(*pieces: str, picture: bytes = b"", flags: int = 0x0200, table: str = "1Table") -> bytes:
    """A Word file of these pieces, one byte a letter where they allow it ([MS-DOC] §2.4.1)."""
    main, starts, places, letters = bytearray(1_024), [0], [], 0
    for piece in pieces:
        plain = piece.isascii()
        places.append((len(main) * 2 | 0x4000_0000) if plain else len(main))
        main += piece.encode("cp1252" if plain else "utf-16-le")
        letters += len(piece)
        starts.append(letters)
    listed = b"".join(struct.pack("<I", start) for start in starts)
    listed += b"".join(struct.pack("<HIH", 0, place, 0) for place in places)
    clx = b"\x01\x03\x00abc\x02" + struct.pack("<I", len(listed)) + listed
    main[0:2], main[0x0A:0x0C] = b"\xec\xa5", struct.pack("<H", flags)
    main[0x01A2:0x01AA] = struct.pack("<II", 16, len(clx))
    blip = struct.pack("<HHI", 0x6E00, 0xF01E, len(picture) + 17) + bytes(17) + picture
    return compound({"WordDocument": bytes(main), table: bytes(16) + clx, "Data": bytes(68) + blip})


def test_an_old_word_file_gives_its_words_and_pictures() -> None:
    """The pieces in order, a link's address behind the words, the picture as it was pasted."""
    link = f'\x13 HYPERLINK "{ADDRESS}" \x14her post\x15'
    picture = png(640, 900, b"pixels" * 90)
    data = word("See what she put:\r", "“Mrs Harlow lies”\r", link, picture=picture)
    mail = read_mail(carry(("Evidence.doc", BLANK_TYPE, data)))
    assert listed(mail) == [
        ("Evidence.doc", "application/msword", "evidence"),
        ("Evidence.doc.txt", "text/plain", "derived"),
        ("Evidence.doc/picture 1.png", "image/png", "derived"),
    ]
    words = f"See what she put:\n“Mrs Harlow lies”\nher post\n\n{ADDRESS}"
    assert [item.data for item in mail.attachments[1:]] == [words.encode(), picture]
    assert mail.problems == ()


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (word("", flags=0x0300), "is locked with a password: ask for it without one, or for pictures of it."),
        (word(""), ASK),
        (word("a", table="0Table"), "is damaged."),
    ],
    ids=["locked", "empty", "without its table"],
)
def test_an_old_word_file_that_cannot_be_read_is_asked_for(data: bytes, problem: str) -> None:
    """It stays with the case, and the reporter is told what to send instead."""
    mail = read_mail(carry(("a.doc", "application/msword", data)))
    assert mail.problems == (f"The document “a.doc” {problem}",)


def test_an_old_word_file_passes_the_safety_stop() -> None:
    """What must stop a mail stops it in such a file too."""
    mail = read_mail(carry(("a.doc", "application/msword", word("a na", "ked girl in year 4"))))
    assert find_stop(words_of(mail)) is not None


def test_a_table_of_pieces_that_lie_about_their_length_ends() -> None:
    """However many letters they claim."""
    data = word(*["a"] * 50)
    data = data.replace(struct.pack("<I", 49), b"\xff\xff\xff\x7f")
    began = time.process_time()
    read_mail(carry(("a.doc", "application/msword", data)))
    assert time.process_time() - began < 4


def saved(address: str = ADDRESS) -> bytes:
    return (
        f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {address}\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="q"\r\n\r\n'
        "--q\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        "<h3>Jo Bell</h3><span>25 November at 21:40</span><p>vile =\r\nplace</p>\r\n"
        "--q\r\nContent-Type: image/png\r\n\r\nx\r\n--q--\r\n"
    ).encode()


@pytest.mark.parametrize("kind", [BLANK_TYPE, "application/x-mimearchive"])
def test_a_page_saved_in_one_file_speaks(kind: str) -> None:
    """Its words, and the address that it was saved from."""
    mail = read_mail(carry(("Fell Mums.mhtml", kind, saved())))
    said = f"Jo Bell\n\n25 November at 21:40\n\nvile place\n\n{ADDRESS}"
    assert [one.text for one in find_enclosed(mail, "see this")] == [said]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("Post.url", f"[InternetShortcut]\r\nURL={ADDRESS}\r\n"),
        ("Post.webloc", f"<plist><dict><key>URL</key>\n<string>{ADDRESS}</string></dict></plist>"),
    ],
)
def test_a_shortcut_gives_the_address(name: str, data: str) -> None:
    """What a browser's address is when it is dragged into a mail."""
    mail = read_mail(carry((name, BLANK_TYPE, data.encode())))
    assert [one.text for one in find_enclosed(mail, "see this")] == [ADDRESS]
    assert listed(read_mail(carry(("Post.url", BLANK_TYPE, b"nothing")))) == [
        ("Post.url", BLANK_TYPE, "evidence")
    ]


def test_a_jpeg_2000_picture_is_a_picture() -> None:
    """Scanners put them into a PDF: that it was not read is said of it as of any picture."""
    assert find_type(b"\x00\x00\x00\x0cjP  \r\n\x87\nrest") == "image/jp2"
    assert find_type(b"\xff\x4f\xff\x51\x00") == "image/jp2"
