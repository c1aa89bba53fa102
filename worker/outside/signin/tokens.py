"""Tokens for one mailbox: fetched when needed, kept, renewed ahead of their end, explained when refused."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from worker.errors import Misconfigured, Unreachable
from worker.outside.setup.credentials import Token
from worker.outside.signin.cache import Kept, keep, read_kept
from worker.outside.signin.plan import Granted, Refused, SigninSettings, Source
from worker.outside.signin.refusals import Facts, explain, find_refusal, say
from worker.outside.wire import in_words, one_line

AHEAD = timedelta(minutes=10)
"""A token is renewed so long before its end: a long session must not outlive it."""
WEEKS_AHEAD = timedelta(weeks=6)
"""When an end is first told of."""
CODE_LASTS = timedelta(days=90)
"""How long an unused sign-in by code holds (learn.microsoft.com, "Refresh tokens", read 2026-11-29)."""


class Tokens:
    """The source of one mailbox's access tokens: call it for one. ``folder`` is the data folder.

    Calling raises Misconfigured, with the remedy, when the sign-in service refuses, and Unreachable
    when it cannot be asked just now. For one thread.
    """

    def __init__(
        self, settings: SigninSettings, user: str, folder: Path, now: Callable[[], datetime]
    ) -> None:
        self.settings = settings
        self._user = user
        self._folder = folder
        self._now = now
        self._whose = "|".join(
            (settings.method, settings.authority, settings.tenant, settings.client_id, user, settings.account)
        )
        self._kept: Kept | None = None

    def __call__(self) -> Token:
        """A token that holds for some minutes yet."""
        kept = self._kept = self._kept or read_kept(self._folder, self._whose)
        if not kept.token or kept.expires - AHEAD <= self._now():
            with self._explained():
                kept = self._keep(self._source().fetch(kept.library))
        return Token(kept.token, self._refused)

    def sign_in(self, show: Callable[[str, str], None]) -> str:
        """Sign a person in by a code; ``show`` is given the page and the code. Who it was, if told."""
        from worker.outside.signin.microsoft import Person

        with self._explained():
            granted, who = Person(self.settings).ask(show)
        self._keep(granted)
        return who

    def warnings(self, on: date) -> Iterator[str]:
        """What will end in the coming weeks, or has ended."""
        settings = self.settings
        if settings.certificate is not None:
            yield from _ending("certificate", self._certificate_ends(), on)
        elif settings.secret_ends_on is not None:
            yield from _ending("secret", settings.secret_ends_on, on)
        elif settings.method == "microsoft-app":
            yield say("warnings", "secret_undated")
        if settings.method == "microsoft-code":
            yield from self._unused(on)

    def _unused(self, on: date) -> Iterator[str]:
        kept = self._kept or read_kept(self._folder, self._whose)
        ends = (kept.renewed + CODE_LASTS).date() if kept.renewed else None
        if kept.renewed and ends and ends - on <= WEEKS_AHEAD:
            yield say("warnings", "code_unused", on=kept.renewed.date(), ends=ends)

    def _certificate_ends(self) -> date | None:
        from worker.outside.signin.microsoft import certificate_ends_on

        assert self.settings.certificate is not None
        return certificate_ends_on(self.settings.certificate())

    def _keep(self, granted: Granted) -> Kept:
        now = self._now()
        ends = now + timedelta(seconds=granted.seconds)
        kept = Kept(self._whose, granted.token, ends.isoformat(), now.isoformat(), granted.library)
        self._kept = kept
        keep(self._folder, kept)
        return kept

    def _refused(self, at: str, user: str, words: str) -> str:
        """What a mail server's refusal means. The token is forgotten: a new one may hold more."""
        if self._kept is None:
            return ""
        token, self._kept = self._kept.token, replace(self._kept, token="", expires_at="")
        with contextlib.suppress(OSError):
            keep(self._folder, self._kept)
        return explain(at, words, replace(self._facts(), user=user), token)

    def _facts(self) -> Facts:
        settings = self.settings
        client = settings.client_id
        if settings.key is not None:
            from worker.outside.signin.google import client_id_of

            client = client_id_of(settings.key())
        return Facts(settings.method, self._user, settings.account, client, settings.tenant)

    def _source(self) -> Source:
        if self.settings.method == "google":
            from worker.outside.signin.google import ServiceAccount

            return ServiceAccount(self.settings, self._user, self._now)
        from worker.outside.signin.microsoft import App, Person

        return App(self.settings) if self.settings.method == "microsoft-app" else Person(self.settings)

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        """A sign-in service's refusal in words, and its absence as something that passes."""
        where = "Google" if self.settings.method == "google" else urlsplit(self.settings.authority).netloc
        try:
            yield
        except Refused as error:
            said = one_line(str(error))
            found = find_refusal("token", said, self._facts())
            assert found is not None  # the table ends with an entry for whatever is said
            problem = f"[signin] {where}: {found.words} (It says: {said})"
            raise (Unreachable(problem) if found.later else Misconfigured([problem])) from error
        except OSError as error:
            raise Unreachable(f"{where} cannot be asked for a sign-in: {in_words(error)}.") from error


def _ending(what: str, ends: date | None, on: date) -> Iterator[str]:
    if ends is None or ends - on > WEEKS_AHEAD:
        return
    if ends < on:
        yield say("warnings", f"{what}_ended", on=ends)
    else:
        yield say("warnings", f"{what}_ends", on=ends, days=(ends - on).days)
