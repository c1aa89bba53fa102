"""Text as it is set: paragraphs and lines for any mail program, links that nobody presses, sizes in words."""

from __future__ import annotations

import re

from worker.deciding.sentences import label, question
from worker.errors import Misconfigured
from worker.wording.repeated import Repeated

_COLUMNS = 76
_DEEPEST = 38
"""So far in a further line begins at most."""
_TOGETHER = re.compile(r"(?<=\d) (?=[ap]m\b|[A-Z][a-z])")
"""No line breaks inside "4 pm" or "24 November"."""
_HANGS = re.compile(r" *(?:- |\d{1,2}\. )| +|[A-Z][a-z ]{2,10}: {2,8}|")


def split_subject(text: str) -> tuple[str, str]:
    """Split a rendered text template into its subject (the "Subject:" line) and its body."""
    head, _, body = text.lstrip().partition("\n")
    if not head.startswith("Subject:"):
        raise Misconfigured(['A text template must begin with a line "Subject: ...".'])
    return " ".join(head.removeprefix("Subject:").split()), tidy(body)


def tidy(text: str) -> str:
    """One blank line at most between paragraphs, none at the ends, no space at a line's end."""
    kept = "\n".join(map(str.rstrip, text.splitlines()))
    while "\n\n\n" in kept:
        kept = kept.replace("\n\n\n", "\n\n")
    return kept.strip() + "\n"


def wrap(text: str, keep: str = "") -> str:
    """Break long lines of prose at 76 columns, lists hanging. Lines of ``keep`` stay as they are."""
    whole = frozenset([line.rstrip() for line in keep.splitlines() if len(line) > _COLUMNS])
    lines = [line if len(line) <= _COLUMNS or line in whole else _BROKEN[line] for line in text.splitlines()]
    return "\n".join(lines) + "\n"


def _wrapped(line: str) -> str:
    lead = _HANGS.match(line)
    indent = min(lead.end(), _DEEPEST) if lead else 0
    if " " not in line[indent:]:
        return line
    held = _TOGETHER.sub("\ue000", line.expandtabs())
    lines, at = list[str](), 0
    while at < len(held):
        end = _end(held, at, _COLUMNS - (indent if lines else 0))
        lines.append(held[at:end].rstrip(" "))
        at = len(held) - len(held[end:].lstrip(" "))
    return ("\n" + " " * indent).join(lines).replace("\ue000", " ")


_BROKEN = Repeated(_wrapped, most=200)


def _end(line: str, at: int, width: int) -> int:
    """Where as many words end as fit, or one that does not."""
    if len(line) - at <= width:
        return len(line)
    end = line.rfind(" ", at + 1, at + width + 1)
    if end < 0:
        word = len(line) - len(line[at:].lstrip(" "))
        end = line.find(" ", word)
    return end if end >= 0 else len(line)


def paragraphs(text: str) -> list[str]:
    """What stands between blank lines, without the space around it."""
    return [one for part in text.strip().split("\n\n") if (one := part.strip())]


def lower_first(text: str) -> str:
    """Lower the first letter, for a title inside a sentence."""
    return text[:1].lower() + text[1:]


def upper_first(text: str) -> str:
    """Raise the first letter, for a line that begins with it."""
    return text[:1].upper() + text[1:]


def defang(url: str) -> str:
    """Show a link so that no mail program makes it clickable."""
    return re.sub(r"^https?://", "", url).replace(".", "[.]", 2)


_LINK = re.compile(
    r"(?<![\w@.-])(?:https?://(?P<rest>[^\s<>\"]{1,2000})"
    r"|(?P<bare>(?:www\.[^\s<>\"]{1,2000}|[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}"
    r"\.(?:com|org|net|info|uk|co|io|me|ly|example|test)\b(?:/[^\s<>\"]{0,2000})?)))",
    re.IGNORECASE,
)

_DOT_INSIDE = re.compile(r"\.[^\s<>\"]")
"""Stands in every link without its scheme."""


def unlinked(text: str) -> str:
    """Show somebody's words with every link in them defanged: what a parent wrote is not to be pressed."""
    if "://" not in text and _DOT_INSIDE.search(text) is None:
        return str(text)
    return _LINK.sub(lambda link: defang(link["rest"] or link["bare"]), text)


def in_bytes(size: int) -> str:
    """Say a size as people do: ``912 bytes``, ``34 kB``, ``2.1 MB``."""
    if size < 1000:
        return f"{size} bytes"
    return f"{size / 1000:.0f} kB" if size < 999_500 else f"{size / 1_000_000:.1f} MB"


def question_words(slug: str) -> str:
    """Return the plain words of a question back, by its slug."""
    return question(slug) or slug.replace("_", " ")


def flag_words(flag: str) -> str:
    """Return what was noticed in a report, in plain words."""
    return label("flags", flag) or flag.replace("_", " ")
