"""The floors that taking mail in is measured against: the same mailbox, with next to nothing done.

    python -m tests.bench.floors fetch|case PORT SMTP_PORT FOLDER

``fetch``: batches, each raw file made durable, MOVE. ``case``: the same, read by the standard library,
each attachment a durable file, one durable SQLite transaction a mail, one acknowledgement each by SMTP.
Neither reads a forward or a reply, knows a ground, a deadline or a draft.
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
    take = _Case(folder, smtp_port).take if what == "case" else _Fetch(folder).take
    for uids, raws in _batches(client):
        for raw in raws:
            take(raw)
        sync_folder(folder)
        client.move(uids, "Done")
    client.logout()


def _batches(client: IMAPClient) -> Iterator[tuple[list[int], list[bytes]]]:
    uids = client.search("ALL")
    for start in range(0, len(uids), BATCH):
        some = uids[start : start + BATCH]
        found = client.fetch(some, ["BODY.PEEK[]"])
        yield some, [found[uid][b"BODY[]"] for uid in some]


class _Fetch:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def take(self, raw: bytes) -> None:
        keep_once(self._folder / hashlib.sha256(raw).hexdigest(), raw)


class _Case:
    def __init__(self, folder: Path, smtp_port: int) -> None:
        self._folder = folder
        self._smtp = smtplib.SMTP("127.0.0.1", smtp_port)
        self._db = sqlite3.connect(folder / "cases.db", isolation_level=None)
        self._db.executescript(
            "pragma journal_mode=wal; pragma synchronous=full;"
            "create table cases(id integer primary key, mid text unique, sender text, subject text,"
            " body text);"
            "create table files(id integer primary key, of int, name text, sha text);"
            "create table outbox(id integer primary key, of int, recipient text, sent int);"
        )

    def take(self, raw: bytes) -> None:
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
        kept = [(name, self._keep(data)) for name, data in files]
        body = message.get_body(("plain", "html"))
        self._db.execute("begin immediate")
        row = self._db.execute(
            "insert into cases(mid, sender, subject, body) values(?,?,?,?)",
            (
                str(message["Message-ID"]),
                str(message["From"]),
                str(message["Subject"]),
                body.get_content() if body else "",
            ),
        ).lastrowid
        self._db.executemany("insert into files(of, name, sha) values(?,?,?)", [(row, *one) for one in kept])
        self._db.execute("insert into outbox(of, recipient, sent) values(?,?,0)", (row, str(message["From"])))
        self._db.execute("commit")
        self._acknowledge(message)
        self._db.execute("update outbox set sent=1 where of=?", (row,))

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
