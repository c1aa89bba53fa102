"""Odd mails by the thousand, each with what it says: built from parts whose meaning is known.

A mail is words, files, a way to put them together, a way to write them down, and perhaps a harm that a
reader must see through. What a person would get out of it is known by construction, so no expectation
is taken from the reader under test.
"""

from __future__ import annotations

import base64
import binascii
import quopri
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from random import Random

CRLF = b"\r\n"
BASE64 = b"Content-Transfer-Encoding: base64\r\n\r\n"


@dataclass(frozen=True)
class Odd:
    """One mail and what it says. ``files`` are (name, bytes), ``inside`` the subjects of mails in it."""

    name: str
    raw: bytes
    sender: str
    subject: str
    text: str
    files: tuple[tuple[str | None, bytes], ...] = ()
    inside: tuple[str, ...] = ()


# ── words ──────────────────────────────────────────────────────────────────────────────────

TEXTS = (
    ("plain", "Look at this.\n\nIt names our school.", ("us-ascii", "utf-8", "iso-8859-1", "windows-1252")),
    ("dashes", "It says “fire the lot” – all of them…", ("utf-8", "windows-1252")),
    ("polish", "Zobacz ten wpis.\nObraża naszą szkołę: „skandal”.", ("utf-8", "iso-8859-2", "windows-1250")),
    ("turkish", "Bu gönderiye bakın, öğretmenimiz için çok ağır.", ("utf-8", "iso-8859-9", "windows-1254")),
    ("russian", "Посмотрите на это.\nОно про нас.", ("utf-8", "koi8-r", "windows-1251", "iso-8859-5")),
    ("greek", "Δείτε αυτή την ανάρτηση για το σχολείο μας.", ("utf-8", "iso-8859-7", "windows-1253")),
    ("hebrew", "תסתכלו על הפוסט הזה בבקשה", ("utf-8", "windows-1255", "iso-8859-8-i")),
    ("arabic", "انظروا إلى هذا المنشور من فضلكم", ("utf-8", "windows-1256", "iso-8859-6")),
    ("japanese", "この投稿を見て。\n学校の名前です。", ("utf-8", "iso-2022-jp", "shift_jis", "euc-jp")),
    ("chinese", "请看这个帖子，提到了我们学校。", ("utf-8", "gb2312", "gb18030")),
    ("taiwanese", "請看這則貼文，提到了我們學校。", ("utf-8", "big5")),
    ("korean", "이 게시물을 봐 주세요. 우리 학교 이야기입니다.", ("utf-8", "euc-kr", "ks_c_5601-1987")),
    ("thai", "โปรดดูโพสต์นี้", ("utf-8", "tis-620", "windows-874")),
    ("vietnamese", "Xin hãy xem bài đăng này về trường chúng ta.", ("utf-8", "windows-1258")),
    ("emoji", "Look 😡👎 what she wrote", ("utf-8", "utf-16")),
)  # fmt: skip
_CODECS = {"windows-874": "cp874", "tis-620": "cp874", "iso-8859-8-i": "iso8859-8", "ks_c_5601-1987": "cp949"}


def encoded(text: str, charset: str) -> bytes | None:
    """The text in a charset, or None where it has no such characters."""
    codec = _CODECS.get(charset, charset.replace("windows-", "cp"))
    try:
        return text.encode(codec)
    except UnicodeError:
        return None


TRANSFERS = ("8bit", "base64", "quoted-printable", "BASE64", "quoted-printable ", "binary")


def transferred(data: bytes, encoding: str) -> bytes:
    """Bytes in a transfer encoding."""
    name = encoding.strip().lower()
    if name == "base64":
        return base64.encodebytes(data).replace(b"\n", CRLF)
    if name == "quoted-printable":
        return quopri.encodestring(data.replace(CRLF, b"\n")).replace(b"\n", CRLF)
    return data


# ── parts ──────────────────────────────────────────────────────────────────────────────────


def text_part(text: str, charset: str, encoding: str, kind: str = "plain") -> bytes:
    """One text part with its header."""
    data = (encoded(text, charset) or text.encode()).replace(b"\n", b"\n" if charset == "utf-16" else CRLF)
    label = "utf-8" if encoded(text, charset) is None else charset
    head = f'Content-Type: text/{kind}; charset="{label}"\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n'
    return head.encode() + transferred(data, encoding)


PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x04\x38\x00\x00\x07\x80\x08\x02\x00\x00\x00"
    + bytes(range(256)) * 60
)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(255, -1, -1)) * 70 + b"\xff\xd9"

NAMES: tuple[tuple[str, str, str], ...] = (
    ("quoted", 'name="Screenshot 1.png"', "Screenshot 1.png"),
    ("bare", "name=IMG_0412.png", "IMG_0412.png"),
    (
        "filename",
        'filename="Screenshot_20261119_204512_Facebook.jpg"',
        "Screenshot_20261119_204512_Facebook.jpg",
    ),
    ("rfc2231", "filename*=utf-8''Bildschirmfoto%20%E2%80%93%20Schule.png", "Bildschirmfoto – Schule.png"),
    ("pieces", "filename*0*=utf-8''Zrzut%20ekr;\r\n filename*1*=anu%20%C5%82.png", "Zrzut ekranu ł.png"),
    ("words", 'filename="=?utf-8?B?0KHQvdC40LzQvtC6LnBuZw==?="', "Снимок.png"),
    ("latin", "filename*=iso-8859-1''Capture%20d%27%E9cran.png", "Capture d'écran.png"),
    ("path", 'filename="C:\\\\Users\\\\Ann\\\\shot.png"', "C:\\Users\\Ann\\shot.png"),
    ("semicolon", 'filename="shot; new.png"', "shot; new.png"),
)


def file_part(parameter: str, kind: str, data: bytes, place: str = "attachment") -> bytes:
    """One attached file with its header."""
    where = f"Content-Type: {kind}; {parameter}\r\nContent-Disposition: {place}\r\n"
    if "filename" in parameter:
        where = f"Content-Type: {kind}\r\nContent-Disposition: {place}; {parameter}\r\n"
    return where.encode() + b"Content-Transfer-Encoding: base64\r\n\r\n" + transferred(data, "base64")


def put_together(kind: str, parts: list[bytes], mark: str, more: str = "") -> bytes:
    """A multipart body with its header."""
    head = f'Content-Type: multipart/{kind}; boundary="{mark}"{more}\r\n\r\n'.encode()
    lines = b"".join(b"--" + mark.encode() + CRLF + part + CRLF for part in parts)
    return head + lines + b"--" + mark.encode() + b"--" + CRLF


# ── whole mails ────────────────────────────────────────────────────────────────────────────

SUBJECTS = (
    ("plain", b"A post about us", "A post about us"),
    ("q", b"=?utf-8?Q?Un_message_=C3=A0_voir?=", "Un message à voir"),
    ("b", b"=?UTF-8?B?UG9zdCDwn5ih?=", "Post 😡"),
    ("split", b"=?utf-8?B?UG9zdMWC?=\r\n =?utf-8?B?YSBpbmZv?=", "Postła info"),
    ("raw utf-8", "Gönderi hakkında".encode(), "Gönderi hakkında"),
    ("raw windows-1252", "Café – école".encode("cp1252"), "Café – école"),
    ("folded", b"A subject that\r\n goes on\r\n\tand on", "A subject that goes on\tand on"),
    ("japanese", b"=?ISO-2022-JP?B?GyRCRWo5RhsoQg==?=", "投稿"),
)
FROMS = (
    (b"Ann Reed <ann.reed@fellside.example>", "ann.reed@fellside.example"),
    (b'"Reed, Ann" <Ann.Reed@Fellside.example>', "ann.reed@fellside.example"),
    (b"ann.reed@fellside.example (Ann Reed)", "ann.reed@fellside.example"),
    (b"=?utf-8?Q?Ay=C5=9Fe?= <ayse@fellside.example>", "ayse@fellside.example"),
    ("Zoë Björk <zoe@fellside.example>".encode(), "zoe@fellside.example"),
    ("Zoë Björk <zoe@fellside.example>".encode("latin-1"), "zoe@fellside.example"),
    (b"<ann.reed@fellside.example>", "ann.reed@fellside.example"),
    (b'"ann.reed@fellside.example" <ann.reed@fellside.example>', "ann.reed@fellside.example"),
)  # fmt: skip


def headed(sender: bytes, subject: bytes, body: bytes, more: bytes = b"") -> bytes:
    """A whole mail around a body that begins with its own header."""
    return (
        b"From: " + sender + b"\r\nTo: concerns@fellside.example\r\nSubject: " + subject + CRLF
        + b"Date: Fri, 20 Nov 2026 08:15:00 +0000\r\nMessage-ID: <odd.1@fellside.example>\r\n" + more
        + b"MIME-Version: 1.0\r\n" + body
    )  # fmt: skip


Built = tuple[bytes, tuple[tuple[str | None, bytes], ...], tuple[str, ...]]
"""A body, the files in it, and the subjects of mails inside."""
Shape = Callable[[Random, bytes, str], Built]
"""From the text's part and a boundary to a body."""


def _picture(rng: Random) -> tuple[bytes, tuple[str | None, bytes]]:
    _, parameter, name = rng.choice(NAMES)
    data = rng.choice((PNG, JPEG))
    declared = rng.choice(("image/png", "image/jpeg", "application/octet-stream"))
    return file_part(parameter, declared, data), (name, data)


def alone(rng: Random, text: bytes, mark: str) -> Built:
    """Words alone."""
    return text, (), ()


def with_picture(rng: Random, text: bytes, mark: str) -> Built:
    """Words and a picture."""
    part, file = _picture(rng)
    return put_together("mixed", [text, part], mark), (file,), ()


def with_three(rng: Random, text: bytes, mark: str) -> Built:
    """Words and three pictures."""
    pictures = [_picture(rng) for _ in range(3)]
    return put_together("mixed", [text, *(p for p, _ in pictures)], mark), tuple(f for _, f in pictures), ()


def alternative(rng: Random, text: bytes, mark: str) -> Built:
    """Words twice, plain and as HTML."""
    html = text_part("<p>the same, for browsers</p>", "utf-8", "quoted-printable", "html")
    return put_together("alternative", [text, html], mark), (), ()


def related(rng: Random, text: bytes, mark: str) -> Built:
    """A page with a large picture pasted in."""
    html = text_part("<p>the same <img src=cid:1></p>", "utf-8", "base64", "html")
    shown = b"Content-Type: image/png; name=image003.png\r\nContent-ID: <1>\r\n" + BASE64
    inner = put_together("alternative", [text, html], f"{mark}in")
    body = put_together("related", [inner, shown + transferred(PNG, "base64")], mark, '; type="text/html"')
    return body, (("image003.png", PNG),), ()


def deep(rng: Random, text: bytes, mark: str) -> Built:
    """Words five containers deep."""
    for level in range(5):
        text = put_together("mixed", [text], f"{mark}.{level}")
    return text, (), ()


def signed(rng: Random, text: bytes, mark: str) -> Built:
    """A clear signature beside the words."""
    seal = b"Content-Type: application/pgp-signature; name=seal.asc\r\n\r\n-----BEGIN PGP SIGNATURE-----\r\n"
    return put_together("signed", [text, seal], mark, "; protocol=application/pgp-signature"), (), ()


def opaque(rng: Random, text: bytes, mark: str) -> Built:
    """A signature around the words (S/MIME), with lengths known or left open."""
    body = sign(text, indefinite=rng.random() < 0.5)
    head = b"Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\r\n"
    return head + b"Content-Transfer-Encoding: base64\r\n\r\n" + transferred(body, "base64"), (), ()


def forwarded(rng: Random, text: bytes, mark: str) -> Built:
    """A mail attached to words."""
    inner = headed(b"kim@one.example", b"Inner", text_part("inner words", "utf-8", "8bit"))
    how = rng.choice((
        b"Content-Type: message/rfc822\r\n\r\n" + inner,
        b"Content-Type: message/rfc822\r\nContent-Disposition: attachment; filename=a.eml\r\n\r\n" + inner,
        b"Content-Type: message/rfc822\r\n" + BASE64 + transferred(inner, "base64"),
        file_part("name=fwd.eml", "application/octet-stream", inner),
    ))  # fmt: skip
    return put_together("mixed", [text, how], mark), (), ("Inner",)


def appledouble(rng: Random, text: bytes, mark: str) -> Built:
    """A picture as a Mac sends it, in two halves."""
    fork = file_part("name=shot.png", "application/applefile", b"\x00\x05\x16\x07" + bytes(40))
    half = file_part("name=shot.png", "image/png", PNG)
    return (
        put_together("mixed", [text, put_together("appledouble", [fork, half], f"{mark}ad")], mark),
        (("shot.png", PNG),),
        (),
    )


def uuencoded(rng: Random, text: bytes, mark: str) -> Built:
    """A picture as a part in uuencode."""
    lines = b"".join(binascii.b2a_uu(JPEG[at : at + 45]) for at in range(0, len(JPEG), 45)).replace(
        b"\n", CRLF
    )
    head = b"Content-Type: image/jpeg; name=old.jpg\r\nContent-Disposition: attachment\r\n"
    head += b"Content-Transfer-Encoding: x-uuencode\r\n\r\n"
    part = head + b"begin 644 old.jpg\r\n" + lines + b"`\r\nend\r\n"
    return put_together("mixed", [text, part], mark), (("old.jpg", JPEG),), ()


def with_card(rng: Random, text: bytes, mark: str) -> Built:
    """A visiting card beside the words."""
    card = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ann Reed\r\nEND:VCARD\r\n"
    return (
        put_together("mixed", [text, file_part("name=ann.vcf", "text/vcard", card)], mark),
        (("ann.vcf", card),),
        (),
    )


def invited(rng: Random, text: bytes, mark: str) -> Built:
    """An invitation beside the words."""
    entry = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Meeting\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    part = (
        b"Content-Type: text/calendar; charset=utf-8; method=REQUEST\r\n"
        + BASE64
        + transferred(entry, "base64")
    )
    return put_together("alternative", [text, part], mark), ((None, entry),), ()


def written_in(rng: Random, text: bytes, mark: str) -> Built:
    """A picture written into the text, as before MIME: uuencode, yEnc or BinHex."""
    words = text_part("Look at this.\n", "us-ascii", "binary")
    how = rng.choice((uu_lines, yenc_lines, binhex_lines))
    return words + CRLF + how("old shot.jpg", JPEG) + CRLF, (("old shot.jpg", JPEG),), ()


def digest(rng: Random, text: bytes, mark: str) -> Built:
    """A list's digest: mails without a type of their own."""
    inner = [
        headed(b"kim@one.example", subject, text_part("w", "utf-8", "8bit")) for subject in (b"One", b"Two")
    ]
    issue = put_together("digest", [CRLF + mail for mail in inner], f"{mark}dg")
    return put_together("mixed", [text, issue], mark), (), ("One", "Two")


def prefixed(rng: Random, text: bytes, mark: str) -> Built:
    """An inner boundary that begins like the outer one."""
    part, file = _picture(rng)
    return put_together("mixed", [put_together("alternative", [text], f"{mark}-2"), part], mark), (file,), ()


def nameless(rng: Random, text: bytes, mark: str) -> Built:
    """A picture without a name or a place."""
    part = b"Content-Type: image/png\r\n" + BASE64 + transferred(PNG, "base64")
    return put_together("mixed", [text, part], mark), ((None, PNG),), ()


def report(rng: Random, text: bytes, mark: str) -> Built:
    """Words in a report beside what machines wrote (RFC 3462)."""
    data = b"Reporting-MTA: dns; one.example\r\n\r\nAction: failed\r\n"
    status = b"Content-Type: message/delivery-status\r\n\r\n" + data
    return put_together("report", [text, status], mark, "; report-type=delivery-status"), ((None, data),), ()


SHAPES: tuple[Shape, ...] = (
    alone, with_picture, with_three, alternative, related, deep, signed, opaque, forwarded, appledouble,
    uuencoded, with_card, invited, written_in, digest, prefixed, nameless, report,
)  # fmt: skip


def uu_lines(name: str, data: bytes) -> bytes:
    """A file in uuencode."""
    lines = b"".join(binascii.b2a_uu(data[at : at + 45]) for at in range(0, len(data), 45)).replace(
        b"\n", CRLF
    )
    return f"begin 644 {name}\r\n".encode() + lines + b"`\r\nend"


def yenc_lines(name: str, data: bytes) -> bytes:
    """A file in yEnc."""
    signs = ((byte + 42) % 256 for byte in data)
    coded = [bytes((61, (sign + 64) % 256)) if sign in (0, 10, 13, 61) else bytes((sign,)) for sign in signs]
    lines = CRLF.join(b"".join(coded[at : at + 128]) for at in range(0, len(coded), 128))
    return (
        f"=ybegin line=128 size={len(data)} name={name}\r\n".encode()
        + lines
        + f"\r\n=yend size={len(data)}".encode()
    )


_HQX = b"!\"#$%&'()*+,-012345689@ABCDEFGHIJKLMNPQRSTUVXYZ[`abcdefhijklmpqr"
_B64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def binhex_lines(name: str, data: bytes) -> bytes:
    """A file in BinHex 4.0, without runs."""
    head = bytes((len(name),)) + name.encode() + b"\0JPEGogle\0\0" + len(data).to_bytes(4, "big") + bytes(6)
    whole = (head + data + bytes(4)).replace(b"\x90", b"\x90\0")
    signs = base64.b64encode(whole).rstrip(b"=").translate(bytes.maketrans(_B64, _HQX))
    lines = CRLF.join(signs[at : at + 64] for at in range(0, len(signs), 64))
    return b"(This file must be converted with BinHex 4.0)\r\n\r\n:" + lines + b":"


def sign(content: bytes, indefinite: bool) -> bytes:
    """CMS signed data around a MIME entity, without signers (RFC 5652 §5)."""
    oid = bytes.fromhex("06092a864886f70d0107")
    if indefinite:
        pieces = b"".join(_der(0x04, content[at : at + 1_000]) for at in range(0, len(content), 1_000))
        octets = b"\x24\x80" + pieces + b"\0\0"
        info = b"\x30\x80" + oid + b"\x01" + b"\xa0\x80" + octets + b"\0\0" + b"\0\0"
        data = b"\x30\x80" + b"\x02\x01\x01" + b"\x31\x00" + info + b"\x31\x00" + b"\0\0"
        return b"\x30\x80" + oid + b"\x02" + b"\xa0\x80" + data + b"\0\0" + b"\0\0"
    info = _der(0x30, oid + b"\x01" + _der(0xA0, _der(0x04, content)))
    return _der(
        0x30, oid + b"\x02" + _der(0xA0, _der(0x30, b"\x02\x01\x01" + b"\x31\x00" + info + b"\x31\x00"))
    )


def _der(tag: int, content: bytes) -> bytes:
    size = len(content)
    length = (
        bytes((size,))
        if size < 128
        else (lambda b: bytes((0x80 | len(b),)) + b)(size.to_bytes(4, "big").lstrip(b"\0"))
    )
    return bytes((tag,)) + length + content


# ── harm ───────────────────────────────────────────────────────────────────────────────────

Harm = Callable[[Odd], Odd]


def none(odd: Odd) -> Odd:
    """No harm."""
    return odd


def line_feeds(odd: Odd) -> Odd:
    """Lines end with a line feed alone."""
    return replace(odd, raw=odd.raw.replace(CRLF, b"\n"))


def never_closed(odd: Odd) -> Odd:
    """The last boundary is missing."""
    at = odd.raw.rstrip().rfind(b"\r\n--")
    return replace(odd, raw=odd.raw[:at]) if odd.raw.rstrip().endswith(b"--") else odd


def trailing_spaces(odd: Odd) -> Odd:
    """Every boundary line has blanks behind it."""
    lines = odd.raw.split(CRLF)
    return replace(
        odd,
        raw=CRLF.join(line + b"  " if line.startswith(b"--") and len(line) < 80 else line for line in lines),
    )


def preamble(odd: Odd) -> Odd:
    """Words before the first and after the last boundary, for readers that know no MIME."""
    head, blank, body = odd.raw.partition(b"\r\n\r\n")
    if b"Content-Type: multipart/" not in head:
        return odd
    return replace(
        odd,
        raw=head + blank + b"This is a message in MIME format.\r\n\r\n" + body + b"\r\nEnd of message.\r\n",
    )


def no_mime_version(odd: Odd) -> Odd:
    """No MIME-Version header."""
    return replace(odd, raw=odd.raw.replace(b"MIME-Version: 1.0\r\n", b"", 1))


def lower_case(odd: Odd) -> Odd:
    """Header names in lower case, a space before the colon."""
    raw = odd.raw
    for name in (b"From", b"Subject", b"Content-Type", b"Content-Transfer-Encoding", b"Content-Disposition"):
        raw = raw.replace(b"\n" + name + b": ", b"\n" + name.lower() + b" : ")
    return replace(odd, raw=raw)


def twice(odd: Odd) -> Odd:
    """Subject and date stand twice."""
    return replace(
        odd, raw=odd.raw.replace(b"MIME-Version:", b"Subject: another\r\nDate: nonsense\r\nMIME-Version:", 1)
    )


def nuls(odd: Odd) -> Odd:
    """A NUL in an odd header."""
    return replace(odd, raw=odd.raw.replace(b"MIME-Version:", b"X-Odd: a\x00b\x00\r\nMIME-Version:", 1))


def endless_header(odd: Odd) -> Odd:
    """A header of 200,000 characters."""
    return replace(
        odd, raw=odd.raw.replace(b"MIME-Version:", b"X-Long: " + b"x" * 200_000 + b"\r\nMIME-Version:", 1)
    )


def many_hops(odd: Odd) -> Odd:
    """Three hundred Received headers."""
    return replace(
        odd, raw=b"Received: from a.example by b.example; Fri, 20 Nov 2026 08:15:00 +0000\r\n" * 300 + odd.raw
    )


def mailbox_line(odd: Odd) -> Odd:
    """The line that parts mails in a mailbox file."""
    return replace(odd, raw=b"From ann.reed@fellside.example Fri Nov 20 08:15:00 2026\r\n" + odd.raw)


def stray_line(odd: Odd) -> Odd:
    """A line in the header that is no header."""
    return replace(odd, raw=odd.raw.replace(b"MIME-Version:", b"this is no header\r\nMIME-Version:", 1))


def no_date(odd: Odd) -> Odd:
    """No date and no id."""
    lines = odd.raw.split(CRLF)
    return replace(
        odd,
        raw=CRLF.join(line for line in lines if not line.startswith((b"Date: Fri, 20", b"Message-ID: <odd"))),
    )


def broken_base64(odd: Odd) -> Odd:
    """Base64 in lines of odd lengths, with blanks among them."""
    lines = odd.raw.split(CRLF)
    cut = [
        CRLF.join((line[:31] + b" ", line[31:])) if len(line) == 76 and line.isalnum() else line
        for line in lines
    ]
    return replace(odd, raw=CRLF.join(cut))


def open_quote(odd: Odd) -> Odd:
    """The quote round the charset never closes."""
    return replace(odd, raw=re.sub(rb'charset="([\w-]+)"\r\n', rb'charset="\1\r\n', odd.raw))


def remarks(odd: Odd) -> Odd:
    """Remarks and a semicolon behind the transfer encoding."""
    raw = odd.raw.replace(b"Encoding: base64\r\n", b"Encoding: base64; (done)\r\n")
    return replace(
        odd, raw=raw.replace(b"Encoding: quoted-printable\r\n", b"Encoding: quoted-printable (done)\r\n")
    )


def value_below(odd: Odd) -> Odd:
    """Header values begin on the line below."""
    raw = odd.raw.replace(b"Subject: ", b"Subject:\r\n ", 1).replace(b"From: ", b"From:\r\n\t", 1)
    return replace(odd, raw=raw.replace(b"; boundary=", b";\r\n\tboundary="))


def lone_feeds(odd: Odd) -> Odd:
    """Every third line ends with a line feed alone."""
    lines = odd.raw.split(CRLF)
    ends = [CRLF if number % 3 else b"\n" for number in range(len(lines) - 1)] + [b""]
    return replace(odd, raw=b"".join(map(bytes.__add__, lines, ends)))


def double_type(odd: Odd) -> Odd:
    """The type stands twice; the first holds."""
    return replace(odd, raw=odd.raw.replace(b"\r\n\r\n", b"\r\nContent-Type: text/x-unknown\r\n\r\n", 1))


HARMS: tuple[Harm, ...] = (
    none, line_feeds, never_closed, trailing_spaces, preamble, no_mime_version, lower_case, twice, nuls,
    endless_header, many_hops, mailbox_line, stray_line, no_date, broken_base64, open_quote, remarks,
    value_below, lone_feeds, double_type,
)  # fmt: skip

MARKS = (
    "b1",
    "=_Part_1.2",
    "----=_NextPart_000_0001_01DA",
    "Apple-Mail=_A1-B2",
    "_000_AB12exampleexample_",
    "a b'c(d)+e,f/g:h?",
)
"""Boundaries as mailers write them."""


def _texts() -> Iterator[tuple[str, str, str]]:
    for name, text, charsets in TEXTS:
        for charset in charsets:
            if encoded(text, charset) is not None:
                yield name, text, charset


def build(rng: Random, shape: Shape, harm: Harm) -> Odd:
    """One mail of a shape with a harm; the rest by chance."""
    name, text, charset = rng.choice(list(_texts()))
    encoding = rng.choice(("base64", "quoted-printable") if charset == "utf-16" else TRANSFERS)
    _, subject, read_as = rng.choice(SUBJECTS)
    sender, email = rng.choice(FROMS)
    body, files, inside = shape(rng, text_part(text, charset, encoding), rng.choice(MARKS))
    text = "Look at this." if shape is written_in else text
    title = f"{shape.__name__}-{harm.__name__}-{name}-{charset}-{encoding.strip().lower()}"
    return harm(
        Odd(title.replace("_", "-"), headed(sender, subject, body), email, read_as, text, files, inside)
    )


def build_all(seed: int, many: int) -> Iterator[Odd]:
    """So many mails, every shape with every harm in turn."""
    rng = Random(seed)
    for number in range(many):
        shape = SHAPES[number % len(SHAPES)]
        yield build(rng, shape, HARMS[number // len(SHAPES) % len(HARMS)])
