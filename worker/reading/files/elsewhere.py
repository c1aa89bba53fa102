"""Files that lie behind a link instead of in the mail: recognised and asked for, never fetched.

A visit tells whoever keeps the file who looked and when, and what lies there may change or go
(domain.md §1.6 rule 9).
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from worker.reading.posts.hosts import host_of
from worker.reading.posts.links import find_links

_LONGEST = 200_000


def find_elsewhere(text: str) -> tuple[str, ...]:
    """The names of the services that a text's links keep files with, in order; empty when there are none."""
    text = text[:_LONGEST]
    if not any(map(text.lower().__contains__, _known_hosts())):
        return ()
    named = (_service(link) for link in find_links(text))
    return tuple(dict.fromkeys(name for name in named if name))


def is_elsewhere(link: str) -> bool:
    """Whether a link leads to files somebody keeps, which is no post's address."""
    return _service(link) is not None


def _service(link: str) -> str | None:
    host = host_of(link)
    if not f".{host}".endswith(_ends()):
        return None
    path = (link.partition("://")[2] or link).partition("/")[2].lower()
    for place, name in _places():
        domain, _, beginning = place.partition("/")
        if (host == domain or host.endswith(f".{domain}")) and path.startswith(beginning):
            return name
    return None


@cache
def _places() -> tuple[tuple[str, str], ...]:
    source = tomllib.loads((files("worker.knowledge") / "sharing.toml").read_text("utf-8"))
    return tuple((place, service["name"]) for service in source["service"] for place in service["links"])


@cache
def _ends() -> tuple[str, ...]:
    """The ends of the hosts that keep files; nearly every link is told by them."""
    return tuple(f".{host}" for host in _known_hosts())


@cache
def _known_hosts() -> frozenset[str]:
    """The hosts looked for in a text first, also inside a scanner's link: most mails name none."""
    return frozenset(place.partition("/")[0] for place, _ in _places())
