"""What the command that erases a case says: what would be removed, and what is left of one that was."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from worker.deciding.archives.records import find_kept_until
from worker.deciding.office import is_own
from worker.model import People
from worker.outside.data.access import read_access
from worker.outside.data.shelves import Shelves

_OUT_OF_REACH = (
    "Out of reach, for people to delete: backups made before, the mailboxes of the head and of everybody\n"
    "who wrote or was written to, paper, and exports."
)


def plan_as_text(store: Shelves, ref: str, people: People) -> str:
    """Say what erasing a case would remove, and what it could not."""
    register = store.register
    family = [ref, *(one for one in register.refs() if one != ref and register.living(one) == ref)]
    theirs = store.belongings([store.case(one) for one in family], lambda email: is_own(email, people))
    files = sum(1 for one in family for path in (store.folder / "cases" / one).rglob("*") if path.is_file())
    until = find_kept_until(store.mailroom, ref)
    looks = _looks(store, family)
    also = f" with {', '.join(f'HU-{one}' for one in family[1:])}, merged into it," if family[1:] else ""
    return (
        f"HU-{ref}{also} would be erased for good: {files} files of the case, and in the mailbox up to "
        f"{len(theirs.keys)} messages and {len(theirs.letters)} letters.\n"
        f"{f'It is to be kept until {until}.' if until else 'No day is set until which it is to be kept.'}\n"
        f"{len(theirs.shared)} messages belong to other cases too, and stay with them.\n"
        f"{looks}{_OUT_OF_REACH}\n"
        'Nothing was done. To do it: headsup erase REF --yes --why "the reason, without a name"'
    )


def erasure_as_text(store: Shelves, ref: str) -> str:
    """Say what is left of an erased case, what was removed, and what was not."""
    stone, cleared = store.mailroom.erased[ref], store.mailroom.cleared.get(ref)
    kind, grounds = stone.kind.value.replace("_", " "), " ".join(stone.grounds) or "none"
    lines = [
        f"HU-{ref}: erased on {stone.at:%Y-%m-%d} by the {stone.by}: {stone.because}",
        f"  opened {stone.opened_on}, closed {stone.closed_on or '?'}, {kind}, grounds {grounds}",
    ]
    if cleared is None:
        return "\n".join([*lines, "  the removal is not finished: it goes on when the service is started"])
    removed = {what: count for what, count in cleared.removed.items() if count}
    lines.append(
        f"  removed: {', '.join(f'{count} {what}' for what, count in removed.items()) or 'in two goes'}"
    )
    found = (
        f"STILL FOUND IN {', '.join(cleared.left)}" if cleared.left else "nothing of it was found afterwards"
    )
    lines.append(f"  the whole data folder was searched: {found}")
    return "\n".join([*lines, f"{_looks(store, stone.family)}{_OUT_OF_REACH}"])


def erasure_as_object(store: Shelves, ref: str) -> dict[str, Any]:
    """Whether a case is erased, and what was removed and found afterwards, as data."""
    stone, cleared = store.mailroom.erased.get(ref), store.mailroom.cleared.get(ref)
    return {
        "ref": f"HU-{ref}",
        "erased": stone is not None,
        "ordered": stone is not None and cleared is None,
        "by": stone.by if stone else None,
        "because": stone.because if stone else None,
        "removed": dict(cleared.removed) if cleared else None,
        "left": list(cleared.left) if cleared else None,
    }


def _looks(store: Shelves, family: Sequence[str]) -> str:
    """Say that the log of who looked is kept, with the reasons as they were typed; "" where nobody looked."""
    seen = [entry for ref in family for entry in read_access(store.folder, ref)]
    typed = sum(bool(entry.get("why")) for entry in seen)
    if not seen:
        return ""
    return (
        f"What stays in access.log: {len(seen)} of its lines (who looked or took a copy, and when), {typed} "
        "with a reason\nas it was typed. It is a chain and is not rewritten: where a reason names somebody, "
        "note that.\n"
    )
