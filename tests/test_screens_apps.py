"""Screenshots: what single apps write so, each learnt from a design that was drawn before its rule."""

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
    WHITE,
    Row,
    line,
    said,
    seen,
)
from tests.screens.measure import pairs_of, plain, same
from tests.screens.recorded import Recorded, recorded
from tests.screens.unread import without
from worker.outside.eyes.underscores import put_right
from worker.reading.screens import Seen, read_screen
from worker.reading.screens.letters import is_whole
from worker.reading.screens.names import read_name


def test_one_persons_messages_in_a_row_are_several() -> None:
    """Snapchat names once; a wide step after a row that had room parts what was said, a full row goes on."""
    at = ((0, 22, "PAT", BLUE), (46, 50, "My eldest went there 2008 to 2014 and it was", BLACK),
          (92, 50, "brilliant then", BLACK), (156, 50, "Ask Priti", BLACK), (250, 22, "ME", PINK), (296, 50, "Who", BLACK),
          (400, 60, "Send a chat", GREY))  # fmt: skip
    lines = tuple(line(left, 100 + top, text, ink) for top, left, text, ink in at)
    screen = read_screen(Seen(900, 700, lines))

    assert said(screen) == [
        ("PAT", None, "My eldest went there 2008 to 2014 and it was brilliant then"),
        ("PAT", None, "Ask Priti"),
        (None, None, "Who"),
    ]


def test_a_name_set_in_lost_its_first_letter() -> None:
    """Names begin at one edge: "J POOLE" whose "J" was not read is not "POOLE"."""
    rows = (
        (22, "LIL' MO", PINK),
        (50, "Haha"),
        GAP,
        (39, "POOLE", BLUE),
        (50, "Here we go again"),
        GAP,
        (60, "Send a chat", GREY),
    )
    screen = read_screen(seen(*rows))

    assert said(screen) == [("LIL' MO", None, "Haha"), (None, None, "Here we go again")]


@pytest.mark.parametrize(
    ("nick", "name"),
    [("IsltBedtimeYet", "IsItBedtimeYet"), ("OfCourseltsRaining", None), ("MakelmShout", None), ("SaltAndVinegar", "SaltAndVinegar"),
     ("TheAngelsMum", "TheAngelsMum")],
)  # fmt: skip
def test_a_small_l_in_a_nickname_may_be_the_word_i(nick: str, name: str | None) -> None:
    """No word ends with "slt"; "Courselts" may be one, or hold "It's"."""
    found = read_name(nick, "nick")

    assert (found.text if found and found.sure else None) == name


@pytest.mark.parametrize(
    ("row", "name"),
    [("Siew Ling T.", "Siew Ling T."), ("lan l.", "Ian I."), ("Mary Ellen F. Kiln Lane", "Mary Ellen F."),
     ("Thanks Anna K.", None), ("Roisin K", "Roisin K")],
)  # fmt: skip
def test_neighbours_may_have_two_first_names(row: str, name: str | None) -> None:
    """The initial's stop tells that the second word is a name, and what follows is where they live."""
    found = read_name(row, "short")

    assert (found.text if found and found.sure else None) == name


def test_a_neighbours_whole_name_is_certain_in_bold() -> None:
    """Three words may end with a place; in bold, over the place in small print, they are the name."""
    rows = ((100, "Mary Ellen Fosdyke", *BOLD), (100, "West Park · 1 hr ago", GREY), (100, "Chips again, I kid you not", *PLAIN),
            (100, "Like Reply Share", GREY), GAP, (100, "TRACYT.", *BOLD), (100, "Old Town · 2 days ago", GREY),
            (100, "It is the academy trust", *PLAIN), (100, "Like Reply Share", GREY), (60, "Nextdoor"))  # fmt: skip
    screen = read_screen(seen(*rows))

    assert screen.platform == "nextdoor"
    assert [item.author for item in screen.items] == ["Mary Ellen Fosdyke", None]


def test_following_is_said_where_nothing_else_is() -> None:
    """Beside a name it is the app's; alone under one it is the comment."""
    screen = read_screen(
        seen((100, "Bev Oduya"), (100, "Following"), (100, "2h Like Reply", GREY), GAP, (100, "Wei Chen"), (100, "Following"), (100, "3h ·", GREY),
             GAP, (20, "Nobody told us"), (20, "Like Comment Share", GREY), *FACEBOOK)
    )  # fmt: skip

    assert said(screen) == [("Bev Oduya", "2h", "Following"), ("Wei Chen", "3h", "Nobody told us")]


def test_a_name_goes_on_beside_what_is_centred_on_both_its_rows() -> None:
    """Large letters break the name, and badge and time stand in the middle of its height."""
    lines = [line(100, 40, "Kasia Kowal-", stroke=6.0), line(420, 57, "2d", GREY, stroke=4.0), line(100, 74, "Reed", stroke=6.0),
             line(100, 130, "My ex is on that photo", stroke=4.3), line(100, 176, "Like Reply", GREY)]  # fmt: skip
    rest = [
        line(40, 260, "Write a comment…"),
        line(40, 306, "41 comments · 19 shares"),
        line(40, 352, "Most relevant"),
    ]
    screen = read_screen(Seen(700, 420, (*lines, *rest)))

    assert said(screen) == [("Kasia Kowal-Reed", "2d", "My ex is on that photo")]


def test_what_somebody_is_doing_may_take_three_rows() -> None:
    """ "is feeling disappointed at" a place is no name, however many rows it fills."""
    rows: tuple[Row, ...] = ((100, "Oakfield Juniors FC is", *BOLD), (100, "feeling disappointed at", *PLAIN), (100, "Netherfield Primary School.", *PLAIN),
            (100, "1y ·", GREY), GAP, (20, "There was still no teacher in the room"), (20, "Like Comment Share", GREY), *FACEBOOK)  # fmt: skip
    screen = read_screen(seen(*rows, width=600))

    assert said(screen) == [("Oakfield Juniors FC", "1y", "There was still no teacher in the room")]


def test_who_liked_it_may_be_said_before() -> None:
    """ "Author liked" after what can be done; a day before its month."""
    rows = ((100, "tess.vanhouten", GREY), (100, "sack the lot of them"), (100, "2d Reply Author liked", GREY), GAP,
            (100, "lee.illman", GREY), (100, "Which teacher"), (100, "25-11 Reply", GREY), (60, "Add comment...", GREY))  # fmt: skip

    assert said(read_screen(seen(*rows))) == [
        ("tess.vanhouten", "2d", "sack the lot of them"),
        ("lee.illman", "25-11", "Which teacher"),
    ]


def test_a_cut_out_of_a_chat_shows_the_app_by_its_make() -> None:
    """A "~" before a name and two clocks, or one's own green and two clocks."""
    named = seen(
        (30, "~ Kasia Reed", PINK),
        (30, "Be careful with that"),
        (600, "18:38", GREY),
        GAP,
        (30, "Not again"),
        (600, "18:41", GREY),
    )
    own = seen(
        (30, "Dave", PINK),
        (30, "Is it true?"),
        (230, "11:40", GREY),
        GAP,
        (500, "Omg", BLACK, GREEN),
        (700, "11:43", GREY, GREEN),
    )

    assert [read_screen(named).platform, read_screen(own).platform] == ["whatsapp", "whatsapp"]


def test_underscores_at_the_end_of_a_name_are_not_lost() -> None:
    """A stroke right behind a name belongs to it; one further off, or behind words, does not."""
    assert put_right("odette", [(5.5, 6.9)]) == "odette__"  # as measured: the box is wider than six letters
    assert put_right("jpoole", [(4.4, 5.8)]) == "jpoole__"
    assert put_right("odette", [(5.9, 6.8)]) == "odette_"
    assert put_right("odette", [(2.5, 3.4)]) == "odette"
    assert put_right("Which teacher", [(13.0, 13.9)]) == "Which teacher"


def test_a_short_word_in_small_letters_needs_no_vowel() -> None:
    """ "Hayley nct" is saved so; "Zdzsaw" lost letters."""
    assert [is_whole(name) for name in ("Hayley nct", "Zdzsk Kot", "Hayley Nct")] == [True, False, False]


def test_a_name_that_was_not_read_leaves_its_room_and_nobody() -> None:
    """The engine knows no Cyrillic, no Arabic and no smileys: the name before it does not hold for what follows."""
    at = ((0, 30, "Dave", PINK), (46, 30, "Is it true?", BLACK), (80, 600, "11:40", GREY), (140, 30, "Which class", BLACK),
          (174, 600, "11:41", GREY), (280, 30, "Ring the council", BLACK), (314, 600, "11:42", GREY), (420, 40, "Type a message", GREY),
          (-60, 60, "tap here for group info", GREY))  # fmt: skip
    lines = tuple(line(left, 200 + top, text, ink) for top, left, text, ink in at)

    assert said(read_screen(Seen(800, 700, lines))) == [
        ("Dave", "11:40", "Is it true?"),
        ("Dave", "11:41", "Which class"),
        (None, "11:42", "Ring the council"),
    ]


@pytest.mark.parametrize(
    "kind", ["clean", "mixed", "elsewhere", "lifelike", "strange", "strange_large", "fresh"]
)
def test_a_name_that_was_not_read_is_nobody_elses(kind: str) -> None:
    """Whoever's name is taken out of a picture, what they say is hardly ever another's: in one of fifty."""
    named = [name for one in recorded(kind) if one.platform for name in _named_without(one)]

    assert len(named) > 40
    assert sum(name is not None for name in named) <= len(named) / 50


def _named_without(one: Recorded) -> list[str | None]:
    """The name that is given to each thing said, where that of who said it was not read."""
    told = [each for each in one.said if plain(each.text)]
    found = []
    for who in sorted({each.author for each in told if each.author}):
        items = read_screen(without(one.seen, who)).items
        found += [
            None if same(item.author, who) else item.author
            for each, item in pairs_of(items, told)
            if item and each.author == who
        ]
    return found


def test_a_clock_behind_a_name_is_no_part_of_it() -> None:
    """Snapchat shows "MANDLA 15:26" and "ME 12:52": the owner is nobody still."""
    rows = ((22, "MANDLA 15:26", BLUE), (50, "My heart breaks for that little boy"), GAP, (22, "ME 15:29", PINK), (50, "Same"), GAP,
            (30, "Mandla opened your Snap", GREY), (60, "Send a chat", GREY))  # fmt: skip
    screen = read_screen(seen(*rows))

    assert said(screen) == [
        ("MANDLA", "15:26", "My heart breaks for that little boy"),
        (None, "15:29", "Same"),
    ]


def test_a_neighbours_dots_are_not_facebooks() -> None:
    """ "3h Like Reply Share" under "Name • Place" is Nextdoor's, whatever else Facebook has of it."""
    rows = ((60, "nextdoor"), GAP, (100, "Siew Ling Teoh • Spire View"), (100, "Be careful with that"), (100, "4h Like Reply Share", GREY), GAP,
            (100, "Pat Nolan • Kiln Lane"), (100, "Report it"), (100, "2d Like Reply Share", GREY))  # fmt: skip

    assert read_screen(seen(*rows)).platform == "nextdoor"


def test_titles_have_no_vowels_and_are_whole() -> None:
    """ "Cllr" and "Mrs" are not names that lost a letter."""
    rows = (
        (60, "Post"),
        (100, "Cllr Sheila Brompton @cllrbrompton · 3h"),
        (100, "Name them"),
        GAP,
        (60, "Post your reply", GREY),
    )

    assert [item.author for item in read_screen(seen(*rows)).items] == ["Cllr Sheila Brompton"]


def test_a_menu_beside_a_name_is_no_part_of_it() -> None:
    """A wide gap within what would be a name: it is asked for."""
    lines = (line(40, 100, "Groups"), line(420, 100, "Ian I."), line(420, 146, "Spire View · 2 hr ago", GREY), line(420, 192, "Love this"),
             line(420, 238, "Like Reply Share", GREY), line(40, 10, "nextdoor"))  # fmt: skip
    names = [item.author for item in read_screen(Seen(900, 700, lines)).items]

    assert set(names) <= {None, "Ian I."}


def test_a_group_whose_names_were_not_read_is_no_partner() -> None:
    """Its title is nobody: there is room for names over the messages."""
    at = ((-80, 160, "Year 4 Kestrels", BLACK, WHITE), (0, 300, "Is it true?", BLACK, GREEN), (34, 700, "11:40", GREY, GREEN),
          (180, 30, "Ring the council", BLACK, WHITE), (214, 600, "11:41", GREY, WHITE),
          (300, 30, "Not again", BLACK, WHITE), (334, 600, "11:42", GREY, WHITE), (440, 40, "Type a message", GREY, WHITE))  # fmt: skip
    lines = tuple(line(left, 200 + top, text, ink, paper) for top, left, text, ink, paper in at)

    assert [item.author for item in read_screen(Seen(900, 700, lines)).items] == [None, None, None]


def test_the_clock_of_a_date_may_stand_in_the_next_row() -> None:
    """ "Like · Reply · 27 November at" over "19:30" is the foot of one comment, and no words of the next."""
    rows: tuple[Row, ...] = ((100, "Tony Applegarth", *BOLD), (100, "Ok but what can we do", *PLAIN), (100, "Like · React · Reply · More · 27 November at", GREY),
            (100, "19:30", GREY), GAP, (100, "Danny Lightfoot", *BOLD), (100, "Haha", *PLAIN), (100, "Like · React · Reply · More · 1 hr", GREY),
            GAP, *FACEBOOK)  # fmt: skip

    assert said(read_screen(seen(*rows))) == [
        ("Tony Applegarth", "27 November 19:30", "Ok but what can we do"),
        ("Danny Lightfoot", "1 hr", "Haha"),
    ]


def test_a_sentence_of_one_word_is_no_name() -> None:
    """ "Kestrels." over a time ends what was said."""
    assert [read_name(text, "free") for text in ("Kestrels.", "Whoever.")] == [None, None]
    assert [bool(read_name(text, "free")) for text in ("J. R.", "Anna K.", "Ferris Jr.")] == [
        True,
        True,
        True,
    ]


def test_a_day_that_grew_together_with_a_nickname_is_none_of_it() -> None:
    """ "ladybirdladyYesterday 20:48" is by ladybirdlady."""
    found = read_name("ladybirdladyYesterday", "nick")

    assert found is not None
    assert found.text == "ladybirdlady"


def test_half_a_bold_name_is_not_the_name() -> None:
    """However much room there was: what touches it, as bold and at its edge, is the other half."""
    story = read_screen(
        seen((100, "Bernadette", *BOLD), (100, "McGillicuddy", *BOLD), (100, "2h ago", *PLAIN), GAP, GAP, (120, "Bless him", *PLAIN), GAP,
             (60, "Send a chat", *PLAIN), width=900)
    )  # fmt: skip
    post = read_screen(
        seen((60, "For you"), (100, "Spire View Dental", *BOLD), (100, "Practice @tess.vanhouten · 6w", *BOLD), (100, "Ring the council, ask", *PLAIN),
             (100, "for admissions and do it soon", *PLAIN), GAP, (60, "Post your reply", *PLAIN), width=900)
    )  # fmt: skip

    assert [item.author for item in story.items] == ["Bernadette McGillicuddy"]
    assert [item.author for item in post.items] == ["Spire View Dental Practice"]
