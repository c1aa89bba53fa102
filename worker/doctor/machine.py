"""What can be seen without a server: settings, templates, secrets, the data folder and its disk."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Iterator
from datetime import datetime

from worker.doctor.finding import Finding, found
from worker.errors import Misconfigured
from worker.outside.data.folder import open_above, refuse_if_open
from worker.outside.eyes import find_absence
from worker.outside.setup.config import Settings
from worker.wording.letters import Wording

_GIGABYTE = 1 << 30
_LEAST_FREE = 1.0


def look_at_machine(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Everything on this machine; reads, and changes nothing."""
    yield found("account", file=settings.file)
    if settings.file.stat().st_mode & stat.S_IWOTH:
        yield found("settings_open", file=settings.file)
    wording = Wording(settings.school, settings.people.inbox, settings.rules.undo_minutes, settings.templates)
    problems = wording.check()
    yield from (found("templates_bad", because=problem) for problem in problems)
    if not problems:
        yield found("templates_ok")
    yield from (found("notice", because=said) for said in settings.notices_on(now.date()))
    unread = find_absence() if settings.screenshots else "[reading] screenshots is false"
    yield found("pictures_off", because=unread) if unread else found("pictures_ok")
    yield from _folder(settings)
    yield from _secrets(settings, now)


def _folder(settings: Settings) -> Iterator[Finding]:
    folder = settings.data
    try:
        if not folder.exists():
            yield found("folder_none", folder=folder)
        else:
            refuse_if_open(folder)
        there = next(one for one in (folder, *folder.resolve().parents) if one.exists())
        free = round(shutil.disk_usage(there).free / _GIGABYTE, 1)
    except Misconfigured as wrong:
        yield from (found("folder_bad", because=problem) for problem in wrong.problems)
    except OSError as error:
        yield found("folder_bad", because=f"{folder}: {error.strerror}")
    else:
        if free < _LEAST_FREE:
            yield found("disk_low", free=free, folder=folder)
        elif folder.exists():
            yield found("folder_ok", folder=folder, free=free)
        yield from (found("folder_above", above=above) for above in open_above(folder))


def _secrets(settings: Settings, now: datetime) -> Iterator[Finding]:
    """What the sign-in rests on and will end."""
    _, _, tokens = settings.open_secrets(lambda: now)
    try:
        yield from (found("notice", because=said) for said in (tokens.warnings(now.date()) if tokens else ()))
    except Misconfigured as wrong:
        yield from (found("secrets_open", because=problem) for problem in wrong.problems)
