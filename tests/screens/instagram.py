"""Instagram: comments on a sheet, a post with its caption, a story, and picture and comments on a desktop."""

# ruff: noqa: E501  (a stretch of markup reads best on one line)
from __future__ import annotations

from tests.screens import cast
from tests.screens.cast import Said
from tests.screens.page import Drawn
from tests.screens.skin import Skin, address_bar, avatar, icon, mark, page, picture, safe, status_bar

LAYOUTS = ("sheet", "post", "story", "stacked")


def draw(s: Skin) -> Drawn:
    """One page in the skin's layout."""
    rng = s.rng
    owner = cast.handle(rng)
    bar, address = address_bar(s, "www.instagram.com", f"/p/C{rng.randint(10**7, 10**8)}xQ/", 0.25)
    said: list[Said | None] = []
    if s.layout == "story":
        parts = [_story(s, owner, said)]
    elif s.layout == "post" or not s.phone:
        parts = [_post(s, owner, said)]
    else:
        parts = ['<div class="c b p">Comments</div><hr>']
    if s.layout in ("sheet", "stacked") or (not s.phone and s.layout != "story"):
        for n in range(rng.randint(3, 6)):
            one = _said(s, int(n > 0 and s.chance(0.25)))
            parts.append(_comment(s, one))
            said.append(one)
            if s.chance(0.15):
                parts.append(
                    f'<div class="f" style="padding:4px {s.pad + 60}px">—— View {rng.randint(2, 9)} more replies</div>'
                )
        field = rng.choice([f"Add a comment for {owner}...", "Add a comment…", f"Add a comment for {owner}…"])
        parts.append(f'{mark()}<div class="r p">{avatar(s, "me", 30)}<span class="g f">{field}</span></div>')
        said.append(None)
    top = status_bar(s) + bar
    if s.phone:
        return Drawn("instagram", s, page(s, top + "".join(parts)), tuple(said), address)
    if s.layout == "story":
        body = f'<div style="width:420px;margin:0 auto">{"".join(parts)}</div>'
    else:
        body = f'<div class="t" style="gap:0;border:1px solid {s.card()};margin:20px 60px"><div style="width:48%">{picture(s, 560)}</div><div class="g">{"".join(parts)}</div></div>'
    return Drawn("instagram", s, page(s, top + body), tuple(said), address)


def _said(s: Skin, depth: int = 0) -> Said:
    who = cast.handle(s.rng)
    return Said(who, who, cast.short_time(s.rng), cast.words(s.rng, 2), depth)


def _comment(s: Skin, one: Said) -> str:
    rng = s.rng
    likes = rng.randint(1, 60)
    side = f'<div class="c x" style="width:26px">{icon(s, "heart")}<br>{likes if s.chance(0.6) else ""}</div>'
    acts = ["Reply", "See translation"] if s.chance(0.5) else ["Reply"]
    if s.layout == "stacked":
        acts = [one.when or "", *([f"{likes} likes"] if s.chance(0.5) else []), *acts]
        head = f"<div><b>{one.author}</b> {safe(one.text)}</div>"
    else:
        author = ' <span class="x">· Author</span>' if s.chance(0.08) else ""
        head = f'<div class="r" style="gap:6px"><b>{one.author}</b><span class="f">{one.when}</span>{author}</div><div class="w">{safe(one.text)}</div>'
    foot = "".join(f"<span>{a}</span>" for a in acts)
    return (
        f'{mark()}<div class="t" style="padding:{s.gap}px {s.pad}px {s.gap}px {s.pad + one.depth * 44}px">{avatar(s, one.author, 32)}'
        f'<div class="g w">{head}<div class="r f b" style="gap:16px;margin-top:3px">{foot}</div></div>{side}</div>'
    )


def _post(s: Skin, owner: str, said: list[Said | None]) -> str:
    rng = s.rng
    when = rng.choice(
        [f"{rng.randint(2, 6)} days ago", f"{rng.randint(2, 20)} hours ago", f"{rng.randint(1, 28)} November"]
    )
    head_when = cast.short_time(rng)
    place = f'<div class="x">{rng.choice(cast.PLACES)}</div>' if s.chance(0.4) else ""
    caption = cast.words(rng, 4)
    if not s.phone:
        said.append(Said(owner, owner, head_when, caption))
        return f'<div class="r p">{avatar(s, owner, 32)}<b>{owner}</b></div><hr>{mark()}<div class="t p">{avatar(s, owner, 32)}<div class="w"><b>{owner}</b> <span class="f">{head_when}</span><div>{safe(caption)}</div></div></div>'
    said.append(Said(owner, owner, when, caption))
    acts = "".join(icon(s, i, 1.5, s.ink()) for i in ("heart", "talk", "share"))
    liked = (
        f"Liked by <b>{cast.handle(rng)}</b> and <b>{rng.randint(5, 200)} others</b>"
        if s.chance(0.6)
        else f"<b>{rng.randint(5, 300)} likes</b>"
    )
    view = f'<div class="f">View all {rng.randint(4, 80)} comments</div>' if s.chance(0.8) else ""
    return (
        f'<div class="r p">{avatar(s, owner, 32)}<div class="g"><b>{owner}</b>{place}</div>{icon(s, "dots")}</div>{picture(s, 300)}'
        f'<div class="p"><div class="r" style="gap:14px">{acts}</div><div style="margin:6px 0">{liked}</div>{mark()}<div class="w"><b>{owner}</b> {safe(caption)}</div>{view}<div class="x">{when}</div></div>'
    )


def _story(s: Skin, owner: str, said: list[Said | None]) -> str:
    rng = s.rng
    when, text = cast.short_time(rng), cast.words(rng, 2)
    said.append(Said(owner, owner, when, text))
    ground = rng.choice(["#4b3b6b", "#27433c", "#5b2d2d", "#1d2b4f"])
    field = rng.choice(["Send message", f"Reply to {owner}...", "Send message..."])
    return (
        f'{mark()}<div style="background:{ground};color:#fff;padding:10px {s.pad}px"><div class="r">{avatar(s, owner, 32)}<b>{owner}</b><span style="opacity:.75">{when}</span><span class="g"></span>{icon(s, "cross", 1.2, "#fff")}</div>'
        f'<div class="c w b" style="font-size:1.35em;padding:150px 20px">{safe(text)}</div><div class="r" style="border:1px solid #fff8;border-radius:22px;padding:10px 16px">{field}</div></div>'
    )
