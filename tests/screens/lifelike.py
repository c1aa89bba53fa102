"""A fourth set of designs, after the apps as they look in 2026: counts beside icons, sheets, new badges, notes."""

# ruff: noqa: E501  (a stretch of markup reads best on one line)
from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.screens import throng
from tests.screens.cast import Said
from tests.screens.page import Drawn
from tests.screens.skin import Skin, address_bar, avatar, icon, mark, page, picture, safe, skin, status_bar

FONTS = ("Inter", "Roboto", "Noto Sans", "Open Sans", "Manrope", "Liberation Sans", "Inter Display", "Cabin")
LARGE = ("Lato", "Karla", "Quicksand", "DejaVu Sans", "Liberation Serif", "Noto Sans", "Cantarell")


def drawn_lifelike(slug: str, seed: int, *, large: bool = False) -> Drawn:
    """One page of ``slug`` in a design of this set; ``large``: another font and larger letters."""
    rng = Random(f"lifelike {slug} {seed} {large}")
    way = WAYS[slug][seed % len(WAYS[slug])]
    phone = not way.__name__.endswith("_desk")
    s = skin(rng, str(rng.randint(0, 2)), phone=phone, dark=rng.random() < 0.5)
    size = rng.choice([15.0, 16.0, 17.0]) if phone else rng.choice([14.0, 15.0])
    object.__setattr__(s, "font", rng.choice(LARGE if large else FONTS))
    object.__setattr__(s, "size", size * rng.choice([1.2, 1.3, 1.4]) if large else size)
    object.__setattr__(s, "round", "50%")
    return way(s)


def drawn_large(slug: str, seed: int) -> Drawn:
    """The same designs in another font and larger letters."""
    return drawn_lifelike(slug, seed, large=True)


def _n(s: Skin, most: int = 90) -> str:
    n = s.rng.randint(1, most)
    return f"{n / 10:.1f}K" if s.chance(0.08) else str(n)


def _short(s: Skin) -> str:
    unit = s.rng.choice("mhhhddw")
    return f"{s.rng.randint(1, {'m': 59, 'h': 23, 'd': 6, 'w': 30}[unit])}{unit}"


def _clock(s: Skin) -> str:
    return f"{s.rng.randint(6, 23):02}:{s.rng.randint(0, 59):02}"


def _div(style: str, *inside: str, cls: str = "") -> str:
    return f'<div class="{cls}" style="{style}">{"".join(inside)}</div>'


def _span(style: str, *inside: str) -> str:
    return f'<span style="{style}">{"".join(inside)}</span>'


def _tick(s: Skin) -> str:
    return '<svg viewBox="0 0 24 24" style="width:1em;height:1em;vertical-align:-.15em" fill="#1d9bf0"><path d="M12 2l2.4 2 3.1-.3.9 3 2.7 1.6-1.2 2.9 1.2 2.9-2.7 1.6-.9 3-3.1-.3L12 22l-2.4-2-3.1.3-.9-3-2.7-1.6 1.2-2.9-1.2-2.9 2.7-1.6.9-3 3.1.3z"/><path d="M8 12l3 3 5-6" stroke="#fff" stroke-width="2" fill="none"/></svg>'


# ── facebook ───────────────────────────────────────────────────────────────────────────────

FB_BADGES = (
    "Author",
    "Top contributor",
    "Admin",
    "Moderator",
    "Top fan",
    "Rising contributor",
    "Group expert",
    "New member",
)


def _fb_comment(s: Skin, one: Said, *, depth: int, style: str) -> str:
    rng = s.rng
    size = 24 if depth else 34
    badge = rng.choice(FB_BADGES) if s.chance(0.25) else ""
    over = inside = ""
    if badge and s.chance(0.5):
        inside = f' <span class="x" style="font-weight:400">· {badge}</span>'
    elif badge:
        over = f'<div class="x">{icon(s, "talk", 0.8)} {badge}</div>'
    counts = (
        f'<span style="margin-left:auto" class="nw">{rng.randint(2, 40)} 👍{rng.choice(["", "❤️", "😡"])}</span>'
        if s.chance(0.5)
        else ""
    )
    time = safe(one.when)
    edited = " · Edited" if s.chance(0.08) else ""
    if style == "bubble":
        body = f'<div class="k" style="border-radius:18px;padding:8px 12px;width:fit-content;max-width:100%"><div style="font-size:.88em"><b>{safe(one.author)}</b>{inside}</div>{over}<div class="w">{safe(one.text)}</div></div><div class="r f" style="gap:16px;padding:3px 12px 0;font-size:.8em"><span>{time}{edited}</span><b>Like</b><b>Reply</b>{counts}</div>'
    elif style == "head":
        body = f'<div style="font-size:.9em"><b>{safe(one.author)}</b>{inside} <span class="f">· {time}{edited}</span></div><div class="w">{safe(one.text)}</div><div class="r f" style="gap:18px;margin-top:4px"><span>Like</span><span>Reply</span>{counts}</div>'
    else:
        body = f'<div><b style="font-size:.92em">{safe(one.author)}</b>{inside}</div><div class="w">{safe(one.text)}</div><div class="r f" style="gap:14px;margin-top:3px"><span>{time}{edited}</span><span>Reply</span>{rng.choice(["<span>Share</span>", "", "<span>Send message</span>"])}<span style="margin-left:auto">{icon(s, "thumb", 1)} {_n(s, 30)}</span></div>'
    return f'{mark()}<div class="t" style="padding:5px {s.pad}px 5px {s.pad + depth * 42}px">{avatar(s, one.author, size)}<div class="g">{body}</div></div>'


def _fb_comments(s: Skin, said: list[Said | None], style: str, most: int = 5) -> str:
    rng, found = s.rng, ""
    people = throng.pick(rng, 7)
    for n in range(rng.randint(3, most)):
        depth = 1 if n and s.chance(0.35) else 0
        one = Said(people[n], None, _short(s), throng.words(rng, 2), depth)
        said.append(one)
        found += _fb_comment(s, one, depth=depth, style=style)
        if s.chance(0.12):
            found += f'<div class="b f" style="padding:4px {s.pad + 48}px">{rng.choice(["View 1 more reply", "View 4 more replies", f"{people[-1]} replied · 3 replies"])}</div>'
    return found


def _fb_group_post(s: Skin) -> Drawn:
    """The app: a post in a group, its poster under the group's name; counts beside icons."""
    rng = s.rng
    group, who = rng.choice(throng.GROUPS), rng.choice(throng.NAMES)
    hidden = s.chance(0.2)
    one = Said(None if hidden else who, None, _short(s), throng.words(rng, 4))
    shown = rng.choice(["Anonymous participant", "Anonymous member"]) if hidden else who
    said: list[Said | None] = [one]
    two = s.chance(0.5)
    head = (
        f'<b>{safe(group)}</b><div class="x">{safe(shown)}{rng.choice(["", " · Admin", " · Group expert"])} · {one.when} · {icon(s, "globe", 0.9)}</div>'
        if two
        else f'<b>{safe(shown)}</b><div class="x">{one.when} · {icon(s, "house", 0.9)}</div>'
    )
    top = _div(
        f"padding:8px {s.pad}px;border-bottom:1px solid {s.card()}",
        f'<div class="r">{icon(s, "back", 1.4)}<b class="g c">{safe(group if not two else who.split()[0] + "’s Post")}</b>{icon(s, "find", 1.3)}</div>',
    )
    bar = f'<div class="r f sp" style="padding:8px {s.pad}px"><span class="r" style="gap:18px"><span>{icon(s, "thumb")} {_n(s)}</span><span>{icon(s, "talk")} {_n(s)}</span><span>{icon(s, "share")} {_n(s, 9)}</span></span><span>😡👍❤️</span></div><hr>'
    if s.chance(0.4):
        bar = f'<div class="r f sp" style="padding:8px {s.pad}px"><span>👍😢 {safe(rng.choice(throng.NAMES))} and {rng.randint(4, 90)} others</span><span>{rng.randint(3, 70)} comments</span></div><hr><div class="r f" style="padding:8px;justify-content:space-around"><span>{icon(s, "thumb")} Like</span><span>{icon(s, "talk")} Comment</span><span>{icon(s, "share")} Share</span></div><hr>'
    body = f'{mark()}<div class="p"><div class="r">{avatar(s, shown, 40)}<div class="g">{head}</div>{icon(s, "dots")}</div><div class="w" style="margin-top:8px">{safe(one.text)}</div></div>{picture(s, 120) if s.chance(0.3) else ""}{bar}'
    body += (
        f'<div class="b f" style="padding:6px {s.pad}px">{rng.choice(["Most relevant ▾", "All comments ▾", "Newest"])}</div>'
        if s.chance(0.7)
        else ""
    )
    style = rng.choice(["bubble", "bubble", "head", "plain"])
    body += _fb_comments(s, said, style)
    said.append(None)
    foot = f'{mark()}<div class="r p">{avatar(s, "m", 32)}<div class="g k f" style="border-radius:20px;padding:9px 14px">{rng.choice(["Write a comment…", "Comment as " + rng.choice(throng.NAMES), "Write a public comment…", "Write an answer…"])}</div></div>'
    return Drawn(
        "facebook", s, page(s, status_bar(s) + top + body + foot), tuple(said), None, group if two else None
    )


def _fb_sheet(s: Skin) -> Drawn:
    """The app: the comments alone, over a reel or a photo."""
    rng = s.rng
    said: list[Said | None] = []
    top = f'{status_bar(s)}{picture(s, 150)}<div class="c" style="padding:8px"><div style="width:40px;height:4px;border-radius:2px;margin:0 auto 8px;background:{s.faint()}"></div>{rng.choice([f"<b>{rng.randint(4, 300)} comments</b>", "<b>Comments</b>", f"😡👍 {rng.randint(5, 90)} ›"])}</div><hr><div class="b f" style="padding:8px {s.pad}px">Most relevant ▾</div>'
    body = _fb_comments(s, said, rng.choice(["bubble", "head", "plain"]), 6)
    said.append(None)
    foot = f'{mark()}<div class="r p"><div class="g k f" style="border-radius:20px;padding:9px 14px">{rng.choice(["Write a comment…", "Comment as " + rng.choice(throng.NAMES)])}</div>{icon(s, "cam")}</div>'
    return Drawn("facebook", s, page(s, top + body + foot), tuple(said))


def _fb_feed(s: Skin) -> Drawn:
    """The app's feed: posts of people, pages and groups one under another, with "Follow" and "Join"."""
    rng = s.rng
    said: list[Said | None] = []
    body = f'{status_bar(s)}<div class="r sp p"><b style="color:#0866ff;font-size:1.6em">facebook</b><span class="r">{icon(s, "find", 1.4)}{icon(s, "talk", 1.4)}</span></div>'
    body += f'<div class="r" style="padding:6px {s.pad}px">{avatar(s, "m", 36)}<div class="g f" style="border:1px solid {s.card()};border-radius:20px;padding:8px 14px">What’s on your mind?</div></div>'
    people = throng.pick(rng, 4)
    for n in range(rng.randint(2, 3)):
        one = Said(
            people[n],
            None,
            rng.choice(
                [_short(s), f"{rng.randint(1, 28)} November at {_clock(s)}", f"Yesterday at {_clock(s)}"]
            ),
            throng.words(rng, 3),
        )
        said.append(one)
        join = s.chance(0.3)
        name = f"<b>{safe(people[n])}</b>" + (' <span style="color:#0866ff">· Follow</span>' if join else "")
        doing = (
            rng.choice(
                [
                    "",
                    "",
                    " is feeling angry 😡.",
                    f" is at {safe(rng.choice(throng.SCHOOLS))}.",
                    f" is with {safe(people[-1])} and 2 others.",
                ]
            )
            if not join
            else ""
        )
        body += f'<div style="height:8px" class="k"></div>{mark()}<div class="p"><div class="r">{avatar(s, people[n], 40)}<div class="g"><div>{name}{doing}</div><div class="x">{one.when} · {icon(s, "globe", 0.9)}</div></div>{icon(s, "dots")}{icon(s, "cross")}</div><div class="w" style="margin-top:8px">{safe(one.text)}</div></div>{picture(s, 110) if s.chance(0.4) else ""}'
        body += f'<div class="r f sp" style="padding:6px {s.pad}px"><span>👍❤️ {_n(s)}</span><span>{rng.randint(2, 80)} comments · {rng.randint(2, 9)} shares</span></div><hr><div class="r f" style="padding:8px;justify-content:space-around"><span>{icon(s, "thumb")} Like</span><span>{icon(s, "talk")} Comment</span><span>{icon(s, "share")} {rng.choice(["Share", "Send"])}</span></div>'
    said.append(None)
    foot = f'{mark()}<div class="r f c" style="justify-content:space-around;padding:8px;font-size:.7em"><span>Home</span><span>Video</span><span>Marketplace</span><span>Notifications</span><span>Menu</span></div>'
    return Drawn("facebook", s, page(s, body + foot), tuple(said))


def _fb_modal_desk(s: Skin) -> Drawn:
    """The website: one post in a window of its own over the feed, with its comments."""
    rng = s.rng
    who, group = rng.choice(throng.NAMES), rng.choice(throng.GROUPS)
    one = Said(
        who,
        None,
        rng.choice([_short(s), f"{rng.randint(1, 28)} November at {_clock(s)}"]),
        throng.words(rng, 4),
    )
    said: list[Said | None] = [one]
    bar, address = address_bar(
        s, "www.facebook.com", f"/groups/{rng.randint(10**8, 10**9)}/posts/{rng.randint(10**14, 10**15)}/"
    )
    in_group = s.chance(0.6)
    head = (
        f'<b>{safe(group)}</b><div class="x">{safe(who)} · {one.when} · {icon(s, "globe", 0.9)}</div>'
        if in_group
        else f'<b>{safe(who)}</b><div class="x">{one.when} · {icon(s, "globe", 0.9)}</div>'
    )
    inner = f'<div class="r p"><b class="g c" style="font-size:1.2em">{safe(who.split()[0])}’s post</b>{icon(s, "cross")}</div><hr>{mark()}<div class="p"><div class="r">{avatar(s, who, 40)}<div class="g">{head}</div>{icon(s, "dots")}</div><div class="w" style="margin-top:8px">{safe(one.text)}</div></div>'
    inner += f'<div class="r f sp" style="padding:8px {s.pad}px"><span>👍😡 {_n(s)}</span><span>{rng.randint(2, 90)} comments &nbsp; {rng.randint(1, 9)} shares</span></div><hr><div class="r f" style="padding:8px;justify-content:space-around"><span>Like</span><span>Comment</span><span>Share</span></div><hr><div class="b f" style="padding:8px {s.pad}px">Most relevant ▾</div>'
    inner += _fb_comments(s, said, "bubble", 6)
    said.append(None)
    inner += f'{mark()}<div class="r p">{avatar(s, "m", 32)}<div class="g k f" style="border-radius:20px;padding:9px 14px">Comment as {safe(rng.choice(throng.NAMES))}</div></div>'
    return Drawn(
        "facebook",
        s,
        page(
            s,
            f'{bar}<div style="padding:20px 0;background:{s.card()}"><div style="width:680px;margin:0 auto;border-radius:10px;background:{s.paper()}">{inner}</div></div>',
        ),
        tuple(said),
        address,
        group if in_group else None,
    )


# ── whatsapp ───────────────────────────────────────────────────────────────────────────────

TONES = (
    "#e542a3",
    "#1f7aec",
    "#d88deb",
    "#3bdec3",
    "#c4532d",
    "#007bfc",
    "#02a698",
    "#6bcbef",
    "#b4876e",
    "#d62976",
    "#e26ab6",
    "#5f66cd",
)


def _wa_bubble(
    s: Skin,
    one: Said,
    *,
    own: bool,
    first: bool,
    tone: str,
    grounds: tuple[str, str],
    named: bool,
    face: bool,
    extra: str = "",
) -> str:
    rng = s.rng
    ground = grounds[0] if own else grounds[1]
    name = aside = ""
    if named and first and not own:
        if (one.author or "").startswith("+"):
            aside = f'<span class="x" style="margin-left:24px">~{safe(rng.choice(throng.NAMES).split()[0])}</span>'
        role = (
            f'<span class="x" style="margin-left:18px">{rng.choice(["Group admin", "Admin"])}</span>'
            if s.chance(0.06)
            else ""
        )
        name = f'<div class="r sp" style="font-size:.84em"><span style="color:{tone};font-weight:600">{safe(one.author)}</span>{aside}{role}</div>'
    ticks = f' <span style="color:#53bdeb">{"✓✓"}</span>' if own else ""
    edited = "Edited " if s.chance(0.06) else ""
    clock = f'<span class="nw" style="float:right;font-size:.68em;color:{s.faint()};margin:8px 0 -4px 12px">{edited}{one.when}{ticks}</span>'
    margin = "margin-left:auto" if own else f"margin-left:{36 if face else 0}px"
    pic = (
        f'<div style="position:absolute;left:-36px;top:0">{avatar(s, one.author, 30)}</div>'
        if face and first and not own
        else ""
    )
    return f'{mark()}<div style="position:relative;width:fit-content;min-width:96px;max-width:82%;{margin};background:{ground};border-radius:9px;padding:5px 9px 6px;margin-top:{9 if first else 2}px;box-shadow:0 1px 1px rgba(0,0,0,.12)">{pic}{name}{extra}<span class="w">{safe(one.text)}</span>{clock}<div style="clear:both"></div></div>'


def _wa_quote(s: Skin, who: str, tone: str) -> str:
    return f'<div style="border-left:4px solid {tone};background:rgba(0,0,0,.05);border-radius:5px;padding:4px 8px;margin:2px 0 4px"><div style="color:{tone};font-weight:600;font-size:.82em">{safe(who)}</div><div class="f" style="white-space:nowrap;overflow:hidden;text-overflow:ellipsis;max-width:240px">{safe(throng.words(s.rng, 2))}</div></div>'


def _wa_talk(
    s: Skin, *, pair: bool = False, face: bool = False, half: bool = False, telegram: bool = False
) -> tuple[str, list[Said | None], list[str]]:
    rng = s.rng
    wall = rng.choice(["#0b141a", "#111b21"]) if s.dark else rng.choice(["#efe7de", "#f4efe8", "#e9e4dc"])
    s.colours.update(paper=wall)
    green = ("#144d37", "#d9fdd3") if not telegram else ("#2b5278", "#effdde")
    grounds = (green[0] if s.dark else green[1], "#1f272a" if s.dark else "#ffffff")
    several = range(1 if pair else rng.randint(3, 5))
    people = [rng.choice(throng.NAMES) if telegram else throng.saved(rng) for _ in several]
    people = list(dict.fromkeys(people))
    tones = {who: rng.choice(TONES) for who in people}
    said: list[Said | None] = []

    def chip(text: str) -> str:
        return f'<div class="c" style="margin:9px 0;font-size:.76em"><span style="background:{grounds[1]};color:{s.faint()};border-radius:8px;padding:5px 11px">{safe(text)}</span></div>'

    body = chip(rng.choice(["Today", "Yesterday", "Mon, 24 Nov", "24 November 2026", "Thursday"]))
    if s.chance(0.2):
        body += f'<div class="c" style="margin:6px 30px;padding:6px;border-radius:8px;font-size:.76em;background:{"#182229" if s.dark else "#ffeecd"}">🔒 Messages and calls are end-to-end encrypted. Only people in this chat can read, listen to, or share them. Learn more.</div>'
    minute = rng.randint(420, 1200)
    last: str | None = None
    for n in range(rng.randint(6, 9)):
        minute += rng.choice([0, 1, 2, 7])
        hour, rest = divmod(minute, 60)
        when = (
            f"{(hour - 1) % 12 + 1}:{rest:02} {'am' if hour < 12 else 'pm'}"
            if half
            else f"{hour:02}:{rest:02}"
        )
        own = rng.random() < (0.4 if pair else 0.18)
        who = None if own else last if last and rng.random() < 0.4 else rng.choice(people)
        if n == 4 and s.chance(0.25):
            body += chip(
                rng.choice(
                    [
                        f"{people[0]} added {throng.NAMES[n]}",
                        "1 unread message",
                        "You changed the group description",
                        f"{people[-1]} left",
                    ]
                )
            )
            last = ""
        one = Said(who, None, when, throng.words(rng, 2))
        said.append(one)
        first = who != last or n == 0
        extra = ""
        if s.chance(0.14) and n:
            quoted = rng.choice([*people, "You"])
            extra = _wa_quote(s, quoted, tones.get(quoted, "#06cf9c"))
        elif s.chance(0.06):
            extra = f'<div class="x"><i>↪ Forwarded{rng.choice(["", " many times"])}</i></div>'
        body += _wa_bubble(
            s,
            one,
            own=own,
            first=first,
            tone=tones.get(who or "", ""),
            grounds=grounds,
            named=not pair,
            face=face,
            extra=extra,
        )
        if s.chance(0.14):
            body += f'<div style="width:fit-content;margin:-3px 0 6px {"auto" if own else "14px"};background:{grounds[1]};border-radius:12px;padding:1px 7px;font-size:.78em">{rng.choice(["👍 3", "😂 2", "❤️", "😮😡 4", "🙏 5"])}</div>'
        last = who
    said.append(None)
    return f'<div style="padding:4px {s.pad}px">{body}</div>', said, people


def _wa_head(s: Skin, title: str, under: str, ios: bool) -> str:
    bar = ("#0b141a" if s.dark else "#ffffff") if not ios else ("#1b1c1e" if s.dark else "#f6f5f3")
    back = f'<span style="color:#0a7">{icon(s, "back", 1.4, "#0a7" if ios else "")}{s.rng.randint(2, 90) if ios and s.chance(0.6) else ""}</span>'
    return f'<div class="r" style="background:{bar};padding:7px {s.pad}px">{back}{avatar(s, title, 36)}<div class="g"><b>{safe(title)}</b><div class="x nw" style="overflow:hidden;text-overflow:ellipsis;max-width:190px">{safe(under)}</div></div>{icon(s, "cam", 1.4)}{icon(s, "dots", 1.2)}</div>'


def _wa_group(s: Skin, *, ios: bool) -> Drawn:
    rng = s.rng
    body, said, people = _wa_talk(s, face=s.chance(0.6), half=not ios and s.chance(0.3))
    group = rng.choice(throng.GROUPS)
    under = rng.choice(
        [
            ", ".join([*people, *throng.pick(rng, 3), "You"]),
            "tap here for group info" if ios else ", ".join(people) + ", You",
        ]
    )
    field = "" if ios else "Message"
    foot = f'{mark()}<div class="r p">{"<span style=font-size:1.5em>+</span>" if ios else ""}<div class="g" style="background:{"#1f272a" if s.dark else "#fff"};border-radius:20px;min-height:2.3em;padding:8px 14px;color:{s.faint()}">{field}</div>{icon(s, "cam", 1.3)}</div>'
    if s.chance(0.2):
        foot = (
            f'{mark()}<div class="c f p">Only <span style="color:#0a7">admins</span> can send messages</div>'
        )
    return Drawn(
        "whatsapp",
        s,
        page(s, status_bar(s) + _wa_head(s, group, under, ios) + body + foot),
        tuple(said),
        None,
        group,
    )


def _wa_android(s: Skin) -> Drawn:
    """A group on Android."""
    return _wa_group(s, ios=False)


def _wa_iphone(s: Skin) -> Drawn:
    """A group on an iPhone."""
    return _wa_group(s, ios=True)


def _wa_two(s: Skin) -> Drawn:
    """Two people."""
    rng = s.rng
    body, said, people = _wa_talk(s, pair=True, half=s.chance(0.3))
    under = rng.choice(["online", f"last seen today at {_clock(s)}", "tap here for contact info"])
    foot = f'{mark()}<div class="r p"><div class="g" style="background:{"#1f272a" if s.dark else "#fff"};border-radius:20px;padding:8px 14px;color:{s.faint()}">Message</div>{icon(s, "cam", 1.3)}</div>'
    return Drawn(
        "whatsapp",
        s,
        page(s, status_bar(s) + _wa_head(s, people[0], under, s.chance(0.5)) + body + foot),
        tuple(said),
    )


def _wa_web_desk(s: Skin) -> Drawn:
    """WhatsApp Web, with the list of chats."""
    rng = s.rng
    body, said, people = _wa_talk(s, face=True)
    group = rng.choice(throng.GROUPS)
    rows = "".join(
        f'<div class="r" style="padding:10px 14px">{avatar(s, w, 46)}<div class="g"><div class="r sp"><span>{safe(w)}</span><span class="x">{rng.choice([_clock(s), "Yesterday", "Sunday", "19/11/2026"])}</span></div><div class="f nw" style="overflow:hidden;text-overflow:ellipsis;width:250px">{safe(throng.words(rng, 2))}</div></div></div>'
        for w in [group, *throng.pick(rng, 6)]
    )
    ground = "#111b21" if s.dark else "#fff"
    side = f'<div style="width:380px;flex:none;background:{ground}"><div class="r sp p"><b style="font-size:1.4em">{rng.choice(["Chats", "WhatsApp"])}</b>{icon(s, "dots")}</div><div style="margin:4px 14px;padding:8px 14px;border-radius:20px" class="k f">{rng.choice(["Search or start a new chat", "Search"])}</div><div class="r f" style="padding:6px 14px"><span class="k" style="padding:3px 10px;border-radius:14px">All</span><span class="k" style="padding:3px 10px;border-radius:14px">Unread 4</span><span class="k" style="padding:3px 10px;border-radius:14px">Favourites</span><span class="k" style="padding:3px 10px;border-radius:14px">Groups</span></div>{rows}</div>'
    foot = f'{mark()}<div class="r p"><span style="font-size:1.4em">+</span><div class="g f" style="background:{ground};border-radius:8px;padding:10px 14px">Type a message</div></div>'
    return Drawn(
        "whatsapp",
        s,
        page(
            s,
            f'<div class="t" style="gap:0">{side}<div class="g">{_wa_head(s, group, ", ".join([*people, "You"]), False)}{body}{foot}</div></div>',
        ),
        tuple(said),
        None,
        group,
    )


# ── x ──────────────────────────────────────────────────────────────────────────────────────


def _x_name(s: Skin) -> tuple[str, str]:
    return s.rng.choice(throng.NAMES), s.rng.choice(throng.HANDLES).replace(".", "")[:15]


def _x_counts(s: Skin) -> str:
    return f'<div class="r f" style="justify-content:space-between;margin-top:8px;max-width:440px"><span>{icon(s, "talk")} {s.rng.choice(["", _n(s)])}</span><span>{icon(s, "turn")} {s.rng.choice(["", _n(s)])}</span><span>{icon(s, "heart")} {_n(s)}</span><span>{icon(s, "cam")} {_n(s, 900)}</span><span>{icon(s, "book")} {icon(s, "share")}</span></div>'


def _x_item(s: Skin, said: list[Said | None], over: str = "", after: str = "", words: int = 2) -> str:
    name, handle = _x_name(s)
    when = s.rng.choice([_short(s), f"{s.rng.randint(1, 27)} Nov", f"Nov {s.rng.randint(1, 27)}"])
    if when[-1] == "w":
        when = "3h"
    tick = " " + _tick(s) if s.chance(0.3) else ""
    one = Said(name, "@" + handle, when, throng.words(s.rng, words))
    said.append(one)
    text = safe(one.text)
    return f'{mark()}<div style="padding:8px {s.pad}px;border-bottom:1px solid {s.card()}">{over}<div class="t">{avatar(s, name, 40)}<div class="g"><div class="nw" style="overflow:hidden;text-overflow:ellipsis"><b>{safe(name)}</b>{tick} <span class="f">@{handle} · {when}</span></div>{after}<div class="w">{text}</div>{_x_counts(s)}</div></div></div>'


def _x_post(s: Skin) -> Drawn:
    """One post with its replies, perhaps a note that readers added."""
    rng = s.rng
    name, handle = _x_name(s)
    when = f"{rng.randint(1, 12)}:{rng.randint(0, 59):02} {rng.choice(['AM', 'PM'])} · {rng.randint(1, 28)} Nov 26"
    first = Said(name, "@" + handle, when, throng.words(rng, 3))
    said: list[Said | None] = [first]
    top = f'{status_bar(s)}<div class="r p">{icon(s, "back", 1.4)}<b class="g" style="font-size:1.15em">Post</b>{icon(s, "dots")}</div>'
    note = (
        f'<div style="border:1px solid {s.card()};border-radius:12px;margin-top:8px"><div class="k" style="padding:7px 10px"><b>Readers added context</b></div><div style="padding:8px 10px">The school says the trip was moved to May, not cancelled.</div></div>'
        if s.chance(0.2)
        else ""
    )
    follow = (
        f'<span style="border:1px solid {s.faint()};border-radius:16px;padding:4px 14px"><b>Follow</b></span>'
        if s.chance(0.5)
        else icon(s, "dots")
    )
    body = f'{mark()}<div class="p"><div class="r">{avatar(s, name, 42)}<div class="g"><div><b>{safe(name)}</b>{" " + _tick(s) if s.chance(0.4) else ""}</div><div class="f">@{handle}</div></div>{follow}</div><div class="w" style="font-size:1.1em;margin-top:8px">{safe(first.text)}</div>{note}<div class="f" style="margin-top:10px">{when} · <b style="color:{s.ink()}">{_n(s, 900)}</b> Views</div></div><hr><div class="r f" style="justify-content:space-around;padding:9px">{icon(s, "talk")} {_n(s)} {icon(s, "turn")} {_n(s)} {icon(s, "heart")} {_n(s)} {icon(s, "book")} {_n(s, 9)} {icon(s, "share")}</div><hr>'
    body += (
        f'<div class="b f p">{rng.choice(["Most relevant replies ▾", "Relevant ▾"])}</div>'
        if s.chance(0.5)
        else ""
    )
    for _ in range(rng.randint(2, 4)):
        body += _x_item(
            s,
            said,
            after=f'<div class="f">Replying to <span style="color:#1d9bf0">@{handle}</span></div>'
            if s.chance(0.35)
            else "",
        )
    said.append(None)
    foot = f'{mark()}<div class="r p">{avatar(s, "m", 30)}<div class="g f">Post your reply</div></div>'
    return Drawn("x", s, page(s, top + body + foot), tuple(said))


def _x_feed(s: Skin) -> Drawn:
    """The feed: reposts, pinned posts, posts within posts."""
    rng = s.rng
    said: list[Said | None] = []
    body = f'{status_bar(s)}<div class="r sp p">{avatar(s, "m", 30)}<b style="font-size:1.5em">𝕏</b><span></span></div><div class="r c" style="justify-content:space-around;padding:9px"><b>For you</b><span class="f">Following</span></div><hr>'
    for _ in range(rng.randint(3, 5)):
        over = (
            f'<div class="x" style="margin-left:24px">{icon(s, "turn", 0.9)} {safe(rng.choice([rng.choice(throng.NAMES) + " reposted", "Pinned", "You reposted"]))}</div>'
            if s.chance(0.35)
            else ""
        )
        body += _x_item(s, said, over, words=3)
    said.append(None)
    return Drawn("x", s, page(s, body + mark()), tuple(said))


def _x_thread_desk(s: Skin) -> Drawn:
    """The website, three columns."""
    rng = s.rng
    said: list[Said | None] = []
    bar, address = address_bar(
        s, "x.com", f"/{rng.choice(throng.HANDLES).replace('.', '')}/status/{rng.randint(10**18, 10**19)}"
    )
    middle = f'<div class="r p">{icon(s, "back")}<b style="font-size:1.2em">Post</b></div>'
    for _ in range(rng.randint(3, 5)):
        middle += _x_item(s, said, words=3)
    middle += f'<div class="r p">{avatar(s, "m", 36)}<span class="g f">Post your reply</span></div>'
    said.append(None)
    left = "".join(
        f'<div style="padding:11px;font-size:1.15em">{w}</div>'
        for w in ("Home", "Explore", "Notifications", "Messages", "Grok", "Bookmarks", "Profile", "More")
    )
    right = (
        f'<div class="k f" style="border-radius:20px;padding:9px 16px">Search</div><div style="border:1px solid {s.card()};border-radius:14px;margin-top:12px;padding:12px"><b style="font-size:1.2em">What’s happening</b>'
        + "".join(
            f'<div style="margin-top:12px"><div class="x">{w} · Trending</div><b>{t}</b><div class="x">{rng.randint(2, 90)}.{rng.randint(1, 9)}K posts</div></div>'
            for w, t in (
                ("Politics", "Budget"),
                ("Sports", "Ashes"),
                ("Trending in United Kingdom", "Half term"),
            )
        )
        + "</div>"
    )
    return Drawn(
        "x",
        s,
        page(
            s,
            f'{bar}<div class="t" style="gap:24px;justify-content:center"><div style="width:200px">{left}</div><div style="width:590px;border-left:1px solid {s.card()};border-right:1px solid {s.card()}">{middle}</div><div style="width:290px">{right}</div></div>{mark()}',
        ),
        tuple(said),
        address,
    )


# ── instagram, threads ─────────────────────────────────────────────────────────────────────


def _ig_comment(s: Skin, who: str, when: str, text: str, depth: int = 0, author: bool = False) -> str:
    rng = s.rng
    badge = ' <span class="f">· Author</span>' if author else ""
    acts = rng.choice(["Reply", "Reply", "Reply &nbsp;&nbsp; See translation", "Reply &nbsp;&nbsp; Hide"])
    likes = f'<div class="c x" style="width:30px">{icon(s, "heart", 1)}<div>{rng.choice(["", _n(s, 40)])}</div></div>'
    return f'{mark()}<div class="t" style="padding:6px {s.pad}px 6px {s.pad + depth * 44}px">{avatar(s, who, 24 if depth else 34)}<div class="g"><div style="font-size:.88em"><b>{who}</b>{" " + _tick(s) if s.chance(0.1) else ""} <span class="f">{when}</span>{badge}</div><div class="w">{safe(text)}</div><div class="f b" style="margin-top:3px;font-size:.78em">{acts}</div></div>{likes}</div>'


def _ig_comments(s: Skin) -> Drawn:
    """The sheet of comments."""
    rng = s.rng
    said: list[Said | None] = []
    owner = rng.choice(throng.HANDLES)
    body = f'{status_bar(s)}<div class="c" style="padding:10px"><div style="width:40px;height:4px;border-radius:2px;background:{s.faint()};margin:0 auto 10px"></div><b>Comments</b></div><hr>'
    people = rng.sample(throng.HANDLES, 6)
    for n in range(rng.randint(4, 6)):
        depth = 1 if n and s.chance(0.3) else 0
        when = _short(s)
        who = owner if n and s.chance(0.12) else people[n]
        text = (f"@{people[n - 1]} " if depth else "") + throng.words(rng, 2)
        said.append(Said(who, "@" + who, when, text, depth))
        body += _ig_comment(s, who, when, text, depth, who == owner)
        if s.chance(0.25):
            body += f'<div class="f" style="padding:3px {s.pad + 48}px">{_span(f"display:inline-block;width:26px;border-top:1px solid {s.faint()};vertical-align:middle;margin-right:10px")}{rng.choice(["View 2 more replies", "View 1 more reply", "Hide replies"])}</div>'
    said.append(None)
    foot = f'{mark()}<div class="r sp" style="padding:6px {s.pad}px;font-size:1.4em">❤️ 🙌 🔥 👏 😢 😍 😮 😂</div><div class="r p">{avatar(s, "m", 32)}<div class="g f" style="border:1px solid {s.card()};border-radius:20px;padding:9px 14px">{rng.choice([f"Add a comment for {owner}…", "Add a comment...", "What do you think of this?", "Join the conversation…"])}</div></div>'
    return Drawn("instagram", s, page(s, body + foot), tuple(said))


def _ig_post(s: Skin) -> Drawn:
    """A post in the feed: counts beside the icons, the caption begins with the user name."""
    rng = s.rng
    said: list[Said | None] = []
    body = f'{status_bar(s)}<div class="r sp p"><b style="font-size:1.5em;font-family:Comfortaa">{rng.choice(["Instagram", "Instagram", ""])}</b><span class="r">{icon(s, "heart", 1.5)}{icon(s, "share", 1.5)}</span></div>'
    for _ in range(rng.randint(1, 2)):
        who = rng.choice(throng.HANDLES)
        when = rng.choice(["2 hours ago", "3 days ago", "1 day ago", "14 November", "45 minutes ago"])
        one = Said(who, "@" + who, when, throng.words(rng, 3))
        said.append(one)
        follow = rng.choice(["", ' · <span style="color:#4a5df9">Follow</span>', f" {_tick(s)}"])
        liked = (
            f"<div>Liked by <b>{rng.choice(throng.HANDLES)}</b> and <b>others</b></div>"
            if s.chance(0.5)
            else ""
        )
        body += f'{mark()}<div class="r" style="padding:8px {s.pad}px">{avatar(s, who, 32)}<div class="g"><b>{who}</b>{follow}{"<div class=x>" + rng.choice(throng.PLACES) + "</div>" if s.chance(0.3) else ""}</div>{icon(s, "dots")}</div>{picture(s, 260)}<div class="r sp" style="padding:4px {s.pad}px"><span class="r">{icon(s, "heart", 1.5, s.ink())} {_n(s, 400)} {icon(s, "talk", 1.5, s.ink())} {_n(s)} {icon(s, "turn", 1.4, s.ink())} {_n(s, 20)} {icon(s, "share", 1.5, s.ink())}</span>{icon(s, "book", 1.5, s.ink())}</div><div style="padding:2px {s.pad}px 12px">{liked}<div class="w"><b>{who}</b> {safe(one.text)}</div>{f"<div class=f>View all {rng.randint(3, 60)} comments</div>" if s.chance(0.7) else ""}<div class="x">{when}</div></div>'
    said.append(None)
    return Drawn(
        "instagram",
        s,
        page(
            s,
            body
            + mark()
            + f'<div class="r" style="justify-content:space-around;padding:9px">{icon(s, "house", 1.5)}{icon(s, "find", 1.5)}{icon(s, "cam", 1.5)}</div>',
        ),
        tuple(said),
    )


def _ig_window_desk(s: Skin) -> Drawn:
    """The website: the picture at the left, the talk at the right."""
    rng = s.rng
    owner = rng.choice(throng.HANDLES)
    bar, address = address_bar(s, "www.instagram.com", f"/p/D{rng.randint(10**6, 10**7)}xQk/")
    said: list[Said | None] = []
    talk = ""
    people = [owner, *rng.sample([h for h in throng.HANDLES if h != owner], 5)]
    for n in range(rng.randint(3, 6)):
        when, text = _short(s), throng.words(rng, 3 if n == 0 else 2)
        said.append(Said(people[n], "@" + people[n], when, text))
        foot = (
            f"<span>{when}</span>"
            if n == 0
            else f"<span>{when}</span>{rng.choice(['', f'<b>{rng.randint(2, 40)} likes</b>'])}<b>Reply</b>"
        )
        talk += f'{mark()}<div class="t" style="padding:8px 14px">{avatar(s, people[n], 32)}<div class="g"><div class="w"><b>{people[n]}</b> {safe(text)}</div><div class="r x" style="gap:14px;margin-top:5px">{foot}</div></div></div>'
    said.append(None)
    right = f'<div class="r p">{avatar(s, owner, 32)}<b class="g">{owner} <span style="color:#4a5df9;font-weight:400">• Follow</span></b>{icon(s, "dots")}</div><hr>{talk}<hr><div class="p">{mark()}<div class="r">{icon(s, "heart", 1.5)}{icon(s, "talk", 1.5)}{icon(s, "share", 1.5)}</div><b>{rng.randint(12, 900)} likes</b><div class="x">{rng.choice(["3 days ago", "November 14", "2 hours ago"])}</div></div><hr><div class="f p">Add a comment…</div>'
    return Drawn(
        "instagram",
        s,
        page(
            s,
            f'{bar}<div class="t" style="gap:0;width:960px;margin:24px auto;border:1px solid {s.card()}"><div style="width:480px">{picture(s, 620)}</div><div class="g">{right}</div></div>',
        ),
        tuple(said),
        address,
    )


def _ig_story(s: Skin) -> Drawn:
    """A story: words over a picture."""
    rng = s.rng
    who, when = rng.choice(throng.HANDLES), f"{rng.randint(1, 23)}h"
    text = throng.words(rng, 2)
    if len(text) < 12:
        text = "Absolutely fuming with that place today"
    said = (Said(who, "@" + who, when, text), None)
    colour = rng.choice(["#345", "#533", "#253", "#222"])
    body = f'<div style="background:linear-gradient({colour},#111);color:#fff;padding:10px 12px"><div style="height:3px;background:#fff;border-radius:2px;margin-bottom:8px"></div>{mark()}<div class="r">{avatar(s, who, 32)}<b>{who}</b><span style="opacity:.8">{when}</span><span class="g"></span>{icon(s, "dots", 1.2, "#fff")}{icon(s, "cross", 1.2, "#fff")}</div><div style="padding:180px 20px 220px;text-align:center;font-size:1.4em;font-weight:600" class="w">{safe(text)}</div></div>'
    foot = f'{mark()}<div class="r p" style="background:#111"><div class="g" style="border:1px solid #777;color:#ccc;border-radius:22px;padding:10px 16px">{rng.choice(["Send message", "Send message…", f"Reply to {who}…"])}</div>{icon(s, "heart", 1.6, "#fff")}{icon(s, "share", 1.6, "#fff")}</div>'
    return Drawn("instagram", s, page(s, body + foot), said)


def _threads(s: Skin) -> Drawn:
    """Threads: one thread and its replies."""
    rng = s.rng
    said: list[Said | None] = []
    body = f'{status_bar(s)}<div class="r p">{icon(s, "back", 1.4)}<b class="g c">Thread</b>{icon(s, "dots")}</div><div class="c x">{_n(s, 900)} views</div>'
    people = rng.sample(throng.HANDLES, rng.randint(3, 4))
    for n, who in enumerate(people):
        when, text = _short(s), throng.words(rng, 3 if n == 0 else 2)
        said.append(Said(who, "@" + who, when, text))
        body += f'{mark()}<div class="t" style="padding:9px {s.pad}px;border-bottom:1px solid {s.card()}">{avatar(s, who, 36)}<div class="g"><div><b>{who}</b> <span class="f">{when}</span></div><div class="w">{safe(text)}</div><div class="r f" style="gap:18px;margin-top:7px">{icon(s, "heart")} {_n(s)} {icon(s, "talk")} {_n(s, 9)} {icon(s, "turn")} {icon(s, "share")}</div></div>{icon(s, "dots")}</div>'
        if n == 0:
            body += f'<div class="r sp f" style="padding:8px {s.pad}px"><span>Top ▾</span><span>View activity ›</span></div>'
    said.append(None)
    foot = f'{mark()}<div class="r p">{avatar(s, "m", 30)}<div class="g k f" style="border-radius:20px;padding:9px 14px">Reply to {people[0]}…</div></div>'
    return Drawn("threads", s, page(s, body + foot), tuple(said))


# ── tiktok, snapchat ───────────────────────────────────────────────────────────────────────


def _tt_comments(s: Skin) -> Drawn:
    """The sheet of comments: names in small grey print, hearts at the right."""
    rng = s.rng
    said: list[Said | None] = []
    body = f'{status_bar(s)}{picture(s, 100)}<div class="r p"><b class="g c" style="font-size:.9em">{rng.choice([f"{rng.randint(5, 900)} comments", "Comments", f"Comments {rng.randint(4, 99)}"])}</b>{icon(s, "cross")}</div>'
    for n in range(rng.randint(4, 6)):
        depth = 1 if n and s.chance(0.3) else 0
        who = rng.choice([*throng.NAMES, *throng.HANDLES])
        when = rng.choice(
            [
                f"{rng.randint(1, 23)}h ago",
                f"{rng.randint(1, 6)}d ago",
                f"{rng.randint(1, 4)}w ago",
                f"{rng.randint(1, 12)}-{rng.randint(1, 28)}",
                f"{rng.randint(2, 59)}m ago",
                _short(s),
            ]
        )
        one = Said(who, None, when, throng.words(rng, 2), depth)
        said.append(one)
        badge = rng.choice(
            [
                "",
                "",
                "",
                "",
                ' <span style="color:#20d5ec">· Creator</span>',
                ' <span class="k" style="padding:0 5px;border-radius:3px">Friend</span>',
            ]
        )
        creator = (
            '<div class="x"><span class="k" style="padding:1px 5px">Liked by creator</span></div>'
            if s.chance(0.1)
            else ""
        )
        body += f'{mark()}<div class="t" style="padding:6px {s.pad}px 6px {s.pad + depth * 44}px">{avatar(s, who, 24 if depth else 34)}<div class="g"><div class="f" style="font-size:.82em;font-weight:600">{safe(who)}{badge}</div><div class="w">{safe(one.text)}</div>{creator}<div class="r f" style="gap:14px;font-size:.82em"><span>{when}</span><b>Reply</b><span style="margin-left:auto">{icon(s, "heart", 1.1)} {_n(s)} &nbsp; {icon(s, "thumb", 1.1)}</span></div></div></div>'
        if s.chance(0.2):
            body += f'<div class="f" style="padding:2px {s.pad + 50}px">— View {rng.randint(2, 30)} replies ▾</div>'
    said.append(None)
    foot = f'{mark()}<div class="r p">{avatar(s, "m", 32)}<div class="g k f" style="border-radius:20px;padding:9px 14px">Add comment...</div><span>@</span></div>'
    return Drawn("tiktok", s, page(s, body + foot), tuple(said))


def _tt_video(s: Skin) -> Drawn:
    """The video itself: counts down the right side, name and caption beneath."""
    rng = s.rng
    who = rng.choice(throng.HANDLES)
    when = rng.choice([_short(s) + " ago", f"11-{rng.randint(10, 28)}", None])
    text = (
        throng.words(rng, 2)
        + " "
        + rng.choice(["#fyp #school", "#schoolrun #fyp", "#primaryschool #uk #foryou"])
    )
    side = "".join(
        f'<div class="c" style="margin:12px 0;color:#fff">{icon(s, i, 2, "#fff")}<div style="font-size:.75em">{_n(s, 900)}</div></div>'
        for i in ("heart", "talk", "book", "share")
    )
    body = f'<div style="background:linear-gradient(#456,#212);color:#fff"><div class="r c" style="justify-content:center;padding:12px;gap:22px"><span style="opacity:.7">Following</span><b>For You</b></div><div style="height:200px"></div><div class="t" style="padding:12px"><div class="g" style="padding-top:170px">{mark()}<div><b>{rng.choice(["@", ""])}{who}</b>{f" · <span>{when}</span>" if when else ""}</div><div class="w">{safe(text)}</div><div style="margin-top:6px">♫ original sound - {who}</div></div><div style="width:48px">{side}</div></div></div>{mark()}<div class="r" style="justify-content:space-around;padding:8px;font-size:.72em"><span>Home</span><span>Friends</span><span>+</span><span>Inbox</span><span>Profile</span></div>'
    return Drawn("tiktok", s, page(s, body), (Said(who, "@" + who, when, text), None))


def _tt_desk(s: Skin) -> Drawn:
    """The website: the video at the left, comments at the right."""
    rng = s.rng
    who = rng.choice(throng.HANDLES)
    bar, address = address_bar(s, "www.tiktok.com", f"/@{who}/video/{rng.randint(10**18, 10**19)}")
    said: list[Said | None] = []
    talk = f'<div class="r p f"><b style="color:{s.ink()}">Comments ({rng.randint(4, 300)})</b><span>Creator videos</span></div>'
    for _ in range(rng.randint(3, 6)):
        name = rng.choice([*throng.NAMES, *throng.HANDLES])
        when = rng.choice(
            [f"{rng.randint(1, 23)}h ago", f"{rng.randint(1, 6)}d ago", f"11-{rng.randint(1, 28)}"]
        )
        one = Said(name, None, when, throng.words(rng, 2))
        said.append(one)
        talk += f'{mark()}<div class="t" style="padding:8px 14px">{avatar(s, name, 38)}<div class="g"><div style="font-size:.85em"><b>{safe(name)}</b>{" · Creator" if s.chance(0.1) else ""}</div><div class="w">{safe(one.text)}</div><div class="r f" style="gap:14px"><span>{when}</span><span>{icon(s, "heart")} {_n(s)}</span><span>Reply</span></div></div>{icon(s, "dots")}</div>'
    said.append(None)
    talk += f'{mark()}<div class="r p"><div class="g k f" style="border-radius:8px;padding:10px 14px">Add comment...</div><span class="f">Post</span></div>'
    return Drawn(
        "tiktok",
        s,
        page(
            s,
            f'{bar}<div class="t" style="gap:0"><div style="width:560px;background:#111">{picture(s, 600)}</div><div class="g">{talk}</div></div>',
        ),
        tuple(said),
        address,
    )


def _sn_chat(s: Skin) -> Drawn:
    """A chat of several: names in capitals and in colour, bars at the left."""
    rng = s.rng
    people = [n.split()[0].strip() for n in throng.pick(rng, 3)]
    group = rng.choice(throng.GROUPS)
    tones = ("#0eadff", "#a05dcd", "#f23c57", "#02b790")
    said: list[Said | None] = []
    body = f'{status_bar(s)}<div class="r p">{icon(s, "back", 1.4)}{avatar(s, group, 34)}<b class="g">{safe(group)}</b>{icon(s, "talk", 1.3)}{icon(s, "cam", 1.3)}</div><hr><div class="c x" style="padding:8px"><b>{rng.choice(["TODAY", "YESTERDAY", "23 NOVEMBER", "MONDAY"])}</b></div>'
    last = ""
    for _ in range(rng.randint(4, 6)):
        own = s.chance(0.25)
        who = "ME" if own else rng.choice(people)
        if who == last:
            continue
        tone = "#f23c57" if own else tones[people.index(who) % 4] if who in people else tones[0]
        text = throng.words(rng, 2)
        if not any(c.isalpha() for c in text):
            text = "What a joke"
        said.append(Said(None if own else who.upper(), None, None, text))
        body += f'{mark()}<div style="padding:4px {s.pad}px"><div style="color:{tone};font-weight:700;font-size:.78em">{safe(who.upper())}</div><div style="border-left:2px solid {tone};padding-left:9px" class="w">{safe(text)}</div></div>'
        last = who
        if s.chance(0.1):
            body += f'<div class="c x" style="padding:6px">{safe(rng.choice(people))} {rng.choice(["took a screenshot of chat!", "saved a Chat"])}</div>'
            last = ""
    said.append(None)
    foot = f'{mark()}<div class="r p">{icon(s, "cam", 1.6)}<div class="g k f" style="border-radius:20px;padding:9px 14px">Send a chat</div>😊</div>'
    return Drawn("snapchat", s, page(s, body + foot), tuple(said))


def _sn_story(s: Skin) -> Drawn:
    """A story with a band of words."""
    rng = s.rng
    who = rng.choice([n for n in throng.NAMES if " " in n and "🔥" not in n])
    when = rng.choice([f"{rng.randint(1, 23)}h ago", f"{rng.randint(2, 59)}m ago"])
    text = rng.choice(throng.SAYINGS)
    body = f'<div style="background:linear-gradient(#667,#223);color:#fff"><div style="padding:12px">{mark()}<div class="r">{avatar(s, who, 34)}<div class="g"><b>{safe(who)}</b><div style="font-size:.8em;opacity:.85">{when}</div></div>{icon(s, "dots", 1.2, "#fff")}</div></div><div style="height:190px"></div><div style="background:rgba(0,0,0,.55);text-align:center;padding:7px 16px" class="w">{safe(text)}</div><div style="height:220px"></div>{mark()}<div class="r" style="padding:12px"><div class="g" style="background:rgba(0,0,0,.35);border-radius:22px;padding:10px 16px">{rng.choice(["Send a chat", "Send Chat", "Send a Chat"])}</div></div></div>'
    return Drawn("snapchat", s, page(s, body), (Said(who, None, when, text), None))


# ── nextdoor, google, mumsnet ──────────────────────────────────────────────────────────────


def _nd_person(s: Skin) -> str:
    first = (
        s.rng.choice([n for n in throng.NAMES if " " in n and n.split()[0].isalpha() and n[0].isupper()])
        .split()[0]
        .title()
    )
    return f"{first} {s.rng.choice('ABCDGHKLMPRSTW')}."


def _nd_talk(s: Skin, said: list[Said | None]) -> str:
    rng, talk = s.rng, ""
    for _ in range(rng.randint(2, 4)):
        who, place = _nd_person(s), rng.choice(throng.PLACES)
        when = rng.choice(
            [
                f"{rng.randint(1, 23)} hr ago",
                f"{rng.randint(1, 6)} days ago",
                "1 day ago",
                f"{rng.randint(2, 59)} min ago",
                f"{rng.randint(1, 23)}h",
                f"{rng.randint(1, 6)}d",
            ]
        )
        one = Said(who, None, when, throng.words(rng, 2))
        said.append(one)
        under = s.chance(0.5)
        head = (
            f'<b>{who}</b> <span class="f">· {place}</span>'
            if under
            else f'<b>{who}</b><div class="x">{place} · {when}</div>'
        )
        acts = (
            f"<span>{when}</span><b>Like</b><b>Reply</b><b>Share</b>" if under else "<b>Like</b><b>Reply</b>"
        )
        talk += f'{mark()}<div class="t" style="padding:7px {s.pad}px">{avatar(s, who, 32)}<div class="g"><div>{head}</div><div class="w">{safe(one.text)}</div><div class="r f" style="gap:16px;margin-top:3px">{acts}</div></div></div>'
    return talk


def _nd(s: Skin, wide: bool) -> Drawn:
    rng = s.rng
    who, place = _nd_person(s), rng.choice(throng.PLACES)
    when = rng.choice(
        [
            f"{rng.randint(1, 23)} hr ago",
            f"{rng.randint(1, 6)}d",
            f"{rng.randint(1, 23)}h",
            f"{rng.randint(1, 6)} days ago",
            f"{rng.randint(1, 28)} Nov",
        ]
    )
    text = throng.words(rng, 4)
    title = (
        f'<div class="b" style="font-size:1.1em">{safe(rng.choice(["School gates", "Is anyone else worried?", "Ashgrove Primary"]))}</div>'
        if s.chance(0.3)
        else ""
    )
    full = (title.split(">")[1].split("<")[0] + " " if title else "") + text
    from html import unescape

    said: list[Said | None] = [Said(who, None, when, unescape(full))]
    post = f'{mark()}<div class="p"><div class="r">{avatar(s, who, 42)}<div class="g"><b>{who}</b><div class="x">{place} · {when} · {icon(s, "globe", 0.9)}{rng.choice(["", "", " Edited"])}</div></div>{icon(s, "dots")}</div><div style="margin-top:8px">{title}<div class="w">{safe(text)}</div></div></div><div class="r f sp" style="padding:6px {s.pad}px"><span>❤️👍 {_n(s)}</span><span>{rng.randint(2, 60)} comments</span></div><hr><div class="r f" style="justify-content:space-around;padding:9px"><span>{icon(s, "thumb")} Like</span><span>{icon(s, "talk")} Comment</span><span>{icon(s, "share")} Share</span></div><hr>'
    talk = _nd_talk(s, said)
    said.append(None)
    foot = f'{mark()}<div class="r p">{avatar(s, "m", 32)}<div class="g k f" style="border-radius:20px;padding:9px 14px">Add a comment...</div></div>'
    if not wide:
        head = f'<div class="r p">{icon(s, "back", 1.4)}<b class="g c">{rng.choice(["Post", "", "Nextdoor"])}</b>{icon(s, "find")}</div>'
        return Drawn("nextdoor", s, page(s, status_bar(s) + head + post + talk + foot), tuple(said))
    bar, address = address_bar(s, "nextdoor.co.uk", f"/p/{rng.randint(10**6, 10**8)}XdQ/")
    left = "".join(
        f'<div style="padding:10px">{w}</div>'
        for w in ("Home", "Discover", "For Sale & Free", "Local news", "Events", "Treasure map", "Groups")
    )
    return Drawn(
        "nextdoor",
        s,
        page(
            s,
            f'{bar}<div class="t" style="gap:40px"><div style="width:200px;padding:14px"><b style="color:#1b8751;font-size:1.3em">nextdoor</b>{left}</div><div style="width:600px">{post}{talk}{foot}</div></div>',
        ),
        tuple(said),
        address,
    )


def _nd_phone(s: Skin) -> Drawn:
    """A post and its comments."""
    return _nd(s, False)


def _nd_desk(s: Skin) -> Drawn:
    """The website."""
    return _nd(s, True)


def _google(s: Skin, wide: bool) -> Drawn:
    rng = s.rng
    school = rng.choice(throng.SCHOOLS)
    said: list[Said | None] = []
    body = f'<div class="p"><b style="font-size:1.3em">{safe(school)}</b><div class="f">3.{rng.randint(1, 9)} ★★★★☆ ({rng.randint(9, 90)}) · Primary school</div></div><div class="r f" style="padding:8px {s.pad}px;gap:22px"><span>Overview</span><b style="color:#0b57d0">Reviews</b><span>Photos</span><span>About</span></div><hr><div class="r sp" style="padding:8px {s.pad}px"><b>Reviews</b><span class="f">Sort</span></div>'
    for who in throng.pick(rng, rng.randint(2, 4)):
        when = rng.choice(
            [
                "a week ago",
                f"{rng.randint(2, 11)} months ago",
                "3 weeks ago",
                "2 days ago",
                "a year ago",
                "5 hours ago",
            ]
        )
        under = rng.choice(
            [
                f"{rng.randint(2, 60)} reviews",
                f"Local Guide · {rng.randint(20, 300)} reviews · {rng.randint(2, 400)} photos",
                "1 review",
                f"{rng.randint(2, 9)} reviews · {rng.randint(1, 9)} photos",
            ]
        )
        one = Said(who, None, when, throng.words(rng, 3))
        said.append(one)
        stars = f'<span style="color:#fbbc04;letter-spacing:2px">{"★" * rng.randint(1, 5)}</span>'
        body += f'{mark()}<div style="padding:9px {s.pad}px"><div class="r">{avatar(s, who, 36)}<div class="g"><b style="font-weight:500">{safe(who)}</b><div class="x">{under}</div></div>{icon(s, "dots")}</div><div style="margin:5px 0">{stars} <span class="f">{when}{rng.choice(["", "", " · New"])}</span></div><div class="w">{safe(one.text)}</div><div class="r f" style="gap:22px;margin-top:6px"><span>{icon(s, "thumb")} {rng.choice(["Helpful", "Like", _n(s, 9)])}</span><span>{icon(s, "share")} Share</span></div></div>'
        if s.chance(0.3):
            said.append(
                Said(
                    None,
                    None,
                    "a week ago",
                    "Thank you for taking the time to write. Please contact the school office.",
                )
            )
            body += f'{mark()}<div style="padding:4px {s.pad}px 8px {s.pad + 30}px"><b>Response from the owner</b> <span class="f">a week ago</span><div class="w">Thank you for taking the time to write. Please contact the school office.</div></div>'
    said.append(None)
    if not wide:
        return Drawn("google_reviews", s, page(s, status_bar(s) + body + mark()), tuple(said))
    bar, address = address_bar(s, "www.google.com", f"/maps/place/{school.split()[0]}/@54.1,-2.7,17z")
    return Drawn(
        "google_reviews",
        s,
        page(
            s,
            f'{bar}<div class="t" style="gap:0"><div style="width:430px">{body}{mark()}</div><div class="g">{picture(s, 700)}</div></div>',
        ),
        tuple(said),
        address,
    )


def _go_phone(s: Skin) -> Drawn:
    """Reviews in the app."""
    return _google(s, False)


def _go_desk(s: Skin) -> Drawn:
    """Reviews beside the map."""
    return _google(s, True)


def _mumsnet(s: Skin, wide: bool) -> Drawn:
    rng = s.rng
    said: list[Said | None] = []
    title = rng.choice(
        [
            "AIBU to be cross about the school trip?",
            "Head teacher refusing to meet us",
            "To think this is not on",
        ]
    )
    bar, address = address_bar(
        s, "www.mumsnet.com", f"/talk/am_i_being_unreasonable/{rng.randint(5000000, 5999999)}-school"
    )
    body = f'{bar}<div class="r p" style="background:{"#222" if s.dark else "#fff"}"><b style="font-size:1.3em">mumsnet</b><span class="g"></span>{icon(s, "find")}</div><div class="p"><div class="x">Talk › Am I being unreasonable?</div><b style="font-size:1.25em">{safe(title)}</b><div class="f">{rng.randint(12, 400)} replies</div></div>'
    people = rng.sample(throng.NICKS, 5)
    for n in range(rng.randint(3, 5)):
        who = people[0] if n and s.chance(0.2) else people[n]
        when = rng.choice(
            [f"Today {_clock(s)}", f"Yesterday {_clock(s)}", f"{rng.randint(1, 28):02}/11/2026 {_clock(s)}"]
        )
        one = Said(who, None, when, throng.words(rng, 4))
        said.append(one)
        op = (
            ' <span style="background:#7b2d8b;color:#fff;border-radius:3px;padding:0 5px;font-size:.75em">OP</span>'
            if who == people[0]
            else ""
        )
        body += f'{mark()}<div style="border:1px solid {s.card()};margin:6px {s.pad}px;border-radius:6px"><div class="r" style="padding:8px 12px;background:{s.card()}"><b>{who}</b>{op}<span class="f">· {when}</span></div><div class="w" style="padding:8px 12px">{safe(one.text)}</div><div class="r f" style="padding:6px 12px;gap:20px"><span>Quote</span><span>Thanks</span><span>Report</span>{"<span>Bookmark</span>" if s.chance(0.3) else ""}</div></div>'
    said.append(None)
    body += f'{mark()}<div class="p"><div class="c b" style="background:#fcd;color:#222;border-radius:20px;padding:9px">Add post</div></div>'
    if wide:
        side = (
            '<div style="width:260px;padding:14px"><b>Trending</b>'
            + "".join(
                f'<div style="margin-top:10px">{w}</div>'
                for w in ("To ask what you pay for wraparound", "School run rage", "MIL and Christmas")
            )
            + "</div>"
        )
        return Drawn(
            "mumsnet",
            s,
            page(s, f'<div class="t" style="gap:30px"><div style="width:820px">{body}</div>{side}</div>'),
            tuple(said),
            address,
        )
    return Drawn("mumsnet", s, page(s, status_bar(s) + body), tuple(said), address)


def _mn_phone(s: Skin) -> Drawn:
    """A thread on a phone."""
    return _mumsnet(s, False)


def _mn_desk(s: Skin) -> Drawn:
    """A thread on a desktop."""
    return _mumsnet(s, True)


# ── messenger, telegram, youtube, reddit ───────────────────────────────────────────────────


def _messenger(s: Skin) -> Drawn:
    """A group in Messenger: small names over grey bubbles, faces beside the last of a run."""
    rng = s.rng
    people = [n.split()[0] for n in throng.pick(rng, 3)]
    group = rng.choice(throng.GROUPS)
    body = f'{status_bar(s)}<div class="r p">{icon(s, "back", 1.4, "#0a7cff")}{avatar(s, group, 36)}<div class="g"><b>{safe(group)}</b><div class="x">{rng.choice(["Active now", f"{rng.randint(3, 60)} members", "Active 12m ago"])}</div></div>{icon(s, "cam", 1.3, "#0a7cff")}</div><hr><div class="c x" style="padding:10px">{rng.choice([f"Today at {_clock(s)}", f"MON AT {_clock(s)}", f"Yesterday at {_clock(s)}", _clock(s)])}</div>'
    said: list[Said | None] = []
    last: str | None = ""
    for _ in range(rng.randint(5, 7)):
        own = s.chance(0.25)
        who = None if own else last if last and s.chance(0.35) else rng.choice(people)
        text = throng.words(rng, 2)
        if not any(c.isalpha() for c in text):
            text = "I know right"
        said.append(Said(who, None, None, text))
        if own:
            body += f'{mark()}<div style="width:fit-content;max-width:72%;margin:{7 if who != last else 2}px {s.pad}px 0 auto;background:#0a7cff;color:#fff;border-radius:18px;padding:8px 13px" class="w">{safe(text)}</div>'
        else:
            over = (
                f'<div class="x" style="margin:8px 0 2px {s.pad + 48}px">{safe(who)}</div>'
                if who != last
                else ""
            )
            body += f'{mark()}{over}<div class="r" style="align-items:flex-end;padding:2px {s.pad}px">{avatar(s, who, 28)}<div class="w" style="max-width:74%;background:{"#303030" if s.dark else "#f0f0f0"};border-radius:18px;padding:8px 13px">{safe(text)}</div></div>'
        last = who
    said.append(None)
    foot = f'{mark()}<div class="r p">{icon(s, "cam", 1.4, "#0a7cff")}<div class="g k f" style="border-radius:20px;padding:9px 14px">{rng.choice(["Aa", "Message"])}</div><span style="color:#0a7cff;font-size:1.3em">👍</span></div>'
    return Drawn("messenger", s, page(s, body + foot), tuple(said), None, group)


def _telegram(s: Skin) -> Drawn:
    """A group in Telegram."""
    rng = s.rng
    body, said, _ = _wa_talk(s, face=s.chance(0.6), telegram=True)
    group = rng.choice(throng.GROUPS)
    head = f'<div class="r" style="background:{"#17212b" if s.dark else "#fff"};padding:8px {s.pad}px">{icon(s, "back", 1.4)}{avatar(s, group, 38)}<div class="g"><b>{safe(group)}</b><div class="x">{rng.randint(20, 400)} members{rng.choice(["", f", {rng.randint(2, 19)} online"])}</div></div>{icon(s, "dots")}</div>'
    foot = f'{mark()}<div class="r p" style="background:{"#17212b" if s.dark else "#fff"}"><div class="g f">Message</div>{icon(s, "cam", 1.3)}</div>'
    return Drawn("telegram", s, page(s, status_bar(s) + head + body + foot), tuple(said), None, group)


def _youtube(s: Skin) -> Drawn:
    """The comments under a video."""
    rng = s.rng
    said: list[Said | None] = []
    body = f'{status_bar(s)}{picture(s, 150)}<div class="r p sp"><b style="font-size:1.2em">Comments <span class="f">{rng.randint(4, 400)}</span></b>{icon(s, "cross")}</div><div class="r" style="padding:4px {s.pad}px"><span class="k" style="border-radius:8px;padding:4px 12px">Top</span><span class="k" style="border-radius:8px;padding:4px 12px">Newest</span></div>'
    for who in rng.sample(throng.HANDLES, rng.randint(3, 5)):
        when = rng.choice(
            [
                f"{rng.randint(2, 23)} hours ago",
                "1 day ago",
                f"{rng.randint(2, 6)} days ago",
                f"{rng.randint(2, 11)} months ago",
                f"{rng.randint(2, 20)}h ago",
            ]
        )
        one = Said(who, "@" + who, when, throng.words(rng, 2))
        said.append(one)
        edited = " (edited)" if s.chance(0.15) else ""
        body += f'{mark()}<div class="t" style="padding:8px {s.pad}px">{avatar(s, who, 32)}<div class="g"><div class="x">@{who} {rng.choice(["·", ""])} {when}{edited}</div><div class="w">{safe(one.text)}</div><div class="r f" style="gap:20px;margin-top:6px">{icon(s, "thumb")} {_n(s)} {icon(s, "talk")} {rng.choice(["", "2"])}</div></div>{icon(s, "dots")}</div>'
    said.append(None)
    return Drawn(
        "youtube",
        s,
        page(
            s,
            body
            + f'{mark()}<div class="r p">{avatar(s, "m", 28)}<div class="g k f" style="border-radius:18px;padding:8px 14px">Add a comment...</div></div>',
        ),
        tuple(said),
    )


def _reddit(s: Skin) -> Drawn:
    """A post and its comments in the app."""
    rng = s.rng
    people = rng.sample(throng.NICKS, 5)
    when = rng.choice([f"{rng.randint(1, 23)}h", f"{rng.randint(1, 6)}d"])
    first = Said(people[0], None, when, throng.words(rng, 3))
    said: list[Said | None] = [first]
    body = f'{status_bar(s)}<div class="r p">{icon(s, "back", 1.4)}<span class="g"></span>{icon(s, "find")}{icon(s, "dots")}</div>{mark()}<div class="p"><div class="r">{avatar(s, "r", 30)}<div class="g"><b style="font-size:.9em">r/CasualUK</b> <span class="f">· {when}</span><div class="x" style="color:#2b7de9">u/{people[0]}</div></div></div><div class="w" style="margin-top:8px">{safe(first.text)}</div><div class="r f" style="gap:16px;margin-top:9px"><span>↑ {_n(s, 900)} ↓</span><span>{icon(s, "talk")} {_n(s)}</span><span>{icon(s, "share")} Share</span></div></div><div class="k" style="height:8px"></div><div class="f p">Best Comments ▾</div>'
    for n in range(1, rng.randint(4, 5)):
        depth = 1 if n > 1 and s.chance(0.4) else 0
        w = _short(s)
        one = Said(people[n], None, w, throng.words(rng, 2), depth)
        said.append(one)
        body += f'{mark()}<div style="padding:7px {s.pad}px 7px {s.pad + depth * 22}px"><div class="r f">{avatar(s, people[n], 24)}<span><b>{people[n]}</b> · {w}</span></div><div class="w" style="margin-top:4px">{safe(one.text)}</div><div class="r f" style="justify-content:flex-end;gap:16px">{icon(s, "dots")}<span>{icon(s, "turn")} Reply</span><span>↑ {_n(s)} ↓</span></div></div>'
    said.append(None)
    return Drawn(
        "reddit",
        s,
        page(
            s,
            body
            + f'{mark()}<div class="p"><div class="k f" style="border-radius:18px;padding:9px 14px">Join the conversation</div></div>',
        ),
        tuple(said),
        None,
        "r/CasualUK",
    )


WAYS: dict[str, tuple[Callable[[Skin], Drawn], ...]] = {
    "facebook": (_fb_group_post, _fb_sheet, _fb_feed, _fb_modal_desk),
    "whatsapp": (_wa_android, _wa_iphone, _wa_two, _wa_web_desk),
    "x": (_x_post, _x_feed, _x_thread_desk),
    "instagram": (_ig_comments, _ig_post, _ig_window_desk, _ig_story),
    "threads": (_threads,),
    "tiktok": (_tt_comments, _tt_video, _tt_desk),
    "snapchat": (_sn_chat, _sn_story),
    "nextdoor": (_nd_phone, _nd_desk),
    "google_reviews": (_go_phone, _go_desk),
    "mumsnet": (_mn_phone, _mn_desk),
    "messenger": (_messenger,),
    "telegram": (_telegram,),
    "youtube": (_youtube,),
    "reddit": (_reddit,),
}
