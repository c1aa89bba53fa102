"""Nine apps put together at random from what they are made of: no design of ours, but the parts each has.

Where the time stands, what parts it from the name, which actions there are and in which order, with bubbles
or without, faces or none, indented or not: all drawn with the seed.
"""

# ruff: noqa: E501  (a stretch of markup reads best on one line)
from __future__ import annotations

from dataclasses import dataclass
from random import Random

from tests.screens import cast, crowd
from tests.screens.cast import Said
from tests.screens.page import Drawn
from tests.screens.skin import (
    OTHER_FONTS,
    Skin,
    address_bar,
    avatar,
    icon,
    mark,
    page,
    safe,
    skin,
    status_bar,
)

FONTS = ("Inter", "Roboto", "Open Sans", "Liberation Sans", "DejaVu Sans", "Noto Sans", *OTHER_FONTS)


@dataclass(frozen=True)
class Parts:
    """What an app is made of. ``heads`` says where a time may stand; ``tops`` and ``ends`` frame the page."""

    heads: tuple[str, ...]
    dots: tuple[str, ...]
    times: tuple[str, ...]
    actions: tuple[tuple[str, ...], ...]
    tops: tuple[str, ...]
    middles: tuple[str, ...]
    ends: tuple[str, ...]
    host: str = ""


APPS = {
    "facebook": Parts(
        ("foot",), ("·",), ("{s}", "{n} hrs", "{n} mins", "1 h"),
        (("Like", "Reply"), ("Like", "Reply", "Share"), ("Like", "Reply", "Edited"), ("Like", "React", "Reply")),
        ("{first}'s post", "{full}'s Post", "{group} · Private group"), ("Most relevant", "All comments", "View previous comments", "{n} comments · {n} shares"),
        ("Write a comment…", "Comment as {full}", "Write a public comment…"), "www.facebook.com",
    ),
    "x": Parts(
        ("at",), ("·",), ("{s}", "{d} Nov", "Nov {d}"), (("{n}", "{n}", "{n}", "{n}K"), ("{n}", "{n}", "{n}")),
        ("Post", "For you   Following", "Thread"), ("Show more replies", "Most relevant replies"), ("Post your reply", "Tweet your reply", "{n} Reposts {n} Likes"), "x.com",
    ),
    "instagram": Parts(
        ("beside",), ("", "•", "·"), ("{s}", "{n} w", "{n}h"), (("Reply",), ("Reply", "{n} likes"), ("{n} likes", "Reply"), ("Reply", "See translation"), ("Reply", "Hide")),
        ("Comments",), ("View {n} more replies", "— View 1 more reply"), ("Add a comment for {h}...", "Add a comment…", "What do you think of this?"), "www.instagram.com",
    ),
    "tiktok": Parts(
        ("foot",), ("",), ("{s} ago", "{s}", "11-{d}"), (("Reply",), ("Reply", "{n}"), ("Reply", "See translation")),
        ("{n} comments", "Comments ({n})", "Comments {n}"), ("View {n} replies", "View more ({n})", "Liked by creator"), ("Add comment...",), "www.tiktok.com",
    ),
    "nextdoor": Parts(
        ("place", "under", "foot"), ("·", "•"), ("{n} hr ago", "{n} days ago", "{n} min ago", "{d} Nov"), (("Like", "Reply"), ("Like", "Reply", "Share"), ("Like", "Comment", "Share")),
        ("Nextdoor", "Search Nextdoor", "For you   Recent   Nearby"), ("{n} comments", "See more comments"), ("Add a comment...", "Home   For Sale & Free   Post"), "nextdoor.co.uk",
    ),
    "google_reviews": Parts(
        ("stars",), ("",), ("{n} months ago", "a month ago", "a year ago", "{n} weeks ago", "{n} days ago"), (("Helpful", "Share"), ("Like",), ("Like", "Share"), ("Helpful ({n})",)),
        ("{school}", "Overview   Reviews   About"), ("Sort by: Newest", "3.4 ★★★ ({n})"), ("Write a review", "{n} reviews"), "www.google.com",
    ),
    "mumsnet": Parts(
        ("beside", "far", "under"), ("·", "", "•"), ("Today {c}", "Yesterday {c}", "{d}/11/2026 {c}"), (("Quote", "Thanks", "Report"), ("Add post", "Report", "Bookmark"), ("Reply", "Quote", "Report")),
        ("Mumsnet", "mumsnet   Talk   Log in"), ("Watch this thread", "AIBU to be cross?"), ("Join the discussion", "Watch thread"), "www.mumsnet.com",
    ),
}  # fmt: skip


def drawn_mixed(slug: str, seed: int) -> Drawn:
    """One page of ``slug``, put together with the seed."""
    rng = Random(f"mixed {slug} {seed}")
    phone = rng.random() < 0.7
    s = skin(rng, "", phone=phone, dark=rng.random() < 0.5, other_font=rng.random() < 0.4)
    object.__setattr__(s, "font", rng.choice(FONTS))
    return _chat(s, slug) if slug in ("whatsapp", "snapchat") else _feed(s, slug, APPS[slug])


def _filled(s: Skin, text: str) -> str:
    rng = s.rng
    return text.format(
        n=rng.randint(2, 20), d=rng.randint(10, 28), c=cast.clock(rng), s=cast.short_time(rng), first=crowd.first(rng), full=crowd.name(rng),
        group=rng.choice(cast.GROUPS), h=crowd.handle(rng), school=rng.choice(cast.SCHOOLS),
    )  # fmt: skip


def _someone(s: Skin, slug: str) -> tuple[str, str | None]:
    rng = s.rng
    if slug == "instagram":
        who = crowd.handle(rng)
        return who, who
    if slug == "x":
        return crowd.name(rng), "@" + crowd.handle(rng).replace(".", "_")
    if slug == "tiktok":
        return (crowd.handle(rng) if s.chance(0.5) else crowd.name(rng)), None
    if slug == "nextdoor":
        return (f"{crowd.first(rng)} {rng.choice(cast.LAST)[0]}." if s.chance(0.7) else crowd.name(rng)), None
    if slug == "mumsnet":
        return rng.choice(["Tired", "Grumpy", "Velvet", "NotMy", "Sunny", "ITeach"]) + rng.choice(
            ["Otter", "Mum3", "Monkey", "Lass", "Lily", "Sofa88"]
        ), None
    return crowd.name(rng), None


def _feed(s: Skin, slug: str, app: Parts) -> Drawn:
    rng = s.rng
    head, dot, acts = rng.choice(app.heads), rng.choice(app.dots), rng.choice(app.actions)
    boxed, faces, line = s.chance(0.4), s.chance(0.85), s.chance(0.4)
    bar, address = address_bar(s, app.host, f"/p/{rng.randint(10**8, 10**9)}/", 0.3)
    said: list[Said | None] = []
    parts = [
        status_bar(s),
        bar,
        "".join(
            f'<div class="p b" style="white-space:pre">{safe(_filled(s, top))}</div>'
            for top in rng.sample(app.tops, rng.randint(1, min(2, len(app.tops))))
        ),
    ]
    if s.chance(0.5):
        parts.append(
            f'<div class="p f">{safe(_filled(s, rng.choice(app.middles[-1:] if slug != "tiktok" else app.tops)))}</div>'
        )
    for n in range(rng.randint(3, 6)):
        who, handle = _someone(s, slug)
        one = Said(
            who,
            handle,
            _filled(s, rng.choice(app.times)),
            crowd.words(rng, 3),
            int(n > 0 and s.chance(0.25) and slug != "google_reviews"),
        )
        said.append(one)
        parts.append(_item(s, one, head, dot, acts, (boxed, faces, line)))
        if s.chance(0.15):
            parts.append(f'<div class="f" style="padding:2px 70px">{safe(_filled(s, app.middles[0]))}</div>')
    said.append(None)
    parts.append(
        f'{mark()}<div class="p"><div class="k f" style="border-radius:{rng.choice([6, 18])}px;padding:9px 14px;white-space:pre">{safe(_filled(s, rng.choice(app.ends)))}</div></div>'
    )
    body = "".join(parts)
    if not s.phone:
        body = f'{parts[1]}<div style="width:{rng.choice([560, 640, 720])}px;margin:{rng.choice(["auto", "10px 40px"])}">{"".join(parts[2:])}</div>'
    return Drawn(slug, s, page(s, body), tuple(said), address)


def _item(
    s: Skin, one: Said, head: str, dot: str, acts: tuple[str, ...], how: tuple[bool, bool, bool]
) -> str:
    rng = s.rng
    boxed, faces, line = how
    time = f'<span class="f">{one.when}</span>'
    parted = f" {dot} " if dot else " &nbsp;"
    name = f"<b>{safe(one.author)}</b>"
    row = "".join(f"<span>{_filled(s, a)}</span>" for a in acts)
    foot = f'<div class="r f" style="gap:{rng.choice([12, 18])}px;margin-top:3px">{row}</div>'
    place = rng.choice(cast.PLACES)
    if head == "foot":
        top, foot = name, foot.replace('px">', f'px"><span>{one.when}</span>', 1)
    elif head == "at":
        top = f'<div class="nw" style="overflow:hidden">{name} <span class="f">{one.handle}{parted}{one.when}</span></div>'
    elif head == "place":
        top = f'{name}<div class="f">{place}{parted}{one.when}</div>'
    elif head == "under":
        top = f'{name}<div class="f">{one.when}</div>'
    elif head == "far":
        top = f'<div class="r sp">{name}{time}</div>'
    elif head == "stars":
        top = f'{name}<div class="x">{rng.randint(2, 40)} reviews</div><div><span style="color:#fbbc04">{"★" * rng.randint(1, 5)}</span> {time}</div>'
    else:
        top = f"<div>{name}{parted}{time}</div>"
    ground = f"background:{s.card()};border-radius:14px;padding:8px 12px" if boxed else ""
    face = avatar(s, one.author, s.avatar - 6 * one.depth) if faces else ""
    under = "<hr>" if line else ""
    return f'{mark()}<div class="t" style="padding:{s.gap}px {s.pad}px {s.gap}px {s.pad + one.depth * 34}px">{face}<div class="g"><div style="{ground}">{top}<div class="w">{safe(one.text)}</div></div>{foot}</div></div>{under}'


# ── chats ──────────────────────────────────────────────────────────────────────────────────

TONES = ("#c0392b", "#2471a3", "#af601a", "#117a65", "#7d3c98", "#b03a6a")
TONES_DARK = ("#ff9a8c", "#6cb8ff", "#ffc078", "#5fd6b4", "#d0a4ff", "#ff90bd")


def _chat(s: Skin, slug: str) -> Drawn:
    rng = s.rng
    snap = slug == "snapchat"
    object.__setattr__(s, "phone", True)
    object.__setattr__(s, "width", min(s.width, 430))
    object.__setattr__(s, "scale", max(s.scale, 2.0))
    people = [
        crowd.first(rng).upper()
        if snap
        else rng.choice([crowd.name(rng), crowd.first(rng), cast.saved(rng).removeprefix("~ ")])
        for _ in range(3)
    ]
    people = list(dict.fromkeys(people))
    group = rng.choice(cast.GROUPS)
    mine, theirs, wall = (
        ("#005c4b", "#1f2c33", "#0b141a")
        if s.dark
        else (
            rng.choice(["#d9fdd3", "#dcf8c6", "#e1ffc7"]),
            "#ffffff",
            rng.choice(["#ece5dd", "#e4ddd6", "#dfe5e7"]),
        )
    )
    if not snap:
        s.colours.update(paper=wall)
    said: list[Said | None] = []
    parts, minute, last = [], rng.randint(500, 1200), ""
    below, boxed = s.chance(0.5), s.chance(0.6)
    half = s.chance(0.3)
    for _ in range(rng.randint(4, 8)):
        minute += rng.randint(0, 8)
        h, m = divmod(minute, 60)
        when = f"{(h - 1) % 12 + 1}:{m:02} {'am' if h < 12 else 'pm'}" if half else f"{h:02}:{m:02}"
        who = rng.choice(["ME", *people])
        if snap and who == last:
            continue
        one = Said(None if who == "ME" else who, None, None if snap else when, crowd.words(rng, 3))
        said.append(one)
        tone = (
            "#f23c57"
            if who == "ME"
            else (TONES_DARK if s.dark and not snap else TONES)[people.index(who) % 6]
        )
        if snap:
            parts.append(
                f'{mark()}<div style="margin:{s.gap}px {s.pad}px"><div class="b" style="color:{tone};font-size:.8em">{safe(who)}</div><div class="w" style="border-left:{rng.choice([2, 3])}px solid {tone};padding-left:{rng.choice([6, 10])}px">{safe(one.text)}</div></div>'
            )
        else:
            name = (
                f'<div class="b" style="color:{tone};font-size:{rng.choice([0.85, 0.9, 1])}em">{safe(who)}</div>'
                if who not in ("ME", last)
                else ""
            )
            clock = (
                f'<div class="x" style="text-align:right">{when}</div>'
                if below
                else f'<span class="x nw" style="float:right;margin:6px 0 -2px 12px">{when}</span><div style="clear:both"></div>'
            )
            parts.append(
                f'{mark()}<div style="width:fit-content;max-width:82%;{"margin-left:auto" if who == "ME" else ""};background:{mine if who == "ME" else theirs};border-radius:10px;padding:6px 10px;margin-top:{4 if who == last else 9}px">{name}{_quote(s, people, boxed)}<span class="w">{safe(one.text)}</span>{clock}</div>'
            )
        last = who
    said.append(None)
    under = (
        rng.choice(["tap here for group info", ", ".join([*people, "You"])])
        if not snap
        else ", ".join(people).title()
    )
    field = "Send a chat" if snap else rng.choice(["Message", "Type a message"])
    top = f'{status_bar(s)}<div class="r p" style="background:{theirs if not snap else ""}">{icon(s, "back", 1.2)}{avatar(s, group, 34)}<div class="g"><b>{safe(group)}</b><div class="x nw" style="overflow:hidden">{safe(under)}</div></div></div>'
    chip = f'<div class="c x p">{rng.choice(["Today", "Yesterday", "TODAY", "18 November 2026"])}</div>'
    end = f'{mark()}<div class="r p">{icon(s, "cam", 1.3)}<div class="g k f" style="border-radius:18px;padding:8px 14px">{field}</div></div>'
    return Drawn(
        slug,
        s,
        page(s, f'{top}{chip}<div style="padding:0 {0 if snap else s.pad}px">{"".join(parts)}</div>{end}'),
        tuple(said),
        None,
        None if snap else group,
    )


def _quote(s: Skin, people: list[str], boxed: bool) -> str:
    if not s.chance(0.15):
        return ""
    who = s.rng.choice(people)
    tone = (TONES_DARK if s.dark else TONES)[people.index(who) % 6]
    ground = "background:rgba(127,127,127,.14);" if boxed else ""
    return f'<div style="border-left:3px solid {tone};{ground}padding:3px 8px;margin:2px 0 4px"><div style="color:{tone};font-size:.82em" class="b">{safe(who)}</div><div class="f nw" style="overflow:hidden;text-overflow:ellipsis;max-width:220px">{safe(crowd.words(s.rng, 1))}</div></div>'


SLUGS = (*APPS, "whatsapp", "snapchat")
