"""An eleventh set of designs: what the tenth left out (shared posts, dialogs, sheets in the dark, polls, pages on the site).

Written before the rules were looked at again.
"""

# ruff: noqa: E501  (a stretch of markup reads best on one line)
from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.screens.page import Drawn
from tests.screens.skin import Skin, icon, safe
from tests.screens.strange import Sheet
from tests.screens.today import (
    HANDLES,
    NAMES,
    NEIGHBOURS,
    NICKS,
    PLACES,
    dressed,
    face,
    hash_of,
    status,
    words,
)

TONES = ("#e542a3", "#1f7aec", "#029d00", "#d4690d", "#6b5fd0")


def drawn_winter(slug: str, seed: int) -> Drawn:
    """One page of ``slug``: its designs in turn, each in dark and then in light."""
    rng = Random(f"winter {slug} {seed}")
    ways = WAYS[slug]
    way = ways[seed % len(ways)]
    dark = not (seed // len(ways) + list(WAYS).index(slug) + seed) % 2
    return way(dressed(rng, phone=not way.__name__.endswith("_desk"), dark=dark))


def _many(rng: Random, names: list[str], count: int) -> list[tuple[str, str]]:
    """So many people, and what each says."""
    return [(who, words(rng, 2)) for who in rng.sample(names, count)]


# ── facebook ───────────────────────────────────────────────────────────────────────────────


def _fb_shared(s: Skin) -> Drawn:
    """A post that shares another's, in the feed; the one shared stands in a box under it, and is one more."""
    d, rng = Sheet(s, "facebook"), s.rng
    (a, x), (b, y), (c, z) = _many(rng, NAMES, 3)
    line = "#3a3b3c" if s.dark else "#dddfe2"
    body = f'{status(s)}<div class="p b" style="color:#0866ff;font-size:1.6em">facebook</div>'
    body += f'{d.says(a, "5h", x)}<div class="p"><div class="r">{face(s, a, 40)}<div class="g"><b>{safe(a)}</b><div class="f">5h · {icon(s, "globe", 0.8)}</div></div>{icon(s, "dots")}{icon(s, "cross")}</div><div class="w" style="padding:8px 0">{safe(x)}</div>'
    body += f'{d.says(b, "14 November at 09:12", y)}<div style="border:1px solid {line};border-radius:9px;padding:11px"><div class="r">{face(s, b, 34)}<div><b>{safe(b)}</b><div class="f">14 November at 09:12 · {icon(s, "globe", 0.8)}</div></div></div><div class="w" style="padding-top:8px">{safe(y)}</div></div></div>'
    body += f'{d.ends()}<div class="r f sp" style="padding:0 14px"><span>👍😡 {d.n()}</span><span>{d.n(60)} comments · {d.n(9)} shares</span></div><div class="r f sp" style="padding:11px 26px"><span>{icon(s, "thumb")} Like</span><span>{icon(s, "talk")} Comment</span><span>{icon(s, "share")} Share</span></div><hr>'
    body += f'{d.says(c, "2h", z)}<div class="p"><div class="r">{face(s, c, 40)}<div class="g"><b>{safe(c)}</b> is at <b>Marlby Primary School</b>.<div class="f">2h · {icon(s, "globe", 0.8)}</div></div>{icon(s, "dots")}</div><div class="w" style="padding:8px 0">{safe(z)}</div></div>{d.ends()}<div class="r f sp" style="padding:11px 26px"><span>{icon(s, "thumb")} Like</span><span>{icon(s, "talk")} Comment</span><span>{icon(s, "share")} Share</span></div>'
    return d.done(body)


def _fb_dialog_desk(s: Skin) -> Drawn:
    """A post of a group in a dialog on the site: who answers whom is joined by lines."""
    d, rng = Sheet(s, "facebook"), s.rng
    people = _many(rng, NAMES, 5)
    a, x = people[0]
    body = f'<div class="c b" style="padding:14px;font-size:1.25em">{safe(a)}’s Post</div><hr>{d.says(a, "Yesterday at 18:40", x)}<div class="p"><div class="r">{face(s, a, 40)}<div><b>Marlby Mums &amp; Dads</b><div class="f"><b>{safe(a)}</b> · Yesterday at 18:40 · {icon(s, "globe", 0.8)}</div></div></div><div class="w" style="padding:9px 0">{safe(x)}</div></div>{d.ends()}<div class="r f sp p"><span>👍 {d.n()}</span><span>{d.n()} comments</span></div><hr><div class="r f sp" style="padding:9px 70px"><span>Like</span><span>Comment</span><span>Share</span></div><hr><div class="b f p">Most relevant ▾</div>'
    for n, (who, text) in enumerate(people[1:]):
        depth, when = int(n in (1, 2)), rng.choice(["21h", "17h", "3h", "1d"])
        body += f'{d.says(who, when, text, depth=depth)}<div class="t" style="padding:3px 14px 3px {14 + 46 * depth}px">{face(s, who, 24 if depth else 32)}<div><div class="k" style="border-radius:17px;padding:7px 12px;width:fit-content"><b style="font-size:.9em">{safe(who)}</b>{" <span class=x>◆ Admin</span>" if n == 2 else ""}<div class="w">{safe(text)}</div></div><div class="r x" style="gap:14px;padding:2px 12px"><span>{when}</span><b>Like</b><b>Reply</b><b>Share</b>{"<span>Edited</span>" if n == 3 else ""}</div></div></div>'
    box = f'<div style="width:680px;margin:20px auto;border:1px solid {s.card()};border-radius:10px">{body}{d.ends()}<div class="p"><div class="k f" style="border-radius:18px;padding:8px 14px">Comment as Olwen Tarrant</div></div></div>'
    return d.done(box)


# ── whatsapp ───────────────────────────────────────────────────────────────────────────────


def _wa_faces(s: Skin) -> Drawn:
    """A group on a telephone with a face beside each run, feelings under bubbles, a vote, and what was edited."""
    d, rng = Sheet(s, "whatsapp"), s.rng
    head, theirs, own = ("#161717", "#242626", "#144d37") if s.dark else ("#ffffff", "#ffffff", "#d8fdd2")
    wall = "#0d0f0f" if s.dark else "#f5f1eb"
    people = rng.sample(["Tess (Y2)", "Olu + twins", "Class rep Hetty", "Gus H", "Nan", "Bev childminder"], 3)
    body = f'<div style="background:{head}">{status(s)}<div class="r p">{icon(s, "back", 1.4)}{face(s, "M")}<div class="g"><b>Marlby Y4 🦊</b><div class="x">tap here for group info</div></div>{icon(s, "cam", 1.4)}</div></div><div style="background:{wall};padding:8px 0 14px"><div class="c"><span class="x" style="background:{head};border-radius:8px;padding:4px 10px">Wednesday</span></div>'
    minute = 10
    for n, (who, first) in enumerate(
        [
            (people[0], True),
            (people[0], False),
            (None, True),
            (people[1], True),
            (people[2], True),
            (None, True),
        ]
    ):
        text, when = words(rng, 2), f"18:{minute}"
        minute += rng.randint(1, 7)
        tone = TONES[hash_of(who or "") % 5]
        name = (
            f'<div class="b" style="color:{tone};font-size:.86em">{safe(who)}</div>' if who and first else ""
        )
        late = "Edited " if n == 3 else ""
        look = face(s, who, 30) if who and first else '<div style="width:30px"></div>' if who else ""
        body += f'{d.says(who, when, text)}<div class="t" style="padding:{7 if first else 2}px 10px 0;gap:7px;{"" if who else "justify-content:flex-end"}">{look}<div style="max-width:76%;background:{theirs if who else own};border-radius:12px;padding:6px 10px">{name}<span class="w">{safe(text)}</span><span class="x" style="float:right;margin:8px 0 0 14px">{late}{when}{"" if who else " ✓✓"}</span></div></div>'
        if n == 4:
            body += f'{d.ends()}<div style="padding-left:60px;margin-top:-5px"><span class="x" style="background:{theirs};border-radius:11px;padding:2px 8px">😮 👍 3</span></div>'
    return d.done(
        body
        + f'</div>{d.ends()}<div class="r p">＋ <div class="g k" style="border-radius:18px;height:34px"></div>{icon(s, "cam", 1.3)}</div>'
    )


def _wa_site_desk(s: Skin) -> Drawn:
    """The site: chats at the left, one of them open at the right."""
    d, rng = Sheet(s, "whatsapp"), s.rng
    theirs, own, wall = ("#202c33", "#005c4b", "#0b141a") if s.dark else ("#ffffff", "#d9fdd3", "#efeae2")
    rows = "".join(
        f'<div class="r" style="padding:9px 14px">{face(s, n, 44)}<div class="g"><div class="r sp"><span>{safe(n)}</span><span class="x">{t}</span></div><div class="f" style="white-space:nowrap;overflow:hidden">{safe(p)}</div></div></div>'
        for n, t, p in (("Marlby Y4", "18:31", "~ Kwame A-B: which one"), ("Mum", "17:02", "See you Sunday x"), ("Choir", "Yesterday", "You: on my way"), ("Dan plumber", "Tuesday", "Ok thanks"), ("Walking bus", "14/11/2026", "Gus H left"))
    )  # fmt: skip
    left = f'<div style="width:380px;border-right:1px solid {s.card()}"><div class="b p" style="font-size:1.3em">Chats</div><div class="k f" style="margin:0 14px;border-radius:18px;padding:7px 14px">Search or start a new chat</div><div class="r f p"><span class="k" style="border-radius:14px;padding:4px 10px">All</span><span>Unread</span><span>Groups</span></div>{rows}</div>'
    talk, minute = "", 10
    people = rng.sample(["Tess (Y2)", "Gus H", "~ Kwame A-B", "~ Ożóg family"], 3)
    for who in (people[0], people[1], None, people[2], people[1]):
        text, when = words(rng, 2), f"18:{minute}"
        minute += rng.randint(1, 6)
        number = (
            '<span class="x" style="margin-left:60px">+44 7700 900811</span>' if who and who[0] == "~" else ""
        )
        name = (
            f'<div class="r sp"><b style="color:{TONES[hash_of(who) % 5]};font-size:.86em">{safe(who)}</b>{number}</div>'
            if who
            else ""
        )
        talk += f'{d.says(who and who.removeprefix("~ "), when, text)}<div style="padding:5px 60px;display:flex;justify-content:{"flex-start" if who else "flex-end"}"><div style="max-width:65%;background:{theirs if who else own};border-radius:8px;padding:6px 9px">{name}<span class="w">{safe(text)}</span><span class="x" style="float:right;margin:7px 0 0 14px">{when}{"" if who else " ✓✓"}</span></div></div>'
    right = f'<div class="g"><div class="r p">{face(s, "M", 38)}<div><b>Marlby Y4</b><div class="x">Dan, Gus, Tess, +44 7700 900811, You</div></div></div><div style="background:{wall};padding:10px 0 40px"><div class="c x">TODAY</div>{talk}</div>{d.ends()}<div class="p f">Type a message</div></div>'
    return d.done(f'<div style="display:flex">{left}{right}</div>')


# ── x ──────────────────────────────────────────────────────────────────────────────────────


def _x_open(s: Skin) -> Drawn:
    """An opened post on a telephone, its counts, and answers of which one is its writer's own."""
    d, rng = Sheet(s, "x"), s.rng
    people = list(zip(rng.sample(NAMES, 3), rng.sample(HANDLES, 3), strict=True))
    (who, handle), text, when = people[0], words(rng, 3), "21:08 · 18/11/2026"
    body = f'{status(s)}<div class="r p">{icon(s, "back", 1.4)}<b style="font-size:1.15em">Post</b></div>{d.says(who, when, text, "@" + handle)}<div class="p"><div class="r">{face(s, who, 42)}<div class="g"><b>{safe(who)}</b><div class="f">@{handle}</div></div><span class="b" style="background:{s.ink()};color:{s.paper()};border-radius:18px;padding:6px 14px">Follow</span></div><div class="w" style="font-size:1.1em;padding:11px 0">{safe(text)}</div><div class="f">{when} · <b>{d.n(99)}.2K</b> Views</div></div>{d.ends()}<hr><div class="f p"><b>{d.n(60)}</b> Reposts &nbsp; <b>{d.n(9)}</b> Quotes &nbsp; <b>{d.n(900)}</b> Likes</div><hr><div class="f p">Most relevant replies ⌄</div>'
    for name, at in (people[1], people[0], people[2]):
        ago, said = rng.choice(["4h", "52m", "1d", "Nov 19"]), words(rng, 2)
        body += f'{d.says(name, ago, said, "@" + at)}<div class="t" style="padding:9px 14px">{face(s, name, 40)}<div class="g"><div class="r" style="gap:4px"><b style="white-space:nowrap">{safe(name)}</b><span class="f" style="white-space:nowrap;overflow:hidden;text-overflow:ellipsis">@{at}</span><span class="f" style="white-space:nowrap">· {ago}</span></div><div class="w">{safe(said)}</div>{d.ends()}<div class="r sp f" style="padding:6px 30px 0 0"><span>{icon(s, "talk")} {d.n(9)}</span><span>{icon(s, "turn")}</span><span>{icon(s, "heart")} {d.n(80)}</span><span>{d.n(900)}</span></div></div></div>'
    return d.done(
        body
        + '<div class="p"><div class="k f" style="border-radius:20px;padding:9px 14px">Post your reply</div></div>'
    )


# ── instagram ──────────────────────────────────────────────────────────────────────────────


def _ig_sheet(s: Skin) -> Drawn:
    """The sheet of what is said under a film."""
    return _ig(
        s,
        f'{status(s)}<div class="c b p">Comments</div>',
        '<div class="f p">Add a comment for marlby.matters...</div>',
    )


def _ig_cut(s: Skin) -> Drawn:
    """Its rows alone."""
    return _ig(s, "", "")


def _ig(s: Skin, top: str, foot: str) -> Drawn:
    d, rng = Sheet(s, "instagram"), s.rng
    body = top
    for n, (who, text) in enumerate(_many(rng, HANDLES, 4)):
        when, depth = rng.choice(["3h", "2d", "1w", "45m"]), int(n == 2)
        mark = ' <span class="x">· Author</span>' if n == 2 else ""
        body += f'{d.says(who, when, text, "@" + who, depth)}<div class="t" style="padding:8px 14px 8px {14 + 44 * depth}px">{face(s, who, 26 if depth else 36)}<div class="g"><div style="font-size:.88em"><b>{who}</b> <span class="f">{when}</span>{mark}</div><div class="w">{safe(text)}</div><div class="r f" style="gap:18px;font-size:.8em;padding-top:3px"><b>Reply</b>{"<b>See translation</b>" if n == 1 else ""}</div></div><div class="x c">♡<br>{d.n(70)}</div></div>'
        if n == 0:
            body += f'{d.ends()}<div class="f b" style="padding:2px 0 2px 64px;font-size:.8em">—— View 2 more replies</div>'
    return d.done(body + (d.ends() + foot if foot else ""))


# ── tiktok ─────────────────────────────────────────────────────────────────────────────────


def _tt_site_desk(s: Skin) -> Drawn:
    """The site: the film at the left, what is said of it at the right."""
    d, rng = Sheet(s, "tiktok"), s.rng
    side = f'{d.says("marlby_tea", "3d ago", "that gate again #marlby #fyp")}<div class="r" style="padding:12px 0">{face(s, "m", 40)}<div class="g"><b>marlby_tea</b><div class="f">Marlby Tea · 3d ago</div></div></div><div style="padding-bottom:9px">that gate again <b>#marlby</b> <b>#fyp</b></div>{d.ends()}<div class="f">♫ original sound - marlby_tea</div><div class="r" style="padding:12px 0;gap:40px"><b>Comments ({d.n(99)})</b><span class="f">Creator videos</span></div>'
    for n, (who, text) in enumerate(_many(rng, NAMES, 4)):
        when = rng.choice(["2d ago", "5h ago", "1w ago"])
        side += f'{d.says(who, when, text)}<div class="t" style="padding:7px 0">{face(s, who, 36)}<div class="g"><div class="b" style="font-size:.9em">{safe(who)}</div><div class="w">{safe(text)}</div><div class="r f" style="gap:14px;font-size:.82em"><span>{when}</span><span>Reply</span></div></div><div class="f c">♡<br>{d.n(400)}</div></div>'
        if n == 1:
            side += f'{d.ends()}<div class="f b" style="padding-left:48px">View 3 replies ⌄</div>'
    return d.done(
        f'<div style="display:flex"><div style="width:640px;height:720px;background:linear-gradient(160deg,#223,#754)"></div><div class="g" style="padding:0 24px">{side}{d.ends()}<div class="k f" style="border-radius:8px;padding:10px 14px">Add comment...</div></div></div>'
    )


# ── snapchat ───────────────────────────────────────────────────────────────────────────────


def _sn_pair(s: Skin) -> Drawn:
    """A talk of two that begins in the midst of what somebody said, and what the app says between."""
    d, rng = Sheet(s, "snapchat"), s.rng
    who, tone = rng.choice(["LEWIS D", "AMELIA-ROSE", "big al", "Nan"]), "#0eadff"

    def line(name: str | None, text: str, colour: str) -> str:
        return f'{d.says(name, None, text)}<div class="w" style="border-left:2px solid {colour};margin:2px 14px;padding:2px 9px">{safe(text)}</div>'

    body = f'<div class="r p">{icon(s, "back", 1.4)}{face(s, who)}<b class="g">{safe(who.title())}</b>{icon(s, "cam", 1.4)}</div>'
    for name in (who, "ME", who, "ME"):
        colour = tone if name == who else "#f23c57"
        body += f'<div class="b" style="color:{colour};font-size:.76em;padding:10px 14px 2px">{safe(name.upper())}</div>'
        body += "".join(
            line(None if name == "ME" else who.upper(), words(rng, 2), colour)
            for _ in range(rng.randint(1, 3))
        )
        if name == "ME":
            body += (
                d.ends()
                + f'<div class="c x p">{rng.choice(["YESTERDAY", "MONDAY", f"{safe(who.title())} saved a chat"])}</div>'
            )
    return d.done(
        body
        + f'{d.ends()}<div class="r p">{icon(s, "cam", 1.5)}<div class="g k f" style="border-radius:20px;padding:9px 14px">Send a chat</div>☺</div>'
    )


# ── nextdoor ───────────────────────────────────────────────────────────────────────────────


def _nd_feed(s: Skin) -> Drawn:
    """Two posts of the feed, one with a heading over its words."""
    d, rng = Sheet(s, "nextdoor"), s.rng
    body = f'{status(s)}<div class="r p">{face(s, "o", 30)}<div class="g k f" style="border-radius:20px;padding:8px 14px">Search Nextdoor</div></div>'
    for n, who in enumerate(rng.sample(NEIGHBOURS, 2)):
        when, text = rng.choice(["3 hr ago", "1 day ago", "22 min ago"]), words(rng, 3)
        title = "Parking at the school gate" if n == 0 else ""
        body += f'{d.says(who, when, f"{title} {text}".strip())}<div class="p"><div class="r">{face(s, who, 38)}<div class="g"><b>{safe(who)}</b><div class="f">{rng.choice(PLACES)} · {when} · {icon(s, "globe", 0.8)}</div></div>{icon(s, "dots")}</div>{f"<div class=b style=padding-top:9px>{title}</div>" if title else ""}<div class="w" style="padding-top:7px">{safe(text)}</div></div>{d.ends()}<div class="r f" style="padding:4px 14px 12px;gap:26px"><span>{icon(s, "heart")} {d.n()}</span><span>{icon(s, "talk")} {d.n()}</span><span>{icon(s, "share")} {d.n(9)}</span></div><hr>'
    return d.done(
        body
        + '<div class="r x sp p"><b>Home</b><span>For Sale</span><span>Post</span><span>Notifications</span><span>Chats</span></div>'
    )


# ── google ─────────────────────────────────────────────────────────────────────────────────


def _go_dialog_desk(s: Skin) -> Drawn:
    """All reviews of a place in a dialog over what was searched for."""
    d, rng = Sheet(s, "google_reviews"), s.rng
    body = f'<div class="b" style="font-size:1.3em">Marlby Primary School</div><div class="f" style="padding-bottom:9px">Mill Lane, Marlby</div><div class="r"><b style="font-size:1.5em">3.1</b><span style="color:#fbbc04">★★★</span><span class="f">{d.n(90)} reviews</span></div><div class="f" style="padding:10px 0">Sort by &nbsp; <b>Most relevant</b> &nbsp; Newest &nbsp; Highest &nbsp; Lowest</div><hr>'
    for n, (who, text) in enumerate(_many(rng, NAMES, 3)):
        when = rng.choice(["4 months ago", "a week ago", "2 years ago"])
        rank = rng.choice(
            [f"Local Guide · {d.n(90)} reviews", f"{d.n(9)} reviews · {d.n(5)} photos", "1 review"]
        )
        body += f'{d.says(who, when, text)}<div class="t" style="padding:12px 0">{face(s, who, 36)}<div class="g"><b>{safe(who)}</b><div class="x">{rank}</div><div class="f" style="padding:4px 0"><span style="color:#fbbc04">★★{"★" * n}</span> {when}</div><div class="w">{safe(text)}</div>'
        if n == 1:
            reply = "Thank you. Please come and see us about this."
            body += f'{d.says(None, "a week ago", reply)}<div style="padding:10px 0 0 14px"><b>Response from the owner</b> <span class="f">a week ago</span><div>{reply}</div></div>'
        body += f'{d.ends()}<div class="r f" style="padding-top:6px">{icon(s, "thumb")} {d.n(20)}</div></div></div><hr>'
    return d.done(
        f'<div style="width:640px;margin:16px auto;padding:16px 20px;border:1px solid {s.card()};border-radius:12px">{body}</div>'
    )


# ── mumsnet ────────────────────────────────────────────────────────────────────────────────


def _mn_site_desk(s: Skin) -> Drawn:
    """A thread on the site: names over grounds of their own, one answer to another named in it."""
    d, rng = Sheet(s, "mumsnet"), s.rng
    nicks = rng.sample(NICKS, 3)
    body = '<div class="r" style="background:#1c2a6b;color:#fff;padding:12px 40px;gap:26px"><b style="font-size:1.3em">mumsnet</b><span>Talk</span><span>Pregnancy</span><span>Reviews</span><span class="g"></span>Log in</div><div style="padding:14px 40px"><div class="f">Talk &gt; Primary education</div><div class="b" style="font-size:1.35em;padding:7px 0">To think a coat should not vanish?</div><div class="f">41 replies</div>'
    for n, who in enumerate((nicks[0], nicks[1], nicks[0], nicks[2])):
        when, text = (
            f"{rng.randint(10, 28)}/11/2026 {rng.randint(10, 22)}:{rng.randint(10, 59)}",
            words(rng, 3),
        )
        if n == 2:
            text = f"@{nicks[1]} {text}"
        ground = (
            "#e8f1fb" if who == nicks[0] and not s.dark else s.card() if who == nicks[0] else "transparent"
        )
        body += f'{d.says(who, when, text)}<div style="background:{ground};padding:11px 14px;margin-top:9px"><div><b style="color:{"#9ab8ff" if s.dark else "#1c2a6b"}">{who}</b> <span class="f">· {when}</span></div><div class="w" style="padding:6px 0">{safe(text)}</div>{d.ends()}<div class="r f" style="gap:18px"><span>Add post</span><span>Quote</span><span>Bookmark</span><span>Report</span></div></div>'
    return d.done(body + "</div>")


WAYS: dict[str, tuple[Callable[[Skin], Drawn], ...]] = {
    "facebook": (_fb_shared, _fb_dialog_desk),
    "whatsapp": (_wa_faces, _wa_site_desk),
    "x": (_x_open,),
    "instagram": (_ig_sheet, _ig_cut),
    "tiktok": (_tt_site_desk,),
    "snapchat": (_sn_pair,),
    "nextdoor": (_nd_feed,),
    "google_reviews": (_go_dialog_desk,),
    "mumsnet": (_mn_site_desk,),
}
