"""docs/side-by-side.md: what is said of our own mails there is counted from the mails themselves."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.test_letters import SAMPLES, words_of
from worker.deciding.decision import read_decision
from worker.model import Action, Pending, Verb

PAGE = (Path(__file__).parent.parent / "docs" / "side-by-side.md").read_text("utf-8")
ROW = re.compile(r"^\| `([\w-]+)`: [^|]+\| (\S+) \| (\d+) \| (\d+) \| (\S+) \|$", re.MULTILINE)
ROWS = ROW.findall(PAGE)
ANSWER = '<a href="mailto:'
FOR_THE_LOCKED_SCREEN = re.compile(r"In confidence.*?passes by\.", re.DOTALL)


def count(html: str) -> int:
    """The words that are seen of a piece of a mail."""
    seen = re.sub(r"(?s)<!--.*?-->|<head>.*?</head>|<[^>]+>", " ", html)
    return len(re.findall(r"\w[\w’'.@/-]*", FOR_THE_LOCKED_SCREEN.sub("", unescape(seen))))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row[0]))
def test_the_numbers_of_the_page_are_counted(row: tuple[str, ...]) -> None:
    """Words before the first answer that is ready, words in all, answers ready; a tap for it, one to send."""
    name, *said = row
    html = words_of(SAMPLES[name]).html
    before, answer, _ = html.partition(ANSWER)
    counted = [str(count(before)) if answer else "–", str(count(html)), str(html.count(ANSWER))]
    assert said == [*counted, "2" if answer else "–"]


def test_every_answer_is_written_whole() -> None:
    """Two taps are enough: to whom, about what and the words stand in the address."""
    uris = [
        urlsplit(unescape(uri))
        for sample in SAMPLES.values()
        for uri in re.findall(r'href="(mailto:[^"]+)"', words_of(sample).html)
    ]
    assert uris
    assert [uri for uri in uris if not (uri.path and set(parse_qs(uri.query)) == {"subject", "body"})] == []


@pytest.mark.parametrize(
    ("words", "verbs"),
    [
        ("change Tuesday to Wednesday", [Verb.EDIT]),
        ("hold until he has answered", [Verb.HOLD]),
        ("We talked, she has taken it down", [Verb.NOTE]),
        ("evidence", [Verb.EVIDENCE]),
        ("1 hold till Friday, 2 close", [Verb.HOLD, Verb.CLOSE]),
    ],
)
def test_the_answers_of_the_page_are_understood(words: str, verbs: list[Verb]) -> None:
    """Each stands on the page, and is read as what the page says."""
    assert f"`{words}`" in PAGE
    letter = "Could you come in on Tuesday 24 November?"
    asked = tuple(Pending(n, Action.INVITATION, "Invitation", letter) for n, _ in enumerate(verbs, 1))
    read = read_decision(words, asked, date(2026, 11, 20)).decisions
    assert [one.decision for one in read] == verbs


def test_there_are_rows() -> None:
    """A table that is written another way is not passed over."""
    assert len(ROWS) == 8
