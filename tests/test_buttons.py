"""Our mails as mail programs quote them, HTML and all: what is quoted, buttons too, is never an answer."""

from __future__ import annotations

import re
from collections.abc import Callable
from email.message import EmailMessage
from html import unescape
from urllib.parse import unquote

import pytest

from tests import cast
from tests.test_tokens import OTHER, sent_by
from tests.world import Got, World
from worker.model import Address
from worker.reading.message.html import to_text

PARENT = cast.PARENT.email
HEAD = cast.HEAD.email
WHO = Address(cast.HEAD.email, cast.HEAD.name)


@pytest.fixture
def world(addressed: World) -> World:
    return addressed


def html_of(got: Got) -> str:
    part = got.mail.get_body(("html",))
    assert part is not None
    return str(part.get_content())


def uris(got: Got) -> list[str]:
    return [unescape(one) for one in re.findall(r'href="(mailto:[^"]+)"', html_of(got))]


# ── programs ───────────────────────────────────────────────────────────────────────────────

_ANCHOR = re.compile(r'<a href="mailto:([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)


def _linked(html: str, how: str) -> str:
    """The HTML as plain text, with its buttons' addresses written out as a program does it."""
    kept: list[str] = []

    def shown(found: re.Match[str]) -> str:
        kept.append(how.format(unescape(found[1])))
        return f"{found[2]} \ue000{len(kept) - 1}\ue001"

    text = to_text(_ANCHOR.sub(shown, html))
    return re.sub(r" ?\ue000(\d+)\ue001", lambda found: kept[int(found[1])], text)


def _lines(words: str) -> str:
    return words.replace("\n", "<br>")


def _inside(html: str) -> str:
    return html.partition("<body")[2].partition(">")[2].partition("</body>")[0]


def outlook(words: str, got: Got, html: str) -> tuple[str, str]:
    head = (
        f"From: Headsup <{cast.INBOX.email}>\nSent: 24 November 2026 08:12\n"
        f"To: {cast.HEAD.name} <{HEAD}>\nSubject: {got.mail['Subject']}\n\n"
    )
    plain = f"{words}\n\n{head}{_linked(html, '<mailto:{}>')}\n"
    shown = head.strip().replace("<", "&lt;").replace("\n", "<br>")
    rich = (
        f'<html><body><div class="WordSection1"><p class="MsoNormal">{_lines(words)}</p>'
        f'<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm">'
        f'<p class="MsoNormal">{shown}</p></div>{_inside(html)}</div></body></html>'
    )
    return plain, rich


def gmail(words: str, got: Got, html: str) -> tuple[str, str]:
    wrote = f"On Tue, 24 Nov 2026 at 08:12, Headsup <{cast.INBOX.email}> wrote:"
    quoted = "\n".join(f"> {line}" for line in _linked(html, " <{}>").splitlines())
    rich = (
        f'<div dir="ltr">{_lines(words)}</div><br><div class="gmail_quote"><div dir="ltr" '
        f'class="gmail_attr">{wrote.replace("<", "&lt;")}<br></div><blockquote class="gmail_quote">'
        f"{_inside(html)}</blockquote></div>"
    )
    return f"{words}\n\n{wrote}\n\n{quoted}\n", rich


def apple(words: str, got: Got, html: str) -> tuple[str, str]:
    wrote = f"On 24 Nov 2026, at 08:12, Headsup <{cast.INBOX.email}> wrote:"
    quoted = "\n".join(f"> {line}" for line in _linked(html, "").splitlines())
    rich = (
        f'<html><body dir="auto">{_lines(words)}<br><div dir="ltr"><br><blockquote type="cite">'
        f'{wrote.replace("<", "&lt;")}<br><br></blockquote></div><blockquote type="cite"><div dir="ltr">'
        f"{_inside(html)}</div></blockquote></body></html>"
    )
    return f"{words}\n\n> {wrote}\n> \n{quoted}\n", rich


def samsung(words: str, got: Got, html: str) -> tuple[str, str]:
    head = (
        f"-------- Original message --------\nFrom: Headsup <{cast.INBOX.email}>\nDate: 24/11/2026 08:12"
        f" (GMT+00:00)\nTo: {cast.HEAD.name} <{HEAD}>\nSubject: {got.mail['Subject']}\n\n"
    )
    plain = f"{words}\n\n\n{head}{_linked(html, '')}\n"
    shown = head.strip().replace("<", "&lt;").replace("\n", "</div><div>")
    said = f'<div dir="auto">{_lines(words)}</div><div><br></div><div>{shown}</div>'
    rich = f"<html><body>{said}{html}</body></html>"
    return plain, rich


def bare(words: str, got: Got, html: str) -> tuple[str, str]:
    """A program that marks a quote with nothing at all."""
    return f"{words}\n\n{_linked(html, '')}\n", ""


Program = Callable[[str, Got, str], tuple[str, str]]
PROGRAMS: tuple[Program, ...] = (outlook, gmail, apple, samsung)


def answered(world: World, got: Got, words: str, program: Program, *, rich: bool) -> EmailMessage:
    plain, html = program(words, got, html_of(got))
    headers = {"In-Reply-To": str(got.mail["Message-ID"]), "References": str(got.mail["Message-ID"])}
    message = world.mail(WHO, f"Re: {got.mail['Subject']}", plain, headers=headers)
    if rich and html:
        message.add_alternative(html, "html")
    return message


def left(world: World) -> list[str]:
    world.later(90)
    return [to for _, tos in world.outbox.sent for to in tos if to == PARENT]


@pytest.mark.parametrize("rich", [False, True], ids=["plain", "html"])
@pytest.mark.parametrize("program", PROGRAMS)
def test_a_yes_above_our_whole_mail(world: World, program: Program, rich: bool) -> None:
    """The head's one word counts, and nothing of what the mail offers below it."""
    world.receive(answered(world, world.latest(HEAD, "approval"), "Approve", program, rich=rich))
    assert (world.kinds(HEAD)[-1], left(world)) == ("confirmation", [PARENT])


@pytest.mark.parametrize("rich", [False, True], ids=["plain", "html"])
@pytest.mark.parametrize("program", [*PROGRAMS, bare])
@pytest.mark.parametrize("words", ["", "Thank you"])
def test_our_mail_alone_decides_nothing(world: World, program: Program, rich: bool, words: str) -> None:
    """Sent back without a word, however it is quoted: "Approve" and "Reject" on it are ours, not hers."""
    world.receive(answered(world, world.latest(HEAD, "approval"), words, program, rich=rich))
    assert left(world) == []
    assert world.drafts()[0][3] == "waiting"


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_change_above_our_whole_mail(world: World, program: Program) -> None:
    """An edit is an edit, whatever is quoted."""
    got = world.latest(HEAD, "approval")
    world.receive(answered(world, got, "Change Thursday to Friday", program, rich=True))
    assert [draft[3] for draft in world.drafts()] == ["waiting"]
    assert world.kinds(HEAD)[-1] == "approval"


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_digest_quoted_whole(world: World, program: Program) -> None:
    """What it offers by number is quoted; what she wrote by number is done."""
    world.on("2026-11-25", "07:16")
    digest = world.latest(HEAD, "digest")
    world.receive(answered(world, digest, "1 hold till Friday", program, rich=True))
    assert world.drafts()[0][3] == "held"


# ── buttons ────────────────────────────────────────────────────────────────────────────────


def test_every_button_of_an_approval_does_what_it_says(world: World) -> None:
    """Pressed, and sent as it is."""
    said = {unquote(uri.rpartition("body=")[2]): uri for uri in uris(world.latest(HEAD, "approval"))}
    assert list(said) == ["Approve", "Hold till Friday", "Reject", "Close"]
    world.receive(sent_by(said["Hold till Friday"], world))
    assert world.drafts()[0][3] == "held"


def test_a_yes_is_taken_back_by_its_button(world: World) -> None:
    """What confirms an approval has STOP ready to send; what confirms anything else has not."""
    world.reply(world.latest(HEAD, "approval"), "Approve")
    (said,) = uris(world.latest(HEAD, "confirmation"))
    assert unquote(said.rpartition("body=")[2]) == "STOP"
    world.receive(sent_by(said, world))
    assert (world.drafts()[0][3], left(world)) == ("waiting", [])
    world.reply(world.latest(HEAD, "approval"), "Hold till Friday")
    assert uris(world.latest(HEAD, "confirmation")) == []


def test_a_digests_buttons_bear_the_number_and_approve_nothing(world: World) -> None:
    """Letters are approved from the mail that shows them."""
    world.report(text=OTHER)
    world.on("2026-11-25", "07:16")
    said = {unquote(uri.rpartition("body=")[2]): uri for uri in uris(world.latest(HEAD, "digest"))}
    assert list(said) == ["1 Hold till Friday", "1 Close", "2 Hold till Friday", "2 Close"]
    world.receive(sent_by(said["2 Close"], world))
    states = [world.case(ref).state.value for ref in ("2026-0001", "2026-0002")]
    assert states == ["open", "closed"]


def test_an_alert_is_answered_by_its_button(world: World) -> None:
    """Any word is enough, and this one is ready: the alert is not repeated."""
    world.report(text=THREAT)
    alert = world.latest(HEAD, "alert")
    (said,) = [uri for uri in uris(alert) if "hand" in uri]
    world.receive(sent_by(said, world))
    world.later(60)
    assert [kind for kind in world.kinds(HEAD) if kind == "alert"] == ["alert"]


def test_a_held_message_is_put_aside_by_its_button(world: World) -> None:
    """With its number, also where it is the only thing in the digest."""
    world.receive(world.mail(Address("someone@elsewhere.example"), "Hello", "Have you seen this?"))
    world.reply(world.latest(HEAD, "approval"), "Reject")
    world.reply(world.last(HEAD), "Close")
    world.on("2026-11-25", "07:16")
    (said,) = [uri for uri in uris(world.latest(HEAD, "digest")) if "discard" in uri]
    assert said.endswith("body=1%20discard")
    world.receive(sent_by(said, world))
    assert (world.kinds(HEAD)[-1], len(world.store.mailroom.held)) == ("confirmation", 0)


THREAT = (
    'Kim Dale put this on the Northside parents Facebook group:\n"I am coming to the school tomorrow at 8'
    ' with a knife and I will kill that teacher."\nhttps://www.facebook.com/groups/northsideparents/posts/5/\n'
)
