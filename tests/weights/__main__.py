"""Learn ``knowledge/weights.json`` anew: ``python -m tests.weights [--check]``.

Logistic regression with a ridge, a ground at a time, by full steps in a fixed order: the same rows give the
same file. ``--check`` learns from all files but one and is judged by that one, for each in turn; it writes
nothing. Learn anew when rows or rules have changed.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tests.bench.grounds import ROWS
from tests.bench.grounds import read as ask_rules
from tests.weights.rows import Row, digest, files, read_rows
from worker.deciding.judging.grounds import Suggestion, weigh_up
from worker.deciding.judging.weighing import Traits, Weights
from worker.meter import show_progress

OUT = Path(__file__).parents[2] / "worker" / "knowledge" / "weights.json"
GROUNDS = tuple(f"G{n}" for n in range(1, 10))
SAYS = "in words of other reports with this ground"
SEEN_OFTEN = 5
"""Rows that must have a trait, for it to be given a weight."""
RIDGE, STEPS, RATE = 1.0, 250, 0.15
SHARE = 6.0
"""How much the words of a row weigh beside the rules that hold: both are then learnt alike fast."""
WORTH = 0.6
"""What a trait must weigh for some ground, to be kept."""
ADDS = 0.3
"""Log-odds from which a ground is suggested where no rule speaks of any."""


@dataclass(frozen=True)
class Read:
    """A row, what rules make of it, and its traits."""

    row: Row
    ruled: Suggestion
    traits: Traits


def main(check: bool) -> None:
    """Learn, and say how well the rows of each file are read by what the others teach."""
    parts = {path.stem: read(read_rows(path)) for path in files()}
    parts["rules"] = read(
        [row for part in ("shown", "missed") for rows in ROWS[part].values() for row in rows]
    )
    if check:
        for name, rows in parts.items():
            others = [one for other, some in parts.items() if other != name for one in some]
            print(f"{name:10} {_judge(rows, learn(others))}")
        return
    learnt = learn([one for some in parts.values() for one in some])
    OUT.write_text(_as_json(learnt), "utf-8")
    print(f"{OUT.name}: {len(learnt.words)} traits from {sum(map(len, parts.values()))} rows")


def read(rows: Sequence[Row]) -> list[Read]:
    """Each row with its traits."""
    found = []
    for n, row in enumerate(rows, 1):
        ruled = ask_rules(row)
        assert ruled.heard is not None
        found.append(Read(row, ruled, ruled.heard.traits))
        show_progress("reading", n, len(rows))
    return found


def learn(rows: Sequence[Read]) -> Weights:
    """The weights that these rows teach."""
    seen = Counter(trait for one in rows for trait in one.traits.words)
    held = Counter(rule for one in rows for rule in one.traits.rules)
    common = {
        trait for one in rows for trait, written in one.traits.words.items() if _is_common(trait, written)
    }
    words = sorted(trait for trait, often in seen.items() if often >= SEEN_OFTEN and trait in common)
    rules = sorted(rule for rule, often in held.items() if often >= SEEN_OFTEN)
    matrix = _Matrix(rows, rules, words)
    columns = [matrix.fit(_wanted(rows, ground)) for ground in GROUNDS]
    table = np.array([column[:-1] for column in columns]).T
    table[len(rules) :] *= SHARE
    rounded = [tuple(float(weight) for weight in row) for row in np.round(table, 1)]
    bias = tuple(float(np.round(column[-1], 2)) for column in columns)
    of_rules, of_words = zip(rules, rounded, strict=False), zip(words, rounded[len(rules) :], strict=True)
    return Weights(
        digest(),
        GROUNDS,
        SAYS,
        ADDS,
        bias,
        {rule: row for rule, row in of_rules if any(row)},
        {trait: row for trait, row in of_words if any(abs(weight) >= WORTH for weight in row)},
    )


def _is_common(trait: str, written: str) -> bool:
    """Whether a trait is no name: of those, what an author happened to choose says nothing."""
    return "{" in trait or not written[:1].isupper()


def _wanted(rows: Sequence[Read], ground: str) -> tuple[np.ndarray, np.ndarray]:
    """Whether each row has a ground, and how much it counts: not at all where either answer would do."""
    wanted = np.array([ground in one.row.must for one in rows], float)
    either = np.array([ground in one.row.may - one.row.must for one in rows])
    return wanted, np.where(either, 0.0, 1.0)


class _Matrix:
    """The traits of rows, side by side; the last column is the bias."""

    def __init__(self, rows: Sequence[Read], rules: Sequence[str], words: Sequence[str]) -> None:
        self._width = len(rules) + len(words) + 1
        of_rule = {rule: n for n, rule in enumerate(rules)}
        of_word = {trait: n for n, trait in enumerate(words, len(rules))}
        at, value, begin = list[int](), list[float](), list[int]()
        for one in rows:
            begin.append(len(at))
            share = SHARE * one.traits.share
            found = [(of_rule[rule], 1.0) for rule in sorted(one.traits.rules) if rule in of_rule]
            found += [(of_word[trait], share) for trait in one.traits.words if trait in of_word]
            found.append((self._width - 1, 1.0))
            at += [number for number, _ in found]
            value += [weight for _, weight in found]
        self._at, self._value = np.array(at), np.array(value)
        self._begin = np.array(begin)
        self._row = np.repeat(np.arange(len(rows)), np.diff([*begin, len(at)]))

    def fit(self, wanted: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
        """Weights of least loss (Adam, all rows at a step)."""
        answer, counts = wanted
        weights, mean, square = (np.zeros(self._width) for _ in range(3))
        ridge = np.full(self._width, RIDGE)
        ridge[-1] = 0.0
        for step in range(1, STEPS + 1):
            odds = np.add.reduceat(weights[self._at] * self._value, self._begin)
            error = (1 / (1 + np.exp(-odds)) - answer) * counts
            slope = np.bincount(self._at, error[self._row] * self._value, self._width) + ridge * weights
            mean = 0.9 * mean + 0.1 * slope
            square = 0.99 * square + 0.01 * slope**2
            rate = RATE * (1 - step / (STEPS + 1))
            weights -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
        return weights


def _judge(rows: Sequence[Read], by: Weights) -> str:
    ruled, weighed = (one.ruled for one in rows), (weigh_up(one.ruled, by) for one in rows)
    return f"of {len(rows):4}: by rules {_count(rows, ruled)}; weighed {_count(rows, weighed)}"


def _count(rows: Sequence[Read], found: Iterable[Suggestion]) -> str:
    named = ({ground.id for ground in one.grounds} for one in found)
    pairs = [(one.row, grounds) for one, grounds in zip(rows, named, strict=True)]
    right = sum(row.must <= found <= row.must | row.may for row, found in pairs)
    extra = sum(not found <= row.must | row.may for row, found in pairs)
    lacking = sum(not row.must <= found for row, found in pairs)
    return f"{right} right ({right / len(rows):.0%}), one too many in {extra}, one lacking in {lacking}"


def _as_json(learnt: Weights) -> str:
    head = {
        "rows": learnt.rows,
        "grounds": learnt.grounds,
        "says": learnt.says,
        "adds": learnt.adds,
        "bias": learnt.bias,
    }
    lines = [f'"{name}": {json.dumps(value)},' for name, value in head.items()]
    for part, table in (("rules", learnt.rules), ("words", learnt.words)):
        rows = ",\n".join(
            f"{json.dumps(trait, ensure_ascii=False)}: {json.dumps(row)}" for trait, row in table.items()
        )
        lines.append(f'"{part}": {{\n{rows}\n}}{"," if part == "rules" else ""}')
    return "{\n" + "\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    main("--check" in sys.argv[1:])
