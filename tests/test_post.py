"""Posts found in a report: the poster and nobody else, the exact words, and nothing that is not said."""

from __future__ import annotations

import time

import pytest

from worker.model import Forwarded, Post
from worker.reading.posts.chat import Said, find_group_name, find_said
from worker.reading.posts.naming import find_names
from worker.reading.posts.post import find_posts
from worker.reading.posts.quoting import find_quotes
from worker.reading.posts.subjectnames import find_name_in_subject
from worker.reading.posts.when import Moments, find_when
from worker.reading.words.indexed import Indexed


def _names(text: str) -> list[str | None]:
    return [p.poster_name for p in find_posts(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('The poster is Wendy Platt (mum of a child in Y4). She wrote "awful school"', "Wendy Platt"),
        ('Put on Facebook 20 mins ago by Dean Rudd: "awful school"', "Dean Rudd"),
        ('a Y1 parent (Jo Tyler) filmed it and wrote "awful school"', "Jo Tyler"),
        ('"awful school" - Dean O\'Brien', "Dean O'Brien"),
        ('Ola Łukasz-Nowak has now apparently put "awful school" on Facebook', "Ola Łukasz-Nowak"),
        ('Siân van der Berg\'s latest Facebook post: "awful school"', "Siân van der Berg"),
        ('Mrs Drake has posted "awful school"', "Mrs Drake"),
        ('Someone called "zed_north" put "awful school" up', "zed_north"),
        ('user "HillMan": "awful school"', "HillMan"),
        ('@northlad commented "awful school"', "@northlad"),
        ('wendy platt has put "awful school" on fb', "Wendy Platt"),
        ('It was led by Fran Moss: "awful school"', "Fran Moss"),
        ('Someone on reddit, u/lakeland_lad, says "awful school"', "u/lakeland_lad"),
        ('By user Tealeaf22 on Mumsnet: "awful school"', "Tealeaf22"),
        ('Gemma Tait has been all over facebook telling people "awful school"', "Gemma Tait"),
        ('https://www.facebook.com/groups/55/posts/66/ - by Neil Barr, "awful school"', "Neil Barr"),
        ('Becky Lowe sent a voice note in the Y3 group, "awful school"', "Becky Lowe"),
    ],
)
def test_poster_is_the_one_the_sentence_makes_it(text: str, name: str) -> None:
    """The name is taken from the words that make its bearer the poster, exactly as written."""
    assert [name] == _names(text)


@pytest.mark.parametrize(
    "text",
    [
        'Olive Brand sent me this from Facebook: "awful school"',
        'Olive Brand has been on Facebook today and saw "awful school"',
        'Ines Moreau told me there is a post saying "awful school"',
        'Somebody wrote "awful school" about Mrs Bell',
        'Gary Stone in the office has the screenshot. "awful school"',
        'Another parent has posted "awful school"',
        'angry resident wrote "awful school"',
        'Year Six have posted "awful school"',
        'Hi Tara,\n\nSeen this? "awful school"\n\nRegards\nGary Stone',
    ],
)
def test_informants_targets_and_senders_are_nobodys_poster(text: str) -> None:
    """Who sent it, told of it, is spoken about or signs the mail is not the one who posted."""
    assert _names(text) == [None]


def test_sender_is_never_the_poster() -> None:
    """A name the mail itself carries is not taken, whatever the sentence."""
    posts = find_posts('Gary Stone has posted "awful school"', others=frozenset({"Gary Stone"}))
    assert [p.poster_name for p in posts] == [None]


def test_every_fact_of_a_post_is_kept_with_its_source() -> None:
    """Place, poster, account, group, time and words come together as one value."""
    text = (
        "Wendy Platt put this on the Village Chat group last night about 9pm: “Useless, the lot of them.”\n"
        "https://www.facebook.com/wendy.platt/posts/pfbid0AbC?mibextid=zz"
    )
    expected = Post(
        platform="facebook",
        poster_name="Wendy Platt",
        handle="wendy.platt",
        url="https://www.facebook.com/wendy.platt/posts/pfbid0AbC?mibextid=zz",
        group="Village Chat",
        posted_at_text="last night about 9pm",
        text="Useless, the lot of them.",
        source="body",
        confidence=0.9,
        key="facebook:pfbid0AbC",
    )
    assert (expected,) == find_posts(text)


def test_facts_of_own_and_forwarded_text_are_one_post() -> None:
    """What the forwarder adds and what was forwarded complete each other where they do not disagree."""
    inner = Forwarded(
        "Ines Moreau", "i@mail.example", None, None, None, 'She wrote "vile place" on Instagram'
    )
    posts = find_posts("It is Jo Bell, posted yesterday.", (inner,))
    expected = [("instagram", "Jo Bell", "vile place", "yesterday")]
    assert expected == [(p.platform, p.poster_name, p.text, p.posted_at_text) for p in posts]


def test_two_platforms_named_alike_name_none() -> None:
    """Where the words leave two places possible, the platform stays unknown."""
    posts = find_posts('There is talk on Facebook and on Instagram. Jo Bell wrote "vile place".')
    assert [p.platform for p in posts] == [None]


def test_app_that_only_carried_it_is_not_the_platform() -> None:
    """A post passed on over WhatsApp from Facebook stood on Facebook."""
    text = 'A parent sent me this on WhatsApp, it is from Jo Bell\'s Facebook page: "vile place"'
    assert [p.platform for p in find_posts(text)] == ["facebook"]


def test_words_of_many_are_not_laid_to_the_one_named() -> None:
    """Where nine people wrote, only the first words stand beside the name the reporter gave."""
    text = 'About nine people, led by Fran Moss: "resign now", "you snake", "nobody wants you"'
    assert _names(text) == ["Fran Moss", None, None]


def test_signature_links_and_profiles_are_no_posts() -> None:
    """A "follow us" line and a mail program's own link are not what is complained of."""
    text = "Thanks\n\nFollow us on Facebook: https://www.facebook.com/northsideprimary\nhttps://aka.ms/abc"
    assert [p.url for p in find_posts(text) if p.url] == []


def test_reporters_own_words_are_not_the_posters() -> None:
    """What the reporter answered is not quoted as the post."""
    text = 'Jo Bell wrote "vile place" on Facebook. I replied "please take it down".'
    assert [p.text for p in find_posts(text)] == ["vile place"]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("„Awful school” i «awful place»", ["words", "words"]),
        ("the “Year 3” chat and a group called 'Mums Talk'", ["group", "group"]),
        ("she said 'don't trust the teachers' names' and left", ["words"]),
        ("“@mad_mum” wrote “vile place”", ["name", "words"]),
        ('the so-called "policy" is old', []),
        ('5" of snow and 6" more', []),
        ('"never closed', []),
    ],
)
def test_quotation_marks_are_told_apart(text: str, kinds: list[str]) -> None:
    """Words, names and groups in marks are different things; emphasis and inches are none."""
    assert kinds == [q.what for q in find_quotes(text)]


def test_whatsapp_export_keeps_every_line_of_a_message() -> None:
    """A message runs on to the next stamp; system lines and missing media say nothing and go with it."""
    text = (
        "18/11/2026, 20:14 - Messages are end-to-end encrypted.\n"
        '18/11/2026, 20:14 - Jo Bell created group "Year 3 Mums"\n'
        "18/11/2026, 20:14 - Jo Bell: first\nsecond line <This message was edited>\n"
        "18/11/2026, 20:15 - Kay Rudd: <Media omitted>\n"
    )
    words = "first\nsecond line"
    expected = Said("Jo Bell", None, "18/11/2026, 20:14", words, "whatsapp", 0, len(text))
    assert ((expected,), "Year 3 Mums") == (find_said(text), find_group_name(text))


def test_unseen_signs_in_a_stamp_are_not_shown() -> None:
    """Arabic dates carry signs for the direction of letters between their numbers."""
    found = find_said("\u200f[١٩\u200f/١١\u200f/٢٠٢٦، ٩:٠٤:١١ م] Jo Bell: vile place\n")
    assert [(one.name, one.time, one.text) for one in found] == [
        ("Jo Bell", "١٩/١١/٢٠٢٦، ٩:٠٤:١١ م", "vile place")
    ]


@pytest.mark.parametrize(
    "line",
    [
        "You deleted this message", "Missed voice call", "\u200eMessages and calls are end-to-end encrypted.",
        "<Medien ausgeschlossen>", "Diese Nachricht wurde gelöscht.", "Ce message a été supprimé",
        "Ta wiadomość została usunięta", "IMG-20261125-WA0003.jpg (file attached)",
        "\u200eVoice call. \u200e2 min",
        "\u200e<attached: 00000012-PHOTO-2026-11-25.jpg>", "This message was deleted by admin Kelly.",
        "location: https://maps.google.com/?q=54.1,-3.1",
    ],
)  # fmt: skip
def test_what_the_app_says_in_a_persons_name_is_nobodys_words(line: str) -> None:
    """A message taken back, a call and a picture are said by the app, in its own language."""
    stamp = "25/11/2026, 21:44 -"
    found = find_said(f"{stamp} Kay Rudd: {line}\n{stamp} Jo Bell: vile place\n")
    assert [(one.name, one.text) for one in found] == [("Jo Bell", "vile place")]


def test_what_stands_below_the_apps_line_is_the_persons() -> None:
    """A picture has a caption, and a poll asks something."""
    text = (
        "25/11/2026, 21:44 - Kay Rudd: IMG-1.jpg (file attached)\nlook at the state of it\n"
        "[25/11/2026, 21:45:00] Jo Bell: \u200ePOLL:\nIs she any good\n\u200eOPTION: No (12 votes)\n"
    )
    expected = ["look at the state of it", "Is she any good\n\u200eOPTION: No (12 votes)"]
    assert [one.text for one in find_said(text)] == expected


@pytest.mark.parametrize(
    ("line", "group"),
    [
        ("Kelly hat die Gruppe „Klasse 4“ erstellt", "Klasse 4"),
        ("Kelly a créé le groupe « CE2 »", "CE2"),
        ("Kelly utworzyła grupę „Rodzice 4b”", "Rodzice 4b"),
        ('Kelly changed the group name from "Year 4" to "Year 4 Mums"', "Year 4 Mums"),
        ("Kelly added Sam", None),
        ('Kelly: she said "no"', None),
    ],
)
def test_a_chats_name_stands_in_quotation_marks_in_every_language(line: str, group: str | None) -> None:
    """What the app says of the group, and not what a person says."""
    assert group == find_group_name(f"25/11/2026, 21:44 - {line}\n25/11/2026, 21:45 - Jo Bell: vile\n")


def test_telegrams_copied_messages_are_read() -> None:
    """Its desktop puts who and when above the words."""
    text = (
        "From the channel:\n\nJo Bell, [25.11.2026 21:41]\nvile place\nshut it\n\n"
        "Kay Rudd, [25.11.2026 21:43]\n[In reply to Jo Bell]\nno\n\nThanks\n"
    )
    found = [(one.name, one.time, one.text, one.platform) for one in find_said(text)]
    assert found == [
        ("Jo Bell", "25.11.2026 21:41", "vile place\nshut it", "telegram"),
        ("Kay Rudd", "25.11.2026 21:43", "no", "telegram"),
    ]


@pytest.mark.parametrize(
    "stamp",
    [
        "[19/11/2026, 21:04:11]", "[11/19/26, 9:04:11 PM]", "[19.11.26, 21:04:11]", "[2026-11-19, 21:04:11]",
        "[19/11/2026, 9:04:11\u202fPM]", "[21:04, 19/11/2026]", "[9:04 pm, 19/11/2026]", "[19/11, 21:04]",
        "19/11/2026, 21:04 -", "11/19/26, 9:04 PM -", "19.11.26, 21:04 -", "19/11/2026 à 21:04 -",
        "19/11/26 21:04 -", "19/11/26, 9:04 p. m. -", "19-11-2026 21:04 -", "2026. 11. 19. 21:04 -",
        "2026/11/19, 下午9:04 -", "19/11/2026، 9:04 PM -", "19/11/26, 9:04 μ.μ. -", "19/11/26, 9:04 अपराह्न -",
        "19.11.26 г., 21:04 ч. -", "١٩/١١/٢٠٢٦، ٩:٠٤ م -", "[١٩/١١/٢٠٢٦، ٩:٠٤:١١ م]", "۱۹/۱۱/۲۰۲۶، ۲۱:۰۴ -",
    ],
)  # fmt: skip
def test_every_countrys_stamp_of_a_chat_is_known(stamp: str) -> None:
    """WhatsApp writes the time as the phone's country does; it is given as shown."""
    found = find_said(f"{stamp} Jo Bell: vile place\n{stamp} Kay Rudd: no")
    shown = stamp.strip("[]").removesuffix(" -")
    assert [(s.name, s.time, s.text) for s in found] == [
        ("Jo Bell", shown, "vile place"),
        ("Kay Rudd", shown, "no"),
    ]


PAGES: dict[str, tuple[str, list[str | None]]] = {
    "facebook, time above": ("Jo Bell\n3h · \nvile place\n\nLike\nReply", [None, "3h"]),
    "facebook, saved page": ("Jo Bell\n\n3h\n\nvile place\n\nLike", [None, "3h"]),
    "facebook, a gap": ("Jo Bell\n3h · \n\nvile place\n\nLike", [None, "3h"]),
    "facebook, followed": (
        "Jo Bell · Follow\n19 November at 21:04 · x\nvile place",
        [None, "19 November at 21:04"],
    ),
    "facebook, time below": ("Jo Bell\nvile place\n3h  Like  Reply", [None, "3h"]),
    "facebook, buttons first": ("Jo Bell\nvile place\nLike · Reply · 3h", [None, "3h"]),
    "facebook, top fan": ("Jo Bell\nTop fan\nvile place\n3h Like Reply", [None, "3h"]),
    "x, one line": ("Jo Bell @jobell · Nov 19\nvile place", ["@jobell", "Nov 19"]),
    "x, four lines": ("Jo Bell\n@jobell\n·\n3h\nvile place", ["@jobell", "3h"]),
    "x, opened": (
        "Jo Bell\n@jobell\nvile place\n9:04 PM · Nov 19, 2026 · 1,204 Views",
        ["@jobell", "9:04 PM · Nov 19, 2026"],
    ),
    "tiktok": ("Jo Bell\nvile place\n2h ago\nReply", [None, "2h ago"]),
    "google review": (
        "Jo Bell\nLocal Guide · 3 reviews\n★☆☆☆☆ 2 weeks ago\nvile place",
        [None, "2 weeks ago"],
    ),
    "nextdoor": ("Jo Bell\nFellside • 2 hr ago\nvile place", [None, "2 hr ago"]),
}


@pytest.mark.parametrize("page", PAGES)
def test_a_copied_page_gives_its_poster_time_and_words(page: str) -> None:
    """Wherever a page shows name, time and buttons, they are told apart from the words."""
    text, (handle, time) = PAGES[page]
    found = [(s.name, s.handle, s.time, s.text) for s in find_said(f"Please see:\n\n{text}\n")]
    assert found == [("Jo Bell", handle, time, "vile place")]


@pytest.mark.parametrize(
    "text",
    [
        "Tuesday\n3h\nmeeting in the hall",
        "Hello Denise\nit is on Facebook\n3h ago I saw it",
        "Dear all\nvile place\n3h",
        "19/11/2026 - parents evening: hall\n20/11/2026 - closed",
        "Jo Bell\nYear 3\nlate again",
    ],
)
def test_a_letter_is_no_copied_page(text: str) -> None:
    """Names, days and times in somebody's own words are nobody's post."""
    assert find_said(text) == ()


def test_copied_page_row_is_read_by_its_shape() -> None:
    """A name, an account, a time and words, as a copied page shows them, are one message."""
    said = find_said("Jo Bell\n@jobell · 3h\nvile place\nReply\n\nunrelated")
    assert [(s.name, s.handle, s.time, s.text) for s in said] == [("Jo Bell", "@jobell", "3h", "vile place")]


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("put up last night about 9pm", "last night about 9pm"),
        ("posted 20 mins ago by Jo", "20 mins ago"),
        ("It's every day for 2 weeks now", "every day for 2 weeks"),
        ("posted on Tuesday 17th November at 4.15pm", "on Tuesday 17th November at 4.15pm"),
        ("Reported with the flag button yesterday 16:10", None),
        ("will be gone by tonight", None),
        ("it was about the minutes of a meeting and last night she put it all up", "last night"),
        ("a clip on her story, it's from this dinner time", "this dinner time"),
        ("it has been up since about 12", "since about 12"),
        ("put up quarter of an hour ago", "quarter of an hour ago"),
        ("it was Monday about half six in the evening", "Monday about half six in the evening"),
        ("posted at twenty past nine", "at twenty past nine"),
        ("the meeting is from 3 o'clock", None),
        ("one half six times over", None),
        ("she posted that we lost him on Friday", None),
        ("he is telling everyone that she was drunk on Friday", None),
        ("nothing here", None),
    ],
)
def test_time_is_the_posts_own(text: str, when: str | None) -> None:
    """Only words that date the post count: not a deadline, a report to the site or what was alleged."""
    assert when == find_when(Moments(Indexed(text)))


@pytest.mark.parametrize(
    ("subject", "name"),
    [
        ("dean rudd AGAIN", "Dean Rudd"),
        ("Dean Rudd's at it again", "Dean Rudd"),
        ("here again", None),
        ("school parents again", None),
        ("FB", None),
    ],
)
def test_subject_may_name_the_poster(subject: str, name: str | None) -> None:
    """A subject such as "dean rudd again" names the poster; other words do not."""
    assert name == find_name_in_subject(subject)


def test_nothing_told_is_no_post() -> None:
    """A mail that tells of no post yields none."""
    assert find_posts("Please could you ring me about the rota?") == ()


@pytest.mark.parametrize(
    "unit", ["' ", '"a ', "“a” ", "Jo Bell\n3h\nhello\n", "[18/11/2026, 20:14] A B: hi\n", "@a", "Aa "]
)
def test_a_megabyte_is_read_in_time(unit: str) -> None:
    """No text, however shaped, makes the search for posts slow."""
    start = time.process_time()
    find_posts(unit * (1_000_000 // len(unit)))
    assert time.process_time() - start < 2


def test_names_are_found_where_they_stand() -> None:
    """A name keeps its place and how surely it is the poster's."""
    assert [(n.name, n.start, n.end) for n in find_names(Indexed("Well Jo Bell has posted again"))] == [
        ("Jo Bell", 5, 12)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "from the chat:\n\n21:02 Carl Dent: an hour on hold\n21:04 Marcia: always the same",
            [("Carl Dent", "21:02", "an hour on hold"), ("Marcia", "21:04", "always the same")],
        ),
        (
            "02/09 Paula Nunn: rank again\n21/09 Paula Nunn: who voted for her",
            [("Paula Nunn", "02/09", "rank again"), ("Paula Nunn", "21/09", "who voted for her")],
        ),
        (
            "Sasha Lund: why is ours not going\nBeth R: money I think\nSasha Lund: no, him",
            [
                ("Sasha Lund", None, "why is ours not going"),
                ("Beth R", None, "money I think"),
                ("Sasha Lund", None, "no, him"),
            ],
        ),
        ("Name: Jo Bell\nClass: 3B\nDate: 3 May\nPlace: Facebook", []),
        ("10.15 Registration: hall\nthen we all went in", []),
        ("Thanks: noted\nThanks: again", []),
    ],
    ids=["times", "days", "names alone", "a form", "one line", "one name"],
)
def test_a_chat_that_somebody_typed_out(text: str, expected: list[tuple[str, str | None, str]]) -> None:
    """A line each; a form is none."""
    assert [(s.name, s.time, s.text) for s in find_said(text)] == expected


def test_a_page_copied_with_its_links_is_read_as_without_them() -> None:
    """In a mail the name leads to the person and the time to the post: the words are what they were."""
    post = "https://www.facebook.com/groups/fellmums/posts/8899001122/"
    text = (
        "Copied from Facebook:\n\nJo Bell <https://www.facebook.com/jo.bell.5>\n"
        f"25 November at 21:40 <{post}> ·\nvile place\n12\n3 comments\nLike\nComment\n"
        f"Kay Rudd <https://www.facebook.com/kay.9>\nSo true\n- Like\n- Reply\n"
        f"- 14h <{post}?comment_id=7>\n\nPaula\n"
    )
    found = [(p.platform, p.poster_name, p.posted_at_text, p.text, p.url) for p in find_posts(text)]
    assert found == [
        ("facebook", "Jo Bell", "25 November at 21:40", "vile place", post),
        ("facebook", "Kay Rudd", "14h", "So true", f"{post}?comment_id=7"),
    ]


def test_buttons_are_nobodys_name_and_a_word_like_one_is_no_button() -> None:
    """Each on a line of its own, the time below them; "Like anybody cares" is somebody's words."""
    text = "Jo Bell\n25 November at 21:40\nvile place\nLike anybody cares\nLike\nComment\n"
    text += "Kay Rudd\nSo true\nLike\nReply\n14h\n\nThanks\n"
    found = [(one.name, one.time, one.text) for one in find_said(text)]
    assert found == [
        ("Jo Bell", "25 November at 21:40", "vile place\nLike anybody cares"),
        ("Kay Rudd", "14h", "So true"),
    ]


def test_a_group_told_by_a_link_alone_is_no_group_of_another_platform() -> None:
    """The address of a group on Facebook says nothing of what stands on X."""
    text = "Jo Bell: https://www.facebook.com/groups/fellmums/posts/88990/ and https://x.com/jb/status/180001"
    assert [(p.platform, p.group) for p in find_posts(text)] == [("facebook", "fellmums"), ("x", None)]


def test_a_groups_name_in_marks_may_be_longer_than_the_words() -> None:
    """Right behind "group" it is the group's, whatever is quoted beside it."""
    text = (
        'In the closed group "Fell Parents Uncensored" on Facebook Jo Bell wrote "vile place" this morning.'
    )
    assert [(p.poster_name, p.group, p.text) for p in find_posts(text)] == [
        ("Jo Bell", "Fell Parents Uncensored", "vile place")
    ]


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("I saw it this morning at 7.15 but she posted it on Tuesday night on Facebook", "on Tuesday night"),
        ("I saw this on Facebook this morning", "this morning"),
        ("We spotted it on Monday. She wrote to the office on Friday too", "on Monday"),
        ("Shaz said \x00\x00\x00\x00 at about 9pm last night", "at about 9pm last night"),
        ("Shaz said that he was late on Friday", None),
        ("She has gone live on Facebook tonight saying it was covered up", "tonight"),
        ("It will be gone by tonight", None),
    ],
)
def test_when_it_was_put_up_is_told_from_other_times(text: str, when: str | None) -> None:
    """Rather than when somebody saw it; not when what was told of happened."""
    assert when == find_when(Moments(Indexed(text)))


_COPIED = """Fell Mums
Jo Bell
  ·
14h
 ·
vile place
12
3 comments
1 share
Like
Comment
Kay Rudd
So true
13h
Like
Reply
2
Sam Dent
Top contributor
haha yes
12h
Like
Reply"""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            _COPIED,
            [
                ("Jo Bell", "14h", "vile place"),
                ("Kay Rudd", "13h", "So true"),
                ("Sam Dent", "12h", "haha yes"),
            ],
        ),
        (
            "Jo Bell\n\n14 h\n\n·\n\nShared with Public group\n\nvile place\n\nLike\n\nComment",
            [("Jo Bell", "14 h", "vile place")],
        ),
        (
            "Jo B.\nFellside • 3 hr ago\nAnyone else think so?\nLike\nComment",
            [("Jo B.", "3 hr ago", "Anyone else think so?")],
        ),
        (
            "Jo — Yesterday at 21:40\nvile place\nKay — Yesterday at 21:42\nno",
            [("Jo", "Yesterday at 21:40", "vile place"), ("Kay", "Yesterday at 21:42", "no")],
        ),
        ("Jo Bell\n@jobell\n·\n3h\nvile place\n4\n12\n88\n", [("Jo Bell", "3h", "vile place")]),
        (
            "u/jobell\n•\n5h ago\nvile place\nUpvote\n12\nDownvote\nReply",
            [("u/jobell", "5h ago", "vile place")],
        ),
        (
            "Jo Bell\n@jobell\n·\n3h\nHow many staff left?\n12\n",
            [("Jo Bell", "3h", "How many staff left?\n12")],
        ),
    ],
)
def test_each_sites_copied_rows_are_read(text: str, found: list[tuple[str, str, str]]) -> None:
    """A group above the name, numbers and buttons below the words, empty lines between all of them."""
    assert found == [(one.name, one.time, one.text) for one in find_said(f"Copied:\n\n{text}\n\nThanks\n")]


@pytest.mark.parametrize(
    "text",
    [
        'Jo Bell and Sam Pike are both at it on Facebook: Jo says "vile place", Sam says "sack her".',
        'Jo Bell and Sam Pike at it again on Facebook. Jo says: "vile place". Sam says: "sack her".',
        'Jo Bell and Sam Pike had words about us on Facebook. Jo said "vile place". Sam replied "sack her".',
    ],
)
def test_who_of_two_says_what_is_told_by_their_first_names(text: str) -> None:
    """A first name right before words is the one fuller name in the text that it begins."""
    assert [(p.poster_name, p.text) for p in find_posts(text)] == [
        ("Jo Bell", "vile place"),
        ("Sam Pike", "sack her"),
    ]


def test_a_first_name_that_two_have_tells_nobody() -> None:
    """Then it stays as it is written."""
    text = 'Jo Bell and Jo Pike on Facebook. Jo says "vile place".'
    assert [(p.poster_name, p.text) for p in find_posts(text)] == [("Jo", "vile place")]


def test_who_told_of_a_post_is_not_who_wrote_it_for_saying_something() -> None:
    """One alone who says something may be the informant."""
    text = 'Jo Reed showed me a Facebook post by Sam Pike, "sack her". Jo said "please keep me out of it".'
    assert "Jo Reed" not in [p.poster_name for p in find_posts(text)]


@pytest.mark.parametrize(
    ("text", "times"),
    [
        (
            'Jo Bell posted on FB at 7.15pm on Sunday: "what a joke".\nAt 9.40pm she put "what a clown".',
            ["at 7.15pm on Sunday", "At 9.40pm"],
        ),
        (
            'On Monday Jo Bell wrote on FB "what a joke". On Friday Sam Pike put "what a clown" below.',
            ["On Monday", "On Friday"],
        ),
        (
            'Two Facebook posts from Jo Bell:\n\n"Sack them" (Tuesday 8pm)\n"All of them" (Friday 7am)',
            ["Tuesday 8pm", "Friday 7am"],
        ),
        (
            'Jo Bell on X, 17 Nov 20:31 - "let down"\nJo Bell on X, 18 Nov 08:02 - "no call"',
            ["17 Nov 20:31", "18 Nov 08:02"],
        ),
        ('Jo Bell on Facebook: "what a joke". Sam Pike put "what a clown" on Friday.', [None, "on Friday"]),
        (
            'On Monday it began on Facebook. Jo Bell put "what a joke". Sam Pike put "what a clown".',
            ["On Monday", "On Monday"],
        ),
        ('Jo Bell on Facebook, "Get Out", 7pm: "we will be waiting"', ["7pm", "7pm"]),
        (
            (
                '1) Jo Bell, Instagram, last night about 10: "what a joke"\n'
                '2) Sam Pike, Instagram, this morning at 7.20: "what a clown"'
            ),
            ["last night", "this morning at 7.20"],
        ),
        (
            (
                'https://www.facebook.com/jo.b/posts/pfbid0A posted 15/11/2026 at 21:10\n"what a joke"\n\n'
                'https://www.facebook.com/jo.b/posts/pfbid0B posted 17/11/2026 at 08:45\n"what a clown"'
            ),
            ["15/11/2026 at 21:10", "17/11/2026 at 08:45"],
        ),
    ],
)
def test_each_of_several_posts_has_the_time_beside_its_words(text: str, times: list[str | None]) -> None:
    """A time is that of the words it stands with, never of those before it."""
    assert [post.posted_at_text for post in find_posts(text)] == times


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('In the Y2 WhatsApp Becky said "a joke" and Jo said "get rid of her".', ["Becky", "Jo"]),
        ('Y5 whatsapp. Emma: "nasty woman". Lou: "made mine cry".', ["Emma", "Lou"]),
        ('PTA WhatsApp: Anna reckons "gone on booze", Mick answered "no surprise"', ["Anna", "Mick"]),
        ('"Worst in town" - Darren\n"Second worst" - Pete\n(both Facebook)', ["Darren", "Pete"]),
        ('becky on the y1 whatsapp: "shes a witch". then jo: "burn her"', ["Becky", "Jo"]),
        ('Jo Bell put "liars" on Facebook. Another mum replied "cowards".', ["Jo Bell", None]),
        ('Jo Bell put "liars" on Facebook. Then she added "cowards".', ["Jo Bell", "Jo Bell"]),
    ],
)
def test_who_of_several_says_which_words_is_told_beside_them(text: str, names: list[str | None]) -> None:
    """First names alone will do where two speak; what another says is never laid to the one named before."""
    assert [post.poster_name for post in find_posts(text)] == names


_TALK = [("Sarah Mann", "21:04", "a liar"), ("Kelly Orr", "21:06", "same here")]


@pytest.mark.parametrize(
    "text",
    [
        "From their Messenger chat:\n\nSarah Mann\n21:04\na liar\nKelly Orr\n21:06\nsame here",
        "Messenger:\n\nSarah Mann\n21:04\na liar\n\nKelly Orr\n21:06\nsame here\n\nSue",
        "Messenger\n\n21:04\nSarah Mann\na liar\n21:06\nKelly Orr\nsame here",
        "Messenger\n\n21:04\nSarah Mann: a liar\n21:06\nKelly Orr: same here",
        "Teams chat\n\nSarah Mann  21:04\na liar\nKelly Orr  21:06\nsame here",
        "Teams chat\n\nSarah Mann, 21:04\na liar\n\nKelly Orr, 21:06\nsame here",
        "Teams:\n\n[21:04] Sarah Mann\na liar\n[21:06] Kelly Orr\nsame here",
        "Typed from the chat\n\nSarah Mann, 21:04: a liar\nKelly Orr, 21:06: same here",
    ],
)
def test_a_talk_with_bare_times_is_read(text: str) -> None:
    """The name above the time or below it, or both on one line, and no date beside it."""
    assert [(one.name, one.time, one.text) for one in find_said(text)] == _TALK


@pytest.mark.parametrize("time", ["Yesterday at 9:14 PM", "Tue 21:04", "19/11 10:02 AM", "18 Nov 20:31"])
def test_a_talks_times_are_shown_as_they_stand(time: str) -> None:
    """With the day that the app gives."""
    (one, _) = find_said(f"Teams chat\n\nSarah Mann {time}\na liar\nKelly Orr {time}\nsame here")
    assert (one.name, one.time, one.text) == ("Sarah Mann", time, "a liar")


@pytest.mark.parametrize(
    "text",
    [
        "On Teams:\n\nAssembly\n9:02\nHall\nPhonics\n9:31\nClass 2",
        "Rota for Teams duty\n\nSarah 9:00\nHall\nDave 9:30\nYard",
        "Sarah Mann\n21:04\na liar\nKelly Orr\n21:06\nsame here",
        "Messenger: Sarah Mann rang at 21:04 and Kelly Orr at 21:06.",
    ],
)
def test_a_timetable_or_a_rota_is_no_talk(text: str) -> None:
    """Lessons are no people, duties begin on the five minutes, and a talk is called one."""
    assert find_said(text) == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Grandma of Alfie (Mrs Pat Hull) put a photo of the play on her own Facebook", "Mrs Pat Hull"),
        ('A parent put "vile lot" about us on Facebook. He\'s called Ste Lowther.', "Ste Lowther"),
        ('A parent put "vile lot" on Facebook. She\'s called Mrs Bell a thief before.', None),
        ("A grandparent put the play on his Facebook page. The grandparent is Mr Len Orr.", "Mr Len Orr"),
        ('The boy\'s mum is Jade Bell. A dad put "vile lot" on Facebook.', None),
        ("It's on Instagram. It's by a mum, Ann Dodd, and she's upset about the play.", "Ann Dodd"),
        ("It was put on TikTok by Tyler Moss's brother, @tym22, and it is Mrs Voss being pushed.", "@tym22"),
        ('On the Y4 WhatsApp Lee Strang has put "in the pond"', "Lee Strang"),
        ('On Seesaw Jenny Hall commented "why is it always"', "Jenny Hall"),
    ],
)
def test_who_posted_is_not_who_is_related_pushed_or_called(text: str, name: str | None) -> None:
    """A relative behind a name, a child before one, whom it shows, and the app's name are not the poster."""
    assert [post.poster_name for post in find_posts(text)] == [name]


def test_a_time_behind_whom_it_is_about_is_the_posts() -> None:
    """ "about me on Facebook on Saturday" tells when it was put up."""
    (post,) = find_posts('A mum put "fat lazy cow" about me on Facebook on Saturday.')
    assert post.posted_at_text == "on Saturday"


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ('On Google reviews, no name just "J W": "Staff were lovely."', "J W", "Staff were lovely."),
        (
            'Jo Bell on Facebook, under the title "Bring back 8.50", wrote "please sign if you agree"',
            "Jo Bell",
            "please sign if you agree",
        ),
        (
            'A Y3 WhatsApp. They have a nickname for her ("the Child") and Jo Bell wrote "finish her off"',
            "Jo Bell",
            "finish her off",
        ),
    ],
)
def test_what_something_goes_by_is_not_what_was_said(text: str, name: str, words: str) -> None:
    """A name before the words, a heading and a nickname stand in marks as the words do."""
    (post,) = find_posts(text)
    assert (post.poster_name, post.text) == (name, words)
