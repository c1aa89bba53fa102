"""Screenshots: posts whose head is cut off, stands on two rows or holds a user name, and names seen in part."""

# ruff: noqa: E501  (the rows of a screen read best as they stand)
from __future__ import annotations

from dataclasses import replace

import pytest

from tests.screens.byhand import BLACK, GAP, GREY, WHITE, Row, chat, line, said, seen
from worker.reading.screens import Seen, read_screen
from worker.reading.screens.english import in_english
from worker.reading.screens.names import Name, read_name

RED, NIGHT, BUBBLE = (196, 83, 45), (0, 0, 0), (48, 48, 48)


# ── a post whose head is cut off ───────────────────────────────────────────────────────────


def cut(*rows: Row) -> Seen:
    """A picture that begins with these rows, at its very top."""
    whole = seen(*rows)
    return replace(
        whole, lines=tuple(replace(one, top=one.top - 40, bottom=one.bottom - 40) for one in whole.lines)
    )


def test_a_time_on_x_ends_words_whose_head_is_cut_off() -> None:
    """The last row of them is no name, though it stands over a time."""
    shown = cut(
        (40, "Lost at the fete: a green hearing"), (40, "aid case. Please look under the"), (40, "bouncy castle."), (40, "3:12 pm · 21 Jun 26 · 12.3K Views", GREY),
        (40, "3 Reposts 14 Likes", GREY), GAP, (40, "Most relevant replies"), (130, "Wrenfield PTA @wrenfieldpta · 38m", GREY), (130, "Found! It's with the raffle prizes."),
        GAP, GAP, (60, "Post your reply", GREY),
    )  # fmt: skip

    assert said(read_screen(shown)) == [
        (None, "3:12 pm · 21 Jun 26", "Lost at the fete: a green hearing aid case. Please look under the bouncy castle."),
        ("Wrenfield PTA", "38m", "Found! It's with the raffle prizes."),
    ]  # fmt: skip


def test_words_at_the_very_top_are_kept_without_a_time() -> None:
    """Under them stands what can be done, and the time was over them."""
    shown = cut(
        (40, "Anyone know why there are two police cars"), (40, "at Wrenfield Infants?"), GAP, (40, "Share", GREY), GAP,
        (120, "Sunniva E. · Wrenfield"), (120, "Visit for the Reception topic"), (120, "31 min ago Like Reply Share", GREY), GAP, (60, "Add a comment…", GREY),
    )  # fmt: skip

    assert said(read_screen(shown)) == [
        (None, None, "Anyone know why there are two police cars at Wrenfield Infants?"),
        ("Sunniva E.", "31 min ago", "Visit for the Reception topic"),
    ]


def test_a_time_under_a_head_without_room_for_it_begins_the_words() -> None:
    """It ends nothing there."""
    shown = seen(
        (130, "Asha Pell @ashapell · 8h"), (130, "Asked for the policy. Twice."), GAP,
        (130, "Elm Bank Primary @elmbankprimary"), (130, "1d", GREY), (130, "Our door is always open to families."), GAP, (60, "Post your reply", GREY),
    )  # fmt: skip

    assert said(read_screen(shown)) == [
        ("Asha Pell", "8h", "Asked for the policy. Twice."),
        ("Elm Bank Primary", "1d", "Our door is always open to families."),
    ]


# ── names ──────────────────────────────────────────────────────────────────────────────────


def test_a_title_before_a_name_has_no_vowel() -> None:
    """ "Mrs" lost no letter, in no chat."""
    whatsapp = chat(
        (40, "Mrs Oyewole", RED), (40, "All safe and on the coach"), (700, "14:02", GREY),
        (40, "Mrs Pttrk", RED), (40, "Thank you"), (700, "14:05", GREY),
    )  # fmt: skip
    messenger = seen(
        (160, "Year 4 parents", WHITE, NIGHT), GAP, (110, "Mrs Oyewole", (140, 140, 145), NIGHT), (100, "All safe and on the coach", WHITE, BUBBLE),
        GAP, (200, "Aa", GREY, BUBBLE),
    )  # fmt: skip

    assert [item.author for item in read_screen(whatsapp).items] == ["Mrs Oyewole", None]
    assert [item.author for item in read_screen(messenger).items] == ["Mrs Oyewole"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("@joan-ellis", Name("joan-ellis", True)),
        ("joan-ellis", None),
        ("@joan--ellis", None),
    ],
)
def test_a_user_name_with_its_sign_may_hold_a_hyphen(text: str, name: Name | None) -> None:
    """YouTube has such; words that belong together elsewhere are none."""
    assert read_name(text, "handle") == name


@pytest.mark.parametrize(
    ("nick", "sure"),
    [("ShouldBelroning", False), ("WeCanlgnoreHer", False), ("TheBelfastLass", True), ("LincolnshireLass", True)],
)  # fmt: skip
def test_an_l_before_what_follows_an_i_alone_leaves_a_doubt(nick: str, sure: bool) -> None:
    """ "Ironing" begins so, and no word goes on so behind an "l"."""
    assert read_name(nick, "nick") == Name(nick, sure)


def test_a_user_name_heads_a_film() -> None:
    """With its sign before it and a time behind it, be people called as they like under the film."""
    shown = seen(
        (400, "Following For You"), *[GAP] * 12, (900, "3,214"), GAP, GAP, GAP, (900, "187"), GAP, GAP, GAP, (900, "96"), GAP, GAP,
        (30, "@estate.mum.diaries · 1w ago"), (30, "Day 4 of the school ignoring me"), GAP, (30, "Home Friends Inbox Profile"),
    )  # fmt: skip

    assert said(read_screen(shown)) == [("estate.mum.diaries", "1w ago", "Day 4 of the school ignoring me")]


@pytest.mark.parametrize(
    ("name", "author"),
    [("Nikki Vale | mum life · Creator", None), ("Nikki Vale | Creator", "Nikki Vale"), ("Nikki Vale", "Nikki Vale")],
)  # fmt: skip
def test_what_a_bearer_writes_behind_a_bar_is_a_part_of_the_name(name: str, author: str | None) -> None:
    """But a badge is none."""
    shown = seen(
        (400, "418 comments"), GAP, (100, name, GREY), (100, "she called my daughter lazy"), (100, "1d ago Reply", GREY), GAP,
        (60, "Add comment...", GREY),
    )  # fmt: skip

    assert [item.author for item in read_screen(shown).items] == [author]


# ── words ──────────────────────────────────────────────────────────────────────────────────


def test_a_word_right_under_a_row_is_not_beside_it() -> None:
    """Though their boxes touch: "Ok" is what was said."""
    shown = seen(
        (100, "Ada Puddle"), (100, "11 reviews", GREY), (230, "2 years ago", GREY), GAP, (100, "Like Share", GREY),
    )  # fmt: skip
    said_so = line(100, shown.lines[2].bottom - 2, "Ok")
    screen = read_screen(replace(shown, lines=(*shown.lines, said_so)))

    assert said(screen) == [("Ada Puddle", "2 years ago", "Ok")]


def test_ones_own_colour_flows_within_a_bubble() -> None:
    """From blue to violet, in a short one by much from row to row."""
    shown = seen(
        (160, "Rosheen Kavanagh", WHITE, NIGHT), (160, "Active 12m ago", GREY, NIGHT), GAP, (100, "Have you seen it", WHITE, BUBBLE), GAP,
        (500, "Screenshot it before she", WHITE, (45, 103, 255)), (500, "deletes it", WHITE, (86, 80, 255)), GAP, (200, "Aa", GREY, BUBBLE),
    )  # fmt: skip

    assert said(read_screen(shown)) == [
        (None, None, "Have you seen it"),
        (None, None, "Screenshot it before she deletes it"),
    ]


@pytest.mark.parametrize("time", ["hace3 horas", "hace 3horas", "hace 3 horas"])
def test_a_space_that_was_lost_in_a_time_of_another_language(time: str) -> None:
    """The engine loses spaces beside figures."""
    shown = seen((40, "Ver los 5 comentarios", GREY), (40, time, BLACK), (40, "Ver traducción"))

    assert [one.text for one in in_english(shown.lines).lines][1] == "3 hours ago"


def test_what_can_be_done_with_a_thread_is_not_said() -> None:
    """The first post of a thread may be watched."""
    shown = seen(
        (40, "mumsnet"), (40, "Wisterialane3 · 18/10/2025 14:21"), (40, "How do I explain it?"), (40, "Add to watch Quote Reply Share", GREY), GAP,
        (40, "Binkybonk · 18/10/2025 14:25"), (40, "We made a card"), (40, "Quote Reply Share", GREY),
    )  # fmt: skip

    assert said(read_screen(shown)) == [
        ("Wisterialane3", "18/10/2025 14:21", "How do I explain it?"),
        ("Binkybonk", "18/10/2025 14:25", "We made a card"),
    ]


def test_four_buttons_tell_facebook() -> None:
    """Nobody else has "Send" between "Comment" and "Share"."""
    shown = seen(
        (160, "Wrenfield Swap, Sell & Chat"), (160, "Donna M Fairclough · 1d ·", GREY), (30, "Blazer size 11-12, bit bobbly on the sleeve."), GAP,
        (130, "Like Comment Send Share", GREY),
    )  # fmt: skip
    screen = read_screen(shown)

    assert (screen.platform, screen.group) == ("facebook", "Wrenfield Swap, Sell & Chat")
    assert said(screen) == [("Donna M Fairclough", "1d", "Blazer size 11-12, bit bobbly on the sleeve.")]


@pytest.mark.parametrize(("left", "found"), [(245, True), (60, False)])
def test_what_is_written_on_a_snap_is_kept_without_its_head(left: float, found: bool) -> None:
    """A smiley beside the name was read, and the name was not; what is not in the middle is no caption."""
    band = (41, 32, 72)
    shown = seen(
        (90, "15:49", WHITE, (121, 116, 107)), (250, "ce", WHITE, (164, 158, 145)), *[GAP] * 14,
        (left, "its not a detention its a ...", WHITE, band), GAP, GAP, GAP, (80, "Send a chat", WHITE, (42, 42, 42)),
    )  # fmt: skip
    screen = read_screen(shown)

    assert screen.platform == "snapchat"
    assert said(screen) == ([(None, None, "its not a detention its a ...")] if found else [])
