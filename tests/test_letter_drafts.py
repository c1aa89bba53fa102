"""Golden drafts: every letter in every variant as it is put before the head, read aloud and found good.

After a wanted change: ``GOLDEN=write pytest tests/test_letter_drafts.py``, then read the difference.
"""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests.drafts import CHILD, INFORMANT, OFFICE, VARIANTS, write
from tests.readability import grade, sentences, syllables
from worker.deciding.school.policy import Recipient
from worker.deciding.school.policy_file import policy
from worker.model import Action
from worker.wording.templates import shipped

GOLDEN = Path(__file__).parent / "letters" / "drafts"
TO_PARENTS = tuple(
    name for name, (action, _) in VARIANTS.items()
    if action not in policy().steps or policy().steps[action].recipient is Recipient.PARENT
)  # fmt: skip
EASY = 7.0
"""The hardest grade a letter to a parent may have: read with ease at the age of twelve."""
PAGE = 340
"""Words on one page of A4 at 11 points, below the letterhead."""


RIVERBANK = replace(OFFICE, policy=policy("riverbank"))
SECOND = {
    f"riverbank-{name}": VARIANTS[name]
    for name in ("invitation", "warning-several-grounds", "meeting", "closing", "police", "answer")
}
"""The same of a school with another policy: five grounds in other words, other steps."""


@pytest.mark.parametrize("name", [*VARIANTS, *SECOND])
def test_golden(name: str) -> None:
    """Each draft is, letter by letter, the one that was last read and found good."""
    subject, text = write(*VARIANTS[name]) if name in VARIANTS else write(*SECOND[name], RIVERBANK)
    written = f"Subject: {subject}\n\n{text}"
    if os.environ.get("GOLDEN") == "write":
        GOLDEN.mkdir(exist_ok=True)
        (GOLDEN / f"{name}.txt").write_text(written, encoding="utf-8")
    assert (GOLDEN / f"{name}.txt").read_text(encoding="utf-8") == written


def test_the_folder_holds_nothing_else() -> None:
    """A variant that was renamed or dropped leaves no file behind."""
    assert {path.stem for path in GOLDEN.iterdir()} == {*VARIANTS, *SECOND}


def test_every_action_has_a_template_and_a_golden_draft() -> None:
    """Nothing can be sent that nobody has read first, and no action is without its words."""
    actions = {action.value for action in Action}
    assert {path.stem for path in (shipped() / "letters").glob("[!_]*.txt")} == actions
    assert {action.value for action, _ in VARIANTS.values()} == actions


@pytest.mark.parametrize("name", VARIANTS)
def test_no_draft_has_holes_or_names(name: str) -> None:
    """No blank where a fact was missing, nobody who reported it, no child, no file's own name."""
    subject, text = write(*VARIANTS[name])
    whole = f"{subject}\n{text}"
    holes = r"\bNone\b|\(\)|[ \t][,.;:?](?:\s|$)|\.\.(?!\.)|,\.|\n{3,}|[ \t]\n|\{|\}"
    assert re.findall(holes, whole) == []
    informant = () if VARIANTS[name][0] is Action.ANSWER else (INFORMANT.name, "Birch", "Jo ")
    assert [one for one in (CHILD, "Ben", "Okafor", INFORMANT.email, *informant) if one in whole] == []


@pytest.mark.parametrize("name", TO_PARENTS)
def test_a_letter_to_a_parent_is_easy_to_read(name: str) -> None:
    """Plain English on one page: grade 7 at most (read with ease at twelve), no sentence over 32 words."""
    _, text = write(*VARIANTS[name])
    body = text.partition("\nYours sincerely")[0]
    own = re.sub(r'"[^"]*"', "", body)  # the post's words are not ours
    assert grade(own) <= EASY
    assert [one for one in sentences(own) if len(one.split()) > 32] == []
    assert len(text.split()) <= PAGE


@pytest.mark.parametrize("name", [name for name in VARIANTS if name not in TO_PARENTS])
def test_every_other_letter_is_as_easy(name: str) -> None:
    """Answers, kits, packs and referrals too: read with ease at twelve, on one page."""
    _, text = write(*VARIANTS[name])
    own = re.sub(r'"[^"]*"', "", text.partition("\nYours sincerely")[0])
    assert grade(own) <= EASY
    assert len(text.split()) <= PAGE


def test_the_measure_measures() -> None:
    """The grade of two texts worked out by hand, and the syllables of words with silent endings."""
    words = {
        "cat": 1,
        "makes": 1,
        "removed": 2,
        "wanted": 2,
        "people": 2,
        "procedure": 3,
        "policy": 3,
        "the": 1,
    }
    assert {word: syllables(word) for word in words} == words
    assert round(grade("The cat sat on the mat. The dog ran."), 2) == round(0.39 * 4.5 + 11.8 - 15.59, 2)
    assert grade("Notwithstanding considerable institutional deliberation, adjudication continues.") > 20
