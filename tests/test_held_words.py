"""What an answer to the digest says of held messages: plain words count, any doubt does nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.deciding.archives.held_words import HeldWords, read_held

HELD, CASES = (3, 4, 5), (1, 2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4 accept", HeldWords(accept=(4,))),
        ("accept 4", HeldWords(accept=(4,))),
        ("Accept number 4, please", HeldWords(accept=(4,), rest="please")),
        ("4 accept. Thanks, Helen", HeldWords(accept=(4,), rest="Thanks, Helen")),
        ("4: discard", HeldWords(discard=(4,))),
        ("3 and 5 discard", HeldWords(discard=(3, 5))),
        ("discard 3, 4 and 5", HeldWords(discard=(3, 4, 5))),
        ("discard all", HeldWords(discard=(3, 4, 5))),
        ("Discard all of them.", HeldWords(discard=(3, 4, 5))),
        ("4 accept, 5 discard", HeldWords(accept=(4,), discard=(5,))),
        ("4 accept\n5 discard", HeldWords(accept=(4,), discard=(5,))),
        ("1 hold till Friday, 4 accept", HeldWords(accept=(4,), rest="1 hold till Friday")),
        ("4 accept and 1 close", None),
        ("1 close, and 4 accept", HeldWords(accept=(4,), rest="1 close")),
        ("2 approve\n3 accept\n1 close", HeldWords(accept=(3,), rest="2 approve\n\n1 close")),
    ],
)  # fmt: skip
def test_what_is_heard(text: str, expected: HeldWords | None) -> None:
    """Numbers before or after the word, several at once, the rest left for the grammar of cases."""
    found = read_held(text, HELD, CASES)
    if expected is None:
        assert found is not None
        assert (found.accept, found.discard, bool(found.doubt)) == ((), (), True)
    else:
        assert expected == found


@pytest.mark.parametrize(
    "text",
    [
        "1 accept",
        "9 discard",
        "don't discard 4",
        "4 discard?",
        "should I accept 4",
        "4 accept if it is about us",
        "do not accept 4",
        "4 accept, 4 discard",
        "accept all",
        "accept",
        "discard",
        "4 accepts",
        "I would discard 4",
    ],
)
def test_what_is_asked_about(text: str) -> None:
    """A case's number, an unknown one, a no, a question, a condition, both at once: nothing is done."""
    found = read_held(text, HELD, CASES)
    assert found is not None
    assert (found.accept, found.discard, bool(found.doubt)) == ((), (), True)


@pytest.mark.parametrize("text", ["1 approve", "hold both till Friday", "", "1 close, 2 close"])
def test_what_is_not_about_held_mail(text: str) -> None:
    """Without one of the two words it is the grammar's of cases, whole."""
    assert read_held(text, HELD, CASES) is None


WORDS = st.sampled_from(
    ["accept", "discard", "4", "5", "1", "all", "not", "and", ",", "?", "if", "don't", "\n", "hold", "please"]
)


@given(st.lists(WORDS, max_size=12))
def test_only_held_numbers_are_ever_touched(words: list[str]) -> None:
    """Whatever is written: nothing but held numbers, none both ways, and with a doubt none at all."""
    found = read_held(" ".join(words), HELD, CASES)
    if found is not None:
        assert set(found.accept) | set(found.discard) <= set(HELD)
        assert not set(found.accept) & set(found.discard)
        assert not (found.doubt and (found.accept or found.discard))


@given(st.lists(WORDS, max_size=8))
def test_a_no_beside_the_word_does_nothing(words: list[str]) -> None:
    """ "Don't" before it is never heard as a yes to it."""
    found = read_held(" ".join([*words, "don't discard 4"]), HELD, CASES)
    assert found is not None
    assert (found.accept, found.discard, bool(found.doubt)) == ((), (), True)
