"""Bounces: reports on what became of a mail, by any mail system, in any language.

A phrase alone never makes one: a person may forward a report, or write about one. Nor does a machine's name:
a ticket system may answer under it, and a thief may borrow it.
"""

from __future__ import annotations

from worker.model import Mail
from worker.reading.machines.became import (
    acknowledges,
    find_became,
    gives_back,
    gives_back_to_writer,
    has_failed_subject,
    is_complaint,
    says_failed,
)
from worker.reading.machines.daemons import (
    has_null_path,
    is_automatic,
    is_by_lists_office,
    is_daemon,
    is_named_like_a_daemon,
    is_surely_daemon,
    local_part,
)
from worker.reading.machines.fields import Became, find_statuses, is_report
from worker.reading.machines.openings import (
    introduces_itself,
    is_by_a_person,
    is_signed_by_a_person,
    is_told_by_a_provider,
    opens_with_failure,
    tells_first,
    wants_no_answer,
)
from worker.reading.machines.phrases import LOOKED_AT, contained, fold, phrases
from worker.reading.machines.telling import (
    is_answered,
    missed,
    others,
    says_undelivered,
    tells_of_a_mail,
    tells_whom,
)
from worker.reading.quoted.prefix import subject_kind


def find_bounce(mail: Mail, answered: bool) -> str | None:
    """Say why this is a report on what became of a mail, or None.

    The report itself speaks first (RFC 3464, RFC 5965), then headers, then two or more signs that agree.
    ``answered`` says that the subject is that of an automatic reply, which is no failure.
    """
    if is_report(mail, "delivery-status"):
        return "it is a delivery report (RFC 3464)"
    if is_report(mail, "feedback-report"):
        return "it is a complaint report (RFC 5965)"
    if is_complaint(mail):
        return "it is a complaint report in words (RFC 5965)"
    if _is_forwarded(mail):
        return None
    if find_statuses(mail):
        return "it carries a delivery status (RFC 3464)"
    named = says_failed(mail)
    if named is not None:
        return f"its header {named} says that a delivery failed"
    if is_automatic(mail) and says_undelivered(mail, "yours"):
        return "an automatic answer says that the mail did not arrive"
    because = None if answered else _weigh_bounce(mail)
    person = because and (_is_lure(mail) or _only_answers(mail) or is_signed_by_a_person(mail))
    return None if person else because


def _weigh_bounce(mail: Mail) -> str | None:
    """Ask for two signs or more; how many depends on how surely a machine is the sender."""
    titled = has_failed_subject(mail)
    if is_daemon(mail):
        if titled and not acknowledges(mail):
            return "a mail system sent it, and its subject says that a delivery failed"
        return "a mail system sent it" if _is_of_a_mail_system(mail) else None
    if introduces_itself(mail):
        return "its text begins as mail systems begin"
    if is_named_like_a_daemon(mail):
        # "System Administrator" may also be a person: only the subject can speak for that name.
        return "a mail system sent it, and its subject says that a delivery failed" if titled else None
    unsigned = has_null_path(mail) or mail.sender is None or is_automatic(mail)
    by_program = wants_no_answer(mail) or is_by_lists_office(mail)
    if not (unsigned or titled or by_program or gives_back_to_writer(mail)):
        return None
    whom = tells_whom(mail)
    if not unsigned:
        unmarked = _weigh_unmarked(mail, titled, whom, by_program)
        if unmarked is not None or not titled:
            return unmarked
    if unsigned and (whom or (gives_back(mail) and says_undelivered(mail, "yours"))):
        return "it says that a mail of ours did not arrive, and which or whom it missed"
    if not (whom or opens_with_failure(mail)):
        return None
    by_person = is_by_a_person(mail)
    if unsigned:
        told = titled and not by_person and tells_of_a_mail(mail)
        certain = told or tells_first(mail) or _holds_proof(mail)
    elif is_told_by_a_provider(mail):
        return "a provider that wants no answer tells what became of a mail to one of its addresses"
    else:
        told = gives_back(mail) or tells_first(mail) or whom or _tells_in_fields(mail)
        certain = told and not (mail.in_reply_to or by_person)
    return "its text reports a failed delivery as mail systems do" if certain else None


def _weigh_unmarked(mail: Mail, titled: bool, whom: bool, by_program: bool) -> str | None:
    """Say why a mail that no header marks is a report all the same."""
    if (titled or whom) and gives_back_to_writer(mail) and not is_by_a_person(mail):
        return "it gives back a mail to who wrote it, and says that it was refused"
    if whom and by_program:
        return "under an address that no person has it tells whom a mail of ours missed"
    return None


def _is_of_a_mail_system(mail: Mail) -> bool:
    """Whether a daemon's mail is about a mail: it says so, gives one back, or names whom it missed."""
    if _holds_proof(mail) or tells_first(mail):
        return True
    if is_surely_daemon(mail) or has_null_path(mail):
        told = find_became(mail) is not Became.UNTOLD or tells_of_a_mail(mail)
        return told or bool(others(mail)) or not mail.text.strip()
    shared = local_part(mail) in phrases("bounces", "shared")
    return not shared and contained("bounces", "bodies").stand_in(fold(mail.text[:LOOKED_AT]))


def _holds_proof(mail: Mail) -> bool:
    """Whether a server's answer stands in it, for now or for good, or the mail itself."""
    return is_answered(mail) or gives_back(mail)


def _tells_in_fields(mail: Mail) -> bool:
    """Whether a server's answer for good stands beside whom it missed, and nobody greets or signs."""
    return is_answered(mail, for_good=True) and bool(missed(mail))


def _only_answers(mail: Mail) -> bool:
    """Whether it answers a mail by itself, as ticket systems do, and proves nothing of one."""
    answers = is_automatic(mail) and bool(mail.in_reply_to)
    return answers and find_became(mail) is Became.UNTOLD


def _is_lure(mail: Mail) -> bool:
    """Whether it wants a link pressed over the reader's own mailbox: a report is about somebody else's.

    Thieves write as mail systems do, but know no address beside the one they write to.
    """
    if "http" not in f"{mail.text}{mail.html or ''}".lower() or gives_back(mail) or others(mail):
        return False
    return contained("bounces", "own_mailbox").stand_in(fold(f"{mail.subject} {mail.text[:LOOKED_AT]}"))


def _is_forwarded(mail: Mail) -> bool:
    """Whether a person passed the report on or answered it: the subject says so, no machine is the sender."""
    return subject_kind(mail.subject) is not None and not is_daemon(mail)
