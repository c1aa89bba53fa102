"""Odd mails: whatever their form, a reader gets out what was put in."""

from __future__ import annotations

from time import process_time

import pytest

from tests.bench.odd import large_mails, read, said, times_in_memory
from tests.odd import HARMS, SHAPES, Odd, build_all
from worker.reading.message.mail import read_mail

EVERY = list(build_all(seed=2, many=len(SHAPES) * len(HARMS)))


@pytest.mark.parametrize("odd", EVERY, ids=lambda odd: odd.name)
def test_every_shape_with_every_harm_says_what_it_says(odd: Odd) -> None:
    """Sender, subject, words, files byte for byte and the mails inside come out, and in time."""
    began = process_time()
    mail = read_mail(odd.raw)
    assert (said(odd), process_time() - began < 0.5) == (read(mail), True)


def test_a_large_mail_needs_no_more_than_eight_times_its_size() -> None:
    """Ten megabytes of picture, zip, Outlook item, mail, words or page: the peak of memory is bounded."""
    heavy = {name: times_in_memory(raw) for name, raw in large_mails(1).items()}
    assert {name: times for name, times in heavy.items() if times > 8} == {}
