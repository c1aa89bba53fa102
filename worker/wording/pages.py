"""A letter as a page to print: the same words as the mail, on the school's letterhead (``letters/page.typ``).

Owner of typst, an extra of its own ("pdf"): its one file of 84 MB is larger than all else together, and a
school whose parents all have an address never prints. Without it there are no pages and all else works.

The same letter gives the same bytes for ever: the fonts are those inside typst, the date is the letter's,
nothing is downloaded. Words go in as data and are never read as markup. The page is tagged (PDF/UA-1).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from worker.errors import Misconfigured
from worker.model import School
from worker.wording.templates import clean, shipped

_TEMPLATE = Path("letters") / "page.typ"
_LOGOS = ("logo.svg", "logo.png", "logo.jpg")
_SIGNED = re.compile(r"yours (?:sincerely|faithfully)\W*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Page:
    """A letter to be printed: its words, whom it is to, and its day in words."""

    subject: str
    text: str
    to: tuple[str, ...]
    on: str
    at: datetime
    """When it was approved: the file says it was made then."""


def has_pages() -> bool:
    """Whether pages can be made here (the extra "pdf")."""
    return find_spec("typst") is not None


def find_pdf(page: Page, school: School, own: Path | None = None) -> bytes | None:
    """Return the page as a PDF, or None where typst is not installed.

    ``own`` is the school's folder of templates, which may hold a page of its own, a logo, or both. Raises
    Misconfigured when its page cannot be set.
    """
    folder = own or shipped()
    source = (folder if (folder / _TEMPLATE).is_file() else shipped()) / _TEMPLATE
    return set_pages(Layout(source, "letter", folder), _words(page, school, folder), page.at)


@dataclass(frozen=True, slots=True)
class Layout:
    """A page to set: its ``source``, which is given words as ``name`` and reads no file outside ``root``.

    ``last`` makes of the words what is set where no font of this machine has all their signs.
    """

    source: Path
    name: str
    root: Path
    last: Callable[[dict[str, Any]], dict[str, Any]] | None = None


def set_pages(layout: Layout, words: dict[str, Any], at: datetime) -> bytes | None:
    """Set ``words`` as a PDF; None where typst is not installed.

    The fonts inside typst come first: the same words are the same file on every machine. Where they lack a
    sign, a layout with ``last`` is set with this machine's own fonts too, and where those lack it as well,
    from what ``last`` makes of the words. Raises Misconfigured when the page cannot be set.
    """
    if not has_pages():
        return None
    import typst  # 84 MB: only for those who print

    always: dict[str, Any] = {
        "root": str(layout.root),
        "font_paths": [],
        "format": "pdf",
        "timestamp": int(at.timestamp()),
    }
    ours, tagged = {"ignore_system_fonts": True}, {"pdf_standards": "ua-1"}
    ways: list[tuple[dict[str, Any], dict[str, Any]]] = [(words, ours | tagged)]
    ways += [(words, ours)] if layout.last is None else [(words, tagged), (layout.last(words), {})]
    source, problem = layout.source, ""
    for said, settings in ways:
        try:
            data = {layout.name: json.dumps(said)}
            return _bytes(typst.compile(source.read_bytes(), sys_inputs=data, **always, **settings))
        except typst.TypstError as error:  # a sign that none of the fonts has is no reason for no page
            problem = problem or error.message
    raise Misconfigured([f"templates/{source.parent.name}/{source.name}: {problem}. Correct or remove it."])


def _bytes(made: Any) -> bytes:
    assert isinstance(made, bytes)
    return made


def _words(page: Page, school: School, folder: Path) -> dict[str, Any]:
    logo = next((name for name in _LOGOS if (folder / "letters" / name).is_file()), None)
    return {
        "school": clean(school.name),
        "from": [*_lines(school.address), clean(school.phone)],
        "logo": f"/letters/{logo}" if logo else None,
        "to": [clean(line) for line in page.to],
        "on": clean(page.on),
        "page": "Page",
        "subject": clean(page.subject),
        "blocks": [_block(block) for block in re.split(r"\n[ \t]*\n+", clean(page.text).strip("\n"))],
    }


def _block(text: str) -> dict[str, Any]:
    """A paragraph as its lines, or a list as its items; after the greeting room is left for a pen."""
    lines = _lines(text)
    listed = all(line.startswith("- ") for line in lines)
    kept = [line.removeprefix("- ") for line in lines] if listed else lines
    return {"kind": "list" if listed else "text", "lines": kept, "signed": bool(_SIGNED.fullmatch(lines[-1]))}


def _lines(text: str) -> list[str]:
    return [line.strip() for line in clean(text).splitlines() if line.strip()] or [""]
