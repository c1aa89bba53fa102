"""Mumsnet: a thread with its posts, on a phone and on a desktop."""

# ruff: noqa: E501  (a stretch of markup reads best on one line)
from __future__ import annotations

from tests.screens import cast
from tests.screens.cast import Said
from tests.screens.page import Drawn
from tests.screens.skin import Skin, address_bar, icon, mark, page, safe, status_bar

LAYOUTS = ("row", "stack", "card")
NICKS = [
    "FedUpOfFellside",
    "Namechange2026",
    "SleepyOwl77",
    "GinAndCrisps",
    "TiredMumof3",
    "ivyleaf",
    "Mummabear_X",
    "LilacBlossoms",
    "BumbleBea",
    "notagain2",
    "CrossPatch44",
    "ThisIsMeNow",
    "YorkshireLass1",
    "ICantEven",
    "OneMoreCuppa",
]


def draw(s: Skin) -> Drawn:
    """One page in the skin's layout."""
    rng = s.rng
    bar, address = address_bar(
        s, "www.mumsnet.com", f"/talk/am_i_being_unreasonable/{rng.randint(10**6, 10**7)}-school", 0.6
    )
    title = rng.choice(
        [
            "To be livid with the school",
            "AIBU to take DD out of school?",
            "Head teacher ignoring parents",
            "School gates nightmare",
        ]
    )
    parts = [
        status_bar(s),
        bar,
        f'<div class="r p sp"><b style="font-size:1.3em;color:#1b6ca8">mumsnet</b><span>Log in</span></div><div class="f" style="padding:0 {s.pad}px">Talk › {rng.choice(["AIBU", "Primary education", "Education", "AIBU?"])}</div><div class="b" style="padding:{s.pad}px;font-size:1.3em">{title}</div>',
    ]
    parts.append(
        f'<div class="r f" style="padding:0 {s.pad}px">{rng.randint(5, 300)} replies {icon(s, "talk")} {rng.choice(["Watch thread", "Add post", "Watch this thread"])}</div>'
    )
    said: list[Said | None] = []
    starter = rng.choice(NICKS)
    for n in range(rng.randint(2, 5)):
        who = starter if n == 0 else rng.choice(NICKS)
        one = Said(who, None, _when(s), cast.words(rng, 5 if n == 0 else 3))
        parts.append(_post(s, one, "OP" if who == starter and (n == 0 or s.chance(0.5)) else ""))
        said.append(one)
    parts.append(mark())
    said.append(None)
    body = "".join(parts)
    if not s.phone:
        right = f'<div class="k p"><b>Trending</b>{"".join(f"<div style=padding:6px>{w}</div>" for w in ("Advent calendars", "Secret Santa ideas", "Best slow cooker"))}</div>'
        body = f'{parts[1]}<div class="t" style="padding:0 60px"><div style="width:720px">{"".join(parts[2:])}</div><div style="width:260px;padding:20px 0">{right}</div></div>'
    return Drawn("mumsnet", s, page(s, body), tuple(said), address)


def _when(s: Skin) -> str:
    rng = s.rng
    return rng.choice(
        [
            f"{rng.randint(1, 28):02}/{rng.randint(9, 11):02}/2026 {cast.clock(rng)}",
            f"Today {cast.clock(rng)}",
            f"Yesterday {cast.clock(rng)}",
            f"{rng.randint(1, 28):02}/11/2026 {cast.clock(rng)}",
        ]
    )


def _post(s: Skin, one: Said, badge: str) -> str:
    rng = s.rng
    op = f' <span style="background:#1b6ca8;color:#fff;padding:0 5px">{badge}</span>' if badge else ""
    if s.layout == "row":
        head = f'<div class="r"><b>{one.author}</b>{op}<span class="f"> · {one.when}</span></div>'
    elif s.layout == "stack":
        head = f'<b>{one.author}</b>{op}<div class="x">{one.when}</div>'
    else:
        head = f'<div class="r sp k" style="padding:6px"><span><b>{one.author}</b>{op}</span><span class="f">{one.when}</span></div>'
    acts = rng.choice(
        [("Add post", "Quote", "Report"), ("Quote", "Report", "Bookmark"), ("Add post", "Report", "Bookmark")]
    )
    foot = "".join(f"<span>{a}</span>" for a in acts)
    return f'{mark()}<div class="p">{head}<div class="w" style="margin:6px 0">{safe(one.text)}</div><div class="r f" style="gap:18px">{foot}</div></div><hr>'
