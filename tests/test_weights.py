"""Grounds weighed by what was learnt from other reports, where no rule speaks; never less urgent for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench.reports import build_mail
from tests.weights.rows import Row, digest, files, read_rows
from worker.deciding.judging.grounds import Suggestion, suggest, weigh_up
from worker.deciding.judging.phrases import rules
from worker.deciding.judging.triage import read_message
from worker.deciding.judging.weighing import Traits, Weights, account_for, find_traits, weigh, weights
from worker.deciding.judging.worded import Words
from worker.model import GroundHint, Urgency
from worker.reading.apart import Apart
from worker.reading.message.mail import read_mail

BY = Weights(
    rows="",
    grounds=("G1", "G7"),
    says="as others say",
    adds=0.5,
    bias=(-1.0, 0.0),
    rules={"G7": (-0.5, 2.0)},
    words={
        "post brock": (3.0, 0.0),
        "brock": (0.0, 6.0),
        "the": (9.0, 9.0),
        "told": (0.0, -3.0),
        "{nasty_word}": (0.0, 1.0),
    },
)


def test_traits_are_the_words_and_what_they_are_known_by() -> None:
    """A word is known by its stem, by itself and in its place; a sentence's end is no word."""
    traits = find_traits(Words("Brocks moaned. Gorse!"), Words(""), {"threat"})
    assert traits.rules == frozenset({"threat"})
    assert {trait for trait in traits.words if "{" not in trait} == {
        *("brock", "moan", "gorse", "post brock", "post moan", "post gorse", "post")
    }
    assert (traits.words["brock"], traits.words["post moan"], traits.words["post"]) == (
        "Brocks",
        "moaned",
        "",
    )


def test_each_trait_counts_for_less_the_more_there_are() -> None:
    """Rules count whole, words by the root of their number."""
    words = dict.fromkeys(("brock", "post brock", "a", "b", "c", "d", "e", "f", "g"), "Brocks")
    assert weigh(Traits(frozenset({"G7"}), words), BY) == pytest.approx({"G1": -0.5, "G7": 4.0})


def test_report_that_says_too_little_is_not_weighed() -> None:
    """Of a link alone nothing is known."""
    assert weigh(Traits(frozenset({"G7"}), {"brock": "Brocks"}), BY) == {}


def test_ground_is_accounted_for_by_words_and_not_by_small_ones() -> None:
    """The head sees what weighed most, words of families first; small words alone are no account."""
    traits = Traits(frozenset(), {"the": "the", "brock": "Brocks", "told": "", "{nasty_word}": "daft"})
    assert account_for("G7", traits, BY) == "as others say: “daft”, “Brocks”"
    assert account_for("G7", Traits(frozenset(), {"the": "the", "brock": "Brocks"}), BY) is None


def test_where_no_rule_speaks_weights_do_and_make_no_emergency() -> None:
    """Words nobody thought of are suggested for what they are like."""
    row = Row(
        frozenset(),
        frozenset(),
        "",
        "",
        "Reckon that dinner lady dropped every tray this morning, the daft brush",
    )
    ruled = suggest(row.words, row.posts)
    weighed = weigh_up(ruled)
    assert [hint.id for hint in ruled.grounds] == []
    assert all(hint.because.startswith(weights().says) for hint in weighed.grounds)
    assert weighed.urgency is not Urgency.EMERGENCY


def test_what_a_rule_says_stands() -> None:
    """Nothing is weighed away, and nothing becomes less urgent."""
    row = Row(frozenset(), frozenset(), "", "", "I will be at the gate at three and I will break his legs")
    ruled = suggest(row.words, row.posts)
    assert ruled.urgency is Urgency.EMERGENCY
    assert weigh_up(ruled) == ruled


def test_that_children_are_spoken_of_is_never_weighed_away() -> None:
    """The letters of such a case quote nothing, and are looked through for names that may be a child's."""
    row = Row(
        frozenset({"G1"}),
        frozenset(),
        "",
        "My neighbour's boy, ten. He set a “review” of each of his classmates' houses. "
        "His mother told me she shares them since they're so well written. They're cruel, mind.",
        "",
    )
    ruled = suggest(row.words, row.posts)
    assert [hint.id for hint in ruled.grounds] == ["G2", "G7"]
    assert weigh_up(ruled) == ruled


def test_complaint_alone_is_never_weighed_away() -> None:
    """Steps are barred to a mere complaint: without its only ground they would be free."""
    row = Row(
        frozenset({"G4"}),
        frozenset(),
        "",
        "",
        "who wants to help me wind Mr Pruett up again tonight? same plan, one star each",
    )
    ruled = suggest(row.words, row.posts)
    assert [hint.id for hint in ruled.grounds] == ["G5"]
    assert weigh_up(ruled) == ruled


def test_what_was_only_weighed_is_still_asked_for() -> None:
    """That words are like those of other reports does not tell what the post says."""
    told = "A dad on Facebook has drawn a snail with the deputy's face, crawling, and hundreds enjoy it."
    row = {"id": "W1", "from_addr": "staff@fellside.sch.example", "subject": "", "body": told}
    reading = read_message(Apart(read_mail(build_mail(row))))
    assert reading.grounds
    assert all(hint.because.startswith(weights().says) for hint in reading.grounds)
    assert "what_it_says" in reading.ask_back


def test_suggestion_of_nothing_heard_stays() -> None:
    """What was put together otherwise is not weighed."""
    said = Suggestion((GroundHint("G7", "x"),), Urgency.ROUTINE, (), {})
    assert weigh_up(said) is said


def test_weights_were_learnt_from_these_rows() -> None:
    """Who changes the rows learns anew: python -m tests.weights."""
    assert weights().rows == digest()


def test_weights_speak_of_rules_that_there_are() -> None:
    """A rule that is renamed or gone is learnt anew."""
    there = {known for rule in rules() for known in (rule.id, *rule.grounds, *rule.flags)}
    assert weights().rules.keys() - there == set()


@pytest.mark.parametrize("path", files(), ids=lambda path: path.stem)
def test_rows_are_well_formed(path: Path) -> None:
    """Each row names grounds of the policy and an urgency."""
    known, ranks = {*(f"G{n}" for n in range(1, 10)), "OTHER"}, set(Urgency)
    wrong = [row for row in read_rows(path) if not row.must | row.may <= known or row.urgency not in ranks]
    assert wrong == []
