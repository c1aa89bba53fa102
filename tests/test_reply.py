"""Replies: only the new text, and doubt where words could hide."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from worker.reading.mail import read_mail
from worker.reading.reply import NewText, read_reply, split_text

REPLIES = sorted((Path(__file__).parent / "mail" / "replies").glob("*.eml"))


@pytest.mark.parametrize("path", REPLIES, ids=lambda path: path.stem)
def test_every_reply_gives_its_new_text(path: Path) -> None:
    """A reply of any client gives exactly what its writer typed, and says when that is in doubt."""
    expected = json.loads(path.with_suffix("").with_suffix(".expected.json").read_text("utf-8"))
    found = read_reply(read_mail(path.read_bytes()), tuple(expected.pop("ours", ())))
    assert expected == {"text": found.text, "doubtful": found.doubtful}


def test_the_parts_of_a_reply_are_kept_apart_not_lost() -> None:
    """Signature and quote are given beside the new text, with the way the quote was found."""
    assert split_text("Yes\n-- \nR Thornley\n\n> Draft 1\n> Dear Ms Harlow") == NewText(
        text="Yes",
        signature="-- \nR Thornley".replace("-- ", "--"),
        quoted="> Draft 1\n> Dear Ms Harlow",
        doubtful=False,
        because="quote signs",
    )


@given(st.text(alphabet="ab >:\n-@.<1", max_size=300))
@settings(max_examples=200, deadline=None)
def test_no_line_that_stands_unquoted_is_lost(text: str) -> None:
    """Every word of the text is in the new text, the signature or the quote."""
    found = split_text(text)
    everywhere = f"{found.text}\n{found.signature}\n{found.quoted}"
    assert [word for word in text.split() if word not in everywhere] == []


@pytest.mark.parametrize(
    "piece",
    [
        "From: a@b.example\n", "Name <a@b.example>:\n", "On 24 Nov 2026 15:02 x@y.example ", "> ",
        "Ruth Bell\nHead\n",        "Sent from my iPhone\n", "--- a\n", "a: ", "1/", "-", "\u200b",
    ],
)  # fmt: skip
def test_a_megabyte_of_anything_is_split_in_time(piece: str) -> None:
    """No text makes the splitter slow."""
    started = time.perf_counter()
    split_text(piece * (1_000_000 // len(piece)), ("Case 42 is open now\nNothing is sent yet\n",))
    assert time.perf_counter() - started < 4
