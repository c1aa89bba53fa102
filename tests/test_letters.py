"""Golden mails: every template and variant as people read it, and what no letter may ever say.

After a wanted change: ``GOLDEN=write pytest tests/test_letters.py``, then read the difference.
"""

from __future__ import annotations

import os
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from pathlib import Path

import pytest

from tests import cast
from worker import events as ev
from worker.deciding.cases.case import Case
from worker.deciding.cases.replay import replay
from worker.deciding.office import Office
from worker.deciding.school.calendar import SchoolDays
from worker.deciding.school.policy_file import policy
from worker.deciding.writing.drafting import summary
from worker.deciding.writing.letter_facts import letter_facts
from worker.model import Action, Address, GroundHint, MessageKey, People, Post, Urgency
from worker.preview import Sample, find_answers, samples
from worker.wording.letters import Wording, Words
from worker.wording.templates import shipped

GOLDEN = Path(__file__).parent / "letters"
NOW = datetime(2026, 11, 24, 8, 4, tzinfo=UTC)
POST = Post("facebook", "Kim Dale", None, None, None, None, "Useless, the lot of them.", "body", 0.9)
LINK = "https://www.facebook.com/groups/northsideparents/posts/10161234567890123/"
"""A pack has the post's link in full: it is there to be copied into the site's form."""
WORDING = Wording(cast.SCHOOL, cast.INBOX.email, cast.RULES.undo_minutes)


def words_of(sample: Sample) -> Words:
    """A sample in words, its buttons too."""
    return WORDING.render(sample.notice, find_answers(sample.notice, cast.INBOX.email))


def office_of(people: People = cast.PEOPLE) -> Office:
    return Office(cast.SCHOOL, people, cast.RULES, SchoolDays(cast.RULES), WORDING.write)


SAMPLES = {sample.name: sample for sample in samples(office_of())}


def shown(sample: Sample, words: Words) -> str:
    to = ", ".join(one.email for one in sample.notice.to)
    return f"To: {to}\nSubject: {words.subject}\n\n{words.text}"


@pytest.mark.parametrize("name", SAMPLES)
def test_golden(name: str) -> None:
    """Each mail is, letter by letter, the one that was last read and found good."""
    words = words_of(SAMPLES[name])
    written = {"txt": shown(SAMPLES[name], words), "html": words.html}
    for ending, text in written.items():
        if os.environ.get("GOLDEN") == "write":
            GOLDEN.mkdir(exist_ok=True)
            (GOLDEN / f"{name}.{ending}").write_text(text, encoding="utf-8")
    assert {end: (GOLDEN / f"{name}.{end}").read_text(encoding="utf-8") for end in written} == written


def test_the_golden_folder_holds_nothing_else() -> None:
    """A sample that was renamed or dropped leaves no file behind."""
    expected = {f"{name}.{ending}" for name in SAMPLES for ending in ("txt", "html")}
    assert {path.name for path in GOLDEN.iterdir() if path.is_file()} == expected


def test_every_template_has_a_golden_mail() -> None:
    """Nothing can be said that nobody has read first."""
    mails = {path.stem for path in (shipped() / "mail").glob("*.txt") if not path.stem.startswith("_")}
    assert {sample.notice.kind for sample in SAMPLES.values()} == mails | {"letter"}


@pytest.mark.parametrize("name", SAMPLES)
def test_plain_text_is_set_for_a_phone(name: str) -> None:
    """Short lines but for the letter itself, no gaps, no holes where a fact was missing."""
    notice = SAMPLES[name].notice
    words = words_of(SAMPLES[name])
    draft = notice.facts.get("draft")
    letter = (draft.text if draft else notice.facts.get("text", "")).splitlines()
    own = [line for line in words.text.splitlines() if line not in letter]
    assert [line for line in own if len(line) > 76 and len(line.split()) > 2] == []  # a link is one word
    holes = r"\bNone\b|\(\)|\s[,.;:?](?:\s|$)|\.\.(?!\.)|,\.|\n{3,}|[ \t]\n|\{|\}"
    assert re.findall(holes, f"{words.subject}\n{words.text}") == []
    assert words.text.endswith("\n")


@pytest.mark.parametrize("name", SAMPLES)
def test_html_loads_nothing_and_runs_nothing(name: str) -> None:
    """No picture, no script, no address of elsewhere; to press there is an answer to us, and nothing else."""
    html = words_of(SAMPLES[name]).html.replace(LINK, "the link, to be copied")
    html = re.sub(
        r'<a href="mailto:reports%2Bsample234567@northside\.example\?subject=[\w%.&;=-]+"', "", html
    )
    assert (
        re.findall(r"(?i)<(?:img|script|link|iframe|form|a)\b|src=|url\(|https?:|mailto:| on\w+=", html) == []
    )
    assert html.startswith('<!doctype html>\n<html lang="en-GB">')


# ── what a letter to a parent may never say (domain §3.11) ─────────────────────────────────

NEVER = re.compile(
    r"""(?ix) defam | \blibel | \bslander | \bsue\b | take\ you\ to\ court | legal\ action
    | illegal | \bcriminal | \boffence | \bcrime | GDPR | data\ protection | harass
    | malicious\ communications | you\ must\ remove | within\ 24\ hours | \bor\ else\b
    | \bbanned | \bbarred | section\ 547 | your\ child\ may | other\ parents? | monitoring | at\ least\ 14
    | police | \bfalse\b | \buntrue | union\b | local\ authority | we\ apologise | \bapolog | our\ fault
    | \breported\ (?:by|to\ us) | member\ of\ staff\ (?:told|saw|sent)
    """
)
CHILD, INFORMANT = "Ben Okafor", Address("j.birch@northside.example", "Jo Birch")
ACTIONS = (Action.INVITATION, Action.WARNING)


def case_of(*ids: str, post: Post = POST, subject: str = "", flags: tuple[str, ...] = ()) -> Case:
    """A case on these grounds, reported by the informant in words that must stay with us."""
    report = ev.Reported(
        at=NOW,
        message=MessageKey(None, "", ""),
        reporter=INFORMANT,
        subject=subject,
        words=f"Another parent sent me this about {CHILD}. I saw it as a member of the group. Jo Birch",
        posts=(post,),
        grounds=tuple(GroundHint(one, f"it names {CHILD}") for one in ids),
        urgency=Urgency.ROUTINE,
        flags=flags,
        asked=(),
        evidence=(),
    )
    return replay("2026-0042", (report,))


def letters(case: Case, now: datetime = NOW) -> dict[Action, str]:
    """Subject and text of each letter, as it would be put before the head."""
    office = office_of()
    facts = letter_facts(case, office, now)
    return {action: "\n".join(office.write(action, facts)) for action in ACTIONS}


GROUNDS = sorted(policy().grounds)
POSTS = {
    "everything known": POST,
    "nothing known": replace(POST, platform=None, poster_name=None, text=None),
    "no name": replace(POST, poster_name=None),
    "no words": replace(POST, text=None),
}


@pytest.mark.parametrize("post", POSTS.values(), ids=POSTS)
@pytest.mark.parametrize("ids", [(), *((one,) for one in GROUNDS), *combinations(GROUNDS, 2), tuple(GROUNDS)])
def test_no_letter_says_what_it_must_not(ids: tuple[str, ...], post: Post) -> None:
    """On any ground, with whatever is known: no threat, no law, no informant, no child."""
    for text in letters(case_of(*ids, post=post)).values():
        assert NEVER.findall(text) == []
        assert [
            word for word in (CHILD, "Ben", INFORMANT.name, INFORMANT.email, "Birch") if word in text
        ] == []
        assert "None" not in text


@pytest.mark.parametrize("ids", [("G1",), ("G2",), ("G1", "G7")])
def test_words_that_may_name_a_child_are_not_quoted(ids: tuple[str, ...]) -> None:
    """Where children are named or shown, the warning leaves the post's own words out (domain §1.6, 6)."""
    post = replace(POST, text=f"That {CHILD} hits everybody.")
    assert [
        text for text in letters(case_of(*ids, post=post)).values() if "Ben" in text or "hits" in text
    ] == []


def test_the_golden_letters_say_nothing_they_must_not() -> None:
    """The list holds for what really went out, too."""
    sent = {name: words_of(s) for name, s in SAMPLES.items() if s.notice.kind == "letter"}
    to_parents = [words for name, words in sent.items() if name not in NOT_TO_PARENTS]
    said = [NEVER.findall(part) for words in to_parents for part in (words.subject, words.text, words.html)]
    assert [found for found in said if found] == []
    assert set(NOT_TO_PARENTS) < set(sent)


NOT_TO_PARENTS = ("letter-legal-advice", "letter-answer-to-reporter")


def test_the_list_itself_finds() -> None:
    """A list that finds nothing would pass for ever."""
    said = (
        "This is defamatory. We will sue. You must remove it within 24 hours. Other parents have reported it."
    )
    assert NEVER.findall(said) == ["defam", "sue", "You must remove", "within 24 hours", "Other parents"]


def test_the_warning_has_its_three_parts() -> None:
    """Policy A2: the school's concerns in writing, a warning, a request to remove, with a day for it."""
    text = letters(case_of("G7"))[Action.WARNING]
    parts = (
        "The school considers that the post falls under this example:",
        f"- {policy().grounds['G7'].words}",
        'The words we are concerned about are: "Useless, the lot of them."',
        "This is a warning under that policy.",
        "Please would you remove the post by Monday 30 November",
        "You may put your side to me or to the Chair of Governors",
        "our complaints procedure at any time (on the school website",
        "Nothing about this changes how your child is cared for and taught here.",
    )
    assert [part for part in parts if part not in text] == []
    assert text.splitlines()[:3] == [
        f"A letter from {cast.SCHOOL.name}",
        "Private: for the addressee only",
        "",
    ]


def test_the_invitation_has_its_parts() -> None:
    """Domain §4.1: warm, two times to choose from, company, another way to talk, complaints, the child."""
    text = letters(case_of("G7"))[Action.INVITATION]
    parts = (
        "I may well have misunderstood it",
        "I could meet you on Thursday 26 November at 8.45am, or on Friday 27 November at 3.30pm",
        "a telephone or video call",
        "bring someone with you",
        "an interpreter",
        "our complaints procedure (on the school website",
        "I would be grateful if you could take the post down",
        "Nothing about this changes how your child is cared for and taught here.",
        "Helen Marsh\nHeadteacher",
        cast.SCHOOL.phone,
    )
    assert [part for part in parts if part not in text] == []
    assert "policy breach" not in text.lower()
    assert len(text.split()) < 350  # one page


def test_the_chair_signs_where_the_head_is_the_subject() -> None:
    """A letter about a post about the head comes from the chair, and sends nobody back to the head."""
    for text in letters(case_of("G7", flags=("head_is_subject",))).values():
        assert f"Yours sincerely\n\n{cast.CHAIR.name}\nChair of Governors\n{cast.SCHOOL.name}\n" in text
        assert re.findall(f"{cast.HEAD.name}|(?i:headteacher)|to the Chair", text) == []


def test_every_day_in_a_letter_is_a_school_day() -> None:
    """Whenever in the year it is written: no meeting and no deadline when nobody is there."""
    office, case = office_of(), case_of("G7")
    wrong = []
    for n in range(250):
        now = NOW + timedelta(days=n)
        if office.local_date(now) > date(2027, 7, 1):
            break
        facts = letter_facts(case, office, now)
        said = [*facts["meetings"], facts["answer_by"], facts["remove_by"]]
        days = [
            day
            for day in map(_day_in, said, [office.local_date(now)] * 4)
            if not office.days.is_school_day(day)
        ]
        wrong += [(now.date(), day) for day in days]
    assert wrong == []


def _day_in(text: str, after: date) -> date:
    """The next date after ``after`` whose words ("Tuesday 24 November") the text begins with."""
    days = (after + timedelta(days=n) for n in range(120))
    return next(d for d in days if text.startswith(f"{d:%A} {d.day} {d:%B}"))


def test_no_sample_goes_out_with_a_gap() -> None:
    """What the preview shows as sent or handed over is what the lint would let out."""
    out = {name: one.notice for name, one in SAMPLES.items() if one.notice.kind in ("letter", "pack")}
    gaps = {name: re.findall(r"\[[a-z ]+\]", WORDING.render(notice).text) for name, notice in out.items()}
    assert {name: found for name, found in gaps.items() if found} == {}


def test_ground_that_no_rule_found_is_shown_to_the_head_and_stands_in_no_letter() -> None:
    """It protects children as any other does; no letter says it, and no step rests on it."""
    case = case_of("G7", "G2")
    report = replace(
        case.reports[0], grounds=(GroundHint("G7", "rule"), GroundHint("G2", "words alike", likely=True))
    )
    likely = replay("2026-0042", (report,))
    facts, office = letter_facts(likely, office_of(), NOW), office_of()
    assert [hint.id for hint in likely.grounds] == ["G7"]
    assert [hint.id for hint in likely.likely_grounds] == ["G2"]
    assert facts["grounds"] == letter_facts(case_of("G7"), office, NOW)["grounds"]
    assert (facts["about_children"], facts["words"]) == (True, None)
    assert [one["because"] for one in summary(likely, office)["grounds"]] == ["rule", "words alike"]
