"""The systemd units: valid, hardened, and the same for one school as for many."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

SYSTEMD = Path(__file__).parent.parent / "systemd"
ONE, MANY = SYSTEMD / "headsup.service", SYSTEMD / "headsup@.service"

needs_systemd = [
    pytest.mark.real,
    pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed"),
]


def analyze(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = ["systemd-analyze", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def settings(unit: Path) -> list[str]:
    """A unit's lines that mean something."""
    return [line for line in unit.read_text("utf-8").splitlines() if line and not line.startswith("#")]


def value(unit: Path, key: str) -> str:
    [found] = [line for line in settings(unit) if line.startswith(f"{key}=")]
    return found.partition("=")[2]


@pytest.mark.parametrize("unit", [ONE, MANY], ids=lambda unit: unit.name)
class TestEachUnit:
    """What holds for both units."""

    pytestmark = needs_systemd

    def test_verify_is_silent(self, unit: Path, tmp_path: Path) -> None:
        """systemd knows every key of the unit; its exit code alone would not say so."""
        copy = tmp_path / unit.name
        copy.write_text(unit.read_text("utf-8").replace("/opt/headsup/bin/headsup", "/bin/true"), "utf-8")
        result = analyze("verify", "--man=no", str(copy))
        ours = [line for line in result.stderr.splitlines() if "headsup" in line or "Unknown" in line]
        assert (result.returncode, ours) == (0, [])

    def test_exposure_is_at_most_two(self, unit: Path) -> None:
        """The unit scores 2.0 or better, of 10 for a service that may do anything."""
        result = analyze("security", "--offline=true", "--threshold=20", "--no-pager", str(unit))
        assert result.returncode == 0, result.stdout.splitlines()[-1]


def test_many_differs_from_one_only_in_its_places() -> None:
    """The unit for several schools is the unit for one, with the school's name in its places."""
    places = {
        "the school's policy on social networks, by email": "the policy on social networks of %i, by email",
        "/etc/headsup/config.toml": "/etc/headsup/%i.toml",
        "StateDirectory=headsup": "StateDirectory=headsup/%i",
        "/etc/headsup/credentials/": "/etc/headsup/credentials/%i/",
    }
    expected = settings(ONE)
    for one, many in places.items():
        expected = [line.replace(one, many) for line in expected]
    assert settings(MANY) == expected


def test_the_unit_keeps_the_commands_promises() -> None:
    """A wrong setting (exit code 2) is not retried, a stop is waited for, a hang is noticed."""
    keys = ("Type", "Restart", "RestartPreventExitStatus", "TimeoutStopSec", "WatchdogSec", "UMask")
    expected = ["notify", "on-failure", "2", "10s", "15min", "0077"]
    assert [value(ONE, key) for key in keys] == expected
