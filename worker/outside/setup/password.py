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
        setting = f"{self.account}.password_file"
        try:
            found = read_private(file, setting, private=private).partition("\n")[0].rstrip("\r")
        except _Unread as wrong:
            raise self._amiss(str(wrong)) from wrong
        if not found:
            raise self._amiss(f"{file} is empty")
        return found

    def _amiss(self, what: str) -> Misconfigured:
        return Misconfigured([f"{self.account}.password_file: {what}. {places_for(self.account)}"])


@dataclass(frozen=True, slots=True)
class KeyFile:
    """A secret of ``[signin]`` that a file holds whole, read anew at each call.

    ``setting`` names the file in the settings; without a file there, systemd's credential of the name
    ``credential`` is read. Calling it raises `Misconfigured` where there is neither.
    """

    setting: str
    credential: str
    file: Path | None
    environ: Mapping[str, str] = field(repr=False)

    @property
    def is_there(self) -> bool:
        """Whether anything has been given, readable or not."""
        return self.file is not None or self._given() is not None

    def __call__(self) -> str:
        """The text of the file, without white space at its ends."""
        given = self._given()
        file = self.file or given
        if file is None:
            raise self._amiss("not set")
        try:
            found = read_private(file, f"signin.{self.setting}", private=self.file is not None).strip()
        except _Unread as wrong:
            raise self._amiss(str(wrong)) from wrong
        if not found:
            raise self._amiss(f"{file} is empty")
        return found

    def _given(self) -> Path | None:
        folder = self.environ.get("CREDENTIALS_DIRECTORY")
        found = Path(folder, self.credential) if folder else None
        return found if found and found.exists() else None

    def _amiss(self, what: str) -> Misconfigured:
        remedy = (
            "Put it in a file only Headsup can read and name that there, or give it to systemd: "
            f"LoadCredential={self.credential}:/path."
        )
        return Misconfigured([f"signin.{self.setting}: {what}. {remedy}"])


class _Unread(Exception):
    """A file that cannot be read; the text is why."""


def read_private(file: Path, setting: str, *, private: bool) -> str:
    """A file's text; a ``private`` one that everyone may read is refused with Misconfigured."""
    try:
        if private and file.stat().st_mode & 0o007:
            raise Misconfigured([f"{setting}: {file} is open to everyone. Run: chmod o-rwx {file}"])
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as wrong:
        why = wrong.strerror if isinstance(wrong, OSError) else "it is not text"
        raise _Unread(f"{file} cannot be read ({why})") from wrong
