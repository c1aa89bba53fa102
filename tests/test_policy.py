"""The policy as data: nothing missing, nothing added, every sentence used or the reason why not."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from worker.deciding.school.policy import Need
from worker.deciding.school.policy_file import policy, read_policy, shipped_policies
from worker.errors import Misconfigured
from worker.model import Action, GroundHint
from worker.outside.setup.config import Settings, load

ROOT = Path(__file__).parent.parent
KNOWLEDGE = ROOT / "worker" / "knowledge"
SIGNED = (Path(__file__).parent / "policies" / "northside.txt").read_text("utf-8")
FOOTER = "Together we can achieve the best for every child, young person and their family in Cumbria"
FURNITURE = {
    "Policy name:", "Social networks", "Date issued and signed: 1st September 2017", "S. J. Kidd",
    "Signed by Head", "(Mrs S J Kidd)", "J. Moffatt", "Signed by Chair", "(Mr J Moffatt)",
    "NORTHSIDE PRIMARY SCHOOL", "Overview", "Objectives", "The purpose of this policy is to:",
    "Appropriate use of social networking sites by parents",
    "Inappropriate use of social networking sites by parents",
}  # fmt: skip
"""What the signed text holds besides its sentences: headings, names, the title."""


def data(name: str = "policy") -> dict[str, Any]:
    place = KNOWLEDGE / "policy.toml" if name == "policy" else KNOWLEDGE / "policies" / f"{name}.toml"
    return tomllib.loads(place.read_text("utf-8"))


def flat(text: str) -> str:
    """One line, the school's own name as the data gives it."""
    return " ".join(text.replace(FOOTER, " ").replace("Northside Primary School", "the school").split())


def quotes() -> list[str]:
    """Every quotation of Northside's policy in the data."""
    known = policy()
    steps = known.steps.values()
    return [
        *(one.words for one in known.sentences.values()),
        *known.questions.values(),
        *(one.words for one in known.grounds.values()),
        *(one.words for one in steps),
        *(words for one in steps for words in one.conditions.values()),
    ]


@pytest.mark.parametrize("words", quotes())
def test_every_quotation_stands_in_the_signed_policy(words: str) -> None:
    """Letter by letter: nothing is added."""
    assert words in flat(SIGNED)


def test_every_sentence_of_the_signed_policy_is_quoted() -> None:
    """Take every quotation out, and only headings, names and list marks are left: nothing is missing."""
    left = flat(SIGNED)
    for words in sorted({*quotes(), *FURNITURE, flat(policy().title)}, key=len, reverse=True):
        left = left.replace(words, " ")
    assert re.sub(r"[-\s]", "", left) == ""


@pytest.mark.parametrize("name", shipped_policies())
def test_every_sentence_is_used_or_says_why_not(name: str) -> None:
    """An id is named where it is said to be used, and nowhere is it both used and not."""
    said = [(key, place) for key, one in policy(name).sentences.items() for place in one.used_in]
    assert [one for one in said if not names(one[1], one[0], name)] == []


def names(place: str, key: str, name: str) -> bool:
    """Whether a module, or an action or ground of the policy's own file, names a sentence."""
    if "/" in place:
        return re.search(rf"\b{key}\b", (ROOT / place).read_text("utf-8")) is not None
    table, _, which = place.partition(".")
    return which in data(name)[table]


@pytest.mark.parametrize("name", shipped_policies())
def test_every_action_cites_a_sentence_that_is_used(name: str) -> None:
    """No action stands on a damaged sentence, or on one said not to be used."""
    known = policy(name)
    cited = {step.cites for step in known.steps.values()}
    assert {key for key in cited if known.sentences[key].not_used or known.sentences[key].damaged} == set()


def test_damaged_sentences_are_repeated_nowhere() -> None:
    """The wrong age and the broken bullet are in no template and in no other knowledge."""
    texts = [p.read_text("utf-8") for p in (ROOT / "templates").rglob("*.*")]
    damaged = [one for one in policy().sentences.values() if one.damaged]
    assert [one.id for one in damaged] == ["CH4", "A6"]
    assert not any(one.words in text or "at least 14" in text for one in damaged for text in texts)


def test_the_policy_names_all_nine_grounds_and_other() -> None:
    """The list is the policy's, and it is not exhaustive (policy IN3)."""
    assert list(policy().grounds) == [*(f"G{n}" for n in range(1, 10)), "OTHER"]
    assert [one.id for one in policy().grounds.values() if one.lawful] == ["G5", "G7"]


def test_every_action_is_in_the_policy() -> None:
    """One begins a case; the actions of the policy have their conditions as data."""
    known = policy()
    assert set(known.steps) == set(Action) - {Action.FURTHER_MEETING}
    assert known.first is Action.INVITATION
    assert known.steps[Action.WARNING].needs == (Need.FIRST_STEP, Need.REFUSED, Need.CONTINUES)
    assert set(known.steps[Action.POLICE].conditions) >= {"crime", "racial", "obscene", "offensive", "threat"}


def test_hints_become_the_grounds_of_the_policy() -> None:
    """Each ground once, with the first words that led to it; what a policy does not know is left out."""
    hints = (GroundHint("G7", "“useless”"), GroundHint("G7", "again"), GroundHint("X", "?"))
    found = policy().grounds_of(hints)
    assert [(ground.id, because) for ground, because in found] == [("G7", "“useless”")]


WRONG = [
    ("title = ", "name = ", "title is missing"),
    ("first = true\n", "", "one action must be first = true; 0 are"),
    ('cites = "A2"', 'cites = "A9"', 'there is no sentence "A9"'),
    ('recipient = "police"', 'recipient = "army"', '"army" is none of: parent, platform, police'),
    ('needs = ["contact"]', 'needs = ["luck"]', 'needs: "luck" is none of: first step'),
    ("[actions.block_site]", "[actions.ban]", "actions.ban is no action; these are: answer_to_reporter"),
    ('blocked_for = ["G5", "G7"]', 'blocked_for = ["G77"]', 'there is no ground "G77"'),
    ("covers = []", 'covers = ["G12"]', '"G12" is no reading'),
    ("lawful = true", "legal = true", '"legal" means nothing here'),
    (
        'used_in = ["worker/deciding/writing/drafting.py"]',
        "",
        "say where it is used (used_in) or why it is not",
    ),
]


@pytest.mark.parametrize(("old", "new", "said"), WRONG, ids=[w[2][:40] for w in WRONG])
def test_what_is_wrong_with_a_policy_is_told(old: str, new: str, said: str) -> None:
    """The file, the place in it and what would be right, each in one line."""
    text = (KNOWLEDGE / "policy.toml").read_text("utf-8").replace(old, new)
    with pytest.raises(Misconfigured) as told:
        read_policy(text, "own.toml")
    assert all(line.startswith("own.toml: ") for line in told.value.problems)
    assert any(said in line for line in told.value.problems)


def test_a_file_that_is_no_policy_is_told() -> None:
    """Not TOML, or TOML of something else: no traceback."""
    for text, said in (("]", "not readable as TOML"), ("", "there is no [sentences.…]")):
        with pytest.raises(Misconfigured, match=re.escape(said)):
            read_policy(text, "own.toml")


# ── which policy a school has ──────────────────────────────────────────────────────────────


def settings(folder: Path, line: str) -> Settings:
    """The shipped settings with another policy."""
    text = (ROOT / "config.toml").read_text("utf-8").replace('#policy = "policy"', line)
    (folder / "config.toml").write_text(text, "utf-8")
    return load(folder / "config.toml", {}, secrets=False)


def test_a_school_chooses_its_policy(tmp_path: Path) -> None:
    """Northside's where nothing is said, a shipped one by name, its own by its file."""
    assert settings(tmp_path, "").policy == policy()
    assert settings(tmp_path, 'policy = "riverbank"').policy == policy("riverbank")
    own = (
        (KNOWLEDGE / "policy.toml")
        .read_text("utf-8")
        .replace('title = "Policy on', 'title = "Our policy on', 1)
    )
    (tmp_path / "ours.toml").write_text(own, "utf-8")
    assert settings(tmp_path, 'policy = "ours.toml"').policy.title.startswith("Our policy on")


def test_a_wrong_policy_is_told_with_everything_else_that_is_wrong(tmp_path: Path) -> None:
    """A missing file, and a file with mistakes, each with its remedy."""
    with pytest.raises(Misconfigured, match=r'no readable file .*none\.toml.*write "policy", "riverbank"'):
        settings(tmp_path, 'policy = "none.toml"')
    text = (KNOWLEDGE / "policy.toml").read_text("utf-8").replace("first = true\n", "")
    (tmp_path / "ours.toml").write_text(text, "utf-8")
    with pytest.raises(Misconfigured, match="one action must be first = true"):
        settings(tmp_path, 'policy = "ours.toml"')


def test_an_old_policy_is_told_by_the_check(tmp_path: Path) -> None:
    """Nobody has laid it beside the signed text for a year: worth a note, and it stops nothing."""
    notices = settings(tmp_path, "").notices_on(date(2028, 1, 1))
    assert any("was last compared with its text on 2026-11-22" in one for one in notices)


def test_the_sample_is_another_policy() -> None:
    """Fewer grounds, other ids, another order, a step that is new, and no legal ones."""
    ours, sample = policy(), policy("riverbank")
    assert len(sample.grounds) == 5
    assert set(sample.sentences) & set(ours.sentences) == set()
    assert set(sample.steps) - set(ours.steps) == {Action.FURTHER_MEETING}
    assert {Action.LEGAL, Action.BLOCK, Action.NOTICE_KIT, Action.HELPLINE} <= set(ours.steps) - set(
        sample.steps
    )
    order = [action for action in sample.steps if action in ours.steps]
    assert order != [action for action in ours.steps if action in order]
    hints = [GroundHint(f"G{n}", "") for n in range(1, 10)]
    assert [ground.id for ground, _ in sample.grounds_of(hints)] == ["P1", "P2", "P5", "P3", "P4"]
