"""An eighth set of designs, written before the rules were read: mobile web, chats of iOS, boxes in boxes, votes."""

# ruff: noqa: E501  (a stretch of markup reads best on one line)
from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.screens import cast, folk, kin
from tests.screens.fresh import TONES, TONES_DARK, dressed
from tests.screens.page import Drawn
from tests.screens.skin import Skin, address_bar, avatar, icon, picture, safe, status_bar
from tests.screens.strange import Sheet


def drawn_afresh(slug: str, seed: int, *, large: bool = False) -> Drawn:
    """One page of ``slug`` in a design of this set; ``large``: another font and larger letters."""
    rng = Random(f"afresh {slug} {seed} {large}")
    way = WAYS[slug][seed % len(WAYS[slug])]
    return way(dressed(rng, way.__name__.endswith("_desk"), large))


def drawn_afresh_large(slug: str, seed: int) -> Drawn:
    """The same designs in another font and larger letters."""
    return drawn_afresh(slug, seed, large=True)


def _people(rng: Random, count: int) -> list[str]:
    """A mixed crowd: of this set, and of the first."""
    return list(dict.fromkeys([*kin.pick(rng, count), *(cast.name(rng) for _ in range(count))]))[: 2 * count]


def _fb_web(s: Skin) -> Drawn:
    """The site on a phone: plain comments without bubbles, "Like · React · Reply · More · 3 hrs"."""
    d, rng = Sheet(s, "facebook"), s.rng
    bar, address = address_bar(s, "m.facebook.com", "/story.php", 0.7)
    people = _people(rng, 4)
    rng.shuffle(people)
    when, text = kin.dated(rng), kin.words(rng, 3)
    body = f'{status_bar(s)}{bar}<div class="r p" style="background:#1877f2;color:#fff"><b>facebook</b><span class="g"></span>{icon(s, "find", 1.2, "#fff")}</div>{d.says(people[0], when, text)}<div class="p"><div class="r">{avatar(s, people[0], 38)}<div class="g"><b>{safe(people[0])}</b> <span class="f">›</span> <b>{safe(rng.choice(kin.GROUPS))}</b><div class="x">{when} · {icon(s, "lock", 0.9)}</div></div></div><div class="w" style="margin:8px 0">{safe(text)}</div><div class="r sp f"><span>{d.n()} reactions</span><span>{d.n()} comments</span></div></div><div class="r k f" style="justify-content:space-around;padding:9px"><span>Like</span><span>Comment</span><span>Share</span></div>'
    for n in range(1, rng.randint(4, 6)):
        when, text = (
            rng.choice(
                [
                    f"{d.n(22)} hrs",
                    f"{d.n(50)} mins",
                    "1 hr",
                    f"{rng.randint(1, 28)} November at 19:{rng.randint(10, 59)}",
                    kin.ago(rng),
                ]
            ),
            kin.words(rng, 2),
        )
        depth = int(n > 1 and s.chance(0.3))
        body += f'{d.says(people[n], when, text, depth=depth)}<div class="t" style="padding:8px {s.pad}px 8px {s.pad + depth * 40}px">{avatar(s, people[n], 30)}<div class="g"><div class="b">{safe(people[n])}</div><div class="w">{safe(text)}</div><div class="x" style="padding-top:3px">Like · React · Reply · More · {when}</div></div></div><hr>'
    return d.done(
        f'{body}{d.ends()}<div class="r p"><div class="g f" style="border:1px solid {s.card()};padding:8px">Write a comment…</div><b style="color:#1877f2">Post</b></div>',
        address=address,
    )


def _fb_profile(s: Skin) -> Drawn:
    """A person's own page: the cover, the name set large, one's own posts, memories, with comments under."""
    d, rng = Sheet(s, "facebook"), s.rng
    people = kin.pick(rng, 6)
    body = f'{status_bar(s)}{picture(s, 90)}<div class="p"><b style="font-size:1.5em">{safe(people[0])}</b><div class="f">{d.n(900)} friends</div><div class="r" style="margin:8px 0"><span class="k b" style="padding:7px 20px;border-radius:6px">Friends</span><span class="b" style="background:#0866ff;color:#fff;padding:7px 20px;border-radius:6px">Message</span></div><div class="r f" style="gap:20px"><span>Posts</span><span>About</span><span>Photos</span></div></div>'
    for n in range(2):
        when, text = kin.dated(rng), kin.words(rng, 2)
        body += f'<div class="k" style="height:8px"></div>{d.says(people[0], when, text)}<div class="p"><div class="r">{avatar(s, people[0], 40)}<div class="g"><b>{safe(people[0])}</b>{" updated her status." if s.chance(0.3) else ""}<div class="x">{when} · {icon(s, "globe", 0.9)}</div></div>{icon(s, "dots")}</div><div class="w" style="margin:8px 0">{safe(text)}</div><div class="f">😮😢 {safe(people[3])} and {d.n()} others</div></div><hr><div class="r f" style="justify-content:space-around;padding:8px"><span>Like</span><span>Comment</span><span>Share</span></div>'
        who, time, words = people[1 + n], kin.ago(rng), kin.words(rng, 2)
        body += f'{d.says(who, time, words)}<div class="t" style="padding:5px {s.pad}px">{avatar(s, who, 32)}<div class="g"><div class="k" style="border-radius:16px;padding:7px 12px;width:fit-content"><b>{safe(who)}</b><div class="w">{safe(words)}</div></div><div class="r f" style="gap:16px;padding:3px 12px;font-size:.82em"><span>{time}</span><b>Like</b><b>Reply</b></div></div></div>{d.ends()}'
    return d.done(body)


def _wa_ios(s: Skin) -> Drawn:
    """The group on an iPhone: a stranger's "~ name" with the number at the right, the clock on a row of its own."""
    d, rng = Sheet(s, "whatsapp"), s.rng
    mine, theirs, wall = ("#144d37", "#262628", "#000000") if s.dark else ("#dcf7c5", "#ffffff", "#f2ece4")
    s.colours.update(paper=wall)
    group = rng.choice([*kin.GROUPS, *folk.GROUPS])
    tone = TONES_DARK if s.dark else TONES
    people = [
        rng.choice(kin.SAVED),
        rng.choice(kin.NAMES),
        "~ " + rng.choice(kin.NAMES),
        "~ " + rng.choice(folk.NAMES),
    ]
    body = f'<div class="k">{status_bar(s)}<div class="r" style="padding:8px {s.pad}px"><span style="color:#0a7cff">‹ {d.n(40)}</span>{avatar(s, group, 36)}<div class="g"><b>{safe(group)}</b><div class="x nw" style="overflow:hidden;text-overflow:ellipsis">{safe(", ".join(kin.pick(rng, 3)))}</div></div>{icon(s, "cam", 1.4)}</div></div><div class="c x" style="margin:10px"><span class="k" style="padding:4px 12px;border-radius:9px">{rng.choice(["Today", "Tue, 17 Nov", "Sunday"])}</span></div>'
    minute, last = rng.randint(420, 1200), ""
    for _ in range(rng.randint(5, 8)):
        minute += rng.choice([0, 2, 5])
        when = f"{minute // 60:02}:{minute % 60:02}"
        who = last if last and s.chance(0.25) else "me" if s.chance(0.2) else rng.choice(people)
        own, text = who == "me", kin.words(rng, 2)
        number = (
            f'<span class="x" style="margin-left:auto;padding-left:18px">+44 7700 90{rng.randint(1000, 9999)}</span>'
            if who.startswith("~")
            else '<span class="x" style="margin-left:auto;padding-left:18px">Admin</span>'
            if s.chance(0.1)
            else ""
        )
        head = (
            ""
            if own or who == last
            else f'<div class="r"><b style="color:{tone[people.index(who)]};font-size:.9em">{safe(who)}</b>{number}</div>'
        )
        body += f'{d.says(None if own else who, when, text)}<div style="background:{mine if own else theirs};width:fit-content;max-width:80%;border-radius:14px;padding:6px 10px;margin:{2 if who == last else 7}px {s.pad}px 0 {"auto" if own else str(s.pad) + "px"}">{head}<div class="w">{safe(text)}</div><div class="x" style="text-align:right">{when}{" ✓✓" if own else ""}</div></div>'
        last = who
        if s.chance(0.12):
            body += f'{d.ends()}<div class="c x" style="margin:8px">{safe(rng.choice(kin.NAMES))} {rng.choice(["left", "joined using this group’s invite link", "changed the group description"])}</div>'
            last = ""
    return d.done(
        f'{body}{d.ends()}<div class="r p k" style="margin-top:8px"><b style="color:#0a7cff;font-size:1.5em">+</b><div class="g" style="background:{s.paper()};border-radius:18px;padding:8px 12px">&nbsp;</div>{icon(s, "cam", 1.4)}</div>',
        group=group,
    )


def _x_mentions(s: Skin) -> Drawn:
    """Answers one under the other, "Replying to", long names cut, ticks, photographs."""
    d, rng = Sheet(s, "x"), s.rng
    people, handles = kin.pick(rng, 5), rng.sample(kin.HANDLES, 6)
    body = f'{status_bar(s)}<div class="r p">{avatar(s, "Me", 30)}<b class="g c">Notifications</b>{icon(s, "dots")}</div><div class="r f" style="justify-content:space-around"><span>All</span><span>Verified</span><b style="color:{s.ink()}">Mentions</b></div><hr>'
    for n in range(rng.randint(3, 5)):
        when, text = (
            rng.choice([kin.ago(rng), f"{rng.randint(1, 28)} Nov", f"Nov {rng.randint(1, 28)}, 2025"]),
            kin.words(rng, 2),
        )
        tick = ' <span style="color:#1d9bf0">✔</span>' if s.chance(0.2) else ""
        to = (
            f'<div class="f">Replying to <span style="color:#1d9bf0">@{handles[5]}</span>{f" and <span style=color:#1d9bf0>@{handles[4]}</span>" if s.chance(0.4) else ""}</div>'
            if s.chance(0.6)
            else ""
        )
        body += f'{d.says(people[n], when, text, "@" + handles[n])}<div class="t p">{avatar(s, people[n], 40)}<div class="g"><div class="r" style="gap:4px"><b class="nw">{safe(people[n])}{tick}</b><span class="f nw" style="overflow:hidden;text-overflow:ellipsis">@{handles[n]}</span><span class="f nw">· {when}</span></div>{to}<div class="w">{safe(text)}</div>{picture(s, 80) if s.chance(0.15) else ""}<div class="r sp f" style="padding-top:7px">{icon(s, "talk")}{icon(s, "turn")}<span>{icon(s, "heart")} {d.n(30)}</span>{icon(s, "book")}{icon(s, "share")}</div></div></div><hr>'
    return d.done(
        f'{body}{d.ends()}<div class="r p" style="justify-content:space-around">{icon(s, "house", 1.5)}{icon(s, "find", 1.5)}{icon(s, "talk", 1.5)}</div>'
    )


def _ig_page(s: Skin) -> Drawn:
    """The page of comments: the caption at the head, then "3w   2 likes   Reply" under each."""
    d, rng = Sheet(s, "instagram"), s.rng
    handles = rng.sample([*kin.HANDLES, *folk.HANDLES], 8)
    when, text = f"{rng.randint(1, 20)}w", kin.words(rng, 2)
    body = f'{status_bar(s)}<div class="r p">{icon(s, "back", 1.4)}<b class="g" style="font-size:1.15em">Comments</b>{icon(s, "share", 1.4)}</div>{d.says(handles[0], when, text)}<div class="t p">{avatar(s, handles[0], 34)}<div class="g"><div class="w"><b>{handles[0]}</b> {safe(text)}</div><div class="x">{when}</div></div></div><hr>'
    for n in range(1, rng.randint(5, 7)):
        when, text, depth = (
            rng.choice([f"{rng.randint(1, 23)}h", f"{rng.randint(1, 6)}d", f"{rng.randint(1, 30)}w"]),
            kin.words(rng, 2),
            int(n > 1 and s.chance(0.3)),
        )
        likes = rng.choice(["", f"<span>{d.n(40)} likes</span>", "<span>1 like</span>"])
        body += f'{d.says(handles[n], when, text, depth=depth)}<div class="t" style="padding:7px {s.pad}px 7px {s.pad + 44 * depth}px">{avatar(s, handles[n], 34)}<div class="g"><div class="w"><b>{handles[n]}</b> {safe(text)}</div><div class="r x" style="gap:18px;padding-top:4px"><span>{when}</span>{likes}<span>Reply</span><span>Send</span></div></div>{icon(s, "heart", 0.9)}</div>'
    return d.done(
        f'{body}{d.ends()}<hr><div class="r p">{avatar(s, "M", 32)}<span class="g f">Add a comment as {rng.choice(kin.HANDLES)}…</span><b style="color:#0095f6">Post</b></div>'
    )


def _tt_site_desk(s: Skin) -> Drawn:
    """The site: the film at the left; name, caption and comments at the right."""
    d, rng = Sheet(s, "tiktok"), s.rng
    handles = rng.sample(kin.HANDLES, 7)
    bar, address = address_bar(s, "www.tiktok.com", f"/@{handles[0]}/video/7{rng.randint(10**17, 10**18)}")
    people = kin.pick(rng, 7)
    when, text = rng.choice(["3d ago", "11-12", "1w ago", "5h ago"]), kin.words(rng, 2)
    right = f'{d.says(handles[0], when, text)}<div class="k p" style="border-radius:10px"><div class="r">{avatar(s, handles[0], 40)}<div class="g"><b>{handles[0]}</b><div class="x">{safe(people[0])} · {when}</div></div><span class="b" style="background:#fe2c55;color:#fff;padding:6px 22px;border-radius:5px">Follow</span></div><div class="w" style="margin-top:8px">{safe(text)}</div><div class="x">♫ original sound - {safe(people[0])}</div></div>{d.ends()}<div class="r" style="justify-content:space-around;padding:10px"><b>Comments ({d.n()})</b><span class="f">Creator videos</span></div><hr>'
    for n in range(1, rng.randint(4, 6)):
        when, text, depth = (
            rng.choice(["2d ago", f"{rng.randint(1, 23)}h ago", "11-03", "1w ago", "2025-9-14"]),
            kin.words(rng, 2),
            int(n > 1 and s.chance(0.3)),
        )
        right += f'{d.says(people[n], when, text, depth=depth)}<div class="t" style="padding:8px {s.pad}px 8px {s.pad + depth * 44}px">{avatar(s, people[n], 34)}<div class="g"><div class="b" style="font-size:.9em">{safe(people[n])}</div><div class="w">{safe(text)}</div><div class="r x" style="gap:20px"><span>{when}</span><span>{icon(s, "heart", 1.0)} {d.n(60)}</span><span>Reply</span></div></div></div>'
    return d.done(
        f'{bar}<div class="t" style="gap:30px;padding:12px 60px"><div style="width:360px">{picture(s, 520)}</div><div style="width:520px">{right}{d.ends()}<div class="k p f" style="border-radius:8px;margin-top:10px">Add comment...</div></div></div>',
        address=address,
    )


def _sn_pair(s: Skin) -> Drawn:
    """A chat of two or three with clocks, an answer to a message, and notices."""
    d, rng = Sheet(s, "snapchat"), s.rng
    people = [n.split()[0] for n in kin.pick(rng, 2)]
    body = f'{status_bar(s)}<div class="r p k">{icon(s, "back", 1.4)}{avatar(s, people[0], 34)}<b class="g">{safe(" & ".join(dict.fromkeys(people)))}</b>{icon(s, "cam", 1.4)}</div><div class="c x p">{rng.choice(["Today", "Yesterday", "12 Nov"])}</div>'
    last = ""
    for _ in range(rng.randint(5, 7)):
        who, text = rng.choice([*people, "ME"]), kin.words(rng, 2)
        tone = "#f23c57" if who == "ME" else "#0fadff" if who == people[0] else "#a05dff"
        head = (
            f'<div class="r" style="font-size:.76em;margin-top:9px"><b style="color:{tone}">{safe(who.upper())}</b><span class="f">{rng.randint(7, 21)}:{rng.randint(10, 59)}</span></div>'
            if who != last
            else ""
        )
        body += f'{d.says(None if who == "ME" else who.upper(), None, text)}<div style="padding:1px {s.pad}px">{head}<div class="w" style="border-left:2px solid {tone};padding:3px 9px">{safe(text)}</div></div>'
        last = who
    body += f'{d.ends()}<div class="c x p">{safe(people[0])} {rng.choice(["took a screenshot!", "is typing...", "opened your Snap"])}</div>'
    return d.done(
        f'{body}<div class="r p">{icon(s, "cam", 1.5)}<div class="g k f" style="border-radius:22px;padding:9px 14px">Send a Chat</div>😊</div>'
    )


def _nd_dots(s: Skin) -> Drawn:
    """Name, place and age on one row; answers under a line; thanks counted."""
    d, rng = Sheet(s, "nextdoor"), s.rng
    people = rng.sample(kin.NEIGHBOURS_WHOLE, 6) if s.chance(0.6) else rng.sample(kin.NEIGHBOURS, 6)
    body = f'{status_bar(s)}<div class="r p"><b style="color:#00b246;font-size:1.3em">nextdoor</b><span class="g"></span>{icon(s, "find", 1.3)}</div>'
    when, text = rng.choice(["3h", "2d", "14 Nov", "45m"]), kin.words(rng, 3)
    face, place = avatar(s, people[0], 38), rng.choice(kin.PLACES)
    title = rng.choice(["School run parking", "Has this happened to you?", "Netherfield Primary"])
    body += f'{d.says(people[0], when, f"{title} {text}")}<div class="p"><div class="r">{face}<div class="g"><b>{people[0]}</b><div class="x">{place} • {when} • Edited</div></div>{icon(s, "dots")}</div><div class="b" style="margin-top:8px">{title}</div><div class="w">{safe(text)}</div><div class="r sp f" style="padding-top:8px"><span>👍 {d.n()}</span><span>{d.n()} comments</span></div></div><hr>'
    for n in range(1, rng.randint(4, 6)):
        when, text, depth = (
            rng.choice(["1h", "4h", "1d", "20m", "2d"]),
            kin.words(rng, 2),
            int(n > 1 and s.chance(0.35)),
        )
        body += f'{d.says(people[n], when, text, depth=depth)}<div class="t" style="padding:6px {s.pad}px 6px {s.pad + depth * 42}px">{avatar(s, people[n], 30)}<div class="g"><div><b>{people[n]}</b> <span class="x">• {rng.choice(kin.PLACES)}</span></div><div class="w">{safe(text)}</div><div class="r x" style="gap:16px;padding-top:3px"><span>{when}</span><b>Like</b><b>Reply</b><b>Share</b></div></div></div>'
    return d.done(
        f'{body}{d.ends()}<div class="r p"><div class="g k f" style="border-radius:20px;padding:9px 14px">Add a comment...</div></div>'
    )


def _go_cards(s: Skin) -> Drawn:
    """Reviews as cards of the phone's search page; "Positive" and "Critical"; the owner's answer inside."""
    d, rng = Sheet(s, "google_reviews"), s.rng
    body = f'{status_bar(s)}<div class="r p k" style="border-radius:24px;margin:6px 10px">G <span class="g">netherfield primary school reviews</span>{icon(s, "cross")}</div><div class="p"><b style="font-size:1.2em">{kin.SCHOOL}</b><div class="f">2.{rng.randint(1, 9)} <span style="color:#fbbc04">★★★</span> · {d.n(200)} Google reviews</div></div>'
    for who in kin.pick(rng, rng.randint(3, 4)):
        when, text = kin.long_ago(rng), kin.words(rng, 3)
        guide = rng.choice(["", f"Local Guide · {d.n(90)} reviews", f"{d.n(20)} reviews · {d.n(30)} photos"])
        said, answer = d.says(who, when, text), ""
        if s.chance(0.3):
            words = rng.choice(
                [
                    "Hello, we are sorry to hear this. Please call the office.",
                    "Thank you, we are glad your son is happy.",
                ]
            )
            answer = f'{d.says(f"{kin.SCHOOL} (owner)", "a month ago", words)}<div class="k" style="padding:8px;border-radius:8px;margin-top:8px"><div class="b">{kin.SCHOOL} (owner)</div><div class="x">a month ago</div><div class="w">{words}</div></div>'
        body += f'{said}<div style="border:1px solid {s.card()};border-radius:12px;margin:8px 10px;padding:12px"><div class="r">{avatar(s, who, 32)}<div class="g"><b>{safe(who)}</b><div class="x">{guide}</div></div>{icon(s, "dots")}</div><div style="margin:5px 0"><span style="color:#fbbc04">{"★" * rng.randint(1, 5)}</span> <span class="f">{when}</span></div><div class="w">{safe(text)}</div>{answer}{d.ends()}</div>'
    return d.done(body)


def _mn_votes(s: Skin) -> Drawn:
    """Am I being unreasonable? with its votes, then posts divided by lines, name left and clock right."""
    d, rng = Sheet(s, "mumsnet"), s.rng
    people = rng.sample([*kin.NICKS, *folk.NICKS], 6)
    body = f'{status_bar(s)}<div class="r p sp"><b style="color:#2b2f8f;font-size:1.3em">mumsnet</b><span class="f">Talk &nbsp; Menu</span></div><div class="p"><div class="f">AIBU?</div><b style="font-size:1.25em">AIBU to take this to the governors?</b></div><div class="p k"><b>AIBU</b><div class="r sp"><span>You are being unreasonable</span><span>{d.n(40)}%</span></div><div class="r sp"><span>You are NOT being unreasonable</span><span>{d.n(60)}%</span></div><div class="x">{d.n(200)} votes. Final results.</div></div>'
    for n in range(rng.randint(4, 5)):
        when, text = (
            rng.choice(
                [
                    f"{rng.randint(10, 28)}/11/2026 {rng.randint(10, 22)}:{rng.randint(10, 59)}",
                    f"Today {rng.randint(10, 22)}:{rng.randint(10, 59)}",
                ]
            ),
            kin.words(rng, 3),
        )
        body += f'<hr>{d.says(people[n], when, text)}<div class="p"><div class="r sp"><b>{people[n]}</b><span class="x">{when}</span></div><div class="w" style="margin:7px 0">{safe(text)}</div>{d.ends()}<div class="r f" style="gap:22px;font-size:.85em"><span>Reply</span><span>Quote</span><span>{icon(s, "thumb")} {d.n(9)}</span><span>Report</span></div></div>'
    return d.done(f'{body}<div class="p c k">Sign up to join the conversation</div>')


WAYS: dict[str, tuple[Callable[[Skin], Drawn], ...]] = {
    "facebook": (_fb_web, _fb_profile),
    "whatsapp": (_wa_ios,),
    "x": (_x_mentions,),
    "instagram": (_ig_page,),
    "tiktok": (_tt_site_desk,),
    "snapchat": (_sn_pair,),
    "nextdoor": (_nd_dots,),
    "google_reviews": (_go_cards,),
    "mumsnet": (_mn_votes,),
}
