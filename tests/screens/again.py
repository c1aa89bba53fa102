"""A third set of designs: websites on a desktop, older and plainer apps, posts within posts, rarer parts."""

# ruff: noqa: E501  (a stretch of markup reads best on one line)
from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.screens import cast, crowd
from tests.screens.cast import Said
from tests.screens.page import Drawn
from tests.screens.skin import Skin, address_bar, avatar, icon, mark, page, picture, safe, skin, status_bar

FONTS = (
    "Quicksand",
    "Dosis",
    "Noto Sans",
    "Comfortaa",
    "Liberation Sans",
    "Inter",
    "DejaVu Sans",
    "Cantarell",
    "Roboto",
)


def drawn_again(slug: str, seed: int) -> Drawn:
    """One page of ``slug`` in a design of this set."""
    rng = Random(f"again {slug} {seed}")
    ways = WAYS[slug]
    way = ways[seed % len(ways)]
    phone = not way.__name__.endswith("_desk")
    s = skin(rng, str(rng.randint(0, 2)), phone=phone, dark=rng.random() < 0.5)
    object.__setattr__(s, "font", rng.choice(FONTS))
    object.__setattr__(
        s, "size", rng.choice([15.0, 17.0, 19.0, 21.0]) if phone else rng.choice([14.0, 15.0, 17.0])
    )
    return way(s)


def _line(s: Skin, *parts: str, gap: int = 14) -> str:
    return f'<div class="r f" style="gap:{gap}px;margin-top:3px;font-size:.86em">{"".join(f"<span>{p}</span>" for p in parts if p)}</div>'


def _ago(s: Skin) -> str:
    return s.rng.choice(
        [
            f"{s.rng.randint(2, 23)} hrs",
            f"{s.rng.randint(2, 59)} mins",
            f"{s.rng.randint(2, 6)}d",
            f"{s.rng.randint(1, 9)}w",
            "1 hr",
        ]
    )


# ── facebook ───────────────────────────────────────────────────────────────────────────────


def _fb_feed_desk(s: Skin) -> Drawn:
    """The website's feed between its menus: posts of pages and groups, a comment or two beneath."""
    rng = s.rng
    said: list[Said | None] = []
    bar, address = address_bar(s, "www.facebook.com", "/", 0.8)
    middle = f'<div class="k p" style="border-radius:10px;margin:10px 0">What\'s on your mind, {crowd.first(rng)}?</div>'
    for _ in range(rng.choice([1, 2])):
        one = Said(
            crowd.name(rng),
            None,
            rng.choice([_ago(s), f"{cast.day(rng)} at {cast.clock(rng)}", f"{cast.day(rng)}"]),
            crowd.words(rng, 5),
        )
        said.append(one)
        doing = rng.choice(
            ["", "", f" is with {crowd.name(rng)}", " is feeling angry.", " shared a post.", ""]
        )
        middle += (
            f'{mark()}<div style="border:1px solid {s.card()};border-radius:10px;margin:10px 0"><div class="p"><div class="r">{avatar(s, one.author, 40)}<div class="g"><b>{safe(one.author)}</b><span class="f">{safe(doing)}</span><div class="x">{one.when} · {icon(s, "globe", 0.9)}</div></div>{icon(s, "dots")}</div><div class="w" style="margin-top:8px">{safe(one.text)}</div></div>'
            f'<div class="r f sp" style="padding:5px {s.pad}px"><span>👍 {rng.randint(2, 90)}</span><span>{rng.randint(2, 50)} comments</span></div><hr><div class="r f" style="padding:8px;justify-content:space-around"><span>{icon(s, "thumb")} Like</span><span>{icon(s, "talk")} Comment</span><span>{icon(s, "share")} Share</span></div><hr><div class="f" style="padding:6px {s.pad}px">View more comments</div>'
        )
        for _ in range(rng.randint(1, 3)):
            c = Said(crowd.name(rng), None, cast.short_time(rng), crowd.words(rng, 2))
            said.append(c)
            middle += f'{mark()}<div class="t" style="padding:5px {s.pad}px">{avatar(s, c.author, 32)}<div class="g"><div class="k" style="border-radius:16px;padding:7px 12px;width:fit-content"><b style="font-size:.9em">{safe(c.author)}</b><div>{safe(c.text)}</div></div>{_line(s, str(c.when), "Like", "Reply", rng.choice(["", "Edited", ""]))}</div></div>'
        middle += f'<div class="r" style="padding:6px {s.pad}px">{avatar(s, "m", 30)}<div class="g k f" style="border-radius:16px;padding:7px 12px">{rng.choice(["Write a comment…", "Comment as " + crowd.name(rng)])}</div></div></div>'
    said.append(None)
    left = "".join(
        f'<div style="padding:9px">{w}</div>'
        for w in (crowd.name(rng), "Friends", "Memories", "Saved", "Groups", "Reels", "Marketplace", "Feeds")
    )
    right = '<div class="b f">Contacts</div>' + "".join(
        f'<div class="r" style="padding:6px">{avatar(s, "x", 28)}{safe(crowd.name(rng))}</div>'
        for _ in range(7)
    )
    return Drawn(
        "facebook",
        s,
        page(
            s,
            f'{bar}<div class="t" style="gap:30px"><div style="width:230px;padding:8px">{left}</div><div style="width:560px">{middle}</div><div style="width:240px;padding:8px">{right}</div></div>{mark()}',
        ),
        tuple(said),
        address,
    )


def _fb_shared(s: Skin) -> Drawn:
    """The app: somebody shared another's post; below, comments whose actions stand "Like · Reply · 3h"."""
    rng = s.rng
    outer = Said(crowd.name(rng), None, _ago(s), crowd.words(rng, 2))
    inner = Said(
        crowd.name(rng), None, rng.choice([_ago(s), f"{rng.randint(1, 28)} Nov"]), crowd.words(rng, 4)
    )
    said: list[Said | None] = [outer, inner]
    parts = [
        status_bar(s), f'<div class="r p">{icon(s, "back", 1.3)}<div class="g k f" style="border-radius:18px;padding:7px 12px">Search Facebook</div></div>',
        f'{mark()}<div class="p"><div class="r">{avatar(s, outer.author, 40)}<div class="g"><b>{safe(outer.author)}</b><div class="x">{outer.when} · {icon(s, "globe", 0.9)}</div></div>{icon(s, "dots")}</div><div class="w" style="margin-top:8px">{safe(outer.text)}</div></div>',
        f'{mark()}<div style="margin:4px {s.pad}px;border:1px solid {s.card()};border-radius:10px;padding:10px"><div class="r">{avatar(s, inner.author, 36)}<div class="g"><b>{safe(inner.author)}</b><div class="x">{inner.when} · {icon(s, "globe", 0.9)}</div></div></div><div class="w" style="margin-top:6px">{safe(inner.text)}</div></div>',
        f'<div class="r f p sp"><span>👍😮 {rng.randint(2, 70)}</span><span>{rng.randint(2, 50)} comments · {rng.randint(2, 9)} shares</span></div><hr><div class="r f p" style="justify-content:space-around"><span>Like</span><span>Comment</span><span>Send</span><span>Share</span></div><hr>',
    ]  # fmt: skip
    for _ in range(rng.randint(2, 4)):
        c = Said(crowd.name(rng), None, cast.short_time(rng), crowd.words(rng, 2))
        said.append(c)
        acts = (
            ("Like", "Reply", str(c.when))
            if s.layout == "0"
            else (str(c.when), "Like", "Reply", "Share")
            if s.layout == "1"
            else (str(c.when), "Like", "Reply", "Hide")
        )
        parts.append(
            f'{mark()}<div class="t" style="padding:6px {s.pad}px">{avatar(s, c.author, 34)}<div class="g"><b>{safe(c.author)}</b><div class="w">{safe(c.text)}</div>{_line(s, *acts)}</div></div>'
        )
    said.append(None)
    return Drawn(
        "facebook",
        s,
        page(
            s,
            "".join(parts)
            + f'{mark()}<div class="p"><div class="k f" style="border-radius:18px;padding:9px 14px">Write a comment…</div></div>',
        ),
        tuple(said),
    )


# ── chats ──────────────────────────────────────────────────────────────────────────────────

TONES = ("#c1272d", "#0a7cff", "#b8860b", "#00796b", "#7b1fa2", "#ad1457")
TONES_DARK = ("#ff9e9e", "#7db8ff", "#ffcf70", "#4fd1b0", "#d3a6ff", "#ff85b3")


def _wa_plain(s: Skin, *, pair: bool = False, shorn: bool = False) -> Drawn:
    """WhatsApp with the clock under the words, numbers with their owners' names, pictures and voice."""
    rng = s.rng
    s.colours.update(
        paper=rng.choice(["#0c1317", "#161717"]) if s.dark else rng.choice(["#f4efe6", "#e6ddd4", "#dfe7ea"])
    )
    mine, theirs = (
        ("#144d37" if s.chance(0.5) else "#005c4b", "#242626") if s.dark else ("#d9fdd3", "#ffffff")
    )
    people = [
        rng.choice(
            [
                crowd.name(rng),
                crowd.first(rng),
                rng.choice(cast.SAVED),
                f"+44 7700 900{rng.randint(100, 999)}",
            ]
        )
        for _ in range(3)
    ]
    title = people[0] if pair else rng.choice(cast.GROUPS)
    under = (
        rng.choice(["online", "last seen today at 19:02"])
        if pair
        else ", ".join([*(p.split()[0] for p in people), "You"])
    )
    head = f'<div class="r p" style="background:{theirs}">{icon(s, "back", 1.3)}{avatar(s, title, 36)}<div class="g"><b>{safe(title)}</b><div class="x">{safe(under)}</div></div>{icon(s, "cam", 1.2)}{icon(s, "dots")}</div>'
    said: list[Said | None] = []
    parts = [_note(rng.choice(["Today", "Yesterday", "16 November 2026", "Friday"]), theirs)]
    hour, minute, last = rng.randint(8, 20), rng.randint(0, 40), None
    half = s.chance(0.4)
    for n in range(rng.randint(4, 8)):
        minute += rng.randint(0, 4)
        h, m = hour + minute // 60, minute % 60
        when = f"{(h - 1) % 12 + 1}:{m:02} {'AM' if h < 12 else 'PM'}" if half else f"{h:02}:{m:02}"
        own = rng.random() < 0.25
        who = None if own else title if pair else last if last and rng.random() < 0.3 else rng.choice(people)
        said.append(Said(who, None, when, crowd.words(rng, 3)))
        tone = (TONES_DARK if s.dark else TONES)[people.index(who) % 6] if who in people else ""
        top = ""
        if who and who != last and not pair:
            side = (
                f'<span class="x" style="margin-left:16px">~ {safe(crowd.name(rng))}</span>'
                if who.startswith("+")
                else ""
            )
            top = f'<div class="b" style="color:{tone};font-size:.88em">{safe(who)}{side}</div>'
        pic = picture(s, 110) if s.chance(0.08) else ""
        words = f'<div class="w">{safe(said[-1].text if said[-1] else "")}</div>'
        foot = f'<div class="x" style="text-align:right">{when}{" ✓✓" if own else ""}</div>'
        parts.append(
            f'{mark()}<div style="width:fit-content;max-width:82%;{"margin-left:auto" if own else ""};background:{mine if own else theirs};border-radius:9px;padding:6px 9px;margin-top:6px">{top}{pic}{words}{foot}</div>'
        )
        if n == 2 and s.chance(0.3) and not pair:
            parts.append(
                _note(
                    rng.choice(
                        [
                            f"{people[0]} left",
                            f"{people[1]} changed the group name",
                            "You added " + crowd.name(rng),
                            "This message was deleted",
                        ]
                    ),
                    theirs,
                )
            )
            last = None
            continue
        last = who
    said.append(None)
    foot = (
        ""
        if shorn
        else f'<div class="r p">😊<div class="g" style="background:{theirs};border-radius:18px;padding:9px 14px;color:{s.faint()}">{rng.choice(["Message", "Type a message"])}</div>{icon(s, "cam", 1.2)}</div>'
    )
    top = "" if shorn else status_bar(s) + head
    return Drawn(
        "whatsapp",
        s,
        page(s, f'{top}<div style="padding:4px {s.pad}px 10px">{"".join(parts)}</div>{mark()}{foot}'),
        tuple(said),
        None,
        None if pair or shorn else title,
    )


def _note(text: str, ground: str) -> str:
    return f'<div class="c x" style="margin:8px"><span style="background:{ground};border-radius:8px;padding:4px 10px">{safe(text)}</span></div>'


def _wa_below(s: Skin) -> Drawn:
    """A group, the clock on a row of its own."""
    return _wa_plain(s)


def _wa_pair(s: Skin) -> Drawn:
    """A chat of two."""
    return _wa_plain(s, pair=True)


def _wa_shorn(s: Skin) -> Drawn:
    """A group without head and field, as it is cropped before it is sent on."""
    return _wa_plain(s, shorn=True)


def _messenger_desk(s: Skin) -> Drawn:
    """Messenger on the web."""
    rng = s.rng
    people = [crowd.name(rng) for _ in range(3)]
    group = rng.choice(cast.GROUPS)
    said: list[Said | None] = []
    parts, last = (
        [
            f'<div class="c x p">{rng.choice(["18 November 2026 at 20:11", "Yesterday at 21:40", "Mon 20:41"])}</div>'
        ],
        None,
    )
    for _ in range(rng.randint(4, 7)):
        who = rng.choice([None, *people])
        one = Said(who, None, None, crowd.words(rng, 2))
        said.append(one)
        if who is None:
            parts.append(
                f'{mark()}<div style="width:fit-content;max-width:60%;margin:3px 0 3px auto;background:#0866ff;color:#fff;border-radius:18px;padding:8px 12px">{safe(one.text)}</div>'
            )
        else:
            name = (
                f'<div class="x" style="margin:5px 0 2px 12px">{safe(who.split()[0] if s.layout == "0" else who)}</div>'
                if who != last
                else ""
            )
            said[-1] = Said(who.split()[0] if s.layout == "0" else who, None, None, one.text)
            parts.append(
                f'{mark()}<div class="r" style="align-items:flex-end">{avatar(s, who, 28)}<div style="max-width:60%">{name}<div style="width:fit-content;background:{s.card()};border-radius:18px;padding:8px 12px">{safe(one.text)}</div></div></div>'
            )
        last = who
    said.append(None)
    head = f'<div class="r p">{avatar(s, group, 38)}<div class="g"><b>{safe(group)}</b><div class="x">Active 12m ago</div></div>{icon(s, "cam", 1.2)}</div><hr>'
    return Drawn(
        "messenger",
        s,
        page(
            s,
            f'<div style="width:720px;margin:auto">{head}<div class="p">{"".join(parts)}</div>{mark()}<div class="r p"><div class="g k f" style="border-radius:18px;padding:8px 14px">Aa</div>{icon(s, "thumb", 1.2)}</div></div>',
        ),
        tuple(said),
        None,
        group,
    )


def _telegram_plain(s: Skin) -> Drawn:
    """A channel's discussion in Telegram, with ranks beside names and views beside clocks."""
    rng = s.rng
    s.colours.update(paper="#212d3b" if s.dark else rng.choice(["#e4ebf1", "#dcebd0"]))
    theirs = "#1c2733" if s.dark else "#ffffff"
    people = [crowd.name(rng) for _ in range(3)]
    group = rng.choice(cast.GROUPS)
    said: list[Said | None] = []
    parts, minute = [_note("November 18", theirs)], rng.randint(500, 1200)
    for _ in range(rng.randint(4, 6)):
        minute += rng.randint(0, 9)
        who = rng.choice(people)
        one = Said(who, None, f"{minute // 60:02}:{minute % 60:02}", crowd.words(rng, 2))
        said.append(one)
        rank = (
            f'<span class="x" style="float:right;margin-left:24px">{rng.choice(["admin", "owner"])}</span>'
            if s.chance(0.2)
            else ""
        )
        tone = (TONES_DARK if s.dark else TONES)[people.index(who)]
        parts.append(
            f'{mark()}<div class="r" style="align-items:flex-end">{avatar(s, who, 34)}<div style="max-width:78%;background:{theirs};border-radius:14px;padding:7px 11px;margin-top:6px"><div class="b" style="color:{tone};font-size:.9em">{safe(who)}{rank}</div><span class="w">{safe(one.text)}</span><span class="x" style="float:right;margin:6px 0 0 12px">{one.when}</span><div style="clear:both"></div></div></div>'
        )
    said.append(None)
    return Drawn(
        "telegram",
        s,
        page(
            s,
            f'{status_bar(s)}<div class="r p" style="background:{theirs}">{icon(s, "back", 1.3)}<div class="g c"><b>{safe(group)}</b><div class="x">{rng.randint(20, 900)} members</div></div>{avatar(s, group, 36)}</div><div class="p">{"".join(parts)}</div>{mark()}<div class="r p" style="background:{theirs}"><span class="g f">Message</span>{icon(s, "cam")}</div>',
        ),
        tuple(said),
        None,
        group,
    )


def _snap_story(s: Skin) -> Drawn:
    """A story: words over a picture, the name above."""
    rng = s.rng
    who = crowd.name(rng) if s.chance(0.6) else crowd.first(rng)
    one = Said(
        who,
        None,
        rng.choice([f"{rng.randint(2, 23)}h ago", f"{rng.randint(2, 50)}m ago", f"{rng.randint(2, 23)}h"]),
        crowd.words(rng, 2),
    )
    body = f'{mark()}<div style="color:#fff;background:linear-gradient(200deg,#233,#754);min-height:620px;padding:12px"><div class="r">{avatar(s, who, 34)}<div class="g"><b>{safe(who)}</b><div style="font-size:.8em">{one.when}</div></div>{icon(s, "dots", 1.2, "#fff")}</div><div class="c" style="background:#0009;margin:200px -12px 0;padding:6px">{safe(one.text)}</div></div>{mark()}<div class="r p">{icon(s, "cam", 1.4)}<div class="g k f" style="border-radius:18px;padding:9px 14px">Send a chat</div></div>'
    return Drawn("snapchat", s, page(s, status_bar(s) + body), (one, None))


def _snap_group(s: Skin) -> Drawn:
    """A group: names as they are, in colour, no capitals."""
    rng = s.rng
    people = [crowd.first(rng) for _ in range(3)]
    tones = dict(zip(people, ["#0eadff", "#9b55a0", "#e67e22"], strict=True))
    said: list[Said | None] = []
    parts, last = (
        [
            status_bar(s),
            f'<div class="r p">{icon(s, "back", 1.3)}{avatar(s, "g", 34)}<div class="g"><b>{safe(rng.choice(cast.GROUPS))}</b><div class="x">{", ".join(people)}</div></div>{icon(s, "talk", 1.2)}</div><div class="c x p">TODAY</div>',
        ],
        "",
    )
    for _ in range(rng.randint(4, 6)):
        who = rng.choice([*people, "Me"])
        if who == last:
            continue
        shown = who.upper() if s.layout != "0" else who
        said.append(Said(None if who == "Me" else shown, None, None, crowd.words(rng, 2)))
        parts.append(
            f'{mark()}<div style="margin:9px {s.pad}px"><div class="r sp"><span class="b" style="color:{tones.get(who, "#f23c57")};font-size:.8em">{safe(shown)}</span></div><div class="w" style="border-left:2px solid {tones.get(who, "#f23c57")};padding-left:9px">{safe(said[-1].text if said[-1] else "")}</div></div>'
        )
        last = who
    said.append(None)
    return Drawn(
        "snapchat",
        s,
        page(
            s,
            "".join(parts)
            + f'{mark()}<div class="r p">{icon(s, "cam", 1.4)}<div class="g k f" style="border-radius:18px;padding:8px 14px">Send a chat</div></div>',
        ),
        tuple(said),
    )


# ── x, instagram, tiktok, threads, youtube, reddit, linkedin ───────────────────────────────


def _x_feed_desk(s: Skin) -> Drawn:
    """The website: menus at both sides, posts that quote others."""
    rng = s.rng
    said: list[Said | None] = []
    bar, address = address_bar(s, "x.com", "/home")
    rows = '<div class="r p" style="justify-content:space-around"><b>For you</b><span class="f">Following</span></div><hr>'
    for _ in range(rng.randint(3, 4)):
        one = Said(
            crowd.name(rng),
            "@" + crowd.handle(rng).replace(".", "_"),
            rng.choice([cast.short_time(rng), f"{rng.randint(1, 28)} Oct"]),
            crowd.words(rng, 3),
        )
        said.append(one)
        rows += f'{mark()}<div class="t p">{avatar(s, one.author, 40)}<div class="g"><div class="nw" style="overflow:hidden"><b>{safe(one.author)}</b> <span class="f">{one.handle} · {one.when}</span></div><div class="w">{safe(one.text)}</div>'
        if s.chance(0.3):
            q = Said(
                crowd.name(rng),
                "@" + crowd.handle(rng).replace(".", "_"),
                f"{rng.randint(1, 20)}h",
                crowd.words(rng, 2),
            )
            said.append(q)
            rows += f'{mark()}<div style="border:1px solid {s.card()};border-radius:12px;padding:10px;margin-top:8px"><div class="r nw" style="gap:5px">{avatar(s, q.author, 20)}<b>{safe(q.author)}</b><span class="f">{q.handle} · {q.when}</span></div><div class="w">{safe(q.text)}</div></div>'
        rows += f'<div class="r f sp" style="margin-top:8px"><span>{icon(s, "talk")} {rng.randint(1, 90)}</span><span>{icon(s, "turn")} {rng.randint(1, 90)}</span><span>{icon(s, "heart")} {rng.randint(1, 90)}</span><span>{icon(s, "find")} {rng.randint(100, 990)}</span><span>{icon(s, "book")}</span></div></div></div><hr>'
    said.append(None)
    left = "".join(
        f'<div style="padding:9px;font-size:1.1em">{w}</div>'
        for w in ("Home", "Explore", "Notifications", "Messages", "Grok", "Profile", "More")
    )
    right = '<div class="k p" style="border-radius:14px"><b>What\'s happening</b><div class="p">Trending in United Kingdom<br><b>#GBBO</b><br><span class="x">12.1K posts</span></div></div>'
    return Drawn(
        "x",
        s,
        page(
            s,
            f'{bar}<div class="t"><div style="width:200px;padding:8px">{left}</div><div style="width:580px">{rows}</div><div style="width:260px;padding:8px">{right}</div></div>{mark()}',
        ),
        tuple(said),
        address,
    )


def _x_replies(s: Skin) -> Drawn:
    """The app: the user name under the name, the time at the right."""
    rng = s.rng
    said: list[Said | None] = []
    parts = [status_bar(s), f'<div class="r p">{icon(s, "back", 1.3)}<b class="g">Post</b></div>']
    for _ in range(rng.randint(3, 5)):
        one = Said(
            crowd.name(rng),
            "@" + crowd.handle(rng).replace(".", "_"),
            cast.short_time(rng),
            crowd.words(rng, 3),
        )
        said.append(one)
        parts.append(
            f'{mark()}<div class="t p">{avatar(s, one.author, 40)}<div class="g"><div class="r"><b class="g">{safe(one.author)}</b><span class="f">{one.when}</span></div><div class="f">{one.handle}</div><div class="w" style="margin-top:4px">{safe(one.text)}</div><div class="r f sp" style="margin-top:6px"><span>{icon(s, "talk")} {rng.randint(1, 90)}</span><span>{icon(s, "turn")} {rng.randint(1, 90)}</span><span>{icon(s, "heart")} {rng.randint(1, 90)}</span></div></div></div><hr>'
        )
    said.append(None)
    return Drawn(
        "x",
        s,
        page(
            s,
            "".join(parts)
            + f'{mark()}<div class="p"><div class="k f" style="border-radius:18px;padding:9px 14px">Post your reply</div></div>',
        ),
        tuple(said),
    )


def _ig_post_desk(s: Skin) -> Drawn:
    """The website: a picture, and beside it the comments, each beginning with its author."""
    rng = s.rng
    owner = crowd.handle(rng)
    bar, address = address_bar(s, "www.instagram.com", f"/p/DK{rng.randint(10**6, 10**7)}x/")
    said: list[Said | None] = []
    rows = f'<div class="r p">{avatar(s, owner, 32)}<b class="g">{owner}</b>{icon(s, "dots")}</div><hr>'
    for n in range(rng.randint(3, 5)):
        who = owner if n == 0 else crowd.handle(rng)
        one = Said(who, "@" + who, cast.short_time(rng), crowd.words(rng, 2))
        said.append(one)
        foot = (
            (one.when,)
            if n == 0
            else (one.when, f"{rng.randint(2, 40)} likes" if s.chance(0.5) else "", "Reply")
        )
        rows += f'{mark()}<div class="t p">{avatar(s, who, 32)}<div class="g"><div class="w"><b>{who}</b> {safe(one.text)}</div>{_line(s, *map(str, foot))}</div></div>'
    said.append(None)
    rows += f'{mark()}<hr><div class="r p">{icon(s, "heart", 1.4)}{icon(s, "talk", 1.4)}{icon(s, "share", 1.4)}</div><div class="p"><b>{rng.randint(12, 900)} likes</b><div class="x">{rng.randint(2, 6)} days ago</div></div><hr><div class="p f">Add a comment…</div>'
    return Drawn(
        "instagram",
        s,
        page(
            s,
            f'{bar}<div class="t" style="width:1000px;margin:20px auto;gap:0"><div style="width:560px">{picture(s, 600)}</div><div style="width:420px;border:1px solid {s.card()}">{rows}</div></div>',
        ),
        tuple(said),
        address,
    )


def _ig_sheet(s: Skin) -> Drawn:
    """The sheet of comments, larger, likes counted in words."""
    rng = s.rng
    said: list[Said | None] = []
    parts = ['<div class="c p b">Comments</div>']
    for n in range(rng.randint(3, 5)):
        who = crowd.handle(rng)
        one = Said(
            who,
            "@" + who,
            rng.choice([cast.short_time(rng), f"{rng.randint(2, 20)} h", f"{rng.randint(2, 9)} w"]),
            crowd.words(rng, 2),
            int(n > 0 and s.chance(0.3)),
        )
        said.append(one)
        acts = (
            ("Reply", f"{rng.randint(2, 90)} likes")
            if s.layout == "0"
            else (f"{rng.randint(2, 90)} likes", "Reply")
            if s.layout == "1"
            else ("Reply", "Hide", "See translation")
        )
        parts.append(
            f'{mark()}<div class="t" style="padding:9px {s.pad}px 9px {s.pad + 40 * one.depth}px">{avatar(s, who, 32)}<div class="g"><div><b>{who}</b> &nbsp;<span class="f">{one.when}</span></div><div class="w">{safe(one.text)}</div>{_line(s, *acts)}</div>{icon(s, "heart")}</div>'
        )
    said.append(None)
    return Drawn(
        "instagram",
        s,
        page(
            s,
            "".join(parts)
            + f'{mark()}<div class="r p">{avatar(s, "m", 32)}<div class="g k f" style="border-radius:18px;padding:9px 14px">Add a comment for {crowd.handle(rng)}...</div></div>',
        ),
        tuple(said),
    )


def _tiktok_desk(s: Skin) -> Drawn:
    """The website's column of comments beside a video."""
    rng = s.rng
    bar, address = address_bar(
        s, "www.tiktok.com", f"/@{crowd.handle(rng)}/video/7{rng.randint(10**17, 10**18)}"
    )
    said: list[Said | None] = []
    rows = f'<div class="r p" style="gap:30px"><b>Comments ({rng.randint(9, 200)})</b><span class="f">Creator videos</span></div><hr>'
    for n in range(rng.randint(3, 5)):
        who = crowd.name(rng) if s.chance(0.5) else crowd.handle(rng)
        one = Said(
            who,
            None,
            rng.choice(
                [
                    f"{rng.randint(2, 20)}h ago",
                    f"{rng.randint(2, 6)}d ago",
                    f"11-{rng.randint(10, 28)}",
                    f"{rng.randint(1, 4)}w ago",
                ]
            ),
            crowd.words(rng, 2),
            int(n > 0 and s.chance(0.2)),
        )
        said.append(one)
        rows += f'{mark()}<div class="t" style="padding:8px {s.pad}px 8px {s.pad + one.depth * 40}px">{avatar(s, who, 36)}<div class="g"><div class="b" style="font-size:.9em">{safe(who)}</div><div class="w">{safe(one.text)}</div>{_line(s, str(one.when), icon(s, "heart", 1) + f" {rng.randint(1, 300)}", "Reply")}</div></div>'
        if s.chance(0.3):
            rows += f'<div class="f" style="padding:2px 70px">View {rng.randint(2, 9)} replies</div>'
    said.append(None)
    rows += f'{mark()}<div class="r p"><div class="g k f" style="border-radius:8px;padding:9px">Add comment...</div><span class="f">Post</span></div>'
    return Drawn(
        "tiktok",
        s,
        page(
            s,
            f'{bar}<div class="t" style="gap:40px;padding:20px"><div style="width:420px">{picture(s, 640)}</div><div style="width:540px">{rows}</div></div>',
        ),
        tuple(said),
        address,
    )


def _tiktok_video(s: Skin) -> Drawn:
    """A video with its caption over the picture."""
    rng = s.rng
    who = crowd.handle(rng)
    when = f"{rng.randint(1, 6)}d ago" if s.chance(0.4) else None
    one = Said(who, "@" + who, when, crowd.words(rng, 2))
    dot = f' <span style="opacity:.8">· {when}</span>' if when else ""
    body = f'<div style="color:#fff;background:linear-gradient(170deg,#345,#221);padding:12px"><div class="r" style="justify-content:center"><span>Following</span><b>For You</b></div><div style="height:420px"></div>{mark()}<b>{rng.choice(["", "@"])}{who}</b>{dot}<div class="w" style="margin:4px 60px 4px 0">{safe(one.text)} #fyp #schoolmum</div>{mark()}<div style="font-size:.9em">♫ original sound - {who}</div></div><div class="r p" style="background:#000;color:#fff;justify-content:space-around"><span>Home</span><span>Friends</span><span>Inbox</span><span>Profile</span></div>'
    return Drawn(
        "tiktok", s, page(s, body), (Said(one.author, one.handle, when, one.text + " #fyp #schoolmum"), None)
    )


def _threads_feed(s: Skin) -> Drawn:
    """Threads: the feed."""
    rng = s.rng
    said: list[Said | None] = []
    parts = [
        status_bar(s),
        '<div class="r p" style="justify-content:space-around"><b>For you</b><span class="f">Following</span></div><hr>',
    ]
    for _ in range(rng.randint(3, 5)):
        who = crowd.handle(rng)
        one = Said(who, "@" + who, cast.short_time(rng), crowd.words(rng, 3))
        said.append(one)
        parts.append(
            f'{mark()}<div class="t p">{avatar(s, who, 38)}<div class="g"><div><b>{who}</b> <span class="f">{one.when}</span></div><div class="w">{safe(one.text)}</div><div class="r f" style="gap:24px;margin-top:8px">{icon(s, "heart", 1.2)} {rng.randint(1, 90)} {icon(s, "talk", 1.2)} {rng.randint(1, 90)} {icon(s, "turn", 1.2)} {icon(s, "share", 1.2)}</div><div class="f" style="margin-top:4px">{rng.randint(2, 20)} replies · {rng.randint(2, 90)} likes</div></div></div><hr>'
        )
    said.append(None)
    return Drawn(
        "threads",
        s,
        page(
            s,
            "".join(parts)
            + f'{mark()}<div class="r p" style="justify-content:space-around"><span>Threads</span></div>',
        ),
        tuple(said),
    )


def _reddit_desk(s: Skin) -> Drawn:
    """Reddit on the web."""
    rng = s.rng
    bar, address = address_bar(s, "www.reddit.com", f"/r/AskUK/comments/1{rng.randint(10**5, 10**6)}/school/")
    said: list[Said | None] = []
    parts = []
    for n in range(rng.randint(3, 5)):
        who = crowd.handle(rng).replace(".", "_")
        one = Said(
            who,
            None,
            f"{rng.randint(2, 20)}{rng.choice([' hr. ago', ' days ago', 'h ago', 'd ago'])}",
            crowd.words(rng, 3),
        )
        said.append(one)
        head = (
            f'<b>r/AskUK</b> <span class="f">• {one.when}</span><div class="x">{who}</div>'
            if n == 0
            else f'<b>{who}</b> <span class="f">• {one.when}</span>'
        )
        title = (
            '<div class="b" style="font-size:1.3em;margin:6px 0">School head is out of control</div>'
            if n == 0
            else ""
        )
        if title:
            said[-1] = Said(one.author, None, one.when, f"School head is out of control {one.text}")
        acts = (
            "↑",
            str(rng.randint(1, 900)),
            "↓",
            icon(s, "talk"),
            "Reply" if n else str(rng.randint(2, 90)),
            "Award",
            "Share",
        )
        parts.append(
            f'{mark()}<div class="t p">{avatar(s, who, 30)}<div class="g">{head}{title}<div class="w">{safe(one.text)}</div>{_line(s, *acts)}</div></div>'
        )
        if n == 0:
            parts.append('<div class="p f">Sort by: Best ▾ &nbsp; Search Comments</div>')
    said.append(None)
    return Drawn(
        "reddit",
        s,
        page(s, f'{bar}<div style="width:740px;margin:auto">{"".join(parts)}</div>{mark()}'),
        tuple(said),
        address,
    )


def _youtube_desk(s: Skin) -> Drawn:
    """YouTube's comments on the web."""
    rng = s.rng
    bar, address = address_bar(s, "www.youtube.com", f"/watch?v=a{rng.randint(10**8, 10**9)}Q")
    said: list[Said | None] = []
    parts = [
        f'<div class="r p" style="gap:30px"><b style="font-size:1.2em">{rng.randint(12, 400)} Comments</b><span>{icon(s, "dots")} Sort by</span></div><div class="r p">{avatar(s, "m", 36)}<span class="f">Add a comment...</span></div>'
    ]
    for _ in range(rng.randint(3, 5)):
        who = "@" + crowd.handle(rng)
        one = Said(
            who[1:],
            who,
            f"{rng.randint(2, 11)} {rng.choice(['days', 'months', 'hours', 'years'])} ago",
            crowd.words(rng, 3),
        )
        said.append(one)
        parts.append(
            f'{mark()}<div class="t p">{avatar(s, who[1:], 38)}<div class="g"><div><b style="font-size:.92em">{who}</b> <span class="f">{one.when}</span></div><div class="w">{safe(one.text)}</div>{_line(s, icon(s, "thumb") + f" {rng.randint(2, 90)}", icon(s, "thumb"), "Reply")}</div></div>'
        )
        if s.chance(0.3):
            parts.append(f'<div style="padding:0 70px;color:#3ea6ff">▾ {rng.randint(2, 20)} replies</div>')
    said.append(None)
    return Drawn(
        "youtube",
        s,
        page(s, f'{bar}<div style="width:820px;padding:10px">{"".join(parts)}</div>{mark()}'),
        tuple(said),
        address,
    )


def _linkedin_desk(s: Skin) -> Drawn:
    """LinkedIn on the web."""
    rng = s.rng
    bar, address = address_bar(
        s, "www.linkedin.com", f"/feed/update/urn:li:activity:7{rng.randint(10**17, 10**18)}/"
    )
    jobs = ["Retired", "Head of Sales at Northern Tiles", "Childminder & Writer", "Councillor, Low Town"]
    said: list[Said | None] = []
    parts = []
    for n in range(rng.randint(2, 4)):
        one = Said(crowd.name(rng), None, rng.choice(["2d", "1w", "5h", "3mo"]), crowd.words(rng, 3))
        said.append(one)
        if n == 0:
            parts.append(
                f'{mark()}<div class="p"><div class="r">{avatar(s, one.author, 46)}<div class="g"><b>{safe(one.author)}</b> <span class="f">· 3rd+</span><div class="x">{rng.choice(jobs)}</div><div class="x">{one.when} · {icon(s, "globe", 0.9)}</div></div><b style="color:#0a66c2">+ Follow</b></div><div class="w" style="margin-top:8px">{safe(one.text)}</div></div><div class="r sp f p"><span>{rng.randint(2, 90)}</span><span>{rng.randint(2, 90)} comments · 2 reposts</span></div><div class="r f p" style="justify-content:space-around"><span>Like</span><span>Comment</span><span>Repost</span><span>Send</span></div><hr><div class="r p"><div class="k g f" style="border-radius:18px;padding:9px">Add a comment…</div></div>'
            )
        else:
            parts.append(
                f'{mark()}<div class="t p">{avatar(s, one.author, 36)}<div class="g k" style="border-radius:10px;padding:9px"><div class="r"><div class="g"><b>{safe(one.author)}</b> <span class="f">· 2nd</span><div class="x">{rng.choice(jobs)}</div></div><span class="x">{one.when}</span></div><div class="w" style="margin-top:4px">{safe(one.text)}</div></div></div><div class="f" style="padding:0 60px 6px">Like &nbsp;|&nbsp; Reply</div>'
            )
    said.append(None)
    return Drawn(
        "linkedin",
        s,
        page(s, f'{bar}<div style="width:600px;margin:auto">{"".join(parts)}</div>{mark()}'),
        tuple(said),
        address,
    )


# ── nextdoor, google, mumsnet ──────────────────────────────────────────────────────────────


def _nextdoor_feed(s: Skin) -> Drawn:
    """The feed: several posts, each with place and time on their own rows."""
    rng = s.rng
    said: list[Said | None] = []
    parts = [
        status_bar(s),
        f'<div class="r p"><b style="color:#1b8751;font-size:1.4em" class="g">Nextdoor</b>{icon(s, "find", 1.2)}</div><div class="r p f" style="gap:20px"><b>For you</b><span>Recent</span><span>Nearby</span></div>',
    ]
    for _ in range(rng.randint(2, 4)):
        who = f"{crowd.first(rng)} {rng.choice(cast.LAST)[0]}." if s.chance(0.7) else crowd.name(rng)
        one = Said(
            who,
            None,
            rng.choice(
                [
                    f"{rng.randint(2, 20)} hr ago",
                    f"{rng.randint(2, 6)} days ago",
                    f"{rng.randint(2, 50)} min ago",
                ]
            ),
            crowd.words(rng, 4),
        )
        said.append(one)
        under = (
            f"{rng.choice(cast.PLACES)} • {one.when} • {icon(s, 'globe', 0.9)}"
            if s.layout != "1"
            else f"{one.when} · {rng.choice(cast.PLACES)}"
        )
        parts.append(
            f'{mark()}<div class="p"><div class="r">{avatar(s, who, 42)}<div class="g"><b>{safe(who)}</b>{rng.choice(["", " <span class=x>Neighbourhood Lead</span>", ""])}<div class="x">{under}</div></div>{icon(s, "dots")}</div><div class="w" style="margin:8px 0">{safe(one.text)}</div><div class="r f" style="gap:20px"><span>Like</span><span>Comment</span><span>Share</span><span class="g"></span><span>{rng.randint(1, 60)} comments</span></div></div><hr>'
        )
    said.append(None)
    parts.append(
        f'{mark()}<div class="r f" style="padding:10px;justify-content:space-around"><span>Home</span><span>For Sale & Free</span><span>Post</span><span>Notifications</span></div>'
    )
    return Drawn("nextdoor", s, page(s, "".join(parts)), tuple(said))


def _google_desk(s: Skin) -> Drawn:
    """The dialog over a search."""
    rng = s.rng
    school = rng.choice(cast.SCHOOLS)
    bar, address = address_bar(s, "www.google.com", "/search?q=fellside+primary+reviews")
    said: list[Said | None] = []
    body = f'<div class="r p"><div class="g"><b style="font-size:1.3em">{school}</b><div class="f">1 School Lane, Fellside</div></div><span style="background:#1a73e8;color:#fff;border-radius:18px;padding:7px 16px">Write a review</span></div><div class="r p"><b>{rng.randint(2, 4)}.{rng.randint(1, 9)}</b><span style="color:#fbbc04">★★★</span><span class="f">{rng.randint(9, 60)} reviews</span></div><div class="r p f">Sort by: &nbsp; <b>Most relevant</b> &nbsp; Newest &nbsp; Highest &nbsp; Lowest</div><hr>'
    for _ in range(rng.randint(2, 4)):
        one = Said(
            crowd.name(rng),
            None,
            rng.choice(["2 months ago", "a year ago", "4 weeks ago", "a day ago"]),
            crowd.words(rng, 3),
        )
        said.append(one)
        edited = "Edited " if s.chance(0.2) else ""
        body += f'{mark()}<div class="t p">{avatar(s, one.author, 40)}<div class="g"><b>{safe(one.author)}</b><div class="x">{rng.choice(["Local Guide·", ""])}{rng.randint(2, 60)} reviews·{rng.randint(2, 60)} photos</div><div style="margin:4px 0"><span style="color:#fbbc04">{"★" * rng.randint(1, 5)}</span> <span class="f">{edited}{one.when}</span></div><div class="w">{safe(one.text)}</div><div class="f" style="margin-top:4px">{icon(s, "thumb")} Like &nbsp; {icon(s, "share")} Share</div></div></div>'
    said.append(None)
    return Drawn(
        "google_reviews",
        s,
        page(
            s,
            f'{bar}<div style="width:720px;margin:20px auto;border:1px solid {s.card()}">{body}</div>{mark()}',
        ),
        tuple(said),
        address,
    )


def _mumsnet_desk(s: Skin) -> Drawn:
    """The forum on a desktop, adverts at the side."""
    rng = s.rng
    bar, address = address_bar(
        s, "www.mumsnet.com", f"/talk/education/{rng.randint(10**6, 10**7)}-school-gate"
    )
    said: list[Said | None] = []
    rows = '<div class="p f">Talk › Education › Primary</div><div class="p b" style="font-size:1.5em">AIBU about the school gate?</div><div class="p f">41 replies · Watch thread · Save thread</div>'
    for n in range(rng.randint(3, 4)):
        who = rng.choice(["Plum", "Rainy", "IAmThe", "Loud", "Jolly", "ScatterBrain"]) + rng.choice(
            ["Duff", "Monday", "Walrus", "Hen7", "Iguana", "Librarian"]
        )
        one = Said(
            who,
            None,
            rng.choice([f"{rng.randint(10, 28)}/11/2026 {cast.clock(rng)}", f"Today {cast.clock(rng)}"]),
            crowd.words(rng, 4),
        )
        said.append(one)
        op = " · OP" if n == 0 else ""
        rows += f'{mark()}<div style="border:1px solid {s.card()};margin:10px 0;padding:12px"><div class="r sp"><b>{who}{op}</b><span class="x">{one.when}</span></div><div class="w" style="margin:10px 0">{safe(one.text)}</div><div class="f">Quote &nbsp; Thanks &nbsp; Bookmark &nbsp; Share &nbsp; Report</div></div>'
    said.append(None)
    return Drawn(
        "mumsnet",
        s,
        page(
            s,
            f'{bar}<div class="r p" style="background:#004e9c;color:#fff"><b style="font-size:1.4em">Mumsnet</b><span>Talk</span><span>Jobs</span><span>Log in</span></div><div class="t" style="gap:40px"><div style="width:720px">{rows}</div><div style="width:260px">{picture(s, 220)}</div></div>{mark()}',
        ),
        tuple(said),
        address,
    )


WAYS: dict[str, tuple[Callable[[Skin], Drawn], ...]] = {
    "facebook": (_fb_shared, _fb_feed_desk), "whatsapp": (_wa_below, _wa_pair, _wa_shorn), "x": (_x_replies, _x_feed_desk),
    "instagram": (_ig_sheet, _ig_post_desk), "tiktok": (_tiktok_desk, _tiktok_video), "snapchat": (_snap_group, _snap_story),
    "nextdoor": (_nextdoor_feed,), "google_reviews": (_google_desk,), "mumsnet": (_mumsnet_desk,),
    "telegram": (_telegram_plain,), "messenger": (_messenger_desk,), "threads": (_threads_feed,), "reddit": (_reddit_desk,),
    "youtube": (_youtube_desk,), "linkedin": (_linkedin_desk,),
}  # fmt: skip
