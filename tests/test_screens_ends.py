"""Screenshots: what names, sentences and screens end with: smileys, badges, numbers, the place to write."""

# ruff: noqa: E501  (the rows of a screen read best as they stand)
from __future__ import annotations

from dataclasses import replace

import pytest

from tests.screens.byhand import (
    BLACK,
    BLUE,
    BOLD,
    FACEBOOK,
    GAP,
    GREY,
    PINK,
    PLAIN,
    WHITE,
    Row,
    line,
    said,
    seen,
)
from worker.reading.screens import Seen, read_screen
from worker.reading.screens.barenames import bare
from worker.reading.screens.letters import is_whole

SMALL = (GREY, WHITE, 1.0, 3.0)
FAINT = ((138, 139, 145), WHITE, 1.0, 3.9)
SKY = (151, 194, 201)
PURPLE = (155, 85, 160)


def called(*rows: Row) -> list[tuple[str | None, str | None, str]]:
    """What a chat of Snapchat's says, of which the last row is the place to write."""
    return said(read_screen(seen(*rows, GAP, (125, "Send a chat", GREY))))


# ── names in capitals ──────────────────────────────────────────────────────────────────────


def _capitals(head: str, stroke: float) -> list[tuple[str | None, str | None, str]]:
    name = 3.6
    return called(
        (180, "maths survivors"), (180, head, GREY), GAP,
        (25, "HANKA", BLUE, WHITE, 1.0, name), (45, "test is moved to friday"), GAP,
        (25, "OSKAR2", PURPLE, WHITE, 1.0, stroke), (45, "swear down ask miss"), GAP,
        (25, "MAISIE T", PINK, WHITE, 1.0, name), (45, "she just said it in form"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("head", "stroke", "name"),
    [("Hanka, Oskar , Maisie T", 2.9, "OSKAR"), ("3 friends", 2.9, None), ("3 friends", 3.6, "OSKAR2")],
)
def test_a_figure_behind_a_thinner_name_is_a_smiley(head: str, stroke: float, name: str | None) -> None:
    """The head of the chat tells the name without it; where it does not, who can tell."""
    assert _capitals(head, stroke) == [
        ("HANKA", None, "test is moved to friday"),
        (name, None, "swear down ask miss"),
        ("MAISIE T", None, "she just said it in form"),
    ]


def test_a_name_that_lost_its_colour_is_the_one_that_has_it_elsewhere() -> None:
    """A smiley beside it was measured too. Set in, the same word is said."""
    dull = (190, 170, 147)
    found = called(
        (40, "LIV", dull, WHITE, 0.87, 3.6), (75, "did u see what he put on the story"), GAP,
        (40, "ME", PINK, WHITE, 1.0, 5.6), (75, "no what did he say"), (75, "LIV", BLACK), GAP,
        (40, "LIV", BLUE, WHITE, 1.0, 5.1), (75, "ye someone reported it"),
    )  # fmt: skip

    assert found == [
        ("LIV", None, "did u see what he put on the story"),
        (None, None, "no what did he say"),
        (None, None, "LIV"),
        ("LIV", None, "ye someone reported it"),
    ]


# ── other names ────────────────────────────────────────────────────────────────────────────


def test_what_a_smiley_is_read_as_is_no_part_of_a_name() -> None:
    """No Latin name ends with a sign of the far east."""
    assert [bare(name) for name in ("chloe界", "Ada Lovelace 口", "王 芳")] == [
        "chloe",
        "Ada Lovelace",
        "王 芳",
    ]


def test_pronouns_behind_a_name_leave_it_whole() -> None:
    """Any other stroke within a name was read for a letter."""
    names = ("Jess (she/her)", "Sam Oduya they/them", "Wi/lliam Rae")

    assert [is_whole(name) for name in names] == [True, True, False]


def _comments(first: str, missed: int = 0) -> Seen:
    shown = seen(
        (110, first, *FAINT), (110, "ok but it was funny", *PLAIN), (110, "3h ago Reply", *SMALL), GAP,
        (110, "Wiktoria K", *FAINT), (110, "not the pen running out", *PLAIN), (110, "2h ago Reply", *SMALL), GAP,
        (110, "Dobrusia Nowak", *FAINT), (110, "He would NEVER", *PLAIN), (110, "1h ago Reply", *SMALL), GAP, (110, "Add comment...", *SMALL),
    )  # fmt: skip
    return replace(
        shown, lines=tuple(replace(x, missed=missed if x.text == first else -1) for x in shown.lines)
    )


@pytest.mark.parametrize(
    ("first", "missed", "name"),
    [("aisling :)", 0, "aisling :)"), ("JJ", 0, "JJ"), ("JJ", -1, None), ("AIN", 0, None)],
)
def test_a_name_of_the_make_of_others_may_be_odd(first: str, missed: int, name: str | None) -> None:
    """A smiley of signs is a part of it. Two initials are sure where no space was lost, and no "I" among them."""
    found = [item.author for item in read_screen(_comments(first, missed)).items]

    assert found == [name, "Wiktoria K", "Dobrusia Nowak"]


def test_a_badge_in_another_colour_leaves_the_make_of_a_name() -> None:
    """ "priscilla A." is a name by its make alone; "Creator" beside it was measured with it."""
    mixed = ((164, 139, 145), WHITE, 1.0, 3.8)
    screen = read_screen(
        seen((110, "Wiktoria K", *FAINT), (110, "not the pen running out", *PLAIN), (110, "2h ago Reply", *SMALL), GAP,
             (190, "priscilla A. · Creator", *mixed), (190, "he did this on tuesday", *PLAIN), (190, "26m ago Reply", *SMALL), GAP,
             (110, "Add comment...", *SMALL))
    )  # fmt: skip

    assert said(screen) == [
        ("Wiktoria K", "2h ago", "not the pen running out"),
        ("priscilla A.", "26m ago", "he did this on tuesday"),
    ]


def test_a_place_behind_a_dot_shows_a_short_name_however_thin_it_was_read() -> None:
    """Bold letters broke off within the name: "Usman T.· Copse End"."""
    shown = seen(
        (300, "Neighbourhood post", *BOLD), GAP, (80, "Gabriel I.", *BOLD), (80, "Beech Hill · 1 day ago", *SMALL), (80, "Parking across my drive again", *PLAIN), (80, "Like Share", *SMALL), GAP, (20, "Recent activity", *BOLD),
        (80, "Usman T.· Copse End", BLACK, WHITE, 0.96, 2.8), (80, "Photograph it and send it in.", *PLAIN), (80, "17 hr ago Like Reply Share", *SMALL),
        (80, "Toni M.· Copse End", *BOLD), (80, "Have you tried the head?", *PLAIN), (80, "2 hr ago Like Reply Share", *SMALL),
    )  # fmt: skip
    lines = tuple(replace(x, lead=5) if x.text.startswith("Usman") else x for x in shown.lines)

    assert said(read_screen(replace(shown, lines=lines))) == [
        ("Gabriel I.", "1 day ago", "Parking across my drive again"),
        ("Usman T.", "17 hr ago", "Photograph it and send it in."),
        ("Toni M.", "2 hr ago", "Have you tried the head?"),
    ]


@pytest.mark.parametrize(("confidence", "listed", "name"), [(0.87, "Bilal", "Bilal"), (0.87, "Billal", None)])
def test_a_name_in_doubt_is_sure_where_the_head_of_the_group_lists_it(
    confidence: float, listed: str, name: str | None
) -> None:
    """The sign before it was read badly, and the name well: it was read twice."""
    screen = read_screen(
        seen((160, "Christmas fayre"), (160, f"Andreea, {listed}, You"), GAP, (100, "~ Bilal", PINK, WHITE, confidence),
             (100, "I can bring 40 mince pies 18:44"), GAP, (60, "Type a message", GREY))
    )  # fmt: skip

    assert said(screen) == [(name, "18:44", "I can bring 40 mince pies")]


def test_the_rest_of_a_title_is_one_sign() -> None:
    """ "…" is read as three dots with a space before them."""
    screen = read_screen(
        seen((200, "Mrs Aktar (Hamza's ..."), (200, "online", GREY), GAP, (60, "Is anyone still in school? 10:19"), GAP,
             (400, "He will meet you there 10:20", BLACK, (217, 253, 211)), GAP, (60, "Thank you so much 10:23"), (60, "Type a message", GREY))
    )  # fmt: skip

    assert [item.author for item in screen.items] == ["Mrs Aktar (Hamza's…", None, "Mrs Aktar (Hamza's…"]


def test_a_single_word_over_a_time_names_who_told_a_story() -> None:
    """In bold, flush with the time."""
    words = "last day in this building"
    screen = read_screen(
        Seen(1000, 2000, (
            line(110, 130, "zaynnn", WHITE, SKY, 1.0, 5.5), line(110, 170, "2h ago", WHITE, SKY, 1.0, 2.8),
            line(290, 1090, words, WHITE, (53, 32, 13), 1.0, 3.2), line(130, 1740, "Send a Chat", GREY, (43, 43, 43), 1.0, 2.8),
        ))
    )  # fmt: skip

    assert said(screen) == [("zaynnn", "2h ago", words)]


# ── sentences and screens ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("end", ["yesterday.", "71!"])
def test_a_time_or_a_number_that_ends_a_sentence_is_said(end: str) -> None:
    """A stop stands behind it, and it is of the make of the words above."""
    screen = read_screen(
        seen((180, "Nick Hepplewhite", *BOLD), (180, "1d · O", *SMALL), GAP, (30, "I wrote on the 3rd and chased again", *PLAIN), (30, end, *PLAIN),
             GAP, (60, "Like Comment Share", *SMALL), *FACEBOOK)
    )  # fmt: skip

    assert said(screen) == [("Nick Hepplewhite", "1d", f"I wrote on the 3rd and chased again {end}")]


@pytest.mark.parametrize(
    ("last", "item"),
    [
        (
            "rules. Send it to the head.",
            [("Imran Qureshi", None, "No naming on here please, as by the rules. Send it to the head.")],
        ),
        ("rules, and do not ever send it in", []),
    ],
)
def test_a_comment_over_the_place_to_write_is_known_by_its_name(
    last: str, item: list[tuple[str | None, str | None, str]]
) -> None:
    """Its foot is hidden: where its words end it is whole, where they do not more of it is hidden too."""
    screen = read_screen(
        seen((40, "10 comments · 1 share", *SMALL), GAP, (120, "Kelechi Eze", *BOLD), (120, "Name and shame", *PLAIN), (120, "1d Like Reply", *SMALL), GAP,
             (190, "Imran Qureshi", *BOLD), (190, "Admin", *SMALL), (190, "No naming on here please, as by the", *PLAIN), (190, last, *PLAIN), GAP,
             (120, "Write an answer...", *SMALL))
    )  # fmt: skip

    assert said(screen) == [("Kelechi Eze", "1d", "Name and shame"), *item]


def test_a_picture_that_sticks_to_a_badge_leaves_it_one() -> None:
    """ "8Top contributor · 3w" stands under a name, and is no name."""
    screen = read_screen(
        seen((120, "Georgina Marsh-Patel", *BOLD), (120, "8Top contributor· 3w ·", *SMALL), GAP, (30, "The car park was a disgrace", *PLAIN), GAP,
             (60, "Like Comment Share", *SMALL), *FACEBOOK)
    )  # fmt: skip

    assert said(screen) == [("Georgina Marsh-Patel", "3w", "The car park was a disgrace")]


def test_saving_a_thread_is_what_can_be_done() -> None:
    """It stands beside the buttons under a post, and may stick to them."""
    screen = read_screen(
        seen((60, "mumsnet"), (60, "PurplePen OP · Yesterday 07:36"), (60, "Lovely boy. Not mine."), (60, "Save thread  Quote Reply", GREY))
    )  # fmt: skip

    assert said(screen) == [("PurplePen", "Yesterday 07:36", "Lovely boy. Not mine.")]
