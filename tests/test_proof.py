"""What was changed, lost or put into the data folder is found, and said."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from tests.samples import NOW, letter, sha256
from tests.stored import LEFT, RAW, REF, UNREAD, UNREAD_FILES, following, opening
from worker.errors import Damaged
from worker.outside.data.shelves import Shelves
from worker.outside.data.store import Store


def test_verify_tells_all_that_is_wrong(data: Path) -> None:
    """A changed file, a changed letter, a changed summary and a changed history, each in words."""
    store = Shelves(data)
    folder = data / "cases" / REF
    picture, one = opening()[2].evidence[0][0].sha256, letter(1).id
    assert store.verify(REF) == ()
    (folder / "evidence" / picture).unlink()
    (folder / "letters" / f"{one}.eml").write_bytes(b"another letter")
    text = (folder / "case.json").read_text("utf-8")
    (folder / "case.json").write_text(text.replace("image/png", "image/gif").replace("facebook:", "x:"))
    said = store.verify(REF)
    assert [line.partition(":")[0] for line in said] == [
        f"{folder}/evidence/{picture}",
        f"{folder}/letters/{one}.eml is not what it was when it was written",
        f"{data}/custody.log",
        f"{data}/custody.log",
    ]
    change = text.replace('"post_keys":["facebook:first"]', '"post_keys":[]')
    (folder / "case.json").write_text(change)
    assert store.verify(REF)[-1] == f"{folder}/case.json: its summary does not follow from its history"


def test_every_byte_of_a_history_counts(data: Path) -> None:
    """Whatever byte of case.json is another, or missing, or more: it is said, also if it reads as before."""
    path = data / "cases" / REF / "case.json"
    was = path.read_bytes()
    silent = []
    for at in range(0, len(was), 23):
        for now in (was[:at] + bytes([was[at] ^ 1]) + was[at + 1 :], was[:at] + b" " + was[at:]):
            path.write_bytes(now)
            try:
                silent += [] if Shelves(data).verify(REF) else [(at, now[at : at + 1])]
            except Damaged as error:
                silent += [] if str(path.parent) in str(error) else [(at, b"unnamed")]
    path.write_bytes(was)
    assert (silent, Shelves(data).verify(REF)) == ([], ())


def test_a_changed_history_stays_found(data: Path) -> None:
    """Also when the worker has gone on from it: every seal is held against the history, not only the last."""
    path = data / "cases" / REF / "case.json"
    path.write_bytes(path.read_bytes().replace(b"who said what", b"who said that"))
    assert Shelves(data).verify(REF) == ()
    changed = path.read_bytes().replace(b'"words":"', b'"words":"not ', 1)
    path.write_bytes(changed)
    with closing(Store(data)) as store:
        store.commit_case(*following(store.case(REF)))
        said = (f"{data}/custody.log: the history of {REF} is not the one that was sealed in it",)
        assert store.verify(REF) == said


def test_what_does_not_belong_is_found(data: Path) -> None:
    """A file more, a file swapped for another, a link, a line more in the manifest: each by its name."""
    folder = data / "cases" / REF
    picture = folder / "evidence" / opening()[2].evidence[0][0].sha256
    mail = next(one for one in (folder / "letters").iterdir())
    for path in (folder / "evidence" / "extra", folder / "letters" / "extra.eml", folder / "extra"):
        path.write_bytes(b"more")
    data_of = picture.read_bytes()
    picture.unlink()
    picture.symlink_to(mail)
    with (folder / "evidence" / "MANIFEST.sha256").open("a") as manifest:
        manifest.write(f"{'0' * 64}  extra\n")
    store = Shelves(data)
    assert store.verify(REF) == (f"{picture}: is a link to another file, not the file that was kept",)
    assert store.strays(REF) == (
        f"{folder}/evidence/MANIFEST.sha256, '{'0' * 64}  extra'{LEFT}",
        f"{folder}/evidence/extra{LEFT}",
        f"{folder}/letters/extra.eml{LEFT}",
        f"{folder}/extra{LEFT}",
    )
    picture.unlink()
    picture.write_bytes(data_of)
    (folder / "evidence" / "MANIFEST.sha256").write_bytes(b"\n".join((b"", picture.name.encode())))
    said = store.verify(REF)
    assert f"{folder}/evidence/MANIFEST.sha256: does not list {picture.name}" in said
    assert said[-1] == f"{folder}/evidence/MANIFEST.sha256: is not written as it was"


def test_the_mailroom_is_checked(data: Path) -> None:
    """A letter, a quarantined mail and a month, each changed: each is named."""
    with closing(Store(data)) as store:
        store.commit_mailroom(NOW, UNREAD, UNREAD_FILES)
        assert store.verify_mailroom() == ()
    note, raw = (
        data / "letters" / f"{letter(1, 'mailroom').id}.eml",
        data / "quarantine" / f"{sha256(RAW)}.eml",
    )
    month = data / "mailroom" / "2026-11.json"
    note.unlink()
    raw.chmod(0o600)
    raw.write_bytes(b"another")
    month.write_bytes(month.read_bytes().replace(b",", b", ", 1))
    assert Shelves(data).verify_mailroom() == (
        f"{note} is missing. Restore it from the last backup.",
        f"{month}: is not written as it was: something else than Headsup changed it",
        f"{raw}: changed since it was received",
    )


def test_a_letter_that_was_changed_is_not_sent(data: Path) -> None:
    """What goes out is what was fixed at the commit and approved, or nothing goes out."""
    with closing(Store(data)) as store:
        file = data / "cases" / REF / "letters" / f"{letter(1).id}.eml"
        assert store.letter(REF, letter(1).id) == b"a letter on first"
        file.write_bytes(b"a letter on Monday")
        with pytest.raises(Damaged, match=str(file)):
            store.letter(REF, letter(1).id)
        file.unlink()
        with pytest.raises(Damaged, match=str(file)):
            store.letter(REF, letter(1).id)
        picture = opening()[2].evidence[0][0].sha256
        (data / "cases" / REF / "evidence" / picture).unlink()
        with pytest.raises(Damaged, match=picture):
            store.evidence(REF, picture)
