"""A case handed over: what each reader gets, what none does, and the proof that it is what was kept."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from tests import cast
from tests.commands import SHIPPED
from tests.world import PICTURE, World
from worker import events as ev
from worker.arguments import FOR
from worker.cli import main
from worker.deciding.handover.scope import Asked, Purpose
from worker.deciding.judging.triage import STOP_FLAGS
from worker.deciding.writing.redacting import Marks, Redaction
from worker.errors import Damaged, Misconfigured
from worker.handover import check_parcel, is_stopped, make_parcel
from worker.meter import metered
from worker.model import Address, DraftState, Kind, LetterState, Progress, Role, Verb
from worker.outside.data.access import read_access
from worker.outside.data.chain import sha256_of
from worker.outside.data.parcel import pack, unpack
from worker.outside.data.shelves import Shelves
from worker.outside.data.store import Files
from worker.wording.chronology import ExportWords
from worker.wording.pages import has_pages
from worker.wording.templates import shipped

REF = "2026-0001"
WORDS = "Mr Todd has not a clue, and poor Alfie in Year 3 gets the blame. Useless! Żółć 学校 😀 یہ اسکول"
LONG = "https://www.facebook.com/groups/northsideparents/permalink/" + "10161234567890123" * 9
REPORT = (
    f'Kim Dale put this on the Northside parents Facebook group:\n"{WORDS}"\n{LONG}\n'
    "I saw it on my own phone, Jo Birch showed me too (07700 900123, jo.birch@families.example).\n"
    "Priya Sykes\n"
)
ABOUT = ("Kim Dale", cast.PARENT.email)
PDF = pytest.mark.skipif(not has_pages(), reason="the extra pdf is not installed")


def live(folder: Path) -> None:
    """One case from the report to an answer of the parent, with a picture and remarks of the head."""
    with World(folder) as world:
        world.report(text=REPORT, files=[("Alfie Todd and Priya.png", "image/png", PICTURE)])
        world.reply(world.latest(cast.HEAD, "approval"), f"To {cast.PARENT.email}")
        world.reply(world.latest(cast.HEAD, "approval"), "Approve")
        world.later(15)
        world.reply(world.last(cast.HEAD), "EVIDENCE")
        world.reply(world.last(cast.PARENT), "I was cross. Was it Priya Sykes who told you?", who=cast.PARENT)
        world.reply(world.latest(cast.HEAD, "approval"), "Note: she was rude to Olive Brand, a feral parent")


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lived") / "data"
    live(folder)
    return folder


@pytest.fixture
def data(lived: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(lived, tmp_path / "data"))


@pytest.fixture
def configured(data: Path) -> str:
    config = data.parent / "config.toml"
    config.write_text(
        SHIPPED.read_text("utf-8").replace('data = "/var/lib/headsup"', 'data = "data"'), "utf-8"
    )
    return str(config)


def files_for(data: Path, purpose: Purpose, *, named: bool = False) -> dict[str, bytes]:
    """What a copy holds, by name."""
    with World(data) as world:
        about = ABOUT if purpose is Purpose.SUBJECT else ()
        asked = Asked(purpose, about, named)
        made = make_parcel(world.store, REF, asked, world.clerk.office, None).data
    with zipfile.ZipFile(io.BytesIO(made)) as parcel:
        return {name.partition("/")[2]: parcel.read(name) for name in parcel.namelist()}


def said(files: dict[str, bytes]) -> str:
    return files["chronology.txt"].decode()


# ── what each reader gets ──────────────────────────────────────────────────────────────────


def test_the_school_and_its_adviser_get_all(data: Path) -> None:
    """Every mail, picture, letter and word, the history and the log; the adviser's copy says what it is."""
    for purpose in (Purpose.SCHOOL, Purpose.LEGAL):
        files = files_for(data, purpose)
        text = said(files)
        assert {"custody/custody.log", "custody/history.jsonl", "HOW-TO-VERIFY.txt"} <= files.keys()
        assert files["evidence/E02.png"] == PICTURE
        assert sum(name.startswith("letters/") for name in files) > 4
        assert [w for w in ("Priya Sykes", "feral", "07700 900123", WORDS) if w not in text] == []
        assert "Wednesday 24 November 2027" in text or purpose is Purpose.SCHOOL
    assert text.startswith("CONFIDENTIAL: FOR THE PURPOSE OF OBTAINING LEGAL ADVICE\n")


def test_the_police_are_not_told_who_told(data: Path) -> None:
    """The post and the parent's answer word for word, the picture, every hash; and no teller, in no file."""
    files = files_for(data, Purpose.POLICE)
    text = said(files)
    assert [name for name in files if name.startswith(("evidence/", "letters/"))] == ["evidence/E02.png"]
    assert [w for w in (WORDS, "Kim Dale", "Was it Priya Sykes who told you?", LONG) if w not in text] == []
    assert [w for w in ("feral", "p.sykes@", "Jo Birch <") if w in text] == []
    told = text.split("What the school was told\n")[1].split("What was answered")[0]
    assert WORDS in told
    names = ("Priya", "Sykes", "Birch", "07700", "jo.birch@")
    assert [w for w in names if w.casefold() in told.casefold()] == []
    listed = text.split("holds as evidence\n")[1].split("Custody log")[0]
    assert (listed.count("SHA-256: "), listed.count("Enclosed: no"), "Priya" in listed) == (7, 6, False)
    assert "The head decides whether they are given" in text


def test_the_head_may_decide_that_the_police_are_told(data: Path) -> None:
    """Then the mails as they came go along, byte for byte."""
    files = files_for(data, Purpose.POLICE, named=True)
    mails = [name for name in files if name.endswith(".eml")]
    assert (len(mails), all(name.startswith("evidence/") for name in mails)) == (6, True)
    assert "Priya Sykes <p.sykes@northside.example>" in said(files)
    assert "The head has decided that whoever told the school is named here." in said(files)


def test_the_subject_gets_what_is_theirs_and_nobody_else_s(data: Path) -> None:
    """Their post, answer and letter; no other name, address, number, child or picture, in any file."""
    files = files_for(data, Purpose.SUBJECT)
    text = said(files)
    papers = [name for name in files if name.startswith(("evidence/", "letters/"))]
    assert [re.sub(r"\d", "", name) for name in papers] == ["evidence/E.eml", "letters/L.eml"]
    assert b"From: Kim Dale" in files[papers[0]]
    assert cast.PARENT.email.encode() in files[papers[1]]
    own = "I was cross. Was it Priya Sykes who told you?"
    assert [w for w in (own, "Dear Kim Dale", "Helen Marsh", "a feral parent") if w not in text] == []
    assert "Mr Todd has not a clue, and poor [name withheld] in Year 3 gets the blame." in text
    rest = text.replace(own, "")
    names = ("Priya", "Sykes", "Birch", "Alfie", "Olive", "Brand", "07700", "p.sykes@", "jo.birch@")
    assert [w for w in names if w.casefold() in rest.casefold()] == []
    assert "schedule 2, paragraph 16" in text


def test_a_platform_gets_links_words_and_times(data: Path) -> None:
    """And no file, no log, no letter, no name of a child or of anybody at the school."""
    files = files_for(data, Purpose.PLATFORM)
    kept = {"HOW-TO-VERIFY.txt", "MANIFEST.sha256", "chronology.html", "chronology.txt", "chronology.pdf"}
    assert files.keys() <= kept
    text = said(files)
    assert [w for w in (LONG, "has not a clue", "Kim Dale", "Bullying and Harassment") if w not in text] == []
    names = ("Priya", "Sykes", "Alfie", "Birch", "Helen", "Marsh", "Todd", "feral", "head@")
    assert [w for w in names if w.casefold() in text.casefold()] == []


@pytest.mark.parametrize("purpose", Purpose)
def test_a_stopped_case_gives_no_file_to_anybody(purpose: Purpose, data: Path) -> None:
    """Neither a picture nor a mail that may hold one, whoever asks (domain §5.4)."""
    with World(data) as world:
        case = world.case()
        last, key = case.events[-1].at, case.reports[0].message
        flags = (STOP_FLAGS[0],)
        late = ev.Replied(last, key, cast.TEACHER, Role.STAFF, Kind.OTHER_REPLY, "see", (), flags)
        world.store.commit_case(case, (late,), Files())
        assert is_stopped(world.case(), world.store.mailroom)
    files = files_for(data, purpose, named=True)
    assert [name for name in files if name.startswith("evidence/")] == []
    assert PICTURE[:64] not in b"".join(files.values())
    assert "indecent image of a child" in said(files)


def test_a_message_that_was_stopped_stops_its_case(data: Path) -> None:
    """By its Message-ID or by the case it names; one that was cleared whole does not."""
    with World(data) as world:
        case, room = world.case(), world.store.mailroom
        key = case.reports[0].message
        held = ev.Held(case.events[-1].at, key, Kind.SAFETY_STOP, None, "", "stopped")
        assert not is_stopped(case, room)
        room.apply((held,))
        assert is_stopped(case, room)
        room.apply((ev.Released(held.at, key, key, Address(cast.DSL.email), "text only", text_only=True),))
        assert is_stopped(case, room)
        room.apply((ev.Released(held.at, key, key, Address(cast.DSL.email), "release"),))
        assert not is_stopped(case, room)


def test_who_told_on_a_merged_case_is_not_told_either(tmp_path: Path) -> None:
    """Nor an outsider who reported and then wrote again: a teller is a teller on every way in."""
    with World(tmp_path / "data") as world:
        world.report(text=REPORT)
        world.report(who=cast.OFFICE, text=REPORT.replace(LONG, LONG[:-1]).replace("Kim Dale", "Kay Vane"))
        world.reply(world.latest(cast.HEAD, "approval"), "Merge with HU-2026-0001")
        assert len(world.case().reports) == 2
        case, key = world.case(), world.case().reports[0].message
        outsider = Address("jo.birch@families.example", "Jo Birch")
        at = case.events[-1].at
        told = replace(case.reports[0], at=at, reporter=outsider, words="See this. Jo Birch")
        again = ev.Replied(at, key, outsider, Role.STRANGER, Kind.OTHER_REPLY, "It is Jo Birch again", ())
        world.store.commit_case(case, (told, again), Files())
        texts = [
            make_parcel(world.store, REF, Asked(purpose, about), world.clerk.office, None).data.decode(
                "latin-1"
            )
            for purpose, about in ((Purpose.POLICE, ()), (Purpose.SUBJECT, ABOUT), (Purpose.PLATFORM, ()))
        ]
    names = ("Olive", "Brand", "Birch", "office@northside", "p.sykes@")
    assert [name for name in names for text in texts if name.casefold() in text.casefold()] == []


# ── the words ──────────────────────────────────────────────────────────────────────────────

MARKS = Marks("[name]", "[address]", "[number]")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("priya and Ms SYKES's class", "[name] and Ms [name]'s class"),
        ("Sykesville, Priyanka", "Sykesville, Priyanka"),
        ("p.sykes@northside.example wrote", "[address] wrote"),
        ("Kim Dale, Dale's mum", "Kim Dale, Dale's mum"),
    ],
)
def test_known_names_go_wherever_they_stand(text: str, expected: str) -> None:
    """In any case, as anybody's; not inside other words, and not where the reader's own name is meant."""
    redact = Redaction(MARKS, ("Priya Sykes", "Sam Dale"), ("p.sykes@northside.example",), ("Kim Dale",))
    assert redact(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ask Mrs Khan or Mr J. Todd about it.", "Ask Mrs [name] or Mr [name] about it."),
        ("Her son Alfie cried.", "Her son [name] cried."),
        ("Ring 07700 900123 or +44 1632 960123, or a@b.example", "Ring [number] or [number], or [address]"),
        (
            "Kim Dale was rude to Olive Brand on Tuesday 24 November",
            "Kim Dale was rude to [name] on Tuesday 24 November",
        ),
        ("https://x.com/a/status/1234567890123456789", "https://x.com/a/status/1234567890123456789"),
    ],
)
def test_strangers_go_too_where_the_subject_reads(text: str, expected: str) -> None:
    """Any name that is not the reader's, titles and children's too; a date and a link are no name."""
    redact = Redaction(MARKS, kept=("Kim Dale",), children=True, strangers=True, contacts=True)
    assert redact(text) == expected


def test_no_gap_tells_who_told() -> None:
    """What the reader is shown elsewhere as it is has no gap here: the comparison would name the teller."""
    post = "Miss Sykes and Mr Todd have not a clue."
    redact = Redaction(MARKS, ("Priya Sykes",), shown=(post,))
    assert redact(f'Sykes here. "{post}" Priya') == f'[name] here. "{post}" [name]'


# ── the proof ──────────────────────────────────────────────────────────────────────────────


def run(command: str, folder: Path) -> str:
    done = subprocess.run(["sh", "-c", command], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="sha256sum is not installed")
def test_the_page_s_own_commands_prove_it(data: Path, tmp_path: Path) -> None:
    """sha256sum on the manifest, and both loops of HOW-TO-VERIFY.txt, run as they stand there."""
    with World(data) as world:
        asked = Asked(Purpose.LEGAL)
        made = make_parcel(world.store, REF, asked, world.clerk.office, None)
        seal = sha256_of(world.store.custody_lines(REF)[-1])
    (tmp_path / "a.zip").write_bytes(made.data)
    with zipfile.ZipFile(tmp_path / "a.zip") as parcel:
        parcel.extractall(tmp_path / "out")
    (folder,) = (tmp_path / "out").iterdir()
    lines = run("sha256sum --strict -c MANIFEST.sha256", folder).splitlines()
    assert (len(lines), all(line.endswith(": OK") for line in lines)) == (made.files, True)
    page = (folder / "HOW-TO-VERIFY.txt").read_text("utf-8")
    loops = dict(re.findall(r"# check: (\w+)\n(.*?)# end", page, re.DOTALL))
    expected = re.findall(r"It must be:  ([0-9a-f]{64})", page)
    assert [run(loops[name], folder).strip() for name in ("custody", "history")] == expected
    assert (made.seal, expected[0]) == (seal, seal)
    log = folder / "custody" / "custody.log"
    log.write_bytes(log.read_bytes().replace(b'"sent"', b'"kept"', 1))
    assert "BROKEN" in run(loops["custody"], folder)


def test_the_same_state_is_the_same_file(data: Path, configured: str) -> None:
    """Byte for byte, whoever has looked meanwhile; another one when the case has gone on."""
    first = files_for(data, Purpose.SCHOOL)
    assert main(["case", "show", REF, "--config", configured]) == 0
    assert files_for(data, Purpose.SCHOOL) == first
    with World(data) as world:
        world.report(text=REPORT.replace("on my own phone", "again"))
    assert files_for(data, Purpose.SCHOOL) != first


@pytest.fixture
def exported(configured: str, data: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    out = data.parent / "out.zip"
    command = ["case", "export", REF, "--for", "legal", "--out", str(out), "--why", "asked by the insurer"]
    assert main([*command, "--config", configured]) == 0
    capsys.readouterr()
    return out


def test_an_export_is_logged_and_can_be_checked(
    exported: Path,
    data: Path,
    configured: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Who, when and why, with the file's own hash; anybody can check it, also where there are no settings."""
    (one,) = read_access(data, REF)
    assert (one["what"], one["why"], one["sha256"]) == (
        "exported", "asked by the insurer", sha256_of(exported.read_bytes()),
    )  # fmt: skip
    assert one["detail"].startswith("legal, ")
    assert exported.stat().st_mode & 0o777 == 0o600
    assert main(["case", "verify", str(exported), "--config", configured]) == 0
    assert capsys.readouterr().out == "every file is as it was kept\n"
    monkeypatch.chdir(exported.parent)
    (exported.parent / "config.toml").unlink()
    assert main(["case", "verify", str(exported)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "every file is as it was kept"


def test_any_changed_byte_of_a_file_that_went_out_is_found(exported: Path, tmp_path: Path) -> None:
    """Wherever it is: in a picture, a mail, the manifest, or between the files."""
    was, copy = exported.read_bytes(), tmp_path / "copy.zip"
    silent = []
    for at in range(0, len(was), len(was) // 150):
        copy.write_bytes(was[:at] + bytes([was[at] ^ 1]) + was[at + 1 :])
        try:
            silent += [] if check_parcel(copy, None) else [at]
        except Damaged as error:
            silent += [] if str(copy) in str(error) else [at]
    for cut in (1, 1000, len(was) // 2):
        copy.write_bytes(was[:-cut])
        with pytest.raises(Damaged, match=r"copy\.zip is no ZIP"):
            check_parcel(copy, None)
    assert silent == []


def test_another_program_s_file_is_refused(exported: Path, tmp_path: Path) -> None:
    """One that is compressed, has no single folder, or is no ZIP: said, and nothing is unpacked."""
    for name, way in (("a/b", zipfile.ZIP_DEFLATED), ("b", zipfile.ZIP_STORED)):
        with zipfile.ZipFile(tmp_path / "other.zip", "w", way) as other:
            other.writestr(name, b"0" * 10_000_000)
        with pytest.raises(Damaged, match=r"other\.zip (was packed by another|is not a file that headsup)"):
            check_parcel(tmp_path / "other.zip", None)


def test_a_file_packed_anew_is_found(exported: Path, data: Path, tmp_path: Path) -> None:
    """A word changed and everything hashed again: the log inside, or the data folder, tells."""
    folder, files = unpack(exported)
    files.pop("MANIFEST.sha256")
    other = tmp_path / "other.zip"
    store = Shelves(data)
    other.write_bytes(pack(folder, files | {"chronology.txt": b"another story"}))
    assert check_parcel(other, None) == ()
    assert check_parcel(other, store) == (f"{other}: the access log of {data} knows no such file",)
    log = files["custody/custody.log"]
    other.write_bytes(pack(folder, files | {"custody/custody.log": log.replace(b'"sent"', b'"kept"', 1)}))
    assert check_parcel(other, None)[0] == f"{other}: custody/custody.log does not follow line by line"
    history = files["custody/history.jsonl"].replace(b"feral", b"nice")
    other.write_bytes(pack(folder, files | {"custody/history.jsonl": history}))
    assert check_parcel(other, None) == (
        f"{other}: custody/history.jsonl is not the history that custody/custody.log sealed",
    )


def test_a_whole_chain_rewritten_is_found_by_what_went_out(exported: Path, data: Path) -> None:
    """Whoever forges the log anew, from its first line, cannot change a copy that has left the school."""
    path, before, of_case = data / "custody.log", "0" * 64, dict[str, str]()
    lines = []
    for line in path.read_bytes().splitlines():
        entry = json.loads(line.replace(b'"evidence"', b'"notice"'))
        entry |= {"before": of_case.get(entry["ref"], "0" * 64), "previous": before}
        lines.append(json.dumps(entry, ensure_ascii=False).encode())
        before = of_case[entry["ref"]] = sha256_of(lines[-1])
    path.write_bytes(b"\n".join(lines) + b"\n")
    store = Shelves(data)
    assert check_parcel(exported, store) == (f"{path}: is not the log that was exported: it was rewritten",)


# ── the command ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("purpose", FOR)
def test_every_reader_by_command(
    purpose: str,
    data: Path,
    configured: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The file is named after case and reader; what leaves the school is to be read by a person first."""
    monkeypatch.chdir(data.parent)
    who = ["--subject", "Kim Dale"] if purpose == "subject" else []
    assert main(["case", "export", f"HU-{REF}", "--for", purpose, *who, "--config", configured]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith(f"HU-{REF}-{purpose}.zip: ")
    assert ("Read it, and look at every picture" in printed) == (purpose not in ("school", "legal"))
    assert main(["case", "verify", f"HU-{REF}-{purpose}.zip", "--config", configured]) == 0


def test_wrong_usage_is_said(exported: Path, configured: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is there stays; the subject is named; only the police are told names by decision."""
    export = ["case", "export", REF, "--config", configured]
    for wrong, said_ in (
        (["--out", str(exported)], "is there already"),
        (["--for", "subject"], "--for subject --subject NAME or ADDRESS"),
        (["--subject", "Kim Dale"], "--for subject --subject NAME or ADDRESS"),
        (["--name-reporters"], "--name-reporters is for --for police"),
    ):
        assert main([*export, *wrong]) == 2
        assert said_ in capsys.readouterr().err
    assert main(["case", "verify", "none.zip", "--config", configured]) == 2


def test_a_damaged_case_is_said_and_a_lost_file_stops_it(
    data: Path, configured: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is wrong is told beside the copy, exit code 1; a picture that is another goes nowhere."""
    out = data.parent / "out.zip"
    log = data / "custody.log"
    export = ["case", "export", REF, "--out", str(out), "--config", configured]
    (data / "cases" / REF / "evidence" / "stray").write_bytes(b"x")
    assert main(export) == 1
    assert "stray: is no part of the case" in capsys.readouterr().err
    out.unlink()
    picture = data / "cases" / REF / "evidence" / sha256_of(PICTURE)
    picture.chmod(0o600)
    picture.write_bytes(b"another")
    assert main(export) == 1
    assert (out.exists(), log.exists()) == (False, True)
    assert "is not what it was" in capsys.readouterr().err


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_bar_on_a_terminal_alone() -> None:
    """It grows, ends, and leaves nothing behind; elsewhere, and for a few things, there is none."""
    screen, pipe = Screen(), io.StringIO()
    assert list(metered(range(60), "Packing", screen)) == list(metered(range(60), "Packing", pipe))
    shown = screen.getvalue().split("\r")[1:]
    assert (shown[0], shown[15], shown[-1]) == (
        f"Packing [{'.' * 30}] 0 of 60\x1b[K", f"Packing [{'#' * 15}{'.' * 15}] 30 of 60\x1b[K", "\x1b[K",
    )  # fmt: skip
    few = Screen()
    assert (list(metered("abc", "Packing", few)), few.getvalue(), pipe.getvalue()) == (
        ["a", "b", "c"],
        "",
        "",
    )


# ── the pages ──────────────────────────────────────────────────────────────────────────────


@PDF
@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler is not installed")
def test_the_pages_hold_the_same_words(data: Path, tmp_path: Path) -> None:
    """Tagged, numbered, with the long link whole; nothing of the text is missing on the pages."""
    files = files_for(data, Purpose.LEGAL)
    (tmp_path / "a.pdf").write_bytes(files["chronology.pdf"])
    text = run("pdftotext a.pdf -", tmp_path)
    pages = int(run("pdfinfo a.pdf | sed -n 's/^Pages: *//p'", tmp_path))
    assert [n for n in range(1, pages + 1) if f"page {n} of {pages}" not in text] == []
    assert "Chronology of case HU-2026-0001" in run("pdfinfo a.pdf", tmp_path)
    joined = "".join(text.split())
    assert LONG in joined
    plain = files["chronology.txt"].decode().replace("|", " ")
    latin = set(re.findall(r"[A-Za-z0-9żółćŻ]{4,20}", plain.partition("\n")[2]))
    assert sorted(word for word in latin if word not in joined) == []


def test_other_scripts_are_in_text_and_web_page(data: Path) -> None:
    """Polish, Chinese, Urdu and a smile, letter by letter; the web page loads nothing and runs nothing."""
    files = files_for(data, Purpose.SCHOOL)
    for name in ("chronology.txt", "chronology.html"):
        assert WORDS in files[name].decode()
    page = files["chronology.html"].decode()
    assert re.findall(r"<(?:script|img|link|iframe|a)\b", page) == []
    assert "default-src 'none'" in page


def test_without_the_extra_there_are_text_and_web_page(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And nothing else is missing."""
    monkeypatch.setitem(sys.modules, "typst", None)
    files = files_for(data, Purpose.LEGAL)
    assert ("chronology.pdf" in files, "chronology.html" in files) == (False, True)


def test_a_school_has_its_own_words(data: Path, tmp_path: Path) -> None:
    """Its own words.toml replaces ours; one that lacks a word is named."""
    own = tmp_path / "own" / "export"
    own.mkdir(parents=True)
    words = (shipped() / "export" / "words.toml").read_text("utf-8")
    (own / "words.toml").write_text(words.replace("Chronology of case", "Hanes achos"), "utf-8")
    with World(data) as world:
        asked = Asked(Purpose.SCHOOL)
        made = make_parcel(world.store, REF, asked, world.clerk.office, own.parent).data
        assert b"Hanes achos HU-2026-0001" in made
        (own / "words.toml").write_text(words.replace('chronology = "What happened"', ""), "utf-8")
        with pytest.raises(Misconfigured, match=r"words\.toml: headings\.chronology is missing"):
            make_parcel(world.store, REF, asked, world.clerk.office, own.parent)


def test_every_event_and_decision_has_a_sentence() -> None:
    """A kind of event or decision without words would read "Recorded: …"."""
    words = ExportWords()
    slugs = [f"decided_{verb.value}{more}" for verb in Verb for more in ("", "_draft")]
    slugs += [f"told_{one.value}" for one in Progress if one.value not in ("posted", "not_posted")]
    slugs += [f"draft_{one.value}" for one in DraftState]
    slugs += [f"letter_{one}" for one in ("sent", "failed", "in_doubt", "cancelled")]
    slugs += ["reported", "drafted", "skipped", "freed", "absorbed", "merged", "parted", "closed", "reopened"]
    assert [slug for slug in slugs if words.find(f"events.{slug}") is None] == []
    assert [one for one in LetterState if words.find(f"states.{one.value}") is None] == []
