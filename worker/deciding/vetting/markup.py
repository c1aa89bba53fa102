"""The HTML of a reply: words struck through or hidden, and words that its text does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from worker.deciding.sentences import say
from worker.deciding.vetting.below import speaks_against
from worker.deciding.vetting.signs import find_more_signs
from worker.reading.message.html import read_attributes
from worker.reading.quoted.reply import NewText
from worker.reading.words.straight import straight

_TOKEN = re.compile(r"<!--.*?(?:-->|\Z)|<(/?)([a-zA-Z][\w:-]{0,40})([^<>]{0,4000})>", re.DOTALL)
_NAMED = re.compile(r"[.#]([\w-]{1,80})")
_SHEET_BEGINS = re.compile(r"<style\b[^<>]{0,400}>", re.IGNORECASE)
_SHEET_ENDS = re.compile(r"</style|\Z", re.IGNORECASE)
_STRIKES = re.compile(r"line-through", re.IGNORECASE)
_HIDES = re.compile(
    r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}(?:hidden|collapse)|mso-hide\s{0,3}:\s{0,3}all"
    r"|font-size\s{0,3}:\s{0,3}0(?:\.0{1,3})?(?:px|pt|em|rem|%)?\s{0,3}(?:;|!|$)"
    r"|opacity\s{0,3}:\s{0,3}0(?:\.0{1,3})?\s{0,3}(?:;|!|$)"
    r"|(?:max-)?(?:height|width)\s{0,3}:\s{0,3}0(?:px)?\s{0,3}(?:;|!|$)"
    r"|text-indent\s{0,3}:\s{0,3}-\d{3}|color\s{0,3}:\s{0,3}transparent",
    re.IGNORECASE,
)
_STRUCK_TAGS = {"s", "del", "strike"}
_FORM_TAGS = {"input", "select", "textarea"}
"""A box that may be ticked or not: nobody can tell from its words."""
_GIF = re.compile(r"\bgifs?\b", re.IGNORECASE)
_UNSEEN_TAGS = {"style", "script", "title", "head", "template"}
_CLOSED_BY_NEXT = {"p", "li", "td", "tr", "dd", "dt", "option"}
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr", "o:p"}
_ENTITY = re.compile(r"&#?\w{1,12};")
_SAID = re.compile(r"\w")
_LINKED = re.compile(
    r"<[^<>\s]{1,2000}>|\[(?:cid|image|https?|logo)[^\[\]\n]{0,2000}\]|https?://\S{1,2000}", re.IGNORECASE
)
_WORD = re.compile(r"\w+")
_MOST = 600_000
_DEEPEST = 200


def find_concealed(source: str) -> str | None:
    """Say that HTML holds words struck through or hidden from the eye, or None. Ours hold none."""
    if len(source) > _MOST:
        return say("markup.mail_too_long_see_whether")
    marked = _marked_names(source)
    open_tags = [_Open("", "", False)]
    at = 0
    for token in _TOKEN.finditer(source):
        if because := _said_under(open_tags[-1], source[at : token.start()]):
            return because
        at = token.end()
        name = (token[2] or "").lower()
        if because := _said_by(name, token[3]):
            return because
        if name:
            _turn(open_tags, name, bool(token[1]), token[3], marked)
    return _said_under(open_tags[-1], source[at:])


@dataclass(frozen=True, slots=True)
class _Open:
    """A tag now open: what it or a tag around it does to its words, and whether any are shown as text."""

    name: str
    because: str
    unseen: bool


def _said_under(tag: _Open, raw: str) -> str | None:
    if not tag.because or tag.unseen:
        return None
    return tag.because if _SAID.search(_ENTITY.sub("", raw)) else None


def _said_by(name: str, attributes: str) -> str | None:
    """What a tag says by itself: a box of a form, and a picture with words that speak against a yes."""
    if name in _FORM_TAGS:
        return say("markup.form")
    alt = _GIF.sub("", read_attributes(attributes).get("alt", "")) if name == "img" else ""
    return say("markup.picture") if alt.strip() and speaks_against(alt.strip(), "") else None


def _turn(open_tags: list[_Open], name: str, closing: bool, attributes: str, marked: dict[str, str]) -> None:
    """Open or close a tag; one left open is closed with the tag around it, or by the next of its kind."""
    if closing:
        for index in range(len(open_tags) - 1, max(0, len(open_tags) - _DEEPEST), -1):
            if open_tags[index].name == name:
                del open_tags[index:]
                return
    elif name not in _VOID and not attributes.rstrip().endswith("/"):
        if name in _CLOSED_BY_NEXT and open_tags[-1].name == name:
            open_tags.pop()
        around = open_tags[-1]
        because = around.because or _why(name, attributes, marked)
        open_tags.append(_Open(name, because, around.unseen or name in _UNSEEN_TAGS))


def _why(name: str, attributes: str, marked: dict[str, str]) -> str:
    if name in _STRUCK_TAGS:
        return say("markup.struck_through")
    found = read_attributes(attributes)
    named = [*found.get("class", "").split(), found.get("id", "")]
    if re.search(r"(?:^|\s)hidden(?:\s|=|$)", attributes, re.IGNORECASE):
        return say("markup.hidden")
    if because := _why_style(f"{found.get('style', '')};"):
        return because
    return next((marked[one] for one in named if one in marked), "")


def _why_style(style: str) -> str:
    if _STRIKES.search(style):
        return say("markup.struck_through")
    return say("markup.hidden") if _HIDES.search(style) else ""


def _marked_names(source: str) -> dict[str, str]:
    """The classes and ids that a style sheet strikes through or hides."""
    found: dict[str, str] = {}
    for sheet in _style_sheets(source):
        for rule in sheet.split("}"):
            selector, _, style = rule.rpartition("{")
            because = _why_style(f"{style};")
            found |= dict.fromkeys(_NAMED.findall(selector), because) if because else {}
    return found


def _style_sheets(source: str) -> Iterator[str]:
    """Each style sheet; one that is not closed goes on to the end, as it does for a browser."""
    at = 0
    while begins := _SHEET_BEGINS.search(source, at):
        ends = _SHEET_ENDS.search(source, begins.end())
        at = ends.start() if ends else len(source)
        yield source[begins.end() : at]


def find_difference(new: NewText, rich: NewText) -> str | None:
    """Say that a mail's text and its HTML do not hold the same new words, or None."""
    if find_more_signs(f"{new.text}\n{new.signature}", f"{rich.text}\n{rich.signature}"):
        return say("markup.its_text_its_html_do")
    if _words(new.text) == _words(rich.text):
        return None
    if _words(f"{new.text}\n{new.signature}") == _words(f"{rich.text}\n{rich.signature}"):
        return None
    return say("markup.its_text_its_html_do")


def _words(text: str) -> list[str]:
    return _WORD.findall(straight(_LINKED.sub(" ", text)).casefold())
