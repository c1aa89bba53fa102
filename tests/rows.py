"""Mails built from rows of reports: the body, subject, headers and attachments a row describes."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any

INBOX = "onlineconcerns@fellside.sch.example"
_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def build_mail(row: dict[str, Any]) -> bytes:
    """The bytes of the mail a row describes, attachments and inner mails included."""
    mail = EmailMessage()
    mail["From"] = row["from_addr"]
    mail["To"] = row.get("to_addr", INBOX)
    mail["Date"] = format_datetime(datetime(2026, 11, 20, 9, 0, tzinfo=UTC))
    mail["Message-ID"] = f"<{row['id'].lower()}@mail.example>"
    mail["Subject"] = row["subject"]
    for name, value in row.get("headers", {}).items():
        mail[name] = value
    mail.set_content(row["body"])
    for item in row.get("attachments", ()):
        _attach(mail, item)
    return mail.as_bytes()


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


__all__ = ["INBOX", "build_mail", "parsedate_to_datetime"]
