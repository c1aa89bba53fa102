"""Chats as screens show them: who says what, and who is only quoted."""

# ruff: noqa: E501  (the rows of a screen read best as they stand)
from __future__ import annotations

import pytest

from tests.screens.byhand import (
    BLACK,
    BLUE,
    FACEBOOK,
    GAP,
    GREEN,
    GREY,
    PINK,
    STEP,
    WHITE,
    Row,
    chat,
    line,
    said,
    seen,
)
from worker.reading.screens import Seen, read_screen


def test_a_name_is_carried_down_a_run_and_no_further() -> None:
    """It is dropped at an outgoing message and at a date; a green bubble is its owner's."""
    screen = read_screen(
        chat(
            (40, "Kelly", PINK), (40, "It was him"), (600, "21:14", GREY), GAP, (40, "I saw it"), (600, "21:15", GREY),
            GAP, (500, "Please stop", BLACK, GREEN), (900, "21:16", GREY, GREEN), GAP, (40, "No"), (600, "21:17", GREY),
        )
    )  # fmt: skip

    assert screen.platform == "whatsapp"
    assert said(screen) == [
        ("Kelly", "21:14", "It was him"), ("Kelly", "21:15", "I saw it"), (None, "21:16", "Please stop"),
        (None, "21:17", "No"),
    ]  # fmt: skip
    assert screen.group == "Year 4 parents"


def test_who_is_quoted_is_not_who_writes() -> None:
    """A name set in, on other ground, belongs to the message that is answered."""
    pale = (240, 242, 245)
    screen = read_screen(
        chat(
            (40, "Kelly", PINK), (40, "It was him"), (600, "21:14", GREY), GAP,
            (40, "Darren mum", BLUE), (64, "Kelly", PINK, pale), (64, "It was him", BLACK, pale),
            (40, "No it was not"), (600, "21:15", GREY),
            GAP, (64, "Kelly", PINK, pale), (64, "It was him", BLACK, pale), (40, "Leave it"), (600, "21:16", GREY),
        )
    )  # fmt: skip

    assert said(screen) == [
        ("Kelly", "21:14", "It was him"), ("Darren mum", "21:15", "No it was not"), ("Darren mum", "21:16", "Leave it"),
    ]  # fmt: skip


def test_who_is_quoted_may_stand_nearly_at_the_edge() -> None:
    """A photograph blurs where a box begins; the words under the name still stand on its ground."""
    pale = (238, 240, 243)
    screen = read_screen(
        chat(
            (40, "Kelly", PINK), (40, "It was him"), (600, "21:14", GREY), GAP,
            (54, "Gary", BLUE, (250, 251, 252)), (56, "Thanks for that", GREY, pale), (40, "I think it was him too"),
            (600, "21:15", GREY),
        )
    )  # fmt: skip

    assert said(screen) == [
        ("Kelly", "21:14", "It was him"),
        ("Kelly", "21:15", "I think it was him too"),
    ]


def test_a_quotation_may_have_no_box() -> None:
    """Where it only stands set in, it ends where the words begin further left."""
    screen = read_screen(
        chat(
            (40, "Kelly", PINK), (64, "Darren mum", BLUE), (64, "It was him", GREY), (40, "I do not"), (40, "think so"),
            (600, "21:14", GREY), GAP, (40, "Darren mum", BLUE), (40, "But I do"), (600, "21:15", GREY),
        )
    )  # fmt: skip

    assert said(screen) == [("Kelly", "21:14", "I do not think so"), ("Darren mum", "21:15", "But I do")]


def test_a_name_that_lost_its_colour_stops_the_one_before() -> None:
    """A row that may be another's name lets nobody's name be carried down past it."""
    screen = read_screen(
        chat(
            (40, "Kelly", PINK), (40, "It was him all along and they knew"), (600, "21:14", GREY), GAP,
            (40, "Darren mum", (60, 64, 70)), (40, "I do not think so at all really"), (600, "21:15", GREY),
        )
    )  # fmt: skip

    assert [item.author for item in screen.items] == ["Kelly", None]


def test_a_tilde_that_was_not_read_leaves_its_name() -> None:
    """ "~ Bronwen" is set in when its sign is lost, but the words under it are not, as a quotation's are."""
    screen = read_screen(
        chat(
            (40, "Kelly", PINK), (40, "It was him all along"), (600, "21:14", GREY), GAP,
            (66, "Bronwen", BLUE), (40, "I was there and saw it"), (600, "21:15", GREY),
        )
    )  # fmt: skip

    assert [item.author for item in screen.items] == ["Kelly", "Bronwen"]


def test_a_chat_of_two_is_named_by_its_head() -> None:
    """Over "last seen" stands who the other person is, and no bubble says so again."""
    screen = read_screen(
        seen((160, "Sam Year 4"), (160, "last seen today at 20:14"), GAP, (40, "Did you see it"), (600, "20:02", GREY),
             GAP, (500, "No", BLACK, GREEN), (900, "20:03", GREY, GREEN), GAP, (40, "Look again"), (600, "20:05", GREY),
             GAP, (60, "Type a message", GREY))
    )  # fmt: skip

    assert (screen.platform, screen.group) == ("whatsapp", None)
    assert [item.author for item in screen.items] == ["Sam Year 4", None, "Sam Year 4"]


def test_green_text_messages_are_not_whatsapp() -> None:
    """A phone's own messages have bubbles of a strong green, and clocks too."""
    green = (52, 199, 89)
    screen = read_screen(
        seen((400, "Kim"), (40, "Are you coming"), (40, "20:02", GREY), (500, "Yes", WHITE, green),
             (800, "20:03", GREY), (40, "Good"), (40, "20:04", GREY))
    )  # fmt: skip

    assert (screen.platform, screen.items) == (None, ())


def test_posts_stand_in_the_middle_of_a_wide_screen() -> None:
    """What is left and right of the posts is the site's, whoever is named there."""
    lines = [line(10, 100 + 50 * n, text) for n, text in enumerate(("Home", "Friends", "Groups"))]
    lines += [line(1500, 100 + 50 * n, text) for n, text in enumerate(("Contacts", "Lily Hill", "Al Moss"))]
    posts: tuple[Row, ...] = ((400, "Bev Oduya"), (400, "2 d ·", GREY), (400, "Has anyone had a letter about the trip?"),
             (400, "Like Comment Share", GREY), *((400, text) for _, text in FACEBOOK))  # fmt: skip
    lines += [line(row[0], 300 + STEP * n, *row[1:]) for n, row in enumerate(posts)]

    assert said(read_screen(Seen(1800, 1000, tuple(lines)))) == [
        ("Bev Oduya", "2 d", "Has anyone had a letter about the trip?")
    ]


def test_a_time_in_the_words_ends_no_message() -> None:
    """ "until 3:40" is out of order between 13:25 and 13:31."""
    screen = read_screen(
        chat(
            (40, "Kelly", PINK), (40, "Hello"), (600, "13:25", GREY), GAP, (40, "I waited until 3:40"),
            (40, "and then went home"), (600, "13:31", GREY),
        )
    )  # fmt: skip

    assert said(screen) == [
        ("Kelly", "13:25", "Hello"),
        ("Kelly", "13:31", "I waited until 3:40 and then went home"),
    ]


def test_a_group_of_telegram_is_not_one_of_whatsapp() -> None:
    """It counts its members under its name; bubbles and clocks are the same."""
    screen = read_screen(
        seen((160, "Year 4 parents"), (160, "152 members, 3 online", GREY), GAP, (40, "Kelly", PINK), (40, "It was him"),
             (600, "21:14", GREY), GAP, (40, "Darren", BLUE), (40, "No"), (600, "21:15", GREY), GAP, (40, "Yes it was"),
             (600, "21:16", GREY), GAP, (60, "Message", GREY))
    )  # fmt: skip

    assert (screen.platform, screen.group) == ("telegram", "Year 4 parents")
    assert [item.author for item in screen.items] == ["Kelly", "Darren", "Darren"]


def test_a_small_name_over_its_bubbles() -> None:
    """Messenger: it holds for the bubbles under it, until one's own or a time stands between."""
    pale, blue = (239, 241, 244), (0, 132, 255)
    screen = read_screen(
        seen((160, "Year 4 parents"), (160, "Active 2h ago", GREY), GAP, (400, "TUE AT 21:14", GREY), GAP,
             (60, "Stacey", GREY), (60, "It was him", BLACK, pale), (60, "all along", BLACK, pale), GAP,
             (60, "I saw it", BLACK, pale), GAP, (500, "Please stop", WHITE, blue), GAP, (60, "No", BLACK, pale), GAP,
             (60, "Aa", GREY, pale))
    )  # fmt: skip

    assert screen.platform == "messenger"
    assert said(screen) == [
        ("Stacey", None, "It was him all along"), ("Stacey", None, "I saw it"), (None, None, "Please stop"),
        (None, None, "No"),
    ]  # fmt: skip


def test_a_number_is_named_by_the_number() -> None:
    """What a stranger calls himself stands beside it and is no contact's name."""
    screen = read_screen(
        chat((40, "+44 7700 900261 ~ Susan", PINK), (40, "It was him"), (700, "21:14", GREY), GAP, (40, "I saw it"),
             (700, "21:15", GREY), GAP, (40, "Yes"), (700, "21:16", GREY))
    )  # fmt: skip

    assert [item.author for item in screen.items] == ["+44 7700 900261"] * 3


def test_names_in_capitals_over_bars() -> None:
    """Snapchat: the owner is "ME", everybody else is named."""
    screen = read_screen(
        seen((200, "Dean"), GAP, (40, "ME", PINK), (60, "Are you coming"), GAP, (40, "DEAN", BLUE), (60, "NO WAY"),
             (300, "Dean took a screenshot!", GREY), GAP, (60, "Send a chat", GREY))
    )  # fmt: skip

    assert screen.platform == "snapchat"
    assert said(screen) == [(None, None, "Are you coming"), ("DEAN", None, "NO WAY")]


@pytest.mark.parametrize("name", ["Mumsnet", "Nextdoor", "Facebook", "Reddit", "LinkedIn"])
def test_a_site_that_is_only_mentioned_names_no_platform(name: str) -> None:
    """In a list of mails, or in a letter, a site's name is somebody's word."""
    mails = [
        (150, text)
        for text in (
            "Parents' evening",
            "20 Nov",
            "Re: trip money",
            name,
            "Yesterday",
            "You have 3 new notifications",
        )
    ]
    letter = [
        (150, f"I saw on {name} what was said"),
        (150, "12/11/2026 21:14"),
        (150, name),
        (150, "Thank you"),
    ]
    for rows in (mails, letter):
        screen = read_screen(seen((150, "Inbox"), GAP, GAP, *rows))
        assert (screen.platform, screen.items) == (None, ())


def test_a_day_over_the_first_message_is_nobody() -> None:
    """A talk with one other, its head cut off: what is left at the top is "Today"."""
    talk: list[Row] = [GAP, (60, "Did you see what she put"), (60, "on the page about her 14:02"), (500, "No what", BLACK, GREEN), (620, "14:03", GREY, GREEN),
            (60, "That she was drunk at"), (60, "the fair 14:05"), (600, "I know 14:06", BLACK, GREEN), GAP, (60, "Type a message", GREY)]  # fmt: skip
    whole = read_screen(seen((160, "Grainne Mc"), (160, "online", GREY), GAP, (450, "Today", GREY), *talk))
    cut = read_screen(seen((450, "Today", GREY), *talk))

    assert [item.author for item in whole.items] == ["Grainne Mc", None, "Grainne Mc", None]
    assert [item.author for item in cut.items] == [None, None, None, None]
