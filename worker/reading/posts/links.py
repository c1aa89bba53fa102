"""Links in text: found in order, and taken out of the wrappers that scanners put round them.

All of it is string work (RFC 3986): no link is ever opened, resolved or looked up, because a visit
tips off the poster and can be covert surveillance (domain §1.6 rule 9).
"""

from __future__ import annotations

import base64
import re
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import resources
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from worker.reading.words.indexed import fold

LONGEST = 4096
"""Characters of a link that are read; what is longer is no link a person was given."""

MOST = 1_000
"""Links looked for in one text; more is a list, not a report."""

_NESTED = 6
_SPACE_IN_BRACKETS = re.compile(r"<(https?://[^<>]{1,4096})>", re.IGNORECASE)
_LINK = re.compile(
    r"(?<![\w@/.-])(?:https?://|www\.)[^\s<>\"“”«»`{}|\\^]{2,4096}"
    r"|(?<![\w@/.-])(?:[a-z0-9-]{1,40}\.){1,3}[a-z]{2,8}/[^\s<>\"“”«»`{}|\\^]{2,4096}",
    re.IGNORECASE,
)
_GAP = re.compile(r"\s")
_TAIL = ".,;:!?'’‘*_~…>"
_PAIRS = {")": "(", "]": "["}


@cache
def knowledge() -> dict[str, Any]:
    """The packaged facts about platforms and wrappers (``knowledge/platforms.toml``), read once."""
    text = resources.files("worker.knowledge").joinpath("platforms.toml").read_text("utf-8")
    return tomllib.loads(text)


def find_links(text: str) -> tuple[str, ...]:
    """Every web link in ``text``, unwrapped, in order and without duplicates.

    Takes links with a scheme, with ``www.`` alone, or as ``host/path`` where the host is a platform
    we know. Punctuation glued to the end is left out; the link is otherwise as written.
    """
    return tuple(dict.fromkeys(link for _, link in place_links(text)))


def place_links(text: str) -> tuple[tuple[tuple[int, int], str], ...]:
    """Every link of ``text`` with the stretch it fills (start, end), unwrapped, repeats included."""
    found = []
    for begin, end in _find_stretches(text):
        for match in _LINK.finditer(text, begin, end):
            written = _trim(match.group())
            if "://" in written[:8] or written[:4].lower() == "www." or _known_host(written):
                found.append(((match.start(), match.start() + len(written)), unwrap(written)))
        if len(found) >= MOST:
            break
    return tuple(found[:MOST])


def _find_stretches(text: str) -> Iterator[tuple[int, int]]:
    """The stretches without a space that may hold a link: those with a slash or a ``www.`` in them."""
    end, folded = 0, fold(text)
    slash = www = -1
    while True:
        slash = _find(folded, "/", end) if slash < end else slash
        www = _find(folded, "www.", end) if www < end else www
        sign = min(slash, www)
        if sign >= len(text):
            return
        begin = max(end, text.rfind(" ", end, sign) + 1, text.rfind("\n", end, sign) + 1)
        gap = _GAP.search(text, sign)
        end = gap.start() if gap else len(text)
        yield begin, end


def _find(text: str, sign: str, start: int) -> int:
    """Where a sign stands next, or where the text ends."""
    at = text.find(sign, start)
    return at if at >= 0 else len(text)


def join_wrapped(text: str) -> str:
    """``text`` with links that were broken over lines inside ``<…>`` made whole (RFC 3986 appendix C)."""
    return _SPACE_IN_BRACKETS.sub(lambda m: "<" + re.sub(r"\s+", "", m.group(1)) + ">", text)


ASKED_AGAIN = 256
"""Links whose reading is kept: several ask of each link of a mail."""


@lru_cache(ASKED_AGAIN)
def unwrap(url: str) -> str:
    """The link inside Safe Links, Proofpoint v1 to v3, Google and similar wrappers, nested ones too.

    Offline and never raising: what cannot be unwrapped comes back as it was given.
    """
    for _ in range(_NESTED):
        inner = _open_one(url)
        if inner is None or inner == url:
            break
        url = inner
    return url


_LONGEST_SCHEME = 10


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


def _trim(link: str) -> str:
    """``link`` without the punctuation a sentence glued to it; a closing bracket stays if it was opened."""
    end = len(link)
    while end:
        last = link[end - 1]
        opened = _PAIRS.get(last)
        if last in _TAIL or (opened and link.count(last, 0, end) > link.count(opened, 0, end)):
            end -= 1
        else:
            break
    return link[:end]


@cache
def _platform_hosts() -> frozenset[str]:
    return frozenset(d.partition("/")[0] for p in knowledge()["platform"] for d in p["domains"])


def _known_host(link: str) -> bool:
    host = host_of(link)
    parts = host.split(".")
    return any(".".join(parts[i:]) in _platform_hosts() for i in range(len(parts) - 1))


def _open_one(url: str) -> str | None:
    """One layer of wrapping taken off, or ``None`` when there is none."""
    if len(url) > LONGEST:
        return None
    host = f".{host_of(url)}"
    if not (host.endswith(_PROOFPOINT) or _may_wrap(host, url)):
        return None
    try:
        parts = urlsplit(url if "://" in url else "https://" + url)
    except ValueError:
        return None
    if host.endswith(_PROOFPOINT):
        return _open_proofpoint(parts.path, parts.query, url)
    wrapper = _find_wrapper(host, parts.path)
    if wrapper is None:
        return None
    given = parse_qs(parts.query, max_num_fields=100)
    held = [given[name][0] for name in wrapper["params"] if name in given]
    if not wrapper["params"]:
        held = [written.group() for written in _IN_PATH.finditer(unquote(url))]
    return next(filter(None, map(_address_in, held)), None)


def _find_wrapper(host: str, path: str) -> dict[str, Any] | None:
    """What is known of the scanner or site that a link of this host (after a dot) and path leads through."""
    for ends, begins, wrapper in _wrappers():
        if host.endswith(ends) and (path or "/").startswith(begins):
            return wrapper
    return None


def _may_wrap(host: str, url: str) -> bool:
    """Whether a link of this host (after a dot) may lead through one: most of a site lead nowhere else."""
    path = f"/{url}"
    return any(host.endswith(ends) and begins in path for ends, begins, _ in _wrappers())


@cache
def _wrappers() -> tuple[tuple[tuple[str, ...], str, dict[str, Any]], ...]:
    """Of each of those the ends of its hosts, how its paths begin, and all that is known of it."""
    return tuple(
        (tuple(f".{host}" for host in wrapper["hosts"]), wrapper["path"], wrapper)
        for wrapper in knowledge()["wrappers"]
    )


_IN_PATH = re.compile(r"(?<=[/_])https?://[^\s]+?(?=___|\Z)", re.IGNORECASE)


def _address_in(held: str) -> str | None:
    """The web address that a wrapper holds, as it is or in base64."""
    if held.lower().startswith("ahr0c"):  # "http" in base64, capitals aside
        try:
            held = base64.urlsafe_b64decode(held + "=" * (-len(held) % 4)).decode("utf-8", "replace")
        except ValueError:
            return None
    return held if held.lower().startswith(("http://", "https://")) else None


def shown_host(url: str) -> str:
    """The host a scanner's link tells where it hides the address; empty when the link is none of those."""
    host = f".{host_of(url)}"
    if not host.endswith(_wrapping()):
        return ""
    path, _, query = url[:LONGEST].partition("://")[2].partition("/")[2].partition("?")
    wrapper = _find_wrapper(host, f"/{path}")
    shown = parse_qs(query, max_num_fields=100).get((wrapper or {}).get("shows", ""), [""])
    return host_of(shown[0])


_PROOFPOINT = (".urldefense.com", ".urldefense.us", ".urldefense.proofpoint.com")


@cache
def _wrapping() -> tuple[str, ...]:
    """The ends of hosts that put a link round another; nearly every link is told by them."""
    return (*_PROOFPOINT, *(f".{host}" for wrapper in knowledge()["wrappers"] for host in wrapper["hosts"]))


def _open_proofpoint(path: str, query: str, url: str) -> str | None:
    """A Proofpoint link opened (versions 1, 2 and 3), or ``None`` when it cannot be."""
    if path.startswith("/v3/"):
        return _open_proofpoint_v3(url)
    match = re.search(r"(?:^|&)u=([^&]*)", query)
    if not match:
        return None
    coded = match.group(1)
    if path.startswith("/v2/"):
        coded = coded.translate({ord("-"): "%", ord("_"): "/"})
    return unquote(coded) or None


_RUNS = {c: n for n, c in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", 2)}


def _open_proofpoint_v3(url: str) -> str | None:
    """Version 3 keeps the link readable, with odd characters cut out and listed, base64, after it.

    ``*`` stands for one byte of that list; ``**`` and a letter for a run of them (A is two).
    """
    start, end = url.find("/v3/__"), url.rfind("__;")
    if start < 0 or end < start:
        return None
    link, coded = url[start + 6 : end], url[end + 3 :].partition("!")[0]
    try:
        cut = base64.urlsafe_b64decode(coded + "=" * (-len(coded) % 4))
    except ValueError:
        return None
    pieces, at = [], 0
    for token in re.split(r"(\*\*[\w-]|\*)", link):
        if token.startswith("*"):
            size = _RUNS.get(token[2:], 1)
            pieces.append(cut[at : at + size].decode("utf-8", "replace"))
            at += size
        else:
            pieces.append(token)
    # The scanner's gateway may fold "//" into "/".
    return re.sub(r"^(https?:)/(?=[^/])", r"\1//", "".join(pieces), flags=re.IGNORECASE) or None
