"""Header blocks inside a text, found by their shape: short "label: value" lines, an address, a date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from worker.reading.addresses import EMAIL
from worker.reading.dates import date_score
from worker.reading.shapes import MOST_SEARCHED, Line, is_forward_mark, is_marker, is_rule, words

MOST_LINES = 12
_LABEL = re.compile(
    r"[*_]{0,2}([^\W\d_][^:：@<>\"/\n]{0,38}?)\s{0,2}[*_]{0,2}\s{0,2}[:：]\s{0,2}[*_]{0,2}(?!//)\s{0,3}(.*)\Z",
    re.DOTALL,
)
_COLON = re.compile(r"[:：]")
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
class _Row:
    label: str
    value: str
    kind: str | None

    @property
    def has_address(self) -> bool:
        return EMAIL.search(self.value[:2_000]) is not None


def find_blocks(lines: list[Line]) -> list[Block]:
    """Return every header block of a text, from the top."""
    blocks: list[Block] = []
    index = 0
    while index < min(len(lines), MOST_SEARCHED):
        block, end = _find_block(lines, index)
        if block is not None:
            blocks.append(block)
        index = end
    return blocks


def _find_block(lines: list[Line], start: int) -> tuple[Block | None, int]:
    """Return the header block whose first label stands on line ``start``, and where to look next."""
    first = lines[start]
    if len(first.content) > 1_000 or not _COLON.search(first.content):
        return None, start + 1
    rows, end = _read_rows(lines, start)
    block = _read_block(lines, start, end, rows) if len(rows) >= 3 else None
    if block is not None:
        return block, end
    # A long list of labels is a table or a log; it is not looked through line by line.
    return None, end if len(rows) >= MOST_LINES else start + 1


def _read_block(lines: list[Line], start: int, end: int, rows: list[_Row]) -> Block | None:
    above, marked, forward = _look_above(lines, start)
    found = _assign(rows)
    if found is None or not _is_block(rows, found, marked):
        return None
    name, email = read_mailbox(found["from"].value) if "from" in found else (None, None)
    return Block(
        above, start, end, lines[start].depth, forward, name, email,
        _value(found, "to"), _value(found, "date"), _value(found, "subject"),
    )  # fmt: skip


def _value(found: dict[str, _Row], kind: str) -> str | None:
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


# ── rows ───────────────────────────────────────────────────────────────────────────────────


def _read_rows(lines: list[Line], start: int) -> tuple[list[_Row], int]:
    """Collect the labelled lines of one run; a list of recipients may go on over several lines."""
    rows: list[_Row] = []
    index, end, depth = start, start, lines[start].depth
    while index < len(lines) and len(rows) < MOST_LINES:
        line = lines[index]
        if line.depth != depth and not line.blank:
            break
        row = _read_row(line)
        if line.blank:
            # Some clients leave an empty line between the labels: only known labels may follow one.
            nearby = _read_row(lines[index + 1]) if index + 1 < len(lines) and rows else None
            if nearby is None or nearby.kind is None or nearby.kind in {known.kind for known in rows}:
                break
        elif row is not None and not (
            row.kind and row.kind in {known.kind for known in rows} and _is_whole(rows)
        ):
            rows.append(row)
            end = index + 1
        elif rows and _continues(rows[-1], line):
            rows[-1].value = f"{rows[-1].value} {line.content}".strip()
            end = index + 1
        else:
            break
        index += 1
    return rows, end


def _is_whole(rows: list[_Row]) -> bool:
    kinds = {row.kind for row in rows}
    return {"from", "date"} <= kinds and len(rows) >= 3


def _read_row(line: Line) -> _Row | None:
    if len(line.content) > 20_000:
        return None
    found = _LABEL.match(line.content)
    if found is None or len(found[1].split()) > 5:
        return None
    label = found[1].strip(" *_").lower()
    return _Row(label, found[2].strip(), _kinds().get(label))


def _continues(row: _Row, line: Line) -> bool:
    if not row.value:
        return row.kind is not None
    if line.whole[:1] in (" ", "\t") and row.kind != "other" and line.depth == 0:
        return len(row.value) < 4_000
    return row.kind in ("to", "cc") and ("@" in line.content or row.value.endswith((",", ";")))


@cache
def _kinds() -> dict[str, str]:
    return {label: kind for kind in reversed(_KINDS) for label in words("labels", kind)}


# ── which row is which ─────────────────────────────────────────────────────────────────────


def _assign(rows: list[_Row]) -> dict[str, _Row] | None:
    """Say which row is the sender, the date, the recipients and the subject; labels first, then shape."""
    if any(row.label in _NOT_LABELS for row in rows):
        return None
    found: dict[str, _Row] = {}
    for row in rows:
        if row.kind in ("from", "to", "subject", "date"):
            found.setdefault(row.kind, row)
    scores = [date_score(row.value) if row.kind in (None, "date") else 0 for row in rows]
    if "date" not in found and max(scores) >= 2:
        found["date"] = rows[scores.index(max(scores))]
    rest = [row for row in rows if row.kind is None and row is not found.get("date")]
    _assign_sender(rows, rest, found)
    rest = [row for row in rest if row is not found.get("from")]
    if "to" not in found and rest:
        addressed = [row for row in rest if row.has_address]
        bare = rest[-1] if _subject_comes_first(rows, found) else rest[0]
        choice = addressed[0] if addressed else bare
        if addressed or len(rest) > 1:
            found["to"] = choice
            rest = [row for row in rest if row is not choice]
    if "subject" not in found:
        unaddressed = [row for row in rest if not row.has_address] or rest
        if unaddressed:
            found["subject"] = unaddressed[0]
    return found


def _assign_sender(rows: list[_Row], rest: list[_Row], found: dict[str, _Row]) -> None:
    """The sender is the first address, but where Outlook shows bare names it is the first row."""
    if "from" in found or not rest:
        return
    addressed = [row for row in rest if row.has_address]
    dated_second = len(rows) > 1 and found.get("date") is rows[1]
    if rest[0] is rows[0] and (not addressed or (dated_second and not rows[-1].has_address)):
        found["from"] = rest[0]
    elif addressed:
        found["from"] = addressed[0]


def _subject_comes_first(rows: list[_Row], found: dict[str, _Row]) -> bool:
    """Apple Mail's order (sender, subject, date, recipients): the date is third."""
    return len(rows) > 2 and found.get("date") is rows[2]


def _is_block(rows: list[_Row], found: dict[str, _Row], marked: bool) -> bool:
    known = {row.kind for row in rows if row.kind in ("from", "date", "subject", "to")}
    address = any(row.has_address for row in rows)
    dated = "date" in found and date_score(found["date"].value) >= 2
    if "from" not in found or not found["from"].value:
        return False
    if len(known) >= 3 and "from" in known:
        return dated or address or marked
    if len(known) == 2 and "from" in known:
        return dated and (address or marked)
    return dated and address and (marked or len(rows) >= 4)


# ── mailboxes as clients show them ─────────────────────────────────────────────────────────

_NAME_EDGES = " \t\"'*_<>[]()“”„«»‘’,;:|"


def read_mailbox(value: str) -> tuple[str | None, str | None]:
    """Return the name and the address of the first mailbox of a shown value, each None when not shown."""
    value = value[:2_000].replace("mailto:", "")
    found = EMAIL.search(value)
    if found is None:
        return value.split(";")[0].strip(_NAME_EDGES) or None, None
    name = value[: found.start()].strip(_NAME_EDGES)
    if not name:
        after = re.match(r"[>\])]?\s?\(([^()@]{1,100})\)", value[found.end() :])
        name = after[1].strip(_NAME_EDGES) if after else ""
    return name or None, found[0].strip(".'*_").lower()
