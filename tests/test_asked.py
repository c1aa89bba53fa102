"""What reporters answer to our questions, as phones and desktops lay their answers out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from worker.deciding.judging.asked import find_answers, with_answers
from worker.model import Post

NONE = Post(None, None, None, None, None, None, None, "body", 0.8)
BETWEEN = """\
Answers below

On Sat, 21 Nov 2026 at 09:12, Online concerns <concerns@northside.example> wrote:
> 1. What is the name shown on the account?

Gail Sowter

> 2. When did you see it?

Saturday about 8 in the morning
"""
NUMBERED = """\
1. Gail Sowter
2) yesterday evening

On Sat, 21 Nov 2026 at 09:12, Online concerns <concerns@northside.example> wrote:
> 1. What name does the account show?
> 2. When did you see it (day and time), and what time does the post itself show?
"""


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        (BETWEEN, {"poster_name": "Gail Sowter", "when_seen": "Saturday about 8 in the morning"}),
        (NUMBERED, {"poster_name": "Gail Sowter", "when_seen": "yesterday evening"}),
        ("> Which site or app is it on?\nfacebook\n> Thank you\nAnna", {"platform": "facebook"}),
        ("Is it her?\n1. Gail Sowter", {}),
        ("> Please do not reply to the post.\nI won't", {}),
    ],
    ids=["between", "numbered", "ended by other words of ours", "no question quoted", "no question"],
)
def test_answers_are_known_by_their_questions(text: str, answers: dict[str, str]) -> None:
    """By place, or by number."""
    assert find_answers(text) == answers


@pytest.mark.parametrize(
    "said", ["don't know", "No idea sorry", "It was Gail I think, but she has two accounts", "", "?"]
)
def test_a_sentence_is_nobodys_name(said: str) -> None:
    """Who is not named stays unknown."""
    assert with_answers((), {"poster_name": said}) == ()


def test_an_answer_fills_what_was_missing_and_changes_nothing_else() -> None:
    """A name the mail gives by itself stays."""
    answers = {"poster_name": "Gail Sowter", "when_seen": "yesterday evening"}
    filled = Post(None, "Gail Sowter", None, None, None, "yesterday evening", None, "body", 0.8)
    named = Post("facebook", "Jo Bell", None, None, None, None, "a", "link", 0.9)
    also = Post("facebook", "Jo Bell", None, None, None, "yesterday evening", "a", "link", 0.9)
    assert with_answers((), answers) == (filled,)
    assert with_answers((named, NONE), answers) == (also, NONE)


def test_an_answer_is_no_words_of_the_post() -> None:
    """What stands under "when did you see it" was not posted; under "what does it say" it was."""
    said = replace(NONE, text="Sunday, after church")
    asked = {"when_seen": "Sunday, after church"}
    assert [post.text for post in with_answers((said,), asked)] == [None]
    assert [post.text for post in with_answers((said,), {"what_it_says": "Sunday, after church"})] == [
        said.text
    ]
