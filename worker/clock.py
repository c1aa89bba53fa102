"""The only clock. It enters at the shell (service, commands); below it, time is an argument."""

from __future__ import annotations

from datetime import UTC, datetime


def clock() -> datetime:
    """Return the present instant, aware, in UTC."""
    return datetime.now(UTC)  # noqa: TID251  the one place
