"""Asking for something else: another step of the procedure, a colleague's eye, a named recipient."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from worker.deciding.decision.approval import read_approval
from worker.deciding.decision.edits import read_edits
from worker.deciding.decision.particulars import particulars
from worker.deciding.decision.saying import Meaning, Saying, says_nothing, unclear
from worker.deciding.decision.waiting import condition_at
from worker.deciding.decision.words import Chunk, chunks, phrases
from worker.deciding.sentences import say
from worker.model import Action, Verb
from worker.reading.message.addresses import TYPED
from worker.reading.words.titles import A_TITLE

_ADDRESS = re.compile(TYPED)
_PARTS = re.compile(
    r"\n|[.;!]\s+|(?:,|(?<![^\S\n])(?<!,))\s{1,40}+(?:and|but|then|also)\s{1,40}+(?:please\s{1,40}+)?"
    r"(?=(?:change|replace|swap|make|add|remove|delete|use|take|correct|send)\b)",
    re.IGNORECASE,
)
"""Where one request of a reply ends and the next begins."""
_INSTEAD_OF = (("rather", "than"), ("instead", "of"))
_PRESENT = {
    "asked": "ask", "went": "go", "reported": "report", "contacted": "contact", "wrote": "write",
    "complained": "complain", "rang": "ring", "spoke": "speak", "talked": "talk", "invited": "invite",
    "called": "call", "met": "meet", "blocked": "block", "sent": "send", "warned": "warn",
    "got": "get", "had": "have",
}  # fmt: skip
_NAMED = re.compile(
    rf"(?P<name>(?:{A_TITLE} )?[A-Z][\w'-]{{0,30}}(?: [A-Z][\w'-]{{0,30}}){{0,3}})[\s,(<:\"”]{{1,4}}$"
)


def read_address(saying: Saying) -> Meaning | None:
    """An address in the reply: the recipient to be set, or a colleague who should see it first."""
    found = list(_ADDRESS.finditer(_written(saying)))
    if not found:
        return None
    addresses = {match.group().lower().rstrip(".") for match in found}
    if len(addresses) > 1:
        return unclear("two addresses", say("ask.one_address"))
    address = addresses.pop()
    low = _written(saying).lower()
    if phrases("send_to", "for_comment").within(saying.words):
        return Meaning(
            Verb.SEND_TO, {"address": address}, say("actions.see_first", address=address), whole=True
        )
    if re.match(r"\s*(?:cc|copy)\b|.*\b(?:cc|copy in|copy to|copied to|bcc)\b", low, re.DOTALL):
        edit: dict[str, Any] = {"instruction": " ".join(_written(saying).split())}
        return Meaning(
            Verb.EDIT, {"edits": [edit], "needs_redraft": True}, say("actions.copy_someone_change")
        )
    if phrases("refusal", "not").within(saying.words) or phrases("refusal", "reject").within(saying.words):
        return None
    before = _written(saying)[: found[0].start()].rstrip("<(\"' ") + " "
    named = _NAMED.search(before)
    lead = re.findall(r"\w+", (before[: named.start()] if named else before).lower())
    if not named and lead and lead[-1] not in phrases("send_to", "before_address").vocabulary:
        return unclear(
            say("actions.address_no_word_what_for"),
            say("ask.to_address", address=address),
        )
    name = (
        " ".join(
            word
            for word in named["name"].split()
            if word.lower() not in phrases("send_to", "not_names").vocabulary
        )
        if named
        else ""
    )
    return _addressed(saying, {"to_address": address, "to_name": name})


def read_identified(saying: Saying) -> Meaning | None:
    """Whose address it is, a person has said: "the poster is Jane's mum, jane@…" names the recipient."""
    addresses = {one.lower().rstrip(".") for one in _ADDRESS.findall(saying.text)}
    if len(addresses) != 1 or len(saying.about) != 1:
        return None
    (email,) = addresses
    because = say("actions.named_as_posters_address_which", email=email)
    return Meaning(Verb.EDIT, {"edits": [{"to_address": email, "to_name": ""}]}, because)


def _addressed(saying: Saying, edit: dict[str, Any]) -> Meaning:
    """The recipient is set, with the changes the other sentences ask for; nothing of them is dropped."""
    text = _written(saying)
    others = "\n".join(part for part in _PARTS.split(text) if not _ADDRESS.search(part))
    rest = replace(saying, text=others, chunks=chunks(others))
    because = say("actions.named_as_recipient_which_needs", to_address=edit["to_address"])
    if not rest.chunks or read_approval(rest) or says_nothing(rest):
        return Meaning(Verb.EDIT, {"edits": [edit]}, because)
    changes = read_edits(rest)
    if changes is None or changes.verb is not Verb.EDIT:
        return unclear(
            say("actions.address_other_words"),
            say("ask.two_lines"),
        )
    return replace(changes, args={**changes.args, "edits": [edit, *changes.args["edits"]]}, because=because)


def read_other_action(saying: Saying) -> Meaning | None:
    """Another step of the procedure is asked for (policy PR2, A1 to A6)."""
    if phrases("approval", "approve").length(saying.words) and saying.words[0].startswith("approve"):
        return None
    for chunk in saying.said:
        if (condition := condition_at(chunk)) and condition[0] == 0:
            return None
        wished = _as_wished(chunk)
        found = _action_in(wished)
        if found is None or not _asked_for(wished, found[1], found[2]):
            continue
        action, _, end = found
        offered = {item.action for item in saying.about}
        if action in offered:
            return unclear(
                say("actions.step_one_already_waiting"),
                say("ask.that_letter"),
            )
        args: dict[str, Any] = {"action": action.value}
        if len(saying.about) == 1:
            args["reject_draft" if _instead(saying) else "hold_draft"] = saying.about[0].n
        if because := _because(saying, chunk, end):
            args["because"] = because
        args |= particulars(saying, action)
        return Meaning(
            Verb.OTHER_ACTION, args, say("actions.asks_for_another_step", raw=saying.raw(chunk)), whole=True
        )
    return None


def _as_wished(chunk: Chunk) -> Chunk:
    """ "Rather we just asked Facebook": what is wished for, in the words that ask for it."""
    words = chunk.words
    at = words.index("rather") + 1 if "rather" in words else len(words)
    if words[at : at + 1] == ("if",):
        at += 1
    if words[at : at + 1] and words[at] in ("we", "you", "i"):
        at += 1 + (words[at + 1 : at + 2] in (("just",), ("simply",), ("only",)))
        if words[at : at + 1] and words[at] in _PRESENT:
            present = replace(chunk.tokens[at], word=_PRESENT[words[at]])
            return replace(chunk, tokens=(*chunk.tokens[:at], present, *chunk.tokens[at + 1 :]))
    return chunk


def _action_in(chunk: Chunk) -> tuple[Action, int, int] | None:
    """The step named in a chunk, unless only under a condition ("if she refuses, invite her in")."""
    condition = condition_at(chunk)
    limit = min(condition[0] if condition else len(chunk.words), _set_against(chunk))
    best: tuple[Action, int, int] | None = None
    for action in Action:
        found = phrases("action", action.value).within(chunk.words)
        if found and found[0] < limit and (best is None or found[0] < best[1] or found[1] > best[2]):
            best = action, *found
    return best


def _set_against(chunk: Chunk) -> int:
    """Where a step begins that is named only to be ruled out: "a warning, not a chat"."""
    words = chunk.words
    against = (at for at in range(1, len(words)) if words[at] == "not" or words[at : at + 2] in _INSTEAD_OF)
    named = (action for action in Action)
    first = min((f[0] for one in named if (f := phrases("action", one.value).within(words))), default=0)
    return next((at for at in against if at > first), len(words))


def _asked_for(chunk: Chunk, start: int, end: int) -> bool:
    before = chunk.words[:start]
    if phrases("asking", "not_asking").within(before) or phrases("refusal", "doubtful").within(before):
        return False
    if chunk.words[end : end + 1] and chunk.words[end] in phrases("send_to", "telling").vocabulary:
        return False
    negative = phrases("refusal", "not").within(before)
    if negative and not phrases("asking", "instead").within(before[: negative[1] + 3]):
        return False
    if negative and negative[1] == len(before):
        return False
    return (
        not before
        or bool(phrases("asking", "words").within(before))
        or set(before) <= {"no", "yes", "the", "a", "ok", "so"}
    )


def _instead(saying: Saying) -> bool:
    if phrases("hold", "condition").within(saying.words) or phrases("hold", "wait").within(saying.words):
        return False
    if saying.words[-1:] == ("first",):
        return False
    return phrases("asking", "instead").within(saying.words) is not None


def _because(saying: Saying, chunk: Chunk, end: int) -> str:
    """The reason given: what follows "because", to the end of the line."""
    for at, word in enumerate(chunk.words[end:], end):
        if word in ("because", "as", "since", "cos") and chunk.words[at + 1 : at + 2] not in ((), ("well",)):
            rest = saying.text[chunk.tokens[at + 1].start :].split("\n")[0]
            return " ".join(rest.split()).rstrip(" .!")
    later = saying.chunks[saying.chunks.index(chunk) + 1 :]
    if later and later[0].words[:1] == ("because",) and len(later[0].tokens) > 1:
        rest = saying.text[later[0].tokens[1].start :].split("\n")[0]
        return " ".join(rest.split()).rstrip(" .!")
    return ""


def _written(saying: Saying) -> str:
    if not saying.chunks:
        return ""
    return saying.text[saying.chunks[0].tokens[0].start : saying.chunks[-1].tokens[-1].end]
