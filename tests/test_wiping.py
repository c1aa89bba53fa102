"""Erasing mails on the server: exactly those, wherever they lie, and nothing that only looks like them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from tests.servers.fixtures import Mailbox
from worker.model import MessageKey
from worker.outside.mailbox.inbox import Inbox
from worker.outside.mailbox.preview import Answers
from worker.reading.message.mail import header_key, message_key, read_mail

FILED, HELD, QUARANTINE = "Headsup/Filed", "Headsup/Held", "Headsup/Quarantine"


def mail(subject: str, message_id: str | None, text: str = "See what I found.") -> bytes:
    """A mail as it lies on the server."""
    head = f"From: t@northside.example\r\nDate: Tue, 24 Nov 2026 09:00:00 +0000\r\nSubject: {subject}\r\n"
    named = f"Message-ID: <{message_id}>\r\n" if message_id else ""
    return f"{head}{named}\r\n{text}\r\n".encode()


REPORT = mail("one", "one@northside.example")
TWIN = mail("another with the same id", "one@northside.example")
NAMELESS = mail("without an id", None, "Nobody named this one.")
AS_LONG = mail("without an id", None, "Nobody named this two.")
OTHER = mail("other", "other@northside.example")
LETTER = mail("our letter", "letter-1.abc@northside.example")


def key(raw: bytes) -> MessageKey:
    return message_key(read_mail(raw))


def lying(inbox: Inbox, folder: str) -> list[bytes]:
    """What lies in a folder."""
    client = inbox._client
    client.select_folder(folder, readonly=True)
    uids = client.search(["ALL"])
    found = client.fetch(uids, ["BODY.PEEK[]"]) if uids else {}
    return sorted(answer[b"BODY[]"] for answer in found.values())


def unmarked(plain: Callable[..., Any]) -> Callable[..., Any]:
    """LIST of a server that marks no folder for what was sent."""
    return lambda *named: [
        (tuple(flag for flag in flags if flag != b"\\Sent"), sep, name) for flags, sep, name in plain(*named)
    ]


@pytest.mark.parametrize("uidplus", [True, False])
def test_exactly_those_wherever_they_lie(mailbox: Mailbox, uidplus: bool) -> None:
    """By their bytes: a mail with the same Message-ID or the same size stays."""
    for raw in (REPORT, TWIN, NAMELESS, AS_LONG, OTHER, LETTER):
        mailbox.deliver(raw)
    inbox = mailbox.open()
    places = inbox.waiting()
    inbox.done(places[:2], FILED)
    inbox.done(places[2:4], HELD)
    inbox.done(places[4:5], QUARANTINE)
    if not uidplus:
        has = inbox._client.has_capability
        inbox._client.has_capability = lambda name: name != "UIDPLUS" and has(name)
    keys = (key(REPORT), key(NAMELESS))
    sizes = {key(NAMELESS).raw_sha256: len(NAMELESS)}
    assert inbox.erase(keys, sizes, ("letter-1.abc@northside.example",)) == (3, 0)
    assert inbox.erase(keys, sizes, ("letter-1.abc@northside.example",)) == (0, 0)
    left = {name: lying(inbox, name) for name in ("INBOX", FILED, HELD, QUARANTINE)}
    assert left == {"INBOX": [], FILED: [TWIN], HELD: [AS_LONG], QUARANTINE: [OTHER]}
    mailbox.deliver(OTHER)
    assert len(inbox.waiting()) == 1
    inbox.close()


def test_what_somebody_else_marked_is_not_expunged(mailbox: Mailbox) -> None:
    """A server without UIDPLUS expunges all or nothing: ours is marked, and that is said."""
    for raw in (REPORT, OTHER):
        mailbox.deliver(raw)
    inbox = mailbox.open()
    client = inbox._client
    client.add_flags([inbox.waiting()[1].uid], [b"\\Deleted"])
    has = client.has_capability
    client.has_capability = lambda name: name != "UIDPLUS" and has(name)
    assert inbox.erase((key(REPORT),), {}, ()) == (0, 1)
    assert lying(inbox, "INBOX") == sorted([REPORT, OTHER])
    inbox.close()


def test_letters_among_what_was_sent(mailbox: Mailbox) -> None:
    """Some servers keep a copy of what was sent through them, in a folder they mark as such (RFC 6154)."""
    inbox = mailbox.open()
    client = inbox._client
    if not client.folder_exists("Sent"):
        client.create_folder("Sent")
    client.append("Sent", LETTER)
    client.append("Sent", OTHER)
    plain = client.list_folders
    client.list_folders = lambda *named: [
        ((*flags, b"\\Sent") if name == "Sent" else flags, sep, name) for flags, sep, name in plain(*named)
    ]
    assert inbox.erase((), {}, ("letter-1.abc@northside.example",)) == (1, 0)
    assert lying(inbox, "Sent") == [OTHER]
    inbox.close()


def test_letters_of_which_we_kept_a_copy(mailbox: Mailbox) -> None:
    """In our own folder where the server marks none; each lies there once, and is erased with its case."""
    inbox = mailbox.open()
    inbox._client.list_folders = unmarked(inbox._client.list_folders)
    ours = "letter-1.abc@northside.example"
    assert inbox.find_sent((ours,)) == ()
    assert [inbox.keep_sent(ours, LETTER) for _ in range(2)] == ["", ""]
    assert inbox.find_sent((ours, "another@northside.example")) == (ours,)
    assert lying(inbox, "Headsup/Sent") == [LETTER]
    assert inbox.erase((), {}, (ours,)) == (1, 0)
    assert lying(inbox, "Headsup/Sent") == []
    inbox.close()


@pytest.mark.parametrize("sent", ["", "Headsup/Gone out"])
def test_copies_from_before_the_setting_was_another(mailbox: Mailbox, sent: str) -> None:
    """No copies are wanted any more, or elsewhere: those that were made are erased with their case."""
    inbox = mailbox.open()
    inbox._client.list_folders = unmarked(inbox._client.list_folders)
    ours = "letter-1.abc@northside.example"
    assert inbox.keep_sent(ours, LETTER) == ""
    inbox.settings = replace(inbox.settings, sent=sent)
    assert inbox.find_sent((ours,)) == (ours,)
    assert inbox.erase((), {}, (ours,)) == (1, 0)
    assert lying(inbox, "Headsup/Sent") == []
    inbox.close()


def test_a_folder_for_copies_that_somebody_removed(mailbox: Mailbox) -> None:
    """The server refuses the copy; with the next try the folder is made anew."""
    inbox = mailbox.open()
    inbox._client.list_folders = unmarked(inbox._client.list_folders)
    assert inbox.keep_sent("letter-2.abc@northside.example", OTHER) == ""
    inbox._client.delete_folder(inbox._naming.on_server("Headsup/Sent"))
    tried = [inbox.keep_sent("letter-1.abc@northside.example", LETTER) for _ in range(2)]
    assert (bool(tried[0]), tried[1]) == (True, "")
    assert lying(inbox, "Headsup/Sent") == [LETTER]
    inbox.close()


def test_a_copy_of_what_may_not_have_gone(mailbox: Mailbox) -> None:
    """It is flagged."""
    inbox = mailbox.open()
    inbox._client.list_folders = unmarked(inbox._client.list_folders)
    assert inbox.keep_sent("letter-1.abc@northside.example", LETTER, doubtful=True) == ""
    inbox._client.select_folder("Headsup/Sent", readonly=True)
    (flags,) = inbox._client.get_flags(inbox._client.search(["ALL"])).values()
    assert {b"\\Seen", b"\\Flagged"} <= set(flags)
    inbox.close()


def test_many_in_one_look(mailbox: Mailbox) -> None:
    """More than a few are found by looking once at every header; what has no Message-ID, by its bytes."""
    many = [mail(f"number {n}", f"n{n}@northside.example") for n in range(30)]
    for raw in (*many, TWIN, NAMELESS, AS_LONG, OTHER):
        mailbox.deliver(raw)
    inbox = mailbox.open()
    searches: list[object] = []
    search = inbox._client.search

    def searching(criteria: object) -> object:
        searches.append(criteria)
        return search(criteria)

    inbox._client.search = searching
    assert inbox.erase([key(raw) for raw in (*many, REPORT, NAMELESS)], {}, ()) == (31, 0)
    assert lying(inbox, "INBOX") == sorted([TWIN, AS_LONG, OTHER])
    assert len(searches) < 5
    inbox.close()


def test_what_was_never_fetched_is_known_by_its_header(mailbox: Mailbox) -> None:
    """Held unfetched for its size: its header is all that is known of it."""
    for raw in (REPORT, TWIN, OTHER):
        mailbox.deliver(raw)
    inbox = mailbox.open()
    assert inbox.erase([header_key(REPORT)], {}, ()) == (1, 0)
    assert lying(inbox, "INBOX") == sorted([TWIN, OTHER])
    inbox.close()


def test_many_large_ones_are_looked_at_one_at_a_time(mailbox: Mailbox) -> None:
    """Ten mails of five megabytes that bear one Message-ID: only one of them is in memory."""
    wanted = mail("large", "large@northside.example", "x" * 998 + "\r\n" + ("y" * 998 + "\r\n") * 5_000)
    twin = wanted.replace(b"Subject: large", b"Subject: other")
    for raw in (*[twin.replace(b"yyy", b"%03d" % n, 1) for n in range(9)], wanted):
        mailbox.deliver(raw)
    inbox = mailbox.open()
    most = 0
    fetch = inbox._client.fetch

    def fetching(uids: Sequence[int], items: Sequence[str]) -> Answers:
        nonlocal most
        answer: Answers = fetch(uids, items)
        most = max(
            most, sum(len(v) for found in answer.values() for v in found.values() if isinstance(v, bytes))
        )
        return answer

    inbox._client.fetch = fetching
    assert inbox.erase((key(wanted),), {}, ()) == (1, 0)
    assert len(inbox.waiting()) == 9
    assert most < 6_000_000
    inbox.close()
