"""The command that counts a term for governors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.errors import Misconfigured
from worker.opening import DONE, as_line, look_into, new_file, open_settings

if TYPE_CHECKING:
    import argparse

    from worker.deciding.school.terms import Term
    from worker.outside.setup.config import Settings


def report(options: argparse.Namespace) -> int:
    """Count a term: as text, or into files, with the same numbers in each."""
    from worker.clock import clock
    from worker.deciding.news.figures import figures_of
    from worker.meter import metered
    from worker.outside.data.disk import write_atomically
    from worker.records import office_of
    from worker.wording import figures as wording

    settings, now = open_settings(options, secrets=False), clock()
    files = {kind: new_file(name) for kind, name in (("pdf", options.pdf), ("csv", options.csv)) if name}
    office, term = office_of(settings), _term(settings, options.term)
    store = look_into(settings)
    cases = (store.case(ref) for ref in metered(store.register.refs(), "Counting"))
    figures = figures_of(cases, term, office, now)
    told = wording.report_of(figures, office, settings.templates)
    made = {"csv": wording.as_csv(told).encode("utf-8-sig")}
    if "pdf" in files:
        made["pdf"] = _pdf(wording.find_pdf(told, now, settings.templates))
    for kind, path in files.items():
        write_atomically(path, made[kind])
    if options.json:
        print(as_line(wording.as_object(figures)))
    elif files:
        print(*(f"{path}: {told.title}" for path in files.values()), sep="\n")
    else:
        print(wording.as_text(told, settings.templates), end="")
    return DONE


def _term(settings: Settings, named: str) -> Term:
    from worker.clock import clock
    from worker.deciding.school.terms import find_term, terms_of

    terms = terms_of(settings.rules.terms)
    if not terms:
        raise Misconfigured(
            [f"{settings.file}: calendar.terms: no term dates are set. Add this year's terms."]
        )
    term = find_term(terms, named, clock().date())
    if term is None:
        known = ", ".join(one.name.replace(" ", "-") for one in terms)
        raise Misconfigured([f"There is no term {named}. Say one of: last, {known}"])
    return term


def _pdf(made: bytes | None) -> bytes:
    if made is None:
        raise Misconfigured(["For a PDF install the extra: pip install '.[pdf]'. Or ask for --csv FILE."])
    return made
