"""A fifth set of designs: other pages of the same apps, drawn with another hand than the others."""

# ruff: noqa: E501  (a stretch of markup reads best on one line)
from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.screens import throng
from tests.screens.cast import Said
from tests.screens.page import Drawn
from tests.screens.skin import MARK, Skin, address_bar, avatar, mark, picture, safe, skin

NAMES = """Abigail Thistlethwaite|Ravi Subramanian|Bronagh McIlroy|Jean-Baptiste Moreau|Olga Ivanova|Hamza El-Sayed|Tilly Grace Marsden|
Kev Barraclough|Ammaarah Dawood|Nia Haf Llywelyn|Szymon Dąbrowski|Rui Pedro Gonçalves|Saoirse Ó Briain|Precious Nwosu-Bright|Tom Ince|
Marie-Thérèse Dubois|Danielle (Dani) Roe|Uzma K|Mick Tully|sarah louise boyd|GEMMA POTTER|Ian Lill|Will I Am Fan|Joy Trueman|Christian Church|
Lottie's Cakes|The Dog & Duck|Kirsty-Ann Muir-Petrie|Bartholomew Fotheringham-Smythe|Jo Oh|Maddy 💫 Crane|Stu|Dr. Priti Vora|Angel Dust|
Mohammed Abdul Kareem|Elif Şahin|Nguyễn Minh Anh|Anneliese von Hagen|Pip Squires|Trudi Ann-Marie Cobbold""".replace(
    "\n", ""
).split("|")
HANDLES = """tilly.marsden|ravi_s_86|bronagh.mc|kevbarra|the_dani_roe|uzmak_|micktully1|s4rah_boyd|gempotts|ianlill|joy.trueman_|lottiescakes.uk|
kirsty_mp|jo.oh|maddycrane__|stuuu|pip_squires|mum2four|dad.of.two_|year4.warrior|northernlass82|nonsense.and.nappies|itsmeelif|ole.olga""".replace(
    "\n", ""
).split("|")
TALK = """Right, who else is fed up with the car park|There was a supply teacher AGAIN today|Three weeks. Three weeks I've waited for that form.|
Mr Whitmore wouldn't even look me in the eye|They've put the price of dinners up without a vote or anything|Heard he's been suspended, is that true|
My daughter got an award today so not all bad!|Why does nobody answer the phone between 12 and 2?|The SENCO is useless and everybody knows it|
I said what I said|You want to be careful putting names on here|Took him out in Year 2, never looked back|Is the fair still on Saturday 28th?|
Honestly the state of those toilets|She told 30 kids my son has ADHD. In assembly.|What school is this|It was on the news last night|It'll be the parents blamed as usual|
Don't get me started on the WhatsApp group lol|Some of you need to speak to the actual teacher|We pay enough council tax|I've kept the emails since 2023|
Can we have a meeting at the Dog & Duck, 7.30 Thursday?|Absolute clowns running that place|You can report it to the LADO you know|Not my circus|And the ballet club?""".replace(
    "\n", ""
).split("|")
BRIEF = [
    "Agreed",
    "This!!",
    "No words",
    "Same in Y5",
    "Vile",
    "Hope so",
    "Lol",
    "What now",
    "Oh Dani",
    "Good for you x",
    "Sorry?",
    "Why",
    "Ring them",
    "Yes me",
    "Nah",
    "Poor lad",
    "Me neither",
    "Who knows",
]
GROUPS = [
    "Elm Class 2026",
    "Parents of Coldbeck",
    "Coldbeck & District Chat",
    "KS2 Mums",
    "Y3 Birch",
    "Save Our Crossing",
    "Coldbeck CE Primary PTFA",
]
PLACES = ["Coldbeck", "Upper Hallam", "Mill Lane", "Priory Park", "Westgate", "Bell End"]
FONTS = (
    "DejaVu Sans",
    "Noto Sans",
    "Lato",
    "Roboto",
    "Inter",
    "Open Sans",
    "Karla",
    "Liberation Sans",
    "Cabin",
    "Manrope",
    "Dosis",
)
LARGE = (
    "Comfortaa",
    "Liberation Serif",
    "DejaVu Serif",
    "Quicksand",
    "Liberation Sans Narrow",
    "Cantarell",
    "Lato",
)


def drawn_elsewhere(slug: str, seed: int, *, large: bool = False) -> Drawn:
    """One page of ``slug`` in a design of this set; ``large``: another font and larger letters."""
    rng = Random(f"elsewhere {slug} {seed} {large}")
    way = WAYS[slug][seed % len(WAYS[slug])]
    s = skin(rng, str(rng.randint(0, 2)), phone=not way.__name__.endswith("_desk"), dark=rng.random() < 0.5)
    size = rng.choice([14.0, 15.5, 17.0, 18.0]) if s.phone else rng.choice([13.5, 14.5, 16.0])
    object.__setattr__(s, "font", rng.choice(LARGE if large else FONTS))
    object.__setattr__(s, "size", size * rng.choice([1.25, 1.4, 1.5]) if large else size)
    return way(s)


def drawn_elsewhere_large(slug: str, seed: int) -> Drawn:
    """The same designs in another font and larger letters."""
    return drawn_elsewhere(slug, seed, large=True)


# ── one hand: a style for all the parts of a page ──────────────────────────────────────────


class _Hand:
    """How this page is drawn: weights, sizes, signs between things, drawn once and kept to."""

    def __init__(self, s: Skin) -> None:
        rng = s.rng
        self.s, self.rng = s, rng
        self.bold = rng.choice([500, 600, 700, 700, 800])
        self.name_size = rng.choice([0.86, 0.92, 1.0, 1.0])
        self.small = rng.choice([0.72, 0.78, 0.84, 0.9])
        self.dot = rng.choice([" · ", " · ", " • ", "·"])
        self.gap = rng.choice([10, 14, 20, 26])
        self.face = rng.choice([26, 32, 38, 44])
        self.pad = rng.choice([8, 12, 16, 20])
        self.air = rng.choice([5, 8, 12, 16])
        self.lines = rng.choice([1.2, 1.3, 1.45, 1.6])
        self.said: list[Said | None] = []

    def words(self, longest: int = 2) -> str:
        rng = self.rng
        if longest <= 2 and rng.random() < 0.2:
            return rng.choice(BRIEF)
        text = " ".join(
            t if t[-1] in ".!?" else t + rng.choice([".", "", "!"])
            for t in rng.sample(TALK, rng.randint(1, longest))
        )
        return text + rng.choice(["", "", "", "", " 😤", " 🙃🙃"])

    def say(
        self, who: str | None, when: str | None, longest: int = 2, handle: str | None = None, text: str = ""
    ) -> str:
        one = Said(who, handle, when, text or self.words(longest))
        self.said.append(one)
        return f'<div style="overflow-wrap:anywhere">{safe(one.text)}</div>'

    def name(self, who: str, colour: str = "") -> str:
        return f'<span style="font-weight:{self.bold};font-size:{self.name_size}em{";color:" + colour if colour else ""}">{safe(who)}</span>'

    def faint(self, *parts: str) -> str:
        inside = "".join(f"<span>{p}</span>" for p in parts if p)
        return f'<div style="display:flex;align-items:center;gap:{self.gap}px;color:{self.s.faint()};font-size:{self.small}em">{inside}</div>'

    def small_print(self, text: str) -> str:
        return f'<span style="color:{self.s.faint()};font-size:{self.small}em">{text}</span>'

    def beside(self, who: str | None, inside: str, inset: int = 0, right: str = "") -> str:
        return f'{mark()}<div style="display:flex;gap:{self.pad * 0.7:.0f}px;padding:{self.air}px {self.pad}px {self.air}px {self.pad + inset}px">{avatar(self.s, who, self.face if not inset else self.face - 8)}<div style="flex:1;min-width:0">{inside}</div>{right}</div>'

    def bar(self, left: str, middle: str, right: str = "") -> str:
        return f'<div style="display:flex;align-items:center;gap:12px;padding:10px {self.pad}px;border-bottom:1px solid {self.s.card()}"><span>{left}</span><span style="flex:1;font-weight:{self.bold};font-size:1.12em">{middle}</span><span>{right}</span></div>'

    def top(self) -> str:
        if not self.s.phone or self.s.chance(0.25):
            return ""
        return f'<div style="display:flex;justify-content:space-between;padding:5px 18px;font-size:12px;font-weight:600"><span>{self.clock()}</span><span>{self.rng.choice(["5G", "EE 4G", "62%", "Wi-Fi 88"])}</span></div>'

    def field(self, text: str, round_: int = 22) -> str:
        return f'{mark()}<div style="padding:10px {self.pad}px"><div style="background:{self.s.card()};color:{self.s.faint()};border-radius:{round_}px;padding:9px 15px;font-size:.93em">{safe(text)}</div></div>'

    def clock(self) -> str:
        return f"{self.rng.randint(7, 22)}:{self.rng.randint(0, 59):02}"

    def page(self, platform: str, body: str, address: str | None = None, group: str | None = None) -> Drawn:
        s = self.s
        html = f'<!doctype html><meta charset="utf-8"><style>*{{box-sizing:border-box;margin:0}}body{{width:{s.width}px;background:{s.paper()};color:{s.ink()};font:{s.size}px/{self.lines} "{s.font}","Noto Color Emoji",sans-serif;position:relative}}.m{{position:absolute;left:0;width:4px;height:4px;background:{MARK}}}.r{{display:flex;align-items:center;gap:8px}}.k{{background:{s.card()}}}.g{{flex:1}}.f{{color:{s.faint()}}}.c{{text-align:center}}.sp{{justify-content:space-between}}</style><body>{body}<div style="height:4px;background:{MARK};width:100%"></div>'
        return Drawn(platform, s, html, (*self.said, None), address, group)


def _short(h: _Hand) -> str:
    unit = h.rng.choice("mhhhdw")
    return f"{h.rng.randint(1, {'m': 59, 'h': 23, 'd': 6, 'w': 20}[unit])}{unit}"


def _hrs(h: _Hand) -> str:
    return h.rng.choice(
        [
            f"{h.rng.randint(2, 23)} hrs",
            f"{h.rng.randint(2, 59)} mins",
            "1 hr",
            "Yesterday",
            f"{h.rng.randint(2, 6)} d",
            f"{h.rng.randint(1, 27)} November",
            _short(h),
        ]
    )


# ── facebook ───────────────────────────────────────────────────────────────────────────────


def _fb_mobile_site(s: Skin) -> Drawn:
    """The site in a phone's browser: actions in words, "Like · Reply · More · 3 hrs"."""
    h = _Hand(s)
    bar, address = address_bar(s, "m.facebook.com", "/", 0.9)
    who = h.rng.choice(NAMES)
    when = f"{h.rng.randint(1, 27)} November at {h.clock():0>5}"
    body = f'{h.top()}{bar}{mark()}<div style="padding:{h.pad}px"><div class="r">{avatar(s, who, h.face)}<div><div>{h.name(who)}</div>{h.small_print(when + h.dot + "Public")}</div></div><div style="margin-top:8px">{h.say(who, when, 3)}</div></div>{h.faint(f"{h.rng.randint(3, 90)} Likes", f"{h.rng.randint(3, 90)} Comments")}<div class="r f" style="justify-content:space-around;padding:8px;border-top:1px solid {s.card()}"><span>Like</span><span>Comment</span><span>Share</span></div>'
    for n, other in enumerate(h.rng.sample(NAMES, h.rng.randint(3, 5))):
        t = _hrs(h)
        acts = (
            h.faint("Like", "Reply", "More", t)
            if s.layout == "0"
            else h.faint(t, "Like", "React", "Reply", "More")
            if s.layout == "1"
            else h.faint(t, "Like", "Reply", "Edited" if n == 1 else "")
        )
        body += h.beside(other, f"<div>{h.name(other)}</div>{h.say(other, t)}{acts}")
    return h.page("facebook", body + h.field("Write a comment…"), address)


def _fb_photo_desk(s: Skin) -> Drawn:
    """A photograph on the site: its post and comments in a column at the right."""
    h = _Hand(s)
    bar, address = address_bar(s, "www.facebook.com", f"/photo/?fbid={h.rng.randint(10**14, 10**15)}")
    who, t = h.rng.choice(NAMES), _short(h)
    col = f'{mark()}<div style="padding:14px"><div class="r">{avatar(s, who, 40)}<div><div>{h.name(who)}</div>{h.small_print(t + " · Public")}</div></div>{h.say(who, t, 3)}</div><div class="r f sp" style="padding:6px 14px"><span>{h.rng.randint(3, 90)}</span><span>{h.rng.randint(3, 40)} comments &nbsp; {h.rng.randint(2, 9)} shares</span></div><div class="r f" style="justify-content:space-around;padding:8px"><span>Like</span><span>Comment</span><span>Share</span></div><div class="f" style="padding:6px 14px">Most relevant</div>'
    for other in h.rng.sample(NAMES, h.rng.randint(3, 5)):
        t = _short(h)
        col += h.beside(
            other,
            f'<div class="k" style="border-radius:16px;padding:7px 12px;width:fit-content">{h.name(other)}{h.say(other, t)}</div>{h.faint(t, "Like", "Reply")}',
        )
    col += h.field("Write a comment…")
    return h.page(
        "facebook",
        f'{bar}<div style="display:flex"><div style="flex:1;background:#000">{picture(s, 620)}</div><div style="width:380px">{col}</div></div>',
        address,
    )


def _fb_recommend(s: Skin) -> Drawn:
    """Reviews on a page: "recommends", "doesn't recommend"."""
    h = _Hand(s)
    body = (
        h.top()
        + h.bar("‹", "Coldbeck CE Primary School")
        + f'<div class="r f" style="padding:10px {h.pad}px;gap:20px"><span>Posts</span><span>About</span><b>Reviews</b><span>Photos</span></div><div style="padding:6px {h.pad}px">61% recommend ({h.rng.randint(12, 80)} reviews)</div>'
    )
    for who in h.rng.sample(NAMES, h.rng.randint(2, 3)):
        t = f"{h.rng.randint(1, 28)} {h.rng.choice(['October', 'November', 'September'])}"
        doing = h.rng.choice(
            [" recommends Coldbeck CE Primary School.", " doesn't recommend Coldbeck CE Primary School."]
        )
        body += f'{mark()}<div style="padding:{h.air}px {h.pad}px"><div class="r">{avatar(s, who, h.face)}<div><div>{h.name(who)}<span>{doing}</span></div>{h.small_print(t + h.dot + "🌐")}</div></div><div style="margin-top:6px">{h.say(who, t, 3)}</div><div class="r f sp" style="padding:6px 0"><span>👍 {h.rng.randint(2, 30)}</span><span>{h.rng.randint(2, 9)} comments</span></div><div class="r f" style="justify-content:space-around;padding:6px"><span>Like</span><span>Comment</span><span>Share</span></div></div>'
    return h.page("facebook", body + mark())


def _fb_pinned_thread(s: Skin) -> Drawn:
    """A group's thread: author badges, answers that begin with whom they answer, answers set in twice."""
    h = _Hand(s)
    group, who = h.rng.choice(GROUPS), h.rng.choice(NAMES)
    t = _short(h)
    body = h.top() + h.bar("←", safe(group), "⋮")
    body += f'{mark()}<div style="padding:{h.pad}px"><div class="r">{avatar(s, who, h.face + 6)}<div><div>{h.name(who)}</div>{h.small_print(h.rng.choice(["Admin" + h.dot, "", "Moderator" + h.dot]) + t + h.dot + "Private group")}</div></div><div style="margin-top:8px;font-size:1.05em">{h.say(who, t, 3)}</div></div><div class="r f sp" style="padding:6px {h.pad}px"><span>❤️😮 {h.rng.randint(3, 80)}</span><span>{h.rng.randint(3, 60)} comments</span></div><div class="r f" style="justify-content:space-around;padding:7px;border-top:1px solid {s.card()};border-bottom:1px solid {s.card()}"><span>Like</span><span>Comment</span><span>Send</span></div>'
    people = h.rng.sample([n for n in NAMES if n != who], 5)
    for n, other in enumerate(people[: h.rng.randint(3, 5)]):
        t = _short(h)
        inset = 0 if n in (0, 3) else h.rng.choice([0, 46])
        badge = h.rng.choice(
            [
                "",
                "",
                "",
                f"<div>{h.small_print('🏅 Top contributor')}</div>",
                f"<div>{h.small_print('Author')}</div>",
                f"<div>{h.small_print('✎ Author')}</div>",
            ]
        )
        text = (f"{people[n - 1]} " if inset else "") + h.words(2)
        inside = f'<div class="k" style="border-radius:14px;padding:8px 12px;width:fit-content"><div>{h.name(other)}</div>{badge}{h.say(other, t, text=text)}</div>{h.faint(t, "Like", "Reply", f"{h.rng.randint(1, 30)} 👍" if s.chance(0.4) else "")}'
        body += (
            f'<div style="padding:4px {h.pad}px">{h.small_print("📌 Pinned comment")}</div>'
            if n == 0 and s.chance(0.3)
            else ""
        ) + h.beside(other, inside, inset)
    return h.page(
        "facebook",
        body
        + h.field(
            h.rng.choice(["Write a comment…", f"Comment as {h.rng.choice(NAMES)}", f"Reply to {people[0]}…"])
        ),
        None,
        None,
    )


# ── whatsapp and other chats ───────────────────────────────────────────────────────────────


def _chat(
    h: _Hand,
    *,
    own_ground: tuple[str, str],
    names: bool,
    half: bool,
    notes: tuple[str, ...],
    people: list[str],
    tone: Callable[[str], str],
) -> str:
    s, rng = h.s, h.rng
    theirs = rng.choice(["#202c33", "#1f1f1f", "#212d3b"]) if s.dark else "#ffffff"
    ground = own_ground[1] if s.dark else own_ground[0]
    chip = f'<div class="c" style="margin:10px"><span style="background:{theirs};color:{s.faint()};border-radius:10px;padding:4px 12px;font-size:.76em">%s</span></div>'
    body = chip % rng.choice(["TODAY", "Today", "Yesterday", "November 24", "18 November 2026", "Friday"])
    minute, last = rng.randint(480, 1260), ""
    for n in range(rng.randint(5, 8)):
        minute += rng.choice([0, 1, 1, 4, 11])
        hour, rest = divmod(minute, 60)
        t = (
            f"{(hour - 1) % 12 + 1}:{rest:02} {'AM' if hour < 12 else 'PM'}"
            if half
            else f"{hour:02}:{rest:02}"
        )
        own = rng.random() < 0.25
        who = None if own else last if last and rng.random() < 0.3 else rng.choice(people)
        first = n == 0 or who != last
        if n == 3 and notes and s.chance(0.35):
            body += chip % safe(rng.choice(notes))
            first, last = True, ""
        over = ""
        if names and first and not own:
            over = f'<div style="color:{tone(who or "")};font-weight:{rng.choice([500, 600, 700])};font-size:.86em">{safe(who)}</div>'
        kind = rng.random()
        quote = ""
        if kind < 0.12 and n:
            quote = f'<div style="border-left:3px solid #0a9;background:{"rgba(0,0,0,.22)" if s.dark else "rgba(0,0,0,.05)"};border-radius:6px;padding:4px 9px;margin:3px 0"><div style="color:{tone(people[0])};font-weight:600;font-size:.82em">{safe(people[0])}</div><div style="color:{s.faint()};font-size:.85em;white-space:nowrap;overflow:hidden;text-overflow:ellipsis;max-width:220px">{safe(h.words(1))}</div></div>'
        elif kind < 0.18:
            quote = picture(s, 110).replace("margin:6px 0", "margin:2px 0 5px;width:210px;border-radius:8px")
        text = h.say(who, t, 2)
        clock = f'<div style="text-align:right;font-size:.68em;color:{s.faint()};margin-top:{rng.choice([-2, 0, 2])}px">{t}{" ✓✓" if own else ""}</div>'
        if rng.random() < 0.55:
            clock = f'<span style="float:right;font-size:.68em;color:{s.faint()};margin:7px 0 -5px 13px">{t}{" ✓✓" if own else ""}</span><div style="clear:both"></div>'
            text = text.replace(
                '<div style="overflow-wrap:anywhere">', '<span style="overflow-wrap:anywhere">'
            ).replace("</div>", "</span>")
        body += f'{mark()}<div style="width:fit-content;min-width:88px;max-width:{rng.choice([74, 78, 84])}%;margin:{9 if first else 3}px {0 if own else "auto"} 0 {"auto" if own else 0};background:{ground if own else theirs};border-radius:{rng.choice([8, 12, 16])}px;padding:6px 10px">{over}{quote}{text}{clock}</div>'
        last = who or ""
    return body


def _saved(h: _Hand, count: int) -> list[str]:
    rng = h.rng
    pool = [
        *NAMES[:30],
        "Ollie's Mum",
        "Dad - Freya",
        "Kim (Brownies)",
        "Auntie Jo",
        "Tash",
        "Mr Singh",
        "+44 7911 123 456",
        "+44 7700 900812",
        "+353 86 123 4567",
        "Lol",
        "Mum ❤️",
    ]
    return rng.sample(pool, count)


_HUES = ("#d6336c", "#1971c2", "#2f9e44", "#e8590c", "#9c36b5", "#0c8599", "#c2255c")


def _hue(who: str) -> str:
    return _HUES[sum(map(ord, who)) % len(_HUES)]


def _wa(s: Skin, *, pair: bool = False) -> Drawn:
    h = _Hand(s)
    object.__setattr__(
        s,
        "colours",
        {
            "paper": h.rng.choice(["#0b141a", "#0d1418"])
            if s.dark
            else h.rng.choice(["#efeae2", "#e5ddd5", "#d9e6d8", "#ece5dd"])
        },
    )
    people = _saved(h, 1 if pair else h.rng.randint(3, 4))
    group = people[0] if pair else h.rng.choice(GROUPS)
    under = (
        h.rng.choice(["online", f"last seen today at {h.clock()}"])
        if pair
        else h.rng.choice(
            [
                ", ".join([*people, "You"]),
                f"{people[0]}, {people[1]}, +44 7…",
                "Tap here for group info",
                "click here for group info",
            ]
        )
    )
    bar = f'<div style="background:{"#1f2c34" if s.dark else h.rng.choice(["#075e54", "#fff", "#f0f2f5"])};display:flex;gap:10px;align-items:center;padding:8px 12px"><span class="f">←</span>{avatar(s, group, 36)}<div class="g"><div style="font-weight:600{";color:#fff" if s.dark else ""}" >{safe(group)}</div><div style="font-size:.76em;white-space:nowrap;overflow:hidden;text-overflow:ellipsis;max-width:200px;color:{s.faint()}">{safe(under)}</div></div></div>'.replace(
        "#075e54", "#f0f2f5"
    )
    notes = (
        "Messages and calls are end-to-end encrypted. Only people in this chat can read, listen to, or share them.",
        "You joined using a group link",
        f"{people[0]} changed the group name to “{group}”",
        "3 unread messages",
        "This message was deleted",
    )
    body = _chat(
        h,
        own_ground=(
            h.rng.choice(["#d9fdd3", "#dcf8c6", "#e1ffc7"]),
            h.rng.choice(["#005c4b", "#144d37", "#054640"]),
        ),
        names=not pair,
        half=s.chance(0.4),
        notes=() if pair else notes[:4],
        people=people,
        tone=_hue,
    )
    return h.page(
        "whatsapp",
        h.top()
        + bar
        + f'<div style="padding:4px {h.pad}px">{body}</div>'
        + h.field(h.rng.choice(["Type a message", "Message"])),
        None,
        None if pair else group,
    )


def _wa_many(s: Skin) -> Drawn:
    """A group."""
    return _wa(s)


def _wa_pair(s: Skin) -> Drawn:
    """Two people."""
    return _wa(s, pair=True)


def _telegram(s: Skin) -> Drawn:
    """A group in Telegram; one's own bubbles in its own colours."""
    h = _Hand(s)
    object.__setattr__(
        s, "colours", {"paper": "#0f0f0f" if s.dark else h.rng.choice(["#c8d9b3", "#e6ebee", "#d3e2ee"])}
    )
    group = h.rng.choice(GROUPS)
    people = list(h.rng.sample(NAMES, 4))
    bar = f'<div style="background:{"#212121" if s.dark else "#fff"};display:flex;gap:10px;align-items:center;padding:8px 12px"><span class="f">←</span>{avatar(s, group, 38)}<div class="g"><b>{safe(group)}</b><div style="font-size:.76em;color:{s.faint()}">{h.rng.randint(12, 400)} members{h.rng.choice(["", ", 7 online"])}</div></div></div>'
    body = _chat(
        h,
        own_ground=("#eeffde", "#8774e1"),
        names=True,
        half=False,
        notes=(f"{people[0]} joined the group", "Unread messages", f"{people[1]} pinned a message"),
        people=people,
        tone=_hue,
    )
    return h.page(
        "telegram",
        h.top() + bar + f'<div style="padding:4px {h.pad}px">{body}</div>' + h.field("Message"),
        None,
        group,
    )


def _messenger(s: Skin, *, desk: bool = False) -> Drawn:
    """Messenger: a group, violet bubbles, "Seen by"."""
    h = _Hand(s)
    people, group = (
        [n.split()[0] for n in h.rng.sample([n for n in NAMES if n.split()[0].isalpha()], 3)],
        h.rng.choice(GROUPS),
    )
    hue = h.rng.choice(["#0a7cff", "#a033ff", "#ff5280", "#00a884"])
    body = h.bar(
        "‹",
        f'{safe(group)}<div style="font-weight:400;font-size:.66em" class="f">{h.rng.choice(["Active now", "Active 3h ago", "5 members"])}</div>',
        "ⓘ",
    )
    body += f'<div class="c f" style="font-size:.75em;padding:10px">{h.rng.choice(["Today", "Mon", "Tue", "Yesterday"])} at {h.clock()}</div>'
    last: str | None = ""
    for _ in range(h.rng.randint(5, 7)):
        own = s.chance(0.3)
        who = None if own else h.rng.choice(people)
        over = (
            f'<div class="f" style="font-size:.72em;margin:9px 0 2px 52px">{who}</div>'
            if not own and who != last
            else ""
        )
        text = h.say(who, None, 2, text=h.rng.choice(TALK))
        side = (
            f"margin:4px 12px 0 auto;background:{hue};color:#fff"
            if own
            else f"margin:2px 0 0 44px;background:{'#303030' if s.dark else '#f0f0f0'}"
        )
        body += f'{mark()}{over}<div style="width:fit-content;max-width:70%;{side};border-radius:19px;padding:7px 13px">{text}</div>'
        last = who
    body += f'{mark()}<div class="f" style="text-align:right;font-size:.72em;padding:4px 14px">{h.rng.choice(["Seen by " + people[0], "Sent", "Seen"])}</div>'
    h.said.append(None)
    return h.page("messenger", h.top() + body + h.field("Aa"), None, group)


def _messenger_phone(s: Skin) -> Drawn:
    """On a phone."""
    return _messenger(s)


def _snap(s: Skin) -> Drawn:
    """Snapchat: names in colour over their words, days between."""
    h = _Hand(s)
    people = [
        n.split()[0]
        for n in h.rng.sample([n for n in NAMES if n.split()[0].isalpha() and len(n.split()[0]) > 2], 3)
    ]
    hues = dict(zip(people, h.rng.sample(["#0fadff", "#b23fe0", "#e8a100", "#02b790"], 3), strict=True))
    body = (
        h.top()
        + h.bar("‹", safe(h.rng.choice([*GROUPS, people[0]])), "📞")
        + f'<div class="c f" style="font-size:.75em;padding:8px">{h.rng.choice(["TODAY", "YESTERDAY", "TUESDAY"])}</div>'
    )
    last = ""
    for _ in range(h.rng.randint(4, 7)):
        who = "Me" if s.chance(0.3) else h.rng.choice(people)
        if who == last:
            continue
        hue = "#f23b57" if who == "Me" else hues[who]
        shown = who.upper()
        body += f'{mark()}<div style="padding:{h.air * 0.6:.0f}px {h.pad}px"><div style="color:{hue};font-weight:700;font-size:.74em;letter-spacing:.03em">{shown}</div><div style="border-left:3px solid {hue};padding:1px 10px">{h.say(None if who == "Me" else shown, None, text=h.rng.choice(TALK))}</div></div>'
        last = who
    return h.page("snapchat", body + h.field(h.rng.choice(["Send a chat", "Send a Chat"])))


# ── x, threads ─────────────────────────────────────────────────────────────────────────────


def _x_row(h: _Hand, n: int, longest: int = 2, extra: str = "") -> str:
    s, rng = h.s, h.rng
    who, handle = rng.choice(NAMES), rng.choice(HANDLES).replace(".", "_")[:15]
    t = rng.choice(
        [
            f"{rng.randint(1, 59)}m",
            f"{rng.randint(1, 23)}h",
            f"{rng.randint(1, 27)} Nov",
            f"Nov {rng.randint(1, 27)}",
        ]
    )
    counts = f'<div class="r f" style="justify-content:space-between;font-size:.84em;margin-top:7px;max-width:420px"><span>💬 {rng.randint(1, 60)}</span><span>↺ {rng.randint(1, 40)}</span><span>♡ {rng.randint(1, 300)}</span><span>ılı {rng.randint(1, 30)}.{rng.randint(1, 9)}K</span></div>'
    line = f'<div style="white-space:nowrap;overflow:hidden;text-overflow:ellipsis">{h.name(who)} <span style="color:{s.faint()}">@{handle} · {t}</span></div>'
    return h.beside(who, f"{line}{h.say(who, t, longest, '@' + handle)}{extra}{counts}")


def _x_home(s: Skin) -> Drawn:
    """The feed in the dim colours, with an advert's label and reposts."""
    h = _Hand(s)
    if s.dark:
        object.__setattr__(s, "colours", {"paper": h.rng.choice(["#15202b", "#000000"]), "card": "#2f3b46"})
    body = (
        h.top()
        + f'<div class="r" style="justify-content:space-around;padding:10px;border-bottom:1px solid {s.card()}"><b>For you</b><span class="f">Following</span><span class="f">Coldbeck</span></div>'
    )
    for n in range(h.rng.randint(3, 5)):
        if s.chance(0.3):
            body += f'<div class="f" style="font-size:.78em;padding:6px 0 0 {h.pad + 24}px">↺ {safe(h.rng.choice(NAMES))} reposted</div>'
        body += (
            _x_row(h, n, 2, h.small_print("Show this thread") if s.chance(0.15) else "")
            + f'<div style="border-top:1px solid {s.card()}"></div>'
        )
    return h.page("x", body + mark())


def _x_one(s: Skin) -> Drawn:
    """One post, its numbers, and answers."""
    h = _Hand(s)
    who, handle = h.rng.choice(NAMES), h.rng.choice(HANDLES).replace(".", "_")[:15]
    when = f"{h.rng.randint(1, 12)}:{h.rng.randint(0, 59):02} {h.rng.choice(['am', 'pm', 'AM', 'PM'])} · {h.rng.randint(1, 27)} Nov 2026"
    body = (
        h.top()
        + h.bar("←", "Post")
        + f'{mark()}<div style="padding:{h.pad}px"><div class="r">{avatar(s, who, 42)}<div class="g"><div>{h.name(who)}</div><div style="color:{s.faint()};font-size:.93em">@{handle}</div></div><span style="background:{s.ink()};color:{s.paper()};border-radius:16px;padding:4px 14px">{h.rng.choice(["Follow", "Subscribe", "Following"])}</span></div><div style="font-size:1.15em;margin-top:10px">{h.say(who, when, 3, "@" + handle)}</div><div class="f" style="margin-top:9px">{when} · {h.rng.randint(2, 90)}.{h.rng.randint(1, 9)}K Views</div></div><div class="r f" style="padding:9px {h.pad}px;gap:18px;border-top:1px solid {s.card()};border-bottom:1px solid {s.card()}"><span><b>{h.rng.randint(2, 90)}</b> Reposts</span><span><b>{h.rng.randint(2, 90)}</b> Quotes</span><span><b>{h.rng.randint(2, 900)}</b> Likes</span></div>'
    )
    for n in range(h.rng.randint(2, 4)):
        body += _x_row(h, n)
    return h.page("x", body + h.field("Post your reply"))


def _threads(s: Skin) -> Drawn:
    """Threads: the feed."""
    h = _Hand(s)
    body = h.top() + '<div class="c" style="padding:10px;font-size:1.3em;font-weight:700">Threads</div>'
    for who in h.rng.sample(HANDLES, h.rng.randint(3, 4)):
        t = _short(h)
        body += (
            h.beside(
                who,
                f'<div class="r">{h.name(who)}<span class="f" style="font-size:.9em">{t}</span></div>{h.say(who, t, 2, "@" + who)}<div class="r f" style="gap:18px;margin-top:6px">♡ {h.rng.randint(1, 90)} <span>💬 {h.rng.randint(1, 20)}</span> ↺ ✈</div>',
            )
            + f'<div style="border-top:1px solid {s.card()}"></div>'
        )
    return h.page("threads", body + mark())


# ── instagram, tiktok, youtube ─────────────────────────────────────────────────────────────


def _ig_reel_comments(s: Skin) -> Drawn:
    """Comments over a reel; likes under the words instead of at the side."""
    h = _Hand(s)
    body = (
        picture(s, 140)
        + f'<div class="c" style="padding:10px;font-weight:700">Comments</div><div style="border-top:1px solid {s.card()}"></div>'
    )
    people = h.rng.sample(HANDLES, 6)
    for n, who in enumerate(people[: h.rng.randint(4, 6)]):
        t = _short(h)
        inset = 40 if n and s.chance(0.3) else 0
        foot = (
            h.faint("Reply", h.rng.choice(["", "See translation", "Hide"]))
            if s.layout != "1"
            else h.faint(
                f"{h.rng.randint(2, 40)} likes" if s.chance(0.6) else "",
                "Reply",
                "Send" if s.chance(0.3) else "",
            )
        )
        badge = h.rng.choice(["", "", "", h.dot + "Author", h.dot + "❤️ by author"])
        body += h.beside(
            who,
            f"<div>{h.name(who)} {h.small_print(t + badge)}</div>{h.say(who, t, 2, '@' + who, (f'@{people[n - 1]} ' if inset else '') + h.words(2))}{foot}",
            inset,
            '<span class="f">♡</span>',
        )
        if s.chance(0.2):
            body += f'<div style="padding:3px {h.pad + 54}px">{h.small_print("—— View " + str(h.rng.randint(2, 9)) + " more replies")}</div>'
    return h.page(
        "instagram",
        body
        + h.field(
            h.rng.choice(
                [f"Add a comment for {people[0]}...", "Add a comment…", "What do you think of this?"]
            )
        ),
    )


def _ig_feed(s: Skin) -> Drawn:
    """The feed, older: "Liked by", "View all 12 comments", some of them shown."""
    h = _Hand(s)
    body = (
        h.top() + f'<div style="padding:10px {h.pad}px;font-size:1.5em;font-family:Comfortaa">Instagram</div>'
    )
    who = h.rng.choice(HANDLES)
    t = h.rng.choice(["3 hours ago", "2 days ago", "5 November", "12 minutes ago"])
    others = h.rng.sample([x for x in HANDLES if x != who], 3)
    body += f'{mark()}<div class="r" style="padding:8px {h.pad}px">{avatar(s, who, 32)}<div class="g">{h.name(who)}<div>{h.small_print(h.rng.choice(PLACES)) if s.chance(0.4) else ""}</div></div>⋯</div>{picture(s, 240)}<div class="r" style="padding:6px {h.pad}px;font-size:1.3em">♡ 💬 ✈</div><div style="padding:0 {h.pad}px 10px"><div>Liked by <b>{others[0]}</b> and <b>{h.rng.randint(3, 200)} others</b></div>'
    text = h.words(3)
    h.said.append(Said(who, "@" + who, t, text))
    body += f'<div><span style="font-weight:{h.bold}">{who}</span> {safe(text)}</div><div class="f">View all {h.rng.randint(4, 60)} comments</div><div>{h.small_print(t)}</div></div>'
    return h.page("instagram", body + mark())


def _ig_story(s: Skin) -> Drawn:
    """A story with words on a coloured ground."""
    h = _Hand(s)
    who, t, text = h.rng.choice(HANDLES), f"{h.rng.randint(1, 23)}h", h.rng.choice(TALK)
    h.said.append(Said(who, "@" + who, t, text))
    hue = h.rng.choice(["#7b2ff7", "#f23b57", "#1a1a2e", "#0f766e"])
    body = f'<div style="background:{hue};color:#fff;padding:12px"><div style="display:flex;gap:4px"><i style="flex:1;height:3px;background:#fff"></i><i style="flex:1;height:3px;background:#ffffff66"></i></div>{mark()}<div class="r" style="margin-top:10px">{avatar(s, who, 34)}<b>{who}</b><span style="opacity:.75">{t}</span></div><div style="padding:150px 10px 190px;text-align:center;font-size:1.5em;font-weight:700">{safe(text)}</div></div>'
    return h.page(
        "instagram",
        body
        + f'{mark()}<div style="background:#000;padding:10px"><div style="border:1px solid #555;border-radius:22px;color:#bbb;padding:9px 16px">{h.rng.choice(["Send message", "Reply to " + who + "…"])}</div></div>',
    )


def _tt_sheet(s: Skin) -> Drawn:
    """TikTok's comments: hearts under the words, badges, pinned."""
    h = _Hand(s)
    body = f'<div class="c" style="padding:12px;font-weight:700;font-size:.9em">{h.rng.randint(4, 990)} comments</div>'
    for n in range(h.rng.randint(4, 6)):
        who = h.rng.choice([*NAMES, *HANDLES])
        t = h.rng.choice(
            [
                f"{h.rng.randint(1, 23)}h",
                f"{h.rng.randint(1, 6)}d",
                f"{h.rng.randint(1, 3)}w ago",
                f"{h.rng.randint(2, 23)}h ago",
                f"10-{h.rng.randint(10, 30)}",
            ]
        )
        inset = 44 if n and s.chance(0.25) else 0
        badge = h.rng.choice(["", "", "", " · Creator", " · Following"])
        foot = f'<div style="display:flex;gap:14px;font-size:{h.small}em" class="f"><span>{t}</span><b>Reply</b><span style="margin-left:auto">♡ {h.rng.randint(1, 400)}</span></div>'
        body += h.beside(
            who,
            f'<div style="font-size:.85em;color:{s.faint()};font-weight:600">{safe(who)}{badge}</div>{h.say(who, t)}{foot}',
            inset,
        )
        if s.chance(0.2):
            body += f'<div style="padding:3px {h.pad + 50}px">{h.small_print("View " + str(h.rng.randint(2, 40)) + " replies ⌄")}</div>'
    return h.page("tiktok", body + h.field(h.rng.choice(["Add comment...", "Add a comment…"])))


def _yt(s: Skin) -> Drawn:
    """YouTube's comments on a phone."""
    h = _Hand(s)
    body = picture(s, 150) + h.bar("", f'Comments <span class="f">{h.rng.randint(4, 900)}</span>', "✕")
    for n, who in enumerate(h.rng.sample(HANDLES, h.rng.randint(3, 4))):
        t = h.rng.choice(
            [
                f"{h.rng.randint(2, 23)} hours ago",
                f"{h.rng.randint(2, 6)} days ago",
                "1 month ago",
                f"{h.rng.randint(2, 11)}mo ago",
            ]
        )
        body += (
            f'<div style="padding:0 {h.pad + 40}px">{h.small_print("📌 Pinned by @" + who)}</div>'
            if n == 0 and s.chance(0.3)
            else ""
        ) + h.beside(
            who,
            f'<div>{h.small_print("@" + who + h.dot + t)}</div>{h.say(who, t, 2, "@" + who)}<div class="r f" style="gap:16px;font-size:.85em;margin-top:5px"><span>👍 {h.rng.randint(1, 90)}</span><span>👎</span><span>Reply</span></div>',
        )
    return h.page("youtube", body + h.field("Add a comment..."))


# ── nextdoor, google, mumsnet, reddit ──────────────────────────────────────────────────────


def _nd_name(h: _Hand) -> str:
    return (
        h.rng.choice(
            [n for n in NAMES if n.split()[0].isalpha() and n[0].isupper() and n[1].islower()]
        ).split()[0]
        + " "
        + h.rng.choice("BCDFHJMNPRSW")
        + "."
    )


def _nd(s: Skin) -> Drawn:
    """Nextdoor: a post, reactions in words, comments."""
    h = _Hand(s)
    who, place = _nd_name(h), h.rng.choice(PLACES)
    t = h.rng.choice(
        [
            f"{h.rng.randint(2, 23)} hr ago",
            "1 day ago",
            f"{h.rng.randint(2, 6)}d",
            f"{h.rng.randint(2, 59)}m",
            f"{h.rng.randint(1, 28)} Nov",
        ]
    )
    body = (
        h.top()
        + h.bar("✕", h.rng.choice(["", "Post", "Nextdoor"]), "⋯")
        + f'{mark()}<div style="padding:{h.pad}px"><div class="r">{avatar(s, who, h.face)}<div><div>{h.name(who)}</div>{h.small_print(place + h.dot + t + h.rng.choice(["", h.dot + "🌍"]))}</div></div><div style="margin-top:9px">{h.say(who, t, 3)}</div></div><div class="r f" style="justify-content:space-around;padding:9px"><span>Like</span><span>Comment</span><span>Share</span></div><div class="f" style="padding:2px {h.pad}px">{h.rng.randint(3, 60)} comments</div>'
    )
    for n in range(h.rng.randint(3, 4)):
        other, place = _nd_name(h), h.rng.choice(PLACES)
        t = h.rng.choice(
            [
                f"{h.rng.randint(2, 23)} hr ago",
                "1 day ago",
                f"{h.rng.randint(2, 6)} days ago",
                f"{h.rng.randint(2, 23)}h",
            ]
        )
        inset = 40 if n and s.chance(0.3) else 0
        head = (
            f"<div>{h.name(other)} {h.small_print('• ' + place)}</div>"
            if s.layout == "0"
            else f"<div>{h.name(other)}</div>{h.small_print(place)}"
            if s.layout == "1"
            else f"<div>{h.name(other)}</div>{h.small_print(place + h.dot + t)}"
        )
        foot = h.faint("Like", "Reply", "Share") if s.layout == "2" else h.faint(t, "Like", "Reply", "Share")
        body += h.beside(other, head + h.say(other, t) + foot, inset)
    return h.page("nextdoor", body + h.field("Add a comment..."))


def _google(s: Skin) -> Drawn:
    """Google's reviews: stars and time, criteria, the owner's answer."""
    h = _Hand(s)
    body = (
        h.top()
        + f'<div style="padding:{h.pad}px"><div style="font-size:1.3em">Coldbeck CE Primary School</div><div class="f">2.{h.rng.randint(1, 9)} ★★★☆☆ ({h.rng.randint(8, 70)}) · Primary school</div></div><div class="r f" style="padding:6px {h.pad}px;gap:20px"><span>Overview</span><b>Reviews</b><span>About</span></div><div class="r f" style="padding:8px {h.pad}px"><span class="k" style="padding:3px 10px;border-radius:8px">Most relevant</span><span class="k" style="padding:3px 10px;border-radius:8px">Newest</span><span class="k" style="padding:3px 10px;border-radius:8px">bullying 4</span></div>'
    )
    for who in h.rng.sample(NAMES, h.rng.randint(2, 4)):
        t = h.rng.choice(
            [
                "2 weeks ago",
                "a month ago",
                f"{h.rng.randint(2, 11)} months ago",
                "a year ago",
                "4 days ago",
                "Edited 3 weeks ago",
            ]
        )
        true = t.removeprefix("Edited ")
        under = h.rng.choice(
            [
                "3 reviews",
                "1 review",
                "Local Guide · 41 reviews",
                "12 reviews · 3 photos",
                "Local Guide · Level 4",
            ]
        )
        body += f'{mark()}<div style="padding:{h.air}px {h.pad}px"><div class="r">{avatar(s, who, h.face)}<div class="g"><div>{h.name(who)}</div>{h.small_print(under)}</div>⋮</div><div><span style="color:#f9ab00">{"★" * h.rng.randint(1, 4)}</span> {h.small_print(t)}</div>{h.say(who, true, 3)}{h.faint("👍 Helpful", "Share") if s.chance(0.6) else ""}</div>'
        if s.chance(0.25):
            body += f'{mark()}<div style="padding:2px {h.pad}px 8px {h.pad + 24}px"><b>Response from the owner</b> {h.small_print("a week ago")}{h.say(None, "a week ago", text="We are sorry to read this. Please call the school office so that we can talk.")}</div>'
    return h.page("google_reviews", body + mark())


def _mn(s: Skin) -> Drawn:
    """Mumsnet: names over their words, quotations, the poll."""
    h = _Hand(s)
    bar, address = address_bar(
        s, "www.mumsnet.com", f"/talk/primary_education/{h.rng.randint(5000000, 5999999)}-head", 0.8
    )
    people = h.rng.sample(throng.NICKS, 5)
    body = (
        h.top()
        + bar
        + f'<div style="padding:10px {h.pad}px;font-weight:800;font-size:1.3em">mumsnet</div><div style="padding:4px {h.pad}px"><div class="f">Talk › Primary education</div><div style="font-size:1.25em;font-weight:700">WWYD about the head ignoring emails</div><div class="f">{h.rng.randint(12, 300)} replies</div></div>'
    )
    for n, who in enumerate(people[: h.rng.randint(3, 5)]):
        t = h.rng.choice(
            [
                f"Today {h.clock():0>5}",
                f"Yesterday {h.clock():0>5}",
                f"{h.rng.randint(10, 27)}/11/2026 {h.clock():0>5}",
            ]
        )
        head = (
            f'<div class="r">{h.name(who)}{h.small_print(("OP" + h.dot if n == 0 and s.chance(0.3) else h.dot.strip() + " ") + t)}</div>'
            if s.layout != "2"
            else f"<div>{h.name(who)}</div><div>{h.small_print(t)}</div>"
        )
        body += f'{mark()}<div style="padding:{h.air}px {h.pad}px;border-top:1px solid {s.card()}">{head}{h.say(who, t, 3)}{h.faint("Quote", "Thanks", "Report")}</div>'
    return h.page(
        "mumsnet", body + f'{mark()}<div class="c" style="padding:10px"><b>Add post</b></div>', address
    )


def _reddit_desk(s: Skin) -> Drawn:
    """Reddit on a desktop: a post, its comments, the group's box at the right."""
    h = _Hand(s)
    bar, address = address_bar(
        s, "www.reddit.com", f"/r/UKParenting/comments/1{h.rng.randint(10**5, 10**6)}/school/"
    )
    people = h.rng.sample(throng.NICKS, 5)
    t = f"{h.rng.randint(2, 23)} hr. ago"
    col = f'{mark()}<div style="padding:10px"><div class="r">{avatar(s, "r", 30)}<div><b>r/UKParenting</b> {h.small_print("• " + t)}<div style="font-size:.85em">{people[0]}</div></div></div><div style="margin-top:8px">{h.say(people[0], t, 3)}</div><div class="r f" style="gap:16px;margin-top:8px"><span>↑ {h.rng.randint(2, 400)} ↓</span><span>💬 {h.rng.randint(2, 90)}</span><span>Award</span><span>Share</span></div></div><div class="f" style="padding:8px">Sort by: Best</div>'
    for who in people[1 : h.rng.randint(4, 5)]:
        t = f"{h.rng.randint(1, 23)}h ago"
        col += h.beside(
            who,
            f"<div>{h.name(who)} {h.small_print('• ' + t)}</div>{h.say(who, t)}{h.faint(f'↑ {h.rng.randint(1, 90)} ↓', 'Reply', 'Award', 'Share')}",
        )
    side = '<div class="k" style="width:280px;padding:14px;border-radius:12px"><b>r/UKParenting</b><div class="f">For parents in the UK</div><div style="margin-top:8px"><b>212K</b> Members</div></div>'
    return h.page(
        "reddit",
        f'{bar}<div style="display:flex;gap:30px;padding:14px 60px"><div style="width:690px">{col}</div>{side}</div>{mark()}',
        address,
        "r/UKParenting",
    )


WAYS: dict[str, tuple[Callable[[Skin], Drawn], ...]] = {
    "facebook": (_fb_mobile_site, _fb_photo_desk, _fb_recommend, _fb_pinned_thread),
    "whatsapp": (_wa_many, _wa_pair),
    "x": (_x_home, _x_one),
    "instagram": (_ig_reel_comments, _ig_feed, _ig_story),
    "threads": (_threads,),
    "tiktok": (_tt_sheet,),
    "snapchat": (_snap,),
    "nextdoor": (_nd,),
    "google_reviews": (_google,),
    "mumsnet": (_mn,),
    "messenger": (_messenger_phone,),
    "telegram": (_telegram,),
    "youtube": (_yt,),
    "reddit": (_reddit_desk,),
}
