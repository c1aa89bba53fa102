"""May words of this reply be hidden, or govern an approval without being read as its words?

The last look at a reply before its yes is believed (design, "The head's reply"; rule 6: doubt does
nothing). What was cut off as a signature must be accounted for line by line, the quoted draft must
be the draft that was sent and what is quoted our mail and nothing else, nothing below a quote without
signs may speak against the yes, the HTML must say what the text says and hide nothing, and no file may
come with it. Pure; a doubt never stops a refusal, a hold or a STOP.
"""

from __future__ import annotations

from worker.deciding.vetting.behind import find_behind_signs
from worker.deciding.vetting.below import find_below
from worker.deciding.vetting.files import find_file
from worker.deciding.vetting.header import find_typed_label
from worker.deciding.vetting.markup import find_concealed, find_difference
from worker.deciding.vetting.quote import Presented, find_edit
from worker.deciding.vetting.signature import Signer, find_stray
from worker.deciding.vetting.signs import find_sign
from worker.model import Mail
from worker.reading.message import html
from worker.reading.quoted.reply import NewText, split_text

__all__ = ["Presented", "find_doubt"]


def find_doubt(mail: Mail, new: NewText, shown: Presented, sender: str, school: str = "") -> str | None:
    """Say, for the head, why words of this reply may be hidden or may govern an approval, or None.

    ``shown`` is what the mail that is answered showed; ``sender`` is the known person's name (or the
    From display name), ``school`` the school's.
    """
    signer = Signer.of(sender, mail.sender, school, shown.drafts)
    return (
        find_stray(new.signature, signer)
        or find_edit(new.quoted, shown)
        or _find_typed(mail, new.quoted, shown, sender)
        or find_behind_signs(new.quoted, shown.mails, sender)
        or find_below(new.quoted, sender, shown.mails)
        or _find_in_markup(mail, new, signer, shown, sender)
        or find_file(mail)
    )


def _split_rich(mail: Mail, ours: tuple[str, ...], sender: str) -> NewText | None:
    """The HTML side of the mail taken apart, where it says anything other than the text read."""
    if not mail.html:
        return None
    text = html.to_text(mail.html)
    if not text.strip() or text.strip() == mail.text.strip():
        return None
    who = f"{sender} {mail.sender.name} {mail.sender.email.split('@')[0]}" if mail.sender else sender
    return split_text(text, ours, who)


def _find_in_markup(mail: Mail, new: NewText, signer: Signer, shown: Presented, sender: str) -> str | None:
    if not mail.html:
        return None
    if because := find_concealed(mail.html):
        return because
    rich = _split_rich(mail, shown.mails, sender)
    if rich is None:
        return None
    return (
        find_difference(new, rich)
        or find_stray(rich.signature, signer)
        or find_edit(rich.quoted, shown)
        or _find_typed(mail, rich.quoted, shown, sender)
    )


def _find_typed(mail: Mail, quoted: str, shown: Presented, sender: str) -> str | None:
    """What was typed among our words or above them. The subject may stand there, with its own signs."""
    if not shown.mails:
        return None
    return find_sign(quoted, (*shown.mails, mail.subject)) or find_typed_label(
        quoted, mail, shown.mails, sender
    )
