"""Posters in reports as staff write them: every shape of sentence gives the right name, or none."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.wrapping import wrapped
from worker.reading.posts.post import find_posts
from worker.reading.words.wrapped import unwrap

REPORTS = tomllib.loads((Path(__file__).parent / "posters.toml").read_text("utf-8"))


@pytest.mark.parametrize(("subject", "text", "name"), [*REPORTS["named"], *REPORTS["only_one"]])
def test_poster_is_named_by_the_sentence(subject: str, text: str, name: str) -> None:
    """The first post is by the one whom the words make its poster."""
    assert find_posts(text, subject=subject)[0].poster_name == name


@pytest.mark.parametrize("text", [*REPORTS["nobody"], *REPORTS["told_of"]])
def test_nobody_else_is_taken_for_the_poster(text: str) -> None:
    """A wrong name is worse than none."""
    assert {post.poster_name for post in find_posts(text)} <= {None}


@pytest.mark.parametrize(("subject", "text", "name", "platform", "words", "when"), REPORTS["whole"])
def test_first_post_is_told_whole(
    subject: str, text: str, name: str, platform: str, words: str, when: str
) -> None:
    """Who, where, what and when, and what is not said stays unknown."""
    post = find_posts(text, subject=subject)[0]
    read = (post.poster_name, post.platform, post.text, post.posted_at_text)
    assert read == (name or None, platform or None, words or None, when or None)


def _read(text: str, subject: str) -> list[tuple[str | None, ...]]:
    """What is read of each post, with the breaks that are the poster's own as spaces."""
    posts = find_posts(text, subject=subject)
    return [
        tuple(
            part and " ".join(part.split()) for part in (p.poster_name, p.platform, p.posted_at_text, p.text)
        )
        for p in posts
    ]


@pytest.mark.parametrize("width", [72, 76])
def test_where_a_mail_program_breaks_the_lines_changes_nothing(width: int) -> None:
    """A sentence makes its poster, and nobody else one, wherever its lines end."""
    told = [*REPORTS["named"], *REPORTS["only_one"], *(("", text, None) for text in REPORTS["nobody"])]
    changed = [
        text for subject, text, _ in told if _read(text, subject) != _read(wrapped(text, width), subject)
    ]
    assert changed == []


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("a line\nthat goes on", "a line that goes on"),
        ("Thanks\nDenise", "Thanks\nDenise"),
        ("One thing.\nand another", "One thing.\nand another"),
        ("milk\n- eggs\n1. bread", "milk\n- eggs\n1. bread"),
        (f"{'so ' * 20}it was\nMel Osgood.\nRuth", f"{'so ' * 20}it was Mel Osgood.\nRuth"),
        (f"Hi Jo\n{'So ' * 20}it was\nMel Osgood", f"Hi Jo\n{'So ' * 20}it was\nMel Osgood"),
        (f"{'so ' * 40}it was\nMel Osgood", f"{'so ' * 40}it was\nMel Osgood"),
    ],
)
def test_only_what_a_mail_program_broke_is_put_together(text: str, read: str) -> None:
    """A break that somebody typed stands: below a short line or a sentence, in a list, among long lines."""
    assert unwrap(text) == read


def test_a_link_bears_out_a_name_and_never_makes_one() -> None:
    """The account in a link counts for a name that the report gives, however that stands in it."""
    link = "https://www.facebook.com/stella.marr.5/posts/pfbid0Ab1"
    told = find_posts(f"About stella marr and what she thinks of us.\n{link}")
    bare = find_posts(f"About what somebody thinks of us.\n{link}")
    assert [(post.poster_name, post.url) for post in (*told, *bare)] == [("Stella Marr", link), (None, link)]


def test_a_chats_first_name_is_given_in_full_where_the_report_has_it() -> None:
    """Who goes by a first name in the chat is the one whom the report names so."""
    text = (
        "Egged on by Lena Tarn they all had a go in the WhatsApp:\n\n"
        "[09/11/2026, 20:14:55] Lena: here she is\n"
        "[09/11/2026, 20:15:20] Shaz: nobody asked\n"
    )
    assert [post.poster_name for post in find_posts(text)] == ["Lena Tarn", "Shaz"]


def test_one_link_below_several_sayings_of_one_poster_stands_at_the_first() -> None:
    """It leads to them all, and the first is the one that a case is opened with."""
    link = "https://www.facebook.com/groups/55/posts/66/"
    posts = find_posts(f'Jo Tyler wrote "quite useless" and then "quite hopeless".\n{link}')
    assert [(post.text, post.url) for post in posts] == [("quite useless", link), ("quite hopeless", None)]


_HELPED = 'Jo Tyler has put "you cannot trust that lot" on Facebook.'


@pytest.mark.parametrize(
    ("told", "named"),
    [
        ("It was an accident, Mrs Lowther said so.", ["Jo Tyler"]),
        ("Mrs Lowther said that it was all sorted last week.", ["Jo Tyler"]),
        ("Anna Reed says it is not true.", ["Jo Tyler"]),
        ("Mr Penn thinks so too. Dr Lowe said no.", ["Jo Tyler"]),
        ('Then Anna Reed said "about time somebody did".', ["Jo Tyler", "Anna Reed"]),
        ("Then Anna Reed says on Twitter that we are all liars.", ["Jo Tyler", "Anna Reed"]),
        ("Sal Moor has put it up as well.", ["Jo Tyler", "Sal Moor"]),
    ],
)
def test_who_only_says_something_is_no_second_poster(told: str, named: list[str]) -> None:
    """The link below belongs to the one whose words are told, unless another's words or place stand there."""
    link = "https://www.facebook.com/share/p/1QwErTyUiO/"
    posts = find_posts(f"{_HELPED} {told}\n\n{link}")
    assert [post.poster_name for post in posts] == named
    assert posts[-1].url == link


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("lindsey oakes", "she is upset about the facebook post"),
        ("lindsey oakes", "she says her son has taken it off facebook"),
        ("parents evening", "she said sorry for what she put on facebook"),
    ],
)
def test_a_subject_names_nobody_who_owns_up_to_nothing(subject: str, body: str) -> None:
    """Who says sorry for what she put has posted it; who is upset, or tells of another, has not."""
    assert {post.poster_name for post in find_posts(body, subject=subject)} == {None}


def test_an_account_in_the_reporters_own_name_is_nobodys() -> None:
    """A name it goes by that is the sender's is of whom it is made against; who is behind it is asked for."""
    text = 'There is a profile "Rachel Skelton Fellside" on Facebook. It says "worst class I ever had".'
    (post,) = find_posts(text, others=frozenset(["Rachel Skelton"]))
    assert (post.poster_name, post.text) == (None, "worst class I ever had")
    assert find_posts(text, others=frozenset(["Ann Lee"]))[0].poster_name == "Rachel Skelton Fellside"


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (("Tuesday - Miss Ibbotson, worst in Cumbria", "Wednesday - Still there, Ibbotson?"), True),
        (("Mon: the office are useless", "Tue: and the head is worse"), True),
        (("12/11 - saw this one first", "13/11 - and then another"), False),
        (("Tuesday - post about the school dinners", "Wednesday - calls Mrs Bell a cow"), False),
        (("Mon - he shared the photo again", "Wed - Nobody at this school can spell"), False),
    ],
)
def test_lines_that_open_with_a_day_are_the_words_of_their_links(lines: tuple[str, ...], words: bool) -> None:
    """Each stands above its own link; where one of them is the reporter's, all may be."""
    link = "https://www.facebook.com/share/p/1QwErTyUi"
    posts = find_posts("These are all hers.\n\n" + "\n".join(f"{one}\n{link}{one[-1]}" for one in lines))
    told = [one.partition(" ")[2].removeprefix("- ") if words else None for one in lines]
    assert [(p.poster_name, p.text) for p in posts] == [(None, one) for one in told]
