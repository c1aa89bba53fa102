"""Mails of any length that nobody types: each kind repeats what some part of the reading looks for."""

from __future__ import annotations

import base64
from collections.abc import Callable

_HEADER = (
    "From: Leila Haddad <l.haddad@fellside.example>\r\nTo: box@fellside.example\r\nSubject: {subject}\r\n"
    "Date: Fri, 20 Nov 2026 08:04:00 +0000\r\nMIME-Version: 1.0\r\n"
    "Content-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
)
_REPEATED = {
    "one line of letters": "a",
    "one line of capitals": "A",
    "one line of digits": "1",
    "one line of words": "word ",
    "one line of sentences": "She said it. ",
    "newlines": "\n",
    "spaces": " ",
    "tabs and newlines": "\t\n",
    "quote signs": ">",
    "quote signs on lines": "> > >\n",
    "quoted lines": "> she said so\n",
    "initials as quote signs": "RT> she said so\n",
    "bars": "| a | b |\n",
    "post links": "https://www.facebook.com/groups/{n}/posts/{n}/\n",
    "links in one line": "https://www.facebook.com/groups/{n}/posts/{n}/ ",
    "links without a scheme": "instagram.com/p/{n}/ ",
    "links without a space": "https://a.example/{n}?",
    "slashes": "/",
    "names of hosts": "www.",
    "open brackets with links": "<https://a.example/ ",
    "scanned links": "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fx.com%2Fa%2F{n} ",
    "labels": "Label {n}: a value\n",
    "header lines": "From: Dean Rudd <d.rudd{n}@mail.example>\n",
    "header blocks": (
        "From: Dean Rudd <d@mail.example>\nSent: 19 November 2026 20:45\nTo: A <a@b.example>\nRe: {n}\n\n"
    ),
    "headers on one line": "--- From: A <a@b.example> To: B <b@c.example> Sent: 9/11/26 20:45 Subject: {n} ",
    "original messages": "-----Original Message-----\n",
    "forward marks": "---------- Forwarded message ---------\n",
    "attributions": "On Thu, 19 Nov 2026 at 20:45, Dean Rudd <d.rudd{n}@mail.example> wrote:\n",
    "attributions with quotes": "On 19/11/2026 at 20:45, Dean Rudd wrote:\n> it is so {n}\n\nNo.\n\n",
    "wrapped attributions": "On Thu, 19 Nov 2026\nat 20:45,\nDean Rudd\n",
    "almost attributions": "Dean wrote on 19/11/2026 a: b {n}\n",
    "WhatsApp lines": "19/11/2026, 20:45 - Dean Rudd: it is so {n}\n",
    "WhatsApp lines of a phone": "[19/11/2026, 20:45:12] Dean Rudd: it is so {n}\n",
    "comments of a page": "Dean Rudd\n2 h\nit is so {n}\nLike Reply\n\n",
    "names with times": "Dean Rudd · 2h\n",
    "quotations": '"it is all so {n}" ',
    "quotations that never close": '“it is so ',
    "apostrophes": "it 'is so ",
    "doubtful apostrophes": "'the teachers' names ",
    "dates": "19/11/2026 at 20:45, ",
    "days": "on Friday last night about 9pm ",
    "times ago": "20 mins ago, ",
    "names": "Dean Rudd ",
    "names and verbs": "Dean Rudd posted it {n}. ",
    "posted by": "posted by Dean Rudd ",
    "somebody called": "someone called Dean Rudd from Facebook on ",
    "names in lists": "Dean Rudd, the dad, ",
    "small names": "dean rudd has put ",
    "handles": "@dean.rudd{n} ",
    "addresses": "d.rudd{n}@mail.example, ",
    "signs of addresses": "1 @@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@ ",
    "platforms": "on Facebook and Snap Chat ",
    "groups": "in the Fellside Mums group called Fellside Mums & Dads ",
    "unmarked words": "She wrote: it is so {n}\n",
    "phrases": "she is a liar and a thief who hit my child, ",
    "threats": "I will be waiting for her at the gates tomorrow. ",
    "cancelled phrases": "not a liar, never a liar, no liar. ",
    "words of the stop": "naked ",
    "words of the stop and children": "girls and boys, naked pictures {n}. ",
    "disguised words": "n4k3d ",
    "spelled words": "n a k e d ",
    "device lines": "Sent from my iPhone\n",
    "rules": "________________________________\n",
    "signatures": "-- \nDean Rudd\nTeacher | Fellside\nTel: 01632 960123\n\n",
    "disclaimers": "This email and any attachments are confidential and intended solely for the addressee.\n",
    "references": "HU-2026-0{n} ",
    "brackets": "([{<",
    "closed brackets": ")]}>",
    "stars": "*_~",
    "zeros": "\x00",
    "direction marks": "\u202e\u200b",
    "accents": "a\u0301\u0302",
    "Chinese": "她在脸书上写的",
    "Arabic": "كتبت على فيسبوك ",
    "astral letters": "𝒹𝑒𝒶𝓃 ",
    "Message-IDs": "Message-ID: <{n}@mail.example>\n",
    "delivery reports": "550 5.1.1 <a{n}@b.example>: user unknown\n",
}  # fmt: skip
_HTML = {
    "nested blocks": "<div>",
    "nested quotes": "<blockquote>",
    "nested lists": "<ul><li>",
    "nested tables": "<table><tr><td>",
    "paragraphs": '<p class="MsoNormal">It is so {n}.</p>\n',
    "styled words": '<span style="color:#{n}">it</span> ',
    "links": '<a href="https://x.com/a/status/{n}">it</a> ',
    "links that never close": '<a href="https://x.com/a/status/{n}">it ',
    "tags that never close": "<a ",
    "quotes that never close": '<a href="x ',
    "quotes of both kinds": "<a b=\"'\" c='\"",
    "comments": "<!-- a -->",
    "comments that never close": "<!-- a ",
    "declarations": "<!a ",
    "signs": "<",
    "closed tags": "</div>",
    "entities": "&amp;&#{n};&nbsp;",
    "entities that never end": "&amp",
    "hidden words": '<div style="display:none">it is so</div>',
    "hidden words that never end": '<div style="display:none">it is so',
    "scripts": "<script>it is so</script>",
    "Gmail's quotes": '<div class="gmail_quote">it is so {n}</div>',
    "Gmail's quotes, nested": '<div class="gmail_quote">',
    "signatures": '<div class="gmail_signature">Dean Rudd</div>',
    "preformatted": "<pre>\n\n",
    "breaks": "<br>",
    "attributes": '<p a="{n}" b="{n}" c="{n}">',
}  # fmt: skip


def repeat(piece: str, size: int) -> str:
    """A piece again and again, numbered where it asks for a number, to a size."""
    if "{n}" not in piece:
        return (piece * (size // len(piece.encode()) + 1))[:size]
    pieces, length, number = [], 0, 0
    while length < size:
        pieces.append(piece.replace("{n}", f"{number:06}"))
        length, number = length + len(pieces[-1]), number + 1
    return "".join(pieces)


def _mail(kind: str, piece: str) -> Callable[[int], bytes]:
    def build(size: int) -> bytes:
        return (_HEADER.format(subject="Post", kind=kind) + repeat(piece, size)).encode()

    return build


def _subject(piece: str) -> Callable[[int], bytes]:
    def build(size: int) -> bytes:
        text = repeat(piece, size).replace("\n", " ")
        return (_HEADER.format(subject=text, kind="plain") + "She wrote it.").encode()

    return build


_SUBJECTS = ("names and verbs", "links in one line", "platforms", "brackets", "words of the stop")


def _file(size: int) -> bytes:
    """A picture of that size when decoded, beside one sentence."""
    header = _HEADER.format(subject="Post", kind="plain").replace(
        "text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit", "multipart/mixed; boundary=b"
    )
    data = base64.encodebytes(b"\x89PNG\r\n\x1a\n" + bytes(size)).replace(b"\n", b"\r\n")
    text = b"--b\r\nContent-Type: text/plain\r\n\r\nShe wrote it.\r\n"
    picture = b"--b\r\nContent-Type: image/png; name=a.png\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return header.encode() + text + picture + data + b"--b--\r\n"


KINDS: dict[str, Callable[[int], bytes]] = (
    {name: _mail("plain", piece) for name, piece in _REPEATED.items()}
    | {f"HTML: {name}": _mail("html", piece) for name, piece in _HTML.items()}
    | {f"subject: {name}": _subject(_REPEATED[name]) for name in _SUBJECTS}
    | {"a picture": _file}
)
"""Each kind of mail, built for a number of bytes of text."""
