"""The floors that taking mail in is measured against: the same mailbox, with next to nothing done.

    python -m tests.bench.floors fetch|case|grouped PORT SMTP_PORT FOLDER

``fetch``: batches, each raw file made durable, MOVE. ``case``: each mail read by the standard library, its
attachments durable files, a durable SQLite transaction, a MOVE and an acknowledgement by SMTP, mail by mail.
``grouped``: the same with one transaction and one MOVE for a batch. None reads a forward or a reply, or knows
a ground, a deadline or a draft.
"""

from __future__ import annotations

import hashlib
import os
import smtplib
import sqlite3
import sys
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from pathlib import Path

from imapclient import IMAPClient

from worker.outside.data.disk import keep_once, sync_folder

BATCH = 20
USER, WORD, INBOX = "reports", "word", "reports@northside.example"


def main(what: str, port: int, smtp_port: int, folder: Path) -> None:
    """Empty the mailbox in one of the two ways."""
    folder.mkdir(parents=True)
    client = IMAPClient("127.0.0.1", port=port, ssl=False)
    client._imap.debug = 0
    client.login(USER, WORD)
    if not client.folder_exists("Done"):
        client.create_folder("Done")
    client.select_folder("INBOX")
    desk = _Fetch(folder) if what == "fetch" else _Case(folder, smtp_port)
    for uids, raws in _batches(client, 1 if what == "case" else BATCH):
        desk.take(raws)
        client.move(uids, "Done")
        desk.answer()
    client.logout()


def _batches(client: IMAPClient, together: int) -> Iterator[tuple[list[int], list[bytes]]]:
    """All mails, fetched in batches and handed on so many ``together``."""
    uids = client.search("ALL")
    for start in range(0, len(uids), BATCH):
        some = uids[start : start + BATCH]
        found = client.fetch(some, ["BODY.PEEK[]"])
        for first in range(0, len(some), together):
            group = some[first : first + together]
            yield group, [found[uid][b"BODY[]"] for uid in group]


class _Fetch:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def take(self, raws: list[bytes]) -> None:
        """Make each mail a durable file."""
        for raw in raws:
            keep_once(self._folder / hashlib.sha256(raw).hexdigest(), raw)
        sync_folder(self._folder)

    def answer(self) -> None:
        """Nobody is answered."""


class _Case:
    def __init__(self, folder: Path, smtp_port: int) -> None:
        self._folder = folder
        self._smtp = smtplib.SMTP("127.0.0.1", smtp_port)
        self._owed: list[tuple[int, EmailMessage]] = []
        self._sent: list[tuple[int]] = []
        self._db = sqlite3.connect(folder / "cases.db", isolation_level=None)
        self._db.executescript(
            "pragma journal_mode=wal; pragma synchronous=full;"
            "create table cases(id integer primary key, mid text unique, sender text, subject text,"
            " body text);"
            "create table files(id integer primary key, of int, name text, sha text);"
            "create table outbox(id integer primary key, of int, recipient text, sent int);"
        )

    def take(self, raws: list[bytes]) -> None:
        """Make each mail a durable case, with its files, in one transaction."""
        read = [self._read(raw) for raw in raws]
        sync_folder(self._folder)
        self._db.execute("begin immediate")
        self._db.executemany("update outbox set sent=1 where id=?", self._sent)
        self._owed = [(self._enter(message, files), message) for message, files in read]
        self._sent = []
        self._db.execute("commit")

    def answer(self) -> None:
        """Acknowledge the mails just taken; that is written down with the next ones."""
        for number, message in self._owed:
            self._acknowledge(message)
            self._sent.append((number,))

    def _read(self, raw: bytes) -> tuple[EmailMessage, list[tuple[str, str]]]:
        message = message_from_bytes(raw, policy=policy.default)
        assert isinstance(message, EmailMessage)
        files = [("raw", raw)]
        for part in message.iter_attachments():
            if part.get_content_type() == "message/rfc822":
                inner = part.get_payload(0)
                assert isinstance(inner, Message)
                data = inner.as_bytes()
            else:
                data = bytes(part.get_payload(decode=True))
            files.append((part.get_filename() or "part", data))
        return message, [(name, self._keep(data)) for name, data in files]

    def _enter(self, message: EmailMessage, files: list[tuple[str, str]]) -> int:
        body = message.get_body(("plain", "html"))
        row = self._db.execute(
            "insert into cases(mid, sender, subject, body) values(?,?,?,?)",
            (
                str(message["Message-ID"]),
                str(message["From"]),
                str(message["Subject"]),
                body.get_content() if body else "",
            ),
        ).lastrowid
        self._db.executemany("insert into files(of, name, sha) values(?,?,?)", [(row, *one) for one in files])
        owed = (row, str(message["From"]))
        number = self._db.execute("insert into outbox(of, recipient, sent) values(?,?,0)", owed).lastrowid
        assert number is not None
        return number

    def _keep(self, data: bytes) -> str:
        name = hashlib.sha256(data).hexdigest()
        keep_once(self._folder / name, data)
        return name

    def _acknowledge(self, message: EmailMessage) -> None:
        answer = EmailMessage()
        answer["From"], answer["To"] = INBOX, str(message["From"])
        answer["Subject"] = f"Re: {message['Subject']}"
        answer["In-Reply-To"] = str(message["Message-ID"])
        answer.set_content("Thank you. Your report was received.\n")
        self._smtp.send_message(answer)


if __name__ == "__main__":
    os.umask(0o077)
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))
