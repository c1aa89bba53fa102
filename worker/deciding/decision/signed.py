"""The name below an answer: the sender's own, or one under "Regards"."""

from __future__ import annotations

from dataclasses import replace

from worker.deciding.decision.when import month, weekday
from worker.deciding.decision.words import Chunk, Phrases, Token, chunks, cover, known_words, phrases
from worker.reading.words.titles import SMALL_TITLES

_KISSES = ("x", "xx", "xxx")


def unsigned(body: tuple[Chunk, ...], signed_by: str = "") -> tuple[Chunk, ...]:
    """The chunks without the name and title signed below them; never fewer than one, where there is any.

    Only the sender's name (``signed_by``) is believed; where nobody can say more of it than its
    initials, a name that stands under a closing word, too. Words of any list in
    ``knowledge/replies.toml`` are never names.
    """
    if not body:  # "?" alone
        return ()
    known = {"own": _own_names(signed_by), "title": phrases("approval", "title"), "kiss": Phrases(_KISSES)}
    end = len(body)
    while end > 1 and cover(body[end - 1].words, known) is not None and not _only_a_form(body[end - 1]):
        end -= 1
    last = body[end - 1]
    if end > 1 and _names_nobody(signed_by) and _closes(body[end - 2]) and _is_a_name(last):
        end -= 1
    return (*body[: end - 1], _without_name(body[end - 1], signed_by))


def _only_a_form(chunk: Chunk) -> bool:
    """ "Approved, Miss" may be about the letter's "Ms"."""
    return set(chunk.words) <= SMALL_TITLES


def _names_nobody(signed_by: str) -> bool:
    """Whether at most the sender's initials are known."""
    return all(len(part) == 1 for part in signed_by.split())


def is_name(token: Token) -> bool:
    """Whether a word can be a person's name: a capital letter, and on none of our lists."""
    return token.raw[:1].isupper() and token.raw.isalpha() and token.word not in known_words()


def _without_name(chunk: Chunk, signed_by: str) -> Chunk:
    """A clause without the sender's own name at its end ("Approved Ruth x")."""
    names = {word for one in chunks(signed_by) for word in one.words if len(word) > 2} - known_words()
    tokens = chunk.tokens
    while tokens and tokens[-1].word in _KISSES:
        tokens = tokens[:-1]
    named = tokens
    while tokens and tokens[-1].word in names:
        tokens = tokens[:-1]
    if tokens != named and [token.word for token in tokens] == ["approved", "by"]:
        tokens = tokens[:1]
    return replace(chunk, tokens=tokens) if tokens and tokens != named else chunk


def _own_names(signed_by: str) -> Phrases:
    names = {word for chunk in chunks(signed_by) for word in chunk.words}
    initials = {name[0] for name in names} | {"".join(part[0] for part in signed_by.lower().split())}
    return Phrases((names | initials) - known_words() - {""})


def _is_a_name(chunk: Chunk) -> bool:
    """One to three names. A word in the form of an adverb, a participle or a day is asked about."""
    return len(chunk.tokens) <= 3 and all(
        is_name(token)
        and not token.word.endswith(("ly", "ing", "ed"))
        and weekday(token.word) is None
        and month(token.word) is None
        for token in chunk.tokens
    )


def _closes(chunk: Chunk) -> bool:
    closing = phrases("approval", "sign_off")
    return not set(chunk.after) - {",", "\n"} and any(
        closing.whole(chunk.words[at:]) for at in range(len(chunk.words))
    )
