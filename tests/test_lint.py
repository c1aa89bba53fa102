"""The outgoing lint: what no letter may say, found however it is written, and nothing else."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.drafts import NOW, OFFICE, POST, VARIANTS, case_of, lived, reported, write
from worker.deciding.cases.case import Case
from worker.deciding.cases.replay import replay
from worker.deciding.doing.edit_dates import DATED, find_dates
from worker.deciding.lint import Hit, check
from worker.deciding.lint.folded import fold
from worker.deciding.lint.people import find_told, sentences
from worker.deciding.lint.rules import Part, Rule, knowledge, parts, patterns_for, rules
from worker.deciding.school.policy import READINGS, Recipient
from worker.deciding.school.policy_file import policy
from worker.model import Action, Address, Draft, DraftState

CASE = case_of("G7")
ON = NOW.date()
PARENT = Address("kim.dale@families.example")


def hits(
    text: str | None = None,
    action: Action = Action.WARNING,
    case: Case = CASE,
    to: Address | None = None,
    subject: str | None = None,
) -> tuple[Hit, ...]:
    """What is found in a draft, written by the rules where no text is given."""
    own_subject, own_text = write(action, case)
    text = own_text if text is None else text
    draft = Draft(1, 1, action, to, subject or own_subject, text, "PR2", DraftState.WAITING)
    return check(draft, case, OFFICE, ON)


def ids(sentence: str, action: Action = Action.INVITATION, case: Case = CASE) -> list[tuple[str, bool]]:
    """What a sentence in an otherwise harmless letter is found for, and whether it is refused."""
    return [(hit.id, hit.refused) for hit in hits(f"Dear Kim Dale\n\n{sentence}\n", action, case)]


# ── our own letters ────────────────────────────────────────────────────────────────────────

GAPS = {
    Action.BLOCK: ["[page]"],
    Action.REPRESENTATIONS: ["[decision]"],
    Action.POLICE: ["[urgency]", "[name]", "[wish]", "[account]", "[reason]", "[context]"],
    Action.LEGAL: ["[adviser]", "[account]", "[persons]"],
}


@pytest.mark.parametrize("name", VARIANTS)
def test_our_own_letters_have_nothing_but_gaps(name: str) -> None:
    """Every letter in every variant passes, but for what only a person can fill in."""
    action, case = VARIANTS[name]
    found = [(hit.id, hit.words, hit.refused) for hit in hits(action=action, case=case)]
    assert found == [("gap", gap, True) for gap in GAPS.get(action, [])]


TO_PARENTS = (Action.INVITATION, Action.WARNING, Action.PUPIL_NOTE, Action.FURTHER_MEETING)


@pytest.mark.parametrize("grounds", [(one,) for one in READINGS] + [READINGS])
def test_letters_of_another_policy_pass_too(grounds: tuple[str, ...]) -> None:
    """A school with other grounds, in other words, has letters with no hit."""
    office, case = replace(OFFICE, policy=policy("riverbank")), case_of(*grounds)
    for action in (Action.INVITATION, Action.WARNING, Action.FURTHER_MEETING, Action.CLOSING):
        subject, text = write(action, case, office)
        draft = Draft(1, 1, action, PARENT, subject, text, "", DraftState.WAITING)
        assert check(draft, case, office, ON) == ()


@pytest.mark.parametrize("grounds", [(one,) for one in policy().grounds] + [tuple(policy().grounds)])
def test_our_own_letters_pass_on_every_ground(grounds: tuple[str, ...]) -> None:
    """Whatever sentences of the policy they quote."""
    assert [hits(action=action, case=case_of(*grounds)) for action in TO_PARENTS] == [()] * 4


def test_our_own_letters_pass_on_every_day() -> None:
    """Written on any day of the year, no meeting and no deadline falls on a day off."""
    case = case_of("G7")
    wrong: list[Hit] = []
    for n in range(0, 230, 4):
        now = NOW + timedelta(days=n)
        for action in TO_PARENTS:
            subject, text = write(action, case, now=now)
            draft = Draft(1, 1, action, PARENT, subject, text, "", DraftState.WAITING)
            wrong += check(draft, case, OFFICE, OFFICE.local_date(now))
    assert wrong == []


# ── words ──────────────────────────────────────────────────────────────────────────────────

SAID = [
    ("This is defamatory.", "defamation"),
    ("It is libellous.", "defamation"),
    ("These libels hurt.", "defamation"),
    ("It slanders her.", "defamation"),
    ("This is d\u200befam\u200datory.", "defamation"),
    ("This is de\u00adfamatory.", "defamation"),
    ("This is defam-\natory.", "defamation"),
    ("This is defa\nmatory.", "defamation"),
    ("This is d e f a m a t o r y.", "defamation"),
    ("This is ＤＥＦＡＭＡＴＯＲＹ.", "defamation"),
    ("This is dеfаmatory.", "defamation"),
    ("This is défamatory.", "defamation"),
    ("This is 𝐝𝐞𝐟𝐚𝐦𝐚𝐭𝐨𝐫𝐲.", "defamation"),
    ("l.i.b.e.l", "defamation"),
    ("We will sue.", "legal action"),
    ("We are suing you.", "legal action"),
    ("We will SUE you.", "legal action"),
    ("We will s u e you.", "legal action"),
    ("Sue is what we shall do.", "legal action"),
    ("We will take you to court.", "legal action"),
    ("Our solicitors will write.", "legal action"),
    ("We will take legal\naction.", "legal action"),
    ("It is illegal.", "crime"),
    ("It is a criminal offence.", "crime"),
    ("crim\u00adinal", "crime"),
    ("This is against the law.", "crime"),
    ("It breaches the GDPR.", "data protection"),
    ("G.D.P.R.", "data protection"),
    ("This is harassment.", "harassment"),
    ("You are harrassing her.", "harassment"),
    ("Under the Malicious Communications Act", "statute"),
    ("Under section 547", "statute"),
    ("You must remove it.", "you must"),
    ("You, however, must remove it.", "you must"),
    ("you\nmust", "you must"),
    ("Remove it within 24 hours.", "ultimatum"),
    ("Take it down, or else.", "ultimatum"),
    ("You are banned.", "ban"),
    ("You are barred from the site.", "ban"),
    ("Your child may lose the trip.", "child's place"),
    ("Your child will not be going on the trip.", "child's place"),
    ("Your son cannot take part in the residential.", "child's place"),
    ("Your daughter is no longer in the choir.", "child's place"),
    ("I shall have to reconsider the residential visit.", "child's place"),
    ("The place in Year 4 is at risk.", "child's place"),
    ("Other parents have told me.", "informants"),
    ("A member of staff saw it.", "informants"),
    ("It was reported by a friend.", "informants"),
    ("We have been monitoring your account.", "watching"),
    ("Users have to be at least 14.", "age"),
    ("The police have been informed.", "police told"),
    ("The pólice know.", "police told"),
    ("What you say is false.", "truth"),
    ("These are lies.", "truth"),
    ("We apologise for this.", "admission"),
    ("The union agrees with me.", "others agree"),
    ("The local authority supports this.", "others agree"),
    ("Your words are vile.", "blame"),
]


@pytest.mark.parametrize(("sentence", "rule"), SAID)
def test_words_are_found_however_they_are_written(sentence: str, rule: str) -> None:
    """In any case, plural, tense, broken over lines, with hidden or borrowed letters; a reason frees them."""
    assert (rule, False) in ids(sentence)


@pytest.mark.parametrize("rule", [rule.id for rule in rules()])
def test_every_rule_finds_something(rule: str) -> None:
    """No rule is on the list that nothing could set off, and each has a reason in words."""
    one = next(one for one in rules() if one.id == rule)
    to = Recipient(min(one.to))
    action = next(action for action, step in policy().steps.items() if step.recipient is to)
    sample = {"request to the police": "Please arrest her."}
    sentence = sample.get(rule) or next(sentence for sentence, id_ in SAID if id_ == rule)
    assert (rule, False) in ids(sentence, action)
    assert one.reason.endswith(".")


@pytest.mark.parametrize(
    "sentence",
    [
        "No offence is meant.",
        "I am sorry to hear that.",
        "I must see you, and you may bring a friend.",
        "The choice lies with you.",
        "Our issue is with one post.",
        "Please pursue this with us.",
        "Mrs Sue Brown will be there.",
        "The library is open.",
        "Our data protection officer can help.",
        "It is made up of two parts.",
        "Her crimson coat hung in the hall.",
        "You must be worried.",
    ],
)
def test_harmless_words_are_let_be(sentence: str) -> None:
    """Words that only look like those of the list stop no letter."""
    assert ids(sentence) == []


@given(
    st.lists(
        st.sampled_from("\u200b\u200c\u200d\u2060\ufeff\u00ad\u0301\u034f\u2063"), min_size=9, max_size=9
    )
)
def test_hidden_characters_hide_nothing(hidden: list[str]) -> None:
    """Whatever stands unseen between the letters, the word is read."""
    word = "".join(letter + extra for letter, extra in zip("defamatory", [*hidden, ""], strict=True))
    assert ("defamation", False) in ids(f"This is {word}.")


def test_the_posters_own_words_are_not_the_schools() -> None:
    """A warning may quote what was posted, whatever it says; the school may not say it."""
    words = "You lied, this is criminal and I will sue [the lot] of you by Sunday 29 November."
    case = case_of("G7", post=replace(POST, text=words))
    assert hits(case=case) == ()
    assert [hit.id for hit in hits(write(Action.WARNING, case)[1].replace('"', ""), case=case)] != []


# ── parts and gaps ─────────────────────────────────────────────────────────────────────────

WARNING = write(Action.WARNING, CASE)[1]
REQUEST = "Please would you remove the post by Monday 30 November, and not post in this way again."


@pytest.mark.parametrize(
    ("old", "new", "missing"),
    [
        ("This is a warning under that policy. ", "", "no warning"),
        ("This is a warning", "This is not a warning", "no warning"),
        ("This is a warning", "This is certainly no warning", "no warning"),
        (REQUEST, "", "no request to remove"),
        (REQUEST, "You need not remove it.", "no request to remove"),
    ],
)
def test_a_warning_has_its_three_parts(old: str, new: str, missing: str) -> None:
    """Without the warning or the request it is refused (policy A2)."""
    assert old in WARNING
    assert [(hit.id, hit.refused) for hit in hits(WARNING.replace(old, new))] == [(missing, True)]


def test_a_warning_says_what_the_concerns_are() -> None:
    """All three are missing from a letter that has none of them."""
    found = [hit.id for hit in hits("Dear Kim Dale\n\nHello.\n")]
    assert found == ["no concerns", "no warning", "no request to remove"]


@pytest.mark.parametrize("part", parts(), ids=lambda part: f"{part.action} {part.id}")
def test_every_part_is_in_our_own_letter_and_missed_when_gone(part: Part) -> None:
    """What a letter cannot be without, ours has; a letter of a few words has none of it."""
    action, id_ = Action(part.action), f"no {part.id}"
    assert id_ not in [hit.id for hit in hits(action=action)]
    assert id_ in [hit.id for hit in hits("Dear Kim Dale\n\nHello.\n", action)]


@pytest.mark.parametrize("gap", ["[name]", "[…]", "[not closed", "TBC", "{{ name }}", "____", "……………"])
def test_a_gap_is_never_sent(gap: str) -> None:
    """A place that nobody filled in stops the letter, also in its subject."""
    assert {(hit.id, hit.refused) for hit in hits(f"Dear {gap}\n", Action.INVITATION)} == {("gap", True)}
    assert {hit.id for hit in hits(subject=f"About {gap}")} == {"gap"}


def test_a_gap_is_shown_with_what_it_stands_for() -> None:
    """The words before it say what belongs there."""
    found = {hit.words: hit.reason for hit in hits(action=Action.POLICE, case=case_of("G9"))}
    assert found["[wish]"] == "What this person wishes to happen"
    assert found["[account]"] == "Whose account that is, and how the school knows"


def test_blanks_of_a_pack_are_for_whoever_copies_it() -> None:
    """Sent to nobody they may stay; to an address they may not."""
    assert hits(action=Action.PLATFORM, case=case_of("G4", post=replace(POST, url=None))) == ()
    sent = hits(action=Action.STAFF_KIT, to=Address("t@northside.example"))
    assert [(hit.id, hit.words) for hit in sent] == [("gap", "________")]


# ── the file, and time ─────────────────────────────────────────────────────────────────────


def test_the_list_holds_together() -> None:
    """Small letters only (texts are folded), no id twice, every part for an action there is."""
    ids_ = [rule.id for rule in rules()]
    assert len(ids_) == len(set(ids_))
    written = [word for rule in knowledge()["rule"] for word in (*rule["words"], *rule.get("but", ()))]
    written += [word for part in knowledge()["part"] for word in (*part["any"], *part.get("never", ()))]
    assert [word for word in written if word != word.lower()] == []
    assert {part.action for part in parts()} <= {action.value for action in Action}


@pytest.mark.parametrize(
    "piece", ["defam", "[", "you must ", "by Monday 1 ", "Ben's mum ", "d e ", "a\u200b", '"']
)
def test_long_letters_take_no_long_time(piece: str) -> None:
    """The longest letter a reply can hold, and a report as long, are read in a second."""
    text = (piece * 20_000)[:20_000]
    case = replay("2026-0042", (replace(reported("G1"), words=text * 10),))
    began = time.process_time()
    hits(text, case=case)
    assert time.process_time() - began < 1


def test_a_case_after_a_life_is_no_other() -> None:
    """What has been sent and answered changes nothing of what may be said."""
    assert hits(case=lived("G7")) == ()


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
@given(data=st.data())
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_quick_look_overlooks_nothing(rule: Rule, data: st.DataObject) -> None:
    """Whatever a rule's patterns find, the letters it is looked for by are there."""
    for pattern in (*rule.phrases, *(one.pattern for one in rule.spelt)):
        found = data.draw(st.from_regex(pattern, alphabet=st.characters(codec="ascii")))
        looked_for = patterns_for(re.findall("[a-z0-9]+", found))[rule.id]
        assert any(one.search(found) for one in looked_for), pattern


_OF_DATES = st.sampled_from(
    ["Monday", "(Tuesday,", "the", "of", "1st", "30", "112", "May", "9May", "2026", "\n\n", " " * 90, "by"]
)


@given(st.lists(st.tuples(_OF_DATES, st.sampled_from(["", " ", ", "])), max_size=16))
def test_dates_are_found_as_if_looked_for_everywhere(pieces: list[tuple[str, str]]) -> None:
    """The short way by the months finds the very dates that the long way finds."""
    text = "".join(word + between for word, between in pieces)
    assert [one.span() for one in find_dates(text)] == [one.span() for one in DATED.finditer(text)]


@given(st.text(alphabet="aB \t\n`'\"-.0\x0b", max_size=14))
def test_plain_text_is_folded_as_any_other(written: str) -> None:
    """The short way for ASCII gives what the long way gives, letter by letter."""
    plain, other = fold(written), fold(f"{written}é")
    assert (plain.text, list(plain.at)) == (other.text[:-1], list(other.at[:-1]))


@pytest.mark.parametrize("n", range(len(knowledge()["people"]["child"])))
@given(data=st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_child_is_overlooked_for_being_looked_for_quickly(n: int, data: st.DataObject) -> None:
    """A sentence tried only where it can begin finds what it finds anywhere."""
    pattern = sentences()[n].pattern
    said = f"{data.draw(st.from_regex(pattern))}?"
    quickly = [match.group() for match in find_told(said) if match.re is pattern]
    assert quickly == [match.group() for match in pattern.finditer(said)], (pattern.pattern, said)
