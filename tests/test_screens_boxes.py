"""Screenshots: what stands in boxes, in bold letters and beside names belongs to whom it belongs to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.screens.byhand import (
    BLACK,
    BLUE,
    BOLD,
    GAP,
    GREEN,
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
from worker.reading.screens.names import read_name

CARD = (233, 236, 240)
MUMSNET = [(40, "Am I being unreasonable?"), GAP]


def led(screen: Seen, **leads: int) -> Seen:
    """The screen where rows that begin with a word have so many letters of another make first."""
    return replace(
        screen,
        lines=tuple(replace(one, lead=leads.get(one.text.split()[0], 0)) for one in screen.lines),
    )


def test_what_a_post_quotes_is_not_its_own() -> None:
    """Words in a box within a post, above its own words."""
    screen = read_screen(
        seen(
            *MUMSNET, (120, "Oldermumof3"), (120, "12 hours ago", GREY),
            (80, "WobblyTooth said:", GREY, CARD), (80, "Why is nobody at the crossing", GREY, CARD),
            (40, "It's on the website"), (40, "Thanks (4) Quote Share Report", GREY),
        )
    )  # fmt: skip

    assert said(screen) == [("Oldermumof3", "12 hours ago", "It's on the website")]


def test_a_quoted_post_with_its_head_is_not_its_own() -> None:
    """Who is quoted said nothing here, and who quotes is not the one quoted."""
    screen = read_screen(
        seen(
            *MUMSNET, (40, "Oldermumof3 · Yesterday 14:50"),
            (80, "Fridayfeeling5 · Yesterday 12:04", GREY, CARD), (80, "There were witnesses", BLACK, CARD),
            (40, "Free school meals went missing too"), (40, "Thanks Quote Bookmark Report", GREY),
        )
    )  # fmt: skip

    assert said(screen) == [("Oldermumof3", "Yesterday 14:50", "Free school meals went missing too")]


def test_a_name_runs_into_its_words() -> None:
    """Bold letters part the two; a single bold word may be so by chance."""
    page = seen(
        (40, "Write a comment…"), (40, "41 comments · 19 shares"), GAP,
        (100, "Jack Le Fevre it's the third time this month"), (100, "Like · Reply · 3 hrs", GREY), GAP,
        (100, "Harriet was there too"), (100, "Like · Reply · 2 hrs", GREY), GAP,
    )  # fmt: skip
    screen = read_screen(led(page, Jack=13, Harriet=7))

    assert said(screen) == [
        ("Jack Le Fevre", "3 hrs", "it's the third time this month"),
        (None, "2 hrs", "Harriet was there too"),
    ]


def test_comments_under_a_caption() -> None:
    """Each begins with its author in bold letters; the time below is the caption's."""
    page = seen(
        (40, "Instagram"), GAP, (40, "716 likes"), (40, "holroyd.dawn Why is there never anyone"),
        (40, "at the crossing?"),
        (40, "View all 73 comments", GREY), (40, "fernhillfit Aw no"),
        (40, "malwina.g I will be recording it"),
        (40, "2 HOURS AGO", GREY),
    )  # fmt: skip
    screen = read_screen(led(page, **{"holroyd.dawn": 12, "fernhillfit": 11, "malwina.g": 9}))

    assert [(item.author, item.text) for item in screen.items] == [
        ("holroyd.dawn", "Why is there never anyone at the crossing?"),
        ("fernhillfit", "Aw no"),
        ("malwina.g", "I will be recording it"),
    ]


def test_a_badge_with_its_subject_is_no_name() -> None:
    """ "Group expert · Education" tells about the name above."""
    screen = read_screen(
        seen(
            (40, "Private group · 2.1K members"), (40, "Write a comment…"), GAP, (120, "Ottilie Brandt"),
            (120, "Group expert · Education · 11h ·", GREY), GAP, (40, "It is not on the website"),
            (40, "32 comments", GREY),
        )
    )  # fmt: skip

    assert said(screen) == [("Ottilie Brandt", "11h", "It is not on the website")]


def test_the_owner_answers_on_two_rows() -> None:
    """A place's name, "(owner)", its time beneath, and then its words."""
    screen = read_screen(
        seen(
            (120, "Ying Zhao"), (120, "12 reviews", GREY), (40, "★★ 3 months ago"),
            (40, "Nobody told us about the gate"), GAP,
            (100, "Beckfoot Primary School (owner)"), (100, "2 weeks ago", GREY),
            (100, "We are sorry to read this."),
        )
    )  # fmt: skip

    assert said(screen) == [
        ("Ying Zhao", "3 months ago", "Nobody told us about the gate"),
        ("Beckfoot Primary School (owner)", "2 weeks ago", "We are sorry to read this."),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [(100, "Beckfoot Primary School (owner) 2 weeks ago")],
        [(100, "Beckfoot Primary School"), (100, "(owner)", GREY), (100, "2 weeks ago", GREY)],
    ],
)
def test_the_owner_answers_by_name(rows: list[Row]) -> None:
    """On one row with its time, or with no room for "(owner)" beside the name."""
    screen = read_screen(
        seen(
            (120, "Ying Zhao"), (120, "12 reviews", GREY), (40, "★★ 3 months ago"),
            (40, "Nobody told us about the gate"), GAP, *rows, (100, "We are sorry to read this."),
        )
    )  # fmt: skip

    assert said(screen) == [
        ("Ying Zhao", "3 months ago", "Nobody told us about the gate"),
        ("Beckfoot Primary School (owner)", "2 weeks ago", "We are sorry to read this."),
    ]


def test_a_post_shown_within_a_page() -> None:
    """Its user name has "Follow" beside it, its time stands in full under the words."""
    screen = read_screen(
        seen(
            (40, "Parents took to social media."), GAP, (120, "Ottilie Brandt"),
            (120, "@one_tired_teach · Follow", GREY), GAP,
            (60, "moving mine after christmas"), GAP, (60, "5:31 PM · Nov 16, 2026", GREY),
            (60, "601 Reply Copy link", GREY),
        )
    )  # fmt: skip

    assert screen.platform == "x"
    assert [(item.author, item.handle, item.text) for item in screen.items] == [
        ("Ottilie Brandt", "@one_tired_teach", "moving mine after christmas")
    ]


def test_where_somebody_lives_is_no_part_of_the_name() -> None:
    """On one row in small print: told by where the bold letters end, else asked for."""
    page = seen(
        (40, "Nextdoor"), GAP, (100, "Shell Louise Beckfoot North"), (100, "Count me in"),
        (100, "31 min ago Like Reply Share", GREY), GAP,
        (100, "Kim Le Tannery Row"), (100, "Me too, where is it"), (100, "2 hr ago Like Reply Share", GREY),
    )  # fmt: skip
    screen = read_screen(led(page, Shell=12))

    assert said(screen) == [
        ("Shell Louise", "31 min ago", "Count me in"),
        (None, "2 hr ago", "Me too, where is it"),
    ]


@pytest.mark.parametrize(
    ("letters", "left", "author"), [("Dr", 100, "Dr Nuala Finnerty"), ("NF", 144, "Nuala Finnerty")]
)
def test_a_title_that_stands_as_a_piece_of_its_own(letters: str, left: int, author: str) -> None:
    """A word close before others of its make is the first of theirs; capitals are an avatar's."""
    rows = (
        line(100, 40, letters, stroke=4.0),
        line(144, 40, "Nuala Finnerty", stroke=4.1),
        line(left, 86, "Nobody told us the gate had changed", stroke=2.9),
        line(left, 132, "28w Like Reply", GREY),
        line(20, 220, "Write a comment…", GREY),
    )
    screen = read_screen(Seen(1000, 300, rows))

    assert said(screen) == [(author, "28w", "Nobody told us the gate had changed")]


def test_a_comment_under_a_post_without_a_row_of_actions() -> None:
    """A foot's time is not the post's that has its own: above it a bold name begins a comment."""
    rows = (
        line(100, 40, "Cordelia Banks \ue0b0 Royle Lane Community", stroke=4.0),
        line(100, 86, "5h ·", GREY),
        line(20, 140, "Two days running with no hot meal", stroke=2.9),
        line(100, 240, "Anil Deshmukh", stroke=4.1),
        line(100, 286, "Does the choir need black shoes", stroke=3.0),
        line(100, 332, "28w Like Reply", GREY),
        line(20, 420, "Write a comment…", GREY),
    )
    screen = read_screen(Seen(1000, 500, rows))

    assert said(screen) == [
        ("Cordelia Banks", "5h", "Two days running with no hot meal"),
        ("Anil Deshmukh", "28w", "Does the choir need black shoes"),
    ]


def test_a_name_that_was_not_read_leaves_its_words_to_nobody() -> None:
    """In Snapchat a gap stands between two people's words; and nobody's name is carried over it."""
    blue, pink = (20, 150, 240), (240, 60, 90)
    screen = read_screen(
        seen(
            (200, "Beckfoot Primary Parents"), GAP, (20, "ILLYA", blue),
            (40, "Typical. One rule for them"), GAP, GAP,
            (40, "Nobody told us the gate had changed"), GAP, (20, "ME", pink),
            (40, "Dinner ladies are the only ones left"),
            GAP, (60, "Send a chat"),
        )
    )  # fmt: skip

    assert [(item.author, item.text) for item in screen.items] == [
        ("ILLYA", "Typical. One rule for them"),
        (None, "Nobody told us the gate had changed"),
        (None, "Dinner ladies are the only ones left"),
    ]


def test_two_messages_under_one_name_in_capitals_of_any_language() -> None:
    """A row that ended early, and a step a little wider than that within a message; "^" is no letter."""
    green, blue = (15, 159, 110), (20, 150, 240)
    long = "he says that every time and then it is our fault when"
    rows = (
        line(20, 40, "CÉLIE D", green), line(40, 90, long), line(40, 140, "the moderator comes"),
        line(40, 197, "in front of EVERYONE"),
        line(20, 270, "BARNABY", blue), line(40, 320, "ΛΛ"),
        line(20, 400, "BARNABY", blue), line(40, 450, "sir never sent it"), line(60, 600, "Send a chat"),
    )  # fmt: skip
    screen = read_screen(Seen(1100, 700, rows))

    assert said(screen) == [
        ("CÉLIE D", None, f"{long} the moderator comes"),
        ("CÉLIE D", None, "in front of EVERYONE"),
        ("BARNABY", None, "sir never sent it"),
    ]


@pytest.mark.parametrize(
    ("shown", "author"),
    [
        ("Leocadia Brandt- Author", "Leocadia Brandt"),
        ("Teaching w/ Mr. Osei · Author", "Teaching w/ Mr. Osei"),
        ("Leocadia B/andt · Author", None),
    ],
)
def test_names_with_a_badge(shown: str, author: str | None) -> None:
    """The dot before it may be read as a stroke; "w/" is a word, and no letter that was misread."""
    names = ("xio_delgado", shown)
    rest: list[Row] = [(100, "It is the only tie", *PLAIN), (100, "3d Reply", GREY), GAP]
    rows: list[Row] = [row for name in names for row in ((100, name, *BOLD), *rest)]
    screen = read_screen(seen((300, "29 comments"), *rows, (40, "Add comment...")))

    assert said(screen) == [(name, "3d", "It is the only tie") for name in ("xio_delgado", author)]


def test_a_head_in_bold_letters_ends_the_post_before_it() -> None:
    """On X a name may leave no room for the user name: what follows is not the one's before."""
    rows = (
        line(100, 100, "Tilly Marsden @jo_oh · 4h"),
        line(100, 146, "Took him out in Year 2, never", stroke=3.6),
        line(100, 192, "looked back at that place", stroke=3.6),
        line(100, 330, "Bartholomew Fotheringham", stroke=5.1),
        line(100, 376, "We pay enough council tax as it is", stroke=3.7),
        line(100, 460, "Post your reply"),
    )
    screen = read_screen(Seen(1000, 600, rows))

    assert [(item.author, item.text) for item in screen.items] == [
        ("Tilly Marsden", "Took him out in Year 2, never looked back at that place"),
        (None, "We pay enough council tax as it is"),
    ]


@pytest.mark.parametrize("words", ["Oh love", "Thanks Mo", "Mo H. says thanks"])
def test_short_words_of_people_are_no_actions(words: str) -> None:
    """Love and thanks are things to press, and things to say."""
    rows: list[Row] = [(100, "xio_delgado", GREY), (100, words), (100, "3d Reply", GREY), GAP] * 2
    screen = read_screen(seen((300, "29 comments"), *rows, (40, "Add comment...")))

    assert said(screen) == [("xio_delgado", "3d", words)] * 2


def test_numbers_are_said_too() -> None:
    """Of the make of words, right over a foot; in its small print they count hearts."""
    foot = (100, "3d Reply", GREY)
    screen = read_screen(
        seen(
            (300, "29 comments"),
            (100, "xio_delgado", *BOLD), (100, "Has anyone had the money?", *PLAIN), foot, GAP,
            (100, "zayn.p", *BOLD), (100, "6 7", *PLAIN), foot, GAP,
            (100, "jo_oh", *BOLD), (100, "No", *PLAIN), (100, "12", GREY), foot, GAP, (40, "Add comment..."),
        )
    )  # fmt: skip

    assert said(screen) == [
        ("xio_delgado", "3d", "Has anyone had the money?"),
        ("zayn.p", "3d", "6 7"),
        ("jo_oh", "3d", "No"),
    ]


def test_who_has_seen_a_post_is_no_part_of_it() -> None:
    """A group counts them beside the comments."""
    screen = read_screen(
        seen(
            (40, "Private group · 2.1K members"), (40, "Write a comment…"), GAP, (120, "Ottilie Brandt"),
            (120, "11h ·", GREY), GAP, (40, "It is not on the website"),
            (40, "14 comments Seen by 203", GREY),
        )
    )  # fmt: skip

    assert said(screen) == [("Ottilie Brandt", "11h", "It is not on the website")]


def test_a_count_in_small_print_at_the_edge_is_no_word() -> None:
    """Hearts are counted beside the words, on whichever row they stand."""
    rows = [
        line(100, 100 + 46 * n, text)
        for n, text in enumerate(("xio_delgado", "Has anyone had", "the money?"))
    ]
    hearts = line(100 + 17 * 15, 146, "622", GREY)
    foot = line(100, 240, "3d ago Reply", GREY)
    screen = read_screen(Seen(1000, 500, (*rows, hearts, foot, line(40, 300, "Add comment..."))))

    assert said(screen) == [("xio_delgado", "3d ago", "Has anyone had the money?")]


@pytest.mark.parametrize(
    ("nick", "read", "sure"),
    [
        ("DolHaveTo2", "DolHaveTo2", False),
        ("WhatlDid", "WhatIDid", True),
        ("WhenlsHalfTerm", "WhenIsHalfTerm", True),
        ("MoonIllusion", "MoonIllusion", True),
        ("AnotherNameChangeO", "AnotherNameChangeO", False),
        ("SchoolGateSpy", "SchoolGateSpy", True),
        ("WeAlILiveHere", "WeAlILiveHere", False),
        ("GirlInterrupted", "GirlInterrupted", True),
    ],
)
def test_nicknames_whose_letters_may_be_others(nick: str, read: str, sure: bool) -> None:
    """An "l" where no word ends so is "I"; where one may, it is asked for."""
    name = read_name(nick, "nick")

    assert name is not None
    assert (name.text, name.sure) == (read, sure)


def test_a_video_that_answers_a_comment() -> None:
    """In a box over the picture stands who asked what; "Replying to" goes on with words of its own."""
    dark, box = (87, 75, 69), (255, 255, 255)
    screen = read_screen(
        seen(
            (200, "Following For You", WHITE, dark), GAP, GAP,
            (100, "Reply to kayla.x0's comment", GREY, box), (100, "what happened at the", BLACK, box),
            (100, "disco", BLACK, box), GAP, GAP,
            (20, "tidepool_y6 · 2d ago", WHITE, dark),
            (20, "Replying to @kayla.x0 storytime, names", WHITE, dark),
            (20, "changed obviously #tiktok", WHITE, dark),
            (20, "original sound - tidepool_y6", WHITE, dark), GAP,
            (20, "Home Friends Inbox Profile", WHITE, dark),
        )
    )  # fmt: skip

    assert said(screen) == [
        ("kayla.x0", None, "what happened at the disco"),
        ("tidepool_y6", "2d ago", "Replying to @kayla.x0 storytime, names changed obviously #tiktok"),
    ]


def test_a_clock_that_sticks_to_the_words_of_a_message() -> None:
    """Only a smiley stood between them; and a smiley that somebody answered with is nobody's words."""
    screen = read_screen(
        chat(
            (40, "Kelly", PINK), (40, "It was him"), (600, "21:14", GREY), (60, "田円6", GREY), GAP,
            (500, "Hello governors21:16", BLACK, GREEN), GAP,
            (40, "Darren mum", BLUE), (40, "No"), (600, "21:17", GREY),
        )
    )  # fmt: skip

    assert said(screen) == [
        ("Kelly", "21:14", "It was him"),
        (None, "21:16", "Hello governors"),
        ("Darren mum", "21:17", "No"),
    ]
