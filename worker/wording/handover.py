"""A case that is handed over, as one document in words, section by section."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from worker.deciding.handover.entries import Entry, entries_of
from worker.deciding.handover.papers import Paper, letters_of, papers_of
from worker.deciding.handover.said import (
    Said,
    Shown,
    Written,
    kept_back,
    letters_out,
    posts_for,
    said_on,
    unsent_drafts,
)
from worker.deciding.handover.scope import Purpose
from worker.deciding.school.policy import Ground
from worker.deciding.writing.letter_record import find_platform_name
from worker.deciding.writing.packs import find_provider
from worker.wording.chronology import Block, Document, Pairs, Section
from worker.wording.handover_reader import Reader, facts_for, joined, notes_for
from worker.wording.text import in_bytes


class Handover:
    """Puts one case into words for one reader. ``log`` are the lines of its custody log."""

    def __init__(self, reader: Reader, log: tuple[bytes, ...], seal: str) -> None:
        self._reader, self._words = reader, reader.words
        self._case, self._office, self._scope = reader.case, reader.office, reader.scope
        self._log = [json.loads(line) for line in log] if self._scope.contents.custody else []
        self._seal = seal if self._scope.contents.custody else ""
        self._papers = papers_of(self._case, self._scope)

    def document(self) -> Document:
        """The whole of it."""
        words, purpose = self._words, self._scope.purpose
        title = words.find(f"titles.{purpose.value}") and words(f"titles.{purpose.value}", ref=self._case.ref)
        sections = tuple(one for one in self._sections() if one.blocks)
        return Document(
            title=title or words("title", ref=self._case.ref),
            banner=words(f"banner.{purpose.value}"),
            author=self._office.school.name,
            short=f"HU-{self._case.ref}",
            page=words.find("page"),
            facts=facts_for(self._reader, self._seal),
            sections=sections,
            at=self._case.events[-1].at,
        )

    def _sections(self) -> Iterator[Section]:
        yield self._section("about", notes_for(self._reader))
        yield self._section("chronology", self._chronology())
        yield self._section("posts", self._posts())
        said = said_on(self._case, self._office, self._scope)
        for name, what in (("reports", "report"), ("answers", "answer"), ("decisions", "decision")):
            yield self._section(name, (b for one in said if one.what == what for b in self._said(one)))
        yield self._section("grounds", self._grounds())
        yield self._section("deadlines", self._deadlines())
        for name, several in (("letters", letters_out), ("drafts", unsent_drafts)):
            letters = several(self._case, self._office, self._scope)
            yield self._section(name, (b for one in letters for b in self._letter(one)))
        yield self._section("mails", self._mails())
        yield self._section("files", self._files())
        yield self._section("custody", self._custody())
        yield self._section("withheld", (Block("text", one) for one in self._withheld()))

    def _section(self, name: str, blocks: Iterator[Block]) -> Section:
        found = tuple(blocks)
        if found and isinstance(self._words.find(f"intros.{name}"), str):
            found = (Block("text", self._words(f"intros.{name}")), *found)
        return Section(self._words(f"headings.{name}"), found)

    def _chronology(self) -> Iterator[Block]:
        entries = entries_of(self._case, self._office, self._scope)
        rows = [
            (self._reader.when(one.at), self._sentence(one), self._reader.person(one.who), one.paper)
            for one in entries
        ]
        yield from self._reader.table(("when", "what", "who", "from"), rows, (5, 11, 5, 2))

    def _sentence(self, entry: Entry) -> str:
        words = self._words
        known = isinstance(words.find(f"events.{entry.what}"), str)
        facts = {name: self._reader.person(str(v)) if name == "to" else v for name, v in entry.facts.items()}
        facts["posts_in_words"] = self._count("posts_in_words", facts.get("posts"))
        facts["files_in_words"] = self._count("files_in_words", facts.get("files"))
        facts["decider"] = self._words(f"people.{self._case.decided_by.value}")
        on = facts.get("on")
        facts["day"] = f" ({self._reader.day(on)})" if isinstance(on, date) else ""
        return words(f"events.{entry.what}" if known else "events.other", **{"what": entry.what} | facts)

    def _count(self, name: str, n: Any) -> str:
        exact = self._words.find(f"{name}.{n}")
        return exact if isinstance(exact, str) else self._words(f"{name}.more", n=n)

    def _posts(self) -> Iterator[Block]:
        for n, shown in enumerate(posts_for(self._case, self._scope), 1):
            yield Block("title", self._words("labels.post", n=n))
            yield Block("pairs", rows=self._post(shown))
            yield Block("text", self._words("labels.words"))
            yield Block("quote", shown.words or self._words("unknown"))

    def _post(self, shown: Shown) -> Pairs:
        post, words = shown.post, self._words
        rows = [
            ("link", post.url or words("unknown")),
            ("where", joined(find_platform_name(post.platform), post.group)),
            ("account", joined(post.poster_name, post.handle)),
            ("shown", post.posted_at_text or ""),
            ("told", self._reader.when(shown.at)),
        ]
        if self._scope.purpose is Purpose.PLATFORM:
            provider = find_provider(post.platform)
            rules = provider.rules_for(g.id for g in self._case.grounds) if provider else ()
            rows.append(("headings", ", ".join(rules)))
        found = [(words(f"labels.{name}"), value) for name, value in rows if value]
        if post.by_machine:
            fields = ", ".join(post.by_machine).replace("_", " ")
            found.append(("", words("intros.machine", fields=fields)))
        return tuple(found)

    def _said(self, said: Said) -> Iterator[Block]:
        rows = [
            ("on", self._reader.when(said.at)),
            ("from", joined(self._reader.person(said.who), said.paper)),
            ("subject", said.subject),
        ]
        yield Block("pairs", rows=tuple((self._words(f"labels.{n}"), value) for n, value in rows if value))
        yield Block("quote", said.words)

    def _grounds(self) -> Iterator[Block]:
        if self._scope.purpose is Purpose.PLATFORM:
            return
        grounds = self._office.policy.grounds_of(self._case.grounds)
        if self._scope.contents.names and self._scope.contents.everything:
            yield from self._reader.table(("ground", "because"), [*map(_ground, grounds)], (1, 1))
        else:  # the words that led there may be a reporter's own
            yield from self._reader.table(("ground",), [(ground.words,) for ground, _ in grounds], (1,))

    def _deadlines(self) -> Iterator[Block]:
        if not self._scope.contents.history:
            return
        rows = [
            (self._reader.when(d.due_at), f"{d.about} {d.in_words}", self._words(f"states.{d.state.value}"))
            for d in self._case.deadlines
        ]
        yield from self._reader.table(("due", "about", "state"), rows, (5, 9, 3))

    def _letter(self, letter: Written) -> Iterator[Block]:
        yield Block("title", joined(letter.number, letter.title))
        rows = [
            ("state", self._reader.state_word(letter.state)),
            ("sent", self._reader.when(letter.at) if letter.at else ""),
            ("to", letter.to),
            ("subject", letter.subject),
        ]
        yield Block("pairs", rows=tuple((self._words(f"labels.{n}"), value) for n, value in rows if value))
        yield Block("quote", letter.words)

    def _mails(self) -> Iterator[Block]:
        if not self._scope.contents.letters:
            return
        letters = [paper.letter for paper in letters_of(self._case, self._scope)]
        at = {e.letter.id: e.at for e in self._case.events if hasattr(e, "letter")}
        rows = [
            (
                f"L{n}",
                self._reader.when(at[x.id]),
                x.subject,
                ", ".join(x.to),
                self._reader.state_word(x.state.value),
            )
            for n, x in enumerate(letters, 1)
            if x is not None
        ]
        yield from self._reader.table(("number", "when", "subject", "to", "state"), rows, (2, 5, 7, 6, 3))

    def _files(self) -> Iterator[Block]:
        subject = self._scope.purpose is Purpose.SUBJECT
        if self._scope.purpose is Purpose.PLATFORM:
            return
        rows = [self._file(paper) for paper in self._papers if paper.given or not subject]
        yield from self._reader.table(("number", "file", "size", "sha256", "enclosed"), rows, (2, 6, 3, 8, 3))

    def _file(self, paper: Paper) -> tuple[str, ...]:
        named = self._words("labels.named_as", name=paper.name) if paper.name else ""
        enclosed = self._words("labels.yes" if paper.given else "labels.no")
        kind = "mail" if paper.type == "message/rfc822" else paper.type.partition("/")[0]
        known = kind if isinstance(self._words.find(f"types.{kind}"), str) else "other"
        what = "\n".join(filter(None, (self._words(f"types.{known}", type=paper.type), named)))
        return (paper.number, what, in_bytes(paper.size), paper.sha256, enclosed)

    def _custody(self) -> Iterator[Block]:
        number = {p.sha256: p.number for p in (*self._papers, *letters_of(self._case, self._scope))}
        rows = [
            (
                self._reader.when(datetime.fromisoformat(one["at"])),
                self._words(f"custody.{one['what']}"),
                number.get(one["sha256"], ""),
                one["sha256"],
            )
            for one in self._log
            if isinstance(self._words.find(f"custody.{one['what']}"), str)
        ]
        yield from self._reader.table(("when", "thing", "number", "sha256"), rows, (5, 6, 2, 8))

    def _withheld(self) -> Iterator[str]:
        words, purpose = self._words, self._scope.purpose
        match purpose:
            case Purpose.SUBJECT:
                yield from (words(f"withheld.{name}_subject") for name in ("names", "mails", "letters"))
                if back := kept_back(self._case, self._office):
                    yield words("withheld.drafts_subject", n=back)
            case Purpose.POLICE:
                kept = ("decisions", "letters") if self._scope.named else ("mails", "decisions", "letters")
                yield from (words(f"withheld.{name}_police") for name in kept)
            case Purpose.PLATFORM:
                yield words("withheld.platform")
                yield words("withheld.names_platform")
            case _:
                yield words("withheld.access")
        if self._scope.stopped:
            yield words("withheld.stopped")


def _ground(found: tuple[Ground, str]) -> tuple[str, ...]:
    ground, because = found
    return (ground.words, because)
