"""The kinds of line that stand in a signature whoever signs: devices, contact details, disclaimers."""

from __future__ import annotations

import re

from worker.deciding.vetting.lists import held, plain_words
from worker.reading.message.addresses import TYPED

_RULE = re.compile(r"[-_=*~—–•.|+#\s]{1,200}\Z")
_LINK = re.compile(
    r"<(?:https?|mailto|tel):[^<>\s]{1,2000}>|\[[^\[\]\n]{0,300}\]|\((?:https?|tel):[^()\s]{1,500}\)"
)

# ── devices ────────────────────────────────────────────────────────────────────────────────

_PHONE = (
    r"(?:apple )?(?:iphone|ipad|ipod)(?: \d{1,2})?(?: (?:pro|max|plus|mini|air|se)){0,2}"
    r"|(?:samsung )?galaxy(?: [a-z]{0,2}\d{1,3}[a-z+]{0,2})?"
    r"(?: (?:ultra|plus|fe|note|tab|fold|flip|smartphone|device|5g|4g)\b)*+"
    r"|samsung(?: (?:mobile|device|smartphone|phone|tablet|email)\b)*+"
    r"|(?:android|windows|google|huawei|xiaomi|redmi|oneplus|nokia|motorola|moto|sony|xperia|honor|oppo|work|school"
    r"|blackberry)"
    r"(?: (?:pixel|phone|mobile|device|smartphone|tablet|10|11)\b)*+(?: \d{1,2}[a-z]?)?(?: pro)?"
    r"|pixel(?: \d{1,2}[a-z]?)?(?: pro)?"
    r"|mobile(?: (?:phone|device))?|phone|smartphone|smart phone|tablet|mac|macbook|laptop"
    r"|handheld(?: device)?"
)
_APP = (
    r"(?:microsoft )?outlook|yahoo mail|(?:the )?mail(?: app)?|gmail(?: mobile)?|proton ?mail|samsung email"
    r"|aol(?: mail)?"
    r"|(?:bt|sky|virgin|talktalk) (?:e-?mail )?app|(?:the )?bt e-?mail app|bluemail|aqua ?mail|spark|icloud"
    r"|hotmail"
)
_ON = (
    r"(?: (?:for|on|from|mobile|app|my|by readdle|an?|the|ios|android|iphone|ipad|mac|windows|phone|tablet"
    r"|10|11)\b){0,5}+"
)
_EXCUSE = r"(?:(?:please |kindly )?(?:excuse|forgive|pardon)|(?:my )?apologies for|sorry for)"
_FAULTS = (
    r"(?: (?:any|the|my|all|brevity|typos?|errors?|mistakes?|typing|spelling|predictive|text|autocorrect"
    r"|and|or|short|reply))"
    r"{1,9}+"
)
_DEVICE = re.compile(
    rf"(?:sent|posted) (?:from|via|with|using|by)(?: (?:my|the|a|an))? (?:{_PHONE}|{_APP}){_ON}"
    rf"(?:[.,;]? ?(?:so )?{_EXCUSE}{_FAULTS})?"
    rf"|get (?:outlook|bluemail) for (?:ios|android|mac|windows|mobile)"
    r"|yahoo mail: search, organi[sz]e, conquer"
    r"|anfonwyd o fy (?:iphone|ipad)"
    rf"|{_EXCUSE}{_FAULTS}",
    re.IGNORECASE,
)


def is_rule(line: str) -> bool:
    """True for a line without words: "--", a row of dashes."""
    return bool(_RULE.match(line[:200]))


def is_device_line(line: str) -> bool:
    """True for a line that a phone or an app writes, and not one word more."""
    bare = " ".join(_LINK.sub(" ", line[:2_500]).split()).strip(" .!_-")
    return len(bare) <= 140 and bool(_DEVICE.fullmatch(bare))


# ── working days ───────────────────────────────────────────────────────────────────────────

_DAY = r"(?:mon|tue|wed|thu|fri)[a-z]{0,6}"
_HOURS = re.compile(
    rf"(?:my |normal |usual ){{0,2}}work(?:ing)? (?:days|hours|pattern)(?: are| is)?:? {_DAY}"
    rf"(?:(?:,? ?(?:to|and|&|-|–|,|/) ?| ){_DAY}){{0,4}}",
    re.IGNORECASE,
)


def is_hours(line: str) -> bool:
    """True for "Working days: Monday to Wednesday", and not one word more."""
    return len(line) <= 90 and bool(_HOURS.fullmatch(line.strip(" .").replace("  ", " ")))


# ── contact details ────────────────────────────────────────────────────────────────────────

_LABEL = (
    r"(?:(?:school |office |main |work |direct |mobile )?(?:tel(?:ephone)?|phone|ph|mob(?:ile)?|cell|fax"
    r"|direct|office|line|dd|switchboard"
    r"|extension|ext|t|p|m|f|d|ff[oô]n)(?: (?:no|number|line|dial))?\.?\s{0,2}[:.]?\s{0,2})?"
)
_NUMBER = r"(?:\+|\(?00)?\(?\d[\d ()./-]{5,20}\d"
_NUMBER += r"(?:,?\s{0,2}(?:ext(?:ension)?|x|option|opt)\.?\s{0,2}:?\s{0,2}\d{1,5}){0,2}"
_CALL = re.compile(
    rf"(?:{_LABEL}{_NUMBER}|(?:ext(?:ension)?|x)\.?\s{{0,2}}:?\s{{0,2}}\d{{2,5}})", re.IGNORECASE
)
_EMAIL = re.compile(rf"(?:(?:e-?mail|e|mail)\s{{0,2}}[:.]?\s{{0,2}})?({TYPED})", re.IGNORECASE)
_SITE = re.compile(
    r"(?:(?:web(?: ?site)?|w|visit us at|url)\s{0,2}[:.]?\s{0,2})?(?:https?://)?((?:[\w-]{1,63}\.){1,6}[a-z]{2,10})(/[\w./@-]{0,80})?",
    re.IGNORECASE,
)
_SOCIAL = ("facebook.com", "twitter.com", "x.com", "instagram.com", "linkedin.com", "youtube.com", "bsky.app")
_HANDLE = re.compile(
    r"(?:(?:follow us(?: on)?|find us(?: on)?|(?:on )?(?:twitter|facebook|instagram|x|insta|fb"
    r"|linkedin|bluesky|threads))\s{0,2}[:/]?\s{0,2}){0,2}"
    r"(@?[\w.]{3,40})",
    re.IGNORECASE,
)
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b")
_PLACE = re.compile(r"[A-Z0-9][\w'’.-]{0,30}")
_SMALL = {"of", "on", "the", "upon", "in", "le", "by", "under", "and", "st", "near"}


def is_contact(piece: str, email: str, own: frozenset[str]) -> bool:
    """True for a number, the sender's address, a site, a handle or a postal address alone."""
    bare = _LINK.sub(" ", piece).strip(" ,.;•|*")
    if not bare or len(bare) > 200:
        return not bare
    return (
        bool(_CALL.fullmatch(bare))
        or _is_own_address(bare, email)
        or _is_site(bare, email, own)
        or _is_postal(bare)
    )


def _is_own_address(bare: str, email: str) -> bool:
    """The sender's own mailbox, or another of the same domain's office; nobody else's."""
    found = _EMAIL.fullmatch(bare)
    if found is None or "@" not in email:
        return False
    local, _, domain = found[1].lower().partition("@")
    return found[1].lower() == email or (
        domain == email.split("@")[1]
        and local
        in ("office", "admin", "head", "info", "enquiries", "contact", "schooloffice", "reception", "school")
    )


def _is_site(bare: str, email: str, own: frozenset[str]) -> bool:
    host = _SITE.fullmatch(bare)
    if host and "@" not in bare:
        name = host[1].lower().removeprefix("www.")
        path = (host[2] or "").strip("/")
        known = name in _SOCIAL or _is_related(name, email, own)
        return not path or (known and path.count("/") <= 1)
    handle = _HANDLE.fullmatch(bare)
    if handle is None or " " in handle[1]:
        return False
    labelled = handle.start(1) > 0 or handle[1].startswith("@")
    return labelled and _is_related(handle[1].lower(), email, own)


def _is_related(name: str, email: str, own: frozenset[str]) -> bool:
    """Whether a site or handle holds a word of the school's, of the sender's or of the address's domain."""
    domain = max(email.partition("@")[2].split(".") or [""], key=len) if "@" in email else ""
    words = {
        word
        for word in (*own, domain)
        if len(word) >= 4 and word not in ("school", "primary", "academy", "example")
    }
    return any(word in name for word in words)


def _is_postal(bare: str) -> bool:
    """ "Trinity Lane, Fellton CA99 9ZZ", "12 High Street", "Cumbria": names of places and a postcode."""
    without = _POSTCODE.sub(" ", bare)
    words = without.replace(",", " ").split()
    if not words:
        return True
    lowered = [word.lower().strip(".,") for word in words]
    if " ".join(lowered) in held("counties"):
        return True
    if set(lowered) & (held("never") | held("imperative")):
        return False
    placed = without != bare or (len(words) > 1 and lowered[-1] in held("streets"))
    placed = placed or any(
        len(part.split()) > 1 and part.split()[-1].lower() in held("streets") for part in bare.split(",")
    )
    return placed and len(words) <= 14 and all(_PLACE.fullmatch(word) or word in _SMALL for word in words)


# ── disclaimers and gateways' banners ──────────────────────────────────────────────────────

_STOP = re.compile(r"(?<=[.!?;])\s+|\s\|\s")
_NUMBERED = re.compile(
    r"(?:(?:company|charity|vat|registration|registered|reg|number|no|in|england|and|wales|uk)\b[.:,]?\s{0,2}){1,9}+\d{6,9}",
    re.IGNORECASE,
)
_SEAT = re.compile(r"registered (?:office|address)(?: is)?[:,]?\s{0,2}", re.IGNORECASE)


def find_disclaimers(lines: list[str], own: frozenset[str], drafted: frozenset[str]) -> frozenset[int]:
    """The numbers of the lines whose every sentence is a lawyer's or a gateway's.

    ``own`` are the words of the sender's and the school's names, ``drafted`` those of the drafts.
    """
    accounted: set[int] = set()
    paragraph: list[int] = []
    for index, line in enumerate([*lines, ""]):
        if line and not is_rule(line):
            paragraph.append(index)
            continue
        if paragraph:
            accounted |= _disclaimed(paragraph, lines, own, drafted)
        paragraph = []
    return frozenset(accounted)


def _disclaimed(
    paragraph: list[int], lines: list[str], own: frozenset[str], drafted: frozenset[str]
) -> set[int]:
    """Of one paragraph, the lines that take part in no other sentence than a disclaimer's."""
    sentences: list[tuple[str, set[int]]] = []
    open_ended = False
    for index in paragraph:
        for number, piece in enumerate(_STOP.split(lines[index])):
            if number == 0 and open_ended:
                text, at = sentences[-1]
                sentences[-1] = f"{text} {piece}", at | {index}
            elif piece.strip():
                sentences.append((piece, {index}))
        open_ended = len(lines[index]) >= 50 and lines[index][-1] not in ".!?:;"
    bad = {index for text, at in sentences if not _is_legal(text, own, drafted) for index in at}
    return set(paragraph) - bad


def _is_legal(sentence: str, own: frozenset[str], drafted: frozenset[str]) -> bool:
    bare = _LINK.sub(" ", sentence).strip(" .")
    words = plain_words(bare)
    seat = _SEAT.match(bare)
    if _NUMBERED.fullmatch(bare) or (seat and _is_postal(bare[seat.end() :])):
        return True
    if len(words) < 2:
        return bool(words) and words[0] in (
            "confidentiality",
            "disclaimer",
            "caution",
            "external",
            "warning",
            "notice",
        )
    text = f" {' '.join(words)} "
    anchors = sum(f" {anchor} " in text for anchor in held("anchors"))
    known = held("prose") | held("anchor words") | own
    if not anchors or (set(words) & held("never")) - held("prose"):
        return False
    if all(word in known or word.isdigit() for word in words):
        return len(words) >= 6 or text.strip() in (
            "confidentiality notice",
            "external email",
            "legal disclaimer",
        )
    return anchors >= 2 and len(words) >= 14 and not (set(words) - known) & drafted
