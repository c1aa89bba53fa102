"""What is known of a mail before it is said what the mail is: its words, its posts and its pictures."""

from __future__ import annotations

from dataclasses import dataclass

from worker.deciding.judging.grounds import Suggestion
from worker.deciding.judging.matching import has_match
from worker.deciding.judging.phrases import kinds
from worker.deciding.judging.worded import Words
from worker.model import AttachmentRole, Reading, Urgency
from worker.reading.words.once import once


@dataclass(frozen=True)
class Facts:
    """What is known of a mail before its kind is."""

    reading: Reading
    suggestion: Suggestion
    subject: str
    words: str
    tagged_subject: str
    answers_draft: bool
    known_poster: str | None
    bulk: bool
    is_reply: bool
    from_outside: bool

    @once
    def says(self) -> Words:
        """All words but our own, with the subject."""
        return Words(f"{self.subject}\n\n{self.words}")

    @once
    def is_harmless(self) -> bool:
        """Whether the reporter sees no harm in a post, and nobody else's child is in it."""
        seen = not self.is_grave and self.fits("harmless") and self.fits("no_harm_seen")
        return seen and has_post(self.reading) and not has_pictures(self.reading)

    @once
    def is_elsewhere(self) -> bool:
        """Whether the reporter says that it has nothing to do with the school, and no danger is seen.

        Whoever may be in danger is looked after, whatever it is about.
        """
        seen = {ground.id for ground in self.suggestion.grounds}
        calm = self.suggestion.urgency.may_wait and seen.isdisjoint(_OF_ANYBODY)
        return calm and self.fits("not_about_school") and not self.asks

    @once
    def is_grave(self) -> bool:
        """Whether any ground or danger was seen, so that a kind word does not make it praise."""
        return bool(self.suggestion.grounds) or self.suggestion.urgency is not Urgency.ROUTINE

    @once
    def asks(self) -> bool:
        """Whether a question is put to the service, with its mark or in words that need none."""
        return ("?" in self.words and self.fits("query")) or self.fits("indirect_question")

    def fits(self, kind: str) -> bool:
        """Whether the words of that rule stand in it (``knowledge/phrases``)."""
        return has_match(kinds()[kind], self.says)


_OF_ANYBODY = ("G1", "G2", "G8", "G9")
"""Grounds that are looked into whoever is written about: children, hatred, threats."""


def has_post(reading: Reading) -> bool:
    """Whether a post is there beyond doubt: a platform's link, or words or a poster with a place to them."""
    return any(
        (p.url and p.platform) or (p.text and (p.platform or p.poster_name)) or (p.poster_name and p.platform)
        for p in reading.posts
    )


def has_pictures(reading: Reading, *, or_documents: bool = False) -> bool:
    """Whether the mail carries pictures or recordings that may show the post, or documents that hold some."""
    shown = (AttachmentRole.EVIDENCE, AttachmentRole.DERIVED)
    files = [a for a in reading.attachments if a.role in shown and a.size]
    endings = _PICTURES + (_DOCUMENTS if or_documents else ())
    return any(
        a.type.startswith(("image/", "video/", "audio/")) or (a.name or "").lower().endswith(endings)
        for a in files
    )


_PICTURES = (".heic", ".heif", ".webp", ".png", ".jpg", ".jpeg", ".gif", ".mp4", ".mov")
_DOCUMENTS = (".pdf", ".docx", ".doc", ".pptx", ".odt")
