"""X: one post with its replies, the timeline, and a page on a desktop."""

# ruff: noqa: E501  (a stretch of markup reads best on one line)
from __future__ import annotations

from tests.screens import cast
from tests.screens.cast import Said
from tests.screens.page import Drawn
from tests.screens.skin import Skin, address_bar, avatar, icon, mark, page, picture, safe, status_bar

LAYOUTS = ("detail", "timeline", "quote")
BLUE = "#1d9bf0"


def draw(s: Skin) -> Drawn:
    """One page in the skin's layout."""
    rng = s.rng
    s.colours.update(paper=rng.choice(["#000000", "#15202b"]) if s.dark else "#ffffff")
    first = _said(s)
    bar, address = address_bar(s, "x.com", f"/{first.handle}/status/{rng.randint(10**18, 2 * 10**18)}", 0.3)
    said: list[Said | None] = []
    parts = []
    if s.layout == "timeline":
        parts.append(
            '<div class="r p" style="justify-content:space-around"><b>For you</b><span class="f">Following</span></div><hr>'
        )
    else:
        parts.append(f'<div class="r p">{icon(s, "back", 1.2)}<b style="font-size:1.2em">Post</b></div>')
        first = Said(
            first.author,
            first.handle,
            f"{cast.clock(rng)} · {rng.randint(1, 28)} Nov {rng.choice(['2026', '26'])}",
            first.text,
        )
        parts.append(_detail(s, first))
        said.append(first)
        if s.chance(0.6):
            parts.append(
                f'<div class="r p">{avatar(s, "me", 32)}<span class="g" style="color:{s.faint()}">Post your reply</span><span style="background:{BLUE};color:#fff;border-radius:20px;padding:5px 14px">Reply</span></div><hr>'
            )
        elif s.chance(0.5):
            parts.append('<div class="p b">Most relevant replies ▾</div>')
    for _ in range(rng.randint(2, 5)):
        one = _said(s)
        parts.append(_row(s, one, first if s.layout != "timeline" and s.chance(0.3) else None))
        said.append(one)
        if s.layout == "quote" and s.chance(0.4):
            pass
    parts.append(mark())
    said.append(None)
    top = status_bar(s) + bar
    body = top + "".join(parts) if s.phone else _wide(s, top, "".join(parts))
    return Drawn("x", s, page(s, body), tuple(said), address)


def _said(s: Skin) -> Said:
    rng = s.rng
    when = rng.choice(
        [
            cast.short_time(rng),
            cast.short_time(rng),
            f"{rng.choice(['Nov', 'Oct'])} {rng.randint(1, 28)}",
            f"{rng.randint(1, 28)} Nov",
        ]
    )
    who = (
        cast.name(rng)
        if s.chance(0.7)
        else rng.choice(
            [cast.handle(rng), f"{rng.choice(cast.FIRST)} 🌻", "Angry of Thornlea", f"Dr {cast.name(rng)}"]
        )
    )
    return Said(who, cast.handle(rng), when, cast.words(rng, 3))


def _badge(s: Skin) -> str:
    tick = f'<span style="display:inline-block;width:1em;height:1em;border-radius:50%;background:{BLUE};color:#fff;font-size:.8em;text-align:center;line-height:1em">✓</span>'
    return tick if s.chance(0.2) else ""


def _detail(s: Skin, one: Said) -> str:
    rng = s.rng
    views = f"{rng.randint(1, 90)}.{rng.randint(0, 9)}K"
    follow = (
        f'<span style="border:1px solid {s.faint()};border-radius:18px;padding:4px 12px">Follow</span>'
        if s.chance(0.4)
        else ""
    )
    media = picture(s) if s.chance(0.2) else ""
    counts = (
        f'<hr><div class="r p" style="gap:16px"><span><b>{rng.randint(2, 90)}</b> <span class="f">Reposts</span></span><span><b>{rng.randint(2, 9)}</b> <span class="f">Quotes</span></span><span><b>{rng.randint(9, 900)}</b> <span class="f">Likes</span></span></div>'
        if s.chance(0.5)
        else ""
    )
    return (
        f'{mark()}<div class="p"><div class="r">{avatar(s, one.author, 42)}<div class="g"><div><b>{safe(one.author)}</b> {_badge(s)}</div>'
        f'<div class="f">@{one.handle}</div></div>{follow}{icon(s, "dots")}</div><div class="w" style="font-size:1.12em;margin:{s.gap}px 0">{safe(one.text)}</div>{media}'
        f'<div class="f">{one.when} · <b style="color:{s.ink()}">{views}</b> Views</div></div>{counts}<hr>{_acts(s)}<hr>'
    )


def _acts(s: Skin) -> str:
    rng = s.rng
    parts = [
        f'<span class="r f">{icon(s, i)}{rng.choice([str(rng.randint(1, 300)), "1.2K", ""])}</span>'
        for i in ("talk", "turn", "heart", "book", "share")
    ]
    return f'<div class="r sp" style="padding:4px {s.pad}px">{"".join(parts)}</div>'


def _row(s: Skin, one: Said, to: Said | None) -> str:
    media = picture(s, 130) if s.chance(0.1) else ""
    answer = f'<div class="f">Replying to <span style="color:{BLUE}">@{to.handle}</span></div>' if to else ""
    gap = s.rng.choice([" ", "&nbsp;&nbsp;"])
    return (
        f'{mark()}<div class="t" style="padding:{s.gap}px {s.pad}px">{avatar(s, one.author, 40)}<div class="g"><div class="r" style="gap:4px"><div class="nw g" style="overflow:hidden;text-overflow:ellipsis"><b>{safe(one.author)}</b> {_badge(s)}'
        f'<span class="f">{gap}@{one.handle} · {one.when}</span></div>{icon(s, "dots")}</div>{answer}<div class="w">{safe(one.text)}</div>{media}{_acts(s)}</div></div><hr>'
    )


def _wide(s: Skin, top: str, middle: str) -> str:
    rng = s.rng
    left = "".join(
        f'<div class="r" style="padding:11px;font-size:1.1em">{icon(s, "house")}{w}</div>'
        for w in ("Home", "Explore", "Notifications", "Messages", "Bookmarks", "Profile", "More")
    )
    right = (
        '<div class="k p" style="border-radius:14px"><b>What\'s happening</b>'
        + "".join(
            f'<div style="padding:8px 0"><div class="x">Trending in United Kingdom</div><b>{w}</b><div class="x">{rng.randint(2, 90)}K posts</div></div>'
            for w in ("Half Term", "#Ofsted", "Carlisle")
        )
        + "</div>"
    )
    return f'{top}<div class="t"><div style="width:230px">{left}</div><div style="width:600px">{middle}</div><div style="width:300px;padding:8px">{right}</div></div>'
