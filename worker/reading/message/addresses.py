"""Address headers to mailboxes (RFC 5322 §3.4), as lenient as the mailers that write them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from worker.model import Address
from worker.reading.message import charsets
from worker.reading.message.fields import unescape

MOST = 2_000
"""How many addresses of one header are read."""

_PIECE = re.compile(r'"(?:[^"\\]|\\.)*+"|\((?:[^()\\]|\\.)*+\)|<[^<>]*+>|[,;]|[^"(<,;]++|.', re.DOTALL)
_NONE = r"""\s<>()\[\],;:"'@＜＞（）【】「」〈〉《》，；：“”„«»"""
EMAIL = re.compile(f"[^{_NONE}]{{1,100}}@[^{_NONE}]{{1,255}}")
"""An address in a field, as leniently as it comes: all that stands between two signs that part addresses."""
TYPED = r"[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}"
"""The pattern of an address that somebody types in a sentence: it ends before the full stop."""
ANY = re.compile(r"(?<![\w.+-])[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+")
"""Whatever in a text can be an address (RFC 5322 §3.2.3), for who looks for every one."""
_AT = re.compile(r"<?[^\s<>@]{1,320}@[^\s<>@]{1,320}>?")
_GROUP = re.compile(r"\A[^:@<>\"]{0,200}:(?!//)")


def find_email(text: str) -> re.Match[str] | None:
    """Find the first address in a text; most lines have no "@", and are not looked through."""
    return EMAIL.search(text) if "@" in text else None


def without_addresses(text: str, instead: str) -> str:
    """``text`` with ``instead`` for each word that has an at sign in it, address or not."""
    return _AT.sub(instead, text)


def read_addresses(raw: bytes) -> tuple[Address, ...]:
    """Return the mailboxes of one header value in order; what holds no address is left out.

    The structure is read before encoded words are: a comma inside a name must not part addresses.
    """
    text = charsets.unfold(raw)
    found = []
    for chunk in _split(text):
        address = read_address(chunk)
        if address is not None:
            found.append(address)
        if len(found) >= MOST:
            break
    return tuple(found)


def read_address(chunk: list[str]) -> Address | None:
    """Return the mailbox that the pieces of one list entry make, or None."""
    angle = next((piece for piece in reversed(chunk) if piece.startswith("<") and "@" in piece), None)
    if angle is not None:
        email = "".join(angle.strip("<>").split())
        names = [piece for piece in chunk if not piece.startswith("<")]
    else:
        loose = EMAIL.search("".join(piece for piece in chunk if not piece.startswith(("(", '"'))))
        if loose is None:
            return None
        email = loose[0]
        names = [piece for piece in chunk if piece.startswith(("(", '"'))]
    email = charsets.decode_words(email).removeprefix("mailto:").strip(".,;'\"").lower()
    if not EMAIL.fullmatch(email):
        # Quoted local parts and source routes: kept when what follows is still one address.
        email = email.rpartition(":")[2]
        if email.count("@") != 1 or email.startswith("@") or email.endswith("@"):
            return None
    return Address(email, _read_name(names))


def _split(text: str) -> Iterator[list[str]]:
    """Yield the pieces of each entry of an address list; groups lose their name (RFC 5322 §3.4)."""
    chunk: list[str] = []
    for found in _PIECE.finditer(text):
        piece = found[0]
        if piece in ",;":
            yield chunk
            chunk = []
        elif not chunk and _GROUP.match(piece):
            rest = piece[piece.index(":") + 1 :]
            chunk = [rest] if rest.strip() else []
        else:
            chunk.append(piece)
    yield chunk


def _read_name(pieces: list[str]) -> str:
    words = []
    for piece in pieces:
        if len(piece) > 1 and piece[0] == '"' and piece[-1] == '"':
            words.append(unescape(piece[1:-1]))
        elif piece.startswith("(") and len(pieces) == 1:
            words.append(piece[1:-1])
        elif not piece.startswith("("):
            words.append(piece)
    return " ".join(charsets.decode_words("".join(words)).split()).strip("'")
