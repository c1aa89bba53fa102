"""Screenshots: letters, numbers and bars that stand alone beside what people say."""

# ruff: noqa: E501  (the rows of a screen read best as they stand)
from __future__ import annotations

from dataclasses import replace

import pytest

from tests.screens.byhand import (
    BLACK,
    BLUE,
    FACEBOOK,
    GAP,
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
from worker.reading.screens.actions import are_actions_apart
from worker.reading.screens.barenames import bare
from worker.reading.screens.letters import is_whole, mended
from worker.reading.screens.names import read_name

CARD, PILL, VIOLET = (239, 239, 239), (247, 247, 247), (117, 72, 252)


def test_words_behind_a_bar_are_quoted() -> None:
    """Set in and paler over a post's own words, on its own ground."""
    screen = read_screen(
        seen(
            (40, "Am I being unreasonable?"), GAP, (40, "PepperPot · Today 09:26"), (40, "They have thirty of them"), (40, "Quote Reply Report", GREY),
            (40, "WobblyTooth · Today 09:31"), (56, "They have thirty of them", GREY), (40, "I know. But the note."), (40, "Quote Reply Report", GREY),
        )
    )  # fmt: skip

    assert said(screen) == [
        ("PepperPot", "Today 09:26", "They have thirty of them"),
        ("WobblyTooth", "Today 09:31", "I know. But the note."),
    ]


@pytest.mark.parametrize(
    "foot", [("Quote", "Save", "Report this"), ("Reply Quate", "Bookmark"), ("React", "Message author")]
)
def test_what_a_forum_calls_its_buttons(foot: tuple[str, ...]) -> None:
    """Set apart from each other, each begins with what can be done; one more word is no matter."""
    screen = seen(
        (40, "Am I being unreasonable?"), GAP, (40, "PepperPot · Today 09:26"), (40, "They have thirty of them"), GAP, GAP,
        (40, "WobblyTooth · Today 09:31"), (40, "Not for that money"), GAP,
    )  # fmt: skip
    first, second = screen.lines[2].top + 46, screen.lines[-1].top + 46
    buttons = [line(40 + 300 * n, top, text, GREY) for top in (first, second) for n, text in enumerate(foot)]

    assert said(read_screen(replace(screen, lines=(*screen.lines, *buttons)))) == [
        ("PepperPot", "Today 09:26", "They have thirty of them"),
        ("WobblyTooth", "Today 09:31", "Not for that money"),
    ]


def test_a_smiley_between_two_feelings_is_no_foot() -> None:
    """Love, a heart, and love: both words are said."""
    assert not are_actions_apart(["Love", "Love"])
    assert not are_actions_apart(["Like", "they say, a joke"])


@pytest.mark.parametrize("hearts", ["11C", "4Q", "2.1K"])
def test_a_number_at_the_far_right_of_a_foot_with_its_icon(hearts: str) -> None:
    """The icon sticks to it, read as a capital."""
    screen = seen(
        *FACEBOOK, GAP, (100, "Nkem Obi"), (100, "By email. One line."), (100, "5h Like Reply", GREY)
    )
    foot = screen.lines[-1]
    count = line(800, foot.top, hearts, GREY)

    assert said(read_screen(replace(screen, lines=(*screen.lines, count)))) == [
        ("Nkem Obi", "5h", "By email. One line.")
    ]


def _wide(*beside: tuple[float, str]) -> Seen:
    """Comments at the right of a wide screen, and what else stands level with the first of them."""
    shown = seen(
        GAP, GAP, GAP, (900, "nan.pugh Please take that one down", *PLAIN), (900, "3w 7 likes Reply", GREY),
        (900, "tia_88 Great day it was", *PLAIN), (900, "3w 2 likes Reply", GREY), (900, "View all 12 comments", GREY), GAP, (900, "Add a comment...", GREY), width=1700,
    )  # fmt: skip
    first = shown.lines[0]
    more = [line(left, first.top, text) for left, text in beside]
    return Seen(1700, 700, (*shown.lines, *more))


def test_a_letter_in_a_picture_beside_the_comments() -> None:
    """Beside the only column of a wide page one or two letters are nobody's."""
    assert said(read_screen(_wide((30, "A")))) == said(read_screen(_wide()))
    assert said(read_screen(_wide()))[0] == ("nan.pugh", "3w", "Please take that one down")


def test_how_many_felt_so_hangs_under_a_bubble() -> None:
    """A number on a ground of its own is no message; on the bubbles' own it is one."""
    rows: list[Row] = [
        (160, "Y5 survivors"), (160, "tomasz_w, k.adebisi and 3 others", GREY), GAP,
        (150, "tomasz_w", GREY), (150, "How many of ours went in the end", BLACK, CARD), GAP, (600, "two of them at least", WHITE, VIOLET), GAP,
        (150, "k.adebisi", GREY), (150, "The wrong page two weeks running", BLACK, CARD), (170, "2", BLACK, PILL), GAP, (120, "Message...", GREY, CARD),
    ]  # fmt: skip
    shown = seen(*rows)

    assert [item.text for item in read_screen(shown).items] == [
        "How many of ours went in the end",
        "two of them at least",
        "The wrong page two weeks running",
    ]
    rows[10] = (150, "2", BLACK, CARD)
    assert "2" in read_screen(seen(*rows)).items[-1].text


@pytest.mark.parametrize("letter", ["O", "0"])
def test_an_initial_that_looks_like_an_icon(letter: str) -> None:
    """Half within the box of a name, in its ink: a letter of it. Elsewhere it is an icon."""
    page = chat((40, "Ada", PINK), (40, "They never rang back in all"), (600, "07:58", GREY), GAP,
                (40, "Kelly", BLUE), (40, "It was him all along"), (600, "08:01", GREY))  # fmt: skip
    name = next(one for one in page.lines if one.text == "Ada")
    initial = line(name.right - 10, name.top, letter, PINK)
    icon = replace(initial, ink=GREY, left=name.right + 10, right=name.right + 27)

    assert [
        [item.author for item in read_screen(replace(page, lines=(*page.lines, one))).items]
        for one in (initial, icon)
    ] == [["Ada O", "Kelly"], ["Ada", "Kelly"]]


@pytest.mark.parametrize(
    ("read", "name"), [("Ada 0", "Ada O"), ("Ada 0.", "Ada O."), ("0", "0"), ("Room 0 1", "Room 0 1")]
)
def test_a_nought_that_ends_a_name_is_an_initial(read: str, name: str) -> None:
    """Nobody has a nought for a surname."""
    assert mended(read) == name


@pytest.mark.parametrize(
    ("name", "whole"),
    [("jxsh", True), ("mrxy", True), ("Ngxyn", True), ("Ngxn", False), ("bckly", True), ("bckl", False)],
)
def test_an_x_stands_for_a_vowel_in_a_nickname(name: str, whole: bool) -> None:
    """In small letters; a name with a capital has lost one."""
    assert is_whole(name) == whole


@pytest.mark.parametrize("read", ["Niamh +", "Niamh ✦", "Niamh ++"])
def test_a_sign_that_ends_a_name_is_a_smiley(read: str) -> None:
    """The engine reads sparkles as a plus; between two names it joins them."""
    assert (bare(read), bare("Jo + Sam")) == ("Niamh", "Jo + Sam")


# ── who is quoted, named or answered in other apps ─────────────────────────────────────────


def test_snapchat_quotes_above_the_answer() -> None:
    """Set in and paler, with the name of who is quoted: the answer is not theirs."""
    blue, red = (71, 87, 230), (239, 64, 86)
    screen = read_screen(
        seen(
            (160, "Gate Gossip"), GAP, (40, "CHARLENE", (0, 168, 232)), (56, "He is in the disabled bay again"), GAP,
            (40, "MAM GU", blue), (76, "CHARLENE", GREY), (76, "He is in the disabled bay again", GREY), (56, "I had to park at Aldi with a badge"), GAP,
            (40, "ME", red), (56, "Email it to the council"), GAP, (140, "Send a chat", GREY),
        )
    )  # fmt: skip

    assert [(item.author, item.text) for item in screen.items] == [
        ("CHARLENE", "He is in the disabled bay again"),
        ("MAM GU", "I had to park at Aldi with a badge"),
        (None, "Email it to the council"),
    ]


def test_a_forum_quotes_a_whole_post() -> None:
    """In a box, with its head, under the name and the time of who answers it."""
    box = (234, 236, 242)
    screen = read_screen(
        seen(
            (40, "Am I being unreasonable?"), GAP, (100, "Marchpane"), (100, "28/11/2025 20:19", GREY),
            (70, "PoppyBagel · 20:11", GREY, box), (70, "She won't apologise.", GREY, box),
            (40, "She can't, she had to refer."), (40, "Quote Reply Report", GREY),
        )
    )  # fmt: skip

    assert said(screen) == [("Marchpane", "28/11/2025 20:19", "She can't, she had to refer.")]


def test_a_name_over_a_smiley_is_nobodys_message() -> None:
    """A message of smileys alone leaves a name over its clock; whoever wrote before did not say it."""
    violet = (191, 89, 207)
    screen = read_screen(
        chat(
            (40, "Lisa Red", BLUE), (40, "I have put in a formal complaint"), (600, "08:19", GREY), GAP,
            (40, "Obinna", violet), (600, "08:21", GREY), GAP, (40, "Lisa Red", BLUE), (40, "I mean it"), (600, "08:22", GREY),
        )
    )  # fmt: skip

    assert [(item.author, item.text) for item in screen.items] == [
        ("Lisa Red", "I have put in a formal complaint"),
        ("Obinna", ""),
        ("Lisa Red", "I mean it"),
    ]


def test_a_list_of_chats_with_short_days_is_left_out() -> None:
    """ "Mon" beside a chat of the list is a day; its heading stands further left than the names."""
    chat_rows: list[Row] = [
        (1000, "Juniors Ty Coch"), (1000, "Fergus, Goldie, You", GREY), GAP, GAP, GAP, (1000, "Goldie", PINK), (1000, "who signed off on that"),
        (1300, "16:40", GREY), GAP, (1000, "Fergus", BLUE), (1000, "Nobody asked us at all"), (1300, "16:44", GREY), GAP, (1000, "Type a message", GREY),
    ]  # fmt: skip
    shown = seen(*chat_rows, width=1900)
    listed = [
        line(left, 270 + 46 * row, text, GREY)
        for row, (name, when) in enumerate((("Work rota", "15:20"), ("Tad", "12:01"), ("Book club", "Mon")))
        for left, text in ((300, name), (760, when))
    ]
    heading = line(170, 40, "Chats")
    screen = read_screen(Seen(1900, 760, (heading, *listed, *shown.lines)))

    assert (screen.platform, screen.group) == ("whatsapp", "Juniors Ty Coch")
    assert said(screen) == [
        ("Goldie", "16:40", "who signed off on that"),
        ("Fergus", "16:44", "Nobody asked us at all"),
    ]


def test_a_talk_with_one_user_name() -> None:
    """Over it stands when its bearer was there: so Instagram shows it, and what comes in is theirs."""
    screen = read_screen(
        seen(
            (160, "ailbhe.ni.c"), (160, "Active 12m ago", GREY), GAP, GAP, (100, "Did you report it yet", BLACK, CARD), GAP,
            (500, "Yes, three times", WHITE, VIOLET), GAP, (100, "It has his photo on it", BLACK, CARD), GAP, (60, "Message...", GREY),
        )
    )  # fmt: skip

    assert screen.platform == "instagram"
    assert [(item.author, item.text) for item in screen.items] == [
        ("ailbhe.ni.c", "Did you report it yet"),
        (None, "Yes, three times"),
        ("ailbhe.ni.c", "It has his photo on it"),
    ]


def test_two_capitals_head_a_comment_of_nobodys() -> None:
    """ "LJ" may be "L J": what stands under it is said all the same."""
    screen = read_screen(
        seen(*FACEBOOK, GAP, (100, "Bo Ellis 5h"), (100, "Fire regs"), (100, "Like Reply", GREY), (100, "LJ 22m"), (100, "sell them on"), (100, "Like Reply", GREY))
    )  # fmt: skip

    assert said(screen) == [("Bo Ellis", "5h", "Fire regs"), (None, "22m", "sell them on")]


def test_a_dash_read_for_a_dot_after_a_time() -> None:
    """Who may see a post, or in what kind of group it stands, is none of its words."""
    screen = read_screen(
        seen(*FACEBOOK, GAP, (100, "Bo Ellis"), (100, "Yesterday at 19:44 - Private group · Edited", GREY), (40, "Could whoever told him say it to me"))
    )  # fmt: skip

    assert said(screen) == [("Bo Ellis", "Yesterday at 19:44", "Could whoever told him say it to me")]


@pytest.mark.parametrize(
    ("read", "name"), [("EduGrump√", "EduGrump"), ("Jo Pugh✓", "Jo Pugh"), ("Jo Pugh √", "Jo Pugh")]
)
def test_a_tick_stuck_to_a_name_is_a_badge(read: str, name: str) -> None:
    """So X shows whom it has verified."""
    assert bare(read) == name


def test_a_small_initial_ends_a_name_too() -> None:
    """ "bogdan i." in bold letters over how many reviews there are."""
    screen = read_screen(
        seen(
            (40, "Write a review"), GAP, (100, "bogdan i.", *PLAIN[:3], 5.8), (100, "16 reviews", GREY, WHITE, 1.0, 3.5), (40, "★★★★☆ 9 months ago", GREY, WHITE, 1.0, 3.5),
            (40, "Normal school. Nice garden.", *PLAIN), (140, "Share", GREY),
        )
    )  # fmt: skip

    assert said(screen) == [("bogdan i.", "9 months ago", "Normal school. Nice garden.")]


def test_a_comment_of_a_short_name_under_a_post_that_is_open() -> None:
    """ "Ravi S." in bold begins it, though a stop ends the name."""
    nextdoor = (225, 228, 230)
    screen = read_screen(
        seen(
            (100, "Moira K.", *PLAIN[:3], 8.0), (100, "Park End • 5 hr ago", GREY), (40, "Six over my fence this week.", *PLAIN), GAP, GAP,
            (110, "Ravi S.", BLACK, nextdoor, 1.0, 8.0), (110, "Charge them rent for it then", BLACK, nextdoor, 1.0, 4.4), (110, "3 hr ago Like Reply", GREY), GAP, (60, "Add a comment...", GREY),
        )
    )  # fmt: skip

    assert said(screen) == [
        ("Moira K.", "5 hr ago", "Six over my fence this week."),
        ("Ravi S.", "3 hr ago", "Charge them rent for it then"),
    ]


def test_an_advert_is_no_part_of_the_post_above() -> None:
    """Who paid for it stands over "Sponsored"; among posts it is left out, and alone it is nobody's."""
    advert: list[Row] = [
        (100, "Pet Plan Direct"),
        (100, "Sponsored", GREY),
        (40, "Cover from 21p a day. Terms apply."),
    ]
    post: list[Row] = [
        (100, "Bo Ellis"),
        (100, "38 mins · Friends", GREY),
        (40, "One in three. And a new sign."),
        GAP,
    ]

    assert said(read_screen(seen(*FACEBOOK, GAP, *post, *advert))) == [
        ("Bo Ellis", "38 mins", "One in three. And a new sign.")
    ]
    assert said(read_screen(seen(*FACEBOOK, GAP, *advert))) == [
        (None, None, "Cover from 21p a day. Terms apply.")
    ]


@pytest.mark.parametrize(("name", "author"), [("J.", "J."), ("D", "D"), ("I", None), ("O", None)])
def test_a_name_of_one_letter_over_reviews(name: str, author: str | None) -> None:
    """In bold letters, where it prints like no other."""
    thin = (GREY, WHITE, 1.0, 3.5)
    screen = read_screen(
        seen((40, "Write a review"), GAP, (100, name, BLACK, WHITE, 1.0, 5.8), (100, "2 reviews", *thin), (40, "★★★★☆ 3 years ago", *thin), (40, "My child was happy", *PLAIN), (140, "Like Share", GREY))
    )  # fmt: skip

    assert said(screen) == [(author, "3 years ago", "My child was happy")]


def test_a_caption_under_a_picture_is_of_who_stands_over_it() -> None:
    """Instagram no longer repeats the name before the words; a place may stand under it."""
    screen = read_screen(
        seen(
            (100, "caitriona_nib", *PLAIN[:3], 6.0), (100, "Marlow Green", GREY, WHITE, 1.0, 3.8), GAP, GAP, GAP, GAP, GAP, GAP, (40, "Liked by hana.sz and others"),
            (40, "Four years and not one reply", *PLAIN), (40, "View all 14 comments", GREY), (40, "2 days ago", GREY),
        )
    )  # fmt: skip

    assert (screen.platform, said(screen)) == (
        "instagram",
        [("caitriona_nib", "2 days ago", "Four years and not one reply")],
    )


def test_a_place_on_a_row_of_its_own_under_several_names_is_not_said() -> None:
    """Nextdoor writes where people live between their names and their words."""
    screen = read_screen(
        seen(
            (100, "Gwilym T."), (100, "Maes Coed • 2 weeks ago", GREY), (40, "A child was clipped on Tuesday."), (40, "Comments"),
            (100, "Olena K."), (100, "Maes Coed"), (100, "Signed"), (100, "2 weeks ago Like Reply", GREY),
            (100, "Trev P."), (100, "Llys Road"), (100, "Waste of time."), (100, "13 days ago Like Reply", GREY),
            (100, "Noor A."), (100, "Llys Road"), (100, "That is a horrible thing to say."), (100, "10 days ago Like Reply", GREY),
        )
    )  # fmt: skip

    assert [(item.author, item.text) for item in screen.items] == [
        ("Gwilym T.", "A child was clipped on Tuesday."),
        ("Olena K.", "Signed"),
        ("Trev P.", "Waste of time."),
        ("Noor A.", "That is a horrible thing to say."),
    ]


@pytest.mark.parametrize("read", ["Don’t Know", "It’s Fine"])
def test_words_of_a_sentence_with_a_curled_apostrophe_are_no_name(read: str) -> None:
    """As they are none with a straight one."""
    assert read_name(read, "display") is None
    assert read_name(read.replace("’", "'"), "display") is None


@pytest.mark.parametrize(("missed", "author"), [(0, "EduGrump"), (-1, None)])
def test_a_capital_within_a_name_before_a_handle(missed: int, author: str | None) -> None:
    """Where it was measured that no space was lost it is one word."""
    shown = seen(
        (40, "EduGrump @edugrump · 7h"), (40, "Two sides, as ever."), GAP, (40, "Post your reply", GREY)
    )
    measured = tuple(replace(one, missed=missed) for one in shown.lines)

    assert [item.author for item in read_screen(replace(shown, lines=measured)).items] == [author]


def test_one_person_has_one_spelling() -> None:
    """In small letters an apostrophe is not seen to be curled, in larger ones it is."""
    screen = read_screen(
        seen(
            *FACEBOOK, GAP, (100, "Wendy O'Dwyer"), (100, "Shout out to Mrs Lal"), (100, "7h Like Reply", GREY),
            (100, "Wendy O’Dwyer"), (100, "Not all heroes"), (100, "6h Like Reply", GREY),
        )
    )  # fmt: skip

    assert [item.author for item in screen.items] == ["Wendy O’Dwyer", "Wendy O’Dwyer"]


def test_one_handle_has_one_name() -> None:
    """A letter with a roof at its end was lost once and misread once: neither spelling is sure."""
    screen = read_screen(
        seen(
            (40, "Post"), (40, "Ffion M @ffionm_99 · 1m"), (40, "The letter is lost again"), (40, "12K views", GREY), GAP,
            (40, "carw @carww · 1h"), (40, "Read the newsletter"), (40, "11K views", GREY), GAP, (40, "carww @carww · 2h"), (40, "It was in there"),
        )
    )  # fmt: skip

    assert [(item.author, item.handle) for item in screen.items] == [
        ("Ffion M", "@ffionm_99"),
        (None, "@carww"),
        (None, "@carww"),
    ]


@pytest.mark.parametrize(
    ("name", "whole"),
    [("T Mawr Farm Shop", False), ("T Jay Robson", True), ("J Smith", True), ("A Very Concerned Nan", True)],
)
def test_a_capital_left_alone_before_many_words(name: str, whole: bool) -> None:
    """A letter that the engine does not know stood beside it; an initial stands before a name or two."""
    assert is_whole(name) == whole


def test_a_badge_on_a_ground_of_its_own_is_no_part_of_the_name() -> None:
    """Whatever it says: it stands beside the name in smaller print."""
    screen = seen(
        (40, "Comments 58"), GAP, (150, "pip.no.9", GREY), (150, "yes it was in the hall"), (150, "17h Reply", GREY),
        (150, "benji_w", GREY), (150, "its over for us"), (150, "15h Reply", GREY), GAP, (60, "Add comment...", GREY),
    )  # fmt: skip
    badge = replace(
        line(320, screen.lines[1].top + 4, "Friends of ours", GREY, CARD), bottom=screen.lines[1].top + 32
    )

    assert said(read_screen(replace(screen, lines=(*screen.lines, badge)), "tiktok")) == [
        ("pip.no.9", "17h", "yes it was in the hall"),
        ("benji_w", "15h", "its over for us"),
    ]


def test_what_became_of_a_message_and_where_one_writes() -> None:
    """Beside names in capitals "Opened" is none, and the last row, faint on other ground, is nobody's."""
    blue, red = (71, 87, 230), (239, 64, 86)
    screen = read_screen(
        seen(
            (160, "Harri"), GAP, (40, "HARRI", blue), (40, "send me the history"), (40, "ME", red), (40, "no she checks"),
            (40, "HARRI", blue), (40, "fine"), (20, "Opened", red), GAP, (160, "Chat", GREY, CARD),
        ), "snapchat",
    )  # fmt: skip

    assert said(screen) == [
        ("HARRI", None, "send me the history"),
        (None, None, "no she checks"),
        ("HARRI", None, "fine"),
    ]
