"""Lines of text in a picture, with their places and colours: the one owner of the engine.

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

from worker.outside.eyes.apostrophes import with_apostrophes
from worker.outside.eyes.holes import with_spaces
from worker.outside.eyes.measured import bare_ground, look, with_underscores
from worker.outside.eyes.picture import STRIP, Picture, write

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
_NOWHERE = (0.0,)
"""The places of letters that were not read."""
_TALL_SHARE = 0.6
_TALL = 1.5


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
            word_results=(*map(_places, words), *(_NOWHERE,) * left),
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
            wide = (right - left) / (at[3] - at[1] + 1)
            stand = [place * wide for place in places]
            text, missed = with_spaces(str(read).strip(), stand, bare_ground(pixels, at))
            text = with_apostrophes(text, [place * (right - left) for place in places], pixels, at)
            ink, paper, stroke, lead = look(pixels, at, text)
            lines.append(
                {
                    "text": with_underscores(text, pixels, at),
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


def _places(words: Any) -> tuple[float, ...]:
    """Where the middles of a line's letters are, in parts of its length; never empty."""
    columns = [column for word in words.word_cols or () for column in word] if words else []
    return tuple((column + 0.5) / words.line_txt_len for column in columns) or _NOWHERE


def is_turned(lines: list[Line]) -> bool:
    """Whether most lines stand upright as in a picture lying on its side."""
    sizes = [(box[2] - box[0], box[3] - box[1]) for box in (line["box"] for line in lines)]
    tall = sum(height > _TALL * width for width, height in sizes)
    return len(lines) >= 3 and tall > _TALL_SHARE * len(lines)
