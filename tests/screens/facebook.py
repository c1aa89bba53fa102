"""Facebook: a post with its comments, in the app, in a group, and in a window on a desktop."""

# ruff: noqa: E501  (a stretch of markup reads best on one line)
from __future__ import annotations

from random import Random

from tests.screens import cast
from tests.screens.cast import Said
from tests.screens.page import Drawn
from tests.screens.skin import Skin, address_bar, avatar, icon, mark, page, picture, safe, status_bar

LAYOUTS = ("feed", "group", "dialog", "comments")
BADGES = ("Admin", "Top contributor", "Author", "Moderator", "Top fan", "Rising contributor", "Group expert")


def draw(s: Skin) -> Drawn:
    """One page in the skin's layout."""
    rng = s.rng
    poster, group = cast.name(rng), rng.choice(cast.GROUPS)
    when = rng.choice([cast.short_time(rng), f"Yesterday at {cast.clock(rng)}", f"{cast.day(rng)} at {cast.clock(rng)}",
                       f"{rng.randint(1, 23)} h", "Just now" if s.phone else "2 d"])  # fmt: skip
    post = Said(poster, None, when, cast.words(rng, 5))
    comments = _comments(rng, rng.randint(2, 6))
    bar, address = address_bar(s, "www.facebook.com" if not s.phone else "m.facebook.com",
                               f"/groups/{rng.randint(10**8, 10**9)}/posts/{rng.randint(10**9, 10**10)}/",
                               0.35)  # fmt: skip
    in_group = s.layout in ("group", "dialog") and s.chance(0.7)
    parts = [status_bar(s), bar, _top(s, group if s.layout == "group" else None, poster)]
    said: list[Said | None] = []
    if s.layout != "comments":
        parts.append(_post(s, post, group if in_group else None))
        said.append(post)
    if s.layout == "comments" or s.chance(0.6):
        parts.append(
            f'<div class="f b" style="padding:2px {s.pad}px">{rng.choice(["Most relevant", "All comments", "Newest"])} ▾</div>'
        )
    for comment in comments:
        parts.append(_comment(s, comment))
        said.append(comment)
    who = cast.name(rng).split()[0]
    parts.append(mark())
    said.append(None)
    if s.chance(0.75):
        field = rng.choice(
            [
                "Write a comment...",
                f"Comment as {who}",
                "Write a public comment…",
                f"Comment as {cast.name(rng)}",
            ]
        )
        parts.append(
            f'<div class="r p">{avatar(s, who, 28)}<div class="k g" style="border-radius:18px;padding:8px 12px;color:{s.faint()}">{field}</div></div>'
        )
    body = "".join(parts)
    if not s.phone:
        body = _three_columns(s, parts[0] + parts[1], "".join(parts[2:]))
    return Drawn(
        "facebook", s, page(s, body), tuple(said), address, group if in_group or s.layout == "group" else None
    )


def _comments(rng: Random, count: int) -> list[Said]:
    found, depth = [], 0
    for _ in range(count):
        when = cast.short_time(rng)
        badge = rng.choice(BADGES) if rng.random() < 0.15 else None
        found.append(Said(cast.name(rng), None, when, cast.words(rng, 2), depth, badge))
        depth = 1 if rng.random() < 0.3 else 0
    return found


def _top(s: Skin, group: str | None, poster: str) -> str:
    title = group or s.rng.choice(
        [f"{poster}'s post", "Comments", "facebook", f"{poster.split()[0]}'s Post", "Post"]
    )
    mid = "c" if s.chance(0.4) else ""
    more = ""
    if group and s.chance(0.6):
        more = f'<div class="f" style="padding:0 {s.pad}px">Private group · {s.rng.randint(1, 9)}.{s.rng.randint(0, 9)}K members</div>'
    lead = icon(s, s.rng.choice(["back", "cross"]), 1.3) if s.phone else ""
    return f'<div class="r p"> {lead}<b class="g {mid}" style="font-size:1.15em">{safe(title)}</b>{icon(s, "find", 1.3)}</div>{more}<hr>'


def _post(s: Skin, post: Said, group: str | None) -> str:
    rng = s.rng
    sep = rng.choice([" · ", " • ", " "])
    badge = f'<span class="f">{sep}{rng.choice(BADGES)}</span>' if group and s.chance(0.25) else ""
    world = icon(s, "globe", 0.9)
    feed_head = group and s.chance(0.4)
    if feed_head:
        head = f"<b>{safe(group)}</b><div class='f'><span class='b'>{safe(post.author)}</span> · {post.when} · {world}</div>"
    else:
        to = f' <span class="f">▸</span> <b>{safe(group)}</b>' if group and s.chance(0.3) else ""
        doing = (
            f" <span>is {rng.choice(['feeling angry', 'feeling fed up', 'at ' + rng.choice(cast.PLACES)])}</span>"
            if not group and s.chance(0.12)
            else ""
        )
        head = f"<div><b>{safe(post.author)}</b>{doing}{to}{badge}</div><div class='f'>{post.when}{sep}{world}</div>"
    media = picture(s) if s.chance(0.25) else ""
    likes, talk, shares = rng.randint(2, 240), rng.randint(2, 90), rng.randint(1, 20)
    counts = f'<div class="r sp f" style="padding:4px {s.pad}px"><span>👍😡 {likes}</span><span>{talk} comments{sep}{shares} shares</span></div>'
    words = rng.choice(
        [("Like", "Comment", "Share"), ("Like", "Comment", "Send"), ("Like", "Comment", "Send", "Share")]
    )
    acts = "".join(
        f'<span class="r b f">{icon(s, i)}{w}</span>'
        for i, w in zip(("thumb", "talk", "share", "turn"), words, strict=False)
    )
    return (
        f'{mark()}<div class="p"><div class="r">{avatar(s, post.author, 40)}<div class="g">{head}</div>{icon(s, "dots")}</div>'
        f'<div class="w" style="margin-top:{s.gap}px">{safe(post.text)}</div></div>{media}{counts}<hr>'
        f'<div class="r p" style="justify-content:space-around">{acts}</div><hr>'
    )


def _comment(s: Skin, c: Said) -> str:
    rng = s.rng
    indent = s.pad + c.depth * (s.avatar + s.gap)
    badge = f'<span class="f"> · {c.badge}</span>' if c.badge and s.layout != "group" else ""
    above = f'<div class="x">{c.badge}</div>' if c.badge and s.layout == "group" else ""
    acts = rng.choice(["Like", "Like"]), "Reply"
    space = rng.choice([10, 14, 18])
    liked = f'<span class="f">{rng.randint(1, 40)} 👍</span>' if s.chance(0.4) else ""
    edited = "<span>Edited</span>" if s.chance(0.1) else ""
    bubble = (
        ""
        if s.layout == "comments" and s.chance(0.3)
        else f"background:{s.card()};border-radius:16px;padding:7px 12px;"
    )
    wide = "" if s.chance(0.7) else "width:100%;"
    more = (
        f'<div class="f b" style="padding:3px {s.pad + s.avatar + s.gap}px">View {rng.randint(2, 9)} more replies</div>'
        if s.chance(0.12) and c.depth
        else ""
    )
    return (
        f'{mark()}<div class="t" style="padding:{s.gap / 2}px {s.pad}px {s.gap / 2}px {indent}px">{avatar(s, c.author, s.avatar - 6 * c.depth)}'
        f'<div class="g"><div class="w" style="display:inline-block;{bubble}{wide}">{above}<b>{safe(c.author)}</b>{badge}<div>{safe(c.text)}</div></div>'
        f'<div class="r f" style="gap:{space}px;padding:2px 12px"><span>{c.when}</span><span class="b">{acts[0]}</span><span class="b">{acts[1]}</span>{edited}'
        f'<span class="g"></span>{liked}</div></div></div>{more}'
    )


def _three_columns(s: Skin, top: str, middle: str) -> str:
    rng = s.rng
    left = "".join(
        f'<div class="r" style="padding:9px">{icon(s, "house")}{w}</div>'
        for w in ("Home", "Friends", "Groups", "Marketplace", "Watch")
    )
    right = "".join(
        f'<div class="r" style="padding:7px">{avatar(s, "a", 26)}{safe(cast.name(rng))}</div>'
        for _ in range(5)
    )
    if s.layout == "dialog" and s.chance(0.5):
        return f'{top}<div style="width:640px;margin:10px auto;border-radius:10px;border:1px solid {s.card()}">{middle}</div>'
    return (
        f'{top}<div class="t"><div style="width:230px;padding:8px">{left}</div><div style="width:600px" class="g">{middle}</div>'
        f'<div style="width:250px;padding:8px"><div class="b f">Contacts</div>{right}</div></div>'
    )
