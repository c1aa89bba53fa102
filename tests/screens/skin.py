"""How a look-alike is dressed: device, light or dark, fonts, sizes and spacing, drawn with a seed."""

# ruff: noqa: E501  (a stretch of markup reads best on one line)
from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from random import Random

FONTS = ("Inter", "Roboto", "Open Sans", "Liberation Sans", "DejaVu Sans")
OTHER_FONTS = (
    "Lato",
    "Cantarell",
    "Karla",
    "Liberation Serif",
    "Comfortaa",
    "DejaVu Serif",
    "Liberation Sans Narrow",
)
MARK = "#fe00fd"
"""The colour of the small dots that tell where an item, the head and the end of the page stand."""


@dataclass(frozen=True)
class Skin:
    """One way to dress a page. Lengths are CSS pixels."""

    rng: Random
    dark: bool
    phone: bool
    width: int
    scale: float
    font: str
    size: float
    line: float
    pad: int
    gap: int
    avatar: int
    round: str
    layout: str
    colours: dict[str, str] = field(default_factory=dict)

    def ink(self) -> str:
        """The colour of plain words."""
        return "#e6e8ea" if self.dark else "#0f1216"

    def faint(self) -> str:
        """The colour of small print."""
        return "#9aa0a6" if self.dark else "#65696e"

    def paper(self) -> str:
        """The ground."""
        return self.colours.get("paper") or ("#16181b" if self.dark else "#ffffff")

    def card(self) -> str:
        """A ground set off from the ground: comment bubbles, fields."""
        return self.colours.get("card") or ("#2c2f33" if self.dark else "#eff1f4")

    def chance(self, likely: float) -> bool:
        """Whether this page has something that ``likely`` pages have."""
        return self.rng.random() < likely


def skin(rng: Random, layout: str, *, phone: bool, dark: bool, other_font: bool = False) -> Skin:
    """Dresses one page; ``other_font`` draws from fonts and sizes no rule was tried on."""
    larger = rng.choice([1.15, 1.3, 1.4]) if other_font else rng.choice([0.95, 1.0, 1.0, 1.06])
    size = rng.choice([14.0, 15.0, 16.0]) * larger
    return Skin(
        rng=rng,
        dark=dark,
        phone=phone,
        width=rng.choice([360, 375, 390, 412, 430]) if phone else rng.choice([1180, 1280, 1366, 1440]),
        scale=rng.choice([2.0, 2.0, 2.5, 3.0]) if phone else 1.0,
        font=rng.choice(OTHER_FONTS if other_font else FONTS),
        size=size,
        line=rng.choice([1.25, 1.32, 1.4, 1.5]),
        pad=rng.choice([10, 12, 14, 16]),
        gap=rng.choice([6, 8, 10, 14]),
        avatar=rng.choice([28, 32, 36, 40]),
        round=rng.choice(["50%", "50%", "50%", "6px"]),
        layout=layout,
    )


def page(s: Skin, body: str, *, css: str = "") -> str:
    """A whole page. The mark at its end is where the picture is cut off."""
    return f"""<!doctype html><meta charset="utf-8"><style>
*{{box-sizing:border-box;margin:0}} body{{width:{s.width}px;background:{s.paper()};color:{s.ink()};
font:{s.size}px/{s.line} "{s.font}","Noto Color Emoji",sans-serif;position:relative}}
.r{{display:flex;align-items:center;gap:{s.gap}px}} .t{{display:flex;align-items:flex-start;gap:{s.gap}px}}
.g{{flex:1;min-width:0}} .f{{color:{s.faint()};font-size:.87em}} .x{{color:{s.faint()};font-size:.78em}}
b,.b{{font-weight:600}} .p{{padding:{s.pad}px}} .c{{text-align:center}} .sp{{justify-content:space-between}}
.w{{overflow-wrap:anywhere}} .k{{background:{s.card()}}} hr{{border:0;border-top:1px solid {s.card()}}}
.m{{position:absolute;left:0;width:4px;height:4px;background:{MARK}}} .nw{{white-space:nowrap}}
{css}</style><body>{body}<div style="height:4px;background:{MARK};width:100%"></div>"""


def mark() -> str:
    """A dot at the left edge: an item begins here."""
    return '<i class="m"></i>'


def safe(text: str | None) -> str:
    """Text as HTML."""
    return escape(text or "")


def avatar(s: Skin, who: str | None, size: int = 0) -> str:
    """A round picture: a colour, or initials on a colour."""
    size = size or s.avatar
    colour = s.rng.choice(
        ["#8e44ad", "#c0392b", "#16a085", "#2c3e50", "#d35400", "#7f8c8d", "#27ae60", "#4a69bd"]
    )
    letters = ""
    if s.chance(0.35) and who:
        letters = "".join(part[0] for part in who.replace("~", "").split()[: s.rng.choice([1, 2])]).upper()
    return (
        f'<div style="flex:none;width:{size}px;height:{size}px;border-radius:{s.round};background:{colour};'
        f'color:#fff;display:flex;align-items:center;justify-content:center;font-size:{size * 0.42:.0f}px">'
        f"{safe(letters)}</div>"
    )


SHAPES = {
    "heart": '<path d="M12 20C5 15 3 11 3 8a4.5 4.5 0 0 1 9-1 4.5 4.5 0 0 1 9 1c0 3-2 7-9 12z"/>',
    "talk": '<path d="M4 4h16v11H10l-5 5v-5H4z"/>',
    "share": '<path d="M4 12l16-8-5 16-3-6z"/>',
    "dots": '<circle cx="5" cy="12" r="1.6"/><circle cx="12" cy="12" r="1.6"/><circle cx="19" cy="12" r="1.6"/>',
    "back": '<path d="M15 4l-8 8 8 8"/>',
    "find": '<circle cx="10" cy="10" r="6"/><path d="M15 15l6 6"/>',
    "globe": '<circle cx="12" cy="12" r="9"/><path d="M3 12h18M12 3c5 5 5 13 0 18M12 3c-5 5-5 13 0 18"/>',
    "thumb": '<path d="M4 11h4v9H4zM8 11l4-8c3 0 2 4 2 6h5l-1 11H8z"/>',
    "turn": '<path d="M4 9l4-5 4 5M8 4v12h8M20 15l-4 5-4-5"/>',
    "book": '<path d="M6 3h12v18l-6-5-6 5z"/>',
    "lock": '<rect x="6" y="11" width="12" height="9"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>',
    "cam": '<rect x="3" y="7" width="12" height="10"/><path d="M15 11l6-4v10l-6-4z"/>',
    "cross": '<path d="M5 5l14 14M19 5L5 19"/>',
    "house": '<path d="M3 11l9-8 9 8v10H3z"/>',
}


def icon(s: Skin, shape: str, size: float = 1.1, colour: str = "") -> str:
    """A small line drawing, ``size`` in em."""
    colour = colour or s.faint()
    return (
        f'<svg viewBox="0 0 24 24" style="width:{size}em;height:{size}em;flex:none;vertical-align:-.2em" '
        f'fill="none" stroke="{colour}" stroke-width="2">{SHAPES[shape]}</svg>'
    )


def picture(s: Skin, height: int = 0) -> str:
    """A photograph's place: colours without words."""
    height = height or s.rng.randint(90, 240)
    one, two = s.rng.sample(["#88a", "#a98", "#7a8", "#567", "#cba", "#435", "#9bc"], 2)
    return (
        f'<div style="height:{height}px;margin:6px 0;background:linear-gradient(130deg,{one},{two})"></div>'
    )


def status_bar(s: Skin) -> str:
    """The phone's own top line: clock, network, battery."""
    if not s.phone or s.chance(0.15):
        return ""
    clock = f"{s.rng.randint(7, 23)}:{s.rng.randint(0, 59):02}"
    right = s.rng.choice(["5G 67", "4G 81%", "54%", "LTE", "87%", "O2-UK 4G 33%"])
    return f'<div class="r sp b" style="padding:4px {s.pad + 6}px;font-size:13px"><span>{clock}</span><span>{right}</span></div>'


def address_bar(s: Skin, host: str, path: str, likely: float = 0.5) -> tuple[str, str | None]:
    """A browser's address line and what it truly shows: phones show the host, desktops all of it."""
    if not s.chance(1.0 if not s.phone else likely):
        return "", None
    shown = host if s.phone else f"{host}{path}"
    if s.phone:
        bar = f'<div class="r k" style="margin:4px 8px;padding:8px 12px;border-radius:20px">{icon(s, "lock", 0.9)}<span class="g c">{shown}</span>{icon(s, "dots")}</div>'
        return bar, shown
    tab = s.rng.choice(["Home", "(3) News", host.split(".")[-2].title()])
    bar = (
        f'<div class="k" style="font-size:13px"><div class="r" style="padding:6px 12px">{tab} {icon(s, "cross", 0.8)}</div>'
        f'<div class="r" style="padding:6px 12px;background:{s.paper()}">{icon(s, "back")}{icon(s, "lock", 0.9)}'
        f'<span class="g">{s.rng.choice(["https://", ""])}{shown}</span>{icon(s, "book")}{icon(s, "dots")}</div></div>'
    )
    return bar, shown
