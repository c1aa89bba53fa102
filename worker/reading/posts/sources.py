"""The sentences in which a post comes from somebody: "posted by NAME", "according to NAME"."""

from __future__ import annotations

from worker.reading.posts.beginnings import (
    Sentence,
    with_line_from,
    with_source,
    with_words,
    with_words_beside,
)
from worker.reading.posts.guards import ASIDE
from worker.reading.posts.lists import any_of, first_words, words_in


def of_coming_from() -> tuple[Sentence, ...]:
    """ "… from NAME on Facebook", "posted by NAME"."""
    things, places = any_of("things"), any_of("places")
    thing, made = (with_words(" ".join(first_words(name))) for name in ("things", "made"))
    on_place = rf"(?i:on |public |her |his |the |their ){{0,3}}(?i:{places})\b"
    return (
        (
            made,
            rf"(?i:\b(?:{any_of('made')})\b)(?:[^.\n;\x00]|\.\d){{0,60}}?\b[Bb]y (?:one |an? )?{{N}}",
            0.95,
        ),
        (
            thing,
            (
                rf"(?i:\b(?:{things})) (?:that |which )?{{N}}(?: has| had|['’]s)?"
                r" (?:made|put|posted|written|left|wrote|shared|done)\b"
            ),
            0.85,
        ),
        (
            made,
            (
                rf"(?i:\b(?:{any_of('made')})) [Bb]y (?:the|an?|one of our)"
                r" (?:mother|father|mum|dad|nan|gran|grandad|parent|carer)\b[^.,\n\x00]{0,40},"
                r" {N}(?=[.,:;]|[ ]?\x00)"
            ),
            0.9,
        ),
        (
            with_words("mum dad mam mother father nan gran grandad parent carer auntie uncle"),
            (
                r"(?i:\b(?:mum|dad|mam|mother|father|nan|gran|grandad|parent|carer|auntie|uncle)),?"
                r" \(?{N}\)?,? (?i:again|once more)\b"
            ),
            0.8,
        ),
        (
            with_words_beside("star stars", words_in("reviews")),
            r"(?i:\bstars?)(?i: review)?,? (?:(?i:from|by|off) )?{N}(?=[ ]?[,:;(–-]|[.] | on\b)",
            0.8,
        ),
        (
            with_words("star stars"),
            r"(?i:\bstars?,? (?:from|by|off)) {N}[ ]?[,:–-]?(?=[ ]?\x00)",
            0.8,
        ),
        (
            with_words("from by"),
            (
                r"(?i:(?:(?<=[★☆⭐] )|(?<=stars )|(?<=star )|(?<=review )|(?<=reviewed ))(?:from|by))"
                r" (?P<name>[A-Z][\w’'-]+ [A-Z]\.)(?=,? (?:on|last|this|yesterday|today|in|\()|[,:]| ?\x00)"
            ),
            0.96,
        ),
        (
            with_source("from by"),
            (
                rf"(?i:\bfrom|\bby) (?:an? |one )?{{N}}{ASIDE}[ ,]+(?i:on|in|via)"
                r" (?i:the |her |his |their |our |a )?(?=\w)"
            ),
            0.85,
        ),
        (
            with_source("from"),
            (
                rf"(?i:\bfrom) {{N}}{ASIDE}(?:, {on_place}[^.\n\x00:]{{0,30}})?"
                r"[ ]?(?::|[,–-] ?(?=\x00))\s{0,4}(?=\x00)"
            ),
            0.85,
        ),
        (with_source("from"), rf"(?i:\bfrom) {{N}}{ASIDE}, {on_place}", 0.85),
        (with_words("on"), rf"(?i:\bon the (?:{places}) of) {{N}}", 0.8),
        (thing, rf"(?i:\b(?:{things}))\b (?:is|was) {{N}}['’]s\b", 0.85),
        (
            with_source("from off"),
            (
                rf"(?i:\bfrom|\boff) (?:(?:her|his|the|their|an?|one) (?:[a-z]+ ){{1,2}})?{{N}}{ASIDE}"
                r"(?:,? (?:[^\n\x00:@.]|\d[:.]\d){1,50})?(?:[:.,]|[ ]?[–-])?\s{0,4}(?=\x00)"
            ),
            0.7,
        ),
        (
            with_line_from,
            (
                rf"(?i:from) {{N}}{ASIDE},? (?i:under|below|underneath|in|on|about|to)\b"
                r"(?=[^\x00]{1,160}\x00)"
            ),
            0.7,
        ),
        (
            with_words(" ".join(words_in("places"))),
            (
                rf"(?i:\b(?:{places})),? from (?:an? |one )?{{N}}{ASIDE}"
                r"(?=[ ]?[.,:;\n\x00-]|\Z| (?:today|yesterday|last|this|about|saying)\b)"
            ),
            0.8,
        ),
        (
            thing,
            (
                rf"(?i:\b(?:{things}))\b(?: \w{{2,14}}){{0,3}} (?:is|was|are|comes|came) (?:all |from "
                rf"|by ){{1,2}}"
                r"(?:an? |one |that )?{N}"
            ),
            0.85,
        ),
        (
            thing,
            (
                rf"(?i:\b(?:{things})) from (?:an? |one |that )?{{N}}{ASIDE}"
                r"(?: today| yesterday| last night| this \w+)? (?:reads|says|saying|goes|about|claiming"
                r"|calling)\b"
            ),
            0.85,
        ),
    )


def of_telling() -> tuple[Sentence, ...]:
    """ "according to NAME", "what NAME thinks of …", "a voice note off NAME"."""
    things, platforms = any_of("things"), any_of("platforms")
    return (
        (
            with_words(" ".join(first_words("things"))),
            (
                rf"(?i:\b(?:{things})(?: \(?(?:on |in )?(?:{any_of('places')})\)?)? (?:of|belonging to))"
                rf" {{N}}{ASIDE}"
                rf"(?=[^.\n\x00]{{0,60}}(?:\x00|\b(?i:{platforms})\b)|[ ]?[:,–-]{{1,2}} ?\x00)"
            ),
            0.8,
        ),
        (
            with_words("according courtesy words word"),
            (
                r"(?i:\b(?:according to|courtesy of|in the words of|word is from)) (?:an? |one )?{N}"
                r"(?! (?:who|for|it|this|that)\b)"
            ),
            0.8,
        ),
        (
            with_words("what"),
            (
                r"(?i:\bwhat) {N} (?:thinks|thought|makes|made|calls|called|said|says|wrote|writes|puts?"
                r"|posted|ha[sd] (?:to say|said|put|written))\b(?! (?:it|this|that)\b)"
            ),
            0.7,
        ),
        (
            with_words("voice voicenote vn"),
            (
                r"(?i:\b(?:voice ?(?:note|message|memo|clip|recording)s?|vn)(?: that)?(?: is| was| came)?"
                r"(?: \w+){0,2}? (?:off|from|by|of)) (?:an? |one )?{N}"
                r"(?! to (?:me|us|the (?:office|school))\b)"
            ),
            0.75,
        ),
        (
            with_words("up there who"),
            (
                r"(?i:\b(?:up (?:pops?|popped|comes|came)|there (?:s?he|they) (?:is|was|were)"
                r"|who should (?:it be|pop up|appear) but)),? {N}(?=[^.\n]{0,60}\x00)"
            ),
            0.75,
        ),
        (
            with_words("all both each"),
            (
                r"(?i:\b(?:all|both|each)(?: of them| three| one)?(?: are| were| is)?(?: by| from)?) {N}"
                r"(?=[.,:;]|[ ]?\x00)"
            ),
            0.7,
        ),
    )
