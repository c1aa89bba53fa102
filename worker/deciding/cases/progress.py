"""Where a case stands, and how it gets there: one table of states, happenings and what follows.

Read it aloud: "while the parent is invited, when the time to answer is over, then they are silent,
and the head is asked what comes next". What is not in the table changes nothing. The state follows
from the history alone; a person tells of most of it, and never does the service say who the poster is.
"""

from __future__ import annotations

from enum import StrEnum

from worker.deciding.sentences import say


class State(StrEnum):
    """How far the procedure of the policy has come (PR0 to PR3)."""

    REPORTED = "reported"
    NAMELESS = "nameless"
    INVITED = "invited"
    SILENT = "silent"
    TALKED = "talked"
    REFUSED = "refused"
    AGAIN = "again"
    DEFIED = "defied"
    WARNED = "warned"
    REMOVED = "removed"
    GONE = "gone"
    CLOSED = "closed"


class Happening(StrEnum):
    """What moves a case: what was sent, what time brought, what a person told."""

    INVITATION_SENT = "an invitation goes out"
    WARNING_SENT = "a warning goes out"
    ANSWERED = "the parent answers"
    NO_ANSWER = "the time to answer is over"
    MET = "they talk"
    REFUSED = "the parent refuses"
    REMOVED = "the post is taken down"
    APOLOGISED = "the poster apologises"
    REPOSTED = "the same poster posts again"
    IDENTIFIED = "a person says who the poster is"
    UNIDENTIFIED = "nobody knows who the poster is"
    CLOSED = "the case is closed"
    REOPENED = "the case is opened again"


class Then(StrEnum):
    """What follows: the words are in ``templates/mail/_done.txt``."""

    NOTHING = "nothing"
    ADVISE = "advise"
    """The head is asked what comes next."""
    INVITE = "invite"
    """An invitation is the next step."""
    AWAIT_REMOVAL = "await removal"
    """The talk asked for it; a check is due."""
    WARN_WITH_REASON = "warn with a reason"
    """Half of what a warning waits for is there (PR3)."""
    WARN = "warn"
    """Both are there: refused, and continues (PR3)."""
    WATCH = "watch"
    """Ask in ten school days whether anything new was reported, and offer to close at twenty."""
    CLOSE = "close"
    """The matter can be closed."""


S, H, T = State, Happening, Then
BEFORE = None
"""The state a case was in before it was closed."""
Cell = tuple[State | None, Then]
_ALWAYS: dict[Happening, Cell] = {H.CLOSED: (S.CLOSED, T.NOTHING)}
_OUT = {
    H.INVITATION_SENT: (S.INVITED, T.NOTHING),
    H.WARNING_SENT: (S.WARNED, T.NOTHING),
}

TABLE: dict[State, dict[Happening, Cell]] = {
    S.REPORTED: _ALWAYS | _OUT | {
        H.MET: (S.TALKED, T.AWAIT_REMOVAL),
        H.REFUSED: (S.REFUSED, T.WARN_WITH_REASON),
        H.REMOVED: (S.GONE, T.WATCH),
        H.APOLOGISED: (S.REPORTED, T.CLOSE),
        H.REPOSTED: (S.REPORTED, T.INVITE),
        H.IDENTIFIED: (S.REPORTED, T.INVITE),
        H.UNIDENTIFIED: (S.NAMELESS, T.ADVISE),
    },
    S.NAMELESS: _ALWAYS | _OUT | {
        H.IDENTIFIED: (S.REPORTED, T.INVITE),
        H.MET: (S.TALKED, T.AWAIT_REMOVAL),
        H.REFUSED: (S.REFUSED, T.WARN_WITH_REASON),
        H.REMOVED: (S.GONE, T.WATCH),
        H.APOLOGISED: (S.NAMELESS, T.CLOSE),
        H.REPOSTED: (S.NAMELESS, T.ADVISE),
    },
    S.INVITED: _ALWAYS | _OUT | {
        H.ANSWERED: (S.INVITED, T.ADVISE),
        H.NO_ANSWER: (S.SILENT, T.ADVISE),
        H.MET: (S.TALKED, T.AWAIT_REMOVAL),
        H.REFUSED: (S.REFUSED, T.WARN_WITH_REASON),
        H.REMOVED: (S.REMOVED, T.WATCH),
        H.APOLOGISED: (S.INVITED, T.CLOSE),
        H.REPOSTED: (S.AGAIN, T.WARN_WITH_REASON),
        H.UNIDENTIFIED: (S.NAMELESS, T.ADVISE),
    },
    S.SILENT: _ALWAYS | _OUT | {
        H.ANSWERED: (S.INVITED, T.ADVISE),
        H.MET: (S.TALKED, T.AWAIT_REMOVAL),
        H.REFUSED: (S.REFUSED, T.WARN_WITH_REASON),
        H.REMOVED: (S.REMOVED, T.WATCH),
        H.APOLOGISED: (S.INVITED, T.CLOSE),
        H.REPOSTED: (S.DEFIED, T.WARN),
        H.UNIDENTIFIED: (S.NAMELESS, T.ADVISE),
    },
    S.TALKED: _ALWAYS | {
        H.WARNING_SENT: (S.WARNED, T.NOTHING),
        H.ANSWERED: (S.TALKED, T.ADVISE),
        H.REFUSED: (S.REFUSED, T.WARN_WITH_REASON),
        H.REMOVED: (S.REMOVED, T.WATCH),
        H.APOLOGISED: (S.TALKED, T.CLOSE),
        H.REPOSTED: (S.AGAIN, T.WARN_WITH_REASON),
    },
    S.REFUSED: _ALWAYS | {
        H.WARNING_SENT: (S.WARNED, T.NOTHING),
        H.ANSWERED: (S.REFUSED, T.ADVISE),
        H.MET: (S.TALKED, T.AWAIT_REMOVAL),
        H.REMOVED: (S.REMOVED, T.WATCH),
        H.APOLOGISED: (S.TALKED, T.CLOSE),
        H.REPOSTED: (S.DEFIED, T.WARN),
    },
    S.AGAIN: _ALWAYS | {
        H.WARNING_SENT: (S.WARNED, T.NOTHING),
        H.ANSWERED: (S.AGAIN, T.ADVISE),
        H.NO_ANSWER: (S.DEFIED, T.WARN),
        H.MET: (S.TALKED, T.AWAIT_REMOVAL),
        H.REFUSED: (S.DEFIED, T.WARN),
        H.REMOVED: (S.REMOVED, T.WATCH),
        H.APOLOGISED: (S.TALKED, T.CLOSE),
        H.REPOSTED: (S.AGAIN, T.WARN_WITH_REASON),
    },
    S.DEFIED: _ALWAYS | {
        H.WARNING_SENT: (S.WARNED, T.NOTHING),
        H.ANSWERED: (S.DEFIED, T.ADVISE),
        H.MET: (S.TALKED, T.AWAIT_REMOVAL),
        H.REMOVED: (S.REMOVED, T.WATCH),
        H.APOLOGISED: (S.TALKED, T.CLOSE),
        H.REPOSTED: (S.DEFIED, T.WARN),
    },
    S.WARNED: _ALWAYS | {
        H.ANSWERED: (S.WARNED, T.ADVISE),
        H.NO_ANSWER: (S.WARNED, T.ADVISE),
        H.MET: (S.WARNED, T.AWAIT_REMOVAL),
        H.REFUSED: (S.WARNED, T.ADVISE),
        H.REMOVED: (S.REMOVED, T.WATCH),
        H.APOLOGISED: (S.WARNED, T.CLOSE),
        H.REPOSTED: (S.DEFIED, T.WARN),
    },
    S.REMOVED: _ALWAYS | {
        H.WARNING_SENT: (S.WARNED, T.NOTHING),
        H.ANSWERED: (S.REMOVED, T.ADVISE),
        H.MET: (S.REMOVED, T.CLOSE),
        H.APOLOGISED: (S.REMOVED, T.CLOSE),
        H.REPOSTED: (S.AGAIN, T.WARN_WITH_REASON),
    },
    S.GONE: _ALWAYS | _OUT | {
        H.MET: (S.REMOVED, T.CLOSE),
        H.APOLOGISED: (S.GONE, T.CLOSE),
        H.REPOSTED: (S.REPORTED, T.INVITE),
        H.IDENTIFIED: (S.GONE, T.ADVISE),
    },
    S.CLOSED: {
        H.REOPENED: (BEFORE, T.ADVISE),
        H.REPOSTED: (S.CLOSED, T.ADVISE),
    },
}  # fmt: skip
FIRST_STEP_DONE = (S.SILENT, S.TALKED, S.REFUSED, S.AGAIN, S.DEFIED, S.WARNED, S.REMOVED)
"""The informal step was taken, or could not be because the parent would not (policy PR2)."""
HAS_REFUSED = (S.SILENT, S.REFUSED, S.DEFIED)
"""No answer in time counts: nothing that was asked has been done (policy PR3)."""
CONTINUES = (S.AGAIN, S.DEFIED)

INFORMAL = {
    S.REPORTED: "not_done", S.GONE: "not_done", S.NAMELESS: "not_possible_unidentified",
    S.INVITED: "invited", S.SILENT: "no_reply", S.REFUSED: "refused_to_meet",
}  # fmt: skip
"""The informal step's status by state; "done" where none is named."""


def follow(state: State, happening: Happening, before: State = S.REPORTED) -> tuple[State, Then]:
    """Return where a happening leads, and what follows; ``before`` is the state before it was closed."""
    after, then = TABLE[state].get(happening, (state, T.NOTHING))
    return (before if after is BEFORE else after), then


def say_state(state: State) -> str:
    """How a case stands, in words."""
    return say(f"stands.{state.value}")
