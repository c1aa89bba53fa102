"""The token cache: one file in the data folder, ours alone (0600), replaced in one step."""

from __future__ import annotations

import json
import os
import stat
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from worker.errors import Misconfigured
from worker.outside.data.disk import write_atomically

NAME = "tokens.json"


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept between starts. ``whose`` says for which settings: others' tokens are none of ours.

    ``library`` is what the sign-in library wants to have back; ``renewed_at`` is when the sign-in
    service last granted anything.
    """

    whose: str
    token: str = ""
    expires_at: str = ""
    renewed_at: str = ""
    library: str = ""

    @property
    def expires(self) -> datetime:
        """When the access token ends; long ago where there is none."""
        return _instant(self.expires_at) or datetime.min.replace(tzinfo=UTC)

    @property
    def renewed(self) -> datetime | None:
        """When it was last renewed."""
        return _instant(self.renewed_at)


def read_kept(folder: Path, whose: str) -> Kept:
    """What is kept for these settings; nothing where the file is missing, damaged, or for other settings.

    Raises Misconfigured when others can read it, or we cannot.
    """
    path = folder / NAME
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & 0o077:
            others = f"{path} can be read by other users of this machine (mode {mode:04o})."
            raise Misconfigured([f"{others} Run: chmod 600 {path}"])
        found = json.loads(path.read_text("utf-8"))
        kept = Kept(**found)
    except (FileNotFoundError, NotADirectoryError, ValueError, TypeError):
        return Kept(whose)  # a lost token is asked for again
    except PermissionError as error:
        raise Misconfigured(
            [f"{path} cannot be read by this user. Run: chown --reference={folder} {path}"]
        ) from error
    return kept if kept.whose == whose else Kept(whose)


def keep(folder: Path, kept: Kept) -> None:
    """Write it, if there is a data folder yet. OSError when the disk says no."""
    if not folder.is_dir():
        return
    path = folder / NAME
    write_atomically(path, json.dumps(asdict(kept)).encode())
    owner = folder.stat()
    if os.geteuid() == 0 and owner.st_uid != 0:  # looked at by root; the service must be able to read it
        os.chown(path, owner.st_uid, owner.st_gid)


def _instant(text: object) -> datetime | None:
    try:
        return datetime.fromisoformat(str(text)).astimezone(UTC)
    except ValueError:
        return None
