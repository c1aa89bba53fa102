"""The plan of the house, executable: who may import whom, and who owns each package."""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
WORKER = ROOT / "worker"
MODULES = sorted(WORKER.rglob("*.py"))

FLOORS = {
    "knowledge": 0,
    "model": 0,
    "errors": 0,
    "events": 0,
    "reading": 1,
    "deciding": 2,
    "wording": 3,
    "outside": 4,
    "desk": 5,
    "cli": 6,
    "clock": 6,
    "erased": 6,
    "service": 6,
    "wiring": 6,
    "waking": 6,
    "line": 6,
    "signals": 6,
    "health": 6,
    "status": 6,
    "casebook": 6,
    "preview": 6,
    "judge": 6,
    "commands": 6,
    "trying": 6,
    "opening": 6,
    "arguments": 6,
    "firstweek": 6,
    "manual": 6,
    "completing": 6,
    "terminal": 6,
    "keeping": 6,
    "records": 6,
    "governors": 6,
    "handover": 6,
    "subject": 6,
    "meter": 6,
    "demo": 6,
    "doctor": 6,
}
GROUND, ROOF = 0, 6
"""Where several modules share a floor and may use each other: the words, and the wiring."""

OWNERS = {
    "imapclient": ("outside/mailbox/connection.py",),
    "olefile": ("reading/files/storages.py",),
    "mailparser": ("reading/message/mail.py",),
    "jinja2": ("wording/sandbox/",),
    "apscheduler": ("waking.py",),
    "tinydb": ("outside/data/journal.py",),
    "cattrs": ("outside/plain.py",),
    "authres": ("reading/senders/serverchecks.py",),
    "dkim": ("outside/signatures.py",),
    "typst": ("wording/pages.py",),
    "pymap": ("demo/*.py",),
    "aiosmtpd": ("demo/*.py",),
    "msal": ("outside/signin/microsoft.py",),
    "cryptography": ("outside/signin/microsoft.py",),
    "google": ("outside/signin/google.py",),
    "requests": ("outside/signin/web.py",),
    "PIL": ("outside/eyes/picture.py",),
    "pi_heif": ("outside/eyes/picture.py",),
    "numpy": ("outside/eyes/",),
    "rapidocr": ("outside/eyes/ocr.py",),
}
"""Who may own each third-party package; only one of those named does. A folder owns as one module would."""
PART_OF = {"markupsafe": "jinja2", "proxyprotocol": "pymap", "pysasl": "pymap"}
"""Packages that another one's own interface is made of."""

IMPURE = {
    "asyncio", "ftplib", "glob", "http", "imaplib", "io", "logging", "multiprocessing", "os", "pathlib",
    "random", "secrets", "select", "shutil", "signal", "smtplib", "socket", "sqlite3", "ssl", "subprocess",
    "tempfile", "threading", "time", "urllib.request", "uuid",
}  # fmt: skip
"""What the pure floors have no use for: the world, the clock, and chance."""
IMPURE_CALLS = {"open", "print", "input", "exec", "eval", "__import__"}


def name_of(module: Path) -> str:
    """The module as the plan names it: ``outside/mailbox/inbox.py``."""
    return module.relative_to(WORKER).as_posix()


@cache
def tree(module: Path) -> ast.Module:
    return ast.parse(module.read_text("utf-8"))


def imports(module: Path) -> Iterator[str]:
    """Every module imported anywhere in the file, in functions and for type checking too.

    ``from a.b import c`` counts as ``a.b.c``: c may be a module.
    """
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(module)} has a relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def floor_of(part: str) -> int:
    """The floor of a module or package directly under worker; one the plan does not know is an error."""
    assert part in FLOORS, f"the plan of the house does not place worker/{part}: add it to FLOORS"
    return FLOORS[part]


def above(module: Path) -> list[str]:
    """Imports that reach up, or across to another package of the same floor."""
    here = module.relative_to(WORKER).with_suffix("").parts[0]
    found = []
    for imported in imports(module):
        parts = imported.split(".")
        if parts[0] != "worker" or len(parts) < 2 or parts[1].startswith("__") or parts[1] == here:
            continue
        mine, theirs = floor_of(here), floor_of(parts[1])
        if theirs > mine or (theirs == mine and mine not in (GROUND, ROOF)):
            found.append(imported)
    return found


@pytest.mark.parametrize("module", [m for m in MODULES if name_of(m) != "__init__.py"], ids=name_of)
def test_imports_go_down(module: Path) -> None:
    """A module imports only from its own package and from the floors below."""
    assert above(module) == []


def test_every_module_has_a_floor() -> None:
    """Whatever lies directly under worker is placed in the plan."""
    here = {path.stem for path in WORKER.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert sorted(here - {"__init__"} - set(FLOORS)) == []


def owner_of(module: Path, package: str) -> str:
    """Who is said to use a package: a folder that owns it, for all its modules."""
    name = name_of(module)
    folders = [owner for owner in OWNERS.get(package, ()) if owner.endswith("/")]
    return next((folder for folder in folders if name.startswith(folder)), name)


def test_each_package_has_one_owner() -> None:
    """Each third-party package is imported by one module, or one folder, and that one is in the plan."""
    used: dict[str, set[str]] = {}
    for module in MODULES:
        for imported in imports(module):
            package = imported.split(".")[0]
            if package not in sys.stdlib_module_names and package != "worker":
                package = PART_OF.get(package, package)
                used.setdefault(package, set()).add(owner_of(module, package))
    allowed = {
        package: owners
        for package, owners in used.items()
        for owner in owners
        if len(owners) == 1 and any(fnmatch(owner, plan) for plan in OWNERS.get(package, ()))
    }
    assert used == allowed


def test_every_dependency_is_owned() -> None:
    """What the distribution asks for is what the plan names: nothing is installed for nobody."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    needed = project["dependencies"] + [need for name in extras if name != "test" for need in extras[name]]
    names = {need.split(">")[0].split("=")[0].strip() for need in needed}
    imported_as = {
        "mail-parser": "mailparser",
        "dkimpy": "dkim",
        "pi-heif": "pi_heif",
        "pillow": "PIL",
        "google-auth": "google",
    }
    unseen = {"tzdata", "onnxruntime"}  # read by zoneinfo; used by rapidocr
    expected = {imported_as.get(name, name) for name in names} - unseen
    assert sorted(OWNERS) == sorted(expected)


PURE = [module for module in MODULES if module.relative_to(WORKER).parts[0] in ("reading", "deciding")]


@pytest.mark.parametrize("module", PURE, ids=name_of)
def test_reading_and_deciding_are_pure(module: Path) -> None:
    """The pure floors import nothing that touches the world, and call nothing that does."""
    in_memory = {"io.BytesIO"}
    reached = {
        i for i in imports(module) for bad in IMPURE if (i == bad or i.startswith(f"{bad}."))
    } - in_memory
    called = {
        node.func.id
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in IMPURE_CALLS
    }
    assert sorted(reached | called) == []


def test_one_clock() -> None:
    """The clock is read in clock.py alone: nowhere else is the ban on it lifted, or gone round."""
    clocks = {("datetime", "now"), ("datetime", "utcnow"), ("date", "today"), ("time", "time")}
    read = {
        name_of(module)
        for module in MODULES
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name | ast.Attribute)
        and (getattr(node.value, "id", getattr(node.value, "attr", "")), node.attr) in clocks
    }
    lifted = {name_of(m) for m in MODULES if "noqa: TID251" in m.read_text("utf-8")}
    assert read | lifted == {"clock.py"}


def test_the_linter_bans_the_clock_and_mocks() -> None:
    """The ban itself stands in the linter's settings."""
    ruff = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["ruff"]["lint"]
    banned = set(ruff["flake8-tidy-imports"]["banned-api"])
    expected = {
        "datetime.datetime.now",
        "datetime.datetime.utcnow",
        "datetime.date.today",
        "time.time",
        "unittest.mock",
    }
    assert expected <= banned
    assert "TID" in ruff["select"]
