"""A sixth set of designs: old and new pages of the apps, in other languages, boxed, embedded, set in."""

# ruff: noqa: E501  (a stretch of markup reads best on one line)
from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.screens import folk
from tests.screens.cast import Said
from tests.screens.folk import TONGUES
from tests.screens.page import Drawn
from tests.screens.skin import Skin, address_bar, avatar, icon, mark, page, picture, safe, skin, status_bar

FONTS = (
    "Inter",
    "Roboto",
    "Noto Sans",
    "Open Sans",
    "Liberation Sans",
    "Inter Display",
    "Lato",
    "DejaVu Sans",
)
LARGE = (
    "Noto Serif",
    "DejaVu Serif",
    "Lato",
    "Karla",
    "Comfortaa",
    "Liberation Serif",
    "Cantarell",
    "Noto Sans",
)


class Sheet:
    """A page as it is being drawn: its dress, its words, and what is said on it."""

    def __init__(self, s: Skin, slug: str) -> None:
        self.s, self.rng, self.slug = s, s.rng, slug
        self.said: list[Said | None] = []

    def says(
        self, who: str | None, when: str | None, text: str, handle: str | None = None, depth: int = 0
    ) -> str:
        """An item begins here."""
        self.said.append(Said(who, handle, when, text, depth))
        return mark()

    def ends(self) -> str:
        """What follows is no item."""
        self.said.append(None)
        return mark()

    def done(self, body: str, css: str = "", address: str | None = None, group: str | None = None) -> Drawn:
        """The page."""
        return Drawn(
            self.slug,
            self.s,
            page(self.s, f'{body}<div style="height:14px"></div>', css=css),
            tuple(self.said),
            address,
            group,
        )

    def n(self, most: int = 90) -> str:
        """A count."""
        return str(self.rng.randint(2, most))


def drawn_strange(slug: str, seed: int, *, large: bool = False) -> Drawn:
    """One page of ``slug`` in a design of this set; ``large``: another font and larger letters."""
    rng = Random(f"strange {slug} {seed} {large}")
    way = WAYS[slug][seed % len(WAYS[slug])]
    s = dressed(rng, way.__name__.endswith("_desk"), large)
    return way(s)


def drawn_strange_large(slug: str, seed: int) -> Drawn:
    """The same designs in another font and larger letters."""
    return drawn_strange(slug, seed, large=True)


def dressed(rng: Random, desk: bool, large: bool) -> Skin:
    """A dress for a page of this set."""
    s = skin(rng, str(rng.randint(0, 2)), phone=not desk, dark=rng.random() < 0.5)
    size = rng.choice([13.0, 14.0, 15.0]) if desk else rng.choice([15.0, 16.0, 17.0])
    for name, value in (
        ("font", rng.choice(LARGE if large else FONTS)),
        ("size", size * rng.choice([1.2, 1.3, 1.45]) if large else size),
        ("scale", s.scale if not desk else rng.choice([1.0, 1.25, 1.5])),
    ):
        object.__setattr__(s, name, value)
    return s


# ── facebook ───────────────────────────────────────────────────────────────────────────────


def _fb_inline_desk(s: Skin) -> Drawn:
    """The website of old: names run on into the words of comments, "Like · Reply · 2 · 3 hrs"."""
    d, rng = Sheet(s, "facebook"), s.rng
    bar, address = address_bar(s, "www.facebook.com", f"/groups/beckfoot/posts/{rng.randint(10**9, 10**10)}")
    post = Said(rng.choice(folk.NAMES), None, f"{rng.randint(2, 23)} hrs", folk.words(rng, 3))
    body = f'{bar}<div class="r" style="background:#3b5998;color:#fff;padding:6px 190px"><b>f</b><span style="background:#fff;color:#777;padding:3px 120px 3px 8px;font-size:12px">Search</span><span class="g"></span><span style="font-size:12px">Home &nbsp; Find Friends</span></div>'
    inner = f'{d.says(post.author, post.when, post.text)}<div class="r">{avatar(s, post.author, 40)}<div><b style="color:#365899">{safe(post.author)}</b><div class="x">{post.when} · {icon(s, "globe", 0.9)}</div></div></div><p style="margin:8px 0" class="w">{safe(post.text)}</p>{picture(s, 120) if s.chance(0.3) else ""}<div class="f" style="margin:6px 0">Like · Comment · Share</div>'
    rows = f'<div class="k f" style="padding:7px 10px">{icon(s, "thumb")} {safe(rng.choice(folk.NAMES))} and {d.n()} others like this.</div><div class="k f" style="padding:5px 10px">{rng.choice(["View previous comments", f"View {d.n()} more comments", "Top Comments ▾"])}</div>'
    people = folk.pick(rng, 6)
    for n in range(rng.randint(3, 5)):
        depth = int(n > 0 and s.chance(0.3))
        when = rng.choice(
            [
                f"{d.n(22)} hrs",
                f"{d.n(50)} mins",
                "1 hr",
                f"November {rng.randint(1, 28)} at {rng.randint(1, 12)}:{rng.randint(10, 59)}pm",
                "Yesterday at 9:14am",
            ]
        )
        text = folk.words(rng, 2)
        likes = f" · {icon(s, 'thumb', 0.9)} {d.n(20)}" if s.chance(0.5) else ""
        rows += f'{d.says(people[n], when, text, depth=depth)}<div class="t k" style="padding:5px 10px 5px {10 + 42 * depth}px">{avatar(s, people[n], 20 if depth else 32)}<div class="g"><div class="w"><b style="color:#365899">{safe(people[n])}</b> {safe(text)}</div><div class="x">Like · Reply{likes} · {when}</div></div></div>'
    box = f'<div style="width:{rng.choice([500, 560])}px;margin:14px 190px;border:1px solid {s.card()};padding:12px">{inner}{rows}{d.ends()}<div class="k" style="padding:8px 10px"><span style="background:{s.paper()};padding:6px 200px 6px 8px" class="f">Write a comment...</span></div></div>'
    return d.done(body + box, address=address)


def _fb_abroad(s: Skin) -> Drawn:
    """The app in another language."""
    d, rng = Sheet(s, "facebook"), s.rng
    t = TONGUES[rng.choice(list(TONGUES))]
    who, when, text = rng.choice(folk.NAMES), folk.ago(rng, t), folk.words(rng, 3)
    body = f'{status_bar(s)}<div class="r p">{icon(s, "back", 1.4)}{avatar(s, who, 34)}<b class="g">{safe(who)}</b>{icon(s, "dots")}</div><hr>'
    body += f'{d.says(who, when, text)}<div class="p"><div class="r">{avatar(s, who, 40)}<div class="g"><b>{safe(who)}</b><div class="x">{when} · {icon(s, "globe", 0.9)}</div></div></div><div class="w" style="margin:9px 0">{safe(text)}</div><div class="r sp f"><span>👍❤️ {safe(t.others.format(a=rng.choice(folk.NAMES), n=d.n()))}</span></div></div><hr><div class="r f" style="justify-content:space-around;padding:8px"><span>{icon(s, "thumb")} {t.like}</span><span>{icon(s, "talk")} {t.comment}</span><span>{icon(s, "share")} {t.share}</span></div><hr><div class="p b">{t.relevant} ▾</div>'
    people = folk.pick(rng, 6)
    for n in range(rng.randint(3, 5)):
        depth = int(n > 0 and s.chance(0.3))
        when, text = folk.ago(rng, t), folk.words(rng, 2)
        body += f'{d.says(people[n], when, text, depth=depth)}<div class="t" style="padding:5px {s.pad}px 5px {s.pad + depth * 44}px">{avatar(s, people[n], 26 if depth else 36)}<div class="g"><div class="k" style="border-radius:16px;padding:7px 12px;width:fit-content"><b style="font-size:.9em">{safe(people[n])}</b><div class="w">{safe(text)}</div></div><div class="r f" style="gap:16px;padding:3px 12px;font-size:.8em"><span>{when}</span><b>{t.like}</b><b>{t.reply}</b>{f"<span style=margin-left:auto>{d.n(30)} 👍</span>" if s.chance(0.4) else ""}</div></div></div>'
        if s.chance(0.25):
            body += f'<div class="b f" style="padding:3px {s.pad + 50}px">{t.replies.format(n=d.n(9))}</div>'
    return d.done(
        f'{body}{d.ends()}<div class="r p"><div class="g k f" style="border-radius:20px;padding:9px 14px">{t.write}</div>{icon(s, "cam")}</div>'
    )


def _fb_group(s: Skin) -> Drawn:
    """A group's page: its head, an advert's post among the others, badges over the words, answers on lines."""
    d, rng = Sheet(s, "facebook"), s.rng
    group = rng.choice(folk.GROUPS)
    body = f'{status_bar(s)}{picture(s, 110)}<div class="p"><b style="font-size:1.4em">{safe(group)} ›</b><div class="f">{icon(s, "lock", 0.9)} {rng.choice(["Private", "Public"])} group · {rng.randint(1, 9)}.{rng.randint(0, 9)}K members</div><div class="r" style="margin-top:9px"><span class="k b" style="border-radius:6px;padding:6px 34px">Joined ▾</span><span class="b" style="background:#0866ff;color:#fff;border-radius:6px;padding:6px 30px">+ Invite</span></div></div><div class="r b f" style="padding:4px {s.pad}px;gap:20px"><span>You</span><span>Featured</span><span>Photos</span><span>Events</span><span>Files</span></div>'
    people = folk.pick(rng, 9)
    for n in range(rng.randint(1, 2)):
        when, text, badge = (
            folk.ago(rng),
            folk.words(rng, 3),
            rng.choice(["", "Admin", "Group expert · Education", "Rising contributor", "Moderator"]),
        )
        body += f'<div style="height:9px" class="k"></div>{d.says(people[n], when, text)}<div class="p"><div class="r">{avatar(s, people[n], 42)}<div class="g"><b>{safe(people[n])}</b><div class="x">{f"{badge} · " if badge else ""}{when} ·</div></div>{icon(s, "dots")}{icon(s, "cross")}</div><div class="w" style="margin:9px 0">{safe(text)}</div><div class="r f sp"><span>😡😢 {d.n()}</span><span>{d.n()} comments &nbsp; {d.n(9)} shares</span></div></div>'
        for k in range(rng.randint(1, 2)):
            who, when, text = people[3 + 2 * n + k], folk.ago(rng), folk.words(rng, 2)
            over = (
                f'<div class="x">{rng.choice(["✪ Top contributor", "★ Top fan", "Author", "New member"])}</div>'
                if s.chance(0.4)
                else ""
            )
            body += f'{d.says(who, when, text)}<div class="t" style="padding:4px {s.pad}px">{avatar(s, who, 32)}<div class="g"><div class="k" style="border-radius:14px;padding:7px 12px">{over}<b style="font-size:.9em">{safe(who)}</b><div class="w">{safe(text)}</div></div><div class="r f" style="gap:18px;padding:3px 12px"><span>{when}</span><span>Like</span><span>Reply</span></div></div></div>'
        if not n:
            body += f'{d.ends()}<div style="height:9px" class="k"></div><div class="p"><div class="r">{avatar(s, "Boden", 42)}<div class="g"><b>Lakeside Windows</b><div class="x">Sponsored · {icon(s, "globe", 0.9)}</div></div></div><div style="margin:8px 0">Half price doors until Sunday.</div>{picture(s, 90)}<div class="r sp k p"><b>Book a visit</b><span class="b">Learn more</span></div></div>'
    return d.done(
        f'{body}{d.ends()}<div class="r c f" style="justify-content:space-around;padding:9px;font-size:.72em"><span>Home</span><span>Friends</span><span>Groups</span><span>Menu</span></div>',
        group=group,
    )


# ── whatsapp ───────────────────────────────────────────────────────────────────────────────

TONES = ("#b5367a", "#1f7aec", "#d1651d", "#1b8755", "#7f5bd5", "#007a86", "#c22b3d")
TONES_DARK = ("#ff72c5", "#53a6fd", "#fc9775", "#42c67a", "#a791ff", "#02b3bd", "#ffbc38")


def _wa_rich(s: Skin, tongue: folk.Tongue | None = None) -> Drawn:
    """A group with polls, voice, cards and answers; the same in another language."""
    d, rng = Sheet(s, "whatsapp"), s.rng
    mine, theirs, wall = ("#134d37", "#242626", "#161717") if s.dark else ("#d9fdd3", "#ffffff", "#f5f1eb")
    s.colours.update(paper=wall)
    people = list(dict.fromkeys(folk.saved(rng) for _ in range(5)))
    group, tone = rng.choice(folk.GROUPS), TONES_DARK if s.dark else TONES
    words = tongue.message if tongue else "Message"
    under = tongue.chatted if tongue else ", ".join([*people, "You"])
    body = f'{status_bar(s)}<div class="r" style="background:{theirs};padding:8px {s.pad}px">{icon(s, "back", 1.3)}{avatar(s, group, 38)}<div class="g"><b>{safe(group)}</b><div class="x nw" style="overflow:hidden;text-overflow:ellipsis">{safe(under)}</div></div>{icon(s, "cam", 1.4)}{icon(s, "dots")}</div><div class="c x" style="margin:10px"><span style="background:{theirs};padding:5px 12px;border-radius:8px">{tongue.today if tongue else rng.choice(["Today", "Yesterday", "Tue 17 Nov"])}</span></div>'
    minute, last = rng.randint(400, 1200), ""
    talk = ""
    for n in range(rng.randint(5, 8)):
        minute += rng.choice([0, 1, 4])
        when = f"{minute // 60:02}:{minute % 60:02}"
        who = last if last and s.chance(0.3) else "me" if s.chance(0.2) else rng.choice(people)
        own, text = who == "me", folk.words(rng, 2)
        colour = tone[people.index(who) % 7] if not own else ""
        role = rng.choice(['<span class="x" style="margin-left:14px">Admin</span>', ""]) if n == 1 else ""
        head = (
            ""
            if own or who == last
            else f'<div style="font-size:.86em"><span style="color:{colour};font-weight:600">{safe(who)}</span>{role}</div>'
        )
        quote = ""
        if n and s.chance(0.2):
            other = rng.choice(people)
            quote = f'<div style="border-left:4px solid {tone[people.index(other) % 7]};background:rgba(128,128,128,.12);border-radius:6px;padding:5px 9px;margin:3px 0"><div style="color:{tone[people.index(other) % 7]};font-size:.84em" class="b">{safe(other)}</div><div class="f">{safe(rng.choice(folk.SAYINGS)[:60])}</div></div>'
        box = f"width:fit-content;max-width:84%;{'margin-left:auto;' if own else ''}background:{mine if own else theirs};border-radius:12px;padding:6px 10px;margin-top:{3 if who == last else 10}px"
        stamp = f'<span class="x" style="float:right;margin:7px 0 0 14px">{when}{" ✓✓" if own else ""}</span><div style="clear:both"></div>'
        talk += f'{d.says(None if own else who, when, text)}<div style="{box}">{head}{quote}<span class="w">{safe(text)}</span>{stamp}</div>'
        if s.chance(0.2):
            talk += f'<div style="margin:-5px 0 4px {"78%" if own else "18px"}"><span style="background:{theirs};border:2px solid {wall};border-radius:14px;padding:1px 8px;font-size:.8em">{rng.choice(["👍❤️ 5", "😂", "😮 2", "🙏👍😢 9"])}</span></div>'
        last = who
        if n == 2 and not tongue:
            talk += d.ends() + rng.choice([
                f'<div style="width:70%;margin:8px 0 0 auto;background:{mine};border-radius:12px;padding:9px"><b>Who is going to the meeting?</b><div class="x">Select one</div><div class="r sp" style="margin-top:6px"><span>○ Yes</span><span>7</span></div><div class="r sp"><span>○ No</span><span>2</span></div><div class="x" style="text-align:right">{when}</div><div class="c b" style="color:#1b8755">View votes</div></div>',
                f'<div class="c x" style="margin:9px"><span style="background:{theirs};padding:5px 12px;border-radius:8px">{safe(people[0])} added {safe(folk.NAMES[5])}</span></div>',
                f'<div class="r" style="width:64%;background:{theirs};border-radius:12px;padding:9px;margin-top:8px"><span>▶</span><span class="g" style="border-top:3px dotted {s.faint()}"></span><span class="x">0:{rng.randint(10, 59)}</span></div>',
            ])  # fmt: skip
            last = ""
    body += f'<div style="padding:0 {s.pad}px">{talk}</div>{d.ends()}<div class="r p"><div class="g" style="background:{theirs};border-radius:22px;padding:9px 14px"><span class="f">☺ &nbsp;{words}</span></div><span style="background:#1daa61;border-radius:50%;padding:9px">{icon(s, "cam", 1.1, "#fff")}</span></div>'
    return d.done(body, group=group)


def _wa_abroad(s: Skin) -> Drawn:
    return _wa_rich(s, TONGUES[s.rng.choice(list(TONGUES))])


# ── x ──────────────────────────────────────────────────────────────────────────────────────


def _x_within_desk(s: Skin) -> Drawn:
    """Posts shown within a page of news: a card each, "Follow", the whole time, "Copy link"."""
    d, rng = Sheet(s, "x"), s.rng
    body = '<div style="width:560px;margin:20px 240px"><p style="font-size:1.15em;margin-bottom:14px">Parents took to social media after the announcement.</p>'
    for who, handle in zip(folk.pick(rng, 2), rng.sample(folk.HANDLES, 2), strict=True):
        handle = "@" + handle.replace(".", "")[:15]
        when, text = (
            f"{rng.randint(1, 12)}:{rng.randint(0, 59):02} {rng.choice(['AM', 'PM'])} · Nov {rng.randint(1, 28)}, 2026",
            folk.words(rng, 3),
        )
        body += f'{d.says(who, when, text, handle)}<div style="border:1px solid {s.faint()};border-radius:12px;padding:14px;margin-bottom:16px"><div class="r">{avatar(s, who, 44)}<div class="g"><b>{safe(who)}</b><div class="f">{handle} · <span style="color:#1d9bf0">Follow</span></div></div><b>𝕏</b></div><div class="w" style="font-size:1.2em;margin:10px 0">{safe(text)}</div><div class="f">{when}</div><hr style="margin:8px 0"><div class="r f" style="gap:24px"><span>{icon(s, "heart")} {d.n(900)}</span><span>{icon(s, "talk")} Reply</span><span>{icon(s, "share")} Copy link</span></div><div class="c" style="border:1px solid {s.faint()};border-radius:18px;padding:5px;margin-top:9px;color:#1d9bf0">{rng.choice([f"Read {d.n(60)} replies", "Explore what’s happening on X"])}</div></div>'
    return d.done(body + d.ends() + "</div>")


def _x_chain(s: Skin) -> Drawn:
    """A chain of answers with lines between faces, quoted posts in boxes, "Translate post"."""
    d, rng = Sheet(s, "x"), s.rng
    body = f'{status_bar(s)}<div class="r p">{icon(s, "back", 1.3)}<b class="g">{rng.choice(["Post", "Thread"])}</b><span style="border:1px solid {s.faint()};border-radius:16px;padding:4px 14px">Reply</span></div>'
    people, handles = folk.pick(rng, 8), rng.sample(folk.HANDLES, 8)
    for n in range(rng.randint(3, 4)):
        handle, text = "@" + handles[n].replace(".", "")[:15], folk.words(rng, 3 if n == 0 else 2)
        when = rng.choice([f"{rng.randint(1, 23)}h", f"{rng.randint(2, 59)}m", f"{rng.randint(1, 28)} Nov"])
        inner = ""
        body += f'{d.says(people[n], when, text, handle)}<div class="t" style="padding:8px {s.pad}px"><div>{avatar(s, people[n], 38)}<div style="width:2px;height:40px;background:{s.card()};margin:4px auto"></div></div><div class="g"><div class="r" style="gap:5px"><b class="nw" style="overflow:hidden;text-overflow:ellipsis">{safe(people[n])}</b><span class="f nw">{handle} · {when}</span><span class="g"></span>{icon(s, "dots", 0.9)}</div><div class="w">{safe(text)}</div>{"<div style=color:#1d9bf0>Translate post</div>" if s.chance(0.2) else ""}'
        if n < 2 and s.chance(0.5):
            other, words, time = people[4 + n], folk.words(rng, 2), f"{rng.randint(1, 28)} Nov"
            inner = f'{d.says(other, time, words, "@" + handles[5 + n])}<div style="border:1px solid {s.faint()};border-radius:14px;padding:9px;margin-top:8px"><div class="r" style="gap:5px">{avatar(s, other, 20)}<b class="nw" style="overflow:hidden;text-overflow:ellipsis">{safe(other)}</b><span class="f nw">@{handles[5 + n]} · {time}</span></div><div class="w">{safe(words)}</div></div>'
        body += f'{inner}<div class="r f sp" style="margin-top:8px;padding-right:30px"><span>{icon(s, "talk")} {d.n()}</span><span>{icon(s, "turn")} {d.n()}</span><span>{icon(s, "heart")} {d.n(400)}</span><span>{icon(s, "book")}</span></div></div></div>'
        if s.chance(0.2):
            body += f'<div style="color:#1d9bf0;padding:6px {s.pad + 50}px">Show replies</div>'
    return d.done(
        f'{body}{d.ends()}<div class="r f c" style="justify-content:space-around;padding:9px">{icon(s, "house", 1.4)}{icon(s, "find", 1.4)}{icon(s, "talk", 1.4)}</div>'
    )


# ── instagram, tiktok ──────────────────────────────────────────────────────────────────────


def _ig_abroad(s: Skin) -> Drawn:
    """The sheet of comments in another language: the likes in the row of actions."""
    d, rng = Sheet(s, "instagram"), s.rng
    t, owner = TONGUES[rng.choice(list(TONGUES))], rng.choice(folk.HANDLES)
    body = f'{status_bar(s)}{picture(s, 80)}<div class="c b p">{t.comments}</div><hr>'
    people = rng.sample(folk.HANDLES, 6)
    for n in range(rng.randint(3, 6)):
        depth, when = int(n > 0 and s.chance(0.3)), folk.ago(rng, t)
        text = (f"@{people[n - 1]} " if depth else "") + folk.words(rng, 2)
        body += f'{d.says(people[n], when, text, depth=depth)}<div class="t" style="padding:7px {s.pad}px 7px {s.pad + 44 * depth}px">{avatar(s, people[n], 26 if depth else 34)}<div class="g"><div class="r" style="gap:6px;font-size:.9em"><b>{people[n]}</b><span class="f">{when}</span></div><div class="w">{safe(text)}</div><div class="r f" style="gap:16px;font-size:.8em"><b>{t.reply}</b>{f"<span>{t.translate}</span>" if s.chance(0.4) else ""}</div></div><div class="c x">{icon(s, "heart", 1)}<div>{d.n(40)}</div></div></div>'
        if s.chance(0.25):
            body += f'<div class="f" style="padding:2px {s.pad + 46}px">—— {t.replies.format(n=d.n(9))}</div>'
    return d.done(
        f'{body}{d.ends()}<div class="r p">{avatar(s, owner, 30)}<div class="g f" style="border:1px solid {s.faint()};border-radius:20px;padding:8px 14px">{t.add}</div></div>'
    )


def _ig_captions(s: Skin) -> Drawn:
    """The feed: the caption, two comments beneath that begin with their authors, the time in capitals."""
    d, rng = Sheet(s, "instagram"), s.rng
    who, place = rng.choice(folk.HANDLES), rng.choice(folk.PLACES)
    when, text = (
        rng.choice(["2 HOURS AGO", "3 DAYS AGO", "17 NOVEMBER", "54 MINUTES AGO"]),
        folk.words(rng, 3),
    )
    body = f'{status_bar(s)}<div class="r sp p"><span style="font:italic 1.6em Comfortaa">Instagram</span><span class="r">{icon(s, "heart", 1.4)}{icon(s, "share", 1.4)}</span></div><div class="r" style="padding:8px {s.pad}px">{avatar(s, who, 34)}<div class="g"><b>{who}</b><div class="x">{safe(place)}</div></div>{icon(s, "dots")}</div>{picture(s, 240)}<div class="r" style="padding:4px {s.pad}px">{icon(s, "heart", 1.5, s.ink())}{icon(s, "talk", 1.5, s.ink())}{icon(s, "share", 1.5, s.ink())}</div>'
    body += f'<div style="padding:4px {s.pad}px"><b>{d.n(900)} likes</b>{d.says(who, when, text)}<div class="w"><b>{who}</b> {safe(text)}</div><div class="f">View all {d.n()} comments</div>'
    for other in rng.sample(folk.HANDLES, rng.randint(1, 2)):
        words = folk.words(rng, 1)
        body += f'{d.says(other, None, words)}<div class="r"><div class="g w"><b>{other}</b> {safe(words)}</div>{icon(s, "heart", 0.8)}</div>'
    return d.done(
        f'{body}{d.ends()}<div class="x" style="margin-top:5px">{when}</div></div><div class="r p" style="justify-content:space-around">{icon(s, "house", 1.5)}{icon(s, "find", 1.5)}{icon(s, "cam", 1.5)}</div>'
    )


def _tt_turned(s: Skin) -> Drawn:
    """Comments: "Reply" before the time, the hearts' count under them, badges beside names."""
    d, rng = Sheet(s, "tiktok"), s.rng
    t = TONGUES[rng.choice(list(TONGUES))] if s.chance(0.35) else None
    total = d.n(900)
    body = f'<div style="height:90px;background:#222"></div><div class="r p"><span class="g c b">{total} {t.comments.lower() if t else "comments"}</span>{icon(s, "cross", 0.9)}</div>'
    people = rng.sample([*folk.NAMES, *folk.HANDLES, *folk.HANDLES], 6)
    for n in range(rng.randint(4, 6)):
        depth = int(n > 0 and s.chance(0.3))
        when = (
            folk.ago(rng, t)
            if t
            else rng.choice(
                [
                    folk.ago(rng),
                    f"{rng.randint(1, 12)}-{rng.randint(1, 28)}",
                    f"2026-{rng.randint(1, 9)}-{rng.randint(10, 28)}",
                    f"{rng.randint(2, 6)}d ago",
                ]
            )
        )
        text, badge = (
            folk.words(rng, 2),
            rng.choice(
                [
                    "",
                    "",
                    "",
                    ' <span style="color:#ea4359">· Creator</span>',
                    ' <span class="x">· Friend</span>',
                ]
            ),
        )
        row = (
            f'<span>{when}</span><span class="b">{t.reply if t else "Reply"}</span>'
            if s.layout != "0"
            else f'<span class="b">{t.reply if t else "Reply"}</span><span>{when}</span>'
        )
        body += f'{d.says(people[n], when, text, depth=depth)}<div class="t" style="padding:7px {s.pad}px 7px {s.pad + depth * 46}px">{avatar(s, people[n], 24 if depth else 36)}<div class="g"><div style="font-size:.84em;color:{s.faint()}">{safe(people[n])}{badge}</div><div class="w">{safe(text)}</div><div class="r f" style="gap:16px;font-size:.84em">{row}</div></div><div class="c x" style="align-self:center">{icon(s, "heart", 1.1)}<div>{d.n(999)}</div></div></div>'
        if s.chance(0.25):
            body += f'<div class="f b" style="padding:2px {s.pad + 56}px">{t.replies.format(n=d.n(9)) if t else f"View {d.n(20)} replies ⌄"}</div>'
    return d.done(
        f'{body}{d.ends()}<div class="c" style="font-size:1.3em;padding:5px">😁 🥰 😂 😳 😏 😅 🥺</div><div class="r p">{avatar(s, "m", 30)}<div class="g k f" style="border-radius:20px;padding:8px 14px">{t.add if t else "Add comment..."}</div></div>'
    )


# ── snapchat, nextdoor ─────────────────────────────────────────────────────────────────────


def _sn_kept(s: Skin) -> Drawn:
    """A chat with messages that were kept on grey, and the hour between them."""
    d, rng = Sheet(s, "snapchat"), s.rng
    people = list(dict.fromkeys(n.split()[0] for n in folk.pick(rng, 3)))
    group, tones = (
        rng.choice([", ".join(people), rng.choice(folk.GROUPS)]),
        ("#00a3ff", "#a44ce0", "#0fadad", "#e9674c"),
    )
    body = f'{status_bar(s)}<div class="r p">{icon(s, "back", 1.4)}{avatar(s, group, 32)}<b class="g" style="font-size:1.1em">{safe(group)}</b>{icon(s, "cam", 1.3)}</div>'
    last = ""
    for n in range(rng.randint(4, 7)):
        own = s.chance(0.25)
        who = "Me" if own else rng.choice([p for p in people if p != last])
        if who == last:
            continue
        tone = "#f23b57" if own else tones[people.index(who) % 4]
        text = folk.words(rng, 2)
        text = text if any(c.isalpha() for c in text) else "No way"
        kept = f"background:{s.card()}" if s.chance(0.4) else ""
        if n and s.chance(0.25):
            body += f'<div class="c x b" style="padding:8px">{rng.choice(["TODAY", "YESTERDAY", "NOVEMBER 14", folk.clock(rng)])}</div>'
        body += f'{d.says(None if own else who.upper(), None, text)}<div style="margin:7px {s.pad}px"><div class="b" style="color:{tone};font-size:.76em">{who.upper()}</div><div class="w" style="border-left:2px solid {tone};padding:3px 9px;{kept}">{safe(text)}</div></div>'
        last = who
    tail = rng.choice(["Delivered", "Opened", f"{people[0]} is typing…", ""])
    return d.done(
        f'{body}{d.ends()}<div class="x" style="padding:2px {s.pad}px">{tail}</div><div class="r p">{icon(s, "cam", 1.6)}<div class="g k f" style="border-radius:20px;padding:9px 14px">{rng.choice(["Chat", "Send a chat", "New Chat"])}</div></div>'
    )


def _sn_answer(s: Skin) -> Drawn:
    """A story with words in the middle of it."""
    d, rng = Sheet(s, "snapchat"), s.rng
    who, when, text = rng.choice(folk.NAMES[:12]), f"{rng.randint(2, 22)}h ago", rng.choice(folk.SAYINGS)
    return d.done(
        f'<div style="background:linear-gradient(#435,#a66);color:#fff"><div style="height:5px"></div>{d.says(who, when, text)}<div class="r p">{avatar(s, who, 36)}<div class="g"><b>{safe(who)}</b><div style="font-size:.8em">{when}</div></div>{icon(s, "dots", 1.2, "#fff")}{icon(s, "cross", 1.2, "#fff")}</div><div style="height:{rng.randint(120, 260)}px"></div><div class="c w" style="background:rgba(0,0,0,.6);padding:8px 14px">{safe(text)}</div><div style="height:200px"></div>{d.ends()}<div class="r p"><div class="g" style="background:rgba(255,255,255,.2);border-radius:20px;padding:9px 14px">{rng.choice(["Send a chat", "Send Chat"])}</div></div></div>'
    )


def _nd_threads(s: Skin, desk: bool = False) -> Drawn:
    """A post with comments in boxes: place and time beneath the name, "Author", reactions in numbers."""
    d, rng = Sheet(s, "nextdoor"), s.rng
    people = [
        f"{n.split()[0]} {rng.choice('ABCDEFGHLMPRSTW')}."
        for n in rng.sample(
            [n for n in folk.NAMES if n.split()[0].isalpha() and n[0].isupper() and len(n.split()) > 1], 6
        )
    ]

    def when() -> str:
        return rng.choice(
            [
                f"{rng.randint(2, 23)}h",
                f"{rng.randint(2, 6)}d",
                f"{rng.randint(2, 22)} hr ago",
                f"{rng.randint(1, 28)} Nov",
                f"{rng.randint(2, 6)} days ago",
            ]
        )

    bar, address = (
        address_bar(s, "nextdoor.co.uk", f"/p/{rng.randint(10**9, 10**10)}") if desk else ("", None)
    )
    time, text = when(), folk.words(rng, 3)
    head = (
        f'<div class="r p" style="color:#00b246"><b style="font-size:1.3em">nextdoor</b><span class="g"></span>{icon(s, "find", 1.3)}</div>'
        if desk
        else f'<div class="r p">{icon(s, "back", 1.4)}<span class="g"></span>{icon(s, "dots")}</div>'
    )
    body = f'{head}{d.says(people[0], time, text)}<div class="p"><div class="r">{avatar(s, people[0], 42)}<div class="g"><b>{people[0]}</b><div class="x">{rng.choice(folk.PLACES)} · {time} · {icon(s, "globe", 0.9)}</div></div>{icon(s, "dots")}</div><div class="w" style="margin:10px 0">{safe(text)}</div><div class="r f" style="gap:18px"><span>{icon(s, "heart")} {d.n()}</span><span>{icon(s, "talk")} {d.n()}</span><span>{icon(s, "share")} Share</span></div></div><hr><div class="r p sp"><b>{d.n()} comments</b><span class="f">{rng.choice(["Top comments ▾", "Newest ▾"])}</span></div>'
    for n in range(1, rng.randint(3, 5)):
        who, time, text, depth = (
            rng.choice([people[n], people[n], people[0]]),
            when(),
            folk.words(rng, 2),
            int(n > 1 and s.chance(0.3)),
        )
        badge = (
            ' <span class="k x" style="border-radius:4px;padding:1px 5px">Author</span>'
            if who == people[0]
            else ""
        )
        body += f'{d.says(who, time, text, depth=depth)}<div class="t" style="padding:6px {s.pad}px 6px {s.pad + depth * 42}px">{avatar(s, who, 32)}<div class="g"><div class="k" style="border-radius:12px;padding:8px 12px"><b>{who}</b>{badge}<div class="x">{rng.choice(folk.PLACES)} · {time}</div><div class="w" style="margin-top:4px">{safe(text)}</div></div><div class="r f" style="gap:16px;padding:3px 12px"><span>{icon(s, "heart", 0.9)} {d.n(20)}</span><span>Reply</span><span>Share</span></div></div></div>'
    foot = f'{d.ends()}<div class="r p">{avatar(s, "m", 30)}<div class="g k f" style="border-radius:20px;padding:9px 14px">{rng.choice(["Add a comment...", "Comment as " + people[-1]])}</div></div>'
    if desk:
        return d.done(f'{bar}<div style="width:600px;margin:0 auto">{body}{foot}</div>', address=address)
    return d.done(status_bar(s) + body + foot)


def _nd_desk(s: Skin) -> Drawn:
    return _nd_threads(s, desk=True)


# ── google, mumsnet ────────────────────────────────────────────────────────────────────────


def _go_panel(s: Skin) -> Drawn:
    """Reviews in a search: sorted by chips, details in words, translated ones."""
    d, rng = Sheet(s, "google_reviews"), s.rng
    t = TONGUES[rng.choice(list(TONGUES))] if s.chance(0.3) else None
    body = f'{status_bar(s)}<div class="p"><b style="font-size:1.2em">{folk.SCHOOL}</b><div class="f">{rng.choice(["Primary school in Fernhill", "Rd, Fernhill FH4 2QX"])}</div><div class="r" style="margin-top:8px"><b style="font-size:2em">3.{rng.randint(0, 9)}</b><span style="color:#fbbc04">★★★★☆</span><span class="f">({d.n(200)})</span></div></div><div class="r f" style="padding:4px {s.pad}px;gap:8px"><span class="k" style="padding:5px 10px;border-radius:14px">Most relevant</span><span class="k" style="padding:5px 10px;border-radius:14px">Newest</span><span class="k" style="padding:5px 10px;border-radius:14px">Lowest</span></div>'
    for who in folk.pick(rng, rng.randint(3, 4)):
        when = (
            rng.choice([t.ago[0].format(n=rng.randint(2, 11)), t.ago[1]])
            if t
            else rng.choice(
                [
                    f"{rng.randint(2, 11)} months ago",
                    "a week ago",
                    "a year ago",
                    f"{rng.randint(2, 6)} days ago",
                    "Edited 2 months ago",
                ]
            )
        )
        text, guide = (
            folk.words(rng, 3),
            rng.choice(
                ["", f"Local Guide · {d.n()} reviews", f"{d.n(20)} reviews · {d.n(9)} photos", "1 review"]
            ),
        )
        body += f'{d.says(who, when, text)}<div class="p"><div class="r">{avatar(s, who, 36)}<div class="g"><div>{safe(who)}</div><div class="x">{guide}</div></div>{icon(s, "dots")}</div><div class="r" style="gap:8px;margin:6px 0"><span style="color:#fbbc04">{"★" * rng.randint(1, 5)}</span><span class="f">{when}</span>{rng.choice(["", "<span class=k style=font-size:.7em;padding:1px_5px>NEW</span>".replace("_", " ")])}</div><div class="w">{safe(text)}</div><div class="r f" style="gap:20px;margin-top:6px"><span>{icon(s, "heart")} {d.n(9)}</span><span>{icon(s, "share")}</span></div></div><hr>'
        if s.chance(0.3):
            answer = "We are sorry to read this. Please ring the office so that we can help."
            body += f'{d.says(f"{folk.SCHOOL} (owner)", "2 weeks ago", answer)}<div style="padding:4px {s.pad}px 8px {s.pad + 40}px"><b>{folk.SCHOOL}</b> <span class="x">(owner)</span> <div class="x">2 weeks ago</div><div class="w">{answer}</div></div>'
    return d.done(body + d.ends())


def _mn_old_desk(s: Skin) -> Drawn:
    """The forum of old: name and date on a bar, "Add message | Report | Message poster"."""
    d, rng = Sheet(s, "mumsnet"), s.rng
    bar, address = address_bar(s, "www.mumsnet.com", f"/talk/primary/{rng.randint(10**6, 10**7)}-gate-code")
    body = f'{bar}<div class="r" style="background:#00a19a;color:#fff;padding:10px 160px"><b style="font-size:1.6em">mumsnet</b><i>by parents for parents</i></div><div style="width:780px;margin:10px 160px"><div class="x">Talk &gt; Primary education &gt; Gate code changed again</div><b style="font-size:1.4em">Gate code changed again</b><div class="f">({d.n()} Posts)</div>'
    for who in rng.sample(folk.NICKS, rng.randint(3, 5)):
        when, text = (
            f"{rng.choice(['Mon', 'Tue', 'Wed', 'Sun'])} {rng.randint(1, 28):02}-Nov-26 {folk.clock(rng)}:{rng.randint(10, 59)}",
            folk.words(rng, 4),
        )
        body += f'{d.says(who, when, text)}<div style="border:1px solid {s.faint()};margin-top:9px"><div class="k r sp" style="padding:5px 9px"><b>{who}</b><span class="x">{when}</span></div><div class="w" style="padding:9px">{safe(text)}</div><div class="x" style="padding:4px 9px;text-align:right">Add message | Report | Message poster</div></div>'
    return d.done(f'{body}{d.ends()}<div class="p">Join the discussion</div></div>', address=address)


def _mn_app(s: Skin) -> Drawn:
    """The app: faces, a quotation in a box, "See all" of who began."""
    d, rng = Sheet(s, "mumsnet"), s.rng
    people = rng.sample(folk.NICKS, 5)
    body = f'{status_bar(s)}<div class="r p" style="border-bottom:3px solid #ff73b2">{icon(s, "back", 1.3)}<b class="g c">Am I Being Unreasonable?</b>{icon(s, "book")}</div><div class="p b" style="font-size:1.2em">To think the school should have told us?</div>'
    for n in range(rng.randint(3, 5)):
        who = people[0] if n in (0, 3) else people[n]
        when, text = (
            rng.choice(
                [
                    f"{rng.randint(2, 59)} mins ago",
                    f"{rng.randint(2, 23)} hours ago",
                    f"Today {folk.clock(rng)}",
                    f"{rng.randint(1, 28):02}/11/2026 {folk.clock(rng)}",
                ]
            ),
            folk.words(rng, 3),
        )
        op = (
            ' <span style="background:#ff73b2;color:#000;padding:0 5px;font-size:.74em">OP</span>'
            if who == people[0]
            else ""
        )
        quote = (
            f'<div class="k" style="border-left:3px solid #ff73b2;padding:7px 10px;margin:6px 0"><b class="x">{people[n - 1]} said:</b><div class="f">{safe(rng.choice(folk.SAYINGS))}</div></div>'
            if n and s.chance(0.3)
            else ""
        )
        body += f'{d.says(who, when, text)}<div class="p"><div class="r">{avatar(s, who, 30)}<div class="g"><b>{who}</b>{op}<div class="x">{when}</div></div>{icon(s, "dots")}</div>{quote}<div class="w" style="margin:6px 0">{safe(text)}</div><div class="r f" style="gap:22px"><span>Thanks ({d.n(40)})</span><span>Quote</span><span>Share</span><span>Report</span></div></div><hr>'
    return d.done(
        f'{body}{d.ends()}<div class="r p"><div class="g c b" style="background:#ff73b2;color:#000;border-radius:6px;padding:9px">Reply</div></div>'
    )


WAYS: dict[str, tuple[Callable[[Skin], Drawn], ...]] = {
    "facebook": (_fb_inline_desk, _fb_abroad, _fb_group),
    "whatsapp": (_wa_rich, _wa_abroad),
    "x": (_x_within_desk, _x_chain),
    "instagram": (_ig_abroad, _ig_captions),
    "tiktok": (_tt_turned,),
    "snapchat": (_sn_kept, _sn_answer),
    "nextdoor": (_nd_threads, _nd_desk),
    "google_reviews": (_go_panel,),
    "mumsnet": (_mn_old_desk, _mn_app),
}
"""What is drawn of each app."""
