"""A list of words as one pattern says what its words say, one by one."""

from __future__ import annotations

import re

import pytest

from worker.reading.words.oneof import one_of

WORDS = ("post", "posts", "posted", "fake page", "it's", "slag*", "2nite", "+1")


def test_the_pattern_goes_by_first_letters_and_the_longest_words() -> None:
    assert one_of(("post", "posted", "page")) == "p(?:osted|age|ost)"
    assert one_of(("post", "slag*"), whole=True) == r"p(?:ost\b)|s(?:lag\w{0,12})"
    assert one_of(("post", "2nite"), any_case=True) == "2(?:nite)|(?-i:[pP])(?:ost)"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("post", "post"),
        ("POSTED", "POSTED"),
        ("Fake Page", "Fake Page"),
        ("it’s", "it’s"),
        ("Slagging", "Slagging"),
        ("2nite", "2nite"),
        ("+1", "+1"),
        ("poster", None),
        ("fake  page", None),
        ("outpost", None),
    ],
)
def test_whole_words_are_found_in_any_case_and_no_others(text: str, found: str | None) -> None:
    pattern = re.compile(f"(?:{one_of(WORDS, whole=True, any_case=True)})(?!\\w)", re.IGNORECASE)
    match = pattern.match(text)
    assert (match.group() if match else None) == found


def test_without_any_case_a_word_is_as_written() -> None:
    pattern = re.compile(one_of(WORDS))
    assert [bool(pattern.match(text)) for text in ("posted", "Posted")] == [True, False]
