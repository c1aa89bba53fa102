"""Screenshots: what sites on a wide screen and newer skins put around, between and over what people say."""

# ruff: noqa: E501  (the rows of a screen read best as they stand)
from __future__ import annotations

from dataclasses import replace

import pytest

from tests.screens.byhand import BLACK, BLUE, FACEBOOK, GAP, GREY, PINK, WHITE, Row, chat, line, said, seen
from worker.reading.screens import read_screen
from worker.reading.screens.authors import author_of_row
from worker.reading.screens.looks import look_of
from worker.reading.screens.rows import Row as PageRow

CARD = (239, 240, 242)
NAME, WORDS = (BLACK, CARD, 1.0, 6.0), (BLACK, CARD, 1.0, 4.4)


@pytest.mark.parametrize("day", ["Sat", "Mon", "Yesterday", "3d"])
def test_a_comment_of_a_weekday(day: str) -> None:
    """Within a week a site gives the day alone before what can be done."""
    screen = seen(
        *FACEBOOK, GAP, (100, "Nkem Obi", *NAME), (100, "The same mud, I have washed it", *WORDS), (100, f"{day} Like Reply", GREY), GAP,
        (100, "Bryn", *NAME), (100, "the mud is premium now", *WORDS), (100, f"{day} Like Reply", GREY),
    )  # fmt: skip

    assert said(read_screen(screen)) == [
        ("Nkem Obi", day, "The same mud, I have washed it"),
        ("Bryn", day, "the mud is premium now"),
    ]


@pytest.mark.parametrize(
    ("begun", "author"),
    [("Nkem Obiora▶ Halewick Valley", "Nkem Obiora"), ("Nkem Obiora▶ Halewick and all of the Valley", None)],
)
def test_a_group_whose_name_goes_on_in_the_next_row(begun: str, author: str | None) -> None:
    """Behind the triangle, which may stick to the author's name, the group's begins; its end is nobody."""
    screen = seen(
        *FACEBOOK, GAP, (150, begun, BLACK, WHITE, 1.0, 6.1), (150, "Parents", BLACK, WHITE, 1.0, 6.1), (150, "Sat at 14:06", GREY, WHITE, 1.0, 3.0),
        (40, "Why is it that much when it was less than that last year", BLACK, WHITE, 1.0, 4.0), (40, "Like Comment Share", GREY),
    )  # fmt: skip

    assert said(read_screen(screen)) == [
        (author, "Sat at 14:06", "Why is it that much when it was less than that last year")
    ]


def test_a_comment_under_one_that_is_cut_off_above() -> None:
    """In bolder letters than the words over and under it, and set off: it begins another's comment."""
    shown = seen(
        (100, "and that was the last of it.", BLACK, CARD, 1.0, 4.6), GAP, (100, "Mere Te Ao", BLACK, CARD, 1.0, 5.4), (100, "They laughed at me on the phone", BLACK, CARD, 1.0, 4.7), (100, "2w Like Reply", GREY), GAP,
        (100, "Ceri Ann", BLACK, CARD, 1.0, 5.4), (100, "Then report them for it.", BLACK, CARD, 1.0, 4.6), (100, "2w Like Reply", GREY),
    )  # fmt: skip
    cut = replace(
        shown, lines=tuple(replace(one, top=one.top - 38, bottom=one.bottom - 38) for one in shown.lines)
    )

    assert said(read_screen(cut)) == [
        (None, None, "and that was the last of it."),
        ("Mere Te Ao", "2w", "They laughed at me on the phone"),
        ("Ceri Ann", "2w", "Then report them for it."),
    ]


def test_a_first_comment_by_somebody_with_a_badge() -> None:
    """Its name may be hardly bolder than words are: only names are so honoured."""
    screen = seen(
        *FACEBOOK, GAP, (150, "Gaynor Pugh", BLACK, WHITE, 1.0, 6.1), (150, "9h", GREY, WHITE, 1.0, 3.0), (40, "Is it legal to lock the toilets during lessons", *WORDS), GAP,
        (150, "Cllr Wenna Trott · Moderator", BLACK, CARD, 1.0, 4.8), (150, "Message me with the name of the school", *WORDS), (150, "8h Like Reply", GREY),
    )  # fmt: skip

    assert said(read_screen(screen)) == [
        ("Gaynor Pugh", "9h", "Is it legal to lock the toilets during lessons"),
        ("Cllr Wenna Trott", "8h", "Message me with the name of the school"),
    ]


def test_the_tabs_of_a_profile_are_nobodys() -> None:
    """Nor is how many posts there are."""
    screen = seen((150, "Bilal R"), (150, "177 posts", GREY), GAP, GAP, (60, "Bilal R @bilal_r84 · 22m"), (60, "Rang the school 11 times"), (60, "3.3K views", GREY))  # fmt: skip
    tabs = [
        line(60 + 220 * n, 132, text) for n, text in enumerate(["Posts", "Replies", "Highlights", "Likes"])
    ]

    assert said(read_screen(replace(screen, lines=(*screen.lines, *tabs)))) == [
        ("Bilal R", "22m", "Rang the school 11 times")
    ]


def test_people_in_bold_before_a_time_have_no_user_names() -> None:
    """Comments under a video look alike in two apps, but for the names: one has no spaces in them."""
    screen = seen(
        (40, "Comments", BLACK), (600, "All comments", GREY), GAP, (100, "Gillian Whitcombe 3d"), (100, "They look into lunchboxes now?!"), (100, "Reply", GREY), GAP,
        (160, "Ozan 2d"), (160, "@Gillian the dinner lady with the list"), (160, "Reply", GREY), GAP,
        (100, "Temperance Boyle 2d"), (100, "Some of us work there."), (100, "Reply", GREY), GAP, (100, "lil_dee 1d"), (100, "bring them back"), (100, "Reply", GREY), GAP,
        (100, "Add a comment...", GREY),
    )  # fmt: skip
    bold = tuple(
        replace(one, lead=len(one.text) - 3) if one.text.endswith(("1d", "2d", "3d")) else one
        for one in screen.lines
    )
    shown = read_screen(replace(screen, lines=bold))

    assert (shown.platform, [item.author for item in shown.items]) == (
        "facebook",
        ["Gillian Whitcombe", "Ozan", "Temperance Boyle", "lil_dee"],
    )


def _clocked(*rows: Row) -> list[Row]:
    """The rows of a bubble, and its clock under them."""
    return [*rows, (700, "16:02", GREY, WHITE, 1.0, 2.2), GAP]


@pytest.mark.parametrize(
    ("first", "shown"),
    [
        ((100, "Ditte", (106, 113, 117), WHITE, 1.0, 3.4), [("Ditte", "16:02", "They told them to walk")]),
        ((100, "Ditte Group admin", (106, 113, 117), WHITE, 1.0, 3.3), [("Ditte", "16:02", "They told them to walk")]),
        ((100, "Ditte", (106, 113, 117), WHITE, 1.0, 2.2), [(None, "16:02", "Ditte They told them to walk")]),
    ],
)  # fmt: skip
def test_a_name_whose_colour_is_grey(first: Row, shown: list[tuple[str | None, str, str]]) -> None:
    """As bold as the coloured names of the chat, and fainter than the words: in small print it is none."""
    screen = read_screen(
        chat(
            *_clocked(first, (100, "They told them to walk", BLACK, WHITE, 1.0, 3.0)),
            *_clocked(
                (100, "Femi", PINK, WHITE, 1.0, 3.4), (100, "My son was there", BLACK, WHITE, 1.0, 3.0)
            ),
            *_clocked((100, "Lowri", BLUE, WHITE, 1.0, 3.3), (100, "Well then", BLACK, WHITE, 1.0, 3.0)),
        )
    )

    assert said(screen)[:1] == shown
    assert [item.author for item in screen.items][1:] == ["Femi", "Lowri"]


@pytest.mark.parametrize(("members", "platform"), [("Bet, Olu, Sian", "whatsapp"), ("for the village", None)])
def test_a_chat_of_coloured_names_and_clocks_needs_no_name_of_its_app(
    members: str, platform: str | None
) -> None:
    """Nor words of one's own: three bubbles that are named and end with a clock are a chat.

    One app lists who is there under the name of the group.
    """
    screen = read_screen(
        seen(
            (160, "Maes Glas"), (160, members, GREY), GAP,
            *_clocked((100, "Sian", PINK), (100, "Will there be snow")), *_clocked((100, "Olu", BLUE), (100, "There will be none")), *_clocked((100, "Bet", PINK), (100, "it is snowing here now")),
        )
    )  # fmt: skip

    assert screen.platform == platform
    assert [(item.author, item.text) for item in screen.items] == [
        ("Sian", "Will there be snow"),
        ("Olu", "There will be none"),
        ("Bet", "it is snowing here now"),
    ]


DARK, BUBBLE, FAINT = (11, 11, 11), (38, 38, 40), (25, 25, 26)


@pytest.mark.parametrize(
    ("quoted", "answer"),
    [([(110, "Three each then?", (142, 142, 147), FAINT)], ("Vanja", "me too")), ([], (None, "me too"))],
)
def test_what_somebody_answers_stands_fainter_under_the_note(
    quoted: list[Row], answer: tuple[str | None, str]
) -> None:
    """The note names who answers; where nothing fainter stands there, which bubble is the answer is not known."""
    violet = (139, 56, 255)
    screen = read_screen(
        seen(
            (160, "Class reps", WHITE, DARK), (300, "SUN AT 18:12", GREY, DARK), (110, "Jess Bee", GREY, DARK, 1.0, 2.0), (100, "Can we keep this kind", WHITE, BUBBLE), GAP,
            (500, "Three each then?", WHITE, violet), GAP, (110, "Vanja replied to you", GREY, DARK), *quoted, (100, "me too", WHITE, BUBBLE), GAP, (200, "Aa", GREY, BUBBLE),
        ), "messenger",
    )  # fmt: skip

    assert [(item.author, item.text) for item in screen.items] == [
        ("Jess Bee", "Can we keep this kind"),
        (None, "Three each then?"),
        answer,
    ]


def test_a_bubble_of_a_flowing_colour_is_one() -> None:
    """One's own ground changes from row to row."""
    screen = read_screen(
        seen(
            (160, "Morwenna Teague", BLACK, WHITE, 1.0, 6.0), (160, "Active now", GREY), (300, "TODAY AT 09:02", GREY), (100, "I saw what you put", BLACK, CARD), GAP,
            (400, "Morwenna I was told", WHITE, (133, 57, 255)), (400, "something else", WHITE, (147, 54, 255)), GAP, (100, "By who?", BLACK, CARD), GAP, (200, "Aa", GREY, CARD),
        )
    )  # fmt: skip

    assert [item.text for item in screen.items] == [
        "I saw what you put",
        "Morwenna I was told something else",
        "By who?",
    ]


@pytest.mark.parametrize(
    ("name", "lead", "author"), [("Mo", 2, "Mo"), ("Tadhg", 5, "Tadhg"), ("Old", 3, None), ("Mo", 0, None)]
)
def test_one_word_in_bold_before_a_place_and_a_time(name: str, lead: int, author: str | None) -> None:
    """Between two dots stands where its bearer lives; the first word of a place has no dot behind it."""
    sign = " •" if author else ""
    screen = seen(
        (60, "Search Nextdoor"), GAP, (100, "Ravi Chandran • Heol Las • 2 days ago"), (100, "It is always toast."), GAP,
        (100, f"{name}{sign} Quay Hill • 1 day ago"), (100, "She is short with everybody"),
    )  # fmt: skip
    screen = replace(
        screen, lines=tuple(replace(one, lead=lead) if "1 day" in one.text else one for one in screen.lines)
    )

    assert read_screen(screen, "nextdoor").items[-1].author == author


@pytest.mark.parametrize(
    ("app", "slug", "below"),
    [("Nextdoor", "nextdoor", "Pound Lane • 4 days •"), ("Facebook", "facebook", "4d · Public")],
)
def test_the_glass_before_a_place_to_search_may_be_read_as_a_letter(app: str, slug: str, below: str) -> None:
    """ "Q Search …" names the app as well as "Search …" does."""
    screen = seen(
        (60, f"Q Search {app}"), GAP, (120, "Titi Bankole"), (120, below, GREY),
        (40, "Saturday clean-up at the playing field, ten till noon."), GAP, (40, "Like"), (400, "Share"),
    )  # fmt: skip

    assert read_screen(screen).platform == slug


def test_a_figure_of_a_time_read_as_a_letter() -> None:
    """Behind a dot, before "days ago": it is a time all the same."""
    screen = seen((60, "Search Nextdoor"), GAP, (100, "Clive P."), (100, "Morfa East • 1 wk ago", GREY), (40, "Lost drone, last seen over the roof."), (40, "Like Comment Share", GREY), GAP, (100, "Nia H. • Morfa Vale • á days ago"), (100, "Clive I work there"))  # fmt: skip

    assert said(read_screen(screen, "nextdoor"))[-1] == ("Nia H.", "á days ago", "Clive I work there")


def test_heads_that_lost_the_dot_before_their_day() -> None:
    """A space may stand behind the sign of a user name as well."""
    screen = seen(
        (900, "What’s happening"), GAP, (60, "Fearne-Louise Tait @ fearnetait Nov 24"), (60, "the heating is off again"), (60, "14 20 511 33K", GREY),
        (60, "H. Gant @hgant_head Nov 24"), (60, "Engineer is booked for Thursday."), (60, "60 112 4.2K 210K", GREY), width=1400,
    )  # fmt: skip
    shown = read_screen(screen)

    assert (shown.platform, said(shown)) == (
        "x",
        [
            ("Fearne-Louise Tait", "Nov 24", "the heating is off again"),
            ("H. Gant", "Nov 24", "Engineer is booked for Thursday."),
        ],
    )


@pytest.mark.parametrize("when", ["Just now", "2w", "3 hrs"])
def test_one_comment_cut_out_of_its_page(when: str) -> None:
    """Words on a ground of their own over a time and what can be done, on the page's."""
    screen = seen((100, "Xenia Vale", *NAME), (100, "They can afford a new sign, I see", *WORDS), (100, f"{when} Like Reply", GREY))  # fmt: skip
    shown = read_screen(screen)

    assert (shown.platform, said(shown)) == (
        "facebook",
        [("Xenia Vale", when, "They can afford a new sign, I see")],
    )


def test_a_place_under_the_head_of_a_picture_is_not_said() -> None:
    """The caption begins with the same user name under it."""
    screen = seen(
        (700, "vale.football · Follow"), (700, "Halewick Playing Fields", GREY), (700, "vale.football Lost by nine but nobody was sick"), (700, "2w", GREY),
        (700, "coach_dmitri So proud of them all"), (700, "2w 24 likes Reply", GREY), GAP, (700, "Liked by mabli_r and others"), (700, "Add a comment...", GREY), width=1700,
    )  # fmt: skip
    bold = [
        replace(one, lead=len(one.text.split()[0])) if "_d" in one.text or "vale." in one.text else one
        for one in screen.lines
    ]

    assert said(read_screen(replace(screen, lines=tuple(bold)))) == [
        ("vale.football", None, "Lost by nine but nobody was sick"),
        ("coach_dmitri", "2w", "So proud of them all"),
    ]


def test_the_letters_of_a_picture_before_a_name_are_no_name() -> None:
    """They stand on another ground than the name, and higher; the name is no badge beside them."""
    first, last = line(40, 40, "LM", WHITE, (74, 105, 189)), line(120, 46, "Lil' Mo")
    row = PageRow((replace(first, bottom=96), last))

    assert author_of_row(row, look_of("facebook"), parted=True).name != "LM"


def test_a_talk_on_instagrams_site() -> None:
    """Its list of talks is headed by "Messages" and "Requests"; who it is with is asked for."""
    blue, dark = (55, 151, 240), (38, 38, 38)
    screen = seen(
        (90, "tess.brough", WHITE, BLACK), (90, "Search", GREY, dark), (90, "Messages", WHITE, BLACK), (320, "Requests (2)", GREY, BLACK), GAP,
        (500, "who put that up", WHITE, dark), GAP, (900, "no idea, ask the class chat", WHITE, blue), GAP, (500, "it names the cook", WHITE, dark), GAP,
        (500, "Message...", GREY, BLACK),
    )  # fmt: skip

    assert read_screen(screen).platform == "instagram"
