"""Screenshots: letters, numbers and bars that stand alone beside what people say."""

# ruff: noqa: E501  (the rows of a screen read best as they stand)
from __future__ import annotations

from dataclasses import replace

import pytest

from tests.screens.byhand import (
    BLACK,
    BLUE,
    FACEBOOK,
    GAP,
    GREY,
    PINK,
    PLAIN,
    WHITE,
    Row,
    chat,
    line,
    said,
    seen,
)
from worker.reading.screens import Seen, read_screen
from worker.reading.screens.letters import is_whole, mended
from worker.reading.screens.names import bare

CARD, PILL, VIOLET = (239, 239, 239), (247, 247, 247), (117, 72, 252)


def test_words_behind_a_bar_are_quoted() -> None:
    """Set in and paler over a post's own words, on its own ground."""
    screen = read_screen(
        seen(
            (40, "Am I being unreasonable?"), GAP, (40, "PepperPot · Today 09:26"), (40, "They have thirty of them"), (40, "Quote Reply Report", GREY),
            (40, "WobblyTooth · Today 09:31"), (56, "They have thirty of them", GREY), (40, "I know. But the note."), (40, "Quote Reply Report", GREY),
        )
    )  # fmt: skip

    assert said(screen) == [
        ("PepperPot", "Today 09:26", "They have thirty of them"),
        ("WobblyTooth", "Today 09:31", "I know. But the note."),
    ]


@pytest.mark.parametrize("hearts", ["11C", "4Q", "2.1K"])
def test_a_number_at_the_far_right_of_a_foot_with_its_icon(hearts: str) -> None:
    """The icon sticks to it, read as a capital."""
    screen = seen(
        *FACEBOOK, GAP, (100, "Nkem Obi"), (100, "By email. One line."), (100, "5h Like Reply", GREY)
    )
    foot = screen.lines[-1]
    count = line(800, foot.top, hearts, GREY)

    assert said(read_screen(replace(screen, lines=(*screen.lines, count)))) == [
        ("Nkem Obi", "5h", "By email. One line.")
    ]


def _wide(*beside: tuple[float, str]) -> Seen:
    """Comments at the right of a wide screen, and what else stands level with the first of them."""
    shown = seen(
        GAP, GAP, GAP, (900, "nan.pugh Please take that one down", *PLAIN), (900, "3w 7 likes Reply", GREY),
        (900, "tia_88 Great day it was", *PLAIN), (900, "3w 2 likes Reply", GREY), (900, "View all 12 comments", GREY), GAP, (900, "Add a comment...", GREY), width=1700,
    )  # fmt: skip
    first = shown.lines[0]
    more = [line(left, first.top, text) for left, text in beside]
    return Seen(1700, 700, (*shown.lines, *more))


def test_a_letter_in_a_picture_beside_the_comments() -> None:
    """Beside the only column of a wide page one or two letters are nobody's."""
    assert said(read_screen(_wide((30, "A")))) == said(read_screen(_wide()))
    assert said(read_screen(_wide()))[0] == ("nan.pugh", "3w", "Please take that one down")


def test_how_many_felt_so_hangs_under_a_bubble() -> None:
    """A number on a ground of its own is no message; on the bubbles' own it is one."""
    rows: list[Row] = [
        (160, "Y5 survivors"), (160, "tomasz_w, k.adebisi and 3 others", GREY), GAP,
        (150, "tomasz_w", GREY), (150, "How many of ours went in the end", BLACK, CARD), GAP, (600, "two of them at least", WHITE, VIOLET), GAP,
        (150, "k.adebisi", GREY), (150, "The wrong page two weeks running", BLACK, CARD), (170, "2", BLACK, PILL), GAP, (120, "Message...", GREY, CARD),
    ]  # fmt: skip
    shown = seen(*rows)

    assert [item.text for item in read_screen(shown).items] == [
        "How many of ours went in the end",
        "two of them at least",
        "The wrong page two weeks running",
    ]
    rows[10] = (150, "2", BLACK, CARD)
    assert "2" in read_screen(seen(*rows)).items[-1].text


@pytest.mark.parametrize("letter", ["O", "0"])
def test_an_initial_that_looks_like_an_icon(letter: str) -> None:
    """Half within the box of a name, in its ink: a letter of it. Elsewhere it is an icon."""
    page = chat((40, "Ada", PINK), (40, "They never rang back in all"), (600, "07:58", GREY), GAP,
                (40, "Kelly", BLUE), (40, "It was him all along"), (600, "08:01", GREY))  # fmt: skip
    name = next(one for one in page.lines if one.text == "Ada")
    initial = line(name.right - 10, name.top, letter, PINK)
    icon = replace(initial, ink=GREY, left=name.right + 10, right=name.right + 27)

    assert [
        [item.author for item in read_screen(replace(page, lines=(*page.lines, one))).items]
        for one in (initial, icon)
    ] == [["Ada O", "Kelly"], ["Ada", "Kelly"]]


@pytest.mark.parametrize(
    ("read", "name"), [("Ada 0", "Ada O"), ("Ada 0.", "Ada O."), ("0", "0"), ("Room 0 1", "Room 0 1")]
)
def test_a_nought_that_ends_a_name_is_an_initial(read: str, name: str) -> None:
    """Nobody has a nought for a surname."""
    assert mended(read) == name


@pytest.mark.parametrize(
    ("name", "whole"),
    [("jxsh", True), ("mrxy", True), ("Ngxyn", True), ("Ngxn", False), ("bckly", True), ("bckl", False)],
)
def test_an_x_stands_for_a_vowel_in_a_nickname(name: str, whole: bool) -> None:
    """In small letters; a name with a capital has lost one."""
    assert is_whole(name) == whole


@pytest.mark.parametrize("read", ["Niamh +", "Niamh ✦", "Niamh ++"])
def test_a_sign_that_ends_a_name_is_a_smiley(read: str) -> None:
    """The engine reads sparkles as a plus; between two names it joins them."""
    assert (bare(read), bare("Jo + Sam")) == ("Niamh", "Jo + Sam")
