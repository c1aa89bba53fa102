"""Which platform a link belongs to, and which post, group or person it points at.

The facts are data (``knowledge/platforms.toml``). Nothing is fetched: a short link stays as given.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any, NamedTuple
from urllib.parse import unquote

from worker.reading.posts.hosts import ASKED_AGAIN, LONGEST, belongs, host_of, knowledge
from worker.reading.posts.wrappers import shown_host, unwrap
from worker.reading.words.once import once


class Link(NamedTuple):
    """What a link points at, read from its letters alone.

    ``what`` is "post", "group", "profile" or "host" (the site is known, the rest is not). ``short``
    marks an address that hides the real one. ``key`` is platform and id: equal for one post under its
    several addresses, ``None`` where the link does not single out one post.
    """

    platform: str
    what: str
    user: str | None = None
    group: str | None = None
    id: str | None = None
    short: bool = False
    key: str | None = None


@dataclass(frozen=True, eq=False)
class Platform:
    """A site or app where people post; the fields are explained in ``platforms.toml``."""

    slug: str
    name: str
    as_of: date
    source: str
    words: tuple[str, ...]
    apps: tuple[str, ...]
    domains: tuple[str, ...]
    short_hosts: tuple[str, ...]
    addresses: tuple[tuple[str, str], ...]
    """Of a post, a group and a profile, as they are written there."""
    comment: tuple[str, ...]
    handles: bool
    has_links: bool
    closed: bool
    many_voices: bool
    anywhere: tuple[re.Pattern[str], ...]

    @once
    def patterns(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        """The addresses, made ready when a link to the platform is met."""
        return tuple((what, re.compile(written, re.IGNORECASE)) for what, written in self.addresses)


@lru_cache(ASKED_AGAIN)
def recognise(url: str) -> Link | None:
    """The post, group or profile a link points at, or ``None`` for a site that is no platform.

    Takes the link as people paste it: wrapped, in capitals, without a scheme, with punctuation at the
    end. Parameters that only track are ignored for ``key``. Never raises.
    """
    url = unwrap(url.strip().strip("<>()[]\"'“”‘’").rstrip(".,;:!?…"))[:LONGEST]
    if not _HTTP.match(url):
        if _NO_WEB.match(url):
            return None  # a mail address, or a scheme that is no web link
        url = "https://" + url
    host = host_of(url)
    candidates = _candidates(host)
    for platform in candidates:
        link = _read(platform, url, host)
        if link:
            return link
    return None if candidates else _read_anywhere(url) or _read_hidden(url)


def is_shortened(url: str) -> bool:
    """Whether a link's host is one for short links, also where the link tells the post (``youtu.be``)."""
    host = host_of(url)
    return any(belongs(host, h) for platform in _candidates(host) for h in platform.short_hosts)


def _read_anywhere(url: str) -> Link | None:
    """The post that a link's shape alone tells, on a host that is no platform's."""
    for platform in platforms():
        match = next((match for pattern in platform.anywhere if (match := pattern.match(url))), None)
        if match:
            return _link(platform, "post", match.groupdict(), url, short=False)
    return None


def _read_hidden(url: str) -> Link | None:
    """The platform whose host a scanner shows where it hides the address: no more is known."""
    platform = next(iter(_candidates(shown_host(url))), None)
    return Link(platform.slug, "host") if platform else None


_HTTP = re.compile(r"https?://", re.IGNORECASE)
_NO_WEB = re.compile(r"[a-z]{2,12}:|[^/?#]*@", re.IGNORECASE)


@cache
def platforms() -> tuple[Platform, ...]:
    """Every platform known, in the order in which they are tried."""
    return tuple(_platform(entry) for entry in knowledge()["platform"])


def find_platform(slug: str | None) -> Platform | None:
    """The platform of that slug, or ``None``."""
    return _by_slug().get(slug) if slug else None


@cache
def _by_slug() -> dict[str, Platform]:
    return {platform.slug: platform for platform in reversed(platforms())}


def platforms_at(email: str) -> frozenset[str]:
    """The platforms whose own domain an address is of; a host that is more than the platform is not."""
    domain = email.partition("@")[2].lower()
    return frozenset(p.slug for p in _candidates(domain) if any(belongs(domain, d) for d in p.domains))


def of_app(app: str) -> str | None:
    """The platform of an app as a phone names it in a screenshot's file name ("Facebook", "X")."""
    plain = re.sub(r"[\W_]", "", app).lower()
    return next((p.slug for p in platforms() if plain in (p.slug, *p.apps)), None)


def _platform(entry: dict[str, Any]) -> Platform:
    return Platform(
        slug=entry["slug"],
        name=entry["name"],
        as_of=entry["as_of"],
        source=entry["source"],
        words=tuple(entry["words"]),
        apps=tuple(entry["apps"]),
        domains=tuple(entry["domains"]),
        short_hosts=tuple(entry["short_hosts"]),
        addresses=tuple((what, one) for what in ("post", "group", "profile") for one in entry[what]),
        comment=tuple(entry.get("comment", ())),
        handles=entry.get("handles", False),
        has_links=entry.get("has_links", True),
        closed=entry.get("closed", False),
        many_voices=entry.get("many_voices", False),
        anywhere=tuple(re.compile(pattern, re.IGNORECASE) for pattern in entry.get("anywhere", ())),
    )


@cache
def _by_domain() -> dict[str, tuple[Platform, ...]]:
    """Platforms by the domains they use; one given with a path ("google.com/maps") counts for its host."""
    found: dict[str, list[Platform]] = {}
    for platform in platforms():
        for domain in dict.fromkeys(d.partition("/")[0] for d in (*platform.domains, *platform.short_hosts)):
            found.setdefault(domain, []).append(platform)
    return {domain: tuple(those) for domain, those in found.items()}


def _candidates(host: str) -> tuple[Platform, ...]:
    parts = host.split(".")[-6:]
    under = (".".join(parts[i:]) for i in range(len(parts) - 1))
    return tuple(dict.fromkeys(p for domain in under for p in _by_domain().get(domain, ())))


def _read(platform: Platform, url: str, host: str) -> Link | None:
    short = any(belongs(host, h) for h in platform.short_hosts)
    for what, pattern in platform.patterns:
        match = pattern.match(url)
        if match:
            return _link(platform, what, match.groupdict(), url, short)
    if short or any(belongs(host, d) for d in platform.domains):
        return Link(platform.slug, "host", short=short)
    return None


def _link(platform: Platform, what: str, parts: dict[str, str | None], url: str, short: bool) -> Link:
    post_id = parts.get("id") or parts.get("short")
    single = what == "post" and post_id and not platform.many_voices
    comment = [parts.get("comment"), *(_parameter(url, name) for name in platform.comment)]
    return Link(
        platform=platform.slug,
        what=what,
        user=parts.get("user"),
        group=parts.get("group") or parts.get("sub") or parts.get("topic"),
        id=post_id,
        short=bool(parts.get("short")) or (short and post_id is None),
        key=":".join(filter(None, (platform.slug, post_id, *comment))) if single else None,
    )


def _parameter(url: str, name: str) -> str | None:
    match = re.search(rf"[?&]{re.escape(name)}=([^&#]{{1,200}})", url) if name in url else None
    return unquote(match.group(1)) if match else None
