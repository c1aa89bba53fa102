"""A term for governors: what is counted, what is kept back, and the same numbers wherever they are shown."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import cast
from tests.world import TUESDAY, at
from worker import events as ev
from worker.cli import main
from worker.deciding.cases.case import Case
from worker.deciding.cases.replay import replay
from worker.deciding.news.figures import Figures, figures_of
from worker.deciding.news.suppressing import FEW, Shown, protect
from worker.deciding.office import Office
from worker.deciding.school.calendar import SchoolDays
from worker.deciding.school.terms import Term, find_term, terms_of
from worker.model import (
    Action,
    Address,
    Deadline,
    DeadlineKind,
    DeadlineState,
    Draft,
    DraftState,
    GroundHint,
    MessageKey,
    Post,
    Progress,
    Urgency,
    Verb,
    Way,
)
from worker.outside.data.store import Store
from worker.wording.figures import as_csv, as_object, as_text, find_pdf, report_of
from worker.wording.pages import has_pages

OFFICE = Office(cast.SCHOOL, cast.PEOPLE, cast.RULES, SchoolDays(cast.RULES), lambda action, facts: ("", ""))
HEAD = Address("head@northside.example", "Helen Marsh")
AUTUMN, SPRING, SUMMER = terms_of(cast.RULES.terms)
KEY = MessageKey("a@b.example", "0" * 64, "")


# ── terms ──────────────────────────────────────────────────────────────────────────────────


def test_half_terms_make_terms() -> None:
    """Two halves each; the holiday after a term is its, and the last one's is six weeks."""
    assert (
        Term("autumn 2026", date(2026, 9, 2), date(2026, 12, 18), date(2027, 1, 3)),
        Term("spring 2027", date(2027, 1, 4), date(2027, 3, 25), date(2027, 4, 11)),
        Term("summer 2027", date(2027, 4, 12), date(2027, 7, 20), date(2027, 8, 31)),
    ) == (AUTUMN, SPRING, SUMMER)


@pytest.mark.parametrize(
    ("named", "on", "expected"),
    [
        ("Autumn 2026", date(2027, 6, 1), AUTUMN),
        ("spring-2027", date(2026, 9, 2), SPRING),
        ("last", date(2026, 11, 24), AUTUMN),  # none is over yet
        ("LAST", date(2026, 12, 19), AUTUMN),
        ("last", date(2027, 3, 25), AUTUMN),
        ("last", date(2027, 3, 26), SPRING),
        ("autumn", date(2026, 9, 2), None),
    ],
)
def test_a_term_by_name(named: str, on: date, expected: Term | None) -> None:
    assert find_term((AUTUMN, SPRING, SUMMER), named, on) == expected


# ── small numbers ──────────────────────────────────────────────────────────────────────────

E, F, W = Shown.EXACT, Shown.FEW, Shown.WITHHELD


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((), ()),
        ((0, 0), (E, E)),
        ((0, 5, 9), (E, E, E)),
        ((3, 9, 20), (F, W, E)),  # else 32 less 9 less 20 is 3
        ((1, 5, 20), (F, W, W)),  # 6 in all leaves no more than 1 beside a 5
        ((1, 5), (W, W)),
        ((4, 0), (W, W)),
        ((1, 1, 0), (W, W, W)),
        ((4, 4, 30), (F, F, W)),  # 8 in all could only be 4 and 4
        ((2, 3, 30), (F, F, E)),
        ((2, 3, 0, 30), (F, F, E, E)),
    ],
)
def test_small_numbers_are_kept_back(counts: tuple[int, ...], expected: tuple[Shown, ...]) -> None:
    assert protect(counts) == expected


@settings(max_examples=300, deadline=None)
@given(st.lists(st.integers(0, 14), min_size=1, max_size=4))
def test_nothing_kept_back_can_be_worked_out(counts: list[int]) -> None:
    """Every way to fill in what is not shown is tried: a small number may still be 1, 2, 3 or 4."""
    shown, total = protect(counts), sum(counts)
    assert all(
        (how is F) <= (0 < n < FEW) and (how is E) <= (n == 0 or n >= FEW)
        for n, how in zip(counts, shown, strict=True)
    )
    least = 0 if all(how is W for how in shown) else FEW

    def choices(n: int, how: Shown) -> Sequence[int]:
        return {E: (n,), F: range(1, FEW), W: range(least, total + 1)}[how]

    ways = [
        way
        for way in product(*(choices(n, how) for n, how in zip(counts, shown, strict=True)))
        if sum(way) == total
    ]
    for i, how in enumerate(shown):
        if how is F:
            assert {way[i] for way in ways} == {1, 2, 3, 4}
        if all(one is W for one in shown) and total > 0:
            assert len({way[i] for way in ways}) > 1 or len(counts) == 1


# ── a term ─────────────────────────────────────────────────────────────────────────────────


def case(
    n: int,
    *more: ev.CaseEvent,
    platform: str | None = "facebook",
    opened: str = "2026-11-24",
    flags: tuple[str, ...] = (),
) -> Case:
    """A case of one report, and what became of it."""
    post = Post(platform, None, None, None, None, None, None, "body", 1.0)
    grounds = (GroundHint("G1", "useless"),)
    reported = ev.Reported(
        at(opened), KEY, cast.TEACHER, "s", "w", (post,), grounds, Urgency.ROUTINE, flags, (), ()
    )  # fmt: skip
    return replay(f"2026-{n:04}", (reported, *more))


def sent_on_paper(action: Action, n: int = 1) -> tuple[ev.CaseEvent, ...]:
    draft = Draft(n, 1, action, None, "s", "t", "b", DraftState.WAITING)
    return (
        ev.Drafted(TUESDAY, draft),
        ev.Posted(TUESDAY, KEY, HEAD, n, 1, Way.HAND, date(2026, 11, 25), "handed", ""),
    )


def told(progress: Progress, on: date | None = None) -> ev.Progressed:
    return ev.Progressed(at("2026-12-18"), KEY, HEAD, progress, "w", on)


def deadline(
    name: str, kind: DeadlineKind, state: DeadlineState, draft: int | None = None
) -> tuple[ev.CaseEvent, ...]:
    made = ev.DeadlineSet(TUESDAY, Deadline(name, kind, TUESDAY, "a", "w", draft=draft))
    if state is DeadlineState.OPEN:
        return (made,)
    return (made, ev.DeadlineEnded(TUESDAY, name, state, "b"))


DECIDED = ev.Decided(TUESDAY + timedelta(hours=2, minutes=40), KEY, HEAD, Verb.APPROVE, 1, 1, "yes")
REMOVED = told(Progress.REMOVED, date(2026, 11, 27))
LATE = (
    *deadline("decide-1", DeadlineKind.DECIDE, DeadlineState.PASSED, 1),
    *deadline("decide-2", DeadlineKind.DECIDE, DeadlineState.PASSED, 1),
    *deadline("decide-3", DeadlineKind.DECIDE, DeadlineState.MET, 1),
    *deadline("reply-1", DeadlineKind.REPLY, DeadlineState.DROPPED),
)
ASKED = deadline("removal-1", DeadlineKind.REMOVAL, DeadlineState.OPEN)
CASES = [
    *(case(n, *sent_on_paper(Action.INVITATION), DECIDED, REMOVED) for n in range(1, 10)),
    *(case(n, *sent_on_paper(Action.WARNING), *LATE, platform=None) for n in range(10, 15)),
    *(case(n, told(Progress.MET), *ASKED) for n in range(15, 18)),
    *(case(n, opened="2027-01-02", platform="x") for n in range(20, 40)),
    case(50, opened="2027-01-04"),
    case(51, flags=("head_is_subject",)),
    case(52, ev.Merged(TUESDAY, HEAD, "2026-0001")),
]  # fmt: skip


def counted(cases: list[Case] = CASES) -> Figures:
    return figures_of(cases, AUTUMN, OFFICE, at("2026-12-20"))


def test_what_is_counted() -> None:
    """Each case once where it stands: none of another term, none that governors decide, none twice."""
    exact = {"value": 0, "shown": "exact"}
    tables = as_object(counted())["tables"]
    say = {
        name: {row: one["value"] if one["shown"] == "exact" else one["shown"] for row, one in rows.items()}
        for name, rows in tables.items()
    }
    # of the steps 37 less 20, 9 and 5 would be 3, and the letters would say 9 and 5
    assert exact in tables["ours"].values()
    assert say == {
        "cases": {"cases": 37, "reports": 37},
        "state": {"open": 37, "closed": 0},
        "grounds": {"G1": 37} | {f"G{n}": 0 for n in range(2, 10)} | {"OTHER": 0},
        "platforms": {"facebook": 12, "x": 20, "unknown": 5},
        "steps": {"reported": 20, "invited": "withheld", "talked": "few", "warned": "withheld"},
        "removal": {"removed": 9, "not_removed": 28},
        "times": {"days_to_removal": 3, "hours_to_first_look": 2},
        "ours": {"kept": 0, "late": 5, "open": 0},
        "theirs": {"kept": "withheld", "late": "withheld", "open": "withheld"},
        "letters": {
            "informal_discussion": "withheld",
            "written_warning": "withheld",
        },
    }


def test_what_is_kept_back_is_not_in_the_value() -> None:
    """Neither a small number nor one that would give it away leaves the counting."""
    kept_back = [row for table in counted().tables for row in table.rows if row.shown is not Shown.EXACT]
    assert {row.value for row in kept_back} == {None}
    assert len(kept_back) == 8


def test_a_median_of_four_is_not_told() -> None:
    """A middle value of few cases is nearly somebody's."""
    few = counted(CASES[:4])
    assert as_object(few)["tables"]["times"] == {
        "days_to_removal": {"value": None, "shown": "withheld"},
        "hours_to_first_look": {"value": None, "shown": "withheld"},
    }
    assert "too few to say" in as_text(report_of(few, OFFICE))


def test_nobody_is_named() -> None:
    """No name, no words and no reference of a case is in any form of it."""
    report = report_of(counted(), OFFICE)
    said = as_text(report) + as_csv(report) + json.dumps(as_object(counted()))
    assert re.findall(r"2026-00\d\d|Priya|Sykes|Helen|Marsh|useless", said) == []


def rows_of(report_csv: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(report_csv)))[1:]


def test_the_text_has_the_numbers_of_the_csv() -> None:
    report = report_of(counted(), OFFICE)
    lines = [" ".join(line.split()) for line in as_text(report).splitlines()]
    assert [row for row in rows_of(as_csv(report)) if f"{row[1]} {row[2]}" not in lines] == []


@pytest.mark.skipif(not has_pages(), reason="the extra pdf is not installed")
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
def test_the_pages_have_the_numbers_of_the_csv(tmp_path: Path) -> None:
    """Row by row, read from the page itself; and the file is tagged, so that it can be read aloud."""
    report = report_of(counted(), OFFICE)
    made = find_pdf(report, TUESDAY)
    assert made is not None
    assert made == find_pdf(report, TUESDAY)
    (tmp_path / "term.pdf").write_bytes(made)
    read = subprocess.run(
        ["pdftotext", "-raw", "term.pdf", "-"], cwd=tmp_path, check=True, capture_output=True, text=True
    ).stdout
    words = " ".join(read.split())
    at_row = 0
    for _, name, shown in rows_of(as_csv(report)):
        at_row = words.index(f"{name} {shown}", at_row) + 1
    info = subprocess.run(["pdfinfo", "term.pdf"], cwd=tmp_path, capture_output=True, text=True).stdout
    assert re.findall(r"(?m)^(Tagged|Title): +(.*)$", info) == [
        ("Title", "Parents' use of social networks: autumn term 2026"),
        ("Tagged", "yes"),
    ]


# ── the command ────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def school(tmp_path: Path) -> Path:
    """The settings of a school whose service has no case yet."""
    config = tmp_path / "config.toml"
    shutil.copy(Path(__file__).parent.parent / "config.toml", config)
    Store(tmp_path / "data").close()
    return config


def test_the_command(school: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Text without a file; files where they are asked for, and never over another."""
    out = tmp_path / "term.csv"
    assert main(["report", "--config", str(school), "--term", "Spring 2027"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Parents' use of social networks: spring term 2027\n===")
    assert main(["report", "--config", str(school), "--term", "spring-2027", "--csv", str(out)]) == 0
    assert capsys.readouterr().out == f"{out}: Parents' use of social networks: spring term 2027\n"
    assert rows_of(out.read_text("utf-8-sig"))[:2] == [
        ["How much there was", "Cases", "0"],
        ["How much there was", "Reports from staff", "0"],
    ]
    assert main(["report", "--config", str(school), "--csv", str(out)]) == 2
    assert main(["report", "--config", str(school), "--term", "winter"]) == 2
    assert capsys.readouterr().err.splitlines()[-1] == (
        "  - There is no term winter. Say one of: last, autumn-2026, spring-2027, summer-2027"
    )
    assert main(["report", "--config", str(school), "--json", "--term", "autumn-2026"]) == 0
    assert json.loads(capsys.readouterr().out)["first_on"] == "2026-09-02"
