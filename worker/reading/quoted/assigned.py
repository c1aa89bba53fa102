"""Which labelled line of a header block is the sender, the date, the recipients and the subject."""

from __future__ import annotations

import re

from worker.reading.quoted.dates import date_score, has_clock
from worker.reading.quoted.row import Row

_LETTER = re.compile(r"[^\W\d_]")


def assign(rows: list[Row], told: Row | None) -> dict[str, Row]:
    """Say which row is the sender, the date, the recipients and the subject; labels first, then shape.

    ``told`` is the row that repeats the mail's subject.
    """
    found: dict[str, Row] = {} if told is None else {"subject": told}
    for row in rows:
        if row.kind in ("from", "to", "subject", "date"):
            found.setdefault(row.kind, row)
    _assign_date(rows, found)
    rest = [row for row in rows if row.kind is None and row not in (found.get("date"), found.get("subject"))]
    _assign_sender(rows, rest, found)
    rest = [row for row in rest if row is not found.get("from")]
    if "to" not in found and rest:
        addressed = [row for row in rest if row.has_address]
        bare = rest[-1] if _subject_comes_first(rows, found) else rest[0]
        choice = addressed[0] if addressed else bare
        if addressed or len(rest) > 1 or "subject" in found:
            found["to"] = choice
            rest = [row for row in rest if row is not choice]
    if "subject" not in found:
        unaddressed = [row for row in rest if not row.has_address] or rest
        if unaddressed:
            found["subject"] = unaddressed[0]
    return found


def _assign_date(rows: list[Row], found: dict[str, Row]) -> None:
    """A label that says "date" above no date gives way to an unknown label above one."""
    labelled = found.get("date")
    if labelled is not None and date_score(labelled.value) > 0:
        return
    scores = [date_score(row.value) if row.kind in (None, "date") else 0 for row in rows]
    if max(scores) >= 2:
        found["date"] = rows[scores.index(max(scores))]


def _assign_sender(rows: list[Row], rest: list[Row], found: dict[str, Row]) -> None:
    """The sender is the first address, but where Outlook shows bare names it is the first row."""
    if "from" in found or not rest:
        return
    named = [row for row in rest if "from" in row.kinds]
    likely = named or rest
    addressed = [row for row in likely if row.has_address]
    dated_second = len(rows) > 1 and found.get("date") is rows[1]
    if likely[0] is rows[0] and (not addressed or (dated_second and not rows[-1].has_address)):
        found["from"] = likely[0]
    elif addressed or named:
        found["from"] = (addressed or named)[0]


def _subject_comes_first(rows: list[Row], found: dict[str, Row]) -> bool:
    """Apple Mail's order (sender, subject, date, recipients): the date is third."""
    return len(rows) > 2 and found.get("date") is rows[2]


def is_told(rows: list[Row], found: dict[str, Row], told: Row | None, sure: bool) -> bool:
    """True where rows show a name, a date with its time and the mail's own subject, in whatever language.

    Under a rule, where the subject speaks of a forward, the date second as Outlook has it does too.
    """
    sender = found.get("from")
    if sender is None or not sender.value or _score(found) < 4:
        return False
    if told is not None:
        return found.get("subject") is told and sender is not told
    return sure and sender is rows[0] and found["date"] is rows[1] and len(rows) in (4, 5)


def is_short(found: dict[str, Row], forward: bool, trusted: bool) -> bool:
    """Two known labels do under a marker that says "forwarded", where one shows the sender's address.

    Where the mail's subject says so, they do where they show the sender, and when with the time.
    """
    if len(found) != 2 or "from" not in found or not all(kind in row.kinds for kind, row in found.items()):
        return False
    timed = _score(found) >= 4
    return (forward and found["from"].has_address) or (trusted and timed and bool(found["from"].value))


def is_framed(found: dict[str, Row]) -> bool:
    """Under a ruled marker two labels do in any language: the sender's address, and a date with its time."""
    return "from" in found and found["from"].has_address and _score(found) >= 4


def is_block(rows: list[Row], found: dict[str, Row], marked: bool, trusted: bool) -> bool:
    """Whether three rows or more are a client's: by known labels, an address and a date.

    ``marked`` says that a marker stands above, ``trusted`` that the mail's subject speaks of a forward.
    """
    if "from" not in found or not _LETTER.search(found["from"].value):
        return False
    known = {kind for kind, row in found.items() if kind in row.kinds}
    address, score = any(row.has_address for row in rows), _score(found)
    dated = score >= 2
    if len(known) >= 3 and "from" in known:
        # Names alone may be a journey ("From: London"); a client also shows the time and the subject.
        titled = "subject" in known
        timed = score >= 4 or ("date" in known and has_clock(found["date"].value))
        # No client leaves out both address and date; what somebody typed in a mail may ("To: all").
        if address or marked or (titled and timed):
            return True
        return trusted and "date" in found and (titled or timed)
    trusted = trusted or marked
    if len(known) == 2 and "from" in known:
        return dated and (address or trusted)
    # No client closes with the sender; a list of facts does ("Questions: office@one.example").
    return dated and address and (trusted or (len(rows) >= 4 and found["from"] is not rows[-1]))


def knows_sender(found: dict[str, Row]) -> bool:
    """True where the sender's label is one of a client's."""
    return "from" in found and "from" in found["from"].kinds


def _score(found: dict[str, Row]) -> int:
    """How much the row of the date looks like one, 0 where there is none: 4 and more has a time."""
    return date_score(found["date"].value) if "date" in found else 0
