"""What stands under a message and is not the message: signatures, device lines, disclaimers, banners."""

from __future__ import annotations

import re
from dataclasses import dataclass

from worker.reading.dates import strip_invisible
from worker.reading.quotehtml import marks
from worker.reading.shapes import MOST_SEARCHED, words

_MOST_LINES = 16


@dataclass(frozen=True, slots=True)
class Signed:
    """A text with its signature apart; ``because`` is set when the signature may hide an answer."""

    text: str
    signature: str = ""
    because: str = ""


def split_signature(text: str, sender: str = "") -> Signed:
    """Part a typed text from what a client or a person's signature adds around it.

    ``sender`` (name and address) makes the name block stricter: another person's name is content.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    if len(lines) > MOST_SEARCHED:
        return Signed(text.strip("\n"))
    lines, banner = _cut_banner(lines)
    kept, under = _cut_from(lines, _find_end(lines))
    kept, device, below = _cut_device_line(kept)
    because = "words stand below a “sent from” line" if below else ""
    kept, block = (kept, []) if below else _cut_from(kept, _find_name_block(kept, sender))
    while block and kept and (not kept[-1].strip() or _RULE.match(kept[-1])):
        block.insert(0, kept.pop())
    signature = _join(banner + block + device + under)
    if not because and _DECISIVE.search(_join(_undisclaimed(under))):
        because = "the signature holds words that could be part of the answer"
    return Signed(_join(kept), signature, because)


def read_signature(text: str) -> Signed:
    """Judge what a client marked as the signature: all of it is, but an answer may be typed there."""
    hides = _DECISIVE.search(_join(_undisclaimed(text.split("\n"))))
    return Signed(
        "", text.strip(), "the signature holds words that could be part of the answer" if hides else ""
    )


def _join(lines: list[str]) -> str:
    return "\n".join(line.rstrip() for line in lines).strip("\n \t")


def _cut_from(lines: list[str], at: int | None) -> tuple[list[str], list[str]]:
    return (lines, []) if at is None else (lines[:at], lines[at:])


# Words that decide something: a block holding one is never put aside without saying so.
_DECISIVE = re.compile(
    r"\b(?:approv\w*|disapprov\w*|reject\w*|refus\w*|hold|wait|not|don[’']?t|never|stop|send|sent|change|close|unless"
    r"|until|yes|ok|okay|agree\w*|cancel\w*|instead|first|draft|delete|but)\b",
    re.IGNORECASE,
)


# ── device lines ───────────────────────────────────────────────────────────────────────────

_DEVICE = re.compile(
    r"iphon|ipad|ipod|android|galaxy|samsung|outlook|yahoo|\bmail\b|gmail|blackberry|huawei|xiaomi|redmi|pixel|oneplus"
    r"|nokia|motorola|xperia|windows|phone|mobile|mobil|tablet|device|smartphone|handy|móvil|telefon|proton|bluemail"
    r"|aquamail|\bspark\b|thunderbird|k-9|\bapp\b|\bhey\b|mailspring|手机|手機|携帯|\bnine\b|\bmac\b|tutanota|tuta|айфон|мобильн|\bfront\b|superhuman|airmail|typeapp|groenmail|téléphone|celular|cihaz|ফোন|फ़ोन|آیفون|هاتف"
    r"|\btel\b|galaksi|blue ?mail|newton|missive|ipod|virus",
    re.IGNORECASE,
)
_AFTER = (
    "から送信",
    "傳送",
    "gesendet",
    "bidalia",
    "භාවිතයෙන්",
    "से भेजा गया",
    "سے بھیجا گیا",
    "보냄",
    "送信",
    "gönderildi",
    "küldve",
    "elküldve",
    "lähetetty",
    "에서 보냄",
)


def _is_device_line(line: str) -> bool:
    if not 6 <= len(line) <= 300:
        return False
    if not _DEVICE.search(line) and "sent from my" not in line.lower():
        return False
    bare = _LINK.sub(r"\1", strip_invisible(line)).strip(" *_-—–.<>()[]\u2063\u00a0").lower()
    if not 6 <= len(bare) <= 140:
        return False
    if _DECIDES.search(bare):
        return False
    if bare.startswith("sent from my ") and bare.count(" ") < 9:
        return True
    if bare.startswith(marks("signature", "devices")) and _DEVICE.search(bare) and len(bare) < 100:
        return not bare.startswith("von mein") or "gesendet" in bare or "verschickt" in bare
    if not (bare.startswith(words("words", "sent_from")) or bare.endswith(_AFTER)):
        return False
    return bool(_DEVICE.search(bare))


# A sentence that tells what to do is no device's.
_DECIDES = re.compile(
    r"\b(?:approv\w*|reject\w*|refus\w*|hold|wait|don[’']?t|never|stop|close|unless|until|yes|cancel\w*"
    r"|instead|delete|please|bitte|warten|nicht|already|attend\w*|espera\w*)\b",
    re.IGNORECASE,
)
_LINK = re.compile(r"\[([^\[\]]{1,100})\]\([^()]{1,300}\)")


def _cut_device_line(lines: list[str]) -> tuple[list[str], list[str], bool]:
    """Take out the "Sent from …" lines; the third value says that something stands below one."""
    at = next((index for index, line in enumerate(lines) if _is_device_line(line)), None)
    if at is None:
        return lines, [], False
    device = [line for line in lines[at:] if _is_device_line(line)]
    after = [line for line in lines[at:] if not _is_device_line(line)]
    below = any(line.strip(" _-*\t") for line in after)
    while after and not after[0].strip():
        after.pop(0)
    return lines[:at] + (after if below else []), device, below


# ── the delimiter, disclaimers and banners ─────────────────────────────────────────────────


def _find_end(lines: list[str]) -> int | None:
    """Return the line where a "-- " signature or a disclaimer begins."""
    whole = "\n".join(lines).lower()
    disclaims = _disclaims(whole)
    for index, line in enumerate(lines):
        bare = line.strip()
        if bare in _DELIMITERS or (disclaims and _is_disclaimer(line)):
            return _find_rule_above(lines, index)
        if _is_rule(line) and _is_footer(lines[index + 1 : index + 8]):
            return index
        if bare.startswith("-- ") and not any(below.strip() for below in lines[index + 1 :]):
            # A signature on one line; a dash also opens a sentence.
            return index if len(bare) < 40 and _is_name(bare[3:]) else None
    return None


_DELIMITERS = ("--", "—", "––", "-- --")


def _is_rule(line: str) -> bool:
    return len(line) > 4 and bool(_RULE.match(line[:200]))


def _find_rule_above(lines: list[str], at: int) -> int:
    """Return where the rule above a signature or disclaimer stands, or the place itself."""
    above = at - 1
    while above >= max(0, at - 3) and not lines[above].strip():
        above -= 1
    return above if above >= 0 and _is_rule(lines[above]) else at


def _is_footer(lines: list[str]) -> bool:
    """True for what a mailing list puts under every message (RFC 2369's links, in words)."""
    lowered = "\n".join(lines).lower()[:1_000]
    linked = "http" in lowered or "@" in lowered or "www." in lowered
    return linked and any(phrase in lowered for phrase in marks("lines", "list_footers"))


def _is_disclaimer(line: str) -> bool:
    lowered = line.lower()
    if len(line) <= (20 if line.isascii() else 12):
        return False
    return _disclaims(lowered)


def _disclaims(lowered: str) -> bool:
    if any(phrase in lowered for phrase in words("words", "disclaimers")):
        return True
    return any(phrase in lowered for phrase in marks("signature", "disclaimers"))


def _undisclaimed(lines: list[str]) -> list[str]:
    at = next((index for index, line in enumerate(lines) if _is_disclaimer(line)), len(lines))
    return lines[:at]


def _cut_banner(lines: list[str]) -> tuple[list[str], list[str]]:
    """Take a gateway's warning off the top, with the paragraph it stands in."""
    start = next((index for index, line in enumerate(lines) if line.strip()), 0)
    end = start
    while end < min(len(lines), start + 8) and lines[end].strip():
        end += 1
    paragraph = " ".join(lines[start:end]).lower()
    if end > start and any(phrase in paragraph for phrase in words("words", "banners")):
        last = max(i for i in range(start, end) if _has_banner(lines, start, i)) + 1
        return lines[:start] + lines[last:], lines[start:last]
    return lines, []


def _has_banner(lines: list[str], start: int, index: int) -> bool:
    """True when a phrase of a banner ends on this line (it may be wrapped over the one before)."""
    two = " ".join(lines[max(start, index - 1) : index + 1]).lower()
    one = lines[index - 1].lower() if index > start else ""
    return any(phrase in two and phrase not in one for phrase in words("words", "banners"))


# ── name blocks ────────────────────────────────────────────────────────────────────────────

_NAME_WORD = re.compile(r"[^\W\d_][\w'’.-]{0,30},?\Z")
_PARTICLES = {"de", "da", "van", "von", "der", "den", "la", "le", "al", "bin", "and", "of", "del", "di"}
_CONTACT = re.compile(
    r"\+?\d[\d ()./-]{7,20}\d|@|www\.|https?://|\s\|\s|\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b|\b(?:tel|mob|phone|direct)\b[.:]",
    re.IGNORECASE,
)
_RULE = re.compile(r"\s{0,3}[-_=*~—–]{2,200}\s{0,3}\Z")
_SIGN_OFF = re.compile(
    r"(?:many |kind(?:est)? |best |warm(?:est)? |with ){0,3}"
    r"(?:thanks|thank you|regards|wishes|cheers|yours \w+|best|sincerely)(?: again| all)?[,.!]?\Z",
    re.IGNORECASE,
)


def _find_name_block(lines: list[str], sender: str) -> int | None:
    """Return where a block "name, job title or contact, …" begins that runs to the end of the text."""
    last = len(lines)
    while last and not lines[last - 1].strip(" _-*\t"):
        last -= 1
    for index in range(max(0, last - _MOST_LINES), last):
        if not lines[index].strip():
            continue
        if _stands_alone(lines[index : index + 2]):
            continue
        block = [line.strip() for line in lines[index:last] if line.strip()]
        ruled = index > 0 and bool(_RULE.match(lines[index - 1]))
        apart = index == 0 or ruled or not lines[index - 1].strip() or _has_title(block[1:2])
        if apart and _is_name_block(block, sender, ruled):
            return _find_sign_off(lines, index)
    return None


def _stands_alone(lines: list[str]) -> bool:
    """True for one word with nothing right below: "Ja" is an answer, however much it looks like a name."""
    return len(lines[0].split()) == 1 and len(lines) > 1 and not lines[1].strip()


def _find_sign_off(lines: list[str], block: int) -> int:
    """Return where the "Kind regards" above a name block stands, or the block itself."""
    above = block - 1
    while above >= 0 and not lines[above].strip():
        above -= 1
    if above < 0:
        return block
    said = lines[above].strip()
    signs_off = _SIGN_OFF.match(said) or said.lower().rstrip(",.! ") in marks("signature", "sign_offs")
    return above if signs_off else block


def _is_name_block(block: list[str], sender: str, ruled: bool) -> bool:
    if not block:
        return False
    name, _, beside = block[0].partition("|")
    rest = ([beside] if beside else []) + block[1:]
    if not rest or not _is_name(name.strip()) or not _may_be_sender(name, sender):
        return False
    if not (ruled or _has_title(rest[:2]) or any(_CONTACT.search(line) for line in rest[:4])):
        return False
    return all(len(line) <= 160 for line in rest) and not _DECISIVE.search("\n".join(rest))


def _is_name(text: str) -> bool:
    parts = [part for part in text.strip("*_ ").split() if part.lower() not in _PARTICLES]
    if not 1 <= len(parts) <= 5 or _DECISIVE.search(text) or _SIGN_OFF.match(text):
        return False
    return all(_NAME_WORD.match(part) and (part[0].isupper() or not part[0].islower()) for part in parts)


def _may_be_sender(name: str, sender: str) -> bool:
    known = {word for word in re.split(r"[\W_\d]+", sender.lower()) if len(word) > 2}
    return not known or any(word in known for word in re.split(r"[\W_\d]+", name.lower()))


_NOT_WORD = re.compile(r"[^\w-]+")


def _has_title(lines: list[str]) -> bool:
    """True when a line holds a job title as whole words."""
    text = f" {_NOT_WORD.sub(' ', ' '.join(lines).lower())} "
    return any(f" {title} " in text for title in words("words", "job_titles"))
