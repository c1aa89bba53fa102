"""Cases on the command line: listed, shown, checked, read again and erased."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.commands import objects
from tests.world import POST, World
from worker.cli import main
from worker.model import Address


def test_case_list(configured: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A line a case, without names; as data when asked."""
    assert main(["case", "list", "--config", str(configured)]) == 0
    table = capsys.readouterr().out
    head, line = table.splitlines()
    assert head.split() == ["REF", "STATE", "OPENED", "REPORTS", "WAITS", "FOR", "DUE", "GROUNDS"]
    assert line.split()[:2] == ["HU-2026-0001", "routine"]
    assert [word for word in ("Sykes", "Dale", "@") if word in table] == []
    assert main(["case", "list", "--json", "--config", str(configured)]) == 0
    (row,) = objects(capsys.readouterr().out)
    assert (row["ref"], row["state"], row["waits_for"]) == ("HU-2026-0001", "open", "head")


@pytest.mark.parametrize("ref", ["2026-0001", "HU-2026-0001"])
def test_case_show(ref: str, configured: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The whole history, for people and as data."""
    assert main(["case", "show", ref, "--config", str(configured)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "HU-2026-0001: open, routine, decided by the head"
    folder = f"  folder    {configured.parent / 'data' / 'cases' / '2026-0001'}"
    assert lines[lines.index("  access") - 1] == folder
    assert main(["case", "show", ref, "--json", "--config", str(configured)]) == 0
    (found,) = objects(capsys.readouterr().out)
    assert list(found) == [
        "ref", "state", "decided_by", "stands", "informal", "merged_into", "posts", "relation",
        "harmed", "grounds", "drafts", "letters", "deadlines", "evidence", "history", "access",
    ]  # fmt: skip


def test_every_look_is_logged(configured: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Who looked, when and why: before anything is shown; and what cannot be logged is not shown."""
    show = ["case", "show", "2026-0001", "--config", str(configured)]
    assert main([*show, "--why", "asked by the head \x1b[2J"]) == 0
    assert main([*show, "--json"]) == 0
    (found,) = objects(capsys.readouterr().out.splitlines()[-1])
    assert [(one["what"], one["why"]) for one in found["access"]] == [
        ("shown", "asked by the head \x1b[2J"),
        ("shown", ""),
    ]
    assert main(show) == 0
    assert capsys.readouterr().out.splitlines()[-3].endswith(": 7 events (asked by the head [2J)")
    log = configured.parent / "data" / "access.log"
    log.unlink()
    log.mkdir()
    assert main(show) == 75
    assert capsys.readouterr().out == ""


def test_verify_all(configured: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every case, the mailroom and the access log; one case or all, and not neither."""
    command = ["case", "verify", "--config", str(configured)]
    assert main(["case", "show", "2026-0001", "--config", str(configured)]) == 0
    capsys.readouterr()
    assert (main([*command, "--all"]), capsys.readouterr().out) == (0, "every file is as it was kept\n")
    log = configured.parent / "data" / "access.log"
    log.write_bytes(log.read_bytes().replace(b'"shown"', b'"seen"'))
    (configured.parent / "data" / "quarantine" / f"{'0' * 64}.eml").write_bytes(b"another")
    assert main([*command, "--all"]) == 1
    said = capsys.readouterr().out.splitlines()
    assert [line.rpartition("/")[2].partition(":")[0] for line in said] == [f"{'0' * 64}.eml"]
    assert main(command) == main([*command, "2026-0001", "--all"]) == 2


def test_a_case_steers_no_terminal(configured: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A poster's name is a stranger's: shown, but never obeyed."""
    shutil.rmtree(configured.parent / "data")
    world = World(configured.parent / "data")
    world.report(text=POST.replace("Kim Dale", "Kim \x9b2J\u202eDale"))
    world.store.close()
    assert main(["case", "show", "2026-0001", "--config", str(configured)]) == 0
    shown = capsys.readouterr().out
    assert [char for char in shown if char != "\n" and not char.isprintable()] == []


@pytest.mark.parametrize("ref", ["2026-9999", "", "../../etc", "HU-"])
def test_case_show_of_none(ref: str, configured: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 2, and how to find the right one."""
    assert main(["case", "show", ref, "--config", str(configured)]) == 2
    assert f"There is no case {ref}. See: headsup case list" in capsys.readouterr().err


def test_case_verify(configured: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All is as it was kept; one changed byte is named, with exit code 1; no such case is wrong usage."""
    command = ["case", "verify", "HU-2026-0001", "--config", str(configured)]
    assert (main(command), capsys.readouterr().out) == (0, "every file is as it was kept\n")
    letter = next((configured.parent / "data" / "cases" / "2026-0001" / "letters").iterdir())
    letter.write_bytes(letter.read_bytes() + b"x")
    assert main(command) == 1
    assert letter.name in capsys.readouterr().out
    assert main(["case", "verify", "2026-0099", "--config", str(configured)]) == 2


def test_replay(configured: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing waits; an id that is none says where ids come from."""
    assert main(["replay", "--config", str(configured)]) == 0
    assert capsys.readouterr().out == "Nothing waits.\n"
    assert main(["replay", "abc", "--config", str(configured)]) == 2
    assert "No held or quarantined message begins with abc. See: headsup replay" in capsys.readouterr().err


def test_replay_of_what_is_held(tmp_path: Path, configured: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is listed with the reason and can be asked for by the beginning of its id."""
    shutil.rmtree(configured.parent / "data")
    world = World(configured.parent / "data")
    world.receive(
        b"From: someone@elsewhere.example\nSubject: Hello\nMessage-ID: <h@elsewhere.example>\n\nHello?\n"
    )
    world.store.close()
    assert main(["replay", "--config", str(configured)]) == 0
    line, total = capsys.readouterr().out.splitlines()
    assert (line.split()[1], total) == ("held", "1 waiting. To have one read again: headsup replay ID")
    assert main(["replay", line.split()[0], "--config", str(configured)]) == 0
    assert "will be read again at the service's next round." in capsys.readouterr().out


def test_a_damaged_case_is_named(configured: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 1: a person must look; the file is named."""
    case = configured.parent / "data" / "cases" / "2026-0001" / "case.json"
    case.write_bytes(case.read_bytes()[:-20])
    assert main(["case", "show", "2026-0001", "--config", str(configured)]) == 1
    said = capsys.readouterr().err
    assert (said.splitlines()[0], str(case) in said) == (
        "Headsup has stopped, so that nothing is lost:",
        True,
    )


def test_erase_says_what_it_would_do_and_what_it_may_not(
    configured: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing without --yes and a reason; an open case, or one on hold, not at all."""
    erase = ["erase", "--config", str(configured), "HU-2026-0001"]
    assert main(erase) == 2
    assert "is open. Close it first" in capsys.readouterr().err
    shutil.rmtree(configured.parent / "data")
    world = World(configured.parent / "data")
    world.report()
    world.reply(world.latest("head@northside.example", "approval"), "close")
    world.receive(world.mail(Address("head@northside.example"), "x", "legal hold HU-2026-0001"))
    world.store.close()
    assert main(erase) == 2
    assert 'replies "lift hold HU-2026-0001"' in capsys.readouterr().err
    world.open()
    world.receive(world.mail(Address("head@northside.example"), "x", "lift hold HU-2026-0001"))
    world.store.close()
    show = ["case", "show", "--config", str(configured), "HU-2026-0001"]
    assert (main(show), main([*show, "--why", "a subject access request"])) == (0, 0)
    capsys.readouterr()
    assert main(erase) == 1
    said = capsys.readouterr().out
    assert (
        "What stays in access.log: 2 of its lines (who looked or took a copy, and when), 1 with a reason"
        in said
    )
    assert "would be erased for good" in said
    assert "Nothing was done." in said
    assert main([*erase, "--json"]) == 1
    (found,) = objects(capsys.readouterr().out)
    assert (found["erased"], found["removed"]) == (False, None)
    assert main([*erase, "--yes"]) == 2
    assert "Say why" in capsys.readouterr().err


def test_erase_beside_a_service_is_done_at_its_next_round(
    configured: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command leaves a request; afterwards it shows what is left, and no name."""
    erase = ["erase", "--config", str(configured), "HU-2026-0001"]
    shutil.rmtree(configured.parent / "data")
    world = World(configured.parent / "data")
    world.report()
    world.reply(world.latest("head@northside.example", "approval"), "close")
    assert main([*erase, "--yes", "--why", "a request under Article 17"]) == 0
    assert "at the service's next round" in capsys.readouterr().out
    world.later(1)
    world.later(1)
    assert world.latest("head@northside.example", "erased").words.count("a request under Article 17") == 1
    world.store.close()
    assert main(erase) == 0
    said = capsys.readouterr().out
    assert "by the admin: a request under Article 17" in said
    assert "nothing of it was found afterwards" in said
    assert main([*erase, "--json"]) == 0
    (found,) = objects(capsys.readouterr().out)
    assert (found["ref"], found["erased"], found["ordered"], found["by"], found["left"]) == (
        "HU-2026-0001", True, False, "admin", [],
    )  # fmt: skip
    assert sum(found["removed"].values()) > 0
    assert main(["case", "list", "--config", str(configured)]) == 0
    assert capsys.readouterr().out == "There are no cases.\n"
