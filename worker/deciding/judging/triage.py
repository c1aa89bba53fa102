"""The whole reading of one mail, in one pure call: what it is, what it reports, what is missing."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate
from typing import TypeVar

from worker.deciding.judging.asked import find_answers, with_answers
from worker.deciding.judging.chats import gravest_first
from worker.deciding.judging.grounds import Suggestion, raise_urgency, suggest
from worker.deciding.judging.kinds import Facts, find_kind, has_post
from worker.deciding.judging.looking import (
    Looked,
    Sight,
    add_dangers,
    look_again,
    look_through,
    say_what_was_seen,
    with_pictures,
)
from worker.deciding.judging.noticing import notice_after
from worker.deciding.judging.phrases import LONGEST
from worker.deciding.judging.questions import ask
from worker.deciding.judging.signs import is_from_outside, notice_before
from worker.deciding.sentences import say
from worker.model import (
    Attachment,
    Forwarded,
    Kind,
    Mail,
    People,
    Post,
    Proof,
    Reading,
    Role,
    Trust,
    Urgency,
    Verdict,
)
from worker.reading.apart import Apart
from worker.reading.machines.noise import Noise
from worker.reading.message.mail import header
from worker.reading.posts.enclosed import Enclosed, find_enclosed
from worker.reading.posts.platform import platforms_at
from worker.reading.posts.post import find_posts
from worker.reading.quoted.forward import find_forwarded, is_forward, own_text
from worker.reading.quoted.reply import NewText
from worker.reading.safety import find_stop, words_of
from worker.reading.senders.sender import NOBODY, judge, role_of

REF = re.compile(r"\bHU-\d{4}-\d{4,6}\b", re.IGNORECASE)
"""A case reference as it stands in our subjects and texts."""

STOP_FLAGS = (
    "indecent_image_stop",
    "child_identified",
    "do_not_open_attachments",
    "do_not_forward",
    "phone_dsl",
)
"""What goes with every safety stop (domain §5.4)."""

_Held = TypeVar("_Held", Forwarded, Enclosed)
_MOST_POSTS_IN = 4 * LONGEST
"""Characters of what was passed on in which posts are looked for; the grounds are looked for in less."""
_DECIDERS = (Role.HEAD, Role.DELEGATE, Role.CHAIR)
_ABOUT_THEMSELVES = re.compile(
    r"^\s*(?:(?:re|fw|fwd|aw|wg|tr|sv|vs|odp|antw|automatic reply)\s*:\s*)+", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Known:
    """What the register knows of the thread a mail belongs to.

    ``answers_draft``: it replies to a mail of ours that asks for a decision. ``answers_case``: the case
    of that mail. ``poster``: whom that case is about, so that another poster opens another case.
    ``cleared``: the safeguarding lead released it, so that its words stop it no more. ``accepted``: a
    person said that it is a report, though a stranger sent it. ``outsider``: what a sender from outside is
    to that case; ``answers_letter``: it answers one of the case's letters, which only their readers can.
    """

    answers_draft: bool = False
    answers_case: str | None = None
    poster: str | None = None
    cleared: bool = False
    accepted: bool = False
    outsider: Role = Role.STRANGER
    answers_letter: bool = False


@dataclass(frozen=True, slots=True)
class _Texts:
    """A mail's words sorted by whose they are; ``judged`` is what grounds are looked for in."""

    new: str
    quoted: str
    forwarded: tuple[Forwarded, ...]
    subject: str
    judged: str
    enclosed: tuple[Enclosed, ...]


def read_message(
    mail: Mail,
    people: People | None,
    on: date | None,
    trust: Trust = NOBODY,
    ours: tuple[str, ...] = (),
    known: Known | None = None,
    sights: tuple[Sight, ...] = (),
    apart: Apart | None = None,
) -> Reading:
    """Everything understood of one mail. Never raises on what a mail may hold.

    ``people`` may be ``None``: then every role is unknown and nobody is a stranger. ``on`` is the day
    that delegations are judged for, ``trust`` says whose word on senders counts. ``ours`` are the texts
    of ours that the mail may quote. ``sights`` is what a machine saw in its pictures, given once a first
    reading, by text alone, has cleared it. ``apart`` is the same mail beside the same texts, where somebody
    has begun to take it apart.
    """
    apart = apart or Apart(mail, ours)
    known = known or Known()
    reading = replace(bare_reading(mail, people, on, trust, known), new_text=apart.new.text)
    if not (mail.text.strip() or reading.attachments or mail.embedded or mail.subject.strip()):
        return (
            reading
            if reading.problems
            else replace(reading, problems=(say("triage.mail_holds_no_words_no"),))
        )
    noise = apart.noise
    looked = look_through(sights)
    if not known.cleared and _is_to_stop(apart, reading, known, looked):
        return _stopped(reading, mail, noise)
    if noise:
        return replace(reading, kind=noise.kind, flags=(noise.kind.value,))
    return _read_report(reading, mail, people, _take_texts(apart, people), known, looked)


def bare_reading(mail: Mail, people: People | None, on: date | None, trust: Trust, known: Known) -> Reading:
    """What is understood before a word is read: who sent it, how far that is proven, what it carries."""
    verdict = judge(mail, trust, people)
    return Reading(
        kind=Kind.UNREADABLE,
        reported_by=mail.sender,
        subject=mail.subject,
        new_text="",
        forwarded=(),
        posts=(),
        grounds=(),
        urgency=Urgency.ROUTINE,
        case_ref=_find_ref(mail.subject) or _as_ref(known.answers_case),
        flags=(),
        ask_back=(),
        attachments=_attachments(mail),
        sender=verdict,
        role=_role(mail, people, on, known, verdict),
        problems=_problems(mail),
    )


def _role(mail: Mail, people: People | None, on: date | None, known: Known, verdict: Verdict) -> Role:
    """What the sender is: to the school by the address, to the case by its letters, by proof to a platform.

    Without proof somebody is known to a case only by answering a letter that went to them.
    """
    if not (people and on and mail.sender):
        return Role.UNKNOWN
    role = role_of(mail.sender.email, people, on)
    if role is not Role.STRANGER:
        return role
    if known.accepted:
        return Role.STAFF
    proven = verdict.verdict is Proof.PROVEN
    if proven or (known.answers_letter and verdict.verdict is Proof.UNPROVEN and not verdict.imitates):
        role = known.outsider
    return Role.PLATFORM if proven and role is Role.STRANGER and platforms_at(mail.sender.email) else role


def _is_to_stop(apart: Apart, reading: Reading, known: Known, looked: Looked) -> bool:
    """Judge the safety stop by all words. In an answer to us they are its new ones, else our own alert,
    quoted back, would stop every answer to it."""
    if (known.answers_draft or known.answers_case) and reading.role in (*_DECIDERS, Role.DSL):
        names = (a.name or "" for a in reading.attachments)
        words = "\n".join((reading.new_text, *names, *(words_of(inner) for inner in apart.mail.embedded)))
    elif looked.words:
        words = apart.words
    else:
        return apart.stop is not None
    return find_stop(f"{words}\n{looked.words}") is not None


def _stopped(reading: Reading, mail: Mail, noise: Noise | None) -> Reading:
    """A stopped mail: the platform is named for the safeguarding lead, nothing else is worked on."""
    posts = find_posts(reading.new_text, (), (), _plain_subject(mail.subject), _mail_people(mail))
    bare = tuple(replace(p, text=None) for p in posts)
    flags = STOP_FLAGS + ((noise.kind.value,) if noise else ())
    forwarded = find_forwarded(mail)
    new_text = own_text(mail) if is_forward(mail) else reading.new_text
    return replace(
        reading,
        kind=Kind.SAFETY_STOP,
        urgency=Urgency.EMERGENCY,
        flags=flags,
        posts=bare,
        forwarded=forwarded,
        new_text=new_text,
    )


def _read_report(
    reading: Reading, mail: Mail, people: People | None, texts: _Texts, known: Known, looked: Looked
) -> Reading:
    """What it is follows from what people wrote alone; what it says, from its pictures too."""
    reading = replace(
        reading,
        new_text=texts.new,
        forwarded=texts.forwarded,
        case_ref=reading.case_ref or _find_ref(texts.new),
        posts=_find_posts(mail, reading.attachments, texts),
    )
    looked = look_again(looked, reading.posts)
    told = _facts(reading, mail, people, texts, known)
    kind = find_kind(told)
    if not looked.sights:
        return _finish(told, kind, mail, people, texts)
    posts, judged = with_pictures(reading.posts, texts.judged, looked)
    texts = replace(texts, judged=judged)
    shown = _facts(replace(reading, posts=posts), mail, people, texts, known)
    for least in (told.suggestion, looked.loose):
        dangers = add_dangers(shown.suggestion, _kept_anyway(least), _pressing_anyway(least))
        shown = replace(shown, suggestion=dangers)
    return say_what_was_seen(_finish(shown, kind, mail, people, texts), looked)


def _facts(reading: Reading, mail: Mail, people: People | None, texts: _Texts, known: Known) -> Facts:
    before = notice_before(reading, mail, people)
    return Facts(
        reading=reading,
        suggestion=suggest(texts.judged, reading.posts, before),
        subject=texts.subject,
        words="\n\n".join(filter(None, (texts.new, texts.quoted, *(f.text for f in texts.forwarded))))[
            :LONGEST
        ],
        tagged_subject=mail.subject if REF.search(mail.subject) else "",
        answers_draft=known.answers_draft,
        known_poster=known.poster,
        bulk=_is_bulk(mail),
        from_outside=is_from_outside(mail, people),
        is_reply=bool(mail.in_reply_to) or _starts_re(mail.subject),
    )


def _finish(facts: Facts, kind: Kind, mail: Mail, people: People | None, texts: _Texts) -> Reading:
    reading, suggestion = facts.reading, facts.suggestion
    reported = kind in (Kind.NEW_CASE, Kind.FOLLOW_UP)
    if not reported:
        praised = kind is Kind.NOT_A_REPORT and (facts.says_praise or facts.is_harmless)
        told = kind is Kind.STRANGER or praised or (kind is Kind.QUERY and has_post(reading))
        reading = replace(reading, posts=reading.posts if told else ())
        suggestion = Suggestion((), _pressing_anyway(suggestion), _kept_anyway(suggestion), {})
    reading = replace(
        reading,
        kind=kind,
        grounds=suggestion.grounds,
        urgency=raise_urgency(Urgency.ROUTINE, suggestion.urgency),
        flags=suggestion.flags,
    )
    reading = replace(reading, flags=notice_after(reading, facts, mail, people))
    return replace(reading, ask_back=ask(reading, facts, texts.judged) if reported else ())


_ALWAYS = (
    "self_harm",
    "phone_dsl",
    "danger_now",
    "data_protection_request",
    "safeguarding_allegation_possible",
    "time_bound_threat",
)


def _kept_anyway(suggestion: Suggestion) -> tuple[str, ...]:
    """What must be noticed even in a mail that is no report."""
    return tuple(f for f in suggestion.flags if f in _ALWAYS)


def _pressing_anyway(suggestion: Suggestion) -> Urgency:
    pressing = {"self_harm", "time_bound_threat", "danger_now"} & set(suggestion.flags)
    return suggestion.urgency if pressing else Urgency.ROUTINE


# ── the mail's words ───────────────────────────────────────────────────────────────────────


def _take_texts(apart: Apart, people: People | None) -> _Texts:
    """Own words, words passed on and words quoted. What we wrote ourselves is nobody's report."""
    mail, reply = apart.mail, apart.new
    tagged = bool(REF.search(mail.subject))
    answers = (_starts_re(mail.subject) or bool(mail.in_reply_to)) and not _starts_fw(mail.subject)
    forwarded = () if tagged and answers else _not_ours(apart.forwarded, mail, people)
    new = own_text(mail) if forwarded else reply.text
    quoted = "" if tagged or apart.ours or forwarded else _quoted(reply)
    subject = "" if tagged else _plain_subject(mail.subject)
    enclosed = () if tagged and answers else find_enclosed(mail, f"{subject}\n{new}")
    said = (subject, new, quoted, *(f.text for f in forwarded), *(e.text for e in enclosed))
    return _Texts(new, quoted, forwarded, subject, "\n\n".join(filter(None, said))[:LONGEST], enclosed)


def _quoted(reply: NewText) -> str:
    """What a mail quotes although it answers nothing of ours: often the very post, pasted with ">"."""
    return re.sub(r"(?m)^[ \t]*>+ ?", "", reply.quoted)


def _not_ours(forwarded: tuple[Forwarded, ...], mail: Mail, people: People | None) -> tuple[Forwarded, ...]:
    inbox = {people.inbox} if people else {a.email for a in mail.to}
    return tuple(
        f
        for f in forwarded
        if not (f.from_email and f.from_email.lower() in inbox and REF.search(f.subject or f.text))
    )


def _find_posts(mail: Mail, attachments: tuple[Attachment, ...], texts: _Texts) -> tuple[Post, ...]:
    own = "\n\n".join(filter(None, (texts.new, texts.quoted)))
    names = tuple(a.name for a in attachments)
    forwarded, enclosed = _first_of(texts.forwarded), _first_of(texts.enclosed)
    found = find_posts(own, forwarded, names, texts.subject, _mail_people(mail), enclosed)
    tagged = bool(REF.search(mail.subject))
    return gravest_first(with_answers(found, find_answers(mail.text)) if tagged else found)


def _first_of(found: tuple[_Held, ...]) -> tuple[_Held, ...]:
    """As many of what a mail holds as posts are looked for in: two hundred long ones are no report."""
    lengths = accumulate(min(len(one.text), LONGEST) for one in found)
    return tuple(one for one, so_far in zip(found, lengths, strict=True) if so_far <= _MOST_POSTS_IN)


def _mail_people(mail: Mail) -> frozenset[str]:
    """Names of those the mail went between: senders and readers are not the poster."""
    return frozenset(a.name for a in (mail.sender, *mail.to, *mail.cc) if a and a.name)


def _attachments(mail: Mail) -> tuple[Attachment, ...]:
    """The mail's files, and those of the mails inside it."""
    return mail.attachments + tuple(a for inner in mail.embedded for a in _attachments(inner))


def _problems(mail: Mail) -> tuple[str, ...]:
    return mail.problems + tuple(p for inner in mail.embedded for p in _problems(inner))


def _find_ref(text: str) -> str | None:
    match = REF.search(text) if "hu-" in text.lower() else None
    return match.group().upper() if match else None


def _as_ref(ref: str | None) -> str | None:
    return ref if ref is None or ref.startswith("HU-") else f"HU-{ref}"


def _plain_subject(subject: str) -> str:
    return "" if REF.search(subject) else _ABOUT_THEMSELVES.sub("", subject).strip()


def _starts_re(subject: str) -> bool:
    return bool(re.match(r"\s*(?:re|aw|antw|sv|odp|res?|rif)\s*(?:\[\d+\]\s*)?:", subject, re.IGNORECASE))


def _starts_fw(subject: str) -> bool:
    return bool(re.match(r"\s*(?:fwd?|wg|tr|rv|enc|i)\s*:", subject, re.IGNORECASE))


def _is_bulk(mail: Mail) -> bool:
    """Whether a list or a mailing service sent it (RFC 2369, RFC 2919)."""
    return bool(header(mail, "list-unsubscribe") or header(mail, "list-id")) or (
        (header(mail, "precedence") or "").strip().lower() in ("bulk", "list", "junk")
    )
