"""What a machine's words prove: a sentence of failing, beside whom the mail missed or which code came back.

A word of failing alone proves nothing: bins can be undelivered too. What stands under an "if" has not
happened, and what stands in quotation marks may be our own subject come back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from worker.model import Mail
from worker.reading.machines.phrases import LOOKED_AT, contained, fold

SEARCHED = 50_000
"""How many characters of a report are searched for the mail that it gives back, and for addresses."""

RETURNED = re.compile(
    r"^(?:received: {0,3}(?:from|by|\()|return-path: ?<|message-id: ?<|x-mailer: )",
    re.IGNORECASE | re.MULTILINE,
)
"""Where the headers of a mail that is given back stand in a text, unquoted."""

CODE = re.compile(
    r"(?<![\d.])[45]\d\d[ -]{1,2}#?[45]\.\d{1,2}\.\d{1,3}\b|\(#[45]\.\d\.\d\)"
    r"|\b(?:SMTP|said|response|error|reason)[^\n]{0,80}?[ :<(][45][0-5]\d[ -](?=\D)"
    r"|<<< [45]\d\d |^[45][0-5]\d [A-Z<]",
    re.IGNORECASE | re.MULTILINE,
)
"""A mail server's answer (RFC 5321 §4.2, RFC 3463 §2), for now or for good."""
_ENHANCED = re.compile(r"(?<![\d.])[45]\.\d\.\d{1,3}(?![\d.])")
_FOR_GOOD = re.compile(r"(?<![\d.])5[0-5]\d[ :-]{1,2}(?=\D)|(?<![\d.])#?5\.\d\.\d{1,3}(?![\d.])")

_STOP = re.compile(
    r"(?<=[^.][.!?])\s{1,9}|(?<=[。！？])|\n[ \t]{0,80}\n(?!(?:has|have|had|was|were|is|could|cannot|did)\b)"
)
"""Where a sentence ends; not where a mail's title was set apart and the verb follows in a new paragraph."""
_QUOTED = re.compile(
    r"\"[^\"@\n]{1,200}\"|“[^”@\n]{1,200}”|„[^“”@\n]{1,200}[“”]|«[^»@\n]{1,200}»|「[^」@\n]{1,200}」"
    r"|(?<!\w)'[^'@\n]{3,200}'(?!\w)"
)
_SUBJECT = re.compile(
    r"^[ \t*]{0,9}(?:the )?(?:subject|betreff|objet|asunto|oggetto|assunto|onderwerp|temat|subiect|předmět"
    r"|tárgy|ämne|emne|aihe|konu|тема|θέμα|الموضوع|נושא|主题|主旨|件名|제목)\b[^\n:：]{0,20}[:：][^\n]*",
    re.IGNORECASE | re.MULTILINE,
)
_SUPPOSED = re.compile(
    r"(?:(?:\A|[ ,;(])(?:if|unless|in case|whenever|falls|sofern)"
    r"|\A(?:wenn|sollten?|si(?! è)|se (?:il|la|o|a|os|as)|als|indien|jeśli|jeżeli|если|якщо|om|hvis|jos|eğer"
    r"|dacă|pokud|jestliže|ha|αν|εάν|إذا))\b.*|\A(?:如果|若|もし|만약).*",
    re.DOTALL | re.IGNORECASE,
)
"""What would be, and all behind it in the sentence."""
_ABOUT = re.compile(
    r"\b(?:about|regarding|concerning|bezüglich|betreffend|zum thema|concernant|au sujet de|acerca de"
    r"|referente a|riguardo|inerente|inzake|betreffende|dotycząc\w{1,5}|относительно|касательно|щодо) .*"
    r"|\b(?!address|recipient|message|e?-?mail|user|one|those)\w{1,30} (?:that|which)"
    r" (?:could|can|was|were|is|are|has|have)(?:n't| not)\b.*",
    re.DOTALL | re.IGNORECASE,
)
"""What a mail was about, or what some things are, is not what became of it."""
_LISTS = re.compile(
    r"[:：]\s*\Z|following|folgende|suivant|siguiente|seguint|seguent|volgende|følgende|följande|seuraav|następując"
    r"|následující|következő|următo|следующ|наступн|aşağıda|ακόλουθ|التالي|以下|下列|次の|다음",
    re.IGNORECASE,
)
_LISTED = 3
"""So many paragraphs, with it, may name those who were missed, behind a sentence that promises a list."""


def own_part(mail: Mail) -> str:
    """What a report says itself, above the mail that it gives back; all of it where that says nothing."""
    text = mail.text[:LOOKED_AT]
    if not RETURNED.search(text):
        return text
    above = RETURNED.split(text, 1)[0]
    return above if contained("bounces", "bodies").stand_in(fold(above)) else text


def missed(mail: Mail) -> frozenset[str]:
    """The addresses that its sentences of failing name, in small letters: never whom it was written to."""
    return frozenset(one for said in _failing(own_part(mail)) for one in addresses(said)) - _written_to(mail)


def says_undelivered(mail: Mail, which: str = "messages") -> bool:
    """Whether a sentence says of a mail itself that it did not arrive: "your message was not delivered"."""
    known = contained("bounces", which)
    return any(known.stand_in(fold(said)) for said in _failing(own_part(mail), "undelivered"))


def tells_whom(mail: Mail) -> bool:
    """Whether a sentence says of the reader's own mail that it did not arrive, and whom it missed."""
    known, yours = _written_to(mail), contained("bounces", "yours")
    failing = _failing(own_part(mail)[:_OPENING], "undelivered")
    return any(yours.stand_in(fold(said)) and addresses(said) - known for said in failing)


def tells_of_a_mail(mail: Mail) -> bool:
    """Whether a sentence of failing is about a mail: it names one, or an address, or a server's answer."""
    ours, messages = _written_to(mail), contained("bounces", "messages")
    return any(
        messages.stand_in(fold(said)) or addresses(said) - ours or CODE.search(said)
        for said in _failing(own_part(mail))
    )


def is_answered(mail: Mail, for_good: bool = False) -> bool:
    """Whether a mail server's answer stands in it; ``for_good`` asks for a final one (RFC 5321 §4.2.1: 5yz).

    A number alone may be a boiler's: beside it stands an enhanced code, an address, or that a mail failed.
    """
    failing, messages = contained("bounces", "bodies"), contained("bounces", "messages")
    for said in _sentences(own_part(mail)):
        if not CODE.search(said) or (for_good and not _FOR_GOOD.search(said)):
            continue
        folded = fold(said)
        if _ENHANCED.search(said) or "@" in said or failing.stand_in(folded) or messages.stand_in(folded):
            return True
    return False


def is_listed(mail: Mail) -> bool:
    """Whether an address begins a line of its own, as a report lists whom a mail missed, and why."""
    known = _written_to(mail)
    return any(one.lower() not in known for one in _ALONE.findall(own_part(mail)))


_ALONE = re.compile(
    r"^[ \t<\"'*•-]{0,9}([\w.+-]{1,64}@[\w.-]{1,200})[ \t>\"']{0,9}(?:[ \t;,.]{0,9}$|:|\()", re.MULTILINE
)


def read_opening(mail: Mail) -> tuple[str, ...]:
    """Its subject and the sentences of its opening that suppose nothing, each folded."""
    return (_title_of(mail), *map(fold, _sentences(own_part(mail)[:_OPENING])))


def says(opening: tuple[str, ...], name: str) -> bool:
    """Whether the subject, or a sentence of an opening, holds one of the phrases."""
    return any(map(contained("bounces", name).stand_in, opening))


def _title_of(mail: Mail) -> str:
    """Its subject, folded, without ours where a mail system's title stands before it ("Undeliverable: …")."""
    title = fold(mail.subject.partition(":")[0])
    return title if contained("bounces", "subjects").stand_in(title) else fold(mail.subject)


_OPENING = 3_000


_ADDRESS = re.compile(r"[\w.+&'-]{1,64}@(?:[\w-]{1,63}\.){1,8}[\w-]{2,63}", re.ASCII)
"""No wider than mail servers write them: other scripts set no space before one or behind it."""


def addresses(text: str) -> frozenset[str]:
    """Every address in a text, in small letters."""
    found = _ADDRESS.findall(text) if "@" in text else ()
    return frozenset(one.lower().strip("'&-") for one in found)


def others(mail: Mail) -> frozenset[str]:
    """The addresses in its own words beside the sender's and those it was written to."""
    sender = {mail.sender.email} if mail.sender else set()
    return addresses(own_part(mail)) - _written_to(mail) - sender


def _written_to(mail: Mail) -> frozenset[str]:
    return frozenset(one.email for one in (*mail.to, *mail.cc))


def _failing(text: str, name: str = "bodies") -> Iterator[str]:
    """The sentences that hold one of the list's phrases, each with the lines that a colon promises."""
    known = contained("bounces", name)
    sentences = [*_sentences(text)]
    for at, said in enumerate(sentences):
        if known.stand_in(fold(said)):
            yield "\n".join(sentences[at : at + _LISTED] if _LISTS.search(said) else [said])


def _sentences(text: str) -> Iterator[str]:
    """The sentences that tell what is, without what they quote."""
    for said in _STOP.split(text):
        said = _ABOUT.sub("", _SUPPOSED.sub("", _QUOTED.sub(" ", _SUBJECT.sub("", said)).strip()))
        if said:
            yield said
