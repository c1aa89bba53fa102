"""A tenth set of designs: two of each app as they are this winter, many cut to the posts, with awkward names.

Written before the rules were looked at again, to see what another hand's pictures do to them.
"""

# ruff: noqa: E501  (a stretch of markup reads best on one line)
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from tests.screens.cast import sentences
from tests.screens.page import Drawn
from tests.screens.skin import Skin, icon, safe, skin
from tests.screens.strange import Sheet

FONTS = ("Inter", "Lato", "Noto Sans", "Liberation Sans", "Inter Display", "Cantarell")
NAMES = """jordan k|Mrs P Teaches|AJ Okafor|Chloe-Mae Sutton|Auntie Bev|Not Really Here|Shauna Mac an Ghoill|Winnie A.-S.|Bronagh Ní Cheallaigh|Darnell St. Clair|
Tess|mo 🌱|Gus Hartigan|Alasdair McKie|Village Noticeboard|Olu A.|Zsófia Kertész|Ruth & Pete Lamb|dan w|Priya Raman-Hughes|Sunil|The Fox at Marlby|Josie ⚽|Big Al|
Dr Wanda Oyelaran|Hetty Pilling|Ikram Said|LISA M|Marlby Scouts|Tomasz Wójcik""".replace("\n", "").split("|")
HANDLES = """finn.ll|r0ry_mac|nell.kapur|_tess_|mrs.p.teaches|itsjordank|notreallyhere|olu.a7|big_al_1974|zsofia.k|priya.rh|marlbyscouts|dan_w__|hetty.p|sunil_g|iamikram""".replace(
    "\n", ""
).split("|")
NICKS = """ChilblainsAgain|SENmumof2|TeaAndToast9|WhoAteMyYoghurt|Lemonbalm|user1182736455|NoSuchThing|GateWatcher|ThreeInPrimary|Ilkley99|PlaitsOnMonday|Sosotired""".replace(
    "\n", ""
).split("|")
SAVED = """Tess (Y2)|Nan|Olu + twins|Mrs Lamb|Sunil's dad|AJ|Class rep Hetty|Gus H|~ Ożóg family|~ Kwame A-B|+44 7700 900312|Jordan k|Bev childminder|Dan plumber""".replace(
    "\n", ""
).split("|")
NEIGHBOURS = """Winifred A.-S.|Gus H.|Alasdair McK.|Olu A.|Mary Jo P.|Zsófia K.|Darnell S.|Tess L.|Ian I.|Priya R.-H.|Dan W.|Hetty P.""".replace(
    "\n", ""
).split("|")
PLACES = ["Marlby", "Quarry Bank", "Elms Leigh", "North Marlby", "Wharf Road", "St Anne's"]
SAYINGS = """The map they handed out was from last year|Cones. Buy cones.|First I've heard of it, have you got a link|He was kept in at break for laughing|
Anyone else's child come home without a coat|Miss Orme told the whole class he smelt|I rang at nine and nobody picked up until ten|That is a lie and you know it Gus|
My dad is writing to the governors|Mr Finch pushes in every single time|We love you Deb|They found the sandwiches in the ceiling|She was crying when she got in the car|
Two adults for ninety children at lunch|Please take it down, it names a child|My granddaughter won't sleep because of that cover teacher|I have it on video|
Head has blocked me for asking about the money|So proud of the choir today|Uniform for sale, hardly worn, collection only|Son was bullied for a year and all we got was a leaflet|
As a teacher this makes me sad|Every school in the county is the same to be fair|They said they'd ring back and they never do""".replace(
    "\n", ""
).split("|")
SHORT = [
    "name them",
    "Omg what for",
    "be honest",
    "dont bother",
    "nope",
    "This 👆",
    "Which teacher?",
    "postponed",
    "not again",
    "Lovely school",
    "Ok thanks",
    "where was this",
    "😂 send it",
    "Same here",
    "Following",
    "Vile woman",
]


def drawn_today(slug: str, seed: int) -> Drawn:
    """One page of ``slug``: its designs in turn, each in light and then in dark."""
    rng = Random(f"today {slug} {seed}")
    ways = WAYS[slug]
    way = ways[seed % len(ways)]
    dark = bool((seed // len(ways) + list(WAYS).index(slug) + seed) % 2)
    return way(dressed(rng, phone=not way.__name__.endswith("_desk"), dark=dark))


def dressed(rng: Random, *, phone: bool, dark: bool) -> Skin:
    """A dress for a page of this set."""
    s = skin(rng, "0", phone=phone, dark=dark)
    return replace(
        s,
        width=rng.choice([375, 390, 412] if phone else [1180, 1280, 1366]),
        scale=rng.choice([2.0, 2.5, 3.0] if phone else [1.0, 1.25]),
        font=rng.choice(FONTS),
        size=rng.choice([14.5, 15.0, 16.0]),
        line=rng.choice([1.25, 1.3, 1.38]),
        colours={"paper": rng.choice(["#000000", "#18191a"]) if dark else "#ffffff"},
    )


def words(rng: Random, longest: int = 2) -> str:
    """What somebody wrote."""
    return rng.choice(SHORT) if rng.random() < 0.3 else sentences(rng, SAYINGS, longest, 0.5)


def _ago(rng: Random) -> str:
    return rng.choice(
        [
            f"{rng.randint(2, 59)}m",
            f"{rng.randint(1, 23)}h",
            f"{rng.randint(1, 6)}d",
            f"{rng.randint(1, 40)}w",
        ]
    )


def _clock(rng: Random) -> str:
    return f"{rng.randint(7, 9):02}:{rng.randint(10, 59)}"


def face(s: Skin, who: str, size: int = 34) -> str:
    """A round picture, with a letter or without."""
    ground = s.rng.choice(["#5f7f9c", "#9c6f5f", "#6f9c5f", "#7b5f9c", "#b08d4a"])
    letter = who.lstrip("~+_ ")[:1].upper() if s.chance(0.5) else ""
    return f'<div style="flex:none;width:{size}px;height:{size}px;border-radius:50%;background:{ground};color:#fff;display:flex;align-items:center;justify-content:center;font-size:{size * 0.45:.0f}px">{letter}</div>'


def status(s: Skin) -> str:
    """The telephone's own line."""
    return f'<div class="r sp b" style="padding:10px 24px 6px;font-size:14px"><span>{s.rng.randint(10, 22)}:{s.rng.randint(10, 59)}</span><span style="font-size:12px">5G ▮ {s.rng.randint(5, 99)}</span></div>'


# ── facebook ───────────────────────────────────────────────────────────────────────────────


def _fb_comment(d: Sheet, who: str, text: str, depth: int, badge: str) -> str:
    s, when = d.s, _ago(d.rng)
    over = '<div class="x">✎ Author</div>' if badge == "over" else ""
    under = '<div class="x">★ Rising contributor</div>' if badge == "under" else ""
    love = f'<span class="g"></span>{d.n(40)} 👍' if s.chance(0.4) else ""
    return f'{d.says(who, when, text, depth=depth)}<div class="t" style="padding:4px 12px 4px {12 + 42 * depth}px">{face(s, who, 26 if depth else 36)}<div class="g"><div class="k" style="border-radius:18px;padding:8px 12px;width:fit-content;max-width:100%">{over}<b>{safe(who)}</b>{under}<div class="w">{safe(text)}</div></div><div class="r f" style="gap:18px;padding:3px 12px;font-size:.8em"><span>{when}</span><b>Like</b><b>Reply</b>{love}</div></div></div>'


def _fb_cut(s: Skin) -> Drawn:
    """Comments alone, cut out of the sheet: the author's badge stands over a name, another's rank under it."""
    d, rng = Sheet(s, "facebook"), s.rng
    people = rng.sample(NAMES, 5)
    body = "".join(
        _fb_comment(d, who, words(rng), int(n in (1, 3)), ("", "over", "under", "", "")[n])
        + ('<div class="f b" style="padding:4px 0 4px 60px">View 3 more replies</div>' if n == 2 else "")
        for n, who in enumerate(people)
    )
    return d.done(body)


def _fb_reel(s: Skin) -> Drawn:
    """What is said under a film: name and time on one row, a heart at the right, "Reply" under the words."""
    d, rng = Sheet(s, "facebook"), s.rng
    body = f'{status(s)}<div class="c b p">Comments</div><div class="p b" style="font-size:.9em">Most relevant ⌄</div>'
    for who in rng.sample(NAMES, 4):
        when, text = _ago(rng), words(rng)
        body += f'{d.says(who, when, text)}<div class="t" style="padding:8px 14px">{face(s, who)}<div class="g"><div style="font-size:.88em"><b>{safe(who)}</b> <span class="f">{when}</span></div><div class="w">{safe(text)}</div><div class="f" style="padding-top:3px">Reply</div></div><div class="x c">♡<br>{d.n(99)}</div></div>'
    return d.done(
        body
        + f'{d.ends()}<div class="p"><div class="k f" style="border-radius:20px;padding:9px 14px">Write a comment…</div></div>'
    )


# ── whatsapp ───────────────────────────────────────────────────────────────────────────────

TONES = ("#c4532d", "#02735e", "#7a3ea8", "#1f6fd1", "#b4005a")


def _wa_bubble(d: Sheet, who: str | None, text: str, when: str, first: bool, *, named: str | None = None, quote: tuple[str, str] | None = None) -> str:  # fmt: skip
    """A bubble; ``who`` is its author, nobody for one's own; ``named`` is what stands in it."""
    s = d.s
    own = who is None and named is None
    ground = ("#005c4b" if s.dark else "#d9fdd3") if own else ("#202c33" if s.dark else "#ffffff")
    tone = TONES[hash_of(named or "") % len(TONES)]
    label = (
        f'<div class="b" style="color:{tone};font-size:.86em">{safe(named)}</div>' if named and first else ""
    )
    box = f'<div style="border-left:4px solid {TONES[2]};background:rgba(127,127,127,.14);border-radius:6px;padding:5px 9px;margin:2px 0 5px"><div class="b" style="color:{TONES[2]};font-size:.84em">{safe(quote[0])}</div><div class="f">{safe(quote[1])}</div></div>' if quote else ""  # fmt: skip
    return f'{d.says(who, when, text)}<div style="padding:{7 if first else 2}px 12px 0;display:flex;justify-content:{"flex-end" if own else "flex-start"}"><div style="max-width:80%;background:{ground};border-radius:9px;padding:6px 9px">{label}{box}<span class="w">{safe(text)}</span><span class="x" style="float:right;margin:7px 0 0 12px">{when}{" ✓✓" if own else ""}</span></div></div>'


def hash_of(text: str) -> int:
    """A number that a text always has."""
    return sum(map(ord, text))


def _shown(name: str) -> str:
    return name.removeprefix("~ ")


def _wa_answers(s: Skin) -> Drawn:
    """A group without its head: runs, and answers that quote what they answer."""
    s = replace(s, colours={"paper": "#0b141a" if s.dark else "#efeae2"})
    d, rng = Sheet(s, "whatsapp"), s.rng
    a, b, c = rng.sample(SAVED, 3)
    t = sorted(_clock(rng) for _ in range(7))
    w = [words(rng) for _ in range(7)]
    body = (
        _wa_bubble(d, _shown(a), w[0], t[0], True, named=a)
        + _wa_bubble(d, _shown(a), w[1], t[1], False, named=a)
        + _wa_bubble(d, None, w[2], t[2], True)
        + _wa_bubble(d, _shown(b), w[3], t[3], True, named=b, quote=("You", w[2]))
        + _wa_bubble(d, _shown(c), w[4], t[4], True, named=c, quote=(a, w[0]))
        + _wa_bubble(d, None, w[5], t[5], True, quote=(_shown(c), w[4]))
        + _wa_bubble(d, _shown(c), w[6], t[6], True, named=c)
    )
    return d.done(body)


def _wa_notices(s: Skin) -> Drawn:
    """What a community's leaders announce: a name and a number over each, how many felt what beneath."""
    s = replace(s, colours={"paper": "#0b141a" if s.dark else "#efeae2"})
    d, rng = Sheet(s, "whatsapp"), s.rng
    head = "#1f2c34" if s.dark else "#ffffff"
    body = f'<div style="background:{head}">{status(s)}<div class="r p">{icon(s, "back", 1.4)}{face(s, "M")}<div class="g"><b>Announcements</b><div class="x">Marlby Primary families</div></div>{icon(s, "dots")}</div></div>'
    times = sorted(_clock(rng) for _ in range(3))
    for n, who in enumerate(rng.sample(["Hetty Pilling", "Mrs Lamb", "Gus H", "Olu + twins"], 3)):
        body += _wa_bubble(d, who, sentences(rng, SAYINGS, 3, 0.2), times[n], True, named=who)
        body += f'{d.ends()}<div style="padding:0 24px;margin-top:-4px"><span class="x" style="background:{head};border-radius:12px;padding:2px 7px">👍❤️ {d.n(80)}</span></div>'
    return d.done(body + '<div class="c f p">Only community admins can send messages</div>')


def _wa_pair(s: Skin) -> Drawn:
    """A chat of two: the other's name stands in the head alone."""
    s = replace(s, colours={"paper": "#0b141a" if s.dark else "#efeae2"})
    d, rng = Sheet(s, "whatsapp"), s.rng
    who = rng.choice(SAVED[:3] + SAVED[4:8])
    head = "#1f2c34" if s.dark else "#ffffff"
    body = f'<div style="background:{head}">{status(s)}<div class="r p">{icon(s, "back", 1.4)}{face(s, who)}<div class="g"><b>{safe(who)}</b><div class="x">{rng.choice(["online", "last seen today at 16:12"])}</div></div>{icon(s, "cam", 1.3)}</div></div><div class="c x p">Today</div>'
    for n, when in enumerate(sorted(_clock(rng) for _ in range(5))):
        own = n in (1, 4)
        text = words(rng)
        body += _wa_bubble(d, None, text, when, n != 3, named=None) if own else _theirs(d, who, text, when)
    return d.done(
        body + f'{d.ends()}<div class="p r">☺ <span class="g f">Message</span>{icon(s, "cam")}</div>'
    )


def _theirs(d: Sheet, who: str, text: str, when: str) -> str:
    ground = "#202c33" if d.s.dark else "#ffffff"
    return f'{d.says(who, when, text)}<div style="padding:4px 12px 0"><div style="max-width:80%;width:fit-content;background:{ground};border-radius:9px;padding:6px 9px"><span class="w">{safe(text)}</span><span class="x" style="float:right;margin:7px 0 0 12px">{when}</span></div></div>'


# ── x ──────────────────────────────────────────────────────────────────────────────────────


def _x_post(d: Sheet, who: str, handle: str, text: str, note: str = "") -> str:
    s, when = d.s, _ago(d.rng)
    return f'{d.says(who, when, text, "@" + handle)}<div class="t" style="padding:10px 14px 4px">{face(s, who, 40)}<div class="g"><div class="r" style="gap:5px"><b class="nw">{safe(who)}</b><span class="f nw">@{handle} · {when}</span><span class="g"></span>{icon(s, "dots")}</div><div class="w">{safe(text)}</div>{note}{d.ends()}<div class="r sp f" style="padding:7px 40px 2px 0"><span>{icon(s, "talk")} {d.n()}</span><span>{icon(s, "turn")} {d.n()}</span><span>{icon(s, "heart")} {d.n(900)}</span><span>{d.n(9)}.{d.n(9)}K</span></div></div></div><hr>'


def _x_noted(s: Skin) -> Drawn:
    """Posts one under another; readers added a note to the first, the second holds another's post, which is one more."""
    d, rng = Sheet(s, "x"), s.rng
    p, h = rng.sample(NAMES, 4), rng.sample(HANDLES, 4)
    line = "#2f3336" if s.dark else "#cfd9de"
    note = f'<div style="border:1px solid {line};border-radius:14px;margin-top:8px"><div class="b" style="padding:9px 12px;border-bottom:1px solid {line}">Readers added context</div><div style="padding:9px 12px">The school closed for one day in 2023, not three. Records are on the council site.</div><div class="f" style="padding:0 12px 9px">Do you find this helpful? <u>Rate it</u></div></div>'
    quote = f'{d.says(p[3], "2h", SAYINGS[8], "@" + h[3])}<div style="border:1px solid {line};border-radius:14px;margin-top:8px;padding:9px 12px"><div class="r" style="gap:5px">{face(s, p[3], 20)}<b>{safe(p[3])}</b><span class="f">@{h[3]} · 2h</span></div><div>{safe(SAYINGS[8])}</div></div>'
    return d.done(
        _x_post(d, p[0], h[0], words(rng, 3), note)
        + _x_post(d, p[1], h[1], sentences(rng, SAYINGS, 2, 0.5), quote)
        + _x_post(d, p[2], h[2], words(rng))
    )


def _x_answers_desk(s: Skin) -> Drawn:
    """An opened post with its answers, between the menu and what is happening."""
    d, rng = Sheet(s, "x"), s.rng
    p, h = rng.sample(NAMES, 4), rng.sample(HANDLES, 4)
    when, text = "7:14 PM · 12 Nov 2026", sentences(rng, SAYINGS, 3, 0.3)
    menu = "".join(
        f'<div style="padding:11px 0;font-size:1.2em">{m}</div>'
        for m in ("Home", "Explore", "Notifications", "Chat", "Grok", "Profile")
    )
    first = f'{d.says(p[0], when, text, "@" + h[0])}<div class="p"><div class="r">{face(s, p[0], 40)}<div class="g"><b>{safe(p[0])}</b><div class="f">@{h[0]}</div></div></div><div class="w" style="font-size:1.12em;margin:10px 0">{safe(text)}</div><div class="f">{when} · <b>{d.n()}K</b> Views</div></div>{d.ends()}<hr><div class="r f p"><span class="g">Post your reply</span><b>Reply</b></div><hr>'
    mid = (
        '<div class="b p" style="font-size:1.15em">← &nbsp; Post</div>'
        + first
        + "".join(_x_post(d, p[n], h[n], words(rng)) for n in (1, 2, 3))
    )
    side = '<div class="k p" style="border-radius:14px"><b>What’s happening</b><div class="f" style="padding-top:9px">Trending in United Kingdom</div><b>Half Term</b></div>'
    return d.done(
        f'<div class="t"><div style="width:210px;padding:14px 26px">{menu}</div><div style="width:590px;border-left:1px solid {s.card()};border-right:1px solid {s.card()}">{mid}</div><div class="g p">{side}</div></div>'
    )


# ── instagram ──────────────────────────────────────────────────────────────────────────────


def _ig_under(s: Skin) -> Drawn:
    """A post in the feed with its caption and two comments under it."""
    d, rng = Sheet(s, "instagram"), s.rng
    h = rng.sample(HANDLES, 3)
    w = [sentences(rng, SAYINGS, 2, 0.5), rng.choice(SAYINGS), rng.choice(SHORT)]
    body = f'<div class="r p">{face(s, h[0])}<div class="g"><b>{h[0]}</b><div class="x">Marlby Primary School</div></div>{icon(s, "dots")}</div><div style="height:240px;background:linear-gradient(160deg,#9ab,#c96)"></div><div class="r" style="padding:9px 12px;gap:14px">{icon(s, "heart", 1.5)} {d.n(900)} {icon(s, "talk", 1.5)} {d.n()} {icon(s, "share", 1.5)} {d.n(9)}</div>'
    for n in range(3):
        body += f'{d.says(h[n], "3 days ago" if n == 0 else None, w[n], "@" + h[n])}<div class="w" style="padding:1px 12px"><b>{h[n]}</b> {safe(w[n])}</div>'
    return d.done(body + f'{d.ends()}<div class="x" style="padding:6px 12px">3 days ago</div>')


def _ig_talk(s: Skin) -> Drawn:
    """A talk of several: names in small print over bubbles, one's own in violet, an answer with what it answers."""
    d, rng = Sheet(s, "instagram"), s.rng
    a, b = rng.sample(HANDLES, 2)
    body = f'{status(s)}<div class="r p">{icon(s, "back", 1.4)}{face(s, "y", 32)}<div class="g"><b>year 4 mums 💬</b><div class="x">{a}, {b} and 6 others</div></div>{icon(s, "cam", 1.4)}</div><div class="c x p">Today 19:{rng.randint(10, 59)}</div>'

    def bubble(who: str | None, text: str, named: bool) -> str:
        ground, ink = ("#7a3ff2", "#fff") if who is None else (s.card(), s.ink())
        label = f'<div class="x" style="padding:0 0 3px 52px">{who}</div>' if who and named else ""
        look = face(s, who, 28) if who else ""
        return f'{d.says(who, None, text, "@" + who if who else None)}{label}<div class="r" style="padding:2px 12px;{"justify-content:flex-end" if who is None else "align-items:flex-end"}">{look}<div class="w" style="max-width:72%;background:{ground};color:{ink};border-radius:19px;padding:8px 13px">{safe(text)}</div></div>'

    body += bubble(a, sentences(rng, SAYINGS, 2, 0.5), True) + bubble(None, rng.choice(SAYINGS), False)
    body += (
        bubble(b, rng.choice(SAYINGS), True)
        + bubble(a, sentences(rng, SAYINGS, 2, 0.5), True)
        + bubble(None, rng.choice(SHORT), False)
    )
    return d.done(
        body
        + f'{d.ends()}<div class="r p k" style="border-radius:24px;margin:10px 12px">{icon(s, "cam", 1.3)}<span class="g f">Message...</span>☺</div>'
    )


# ── tiktok ─────────────────────────────────────────────────────────────────────────────────


def _tt_row(d: Sheet, who: str, text: str, depth: int, badge: str = "") -> str:
    s = d.s
    when = d.rng.choice([_ago(d.rng), f"{d.rng.randint(1, 11)}-{d.rng.randint(1, 28)}"])
    mark = f' <span style="color:#fe2c55">· {badge}</span>' if badge else ""
    return f'{d.says(who, when, text, depth=depth)}<div class="t" style="padding:7px 14px 7px {14 + 44 * depth}px">{face(s, who, 24 if depth else 36)}<div class="g"><div class="f b" style="font-size:.82em">{safe(who)}{mark}</div><div class="w">{safe(text)}</div><div class="r f" style="gap:16px;font-size:.82em"><span>{when}</span><b>Reply</b><span class="g"></span>♡ {d.n(300)} &nbsp; 👎</div></div></div>'


def _tt_cut(s: Skin) -> Drawn:
    """Comments alone, without head or foot; the film's maker answers."""
    d, rng = Sheet(s, "tiktok"), s.rng
    p = rng.sample(NAMES, 4)
    body = "".join(
        _tt_row(d, who, words(rng), int(n == 1), "Creator" if n == 1 else "") for n, who in enumerate(p)
    )
    return d.done(body + f'{d.ends()}<div class="f b" style="padding:4px 60px">View 4 replies ⌄</div>')


def _tt_sheet(s: Skin) -> Drawn:
    """The sheet over a film: how many, rows, and where to write."""
    d, rng = Sheet(s, "tiktok"), s.rng
    p = rng.sample(NAMES, 5)
    body = f'<div style="height:150px;background:linear-gradient(160deg,#556,#a76)"></div><div class="c b p">{d.n(400)} comments</div>'
    body += "".join(_tt_row(d, who, words(rng), int(n == 2)) for n, who in enumerate(p))
    return d.done(
        body
        + f'{d.ends()}<div class="r p" style="border-top:1px solid {s.card()}">{face(s, "", 30)}<div class="g k f" style="border-radius:20px;padding:9px 14px">Add comment...</div>@ ☺</div>'
    )


# ── snapchat ───────────────────────────────────────────────────────────────────────────────


def _sn_talk(s: Skin) -> Drawn:
    """A talk with a bar in its speaker's colour beside the words."""
    return _sn(s, ["JADE", "Tyler b", "Ikram"], "Send a chat")


def _sn_cut(s: Skin) -> Drawn:
    """The same without head and foot."""
    return _sn(s, ["Chloe-Mae", "dan w"], "")


def _sn(s: Skin, people: list[str], foot: str) -> Drawn:
    d, rng = Sheet(s, "snapchat"), s.rng
    tones = {"ME": "#f23c57", **dict(zip(people, ("#0eadff", "#a05dcd", "#e06c00"), strict=False))}
    body = (
        f'{status(s)}<div class="r p">{icon(s, "back", 1.4)}{face(s, "Y")}<b class="g">Year 6 lot</b>{icon(s, "cam", 1.4)}</div><div class="c x p">TODAY</div>'
        if foot
        else ""
    )
    for who in (people[0], "ME", people[1], people[0], "ME"):
        body += f'<div class="b" style="color:{tones[who]};font-size:.78em;padding:9px 14px 2px">{safe(who.upper())}</div>'
        for _ in range(rng.randint(1, 2)):
            text = words(rng)
            body += f'{d.says(None if who == "ME" else who.upper(), None, text)}<div class="w" style="border-left:3px solid {tones[who]};margin:0 14px;padding:3px 10px">{safe(text)}</div>'
    return d.done(
        body
        + (
            f'{d.ends()}<div class="r p">{icon(s, "cam", 1.5)}<div class="g k f" style="border-radius:20px;padding:9px 14px">{foot}</div></div>'
            if foot
            else ""
        )
    )


# ── nextdoor ───────────────────────────────────────────────────────────────────────────────


def _nd_comment(d: Sheet, who: str, place: str, text: str) -> str:
    s, when = (
        d.s,
        d.rng.choice(
            [f"{d.rng.randint(2, 20)} hr", f"{d.rng.randint(2, 6)} d", f"{d.rng.randint(3, 55)} min"]
        ),
    )
    return f'{d.says(who, when, text)}<div class="t" style="padding:7px 14px">{face(s, who, 32)}<div class="g"><div><b>{safe(who)}</b> <span class="f">· {place}</span></div><div class="w">{safe(text)}</div><div class="r f" style="gap:16px"><span>{when}</span><b>Like</b><b>Reply</b><b>Share</b></div></div></div>'


def _nd_thread(s: Skin) -> Drawn:
    """A post with its place and time under the name, parted by dots, and comments with theirs beside it."""
    d, rng = Sheet(s, "nextdoor"), s.rng
    p = rng.sample(NEIGHBOURS, 4)
    when, text = rng.choice(["3 hr ago", "2 days ago", "14 Nov"]), sentences(rng, SAYINGS, 3, 0.3)
    body = f'{status(s)}<div class="r p">{icon(s, "back", 1.4)}<b class="g">Post</b>{icon(s, "dots")}</div>{d.says(p[0], when, text)}<div class="p"><div class="r">{face(s, p[0], 40)}<div><b>{safe(p[0])}</b><div class="f">{rng.choice(PLACES)} · {when} · {icon(s, "globe", 0.8)}</div></div></div><div class="w" style="padding-top:9px">{safe(text)}</div></div>{d.ends()}<div class="r f sp p"><span>{icon(s, "heart")} {d.n()}</span><span>{icon(s, "talk")} {d.n()}</span><span>{icon(s, "share")} Share</span></div><hr>'
    body += "".join(_nd_comment(d, who, rng.choice(PLACES), words(rng)) for who in p[1:])
    return d.done(
        body
        + f'{d.ends()}<div class="p"><div class="k f" style="border-radius:20px;padding:9px 14px">Add a comment...</div></div>'
    )


def _nd_cut(s: Skin) -> Drawn:
    """Its comments alone."""
    d, rng = Sheet(s, "nextdoor"), s.rng
    return d.done(
        "".join(_nd_comment(d, who, rng.choice(PLACES), words(rng)) for who in rng.sample(NEIGHBOURS, 4))
    )


# ── google ─────────────────────────────────────────────────────────────────────────────────


def _go_review(d: Sheet, who: str, text: str, owner: str = "") -> str:
    s = d.s
    when = d.rng.choice(["2 months ago", "a year ago", "3 weeks ago", "5 days ago"])
    stars = d.rng.randint(1, 5)
    guide = d.rng.choice(
        [f"Local Guide · {d.n(90)} reviews · {d.n(30)} photos", f"{d.n(9)} reviews", "1 review"]
    )
    body = f'{d.says(who, when, text)}<div class="p"><div class="r">{face(s, who, 34)}<div class="g"><b>{safe(who)}</b><div class="x">{guide}</div></div>{icon(s, "dots")}</div><div class="f" style="padding:5px 0"><span style="color:#fbbc04;letter-spacing:2px">{"★" * stars}</span><span>{"☆" * (5 - stars)}</span> &nbsp;{when}</div><div class="w">{safe(text)}</div><div class="r f" style="gap:26px;padding-top:7px"><span>{icon(s, "thumb")} Like</span><span>{icon(s, "share")} Share</span></div></div>'
    if owner:
        body += f'{d.says(None, "a month ago", owner)}<div style="margin:0 14px 0 60px;padding:9px 12px" class="k"><div><b>Response from the owner</b> <span class="x">a month ago</span></div><div class="w">{owner}</div></div>'
    return body


OWNED = "Thank you for telling us. Please ring the office so that we can talk it through."


def _go_sheet(s: Skin) -> Drawn:
    """A place's reviews on a telephone, the owner's answer set in under one."""
    d, rng = Sheet(s, "google_reviews"), s.rng
    p = rng.sample(NAMES, 3)
    body = f'{status(s)}<div class="p b" style="font-size:1.25em">Marlby Primary School</div><div class="r sp f" style="padding:0 14px">Overview <b>Reviews</b> Photos About</div><hr>'
    return d.done(
        body
        + _go_review(d, p[0], words(rng, 3), OWNED)
        + _go_review(d, p[1], words(rng))
        + _go_review(d, p[2], words(rng))
        + d.ends()
    )


def _go_cut(s: Skin) -> Drawn:
    """Two reviews cut out."""
    d, rng = Sheet(s, "google_reviews"), s.rng
    p = rng.sample(NAMES, 3)
    return d.done(_go_review(d, p[0], words(rng)) + _go_review(d, p[1], words(rng, 3), OWNED) + d.ends())


# ── mumsnet ────────────────────────────────────────────────────────────────────────────────


def _mn_post(d: Sheet, who: str, text: str, first: bool, quote: str = "") -> str:
    s = d.s
    when = d.rng.choice(
        [f"Today {_clock(d.rng)}", f"Yesterday {_clock(d.rng)}", f"12/11/2026 {_clock(d.rng)}"]
    )
    op = (
        ' <span style="background:#d6e4ff;color:#123;border-radius:4px;padding:1px 5px;font-size:.75em">OP</span>'
        if first
        else ""
    )
    box = (
        f'<div class="k f" style="border-left:3px solid #8aa;padding:8px 11px;margin:6px 0">{safe(quote)}</div>'
        if quote
        else ""
    )
    return f'{d.says(who, when, text)}<div class="p"><div><b>{who}</b>{op} <span class="f">· {when}</span></div>{box}<div class="w" style="padding:7px 0">{safe(text)}</div><div class="r f" style="gap:22px"><span>{icon(s, "thumb")} React</span><span>Quote</span><span>Bookmark</span><span>Report</span></div></div><hr>'


def _mn_phone(s: Skin) -> Drawn:
    """A thread on a telephone; one answer quotes the first post."""
    d, rng = Sheet(s, "mumsnet"), s.rng
    n, w = rng.sample(NICKS, 3), [sentences(rng, SAYINGS, 3, 0.3) for _ in range(4)]
    top = f'<div class="r p" style="background:#1c2a6b;color:#fff"><b class="g">mumsnet</b>{icon(s, "find")}</div><div class="p b" style="font-size:1.2em">AIBU to think lunch is too short?</div>'
    return d.done(
        top
        + _mn_post(d, n[0], w[0], True)
        + _mn_post(d, n[1], w[1], False, w[0])
        + _mn_post(d, n[0], w[2], True)
        + _mn_post(d, n[2], w[3], False)
        + d.ends()
    )


def _mn_cut(s: Skin) -> Drawn:
    """Three posts cut out of a thread."""
    d, rng = Sheet(s, "mumsnet"), s.rng
    n = rng.sample(NICKS, 3)
    return d.done(
        "".join(_mn_post(d, who, sentences(rng, SAYINGS, 2, 0.3), k == 1) for k, who in enumerate(n))
        + d.ends()
    )


WAYS: dict[str, tuple[Callable[[Skin], Drawn], ...]] = {
    "facebook": (_fb_cut, _fb_reel),
    "whatsapp": (_wa_answers, _wa_notices, _wa_pair),
    "x": (_x_noted, _x_answers_desk),
    "instagram": (_ig_under, _ig_talk),
    "tiktok": (_tt_cut, _tt_sheet),
    "snapchat": (_sn_talk, _sn_cut),
    "nextdoor": (_nd_thread, _nd_cut),
    "google_reviews": (_go_sheet, _go_cut),
    "mumsnet": (_mn_phone, _mn_cut),
}
