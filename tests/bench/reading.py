"""Reading one mail, beside others, in one run on one core: ``python -m tests.bench.reading [FILE ...]``.

Ours is all that ``headsup read`` does, screenshots apart; the others take headers, addresses, text and
attachments out of the same bytes. The CPU time of this process counts, the best of many short turns; all
readers take turns, so that a busy machine slows each of them alike, and each rate is given as a multiple
of the standard library's too. The last lines are the steps of our own reading of the (first) mail, each
alone. It ends with 1 where ours is under ``LEAST`` times the standard library's rate.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from itertools import cycle
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from time import process_time

import mailparser

from worker.deciding.judging.grounds import suggest
from worker.deciding.judging.phrases import kinds
from worker.deciding.judging.showing import read_bytes
from worker.deciding.judging.worded import Words
from worker.outside.reader import Limits, Reader
from worker.reading.machines.noise import find_noise
from worker.reading.message.mail import read_mail
from worker.reading.posts.post import find_posts
from worker.reading.quoted.forward import find_forwarded
from worker.reading.quoted.reply import read_reply
from worker.reading.safety import find_stop, words_of

ROUNDS, SECONDS = 40, 0.05
DIFFERENT = 150
"""Mails read in turn where none is given: more than the links of which anything is kept."""
LEAST = 0.7
"""Of the standard library's rate. The aim is 1.5: 500 mails a second where it reads 331."""
WORDS = """Hello,

I was shown this on Facebook last night, in the group Parents of Fellside, by a colleague. It was put up
by Daniel Okoro at 20:45 on 19/11/2026 and it says:

"Mrs Ashworth is a useless liar and should be sacked, she lets the kids run riot"

https://www.facebook.com/groups/1234567890/posts/9876543210/

Several parents have commented on it and Mrs Ashworth is very upset. I have not answered anybody. I told
the office this morning before lessons.
"""
HOP = """Received: from mx{0}.fellside.example (mx{0}.fellside.example [192.0.2.{0}])
 by in.fellside.example with ESMTPS id a{0}b; Fri, 20 Nov 2026 08:0{0}:00 +0000
"""
HEADER = """From: Leila Haddad <l.haddad@fellside.example>
To: Online concerns <online@fellside.example>
Subject: Post about Mrs Ashworth
Date: Fri, 20 Nov 2026 08:04:00 +0000
Message-ID: <5kb@fellside.example>
MIME-Version: 1.0
Authentication-Results: in.fellside.example; spf=pass; dkim=pass header.d=fellside.example
Content-Type: multipart/alternative; boundary="=_one"

"""


def sample(number: int = 0) -> bytes:
    """A report of 5 KB as Outlook would send it: plain text and HTML, headers of three servers.

    Each number is a mail about other posts, so that nothing kept of one mail helps with the next.
    """
    said = "".join(WORDS.replace("543210", f"{number:05}{post}") for post in range(3))
    rows = "".join(f'<p class="MsoNormal">{line}<o:p></o:p></p>\n' for line in said.split("\n"))
    parts = (
        f"Content-Type: text/plain; charset=utf-8\n\n{said}",
        f"Content-Type: text/html; charset=utf-8\n\n<html><body>{rows}</body></html>",
    )
    body = "".join(f"--=_one\n{part}\n" for part in parts)
    whole = "".join(HOP.format(n) for n in range(1, 4)) + HEADER + body + "--=_one--\n"
    return whole.replace("\n", "\r\n").encode()


def by_stdlib(raw: bytes) -> None:
    """The standard library with its modern policy: every header, text and attachment."""
    message = message_from_bytes(raw, policy=policy.default)
    [str(value) for value in message.values()]
    for part in message.walk():
        if not part.is_multipart():
            part.get_content()


def by_mail_parser(raw: bytes) -> None:
    """mail-parser: the same."""
    mail = mailparser.parse_from_bytes(raw)
    _ = (mail.headers, mail.from_, mail.to, mail.subject, mail.date, mail.text_plain, mail.attachments)


def rates(readers: dict[str, Callable[[bytes], object]], raws: list[bytes]) -> dict[str, float]:
    """Mails a second of each reader, the best of its turns, warm."""
    best = dict.fromkeys(readers, 0.0)
    coming = {name: cycle(raws) for name in readers}
    for _ in range(ROUNDS):
        for name, read in readers.items():
            best[name] = max(best[name], _turn(read, coming[name]))
    return best


def _turn(read: Callable[[bytes], object], coming: Iterator[bytes]) -> float:
    done, began = 0, process_time()
    while process_time() - began < SECONDS:
        read(next(coming))
        done += 1
    return done / (process_time() - began)


def steps(raw: bytes) -> dict[str, Callable[[bytes], object]]:
    """What ``headsup read`` does with one mail, step by step, each with what it needs made beforehand."""
    mail = read_mail(raw)
    text = read_reply(mail).text
    posts = find_posts(text)
    return {
        "bytes to Mail": read_mail,
        "new text and quoted text": lambda raw: read_reply(mail),
        "machines' mail": lambda raw: find_noise(mail),
        "the safety stop": lambda raw: find_stop(words_of(mail)),
        "forwarded mails": lambda raw: find_forwarded(mail),
        "posts": lambda raw: find_posts(text),
        "grounds, urgency, flags": lambda raw: suggest(text, posts),
        f"words for {len(kinds())} kinds": lambda raw: Words(text).phrases("kind"),
    }


def rate_apart(raw: bytes, mails: int = 2_000) -> float:
    """Mails a second of the service's reader, the CPU time of both processes; its start is left out."""

    def spent(count: int) -> float:
        reader = Reader(Limits(mails=count + 2, read=1 << 40))
        reader.mail(raw)
        before = getrusage(RUSAGE_CHILDREN)
        began = process_time()
        for _ in range(count):
            reader.mail(raw)
        ours = process_time() - began
        reader.close()
        after = getrusage(RUSAGE_CHILDREN)
        return ours + (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)

    return mails / (spent(mails) - spent(0))


OURS, FLOOR = "headsup read, all but screenshots", "standard library"


def main(names: list[str]) -> int:
    """Print one line a reader, then one line a step; return 1 where ours is too slow."""
    raws = [Path(name).read_bytes() for name in names] or [sample(number) for number in range(DIFFERENT)]
    size = sum(map(len, raws)) / len(raws) / 1000
    kinds = Counter(read_bytes("bench", raw)["kind"] for raw in raws)
    print(f"{len(raws)} mails, {size:.1f} KB on average, CPU time of one core; read as {dict(kinds)}")
    readers: dict[str, Callable[[bytes], object]] = {
        OURS: lambda raw: read_bytes("bench", raw),
        FLOOR: by_stdlib,
        "mail-parser": by_mail_parser,
    }
    found = rates(readers, raws)
    for name, rate in found.items():
        print(f"{name:36}{rate:8.0f}/s {1000 / rate:8.2f} ms {rate / found[FLOOR]:6.2f} x the library's rate")
    for name, rate in rates(steps(raws[0]), raws[:1]).items():
        print(f"  {name:34}{rate:8.0f}/s {1000 / rate:8.2f} ms")
    per_second = rate_apart(raws[0])
    print(f"{'  bytes to Mail, in a process apart':36}{per_second:8.0f}/s {1000 / per_second:8.2f} ms")
    return int(found[OURS] < LEAST * found[FLOOR])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
