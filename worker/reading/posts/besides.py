"""The sentences in which a poster's name stands beside the post: "NAME's post", "NAME: …"."""

from __future__ import annotations

from worker.reading.posts.beginnings import (
    Sentence,
    with_blank,
    with_item,
    with_line,
    with_name_and,
    with_name_before_blank,
    with_owner,
    with_sentence_and,
    with_sentence_before,
    with_sentence_up_to,
    with_source,
    with_words,
)
from worker.reading.posts.guards import (
    ASIDE,
    NO_LOOK,
    NO_SPOT,
    NO_STAFF,
    NOT_UNDER,
    WORD,
)
from worker.reading.posts.lists import any_of, words_in
from worker.reading.words.indexed import UPPER


def of_owning() -> tuple[Sentence, ...]:
    """ "NAME's post"."""
    own = rf"{{N}}['’]s? (?:\w{{1,12}} ){{0,2}}(?i:{any_of('things')})\b"
    return (
        (with_owner, rf"{NOT_UNDER}{own}", 0.8),
        (
            with_name_and("took taken snapped"),
            (
                rf"{{N}}{NO_STAFF}{ASIDE}(?: has| had)?(?: just| also)? (?:took|taken|snapped)\b"
                r"(?! (?:an? )?(?:photos?|pictures?|pics?) of (?:the|her|his|it|this|that|my))"
                r"(?=[^.\n\x00]{0,30}\b(?:photos?|pictures?|pics?|videos?|clips?)\b)"
                r"(?:(?!\b(?:some(?:one|body)|another"
                r"|an? (?:\w+ )?(?:mum|dad|mam|parent|friend|man|woman|lady))\b"
                rf"|[.,;]\s{WORD} {WORD}|\n\n)[^\x00]){{4,220}}?"
                r"\b(?i:it['’]?s|it is|they(?:['’]?re| are)|them|it)(?: all| now| still| up| just){0,2}"
                rf" (?:in|on) (?:his|her|their) (?i:{any_of('platforms')})\b"
            ),
            0.75,
        ),
    )


def of_standing_beside() -> tuple[Sentence, ...]:
    """A name that only stands at the words, or at the place."""
    places, things = any_of("places"), any_of("things")
    return (
        (with_name_and("on"), rf"{{N}}{NO_STAFF}{ASIDE} (?i:on) (?i:{places})\b{NO_SPOT}{NO_LOOK}", 0.75),
        (
            with_sentence_and([*words_in("places"), *words_in("things")]),
            (
                rf"[ \t>*-]{{0,4}}{{N}}{NO_STAFF}{ASIDE}(?:[ ]?[,;(–|-]{{1,2}} ?|(?<=,) )"
                rf"(?i:on |public |her |his |their |the |own |in |a ){{0,3}}(?i:{places}|{things})\b"
            ),
            0.8,
        ),
        (with_line, rf"[ \t>*-]{{0,4}}{{N}}{ASIDE}[ ]?:[ ]?(?=[\x00\n])", 0.85),
        (
            with_sentence_up_to("[:–-] ?"),
            (
                rf"[ ]?{{N}}{NO_STAFF}{ASIDE},? (?i:in|on)"
                rf" (?=[^.\n\x00]{{0,60}}\b(?i:groups?|grp|chat|page|thread|{places})\b)"
                r"[^.\n\x00:]{1,70}?[ ]?[:–-] ?(?=\x00)"
            ),
            0.8,
        ),
        (with_sentence_before(">▶›→·"), r"[ \t*]{0,4}{N} (?:>|▶|›|→|·) ?(?=[^\n\x00]{1,40})", 0.9),
        (with_sentence_up_to(r"\n\s{0,2}"), r"(?:(?<=\n)|\A){N}[ ]?\n\s{0,2}(?=\x00)", 0.65),
        (with_item, rf"[ \t]{{0,4}}\d{{1,2}}[.)] {{N}}{ASIDE}[ ]?[:,–-]{{1,2}} ?(?=\x00)", 0.9),
        (
            with_line,
            (
                rf"[ \t>*-]{{0,4}}(?:\d{{1,2}}[.)] )?(?=\S{{2,25}} [{UPPER}]){{N}}, "
                r"(?![^\n:\x00]{0,60}\b(?:is|was|works|will|would|wants|does) )(?=[^\n:\x00]{0,60}"
                r"\b(?:ago|today|yesterday|last night|this (?:morning|afternoon|evening)"
                rf"|same (?:group|page|place|chat|account|thread)|{places})\b)"
                r"[^\n:\x00]{1,70}:[ ]?(?=[\x00\n])"
            ),
            0.8,
        ),
        (
            with_blank,
            (
                r"\x00[ ,]{0,3}(?:[-–—] ?)?"
                r"(?i:(?:posted |written |said |put (?:up|on) )?by(?: that)?|from|[-–—]) ?{N}(?!['’])"
            ),
            0.85,
        ),
        (
            with_sentence_up_to(r"[.:]\s{1,3}"),
            rf"[ ]?{{N}}(?:, [{UPPER}\d][\w'’-]*(?: [{UPPER}][\w'’-]*){{0,3}})?[.:]\s{{1,3}}(?=\x00)",
            0.65,
        ),
        (
            with_words(" ".join(word.rstrip("*") for word in words_in("platforms") if " " not in word)),
            (
                rf"(?:(?<=\n)|\A)[ \t]{{0,4}}(?i:{any_of('platforms')})[ ]?[,:–-] {{N}}{ASIDE}[ ]?[,:–-]"
                r"(?=[^\x00\n]{0,160}\x00)"
            ),
            0.75,
        ),
        (
            with_sentence_and(words_in("platforms")),
            rf"[ ]?{{N}}[.,] (?i:{any_of('platforms')})[.,](?=[^\n\x00]{{0,40}}\x00)",
            0.7,
        ),
        (with_blank, r"\x00(?! ?\()[^.\n\x00:]{1,40}\bby (?:that |yon )?{N}", 0.75),
        (with_blank, rf"\x00[.,]?[ ]?\({{N}}(?:\)|,[^()\n\x00]{{0,60}}\b(?i:{any_of('platforms')})\b)", 0.8),
        (
            with_blank,
            (
                r"\x00[ ]?(?:was|is) (?:the |a )?(?:\w+ )?(?:contribution|gem|offering|verdict|view|opinion)"
                r" (?:of|from|by) {N}"
            ),
            0.8,
        ),
        (
            with_source("from"),
            rf"(?i:\bfrom) (?:an? )?{{N}}[.,] (?i:{any_of('platforms')})[.,]? (?=\x00)",
            0.8,
        ),
        (with_name_before_blank, rf"{{N}}\)?{ASIDE}(?: this time)?[ ,:-]{{1,3}}(?=\x00)", 0.5),
    )
