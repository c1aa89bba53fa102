"""``headsup preview``: every mail and letter as pages to look at, with an index. Nothing is sent."""

from __future__ import annotations

from html import escape
from pathlib import Path

from worker.deciding.calendar import SchoolDays
from worker.deciding.office import Office
from worker.model import Notice
from worker.outside.config import Settings
from worker.preview.alarms import alarms, mornings
from worker.preview.drafts import drafts
from worker.preview.samples import Sample
from worker.preview.samples import samples as mails
from worker.wording.letters import Wording, Words
from worker.wording.tokens import Answers, tagged

__all__ = ["Sample", "answers_to", "samples", "write_preview"]

_NOBODYS = "sample234567"
_STYLE = """\
body { margin: 0; padding: 24px; font: 16px/1.5 system-ui, sans-serif; color: #1f2937; background: #f6f7f6 }
h1 { font-size: 24px; margin: 0 0 4px } h2 { font-size: 16px; margin: 28px 0 8px }
a { color: #14532d } p { margin: 0 0 8px; max-width: 70ch } li { margin: 4px 0 } small { color: #4b5563 }
iframe { border: 1px solid #9ca3af; border-radius: 8px; background: #fff; height: 900px; margin: 0 16px 0 0 }
pre { background: #fff; border: 1px solid #9ca3af; border-radius: 8px; padding: 16px; white-space: pre-wrap;
      max-width: 80ch; font-size: 14px }
"""


def samples(office: Office) -> tuple[Sample, ...]:
    """Every mail and letter there is, at least once."""
    return (*mails(office), *alarms(office), *mornings(office), *drafts(office))


def answers_to(notice: Notice, inbox: str) -> Answers | None:
    """How a sample can be answered: as the real mail, but under a token that is nobody's."""
    asks = notice.items and not notice.external
    return Answers(tagged(inbox, _NOBODYS), _NOBODYS, notice.items) if asks else None


def write_preview(settings: Settings, folder: Path) -> int:
    """Write a page for every mail and letter, and ``index.html``; return how many there are.

    Names and templates are those of ``settings``; cases, reporters and parents are invented.
    """
    people, rules = settings.people, settings.rules
    wording = Wording(settings.school, people.inbox, rules.undo_minutes, settings.templates)
    office = Office(settings.school, people, rules, SchoolDays(rules), wording.write)
    (folder / "mails").mkdir(parents=True, exist_ok=True)
    lines = []
    for number, sample in enumerate(samples(office), 1):
        words = wording.render(sample.notice, answers_to(sample.notice, people.inbox))
        name = f"{number:02d}-{sample.name}"
        _write(folder / "mails" / f"{name}.html", words.html)
        _write(folder / "mails" / f"{name}.txt", words.text)
        printed = _print(folder / f"{name}.pdf", sample, wording)
        _write(folder / f"{name}.html", _page_of(name, sample, words, printed=printed))
        lines.append(
            f'<li><a href="{name}.html">{escape(words.subject)}</a><br>'
            f"<small>{escape(sample.when)}</small></li>"
        )
    _write(folder / "index.html", _index(settings.school.name, lines))
    return len(lines)


def _print(path: Path, sample: Sample, wording: Wording) -> bool:
    """Write the page of a letter on paper; say whether there is one."""
    page = wording.find_page(sample.notice.facts) if sample.notice.kind == "page" else None
    if page is not None:
        path.write_bytes(page)
    return page is not None


def _page_of(name: str, sample: Sample, words: Words, *, printed: bool) -> str:
    on_paper = f'<p><a href="{name}.pdf">The page that is attached (PDF)</a></p>' if printed else ""
    to = ", ".join(one.email for one in sample.notice.to)
    source = f"mails/{name}.html"
    return _page(
        words.subject,
        f'<p><a href="index.html">All mails and letters</a></p><h1>{escape(words.subject)}</h1>'
        f"<p>{escape(sample.when)} <small>({escape(to)})</small></p>{on_paper}"
        f'<h2>On a phone, and on a computer</h2><iframe src="{source}" width="390" title="phone"></iframe>'
        f'<iframe src="{source}" width="760" title="computer"></iframe>'
        f"<h2>As plain text</h2><pre>{escape(words.text)}</pre>",
    )


def _index(school: str, lines: list[str]) -> str:
    return _page(
        "Every mail and letter",
        f"<h1>Every mail and letter</h1><p>As Headsup writes them for {escape(school)}. The cases, the "
        "reporters and the parents are invented, and nothing here was sent.</p>"
        f"<ol>{''.join(lines)}</ol>",
    )


def _page(title: str, body: str) -> str:
    return (
        '<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>{body}</body></html>\n"
    )


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
