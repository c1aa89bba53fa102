"""Law and platforms as dated data: what was not read on a page is said in no letter."""

from __future__ import annotations

import re
import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest

from worker.deciding.school.law import TOO_OLD, Fact, Unverified, fact, facts, find_stale
from worker.deciding.school.policy_file import policy

ROOT = Path(__file__).parent.parent
KNOWLEDGE = ROOT / "worker" / "knowledge"
SENT = [*sorted((ROOT / "templates" / "letters").glob("*.txt")), KNOWLEDGE / "packs.toml"]
"""All that words of a letter or a pack come from."""
STATUTE = re.compile(r"\b(?:[A-Z][a-z]+ )+Act(?: \d{4})?|\bSI \d{4}/\d+|\bArticle \d+|\bs\.\s?\d+")
NUMBER = re.compile(r"\b0\d{2,4}[ -]\d{3,4}[ -]\d{3,4}\b")
FRESH = date(2026, 12, 1)


def text(path: Path) -> str:
    lines = (line for line in path.read_text("utf-8").splitlines() if not line.startswith(("#", "source")))
    return " ".join(" ".join(lines).split())


@pytest.mark.parametrize("one", [f for f in facts().values() if not f.verified], ids=lambda f: f.id)
def test_an_unverified_fact_is_in_no_letter(one: Fact) -> None:
    """Its words are in no template and in no pack, and asking for it raises."""
    assert [(p.name, mark) for p in SENT for mark in one.marks if mark.lower() in text(p).lower()] == []
    with pytest.raises(Unverified):
        fact(one.id)


@pytest.mark.parametrize("path", SENT, ids=lambda p: p.name)
def test_every_statute_and_number_in_a_letter_is_a_verified_fact(path: Path) -> None:
    """What looks like law, or like a telephone number, stands in law.toml with its source."""
    marks = [mark for one in facts().values() if one.verified for mark in one.marks]
    found = [*STATUTE.findall(text(path)), *NUMBER.findall(text(path))]
    assert [said for said in found if not any(said in mark for mark in marks)] == []


def test_letters_to_parents_cite_no_statute() -> None:
    """They cite the policy (domain §3): an Act is named to the adviser and to the person concerned only."""
    named = {path.stem for path in SENT if STATUTE.search(text(path))}
    assert named <= {"legal_advice", "notice_kit"}


def test_a_fact_may_be_asked_for() -> None:
    """One that was read is returned whole; one that is not there is an error at once."""
    assert fact("helpline").marks[0] == "0344 381 4772"
    with pytest.raises(KeyError):
        fact("luck")


def test_every_entry_says_where_it_is_from() -> None:
    """A source, a date and a reader, each on the entry or at the top of its file."""
    for name, table in (("law", "facts"), ("packs", "provider"), ("platforms", "platform")):
        data = tomllib.loads((KNOWLEDGE / f"{name}.toml").read_text("utf-8"))
        entries = data[table].values() if isinstance(data[table], dict) else data[table]
        for entry in entries:
            whole = data | entry
            assert {"source", "as_of", "checked_by"} <= set(whole), entry


def test_what_is_older_than_a_year_is_told() -> None:
    """Nothing while it is fresh; then each file with what is old in it, and what to do."""
    assert list(find_stale(policy(), FRESH)) == []
    told = list(find_stale(policy(), date(2026, 8, 22) + TOO_OLD + timedelta(days=1)))
    assert len(told) == 1
    assert told[0].startswith("knowledge/law.toml: not checked for a year: minimum_age, under_16_ban.")
    assert len(list(find_stale(policy(), date(2028, 1, 1)))) == 5
