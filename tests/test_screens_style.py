"""Screenshots: names known by what all names of a page have in common, and what stands where names stand."""

# ruff: noqa: E501  (the rows of a screen read best as they stand)
from __future__ import annotations

from dataclasses import replace

from tests.screens import today, winter
from tests.screens.byhand import (
    BLACK,
    BLUE,
    BOLD,
    FACEBOOK,
    GAP,
    GREY,
    WHATSAPP,
    WHITE,
    Row,
    chat,
    line,
    said,
    seen,
)
from tests.screens.measure import Tally, tally
from tests.screens.recorded import recorded
from worker.reading.screens import Seen, read_screen
from worker.reading.screens.letters import is_whole, mended
from worker.reading.screens.names import read_name
from worker.reading.screens.rows import rows_of

FAINT, FULL = (GREY, WHITE, 1.0, 5.2), (BLACK, WHITE, 1.0, 3.9)
TIKTOK = ((60, "84 comments"), GAP)


def comments(*rows: Row) -> Seen:
    """A sheet of comments as TikTok shows them: names in bold small print."""
    return seen(*TIKTOK, *rows, GAP, (60, "Add comment...", GREY))


def test_whatever_is_written_as_names_are_is_a_name() -> None:
    """ "Not Really Here" over "name them" is somebody, where others are named in that make; in that of words it is said."""
    known = (
        (150, "k.szymanska", *FAINT),
        (150, "feral on the bus too", *FULL),
        (150, "5d ago Reply", GREY),
        GAP,
    )
    for name in ("Not Really Here", "jordan k", "Mrs P teaches", "The Fox at Marlby", "Shauna Mac an Bhaird"):
        alike = read_screen(
            comments(*known, (150, name, *FAINT), (150, "name them", *FULL), (150, "5d ago Reply", GREY))
        )
        assert said(alike)[1] == (name, "5d ago", "name them")
        plain = read_screen(
            comments(*known, (150, name, *FULL), (150, "name them", *FULL), (150, "5d ago Reply", GREY))
        )
        assert said(plain)[1][0] is None


def test_a_name_that_leads_its_head_in_bold_may_be_any() -> None:
    """ "The Fox at Marlby 3m", bold up to the time, is a head even where it is the first."""
    head = replace(line(100, 86, "The Fox at Marlby 3m"), lead=17)
    below = seen(
        GAP,
        GAP,
        (100, "collection only"),
        (100, "Reply", GREY),
        GAP,
        (100, "Gus Hartigan 1d"),
        (100, "So proud"),
        (100, "Reply", GREY),
        GAP,
        *FACEBOOK,
    )
    screen = read_screen(Seen(1000, below.height, (head, *below.lines)))

    assert said(screen) == [
        ("The Fox at Marlby", "3m", "collection only"),
        ("Gus Hartigan", "1d", "So proud"),
    ]


def test_a_surname_may_be_cut_to_more_than_one_letter() -> None:
    """ "A.-S." and "McK." are initials; what is cut further is no name."""
    shown = (
        "Winifred A.-S. · Tolland Park",
        "Alasdair McK. · Quarry Bank",
        "Ciara O'B. · Marl Pits",
        "Gus H. · Elmsleigh",
    )
    assert [name and name.text for name in (read_name(text, "short") for text in shown)] == [
        "Winifred A.-S.",
        "Alasdair McK.",
        "Ciara O'B.",
        "Gus H.",
    ]
    assert is_whole("Alasdair McK.")
    assert [is_whole("Alasdair McK"), read_name("Olu A.", "free")] == [False, read_name("Olu A.", "display")]


def test_a_heading_over_comments_is_nobody() -> None:
    """What begins further left than the words and their foot is the page's own."""
    screen = read_screen(
        seen((40, "Recent activity", *BOLD), (120, "Gus H. · Elmsleigh"), (120, "First I've heard of it"), (120, "2 days ago Like Reply Share", GREY), GAP,
             (120, "Temperance B. · Marl Pits"), (120, "Typical"), (120, "1 day ago Like Reply Share", GREY), GAP, (60, "Add a comment...", GREY))
    )  # fmt: skip

    assert said(screen) == [
        ("Gus H.", "2 days ago", "First I've heard of it"),
        ("Temperance B.", "1 day ago", "Typical"),
    ]


def test_a_number_behind_what_somebody_calls_himself_is_no_part_of_it() -> None:
    """ "~ Name", and far to the right his number: read as one line they are still two things; "0" begins no word."""
    green = (0, 156, 134)
    screen = read_screen(
        chat((40, "~ 0żóg family +44 7700 900145", green), (40, "Omg what for"), (700, "08:21", GREY))
    )
    assert said(screen) == [("Ożóg family", "08:21", "Omg what for")]
    assert [mended("0żóg family"), mended("0live"), mended("Year 07")] == ["Ożóg family", "0live", "Year 07"]


def test_a_user_name_is_read_so_wherever_it_stands() -> None:
    """No capital stands in it alone: "finnn.I" is finnn.l, "rOry_mcg" is r0ry_mcg; but "Ofsted" and "@kez_x" begin what is said."""
    name = read_name("finnn.I", "free")
    assert name is not None
    assert name.text == "finnn.l"
    rows = [("rOry_mcg mr finch pushing in again", 8), ("Ofsted need to hear", 0)]
    lines = [replace(line(40, 400 + 60 * n, text), lead=lead) for n, (text, lead) in enumerate(rows)]
    head = seen((60, "Liked by nell.kapoor and 218 others"), (60, "View all 37 comments", GREY))
    screen = read_screen(Seen(1000, 700, (*head.lines, *lines, line(40, 520, "6 hours ago", GREY))))

    assert [item.author for item in screen.items] == ["r0ry_mcg"]


def test_a_sign_after_a_name_is_no_part_of_it() -> None:
    """A badge is read as a star, or as whatever it looks like."""
    for sign in ("★", "✓", "◎"):
        name = read_name(f"Dunmere Noticeboard {sign}", "display")
        assert name is not None
        assert name.text == "Dunmere Noticeboard"


def test_a_short_word_in_a_row_is_no_picture_s_letter() -> None:
    """ "Ní", read as a piece of its own, stands close behind a word of its make: left out, another would be named."""
    rows = rows_of((line(100, 0, "Bronagh"), line(240, 0, "Ní"), line(300, 0, "Cheallaigh")), 36)
    assert [row.text for row in rows] == ["Bronagh Ní Cheallaigh"]
    face = rows_of((line(40, 0, "BC", WHITE, BLUE), line(120, 0, "Bronagh Cheallaigh")), 36)
    assert [row.text for row in face] == ["Bronagh Cheallaigh"]


def test_the_days_of_a_list_of_chats_go_with_it() -> None:
    """Though the browser's own signs stand over them."""
    talk = [
        line(496, 185, "Margit Holm", BLUE), line(495, 225, "Has it gone to everyone by now? I can't see it on the site"), line(1400, 225, "18:22", GREY),
        line(496, 335, "Tilly's Nan", BLUE), line(495, 375, "She cried all night because of that teacher's shouting"), line(1400, 375, "18:40", GREY),
        line(531, 830, "Type a message", GREY),
    ]  # fmt: skip
    names = ("Unread", "Parents' forum", "See you Sunday", "Chess club", "Landlord")
    days = ("09:11", "Yesterday", "Sunday", "14/11/2025")
    listed = [line(70, 195 + 70 * n, text) for n, text in enumerate(names)] + [
        line(345, 265 + 70 * n, text, GREY) for n, text in enumerate(days)
    ]
    listed = [replace(one, right=one.left + 6 * len(one.text)) for one in listed]
    browser = [
        line(30, 10, "(2) WhatsApp"),
        line(350, 12, "+"),
        line(112, 53, "web.whatsapp.com"),
        line(380, 53, ":"),
    ]
    browser = [replace(one, right=one.left + 6 * len(one.text)) for one in browser]
    screen = read_screen(Seen(1500, 870, (*browser, *listed, *talk)))

    assert [(item.author, item.when) for item in screen.items] == [
        ("Margit Holm", "18:22"),
        ("Tilly's Nan", "18:40"),
    ]


def test_what_only_leaders_of_a_group_may_write_is_read() -> None:
    """A community's announcements say so instead of a place to write a message."""
    rows = (
        (40, "Gus H", BLUE),
        (40, "My granddaughter won't sleep"),
        (700, "09:14", GREY),
        GAP,
        (40, "Olu + twins", BLUE),
        (40, "Miss Orme told them"),
        (700, "09:21", GREY),
    )
    screen = read_screen(seen(*WHATSAPP, *rows, GAP, (60, "Only community admins can send messages", GREY)))
    assert said(screen) == [
        ("Gus H", "09:14", "My granddaughter won't sleep"),
        ("Olu + twins", "09:21", "Miss Orme told them"),
    ]


def test_the_screens_of_this_winter() -> None:
    """Drawn before the rules were mended; at first sight 88 % of the items, of 117 names 104 right and 3 wrong."""
    counts = sum((tally(read_screen(one.seen), one.platform, one.said) for one in recorded("today")), Tally())
    assert counts.platforms >= 35
    assert counts.found >= 0.98 * counts.items
    assert counts.right >= 0.96 * counts.authors
    assert counts.wrong + counts.unreal == 0


def test_the_screens_of_this_winter_are_as_drawn() -> None:
    """What is recorded is what the designs say."""
    pages = [today.drawn_today(slug, seed) for seed in range(4) for slug in today.WAYS]
    assert [one.said for one in recorded("today")] == [
        tuple(replace(s, depth=0) for s in page.said if s) for page in pages
    ]


def test_who_is_alone_in_his_make_is_asked_for() -> None:
    """One name in bold small print, and no other on the page: its words must do."""
    lone = comments((150, "Not Really Here", *FAINT), (150, "name them", *FULL), (150, "5d ago Reply", GREY))
    assert said(read_screen(lone)) == [(None, "5d ago", "Not Really Here name them")]


# ── names of unusual make, and chats without their beginning ───────────────────────────────


def test_a_smiley_beside_a_name_changes_its_make() -> None:
    """ "Josh" with a smiley was measured thinner and in another ink than names and words are: it is no words' make."""
    known = (
        (150, "k.szymanska", *FAINT),
        (150, "those kids are feral on the bus too", *FULL),
        (150, "5d ago Reply", GREY),
        GAP,
        (150, "deb.fan01", *FAINT),
        (150, "chips on friday or we riot again", *FULL),
        (150, "1w ago Reply", GREY),
        GAP,
    )
    mixed, plain = (((60, 60, 60), WHITE, 1.0, 3.0), FULL)
    for make, author in ((mixed, "Josh"), (plain, None)):
        screen = read_screen(
            comments(*known, (150, "Josh", *make), (150, "we love u", *FULL), (150, "2d ago Reply", GREY))
        )
        assert screen.items[2].author == author


def test_a_badge_stuck_to_an_initial_is_none() -> None:
    """ "LISA M" and "Admin" with too little room between them."""
    for shown in ("LISA MAdmin", "Lisa MAuthor", "LISA M Admin"):
        name = read_name(shown, "display")
        assert name is not None
        assert name.text.upper() == "LISA M"


def test_an_irish_name_is_whole() -> None:
    """ "hA" begins a surname after "Ó"; elsewhere a capital within a word is a space that was lost."""
    name = read_name("Sean Óg Ó hAilpín", "display")
    assert (name and name.text, is_whole("Sean Óg Ó hAilpín"), is_whole("SeanAilpín Óg")) == (
        "Sean Óg Ó hAilpín",
        True,
        False,
    )


def test_over_how_many_reviews_somebody_wrote_stands_who() -> None:
    """Whatever its words, a bold row right over "2 reviews" is a name."""
    screen = read_screen(
        seen((40, "3.5 ★★★★ (34)"), GAP, (100, "Not Really Here", *BOLD), (100, "2 reviews", GREY, WHITE, 1.0, 3.4), (40, "★★ a month ago", GREY, WHITE, 1.0, 3.4),
             (40, "They never answer"), (40, "Edit reply Delete", GREY))
    )  # fmt: skip
    assert said(screen) == [("Not Really Here", "a month ago", "They never answer")]


def test_over_a_handle_stands_whose_it_is() -> None:
    """In an opened post the name in bold stands over "@handle"."""
    screen = read_screen(
        seen((160, "Mum of 3", *BOLD), (160, "@mumof3", GREY, WHITE, 1.0, 3.9), GAP, (40, "Four emails and no answer"), (40, "7:14 PM · 12 Nov 26", GREY),
             (40, "31 Reposts 6 Quotes", GREY), (60, "Post your reply", GREY))
    )  # fmt: skip
    assert said(screen) == [("Mum of 3", "7:14 PM · 12 Nov 26", "Four emails and no answer")]


def test_a_talk_that_begins_in_its_midst_keeps_what_is_said_there() -> None:
    """Of whom it is nobody can tell; the head over it, bolder or elsewhere, was said by none."""
    spoken = (BLACK, WHITE, 1.0, 3.6)
    head, first = (50, "Year 6 lot", *BOLD), (50, "and then he laughed about it", *spoken)
    rows = (
        GAP,
        (22, "JADE", BLUE),
        (50, "be honest", *spoken),
        GAP,
        (22, "ME", (230, 60, 80)),
        (50, "same", *spoken),
        GAP,
        (60, "Send a chat", GREY),
    )
    found = [(None, None, "and then he laughed about it"), ("JADE", None, "be honest"), (None, None, "same")]

    assert said(read_screen(seen(head, GAP, (400, "TODAY", GREY), GAP, first, *rows))) == found
    assert said(read_screen(seen(head, GAP, (400, "TODAY", GREY), *rows))) == found[1:]


def test_a_name_in_large_letters_is_one() -> None:
    """Its words stand so far apart that each is a piece of its own; a clock behind it is of another colour."""
    talk = seen(
        GAP,
        (50, "where was this"),
        GAP,
        (22, "ME", (230, 60, 80)),
        (50, "same"),
        GAP,
        (60, "Send a chat", GREY),
    )
    name = [line(22, 40, "HILARY", BLUE), line(150, 40, "TALLIS", BLUE), line(300, 40, "15:26", GREY)]
    screen = read_screen(Seen(1000, talk.height, (*name, *talk.lines)))

    assert said(screen) == [("HILARY TALLIS", "15:26", "where was this"), (None, None, "same")]


def test_more_screens_of_this_winter() -> None:
    """Shared posts, dialogs, sheets in the dark: at first sight every item, of 66 names one was wrong."""
    counts = sum(
        (tally(read_screen(one.seen), one.platform, one.said) for one in recorded("winter")), Tally()
    )
    pages = [winter.drawn_winter(slug, seed) for seed in range(2) for slug in winter.WAYS]
    assert [one.said for one in recorded("winter")] == [
        tuple(replace(s, depth=0) for s in page.said if s) for page in pages
    ]
    assert (counts.platforms, counts.found) == (counts.pictures, counts.items)
    assert counts.right >= 0.95 * counts.authors
    assert counts.wrong + counts.unreal == 0


# ── what is cut out of a page ──────────────────────────────────────────────────────────────


def test_places_in_comments_cut_out_are_nobody() -> None:
    """ "1 day ago Like Reply Share" and places behind names are the neighbours' app; they were taken for Facebook's."""
    rows = (
        (100, "45 min Like Reply Share", GREY),
        GAP,
        (100, "Priya R.-H. · Quarry Bank"),
        (100, "We love you Deb"),
        (100, "18 hr Like Reply Share", GREY),
    )
    screen = read_screen(seen((100, "Mr Finch pushes in every time"), *rows))
    assert (screen.platform, said(screen)[1]) == ("nextdoor", ("Priya R.-H.", "18 hr", "We love you Deb"))


def test_a_place_whose_name_was_cut_off_is_nobody() -> None:
    """At the upper edge of a picture that shows no app "Lower Mill · 7h" may be the rest of a head."""
    rows = (
        (100, "Does the club take cash"),
        (100, "Reply", GREY),
        GAP,
        (100, "Jo Pugh · 5d"),
        (100, "It does"),
        (100, "Reply Share", GREY),
    )
    assert [item.author for item in read_screen(seen((100, "Lower Mill · 7h"), *rows)).items] == [
        None,
        "Jo Pugh",
    ]


def test_no_name_holds_a_handle() -> None:
    """ "Kev Hattersley @iestyn" is one thing and another."""
    assert read_name("Kev Hattersley @iestyn__", "handle") is None
    screen = read_screen(
        seen(
            (100, "Comments"),
            (100, "Kev Hattersley @iestyn_p · 3d"),
            (100, "Wrong, sorry"),
            (100, "Reply", GREY),
            GAP,
            (100, "imran.k 2d"),
            (100, "same"),
            (100, "Reply See translation", GREY),
            (60, "Add a comment for imran.k...", GREY),
        )
    )
    assert [item.author for item in screen.items if item.text == "same"] == ["imran.k"]
    assert not any(item.author and "@" in item.author for item in screen.items)


def test_only_what_is_quoted_of_an_answer_cut_off_is_nobodys() -> None:
    """The words set in under a forum's head are another's: the answer itself is not on the picture."""
    head = ((100, "MUMSNET"), GAP, (100, "GateWatcher · Today 07:35"))
    cut, whole = ((140, "Two adults for ninety children", GREY),), ((100, "Two adults for ninety children"),)
    foot = (100, "Quote Bookmark Report", GREY)
    assert [
        [item.author for item in read_screen(seen(*head, *rows, foot)).items] for rows in (cut, whole)
    ] == [[None], ["GateWatcher"]]
