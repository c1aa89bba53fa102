# ruff: noqa: E501  (a stretch of markup reads best on one line)
"""The same nine apps drawn again, otherwise: other orders, other words, other clocks.

These were drawn after the rules and are measured apart from the others.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.screens import cast, whatsapp
from tests.screens.cast import Said
from tests.screens.page import Drawn
from tests.screens.skin import Skin, address_bar, avatar, icon, mark, page, picture, safe, skin, status_bar


def drawn_otherwise(platform: str, seed: int) -> Drawn:
    """One page of ``platform`` in another design than its own module's."""
    rng = Random(f"otherwise {platform} {seed}")
    ways = WAYS[platform]
    s = skin(rng, str(seed % 2), phone=seed % 3 != 1, dark=rng.random() < 0.5, other_font=seed % 2 == 1)
    return ways[seed % len(ways)](s)


# ── facebook ───────────────────────────────────────────────────────────────────────────────


def _facebook_plain(s: Skin) -> Drawn:
    """The mobile web: no bubbles, the time last in the row of actions."""
    rng = s.rng
    post = Said(
        cast.name(rng),
        None,
        rng.choice([f"{cast.day(rng)} at {cast.clock(rng)}", f"{rng.randint(2, 20)} hrs"]),
        cast.words(rng, 4),
    )
    said: list[Said | None] = [post]
    bar, address = address_bar(
        s,
        "m.facebook.com",
        f"/story.php?story_fbid=pfbid0{rng.randint(10**6, 10**7)}&id={rng.randint(10**9, 10**10)}",
        0.6,
    )
    group = rng.choice(cast.GROUPS)
    parts = [
        status_bar(s), bar,
        f'<div class="r p" style="background:#1877f2;color:#fff"><b>{safe(group)}</b></div>',
        f'{mark()}<div class="p"><div class="r">{avatar(s, post.author, 44)}<div><b>{safe(post.author)}</b><div class="f">{post.when} · {icon(s, "globe", 0.9)}</div></div></div><p style="margin-top:10px">{safe(post.text)}</p></div>',
        f'<div class="p f">{rng.randint(3, 80)} likes · {rng.randint(3, 80)} comments</div><div class="r p" style="justify-content:space-around"><b>Like</b><b>Comment</b><b>Share</b></div><hr>',
    ]  # fmt: skip
    for n in range(rng.randint(3, 5)):
        one = Said(
            cast.name(rng),
            None,
            rng.choice([f"{rng.randint(2, 23)} hrs", cast.short_time(rng), f"{rng.randint(2, 50)} mins"]),
            cast.words(rng, 2),
            int(n > 0 and s.chance(0.3)),
        )
        said.append(one)
        parts.append(
            f'{mark()}<div class="t" style="padding:8px {s.pad}px 8px {s.pad + one.depth * 36}px">{avatar(s, one.author, 30)}<div class="g w"><div><b style="color:{"#8ab4f8" if s.dark else "#385898"}">{safe(one.author)}</b></div><div>{safe(one.text)}</div>'
            f'<div class="f">Like · Reply · {one.when}</div></div></div>'
        )
    parts.append(f'{mark()}<div class="p f">Write a comment…</div>')
    said.append(None)
    return Drawn("facebook", s, page(s, "".join(parts)), tuple(said), address, group)


def _facebook_sheet(s: Skin) -> Drawn:
    """The app's sheet of comments: the time beside the name, the actions beneath."""
    rng = s.rng
    parts = [
        status_bar(s),
        f'<div class="r p sp"><span class="f">👍❤ {rng.randint(20, 300)}</span><span class="f">{rng.randint(2, 30)} shares</span></div><hr><div class="p b">Most relevant ▾</div>',
    ]
    said: list[Said | None] = []
    for n in range(rng.randint(3, 5)):
        one = Said(
            cast.name(rng), None, cast.short_time(rng), cast.words(rng, 2), int(n > 0 and s.chance(0.3))
        )
        said.append(one)
        badge = f'<div class="x">{icon(s, "book", 0.8)} Top contributor</div>' if s.chance(0.2) else ""
        parts.append(
            f'{mark()}<div class="t" style="padding:6px {s.pad}px 6px {s.pad + one.depth * 40}px">{avatar(s, one.author, 34)}<div class="g w">{badge}<div><b>{safe(one.author)}</b> <span class="f">{one.when}</span></div><div>{safe(one.text)}</div>'
            f'<div class="r f" style="gap:22px"><b>Like</b><b>Reply</b><span class="g"></span><span>{rng.randint(2, 40)} 👍</span></div></div></div>'
        )
        if s.chance(0.3):
            parts.append(f'<div class="b f" style="padding:2px 70px">View {rng.randint(2, 9)} replies</div>')
    parts.append(
        f'{mark()}<div class="r p"><div class="k g" style="padding:9px 14px;border-radius:20px">Comment as {safe(cast.name(rng))}</div></div>'
    )
    said.append(None)
    return Drawn("facebook", s, page(s, "".join(parts)), tuple(said))


# ── whatsapp ───────────────────────────────────────────────────────────────────────────────


def _whatsapp_twelve(s: Skin) -> Drawn:
    """An iPhone's chat: twelve-hour clocks, a light head, no words in the field, odd messages between."""
    rng = s.rng
    people = [cast.saved(rng) for _ in range(3)]
    tones = dict(zip(people, rng.sample(whatsapp.NAMES_DARK if s.dark else whatsapp.NAMES, 3), strict=True))
    theirs, mine = ("#262d31", "#1c4d3c") if s.dark else ("#ffffff", "#dcf7c5")
    s.colours["paper"] = "#0d1418" if s.dark else "#ece4db"
    group = rng.choice(cast.GROUPS)
    parts = [
        status_bar(s),
        f'<div class="r p" style="background:{"#1b1b1d" if s.dark else "#f6f6f6"}">{icon(s, "back", 1.3, "#0a7cff")}{avatar(s, group, 36)}<div class="g"><b>{safe(group)}</b><div class="x">{safe(", ".join(people))[:46]}...</div></div>{icon(s, "cam", 1.4, "#0a7cff")}</div>',
    ]
    parts.append(
        '<div class="c p"><span class="x" style="background:#8883;padding:3px 9px;border-radius:8px">Wed, 19 Nov</span></div>'
    )
    said: list[Said | None] = []
    last, minute = "", 10
    for _ in range(rng.randint(5, 8)):
        minute += rng.randint(1, 8)
        when = f"{8 + minute // 60}:{minute % 60:02} {'pm' if s.layout == '0' else 'PM'}"
        own = rng.random() < 0.2
        who = None if own else (last if last and rng.random() < 0.4 else rng.choice(people))
        one = Said(who, None, when, cast.words(rng, 3))
        said.append(one)
        name = (
            f'<div class="b" style="color:{tones[who]};font-size:.9em">{safe(who)}</div>'
            if who and who != last
            else ""
        )
        if rng.random() < 0.15 and not own:
            other = rng.choice(people)
            name += f'<div style="background:#8882;border-left:3px solid {tones[other]};border-radius:5px;padding:4px 8px"><b style="color:{tones[other]};font-size:.9em">{safe(other)}</b><div class="f">{safe(rng.choice(cast.SENTENCES)[:44])}</div></div>'
        tick = ' <span style="color:#34b7f1">✓✓</span>' if own else ""
        parts.append(
            f'{mark()}<div style="margin:5px {s.pad}px;display:flex"><div style="{"margin-left:auto;" if own else ""}max-width:80%;background:{mine if own else theirs};border-radius:12px;padding:6px 11px">{name}'
            f'<span class="w">{safe(one.text)}</span> <span class="x nw" style="float:right;padding:7px 0 0 12px">{when}{tick}</span></div></div>'
        )
        last = who or ""
        if rng.random() < 0.1:
            parts.append(
                '<div class="c p"><span class="x" style="background:#8883;padding:3px 9px;border-radius:8px">Missed voice call at 8:31</span></div>'
            )
            last = ""
    said.append(None)
    parts.append(
        f'{mark()}<div class="r p" style="background:{"#1b1b1d" if s.dark else "#f6f6f6"}"><b style="color:#0a7cff">+</b><div class="g" style="background:{theirs};border-radius:18px;height:34px"></div>{icon(s, "cam")}</div>'
    )
    return Drawn("whatsapp", s, page(s, "".join(parts)), tuple(said), None, group)


# ── x ──────────────────────────────────────────────────────────────────────────────────────


def _x_far_time(s: Skin) -> Drawn:
    """The name over the handle, the time at the far right; the old words "Tweet" and "Retweets"."""
    rng = s.rng
    said: list[Said | None] = []
    parts = [
        status_bar(s),
        f'<div class="r p">{icon(s, "back", 1.2)}<b>{rng.choice(["Tweet", "Thread", "Post"])}</b></div>',
    ]
    for n in range(rng.randint(2, 4)):
        one = Said(
            cast.name(rng), cast.handle(rng)[:15].replace(".", "_"), cast.short_time(rng), cast.words(rng, 3)
        )
        said.append(one)
        counts = (
            f'<div class="r f" style="gap:30px">{icon(s, "talk")} {rng.randint(1, 90)} {icon(s, "turn")} {rng.randint(1, 90)} {icon(s, "heart")} {rng.randint(1, 900)}</div>'
            if n
            else f'<div class="p f"><b>{rng.randint(2, 40)}</b> Reposts &nbsp; <b>{rng.randint(2, 9)}</b> Quotes &nbsp; <b>{rng.randint(2, 90)}</b> Likes</div>'
        )
        head = (
            f'<div class="r"><b>{safe(one.author)}</b><span class="g"></span><span class="f">{one.when}</span></div><div class="f">@{one.handle}</div>'
            if s.layout == "0"
            else f'<div class="r"><b>{safe(one.author)}</b><span class="f g">@{one.handle}</span><span class="f">{one.when}</span></div>'
        )
        answer = (
            f'<div class="f">Replying to <span style="color:#1d9bf0">@{said[0].handle}</span></div>'
            if n and said[0]
            else ""
        )
        parts.append(
            f'{mark()}<div class="t p">{avatar(s, one.author, 42)}<div class="g w">{head}{answer}<div>{safe(one.text)}</div>{counts}</div></div><hr>'
        )
    said.append(None)
    parts.append(
        f'{mark()}<div class="p"><div class="k f" style="padding:9px 14px;border-radius:20px">{rng.choice(["Post your reply", "Tweet your reply"])}</div></div>'
    )
    return Drawn("x", s, page(s, "".join(parts)), tuple(said))


# ── instagram ──────────────────────────────────────────────────────────────────────────────


def _instagram_dots(s: Skin) -> Drawn:
    """The post's owner beside "· 1d" and "Follow"; comments with likes and "Hide" in their last row."""
    rng = s.rng
    owner = cast.handle(rng)
    bar, address = address_bar(s, "www.instagram.com", f"/reel/C{rng.randint(10**8, 10**9)}k/", 0.3)
    said: list[Said | None] = []
    parts = [
        status_bar(s),
        bar,
        f'<div class="r p">{icon(s, "cross", 1.2)}<b class="g c">Comments</b>{icon(s, "share", 1.2)}</div><hr>',
    ]
    first = Said(owner, owner, cast.short_time(rng), cast.words(rng, 3))
    said.append(first)
    parts.append(
        f'{mark()}<div class="t p">{avatar(s, owner, 34)}<div class="g w"><div><b>{owner}</b> <span class="f">· {first.when}</span></div><div>{safe(first.text)}</div></div></div><hr>'
    )
    for n in range(rng.randint(3, 5)):
        who = cast.handle(rng)
        one = Said(who, who, cast.short_time(rng), cast.words(rng, 2), int(n > 0 and s.chance(0.3)))
        said.append(one)
        liked = f"<span>{rng.randint(2, 90)} likes</span>" if s.chance(0.6) else ""
        parts.append(
            f'{mark()}<div class="t" style="padding:8px {s.pad}px 8px {s.pad + one.depth * 46}px">{avatar(s, who, 30)}<div class="g w"><div><b>{who}</b> <span class="f">{one.when}</span></div>{safe(one.text)}'
            f'<div class="r x" style="gap:18px;margin-top:4px">{liked}<span>Reply</span><span>{rng.choice(["Hide", "Send", ""])}</span></div></div>{icon(s, "heart")}</div>'
        )
        if s.chance(0.2):
            parts.append(
                f'<div class="x" style="padding:2px 80px">— View replies ({rng.randint(2, 9)})</div>'
            )
    said.append(None)
    parts.append(
        f'{mark()}<div class="r p f">😍 🙌 🔥 👏 😢</div><div class="r p">{avatar(s, "z", 30)}<div class="f">What do you think of this?</div></div>'
    )
    if s.layout == "0":
        parts[-1] = (
            f'{mark()}<div class="r p">{avatar(s, "z", 30)}<div class="g f">Add a comment for {owner}</div></div>'
        )
    return Drawn("instagram", s, page(s, "".join(parts)), tuple(said), address)


# ── tiktok ─────────────────────────────────────────────────────────────────────────────────


def _tiktok_wide(s: Skin) -> Drawn:
    """Bold black names, the hearts in the last row, replies counted in brackets."""
    rng = s.rng
    said: list[Said | None] = []
    parts = [
        picture(s, 80),
        f'<div class="r p"><b class="g">Comments</b><span class="f">{rng.randint(9, 400)}</span>{icon(s, "cross")}</div>',
    ]
    for n in range(rng.randint(3, 6)):
        who = cast.handle(rng) if s.chance(0.5) else cast.name(rng)
        one = Said(
            who,
            None,
            rng.choice(
                [
                    f"{cast.short_time(rng)} ago",
                    cast.short_time(rng),
                    f"{rng.randint(1, 12)}-{rng.randint(1, 28)}",
                ]
            ),
            cast.words(rng, 2),
            int(n > 0 and s.chance(0.25)),
        )
        said.append(one)
        parts.append(
            f'{mark()}<div class="t" style="padding:7px {s.pad}px 7px {s.pad + one.depth * 40}px">{avatar(s, who, 34)}<div class="g w"><b>{safe(who)}</b><div>{safe(one.text)}</div>'
            f'<div class="r f"><span>{one.when}</span><span>Reply</span><span class="g"></span>{icon(s, "heart")}<span>{rng.randint(1, 900)}</span></div></div></div>'
        )
        if s.chance(0.3):
            parts.append(
                f'<div class="f" style="padding:2px 80px">View replies ({rng.randint(2, 30)}) ▾</div>'
            )
    said.append(None)
    parts.append(
        f'{mark()}<div class="r p"><div class="k g f" style="border-radius:8px;padding:10px">Add comment...</div><b>@</b></div>'
    )
    return Drawn("tiktok", s, page(s, status_bar(s) + "".join(parts)), tuple(said))


# ── snapchat ───────────────────────────────────────────────────────────────────────────────


def _snapchat_block(s: Skin) -> Drawn:
    """A chat whose bars stand left of name and words, with the days in words between."""
    rng = s.rng
    people = [rng.choice(cast.FIRST), cast.handle(rng)][: rng.choice([1, 2])]
    said: list[Said | None] = []
    parts = [
        status_bar(s),
        f'<div class="r p">{icon(s, "back", 1.2)}{avatar(s, people[0], 34)}<div class="g"><b>{safe(", ".join(people))}</b><div class="x">{rng.choice(["Active now", "3 people", "Opened 2h ago"])}</div></div>{icon(s, "cam", 1.3)}</div><hr>',
    ]
    last = ""
    for n in range(rng.randint(4, 7)):
        if n == 0 or s.chance(0.15):
            parts.append(
                f'<div class="c x p">{rng.choice(["Yesterday", "Monday", "14 November", "TODAY"])}</div>'
            )
            last = ""
        who = rng.choice(["ME", *[p.upper() for p in people]])
        if who == last:
            continue
        tone = "#f23c57" if who == "ME" else "#0eadff" if who == people[0].upper() else "#9b55a0"
        text = cast.words(rng, 2)
        said.append(Said(None if who == "ME" else who, None, None, text))
        parts.append(
            f'{mark()}<div style="margin:12px {s.pad}px;border-left:2px solid {tone};padding-left:8px"><div class="b" style="color:{tone};font-size:.75em;letter-spacing:.3px">{safe(who)}</div><div class="w">{safe(text)}</div></div>'
        )
        last = who
    said.append(None)
    parts.append(
        f'{mark()}<div class="r p">{icon(s, "cam", 1.5)}<div class="k g f" style="border-radius:18px;padding:8px 14px">Send a Chat</div></div>'
    )
    return Drawn("snapchat", s, page(s, "".join(parts)), tuple(said))


# ── nextdoor ───────────────────────────────────────────────────────────────────────────────


def _nextdoor_line(s: Skin) -> Drawn:
    """Name, place and time on one row; comments with the place and time under the name."""
    rng = s.rng
    bar, address = address_bar(s, "nextdoor.co.uk", f"/news_feed/?post={rng.randint(10**13, 10**14)}", 0.5)
    said: list[Said | None] = []
    parts = [status_bar(s), bar]
    for n in range(rng.randint(3, 5)):
        first, family = rng.choice(cast.FIRST), rng.choice(cast.LAST)
        who = f"{first} {family[0]}." if s.chance(0.75) else f"{first} {family}"
        one = Said(
            who,
            None,
            rng.choice(
                [
                    f"{rng.randint(2, 23)} hr ago",
                    f"{rng.randint(2, 6)} days ago",
                    f"{rng.randint(2, 50)} min ago",
                    f"{rng.randint(2, 6)}d",
                ]
            ),
            cast.words(rng, 4 if n == 0 else 2),
        )
        said.append(one)
        place = rng.choice(cast.PLACES)
        if s.layout == "0":
            head = f'<div><b>{safe(who)}</b> <span class="f">• {place} • {one.when}</span></div>'
        else:
            head = f'<b>{safe(who)}</b><div class="x">{place} • {one.when}</div>'
        acts = "".join(
            f"<span>{w}</span>"
            for w in (("Like", "Comment", "Share") if n == 0 else ("Like", "Reply", "Share"))
        )
        parts.append(
            f'{mark()}<div class="t p">{avatar(s, who, 38)}<div class="g w">{head}<div style="margin:4px 0">{safe(one.text)}</div><div class="r f" style="gap:20px">{acts}</div></div></div>'
        )
        if n == 0:
            parts.append(
                f'<hr><div class="p f">👍 {rng.randint(2, 40)} reactions • {rng.randint(2, 40)} comments</div>'
            )
    said.append(None)
    parts.append(f'{mark()}<div class="p"><div class="k f" style="padding:9px">Add a comment...</div></div>')
    return Drawn("nextdoor", s, page(s, "".join(parts)), tuple(said), address)


# ── google ─────────────────────────────────────────────────────────────────────────────────


def _google_tight(s: Skin) -> Drawn:
    """Counts in brackets, the time before the stars, reactions in words, the owner's answer boxed."""
    rng = s.rng
    school = rng.choice(cast.SCHOOLS)
    said: list[Said | None] = []
    parts = [
        status_bar(s),
        f'<div class="p"><b style="font-size:1.3em">{school}</b><div class="f">{rng.randint(2, 4)}.{rng.randint(0, 9)} <span style="color:#fbbc04">★★★</span> ({rng.randint(9, 99)}) · Primary school</div></div><div class="r p f" style="gap:16px"><b>All</b><span>Newest</span><span>Lowest rating</span></div><hr>',
    ]
    for _ in range(rng.randint(2, 4)):
        one = Said(
            cast.name(rng),
            None,
            rng.choice(
                [
                    "a month ago",
                    f"{rng.randint(2, 11)} months ago",
                    "a week ago",
                    f"{rng.randint(2, 6)} years ago",
                    "yesterday",
                ]
            ),
            cast.words(rng, 3),
        )
        said.append(one)
        under = rng.choice(
            [
                f"{rng.randint(2, 80)} reviews",
                f"Local Guide · {rng.randint(2, 80)} reviews · {rng.randint(2, 80)} photos",
                "1 review",
            ]
        )
        stars = f'<span style="color:#fbbc04">{"★" * rng.randint(1, 4)}</span>'
        row = f"{one.when} {stars}" if s.layout == "0" else f"{stars} {one.when}"
        parts.append(
            f'{mark()}<div class="p"><div class="r">{avatar(s, one.author, 40)}<div class="g"><b>{safe(one.author)}</b><div class="x">{under}</div></div>{icon(s, "dots")}</div><div class="f" style="margin:3px 0">{row}</div><div class="w">{safe(one.text)}</div>'
        )
        if s.chance(0.3):
            parts.append(f'<div class="f">Helpful ({rng.randint(2, 9)})</div>')
        if s.chance(0.3):
            reply = Said(None, None, "2 weeks ago", "We are sorry to hear this. Please ring the office.")
            said.append(reply)
            parts.append(
                f'{mark()}<div class="k" style="margin:8px 0 0 20px;padding:10px"><b>Response from the owner</b> <span class="x">{reply.when}</span><div>{reply.text}</div></div>'
            )
        parts.append("</div><hr>")
    said.append(None)
    parts.append(mark())
    return Drawn("google_reviews", s, page(s, "".join(parts)), tuple(said))


# ── mumsnet ────────────────────────────────────────────────────────────────────────────────


def _mumsnet_quote(s: Skin) -> Drawn:
    """Posts that quote one another, the time under the name with dots, other actions."""
    rng = s.rng
    bar, address = address_bar(
        s, "www.mumsnet.com", f"/talk/primary/{rng.randint(10**6, 10**7)}-head-teacher", 0.7
    )
    parts = [
        status_bar(s),
        bar,
        '<div class="r p sp" style="background:#00a89d;color:#fff"><b>Mumsnet</b><span>Menu</span></div><div class="p b" style="font-size:1.3em">WWYD about this head teacher?</div>',
    ]
    said: list[Said | None] = []
    for n in range(rng.randint(3, 5)):
        who = f"{rng.choice(['Happy', 'Cross', 'Lost', 'Tea', 'Muddy', 'Over'])}{rng.choice(['Wellies', 'AndCake', 'InThought', 'Badger', 'TheHill'])}{rng.choice(['', '', '22', '101'])}"
        one = Said(
            who,
            None,
            rng.choice(
                [
                    f"Today {cast.clock(rng)}",
                    f"{rng.randint(10, 28)}/11/2026 {cast.clock(rng)}",
                    f"Yesterday {cast.clock(rng)}",
                ]
            ),
            cast.words(rng, 3),
        )
        said.append(one)
        op = ' <b style="color:#00a89d">OP</b>' if n == 0 else ""
        head = (
            f"<b>{who}</b>{op} <span class='f'>• {one.when}</span>"
            if s.layout == "0"
            else f"<div><b>{who}</b>{op}</div><div class='x'>{one.when}</div>"
        )
        parts.append(
            f'{mark()}<div class="p">{head}<div class="w" style="margin:8px 0">{safe(one.text)}</div><div class="r f" style="gap:16px"><span>Quote</span><span>Thanks</span><span>Bookmark</span><span>Report</span></div></div><hr>'
        )
    said.append(None)
    parts.append(f'{mark()}<div class="p f">Join the discussion</div>')
    return Drawn("mumsnet", s, page(s, "".join(parts)), tuple(said), address)


WAYS: dict[str, tuple[Callable[[Skin], Drawn], ...]] = {
    "facebook": (_facebook_plain, _facebook_sheet), "whatsapp": (_whatsapp_twelve,), "x": (_x_far_time,),
    "instagram": (_instagram_dots,), "tiktok": (_tiktok_wide,), "snapchat": (_snapchat_block,),
    "nextdoor": (_nextdoor_line,), "google_reviews": (_google_tight,), "mumsnet": (_mumsnet_quote,),
}  # fmt: skip
