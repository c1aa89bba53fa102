"""The words: every value the house passes between its floors.

Frozen dataclasses and enums, no behaviour beyond what a definition needs. ``*_at`` is an aware
UTC instant, ``*_on`` a date, ``None`` means "not known" and is never guessed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

# ── who ────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Address:
    """A mailbox (RFC 5322 §3.4): ``email`` in lower case, ``name`` as written ("" if none)."""

    email: str
    name: str = ""


class Role(StrEnum):
    """What a sender is to the school; ``UNKNOWN`` when no configuration says.

    Parents, platforms and advisers are so to a case: it is known whom its letters went to, and no name is
    ever asked. They are read and put before who decides, and never act.
    """

    HEAD = "head"
    DELEGATE = "delegate"
    CHAIR = "chair"
    DSL = "dsl"
    STAFF = "staff"
    ADMIN = "admin"
    OURSELVES = "ourselves"
    PARENT = "parent"
    """Whom a letter to a parent went to on the case, or an outsider whose mail was accepted onto it."""
    PLATFORM = "platform"
    """Whom a complaint to a platform went to, or somebody proven to write from a platform's own domain."""
    ADVISER = "adviser"
    """Whom the case was put before: the police, legal advisers, a helpline."""
    STRANGER = "stranger"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Person:
    """One named person of the school; the first address is the one Headsup writes to."""

    name: str
    email: str
    also: tuple[str, ...] = ()
    may_approve: bool = False
    from_on: date | None = None
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class People:
    """Everyone Headsup knows by address. ``inbox`` is Headsup's own reporting address.

    ``plus_addressing``: mail to ``inbox`` with "+" and a word before the "@" reaches it too (RFC 5233).
    """

    inbox: str
    head: Person
    admin: Person
    dsl: Person
    chair: Person
    deputies: tuple[Person, ...] = ()
    vice_chair: Person | None = None
    """Decides where both the head and the chair are the subject (domain §4, conflict route)."""
    deputy_dsl: Person | None = None
    """Told beside the safeguarding lead, and in her place where she is the subject."""
    staff: tuple[str, ...] = ()
    staff_domains: tuple[str, ...] = ()
    plus_addressing: bool = False


@dataclass(frozen=True, slots=True)
class School:
    """The school as it signs its letters."""

    name: str
    address: str
    phone: str
    complaints: str
    """Where a parent finds the complaints procedure, in words."""
    referrals: str = ""
    """Whom the school refers an allegation against staff to (LADO or hub), with numbers, in words."""
    emergency: str = "999"
    police: str = "101"


# ── what a mail says (reading) ─────────────────────────────────────────────────────────────


class AttachmentRole(StrEnum):
    """What an attachment is for: evidence first, decoration listed second, nothing deleted."""

    EVIDENCE = "evidence"
    DECORATION = "decoration"
    MAIL = "mail"
    DERIVED = "derived"


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file carried by a mail. ``name`` is what the sender wrote: data, never a path."""

    name: str | None
    type: str
    size: int
    sha256: str
    role: AttachmentRole
    data: bytes = field(default=b"", repr=False, compare=False)
    inline: bool = False
    content_id: str | None = None


@dataclass(frozen=True, slots=True)
class Mail:
    """A message as read from its bytes (RFC 5322, MIME). Never raises, never invents.

    ``headers`` keeps every header in order, names in lower case, values unfolded and decoded.
    ``text`` is the text a person would read (plain part, or HTML turned into text).
    ``embedded`` holds messages carried inside (message/rfc822 and .eml files), in order.
    ``problems`` says in words what could not be read.
    """

    message_id: str | None
    sent_at: datetime | None
    sender: Address | None
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    reply_to: tuple[Address, ...]
    subject: str
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    headers: tuple[tuple[str, str], ...]
    text: str
    html: str | None
    attachments: tuple[Attachment, ...]
    embedded: tuple[Mail, ...]
    problems: tuple[str, ...]
    raw_sha256: str
    body_sha256: str


@dataclass(frozen=True, slots=True)
class MessageKey:
    """What makes a message *this* message.

    Two copies are the same when their bytes are the same, or when a real Message-ID, the Subject,
    the Date and the bytes after the headers all are: a copy by another route differs in its other
    headers only, and two different mails that share a Message-ID (broken phones repeat theirs, and
    "see subject" is a whole body) differ in one of these. ``body_sha256`` is of the last three
    together, "" for a message that was never fetched.
    """

    message_id: str | None
    raw_sha256: str
    body_sha256: str


@dataclass(frozen=True, slots=True)
class Forwarded:
    """One forwarded message inside a mail, as its header block shows it; ``text`` is its own words."""

    from_name: str | None
    from_email: str | None
    to: str | None
    date: str | None
    subject: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Post:
    """The thing complained of, as far as the report tells. A guess is a bug: unknown is ``None``.

    ``source`` names where it was read ("body", "forwarded", "link", "file name", …),
    ``key`` recognises the same post under its several addresses (platform and id).
    """

    platform: str | None
    poster_name: str | None
    handle: str | None
    url: str | None
    group: str | None
    posted_at_text: str | None
    text: str | None
    source: str
    confidence: float
    key: str | None = None
    by_machine: tuple[str, ...] = ()
    """The fields of this post that a machine read in a picture: to be confirmed, and never in a letter."""


class Urgency(StrEnum):
    """How fast a person must look, least pressing first."""

    ROUTINE = "routine"
    PRIORITY = "priority"
    URGENT = "urgent"
    EMERGENCY = "emergency"


class Kind(StrEnum):
    """What a message is to the service."""

    NEW_CASE = "new_case"
    FOLLOW_UP = "follow_up"
    DECISION = "decision"
    OTHER_REPLY = "other_reply"
    NOT_A_REPORT = "not_a_report"
    MISDIRECTED = "misdirected"
    QUERY = "query"
    AUTO_REPLY = "auto_reply"
    BOUNCE = "bounce"
    SAFETY_STOP = "safety_stop"
    STRANGER = "stranger"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class GroundHint:
    """A ground of the policy (G1…G9, OTHER) that the words suggest; the head decides."""

    id: str
    because: str


class Proof(StrEnum):
    """How far the sender's address is proven."""

    PROVEN = "proven"
    UNPROVEN = "unproven"
    FORGED = "forged"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Who really sent it, with the reason in words."""

    verdict: Proof
    because: str
    imitates: str = ""
    """The address of the person whose name or address this sender's is made to look like."""


class Profile(StrEnum):
    """Whose mail server it is that checks senders: each writes down what it found in its own way."""

    GENERIC = "generic"
    MICROSOFT_365 = "microsoft365"
    GOOGLE = "google"


@dataclass(frozen=True, slots=True)
class Trust:
    """Whose word on a sender counts. ``signed`` belongs to one mail, the rest to the configuration.

    ``sealers`` are forwarders believed when they seal (ARC), ``exchange`` the school's own Exchange
    servers beside Microsoft 365. ``signed`` are the domains whose signature (DKIM) of this very mail was
    checked here.
    """

    authserv_id: str | None = None
    profile: Profile = Profile.GENERIC
    sealers: tuple[str, ...] = ()
    exchange: tuple[str, ...] = ()
    signed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything the service understands of one mail (the object ``headsup read`` prints)."""

    kind: Kind
    reported_by: Address | None
    subject: str
    new_text: str
    forwarded: tuple[Forwarded, ...]
    posts: tuple[Post, ...]
    grounds: tuple[GroundHint, ...]
    urgency: Urgency
    case_ref: str | None
    flags: tuple[str, ...]
    ask_back: tuple[str, ...]
    attachments: tuple[Attachment, ...]
    sender: Verdict
    role: Role
    problems: tuple[str, ...]


# ── deciding ───────────────────────────────────────────────────────────────────────────────


class Action(StrEnum):
    """What the procedure can do next; each has a draft (policy PR2, A1 to A6)."""

    INVITATION = "informal_discussion"
    WARNING = "written_warning"
    PLATFORM = "platform_complaint"
    POLICE = "police_referral"
    LEGAL = "legal_advice"
    BLOCK = "block_site"
    PUPIL_NOTE = "pupil_note"
    """A friendly note to a pupil's own parent, where the pupil posted (policy CH1 to CH3)."""
    STAFF_KIT = "staff_kit"
    """What the member of staff concerned needs to complain to the platform (domain §2.1)."""
    PARENT_KIT = "parent_kit"
    """What the parent of the child concerned needs to complain to the platform (domain §2.1)."""
    HELPLINE = "helpline"
    """The case put before the Professionals Online Safety Helpline (domain §2.4)."""
    NOTICE_KIT = "notice_kit"
    """A notice of complaint for the person concerned to send (Defamation Act 2013 s.5)."""
    FURTHER_MEETING = "further_meeting"
    """A second talk, with a governor present; not every policy has it."""
    CLOSING = "closing_letter"
    ANSWER = "answer_to_reporter"
    REPRESENTATIONS = "reply_to_representations"


class Verb(StrEnum):
    """What a reply from the head can mean. ``UNCLEAR`` asks and does nothing."""

    APPROVE = "approve"
    EDIT = "approve_with_edits"
    REJECT = "reject"
    HOLD = "hold"
    NOTE = "note_only"
    CLOSE = "close"
    OTHER_ACTION = "choose_other_action"
    SEND_TO = "send_to"
    EVIDENCE = "evidence"
    STOP = "stop"
    MERGE = "merge"
    """Two cases are one matter."""
    SPLIT = "split"
    """A post of a case is another matter."""
    POSTED = "posted"
    """A letter that was printed has gone on paper."""
    NOT_POSTED = "not_posted"
    """It has not gone after all."""
    UNCLEAR = "unclear"


class Way(StrEnum):
    """How a letter reaches its reader; each is taken to have come on a day of its own (domain §4)."""

    EMAIL = "email"
    POST = "post"
    HAND = "hand"


class Relation(StrEnum):
    """What the poster is to the school; a person says it (policy OV4)."""

    PARENT = "parent"
    CARER = "carer"
    RELATIVE = "relative"
    STAFF = "staff"
    EX_STAFF = "ex_staff"
    GOVERNOR = "governor"
    VOLUNTEER = "volunteer"
    PUPIL = "pupil"
    EX_PARENT = "ex_parent"
    UNCONNECTED = "unconnected"
    UNKNOWN = "unknown"


class Progress(StrEnum):
    """What a person told of a case's course; the gate of the policy (PR2, PR3) rests on it."""

    MET = "met"
    """The informal talk took place."""
    REFUSED = "refused"
    """The parent will not talk, or will not remove the post."""
    REMOVED = "removed"
    APOLOGISED = "apologised"
    REPOSTED = "reposted"
    """The same poster posted again after the informal step (policy PR0 "continues")."""
    IDENTIFIED = "identified"
    """A person, never the service, said who the poster is (domain §1.6 rule 3)."""
    UNIDENTIFIED = "unidentified"
    """Nobody knows who the poster is, so no talk is possible."""
    RELATED = "related"
    """A person said what the poster is to the school: parent, staff, pupil … (policy OV4)."""
    HARMED = "harmed"
    """A person said who is harmed: staff by name and title, a child by what it is (policy OB5)."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a reply tells of a case's course, in its own words; it decides nothing by itself."""

    progress: Progress
    words: str
    about: str = ""
    """Who the poster is said to be, or what was refused: "meet" or "remove"."""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision, for the item numbered ``draft`` in the mail answered (``None``: the case).

    ``told`` is what the same words tell of the case's course.
    """

    draft: int | None
    decision: Verb
    args: dict[str, Any] = field(default_factory=dict)
    told: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class Pending:
    """One numbered thing the head was asked about in the mail now answered."""

    n: int
    action: Action | None = None
    title: str = ""
    text: str = ""
    poster: str = ""
    """The poster's name as reported: whom a reply means by it."""
    asked: Action | None = None
    """The action whose particulars were asked for: the answer may leave its name out."""


@dataclass(frozen=True, slots=True)
class ReplyRead:
    """A reply read whole: its decisions and, in words, the text that led to them."""

    new_text: str
    decisions: tuple[Decision, ...]
    because: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter waiting for a yes. ``version`` counts edits; only the last version can be approved.

    ``to`` is ``None`` until a person names the recipient: Headsup never matches a profile to a
    parent (domain rule 3).
    """

    n: int
    version: int
    action: Action
    to: Address | None
    subject: str
    text: str
    because: str
    state: DraftState
    changes: str = ""


class DraftState(StrEnum):
    """Where a draft stands; only a waiting one can be approved."""

    WAITING = "waiting"
    HELD = "held"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class LetterState(StrEnum):
    """Where a letter in the outbox stands (design: queued, sending, sent, failed, in doubt)."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    IN_DOUBT = "in_doubt"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail in the outbox: its bytes lie beside the case as ``letters/<id>.eml``, fixed at commit.

    ``external`` letters (parents, platforms, police, advisers) are never resent by themselves.
    ``items`` are the numbered things it asks about, so that a reply can be matched to them.
    """

    id: str
    kind: str
    to: tuple[str, ...]
    subject: str
    message_id: str
    external: bool
    sha256: str
    not_before_at: datetime
    state: LetterState = LetterState.QUEUED
    tries: int = 0
    because: str = ""
    items: tuple[Item, ...] = ()
    carries: tuple[str, ...] = ()
    """The SHA-256 of each file of evidence that goes with it, for whoever asked to see them."""
    token: str = ""
    """By which an answer names it in its address or subject; "" for a letter that was given none."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Messages that belong to no case and whose time is over by a day: so many were counted."""

    until: date
    count: int


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered line of a mail to the head: which case, and which draft version, it stands for."""

    n: int
    ref: str
    draft: int | None = None
    version: int | None = None
    held: MessageKey | None = None
    """The held message it stands for, where it stands for no case (``ref`` is then empty)."""
    record: bool = False
    """Whether it asks what becomes of a closed case whose time is over: kept on, or erased."""
    batch: Batch | None = None
    """What it asks the same about, where that is mail of no case (``ref`` is then empty)."""


class DeadlineKind(StrEnum):
    """What is expected, and of whom."""

    DECIDE = "decide"
    """The head has a draft to decide on."""
    REPLY = "reply"
    """A parent was written to and asked to answer."""
    REMOVAL = "removal"
    """A warning asked for a removal by a date."""
    HOLD = "hold"
    """The head asked to be asked again."""
    ADVISE = "advise"
    """The head was told of something and has not said what to do next."""
    ALERT = "alert"
    """Nobody has acknowledged an alert yet: its next wave (domain §4)."""
    TODAY = "today"
    """Something urgent is to be looked at the day it came (domain §4)."""
    REFER = "refer"
    """Harm alleged against staff is to be referred within one working day (domain §3.6)."""
    CHASE = "chase"
    """Somebody outside (a platform, the police, an adviser) owes an answer."""
    REVIEW = "review"
    """Something that was done is to be looked at again."""
    REQUEST = "request"
    """A request with a period of its own in law: subject access, information, a complaint."""
    LIMIT = "limit"
    """A claim for defamation can be brought no longer than this (domain §3.1)."""


class DeadlineState(StrEnum):
    """How a deadline stands: open, met, passed, or dropped because it no longer matters."""

    OPEN = "open"
    MET = "met"
    PASSED = "passed"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Deadline:
    """An instant by which something is expected, kept on the case; ``in_words`` explains it."""

    id: str
    kind: DeadlineKind
    due_at: datetime
    about: str
    in_words: str
    state: DeadlineState = DeadlineState.OPEN
    draft: int | None = None


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """One file in a case's ``evidence/`` folder, named there by its SHA-256.

    ``looks`` is a picture's perceptual hash and ``words`` what a machine read in it, both "" where it
    was not looked at: they say what was made of the file, not which file it is.
    """

    sha256: str
    size: int
    type: str
    name: str | None
    role: AttachmentRole
    looks: str = field(default="", compare=False)
    words: str = field(default="", compare=False)


class RecordKind(StrEnum):
    """What kind of record a closed case makes: it says how long it is kept (domain §3.9)."""

    NO_ACTION = "no_action"
    COMPLAINT = "complaint"
    SAFEGUARDING = "safeguarding"
    STAFF_ALLEGATION = "staff_allegation"


class CaseState(StrEnum):
    """A case is open until a person closes it."""

    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Period:
    """A run of days, both ends included."""

    first_on: date
    last_on: date


@dataclass(frozen=True, slots=True)
class Rules:
    """The school's own numbers: periods in school days, clock times in Europe/London."""

    zone: str = "Europe/London"
    terms: tuple[Period, ...] = ()
    closed_on: tuple[date, ...] = ()
    """INSET days and other days the school is shut inside a term."""
    extra_bank_holidays_on: tuple[date, ...] = ()
    day_ends: time = time(16, 0)
    digest_at: time = time(7, 15)
    meeting_times: tuple[time, ...] = (time(8, 45), time(15, 30))
    undo_minutes: int = 10
    decide_days: int = 1
    reply_days: int = 3
    removal_days: int = 3
    hold_days: int = 5
    deputy_told_days: int = 3
    chair_told_days: int = 5
    """School days without a decision until these are told; telling is not delegating (domain §4)."""
    alert_minutes: tuple[int, ...] = (15, 30, 60)
    """Clock minutes after which an alert that nobody acknowledged is repeated to more people."""
    urgent_by: time = time(18, 0)
    """By when, the same day, somebody is to have looked at what is urgent: any day, school or none."""
    quiet_from: time = time(18, 0)
    quiet_until: time = time(7, 0)
    """Between these, at weekends and in holidays, the head gets only what is urgent; equal: never quiet."""
    refer_days: int = 1
    """Working days to refer harm alleged against staff (domain §3.6)."""
    platform_hours: int = 48
    platform_days: int = 28
    """Clock hours until a platform is chased; days until that way is given up."""
    police_days: int = 1
    police_chase_days: int = 5
    """Working days until the police's reference is due, and until they are asked again."""
    advice_ack_days: int = 2
    advice_days: int = 5
    """School days for an adviser to confirm, and to answer."""
    appeal_days: int = 10
    """School days a parent has to put their side (policy silent; domain §1.7)."""
    removed_days: int = 10
    removed_close_days: int = 20
    """School days after a removal: a reminder, and an offer to close."""
    no_letters_after: time = time(15, 0)
    """On a Friday or the last day of term; a letter then waits for the next school day."""
    answer_days: int = 60
    """Days for which a yes to a mail that asks counts; after that the letter is shown again."""
    no_action_school_years: int = 1
    complaint_years: int = 6
    safeguarding_years: int = 40
    staff_allegation_years: int = 10
    """How long a closed case is kept, by its kind (domain §3.9); whole school years end on 31 August."""
    no_case_school_years: int = 1
    misdirected_days: int = 14
    """How long mail is kept that belongs to no case; what was meant for somebody else, in days."""
    announce_days: int = 28
    """Days before its time is over that the digest begins to ask what becomes of a closed case."""
    per_hour: int = 60
    per_recipient_hour: int = 10
    answers_per_hour: int = 20
    """Automatic answers to one address; beyond them it is read, and not answered."""
    alarm_minutes: int = 60
    """So long the inbox may be out of reach before the admin is told by mail."""
    max_bytes: int = 26_214_400


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to say to someone, before it has words: a template's name and its facts."""

    kind: str
    to: tuple[Address, ...]
    facts: dict[str, Any]
    external: bool = False
    not_before_at: datetime | None = None
    answers: MessageKey | None = None
    """The message this replies to, for threading (RFC 5322 §3.6.4)."""
    items: tuple[Item, ...] = ()


# ── the world's edge: what the inbox yields and the outbox answers ─────────────────────────


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message lies on the server (RFC 9051 §2.3.1.1): UIDs mean nothing without UIDVALIDITY."""

    uidvalidity: int
    uid: int


@dataclass(frozen=True, slots=True)
class Preview:
    """A message before its attachments are fetched: enough to decide whether they may be.

    ``header`` is the raw header block. ``texts`` holds each readable text part as raw bytes: its
    own MIME header, a blank line, its body (possibly cut at a limit). ``names`` are the file names
    the structure gives. ``complete`` is False when the texts are not all there, or not to their end.

    A preview that is not complete and has no header stands for a message that exists and cannot be
    had: the server does not give it, and nothing but its place tells it from another such message.
    """

    place: Place
    size: int
    header: bytes
    texts: tuple[bytes, ...]
    names: tuple[str, ...]
    complete: bool
    flagged: bool = False


class DeliveryState(StrEnum):
    """What became of one attempt to send."""

    ACCEPTED = "accepted"
    LATER = "later"
    """Not taken, certainly not delivered: 4xx, no connection, a cut before the data."""
    REFUSED = "refused"
    """Not taken and never will be: 5xx."""
    IN_DOUBT = "in_doubt"
    """The data went out and no answer came: it may or may not be delivered."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One attempt's result, in words a person can act on. ``refused`` maps a recipient to its reason."""

    state: DeliveryState
    because: str
    refused: tuple[tuple[str, str], ...] = ()
