"""Header blocks inside a text, found by their shape: short "label: value" lines, an address, a date."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from worker.reading.addresses import EMAIL
from worker.reading.dates import date_score
from worker.reading.mailbox import read_mailbox, show_mailboxes
from worker.reading.shapes import MOST_SEARCHED, Line, is_forward_mark, is_marker, is_rule, words

MOST_LINES = 12
_LABEL = re.compile(
    r"[*_]{0,2}([^\W\d_][^:：@<>\"\n]{0,38}?)\s{0,2}[*_]{0,2}\s{0,2}[:：]\s{0,2}[*_]{0,2}(?!//)\s{0,3}(.*)\Z",
    re.DOTALL,
)
_COLON = re.compile(r"[:：]")
_PHRASE = re.compile(r"[^\W\d_][^:：@]{1,60}\s?[:：]\Z")
_HAS_DIGIT = re.compile(r"\d")
# A contact form or a list of facts has these; a client's header block never does.
_NOT_LABELS = {
    "email",
    "e-mail",
    "phone",
    "tel",
    "telephone",
    "mobile",
    "name",
    "link",
    "url",
    "group",
    "poster",
    "http",
    "https",
}
_KINDS = ("from", "date", "subject", "to", "cc", "reply_to", "other")


@dataclass(frozen=True, slots=True)
class Block:
    """A header block: lines ``above`` (its marker) to ``end``, and the values it shows, as written."""

    above: int
    start: int
    end: int
    depth: int
    forward: bool
    from_name: str | None
    from_email: str | None
    to: str | None
    date: str | None
    subject: str | None


@dataclass(slots=True)
class Row:
    """One "label: value" line; ``kinds`` is all that its label can mean in the languages known.

    ``alone`` is set where the value stood on the line below.
    """

    label: str
    value: str
    kinds: frozenset[str]
    alone: bool = False

    @property
    def kind(self) -> str | None:
        """What the label means, where it means one thing."""
        return next(iter(self.kinds)) if len(self.kinds) == 1 else None

    @property
    def has_address(self) -> bool:
        """True when the value shows an address."""
        return EMAIL.search(self.value[:2_000]) is not None


def find_blocks(lines: list[Line]) -> list[Block]:
    """Return every header block of a text, from the top."""
    blocks: list[Block] = []
    index, labelled = 0, [_read_row(line) for line in lines[: MOST_SEARCHED + MOST_LINES]]
    while index < min(len(lines), MOST_SEARCHED):
        if labelled[index] is None:
            index += 1
            continue
        block, end = _find_block(lines, labelled, index)
        if block is not None:
            blocks.append(block)
        index = end
    return blocks


def _find_block(lines: list[Line], labelled: list[Row | None], start: int) -> tuple[Block | None, int]:
    """Return the header block whose first label stands on line ``start``, and where to look next."""
    if len(lines[start].content) > 1_000:
        return None, start + 1
    rows, end = _read_rows(lines, labelled, start)
    if len(rows) > 2 and _is_prose(rows):
        return None, start + 1
    block = _read_block(lines, start, end, rows) if len(rows) >= 3 else None
    if block is not None:
        return block, end
    # A long list of labels is a table or a log; it is not looked through line by line.
    return None, end if len(rows) >= MOST_LINES else start + 1


def _is_prose(rows: list[Row]) -> bool:
    """True when the first row is somebody's words that end in a colon, or a note above the header block."""
    first = rows[0]
    return not first.kinds and (not first.value or {"from", "date"} <= _kinds_of(rows[1:]))


def _read_block(lines: list[Line], start: int, end: int, rows: list[Row]) -> Block | None:
    above, marked, forward = _look_above(lines, start)
    found = _assign(rows)
    if found is not None and not marked:
        above, marked = _look_for_phrase(lines, start, rows, found)
        forward = marked
    if found is None or not _is_block(rows, found, marked):
        return None
    name, email = read_mailbox(found["from"].value) if "from" in found else (None, None)
    return Block(
        above, start, end, lines[start].depth, forward, name, email,
        show_mailboxes(_value(found, "to")), _value(found, "date"), _value(found, "subject"),
    )  # fmt: skip


def _value(found: dict[str, Row], kind: str) -> str | None:
    return (found[kind].value.strip(" *") or None) if kind in found else None


def _look_above(lines: list[Line], start: int) -> tuple[int, bool, bool]:
    """Return where the block's marker begins, whether there is one, and whether it says "forwarded"."""
    above, marked, forward, index = start, False, False, start - 1
    while index >= max(0, start - 4):
        line = lines[index]
        if line.blank:
            index -= 1
            continue
        if not (is_rule(line) or is_marker(line)):
            break
        above, marked, forward = index, True, forward or is_forward_mark(line)
        index -= 1
    return above, marked, forward


def _look_for_phrase(
    lines: list[Line], start: int, rows: list[Row], found: dict[str, Row]
) -> tuple[int, bool]:
    """Apple Mail and Claws write an undashed phrase with a colon; only they show the date third or first."""
    date = next((at for at, row in enumerate(rows) if row is found.get("date")), 1)
    sender = rows[1 if date == 0 else 0]
    if date not in (0, 2) or found.get("from") is not sender:
        return start, False
    above = next((at for at in range(start - 1, max(-1, start - 4), -1) if not lines[at].blank), None)
    if above is None or not _PHRASE.match(lines[above].content[:100]):
        return start, False
    return above, True


# ── rows ───────────────────────────────────────────────────────────────────────────────────


def _read_rows(lines: list[Line], labelled: list[Row | None], start: int) -> tuple[list[Row], int]:
    """Collect the labelled lines of one run; a value may go on over several lines."""
    rows: list[Row] = []
    index, end, depth = start, start, lines[start].depth
    while index < len(labelled) and len(rows) < MOST_LINES:
        line, row = lines[index], labelled[index]
        if line.depth != depth and not line.blank:
            break
        if line.blank:
            if not rows or not _goes_on_after_blank(rows, lines, labelled, index):
                break
        elif row is not None and not _is_value(rows, row) and not _begins_another(rows, row):
            rows.append(Row(row.label, row.value, row.kinds))
            end = index + 1
        elif rows and (_continues(rows, line) or _is_between(rows, lines, labelled, index)):
            rows[-1].alone = rows[-1].alone or not rows[-1].value
            rows[-1].value = f"{rows[-1].value} {line.content}".strip()
            end = index + 1
        elif rows and (bare := _read_bare(line)) and bare.kind not in _kinds_of(rows):
            rows.append(bare)
            end = index + 1
        else:
            break
        index += 1
    return rows, end


def _goes_on_after_blank(rows: list[Row], lines: list[Line], labelled: list[Row | None], index: int) -> bool:
    """Some clients leave an empty line between the labels: only known labels may follow one."""
    if index + 1 >= len(labelled):
        return False
    following, last = labelled[index + 1], rows[-1]
    if following is None:
        alone = not last.value and last.kind in ("from", "to", "date")
        return alone and _suits(last.kind, lines[index + 1].content)
    if following.kind is None:
        return False
    seen = _kinds_of(rows)
    return following.kind not in seen and not {"from", "to", "date", "subject"} <= seen


def _suits(kind: str | None, value: str) -> bool:
    return date_score(value) >= 2 if kind == "date" else EMAIL.search(value[:2_000]) is not None


def _kinds_of(rows: list[Row]) -> set[str | None]:
    return {row.kind for row in rows if row.kind}


def _is_value(rows: list[Row], row: Row) -> bool:
    """Under a known label that stands alone, "Year 3: the trip" is its value."""
    if not rows or rows[-1].value or row.kinds or not row.value:
        return False
    return bool(rows[-1].kinds) or _stand_alone(rows)


def _stand_alone(rows: list[Row]) -> bool:
    """True where the client writes each value on the line below its label."""
    return any(row.alone for row in rows[:-1])


def _begins_another(rows: list[Row], row: Row) -> bool:
    """A second sender under a whole block belongs to the next one."""
    if row.kind == "other":
        return False
    return row.kind in _kinds_of(rows) and {"from", "date"} <= _kinds_of(rows) and len(rows) >= 3


def _read_row(line: Line) -> Row | None:
    if len(line.content) > 20_000 or not _COLON.search(line.content[:60]):
        return None
    found = _LABEL.match(line.content)
    if found is None or len(found[1].split()) > 5:
        return None
    label = fold(found[1])
    kinds = _kinds().get(label, frozenset())
    if not kinds and _HAS_DIGIT.search(label):
        return None
    return Row(label, found[2].strip(), kinds)


def _read_bare(line: Line) -> Row | None:
    """A few translations lost the colon behind "Subject" and "Cc"."""
    label, _, value = line.content.partition(" ")
    kinds = _kinds().get(fold(label), frozenset())
    if len(label) < 2 or not kinds <= {"subject", "cc"} or not kinds or not label[:1].isupper():
        return None
    return Row(fold(label), value.strip(), kinds)


def _continues(rows: list[Row], line: Line) -> bool:
    row = rows[-1]
    if not row.value:
        return bool(row.kinds) or _stand_alone(rows) or "@" in line.content or date_score(line.content) >= 3
    if row.kind == "from" and line.content[:1] in "<[(" and "@" in line.content and not row.has_address:
        return True
    if line.whole[:1] in (" ", "\t") and row.kind != "other" and line.depth == 0:
        return len(row.value) < 4_000
    if row.kind not in ("to", "cc") and not (row.kind is None and row.has_address):
        return False
    return row.value.endswith((",", ";")) or ("@" in line.content and _is_recipients(line.content))


def _is_recipients(content: str) -> bool:
    """A line of a recipient list has little beside addresses; a sentence with one in it goes on."""
    return content.endswith((">", ",", ";", "]")) or len(content.split()) <= 4


def _is_between(rows: list[Row], lines: list[Line], labelled: list[Row | None], index: int) -> bool:
    """A line between two labels is the rest of the value above it, where a client wrapped it."""
    following = labelled[index + 1] if index + 1 < len(labelled) else None
    if following is None or following.kind in (None, "other") or lines[index + 1].depth != lines[index].depth:
        return False
    return following.kind not in _kinds_of(rows) and len(rows[-1].value) < 1_000


def fold(label: str) -> str:
    """Write a label as the lists do: composed, lower case, without marks around it."""
    label = label.strip(" *_\t").lower()
    if label.isascii():
        return label
    return unicodedata.normalize("NFC", label).replace("i\u0307", "i")


@cache
def _kinds() -> dict[str, frozenset[str]]:
    kinds: dict[str, set[str]] = {}
    for kind in _KINDS:
        for label in words("labels", kind):
            kinds.setdefault(label, set()).add(kind)
    return {label: frozenset(found) for label, found in kinds.items()}


# ── which row is which ─────────────────────────────────────────────────────────────────────


def _assign(rows: list[Row]) -> dict[str, Row] | None:
    """Say which row is the sender, the date, the recipients and the subject; labels first, then shape."""
    if any(row.label in _NOT_LABELS for row in rows):
        return None
    found: dict[str, Row] = {}
    for row in rows:
        if row.kind in ("from", "to", "subject", "date"):
            found.setdefault(row.kind, row)
    _assign_date(rows, found)
    rest = [row for row in rows if row.kind is None and row is not found.get("date")]
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
    likely = [row for row in rest if "from" in row.kinds] or rest
    addressed = [row for row in likely if row.has_address]
    dated_second = len(rows) > 1 and found.get("date") is rows[1]
    if likely[0] is rows[0] and (not addressed or (dated_second and not rows[-1].has_address)):
        found["from"] = likely[0]
    elif addressed:
        found["from"] = addressed[0]


def _subject_comes_first(rows: list[Row], found: dict[str, Row]) -> bool:
    """Apple Mail's order (sender, subject, date, recipients): the date is third."""
    return len(rows) > 2 and found.get("date") is rows[2]


def _is_block(rows: list[Row], found: dict[str, Row], marked: bool) -> bool:
    known = {kind for kind, row in found.items() if kind in row.kinds}
    address = any(row.has_address for row in rows)
    dated = "date" in found and date_score(found["date"].value) >= 2
    if "from" not in found or not found["from"].value:
        return False
    if len(known) >= 3 and "from" in known:
        # Names alone may be a journey ("From: London"); a client also shows the time and the subject.
        timed = dated and "subject" in known and date_score(found["date"].value) >= 4
        return address or marked or timed
    if len(known) == 2 and "from" in known:
        return dated and (address or marked)
    return dated and address and (marked or len(rows) >= 4)
