"""Screenshots: names told by their make (bold, broken over two rows, set off), and crops that show no app."""

# ruff: noqa: E501  (the rows of a screen read best as they stand)
from __future__ import annotations

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
    STEP,
    WHATSAPP,
    WHITE,
    Row,
    chat,
    line,
    said,
    seen,
)
from worker.reading.screens import Seen, read_screen
from worker.reading.screens.barenames import is_nobody
from worker.reading.screens.letters import is_whole
from worker.reading.screens.names import read_name
from worker.reading.screens.times import find_clock_at_end, find_time


def test_a_bold_row_over_words_is_a_name() -> None:
    """ "Mrs Trellis" may begin a sentence; in bold over plain words it does not."""
    foot: tuple[Row, ...] = ((100, "13h Like Reply", GREY), GAP, *FACEBOOK)
    bold = read_screen(seen((100, "Mrs Trellis", *BOLD), (100, "I saw it too", *PLAIN), *foot))
    plain = read_screen(seen((100, "Mrs Trellis", *PLAIN), (100, "I saw it too", *PLAIN), *foot))

    assert said(bold) == [("Mrs Trellis", "13h", "I saw it too")]
    assert said(plain) == [(None, "13h", "Mrs Trellis I saw it too")]


def test_what_an_app_says_under_a_name_makes_it_one() -> None:
    """ "New member" stands under names alone."""
    screen = read_screen(
        seen((100, "Cllr Geoff Tweddle"), (120, "New member", GREY), (100, "Yep."), (100, "1d Like Reply", GREY), GAP, *FACEBOOK)
    )  # fmt: skip

    assert said(screen) == [("Cllr Geoff Tweddle", "1d", "Yep.")]


def test_a_name_broken_over_two_rows_is_one() -> None:
    """Large letters leave no room: a hyphen goes on, and so does what is bold."""
    head = read_screen(
        seen((100, "Kwabena Owusu-"), (100, "Ansah"), (100, "3h · Follow", GREY), GAP, (20, "Nobody told us anything at all"),
             (20, "41 comments · 19 shares"), (20, "Like Comment Share", GREY), width=600)
    )  # fmt: skip
    foot = read_screen(
        seen((100, "Pastor Emmanuel", *BOLD), (100, "Boateng", *BOLD), (100, "Someone has to go", *PLAIN),
             (100, "3h Like Reply", GREY), GAP, (40, "Write a comment…"), (40, "Most relevant"), (40, "3 comments · 1 share"), width=500)
    )  # fmt: skip

    assert [(i.author, i.text) for i in head.items] == [
        ("Kwabena Owusu-Ansah", "Nobody told us anything at all")
    ]
    assert said(foot) == [("Pastor Emmanuel Boateng", "3h", "Someone has to go")]


def test_a_row_that_may_go_on_a_name_leaves_it_in_doubt() -> None:
    """Two rows of one make, no room on the first, and no words under them: which is the name?"""
    screen = read_screen(
        seen((100, "Sukhvinder Kaur", *BOLD), (100, "Dhaliwal", *BOLD), (100, "3h Like Reply", GREY), GAP,
             (40, "Write a comment…"), (40, "Most relevant"), (40, "3 comments · 1 share"), width=500)
    )  # fmt: skip

    assert [item.author for item in screen.items] == [None]


def test_a_dot_before_the_time_sets_a_name_off() -> None:
    """ "Rumbelow & Daughters · 50m" is a head whatever the name is; a head broken over two rows is one."""
    screen = read_screen(
        seen((100, "Rumbelow & Daughters · 50m"), (100, "Not on a Sunday"), (100, "Like Reply", GREY), GAP,
             (100, "Rachael Kirkbride · Top"), (100, "contributor · 2h"), (100, "Thank you"), (100, "Like Reply", GREY), GAP,
             (100, "and the head knew · 2h"), (100, "Like Reply", GREY), *FACEBOOK, width=620)
    )  # fmt: skip

    assert said(screen)[:2] == [
        ("Rumbelow & Daughters", "50m", "Not on a Sunday"),
        ("Rachael Kirkbride", "2h", "Thank you"),
    ]
    assert [item.author for item in screen.items[2:] if item.author] == []


def test_nobody_is_named_anonymous() -> None:
    """ "Anonymous participant" is no name and no part of what was said."""
    screen = read_screen(
        seen((100, "Anonymous participant"), (100, "14h ·", GREY), GAP, (20, "Is anyone else worried"), (20, "Like Comment Share", GREY),
             GAP, (100, "Group member"), (100, "Yes"), (100, "2h Like Reply", GREY), *FACEBOOK)
    )  # fmt: skip

    assert said(screen) == [(None, "14h", "Is anyone else worried"), (None, "2h", "Yes")]
    assert (is_nobody("[deleted]"), is_nobody("Anonymous Member · 3h"), is_nobody("Ann Other")) == (
        True,
        True,
        False,
    )


def test_edited_beside_the_time_of_a_comment_makes_no_head_of_it() -> None:
    """ "9h · Edited Like Reply" is the foot of a comment, "9h · Edited" may be what stands under a name."""
    screen = read_screen(
        seen((100, "Hope Winter"), (100, "Dinner ladies are the only decent ones"), (100, "9h · Edited Like Reply", GREY), GAP, *FACEBOOK)
    )  # fmt: skip

    assert said(screen) == [("Hope Winter", "9h", "Dinner ladies are the only decent ones")]


def test_a_short_sentence_is_no_row_of_actions() -> None:
    """ "Report it" is said; "Report" is what can be done."""
    screen = read_screen(
        seen((100, "Thread"), (100, "n.akhtar90 2d"), (100, "Report it"), GAP, (100, "claire.and.co 3h"), (100, "Who to"),
             (40, "Reply to n.akhtar90…", GREY))
    )  # fmt: skip

    assert said(screen) == [("n.akhtar90", "2d", "Report it"), ("claire.and.co", "3h", "Who to")]


def test_a_badge_in_brackets_is_one() -> None:
    """ "(OP)" beside who began a thread is no part of the name."""
    rows = seen(
        (60, "mumsnet"),
        (60, "Biscuitthief (OP) 16/11/2026 13:21"),
        (60, "It was brilliant there"),
        (60, "Quote Thanks Report", GREY),
    )

    assert said(read_screen(rows)) == [("Biscuitthief", "16/11/2026 13:21", "It was brilliant there")]


@pytest.mark.parametrize("link", ["OP's posts", "OP’s posts :", "See all OP's posts"])
def test_a_link_to_all_that_the_beginner_posted_is_a_badge(link: str) -> None:
    """Mumsnet has it at the end of the row that holds who began a thread."""
    screen = read_screen(
        seen((60, "mumsnet"), (60, f"Biscuitthief 16/11/2026 13:21  {link}"), (60, "It was brilliant there"),
             (60, "Quote Thanks Report", GREY))
    )  # fmt: skip

    assert said(screen) == [("Biscuitthief", "16/11/2026 13:21", "It was brilliant there")]


def test_a_date_and_its_clock_on_two_rows_are_one_time() -> None:
    """Mumsnet on a narrow screen breaks "26/11/2026 19:53" before the clock."""
    rows = seen((60, "mumsnet"), (60, "3under5andtired 26/11/2026"), (330, "19:53", GREY), (60, "It was brilliant there"),
                (60, "Quote Thanks Report", GREY))  # fmt: skip

    assert said(read_screen(rows)) == [("3under5andtired", "26/11/2026 19:53", "It was brilliant there")]


def test_somebody_called_by_a_user_name_begins_no_comment() -> None:
    """ "Tagging @kev" right under a head is what was said, on X and on YouTube."""
    screen = read_screen(
        seen((30, "184 Comments"), (100, "@zsofi_n · 3 hours ago", GREY), (100, "Tagging @kev"), (100, "74 Reply", GREY), GAP,
             (100, "@big_dave_79 · 6 hours ago", GREY), (100, "Oh no"), (100, "2 Reply", GREY))
    )  # fmt: skip

    assert [(i.author, i.text) for i in screen.items] == [
        ("zsofi_n", "Tagging @kev"),
        ("big_dave_79", "Oh no"),
    ]


# ── chats ──────────────────────────────────────────────────────────────────────────────────


def test_a_coloured_name_may_be_broken_too() -> None:
    """The bubble is as wide as its words; of a number no part is given."""
    screen = read_screen(
        chat((40, "Pastor Emmanuel", PINK), (40, "Boateng", PINK), (40, "Someone has to go"), (300, "21:14", GREY), GAP,
             (40, "+44 7586", BLUE), (40, "You could not make it"), (340, "21:15", GREY))
    )  # fmt: skip

    assert said(screen) == [
        ("Pastor Emmanuel Boateng", "21:14", "Someone has to go"), (None, "21:15", "You could not make it"),
    ]  # fmt: skip


def test_a_quotation_is_known_by_where_it_stands() -> None:
    """On a dark screen its ground hardly differs: set in, and the answer further left, it is quoted."""
    screen = read_screen(
        chat((40, "Kelly", PINK), (40, "It was him all along"), (420, "21:14", GREY), GAP,
             (64, "Darren mum", BLUE), (64, "It was him", GREY), (40, "I do not think so"), (380, "21:15", GREY))
    )  # fmt: skip

    assert said(screen) == [
        ("Kelly", "21:14", "It was him all along"),
        ("Kelly", "21:15", "I do not think so"),
    ]


def test_contact_info_is_of_one_person() -> None:
    """ "tap here for contact info" stands under who the other one is; quotations are left out here too."""
    screen = read_screen(
        seen((160, "Uncle Phil"), (160, "tap here for contact info"), GAP, (40, "Did you see it"), (340, "20:02", GREY), GAP,
             (500, "No", BLACK, GREEN), (900, "20:03", GREY, GREEN), GAP, (64, "You", BLUE), (64, "No", GREY), (40, "Look again"),
             (340, "20:05", GREY), GAP, (60, "Type a message", GREY))
    )  # fmt: skip

    assert said(screen) == [
        ("Uncle Phil", "20:02", "Did you see it"), (None, "20:03", "No"), ("Uncle Phil", "20:05", "Look again"),
    ]  # fmt: skip


VIOLET, NIGHT = (118, 106, 200), (33, 33, 33)
TWO_SIDES = (
    (40, "Orla D'Arcy", PINK, NIGHT), (40, "They lied to us about the money", WHITE, NIGHT), (460, "14:26", GREY, NIGHT), GAP,
    (90, "Say that to the head then and not in here", WHITE, VIOLET), (900, "14:27", GREY, VIOLET), GAP,
    (40, "I did", WHITE, NIGHT), (160, "14:28", GREY, NIGHT),
)  # fmt: skip


def test_ones_own_words_are_on_other_ground() -> None:
    """Wide bubbles leave little room at the left: their ground tells whose they are, and no name goes past them."""
    screen = read_screen(
        seen((160, "School Run"), (160, "22 members, 3 online"), GAP, *TWO_SIDES, GAP, (60, "Message", GREY))
    )

    assert (screen.platform, [item.author for item in screen.items]) == (
        "telegram",
        ["Orla D'Arcy", None, None],
    )


def test_a_chat_is_read_where_the_app_is_not_to_be_seen() -> None:
    """Bubbles with clocks on two sides and two grounds are a chat; on one side they may be a timetable."""
    screen, one_side = read_screen(seen(*TWO_SIDES)), read_screen(seen(*TWO_SIDES[:3], GAP, *TWO_SIDES[7:]))

    assert (screen.platform, said(screen)) == (
        None,
        [
            ("Orla D'Arcy", "14:26", "They lied to us about the money"),
            (None, "14:27", "Say that to the head then and not in here"),
            (None, "14:28", "I did"),
        ],
    )
    assert (one_side.platform, one_side.items) == (None, ())


@pytest.mark.parametrize("row", ["Oh no 09:17 √ s", "left. Edited16:17", "left. 16:17"])
def test_ticks_and_a_mark_beside_the_clock(row: str) -> None:
    """What was read of the ticks, and "Edited" stuck to the clock, leave it the message's clock."""
    assert find_clock_at_end(row) is not None


# ── crops, names, times ────────────────────────────────────────────────────────────────────


def test_comments_are_read_where_the_app_is_not_to_be_seen() -> None:
    """Name, words and "3h Reply" twice are comments, whichever the app; once they may be anything."""
    two = ((100, "Faith Love"), (100, "They cannot do that"), (100, "18h Reply Share", GREY), GAP,
           (100, "Sam Tucker-Hale"), (100, "New management"), (100, "11h Reply", GREY))  # fmt: skip
    screen, one = read_screen(seen(*two)), read_screen(seen(*two[:3]))

    assert (screen.platform, said(screen)) == (
        None,
        [("Faith Love", "18h", "They cannot do that"), ("Sam Tucker-Hale", "11h", "New management")],
    )
    assert screen.doubts == (
        "the site or app could not be told from the picture",
        "the picture shows several posts or messages",
    )
    assert one.items == ()


def test_comments_in_a_mail_are_left_alone() -> None:
    """The same rows under "To:" and "Subject:" are a mail."""
    screen = read_screen(
        seen((40, "Subject: see below"), (40, "To: office"), (100, "Faith Love"), (100, "They cannot"), (100, "18h Reply", GREY), GAP,
             (100, "Sam Hale"), (100, "New management"), (100, "11h Reply", GREY))
    )  # fmt: skip

    assert (screen.platform, screen.items) == (None, ())


def test_user_names_with_capitals() -> None:
    """Where there are none, an "I" is an "l"; where there are others it may be either, and is asked for."""
    names = [read_name(text, "handle") for text in ("@Iou.smith", "OneTwoBuckle", "@IanSmith9")]
    assert [(n.text, n.sure) for n in names if n] == [
        ("lou.smith", True),
        ("OneTwoBuckle", True),
        ("IanSmith9", False),
    ]


def test_a_barred_l_read_as_a_t_is_asked_for() -> None:
    """ "Jarosław" is read "Jarostaw"."""
    assert (is_whole("Jarostaw Pietrzak"), is_whole("Michat Nowak"), is_whole("Stan Mustard")) == (
        False,
        False,
        True,
    )


@pytest.mark.parametrize(
    ("row", "shown"),
    [
        ("ayear ago", "a year ago"), ("3weeks ago", "3 weeks ago"), ("20 hrago", "20 hr ago"), ("3d ago", "3d ago"),
        ("Biscuitthief 16/11/202613:21", "16/11/2026 13:21"),
    ],
)  # fmt: skip
def test_spaces_that_a_time_lost(row: str, shown: str) -> None:
    """They are put back where no doubt is."""
    time = find_time(row)
    assert time is not None
    assert time.text == shown


# ── what stands under a name, and heads that were cut ──────────────────────────────────────


def test_small_print_under_a_name_is_neither_name_nor_words() -> None:
    """A neighbourhood under the name of a comment, a guide's level under a reviewer's."""
    comment = read_screen(
        seen((60, "Nextdoor"), GAP, GAP, (100, "Danielle J.", *BOLD), (100, "Upper Hallam", GREY, WHITE, 1.0, 3.2), (100, "Not my circus", *PLAIN),
             (100, "3h Like Reply Share", GREY), GAP, (100, "Ravi J.", *BOLD), (100, "Bell End", GREY, WHITE, 1.0, 3.2),
             (100, "Same in Y5", *PLAIN), (100, "1 day ago Like Reply Share", GREY))
    )  # fmt: skip
    review = read_screen(
        seen((40, "3.5 ★★★★ (34)"), (40, "Sort by"), GAP, (100, "Ammaarah Dawood", *BOLD), (100, "Local Guide · Level 4", GREY, WHITE, 1.0, 3.2),
             (40, "★★ 4 days ago", GREY), (40, "What school is this", *PLAIN))
    )  # fmt: skip

    assert (comment.platform, said(comment)) == (
        "nextdoor",
        [("Danielle J.", "3h", "Not my circus"), ("Ravi J.", "1 day ago", "Same in Y5")],
    )
    assert (review.platform, said(review)) == (
        "google_reviews",
        [("Ammaarah Dawood", "4 days ago", "What school is this")],
    )


def test_rank_time_and_group_on_one_row_are_small_print() -> None:
    """ "Moderator · 10w · Private group" under a name has its time."""
    screen = read_screen(
        seen((140, "Uzma K"), (140, "Moderator • 10w • Private group", GREY), GAP, (40, "Not my circus"), (40, "Like Comment Send", GREY), GAP, *FACEBOOK)
    )  # fmt: skip

    assert said(screen) == [("Uzma K", "10w", "Not my circus")]


def test_who_recommends_a_school_on_its_page() -> None:
    """ "Tom Ince recommends …" is headed by Tom Ince."""
    screen = read_screen(
        seen((40, "61% recommend (12 reviews)"), GAP, (120, "Tom Ince doesn't recommend Coldbeck School."), (120, "11 October ·", GREY), GAP,
             (20, "Nobody answers the phone"), (20, "Like Comment Share", GREY))
    )  # fmt: skip

    assert (screen.platform, said(screen)) == (
        "facebook",
        [("Tom Ince", "11 October", "Nobody answers the phone")],
    )


def test_a_head_whose_user_name_was_cut_is_a_head() -> None:
    """X: no room for the time, or for the user name itself; the counts beneath, with an icon read among them, are no words."""
    screen = read_screen(
        seen((120, "Saoirse Ó Briain @the_dani_roe ·"), (120, "Right, who else is fed up"), (120, "24 204 ılı 19.5K", GREY), GAP,
             (120, "The Dog & Duck @pip_squ…"), (120, "Took him out in Year 2"), (120, "2 157 12 15.8K", GREY), GAP,
             (120, "Trudi Ann-Marie Cobbold @…"), (120, "Same in Y5"), (120, "Post your reply", GREY))
    )  # fmt: skip

    assert [(i.author, i.text) for i in screen.items] == [
        ("Saoirse Ó Briain", "Right, who else is fed up"),
        ("The Dog & Duck", "Took him out in Year 2"),
        ("Trudi Ann-Marie Cobbold", "Same in Y5"),
    ]


def test_a_button_beside_a_name_is_no_part_of_it() -> None:
    """ "Subscribe" stands beside the name of a post on X."""
    screen = read_screen(
        seen((120, "Nia Haf Llywelyn Subscribe"), (120, "@itsmeelif", GREY), (40, "Absolute clowns"), (40, "7:30 PM · Nov 26, 2026 · 238 Views", GREY),
             (60, "Post your reply", GREY))
    )  # fmt: skip

    assert [item.author for item in screen.items] == ["Nia Haf Llywelyn"]


def test_a_clock_alone_in_a_comment_was_written() -> None:
    """ "7.30" on a row of its own is when they meet; no feed shows a clock alone."""
    screen = read_screen(
        seen((40, "12 comments"), (100, "Hamza El-Sayed"), (100, "Can we have a meeting at"), (100, "7.30"), (100, "on Thursday?"),
             (100, "5d Reply", GREY), GAP, (100, "Nia Llywelyn"), (100, "Yes me"), (100, "3d Reply", GREY), (40, "Add comment...", GREY))
    )  # fmt: skip

    assert said(screen) == [
        ("Hamza El-Sayed", "5d", "Can we have a meeting at 7.30 on Thursday?"),
        ("Nia Llywelyn", "3d", "Yes me"),
    ]


def test_a_long_title_names_a_chat_of_two_by_all_of_it() -> None:
    """The head breaks too; and its "last seen today at 13:25" is no message."""
    screen = read_screen(
        seen((180, "Szymon", *BOLD), (180, "Dąbrowski", *BOLD), (180, "last seen today at 13:25", GREY), GAP,
             (40, "Did you see it", *PLAIN), (340, "20:02", GREY), GAP, (500, "No", BLACK, GREEN), (900, "20:03", GREY, GREEN), GAP,
             (40, "Look again", *PLAIN), (40, "and tell me", *PLAIN), (40, "who it was", *PLAIN), (340, "20:05", GREY), GAP,
             (60, "Type a message", GREY))
    )  # fmt: skip

    assert [item.author for item in screen.items] == ["Szymon Dąbrowski", None, "Szymon Dąbrowski"]


def test_whose_post_a_crop_shows_is_asked_for() -> None:
    """ "Priory Park · 2m" under a name may be where, or who: without the app nobody can tell."""
    screen = read_screen(
        seen((100, "Angel"), (100, "Priory Park · 2m ·", GREY), (40, "It was on the news last night"), GAP, (40, "4 comments"), GAP,
             (100, "Faith Love"), (100, "They cannot do that"), (100, "18h Reply Share", GREY), GAP,
             (100, "Sam Tucker-Hale"), (100, "New management"), (100, "11h Reply", GREY))
    )  # fmt: skip

    assert screen.platform is None
    assert [item.author for item in screen.items] == [None, "Faith Love", "Sam Tucker-Hale"]


def test_a_quotation_whose_colour_was_lost_is_left_out() -> None:
    """What is sent on loses its colours: two rows set in over the words are what is answered."""
    dull = (164, 145, 133)
    screen = read_screen(
        chat((40, "Kelly", PINK), (40, "It was him all along"), (420, "21:14", GREY), GAP,
             (64, "Cllr Geoff Tweddle", dull), (64, "The chair of governors", GREY), (40, "Dinner ladies are the only ones"), (560, "21:15", GREY))
    )  # fmt: skip

    assert [item.text for item in screen.items] == ["It was him all along", "Dinner ladies are the only ones"]


# ── what is nobody's words, and whose they are not ─────────────────────────────────────────


def test_a_place_before_a_time_is_nobody() -> None:
    """Nextdoor: "Westgate · 2 hr ago" with no name over it is where, not who."""
    screen = read_screen(
        seen((60, "Nextdoor"), GAP, GAP, (100, "Westgate · 2 hr ago", GREY), (40, "Heard he has been suspended"), (40, "Like Comment Share", GREY), GAP,
             (100, "Anna K."), (100, "Priory Park · 1 hr ago", GREY), (100, "Is that true"), (100, "Like Reply", GREY))
    )  # fmt: skip

    assert screen.platform == "nextdoor"
    assert [(i.author, i.text) for i in screen.items] == [
        (None, "Heard he has been suspended"),
        ("Anna K.", "Is that true"),
    ]


def test_what_readers_add_to_a_post_is_not_its_authors() -> None:
    """X: "Readers added context" up to the time of the post."""
    screen = read_screen(
        seen((120, "Yu Xin Tan"), (120, "@ilyasislam", GREY), (40, "Got fined for a funeral"), (60, "Readers added context"), (60, "The fine was for June."),
             (40, "3:26 PM · Nov 21, 2026 · 580 Views", GREY), (60, "Post your reply", GREY))
    )  # fmt: skip

    assert [(i.author, i.text) for i in screen.items] == [("Yu Xin Tan", "Got fined for a funeral")]


def test_a_name_begins_a_bubble_whatever_stands_over_it() -> None:
    """A note of the app that nobody listed, in the middle, hides no name under it."""
    screen = read_screen(
        chat((40, "Kelly", PINK), (40, "It was him all along"), (420, "21:14", GREY), GAP,
             (110, "Rumbelow shook their phone", GREY), GAP, (40, "Hair by Tash", BLUE), (40, "That is a serious thing"), (470, "21:15", GREY))
    )  # fmt: skip

    assert said(screen) == [
        ("Kelly", "21:14", "It was him all along"),
        ("Hair by Tash", "21:15", "That is a serious thing"),
    ]


def test_a_message_that_was_deleted_is_no_item() -> None:
    """Nobody knows what it said; the name over it still holds for the next."""
    screen = read_screen(
        chat((40, "Kelly", PINK), (40, "This message was deleted", GREY), (470, "21:14", GREY), GAP, (40, "Never mind"), (300, "21:15", GREY))
    )  # fmt: skip

    assert said(screen) == [("Kelly", "21:15", "Never mind")]


def test_a_smiley_in_a_name_parts_it_and_no_more() -> None:
    """The engine reads no smileys: "Maddy 💫 Crane" comes in two pieces of one colour."""
    screen = read_screen(
        Seen(1000, 700, (*seen(*WHATSAPP, (40, "Maddy", PINK), (40, "Oh Dani"), (300, "21:14", GREY), GAP, (60, "Type a message", GREY)).lines,
                         line(200, 40 + 3 * STEP, "Crane", PINK)))
    )  # fmt: skip

    assert said(screen) == [("Maddy Crane", "21:14", "Oh Dani")]


def test_icons_among_the_counts_are_no_words() -> None:
    """What was read of bars, hearts and talk bubbles, and a view's count alone."""
    screen = read_screen(
        seen((120, "Stu @lottiescakes · 25m"), (120, "Sorry?"), (120, "G16 ılı 2.5K", GREY), GAP,
             (120, "Jo Oh @jo_oh · 32m"), (120, "Why"), (120, "ılı 25.9K", GREY), (60, "Post your reply", GREY))
    )  # fmt: skip

    assert [(i.author, i.text) for i in screen.items] == [("Stu", "Sorry?"), ("Jo Oh", "Why")]


def test_one_word_of_the_actions_may_be_misread() -> None:
    """ "4d Liko Reply" ends a comment all the same."""
    screen = read_screen(
        seen((100, "Tom Ince"), (100, "Nobody answers"), (100, "13h Like Reply", GREY), GAP, (100, "Joy Trueman"), (100, "Same here then"),
             (100, "4d Liko Reply", GREY), GAP, *FACEBOOK)
    )  # fmt: skip

    assert said(screen) == [("Tom Ince", "13h", "Nobody answers"), ("Joy Trueman", "4d", "Same here then")]


def test_a_forums_name_with_its_time_stuck_to_it_is_asked_for() -> None:
    """ "Whoknewthat2213h ago" may be two names; the words are not lost."""
    screen = read_screen(
        seen((30, "r/UKParenting • 20 hr. ago"), (30, "OneTwoBuckle"), (30, "Is this normal"), (30, "Award Share", GREY), (30, "Sort by: Best", GREY),
             (100, "Whoknewthat2213h ago"), (100, "I said what I said"), (100, "Reply Award Share", GREY))
    )  # fmt: skip

    assert [(i.author, i.text) for i in screen.items][1:] == [(None, "I said what I said")]
    assert read_name("Bronagh Mcllroy", "display") == read_name("Bronagh McIlroy", "display")
