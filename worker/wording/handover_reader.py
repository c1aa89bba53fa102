"""Who reads a case that is handed over: the words, people and days as they are shown, and the first page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from worker.deciding.cases.case import Case
from worker.deciding.cases.progress import say_state
from worker.deciding.cases.standing import informal_of, state_of
from worker.deciding.handover.scope import Purpose, Scope
from worker.deciding.office import Office
from worker.deciding.writing.letter_record import find_limitation_on, say_year
from worker.wording.chronology import Block, ExportWords, Pairs


@dataclass(frozen=True, slots=True)
class Reader:
    """One reader of a case: what of it they may see, and the words in which they are told."""

    case: Case
    office: Office
    scope: Scope
    words: ExportWords

    def table(
        self, head: tuple[str, ...], rows: Sequence[tuple[str, ...]], widths: tuple[int, ...]
    ) -> Iterator[Block]:
        """A table under these headings; nothing where it has no rows."""
        if rows:
            names = tuple(self.words(f"columns.{name}") for name in head)
            yield Block("table", head=names, rows=tuple(rows), widths=widths)

    def state_word(self, state: str) -> str:
        """How a letter stands."""
        known = self.words.find(f"states.{state}")
        return known if isinstance(known, str) else state.replace("_", " ")

    def person(self, who: str) -> str:
        """Somebody by name, or by what they are ("=head")."""
        return self.words(f"people.{who[1:]}") if who.startswith("=") else who

    def when(self, at: datetime) -> str:
        """``Tuesday 24 November 2026 at 9 am``, on the school's clock."""
        on = self.office.local_date(at)
        day, said = self.office.days.say_date(on), self.office.days.say_instant(at)
        return f"{say_year(on, self.office)}{said.removeprefix(day)}"

    def day(self, on: date) -> str:
        """``Tuesday 24 November 2026``."""
        return say_year(on, self.office)


def facts_for(reader: Reader, seal: str) -> Pairs:
    """What stands on the first page about the case, the school and this copy."""
    case, words, school = reader.case, reader.words, reader.office.school
    facts = [
        ("school", f"{school.name}\n{school.address}"),
        ("contact", school.phone),
        ("case", f"HU-{case.ref}"),
        ("for", words(f"purposes.{reader.scope.purpose.value}")),
    ]
    if reader.scope.about:
        facts.append(("about", ", ".join(reader.scope.about)))
    facts.append(("as_of", reader.when(case.events[-1].at)))
    if reader.scope.purpose is not Purpose.PLATFORM:
        facts += _state(reader)
    if seal:
        facts.append(("seal", seal))
    return tuple((words(f"facts.{name}"), value) for name, value in facts)


def _state(reader: Reader) -> list[tuple[str, str]]:
    case, policy = reader.case, reader.office.policy
    counts = {
        "reports": len(case.reports),
        "posts": len(case.posts),
        "letters": len(case.letters),
        "files": len(case.evidence),
    }
    held = (reader.words.find(f"counts.{name}")[n != 1].format(n=n) for name, n in counts.items())
    told = case.reports[0].at if case.reports else case.events[0].at
    return [
        ("reported", reader.when(told)),
        ("stands", say_state(state_of(case))),
        ("decides", reader.words(f"people.{case.decided_by.value}")),
        ("first_step", informal_of(case).replace("_", " ")),
        ("policy", f"{policy.title} ({reader.day(policy.as_of)})"),
        *([("count", ", ".join(held))] if reader.scope.purpose is not Purpose.SUBJECT else []),
    ]


def notes_for(reader: Reader) -> Iterator[Block]:
    """What this reader is told before anything else."""
    purpose, words = reader.scope.purpose, reader.words
    yield from (Block("text", one) for one in words.several(f"notes.{purpose.value}"))
    if purpose is Purpose.POLICE:
        yield Block("text", words("police.named" if reader.scope.named else "police.unnamed"))
    limit = find_limitation_on(reader.case, reader.office)
    if purpose is Purpose.LEGAL and limit:
        yield Block("text", words("legal.limit", limit=limit))


def joined(*words: str | None) -> str:
    """Words side by side, those that are there."""
    return ", ".join(word for word in words if word)
