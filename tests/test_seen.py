"""The mails as eyes see them: pictures beside those that were approved, and what a browser finds of them.

After a wanted change: ``SEEN=write pytest tests/test_seen.py``, then look at the pictures in ``SEEN_DIR``, or
at those of ``headsup preview``. The approved ones are a quarter of the size and grey: enough to see that
something moved, grew, vanished or changed its colour's depth.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.chromium import MISSING, Chromium
from tests.test_letters import SAMPLES, words_of
from tests.test_mail_html import hard_mails
from worker.cli import main

pytestmark = [
    pytest.mark.skipif(bool(MISSING), reason=MISSING),
    pytest.mark.skipif(find_spec("PIL") is None, reason="the extra screenshots is not installed"),
    pytest.mark.xdist_group("chromium"),
]
APPROVED = Path(__file__).parent / "seen"
VIEWS = {
    "phone": (390, False), "phone-dark": (390, True), "desktop": (760, False), "desktop-dark": (760, True)
}  # fmt: skip
DRAWN = {name: sample for name, sample in SAMPLES.items() if not name.endswith("-every-line")}
"""All but the lists of every line there is: they look like any other answer, and grow with each line."""
SMALLER = 4
DIFFERS, SPOT, TALLER = 2.5, 30, 3
"""How much two pictures may differ: grey levels on average, in their worst spot of 4 x 4, and rows."""
AXE = next(filter(find_spec, ("axe_playwright_python", "axe_core_python")), None)
"""Two packages carry axe's one script: the newer asks for a browser of its own, so it is in no extra."""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Chromium]:
    with Chromium() as made:
        yield made


@pytest.mark.parametrize("view", VIEWS)
def test_mails_look_as_approved(view: str, chromium: Chromium) -> None:
    """Every mail and letter, on a phone and on a computer, in the light and in the dark."""
    width, dark = VIEWS[view]
    kept = os.environ.get("SEEN_DIR")
    wrong = {}
    for name, sample in DRAWN.items():
        chromium.open(words_of(sample).html, width, dark=dark)
        png = chromium.picture()
        if kept:
            Path(kept).mkdir(parents=True, exist_ok=True)
            (Path(kept) / f"{name}.{view}.png").write_bytes(png)
        small, path = smaller(png), APPROVED / f"{name}.{view}.png"
        because = find_difference(small, path.read_bytes()) if path.is_file() else "it was never approved"
        if because and os.environ.get("SEEN") == "write":
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(small)
            because = ""
        if because:
            wrong[name] = because
    assert wrong == {}


def test_the_approved_folder_holds_nothing_else() -> None:
    """A mail that was renamed or dropped leaves no picture behind; together they stay small."""
    expected = {f"{name}.{view}.png" for name in DRAWN for view in VIEWS}
    files = list(APPROVED.iterdir())
    assert {path.name for path in files} == expected
    assert sum(path.stat().st_size for path in files) < 3_000_000


def test_a_changed_mail_is_seen(chromium: Chromium) -> None:
    """The comparison itself: a button gone, a colour changed, a line more."""
    html = words_of(SAMPLES["approval-version-2"]).html
    approved = (APPROVED / "approval-version-2.phone.png").read_bytes()
    found = []
    changes = [("", ""), ("#14532d", "#c0d8c8"), (">Reject<", "><"), ("</h1>", "<br>x</h1>")]
    for change in changes:
        changed = html.replace(*change) if change[0] else html
        chromium.open(changed, 390)
        found.append(bool(find_difference(smaller(chromium.picture()), approved)))
    assert found == [False, True, True, True]


def test_at_twice_the_size_nothing_is_cut_off(chromium: Chromium) -> None:
    """WCAG 2.2, 1.4.4 and 1.4.10: on a phone at 200 %, and at 320 pixels, no line runs out of the window."""
    wide = {}
    for name, sample in SAMPLES.items():
        for width, zoom in ((390, 1.2), (760, 2), (320, 1)):
            chromium.open(words_of(sample).html, width, zoom=zoom)
            over = chromium.ask("document.documentElement.scrollWidth - window.innerWidth")
            if over > 0:
                wide[name, width] = over
    assert wide == {}


def test_long_names_words_and_links_stay_inside(chromium: Chromium) -> None:
    """At 320 pixels nothing that people are called, or write, makes a mail wider than its window."""
    wide = {}
    for name, html in hard_mails().items():
        chromium.open(html, 320)
        wide[name] = chromium.ask("document.documentElement.scrollWidth")
    assert wide == dict.fromkeys(wide, 320)


def test_a_thumb_finds_every_button(chromium: Chromium) -> None:
    """WCAG 2.2, 2.5.8 asks for 24 pixels; a thumb has 44 (2.5.5)."""
    small = {}
    for name, sample in SAMPLES.items():
        chromium.open(words_of(sample).html, 390)
        heights = "[...document.querySelectorAll('a')].map(a => Math.round(a.getBoundingClientRect().height))"
        sizes = chromium.ask(heights)
        if any(size < 44 for size in sizes):
            small[name] = sizes
    assert small == {}


def test_the_usual_days_digest_needs_one_screen(chromium: Chromium) -> None:
    """What needs the head and what is due stands on one phone's screen (390 x 844), when it is two things."""
    chromium.open(words_of(SAMPLES["digest-usual"]).html, 390)
    due = "[...document.querySelectorAll('h2')].find(h => h.textContent == 'Due')"
    bottom = f"{due}.nextElementSibling.nextElementSibling.getBoundingClientRect().bottom"
    assert chromium.ask(bottom) <= 844


@pytest.mark.skipif(AXE is None, reason="axe is not installed")
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing(dark: bool, chromium: Chromium) -> None:
    """Every rule of axe, but those of the page that shows a mail: its main part; for letters, its heading."""
    of_the_page = ("landmark-one-main", "region", "page-has-heading-one")
    found = {}
    for name, sample in SAMPLES.items():
        chromium.open(words_of(sample).html, 390, dark=dark)
        if said := axe(chromium, of_the_page[: 3 if sample.notice.kind == "letter" else 2]):
            found[name] = said
    assert found == {}


@pytest.mark.skipif(AXE is None, reason="axe is not installed")
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_gallery_is_for_everybody(dark: bool, chromium: Chromium, tmp_path: Path) -> None:
    """``headsup preview``: its index and its pages under every rule of axe, and none wider than a phone."""
    assert main(["preview", str(tmp_path)]) == 0
    pages = [tmp_path / "index.html", *sorted(tmp_path.glob("[0-9]*.html"))[:2]]
    found = []
    for page in pages:
        without_mails = re.sub(r' src="mails/[^"]*"', "", page.read_text("utf-8"))
        chromium.open(without_mails, 390, dark=dark)
        found += axe(chromium, ())
        assert chromium.ask("document.documentElement.scrollWidth") <= 390
    assert found == []


def axe(chromium: Chromium, left_out: Sequence[str]) -> list[str]:
    """What axe finds on the page that is shown."""
    spec = find_spec(AXE or "")
    assert spec is not None
    assert spec.submodule_search_locations
    script = (Path(spec.submodule_search_locations[0]) / "axe.min.js").read_text("utf-8")
    # A page from a file has no origin, and axe before 4.9 talks to its frames only by one.
    chromium.ask(f"{script};axe.configure({{allowedOrigins: ['<unsafe_all_origins>']}});0")
    rules = ", ".join(f"'{rule}': {{enabled: false}}" for rule in left_out)
    run = f"axe.run(document, {{rules: {{{rules}}}, resultTypes: ['violations']}})"
    return list(chromium.ask(f"{run}.then(r => r.violations.map(v => v.id + ': ' + v.nodes[0].html))"))


# ── pictures ───────────────────────────────────────────────────────────────────────────────


def smaller(png: bytes) -> bytes:
    """The picture in grey, a quarter as wide and as high."""
    from PIL import Image

    with Image.open(io.BytesIO(png)) as image:
        made = image.convert("L").reduce(SMALLER).quantize(32, dither=Image.Dither.NONE)
        out = io.BytesIO()
        made.save(out, "PNG", optimize=True)
    return out.getvalue()


def find_difference(one: bytes, other: bytes) -> str:
    """Say in what two small pictures differ, or nothing."""
    from PIL import Image, ImageChops, ImageStat

    with Image.open(io.BytesIO(one)) as a, Image.open(io.BytesIO(other)) as b:
        if a.width != b.width or abs(a.height - b.height) > TALLER:
            return f"it is {a.size}, not {b.size}"
        size = (a.width, min(a.height, b.height))
        apart = ImageChops.difference(a.convert("L").crop((0, 0, *size)), b.convert("L").crop((0, 0, *size)))
    mean = ImageStat.Stat(apart).mean[0]
    spot = max((value for value, count in enumerate(apart.reduce(4).histogram()) if count), default=0)
    return f"on average {mean:.1f}, in one spot {spot}" if mean > DIFFERS or spot > SPOT else ""
