"""More pictures that show no social network, those that speak of one among them: to be left alone."""

# ruff: noqa: E501  (a stretch of markup reads best on one line)
from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.screens import throng
from tests.screens.page import Drawn
from tests.screens.skin import Skin, avatar, page, picture, safe, skin, status_bar


def drawn_ordinary(kind: str, seed: int, *, large: bool = False) -> Drawn:
    """One page of ``kind``."""
    rng = Random(f"ordinary {kind} {seed} {large}")
    way = KINDS[kind]
    s = skin(rng, "0", phone=not way.__name__.endswith("_wide"), dark=rng.random() < 0.25, other_font=large)
    return Drawn(None, s, page(s, way(s)), ())


def _names(s: Skin, count: int) -> list[str]:
    return [safe(n) for n in throng.pick(s.rng, count)]


def _clock(s: Skin) -> str:
    return f"{s.rng.randint(7, 20):02}:{s.rng.choice(['00', '15', '30', '45', '10'])}"


def _newsletter_wide(s: Skin) -> str:
    a = throng.SCHOOLS[0]
    cols = "".join(
        f'<div class="g p"><b style="font-size:1.2em">{t}</b><div class="x">{s.rng.randint(1, 28)} November 2026</div><div>{w}</div>{picture(s, 90)}</div>'
        for t, w in (
            ("Harvest assembly", "Thank you to all the families who came. Year 3 sang beautifully."),
            ("Sports news", "Our netball team won 7-4 against Netherby. Well done to Tia, Mo and Grace."),
            ("Reminders", "PE kit on Tuesdays. Please label coats. Clubs end at 16:15."),
        )
    )
    return f'<div style="background:#234;color:#fff;padding:20px"><b style="font-size:2em">{a}</b><div>Newsletter · Issue 12 · Friday 20 November 2026</div></div><div class="t">{cols}</div><div class="p c f">Follow us on Facebook, X and Instagram @{a.split()[0].lower()}primary · Like and share our page</div>'


def _class_photo(s: Skin) -> str:
    rows = "".join(
        f'<div class="r" style="justify-content:space-around;padding:6px">{"".join(f"<div class=c>{avatar(s, n, 52)}<div class=x>{n.split()[0]}</div></div>" for n in _names(s, 4))}</div>'
        for _ in range(5)
    )
    return f'<div class="p c"><b style="font-size:1.3em">Hawthorn Class 2026</b></div>{rows}<div class="c f p">Miss Pemberton and Mrs Khan</div>'


def _photo_captions(s: Skin) -> str:
    return "".join(
        f'{picture(s, 170)}<div class="p"><b>{t}</b><div class="f">{w}</div></div>'
        for t, w in (
            ("Ava and Theo", "building a bridge, 12 November"),
            ("Year 2", "at the farm, Yesterday"),
            ("Mr Garside", "with the winning team, 3 days ago"),
        )
    )


def _worksheet(s: Skin) -> str:
    return (
        '<div style="padding:26px;font-size:1.2em">Name: ______________ Date: __________<p style="margin:12px 0"><b>Telling the time</b></p>'
        + "".join(
            f'<p style="margin:16px 0">{n}. What time is it {s.rng.choice(["2 hours after", "45 minutes before"])} {_clock(s)}? ________</p>'
            for n in range(1, 9)
        )
        + "</div>"
    )


def _sheet_wide(s: Skin) -> str:
    rows = "".join(
        f"<tr>{''.join(f'<td style=border:1px_solid_#999;padding:4px_10px>{v}</td>'.replace('_', ' ') for v in (n + 1, name, s.rng.choice(['Y3', 'Y4', 'Y5']), f'{s.rng.randint(1, 28)}/11/2026', _clock(s), s.rng.choice(['Paid', 'Owed', 'Late', ''])))}</tr>"
        for n, name in enumerate(_names(s, 16))
    )
    return f'<div class="p f">File Home Insert Page Layout Formulas Data Review View Share Comments</div><table style="border-collapse:collapse"><tr><th></th><th>Name</th><th>Class</th><th>Date</th><th>Time</th><th>Status</th></tr>{rows}</table>'


def _mail_thread_wide(s: Skin) -> str:
    parts = "".join(
        f'<div class="t p">{avatar(s, n, 38)}<div class="g"><div class="r sp"><b>{n}</b><span class="f">{s.rng.randint(1, 28)} Nov 2026, {_clock(s)} ({s.rng.randint(1, 6)} days ago)</span></div><div class="f">to me, office ▾</div><div style="margin-top:8px">{throng.words(s.rng, 3)}</div></div></div><hr>'
        for n in _names(s, 3)
    )
    return f'<div class="p" style="font-size:1.5em">Re: Parents evening slots</div>{parts}<div class="r p"><span>Reply</span><span>Reply all</span><span>Forward</span></div>'


def _article(s: Skin) -> str:
    n = _names(s, 2)
    return f'{status_bar(s)}<div class="p c" style="background:#b80000;color:#fff"><b>NEWS</b></div><div class="p"><b style="font-size:1.6em">Parents angry over school parking plan</b><div class="r sp f" style="margin:8px 0"><span>{s.rng.randint(2, 20)} hours ago</span><span>Share Save</span></div><div class="r">{avatar(s, n[0], 36)}<div><b>{n[0]}</b><div class="x">Education correspondent</div></div></div>{picture(s, 150)}<p>{throng.words(s.rng, 3)}</p><p style="margin-top:8px">"{throng.words(s.rng, 1)}" said {n[1]}.</p><div class="f" style="margin-top:12px">Comments 214</div></div>'


def _bank(s: Skin) -> str:
    rows = "".join(
        f'<div class="r sp" style="padding:9px 14px">{avatar(s, n, 34)}<div class="g"><b>{n}</b><div class="x">{s.rng.choice(["Card payment", "Direct Debit", "Faster payment"])} · {s.rng.choice(["Yesterday", "Today", "2d"])}</div></div><b>-£{s.rng.randint(2, 90)}.{s.rng.randint(10, 99)}</b></div>'
        for n in ["Tesco", "ParentPay", *_names(s, 5)]
    )
    return f'{status_bar(s)}<div class="p"><div class="f">Current account</div><b style="font-size:2em">£1,204.55</b></div><div class="r f" style="justify-content:space-around"><span>Pay</span><span>Transfer</span><span>More</span></div>{rows}'


def _month_wide(s: Skin) -> str:
    cells = "".join(
        f'<div style="width:14.2%;height:90px;border:1px solid {s.card()};padding:4px">{d}<div class="x">{s.rng.choice(["", "", "INSET day", "Y4 trip 09:15", "PTA 19:00", "Nativity 2pm"])}</div></div>'
        for d in range(1, 29)
    )
    return f'<div class="p"><b style="font-size:1.6em">November 2026</b></div><div style="display:flex;flex-wrap:wrap">{cells}</div>'


def _timetable_wide(s: Skin) -> str:
    rows = "".join(
        f'<tr><td class="p b">{d}</td>{_lessons(s)}</tr>' for d in ("Mon", "Tue", "Wed", "Thu", "Fri")
    )
    return f"<table><tr><td></td>{''.join(f'<td class=p>{t}</td>' for t in ('08:50', '09:50', '10:50', '11:10', '13:10', '14:10'))}</tr>{rows}</table>"


def _lessons(s: Skin) -> str:
    lessons = ["Maths", "English", "PE", "Science", "Art", "RE", "Music"]
    teachers = ["Mrs Khan", "Mr Garside", "Miss Pemberton"]
    return "".join(
        f'<td class="p">{s.rng.choice(lessons)}<div class="x">{s.rng.choice(teachers)}</div></td>'
        for _ in range(6)
    )


def _map(s: Skin) -> str:
    return f'{status_bar(s)}<div class="p k">St Wilfrid’s C of E Primary</div>{picture(s, 330)}<div class="p"><b style="font-size:1.5em;color:#188038">12 min</b> (3.4 miles)<div class="f">Fastest route, the usual traffic</div><div class="r" style="margin-top:10px"><b>Start</b><b>Steps</b><b>Share</b><b>Save</b></div><div class="p f">Arrive {_clock(s)} · School Lane, then The Avenues</div></div>'


def _weather(s: Skin) -> str:
    hours = "".join(
        f'<div class="c">{n:02}:00<div>☁️</div><b>{s.rng.randint(2, 12)}°</b></div>' for n in range(9, 15)
    )
    days = "".join(
        f'<div class="r sp" style="padding:8px 16px"><span>{d}</span><span>🌧️ {s.rng.randint(10, 90)}%</span><span>{s.rng.randint(1, 6)}° {s.rng.randint(7, 13)}°</span></div>'
        for d in ("Today", "Tomorrow", "Wednesday", "Thursday", "Friday", "Saturday")
    )
    return f'{status_bar(s)}<div class="c p"><div style="font-size:1.4em">Marlow Bridge</div><div style="font-size:4em">8°</div><div>Light rain</div><div class="f">H:10° L:4°</div></div><div class="r" style="justify-content:space-around;padding:12px">{hours}</div>{days}<div class="c x">Updated 4 min ago</div>'


def _settings(s: Skin) -> str:
    rows = "".join(
        f'<div class="r sp" style="padding:11px 16px"><span>{w}</span><span class="f">{v} ›</span></div><hr>'
        for w, v in (
            ("WhatsApp", "2 h 14 m"),
            ("Instagram", "1 h 2 m"),
            ("TikTok", "48 m"),
            ("Facebook", "31 m"),
            ("Messages", "12 m"),
            ("X", "9 m"),
            ("Snapchat", "5 m"),
            ("YouTube", "4 m"),
        )
    )
    return f'{status_bar(s)}<div class="c p"><b>Screen Time</b></div><div class="p"><b style="font-size:1.6em">Daily Average 4h 52m</b><div class="f">Updated today at {_clock(s)}</div></div><div class="p f">MOST USED</div>{rows}'


def _home_screen(s: Skin) -> str:
    cells = "".join(
        f'<div class="c" style="width:25%;padding:10px 2px">{avatar(s, "", 54).replace("flex:none;", "margin:0 auto;")}<div class="x">{w}</div></div>'
        for w in (
            "Facebook",
            "WhatsApp",
            "Instagram",
            "Snapchat",
            "TikTok",
            "X",
            "YouTube",
            "Messenger",
            "Photos",
            "Camera",
            "Maps",
            "Settings",
            "Telegram",
            "Reddit",
            "Nextdoor",
            "Mail",
        )
    )
    return f'{status_bar(s)}<div style="display:flex;flex-wrap:wrap;padding:20px 8px 120px">{cells}</div>'


def _store(s: Skin) -> str:
    n = _names(s, 3)
    reviews = "".join(
        f'<div class="k p" style="margin:8px;border-radius:12px"><b>{t}</b><div class="r sp"><span style="color:#f90">{"★" * s.rng.randint(1, 5)}</span><span class="f">{s.rng.randint(1, 11)}mo ago · {w}</span></div><div>{throng.words(s.rng, 1)}</div></div>'
        for t, w in zip(("Keeps crashing", "Love it", "Not sure"), n, strict=True)
    )
    return f'{status_bar(s)}<div class="r p">{avatar(s, "I", 90)}<div><b style="font-size:1.3em">Instagram</b><div class="f">Photo &amp; video sharing</div><span style="background:#0a7aff;color:#fff;border-radius:14px;padding:3px 18px">GET</span></div></div><div class="r f" style="justify-content:space-around"><span>4.7 ★ 2.1M Ratings</span><span>Age 13+</span><span>No. 4</span></div><div class="p"><b>Ratings &amp; Reviews</b></div>{reviews}'


def _consent(s: Skin) -> str:
    rows = "".join(
        f'<div class="r" style="padding:8px 26px">☐ <span>{w}</span></div>'
        for w in (
            "The school website",
            "The school’s Facebook page",
            "Instagram and X (Twitter)",
            "WhatsApp groups run by the PTA",
            "Local newspapers",
        )
    )
    return f'<div style="padding:26px"><b style="font-size:1.4em">Photograph consent 2026/27</b><p style="margin:10px 0">Child’s name ____________ Class ________</p><p>I am happy for pictures of my child to be used on:</p></div>{rows}<div style="padding:26px">Signed ______________ Date ___/___/2026<br>Please reply by Friday 27 November.</div>'


def _minutes(s: Skin) -> str:
    n = _names(s, 5)
    rows = "".join(
        f'<p style="margin:9px 0"><b>{k}.{j}</b> {throng.words(s.rng, 1)} <b>Action: {n[j]}</b></p>'
        for k in (1, 2, 3)
        for j in (1, 2)
    )
    return f'<div style="padding:30px"><b style="font-size:1.3em">Governing body minutes</b><div>Tuesday 17 November 2026 at 18:30</div><div>Present: {", ".join(n)}</div><div>Apologies: none</div>{rows}<div>The meeting closed at 20:05.</div></div>'


def _search_results(s: Skin) -> str:
    rows = "".join(
        f'<div class="p"><div class="f">{h}</div><div style="color:#1a0dab;font-size:1.2em">{t}</div><div>{d}</div></div>'
        for h, t, d in (
            (
                "https://www.facebook.com › stwilfridsprimary",
                "St Wilfrid’s Primary | Marlow Bridge - Facebook",
                "482 likes · 31 talking about this. A village school.",
            ),
            (
                "https://www.stwilfrids.example",
                "St Wilfrid’s C of E Primary School",
                "Welcome to our school. 2 days ago — Newsletter 12.",
            ),
            (
                "https://x.com › stwilfrids",
                "St Wilfrid’s (@stwilfrids) / X",
                "12 hours ago — Well done to our netball team!",
            ),
            (
                "https://www.mumsnet.com › Talk › Primary education",
                "Anyone with a child at a village school? | Mumsnet",
                "18 Nov 2026 — 34 posts",
            ),
        )
    )
    return f'{status_bar(s)}<div class="k p" style="margin:10px;border-radius:22px">st wilfrids primary marlow bridge</div><div class="r f p">All Images News Maps Videos</div>{rows}'


def _guide(s: Skin) -> str:
    rows = "".join(
        f'<div style="padding:12px 20px"><b style="font-size:1.2em;color:#c2185b">{t}</b><div>{w}</div></div>'
        for t, w in (
            (
                "WhatsApp",
                "Minimum age 13. Messages are end-to-end encrypted. Turn off “last seen” and block strangers.",
            ),
            ("Snapchat", "Snaps vanish after 24h. Check who can contact your child and turn on Ghost Mode."),
            ("TikTok", "Videos on the For You page. Set the account to private; limit comments and duets."),
            ("Instagram", "Direct messages, stories and reels. Use Family Centre."),
        )
    )
    return f'<div style="background:#fde;padding:20px;color:#222"><b style="font-size:1.7em">What parents need to know about social media</b></div>{rows}<div class="p x">Like, share and comment with care. Think before you post!</div>'


def _policy(s: Skin) -> str:
    rows = "".join(
        f'<p style="margin:10px 0">{n}. {w}</p>'
        for n, w in enumerate(
            (
                "Parents should not post about staff or pupils on Facebook, X, Instagram, TikTok, WhatsApp or Nextdoor.",
                "A like, a share or a comment counts as publishing.",
                "Concerns should be raised with the class teacher, then the head.",
                "The school may ask for a post to be removed within 24 hours.",
                "Screenshots may be kept as evidence for 6 years.",
            ),
            1,
        )
    )
    return f'<div style="padding:28px"><b style="font-size:1.4em">Parents’ use of social networks</b><div class="f">Approved 12 March 2026 · Review 12 March 2027</div>{rows}</div>'


def _menu(s: Skin) -> str:
    rows = "".join(
        f'<div class="p"><b>{d}</b><div>{s.rng.choice(["Roast chicken, potatoes, peas", "Fish fingers and chips", "Macaroni cheese (v)", "Lentil dahl and rice (v)"])}</div><div class="f">{s.rng.choice(["Fruit or yoghurt", "Apple crumble"])}</div></div><hr>'
        for d in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
    )
    return f'<div class="c p" style="background:#8bc34a"><b style="font-size:1.5em">Lunch menu · Week 2</b></div>{rows}<div class="c f p">£2.65 a day. Order by 9:15.</div>'


def _trains(s: Skin) -> str:
    rows = "".join(
        f'<div class="r sp" style="padding:10px 14px"><b>{_clock(s)}</b><div class="g">{p}<div class="x">Platform {s.rng.randint(1, 6)} · {s.rng.randint(12, 80)} min</div></div><span class="f">{s.rng.choice(["On time", "Exp 14:32", "Cancelled", "Delayed"])}</span></div><hr>'
        for p in throng.PLACES
    )
    return (
        f'{status_bar(s)}<div class="p"><b>Departures</b><div class="f">Updated 1 min ago</div></div>{rows}'
    )


def _call_wide(s: Skin) -> str:
    tiles = "".join(
        f'<div style="width:31%;height:170px;background:#333;margin:5px;color:#fff;display:flex;align-items:flex-end"><span style="padding:5px">{n}</span></div>'
        for n in _names(s, 6)
    )
    chat = "".join(
        f'<div style="padding:6px"><div class="x">{n} to Everyone {_clock(s)}</div><div>{throng.words(s.rng, 1)}</div></div>'
        for n in _names(s, 4)
    )
    return f'<div class="t"><div class="g" style="display:flex;flex-wrap:wrap;background:#111">{tiles}</div><div style="width:280px" class="p"><b>Meeting chat</b>{chat}<div class="k f p">Type message here…</div></div></div>'


def _invite(s: Skin) -> str:
    n = _names(s, 3)
    return f'{status_bar(s)}<div class="p"><b style="font-size:1.4em">Meeting with parents</b><div>Thursday, 26 November 2026<br>15:40 – 16:10</div><div class="f">Head’s office</div></div><hr><div class="p"><b>Attendees</b>{"".join(f"<div class=r>{avatar(s, x, 32)}<div>{x}<div class=x>Accepted · 2h</div></div></div>" for x in n)}</div><div class="r p"><b>Accept</b><b>Tentative</b><b>Decline</b></div>'


def _music(s: Skin) -> str:
    rows = "".join(
        f'<div class="r" style="padding:7px 14px"><div class="g"><b>{safe(t)}</b><div class="f">{n}</div></div><span class="f">{s.rng.randint(2, 4)}:{s.rng.randint(10, 59)}</span></div>'
        for t, n in zip(
            ("Morning Light", "Say It Again", "Home", "Winter Song", "River", "Last Bus"),
            _names(s, 6),
            strict=True,
        )
    )
    return f'{status_bar(s)}{picture(s, 180)}<div class="p"><b style="font-size:1.4em">School disco 2026</b><div class="f">{_names(s, 1)[0]} · 6 songs · 21 min</div></div>{rows}'


def _orders(s: Skin) -> str:
    rows = "".join(
        f'<div class="t p">{picture(s, 60).replace("margin:6px 0", "width:60px;flex:none")}<div><b>{w}</b><div class="f">Delivered {s.rng.randint(1, 28)} November</div><div>Buy again · Write a review · Share</div></div></div><hr>'
        for w in ("Grey pinafore age 6", "Lunch box", "Glue sticks (12)", "Book bag")
    )
    return f'{status_bar(s)}<div class="p"><b>Your Orders</b></div>{rows}'


def _quiz_wide(s: Skin) -> str:
    return f'<div style="padding:40px;background:#46178f;color:#fff"><b style="font-size:2.2em">Who wrote “Matilda”?</b><div style="display:flex;flex-wrap:wrap;margin-top:50px">{"".join(f"<div style=width:48%;margin:1%;padding:30px;background:{c};font-size:1.5em>{n}</div>" for c, n in zip(("#e21b3c", "#1368ce", "#d89e00", "#26890c"), ("Roald Dahl", "Jacqueline Wilson", "Michael Rosen", "Julia Donaldson"), strict=True))}</div><div>23 answers · 12 s</div></div>'


def _lock_screen(s: Skin) -> str:
    rows = "".join(
        f'<div class="k p" style="margin:8px;border-radius:16px"><div class="r sp f"><span>{a}</span><span>{t}</span></div><b>{n}</b><div>{w}</div></div>'
        for a, t, n, w in (
            ("WHATSAPP", "2m ago", "Hawthorn Class Parents", "Mel: anyone seen the email?"),
            ("Facebook", "14m ago", _names(s, 1)[0], "commented on a post in Marlow Bridge Community."),
            ("Mail", "1h ago", "School office", "Trip letter Year 4"),
            ("Messages", "Yesterday", "Mum", "Ring me when you can"),
        )
    )
    return f'<div class="c" style="padding:50px 0 30px"><div style="font-size:4em">{_clock(s)}</div>Thursday 26 November</div>{rows}'


def _results(s: Skin) -> str:
    rows = "".join(
        f'<div class="r sp" style="padding:8px 14px"><span>{i + 1}</span><b class="g">{t}</b><span>{s.rng.randint(3, 9)}</span><span>{s.rng.randint(2, 20)}</span></div>'
        for i, t in enumerate(
            ("Netherby Juniors", "Riverside U9", "Ashgrove Colts", "Marlow Bridge", "Fen End Rovers")
        )
    )
    return f'{status_bar(s)}<div class="p"><b>U9 League</b></div>{rows}<div class="p f">Last played Sat 21 Nov · Netherby 3 - 1 Ashgrove</div>'


def _reports_app(s: Skin) -> str:
    rows = "".join(
        f'<div class="p"><div class="r sp"><b>{n}</b><span class="x">{s.rng.randint(1, 28)}/11/2026 {_clock(s)}</span></div><div class="f">{s.rng.choice(["Behaviour: low level", "First aid: bump to head", "Absence: dentist"])}</div><div>{throng.words(s.rng, 1)}</div><div class="f">Logged by Mrs Khan · Edit · Reply</div></div><hr>'
        for n in _names(s, 4)
    )
    return f'<div class="p" style="background:#00695c;color:#fff"><b>Incidents · Autumn 2</b></div>{rows}'


def _slide_wide(s: Skin) -> str:
    return '<div style="padding:60px"><b style="font-size:2.6em">Staying safe online</b><ul style="font-size:1.6em;margin-top:24px"><li>Never share your password</li><li>Tell a grown-up</li><li>WhatsApp is for 13+</li><li>Think: is it kind? is it true?</li></ul><p style="margin-top:40px" class="f">Assembly · 24 November 2026 · Mr Garside</p></div>'


def _shopping(s: Skin) -> str:
    rows = "".join(
        f'<div class="r sp" style="padding:6px 30px"><span>{w}</span><span>{s.rng.randint(0, 9)}.{s.rng.randint(10, 99)}</span></div>'
        for w in ("MILK 2L", "BREAD", "BANANAS", "HAM", "CRISPS X6", "YOGHURT", "SUBTOTAL", "CARD")
    )
    return f'<div class="c" style="padding:26px">FRESHMART<br>Marlow Bridge<br>25/11/2026 {_clock(s)}</div>{rows}<div class="c p">Thank you. Like us on Facebook!</div>'


KINDS: dict[str, Callable[[Skin], str]] = {
    "newsletter": _newsletter_wide, "class photo": _class_photo, "captions": _photo_captions,
    "worksheet": _worksheet, "sheet": _sheet_wide, "mail thread": _mail_thread_wide, "article": _article,
    "bank": _bank, "month": _month_wide, "timetable": _timetable_wide, "map": _map, "weather": _weather,
    "screen time": _settings, "home screen": _home_screen, "store": _store, "consent": _consent,
    "minutes": _minutes, "search results": _search_results, "guide": _guide, "policy": _policy,
    "menu": _menu, "trains": _trains, "call": _call_wide, "invite": _invite, "music": _music,
    "orders": _orders, "quiz": _quiz_wide, "lock screen": _lock_screen, "results": _results,
    "incidents": _reports_app, "slide": _slide_wide, "receipt": _shopping,
}  # fmt: skip
WAYS = KINDS
