"""What scanners and sites put round a link: Safe Links, Proofpoint, redirecting pages; taken off offline.

It is string work alone (RFC 3986): no link is ever opened, resolved or looked up (domain §1.6 rule 9).
"""

from __future__ import annotations

import base64
import re
from functools import cache, lru_cache
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from worker.reading.posts.hosts import ASKED_AGAIN, LONGEST, host_of, knowledge

_NESTED = 6


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
