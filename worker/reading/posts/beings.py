"""The sentences that say who the poster is, is called, or is behind: "the poster is NAME"."""

from __future__ import annotations

from worker.reading.posts.beginnings import (
    Sentence,
    with_name_and,
    with_words,
    with_words_beside,
)
from worker.reading.posts.guards import ASIDE, WORD
from worker.reading.posts.lists import any_of, first_words, words_in
from worker.reading.words.indexed import UPPER
from worker.reading.words.titles import A_TITLE


def of_being() -> tuple[Sentence, ...]:
    """ "The poster is NAME": what somebody is, is called, or is behind."""
    egged = any_of("egged")
    return (
        (
            with_words("it its twas " + " ".join((*words_in("poster"), *words_in("poster_name")))),
            (
                rf"(?i:(?<!friend['’]s )(?<!friends )(?<!boy['’]s )(?<!girl['’]s )(?<!child['’]s )"
                rf"\b(?:{any_of('poster')})(?: (?:behind it|responsible|concerned|involved|in question))?"
                r"(?:['’]s name)?"
                r" (?:is|was|is called|seems to be|appears to be|looks to be|being)"
                rf"|\b(?:{any_of('poster_name')})(?:['’]?s)? name(?: on (?:it|there|here))?"
                r" (?:is|was|reads|says)"
                r"|\bname on (?:it|the \w+) (?:is|was|reads|says)"
                rf"|(?<!['’]s )(?<!\bmy )(?<!\bour )\bname on (?:there|here|{any_of('platforms')})"
                r" (?:is|was|reads|says)"
                rf"|\bname (?:{any_of('shown_as')})"
                r"|(?:\bit(?:['’]?s| is| was| were|['’]d be)|\btwas)(?! about))"
                rf" (?:by )?(?:an? (?:{any_of('somebody')})(?: (?:of|in|from) [\w ]{{2,20}})?, "
                r"|an? |one |that |yon )?{N}"
                r"(?! (?:being|getting|in (?:it|the)\b|on (?:it|the)\b|who(?:['’]s| is) (?:being|in|on)\b))"
                rf"(?!(?: {WORD}){{0,3}}(?: who| that)? (?:told|sent|showed"
                r"|saw|found|rang|spotted)\b|['’])"
            ),
            0.9,
        ),
        (
            with_words(" ".join(words_in("somebody"))),
            (
                rf"(?i:\b(?:{any_of('somebody')})\b)[^.\n\x00]{{0,20}}(?<!\bhas)(?<!\bhave)(?<!\bhad)(?<!\bjust)"
                r" (?i:called|named|by the name of|going by|known as) {N}(?! an? \x00)"
            ),
            0.85,
        ),
        (
            with_words("the"),
            (
                rf"(?<!['’]s )(?<!['’] )(?i:\bthe (?:{any_of('somebody')}|{any_of('kin')})"
                r"(?: in question| concerned| involved)? (?:is|was)) "
                rf"(?={A_TITLE} {WORD}|{WORD} [{UPPER}]){{N}}(?=[ ]?[.,;:()\n]|\Z)"
            ),
            0.8,
        ),
        (
            with_words(" ".join(words_in("kin"))),
            (
                rf"(?i:\b(?:{any_of('kin')}) (?:of|to)) [\w'’ -]{{2,40}}?[ ]?[(,] ?{{N}}[),]"
                rf"(?= (?:has |had |just |also ){{0,2}}(?:{any_of('does')})\b)"
            ),
            0.9,
        ),
        (
            with_words_beside(" ".join(words_in("somebody")), ("called", "named")),
            (
                rf"(?i:\b(?:{any_of('somebody')})\b)(?=[^.\n\x00]{{0,60}}(?:\x00|\b(?:{any_of('does')})\b))"
                r"[^\n]{1,400}?(?:(?<=[.!;] )|(?<=\n))(?i:s?he(?:['’]?s| is|['’]s)) (?i:called|named) "
                rf"(?!{A_TITLE}){{N}}(?=[ ]?[.;:()\n]|\Z)"
            ),
            0.8,
        ),
        (
            with_words("cried cawed"),
            r"(?i:cried|cawed) {N}(?=[,.;:\n\x00]| (?:who|has|had|put|wrote|posted|on|from|off)\b)",
            0.85,
        ),
        (
            with_words(" ".join(first_words("goes_by"))),
            rf"(?i:(?:{any_of('goes_by')})) (?:as |of |the name )?{{N}}",
            0.9,
        ),
        (
            with_words("it its"),
            (
                r"(?i:\bit(?:['’]?s| is| was)(?: all)?) {N}['’]s"
                r" (?:idea|doing|work|handiwork|post|comment|account|page|brainchild)\b"
            ),
            0.85,
        ),
        (
            with_words("it its"),
            (
                r"(?i:\bit(?:['’]?s| is| was)) {N},? who(?:['’]s| has| had| actually| really){0,2}"
                r" (?:wrote|written|posted|put|said|started|made|typed|commented)\b"
            ),
            0.97,
        ),
        (
            with_words("same"),
            (
                rf"(?i:\bsame)(?: (?:{any_of('somebody')}),?)? {{N}}"
                r"(?=[ ]?[,.;:–-]| (?:again|now|as|is|has|who|put|posted|wrote)\b)"
            ),
            0.85,
        ),
        (with_name_and("name"), r"{N},? (?:his|her|their|the) name (?:is|was)\b", 0.85),
        (with_words("another more"), r"(?i:\banother|\bmore) (?:one )?from {N}", 0.8),
        (
            with_words("name under over in"),
            r"(?:(?<![’'\w] )(?i:\b(?:under the )?name of)|(?i:\b(?:over|in) the name of)) {N}",
            0.8,
        ),
        (
            with_words("ringleader " + " ".join(words_in("egged"))),
            rf"(?i:\b(?:{egged})(?: up| on)? by|\bringleader) (?:an? (?:\w+ ){{1,2}}(?:called|named) )?{{N}}",
            0.85,
        ),
        (
            with_name_and("main worst loudest keenest leading"),
            (
                rf"(?!(?i:{A_TITLE})){{N}}(?: is| was| seems to be| being|['’]s)? (?:clearly |easily )?"
                r"(?:the (?:(?:main|loudest|keenest)(?: one| offender)|worst (?:of them|offender))"
                r"(?= ?[,.;:\n\x00]| and\b| by far\b)|leading (?:it|them)\b)"
            ),
            0.85,
        ),
        (
            with_name_and("behind ringleader one poster author culprit instigator person parent mum dad"),
            (
                rf"{{N}}{ASIDE} (?:is|was|seems to be|appears to be) (?:ringleader\b|(?:the one "
                rf"|clearly )?behind (?:it|this|the)\b"
                r"|the (?:ringleader|poster|author|culprit|instigator)\b"
                r"|the (?:one|person|parent|mum|dad) who(?:['’]s| has)? (?:put|posted|wrote|written"
                r"|started|shared)\b)"
            ),
            0.9,
        ),
        (
            with_words(
                "poster posters author posted reviewer commenter who by culprit parent account profile user"
                " mum dad mother father name"
            ),
            (
                r"(?:(?<=\n)|\A|(?<=\n[>*-] )|(?<=\n\d[.)] )|(?<=\A\d[.)] )|(?<=\A[>*-] ))"
                r"(?i:poster|author|reviewer|commenter|account|profile|who|(?:post(?:ed)? )?by"
                r"|culprit"
                r"|(?:poster|author|account|profile|user|parent|mum|dad)(?:['’]s)? ?name"
                r"|parent(?: concerned| involved)?"
                r"|mum|dad|mother|father|name of (?:the )?(?:person|poster|parent|account)(?: \w+){0,2})"
                r"[ ]?[:=–-] ?{N}"
            ),
            0.9,
        ),
        (with_words("author poster"), r"(?i:author|poster): ?{N}", 0.9),
        (
            with_words("profile account"),
            (
                r"(?i:\b(?:profile|account))(?: \w+){0,4}?"
                r" (?:says|shows|reads|belongs to|is in the name of) (?:an? )?{N}"
            ),
            0.85,
        ),
        (
            with_words("thing things one stuff matter what"),
            (
                r"(?i:\b(?:things?|one|stuff|matter|what) (?:that )?(?:i|we)(?:['’]ve| have| had)?"
                r" (?:sent|reported|forwarded|flagged|passed|logged|raised|told))\b[^.\n\x00]{0,40}?"
                r" (?:from|by) {N}"
            ),
            0.85,
        ),
        (
            with_words("report reporting"),
            r"(?i:\breport(?:ing)?) {N}(?:,|\.| for\b| over\b| -)(?=[^\x00]{0,80}\x00)",
            0.75,
        ),
        (
            with_words("re regarding concerning"),
            r"(?i:\b(?:re|regarding|concerning)):? {N}[ ]?[-–:,.] (?i:s?he|they) (?=[^\n]{0,60}\x00)",
            0.75,
        ),
        (
            with_words("user username poster reviewer"),
            (
                r"(?i:\b(?:user|username|poster|reviewer)) {N}"
                rf"(?=[ ]?[:.,;()\n\x00-]|\Z| (?:has |is )?(?:{any_of('does')}|{any_of('speaks')})\b)"
            ),
            0.9,
        ),
    )
