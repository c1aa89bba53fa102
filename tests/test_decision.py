"""The head's reply, row by row: `tests/replies.toml` says what each text must mean."""

from __future__ import annotations

import time
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from worker.deciding.decision import as_json, read_decision
from worker.model import Action, Decision, Pending, ReplyRead, Verb

TODAY = date(2026, 11, 24)
TABLE = tomllib.loads((Path(__file__).parent / "replies.toml").read_text(encoding="utf-8"))
NEAR = tomllib.loads((Path(__file__).parent / "near.toml").read_text(encoding="utf-8"))
DRAFT = (
    "Dear Ms Harlow\n\nPlease would you come in to see me on Tuesday 1 December at 9.15am in my office.\n\n"
    "Yours sincerely\nMrs R Thornley\nHeadteacher\n"
)


def asked(*actions: str, text: str = DRAFT) -> tuple[Pending, ...]:
    return tuple(Pending(n, Action(action), action, text) for n, action in enumerate(actions, 1))


def rows() -> Iterator[Any]:
    for family in TABLE.values():
        for kind, table in family.items():
            for row in table["rows"] if isinstance(table, dict) else ():
                args = row[2] if len(row) > 2 else {}
                yield pytest.param(table["drafts"], row[0], row[1], args, id=f"{kind}: {row[0]}"[:70])


def meaning(reply: ReplyRead) -> str:
    return "; ".join(f"{'-' if one.draft is None else one.draft} {one.decision}" for one in reply.decisions)


@pytest.mark.parametrize(("drafts", "text", "means", "args"), list(rows()))
def test_a_reply_means_what_the_table_says(
    drafts: list[str], text: str, means: str, args: dict[str, Any]
) -> None:
    """The verb, the number and the named arguments (an empty text stands for "none")."""
    reply = read_decision(text, asked(*drafts), TODAY)
    got = reply.decisions[0].args
    assert (means, args) == (meaning(reply), {key: got.get(key) or "" for key in args})


def sends(reply: ReplyRead) -> bool:
    return any(one.decision is Verb.APPROVE or one.args.get("then") == "send" for one in reply.decisions)


@pytest.mark.parametrize("text", TABLE["nasty"]["texts"])
def test_a_near_approval_is_no_approval(text: str) -> None:
    """One thing was asked about: none of the near-approvals sends it."""
    assert not sends(read_decision(text, asked("written_warning"), TODAY, signed_by="Ruth Thornley"))


@pytest.mark.parametrize(
    "text",
    [
        "Approve.\nRuth x",
        "Approved\n\nRuth Thornley xx",
        "Approve x\nR x",
        "Approved by Ruth Thornley",
        "Approved by Ruth",
    ],
)
def test_the_senders_own_name_says_nothing(text: str) -> None:
    """Only the known sender's name is believed to sign."""
    one = asked("written_warning")
    goes = [sends(read_decision(text, one, TODAY, signed_by=by)) for by in ("Ruth Thornley", "Helen Marsh")]
    assert goes == [True, False]


@pytest.mark.parametrize(
    ("text", "goes"),
    [
        ("Approve version 2", True),
        ("I approve version 2, thanks", True),
        ("Version 2 approved", True),
        ("v2 approved", True),
        ("Send version 2 please", True),
        ("Approve draft version 2", True),
        ("Approve version 1", False),
        ("Approve v1", False),
        ("Approve version 3", False),
        ("Approve version 2 not version 1", False),
        ("Version 2?", False),
        ("Approve version 2 when it comes", False),
        ("Version 2", False),
    ],
)
def test_a_yes_may_name_the_version_that_was_shown(text: str, goes: bool) -> None:
    """Another version, or one that nobody knows to have been shown, is asked about."""
    one = asked("written_warning")
    shown = tuple(replace(item, version=2) for item in one)
    assert sends(read_decision(text, shown, TODAY)) == goes
    assert not sends(read_decision(text, one, TODAY))


@pytest.mark.parametrize("signed_by", ["Ruth Thornley", "R T", ""])
@pytest.mark.parametrize("kind", [*NEAR["near"], "named"])
def test_what_only_sounds_like_yes_is_no_approval(kind: str, signed_by: str) -> None:
    """Questions, conditions, tales, other people's words, sarcasm, misheard words, other things: no yes."""
    one = asked("written_warning")
    texts = (NEAR["near"] | NEAR["one"])[kind]
    assert [text for text in texts if sends(read_decision(text, one, TODAY, signed_by=signed_by))] == []


@pytest.mark.parametrize("kind", NEAR["near"])
def test_what_only_sounds_like_yes_is_none_for_several(kind: str) -> None:
    """Nor when three things were asked about."""
    three = asked("police_referral", "informal_discussion", "legal_advice")
    texts = NEAR["near"][kind]
    assert [text for text in texts if sends(read_decision(text, three, TODAY, signed_by="R Thornley"))] == []


@pytest.mark.parametrize(("text", "number"), NEAR["two"]["never"])
def test_a_yes_to_one_is_none_to_the_other(text: str, number: int) -> None:
    """Of two letters asked about the one that is not plainly meant stays."""
    reply = read_decision(text, asked("written_warning", "platform_complaint"), TODAY)
    sent = [one.draft for one in reply.decisions if one.decision is Verb.APPROVE or one.args.get("then")]
    assert number not in sent


def names_no_number(text: str) -> bool:
    return not any(char.isdigit() for char in text) and not {"two", "other"} & set(text.split())


@pytest.mark.parametrize("text", [one for one in TABLE["nasty"]["texts"] if names_no_number(one)])
def test_a_near_approval_is_none_for_several_either(text: str) -> None:
    """Three things were asked about: none of the near-approvals sends any of them."""
    three = asked("police_referral", "informal_discussion", "legal_advice")
    assert not sends(read_decision(text, three, TODAY, signed_by="Ruth Thornley"))


@pytest.mark.parametrize(
    "text",
    [*TABLE["nasty"]["texts"], "Approve", "Yes", "1 approve", "Close", "Send it Monday"],
)
def test_doubtful_text_sends_changes_and_closes_nothing(text: str) -> None:
    """When it is not certain whose words they are, only the careful verbs are left."""
    reply = read_decision(text, asked("written_warning"), TODAY, doubtful=True)
    careful = {Verb.UNCLEAR, Verb.HOLD, Verb.REJECT, Verb.NOTE, Verb.STOP}
    assert ({one.decision for one in reply.decisions} - careful, sends(reply)) == (set(), False)


@pytest.mark.parametrize(
    "below",
    [
        "\n\nRuth",
        "\n\nR",
        "\n\nRT",
        "\nMrs Thornley",
        " - Ruth",
        "\n\nR Thornley\nHeadteacher",
        " Ruth x",
        "\nThanks, Ruth",
    ],
)
def test_the_sender_may_sign(below: str) -> None:
    """The sender's own name below "Approve" is a name, whatever its form."""
    reply = read_decision(f"Approve{below}", asked("written_warning"), TODAY, signed_by="Ruth Thornley")
    assert meaning(reply) == "1 approve"


@pytest.mark.parametrize("name", ["Nora O'Brien", "Will Hold", "May Stop", "Ida If"])
def test_a_name_that_is_a_word_is_read_as_the_word(name: str) -> None:
    """Initials or names that say no, hold or stop are never swallowed as a signature."""
    for below in ("no", "Hold", "stop", "if"):
        reply = read_decision(f"Approve\n\n{below}", asked("written_warning"), TODAY, signed_by=name)
        assert not sends(reply)


def known_phrases() -> set[str]:
    lists = tomllib.loads((files("worker.knowledge") / "replies.toml").read_text(encoding="utf-8"))
    tables = [table for table in lists.values() if isinstance(table, dict)]
    return {phrase for table in tables for phrases in table.values() for phrase in phrases}


def test_every_phrase_alone_gets_an_answer() -> None:
    """Each phrase of our own lists, alone and between numbers, is read without stumbling."""
    for phrase in sorted(known_phrases()):
        for text in (phrase, phrase.upper() + ":", f"1 {phrase} 2", f"{phrase} 1", f"{phrase}\n{phrase}"):
            assert read_decision(text, asked("informal_discussion", "platform_complaint"), TODAY).decisions


def test_another_name_below_is_not_believed() -> None:
    """ "Approve" with an unknown word below it is asked about."""
    assert meaning(read_decision("Approve\n\nEventually", asked("written_warning"), TODAY)) == "- unclear"


def test_a_whole_reading() -> None:
    """A plain approval, all of it."""
    assert read_decision("Approved, thanks", asked("written_warning"), TODAY) == ReplyRead(
        "Approved, thanks",
        (Decision(1, Verb.APPROVE, {}),),
        "“Approved, thanks” approves, with nothing beside it",
    )


def test_the_weekday_is_checked_against_the_draft() -> None:
    """A weekday to be changed beside a date is pointed out, for the head to see."""
    reply = read_decision("Change Tuesday to Wednesday", asked("informal_discussion"), TODAY)
    assert reply.decisions == (
        Decision(
            1,
            Verb.EDIT,
            {
                "edits": [{"from": "Tuesday", "to": "Wednesday"}],
                "check": "weekday/date mismatch: 1 December 2026 is a Tuesday",
            },
        ),
    )


def test_our_own_draft_come_back_unquoted_is_no_new_letter() -> None:
    """A mail program that drops the quote marks makes neither a rewrite nor an approval."""
    reply = read_decision(f"Approve\n\n{DRAFT}", asked("written_warning"), TODAY)
    assert meaning(reply) == "- unclear"


def test_as_json_is_the_line_other_programs_read() -> None:
    """The keys of the interface, with plain values."""
    reply = read_decision(
        "1 approve, 2 hold till Friday", asked("written_warning", "platform_complaint"), TODAY
    )
    assert as_json("a.eml", reply) == {
        "file": "a.eml",
        "new_text": "1 approve, 2 hold till Friday",
        "decisions": [
            {"draft": 1, "decision": "approve", "args": {}},
            {
                "draft": 2,
                "decision": "hold",
                "args": {"until": "2026-11-27", "until_text": "Friday", "then": "ask_again"},
            },
        ],
        "because": "“approve” approves, with nothing beside it; “hold till Friday” waits",
    }


ADVERSARIES = [
    ("a", 1_000_000), ("approve ", 130_000), ("change ", 150_000), ("\n", 1_000_000), ("Dear ", 200_000),
    (", ", 500_000),
    ("if ", 300_000), ("1 ", 500_000), ("'", 1_000_000), ("a@", 500_000), ("on a ", 200_000),
    ("change a to b and ", 60_000),
    ("- ", 500_000), ("use this ", 100_000), (" x", 500_000), ("no. ", 250_000), ("“a", 500_000),
    ("sign it from me and ", 50_000),
]  # fmt: skip


@pytest.mark.parametrize("lead", ["", "change a to b ", "Reject because "])
@pytest.mark.parametrize(("piece", "times"), ADVERSARIES)
def test_a_megabyte_is_read_in_under_a_second(piece: str, times: int, lead: str) -> None:
    """No text makes the reader slow, at full length or just under its limit."""
    for text in (lead + piece * times, (lead + piece * times)[:4_990]):
        began = time.process_time()
        read_decision(text, asked("written_warning", "platform_complaint"), TODAY)
        assert time.process_time() - began < 1.0
