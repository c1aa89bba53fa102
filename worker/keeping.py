"""The commands for what is kept: read again, copied, brought back, given a new key, erased."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from worker.errors import Misconfigured
from worker.meter import show_progress
from worker.opening import DONE, NEEDS_A_PERSON, as_line, known_ref, log_plainly, look_into, open_settings
from worker.terminal import counted

if TYPE_CHECKING:
    import argparse

    from worker.outside.data.shelves import Shelves
    from worker.outside.setup.config import Settings


def replay(options: argparse.Namespace) -> int:
    """List what is held or could not be read, or have it read again."""
    from worker.reading.message.unseen import clean
    from worker.status import waiting_rows

    settings = open_settings(options, secrets=False)
    store = look_into(settings)
    waiting = waiting_rows(store)
    if not options.message and options.json:
        for row in waiting:
            print(as_line({name: row[name] for name in ("id", "state", "at", "because")}))
        return DONE
    if not options.message:
        for row in waiting:
            print(f"{row['id'][:12]}  {row['state']:<12} {row['at']}  {clean(row['because'])}")
        print(
            f"{len(waiting)} waiting. To have one read again: headsup replay ID"
            if waiting
            else "Nothing waits."
        )
        return DONE
    chosen = [r for r in waiting if options.message == "all" or r["id"].startswith(options.message)]
    if not chosen:
        raise Misconfigured(
            [f"No held or quarantined message begins with {options.message}. See: headsup replay"]
        )
    folders = f"{settings.imap.held} or {settings.imap.quarantine}"
    back = f" Now move it back to the inbox: it lies in {folders}."
    for row in chosen:
        store.ask_replay(row["key"])
        if options.json:
            print(as_line({"id": row["id"], "state": row["state"], "asked": True}))
            continue
        more = "" if row["state"] == "quarantined" else back
        print(f"{row['id'][:12]} will be read again at the service's next round.{more}")
    return DONE


def backup(options: argparse.Namespace) -> int:
    """Copy the data folder, also while the service runs, and prove the copy."""
    from worker.clock import clock
    from worker.outside.data.backup import make_backup

    settings = open_settings(options, secrets=False)
    about = make_backup(settings.data, Path(options.target), clock(), show_progress)
    if options.json:
        print(as_line({"file": options.target} | about))
        return DONE
    what = f"{counted(about['cases'], 'case')} in {counted(about['files'], 'file')}, opened and checked"
    print(
        f"{options.target}: {what}. It holds names and evidence: keep it as safe as the machine, and no "
        "longer than its cases may be kept."
    )
    return DONE


def rekey(options: argparse.Namespace) -> int:
    """Give the data folder a new key for tokens."""
    from worker.outside.data.store import Store

    settings = open_settings(options, secrets=False)
    store = Store(settings.data)
    try:
        store.renew_secret()
    finally:
        store.close()
    if options.json:
        print(as_line({"folder": str(settings.data), "renewed": True}))
        return DONE
    print(
        f"{settings.data}: a new key. Mails written from now on have tokens of it; those that wait for "
        "an answer can be answered as before. Make a backup: older ones hold the old key."
    )
    return DONE


def restore(options: argparse.Namespace) -> int:
    """Put a backup where there is no data yet."""
    from worker.clock import clock
    from worker.outside.data.restore import restore_backup

    settings = open_settings(options, secrets=False)
    about = restore_backup(Path(options.backup), settings.data, clock(), show_progress)
    if options.json:
        print(as_line({"folder": str(settings.data)} | about))
        return DONE
    what = f"{counted(about['cases'], 'case')} as of {about['made_at']}, every file checked"
    print(
        f"{settings.data}: {what}. What came or was decided since then is not in it: docs/install.md, under "
        "Backup, says what to do."
    )
    return DONE


def erase(options: argparse.Namespace) -> int:
    """Erase a closed case for good: at once, or by the service at its next round."""
    from worker.erased import erasure_as_object, erasure_as_text, plan_as_text
    from worker.outside.data.folder import is_held

    settings = open_settings(options, secrets=False)
    store = look_into(settings)
    ref = options.ref.upper().removeprefix("HU-")
    if ref in store.mailroom.erased:
        print(as_line(erasure_as_object(store, ref)) if options.json else erasure_as_text(store, ref))
        cleared = store.mailroom.cleared.get(ref)
        return DONE if cleared is not None and not cleared.left else NEEDS_A_PERSON
    _refuse_to_erase(store, known_ref(store, ref))
    if not options.yes:
        plan = plan_as_text(store, ref, settings.people)
        print(as_line(erasure_as_object(store, ref)) if options.json else plan)
        return NEEDS_A_PERSON
    if not options.why:
        raise Misconfigured(['Say why, without a name, for it stays: --why "a request under Article 17"'])
    store.ask_erase(ref, options.why)
    if is_held(settings.data):
        told = f"HU-{ref} is erased at the service's next round. Then see: headsup erase {options.ref}"
        print(as_line(erasure_as_object(store, ref) | {"ordered": True}) if options.json else told)
        return DONE
    return _erase_now(open_settings(options), ref, json=options.json)


def _refuse_to_erase(store: Shelves, ref: str) -> None:
    """Raise Misconfigured where a case may not be erased at all."""
    from worker.deciding.archives.records import why_not

    remedies = {
        "open": "is open. Close it first: the head replies CLOSE",
        "held": f'is on hold. Who set it, or the safeguarding lead, replies "lift hold HU-{ref}"',
        "merged": f"goes on as HU-{store.register.living(ref)}. Erase that one, and this goes with it",
    }
    because = why_not(store.case(ref), store.mailroom)
    if because:
        raise Misconfigured([f"HU-{ref} {remedies[because]}."])


def _erase_now(settings: Settings, ref: str, *, json: bool) -> int:
    """Erase what is asked for while no service runs."""
    from worker.erased import erasure_as_object, erasure_as_text
    from worker.service import Service

    log_plainly()
    service = Service(settings)
    service.store.progress = show_progress
    try:
        service.erase()
        done = ref in service.store.mailroom.cleared
        told = erasure_as_text(service.store, ref) if done else f"HU-{ref} was not erased."
        print(as_line(erasure_as_object(service.store, ref)) if json else told)
        return DONE if done and not service.store.mailroom.cleared[ref].left else NEEDS_A_PERSON
    finally:
        service.close()
