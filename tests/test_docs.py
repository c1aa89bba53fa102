"""What is written agrees with what is there: commands, options, codes, objects, templates, links."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.test_trying import READ_KEYS
from worker.arguments import make_parser
from worker.cli import BAD_USAGE
from worker.manual import commands_of
from worker.model import Action, Kind, Verb
from worker.opening import DONE, NEEDS_A_PERSON, TRY_AGAIN

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
TEMPLATES = ROOT / "templates"


COMMANDS = dict(commands_of(make_parser()))


def table(heading: str) -> dict[str, str]:
    """The rows of the table under a heading of the README: first cell to second."""
    rows = re.findall(r"(?m)^\| (.+?) \| (.+) \|$", README.split(f"| {heading} |")[1].split("\n\n")[0])
    return dict(rows)


def named(cell: str) -> str:
    """The command a table's first cell shows: lower-case words after ``headsup``."""
    return re.sub(r"(?: \[?[A-Z]+.*)?`$", "", cell.removeprefix("`headsup "))


def test_every_command_is_in_the_readme_and_no_other() -> None:
    """A command nobody reads of does not exist, and the other way round."""
    assert sorted(map(named, table("command"))) == sorted(COMMANDS)


def test_the_plan_shows_every_room() -> None:
    """Each module and folder of the house, and each folder on the floors that are cut into rooms."""
    plan = README.split("## How the house is built")[1].split("```")[1]
    rows = re.findall(r"(?m)^ +([\w./]+(?:, [\w./]+)*) ", plan)
    shown = {name.strip("/") for row in rows for name in row.split(", ")}
    worker = ROOT / "worker"
    parts = [part for part in worker.iterdir() if part.is_dir() or part.suffix == ".py"]
    for floor in ("outside", "deciding", "reading"):
        parts += [room for room in (worker / floor).iterdir() if room.is_dir()]
    assert {part.name for part in parts if not part.name.startswith("_")} - shown == set()


def test_every_option_is_in_the_readme() -> None:
    """Beside its command, but for ``--config`` and help, which are told once."""
    rows = {named(first): f"{first} {second}" for first, second in table("command").items()}
    wanted = {
        name: {o for a in parser._actions for o in a.option_strings if o not in ("-h", "--help", "--config")}
        for name, parser in COMMANDS.items()
    }
    assert {name: set(re.findall(r"--[a-z][a-z-]*", row)) for name, row in rows.items()} == wanted
    assert "`--config`, before or after the command" in README


def test_commands_named_anywhere_exist() -> None:
    """In every page for people."""
    first = {name.split()[0] for name in COMMANDS}
    for page in PAGES:
        text = page.read_text("utf-8")
        used = set(re.findall(r"(?:bin/|`)headsup ([a-z]+)", text))
        assert (page.name, used - first) == (page.name, set())


def test_the_exit_codes() -> None:
    """The four that the README explains are the four there are."""
    expected = {str(code) for code in (DONE, NEEDS_A_PERSON, BAD_USAGE, TRY_AGAIN)}
    assert set(table("exit code")) == expected


def test_the_objects_other_programs_rely_on() -> None:
    """Keys, kinds and decisions, each as the README promises."""
    shown = README.split("it says in `problems`:")[1].split("```")[1]
    keys = re.findall(r"(\w+)(?:\{[^}]*\}|\[[^\]]*\])?,?", re.sub(r" {2,}outermost first", "", shown))
    kinds = README.split("`kind` is one of ")[1].split(".")[0]
    verbs = README.split("`decision` is one of ")[1].split(".")[0]
    assert keys == READ_KEYS
    assert re.split(r",\s+", kinds) == [kind.value for kind in Kind]
    assert re.split(r",\s+", verbs) == [verb.value for verb in Verb]


def test_the_readme_s_commands_are_those_that_run() -> None:
    """CI runs the test command as it stands here, and the demo that a newcomer is shown."""
    blocks = re.findall(r"## (Try it|Test)\n.*?```sh\n(.*?)\n```", README, re.DOTALL)
    assert dict(blocks) == {
        "Try it": "python3 -m venv .venv && .venv/bin/pip install -q '.[demo]' && .venv/bin/headsup demo",
        "Test": "python3 -m venv .venv && .venv/bin/pip install -q -e '.[test]' && "
        ".venv/bin/pytest -n auto --dist worksteal",
    }
    ci = (ROOT / ".ci" / "run").read_text("utf-8")
    assert [part for part in ("/^## Test/", "README.md", "[demo]", "demo --fast") if part not in ci] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    """To a file that is there; no page sends anybody to a machine of ours."""
    targets = re.findall(r"\]\(([^)#\s]+)", page.read_text("utf-8"))
    assert [t for t in targets if "://" not in t and not (page.parent / t).exists()] == []


# ── templates ──────────────────────────────────────────────────────────────────────────────


def named_in_code() -> tuple[set[str], set[str]]:
    """Every word the rules and the desk hold, and of these the kinds of mail they ask for."""
    words: set[str] = set()
    kinds: set[str] = set()
    for module in (*(ROOT / "worker" / "deciding").rglob("*.py"), *(ROOT / "worker" / "desk").glob("*.py")):
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                words.add(node.value)
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Notice":
                said = [*node.args[:1], *(k.value for k in node.keywords if k.arg == "kind")]
                kinds |= {str(one.value) for one in said if isinstance(one, ast.Constant)}
    return words, kinds


def test_every_mail_the_code_names_has_a_template() -> None:
    """And every template is named by the code: none lies about unused."""
    words, kinds = named_in_code()
    texts = {path.stem for path in (TEMPLATES / "mail").glob("[!_]*.txt")}
    pages = {path.stem for path in (TEMPLATES / "mail").glob("[!_]*.html")} - {"layout"}
    assert (pages, texts - words, kinds - pages) == (texts | {"letter"}, set(), set())
    assert len(kinds) > 10
    letters = {path.stem for path in (TEMPLATES / "letters").glob("[!_]*.txt")}
    assert letters == {action.value for action in Action}


def test_every_part_is_used_by_a_template() -> None:
    """What is included, extended or imported exists; what begins with _ is included, or filled in alone."""
    text = "\n".join(path.read_text("utf-8") for path in TEMPLATES.rglob("*.*"))
    used = set(re.findall(r"""\{%-?\s*(?:include|extends|from)\s+["']([^"']+)""", text))
    parts = {
        f"{folder}/{path.name}"
        for folder in ("mail", "letters")
        for path in (TEMPLATES / folder).iterdir()
        if path.stem.startswith("_")
    }
    used |= set(re.findall(r'"(mail/_\w+\.txt)"', (ROOT / "worker/wording/letters.py").read_text("utf-8")))
    assert used == parts | {"mail/layout.html", "preview/layout.html"}
    macros = re.findall(r"\{% macro (\w+)", (TEMPLATES / "mail" / "_parts.html").read_text("utf-8"))
    assert [one for one in macros if len(re.findall(rf"\b{one}\(", text)) < 2] == []
