"""What is held about a person: found wherever they are named, however it is written."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests import cast
from tests.commands import SHIPPED
from tests.test_handover import live
from tests.world import World
from worker.cli import main
from worker.deciding.archives.searching import Sure, find, sought
from worker.outside.data.access import read_access

KIM = sought(("Kim Dale", "Kim.Dale@Mail.example"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was Kim Dale again.", "certain Kim Dale"),
        ("DALE, Kim", "certain DALE, Kim"),
        ("Kim (Alfie's mum) Dale", "certain Kim (Alfie's mum) Dale"),
        ("kim.dale+school@mail.example wrote", "certain kim.dale+school@mail.example"),
        ("Mrs Dale's car", "likely Mrs Dale's"),
        ("K. Dale rang", "likely K. Dale"),
        ("@kimdale99 posted", "likely kimdale99"),
        ("the Dale family", "possible Dale"),
        ("kim said so", "possible kim"),
        ("Kimberly Dales", ""),
        ("a vale and a dame", ""),
        ("kim.dale@other.example", "certain kim.dale"),
    ],
)
def test_a_name_as_people_write_it(text: str, expected: str) -> None:
    """Whole and in any order, with a title or an initial, run together, or a word of it alone."""
    found = [f"{one.sure.value} {text[one.start : one.end]}" for one in find(text, KIM)]
    assert found == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("name", "text", "sure"),
    [
        ("Priya Sykes", "Priya Skyes", Sure.POSSIBLE),
        ("Priya Sykes", "Pria Sykes", Sure.LIKELY),
        ("Catherine O'Neíl", "catherine oneil", Sure.CERTAIN),
        ("Catherine O'Neíl", "Katherine O'Neil", Sure.LIKELY),
        ("Łukasz Żak", "łukasz żak", Sure.CERTAIN),
        ("Sykes", "sykes", Sure.CERTAIN),
        ("Zoë", "Zoe", Sure.CERTAIN),
    ],
)
def test_a_name_misspelt(name: str, text: str, sure: Sure) -> None:
    """One letter another, missing or swapped, in a long enough name; accents and apostrophes are nothing."""
    assert min((one.sure for one in find(text, sought((name,)))), key=list(Sure).index) is sure


def test_the_words_around() -> None:
    """Enough to see what it is about, on one line."""
    text = "a " * 60 + "Kim\nDale " + "b " * 60
    (one,) = find(text, KIM)
    assert one.around == "…" + ("a " * 30) + "Kim Dale " + ("b " * 30)[:59].strip() + "…"
    assert find("", KIM) == find("Kim Dale", sought(())) == ()


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case, a mail that could not be read, and a stranger's that is held."""
    folder = tmp_path_factory.mktemp("lived")
    live(folder / "data")
    with World(folder / "data") as world:
        world.report(who=cast.STRANGER, text="Kim Dale is right, you know.", proof=None)
    config = SHIPPED.read_text("utf-8").replace('data = "/var/lib/headsup"', 'data = "data"')
    (folder / "config.toml").write_text(config, "utf-8")
    return folder


@pytest.fixture
def school(lived: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(lived, tmp_path / "school"))


def test_everything_held_is_found(school: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In the history, the mails that came, the letters that went, and what is held; one object a place."""
    assert main(["subject", "Kim Dale", "--json", "--config", str(school / "config.toml")]) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert list(found[0]) == ["ref", "kind", "at", "where", "sure", "words"]
    assert {(one["ref"], one["kind"]) for one in found} >= {
        ("HU-2026-0001", "history"),
        ("HU-2026-0001", "mail"),
        ("HU-2026-0001", "letter"),
        (None, "quarantine"),
    }
    wheres = {one["where"] for one in found if one["kind"] == "history"}
    assert {"Reported.words", "Reported.poster_name", "Replied.name"} <= wheres
    assert [
        one for one in found if "dale" not in one["words"].casefold() and "kim" not in one["words"].casefold()
    ] == []


def test_it_is_logged_without_the_name(school: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """On every case that is told of; a search that finds nothing is logged too."""
    command = ["subject", "--why", "a request of 24 November", "--config", str(school / "config.toml")]
    assert main([*command, "Kim Dale"]) == main([*command, "Zebedee Quux"]) == 0
    said = capsys.readouterr().out
    assert "Nothing was found that names this person." in said
    assert 'headsup case export HU-2026-0001 --for subject --subject "Kim Dale"' in said
    log = read_access(school / "data")
    assert [(one["ref"], one["what"]) for one in log] == [
        ("2026-0001", "searched"),
        ("", "searched"),
        ("", "searched"),
    ]
    text = (school / "data" / "access.log").read_text("utf-8")
    assert [name for name in ("Kim", "Dale", "Quux") if name in text] == []


def test_it_goes_to_a_file(school: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """For the school alone, by its mode and by its words; a file that is there stays."""
    out = school / "kim.txt"
    command = ["subject", "Kim Dale", "--export", str(out), "--config", str(school / "config.toml")]
    assert main(command) == 0
    assert capsys.readouterr().out.startswith(f"{out}: ")
    assert (out.stat().st_mode & 0o777, "do not give it to the person" in out.read_text("utf-8")) == (
        0o600,
        True,
    )
    assert main(command) == 2
    assert main(["subject", "x", "--config", str(school / "config.toml")]) == 2
