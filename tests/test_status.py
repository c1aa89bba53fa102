"""``headsup status``: its exit code in every state that a service, or a pass now and then, can be in."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests import cast
from tests.commands import SHIPPED, objects
from tests.fakes import IN_DOUBT, LATER, REFUSED
from tests.world import POST, World
from worker.cli import main
from worker.clock import clock
from worker.errors import Unreachable
from worker.model import CaseState
from worker.outside.data.shelves import Shelves
from worker.outside.data.store import Store
from worker.outside.mailbox.inbox import Inbox
from worker.outside.setup.config import load
from worker.service import Service
from worker.status import count

PASSWORDS = {"HEADSUP_IMAP_PASSWORD": "word", "HEADSUP_SMTP_PASSWORD": "word"}


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """The settings of a school whose data folder is there and empty."""
    path = tmp_path / "config.toml"
    text = SHIPPED.read_text("utf-8").replace('data = "/var/lib/headsup"', 'data = "data"')
    path.write_text(text, "utf-8")
    Store(tmp_path / "data").close()
    return path


@contextmanager
def at_work(config: Path, minutes: float, **facts: Any) -> Iterator[None]:
    """A worker that holds the folder and left its last sign of life so many minutes ago."""
    store = Store(config.parent / "data")
    beat(store, minutes, **facts)
    try:
        yield
    finally:
        store.close()


def beat(store: Store, minutes: float, **facts: Any) -> None:
    at = (clock() - timedelta(minutes=minutes)).isoformat()
    store.beat({"at": at, "last_read_at": at, "unread_since_at": None, "trouble": None, **facts})


def asked(config: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """What monitoring gets: the exit code, and the trouble that the object names."""
    code = main(["status", "--json", "--config", str(config)])
    (found,) = objects(capsys.readouterr().out)
    assert found["needs_a_person"] == (code == 1)
    return code, found["trouble"] or ""


def test_a_service_at_work(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All is well: 0."""
    with at_work(config, 1):
        assert asked(config, capsys) == (0, "")


def test_a_service_in_trouble(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What it says of itself is passed on."""
    with at_work(config, 1, trouble="imap.example:993: it does not answer."):
        assert asked(config, capsys) == (1, "imap.example:993: it does not answer.")


def test_a_service_that_hangs(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It holds the folder, and leaves no sign of life."""
    with at_work(config, 21):
        code, trouble = asked(config, capsys)
        assert (code, trouble.startswith("There is no sign of life since ")) == (1, True)


def test_a_service_that_has_ended(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """However short a time ago: whoever runs it all the time misses it now."""
    with at_work(config, 1):
        pass
    assert asked(config, capsys)[0] == 1


def test_a_pass_now_and_then(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """``headsup once`` by cron: between two passes nothing runs, and all is well as long as they are made."""
    service = Service(load(config, PASSWORDS), inbox=Silent())
    with pytest.raises(Unreachable):
        service.once()
    service.close()
    assert asked(config, capsys) == (
        1,
        "there is no connection. Letters out of the school wait until the inbox has been read again.",
    )
    for minutes, expected in ((5, (0, False)), (21, (1, True))):
        with at_work(config, minutes, passes=True):
            pass
        code, trouble = asked(config, capsys)
        assert (code, "cron" in trouble) == expected
    with at_work(config, 1):  # a service from here on
        pass
    assert asked(config, capsys)[0] == 1


class Silent(Inbox):
    """A mailbox that is out of reach."""

    def __init__(self) -> None: ...

    def connect(self) -> int:
        raise Unreachable("there is no connection.")

    def close(self) -> None: ...


def test_who_works_in_the_folder_says_what_it_holds(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Not one case is read for it, and what an earlier life said counts for nothing."""
    store = Store(config.parent / "data")
    said = count(store, clock()) | {"open_cases": 10_000}
    assert shown(config, capsys)["open_cases"] == 0
    store.note_counts(said)
    assert shown(config, capsys)["open_cases"] == 10_000
    store.close()
    assert shown(config, capsys)["open_cases"] == 0
    store = Store(config.parent / "data")
    assert shown(config, capsys)["open_cases"] == 0
    store.close()


def test_what_is_counted_is_what_there_is(tmp_path: Path) -> None:
    """As the cases change, from the cards alone: the same as from every history."""
    with World(tmp_path / "data") as world:
        for answer in ([], [LATER], [REFUSED], [IN_DOUBT]):
            world.outbox.script = answer * 4
            world.report(text=POST.replace("10161234567890123", f"1016123456789{len(world.outbox.sent):04}"))
            agrees(world)
        world.reply(world.latest(cast.HEAD, "approval"), f"To {cast.PARENT.email}")
        world.reply(world.latest(cast.HEAD, "approval"), "Approve")
        agrees(world)
        world.outbox.script = [IN_DOUBT]
        world.later(11)
        agrees(world)
        world.reply(world.latest(cast.HEAD, "approval"), "Close")
        agrees(world)


def agrees(world: World) -> None:
    found = count(world.store, world.now)
    register = world.store.register
    cases = [world.store.case(ref) for ref in register.refs()]
    still_open = [case for case in cases if case.state is CaseState.OPEN]
    letters = [x for case in still_open for x in case.letters] + list(world.store.mailroom.letters.values())
    states = Counter(letter.state.value for letter in letters)
    names = ("cases", "open_cases", "drafts_waiting", "letters_queued", "letters_in_doubt", "letters_failed")
    assert [found[name] for name in names] == [
        len(cases),
        len(still_open),
        sum(len(case.waiting_drafts) for case in still_open),
        states["queued"],
        states["in_doubt"],
        states["failed"],
    ]
    assert count(Shelves(world.folder), world.now) == found


def test_a_case_that_an_earlier_version_wrote_is_counted(tmp_path: Path) -> None:
    """Its card says nothing of what waits: its history does."""
    with World(tmp_path / "data") as world:
        world.report()
        found, now, folder = count(world.store, world.now), world.now, world.folder
    path = folder / "cases" / "2026-0001" / "case.json"
    whole = json.loads(path.read_bytes())
    for name in ("waiting", "unsent"):
        whole["card"]["1"].pop(name, None)
    path.write_text(json.dumps(whole, ensure_ascii=False, separators=(",", ":")), "utf-8")
    shelves = Shelves(folder)
    assert (count(shelves, now), shelves.verify("2026-0001")) == (found, ())


def shown(config: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    main(["status", "--json", "--config", str(config)])
    (found,) = objects(capsys.readouterr().out)
    return dict(found)


def broken(file: str, text: str) -> Callable[[Path], object]:
    return lambda config: (config.parent / file).write_text(text, "utf-8")


@pytest.mark.parametrize(
    ("breaking", "code"),
    [
        (broken("config.toml", "[nonsense]"), 2),
        (lambda config: config.unlink(), 2),
        (lambda config: (config.parent / "data").rename(config.parent / "elsewhere"), 2),
        (broken("data/mailroom/2026-11.json", "no journal"), 1),
    ],
    ids=["settings that are none", "no settings", "no data", "damaged data"],
)
def test_what_cannot_be_looked_at(
    config: Path, breaking: Callable[[Path], object], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is printed for a program to take for an answer; the words say what to do."""
    breaking(config)
    assert main(["status", "--json", "--config", str(config)]) == code
    said = capsys.readouterr()
    assert (said.out, said.err != "") == ("", True)
