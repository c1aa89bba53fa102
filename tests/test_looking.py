"""What a machine saw in pictures, laid beside what people wrote."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from email.message import EmailMessage
from typing import Any

import pytest

from worker.deciding.judging.alike import are_alike, are_near, are_one_picture
from worker.deciding.judging.looking import Looked, Sight, add_posts, look_again, look_through, pictures_of
from worker.deciding.judging.showing import read_bytes
from worker.model import Attachment, AttachmentRole, EvidenceItem, Post, Reading
from worker.reading.apart import Apart
from worker.reading.message.mail import read_mail
from worker.reading.screens import Item, Line, Screen, Seen

WORDS = "Miss Sykes has not a clue. Useless, the lot of them at Northside."
OTHER = "Same here, my two come home in tears every day because of it."
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 80


def item(
    text: str = WORDS, author: str | None = "Kim Dale", *, sure: bool = True, confidence: float = 0.97
) -> Item:
    """One item on a screen."""
    return Item(author, None, "3h", text, confidence, sure)


def screen(*items: Item, platform: str | None = "facebook", **more: Any) -> Screen:
    """A screen with items."""
    text = "\n".join(one.text for one in items)
    fields = {"address": None, "group": None, "text": text, "legible": True, "doubts": ()} | more
    return Screen(platform, items, **fields)


def looked(*screens: Screen) -> Looked:
    """Pictures that show these screens."""
    return Looked(tuple(Sight(f"{n:064x}") for n in range(len(screens))), screens)


def told(**facts: Any) -> Post:
    """A post as a person told of it."""
    nothing: dict[str, Any] = dict.fromkeys(
        ("platform", "poster_name", "handle", "url", "group", "posted_at_text", "text"), None
    )
    return Post(**(nothing | facts), source="body", confidence=0.9)


READ = replace(
    told(platform="facebook", poster_name="Kim Dale", posted_at_text="3h", text=WORDS),
    source="screenshot",
    confidence=0.97,
    by_machine=("platform", "poster_name", "posted_at_text", "text"),
)


class TestPosts:
    """A person's word first; a picture fills gaps and adds what nobody told."""

    def test_a_picture_alone(self) -> None:
        """What only a picture shows is marked, field by field, as read by machine."""
        assert add_posts((), looked(screen(item()))) == (READ,)

    def test_gaps_are_filled(self) -> None:
        """A link alone gets the words of the one post shown; each filled field is marked."""
        link = told(platform="facebook", url="https://www.facebook.com/x/posts/1")
        expected = replace(
            link,
            poster_name="Kim Dale",
            posted_at_text="3h",
            text=WORDS,
            by_machine=("poster_name", "posted_at_text", "text"),
        )
        assert add_posts((link,), looked(screen(item()))) == (expected,)

    def test_a_persons_word_stays(self) -> None:
        """The same words typed and shown are one post, under the name that the person gave."""
        typed = told(platform="facebook", poster_name="Kim", text=WORDS.replace("clue", "clew"))
        expected = replace(typed, posted_at_text="3h", by_machine=("posted_at_text",))
        assert add_posts((typed,), looked(screen(item()))) == (expected,)

    def test_another_persons_post_is_another(self) -> None:
        """Words of another, and a name that cannot be the same, are not merged."""
        other = told(platform="facebook", poster_name="Ann Pike", text=OTHER)
        assert add_posts((other,), looked(screen(item()))) == (other, READ)
        elsewhere = told(platform="x", url="https://x.com/a/status/1")
        assert add_posts((elsewhere,), looked(screen(item()))) == (elsewhere, READ)

    def test_a_link_is_not_matched_to_one_of_several(self) -> None:
        """Where a picture shows two posts nobody knows which of them the link is."""
        link = told(platform="facebook", url="https://www.facebook.com/x/posts/1")
        found = add_posts((link,), looked(screen(item(), item(OTHER, "Ann Pike"))))
        assert [p.url for p in found] == [link.url, None, None]

    def test_a_place_alone_is_no_post_of_its_own(self) -> None:
        """ "See the screenshot from Facebook" names the place of what the picture shows."""
        place = told(platform="facebook", group="Northside parents")
        found = add_posts((place,), looked(screen(item(), item(OTHER, None), platform=None)))
        assert [(p.platform, p.group, p.text) for p in found] == [
            ("facebook", "Northside parents", WORDS),
            ("facebook", "Northside parents", OTHER),
        ]

    def test_two_overlapping_screenshots(self) -> None:
        """A comment shown at the foot of one and the head of the next is one post."""
        found = add_posts((), looked(screen(item()), screen(item(), item(OTHER, "Ann Pike"))))
        assert [p.text for p in found] == [WORDS, OTHER]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (WORDS, WORDS.upper(), True),
        (WORDS, WORDS.replace("clue", "clew"), True),
        (WORDS, "Miss Sykes has not a clue.", True),
        (WORDS, OTHER, False),
        ("Useless", "Useless, the lot of them", False),
        ("", "", False),
    ],
)
def test_words_alike(one: str, other: str, expected: bool) -> None:
    """A slip or a shorter quotation is the same post; a single shared word is not."""
    assert are_alike(one, other) is expected


class TestPictures:
    """Whether two kept pictures are one."""

    LOOK = f"{(1 << 256) - 1 - (1 << 128):064x}"
    NEAR = f"{((1 << 256) - 1 - (1 << 128)) ^ 0xFF:064x}"
    BIT_FURTHER = f"{((1 << 256) - 1 - (1 << 128)) ^ 0x1FFF:064x}"
    FAR = f"{((1 << 256) - 1 - (1 << 128)) ^ ((1 << 40) - 1):064x}"

    def picture(self, looks: str, words: str = "") -> EvidenceItem:
        name = hashlib.sha256(f"{looks}{words}".encode()).hexdigest()
        return EvidenceItem(name, 9, "image/png", None, AttachmentRole.EVIDENCE, looks, words)

    def test_near_and_silent(self) -> None:
        """A photograph saved anew is the same one; one that was not looked at is near to none."""
        first = self.picture(self.LOOK)
        others = [self.picture(look) for look in (self.NEAR, self.BIT_FURTHER, self.FAR, "")]
        assert [are_one_picture(first, one) for one in others] == [True, False, False, False]
        assert not are_near("", "")

    def test_look_alikes_with_other_words(self) -> None:
        """Screenshots of one app look alike: their words tell them apart, and must be the same."""
        first = self.picture(self.LOOK, f"Northside Parents {WORDS}")
        same = self.picture(self.BIT_FURTHER, f"Northside Parents {WORDS.replace('clue', 'clueless')}")
        differs = self.picture(self.NEAR, f"Northside Parents {OTHER}")
        unread = self.picture(self.NEAR)
        assert [are_one_picture(first, one) for one in (same, differs, unread)] == [True, False, False]


# ── a whole mail ───────────────────────────────────────────────────────────────────────────


def mail(text: str, sender: str = "Pat Sykes <p.sykes@northside.example>", pictures: int = 1) -> bytes:
    """A report with pictures."""
    message = EmailMessage()
    message["From"], message["To"] = sender, "reports@northside.example"
    message["Subject"], message["Message-ID"] = "please look", "<1@northside.example>"
    message["Date"] = "Tue, 24 Nov 2026 09:00:00 +0000"
    message.set_content(text)
    for n in range(pictures):
        message.add_attachment(PNG + bytes([n]), maintype="image", subtype="png", filename=f"IMG_{n}.png")
    return bytes(message)


class Show:
    """Looks at pictures as a test says, and notes which it was given."""

    def __init__(self, *screens: Screen | str, monkeypatch: pytest.MonkeyPatch) -> None:
        self.given: list[str | None] = []
        self._screens = screens
        by_width = {n: s for n, s in enumerate(screens, 1) if isinstance(s, Screen)}
        monkeypatch.setattr(
            "worker.reading.screens.read_screen", lambda seen, _told=None: by_width[seen.width]
        )

    def __call__(self, pictures: Any) -> tuple[Sight, ...]:
        self.given += [picture.name for picture in pictures]
        return tuple(
            Sight(p.sha256, problem=s) if isinstance(s, str) else Sight(p.sha256, Seen(n, 1, ()), "0" * 64)
            for n, (p, s) in enumerate(zip(pictures, self._screens, strict=False), 1)
        )


def read(raw: bytes, look: Show) -> dict[str, Any]:
    return read_bytes("a.eml", raw, look=look)


class TestAMail:
    """The whole reading of a mail with pictures."""

    def test_posts_grounds_and_questions(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The picture's words are judged like typed ones, and what it answers is not asked."""
        raw = mail("Please see the attached, from Facebook.")
        before = read_bytes("a.eml", raw)
        found = read(raw, Show(screen(item()), monkeypatch=monkeypatch))
        assert [p["text"] for p in found["posts"]] == [WORDS]
        assert (before["grounds"], [g["id"] for g in found["grounds"]]) == ([], ["G7"])
        assert "poster_name" in before["ask_back"]
        assert "poster_name" not in found["ask_back"]
        assert found["flags"][-1] == "picture_read_by_machine"

    def test_a_doubtful_name_is_asked_for(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A name that is hardly sure, one that is not, several posts, a blur: each has its question."""
        raw = mail("Please see the attached, from Facebook.")
        doubtful = screen(item(confidence=0.92))
        assert read(raw, Show(doubtful, monkeypatch=monkeypatch))["ask_back"][0] == "confirm_name"
        nameless = screen(item(sure=False))
        assert read(raw, Show(nameless, monkeypatch=monkeypatch))["ask_back"][0] == "poster_name"
        two = screen(item(), item(OTHER, "Ann Pike"))
        assert read(raw, Show(two, monkeypatch=monkeypatch))["ask_back"][0] == "which_post"
        blurred = screen(platform=None, legible=False, text="?")
        asked = read(raw, Show(blurred, monkeypatch=monkeypatch))["ask_back"]
        assert asked == ["clearer_picture", "poster_name", "url", "when_seen"]
        assert read_bytes("a.eml", raw)["ask_back"] == ["poster_name", "url", "what_it_says", "when_seen"]

    def test_a_picture_stops_a_mail(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Words that would stop a mail stop it in a picture too; nothing of the picture is told."""
        found = read(mail("See attached."), Show(screen(item("nudes of a Y6 girl")), monkeypatch=monkeypatch))
        assert (found["kind"], found["urgency"], found["posts"]) == ("safety_stop", "emergency", [])
        assert "Y6" not in str(found)

    def test_danger_in_a_picture_without_a_post(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A chat that is no post is left alone, but for a danger in it."""
        said = "I am going to kill myself tonight, I cannot go on"
        chat = screen(platform=None, text=said)
        found = read(mail("Please see the attached."), Show(chat, monkeypatch=monkeypatch))
        assert (found["posts"], found["urgency"]) == ([], "emergency")
        assert "self_harm" in found["flags"]

    def test_a_picture_takes_nothing_back(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Kind and urgency are never less than the text alone gives."""
        raw = mail('Kim Dale on Facebook: "I will be at the gate at 3pm with a knife for Miss Sykes."')
        before = read_bytes("a.eml", raw)
        found = read(raw, Show(screen(item("What a lovely day it was.")), monkeypatch=monkeypatch))
        assert [found[key] for key in ("kind", "urgency")] == [before[key] for key in ("kind", "urgency")]

    @pytest.mark.parametrize(
        "text",
        [
            "Somebody sent nudes of a Y6 girl to the class chat, see attached.",
            "I am out of the office until Monday.",
        ],
    )
    def test_pictures_of_a_stopped_or_machine_mail_are_not_opened(
        self, text: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Text first: what stops a mail keeps its pictures shut, and no machine's mail is looked at."""
        raw = mail(text).replace(b"Subject: please look", b"Subject: x\r\nAuto-Submitted: auto-replied")
        stopped = raw if "office" in text else mail(text)
        look = Show(screen(item()), monkeypatch=monkeypatch)
        read(stopped, look)
        assert look.given == []

    def test_at_most_ten_and_each_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A hundred pictures are no report to be read by machine; a picture sent twice is one."""
        look = Show(*[screen(item())] * 12, monkeypatch=monkeypatch)
        read(mail("Please see the attached.", pictures=12), look)
        assert look.given == [f"IMG_{n}.png" for n in range(10)]

    def test_a_problem_is_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A picture that was not read says why; the mail is read all the same."""
        found = read(mail("From Facebook, attached."), Show("it took too long", monkeypatch=monkeypatch))
        assert found["problems"] == ["The picture IMG_0.png was not read by machine: it took too long."]
        assert found["kind"] == "new_case"


def test_a_picture_read_in_part_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was left out may be what it is about."""
    monkeypatch.setattr("worker.reading.screens.read_screen", lambda seen, _told=None: screen(item()))

    def look(pictures: Any) -> tuple[Sight, ...]:
        return tuple(Sight(p.sha256, Seen(1, 9, ()), "0" * 64, cut=True) for p in pictures)

    found = read_bytes("a.eml", mail("From Facebook, attached."), look=look)
    assert found["problems"] == [
        "The picture IMG_0.png was not read by machine to its end: it shows too much for the time there is."
    ]


def test_only_evidence_is_looked_at() -> None:
    """A logo, a recording, an icon and a picture without bytes are left alone; pasted ones come last."""
    reading = _reading(
        _file("e" * 64, AttachmentRole.DERIVED),
        _file("a" * 64, AttachmentRole.EVIDENCE),
        _file("b" * 64, AttachmentRole.DECORATION),
        replace(_file("c" * 64, AttachmentRole.EVIDENCE), type="video/mp4"),
        replace(_file("d" * 64, AttachmentRole.EVIDENCE), data=b""),
        replace(_file("f" * 64, AttachmentRole.EVIDENCE), data=b"GIF89a\x20\x00\x20\x00"),
        _file("a" * 64, AttachmentRole.EVIDENCE),
    )
    assert [a.sha256 for a in pictures_of(reading)] == ["a" * 64, "e" * 64]


def test_a_layout_that_nobody_thought_of(monkeypatch: pytest.MonkeyPatch) -> None:
    """Should the reader of screens break over a picture, its words still stop a mail, and no more breaks."""

    def broken(seen: Seen, _told: str | None = None) -> Screen:
        raise ZeroDivisionError

    monkeypatch.setattr("worker.reading.screens.read_screen", broken)
    line = Line("nudes of a Y6 girl", 0.99, 1.0, 2.0, 30.0, 12.0, (0, 0, 0), (255, 255, 255))

    def look(pictures: Any, words: str = line.text) -> tuple[Sight, ...]:
        return tuple(Sight(p.sha256, Seen(9, 9, (replace(line, text=words),)), "0" * 64) for p in pictures)

    raw = mail("From Facebook, attached.")
    assert read_bytes("a.eml", raw, look=look)["kind"] == "safety_stop"
    found = read_bytes("a.eml", raw, look=lambda pictures: look(pictures, "Good morning"))
    assert (found["kind"], found["ask_back"][0]) == ("new_case", "clearer_picture")


def test_the_same_sight_is_laid_out_the_same() -> None:
    """What was seen is a value: it gives the same words for ever."""
    line = Line("Northside", 0.99, 1.0, 2.0, 30.0, 12.0, (0, 0, 0), (255, 255, 255))
    sights = (Sight("a" * 64, Seen(100, 50, (line,)), "f" * 64), Sight("b" * 64, problem="it took too long"))
    assert look_through(sights) == look_through(sights)
    assert look_through(sights).words == "Northside"


def test_a_picture_cut_to_the_messages_is_read_as_what_people_say_it_is() -> None:
    """A few signs and the sender's word name the app; the word alone names none, nor do the signs."""
    name, black, white = (229, 66, 163), (15, 18, 22), (255, 255, 255)
    rows = [("Kelly", name), ("It was him", black), ("21:14", black), ("Darren", name), ("No", black)]
    rows += [("21:15", black), ("Yes it was", black), ("21:16", black)]
    lines = tuple(
        Line(text, 0.99, 600.0 if ":" in text else 40.0, 60.0 * n, 700.0, 60.0 * n + 36, ink, white)
        for n, (text, ink) in enumerate(rows)
    )
    chat = look_through((Sight("a" * 64, Seen(1000, 600, lines)),))
    words = look_through((Sight("a" * 64, Seen(1000, 600, lines[1:2])),))

    assert [s.platform for s in chat.screens] == [None]
    told_of = (told(platform="whatsapp"),)
    assert [s.platform for s in look_again(chat, told_of).screens] == ["whatsapp"]
    assert [i.author for i in look_again(chat, told_of).screens[0].items] == ["Kelly", "Darren", "Darren"]
    assert [s.platform for s in look_again(words, told_of).screens] == [None]
    assert look_again(chat, (*told_of, told(platform="x"))) == chat


def _file(sha256: str, role: AttachmentRole) -> Attachment:
    return Attachment("a.png", "image/png", 4, sha256, role, b"data")


def _reading(*files: Attachment) -> Reading:
    from worker.deciding.judging.triage import read_message

    return replace(read_message(Apart(read_mail(mail("See attached.")))), attachments=files)
