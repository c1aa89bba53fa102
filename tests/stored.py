"""A data folder with a case in it, and all that can be seen of one: for tests of the store."""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.samples import NOW, deadline, item, key, letter, reported, sha256
from worker import events as ev
from worker.deciding.cases.card import custody_facts
from worker.deciding.cases.case import Case
from worker.deciding.mailroom import Mailroom
from worker.model import AttachmentRole, Kind, LetterState
from worker.outside.data.custody import SEALED
from worker.outside.data.shelves import Shelves
from worker.outside.data.store import Files, Store

ROOT = Path(__file__).parent.parent
REF = "2026-0001"
IS_ROOT = os.geteuid() == 0
RAW = b"From: someone\r\n\r\nno mail at all"
FOLDER_MODE, FILE_MODE, KEPT_MODE = 0o700, 0o600, 0o400


def opening(name: str = "first", ref: str = REF, size: int = 2_000) -> tuple[Case, tuple[Any, ...], Files]:
    """What a report causes: a case with a picture, the mail, a letter and a deadline."""
    picture, mail = (f"{part} {name}".encode().ljust(size, b".") for part in ("picture", "mail"))
    kept = ((item(picture), picture), (item(mail, "message/rfc822", AttachmentRole.MAIL), mail))
    raw = f"a letter on {name}".encode()
    one = letter(1, ref, raw)
    report = reported(name, *(described for described, _ in kept))
    events = (report, ev.Queued(NOW, one), ev.DeadlineSet(NOW, deadline()))
    return Case(ref), events, Files(kept, ((one.id, raw),))


def following(case: Case) -> tuple[Case, tuple[Any, ...], Files]:
    """What a second report causes on it: another picture, another letter, and the first one sent."""
    picture, raw = f"picture of {case.ref} again".encode(), b"a second letter"
    two = letter(2, case.ref, raw)
    events = (
        reported(f"second on {case.ref}", item(picture)),
        ev.Queued(NOW, two),
        ev.LetterMoved(NOW, case.letters[0].id, LetterState.SENT, "accepted"),
    )
    return case, events, Files(((item(picture), picture),), ((two.id, raw),))


UNREAD = (
    ev.Quarantined(NOW, key("unread"), None, "LookupError"),
    ev.Queued(NOW, letter(1, "mailroom", b"a note")),
)
UNREAD_FILES = Files((), ((letter(1, "mailroom").id, b"a note"),), ((sha256(RAW), RAW),))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with one case and a mailroom, held by nobody."""
    folder = tmp_path / "data"
    with closing(Store(folder)) as store:
        store.commit_mailroom(NOW, (ev.Founded(NOW), ev.Filed(NOW, key("filed"), Kind.QUERY, "")), Files())
        store.commit_case(*opening())
    return folder


LEFT = ": is no part of the case: a crash left it, or somebody put it there"
"""What is said of a file that a crash left, or somebody put there."""


def everything(store: Shelves) -> tuple[dict[str, Case], Mailroom, dict[str, object]]:
    """All that a store knows, from disk and from memory, in a form that can be compared."""
    register = dict(vars(store.register))
    due = sorted(set(register.pop("_due")))
    return {ref: store.case(ref) for ref in store.register.refs()}, store.mailroom, {**register, "due": due}


def whole(folder: Path) -> tuple[dict[str, Case], Mailroom, dict[str, object]]:
    """What a start finds, which must be as good as if nothing had ever happened to it."""
    with closing(Store(folder)) as store:
        found = everything(store)
        assert [problem for ref in found[0] for problem in store.verify(ref)] == []
        entries = [json.loads(line) for line in (folder / "custody.log").read_bytes().splitlines()]
        for ref, case in found[0].items():
            mine = [entry for entry in entries if entry["ref"] == ref]
            logged = [entry["sha256"] for entry in mine if entry["what"] != SEALED]
            assert logged == [fact.sha256 for fact in custody_facts(case.events)]
        left = [str(path) for path in folder.rglob("*") if path.suffix == ".half" or ".making" in path.name]
        assert left == []
    return found


def tree(folder: Path) -> dict[str, tuple[int, int, str]]:
    """Every file and folder with its mode, time and content."""
    return {
        str(path.relative_to(folder)): (
            path.stat().st_mode,
            path.stat().st_mtime_ns,
            hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "",
        )
        for path in sorted(folder.rglob("*"))
    }
