"""Nextdoor: a neighbour's post with its comments, in the app and on a desktop."""

# ruff: noqa: E501  (a stretch of markup reads best on one line)
from __future__ import annotations

from tests.screens import cast
from tests.screens.cast import Said
from tests.screens.page import Drawn
from tests.screens.skin import Skin, address_bar, avatar, icon, mark, page, picture, safe, status_bar

LAYOUTS = ("beside", "under", "feed")


def draw(s: Skin) -> Drawn:
    """One page in the skin's layout."""
    rng = s.rng
    bar, address = address_bar(
        s, "nextdoor.co.uk", f"/p/{rng.choice('abcdefg')}{rng.randint(10**8, 10**9)}Xy/", 0.35
    )
    said: list[Said | None] = []
    parts = [status_bar(s), bar]
    if s.layout != "feed":
        parts.append(
            f'<div class="r p">{icon(s, "back", 1.3)}<b>{rng.choice(["Post", "Back", "Nextdoor", ""])}</b></div>'
        )
    for _ in range(rng.choice([2, 3]) if s.layout == "feed" else 1):
        one = Said(_name(s), None, _when(s), cast.words(rng, 4))
        said.append(one)
        parts.append(_post(s, one))
    if s.layout != "feed":
        parts.append(
            f'<div class="b p">{rng.choice(["Comments", "All comments ▾", f"{rng.randint(2, 40)} comments"])}</div>'
        )
        for n in range(rng.randint(2, 5)):
            one = Said(_name(s), None, _when(s), cast.words(rng, 2), int(n > 0 and s.chance(0.25)))
            said.append(one)
            parts.append(_comment(s, one))
    parts.append(mark())
    said.append(None)
    if s.chance(0.7):
        parts.append(
            f'<div class="r p">{avatar(s, "m", 28)}<div class="k g" style="border-radius:18px;padding:8px 12px;color:{s.faint()}">Add a comment...</div></div>'
        )
    body = "".join(parts)
    if not s.phone:
        left = "".join(
            f'<div class="r" style="padding:9px">{icon(s, "house")}{w}</div>'
            for w in ("Home", "Discover", "For Sale & Free", "Groups", "Events")
        )
        body = f'{parts[1]}<div class="t"><div style="width:220px;padding:10px"><b style="color:#00b246;font-size:1.3em">nextdoor</b>{left}</div><div style="width:620px">{"".join(parts[2:])}</div></div>'
    return Drawn("nextdoor", s, page(s, body), tuple(said), address)


def _name(s: Skin) -> str:
    first, last = s.rng.choice(cast.FIRST), s.rng.choice(cast.LAST)
    return f"{first} {last[0]}." if s.chance(0.7) else f"{first} {last}"


def _when(s: Skin) -> str:
    rng = s.rng
    return rng.choice(
        [
            f"{rng.randint(2, 23)} hr ago",
            f"{rng.randint(2, 50)} min ago",
            f"{rng.randint(2, 6)} days ago",
            f"{rng.randint(1, 28)} Nov",
            f"{rng.randint(2, 20)}h",
            "1 day ago",
        ]
    )


def _post(s: Skin, one: Said) -> str:
    rng = s.rng
    place = rng.choice(cast.PLACES)
    if s.layout == "beside":
        head = f'<div><b>{safe(one.author)}</b> <span class="f">· {place}</span></div><div class="x">{one.when} · {icon(s, "globe", 0.9)}</div>'
    elif s.layout == "under":
        head = f'<div><b>{safe(one.author)}</b></div><div class="f">{place} · {one.when} {icon(s, "globe", 0.9)}</div>'
    else:
        head = f'<b>{safe(one.author)}</b><div class="f">{place}</div><div class="x">{one.when}</div>'
    title = (
        f"<b>{rng.choice(['School run', 'Question about the school', 'Parking again'])}</b>"
        if s.chance(0)
        else ""
    )
    media = picture(s, 120) if s.chance(0.2) else ""
    acts = "".join(
        f'<span class="r f">{icon(s, i)}{w}</span>'
        for i, w in (
            ("heart", str(rng.randint(2, 60))),
            ("talk", rng.choice([f"{rng.randint(2, 40)}", "Comment"])),
            ("share", "Share"),
        )
    )
    return (
        f'{mark()}<div class="p"><div class="r">{avatar(s, one.author, 40)}<div class="g">{head}</div>{icon(s, "dots")}</div><div class="w" style="margin-top:8px">{title}{safe(one.text)}</div>{media}'
        f'<div class="r" style="gap:24px;margin-top:8px">{acts}</div></div><hr>'
    )


def _comment(s: Skin, one: Said) -> str:
    rng = s.rng
    place = rng.choice(cast.PLACES)
    bubble = f"background:{s.card()};border-radius:12px;padding:8px 12px" if s.layout == "beside" else ""
    beside = f' <span class="f">· {place}</span>' if s.layout == "beside" or s.chance(0.5) else ""
    badge = '<span class="x">Author</span>' if s.chance(0.08) else ""
    acts = [one.when or "", "Like", "Reply", *(["Share"] if s.chance(0.3) else [])]
    foot = "".join(f"<span>{a}</span>" for a in acts)
    return (
        f'{mark()}<div class="t" style="padding:{s.gap / 2}px {s.pad}px {s.gap / 2}px {s.pad + one.depth * 42}px">{avatar(s, one.author, 30)}<div class="g"><div class="w" style="{bubble}">'
        f'<div><b>{safe(one.author)}</b>{beside} {badge}</div>{safe(one.text)}</div><div class="r f" style="gap:16px;padding:2px 4px">{foot}</div></div></div>'
    )
