"""Grounds, urgency and flags: what the words suggest, which words did, and the traps between them."""

from __future__ import annotations

import time
from collections.abc import Iterable

import pytest

from tests.bench.grounds import ROWS, find_hits
from worker.deciding.judging.grounds import suggest
from worker.deciding.judging.matching import find_match
from worker.deciding.judging.phrases import book, how_pressing, kinds, rules
from worker.deciding.judging.thesaurus import adjective_forms, noun_forms, verb_forms
from worker.deciding.judging.worded import Words
from worker.model import GroundHint, Post, Urgency


def _post(text: str | None) -> Post:
    return Post("facebook", None, None, None, None, None, text, "body", 0.8)


def _grounds(quoted: str) -> list[str]:
    return [g.id for g in suggest("", (_post(quoted),)).grounds]


@pytest.mark.parametrize(
    ("quoted", "grounds"),
    [
        ("That little Alfie Dunn in Y2 needs excluding", ["G1"]),
        ("My son Jack came home and the school do nothing about it", ["G5"]),
        ("She has been stealing from the tuck shop", ["G3", "G6"]),
        ("Mr Otto is a paedo", ["G3", "G6"]),
        ("Mrs Tate slapped my little girl", ["G3"]),
        ("worst school ever, nobody listens", ["G5"]),
        ("vile woman", ["G7"]),
        ("go back to your own country", ["G8"]),
        ("im gonna batter him", ["G9"]),
        ("we know where she lives", ["G9"]),
        ("the school is racist towards my boy", ["G3", "G5"]),
        ("I'd kill for a coffee at parents evening", []),
        ("Year 3 stole the show", []),
        ("lovely assembly today", []),
    ],
)
def test_ground_follows_the_posters_words(quoted: str, grounds: list[str]) -> None:
    """Each ground is suggested by words of its kind, and not by look-alikes."""
    assert grounds == _grounds(quoted)


def test_suggestion_names_the_words_that_led_to_it() -> None:
    """The head reads why: the rule in words, and the poster's own."""
    expected = (GroundHint("G7", "is offensive about a person: “vile”"),)
    assert expected == suggest('She wrote "vile woman"', (_post("vile woman"),)).grounds


def test_reporters_opinion_is_not_the_posters_words() -> None:
    """A reporter who calls a post defamatory has not made it so."""
    words = 'She wrote "I am not happy with the new menu". This is theft of our reputation, we should sue.'
    found = suggest(words, (_post("I am not happy with the new menu"),))
    assert (
        [g.id for g in found.grounds],
        "reporter_proposes_legal_action" in found.flags,
    ) == (["G5"], True)


def test_paraphrase_is_read_where_nothing_is_quoted() -> None:
    """Where the reporter only tells what was said, the telling is read."""
    words = "Colin Drake is telling everyone that Miss Pell is having an affair."
    assert [g.id for g in suggest(words, (_post(None),)).grounds] == ["G3"]


@pytest.mark.parametrize(
    ("words", "quoted", "urgency"),
    [
        ("", "the food is rubbish", Urgency.ROUTINE),
        ("", "she is a thief", Urgency.PRIORITY),
        ("", "he grabbed my boy by the arm", Urgency.URGENT),
        ("", "go back to your own country", Urgency.URGENT),
        ("", "im gonna batter him", Urgency.URGENT),
        ("", "im gonna batter him at the gates tomorrow", Urgency.EMERGENCY),
        ("", "I want to end it all", Urgency.EMERGENCY),
        ("URGENT please look", "the food is rubbish", Urgency.ROUTINE),
    ],
)
def test_urgency_follows_the_danger_not_the_tone(words: str, quoted: str, urgency: Urgency) -> None:
    """What was said sets the urgency; a reporter's "urgent" does not."""
    assert urgency is suggest(words, (_post(quoted),)).urgency


def test_time_counts_only_beside_the_threat() -> None:
    """A time in another message does not make a threat an appointment."""
    posts = (_post("did you see her today"), _post("someone should slap her"))
    assert "time_bound_threat" not in suggest("", posts).flags


@pytest.mark.parametrize(
    ("words", "flag"),
    [
        ("Please don't say it was me who told you.", "informant_protect"),
        ("He is not allowed contact with the children.", "safeguarding_contact_order_possible"),
        ("It is on the school's own Facebook page.", "school_controlled_space"),
        ("Our former caretaker put it up.", "ex_employee"),
        ("Somebody set up a fake profile of Mr Webb.", "impersonation_possible"),
        ("It has been deleted now.", "deleted_post"),
        (
            "I have reported it to Facebook already. I reported it to the admin.",
            "already_reported_to_platform",
        ),
        ("She emailed us three times and nobody got back to her.", "complaint_unanswered"),
        ("It is in Polish.", "translation_needed"),
        ("Two Y6 pupils have made the account.", "poster_is_pupil"),
    ],
)
def test_things_to_notice_are_flagged(words: str, flag: str) -> None:
    """What the reporter mentions in passing is put in front of the head."""
    assert flag in suggest(words, (_post("the food is rubbish"),)).flags


@pytest.mark.parametrize(
    ("words", "flag"),
    [
        ("It should be deleted.", "deleted_post"),
        ("It will be gone by tonight.", "deleted_post"),
        ("She threatened to go to the papers.", "police_condition"),
        ("I was told by one of our TAs.", "poster_is_staff"),
        ("Sue", "reporter_proposes_legal_action"),
        ("We have head lice in Y2.", "head_is_subject"),
    ],
)
def test_look_alikes_are_not_flagged(words: str, flag: str) -> None:
    """Words that only sound like a flag raise none."""
    assert flag not in suggest(words, (_post("the food is rubbish"),)).flags


def test_every_rule_can_be_read_and_matched() -> None:
    """Each rule has words for the head, a known place and phrases; rules it refers to exist."""
    ids = {rule.id for rule in rules()}
    given = {name for rule in rules() for name in (*rule.grounds, *rule.flags)} | {
        "google_school_reviews_restricted"
    }
    broken = [
        rule.id
        for rule in rules()
        if not rule.says
        or rule.place not in ("post", "quoted", "exact", "told", "report", "any")
        or not rule.phrases
        or not (rule.needs | rule.excludes) <= given
        or not rule.beside <= ids
    ]
    assert broken == []


def test_barred_word_right_behind_a_phrase_makes_it_none() -> None:
    """Out of the class is no beating; what else the sentence says is read all the same."""
    assert "G9" not in _grounds("that kid needs kicking out")
    assert "G9" in _grounds("that kid needs kicking")
    assert "G9" in _grounds("that kid needs kicking out and his head kicking in")


def test_phrase_stays_within_one_sentence() -> None:
    """Words of two sentences do not make a phrase."""
    newsletter = kinds()["misdirected"]
    assert None is find_match(newsletter, Words("He lost. The jumper is fine."))
    assert find_match(newsletter, Words("He lost his new jumper.")) == "lost his new jumper"


@pytest.mark.parametrize("unit", ["she will steal ", "a ", "Head is a thief. ", "gonna ", "every day "])
def test_a_megabyte_is_judged_in_time(unit: str) -> None:
    """No text, however long, makes the rules slow."""
    text = unit * (1_000_000 // len(unit))
    start = time.process_time()
    suggest(text, (_post(text),))
    assert time.process_time() - start < 2


@pytest.mark.parametrize("family", ROWS["shown"])
def test_everyday_wording_is_read(family: str) -> None:
    """What people really say is read for what it is; ``tests/grounds.toml`` says what that must be."""
    assert [row for row in ROWS["shown"][family] if not all(find_hits(row))] == []


@pytest.mark.parametrize("family", ROWS["missed"])
def test_what_is_missed_is_known(family: str) -> None:
    """A wording that is read since then moves up to those that must be."""
    assert [row for row in ROWS["missed"][family] if all(find_hits(row))] == []


@pytest.mark.parametrize(
    ("known", "urgency"),
    [
        ({"G5"}, Urgency.ROUTINE),
        ({"G7"}, Urgency.ROUTINE),
        ({"G1"}, Urgency.PRIORITY),
        ({"G1", "benign_intent"}, Urgency.ROUTINE),
        ({"G1", "G2", "benign_intent"}, Urgency.PRIORITY),
        ({"G2", "consent_withheld_child"}, Urgency.URGENT),
        ({"G1", "safeguarding_contact_order_possible"}, Urgency.URGENT),
        ({"G5", "safeguarding_contact_order_possible"}, Urgency.PRIORITY),
        ({"G3", "G6"}, Urgency.PRIORITY),
        ({"G3", "safeguarding_allegation_possible"}, Urgency.URGENT),
        ({"G4", "doxxing"}, Urgency.URGENT),
        ({"G8"}, Urgency.URGENT),
        ({"G9"}, Urgency.URGENT),
        ({"G9", "time_bound_threat"}, Urgency.EMERGENCY),
        ({"self_harm"}, Urgency.EMERGENCY),
        (set(), Urgency.ROUTINE),
    ],
)
def test_urgency_is_read_off_the_table(known: set[str], urgency: Urgency) -> None:
    """Grounds and flags alone decide how pressing a report is (domain §4)."""
    assert urgency is how_pressing(known)


def test_table_of_urgency_speaks_of_what_there_is() -> None:
    """Every ground, flag and rule that the table names is one that something gives."""
    given = {name for rule in rules() for name in (rule.id, *rule.grounds, *rule.flags)}
    named = {name for line in book().pressing for name in line.of | line.besides | line.unless}
    assert named - given == set()


@pytest.mark.parametrize(
    ("forms", "expected"),
    [
        (verb_forms("nick"), "nick nicks nicked nicking nickin"),
        (verb_forms("rob"), "rob robs robbed robbing robbin"),
        (verb_forms("torture"), "torture tortures tortured torturing torturin"),
        (verb_forms("bully"), "bully bullies bullied bullying bullyin"),
        (verb_forms("steal stole stolen"), "steal steals stole stolen stealing stealin"),
        (noun_forms("idiot"), "idiot idiots"),
        (noun_forms("witch"), "witch witches"),
        (noun_forms("thief/thieves"), "thief thieves"),
        (adjective_forms("fat"), "fat fatter fattest"),
        (adjective_forms("lazy"), "lazy lazier laziest"),
        (adjective_forms("pathetic"), "pathetic"),
    ],
)
def test_words_are_known_in_all_their_forms(forms: Iterable[str], expected: str) -> None:
    """A thesaurus names a word once; how it bends is no business of the one who writes it down."""
    assert expected.split() == list(forms)


def test_typed_pictures_are_read() -> None:
    """A picture among the words says what it shows, and the head reads it in words."""
    found = suggest("", (_post("new dinner lady 🍌"),))
    assert found.grounds == (GroundHint("G8", "has a racial or religious element: “banana emoji”"),)


@pytest.mark.parametrize(
    ("quoted", "grounds"),
    [
        ("am gonnae batter her", ["G9"]),
        ("Honestly the new heidie couldnae run a bath", ["G7"]),
        ("Miss is threatnin tae kill naebody", []),
        ("she skelped oor wean", ["G3"]),
    ],
)
def test_words_spelt_as_they_are_spoken_are_read(quoted: str, grounds: list[str]) -> None:
    """Dialect and haste are read by the usual words; a word in "-in" is one in "-ing"."""
    assert grounds == _grounds(quoted)
