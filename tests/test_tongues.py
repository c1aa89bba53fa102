"""Screenshots of apps in other languages: read like those in English, and given back as they were shown."""

from __future__ import annotations

import pytest

from tests.screens.byhand import GAP, GREY, said, seen
from worker.reading.screens import read_screen
from worker.reading.screens.english import in_english
from worker.reading.screens.tongues import folded, tongues


def english(*texts: str) -> list[str]:
    """What is put before the rules for rows of such texts."""
    return [line.text for line in in_english(seen(*((40, text) for text in texts)).lines).lines]


def test_comments_on_a_polish_screen() -> None:
    """Times and actions are the app's, in whichever language; what people wrote stays."""
    screen = read_screen(
        seen(
            (40, "Najtrafniejsze"), GAP,
            (120, "Zdzisława Pawłowska"), (120, "To trwa już 3 dni"),
            (120, "3 godz. Lubię to! Odpowiedz", GREY), GAP,
            (160, "Marek Zając"), (160, "Wyślij im to"),
            (160, "1 tyg. Lubię to! Odpowiedz", GREY), GAP,
            (120, "Wyświetl więcej odpowiedzi (2)", GREY), (40, "Napisz komentarz…", GREY),
        )
    )  # fmt: skip

    assert screen.platform == "facebook"
    assert said(screen) == [
        ("Zdzisława Pawłowska", "3 godz.", "To trwa już 3 dni"),
        ("Marek Zając", "1 tyg.", "Wyślij im to"),
    ]
    assert "Odpowiedz" in screen.text


def test_user_names_with_their_times_on_a_french_screen() -> None:
    """A user name stands before its time, or grows together with it."""
    screen = read_screen(
        seen(
            (300, "Commentaires"), (120, "roksi_hale 13 h"), (120, "Jamais de réponse"),
            (120, "Répondre Voir la traduction"), GAP,
            (120, "the.real.rupert6j"), (120, "Every single time"), (120, "Répondre"),
            (120, "Ajouter un commentaire..."),
        )
    )  # fmt: skip

    assert screen.platform == "instagram"
    assert said(screen) == [
        ("roksi_hale", "13 h", "Jamais de réponse"),
        ("the.real.rupert", "6j", "Every single time"),
    ]


@pytest.mark.parametrize(
    ("shown", "read"),
    [
        (("Odpowiedz", "Lubię to!", "wczoraj o 9:05"), "yesterday at 9:05"),
        (("Odpowiedz", "Lubię to!", "15 listopada 2026 o 21:14"), "15 Nov 2026 at 21:14"),
        (("Răspunde", "Îmi place", "3 z"), "3d"),
        (("Răspunde", "Îmi place", "acum 2 luni"), "2 months ago"),
        (("Antworten", "Gefällt mir", "vor einer Woche"), "a week ago"),
        (("Beğen", "Yanitla", "12 sa"), "12h"),
        (("Rispondi", "Mi piace", "Ieri alle 21:14"), "yesterday at 21:14"),
        (("Responder", "Me gusta", "14 de noviembre a las 8:05"), "14 Nov at 8:05"),
        (("Répondre", "J’aime", "3 juillet à 9:05"), "3 Jul at 9:05"),
        (("Hoffi", "Ateb", "2 awr"), "2h"),
        (("Reply", "Like", "3 z"), "3 z"),
        (("Reply", "Odpowiedz", "3 dni"), "3 dni"),
    ],
)  # fmt: skip
def test_times_in_the_language_of_the_screen_alone(shown: tuple[str, ...], read: str) -> None:
    """Two of the app's words show its language; without them "3 z" is nothing."""
    assert english(*shown)[-1] == read


def test_every_language_says_like_and_reply() -> None:
    """The file is whole: each language's words come back as the English they stand for."""
    for tongue in tongues():
        known = set(tongue.english.values())
        assert {"Like", "Reply", "Share", "Comment", "Comments", "See translation", "Send", "Follow"} <= known
        assert all(word == folded(word) for word in tongue.english)


def test_an_english_screen_stays_as_it_is() -> None:
    """One Polish word among English ones is somebody's."""
    rows = ("Jo Pugh", "Odpowiedz", "3h Like Reply", "Ying Zhao", "Mesaj la 15:00", "2 min Like Reply")

    assert english(*rows) == list(rows)
