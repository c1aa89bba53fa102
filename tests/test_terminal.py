"""The terminal: help with examples, a second chance for the mistyped, colour, completion, the manual."""

from __future__ import annotations

import io
import json
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.world import POST, World
from worker.arguments import make_parser
from worker.casebook import table
from worker.cli import main
from worker.completing import as_bash, as_fish, as_zsh, words_by_place
from worker.manual import about_command, as_manual, commands_of
from worker.terminal import has_colour

ROOT = Path(__file__).parent.parent
COMMANDS = dict(commands_of(make_parser()))
WORDS = words_by_place(make_parser())
EXAMPLES = [pair for name in ("", *COMMANDS) for pair in about_command(f"headsup {name}")["examples"]]
needs = {
    shell: pytest.mark.skipif(shutil.which(shell) is None, reason=f"{shell} is not installed")
    for shell in ("bash", "zsh", "fish", "man")
}


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


# ── help ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_examples_in_its_help(name: str) -> None:
    """At least one, and each begins with that command."""
    examples = about_command(f"headsup {name}")["examples"]
    said = COMMANDS[name].format_help()
    assert len(examples) > 0
    assert [
        command for command, _ in examples if f"headsup {name}" not in command or command not in said
    ] == []


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda pair: pair[0])
def test_every_example_is_what_the_parser_takes(example: list[str]) -> None:
    """As it stands, but for what a shell does around it."""
    line = example[0].removeprefix("source <(").removesuffix(")").split(" | ")[0]
    program, *arguments = shlex.split(line)
    assert program == "headsup"
    assert callable(make_parser().parse_args(arguments).command)


def test_help_is_the_same_by_word_and_by_option(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["help", "case", "export"]) == 0
    by_word = capsys.readouterr().out
    with pytest.raises(SystemExit):
        main(["case", "export", "--help"])
    assert capsys.readouterr().out == by_word


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["stauts"], ["headsup: there is no stauts.", "Did you mean status?", "See: headsup --help"]),
        (
            ["case", "exprot"],
            ["headsup case: there is no exprot.", "Did you mean export?", "See: headsup case --help"],
        ),
        (
            ["status", "--jsn"],
            ["headsup status: there is no --jsn.", "Did you mean --json?", "See: headsup status --help"],
        ),
        (["list"], ["headsup: there is no list.", "Did you mean headsup case list?", "See: headsup --help"]),
        (
            ["init", "--config", "x"],
            ["headsup init: there is no --config.", "See: headsup init --help"],
        ),
        (
            ["completion", "tcsh"],
            [
                "headsup completion: there is no tcsh.",
                "There is: bash, zsh, fish.",
                "See: headsup completion --help",
            ],
        ),
        (
            ["case", "show"],
            [
                "headsup case show: REF is missing.",
                "For example: headsup case show HU-2026-0042 --why 'the chair asked'",
                "See: headsup case show --help",
            ],
        ),
        ([], ["headsup: COMMAND is missing.", "For example: headsup demo", "See: headsup --help"]),
        (["zzz"], ["headsup: there is no zzz.", "See: headsup --help"]),
    ],
)
def test_who_mistypes_is_helped(
    typed: list[str], said: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(typed)
    assert (ended.value.code, capsys.readouterr().err.splitlines()) == (2, said)


def test_help_for_what_is_mistyped(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["help", "case", "lits"]) == 2
    assert capsys.readouterr().err.splitlines()[-1] == (
        "  - There is no command case lits. Did you mean case list?"
    )


# ── colour ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("screen", "environment", "expected"),
    [
        (Screen(), {"TERM": "xterm"}, True),
        (Screen(), {"TERM": "xterm", "NO_COLOR": "1"}, False),
        (Screen(), {"TERM": "xterm", "NO_COLOR": ""}, True),  # no-color.org: "not an empty string"
        (Screen(), {"TERM": "dumb"}, False),
        (io.StringIO(), {"TERM": "xterm"}, False),
    ],
)
def test_colour_is_for_a_terminal_alone(
    screen: io.StringIO, environment: dict[str, str], expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert has_colour(screen) == expected


def row(n: int, state: str, urgency: str, waits_for: str, grounds: str = "G7") -> dict[str, object]:
    """A row of ``case_rows``."""
    return {
        "ref": f"HU-2026-000{n}", "state": state, "opened": "2026-11-24 09:00 UTC", "reports": 12,
        "grounds": grounds, "urgency": urgency, "waits_for": waits_for,
        "due": "2026-11-25 16:00 UTC" if waits_for else "",
    }  # fmt: skip


def test_the_table_of_cases() -> None:
    """The same words with and without colour; what is urgent stands out, what is closed steps back."""
    rows = [
        row(1, "closed", "urgent", ""),
        row(2, "open", "urgent", "head"),
        row(3, "open", "routine", "head"),
        row(4, "open", "routine", "reply"),
    ]
    plain = [
        "REF           STATE    OPENED      REPORTS  WAITS FOR  DUE         GROUNDS",
        "HU-2026-0001  closed   2026-11-24  12                              G7",
        "HU-2026-0002  urgent   2026-11-24  12       head       2026-11-25  G7",
        "HU-2026-0003  routine  2026-11-24  12       head       2026-11-25  G7",
        "HU-2026-0004  routine  2026-11-24  12       reply      2026-11-25  G7",
    ]
    codes = ["1", "2", "31", "33", ""]
    coloured = [f"\x1b[{c}m{line}\x1b[0m" if c else line for c, line in zip(codes, plain, strict=True)]
    assert (table(rows).splitlines(), table(rows, colour=True).splitlines()) == (plain, coloured)


def test_no_line_of_the_table_is_longer_than_the_screen() -> None:
    """An emergency on every ground has one line of 80 columns, cut where all of it is not seen."""
    rows = [row(1, "open", "emergency", "removal", "G1 G2 G3 G4 G5 G6 G7 G8 G9")]
    head, line = table(rows, 80).splitlines()
    assert (len(head) <= 80, len(line), line[-9:]) == (True, 80, " G2 G3 G…")


# ── completion ─────────────────────────────────────────────────────────────────────────────


def test_every_word_is_completed() -> None:
    """Commands, options and choices, each at its place."""
    assert set(COMMANDS) <= set(WORDS)
    said = {place: [word for word, _ in words] for place, words in WORDS.items()}
    assert said["case"] == ["--help", "list", "show", "verify", "export"]
    assert {"--for", "police", "--out"} <= set(said["case export"])


def bash_offers(line: str, tmp_path: Path) -> list[str]:
    script = tmp_path / "completion"
    script.write_text(as_bash(WORDS), "utf-8")
    words = " ".join(shlex.quote(word) for word in line.split(" "))
    run = f"source {script}; COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); _headsup; "
    run += 'printf "%s\\n" "${COMPREPLY[@]}"'
    return subprocess.run(["bash", "-c", run], check=True, capture_output=True, text=True).stdout.split()


@needs["bash"]
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("headsup sta", ["status"]),
        ("headsup case ", ["--help", "list", "show", "verify", "export"]),
        ("headsup case export HU-2026-0042 --for po", ["police"]),
        ("headsup --config x.toml case sh", ["show"]),
        ("headsup completion ", ["--help", "bash", "zsh", "fish"]),
    ],
)
def test_bash_completes(line: str, expected: list[str], tmp_path: Path) -> None:
    assert bash_offers(line, tmp_path) == expected


@needs["zsh"]
def test_zsh_takes_its_script(tmp_path: Path) -> None:
    """It parses, and offers what there is at a place."""
    script = tmp_path / "completion"
    script.write_text(as_zsh(WORDS), "utf-8")
    run = (
        f"compdef() {{ }}; _files() {{ }}; _describe() {{ print -l -- ${{(P)2}} }}; source {script}; "
        "words=(headsup case ''); CURRENT=3; _headsup"
    )
    said = subprocess.run(["zsh", "-f", "-c", run], check=True, capture_output=True, text=True).stdout
    assert [line.split(":")[0] for line in said.splitlines()] == [
        "--help",
        "list",
        "show",
        "verify",
        "export",
    ]


@needs["fish"]
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("headsup sta", ["status"]),
        ("headsup case ", ["export", "list", "show", "verify"]),
        ("headsup completion z", ["zsh"]),
    ],
)
def test_fish_completes(line: str, expected: list[str], tmp_path: Path) -> None:
    script = tmp_path / "completion.fish"
    script.write_text(as_fish(WORDS), "utf-8")
    run = f"source {script}; complete -C {shlex.quote(line)}"
    environment = {"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}
    command = ["fish", "--no-config", "-c", run]
    ended = subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True, text=True)
    offered = [one.split("\t")[0] for one in ended.stdout.splitlines()]
    assert sorted(set(offered) - {"completion.fish"}) == expected


# ── the manual ─────────────────────────────────────────────────────────────────────────────


def test_the_manual_is_up_to_date() -> None:
    """What the wheel carries is what the commands say: ``headsup help --man > docs/headsup.1``."""
    assert (ROOT / "docs" / "headsup.1").read_text("utf-8") == as_manual(make_parser())


@needs["man"]
def test_man_reads_it_without_a_warning() -> None:
    ended = subprocess.run(
        ["man", "--warnings", "-E", "UTF-8", "-l", str(ROOT / "docs" / "headsup.1")],
        env={"PATH": "/usr/bin:/bin", "MANWIDTH": "100", "LC_ALL": "C.UTF-8", "MANROFFOPT": ""},
        check=True,
        capture_output=True,
        text=True,
    )
    assert ended.stderr == ""
    assert [name for name in COMMANDS if f"headsup {name}" not in ended.stdout] == []


# ── for programs ───────────────────────────────────────────────────────────────────────────


def test_json_of_what_checks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One object each, with nothing else on standard output."""
    monkeypatch.setenv("HEADSUP_IMAP_PASSWORD", "x")
    monkeypatch.setenv("HEADSUP_SMTP_PASSWORD", "x")
    config = tmp_path / "config.toml"
    shutil.copy(ROOT / "config.toml", config)
    with World(tmp_path / "data") as world:
        world.report(text=POST)
    for command, keys in {
        ("check",): ["file", "notes", "pictures_unread_because"],
        ("case", "verify", "--all"): ["problems"],
    }.items():
        assert main([*command, "--config", str(config), "--json"]) == 0
        assert list(json.loads(capsys.readouterr().out)) == keys
    assert main(["replay", "--config", str(config), "--json"]) == 0
    assert capsys.readouterr().out == ""
    copy = str(tmp_path / "copy")
    assert main(["backup", "--config", str(config), "--json", copy]) == 0
    assert json.loads(capsys.readouterr().out)["file"] == copy
