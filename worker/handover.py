"""A case as one file to hand over, and the proof of such a file."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from worker.deciding.cases.case import WITH_MESSAGE, Case
from worker.deciding.handover.papers import Paper, letters_of, papers_of
from worker.deciding.handover.scope import Asked, Scope
from worker.deciding.handover.striking import scope_of
from worker.deciding.judging.triage import STOP_FLAGS
from worker.deciding.mailroom import Mailroom
from worker.deciding.office import Office
from worker.deciding.writing.redacting import Marks
from worker.meter import metered
from worker.outside.data.access import read_access
from worker.outside.data.chain import START, sha256_of
from worker.outside.data.custody import SEALED
from worker.outside.data.journal import seals_of
from worker.outside.data.parcel import list_files, pack, unpack, verify_parcel
from worker.outside.data.shelves import Shelves
from worker.wording.chronology import ExportWords, how_to_verify, written
from worker.wording.handover import Handover
from worker.wording.handover_reader import Reader

_FOLDER = re.compile(r"HU-(?P<ref>\d{4}-\d{4,6})-[a-z]+")
_LOG, _HISTORY = "custody/custody.log", "custody/history.jsonl"


@dataclass(frozen=True, slots=True)
class Parcel:
    """A case as it goes out: the bytes of its ZIP, and what is to be known of it."""

    data: bytes
    scope: Scope
    seal: str
    manifest: str
    files: int


def make_parcel(store: Shelves, ref: str, asked: Asked, office: Office, own: Path | None) -> Parcel:
    """Put one case into one file. The same state of the case gives the same bytes.

    Raises Damaged when a file that goes into it is not what was kept, Misconfigured when the school's own
    words or layouts cannot be used.
    """
    case, words = store.case(ref), ExportWords(own)
    stopped = is_stopped(case, store.mailroom)
    marks = Marks(words("marks.name"), words("marks.address"), words("marks.number"))
    scope = scope_of(case, office, asked, marks, stopped=stopped)
    log = store.custody_lines(ref) if scope.contents.custody else ()
    history = store.history_lines(ref) if scope.contents.history else ()
    seal = sha256_of(log[-1]) if log else ""
    files = _papers(store, case, scope)
    files |= written(Handover(Reader(case, office, scope, words), log, seal).document(), own)
    if log:
        files[_LOG] = b"".join(line + b"\n" for line in log)
    if history:
        files[_HISTORY] = b"".join(line + b"\n" for line in history)
    facts: dict[str, Any] = {
        "ref": ref, "purpose": words(f"purposes.{asked.purpose.value}"), "school": office.school,
        "custody": bool(log), "seal": seal, "history": seals_of(history)[-1] if history else "",
        "evidence": any(name.startswith("evidence/") for name in files),
    }  # fmt: skip
    files["HOW-TO-VERIFY.txt"] = how_to_verify(facts, own)
    folder = f"HU-{ref}-{asked.purpose.value}"
    data = pack(folder, files)
    return Parcel(data, scope, seal, sha256_of(list_files(files)), len(files))


def is_stopped(case: Case, room: Mailroom) -> bool:
    """Whether a message of a case was stopped and not cleared whole: then no file of it goes anywhere.

    By its own flags, by a message that was read without its files, or by a stopped message that names it.
    """
    if STOP_FLAGS[0] in case.flags:
        return True
    cleared = {key for key, released in room.released.items() if not released.text_only}
    said = (*case.reports, *(e for e in case.events if isinstance(e, WITH_MESSAGE)))
    mine = {event.message.message_id for event in said} - {None}
    return any(
        key not in cleared and (key.message_id in mine or case.ref in held.subject)
        for key, held in room.stopped.items()
    )


def _papers(store: Shelves, case: Case, scope: Scope) -> dict[str, bytes]:
    """The files that go along, under names of our own: the sender's never touches a file system."""
    given = [p for p in (*papers_of(case, scope), *letters_of(case, scope)) if p.given]
    return {_name(paper): _bytes(store, case.ref, paper) for paper in metered(given, "Packing")}


def _bytes(store: Shelves, ref: str, paper: Paper) -> bytes:
    if paper.letter is not None:
        return store.letter(ref, paper.letter.id)
    return store.evidence(ref, paper.sha256)


def _name(paper: Paper) -> str:
    kind, n = paper.number[0], int(paper.number[1:])
    if paper.type == "message/rfc822":
        ending = "eml"
    else:
        ending = re.sub(r"[^a-z0-9]", "", paper.type.rpartition("/")[2].lower())[:8] or "bin"
    return f"{'letters' if kind == 'L' else 'evidence'}/{kind}{n:02}.{ending}"


# ── the proof ──────────────────────────────────────────────────────────────────────────────


def check_parcel(path: Path, store: Shelves | None) -> tuple[str, ...]:
    """Return, in words, all that is wrong with an exported file, by itself and against the data folder."""
    problems = list(verify_parcel(path))
    folder, files = unpack(path)
    log, history = _lines(files.get(_LOG)), _lines(files.get(_HISTORY))
    if _is_broken(log):
        problems.append(f"{path}: {_LOG} does not follow line by line")
    if history and not _is_sealed(log, history):
        problems.append(f"{path}: {_HISTORY} is not the history that {_LOG} sealed")
    match = _FOLDER.fullmatch(folder)
    if match is None:
        problems.append(f"{path}: is not a file that headsup case export made")
    elif store is not None:
        problems += _against(path, match["ref"], log, store)
    return tuple(problems)


def _against(path: Path, ref: str, log: list[bytes], store: Shelves) -> list[str]:
    """What the data folder says of an exported file: was it made here, and is its log still ours?"""
    problems = []
    if store.register.find_card(ref) is None:
        problems.append(f"{path}: there is no case HU-{ref} in {store.folder}")
    elif tuple(log) != store.custody_lines(ref)[: len(log)]:
        problems.append(f"{store.folder / 'custody.log'}: is not the log that was exported: it was rewritten")
    whole = sha256_of(path.read_bytes())
    if not any(one.get("sha256") == whole for one in read_access(store.folder, ref)):
        problems.append(f"{path}: the access log of {store.folder} knows no such file")
    return problems


def _lines(data: bytes | None) -> list[bytes]:
    return data.split(b"\n")[:-1] if data else []


def _is_broken(log: list[bytes]) -> bool:
    """Whether a line of one case does not hold the hash of the one before it; old lines hold none."""
    before = START
    for n, line in enumerate(log):
        try:
            said = json.loads(line).get("before")
        except (ValueError, AttributeError):
            return True
        if n and said is not None and said != before:
            return True
        before = sha256_of(line)
    return False


def _is_sealed(log: list[bytes], history: list[bytes]) -> bool:
    try:
        entries = [json.loads(line) for line in log]
        sealed = [(int(e["detail"].split()[0]), e["sha256"]) for e in entries if e["what"] == SEALED]
    except (ValueError, KeyError, TypeError, AttributeError):
        return False
    seals = seals_of(history)
    return all(n < len(seals) and seals[n] == sha256 for n, sha256 in sealed)
