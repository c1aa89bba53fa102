"""The process that reads ahead: a Mail and circumstances in, its meaning out. It sees no mail's bytes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache

from worker.deciding.judging.foreseeing import foresee
from worker.deciding.judging.foreseen import Circumstances
from worker.model import Mail, People, Person, Trust
from worker.outside.apart.confined import Answer, allow_cpu, lock_in, serve, take_channel
from worker.outside.foresight.spoken import read_circumstances, write_meaning
from worker.outside.foresight.spoken import read_mail as read_told
from worker.outside.standing import loading
from worker.reading.message.mail import read_mail

MEMORY = 768 << 20
"""Address space."""
CPU_SECONDS = 3_600
A_MAIL = 10
"""Seconds of the processor for one mail; a tenth of one is much."""
_REPORT = b"""\
From: c@one.example
Subject: Fw: post

Kim says the head is a liar: https://www.facebook.com/a/posts/1

From: a
Subject: b

c
"""
"""A report that stands for all."""


def main() -> None:
    """Serve until the input ends."""
    reader, writer = take_channel()
    lock_in(MEMORY, CPU_SECONDS)
    with loading():
        foresee(*_warm_up())
    serve(reader, writer, _read)


def _read(request: bytes, until: float) -> Answer:  # noqa: ARG001  the processor is what is counted here
    allow_cpu(A_MAIL)
    circumstances, line, files = request.split(b"\n", 2)
    try:
        mail, thread = read_told(line, files)
        return write_meaning(foresee(mail, replace(_circumstances(circumstances), thread=thread))), ()
    except Exception:  # noqa: BLE001  the service will come upon it, and say what it is
        return write_meaning(None), ()


_circumstances = lru_cache(1)(read_circumstances)


def _warm_up() -> tuple[Mail, Circumstances]:
    """A report, for which all is loaded that reports need."""
    one = Person("", "a@one.example")
    people = People("b@one.example", one, one, one, one, staff_domains=("one.example",))
    return read_mail(_REPORT), Circumstances(people, date(2026, 1, 1), Trust())


if __name__ == "__main__":
    main()
