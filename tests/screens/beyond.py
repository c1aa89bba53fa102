"""Pages beyond what is read: school apps that look like feeds and chats, and networks in other letters.

School apps are no network: nothing is to be read from them. In Arabic, Urdu, Cyrillic and their like the engine
has no letters: names may stay unknown there, never be wrong.
"""

# ruff: noqa: E501  (a stretch of markup reads best on one line; other letters are the matter)
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tests.screens import kin
from tests.screens.fresh import TONES, TONES_DARK, dressed
from tests.screens.page import Drawn
from tests.screens.skin import Skin, avatar, icon, page, picture, safe, status_bar
from tests.screens.strange import Sheet


def drawn_school(kind: str, seed: int, *, large: bool = False) -> Drawn:
    """One page of ``kind``, which shows no network."""
    rng = Random(f"school {kind} {seed} {large}")
    way = SCHOOL_WAYS[kind]
    s = dressed(rng, way.__name__.endswith("_desk"), large)
    return Drawn(None, s, page(s, way(s)), ())


def _clock(s: Skin) -> str:
    return f"{s.rng.randint(7, 20):02}:{s.rng.choice(['00', '15', '30', '45', '08'])}"


def _story(s: Skin) -> str:
    """A class's story: the teacher's posts with pictures, likes and comments."""
    posts = "".join(
        f'<div class="k" style="height:8px"></div><div class="p"><div class="r">{avatar(s, t, 38)}<div class="g"><b>{t}</b><div class="x">Kestrels Class · {w}</div></div>{icon(s, "dots")}</div>{picture(s, 150)}<div>{text}</div><div class="r f" style="gap:18px;padding-top:8px"><span>{icon(s, "heart")} {s.rng.randint(2, 20)}</span><span>{icon(s, "talk")} {s.rng.randint(0, 4)}</span></div></div>'
        for t, w, text in (
            (
                "Miss Prudhoe",
                "2h",
                "We made volcanoes this afternoon! Please send an empty bottle on Thursday.",
            ),
            ("Mr Gantry", "Yesterday", "Well done to our readers of the week."),
            ("Mrs Okell", "3d", "Swimming kit tomorrow. Names in everything please."),
        )
    )
    return f'{status_bar(s)}<div class="r p sp" style="background:#00b2f7;color:#fff"><b>Kestrels Class</b><span>Class Story</span></div>{posts}<div class="r x" style="justify-content:space-around;padding:10px"><span>Class story</span><span>Messages</span><span>Portfolio</span><span>Points</span></div>'


def _app_chat(s: Skin) -> str:
    """Messages between a parent and a teacher in a school's app."""
    rows = "".join(
        f'<div style="margin:8px {s.pad}px 0 {"auto" if own else str(s.pad) + "px"};width:fit-content;max-width:78%;background:{"#cfe8ff" if own else s.card()};color:{"#123" if own else s.ink()};border-radius:12px;padding:8px 11px">{safe(kin.words(s.rng, 1))}<div class="x">{_clock(s)}{" · Seen" if own else ""}</div></div>'
        for own in (False, True, False, True, False)
    )
    return f'{status_bar(s)}<div class="r p">{icon(s, "back", 1.4)}{avatar(s, "Miss", 34)}<div><b>Miss Prudhoe</b><div class="x">Quiet hours 17:00 - 08:00</div></div></div><hr><div class="c x p">Today</div>{rows}<div class="r p"><div class="g k f" style="border-radius:18px;padding:9px 12px">Message Miss Prudhoe</div></div>'


def _parent_mail(s: Skin) -> str:
    """The list of a school's letters, forms and payments."""
    rows = "".join(
        f'<hr><div class="p"><div class="r sp"><b>{t}</b><span class="x">{w}</span></div><div class="f">{k}</div></div>'
        for t, w, k in (
            ("Year 4 trip to the museum", "2 days ago", "Form · reply by 27 November"),
            ("Nursery place offers", "1 week ago", "Letter from Netherfield Primary School"),
            ("Dinner money due", "20 Nov", "£18.50 · Pay now"),
            ("Flu vaccination consent", "Yesterday", "Form · 1 reply needed"),
            ("INSET day reminder", "3 weeks ago", "Letter · read"),
        )
    )
    return f'{status_bar(s)}<div class="p" style="background:#7b2d8b;color:#fff"><b style="font-size:1.2em">Feed</b><div>Otis Applegarth · Kestrels</div></div>{rows}<div class="r x" style="justify-content:space-around;padding:10px"><span>Feed</span><span>Calendar</span><span>Payments</span><span>Account</span></div>'


def _newsletter(s: Skin) -> str:
    """A newsletter as the mail app shows it."""
    return f'{status_bar(s)}<div class="p"><div class="b" style="font-size:1.2em">Netherfield News, issue 9</div><div class="r" style="margin:8px 0">{avatar(s, "N", 36)}<div class="g"><b>Netherfield Primary School</b><div class="x">to me · 20 Nov, 15:42</div></div></div></div>{picture(s, 110)}<div class="p"><b>From the head</b><p>{safe(kin.SAYINGS[24])}. Thank you to all who came on Thursday.</p><b>Dates</b><p>1 December, 14:00 Nativity, Reception<br>4 December, 9:10 Assembly, Otters<br>18 December, 13:30 End of term</p><b>Stars of the week</b><p>Otis A. (Kestrels), Mary Ellen F. (Owls), Ebo Q. (Otters)</p><div class="c f">Follow us on X and Facebook · Unsubscribe</div></div><div class="r p" style="justify-content:space-around"><span>Reply</span><span>Reply all</span><span>Forward</span></div>'


def _register_desk(s: Skin) -> str:
    """The school's register on a screen."""
    rows = "".join(
        f"<tr>{''.join(f'<td style=padding:5px_14px;border-bottom:1px_solid_#999>{v}</td>'.replace('_', ' ') for v in (safe(n), c, s.rng.choice(['/', 'L', 'N', 'M']), _clock(s), s.rng.choice(['', 'dentist', 'late bus'])))}</tr>"
        for n, c in ((n, s.rng.choice(["Kestrels", "Owls", "Otters"])) for n in kin.pick(s.rng, 14))
    )
    return f'<div class="p b" style="background:#284b63;color:#fff">Attendance · Monday 23 November 2026 · AM</div><table style="border-collapse:collapse;margin:12px"><tr><th>Pupil</th><th>Class</th><th>Mark</th><th>Arrived</th><th>Comment</th></tr>{rows}</table>'


def _concern_desk(s: Skin) -> str:
    """A log of concerns: who wrote what, when; confidential."""
    rows = "".join(
        f'<div style="border:1px solid {s.card()};margin:10px 40px;padding:12px"><div class="r sp"><b>{safe(n)}</b><span class="x">{s.rng.randint(1, 28)}/11/2026 {_clock(s)}</span></div><div>{safe(kin.words(s.rng, 2))}</div><div class="f">Action: {s.rng.choice(["monitor", "call home", "DSL informed"])} · Assigned · Reply</div></div>'
        for n in kin.pick(s.rng, 3)
    )
    return f'<div class="p b">Incident log <span class="f">Filter · Export · Print</span></div>{rows}'


def _club_menu(s: Skin) -> str:
    """The dinner menu of a week."""
    days = "".join(
        f'<div class="p"><b>{d}</b><div>{m}</div><div class="f">{v}</div></div>'
        for d, m, v in (
            ("Monday", "Pasta bake", "Jacket potato"),
            ("Tuesday", "Chicken curry", "Bean curry"),
            ("Wednesday", "Roast turkey", "Nut roast"),
            ("Thursday", "Mild chilli", "Quorn chilli"),
            ("Friday", "Fish and chips", "Cheese pie"),
        )
    )
    return f'<div class="p c" style="background:#2f6b3a;color:#fff"><b style="font-size:1.4em">Autumn menu, week 2</b><div>from 2 November · £2.95 a day</div></div>{days}'


def _forum(s: Skin) -> str:
    """A school's own page of questions, with names, dates and answers."""
    rows = "".join(
        f'<hr><div class="p"><div class="r">{avatar(s, n, 30)}<b>{safe(n)}</b><span class="x">{s.rng.choice(["2 days ago", "1 week ago", "5 hours ago"])}</span></div><div>{safe(kin.words(s.rng, 1))}</div><div class="f">Helpful? Yes ({s.rng.randint(1, 9)}) No (0)</div></div>'
        for n in kin.pick(s.rng, 3)
    )
    return f'<div class="p"><b style="font-size:1.3em">Questions about admissions</b><div class="f">Netherfield Primary School · netherfield.example</div></div>{rows}'


def _booking(s: Skin) -> str:
    """Slots of a parents' evening."""
    rows = "".join(
        f'<hr><div class="r p sp"><span>{16 + n // 6}:{10 * (n % 6):02}</span><b>{t}</b><span class="f">{s.rng.choice(["Free", "Booked", "Yours"])}</span></div>'
        for n, t in enumerate(s.rng.choices(["Miss Prudhoe", "Mr Gantry", "Mrs Okell"], k=9))
    )
    return f'{status_bar(s)}<div class="p"><b style="font-size:1.3em">Parents\' evening</b><div class="f">Tuesday 1 December 2026</div></div>{rows}'


def _assistant(s: Skin) -> str:
    """A talk with a machine."""
    rows = "".join(
        f'<div style="margin:10px {s.pad}px;{"margin-left:60px;background:" + s.card() + ";border-radius:16px;padding:10px" if own else ""}">{safe(kin.words(s.rng, 2))}</div>'
        for own in (True, False, True, False)
    )
    return f'{status_bar(s)}<div class="r p sp"><b>Assistant</b><span class="f">Share</span></div>{rows}<div class="r p"><div class="g k f" style="border-radius:20px;padding:10px">Ask anything</div></div>'


def _reading_desk(s: Skin) -> str:
    """A record of reading at home: dates, books, comments."""
    rows = "".join(
        f'<div class="r" style="gap:22px;padding:8px 40px;border-bottom:1px solid {s.card()}"><span>{s.rng.randint(1, 28)} Nov</span><b>{b}</b><span>pages {s.rng.randint(2, 30)}</span><span class="g">{c}</span><span class="f">{n}</span></div>'
        for b, c, n in (
            ("The Owl Who Waited", "Read well, stuck on two words", "Mum"),
            ("Stig", "Tired today", "Dad"),
            ("Dragon Post", "Read to the dog", "Nan"),
            ("Maps", "Lovely expression", "Miss Prudhoe"),
        )
    )
    return f'<div class="p b" style="font-size:1.3em">Reading record: Kestrels</div>{rows}'


def _payslip(s: Skin) -> str:
    """A bill."""
    rows = "".join(
        f'<div class="r sp" style="padding:6px 20px"><span>{t}</span><span>£{s.rng.randint(2, 60)}.{s.rng.randint(10, 99)}</span></div>'
        for t in ("Breakfast club", "After school club", "Late fee", "Total")
    )
    return f'<div class="p"><b>Invoice 20417</b><div class="f">Date: {s.rng.randint(1, 28)}/11/2026 · Due in 7 days</div></div>{rows}'


SCHOOL_WAYS: dict[str, Callable[[Skin], str]] = {
    "story": _story, "app chat": _app_chat, "parent mail": _parent_mail, "newsletter": _newsletter,
    "register": _register_desk, "concerns": _concern_desk, "dinner": _club_menu, "questions": _forum,
    "booking": _booking, "assistant": _assistant, "reading": _reading_desk, "invoice": _payslip,
}  # fmt: skip


# ── other letters ──────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Letters:
    """One language's people and words, and what the apps say in it."""

    font: str
    rtl: bool
    names: tuple[str, ...]
    said: tuple[str, ...]
    like: str
    reply: str
    share: str
    write: str
    ago: str
    message: str


LETTERS = {
    "ru": Letters("Noto Sans", False, ("Екатерина Смирнова", "Олег Панченко", "Марина Лысенко", "Дмитрий Орлов"),
        ("Нам никто ничего не сказал", "Директор должна уйти", "Мой сын пришёл домой в слезах", "Полностью согласна"), "Нравится", "Ответить", "Поделиться", "Напишите комментарий…", "{n} ч.", "Сообщение"),
    "uk": Letters("Noto Sans", False, ("Олена Шевченко", "Ігор Бондар", "Наталія Ткачук", "Софія Мельник"),
        ("Нам ніхто нічого не сказав", "Це просто ганьба", "Моя донька боїться йти до школи", "Згодна з вами"), "Подобається", "Відповісти", "Поширити", "Напишіть коментар…", "{n} год.", "Повідомлення"),
    "ar": Letters("Noto Sans Arabic", True, ("فاطمة الزهراء", "محمد العلي", "هدى منصور", "ياسر حداد"),
        ("لم يخبرنا أحد بأي شيء", "هذه المدرسة عار", "ابني عاد إلى البيت يبكي", "أتفق معك تماما"), "أعجبني", "رد", "مشاركة", "اكتب تعليقًا…", "{n} س", "رسالة"),
    "ur": Letters("Noto Nastaliq Urdu", True, ("عائشہ ملک", "عمران حسین", "زینب چوہدری", "فیصل اقبال"),
        ("ہمیں کسی نے کچھ نہیں بتایا", "یہ سکول بہت برا ہے", "میرا بیٹا روتا ہوا گھر آیا", "بالکل درست"), "پسند کریں", "جواب دیں", "شیئر کریں", "تبصرہ لکھیں…", "{n} گھنٹے", "پیغام"),
    "bn": Letters("Noto Sans Bengali", False, ("আয়েশা বেগম", "রহিম উদ্দিন", "নাসরিন আক্তার", "করিম হোসেন"),
        ("আমাদের কেউ কিছু বলেনি", "এটা খুব খারাপ", "আমার ছেলে কাঁদতে কাঁদতে বাড়ি এসেছে", "একমত"), "লাইক", "উত্তর দিন", "শেয়ার", "মন্তব্য লিখুন…", "{n} ঘণ্টা", "বার্তা"),
}  # fmt: skip
KINDS = ("feed", "feed_english", "chat", "mixed", "sheet_among", "chat_among")


def drawn_letters(slug: str, seed: int) -> Drawn:
    """A page in other letters; ``slug`` is language and kind ("ar feed"): the app in that language or in English,
    a chat, or other letters' names beside English words."""
    tongue, kind = slug.split()
    rng = Random(f"letters {slug} {seed}")
    s = dressed(rng, False, False)
    t = LETTERS[tongue]
    object.__setattr__(s, "font", t.font)
    if kind == "sheet_among":
        return _sheet_among(s, t)
    return _chat(s, t, among=kind == "chat_among") if kind.startswith("chat") else _feed(s, t, kind)


def _feed(s: Skin, t: Letters, kind: str) -> Drawn:
    d, rng = Sheet(s, "facebook"), s.rng
    home = kind == "feed"
    like, reply, write = (t.like, t.reply, t.write) if home else ("Like", "Reply", "Write a comment…")
    rows = ""
    people = list(t.names)
    rng.shuffle(people)
    for n, who in enumerate(people):
        text = kin.words(rng, 1) if kind == "mixed" else t.said[n]
        when = t.ago.format(n=rng.randint(2, 20)) if home else f"{rng.randint(2, 20)}h"
        rows += f'{d.says(who, when, text)}<div class="t" style="padding:6px {s.pad}px">{avatar(s, who, 34)}<div class="g"><div class="k" style="border-radius:15px;padding:8px 12px;width:fit-content"><b>{who}</b><div>{safe(text)}</div></div><div class="r f" style="gap:16px;padding:3px 12px;font-size:.85em"><span>{when}</span><b>{like}</b><b>{reply}</b></div></div></div>'
    return d.done(
        f'<div dir="{"rtl" if home and t.rtl else "ltr"}">{status_bar(s)}<div class="r p">{icon(s, "back", 1.3)}<b>{"" if home else "Comments"}</b></div>{rows}{d.ends()}<div class="r p"><div class="g k f" style="border-radius:20px;padding:9px 14px">{write}</div></div></div>'
    )


def _sheet_among(s: Skin, t: Letters) -> Drawn:
    """A sheet of comments, the time beside the name: some names in these letters, one of smileys alone."""
    d, rng = Sheet(s, "facebook"), s.rng
    people = ["Dave Poole", t.names[0], "Roisin Kettlewell", t.names[1], "🌸🌸", "Tess Van Houten"]
    rng.shuffle(people)
    rows = "".join(
        f'{d.says(who, when, text)}<div class="t" style="padding:7px {s.pad}px">{avatar(s, "", 34)}<div class="g"><div class="r" style="gap:5px;font-size:.9em"><b>{who}</b><span class="f">{when}</span></div><div class="w">{safe(text)}</div><div class="r f" style="gap:20px;font-size:.84em"><span>Like</span><span>Reply</span></div></div></div>'
        for who, when, text in ((who, kin.ago(rng), kin.words(rng, 2)) for who in people)
    )
    return d.done(
        f'{status_bar(s)}<div class="r p sp"><b>31 comments</b><span class="f">Most relevant ▾</span></div>{rows}{d.ends()}<div class="r p"><div class="g k f" style="border-radius:20px;padding:8px 14px">Comment as Priti</div></div>'
    )


def _chat(s: Skin, t: Letters, *, among: bool) -> Drawn:
    d, rng = Sheet(s, "whatsapp"), s.rng
    mine, theirs, wall = ("#005c4b", "#202c33", "#0b141a") if s.dark else ("#d9fdd3", "#ffffff", "#efe7de")
    s.colours.update(paper=wall)
    people = ["Dave", *t.names[:2], "Roisin Kettlewell", "🌸🌸"] if among else list(t.names)
    tone, body, minute, last = TONES_DARK if s.dark else TONES, "", rng.randint(500, 1100), ""
    for _ in range(10 if among else 6):
        minute += rng.randint(0, 5)
        when, who = (
            f"{minute // 60:02}:{minute % 60:02}",
            rng.choice([*people, "me"] if among else [*people, last or "me"]),
        )
        own, text = who == "me", kin.words(rng, 1) if among else rng.choice(t.said)
        head = (
            ""
            if own or who == last
            else f'<div class="b" style="color:{tone[people.index(who)]};font-size:.9em">{who}</div>'
        )
        body += f'{d.says(None if own else who, when, text)}<div style="background:{mine if own else theirs};width:fit-content;max-width:80%;border-radius:10px;padding:6px 10px;margin:{2 if who == last else 7}px {s.pad}px 0 {"auto" if own else str(s.pad) + "px"}">{head}<div>{safe(text)}</div><div class="x" style="text-align:right">{when}{" ✓✓" if own else ""}</div></div>'
        last = who
    return d.done(
        f'{status_bar(s)}<div class="r p" style="background:{theirs}">{icon(s, "back", 1.3)}{avatar(s, "K", 36)}<b>Year 4 Kestrels</b></div>{body}{d.ends()}<div class="r p"><div class="g k f" style="border-radius:20px;padding:9px 14px">{t.message}</div></div>'
    )


LETTER_WAYS = tuple(f"{tongue} {kind}" for tongue in LETTERS for kind in KINDS)
