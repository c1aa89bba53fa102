"""Forwards as mail clients write them: every layout in every language of ``mail/forwards/labels.toml``.

Run ``python -m tests.forwards`` for the table of what is read right, by client and by language.
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from worker.model import Forwarded

LABELS = Path(__file__).parent / "mail" / "forwards" / "labels.toml"
DATES = {
    "ar": "الاثنين، ٢٤ أغسطس ٢٠٢٦ في ١١:٢٣ ص",
    "az": "24 avqust 2026, 11:23",
    "bg": "пн, 24.08.2026 г. в 11:23 ч.",
    "bn": "সোম, ২৪ আগস্ট, ২০২৬ ১১:২৩ AM",
    "ca": "dl., 24 d’ag. 2026 a les 11:23",
    "cs": "po 24. 8. 2026 v 11:23",
    "de": "Montag, 24. August 2026 11:23",
    "el": "Δευ, 24 Αυγ 2026 στις 11:23 π.μ.",
    "es": "lunes, 24 de agosto de 2026 11:23 a. m.",
    "et": "E, 24. august 2026 kell 11:23",
    "eu": "2026(e)ko abuztuaren 24(a), astelehena 11:23",
    "fa": "دوشنبه، ۲ شهریور ۱۴۰۵ ساعت ۱۱:۲۳",
    "fi": "ma 24. elok. 2026 klo 11.23",
    "fr": "lundi 24 août 2026 à 11:23:04 UTC+2",
    "ga": "Dé Luain 24 Lúnasa 2026 ag 11:23",
    "he": "יום ב׳, 24 באוג׳ 2026 ב-11:23",
    "hi": "सोम, 24 अग॰ 2026 को 11:23 am बजे",
    "hu": "2026. augusztus 24., hétfő 11:23",
    "ja": "2026年8月24日(月) 11:23",
    "ko": "2026년 8월 24일 (월) 오전 11:23",
    "lt": "2026-08-24, pr, 11:23",
    "lv": "Pirmdiena, 2026. gada 24. augusts 11:23",
    "pl": "poniedziałek, 24 sierpnia 2026 11:23",
    "pt": "segunda-feira, 24 de agosto de 2026 às 11:23",
    "ru": "понедельник, 24 августа 2026 г. в 11:23:04 GMT+3",
    "sv": "den 24 augusti 2026 kl. 11:23",
    "th": "จ. 24 ส.ค. 2569 เวลา 11:23",
    "tr": "24 Ağustos 2026 Pazartesi 11:23",
    "ur": "پیر، 24 اگست 2026 کو 11:23 AM",
    "vi": "Th 2, 24 thg 8, 2026 vào lúc 11:23",
    "zh": "2026年8月24日星期一 上午11:23",
}
ENGLISH_DATE = "Mon, 24 Aug 2026 11:23:04 +0100"
FROM = "Sadia Okafor <s.okafor@fellside.example>"
TO = "Rashid Ahmed <r.ahmed@fellside.example>, k.harlow@parents.example"
CC = "Denise Marsh <d.marsh@fellside.example>"
SUBJECT = "Year 3: what was said"
WORDS = "Hello Rashid,\n\nthis is on the page again.\nTime: 21:10\n\nSadia"
NOTE = "Please see below.\n\nKamal"


@dataclass(frozen=True)
class Labels:
    """What one language's clients call the parts of a header block, and how they write a date."""

    written: str
    sender: str
    to: str
    cc: str
    date: str
    subject: str
    marker: str


@cache
def languages() -> dict[str, Labels]:
    """Return every language of the table, and one nobody knows."""
    table = tomllib.loads(LABELS.read_text("utf-8"))
    found = {name: Labels(DATES.get(name[:2], ENGLISH_DATE), *row) for name, row in table.items()}
    return found | {
        "unknown": Labels("24/08/2026 11:23", "Vaiz", "Plo", "Kez", "Kulm", "Drem", "Zuvarp brak")
    }


def _lines(labels: Labels, order: str, colon: str = ": ", bold: str = "") -> str:
    """Write the block in an order such as "fdts" (c: copies)."""
    values = {
        "f": (labels.sender, FROM),
        "d": (labels.date, labels.written),
        "t": (labels.to, TO),
        "c": (labels.cc, CC),
        "s": (labels.subject, SUBJECT),
    }
    return "\n".join(f"{bold}{values[key][0]}{colon}".rstrip() + f"{bold} {values[key][1]}" for key in order)


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def _table(labels: Labels) -> str:
    rows = _lines(labels, "fdts").replace("<", "&lt;").replace(">", "&gt;").split("\n")
    cells = (row.partition(":") for row in rows)
    body = WORDS.replace("\n\n", "</p><p>").replace("\n", "<br>")
    return (
        f"<p>Please see below.</p><p>Kamal</p><div style='border-top:solid #E1E1E1 1.0pt'><p>"
        f"{'<br>'.join(f'<b>{label}:</b>{value}' for label, _, value in cells)}</p></div><p>{body}</p>"
    )


def _gmail_html(labels: Labels) -> str:
    body = WORDS.replace("\n", "<br>")
    to = TO.replace("<", "&lt;").replace(">", "&gt;")
    return (
        "<div dir='ltr'>Please see below.<br><br>Kamal</div><br><div class='gmail_quote'>"
        f"<div dir='ltr' class='gmail_attr'>---------- {labels.marker} ---------<br>{labels.sender}: "
        "<b class='gmail_sendername'>Sadia Okafor</b> <span dir='auto'>&lt;<a href="
        "'mailto:s.okafor@fellside.example'>s.okafor@<wbr>fellside.example</a>&gt;</span><br>"
        f"{labels.date}: {labels.written}<br>{labels.subject}: {SUBJECT}<br>{labels.to}: {to}<br></div>"
        f"<br><br><div dir='ltr'>{body}</div></div>"
    )


CLIENTS: dict[str, Callable[[Labels], str]] = {
    "gmail": lambda at: f"---------- {at.marker} ---------\n{_lines(at, 'fdst')}\n\n\n",
    "gmail-cc": lambda at: f"---------- {at.marker} ---------\n{_lines(at, 'fdstc')}\n\n\n",
    "gmail-english-marker": lambda at: f"---------- Forwarded message ---------\n{_lines(at, 'fdst')}\n\n\n",
    "outlook": lambda at: f"{_lines(at, 'fdts')}\n\n",
    "outlook-cc": lambda at: f"{_lines(at, 'fdtcs')}\n\n",
    "outlook-bold": lambda at: f"{_lines(at, 'fdts', bold='*')}\n\n",
    "outlook-rule": lambda at: f"________________________________\n{_lines(at, 'fdtcs')}\n\n",
    "outlook-spaced-colon": lambda at: f"{_lines(at, 'fdts', colon=' : ')}\n\n",
    "outlook-original": lambda at: f"-----{at.marker}-----\n{_lines(at, 'fdts')}\n\n",
    "full-width": lambda at: f"{_lines(at, 'fdts', colon='：')}\n\n",
    "apple": lambda at: f"{at.marker}:\n\n{_lines(at, 'fsdtc')}\n\n",
    "apple-quoted": lambda at: _quoted(f"{at.marker}:\n\n{_lines(at, 'fsdtc')}\n\n"),
    "thunderbird": lambda at: f"-------- {at.marker} --------\n{_lines(at, 'sdftc')}\n\n",
    "roundcube": lambda at: f"-------- {at.marker} --------\n{_lines(at, 'sdft')}\n\n",
    "k9": lambda at: f"-------- {at.marker} --------\n{_lines(at, 'fdtcs')}\n\n",
    "evolution": lambda at: f"-------- {at.marker} --------\n{_lines(at, 'ftsd')}\n\n",
    "zimbra-yahoo": lambda at: f"----- {at.marker} -----\n{_lines(at, 'ftcds')}\n\n",
    "claws": lambda at: f"{at.marker}:\n\n{_lines(at, 'dfts')}\n\n\n",
    "one-line": lambda at: f"----- {at.marker} ----- {_lines(at, 'ftds')}\n\n".replace("\n", " ", 3),
    "label-alone": lambda at: "\n".join(
        line.replace(": ", ":\n", 1) for line in f"{_lines(at, 'fdts')}\n\n".split("\n")
    ),
    "wrapped": lambda at: f"{_lines(at, 'fdts')}\n\n".replace(">, ", ">,\n"),
    "bracketed": lambda at: f"{_lines(at, 'fdts')}\n\n".replace("<", "[mailto:").replace(">", "]"),
}
HTML_CLIENTS = {"outlook-html": _table, "gmail-html": _gmail_html}


def _unlisted(at: Labels) -> Labels:
    """The same language with every word written backwards: labels of a like shape that no list knows."""
    return Labels(
        at.written, *(f"X{word[::-1]}" for word in (at.sender, at.to, at.cc, at.date, at.subject, at.marker))
    )


def forwards(unlisted: bool = False) -> Iterator[tuple[str, str, bytes, Forwarded]]:
    """Yield client, language, the mail and what must be read from it (with ``NOTE`` above it)."""
    for language, listed in languages().items():
        at = _unlisted(listed) if unlisted else listed
        for client, layout in CLIENTS.items():
            words = _quoted(WORDS) if client == "apple-quoted" else WORDS
            yield client, language, _mail(f"{NOTE}\n\n{layout(at)}\n{words}\n", "plain"), _expected(at)
        for client, page in HTML_CLIENTS.items():
            yield client, language, _mail(page(at), "html"), _expected(at)


def _mail(body: str, kind: str) -> bytes:
    return (
        "From: Kamal Aziz <k.aziz@fellside.example>\nTo: box@fellside.example\n"
        f"Subject: Fwd: Year 3\nContent-Type: text/{kind}; charset=utf-8\n\n{body}"
    ).encode()


def _expected(at: Labels) -> Forwarded:
    return Forwarded("Sadia Okafor", "s.okafor@fellside.example", TO, at.written, SUBJECT, WORDS)


def misses(found: tuple[Forwarded, ...], own: str, expected: Forwarded) -> list[str]:
    """Name what was read wrong: "forwards" when there is not exactly one."""
    if len(found) != 1:
        return [f"{len(found)} forwards"]
    fields = ("from_name", "from_email", "to", "date", "subject", "text")
    wrong = [name for name in fields if getattr(found[0], name) != getattr(expected, name)]
    return wrong + ([] if own.split() in (["Please", "see", "below."], NOTE.split()) else ["new_text"])


def measure(unlisted: bool = False) -> tuple[Counter[str], Counter[str], Counter[tuple[str, str, str]], int]:
    """Read all of them: right by client, right by language, misses by class, how many in all."""
    from worker.reading.message.mail import read_mail
    from worker.reading.quoted.forward import find_forwarded, own_text

    clients: Counter[str] = Counter()
    by_language: Counter[str] = Counter()
    wrong: Counter[tuple[str, str, str]] = Counter()
    count = 0
    for client, language, raw, expected in forwards(unlisted):
        mail = read_mail(raw)
        count += 1
        missed = misses(find_forwarded(mail), own_text(mail), expected)
        clients[client] += not missed
        by_language[language] += not missed
        for field in missed:
            wrong[client, language, field] += 1
    return clients, by_language, wrong, count


def main() -> None:
    """Print the table; "unlisted" as an argument reads labels that no list holds."""
    clients, by_language, wrong, count = measure("unlisted" in sys.argv)
    layouts = len(CLIENTS) + len(HTML_CLIENTS)
    print(f"{sum(clients.values())} of {count} right; {len(by_language)} languages, {layouts} layouts")
    for client, right in clients.most_common():
        print(f"{right:4d} of {len(by_language)}  {client}")
    short = [f"{language} {right}" for language, right in by_language.most_common() if right < layouts]
    print(f"languages not wholly right (of {layouts}):", ", ".join(short) or "none")
    for (client, language, field), _ in wrong.most_common(60):
        print(f"  {client} · {language}: {field}")


if __name__ == "__main__":
    main()
