"""Which of the numbered things a reply speaks of: "1 approve, 2 hold", "both", "the other two".

A part is the stretch of a reply that speaks of one set of numbers. Where the grouping can be
read in two ways the numbers are joined, so that the sterner half governs both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from worker.deciding.decision.listed import relisted
from worker.deciding.decision.targets import Target, find_targets
from worker.deciding.decision.words import Chunk, phrases
from worker.deciding.sentences import say
from worker.model import Pending

SEAM = ""
"""What ends a chunk where only a number was taken out: no stop of the sender's."""


@dataclass(frozen=True, slots=True)
class Part:
    """What is said of ``numbers`` (empty: no number was named), with the naming words taken out."""

    numbers: tuple[int, ...]
    chunks: tuple[Chunk, ...]
    line: int
    wrong: str = ""


def split(text_chunks: Sequence[Chunk], pending: Sequence[Pending]) -> tuple[Part, ...]:
    """The parts of a reply, in order. One part without numbers if it names none."""
    named: list[tuple[Chunk, list[Target]]] = []
    before: list[int] = []
    listed, led = relisted(text_chunks)
    for chunk in listed:
        targets = find_targets(chunk, pending, before)
        before += [n for target in targets for n in target.numbers]
        named.append((chunk, targets))
    if not before and not any(targets for _, targets in named):
        return (Part((), tuple(text_chunks), 0),)
    parts = _gather(_merge(named))
    wrong = say("parts.does_not_say_which_one")
    return tuple(replace(part, wrong=wrong) if led and part.numbers else part for part in parts)


def _merge(named: list[tuple[Chunk, list[Target]]]) -> list[tuple[Chunk, list[Target]]]:
    """Join "1", "2 and 3": a chunk that ends in numbers and the next that begins with them."""
    out: list[tuple[Chunk, list[Target]]] = []
    for chunk, targets in named:
        if out and targets and targets[0].start == 0:
            last, theirs = out[-1]
            if theirs and theirs[-1].end == len(last.tokens) and not last.ends:
                shift = len(last.tokens)
                moved = [
                    replace(target, start=target.start + shift, end=target.end + shift) for target in targets
                ]
                joined = theirs[-1].joined(moved[0])
                out[-1] = (
                    Chunk(last.tokens + chunk.tokens, chunk.after, last.line),
                    [*theirs[:-1], joined, *moved[1:]],
                )
                continue
        out.append((chunk, targets))
    return out


def _gather(named: list[tuple[Chunk, list[Target]]]) -> tuple[Part, ...]:
    """Deal the words out to the numbers: number first ("1 yes, 2 no") or verb first ("yes to 1, no to 2").

    Words on a line of their own belong to no number: they are a part without numbers.
    """
    number_first = _number_first(named)
    parts: list[Part] = []
    verb: tuple[Chunk, ...] = ()
    for (chunk, targets), following in zip(named, [*named[1:], None], strict=True):
        if targets:
            pieces = _pieces(chunk, targets, number_first)
            if verb:
                pieces[0] = replace(pieces[0], chunks=verb + pieces[0].chunks)
            parts += pieces
            verb = ()
        elif not number_first and following and _only_numbers(*following):
            verb += (chunk,)
        elif parts and parts[-1].numbers and chunk.line == parts[-1].line:
            parts[-1] = replace(parts[-1], chunks=(*parts[-1].chunks, chunk))
        else:
            parts.append(Part((), (chunk,), chunk.line))
    return tuple(parts)


def _only_numbers(chunk: Chunk, targets: list[Target]) -> bool:
    return bool(targets) and targets[0].start == 0 and targets[-1].end == len(chunk.tokens)


def _number_first(named: list[tuple[Chunk, list[Target]]]) -> bool:
    greeting = phrases("approval", "courtesy")
    for chunk, targets in named:
        if targets:
            return targets[0].start == 0
        if not greeting.whole(chunk.words):
            return False
    return False


def _pieces(chunk: Chunk, targets: list[Target], number_first: bool) -> list[Part]:
    """One part for each set of numbers in a chunk.

    The words before and after the number stay apart, so that no phrase is read across it
    ("can 1 go" is not "can go").
    """
    edges = (
        [target.start for target in targets]
        if number_first
        else [0, *(target.end for target in targets[:-1])]
    )
    edges.append(len(chunk.tokens))
    out = []
    for index, target in enumerate(targets):
        start = 0 if index == 0 else edges[index]
        last = index == len(targets) - 1
        before, after = chunk.tokens[start : target.start], chunk.tokens[target.end : edges[index + 1]]
        ends = chunk.after if last else ","
        if number_first and not last and after[-1:] and after[-1].word == "but":
            after = after[:-1]  # "2 yes but 1 no": it leads over to the next
        own = [Chunk(before, SEAM if after else ends, chunk.line)] if before else []
        own += [Chunk(after, ends, chunk.line)] if after else []
        asked = "" if own or not chunk.asks else say("parts.question_no_new_decision")
        out.append(Part(target.numbers, tuple(own), chunk.line, target.wrong or asked))
    return out
