"""A ninth set of designs, by another hand: whole screens as phones and desks show them late in 2026.

For each platform a phone in light and in dark, and a desk in light and in dark; one in three is worn on its way.
Written without knowing how they are read.
"""

# ruff: noqa: E501  (a stretch of markup reads best on one line)
from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random

from tests.screens import company
from tests.screens.page import Drawn
from tests.screens.skin import Skin, icon, safe, skin
from tests.screens.strange import Sheet

FONTS = ("Roboto", "Inter", "Lato", "Noto Sans", "Open Sans", "Cabin", "Karla", "Cantarell", "Manrope")
WORN = ("jpeg", "shrunk", "screen")
"""What happens to one picture in three: compressed, made smaller, photographed off a screen."""


def drawn_late(slug: str, seed: int) -> Drawn:
    """One page of ``slug``: seeds 0 to 3 are phone light, phone dark, desk light, desk dark; 4 to 7 the other way."""
    rng = Random(f"late {slug} {seed}")
    way = WAYS[slug][seed % 4]
    return way(dressed(rng, phone=seed % 4 < 2, dark=bool((seed + seed // 4) % 2)))


def worn(slug: str, seed: int) -> str:
    """What happens to the picture on its way; nothing to two of three."""
    turn = list(WAYS).index(slug) + seed
    return "" if turn % 3 else WORN[turn // 3 % 3]


def dressed(rng: Random, *, phone: bool, dark: bool) -> Skin:
    """A dress for a page of this set."""
    s = skin(rng, str(rng.randint(0, 2)), phone=phone, dark=dark)
    return replace(
        s,
        width=rng.choice([384, 393, 402, 412, 440] if phone else [1152, 1280, 1440, 1512]),
        scale=rng.choice([2.0, 2.625, 3.0] if phone else [1.0, 1.25, 1.5]),
        font=rng.choice(FONTS),
        size=rng.choice([14.0, 15.0, 16.0, 17.5] if phone else [13.5, 14.0, 15.0, 16.0]),
        line=rng.choice([1.22, 1.3, 1.36, 1.45]),
        pad=rng.choice([11, 13, 16, 18]),
        gap=rng.choice([7, 9, 12]),
        colours={"paper": rng.choice(["#121416", "#000000", "#1b1c1f"]) if dark else rng.choice(["#ffffff", "#fdfcfb"])},
    )  # fmt: skip


# ── what all pages share ───────────────────────────────────────────────────────────────────

CSS = """.all{{display:flex;flex-direction:column;min-height:{high}px}} .end{{margin-top:auto}} b,.b{{font-weight:{bold}}}
.h{{font-size:1.25em;font-weight:700}} .s{{font-size:.84em;color:{faint}}} .ss{{font-size:.74em;color:{faint}}}
.pill{{border-radius:99px;padding:6px 13px;background:{card}}} .i{{padding-left:{pad}px;padding-right:{pad}px}}
.box{{border:1px solid {line};border-radius:12px;padding:11px;margin-top:9px}} .u{{border-bottom:1px solid {line}}}
.l{{white-space:nowrap;overflow:hidden;text-overflow:ellipsis}} .bl{{color:{link}}}"""


def _page(
    d: Sheet, top: str, main: str, foot: str = "", address: str | None = None, group: str | None = None
) -> Drawn:
    """A whole screen: its head, what is said, and what stands at the lower edge of the glass."""
    s = d.s
    high = round(s.width * (s.rng.choice([2.05, 2.16]) if s.phone else s.rng.choice([0.55, 0.6, 0.65])))
    css = CSS.format(
        high=high, bold=s.rng.choice([600, 700]), faint=s.faint(), card=s.card(), pad=s.pad,
        line="#3a3d42" if s.dark else "#dcdfe3", link="#71a8ff" if s.dark else "#1a5fd0",
    )  # fmt: skip
    bar = (
        f'<div style="width:36%;height:5px;border-radius:3px;background:{s.faint()};margin:8px auto 0"></div>'
        if s.phone and s.chance(0.5)
        else ""
    )
    return d.done(
        f'<div class="all"><div>{top}</div><div>{main}{d.ends()}</div><div class="end">{foot}{bar}</div></div>',
        css=css, address=address, group=group,
    )  # fmt: skip


def _status(s: Skin, ink: str = "") -> str:
    """The phone's own line in the manner of two makers, at times with the way back to the last app under it."""
    if not s.phone:
        return ""
    ink, now = ink or s.ink(), f"{s.rng.randint(7, 23)}:{s.rng.randint(0, 59):02}"
    cell = f'<span style="border:1px solid {ink};border-radius:4px;padding:0 4px;font-size:10px">{s.rng.randint(4, 100)}</span>'
    bars = "".join(
        f'<i style="display:inline-block;width:3px;height:{h}px;background:{ink};margin-right:2px"></i>'
        for h in (4, 6, 9, 11)
    )
    kind = s.rng.randint(0, 3)
    if kind == 0:
        return f'<div class="r sp b" style="color:{ink};padding:13px 26px 6px;font-size:15px"><span>{now}</span><span style="width:86px;height:24px;border-radius:14px;background:#000"></span><span>{bars} 5G {cell}</span></div>'
    if kind == 1:
        back = s.rng.choice(["◀ Safari", "◀ Messages", "◀ Mail"])
        return f'<div style="color:{ink};padding:9px 20px 2px"><div class="r sp b" style="font-size:14px"><span>{now}</span><span>{bars} {cell}</span></div><div style="font-size:11px">{back}</div></div>'
    if kind == 2:
        return f'<div class="r sp" style="color:{ink};padding:6px 14px;font-size:12.5px"><span>{now} &nbsp; ✉ ⏰ •</span><span>Vo 5G+ {bars} {s.rng.randint(4, 100)}%</span></div>'
    return f'<div class="r sp" style="color:{ink};padding:6px 14px;font-size:12.5px"><span>{s.rng.choice(["Tue 17 Nov", "Thu, Nov 19", "EE"])} {now}</span><span>{bars} ▮</span></div>'


def _browser(s: Skin, host: str, path: str, likely: float = 1.0) -> tuple[str, str, str | None]:
    """A browser's bar: above, its lower edge below, and what address is shown."""
    if s.phone and not s.chance(likely):
        return "", "", None
    if s.phone and s.chance(0.5):
        low = f'<div class="r" style="padding:9px 14px"><span>‹</span><div class="g c k" style="border-radius:24px;padding:9px">{host}</div><span>⋯</span></div>'
        return "", low, host
    if s.phone:
        return (
            f'<div class="r" style="padding:7px 12px">{icon(s, "house", 1.3)}<div class="g k l" style="border-radius:22px;padding:7px 13px;font-size:.92em">{icon(s, "lock", 0.8)} {host}</div><span style="border:2px solid {s.faint()};border-radius:5px;padding:0 5px;font-size:.75em">{s.rng.randint(2, 40)}</span>{icon(s, "dots")}</div>',
            "",
            host,
        )
    tabs = "".join(
        f'<span class="l" style="width:170px;padding:7px 12px;{"background:" + s.paper() + ";border-radius:9px 9px 0 0" if not n else ""}">{t}</span>'
        for n, t in enumerate(
            [
                s.rng.choice(["(2) Home", host.split(".")[-2].title()]),
                *s.rng.sample(["Inbox (14)", "BBC Weather", "SIMS", "Staff rota.xlsx", "Bing"], 2),
            ]
        )
    )
    marks = (
        '<div class="r ss" style="padding:4px 16px;gap:22px"><span>School office</span><span>Arbor</span><span>Email</span><span>Dinner menu</span></div>'
        if s.chance(0.5)
        else ""
    )
    shown = f"{host}{path}"
    return (
        f'<div style="font-size:12.5px"><div class="r k" style="gap:0;padding:6px 10px 0">{tabs}<span>+</span></div><div class="r" style="padding:6px 12px;gap:14px">← → ⟳<div class="g k" style="border-radius:16px;padding:6px 14px">{"https://" if s.chance(0.4) else ""}{shown}</div>☆ ⋮</div>{marks}</div>',
        "",
        shown,
    )


def _face(s: Skin, who: str, size: int = 36) -> str:
    """A face: a photograph of blurred colours, or letters on a pale ground."""
    one, two = s.rng.sample(["#b56", "#59a", "#c93", "#6a7", "#85b", "#478", "#a87", "#d86"], 2)
    letters = "".join(p[0] for p in who.split()[:2]).upper() if s.chance(0.3) else ""
    ground = f"{one}66" if letters else f"radial-gradient(circle at 50% 35%,{two} 0 26%,{one} 27%)"
    return f'<div style="flex:none;width:{size}px;height:{size}px;border-radius:50%;background:{ground};display:flex;align-items:center;justify-content:center;font-size:{size * 0.38:.0f}px">{safe(letters)}</div>'


def _photo(s: Skin, height: int, play: bool = False) -> str:
    one, two, three = s.rng.sample(["#6b7f8c", "#a58b6f", "#7e9a76", "#4e5b73", "#c2ab92", "#8c6e7c"], 3)
    return f'<div class="r" style="justify-content:center;height:{height}px;color:#fff;font-size:2em;background:linear-gradient(165deg,{one} 40%,{two} 41% 70%,{three})">{"▶" if play else ""}</div>'


def _cookies(s: Skin, site: str) -> str:
    """The question about cookies, over the lower edge."""
    return f'<div class="k i" style="padding-top:14px;padding-bottom:14px;border-top:2px solid {s.faint()}"><b>Allow the use of cookies from {site} on this browser?</b><div class="s">We use cookies and similar technologies to help provide and improve content. You can change your mind at any time.</div><div class="r" style="margin-top:9px"><span class="pill" style="background:#1967d2;color:#fff">Allow all cookies</span><span class="pill" style="border:1px solid {s.faint()}">Decline optional cookies</span></div></div>'


def _card(s: Skin, wide: bool = False) -> str:
    """The card of a shared link."""
    site, title = s.rng.choice(
        [
            ("millbeckgazette.example", "Parents call for answers over school gate"),
            ("gov.example", "School complaints: the stages explained"),
            ("petitions.example", "Bring back our crossing patrol"),
        ]
    )
    return f'<div class="box" style="padding:0;overflow:hidden">{_photo(s, 110 if wide else 84)}<div style="padding:9px 12px"><div class="ss">{site.upper() if s.chance(0.5) else site}</div><b>{title}</b></div></div>'


def _talk(
    d: Sheet, people: list[str], low: int, high: int, when: Callable[[Random], str], deep: float = 0.35
) -> Iterator[tuple[int, str, str, str, int]]:
    """Who answers, when, what, and whether it is an answer to an answer."""
    depth = 0
    for n in range(d.rng.randint(low, high)):
        depth = int(n > 0 and d.rng.random() < deep)
        yield n, people[n], when(d.rng), company.words(d.rng, 2), depth


def _next(s: Skin, who: str, when: str, size: int = 34) -> str:
    """The head of one more, cut off by the lower edge of the picture: a name without words."""
    return f'<div class="r i" style="padding-top:9px">{_face(s, who, size)}<b>{safe(who)}</b><span class="s">{when}</span></div>'


# ── facebook ───────────────────────────────────────────────────────────────────────────────


def _fb_bubble(d: Sheet, who: str, when: str, text: str, depth: int) -> str:
    s = d.s
    tag = (
        f'<div class="ss">◆ {s.rng.choice(["Top contributor", "Author", "Moderator", "Rising contributor"])}</div>'
        if s.chance(0.2)
        else ""
    )
    love = f'<span class="g"></span><span>{d.n(24)} 👍❤️</span>' if s.chance(0.5) else ""
    late = " · Edited" if s.chance(0.2) else ""
    return f'{d.says(who, when, text, depth=depth)}<div class="t i" style="padding-top:6px;margin-left:{depth * 40}px">{_face(s, who, 26 if depth else 36)}<div class="g"><div class="k" style="display:inline-block;border-radius:16px;padding:8px 13px"><b style="font-size:.9em">{safe(who)}</b>{tag}<div class="w">{safe(text)}</div></div><div class="r s" style="gap:18px;padding:3px 13px"><span>{when}{late}</span><b>Like</b><b>Reply</b>{love}</div></div></div>'


def _fb_post(
    d: Sheet, who: str, when: str, text: str, group: str | None, extra: str = "", name: str = ""
) -> str:
    """A post; in a group the group's name stands over its writer's."""
    s = d.s
    head = (
        f'<b>{safe(group)}</b><div class="s"><b>{safe(who)}</b> · {when} · {icon(s, "globe", 0.8)}</div>'
        if group
        else f'<b>{safe(who)}</b>{name}<div class="s">{when} · {icon(s, "lock", 0.8)}</div>'
    )
    return f'{d.says(who, when, text)}<div class="i" style="padding-top:11px"><div class="r">{_face(s, who, 40)}<div class="g">{head}</div>{icon(s, "dots")}{icon(s, "cross")}</div><div class="w" style="margin:9px 0">{safe(text)}</div>{extra}{d.ends()}<div class="r s sp" style="padding:9px 0"><span>😡👍❤️ {safe(company.pick(s.rng, 1)[0])} and {d.n()} others</span><span>{d.n(70)} comments</span></div><div class="r s" style="justify-content:space-around;padding:8px;border-top:1px solid {s.card()}"><span>{icon(s, "thumb")} {d.n()}</span><span>{icon(s, "talk")} {d.n()}</span><span>{icon(s, "share")} {d.n(9)}</span></div></div>'


def _fb_phone(s: Skin) -> Drawn:
    """A group's post with its comments, one half under the lower edge."""
    d, rng = Sheet(s, "facebook"), s.rng
    people, group = company.pick(rng, 9), rng.choice(company.GROUPS)
    top = f'{_status(s)}<div class="r i u" style="padding-bottom:9px">{icon(s, "back", 1.5)}<b class="g h">{safe(people[0].split()[0])}\'s post</b>{icon(s, "find", 1.3)}</div>'
    main = (
        _fb_post(d, people[0], company.hours(rng), company.words(rng, 3), group)
        + '<div class="i b">Most relevant ⌄</div>'
    )
    for _, who, when, text, depth in _talk(
        d, people[1:], 3, 4, lambda r: r.choice([company.ago(r), company.hours(r)])
    ):
        main += _fb_bubble(d, who, when, text, depth)
    main += (
        d.ends()
        + f'<div class="s i" style="padding-top:6px">↳ View {d.n(9)} more replies</div>'
        + _next(s, people[7], "2h")
    )
    return _page(
        d,
        top,
        main,
        f'<div class="r i" style="padding-top:9px">{icon(s, "cam", 1.4)}<div class="g pill s">Comment as {safe(people[8])}</div> GIF ☺</div>',
        group=group,
    )


def _fb_alerts(s: Skin) -> Drawn:
    """The list of what happened: each row one sentence with the words in quotation marks."""
    d, rng = Sheet(s, "facebook"), s.rng
    top = f'{_status(s)}<div class="r i sp"><b class="h" style="font-size:1.6em">Notifications</b>{icon(s, "find", 1.5)}</div><div class="i b" style="padding-top:10px">New</div>'
    main = ""
    for n, who in enumerate(company.pick(rng, 6)):
        text, when = rng.choice(company.SAYINGS), company.ago(rng)
        did = rng.choice(
            [
                "commented on your post",
                "mentioned you in a comment",
                "replied to your comment",
                "also commented on a post",
            ]
        )
        where = f" in <b>{safe(rng.choice(company.GROUPS))}</b>" if s.chance(0.5) else ""
        main += f'{d.says(who, when, text)}<div class="t i" style="padding-top:10px;padding-bottom:10px;{"background:#1877f222" if n < 3 else ""}">{_face(s, who, 52)}<div class="g"><b>{safe(who)}</b> {did}{where}: “{safe(text)}”<div class="s">{when} · {d.n(9)} reactions</div></div>{icon(s, "dots")}</div>'
    return _page(
        d,
        top,
        main,
        '<div class="r ss" style="justify-content:space-around;padding-top:10px"><span>Home</span><span>Reels</span><span>Friends</span><span>Marketplace</span><b class="bl">Notifications</b><span>Menu</span></div>',
    )


def _fb_group_desk(s: Skin) -> Drawn:
    """A group's page on the site: a menu at the left, the discussion, what the group is at the right."""
    d, rng = Sheet(s, "facebook"), s.rng
    bar, _, address = _browser(s, "www.facebook.com", f"/groups/{rng.randint(10**6, 10**9)}/")
    people, group = company.pick(rng, 8), rng.choice(company.GROUPS)
    menu = "".join(
        f'<div class="r" style="padding:7px 0">{_face(s, "", 28)}<span>{safe(g)}</span></div>'
        for g in rng.sample(company.GROUPS, 5)
    )
    about = f'<div class="box"><b>About</b><div class="s">A place for families. Be kind.</div><div class="s">{icon(s, "lock")} Private · Only members can see who\'s in the group.</div></div>'
    mid = f'<div class="h">{safe(group)}</div><div class="s">Private group · {d.n(900)} members</div><div class="r s u" style="gap:24px;padding:12px 0"><b class="bl">Discussion</b><span>Featured</span><span>People</span><span>Events</span></div>'
    mid += _fb_post(
        d,
        people[0],
        company.hours(rng),
        company.words(rng, 3),
        None,
        _card(s),
        rng.choice(["", " shared a link.", " is asking for recommendations."]),
    )
    for _, who, when, text, depth in _talk(d, people[1:], 3, 4, company.ago):
        mid += _fb_bubble(d, who, when, text, depth)
    body = f'<div class="t" style="gap:26px;padding:0 20px"><div style="width:220px"><div class="h" style="padding:10px 0">Groups</div>{menu}</div><div style="width:{rng.choice([560, 620])}px">{mid}</div><div class="g">{about}</div></div>'
    return _page(
        d,
        f'{bar}<div class="r i u" style="padding-top:8px;padding-bottom:8px"><b style="color:#0866ff;font-size:1.8em">f</b><span class="pill s">Search Facebook</span><span class="g"></span>{_face(s, "", 34)}</div>',
        body,
        address=address,
        group=None,
    )


def _fb_search_desk(s: Skin) -> Drawn:
    """Posts found by a search, the question about cookies below."""
    d, rng = Sheet(s, "facebook"), s.rng
    bar, _, address = _browser(s, "www.facebook.com", "/search/posts/?q=millbeck%20primary")
    people = company.pick(rng, 4)
    left = '<div class="h">Search results</div><div class="s" style="padding:10px 0">Filters</div>' + "".join(
        f'<div style="padding:8px 0">{t}</div>'
        for t in ("All", "<b class='bl'>Posts</b>", "People", "Photos", "Groups", "Pages")
    )
    mid = "".join(
        _fb_post(
            d, who, company.hours(rng), company.words(rng, 2), rng.choice([None, rng.choice(company.GROUPS)])
        )
        for who in people[:3]
    )
    return _page(
        d,
        bar,
        f'<div class="t" style="gap:40px;padding:14px 26px"><div style="width:270px">{left}</div><div style="width:600px">{mid}</div></div>',
        _cookies(s, "Facebook"),
        address=address,
    )


# ── whatsapp ───────────────────────────────────────────────────────────────────────────────

TONES = ("#b4005a", "#02735e", "#c2410c", "#5b21b6", "#1d4ed8", "#4d7c0f")
TONES_DARK = ("#ff7eb6", "#5eead4", "#fdba74", "#c4b5fd", "#93c5fd", "#bef264")


def _wa_talk(
    d: Sheet, people: list[str], count: int, pair: bool = False, wide: int = 80, since: int = 0
) -> str:
    """Bubbles: first of a run with its name, answers, links, votes, what was deleted, reactions."""
    s, rng = d.s, d.rng
    mine, theirs = ("#144d37", "#242626") if s.dark else ("#d0fecf", "#ffffff")
    tone = TONES_DARK if s.dark else TONES
    minute, last, said, body = since or rng.randint(430, 1200), "", list[tuple[str, str]](), ""
    for _ in range(count):
        minute += rng.choice([0, 0, 1, 4, 9])
        hour = minute // 60
        when = (
            f"{(hour - 1) % 12 + 1}:{minute % 60:02} {'am' if hour < 12 else 'pm'}"
            if s.layout == "1"
            else f"{hour:02}:{minute % 60:02}"
        )
        who = last if last and s.chance(0.28) else rng.choice(["me", *people, *people])
        own, text, extra = who == "me", company.words(rng, 2), ""
        head = (
            f'<div class="r"><b style="color:{tone[people.index(who) % 6]};font-size:.86em">{safe(who)}</b></div>'
            if not own and who != last and not pair
            else ""
        )
        kind = rng.random()
        if kind < 0.08:
            text, words = (
                ("You deleted this message" if own else "This message was deleted"),
                f'<i class="f">⊘ {"You deleted this message" if own else "This message was deleted"}</i>',
            )
        else:
            words = safe(text)
        if kind > 0.86 and said:
            a, b = rng.choice(said)
            extra = f'<div style="border-left:4px solid {tone[1]};border-radius:6px;background:{s.card()}aa;padding:5px 9px;margin-bottom:4px;font-size:.85em"><b style="color:{tone[1]}">{safe(a)}</b><div class="f l">{safe(b)}</div></div>'
        elif kind > 0.8:
            extra = '<div class="k" style="border-radius:7px;padding:8px;margin-bottom:4px;font-size:.85em"><b>Bring back our crossing patrol</b><div class="f">petitions.example</div></div>'
        elif kind > 0.74:
            extra = '<div class="s"><i>⤳ Forwarded</i></div>'
        late = "Edited " if 0.1 < kind < 0.18 else ""
        body += f'{d.says(None if own else who, when, text)}<div style="width:fit-content;max-width:{wide}%;min-width:90px;margin:{3 if who == last else 9}px {"0 0 auto" if own else "auto 0 0"};background:{mine if own else theirs};border-radius:12px;padding:6px 10px 5px;{"" if s.dark else "box-shadow:0 1px 1px #0003"}">{head}{extra}<span class="w">{words}</span><span class="ss" style="float:right;margin:7px 0 0 14px">{late}{when}{" ✓✓" if own else ""}</span><div style="clear:both"></div></div>'
        if s.chance(0.14):
            body += f'<div style="width:fit-content;margin:-3px {"8px 2px auto" if own else "auto 2px 10px"};background:{theirs};border-radius:12px;padding:2px 8px;font-size:.78em">👍😢 {rng.randint(2, 9)}</div>'
        if not own and kind >= 0.08:
            said.append((who, text))
        last = who
    return body


def _wa_vote(d: Sheet) -> str:
    """A vote among the messages: nobody's words."""
    rows = "".join(
        f'<div class="r sp" style="padding:4px 0"><span>◯ {t}</span><span>{d.n(9)}</span></div>'
        for t in ("Thursday", "Friday")
    )
    return f'{d.ends()}<div style="width:80%;background:{"#242626" if d.s.dark else "#fff"};border-radius:12px;padding:10px;margin-top:8px"><div class="ss">Poll · Select one</div>{rows}<div class="c bl">View votes</div></div>'


def _wa_people(s: Skin) -> list[str]:
    rng = s.rng
    return [
        *rng.sample(company.SAVED, 2),
        f"~ {rng.choice(company.NAMES)}",
        rng.choice([f"+44 7700 90{rng.randint(1000, 9999)}", rng.choice(company.NAMES)]),
    ]


def _chip(s: Skin, text: str) -> str:
    return f'<div class="c" style="margin:9px 0"><span class="ss k" style="border-radius:9px;padding:5px 12px">{text}</span></div>'


def _wa_group(s: Skin) -> Drawn:
    """A group on an Android phone, somebody typing in its head, a vote among the messages."""
    s.colours.update(paper="#0b1014" if s.dark else "#f4efe8")
    d, rng = Sheet(s, "whatsapp"), s.rng
    people, group = _wa_people(s), rng.choice(company.GROUPS)
    head = "#0b1014" if s.dark else "#ffffff"
    state = rng.choice([f"{people[0].split()[0]} is typing…", "Pip T, Dev, Harj Y4, Nell AD, You"])
    top = f'<div style="background:{head}">{_status(s)}<div class="r i" style="padding-top:6px;padding-bottom:8px">←{_face(s, group, 38)}<div class="g"><div class="b l">{safe(group)}</div><div class="s l">{state}</div></div>{icon(s, "cam", 1.4)}{icon(s, "dots", 1.2)}</div></div>'
    first = _wa_talk(d, people, 4, since=rng.randint(430, 700))
    vote = _wa_vote(d) if s.chance(0.6) else ""
    second = _wa_talk(d, people, 3, since=rng.randint(760, 1200))
    main = f'<div class="i">{_chip(s, rng.choice(["Today", "Yesterday", "17 November 2026"]))}{first}{vote}{second}</div>'
    return _page(
        d,
        top,
        main,
        f'<div class="r i" style="padding-top:8px"><div class="g s" style="background:{head};border-radius:24px;padding:11px 15px">☺ Message</div><span style="background:#1daa61;border-radius:50%;width:44px;height:44px"></span></div>',
        group=group,
    )


def _wa_pair(s: Skin) -> Drawn:
    """A chat of two on an iPhone."""
    s.colours.update(paper="#0d0f10" if s.dark else "#f0ebe4")
    d, rng = Sheet(s, "whatsapp"), s.rng
    who = rng.choice(company.SAVED)
    top = f'<div class="k">{_status(s)}<div class="r i" style="padding-bottom:8px"><span class="bl">‹ {d.n(30)}</span>{_face(s, who, 36)}<div class="g"><b>{safe(who)}</b><div class="ss">{rng.choice(["online", "last seen today at 20:11", "typing…", "tap here for contact info"])}</div></div>{icon(s, "cam", 1.5)}</div></div>'
    main = f'<div class="i">{_chip(s, rng.choice(["Yesterday", "Sun, 15 Nov"]))}{_wa_talk(d, [who], 7, pair=True)}</div>'
    return _page(
        d,
        top,
        main,
        f'<div class="r i k" style="padding-top:8px;padding-bottom:8px">＋<div class="g" style="background:{s.paper()};border-radius:18px;padding:8px">&nbsp;</div>{icon(s, "cam", 1.4)}</div>',
    )


def _wa_list(s: Skin, group: str) -> str:
    rows = "".join(
        f'<div class="r" style="padding:10px 14px;{"background:" + s.card() if not n else ""}">{_face(s, c, 46)}<div class="g"><div class="r sp"><b class="l">{safe(c)}</b><span class="ss">{s.rng.choice(["20:41", "Yesterday", "Thursday", "09/11/2026"])}</span></div><div class="s l">{safe(s.rng.choice(["Jo: ", "✓✓ ", "", "~ Dev: "]) + s.rng.choice(company.SAYINGS))}</div></div></div>'
        for n, c in enumerate([group, *s.rng.sample(company.SAVED, 7)])
    )
    return f'<div style="width:30%;border-right:1px solid {s.card()}"><div class="h" style="padding:14px">WhatsApp</div><div style="padding:0 14px 8px"><div class="pill s">Ask Meta AI or Search</div></div><div class="r s" style="padding:0 14px"><span class="pill">All</span><span class="pill">Unread 4</span><span class="pill">Groups</span></div>{rows}</div>'


def _wa_web_desk(s: Skin) -> Drawn:
    """The site: a rail, the chats, one group."""
    d, rng = Sheet(s, "whatsapp"), s.rng
    bar, _, address = _browser(s, "web.whatsapp.com", "")
    people, group = _wa_people(s), rng.choice(company.GROUPS)
    chat = f'<div class="r u" style="padding:9px 18px">{_face(s, group, 40)}<div class="g"><b>{safe(group)}</b><div class="s l">{safe(", ".join(rng.sample(company.SAVED, 3)))}, You</div></div>{icon(s, "find", 1.3)}{icon(s, "dots", 1.3)}</div><div style="padding:4px 48px 10px;background:{"#0e1315" if s.dark else "#f5f0ea"}">{_chip(s, "TODAY")}{_wa_talk(d, people, 6, wide=64)}{d.ends()}</div><div class="r" style="padding:10px 18px">＋ ☺<div class="g pill s">Type a message</div></div>'
    return _page(
        d,
        bar,
        f'<div class="t" style="gap:0"><div class="c" style="width:54px;padding-top:16px">{icon(s, "talk", 1.6)}</div>{_wa_list(s, group)}<div class="g">{chat}</div></div>',
        address=address,
        group=group,
    )


def _wa_app_desk(s: Skin) -> Drawn:
    """The program on a desk: one group, and who is in it at the right."""
    d, rng = Sheet(s, "whatsapp"), s.rng
    people, group = _wa_people(s), rng.choice(company.GROUPS)
    members = "".join(
        f'<div class="r" style="padding:7px 0">{_face(s, n, 34)}<div class="g"><div class="l">{safe(n)}</div><div class="ss">{rng.choice(["Busy", "At the gym", "Hey there! I am using WhatsApp."])}</div></div>{"<span class=ss>Group admin</span>" if s.chance(0.25) else ""}</div>'
        for n in company.pick(rng, 6)
    )
    info = f'<div style="width:31%;padding:14px 20px;border-left:1px solid {s.card()}"><b>Group info</b><div class="c" style="padding:14px 0">{safe(group)}<div class="s">Group · {d.n(60)} members</div></div><div class="s">{d.n(60)} members</div>{members}</div>'
    chat = f'<div class="r u" style="padding:9px 18px">{_face(s, group, 38)}<b>{safe(group)}</b></div><div style="padding:4px 40px 10px;background:{"#0e1315" if s.dark else "#f5f0ea"}">{_chip(s, "Yesterday")}{_wa_talk(d, people, 6, wide=70)}{d.ends()}</div><div class="r" style="padding:10px 18px"><div class="g pill s">Type a message</div></div>'
    return _page(
        d,
        '<div class="r s" style="padding:5px 12px">WhatsApp <span class="g"></span> — ▢ ✕</div>',
        f'<div class="t" style="gap:0"><div class="g">{chat}</div>{info}</div>',
        group=group,
    )


# ── x ──────────────────────────────────────────────────────────────────────────────────────


def _x_row(d: Sheet, who: str, handle: str, when: str, text: str, extra: str = "", over: str = "") -> str:
    s = d.s
    tick = ' <span style="color:#1d9bf0">✔</span>' if s.chance(0.3) else ""
    row = "".join(
        f"<span>{icon(s, i)} {n}</span>"
        for i, n in (
            ("talk", d.n(9)),
            ("turn", d.n(30)),
            ("heart", d.n(900)),
            ("share", f"{d.n(9)}.{d.n(9)}K"),
        )
    )
    return f'{over}{d.says(who, when, text, "@" + handle)}<div class="t i" style="padding-top:10px;padding-bottom:8px">{_face(s, who, 40)}<div class="g"><div class="r" style="gap:5px"><b class="nw">{safe(who)}{tick}</b><span class="f l g">@{handle} · {when}</span>{icon(s, "dots")}</div><div class="w">{safe(text)}</div>{extra}<div class="r sp s" style="padding-top:9px;max-width:440px">{row}<span>{icon(s, "book")}</span></div></div></div><div class="u"></div>'


def _x_when(rng: Random) -> str:
    return rng.choice(
        [company.ago(rng).replace("w", "h"), f"{rng.randint(1, 28)} Nov", f"Nov {rng.randint(1, 28)}"]
    )


def _x_quote(d: Sheet, who: str, handle: str) -> str:
    when, text = _x_when(d.rng), company.words(d.rng, 1)
    return f'{d.says(who, when, text, "@" + handle)}<div class="box"><div class="r" style="gap:5px">{_face(d.s, who, 20)}<b class="nw">{safe(who)}</b><span class="f l">@{handle} · {when}</span></div><div class="w">{safe(text)}</div></div>'


def _x_poll(d: Sheet) -> str:
    s = d.s
    rows = "".join(
        f'<div class="r sp k" style="border-radius:6px;padding:6px 10px;margin-top:5px"><span>{t}</span><b>{n}%</b></div>'
        for t, n in (("Yes", 71), ("No", 22), ("Not sure", 7))
    )
    return f'{rows}<div class="s" style="padding-top:5px">{d.n(900)} votes · {s.rng.choice(["Final results", "2 days left"])}</div>'


def _x_feed(s: Skin) -> Drawn:
    """The phone's timeline: a quoted post, a vote, a link."""
    d, rng = Sheet(s, "x"), s.rng
    people, handles = company.pick(rng, 8), rng.sample(company.HANDLES, 8)
    top = f'{_status(s)}<div class="r i sp">{_face(s, "", 32)}<b style="font-size:1.5em">𝕏</b><span class="pill b" style="font-size:.8em">Upgrade</span></div><div class="r u" style="justify-content:space-around;padding:11px"><b>For you</b><span class="f">Following</span></div>'
    main = ""
    for n in range(3):
        when, text = _x_when(rng), company.words(rng, 2)
        kind = rng.randint(0, 3)
        over = (
            f'<div class="ss b" style="padding:8px 0 0 66px">{icon(s, "turn", 0.9)} {safe(people[7])} reposted</div>'
            if s.chance(0.25)
            else ""
        )
        if kind == 0:
            here = len(d.said)
            quote = _x_quote(d, people[n + 3], handles[n + 3])
            row = _x_row(d, people[n], handles[n], when, text, quote, over)
            d.said.insert(here, d.said.pop())
        else:
            row = _x_row(
                d,
                people[n],
                handles[n],
                when,
                text,
                _x_poll(d) if kind == 1 else _card(s) if kind == 2 else "",
                over,
            )
        main += row
    return _page(
        d,
        top,
        main,
        f'<div class="r" style="justify-content:space-around;padding-top:10px">{icon(s, "house", 1.6)}{icon(s, "find", 1.6)}{icon(s, "talk", 1.6)}{icon(s, "book", 1.6)}</div>',
    )


def _x_thread(s: Skin) -> Drawn:
    """One post and the answers to it."""
    d, rng = Sheet(s, "x"), s.rng
    people, handles = company.pick(rng, 8), rng.sample(company.HANDLES, 8)
    when, text = f"{company.clock(rng)} · {rng.randint(1, 28)} Nov 26", company.words(rng, 3)
    top = f'{_status(s)}<div class="r i u" style="padding-bottom:10px">←<b class="h g">Post</b><span class="pill b" style="font-size:.85em">Reply</span></div>'
    main = f'{d.says(people[0], when, text, "@" + handles[0])}<div class="i" style="padding-top:12px"><div class="r">{_face(s, people[0], 44)}<div class="g"><b>{safe(people[0])}</b><div class="f">@{handles[0]}</div></div><span class="pill b" style="background:{s.ink()};color:{s.paper()};font-size:.85em">Follow</span></div><div class="w" style="font-size:1.15em;margin:11px 0">{safe(text)}</div><div class="f u" style="padding-bottom:11px">{when} · <b>{d.n(90)}.{d.n(9)}K</b> Views</div><div class="r s sp u" style="padding:10px 0"><span>{icon(s, "talk")} {d.n()}</span><span>{icon(s, "turn")} {d.n()}</span><span>{icon(s, "heart")} {d.n(900)}</span><span>{icon(s, "book")} {d.n()}</span></div><div class="f" style="padding:9px 0">Most relevant replies ⌄</div></div>'
    for n in range(1, rng.randint(4, 5)):
        to = (
            f'<div class="f s" style="padding:7px 0 0 68px">Replying to <span class="bl">@{handles[0]}</span></div>'
            if s.chance(0.3)
            else ""
        )
        main += _x_row(d, people[n], handles[n], _x_when(rng), company.words(rng, 2), over=to)
    return _page(
        d,
        top,
        main,
        '<div class="i" style="padding-top:9px"><div class="pill f">Post your reply</div></div>',
    )


def _x_site(d: Sheet, middle: str, address: str | None, bar: str, foot: str = "") -> Drawn:
    s = d.s
    menu = "".join(
        f'<div style="padding:10px 0;font-size:1.15em">{icon(s, i, 1.3)} &nbsp; {t}</div>'
        for i, t in (
            ("house", "Home"),
            ("find", "Explore"),
            ("talk", "Notifications"),
            ("share", "Chat"),
            ("book", "Bookmarks"),
            ("dots", "More"),
        )
    )
    trends = "".join(
        f'<div style="padding:7px 0"><div class="ss">{a}</div><b>{b}</b></div>'
        for a, b in (
            ("Education · Trending", "Ofsted"),
            ("Trending in UK", "#WorldCup"),
            ("Politics · Trending", "Budget"),
        )
    )
    follow = "".join(
        f'<div class="r" style="padding:6px 0">{_face(s, n, 36)}<div class="g"><div class="b l">{safe(n)}</div><div class="s">@{h}</div></div><span class="pill ss">Follow</span></div>'
        for n, h in zip(company.pick(s.rng, 2), s.rng.sample(company.HANDLES, 2), strict=True)
    )
    right = f'<div style="width:290px;padding-top:8px"><div class="pill s">Search</div><div class="box"><b class="h">What’s happening</b>{trends}</div><div class="box"><b class="h">Who to follow</b>{follow}</div></div>'
    body = f'<div class="t" style="justify-content:center;gap:22px"><div style="width:200px;padding-top:10px"><b style="font-size:1.8em">𝕏</b>{menu}<div class="pill b c" style="background:{s.ink()};color:{s.paper()}">Post</div></div><div style="width:{s.rng.choice([560, 600])}px;border:1px solid {s.card()};border-top:0">{middle}{d.ends()}</div>{right}</div>'
    return _page(d, bar, body, foot, address=address)


def _x_search_desk(s: Skin) -> Drawn:
    """What a search finds on the site."""
    d, rng = Sheet(s, "x"), s.rng
    bar, _, address = _browser(s, "x.com", "/search?q=millbeck%20primary&f=live")
    people, handles = company.pick(rng, 4), rng.sample(company.HANDLES, 4)
    mid = '<div class="r i" style="padding-top:8px">←<div class="g pill">millbeck primary</div>⋯</div><div class="r s u" style="justify-content:space-around;padding:12px"><span>Top</span><b>Latest</b><span>People</span><span>Media</span><span>Lists</span></div>'
    mid += "".join(_x_row(d, people[n], handles[n], _x_when(rng), company.words(rng, 2)) for n in range(4))
    return _x_site(d, mid, address, bar)


def _x_profile_desk(s: Skin) -> Drawn:
    """Somebody's own page on the site, without an account: a wish to sign up below."""
    d, rng = Sheet(s, "x"), s.rng
    who, handle = rng.choice(company.NAMES), rng.choice(company.HANDLES)
    bar, _, address = _browser(s, "x.com", f"/{handle}")
    mid = f'<div class="r i">←<div><b class="h">{safe(who)}</b><div class="s">{d.n(900)} posts</div></div></div>{_photo(s, 110)}<div class="i"><b class="h">{safe(who)}</b><div class="f">@{handle}</div><div>Mum of two. Views my own.</div><div class="s">Joined March 2014</div><div class="r s"><b>{d.n(900)}</b> Following <b>{d.n(900)}</b> Followers</div></div><div class="r s u" style="justify-content:space-around;padding:10px"><b>Posts</b><span>Replies</span><span>Media</span></div>'
    for n in range(3):
        over = '<div class="ss b" style="padding:8px 0 0 66px">📌 Pinned</div>' if not n else ""
        mid += _x_row(d, who, handle, _x_when(rng), company.words(rng, 2), over=over)
    return _x_site(
        d,
        mid,
        address,
        bar,
        '<div class="r" style="background:#1d9bf0;color:#fff;padding:12px 120px"><div class="g"><b class="h">Don’t miss what’s happening</b><div>People on X are the first to know.</div></div><span>Log in</span><b>Sign up</b></div>',
    )


# ── instagram ──────────────────────────────────────────────────────────────────────────────


def _ig_comment(d: Sheet, who: str, when: str, text: str, depth: int) -> str:
    """One comment of the phone's sheet."""
    s = d.s
    mark = s.rng.choice(["", "", " · Author", " · 📌 Pinned", " · ♥ by author"])
    return f'{d.says(who, when, text, "@" + who, depth)}<div class="t i" style="padding-top:9px;margin-left:{depth * 44}px">{_face(s, who, 26 if depth else 36)}<div class="g"><div style="font-size:.88em"><b>{who}</b> <span class="f">{when}{mark}</span></div><div class="w">{safe(text)}</div><div class="r s b" style="gap:18px;padding-top:3px"><span>Reply</span>{"<span>See translation</span>" if s.chance(0.2) else ""}</div></div><div class="c ss">{icon(s, "heart", 1.3)}<br>{d.n(90) if s.chance(0.6) else ""}</div></div>'


def _ig_sheet(s: Skin) -> Drawn:
    """The sheet of comments over a reel."""
    d, rng = Sheet(s, "instagram"), s.rng
    people = rng.sample(company.HANDLES, 8)
    top = f'<div style="background:#222">{_status(s, "#fff")}{_photo(s, 150)}</div><div style="width:40px;height:4px;background:{s.faint()};border-radius:2px;margin:10px auto"></div><div class="c b u" style="padding-bottom:11px">Comments</div>'
    main = ""
    for n, who, when, text, depth in _talk(d, people, 5, 6, company.ago):
        main += _ig_comment(
            d, who, when, (f"@{people[n - 1]} " if depth and s.chance(0.6) else "") + text, depth
        )
        if s.chance(0.2):
            main += f'{d.ends()}<div class="s b" style="padding:6px 70px">—— View {d.n(8)} more replies</div>'
    return _page(
        d,
        top,
        main,
        f'<div class="r" style="justify-content:space-around;font-size:1.5em;padding:6px">❤️🙌🔥👏😢😍😮😂</div><div class="r i">{_face(s, "", 34)}<div class="g pill f">What do you think of this?</div></div>',
    )


def _ig_chat(s: Skin) -> Drawn:
    """A chat of several, small names over grey bubbles."""
    d, rng = Sheet(s, "instagram"), s.rng
    people, group = rng.sample(company.HANDLES, 3), rng.choice(company.GROUPS)
    top = f'{_status(s)}<div class="r i u" style="padding-bottom:9px">{icon(s, "back", 1.6)}{_face(s, group, 32)}<div class="g"><b>{safe(group)} ›</b><div class="ss">{people[0]}, {people[1]} and 1 other</div></div>{icon(s, "cam", 1.5)}</div>'
    main, last = (
        f'<div class="c ss" style="padding:12px">{rng.choice(["YESTERDAY 19:02", "TODAY 08:14", "15 NOV AT 21:30"])}</div>',
        "",
    )
    for _ in range(rng.randint(6, 8)):
        who, text = rng.choice([*people, "me"]), company.words(rng, 2)
        own = who == "me"
        name = (
            f'<div class="ss" style="padding:7px 0 2px 14px">{who}</div>' if who != last and not own else ""
        )
        side, look = (
            ("auto", "background:linear-gradient(#7638fa,#3b5bff);color:#fff")
            if own
            else ("0", f"background:{s.card()}")
        )
        main += f'{d.says(None if own else who, None, text, None if own else "@" + who)}<div class="r i" style="align-items:flex-end">{"" if own else _face(s, who, 28)}<div class="g">{name}<div class="w" style="width:fit-content;max-width:78%;margin:2px 0 2px {side};{look};border-radius:20px;padding:8px 14px">{safe(text)}</div></div></div>'
        last = who
    main += f'{d.ends()}<div class="ss i" style="text-align:right;padding-top:3px">Seen by {people[1]}</div>'
    return _page(
        d,
        top,
        main,
        f'<div class="i"><div class="r pill"><span style="background:#3b5bff;border-radius:50%;padding:4px">{icon(s, "cam", 1.2, "#fff")}</span><span class="g f">Message…</span>☺ ＋</div></div>',
        group=group,
    )


def _ig_dialog_desk(s: Skin) -> Drawn:
    """The site's box: the photograph at the left, words after the name on one line at the right."""
    d, rng = Sheet(s, "instagram"), s.rng
    bar, _, address = _browser(s, "www.instagram.com", f"/p/D{rng.randint(10**8, 10**9)}x/")
    people = rng.sample(company.HANDLES, 7)
    right = f'<div class="r u" style="padding:12px 16px">{_face(s, people[0], 32)}<b>{people[0]}</b> · <b class="bl">Follow</b><span class="g"></span>⋯</div>'
    for n in range(rng.randint(5, 6)):
        who, when, text = people[n], company.ago(rng), company.words(rng, 2)
        late = (
            f'<span class="ss">{"Edited · " if s.chance(0.4) else ""}{when}</span>'
            if not n
            else f'<span class="r ss" style="gap:13px"><span>{when}</span>{f"<b>{d.n(60)} likes</b>" if s.chance(0.6) else ""}<b>Reply</b></span>'
        )
        right += f'{d.says(who, when, text, "@" + who)}<div class="t" style="padding:9px 16px">{_face(s, who, 32)}<div class="g"><div class="w"><b>{who}</b> {safe(text)}</div><div style="padding-top:5px">{late}</div></div>{icon(s, "heart", 0.8)}</div>'
    right += f'{d.ends()}<div class="u"></div><div style="padding:12px 16px"><div class="r">{icon(s, "heart", 1.6)}{icon(s, "talk", 1.6)}{icon(s, "share", 1.6)}</div><b>{d.n(900)} likes</b><div class="ss">{rng.choice(["2 days ago", "November 14"])}</div><div class="r f" style="padding-top:12px">☺<span class="g">Add a comment…</span><b class="bl">Post</b></div></div>'
    return _page(
        d,
        bar,
        f'<div class="t" style="gap:0;margin:26px 90px;border:1px solid {s.card()}"><div class="g">{_photo(s, 620)}</div><div style="width:{rng.choice([400, 460])}px">{right}</div></div>',
        address=address,
    )


def _ig_feed_desk(s: Skin) -> Drawn:
    """The feed of the site: caption after the name, some comments shown under it, friends at the right."""
    d, rng = Sheet(s, "instagram"), s.rng
    bar, _, address = _browser(s, "www.instagram.com", "/")
    people = rng.sample(company.HANDLES, 8)
    menu = "".join(
        f'<div style="padding:11px 0">{icon(s, i, 1.5)} &nbsp; {t}</div>'
        for i, t in (
            ("house", "Home"),
            ("find", "Search"),
            ("cam", "Reels"),
            ("share", "Messages"),
            ("heart", "Notifications"),
        )
    )
    mid = ""
    for n in range(2):
        when, text = company.ago(rng), company.words(rng, 2)
        mid += f'<div class="r" style="padding:10px 0">{_face(s, people[n], 32)}<b>{people[n]}</b><span class="f">• {when}</span><span class="g"></span>⋯</div>{_photo(s, 190)}<div class="r" style="padding:9px 0">{icon(s, "heart", 1.6)} {d.n(90)} {icon(s, "talk", 1.6)} {d.n(20)} {icon(s, "share", 1.6)}</div>{d.says(people[n], when, text, "@" + people[n])}<div class="w"><b>{people[n]}</b> {safe(text)}</div>{d.ends()}<div class="f" style="padding:4px 0">View all {d.n(40)} comments</div><div class="f">Add a comment…</div><div class="u" style="padding-top:10px"></div>'
    right = "".join(
        f'<div class="r" style="padding:6px 0">{_face(s, h, 36)}<div class="g"><b>{h}</b><div class="ss">{rng.choice(["Suggested for you", "Followed by " + people[6]])}</div></div><b class="bl ss">Follow</b></div>'
        for h in people[2:6]
    )
    return _page(
        d,
        bar,
        f'<div class="t" style="gap:60px;padding:14px 24px"><div style="width:190px"><b style="font:1.7em Comfortaa">Instagram</b>{menu}</div><div style="width:470px">{mid}</div><div style="width:290px"><div class="f b">Suggested for you</div>{right}</div></div>',
        _cookies(s, "Instagram") if s.chance(0.5) else "",
        address=address,
    )


# ── tiktok ─────────────────────────────────────────────────────────────────────────────────


def _tt_row(d: Sheet, who: str, when: str, text: str, depth: int) -> str:
    s = d.s
    creator = ' <span style="color:#fe2c55;font-size:.86em">· Creator</span>' if s.chance(0.12) else ""
    return f'{d.says(who, when, text, depth=depth)}<div class="t i" style="padding-top:10px;margin-left:{depth * 46}px">{_face(s, who, 24 if depth else 38)}<div class="g"><div class="f b">{safe(who)}{creator}</div><div class="w">{safe(text)}</div><div class="r s" style="gap:16px;padding-top:3px"><span>{when}</span><b>Reply</b><span class="g"></span>{icon(s, "heart")} {d.n(900)} {icon(s, "thumb")}</div></div></div>'


def _tt_names(rng: Random, count: int) -> list[str]:
    return rng.sample([*company.NAMES, *company.HANDLES], count)


def _tt_when(rng: Random) -> str:
    return rng.choice([f"{company.ago(rng)} ago", company.ago(rng), f"11-{rng.randint(1, 28)}", "Just now"])


def _tt_sheet(s: Skin) -> Drawn:
    """The sheet of comments."""
    d, rng = Sheet(s, "tiktok"), s.rng
    people = _tt_names(rng, 8)
    top = f'<div style="background:#111">{_status(s, "#fff")}{_photo(s, 130)}</div><div class="r i" style="padding-top:11px"><span class="g"></span><b>{d.n(400)} comments</b><span class="g"></span>≡ ✕</div><div class="i s" style="padding-top:7px">Search: <span class="bl">millbeck primary school 🔍</span></div>'
    main = ""
    for _, who, when, text, depth in _talk(d, people, 5, 6, _tt_when):
        main += _tt_row(d, who, when, text, depth)
        if s.chance(0.2):
            main += f'{d.ends()}<div class="s" style="padding:6px 74px">── View {d.n(9)} replies ⌄</div>'
    return _page(
        d,
        top,
        main,
        f'<div class="r i" style="padding-top:9px">{_face(s, "", 34)}<div class="g pill f">Add comment…</div>@ ☺</div>',
    )


def _tt_film(s: Skin) -> Drawn:
    """A film over the whole glass, its words on the picture."""
    s.colours.update(paper="#15181c")
    s = replace(s, dark=True)
    d, rng = Sheet(s, "tiktok"), s.rng
    who, when, text = (
        rng.choice(company.HANDLES),
        rng.choice(["2d ago", "11-14", "5h ago"]),
        company.words(rng, 2),
    )
    tail = rng.choice(["", " #millbeck #school", " #fyp #mumsoftiktok"])
    side = "".join(
        f'<div class="c" style="padding:9px 0;font-size:.78em">{icon(s, i, 2.2, "#fff")}<br>{d.n(900)}</div>'
        for i in ("heart", "talk", "book", "share")
    )
    top = f'<div style="color:#fff">{_status(s, "#fff")}<div class="r i" style="justify-content:center;gap:20px"><span class="f">Explore</span><span class="f">Following</span><b>For You</b>{icon(s, "find", 1.4, "#fff")}</div></div>{_photo(s, 420)}'
    main = f'<div class="t i" style="align-items:flex-end;padding-top:12px"><div class="g">{d.says(who, when, text + tail, "@" + who)}<b>{who}</b> <span class="f">· {when}</span><div class="w" style="padding:5px 0">{safe(text + tail)}</div>{d.ends()}<div class="s">♫ original sound - {who}</div></div><div>{side}</div></div>'
    return _page(
        d,
        top,
        main,
        '<div class="r" style="justify-content:space-around;padding-top:12px;font-size:.8em"><b>Home</b><span>Friends</span><b style="background:#fff;color:#000;border-radius:8px;padding:3px 14px">＋</b><span>Inbox</span><span>Profile</span></div>',
    )


def _tt_desk(s: Skin) -> Drawn:
    """The site: the film at the left, who made it and what is said at the right."""
    d, rng = Sheet(s, "tiktok"), s.rng
    people, owner = _tt_names(rng, 7), rng.choice(company.HANDLES)
    bar, _, address = _browser(s, "www.tiktok.com", f"/@{owner}/video/74{rng.randint(10**15, 10**16)}")
    when, text = rng.choice(["3d ago", "11-12", "19h ago"]), company.words(rng, 2)
    right = f'{d.says(owner, when, text, "@" + owner)}<div class="k" style="border-radius:12px;padding:14px"><div class="r">{_face(s, owner, 40)}<div class="g"><b>{owner}</b><div class="s">{safe(owner.split(".")[0].title())} · {when}</div></div><span class="pill b" style="background:#fe2c55;color:#fff">Follow</span></div><div class="w" style="padding-top:9px">{safe(text)}</div>{d.ends()}<div class="s">♫ original sound - {owner}</div></div><div class="r s" style="padding:12px 0">{icon(s, "heart", 1.4)} {d.n(900)} {icon(s, "talk", 1.4)} {d.n(90)} {icon(s, "book", 1.4)} {d.n(90)}</div><div class="r u" style="gap:60px;padding:8px 0"><b>Comments ({d.n(90)})</b><span class="f">Creator videos</span></div>'
    for _, who, time, words, depth in _talk(d, people, 4, 5, _tt_when):
        right += _tt_row(d, who, time, words, depth)
    right += f'{d.ends()}<div class="r u" style="padding-top:14px"><div class="g pill f">Add comment…</div><span class="f">Post</span></div>'
    return _page(
        d,
        bar,
        f'<div class="t" style="gap:0"><div class="g">{_photo(s, 700, play=True)}</div><div style="width:{rng.choice([460, 520])}px;padding:14px 20px">{right}</div></div>',
        address=address,
    )


def _tt_inbox_desk(s: Skin) -> Drawn:
    """Messages on the site: who writes at the left, one talk at the right."""
    d, rng = Sheet(s, "tiktok"), s.rng
    bar, _, address = _browser(s, "www.tiktok.com", "/messages?lang=en-GB")
    who, handle = rng.choice(company.NAMES), rng.choice(company.HANDLES)
    rows = "".join(
        f'<div class="r" style="padding:10px 16px">{_face(s, n, 44)}<div class="g"><b>{safe(n)}</b><div class="s l">{safe(rng.choice(company.SAYINGS))}</div></div><span class="ss">{rng.choice(["10:12", "11/14/2026"])}</span></div>'
        for n in [who, *company.pick(rng, 5)]
    )
    chat, own = (
        f'<div class="r u" style="padding:12px">{_face(s, who, 38)}<div><b>{safe(who)}</b><div class="s">@{handle}</div></div></div><div class="c ss" style="padding:12px">November {rng.randint(2, 28)}, 2026 {company.clock(rng)}</div>',
        False,
    )
    for _ in range(rng.randint(4, 6)):
        own, text = s.chance(0.4), company.words(rng, 2)
        chat += f'{d.says(None if own else who, None, text)}<div class="r" style="padding:4px 18px">{"<span class=g></span>" if own else _face(s, who, 32)}<div class="w" style="max-width:60%;border-radius:18px;padding:10px 14px;background:{"#0b84ff" if own else s.card()};color:{"#fff" if own else s.ink()}">{safe(text)}</div></div>'
    chat += f'{d.ends()}<div style="padding:16px"><div class="pill f">Send a message…</div></div>'
    return _page(
        d,
        f'{bar}<div class="r u" style="padding:10px 24px"><b class="h">♪ TikTok</b><span class="pill s" style="width:340px;margin-left:200px">Search</span></div>',
        f'<div class="t" style="gap:0"><div style="width:360px"><div class="h" style="padding:14px">Messages</div>{rows}</div><div class="g" style="border-left:1px solid {s.card()}">{chat}</div></div>',
        address=address,
    )


# ── snapchat ───────────────────────────────────────────────────────────────────────────────


def _sn_talk(d: Sheet, people: list[str], count: int) -> str:
    """Names in small capitals in their colour, a bar beside the words, the hour at the right."""
    s, rng = d.s, d.rng
    tones = dict(zip(people, ["#0eadff", "#00a56a", "#a05dff"], strict=False)) | {"me": "#f23c57"}
    last, body = "", ""
    for _ in range(count):
        who, text = rng.choice([*people, "me", *people]), company.words(rng, 2)
        shown = "ME" if who == "me" else who.upper()
        head = (
            f'<div class="r sp" style="padding-top:11px;font-size:.76em"><b style="color:{tones[who]};letter-spacing:.3px">{safe(shown)}</b><span class="f">{company.clock(rng) if s.chance(0.4) else ""}</span></div>'
            if who != last
            else ""
        )
        body += f'{d.says(None if who == "me" else shown, None, text)}<div class="i">{head}<div class="w" style="border-left:2px solid {tones[who]};padding:4px 0 4px 10px">{safe(text)}</div></div>'
        last = who
    return body


def _sn_first(rng: Random, count: int) -> list[str]:
    return list(dict.fromkeys(n if rng.random() < 0.4 else n.split()[0] for n in company.pick(rng, count)))


def _sn_group(s: Skin) -> Drawn:
    """A group's chat on a phone, somebody typing at its foot."""
    d, rng = Sheet(s, "snapchat"), s.rng
    people, group = _sn_first(rng, 3), rng.choice(company.GROUPS)
    top = f'{_status(s)}<div class="r i u" style="padding-bottom:9px">{icon(s, "back", 1.5)}{_face(s, group, 36)}<div class="g"><b class="h">{safe(group)}</b><div class="ss">{len(people) + 1} members</div></div>{icon(s, "cam", 1.5)}</div><div class="c ss b" style="padding-top:12px">{rng.choice(["TODAY", "YESTERDAY", "NOVEMBER 14"])}</div>'
    main = (
        _sn_talk(d, people, rng.randint(6, 8))
        + d.ends()
        + f'<div class="ss i b" style="padding-top:12px">{safe(people[0])} is typing…</div>'
    )
    return _page(
        d,
        top,
        main,
        f'<div class="r i">{icon(s, "cam", 1.7)}<div class="g pill f" style="padding:10px 15px">Send a chat</div>☺ ⧉</div>',
        group=group,
    )


def _sn_pair(s: Skin) -> Drawn:
    """A chat of two with what was saved, and a note that it goes in a day."""
    d, rng = Sheet(s, "snapchat"), s.rng
    people = _sn_first(rng, 1)
    top = f'{_status(s)}<div class="r i k" style="padding-bottom:9px;padding-top:5px">{icon(s, "back", 1.5)}{_face(s, people[0], 36)}<div class="g"><b>{safe(people[0])}</b><div class="ss">👋 Say hi</div></div>{icon(s, "cam", 1.5)}</div><div class="c ss" style="padding:12px">Chats are deleted 24 hours after viewing</div>'
    main = (
        _sn_talk(d, people, rng.randint(5, 7))
        + d.ends()
        + '<div class="r ss i" style="padding-top:10px"><span style="color:#0eadff">▶</span> Delivered · 3h</div>'
    )
    return _page(
        d,
        top,
        main,
        f'<div class="r i">{icon(s, "cam", 1.7)}<div class="g pill f" style="padding:10px 15px">Send a chat</div>☺</div>',
    )


def _sn_web_desk(s: Skin) -> Drawn:
    """The site: friends at the left, a chat in the middle."""
    return _sn_web(s, _sn_first(s.rng, 3))


def _sn_web_pair_desk(s: Skin) -> Drawn:
    """The same with one friend."""
    return _sn_web(s, _sn_first(s.rng, 1))


def _sn_web(s: Skin, people: list[str]) -> Drawn:
    d, rng = Sheet(s, "snapchat"), s.rng
    bar, _, address = _browser(s, "www.snapchat.com", "/web")
    title = people[0] if len(people) == 1 else rng.choice(company.GROUPS)
    friends = "".join(
        f'<div class="r" style="padding:9px 14px">{_face(s, n, 42)}<div class="g"><b>{safe(n)}</b><div class="ss">{rng.choice(["■ Delivered · 2h", "□ Opened · 1d", "● New Chat · 5m", "□ Received · 3w"])}</div></div></div>'
        for n in [title, *company.pick(rng, 6)]
    )
    chat = f'<div class="r u" style="padding:11px 18px">{_face(s, title, 36)}<b class="g h">{safe(title)}</b>{icon(s, "cam", 1.4)}</div><div class="c ss b" style="padding-top:11px">YESTERDAY</div>{_sn_talk(d, people, rng.randint(6, 8))}{d.ends()}<div style="padding:14px 18px"><div class="pill f">Send a chat</div></div>'
    return _page(
        d,
        bar,
        f'<div class="t" style="gap:0"><div class="k" style="width:320px"><div class="r" style="padding:14px"><b style="background:#fffc00;color:#000;padding:4px 8px;border-radius:8px">👻</b><span class="pill s g" style="background:{s.paper()}">Search</span></div>{friends}</div><div class="g">{chat}</div></div>',
        address=address,
        group=title if len(people) > 1 else None,
    )


# ── nextdoor ───────────────────────────────────────────────────────────────────────────────


def _nd_when(rng: Random) -> str:
    return rng.choice(
        [
            f"{rng.randint(2, 22)} hr ago",
            f"{rng.randint(2, 50)} min ago",
            f"{rng.randint(2, 6)} days ago",
            f"{rng.randint(1, 28)} Nov",
            "1 day ago",
        ]
    )


def _nd_post(d: Sheet, who: str, text: str, extra: str = "") -> str:
    s, when = d.s, _nd_when(d.rng)
    late = s.rng.choice(["", " · Edited", " · Anyone"])
    return f'{d.says(who, when, text)}<div class="i" style="padding-top:12px"><div class="r">{_face(s, who, 42)}<div class="g"><b>{safe(who)}</b><div class="s">{s.rng.choice(company.PLACES)} · {when}{late}</div></div>{icon(s, "dots")}</div><div class="w" style="margin:10px 0">{safe(text)}</div>{extra}{d.ends()}<div class="r s" style="gap:12px;padding:6px 0 12px"><span class="pill">{icon(s, "heart")} {d.n()}</span><span class="pill">{icon(s, "talk")} {d.n()}</span><span class="pill">{icon(s, "share")} Share</span></div></div><div class="k" style="height:7px"></div>'


def _nd_comment(d: Sheet, who: str, when: str, text: str, depth: int) -> str:
    s = d.s
    return f'{d.says(who, when, text, depth=depth)}<div class="t i" style="padding-top:9px;margin-left:{depth * 40}px">{_face(s, who, 32)}<div class="g"><b>{safe(who)}</b>{" <span class=ss>Author</span>" if s.chance(0.15) else ""} <span class="s">· {s.rng.choice(company.PLACES)}</span><div class="w">{safe(text)}</div><div class="r s" style="gap:16px;padding-top:4px"><span>{when}</span><b>Like</b><b>Reply</b>{f"<span>♥ {d.n(9)}</span>" if s.chance(0.4) else ""}</div></div></div>'


def _nd_feed(s: Skin) -> Drawn:
    """The phone's feed with an advertisement's head cut off below."""
    d, rng = Sheet(s, "nextdoor"), s.rng
    people = rng.sample(company.NEIGHBOURS, 3)
    top = f'{_status(s)}<div class="r i">{_face(s, "", 30)}<div class="g pill s">Search Nextdoor</div>{icon(s, "talk", 1.4)}</div><div class="r i s" style="padding-top:9px"><span class="pill b">For you</span><span class="pill">Recent</span><span class="pill">Nearby</span><span class="pill">Trending</span></div>'
    main = "".join(
        _nd_post(
            d,
            who,
            company.words(rng, 3),
            _photo(s, 110) if s.chance(0.3) else _card(s) if s.chance(0.3) else "",
        )
        for who in people
    )
    main += (
        d.ends()
        + '<div class="i" style="padding-top:9px"><b>Tenter Hill Windows</b><div class="s">Sponsored</div></div>'
    )
    return _page(
        d,
        top,
        main,
        '<div class="r ss" style="justify-content:space-around;padding-top:10px"><b>Home</b><span>For Sale</span><span>Post</span><span>Notifications</span><span>Map</span></div>',
    )


def _nd_comments(s: Skin) -> Drawn:
    """A post opened, with its comments."""
    d, rng = Sheet(s, "nextdoor"), s.rng
    people = rng.sample(company.NEIGHBOURS_WHOLE if s.chance(0.4) else company.NEIGHBOURS, 7)
    main = (
        _nd_post(d, people[0], company.words(rng, 3))
        + '<div class="i s b" style="padding-top:9px">Top comments ⌄</div>'
    )
    for _, who, when, text, depth in _talk(
        d, people[1:], 3, 4, lambda r: r.choice([company.ago(r), _nd_when(r)])
    ):
        main += _nd_comment(d, who, when, text, depth)
    return _page(
        d,
        f'{_status(s)}<div class="r i u" style="padding-bottom:9px">{icon(s, "back", 1.5)}<b class="g c">Post</b>{icon(s, "dots", 1.3)}</div>',
        main,
        f'<div class="r i" style="padding-top:9px">{_face(s, "", 32)}<div class="g pill f">Add a comment…</div></div>',
    )


def _nd_site(s: Skin, path: str, middle: Callable[[Sheet], str]) -> Drawn:
    d = Sheet(s, "nextdoor")
    bar, _, address = _browser(s, "nextdoor.co.uk", path)
    menu = "".join(
        f'<div style="padding:10px 0">{t}</div>'
        for t in ("Home", "Discover", "For Sale & Free", "Events", "Groups", "Treasure Map")
    )
    right = '<div class="box"><b>Local businesses</b><div class="s">Rated by neighbours near you</div></div><div class="ss" style="padding:10px">Help · Privacy · About</div>'
    body = f'<div class="t" style="gap:30px;padding:12px 40px"><div style="width:180px"><b class="h" style="color:#00a344">nextdoor</b>{menu}</div><div style="width:{s.rng.choice([540, 600])}px;border:1px solid {s.card()};border-radius:12px;padding-bottom:12px">{middle(d)}{d.ends()}</div><div class="g">{right}</div></div>'
    return _page(d, bar, body, _cookies(s, "Nextdoor") if s.chance(0.3) else "", address=address)


def _nd_desk(s: Skin) -> Drawn:
    """One post on the site with its comments."""

    def middle(d: Sheet) -> str:
        people = d.rng.sample(company.NEIGHBOURS_WHOLE, 6)
        return _nd_post(d, people[0], company.words(d.rng, 3)) + "".join(
            _nd_comment(d, who, when, text, depth)
            for _, who, when, text, depth in _talk(d, people[1:], 3, 4, _nd_when)
        )

    return _nd_site(s, f"/p/{s.rng.randint(10**6, 10**7)}Kx?utm_source=share", middle)


def _nd_search_desk(s: Skin) -> Drawn:
    """What a search finds on the site."""
    return _nd_site(
        s,
        "/search/posts/?query=millbeck",
        lambda d: (
            '<div class="i h" style="padding-top:12px">Results for “millbeck primary”</div>'
            + "".join(
                _nd_post(d, who, company.words(d.rng, 2)) for who in d.rng.sample(company.NEIGHBOURS, 3)
            )
        ),
    )


# ── google ─────────────────────────────────────────────────────────────────────────────────


def _go_row(d: Sheet, who: str, text: str) -> str:
    """One review: who, how many, stars and age, the words, at times what the school says to it."""
    s, rng = d.s, d.rng
    when = rng.choice(
        [
            f"{rng.randint(2, 11)} months ago",
            "a month ago",
            "a week ago",
            f"{rng.randint(2, 6)} days ago",
            "a year ago",
            "Edited 2 months ago",
        ]
    )
    guide = rng.choice(
        [f"{d.n(9)} reviews", f"Local Guide · {d.n(90)} reviews · {d.n(30)} photos", "1 review"]
    )
    stars = rng.randint(1, 5)
    shown = f'<span style="color:#f5b400;letter-spacing:1px">{"★" * stars}</span><span class="f">{"☆" * (5 - stars)}</span>'
    said = f'{d.says(who, when, text)}<div class="i" style="padding-top:13px"><div class="r">{_face(s, who, 34)}<div class="g"><b>{safe(who)}</b><div class="s">{guide}</div></div>{icon(s, "dots")}</div><div style="padding:6px 0">{shown} <span class="s">{when}</span></div><div class="w">{safe(text)}</div>'
    answer = ""
    if s.chance(0.3):
        back, words = (
            rng.choice(["a week ago", "4 weeks ago"]),
            "Thank you for your review. We would welcome a conversation, please telephone the school office.",
        )
        by = rng.choice(["Response from the owner", f"{company.SCHOOL} (owner)"])
        named = by if by.endswith("(owner)") else None
        answer = f'{d.says(named, back, words)}<div style="padding:9px 0 0 18px"><b class="s">{by}</b> <span class="s">{back}</span><div class="w">{words}</div></div>'
    return f'{said}{answer}{d.ends()}<div class="r s" style="gap:20px;padding:9px 0"><span>{icon(s, "thumb")} {d.n(9) if s.chance(0.5) else "Like"}</span><span>{icon(s, "share")} Share</span></div></div><div class="u"></div>'


def _go_maps(s: Skin) -> Drawn:
    """The tab of reviews in the phone's map."""
    d, rng = Sheet(s, "google_reviews"), s.rng
    top = f'{_status(s)}<div class="i"><div class="h">{company.SCHOOL}</div><div class="s">3.{d.n(9)} ★ ({d.n(90)}) · Primary school · 0.4 mi</div></div><div class="r u s" style="justify-content:space-around;padding:11px 0"><span>Overview</span><b class="bl">Reviews</b><span>Photos</span><span>Updates</span><span>About</span></div><div class="r i s" style="padding-top:9px"><span class="pill">Sort</span><span class="pill">All</span><span class="pill">pick up 6</span><span class="pill">head 11</span></div>'
    main = "".join(_go_row(d, who, company.words(rng, 3)) for who in company.pick(rng, 3))
    return _page(
        d,
        top,
        main,
        '<div class="r" style="justify-content:space-around;padding-top:9px"><b class="bl">Directions</b><span>Call</span><span>Save</span></div>',
    )


def _go_search(s: Skin) -> Drawn:
    """All reviews, opened from a search on a phone."""
    d, rng = Sheet(s, "google_reviews"), s.rng
    bar, low, address = _browser(s, "www.google.co.uk", "")
    top = f'{_status(s)}{bar}<div class="r i u" style="padding-bottom:9px">{icon(s, "cross", 1.3)}<div class="g"><b>Reviews</b><div class="s">{company.SCHOOL}</div></div></div><div class="r i s" style="padding-top:9px"><span class="pill b">Most relevant</span><span class="pill">Newest</span><span class="pill">Highest</span><span class="pill">Lowest</span></div>'
    return _page(
        d,
        top,
        "".join(_go_row(d, who, company.words(rng, 2)) for who in company.pick(rng, 3)),
        low,
        address=address,
    )


def _go_map_desk(s: Skin) -> Drawn:
    """The map on a desk: the reviews in a panel at the left."""
    d, rng = Sheet(s, "google_reviews"), s.rng
    bar, _, address = _browser(s, "www.google.com", "/maps/place/Millbeck+Primary+School/@53.9,-1.8,17z")
    panel = f'<div style="width:{rng.choice([408, 440])}px"><div class="i" style="padding-top:10px"><div class="pill">{company.SCHOOL} ✕</div></div><div class="r u s" style="justify-content:space-around;padding:11px"><span>Overview</span><b class="bl">Reviews</b><span>About</span></div>{"".join(_go_row(d, who, company.words(rng, 2)) for who in company.pick(rng, 3))}{d.ends()}</div>'
    names = "".join(
        f'<div class="s" style="padding:{rng.randint(30, 80)}px 0 0 {rng.randint(20, 400)}px">{n}</div>'
        for n in ("Tenter Hill", "Canal St", "The Fleece", "Millbeck Park")
    )
    return _page(
        d,
        bar,
        f'<div class="t" style="gap:0">{panel}<div class="g" style="height:760px;background:{"#2b3037" if s.dark else "#e4ecdf"}">{names}</div></div>',
        address=address,
    )


def _go_box_desk(s: Skin) -> Drawn:
    """A box of reviews over the results of a search."""
    d, rng = Sheet(s, "google_reviews"), s.rng
    bar, _, address = _browser(s, "www.google.com", "/search?q=millbeck+primary+school#lrd=0x4879")
    box = f'<div style="width:{rng.choice([660, 740])}px;margin:20px auto;border:1px solid {s.card()};border-radius:10px"><div class="i r" style="padding-top:13px"><div class="g"><div class="h">{company.SCHOOL}</div><div class="s">Mill Lane, Millbeck</div></div><span class="pill bl">Write a review</span>✕</div><div class="i s" style="padding-top:9px">3.1 ★★★☆☆ {d.n(90)} reviews ⓘ</div><div class="r i s u" style="padding-top:9px;padding-bottom:9px">Sort by <span class="pill b">Most relevant</span><span class="pill">Newest</span><span class="pill">Highest rating</span></div>{"".join(_go_row(d, who, company.words(rng, 2)) for who in company.pick(rng, 3))}{d.ends()}</div>'
    return _page(d, bar, box, address=address)


# ── mumsnet ────────────────────────────────────────────────────────────────────────────────


def _mn_rows(d: Sheet, count: int, foot: str) -> str:
    """Posts of a thread: a quotation in one, one taken down by the site."""
    s, rng = d.s, d.rng
    nicks, body = rng.sample(company.NICKS, count + 1), ""
    for n in range(count):
        who = nicks[0] if n and s.chance(0.2) else nicks[n]
        when, text = (
            rng.choice(
                [
                    f"Today {company.clock(rng)}",
                    f"Yesterday {company.clock(rng)}",
                    company.stamp(rng).replace(",", ""),
                    f"{rng.randint(2, 23)} hours ago",
                ]
            ),
            company.words(rng, 3),
        )
        op = (
            ' <span class="ss b" style="border:1px solid;border-radius:4px;padding:0 5px">OP</span>'
            if who == nicks[0]
            else ""
        )
        quote = (
            f'<div class="k w" style="border-left:3px solid #7f8fc9;padding:8px 11px;margin-bottom:8px;font-style:italic"><b>{nicks[n - 1]}</b> · {rng.randint(1, 28):02}/11/2026 09:{rng.randint(10, 59)}<br>{safe(rng.choice(company.SAYINGS))}</div>'
            if n > 1 and s.chance(0.35)
            else ""
        )
        body += f'{d.says(who, when, text)}<div class="i u" style="padding-top:13px;padding-bottom:11px"><div class="r">{"" if s.layout == "2" else _face(s, who, 30)}<b>{who}</b>{op}<span class="s">· {when}</span></div><div style="padding:9px 0">{quote}<div class="w">{safe(text)}</div></div>{d.ends()}<div class="s r" style="gap:20px">{foot}</div></div>'
    return body


TITLES = [
    "AIBU to ask why the gate was locked?",
    "Teacher reading out marks",
    "Would you complain again?",
    "Packed lunch police",
]


def _mn_phone(s: Skin) -> Drawn:
    """A thread on a phone, with the vote whether its first post is unreasonable."""
    d, rng = Sheet(s, "mumsnet"), s.rng
    bar, low, address = _browser(s, "www.mumsnet.com", "")
    yes = rng.randint(30, 90)
    top = f'{_status(s)}{bar}<div class="r i" style="background:#fff;color:#1c2a6b;padding-top:8px;padding-bottom:8px">☰<b class="g h">mumsnet</b>{icon(s, "find", 1.3)}</div><div class="i" style="padding-top:10px"><div class="s">Talk › {rng.choice(["AIBU?", "Primary education"])}</div><div class="h">{rng.choice(TITLES)}</div><div class="s">{d.n(200)} replies · Watch this thread</div></div>'
    vote = f'<div class="i"><div class="box"><div class="b">Am I being unreasonable?</div><div class="s">{d.n(900)} votes. Final results.</div><div class="r sp"><span>You are being unreasonable</span><b>{100 - yes}%</b></div><div class="r sp"><span>You are NOT being unreasonable</span><b>{yes}%</b></div></div></div>'
    first, rest = (
        _mn_rows(d, 1, "<span>Quote</span><span>Share</span><span>Report</span>"),
        _mn_rows(d, 2, "<span>Quote</span><span>Share</span><span>Report</span>"),
    )
    return _page(
        d,
        top,
        first + vote + rest,
        f'<div class="c" style="padding-top:9px"><b class="pill" style="background:#1c2a6b;color:#fff">Add post</b></div>{low}',
        address=address,
    )


def _mn_phone_plain(s: Skin) -> Drawn:
    """A thread in the program for phones."""
    d, rng = Sheet(s, "mumsnet"), s.rng
    top = f'{_status(s)}<div class="r i u" style="padding-bottom:9px">{icon(s, "back", 1.4)}<b class="g l">{rng.choice(TITLES)}</b>{icon(s, "book", 1.3)}{icon(s, "dots", 1.2)}</div><div class="i s" style="padding-top:8px">Mumsnet Talk · Page 2 of 9</div>'
    return _page(
        d,
        top,
        _mn_rows(d, 4, "<span>👍 React</span><span>Quote</span><span>Report</span>"),
        '<div class="i"><div class="pill f">Add post</div></div>',
    )


def _mn_site(s: Skin, foot: str, cookies: bool) -> Drawn:
    d, rng = Sheet(s, "mumsnet"), s.rng
    bar, _, address = _browser(
        s, "www.mumsnet.com", f"/talk/primary/{rng.randint(5 * 10**6, 6 * 10**6)}-the-gate?page=2"
    )
    side = "<b>Trending threads</b>" + "".join(
        f'<div style="padding:8px 0">{t}<div class="ss">{d.n(300)} replies</div></div>'
        for t in (
            "What are you having for tea?",
            "To think November is too early",
            "Would you say something?",
        )
    )
    body = f'<div class="r" style="background:#1c2a6b;color:#fff;padding:12px 60px"><b class="h">mumsnet</b><span>Talk</span><span>Pregnancy</span><span>Baby</span><span class="g"></span>Log in</div><div class="t" style="padding:16px 60px;gap:40px"><div class="g"><div class="s">Talk › Primary education › Thread</div><div class="h">{rng.choice(TITLES)}</div><div class="s u" style="padding:8px 0">{d.n(200)} replies · Page 2 of 7 · Watch · Save</div>{_mn_rows(d, 3, foot)}{d.ends()}</div><div style="width:280px">{side}</div></div>'
    return _page(d, bar, body, _cookies(s, "Mumsnet") if cookies else "", address=address)


def _mn_desk(s: Skin) -> Drawn:
    """A thread on the site."""
    return _mn_site(
        s, "<span>Add message</span><span>See next</span><span>Bookmark</span><span>Report</span>", False
    )


def _mn_cookies_desk(s: Skin) -> Drawn:
    """The same with the question about cookies."""
    return _mn_site(s, "<span>Quote</span><span>Thanks</span><span>Report</span>", True)


WAYS: dict[str, tuple[Callable[[Skin], Drawn], ...]] = {
    "facebook": (_fb_phone, _fb_alerts, _fb_group_desk, _fb_search_desk),
    "whatsapp": (_wa_group, _wa_pair, _wa_web_desk, _wa_app_desk),
    "x": (_x_feed, _x_thread, _x_search_desk, _x_profile_desk),
    "instagram": (_ig_sheet, _ig_chat, _ig_dialog_desk, _ig_feed_desk),
    "tiktok": (_tt_sheet, _tt_film, _tt_desk, _tt_inbox_desk),
    "snapchat": (_sn_group, _sn_pair, _sn_web_desk, _sn_web_pair_desk),
    "nextdoor": (_nd_feed, _nd_comments, _nd_desk, _nd_search_desk),
    "google_reviews": (_go_maps, _go_search, _go_map_desk, _go_box_desk),
    "mumsnet": (_mn_phone, _mn_phone_plain, _mn_desk, _mn_cookies_desk),
}
