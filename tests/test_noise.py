"""Machines' mail: found whatever it calls itself, and never a person's."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from worker.reading.mail import read_mail
from worker.reading.noise import find_noise, may_be_answered

CORPUS = Path(__file__).parent / "mail"
NOISE = sorted((CORPUS / "noise").glob("*.eml"))
REPLIES = sorted((CORPUS / "replies").glob("*.eml"))


@pytest.mark.parametrize("path", NOISE, ids=lambda path: path.stem)
def test_every_machines_mail_is_known(path: Path) -> None:
    """An automatic reply or bounce is named, with the letter that failed and the day of return."""
    expected = json.loads(path.with_suffix("").with_suffix(".expected.json").read_text("utf-8"))
    mail = read_mail(path.read_bytes())
    found = find_noise(mail)
    assert expected == {
        "kind": found.kind.value if found else None,
        "failed_ids": list(found.failed_ids) if found else [],
        "return_on_text": found.return_on_text if found else None,
        "may_be_answered": may_be_answered(mail),
    }


@pytest.mark.parametrize("path", REPLIES, ids=lambda path: path.stem)
def test_no_persons_reply_is_taken_for_a_machines(path: Path) -> None:
    """A person's reply is never noise and may be answered."""
    mail = read_mail(path.read_bytes())
    assert (find_noise(mail), may_be_answered(mail)) == (None, True)
