"""HTML to the text a reader sees: what real clients write, and what is hidden from the reader."""

from __future__ import annotations

import pytest

from worker.reading.message.html import read_attributes, to_text, to_words

CASES = {
    "a table row is one line": (
        "<table><tr><td>From:</td><td>A</td></tr><tr><td>To:</td></tr></table>",
        "From: A\nTo:",
    ),
    "spaces run together, also unbreakable ones": ("<p>a&nbsp;&nbsp;b \n\t c</p>", "a b c"),
    "a paragraph is parted by a blank line": ("<p>a</p><p>b</p>", "a\n\nb"),
    "a block is parted by a line end": ("<div>a</div><div>b</div>", "a\nb"),
    "an empty line stays empty": ("<div>a</div><div><br></div><div>b</div>", "a\n\nb"),
    "quotes within quotes": ("<blockquote>a<blockquote>b</blockquote></blockquote>c", "> a\n> > b\nc"),
    "preformatted lines stay": ("<pre>a\n  b\n\nc</pre>", "a\n  b\n\nc"),
    "Outlook's empty paragraph mark": (
        "<p class=MsoNormal>a<o:p></o:p></p><p>b<o:p>&nbsp;</o:p></p>",
        "a\n\nb",
    ),
    "a link whose text is its address": ('<a href="https://x.example/">x.example</a>', "x.example"),
    "a link behind words": (
        '<a href="https://x.example/a?b=1&amp;c=2">here</a>',
        "here <https://x.example/a?b=1&c=2>",
    ),
    "a link on a picture": ('<a href="https://x.example/a"><img src=x></a>', "<https://x.example/a>"),
    "no script runs as a link": ('<a href="javascript:alert(1)">x</a>', "x"),
    "scripts and styles are no text": ("<style>p{}</style><script>if(a<b){}</script>x", "x"),
    "a head that never closes": ("<html><head><title>t</title><body>x", "x"),
    "a conditional comment": ("<!--[if mso]><p>no</p><![endif]-->yes", "yes"),
    "a comment that never closes": ("a<!-- b", "a b"),
    "an attribute that never closes": ('<p title="x>a</p><p>b</p>', "a\n\nb"),
    "signs alone": ("1 < 2 & 3 > 2 &lt;b&gt;", "1 < 2 & 3 > 2 <b>"),
    "a number that is no character": ("a&#x110000;b&#0;c", "a\ufffdb\ufffdc"),
    "no tags at all": ("plain", "plain"),
    "nothing": ("", ""),
}


@pytest.mark.parametrize(("source", "text"), CASES.values(), ids=CASES.keys())
def test_html_reads_as_a_person_sees_it(source: str, text: str) -> None:
    """Each habit of a mail client gives the lines a reader sees."""
    assert to_text(source) == text


@pytest.mark.parametrize("style", ["display:none", "DISPLAY : NONE;", "mso-hide:all"])
def test_what_a_style_hides_is_text_only_when_asked_for(style: str) -> None:
    """Hidden words are not what the sender said, and are still words for the safety check."""
    source = f'<p>a<span style="{style}">b<b>c</b></span>d</p>'
    assert (to_text(source), to_words(source).split()) == ("ad", ["abcd"])


WORDS = {
    "blocks part words, other elements do not": ("<p>na<b>k</b>ed</p><p>girls</p>", ["naked", "girls"]),
    "cells and breaks part words": ("<td>a</td><td>b<br>c", ["a", "b", "c"]),
    "lines of the source part words": ("a\nb", ["a", "b"]),
    "entities": ("n&shy;a &amp; b", ["n\xada", "&", "b"]),
    "comments, styles, scripts and titles": (
        "<title>a</title><!-- b --><style>c</style><script>d</script>e",
        ["e"],
    ),
    "a comment that never ends": ("<!-- a b", ["<!--", "a", "b"]),
    "a style that never ends": ("<style> a b", ["a", "b"]),
    "signs that open no tag": ("5 < 6 naked > a", ["5", "<", "6", "naked", ">", "a"]),
    "capitals": ("<STYLE>a</STYLE><P>b</P>c", ["b", "c"]),
    "a letter that grows when small": ("İ<style>a</style>b", ["İab"]),
}


@pytest.mark.parametrize(("source", "words"), WORDS.values(), ids=WORDS.keys())
def test_all_words_are_kept_for_the_safety_check(source: str, words: list[str]) -> None:
    """Whatever could be shown to anybody is there, in whole words; more than that does no harm."""
    assert to_words(source).split() == words


def test_attributes_are_read_in_every_quoting() -> None:
    """Double, single or no quotes, entities undone, the first of two wins."""
    assert read_attributes(""" HREF="a&amp;b" title='c d' id=e id=f""") == {
        "href": "a&b",
        "title": "c d",
        "id": "e",
    }


def test_of_more_tags_than_are_laid_out_the_words_are_kept() -> None:
    """Past the limit nothing is lost: the words follow, without layout."""
    text = to_text("<p>a</p>" * 20_000 + "<p>the &lt;last&gt;</p><b>words</b>")
    assert (text.split()[0], text.split()[-3:]) == ("a", ["the", "<last>", "words"])
