"""Eight more pictures of no network, late in 2026: to be left alone."""

# ruff: noqa: E501  (a stretch of markup reads best on one line)
from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.screens import company
from tests.screens.late import dressed
from tests.screens.page import Drawn
from tests.screens.skin import Skin, avatar, icon, page, picture, safe, status_bar


def drawn_aside(kind: str, seed: int) -> Drawn:
    """One page of ``kind``, which shows no network."""
    rng = Random(f"aside {kind} {seed}")
    way = WAYS[kind]
    s = dressed(rng, phone=not way.__name__.endswith("_desk"), dark=rng.random() < 0.4)
    return Drawn(None, s, page(s, way(s)), ())


def _mail_talk(s: Skin) -> str:
    """A conversation in a mail program: names, short dates, what each wrote."""
    rows = "".join(
        f'<div class="t p">{avatar(s, n, 36)}<div class="g"><div class="r sp"><b>{safe(n)}</b><span class="x">{s.rng.choice(["17 Nov", "2 days ago", "Yesterday", "14:06"])}</span></div><div class="f">to me, office ▾</div><div style="padding-top:8px">{safe(company.words(s.rng, 2))}</div></div></div><hr>'
        for n in company.pick(s.rng, 3)
    )
    return f'{status_bar(s)}<div class="r p">{icon(s, "back", 1.4)}<span class="g"></span>🗑 ✉ ⋮</div><div class="p" style="font-size:1.3em">Re: Gate code <span class="x k">Inbox</span></div>{rows}<div class="r p"><span class="k" style="border-radius:20px;padding:9px 20px">↩ Reply</span><span class="k" style="border-radius:20px;padding:9px 20px">↪ Forward</span></div>'


def _meeting_desk(s: Skin) -> str:
    """A meeting by video with its talk at the right."""
    rng = s.rng
    tiles = "".join(
        f'<div style="width:46%;margin:1%">{picture(s, 150)}<div class="x">{safe(n)}</div></div>'
        for n in company.pick(rng, 4)
    )
    talk = "".join(
        f'<div style="padding:8px 0"><div class="r sp"><b>{safe(n)}</b><span class="x">{company.clock(rng)}</span></div><div>{w}</div></div>'
        for n, w in zip(
            company.pick(rng, 4),
            (
                "Can everyone hear me?",
                "You're on mute Gav",
                "I have to leave at quarter past",
                "Minutes from last time are in the folder",
            ),
            strict=True,
        )
    )
    return f'<div class="r p k"><b>Governors: finance committee</b><span class="g"></span>00:41:12</div><div class="t p"><div class="g" style="display:flex;flex-wrap:wrap">{tiles}</div><div style="width:300px"><b>Meeting chat</b>{talk}<div class="k f" style="padding:9px">Type a message</div></div></div>'


def _parcel(s: Skin) -> str:
    """Where a parcel is."""
    rows = "".join(
        f'<div class="r p"><span>●</span><div class="g"><b>{t}</b><div class="x">{w}</div></div></div>'
        for t, w in (
            ("Delivered", "Today at 11:52 · Left with Reception"),
            ("Out for delivery", "Today at 07:20"),
            ("At the depot", "Yesterday at 22:48"),
            ("We have it", "17 November at 16:30"),
        )
    )
    return f'{status_bar(s)}<div class="p b" style="font-size:1.4em">Track your parcel</div><div class="k p">From: Millbeck Book Supplies<br>Signed by: {safe(s.rng.choice(company.NAMES))}</div>{rows}<div class="p c">Share · Help · Leave a review</div>'


def _notes_desk(s: Skin) -> str:
    """A document several write, with remarks at its edge."""
    rng = s.rng
    remarks = "".join(
        f'<div class="k p" style="border-radius:12px;margin-bottom:12px"><div class="r">{avatar(s, n, 28)}<div><b>{safe(n)}</b><div class="x">{t}</div></div></div><div style="padding:6px 0">{w}</div><div class="f">Reply or add others with @</div></div>'
        for n, t, w in zip(
            company.pick(rng, 3),
            ("14:22 Today", "Yesterday", "09:03 16 Nov"),
            ("Is this still our policy?", "Please check the dates with Hania", "Resolved with the chair"),
            strict=True,
        )
    )
    text = "".join(
        f'<p style="margin:12px 0">{w}. {v}.</p>'
        for w, v in (
            ("Children are collected from the hall door", "Staff sign each child out"),
            ("The gate is locked at five past nine", "Latecomers report to the office"),
            ("Parents who wish to complain follow the published procedure", "The stages are set out below"),
        )
    )
    return f'<div class="r p k">Collection policy v3 &nbsp; File Edit View Insert Format Tools<span class="g"></span>Share</div><div class="t p" style="gap:30px"><div class="g" style="padding:20px 60px"><b style="font-size:1.5em">Collection at the end of the day</b>{text}</div><div style="width:280px">{remarks}</div></div>'


def _voices(s: Skin) -> str:
    """Messages left on a telephone, written out."""
    rng = s.rng
    rows = "".join(
        f'<div class="p"><div class="r sp"><b>{safe(n)}</b><span class="x">{rng.choice(["Yesterday", "Monday", company.clock(rng)])}</span></div><div class="x">mobile · 0:{rng.randint(10, 59)}</div><div class="f">“{safe(rng.choice(company.SAYINGS))}”</div></div><hr>'
        for n in company.pick(rng, 5)
    )
    return f'{status_bar(s)}<div class="r p sp"><b style="font-size:1.6em">Voicemail</b><span>Edit</span></div>{rows}<div class="r x sp p"><span>Favourites</span><span>Recents</span><span>Contacts</span><span>Keypad</span><b>Voicemail</b></div>'


def _shop_reviews(s: Skin) -> str:
    """What people say of a program in the shop for programs."""
    rng = s.rng
    rows = "".join(
        f'<div class="k p" style="border-radius:14px;margin:10px {s.pad}px"><div class="r sp"><b>{t}</b><span class="x">{rng.randint(1, 28)} Oct</span></div><div class="r sp"><span style="color:#f60">{"★" * rng.randint(1, 5)}</span><span class="x">{safe(rng.choice(company.NICKS))}</span></div><div>{w}</div></div>'
        for t, w in (
            ("Crashes when I pay", "Since the update it shuts as soon as I try to pay for dinners."),
            ("Does the job", "Easy to book clubs, would like reminders."),
            ("Logged out again", "Every Monday I have to ask the office for a new code."),
        )
    )
    return f'{status_bar(s)}<div class="r p">{icon(s, "back", 1.4)}<b>Ratings &amp; Reviews</b></div><div class="p"><b style="font-size:2.4em">2.8</b> out of 5 <span class="x">1,204 Ratings</span></div>{rows}'


def _behaviour_desk(s: Skin) -> str:
    """The school's own log of what happened, with names and hours."""
    rng = s.rng
    rows = "".join(
        f'<tr><td style="padding:7px 14px">{rng.randint(1, 28):02}/11/2026 {company.clock(rng)}</td><td style="padding:7px 14px">{safe(a)}</td><td style="padding:7px 14px">{w}</td><td style="padding:7px 14px">{safe(b)}</td></tr>'
        for a, b, w in zip(
            company.pick(rng, 7),
            company.pick(rng, 7),
            (
                "Rough play at break",
                "Refused to work",
                "Kindness award",
                "Late from lunch",
                "Shouted out",
                "Helped a friend",
                "Language",
            ),
            strict=True,
        )
    )
    return f'<div class="r p" style="background:#205a50;color:#fff"><b>Behaviour log</b><span class="g"></span>Millbeck Primary School</div><div class="r p f">Pupils &nbsp; Attendance &nbsp; <b>Behaviour</b> &nbsp; Reports &nbsp; Messages</div><table><tr><th>When</th><th>Pupil</th><th>What</th><th>Recorded by</th></tr>{rows}</table>'


def _rota(s: Skin) -> str:
    """Who helps when, pinned to a board and photographed."""
    rows = "".join(
        f'<div class="r sp p"><b>{d}</b><span>{safe(a)} &amp; {safe(b)}</span><span>{t}</span></div><hr>'
        for d, a, b, t in zip(
            ("Mon", "Tue", "Wed", "Thu", "Fri"),
            company.pick(s.rng, 5),
            company.pick(s.rng, 5),
            ("8:30", "15:10", "8:30", "15:10", "8:30"),
            strict=True,
        )
    )
    return f'<div class="p c"><b style="font-size:1.8em">READING HELPERS</b><div class="f">Week of 16 November · any changes tell Pip</div></div>{rows}<div class="p c">Thank you!! Follow the school on Facebook for photos</div>'


WAYS: dict[str, Callable[[Skin], str]] = {
    "mail talk": _mail_talk, "meeting": _meeting_desk, "parcel": _parcel, "notes": _notes_desk,
    "voices": _voices, "shop reviews": _shop_reviews, "behaviour log": _behaviour_desk, "rota": _rota,
}  # fmt: skip
