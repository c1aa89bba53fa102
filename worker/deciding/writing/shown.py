"""What a reply's quoted mail says of the drafts it asked about: "--- Draft 2: Police referral ---".

The service knows what it asked; ``headsup decide`` has only the reply, and so reads the headings in it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from worker.deciding.school.policy_file import policy
from worker.model import Action, Pending

_HEADING = re.compile(r"^[>\s|]{0,20}[-–—_=* ]{0,12}Draft (\d{1,2}) ?: ?([^\n]{3,120})$", re.MULTILINE)
_MARKS = re.compile(r"^[ \t]{0,4}(?:[>|][ \t]?){1,20}", re.MULTILINE)
_MOST = 50_000


def name_pending(pending: tuple[Pending, ...], quoted: str) -> tuple[Pending, ...]:
    """Give ``pending`` the titles that ``quoted`` shows for their numbers, the actions these name, and the
    words of each draft as far as they are quoted."""
    quoted = quoted[:_MOST]
    found = list(_HEADING.finditer(quoted))
    ends = [one.start() for one in found[1:]] + [len(quoted)] * bool(found)
    shown: dict[int, tuple[str, str]] = {}
    for one, end in zip(found, ends, strict=True):
        words = _MARKS.sub("", quoted[one.end() : end]).strip()
        shown.setdefault(int(one[1]), (one[2].strip(" -–—_=*"), words))
    return tuple(
        replace(one, title=shown[one.n][0], action=_find_action(shown[one.n][0]), text=shown[one.n][1])
        if shown.get(one.n, ("", ""))[0]
        else one
        for one in pending
    )


def _find_action(title: str) -> Action | None:
    """The action of that title; a complaint's names its platform, so two words do where only one has them."""
    begins = title.casefold().split()[:2]
    meant = [action for action, step in policy().steps.items() if step.title.casefold().split()[:2] == begins]
    return meant[0] if len(meant) == 1 else None
