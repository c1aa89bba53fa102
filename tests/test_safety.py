"""The stop for a suspected indecent image: every wording, every disguise, every place in a mail."""

from __future__ import annotations

import time

import pytest

from worker.reading.message.mail import read_mail
from worker.reading.safety import find_stop, words_of


@pytest.mark.parametrize(
    "words",
    [
        "Someones sent round a naked picture of one of the year 6 girls on snapchat",
        "one of our Y5s has been sexting",
        "girl in Y4, topless, in a group chat",
        "They filmed a boy in the shower at swimming",
        "photos taken in the changing rooms of our pupils",
        "NUDES of my daughter",
        "he asked a child for a picture of herself with no clothes on",
        "indecent images of children",
        "there is CSAM in the chat",
        "n u d e pics of a pupil",
        "a n4ked kid",
        "a nud3 of a pupil",
        "na\u00adked pic\u200bture of a ch\u200bild",
        "ｎａｋｅｄ photo of a ｃｈｉｌｄ",
        "a 9 year old, undressed",
        "a 10yo, undressed",
        "zdjęcie nagiej dziewczynki, dziecko z klasy",
        "photo d'une fillette toute nue",
        "poza cu un copil dezbrăcat",
        "çıplak çocuk fotoğrafı",
        "голый ребенок",
        "女孩的裸照",
        "صورة عارية طفلة",
        "Private parts of one of ours showing in the picture",
    ],
)
def test_every_wording_of_the_suspicion_stops(words: str) -> None:
    """A word of undress near a word for a child stops the mail, in any order, language or disguise."""
    assert find_stop(words) is not None


@pytest.mark.parametrize(
    "words",
    [
        "The naked truth about this head",
        "nude tights are not uniform",
        "The date got changed for the pupils",
        "changing the uniform for the children is a disgrace",
        "she calls the office staff useless and the children laugh",
        "I'm coming up that school at 3.15 to get my son. Thanks xxx",
        "all the kids know this dickhead",
        "The nativity rehearsal with at least six other children clearly visible",
        "naked " + "word " * 200 + "child",
        "",
    ],
)
def test_other_words_do_not_stop(words: str) -> None:
    """A word of undress far from any child, or a child with nothing said, is no suspicion."""
    assert find_stop(words) is None


def test_the_stop_names_both_words() -> None:
    """A person can see which words stopped the mail."""
    assert find_stop("a naked picture of one of the Year 6 girls") == "naked … year 6"


@pytest.mark.parametrize(
    "raw",
    [
        "Subject: naked girl\n\nsee\n",
        "Subject: x\n\na naked girl\n",
        'Subject: x\nContent-Type: text/html\n\n<p>a na<b>ked</b> <i style="display:none">girl</i></p>\n',
        "Subject: x\nContent-Type: image/png; name=naked_girl.png\n\nx\n",
        "Subject: x\nContent-Type: image/png; name=NakedPupil.png\n\nx\n",
        "Subject: x\nContent-Type: text/plain; name=chat.txt\n\na naked girl\n",
        (
            "Subject: x\nContent-Type: message/rfc822\n\nSubject: naked\n"
            "Content-Type: message/rfc822\n\nSubject: girl\n\n.\n"
        ),
        (
            "Subject: naked\nContent-Type: multipart/alternative; boundary=b\n\n"
            "--b\n\nhello\n--b\nContent-Type: text/html\n\n<p>girl</p>\n--b--\n"
        ),
    ],
)
def test_every_place_in_a_mail_is_looked_at(raw: str) -> None:
    """Subject, text, hidden HTML, file names, text files and the mails inside are all checked."""
    assert find_stop(words_of(read_mail(f"From: a@one.example\n{raw}".encode()))) is not None


def test_our_own_alert_does_not_stop_its_answer() -> None:
    """The DSL's answer quotes our alert; our own lines are left out of the check."""
    alert = "Possible indecent image of a child in a message received 10:42.\nDo not open it."
    quoted = "\n".join(f"> {line}" for line in alert.splitlines())
    mail = read_mail(f"From: dsl@fellside.example\nSubject: Re: alert\n\nDealt with.\n\n{quoted}\n".encode())
    assert find_stop(words_of(mail)) is not None
    assert find_stop(words_of(mail, ours=(alert,))) is None


@pytest.mark.parametrize("piece", ["naked word ", "child ", "a b c d ", "in the ", "x1y2z3 ", "裸", "@$!*"])
def test_a_megabyte_is_checked_in_time(piece: str) -> None:
    """No text makes the check slow."""
    started = time.process_time()
    find_stop(piece * (1_000_000 // len(piece)))
    assert time.process_time() - started < 4
