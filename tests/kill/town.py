"""The world around a worker that is killed: mail servers that live on, people, and what each of them has.

The servers are the embedded ones, in the test's own process. They are emptied before each stage of a story,
so that a stage needs nothing but the data folder and the mails that wait.
"""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Self

from pymap.backend.dict.mailbox import MailboxSet

from tests.kill.forge import Forge
from tests.servers.school import BEGINS_AT, CONFIG, INBOX, WORD, parsed
from worker.demo.servers import MailServers
from worker.outside.data.shelves import Shelves

PARENT = "kim.dale@families.example"
PEOPLE = tuple(f"{who}@northside.example" for who in ("head", "teacher", "office", "dsl", "it"))
ACCOUNTS = dict.fromkeys((INBOX, PARENT, "chair@governors.example", *PEOPLE), WORD)
FOLDERS = ("INBOX", "Headsup/Filed", "Headsup/Held", "Headsup/Quarantine", "Headsup/Sent")
PROOF = b"Authentication-Results: mx.northside.example; dmarc=pass header.from=northside.example\r\n"
_OF_A_PROCESS = frozenset(
    {"lock", "heartbeat.json", "counts.json", "reading.json", "taken.txt", "index.json"}
)


@dataclass(frozen=True)
class State:
    """All there is after a stage: files, where the mails lie, and who got what (each mail once).

    What happened is compared without its order: after a death mails are read and answered one at a time.
    """

    files: dict[str, object]
    folders: dict[str, Counter[bytes]]
    told: dict[str, frozenset[bytes]]
    twice: dict[str, int] = field(compare=False)
    """How many of the mails each person got were copies of another, byte for byte."""


class Town:
    """Servers, a data folder and a forge of workers, from ``with`` to its end."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.now = BEGINS_AT
        self.servers = MailServers(ACCOUNTS, lambda: self.now)
        self.forge = Forge()

    def __enter__(self) -> Self:
        self.servers.__enter__()
        config = CONFIG.format(imap=self.servers.imap_port, smtp=self.servers.smtp_port)
        config = config.replace('user = "reports"', f'user = "{INBOX}"')
        self.config = self.folder / "config.toml"
        self.config.write_text(f"{config}\n[reading]\nscreenshots = false\n")
        return self

    def __exit__(self, *_: object) -> None:
        self.forge.close()
        self.servers.__exit__(None, None, None)

    def begin(self, data: Path | None, now: datetime, mails: Sequence[bytes]) -> None:
        """The data folder as it was (None: nobody has worked yet), empty mailboxes, and mails that wait."""
        shutil.rmtree(self.data, ignore_errors=True)
        if data is None:
            self.data.mkdir(mode=0o700)
            (self.data / "secret.key").write_bytes(bytes(32))  # the same Message-IDs in every telling
            (self.data / "secret.key").chmod(0o600)
        else:
            shutil.copytree(data, self.data)
        self.servers._call(_empty(self.servers._mailboxes.values()))
        self.go_on(now, mails)

    def go_on(self, now: datetime, mails: Sequence[bytes]) -> None:
        """It is later, and more mails wait."""
        self.now = now
        for mail in mails:
            self.servers.deliver(INBOX, PROOF + mail)

    def work(self, kill: int = 0, calls: Path | None = None) -> int:
        """One pass of a worker."""
        return self.forge.work(self.config, self.now, kill=kill, calls=calls)

    def state(self) -> State:
        """What there is now."""
        files = {
            path.relative_to(self.data).as_posix(): _told_by(path)
            for path in sorted(self.data.rglob("*"))
            if path.is_file() and path.name not in _OF_A_PROCESS
        }
        folders = {name: Counter(self.servers.mails(INBOX, name)) for name in FOLDERS}
        got = {who: self.servers.mails(who) for who in ACCOUNTS if who != INBOX}
        twice = {who: len(mails) - len(set(mails)) for who, mails in got.items()}
        return State(files, folders, {who: frozenset(mails) for who, mails in got.items()}, twice)

    def verify(self) -> list[str]:
        """What is wrong with the cases, their evidence and their chained log."""
        store = Shelves(self.data)
        return [told for ref in store.register.refs() for told in store.verify(ref)]

    def mails(self, who: str) -> list[EmailMessage]:
        """What lies in someone's mailbox."""
        return [parsed(raw) for raw in self.servers.mails(who)]


def _told_by(path: Path) -> object:
    """A file's bytes; of a journal what happened, of the custody log what was kept and sent on which case."""
    raw = path.read_bytes()
    if path.suffix == ".json":
        tables = json.loads(raw)
        return {name: Counter(json.dumps(row) for row in rows.values()) for name, rows in tables.items()}
    if path.name == "custody.log":
        lines = [json.loads(line) for line in raw.splitlines()]
        return Counter((x["ref"], x["what"], x["sha256"]) for x in lines if x["what"] != "history")
    return raw


async def _empty(accounts: Iterable[MailboxSet]) -> None:
    for boxes in accounts:
        fresh = type(boxes)()
        boxes._inbox, boxes._set, boxes._subscribed = fresh._inbox, fresh._set, fresh._subscribed
        boxes._inbox._uid_validity = 1


def later(minutes: float) -> datetime:
    """So long after the story began."""
    return BEGINS_AT + timedelta(minutes=minutes)
