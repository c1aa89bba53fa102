"""Words: whole sentences for people stand in ``templates/`` and ``knowledge/``; spelling is British."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

from worker.deciding.cases.progress import State
from worker.deciding.sentences import say
from worker.model import Progress

ROOT = Path(__file__).parent.parent
WORKER = ROOT / "worker"

# ── sentences in code ──────────────────────────────────────────────────────────────────────

SENTENCE = re.compile(r"(?<![\w{])[A-Z][\w’',;:()“”-]*(?: [\w’',;:()“”\"./-]+){3,}[.?!](?=\s|$|”)")
"""A capital, at least four words, and a full stop: a whole sentence. What names a reason in half a sentence
("the case was closed") goes into the case's history as data, and is not looked for here."""
TO_THE_ADMIN = (
    "Misconfigured", "Unreachable", "Damaged", "Unreadable", "ValueError", "TypeError", "ArgumentTypeError",
    "AssertionError", "print", "info", "warning", "error", "Setting", "add_argument", "_add", "Parser",
)  # fmt: skip
"""Calls that speak on the terminal, in the log or in an error: to whoever looks after the machine."""

TERMINAL = {
    "arguments.py": "help of the commands",
    "commands.py": "what commands say on the terminal",
    "keeping.py": "what commands say on the terminal",
    "records.py": "what commands say on the terminal",
    "erased.py": "what commands say on the terminal",
    "status.py": "what commands say on the terminal",
    "manual.py": "what commands say on the terminal",
    "service.py": "the log, and the admin's status",
    "health.py": "the log, and the admin's status",
    "demo/*": "the story that the demo tells on the terminal",
    "preview/*": "sample data of invented people",
    "judge.py": "what commands say on the terminal",
    "outside/*": "errors for the admin: what is wrong with settings, servers and the disk, and what to do",
    "deciding/school/calendar.py": "a notice to the admin: term dates that run out",
    "deciding/school/law.py": "a notice to the admin: knowledge grown old",
    "opening.py": "errors for the admin",
    "deciding/sentences.py": "errors for whoever rewords a sentence",
    "deciding/judging/showing.py": "`problems` of `headsup read`",
    "wording/templates.py": "what is wrong with a template, for the admin",
    "reading/*": "`problems` of `headsup read`, an interface that stays as it is",
}
"""Modules whose sentences are for the terminal, with what they are."""
HALF = re.compile(r"^(?!.*[\\|^<>_])(?:.*?\b[a-z]{2,}(?: |$)){3}", re.DOTALL)
"""At least three words of prose, and no pattern: half a sentence, a reason, what is waited for."""
NAMES_OF = {
    "deciding/cases/awaited.py": "what is waited for: kept in the history and told apart by these words",
    "deciding/school/calendar.py": "a notice to the admin, and the names of holidays",
    "deciding/decision/approval.py": "what a yes beside them is about",
    "deciding/decision/harmed.py": "who is harmed, as it is kept",
    "deciding/writing/drafting.py": "what a draft waits for, as it is kept",
    "deciding/cases/harmed.py": "who is harmed, as it is kept",
    "deciding/judging/grounds.py": "half a word of a report",
    "deciding/lint/days.py": "what a remark is known by",
    "deciding/doing/choosing.py": "what an answer is known by",
    "deciding/doing/orders.py": "what an answer is known by: the words are in templates/mail/_done.txt",
    "deciding/school/periods.py": "units of time",
    "deciding/school/policy_file.py": "errors for whoever writes a policy",
    "deciding/doing/posting.py": "what an answer is known by",
    "deciding/writing/printing.py": "what an answer is known by",
    "deciding/cases/progress.py": "the table that is read aloud",
    "deciding/cases/requests.py": "what is waited for, as it is kept",
    "deciding/sentences.py": "errors for whoever rewords a sentence",
    "deciding/judging/showing.py": "the JSON of headsup read",
    "deciding/doing/stopping.py": "what an answer is known by",
    "desk/routing.py": "why a message is held, as it is kept, and told apart by it",
    "desk/stops.py": "what an answer is known by",
    "wording/templates.py": "errors for the admin",
}
"""Modules that hold names of three words and more, with what they are."""


def is_said_to_the_admin(node: ast.Call) -> bool:
    return getattr(node.func, "id", getattr(node.func, "attr", "")) in TO_THE_ADMIN


def literals(module: Path) -> Iterator[str]:
    """The strings of a module, f-strings joined, without docstrings and what is said to the admin."""
    tree = ast.parse(module.read_text("utf-8"))
    left_out: set[int] = set()
    for node in ast.walk(tree):
        told = isinstance(node, ast.Call) and is_said_to_the_admin(node)
        if told or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            left_out |= {id(one) for one in ast.walk(node)}
    for node in ast.walk(tree):
        if id(node) in left_out:
            continue
        if isinstance(node, ast.JoinedStr):
            left_out |= {id(one) for one in ast.walk(node)}
            yield "".join(str(one.value) if isinstance(one, ast.Constant) else "x" for one in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def sentences_in(module: Path) -> list[str]:
    return [said for text in literals(module) for said in SENTENCE.findall(text)]


def test_sentences_for_people_are_not_in_code() -> None:
    """But for the terminal's."""
    found = {}
    for module in sorted(WORKER.rglob("*.py")):
        name = module.relative_to(WORKER).as_posix()
        if not any(fnmatch(name, known) for known in TERMINAL) and (here := sentences_in(module)):
            found[name] = here
    assert found == {}


def test_reasons_are_not_in_code_either() -> None:
    """Half a sentence that a mail puts into its own is in ``sentences.toml``."""
    found = set()
    for module in (*WORKER.glob("deciding/**/*.py"), *WORKER.glob("desk/*.py"), *WORKER.glob("wording/*.py")):
        if any(HALF.match(text) for text in literals(module)):
            found.add(module.relative_to(WORKER).as_posix())
    assert found == set(NAMES_OF)


def test_the_search_finds_sentences(tmp_path: Path) -> None:
    """It can fail: what it is to find, it finds, and nothing else."""
    module = tmp_path / "sample.py"
    module.write_text(
        '"""A docstring is not for the head."""\n'
        'NOTE = f"Please give {day} in full. Thank you."\n'
        'raise Misconfigured("This is for the admin alone.")\n'
        'WHY = "the case was closed"\n',
        "utf-8",
    )
    assert sentences_in(module) == ["Please give x in full. Thank you."]


def names_of(table: dict[str, object], before: str = "") -> Iterator[str]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from names_of(value, f"{before}{name}.")
        else:
            yield f"{before}{name}"


def test_every_sentence_is_said_somewhere() -> None:
    """And every one that the code asks for is there."""
    known = set(names_of(tomllib.loads((WORKER / "knowledge" / "sentences.toml").read_text("utf-8"))))
    code = "\n".join(path.read_text("utf-8") for path in WORKER.rglob("*.py"))
    asked = set(re.findall(r'\bsay\(\s*"([a-z_]+\.[a-z_.]+)"', code))
    written = set(re.findall(r'"([a-z_]+\.[a-z_]+)"', code))
    noted = re.findall(r'\badmin_note\(\s*[\w.]+, "(\w+)"', code)
    noted_parts = {f"notes.{name}.{part}" for name in noted for part in ("title", "because", "remedy")}
    by_kind = {f"again.{kind}" for kind in ("failed", "in_doubt", "returned")}
    by_kind |= {f"held.{kind}" for kind in ("stranger", "misdirected", "query", "other")}
    by_kind |= {f"not_erased.{why}" for why in ("open", "held", "merged")}
    by_kind |= {f"stands.{state.value}" for state in State}
    by_kind |= {
        f"told.{one.name.lower()}.{part}"
        for one in Progress
        for part in ("says", "reply")
        if one.name != "HARMED"
    }
    assert asked | noted_parts | by_kind | (written & known) == known


def test_a_sentence_is_filled_in() -> None:
    assert say("storm.one", n=10) == "10 mails went to one address in an hour"


# ── spelling ───────────────────────────────────────────────────────────────────────────────

AMERICAN = re.compile(
    r"\b\w*(?:organi|recogni|apologi|summari|authori|minimi|maximi|prioriti|reali|critici|emphasi|finali|categori|"
    r"customi|anonymi|utili|speciali|generali|familiari|standardi|memori)z\w*|\banalyz\w*|"
    r"\b(?:color|behavior|favor|honor|labor|neighbor|rumor|harbor|center|theater|fiber)(?:s|ed|ing|ly|able|hood)?\b|"
    r"\b(?:defense|offense|pretense|catalog|gray|mom|gotten|math|skillful|fulfills?|enrolls?|plow|jewelry)\b|"
    r"\b(?:travel|cancel|label|model|signal)(?:ed|ing)\b",
    re.IGNORECASE,
)
"""Words that are spelt another way in Britain. What is right in some senses (practice, licence, program) is
left to people."""
PAGES = [
    *sorted((ROOT / "templates").rglob("*.txt")),
    *sorted((ROOT / "templates").rglob("*.toml")),
    *sorted((ROOT / "docs").glob("*.md")),
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    ROOT / "config.toml",
    WORKER / "knowledge" / "sentences.toml",
    WORKER / "knowledge" / "commands.toml",
    WORKER / "knowledge" / "firstweek.toml",
    WORKER / "knowledge" / "questions.toml",
    WORKER / "knowledge" / "labels.toml",
]
CODE = re.compile(r"```.*?```|`[^`]*`|\{[{%#].*?[#%}]\}|https?://\S+|\]\([^)]*\)", re.DOTALL)
"""What is code, and goes by other rules: NO_COLOR, a link, a template's own tags."""


NAMES = re.compile(r"APIs my organization uses|X-MS-Exchange-Organization-\w+|NO_COLOR")
"""Names that others gave."""


def american(text: str) -> list[str]:
    """The words of a text that are spelt as in America."""
    return AMERICAN.findall(NAMES.sub(" ", CODE.sub(" ", text)))


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_british_spelling(page: Path) -> None:
    assert american(page.read_text("utf-8")) == []


def test_american_spelling_is_found() -> None:
    text = "The organizer apologizes for the color of the center. An offensive program was cancelled."
    assert american(text) == ["organizer", "apologizes", "color", "center"]
