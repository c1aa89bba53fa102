"""What takes care in IMAP: signing in, folder names, moving, large mails.

``client`` is the inbox's connection (an imapclient.IMAPClient), its folder selected.
"""

from __future__ import annotations

import contextlib
import imaplib
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from worker.errors import Misconfigured, Unreachable
from worker.outside.setup.credentials import Token, choose_mechanism, first_response, say_why
from worker.outside.wire import in_words, one_line, require_encryption

_PASSING = re.compile(r"\[(UNAVAILABLE|INUSE|LIMIT|SERVERBUG)\b", re.IGNORECASE)
_LATER = re.compile(r"\[(UNAVAILABLE|INUSE)\b", re.IGNORECASE)
_UID = re.compile(rb"\bUID (\d+)")
_PIECE = 1 << 20
_ROOM = 64 << 20
SENT = "Headsup/Sent"
"""Where copies of what left lie by the settings as they are shipped."""


@dataclass(frozen=True, slots=True)
class ImapSettings:
    """Where the reporting inbox is. Folder names are written with "/" whatever the server uses.

    Raises Misconfigured for a connection without TLS to another machine.
    """

    host: str
    port: int
    user: str
    tls: bool = True
    ca_file: str | None = None
    folder: str = "INBOX"
    filed: str = "Headsup/Filed"
    held: str = "Headsup/Held"
    quarantine: str = "Headsup/Quarantine"
    sent: str = SENT
    """For copies of what left, where the server marks no folder for them; "" for no copies of ours."""
    connect_seconds: float = 10.0
    read_seconds: float = 60.0

    def __post_init__(self) -> None:
        if not self.tls:
            require_encryption("imap", self.host)


@dataclass(frozen=True, slots=True)
class Naming:
    """How a server writes folder names: the prefix of one's own folders and the separator of levels."""

    prefix: str
    separator: str

    def on_server(self, name: str) -> str:
        """The server's name of a folder we write with "/" between levels, as ``Headsup/Filed``."""
        if name.upper() == "INBOX":
            return "INBOX"
        path = (self.separator or "-").join(name.split("/"))
        return path if path.startswith(self.prefix) else self.prefix + path


def read_naming(client: Any) -> Naming:
    """Ask the server for its naming: NAMESPACE (RFC 2342), or else what ``LIST "" ""`` tells."""
    personal = client.namespace().personal if client.has_capability("NAMESPACE") else None
    if personal:
        prefix, separator = personal[0][:2]
        return Naming(prefix or "", separator or "")
    listed = client.list_folders("", "")
    return Naming("", (listed[0][1] or b"").decode("ascii") if listed else "/")


def sign_in(client: Any, settings: ImapSettings, secret: str | Token, where: str) -> None:
    """Sign in by password or token; Misconfigured if it is refused, Unreachable if that may pass."""
    user = settings.user
    try:
        if isinstance(secret, Token):
            _sign_in_by_token(client, settings, secret, where)
        elif (user + secret).isascii() and not set(user) & set(' "(){}%*\\'):
            client.login(user, secret)
        else:  # imaplib can neither quote a user name nor send LOGIN in UTF-8
            client.plain_login(user, secret)
    except imaplib.IMAP4.error as error:
        # A connection lost while signing in comes as a refused login too.
        if _is_lost(error) or _will_pass(error):
            raise Unreachable(f"{where}: {in_words(error)}.") from error
        words = one_line(str(error))
        advice = (
            say_why("imap", user, secret, words)
            or "Check user and password, and that this account may use IMAP."
        )
        problem = f"[imap] {where} refuses the login of {user}. {advice} (The server says: {words})"
        raise Misconfigured([problem]) from error


def _sign_in_by_token(client: Any, settings: ImapSettings, token: Token, where: str) -> None:
    """AUTHENTICATE (RFC 9051 §6.2.2); what a server says before its "no" is answered with nothing."""
    offered = {name.removeprefix("AUTH=") for name in client._imap.capabilities if name.startswith("AUTH=")}
    mechanism = choose_mechanism(offered)
    if mechanism is None:
        raise Misconfigured([f"[imap] {where} takes no tokens (XOAUTH2). Check host, or signin.method."])
    answers = [first_response(mechanism, settings.user, token.value, settings.host, settings.port)]
    client._imap.authenticate(mechanism, lambda _challenge: answers.pop(0) if answers else b"")


def _is_lost(error: BaseException) -> bool:
    return isinstance(error, imaplib.IMAP4.abort) or isinstance(error.__context__, imaplib.IMAP4.abort)


@contextlib.contextmanager
def refusing_the_locked_out(user: str, secret: str | Token, where: str) -> Iterator[None]:
    """Misconfigured where a server signs in and then opens nothing, as Exchange Online does."""
    try:
        yield
    except (imaplib.IMAP4.error, Misconfigured) as error:
        words = one_line(str(error))
        if "authenticated but not connected" not in words:
            raise
        advice = say_why("imap", user, secret, words)
        problem = f"[imap] {where} opens no mailbox for {user}. {advice} (The server says: {words})"
        raise Misconfigured([problem]) from error


def open_folder(client: Any, folder: str, user: str, where: str) -> int:
    """SELECT a folder for reading and writing; its UIDVALIDITY (0 if the server has none)."""
    try:
        uidvalidity: int = client.select_folder(folder).get(b"UIDVALIDITY", 0)
    except imaplib.IMAP4.readonly as error:
        problem = f"[imap] folder: {user} may read {folder} on {where} but not move mail."
        raise Misconfigured([problem]) from error
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as error:
        if _will_pass(error):
            raise
        problem = f"[imap] folder: {folder} cannot be opened on {where} ({one_line(str(error))})."
        raise Misconfigured([problem]) from error
    return uidvalidity


def _will_pass(refusal: Exception) -> bool:
    """Whether a refusal's response code says "not now" rather than "no" (RFC 5530 §3)."""
    return _PASSING.search(str(refusal)) is not None


def says_later(refusal: BaseException | None) -> bool:
    """Whether a refused FETCH is about the server and not the message (RFC 5530 §3).

    Servers say SERVERBUG and LIMIT of a single message that is damaged or too much for them.
    """
    return _LATER.search(str(refusal)) is not None


def fetch_uids(client: Any) -> set[int]:
    """The UIDs of all messages, without a search."""
    _, answers = client._imap.uid("FETCH", "1:*", "(UID)")
    return {int(uid) for answer in answers for uid in _UID.findall(answer or b"")}


def fetch_in_pieces(client: Any, uid: int, size: int) -> bytes | None:
    """A large message, read until a piece falls short (servers may tell a wrong size).

    None if it is gone, or comes to no end: twice its size is more than a wrong count of lines would explain.
    """
    # Room for all of it at once: growing piece by piece can cost as much memory again.
    whole = io.BytesIO(bytes(min(size, _ROOM)))
    while True:
        start = whole.tell()
        answer = client.fetch([uid], [f"BODY.PEEK[]<{start}.{_PIECE}>"])
        piece = answer.get(uid, {}).get(b"BODY[]<%d>" % start)
        if piece is None:
            return None
        whole.write(piece)
        if len(piece) < _PIECE:
            whole.truncate()
            return whole.getvalue()
        if whole.tell() > 2 * max(size, _PIECE):
            return None


def move_to(client: Any, uids: Sequence[int], folder: str) -> None:
    """MOVE (RFC 6851), or copy first and only then remove, so that a crash leaves two and never none."""
    if client.has_capability("MOVE"):
        try:
            client.move(uids, folder)
        except imaplib.IMAP4.abort:
            raise
        except imaplib.IMAP4.error:
            # Offered and refused: copying does the same, or tells why it cannot be done.
            pass
        else:
            return
    client.copy(uids, folder)
    client.add_flags(uids, [b"\\Deleted"], silent=True)
    if client.has_capability("UIDPLUS"):
        client.uid_expunge(uids)
    elif set(client.search(["DELETED"])) <= set(uids):
        # EXPUNGE takes every deleted message; one that somebody else marked is not ours to destroy.
        client.expunge()
