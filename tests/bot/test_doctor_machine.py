"""What the doctor says about the computer, and how its findings are shown."""

from __future__ import annotations

from email.utils import formatdate
from pathlib import Path

import pytest

from bot import doctor
from bot.configuration.settings import Settings, load
from bot.doctor import Finding, exit_code, report
from bot.doctor.findings import good, missing, warning
from bot.doctor.limits import Limit, meaning
from bot.doctor.machine import GIB, examine, private, room_left, runs, unusable
from bot.doctor.matrix import clock_difference
from storage.backup import backup
from storage.folder import journal_file
from storage.journal import Commit, Journal
from tests.bot.small_configuration import CONFIG
from workshop_flows.values import MINUTE, SECOND


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Return a small configuration."""
    path = tmp_path / "config.toml"
    path.write_text(CONFIG, "utf-8")
    loaded = load(path)
    assert not isinstance(loaded, list)
    assert loaded.settings is not None
    return loaded.settings


def test_findings_are_shown_with_their_remedies_and_the_sum() -> None:
    """A sign, a sentence, the lines to copy beneath."""
    shown = report([good("Gut."), warning("Langsam.", "eins\nzwei"), missing("Weg.")])
    assert shown.splitlines()[:5] == ["✓ Gut.", "! Langsam.", "    eins", "    zwei", "✗ Weg."]
    assert report([good("Gut.")]).endswith("Alles da.")


@pytest.mark.parametrize(
    ("findings", "code"),
    [
        ([], 0),
        ([good("a"), warning("b")], 0),
        ([missing("a")], 1),
        ([missing("a"), Finding("missing", "b", refused=True)], 5),
    ],
)
def test_the_exit_code_is_that_of_the_worst(findings: list[Finding], code: int) -> None:
    """Warnings do not stop anybody; a refused login is 5."""
    assert exit_code(findings) == code


@pytest.mark.parametrize(("free", "level"), [(2 * GIB, "good"), (GIB // 2, "warning"), (GIB // 100, "missing")])
def test_a_full_disk_is_noticed(tmp_path: Path, free: int, level: str) -> None:
    """Little is to be considered, next to nothing is missing."""
    assert room_left(tmp_path, free).level == level


def test_a_folder_that_others_read_is_noticed(tmp_path: Path) -> None:
    """The remedy closes it."""
    tmp_path.chmod(0o755)
    assert private(tmp_path).remedy == f"chmod 700 {tmp_path}"
    tmp_path.chmod(0o700)
    assert private(tmp_path).level == "good"


async def test_a_folder_that_cannot_be_is_the_only_finding(tmp_path: Path, settings: Settings) -> None:
    """Nothing else is asked then."""
    (tmp_path / "var").write_text("a file")
    (finding,) = await doctor.examine(settings, tmp_path / "var" / "probe")
    assert finding.level == "missing"


async def test_the_probe_leaves_nothing_behind(tmp_path: Path) -> None:
    """Only the folder itself is made, for its owner alone."""
    folder = tmp_path / "probe"
    assert unusable(folder) is None
    findings = await examine(folder, 0)
    assert [each.level for each in findings] == ["good"] * 4
    assert list(folder.iterdir()) == []


async def test_a_journal_its_last_sign_of_life_and_its_copies(tmp_path: Path) -> None:
    """A damaged journal names the copy to restore."""
    async with await Journal.open(tmp_path, now=0) as journal:
        await journal.commit(Commit(), MINUTE)
        assert runs(tmp_path)
    assert not runs(tmp_path)
    *_, readable, copies = await examine(tmp_path, 6 * MINUTE)
    assert "vor 5 Minuten" in readable.sentence
    assert copies.remedy == "werkstatt backup CONFIG"
    copy = await backup(tmp_path)
    journal_file(tmp_path).write_bytes(b"no journal" * 1000)
    *_, broken, kept = await examine(tmp_path, 6 * MINUTE)
    assert broken.level == "missing"
    assert broken.remedy == f"werkstatt restore CONFIG {copy}"
    assert kept.level == "good"


@pytest.mark.parametrize(("ahead", "level"), [(0, "good"), (-2, "good"), (20, "warning"), (-600, "missing")])
def test_a_wrong_clock_is_noticed(ahead: int, level: str) -> None:
    """The server's Date header knows whole seconds only."""
    (finding,) = clock_difference(formatdate(1_800_000_000, usegmt=True), (1_800_000_000 + ahead) * SECOND + 700)
    assert finding.level == level
    assert clock_difference("", 0) == []


@pytest.mark.parametrize(
    ("rooms", "level", "lags"),
    [(1, "good", (0, 0, 5)), (10, "warning", (0, 35, 50)), (14, "warning", (20, 55, 70))],
)
def test_what_an_untouched_server_means(settings: Settings, rooms: int, level: str, lags: tuple[int, ...]) -> None:
    """The lines for the server's configuration are there either way."""
    finding = meaning(Limit(10, 0.2, 0.2), rooms, settings)
    assert finding.level == level
    assert all(f" {lag} Sekunden" in finding.sentence for lag in lags)
    assert "rc_message:\n  per_second: " in finding.remedy


def test_an_account_that_is_slowed_already_cannot_be_measured(settings: Settings) -> None:
    """Better no figure than a wrong one."""
    assert "per_second" not in meaning(Limit(0, 0, 0.2), 14, settings).remedy
