"""What must never happen, item by item (the school's rules, its law, and what mail can do to both)."""

from __future__ import annotations

import ast
import hashlib
import re
import socket
from pathlib import Path

import pytest

from tests import cast
from tests.test_desk_people import bounce
from tests.world import PICTURE, POST, WORDS, World
from worker import events as ev
from worker.model import Address, DraftState

PARENT = cast.PARENT.email
OUTSIDE = (PARENT, cast.STRANGER.email, "jo.birch@mail.example")
OURS = {p.email for p in (cast.HEAD, cast.DEPUTY, cast.CHAIR, cast.DSL, cast.ADMIN)} | {
    cast.TEACHER.email,
    cast.OFFICE.email,
}
WORKER = Path(__file__).parent.parent / "worker"


def shown(world: World) -> None:
    """Version 2 of the invitation, with the parent's address, waits for the head."""
    world.report(files=[("IMG_4412.PNG", "image/png", PICTURE)])
    world.reply(world.last(cast.HEAD), f"To {PARENT}")


def gone(world: World) -> None:
    """The invitation has gone to the parent."""
    shown(world)
    world.reply(world.last(cast.HEAD), "Approve")
    world.later(11)


def outside(world: World) -> list[str]:
    """Every address outside the school that was written to."""
    return [address for _, to in world.outbox.sent for address in to if address not in OURS]


# ── 1 ──────────────────────────────────────────────────────────────────────────────────────

_NO = [
    "Looks good, but let me think about it",
    "Don't approve this yet",
    "Approve?",
    "I would approve if Dev agrees",
    "> APPROVE",
    "Approve it once I have spoken to her",
    "Change Dear to Hello and then approve",
    "",
]


@pytest.mark.parametrize("words", _NO)
def test_never_01_nothing_leaves_without_a_yes(world: World, words: str) -> None:
    """Anything short of a plain yes, and a month of waiting, sends nothing outside the school."""
    shown(world)
    world.reply(world.last(cast.HEAD), words)
    for day in ("2026-11-25", "2026-11-27", "2026-12-04", "2026-12-18"):
        world.on(day, "09:00")
    assert outside(world) == []


def test_never_01_the_yes_is_for_that_exact_text(world: World) -> None:
    """An edit after the yes was asked for voids it: only the version that was shown and approved goes."""
    shown(world)
    second = world.last(cast.HEAD)
    world.reply(second, "Change 3.30pm to 4.15pm")
    world.reply(second, "Approve")
    world.later(30)
    assert outside(world) == []
    world.reply(world.got(cast.HEAD)[2], "Approve")
    world.later(11)
    approved = [e for e in world.events(ev.DraftMoved) if e.state is DraftState.APPROVED]
    letter = world.last(PARENT)
    whole = f"{PARENT}\n{letter.mail['Subject']}\n\n{world.case().draft(1).text}"
    assert [e.text_sha256 for e in approved] == [hashlib.sha256(whole.encode()).hexdigest()]
    assert letter.text == world.case().draft(1).text


def test_never_01_every_letter_outside_has_its_recorded_approval(world: World) -> None:
    """For each there is a decision by someone who may, from a message that is kept, before it was queued."""
    gone(world)
    kinds = [e for e in world.case().events if isinstance(e, ev.Decided | ev.DraftMoved | ev.Queued)]
    queued = next(n for n, e in enumerate(kinds) if isinstance(e, ev.Queued) and e.letter.external)
    decided = [e for e in kinds[:queued] if isinstance(e, ev.Decided) and e.decision.value == "approve"]
    assert [(e.by.email, e.version) for e in decided] == [(cast.HEAD.email, 2)]
    assert world.store.evidence("2026-0001", decided[0].message.raw_sha256).startswith(b"Received:")


# ── 2 ──────────────────────────────────────────────────────────────────────────────────────


def test_never_02_no_warning_before_the_informal_step(world: World) -> None:
    """Without the head's typed reason there is no warning to approve; with it the history says so."""
    world.report()
    for words in ("Send a warning", "Written warning please", "Please draft a written warning instead"):
        world.reply(world.got(cast.HEAD)[0], words)
    assert {draft.action.value for draft in world.case().drafts} == {"informal_discussion"}
    assert world.events(ev.StepSkipped) == []


# ── 3 ──────────────────────────────────────────────────────────────────────────────────────


def test_never_03_no_name_is_matched_to_a_parent(world: World) -> None:
    """A parent of that very name has written before: still the draft has no recipient."""
    world.report(cast.PARENT, text="I am Kim Dale, when is the fair?", subject="School fair")
    world.report(text=POST + f"\nHer address is {PARENT} by the way.\n")
    assert [draft.to for draft in world.case().drafts] == [None]
    world.reply(world.last(cast.HEAD), "Approve")
    world.later(30)
    assert outside(world) == []


# ── 4 ──────────────────────────────────────────────────────────────────────────────────────


def test_never_04_the_letter_goes_to_the_one_who_was_named(world: World) -> None:
    """One recipient, the one shown in the approval; no copy to anyone."""
    gone(world)
    assert outside(world) == [PARENT]
    mail = world.last(PARENT).mail
    assert (mail["To"].addresses[0].addr_spec, len(mail["To"].addresses)) == (PARENT, 1)
    assert (mail["Cc"], mail["Bcc"]) == (None, None)


# ── 5 ──────────────────────────────────────────────────────────────────────────────────────


def test_never_05_the_informant_is_not_named(world: World) -> None:
    """Neither teacher nor parent who passed it on, nor their mail, is in what goes outside."""
    passed_on = "From: Jo Birch <jo.birch@mail.example>\nSubject: have you seen\n\nThought you should know\n"
    text = f"{POST}\nPriya\n\n{passed_on}"
    world.report(text=text, files=[("IMG_4412.PNG", "image/png", PICTURE)])
    world.reply(world.last(cast.HEAD), f"To {PARENT}")
    world.reply(world.last(cast.HEAD), "Approve")
    world.later(11)
    raw = world.last(PARENT).raw.decode().lower()
    whole = raw + world.last(PARENT).text.lower()
    assert [name for name in ("priya", "p.sykes", "birch", "thought you should") if name in whole] == []
    assert world.last(PARENT).files == []
    assert "references:" not in raw.partition("\r\n\r\n")[0]


def test_never_05_a_second_reporter_learns_nothing_of_the_first(world: World) -> None:
    """The acknowledgement of a joined report names nobody."""
    world.report()
    world.report(cast.OFFICE)
    assert "Sykes" not in world.last(cast.OFFICE).raw.decode().replace(WORDS, "")


# ── 6, 7, 8 ────────────────────────────────────────────────────────────────────────────────


def test_never_06_no_child_is_named(world: World) -> None:
    """A report full of children: none is in any draft, nor in a subject, a digest or a reminder."""
    text = POST.replace(WORDS, f"{WORDS} Poor Alfie Dale in Year 4 cries every day.")
    text += (
        "Her son Alfie Dale and his friend Noor Hussain, both Year 4, saw it. Noor has no photo consent.\n"
    )
    world.report(text=text)
    world.reply(world.last(cast.HEAD), f"To {PARENT}")
    world.reply(world.last(cast.HEAD), "Approve")
    world.later(11)
    world.on("2026-11-25", "07:15")
    world.on("2026-11-27", "16:01")
    assert PARENT in outside(world)
    said = [draft.text for draft in world.case().drafts] + [world.last(PARENT).text]
    said += [got.text for got in world.got(cast.HEAD) if got.kind in ("digest", "reminder")]
    said += [str(got.mail["Subject"]) for who in (cast.HEAD, cast.TEACHER, PARENT) for got in world.got(who)]
    assert [name for name in ("Alfie", "Noor", "Hussain") if any(name in one for one in said)] == []


_NEVER_WRITTEN = {
    "06-another-child": "What was said about Noor Hussain upset her",
    "07-the-place": "This may affect your child's place at our school",
    "07-the-trip": "Your child will not be going on the trip",
    "07-the-premises": "You are banned from the premises from today",
    "08-defamatory": "Your post is defamatory",
    "08-crime": "Your post is a criminal offence",
    "08-gdpr": "Your post is a breach of GDPR",
    "08-sue": "The school will sue you",
}


def sends_nothing(world: World, sentence: str) -> None:
    """A head who writes this into the letter and says yes to it has sent nothing."""
    noor = "Her friend Noor Hussain in Year 4 saw it too.\n"
    world.report(text=POST + noor)
    world.reply(world.last(cast.HEAD), f"To {PARENT}")
    world.reply(world.last(cast.HEAD), f"Change I may well have misunderstood it to {sentence}")
    assert sentence in world.case().draft(1).text
    world.reply(world.latest(cast.HEAD, "approval"), "Approve")
    world.later(60)
    assert outside(world) == []


@pytest.mark.parametrize("which", [name for name in _NEVER_WRITTEN if name.startswith("06")])
def test_never_06_nor_by_the_head_without_being_asked(world: World, which: str) -> None:
    """The name of another family's child in an edit holds the letter back."""
    sends_nothing(world, _NEVER_WRITTEN[which])


@pytest.mark.parametrize("which", [name for name in _NEVER_WRITTEN if name.startswith("07")])
def test_never_07_no_child_s_place_is_threatened(world: World, which: str) -> None:
    """Nor a trip, nor a ban from the premises: a plain yes does not send it."""
    sends_nothing(world, _NEVER_WRITTEN[which])


@pytest.mark.parametrize("which", [name for name in _NEVER_WRITTEN if name.startswith("08")])
def test_never_08_no_letter_calls_it_defamatory_or_a_crime(world: World, which: str) -> None:
    """Nor a breach of GDPR, nor says that the school will sue: a plain yes does not send it."""
    sends_nothing(world, _NEVER_WRITTEN[which])


# ── 9 ──────────────────────────────────────────────────────────────────────────────────────

_NETWORK = {
    "socket", "ssl", "http", "urllib.request", "urllib.error", "ftplib", "smtplib", "imaplib", "poplib",
    "requests", "httpx", "aiohttp", "imapclient", "webbrowser", "subprocess", "asyncio", "xmlrpc",
}  # fmt: skip


@pytest.mark.parametrize("floor", ["reading", "deciding", "wording", "desk"])
def test_never_09_no_floor_below_the_worlds_edge_can_reach_a_network(floor: str) -> None:
    """Reading, deciding, wording and the desk import nothing that could follow a link."""
    found = {
        name
        for path in (WORKER / floor).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        for name in _imported(node)
        if any(name == one or name.startswith(f"{one}.") for one in _NETWORK)
    }
    assert found == set()


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module:
        return [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return []


def test_never_09_a_whole_case_opens_no_connection(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """From a report full of links to the closed case, not one socket is made nor one name looked up."""

    def refuse(*args: object, **more: object) -> None:
        pytest.fail("a connection was tried")

    for name in ("socket", "create_connection", "getaddrinfo", "gethostbyname"):
        monkeypatch.setattr(socket, name, refuse)
    text = (
        POST
        + "https://bit.ly/3xYz\nhttps://t.co/abc\nhttps://vm.tiktok.com/ZM123/\n<img src='https://x.example/p.gif'>\n"
    )
    world.report(text=text)
    world.reply(world.last(cast.HEAD), f"To {PARENT}")
    world.reply(world.last(cast.HEAD), "Approve")
    world.later(11)
    world.reply(world.latest(cast.HEAD, "confirmation"), "Close")
    assert world.case().state.value == "closed"


def test_never_09_no_mail_of_ours_loads_anything(world: World) -> None:
    """No picture, style or script from anywhere, and no link that a scanner could press."""
    gone(world)
    world.on("2026-11-25", "07:15")
    for raw, _ in world.outbox.sent:
        text = raw.decode().replace("=3D", "=").replace("=\r\n", "")
        assert re.findall(r"(?i)(?:src|href|background)\s*=\s*[\"']?(?!mailto:)\w+:", text) == []


# ── 10 ─────────────────────────────────────────────────────────────────────────────────────

STOPS = [
    "A parent has posted a naked picture of one of our Year 4 girls.",
    "There is an indecent image of a child from year 6 on Snapchat, attached",
    "Someone shared nudes of a pupil in the class group",
]


@pytest.mark.parametrize("text", STOPS)
@pytest.mark.parametrize("who", [cast.TEACHER, cast.STRANGER, Address(cast.HEAD.email, cast.HEAD.name)])
def test_never_10_a_suspected_image_is_never_fetched_stored_or_shown(
    world: World, text: str, who: Address
) -> None:
    """Whoever sends it: not fetched, not moved, not one byte of it in the data folder or in any mail."""
    world.report(who, text=text, subject="Please see", files=[("photo.jpg", "image/jpeg", PICTURE)])
    world.on("2026-11-25", "07:15")
    assert (world.folders(), world.inbox.fetched, world.inbox.flagged) == ({"INBOX": 1}, [], {1})
    assert set(world.kinds(cast.DSL)) == {"safety_alert"}
    assert world.store.register.refs() == ()
    stored = b"".join(path.read_bytes() for path in world.folder.rglob("*") if path.is_file())
    assert (text.encode() in stored, PICTURE[:64] in stored) == (False, False)
    for raw, _ in world.outbox.sent:
        assert (b"photo.jpg" in raw, b"image/" in raw) == (False, False)
    assert world.got(cast.STRANGER) == []


def test_never_10_no_picture_in_any_mail_that_was_not_asked_for(world: World) -> None:
    """Drafts, digests, reminders, news, confirmations: text only; the head asks for EVIDENCE."""
    gone(world)
    world.reply(world.last(PARENT), "Sorry", cast.PARENT, files=[("mine.png", "image/png", PICTURE)])
    for day in ("25", "26", "27", "30"):
        world.on(f"2026-11-{day}", "16:01")
    assert all(b"image/" not in raw and PICTURE[:24] not in raw for raw, _ in world.outbox.sent)


# ── 11 ─────────────────────────────────────────────────────────────────────────────────────


def test_never_11_the_head_sees_nothing_of_a_case_about_her(world: World) -> None:
    """Through report, draft, letter, answer, reminder, digest and close: no line of it reaches her."""
    world.report(text=POST.replace("Miss Sykes", "The headteacher Mrs Marsh"))
    world.reply(world.last(cast.CHAIR), f"To {PARENT}", cast.CHAIR)
    world.reply(world.last(cast.CHAIR), "Approve", cast.CHAIR)
    world.later(11)
    world.reply(world.last(PARENT), "I stand by it", cast.PARENT)
    for day in ("25", "26", "27", "30"):
        world.on(f"2026-11-{day}", "16:01")
    world.reply(world.latest(cast.CHAIR, "reminder"), "Close", cast.CHAIR)
    world.on("2026-12-01", "07:15")
    assert world.case().state.value == "closed"
    assert set(world.kinds(cast.HEAD)) == {"digest"}
    seen = " ".join(got.raw.decode() for got in world.got(cast.HEAD))
    assert [word for word in ("2026-0001", "Kim", "Dale", "Facebook", PARENT) if word in seen] == []


# ── 12 ─────────────────────────────────────────────────────────────────────────────────────


RECEIPT = "multipart/report; report-type=disposition-notification"


@pytest.mark.parametrize(
    ("subject", "text", "headers"),
    [
        ("APPROVE", "", {}),
        ("Re: approve", "Thanks", {}),
        ("Automatic reply: approve", "APPROVE", {"Auto-Submitted": "auto-replied"}),
        ("Re: draft", "\U0001f44d", {}),
        ("Read: draft", "Your message was read", {"Content-Type": RECEIPT}),
        ("Re: draft", "On Tue, Headsup wrote:\n> APPROVE\n> Approve", {}),
        ("Accepted: draft", "", {"X-Autoreply": "yes"}),
    ],
)  # fmt: skip
def test_never_12_what_is_no_answer_is_no_yes(
    world: World, subject: str, text: str, headers: dict[str, str]
) -> None:
    """Subjects, receipts, automatic replies, thumbs and quoted words approve nothing."""
    shown(world)
    token = f"<{world.last(cast.HEAD).id}>"
    kind = headers.pop("Content-Type", None)
    mail = world.mail(
        Address(cast.HEAD.email, cast.HEAD.name), subject, text, headers={"In-Reply-To": token} | headers
    )
    if kind:
        mail.replace_header("Content-Type", f'{kind}; boundary="b"')
    world.receive(mail)
    world.later(60)
    assert world.drafts() == [(1, 2, "informal_discussion", "waiting")]
    assert outside(world) == []


def test_never_12_silence_is_no_yes(world: World) -> None:
    """A term without an answer sends nothing."""
    shown(world)
    for day in ("2026-11-30", "2026-12-14", "2027-01-11", "2027-02-01"):
        world.on(day)
    assert outside(world) == []


# ── 13 ─────────────────────────────────────────────────────────────────────────────────────


def test_never_13_an_emergency_says_999_and_tells_more_than_one(world: World) -> None:
    """Mail is not the emergency channel: reporter and everyone alerted are told to ring, at any hour."""
    world.now = world.now.replace(hour=23)
    world.report(
        text=POST.replace("Useless", "I am going to smash her face in at the gate at 3.15 today. Useless")
    )
    for _ in range(3):
        world.later(31)
    for who in (cast.TEACHER, cast.HEAD, cast.DSL, cast.DEPUTY, cast.CHAIR):
        assert "999" in world.last(who).words
    assert {state for *_, state in world.letters()} == {"sent"}
    assert world.drafts() == []


# ── 14 ─────────────────────────────────────────────────────────────────────────────────────

_MACHINES = [
    {"Auto-Submitted": "auto-replied"},
    {"Auto-Submitted": "auto-generated"},
    {"Precedence": "bulk"},
    {"List-Id": "<x.example>"},
    {"Return-Path": "<>"},
    {"X-Auto-Response-Suppress": "All"},
]


@pytest.mark.parametrize("headers", _MACHINES)
@pytest.mark.parametrize("proof", ["dmarc=pass", "dmarc=fail", None])
@pytest.mark.parametrize("who", [cast.TEACHER, Address(cast.HEAD.email, cast.HEAD.name), cast.PARENT])
def test_never_14_no_machine_is_answered(
    world: World, headers: dict[str, str], proof: str | None, who: Address
) -> None:
    """Whoever it seems to be from and however well proven: the mail sends nothing back to its sender."""
    shown(world)
    before = len([got for got in world.got(who) if got.kind in ("acknowledgement", "not_acted", "unread")])
    text = POST.replace("10161234567890123", "10169999999999999")
    world.report(who, text=text, headers=headers, proof=proof)
    world.report(who, text="", subject="Out of office", headers=headers, proof=proof)
    after = len([got for got in world.got(who) if got.kind in ("acknowledgement", "not_acted", "unread")])
    assert after == before


def test_never_14_two_machines_do_not_talk_for_ever(world: World) -> None:
    """Everything we write is answered automatically, a hundred times: we fall silent at once."""
    gone(world)
    sent = len(world.outbox.sent)
    for n in range(100):
        last = world.outbox.sent[-1 - n % sent][0]
        its_id = re.search(rb"Message-ID: <([^>]+)>", last)
        assert its_id is not None
        to = f"<{its_id[1].decode()}>"
        headers = {"Auto-Submitted": "auto-replied", "In-Reply-To": to}
        world.inbox.deliver(bytes(world.mail(cast.PARENT, "Automatic reply", "I am away", headers=headers)))
    world.turn()
    assert len(world.outbox.sent) == sent


def test_never_14_a_bounce_of_a_bounce_ends(world: World) -> None:
    """What comes back is noted once; the note about it is no new loop."""
    gone(world)
    for _ in range(3):
        world.receive(bounce(world, f"Message-ID: <{world.last(cast.HEAD).id}>", cast.HEAD.email))
    assert world.kinds(cast.ADMIN).count("admin_note") <= 1
    told = world.last(cast.ADMIN)
    world.receive(bounce(world, f"Message-ID: <{told.id}>", cast.ADMIN.email).replace(b"<b1@", b"<b2@"))
    assert world.kinds(cast.ADMIN).count("admin_note") <= 1


def test_never_14_parents_mail_to_the_wrong_box_is_no_report(world: World) -> None:
    """A question about the fair, spam, an invoice: held or filed, no case, no answer."""
    world.report(cast.PARENT, text="What time does the fair start on Saturday?", subject="School fair")
    world.report(cast.STRANGER, text="Dear customer, your parcel is waiting. Click here.", subject="Parcel")
    assert world.store.register.refs() == ()
    assert outside(world) == []


# ── 15 ─────────────────────────────────────────────────────────────────────────────────────


def test_never_15_the_evidence_stays_when_the_post_has_gone(world: World) -> None:
    """Taken down, settled and closed: every file is there as it came, and the store agrees."""
    gone(world)
    before = {item.sha256: world.store.evidence("2026-0001", item.sha256) for item in world.case().evidence}
    world.reply(world.latest(cast.HEAD, "confirmation"), "She has taken it down")
    world.reply(world.latest(cast.HEAD, "confirmation"), "Close")
    world.on("2027-03-01", "07:15")
    assert world.case().state.value == "closed"
    assert PICTURE in before.values()
    assert {sha: world.store.evidence("2026-0001", sha) for sha in before} == before
    assert world.store.verify("2026-0001") == ()


def test_never_15_no_record_is_kept_for_ever(world: World) -> None:
    """A case that led to a letter is asked about when its time is over, and kept till a person answers."""
    gone(world)
    world.reply(world.latest(cast.HEAD, "confirmation"), "Close")
    world.on("2032-10-01", "07:15")
    assert "KEEP OR ERASE?" not in world.latest(cast.HEAD, "digest").text
    world.on("2032-12-06", "07:15")
    assert "KEEP OR ERASE?" in world.latest(cast.HEAD, "digest").text
    assert world.store.register.refs() == ("2026-0001",)
