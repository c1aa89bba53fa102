"""Screenshots: what pages of one kind do not share, met in designs that were drawn without knowing the rules."""

# ruff: noqa: E501  (the rows of a screen read best as they stand)
from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.screens.byhand import (
    BLACK,
    BLUE,
    BOLD,
    FACEBOOK,
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
from worker.reading.screens import Line, Seen, read_screen
from worker.reading.screens.seen import Colour

SLATE, NAVY, VIOLET, BUBBLE = (100, 116, 139), (30, 41, 59), (160, 93, 205), (240, 242, 245)
TIME, MEANT = (GREY, WHITE, 1.0, 3.0), (WHITE, (188, 55, 177), 1.0, 8.2)


def changed(shown: Seen, text: str, **change: Any) -> Seen:
    """The screen with the line that begins with ``text`` measured otherwise."""
    lines = tuple(replace(x, **change) if x.text.startswith(text) else x for x in shown.lines)
    return replace(shown, lines=lines)


# ── names ──────────────────────────────────────────────────────────────────────────────────


def _posts(name: str, missed: int = 0) -> Seen:
    """A post in large print on a coloured ground, then one by ``name``."""
    shown = seen(
        *FACEBOOK, (120, "Shanice", *BOLD), (120, "Yesterday at 23:10 · O", *TIME), GAP, (60, "if one more teacher tells me my son", *MEANT),
        GAP, (60, "Like Comment Share", *TIME), GAP, (120, name, *BOLD), (120, "13h · O", *TIME), (40, "Reminder: we are closed to pupils on Friday.", *PLAIN), (60, "Like Comment Share", *TIME),
    )  # fmt: skip
    large = next(x for x in shown.lines if x.text.startswith("if one"))
    return changed(
        changed(shown, "if one", top=large.top - 20, bottom=large.bottom + 10), name, missed=missed
    )


def test_large_print_does_not_hide_which_rows_are_bold() -> None:
    """A name of one word, and a school's, bold and flush over a time: whoever posts is named there."""
    assert said(read_screen(_posts("Brynmawr Road School"))) == [
        ("Shanice", "Yesterday at 23:10", "if one more teacher tells me my son"),
        ("Brynmawr Road School", "13h", "Reminder: we are closed to pupils on Friday."),
    ]


@pytest.mark.parametrize("missed", [-1, 1])
def test_a_long_row_over_a_time_may_name_a_group(missed: int) -> None:
    """Between the name and the group stood a sign that was not read, or nobody looked for one."""
    assert said(read_screen(_posts("Mo Mums of The School", missed)))[1][0] is None


def _comments(*rows: Row) -> Seen:
    """Comments in boxes, under one whose name is known."""
    return seen(
        *FACEBOOK, GAP, (120, "Gwenno Pugh", BLACK, BUBBLE, 1.0, 6.1), (120, "Two years running they have lost the reply slips", BLACK, BUBBLE, 1.0, 4.4),
        (120, "4h Like Reply", *TIME), GAP, *rows, (120, "3h Like Reply", *TIME),
    )  # fmt: skip


def test_words_that_begin_with_a_name_in_bold() -> None:
    """Whoever is addressed stands in the make of a name, and is neither the author nor the rest of his name."""
    name, words = (BLACK, BUBBLE, 1.0, 6.1), (BLACK, BUBBLE, 1.0, 6.4)
    shown = _comments((120, "Maximiliana Oluwaseun Pritchard", *name), (120, "Gwenno Pugh photos!! why", *words), (120, "did I not think of that", BLACK, BUBBLE, 1.0, 4.4))  # fmt: skip

    assert said(read_screen(changed(shown, "Gwenno Pugh photos", lead=11)))[1] == (
        "Maximiliana Oluwaseun Pritchard", "3h", "Gwenno Pugh photos!! why did I not think of that",
    )  # fmt: skip


def test_nobody_but_the_one_addressed_is_said() -> None:
    """A smiley behind the name was not read. Both names are known on the page."""
    name, words = (BLACK, BUBBLE, 1.0, 6.1), (BLACK, BUBBLE, 1.0, 6.5)
    shown = _comments(
        (120, "Siobhan Dowd", *name), (120, "That will be the lady at the gate", BLACK, BUBBLE, 1.0, 4.4), (120, "3h Like Reply", *TIME), GAP,
        (120, "Gwenno Pugh", *name), (120, "Siobhan Dowd", *words),
    )  # fmt: skip

    assert said(read_screen(shown))[2] == ("Gwenno Pugh", "3h", "Siobhan Dowd")


def test_a_badge_over_a_name_with_its_icon() -> None:
    """A person is read as a figure: "8 Author"; what stands under a badge is a name."""
    shown = _comments((120, "8 Author", BLUE, BUBBLE, 1.0, 3.0), (120, "Northside Primary PTA", BLACK, BUBBLE, 1.0, 6.1), (120, "Slips can be emailed from Monday", BLACK, BUBBLE, 1.0, 4.4))  # fmt: skip

    assert said(read_screen(shown))[1] == ("Northside Primary PTA", "3h", "Slips can be emailed from Monday")


@pytest.mark.parametrize(
    ("row", "ink", "lead", "name"),
    [
        ("Efua Lower Halewick", GREY, 4, "Efua"),
        ("Vasile P. Old Halewick", GREY, 9, "Vasile P."),
        ("Harjinder Bains·Tenter Hill", BLACK, 9, "Harjinder Bains"),  # half a bold name is not the name
    ],
)
def test_where_one_lives_stands_behind_one_name(row: str, ink: Colour, lead: int, name: str) -> None:
    """In letters of another make, without a dot between."""
    shown = seen(
        (40, "Search Nextdoor"), (40, "For you Recent Nearby"), GAP, (120, "Colin Bratt", *BOLD), (120, "Halewick Green · 4d", *TIME), (40, "Fireworks on the school field again last night", *PLAIN), GAP, (370, "Share"), GAP,
        (120, row, ink, WHITE, 1.0, 4.5), (120, "You cannot put names on here Colin", *PLAIN), (120, "3d Like Reply Share", *TIME),
    )  # fmt: skip

    assert said(read_screen(changed(shown, row, lead=lead)))[1] == (
        name, "3d", "You cannot put names on here Colin",
    )  # fmt: skip


# ── chats ──────────────────────────────────────────────────────────────────────────────────


def test_ticks_read_as_a_letter() -> None:
    """Behind a clock, in another ink."""
    shown = chat((60, "Kelly", PINK), (60, "Ring them tonight"), (460, "14:20", GREY), (200, "I have done so", BLACK, GREEN))  # fmt: skip
    last = shown.lines[-2]
    clock = line(600, last.top, "14:26", GREY, GREEN)
    ticks = replace(line(700, last.top, "E", BLUE, GREEN), confidence=0.8)

    assert said(read_screen(replace(shown, lines=(*shown.lines, clock, ticks))))[-1] == (
        None, "14:26", "I have done so",
    )  # fmt: skip


def test_a_spoken_message_has_no_words() -> None:
    """A wave is read as signs, and how long it is stands in the clock's print."""
    shown = chat((60, "Kelly", PINK), (60, "Is this true"), (460, "18:30", GREY), GAP, (60, "Oyin", BLUE), (200, "州川|川||||1", GREY, WHITE, 0.54))  # fmt: skip
    top = shown.lines[-2].top + 46
    length = [line(200, top, "0:42", GREY), line(460, top, "18:33", GREY)]

    assert said(read_screen(replace(shown, lines=(*shown.lines, *length)))) == [
        ("Kelly", "18:30", "Is this true"),
        ("Oyin", "18:33", ""),
    ]


def _snaps(step: int) -> Seen:
    """A chat of one width: two messages of a row each, and two rows that may be one message."""
    texts = [
        (20, "TODAY", GREY), (20, "MAHNOOR", BLUE), (48, "did you see what she put on her story", BLACK), (48, "about miss keane", BLACK),
        (20, "ME", PINK), (48, "no what", BLACK), (48, "screenshot it", BLACK), (20, "EBONY", VIOLET), (48, "its gone", BLACK),
    ]  # fmt: skip
    top, lines = 40.0, list[Line]()
    for before, (left, text, ink) in zip([(0, "", BLACK), *texts], texts, strict=False):
        top += step if before[0] == 48 and left == 48 else 50
        lines.append(line(left, top, text, ink))
    return Seen(900, 1600, (*lines, line(140, 1500, "Send a chat", GREY)))


def test_rows_of_one_step_are_messages_where_there_was_room() -> None:
    """The longest row did not reach the screen's edge, and those that ended early stand as near as it."""
    assert said(read_screen(_snaps(50))) == [
        ("MAHNOOR", None, "did you see what she put on her story"),
        ("MAHNOOR", None, "about miss keane"),
        (None, None, "no what"),
        (None, None, "screenshot it"),
        ("EBONY", None, "its gone"),
    ]


@pytest.mark.parametrize(("under", "name"), [("Active 12m ago", "Hamza Yildirim"), ("Ada, Bea", None)])
def test_a_chat_of_two_with_one_who_was_active(under: str, name: str | None) -> None:
    """Under one's own stands an answer with no room for a name: in a group it would bear one."""
    theirs, own = (WHITE, (48, 48, 48)), (WHITE, (10, 124, 255))
    dark: list[Row] = [
        (210, "Hamza Yildirim", WHITE, BLACK), (210, under, GREY, BLACK), GAP, GAP, (360, "14 NOV AT 20:15", GREY, BLACK), (130, "Your son hit mine again today", *theirs),
        (300, "I am so sorry, can I ring you?", *own), (130, "Ring the school. I have had enough.", *theirs), GAP, (370, "Aa", GREY, (48, 48, 48)),
    ]  # fmt: skip

    assert said(read_screen(seen(*dark))) == [
        (name, None, "Your son hit mine again today"),
        (None, None, "I am so sorry, can I ring you?"),
        (name, None, "Ring the school. I have had enough."),
    ]


# ── pages ──────────────────────────────────────────────────────────────────────────────────


def test_what_is_quoted_in_the_words_own_hue_is_quoted() -> None:
    """Slate beside navy is no colour: it is paler."""
    shown = seen(
        (40, "Talk › AIBU", SLATE), GAP, (40, "user1695547320 · 22/11/2026 10:15", NAVY), (40, "Is this Halewick?", NAVY), (40, "Quote Save Report", SLATE), GAP,
        (40, "MudPuddle · 22/11/2026 10:21", NAVY), (64, "Is this Halewick?", SLATE), (40, "I'm not naming the school.", NAVY), (40, "Quote Save Report", SLATE),
    )  # fmt: skip

    assert said(read_screen(shown)) == [
        ("user1695547320", "22/11/2026 10:15", "Is this Halewick?"),
        ("MudPuddle", "22/11/2026 10:21", "I'm not naming the school."),
    ]


def test_a_post_whose_caption_begins_with_the_name_over_its_picture() -> None:
    """In bold letters: nothing else tells where it was posted."""
    shown = seen(
        (120, "Posts"), (120, "sian.aberdare", *BOLD), *[GAP] * 12, (90, "1,204 66", *BOLD),
        (20, "sian.aberdare first day photo on the 43rd day", *PLAIN), (20, "October 21", *TIME),
    )  # fmt: skip
    shown = changed(shown, "sian.aberdare first", lead=13)

    assert read_screen(shown).platform == "instagram"
    assert said(read_screen(shown)) == [("sian.aberdare", "October 21", "first day photo on the 43rd day")]


@pytest.mark.parametrize("head", ["MON TUE WED THU FRI SAT SUN", "Monday Tuesday Wednesday Thursday Friday"])
def test_a_calendar_is_no_chat(head: str) -> None:
    """Its green entries are no bubbles."""
    screen = read_screen(seen((80, "November 2026"), (80, head), (200, "PTA 19:00", BLACK, GREEN), (200, "Flu spray", PINK), (200, "19"), (200, "Swimming", PINK), (200, "27")))  # fmt: skip

    assert (screen.platform, screen.items) == (None, ())


def test_a_table_of_sums_under_a_green_bar_is_no_chat() -> None:
    """On the ground of one's own bubbles stands a clock in each; a sum is none."""
    sums: list[Row] = [row for name in ("Adeyemi", "Bowen", "Ceesay", "Duda", "Hale") for row in ((40, name), (520, "18.00"))]  # fmt: skip
    screen = read_screen(seen((8, "trips-autumn", WHITE, (16, 124, 65)), (8, "Name Class Amount"), *sums))

    assert (screen.platform, screen.items) == (None, ())


# ── one thing that was said, cut out of its page ───────────────────────────────────────────


@pytest.mark.parametrize("foot", ["Quote React Save 3 Report", "3 9Quote Reply Report"])
def test_a_post_cut_out_of_a_forum(foot: str) -> None:
    """Whatever stands between the first and the last of what can be done with it."""
    screen = read_screen(seen((40, "MudPuddle OP 22/11/2026 10:21", NAVY), (40, "I'm not naming the school.", NAVY), (40, foot, SLATE)))  # fmt: skip

    assert screen.platform == "mumsnet"
    assert said(screen) == [("MudPuddle", "22/11/2026 10:21", "I'm not naming the school.")]


def test_a_comment_under_a_user_name_and_its_time() -> None:
    """With "Reply" alone beneath it is Instagram's."""
    screen = read_screen(
        seen((40, "jo_marsh.88 5d"), (40, "Heard it myself through the railings."), (40, "Reply", GREY))
    )

    assert screen.platform == "instagram"
    assert said(screen) == [("jo_marsh.88", "5d", "Heard it myself through the railings.")]


def test_a_comment_that_may_be_any_apps() -> None:
    """Nobody can tell which; what was said, and by whom, is read all the same."""
    screen = read_screen(seen((40, "Gwenno Pugh", *BOLD), (40, "Nobody rang.", *PLAIN), (40, "3h Like Reply", *TIME)))  # fmt: skip

    assert screen.platform is None
    assert said(screen) == [("Gwenno Pugh", "3h", "Nobody rang.")]


def test_a_comment_by_somebody_who_lives_somewhere() -> None:
    """A place behind a name in bold is Nextdoor's, and no second name."""
    shown = seen((40, "Joy Mill Rise", GREY, WHITE, 1.0, 3.0), (40, "It is every day at three", *PLAIN), (40, "20h Like Reply Share", *TIME))  # fmt: skip
    screen = read_screen(changed(shown, "Joy", lead=3))

    assert (screen.platform, said(screen)) == ("nextdoor", [("Joy", "20h", "It is every day at three")])


def test_a_long_row_at_the_top_of_a_low_picture() -> None:
    """It is no head over several columns, however much shorter all others are."""
    screen = read_screen(
        seen(
            (20, "hk_parent_2026"), (20, "Who filmed this? In a classroom? I am sending it", *PLAIN), (20, "to the school.", *PLAIN), (20, "2d ago Reply", *TIME),
            (60, "notyourmum_"), (60, "grass", *PLAIN), (60, "2d ago Reply", *TIME), (60, "cerys.88"), (60, "so what", *PLAIN), (60, "1d ago Reply", *TIME), width=950,
        )
    )  # fmt: skip

    assert said(screen)[0] == (
        "hk_parent_2026", "2d ago", "Who filmed this? In a classroom? I am sending it to the school.",
    )  # fmt: skip


def test_a_post_may_begin_as_a_letter_does() -> None:
    """A letter's "Dear" has nothing but a name behind it."""
    screen = read_screen(
        seen((100, "Teg Morgan @tegm_x·2h", *BOLD), (100, "Dear Cwm Isaf Primary: a newsletter at", *PLAIN), (100, "11pm on a Sunday is an ambush.", *PLAIN))
    )  # fmt: skip

    assert screen.platform == "x"
    assert said(screen) == [
        ("Teg Morgan", "2h", "Dear Cwm Isaf Primary: a newsletter at 11pm on a Sunday is an ambush.")
    ]


def test_a_word_in_the_tint_of_a_smiley_begins_no_comment() -> None:
    """Under a head with its time, and over a foot that has none."""
    shown = seen(
        (840, "Comments"), (840, "okoro_family_of_5 2d", *BOLD), (840, "That is our deputy head in the", *PLAIN), (840, "background vaping", (229, 212, 208), WHITE, 1.0, 4.4), (840, "410 likes Reply", *TIME),
        GAP, (840, "Add a comment...", GREY), width=1400,
    )  # fmt: skip

    assert said(read_screen(changed(shown, "background", lead=10))) == [
        ("okoro_family_of_5", "2d", "That is our deputy head in the background vaping")
    ]
