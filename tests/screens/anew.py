"""The apps as they looked in 2025 and 2026, drawn from knowledge of them and not from the rules."""

# ruff: noqa: E501  (a stretch of markup reads best on one line)
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from tests.screens import cast, crowd
from tests.screens.cast import Said
from tests.screens.page import Drawn
from tests.screens.skin import Skin, address_bar, avatar, icon, mark, page, picture, safe, skin, status_bar

FONTS = ("Inter", "Roboto", "Open Sans", "Noto Sans", "Liberation Sans", "Manrope", "Cabin", "Lato", "Karla")


def drawn_anew(slug: str, seed: int) -> Drawn:
    """One page of ``slug`` in the design of the day."""
    rng = Random(f"anew {slug} {seed}")
    ways = WAYS[slug]
    way = ways[seed % len(ways)]
    phone = not way.__name__.endswith("_desk")
    s = skin(rng, str(rng.randint(0, 2)), phone=phone, dark=rng.random() < 0.5)
    object.__setattr__(s, "font", rng.choice(FONTS))
    object.__setattr__(
        s, "size", rng.choice([14.0, 15.0, 16.0, 17.0]) if phone else rng.choice([13.0, 14.0, 15.0])
    )
    return way(s)


def _n(s: Skin, most: int = 90) -> str:
    number = s.rng.randint(1, most)
    return f"{number / 10:.1f}K" if s.chance(0.1) else str(number)


# ── facebook ───────────────────────────────────────────────────────────────────────────────


def _fb_comment(s: Skin, one: Said, *, acts: tuple[str, ...] = ("Like", "Reply")) -> str:
    rng = s.rng
    indent = one.depth * (s.avatar + 14)
    badge = (
        rng.choice(["Author", "Top contributor", "Admin", "Top fan", "Rising contributor"])
        if s.chance(0.2)
        else ""
    )
    over = badge and s.layout == "1"
    tag = f'<span class="f"> · {badge}</span>' if badge and not over else ""
    above = f'<div class="x">✦ {badge}</div>' if over else ""
    bubble = "" if s.layout == "2" else f"background:{s.card()};border-radius:18px;padding:7px 12px;"
    liked = f'<span class="g"></span><span>{_n(s)} 👍😡</span>' if s.chance(0.5) else ""
    row = "".join(f'<span class="b">{a}</span>' for a in acts)
    return (
        f'{mark()}<div class="t" style="padding:5px {s.pad}px 5px {s.pad + indent}px">{avatar(s, one.author, s.avatar - 4 * one.depth)}<div class="g"><div style="{bubble}width:fit-content;max-width:100%">'
        f'{above}<div style="font-weight:600;font-size:.93em">{safe(one.author)}{tag}</div><div class="w">{safe(one.text)}</div></div>'
        f'<div class="r f" style="gap:18px;padding:3px 12px;font-size:.85em"><span>{one.when}</span>{row}{liked}</div></div></div>'
    )


def _fb_comments(s: Skin, said: list[Said | None], least: int = 3, most: int = 6) -> str:
    rng, parts = s.rng, []
    for n in range(rng.randint(least, most)):
        one = Said(
            crowd.name(rng), None, cast.short_time(rng), crowd.words(rng, 2), int(n > 0 and s.chance(0.35))
        )
        said.append(one)
        parts.append(_fb_comment(s, one))
        if s.chance(0.2):
            parts.append(
                f'<div class="f b" style="padding:4px 70px">{rng.choice(["View 1 reply", "View all 4 replies", "View 2 more replies", f"{crowd.name(rng)} replied · 2 replies"])}</div>'
            )
    return "".join(parts)


def _fb_app(s: Skin) -> Drawn:
    """The app: a post with counts beside its icons, and comments under it."""
    rng = s.rng
    post = Said(
        crowd.name(rng),
        None,
        rng.choice(
            [cast.short_time(rng), "Just now", f"{rng.randint(1, 28)} Nov", f"Yesterday at {cast.clock(rng)}"]
        ),
        crowd.words(rng, 5),
    )
    said: list[Said | None] = [post]
    group = rng.choice(cast.GROUPS) if s.chance(0.4) else None
    top = (
        f'<div class="r p">{icon(s, "back", 1.3)}<b class="g c">{safe((post.author or "").split()[0])}\'s post</b>{icon(s, "find", 1.2)}</div><hr>'
        if s.chance(0.5)
        else '<div class="r p"><b style="color:#0866ff;font-size:1.6em">facebook</b><span class="g"></span>'
        + icon(s, "find", 1.3)
        + icon(s, "talk", 1.3)
        + "</div>"
    )
    follow = ' <span style="color:#0866ff">· Follow</span>' if s.chance(0.3) and not group else ""
    if group:
        head = f'<div><b>{safe(group)}</b><div class="f" style="font-size:.85em">{safe(post.author)} · {post.when} · {icon(s, "globe", 0.9)}</div></div>'
    else:
        head = f'<div><b>{safe(post.author)}</b>{follow}<div class="f" style="font-size:.85em">{post.when} · {icon(s, "globe", 0.9)}</div></div>'
    photo = picture(s) if s.chance(0.4) else ""
    acts = (
        f'{icon(s, "thumb", 1.3)}{_n(s)} <span style="width:14px"></span>{icon(s, "talk", 1.3)}{_n(s)}<span style="width:14px"></span>{icon(s, "share", 1.3)}{_n(s)}'
        if s.layout == "0"
        else f'<span class="g c">{icon(s, "thumb")} Like</span><span class="g c">{icon(s, "talk")} Comment</span><span class="g c">{icon(s, "share")} Share</span>'
    )
    counts = (
        ""
        if s.layout == "0"
        else f'<div class="r f sp" style="padding:4px {s.pad}px"><span>👍❤️😡 {_n(s)}</span><span>{rng.randint(2, 90)} comments &nbsp; {rng.randint(2, 30)} shares</span></div><hr>'
    )
    parts = [
        status_bar(s), top,
        f'{mark()}<div class="p"><div class="r">{avatar(s, post.author, 40)}{head}<span class="g"></span>{icon(s, "dots")}{icon(s, "cross")}</div><div class="w" style="margin-top:8px">{safe(post.text)}</div></div>{photo}{counts}<div class="r p f">{acts}</div><hr>',
        f'<div class="p b">{rng.choice(["Most relevant", "All comments", "Most relevant ▾", "Newest"])}</div>' if s.chance(0.7) else "",
        _fb_comments(s, said),
    ]  # fmt: skip
    said.append(None)
    parts.append(
        f'{mark()}<div class="r p"><div class="g k f" style="border-radius:18px;padding:8px 12px">{rng.choice(["Write a comment…", "Comment as " + crowd.name(rng), "Write a public comment…"])}</div>😊</div>'
    )
    return Drawn("facebook", s, page(s, "".join(parts)), tuple(said), None, group)


def _fb_group_desk(s: Skin) -> Drawn:
    """The website: a group's post in a dialog over the page."""
    rng = s.rng
    post = Said(
        crowd.name(rng),
        None,
        rng.choice([cast.short_time(rng), f"{cast.day(rng)} at {cast.clock(rng)}"]),
        crowd.words(rng, 5),
    )
    said: list[Said | None] = [post]
    group = rng.choice(cast.GROUPS)
    bar, address = address_bar(
        s, "www.facebook.com", f"/groups/{rng.randint(10**8, 10**9)}/posts/{rng.randint(10**12, 10**13)}/"
    )
    badge = rng.choice(["", " · Admin", " · Top contributor", " · Group expert"])
    body = (
        f'<div class="r p"><b class="g c" style="font-size:1.25em">{safe((post.author or "").split()[0])}\'s Post</b>{icon(s, "cross", 1.2)}</div><hr>'
        f'{mark()}<div class="p"><div class="r">{avatar(s, group, 40)}<div class="g"><b>{safe(group)}</b><div class="f" style="font-size:.88em"><b>{safe(post.author)}</b>{badge} · {post.when} · {icon(s, "globe", 0.9)}</div></div>{icon(s, "dots")}</div><div class="w" style="margin-top:10px">{safe(post.text)}</div></div>'
        f'<div class="r f sp" style="padding:6px {s.pad}px"><span>{safe(crowd.name(rng))} and {rng.randint(2, 80)} others</span><span>{rng.randint(2, 90)} comments</span></div><hr><div class="r f" style="padding:8px;justify-content:space-around"><span>{icon(s, "thumb")} Like</span><span>{icon(s, "talk")} Comment</span><span>{icon(s, "share")} Send</span></div><hr>'
        f'<div class="p f b">{rng.choice(["Most relevant ▾", "View more comments", "All comments ▾"])}</div>{_fb_comments(s, said)}'
    )
    said.append(None)
    body += f'{mark()}<div class="r p">{avatar(s, "Z", 32)}<div class="g k f" style="border-radius:18px;padding:8px">Comment as {safe(crowd.name(rng))}</div></div>'
    return Drawn(
        "facebook",
        s,
        page(
            s,
            f'{bar}<div style="width:680px;margin:20px auto;border-radius:10px;border:1px solid {s.card()}">{body}</div>',
        ),
        tuple(said),
        address,
        group,
    )


def _fb_thread(s: Skin) -> Drawn:
    """The app's sheet of replies alone, as it opens over a post."""
    rng = s.rng
    said: list[Said | None] = []
    body = f'{status_bar(s)}<div class="r p">{icon(s, "back", 1.3)}<b class="g">Replies</b>{icon(s, "dots")}</div><hr>{_fb_comments(s, said, 4, 7)}'
    said.append(None)
    return Drawn(
        "facebook",
        s,
        page(
            s,
            f'{body}{mark()}<div class="r p"><div class="g k f" style="border-radius:18px;padding:8px 12px">{rng.choice(["Reply to ", "Reply as "])}{safe(crowd.name(rng))}…</div></div>',
        ),
        tuple(said),
    )


# ── whatsapp and telegram ──────────────────────────────────────────────────────────────────

TONES = ("#d44638", "#1f7aec", "#b85c00", "#00897b", "#8e44ad", "#c2185b", "#2e7d32", "#7c5b00")
TONES_DARK = ("#ff8a80", "#53bdeb", "#ffb074", "#25d3a2", "#c792ff", "#f4769b", "#9fd86b", "#ffd279")


def _tone(s: Skin, people: list[str], who: str | None) -> str:
    return (TONES_DARK if s.dark else TONES)[people.index(who or "") % 8] if who in people else s.faint()


def _talk(s: Skin, people: list[str], *, half_day: bool, mine: float = 0.25) -> list[tuple[Said, bool, bool]]:
    """Messages in order: what is said, whether the owner did, whether its sender is new."""
    rng, found = s.rng, []
    minute, last = rng.randint(7 * 60, 21 * 60), None
    for _ in range(rng.randint(5, 9)):
        minute += rng.choice([0, 0, 1, 1, 3, 12])
        hour, rest = divmod(minute, 60)
        when = (
            f"{(hour - 1) % 12 + 1}:{rest:02} {'am' if hour < 12 else 'pm'}"
            if half_day
            else f"{hour:02}:{rest:02}"
        )
        own = rng.random() < mine
        who = None if own else last if last and rng.random() < 0.35 else rng.choice(people)
        found.append((Said(who, None, when, crowd.words(rng, 3)), own, who != last))
        last = who
    return found


def _bubble(
    s: Skin,
    one: Said,
    own: bool,
    fresh: bool,
    people: list[str],
    colours: tuple[str, str],
    face: bool = False,
    named: bool = True,
    aside: str = "",
) -> str:
    rng = s.rng
    ground = colours[0] if own else colours[1]
    name = (
        f'<div style="font-weight:600;font-size:.86em;color:{_tone(s, people, one.author)}">{safe(one.author)}{aside}</div>'
        if named and fresh and not own
        else ""
    )
    quote = ""
    if s.chance(0.15):
        quoted = rng.choice(people) if s.chance(0.75) else "You"
        tone = _tone(s, people, quoted)
        quote = f'<div style="border-left:4px solid {tone};background:rgba(128,128,128,.12);border-radius:6px;padding:4px 8px;margin:2px 0 4px"><div style="color:{tone};font-weight:600;font-size:.82em">{safe(quoted)}</div><div class="f" style="white-space:nowrap;overflow:hidden;text-overflow:ellipsis;max-width:230px">{safe(crowd.words(rng, 2))}</div></div>'
    fwd = (
        f'<div class="x"><i>↪ {rng.choice(["Forwarded", "Forwarded many times"])}</i></div>'
        if s.chance(0.08)
        else ""
    )
    ticks = ' <span style="color:#53bdeb">✓✓</span>' if own else ""
    clock = f'<span class="x nw" style="float:right;margin:7px 0 -4px 14px">{"Edited " if s.chance(0.05) else ""}{one.when}{ticks}</span>'
    side = "margin-left:auto" if own else f"margin-left:{34 if face else 0}px"
    pic = (
        f'<div style="position:absolute;left:-34px;top:0">{avatar(s, one.author, 28)}</div>'
        if face and fresh and not own
        else ""
    )
    return f'{mark()}<div style="position:relative;width:fit-content;max-width:80%;{side};background:{ground};border-radius:12px;padding:6px 10px 7px;margin-top:{8 if fresh else 3}px">{pic}{fwd}{name}{quote}<span class="w">{safe(one.text)}</span>{clock}<div style="clear:both"></div></div>'


def _chip(s: Skin, text: str, ground: str) -> str:
    return f'<div class="c x" style="margin:8px"><span style="background:{ground};border-radius:8px;padding:4px 10px">{safe(text)}</span></div>'


def _wa(s: Skin, *, ios: bool, wide: bool = False) -> Drawn:
    rng = s.rng
    wall = (
        rng.choice(["#0b141a", "#101d25", "#1b2730"])
        if s.dark
        else rng.choice(["#efeae2", "#d9dbd5", "#f5f1eb", "#cfe3e8"])
    )
    s.colours.update(paper=wall)
    mine, theirs = (
        (rng.choice(["#144d37", "#005c4b", "#134d37"]), rng.choice(["#1f2c34", "#242626", "#202c33"]))
        if s.dark
        else (rng.choice(["#d9fdd3", "#d8fdd2", "#dcf7c5"]), "#ffffff")
    )
    people = [
        crowd.name(rng) if s.chance(0.5) else cast.saved(rng).removeprefix("~ ")
        for _ in range(rng.randint(2, 5))
    ]
    strangers = {p for p in people if p.startswith("+")}
    group = rng.choice(cast.GROUPS)
    said: list[Said | None] = []
    bar = "#1f2c34" if s.dark else rng.choice(["#ffffff", "#f7f5f3", "#008069"])
    ink = "#fff" if s.dark or bar == "#008069" else "#111"
    under = rng.choice(
        [
            ", ".join([*(p.split()[0] for p in people), "You"]),
            "tap here for group info",
            ", ".join(people)[:34] + "…",
        ]
    )
    head = f'<div class="r" style="background:{bar};color:{ink};padding:8px {s.pad}px">{icon(s, "back", 1.4)}{avatar(s, group, 36)}<div class="g" style="{"text-align:center" if ios and s.layout == "1" else ""}"><b>{safe(group)}</b><div style="font-size:.78em;opacity:.75" class="nw">{safe(under)}</div></div>{icon(s, "cam", 1.3)}{icon(s, "dots", 1.3)}</div>'
    chip = theirs
    parts = [
        _chip(
            s, rng.choice(["Today", "Yesterday", "Sunday", "14 November 2026", "Wed, 18 Nov", "TODAY"]), chip
        )
    ]
    if s.chance(0.2):
        parts.append(
            _chip(
                s,
                "🔒 Messages and calls are end-to-end encrypted. Only people in this chat can read, listen to, or share them. Learn more",
                "#ffeecd" if not s.dark else "#182229",
            )
        )
    face = (ios and s.chance(0.7)) or (not ios and s.chance(0.4))
    for n, (one, own, fresh) in enumerate(_talk(s, people, half_day=not ios and s.chance(0.5))):
        if n == 3 and s.chance(0.2):
            parts.append(_chip(s, rng.choice(["2 unread messages", "1 unread message"]), chip))
            fresh = True
        aside = (
            f' <span class="f" style="font-weight:400;float:right;margin-left:20px">~{safe(crowd.first(rng))}</span>'
            if one.author in strangers
            else ""
        )
        said.append(one)
        parts.append(_bubble(s, one, own, fresh, people, (mine, theirs), face, True, aside))
        if s.chance(0.1):
            parts.append(
                f'<div style="margin:-4px 0 4px 14px;background:{theirs};border-radius:12px;width:fit-content;padding:1px 6px;font-size:.8em">{rng.choice(["👍 2", "😂", "❤️ 3", "😡😮 4"])}</div>'
            )
    said.append(None)
    field = "" if ios else rng.choice(["Message", "Type a message"])
    foot = f'{mark()}<div class="r p">{"<b>+</b>" if ios else "😊"}<div class="g" style="background:{theirs};border-radius:18px;padding:9px 12px;color:{s.faint()};min-height:2.2em">{field}</div>{icon(s, "cam", 1.3)}</div>'
    chat = f'<div style="padding:4px {s.pad}px">{"".join(parts)}</div>'
    if not wide:
        return Drawn("whatsapp", s, page(s, status_bar(s) + head + chat + foot), tuple(said), None, group)
    rows = "".join(
        f'<div class="r" style="padding:9px">{avatar(s, "a", 40)}<div class="g"><div class="r sp"><b>{safe(crowd.name(rng))}</b><span class="x">{rng.choice([cast.clock(rng), "Yesterday", "Tuesday", "12/11/2026"])}</span></div><div class="f nw" style="overflow:hidden;width:240px">{safe(rng.choice(crowd.SAYINGS))}</div></div></div>'
        for _ in range(8)
    )
    list_ = f'<div style="width:350px;flex:none;background:{theirs}"><div class="p" style="font-size:1.4em"><b>{rng.choice(["Chats", "WhatsApp"])}</b></div><div class="p"><div class="k f" style="border-radius:18px;padding:7px 14px">Search or start a new chat</div></div>{rows}</div>'
    return Drawn(
        "whatsapp",
        s,
        page(s, f'<div class="t" style="gap:0">{list_}<div class="g">{head}{chat}{foot}</div></div>'),
        tuple(said),
        None,
        group,
    )


def _wa_ios(s: Skin) -> Drawn:
    """WhatsApp on an iPhone: faces beside bubbles, an empty field."""
    return _wa(s, ios=True)


def _wa_android(s: Skin) -> Drawn:
    """WhatsApp on Android."""
    return _wa(s, ios=False)


def _wa_desk(s: Skin) -> Drawn:
    """WhatsApp on a desktop, beside the list of chats."""
    return _wa(s, ios=False, wide=True)


def _telegram(s: Skin) -> Drawn:
    """A Telegram group."""
    rng = s.rng
    s.colours.update(
        paper=rng.choice(["#0e1621", "#0f0f0f"]) if s.dark else rng.choice(["#c6dcb1", "#d5e4c1", "#cfdbe8"])
    )
    colours = (rng.choice(["#2b5278", "#766ac8"]), "#182533") if s.dark else ("#effdde", "#ffffff")
    people = [crowd.name(rng) if s.chance(0.7) else crowd.first(rng) for _ in range(rng.randint(2, 4))]
    group = rng.choice(cast.GROUPS)
    said: list[Said | None] = []
    parts = [_chip(s, rng.choice(["Today", "18 November", "Yesterday"]), colours[1])]
    face = s.chance(0.5)
    for one, own, fresh in _talk(s, people, half_day=s.chance(0.3)):
        said.append(one)
        parts.append(_bubble(s, one, own, fresh, people, colours, face))
    said.append(None)
    bar = "#17212b" if s.dark else rng.choice(["#517da2", "#ffffff"])
    head = f'<div class="r p" style="background:{bar};color:{"#fff" if s.dark or bar != "#ffffff" else "#111"}">{icon(s, "back", 1.3)}{avatar(s, group, 38)}<div class="g"><b>{safe(group)}</b><div class="x" style="color:inherit;opacity:.8">{rng.randint(12, 400)} members{rng.choice([", 3 online", ", 14 online", ""])}</div></div>{icon(s, "dots")}</div>'
    return Drawn(
        "telegram",
        s,
        page(
            s,
            f'{status_bar(s)}{head}<div style="padding:4px {s.pad}px">{"".join(parts)}</div>{mark()}<div class="r p k">{icon(s, "talk")}<span class="g f">Message</span></div>',
        ),
        tuple(said),
        None,
        group,
    )


def _messenger(s: Skin) -> Drawn:
    """A group in Messenger: small grey names over grey bubbles, times in the middle."""
    rng = s.rng
    people = [crowd.first(rng) if s.chance(0.6) else crowd.name(rng) for _ in range(rng.randint(2, 4))]
    group = rng.choice(cast.GROUPS)
    said: list[Said | None] = []
    parts = [
        f'<div class="c x p">{rng.choice(["TUE AT 21:14", "19 NOV AT 08:20", "Today at 09:41", "21:14"])}</div>'
    ]
    mine = rng.choice(["#0084ff", "#a033ff", "#0866ff"])
    for one, own, fresh in _talk(s, people, half_day=False):
        one = Said(one.author, None, None, one.text)
        said.append(one)
        name = (
            f'<div class="x" style="margin:6px 0 2px 46px">{safe(one.author)}</div>'
            if fresh and not own
            else ""
        )
        look = (
            f"margin-left:auto;background:{mine};color:#fff"
            if own
            else f"margin-left:34px;background:{s.card()}"
        )
        parts.append(
            f'{mark()}{name}<div style="width:fit-content;max-width:72%;{look};border-radius:18px;padding:8px 12px;margin-top:2px" class="w">{safe(one.text)}</div>'
        )
        if s.chance(0.1):
            parts.append(f'<div class="c x p">{cast.clock(rng)}</div>')
    said.append(None)
    head = f'<div class="r p">{icon(s, "back", 1.3)}{avatar(s, group, 36)}<div class="g"><b>{safe(group)}</b><div class="x">{rng.choice(["Active now", "Active 2h ago", f"{len(people) + 1} members"])}</div></div>{icon(s, "cam", 1.3)}</div><hr>'
    return Drawn(
        "messenger",
        s,
        page(
            s,
            f'{status_bar(s)}{head}<div style="padding:4px {s.pad}px">{"".join(parts)}</div>{mark()}<div class="r p">{icon(s, "cam", 1.3)}<div class="g k f" style="border-radius:18px;padding:8px 14px">{rng.choice(["Aa", "Message"])}</div>{icon(s, "thumb", 1.3)}</div>',
        ),
        tuple(said),
        None,
        group,
    )


# ── x, threads, reddit, youtube, linkedin ──────────────────────────────────────────────────


def _x(s: Skin) -> Drawn:
    """A post with its replies in the app."""
    rng = s.rng
    s.colours.update(paper=rng.choice(["#000000", "#15202b"]) if s.dark else "#ffffff")
    first = Said(crowd.name(rng), "@" + crowd.handle(rng).replace(".", "_"), None, crowd.words(rng, 4))
    when = rng.choice(
        [
            f"{cast.clock(rng)} · {rng.randint(1, 28)} Nov 26",
            f"{rng.randint(1, 12)}:{rng.randint(10, 59)} PM · Nov {rng.randint(1, 28)}, 2026",
        ]
    )
    first = Said(first.author, first.handle, when, first.text)
    said: list[Said | None] = [first]
    parts = [
        status_bar(s), f'<div class="r p">{icon(s, "back", 1.3)}<b class="g c">Post</b></div>',
        f'{mark()}<div class="p"><div class="r">{avatar(s, first.author, 42)}<div class="g"><b>{safe(first.author)}</b><div class="f">{first.handle}</div></div><span style="background:{s.ink()};color:{s.paper()};border-radius:18px;padding:4px 14px">Follow</span>{icon(s, "dots")}</div><div class="w" style="font-size:1.12em;margin:10px 0">{safe(first.text)}</div><div class="f">{when} · <b>{_n(s, 900)}</b> Views</div></div><hr>',
        f'<div class="p f"><b>{_n(s)}</b> Reposts &nbsp; <b>{_n(s)}</b> Quotes &nbsp; <b>{_n(s)}</b> Likes &nbsp; <b>{_n(s)}</b> Bookmarks</div><hr>' if s.chance(0.6) else f'<div class="r f sp p"><span>{icon(s, "talk")} {_n(s)}</span><span>{icon(s, "turn")} {_n(s)}</span><span>{icon(s, "heart")} {_n(s)}</span><span>{icon(s, "book")} {_n(s)}</span></div><hr>',
        '<div class="p b">Most relevant replies ▾</div>' if s.chance(0.4) else "",
    ]  # fmt: skip
    parts.extend(_x_reply(s, said, str(first.handle)) for _ in range(rng.randint(3, 5)))
    said.append(None)
    return Drawn(
        "x",
        s,
        page(
            s,
            "".join(parts)
            + f'{mark()}<div class="r p"><div class="g k f" style="border-radius:18px;padding:8px 14px">Post your reply</div></div>',
        ),
        tuple(said),
    )


def _x_reply(s: Skin, said: list[Said | None], to: str) -> str:
    rng = s.rng
    one = Said(
        crowd.name(rng),
        "@" + crowd.handle(rng).replace(".", "_"),
        rng.choice([cast.short_time(rng), f"Nov {rng.randint(1, 28)}"]),
        crowd.words(rng, 3),
    )
    said.append(one)
    answer = (
        f'<div class="f">Replying to <span style="color:#1d9bf0">{to}</span></div>' if s.chance(0.3) else ""
    )
    tick = ' <span style="color:#1d9bf0">✔</span>' if s.chance(0.2) else ""
    return f'{mark()}<div class="t p">{avatar(s, one.author, 40)}<div class="g"><div class="r nw" style="gap:4px;overflow:hidden"><b style="overflow:hidden;text-overflow:ellipsis">{safe(one.author)}{tick}</b><span class="f">{one.handle} · {one.when}</span><span class="g"></span>{icon(s, "dots")}</div>{answer}<div class="w">{safe(one.text)}</div><div class="r f sp" style="margin-top:6px"><span>{icon(s, "talk")} {_n(s)}</span><span>{icon(s, "turn")}</span><span>{icon(s, "heart")} {_n(s)}</span><span>{icon(s, "share")} {_n(s, 900)}</span></div></div></div><hr>'


def _threads(s: Skin) -> Drawn:
    """A thread in Threads: user name and time on one row, icons with counts."""
    rng = s.rng
    said: list[Said | None] = []
    parts = [status_bar(s), f'<div class="r p">{icon(s, "back", 1.3)}<b class="g c">Thread</b></div>']
    owner = crowd.handle(rng)
    for n in range(rng.randint(3, 5)):
        who = owner if n == 0 else crowd.handle(rng)
        one = Said(who, "@" + who, cast.short_time(rng), crowd.words(rng, 3))
        said.append(one)
        parts.append(
            f'{mark()}<div class="t p">{avatar(s, who, 36)}<div class="g"><div class="r"><b>{who}</b><span class="f">{one.when}</span><span class="g"></span>{icon(s, "dots")}</div><div class="w">{safe(one.text)}</div><div class="r f" style="gap:20px;margin-top:6px">{icon(s, "heart")}{_n(s)} {icon(s, "talk")}{_n(s)} {icon(s, "turn")} {icon(s, "share")}</div></div></div>'
        )
        if n == 0:
            parts.append(
                f'<hr><div class="r p sp"><b>{rng.choice(["Top", "Most relevant"])} ▾</b><span class="f">View activity</span></div>'
            )
    said.append(None)
    return Drawn(
        "threads",
        s,
        page(
            s,
            "".join(parts)
            + f'{mark()}<div class="p"><div class="k f" style="border-radius:18px;padding:9px 14px">Reply to {owner}…</div></div>',
        ),
        tuple(said),
    )


def _reddit(s: Skin) -> Drawn:
    """A post on Reddit with its comments."""
    rng = s.rng
    group = rng.choice(["r/AskUK", "r/UKParenting", "r/Cumbria", "r/britishproblems"])
    who = crowd.handle(rng).replace(".", "_")
    first = Said(who, None, f"{rng.randint(2, 20)}h", crowd.words(rng, 4))
    said: list[Said | None] = []
    title = rng.choice(
        ["Our school head is something else", "WWYD - parking at the gates", "Is this normal for a primary?"]
    )
    said.append(Said(first.author, None, first.when, f"{title} {first.text}"))
    parts = [
        status_bar(s),
        f'{mark()}<div class="p"><div class="r">{avatar(s, "r", 30)}<div class="g"><b>{group}</b> <span class="f">· {first.when}</span><div class="f" style="font-size:.85em">{"u/" if s.layout == "0" else ""}{who}</div></div>{icon(s, "dots")}</div><div class="b" style="font-size:1.2em;margin:8px 0">{title}</div><div class="w">{safe(first.text)}</div><div class="r f" style="gap:14px;margin-top:8px"><span class="k">↑ {_n(s)} ↓</span><span>{icon(s, "talk")} {_n(s)}</span><span>{icon(s, "share")} Share</span></div></div><hr><div class="p f b">Best comments ▾</div>',
    ]
    for n in range(rng.randint(3, 5)):
        who = crowd.handle(rng).replace(".", "_")
        one = Said(
            who,
            None,
            f"{rng.randint(1, 20)}{rng.choice(['h', 'm', 'd'])}" + (" ago" if s.layout == "1" else ""),
            crowd.words(rng, 3),
            int(n > 0 and s.chance(0.4)),
        )
        said.append(one)
        op = ' <b style="color:#0079d3">OP</b>' if s.chance(0.15) else ""
        parts.append(
            f'{mark()}<div style="padding:7px {s.pad}px 7px {s.pad + one.depth * 22}px"><div class="r">{avatar(s, who, 22)}<span><b>{who}</b>{op} <span class="f">· {one.when}</span></span></div><div class="w" style="margin-top:4px">{safe(one.text)}</div><div class="r f" style="gap:16px;justify-content:flex-end">{icon(s, "dots")}<span>Reply</span><span>↑ {_n(s)} ↓</span></div></div>'
        )
    said.append(None)
    return Drawn(
        "reddit",
        s,
        page(
            s,
            "".join(parts)
            + f'{mark()}<div class="p"><div class="k f" style="border-radius:18px;padding:9px 14px">{rng.choice(["Join the conversation", "Add a comment"])}</div></div>',
        ),
        tuple(said),
        None,
        None,
    )


def _youtube(s: Skin) -> Drawn:
    """Comments under a video."""
    rng = s.rng
    said: list[Said | None] = []
    parts = [
        status_bar(s),
        picture(s, 150),
        f'<div class="r p"><b class="g">Comments <span class="f">{_n(s, 900)}</span></b>{icon(s, "cross")}</div><div class="r p"><span class="k p">Top</span><span class="k p">Newest</span></div>',
    ]
    for n in range(rng.randint(3, 5)):
        who = "@" + crowd.handle(rng)
        one = Said(
            who[1:],
            who,
            f"{rng.randint(2, 11)} {rng.choice(['days', 'months', 'hours', 'weeks'])} ago"
            + (" (edited)" if s.chance(0.1) else ""),
            crowd.words(rng, 3),
            int(n > 0 and s.chance(0.2)),
        )
        one = Said(one.author, one.handle, (one.when or "").removesuffix(" (edited)"), one.text, one.depth)
        said.append(one)
        parts.append(
            f'{mark()}<div class="t" style="padding:8px {s.pad}px 8px {s.pad + one.depth * 40}px">{avatar(s, who[1:], 30)}<div class="g"><div class="f" style="font-size:.85em">{who} {rng.choice(["·", "•", ""]) if s.layout == "0" else "·"} {one.when}</div><div class="w">{safe(one.text)}</div><div class="r f" style="gap:18px;margin-top:5px">{icon(s, "thumb")} {_n(s)} {icon(s, "thumb")} {"Reply" if s.layout != "2" else ""}</div></div>{icon(s, "dots")}</div>'
        )
        if s.chance(0.3):
            parts.append(f'<div style="padding:2px 60px;color:#3ea6ff">{rng.randint(2, 20)} replies</div>')
    said.append(None)
    return Drawn(
        "youtube",
        s,
        page(
            s,
            "".join(parts)
            + f'{mark()}<div class="r p">{avatar(s, "me", 26)}<div class="g k f" style="padding:8px 12px;border-radius:6px">Add a comment...</div></div>',
        ),
        tuple(said),
    )


def _linkedin(s: Skin) -> Drawn:
    """A post on LinkedIn with its comments."""
    rng = s.rng
    jobs = [
        "Site manager at Bell & Sons",
        "Teaching Assistant",
        "HR | People | Change",
        "Owner, Harbour Street Bakery",
        "Parent governor",
        "Nurse at North Cumbria NHS",
    ]
    post = Said(crowd.name(rng), None, cast.short_time(rng).replace("m", "w"), crowd.words(rng, 5))
    said: list[Said | None] = [post]
    parts = [
        status_bar(s), f'<div class="r p">{icon(s, "back", 1.3)}<div class="k g f" style="padding:6px 10px">Search</div>{icon(s, "talk", 1.3)}</div>',
        f'{mark()}<div class="p"><div class="r">{avatar(s, post.author, 44)}<div class="g"><b>{safe(post.author)}</b> <span class="f">• {rng.choice(["1st", "2nd", "3rd+"])}</span><div class="x">{rng.choice(jobs)}</div><div class="x">{post.when} • {rng.choice(["Edited • ", ""])}{icon(s, "globe", 0.9)}</div></div><span style="color:#0a66c2" class="b">+ Follow</span></div><div class="w" style="margin-top:8px">{safe(post.text)}</div></div><div class="r f sp" style="padding:4px {s.pad}px"><span>👍 {_n(s)}</span><span>{rng.randint(2, 90)} comments • {rng.randint(2, 30)} reposts</span></div><hr><div class="r f" style="padding:8px;justify-content:space-around"><span>{icon(s, "thumb")} Like</span><span>{icon(s, "talk")} Comment</span><span>{icon(s, "turn")} Repost</span><span>{icon(s, "share")} Send</span></div><hr><div class="p f b">Most relevant ▾</div>',
    ]  # fmt: skip
    for _ in range(rng.randint(2, 4)):
        one = Said(crowd.name(rng), None, cast.short_time(rng).replace("m", "w"), crowd.words(rng, 2))
        said.append(one)
        parts.append(
            f'{mark()}<div class="t p">{avatar(s, one.author, 34)}<div class="g"><div class="r"><b>{safe(one.author)}</b> <span class="f">• {rng.choice(["1st", "2nd", "3rd+"])}</span><span class="g"></span><span class="x">{one.when}</span>{icon(s, "dots")}</div><div class="x">{rng.choice(jobs)}</div><div class="w" style="margin-top:4px">{safe(one.text)}</div><div class="f" style="margin-top:4px">Like{rng.choice([" · 👍 3", ""])} &nbsp; | &nbsp; Reply{rng.choice([" · 1 reply", ""])}</div></div></div>'
        )
    said.append(None)
    return Drawn(
        "linkedin",
        s,
        page(
            s,
            "".join(parts)
            + f'{mark()}<div class="r p">{avatar(s, "me", 30)}<div class="g k f" style="border-radius:18px;padding:8px 14px">{rng.choice(["Leave your thoughts here…", "Add a comment…"])}</div></div>',
        ),
        tuple(said),
    )


# ── instagram, tiktok, snapchat ────────────────────────────────────────────────────────────


def _ig_post(s: Skin) -> Drawn:
    """A post in the feed: the caption begins with its owner's name, the time stands last."""
    rng = s.rng
    said: list[Said | None] = []
    parts = [
        status_bar(s),
        f'<div class="r p">{icon(s, "back", 1.3)}<b class="g c">Posts</b></div>'
        if s.chance(0.5)
        else f'<div class="r p"><b style="font-size:1.5em" class="g">Instagram</b>{icon(s, "heart", 1.4)}{icon(s, "share", 1.4)}</div>',
    ]
    for _ in range(rng.choice([1, 1, 2])):
        who = crowd.handle(rng)
        place = f'<div class="x">{rng.choice(cast.PLACES)}</div>' if s.chance(0.4) else ""
        when = rng.choice(
            [
                f"{rng.randint(2, 23)} hours ago",
                f"{rng.randint(2, 6)} days ago",
                f"{rng.randint(1, 28)} November",
            ]
        )
        one = Said(who, "@" + who, when, crowd.words(rng, 3))
        said.append(one)
        parts.append(
            f'<div class="r p">{avatar(s, who, 34)}<div class="g"><b>{who}</b>{place}</div>{icon(s, "dots")}</div>{picture(s, rng.randint(200, 340))}<div class="r" style="padding:6px {s.pad}px;gap:12px">{icon(s, "heart", 1.5)}<b>{_n(s)}</b>{icon(s, "talk", 1.5)}<b>{_n(s)}</b>{icon(s, "share", 1.5)}<span class="g"></span>{icon(s, "book", 1.5)}</div>'
            f'<div style="padding:2px {s.pad}px">{"Liked by <b>" + crowd.handle(rng) + "</b> and <b>others</b>" if s.chance(0.6) else f"<b>{rng.randint(20, 900)} likes</b>"}</div>{mark()}<div class="w" style="padding:2px {s.pad}px"><b>{who}</b> {safe(one.text)}</div>'
            + (
                f'<div class="f" style="padding:2px {s.pad}px">View all {rng.randint(3, 90)} comments</div>'
                if s.chance(0.7)
                else ""
            )
            + f'<div class="x" style="padding:2px {s.pad}px 12px">{when}{" · See translation" if s.chance(0.3) else ""}</div>'
        )
    said.append(None)
    parts.append(mark())
    return Drawn("instagram", s, page(s, "".join(parts)), tuple(said))


def _ig_comments(s: Skin) -> Drawn:
    """The sheet of comments."""
    rng = s.rng
    said: list[Said | None] = []
    parts = [status_bar(s), '<div class="c p b">Comments</div><hr>']
    for n in range(rng.randint(4, 6)):
        who = crowd.handle(rng)
        one = Said(who, "@" + who, cast.short_time(rng), crowd.words(rng, 2), int(n > 0 and s.chance(0.3)))
        said.append(one)
        owner = ' <span class="f">· Author</span>' if s.chance(0.12) else ""
        reply = '<span class="b">Reply</span>' + (
            '<span class="b">See translation</span>' if s.chance(0.3) else ""
        )
        parts.append(
            f'{mark()}<div class="t" style="padding:8px {s.pad}px 8px {s.pad + one.depth * 44}px">{avatar(s, who, 34 - 8 * one.depth)}<div class="g"><div style="font-size:.9em"><b>{who}</b> <span class="f">{one.when}</span>{owner}</div><div class="w">{safe(one.text)}</div><div class="r f" style="gap:18px;font-size:.85em;margin-top:3px">{reply}</div></div><div class="c x">{icon(s, "heart", 1.1)}<br>{_n(s) if s.chance(0.5) else ""}</div></div>'
        )
        if s.chance(0.2):
            parts.append(
                f'<div class="x" style="padding:2px 90px">—— View {rng.randint(2, 9)} more replies</div>'
            )
    said.append(None)
    parts.append(
        f'{mark()}<div class="r p">❤️ 🙌 🔥 👏 😢 😍 😮 😂</div><div class="r p">{avatar(s, "z", 34)}<div class="g f" style="border:1px solid {s.card()};border-radius:20px;padding:9px 14px">{rng.choice([f"Add a comment for {crowd.handle(rng)}...", "Add a comment…", "Join the conversation...", "What do you think of this?"])}</div></div>'
    )
    return Drawn("instagram", s, page(s, "".join(parts)), tuple(said))


def _ig_story(s: Skin) -> Drawn:
    """A story with words over a picture."""
    rng = s.rng
    who = crowd.handle(rng)
    one = Said(who, "@" + who, f"{rng.randint(1, 23)}h", crowd.words(rng, 2))
    body = f'{status_bar(s)}{mark()}<div style="position:relative;color:#fff;background:linear-gradient(160deg,#435,#264);min-height:640px;padding:10px"><div style="height:2px;background:#fff8"></div><div class="r" style="margin-top:8px">{avatar(s, who, 32)}<b>{who}</b><span style="opacity:.8">{one.when}</span><span class="g"></span>{icon(s, "dots", 1.1, "#fff")}{icon(s, "cross", 1.2, "#fff")}</div><div class="w c" style="margin:180px 30px 0;font-size:1.3em"><span style="background:{rng.choice(["#000a", "#fff0", "#c22"])};padding:4px 8px">{safe(one.text)}</span></div></div>{mark()}<div class="r p" style="background:#000;color:#fff"><div class="g" style="border:1px solid #fff6;border-radius:20px;padding:9px 14px">{rng.choice(["Send message", "Send message…", f"Reply to {who}..."])}</div>{icon(s, "heart", 1.4, "#fff")}{icon(s, "share", 1.4, "#fff")}</div>'
    return Drawn("instagram", s, page(s, body), (one, None))


def _tiktok(s: Skin) -> Drawn:
    """The sheet of comments: grey names, the time beside "Reply", hearts at the right."""
    rng = s.rng
    said: list[Said | None] = []
    parts = [
        picture(s, 120),
        f'<div class="r p"><b class="g c">{rng.randint(12, 990)} comments</b>{icon(s, "cross")}</div>',
    ]
    for n in range(rng.randint(4, 6)):
        who = crowd.handle(rng) if s.chance(0.4) else crowd.name(rng)
        one = Said(
            who,
            None,
            rng.choice(
                [
                    cast.short_time(rng),
                    f"{rng.randint(1, 12)}-{rng.randint(10, 28)}",
                    f"{rng.randint(2, 6)}d ago",
                ]
            ),
            crowd.words(rng, 2),
            int(n > 0 and s.chance(0.25)),
        )
        said.append(one)
        owner = ' <span style="color:#20d5ec">· Creator</span>' if s.chance(0.1) else ""
        parts.append(
            f'{mark()}<div class="t" style="padding:8px {s.pad}px 8px {s.pad + one.depth * 42}px">{avatar(s, who, 34)}<div class="g"><div class="f b" style="font-size:.85em">{safe(who)}{owner}</div><div class="w">{safe(one.text)}</div><div class="r f" style="gap:16px;font-size:.85em;margin-top:3px"><span>{one.when}</span><span class="b">Reply</span></div></div><div class="c x">{icon(s, "heart")}<br>{_n(s, 999)}</div></div>'
        )
        if s.chance(0.25):
            parts.append(
                f'<div class="f b" style="padding:3px 80px">— View {rng.randint(2, 30)} replies ⌄</div>'
            )
    said.append(None)
    return Drawn(
        "tiktok",
        s,
        page(
            s,
            "".join(parts)
            + f'{mark()}<div class="r p">{avatar(s, "me", 30)}<div class="g k f" style="border-radius:18px;padding:8px 14px">Add comment...</div>@ 😊</div>',
        ),
        tuple(said),
    )


def _snap(s: Skin) -> Drawn:
    """A chat of two or more: coloured capitals over barred words."""
    rng = s.rng
    people = [crowd.first(rng) if s.chance(0.5) else crowd.name(rng) for _ in range(rng.choice([1, 1, 2, 3]))]
    tones = ["#0eadff", "#9b55a0", "#ff8a00", "#00a676"]
    said: list[Said | None] = []
    parts = [
        status_bar(s),
        f'<div class="r p">{icon(s, "back", 1.3)}{avatar(s, people[0], 34)}<b class="g">{safe(rng.choice(cast.GROUPS) if len(people) > 1 else people[0])}</b>{icon(s, "cam", 1.3)}</div>',
        f'<div class="c x p">{rng.choice(["TODAY", "YESTERDAY", "19 NOVEMBER", "MONDAY"])}</div>',
    ]
    last = ""
    for _ in range(rng.randint(4, 7)):
        who = rng.choice(["ME", *(p.upper() for p in people)])
        one = Said(None if who == "ME" else who, None, None, crowd.words(rng, 2))
        if who == last:
            continue
        said.append(one)
        tone = "#f23c57" if who == "ME" else tones[[p.upper() for p in people].index(who)]
        parts.append(
            f'{mark()}<div style="margin:10px {s.pad}px"><div class="b" style="color:{tone};font-size:.8em">{safe(who)}</div><div class="w" style="border-left:2px solid {tone};padding-left:10px;margin-top:2px">{safe(one.text)}</div></div>'
        )
        if s.chance(0.12):
            parts.append(
                f'<div class="c x">{rng.choice(["You saved a chat", "Delivered", people[0] + " took a screenshot!"])}</div>'
            )
        last = who
    said.append(None)
    return Drawn(
        "snapchat",
        s,
        page(
            s,
            "".join(parts)
            + f'{mark()}<div class="r p">{icon(s, "cam", 1.5)}<div class="g k f" style="border-radius:18px;padding:8px 14px">{rng.choice(["Send a chat", "Chat", "Send a Chat"])}</div>😊</div>',
        ),
        tuple(said),
    )


# ── nextdoor, google, mumsnet ──────────────────────────────────────────────────────────────


def _nextdoor(s: Skin) -> Drawn:
    """A post with its comments."""
    rng = s.rng

    def who() -> str:
        return (
            f"{crowd.first(rng)} {rng.choice(cast.LAST)[0]}."
            if s.chance(0.6)
            else f"{crowd.first(rng)} {rng.choice(cast.LAST)}"
        )

    post = Said(
        who(),
        None,
        rng.choice([f"{rng.randint(2, 20)} hr ago", f"{rng.randint(2, 6)}d", f"{rng.randint(1, 28)} Nov"]),
        crowd.words(rng, 4),
    )
    said: list[Said | None] = [post]
    bar, address = address_bar(s, "nextdoor.co.uk", f"/p/{rng.randint(10**8, 10**9)}", 0.4)
    top = (
        bar
        or f'<div class="r p">{icon(s, "back", 1.3)}<div class="g k f" style="border-radius:18px;padding:7px 14px">Search Nextdoor</div>{icon(s, "talk", 1.3)}</div>'
    )
    parts = [
        status_bar(s),
        top,
        f'{mark()}<div class="p"><div class="r">{avatar(s, post.author, 40)}<div class="g"><b>{safe(post.author)}</b><div class="f" style="font-size:.85em">{rng.choice(cast.PLACES)} · {post.when}</div></div>{icon(s, "dots")}</div><div class="w" style="margin-top:8px">{safe(post.text)}</div><div class="r f" style="margin-top:10px;gap:18px"><span class="k">{icon(s, "heart")} {_n(s)}</span><span>{icon(s, "talk")} {_n(s)}</span><span>{icon(s, "share")} Share</span></div></div><hr>',
        '<div class="p b">Top comments ▾</div>' if s.chance(0.5) else "",
    ]
    for n in range(rng.randint(3, 5)):
        one = Said(
            who(),
            None,
            rng.choice(
                [f"{rng.randint(1, 20)}h", f"{rng.randint(2, 20)} hr ago", f"{rng.randint(2, 6)} days ago"]
            ),
            crowd.words(rng, 2),
            int(n > 0 and s.chance(0.3)),
        )
        said.append(one)
        place = f'<span class="f" style="font-size:.85em"> · {rng.choice(cast.PLACES)}</span>'
        time = f'<span class="f">{one.when}</span>'
        acts = '<span class="b">Like</span><span class="b">Reply</span><span class="b">Share</span>'
        head = (
            f"<b>{safe(one.author)}</b>{place}"
            if s.layout == "0"
            else f"<b>{safe(one.author)}</b>{place} {'·' if s.layout == '1' else ''} {time}"
        )
        foot = f"{time}{acts}" if s.layout == "0" else acts
        parts.append(
            f'{mark()}<div class="t" style="padding:7px {s.pad}px 7px {s.pad + one.depth * 36}px">{avatar(s, one.author, 32)}<div class="g"><div class="k" style="border-radius:12px;padding:7px 10px"><div>{head}</div><div class="w">{safe(one.text)}</div></div><div class="r f" style="gap:16px;padding:3px 10px">{foot}</div></div></div>'
        )
    said.append(None)
    return Drawn(
        "nextdoor",
        s,
        page(
            s,
            "".join(parts)
            + f'{mark()}<div class="r p">{avatar(s, "m", 30)}<div class="g k f" style="border-radius:18px;padding:8px 14px">Add a comment...</div></div>',
        ),
        tuple(said),
        address,
    )


def _google(s: Skin) -> Drawn:
    """Reviews in Maps."""
    rng = s.rng
    school = rng.choice(cast.SCHOOLS)
    said: list[Said | None] = []
    parts = [
        status_bar(s),
        f'<div class="p"><b style="font-size:1.25em">{school}</b></div><div class="r p f" style="gap:22px"><span>Overview</span><b>Reviews</b><span>Photos</span><span>About</span></div><hr>',
        f'<div class="r p"><b style="font-size:2.4em">{rng.randint(2, 4)}.{rng.randint(0, 9)}</b><span style="color:#fbbc04">★★★☆☆</span><span class="f">({rng.randint(9, 99)})</span></div>'
        if s.chance(0.6)
        else f'<div class="r p"><b class="g">Sort by</b><span class="f">{rng.choice(["Most relevant", "Newest"])}</span></div>',
    ]
    for _ in range(rng.randint(2, 4)):
        one = Said(
            crowd.name(rng),
            None,
            rng.choice(
                [
                    "a month ago",
                    f"{rng.randint(2, 11)} months ago",
                    f"{rng.randint(2, 6)} years ago",
                    "3 weeks ago",
                    f"{rng.randint(2, 6)} days ago",
                ]
            ),
            crowd.words(rng, 4),
        )
        said.append(one)
        under = rng.choice(["Local Guide · ", ""]) + rng.choice(
            [
                f"{rng.randint(2, 90)} reviews",
                "1 review",
                f"{rng.randint(2, 90)} reviews · {rng.randint(2, 90)} photos",
            ]
        )
        full = rng.randint(1, 5)
        stars = f'<span style="color:#fbbc04">{"★" * full}</span><span class="f">{"★" * (5 - full)}</span>'
        new = rng.choice(['<span class="k x"> New</span>', "", ""])
        parts.append(
            f'{mark()}<div class="p"><div class="r">{avatar(s, one.author, 36)}<div class="g"><div class="b">{safe(one.author)}</div><div class="x">{under}</div></div>{icon(s, "dots")}</div><div style="margin:5px 0">{stars} <span class="f">{one.when}</span>{new}</div><div class="w">{safe(one.text)}</div><div class="r f" style="margin-top:6px;gap:18px"><span>{icon(s, "thumb")} {rng.choice(["Helpful", "Like", "Helpful 3", ""])}</span><span>{icon(s, "share")} Share</span></div>'
        )
        if s.chance(0.35):
            answer = Said(
                None,
                None,
                rng.choice(["a week ago", "2 months ago"]),
                rng.choice(
                    [
                        "Thank you for your feedback. Please contact the school office so that we can help.",
                        "We are sorry that you feel this way and would like to talk to you.",
                    ]
                ),
            )
            inset, by = rng.choice([0, 24]), "Response from the owner"
            if s.layout == "1":
                by = rng.choice([by, f"{school} (owner)"])
            said.append(replace(answer, author=by) if by.endswith("(owner)") else answer)
            parts.append(
                f'{mark()}<div style="margin:10px 0 0 {inset}px"><b>{by}</b> <span class="x">{answer.when}</span><div class="w">{answer.text}</div></div>'
            )
        parts.append("</div><hr>")
    said.append(None)
    parts.append(mark())
    return Drawn("google_reviews", s, page(s, "".join(parts)), tuple(said))


def _mumsnet(s: Skin) -> Drawn:
    """A thread on Mumsnet Talk."""
    rng = s.rng
    bar, address = address_bar(
        s,
        "www.mumsnet.com",
        f"/talk/am_i_being_unreasonable/{rng.randint(10**6, 10**7)}-to-think-the-head",
        0.6,
    )
    parts = [
        status_bar(s),
        bar,
        '<div class="r p sp"><b style="font-size:1.3em">mumsnet</b><span>Log in</span></div>',
        '<div class="p f">Talk &nbsp;›&nbsp; Primary education</div><div class="p b" style="font-size:1.25em">To think the head is out of order?</div>',
    ]
    said: list[Said | None] = []
    nicks = [
        "Wellies",
        "Biscuit",
        "Quiche",
        "Moon",
        "Tea",
        "Cross",
        "Snowy",
        "Bramble",
        "NoMore",
        "ThatIs",
        "Mrs",
        "Iris",
    ]
    tails = [
        "Warrior",
        "AndTonic",
        "Lover",
        "Pants",
        "OfDoom",
        "Now",
        "InTheRain",
        "Ridge",
        "99",
        "2014",
        "Illusion",
        "Lil",
    ]
    for n in range(rng.randint(3, 5)):
        who = rng.choice(nicks) + rng.choice(tails)
        one = Said(
            who,
            None,
            rng.choice(
                [
                    f"Today {cast.clock(rng)}",
                    f"Yesterday {cast.clock(rng)}",
                    f"{rng.randint(10, 28)}/11/2026 {cast.clock(rng)}",
                ]
            ),
            crowd.words(rng, 4),
        )
        said.append(one)
        op = ' <span style="background:#00857c;color:#fff;padding:0 5px">OP</span>' if n == 0 else ""
        head = (
            f'<b>{who}</b>{op} <span class="f">· {one.when}</span>'
            if s.layout != "2"
            else f'<div class="r sp"><span><b>{who}</b>{op}</span><span class="f">{one.when}</span></div>'
        )
        parts.append(
            f'{mark()}<div class="p k" style="margin:8px;border-radius:6px"><div>{head}</div><div class="w" style="margin:8px 0">{safe(one.text)}</div><div class="r f sp"><span>{rng.choice(["Add post", "Reply"])}</span><span>Quote</span><span>{icon(s, "heart")} {_n(s)}</span><span>Report</span></div></div>'
        )
    said.append(None)
    return Drawn(
        "mumsnet",
        s,
        page(
            s,
            "".join(parts)
            + f'{mark()}<div class="p c">{rng.choice(["Watch thread", "Please create an account"])}</div>',
        ),
        tuple(said),
        address,
    )


WAYS: dict[str, tuple[Callable[[Skin], Drawn], ...]] = {
    "facebook": (_fb_app, _fb_group_desk, _fb_thread), "whatsapp": (_wa_ios, _wa_android, _wa_desk), "x": (_x,),
    "instagram": (_ig_comments, _ig_post, _ig_story), "tiktok": (_tiktok,), "snapchat": (_snap,), "nextdoor": (_nextdoor,),
    "google_reviews": (_google,), "mumsnet": (_mumsnet,), "telegram": (_telegram,), "messenger": (_messenger,),
    "threads": (_threads,), "reddit": (_reddit,), "youtube": (_youtube,), "linkedin": (_linkedin,),
}  # fmt: skip
