"""Where passwords come from: the environment, a file, or systemd's credentials. Never ``config.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from worker.errors import Misconfigured


def places_for(account: str) -> str:
    """Where the password of ``imap`` or ``smtp`` may be kept: the remedy wherever one is amiss."""
    return (
        f"Put it in the environment as HEADSUP_{account.upper()}_PASSWORD, in a file only Headsup can read "
        f"and name that in {account}.password_file, or give it to systemd: "
        f"LoadCredential={account}-password:/path."
    )


@dataclass(frozen=True, slots=True)
class Password:
    """One account's password, read anew at each call, so that a changed one needs no restart.

    ``account`` is ``imap`` or ``smtp``; without ``needed`` it is empty. Calling it raises
    `Misconfigured`, naming the remedy, when there is none.
    """

    account: str
    file: Path | None
    environ: Mapping[str, str] = field(repr=False)
    needed: bool = True

    def __call__(self) -> str:
        """The password."""
        if not self.needed:
            return ""
        given = self.environ.get(f"HEADSUP_{self.account.upper()}_PASSWORD")
        if given:
            return given
        if self.file is not None:
            return self._read(self.file, private=True)
        folder = self.environ.get("CREDENTIALS_DIRECTORY")
        credential = Path(folder, f"{self.account}-password") if folder else None
        if credential is not None and credential.exists():
            return self._read(credential, private=False)
        raise self._amiss(f"no password for {self.account}.user")

    def _read(self, file: Path, *, private: bool) -> str:
        """The file's first line; a ``private`` file that others may read is refused."""
        try:
            if private and file.stat().st_mode & 0o007:
                raise Misconfigured(
                    [f"{self.account}.password_file: {file} is open to everyone. Run: chmod o-rwx {file}"]
                )
            found = file.read_text("utf-8").partition("\n")[0].rstrip("\r")
        except (OSError, UnicodeDecodeError) as wrong:
            why = wrong.strerror if isinstance(wrong, OSError) else "it is not text"
            raise self._amiss(f"{file} cannot be read ({why})") from wrong
        if not found:
            raise self._amiss(f"{file} is empty")
        return found

    def _amiss(self, what: str) -> Misconfigured:
        return Misconfigured([f"{self.account}.password_file: {what}. {places_for(self.account)}"])
