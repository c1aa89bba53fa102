"""A term in figures, for governors: nobody is in it, and no number so small that it could be somebody.

Only what may be shown leaves this module: a count that is kept back is not in the value it returns. Cases
that are not the head's to decide are left out: the figures are read by many, and a count that is one higher
than the head knows of would tell of a case about the head.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from statistics import median_low

from worker import events as ev
from worker.deciding.cases.case import Case
from worker.deciding.cases.standing import INVITES, gone_at
from worker.deciding.news.suppressing import FEW, Shown, is_few, protect
from worker.deciding.office import Office
from worker.deciding.school.calendar import LONG
from worker.deciding.school.terms import Term
from worker.deciding.writing.letter_record import find_platform_name
from worker.model import Action, CaseState, DeadlineKind, DeadlineState, Progress, Role

OURS = (
    DeadlineKind.DECIDE, DeadlineKind.ADVISE, DeadlineKind.TODAY, DeadlineKind.REFER, DeadlineKind.REQUEST,
)  # fmt: skip
"""Deadlines that the school has to keep."""
THEIRS = (DeadlineKind.REPLY, DeadlineKind.REMOVAL, DeadlineKind.CHASE)
"""Deadlines of parents, platforms, police and advisers."""
_STEPS = ("reported", "invited", "talked", "warned")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: ``value`` is None where it is kept back, and for a median without cases enough.

    ``name`` is what the policy or the list of platforms calls it; "" where the words of the report do.
    """

    id: str
    value: int | None
    shown: Shown
    name: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Counts of one kind; ``id`` finds its words."""

    id: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """A term in figures, as it stood at ``at``."""

    term: Term
    at: datetime
    finished: bool
    tables: tuple[Table, ...]


def figures_of(cases: Iterable[Case], term: Term, office: Office, at: datetime) -> Figures:
    """Count what was reported in a term, and what has become of it by ``at``. Pure, and linear in its cases.

    A case that went on as another is counted there. Periods are in school days but for the first look, which
    is in clock hours; a median of an even number is the lower of the two in the middle.
    """
    mine = [case for case in cases if _counts(case, term, office)]
    steps = _counted("steps", Counter(_furthest(case) for case in mine), _STEPS)
    reported = _one("reports", sum(len(case.reports) for case in mine))
    removal = [days for case in mine if (days := _days_to_removal(case, office)) is not None]
    looks = [hours for case in mine if (hours := _hours_to_first_look(case)) is not None]
    is_open = Counter("open" if case.state is CaseState.OPEN else "closed" for case in mine)
    down = Counter(removed=len(removal), not_removed=len(mine) - len(removal))
    tables = (
        Table("cases", (_one("cases", len(mine)), reported)),
        _counted("state", is_open, ("open", "closed")),
        _grounds(mine, office),
        _platforms(mine),
        steps,
        _counted("removal", down, ("removed", "not_removed")),
        Table("times", (_median("days_to_removal", removal), _median("hours_to_first_look", looks))),
        _counted("ours", _kept(mine, OURS), ("kept", "late", "open")),
        _counted("theirs", _kept(mine, THEIRS), ("kept", "late", "open")),
    )
    letters = _letters(mine, office, steps)
    return Figures(term, at, term.until_on < office.local_date(at), (*tables, letters))


def _counts(case: Case, term: Term, office: Office) -> bool:
    if case.opened_at is None or case.merged_into or case.decided_by is not Role.HEAD:
        return False
    return term.holds(office.local_date(case.opened_at))


# ── tables ─────────────────────────────────────────────────────────────────────────────────


def _counted(name: str, counts: Counter[str], rows: Sequence[str], names: Sequence[str] = ()) -> Table:
    """A table of these rows in this order, each count shown as it may be."""
    numbers = [counts[row] for row in rows]
    shown = zip(rows, numbers, protect(numbers), names or [""] * len(rows), strict=True)
    return Table(
        name, tuple(Row(row, n if how is Shown.EXACT else None, how, said) for row, n, how, said in shown)
    )


def _one(name: str, n: int) -> Row:
    """A number that no other is part of."""
    return Row(name, None, Shown.FEW) if is_few(n) else Row(name, n, Shown.EXACT)


def _median(name: str, values: Sequence[int]) -> Row:
    """The middle of at least five values; of fewer nothing is said."""
    return (
        Row(name, median_low(values), Shown.EXACT) if len(values) >= FEW else Row(name, None, Shown.WITHHELD)
    )


def _grounds(cases: Sequence[Case], office: Office) -> Table:
    """How many cases have each ground of the policy; one case may have several."""
    known = office.policy.grounds
    counts = Counter(ground.id for case in cases for ground, _ in office.policy.grounds_of(case.grounds))
    return _counted("grounds", counts, tuple(known), [one.short for one in known.values()])


def _platforms(cases: Sequence[Case]) -> Table:
    """How many cases have a post on each platform; "" stands for those of which nobody knows."""
    named = [{post.platform for post in case.posts if post.platform} or {""} for case in cases]
    counts = Counter(slug for several in named for slug in several)
    slugs = sorted(counts, key=lambda slug: (not slug, (find_platform_name(slug) or "").casefold()))
    names = [find_platform_name(slug) or "" for slug in slugs]
    if "" in counts:
        slugs[-1], counts["unknown"] = "unknown", counts[""]
    return _counted("platforms", counts, slugs, names)


def _letters(cases: Sequence[Case], office: Office, steps: Table) -> Table:
    """How many letters of each kind went.

    Of invitations and warnings there are mostly as many as cases that came so far: where ``steps`` keeps
    one of those back, they are not told here either.
    """
    gone = Counter(action for case in cases for action in _sent(case))
    kinds = [action for action in office.policy.steps if gone[action]]
    table = _counted("letters", Counter({a.value: gone[a] for a in kinds}), [a.value for a in kinds])
    if all(row.shown is Shown.EXACT for row in steps.rows):
        return table
    tied = {action.value for action in (*INVITES, Action.WARNING)}
    return Table(
        "letters",
        tuple(
            replace(row, value=None, shown=Shown.WITHHELD)
            if row.id in tied and row.shown is Shown.EXACT
            else row
            for row in table.rows
        ),
    )


# ── what became of a case ──────────────────────────────────────────────────────────────────


def _sent(case: Case) -> list[Action]:
    """What left the school, by mail or on paper, once for each letter."""
    actions = {draft.n: draft.action for draft in case.drafts}
    return [actions[n] for n in gone_at(case) if n in actions]


def _furthest(case: Case) -> str:
    """The furthest step of the policy that a case has reached."""
    sent = _sent(case)
    if Action.WARNING in sent:
        return "warned"
    if any(told.progress is Progress.MET for told in case.progress):
        return "talked"
    return "invited" if any(action in INVITES for action in sent) else "reported"


def _days_to_removal(case: Case, office: Office) -> int | None:
    """School days from the first report until the post was down, None where nobody told that it is."""
    told = next((one for one in case.progress if one.progress is Progress.REMOVED), None)
    if told is None or case.opened_at is None:
        return None
    first, last = office.local_date(case.opened_at), told.on or office.local_date(told.at)
    return _school_days(first, last, office)


def _school_days(first: date, last: date, office: Office) -> int:
    """School days after the first day up to the last; counted for a year at most."""
    span = range(1, min((last - first).days, LONG) + 1)
    return sum(office.days.is_school_day(first + timedelta(days=n)) for n in span)


def _hours_to_first_look(case: Case) -> int | None:
    """Whole hours by the clock until who decides first answered, None where nobody has."""
    first = next((event.at for event in case.events if isinstance(event, ev.Decided)), None)
    return None if first is None or case.opened_at is None else (first - case.opened_at) // timedelta(hours=1)


def _kept(cases: Iterable[Case], kinds: Sequence[DeadlineKind]) -> Counter[str]:
    """How deadlines ended: in time, late or not at all, or still open. Those dropped count for nothing.

    What is asked for again after it was late is one deadline, and was late.
    """
    kept: Counter[str] = Counter()
    for case in cases:
        passed: set[tuple[DeadlineKind, int | None]] = set()
        for deadline in case.deadlines:
            if deadline.kind not in kinds:
                continue
            about = (deadline.kind, deadline.draft)
            again = about in passed
            if deadline.state is DeadlineState.PASSED:
                passed.add(about)
            else:
                passed.discard(about)
            if not again and deadline.state in _ENDS:
                kept[_ENDS[deadline.state]] += 1
    return kept


_ENDS = {DeadlineState.MET: "kept", DeadlineState.PASSED: "late", DeadlineState.OPEN: "open"}
