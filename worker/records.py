"""The commands that show, check and hand over what is kept. Each look is logged before it is given."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from worker.errors import Misconfigured
from worker.opening import DONE, NEEDS_A_PERSON, as_line, known_ref, look_into, new_file, open_settings

if TYPE_CHECKING:
    import argparse

    from worker.deciding.cases.case import Case
    from worker.deciding.handover.scope import Asked
    from worker.deciding.office import Office
    from worker.handover import Parcel
    from worker.outside.data.shelves import Shelves
    from worker.outside.setup.config import Settings


def case_show(options: argparse.Namespace) -> int:
    """Show one case with its history, and who has looked at it."""
    from worker.casebook import access_as_text, case_as_json, case_as_text
    from worker.clock import clock
    from worker.outside.data.access import Access, log_access, read_access

    store = look_into(open_settings(options, secrets=False))
    ref = known_ref(store, options.ref)
    case = store.case(ref)
    log_access(store.folder, (Access(clock(), ref, "shown", options.why, f"{len(case.events)} events"),))
    seen = read_access(store.folder, ref)
    if options.json:
        print(as_line(case_as_json(case) | {"access": list(seen)}))
    else:
        print(case_as_text(case, store), access_as_text(seen), sep="\n")
    return DONE


def case_verify(options: argparse.Namespace) -> int:
    """Check every byte of a case, of all of them or of an exported file against what was logged."""
    from worker.reading.message.unseen import clean

    if options.all == bool(options.ref):
        raise Misconfigured(["Say which: headsup case verify REF or FILE, or headsup case verify --all"])
    exported = Path(options.ref) if options.ref and options.ref.lower().endswith(".zip") else None
    if exported is not None:
        problems = _problems_of_file(exported, options)
    else:
        store = look_into(open_settings(options, secrets=False))
        refs = store.register.refs() if options.all else (known_ref(store, options.ref),)
        problems = _problems(store, refs, whole=options.all)
    if options.json:
        print(as_line({"problems": problems}))
    else:
        print(*map(clean, problems or ["every file is as it was kept"]), sep="\n")
    return NEEDS_A_PERSON if problems else DONE


def _problems_of_file(path: Path, options: argparse.Namespace) -> list[str]:
    """What is wrong with an exported file; anybody can check one, without settings or data."""
    from worker.handover import check_parcel

    if not path.is_file():
        raise Misconfigured([f"There is no file {path}."])
    try:
        store = look_into(open_settings(options, secrets=False))
    except Misconfigured:
        if options.config:
            raise
        store = None
        print("Checked by itself: no settings here say where the cases are.", file=sys.stderr)
    return list(check_parcel(path, store))


def _problems(store: Shelves, refs: Sequence[str], *, whole: bool) -> list[str]:
    """What is wrong with these cases, with the access log, and (``whole``) with what is no case's.

    Beside a running worker a commit may fall between two looks: what is wrong twice is wrong.
    """
    from worker.meter import metered
    from worker.outside.data.access import verify_access

    problems: list[str] = []
    for ref in metered(refs, "Checking"):
        problems += (store.verify(ref) and store.verify(ref)) + (store.strays(ref) and store.strays(ref))
    if whole:
        problems += store.verify_mailroom()
    return [*problems, *(verify_access(store.folder) and verify_access(store.folder))]


def case_export(options: argparse.Namespace) -> int:
    """Write one case into one file, for one reader. It is logged before the file is there."""
    from worker.clock import clock
    from worker.handover import make_parcel
    from worker.outside.data.access import Access, log_access
    from worker.outside.data.chain import sha256_of
    from worker.outside.data.disk import write_atomically
    from worker.reading.message.unseen import clean

    asked = _asked(options)
    settings = open_settings(options, secrets=False)
    store = look_into(settings)
    ref = known_ref(store, options.ref)
    out = new_file(options.out or f"HU-{ref}-{asked.purpose.value}.zip", "--out")
    problems = _problems(store, (ref,), whole=False)
    office = office_of(settings)
    parcel = make_parcel(store, ref, asked, office, settings.templates)
    detail = f"{asked.purpose.value}{', tellers named' if asked.named else ''}, {parcel.files + 1} files"
    access = Access(clock(), ref, "exported", options.why, detail, sha256_of(parcel.data))
    log_access(store.folder, (access,))
    write_atomically(out, parcel.data)
    told = _told(out, parcel, store.case(ref), office)
    if options.json:
        facts = {"file": str(out), "files": parcel.files, "bytes": len(parcel.data), "sha256": access.sha256}
        seals = {"manifest": parcel.manifest, "seal": parcel.seal or None}
        print(as_line(facts | seals | {"notes": told[2 + bool(parcel.seal) :], "problems": problems}))
    else:
        print(*told, sep="\n")
    if problems:
        print("Something is wrong with this case, also in the copy:", file=sys.stderr)
        print(*map(clean, problems), sep="\n", file=sys.stderr)
    return NEEDS_A_PERSON if problems else DONE


def _asked(options: argparse.Namespace) -> Asked:
    from worker.deciding.handover.scope import Asked, Purpose

    purpose, about = Purpose(options.purpose), tuple(options.subject or ())
    if (purpose is Purpose.SUBJECT) != bool(about):
        raise Misconfigured(
            ["A copy for the subject of the data says who that is: --for subject --subject NAME or ADDRESS"]
        )
    if options.name_reporters and purpose is not Purpose.POLICE:
        raise Misconfigured(["--name-reporters is for --for police: it says that the head has decided it."])
    return Asked(purpose, about, options.name_reporters)


def _told(out: Path, parcel: Parcel, case: Case, office: Office) -> list[str]:
    """What whoever made a copy has to know of it."""
    from worker.deciding.handover.scope import Purpose
    from worker.model import Role
    from worker.wording.pages import has_pages

    said = [
        f"{out}: {parcel.files + 1} files, {len(parcel.data)} bytes",
        f"SHA-256 of its manifest: {parcel.manifest}",
    ]
    if parcel.seal:
        said.append(f"Last line of the custody log:  {parcel.seal}")
    if not has_pages():
        said.append("There is no PDF in it: the extra pdf is not installed. Its web page can be printed.")
    if parcel.scope.stopped:
        said.append("It holds no file: a message of this case was stopped. Speak to the safeguarding lead.")
    if parcel.scope.purpose not in (Purpose.SCHOOL, Purpose.LEGAL):
        said.append(
            "Read it, and look at every picture in it, before it leaves: no program knows every name, and a "
            "screenshot may show who took it."
        )
    if case.decided_by is Role.CHAIR:
        said.append(f"This case is decided by {office.decider(case).name}: give it to nobody it is about.")
    return said


def office_of(settings: Settings) -> Office:
    """The office that a school's settings make."""
    from worker.deciding.office import Office
    from worker.deciding.school.calendar import SchoolDays
    from worker.wording.letters import Wording

    people, rules = settings.people, settings.rules
    wording = Wording(settings.school, people.inbox, rules.undo_minutes, settings.templates)
    return Office(settings.school, people, rules, SchoolDays(rules), wording.write, settings.policy)


def subject(options: argparse.Namespace) -> int:
    """List what is held about a person. It is logged on every case that is told of, without the name."""
    from zoneinfo import ZoneInfo

    from worker.clock import clock
    from worker.outside.data.access import Access, log_access
    from worker.outside.data.disk import write_atomically
    from worker.subject import as_objects, as_text, look_for

    settings = open_settings(options, secrets=False)
    out = new_file(options.export, "--export") if options.export else None
    who = tuple(one for one in options.who if len(one.strip()) > 1)
    if not who:
        raise Misconfigured(["Say whom to look for: a name, an address, or both."])
    store = look_into(settings)
    report = look_for(store, who)
    counts = {ref: sum(place.ref == ref for place in report.places) for ref in report.refs or ("",)}
    log_access(
        store.folder,
        tuple(Access(clock(), ref, "searched", options.why, f"{n} places") for ref, n in counts.items()),
    )
    text = as_text(report, ZoneInfo(settings.rules.zone), settings.templates)
    if out is not None:
        write_atomically(out, text.encode())
    if options.json:
        for found in as_objects(report):
            print(as_line(found))
    else:
        print(f"{out}: {len(report.places)} places" if out else text.rstrip())
    return DONE
