"""Every regular expression of the house, met with texts made from its own structure to be slow for it.

Run as a program (``python -m tests.patterns SHARD OF``), in a process of its own, it sees each pattern as it
is compiled: at import, when a cached phrase book is first asked for, when the shape of a sentence is, and
while mails are read. It prints one line of JSON: where there are some, how many, and those whose cost grows
faster than the text. Only how it grows is judged, in processor time, so that a busy machine makes nothing
slow.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import json
import pkgutil
import re
import re._constants as op  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import worker

ROOT = Path(worker.__file__).parent
MAILS = sorted((Path(__file__).parent / "mail").rglob("*.eml"))[::12]
LONG, TIMES = 8_000, 4
LEAST = 0.016
"""Seconds below which a text of ``LONG`` signs is no trouble: what grows with the square takes more."""
TOO_LONG = 1.0
"""Seconds after which a pattern is given up, whatever its growth."""
BOUND = 400
"""What may be repeated no more often than this costs a sign so much at most: its own texts will do."""
GENERIC = ("a", " ", "\n", "1", "<", '"', ".", "a ", "a.", "@", "_", " \n")
ANCHORED = {"match", "fullmatch", "pattern"}
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_SIGNS = "a 1.,-\n<>\"'AZz_:/@("
Key = tuple[Any, int]
Place = tuple[str, int]


# ── which there are ────────────────────────────────────────────────────────────────────────


def find_patterns() -> dict[Key, set[Place]]:
    """Each pattern that our modules compile, with the lines that do."""
    found: dict[Key, set[Place]] = {}
    real = re._compile  # type: ignore[attr-defined]

    def compiling(pattern: Any, flags: int) -> Any:
        compiled = real(pattern, flags)
        frame = sys._getframe(1)
        while frame.f_back is not None and frame.f_code.co_filename.endswith("re/__init__.py"):
            frame = frame.f_back
        place = Path(frame.f_code.co_filename)
        if place.is_relative_to(ROOT):
            where = (place.relative_to(ROOT).as_posix(), frame.f_lineno)
            found.setdefault((compiled.pattern, compiled.flags), set()).add(where)
        return compiled

    re._compile = compiling  # type: ignore[attr-defined]
    for name in [m.name for m in pkgutil.walk_packages(worker.__path__, "worker.")]:
        _ask_for_phrases(importlib.import_module(name))
    from worker.deciding.judging.showing import read_bytes
    from worker.reading.posts.bylines import sentences
    from worker.reading.posts.platform import platforms

    for _, shape, _ in sentences():
        shape.match("", 0)
    assert all(platform.patterns or not platform.addresses for platform in platforms())
    for path in MAILS:
        read_bytes(path.name, path.read_bytes())
    re._compile = real  # type: ignore[attr-defined]
    return found


def _ask_for_phrases(module: Any) -> None:
    for value in list(vars(module).values()):
        if hasattr(value, "cache_info") and not inspect.signature(value).parameters:
            value()


def find_uses() -> dict[Place, set[str]]:
    """By the line that compiles it, what a pattern is asked for; ``*`` where it is handed on."""
    uses: dict[Place, set[str]] = {}
    for path in ROOT.rglob("*.py"):
        name, tree = path.relative_to(ROOT).as_posix(), ast.parse(path.read_text("utf-8"))
        asked: dict[str, set[str]] = {}
        bases = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                asked.setdefault(node.value.id, set()).add(node.attr)
                bases.add(id(node.value))
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and id(node) not in bases:
                asked.setdefault(node.id, set()).add("*")
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                for line in range(node.lineno, (node.end_lineno or node.lineno) + 1):
                    uses[name, line] = asked.get(node.targets[0].id, {"*"})
            elif isinstance(node, ast.Call) and ast.unparse(node.func) in ("re.match", "re.fullmatch"):
                for line in range(node.lineno, (node.end_lineno or node.lineno) + 1):
                    uses[name, line] = {"match"}
    return uses


# ── texts made from their structure ────────────────────────────────────────────────────────


def sample(tree: Any, *, least: bool = False) -> str:
    """A short text that a part of a pattern matches, look-arounds apart; ``least``: the shortest."""
    return "".join(_one(kind, about, least=least) for kind, about in tree)


def _one(kind: Any, about: Any, *, least: bool = False) -> str:
    if kind is op.LITERAL:
        return chr(about)
    if kind in (op.IN, op.NOT_LITERAL, op.ANY):
        return _sign(kind, about)
    if kind is op.BRANCH:
        return sample(about[1][0], least=least)
    if kind is op.SUBPATTERN:
        return sample(about[3], least=least)
    if kind is op.ATOMIC_GROUP:
        return sample(about, least=least)
    if kind not in _REPEATS:
        return ""
    times: int = min(max(about[0], 0 if least else 1), about[1])
    return sample(about[2], least=least) * times


def _sign(kind: Any, about: Any) -> str:
    """A sign of a class: one of the usual ones where it holds one, else its first."""
    if kind is op.ANY:
        return "a"
    first = [what for what in about if what[0] is op.LITERAL] if kind is op.IN else []
    return next(
        (sign for sign in _SIGNS if _is_in(kind, about, sign)), chr(first[0][1]) if first else "\u4e00"
    )


def _is_in(kind: Any, about: Any, sign: str) -> bool:
    if kind is op.NOT_LITERAL:
        return bool(ord(sign) != about)
    negated, found = False, False
    for what, value in about:
        if what is op.NEGATE:
            negated = True
        elif what is op.LITERAL:
            found |= ord(sign) == value
        elif what is op.RANGE:
            found |= value[0] <= ord(sign) <= value[1]
        elif what is op.CATEGORY:
            found |= _CATEGORIES[str(value)](sign)
    return found is not negated


_CATEGORIES = {
    f"CATEGORY_{no}{name}": (lambda sign, no=no, test=test: test(sign) is not bool(no))
    for name, test in (
        ("DIGIT", str.isdigit),
        ("SPACE", str.isspace),
        ("WORD", lambda sign: sign.isalnum() or sign == "_"),
    )
    for no in ("", "NOT_")
}


def pumps(tree: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """Each part that may be repeated, with what leads to it."""
    for kind, about in tree:
        if kind in _REPEATS:
            if about[1] > 3 and (body := sample(about[2])):
                yield before, body
            yield from pumps(about[2], before)
        elif kind in (op.SUBPATTERN, op.ATOMIC_GROUP):
            yield from pumps(about[3] if kind is op.SUBPATTERN else about, before)
        elif kind is op.BRANCH:
            for branch in about[1]:
                yield from pumps(branch, before)
        before += _one(kind, about)


def texts(pattern: Any, flags: int, *, every: bool = True) -> list[tuple[str, str]]:
    """(beginning, what is repeated) of texts that may be slow for a pattern; not ``every``, its own alone."""
    tree = parser.parse(pattern, flags)
    found = {("", piece) for piece in (GENERIC if every else ())}
    for whole in (sample(tree), sample(tree, least=True)):
        found |= {("", whole), ("", whole[:-1]), ("", whole[: len(whole) // 2 or 1])}
    for before, body in list(pumps(tree))[:8]:
        found |= {(before, body), ("", before), ("", before + body), ("", body + sample(tree)[-1:])}
    return sorted(one for one in found if one[1])


# ── what they cost ─────────────────────────────────────────────────────────────────────────


class Late(Exception):
    """It took far too long."""


def _late(*_: object) -> None:
    raise Late


def cost(compiled: re.Pattern[Any], made: tuple[str, str], size: int, *, scans: bool) -> float:
    """Seconds over a text of this size that almost matches; endless where it was given up."""
    before, body = made
    text: Any = before + body * (size // len(body)) + "\x01"
    text = text.encode("latin-1", "replace") if isinstance(compiled.pattern, bytes) else text
    signal.signal(signal.SIGVTALRM, _late)
    signal.setitimer(signal.ITIMER_VIRTUAL, TOO_LONG)
    began = perf_counter()
    try:
        if scans:
            for _ in compiled.finditer(text):
                pass
        else:
            compiled.match(text)
            compiled.fullmatch(text)
    except Late:
        return float("inf")
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return perf_counter() - began


def find_slow(pattern: Any, flags: int, *, scans: bool) -> str | None:
    """Say for which text a pattern's cost grows faster than the text; None where for none.

    A text four times as long may cost ten times as much: the square would cost sixteen times. A busy machine
    is given three more tries.
    """
    compiled = re.compile(pattern, flags)
    unbounded = longest(parser.parse(pattern, flags)) > BOUND
    for made in texts(pattern, flags, every=unbounded):
        long = cost(compiled, made, LONG, scans=scans)
        if long == float("inf"):
            return f"{made!r}: given up after {TOO_LONG} s"
        if long > (LEAST if unbounded else TOO_LONG):
            grown = min(_growths(compiled, made, scans=scans))
            if grown > 10:
                return f"{made!r}: {TIMES} times as long, {grown:.0f} times as slow"
    return None


def _growths(compiled: re.Pattern[Any], made: tuple[str, str], *, scans: bool) -> Iterator[float]:
    """How many times as much a text costs that is ``TIMES`` times as long, try by try until one will do."""
    for _ in range(3):
        grown = _steady(compiled, made, LONG, scans=scans) / _steady(
            compiled, made, LONG // TIMES, scans=scans
        )
        yield grown
        if grown <= 10:
            return


def _steady(compiled: re.Pattern[Any], made: tuple[str, str], size: int, *, scans: bool) -> float:
    """Processor seconds of one run, over so many runs that the clock's own steps do not count."""
    times, spent = 1, 0.0
    while spent < 0.04:
        times *= 4
        began = process_time()
        for _ in range(times):
            if cost(compiled, made, size, scans=scans) == float("inf"):
                return float("inf")
        spent = process_time() - began
    return spent / times


def longest(tree: Any) -> int:
    """How often the most repeated part of a pattern may be repeated, look-arounds and all."""
    most = 0
    for kind, about in tree:
        if kind in _REPEATS:
            most = max(most, int(about[1]), longest(about[2]))
        elif kind is op.SUBPATTERN:
            most = max(most, longest(about[3]))
        elif kind is op.ATOMIC_GROUP:
            most = max(most, longest(about))
        elif kind in (op.ASSERT, op.ASSERT_NOT):
            most = max(most, longest(about[1]))
        elif kind is op.BRANCH:
            most = max(most, *(longest(branch) for branch in about[1]))
        elif kind is op.GROUPREF_EXISTS:
            most = max(most, *(longest(branch) for branch in about[1:] if branch))
    return most


def patterns() -> list[tuple[Any, int, bool, list[Place]]]:
    """Each pattern, its flags, whether it is looked for all over a text, and where it is compiled."""
    found, uses = find_patterns(), find_uses()
    return [
        (pattern, flags, any(not uses.get(one, {"*"}) <= ANCHORED for one in places), sorted(places))
        for (pattern, flags), places in sorted(found.items(), key=lambda item: sorted(item[1]))
    ]


def main(shard: int, of: int) -> None:
    """Print what there is and what is slow, of every ``of``-th pattern."""
    mine = patterns()[shard::of]
    slow = [
        f"{places} {str(pattern)[:80]}: {why}"
        for pattern, flags, scans, places in mine
        if (why := find_slow(pattern, flags, scans=scans))
    ]
    files = sorted({file for *_, places in mine for file, _ in places})
    print(json.dumps({"patterns": len(mine), "files": files, "slow": slow}))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
