"""Every setting, declared once: its key in ``config.toml``, its kind, what it is for, its default.

The shipped ``config.toml`` documents exactly what stands here; a test holds the two together.
"""

from __future__ import annotations

from worker.model import Period, Person, Profile, Rules
from worker.outside.setup import kinds
from worker.outside.setup.tables import Many, Setting, Table
from worker.outside.signin.plan import SigninSettings

USUAL = Rules()
ADDRESSES = kinds.several(kinds.address)
CLOCKS = kinds.several(kinds.clock)
MINUTES = kinds.several(kinds.whole(1, 1440))
DAYS = kinds.several(kinds.day)
DOMAINS = kinds.several(kinds.domain)
HOSTS = kinds.several(kinds.host)
TLS = kinds.choice("implicit", "starttls", "none")
PROFILES = kinds.choice(*(one.value for one in Profile))
METHOD = kinds.choice("password", "microsoft-app", "microsoft-code", "google")

NAMED = (
    Setting("name", kinds.line, "the person's name, as it signs letters"),
    Setting("email", kinds.address, "the address Headsup writes to"),
    Setting("also", ADDRESSES, "other addresses the same person writes from", ()),
)
PERSON = Table(NAMED, Person)
DEPUTY = Table(
    (
        *NAMED,
        Setting("may_approve", kinds.yes_no, "whether a yes from this person sends a letter", False),
        Setting("from", kinds.day, "the first day this holds", None, "from_on"),
        Setting("until", kinds.day, "the last day this holds", None, "until_on"),
    ),
    Person,
)
TERM = Table(
    (
        Setting("first", kinds.day, "the first day of the half-term", field="first_on"),
        Setting("last", kinds.day, "the last day of the half-term", field="last_on"),
    ),
    Period,
)

SCHOOL = Table(
    (
        Setting("name", kinds.line, "the school's name"),
        Setting("address", kinds.text, "the school's postal address"),
        Setting("phone", kinds.line, "the number a parent can ring"),
        Setting("complaints", kinds.line, "where a parent finds the complaints procedure"),
        Setting("policy", kinds.line, "the school's policy: a shipped one's name, or its file", None),
        Setting("referrals", kinds.text, "where harm alleged against staff is referred, with numbers", ""),
        Setting("emergency", kinds.line, "the number for danger now", "999"),
        Setting("police", kinds.line, "the police's number when nobody is in danger now", "101"),
    )
)
PEOPLE = Table(
    (
        Setting("inbox", kinds.address, "the reporting address, Headsup's own"),
        Setting("plus_addressing", kinds.yes_no, "whether the inbox takes tagged addresses", False),
        Setting("staff", ADDRESSES, "addresses of staff outside the domains", ()),
        Setting("staff_domains", DOMAINS, "domains whose senders are staff", ()),
        Setting("head", PERSON, "the headteacher, who decides"),
        Setting("chair", PERSON, "the chair of governors, who decides where the head is concerned"),
        Setting("vice_chair", PERSON, "who decides where the chair is concerned too", None),
        Setting("dsl", PERSON, "the designated safeguarding lead"),
        Setting("deputy_dsl", PERSON, "the deputy safeguarding lead", None),
        Setting("admin", PERSON, "the person told when Headsup itself needs attention"),
        Setting("deputies", Many(DEPUTY), "people who stand in for the head", ()),
    )
)
CALENDAR = Table(
    (
        Setting("zone", kinds.zone, "the school's time zone", USUAL.zone),
        Setting("terms", Many(TERM), "first and last day of each half-term", ()),
        Setting("closed", DAYS, "INSET days inside terms", (), "closed_on"),
        Setting("extra_bank_holidays", DAYS, "those by proclamation", (), "extra_bank_holidays_on"),
        Setting("day_ends", kinds.clock, "when a deadline's day is over", USUAL.day_ends),
        Setting("digest_at", kinds.clock, "when the morning digest is sent", USUAL.digest_at),
        Setting("meeting_times", CLOCKS, "the times a parent is offered", USUAL.meeting_times),
        Setting("no_letters_after", kinds.clock, "the last hour for letters", USUAL.no_letters_after),
        Setting("urgent_by", kinds.clock, "when what is urgent is asked for", USUAL.urgent_by),
        Setting("quiet_from", kinds.clock, "when the head's evening begins", USUAL.quiet_from),
        Setting("quiet_until", kinds.clock, "when the head's night is over", USUAL.quiet_until),
    )
)
PROCEDURE = Table(
    (
        Setting("undo_minutes", kinds.whole(0, 1440), "how long STOP works", USUAL.undo_minutes),
        Setting("decide_days", kinds.whole(1, 60), "school days to decide", USUAL.decide_days),
        Setting("reply_days", kinds.whole(1, 60), "school days for a parent to reply", USUAL.reply_days),
        Setting("removal_days", kinds.whole(1, 60), "school days to remove a post", USUAL.removal_days),
        Setting("hold_days", kinds.whole(1, 60), "school days a hold lasts", USUAL.hold_days),
        Setting("deputy_told_days", kinds.whole(1, 60), "school days, deputy told", USUAL.deputy_told_days),
        Setting("chair_told_days", kinds.whole(1, 60), "school days, chair told", USUAL.chair_told_days),
        Setting("alert_minutes", MINUTES, "minutes until an alert is repeated", USUAL.alert_minutes),
        Setting("refer_days", kinds.whole(1, 5), "working days to refer harm alleged", USUAL.refer_days),
        Setting("platform_hours", kinds.whole(1, 720), "hours, platform chased", USUAL.platform_hours),
        Setting("platform_days", kinds.whole(1, 365), "days, platform given up", USUAL.platform_days),
        Setting("police_days", kinds.whole(1, 60), "working days, police's number", USUAL.police_days),
        Setting("police_chase_days", kinds.whole(1, 60), "working days, asked", USUAL.police_chase_days),
        Setting("advice_ack_days", kinds.whole(1, 60), "school days, confirmed", USUAL.advice_ack_days),
        Setting("advice_days", kinds.whole(1, 60), "school days, answered", USUAL.advice_days),
        Setting("appeal_days", kinds.whole(1, 60), "school days to put their side", USUAL.appeal_days),
        Setting("answer_days", kinds.whole(1, 365), "days a yes to one mail counts", USUAL.answer_days),
        Setting("removed_days", kinds.whole(1, 60), "school days, look again", USUAL.removed_days),
        Setting("removed_close_days", kinds.whole(1, 60), "school days, close", USUAL.removed_close_days),
    )
)
RECORDS = Table(
    (
        Setting(
            "no_action_school_years", kinds.whole(0, 50), "whole school years", USUAL.no_action_school_years
        ),
        Setting("complaint_years", kinds.whole(1, 100), "years, a complaint's file", USUAL.complaint_years),
        Setting("safeguarding_years", kinds.whole(1, 100), "years, a child's", USUAL.safeguarding_years),
        Setting("staff_allegation_years", kinds.whole(1, 100), "years", USUAL.staff_allegation_years),
        Setting("no_case_school_years", kinds.whole(0, 50), "whole school years", USUAL.no_case_school_years),
        Setting("misdirected_days", kinds.whole(1, 3_650), "days", USUAL.misdirected_days),
        Setting("announce_days", kinds.whole(1, 365), "days it is asked before", USUAL.announce_days),
    )
)
LIMITS = Table(
    (
        Setting("per_hour", kinds.whole(1, 10_000), "mails an hour in all", USUAL.per_hour),
        Setting("per_recipient_hour", kinds.whole(1, 1_000), "of them to one", USUAL.per_recipient_hour),
        Setting("answers_per_hour", kinds.whole(1, 1_000), "answers to one address", USUAL.answers_per_hour),
        Setting("alarm_minutes", kinds.whole(5, 1440), "unread, admin told", USUAL.alarm_minutes),
        Setting("max_megabytes", kinds.megabytes, "the largest mail read", USUAL.max_bytes, "max_bytes"),
    )
)
IMAP = Table(
    (
        Setting("host", kinds.host, "the server the reports arrive on"),
        Setting("port", kinds.whole(1, 65_535), "its port", 993),
        Setting("user", kinds.line, "the mailbox's login"),
        Setting("tls", kinds.yes_no, "whether the connection is encrypted", True),
        Setting("ca_file", kinds.line, "certificates to trust instead of the system's", None),
        Setting("password_file", kinds.line, "a file holding the password", None),
        Setting("authserv_id", kinds.line, "the name your mail server signs its checks with", None),
        Setting("folder", kinds.line, "the folder reports arrive in", "INBOX"),
        Setting("filed", kinds.line, "the folder for mail dealt with", "Headsup/Filed"),
        Setting("held", kinds.line, "the folder for mail from strangers", "Headsup/Held"),
        Setting("quarantine", kinds.line, "the folder for mail that cannot be read", "Headsup/Quarantine"),
        Setting("sent", kinds.line_or_nothing, "the folder for copies of letters that left", "Headsup/Sent"),
        Setting("connect_seconds", kinds.whole(1, 600), "how long to wait for a connection", 10),
        Setting("read_seconds", kinds.whole(1, 600), "how long to wait for an answer", 60),
    )
)
SMTP = Table(
    (
        Setting("host", kinds.host, "the server that takes outgoing mail"),
        Setting("port", kinds.whole(1, 65_535), "its port", 587),
        Setting("user", kinds.line, "the login; leave it out for a relay that asks for none", ""),
        Setting("tls", TLS, "how it is encrypted", "starttls"),
        Setting("ca_file", kinds.line, "certificates to trust instead of the system's", None),
        Setting("password_file", kinds.line, "a file holding the password", None),
        Setting("sender_name", kinds.line, "the name beside the address; else the school's", None),
        Setting("sender", kinds.address, "the address mails come from; else the inbox", None),
        Setting("connect_seconds", kinds.whole(1, 600), "how long to wait for a connection", 10),
        Setting("read_seconds", kinds.whole(1, 600), "how long to wait for an answer", 60),
    )
)
TRUST = Table(
    (
        Setting("profile", PROFILES, "whose mail server checks senders", None),
        Setting("sealers", DOMAINS, "forwarders believed about whom a mail is from", ()),
        Setting("exchange_servers", HOSTS, "the school's own Exchange servers", (), "exchange"),
        Setting("verify_dkim", kinds.yes_no, "whether signatures are checked by Headsup itself", False),
    )
)
READING = Table(
    (Setting("screenshots", kinds.yes_no, "whether pictures in reports are read by machine", True),)
)
SIGNIN = Table(
    (
        Setting("method", METHOD, "how Headsup signs in to its mailbox", "password"),
        Setting("tenant", kinds.line, "Microsoft: the Directory (tenant) ID", None),
        Setting("client_id", kinds.line, "Microsoft: the Application (client) ID", None),
        Setting("secret_file", kinds.line, "a file holding the client secret's value", None),
        Setting("secret_ends", kinds.day, "the client secret's last day", None, "secret_ends_on"),
        Setting("certificate_file", kinds.line, "a certificate with its key, instead of a secret", None),
        Setting("account", kinds.address, "who signs in by code, where that is not imap.user", None),
        Setting("key_file", kinds.line, "Google: the service account's key, as JSON", None),
        Setting("authority", kinds.https, "Microsoft's sign-in service", SigninSettings().authority),
        Setting("ca_file", kinds.line, "certificates to trust instead of the system's", None),
    )
)
STORAGE = Table(
    (
        Setting("data", kinds.line, "the folder of the cases", None),
        Setting("templates", kinds.line, "the folder of the school's own letters", None),
    )
)
EVERYTHING = Table(
    tuple(
        Setting(name, table, f"the [{name}] table", {})
        for name, table in {
            "school": SCHOOL,
            "people": PEOPLE,
            "calendar": CALENDAR,
            "procedure": PROCEDURE,
            "records": RECORDS,
            "limits": LIMITS,
            "imap": IMAP,
            "smtp": SMTP,
            "trust": TRUST,
            "signin": SIGNIN,
            "reading": READING,
            "storage": STORAGE,
        }.items()
    )
)
