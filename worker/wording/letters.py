"""Notices and drafts into words: subject, text and HTML, through the templates."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from worker.model import Action, Draft, Notice, School
from worker.wording.pages import Page, find_pdf, has_pages
from worker.wording.templates import Templates, clean
from worker.wording.text import split_subject, tidy, wrap
from worker.wording.tokens import Answers

_NAMES_SOMEBODY = frozenset(
    {"approval", "confirmation", "evidence", "for_comment", "letter_trouble", "news", "not_acted", "pack"}
    | {"page", "question"}
)
"""Mails that name people early: they open with a line that names nobody, which is what a locked phone shows.

An alert opens with what to do."""


@dataclass(frozen=True, slots=True)
class Words:
    """A mail in words, before it has an envelope."""

    subject: str
    text: str
    html: str


class Wording:
    """The school's voice: every mail and letter comes from here."""

    def __init__(self, school: School, inbox: str, undo_minutes: int, own: Path | None = None) -> None:
        self._templates = Templates(own)
        self._school, self._own = school, own
        self._always: dict[str, Any] = {
            "school": school, "inbox": inbox, "undo": undo_minutes, "pages": has_pages()
        }  # fmt: skip

    def write(self, action: Action, facts: dict[str, Any]) -> tuple[str, str]:
        """Write the draft of an action: (subject, text), exactly as it will go out once approved."""
        return split_subject(self._templates.render(f"letters/{action.value}.txt", self._always | facts))

    def render(self, notice: Notice, answers: Answers | None = None) -> Words:
        """Put a notice into words. An approved letter, and a draft, keep their text letter by letter.

        ``answers`` is how the mail can be answered without quoting it; templates have it by that name.
        """
        if notice.kind == "letter":
            return self._letter(notice.facts)
        facts = self._always | {"ref": None, "hushed": "", "answers": answers} | notice.facts
        subject, text = split_subject(self._templates.render(f"mail/{notice.kind}.txt", facts))
        if notice.kind in _NAMES_SOMEBODY:
            facts["hushed"] = self._templates.render("mail/_preview.txt", facts)
            text = f"{facts['hushed']}\n\n{text}"
        html = self._templates.render(f"mail/{notice.kind}.html", facts | {"subject": subject})
        draft: Draft | None = facts.get("draft")
        return Words(subject, wrap(text, keep=draft.text if draft else ""), tidy(html))

    def find_page(self, facts: dict[str, Any]) -> bytes | None:
        """Set the letter of a "page" notice as a PDF, in the mail's own words; None without the extra."""
        draft: Draft = facts["draft"]
        page = Page(draft.subject, draft.text, facts["to"], facts["on"], facts["at"])
        return find_pdf(page, self._school, self._own)

    def _letter(self, facts: dict[str, Any]) -> Words:
        html = self._templates.render("mail/letter.html", self._always | facts)
        return Words(clean(facts["subject"]), facts["text"], html)

    def check(self) -> tuple[str, ...]:
        """Return what is wrong with any template."""
        return self._templates.check()
