"""The settings file: what is wrong is told all at once, and the shipped file tells the truth."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from tests.cast import PEOPLE, RULES, SCHOOL
from worker.errors import Misconfigured
from worker.model import Address, Period, Person
from worker.outside.setup.config import Settings, load
from worker.outside.setup.settings import EVERYTHING
from worker.outside.setup.tables import REQUIRED, Many, Setting, Table, declared

SHIPPED = Path(__file__).parent.parent / "config.toml"
PASSWORDS = {"HEADSUP_IMAP_PASSWORD": "one", "HEADSUP_SMTP_PASSWORD": "two"}
PLACES = (
    "Put it in the environment as HEADSUP_{0}_PASSWORD, in a file only Headsup can read and name that in "
    "{1}.password_file, or give it to systemd: LoadCredential={1}-password:/path."
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A copy of the shipped settings."""
    copy = tmp_path / "config.toml"
    copy.write_text(SHIPPED.read_text("utf-8"), "utf-8")
    return copy


def change(file: Path, old: str, new: str) -> Path:
    """The file with one thing changed, which must be there once."""
    found = file.read_text("utf-8")
    assert found.count(old) == 1, old
    file.write_text(found.replace(old, new), "utf-8")
    return file


def problems(file: Path, environ: dict[str, str] | None = None) -> list[str]:
    """What `load` refuses the file for, without the file's own name."""
    with pytest.raises(Misconfigured) as refused:
        load(file, PASSWORDS if environ is None else environ)
    lines = refused.value.problems
    assert all(line.startswith(f"{file}: ") for line in lines)
    return [line.removeprefix(f"{file}: ") for line in lines]


def shipped(file: Path, environ: dict[str, str] | None = None) -> Settings:
    """The settings of a file that must load."""
    return load(file, PASSWORDS if environ is None else environ)


# ── the shipped file ──


def test_shipped_file_loads(file: Path) -> None:
    """The shipped settings need nothing but the two passwords, and are those of the cast."""
    settings = shipped(file)
    people = replace(PEOPLE, head=replace(PEOPLE.head, also=()), staff=())
    assert (settings.school, settings.people, settings.rules) == (SCHOOL, people, RULES)
    assert (Address("reports@northside.example", SCHOOL.name), "mx.northside.example", ()) == (
        settings.sender,
        settings.trust.authserv_id,
        settings.notices,
    )
    assert (settings.imap_secret(), settings.smtp_secret()) == ("one", "two")
    assert (file.parent / "data", None) == (settings.data, settings.templates)


def _with_switched_off(text: str) -> dict[str, Any]:
    """The file as if every switched-off setting were on."""
    return tomllib.loads(re.sub(r"^#(?=[a-z_]+ = )", "", text, flags=re.MULTILINE))


def _flat(found: Any, where: str = "") -> dict[str, Any]:
    """Dotted keys and values; the entries of an array of tables are one."""
    if isinstance(found, dict):
        return {k: v for key, inner in found.items() for k, v in _flat(inner, f"{where}.{key}").items()}
    if isinstance(found, list) and found and isinstance(found[0], dict):
        return {k: v for entry in found for k, v in _flat(entry, where).items()}
    return {where.removeprefix("."): found}


def _read(setting: Setting, found: Any) -> Any:
    assert not isinstance(setting.kind, Table | Many), f"{setting.key} is a table"
    return setting.kind(found)


def test_shipped_file_documents_every_setting() -> None:
    """Every declared setting stands in the shipped file, on or off, and nothing else does."""
    documented = _flat(_with_switched_off(SHIPPED.read_text("utf-8")))
    assert sorted(name for name, _ in declared(EVERYTHING)) == sorted(documented)


def test_shipped_file_tells_the_defaults() -> None:
    """A switched-off setting shows exactly what holds without it."""
    on = _flat(tomllib.loads(SHIPPED.read_text("utf-8")))
    off = {k: v for k, v in _flat(_with_switched_off(SHIPPED.read_text("utf-8"))).items() if k not in on}
    known = {name: setting for name, setting in declared(EVERYTHING) if name in off}
    told = {name: _read(setting, off[name]) for name, setting in known.items() if setting.default is not None}
    assert {name: known[name].default for name in told} == told
    assert not [name for name, setting in known.items() if setting.default is REQUIRED]


def test_shipped_file_explains_itself() -> None:
    """Every table of the shipped file has prose in it: no setting group is left to guess."""
    tables = re.split(r"^\[", SHIPPED.read_text("utf-8"), flags=re.MULTILINE)[1:]
    assert [table.splitlines()[0] for table in tables if "\n# " not in table and "#also" not in table] == []


# ── every problem at once ──


def test_every_problem_at_once(file: Path) -> None:
    """Five mistakes in five tables, and no password, are told together, each with its remedy."""
    change(file, 'phone = "01632 960123"\n', "")
    change(file, 'email = "dsl@northside.example"', 'email = "dsl at northside"')
    change(file, '#digest_at = "07:15"', 'digest_at = "25:00"')
    change(file, "#undo_minutes = 10", "undo_minuets = 10")
    change(file, "#port = 993", 'port = "993"')
    assert [
        "school.phone: missing. Add it: the number a parent can ring.",
        (
            'people.dsl.email: "dsl at northside" is not a mail address. '
            'Write it like "office@school.example" (the address Headsup writes to).'
        ),
        (
            'calendar.digest_at: "25:00" is not a time of day. Write it like "07:15" '
            "(when the morning digest is sent)."
        ),
        "procedure.undo_minuets: there is no such setting. Did you mean undo_minutes?",
        'imap.port: "993" does not fit. Write a whole number from 1 to 65535 (its port).',
        "imap.password_file: no password for imap.user. " + PLACES.format("IMAP", "imap"),
        "smtp.password_file: no password for smtp.user. " + PLACES.format("SMTP", "smtp"),
    ] == problems(file, {})


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('phone = "01632 960123"', 'phone = "01632\\n960123"',
         ('school.phone: "01632\n960123" is not one line of plain text. Write it without line breaks '
         "(the number a parent can ring).")),
        ("[school]", "[shool]", "shool: there is no such setting. Did you mean school?"),
        ("[limits]", "[limits]\ndigest_at = 1",
         "limits.digest_at: there is no such setting. It belongs elsewhere: calendar.digest_at."),
        ("[limits]", "[limits]\nxyzzy = 1",
         ("limits.xyzzy: there is no such setting. Known here: per_hour, per_recipient_hour, "
          "answers_per_hour, alarm_minutes, max_megabytes.")),
        ("[limits]", "[[limits]]", "limits: a list is not a table. Write a line [limits] above its keys."),
        ("#max_megabytes = 25", "max_megabytes = true",
         ("limits.max_megabytes: true does not fit. Write a whole number from 1 to 100 "
          "(the largest mail read).")),
        ("may_approve = true", 'may_approve = "yes"',
         ('people.deputies (number 1).may_approve: "yes" is neither true nor false. Write true or false, '
         "without quotes (whether a yes from this person sends a letter).")),
        ('#zone = "Europe/London"', 'zone = "London"',
         ('calendar.zone: "London" is not a time zone. For England write "Europe/London" '
         "(the school's time zone).")),
        ('#zone = "Europe/London"', 'zone = "../../etc/passwd"',
         ('calendar.zone: "../../etc/passwd" is not a time zone. For England write "Europe/London" '
         "(the school's time zone).")),
        ("closed = [2026-09-02,", 'closed = ["2026-09-02",',
         ('calendar.closed: "2026-09-02" is not a date. Write it like 2026-09-02, without quotes '
         "(INSET days inside terms).")),
        ('staff_domains = ["northside.example"]', 'staff_domains = "northside.example"',
         ('people.staff_domains: "northside.example" is not a list. Write it between square brackets: [...] '
         "(domains whose senders are staff).")),
        ('host = "imap.northside.example"', 'host = "imap northside"',
         ('imap.host: "imap northside" is not a server name. Write it like "imap.school.example" '
         "(the server the reports arrive on).")),
        ('#tls = "starttls"', 'tls = "ssl"',
         'smtp.tls: "ssl" is not known. Write one of: "implicit", "starttls", "none" (how it is encrypted).'),
        ('#tls = "starttls"', 'tls = "none"',
         ("smtp.tls: without encryption everyone between can read the mail. Switch it on "
         "(off is only for a server on this machine).")),
        ("#tls = true", "tls = false",
         ("imap.tls: without encryption everyone between can read the mail. Switch it on "
         "(off is only for a server on this machine).")),
        ('email = "head@northside.example"', 'email = "Reports@Northside.example"',
         ("people.head.email: reports@northside.example is also people.inbox. Headsup would write to itself: "
         "give the reporting inbox an address of its own.")),
        ('email = "head@northside.example"', 'email = "reports+head@northside.example"',
         ("people.head.email: reports+head@northside.example is also people.inbox. Headsup would write to "
          "itself: give the reporting inbox an address of its own.")),
        ("#staff = []", 'staff = ["reports@northside.example"]',
         ("people.staff: reports@northside.example is also people.inbox. Headsup would write to itself: "
         "give the reporting inbox an address of its own.")),
        ('email = "chair@governors.northside.example"', 'email = "head@northside.example"',
         ("people.chair.email: head@northside.example is also the head's. A case about the head goes round "
         "the head: name another person, with an address of their own.")),
        ("#until = 2027-02-12", "from = 2027-01-04\nuntil = 2026-02-12",
         "people.deputies (number 1).until: 2026-02-12 is before 2027-01-04. Swap the two dates."),
        ("first = 2026-11-02, last = 2026-12-18", "first = 2026-12-18, last = 2026-11-02",
         "calendar.terms (number 2).last: 2026-11-02 is before 2026-12-18. Swap the two dates."),
        ("first = 2026-11-02,", "first = 2026-10-23,",
         ("calendar.terms (number 2).first: 2026-10-23 is not after 2026-10-23. "
         "List half-terms in order, without overlap.")),
        ("first = 2026-09-02,", "first = 2025-09-02,",
         ("calendar.terms (number 1): longer than 20 weeks. "
          "Check the year, or write each half-term on its own.")),
        ("closed = [2026-09-02,", "closed = [2026-10-30,",
         "calendar.closed: 2026-10-30 is in no term. List only days inside terms, or check the date."),
        ('#no_letters_after = "15:00"', 'no_letters_after = "08:00"',
         ("calendar.no_letters_after: 08:00 is too early: a letter that waited goes at 08:30. "
         'Write a later time, like "15:00".')),
        ('[[people.deputies]]\nname = "Dev Anand"\nemail = "deputy@northside.example"',
         '[[people.deputies]]\nname = "Dev Anand"\nemail = "head@northside.example"',
         ("people.deputies (number 1).email: head@northside.example is also the head's. A case about the "
          "head goes round the head: name another person, with an address of their own.")),
        ('email = "vice-chair@governors.northside.example"', 'email = "chair@governors.northside.example"',
         ("people.vice_chair.email: chair@governors.northside.example is also the head's or the chair's. A "
          "case about the head and the chair goes round the head and the chair: name another person, with an "
          "address of their own.")),
        ('email = "deputy-dsl@northside.example"', 'email = "dsl@northside.example"',
         ("people.deputy_dsl.email: dsl@northside.example is also the safeguarding lead's. A case about the "
          "safeguarding lead goes round the safeguarding lead: name another person, with an address of "
          "their own.")),
        ("#chair_told_days = 5", "chair_told_days = 3",
         ("procedure.deputy_told_days: the head is reminded twice, by school day 2, then the deputy is told, "
          "then the chair; 3 and 3 are not in that order. Write later days.")),
        ("#alert_minutes = [15, 30, 60]", "alert_minutes = [30, 15]",
         "procedure.alert_minutes: write later and later minutes after the alert, like [15, 30, 60]."),
        ("first = 2026-11-02,", "first = 2026-11-02T09:00:00,",
         ("calendar.terms (number 2).first: 2026-11-02 09:00:00 is not a date. Write it like 2026-09-02, "
          "without quotes (the first day of the half-term).")),
        ('#held = "Headsup/Held"', 'held = "INBOX"',
         'imap.held: "INBOX" is also imap.folder. Each needs a folder of its own.'),
    ],
)  # fmt: skip
def test_one_problem(file: Path, old: str, new: str, expected: str) -> None:
    """Each mistake is named by file, table and key, with what to do about it."""
    change(file, old, new)
    assert expected in problems(file)


def test_a_year_left_out_is_told(file: Path) -> None:
    """A gap no holiday explains is a mistake: deadlines would sleep through it."""
    change(
        file,
        "  { first = 2027-01-04, last = 2027-02-12 },\n  { first = 2027-02-22, last = 2027-03-25 },\n",
        "",
    )
    assert problems(file) == [
        (
            "calendar.terms (number 3).first: no school from 2026-12-18 to 2027-04-12. "
            "Add the half-terms between, or check the year."
        ),
        "calendar.closed: 2027-01-04 is in no term. List only days inside terms, or check the date.",
    ]


# ── the file itself ──


def test_syntax_error_names_the_line(file: Path) -> None:
    """What is not TOML is told with its line."""
    change(file, 'phone = "01632 960123"', "phone = 01632 960123")
    number = file.read_text("utf-8").splitlines().index("phone = 01632 960123") + 1
    [problem] = problems(file)
    assert (problem.startswith("not readable as TOML: "), f"at line {number}," in problem) == (True, True)


def test_windows_editors_are_welcome(file: Path) -> None:
    """A byte order mark and Windows line ends are no mistake."""
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert SCHOOL.phone == shipped(file).school.phone


def test_wrong_encoding_names_the_line(file: Path) -> None:
    """A file saved in another encoding is told by its line, not by a traceback."""
    file.write_bytes(b"# caf\n# caf\xe9\n" + file.read_bytes())
    assert problems(file) == ["line 2 is not UTF-8. Save the file as UTF-8."]


def test_missing_file(tmp_path: Path) -> None:
    """A file that is not there says how to name one."""
    assert problems(tmp_path / "nowhere.toml") == [
        (
            "cannot be read (No such file or directory). "
            "Name the settings file with --config, or copy the shipped config.toml there."
        )
    ]


LEFT_OUT = ("people.deputies", "people.vice_chair", "people.deputy_dsl", "calendar.terms")


def test_an_empty_file_asks_for_what_is_needed(tmp_path: Path) -> None:
    """An empty file is told every setting it lacks, and none that has a default."""
    file = tmp_path / "config.toml"
    file.touch()
    needed = [name for name, setting in declared(EVERYTHING) if setting.default is REQUIRED]
    expected = {n for n in needed if not n.startswith(LEFT_OUT)}
    told = {problem.partition(": missing.")[0] for problem in problems(file) if ": missing." in problem}
    assert expected == told


# ── passwords ──


@pytest.mark.parametrize("key", ["password", "imap_passwd", "Secret"])
def test_a_password_in_the_file_is_refused(file: Path, key: str) -> None:
    """A password in the settings is refused, never shown, and told its three right places."""
    change(file, "#port = 993", f'{key} = "hunter2"')
    expected = f"imap.{key}: a password does not belong in this file. " + PLACES.format("IMAP", "imap")
    assert [expected] == problems(file)


def test_password_from_a_file(file: Path) -> None:
    """A password file beside the settings is read at each use, so a changed password needs no restart."""
    change(file, '#password_file = "imap-password"', 'password_file = "imap-password"')
    secret = file.parent / "imap-password"
    secret.write_bytes(b"from a file\r\n")
    secret.chmod(0o640)
    settings = shipped(file, {"HEADSUP_SMTP_PASSWORD": "two"})
    first = settings.imap_secret()
    secret.write_text("a new one", "utf-8")
    assert (first, settings.imap_secret()) == ("from a file", "a new one")


def test_password_from_systemd(file: Path) -> None:
    """Credentials handed over by systemd are found."""
    for name in ("imap-password", "smtp-password"):
        (file.parent / name).write_text(f"credential {name}", "utf-8")
    settings = shipped(file, {"CREDENTIALS_DIRECTORY": str(file.parent)})
    assert (
        settings.imap_secret(),
        settings.smtp_secret(),
    ) == ("credential imap-password", "credential smtp-password")


@pytest.mark.parametrize(
    ("content", "mode", "expected"),
    [
        (b"open to all", 0o644, "imap.password_file: {0} is open to everyone. Run: chmod o-rwx {0}"),
        (b"open to change", 0o602, "imap.password_file: {0} is open to everyone. Run: chmod o-rwx {0}"),
        (b"", 0o600, "imap.password_file: {0} is empty. " + PLACES.format("IMAP", "imap")),
        (b"\xff\xfe", 0o600,
         "imap.password_file: {0} cannot be read (it is not text). " + PLACES.format("IMAP", "imap")),
        (None, 0, "imap.password_file: there is no file {0}. Check the path."),
    ],
)  # fmt: skip
def test_password_file_amiss(file: Path, content: bytes | None, mode: int, expected: str) -> None:
    """A password file that is open to all, empty, unreadable or missing is refused, once."""
    change(file, '#password_file = "imap-password"', 'password_file = "imap-password"')
    secret = file.parent / "imap-password"
    if content is not None:
        secret.write_bytes(content)
        secret.chmod(mode)
    assert [expected.format(secret)] == problems(file, {"HEADSUP_SMTP_PASSWORD": "two"})


def test_a_relay_without_login_needs_no_password(file: Path) -> None:
    """Without smtp.user no password is asked for."""
    smtp = file.read_text("utf-8").index("[smtp]")
    text = file.read_text("utf-8")
    file.write_text(text[:smtp] + text[smtp:].replace("user = ", "#user = ", 1), "utf-8")
    assert shipped(file, {"HEADSUP_IMAP_PASSWORD": "one"}).smtp_secret() == ""


def test_commands_that_only_look_need_no_password(file: Path) -> None:
    """Without secrets the settings load, and only the use of a password fails, with the remedy."""
    settings = load(file, {}, secrets=False)
    with pytest.raises(Misconfigured, match="HEADSUP_SMTP_PASSWORD"):
        settings.smtp_secret()


def test_settings_show_no_password(file: Path) -> None:
    """The settings can be printed or logged: no password is among them."""
    assert [secret for secret in PASSWORDS.values() if f"{secret!r}" in repr(shipped(file))] == []


# ── places and notices ──


def test_folders(file: Path) -> None:
    """Data lies where the file says, else where systemd put it; templates beside the file are found."""
    (file.parent / "templates").mkdir()
    environ = PASSWORDS | {"STATE_DIRECTORY": "/var/lib/headsup"}
    given = shipped(file, environ)
    change(file, '#data = "data"', 'data = "cases"')
    named = shipped(file, environ)
    assert (Path("/var/lib/headsup"), file.parent / "cases", file.parent / "templates") == (
        given.data,
        named.data,
        named.templates,
    )


def test_templates_named_but_missing(file: Path) -> None:
    """A templates folder that was named must be there: else the school's own letters are silently lost."""
    change(file, '#templates = "templates"', 'templates = "letters"')
    assert [
        f"storage.templates: there is no folder {file.parent / 'letters'}. Check the path, or leave it out."
    ] == problems(file)


def test_notices(file: Path) -> None:
    """What stops nothing but needs a person is noticed: no deputy, no sender proof, terms running out."""
    change(file, "may_approve = true", "may_approve = false")
    change(file, 'authserv_id = "mx.northside.example"\n', "")
    said = [notice.split(":")[1].strip() for notice in shipped(file).notices_on(date(2027, 6, 1))]
    assert said == ["calendar.terms", "people.deputies", "imap.authserv_id"]


def test_a_server_on_this_machine(file: Path) -> None:
    """On this machine itself encryption may be off; certificates are found beside the settings."""
    change(file, 'host = "imap.northside.example"', 'host = "127.0.0.1"')
    change(file, "#tls = true", "tls = false")
    text = file.read_text("utf-8").replace('#ca_file = "ca.pem"', 'ca_file = "ca.pem"')
    file.write_text(text, "utf-8")
    missing = [
        f"{account}.ca_file: there is no file {file.parent / 'ca.pem'}. Check the path."
        for account in ("imap", "smtp")
    ]
    assert problems(file) == missing
    (file.parent / "ca.pem").touch()
    settings = shipped(file)
    found = (settings.imap.host, settings.imap.tls, settings.imap.ca_file, settings.smtp.ca_file)
    assert found == ("127.0.0.1", False, str(file.parent / "ca.pem"), str(file.parent / "ca.pem"))


def test_sender(file: Path) -> None:
    """Mails can come from another address and name than the inbox and the school."""
    change(file, '#sender = "reports@northside.example"', 'sender = "office@northside.example"')
    change(file, '#sender_name = "Northside Primary School"', 'sender_name = "The office"')
    assert shipped(file).sender == Address("office@northside.example", "The office")


def test_a_term_of_one_day(file: Path) -> None:
    """A term may be as short as a day."""
    change(file, "last = 2027-07-20", "last = 2027-06-07")
    assert shipped(file).rules.terms[-1] == Period(date(2027, 6, 7), date(2027, 6, 7))


def test_times_as_toml_writes_them(file: Path) -> None:
    """TOML's own times are as good as quoted ones."""
    change(file, '#day_ends = "16:00"', "day_ends = 15:30:00")
    assert time(15, 30) == shipped(file).rules.day_ends


def test_a_deputy_with_dates(file: Path) -> None:
    """A deputy may stand in for a while only."""
    change(file, "#from = 2027-01-04\n#until = 2027-02-12", "from = 2027-01-04\nuntil = 2027-02-12")
    [deputy] = shipped(file).people.deputies
    expected = Person("Dev Anand", "deputy@northside.example", (), True, date(2027, 1, 4), date(2027, 2, 12))
    assert expected == deputy


# ── who stands in for whom ──

VICE_CHAIR = """[people.vice_chair]
name = "Vera Lund"
email = "vice-chair@governors.northside.example"
"""
DEPUTY_DSL = """[people.deputy_dsl]
name = "Dipa Rao"
email = "deputy-dsl@northside.example"
"""


def test_a_school_without_those_who_stand_in(file: Path) -> None:
    """Vice-chair, deputy lead and hub may be left out; each is missed in words."""
    change(file, VICE_CHAIR, "")
    change(file, DEPUTY_DSL, "")
    change(file, "referrals = ", "#referrals = ")
    settings = shipped(file)
    assert (settings.people.vice_chair, settings.people.deputy_dsl) == (None, None)
    assert [note.split(":")[1] for note in settings.notices] == [
        " people.vice_chair",
        " people.deputy_dsl",
        " school.referrals",
    ]


def test_a_head_who_is_the_safeguarding_lead_needs_a_deputy_lead(file: Path) -> None:
    """A message about her would reach nobody else; with a deputy lead it does."""
    change(file, 'email = "dsl@northside.example"', 'email = "head@northside.example"')
    assert shipped(file).people.dsl.email == "head@northside.example"
    change(file, DEPUTY_DSL, "")
    expected = (
        "people.dsl: the head is the safeguarding lead too, so a message about the head would reach nobody "
        "else. Name people.deputy_dsl, with an address of their own."
    )
    assert problems(file) == [expected]
