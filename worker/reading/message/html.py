"""HTML to the text a person would read: lines, quotes and links kept, nothing run, nothing fetched."""

from __future__ import annotations

import html as entities
import re
import unicodedata

# Words and the tag behind them, if one follows; possessive, so that no text can make it backtrack.
_STEP = re.compile(
    r"""((?:[^<]++|<(?![a-zA-Z/!?]))*+)(?:<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})((?:[^<>"']++|"[^"]*+"|'[^']*+')*+)/?>)?"""
)
_LOOSE_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})([^<>]{0,4000}+)>")
_ATTRIBUTE = re.compile(r"""([a-zA-Z-]{1,40})\s{0,9}=\s{0,9}(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""")
_BETWEEN = " \t\r\n\f\u00a0"
_SPACES = re.compile(f"[{_BETWEEN}]+")
_HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none|mso-hide\s{0,3}:\s{0,3}all", re.IGNORECASE)

_SKIPPED = {"script", "style", "head", "title", "template", "noscript", "object", "svg", "math"}
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr", "o:p"}
_LINES = {
    "address", "article", "aside", "center", "dd", "div", "dl", "dt", "fieldset", "figure", "footer", "form",
    "header", "li", "main", "nav", "ol", "section", "table", "tbody", "tr", "ul", "pre",
}  # fmt: skip
_PARAGRAPHS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"}
_WRITTEN = _LINES | _PARAGRAPHS | {"a", "br", "hr", "td", "th"}
_RULE = "_" * 32
_LONGEST_SIGN = 12
"""Characters of an emoji of several."""
_MOST_TAGS = 25_000
"""Tags whose layout is kept; of what stands behind them, the words are."""


def to_text(source: str) -> str:
    """Turn HTML into lines of text; ``> `` marks quotes, ``text <address>`` a link whose text differs."""
    return _Writer().write(source)


_UNSEEN = (("<!--", "-->"), ("<style", "</style"), ("<script", "</script"), ("<title", "</title"))
_BLOCKS = _LINES | _PARAGRAPHS | {"br", "hr", "td", "th"}
_BLOCK_TAG = re.compile(rf"</?(?:{'|'.join(sorted(_BLOCKS))})\b[^<>]*+>", re.IGNORECASE)
_TAG_NAME = re.compile(r"</?([a-zA-Z]\w*+)[^<>]*+>")
_ANY_TAG = re.compile(r"</?[a-zA-Z][^<>]*+>")


def to_words(source: str) -> str:
    """Return all the words of HTML, whatever a style hides, without links, quote signs or layout.

    It is many times faster than ``to_text``, and leaves out only what no program shows to anybody.
    """
    source = " ".join(source.split())
    folded = source.lower()
    if any(opens in folded for opens, _ in _UNSEEN):
        for opens, closes in _UNSEEN:
            source = _cut_out(source, opens, closes)
    words = _TAG_NAME.split(source)
    if "<" in "".join(words[::2]):  # tags inside tags: one kind after the other
        return entities.unescape(_ANY_TAG.sub("", _BLOCK_TAG.sub("\n", source)))
    signs = {name: "\n" if name.lower() in _BLOCKS else "" for name in {*words[1::2]}}
    words[1::2] = map(signs.__getitem__, words[1::2])
    return entities.unescape("".join(words))


def _cut_out(source: str, opens: str, closes: str) -> str:
    """Leave out every stretch from one sign to the other; one that never ends stays."""
    folded = source.lower()
    if len(folded) != len(source):
        return source
    pieces, at = [], 0
    while (start := folded.find(opens, at)) >= 0 and (end := folded.find(closes, start)) >= 0:
        pieces.append(source[at:start])
        at = source.find(">", end) + 1 or len(source)
    return "".join((*pieces, source[at:])) if pieces else source


class _Writer:
    """One pass over one document: the lines so far and the state the next tag changes."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.line: list[str] = []
        self.quotes = 0
        self.pre = 0
        self.blank_due = False
        self.spaced = False
        self.skipping = ""
        self.skip_depth = 0
        self.link: tuple[str, int] | None = None

    def write(self, source: str) -> str:
        position, last_comment_end, last_sign = 0, source.rfind("-->"), source.rfind(">")
        for _ in range(_MOST_TAGS):
            step = _STEP.match(source, position)
            if step is None or position == len(source):
                break
            words, closing, name, attributes = step.groups()
            position = step.end()
            if words:
                self.text(words)
            if name is not None:
                self.tag(name.lower(), bool(closing), attributes)
            elif position > last_sign and not source.startswith(("<!", "<?"), position):
                self.text(source[position:])
                break
            else:
                position = self.sign(source, position, last_comment_end)
        else:
            self.text(_ANY_TAG.sub(" ", source[position:]))
        self.end_line()
        return "\n".join(self.lines).strip("\n")

    def sign(self, source: str, opened: int, last_comment_end: int) -> int:
        """Take a "<" that opens no whole tag, and return where to go on."""
        if source.startswith(("<!", "<?"), opened):
            return _skip_declaration(source, opened, last_comment_end)
        # A quote that never closes: then the tag ends at the first ">".
        tag = _LOOSE_TAG.match(source, opened)
        if tag is None:
            self.text("<")
            return opened + 1
        self.tag(tag[2].lower(), bool(tag[1]), tag[3])
        return tag.end()

    def text(self, raw: str) -> None:
        if self.skipping or not (self.line or self.pre or raw.strip(_BETWEEN)):
            return
        text = entities.unescape(raw) if "&" in raw else raw
        if self.pre:
            first, *rest = text.replace("\r\n", "\n").split("\n")
            self.line.append(first)
            for line in rest:
                self.end_line(keep_blank=True)
                self.line.append(line)
            return
        text = _SPACES.sub(" ", text)
        if text.startswith(" ") and (not self.line or self.line[-1].endswith(" ")):
            text = text[1:]
            self.spaced = self.spaced or not (text or self.line)
        if text:
            self.line.append(text)

    def tag(self, name: str, closing: bool, attributes: str) -> None:
        if self.skipping:
            self.skip(name, closing)
        elif not closing and (name in _SKIPPED or (attributes and self.is_hidden(name, attributes))):
            self.skipping, self.skip_depth = name, 1
        elif name in _WRITTEN:
            self.lay_out(name, closing, attributes)
        elif name == "img" and (sign := _sign_of(attributes)):
            self.line.append(sign)

    def skip(self, name: str, closing: bool) -> None:
        if name == self.skipping:
            self.skip_depth += -1 if closing else 1
            self.skipping = self.skipping if self.skip_depth else ""
        elif name == "body" and self.skipping == "head":
            self.skipping = ""

    def lay_out(self, name: str, closing: bool, attributes: str) -> None:
        if name == "br":
            self.end_line(keep_blank=True)
        elif name == "hr":
            self.end_line()
            self.line.append(_RULE)
            self.end_line()
        elif name in _PARAGRAPHS:
            self.paragraph(name, closing)
        elif name in _LINES:
            self.end_line()
            self.pre = max(0, self.pre + (-1 if closing else 1)) if name == "pre" else self.pre
            if name == "li" and not closing:
                self.line.append("- ")
        elif name in ("td", "th") and closing:
            self.line.append(" ")
        elif name == "a":
            self.anchor(closing, attributes)

    def is_hidden(self, name: str, attributes: str) -> bool:
        hides = name not in _VOID and _HIDDEN.search(attributes)
        return bool(hides and not attributes.rstrip().endswith("/"))

    def paragraph(self, name: str, closing: bool) -> None:
        self.end_line()
        if name == "blockquote":
            self.quotes = max(0, self.quotes + (-1 if closing else 1))
            self.blank_due = False if closing else self.blank_due
        else:
            self.blank_due = self.blank_due or bool(self.lines)

    def anchor(self, closing: bool, attributes: str) -> None:
        if not closing:
            href = read_attributes(attributes).get("href", "").strip()
            self.link = (href, len(self.line))
            return
        if self.link is None:
            return
        (href, begun), self.link = self.link, None
        shown = "".join(self.line[begun:]).strip() if begun <= len(self.line) else ""
        if href.startswith("mailto:") and "?" in href:  # a mail made ready, with its subject: no address
            return
        target = href.removeprefix("mailto:")
        if href.startswith(("http:", "https:", "mailto:")) and shown and _plain(target) != _plain(shown):
            self.line.append(f" <{target}>")
        elif href.startswith(("http:", "https:")) and not shown:
            self.line.append(f"<{target}> ")

    def end_line(self, keep_blank: bool = False) -> None:
        line = "".join(self.line).strip(" " if not self.pre else "").rstrip()
        self.line, spaced, self.spaced = [], self.spaced, False
        if not line and not keep_blank:
            # A line of a hard space alone is seen as an empty one.
            self.blank_due = self.blank_due or (spaced and bool(self.lines))
            return
        prefix = "> " * self.quotes
        if self.blank_due and self.lines and self.lines[-1].strip("> "):
            self.lines.append(prefix.rstrip())
        self.blank_due = False
        self.lines.append((prefix + line).rstrip())


def _sign_of(attributes: str) -> str:
    """The emoji that a picture stands for, as clients send it; "" for any other picture."""
    alt = read_attributes(attributes).get("alt", "").strip()
    shows = len(alt) <= _LONGEST_SIGN and any(unicodedata.category(one) == "So" for one in alt)
    return alt if shows and not any(one.isalnum() or one.isspace() for one in alt) else ""


def _plain(link: str) -> str:
    return link.strip("<>").split("://", 1)[-1].rstrip("/").lower()


def _skip_declaration(source: str, opened: int, last_comment_end: int) -> int:
    """Return the position after a comment, a doctype or a conditional; unclosed, only its sign is skipped."""
    if source.startswith("<!--", opened):
        return source.index("-->", opened) + 3 if opened < last_comment_end else opened + 4
    closed = source.find(">", opened, opened + 4_000)
    return closed + 1 if closed >= 0 else opened + 2


def read_attributes(source: str) -> dict[str, str]:
    """Read a tag's attributes, names in lower case, values with their entities undone; the first wins."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(source[:20_000]):
        value = match[2] or match[3] or match[4] or ""
        found.setdefault(match[1].lower(), entities.unescape(value))
    return found
