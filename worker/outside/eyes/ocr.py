"""Lines of text in a picture, with their places and colours: the one owner of the engine and of numpy.

The engine is RapidOCR with the models that lie inside its package; the settings are those measured best
on look-alikes of nine platforms. Another language, size or version would make it download, so none is set.
"""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import replace
from importlib.resources import files
from math import inf
from pathlib import Path
from time import monotonic
from typing import Any

import numpy as np
import rapidocr

from worker.outside.eyes.holes import Stretch, with_spaces
from worker.outside.eyes.picture import STRIP, Picture, write
from worker.outside.eyes.underscores import Stroke, may_have, put_right

Line = dict[str, Any]
"""text, confidence, box (left, top, right, bottom), ink, paper, stroke, lead and missed."""

_SETTINGS = {
    "Global.max_side_len": 1600,
    "Global.log_level": "error",
    "Rec.rec_batch_num": 1,
    "EngineConfig.onnxruntime.intra_op_num_threads": 2,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}
_SCREEN = 2.2
"""A strip is read in windows of this many times its width: a phone's screen, at a size the models know."""
_OVERLAP = 0.2
_PORTION = 24
"""So many lines take about a second."""
_CLEAR_ABOVE = 0.85
"""So much of an underscore's length has no ink above it; a letter's foot has."""
_MOST_LEADING = 6
_BOLDER_ALL, _BOLDER = 1.08, 1.35
"""So much wider than any word's after them are the stems of each bold word, and those of most."""
_TINT = 60
"""So far apart are two colours."""
_LEAST_SPACE = 0.12
"""A space is at least so wide, in heights of its line."""
_NOWHERE = (0.0,)
"""The places of letters that were not read."""
_TALL_SHARE = 0.6
_TALL = 1.5

_Make = tuple[float, np.ndarray]
"""A word's stroke and colour."""
_Box = tuple[int, int, int, int]
"""Left, top, right and bottom, in pixels."""


class Swapped(Exception):
    """A model file is not the one that was tested; the words name it."""


def models_folder() -> Path:
    """Where the engine's models lie."""
    return Path(rapidocr.__file__).parent / "models"


def check_models(folder: Path) -> None:
    """Raise Swapped unless each model is there, byte for byte the one in knowledge/eyes.toml."""
    known = tomllib.loads((files("worker.knowledge") / "eyes.toml").read_text("utf-8"))["models"]
    for name, sha256 in known.items():
        if hashlib.sha256((folder / name).read_bytes()).hexdigest() != sha256:
            raise Swapped(f"the model {name} is not the one Headsup was tested with")


class _InTime(rapidocr.RapidOCR):
    """RapidOCR that reads a page's lines some at a time, from the top, until there is no time left."""

    until = inf
    """When to stop (``monotonic``). The first lines are read in any case."""
    cut = False
    """Whether lines were left unread."""

    def recognize_txt(self, img: list[np.ndarray]) -> Any:
        """What the pieces of a picture say; those there was no time for say nothing and are left out."""
        self.return_word_box = True  # what it makes of them otherwise takes time
        parts: list[Any] = [super().recognize_txt(img[:_PORTION])]
        while len(img) > _PORTION * len(parts) and monotonic() < self.until:
            first = _PORTION * len(parts)
            parts.append(super().recognize_txt(img[first : first + _PORTION]))
        self.return_word_box = False
        left = len(img) - sum(len(part.txts) for part in parts)
        self.cut = self.cut or left > 0
        words = [word for part in parts for word in part.word_results]
        return replace(
            parts[0],
            imgs=img,
            txts=sum((tuple(part.txts) for part in parts), ()) + ("",) * left,
            scores=sum((tuple(part.scores) for part in parts), ()) + (0.0,) * left,
            word_results=(*map(_places, words, img), *(_NOWHERE,) * left),
        )


class Engine:
    """The engine, warm."""

    def __init__(self) -> None:
        check_models(models_folder())
        self._read = _InTime(params=_SETTINGS)
        if not self.lines(write("Headsup"), 0.0)[0]:  # also loads what the first reading would load
            raise Swapped("the engine does not read a plain word")

    def lines(self, picture: Picture, until: float) -> tuple[list[Line], bool]:
        """Every line of a picture; a strip of several screens is read window by window.

        After ``until`` (``monotonic``) no window and no portion of one is begun but the first: True says
        that some were left out.
        """
        pixels = np.asarray(picture)
        height, width = pixels.shape[:2]
        self._read.until, self._read.cut = until, False
        if height <= STRIP * width:
            return self._window(pixels), self._read.cut
        found: list[Line] = []
        tall, step = round(_SCREEN * width), round((_SCREEN - _OVERLAP) * width)
        margin = (tall - step) // 2
        for top in range(0, height - tall + step, step):
            if top and monotonic() > until:
                return found, True
            first = 0 if top == 0 else top + margin
            last = height if top + tall >= height else top + tall - margin
            for line in self._window(pixels[top : top + tall], top):
                middle = (line["box"][1] + line["box"][3]) / 2
                if first <= middle < last:  # the neighbouring window sees the rest whole
                    found.append(line)
        return found, self._read.cut

    def _window(self, pixels: np.ndarray, top: int = 0) -> list[Line]:
        result: Any = self._read(np.ascontiguousarray(pixels[:, :, ::-1]), use_cls=False)
        if result.boxes is None or result.txts is None:
            return []
        lines = []
        for box, read, score, places in zip(
            result.boxes, result.txts, result.scores, result.word_results, strict=True
        ):
            left, up = (float(value) for value in box.min(axis=0))
            right, down = (float(value) for value in box.max(axis=0))
            at = (int(left), int(up), int(right), int(down))
            text, missed = with_spaces(str(read).strip(), places, _bare(pixels, at))
            ink, paper, stroke, lead = _look(pixels, at, text)
            lines.append(
                {
                    "text": _with_underscores(text, pixels, at),
                    "confidence": float(score),
                    "box": (left, up + top, right, down + top),
                    "ink": ink,
                    "paper": paper,
                    "stroke": stroke,
                    "lead": lead,
                    "missed": missed,
                }
            )
        return lines


def _places(words: Any, piece: np.ndarray) -> tuple[float, ...]:
    """Where the middles of a line's letters are, in heights of the line; never empty."""
    columns = [column for word in words.word_cols or () for column in word] if words else []
    wide = piece.shape[1] / piece.shape[0]
    return tuple((column + 0.5) / words.line_txt_len * wide for column in columns) or _NOWHERE


def _cropped(pixels: np.ndarray, box: _Box) -> np.ndarray:
    left, top, right, bottom = box
    return pixels[max(top, 0) : bottom + 1, max(left, 0) : right + 1].astype(np.int16)


def _bare(pixels: np.ndarray, box: _Box) -> list[Stretch]:
    """The stretches of a line between its ink, in heights of the line."""
    crop = _cropped(pixels, box)
    if crop.size == 0:
        return []
    paper = np.median(np.concatenate([crop[:2].reshape(-1, 3), crop[-2:].reshape(-1, 3)]), axis=0)
    apart = np.abs(crop - paper).sum(axis=2)
    inked = np.flatnonzero((apart >= max(0.4 * float(apart.max()), 1.0)).any(axis=0))
    parted = np.flatnonzero(np.diff(inked) > 1)
    return [((int(inked[n]) + 1) / len(crop), int(inked[n + 1]) / len(crop)) for n in parted]


def is_turned(lines: list[Line]) -> bool:
    """Whether most lines stand upright as in a picture lying on its side."""
    sizes = [(box[2] - box[0], box[3] - box[1]) for box in (line["box"] for line in lines)]
    tall = sum(height > _TALL * width for width, height in sizes)
    return len(lines) >= 3 and tall > _TALL_SHARE * len(lines)


def _look(pixels: np.ndarray, box: _Box, text: str) -> tuple[tuple[int, ...], tuple[int, ...], float, int]:
    """The letters' colour, the ground's, the stroke, and how many letters lead in another make.

    Colours are medians of what differs most from the rim, and of the rim.
    """
    crop = _cropped(pixels, box)
    if crop.size == 0:
        return (0, 0, 0), (255, 255, 255), 0.0, 0
    rim = np.concatenate([crop[:2].reshape(-1, 3), crop[-2:].reshape(-1, 3)])
    paper = np.median(rim, axis=0)
    apart = np.abs(crop - paper).sum(axis=2)
    inked = crop[apart >= max(0.6 * float(apart.max()), 1.0)]
    ink = np.median(inked, axis=0) if len(inked) else paper
    return tuple(int(c) for c in ink), tuple(int(c) for c in paper), _stroke(apart), _lead(crop, apart, text)


def _stroke(apart: np.ndarray, most: float = 0.0) -> float:
    """How wide a usual stem is, in pixels and parts of them: half-covered pixels at its edges count half.

    The median over the stretches of ink along every other row of pixels, so that one smiley does not matter.
    """
    cover = np.pad(np.clip(apart[::2] / max(0.85 * (most or float(apart.max())), 1.0), 0.0, 1.0), 1).ravel()
    edges = np.flatnonzero(np.diff((cover >= 0.5).astype(np.int8))) + 1
    so_far = np.concatenate([[0.0], np.cumsum(cover)])
    widths = so_far[edges[1::2] + 1] - so_far[edges[::2] - 1]
    return round(float(np.median(widths)), 2) if len(widths) else 0.0


def _lead(crop: np.ndarray, apart: np.ndarray, text: str) -> int:
    """How many letters of a line stand before its make changes for good: a bold or coloured name in a text.

    0 where all words are of one make, or where the words seen are not as many as those that were read.
    """
    words = text.split()
    spans = _word_spans(apart, len(words)) if len(words) > 1 else []
    if len(spans) != len(words):
        return 0
    made = [_make(crop[:, a:b], apart[:, a:b], float(apart.max())) for a, b in spans]
    ways = range(1, min(len(words) - 1, _MOST_LEADING) + 1)
    contrast, n = max((_contrast(made[:n], made[n:]), n) for n in ways)
    return len(" ".join(words[:n])) if contrast >= 1 else 0


def _contrast(first: list[_Make], rest: list[_Make]) -> float:
    """How far the words of two runs are of two makes: bold and not, or in two colours; 1 is enough."""
    (strokes, inks), (thin, others) = (zip(*run, strict=True) for run in (first, rest))
    bolder = float(np.median(strokes) / max(float(np.median(thin)), 0.1)) / _BOLDER
    bolder = bolder if min(strokes) >= _BOLDER_ALL * max(thin) else 0.0
    one, two = np.median(inks, axis=0), np.median(others, axis=0)
    spread = max(float(np.abs(ink - mean).max()) for run, mean in ((inks, one), (others, two)) for ink in run)
    tint = float(np.abs(one - two).max()) / _TINT
    return max(bolder, tint if spread < _TINT / 2 else 0.0)


def _word_spans(apart: np.ndarray, count: int) -> list[tuple[int, int]]:
    """The columns that each word takes: so many words part at the widest gaps."""
    inked = np.flatnonzero((apart >= max(0.4 * float(apart.max()), 1.0)).any(axis=0))
    if not len(inked):
        return []
    gaps = np.diff(inked)
    widest = np.sort(np.argsort(gaps)[len(gaps) - count + 1 :])
    if len(gaps) < count or gaps[widest].min() < _LEAST_SPACE * len(apart):
        return []
    starts = [int(inked[0]), *(int(inked[n + 1]) for n in widest)]
    ends = [*(int(inked[n]) + 1 for n in widest), int(inked[-1]) + 1]
    return list(zip(starts, ends, strict=True))


def _make(crop: np.ndarray, apart: np.ndarray, most: float) -> _Make:
    """One word's stroke and colour."""
    inked = crop[apart >= max(0.6 * float(apart.max()), 1.0)]
    return _stroke(apart, most), np.median(inked, axis=0)


def _with_underscores(text: str, pixels: np.ndarray, box: _Box) -> str:
    text = text.strip()
    return put_right(text, _strokes(pixels, box, len(text))) if may_have(text) else text


def _strokes(pixels: np.ndarray, box: _Box, letters: int) -> list[Stroke]:
    """The level strokes lowest under a line that have nothing above them, as underscores have."""
    left, top, right, bottom = box
    high, wide = bottom - top, max(1.0, (right - left) / max(1, letters))
    first = max(0, left - high // 2)
    crop = pixels[max(0, top) : bottom + max(2, high // 8), first : right + 3 * high // 2].astype(np.int16)
    if crop.size == 0:
        return []
    paper = np.median(np.concatenate([crop[:2].reshape(-1, 3), crop[-2:].reshape(-1, 3)]), axis=0)
    apart = np.abs(crop - paper).sum(axis=2)
    ink = apart >= max(0.45 * float(apart.max()), 1.0)
    above = np.cumsum(ink, axis=0)
    found: list[tuple[int, int, int]] = []
    for y in range(len(ink) // 2, len(ink)):
        edges = np.flatnonzero(np.diff(np.concatenate([[False], ink[y], [False]]).astype(np.int8)))
        over = above[max(0, y - max(2, high // 8))]
        for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
            if end - start < wide / 2 or (over[start:end] == 0).mean() < _CLEAR_ABOVE:
                continue
            if not any(start < other[1] and end > other[0] for other in found):
                found.append((start, end, y))
    lowest = max((y for _, _, y in found), default=0)
    return [
        ((start + first - left) / wide, (end + first - left) / wide)
        for start, end, y in found
        if lowest - y <= high // 10
    ]
