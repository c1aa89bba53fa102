"""What can be seen only with the servers: signing in, rights, a round trip, the head's newest mail."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from time import monotonic

from worker.doctor.finding import Finding, found
from worker.doctor.head import judge_bytes
from worker.errors import Misconfigured, Unreachable
from worker.model import DeliveryState
from worker.outside.mailbox.probe import Probe, RightMissing
from worker.outside.sending.outbox import Outbox
from worker.outside.setup.config import Settings
from worker.outside.signin.refusals import Facts, explain

ROUND_TRIP_SECONDS = 60.0
PLUS_SECONDS = 15.0
_SOON_DAYS = 21
_CLOCK_SECONDS = 120
_FULL = 0.9


class Visit:
    """One visit to the two servers, with mail of our own marked by a word nobody could guess."""

    def __init__(self, settings: Settings, now: Callable[[], datetime], mark: str) -> None:
        self._settings = settings
        self._now = now
        self._mark = mark
        imap_secret, smtp_secret, self._tokens = settings.open_secrets(now)
        self._probe = Probe(settings.imap, imap_secret)
        self._outbox = Outbox(settings.smtp, smtp_secret)

    def look(self, wait: float) -> Iterator[Finding]:
        """Everything, each as soon as it is known; ``wait`` is for a mail of the head's."""
        imap = self._settings.imap
        try:
            count = self._probe.enter()
        except Misconfigured as wrong:
            yield from (found("imap_refused", because=problem) for problem in wrong.problems)
        except Unreachable as error:
            yield found("imap_away", because=error)
        else:
            where = f"{imap.host}:{imap.port}"
            yield found("imap_ok", where=where, user=imap.user, folder=imap.folder, count=count)
            try:
                yield from self._inside(where, wait)
            except (Unreachable, Misconfigured) as error:
                yield found("imap_away", because=error)
            return
        finally:
            self._probe.close()
            self._outbox.close()
        yield from self._send(self._settings.people.inbox)
        self._outbox.close()

    def _inside(self, where: str, wait: float) -> Iterator[Finding]:
        yield from self._certificate(where, self._probe.certificate_ends())
        yield from self._extensions()
        yield from self._rights()
        yield from self._copies()
        yield from self._quota()
        yield from self._round_trip()
        yield from self._head(wait)

    def _certificate(self, where: str, ends: datetime | None) -> Iterator[Finding]:
        if ends is None:
            yield found("not_encrypted", where=where)
        else:
            days = (ends - self._now()).days
            soon = days <= _SOON_DAYS
            yield found(
                "certificate_ends" if soon else "certificate_ok", where=where, ends=ends.date(), days=days
            )

    def _extensions(self) -> Iterator[Finding]:
        has = self._probe.extensions()
        if has:
            yield found("extensions", names=", ".join(has))
        if not {"UIDPLUS", "MOVE"} & set(has):
            yield found("no_uidplus")
        if "IDLE" not in has:
            yield found("no_idle")

    def _rights(self) -> Iterator[Finding]:
        imap = self._settings.imap
        try:
            said = self._probe.try_rights(self._message("", "rights"), self._id("rights"))
        except RightMissing as missing:
            yield found("rights_bad", user=imap.user, what=missing.what, because=missing.because)
            self._probe.enter()  # the refusal ended the connection
            return
        yield found("rights_ok", folder=said.folder, filed=imap.filed)
        if not said.keywords:
            yield found("keywords_lost")
        seconds = abs(round((said.server_at - self._now()).total_seconds()))
        yield found("clock_ok" if seconds <= _CLOCK_SECONDS else "clock_bad", seconds=seconds)

    def _copies(self) -> Iterator[Finding]:
        folder, why = self._probe.try_copy(self._message("", "copy"), self._id("copy"))
        if why:
            yield found("copies_bad", folder=folder, because=why)
        elif folder:
            yield found("copies_ok", folder=folder)

    def _quota(self) -> Iterator[Finding]:
        quota = self._probe.quota()
        if quota is not None:
            used, limit = (round(kilobytes / 1024) for kilobytes in quota)
            low = quota[0] > _FULL * quota[1]
            yield found(
                "quota_low" if low else "quota_ok", used=used, limit=limit, filed=self._settings.imap.filed
            )

    def _round_trip(self) -> Iterator[Finding]:
        inbox = self._settings.people.inbox
        sent = list(self._send(inbox))
        yield from sent
        if any(finding.check.startswith("smtp") and finding.mark != "ok" for finding in sent):
            return
        yield self._await(inbox, "round-trip", ROUND_TRIP_SECONDS, "round_trip_ok", "round_trip_lost")
        local, _, domain = inbox.partition("@")
        tagged = f"{local}+headsup-doctor@{domain}"
        if all(finding.check == "smtp_ok" for finding in self._send(tagged, "plus")):
            yield self._await(tagged, "plus", PLUS_SECONDS, "plus_ok", "plus_none")
        else:
            yield found("plus_none", to=tagged)

    def _send(self, to: str, what: str = "round-trip") -> Iterator[Finding]:
        """Send ourselves a message; what comes of it, in words down to the missing permission."""
        smtp = self._settings.smtp
        try:
            delivery = self._outbox.send(self._message(to, what), self._settings.sender.email, (to,))
        except Misconfigured as wrong:
            yield from (found("smtp_refused", because=problem) for problem in wrong.problems)
            return
        if delivery.state is DeliveryState.ACCEPTED:
            where = f"{smtp.host}:{smtp.port}"
            yield found("smtp_ok", where=where, to=to)
            if what == "round-trip":
                yield from self._certificate(where, self._outbox.certificate_ends())
        elif delivery.state is DeliveryState.REFUSED:
            signin = self._settings.signin
            facts = Facts(signin.method, smtp.user, signin.account, signin.client_id, signin.tenant)
            if "Denied" in delivery.because:
                advice = explain("smtp", delivery.because, facts)
                yield found("smtp_refused", because=f"{delivery.because} {advice}".strip())
            else:
                sender = self._settings.sender.email
                yield found("smtp_not_taken", because=delivery.because, sender=sender, to=to)
        else:
            yield found("smtp_away", because=delivery.because)

    def _await(self, to: str, what: str, seconds: float, good: str, lost: str) -> Finding:
        began = monotonic()
        folder = self._probe.await_own(self._id(what), seconds)
        took = round(monotonic() - began, 1)
        user = self._settings.imap.user
        if folder is None:
            return found(lost, to=to, seconds=round(seconds), user=user)
        return found(good, to=to, folder=folder, seconds=took, user=user)

    def _head(self, wait: float) -> Iterator[Finding]:
        imap, head = self._settings.imap, self._settings.people.head
        began, left = monotonic(), wait
        own = tuple(sorted(head.addresses))
        newest = self._probe.newest_from(own)
        while wait and newest is None and left > 0:
            self._probe.wait(left)
            newest = self._probe.newest_from(own)
            left = wait - (monotonic() - began)
        if newest is None:
            to = self._settings.people.inbox
            yield found("head_none", folder=imap.folder, filed=imap.filed, to=to)
        else:
            yield judge_bytes(self._settings, newest, "the newest one", self._now())

    def _id(self, what: str) -> str:
        domain = self._settings.sender.email.partition("@")[2]
        return f"<headsup-doctor.{what}.{self._mark}@{domain}>"

    def _message(self, to: str, what: str) -> bytes:
        """A mail from ourselves that says it is by a machine: the service files it, whoever sent it."""
        mail = EmailMessage()
        mail["From"] = self._settings.sender.email
        mail["To"] = to or self._settings.people.inbox
        mail["Date"] = format_datetime(self._now().astimezone(UTC))
        mail["Message-ID"] = self._id(what)
        mail["Subject"] = "Headsup doctor"
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content("headsup doctor\n")
        return mail.as_bytes(policy=mail.policy.clone(linesep="\r\n"))
