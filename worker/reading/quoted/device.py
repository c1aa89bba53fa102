"""The line a device or app puts under a message: "Sent from my iPhone", in any language known."""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby

from worker.reading.quoted.dates import strip_invisible
from worker.reading.quoted.quotehtml import marks
from worker.reading.quoted.shapes import without_points, words

_DEVICE = re.compile(
    r"iphon|ipad|ipod|android|galaxy|samsung|outlook|yahoo|\bmail\b|gmail|blackberry|huawei|xiaomi|redmi|pixel|oneplus"
    r"|nokia|motorola|xperia|windows|phone|mobile|mobil|tablet|device|smartphone|handy|móvil|telefon|proton|bluemail"
    r"|aquamail|\bspark\b|thunderbird|k-9|\bapp\b|\bhey\b|mailspring|手机|手機|携帯|\bnine\b|\bmac\b|tutanota|tuta|айфон"
    r"|мобильн|\bfront\b|superhuman|airmail|typeapp|groenmail|téléphone|celular|cihaz"
    r"|ফোন|फ़ोन|फोन|آیفون|آيفون|آئی ?فون|ਫੋਨ|போன்|هاتف"
    r"|\btel\b|galaksi|blue ?mail|newton|missive|virus|thumb|surface|kindle|nexus|xfinity",
    re.IGNORECASE,
)
_AFTER = (
    "から送信", "傳送", "发送", "gesendet", "bidalia", "භාවිතයෙන්", "से भेजा गया", "سے بھیجا گیا", "보냄", "送信",
    "gönderildi", "göndərilib", "থেকে পাঠানো", "அனுப்பப்பட்டது", "ارسال شد", "küldve", "elküldve", "lähetetty",
    "에서 보냄",
)  # fmt: skip
_AFTER_PLAIN = tuple(word for word in _AFTER if word.isascii())
# A sentence that tells what to do, or what happened, is no device's.
_DECIDES = re.compile(
    r"\b(?:approv\w*|reject\w*|refus\w*|hold|wait|don[’']?t|never|stop|close|unless|until|yes|cancel\w*"
    r"|instead|delete|please|bitte|warten|nicht|already|attend\w*|espera\w*)\b",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"(?:sent|typed|written|composed)\b.*\b(?:is|was|are|were|will|i|we|he|she|they|because|than|yesterday|today"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.DOTALL,
)
_EXCUSE = re.compile(
    r"(?:\A|[\s,.;:!()–—-]{1,5})(?:so |and |hence )?(?:please |pls |kindly )?"
    r"(?:sorry|excuse|forgive|pardon|apolog\w{2,6}|ignore|disregard|expect|entschuldig\w{1,6}|désolée?|excuse[rz]|disculp\w{1,4})\b"
    r"[^\n]{0,60}\b(?:typos?|brevity|spellings?|autocorrect\w*|mistakes?|errors?|short|brief\w*|terse\w*|thumbs|grammar"
    r"|kürze|tippfehler|fautes|erreurs|errores|erratas)\b[^\n]{0,40}\Z"
)
"""Typed once by the owner of a phone: asks nothing of the reader but patience."""
_APP_FOR = re.compile(
    r"(?=.{0,60}(?<![a-z])outlook)(?=.{0,60}(?<![a-z])(?:ios|android|mac|windows))[^.!?:;,]{14,60}"
    r"(?:<https?:[^<>\s]{1,200})?\Z"
)
"""Outlook's own line in a language no list holds: its name, the system's, and few words more."""
_SPOKEN = re.compile(
    r"\b(?:i|my|the|is|it|on|in|use[sd]?|using|have|has|had|with|our|we|she|he|they|via|and|or|be|are|was|then|only)\b"
)
"""A person who speaks of the app in English needs one of these."""
_MOST_APP_WORDS = 7
_LINK = re.compile(r"\[([^\[\]]{1,100})\]\([^()]{1,300}\)")
_ONLY_LINK = re.compile(r"[\s<(\[]{0,4}(?:https?://|www\.)[^\s<>]{3,300}[\s>)\]]{0,4}\Z")
_EDGES = " *_-—–.<>()[]\u2063\u00a0"


def is_device_line(line: str) -> bool:
    """True for a line that says from which device or app a message was sent, and nothing else."""
    if not 6 <= len(line) <= 300:
        return False
    plain = without_points(strip_invisible(line))
    bare = (_LINK.sub(r"\1", plain) if "[" in plain else plain).strip(_EDGES).lower()
    # Nearly every line is told by its first words already.
    opens = bare.startswith(_openings().get(bare[:_FEWEST], _NONE))
    app = "outlook" in bare and _names_the_app(bare)
    if not (opens or app or _may_end(bare)):
        return False
    excuse = _EXCUSE.search(bare)
    if excuse and not _DECIDES.search(bare[excuse.start() :].replace("please", "")):
        bare = bare[: excuse.start()].rstrip(_EDGES)
    if not 6 <= len(bare) <= 140 or _DECIDES.search(bare) or _TELLS.match(bare):
        return False
    if app:
        return True
    if bare.startswith(_SENT_FROM_MY) and bare.count(" ") < 9:
        return True
    if bare.startswith(_devices()) and _DEVICE.search(bare) and len(bare) < 100:
        return not bare.startswith("von mein") or "gesendet" in bare or "verschickt" in bare
    if not (bare.startswith(_sent_from()) or bare.endswith(_AFTER)):
        return False
    return bool(_DEVICE.search(bare))


def _names_the_app(bare: str) -> bool:
    few = bare.partition("<")[0].count(" ") < _MOST_APP_WORDS
    return few and bool(_APP_FOR.match(bare)) and not _SPOKEN.search(bare)


_SENT_FROM_MY = "sent from my "
_NONE: tuple[str, ...] = ()


_FEWEST = 2


@cache
def _devices() -> tuple[str, ...]:
    return tuple(map(without_points, marks("signature", "devices")))


@cache
def _sent_from() -> tuple[str, ...]:
    return tuple(map(without_points, words("words", "sent_from")))


@cache
def _openings() -> dict[str, tuple[str, ...]]:
    """How such lines begin, by their first letters; none is shorter."""
    every = sorted((_SENT_FROM_MY, *_devices(), *_sent_from()))
    return {letters: tuple(those) for letters, those in groupby(every, key=lambda one: one[:_FEWEST])}


def cut_device_line(lines: list[str]) -> tuple[list[str], list[str], bool]:
    """Take out the "Sent from …" lines; the third value says that something stands below one."""
    text = "\n".join(lines).lower()
    ends = _may_end(text)
    odd = "[" in text or not text.isascii()
    likely = (at for at, line in enumerate(lines) if ends or _may_open(line) or (odd and _is_odd(line)))
    at = next((index for index in likely if is_device_line(lines[index])), None)
    if at is None:
        return lines, [], False
    device: list[str] = []
    after: list[str] = []
    for line in lines[at:]:
        (device if is_device_line(line) or (not any(after) and _goes_on(line)) else after).append(line)
    below = any(line.strip(" _-*\t") for line in after)
    while after and not after[0].strip():
        after.pop(0)
    return lines[:at] + (after if below else []), device, below


def _may_end(text: str) -> bool:
    """Whether a text holds what a device's line may end with."""
    return any(map(text.__contains__, _AFTER_PLAIN if text.isascii() else _AFTER))


def _may_open(line: str) -> bool:
    """Whether a line begins as a device's may."""
    return line.strip(_EDGES)[:_FEWEST].lower() in _openings()


def _is_odd(line: str) -> bool:
    """Whether a line has links or unseen signs in it: it is looked at however it begins."""
    return "[" in line or not line.isascii()


def _goes_on(line: str) -> bool:
    """True for the app's address or the excuse right below a device line."""
    return bool(_ONLY_LINK.match(line)) or bool(_EXCUSE.match(line.strip(_EDGES).lower()[:140]))
