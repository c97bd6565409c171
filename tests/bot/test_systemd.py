"""systemd hears how we are, and without it nothing happens."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from bot.shell import ending
from bot.systemd import notify

UNIT = Path(__file__).parents[2] / "docs" / "operators" / "werkstatt.service"


def test_states_arrive_at_the_socket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One datagram a state."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(tmp_path / "notify"))
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        notify("READY=1")
        notify("WATCHDOG=1")
        assert [manager.recv(100), manager.recv(100)] == [b"READY=1", b"WATCHDOG=1"]


def test_a_manager_that_does_not_read_stops_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its socket takes a few states and no more; the day goes on."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(tmp_path / "notify"))
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        for _ in range(10_000):
            notify("WATCHDOG=1")
        assert manager.recv(100) == b"WATCHDOG=1"


def test_without_systemd_nothing_happens(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No socket named, or nobody behind it."""
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    notify("READY=1")
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "nobody"))
    notify("READY=1")


def test_the_unit_restarts_on_what_a_restart_can_heal() -> None:
    """Not on a wrong configuration, a second instance, a damaged journal or a refused login; but whenever it hangs."""
    rows = (row.partition("=") for row in UNIT.read_text("utf-8").splitlines() if "=" in row and row[0] != "#")
    service = {key: value for key, _, value in rows}
    hopeless = (ending.CONFIGURATION, ending.ALREADY_RUNNING, ending.DAMAGED, ending.REFUSED)
    assert service["RestartPreventExitStatus"].split() == [str(code) for code in hopeless]
    assert (service["Type"], service["Restart"], service["TimeoutStartSec"]) == ("notify", "on-failure", "infinity")
    assert int(service["WatchdogSec"]) >= 30


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
def test_the_service_manager_understands_the_unit(tmp_path: Path) -> None:
    """Verified by itself, with a program that is there."""
    copy = tmp_path / UNIT.name
    copy.write_text(UNIT.read_text("utf-8").replace("/opt/werkstatt/bin/werkstatt", sys.executable), "utf-8")
    done = subprocess.run(  # noqa: S603
        ["systemd-analyze", "verify", "--man=no", str(copy)],  # noqa: S607
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
