"""Things noticed in the wording of people: each flag by what is meant, and not by what only sounds so."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.bench.reports import build_mail
from worker.deciding.judging.showing import read_bytes

REPORTS = tomllib.loads((Path(__file__).parent / "noticed.toml").read_text("utf-8"))


def _read(text: str, subject: str = "", sender: str = "staff@fellside.sch.example") -> dict[str, Any]:
    row = {"id": "N1", "from_addr": sender, "subject": subject, "body": text}
    return read_bytes("N1", build_mail(row))


@pytest.mark.parametrize(("text", "flag"), REPORTS["meant"])
def test_what_is_meant_is_noticed(text: str, flag: str) -> None:
    """The flag is there, in whatever words."""
    assert flag in _read(text)["flags"]


def test_whoever_says_that_it_is_about_their_own_family_is_meant() -> None:
    """The sender's surname tells it, and being fine is no need of support."""
    text = 'Again, this time about the Okafor family (us!). Bev Moss on X "you need a passport". I am fine.'
    flags = _read(text, sender="s.okafor@fellside.sch.example")["flags"]

    assert "reporter_is_subject" in flags
    assert "staff_support_needed" not in flags
    assert "reporter_is_subject" not in _read(text, sender="b.moffat@fellside.sch.example")["flags"]


def test_whoever_is_told_of_beside_the_poster_is_meant_in_small_letters_too() -> None:
    """A mail passed on, or one dictated, names the reporter; whoever shares the poster's name is another."""

    def is_meant(sender: str, text: str) -> bool:
        return "reporter_is_subject" in _read(text, sender=f"{sender}@fellside.sch.example")["flags"]

    passed_on = (
        "see below\n\n----- Forwarded message -----\nFrom: Debs Lamb <debs.lamb@home.example>\n"
        "To: d.lamb@fellside.sch.example\nSent: Tue, 11 May 2027 at 18:32\nSubject: facebook\n\n"
        "Rhian Peacock says on fb - Debs Lamb locked my lad in the cloakroom"
    )
    dictated = "on facebook becky holgate put quote eastwood has her favourites unquote\n\nRos Eastwood"
    kin = "on facebook becky eastwood put quote miss hale has her favourites unquote\n\nRos Eastwood"
    assert is_meant("d.lamb", passed_on)
    assert is_meant("r.eastwood", dictated)
    assert not is_meant("r.eastwood", kin)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ('Gill Tarn has put "useless lot" on her Instagram story, picture attached.', False),
        ('Gill Tarn has put "useless lot" on Instagram, picture attached.', True),
    ],
)
def test_link_to_a_story_is_not_asked_for_where_its_picture_came(text: str, asked: bool) -> None:
    """A story is gone in a day, and its link with it."""
    row = {"id": "N1", "from_addr": "staff@fellside.sch.example", "subject": "post", "body": text}
    picture = {"filename": "IMG_3318.PNG", "mime": "image/png"}
    read = read_bytes("N1", build_mail(row | {"attachments": [picture]}))
    assert ("url" in read["ask_back"]) is asked


def test_reporters_own_mailbox_is_no_informants() -> None:
    """What somebody sends on from their own mailbox came from nobody else."""

    def flags_of(name: str, address: str) -> list[str]:
        dated = "Date: Sun, 25 Apr 2027 at 22:58\nSubject: post\nTo: <t.hale@x.example>"
        header = f"From: {name} <{address}>\n{dated}"
        told = 'Dean Moss put "clowns" on the cricket club facebook page.'
        read = _read(
            f"---------- Forwarded message ---------\n{header}\n\n\n{told}",
            sender="t.hale@fellside.sch.example",
        )
        flags: list[str] = read["flags"]
        return flags

    assert "informant_protect" not in flags_of("Tom Hale", "tomh@home.example")
    assert "informant_protect" in flags_of("Tom Bell", "tomb@home.example")


@pytest.mark.parametrize(("text", "flag"), REPORTS["not_meant"])
def test_what_only_sounds_so_is_not(text: str, flag: str) -> None:
    """Denials, other people's doings and other meanings give no flag."""
    assert flag not in _read(text)["flags"]


@pytest.mark.parametrize(
    ("subject", "text", "kind"),
    [
        ("Test", "test to see if this gets thru. wendy bell", "not_a_report"),
        (
            "Kitchen",
            'Hiya love. Ada Finch on facebook says our kitchen is "a mucky hole". We have 5 stars',
            "new_case",
        ),
        (
            "Nice",
            'From Ada Finch: "Honestly can\'t thank Miss Hall and all the Year 2 team enough"',
            "not_a_report",
        ),
        ("", 'Me again, different family. Ada Finch on Facebook "what a shower"', "new_case"),
        ("comment re a pupil", 'Ada Finch on Facebook "what a shower"', "new_case"),
        ("", 'Ada Finch on X again. "what a shower"', "new_case"),
        ("ada finch", 'Him again, no idea where, "what a shower"', "follow_up"),
        ("", "Is this okay? Ada Finch has a photo on Facebook of her own grandson, only him in it", "query"),
        ("ada finch again", 'on her own page, "what a shower"', "follow_up"),
        ("", 'Ada Finch is at it once more on Facebook, "what a shower"', "follow_up"),
        (
            "",
            "Ada Finch put up a photo of her Sam on Facebook, nobody else in it. Do I report it?",
            "query",
        ),
        ("", "Ada Finch put something about us on Facebook. Do I report it?", "new_case"),
        (
            "",
            "If I start an Instagram for my class, does the policy allow that or must it be approved?",
            "query",
        ),
        ("", "Please say me the rule: mums and dads can film the play and put in Facebook?", "query"),
        ("a question", "Are staff allowed to be friends with parents on Facebook?", "query"),
        ("", 'Is it allowed that Ada Finch wrote "what a shower" on Facebook?', "new_case"),
        (
            "",
            "Thank you so much for the cards, I was really touched. Back on Monday, all being well!",
            "not_a_report",
        ),
        ("", "Thank you. She has put another one on Facebook.", "new_case"),
        ("test", "Just testing whether you got my mail.", "not_a_report"),
        ("test", "Just testing whether you got my mail. He is at the gate with a knife.", "new_case"),
        ("test", 'Ada Finch on Facebook says "what a shower"', "new_case"),
        ("", "Just checking this is the right address for reports?", "query"),
    ],
)
def test_kind_follows_from_a_tie_to_an_earlier_report(subject: str, text: str, kind: str) -> None:
    """ "Again" alone is no follow-up; a question about something harmless is no case."""
    assert _read(text, subject)["kind"] == kind


def test_bulletin_from_outside_is_no_report_whatever_it_speaks_of() -> None:
    """What can be unsubscribed from was sent to many."""
    text = (
        "Racist abuse on Facebook: a survey\nHow to fight trolls\n\nUnsubscribe: https://weekly.example/u/1"
    )
    read = _read(text, "Your round-up", "news@weekly.example")
    assert (read["kind"], read["flags"]) == ("not_a_report", ["external_sender"])


@pytest.mark.parametrize(
    ("sender", "text", "kind"),
    [
        (
            "bulletin@safer.example",
            "When a threat is posted on Facebook, what then? Our advice inside.",
            "not_a_report",
        ),
        (
            "hello@safer.example",
            "In this issue: threats on Facebook, and the class chat. Read online.",
            "not_a_report",
        ),
        ("jo@mail.example", "There is a threat on Facebook against your caretaker.", "new_case"),
    ],
)
def test_what_lists_send_is_no_report_though_it_speaks_of_threats(sender: str, text: str, kind: str) -> None:
    """A mailbox that only sends lists, or a list's own words, say so; a person who warns us is read."""
    assert _read(text, "Your news", sender)["kind"] == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            (
                "A post on your Instagram page violates copyright and will be removed in 24 hours."
                " Appeal here https://insta-check.test/a/1 Instagram Help Team"
            ),
            "not_a_report",
        ),
        (
            "Your Facebook page has violated our terms and will be deleted. Appeal: https://fb-check.test/1",
            "not_a_report",
        ),
        (
            (
                "A comment on your Facebook page names my son, please have it removed"
                " https://www.facebook.com/groups/1/posts/2/"
            ),
            "new_case",
        ),
        (
            (
                'On your Facebook page Jo Tyler put "copyright violation or not, your account is bent, appeal'
                ' that".'
            ),
            "new_case",
        ),
    ],
)
def test_who_poses_as_a_platform_reports_nothing(text: str, kind: str) -> None:
    """A stranger's threat against our own page is no report; a post shown, or a platform's own link, is."""
    assert _read(text, "Your page", "help@mail.example")["kind"] == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            'Cheers. His mother Pat Rudd has put on Threads "my son only says what everyone thinks".',
            "new_case",
        ),
        ('Cheers. His mother saw it. Dean Rudd has put on Threads "it is all true".', "follow_up"),
    ],
)
def test_a_relation_of_the_poster_who_posts_is_another_poster(text: str, kind: str) -> None:
    """Whoever shares the name that our subject bears and is told of as his mother is somebody else."""
    assert _read(text, "RE: [HU-2026-0071] Received - Facebook - D Rudd")["kind"] == kind


def test_a_printer_that_chews_paper_is_anothers_business() -> None:
    """What a machine does to its paper is no report, whatever box it was sent to."""
    printer = _read("Is this the right email for IT? Printer in the Y1 corridor is chewing everything again")
    posted = _read("Jo Tyler put on Facebook that our printer is chewing the letters and the head is a joke")
    assert [printer["kind"], posted["kind"]] == ["misdirected", "new_case"]


def test_what_is_sold_from_outside_is_spam_and_thanks_are_thanks() -> None:
    """Offers are marked as such; a colleague's thanks are no report."""
    sold = _read(
        "Last chance! 40% off toner, order before Friday. Unsubscribe here.", "", "deals@toner.example"
    )
    glad = _read("Thank you all for the flowers, I was so touched!")
    assert [sold["flags"], glad["flags"]] == [["spam_phishing", "external_sender"], ["thanks"]]


def test_who_told_the_school_from_outside_is_protected_unasked() -> None:
    """A parent's forwarded mail names the informant, whether or not that parent asked for silence."""
    text = (
        "See below.\n\n---------- Forwarded message ---------\nFrom: Una Reed <una@mail.example>\n"
        "Date: Tue, 17 Nov 2026 at 22:10\nSubject: look\nTo: Staff <staff@fellside.sch.example>\n\n"
        'Ada Finch has put "what a shower" on Facebook'
    )
    assert "informant_protect" in _read(text)["flags"]


def test_head_who_is_written_about_is_known_by_the_mailbox_too() -> None:
    """Where nobody is configured, "head@" is the head's; who writes of others from there is no subject."""
    text = 'Gill Tarn on Facebook: "two holidays on sick pay, that one". It is me she means.'
    other = 'Gill Tarn on Facebook: "two holidays on sick pay, that one". It is Jo Low she means.'
    assert "head_is_subject" in _read(text, sender="head@fellside.sch.example")["flags"]
    assert "head_is_subject" not in _read(other, sender="head@fellside.sch.example")["flags"]
    assert "head_is_subject" not in _read(text, sender="j.low@fellside.sch.example")["flags"]


def test_same_person_elsewhere_is_a_repeat_on_the_case() -> None:
    """Who is named as the same posts again, wherever that is."""
    subject = "Re: [HU-2026-0118] Received - Facebook - G Tarn"
    here = (
        'Same Mr Tarn, now on TikTok too: "clowns" https://www.tiktok.com/@gtarn70/video/7441000222333444555'
    )
    assert "repeat_after_report" in _read(here, subject=subject)["flags"]
    assert (
        "repeat_after_report"
        not in _read(here.replace("Same Mr Tarn", "Mr Tarn is"), subject=subject)["flags"]
    )
