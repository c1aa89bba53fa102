"""``headsup init``: a dozen questions, and a commented ``config.toml`` that passes ``headsup check``.

What is asked stands in ``knowledge/firstweek.toml``; what the file says, in the shipped ``config.toml``.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from email.utils import parseaddr
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from worker.errors import Misconfigured
from worker.opening import DONE, sample_settings

if TYPE_CHECKING:
    import argparse

_NOBODY = "-"


@dataclass(frozen=True, slots=True)
class Question:
    """One question: what it sets, what an answer must be, and what stands in for none (None: needed)."""

    id: str
    ask: str
    kind: str
    sets: tuple[str, ...]
    without: str | None = None
    of: tuple[str, ...] = ()
    removes: str = ""


@dataclass(slots=True)
class _Filled:
    """What the answers come to: values by dotted key, and the tables without anybody."""

    values: dict[str, Any] = field(default_factory=dict)
    removed: list[str] = field(default_factory=list)
    provider: str = ""
    domain: str = ""


def init(options: argparse.Namespace) -> int:
    """Ask, and write the settings; never over a file that is there."""
    words, out = _known()["words"], Path(options.out)
    if out.exists():
        raise Misconfigured([words["taken"].format(out=out)])
    given = _read_answers(options.answers) if options.answers else None
    filled = _fill_by_asking(words) if given is None else _fill_from(given, words)
    _write(out, filled)
    print(words["written"].format(out=out))
    print(*(line.format(out=out) for line in words["next"]), sep="\n")
    if "calendar.terms" not in filled.values:
        print(words["placeholders"])
    if filled.provider in words:
        print(words[filled.provider])
    return DONE


def _write(out: Path, filled: _Filled) -> None:
    """Write the file under its name once it is proven to be right."""
    from worker.outside.setup.config import load
    from worker.outside.setup.filling import fill

    half = out.with_name(f"{out.name}.half")
    half.write_text(fill(sample_settings().read_text("utf-8"), filled.values, filled.removed), "utf-8")
    try:
        try:
            load(half, {}, secrets=False)
        except Misconfigured as error:
            raise Misconfigured(one.replace(f"{half}: ", "") for one in error.problems) from None
        half.chmod(0o640)
        out.hardlink_to(half)  # fails where somebody else has written it by now
    finally:
        half.unlink()


# ── answers ────────────────────────────────────────────────────────────────────────────────


def _fill_by_asking(words: dict[str, Any]) -> _Filled:
    """Ask question by question on this terminal, or of the lines piped in; a wrong answer is asked again."""
    filled, here = _Filled(), sys.stdin.isatty()
    if here:
        print(words["hello"], end="\n\n")
    for question in _questions():
        if not _is_for(question, filled):
            continue
        standing = _standing(question, filled)
        while True:
            try:
                answer = input(_prompt(question, standing) if here else "").strip()
            except EOFError:
                said = words["ended"].format(ask=question.ask, id=question.id)
                raise Misconfigured([said]) from None
            problem = _take(question, answer, standing, filled, words)
            if not problem:
                break
            if not here:
                raise Misconfigured([f"{question.id}: {problem}."])
            print(words["again"].format(problem=problem.rstrip(".")))
    return filled


def _fill_from(answers: dict[str, str], words: dict[str, Any]) -> _Filled:
    """Take answers by the names of their questions; everything that is wrong is told at once."""
    filled, known = _Filled(), [question.id for question in _questions()]
    wrong = (name for name in answers if name not in known)
    problems = [words["no_question"].format(id=name, known=", ".join(known)) for name in wrong]
    for question in _questions():
        if _is_for(question, filled):
            given = str(answers.get(question.id, ""))
            problem = _take(question, given, _standing(question, filled), filled, words)
            problems += [f"{question.id}: {problem}"] if problem else []
    if problems:
        raise Misconfigured(problems)
    return filled


def _read_answers(named: str) -> dict[str, str]:
    text = sys.stdin.read() if named == _NOBODY else Path(named).read_text("utf-8-sig")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Misconfigured([f'{named}: {error}. Write each answer like: school = "Northside"']) from None


def _take(
    question: Question, answer: str, standing: str | None, filled: _Filled, words: dict[str, Any]
) -> str:
    """Put an answer where it belongs, or return what is wrong with it."""
    said = "" if answer == _NOBODY and question.without is not None else answer or standing or ""
    if not said:
        if question.without is None:
            return str(words["needed"])
        filled.removed += [question.removes] if question.removes else []
        return ""
    try:
        filled.values |= _values_of(question, said, filled, words)
    except ValueError as error:
        return str(error)
    return ""


def _values_of(question: Question, said: str, filled: _Filled, words: dict[str, Any]) -> dict[str, Any]:
    """The settings that an answer makes; ValueError says what is wrong with it."""
    from worker.outside.setup import kinds

    first = question.sets[0]
    match question.kind:
        case "person":
            name, email = parseaddr(said)
            if not name or "@" not in email:
                raise ValueError(words["person"].format(value=said))
            return {f"{first}.name": kinds.line(name), f"{first}.email": kinds.address(email)}
        case "provider":
            filled.provider = kinds.choice(*_known()["providers"])(said.casefold())
            return {key: value or None for key, value in _known()["providers"][filled.provider].items()}
        case "terms":
            return {
                first: _terms(said, words),
                "calendar.closed": (),
            }  # those of the sample are no longer right
        case "days":
            return {first: _days(said, words)}
        case "lines":
            return {first: "\n".join(kinds.line(one) for one in said.split(",") if one.strip())}
        case "domain":
            return {first: (kinds.domain(said),)}
        case "address":
            found = kinds.address(said)
            filled.domain = found.rpartition("@")[2]
            return dict.fromkeys(question.sets, found)
        case kind:
            return {first: {"host": kinds.host, "line": kinds.line}[kind](said)} | _signed_in(question)


def _signed_in(question: Question) -> dict[str, str]:
    """Who has an app's ID with Microsoft signs in by it."""
    by_app = {"signin.method": "microsoft-app", "signin.secret_file": "client-secret"}
    return by_app if question.id == "client_id" else {}


def _terms(said: str, words: dict[str, Any]) -> tuple[Any, ...]:
    from worker.model import Period

    try:
        pairs = [half.split(" to ") for half in said.split(",")]
        halves = tuple(Period(*(date.fromisoformat(on.strip()) for on in pair)) for pair in pairs)
    except (ValueError, TypeError):
        raise ValueError(words["terms"].format(value=said)) from None
    if any(half.last_on < half.first_on for half in halves):
        raise ValueError(words["terms"].format(value=said))
    return halves


def _days(said: str, words: dict[str, Any]) -> tuple[date, ...]:
    try:
        return tuple(date.fromisoformat(on.strip()) for on in said.split(","))
    except ValueError:
        raise ValueError(words["days"].format(value=said)) from None


# ── questions ──────────────────────────────────────────────────────────────────────────────


def _is_for(question: Question, filled: _Filled) -> bool:
    return not question.of or filled.provider in question.of


def _standing(question: Question, filled: _Filled) -> str | None:
    """What stands in for no answer."""
    return question.without.format(domain=filled.domain) if question.without else question.without


def _prompt(question: Question, standing: str | None) -> str:
    shown = f" [{standing or 'nobody' if standing or question.kind == 'person' else 'none'}]"
    return f"{question.ask}{'' if standing is None else shown}: "


def _known() -> dict[str, Any]:
    return tomllib.loads(files("worker.knowledge").joinpath("firstweek.toml").read_text("utf-8"))


def _questions() -> Iterator[Question]:
    for one in _known()["questions"]:
        lists = {name: tuple(one[name]) for name in ("sets", "of") if name in one}
        yield Question(**{**one, **lists})
