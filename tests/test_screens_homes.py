"""Screenshots: neighbours, whose places stand under their names, and the times beside them."""

# ruff: noqa: E501  (the rows of a screen read best as they stand)
from __future__ import annotations

import pytest

from tests.screens.byhand import BLACK, GAP, GREY, PLAIN, WHITE, Row, said, seen
from worker.reading.screens import read_screen
from worker.reading.screens.times import find_time

BOX = (240, 242, 245)
NAME, HOME, SAYS = (BLACK, BOX, 1.0, 6.1), (GREY, BOX, 1.0, 3.1), (BLACK, BOX, 1.0, 4.4)
OVER, UNDER = (BLACK, WHITE, 1.0, 6.1), (GREY, WHITE, 1.0, 3.1)
POST: list[Row] = [
    (120, "Wen-Li Cole", *OVER), (120, "Pound Lane • 4 days •", *UNDER), (20, "Lost near Fenwick Street school: a small blue", *PLAIN),
    (20, "hearing aid with a star sticker. Reward.", *PLAIN), GAP, (120, "Like · 34 Share", GREY), GAP,
]  # fmt: skip


def test_a_place_between_a_name_and_its_words_tells_neighbours() -> None:
    """Facebook's boxes are like Nextdoor's but for that; a place is nobody's name."""
    screen = read_screen(
        seen(
            *POST, (120, "Denzil Prowse", *NAME), (120, "Hillside", *HOME), (120, "Looked all along the railings this morning", *SAYS), (120, "1w Like Reply", GREY),
        )
    )  # fmt: skip

    assert screen.platform == "nextdoor"
    assert said(screen) == [
        ("Wen-Li Cole", "4 days", "Lost near Fenwick Street school: a small blue hearing aid with a star sticker. Reward."),
        ("Denzil Prowse", "1w", "Looked all along the railings this morning"),
    ]  # fmt: skip


@pytest.mark.parametrize("between", ["Top contributor", "Author"])
def test_a_badge_is_no_place(between: str) -> None:
    """It stands there on Facebook."""
    screen = read_screen(
        seen(
            (40, "Write a comment…"), GAP, (120, "Denzil Prowse", *NAME), (120, between, *HOME), (120, "Looked all along the railings this morning", *SAYS),
            (120, "1w Like Reply", GREY),
        )
    )  # fmt: skip

    assert screen.platform == "facebook"


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("Pound Lane • 4 days •", "4 days"),
        ("Pound Lane· 1 day·", "1 day"),
        ("2 weeks Like Reply", "2 weeks"),
        ("we waited 4 days", None),
        ("4 days off, like that helps", None),
        ("· 4 days in a row", None),
    ],
)
def test_days_in_full_are_a_time_between_signs(text: str, time: str | None) -> None:
    """Or before what can be done; elsewhere somebody says how long it took."""
    shown = find_time(text)

    assert (shown.text if shown else None) == time
