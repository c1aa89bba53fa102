"""What is passed over unread could not have been found: each short cut against the long way round."""

from __future__ import annotations

import html
import re
from functools import cache
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from worker.deciding.judging.matching import cut_sentences, has_match
from worker.deciding.judging.phrases import book, kinds
from worker.deciding.judging.worded import Words
from worker.reading.message.html import _ANY_TAG, _BLOCK_TAG, to_words
from worker.reading.message.mail import read_mail
from worker.reading.quoted.loose import Rare, find_rare, is_loose_header, is_original_mark
from worker.reading.quoted.shapes import Line, read_lines
from worker.reading.quoted.whowrote import _may_say_who_wrote, _says_who_wrote
from worker.reading.quoted.wrote import find_attribution, may_attribute
from worker.reading.words.contained import Contained
from worker.reading.words.cut import END, cut_words, line_up, place_runs, tokens_of
from worker.reading.words.filed import Filed, Vocabulary
from worker.reading.words.indexed import Indexed
from worker.reading.words.wrapped import unwrap

MAILS = Path(__file__).parent / "mail"


@cache
def texts() -> tuple[str, ...]:
    """The texts of all sample mails, the longest aside."""
    found = (read_mail(path.read_bytes()).text for path in sorted(MAILS.glob("*/*.eml")))
    return tuple(dict.fromkeys(text for text in found if 0 < len(text) < 5_000))


def test_no_attribution_begins_on_a_line_that_is_passed_over() -> None:
    """Where an attribution stands, the line was not passed over."""
    for text in texts():
        lines = read_lines(text)
        may = may_attribute(lines)
        assert [n for n in range(len(lines)) if find_attribution(lines, n) and not may[n]] == []


def test_no_attribution_is_refused_before_it_is_read() -> None:
    """Of all lines, and those a client wrapped, which say who wrote, none lacks what is looked for first."""
    for text in texts():
        lines = [line.content for line in read_lines(text)]
        runs = (" ".join(lines[at:end]) for at in range(len(lines)) for end in range(at + 1, at + 6))
        said = [run for run in runs if 0 < len(run) < 420 and re.search(r"[\d@]", run)]
        assert [run for run in said if _says_who_wrote(run) and not _may_say_who_wrote(run)] == []


def test_no_rare_shape_stands_on_a_line_that_is_passed_over() -> None:
    """Where a loose header or an original's mark stands, the line is among the likely ones."""
    for text in texts():
        lines = read_lines(text)
        rare = find_rare(lines)
        every = Rare(above_here=True, notes_page=True, likely=rare.likely)
        told = [n for n, line in enumerate(lines) if _has_rare_shape(lines, n, line, every)]
        assert [n for n in told if n not in rare.likely] == []
        assert told == [n for n, line in enumerate(lines) if _has_rare_shape(lines, n, line, rare)]


def _has_rare_shape(lines: list[Line], at: int, line: Line, rare: Rare) -> bool:
    return is_loose_header(lines, at, rare) or is_original_mark(line, rare)


def test_every_phrase_that_stands_in_a_text_is_tried() -> None:
    """The phrases filed under a text's words are all that match it."""
    rules = (*book().rules, *book().kinds.values())
    phrases = [phrase for rule in rules for phrase in rule.all_phrases]
    for text in texts()[::6]:
        words = Words(text)
        found = [those for table in ("rule", "kind") for those in words.phrases(table).values()]
        tried = {phrase for those in found for phrase in those}
        assert [p for p in phrases if p not in tried and next(words.find(p), None)] == []


def test_a_rule_speaks_of_no_sentence_of_a_text_that_is_passed_over_for_it() -> None:
    """Whether a rule may speak of any sentence is told by the whole text."""
    again = kinds()["again"]
    for text in texts():
        spoken_of = any(has_match(again, Words(sentence)) for sentence in cut_sentences(unwrap(text)))
        assert Words(text).may_hold(again) or not spoken_of


@given(st.lists(st.sampled_from(["a", "bc", "cde", "cdef", "é", "gone", "mail"]), max_size=9))
def test_phrases_looked_for_at_once_are_those_that_stand_there(words: list[str]) -> None:
    """Whatever word a phrase is filed under, it is found, also inside other words."""
    phrases = ("a bc cde", "bc cde", "c cde", "cde", "e gone", "é", "gone", "il a bc")
    text = " ".join(words)
    assert Contained(phrases).stand_in(text) is any(phrase in text for phrase in phrases)
    for phrase in phrases:
        assert Contained([phrase]).stand_in(text) is (phrase in text)


_SIGNS = st.text(alphabet="aB9_'’`“”-.!?…)%@# \n\t\x00\u00a0€éIİ", max_size=40)


@given(_SIGNS)
def test_a_table_cuts_words_as_the_pattern_does(text: str) -> None:
    """Words, with the apostrophes inside them, whatever signs stand between."""
    assert cut_words(text) == re.findall(r"[^\W_]+(?:'[^\W_]+)*", text)


@given(_SIGNS)
def test_a_table_finds_runs_as_the_pattern_does(text: str) -> None:
    """Each run of letters and digits stands where it is said to."""
    found: dict[str, list[int]] = {}
    for match in re.finditer(r"[^\W_]+", text):
        found.setdefault(match[0], []).append(match.start())
    assert place_runs(text) == found


@given(_SIGNS)
def test_a_table_lines_up_what_the_pattern_finds(text: str) -> None:
    """Words less their apostrophes, signs that are words, and an end for each sentence and paragraph."""
    found = (match[1] or END for match in tokens_of(text).finditer(text))
    assert line_up(text).split() == [re.sub("['’`]", "", word) for word in found]


_PHRASES = ("cde", "cd* a", "é a/bc", "bc*", "c* mail", "a .. mail", "{two} a .. bc", "{Name} {number}")


@given(st.lists(st.sampled_from(["a", "bc", "cde", "cdef", "é", "Cd", "mail", "7", END]), max_size=7))
def test_what_is_filed_is_found_where_it_stands(words: list[str]) -> None:
    """Phrases are found in order wherever their words stand, and only where a word of each place does."""
    places = [
        [frozenset() if place == ".." else frozenset(place.split("/")) for place in phrase.split()]
        for phrase in _PHRASES
    ]
    vocabulary = Vocabulary(places, {"{two}": ("cd*", "é")})
    found = Filed(enumerate(places)).find([vocabulary[word] for word in words])
    held = [phrase.replace("{two}", "cd*/é").split() for phrase in _PHRASES]
    assert found == sorted(found)
    assert {at for at, those in enumerate(held) if _stands(those, words)} <= {*found}
    assert {*found} <= {at for at, those in enumerate(held) if all(_meets(one, words) for one in those)}


def _meets(place: str, words: list[str]) -> bool:
    patterns = [one.replace("*", "\\w*") for one in place.split("/")]
    patterns = [
        {"{Name}": "[A-Z].*", "{number}": r"\d+", "..": ".*"}.get(one, f"(?i:{one})") for one in patterns
    ]
    return place == ".." or any(re.fullmatch(one, word) for one in patterns for word in words)


def _stands(places: list[str], words: list[str]) -> bool:
    """Whether the places are met one after the other, with others between only where ``..`` is."""
    return any(_begins(places, words[at:]) for at in range(len(words) + 1))


def _begins(places: list[str], words: list[str]) -> bool:
    if not places:
        return True
    if places[0] == "..":
        return _stands(places[1:], words)
    return bool(words) and _meets(places[0], words[:1]) and _begins(places[1:], words[1:])


@given(st.text(alphabet="ab.!? \n\t…", max_size=30))
def test_sentences_end_at_stops_and_lines(text: str) -> None:
    """A sentence ends behind a stop with a blank, and with its line."""
    assert cut_sentences(text) == re.split(r"(?<=[.!?])\s|\n", text)


@given(st.text(alphabet='<>/pdivbr ax\n&;"=', max_size=60))
def test_words_of_html_are_the_same_in_one_pass(source: str) -> None:
    """Where no tag stands inside another, one pass over the tags gives what two give."""
    flat = " ".join(source.split())
    assert to_words(source) == html.unescape(_ANY_TAG.sub("", _BLOCK_TAG.sub("\n", flat)))


def test_words_behind_a_place_on_its_line() -> None:
    """Only what stands behind on the same line counts."""
    text = Indexed("Dean Rudd posted it\nMrs Ashworth saw\nit was posted by Kim")
    assert [text.text[at : at + 4] for at in text.before(("posted",), [0, 5, 20, 24])] == ["Dean", "Rudd"]
