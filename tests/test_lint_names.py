"""The outgoing lint: names that stand in no letter, and days that cannot be kept."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests import cast
from tests.drafts import CHILD, INFORMANT, NOW, case_of, reported
from tests.test_lint import PARENT, hits, ids
from worker import events as ev
from worker.deciding.cases.replay import replay
from worker.deciding.lint.people import find_children, find_others
from worker.model import Action, Address, Kind, Role

CHILDREN = case_of("G1")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Jo Birch told me.", ("informant", True)),
        ("JO BIRCH told me.", ("informant", True)),
        ("J\u200bo B\u200birch told me.", ("informant", True)),
        ("Jo told me.", ("informant", True)),
        ("I heard it from Mrs Birch.", ("informant", True)),
        ("It was Birch.", ("informant_maybe", False)),
        ("Write to j.birch@northside.example.", ("informant", True)),
        (f"It is about {CHILD}.", ("child", True)),
        ("Ben is upset.", ("child", True)),
        ("ben is upset.", ("child", True)),
        ("Ben’s mother rang.", ("child", True)),
        ("The Okafors rang.", ("child", True)),
        ("B-e-n", ("", False)),
        ("О\u200bkafor is upset.", ("child", True)),
        ("Oka-\nfor is upset.", ("child", True)),
    ],
)  # fmt: skip
def test_names_of_the_case_are_found(sentence: str, expected: tuple[str, bool]) -> None:
    """Whoever told the school and any child, by any part of the name; a common word is asked about."""
    found = ids(sentence, case=CHILDREN)
    assert found == ([expected] if expected[0] else [])


def test_a_name_that_is_the_parents_too_is_asked_about() -> None:
    """The addressee's own name is looked past; alone, what they share with somebody else needs a reason."""
    told = replace(reported("G7"), reporter=Address("k.smith@northside.example", "Kim Smith"))
    case = replay("2026-0042", (told,))
    assert ids("Kim Dale, hello.", case=case) == []
    found = hits("Dear Kim\n\nHello.\n", Action.INVITATION, case)
    assert [(hit.id, hit.refused) for hit in found] == [("informant_maybe", False)]
    assert ids("Mr Smith saw it.", case=case) == [("informant", True)]


def test_a_month_and_a_small_word_are_no_name() -> None:
    """ "May" and "will" stay words in a case that somebody called May or Will reported."""
    told = replace(reported("G7"), reporter=Address("m@northside.example", "May Will"))
    case = replay("2026-0042", (told,))
    assert ids("We will meet on 12 May. I may ring.", case=case) == []
    assert ids("I heard it from May Will.", case=case) == [("informant", True)]
    assert ids("I heard it from May.", case=case) == [("informant_maybe", False)]


@pytest.mark.parametrize(
    "said",
    [
        "Siobhan told me.",
        "SIOBHÁN told me.",
        "Mrs O’Brien saw it.",
        "Mrs Obrien saw it.",
        "SiobhanOBrien saw it.",
        "Mrs O Brien-Wood's class",
        "Siob-\nhan told me.",
    ],
)
def test_names_with_accents_and_apostrophes_are_found(said: str) -> None:
    """However a name is typed, it is the same person's."""
    told = replace(reported("G7"), reporter=Address("s@northside.example", "Siobhán O'Brien"))
    assert ids(said, case=replay("2026-0042", (told,))) == [("informant", True)]


def test_who_signs_is_no_informant() -> None:
    """A head who reported a post herself still signs the letter."""
    told = replace(reported("G7"), reporter=Address(cast.HEAD.email, cast.HEAD.name))
    assert hits(case=replay("2026-0042", (told,))) == ()


def test_a_colleague_who_answered_is_an_informant_too() -> None:
    """Whoever of our own people wrote in on the case is not named either."""
    answered = ev.Replied(NOW, reported().message, cast.TEACHER, Role.STAFF, Kind.FOLLOW_UP, "It was me.", ())
    case = replay("2026-0042", (reported("G7"), answered))
    assert ids("Priya saw it.", case=case) == [("informant", True)]


def test_an_answer_to_a_reporter_may_have_their_name() -> None:
    """To nobody else: it goes to those who told the school, and to no other address."""
    assert hits(action=Action.ANSWER, to=INFORMANT) == ()
    assert [(h.id, h.refused) for h in hits(action=Action.ANSWER, to=PARENT)][-1] == ("recipient", True)


def test_a_teacher_who_reports_a_post_about_herself_may_be_the_person_harmed() -> None:
    """In a police referral the person concerned is named, even if she told the school; in a letter never."""
    told = reported("G9", flags=("reporter_is_subject",))
    case = replay("2026-0042", (told,))
    assert ids("Person harmed: Jo Birch.", Action.POLICE, case) == []
    assert ids("Jo Birch is hurt.", Action.INVITATION, case) == [("informant", True)]


def test_a_letter_to_a_parent_never_goes_to_whoever_told() -> None:
    """A parent in the group who passed it on must not get the letter to the poster."""
    assert [(h.id, h.refused) for h in hits(to=INFORMANT)] == [("recipient", True)]
    assert hits(to=PARENT) == ()


def test_other_names_in_a_report_about_children_are_asked_about() -> None:
    """A name beside a child's that nobody knows more of may be another child's."""
    told = replace(reported("G1"), words="Kim Dale put up that Ben in Year 3 and Zara Hope bully hers.")
    case = replay("2026-0042", (told,))
    assert ids("It names Zara Hope.", case=case) == [("child_maybe", False)]
    other = replay("2026-0042", (replace(told, grounds=()),))
    assert ids("It names Zara Hope.", case=other) == [("child_typed", False)]
    assert ids("It names Zebedee Hope.", case=other) == []


def test_the_schools_own_name_is_no_childs() -> None:
    """ "A photo of Northside pupils" makes no child of the school."""
    told = replace(reported("G2"), subject="", words="She put up a photo of Northside pupils.")
    assert ids("We are glad to have you at Northside.", case=replay("2026-0042", (told,))) == []


def test_the_poster_of_a_pupils_post_is_asked_about() -> None:
    """In the note to a pupil's parent the account's name is likely the child's."""
    assert ids("Kim Dale posted it.", Action.PUPIL_NOTE) == [("child_maybe", False)]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("about Alfie in Year 3", ("Alfie",)),
        ("about Alfie (Y3)", ("Alfie",)),
        ("Alfie's mum rang", ("Alfie",)),
        ("the mum of Alfie Moss", ("Alfie Moss",)),
        ("her son Alfie", ("Alfie",)),
        ("a little boy called Alfie", ("Alfie",)),
        ("a pup\u0131l called Alfie", ("Alfie",)),
        ("h\u0130s s\u0131ster Zoe", ("Zoe",)),
        ("a photo of Alfie and nobody else", ("Alfie",)),
        ("Alfie has no consent", ("Alfie",)),
        ("Alfie and Zara's dad", ("Alfie", "Zara")),
        ("hit by Amira Khan in 4B again", ("Amira Khan",)),
        ("hit by Amira again", ("Amira",)),
        ("Zara from class 3JB", ("Zara",)),
        ("Alfie and Zara in 5C are bullies", ("Alfie", "Zara")),
        ("Alfie and Zara in Year 5", ("Alfie", "Zara")),
        ("Alfie, aged 8, came home", ("Alfie",)),
        ("It bit my Leo", ("Leo",)),
        ("that Zac hit my son", ("Zac",)),
        ("Our Zac came home with a black eye", ("Zac",)),
        ("the Khan twins", ("Khan",)),
        ("Grace got sent home again", ("Grace",)),
        ("Kim Dale from 3pm", ()),
        ("Kim Dale in 1st place", ()),
        ("Mrs Moss in 4B", ()),
        ("hit by Mr Moss", ()),
        ("our School was going", ()),
        ("Mrs Moss in Year 3", ()),
        ("Miss Alfie's class", ()),
        ("a photo of School", ()),
        ("his dad has no consent", ()),
    ],
)
def test_a_child_is_known_by_how_a_report_speaks(said: str, expected: tuple[str, ...]) -> None:
    """By year, family, picture and consent; a title makes a grown-up."""
    assert tuple(sorted(find_children(said))) == expected


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Tommy in Year 2 was upset.", "Tommy"),
        ("tommy in year 2 was upset.", "tommy"),
        ("I know that ava, who is in Reception, saw it.", "ava"),
        ("Zac (8) was upset.", "Zac"),
        ("zac (aged 8) was upset.", "zac"),
        ("I spoke to my son Oliver about it.", "Oliver"),
        ("It upset my son oliver.", "oliver"),
        ("It was said in Ava's class.", "Ava"),
        ("It was said in Zephyrine's class.", "Zephyrine"),
        ("A boy called Ezekiel was in tears.", "Ezekiel"),
        ("It has upset Oliver very much.", "Oliver"),
        ("It has upset oliver very much.", "oliver"),
        ("Oliver Moss was in tears.", "Oliver Moss"),
        ("It is not fair on\nAva in\nYear 2.", "Ava"),
        ("Daisy in Year 4 cried.", "Daisy"),
        ("It was about Mohammed's photo.", "Mohammed"),
    ],
)
def test_a_childs_name_typed_into_a_letter_is_asked_about(sentence: str, name: str) -> None:
    """Nobody has told the case of it: the head typed it, and only she can tell whose it is."""
    found = hits(f"Dear Kim Dale\n\n{sentence}\n", Action.INVITATION)
    assert [(hit.id, hit.words, hit.refused) for hit in found] == [("child_typed", name, False)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Please ring Mrs Patel or Miss Alfie in the office.",
        "Carol Whitfield, our chair, and Dana Osei will be there.",
        "Children in Year 2 and Year 3 were upset.",
        "Your son in Year 2 saw it.",
        "It was said in Miss Sykes's class, and in class 3JB.",
        "Helen and Kim can talk in May, or on a Friday (8) in June.",
        "Come to the Hall by St Oliver's Church, or to Costa.",
        "The boy was in tears, and so was Reception.",
        "Kim's class, Helen's room and Dale (8) are her own.",
        "Facebook (8) and Comments (5)",
        "It does not fit our Christian values, and Christmas Eve is near.",
        "Your daughter and her friend are in Year 6.",
    ],
)
def test_grown_ups_and_places_in_a_letter_are_no_children(sentence: str) -> None:
    """A title, one of our own, who is written to, a class, a day: none of them is asked about."""
    assert ids(sentence) == []


def test_a_name_in_what_a_post_said_is_the_posters_word() -> None:
    """The letter may quote the post; who names a child there is looked at where the case knows of it."""
    quoted = replace(reported("G7"), posts=(replace(reported().posts[0], text="Tommy in Year 2 is a pain."),))
    case = replay("2026-0042", (quoted,))
    assert [hit.id for hit in hits("Dear Kim Dale\n\nTommy in Year 2 is upset.\n", case=case)][:1] == [
        "child"
    ]


def test_other_names_are_those_with_capitals_that_nobody_bears() -> None:
    """Names of two words, or inside a sentence; none of a person with a title, none that is known."""
    said = "Useless lot. I met Zara Hope, Mrs Moss and Kim Dale. They say Toby did it."
    assert find_others(said, frozenset({"kim", "dale"})) == ("Zara Hope", "Toby")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Please answer by Saturday 28 November.", ["no school"]),
        ("Please answer by Monday 28 December.", ["no school"]),
        ("Please answer before the end of Friday 25 December.", ["no school"]),
        ("Please answer by Wednesday 2 December.", []),
        ("Please answer by Tuesday 27 November.", ["weekday"]),
        ("Please answer by 31 November.", ["no such day"]),
        ("Please answer by Monday 23 November.", ["past"]),
        ("I could meet you on Saturday 28 November at 10am.", ["no school"]),
        ("Come on Saturday 28 November, 10.30 am.", ["no school"]),
        ("You wrote on Saturday 21 November.", []),
        ("You wrote on Sunday 21 November.", ["weekday"]),
        ("The school is shut from Monday 21 December.", []),
        ("Please answer by Monday 15 February 2027.", ["no school"]),
    ],
)
def test_days_exist_and_are_school_days(sentence: str, expected: list[str]) -> None:
    """No wrong weekday, no day that is not or has gone, and none by which to act in a holiday."""
    assert ids(sentence) == [(one, True) for one in expected]
