"""The head's changes on a draft: each carried out in one place, or the head is asked."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from worker.deciding.doing.edit import Edited, apply_edits

SENT_ON = date(2026, 11, 24)
SUBJECT = "An invitation to talk"
DRAFT = (
    "Dear Ms Harlow\n"
    "\n"
    "Please would you come in to see me on Tuesday 1 December at 9.15am in my office.\n"
    "You may like to bring someone with you.\n"
    "\n"
    "Yours sincerely\n"
    "\n"
    "Mrs R Thornley\n"
    "Headteacher\n"
)


def applied(*edits: dict[str, Any], text: str = DRAFT, sent_on: date = SENT_ON) -> Edited:
    return apply_edits(text, SUBJECT, list(edits), sent_on)


def changed(old: str, new: str, text: str = DRAFT) -> str:
    assert text.count(old) == 1
    return text.replace(old, new)


def test_words_are_replaced_where_they_stand() -> None:
    """A phrase that stands once is replaced, and the head is told in words."""
    expected = Edited(changed("my office", "the library"), ("“my office” is now “the library”.",), ())
    assert applied({"from": "my office", "to": "the library"}) == expected


@pytest.mark.parametrize(
    ("old", "new", "was", "now"),
    [
        ("Tuesday", "Wednesday", "Tuesday 1 December", "Wednesday 2 December"),
        ("tuesday", "thursday", "Tuesday 1 December", "Thursday 3 December"),
        ("Tue", "Fri", "Tuesday 1 December", "Friday 4 December"),
        ("1 December", "2 December", "Tuesday 1 December", "Wednesday 2 December"),
        ("1 December", "Wednesday 2 December", "Tuesday 1 December", "Wednesday 2 December"),
        ("Tuesday 1 December", "Wednesday 2 December", "Tuesday 1 December", "Wednesday 2 December"),
        ("Tuesday 1 December", "8 December", "Tuesday 1 December", "Tuesday 8 December"),
        ("1", "3", "Tuesday 1 December", "Thursday 3 December"),
        ("1 December", "2/12", "Tuesday 1 December", "Wednesday 2 December"),
        ("Tuesday 1 December", "8/12", "Tuesday 1 December", "Tuesday 8 December"),
        ("December", "March", "Tuesday 1 December", "Monday 1 March"),
    ],
)
def test_a_weekday_and_its_date_move_together(old: str, new: str, was: str, now: str) -> None:
    """Whichever of the two the head changes, the other follows."""
    assert applied({"from": old, "to": new}) == Edited(changed(was, now), (f"“{was}” is now “{now}”.",), ())


@pytest.mark.parametrize("new", ["31/11", "2/13", "0/12"])
def test_what_is_no_date_in_figures_is_asked_about(new: str) -> None:
    """A day or a month that there is none of changes nothing."""
    found = applied({"from": "1 December", "to": new})
    assert (found.text, found.changes, len(found.problems)) == (DRAFT, (), 1)


def test_the_year_is_the_next_such_day() -> None:
    """Without a year, a day in January in a letter of November lies in the next year."""
    text = changed("Tuesday 1 December", "Monday 4 January")
    expected = Edited(
        changed("Monday 4 January", "Tuesday 5 January", text),
        ("“Monday 4 January” is now “Tuesday 5 January”.",),
        (),
    )
    assert applied({"from": "Monday", "to": "Tuesday"}, text=text) == expected


def test_several_changes_are_all_carried_out() -> None:
    """Two replacements and an addition in one reply are one new version."""
    text = changed("Tuesday 1 December at 9.15am", "Wednesday 2 December at 3.30pm")
    text = changed("bring someone with you.\n", "bring someone with you.\n\nTea will be served.\n", text)
    expected = Edited(
        text,
        (
            "“Tuesday 1 December” is now “Wednesday 2 December”.",
            "“9.15am” is now “3.30pm”.",
            "Added before the close: “Tea will be served.”",
        ),
        (),
    )
    assert expected == applied(
        {"from": "Tuesday", "to": "Wednesday"},
        {"from": "9.15am", "to": "3.30pm"},
        {"add": "tea will be served"},
    )


def test_an_addition_is_a_sentence_before_the_closing() -> None:
    """It gets a capital and a full stop, and stands above "Yours sincerely"."""
    text = changed("with you.\n\nYours", "with you.\n\nShe can ring the office.\n\nYours")
    assert applied({"add": "she can ring the office"}).text == text


def test_an_addition_to_a_letter_without_a_closing_comes_last() -> None:
    """Where no closing is found the sentence ends the text."""
    assert (
        applied({"add": "Thank you"}, text="Please remove it.\n").text == "Please remove it.\n\nThank you.\n"
    )


def test_words_are_taken_out_without_a_double_space() -> None:
    """A removal closes the gap it leaves."""
    assert applied({"from": "in my office", "to": ""}).text == changed(" in my office.", ".")
    assert applied({"from": "at 9.15am", "to": ""}).text == changed(" at 9.15am", "")


def test_a_whole_new_text_replaces_all() -> None:
    """A rewrite is taken as written."""
    assert applied({"rewrite": "Dear Kelly\n\nPlease ring me.\n\nRuth"}) == Edited(
        "Dear Kelly\n\nPlease ring me.\n\nRuth\n", ("The whole text is the one you wrote.",), ()
    )


def test_a_named_recipient_is_left_to_the_caller() -> None:
    """The address changes nothing in the text."""
    assert applied({"to_address": "k@parents.example", "to_name": "Kelly Harlow"}) == Edited(DRAFT, (), ())


def test_curly_and_straight_quotes_are_the_same() -> None:
    """What a phone writes with curly quotes finds the straight ones, and the other way round."""
    text = "We saw the post 'unfair' on Friday.\n"
    assert (
        applied({"from": "post ‘unfair’", "to": "comment"}, text=text).text
        == "We saw the comment on Friday.\n"
    )


def test_a_phrase_is_found_across_a_line_end() -> None:
    """The head copies words that the draft wraps."""
    text = "Please take the post\ndown today.\n"
    assert (
        applied({"from": "post down", "to": "comment away"}, text=text).text
        == "Please take the comment away today.\n"
    )


@pytest.mark.parametrize(
    ("edit", "problem"),
    [
        (
            {"from": "Mrs", "to": "Ms"},
            (
                "“Mrs” stands only in your own name and signature, "
                "which is left alone unless you write the new lines."
            ),
        ),
        (
            {"from": "Wednesday", "to": "Friday"},
            "“Wednesday” is not in the letter. Please copy the words from the draft.",
        ),
        (
            {"from": "invitation", "to": "x"},
            "“invitation” stands only in the subject line. Please write the subject as it should read.",
        ),
        (
            {"from": "you", "to": "them"},
            "“you” stands in 2 places. Please say which, with the words around it.",
        ),
        ({"from": "9.15am", "to": "9.15am"}, "“9.15am” already reads “9.15am”."),
        (
            {"from": "Tuesday", "to": "Monday"},
            "Is it Monday 30 November or 7 December? Please write the day and date in full.",
        ),
        (
            {"from": "Tuesday 1 December", "to": "Wednesday 1 December"},
            "1 December is a Tuesday, not a Wednesday. Which is right?",
        ),
        ({"from": "1 December", "to": "31 November"}, "“31 November” is no date."),
        (
            {"instruction": "soften it"},
            (
                "“soften it” needs your own words. "
                "Please send the sentence as it should read, or the whole letter."
            ),
        ),
        (
            {"add_signatory": "Alan"},
            (
                "Alan has not agreed to sign. "
                "Please ask first, then send the lines that should stand under the letter."
            ),
        ),
        ({"add": "  "}, "It does not say what to add."),
        (
            {"add": "You may like to bring someone with you"},
            "“You may like to bring someone with you.” is in the letter already.",
        ),
        ({"rewrite": DRAFT}, "The new text is the same as the draft."),
        ({"from": "", "to": "x"}, "It does not say which words to change."),
        ({"unknown": "x"}, "A change could not be understood. Please write the words it should have."),
    ],
)
def test_a_doubt_leaves_the_text_alone_and_asks(edit: dict[str, Any], problem: str) -> None:
    """Anything that is not certain is a problem in words, and the draft stays as it was."""
    assert applied(edit) == Edited(DRAFT, (), (problem,))


def test_one_problem_stops_every_change() -> None:
    """All changes of a reply, or none of them."""
    done = applied({"from": "my office", "to": "the library"}, {"from": "Mrs", "to": "Ms"})
    assert (done.text, done.changes, len(done.problems)) == (DRAFT, (), 1)


def test_a_second_weekday_makes_a_lone_one_a_doubt() -> None:
    """Two Tuesdays: the head has to say which."""
    text = changed("You may", "I am in on Tuesday too. You may")
    assert applied({"from": "Tuesday", "to": "Friday"}, text=text) == Edited(
        text, (), ("“Tuesday” stands in 2 places. Please write the day and date in full.",)
    )


def test_a_date_in_another_form_beside_the_weekday_is_asked_about() -> None:
    """ "Tuesday 1/12" is not understood as a date, so the weekday is not moved away from it."""
    text = changed("Tuesday 1 December", "Tuesday 1/12")
    assert applied({"from": "Tuesday", "to": "Friday"}, text=text) == Edited(
        text, (), ("The date after “Tuesday” has to change too. Please write the day and date in full.",)
    )


def test_a_part_of_a_word_is_never_replaced() -> None:
    """ "on" in "someone" is not "on"."""
    text = "Someone wrote on it.\n"
    assert applied({"from": "on", "to": "over"}, text=text).text == "Someone wrote over it.\n"


def test_a_gap_is_filled_wherever_it_stands() -> None:
    """It asks for one thing, so one answer fills it; other words that stand twice are still asked about."""
    text = "You cannot post on [page]. [page] stays open to others.\n"
    filled = "You cannot post on our wall. our wall stays open to others.\n"
    change = {"from": "[page]", "to": "our wall"}
    assert applied(change, text=text) == Edited(filled, ("“[page]” is now “our wall”.",), ())
    assert applied({"from": "open", "to": "shut"}, text=text * 2).problems != ()
