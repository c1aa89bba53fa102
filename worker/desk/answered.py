"""Which letter of ours a mail answers: by its Message-ID, else by the token in its address or its subject."""

from __future__ import annotations

from worker.desk.incoming import Answered, quotes
from worker.model import Mail
from worker.outside.data.store import MAILROOM, Store
from worker.reading.message.html import to_text
from worker.reading.message.mail import read_mail
from worker.reading.quoted.reply import read_reply
from worker.reading.quoted.tokens import find_tokens, is_reply


def find_answered(mail: Mail, store: Store, inbox: str) -> Answered | None:
    """Find the letter of ours this answers: what it replies to, then its tokens, then its thread, last first.

    The thread comes after the tokens: where a server gave our mail another Message-ID, what is left of the
    thread are the letters before it.
    """
    return (
        _letter_at(store, store.register.find_letter(mail.in_reply_to))
        or _find_by_token(mail, store, inbox)
        or _letter_at(store, store.register.find_letter(reversed(mail.references)))
    )


def words_of(answered: Answered, store: Store) -> str:
    """Return the text of the letter that is answered."""
    return read_mail(store.letter(answered.ref, answered.letter.id)).text


def quotable(answered: Answered, store: Store) -> tuple[str, ...]:
    """Return all that a reply may quote of the letter that is answered: its text, and its HTML as text.

    Most mail programs quote the HTML, which has a heading and buttons of its own.
    """
    mail = read_mail(store.letter(answered.ref, answered.letter.id))
    return (mail.text, to_text(mail.html)) if mail.html else (mail.text,)


def _find_by_token(mail: Mail, store: Store, inbox: str) -> Answered | None:
    """Find the letter whose token a mail bears, if it answers that one.

    A reply must quote the letter: otherwise it answers some other mail that happens to bear the token. A new
    mail must quote nothing and bear it in the subject, as those do that our mails carry ready to send: an
    address alone may be one that a mail program remembered.
    """
    tokens = find_tokens(mail, inbox)
    found = {at for token in tokens.all if (at := store.register.find_token(token)) is not None}
    answered = _letter_at(store, found.pop()) if len(found) == 1 else None
    if answered is None:
        return None
    shown = words_of(answered, store)
    quoted = read_reply(mail, quotable(answered, store)).quoted
    if is_reply(mail):
        return answered if quotes(quoted, shown) else None
    return answered if tokens.subject and not quoted.strip() else None


def _letter_at(store: Store, found: tuple[str, str] | None) -> Answered | None:
    if found is None:
        return None
    ref, letter_id = found
    if ref == MAILROOM:
        return Answered(ref, store.mailroom.letters[letter_id])
    letter = store.case(ref).find_letter(letter_id)
    return Answered(ref, letter) if letter else None
