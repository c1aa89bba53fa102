"""Links in what others wrote are shown and cannot be pressed, in every mail to our own people."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests import cast
from tests.world import POST, World
from worker.wording.text import unlinked

EVIL = "https://evil.example/pay?x=1 and www.evil.example or evil.com/login, see http://a.b.example"
LIVE = re.compile(r"https?://(?!www\.w3\.org)|www\.|evil\.(?:com|example)", re.IGNORECASE)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("see https://evil.example/a.b?c=d.", "see evil[.]example/a[.]b?c=d."),
        ("HTTP://EVIL.example", "EVIL[.]example"),
        ("www.evil.example/x", "www[.]evil[.]example/x"),
        ("go to evil.com now", "go to evil[.]com now"),
        ("evil.co.uk/login", "evil[.]co[.]uk/login"),
        ("write to kim@families.example", "write to kim@families.example"),
        ("at 3.30 p.m. in Year 6.No more", "at 3.30 p.m. in Year 6.No more"),
    ],
)
def test_a_link_is_shown_and_is_none(written: str, shown: str) -> None:
    """Whatever a mail program makes a link of by itself; nothing else changes."""
    assert unlinked(written) == shown


def test_no_mail_to_our_people_bears_a_live_link(tmp_path: Path) -> None:
    """A post, a parent's answer and the head's own words, all full of links."""
    with World(tmp_path / "data") as world:
        world.report(text=POST.replace("Useless,", f"{EVIL} Useless,"))
        world.reply(world.latest(cast.HEAD, "approval"), f"To {cast.PARENT.email}")
        world.reply(world.latest(cast.HEAD, "approval"), "Approve")
        world.later(11)
        world.reply(world.last(cast.PARENT.email), f"look at {EVIL}", cast.PARENT)
        world.reply(world.latest(cast.HEAD, "news"), f"what about {EVIL}?")
        world.on("2026-11-25", "07:15")
        kinds = {got.kind for got in world.got(cast.HEAD)}
        assert {"approval", "news", "question", "digest"} <= kinds
        for got in (*world.got(cast.HEAD), *world.got(cast.TEACHER)):
            for part in got.mail.walk():
                if part.get_content_maintype() == "text":
                    shown = part.get_content()
                    assert not LIVE.search(shown), (got.kind, part.get_content_type(), LIVE.search(shown))
