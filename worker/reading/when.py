"""When a post appeared or was seen, in the reporter's own words: "last night about 9pm", "20 mins ago"."""

from __future__ import annotations

import re

_N = r"(?:\d{1,3}|an?|one|two|three|four|five|six|ten|twenty|a few|a couple of|several)"
_CLOCK = r"(?:(?:about |around |at |approx\.? |just (?:before|after) |c\.? ?){0,2}\d{1,2}(?:[:.]\d\d)? ?(?:[ap]\.?m\b\.?|o['’]?clock)|(?:about |around |at ){0,2}\d{1,2}[:.]\d\d(?: ?(?:hrs|hours))?\b)"
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b"
_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
_DAY = (
    rf"(?:(?:{_WEEKDAY},? )?\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH}(?:,? 20\d\d)?|\d{{1,2}}/\d{{1,2}}(?:/(?:20)?\d\d)?(?![\w/])"
    rf"|20\d\d-\d\d-\d\d|(?:last |on |this ){{0,2}}{_WEEKDAY}(?: (?:night|morning|afternoon|evening|lunchtime))?"
    r"|last night|yesterday(?: (?:morning|afternoon|evening|night|lunchtime))?|(?:earlier )?this (?:morning|afternoon|evening|week)"
    r"|over the weekend|at the weekend|(?:earlier )?today|tonight|last (?:week|weekend|month)|late last night)"
)
_AGO = rf"(?:about |around |over )?{_N} ?(?:mins?|minutes?|hrs?|hours?|days?|weeks?|months?|years?|h|d|w)(?: or so)? ago"
_SPAN = (
    rf"every (?:single )?(?:day|night|week)(?: for (?:the (?:last|past) )?{_N} (?:days|weeks|months))?"
    rf"|for (?:the (?:last|past) )?{_N} (?:days|weeks|months)\b|since {_WEEKDAY}"
)
_WHEN = re.compile(
    rf"\b(?:{_AGO}|{_SPAN}|{_DAY}(?:,? {_CLOCK})?|{_CLOCK}(?:,? (?:on )?{_DAY})?)", re.IGNORECASE
)
_NOT_POSTING = re.compile(
    r"\b(?:by|until|till|before|from) (?:the |this |next )?$|\b(?:due|available|free|back (?:on|in)|tell (?:you|who)|ring|call|speak|see you|meeting|opening"
    r"|expires?|gone)\b[^.\n]{0,20}$|\b(?:reported|flagged)\b[^.\n]{0,50}$",
    re.IGNORECASE,
)


def find_when(masked: str) -> str | None:
    """The first words of ``masked`` (quotations blanked) that date the post, exactly as written."""
    for match in _WHEN.finditer(masked[:50_000]):
        if not _NOT_POSTING.search(masked[max(0, match.start() - 60) : match.start()]):
            return match.group().strip().rstrip(",.")
    return None
