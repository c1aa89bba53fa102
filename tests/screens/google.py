"""Google reviews of a place: in the app, in a window, and beside the map."""

# ruff: noqa: E501  (a stretch of markup reads best on one line)
from __future__ import annotations

from tests.screens import cast
from tests.screens.cast import Said
from tests.screens.page import Drawn
from tests.screens.skin import Skin, address_bar, avatar, icon, mark, page, picture, safe, status_bar

LAYOUTS = ("app", "window", "panel")


def draw(s: Skin) -> Drawn:
    """One page in the skin's layout."""
    rng = s.rng
    school = rng.choice(cast.SCHOOLS)
    bar, address = address_bar(s, "www.google.co.uk", f"/maps/place/{school.replace(' ', '+')}", 0.4)
    star = rng.randint(1, 4)
    parts = [
        status_bar(s),
        bar,
        f'<div class="p"><b style="font-size:1.25em">{school}</b><div class="f">{rng.randint(2, 4)}.{rng.randint(0, 9)} {_stars(star)} {rng.randint(8, 90)} reviews</div></div>',
    ]
    if s.chance(0.6):
        parts.append(
            '<div class="r p" style="gap:18px"><span>Overview</span><b style="color:#1a73e8">Reviews</b><span>About</span></div><hr>'
        )
    if s.chance(0.7):
        parts.append(
            '<div class="r p f">Sort by <b>Most relevant</b> <span>Newest</span> <span>Highest</span> <span>Lowest</span></div>'
        )
    said: list[Said | None] = []
    for _ in range(rng.randint(2, 5)):
        one = Said(cast.name(rng) if s.chance(0.9) else cast.handle(rng), None, _when(s), cast.words(rng, 3))
        said.append(one)
        parts.append(_review(s, one, school, said))
    parts.append(mark())
    said.append(None)
    body = "".join(parts)
    if not s.phone:
        width = rng.choice([420, 480, 640])
        body = f'{parts[1]}<div class="t"><div style="width:{width}px">{"".join(parts[2:])}</div><div class="g">{picture(s, 700)}</div></div>'
    return Drawn("google_reviews", s, page(s, body), tuple(said), address)


def _stars(count: int) -> str:
    return f'<span style="color:#fbbc04">{"★" * count}</span><span style="color:#9aa0a6">{"★" * (5 - count)}</span>'


def _when(s: Skin) -> str:
    rng = s.rng
    n = rng.randint(2, 11)
    return rng.choice(
        [
            "a week ago",
            "a month ago",
            f"{n} months ago",
            f"{n % 6 + 2} days ago",
            "a year ago",
            f"{n} years ago",
            "3 weeks ago",
            f"{n} hours ago",
        ]
    )


def _review(s: Skin, one: Said, school: str, said: list[Said | None]) -> str:
    rng = s.rng
    count = f"{rng.randint(2, 90)} reviews" if s.chance(0.8) else "1 review"
    under = rng.choice(
        [
            f"Local Guide · {count}",
            count,
            f"{count} · {rng.randint(1, 30)} photos",
            f"Local Guide · {count} · {rng.randint(2, 9)} photos",
        ]
    )
    new = ' <span class="k x">NEW</span>' if s.chance(0.15) else ""
    acts = (
        f'<div class="r f" style="gap:20px">{icon(s, "thumb")}Like {icon(s, "share")}Share</div>'
        if s.chance(0.5)
        else ""
    )
    head = f'{mark()}<div class="p"><div class="r">{avatar(s, one.author, 36)}<div class="g"><b>{safe(one.author)}</b><div class="x">{under}</div></div>{icon(s, "dots")}</div>'
    body = f'<div style="margin:4px 0">{_stars(rng.randint(1, 4))} <span class="f">{one.when}</span>{new}</div><div class="w">{safe(one.text)}</div>{acts}'
    answer = ""
    if s.chance(0.2):
        reply = Said(
            None,
            None,
            _when(s),
            "Thank you for your review. Please contact the school office so that we can help.",
        )
        said.append(reply)
        answer = f'{mark()}<div style="padding:8px 0 0 {s.pad}px"><b>Response from the owner</b> <span class="f">{reply.when}</span><div class="w">{reply.text}</div></div>'
    return f"{head}{body}{answer}</div><hr>"
