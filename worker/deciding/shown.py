"""What a reply's quoted mail says of the drafts it asked about: "--- Draft 2: Police referral ---".

The service knows what it asked; ``headsup decide`` has only the reply, and so reads the headings in it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from worker.deciding.policy import policy
from worker.model import Action, Pending

_HEADING = re.compile(r"^[>\s|]{0,20}[-–—_=* ]{0,12}Draft (\d{1,2}) ?: ?([^\n]{3,120})$", re.MULTILINE)
_MOST = 50_000


def name_pending(pending: tuple[Pending, ...], quoted: str) -> tuple[Pending, ...]:
    """Give ``pending`` the titles that ``quoted`` shows for their numbers, and the actions they name."""
    titles = {int(n): title.strip(" -–—_=*") for n, title in reversed(_HEADING.findall(quoted[:_MOST]))}
    return tuple(
        replace(one, title=titles[one.n], action=_find_action(titles[one.n])) if titles.get(one.n) else one
        for one in pending
    )


def _find_action(title: str) -> Action | None:
    """The action of that title; a complaint's names its platform, so two words do where only one has them."""
    begins = title.casefold().split()[:2]
    meant = [action for action, step in policy().steps.items() if step.title.casefold().split()[:2] == begins]
    return meant[0] if len(meant) == 1 else None
