"""Tokens: in the Message-ID, in the address answers go to, in the subject; one letter each, used once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests import cast
from tests.world import POST, TUESDAY, Got, World
from worker.deciding.decision import read_decision
from worker.model import Address, Item, Pending, Verb
from worker.outside.data.shelves import Shelves
from worker.reading.message.mail import read_mail
from worker.reading.quoted.tokens import find_tokens, is_token
from worker.wording.tokens import Answers, mint_token, tagged, with_tag

PARENT = cast.PARENT.email
HEAD = Address(cast.HEAD.email, cast.HEAD.name)
PLUS = replace(cast.PEOPLE, plus_addressing=True)
OTHER = POST.replace("10161234567890123", "111111111111111").replace("Kim Dale", "Bo Reed")


@pytest.fixture(params=[True, False], ids=["plus", "plain"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """A case whose invitation waits for the head's yes; the inbox takes tagged addresses, or does not."""
    with World(tmp_path / "data", people=PLUS if request.param else cast.PEOPLE) as made:
        made.report()
        made.reply(made.last(HEAD), f"To {PARENT}")
        yield made


def shown(world: World, ref: str = "2026-0001") -> Got:
    return [got for got in world.got(HEAD) if got.kind == "approval" and got.about == (ref,)][-1]


def token(got: Got) -> str:
    found = re.search(r"\[#([a-z2-7]{12})\]", str(got.mail["Subject"]))
    assert found is not None
    return found[1]


def left(world: World) -> list[str]:
    world.later(90)
    return [to for _, tos in world.outbox.sent for to in tos if to == PARENT]


# ── where they stand ───────────────────────────────────────────────────────────────────────


def test_each_mail_that_asks_bears_its_own(world: World) -> None:
    """Subject and answer address bear the token; version 1, version 2 and the digest have different ones."""
    world.on("2026-11-25", "07:16")
    asking = [got for got in world.got(HEAD) if got.about]
    assert len({token(got) for got in asking}) == len(asking) >= 3
    for got in asking:
        plain = cast.INBOX.email
        assert got.mail["Reply-To"] == (tagged(plain, token(got)) if world.people.plus_addressing else plain)


def test_a_letter_out_of_the_school_goes_under_its_own_subject(world: World) -> None:
    """What was approved is what goes; only the address that a parent's answer goes to may bear a token."""
    world.reply(shown(world), "Approve")
    assert left(world) == [PARENT]
    letter = world.last(PARENT)
    assert letter.mail["Subject"] == world.case().draft(1).subject
    assert ("+" in letter.mail["Reply-To"]) is world.people.plus_addressing


def test_an_acknowledgement_bears_none(world: World) -> None:
    """Nothing is asked, so nothing is there to be answered by token."""
    got = world.last(cast.TEACHER)
    assert ("#" in got.mail["Subject"], got.mail["Reply-To"]) == (False, cast.INBOX.email)


# ── what mail systems do to an answer ──────────────────────────────────────────────────────


def without_thread(message: EmailMessage) -> None:
    del message["In-Reply-To"], message["References"]


def with_other_ids(message: EmailMessage) -> None:
    message.replace_header("In-Reply-To", "<0102019a-new@eu-west-2.amazonses.example>")
    message.replace_header("References", "<0102019a-new@eu-west-2.amazonses.example>")


def with_short_references(message: EmailMessage) -> None:
    """The thread keeps its first letter, the mail about version 1, and the new name of the last."""
    first = str(message["References"]).split()[0]
    message.replace_header("In-Reply-To", "<new-name@server.example>")
    message.replace_header("References", f"{first} <new-name@server.example>")


def with_bare_ids(message: EmailMessage) -> None:
    message.replace_header("In-Reply-To", str(message["In-Reply-To"]).strip("<>"))
    del message["References"]


def with_a_gateways_subject(message: EmailMessage) -> None:
    without_thread(message)
    message.replace_header("Subject", f"[EXTERNAL] {message['Subject']}".upper())


SYSTEMS = [without_thread, with_other_ids, with_short_references, with_bare_ids, with_a_gateways_subject]


@pytest.mark.parametrize("change", SYSTEMS)
def test_an_answer_is_known_whatever_becomes_of_its_ids(
    world: World, change: Callable[[EmailMessage], None]
) -> None:
    """Message-IDs written anew, cut, bare or gone: address and subject still say which letter it answers."""
    message = world.answer(shown(world), "Approve")
    if world.people.plus_addressing:
        message.replace_header("To", str(shown(world).mail["Reply-To"]))
    change(message)
    world.receive(message)
    assert left(world) == [PARENT]


def test_a_parents_answer_is_known_by_its_address(tmp_path: Path) -> None:
    """A phone that drops the thread: the answer is on its case all the same."""
    with World(tmp_path / "data", people=PLUS) as world:
        world.report()
        world.reply(world.last(HEAD), f"To {PARENT}")
        world.reply(shown(world), "Approve")
        world.later(15)
        message = world.answer(world.last(PARENT), "I can come on Thursday.", cast.PARENT)
        message.replace_header("To", str(world.last(PARENT).mail["Reply-To"]))
        without_thread(message)
        world.receive(message)
        assert "Replied" in world.happened()


# ── answers that a mail carries ready to send ──────────────────────────────────────────────


def sent_by(uri: str, world: World, who: Address = HEAD, **more: str) -> EmailMessage:
    """What a mail program makes of a mailto address."""
    to, _, rest = uri.removeprefix("mailto:").partition("?")
    fields = dict(part.split("=") for part in rest.split("&")) | more
    message = world.mail(who, unquote(fields["subject"]), unquote(fields["body"]))
    message.replace_header("To", unquote(to))
    return message


def answers(world: World, ref: str = "2026-0001") -> Answers:
    got = shown(world, ref)
    letter = world.case(ref).letters[-1]
    assert letter.message_id == got.id
    return Answers(str(got.mail["Reply-To"]), letter.token, letter.items)


def test_an_answer_ready_to_send_decides(world: World) -> None:
    """A new mail, nothing quoted, the token in its subject: the yes to exactly that letter."""
    world.receive(sent_by(answers(world).mailto(1, "approve"), world))
    assert left(world) == [PARENT]


@pytest.mark.parametrize(("decision", "state"), [("reject", "rejected"), ("hold", "held")])
def test_other_answers_ready_to_send(world: World, decision: str, state: str) -> None:
    """What each says is what it does."""
    world.receive(sent_by(answers(world).mailto(1, decision), world))
    assert world.drafts()[0][3] == state


def test_the_words_of_every_ready_answer_are_read_as_what_they_are() -> None:
    """One item: the word alone; several: the number before it."""
    verbs = {"approve": Verb.APPROVE, "reject": Verb.REJECT, "hold": Verb.HOLD, "stop": Verb.STOP}
    verbs |= {"evidence": Verb.EVIDENCE, "hold_friday": Verb.HOLD, "close": Verb.CLOSE}
    items = (Item(1, "2026-0001", 1, 1), Item(2, "2026-0002", 1, 1))
    for decision, verb in verbs.items():
        body = unquote(Answers("r@x.example", "a" * 12, items).mailto(2, decision).partition("&body=")[2])
        (read,) = read_decision(body, (Pending(1), Pending(2)), TUESDAY.date()).decisions
        assert (read.draft, read.decision) == (2, verb)


def test_a_ready_answer_is_a_plain_address() -> None:
    """RFC 6068: nothing but signs that need no care in a mail or a page."""
    uri = Answers(
        "reports+abcdefghij23@northside.example", "abcdefghij23", (Item(1, "2026-0001", 1, 1),)
    ).mailto(1, "approve")
    assert uri == (
        "mailto:reports%2Babcdefghij23@northside.example"
        "?subject=HU-2026-0001%20Approve%20%5B%23abcdefghij23%5D&body=Approve"
    )


# ── what is not taken for an answer ────────────────────────────────────────────────────────


def test_a_reference_is_no_token(world: World) -> None:
    """The case's number in a new mail, even beside "approve", decides nothing: asked back."""
    world.receive(world.mail(HEAD, "HU-2026-0001 Approve", "Approve"))
    assert (left(world), world.kinds(HEAD)[-1]) == ([], "not_acted")


def test_an_address_that_was_remembered_is_no_answer(tmp_path: Path) -> None:
    """A new mail to an address that the mail program offered: read as what it is, a report."""
    with World(tmp_path / "data", people=PLUS) as world:
        world.report()
        world.reply(world.last(HEAD), f"To {PARENT}")
        message = world.mail(HEAD, "Another one", OTHER)
        message.replace_header("To", str(shown(world).mail["Reply-To"]))
        world.receive(message)
        assert world.store.register.refs() == ("2026-0001", "2026-0002")


@pytest.mark.parametrize("quoted", ["Shall we have lunch?", ""])
def test_an_answer_to_a_colleague_who_uses_our_token_is_none(world: World, quoted: str) -> None:
    """Who was shown our mail writes to the head under its subject, and has the answer sent to us."""
    subject = f"Re: {shown(world).mail['Subject']}"
    text = (
        f"Yes please\n\nOn 24 Nov 2026, at 08:12, Dev Anand <deputy@northside.example> wrote:\n\n> {quoted}\n"
    )
    message = world.mail(HEAD, subject, text, headers={"In-Reply-To": "<dev1@northside.example>"})
    message.replace_header("To", str(shown(world).mail["Reply-To"]))
    world.receive(message)
    assert left(world) == []


def test_an_answer_to_a_colleague_who_uses_our_message_id_is_none(world: World) -> None:
    """His mail bears our very Message-ID: her answer names it, and quotes him."""
    text = "Yes please\n\nOn 24 Nov 2026, at 08:12, Dev Anand <deputy@northside.example> wrote:\n\n> Lunch?\n"
    for subject in ("Re: Lunch", f"Re: {shown(world).mail['Subject']}"):
        headers = {"In-Reply-To": f"<{shown(world).id}>", "References": f"<{shown(world).id}>"}
        world.receive(world.mail(HEAD, subject, text, headers=headers))
    bare = {"In-Reply-To": f"<{shown(world).id}>"}
    world.receive(world.mail(HEAD, "Re: Lunch", "Yes please\n", headers=bare))
    assert left(world) == []


@pytest.mark.parametrize("above", ["From: Dev Anand\nSent: Tuesday", "Dev Anand wrote:", ""])
def test_an_answer_to_a_colleague_who_quotes_our_mail_is_none(world: World, above: str) -> None:
    """Our whole mail stands below his question, and her answer is sent to us: it is his question's."""
    ours = "\n".join(f"> {line}" for line in shown(world).text.splitlines())
    text = f"Yes please\n\n{above}\n\n> Shall I get you a coffee?\n>\n{ours}\n"
    subject = f"Re: {shown(world).mail['Subject']}"
    message = world.mail(HEAD, subject, text, headers={"In-Reply-To": "<dev1@northside.example>"})
    message.replace_header("To", str(shown(world).mail["Reply-To"]))
    world.receive(message)
    assert left(world) == []


def test_two_tokens_are_asked_about(world: World) -> None:
    """Message-ID of one letter, token of another."""
    world.report(text=OTHER)
    message = world.answer(shown(world), "Approve")
    subject = str(message["Subject"]).replace(token(shown(world)), token(shown(world, "2026-0002")))
    message.replace_header("Subject", subject)
    world.receive(message)
    assert (left(world), world.kinds(HEAD)[-1]) == ([], "question")
    assert "belongs to another mail of Headsup's" in world.last(HEAD).words


# ── one use, and an end ────────────────────────────────────────────────────────────────────


def test_a_yes_that_was_taken_back_is_not_given_again_by_the_same_mail(world: World) -> None:
    """Used once: after STOP only the mail that shows the letter anew can be answered."""
    old = shown(world)
    uri = answers(world).mailto(1, "approve")
    world.receive(sent_by(uri, world))
    world.reply(world.last(HEAD), "STOP")
    world.later(1)
    world.receive(sent_by(uri, world))
    world.reply(old, "Approve")
    assert left(world) == []
    assert "has had its yes" in world.latest(HEAD, "question").words
    world.reply(shown(world), "Approve")
    assert left(world) == [PARENT]


def test_a_yes_to_an_earlier_version_shows_the_last(world: World) -> None:
    """The token of version 2 says nothing of version 3."""
    uri = answers(world).mailto(1, "approve")
    world.reply(shown(world), "Change Thursday to Friday")
    world.receive(sent_by(uri, world))
    assert left(world) == []
    assert "3" in str(world.drafts()[0][1])


def test_a_yes_after_two_months_shows_the_letter_again(world: World) -> None:
    """A mail that lay so long asks no more."""
    uri = answers(world).mailto(1, "approve")
    world.now += timedelta(days=61)
    world.receive(sent_by(uri, world))
    assert left(world) == []
    assert "more than 60 days old" in world.latest(HEAD, "question").words


# ── the key ────────────────────────────────────────────────────────────────────────────────


def test_a_new_key_leaves_what_was_asked_open(world: World) -> None:
    """Replaced while a draft waits: every token given before is good."""
    uri, old = answers(world).mailto(1, "approve"), world.store.secret
    world.store.renew_secret()
    world.restart()
    assert (len(world.store.secret), world.store.secret != old) == (32, True)
    world.receive(sent_by(uri, world))
    assert left(world) == [PARENT]


def test_letters_written_before_there_were_tokens_are_answered_as_ever(world: World) -> None:
    """A data folder of the version before: no token in its letters, and the Message-ID is enough."""
    got = shown(world)
    world.store.close()
    for file in world.folder.rglob("*.json"):
        text = file.read_text("utf-8")
        text = re.sub(r', *"token": *"[a-z2-7]{12}"|"token": *"[a-z2-7]{12}", *', "", text)
        file.write_text(re.sub(r', *"tokens": *\[(?:\[[^\]]*\](?:, *)?)*\]', "", text), "utf-8")
    world.open()
    assert {letter.token for letter in world.case().letters} == {""}
    message = world.answer(got, "Approve")
    message.replace_header("Subject", re.sub(r" \[#.*\]", "", str(message["Subject"])))
    world.receive(message)
    assert left(world) == [PARENT]


def test_tokens_are_keyed_and_differ_in_all_that_sets_letters_apart() -> None:
    """Another key, number, item or instant: another token; the same: the same."""
    made = [
        mint_token(*apart)
        for apart in ((b"k", 1, "a"), (b"k", 1, "b"), (b"k", 2, "a"), (b"other", 1, "a"), (b"k", 1, "a"))
    ]
    assert (len(set(made)), made[0] == made[4], {len(one) for one in made}) == (4, True, {12})


def test_tokens_are_read_where_they_are_written() -> None:
    """In an address of the inbox and in a subject, in whatever case; nowhere else."""
    one, other = "abcdefghij23", "zyxwvutsrq76"
    raw = (
        f"From: a@b.example\nTo: Reports+{one.upper()}@northside.example, x+{other}@northside.example\n"
        "Cc: reports+short@northside.example\n"
        f"Subject: Re: {with_tag('x', other)} #{one} [{one}]\n\n[#{one}]\n"
    )
    found = find_tokens(read_mail(raw.encode()), "reports@northside.example")
    assert (found.to, found.subject) == ((one,), (other,))
    assert (is_token(one, one), is_token(one, other), is_token("", ""), is_token("x", "")) == (
        True,
        False,
        False,
        False,
    )


def test_the_register_finds_a_letter_by_its_token(world: World) -> None:
    """And no other by one that begins alike."""
    letter = world.case().letters[-1]
    find = world.store.register.find_token
    assert find(letter.token) == ("2026-0001", letter.id)
    assert [find(t) for t in ("", "ab", letter.token[:11] + ("a" if letter.token[11] != "a" else "b"))] == [
        None
    ] * 3


def test_the_store_keeps_tokens(world: World) -> None:
    """Opened again, by a worker or by one who only looks."""
    letter = world.case().letters[-1]
    world.restart()
    assert world.store.register.find_token(letter.token) == ("2026-0001", letter.id)
    looked = Shelves(world.folder)
    assert looked.register.find_token(letter.token) == ("2026-0001", letter.id)
