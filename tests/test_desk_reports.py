"""Stories of reports: what opens a case, what joins one, and who is told."""

from __future__ import annotations

from tests import cast
from tests.world import FILED, HELD, PICTURE, POST, World
from worker import events as ev
from worker.model import Address, Role

WARM = "acknowledgement"
DECIDE = "approval"


def test_a_report_becomes_a_case_with_an_acknowledgement_and_a_draft(world: World) -> None:
    """One forward: one case, the reporter answered, the head asked, the message filed."""
    world.report(files=[("IMG_4412.PNG", "image/png", PICTURE)])
    assert world.happened() == ["Reported", "Drafted", "DeadlineSet"]
    assert world.letters() == [
        ("acknowledgement", cast.TEACHER.email, "sent"),
        ("approval", cast.HEAD.email, "sent"),
    ]
    assert world.drafts() == [(1, 1, "informal_discussion", "waiting")]
    assert world.deadlines() == [("decide-1", "open")]
    assert world.folders() == {FILED: 1}
    assert [i.name for i in world.case().evidence if i.role.value == "evidence"] == ["IMG_4412.PNG"]


def test_the_acknowledgement_answers_the_report_in_its_thread(world: World) -> None:
    """It replies to the reporter's own Message-ID, says it is automatic, and comes back to the inbox."""
    report = world.report()
    answer = world.last(cast.TEACHER).mail
    assert (answer["In-Reply-To"], answer["Auto-Submitted"], answer["Reply-To"]) == (
        report["Message-ID"],
        "auto-replied",
        cast.INBOX.email,
    )


def test_a_second_report_of_the_same_post_joins_with_its_own_acknowledgement(world: World) -> None:
    """Two teachers, one post, one case, two acknowledgements, one draft."""
    world.report()
    world.report(cast.OFFICE, text=POST.replace("https://www.", "https://m.").replace("/?", "/"))
    assert world.store.register.refs() == ("2026-0001",)
    assert world.letters() == [
        ("acknowledgement", cast.TEACHER.email, "sent"),
        ("approval", cast.HEAD.email, "sent"),
        ("acknowledgement", cast.OFFICE.email, "sent"),
    ]
    assert "Someone has reported this already" in world.last(cast.OFFICE).words


def test_the_same_picture_joins_the_case(world: World) -> None:
    """Words differ, no link, but the very same screenshot: the same case."""
    files = [("IMG_1.PNG", "image/png", PICTURE)]
    world.report(text="A parent posted this about us on Facebook, please look.", files=files)
    world.report(cast.OFFICE, text="Seen on Facebook, thought you should know.", files=files)
    assert world.store.register.refs() == ("2026-0001",)
    assert world.kinds(cast.OFFICE) == [WARM]


def report_with_banner(world: World, who: Address, name: str) -> None:
    """A report of a post by ``name`` whose mail carries the school's banner inside the text."""
    said = f'{name} posted on Facebook: "{name.split()[1]} says the office staff are all liars."'
    message = world.mail(who, "Facebook post", said, files=[("banner.png", "image/png", PICTURE)])
    (picture,) = message.iter_attachments()
    picture.replace_header("Content-Disposition", 'inline; filename="banner.png"')
    picture["Content-ID"] = "<banner>"
    world.receive(message)


def test_the_banner_of_the_schools_mails_joins_nothing(world: World) -> None:
    """Two teachers' mails carry one banner inside the text; each reports another post by another parent."""
    report_with_banner(world, cast.TEACHER, "Kim Dale")
    report_with_banner(world, cast.OFFICE, "Dean Rudd")
    assert world.store.register.refs() == ("2026-0001", "2026-0002")


def test_a_banner_seen_on_three_cases_is_decoration_from_then_on(world: World) -> None:
    """It is kept with the fourth as with the first, but no longer as evidence."""
    for name in ("Kim Dale", "Dean Rudd", "Bev Moss", "Al Hill"):
        report_with_banner(world, cast.TEACHER, name)
    banners = [
        item
        for ref in world.store.register.refs()
        for item in world.store.case(ref).evidence
        if item.name == "banner.png"
    ]
    assert [item.role.value for item in banners] == ["evidence", "evidence", "evidence", "decoration"]
    assert len({item.sha256 for item in banners}) == 1


def test_another_reply_in_the_thread_joins_the_case(world: World) -> None:
    """A colleague answers the first reporter's mail with the inbox in copy: the same case."""
    first = world.report()
    headers = {"In-Reply-To": first["Message-ID"], "References": first["Message-ID"]}
    world.report(
        cast.OFFICE,
        text="I saw it too, it is still up on Facebook.",
        subject="Re: have you seen this?",
        headers=headers,
    )
    assert world.store.register.refs() == ("2026-0001",)
    assert [r.reporter.email for r in world.case().reports] == [cast.TEACHER.email, cast.OFFICE.email]


def test_another_post_is_another_case(world: World) -> None:
    """Another link, another poster: nothing is joined by chance."""
    world.report()
    world.report(text=POST.replace("10161234567890123", "10169999999999999").replace("Kim Dale", "Jo Birch"))
    assert world.store.register.refs() == ("2026-0001", "2026-0002")


def test_the_same_mail_twice_is_one_report(world: World) -> None:
    """Delivered twice, or by another route with other headers: read once, both filed."""
    raw = bytes(world.mail(cast.TEACHER, "Fw: have you seen this?", POST))
    world.receive(raw)
    world.receive(raw)
    world.receive(b"Received: by another.example\r\n" + raw)
    assert world.happened() == ["Reported", "Drafted", "DeadlineSet"]
    assert world.kinds(cast.TEACHER) == [WARM]
    assert world.folders() == {FILED: 3}


def test_one_message_id_on_two_mails_is_two_mails(world: World) -> None:
    """A broken mail program repeats a Message-ID: the second mail is not lost."""
    world.report(message_id="same@mailer.example")
    world.report(
        text=POST.replace("10161234567890123", "10169999999999999"), message_id="same@mailer.example"
    )
    assert world.store.register.refs() == ("2026-0001", "2026-0002")


def test_a_mail_without_message_id_is_known_by_its_bytes(world: World) -> None:
    """Without a Message-ID the bytes are the identity: the same again changes nothing."""
    mail = world.mail(cast.TEACHER, "Fw: have you seen this?", POST)
    del mail["Message-ID"]
    world.receive(bytes(mail))
    world.receive(bytes(mail))
    assert world.happened() == ["Reported", "Drafted", "DeadlineSet"]
    assert world.folders() == {FILED: 2}


def test_a_new_report_of_a_known_post_opens_a_closed_case_again_and_says_so(world: World) -> None:
    """What comes back after the case was closed is put before the head, who is expected to answer."""
    world.report()
    world.reply(world.last(cast.HEAD), "Close, we have spoken")
    world.report(cast.OFFICE)
    assert world.case().state.value == "open"
    assert world.kinds(cast.HEAD)[-1] == "news"
    assert world.deadlines()[-1] == ("advise-1", "open")


def test_an_emergency_alerts_everyone_who_can_act(world: World) -> None:
    """A threat with a time: the head and the safeguarding leads at once, no draft; more as time passes."""
    world.report(
        text=POST.replace(
            "Useless, the lot", "I am going to smash her face in at the gate at 3.15 today. The lot"
        )
    )
    told = ", ".join(p.email for p in (cast.HEAD, cast.DSL, cast.DEPUTY_DSL))
    assert world.letters() == [
        ("acknowledgement", cast.TEACHER.email, "sent"),
        ("alert", told, "sent"),
    ]
    assert "ring 999 now" in world.last(cast.HEAD).words
    assert "999" in world.last(cast.TEACHER).words
    assert world.deadlines() == [("alert-1", "open"), ("advise-1", "open")]


def test_a_report_about_the_head_goes_to_the_chair(world: World) -> None:
    """The chair is asked and the head hears nothing of it."""
    world.report(text=POST.replace("Miss Sykes has not a clue", "The headteacher Mrs Marsh has not a clue"))
    assert world.case().decided_by is Role.CHAIR
    assert world.kinds(cast.HEAD) == []
    assert world.kinds(cast.CHAIR) == [DECIDE]


def test_a_case_that_turns_out_to_be_about_the_head_moves_to_the_chair_with_its_draft(world: World) -> None:
    """A later report names the head: the chair is shown the draft and can decide, the head no longer can."""
    world.report()
    draft = world.last(cast.HEAD)
    world.report(cast.OFFICE, text=POST.replace("Miss Sykes", "The headteacher Mrs Marsh"))
    assert world.case().decided_by is Role.CHAIR
    assert DECIDE in world.kinds(cast.CHAIR)
    before = world.happened()
    world.reply(draft, "reject")
    assert world.happened() == before
    assert world.kinds(cast.HEAD)[-1] == "not_acted"


def test_a_stranger_is_held_for_the_head_and_gets_no_answer(world: World) -> None:
    """Someone outside the school: held, listed in the digest, nothing sent back."""
    world.report(cast.STRANGER)
    assert world.folders() == {HELD: 1}
    assert world.store.register.refs() == ()
    assert world.got(cast.STRANGER) == []
    world.on("2026-11-25", "07:16")
    assert "it is from someone outside the school" in world.last(cast.HEAD).words


def test_a_stranger_who_names_staff_as_who_redirects_is_held_as_a_stranger(world: World) -> None:
    """No server vouches for Resent-From."""
    sent_on = {"Resent-From": cast.TEACHER.email, "Resent-Date": "Wed, 25 Nov 2026 06:00:00 +0000"}
    world.report(cast.STRANGER, headers=sent_on)
    assert world.folders() == {HELD: 1}
    assert [held.sender for held in world.store.mailroom.held.values()] == [cast.STRANGER]
    assert (world.got(cast.STRANGER), world.got(cast.TEACHER)) == ([], [])


def test_our_own_mail_coming_back_is_filed(world: World) -> None:
    """A mail that says it is from the inbox itself starts nothing."""
    world.report(cast.INBOX)
    assert (world.folders(), world.store.register.refs()) == ({FILED: 1}, ())


def test_a_report_from_a_machine_is_kept_and_not_answered(world: World) -> None:
    """A list passes a report on: a person may have to act, but no machine is answered (RFC 3834)."""
    world.report(headers={"Precedence": "list", "List-Id": "<staff.northside.example>"})
    assert world.letters() == [("approval", cast.HEAD.email, "sent")]


def test_a_mail_that_is_no_report_is_filed(world: World) -> None:
    """A thank-you from staff is read, counted and put away."""
    world.report(text="Thank you so much for sorting that out.", subject="Thanks")
    assert world.folders() == {FILED: 1}
    assert world.store.register.refs() == ()


def test_a_possible_indecent_image_is_left_where_it_lies(world: World) -> None:
    """Nothing fetched, stored or moved: flagged, and the safeguarding lead and the sender told."""
    world.report(text="A parent posted a naked picture of a Year 4 girl on Facebook, attached.",
                 files=[("girl.jpg", "image/jpeg", PICTURE)])  # fmt: skip
    assert (world.folders(), world.inbox.flagged, world.inbox.fetched) == ({"INBOX": 1}, {1}, [])
    assert world.mailroom() == [
        ("safety_alert", cast.HEAD.email, "sent"),
        ("safety_alert", cast.DSL.email, "sent"),
        ("safety_alert", cast.DEPUTY_DSL.email, "sent"),
        ("safety_stop", cast.TEACHER.email, "sent"),
    ]
    world.later(5)
    world.restart()
    world.later(5)
    assert len(world.outbox.sent) == 4
    assert list((world.folder / "cases").iterdir()) == []


def test_a_stopped_message_is_never_moved_even_when_the_server_renumbers(world: World) -> None:
    """UIDVALIDITY changes and the flag is gone: it is known, flagged again, and stays (a move is a copy)."""
    world.report(text="There is a naked photo of one of our Year 5 boys going round.")
    world.inbox.uidvalidity, world.inbox.flagged = 8, set()
    world.later(5)
    assert (world.folders(), world.inbox.flagged) == ({"INBOX": 1}, {1})
    assert len(world.outbox.sent) == 4


def test_another_mail_with_the_id_of_a_stopped_one_is_read(world: World) -> None:
    """Two different mails are never taken for one, not even beside a stopped one."""
    world.report(
        text="There is a naked photo of one of our Year 5 boys going round.", message_id="x@y.example"
    )
    world.report(message_id="x@y.example")
    assert world.store.register.refs() == ("2026-0001",)
    assert world.folders() == {"INBOX": 1, FILED: 1}


def test_every_report_keeps_its_own_bytes(world: World) -> None:
    """The message and its files are kept as received, each under its own SHA-256."""
    world.report(files=[("a.png", "image/png", PICTURE)])
    (reported,) = world.events(ev.Reported)
    kept = [world.store.evidence("2026-0001", item.sha256) for item in reported.evidence]
    assert kept == [next(iter(world.inbox.folders[FILED].values())), PICTURE]


def test_the_reporters_answer_to_the_acknowledgement_joins_the_case(world: World) -> None:
    """The link she was asked for arrives: on the same case, and she is thanked again."""
    world.report(text='Kim Dale wrote this on Facebook:\n"Useless, the lot of them at Northside."\n')
    link = "Here it is: https://www.facebook.com/groups/northsideparents/posts/10161234567890123/"
    world.reply(world.last(cast.TEACHER), link, cast.TEACHER)
    assert world.store.register.refs() == ("2026-0001",)
    assert world.kinds(cast.TEACHER) == [WARM, WARM]
    assert any(post.url for post in world.case().posts)


def test_another_poster_in_the_thread_of_a_case_is_another_case(world: World) -> None:
    """The teacher answers her acknowledgement with someone else's post: a case of its own."""
    world.report()
    other = 'Another parent has joined in. Jo Birch wrote on Facebook: "They should all be sacked."'
    world.reply(world.last(cast.TEACHER), other, cast.TEACHER)
    assert world.store.register.refs() == ("2026-0001", "2026-0002")


def test_a_reply_that_quotes_our_advice_reflowed_is_no_safety_stop(world: World) -> None:
    """Outlook breaks our lines anew and quotes them without a mark: our own words stop nothing."""
    world.report()
    ours = world.last(cast.TEACHER)
    quoted = " ".join(ours.words.split())
    world.reply(ours, f"It was on Monday at nine.\n\n{quoted}", cast.TEACHER)
    assert world.store.register.refs() == ("2026-0001",)
    assert [one.kind.value for one in world.store.mailroom.held.values()] == []
