"""WhatsApp: a group chat on a phone or in a browser beside the list of chats, and a chat of two."""

# ruff: noqa: E501  (a stretch of markup reads best on one line)
from __future__ import annotations

from tests.screens import cast
from tests.screens.cast import Said
from tests.screens.page import Drawn
from tests.screens.skin import Skin, avatar, icon, mark, page, picture, safe, status_bar

LAYOUTS = ("inline", "below", "wide", "pair")
NAMES = ("#e542a3", "#1f7aec", "#d4641c", "#06967e", "#a33bd1", "#c2185b", "#3b7d23", "#8a6d00")
NAMES_DARK = ("#ff72c0", "#53bdeb", "#ffa97a", "#06cf9c", "#c98cff", "#f15c6d", "#a5d86b", "#ffd279")


def draw(s: Skin) -> Drawn:
    """One page in the skin's layout."""
    rng = s.rng
    pair = s.layout == "pair"
    people = [cast.saved(rng) for _ in range(rng.randint(2, 4))]
    group = rng.choice(cast.GROUPS) if not pair else None
    title = group or cast.saved(rng).removeprefix("~ ")
    s.colours.update(
        paper=rng.choice(["#0b141a", "#111b21"]) if s.dark else rng.choice(["#efeae2", "#e5ddd5", "#ece5dd"]),
        mine=rng.choice(["#005c4b", "#054740"]) if s.dark else rng.choice(["#d9fdd3", "#dcf8c6"]),
        theirs=rng.choice(["#202c33", "#1f2c34"]) if s.dark else "#ffffff",
    )
    parts = [_chip(s, rng.choice(["Today", "Yesterday", "19 November 2026", "TODAY", "Monday"]))]
    if s.chance(0.2):
        parts.append(
            _chip(s, "Messages and calls are end-to-end encrypted. Only people in this chat can read them.")
        )
    said: list[Said | None] = []
    last, hour, minute = "", rng.randint(7, 21), rng.randint(0, 30)
    for _ in range(rng.randint(4, 9)):
        minute += rng.randint(0, 7)
        when = f"{hour + minute // 60:02}:{minute % 60:02}"
        if rng.random() < 0.2:
            one, last = Said(None, None, when, cast.words(rng, 2)), ""
            parts.append(_bubble(s, one, mine=True))
        elif pair:
            one = Said(title, None, when, cast.words(rng, 2))
            parts.append(_bubble(s, one))
        else:
            who = last if last and rng.random() < 0.4 else rng.choice(people)
            one = Said(who, None, when, cast.words(rng, 3))
            parts.append(_bubble(s, one, named=who != last, people=people))
            last = who
        said.append(one)
        if s.chance(0.06):
            parts.append(_chip(s, f"{rng.choice(people).removeprefix('~ ')} added {cast.name(rng)}"))
            last = ""
    chat = f'<div style="padding:6px {s.pad}px">{"".join(parts)}</div>'
    foot = (
        f'{mark()}<div class="r p"><div class="g" style="background:{s.colours["theirs"]};border-radius:20px;padding:9px 14px;color:{s.faint()}">'
        f"{rng.choice(['Type a message', 'Message', 'Type a message'])}</div>{icon(s, 'cam')}</div>"
    )
    said.append(None)
    head = _head(s, title, people, pair)
    if s.phone:
        body = status_bar(s) + head + chat + (foot if s.chance(0.8) else "")
    else:
        body = f'<div class="t" style="gap:0">{_list(s)}<div class="g">{head}{chat}{foot}</div></div>'
    return Drawn("whatsapp", s, page(s, body), tuple(said), None, group)


def _head(s: Skin, title: str, people: list[str], pair: bool) -> str:
    rng = s.rng
    names = ", ".join([*(p.removeprefix("~ ") for p in people), "You"])
    under = (
        rng.choice(["online", "last seen today at 20:14", ""])
        if pair
        else rng.choice([names, "tap here for group info", names])
    )
    colour = (
        rng.choice(["#202c33", "#1f2c34"])
        if s.dark
        else rng.choice(["#008069", "#f0f2f5", "#ffffff", "#075e54"])
    )
    ink = "#fff" if s.dark or colour in ("#008069", "#075e54") else "#111b21"
    back = icon(s, "back", 1.3, ink) if s.phone else ""
    return (
        f'<div class="r" style="background:{colour};color:{ink};padding:8px {s.pad}px">{back}{avatar(s, title, 36)}<div class="g" style="overflow:hidden">'
        f'<b>{safe(title)}</b><div class="nw" style="font-size:.8em;overflow:hidden;text-overflow:ellipsis">{safe(under)}</div></div>{icon(s, "cam", 1.3, ink)}{icon(s, "dots", 1.3, ink)}</div>'
    )


def _chip(s: Skin, text: str) -> str:
    return f'<div class="c" style="margin:8px"><span style="background:{s.colours["theirs"]};border-radius:8px;padding:4px 10px;font-size:.8em;color:{s.faint()}">{safe(text)}</span></div>'


def _bubble(
    s: Skin, one: Said, *, mine: bool = False, named: bool = False, people: list[str] | None = None
) -> str:
    rng = s.rng
    palette = NAMES_DARK if s.dark else NAMES
    tone = palette[sum(map(ord, one.author or "")) % len(palette)]
    head = ""
    if named and one.author:
        phone = (
            f'<span style="float:right;padding-left:14px" class="x">+44 7700 900{rng.randint(100, 999)}</span>'
            if one.author.startswith("~")
            else ""
        )
        head = f'<div style="color:{tone};font-size:.88em" class="b">{phone}{safe(one.author)}</div>'
    if rng.random() < 0.08:
        head += f'<div class="x"><i>{icon(s, "turn")} Forwarded</i></div>'
    if people and rng.random() < 0.12:
        other = rng.choice(people)
        head += (
            f'<div style="border-left:4px solid {palette[3]};background:#8882;padding:4px 8px;border-radius:6px;font-size:.88em;margin:2px 0">'
            f'<div class="b" style="color:{palette[3]}">{safe(other)}</div>{safe(rng.choice(cast.SENTENCES)[:60])}</div>'
        )
    if rng.random() < 0.06:
        head += picture(s, 120)
    ticks = ' <span style="color:#53bdeb">✓✓</span>' if mine else ""
    clock = f'<span class="x nw">{one.when}{ticks}</span>'
    if s.layout == "below":
        words = f'<div class="w">{safe(one.text)}</div><div style="text-align:right;margin-top:-2px">{clock}</div>'
    else:
        words = f'<span class="w">{safe(one.text)}</span><span style="float:right;margin:6px 0 0 14px">{clock}</span><div style="clear:both"></div>'
    side = "margin-left:auto" if mine else ""
    colour = s.colours["mine" if mine else "theirs"]
    face = avatar(s, one.author, 26) if s.layout == "wide" and not mine and named else ""
    width = rng.choice([78, 82, 88]) if s.phone else rng.choice([50, 60])
    react = '<div style="margin:-6px 0 4px 14px;font-size:.8em">😡 3</div>' if rng.random() < 0.06 else ""
    return (
        f'{mark()}<div class="t" style="margin:{rng.choice([3, 4, 6])}px 0">{face}<div style="max-width:{width}%;{side};background:{colour};'
        f'border-radius:9px;padding:6px 10px">{head}{words}</div></div>{react}'
    )


def _list(s: Skin) -> str:
    rng = s.rng
    rows = []
    for _ in range(7):
        who = cast.saved(rng)
        when = rng.choice([cast.clock(rng), "Yesterday", "Monday", "12/11/2026"])
        rows.append(
            f'<div class="r" style="padding:10px">{avatar(s, who, 40)}<div class="g" style="overflow:hidden"><div class="r sp nw"><span class="b">{safe(who)}</span>'
            f'<span class="x">{when}</span></div><div class="f nw" style="overflow:hidden;text-overflow:ellipsis">{safe(rng.choice(cast.SENTENCES))}</div></div></div>'
        )
    colour = "#111b21" if s.dark else "#ffffff"
    return f'<div style="width:330px;background:{colour};flex:none"><div class="p b">Chats</div><div class="p f">Search or start a new chat</div>{"".join(rows)}</div>'
