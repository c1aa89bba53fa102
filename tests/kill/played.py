"""A stage of a story that nobody disturbed, and the same stage with a death and a restart in it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

from tests.kill.story import Stage
from tests.kill.town import State, Town, later
from tests.servers.school import HEAD

KILLED = -9


@dataclass(frozen=True)
class Played:
    """A stage that nobody disturbed."""

    stage: Stage
    data: Path | None
    """The data folder before it."""
    has: list[EmailMessage]
    """What the head has before it."""
    mails: list[bytes]
    """What waits for it."""
    calls: list[str]
    state: State
    """What there is after it."""


def play(town: Town, stages: tuple[Stage, ...], name: str) -> list[Played]:
    """The whole story without a death; what it takes is known to the forge from then on."""
    played: list[Played] = []
    data: Path | None = None
    has: list[EmailMessage] = []
    for number, stage in enumerate(stages):
        mails = stage.sent(has)
        town.begin(data, later(stage.minutes), mails)
        town.forge.rehearse(town.config, town.now)
        town.begin(data, later(stage.minutes), mails)
        assert town.work(calls=town.folder / "calls") == 0
        assert town.verify() == []
        calls = (town.folder / "calls").read_text().splitlines()
        played.append(Played(stage, data, has, mails, calls, town.state()))
        has = [*has, *town.mails(HEAD)]
        data = town.folder / f"{name}-{number}"
        shutil.copytree(town.data, data)
    return played


def kill(town: Town, played: Played, n: int) -> State:
    """The stage once more, with a death at the n-th call and a restart; what there is then."""
    town.begin(played.data, later(played.stage.minutes), played.mails)
    assert town.work(kill=n) == KILLED
    assert town.work() == 0
    assert town.verify() == []
    return town.state()


def go_on(town: Town, stages: tuple[Stage, ...], has: list[EmailMessage]) -> None:
    """Play on from what there is, to the end of the story; ``has`` is what the head had before."""
    for stage in stages:
        town.go_on(later(stage.minutes), stage.sent([*has, *town.mails(HEAD)]))
        assert town.work() == 0


def differences(state: State, expected: State) -> list[str]:
    """Which files, folders and mailboxes differ."""
    pairs = ((state.files, expected.files), (state.folders, expected.folders), (state.told, expected.told))
    return [name for a, b in pairs for name in {**a, **b} if a.get(name) != b.get(name)]
