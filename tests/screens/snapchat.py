"""Snapchat: a chat with names in capitals, a group, and a story."""

# ruff: noqa: E501  (a stretch of markup reads best on one line)
from __future__ import annotations

from tests.screens import cast
from tests.screens.cast import Said
from tests.screens.page import Drawn
from tests.screens.skin import Skin, avatar, icon, mark, page, safe, status_bar

LAYOUTS = ("chat", "story", "loose")
TONES = ("#f23c57", "#0eadff", "#9b55a0", "#1a9e5c", "#e36b00")


def draw(s: Skin) -> Drawn:
    """One page in the skin's layout."""
    if s.layout == "story":
        return _story(s)
    rng = s.rng
    people = [
        rng.choice([rng.choice(cast.FIRST), cast.name(rng), cast.handle(rng)])
        for _ in range(rng.choice([1, 1, 2, 3]))
    ]
    title = people[0] if len(people) == 1 else rng.choice(cast.GROUPS)
    parts = [
        status_bar(s),
        f'<div class="r p">{icon(s, "back", 1.3)}{avatar(s, title, 32)}<b class="g">{safe(title)}</b>{icon(s, "cam", 1.3)}</div><hr>',
    ]
    said: list[Said | None] = []
    parts.append(
        f'<div class="c x p">{rng.choice(["TODAY", "YESTERDAY", "NOVEMBER 18", "18 NOVEMBER", "Today"])}</div>'
    )
    last = ""
    for _ in range(rng.randint(4, 7)):
        mine = rng.random() < 0.3
        who = "ME" if mine else rng.choice(people).upper()
        if who == last:
            continue
        text = cast.words(rng, 2)
        tone = "#f23c57" if mine else TONES[1 + sum(map(ord, who)) % 4]
        when = cast.clock(rng) if s.layout == "loose" and s.chance(0.5) else None
        shown = f'<span class="x" style="float:right">{when}</span>' if when else ""
        said.append(Said(None if mine else who, None, when, text))
        parts.append(
            f'{mark()}<div style="margin:{s.gap}px {s.pad}px"><div class="b" style="color:{tone};font-size:.8em">{shown}{safe(who)}</div>'
            f'<div class="w" style="border-left:3px solid {tone};padding:2px 0 2px 10px">{safe(text)}</div></div>'
        )
        last = who
        if rng.random() < 0.1:
            parts.append(f'<div class="x c">{safe(rng.choice(people))} took a screenshot!</div>')
    parts.append(
        f'{mark()}<div class="r p">{icon(s, "cam", 1.4)}<div class="k g" style="border-radius:20px;padding:9px 14px;color:{s.faint()}">Send a chat</div>{icon(s, "dots")}</div>'
    )
    said.append(None)
    body = "".join(parts)
    if not s.phone:
        body = f'<div style="width:700px;margin:0 auto">{body}</div>'
    return Drawn("snapchat", s, page(s, body), tuple(said), None, title if len(people) > 1 else None)


def _story(s: Skin) -> Drawn:
    rng = s.rng
    who = rng.choice([cast.name(rng), cast.handle(rng), rng.choice(cast.FIRST)])
    when = rng.choice([f"{cast.short_time(rng)} ago", cast.short_time(rng)])
    text = cast.words(rng, 2)
    ground = rng.choice(["#4b3b6b", "#27433c", "#5b2d2d", "#1d2b4f"])
    field = "Send a chat"
    band = "background:#0009;padding:8px" if s.chance(0.6) else "font-size:1.3em;font-weight:600"
    body = (
        f'<div style="background:{ground};color:#fff">{status_bar(s)}{mark()}<div class="r p">{avatar(s, who, 34)}<div class="g"><b>{safe(who)}</b><div style="font-size:.8em;opacity:.85">{when}</div></div>{icon(s, "dots", 1.2, "#fff")}</div>'
        f'<div style="height:{rng.randint(100, 220)}px"></div><div class="c w" style="{band}">{safe(text)}</div><div style="height:{rng.randint(100, 220)}px"></div>'
        f'<div class="r p">{icon(s, "cam", 1.4, "#fff")}<div class="g" style="background:#0006;border-radius:20px;padding:9px 14px">{field}</div></div></div>'
    )
    return Drawn("snapchat", s, page(s, body), (Said(who, None, when, text),), None)
