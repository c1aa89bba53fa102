"""The signs a PDF is written in: values and operators, read within a budget (ISO 32000-1 §7.2, §7.3).

An own reader, because the library for it cannot be bounded without a clock: a file of 7 KB keeps it
busy for half a minute. Here every token and every unpacked byte is counted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_DEEPEST = 16


class Spent(Exception):
    """The budget is used up: what was read until then is what is read."""


class Name(str):
    """A name (§7.3.5), without its slash."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference to another object (§7.3.10)."""

    number: int


@dataclass(frozen=True, slots=True)
class Word:
    """An operator, or any other bare word."""

    text: bytes


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream (§7.3.8): its dictionary, and its bytes still packed."""

    about: dict[str, object]
    packed: bytes = field(repr=False)


@dataclass(slots=True)
class Budget:
    """What may still be spent: tokens read and bytes unpacked."""

    tokens: int = 250_000
    unpacked: int = 33_554_432

    def work(self) -> int:
        """What was spent, in bytes gone through: a token takes as long as so many of them."""
        whole = Budget()
        return whole.unpacked - self.unpacked + 32 * (whole.tokens - self.tokens)

    def spend(self, tokens: int = 1) -> None:
        """Count tokens; raises ``Spent`` when there are none left."""
        self.tokens -= tokens
        if self.tokens < 0:
            raise Spent


# ── tokens ─────────────────────────────────────────────────────────────────────────────────

_TOKEN = re.compile(
    rb"(?:[\0\t\n\f\r ]++|%[^\r\n]*+)*+"
    rb"(?:(?P<number>[+-]?(?:\d{1,20}(?:\.\d{0,20})?|\.\d{1,20}))(?![^\0\t\n\f\r ()<>\[\]{}/%])"
    rb"|/(?P<name>[^\0\t\n\f\r ()<>\[\]{}/%]{0,200})|(?P<open><<|\[|\()|(?P<close>>>|\])"
    rb"|<(?P<hex>[0-9A-Fa-f\s]*+)>|(?P<word>[^\0\t\n\f\r ()<>\[\]{}/%]{1,200})|(?P<other>.))",
    re.DOTALL,
)
_PART = re.compile(rb"[^()\\]++|\\(?:[0-7]{1,3}|\r\n|.)|[()]", re.DOTALL)
_ESCAPES = {
    b"n": b"\n",
    b"r": b"\r",
    b"t": b"\t",
    b"b": b"\b",
    b"f": b"\f",
    b"\n": b"",
    b"\r": b"",
    b"\r\n": b"",
}
_HASH = re.compile(r"#([0-9A-Fa-f]{2})")
END = Word(b"")
CLOSED = (Word(b">>"), Word(b"]"))


@dataclass(slots=True)
class Reader:
    """Values one after another from a stretch of bytes; ``at`` is where the next begins."""

    data: bytes = field(repr=False)
    budget: Budget
    at: int = 0

    def value(self, depth: int = 0) -> object:
        """The next value; ``Word`` of nothing at the end, the sign itself for a closing bracket."""
        token = _TOKEN.match(self.data, self.at)
        if token is None:
            return END
        # Long comments and strings cost what they take to skip.
        self.budget.spend(1 + (token.end() - self.at) // 64)
        self.at = token.end()
        kind, text = token.lastgroup, token[token.lastgroup or 0]
        if kind == "number":
            return float(text) if b"." in text else int(text)
        if kind == "name":
            return Name(_HASH.sub(lambda found: chr(int(found[1], 16)), text.decode("latin-1")))
        if kind == "hex":
            digits = bytes(text).translate(None, b"\0\t\n\f\r \v")
            return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
        if kind == "open":
            return self._string() if text == b"(" else self._group(text, depth)
        return Word(bytes(text))

    def _group(self, opened: bytes, depth: int) -> object:
        """An array or a dictionary; references are put together as their third word comes."""
        items: list[object] = []
        while depth < _DEEPEST:
            item = self.value(depth + 1)
            if item is END or item in CLOSED:
                break
            if item == Word(b"R") and len(items) > 1 and isinstance(items[-2], int):
                items[-2:] = [Ref(items[-2])]
            else:
                items.append(item)
        if opened == b"[":
            return items
        pairs = zip(items[::2], items[1::2], strict=False)
        return {key: value for key, value in pairs if isinstance(key, Name)}

    def _string(self) -> bytes:
        out, depth = [], 1
        for part in _PART.finditer(self.data, self.at):
            self.at = part.end()
            text = part[0]
            depth += (text == b"(") - (text == b")")
            if not depth:
                break
            if text[:1] == b"\\":
                code = text[1:]
                text = (
                    bytes((int(code, 8) & 255,))
                    if code[:1].isdigit() and code[0] < 56
                    else _ESCAPES.get(code, code)
                )
            out.append(text)
        self.budget.spend(len(out) // 4 + sum(map(len, out)) // 256)
        return b"".join(out)
