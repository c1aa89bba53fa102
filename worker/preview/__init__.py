"""``headsup preview``: every mail and letter as pages to look at, with an index. Nothing is sent."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from worker.deciding.office import Office
from worker.deciding.school.calendar import SchoolDays
from worker.model import Notice
from worker.outside.setup.config import Settings
from worker.preview.alarms import alarms, mornings
from worker.preview.drafts import drafts
from worker.preview.samples import Sample
from worker.preview.samples import samples as mails
from worker.wording.letters import Wording, Words
from worker.wording.templates import Templates
from worker.wording.tokens import Answers, tagged

__all__ = ["Sample", "as_seen", "find_answers", "samples", "write_preview"]

_NOBODYS = "sample234567"
_TONE = re.compile(r'<body class="\w+ (\w+)"')
"""How urgent a mail looks: the second class of its body."""
_IF_DARK = "@media (prefers-color-scheme: dark)"
_SCHEMES = {"light": "@media not all", "dark": "@media all"}
"""What asks for dark colours, made to be so, or not, whatever the machine that looks is set to."""


def samples(office: Office) -> tuple[Sample, ...]:
    """Every mail and letter there is, at least once."""
    return (*mails(office), *alarms(office), *mornings(office), *drafts(office))


def find_answers(notice: Notice, inbox: str) -> Answers | None:
    """How a sample can be answered: as the real mail, but under a token that is nobody's."""
    asks = notice.items and not notice.external
    return Answers(tagged(inbox, _NOBODYS), _NOBODYS, notice.items) if asks else None


def as_seen(html: str, scheme: str) -> str:
    """Return a mail's HTML as it is seen in the "light" or in the "dark"."""
    return html.replace(_IF_DARK, _SCHEMES[scheme])


def write_preview(settings: Settings, folder: Path) -> int:
    """Write a page for every mail and letter, and ``index.html``; return how many there are.

    Names and templates are those of ``settings``; cases, reporters and parents are invented. Beside each
    page lies the mail itself, as it goes out and as it is seen in the light and in the dark.
    """
    people, rules = settings.people, settings.rules
    wording = Wording(settings.school, people.inbox, rules.undo_minutes, settings.templates)
    templates = Templates(settings.templates)
    office = Office(settings.school, people, rules, SchoolDays(rules), wording.write)
    (folder / "mails").mkdir(parents=True, exist_ok=True)
    made = [
        (sample, wording.render(sample.notice, find_answers(sample.notice, people.inbox)))
        for sample in samples(office)
    ]
    mails = [_card(n, sample, words) for n, (sample, words) in enumerate(made, 1)]
    around = zip([None, *mails], mails, [*mails[1:], None], strict=False)
    for (sample, words), (before, mail, after) in zip(made, around, strict=True):
        _write_mail(folder / "mails", mail["file"], words)
        printed = _print(folder / f"{mail['file']}.pdf", sample, wording)
        facts: dict[str, Any] = {
            "mail": mail,
            "before": before,
            "after": after,
            "printed": printed,
            "text": words.text,
        }
        _write(folder / f"{mail['file']}.html", templates.render("preview/mail.html", facts))
    facts = {"school": settings.school, "mails": mails}
    _write(folder / "index.html", templates.render("preview/index.html", facts))
    return len(mails)


def _card(number: int, sample: Sample, words: Words) -> dict[str, Any]:
    to = [one.email for one in sample.notice.to]
    tone = _TONE.search(words.html)
    return {
        "file": f"{number:02d}-{sample.name}", "subject": words.subject, "when": sample.when, "to": to,
        "kind": sample.notice.kind, "tone": tone[1] if tone else "",
    }  # fmt: skip


def _write_mail(folder: Path, name: str, words: Words) -> None:
    _write(folder / f"{name}.html", words.html)
    _write(folder / f"{name}.txt", words.text)
    for scheme in _SCHEMES:
        _write(folder / f"{name}.{scheme}.html", as_seen(words.html, scheme))


def _print(path: Path, sample: Sample, wording: Wording) -> bool:
    """Write the page of a letter on paper; say whether there is one."""
    page = wording.find_page(sample.notice.facts) if sample.notice.kind == "page" else None
    if page is not None:
        path.write_bytes(page)
    return page is not None


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
