"""The whole reading of one mail, in one pure call: what it is, what it reports, what is missing."""

from __future__ import annotations

from dataclasses import replace

from worker.deciding.judging.bare import ANYWHERE, Known, Standpoint, bare_reading
from worker.deciding.judging.facts import Facts, has_post
from worker.deciding.judging.grounds import Suggestion, suggest, weigh_up
from worker.deciding.judging.kinds import find_kind
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
from worker.deciding.judging.outsiders import is_from_outside, is_informants
from worker.deciding.judging.praise import says_praise
from worker.deciding.judging.questions import ask
from worker.deciding.judging.signs import notice_before
from worker.deciding.judging.texts import (
    REF,
    Texts,
    find_ref,
    people_of,
    plain_subject,
    posts_in,
    take_texts,
)
from worker.deciding.sentences import say
from worker.model import (
    DECIDERS,
    Kind,
    Mail,
    People,
    Reading,
    Role,
    Urgency,
)
from worker.reading.apart import Apart
from worker.reading.machines.carried import unframed
from worker.reading.message.mail import header
from worker.reading.posts.post import find_posts
from worker.reading.quoted.prefix import says_answer
from worker.reading.quoted.redirected import find_redirector
from worker.reading.safety import find_stop, words_of

STOP_FLAGS = (
    "indecent_image_stop",
    "child_identified",
    "do_not_open_attachments",
    "do_not_forward",
    "phone_dsl",
)
"""What goes with every safety stop (domain §5.4)."""


def read_message(
    apart: Apart, at: Standpoint = ANYWHERE, known: Known | None = None, sights: tuple[Sight, ...] = ()
) -> Reading:
    """Everything understood of one mail. Never raises on what a mail may hold.

    ``known`` is what the register knows of its thread. ``sights`` is what a machine saw in its pictures,
    given once a first reading, by text alone, has cleared it.
    """
    mail, known = apart.mail, known or Known()
    reading = bare_reading(mail, at, known, apart.new.text)
    if not (mail.text.strip() or reading.attachments or mail.embedded or mail.subject.strip()):
        return (
            reading
            if reading.problems
            else replace(reading, problems=(say("triage.mail_holds_no_words_no"),))
        )
    noise = apart.noise
    looked = look_through(sights)
    if not known.cleared and _is_to_stop(apart, reading, known, looked):
        return _stopped(reading, apart, at.people)
    if noise and not (noise.carries_words or (noise.may_tell and known.accepted)):
        return replace(reading, kind=noise.kind, flags=noise.flags)
    if noise:
        return _read_carried(reading, apart, at.people, known, looked)
    return _read_report(reading, mail, at.people, take_texts(apart, at.people), known, looked)


def _read_carried(
    reading: Reading, apart: Apart, people: People | None, known: Known, looked: Looked
) -> Reading:
    """Read a person's words that a program sent on: they decide nothing, whosever they are."""
    who, mail = unframed(apart.mail)
    words = Apart(mail, apart.ours)
    told = _read_report(
        replace(reading, new_text=words.new.text), mail, people, take_texts(words, people), known, looked
    )
    kind = Kind.OTHER_REPLY if told.kind is Kind.DECISION else told.kind
    return replace(told, kind=kind, new_text=f"{who}\n\n{told.new_text}".strip())


def _is_to_stop(apart: Apart, reading: Reading, known: Known, looked: Looked) -> bool:
    """Judge the safety stop by all words. In an answer to us they are its new ones, else our own alert,
    quoted back, would stop every answer to it."""
    redirected = find_redirector(apart.mail) is not None
    if (
        not redirected
        and (known.answers_draft or known.answers_case)
        and reading.role in (*DECIDERS, Role.DSL)
    ):
        names = (a.name or "" for a in reading.attachments)
        words = "\n".join((reading.new_text, *names, *(words_of(inner) for inner in apart.mail.embedded)))
    elif looked.words:
        words = apart.words
    else:
        return apart.stop is not None
    return find_stop(f"{words}\n{looked.words}") is not None


def _stopped(reading: Reading, apart: Apart, people: People | None) -> Reading:
    """A stopped mail: the platform is named for the safeguarding lead, nothing else is worked on."""
    mail, forwarded, noise = apart.mail, apart.forwarded, apart.noise
    new_text = apart.own if forwarded else reading.new_text
    posts = find_posts(new_text, forwarded, (), plain_subject(mail.subject), people_of(mail))
    bare = tuple(replace(p, text=None) for p in posts)
    held = bool(reading.attachments or mail.embedded)
    flags = tuple(flag for flag in STOP_FLAGS if held or flag != "do_not_open_attachments")
    flags += noise.flags if noise else ()
    told = replace(reading, posts=posts, forwarded=forwarded)
    if any(is_informants(passed_on, told, mail, people) for passed_on in forwarded):
        flags += ("informant_protect",)
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
    reading: Reading, mail: Mail, people: People | None, texts: Texts, known: Known, looked: Looked
) -> Reading:
    """What it is follows from what people wrote alone; what it says, from its pictures too."""
    reading = replace(
        reading,
        new_text=texts.new,
        forwarded=texts.forwarded,
        case_ref=reading.case_ref or find_ref(texts.new),
        posts=posts_in(mail, reading.attachments, texts),
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


def _facts(reading: Reading, mail: Mail, people: People | None, texts: Texts, known: Known) -> Facts:
    before = notice_before(reading, mail, people)
    return Facts(
        reading=reading,
        suggestion=suggest(texts.judged, reading.posts, before),
        subject=texts.subject,
        words=texts.told,
        tagged_subject=mail.subject if REF.search(mail.subject) else "",
        answers_draft=known.answers_draft,
        known_poster=known.poster,
        bulk=_is_bulk(mail),
        from_outside=is_from_outside(mail, people),
        is_reply=bool(mail.in_reply_to) or says_answer(mail.subject),
    )


def _finish(facts: Facts, kind: Kind, mail: Mail, people: People | None, texts: Texts) -> Reading:
    reading, suggestion = facts.reading, facts.suggestion
    reported = kind in (Kind.NEW_CASE, Kind.FOLLOW_UP)
    if not reported:
        shown = says_praise(facts) or facts.is_harmless or facts.is_elsewhere
        told = (
            kind is Kind.STRANGER
            or (kind is Kind.NOT_A_REPORT and shown)
            or (kind is Kind.QUERY and has_post(reading))
        )
        reading = replace(reading, posts=reading.posts if told else ())
        kept = _kept_anyway(suggestion, _KEPT.get(kind, _ALWAYS))
        suggestion = Suggestion((), _pressing_anyway(suggestion), kept, {})
    if kind is Kind.NEW_CASE or any(post.text for post in reading.posts):
        suggestion = weigh_up(suggestion)  # more of a case, without words of a post, is no post to be weighed
    reading = replace(
        reading,
        kind=kind,
        grounds=suggestion.grounds,
        urgency=suggestion.urgency,
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


_KEPT = {
    Kind.OTHER_REPLY: (*_ALWAYS, "deleted_post"),
    Kind.NOT_A_REPORT: (*_ALWAYS, "school_controlled_space"),
}
"""What is kept besides: that a post is gone now, and that praise stands on a page of the school's."""


def _kept_anyway(suggestion: Suggestion, among: tuple[str, ...] = _ALWAYS) -> tuple[str, ...]:
    """What must be noticed even in a mail that is no report."""
    return tuple(f for f in suggestion.flags if f in among)


def _pressing_anyway(suggestion: Suggestion) -> Urgency:
    pressing = {"self_harm", "time_bound_threat", "danger_now", "phone_dsl"} & set(suggestion.flags)
    return suggestion.urgency if pressing else Urgency.ROUTINE


def _is_bulk(mail: Mail) -> bool:
    """Whether a list or a mailing service sent it (RFC 2369, RFC 2919)."""
    return bool(header(mail, "list-unsubscribe") or header(mail, "list-id")) or (
        (header(mail, "precedence") or "").strip().lower() in ("bulk", "list", "junk")
    )
