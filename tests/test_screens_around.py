"""Screenshots of whole screens: what stands around a post, over it and fixed to it is not its author's."""

# ruff: noqa: E501  (the rows of a screen read best as they stand)
from __future__ import annotations

import pytest

from tests.screens.byhand import BLACK, BLUE, FACEBOOK, GAP, GREY, PINK, WHITE, Row, line, said, seen
from worker.reading.screens import Seen, read_screen
from worker.reading.screens.letters import is_whole
from worker.reading.screens.names import is_house
from worker.reading.screens.seen import Colour
from worker.reading.screens.times import find_time

CARD, VIOLET = (239, 241, 244), (90, 73, 252)
X = [(40, "Post your reply", GREY), (40, "34 Reposts 12 Quotes", GREY)]
NAMES = [(150, "gav.threlkeld", GREY), (150, "kez_x", GREY)]


def bubble(left: float, text: str, paper: Colour = CARD, ink: Colour = BLACK) -> Row:
    """A row that stands on a ground of its own."""
    return (left, text, ink, paper)


def test_a_chat_in_an_app_of_posts_is_a_chat() -> None:
    """User names over bubbles, one's own in full colour, and a place to write: so Instagram shows a group."""
    screen = read_screen(
        seen(
            (160, "Mums who cope >"), (160, "gav.threlkeld, kez_x and 3 others", GREY), GAP, NAMES[0], bubble(150, "Governors?"), GAP,
            bubble(600, "I'll say it", VIOLET, WHITE), GAP, NAMES[1], bubble(150, "Got the same letter"), GAP, (120, "Message...", GREY, CARD),
        )
    )  # fmt: skip

    assert (screen.platform, screen.group) == ("instagram", "Mums who cope")
    assert said(screen) == [
        ("gav.threlkeld", None, "Governors?"),
        (None, None, "I'll say it"),
        ("kez_x", None, "Got the same letter"),
    ]


def test_who_answers_whom_is_no_name() -> None:
    """ "kez_x replied to you" over a quotation names nobody for it, nor for the answer under it."""
    screen = read_screen(
        seen(
            (160, "Mums who cope"), (160, "gav.threlkeld, kez_x and 3 others", GREY), GAP, NAMES[0], bubble(150, "Governors?"), GAP,
            (150, "kez_x replied to you", GREY), bubble(170, "Which one", (220, 220, 225)), GAP, bubble(150, "The chair"), GAP,
            NAMES[1], bubble(150, "Him"), GAP, (120, "Message...", GREY, CARD),
        )
    )  # fmt: skip

    assert [item.author for item in screen.items] == ["gav.threlkeld", None, None, "kez_x"]


def test_a_list_of_what_happened_tells_who_said_it() -> None:
    """A liking has no words of the liker's: what stands there is the reader's own."""
    screen = read_screen(
        seen(
            (60, "Notifications"), (60, "New"), (150, "Jo Pugh replied to your comment: “Nor mine,"), (150, "ever”"), (150, "3h", GREY), GAP,
            (150, "Ann Lee liked your comment: “Where is the money”"), (150, "4h", GREY), GAP,
            (150, "Ravi Nair mentioned you in a comment in Year 4: “They"), (150, "never listen”"), (150, "5h", GREY),
            GAP, (40, "Home"), (200, "Friends Marketplace Notifications Menu", GREY), *FACEBOOK,
        )
    )  # fmt: skip

    assert said(screen) == [("Jo Pugh", "3h", "Nor mine, ever"), ("Ravi Nair", "5h", "They never listen")]


def test_of_two_who_said_it_neither_is_named() -> None:
    screen = read_screen(
        seen(
            (150, "Jo Pugh and 2 others replied to your comment: “Nor mine”"), (150, "3h", GREY), GAP,
            (150, "Ravi Nair commented on your post: “They never listen”"), (150, "5h", GREY), *FACEBOOK,
        )
    )  # fmt: skip

    assert said(screen) == [(None, "3h", "Nor mine"), ("Ravi Nair", "5h", "They never listen")]


def test_the_card_of_a_link_and_a_poll_are_not_what_was_written() -> None:
    """Set in, with the site's name in small print; or choices on a ground of their own."""
    screen = read_screen(
        seen(
            (100, "Jo Pugh @jopugh · 3h"), (100, "Sad times"), (130, "petitions.example", GREY), (130, "Bring back our patrol"), GAP,
            (100, "Ann Lee @annlee · 4h"), (100, "Who is with me"), (130, "Yes", BLACK, CARD), (130, "No", BLACK, CARD), (100, "586 votes · 2 days left", GREY),
            GAP, *X,
        )
    )  # fmt: skip

    assert said(screen) == [("Jo Pugh", "3h", "Sad times"), ("Ann Lee", "4h", "Who is with me")]


def test_a_comment_that_is_a_link_alone_is_kept() -> None:
    screen = read_screen(seen((100, "Jo Pugh @jopugh · 3h"), (100, "petitions.example"), GAP, *X))

    assert said(screen) == [("Jo Pugh", "3h", "petitions.example")]


def test_what_is_laid_over_the_lower_edge_is_nobodys() -> None:
    """The question about cookies ends a page."""
    screen = read_screen(
        seen(
            (120, "Bev Oduya"), (120, "Yesterday at 10:28 ·", GREY), GAP, (20, "Has anyone else had a letter?"), GAP, *[GAP] * 3,
            (20, "Allow the use of cookies from Facebook on this browser?"), (20, "We use cookies to help provide content."), width=500,
        ),
        "facebook",
    )  # fmt: skip

    assert "cookies" not in " ".join(item.text for item in screen.items)


def test_the_head_of_somebodys_page_is_no_post() -> None:
    screen = read_screen(
        seen(
            (100, "Jo Pugh"), (100, "@jopugh", GREY), (100, "Mum of two. Views my own."), (100, "Joined March 2014", GREY),
            (100, "410 Following 878 Followers", GREY), GAP, (100, "Jo Pugh @jopugh · 3h"), (100, "They never listen"), GAP, *X,
        )
    )  # fmt: skip

    assert said(screen) == [("Jo Pugh", "3h", "They never listen")]


def test_who_may_see_a_post_is_no_part_of_its_words() -> None:
    """Nextdoor's head ends with it: "Tenter Hill · 13 Nov · Anyone"."""
    screen = read_screen(
        seen(
            (40, "Search Nextdoor", GREY), GAP,
            (100, "Dev R."), (100, "Tenter Hill · 13 Nov · Anyone", GREY), (100, "Who has seen the shed"), GAP,
            (100, "Tom B."), (100, "Canal Side·1 day ago·Anyone", GREY), (100, "Not me")
        )
    )  # fmt: skip

    assert said(screen) == [("Dev R.", "13 Nov", "Who has seen the shed"), ("Tom B.", "1 day ago", "Not me")]


def test_a_list_of_threads_gives_each_title_to_who_began_it() -> None:
    screen = read_screen(
        seen(
            (20, "mumsnet"), (20, "Talk > Primary education"), GAP, (20, "Was the gate locked"), (20, "Gingernutter · 35 replies · 2 hours ago", GREY), GAP,
            (20, "Teacher reading out marks"), (20, "PenguinTea · 112 replies · Yesterday", GREY), (20, "Am I being unreasonable?"),
        )
    )  # fmt: skip

    assert [(author, text) for author, _, text in said(screen)][:2] == [
        ("Gingernutter", "Was the gate locked"),
        ("PenguinTea", "Teacher reading out marks"),
    ]


def test_a_list_of_chats_has_no_posts() -> None:
    """What stands under a name there is its state, and no person: "New Chat · 3m"."""
    screen = read_screen(
        seen((160, "Snapchat"), (60, "Map Chat Stories Spotlight"), GAP, (150, "Jo Pugh"), (150, "New Chat · 3m", GREY), GAP, (150, "Kez"), (150, "Opened · 1d", GREY))
    )  # fmt: skip

    assert (screen.platform, said(screen)) == ("snapchat", [])


def test_words_of_a_chat_are_no_note_of_the_app() -> None:
    """ "They changed the door" tells of no group's settings."""
    screen = read_screen(
        seen(
            (22, "PAT", BLUE),
            (50, "They changed the door"),
            GAP,
            (22, "ME", PINK),
            (50, "Who"),
            GAP,
            (60, "Send a chat", GREY),
        )
    )

    assert said(screen) == [("PAT", None, "They changed the door"), (None, None, "Who")]


@pytest.mark.parametrize(
    ("name", "house"),
    [("The Fleece at Millbeck", True), ("Friends of Millbeck", True), ("The Head of Governors", False), ("Shame on the school", False),
     ("Jo Pugh", False), ("The way of it", False)],
)  # fmt: skip
def test_a_house_has_a_name(name: str, house: bool) -> None:
    """Reviews and posts are signed by shops and clubs too, where nothing but a name can stand."""
    assert is_house(name) is house


def test_letters_that_were_lost_are_missed() -> None:
    """ "feld" is "field" without its "i"; a Turkish name has its "ı" with a dot nowhere, or everywhere."""
    assert [
        is_whole(name)
        for name in ("Copperfeld Café", "Osman Yildırım", "Osman Yıldırım", "Philippa Stannard")
    ] == [False, False, True, True]


def test_a_dot_before_a_date_may_be_read_as_a_dash() -> None:
    shown = find_time("Mudlark77 OP-12/11/202612:40")

    assert shown is not None
    assert shown.text == "12/11/2026 12:40"


def test_the_members_beside_a_chat_are_none_of_it() -> None:
    """A wide screen shows the group's members in a column of their own."""
    left = [
        line(60, 300 + 46 * n, text, ink)
        for n, (text, ink) in enumerate(
            [("+44 7700 900111", PINK), ("They never listen 11:34", BLACK), ("Nor to me either 11:35", BLACK)]
        )
    ]
    right = [
        line(1200, 60 + 80 * n, text, BLACK)
        for n, text in enumerate(
            ["Group info", "Year 4 parents", "38 members", "Will Power", "Hilary Tallis", "Busy"]
        )
    ]
    alone = read_screen(Seen(1728, 1000, tuple(left)), "whatsapp")
    beside = read_screen(Seen(1728, 1000, (*left, *right)), "whatsapp")

    assert said(alone) == said(beside)


def test_a_meetings_talk_is_no_network() -> None:
    rows = seen(
        (60, "Meeting chat"),
        GAP,
        (60, "Jo Pugh 21:32"),
        (60, "Can everyone hear me?"),
        GAP,
        (60, "Ann Lee 21:33"),
        (60, "Yes"),
        (60, "Type a message", GREY),
    )

    assert (read_screen(rows).platform, read_screen(rows).items) == (None, ())
