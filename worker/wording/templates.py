"""The templates: found in the school's own folder first, then in ours; sandboxed and strict.

A name a template uses and we do not give is an error at once, never a blank in a
letter. HTML is escaped by itself; text is cleaned of control and direction characters.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from worker.deciding.sentences import label
from worker.errors import Misconfigured
from worker.reading.message.unseen import clean as clean
from worker.reading.message.unseen import one_line
from worker.wording.sandbox import TemplateError, in_lines, sandbox
from worker.wording.text import (
    defang,
    flag_words,
    in_bytes,
    lower_first,
    paragraphs,
    question_words,
    unlinked,
    upper_first,
)


def shipped() -> Path:
    """Return the folder of the templates that ship with Headsup (in the wheel, or in the checkout)."""
    package = Path(__file__).parent.parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


class Templates:
    """Templates by name; a file in ``own`` (the school's folder) replaces ours of the same name."""

    def __init__(self, own: Path | None = None) -> None:
        folders = [folder for folder in (own, shipped()) if folder is not None and folder.is_dir()]
        self._env = sandbox(folders)
        self._env.filters |= {
            "lower_first": lower_first,
            "upper_first": upper_first,
            "defang": defang,
            "unlinked": unlinked,
            "in_bytes": in_bytes,
            "in_lines": in_lines,
            "paragraphs": paragraphs,
            "one_line": one_line,
            "question_words": question_words,
            "flag_words": flag_words,
            "record_kind": lambda kind: label("records", kind),
            "done_short": lambda line: label("done", line["what"]) or label("done", "else"),
        }

    def render(self, name: str, facts: dict[str, Any]) -> str:
        """Fill in a template. Raises Misconfigured naming the template when it cannot be filled."""
        try:
            return clean(self._env.get_template(name).render(facts))
        except Misconfigured:
            raise
        except Exception as error:  # what a template can do wrong is no closed list: a sum, a loop, itself
            raise Misconfigured([_wrong(name, error)]) from error

    def check(self) -> tuple[str, ...]:
        """Return what is wrong with any template, file by file, without filling one in."""
        problems = []
        for name in self._env.list_templates():
            if not name.endswith((".txt", ".html")):
                continue
            try:
                self._env.get_template(name)
            except (TemplateError, UnicodeError) as error:
                problems.append(_wrong(name, error))
        return tuple(problems)


def _wrong(name: str, error: Exception) -> str:
    """What is wrong with a template of the school's own, where, and what to do."""
    if isinstance(error, UnicodeError):
        return f"templates/{name}: it is not in UTF-8. Save it as UTF-8, or remove it."
    line = getattr(error, "lineno", None)
    what = f"{error}" if isinstance(error, TemplateError) else f"{type(error).__name__}: {error}"
    return f"templates/{name}{f', line {line}' if line else ''}: {what}. Correct your copy, or remove it."
