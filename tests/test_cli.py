"""The command line as people and programs use it: what it prints, and how it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from tests.commands import FORWARD, SHIPPED, objects, write
from tests.fakes import LATER, REFUSED
from tests.world import POST, World
from worker.cli import main
from worker.health import find_clock_trouble
from worker.outside.data.store import Store
from worker.status import read_status


@pytest.mark.parametrize(
    ("arguments", "remedy"),
    [
        ([], "COMMAND is missing."),
        (["nonsense"], "headsup: there is no nonsense."),
        (["read"], "FILE is missing."),
        (["case"], "COMMAND is missing."),
        (["decide", "x", "--drafts", "many"], "many is not a number from 0 to 99"),
        (["decide", "x", "--drafts", "-1"], "-1 is not a number from 0 to 99"),
        (["decide", "x", "--drafts", "100"], "100 is not a number from 0 to 99"),
        (["decide", "x", "--now", "yesterday"], "yesterday is not like 2026-11-24T16:20:00+00:00"),
    ],
)
def test_wrong_usage(arguments: list[str], remedy: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 2, and what would have been right."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert (ended.value.code, remedy in capsys.readouterr().err) == (2, True)


@pytest.mark.parametrize("command", [["check"], ["status"], ["case", "list"], ["replay"], ["run"], ["once"]])
def test_a_command_without_settings_says_where_to_get_them(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 2, the sample's place, and the option."""
    monkeypatch.chdir(tmp_path)
    assert main(command) == 2
    said = capsys.readouterr()
    assert (said.out, SHIPPED.name in said.err, "--config PATH" in said.err) == ("", True, True)


def test_settings_in_the_folder_are_found(
    configured: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """``./config.toml`` first."""
    monkeypatch.chdir(configured.parent)
    assert main(["case", "list", "--json"]) == 0
    assert [one["ref"] for one in objects(capsys.readouterr().out)] == ["HU-2026-0001"]


def test_check_lists_every_problem(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All at once, with the file: nothing has to be run twice to be put right."""
    config = tmp_path / "config.toml"
    config.write_text("[school]\nname = 3\n[nonsense]\nx = 1\n", "utf-8")
    assert main(["check", "--config", str(config)]) == 2
    said = capsys.readouterr().err.splitlines()
    assert said[0] == "This must be put right first:"
    assert [line for line in said[1:] if not line.startswith(f"  - {config}: ")] == []
    assert [any(word in line for line in said) for word in ("school.name", "nonsense", "people.head")] == [
        True
    ] * 3


def test_check_of_the_shipped_settings(
    configured: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With passwords in the environment they are complete; a broken template of the school's own is named."""
    monkeypatch.setenv("HEADSUP_IMAP_PASSWORD", "not-a-secret")
    monkeypatch.setenv("HEADSUP_SMTP_PASSWORD", "not-a-secret")
    assert main(["check", "--config", str(configured)]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith(f"{configured}: complete and right.")
    own = configured.parent / "templates" / "mail"
    own.mkdir(parents=True)
    (own / "digest.txt").write_text("Subject: x\n{% if %}", "utf-8")
    assert main(["check", "--config", str(configured)]) == 2
    assert "templates/mail/digest.txt, line 2" in capsys.readouterr().err


def test_status_names_what_is_late_or_failed(tmp_path: Path) -> None:
    """Mail that does not leave, a silent worker and a failed letter each need a person."""
    with World(tmp_path / "data") as world:
        world.report()
        soon, later = world.now + timedelta(minutes=1), world.now + timedelta(minutes=30)
        assert read_status(world.store, soon)["letters_failed"] == 0
        world.outbox.script = [LATER] * 2 + [REFUSED] * 2
        world.report(text=POST.replace("10161234567890123", "10161234567890124"))
        assert [read_status(world.store, at)["letters_late"] for at in (soon, later)] == [0, 2]
        world.store.beat({"at": world.now.isoformat(), "trouble": None})
        assert [read_status(world.store, at)["trouble"] is None for at in (soon, later)] == [True, False]
        world.later(2)
        assert read_status(world.store, soon)["letters_failed"] == 2
        assert read_status(world.store, soon)["needs_a_person"]


def test_a_clock_that_was_wrong_is_named(tmp_path: Path) -> None:
    """What is stored is from next year: a loud word, not a year of silence."""
    with World(tmp_path / "data") as world:
        world.report()
        assert find_clock_trouble(world.store, world.now - timedelta(hours=20)) is None
        assert "timedatectl" in (find_clock_trouble(world.store, world.now - timedelta(days=300)) or "")


def test_status_of_a_service_that_is_not_running(
    configured: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A person is needed: exit code 1, for monitoring."""
    assert main(["status", "--config", str(configured)]) == 1
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "Headsup is NOT running: systemctl status headsup"
    assert said[2:4] == ["Cases: 1 open of 1", "Drafts that wait for a decision: 1"]
    assert main(["status", "--json", "--config", str(configured)]) == 1
    (found,) = objects(capsys.readouterr().out)
    assert (found["running"], found["cases"], found["needs_a_person"]) == (False, 1, True)


def test_a_new_key(configured: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Another key lies there, and nothing else has changed; while a service works there it is refused."""
    data = configured.parent / "data"
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    assert main(["rekey", "--config", str(configured)]) == 0
    assert "can be answered as before" in capsys.readouterr().out
    after = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    changed = {path.name for path in after if after[path] != before.get(path)}
    assert changed - {"index.json"} == {"secret.key"}  # the index is made anew wherever a folder is opened
    working = Store(data)
    assert main(["rekey", "--config", str(configured)]) == 75
    capsys.readouterr()
    working.close()
    assert main(["rekey", "--json", "--config", str(configured)]) == 0
    assert objects(capsys.readouterr().out) == [{"folder": str(data), "renewed": True}]


def test_nothing_is_changed_by_looking(configured: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Not a byte of the data folder, but that it is logged who looked."""
    data = configured.parent / "data"

    def everything() -> dict[str, bytes]:
        files = (path for path in data.rglob("*") if path.is_file() and path.name != "access.log")
        return {str(path): path.read_bytes() for path in files}

    before = everything()
    for command in (["status"], ["case", "list"], ["case", "show", "2026-0001"], ["replay"]):
        main([*command, "--config", str(configured)])
    assert everything() == before


@pytest.mark.parametrize(
    ("file", "words", "said"),
    [
        ("sentences.toml", '[storm]\nal = "x"', "storm.al: there is no such name. Copy it from ours."),
        (
            "sentences.toml",
            '[storm]\nall = "{m} mails"',
            "storm.all: {m} is not known there. Use what ours has.",
        ),
        (
            "sentences.toml",
            '[storm]\nall = "{n mails"',
            "storm.all: {a brace alone} is not known there. Use what ours has.",
        ),
        (
            "sentences.toml",
            '[storm]\nall = "{n:>99999999} mails"',
            "storm.all: {n:>99999999} is not known there. Use what ours has.",
        ),
        (
            "sentences.toml",
            '[storm]\nall = "{n:{n}} mails"',
            "storm.all: {n:{n}} is not known there. Use what ours has.",
        ),
        ("labels.toml", "[done]\napproved = yes", "Correct your copy, or remove it."),
        (
            "questions.toml",
            '[questions]\nulr = "x"',
            "questions.ulr: there is no such name. Copy it from ours.",
        ),
    ],
)
def test_words_that_do_not_fit_are_named(
    file: str, words: str, said: str, configured: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By every command that reads the settings, before a mail would need them."""
    own = configured.parent / "templates"
    own.mkdir()
    (own / file).write_text(words, "utf-8")
    assert main(["status", "--config", str(configured)]) == 2
    (line,) = capsys.readouterr().err.splitlines()[1:]
    assert (file in line, line.endswith(said)) == (True, True)


def python(code: str, *arguments: str | bytes, **environ: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        timeout=60,
        env={**os.environ, **environ},
    )


RUN = "import sys; from worker.cli import main; sys.exit(main(sys.argv[1:]))"


def test_help_imports_nothing_heavy() -> None:
    """``--help`` answers at once: no third-party package, no part that works."""
    ended = python(
        "import sys\nbefore = set(sys.modules)\nfrom worker.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "new = {name for name in sys.modules if name.split('.')[0] not in sys.stdlib_module_names}\n"
        "print(sorted(new - before - {'__main__'}))"
    )
    lines = ended.stdout.decode().splitlines()
    assert lines[0].startswith("usage: headsup")
    parts = (
        "arguments", "cli", "commands", "completing", "errors", "firstweek", "governors", "keeping",
        "knowledge", "manual", "meter", "opening", "records", "terminal", "trying",
    )  # fmt: skip
    assert lines[-1] == str(["worker", *(f"worker.{part}" for part in parts)])


def test_every_command_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    """Help ends with 0 and says in a sentence what the command is for."""
    for command in ("demo", "run", "once", "check", "status", "case", "replay", "preview", "read", "decide"):
        with pytest.raises(SystemExit) as ended:
            main([command, "--help"])
        assert (ended.value.code, len(capsys.readouterr().out.split("\n\n")[1].split()) > 2) == (0, True)


def test_output_survives_any_terminal(tmp_path: Path) -> None:
    """JSON is UTF-8 whatever the locale; a file name that is no text is printed all the same."""
    name = os.fsencode(tmp_path) + b"/na\xffme.eml"
    Path(os.fsdecode(name)).write_bytes("From: a@b.example\nSubject: x\n\nZoë 😀 £\n".encode())
    for locale in ("C", "en_GB.ISO-8859-1", "C.UTF-8"):
        ended = python(RUN, b"read", b"--json", name, LC_ALL=locale, PYTHONIOENCODING="latin-1")
        assert (ended.returncode, ended.stderr) == (0, b"")
        found = json.loads(ended.stdout.decode("utf-8"))
        assert found["new_text"] == "Zoë 😀 £"
        assert os.fsencode(found["file"]) == name


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    """``headsup read … | head -1`` ends quietly."""
    path = write(tmp_path, "f.eml", FORWARD)
    with subprocess.Popen(
        [sys.executable, "-c", RUN, "read", "--json", *[path] * 400],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert (process.stderr.read(), process.wait(timeout=60)) == (b"", 0)


def test_a_disk_that_says_no_is_try_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 75, the file named: here the place of the pages is a file."""
    place = write(tmp_path, "pages", b"")
    assert main(["preview", place]) == 75
    assert capsys.readouterr().err.startswith("This machine said no, try again later:\n  - " + place)
