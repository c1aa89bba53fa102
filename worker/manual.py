"""How the commands explain themselves: help with examples, a second chance, the manual page.

Words and examples are in ``knowledge/commands.toml``; what a command takes, the parser says.
"""

from __future__ import annotations

import argparse
import re
import tomllib
from collections.abc import Iterator
from difflib import get_close_matches
from importlib.resources import files
from typing import Any, NoReturn

from worker import __version__
from worker.errors import Misconfigured
from worker.opening import DONE

_MISSING = re.compile(r"the following arguments are required: (.+)")
_MISTYPED = re.compile(r"invalid choice: '([^']*)'|unrecognized arguments: (\S+)")


class Parser(argparse.ArgumentParser):
    """A parser whose help ends with examples, and which says what may have been meant."""

    def format_help(self) -> str:
        """The help, and the examples of this command in ``knowledge/commands.toml``."""
        about = about_command(self.prog)
        more = "".join(f"\n{line}" for line in about.get("more", ()))
        return super().format_help() + (f"{more}\n" if more else "") + _as_examples(about["examples"])

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> tuple[Any, list[str]]:
        """What a command does not know is said by that command, not by the first word before it."""
        found, left = super().parse_known_args(args, namespace)
        if left:
            self.error(f"unrecognized arguments: {' '.join(left)}")
        return found, left

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, what may have been meant, and where to read on; exit code 2."""
        if match := _MISTYPED.search(message):
            wrong = match[1] or match[2]
            lines = [f"{self.prog}: there is no {wrong}.", *_meant(wrong, self)]
        elif match := _MISSING.search(message):
            lines = [f"{self.prog}: {match[1]} is missing.", *self._for_example()]
        else:
            lines = [f"{self.prog}: {message}"]
        self.exit(2, "\n".join([*lines, f"See: {self.prog} --help\n"]))

    def _for_example(self) -> list[str]:
        """A command that is whole: the first of the examples of this one, or of those behind it."""
        progs = [self.prog, *(f"{self.prog} {name}" for name, _ in commands_of(self) if name)]
        examples: list[list[str]] = next(
            (found for prog in progs if (found := about_command(prog)["examples"])), []
        )
        return [f"For example: {command}" for command, _ in examples[:1]]


def _meant(wrong: str, parser: argparse.ArgumentParser) -> list[str]:
    """What may have been meant: a word that may stand here, or the whole of a command further on."""
    here = [word for action in parser._actions for word in (*action.option_strings, *(action.choices or ()))]
    if near := get_close_matches(wrong, map(str, here), 1, 0.6):
        return [f"Did you mean {near[0]}?"]
    behind = {name.rpartition(" ")[2]: f"{parser.prog} {name}" for name, _ in commands_of(parser)}
    if near := get_close_matches(wrong, behind, 1, 0.6):
        return [f"Did you mean {behind[near[0]]}?"]
    few = [word for word in map(str, here) if not word.startswith("-")]
    return [f"There is: {', '.join(few)}."] if 0 < len(few) < 5 else []


def commands_of(
    parser: argparse.ArgumentParser, name: str = ""
) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Every command by its full name: ``case list`` is one, ``case`` is none."""
    groups = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not groups:
        yield name, parser
    for group in groups:
        for word, one in group.choices.items():
            yield from commands_of(one, f"{name} {word}".strip())


def about_command(prog: str) -> dict[str, Any]:
    """What ``knowledge/commands.toml`` says of a command: more words, and examples."""
    text = files("worker.knowledge").joinpath("commands.toml").read_text("utf-8")
    known: dict[str, Any] = tomllib.loads(text)
    about: dict[str, Any] = known.get(prog.removeprefix("headsup").strip() or "headsup", {"examples": []})
    return about


def _as_examples(examples: list[list[str]]) -> str:
    width = max((len(command) for command, _ in examples), default=0)
    lines = (f"  {command:<{width}}  {says}" for command, says in examples)
    return "\n".join(["\nexamples:", *lines, ""]) if examples else ""


def tell(options: argparse.Namespace) -> int:
    """Print the help of a command, of all of them, or the manual page."""
    if options.man:
        print(as_manual(options.parser), end="")
        return DONE
    named = " ".join(options.about)
    known = {"": options.parser} | dict(commands_of(options.parser))
    if named not in known:
        meant = get_close_matches(named, known, 1)
        hint = f"Did you mean {meant[0]}?" if meant else "See: headsup --help"
        raise Misconfigured([f"There is no command {named}. {hint}"])
    print(known[named].format_help(), end="")
    return DONE


# ── the manual page (man-pages(7), groff_man(7)) ───────────────────────────────────────────


def as_manual(parser: argparse.ArgumentParser) -> str:
    """The manual page, in the language of man: the same words as the help, all on one page."""
    words = about_command("manual")
    lines = [
        f'.TH HEADSUP 1 "" "headsup {__version__}" ""',
        ".SH NAME",
        _roff(f"headsup - {words['name']}"),
        ".SH SYNOPSIS",
        ".B headsup",
        _roff("[--config PATH] COMMAND ..."),
        ".SH DESCRIPTION",
        *_paragraphs(words["description"]),
        ".SH COMMANDS",
    ]
    for name, one in commands_of(parser):
        lines += _command(name, one)
    for section in ("exit status", "files", "environment"):
        lines.append(f".SH {section.upper()}")
        for term, says in words[section]:
            lines += [".TP", f".B {_roff(term)}", _roff(says)]
    return "\n".join([*lines, ""])


def _command(name: str, parser: argparse.ArgumentParser) -> Iterator[str]:
    takes = [str(a.metavar or a.dest) for a in parser._actions if not a.option_strings]
    yield f'.SS "{_roff(" ".join(["headsup", name, *takes]))}"'
    yield _roff(f"{parser.description}.".replace("?.", "?"))
    about = about_command(f"headsup {name}")
    yield from _paragraphs(about.get("more", ()), first=".PP")
    for action in parser._actions:
        if action.dest in ("help", "config"):
            continue
        said = ", ".join(action.option_strings) or str(action.metavar or "|".join(action.choices or ()))
        if action.option_strings and action.nargs != 0:
            said += f" {action.metavar or '|'.join(map(str, action.choices or ()))}"
        yield from (".TP", f".B {_roff(said)}", _roff(_filled(action)))
    for command, says in about["examples"]:
        yield from (".PP", _roff(f"{says}:"), ".RS", ".nf", _roff(command), ".fi", ".RE")


def _filled(action: argparse.Action) -> str:
    return (action.help or "").replace("%(default)s", str(action.default))


def _paragraphs(several: Any, first: str = "") -> Iterator[str]:
    for n, one in enumerate(several):
        if n or first:
            yield ".PP"
        yield _roff(one)


def _roff(text: str) -> str:
    """Words as they are, whatever they mean to man."""
    safe = text.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq").replace("'", "\\(aq")
    return f"\\&{safe}" if safe.startswith(".") else safe
