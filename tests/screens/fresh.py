"""A seventh set of designs: sheets over films, overlays of reels and stories, feeds, desks, nested answers."""

# ruff: noqa: E501  (a stretch of markup reads best on one line)
from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.screens import kin
from tests.screens.page import Drawn
from tests.screens.skin import Skin, address_bar, avatar, icon, picture, safe, skin, status_bar
from tests.screens.strange import Sheet

FONTS = (
    "Inter",
    "Roboto",
    "Noto Sans",
    "Open Sans",
    "Liberation Sans",
    "Inter Display",
    "Manrope",
    "Cantarell",
)
LARGE = (
    "Quicksand",
    "Noto Serif",
    "Dosis",
    "Cabin",
    "Manrope",
    "DejaVu Serif",
    "Roboto Condensed",
    "Comfortaa",
    "Karla",
)


def drawn_fresh(slug: str, seed: int, *, large: bool = False) -> Drawn:
    """One page of ``slug`` in a design of this set; ``large``: another font and larger letters."""
    rng = Random(f"fresh {slug} {seed} {large}")
    way = WAYS[slug][seed % len(WAYS[slug])]
    return way(dressed(rng, way.__name__.endswith("_desk"), large))


def drawn_fresh_large(slug: str, seed: int) -> Drawn:
    """The same designs in another font and larger letters."""
    return drawn_fresh(slug, seed, large=True)


def dressed(rng: Random, desk: bool, large: bool) -> Skin:
    """A dress for a page of this set."""
    s = skin(rng, str(rng.randint(0, 2)), phone=not desk, dark=rng.random() < 0.5)
    size = rng.choice([13.0, 14.0, 15.0]) if desk else rng.choice([14.0, 15.0, 16.0, 17.0])
    for name, value in (
        ("font", rng.choice(LARGE if large else FONTS)),
        ("size", size * rng.choice([1.2, 1.35, 1.5]) if large else size),
        ("scale", s.scale if not desk else rng.choice([1.0, 1.25, 1.5])),
    ):
        object.__setattr__(s, name, value)
    return s


def _rows(s: Skin, d: Sheet, low: int, high: int) -> list[tuple[int, str, int]]:
    """Which person speaks, what, and how deep the answer."""
    rows, depth = [], 0
    for n in range(s.rng.randint(low, high)):
        depth = 0 if not n else s.rng.choice([0, 0, 1]) if not depth else s.rng.choice([0, 1])
        rows.append((n, kin.words(s.rng, 2), depth))
    return rows


# ── facebook ───────────────────────────────────────────────────────────────────────────────


def _fb_sheet(s: Skin) -> Drawn:
    """The sheet of comments over a reel: no bubbles, the time beside the name, hearts at the right."""
    d, rng = Sheet(s, "facebook"), s.rng
    who = rng.choice(kin.NAMES)
    body = f'{status_bar(s)}{picture(s, 120)}<div class="c"><span style="display:inline-block;width:38px;height:4px;border-radius:3px;background:{s.faint()}"></span></div><div class="r p sp"><b>{rng.choice(["Comments", d.n(400) + " comments"])}</b><span class="f">{rng.choice(["Most relevant ▾", "Newest ▾", "All comments ▾"])}</span></div>'
    people = kin.pick(rng, 8)
    for n, text, depth in _rows(s, d, 4, 6):
        when = kin.ago(rng)
        badge = rng.choice(["", "", " · Author", " · Follow"])
        body += f'{d.says(people[n], when, text, depth=depth)}<div class="t" style="padding:7px {s.pad}px 7px {s.pad + 46 * depth}px">{avatar(s, people[n], 24 if depth else 36)}<div class="g"><div class="r" style="gap:5px;font-size:.9em"><b>{safe(people[n])}</b><span class="f">{badge}</span><span class="f">{when}</span></div><div class="w">{safe(text)}</div><div class="r f" style="gap:20px;font-size:.84em"><span>Like</span><span>Reply</span></div></div><div class="c x">{icon(s, "thumb", 1.1)}<br>{d.n(60) if s.chance(0.6) else ""}</div></div>'
        if s.chance(0.3):
            body += f'<div class="f b" style="padding:2px {s.pad + 56}px">View {d.n(12)} replies</div>'
    return d.done(
        f'{body}{d.ends()}<hr><div class="r p">{avatar(s, who, 30)}<div class="g k f" style="border-radius:20px;padding:8px 14px">Comment as {safe(who.split()[0])}</div>{icon(s, "cam")}</div>'
    )


def _fb_feed(s: Skin) -> Drawn:
    """The feed: feelings, places, shares of others' posts in a frame, long posts cut by "See more"."""
    d, rng = Sheet(s, "facebook"), s.rng
    group = rng.choice(kin.GROUPS)
    people = kin.pick(rng, 9)
    body = f'{status_bar(s)}<div class="r p sp"><b style="color:#0866ff;font-size:1.7em">facebook</b><div class="r">{icon(s, "find", 1.4)}{icon(s, "talk", 1.4)}</div></div>'
    for n in range(rng.randint(2, 3)):
        when, text = kin.dated(rng), kin.words(rng, 3)
        turn = rng.choice(["", "feeling", "group", "shared"])
        tail = {
            "": "",
            "feeling": f" is 😡 feeling {rng.choice(['angry', 'fed up', 'disappointed'])}{' at ' + kin.SCHOOL if s.chance(0.4) else ''}.",
            "group": "",
            "shared": " shared a post.",
        }[turn]
        head = f"<b>{safe(people[n])}</b>{tail}" + (
            f' <span class="f">▸</span> <b>{safe(group)}</b>' if turn == "group" else ""
        )
        cut = ' <span class="f">… See more</span>' if s.chance(0.25) else ""
        body += f'<div class="k" style="height:8px"></div>{d.says(people[n], when, text)}<div class="p"><div class="r">{avatar(s, people[n], 42)}<div class="g"><div>{head}</div><div class="x">{when} · {icon(s, "globe", 0.9)}</div></div>{icon(s, "dots")}</div><div class="w" style="margin:8px 0">{safe(text)}{cut}</div>'
        if turn == "shared":
            other, time, words = people[4 + n], kin.dated(rng), kin.words(rng, 2)
            body += f'{d.says(other, time, words)}<div style="border:1px solid {s.card()};border-radius:8px;padding:10px"><div class="r">{avatar(s, other, 32)}<div><b>{safe(other)}</b><div class="x">{time} · {icon(s, "globe", 0.9)}</div></div></div><div class="w" style="margin-top:6px">{safe(words)}</div></div>'
        elif s.chance(0.3):
            body += picture(s, 130)
        body += f'{d.ends()}<div class="r sp f" style="padding:8px 0"><span>😡👍 {d.n()}</span><span>{d.n()} comments · {d.n(9)} shares</span></div><hr><div class="r f" style="justify-content:space-around;padding-top:8px"><span>{icon(s, "thumb")} Like</span><span>{icon(s, "talk")} Comment</span><span>{icon(s, "share")} Send</span></div></div>'
    return d.done(
        f'{body}<div class="r x" style="justify-content:space-around;padding:8px"><span>Home</span><span>Reels</span><span>Friends</span><span>Notifications</span></div>',
        group=None,
    )


def _fb_dialog_desk(s: Skin) -> Drawn:
    """The site's dialog over a dimmed page: bubbles, threads with lines, "Edited", reactions on the bubble."""
    d, rng = Sheet(s, "facebook"), s.rng
    bar, address = address_bar(
        s, "www.facebook.com", f"/groups/{rng.randint(10**8, 10**9)}/permalink/{rng.randint(10**9, 10**10)}/"
    )
    people = kin.pick(rng, 9)
    when, text = kin.dated(rng), kin.words(rng, 3)
    inner = f'<div class="c p b" style="font-size:1.2em">{safe(people[0].split()[0])}\'s Post</div><hr>{d.says(people[0], when, text)}<div class="p"><div class="r">{avatar(s, people[0], 40)}<div class="g"><b>{safe(people[0])}</b><div class="x">{when} · {icon(s, "lock", 0.9)}</div></div>{icon(s, "dots")}</div><div class="w" style="margin:10px 0">{safe(text)}</div><div class="r sp f"><span>👍😢 {d.n()}</span><span>{d.n()} comments &nbsp; {d.n(9)} shares</span></div><hr><div class="r f" style="justify-content:space-around;padding:7px"><span>Like</span><span>Comment</span><span>Share</span></div><hr><div class="f b">{rng.choice(["Most relevant ▾", "All comments ▾"])}</div></div>'
    for n, text, depth in _rows(s, d, 3, 5):
        who, when = people[n + 1], kin.ago(rng)
        top = (
            f'<div class="x">{rng.choice(["Author", "Top contributor", "Group expert"])}</div>'
            if s.chance(0.25)
            else ""
        )
        edited = " · Edited" if s.chance(0.2) else ""
        inner += f'{d.says(who, when, text, depth=depth)}<div class="t" style="padding:4px {s.pad + 4}px 4px {s.pad + 4 + 50 * depth}px">{avatar(s, who, 24 if depth else 32)}<div class="g"><div class="k" style="display:inline-block;border-radius:18px;padding:8px 12px">{top}<b style="font-size:.86em">{safe(who)}</b><div class="w">{safe(text)}</div></div><div class="r f" style="gap:14px;padding:2px 12px;font-size:.8em"><span>{when}{edited}</span><span>Like</span><span>Reply</span><span>Share</span><span style="margin-left:30px">{d.n(20)} 👍</span></div></div></div>'
        if s.chance(0.25):
            inner += f'<div class="f b" style="padding:2px {s.pad + 54}px">View all {d.n(9)} replies</div>'
    box = f'<div style="width:{rng.choice([640, 700])}px;margin:16px auto;border-radius:10px;border:1px solid {s.card()}">{inner}{d.ends()}<hr><div class="r p">{avatar(s, "Z", 32)}<div class="g k f" style="border-radius:18px;padding:8px 14px">Write a public comment…</div></div></div>'
    return d.done(bar + box, address=address)


def _fb_reel(s: Skin) -> Drawn:
    """A reel over the whole screen: the name and its words lie on the film, the counts at the right."""
    d, rng = Sheet(s, "facebook"), s.rng
    s.colours.update(paper="#101418")
    who, text = rng.choice(kin.NAMES), kin.words(rng, 2)
    side = "".join(
        f'<div class="c" style="margin:12px 0">{icon(s, i, 1.7, "#fff")}<div style="font-size:.75em">{d.n(900)}</div></div>'
        for i in ("thumb", "talk", "share")
    )
    body = f'<div style="color:#fff;background:linear-gradient(160deg,#2b3a42,#151a1e);padding-bottom:10px">{status_bar(s)}<div class="r p sp"><b style="font-size:1.2em">Reels</b>{icon(s, "cam", 1.4, "#fff")}</div><div style="height:260px"></div><div class="t" style="align-items:flex-end;padding:0 {s.pad}px"><div class="g">{d.says(who, None, text)}<div class="r">{avatar(s, who, 36)}<b>{safe(who)}</b><span style="border:1px solid #fff;border-radius:6px;padding:2px 8px;font-size:.84em">Follow</span></div><div class="w" style="margin:8px 0">{safe(text)}</div>{d.ends()}<div style="font-size:.84em">♫ {safe(who.split()[0])} · Original audio</div></div><div>{side}</div></div><div style="padding:10px {s.pad}px" class="f">Add a comment…</div></div>'
    return d.done(body)


# ── whatsapp ───────────────────────────────────────────────────────────────────────────────

TONES = ("#d42a66", "#00796b", "#e65100", "#6a1b9a", "#1565c0", "#558b2f", "#ad1457")
TONES_DARK = ("#ff8a80", "#80cbc4", "#ffcc80", "#ce93d8", "#90caf9", "#c5e1a5", "#f48fb1")


def _bubbles(s: Skin, d: Sheet, wide: int, low: int = 5, high: int = 9) -> str:
    rng = s.rng
    mine, theirs = ("#005c4b", "#202c33") if s.dark else ("#d9fdd3", "#ffffff")
    people = list(
        dict.fromkeys(
            rng.choice(
                [
                    rng.choice(kin.SAVED),
                    "~ " + rng.choice(kin.NAMES),
                    f"+44 7700 90{rng.randint(1000, 9999)}",
                    rng.choice(kin.SAVED),
                ]
            )
            for _ in range(4)
        )
    )
    tone = TONES_DARK if s.dark else TONES
    minute, last, talk = rng.randint(420, 1250), "", ""
    said: list[tuple[str, str]] = []
    for _ in range(rng.randint(low, high)):
        minute += rng.choice([0, 1, 3])
        when = f"{minute // 60:02}:{minute % 60:02}"
        who = last if last and s.chance(0.3) else "me" if s.chance(0.2) else rng.choice(people)
        own, text = who == "me", kin.words(rng, 2)
        colour = "" if own else tone[people.index(who) % 7]
        head = (
            f'<div style="color:{colour};font-size:.88em" class="b">{safe(who)}</div>'
            if not own and who != last
            else ""
        )
        extra = ""
        if s.chance(0.12):
            extra = f'<div class="f" style="font-size:.82em"><i>↱ {rng.choice(["Forwarded", "Forwarded many times"])}</i></div>'
        elif said and s.chance(0.18):
            a, b = rng.choice(said)
            extra = f'<div style="background:#0001;border-left:4px solid {tone[0]};padding:4px 8px;border-radius:5px;font-size:.88em"><div class="b" style="color:{tone[0]}">{safe(a)}</div><div class="f nw" style="overflow:hidden;text-overflow:ellipsis">{safe(b[:40])}</div></div>'
        edited = "Edited " if s.chance(0.1) else ""
        ticks = ' <span style="color:#53bdeb">✓✓</span>' if own else ""
        side = "margin-left:auto;background:" + mine if own else "background:" + theirs
        talk += f'{d.says(None if own else who, when, text)}<div style="{side};width:fit-content;max-width:{wide}%;border-radius:9px;padding:5px 9px;margin-top:{3 if who == last else 8}px">{head}{extra}<span class="w">{safe(text)}</span><span class="x" style="float:right;margin:6px 0 0 12px">{edited}{when}{ticks}</span><div style="clear:both"></div></div>'
        if s.chance(0.12):
            talk += f'<div style="margin:-4px 0 4px {"auto" if own else "12px"};width:fit-content;background:{theirs};border-radius:12px;padding:1px 7px;font-size:.8em">😡👍 {d.n(6)}</div>'
        if not own:
            said.append((who, text))
        last = who
    return talk


def _wa_android(s: Skin) -> Drawn:
    """A group with forwards, answers, edits and reactions."""
    d, rng = Sheet(s, "whatsapp"), s.rng
    group = rng.choice(kin.GROUPS)
    wall, bar = ("#0b141a", "#1f2c34") if s.dark else ("#efe7de", "#008069")
    s.colours.update(paper=wall)
    top = "#fff"
    body = f'<div style="background:{bar};color:{top}">{status_bar(s)}<div class="r" style="padding:8px {s.pad}px">{icon(s, "back", 1.3, top)}{avatar(s, group, 38)}<div class="g"><b>{safe(group)}</b><div style="font-size:.78em">{rng.choice(["tap here for group info", "Kasia, Roisin, Dave, You", str(rng.randint(12, 60)) + " members"])}</div></div>{icon(s, "cam", 1.3, top)}{icon(s, "dots", 1.3, top)}</div></div>'
    day = rng.choice(["Today", "Yesterday", "12 November 2026", "Monday"])
    body += f'<div class="c x" style="margin:9px"><span class="k" style="padding:4px 10px;border-radius:7px">{day}</span></div><div style="padding:0 {s.pad}px">{_bubbles(s, d, 82)}</div>'
    return d.done(
        f'{body}{d.ends()}<div class="r p"><div class="g k f" style="border-radius:22px;padding:10px 14px">Message</div><div style="width:44px;height:44px;border-radius:50%;background:#00a884"></div></div>',
        group=group,
    )


def _wa_web_desk(s: Skin) -> Drawn:
    """The site: the list of chats at the left, one chat at the right."""
    d, rng = Sheet(s, "whatsapp"), s.rng
    group = rng.choice(kin.GROUPS)
    wall, bar = ("#0b141a", "#202c33") if s.dark else ("#f0ebe3", "#f0f2f5")
    s.colours.update(paper="#111b21" if s.dark else "#ffffff")
    chats = "".join(
        f'<div class="r p" style="gap:12px">{avatar(s, c, 44)}<div class="g" style="overflow:hidden"><div class="r sp"><span>{safe(c)}</span><span class="x">{rng.choice(["09:12", "Yesterday", "Monday", "12/11/2026"])}</span></div><div class="f nw" style="overflow:hidden;text-overflow:ellipsis;font-size:.86em">{safe(kin.words(rng, 1))}</div></div></div>'
        for c in [group, *rng.sample(kin.SAVED, 6)]
    )
    left = f'<div style="width:32%;border-right:1px solid {s.card()}"><div class="p b" style="font-size:1.4em">Chats</div><div class="p"><div class="k f" style="padding:7px 12px;border-radius:8px">Search or start a new chat</div></div>{chats}</div>'
    right = f'<div class="g" style="background:{wall}"><div class="r" style="background:{bar};padding:9px 16px">{avatar(s, group, 38)}<div class="g"><div>{safe(group)}</div><div class="x">{safe(", ".join(rng.sample(kin.SAVED, 4)))}, You</div></div>{icon(s, "find")}{icon(s, "dots")}</div><div style="padding:12px 60px">{_bubbles(s, d, 65, 4, 7)}</div>{d.ends()}<div class="r p" style="background:{bar}"><div class="g k f" style="padding:9px 12px;border-radius:8px">Type a message</div></div></div>'
    bar_, address = address_bar(s, "web.whatsapp.com", "/")
    return d.done(f'{bar_}<div class="t" style="gap:0">{left}{right}</div>', address=address, group=group)


# ── x ──────────────────────────────────────────────────────────────────────────────────────


def _x_detail(s: Skin) -> Drawn:
    """One post opened: name over handle, the whole date under the words, answers below."""
    d, rng = Sheet(s, "x"), s.rng
    people, handles = kin.pick(rng, 6), rng.sample(kin.HANDLES, 6)
    when = f"{rng.randint(1, 12)}:{rng.randint(0, 59):02} {rng.choice(['AM', 'PM'])} · {rng.randint(1, 28)} Nov {rng.choice(['26', '2026'])}"
    text = kin.words(rng, 3)
    body = f'{status_bar(s)}<div class="r p">{icon(s, "back", 1.3)}<b style="font-size:1.15em">Post</b></div>{d.says(people[0], when, text, "@" + handles[0])}<div class="p"><div class="r">{avatar(s, people[0], 42)}<div class="g"><b>{safe(people[0])}</b><div class="f">@{handles[0]}</div></div><span class="b" style="background:{s.ink()};color:{s.paper()};border-radius:20px;padding:5px 15px">Follow</span></div><div class="w" style="font-size:1.12em;margin:10px 0">{safe(text)}</div><div class="f">{when} · <b style="color:{s.ink()}">{d.n(900)}</b> Views</div></div><hr><div class="r f p" style="gap:26px"><span><b>{d.n()}</b> Reposts</span><span><b>{d.n()}</b> Quotes</span><span><b>{d.n()}</b> Likes</span></div><hr>'
    for n in range(1, rng.randint(3, 5)):
        when, text = kin.ago(rng), kin.words(rng, 2)
        who = f'<b class="nw" style="overflow:hidden;text-overflow:ellipsis">{safe(people[n])}</b>'
        body += f'{d.says(people[n], when, text, "@" + handles[n])}<div class="t p">{avatar(s, people[n], 40)}<div class="g"><div class="r" style="gap:5px">{who}<span class="f nw">@{handles[n]} · {when}</span></div><div class="w">{safe(text)}</div><div class="r sp f" style="padding-top:7px"><span>{icon(s, "talk")} {d.n(9)}</span><span>{icon(s, "turn")}</span><span>{icon(s, "heart")} {d.n()}</span><span>{icon(s, "share")} {d.n(900)}</span></div></div></div><hr>'
    return d.done(
        f'{body}{d.ends()}<div class="p f"><div class="k" style="border-radius:20px;padding:9px 14px">Post your reply</div></div>'
    )


def _x_desk(s: Skin) -> Drawn:
    """The site: menu, timeline, trends in three columns; reposts and quotes."""
    d, rng = Sheet(s, "x"), s.rng
    bar, address = address_bar(s, "x.com", f"/{rng.choice(kin.HANDLES)}/status/{rng.randint(10**17, 10**18)}")
    menu = "".join(
        f'<div class="r" style="padding:11px 0;gap:14px">{icon(s, i, 1.5)}<span style="font-size:1.15em">{t}</span></div>'
        for i, t in (
            ("house", "Home"),
            ("find", "Explore"),
            ("talk", "Notifications"),
            ("book", "Bookmarks"),
            ("dots", "More"),
        )
    )
    trends = "".join(
        f'<div style="padding:8px 0"><div class="x">Trending in United Kingdom</div><b>{t}</b><div class="x">{d.n(90)}K posts</div></div>'
        for t in ("#HalfTerm", "Ofsted", "Leeds United")
    )
    people, handles = kin.pick(rng, 7), rng.sample(kin.HANDLES, 7)
    mid = '<div class="r p" style="justify-content:space-around"><b>For you</b><span class="f">Following</span></div><hr>'
    for n in range(rng.randint(3, 4)):
        when, text = rng.choice([kin.ago(rng), f"Nov {rng.randint(1, 28)}"]), kin.words(rng, 2)
        over = (
            f'<div class="x b" style="padding-left:44px">{icon(s, "turn", 0.9)} {safe(rng.choice(kin.NAMES))} reposted</div>'
            if s.chance(0.3)
            else ""
        )
        mid += f'<div class="p">{over}{d.says(people[n], when, text, "@" + handles[n])}<div class="t">{avatar(s, people[n], 40)}<div class="g"><div class="r" style="gap:6px"><b>{safe(people[n])}</b><span class="f">@{handles[n]}</span><span class="f">· {when}</span><span style="margin-left:auto">{icon(s, "dots")}</span></div><div class="w">{safe(text)}</div>'
        if s.chance(0.3):
            other, handle, time, words = people[n + 3], handles[n + 3], kin.ago(rng), kin.words(rng, 1)
            mid += f'{d.says(other, time, words, "@" + handle)}<div style="border:1px solid {s.card()};border-radius:14px;padding:10px;margin-top:8px"><div class="r" style="gap:6px">{avatar(s, other, 22)}<b>{safe(other)}</b><span class="f">@{handle} · {time}</span></div><div class="w">{safe(words)}</div></div>'
        mid += f'<div class="r sp f" style="padding-top:9px;max-width:420px"><span>{icon(s, "talk")} {d.n(9)}</span><span>{icon(s, "turn")} {d.n(9)}</span><span>{icon(s, "heart")} {d.n()}</span><span>{icon(s, "book")}</span></div></div></div></div><hr>'
    mid += d.ends()
    return d.done(
        f'{bar}<div class="t" style="padding:0 40px;gap:24px"><div style="width:190px">{menu}</div><div style="width:600px;border:1px solid {s.card()};border-width:0 1px">{mid}</div><div style="width:260px"><div class="k p f" style="border-radius:20px;margin:8px 0">Search</div><div class="k p" style="border-radius:14px"><b style="font-size:1.2em">What’s happening</b>{trends}</div></div></div>',
        address=address,
    )


# ── instagram ──────────────────────────────────────────────────────────────────────────────


def _ig_sheet(s: Skin) -> Drawn:
    """The sheet of comments: handle and age on a line, "Reply" under, "Author" and likes."""
    d, rng = Sheet(s, "instagram"), s.rng
    handles = rng.sample(kin.HANDLES, 8)
    body = f'{status_bar(s)}{picture(s, 100)}<div class="c p"><b>Comments</b></div><hr>'
    for n, text, depth in _rows(s, d, 4, 6):
        when = rng.choice([f"{rng.randint(1, 23)}h", f"{rng.randint(1, 6)}d", f"{rng.randint(1, 30)}w"])
        tag = rng.choice(["", "", " · Author", ""])
        heart = f'<div class="c x">{icon(s, "heart", 1.0)}<br>{d.n(40) if s.chance(0.6) else ""}</div>'
        answer = f'<span style="color:#385898">@{handles[0]}</span> ' if depth and s.chance(0.4) else ""
        said = f"@{handles[0]} {text}" if answer else text
        body += f'{d.says(handles[n], when, said, depth=depth)}<div class="t" style="padding:8px {s.pad}px 8px {s.pad + 46 * depth}px">{avatar(s, handles[n], 26 if depth else 36)}<div class="g"><div style="font-size:.9em"><b>{handles[n]}</b> <span class="f">{when}{tag}</span></div><div class="w">{answer}{safe(text)}</div><div class="r f" style="gap:18px;font-size:.84em"><span>Reply</span>{"<span>See translation</span>" if s.chance(0.2) else ""}</div></div>{heart}</div>'
        if s.chance(0.25):
            body += f'<div class="f" style="padding:2px {s.pad + 56}px;font-size:.84em">—— View {d.n(9)} more replies</div>'
    return d.done(
        f'{body}{d.ends()}<div class="r sp" style="padding:8px {s.pad}px;font-size:1.3em"><span>❤️</span><span>🙌</span><span>🔥</span><span>👏</span><span>😢</span><span>😮</span></div><div class="r p">{avatar(s, "Me", 32)}<div class="g f">Add a comment for {handles[0]}…</div></div>'
    )


def _ig_post(s: Skin) -> Drawn:
    """A post of the feed: its head, the photograph, likes, the caption behind the name, comments under it, the date."""
    d, rng = Sheet(s, "instagram"), s.rng
    a, b, c = rng.sample(kin.HANDLES, 3)
    when, text, words = (
        rng.choice(
            [f"{rng.randint(1, 23)} hours ago", f"{rng.randint(1, 28)} November", "3 days ago", "1 day ago"]
        ),
        kin.words(rng, 2),
        kin.words(rng, 1),
    )
    place = f'<div class="x">{kin.SCHOOL}</div>' if s.chance(0.5) else ""
    body = f'{status_bar(s)}<div class="r p sp"><b style="font-size:1.5em;font-style:italic">Instagram</b><div class="r">{icon(s, "heart", 1.4)}{icon(s, "share", 1.4)}</div></div><div class="r p">{avatar(s, a, 34)}<div class="g"><b>{a}</b>{place}</div>{icon(s, "dots")}</div>{picture(s, 260)}<div class="r" style="padding:4px {s.pad}px;gap:16px">{icon(s, "heart", 1.5)}{d.n()} {icon(s, "talk", 1.5)}{d.n(40)} {icon(s, "share", 1.5)}<span style="margin-left:auto">{icon(s, "book", 1.5)}</span></div><div style="padding:2px {s.pad}px">Liked by <b>{c}</b> and <b>others</b></div>'
    body += f'{d.says(a, when, text)}<div style="padding:2px {s.pad}px" class="w"><b>{a}</b> {safe(text)}</div><div class="f" style="padding:2px {s.pad}px">View all {d.n()} comments</div>{d.says(b, None, words)}<div class="w" style="padding:2px {s.pad}px"><b>{b}</b> {safe(words)}</div>{d.ends()}<div class="x" style="padding:2px {s.pad}px 10px">{when}</div>'
    return d.done(body)


def _ig_story(s: Skin) -> Drawn:
    """A story: name and age on the picture, words set large in a box."""
    d, rng = Sheet(s, "instagram"), s.rng
    s.colours.update(paper="#1b1d22")
    who, when, text = rng.choice(kin.HANDLES), f"{rng.randint(1, 23)}h", kin.words(rng, 2)
    body = f'<div style="color:#fff;background:linear-gradient(150deg,#5b3a6b,#1d2a4a)"><div style="padding:8px"><div style="height:3px;background:#fff9"></div></div>{d.says(who, when, text)}<div class="r" style="padding:4px {s.pad}px">{avatar(s, who, 32)}<b>{who}</b><span style="opacity:.75">{when}</span><span style="margin-left:auto">{icon(s, "dots", 1.3, "#fff")} {icon(s, "cross", 1.3, "#fff")}</span></div><div style="height:150px"></div><div class="c" style="padding:0 24px"><span class="w" style="background:#fff;color:#111;border-radius:8px;padding:6px 10px;font-size:1.2em;font-weight:600;line-height:1.6">{safe(text)}</span></div><div style="height:150px"></div>{d.ends()}<div class="r p"><div class="g" style="border:1px solid #fff8;border-radius:22px;padding:9px 14px">Send message...</div>{icon(s, "heart", 1.5, "#fff")}{icon(s, "share", 1.5, "#fff")}</div></div>'
    return d.done(body)


def _ig_post_desk(s: Skin) -> Drawn:
    """The site's post: the photograph at the left, the caption and the comments at its right."""
    d, rng = Sheet(s, "instagram"), s.rng
    bar, address = address_bar(s, "www.instagram.com", f"/p/C{rng.randint(10**8, 10**9)}x/")
    handles = rng.sample(kin.HANDLES, 7)
    right = f'<div class="r p">{avatar(s, handles[0], 32)}<b class="g">{handles[0]}</b>{icon(s, "dots")}</div><hr>'
    for n, text, depth in _rows(s, d, 4, 6):
        when = rng.choice([f"{rng.randint(1, 23)}h", f"{rng.randint(1, 6)}d", f"{rng.randint(1, 30)}w"])
        foot = f"<span>{when}</span>" + ("" if not n else f"<span>{d.n(30)} likes</span><span>Reply</span>")
        right += f'{d.says(handles[n], when, text, depth=depth)}<div class="t" style="padding:7px {s.pad}px 7px {s.pad + 44 * depth}px">{avatar(s, handles[n], 32)}<div class="g"><div class="w"><b>{handles[n]}</b> {safe(text)}</div><div class="r x" style="gap:14px;padding-top:4px">{foot}</div></div>{icon(s, "heart", 0.8)}</div>'
    right += f'{d.ends()}<hr><div class="r p">{icon(s, "heart", 1.5)}{icon(s, "talk", 1.5)}{icon(s, "share", 1.5)}</div><div style="padding:0 {s.pad}px"><b>{d.n(900)} likes</b><div class="x">{rng.randint(1, 28)} November</div></div><div class="r p f"><span class="g">Add a comment...</span><b style="color:#0095f6">Post</b></div>'
    return d.done(
        f'{bar}<div class="t" style="width:940px;margin:20px auto;gap:0;border:1px solid {s.card()}"><div style="width:480px">{picture(s, 520)}</div><div class="g">{right}</div></div>',
        address=address,
    )


# ── tiktok ─────────────────────────────────────────────────────────────────────────────────


def _tt_sheet(s: Skin) -> Drawn:
    """The sheet of comments: small grey names, "2d  Reply", the creator's badge."""
    d, rng = Sheet(s, "tiktok"), s.rng
    body = f'{status_bar(s)}{picture(s, 120)}<div class="r p sp"><span></span><b style="font-size:.9em">{d.n(900)} comments</b>{icon(s, "cross")}</div>'
    people = [rng.choice([a, b]) for a, b in zip(kin.pick(rng, 8), rng.sample(kin.HANDLES, 8), strict=True)]
    for n, text, depth in _rows(s, d, 4, 6):
        when = rng.choice(
            [
                f"{rng.randint(1, 23)}h",
                f"{rng.randint(1, 6)}d",
                f"{rng.randint(1, 28)}-11",
                f"{rng.randint(1, 59)}m",
                f"2025-{rng.randint(1, 12)}-{rng.randint(1, 28)}",
                f"{rng.randint(1, 3)}w",
            ]
        )
        badge = ' <span style="color:#fe2c55">· Creator</span>' if s.chance(0.15) else ""
        liked = (
            f'<span class="f" style="margin-left:12px">{rng.choice(["Liked by creator", "Author liked"])}</span>'
            if s.chance(0.12)
            else ""
        )
        body += f'{d.says(people[n], when, text, depth=depth)}<div class="t" style="padding:7px {s.pad}px 7px {s.pad + depth * 46}px">{avatar(s, people[n], 24 if depth else 34)}<div class="g"><div class="b" style="font-size:.84em;color:{s.faint()}">{safe(people[n])}{badge}</div><div class="w">{safe(text)}</div><div class="r f" style="gap:18px;font-size:.84em"><span>{when}</span><b>Reply</b>{liked}<span style="margin-left:auto">{icon(s, "heart", 1.0)} {d.n(90) if s.chance(0.7) else ""}</span></div></div></div>'
        if s.chance(0.3):
            body += f'<div class="f b" style="padding:3px {s.pad + 46}px;font-size:.84em">— View {d.n(20)} replies ▾</div>'
    return d.done(
        f'{body}{d.ends()}<hr><div class="r p">{avatar(s, "M", 30)}<div class="g k f" style="border-radius:20px;padding:8px 14px">Add comment...</div>@ 😊</div>'
    )


def _tt_film(s: Skin) -> Drawn:
    """A film over the whole screen: name and date on it, the caption with tags, the sound."""
    d, rng = Sheet(s, "tiktok"), s.rng
    s.colours.update(paper="#0c0c0c")
    who, when, text = (
        rng.choice([rng.choice(kin.NAMES), rng.choice(kin.HANDLES)]),
        rng.choice([f"{rng.randint(1, 6)}d ago", f"{rng.randint(1, 28)}-11", f"{rng.randint(2, 20)}h ago"]),
        kin.words(rng, 2),
    )
    tags = " #fyp #school #netherfield" if s.chance(0.6) else ""
    side = "".join(
        f'<div class="c" style="margin:11px 0">{icon(s, i, 1.8, "#fff")}<div style="font-size:.74em">{d.n(999)}</div></div>'
        for i in ("heart", "talk", "book", "share")
    )
    body = f'<div style="color:#fff;background:linear-gradient(170deg,#433,#122)">{status_bar(s)}<div class="r c" style="justify-content:center;gap:18px;padding:8px"><span style="opacity:.7">Following</span><b>For You</b>{icon(s, "find", 1.3, "#fff")}</div><div style="height:230px"></div><div class="t" style="align-items:flex-end;padding:0 {s.pad}px"><div class="g">{d.says(who, when, text + tags)}<div><b>{safe(who)}</b> <span style="opacity:.7">· {when}</span></div><div class="w" style="margin:5px 0">{safe(text)}<b>{tags}</b></div>{d.ends()}<div style="font-size:.85em">♫ original sound - {safe(who)}</div></div><div>{side}</div></div><div class="r x" style="justify-content:space-around;padding:10px;color:#ddd"><span>Home</span><span>Shop</span><span>Inbox</span><span>Profile</span></div></div>'
    return d.done(body)


# ── snapchat ───────────────────────────────────────────────────────────────────────────────


def _sn_group(s: Skin) -> Drawn:
    """A group's chat: names in capitals over a coloured line, days, notices."""
    d, rng = Sheet(s, "snapchat"), s.rng
    people = [n.split()[0] if s.chance(0.5) else n for n in kin.pick(rng, 3)]
    tones = dict(zip([*people, "me"], ["#f23c57", "#0fadff", "#9b55ff", "#e1143d"], strict=True))
    group = rng.choice(kin.GROUPS)
    body = f'{status_bar(s)}<div class="r p">{icon(s, "back", 1.4)}{avatar(s, group, 34)}<b class="g" style="font-size:1.1em">{safe(group)}</b>{icon(s, "cam", 1.4)}</div><hr><div class="c x p">{rng.choice(["TODAY", "YESTERDAY", "NOVEMBER 12", "MONDAY"])}</div>'
    last = ""
    for _ in range(rng.randint(4, 7)):
        who = rng.choice([*people, "me"])
        text = kin.words(rng, 2)
        head = (
            f'<div class="b" style="color:{tones[who]};font-size:.78em">{safe(who.upper())}</div>'
            if who != last
            else ""
        )
        if head and last:
            body += '<div style="height:10px"></div>'
        body += f'{d.says(None if who == "me" else who.upper(), None, text)}<div style="padding:1px {s.pad}px">{head}<div class="w" style="border-left:3px solid {tones[who]};padding:3px 10px">{safe(text)}</div></div>'
        if s.chance(0.12):
            body += (
                f'{d.ends()}<div class="x p">{safe(rng.choice(people).upper())} SAVED A SNAP IN CHAT</div>'
            )
        last = who if not body.endswith("CHAT</div>") else ""
    return d.done(
        f'{body}{d.ends()}<div class="r p">{icon(s, "cam", 1.5)}<div class="g k f" style="border-radius:22px;padding:10px 14px">Send a chat</div></div>',
        group=group,
    )


def _sn_story(s: Skin) -> Drawn:
    """A story: its owner and age at the top, words on a dark band across the picture."""
    d, rng = Sheet(s, "snapchat"), s.rng
    s.colours.update(paper="#2a2a2a")
    who, when, text = (
        rng.choice(kin.NAMES),
        rng.choice([f"{rng.randint(1, 23)}h ago", f"{rng.randint(1, 59)}m ago", "Just now"]),
        kin.words(rng, 1),
    )
    body = f'<div style="color:#fff;background:linear-gradient(190deg,#576,#234)">{d.says(who, when, text)}<div class="r p">{avatar(s, who, 36)}<div class="g"><b>{safe(who)}</b><div style="font-size:.8em;opacity:.85">{when}</div></div>{icon(s, "dots", 1.3, "#fff")}{icon(s, "cross", 1.3, "#fff")}</div><div style="height:200px"></div><div class="c w" style="background:#000a;padding:9px 14px">{safe(text)}</div><div style="height:190px"></div>{d.ends()}<div class="r p"><div class="g" style="background:#0006;border-radius:22px;padding:10px 16px">Send a chat</div>{icon(s, "share", 1.4, "#fff")}</div></div>'
    return d.done(body)


# ── nextdoor ───────────────────────────────────────────────────────────────────────────────


def _neighbours(rng: Random, count: int) -> list[str]:
    return rng.sample(kin.NEIGHBOURS_WHOLE if rng.random() < 0.5 else kin.NEIGHBOURS, count)


def _nd_comments(s: Skin) -> Drawn:
    """A post and its comments: place and age under the name, "Like Reply Share" under the words."""
    d, rng = Sheet(s, "nextdoor"), s.rng
    people = _neighbours(rng, 7)
    when, text = (
        rng.choice(["2 hr ago", "1 day ago", "3 days ago", "12 Nov", "Just now", "18 min ago"]),
        kin.words(rng, 3),
    )
    body = f'{status_bar(s)}<div class="r p">{icon(s, "back", 1.3)}<b class="g c">Post</b>{icon(s, "dots")}</div>{d.says(people[0], when, text)}<div class="p"><div class="r">{avatar(s, people[0], 40)}<div class="g"><b>{people[0]}</b><div class="x">{rng.choice(kin.PLACES)} · {when} · {icon(s, "globe", 0.9)}</div></div></div><div class="w" style="margin:9px 0">{safe(text)}</div><div class="r f" style="gap:24px"><span>{icon(s, "heart")} {d.n()}</span><span>{icon(s, "talk")} {d.n()}</span><span>{icon(s, "share")} Share</span></div></div><hr><div class="p b">Comments <span class="f">({d.n()})</span></div>'
    for n, text, depth in _rows(s, d, 3, 5):
        who, when = (
            people[n + 1],
            rng.choice(["1 hr ago", "4 hr ago", "1 day ago", "2 days ago", "9 Nov", "33 min ago"]),
        )
        tag = (
            '<span class="x" style="background:#dcefd8;color:#245;padding:1px 6px;border-radius:4px">Author</span>'
            if s.chance(0.15)
            else ""
        )
        body += f'{d.says(who, when, text, depth=depth)}<div class="t" style="padding:7px {s.pad}px 7px {s.pad + depth * 44}px">{avatar(s, who, 26 if depth else 34)}<div class="g"><div class="r" style="gap:6px"><b>{who}</b>{tag}</div><div class="x">{rng.choice(kin.PLACES)} · {when}</div><div class="w" style="margin:4px 0">{safe(text)}</div><div class="r f" style="gap:18px;font-size:.84em"><span>Like</span><span>Reply</span><span>Share</span></div></div></div>'
    return d.done(
        f'{body}{d.ends()}<div class="r p"><div class="g k f" style="border-radius:20px;padding:9px 14px">Add a comment...</div></div>'
    )


def _nd_feed_desk(s: Skin) -> Drawn:
    """The site's feed: cards in the middle, menu left, groups right."""
    d, rng = Sheet(s, "nextdoor"), s.rng
    bar, address = address_bar(s, "nextdoor.co.uk", "/news_feed/")
    people = _neighbours(rng, 7)
    menu = "".join(
        f'<div class="p">{t}</div>'
        for t in ("Home", "Treasure Map", "For Sale & Free", "Events", "Groups", "Neighbours")
    )
    mid = '<div class="k p f" style="border-radius:20px">What\'s on your mind, neighbour?</div>'
    for n in range(rng.randint(2, 3)):
        when, text = (
            rng.choice(["6 hr ago", "1 day ago", "5 days ago", "30 Oct", "44 min ago"]),
            kin.words(rng, 3),
        )
        mid += f'{d.says(people[n], when, text)}<div style="border:1px solid {s.card()};border-radius:10px;padding:14px;margin-top:12px"><div class="r">{avatar(s, people[n], 40)}<div class="g"><b>{people[n]}</b><div class="x">{rng.choice(kin.PLACES)} · {when} {icon(s, "globe", 0.9)}</div></div>{icon(s, "dots")}</div><div class="w" style="margin:10px 0">{safe(text)}</div><div class="r f" style="gap:26px"><span>{icon(s, "heart")} Like</span><span>{icon(s, "talk")} Comment</span><span>{icon(s, "share")} Share</span></div>'
        who, time, words = (
            people[n + 3],
            rng.choice(["2 hr ago", "1 day ago", "51 min ago"]),
            kin.words(rng, 2),
        )
        mid += f'<hr style="margin:10px 0">{d.says(who, time, words)}<div class="t">{avatar(s, who, 30)}<div class="g"><div><b>{who}</b> <span class="x">· {rng.choice(kin.PLACES)} · {time}</span></div><div class="w">{safe(words)}</div><div class="r f" style="gap:16px;font-size:.84em"><span>Like</span><span>Reply</span></div></div></div>{d.ends()}<div class="b f" style="padding-top:6px">See {d.n(20)} more comments</div></div>'
    return d.done(
        f'{bar}<div class="r p" style="border-bottom:1px solid {s.card()}"><b style="color:#00b246;font-size:1.5em">nextdoor</b><div class="k f" style="border-radius:18px;padding:7px 140px 7px 14px">Search Nextdoor</div></div><div class="t" style="gap:24px;padding:14px 50px"><div style="width:180px">{menu}</div><div style="width:600px">{mid}</div><div style="width:260px" class="f"><b>Popular groups</b><div style="padding:6px 0">Netherfield Gardeners<br>{d.n(900)} members</div></div></div>',
        address=address,
    )


# ── google reviews ─────────────────────────────────────────────────────────────────────────


def _stars(s: Skin) -> str:
    full = s.rng.randint(1, 5)
    return f'<span style="color:#fbbc04;letter-spacing:1px">{"★" * full}</span><span class="f">{"☆" * (5 - full)}</span>'


def _owner(s: Skin, d: Sheet, label: str) -> str:
    if not s.chance(0.35):
        return ""
    answer = s.rng.choice(
        [
            "Thank you for your review. Please contact the office so that we can talk.",
            "We are sorry to read this and would welcome a call.",
            "Thank you for your kind words.",
        ]
    )
    when = kin.long_ago(s.rng).removeprefix("Edited ")
    return f'{d.says(None, when, answer)}<div style="margin:6px 0 0 {s.pad}px;border-left:3px solid {s.card()};padding-left:10px"><div><b>{label}</b> <span class="f">{when}</span></div><div class="w">{answer}</div></div>'


def _go_maps(s: Skin) -> Drawn:
    """The app of maps: tabs, the mean, one review under the other."""
    d, rng = Sheet(s, "google_reviews"), s.rng
    body = f'{status_bar(s)}<div class="p"><b style="font-size:1.3em">{kin.SCHOOL}</b><div class="f">3.{rng.randint(0, 9)} {_stars(s)} ({d.n(200)})</div></div><div class="r f" style="justify-content:space-around"><span>Overview</span><b style="color:#1a73e8">Reviews</b><span>Photos</span><span>About</span></div><hr><div class="r p f" style="font-size:.86em"><span class="k" style="padding:5px 10px;border-radius:14px">Most relevant</span><span class="k" style="padding:5px 10px;border-radius:14px">Newest</span><span class="k" style="padding:5px 10px;border-radius:14px">Lowest</span></div>'
    for who in kin.pick(rng, rng.randint(3, 4)):
        when, text = kin.long_ago(rng), kin.words(rng, 3)
        guide = rng.choice(
            [f"{d.n(30)} reviews", f"Local Guide · {d.n(90)} reviews · {d.n(40)} photos", "1 review"]
        )
        body += f'{d.says(who, when, text)}<div class="p"><div class="r">{avatar(s, who, 34)}<div class="g"><b>{safe(who)}</b><div class="x">{guide}</div></div>{icon(s, "dots")}</div><div class="r" style="margin:6px 0">{_stars(s)} <span class="f">{when}</span></div><div class="w">{safe(text)}</div>{_owner(s, d, "Response from the owner")}{d.ends()}<div class="r f" style="gap:24px;padding-top:8px"><span>{icon(s, "thumb")} {rng.choice(["Helpful", "Like", d.n(9)])}</span><span>{icon(s, "share")} Share</span></div></div><hr>'
    return d.done(body)


def _go_dialog_desk(s: Skin) -> Drawn:
    """The dialog of the search page."""
    d, rng = Sheet(s, "google_reviews"), s.rng
    bar, address = address_bar(s, "www.google.com", "/search?q=netherfield+primary+school+reviews")
    inner = f'<div class="r sp p"><div><b style="font-size:1.3em">{kin.SCHOOL}</b><div class="f">Kiln Lane, Netherfield</div></div><span class="b" style="color:#1a73e8;border:1px solid {s.card()};border-radius:18px;padding:7px 16px">Write a review</span></div><div class="p">2.{rng.randint(0, 9)} {_stars(s)} <span class="f">{d.n(200)} reviews</span></div><div class="r p f"><span>Sort by</span><span class="b">Most relevant</span><span>Newest</span><span>Highest</span><span>Lowest</span></div><hr>'
    for who in kin.pick(rng, rng.randint(3, 4)):
        when, text = kin.long_ago(rng), kin.words(rng, 3)
        guide = rng.choice(
            [f"{d.n(30)} reviews · {d.n(12)} photos", f"Local Guide · {d.n(90)} reviews", "1 review"]
        )
        more = ' <span style="color:#1a73e8">More</span>' if s.chance(0.2) else ""
        inner += f'{d.says(who, when, text)}<div class="t p">{avatar(s, who, 40)}<div class="g"><b>{safe(who)}</b><div class="x">{guide}</div><div style="margin:5px 0">{_stars(s)} <span class="f">{when}</span>{" <b class=x>NEW</b>" if s.chance(0.15) else ""}</div><div class="w">{safe(text)}{more}</div>{_owner(s, d, "Response from the owner")}{d.ends()}<div class="f" style="padding-top:6px">{icon(s, "thumb")} {rng.choice(["Like", "Helpful"])}</div></div></div>'
    return d.done(
        f'{bar}<div style="width:720px;margin:14px auto;border:1px solid {s.card()};border-radius:10px">{inner}</div>',
        address=address,
    )


# ── mumsnet ────────────────────────────────────────────────────────────────────────────────


def _mumsnet(s: Skin, desk: bool) -> Drawn:
    d, rng = Sheet(s, "mumsnet"), s.rng
    bar, address = address_bar(
        s, "www.mumsnet.com", f"/talk/primary_education/{rng.randint(10**6, 10**7)}-school", 0.6
    )
    title = rng.choice(
        [
            "Head refuses to meet me",
            "To be furious about this trip?",
            "Bullying - school doing nothing",
            "Would you move them?",
        ]
    )
    people = rng.sample(kin.NICKS, 6)
    body = f'<div class="r p" style="background:#1b2a6b;color:#fff"><b style="font-size:1.3em">mumsnet</b><span class="g"></span>{icon(s, "find", 1.3, "#fff")} Log in</div><div class="p"><div class="f">Talk › {rng.choice(["Primary education", "AIBU?", "Chat"])}</div><b style="font-size:1.3em">{title}</b><div class="f">{d.n(200)} replies</div></div>'
    first = people[0]
    for n in range(rng.randint(3, 5)):
        who = first if n and s.chance(0.2) else people[n]
        when = rng.choice(
            [
                f"Today {rng.randint(7, 22):02}:{rng.randint(0, 59):02}",
                f"{rng.randint(1, 28):02}/11/2026 {rng.randint(7, 22):02}:{rng.randint(0, 59):02}",
                f"Yesterday {rng.randint(7, 22):02}:{rng.randint(0, 59):02}",
            ]
        )
        text = kin.words(rng, 3)
        op = (
            ' <span class="x b" style="background:#cde;color:#123;padding:1px 6px;border-radius:8px">OP</span>'
            if who == first
            else ""
        )
        quote = (
            f'<div class="k w" style="border-left:4px solid #6b7db3;padding:7px 10px;margin:6px 0"><b>{people[n - 1]}</b> · {rng.randint(1, 28):02}/11/2026 10:{rng.randint(10, 59)}<br>{safe(kin.words(rng, 1))}</div>'
            if n > 1 and s.chance(0.25)
            else ""
        )
        foot = "Add message · Bookmark · Report" if desk else "Quote &nbsp; Share &nbsp; Report"
        body += f'{d.says(who, when, text)}<div class="p" style="border:1px solid {s.card()};border-radius:6px;margin:8px {s.pad}px"><div class="r"><b>{safe(who)}</b>{op}<span class="x">· {when}</span></div>{quote}<div class="w" style="margin:8px 0">{safe(text)}</div>{d.ends()}<div class="r f" style="font-size:.84em">{foot}</div></div>'
    wide = f'<div style="width:860px;margin:0 auto">{body}</div>' if desk else body
    return d.done(
        bar
        + wide
        + '<div class="p c"><b style="background:#1b2a6b;color:#fff;padding:9px 30px;border-radius:4px">Add post</b></div>',
        address=address,
    )


def _mn_phone(s: Skin) -> Drawn:
    """A thread on a phone."""
    return _mumsnet(s, desk=False)


def _mn_desk(s: Skin) -> Drawn:
    """A thread on the site."""
    return _mumsnet(s, desk=True)


WAYS: dict[str, tuple[Callable[[Skin], Drawn], ...]] = {
    "facebook": (_fb_sheet, _fb_dialog_desk, _fb_feed, _fb_reel),
    "whatsapp": (_wa_android, _wa_web_desk),
    "x": (_x_detail, _x_desk),
    "instagram": (_ig_sheet, _ig_post_desk, _ig_story, _ig_post),
    "tiktok": (_tt_sheet, _tt_film),
    "snapchat": (_sn_group, _sn_story),
    "nextdoor": (_nd_comments, _nd_feed_desk),
    "google_reviews": (_go_maps, _go_dialog_desk),
    "mumsnet": (_mn_phone, _mn_desk),
}
