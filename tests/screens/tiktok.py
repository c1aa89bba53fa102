"""TikTok: the sheet of comments over a video, the video itself, and its page on a desktop."""

# ruff: noqa: E501  (a stretch of markup reads best on one line)
from __future__ import annotations

from tests.screens import cast
from tests.screens.cast import Said
from tests.screens.page import Drawn
from tests.screens.skin import Skin, address_bar, avatar, icon, mark, page, picture, safe, status_bar

LAYOUTS = ("sheet", "video", "apart")


def draw(s: Skin) -> Drawn:
    """One page in the skin's layout."""
    rng = s.rng
    owner = cast.handle(rng)
    bar, address = address_bar(
        s, "www.tiktok.com", f"/@{owner}/video/{rng.randint(7 * 10**18, 8 * 10**18)}", 0.2
    )
    said: list[Said | None] = []
    top = status_bar(s) + bar
    if s.layout == "video" and s.phone:
        return Drawn("tiktok", s, page(s, top + _video(s, owner, said)), tuple(said), address)
    parts = []
    if not s.phone:
        parts.append(_owner(s, owner, said))
    else:
        parts.append(picture(s, rng.randint(60, 160)))
        parts.append(
            f'<div class="r p"><span class="g c b">{rng.randint(8, 900)} comments</span>{icon(s, "cross")}</div>'
        )
    for n in range(rng.randint(3, 6)):
        one = Said(*_who(s), _when(s), cast.words(rng, 2), int(n > 0 and s.chance(0.25)))
        parts.append(_comment(s, one))
        said.append(one)
        if s.chance(0.25):
            parts.append(
                f'<div class="f" style="padding:2px {s.pad + 50}px">View {rng.randint(2, 19)} replies ▾</div>'
            )
    field = rng.choice(["Add comment...", "Add a comment...", "Add comment..."])
    parts.append(
        f'{mark()}<div class="r p">{avatar(s, "m", 30)}<div class="k g" style="border-radius:18px;padding:8px 12px;color:{s.faint()}">{field}</div></div>'
    )
    said.append(None)
    body = "".join(parts)
    if not s.phone:
        body = f'<div class="t" style="gap:0"><div style="width:52%">{picture(s, 620)}</div><div class="g">{body}</div></div>'
    return Drawn("tiktok", s, page(s, top + body), tuple(said), address)


def _who(s: Skin) -> tuple[str, str | None]:
    shown = cast.name(s.rng) if s.chance(0.4) else cast.handle(s.rng)
    return shown, None


def _when(s: Skin) -> str:
    rng = s.rng
    return rng.choice(
        [f"{cast.short_time(rng)} ago", cast.short_time(rng), f"{rng.randint(10, 12)}-{rng.randint(10, 28)}"]
    )


def _comment(s: Skin, one: Said) -> str:
    rng = s.rng
    badge = rng.choice([" · Creator", " · Friend", ""]) if s.chance(0.15) else ""
    heart = (
        f'<div class="c x" style="width:30px">{icon(s, "heart")}<br>{rng.randint(1, 99)}</div>'
        if s.layout == "sheet"
        else ""
    )
    after = "" if heart else f'<span class="g"></span><span>{icon(s, "heart")} {rng.randint(1, 99)}</span>'
    liked = '<div class="x">Liked by creator</div>' if s.chance(0.06) else ""
    return (
        f'{mark()}<div class="t" style="padding:{s.gap - 2}px {s.pad}px {s.gap - 2}px {s.pad + one.depth * 42}px">{avatar(s, one.author, 32)}'
        f'<div class="g"><div class="f b">{safe(one.author)}<span style="color:#fe2c55">{badge}</span></div><div class="w">{safe(one.text)}</div>'
        f'<div class="r f" style="gap:14px"><span>{one.when}</span><span class="b">Reply</span>{after}</div>{liked}</div>{heart}</div>'
    )


def _video(s: Skin, owner: str, said: list[Said | None]) -> str:
    rng = s.rng
    tags = " ".join(rng.sample(["#fyp", "#school", "#parents", "#foryou", "#uk", "#mumsoftiktok"], 3))
    text = f"{cast.words(rng, 2)} {tags}"
    author = rng.choice([owner, f"@{owner}"])
    when = f"{rng.randint(10, 12)}-{rng.randint(10, 28)}" if s.chance(0.5) else None
    said.append(Said(owner, owner, when, text))
    shown = f' <span style="opacity:.8">· {when}</span>' if when else ""
    counts = "".join(
        f'<div class="c x" style="color:#fff;margin:10px 0">{icon(s, i, 1.8, "#fff")}<br>{rng.randint(3, 900)}</div>'
        for i in ("heart", "talk", "book", "share")
    )
    tabs = '<div class="r c" style="justify-content:center;gap:18px;padding:8px"><span>Following</span><span>Friends</span><b>For You</b></div>'
    return (
        f'<div style="background:linear-gradient(#223,#445);color:#fff">{tabs}<div style="height:360px"></div><div class="t" style="align-items:flex-end;padding:{s.pad}px"><div class="g w">'
        f'{mark()}<b>{author}</b>{shown}<div>{safe(text)}</div><div style="margin-top:4px">♫ original sound - {owner}</div></div><div>{counts}</div></div></div>'
        f'<div class="r" style="background:#000;color:#fff;justify-content:space-around;padding:8px;font-size:.75em"><span>Home</span><span>Friends</span><span>Inbox</span><span>Profile</span></div>'
    )


def _owner(s: Skin, owner: str, said: list[Said | None]) -> str:
    rng = s.rng
    text = f"{cast.words(rng, 2)} #fyp #school"
    when = rng.choice([f"{rng.randint(2, 6)}d ago", f"11-{rng.randint(10, 28)}"])
    said.append(Said(owner, owner, when, text))
    name = cast.name(rng)
    return (
        f'{mark()}<div class="p"><div class="r">{avatar(s, owner, 40)}<div class="g"><b>{owner}</b><div class="f">{safe(name)} · {when}</div></div><span style="background:#fe2c55;color:#fff;padding:5px 16px">Follow</span></div>'
        f'<div class="w" style="margin-top:8px">{safe(text)}</div><div>♫ original sound - {owner}</div></div><hr><div class="r p b"><span>Comments ({rng.randint(3, 99)})</span><span class="f">Creator videos</span></div>'
    )
