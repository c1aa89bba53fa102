"""Screenshots: names known by what all names of a page have in common, and what stands where names stand."""

# ruff: noqa: E501  (the rows of a screen read best as they stand)
from __future__ import annotations

from dataclasses import replace

from tests.screens import today
from tests.screens.byhand import (
    BLACK,
    BLUE,
    BOLD,
    FACEBOOK,
    GAP,
    GREY,
    WHATSAPP,
    WHITE,
    chat,
    line,
    said,
    seen,
)
from tests.screens.measure import Tally, tally
from tests.screens.recorded import recorded
from worker.reading.screens import Seen, read_screen
from worker.reading.screens.letters import is_whole, mended
from worker.reading.screens.names import read_name
from worker.reading.screens.rows import rows_of

FAINT, FULL = (GREY, WHITE, 1.0, 5.2), (BLACK, WHITE, 1.0, 3.9)
TIKTOK = ((60, "84 comments"), GAP)


def comments(*rows: tuple) -> Seen:
    """A sheet of comments as TikTok shows them: names in bold small print."""
    return seen(*TIKTOK, *rows, GAP, (60, "Add comment...", GREY))


def test_whatever_is_written_as_names_are_is_a_name():
    """ "Not Really Here" over "name them" is somebody, where others are named in that make; in that of words it is said."""
    known = (
        (150, "k.szymanska", *FAINT),
        (150, "feral on the bus too", *FULL),
        (150, "5d ago Reply", GREY),
        GAP,
    )
    for name in ("Not Really Here", "jordan k", "Mrs P teaches", "The Fox at Marlby", "Shauna Mac an Bhaird"):
        alike = read_screen(
            comments(*known, (150, name, *FAINT), (150, "name them", *FULL), (150, "5d ago Reply", GREY))
        )
        assert said(alike)[1] == (name, "5d ago", "name them")
        plain = read_screen(
            comments(*known, (150, name, *FULL), (150, "name them", *FULL), (150, "5d ago Reply", GREY))
        )
        assert said(plain)[1][0] is None


def test_a_name_that_leads_its_head_in_bold_may_be_any():
    """ "The Fox at Marlby 3m", bold up to the time, is a head even where it is the first."""
    head = replace(line(100, 86, "The Fox at Marlby 3m"), lead=17)
    below = seen(
        GAP,
        GAP,
        (100, "collection only"),
        (100, "Reply", GREY),
        GAP,
        (100, "Gus Hartigan 1d"),
        (100, "So proud"),
        (100, "Reply", GREY),
        GAP,
        *FACEBOOK,
    )
    screen = read_screen(Seen(1000, below.height, (head, *below.lines)))

    assert said(screen) == [
        ("The Fox at Marlby", "3m", "collection only"),
        ("Gus Hartigan", "1d", "So proud"),
    ]


def test_a_surname_may_be_cut_to_more_than_one_letter():
    """ "A.-S." and "McK." are initials; what is cut further is no name."""
    shown = (
        "Winifred A.-S. · Tolland Park",
        "Alasdair McK. · Quarry Bank",
        "Ciara O'B. · Marl Pits",
        "Gus H. · Elmsleigh",
    )
    assert [name and name.text for name in (read_name(text, "short") for text in shown)] == [
        "Winifred A.-S.",
        "Alasdair McK.",
        "Ciara O'B.",
        "Gus H.",
    ]
    assert is_whole("Alasdair McK.")
    assert [is_whole("Alasdair McK"), read_name("Olu A.", "free")] == [False, read_name("Olu A.", "display")]


def test_a_heading_over_comments_is_nobody():
    """What begins further left than the words and their foot is the page's own."""
    screen = read_screen(
        seen((40, "Recent activity", *BOLD), (120, "Gus H. · Elmsleigh"), (120, "First I've heard of it"), (120, "2 days ago Like Reply Share", GREY), GAP,
             (120, "Temperance B. · Marl Pits"), (120, "Typical"), (120, "1 day ago Like Reply Share", GREY), GAP, (60, "Add a comment...", GREY))
    )  # fmt: skip

    assert said(screen) == [
        ("Gus H.", "2 days ago", "First I've heard of it"),
        ("Temperance B.", "1 day ago", "Typical"),
    ]


def test_a_number_behind_what_somebody_calls_himself_is_no_part_of_it():
    """ "~ Name", and far to the right his number: read as one line they are still two things; "0" begins no word."""
    green = (0, 156, 134)
    screen = read_screen(
        chat((40, "~ 0żóg family +44 7700 900145", green), (40, "Omg what for"), (700, "08:21", GREY))
    )
    assert said(screen) == [("Ożóg family", "08:21", "Omg what for")]
    assert [mended("0żóg family"), mended("0live"), mended("Year 07")] == ["Ożóg family", "0live", "Year 07"]


def test_a_user_name_is_read_so_wherever_it_stands():
    """No capital stands in it alone: "finnn.I" is finnn.l, "rOry_mcg" is r0ry_mcg; but "Ofsted" and "@kez_x" begin what is said."""
    name = read_name("finnn.I", "free")
    assert name is not None
    assert name.text == "finnn.l"
    rows = [("rOry_mcg mr finch pushing in again", 8), ("Ofsted need to hear", 0)]
    lines = [replace(line(40, 400 + 60 * n, text), lead=lead) for n, (text, lead) in enumerate(rows)]
    head = seen((60, "Liked by nell.kapoor and 218 others"), (60, "View all 37 comments", GREY))
    screen = read_screen(Seen(1000, 700, (*head.lines, *lines, line(40, 520, "6 hours ago", GREY))))

    assert [item.author for item in screen.items] == ["r0ry_mcg"]


def test_a_sign_after_a_name_is_no_part_of_it():
    """A badge is read as a star, or as whatever it looks like."""
    for sign in ("★", "✓", "◎"):
        name = read_name(f"Dunmere Noticeboard {sign}", "display")
        assert name is not None
        assert name.text == "Dunmere Noticeboard"


def test_a_short_word_in_a_row_is_no_picture_s_letter():
    """ "Ní", read as a piece of its own, stands close behind a word of its make: left out, another would be named."""
    rows = rows_of((line(100, 0, "Bronagh"), line(240, 0, "Ní"), line(300, 0, "Cheallaigh")), 36)
    assert [row.text for row in rows] == ["Bronagh Ní Cheallaigh"]
    face = rows_of((line(40, 0, "BC", WHITE, BLUE), line(120, 0, "Bronagh Cheallaigh")), 36)
    assert [row.text for row in face] == ["Bronagh Cheallaigh"]


def test_the_days_of_a_list_of_chats_go_with_it():
    """Though the browser's own signs stand over them."""
    talk = [
        line(496, 185, "Margit Holm", BLUE), line(495, 225, "Has it gone to everyone by now? I can't see it on the site"), line(1400, 225, "18:22", GREY),
        line(496, 335, "Tilly's Nan", BLUE), line(495, 375, "She cried all night because of that teacher's shouting"), line(1400, 375, "18:40", GREY),
        line(531, 830, "Type a message", GREY),
    ]  # fmt: skip
    names = ("Unread", "Parents' forum", "See you Sunday", "Chess club", "Landlord")
    days = ("09:11", "Yesterday", "Sunday", "14/11/2025")
    listed = [line(70, 195 + 70 * n, text) for n, text in enumerate(names)] + [
        line(345, 265 + 70 * n, text, GREY) for n, text in enumerate(days)
    ]
    listed = [replace(one, right=one.left + 6 * len(one.text)) for one in listed]
    browser = [
        line(30, 10, "(2) WhatsApp"),
        line(350, 12, "+"),
        line(112, 53, "web.whatsapp.com"),
        line(380, 53, ":"),
    ]
    browser = [replace(one, right=one.left + 6 * len(one.text)) for one in browser]
    screen = read_screen(Seen(1500, 870, (*browser, *listed, *talk)))

    assert [(item.author, item.when) for item in screen.items] == [
        ("Margit Holm", "18:22"),
        ("Tilly's Nan", "18:40"),
    ]


def test_what_only_leaders_of_a_group_may_write_is_read():
    """A community's announcements say so instead of a place to write a message."""
    rows = (
        (40, "Gus H", BLUE),
        (40, "My granddaughter won't sleep"),
        (700, "09:14", GREY),
        GAP,
        (40, "Olu + twins", BLUE),
        (40, "Miss Orme told them"),
        (700, "09:21", GREY),
    )
    screen = read_screen(seen(*WHATSAPP, *rows, GAP, (60, "Only community admins can send messages", GREY)))
    assert said(screen) == [
        ("Gus H", "09:14", "My granddaughter won't sleep"),
        ("Olu + twins", "09:21", "Miss Orme told them"),
    ]


def test_the_screens_of_this_winter():
    """Drawn before the rules were mended; at first sight 88 % of the items, of 117 names 104 right and 3 wrong."""
    counts = sum((tally(read_screen(one.seen), one.platform, one.said) for one in recorded("today")), Tally())
    assert counts.platforms >= 35
    assert counts.found >= 0.98 * counts.items
    assert counts.right >= 0.96 * counts.authors
    assert counts.wrong + counts.unreal == 0


def test_the_screens_of_this_winter_are_as_drawn():
    """What is recorded is what the designs say."""
    pages = [today.drawn_today(slug, seed) for seed in range(4) for slug in today.WAYS]
    assert [one.said for one in recorded("today")] == [
        tuple(replace(s, depth=0) for s in page.said if s) for page in pages
    ]


def test_who_is_alone_in_his_make_is_asked_for():
    """One name in bold small print, and no other on the page: its words must do."""
    lone = comments((150, "Not Really Here", *FAINT), (150, "name them", *FULL), (150, "5d ago Reply", GREY))
    assert said(read_screen(lone)) == [(None, "5d ago", "Not Really Here name them")]
