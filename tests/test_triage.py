"""The whole reading of a mail: every report in ``mail/reports``, and what people and registers change."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import CHAIR, HEAD, INBOX, PARENT, PEOPLE, STRANGER, TEACHER
from worker.deciding.judging.bare import Known, Standpoint
from worker.deciding.judging.showing import read_bytes
from worker.deciding.judging.triage import read_message
from worker.model import Address, Kind, Reading, Role
from worker.reading.apart import Apart
from worker.reading.message.mail import read_mail

REPORTS = sorted((Path(__file__).parent / "mail" / "reports").glob("*.eml"))
POST_FIELDS = ("platform", "poster_name", "handle", "url", "group", "posted_at_text", "text")
ON = date(2026, 11, 19)
HERE = Standpoint(PEOPLE, ON)


@pytest.mark.parametrize("path", REPORTS, ids=lambda p: p.stem)
def test_report_is_read_as_expected(path: Path) -> None:
    """Every fact of a report is found, every unknown stays unknown, and only what is missing is asked."""
    expected = json.loads(path.with_suffix(".expected.json").read_text("utf-8"))
    assert expected == _essence(read_bytes(path.name, path.read_bytes()))


def _essence(read: dict[str, Any]) -> dict[str, Any]:
    """What a report's expectation states: everything that is not a hash, a size or a reason in words."""
    return {
        "kind": read["kind"],
        "posts": [{name: post[name] for name in POST_FIELDS} for post in read["posts"]],
        "grounds": [ground["id"] for ground in read["grounds"]],
        "urgency": read["urgency"],
        "case_ref": read["case_ref"],
        "flags": sorted(read["flags"]),
        "ask_back": read["ask_back"],
    }


def _mail(sender: Address, subject: str, body: str, **headers: str) -> bytes:
    mail = EmailMessage()
    mail["From"] = f"{sender.name} <{sender.email}>"
    mail["To"] = INBOX.email
    mail["Subject"] = subject
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(body)
    return mail.as_bytes()


def _read(raw: bytes, known: Known | None = None) -> Reading:
    return read_message(Apart(read_mail(raw)), HERE, known)


def test_object_has_exactly_the_promised_fields() -> None:
    """The object of ``headsup read`` has the fields of the interface, in their order, and no bytes."""
    read = read_bytes("a.eml", _mail(TEACHER, "x", "https://x.com/someone/status/1860000000000000001"))
    expected = (
        "file kind reported_by subject new_text forwarded posts grounds urgency case_ref flags ask_back"
        " attachments sender problems"
    )
    assert expected.split() == list(read)
    assert read["reported_by"] == {"name": "Priya Sykes", "email": "p.sykes@northside.example"}
    assert [*POST_FIELDS, "source", "confidence"] == list(read["posts"][0])


def test_without_people_nobody_is_a_stranger() -> None:
    """With no configuration a report from an unknown address is a report, and the role is unknown."""
    raw = _mail(STRANGER, "post", 'Jo Bell wrote "Mr Otto is vile" on Facebook')
    reading = read_message(Apart(read_mail(raw)))
    assert (reading.kind, reading.role) == (Kind.NEW_CASE, Role.UNKNOWN)


def test_stranger_with_a_report_is_held() -> None:
    """With a configuration the same report from outside is a stranger's, its posts kept for the head."""
    reading = _read(_mail(STRANGER, "post", 'Jo Bell wrote "Mr Otto is vile" on Facebook'))
    assert (reading.kind, [p.text for p in reading.posts]) == (Kind.STRANGER, ["Mr Otto is vile"])


@pytest.mark.parametrize(
    ("by", "reporter"),
    [(TEACHER.email, TEACHER.email), ("x@evil.example", STRANGER.email), (INBOX.email, STRANGER.email)],
)
def test_who_redirects_a_mail_is_its_reporter_if_the_school_knows_them(by: str, reporter: str) -> None:
    """The mail is what was forwarded. Its writer stays a stranger: nobody vouches for who redirects."""
    sent, again = "Wed, 18 Nov 2026 21:47:05 +0000", "Thu, 19 Nov 2026 07:50:00 +0000"
    raw = _mail(STRANGER, "post", 'Jo Bell wrote "Mr Otto is vile" on Facebook', Date=sent)
    reading = _read(f"Resent-From: {by}\nResent-Date: {again}\n".encode() + raw)
    assert reading.kind is Kind.STRANGER
    assert (reading.new_text, [f.from_email for f in reading.forwarded]) == ("", [STRANGER.email])
    assert reading.reported_by is not None
    assert reading.reported_by.email == reporter


def test_a_parents_answer_stays_the_parents_whoever_is_said_to_have_redirected_it() -> None:
    """Its letter and its deadline are found by who wrote it."""
    known = Known(answers_case="2026-0017", outsider=Role.PARENT, answers_letter=True)
    sent, again = "Wed, 18 Nov 2026 21:47:05 +0000", "Thu, 19 Nov 2026 07:50:00 +0000"
    raw = _mail(STRANGER, "Re: Could we talk?", "I can come on Friday.", Date=sent)
    reading = _read(f"Resent-From: {TEACHER.email}\nResent-Date: {again}\n".encode() + raw, known)
    assert (reading.role, reading.reported_by and reading.reported_by.email) == (Role.PARENT, STRANGER.email)


def test_what_somebody_redirects_in_a_deciders_name_is_stopped_by_all_its_words() -> None:
    """None of its words are new, and the stop looks at every one."""
    known = Known(answers_draft=True, answers_case="2026-0017")
    sent, again = "Wed, 18 Nov 2026 21:47:05 +0000", "Thu, 19 Nov 2026 07:50:00 +0000"
    raw = _mail(HEAD_ADDRESS, "Re: Draft", "one of our Y5s has been sexting", Date=sent)
    reading = _read(f"Resent-From: {TEACHER.email}\nResent-Date: {again}\n".encode() + raw, known)
    assert reading.kind is Kind.SAFETY_STOP


_ELSEWHERE = (
    'On Spotted: Bob Cole called Len Harker a "daft old goat" over a van. Nowt to do with school.',
    'Kim Reay is calling the chip shop owner a "robbing toad" on Facebook. It is not about us at all.',
    'Paul Gill on Facebook says the butcher is a "fat liar". Nothing about the school in it.',
)
_OURS = (
    'It is not about school as such but Jo Bell put on Facebook "Mr Otto is vile".',
    'Kim Reay on Facebook: "Mr Otto is a thief". She says it has nothing to do with the school.',
    'Jo Bell wrote on Facebook "that cook is a fat cow". He is not a parent. Please ignore if no use.',
    'Nothing about school, but one of our mums, Kerry Bolt, on Facebook: "kids better off without me"',
    'Jo Bell on Facebook called Mr Otto a "useless lump", nothing to do with his work, about his car.',
    'Is it nothing to do with us? Jo Bell wrote "Mr Otto is a creep" on Facebook.',
)


@pytest.mark.parametrize("body", _ELSEWHERE)
def test_what_has_nothing_to_do_with_the_school_is_no_report(body: str) -> None:
    """The reporter says so; the post is kept where a person can look at it."""
    reading = _read(_mail(TEACHER, "fb", body))
    assert (reading.kind, len(reading.posts), reading.grounds) == (Kind.NOT_A_REPORT, 1, ())


@pytest.mark.parametrize("body", _OURS)
def test_what_may_have_to_do_with_the_school_is_a_case(body: str) -> None:
    """A doubt, a poster's own words and a danger make it one."""
    assert _read(_mail(TEACHER, "fb", body)).kind is Kind.NEW_CASE


def test_parents_answer_on_a_case_is_another_reply() -> None:
    """A parent who answers a letter is filed on the case and never acts, whatever the words."""
    reading = _read(_mail(PARENT, "Re: [HU-2026-0017] Invitation", "Approve. I will not take it down."))
    assert (reading.kind, reading.case_ref) == (Kind.OTHER_REPLY, "HU-2026-0017")


def test_heads_answer_to_a_draft_is_a_decision() -> None:
    """From one who decides, on a mail that asked for a decision, anything is for the grammar to read."""
    known = Known(answers_draft=True, answers_case="2026-0017")
    reading = _read(_mail(HEAD_ADDRESS, "Re: Draft", "Not before I have spoken to her."), known)
    assert (reading.kind, reading.case_ref) == (Kind.DECISION, "HU-2026-0017")


def test_staff_cannot_decide_by_using_the_words() -> None:
    """The word approve from staff in a case's thread is no decision."""
    known = Known(answers_draft=True, answers_case="2026-0017")
    assert _read(_mail(TEACHER, "Re: [HU-2026-0017] Draft", "Approve"), known).kind is not Kind.DECISION


def test_decision_is_known_by_subject_and_words_where_nothing_is_configured() -> None:
    """Without people, a reply with the reference whose first line decides is read as a decision."""
    raw = _mail(HEAD_ADDRESS, "Re: [HU-2026-0017] For decision", "Approve\n\nHelen Marsh")
    assert Kind.DECISION is read_message(Apart(read_mail(raw))).kind


HEAD_ADDRESS = Address(HEAD.email, HEAD.name)


def test_head_named_in_the_post_is_the_subject() -> None:
    """Where the post speaks of the head by name, the case is flagged for the chair."""
    reading = _read(_mail(TEACHER, "fb", 'Jo Bell wrote "Mrs Marsh is a thief" on Facebook'))
    assert "head_is_subject" in reading.flags


@pytest.mark.parametrize("email", [HEAD.email, *HEAD.also])
def test_head_who_is_written_about_is_the_subject_from_whichever_address(email: str) -> None:
    """What she reports of herself is the chair's, from the address we write to or from another of hers."""
    words = 'Gill Tarn on Facebook: "that doorkeeper wants a slap". I am that doorkeeper.'
    assert "head_is_subject" in _read(_mail(Address(email, HEAD.name), "fb", words)).flags


def test_complaint_that_mentions_the_head_stays_with_the_head() -> None:
    """A review that says the head does nothing is a complaint, not a case about the head."""
    reading = _read(_mail(TEACHER, "fb", 'Jo Bell wrote "Bullying ignored, head does nothing" on Facebook'))
    assert (
        tuple(f for f in reading.flags if f == "head_is_subject"),
        "lawful_criticism" in reading.flags,
    ) == ((), True)


def test_answer_to_our_own_alert_is_not_stopped_by_the_words_it_quotes() -> None:
    """The chair who answers an alert about an indecent image is read, not stopped again."""
    body = "I am on my way in.\n\n> Possible indecent image of a child in a message. Do not open it."
    known = Known(answers_case="2026-0017")
    reading = _read(_mail(Address(CHAIR.email, CHAIR.name), "Re: [HU-2026-0017] Urgent", body), known)
    assert reading.kind is not Kind.SAFETY_STOP


@pytest.mark.parametrize(
    ("words", "sought"),
    [
        ("Who reported me???", True),
        ("You've no right to keep that and I want to know who gave you them.", True),
        ("Which parent sent you it? I want the name of your source.", True),
        ("Who do I ring about the meeting, and who will be there?", False),
    ],
)
def test_answer_that_asks_who_told_the_school_is_noticed(words: str, sought: bool) -> None:
    """Whoever told the school must not be known, least of all by whom it is about."""
    reading = _read(_mail(STRANGER, "Re: [HU-2026-0017] An invitation to talk", words))
    assert (reading.kind, "informant_protect" in reading.flags) == (Kind.OTHER_REPLY, sought)


def test_whoever_passed_on_what_stops_everything_is_protected_too() -> None:
    """A parent's mail about such a picture, sent on by a governor: the parent is not to be named."""
    passed_on = (
        "I have not looked at it.\n\n---------- Forwarded message ---------\n"
        "From: Carla Bewley <carla.bewley@lakesmail.example>\nDate: Sat, 21 Nov 2026 at 19:20\n"
        "Subject: gala\nTo: Pat Hale <p.hale@fellside.example>\n\n\n"
        "Glenn Mossop has on facebook two little boys naked in the changing room"
    )
    reading = _read(_mail(TEACHER, "Fwd: gala", passed_on))
    assert (reading.kind, "informant_protect" in reading.flags) == (Kind.SAFETY_STOP, True)


def test_stop_comes_before_everything_else() -> None:
    """A stranger's mail that describes an indecent image of a child is a safety stop with no draft work."""
    reading = _read(_mail(STRANGER, "help", "there is a naked photo of a Y4 girl going round on Snapchat"))
    assert (reading.kind, reading.grounds, reading.ask_back) == (Kind.SAFETY_STOP, (), ())


def test_poster_known_to_the_register_tells_a_new_case_from_a_follow_up() -> None:
    """In a case's thread, the poster the case is about goes on with it and another opens a new one."""
    raw = _mail(TEACHER, "Re: [HU-2026-0017] Received", 'Jo Bell wrote "liars" on Facebook too')
    same, other = Known(answers_case="2026-0017", poster="Jo Bell"), Known(poster="Kay Rudd")
    assert (_read(raw, same).kind, _read(raw, other).kind) == (Kind.FOLLOW_UP, Kind.NEW_CASE)


def test_five_questions_are_the_most() -> None:
    """However little a report says, it gets five questions at the most."""
    assert 5 >= len(_read(_mail(TEACHER, "post", "something was posted about us online")).ask_back) > 0


@given(st.binary(max_size=400), st.text(max_size=400))
def test_any_bytes_are_read_without_an_exception(junk: bytes, text: str) -> None:
    """Whatever the bytes, the answer is an object of the interface."""
    head = b"From: a@b.example\nSubject: x\nContent-Type: text/plain; charset=utf-8\n\n"
    for raw in (junk, head + junk, head + text.encode("utf-8", "surrogatepass")):
        assert "problems" in read_bytes("x", raw)
        assert not [
            p for p in read_bytes("x", raw)["problems"] if p.startswith("The mail could not be read (")
        ]


def test_people_do_not_change_what_a_post_says() -> None:
    """Who sent a report changes its kind and role, never the facts read from it."""
    mail = read_mail(_mail(TEACHER, "post", 'Jo Bell wrote "Mr Otto is vile" on Facebook'))
    known, unknown = read_message(Apart(mail), HERE), read_message(Apart(mail))
    assert replace(known, role=Role.UNKNOWN, flags=unknown.flags, sender=unknown.sender) == unknown


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Ah brilliant, thanks so much for being so quick. Feel a lot better.", "not_a_report"),
        ("Thank you, that is all very reassuring. Have a good weekend everyone.", "not_a_report"),
        ("Thank you for this. He says he will come in on Friday with his brothers.", "follow_up"),
        ("Thanks, much appreciated. I do not feel safe coming in tomorrow.", "follow_up"),
        ("Please do not use my name. Thanks for sorting that.", "follow_up"),
        ("Thanks for this. Could you tell me what happens next", "query"),
        ("Thank you for being so quick. Just wondering when I will hear more", "query"),
        ("Thanks, what happens next", "query"),
    ],
)
def test_what_is_told_beside_thanks_is_not_lost(said: str, kind: str) -> None:
    """Somebody thanks for the acknowledgement, and tells in the next sentence what nobody may miss."""
    raw = (
        f"From: {TEACHER.name} <{TEACHER.email}>\nTo: {INBOX}\nSubject: Re: [HU-2026-0048] Received\n"
        f"Date: Tue, 24 Nov 2026 15:02:11 +0000\n\n{said}\n\nJess\n"
    )
    assert read_bytes("thanks.eml", raw.encode(), HERE)["kind"] == kind


@pytest.mark.parametrize(
    ("subject", "said", "kind"),
    [
        (
            "HU-2026-0048 - any news?",
            "It's been a week since I sent this in. What can I tell her?",
            "query",
        ),
        ("HU-2026-0048", "Three days since I reported it and she is back at it. Can you help?", "follow_up"),
        ("Fwd: this", 'Another one for you\n\nJo Tyler has put "dozy cow" on Facebook', "new_case"),
        ("this", 'Another post by Jo Tyler on Facebook: "dozy cow"', "follow_up"),
        (
            "Final notice",
            "Your Page goes against our rules. Confirm your identity within 24 hours.",
            "not_a_report",
        ),
        ("this", 'Jo Tyler says on Facebook "confirm your identity you coward"', "new_case"),
    ],
)
def test_what_has_waited_or_is_one_more_is_no_repeat_by_itself(subject: str, said: str, kind: str) -> None:
    """A repeat is what a poster did again: not a report that has waited, nor one more for the inbox."""
    assert read_bytes("x.eml", _mail(TEACHER, subject, said), HERE)["kind"] == kind


@pytest.mark.parametrize(
    "said",
    [
        "A grown man plays Fortnite with our Y5 lads and wants to meet up in town.",
        "He is terrified of what happens when he goes home, the boy in Badgers.",
    ],
)
def test_child_in_danger_is_a_case_also_where_no_post_is_told(said: str) -> None:
    """What is held until the digest rings nobody up."""
    read = read_bytes("x.eml", _mail(TEACHER, "something I saw", said), HERE)
    assert (read["kind"], read["urgency"]) == ("new_case", "emergency")
    assert "phone_dsl" in read["flags"]


def test_who_wrote_the_mail_that_is_answered_has_posted_nothing() -> None:
    """The line above a quoted mail names its writer; no post is reported by it."""
    quoted = "> On Tue, 24 Nov 2026 at 15:02, Sue Smith <sue@one.example> wrote:\n>\n> When does it leave?\n"
    found = [
        read_bytes("a.eml", _mail(TEACHER, subject, f"We go at nine.\n\n{quoted}", **headers))["posts"]
        for subject, headers in [("Re: Bus", {}), ("Bus", {"In_Reply_To": "<a@one.example>"})]
    ]
    assert found == [[], []]


def test_what_stands_on_the_line_that_names_who_is_answered_is_kept() -> None:
    """Some programs put the quoted words right behind "wrote:"."""
    quoted = (
        "On Wed, Nov 18, 2026 at 9:47 PM, Sue Smith<sue@one.example> wrote:   She has put the sports day "
        "photos on Facebook again, all 34 of them. Can you get them taken down?\n"
    )
    read = read_bytes("a.eml", _mail(TEACHER, "Re: facebook", f"On my way.\n\n{quoted}"), HERE)
    assert [ground["id"] for ground in read["grounds"]] == ["G2"]
    assert [(post["poster_name"], post["text"]) for post in read["posts"]] == [(None, None)]
