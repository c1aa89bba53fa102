"""Hosts of links, and the packaged facts about those that are known (``knowledge/platforms.toml``)."""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from importlib import resources
from typing import Any

LONGEST = 4096
"""Characters of a link that are read; what is longer is no link a person was given."""
ASKED_AGAIN = 256
"""Links whose reading is kept: several ask of each link of a mail."""
_LONGEST_SCHEME = 10


@cache
def knowledge() -> dict[str, Any]:
    """The packaged facts about platforms and wrappers (``knowledge/platforms.toml``), read once."""
    text = resources.files("worker.knowledge").joinpath("platforms.toml").read_text("utf-8")
    return tomllib.loads(text)


@lru_cache(ASKED_AGAIN)
def host_of(url: str) -> str:
    """The host of a link in lower case, without ``www.``; empty when there is none."""
    bare = url[:LONGEST]
    scheme, sign, rest = bare.partition("://")
    if sign and len(scheme) <= _LONGEST_SCHEME and scheme.isalpha() and scheme.isascii():
        bare = rest
    for end in "/?#":
        bare = bare.partition(end)[0]
    host = bare.rpartition("@")[2].partition(":")[0]
    return host.lower().removeprefix("www.").rstrip(".")


def belongs(host: str, domain: str) -> bool:
    """Whether ``host`` is ``domain`` or lies under it."""
    return host == domain or host.endswith("." + domain)
