"""Mails with files in them, and odd mails: what ``headsup read`` gives of each, as kept beside them."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from worker.deciding.judging.showing import read_bytes
from worker.reading.message.mail import read_mail

MAIL = Path(__file__).parent / "mail"
DOCUMENTS = json.loads((MAIL / "documents" / "expected.json").read_text("utf-8"))
ODD = json.loads((MAIL / "odd" / "expected.json").read_text("utf-8"))
_POST = ("platform", "poster_name", "group", "posted_at_text", "text", "url")


def _shown(name: str) -> dict[str, Any]:
    """What the command shows of one mail, in the short form that the expectations are kept in."""
    read = read_bytes(name, (MAIL / "documents" / f"{name}.eml").read_bytes())
    return read | {
        "attachments": [[item[key] for key in ("name", "type", "role")] for item in read["attachments"]],
        "forwarded": [[item[key] for key in ("from_email", "subject", "text")] for item in read["forwarded"]],
        "posts": [{key: post[key] for key in _POST if post[key] is not None} for post in read["posts"]],
        "grounds": [ground["id"] for ground in read["grounds"]],
    }


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_a_mail_with_files_says(name: str) -> None:
    """Files, mails inside, posts and problems are those that a person finds when opening it."""
    expected = DOCUMENTS[name]
    shown = _shown(name)
    assert expected == {key: shown[key] for key in expected}


@pytest.mark.parametrize("name", ODD)
def test_what_an_odd_mail_says(name: str) -> None:
    """Sender, subject, words, files and the mails inside are what its writer put in."""
    mail = read_mail((MAIL / "odd" / f"{name}.eml").read_bytes())
    evidence = [item for item in mail.attachments if item.role.value == "evidence"]
    digests = [sha256(item.data.replace(b"\r\n", b"\n")).hexdigest()[:16] for item in evidence]
    assert ODD[name] == {
        "sender": mail.sender.email if mail.sender else None,
        "subject": mail.subject,
        "text": mail.text,
        "files": [[item.name, digest] for item, digest in zip(evidence, digests, strict=True)],
        "inside": [inner.subject for inner in mail.embedded],
    }


@pytest.mark.parametrize(("folder", "kept"), [("documents", DOCUMENTS), ("odd", ODD)])
def test_every_mail_has_an_expectation(folder: str, kept: dict[str, Any]) -> None:
    """No mail lies there unread, and none is expected that is missing."""
    assert sorted(kept) == sorted(path.stem for path in (MAIL / folder).glob("*.eml"))
