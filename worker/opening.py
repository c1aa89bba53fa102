"""What every command opens first: the settings, the cases to look at, the line it prints for programs."""

from __future__ import annotations

import json
import os
import re
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from worker.errors import Misconfigured

if TYPE_CHECKING:
    import argparse

    from worker.outside.data.shelves import Shelves
    from worker.outside.setup.config import Settings

DONE, NEEDS_A_PERSON, TRY_AGAIN = 0, 1, 75
PLACES = (Path("config.toml"), Path("/etc/headsup/config.toml"))
_STEERS = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
"""What breaks or turns a line, or cannot be seen in it; JSON escapes the rest by itself."""


def open_settings(options: argparse.Namespace, *, secrets: bool = True) -> Settings:
    """The settings that the command was told of, or those found in the usual places."""
    from worker.outside.setup.config import load

    if options.config:
        return _in_its_words(load(Path(options.config), os.environ, secrets=secrets))
    for place in PLACES:
        if place.exists():
            return _in_its_words(load(place, os.environ, secrets=secrets))
    raise Misconfigured(
        ["No config.toml here or in /etc/headsup. Make one with headsup init, or name yours: --config PATH"]
    )


def _in_its_words(settings: Settings) -> Settings:
    """Take up the school's own sentences; Misconfigured where one of them does not fit."""
    from worker.deciding.sentences import FILES, find_misfits, reword

    own, problems = {}, []
    paths = [settings.templates / f"{name}.toml" for name in FILES] if settings.templates else []
    for path in filter(Path.is_file, paths):
        try:
            own[path.stem] = tomllib.loads(path.read_text("utf-8"))
        except (OSError, ValueError) as error:
            problems.append(f"{path}: cannot be read: {error}. Correct your copy, or remove it.")
    if problems := [*problems, *find_misfits(own)]:
        raise Misconfigured(problems)
    reword(own)
    return settings


def sample_settings() -> Path:
    """The commented settings that ship with Headsup: in the wheel, or in the checkout."""
    inside = Path(__file__).parent / "config.toml"
    return inside if inside.exists() else Path(__file__).parent.parent / "config.toml"


def find_why_pictures_unread(settings: Settings) -> str | None:
    """Why pictures in reports are not read by machine, in words; None where they are."""
    from worker.outside.eyes import find_absence

    return find_absence() if settings.screenshots else "[reading] screenshots is false"


def look_into(settings: Settings) -> Shelves:
    """The cases of a school, looked at without disturbing a service that runs."""
    from worker.outside.data.shelves import Shelves

    return Shelves(settings.data)


def known_ref(store: Shelves, named: str) -> str:
    """The reference of a case that is there."""
    ref = named.removeprefix("HU-")
    if store.register.find_card(ref) is None:
        raise Misconfigured([f"There is no case {named}. See: headsup case list"])
    return ref


def as_line(found: dict[str, Any]) -> str:
    """JSON on one line, also for who takes every Unicode line break for one, and on a terminal."""
    text = json.dumps(found, ensure_ascii=False)
    return _STEERS.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def new_file(named: str, option: str = "") -> Path:
    """The path of a file that is to be made: not there yet, in a folder that is (Misconfigured if not)."""
    path = Path(named)
    if path.exists():
        other = f": {option} FILE" if option else "."
        raise Misconfigured([f"{path} is there already. Name another file{other}"])
    if not path.absolute().parent.is_dir():
        raise Misconfigured([f"There is no folder {path.parent}. Make it first, or name another place."])
    return path


def log_plainly() -> None:
    """To standard error, for journald: no message text, no names, no address ever goes in.

    What a mail server answers does: it may say what it likes, and steers no terminal that shows the log.
    """
    import logging

    from worker.reading.message.unseen import clean

    class Plain(logging.Formatter):
        def format(self, record: logging.LogRecord) -> str:
            return clean(super().format(record))

    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Plain("%(levelname)s %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
