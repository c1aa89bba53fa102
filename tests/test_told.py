"""What a reply tells of a case's course, row by row; and what only looks as if it told something."""

from __future__ import annotations

from datetime import date

import pytest

from worker.deciding.decision import read_decision
from worker.deciding.decision.told import read_told
from worker.model import Action, Pending, Progress, Told, Verb

TODAY = date(2026, 11, 24)
ON = date(2026, 11, 24)
ONE = (Pending(1, Action.WARNING, "Written warning", "Dear Ms Harlow", "Kim Dale"),)
INVITATION = (Pending(1, Action.INVITATION, "Invitation", "Dear Ms Harlow"),)

TELLS = [
    ("Met her today, she's taken it down", "met removed"),
    ("I met with Ms Harlow this morning", "met"),
    ("Kim Dale came in to see me yesterday and has apologised", "met apologised"),
    ("We've had the chat. He has removed the post.", "met removed"),
    ("Spoke to mum at pick up", "met"),
    ("Had a good chat with her this morning", "met"),
    ("We had a meeting with Kim Dale yesterday", "met"),
    ("I spoke to her on Monday about it", "met"),
    ("We talked", "met"),
    ("We talked.", "met"),
    ("we've talked", "met"),
    ("We have spoken today", "met"),
    ("We spoke on the phone this morning", "met"),
    ("We talked about it yesterday and she has taken it down", "met removed"),
    ("I spoke to the parent", "met"),
    ("I've spoken to the parents", "met"),
    ("I have spoken with the mother about this", "met"),
    ("Spoke to parent", "met"),
    ("I spoke to Mrs Dale at the gate", "met"),
    ("had a word with mum at the gate", "met"),
    ("I had a quiet word with dad this afternoon", "met"),
    ("I had a word with her", "met"),
    ("Had a word with Kim Dale at pick up", "met"),
    ("I sat down with both parents yesterday", "met"),
    ("Had a phone call with mum, all fine", "met"),
    ("I've had a conversation with her", "met"),
    ("I discussed it with mum", "met"),
    ("Chatted to dad at drop off", "met"),
    ("Good meeting with mum today", "met"),
    ("The meeting went well", "met"),
    ("The talk has taken place", "met"),
    ("Mum came in for a chat this morning", "met"),
    ("I managed to speak to her on Tuesday", "met"),
    ("We had a good chat and she apologised", "met apologised"),
    ("Spoke to mum about the comments on Facebook", "met"),
    ("Met her at 3pm", "met"),
    ("Mum came in today to discuss it", "met"),
    ("Spoke to Kim Dale at home time", "met"),
    ("She refuses to meet", "refused"),
    ("She refuses to meet us", "refused"),
    ("Dad won't talk to me about it", "refused"),
    ("Dad won't come in", "refused"),
    ("he won't remove it", "refused"),
    ("They’ve refused to take it down", "refused"),
    ("removed", "removed"),
    ("It's gone", "removed"),
    ("Good news - it's down", "removed"),
    ("The post has been removed", "removed"),
    ("Mrs Dale has deleted it and said sorry to Priya", "removed apologised"),
    ("She says she has taken it down", "removed"),
    ("Apologised", "apologised"),
    ("She's taken it down and apologised so we can close this one", "removed apologised"),
    ("she has posted again", "reposted"),
    ("its back up", "reposted"),
    ("She took it down then put it back up", "removed reposted"),
    ("The poster is Jane Example's mum", "identified"),
    ("It's Kim Dale's mum", "identified"),
    ("The account belongs to a parent in Year 3", "identified"),
    ("We don't know who it is", "unidentified"),
    ("No idea who it is", "unidentified"),
]
TELLS_NOTHING = [
    "If she refuses to meet, send the warning", "Once she has taken it down, close it", "Has she removed it?",
    "She hasn't taken it down", "She's not taken it down", "I've asked her to take it down",
    "Please get it removed", "We have removed her from the page", "I hope she has taken it down",
    "She said she'd take it down", "She will take it down", "It should be taken down",
    "Maybe she has taken it down", "I spoke to her grandmother about it",
    "She has removed it but will post more",
    "Unless she has apologised", "Tell me when she has taken it down", "Nobody has apologised",
    "Change removed to taken down", "The poster is not a parent", "It's Tuesday", "That's fine",
    "Spoke to Kamal about it", "I met Alan today", "Met with Mrs Thornley this morning",
    "Kamal came in to see me", "Had a chat with Alan", "Had a meeting with the LA today",
    "We talked it over with the governors",
    "We talked to the police", "We talked to HR about it", "We talked at SLT", "We talked about the trip",
    "We spoke with the LA",
    "I spoke to a parent", "I spoke to another parent", "I spoke to the parent governor",
    "I spoke to the parent who reported it",
    "I spoke to the mother of another child", "I spoke to the parent council",
    "I had a word with the class teacher",
    "Had a word with Sarah at the gate", "I had a word with my deputy", "Have a word with mum",
    "Please have a word with mum at the gate",
    "We need to talk", "We should talk", "If we talked first", "We haven't talked", "We have not spoken",
    "I never spoke to the parent",
    "I'll have a word with mum at the gate", "I will speak to the parent",
    "I'd rather have spoken to the parent first",
    "I thought I had spoken to the parent", "Should I have spoken to the parent?", "We talked?",
    "Have we talked to mum yet?",
    "Until I've spoken to the parent nothing goes", "Once we have talked", "I tried to speak to mum",
    "I rang mum, no answer",
    "Mrs Hart spoke to mum", "The class teacher had a word with mum", "I was going to have a word with dad",
    "I have asked to speak to the parent", "I would like to talk to the parent",
    "We talked with the union about it",
    "The meeting took place without her", "The staff meeting went well", "I hope the talk went well",
    "I nearly spoke to mum",
    "I refused to meet her", "We refused to meet", "I won't meet her", "I declined to meet her",
    "I don't want to meet her", "Refused to meet her",
    "She won't meet on Tuesday", "She won't come in on Tuesday", "She won't meet without a friend",
    "She won't talk to the press", "He won't talk to Facebook",
    "She refused the meeting time", "She turned down the meeting on Tuesday, wants Wednesday",
    "Gran won't come in", "Gran came in for a chat",
    "Spoke to mum about lunch money", "Spoke to mum about attendance this morning",
    "Had a chat with mum about reading", "Spoke to mum re reading", "Met her today about lunches",
    "Had a meeting with mum planned", "Had a meeting with mum, she didn't come",
    "Had a meeting with mum. She didn't show", "Had the meeting arranged",
    "The meeting went well, she wasn't there",
    "Meeting was held, she was absent", "Had a word with dad, wrong dad", "We spoke, or tried to",
    "Spoke to her on voicemail", "Spoke to mum by voicemail",
    "Met her today by chance, didn't mention it", "Saw her today at the gate, didn't speak",
    "Saw mum today, she ignored me", "Saw mum today in Tesco", "Met her by accident", "Met her at the fair",
    "Met her at parents evening",
    "Mum came in today to pay", "Mum came in today for lunch", "We attended the meeting",
    "We talked, Alan and me", "We've talked, Kamal and I", "We talked (SLT)",
    "We had a chat at staff meeting", "Alan said: spoke to mum",
    "Spoke to them at HR", "Spoke to them at the LA", "Spoke to him at the union",
    "Spoke to the lady at the LA", "Discussed with them in SLT", "Spoke to parents in assembly",
    "Spoke to the family support worker", "Spoke to the parent support adviser",
    "Spoke to the parent liaison", "Spoke to the parent advice line", "Spoke to father Michael",
    "Spoke to Kim's mum",
    "Met the family dog", "Met them halfway", "Discussed it with dad absent",
    "I spoke to her mother, not to her", "Had a meeting with mum cancelled",
    "Met with them all, staff I mean",
    "Alan refuses to meet", "Priya has posted again", "I have spoken to Alan and Kamal",
    "Who is the poster?", "Did she say she took it down", "the meeting is refused", "She has refused",
]  # fmt: skip


@pytest.mark.parametrize(("text", "means"), TELLS)
def test_what_is_told(text: str, means: str) -> None:
    """Each thing once, in order, with the clause it was told in."""
    told = read_decision(text, ONE, TODAY).decisions[0].told
    assert " ".join(one.progress.value for one in told) == means
    assert all(one.words in text.replace("’", "'") for one in told)


@pytest.mark.parametrize("text", TELLS_NOTHING)
def test_what_tells_nothing(text: str) -> None:
    """Conditions, questions, denials, hopes and orders are no progress."""
    assert read_told(text, ON) == ()
    assert all(not one.told for one in read_decision(text, ONE, TODAY).decisions)


@pytest.mark.parametrize("text", [text for text, _ in TELLS])
def test_what_is_told_alone_decides_nothing(text: str) -> None:
    """A note for the file at most; what closes says so."""
    (one,) = read_decision(text, ONE, TODAY).decisions
    assert one.decision is (Verb.CLOSE if "close" in text else Verb.NOTE)


@pytest.mark.parametrize("text", [text for text, _ in TELLS])
@pytest.mark.parametrize("yes", ["Approve. {}", "{}. Approve", "{}, send it", "Yes, {}", "{}\nYes please"])
def test_telling_and_a_yes_together_are_asked_about(text: str, yes: str) -> None:
    """Nothing is sent on a reply that says more than yes."""
    decisions = read_decision(yes.format(text), ONE, TODAY).decisions
    assert not any(one.decision is Verb.APPROVE or one.args.get("then") == "send" for one in decisions)


@pytest.mark.parametrize(
    ("text", "verb", "told"),
    [
        ("She's taken it down, hold till Friday", Verb.HOLD, "removed"),
        ("No, she has apologised", Verb.REJECT, "apologised"),
        ("She's apologised. Close", Verb.CLOSE, "apologised"),
        ("She won't take it down. Warning please", Verb.OTHER_ACTION, "refused"),
        ("He refuses to meet so draft the warning", Verb.OTHER_ACTION, "refused"),
        ("Met her today. Show me the screenshot please", Verb.EVIDENCE, "met"),
        ("She refuses to meet. Send it", Verb.UNCLEAR, "refused"),
        ("It's down. What next?", Verb.UNCLEAR, "removed"),
    ],
)
def test_a_reply_may_tell_and_decide(text: str, verb: Verb, told: str) -> None:
    """Both are taken; a yes is not."""
    (one,) = read_decision(text, INVITATION, TODAY).decisions
    assert (one.decision, " ".join(t.progress.value for t in one.told)) == (verb, told)


def test_the_whole_of_what_is_told() -> None:
    """What was refused, who it is said to be, and the day, each in the head's words."""
    text = "Met her yesterday. She won't take it down. The poster is Jane Example's mum"
    assert read_told(text, ON) == (
        Told(Progress.MET, "Met her yesterday", "", date(2026, 11, 23)),
        Told(Progress.REFUSED, "She won't take it down", "remove", None),
        Told(Progress.IDENTIFIED, "The poster is Jane Example's mum", "Jane Example's mum", None),
    )


def test_an_address_with_a_name_is_the_recipient() -> None:
    """A person said whose it is; the letter still needs its own yes."""
    (one,) = read_decision("the poster is Jane Example's mum, jane@parents.example", ONE, TODAY).decisions
    assert (one.draft, one.decision, one.args) == (
        1,
        Verb.EDIT,
        {"edits": [{"to_address": "jane@parents.example", "to_name": ""}]},
    )


def test_what_may_not_be_the_senders_own_words_tells_nothing() -> None:
    """Where it is not certain which words are new, nothing of them is kept as told."""
    (one,) = read_decision("She has taken it down", ONE, TODAY, doubtful=True).decisions
    assert (one.decision, one.told) == (Verb.NOTE, ())


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("merge with HU-2026-0043", (None, "merge", {"with": "2026-0043"})),
        ("Merge this with case 43 please", (None, "merge", {"with_number": 43})),
        ("This is the same as 43", (None, "merge", {"with_number": 43})),
        ("It's the same case as HU-2026-0043", (None, "merge", {"with": "2026-0043"})),
        ("merge 1 and 2", (1, "merge", {"with_number": 2})),
        ("Split this off", (None, "split", {"post": None})),
        ("split off post 2", (None, "split", {"post": 2})),
        ("The second post is a different person: new case", (None, "split", {"post": 2})),
        ("2 split off the last post", (2, "split", {"post": -1})),
    ],
)
def test_one_case_of_two_and_two_of_one(text: str, means: tuple[int | None, str, dict[str, object]]) -> None:
    """The other case by its reference or number, the post by its place."""
    (one,) = read_decision(text, ONE, TODAY).decisions
    assert (one.draft, one.decision.value, one.args) == means


@pytest.mark.parametrize(
    "text",
    ["don't merge with 43", "Is this the same as 43?", "merge with 43 if it is Kim", "don't split this off"],
)
def test_a_doubtful_merge_is_asked_about(text: str) -> None:
    """A denial, a question or a condition makes no one case of two."""
    assert [one.decision for one in read_decision(text, ONE, TODAY).decisions] == [Verb.UNCLEAR]


@pytest.mark.parametrize(
    ("text", "args"),
    [
        ("Police: threat, Mrs Lowe", {"condition": "threat", "person": "Mrs Lowe"}),
        ("police, it's racist, Priya Sykes", {"condition": "racial", "person": "Priya Sykes"}),
        ("Police please", {}),
        ("platform complaint, ground G4", {"grounds": ["G4"]}),
        ("Block her from the school Facebook page please", {"space": "the school Facebook page"}),
        ("notice kit: Miss Sykes", {"person": "Miss Sykes"}),
    ],
)
def test_what_is_said_with_an_action(text: str, args: dict[str, object]) -> None:
    """Conditions, persons, spaces and grounds, as far as the words go."""
    (one,) = read_decision(text, INVITATION, TODAY).decisions
    assert one.decision is Verb.OTHER_ACTION
    assert {key: value for key, value in one.args.items() if key not in ("action", "hold_draft")} == args


def test_an_answer_to_the_question_need_not_name_the_action() -> None:
    """ "Threat, Mrs Lowe" in reply to "which of these is it?" is enough."""
    asked = (Pending(1, asked=Action.POLICE),)
    (one,) = read_decision("threat, Mrs Lowe", asked, TODAY).decisions
    assert (one.decision, one.args) == (
        Verb.OTHER_ACTION,
        {"action": "police_referral", "condition": "threat", "person": "Mrs Lowe", "hold_draft": 1},
    )
    assert read_decision("threat, Mrs Lowe", ONE, TODAY).decisions[0].decision is Verb.UNCLEAR
