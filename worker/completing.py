"""What makes a shell complete the commands: a script for bash, zsh or fish, made from the parser itself."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from worker.opening import DONE

Words = dict[str, list[tuple[str, str]]]
"""What may follow, by how far the line has come ("", "case", "case export"): each word with its help."""


def complete(options: argparse.Namespace) -> int:
    """Print the script for a shell."""
    print(
        {"bash": as_bash, "zsh": as_zsh, "fish": as_fish}[options.shell](words_by_place(options.parser)),
        end="",
    )
    return DONE


def words_by_place(parser: argparse.ArgumentParser, place: str = "") -> Words:
    """The words that may follow, place by place."""
    here: list[tuple[str, str]] = []
    found: Words = {place: here}
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, one in action.choices.items():
                here.append((name, one.description or ""))
                found |= words_by_place(one, f"{place} {name}".strip())
            continue
        said = (action.help or "").replace("%(default)s", str(action.default))
        here += [(option, said) for option in action.option_strings if option.startswith("--")]
        here += [(str(choice), said) for choice in action.choices or ()]
    return found


def as_bash(words: Words) -> str:
    """For bash: ``source <(headsup completion bash)``."""
    arms = "".join(
        f"        {_quoted(place)}) words={_quoted(' '.join(word for word, _ in several))} ;;\n"
        for place, several in words.items()
    )
    return f"""\
_headsup() {{
    local at="" next words="" i
    for ((i = 1; i < COMP_CWORD; i++)); do
        next="${{at:+$at }}${{COMP_WORDS[i]}}"
        case "$next" in {_places(words)}) at=$next ;; esac
    done
    case "$at" in
{arms}    esac
    COMPREPLY=($(compgen -W "$words" -- "${{COMP_WORDS[COMP_CWORD]}}"))
}}
complete -o default -F _headsup headsup
"""


def as_zsh(words: Words) -> str:
    """For zsh: ``source <(headsup completion zsh)``, after ``compinit``."""
    arms = "".join(
        f"        {_quoted(place)}) said=({' '.join(_described(word, says) for word, says in several)}) ;;\n"
        for place, several in words.items()
    )
    return f"""\
#compdef headsup
_headsup() {{
    local at="" next i
    local -a said
    for ((i = 2; i < CURRENT; i++)); do
        next="${{at:+$at }}${{words[i]}}"
        case "$next" in ({_places(words)}) at=$next ;; esac
    done
    case "$at" in
{arms.replace("        '", "        ('")}    esac
    _describe headsup said
    _files
}}
compdef _headsup headsup
"""


def as_fish(words: Words) -> str:
    """For fish: ``headsup completion fish | source``."""
    return "\n".join(["complete -c headsup -e", *_fish_lines(words), ""])


def _fish_lines(words: Words) -> Iterator[str]:
    for place, several in words.items():
        inner = [word for word, _ in several if not word.startswith("-")] if f"{place} " != " " else []
        when = (
            "__fish_use_subcommand"
            if not place
            else "; and ".join(f"__fish_seen_subcommand_from {word}" for word in place.split())
        )
        for word, says in several:
            if word.startswith("--"):
                yield f"complete -c headsup -n {_quoted(when)} -l {word[2:]} -d {_quoted(says)}"
            else:
                none = f"; and not __fish_seen_subcommand_from {' '.join(inner)}" if inner else ""
                yield f"complete -c headsup -n {_quoted(when + none)} -a {word} -d {_quoted(says)}"


def _places(words: Words) -> str:
    return "|".join(_quoted(place) for place in words if place)


def _described(word: str, says: str) -> str:
    return _quoted(f"{word}:{says}" if says else word)


def _quoted(text: str) -> str:
    """One word for a shell, whatever is in it."""
    return "'" + text.replace("'", "’").replace("\\", "") + "'"
