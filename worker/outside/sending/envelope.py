"""Whether a letter can be carried by a server as it is, and what its MAIL command must say."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_ADDRESS = re.compile(r"[^\s<>\x00-\x1f\x7f\ud800-\udfff]{1,320}")
_SIZE = re.compile(r"0*([1-9][0-9]{0,14})")


class CannotCarryError(Exception):
    """This letter will not be taken, now or later. ``refused`` maps recipients to reasons."""

    def __init__(self, because: str, refused: tuple[tuple[str, str], ...] = ()) -> None:
        self.refused = refused
        super().__init__(because)


def check_addresses(sender: str, to: Sequence[str]) -> None:
    """An address must not be able to end its command and begin another; the sender may be empty."""
    if not to:
        raise CannotCarryError("the letter names no recipient")
    for address in (sender, *to) if sender else to:
        if not _ADDRESS.fullmatch(address):
            raise CannotCarryError(f"{address!r} is not an address", ((address, "not an address"),))


def mail_options(features: Mapping[str, str], letter: bytes, addresses: Sequence[str]) -> list[str]:
    """MAIL's parameters for this letter (RFC 1870, 6152, 6531), or why it cannot be carried."""
    options = []
    if "size" in features:
        limit = _SIZE.fullmatch(features["size"].strip())
        if limit and int(limit[1]) < len(letter):
            most, size = int(limit[1]) / 1e6, len(letter) / 1e6
            raise CannotCarryError(f"the letter has {size:.1f} MB, and it takes {most:.1f} MB at most")
        options.append(f"SIZE={len(letter)}")
    header = letter.partition(b"\r\n\r\n")[0]
    international = not (header.isascii() and all(a.isascii() for a in addresses))
    if international:
        if "smtputf8" not in features:
            raise CannotCarryError("it cannot carry addresses or headers with letters beyond ASCII")
        options.append("SMTPUTF8")
    if not letter.isascii():
        if "8bitmime" not in features:
            raise CannotCarryError("it cannot carry 8-bit text")
        options.append("BODY=8BITMIME")
    return options
