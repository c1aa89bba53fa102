"""Pictures that show no social network: they must be left alone."""

# ruff: noqa: E501  (a stretch of markup reads best on one line)
from __future__ import annotations

from collections.abc import Callable

from tests.screens import cast, crowd
from tests.screens.page import Drawn
from tests.screens.skin import Skin, avatar, page, picture, safe, status_bar


def draw(s: Skin) -> Drawn:
    """One page of the kind the skin's layout names."""
    return Drawn(None, s, page(s, KINDS[s.layout](s)), ())


def _letter(s: Skin) -> str:
    rng = s.rng
    text = "".join(
        f"<p style='margin:12px 0'>{' '.join(rng.sample(cast.SENTENCES, 4))}</p>" for _ in range(3)
    )
    return f'<div style="padding:40px">{rng.choice(cast.SCHOOLS)}<br>1 School Lane<br>{cast.day(rng)} 2026<p style="margin:14px 0">Dear {cast.name(rng)},</p>{text}<p>Yours sincerely</p><p>{cast.name(rng)}<br>Headteacher</p></div>'


def _sms(s: Skin) -> str:
    rng = s.rng
    rows = []
    for _ in range(7):
        mine = rng.random() < 0.5
        side, colour = ("margin-left:auto", rng.choice(["#0b84fe", "#34c759"])) if mine else ("", s.card())
        rows.append(
            f'<div style="max-width:75%;width:fit-content;{side};background:{colour};border-radius:17px;padding:7px 12px;margin:5px 0">{safe(cast.words(rng, 2))}</div>'
        )
        if rng.random() < 0.2:
            rows.append(
                f'<div class="c x">{rng.choice(["Today", "Yesterday", "Mon 17 Nov at"])} {cast.clock(rng)}</div>'
            )
    field = rng.choice(["iMessage", "Text Message", "Text message", "RCS message"])
    return f'{status_bar(s)}<div class="c p">{avatar(s, "Kim", 44)}<br>{safe(cast.name(rng))}</div><div class="p">{"".join(rows)}</div><div class="r p"><div class="g k" style="border-radius:18px;padding:8px">{field}</div></div>'


def _outlook(s: Skin) -> str:
    rng = s.rng
    rows = "".join(
        f'<div class="r" style="padding:8px"><div class="g"><div class="r sp"><b>{safe(cast.name(rng))}</b><span class="x">{rng.choice([cast.clock(rng), "Mon 16/11", "Yesterday"])}</span></div><div>{rng.choice(cast.SENTENCES)[:34]}</div></div></div>'
        for _ in range(6)
    )
    text = "".join(f"<p style='margin:10px 0'>{w}</p>" for w in rng.sample(cast.SENTENCES, 5))
    return f'<div class="t"><div style="width:300px">{rows}</div><div class="g p"><b style="font-size:1.3em">Parents\' evening</b><div class="r">{avatar(s, "O")}<div><b>{safe(cast.name(rng))}</b><div class="f">To: Office; {safe(cast.name(rng))}</div></div><span class="g"></span><span class="f">Thu 19/11/2026 {cast.clock(rng)}</span></div>{text}<div class="r f" style="gap:20px">Reply &nbsp; Reply all &nbsp; Forward</div></div></div>'


def _phone_mail(s: Skin) -> str:
    rng = s.rng
    text = "".join(f"<p style='margin:10px 0'>{w}</p>" for w in rng.sample(cast.SENTENCES, 4))
    return f'{status_bar(s)}<div class="p"><b style="font-size:1.25em">Re: Year 4 trip</b><div class="r" style="margin:10px 0">{avatar(s, "A")}<div><b>{safe(cast.name(rng))}</b> <span class="f">{rng.choice(["20 Nov", "2 days ago", "18:03"])}</span><div class="f">to me ▾</div></div></div>{text}<div class="r f" style="gap:20px">Reply Forward</div></div>'


def _logo(s: Skin) -> str:
    return f'<div class="c" style="padding:30px"><b style="font-size:2em">{s.rng.choice(cast.SCHOOLS)}</b><div>Learning together, growing together</div><div class="f">Follow us on Facebook and X</div></div>'


def _signature(s: Skin) -> str:
    return f'<div class="p"><b>{safe(cast.name(s.rng))}</b><div>School Business Manager</div><div class="f">office@fellside.example · 01632 960123</div><div>Find us on facebook.com/fellside.example · @fellside_example</div></div>'


def _notice(s: Skin) -> str:
    return '<div class="c p" style="font-size:1.6em;padding:60px 20px"><b>NO PARKING</b><br>on school markings<br>8.15 - 9.15 am<br>2.45 - 3.45 pm</div>'


def _timetable(s: Skin) -> str:
    rows = "".join(
        f"<tr><td style='padding:8px'>{d}</td><td>{s.rng.choice(['Maths', 'English', 'Art'])} 9:00</td><td>{s.rng.choice(['PE', 'Music', 'RE'])} 10:15</td><td>Lunch 12:00</td><td>History 13:10</td></tr>"
        for d in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
    )
    return f'<div class="p"><b>Year 4 timetable</b><table border="1">{rows}</table></div>'


def _register(s: Skin) -> str:
    rows = "".join(
        f"<tr><td style='padding:5px 14px'>{safe(cast.name(s.rng))}</td><td>Y{s.rng.randint(1, 6)}</td><td>{s.rng.choice(['08:51', '08:44', '09:12'])}</td><td>{s.rng.choice(['Late', 'Present'])}</td></tr>"
        for _ in range(9)
    )
    return f'<div class="p"><b>Late register 19/11/2026</b><table>{rows}</table></div>'


def _receipt(s: Skin) -> str:
    rows = "".join(
        f'<div class="r sp"><span>{w}</span><span>£{s.rng.randint(1, 9)}.{s.rng.randint(10, 99)}</span></div>'
        for w in ("Milk 2L", "Bread", "Bananas", "Crisps x6")
    )
    return f'<div class="p" style="font-family:DejaVu Sans Mono"><b>CORNER STORES</b><br>19/11/2026 17:42<br>{rows}<br>TOTAL £14.20<br>THANK YOU</div>'


def _news(s: Skin) -> str:
    rng = s.rng
    text = "".join(
        f"<p style='margin:10px 0'>{' '.join(rng.sample(cast.SENTENCES, 3))}</p>" for _ in range(3)
    )
    return f'<div style="padding:24px"><b style="font-size:1.8em">Village school to get new roof</b><div class="f">By {safe(cast.name(rng))} · 19 November 2026 · 3 min read</div>{picture(s)}{text}<div class="f">Share this story</div></div>'


def _calendar(s: Skin) -> str:
    rows = "".join(
        f'<div class="r p"><b>{d}</b><div>{w}<div class="f">{t}</div></div></div>'
        for d, w, t in (
            ("16", "Governors", "18:00 - 19:30"),
            ("17", "Phone Mrs Rudd", "08:45"),
            ("19", "Nativity", "All day"),
        )
    )
    return f'{status_bar(s)}<div class="p b">November 2026</div>{rows}'


def _weather(s: Skin) -> str:
    return f'{status_bar(s)}<div class="c p"><b style="font-size:2em">Carlisle 7°</b><div>Light rain</div><div class="r sp p">{"".join(f"<span>{h}:00<br>{s.rng.randint(3, 9)}°</span>" for h in (9, 12, 15, 18))}</div></div>'


def _settings(s: Skin) -> str:
    rows = "".join(
        f'<div class="r sp p"><span>{w}</span><span class="f">{v}</span></div><hr>'
        for w, v in (
            ("Wi-Fi", "Home"),
            ("Bluetooth", "On"),
            ("Screen Time", "3h 12m"),
            ("Facebook", "41m"),
            ("WhatsApp", "1h 2m"),
            ("Messages", "12m"),
        )
    )
    return f'{status_bar(s)}<div class="p b">Settings</div>{rows}'


def _alerts(s: Skin) -> str:
    rng = s.rng
    rows = "".join(
        f'<div class="k p" style="border-radius:14px;margin:8px"><div class="r sp f"><span>{a}</span><span>{t}</span></div><b>{safe(cast.name(rng))}</b><div>{rng.choice(cast.SENTENCES)[:44]}</div></div>'
        for a, t in (("BBC NEWS", "3h ago"), ("MAIL", "12m ago"), ("CALENDAR", "1h ago"))
    )
    return f'{status_bar(s)}<div class="c" style="font-size:3em">{rng.randint(7, 21)}:{rng.randint(10, 59)}</div>{rows}'


def _document(s: Skin) -> str:
    rng = s.rng
    points = "".join(f"<li>{w}</li>" for w in rng.sample(cast.SENTENCES, 8))
    return f'<div style="padding:40px"><b style="font-size:1.5em">Minutes of the meeting of 12 November 2026</b><p>Present: {safe(cast.name(rng))}, {safe(cast.name(rng))}, {safe(cast.name(rng))}</p><ol>{points}</ol></div>'


def _photo(s: Skin) -> str:
    return f'<div style="position:relative">{picture(s, 500)}<div style="position:absolute;top:200px;left:80px;color:#fff;font-size:2em">{s.rng.choice(["FIRE EXIT", "Year 4", "HAPPY BIRTHDAY", "Oakbank FC"])}</div></div>'


def _poster(s: Skin) -> str:
    return '<div class="c" style="padding:40px 20px"><b style="font-size:2em">Winter Fair</b><div>Saturday 5 December, 11am to 3pm</div><div>Cakes, raffle, Santa!</div><div class="f">Like us on Facebook · Instagram @fellsidefriends · Post your photos with #winterfair</div></div>'


def _sheet(s: Skin) -> str:
    rows = "".join(
        "<tr>"
        + "".join(f"<td style='padding:4px 16px'>{s.rng.randint(10, 999)}</td>" for _ in range(5))
        + "</tr>"
        for _ in range(9)
    )
    return f'<div class="p"><table border="1"><tr><td>Class</td><td>Sep</td><td>Oct</td><td>Nov</td><td>Dec</td></tr>{rows}</table></div>'


def _teams(s: Skin) -> str:
    rng = s.rng
    rows = "".join(
        f'<div class="t p">{avatar(s, "T")}<div><b>{safe(cast.name(rng))}</b> <span class="x">{cast.clock(rng)}</span><div>{safe(cast.words(rng, 2))}</div></div></div>'
        for _ in range(5)
    )
    return f'<div class="p b">Staff room &nbsp; Chat &nbsp; Files</div>{rows}<div class="p k">Type a new message</div>'


def _form(s: Skin) -> str:
    return f'<div class="p"><b>Contact the school</b>{"".join(f"<div class=p>{w}<div class=k style=padding:8px>{v}</div></div>" for w, v in (("Your name", safe(cast.name(s.rng))), ("Message", s.rng.choice(cast.SENTENCES)), ("Date", "19/11/2026 10:12")))}<b>Send</b></div>'


def _group_texts(s: Skin) -> str:
    """A phone's own messages in a group: names over grey bubbles, as Messenger has them too."""
    rng = s.rng
    rows = []
    for _ in range(6):
        mine = rng.random() < 0.3
        if not mine:
            rows.append(f'<div class="x" style="margin:6px 0 1px 12px">{safe(crowd.name(rng))}</div>')
        side, colour = ("margin-left:auto;color:#fff", "#0b84fe") if mine else ("", s.card())
        rows.append(
            f'<div style="max-width:72%;width:fit-content;{side};background:{colour};border-radius:17px;padding:7px 12px">{safe(crowd.words(rng, 2))}</div>'
        )
    return f'{status_bar(s)}<div class="c p">{avatar(s, "Y", 44)}<br><b>{rng.choice(cast.GROUPS)}</b><div class="x">{rng.randint(3, 9)} people</div></div><div class="c x">iMessage<br>Today {cast.clock(rng)}</div><div class="p">{"".join(rows)}</div><div class="r p"><div class="g k" style="border-radius:18px;padding:8px">iMessage</div></div>'


def _team_channel(s: Skin) -> str:
    rng = s.rng
    rows = "".join(
        f'<div class="t p">{avatar(s, "S", 36)}<div><b>{safe(crowd.name(rng))}</b> <span class="x">{rng.randint(1, 12)}:{rng.randint(10, 59)} PM</span><div>{safe(crowd.words(rng, 2))}</div><div class="x">{rng.choice(["2 replies", "👍 3", ""])}</div></div></div>'
        for _ in range(5)
    )
    return f'<div class="p b"># staff-room</div>{rows}<div class="p k">Message #staff-room</div>'


def _news_comments(s: Skin) -> str:
    rng = s.rng
    rows = "".join(
        f'<div class="p"><b>{safe(crowd.name(rng))}</b> <span class="x">{rng.randint(2, 20)} hours ago</span><div>{safe(crowd.words(rng, 2))}</div><div class="r f" style="gap:20px"><span>Recommend {rng.randint(1, 40)}</span><span>Report</span></div></div><hr>'
        for _ in range(4)
    )
    return f'<div class="p"><b style="font-size:1.5em">Village school to get new roof</b></div>{rows}'


def _shop_reviews(s: Skin) -> str:
    rng = s.rng
    rows = "".join(
        f'<div class="p"><b>{safe(crowd.name(rng))}</b><div><span style="color:#e47911">{"★" * rng.randint(1, 5)}</span> <b>Good value</b></div><div class="x">Reviewed in the United Kingdom on {cast.day(rng)} 2026</div><div>{rng.choice(["Fits well and washes well.", "Too small for my son.", "Arrived late but fine."])}</div></div>'
        for _ in range(4)
    )
    return f'<div class="p b" style="font-size:1.2em">School trousers, grey</div>{rows}'


def _class_app(s: Skin) -> str:
    rng = s.rng
    rows = "".join(
        f'<div class="p"><div class="r">{avatar(s, "C", 36)}<div><b>Miss {rng.choice(cast.LAST)}</b><div class="x">Year 4 · {cast.day(rng)}</div></div></div><div>{rng.choice(["We had a lovely time at the museum.", "Please bring PE kit on Friday.", "Spellings are in the bags."])}</div>{picture(s, 90)}</div>'
        for _ in range(3)
    )
    return f'{status_bar(s)}<div class="p b">Class story</div>{rows}'


def _calls(s: Skin) -> str:
    rng = s.rng
    rows = "".join(
        f'<div class="r sp p"><div><b>{safe(crowd.name(rng))}</b><div class="x">{rng.choice(["mobile", "Missed", "Outgoing", "WhatsApp audio"])}</div></div><span class="f">{rng.choice([cast.clock(rng), "Yesterday", "Monday"])}</span></div><hr>'
        for _ in range(8)
    )
    return f'{status_bar(s)}<div class="p b" style="font-size:1.5em">Recents</div>{rows}'


def _inbox(s: Skin) -> str:
    rng = s.rng
    rows = "".join(
        f'<div class="r p">{avatar(s, "M", 36)}<div class="g"><div class="r sp"><b>{rng.choice(["Facebook", "LinkedIn", "Nextdoor", "Amazon", safe(crowd.name(rng)), "School office"])}</b><span class="x">{rng.choice([cast.clock(rng), "20 Nov", "Yesterday"])}</span></div><div>{rng.choice(["You have 3 new notifications", "Kelly commented on a post", "Your order has been sent", "Re: trip money", "Anna K. posted in Fellside"])}</div></div></div>'
        for _ in range(7)
    )
    return f'{status_bar(s)}<div class="p b">Inbox</div>{rows}'


def _marked_document(s: Skin) -> str:
    rng = s.rng
    notes = "".join(
        f'<div class="k p" style="margin:8px"><b>{safe(crowd.name(rng))}</b><div class="x">{cast.clock(rng)} Today</div><div>{rng.choice(["Is this the right date?", "Please check with the office", "Agreed"])}</div><div class="f">Reply</div></div>'
        for _ in range(3)
    )
    text = "".join(f"<p style='margin:10px 0'>{w}</p>" for w in rng.sample(cast.SENTENCES, 6))
    return f'<div class="t"><div class="g p"><b style="font-size:1.4em">Behaviour policy (draft)</b>{text}</div><div style="width:260px">{notes}</div></div>'


def _stops(s: Skin) -> str:
    rng = s.rng
    rows = "".join(
        f'<div class="r sp p"><b>{rng.randint(2, 99)}</b><span class="g">{rng.choice(cast.PLACES)}</span><span>{rng.choice(["4 min", "Due", cast.clock(rng), "12 min"])}</span></div>'
        for _ in range(7)
    )
    return f'{status_bar(s)}<div class="p b">Station Road (stop B)</div>{rows}'


def _noted(s: Skin) -> str:
    rng = s.rng
    rows = "".join(f"<div>{cast.clock(rng)} {safe(w)}</div>" for w in rng.sample(crowd.SAYINGS, 5))
    return f'{status_bar(s)}<div class="p"><span class="x">{cast.day(rng)} 2026 at {cast.clock(rng)}</span><div class="b" style="font-size:1.3em">Incident at the gate</div>{rows}<div>Spoke to {safe(crowd.name(rng))} and {safe(crowd.name(rng))}</div></div>'


KINDS: dict[str, Callable[[Skin], str]] = {
    "letter": _letter, "sms": _sms, "outlook": _outlook, "phone mail": _phone_mail, "logo": _logo,
    "signature": _signature, "notice": _notice, "timetable": _timetable, "register": _register,
    "receipt": _receipt, "news": _news, "calendar": _calendar, "weather": _weather, "settings": _settings,
    "alerts": _alerts, "document": _document, "photo": _photo, "poster": _poster, "sheet": _sheet,
    "teams": _teams, "form": _form, "group texts": _group_texts, "team channel": _team_channel,
    "news comments": _news_comments, "shop reviews": _shop_reviews, "class app": _class_app, "calls": _calls,
    "inbox": _inbox, "marked document": _marked_document, "stops": _stops, "noted": _noted,
}  # fmt: skip
LAYOUTS = tuple(KINDS)
