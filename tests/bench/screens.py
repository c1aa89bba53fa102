"""Screenshots read for real: drawn, seen by the engine, laid out and counted.

``python -m tests.bench.screens [--pictures N] [--kind KIND ...] [--keep FOLDER] [--record]``

Needs Chromium and the extra ``screenshots``. ``N`` pictures of each platform and kind (default 4). ``--keep``
saves the pictures; ``--record`` writes what was seen to tests/screens/seen, where test_screens.py reads it.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from math import inf
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter

from PIL import Image

from tests.screens import (
    afresh,
    again,
    anew,
    aside,
    beyond,
    degrade,
    elsewhere,
    fresh,
    late,
    lifelike,
    mixed,
    ordinary,
    otherwise,
    plain,
    render,
    strange,
    today,
    winter,
)
from tests.screens.measure import Tally, tally
from tests.screens.page import Drawn
from tests.screens.recorded import FOLDER, Recorded, line_of
from worker.outside.eyes.answers import read_sight
from worker.outside.eyes.ocr import Engine
from worker.outside.eyes.picture import open_picture
from worker.reading.screens import read_screen

SETS: dict[str, tuple[Callable[[str, int], Drawn], Iterable[str]]] = {
    "otherwise": (otherwise.drawn_otherwise, otherwise.WAYS),
    "anew": (anew.drawn_anew, anew.WAYS),
    "again": (again.drawn_again, again.WAYS),
    "mixed": (mixed.drawn_mixed, mixed.SLUGS),
    "lifelike": (lifelike.drawn_lifelike, lifelike.WAYS),
    "large": (lifelike.drawn_large, lifelike.WAYS),
    "elsewhere": (elsewhere.drawn_elsewhere, elsewhere.WAYS),
    "elsewhere_large": (elsewhere.drawn_elsewhere_large, elsewhere.WAYS),
    "strange": (strange.drawn_strange, strange.WAYS),
    "strange_large": (strange.drawn_strange_large, strange.WAYS),
    "fresh": (fresh.drawn_fresh, fresh.WAYS),
    "fresh_large": (fresh.drawn_fresh_large, fresh.WAYS),
    "afresh": (afresh.drawn_afresh, afresh.WAYS),
    "afresh_large": (afresh.drawn_afresh_large, afresh.WAYS),
    "late": (late.drawn_late, late.WAYS),
    "late_aside": (aside.drawn_aside, aside.WAYS),
    "today": (today.drawn_today, today.WAYS),
    "winter": (winter.drawn_winter, winter.WAYS),
    "letters": (beyond.drawn_letters, beyond.LETTER_WAYS),
    "ordinary": (ordinary.drawn_ordinary, ordinary.KINDS),
    "school": (beyond.drawn_school, beyond.SCHOOL_WAYS),
}
"""Designs apart from the first: how one is drawn, and of which platforms there are any."""
KINDS = ("clean", "font", *SETS, "worn", "degraded", "cut", "plain")
WAYS = ("jpeg", "webp", "half", "chat", "crop", "photo", "ring", "heic")
HARDER = ("shrunk", "screen", "soft", "middle", "jpeg", "crop")
"""What is done to the later designs: made small, off a screen, blurred, cut out of the middle."""
FIRST = {"font": 100, "degraded": 200, "cut": 400}
"""Where the seeds of each kind begin, so that no two kinds show the same pages."""


@dataclass(frozen=True)
class Shot:
    """One picture to be read, as the bytes somebody would send."""

    name: str
    data: bytes
    page: Drawn
    said: degrade.Truth


def main() -> None:
    """Draw, read, count and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", type=int, default=4)
    parser.add_argument("--kind", nargs="*", choices=KINDS, default=KINDS)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--record", action="store_true")
    asked = parser.parse_args()
    engine = Engine()
    heads = "".join(f"{word:>8}" for word in ("platform", "items", "right", "misread", "wrong"))
    print(f"{'':28}{heads} {'pictures':>9}{'seconds':>9}{'layout ms':>11}")
    for kind in asked.kind:
        read = [_read(engine, shot, asked.keep) for shot in shots(kind, asked.pictures)]
        _print(kind, read)
        if asked.record:
            FOLDER.mkdir(exist_ok=True)
            text = "".join(line_of(one) + "\n" for one, _, _, _ in read)
            (FOLDER / f"{kind}.jsonl").write_text(text, "utf-8")


def shots(kind: str, count: int) -> Iterator[Shot]:
    """The pictures of one kind, the same on every run."""
    if kind == "plain":
        for n in range(len(plain.LAYOUTS)):
            yield _shot("plain", kind, n)
        return
    first = FIRST.get(kind, 0)
    for n in range(first, first + count):
        for platform in _slugs(kind):
            yield _shot(platform, kind, n)


def _slugs(kind: str) -> Iterable[str]:
    return lifelike.WAYS if kind == "worn" else SETS[kind][1] if kind in SETS else render.DRAWERS


def _shot(platform: str, kind: str, seed: int) -> Shot:
    name = f"{platform}-{kind}-{seed}"
    if kind in SETS:
        page = SETS[kind][0](platform, seed)
    elif kind == "worn":
        page = lifelike.drawn_lifelike(platform, seed)
    else:
        page = render.drawn(platform, seed, other_font=kind == "font")
    picture, said = render.rendered(page)
    way = late.worn(platform, seed) if kind == "late" else _way(kind, seed)
    if way and way != "heic":
        picture, said = degrade.degraded(picture, said, way, Random(name))
    return Shot(f"{name}-{way}".strip("-"), _bytes(picture, way), page, said)


def _way(kind: str, seed: int) -> str:
    """What happens to a picture before it is read; nothing to most."""
    if kind == "worn":
        return HARDER[seed % len(HARDER)]
    return "cut" if kind == "cut" else WAYS[seed % len(WAYS)] if kind == "degraded" else ""


def _bytes(picture: Image.Image, way: str) -> bytes:
    kept = BytesIO()
    picture.save(kept, "HEIF" if way == "heic" else "PNG")
    return kept.getvalue()


def _read(engine: Engine, shot: Shot, keep: Path | None) -> tuple[Recorded, Tally, float, float]:
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
        (keep / f"{shot.name}.png").write_bytes(shot.data)
    started = perf_counter()
    picture = open_picture(shot.data)
    found, _ = engine.lines(picture, inf)
    looked = perf_counter()
    answer = {"looks": "0", "width": picture.width, "height": picture.height, "lines": found}
    seen = read_sight(shot.name, answer).seen
    assert seen is not None
    screen = read_screen(seen)
    ended = perf_counter()
    said = tuple(one for _, one in shot.said if one is not None)
    counts = tally(screen, shot.page.platform, said)
    recorded = Recorded(shot.name, seen, shot.page.platform, shot.page.group, said)
    return recorded, counts, looked - started, ended - looked


def _print(kind: str, read: list[tuple[Recorded, Tally, float, float]]) -> None:
    for platform in sorted({one.platform or "" for one, *_ in read}):
        mine = [counts for one, counts, *_ in read if (one.platform or "") == platform]
        _row(f"{kind} {platform}", sum(mine, Tally()))
    if worn := [counts for one, counts, *_ in read if kind == "late" and one.name.endswith(late.WORN)]:
        whole = [counts for one, counts, *_ in read if not one.name.endswith(late.WORN)]
        _row(f"{kind}: clean", sum(whole, Tally()))
        _row(f"{kind}: worn", sum(worn, Tally()))
    seconds = median(time for *_, time, _ in read)
    layout = median(time for *_, time in read)
    every = sum((counts for _, counts, *_ in read), Tally())
    _row(f"{kind}: all", every, f"{seconds:9.1f}{1000 * layout:11.1f}")


def _row(name: str, counts: Tally, times: str = "") -> None:
    print(f"{name:28}{counts.row()} {counts.pictures:9}{times}", flush=True)


if __name__ == "__main__":
    main()
