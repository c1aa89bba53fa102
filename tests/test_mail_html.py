"""The mails by rule: what every mail program shows, what everybody can read, and nothing cut off by luck."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from tests import cast
from tests.test_letters import SAMPLES, WORDING, office_of, words_of
from worker.model import Address, Notice, Verb
from worker.preview import find_answers
from worker.preview.life import REPORT, Life

CLIENTS = tomllib.loads((Path(__file__).parent / "mail_clients.toml").read_text("utf-8"))
HTML = {name: words_of(sample).html for name, sample in SAMPLES.items()}
CLIPPED = 102 * 1024
"""Bytes of HTML after which Gmail cuts a mail off."""
VOID = {"meta", "br"}


@dataclass(frozen=True)
class Style:
    """How words are shown where they stand: their colours, by the classes and styles around them."""

    color: str = "#000000"
    back: str = "#ffffff"
    size: float = 16


@dataclass
class Page(HTMLParser):
    """One mail taken apart: its tags in order, and every stretch of words with its style."""

    dark: dict[str, dict[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words: list[tuple[str, Style]] = []
        self.edges: list[tuple[str, str]] = []
        self.open: list[tuple[str, Style]] = [("", Style())]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.tags.append((tag, found))
        style = rules(found.get("style", ""))
        for name in found.get("class", "").split():
            style |= self.dark.get(name, {})
        around = self.open[-1][1]
        size = float(style["font-size"].removesuffix("px")) if "font-size" in style else around.size
        here = Style(style.get("color", around.color), style.get("background-color", around.back), size)
        if style.get("border", "0").startswith(("1px", "2px")):
            self.edges.append((style.get("border-color", style["border"].split()[-1]), here.back))
        if tag not in VOID:
            self.open.append((tag, here))

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1][0] == tag, f"</{tag}> closes {self.open[-1][0]}"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if data.strip() and self.open[-1][0] not in ("style", "title"):
            self.words.append((data.strip(), self.open[-1][1]))


def rules(style: str) -> dict[str, str]:
    pairs = (one.partition(":") for one in style.split(";") if one.strip())
    return {name.strip(): value.replace("!important", "").strip() for name, _, value in pairs}


def sheets(html: str) -> str:
    return "\n".join(re.findall(r"(?s)<style>(.*?)</style>", re.sub(r"(?s)<!--.*?-->", "", html)))


def in_the_dark(html: str) -> dict[str, dict[str, str]]:
    """What each class is under prefers-color-scheme: dark."""
    block = re.search(r"(?s)prefers-color-scheme: dark\) \{(.*?)\n?\}\n?</style>", html)
    assert block is not None
    return {name: rules(body) for name, body in re.findall(r"\.([\w-]+) \{ ([^}]*) \}", block[1])}


def parsed(html: str, dark: dict[str, dict[str, str]] | None = None) -> Page:
    page = Page(dark or {})
    page.feed(re.sub(r"(?s)<!--.*?-->", "", html))
    assert [tag for tag, _ in page.open[1:]] == []
    return page


def contrast(one: str, other: str) -> float:
    """WCAG 2.2's contrast ratio of two colours."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


# ── what programs know ─────────────────────────────────────────────────────────────────────


def used(html: str) -> Iterator[tuple[str, str]]:
    page = parsed(html)
    for tag, attributes in page.tags:
        yield "html", tag
        for name, value in attributes.items():
            yield "attributes", name
            if name == "style":
                yield from (("css", known(one)) for one in rules(value))
    for body in re.findall(r"\{([^{}]*)\}", sheets(html)):
        yield from (("css", known(one)) for one in rules(body))
    yield from (
        ("at", one) for one in re.findall(r"@(\w+)|\((prefers-[\w-]+)", sheets(html)) for one in one if one
    )


def known(name: str) -> str:
    """The property that a table of support is kept of: ``padding-left`` is ``padding``."""
    if name in CLIENTS["css"] or name.startswith("mso-"):
        return name
    return next((one for one in CLIENTS["css"] if name.startswith(f"{one}-")), name)


@pytest.mark.parametrize("name", HTML)
def test_mails_use_what_programs_know(name: str) -> None:
    """Each element, attribute and property is in the table; where a program lacks it, nothing is lost."""
    lacking = []
    for kind, one in set(used(HTML[name])):
        support = "yyyyy" if one.startswith("mso-") else CLIENTS[kind].get(one, "missing in the table")
        if support.strip("yp") and one not in CLIENTS["without"]:
            lacking.append((kind, one, support))
    assert lacking == []


def test_the_table_holds_nothing_that_is_not_used() -> None:
    """A line for what no mail has would age unseen."""
    every = {pair for html in HTML.values() for pair in used(html)}
    lines = {(kind, one) for kind in ("css", "at", "html", "attributes") for one in CLIENTS[kind]}
    assert lines - every == set()
    assert {one for _, one in lines} >= set(CLIENTS["without"])


@pytest.mark.parametrize("name", HTML)
def test_padding_stands_where_word_shows_it(name: str) -> None:
    """Word's engine pads table cells alone: elsewhere padding is a grace, or the cell has it for Word."""
    graces = {"a", "strong", "ul", "ol", "p"}
    padded = {tag for tag, at in parsed(HTML[name]).tags if "padding" in at.get("style", "")}
    assert padded - {"td", "body"} <= graces
    links = HTML[name].count("<a ")
    assert HTML[name].count("mso-padding-alt") == links


@pytest.mark.parametrize("name", HTML)
def test_every_width_for_word_is_closed(name: str) -> None:
    """Conditional comments come in pairs: the table of 600 pixels that Word needs is opened and closed."""
    comments = re.findall(r"<!--\[if mso\]>(.*?)<!\[endif\]-->", HTML[name])
    assert sum(one.count("<table") - one.count("</table") for one in comments) == 0
    assert comments


# ── what people can read ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", HTML)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_word_stands_out(name: str, scheme: str) -> None:
    """WCAG 2.2, 1.4.3 and 1.4.11: words 4.5 to 1, the edges of what can be pressed 3 to 1."""
    page = parsed(HTML[name], in_the_dark(HTML[name]) if scheme == "dark" else None)
    assert [(text, style) for text, style in page.words if contrast(style.color, style.back) < 4.5] == []
    assert [
        edge for edge in page.edges if edge[0].startswith("#") and contrast(*edge) < 3 and edge[0] != edge[1]
    ] == []


def test_outlooks_dark_is_the_others_dark() -> None:
    """``data-ogsc`` and ``data-ogsb``, which Outlook puts around a mail, have the very same colours."""
    for html in HTML.values():
        if "data-ogsc" not in html:
            continue
        found = re.findall(r"\[data-ogs[cb]\] \.([\w-]+) \{ ([^}]*) \}", html)
        dark = in_the_dark(html)
        assert {name: rules(body) for name, body in found} == {
            name: value for name, value in dark.items() if "border-color" not in value
        }


def test_contrast_is_wcags() -> None:
    """The measure itself: known pairs."""
    assert [round(contrast(*pair), 2) for pair in (("#000000", "#ffffff"), ("#777777", "#ffffff"))] == [
        21,
        4.48,
    ]


@pytest.mark.parametrize("name", HTML)
def test_small_print_is_no_smaller_than_13_pixels(name: str) -> None:
    """And nothing has a height, so that twice the size finds room (WCAG 2.2, 1.4.4)."""
    page = parsed(HTML[name])
    assert [text for text, style in page.words if style.size < 13] == []
    assert re.findall(r"[; \"](?:max-)?height:|overflow|position:", HTML[name]) == []


@pytest.mark.parametrize("name", HTML)
def test_language_headings_and_tables(name: str) -> None:
    """The language is said, headings go down one by one, tables that lay out say so, and it has a title."""
    page = parsed(HTML[name])
    assert [at["lang"] for tag, at in page.tags if tag == "html"] == ["en-GB"]
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h\d", tag)]
    assert levels == sorted(levels[:1]) + levels[1:]
    assert levels.count(1) == (0 if SAMPLES[name].notice.kind == "letter" else 1)
    assert all(b - a <= 1 for a, b in pairwise(levels))
    assert {at.get("role") for tag, at in page.tags if tag == "table"} == {"presentation"}
    assert re.search(r"<title>\S.*</title>", HTML[name])


# ── what is in it ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", HTML)
def test_numbers_match_the_text_part(name: str) -> None:
    """Every number of the one part is in the other; the digest's days are counted apart."""
    words, facts = words_of(SAMPLES[name]), SAMPLES[name].notice.facts
    shown = " ".join(text for text, _ in parsed(words.html).words)
    said = set(re.findall(r"\d+", f"{words.subject} {words.text}"))
    seen = set(re.findall(r"\d+", shown))
    cells = " ".join(f"{cell['on']} {cell['due']}" for cell in facts.get("days", ()))
    in_subject = set(re.findall(r"\d+", words.subject))
    assert (seen - said - set(re.findall(r"\d+", cells)), said - seen - in_subject) == (set(), set())


@pytest.mark.parametrize("name", [name for name in SAMPLES if name.startswith("digest")])
def test_the_days_ahead_hold_all_that_is_due(name: str) -> None:
    """Whatever is due is in one cell of the timeline, and in one only."""
    facts = SAMPLES[name].notice.facts
    assert sum(cell["due"] for cell in facts["days"]) == len(facts["due"])


def test_what_is_due_in_a_holiday_stands_on_its_own_day() -> None:
    """Not on the school day before: it would look due today."""
    cells = SAMPLES["digest-holiday"].notice.facts["days"]
    assert [(cell["on"], cell["due"]) for cell in cells][:3] == [
        ("Monday 21 December", 0),
        ("Thursday 24 December", 1),
        ("Tuesday 5 January", 0),
    ]


NAME = "Maximiliana Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh 🌈 (Mum of 3)"
PLACE = "hubert.blaine.wolfeschlegelsteinhausenbergerdorff.senior@a-very-long-domain-of-a-family.example"


def hard_mails() -> dict[str, str]:
    """Mails with names, addresses, links and words longer than a phone is wide; from right to left too."""
    (post,) = REPORT.posts
    words = (
        f"هذه المدرسة لا تستمع إلى أحد 😡\n\nUseless. {'Donaudampfschifffahrtsgesellschaft' * 4} {'x' * 150}"
    )
    url = f"https://www.facebook.com/groups/{'a' * 180}/posts/10161234567890123/"
    reporter = Address(PLACE.replace("a-very-long-domain-of-a-family", "northside"), NAME)
    report = replace(
        REPORT,
        reported_by=reporter,
        posts=(replace(post, poster_name=NAME, url=url, group="Donaudampfschiff" * 6, text=words),),
    )
    life = Life(office_of())
    made = life.report(report)
    made |= {
        f"{kind} 2": notice
        for kind, notice in life.decide("", Verb.EDIT, edits=[{"to_address": PLACE}]).items()
    }
    another = replace(post, text=f"Another. {words}", url=None, key="another")
    made["news"] = life.report(replace(report, posts=(another,), new_text=words))["news"]
    return {
        name: WORDING.render(notice, find_answers(notice, cast.INBOX.email)).html
        for name, notice in made.items()
    }


def test_words_from_right_to_left_stand_so() -> None:
    """A quote takes its direction from its own first letter."""
    assert '<td class="panel line ink" dir="auto"' in hard_mails()["news"]


def long_mails() -> Iterator[tuple[str, Notice]]:
    """Reports, answers and cases far longer than any that was seen."""
    (post,) = REPORT.posts
    words = "They have no idea what they are doing & never had. " * 4_000
    report = replace(REPORT, posts=(replace(post, text=words),), new_text=words)
    life = Life(office_of())
    yield "approval", life.report(report)["approval"]
    another = replace(post, text=f"Another. {words}", url=None, key="another")
    yield "news", life.report(replace(report, posts=(another,)))["news"]


@pytest.mark.parametrize("name", ["every sample", "approval", "news"])
def test_no_mail_is_clipped(name: str) -> None:
    """Gmail cuts off behind 102 KB, and with it what stands below: half of that is left free."""
    made = HTML.values() if name == "every sample" else [
        WORDING.render(notice, find_answers(notice, cast.INBOX.email)).html
        for kind, notice in long_mails() if kind == name
    ]  # fmt: skip
    assert [len(html.encode()) for html in made if len(html.encode()) > CLIPPED // 2] == []
