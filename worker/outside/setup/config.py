"""``config.toml`` → `Settings`, or every problem with it at once.

What each setting is stands in `worker.outside.setup.settings`, what must fit together in
`worker.outside.setup.checks`; here the file is read and the pieces are put together.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from worker.deciding.school.calendar import SchoolDays
from worker.deciding.school.law import find_stale
from worker.deciding.school.policy import Policy
from worker.deciding.school.policy_file import policy as shipped
from worker.deciding.school.policy_file import read_policy, shipped_policies
from worker.errors import Misconfigured
from worker.model import Address, People, Profile, Rules, School, Trust
from worker.outside.setup.checks import Values, find_problems
from worker.outside.setup.credentials import Secret
from worker.outside.setup.password import Password
from worker.outside.setup.settings import EVERYTHING
from worker.outside.setup.tables import read
from worker.outside.signin.plan import SigninSettings
from worker.outside.signin.setting import read_signin, signin_problems, table_problems
from worker.outside.signin.tokens import Tokens
from worker.reading.senders.sender import trust_in

if TYPE_CHECKING:
    from worker.outside.mailbox.imap import ImapSettings
    from worker.outside.sending.server import SmtpSettings

OURS = ("password_file", "authserv_id", "sender", "sender_name")
"""Keys of the two server tables that are not about the connection."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that is set, typed and checked.

    ``templates`` is None where the school has no letters of its own. ``notices`` are things worth
    a person's attention that stop nothing; `notices_on` adds those that depend on the day.
    """

    file: Path
    school: School
    policy: Policy
    people: People
    rules: Rules
    imap: ImapSettings
    smtp: SmtpSettings
    trust: Trust
    sender: Address
    data: Path
    templates: Path | None
    imap_secret: Callable[[], str]
    smtp_secret: Callable[[], str]
    notices: tuple[str, ...]
    screenshots: bool = True
    """Whether pictures in reports are read by machine, on this machine."""
    verify_dkim: bool = False
    """Whether Headsup checks signatures itself, where no server's word on a sender is found."""
    signin: SigninSettings = field(default_factory=SigninSettings)
    smtp_own_password: bool = False
    """Whether the outgoing server is signed in to by its own password, whatever the mailbox uses."""

    def open_secrets(self, now: Callable[[], datetime]) -> tuple[Secret, Secret, Tokens | None]:
        """What to sign in with, for IMAP and for SMTP, and the tokens behind it, if it is tokens."""
        if self.signin.method == "password":
            return self.imap_secret, self.smtp_secret, None
        tokens = Tokens(self.signin, self.imap.user, self.data, now)
        return tokens, self.smtp_secret if self.smtp_own_password else tokens, tokens

    def notices_on(self, on: date) -> tuple[str, ...]:
        """Everything worth saying on that day: term dates that run out, knowledge grown old, `notices`."""
        dated = (f"{self.file.name}: calendar.terms: {said}" for said in SchoolDays(self.rules).warnings(on))
        return (*dated, *find_stale(self.policy, on), *self.notices)


def load(path: Path, environ: Mapping[str, str], *, secrets: bool = True) -> Settings:
    """The settings in a file; raises `Misconfigured` naming every problem and its remedy.

    Paths are relative to the file. ``secrets=False`` is for commands that only look at stored
    cases: a missing password is then no problem until it is asked for.
    """
    values, problems = read(EVERYTHING, _parse(path))
    policy, wrong = _policy(values["school"].pop("policy", None), path.parent)
    problems.extend(wrong)
    passwords = [_password(values, account, path.parent, environ) for account in ("imap", "smtp")]
    problems.extend(find_problems(values, path.parent))
    problems.extend(table_problems(values["signin"], path.parent))
    signin = read_signin(values["signin"], path.parent, environ)
    if secrets:
        problems.extend(_password_problems(passwords))
        problems.extend(signin_problems(signin))
    if problems:
        raise Misconfigured(f"{path}: {problem}" for problem in problems)
    return _settings(path, values, environ, passwords, policy, signin)


def _parse(path: Path) -> Values:
    """The file as TOML holds it; a byte order mark, as Windows editors write, is no error."""
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except tomllib.TOMLDecodeError as wrong:
        remedy = "Words stand between straight quotes, dates and numbers do not; each key and table once."
        raise Misconfigured([f"{path}: not readable as TOML: {wrong}. {remedy}"]) from wrong
    except UnicodeDecodeError as wrong:
        line = wrong.object[: wrong.start].count(b"\n") + 1
        raise Misconfigured([f"{path}: line {line} is not UTF-8. Save the file as UTF-8."]) from wrong
    except OSError as wrong:
        remedy = "Name the settings file with --config, or copy the shipped config.toml there."
        raise Misconfigured([f"{path}: cannot be read ({wrong.strerror}). {remedy}"]) from wrong


def _password(values: Values, account: str, folder: Path, environ: Mapping[str, str]) -> Password:
    """The account's password; a relay without a login needs none."""
    named = values[account].get("password_file")
    needed = values[account].get("user") != ""
    if account == "imap" or not named:  # a token takes its place; an SMTP server may have its own
        needed = needed and values["signin"].get("method", "password") == "password"
    return Password(account, folder / named if named else None, environ, needed)


def _password_problems(passwords: list[Password]) -> Iterator[str]:
    for password in passwords:
        if password.file is not None and not password.file.is_file():
            continue  # told already, by its path
        try:
            password()
        except Misconfigured as wrong:
            yield from wrong.problems


def _policy(named: str | None, folder: Path) -> tuple[Policy, tuple[str, ...]]:
    """The school's policy, and what is wrong with its file; Northside's where none is named."""
    if named is None or named in shipped_policies():
        return shipped(named or "policy"), ()
    file = folder / named
    try:
        return read_policy(file.read_text("utf-8-sig"), file.name), ()
    except Misconfigured as wrong:
        return shipped(), tuple(f"school.policy: {problem}" for problem in wrong.problems)
    except (OSError, UnicodeDecodeError):
        names = ", ".join(f'"{name}"' for name in shipped_policies())
        return shipped(), (
            f"school.policy: there is no readable file {file}. Check the path, or write {names}.",
        )


def _settings(
    path: Path,
    values: Values,
    environ: Mapping[str, str],
    passwords: list[Password],
    policy: Policy,
    signin: SigninSettings,
) -> Settings:
    from worker.outside.mailbox.imap import ImapSettings  # each brings its library with it
    from worker.outside.sending.server import SmtpSettings

    school, people = School(**values["school"]), People(**values["people"])
    rules = Rules(**values["calendar"], **values["procedure"], **values["records"], **values["limits"])
    trust, verify_dkim = _trust(values)
    smtp = values["smtp"]
    imap_secret, smtp_secret = passwords
    return Settings(
        file=path,
        school=school,
        policy=policy,
        people=people,
        rules=rules,
        imap=ImapSettings(**_server(values["imap"], path.parent)),
        smtp=SmtpSettings(**_server(smtp, path.parent)),
        trust=trust,
        sender=Address(smtp["sender"] or people.inbox, smtp["sender_name"] or school.name),
        data=_data_folder(values["storage"]["data"], path.parent, environ),
        templates=_templates_folder(values["storage"]["templates"], path.parent),
        imap_secret=imap_secret,
        smtp_secret=smtp_secret,
        notices=tuple(f"{path.name}: {said}" for said in _notices(people, school, trust, verify_dkim)),
        screenshots=values["reading"]["screenshots"],
        verify_dkim=verify_dkim,
        signin=signin,
        smtp_own_password=smtp["password_file"] is not None,
    )


def _trust(values: Values) -> tuple[Trust, bool]:
    """Whose word on a sender counts, and whether Headsup checks signatures itself."""
    trust = values["trust"]
    profile = Profile(trust["profile"]) if trust["profile"] else None
    found = trust_in(values["imap"]["authserv_id"], profile, trust["sealers"], trust["exchange"])
    return found, trust["verify_dkim"]


def _server(values: Values, folder: Path) -> Values:
    """What the connection itself needs of its table: the rest is Headsup's."""
    kept = {key: value for key, value in values.items() if key not in OURS}
    return kept | {"ca_file": str(folder / values["ca_file"]) if values["ca_file"] else None}


def _data_folder(named: str | None, folder: Path, environ: Mapping[str, str]) -> Path:
    """The data folder: as set, else the one systemd made for the service, else beside the settings."""
    given = environ.get("STATE_DIRECTORY", "").split(":")[0]
    return folder / (named or given or "data")


def _templates_folder(named: str | None, folder: Path) -> Path | None:
    """The school's own letters: as set, else ``templates`` beside the settings where there is one."""
    found = folder / (named or "templates")
    return found if found.is_dir() else None


def _notices(people: People, school: School, trust: Trust, verify_dkim: bool) -> Iterator[str]:
    if people.vice_chair is None:
        yield "people.vice_chair: not set, so nobody can decide on a case about both the head and the chair."
    if people.deputy_dsl is None:
        yield "people.deputy_dsl: not set, so only one person can release a message that was stopped."
    if not school.referrals:
        yield (
            "school.referrals: not set, so an alert about harm by staff cannot say whom to ring. Write your "
            "local authority's designated officer or hub, with its numbers."
        )
    if not any(deputy.may_approve for deputy in people.deputies):
        yield "people.deputies: nobody but the head may approve; while the head is away nothing is sent."
    if trust.authserv_id is None and trust.profile is Profile.GENERIC and not verify_dkim:
        yield (
            "imap.authserv_id: not set, so a reply cannot be proven to be the head's and none will send "
            "a letter. Copy the first word of any Authentication-Results header in the inbox."
        )
