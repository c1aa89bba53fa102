"""Values into words: the school's own templates, nothing blank by accident, nothing let through raw."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import cast
from worker.deciding.judging.questions import MOST
from worker.deciding.school.policy_file import policy
from worker.errors import Misconfigured
from worker.model import Action, Draft, DraftState, Notice
from worker.wording.letters import Wording
from worker.wording.templates import Templates, clean, shipped
from worker.wording.text import defang, in_bytes, question_words, split_subject, tidy, wrap

NOTE = {"title": "A title", "because": "A reason.", "remedy": "A remedy."}


def own(folder: Path, name: str, text: str) -> Wording:
    """A school with one template of its own."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return Wording(cast.SCHOOL, cast.INBOX.email, 10, folder)


def note(**facts: Any) -> Notice:
    return Notice("admin_note", (cast.PARENT,), NOTE | facts)


def test_a_school_replaces_one_file_and_keeps_the_others(tmp_path: Path) -> None:
    """The text is theirs, the HTML still ours."""
    words = own(tmp_path, "mail/admin_note.txt", "Subject: Ours: {{ title }}\n\n{{ because }}\n").render(
        note()
    )
    assert (words.subject, words.text) == ("Ours: A title", "A reason.\n")
    assert "<h1" in words.html
    assert "A remedy." in words.html


@pytest.mark.parametrize(
    ("template", "problem"),
    [
        ("Subject: x\n\n{{ nobody }}", "'nobody' is undefined"),
        ("Subject: x\n\n{{ school.nothing }}", "has no attribute 'nothing'"),
        ("Subject: x\n\n{% if %}", "line 3"),
        ("Subject: x\n\n{% include 'mail/missing.txt' %}", "mail/missing.txt"),
        ("Subject: x\n\n{{ ''.__class__.__mro__ }}", "unsafe"),
        ("Subject: x\n\n{{ title | nofilter }}", "nofilter"),
        ("no subject", 'must begin with a line "Subject: ..."'),
        ("Subject: x\n\n{{ 1 / 0 }}", "ZeroDivisionError"),
        ("Subject: x\n\n{{ 1 + title }}", "TypeError"),
        ("{% include 'mail/admin_note.txt' %}", "RecursionError"),
        ("Subject: x\n\n{% for n in range(1000000) %}{% endfor %}", "Range too big"),
        ("Subject: x\n\n{{ ''|attr('__class__') }}", "unsafe"),
        ("Subject: x\n\n{{ '{0.__class__.__mro__}'.format(title) }}", "unsafe"),
        ("Subject: x\n\n{{ lipsum.__globals__['os'].popen('id').read() }}", "unsafe"),
        ("Subject: x\n\n{{ cycler.__init__.__globals__ }}", "unsafe"),
        ("Subject: x\n\n{% include '../../../../etc/passwd' %}", "etc/passwd"),
        ("Subject: x\n\n{% include '/etc/passwd' %}", "etc/passwd"),
    ],
)
def test_a_template_that_cannot_be_filled_is_an_error_with_a_remedy(
    tmp_path: Path, template: str, problem: str
) -> None:
    """Never a blank in a letter, never a way out of the template."""
    with pytest.raises(Misconfigured) as caught:
        own(tmp_path, "mail/admin_note.txt", template).render(note())
    (said,) = caught.value.problems
    assert problem in said
    assert said.startswith("templates/mail/admin_note.txt") or "Subject" in problem


def test_check_names_every_broken_file(tmp_path: Path) -> None:
    """All at once, with the line."""
    own(tmp_path, "mail/digest.txt", "Subject: x\n\n{% if %}")
    wording = own(tmp_path, "letters/written_warning.txt", "Subject: x\n\n{{ a b }}")
    begins = [problem.split(":")[0] for problem in wording.check()]
    assert begins == ["templates/letters/written_warning.txt, line 3", "templates/mail/digest.txt, line 3"]
    assert Wording(cast.SCHOOL, cast.INBOX.email, 10).check() == ()


def test_a_template_saved_by_an_old_editor_is_named(tmp_path: Path) -> None:
    """A pound sign in Windows-1252: the check says what to do, and no mail is written with it."""
    wording = own(tmp_path, "mail/admin_note.txt", "Subject: x\n\nA fine of")
    path = tmp_path / "mail" / "admin_note.txt"
    path.write_bytes(path.read_bytes() + b" \xa35")
    wrong = "templates/mail/admin_note.txt: it is not in UTF-8. Save it as UTF-8, or remove it."
    assert wording.check() == (wrong,)
    with pytest.raises(Misconfigured) as caught:
        wording.render(note())
    assert caught.value.problems == (wrong,)


EVIL = '<script>alert(1)</script> & "quotes" <img src=x onerror=y>'


def said(kind: str, line: dict[str, Any]) -> Notice:
    return Notice(kind, (), {"ref": "2026-0001", "done": [line], "words": EVIL})


@pytest.mark.parametrize(
    "notice",
    [
        note(because=EVIL, title=EVIL, remedy=EVIL),
        said("question", {"what": "ask", "reason": EVIL, "question": None}),
        said("confirmation", {"what": "held", "n": 1, "when": "Friday", "condition": EVIL}),
        Notice("letter", (), {"subject": EVIL, "text": EVIL}),
    ],
    ids=["note", "question", "confirmation", "letter"],
)
def test_what_people_wrote_is_text_in_html(notice: Notice) -> None:
    """Also where a text template is included in an HTML one."""
    html = Wording(cast.SCHOOL, cast.INBOX.email, 10).render(notice).html
    assert [tag for tag in ("<script", "<img") if tag in html] == []
    assert "&lt;script&gt;" in html


@given(st.text(max_size=400), st.text(max_size=100))
def test_a_letter_goes_out_as_it_was_approved(text: str, subject: str) -> None:
    """The text of an approved letter is not touched, whatever is in it."""
    wording = Wording(cast.SCHOOL, cast.INBOX.email, 10)
    words = wording.render(Notice("letter", (cast.PARENT,), {"subject": subject, "text": text}))
    assert (words.text, words.subject) == (text, clean(subject))


def test_a_draft_is_shown_in_the_lines_it_will_go_out_in() -> None:
    """What the head sees is what the parent gets; only our own words around it are wrapped."""
    text = "Dear Kim\n\n" + "I would be glad to talk with you about this. " * 6 + "\n\nYours\n"
    draft = Draft(1, 1, Action.INVITATION, None, "Could we talk?", text, "policy PR2", DraftState.WAITING)
    facts = {"ref": "2026-0001", "draft": draft, "title": policy().steps[Action.INVITATION].title}
    shown = Wording(cast.SCHOOL, cast.INBOX.email, 10).render(Notice("for_comment", (), facts)).text
    assert ("I would be glad to talk with you about this. " * 6).rstrip() in shown.splitlines()
    assert max(len(line) for line in shown.splitlines() if "be glad" not in line) <= 76


def test_every_question_back_has_words() -> None:
    """A reporter is never shown a slug."""
    slugs = "poster_name platform url what_it_says screenshot when_seen who_is_it names_of_others dates"
    words = [question_words(slug) for slug in slugs.split()]
    assert [said for said in words if not said.endswith(("?", ".")) or "_" in said] == []
    assert MOST == 5


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("short", "short\n"),
        ("- " + "five " * 20, "- " + "five " * 14 + "five\n  " + "five " * 4 + "five\n"),
        ("x" * 200, "x" * 200 + "\n"),
        ("Link:    " + "x" * 100, "Link:    " + "x" * 100 + "\n"),
        ("  kept " + "four " * 16, "  kept " + "four " * 13 + "four\n  four four\n"),
        (" " + "x" * 80 + " and more", " " + "x" * 80 + "\n and more\n"),
        (" " * 76 + "deep in", "\n" + " " * 38 + "deep in\n"),
        ("w" * 70 + " at 4 pm", "w" * 70 + " at\n4 pm\n"),
        ("w" * 66 + " on 24 November", "w" * 66 + " on\n24 November\n"),
    ],
)  # fmt: skip
def test_long_lines_are_wrapped(text: str, expected: str) -> None:
    """At 76 columns, lists hanging, a link never cut, no break inside a time or a date."""
    assert wrap(text.rstrip()) == expected


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Co"]), max_size=300))
def test_wrapping_loses_no_word(text: str) -> None:
    """Only spaces become line breaks."""
    assert wrap(text).split() == text.split()


@given(st.integers(0, 100), st.lists(st.sampled_from(["a", "x" * 80, "-", " ", "1."]), max_size=60))
def test_any_line_is_wrapped(indent: int, words: list[str]) -> None:
    """However far in it begins, and whatever long word it begins with."""
    text = " " * indent + " ".join(words)
    assert wrap(text).split() == text.split()


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\u202eb\u200b\u2066c\x00\x85\ufeff", "abc"),
        ("Zoë 😀 £5\ttab", "Zoë 😀 £5\ttab"),
        ("a\u2028b\u2029\u2029c", "a\nb\n\nc"),
    ],
)
def test_clean(given: str, expected: str) -> None:
    """Nothing that cannot be seen, or that turns text around, reaches a reader."""
    assert clean(given) == expected


def test_small_words() -> None:
    """A link nobody can press, a size people read, a text without holes."""
    assert defang("https://www.facebook.com/groups/x") == "www[.]facebook[.]com/groups/x"
    assert [in_bytes(n) for n in (0, 999, 1000, 482_113, 999_499, 999_500, 2_100_000)] == [
        "0 bytes", "999 bytes", "1 kB", "482 kB", "999 kB", "1.0 MB", "2.1 MB",
    ]  # fmt: skip
    assert tidy("\n a  \n\n\n\nb\t\n\n") == "a\n\nb\n"
    assert split_subject("Subject:  Two   words \n\nText") == ("Two words", "Text\n")


def test_every_text_mail_has_its_html() -> None:
    """And the other way round, but for the parts they are made of."""
    mails = shipped() / "mail"
    texts = {path.stem for path in mails.glob("[!_]*.txt")}
    pages = {path.stem for path in mails.glob("[!_]*.html")} - {"layout", "letter"}
    assert texts == pages
    assert Templates().check() == ()


def test_a_school_has_colours_of_its_own(tmp_path: Path) -> None:
    """In its own list they are found, also by our templates, and a name that it gives anew is its own."""
    ours = (shipped() / "mail" / "_palette.html").read_text("utf-8")
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail" / "_palette.html").write_text(ours.replace("#1b2420", "#123456"), "utf-8")
    mine = '{% from "mail/_palette.html" import light, dark %}{% set dark = {"ink": "<b>"} %}'
    (tmp_path / "mine.html").write_text(mine + "{{ light.ink }} {{ dark.ink }}", "utf-8")
    templates = Templates(tmp_path)
    assert templates.check() == ()
    assert templates.render("mine.html", {}) == "#123456 &lt;b&gt;"
    letter = templates.render("mail/letter.html", {"subject": "S", "text": "Dear Kim\nDale\n\nHello"})
    assert ("#123456" in letter, "#1b2420" in letter) == (True, False)
    assert '<p style="margin:0 0 14px">Dear Kim<br>\nDale</p>' in letter


def test_colours_in_error_are_told_of_once(tmp_path: Path) -> None:
    """Not by every template that imports them."""
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail" / "_palette.html").write_text("{% set light = %}", "utf-8")
    problems = Templates(tmp_path).check()
    assert [problem.partition(",")[0] for problem in problems] == ["templates/mail/_palette.html"]
    with pytest.raises(Misconfigured, match=r"templates/mail/letter\.html"):
        Templates(tmp_path).render("mail/letter.html", {"subject": "S", "text": "T"})


_MACROS = """{% from "mail/_palette.html" import light, tones %}{% set ours = "<i>" %}
{% macro plain(a, b="<b>") %}{{ a }}{{ b }}{{ light.ink }}{% endmacro %}
{% macro branch(a) %}{% if a == 1 %}one{% elif a %}{{ a }}{% else %}none{% endif %}{% endmacro %}
{% macro rows(those, a) -%}
{% for x, y in those %}{{ loop.index if a else x }}{{ plain(y) }}{% endfor %}
{%- endmacro %}
{% macro each(those) %}{% for x in those %}<{{ x }}>{% endfor %}{% endmacro %}
{% macro own(a) %}{% set x = a ~ "!" %}{{ x }}{{ ours }}{% endmacro %}
{% macro local(a) %}{% set x = a ~ "!" %}{% for a in [1, 2] %}{{ x }}{{ a }}{% endfor %}{% endmacro %}
{% macro toned(tone) %}{{ tones[tone].accent }}{% endmacro %}
{% macro around() %}({{ caller() }}){% endmacro %}
{% macro again(n) %}{{ n }}{% if n %}{{ again(n - 1) }}{% endif %}{% endmacro %}
{% macro shadowed(plain) %}{{ plain("&") }}{% endmacro %}
{% macro dark(light) %}{{ light.ink }}{% endmacro %}
{% macro gathered(those) -%}
{% set ns = namespace(all=[]) %}{% for x in those %}{% set ns.all = ns.all + [x] %}{% endfor %}
{{- ns.all | join("-") }}
{%- endmacro %}
"""
_CALLS = (
    "plain(x)", "plain('<', x)", "plain(b=x, a='&')", "plain(x | safe)", "plain(plain(x))", "branch(1)",
    "branch(0)", "branch(x)", "rows([('<', x), (x, 2)], true)", "rows(pairs, false)", "each(['<', x])",
    "each(['<', '>'])", "each(pairs)", "own(x)", "local(x)", "local('<')", "toned('urgent')", "toned(tone)",
    "again(3)", "shadowed(plain)", "dark({'ink': x})", "dark(light)", "gathered(['<', x])",
    "plain(missing | default('<'))",
)  # fmt: skip


@pytest.mark.parametrize("call", _CALLS)
def test_a_macro_written_out_says_what_it_says_when_called(call: str, tmp_path: Path) -> None:
    """Under another name it is called as ever: both ways the very same comes out, escaped alike."""
    names = "plain, branch, rows, each, own, local, toned, around, again, shadowed, dark, gathered"
    (tmp_path / "_m.html").write_text(_MACROS, "utf-8")
    head = f'{{% from "_m.html" import {names} %}}{{% set light = {{"ink": "mine"}} %}}'
    around = "{% for i in [1, 2] %}{{ WHAT }}{{ i }}{% call around() %}{{ WHAT }}{% endcall %}{% endfor %}"
    (tmp_path / "out.html").write_text(head + around.replace("WHAT", call), "utf-8")
    macro, _, rest = call.partition("(")
    called = f"[{macro}][0]({rest}"
    (tmp_path / "called.html").write_text(head + around.replace("WHAT", called), "utf-8")
    facts = {"x": "<x>", "pairs": [("<", "&"), ("b", "c")], "tone": "priority"}
    templates = Templates(tmp_path)
    assert templates.render("out.html", facts) == templates.render("called.html", facts)
