"""Every line that an answer to the head can have (``templates/mail/_done.txt``), as facts."""

from __future__ import annotations

from typing import Any

from worker.deciding.cases.obstacles import Bar, Obstacle
from worker.deciding.cases.progress import State, Then, say_state
from worker.deciding.lint import Hit

_TOLD = (
    ("The poster is Jane Example's mum", State.REPORTED, Then.INVITE),
    ("Met her today", State.TALKED, Then.AWAIT_REMOVAL),
    ("She won't take it down", State.REFUSED, Then.WARN_WITH_REASON),
    ("She has posted again", State.DEFIED, Then.WARN),
    ("She's taken it down", State.REMOVED, Then.WATCH),
    ("She has apologised", State.REMOVED, Then.CLOSE),
    ("We don't know who it is", State.NAMELESS, Then.ADVISE),
)
DONE: tuple[dict[str, Any], ...] = (
    {"what": "approved", "n": 1, "version": 2, "title": "Invitation to an informal discussion",
     "to": "kim.dale@families.example",
     "when": "Monday 30 November at 8:30 am", "delayed": True},
    {"what": "pack", "n": 1, "version": 1, "title": "Complaint to the platform"},
    {"what": "printed", "n": 1, "when": "Tuesday 1 December at 4 pm", "soon": "", "came": ""},
    {"what": "printed", "n": 1, "when": "Tuesday 1 December at 4 pm", "soon": "Thursday 26 November",
     "came": "Thursday 26 November"},
    {"what": "posted", "n": 1, "by": "by post", "on": "Friday 27 November", "came": "Tuesday 1 December",
     "waits": ["the post to be removed by Friday 4 December at 4 pm (3 school days)"],
     "names": "Monday 30 November", "until": "Friday 4 December"},
    {"what": "rejected", "n": 1},
    {"what": "held", "n": 1, "when": "Friday 27 November at 7:15 am", "condition": "until she has replied"},
    {"what": "held", "n": None, "when": "Friday 27 November at 7:15 am", "condition": None},
    {"what": "closed", "stopped": 1, "withdrawn": 2},
    {"what": "noted"},
    *({"what": "told", "words": words, "state": say_state(state), "then": then.value, "days": (2, 10, 20),
       "poster": "Kim Dale", "others": (), "waits": [1] if then is Then.WATCH else [],
       "warning": "the parent has refused, but has not posted again: the policy asks for both"
       if then is Then.WARN_WITH_REASON else ""}
      for words, state, then in _TOLD),
    {"what": "told", "words": "She won't take it down", "state": say_state(State.REFUSED), "then": "",
     "days": (2, 10, 20), "poster": "Kim Dale", "others": ("Pat Example",), "warning": "", "waits": []},
    {"what": "related", "words": "She's a TA here", "says": "a member of staff",
     "route": "this is for your HR adviser"},
    {"what": "related", "words": "She's a mum of ours", "says": "a parent", "route": ""},
    {"what": "harmed", "who": "Miss Sykes"},
    {"what": "merged", "ref": "2026-0042", "other": "2026-0043"},
    {"what": "split", "ref": "2026-0042", "other": "2026-0044"},
    {"what": "stopped", "count": 1},
    {"what": "stopped for", "why": "Dana Osei is not set up to decide on this"},
    {"what": "copied", "who": "Dev Anand", "to": "Helen Marsh"},
    {"what": "rejected", "n": 1, "number": 3},
    {"what": "shown", "to": "deputy@northside.example"},
    {"what": "referred", "in_time": True},
    {"what": "referred", "in_time": False},
    {"what": "freed", "left": ""},
    {"what": "freed", "left": "a possible indecent image of a child"},
    {"what": "accepted", "when": "Monday 23 November at 4 pm"},
    {"what": "discarded", "when": "Monday 23 November at 4 pm"},
    {"what": "legally held", "ref": "2026-0042"},
    {"what": "hold lifted", "ref": "2026-0042", "until": "Friday 3 December 2027"},
    {"what": "kept on", "ref": "2026-0042", "until": "Friday 3 December 2027"},
    {"what": "erasing", "ref": "2026-0042"},
    {"what": "aside kept", "count": 1, "until": "Friday 31 August 2029"},
    {"what": "aside ordered", "count": 5, "on": "Friday 4 June 2028", "n": 6},
    *({"what": "already", "n": 1, "state": state, "when": "Tuesday 24 November at 8:30 am"}
      for state in ("sent", "queued", "in_doubt", "failed", "rejected")),
)  # fmt: skip
"""Every line that a confirmation can have."""

_OBSTACLE = Obstacle(
    Bar.REASON, "no invitation to talk has been sent yet", "PR2", "as a first step the school will", "warning"
)
_ROWS: tuple[dict[str, Any], ...] = (
    {"reason": "no recipient"},
    {"reason": "not shown", "version": 2},
    {"reason": "not plain", "version": 2,
     "because": "your reply also went to office@northside.example, and may be meant for them"},
    {"reason": "not yours", "who": "Helen Marsh"},
    {"reason": "refused words", "version": 2,
     "hits": (Hit("gap", "[name]", "Person harmed", refused=True),)},
    {"reason": "words", "version": 2,
     "hits": (Hit("truth", "false", "Say so only if you know it."),)},
    {"reason": "words on paper", "version": 2,
     "hits": (Hit("truth", "false", "Say so only if you know it."),)},
    {"reason": "no page"},
    {"reason": "newer version", "version": 2},
    {"reason": "edit", "problems": ("“Tuesday” is not in the letter.",)},
    {"reason": "edit", "problems": ()},
    {"reason": "past date", "until": "Monday 23 November"},
    {"reason": "not in policy", "title": "Friendly note to a pupil's parent", "policy": "Our policy"},
    *({"reason": bar.value, "title": "Written warning and request to remove", "obstacle": _OBSTACLE}
      for bar in Bar),
    {"reason": "not allowed", "address": "friend@elsewhere.example"},
    {"reason": "frozen", "why": "harm by a member of staff is alleged", "lead_alone": False},
    {"reason": "frozen", "why": "harm by a member of staff is alleged", "lead_alone": True},
    {"reason": "records", "because": "it is not clear what is to be done, and with which of them"},
    {"reason": "held mail", "because": "it is not clear which you mean", "n": 2},
    {"reason": "not two cases", "question": "this case has one post, so there is nothing to split off."},
    {"reason": "nothing to stop"},
    {"reason": "no draft"},
    {"reason": "two readings", "question": "Please reply APPROVE, REJECT or HOLD."},
    {"reason": "it is not clear which of them you mean", "question": None},
)  # fmt: skip
ASKED = tuple({"what": "ask", "n": 1, **row} for row in _ROWS)
"""Every question that a reply can be answered with."""
