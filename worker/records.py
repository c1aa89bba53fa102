"""The commands that show, check and hand over what is kept. Each look is logged before it is given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from worker.commands import DONE, NEEDS_A_PERSON, _known_ref, _line, _looking, _settings
from worker.errors import Misconfigured

if TYPE_CHECKING:
    import argparse

    from worker.outside.store import Store


def case_show(options: argparse.Namespace) -> int:
    """Show one case with its history, and who has looked at it."""
    from worker.clock import clock
    from worker.outside.access import Access, log_access, read_access
    from worker.status import access_as_text, case_as_json, case_as_text

    store = _looking(_settings(options, secrets=False))
    ref = _known_ref(store, options.ref)
    case = store.case(ref)
    log_access(store.folder, (Access(clock(), ref, "shown", options.why, f"{len(case.events)} events"),))
    seen = read_access(store.folder, ref)
    if options.json:
        print(_line(case_as_json(case) | {"access": list(seen)}))
    else:
        print(case_as_text(case, store), access_as_text(seen), sep="\n")
    return DONE


def case_verify(options: argparse.Namespace) -> int:
    """Check every byte of a case, or of all of them, against what was logged when it was kept."""
    if options.all == bool(options.ref):
        raise Misconfigured(["Say which: headsup case verify REF, or headsup case verify --all"])
    store = _looking(_settings(options, secrets=False))
    refs = store.register.refs() if options.all else (_known_ref(store, options.ref),)
    problems = _problems(store, refs, whole=options.all)
    print(*(problems or ["every file is as it was kept"]), sep="\n")
    return NEEDS_A_PERSON if problems else DONE


def _problems(store: Store, refs: Sequence[str], *, whole: bool) -> list[str]:
    """What is wrong with these cases, with the access log, and (``whole``) with what is no case's.

    Beside a running worker a commit may fall between two looks: what is wrong twice is wrong.
    """
    from worker.meter import metered
    from worker.outside.access import verify_access

    problems: list[str] = []
    for ref in metered(refs, "Checking"):
        problems += (store.verify(ref) and store.verify(ref)) + (store.strays(ref) and store.strays(ref))
    if whole:
        problems += store.verify_mailroom()
    return [*problems, *(verify_access(store.folder) and verify_access(store.folder))]
