"""Letters as pages to print: the same words, the same bytes, nothing read as markup."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests import cast
from tests.drafts import NOW, VARIANTS, write
from tests.test_letter_drafts import TO_PARENTS
from worker.errors import Misconfigured
from worker.wording.pages import Page, find_pdf, has_pages
from worker.wording.templates import shipped

pytestmark = pytest.mark.skipif(not has_pages(), reason="the extra pdf is not installed")
POPPLER = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
TO = ("Kim Dale", "12 Example Street", "Northside", "ZZ1 1ZZ")
DAY = "Tuesday 24 November 2026"


def page(name: str) -> Page:
    subject, text = write(*VARIANTS[name])
    return Page(subject, text, TO, DAY, NOW)


def pdf(one: Page, own: Path | None = None) -> bytes:
    made = find_pdf(one, cast.SCHOOL, own)
    assert made is not None
    return made


def words_of(made: bytes, folder: Path, *options: str) -> str:
    """What poppler reads on the page."""
    file = folder / "letter.pdf"
    file.write_bytes(made)
    return subprocess.run(
        ["pdftotext", *options, str(file), "-"], check=True, capture_output=True, text=True
    ).stdout


@POPPLER
@pytest.mark.parametrize("name", TO_PARENTS)
def test_a_page_has_the_words_of_the_mail(name: str, tmp_path: Path) -> None:
    """Every letter to a parent, word for word and in order, on one sheet of paper."""
    one = page(name)
    read = words_of(pdf(one), tmp_path).replace("\u2022", " ").split()
    said = [word for word in f"{one.subject} {one.text}".split() if word != "-"]
    start = read.index(said[0], len(TO))
    assert read[-len(said) :] == said or read[start : start + len(said)] == said
    info = subprocess.run(["pdfinfo", str(tmp_path / "letter.pdf")], capture_output=True, text=True).stdout
    assert re.findall(r"(?m)^(Pages|Tagged|Title): +(.*)$", info) == [
        ("Title", one.subject),
        ("Tagged", "yes"),
        ("Pages", "1"),
    ]


@POPPLER
def test_the_address_stands_in_the_window(tmp_path: Path) -> None:
    """A DL window is 20 to 110 mm from the left and 53 to 88 mm from the top; a fold may slip by 3 mm."""
    boxes = words_of(pdf(page("invitation")), tmp_path, "-bbox")
    found = re.findall(
        r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(?:12|Example|Street|1ZZ)<', boxes
    )
    millimetres = [tuple(float(point) * 25.4 / 72 for point in box) for box in found]
    address = [(x, y, x2, y2) for x, y, x2, y2 in millimetres if 45 < y < 100]
    inside = [x >= 23 and x2 <= 107 and y >= 56 and y2 <= 85 for x, y, x2, y2 in address]
    assert inside == [True] * 4


def test_the_same_letter_is_the_same_file() -> None:
    """Byte for byte, and another when the words, or the day, are others."""
    one = page("warning")
    assert pdf(one) == pdf(one)
    assert len({pdf(one), pdf(replace(one, subject="Another")), pdf(replace(one, on="Another day"))}) == 3


@POPPLER
def test_no_words_are_markup(tmp_path: Path) -> None:
    """Whatever a letter says stays words: nothing is run, read, emphasised or made a heading."""
    said = (
        '#panic("x") #include "/etc/passwd" $x^2$ *bold* _em_ = Heading <label> @ref `raw` \\ // gone'
        ' #read("/etc/passwd") -- --- ... "quotes" \'single\''
    )
    made = pdf(Page(said, f"Dear {said}\n\n{said}\n", (said,), said, NOW))
    read = " ".join(words_of(made, tmp_path).split())
    assert read.count(" ".join(said.split())) >= 3
    assert "root:" not in read


def test_a_letter_no_font_has_still_makes_a_page() -> None:
    """A name in another script, or a smile, does not stop the printing."""
    assert pdf(replace(page("invitation"), text="Dear 李小龍 😀\n\nHello.\n")).startswith(b"%PDF-")


def test_a_school_has_its_own_page_and_logo(tmp_path: Path) -> None:
    """A logo in its folder is enough; a page there is used instead of ours; a broken one is an error."""
    (tmp_path / "letters").mkdir()
    own = tmp_path / "letters" / "page.typ"
    square = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    plain = pdf(page("invitation"), tmp_path)
    assert plain == pdf(page("invitation"))
    (tmp_path / "letters" / "logo.svg").write_text(square, "utf-8")
    with_logo = pdf(page("invitation"), tmp_path)
    assert with_logo != plain
    own.write_text((shipped() / "letters" / "page.typ").read_text("utf-8").replace("19pt", "18pt"), "utf-8")
    assert pdf(page("invitation"), tmp_path) not in (plain, with_logo)
    own.write_text("#let x = ", "utf-8")
    with pytest.raises(Misconfigured, match=r"templates/letters/page.typ: .* Correct or remove it\."):
        find_pdf(page("invitation"), cast.SCHOOL, tmp_path)


def test_without_typst_there_is_no_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without the extra makes none, and says so instead of failing."""
    monkeypatch.setitem(sys.modules, "typst", None)
    assert has_pages() is False
    assert find_pdf(page("invitation"), cast.SCHOOL) is None
