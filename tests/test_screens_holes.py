"""Screenshots: what the engine leaves out between letters, and names that lie beside a sign or a place."""

# ruff: noqa: E501  (the rows of a screen read best as they stand)
from __future__ import annotations

from dataclasses import replace

import pytest

from tests.screens.byhand import BLACK, BLUE, BOLD, FACEBOOK, GAP, GREY, PLAIN, WHITE, Row, line, seen
from worker.outside.eyes.holes import with_spaces
from worker.reading.screens import Line, Seen, read_screen
from worker.reading.screens.names import read_name
from worker.reading.screens.rows import clean, rows_of, unit_of
from worker.reading.screens.signals import find_platform

MOTLEY = [(92, 44, 44), (90, 86, 44), (50, 92, 43), (44, 92, 80), (44, 60, 92), (70, 44, 92)]
TIKTOK: list[Row] = [GAP, (60, "Add comment...", GREY)]


# ── where each letter was seen, and where the line shows its ground ────────────────────────


@pytest.mark.parametrize(
    ("text", "places", "bare", "spaced"),
    [
        ("abDe", (0.4, 0.9, 1.4, 1.9), [(0.6, 0.7), (1.1, 1.2), (1.6, 1.7)], ("abDe", 0)),
        ("abDe", (0.4, 0.9, 1.7, 2.2), [(0.6, 0.7), (1.1, 1.45), (1.9, 2.0)], ("ab De", 0)),
        ("abDe", (0.4, 0.9, 2.4, 2.9), [(0.6, 0.7), (1.1, 1.4), (1.8, 2.1), (2.6, 2.7)], ("ab De", 1)),
        ("ab De", (0.4, 0.9, 2.4, 2.9), [(0.6, 0.7), (1.1, 1.4), (1.8, 2.1), (2.6, 2.7)], ("ab De", 1)),
        (
            "Abi @abi_teach·3h",
            (0.54, 0.85, 1.16, 2.71, 3.33, 3.64, 3.95, 4.26, 4.57, 4.73, 5.19, 5.5, 5.81, 6.43, 6.9, 7.21),
            [(1.25, 1.5), (2.22, 2.48), (6.04, 6.33), (6.41, 6.7)],
            ("Abi @abi_teach · 3h", 1),
        ),
        ("LOWR", (0.4, 0.9, 1.5, 2.4), [(0.6, 0.7), (1.1, 1.2), (1.8, 2.1)], ("LOWR", 0)),
        ("a8112", (0.4, 0.9, 1.4, 2.1, 2.6), [(1.1, 1.3), (1.6, 1.9)], ("a8112", 0)),
        ("ab", (0.4,), [], ("ab", -1)),
    ],
)
def test_spaces_that_were_lost(
    text: str, places: tuple[float, ...], bare: list[tuple[float, float]], spaced: tuple[str, int]
) -> None:
    """A stretch of ground parts words; one that a smiley or a sign fills is counted; digits and capitals stand wide."""
    assert with_spaces(text, places, bare) == spaced


def test_in_a_long_line_places_drift() -> None:
    """Where there is no more ground than there are spaces, none was lost, wherever letters seem to stand."""
    text = "the head and us"
    letters = [n for n, letter in enumerate(text) if letter != " "]
    places = [0.4 * n + (0.3 if n == 10 else 0.0) for n in letters]
    bare = [(0.4 * n - 0.15, 0.4 * n + 0.15) for n, letter in enumerate(text) if letter == " "]

    assert with_spaces(text, places, bare) == (text, 0)


def test_spaces_tell_how_far_letters_drift() -> None:
    """What is left of the ground when each space has taken its own, in order, is moved as far as they are."""
    places = (
        0.58,
        1.08,
        1.41,
        1.74,
        2.24,
        2.74,
        3.07,
        3.41,
        3.74,
        4.07,
        4.40,
        4.90,
        5.40,
        5.73,
        6.06,
        6.40,
        6.89,
        7.39,
        7.89,
        8.56,
    )
    ground = [(4.12, 4.37), (4.47, 4.69), (5.92, 6.17), (7.48, 7.73), (7.83, 8.11)]

    assert with_spaces("Harbourside·Just now·", places, ground) == ("Harbourside ·Just now ·", 0)


@pytest.mark.parametrize(("text", "where"), [("ab1.25", 3), ("16:4081", 1), ("11,225", 2), ("21d Like", 2)])
def test_no_space_is_lost_within_a_number(text: str, where: int) -> None:
    """Points and figures stand wide."""
    places = [0.4 * n + (0.3 if n > where else 0.0) for n in range(1, len(text.replace(" ", "")) + 1)]
    ground = [(places[where] - 0.5, places[where] - 0.2)]

    assert with_spaces(text, places, ground) == (text, 0)


# ── who answers whom ───────────────────────────────────────────────────────────────────────


def _sheet(answer: str, missed: int, said_there: str = "So they believed the other kid") -> Seen:
    """A comment of Shannon's in small print over words, and an answer set in under it."""
    shown = seen(
        (100, "Shannon", GREY, WHITE, 1.0, 5.1), (100, "my son was there and never touched anyone"), (100, "2d Reply", GREY), GAP,
        (180, answer, GREY, WHITE, 1.0, 5.1), (180, said_there), (180, "2d Reply", GREY), *TIKTOK,
    )  # fmt: skip
    return replace(
        shown, lines=tuple(replace(one, missed=missed * (one.text == answer)) for one in shown.lines)
    )


@pytest.mark.parametrize(
    ("row", "missed", "author"),
    [
        ("mumof4xx Shannon", 1, "mumof4xx"),
        ("Shannon mumof4xx", 1, "Shannon"),
        ("Kelly Dawn", 1, None),
        ("Kelly Dawn", 0, "Kelly Dawn"),
    ],
)
def test_who_answers_stands_before_whom(row: str, missed: int, author: str | None) -> None:
    """The sign between the two is not read: one that stands over a comment tells which is which."""
    assert [item.author for item in read_screen(_sheet(row, missed)).items] == ["Shannon", author]


def test_two_names_far_apart_are_no_one_name() -> None:
    """The sign between them, in a row that was read in two pieces."""
    shown = _sheet("Shannon", 0)
    beside = line(360, shown.lines[4].top, "mumof4xx · Creator", GREY, WHITE, 1.0, 5.1)
    screen = read_screen(replace(shown, lines=(*shown.lines, beside)))

    assert [item.author for item in screen.items] == ["Shannon", "Shannon"]


@pytest.mark.parametrize(("missed", "author"), [(-1, None), (0, "YahyaK")])
def test_a_capital_within_a_name_where_no_space_was_lost(missed: int, author: str | None) -> None:
    """ "YahyaK" may be "Yahya K", unless the picture was measured."""
    shown = seen((100, "YahyaK", GREY, WHITE, 1.0, 5.1), (100, "my cousin got excluded for nothing"), (100, "11-5 Reply", GREY),
                 (100, "Radek", GREY, WHITE, 1.0, 5.1), (100, "and there is no glue left"), (100, "11-3 Reply", GREY), *TIKTOK)  # fmt: skip
    screen = read_screen(replace(shown, lines=tuple(replace(one, missed=missed) for one in shown.lines)))

    assert [item.author for item in screen.items] == [author, "Radek"]


# ── names beside titles, places and signs of the app ───────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "style", "name"),
    [
        ("Michał Ł.", "free", "Michał Ł."),
        ("Élise É.", "short", "Élise É."),
        ("Rev. Alan K.", "short", "Rev. Alan K."),
        ("Fr. Declan", "free", "Fr. Declan"),
        ("Mama Adaeze Top", "free", "Mama Adaeze"),
    ],
)
def test_names_with_a_title_or_an_initial(text: str, style: str, name: str) -> None:
    """An initial may have an accent, and a title its stop; "Top" is what the app says of a comment."""
    found = read_name(text, style)
    assert found is not None
    assert found == type(found)(name, True)


def test_a_capital_i_in_a_nickname_before_digits_is_asked_for() -> None:
    """ "OverIt2025" is read as "Overlt2025"."""
    found = read_name("Overlt2025", "nick")
    assert found is not None
    assert not found.sure


def _placed(text: str, top: float, lead: int) -> Line:
    return replace(line(100, top, text, GREY, WHITE, 0.98, 4.0), lead=lead)


def test_a_first_name_in_bold_before_a_place_is_a_name() -> None:
    """ "Stu · Rowan Estate": the bold letters end where the dot stands, with it or before it."""
    rows = ["Hafsa N. · Glebe Park", "It is on the website", "22 hr ago Like Reply Share",
            "Stu · Rowan Estate", "useless, tried him last year", "2 days ago Like Reply Share",
            "Tracy· Quarry Hill", "That will be Mr Orme", "2 hr ago Like Reply Share"]  # fmt: skip
    leads = {"Hafsa N. · Glebe Park": 8, "Stu · Rowan Estate": 3, "Tracy· Quarry Hill": 6}
    lines = [
        _placed(text, 220 + 46 * n, leads[text])
        if text in leads
        else line(100, 220 + 46 * n, text, GREY if "ago" in text else BLACK, WHITE, 1.0, 4.4)
        for n, text in enumerate(rows)
    ]
    bar = line(100, 20, "Search Nextdoor")
    screen = read_screen(Seen(1000, 900, (bar, *lines)))

    assert [item.author for item in screen.items] == ["Hafsa N.", "Stu", "Tracy"]


def test_an_advert_in_a_timeline_is_no_part_of_the_post_above() -> None:
    """Its head has "Ad" at the far right, and no time; among posts it is left out."""
    advert = [line(100, 224, "Sofa Barn", *BOLD), line(300, 224, "@sofabarn"), line(900, 224, "Ad", GREY)]
    rest = seen((100, "Gaz @gaz_1983 · 19m"), (100, "Sports day is off for wet grass", *PLAIN), (100, ""), GAP, (100, ""),
                (100, "Corner units at half the price", *PLAIN), (100, ""), (100, "Post your reply", GREY))  # fmt: skip
    screen = read_screen(replace(rest, lines=(*rest.lines, *advert)))

    assert [(item.author, item.text) for item in screen.items] == [
        ("Gaz", "Sports day is off for wet grass"),
    ]


def test_where_a_message_is_written_nothing_is_said() -> None:
    """A sign beside the place to write is read as letters."""
    violet, pale = (121, 67, 245), (38, 38, 38)
    shown = seen(
        (280, "school run survivors", WHITE, BLACK), (280, "7 members", GREY, BLACK), GAP,
        (180, "sparklemum_x", GREY, BLACK), (190, "have you seen what she wrote", WHITE, pale),
        (180, "j.ferreira", GREY, BLACK), (190, "read the letter properly", WHITE, pale),
        (600, "no she did not", WHITE, violet), (180, "Message...", GREY, pale),
    )  # fmt: skip
    sign = line(800, shown.lines[-1].top, "(0", WHITE, pale, 0.79)
    screen = read_screen(replace(shown, lines=(*shown.lines, sign)))

    assert screen.platform == "instagram"
    assert [item.text for item in screen.items] == [
        "have you seen what she wrote",
        "read the letter properly",
        "no she did not",
    ]


# ── what tells an app in a picture that shows little of it ─────────────────────────────────


@pytest.mark.parametrize(
    ("rows", "platform"),
    [
        ([(40, "1 review", GREY), (40, "5 months ago", GREY), (40, "Love it here."), (40, "Like Share", GREY)], "google_reviews"),
        ([(40, "Which school?"), (40, "Post your reply", GREY)], "x"),
        ([(40, "Reply to kayla.x0's comment"), (40, "LIVE Explore Following For You")], "tiktok"),
        ([(40, "TASH", (230, 30, 30)), (40, "Which one of you told her"), (40, "GWEN", (30, 60, 230)), (40, "Not me"),
          (40, "DAZ", (30, 160, 60)), (40, "Might of been me")], "snapchat"),
        ([(40, "NEWS", (230, 30, 30)), (40, "The hall is closed"), (40, "DATES", (230, 30, 30)), (40, "None this week"),
          (40, "LUNCH", (230, 30, 30)), (40, "Fish on Friday")], None),
        ([(40, "facebook", BLUE), (40, "Ann-Marie Vose"), (40, "38 mins· Friends", GREY), (40, "And they bought a new sign."),
          (40, "Mo"), (40, "11 hrs · Friends of friends", GREY), (40, "Never seen her so happy")], "facebook"),
        ([(40, "Class 4 Herons"), (40, "Hanna L, Lisa Blue Door, Obi,..", GREY), GAP, (40, "Lisa Blue Door", (91, 102, 224)),
          (40, "I have put in a complaint."), (200, "08:19", GREY), (40, "Obi", (191, 89, 207)), (40, "Good"),
          (200, "08:21", GREY)], "whatsapp"),
        ([(40, "Thursday B"), *((40, f"{hour}:10", BLACK, paper) for hour, paper in enumerate(MOTLEY, 10))], None),
    ],
)  # fmt: skip
def test_a_part_of_a_screen_tells_its_app(rows: list[Row], platform: str | None) -> None:
    """Half a picture still does; headings of one colour are no names."""
    lines = clean(seen(*rows).lines)
    assert find_platform(rows_of(lines, unit_of(lines)), None) == platform


def test_facebooks_rows_still_tell_it() -> None:
    """Two rows that only Facebook has."""
    lines = clean(seen(*FACEBOOK).lines)
    assert find_platform(rows_of(lines, unit_of(lines)), None) == "facebook"


def test_an_icon_and_a_number_far_to_the_right_are_said_by_nobody() -> None:
    """ "il 66" under a post is how many saw it; at the edge of the words it is somebody's."""
    shown = seen(
        (100, "Coach Dai @dai_thomas_u9 · 55m"), (100, "Email the chair of governors today"), (700, "il 66", GREY),
        (100, "Mari @mari_evs · 40m"), (100, "il 66", BLACK), GAP, (100, "Post your reply", GREY),
    )  # fmt: skip

    assert [item.text for item in read_screen(shown).items] == ["Email the chair of governors today", "il 66"]
