"""The reader of pictures: a child that misbehaves, and one picture read for real."""

from __future__ import annotations

import io
import signal
import sys
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from tests.test_picture_files import POST, attached, png
from worker.cli import main
from worker.deciding.judging.looking import Sight
from worker.deciding.judging.showing import read_bytes
from worker.outside.apart import channel
from worker.outside.data.store import Store
from worker.outside.eyes import Eyes, Limits, find_absence
from worker.reading.screens import Line, Seen

needs_engine = pytest.mark.skipif(find_absence() is not None, reason=str(find_absence()))


def test_check_and_status_say_whether_pictures_are_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Switched off, it is said where people look, and in no mail."""
    for account in ("IMAP", "SMTP"):
        monkeypatch.setenv(f"HEADSUP_{account}_PASSWORD", "one")
    settings = tmp_path / "config.toml"
    shipped = (POST.parents[2] / "config.toml").read_text("utf-8")
    settings.write_text(shipped.replace("#screenshots = true", "screenshots = false"), "utf-8")
    assert main(["check", "--config", str(settings)]) == 0
    said = capsys.readouterr().out.splitlines()
    assert "note: pictures are not read by machine: [reading] screenshots is false." in said
    Store(tmp_path / "data").close()
    main(["status", "--config", str(settings)])
    assert capsys.readouterr().out.splitlines()[-1] == (
        "Pictures: not read by machine ([reading] screenshots is false)"
    )
    settings.write_text(shipped, "utf-8")
    assert main(["check", "--config", str(settings)]) == 0
    assert ("Pictures: read by machine." in capsys.readouterr().out) is (find_absence() is None)


# ── a child that misbehaves ────────────────────────────────────────────────────────────────

CHILD = """
import json, os, sys, time
def say(answer):
    os.write(1, json.dumps(answer).encode() + b"\\n")
def hear():
    size = b""
    while not size.endswith(b"\\n"):
        size += os.read(0, 1) or sys.exit()
    data = b""
    size = int(size.split()[0])
    while len(data) < size:
        data += os.read(0, size - len(data))
    return data
def see(text):
    line = {"text": text, "confidence": 0.9, "box": [1, 2, 3, 4], "ink": [0, 0, 0], "paper": [9, 9, 9]}
    say({"looks": "0f", "width": 10, "height": 20, "lines": [line]})
"""
GOOD = "say({'ready': True})\nwhile True:\n    "


def eyes(script: str, clock: Any = monotonic, **limits: Any) -> Eyes:
    """Eyes with a child of the test's making."""
    return Eyes(Limits(**limits), (sys.executable, "-c", CHILD + script), clock)


def seen(sha256: str, text: str) -> Sight:
    line = Line(text, 0.9, 1.0, 2.0, 3.0, 4.0, (0, 0, 0), (9, 9, 9))
    return Sight(sha256, Seen(10, 20, (line,)), "0f")


def look(found: Eyes, *pictures: bytes) -> list[str]:
    """What became of each: its words, or the problem."""
    try:
        sights = found.look([attached(data) for data in pictures])
    finally:
        found.close()
    return [sight.problem or (sight.seen.lines[0].text if sight.seen else "") for sight in sights]


class TestTheChild:
    """Whatever the child does, the desk gets a value, in time."""

    def test_a_good_child(self) -> None:
        """An honest answer becomes a sight, word for word."""
        found = eyes(GOOD + "see(hear().decode())")
        assert found.look([attached(b"hello")]) == (seen(attached(b"hello").sha256, "hello"),)
        found.close()

    def test_a_large_picture_goes_through(self) -> None:
        """25 MB, more than any buffer between two processes."""
        assert look(eyes(GOOD + "see(str(len(hear())))"), b"x" * 26_214_400) == ["26214400"]

    @pytest.mark.parametrize(
        ("script", "problem"),
        [
            (GOOD + "hear(); time.sleep(60)", "it took too long"),
            (GOOD + "time.sleep(60)", "it took too long"),
            (GOOD + "hear(); sys.exit(3)", "the reader of pictures broke down over it"),
            (GOOD + "hear(); os.abort()", "the reader of pictures broke down over it"),
            (GOOD + "hear(); [os.write(1, b'x' * 65536) for _ in range(10**6)]", "broke down"),
            (GOOD + "hear(); os.write(1, b'[' * 100000 + b'\\n')", "broke down"),
            (GOOD + "hear(); say({'looks': 'zz', 'width': 1, 'height': 1, 'lines': []})", "broke down"),
            (GOOD + "hear(); say({'looks': '0f', 'width': 1e999, 'height': 1, 'lines': []})", "broke down"),
            (GOOD + "hear(); say({'looks': '0f', 'width': 1, 'height': 1, 'lines': [7]})", "broke down"),
            (GOOD + "hear(); say(['no'])", "broke down"),
            (GOOD + "hear(); say({'problem': 'so ' * 999})", "so so so"),
            ("say({'problem': 'no models'})", "the reader of pictures does not start"),
            ("sys.exit(1)", "the reader of pictures does not start"),
        ],
        ids=[
            *("hangs", "does not read", "ends", "aborts", "floods", "nests", "no hash", "no size", "no line"),
            *("no object", "talks", "no models", "no start"),
        ],
    )
    def test_a_bad_child(self, script: str, problem: str) -> None:
        """It hangs, dies, floods or lies: a problem in words, soon, and the next look is as good as new."""
        began = monotonic()
        [said] = look(eyes(script, a_picture=1.0, a_mail=20.0), b"x" * 1_000_000)
        assert (problem in said, len(said) <= 200) == (True, True)
        assert monotonic() - began < 22.0

    def test_a_child_that_hangs_at_its_start(self) -> None:
        """It has the time of one mail, and no more."""
        began = monotonic()
        assert look(eyes("time.sleep(60)", a_mail=0.8), b"a") == ["the reader of pictures does not start"]
        assert monotonic() - began < 5.0

    def test_no_such_program(self) -> None:
        """An interpreter that is not there is a trouble, told once to whoever looks after the machine."""
        found = Eyes(Limits(), ("/nonexistent/python",))
        assert look(found, b"a", b"b") == ["the reader of pictures does not start"] * 2
        expected = (
            "Pictures are not read by machine: no process can be started for it (No such file or directory)."
        )
        assert found.trouble == expected

    def test_a_child_that_cannot_start_is_left_alone_for_a_while(self) -> None:
        """Not every mail pays for it; later it is tried again, and works again."""
        now = [0.0]
        found = eyes("say({'problem': 'no models'})", lambda: now[0])
        assert look(found, b"a") == ["the reader of pictures does not start"]
        assert found.trouble == "Pictures are not read by machine: no models."
        found._child._command = (sys.executable, "-c", CHILD + GOOD + "see(hear().decode())")
        assert look(found, b"a") == ["the reader of pictures does not start"]
        now[0] = 601.0
        assert (look(found, b"a"), found.trouble) == (["a"], "")

    def test_a_mail_costs_two_children_at_most(self) -> None:
        """Pictures that kill are not tried without end; those after them say so."""
        found = eyes(GOOD + "hear(); os.abort()")
        broke, failed = (
            "the reader of pictures broke down over it",
            "the reader of pictures failed on this mail",
        )
        assert look(found, b"a", b"b", b"c") == [broke, broke, failed]

    def test_all_pictures_of_a_mail_have_one_limit(self) -> None:
        """Ten slow pictures cannot hold up the next mail."""
        began = monotonic()
        found = look(
            eyes(GOOD + "see(hear().decode()); time.sleep(0.6)", a_mail=1.0), *(b"%d" % n for n in range(10))
        )
        assert monotonic() - began < 4.0
        assert found[-1] == "there was no time left for it"

    def test_no_child_is_begun_that_would_have_no_time(self) -> None:
        """A picture that takes most of a mail's time with its child leaves no trouble about the next one."""
        found = eyes(GOOD + "hear(); time.sleep(60)", a_picture=2.0, a_mail=3.6)
        assert look(found, b"a", b"b") == ["it took too long", "there was no time left for it"]
        assert found.trouble == ""

    def test_worn_out_and_idle_children_go(self) -> None:
        """After so many pictures a new child; after so long without one none, and its memory is free."""
        now = [0.0]
        found = eyes(GOOD + "hear(); see(str(os.getpid()))", lambda: now[0], pictures=2, idle=100.0)
        pids = [s.seen.lines[0].text for s in found.look([attached(b"%d" % n) for n in range(4)]) if s.seen]
        assert (pids[0] == pids[1], pids[1] == pids[2], pids[2] == pids[3]) == (True, False, True)
        now[0] = 99.0
        found.rest()
        assert Path(f"/proc/{pids[3]}").exists()
        now[0] = 100.0
        found.rest()
        assert not Path(f"/proc/{pids[3]}").exists()

    def test_the_same_picture_is_read_once(self) -> None:
        """Five members of staff forward one picture."""
        found = eyes("n = 0\n" + GOOD + "hear(); n += 1; see(str(n))")
        assert look(found, b"a", b"a", b"b", b"a") == ["1", "1", "2", "1"]

    def test_a_signal_in_the_middle_of_an_answer(self) -> None:
        """Whoever is stopped while looking takes the child along: its late answer is nobody's."""

        class Enough(BaseException):
            pass

        def enough(*_: object) -> None:
            raise Enough

        found = eyes(GOOD + "hear(); time.sleep(60)")
        before = signal.signal(signal.SIGALRM, enough)
        try:
            signal.setitimer(signal.ITIMER_REAL, 0.7)
            with pytest.raises(Enough):
                found.look([attached(b"a")])
        finally:
            signal.signal(signal.SIGALRM, before)
        assert found._child.channel is None

    def test_nothing_of_our_environment_is_handed_on(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Passwords lie in the environment; the child opens strangers' files."""
        monkeypatch.setenv("HEADSUP_IMAP_PASSWORD", "hush")
        [said] = look(eyes(GOOD + "hear(); see(' '.join(sorted(os.environ)))"), b"a")
        assert "HEADSUP" not in said
        assert "PASSWORD" not in said


# ── the real one ───────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def found() -> Iterator[Eyes]:
    """The real eyes, with time for a busy machine."""
    eyes = Eyes(Limits(a_picture=60.0, a_mail=120.0))
    yield eyes
    eyes.close()


@needs_engine
class TestTheRealChild:
    """The engine, its limits and its models."""

    def test_a_screenshot_is_read(self, found: Eyes) -> None:
        """Words, places and colours of a small dark page, and the limits of who reads it."""
        [sight, refused] = found.look([attached(POST.read_bytes()), attached(png(9_000, 8_000))])
        assert found._child.channel is not None
        child = Path(f"/proc/{found._child.channel._process.pid}")
        limits = [line.split()[:4] for line in (child / "limits").read_text().splitlines()]
        assert [line[3] for line in limits if line[:3] == ["Max", "file", "size"]] == ["0"]
        assert [line[3] for line in limits if line[:3] == ["Max", "address", "space"]] == [str(3 << 30)]
        assert (child / "oom_score_adj").read_text().strip() == "1000"
        assert sight.seen is not None
        assert (sight.seen.width, sight.seen.height, len(sight.looks)) == (780, 460, 64)
        expected = [
            "Northside Parents",
            "Kim Dale",
            "3h",
            "Miss Sykes has not a clue. Useless, the lot of them",
            "at Northside.",
            "Write a comment...",
        ]
        assert [line.text for line in sight.seen.lines] == expected
        name, button = sight.seen.lines[1], sight.seen.lines[-1]
        assert (name.ink, name.paper, button.ink, button.paper) == (
            (228, 230, 235),
            (24, 25, 26),
            (255, 255, 255),
            (8, 102, 255),
        )
        assert refused.problem == "it is too large (9000 x 8000 pixels)"

    def test_a_picture_on_its_side_is_turned(self, found: Eyes) -> None:
        """A photograph taken with the phone held flat is read upright."""
        from PIL import Image

        out = io.BytesIO()
        with Image.open(POST) as picture:
            picture.transpose(Image.Transpose.ROTATE_90).save(out, "PNG")
        [sight] = found.look([attached(out.getvalue())])
        assert sight.seen is not None
        assert (sight.seen.width, sight.seen.lines[1].text) == (780, "Kim Dale")

    def test_a_strip_of_screens(self, found: Eyes, monkeypatch: pytest.MonkeyPatch) -> None:
        """A page scrolled together is read screen by screen, each line once; or as far as time allows."""
        from PIL import Image

        with Image.open(POST) as picture:
            strip = Image.new("RGB", (780, 460 * 7))
            for n in range(7):
                strip.paste(picture, (0, 460 * n))
        out = io.BytesIO()
        strip.save(out, "PNG")
        [whole] = found.look([attached(out.getvalue())])
        monkeypatch.setattr(channel, "SHARE", 0.0)
        [part] = found.look([attached(out.getvalue() + b"another file")])
        assert whole.seen is not None
        assert part.seen is not None
        assert [
            (line.text, round(line.top) // 460) for line in whole.seen.lines if line.text == "Kim Dale"
        ] == [("Kim Dale", n) for n in range(7)]
        assert (whole.cut, part.cut, len(part.seen.lines) < len(whole.seen.lines)) == (False, True, True)

    def test_a_full_page_is_read_as_far_as_time_allows(
        self, found: Eyes, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Five hundred phrases would take longer than a picture may: the first are read, and it is said."""
        from PIL import Image, ImageDraw

        page = Image.new("RGB", (900, 1000), "white")
        for n in range(40):
            ImageDraw.Draw(page).text(
                (20 + n % 2 * 450, 10 + n // 2 * 48), f"Line {n}", "black", font_size=26
            )
        out = io.BytesIO()
        page.save(out, "PNG")
        monkeypatch.setattr(channel, "SHARE", 0.0)
        [part] = found.look([attached(out.getvalue())])
        assert part.seen is not None
        assert (part.cut, [line.text for line in part.seen.lines]) == (True, [f"Line {n}" for n in range(24)])

    def test_bold_letters_have_wider_stems(self) -> None:
        """The stem is measured in parts of a pixel, dark on light as light on dark."""
        import numpy as np
        from PIL import Image, ImageDraw

        from worker.outside.eyes.measured import stroke_of

        widths = []
        for ink, paper, more in ((0, 255, 0), (0, 255, 1), (230, 20, 0), (230, 20, 1)):
            page = Image.new("L", (400, 60), paper)
            ImageDraw.Draw(page).text((10, 10), "Kwabena Owusu", ink, font_size=32, stroke_width=more)
            widths.append(stroke_of(abs(np.asarray(page).astype(int) - paper)))
        plain, bold, light, light_bold = widths
        assert abs(plain - light) < 0.2
        assert bold > 1.3 * plain
        assert light_bold > 1.3 * light

    @pytest.mark.parametrize(
        ("first", "rest", "more", "tint", "led"),
        [
            ("Kwabena Owusu", "They never rang back about it", 1, "#000000", 13),
            ("Kwabena Owusu", "They never rang back about it", 0, "#3060c0", 13),
            ("Kwabena Owusu", "They never rang back about it", 0, "#000000", 0),
            ("tia_88", "Not one reply", 1, "#000000", 6),
        ],
    )
    def test_where_a_line_changes_its_make(
        self, first: str, rest: str, more: int, tint: str, led: int
    ) -> None:
        """A bold or coloured name is told from the words that it runs into; one make is none."""
        import numpy as np
        from PIL import Image, ImageDraw

        from worker.outside.eyes.measured import look

        page = Image.new("RGB", (900, 60), "white")
        draw = ImageDraw.Draw(page)
        draw.text((10, 10), first, tint, font_size=32, stroke_width=more)
        end = 10 + draw.textlength(first + " ", font_size=32) + 2 * more
        draw.text((end, 10), rest, "black", font_size=32)
        right = int(end + draw.textlength(rest, font_size=32)) + 4
        *_, lead = look(np.asarray(page), (4, 6, right, 54), f"{first} {rest}")
        assert lead == led

    @pytest.mark.parametrize("name", ["O\u2019Shea d\u2019Arcy", "O'Shea d'Arcy", "Ann's dad", "Iorwerth"])
    @pytest.mark.parametrize(("size", "ink", "paper"), [(32, 0, 255), (48, 230, 20), (150, 0, 255)])
    def test_an_apostrophe_that_leans_is_curled(self, name: str, size: int, ink: int, paper: int) -> None:
        """The engine reads both alike; dark on light and light on dark."""
        import numpy as np
        from PIL import Image, ImageDraw, ImageFont

        from worker.outside.eyes.apostrophes import with_apostrophes

        page = Image.new("L", (20 * size, 3 * size), paper).convert("RGB")
        font = ImageFont.load_default(size)
        ImageDraw.Draw(page).text((10, size), name, (ink,) * 3, font=font)
        places = [
            (font.getlength(name[:n]) + font.getlength(name[: n + 1])) / 2
            for n in range(len(name))
            if name[n] != " "
        ]
        left, top, right, bottom = map(round, font.getbbox(name))
        box = (left + 8, top + size - 3, right + 12, bottom + size + 3)
        read = name.replace("\u2019", "'")
        assert with_apostrophes(read, places, np.asarray(page), box) == name

    def test_letters_in_small_print_are_ink_too(self) -> None:
        """A pale letter between two dark ones parts the ground."""
        import numpy as np

        from worker.outside.eyes.measured import bare_ground

        pixels = np.full((20, 60, 3), 255, np.uint8)
        pixels[4:16, 10:20], pixels[4:16, 25:35], pixels[4:16, 40:50] = 20, 165, 20
        assert bare_ground(pixels, (0, 0, 59, 19)) == [(1.0, 1.25), (1.75, 2.0)]

    def test_from_a_mail_to_its_posts(self, found: Eyes) -> None:
        """A mail that only says "see attached", as ``headsup read`` shows it: who wrote what, and where."""
        message = EmailMessage()
        message["From"], message["Subject"] = "Pat Wood <p.wood@northside.example>", "Comments"
        message.set_content("Please see the attached screenshot.")
        data = POST.with_name("comments.png").read_bytes()
        message.add_attachment(data, maintype="image", subtype="png", filename="IMG_4412.PNG")
        read = read_bytes("a.eml", bytes(message), look=found.look)
        keys = ("platform", "poster_name", "posted_at_text", "text", "source")
        assert [tuple(post[key] for key in keys) for post in read["posts"]] == [
            (
                "facebook",
                "Kim Dale",
                "3h",
                "Miss Sykes has not a clue. Useless, the lot of them at Northside.",
                "screenshot",
            ),
            (
                "facebook",
                "Ann Pike",
                "2h",
                "Same here, my two come home in tears every single day.",
                "screenshot",
            ),
        ]
        assert (read["kind"], [g["id"] for g in read["grounds"]]) == ("new_case", ["G7"])
        assert (read["ask_back"], read["problems"]) == (["which_post", "url"], [])

    def test_a_swapped_model_is_noticed(self, tmp_path: Path) -> None:
        """A model that is not byte for byte the one that was tested is not used."""
        from worker.outside.eyes.ocr import Swapped, check_models, models_folder

        for model in models_folder().glob("*.onnx"):
            (tmp_path / model.name).write_bytes(model.read_bytes())
        check_models(tmp_path)
        with (tmp_path / "PP-OCRv6_rec_small.onnx").open("r+b") as file:
            file.write(b"\x00")
        with pytest.raises(Swapped, match="PP-OCRv6_rec_small"):
            check_models(tmp_path)

    def test_the_child_reaches_for_nothing(self) -> None:
        """No socket, no program: a model is never downloaded, by whatever way it would be."""
        from worker.outside.apart.confined import refuse

        for event in ("socket.__new__", "socket.connect", "subprocess.Popen", "os.posix_spawn"):
            with pytest.raises(PermissionError):
                refuse(event, ())
        refuse("open", ("a", "r", 0))
