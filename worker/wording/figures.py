"""A term's figures in words: as text, as a table for a spreadsheet, as a page with bars, and as data.

All four are made from the same rows. The words are in ``templates/export/figures.toml``, the looks in
``figures.txt`` and ``figures.typ`` beside it.
"""

from __future__ import annotations

import csv
import io
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from worker.deciding.news.figures import Figures, Row, Table
from worker.deciding.news.suppressing import Shown
from worker.deciding.office import Office
from worker.wording.chronology import ExportWords
from worker.wording.pages import Layout, set_pages
from worker.wording.templates import Templates, clean, shipped
from worker.wording.text import tidy, upper_first, wrap

_WORDS, _LAYOUT = Path("export") / "figures.toml", Path("export") / "figures.typ"


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it is shown. ``share`` is the length of its bar, of the longest of its table."""

    name: str
    shown: str
    share: float
    hidden: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """A table as it is shown."""

    title: str
    note: str
    rows: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The whole of it, in words."""

    title: str
    author: str
    about: str
    unfinished: str
    page: str
    row: str
    value: str
    table: str
    width: int
    tables: tuple[Counted, ...]
    notes: tuple[str, ...]


def report_of(figures: Figures, office: Office, own: Path | None = None) -> Report:
    """Put a term's figures into words. Raises Misconfigured when the school's own words cannot be used."""
    words, term = ExportWords(own, _WORDS), figures.term
    season, year = term.name.split()
    tables = tuple(_table(table, words) for table in figures.tables if table.rows)
    return Report(
        title=words("title", term=words(f"terms.{season}", year=year)),
        author=words("author", school=clean(office.school.name)),
        about=words(
            "about",
            first=_say(term.first_on, office),
            last=_say(term.last_on, office),
            until=_say(term.until_on, office),
            on=_say(office.local_date(figures.at), office),
        ),
        unfinished="" if figures.finished else words("unfinished"),
        page=str(words.find("page")),
        row=words("row"),
        value=words("value"),
        table=words("table"),
        width=max(len(line.name) for table in tables for line in table.rows),
        tables=tables,
        notes=words.several("notes"),
    )


def as_text(report: Report, own: Path | None = None) -> str:
    """The report as plain text."""
    return wrap(tidy(Templates(own).render("export/figures.txt", {"doc": report})))


def as_csv(report: Report) -> str:
    """The report for a spreadsheet: a line a figure (RFC 4180)."""
    out = io.StringIO()
    lines = csv.writer(out)
    rows = ((table.title, row.name, row.shown) for table in report.tables for row in table.rows)
    lines.writerows(map(_cell, row) for row in ((report.table, report.row, report.value), *rows))
    return out.getvalue()


def _cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: the school's own words, or a name, may begin so."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def find_pdf(report: Report, at: datetime, own: Path | None = None) -> bytes | None:
    """The report as a tagged PDF with bars, None without the extra ``pdf``."""
    source = (own if own is not None and (own / _LAYOUT).is_file() else shipped()) / _LAYOUT
    return set_pages(Layout(source, "doc", source.parent), asdict(report), at)


def as_object(figures: Figures) -> dict[str, Any]:
    """The figures as data: what is kept back is null, and ``shown`` says why."""
    term = figures.term
    return {
        "term": term.name.replace(" ", "-"),
        "first_on": term.first_on.isoformat(),
        "last_on": term.last_on.isoformat(),
        "until_on": term.until_on.isoformat(),
        "at": figures.at.isoformat(),
        "finished": figures.finished,
        "tables": {
            table.id: {row.id: {"value": row.value, "shown": row.shown.value} for row in table.rows}
            for table in figures.tables
        },
    }


def _table(table: Table, words: ExportWords) -> Counted:
    most = max((row.value or 0 for row in table.rows), default=0)
    note = words(f"tables.{table.id}.note") if words.find(f"tables.{table.id}.note") else ""
    lines = (_line(row, table.id, most, words) for row in table.rows)
    return Counted(words(f"tables.{table.id}.title"), note, tuple(lines))


def _line(row: Row, table: str, most: int, words: ExportWords) -> Line:
    name = clean(upper_first(row.name)) or words(f"tables.{table}.rows.{row.id}")
    bars = table != "times"  # days and hours have no common length
    if row.value is not None:
        return Line(name, str(row.value), row.value / most if bars and most else 0.0, hidden=False)
    kept_back = "few" if row.shown is Shown.FEW else "withheld" if bars else "too_few"
    return Line(name, words(kept_back), 0.0, hidden=bars)


def _say(on: date, office: Office) -> str:
    return f"{office.days.say_date(on)} {on.year}"
