"""A case that is handed over, in words: one document, written as text, as a web page and as pages to print.

The words are in ``templates/export/words.toml``, the looks in ``chronology.txt``, ``.html`` and ``.typ``
beside it; a school's own copies replace them file by file. What people wrote goes in as data.
"""

from __future__ import annotations

import tomllib
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from worker.errors import Misconfigured
from worker.wording.pages import Layout, set_pages
from worker.wording.templates import Templates, clean, shipped
from worker.wording.text import tidy

WORDS = Path("export") / "words.toml"
_LAYOUT = Path("export") / "chronology.typ"
Pairs = tuple[tuple[str, str], ...]
"""Facts by name, in order."""


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a section: ``kind`` is text, title, quote, pairs or table."""

    kind: str
    text: str = ""
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    widths: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """The whole of a chronology, in words."""

    title: str
    banner: str
    author: str
    short: str
    page: str
    facts: Pairs
    sections: tuple[Section, ...]
    at: datetime = field(compare=False)
    """As of when it was made: the file says it was made then."""


class ExportWords:
    """The words of an export, the school's own first; a word that is missing is named at once."""

    def __init__(self, own: Path | None = None, words: Path = WORDS) -> None:
        path = next(folder / words for folder in (own, shipped()) if folder and (folder / words).is_file())
        try:
            self._words = tomllib.loads(path.read_text("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise Misconfigured([f"{path}: {error}. Correct your copy, or remove it."]) from error
        self._path = path

    def __call__(self, name: str, /, **facts: object) -> str:
        """Return a word or a sentence by its dotted name, filled in."""
        found = self.find(name)
        if not isinstance(found, str):
            raise Misconfigured([f"{self._path}: {name} is missing. Compare your copy with ours."])
        try:
            return found.format(**facts)
        except (KeyError, IndexError, ValueError, AttributeError) as error:
            raise Misconfigured([f"{self._path}: {name} cannot be filled in ({error})."]) from error

    def several(self, name: str, /, **facts: object) -> tuple[str, ...]:
        """Return the paragraphs of that name, filled in."""
        found = self.find(name)
        return tuple(str(one).format(**facts) for one in found) if isinstance(found, list) else ()

    def find(self, name: str) -> Any:
        """Return what stands under a dotted name, None where there is nothing."""
        found: Any = self._words
        for part in name.split("."):
            found = found.get(part) if isinstance(found, dict) else None
        return found


def written(document: Document, own: Path | None = None) -> dict[str, bytes]:
    """Return a document as files by name: text, web page and, where the extra is there, pages to print."""
    templates = Templates(own)
    facts = {"doc": document, "zip": zip}
    files = {
        "chronology.txt": tidy(templates.render("export/chronology.txt", facts)).encode(),
        "chronology.html": tidy(templates.render("export/chronology.html", facts)).encode(),
    }
    pages = find_pages(document, own)
    return files if pages is None else files | {"chronology.pdf": pages}


def find_pages(document: Document, own: Path | None = None) -> bytes | None:
    """Return the document as a tagged PDF, None without the extra; a sign that no font has is said in it."""
    source = (own if own is not None and (own / _LAYOUT).is_file() else shipped()) / _LAYOUT
    said = {name: value for name, value in asdict(document).items() if name != "at"}
    without = ExportWords(own)("fonts")
    layout = Layout(source, "doc", source.parent, lambda doc: _with_note(doc, without))
    return set_pages(layout, _clean(said), document.at)


def _with_note(said: dict[str, Any], note: str) -> dict[str, Any]:
    """The document with a word about signs that have no shape, under its first heading."""
    first, *rest = said["sections"]
    noted = {**first, "blocks": [asdict(Block("text", note)), *first["blocks"]]}
    return {**said, "sections": [noted, *rest]}


def _clean(value: Any) -> Any:
    """Words as they may be set: no control and no direction characters, whoever wrote them."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {key: _clean(one) for key, one in value.items()}
    return [_clean(one) for one in value] if isinstance(value, list | tuple) else value


def how_to_verify(facts: dict[str, Any], own: Path | None = None) -> bytes:
    """Return what tells anybody how to check a parcel with what is on every computer."""
    return tidy(Templates(own).render("export/how_to_verify.txt", facts)).encode()
