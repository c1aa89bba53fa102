"""Signing in without a password: tokens fetched, kept, renewed; real Dovecot; refusals in words."""

from __future__ import annotations

import asyncio
import json
import stat
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Self

import pytest

from tests.servers.dovecot import DOVECOT, Dovecot
from tests.servers.faults import FaultySmtp, Proxy, replacing
from tests.servers.tokens import CLIENT, SECRET, TENANT, TokenService, aadsts, jwt
from worker.cli import main
from worker.errors import Misconfigured, Unreachable
from worker.model import DeliveryState
from worker.outside.mailbox.inbox import ImapSettings, Inbox
from worker.outside.sending.outbox import Outbox, SmtpSettings
from worker.outside.setup.config import load
from worker.outside.setup.credentials import Token, choose_mechanism, first_response
from worker.outside.setup.password import places_for
from worker.outside.signin.plan import SigninSettings
from worker.outside.signin.refusals import Facts, find_refusal, knowledge, read_claims
from worker.outside.signin.tokens import Tokens

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
USER = "reports@northside.example"
real = [pytest.mark.real, pytest.mark.skipif(DOVECOT is None, reason="dovecot is not installed")]


class Watch:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def service() -> Iterator[TokenService]:
    with TokenService() as running:
        yield running


@pytest.fixture
def watch() -> Watch:
    return Watch()


def app(service: TokenService, secret: str | None = SECRET, **changes: Any) -> SigninSettings:
    """An app of its own with a client secret."""
    settings = SigninSettings(
        "microsoft-app", TENANT, CLIENT, authority=service.authority, ca_file=service.ca_file,
        secret=(lambda: secret) if secret is not None else None, secret_ends_on=date(2027, 11, 30),
    )  # fmt: skip
    return replace(settings, **changes)


def person(service: TokenService) -> SigninSettings:
    """A person who signs in by a code, for a shared mailbox."""
    return app(
        service, method="microsoft-code", secret=None, secret_ends_on=None, account="it@northside.example"
    )


def tokens(settings: SigninSettings, folder: Path, watch: Watch) -> Tokens:
    return Tokens(settings, USER, folder, watch)


def refusal(tokens: Tokens) -> str:
    """What a sign-in that a person must mend is refused with."""
    with pytest.raises(Misconfigured) as refused:
        tokens()
    [problem] = refused.value.problems
    return problem


# ── an app of its own ──────────────────────────────────────────────────────────────────────


def test_an_app_is_given_a_token(service: TokenService, tmp_path: Path, watch: Watch) -> None:
    """By its secret, for the mail of the cloud it is in; the library asks this service and nobody else."""
    given = tokens(app(service), tmp_path, watch)()
    assert [given.value] == service.granted
    [asked] = service.asked
    wanted = {"grant_type": "client_credentials", "client_id": CLIENT, "client_secret": SECRET}
    wanted |= {"scope": "https://outlook.office365.com/.default"}
    assert {key: asked.get(key) for key in wanted} == wanted


def test_an_app_with_a_certificate(service: TokenService, tmp_path: Path, watch: Watch) -> None:
    """The certificate signs what is sent; its key never leaves, and no secret is asked for."""
    pem = certificate(tmp_path, days=400)
    given = tokens(app(service, secret=None, certificate=lambda: pem), tmp_path, watch)()
    assert [given.value] == service.granted
    [asked] = service.asked
    assert asked["client_assertion_type"].endswith("jwt-bearer")
    assert read_claims(asked["client_assertion"])["iss"] == CLIENT
    assert "client_secret" not in asked
    assert "PRIVATE" not in str(asked)


def certificate(folder: Path, days: int) -> str:
    """A self-signed certificate with its key, in one PEM."""
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "k", "-out", "c",
               "-days", str(days), "-subj", "/CN=Headsup"]  # fmt: skip
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return (folder / "c").read_text() + (folder / "k").read_text()


def test_a_token_is_kept_and_renewed_ahead(service: TokenService, tmp_path: Path, watch: Watch) -> None:
    """One token serves until ten minutes before its end, over a restart too; then there is a new one."""
    first = tokens(app(service), tmp_path, watch)()
    watch.now += timedelta(minutes=49)
    again = tokens(app(service), tmp_path, watch)
    assert again().value == first.value
    watch.now += timedelta(minutes=2)
    assert (again().value, again().value) == (service.granted[1], service.granted[1])
    assert len(service.granted) == 2


def test_the_cache_is_ours_alone(service: TokenService, tmp_path: Path, watch: Watch) -> None:
    """0600, and refused when others could read it; no secret of the school's is in it."""
    tokens(app(service), tmp_path, watch)()
    path = tmp_path / "tokens.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert SECRET not in path.read_text()
    path.chmod(0o640)
    problem = f"{path} can be read by other users of this machine (mode 0640). Run: chmod 600 {path}"
    assert refusal(tokens(app(service), tmp_path, watch)) == problem


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"whose": 1, "x": 2}', b"\xff"])
def test_a_damaged_cache_costs_a_token(
    service: TokenService, tmp_path: Path, watch: Watch, damage: bytes
) -> None:
    """What cannot be read is asked for again: a cache is never a reason to stop."""
    (tmp_path / "tokens.json").write_bytes(damage)
    (tmp_path / "tokens.json").chmod(0o600)
    assert tokens(app(service), tmp_path, watch)().value == service.granted[0]


def test_other_settings_mean_other_tokens(service: TokenService, tmp_path: Path, watch: Watch) -> None:
    """A token of another mailbox, app or method is not used for this one."""
    tokens(app(service), tmp_path, watch)()
    Tokens(app(service), "other@northside.example", tmp_path, watch)()
    assert len(service.granted) == 2


def test_no_data_folder_yet(service: TokenService, tmp_path: Path, watch: Watch) -> None:
    """Before the service first ran, a token is fetched and kept nowhere."""
    assert tokens(app(service), tmp_path / "data", watch)().value == service.granted[0]
    assert list(tmp_path.iterdir()) == []


def test_tokens_are_not_shown(service: TokenService, tmp_path: Path, watch: Watch) -> None:
    """Neither a token nor a secret is in what can be printed or logged."""
    source = tokens(app(service), tmp_path, watch)
    given = source()
    assert given.value not in repr(given)
    assert SECRET not in repr(source.settings)


# ── refused by the sign-in service ─────────────────────────────────────────────────────────


def test_a_wrong_secret(service: TokenService, tmp_path: Path, watch: Watch) -> None:
    """Said in words, with the remedy and the service's own code, and without its trace ids."""
    problem = refusal(tokens(app(service, "wrong"), tmp_path, watch))
    assert problem == (
        f"[signin] localhost:{service.port}: The client secret is not the right one. In the Entra admin "
        "centre open App registrations, the app, Certificates & secrets. Copy the secret's Value (not its "
        "Secret ID); it is shown only once, so if in doubt make a new one. Put it in the file of "
        "signin.secret_file and its end date under signin.secret_ends. (It says: invalid_client: "
        "AADSTS7000215: Invalid client secret provided.)"
    )
    assert "wrong" not in problem


def test_an_unknown_tenant(service: TokenService, tmp_path: Path, watch: Watch) -> None:
    """Told already when the service is asked for its addresses."""
    problem = refusal(tokens(app(service, tenant="elsewhere.example"), tmp_path, watch))
    assert "There is no directory elsewhere.example" in problem


CODES = {
    7000222: "secret_ended", 700016: "app_unknown", 700027: "certificate_unknown", 700024: "clock",
    7000218: "no_public_flow", 65001: "no_consent", 500011: "no_exchange", 50105: "user_not_assigned",
    53003: "conditional_access", 700082: "sign_in_again", 50173: "sign_in_again", 50057: "account_amiss",
    7000112: "app_disabled", 424242: "token_other",
}  # fmt: skip


@pytest.mark.parametrize(("code", "expected"), CODES.items(), ids=str)
def test_codes(service: TokenService, tmp_path: Path, watch: Watch, code: int, expected: str) -> None:
    """Each code of Microsoft's has its entry; one nobody knows is told as it is."""
    service.refusing = aadsts(code, "Something.")
    entry = knowledge()["refusals"][expected]
    said = refusal(tokens(app(service), tmp_path, watch))
    assert entry["says"].split("{")[0] in said
    assert f"AADSTS{code}" in said
    assert "Trace ID" not in said


@pytest.mark.parametrize("trouble", [503, aadsts(90033, "A transient error."), "gone"], ids=str)
def test_what_passes_is_tried_again(
    service: TokenService, tmp_path: Path, watch: Watch, trouble: Any
) -> None:
    """A service that is down, or says "later", is no fault of the settings."""
    source = tokens(app(service), tmp_path, watch)
    if trouble == "gone":
        service.stop()
    else:
        service.refusing = trouble
    with pytest.raises(Unreachable):
        source()


def test_every_entry_can_be_reached() -> None:
    """The table tells at once what each entry is for: none stands in the shadow of one above it."""
    for key, entry in knowledge()["refusals"].items():
        methods = entry.get("methods", ["microsoft-app", "microsoft-code", "google", "password"])
        if "lacks" in entry:
            token, said = jwt(roles=[], scp="", aud="x"), ""
        else:
            token, said = "", entry.get("marks", ["something else"])[0]
        reached = {
            found.id
            for method in methods
            for at in entry["at"]
            if (found := find_refusal(at, said, Facts(method, USER), token))
        }
        assert key in reached, key


def test_remedies_name_what_is_there() -> None:
    """No remedy is left with a gap in it."""
    facts = Facts("microsoft-app", USER, "it@northside.example", CLIENT, TENANT)
    for entry in knowledge()["refusals"].values():
        for at in entry["at"]:
            found = find_refusal(at, "".join(entry.get("marks", ())), facts, jwt(roles=[]))
            assert found is None or "{" not in found.words


# ── a person, by a code ────────────────────────────────────────────────────────────────────


def test_a_code_is_shown_and_waited_for(service: TokenService, tmp_path: Path, watch: Watch) -> None:
    """Page and code are shown at once; when it was typed, the sign-in is kept, with its age."""
    service.pending = 2
    service.claims = {"scp": "IMAP.AccessAsUser.All SMTP.Send", "aud": "x"}
    shown: list[tuple[str, str]] = []
    source = tokens(person(service), tmp_path, watch)
    who = source.sign_in(lambda page, code: shown.append((page, code)))
    assert (shown, who) == ([("https://login.example/device", "ABCD-EFGH")], "it@northside.example")
    assert len(service.asked) == 4
    kept = json.loads((tmp_path / "tokens.json").read_text())
    assert (kept["token"], kept["renewed_at"]) == (service.granted[0], NOW.isoformat())
    scopes = "https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send"
    assert set(scopes.split()) < set(service.asked[0]["scope"].split())
    assert "offline_access" in service.asked[0]["scope"]


def test_a_sign_in_by_code_is_renewed(service: TokenService, tmp_path: Path, watch: Watch) -> None:
    """Nobody is asked again: the refresh token, each time the newest, fetches the next."""
    tokens(person(service), tmp_path, watch).sign_in(lambda *_: None)
    for n in (1, 2):
        watch.now += timedelta(minutes=55)
        assert tokens(person(service), tmp_path, watch)().value == service.granted[n]
        assert service.asked[-1]["refresh_token"] == f"refresh-{n}"
    assert json.loads((tmp_path / "tokens.json").read_text())["renewed_at"] == watch.now.isoformat()


def test_nobody_has_signed_in_yet(service: TokenService, tmp_path: Path, watch: Watch) -> None:
    """The remedy is the command."""
    assert "Sign in again: sudo -u headsup headsup signin" in refusal(
        tokens(person(service), tmp_path, watch)
    )


def test_a_refresh_token_that_was_revoked(service: TokenService, tmp_path: Path, watch: Watch) -> None:
    """A changed password ends it; the remedy is to sign in again."""
    tokens(person(service), tmp_path, watch).sign_in(lambda *_: None)
    watch.now += timedelta(hours=2)
    service.refusing = aadsts(50173, "The grant has expired.") | {"error": "invalid_grant"}
    said = refusal(tokens(person(service), tmp_path, watch))
    assert "The sign-in of it@northside.example no longer holds" in said


def test_codes_switched_off(service: TokenService, tmp_path: Path, watch: Watch) -> None:
    """Refused already when the code is asked for."""
    service.refusing = aadsts(7000218, "The request body must contain client_assertion.")
    with pytest.raises(Misconfigured, match="Allow public client flows"):
        tokens(person(service), tmp_path, watch).sign_in(lambda *_: None)


# ── Google ─────────────────────────────────────────────────────────────────────────────────


def google(service: TokenService, folder: Path) -> SigninSettings:
    """A service account whose key names our own service."""
    certificate(folder, 1)
    info = {
        "type": "service_account", "client_id": "108", "client_email": "headsup@school.iam.example",
        "private_key": (folder / "k").read_text(), "private_key_id": "1",
        "token_uri": f"{service.authority}/{TENANT}/token",
    }  # fmt: skip
    return SigninSettings("google", ca_file=service.ca_file, key=lambda: json.dumps(info))


def test_a_service_account_acts_for_the_mailbox(service: TokenService, tmp_path: Path) -> None:
    """By an assertion for the mailbox's user and the one scope that Gmail's IMAP takes."""
    from worker.clock import clock

    given = Tokens(google(service, tmp_path), USER, tmp_path, clock)()
    assert [given.value] == service.granted
    claims = read_claims(service.asked[0]["assertion"])
    assert (claims["sub"], claims["scope"]) == (USER, "https://mail.google.com/")
    assert Tokens(google(service, tmp_path), USER, tmp_path, clock)().value == given.value


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        ({"error": "unauthorized_client", "error_description": "Client is unauthorized to retrieve access "
          "tokens using this method, or client not authorized for any of the scopes requested."},
         "domain-wide delegation, Add new: client ID 108, scope https://mail.google.com/"),
        ({"error": "invalid_grant", "error_description": "Invalid email or User ID"},
         f"There is no account {USER} in this Workspace."),
        ({"error": "invalid_grant", "error_description": "Invalid JWT Signature."}, "Keys, Add key, JSON"),
        ({"error": "invalid_grant", "error_description": "Invalid JWT: Token must be a short-lived token (60 "
          "minutes) and in a reasonable timeframe."}, "timedatectl set-ntp true"),
    ],
)  # fmt: skip
def test_google_refuses(
    service: TokenService, tmp_path: Path, watch: Watch, error: dict[str, object], expected: str
) -> None:
    """Each refusal of Google's is told down to the page and the box to fill."""
    service.refusing = error
    assert expected in refusal(tokens(google(service, tmp_path), tmp_path, watch))


# ── mail servers ───────────────────────────────────────────────────────────────────────────


class TestOnDovecot:
    """The real one, which asks our service whose a token is."""

    pytestmark = real

    @pytest.mark.parametrize("mechanisms", ["xoauth2", "oauthbearer", "xoauth2 oauthbearer"])
    def test_a_token_opens_the_mailbox(
        self, service: TokenService, tmp_path: Path, watch: Watch, mechanisms: str
    ) -> None:
        """By either mechanism; then everything is as with a password."""
        with dovecot(service, mechanisms) as server:
            server.deliver("reports", b"Subject: x\r\n\r\nx\r\n")
            inbox = Inbox(settings(server), tokens(app(service), tmp_path, watch))
            inbox.connect()
            assert len(inbox.waiting()) == 1
            inbox.done(inbox.waiting(), "Headsup/Filed")
            inbox.close()
            assert len(server.mails("reports", ".Headsup.Filed")) == 1

    def test_a_refused_token_is_forgotten(self, service: TokenService, tmp_path: Path, watch: Watch) -> None:
        """A token of somebody else opens nothing; the next attempt asks for a new one, which may be good."""
        service.mailbox = "head"
        with dovecot(service) as server:
            inbox = Inbox(settings(server), tokens(app(service), tmp_path, watch))
            with pytest.raises(Misconfigured, match="does not accept the token for reports"):
                inbox.connect()
            service.mailbox = "reports"
            inbox.connect()
            inbox.close()
        assert len(service.granted) == 2

    def test_the_missing_permission_is_named(
        self, service: TokenService, tmp_path: Path, watch: Watch
    ) -> None:
        """What the token itself claims shows what the app was not given."""
        service.claims, service.mailbox = {"roles": ["SMTP.SendAsApp"], "aud": "x"}, "nobody"
        with dovecot(service) as server:
            inbox = Inbox(settings(server), tokens(app(service), tmp_path, watch))
            with pytest.raises(Misconfigured, match=r"has not got the permission IMAP\.AccessAsApp"):
                inbox.connect()

    def test_introspection_away_is_tried_again(
        self, service: TokenService, tmp_path: Path, watch: Watch
    ) -> None:
        """[UNAVAILABLE] is the same error to the library, and no fault of ours (RFC 5530 §3).

        Dovecot 2.3 says so; 2.4 lays it to the token.
        """
        source = tokens(app(service), tmp_path, watch)
        source()
        says_so = replacing({b"[AUTHENTICATIONFAILED]": b"[UNAVAILABLE]"})
        with dovecot(service) as server, Proxy(server.port, replies=says_so) as proxy:
            service.stop()
            with pytest.raises(Unreachable):
                Inbox(replace(settings(server), port=proxy.port), source).connect()
        assert json.loads((tmp_path / "tokens.json").read_text())["token"] == service.granted[0]

    def test_a_server_without_tokens(self, service: TokenService, tmp_path: Path, watch: Watch) -> None:
        """A server that takes passwords only is told, and is never sent the token as a password."""
        with Dovecot({"reports": "word"}) as server:
            inbox = Inbox(settings(server), tokens(app(service), tmp_path, watch))
            with pytest.raises(Misconfigured, match="takes no tokens"):
                inbox.connect()

    def test_signed_in_and_not_connected(self, service: TokenService, tmp_path: Path, watch: Watch) -> None:
        """Exchange Online accepts the sign-in, then opens nothing: the right that is missing is named."""
        spoken = replacing(
            {b"OK [READ-WRITE] Select completed": b"BAD User is authenticated but not connected"}
        )
        with dovecot(service) as server, Proxy(server.port, replies=spoken) as proxy:
            at = replace(settings(server), port=proxy.port)
            inbox = Inbox(at, tokens(app(service), tmp_path, watch))
            with pytest.raises(Misconfigured, match="Add-MailboxPermission -Identity reports"):
                inbox.connect()


def dovecot(service: TokenService, mechanisms: str = "xoauth2 oauthbearer") -> Dovecot:
    users = {"reports": "word", "head": "word"}
    return Dovecot(users, introspection_port=service.introspection_port, mechanisms=mechanisms)


def settings(server: Dovecot) -> ImapSettings:
    return ImapSettings("127.0.0.1", server.port, "reports", tls=False)


@pytest.mark.parametrize("mechanism", ["XOAUTH2", "OAUTHBEARER"])
def test_smtp_takes_a_token(service: TokenService, tmp_path: Path, watch: Watch, mechanism: str) -> None:
    """On aiosmtpd: the token opens the sending, and a letter goes."""
    source = tokens(app(service), tmp_path, watch)
    with Submission(mechanism, lambda: service.active) as server:
        outbox = Outbox(SmtpSettings("127.0.0.1", server.port, USER, "none"), source)
        with outbox.session():
            delivery = outbox.send(b"Subject: x\r\n\r\nx\r\n", USER, ("head@northside.example",))
        assert (delivery.state, server.heard[0]) == (DeliveryState.ACCEPTED, USER)


def test_smtp_refuses_a_token(service: TokenService, tmp_path: Path, watch: Watch) -> None:
    """The reason comes before the refusal, in JSON; it is heard to its end, and told in words."""
    source = tokens(app(service), tmp_path, watch)
    with Submission("XOAUTH2", dict) as server:
        outbox = Outbox(SmtpSettings("127.0.0.1", server.port, USER, "none"), source)
        with pytest.raises(Misconfigured, match=f"does not accept the token for {USER}"):
            outbox.send(b"Subject: x\r\n\r\nx\r\n", USER, ("head@northside.example",))
        source()
    assert len(service.granted) == 2


SMTP_WORDS = {
    b"535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit x":
        f"For this mailbox alone, in Exchange Online PowerShell: Set-CASMailbox -Identity {USER}",
    b"535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox. Visit x":
        f"Sending by SMTP is switched off for the mailbox {USER}",
    b"535 5.7.3 Authentication unsuccessful [X.PROD.OUTLOOK.COM]": "smtp.user must be the mailbox itself.",
}  # fmt: skip


@pytest.mark.parametrize(("said", "expected"), SMTP_WORDS.items(), ids=lambda value: str(value)[:60])
def test_what_exchange_says(
    service: TokenService, tmp_path: Path, watch: Watch, said: bytes, expected: str
) -> None:
    """The answers of Exchange Online's SMTP, each with its own way out."""
    answers = {"EHLO": b"250-x\r\n250 AUTH XOAUTH2 LOGIN\r\n", "AUTH": said + b"\r\n"}
    with FaultySmtp(answers) as server:
        outbox = Outbox(
            SmtpSettings("127.0.0.1", server.port, USER, "none"), tokens(app(service), tmp_path, watch)
        )
        with pytest.raises(Misconfigured) as refused:
            outbox.send(b"x", USER, (USER,))
    assert expected in str(refused.value)


def test_a_sign_in_service_away_keeps_letters_waiting(
    service: TokenService, tmp_path: Path, watch: Watch
) -> None:
    """No token, no letter, no loss: it is tried again."""
    service.stop()
    with FaultySmtp({"EHLO": b"250-x\r\n250 AUTH XOAUTH2\r\n"}) as server:
        outbox = Outbox(
            SmtpSettings("127.0.0.1", server.port, USER, "none"), tokens(app(service), tmp_path, watch)
        )
        delivery = outbox.send(b"x", USER, (USER,))
    assert delivery.state == DeliveryState.LATER
    assert server.letters == []


def test_a_relay_that_stops_taking_passwords() -> None:
    """Microsoft's answer to a password names the other ways."""
    said = b"535 5.7.139 Authentication unsuccessful, basic authentication is disabled. [X]\r\n"
    with FaultySmtp({"EHLO": b"250-x\r\n250 AUTH PLAIN\r\n", "AUTH": said}) as server:
        outbox = Outbox(SmtpSettings("127.0.0.1", server.port, USER, "none"), lambda: "word")
        with pytest.raises(Misconfigured, match=r"takes passwords here\. Sign in without one"):
            outbox.send(b"x", USER, (USER,))


class Submission:
    """aiosmtpd that takes tokens by one mechanism; ``active`` says which are good."""

    def __init__(self, mechanism: str, active: Any) -> None:
        self.heard: list[str] = []
        self._mechanism, self._active = mechanism, active

    def __enter__(self) -> Self:
        ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve(ready)), daemon=True)
        self._thread.start()
        assert ready.wait(10)
        return self

    def __exit__(self, *exc: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    async def _serve(self, ready: threading.Event) -> None:
        from aiosmtpd.smtp import SMTP, AuthResult

        async def authenticate(server: Any, _args: list[str]) -> AuthResult:
            first = (await server.challenge_auth(b"")).decode()
            name = first.partition("user=")[2] or first.partition("a=")[2]
            token = first.partition("Bearer ")[2].partition("\x01")[0]
            if token in self._active():
                self.heard.append(name.split("\x01")[0].rstrip(","))
                return AuthResult(success=True, handled=False, auth_data=name)
            await server.challenge_auth(b'{"status":"401","schemes":"bearer"}', encode_to_b64=True)
            return AuthResult(success=False, handled=False)

        class Hooks:
            async def handle_DATA(self, *_: Any) -> str:  # noqa: N802
                return "250 taken"

        hooks = Hooks()
        setattr(hooks, f"auth_{self._mechanism}", authenticate)
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()

        def smtp() -> Any:
            excluded = ["LOGIN", "PLAIN"]
            return SMTP(hooks, auth_require_tls=False, auth_exclude_mechanism=excluded, loop=self._loop)

        server = await self._loop.create_server(smtp, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        await self._stop.wait()
        server.close()


def test_what_a_client_says_first() -> None:
    """The examples of Google's page and of RFC 7628 §4.1; a name cannot break out of its place."""
    assert (
        first_response("XOAUTH2", "a@b.example", "t", "h", 1) == b"user=a@b.example\x01auth=Bearer t\x01\x01"
    )
    bearer = first_response("OAUTHBEARER", "user@example.com", "vF9dft4qmT", "server.example.com", 143)
    assert bearer == (
        b"n,a=user@example.com,\x01host=server.example.com\x01port=143\x01auth=Bearer vF9dft4qmT\x01\x01"
    )
    assert first_response("OAUTHBEARER", "a,b=c\x01", "t", "h", 1).startswith(b"n,a=a=2Cb=3Dc,\x01")
    assert [choose_mechanism(o) for o in ({"PLAIN"}, {"OAUTHBEARER"}, {"OAUTHBEARER", "XOAUTH2"})] == [
        None, "OAUTHBEARER", "XOAUTH2",
    ]  # fmt: skip


@pytest.mark.parametrize("token", ["", "opaque", "a.b.c", "a.e30.c", "a.WzFd.c", "ü.ü.ü"])
def test_claims_of_anything(token: str) -> None:
    """A token that is no JWT claims nothing, and never stops the explanation of a refusal."""
    assert read_claims(token) == {}
    assert Token(token, lambda *_: "").value == token


# ── ahead of time ──────────────────────────────────────────────────────────────────────────


def test_the_secret_s_end_is_told_weeks_ahead(service: TokenService, tmp_path: Path, watch: Watch) -> None:
    """Six weeks before it, with the steps; after it, as a fact; never a word while it is far."""
    source = tokens(app(service), tmp_path, watch)
    told = {on: [said.split(".")[0] for said in source.warnings(on)] for on in (
        date(2027, 10, 18), date(2027, 10, 19), date(2027, 12, 1),
    )}  # fmt: skip
    assert list(told.values()) == [
        [],
        ["The client secret that Headsup signs in with ends on 2027-11-30, in 42 days"],
        ["The client secret that Headsup signs in with ended on 2027-11-30"],
    ]
    undated = tokens(app(service, secret_ends_on=None), tmp_path, watch)
    assert ["signin.secret_ends is not set" in said for said in undated.warnings(date(2027, 1, 1))] == [True]


def test_a_certificate_s_end_is_read_from_it(service: TokenService, tmp_path: Path, watch: Watch) -> None:
    """Nobody has to copy it."""
    from worker.clock import clock

    pem = certificate(tmp_path, days=20)
    source = tokens(app(service, secret=None, certificate=lambda: pem), tmp_path, watch)
    today = clock().date()
    [said] = source.warnings(today)
    assert f"ends on {today + timedelta(days=20)}, in 20 days" in said
    assert list(source.warnings(today - timedelta(days=60))) == []


def test_a_sign_in_by_code_that_lies_unused(service: TokenService, tmp_path: Path, watch: Watch) -> None:
    """While the service runs it renews itself; after seven weeks of silence there is a warning."""
    source = tokens(person(service), tmp_path, watch)
    source.sign_in(lambda *_: None)
    assert list(source.warnings(date(2027, 1, 10))) == []
    [said] = tokens(person(service), tmp_path, watch).warnings(date(2027, 1, 20))
    assert "last renewed on 2026-11-30; it ends on 2027-02-28" in said


# ── the command ────────────────────────────────────────────────────────────────────────────


def configured(folder: Path, table: str) -> Path:
    """The shipped settings with a sign-in of our own."""
    shipped = (Path(__file__).parent.parent / "config.toml").read_text("utf-8")
    path = folder / "config.toml"
    path.write_text(shipped.replace("\n[signin]\n", f"\n[signin]\n{table}\n"), "utf-8")
    return path


def by_code(service: TokenService, folder: Path) -> Path:
    return configured(
        folder,
        f'method = "microsoft-code"\ntenant = "{TENANT}"\nclient_id = "{CLIENT}"\n'
        f'authority = "{service.authority}"\nca_file = "{service.ca_file}"\naccount = "it@northside.example"',
    )


def test_the_command_signs_in(
    service: TokenService, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It needs no password, makes the data folder if there is none, and says what comes next."""
    config = by_code(service, tmp_path)
    assert main(["signin", "--config", str(config)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        (
            "Open https://login.example/device in any browser and type the code ABCD-EFGH. Sign in there "
            "as the account that may open the mailbox. Waiting …"
        ),
        (
            "Signed in as it@northside.example. It renews itself while the service runs. To see that the "
            "mailbox opens: headsup doctor"
        ),
    ]
    modes = [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("data", "data/tokens.json")]
    assert modes == [0o700, 0o600]


def test_somebody_else_signed_in(
    service: TokenService, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The wrong account in the browser is noticed at once, and needs a person."""
    config = by_code(service, tmp_path)
    config.write_text(config.read_text().replace('account = "it@', 'account = "office@'))
    assert main(["signin", "--config", str(config)]) == 1
    assert "office@northside.example signs in." in capsys.readouterr().out


def test_nothing_to_sign_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a password there is no code to type: bad usage, and what to do instead."""
    for account in ("IMAP", "SMTP"):
        monkeypatch.setenv(f"HEADSUP_{account}_PASSWORD", "word")
    assert main(["signin", "--config", str(configured(tmp_path, ""))]) == 2
    assert 'signin.method is "password"' in capsys.readouterr().err


def test_a_data_folder_open_to_others_gets_no_tokens(
    service: TokenService, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Refused before anybody is asked to sign in, with the command that mends it."""
    config = by_code(service, tmp_path)
    (tmp_path / "data").mkdir(mode=0o755)
    (tmp_path / "data").chmod(0o755)
    assert main(["signin", "--config", str(config)]) == 2
    assert f"Run: chmod 700 {tmp_path / 'data'}" in capsys.readouterr().err
    assert service.asked == []


# ── the settings ───────────────────────────────────────────────────────────────────────────

APP = 'and signin.method is "microsoft-app"; docs/install.md says where to find it.'
KEPT = "Put it in a file only Headsup can read and name that there, or give it to systemd: LoadCredential="
GONE = "No such file or directory"
HOST, WHAT = "https://login.microsoftonline.com", "Microsoft's sign-in service"
WRONG = {
    'method = "microsoft-app"': [
        f"signin.tenant: missing, {APP}",
        f"signin.client_id: missing, {APP}",
        f"signin.secret_file: not set. {KEPT}client-secret:/path.",
    ],
    'method = "google"\nkey_file = "nowhere"': [
        "signin.key_file: there is no file {folder}/nowhere. Check the path.",
        f"signin.key_file: {{folder}}/nowhere cannot be read ({GONE}). {KEPT}google-key:/path.",
    ],
    'method = "password"\ntenant = "x"': [
        'signin.tenant: not used by signin.method "password". Take it out, or change the method.',
    ],
    'authority = "http://login.example"': [
        f'signin.authority: "http://login.example" is no such address. Write it like "{HOST}" ({WHAT}).',
    ],
    'client_secret = "x"': [
        f"signin.client_secret: a password does not belong in this file. {places_for('imap')}",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("table", "expected"), WRONG.items(), ids=lambda value: str(value)[:40])
def test_settings_that_cannot_work(tmp_path: Path, table: str, expected: list[str]) -> None:
    """Each is told with its remedy, all at once."""
    path = configured(tmp_path, table)
    with pytest.raises(Misconfigured) as refused:
        load(path, {"HEADSUP_IMAP_PASSWORD": "a", "HEADSUP_SMTP_PASSWORD": "b"})
    assert refused.value.problems == tuple(f"{path}: {one.format(folder=tmp_path)}" for one in expected)


def test_secrets_come_from_systemd(service: TokenService, tmp_path: Path, watch: Watch) -> None:
    """No password is asked for; the client secret is a credential like the passwords."""
    table = f'method = "microsoft-app"\ntenant = "{TENANT}"\nclient_id = "{CLIENT}"\n'
    table += f'authority = "{service.authority}"\nca_file = "{service.ca_file}"'
    (tmp_path / "client-secret").write_text(f"{SECRET}\n")
    settings = load(configured(tmp_path, table), {"CREDENTIALS_DIRECTORY": str(tmp_path)})
    imap, smtp, _ = settings.open_secrets(watch)
    given = imap()
    assert isinstance(given, Token)
    assert (given.value, smtp) == (service.granted[0], imap)
    assert SECRET not in repr(settings)


def test_a_relay_with_a_password_of_its_own(service: TokenService, tmp_path: Path, watch: Watch) -> None:
    """The mailbox at Microsoft, the sending through the school's own server."""
    path = by_code(service, tmp_path)
    path.write_text(path.read_text().replace('#password_file = "smtp-', 'password_file = "smtp-'))
    (tmp_path / "smtp-password").write_text("word")
    (tmp_path / "smtp-password").chmod(0o600)
    _, smtp, _ = load(path, {}).open_secrets(watch)
    assert smtp() == "word"
