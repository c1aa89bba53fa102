"""Screenshots: words that run over what looks like columns, and heads whose words are the app's in any tongue."""

# ruff: noqa: E501  (the rows of a screen read best as they stand)
from __future__ import annotations

from dataclasses import replace

import pytest

from tests.screens.byhand import BLACK, GAP, GREY, WHITE, line, said, seen
from worker.reading.screens import read_screen
from worker.reading.screens.letters import is_whole
from worker.reading.screens.names import could_be_a_name
from worker.reading.screens.times import split_glued

NAME, SMALL, SAYS = (BLACK, WHITE, 1.0, 6.1), (GREY, WHITE, 1.0, 3.1), (BLACK, WHITE, 1.0, 4.4)


# ── words over several columns ─────────────────────────────────────────────────────────────


def _buttons(top: float) -> list[tuple[float, str]]:
    """What can be done with a post on a wide screen: as far apart as columns are."""
    return [(100, "Like"), (450, "Comment"), (850, "Send"), (1250, "Share")]


@pytest.mark.parametrize(
    "words",
    [
        ["Secret Santa for teachers: are we doing five pounds or ten? And not the candle", "incident."],
        ["My dog went to hide under the stairs until ten and I very nearly joined her"],
    ],
)
def test_words_that_run_over_columns_are_of_one(words: list[str]) -> None:
    """The buttons of a post stand as far apart as columns, and what is said over them does not."""
    shown = seen(
        (120, "Harriet Fanshawe", *NAME), (120, "Yesterday at 20:12", *SMALL), *[(16, row, *SAYS) for row in words],
        *[GAP] * (4 - len(words)), *[GAP] * 10, (16, "Write a comment…", GREY), width=1500,
    )  # fmt: skip
    beside = [line(left, 40 + 46 * 7, text, GREY) for left, text in _buttons(0)]
    screen = read_screen(replace(shown, lines=(*shown.lines, *beside)))

    assert said(screen) == [("Harriet Fanshawe", "Yesterday at 20:12", " ".join(words))]


# ── the app's own words beside names and under words ───────────────────────────────────────


def test_a_button_in_another_language_ends_the_head_of_a_picture() -> None:
    """Its user name is said again before the caption; others say how many liked their comment."""
    shown = seen(
        (160, "scoala.din.deal • Urmărește", BLACK, WHITE), (160, "scoala.din.deal Serbarea a fost minunată!"), (160, "5z", GREY), GAP,
        (160, "ionela.radu_ Felicitări copiilor, dar sala era înghețată de tot, nu se poate așa"), (160, "4 z 6 aprecieri Răspunde", GREY), GAP,
        (160, "Adaugă un comentariu...", GREY),
    )  # fmt: skip
    bold = {"scoala.din.deal • Urmărește": 15, "scoala.din.deal Serbarea a fost minunată!": 15, "ionela.radu_ Felicitări copiilor, dar sala era înghețată de tot, nu se poate așa": 12}  # fmt: skip
    lines = tuple(replace(one, lead=bold.get(one.text, 0)) for one in shown.lines)
    screen = read_screen(replace(shown, lines=lines))

    assert [(item.author, item.text) for item in screen.items] == [
        ("scoala.din.deal", "Serbarea a fost minunată!"),
        ("ionela.radu_", "Felicitări copiilor, dar sala era înghețată de tot, nu se poate așa"),
    ]


def test_more_replies_in_german_are_nobodys_words() -> None:
    """They stand between one comment and the next."""
    shown = seen(
        (100, "Kommentare 45"), GAP, (100, "jonas_b07", GREY), (100, "Bei mir waren alle nett"), (100, "1 Tg. Antworten", GREY), (180, "3 weitere ansehen", GREY), GAP,
        (100, "tante.uschi", GREY), (100, "Bitte keine Namen nennen"), (100, "20 Std. Antworten", GREY), GAP, (60, "Kommentar hinzufügen...", GREY),
    )  # fmt: skip

    assert said(read_screen(shown)) == [
        ("jonas_b07", "1 Tg.", "Bei mir waren alle nett"),
        ("tante.uschi", "20 Std.", "Bitte keine Namen nennen"),
    ]


def test_when_somebody_was_there_last_in_another_language() -> None:
    """It stands under the name of the one other person of a chat, and is no message."""
    shown = seen(
        (200, "Mama Kasi", BLACK, (240, 242, 245)), (200, "ostatnio dziś o 14:10", GREY, (240, 242, 245)), GAP, (40, "Hej, czy Twoja też"), (40, "tak mówi?"), (700, "15:20", GREY), GAP,
        (300, "Tak! Cała klasa siedziała cicho", BLACK, (217, 253, 211)), (850, "15:24", GREY, (217, 253, 211)), GAP, (40, "Piszę skargę."), (700, "15:25", GREY), GAP, (120, "Wiadomość", GREY),
    )  # fmt: skip

    assert said(read_screen(shown)) == [
        ("Mama Kasi", "15:20", "Hej, czy Twoja też tak mówi?"),
        (None, "15:24", "Tak! Cała klasa siedziała cicho"),
        ("Mama Kasi", "15:25", "Piszę skargę."),
    ]


def test_a_comment_for_creator_is_asked_for_on_tiktok() -> None:
    """On Instagram stands the user name of whoever posted."""
    for wanted, slug in (("creator", "tiktok"), ("oakfield.pta", "instagram")):
        shown = seen(
            (40, "Comments 618"), GAP, (100, "thatnan", GREY), (100, "Bless him he tries"), (100, "1d Reply", GREY), GAP,
            (100, "Ocean F", GREY), (100, "we love u mr rao"), (100, "22h Reply", GREY), GAP, (60, f"Add a comment for {wanted}...", GREY),
        )  # fmt: skip

        assert read_screen(shown).platform == slug


def test_who_changed_the_name_of_a_group_tells_whatsapp() -> None:
    """Telegram has no article there."""
    pink, blue = (226, 106, 182), (6, 166, 194)
    shown = seen(
        (160, "Willow Class reps"), GAP, (200, 'Jocasta changed the group name to "Reps"', GREY), GAP,
        (40, "Jocasta", pink), (40, "Collection for Mrs Amos please"), (700, "11:12", GREY), GAP,
        (40, "Big Sal", blue), (40, "Rotten because of certain parents"), (700, "11:15", GREY), GAP, (120, "Message", GREY),
    )  # fmt: skip

    assert read_screen(shown).platform == "whatsapp"


def test_a_chat_with_names_over_its_bubbles_and_a_place_for_a_message() -> None:
    """A text message is written where "Text message" or "iMessage" stands."""
    grey, night, own = (51, 51, 52), (28, 28, 29), (10, 124, 255)
    for composer, slug in (("Message", "messenger"), ("iMessage", None), ("Text message", None)):
        shown = seen(
            (230, "Netball taxi", WHITE, night), (230, "4 people", GREY, night), GAP, (137, "Lou", GREY, night), (135, "Was the umpire related to them", WHITE, grey), GAP,
            (135, "Nkiru", GREY, night), (137, "Her daughter was goal attack!!", WHITE, grey), GAP, (515, "I will write to the league", WHITE, own), GAP,
            (137, "Lou", GREY, night), (137, "Get in", WHITE, grey), GAP, (411, composer, GREY, grey),
        )  # fmt: skip

        assert read_screen(shown).platform == slug


# ── names ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("name", "whole"), [("ELTElaine", False), ("JKRowan", False), ("ELT Elaine", True), ("McKAY", True), ("PTA", True)])  # fmt: skip
def test_a_space_was_lost_behind_capitals(name: str, whole: bool) -> None:
    """A word in capitals goes on in small letters only where two have grown together."""
    assert is_whole(name) is whole


def test_a_couple_has_two_titles() -> None:
    """They are one author."""
    assert could_be_a_name("Tully")
    shown = seen(
        (160, "Mr & Mrs Tully", BLACK, WHITE, 1.0, 6.1), (160, "17 reviews", GREY, WHITE, 1.0, 3.1), (350, "11 months ago", GREY), (40, "Wonderful nativity as always."), GAP,
        (80, "Helpful Share", GREY), GAP, (160, "Ada Puddle", BLACK, WHITE, 1.0, 6.1), (160, "3 reviews", GREY, WHITE, 1.0, 3.1), (350, "a month ago", GREY), (40, "They rang me at once."), GAP, (80, "Helpful Share", GREY),
    )  # fmt: skip

    assert [item.author for item in read_screen(shown).items] == ["Mr & Mrs Tully", "Ada Puddle"]


@pytest.mark.parametrize(
    ("word", "ways"),
    [
        ("hannah.mondays1-19", (("hannah.mondays", "1-19"),)),
        ("jo_b27-11", (("jo_b", "27-11"), ("jo_b2", "7-11"))),
        ("hannah.mondays1-39", ()),
    ],
)
def test_a_day_that_sticks_to_a_user_name(word: str, ways: tuple[tuple[str, str], ...]) -> None:
    """A film of long ago has a day and a month."""
    assert split_glued(word) == ways


# ── pictures with words ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "answer", "slug"),
    [
        ("Marley P", "Reply to Marley P", "snapchat"),
        ("auntie shaz", "Reply to auntie shaz", "snapchat"),
        ("Marley P", "Reply to somebody", None),
        ("marley.p", "Reply to marley.p", "instagram"),
    ],
)
def test_a_snap_whose_head_is_one_row(name: str, answer: str, slug: str | None) -> None:
    """The place to answer names whoever the head names, and no user name."""
    sky, band = (80, 83, 88), (55, 57, 61)
    shown = seen(
        (90, "15:49", WHITE, sky), (250, f"{name} 13m ago", WHITE, sky), *[GAP] * 10,
        (130, "POV he doesnt even collect it in", WHITE, band), *[GAP] * 12, (80, answer, WHITE, (29, 29, 29)), width=800,
    )  # fmt: skip
    lines = tuple(replace(one, lead=len(name) if one.text.endswith("ago") else 0) for one in shown.lines)
    screen = read_screen(replace(shown, lines=lines))

    assert screen.platform == slug
    assert [(item.author, item.text) for item in screen.items] == (
        [(name, "POV he doesnt even collect it in")] if slug else []
    )


@pytest.mark.parametrize(("again", "slug"), [("oakfield.athletics", "instagram"), ("everyone", None)])
def test_a_user_name_over_a_picture_and_before_its_caption(again: str, slug: str | None) -> None:
    """Be it in bold letters or not, beside what else a head has."""
    shown = seen(
        (160, "oakfield.athletics • 1d"), (160, "Oakfield Stadium", GREY), *[GAP] * 12,
        (32, f"{again} Relay champions two years running."), (32, "Thank you Miss Petrov for the early starts"),
    )  # fmt: skip
    screen = read_screen(shown)

    assert screen.platform == slug
    assert [(item.author, item.text) for item in screen.items] == (
        [("oakfield.athletics", "Relay champions two years running. Thank you Miss Petrov for the early starts")] if slug else []
    )  # fmt: skip


def test_a_film_whose_sound_is_not_named() -> None:
    """Beside its caption stands a column of counts, under it where else one can go."""
    night = (37, 39, 44)
    shown = seen(
        (228, "Explore", WHITE, night), *[GAP] * 4, *[row for count in ("18.6K", "742", "1,030") for row in ((887, count, WHITE, night), GAP, GAP)],
        (28, "hannah.mondays1-19", WHITE, night), (28, "things my headteacher said to", WHITE, night), (24, "me, a series (she knows)", WHITE, night), GAP, GAP,
        (52, "Home Shop Inbox Me", WHITE, (0, 0, 0)),
    )  # fmt: skip
    label = line(887, next(one.top for one in shown.lines if one.text.startswith("things")), "Share", WHITE, night)  # fmt: skip
    screen = read_screen(replace(shown, lines=(*shown.lines, label)))

    assert screen.platform == "tiktok"
    assert said(screen) == [
        ("hannah.mondays", "1-19", "things my headteacher said to me, a series (she knows)")
    ]


@pytest.mark.parametrize(
    ("last", "kept"),
    [
        (["It was seven minutes"], True),
        (["Author", "It was seven minutes"], True),
        (["It was seven minutes and I have a clock to tell them by"], False),
    ],
)
def test_a_comment_whose_foot_is_cut_off(last: list[str], kept: bool) -> None:
    """It is kept where its name is of the make of those before, and its words are seen to end."""
    name, words = (BLACK, WHITE, 1.0, 6.1), (BLACK, WHITE, 1.0, 4.4)
    shown = seen(
        (40, "Ada Dhanjal", *name), (40, "2d ·", GREY), (40, "Fireworks went on until ten. My dog is a wreck and so am I.", *words), GAP,
        (40, "Like Comment Share", GREY), GAP, (40, "View more comments", GREY), GAP,
        *[(98, row, GREY) for row in last[:-1]], (98, "Col Pryce", *name), (98, last[-1], *words),
    )  # fmt: skip

    found = [("Ada Dhanjal", "2d", "Fireworks went on until ten. My dog is a wreck and so am I.")]
    assert said(read_screen(shown)) == found + ([("Col Pryce", None, last[-1])] if kept else [])


def test_comments_under_a_caption_whose_names_were_not_measured_bold() -> None:
    """Each begins with a word that only user names are; a site is no such word."""
    shown = seen(
        (87, "hetty.p"), (93, "Marlby Primary School", GREY), *[GAP] * 10, (18, "hetty.p Every school in the county is the same"), (17, "wrenfield.sch.uk has it all"),
        (17, "mrs.p.teaches My dad is writing to the governors"), (19, "big_al_1974 Lovely school"), (16, "3 days ago", GREY),
    )  # fmt: skip

    assert [(item.author, item.text) for item in read_screen(shown).items] == [
        ("hetty.p", "Every school in the county is the same wrenfield.sch.uk has it all"),
        ("mrs.p.teaches", "My dad is writing to the governors"),
        ("big_al_1974", "Lovely school"),
    ]


# ── apps that go from right to left ────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "bar", [[(850, "17:38"), (71, "71%")], [(850, "17:38"), (70, "ı")], [(850, "17:38")]]
)
def test_a_chat_from_right_to_left(bar: list[tuple[float, str]]) -> None:
    """Names begin at the right, one's own words stand at the left, and Latin words begin at the left of all."""
    pink, teal, green = (226, 106, 182), (6, 166, 194), (216, 253, 210)
    shown = seen(
        GAP, (480, "Jamia Road Parents"), GAP, GAP, (803, "Umm Yusuf", pink), (500, "does anyone know why they"), (500, "cancelled the club?"), (500, "19:33", GREY), GAP,
        (803, "Abu Layla", teal), (432, "They said no budget. But there"), (432, "is budget for the new sign."), (432, "19:36", GREY), GAP,
        (40, "We should all write to them.", BLACK, green), (77, "19:38", GREY, green),
    )  # fmt: skip
    phone = tuple(line(left, 10, text) for left, text in bar)
    screen = read_screen(replace(shown, lines=(*phone, *shown.lines)))

    assert said(screen) == [
        ("Umm Yusuf", "19:33", "does anyone know why they cancelled the club?"),
        ("Abu Layla", "19:36", "They said no budget. But there is budget for the new sign."),
        (None, "19:38", "We should all write to them."),
    ]


def test_a_clock_at_the_right_alone_turns_nothing() -> None:
    """Older phones have theirs there."""
    pink, green = (226, 106, 182), (216, 253, 210)
    shown = seen(
        GAP, (200, "Jamia Road Parents"), GAP, GAP, (40, "Umm Yusuf", pink), (40, "does anyone know why they"), (40, "cancelled the club?"), (700, "19:33", GREY), GAP,
        (400, "We should all write to them.", BLACK, green), (850, "19:38", GREY, green), GAP, (40, "Umm Yusuf", pink), (40, "yes we should"), (400, "19:39", GREY),
    )  # fmt: skip
    screen = read_screen(replace(shown, lines=(line(850, 10, "17:38"), line(750, 10, "71%"), *shown.lines)))

    assert [item.author for item in screen.items] == ["Umm Yusuf", None, "Umm Yusuf"]


# ── heads that were read in part ───────────────────────────────────────────────────────────


def test_a_head_whose_handle_was_torn_is_nobodys_and_no_ones_words() -> None:
    """What is said under it is not of whoever stands over it."""
    shown = seen(
        (130, "Mirka Havel @mirkah_ · 5m"), (130, "Is it normal to have a silent corridor?"), GAP,
        (130, "Hull Dad Club @hulldadclu b · 3h"), (130, "To the dinner lady who paid for a lunch"), GAP,
        (130, "Uzo @uzo_writes · 4h"), (130, "my son's name is not Uzi"), GAP, (60, "Post your reply", GREY),
    )  # fmt: skip

    assert said(read_screen(shown)) == [
        ("Mirka Havel", "5m", "Is it normal to have a silent corridor?"),
        (None, "3h", "To the dinner lady who paid for a lunch"),
        ("Uzo", "4h", "my son's name is not Uzi"),
    ]


def test_a_name_with_a_badge_is_no_run_of_words() -> None:
    """Its first words alone were measured bold."""
    shown = seen(
        (100, "Comments 45"), GAP, (100, "maisie", GREY), (100, "the way she says it though"), (100, "2d ago Reply", GREY), GAP,
        (100, "Mr Cobbin Music · Creator", GREY), (100, "I can confirm the choir was louder"), (100, "2d ago Reply", GREY), GAP, (60, "Add comment...", GREY),
    )  # fmt: skip
    lines = tuple(replace(one, lead=9 if one.text.startswith("Mr Cobbin") else 0) for one in shown.lines)

    assert said(read_screen(replace(shown, lines=lines))) == [
        ("maisie", "2d ago", "the way she says it though"),
        ("Mr Cobbin Music", "2d ago", "I can confirm the choir was louder"),
    ]


@pytest.mark.parametrize(("name", "author"), [("ab", None), ("Ada Puddle", "Ada Puddle")])
def test_two_small_letters_alone_may_be_two_initials(name: str, author: str | None) -> None:
    """A space between them is lost in reading."""
    shown = seen(
        (160, name, BLACK, WHITE, 1.0, 6.1), (160, "17 reviews", GREY, WHITE, 1.0, 3.1), (350, "4 years ago", GREY), (40, "rubbish"), GAP,
        (80, "Helpful Share", GREY), GAP, (160, "Bo Puddle", BLACK, WHITE, 1.0, 6.1), (160, "3 reviews", GREY, WHITE, 1.0, 3.1), (350, "a month ago", GREY), (40, "They rang me at once."), GAP, (80, "Helpful Share", GREY),
    )  # fmt: skip

    assert said(read_screen(shown))[0] == (author, "4 years ago", "rubbish")


def test_instagrams_own_colour_tells_a_talk() -> None:
    """A text message's blue is another."""
    night, grey = (0, 0, 0), (32, 35, 39)
    for own, slug in (((74, 93, 249), "instagram"), ((10, 132, 255), None)):
        shown = seen(
            (399, "Yesterday 21:10", GREY, night), GAP, (326, "Have you got the timetable", WHITE, own), GAP, (143, "yeah hang on", WHITE, grey), GAP,
            (146, "English is first in the hall", WHITE, grey), GAP, (609, "ur actually the best", WHITE, own),
        )  # fmt: skip

        assert read_screen(shown).platform == slug


def test_a_caption_that_sticks_to_a_user_name() -> None:
    """Instagram's user names have no capitals: where the first one stands, the caption begins."""
    shown = seen(
        (40, "Instagram"), (160, "oakfield_pta Follow"), *[GAP] * 10, (40, "oakfield_ptaAutumn fair total: a new shade sail. You"), (40, "lot are unreal."),
        (40, "nan.pat.1951 Well done all"), (40, "4 days ago", GREY), GAP, (60, "Add a comment...", GREY),
    )  # fmt: skip
    leads = {"oakfield_ptaAutumn fair total: a new shade sail. You": 19, "nan.pat.1951 Well done all": 12}
    lines = tuple(replace(one, lead=leads.get(one.text, 0)) for one in shown.lines)

    assert [(item.author, item.text) for item in read_screen(replace(shown, lines=lines)).items] == [
        ("oakfield_pta", "Autumn fair total: a new shade sail. You lot are unreal."),
        ("nan.pat.1951", "Well done all"),
    ]


def test_a_head_in_a_group_that_names_nobody_begins_a_post() -> None:
    """A dot stands behind its time, before who may see it; a space was read into the name."""
    shown = seen(
        (40, "facebook"), GAP, (166, "Beckside Swap", *NAME), (166, "Ada Puddle · 42m ·", *SMALL), (29, "Does anyone have a coat to spare?", *SAYS), GAP, (168, "Like Comment Share", GREY), GAP,
        (166, "Beckside Uniform Swap & Sell", *NAME), (166, "Olumide A deyemi-Clarke · 5h ·", *SMALL), (29, "Moving house so selling four cardigans", *SAYS), GAP, (168, "Like Comment Share", GREY),
    )  # fmt: skip

    assert said(read_screen(shown)) == [
        ("Ada Puddle", "42m", "Does anyone have a coat to spare?"),
        (None, "5h", "Moving house so selling four cardigans"),
    ]


def test_a_count_before_what_more_there_is_to_see() -> None:
    """It is nobody's word."""
    shown = seen(
        (40, "Write a comment…", GREY), GAP, (100, "Gosia Wilk", *NAME), (100, "Poor lad", *SAYS), (100, "2h Like Reply", GREY), (100, "4 View all 6 replies", GREY), GAP,
        (100, "Ada Puddle", *NAME), (100, "We know and have spoken to them", *SAYS), (100, "1h Like Reply", GREY),
    )  # fmt: skip

    assert said(read_screen(shown)) == [
        ("Gosia Wilk", "2h", "Poor lad"),
        ("Ada Puddle", "1h", "We know and have spoken to them"),
    ]


@pytest.mark.parametrize("heading", ["oakfield.sch.uk", "2025", "10.30", "Oakfield"])
def test_a_heading_said_again_tells_no_app(heading: str) -> None:
    """A letter has its site at its head, and speaks of it."""
    shown = seen(
        (160, heading), *[GAP] * 12, (32, f"{heading} has all the dates of this winter term."), (32, "Thank you for reading all of them at home"),
    )  # fmt: skip

    assert read_screen(shown).platform is None
