"""Screenshots that show next to nothing of their app: a talk, a story, a snap, a film, one post."""

# ruff: noqa: E501  (the rows of a screen read best as they stand)
from __future__ import annotations

from dataclasses import replace

import pytest

from tests.screens.byhand import BLACK, BOLD, GAP, GREY, HIGH, STEP, WHITE, WIDE, Row, line, said, seen
from worker.reading.screens import Line, Screen, Seen, read_screen
from worker.reading.screens.seen import Colour

NIGHT, SAID, PALE = (0, 0, 0), (38, 38, 38), (245, 245, 245)
VIOLET, DEEP = (147, 64, 245), (126, 70, 250)
SKY, BAND = (151, 194, 201), (44, 79, 76)
SMALL = (GREY, WHITE, 1.0, 3.0)


def told(screen: Screen) -> tuple[str | None, list[tuple[str | None, str | None, str]]]:
    """The platform, and author, time and words of every item."""
    return screen.platform, said(screen)


# ── talks ──────────────────────────────────────────────────────────────────────────────────


def _talk(own: Colour, theirs: Colour, page: Colour, ink: Colour) -> Seen:
    other = (ink, theirs, 1.0, 4.1)
    return seen(
        (420, "Yesterday 17:50", GREY, page, 1.0, 3.3), GAP, (180, "did you see what she put", *other), (180, "on her story", *other),
        GAP, (700, "no?? what", WHITE, own, 1.0, 4.1), GAP, (180, "I kept it just in case", *other),
    )  # fmt: skip


@pytest.mark.parametrize(("theirs", "page", "ink"), [(SAID, NIGHT, PALE), ((239, 239, 239), WHITE, BLACK)])
def test_a_talk_in_violet_beside_its_grey_is_instagrams(theirs: Colour, page: Colour, ink: Colour) -> None:
    """Cut to what was said no name and no place to write is left: but the colours, and nobody is named."""
    assert told(read_screen(_talk(VIOLET, theirs, page, ink))) == (
        "instagram",
        [
            (None, None, "did you see what she put on her story"),
            (None, None, "no?? what"),
            (None, None, "I kept it just in case"),
        ],
    )


def test_a_talk_in_other_colours_is_not_told() -> None:
    """Messenger has a violet too, beside another grey; a blue one is anybody's."""
    found = [
        _talk(VIOLET, (48, 48, 48), NIGHT, PALE),
        _talk(VIOLET, (240, 240, 240), WHITE, BLACK),
        _talk((0, 122, 255), SAID, NIGHT, PALE),
    ]

    assert [read_screen(one).platform for one in found] == [None, None, None]


def test_a_group_cut_to_its_talk_has_its_user_names() -> None:
    """They stand over the bubbles in small print; the first may look like any word."""
    other, name = (PALE, SAID, 1.0, 4.1), (GREY, NIGHT, 1.0, 2.9)
    screen = read_screen(
        seen((420, "Yesterday 17:50", *name), GAP, (160, "oakfieldparent", *name), (180, "Home or away tomorrow", *other), GAP,
             (160, "jp_norris", *name), (180, "Away, back at half five", *other), GAP, (500, "can somebody bring her", WHITE, VIOLET, 1.0, 4.1),
             (500, "back to mine?", WHITE, DEEP, 1.0, 4.1), GAP, (160, "year8.dad", *name), (180, "Yes no problem", *other))
    )  # fmt: skip

    assert told(screen) == (
        "instagram",
        [
            ("oakfieldparent", None, "Home or away tomorrow"),
            ("jp_norris", None, "Away, back at half five"),
            (None, None, "can somebody bring her back to mine?"),
            ("year8.dad", None, "Yes no problem"),
        ],
    )


# ── over a picture ─────────────────────────────────────────────────────────────────────────


def _snap(
    caption: Colour = BAND, *, low: bool = False, name: str = "Maisie T", time: str = "Just now"
) -> Seen:
    """A name and a time at the upper edge, and words in the middle of a picture 1000 wide."""
    words = "odd shoes again"
    at = 1700 if low else 1000
    left = (1000 - WIDE * len(words)) / 2
    return Seen(
        1000,
        2000,
        (
            line(140, 50, name, WHITE, SKY, 1.0, 6.7),
            line(140, 50 + STEP, time, WHITE, SKY, 1.0, 4.5),
            line(left, at, words, WHITE, caption, 1.0, 5.0),
        ),
    )


def test_a_caption_across_a_picture_under_a_name_is_a_snap() -> None:
    """A band in the middle holds it."""
    assert told(read_screen(_snap())) == ("snapchat", [("Maisie T", "Just now", "odd shoes again")])


@pytest.mark.parametrize("other", [_snap(SKY), _snap(low=True), _snap(time="Today, 08:12")])
def test_other_words_over_a_picture_are_no_snap(other: Seen) -> None:
    """Without a band, at the lower edge, or under a time of another kind."""
    assert read_screen(other).platform is None


def _story(ground: Colour, words: Colour) -> Seen:
    head = Line("bogdan_t86 38m", 1.0, 100, 70, 350, 70 + HIGH, WHITE, ground, 4.0, 10)
    return Seen(
        750,
        1100,
        (
            head,
            line(70, 420, "you open the book bag", WHITE, words, 1.0, 7.4),
            line(70, 500, "on Sunday at 9pm", WHITE, words, 1.0, 7.3),
        ),
    )


def test_a_user_name_over_a_picture_with_words_is_a_story() -> None:
    """On a page all rows have one ground, and it has no colour."""
    assert told(read_screen(_story(SKY, (225, 48, 108)))) == (
        "instagram",
        [("bogdan_t86", "38m", "you open the book bag on Sunday at 9pm")],
    )
    assert read_screen(_story(NIGHT, NIGHT)).platform is None


def _film(*counts: str, sound: str = "original sound - maisie.w") -> Seen:
    rail = [line(880, 500 + 150 * n, text, WHITE, SKY, 1.0, 5.0) for n, text in enumerate(counts)]
    rail = [replace(one, left=920 - 9 * len(one.text), right=920 + 9 * len(one.text)) for one in rail]
    below = [
        Line("maisie.w ·3d", 1.0, 30, 1200, 260, 1236, WHITE, SKY, 7.5, 8),
        line(30, 1250, "asking for the good toilets", WHITE, SKY, 1.0, 4.4),
        line(30, 1310, sound, WHITE, SKY, 1.0, 3.8),
    ]
    return Seen(1000, 1400, (*rail, *below))


def test_counts_in_a_column_beside_a_sound_of_ones_own_are_tiktoks() -> None:
    """Elsewhere the counts stand so too, and the sound is called otherwise."""
    assert told(read_screen(_film("24.1K", "281", "107"))) == (
        "tiktok",
        [("maisie.w", "3d", "asking for the good toilets")],
    )
    assert read_screen(_film("24.1K", "281", "107", sound="maisie.w - Original audio")).platform is None
    assert read_screen(_film()).platform is None


# ── one post ───────────────────────────────────────────────────────────────────────────────


def test_a_name_over_a_time_and_a_sign_is_a_post_of_facebooks() -> None:
    """Under its picture stand how many felt something, and how many commented."""
    post = seen(
        (180, "Saira Mahmood", *BOLD), (180, "4m·8", *SMALL), GAP, (40, "Twelve months ago he would not read", BLACK, WHITE, 1.0, 4.4),
        GAP, (140, "18", *SMALL),
    )  # fmt: skip
    beside = line(700, post.lines[-1].top, "21 comments", *SMALL)

    assert read_screen(post).platform is None
    assert told(read_screen(replace(post, lines=(*post.lines, beside)))) == (
        "facebook",
        [("Saira Mahmood", "4m", "Twelve months ago he would not read")],
    )


@pytest.mark.parametrize(
    ("under", "platform"), [("Copse End ·just now ·", "nextdoor"), ("Local guide · just now", None)]
)
def test_a_short_name_over_where_its_bearer_lives_is_nextdoors(under: str, platform: str | None) -> None:
    """ "Philippa G." alone may stand anywhere."""
    rows: tuple[Row, ...] = (
        (200, "Philippa G.", *BOLD), (200, under, *SMALL), GAP, (80, "Found: a key on a rainbow lanyard", BLACK, WHITE, 1.0, 3.8),
    )  # fmt: skip
    screen = read_screen(seen(*rows))

    assert screen.platform == platform
    assert said(screen) == (
        [("Philippa G.", "just now", "Found: a key on a rainbow lanyard")] if platform else []
    )


def test_ago_before_reply_is_tiktoks_whoever_is_told_to_comment() -> None:
    """ "Add a comment for" somebody is said by two apps."""
    name = ((150, 150, 150), WHITE, 1.0, 4.4)
    screen = read_screen(
        seen((180, "ryan_07", *name), (180, "can we thank the teaching assistants", *BOLD[:3], 3.6), (180, "1d ago Reply", *SMALL), GAP,
             (180, "Wiktoria K", *name), (180, "They are paid less than my Saturday job", *BOLD[:3], 3.6), (180, "17h ago Reply", *SMALL), GAP,
             (220, "Add a comment for chloe", *SMALL))
    )  # fmt: skip

    assert told(screen) == (
        "tiktok",
        [
            ("ryan_07", "1d ago", "can we thank the teaching assistants"),
            ("Wiktoria K", "17h ago", "They are paid less than my Saturday job"),
        ],
    )
