"""How much of a set of reports is read as expected: ``python -m tests.bench.reports FILE.jsonl``.

Each line of the file is a row: the mail in fields (from_addr, subject, body, attachments, headers) and
what should be read of it (expected). Prints the hits by field, and every miss.
"""

from __future__ import annotations

import base64
import json
import sys
from collections import Counter
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from worker.deciding.judging.showing import read_bytes

INBOX = "onlineconcerns@"
SCHOOL = "fellside.sch.example"
_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def build_mail(row: dict[str, Any]) -> bytes:
    """The bytes of the mail a row describes, attachments and inner mails included."""
    mail = EmailMessage()
    mail["From"] = row["from_addr"]
    mail["To"] = row.get("to_addr", INBOX + _school_of(row["from_addr"]))
    mail["Date"] = format_datetime(datetime(2026, 11, 20, 9, 0, tzinfo=UTC))
    mail["Message-ID"] = f"<{row['id'].lower()}@mail.example>"
    mail["Subject"] = row["subject"]
    for name, value in row.get("headers", {}).items():
        mail[name] = value
    mail.set_content(row["body"])
    for item in row.get("attachments", ()):
        _attach(mail, item)
    return mail.as_bytes()


def _school_of(reporter: str) -> str:
    """The domain of the reporter's own school, to whose inbox they write; of somebody's own mailbox, ours."""
    labels = reporter.rpartition("@")[2].split(".")
    return ".".join(labels[-3:]) if labels[-2:] == ["sch", "example"] else SCHOOL


def _attach(mail: EmailMessage, item: dict[str, Any]) -> None:
    if item["mime"] == "message/rfc822":
        inner = EmailMessage()
        inner["From"] = item["inner_from"]
        inner["To"] = mail["From"]
        inner["Subject"] = item["inner_subject"]
        inner["Date"] = format_datetime(datetime.fromisoformat(item["inner_date"]))
        inner["Message-ID"] = "<inner@mail.example>"
        inner.set_content(item["inner_text"])
        for name in item.get("inner_attachments", ()):
            inner.add_attachment(_picture(30_000), maintype="image", subtype="png", filename=name)
        mail.add_attachment(inner, filename=item["filename"])
        return
    main, _, sub = item["mime"].partition("/")
    small = item.get("inline", False)
    mail.add_attachment(
        _picture(2_000 if small else 90_000),
        maintype=main,
        subtype=sub,
        filename=item["filename"],
        disposition="inline" if small else "attachment",
        cid=f"<{item['filename']}@01>" if small else None,
    )


def _picture(size: int) -> bytes:
    """A picture of about ``size`` bytes: what counts here is its name, type and size."""
    return _PIXEL + b"\0" * (size - len(_PIXEL))


def find_hits(read: dict[str, Any], expected: dict[str, Any]) -> dict[str, bool]:
    """Field by field, whether a row was read as expected. Grounds may add those marked optional."""
    post = read["posts"][0] if read["posts"] else {}
    grounds, wanted = {g["id"] for g in read["grounds"]}, set(expected["grounds"])
    return {
        **{name: read[name] == expected[name] for name in ("kind", "urgency", "case_ref")},
        **{name: post.get(name) == expected[name] for name in ("platform", "poster_name", "url")},
        "urls": [p["url"] for p in read["posts"] if p["url"]] == expected["urls"],
        "quoted_text": post.get("text") == expected["quoted_text"],
        "grounds": wanted <= grounds <= wanted | set(expected["grounds_optional"]),
        "flags, all found": set(expected["flags"]) <= set(read["flags"]),
        "flags, none extra": set(read["flags"]) <= set(expected["flags"]),
        "ask_back": set(read["ask_back"]) == set(expected["ask_back"]),
    }


def measure(path: Path) -> None:
    """Print every miss of a file of rows, then the hits by field."""
    hits: Counter[str] = Counter()
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    for row in rows:
        read = read_bytes(row["id"], build_mail(row))
        for name, hit in find_hits(read, row["expected"]).items():
            hits[name] += hit
            if not hit:
                sys.stdout.write(f"{row['id']}: {name}\n")
    for name, count in hits.items():
        sys.stdout.write(f"{name:18} {count}/{len(rows)}\n")


if __name__ == "__main__":
    measure(Path(sys.argv[1]))
