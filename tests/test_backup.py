"""Backup and restore: a copy that opens, made while the folder is written to, and what follows from it."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
from datetime import timedelta
from pathlib import Path

import pytest

from tests.cast import HEAD, PARENT
from tests.commands import SHIPPED
from tests.disk_faults import die_at, failing_at
from tests.world import FILED, TUESDAY, World, at
from worker.cli import main
from worker.errors import Damaged, Misconfigured, Unreachable
from worker.outside.data.backup import make_backup
from worker.outside.data.restore import restore_backup
from worker.outside.data.store import Store


def quiet(what: str, done: int, whole: int) -> None:
    """Nobody looks."""


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder that is part of what is kept."""
    mine = ("lock", "heartbeat.json", "counts.json", "BACKUP.json", "BACKUP.sha256")
    found = {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    return {name: data for name, data in found.items() if name not in mine}


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A school with one case, a held stranger's mail and a digest; its worker is running."""
    world = World(tmp_path / "data")
    world.report()
    world.report(who=PARENT, text="You have no right to say that.")
    world.on("2026-11-25", "07:20")
    return world


@pytest.mark.parametrize("name", ["copy", "copy.tar", "copy.tar.gz", "copy.tgz"])
def test_there_and_back(world: World, tmp_path: Path, name: str) -> None:
    """Byte for byte, while a worker holds the folder; only the note of the restore is added."""
    target, back = tmp_path / name, tmp_path / "back"
    about = make_backup(world.folder, target, world.now, quiet)
    before = tree(world.folder)
    assert (about["cases"], about["files"]) == (1, len(before))
    assert restore_backup(target, back, world.now, quiet) == about
    after = tree(back)
    assert {n for n in before.keys() | after.keys() if before.get(n) != after.get(n)} == {
        "index.json",  # of the copy itself, which was opened to note the restore
        "mailroom/2026-11.json",
    }
    store = Store(back)
    try:
        assert store.case("2026-0001") == world.case()
        assert store.verify("2026-0001") == ()
        restored = store.mailroom.restored
        assert restored is not None
        assert (restored.at, restored.made_at) == (world.now, world.now)
    finally:
        store.close()
    assert not [p for p in tmp_path.rglob("*") if p.name.endswith(".half")]


@pytest.mark.parametrize("name", ["copy", "copy.tar.gz"])
def test_a_school_without_a_case(tmp_path: Path, name: str) -> None:
    """A held mail, or nothing at all: backed up from the first day, and back again."""
    for n, held in enumerate((False, True)):
        world = World(tmp_path / f"data{n}")
        if held:
            world.report(who=PARENT, text="You have no right to say that.")
        about = make_backup(world.folder, tmp_path / f"{n}{name}", world.now, quiet)
        assert about["cases"] == 0
        world.store.close()
        assert restore_backup(tmp_path / f"{n}{name}", tmp_path / f"back{n}", TUESDAY, quiet) == about
        with World(tmp_path / f"back{n}") as back:
            assert len(back.store.mailroom.held) == int(held)


def test_nobody_else_may_read_it(world: World, tmp_path: Path) -> None:
    """Neither the copy nor what comes back of it."""
    make_backup(world.folder, tmp_path / "copy", world.now, quiet)
    make_backup(world.folder, tmp_path / "copy.tar", world.now, quiet)
    restore_backup(tmp_path / "copy.tar", tmp_path / "back", world.now, quiet)
    kept = [tmp_path / "copy.tar", *(tmp_path / "copy").rglob("*"), *(tmp_path / "back").rglob("*")]
    assert [path for path in kept if path.stat().st_mode & 0o077] == []


def test_standard_tools_check_it(world: World, tmp_path: Path) -> None:
    """A backup can be proved years later without Headsup."""
    make_backup(world.folder, tmp_path / "copy", world.now, quiet)
    check = ["sha256sum", "--strict", "--quiet", "-c", "BACKUP.sha256"]
    assert subprocess.run(check, cwd=tmp_path / "copy", check=False, timeout=30).returncode == 0


def test_it_is_the_folder_at_one_instant(world: World, tmp_path: Path) -> None:
    """What is committed while it is copied is in it whole: the copy is made level until all stands still."""
    turns = iter(range(2))

    def meanwhile(what: str, done: int, whole: int) -> None:
        if what == "copying" and done == 1 and next(turns, None) is not None:
            world.report(text="Another one, by Jo Birch, on TikTok: useless school", subject="Fw: again")

    about = make_backup(world.folder, tmp_path / "copy", world.now, meanwhile)
    assert about["cases"] == len(world.store.register.refs()) > 1
    assert tree(tmp_path / "copy") == tree(world.folder)


def test_a_folder_that_never_stands_still(world: World, tmp_path: Path) -> None:
    """Is not copied half: the command says when to try again, and leaves nothing."""

    def meanwhile(what: str, done: int, whole: int) -> None:
        (world.folder / "custody.log").touch()

    with pytest.raises(Unreachable, match="quieter hour"):
        make_backup(world.folder, tmp_path / "copy", world.now, meanwhile)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data"]


def test_a_damaged_folder_makes_no_backup(world: World, tmp_path: Path) -> None:
    """A copy that does not prove good would replace a good one in somebody's cupboard."""
    letter = next((world.folder / "cases" / "2026-0001" / "letters").iterdir())
    letter.write_bytes(b"something else")
    with pytest.raises(Damaged, match="is not what it was"):
        make_backup(world.folder, tmp_path / "copy.tar.gz", world.now, quiet)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data"]


@pytest.mark.parametrize("name", ["copy", "copy.tar"])
def test_a_full_disk_leaves_nothing(world: World, tmp_path: Path, name: str) -> None:
    """At whatever write the disk is full."""
    n = 1
    while True:
        n += 29
        try:
            with failing_at(n):
                make_backup(world.folder, tmp_path / name, world.now, quiet)
        except OSError:
            assert sorted(path.name for path in tmp_path.iterdir()) == ["data"]
            continue
        break
    assert n > 50


def test_what_is_there_is_never_written_over(world: World, tmp_path: Path) -> None:
    """Neither an older backup nor a folder with anything in it, and no copy goes into the original."""
    (tmp_path / "old.tar").write_bytes(b"an older backup")
    make_backup(world.folder, tmp_path / "copy", world.now, quiet)
    for target in (tmp_path / "old.tar", world.folder / "copy"):
        with pytest.raises(Misconfigured):
            make_backup(world.folder, target, world.now, quiet)
    for backup, folder in (("copy", "data"), ("nothing", "back"), ("data", "back")):
        with pytest.raises(Misconfigured):
            restore_backup(tmp_path / backup, tmp_path / folder, world.now, quiet)
    assert (tmp_path / "old.tar").read_bytes() == b"an older backup"
    assert list((tmp_path / "back").iterdir()) == []


def test_a_changed_backup_is_refused(world: World, tmp_path: Path) -> None:
    """One byte is enough, in any file; what was written before it was seen is taken away again."""
    copy, back = tmp_path / "copy", tmp_path / "back"
    make_backup(world.folder, copy, world.now, quiet)
    for name in tree(copy):
        path = copy / name
        whole = path.read_bytes()
        path.chmod(0o600)
        path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
        with pytest.raises(Damaged, match="is not what it was"):
            restore_backup(copy, back, world.now, quiet)
        assert list(back.iterdir()) == []
        path.write_bytes(whole)
    restore_backup(copy, back, world.now, quiet)


def test_no_worker_takes_half_a_restore(world: World, tmp_path: Path) -> None:
    """One that systemd starts meanwhile is refused, and its start spoils nothing."""
    make_backup(world.folder, tmp_path / "copy.tar", world.now, quiet)
    refused = []

    def start(*_: object) -> None:
        with pytest.raises(Unreachable, match="already working"):
            Store(tmp_path / "back")
        refused.append(1)

    about = restore_backup(tmp_path / "copy.tar", tmp_path / "back", world.now, start)
    assert len(refused) == about["files"] + 1 + about["cases"]
    Store(tmp_path / "back").close()


@pytest.mark.parametrize("name", ["copy", "copy.tar"])
def test_a_restore_that_is_killed_is_none(world: World, tmp_path: Path, name: str) -> None:
    """Whatever is there by then, nobody works with it before it is restored again: the note is missing."""
    make_backup(world.folder, tmp_path / name, world.now, quiet)
    back = tmp_path / "back"
    for n in range(5, 1_000, 7):
        if not die_at(n, lambda: restore_backup(tmp_path / name, back, world.now, quiet)):
            break
        if [path for path in back.iterdir() if path.name != "lock"]:
            with pytest.raises(Misconfigured, match="a restore that was broken off"):
                Store(back)
        shutil.rmtree(back)
    Store(back).close()
    assert n > 50


def test_a_backup_is_no_data_folder(world: World, tmp_path: Path) -> None:
    """Moved to where the data was, it would send again what went since: it is to be restored."""
    make_backup(world.folder, tmp_path / "copy", world.now, quiet)
    with pytest.raises(Misconfigured, match="is a backup"):
        Store(tmp_path / "copy")


@pytest.mark.parametrize("name", ["../evil", "/tmp/evil"])
def test_an_archive_writes_nowhere_else(tmp_path: Path, name: str) -> None:
    """Whoever made it."""
    (tmp_path / "evil").write_bytes(b"evil")
    with tarfile.open(tmp_path / "copy.tar", "w") as archive:
        archive.add(tmp_path / "evil", name, filter=lambda info: info.replace(name=name, deep=False))
    with pytest.raises(Damaged, match="no backup holds"):
        restore_backup(tmp_path / "copy.tar", tmp_path / "back", TUESDAY, quiet)
    assert list((tmp_path / "back").iterdir()) == []


# ── what follows ───────────────────────────────────────────────────────────────────────────


def restored(world: World, tmp_path: Path) -> World:
    """The same school, its data restored from a backup of it; mail servers are as they are."""
    world.store.close()
    back = World.__new__(World)
    back.__dict__.update(world.__dict__, folder=tmp_path / "back")
    restore_backup(tmp_path / "copy.tar", back.folder, world.now, quiet)
    back.open()
    return back


def test_a_letter_that_may_have_gone_since_asks(world: World, tmp_path: Path) -> None:
    """It waited out its ten minutes when the backup was made, and went; yesterday's data knows only that
    it waits. It does not go a second time: the head is asked."""
    world.reply(world.latest(HEAD, "approval"), f"to {PARENT.email}")
    world.reply(world.latest(HEAD, "approval"), "approve")
    make_backup(world.folder, tmp_path / "copy.tar", world.now, quiet)
    world.later(20)
    assert len(world.got(PARENT)) == 1
    world.now = at("2026-11-26")
    back = restored(world, tmp_path)
    back.turn()
    back.later(1)
    assert len(back.got(PARENT)) == 1
    assert [state for kind, _, state in back.letters() if kind == "letter"] == ["in_doubt"]
    assert "restored from" in back.latest(HEAD, "letter_trouble").words
    back.store.close()


def test_a_draft_that_may_have_been_approved_since_is_shown_anew(world: World, tmp_path: Path) -> None:
    """The head approved it after the backup, and it went. Restored, it waits again: as a new version that
    says so. Her first answer, moved back to the inbox, sends nothing, nor does a new yes to the old mail."""
    world.reply(world.latest(HEAD, "approval"), f"to {PARENT.email}")
    shown = world.latest(HEAD, "approval")
    make_backup(world.folder, tmp_path / "copy.tar", world.now, quiet)
    world.later(60)
    world.reply(shown, "approve")
    world.later(20)
    assert len(world.got(PARENT)) == 1
    yes = max(world.inbox.folders[FILED])
    world.now = at("2026-11-25", "10:00")
    back = restored(world, tmp_path)
    back.outbox.sent.clear()
    back.inbox.folders["INBOX"][yes] = back.inbox.folders[FILED].pop(yes)
    back.turn()
    assert back.drafts() == [(1, 3, "informal_discussion", "waiting")]
    words = back.latest(HEAD, "approval").words
    assert (
        "This letter may already have been approved, and have gone, between Wednesday 25 November at 7:20 am "
        "and Wednesday 25 November at 10 am"
    ) in words
    back.reply(shown, "approve")
    back.later(20)
    back.restart()
    back.later(20)
    assert back.drafts() == [(1, 3, "informal_discussion", "waiting")]  # and not shown a second time
    assert [state for kind, _, state in back.letters() if kind == "letter"] == []
    back.reply(back.latest(HEAD, "approval"), "approve")
    back.later(20)
    assert [state for kind, _, state in back.letters() if kind == "letter"] == ["sent"]
    back.store.close()


def test_a_draft_on_hold_comes_back_with_the_line(world: World, tmp_path: Path) -> None:
    """It is not shown before its day; a closed case is left alone."""
    world.reply(world.latest(HEAD, "approval"), f"to {PARENT.email}")
    world.reply(world.latest(HEAD, "approval"), "hold till Friday")
    make_backup(world.folder, tmp_path / "copy.tar", world.now, quiet)
    world.now = at("2026-11-25", "10:00")
    back = restored(world, tmp_path)
    back.turn()
    assert back.drafts() == [(1, 3, "informal_discussion", "held")]
    asked = len([one for one in back.got(HEAD) if one.kind == "approval"])
    back.on("2026-11-27", "16:30")
    back.on("2026-11-30", "08:30")
    assert len([one for one in back.got(HEAD) if one.kind == "approval"]) == asked + 1
    assert "may already have been approved" in back.latest(HEAD, "approval").words
    back.store.close()


def test_no_number_is_given_twice_and_the_head_is_told(world: World, tmp_path: Path) -> None:
    """HU-2026-0002 was told to a teacher after the backup: it never means another case."""
    make_backup(world.folder, tmp_path / "copy.tar", world.now, quiet)
    words = "Another one, by Jo Birch, on TikTok: useless school"
    world.report(text=words, subject="Fw: again")
    assert world.store.register.refs()[-1] == "2026-0002"
    answered = len(world.outbox.sent)
    world.now = at("2026-11-25", "10:00")
    back = restored(world, tmp_path)
    back.turn()
    # What was answered yesterday is not answered again; the draft that waited is shown anew.
    assert len(back.outbox.sent) == answered + 1
    del back.outbox.sent[:-1]
    assert back.last(HEAD).kind == "approval"
    back.outbox.sent.clear()  # some of it is of letters that the restored folder knows nothing of
    back.report(text=words, subject="Fw: and again")
    assert back.store.register.refs()[-1] == "2026-0102"
    back.on("2026-11-26", "07:20")
    assert "restored from a backup of" in back.latest(HEAD, "digest").words
    back.on("2026-12-10", "07:20")
    assert "restored from a backup of" not in back.latest(HEAD, "digest").words
    back.store.close()


def test_what_a_stopped_service_left_is_of_when_it_last_lived(world: World, tmp_path: Path) -> None:
    """A machine set back to yesterday is backed up today: what was done since is not known to it."""
    yesterday = world.now - timedelta(days=1)
    world.store.beat({"at": yesterday.isoformat()})
    beside = make_backup(world.folder, tmp_path / "beside", world.now, quiet)
    world.store.close()
    stopped = make_backup(world.folder, tmp_path / "stopped", world.now, quiet)
    world.open()
    assert (beside["made_at"], stopped["made_at"]) == (world.now.isoformat(), yesterday.isoformat())


def test_the_commands(world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """From a terminal, beside the running service; a restore beside it is refused."""
    config = tmp_path / "config.toml"
    config.write_text(SHIPPED.read_text("utf-8"), "utf-8")
    target = tmp_path / "copy.tar.gz"
    assert main(["backup", "--config", str(config), str(target)]) == 0
    assert "1 case in " in capsys.readouterr().out
    assert main(["restore", "--config", str(config), str(target)]) == 2
    assert "is not empty" in capsys.readouterr().err
    world.store.close()
    world.folder.rename(tmp_path / "before")
    assert main(["restore", "--config", str(config), str(target)]) == 0
    assert "every file checked" in capsys.readouterr().out
    assert main(["case", "verify", "--config", str(config), "HU-2026-0001"]) == 0
