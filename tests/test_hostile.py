"""Files made to hang, fill or break a reader: each ends in time, and what was not read is said."""

from __future__ import annotations

import base64
import struct
import zipfile
import zlib
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from random import Random
from time import process_time
from typing import Any

import pytest

from tests import cast
from tests.outlook import Item, compound, msg
from tests.test_attached import attribute, carry, properties
from worker.deciding.judging.bare import Standpoint
from worker.deciding.judging.triage import read_message
from worker.reading.apart import Apart
from worker.reading.files.archive import open_archive
from worker.reading.files.inlined import take_out
from worker.reading.files.outlook import read_item
from worker.reading.files.pdf import read_pdf
from worker.reading.message.limits import Limits, Walk
from worker.reading.message.mail import read_mail
from worker.reading.message.sealed import open_signed, unwrap_text

MAIL = Path(__file__).parent / "mail" / "documents"
MEGABYTE = 1_000_000


def pdf(content: bytes, pages: int = 1, more: bytes = b"") -> bytes:
    """A PDF whose pages share one content stream, and further objects."""
    packed = zlib.compress(content, 9)
    kids = b"3 0 R " * pages
    return (
        b"%PDF-1.4\n1 0 obj<</Pages 2 0 R>>endobj\n2 0 obj<</Kids[" + kids + b"]>>endobj\n"
        b"3 0 obj<</Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>endobj\n"
        b"5 0 obj<</Subtype/Type1/Encoding/WinAnsiEncoding>>endobj\n" + more
        + b"4 0 obj<</Filter/FlateDecode/Length %d>>stream\n" % len(packed) + packed
        + b"\nendstream endobj\ntrailer<</Root 1 0 R>>"
    )  # fmt: skip


FORM = (
    b"6 0 obj<</Subtype/Form/Resources<</XObject<</X 6 0 R>>>>/Length 70>>stream\n"
    + b"/X Do\n" * 12
    + b"endstream endobj\n"
)
RANGES = (
    b"1 begincodespacerange <00> <ff> endcodespacerange\n"
    + b"1 beginbfrange <0000> <ffff> <0000> endbfrange\n" * 20_000
)
MAPPED = (
    b"7 0 obj<</Length %d>>stream\n" % len(RANGES) + RANGES + b"endstream endobj\n"
    b"5 0 obj<</Subtype/Type0/DescendantFonts[<</W[0 65535 500 0 65535 500]>>]/ToUnicode 7 0 R>>endobj\n"
)
TEXT = b"BT /F 1 Tf (a) Tj ET "
PDFS = {
    "two million operators on each of ten pages": pdf(TEXT * 100_000, pages=10),
    "a form that draws itself twelve times": pdf(b"/X Do", more=FORM),
    "a hundred megabytes of nothing": pdf(b"\0" * 100_000_000),
    "ranges of characters without end": pdf(TEXT, more=MAPPED),
    "open brackets": b"%PDF-1.4 1 0 obj" + b"[" * MEGABYTE,
    "open strings in every object": b"%PDF-1.4" + b"".join(b"%d 0 obj (" % n for n in range(50_000)),
    "pages that hold themselves": b"%PDF-1.4 1 0 obj<</Pages 2 0 R>>endobj "
    b"2 0 obj<</Kids[2 0 R 2 0 R]>>endobj /Root 1 0 R",
    "objects that are each other": b"%PDF-1.4 1 0 obj 2 0 R endobj 2 0 obj 1 0 R endobj /Root 1 0 R",
    "lengths that refer in a circle": b"%PDF-1.4"
    + b"".join(b"%d 0 obj<</Type/ObjStm/Length %d 0 R>>stream\n" % (n, n + 1) for n in range(20_000)),
}  # fmt: skip


@pytest.mark.parametrize("data", PDFS.values(), ids=PDFS)
def test_no_pdf_takes_long(data: bytes) -> None:
    """A PDF built to keep a reader busy is left where its budget ends."""
    began = process_time()
    found = read_pdf(data, 64 * MEGABYTE)
    assert (process_time() - began < 1.5, found.problem is not None or len(found.text) > 0) == (True, True)


def test_a_pdf_beyond_its_budget_says_so() -> None:
    """What was read until the budget ended is kept, and the rest is named."""
    found = read_pdf(PDFS["two million operators on each of ten pages"], 64 * MEGABYTE)
    assert (found.problem, found.text[:3]) == ("is too large: only a part of it was read", "aaa")


TEXTS: dict[str, tuple[Callable[[bytes], Any], bytes]] = {
    "uuencode": (take_out, b"begin 644 a\n" * (MEGABYTE // 12)),
    "uuencode lines": (take_out, b"begin 644 a\n" + b"M" * MEGABYTE),
    "yEnc": (take_out, b"=ybegin line=128 name=a\n" * (MEGABYTE // 24)),
    "BinHex": (take_out, b"(This file must be converted with BinHex 4.0)\n:" * (MEGABYTE // 47)),
    "CMS of open lengths": (lambda data: open_signed(data, MEGABYTE), b"\x24\x80" * (MEGABYTE // 2)),
    "CMS of empty values": (lambda data: open_signed(data, 9), b"\x30\x80" + b"\x24\x80\0\0" * MEGABYTE),
    "OpenPGP": (lambda data: unwrap_text(data.decode()), b"-----BEGIN PGP SIGNED MESSAGE-----\n" * 28_000),
}  # fmt: skip


@pytest.mark.parametrize(("read", "data"), TEXTS.values(), ids=TEXTS)
def test_no_signs_take_long(read: Callable[[bytes], object], data: bytes) -> None:
    """A megabyte of a format's own signs is gone through once."""
    began = process_time()
    read(data)
    assert process_time() - began < 1


CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(40) + "__properties_version1.0".encode("utf-16-le")
FILES = {
    "rich text": ("a.rtf", b"{\\rtf1" + b"\\'e9\\b{" * (MEGABYTE // 7)),
    "a page": ("a.html", b"<html>" + b"<a href=x><p>" * (MEGABYTE // 13)),
    "slides": ("a.bin", b"PK\x03\x04 ppt/presentation.xml" + b"PK\x01\x02" * (MEGABYTE // 4)),
    "an Outlook item": ("a.msg", CONTAINER + b"\xff" * MEGABYTE),
}  # fmt: skip


@pytest.mark.parametrize(("name", "data"), FILES.values(), ids=FILES)
def test_no_attached_file_takes_long(name: str, data: bytes) -> None:
    """A file that only looks like what it says is kept whole and left in time."""
    began = process_time()
    mail = read_mail(
        carry((name, "text/html" if name.endswith("html") else "application/octet-stream", data))
    )
    assert (mail.attachments[0].data == data, process_time() - began < 2) == (True, True)


def test_an_outlook_item_gives_no_more_than_its_budget() -> None:
    """Streams that all point at the same bytes are counted each time they are given out."""
    file = msg(Item("s", "body", files=[(f"{n}.bin", "x/y", b"x" * 50_000) for n in range(20)]))
    walk = Walk(Limits(decoded=120_000))
    item = read_item(file, walk)
    sizes = [len(part.raw) for part in item.children[1:]] if item else []
    assert (sizes, walk.problems) == (
        [50_000] * 2 + [0] * 18,
        ["The Outlook item holds more than can be read."],
    )


def test_a_storage_forty_deep_is_no_message() -> None:
    """Storages inside storages end at the limit and raise nothing."""
    tree: dict[str, Any] = {"__properties_version1.0": bytes(32)}
    for _ in range(40):
        tree = {
            "__properties_version1.0": bytes(32),
            "__attach_version1.0_#00000000": {"__substg1.0_3701000D": tree},
        }
    assert (
        read_mail(carry(("a.msg", "application/vnd.ms-outlook", compound(tree)))).attachments[0].name
        == "a.msg"
    )


def test_a_zip_gives_no_more_than_it_may() -> None:
    """A file of a zip that says it is small and is not stops at what may still be unpacked."""
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = packed.compress(b"\0" * 5_000_000) + packed.flush()
    local = (
        b"PK\x03\x04\x14\0\0\0\x08\0"
        + bytes(8)
        + len(data).to_bytes(4, "little")
        + (9).to_bytes(4, "little")
        + b"\x01\0\0\0a"
    )
    central = (
        b"PK\x01\x02\x14\0\x14\0\0\0\x08\0"
        + bytes(8)
        + len(data).to_bytes(4, "little")
        + (9).to_bytes(4, "little")
    )
    central += b"\x01\0" + bytes(16) + b"a"
    end = (
        b"PK\x05\x06\0\0\0\0\x01\0\x01\0"
        + len(central).to_bytes(4, "little")
        + len(local + data).to_bytes(4, "little")
        + b"\0\0"
    )
    archive = open_archive(local + data + central + end, 1_000)
    assert (archive.names, len(archive.read("a")) <= 1_000, archive.problem) == (["a"], True, "is damaged")


def packed(**files: bytes | str) -> bytes:
    """A zip of these files; an underscore in a name stands for a dot, two for a slash."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as zipped:
        for name, data in files.items():
            zipped.writestr(name.replace("__", "/").replace("_", "."), data)
    return out.getvalue()


def many(data: bytes, n: int, ending: str) -> bytes:
    return packed(**{f"a{k}_{ending}": data for k in range(n)})


CELLS = "<row>" + '<c t="s"><v>0</v></c>' * 9_000
DOCTYPE = '<!DOCTYPE a [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><w:t>&b;</w:t>'
SPENT = "The mail holds more documents than can be read; the rest stayed closed."
WORDY = "The files hold more text than can be read; the rest was left in them."
CUT = "The document “a.xlsx” is too large: only a part of it was read."
DEEP = "The packed file “a.zip/a0.zip/a0.zip” lies too deep: ask for the files themselves."
PACK = "Outlook's winmail.dat is damaged: ask for the files themselves."
TOO_MUCH = "The packed file “a.zip” unpacks to more than can be read: ask for the files themselves."


def sheets(count: int, words: int) -> bytes:
    """A workbook with one long string, in every cell of so many sheets."""
    cells = {f"xl__worksheets__sheet{n}_xml": CELLS for n in range(count)}
    return packed(xl__workbook_xml="", xl__sharedStrings_xml=f"<si><t>{'x' * words}</t></si>", **cells)


LINKS = b"<p><a href=http://x>" * 15_000
LETTER = b"From: a@b.example\r\n\r\n" + b"https://fb.com/x/posts/1 " * 6_000


def rich_pack(copies: int) -> bytes:
    """A winmail.dat of rich texts, each of four megabytes once it is unpacked."""
    runs = b"".join(
        b"\xff" + b"".join((((n * 8 + k) * 17 + 1) % 4096 << 4 | 15).to_bytes(2, "big") for k in range(8))
        for n in range(31_000)
    )
    rich = struct.pack("<IIII", len(runs) + 12, 4 << 20, 0x75465A4C, 0) + runs
    inner = attribute(1, 0x9003, properties((0x102, 0x1009, rich)))
    message = b"\x07\x03\x02\0\0\0\0\0\xc0\0\0\0\0\0\0F" + b"\x78\x9f\x3e\x22\x01\x00" + inner
    held = attribute(2, 0x9002, bytes(14)) + attribute(2, 0x9005, properties((0x0D, 0x3701, message)))
    return b"\x78\x9f\x3e\x22\x01\x00" + held * copies


BOMBS: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a zip of two hundred documents of tags":
        ("a.zip", lambda: many(packed(word__document_xml="<w:t></w:t>" * 750_000), 200, "docx"), SPENT),
    "a zip of PDFs of two million operators":
        ("a.zip", lambda: many(PDFS["two million operators on each of ten pages"], 60, "pdf"), SPENT),
    "one string in nine thousand cells": ("a.xlsx", lambda: sheets(1, 7_000_000), CUT),
    "a hundred sheets of long strings": ("a.xlsx", lambda: sheets(100, 9_000), CUT),
    "entities of entities": ("a.docx", lambda: packed(word__document_xml=DOCTYPE), ""),
    "two hundred pages of links": ("a.zip", lambda: many(LINKS, 200, "html"), WORDY),
    "two hundred mails of links":
        ("a.zip", lambda: many(LETTER, 200, "eml"), ""),
    "a zip of zips of zips":
        ("a.zip", lambda: many(many(many(packed(a_txt=bytes(9)), 8, "zip"), 8, "zip"), 8, "zip"), DEEP),
    "thirty rich texts in a winmail.dat":
        ("winmail.dat", lambda: rich_pack(30), PACK),
    "a hundred megabytes of nothing": ("a.zip", lambda: packed(a_txt=bytes(100_000_000)), TOO_MUCH),
}  # fmt: skip


@pytest.mark.parametrize(("name", "make", "said"), BOMBS.values(), ids=BOMBS)
def test_no_bomb_goes_off(name: str, make: Callable[[], bytes], said: str) -> None:
    """Read and understood within the child's seconds and a service's patience; what was not read is said."""
    raw = carry((name, "application/octet-stream", make()))
    began = process_time()
    mail = read_mail(raw)
    read = process_time()
    reading = read_message(Apart(mail))
    understood = process_time()
    assert (not said or said in reading.problems, read - began < 10, understood - read < 4) == (True,) * 3
    assert sum(len(item.data) for item in reading.attachments) <= Limits().decoded


@pytest.mark.parametrize("sign", ["a.b.", "n't ", "a-", "1 ", "á", "t.co/a ", "=20", "Kim Dale "])
def test_a_megabyte_of_one_sign_is_understood_in_time(sign: str) -> None:
    """The whole reading, by the service itself: the worst of a hundred signs and words that were tried."""
    raw = (
        f"From: a@b.example\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{sign * (MEGABYTE // len(sign))}"
    )
    mail = read_mail(raw.encode())
    began = process_time()
    read_message(Apart(mail, (mail.text[:50_000],)), Standpoint(cast.PEOPLE, date(2026, 11, 24)))
    assert process_time() - began < 4


def test_damaged_files_are_read_in_time() -> None:
    """Every file of the corpus, its own bytes damaged: no exception, and none is slow."""
    files = [
        (item.name or "x", item.type, item.data)
        for path in sorted(MAIL.glob("*.eml"))
        for item in read_mail(path.read_bytes()).attachments
        if item.data and item.role.value in ("evidence", "mail") and not item.type.startswith("image/")
    ]
    rng, slowest = Random(5), (0.0, "")
    for _ in range(600):
        name, kind, data = rng.choice(files)
        began = process_time()
        read_mail(_carried(name, kind, _damage(rng, bytearray(data))))
        slowest = max(slowest, (process_time() - began, name))
    assert slowest[0] < 1, slowest[1]


def _damage(rng: Random, data: bytearray) -> bytes:
    for _ in range(rng.choice((1, 2, 8, 40))):
        at = rng.randrange(min(len(data), 1_200) + 1) if rng.random() < 0.5 else rng.randrange(len(data) + 1)
        how = rng.random()
        if how < 0.5:
            data[at : at + 1] = rng.choice((b"\0", b"\xff", rng.randbytes(1)))
        elif how < 0.7:
            data[at : at + 4] = rng.choice((b"\xff" * 4, bytes(4), b"\xfe\xff\xff\xff"))
        elif how < 0.85:
            del data[at : at + rng.randrange(1, 300)]
        else:
            data[at:at] = data[at : at + rng.randrange(1, 600)] * rng.randrange(1, 5)
    return bytes(data)


def _carried(name: str, kind: str, data: bytes) -> bytes:
    head = (
        f'From: a@one.example\r\nContent-Type: {kind}; name="{name}"\r\nContent-Disposition: attachment\r\n'
    )
    return (
        head.encode("utf-8", "replace")
        + b"Content-Transfer-Encoding: base64\r\n\r\n"
        + base64.encodebytes(data)
    )
