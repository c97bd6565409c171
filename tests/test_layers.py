"""The direction of the imports is the architecture, so it is a test."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HOUSE = {"bot", "commands", "storage", "workshop_flows"}
MAY_IMPORT = {
    "workshop_flows": {"workshop_flows"},
    "commands": {"commands", "workshop_flows", "rapidfuzz"},
    "storage": {"storage", "workshop_flows", "aiosqlite", "msgspec"},
}
IMPURE = {"asyncio", "time", "random", "os", "pathlib", "logging", "sqlite3", "secrets", "socket", "subprocess"}
FILES = sorted(path for package in HOUSE for path in (ROOT / package).rglob("*.py"))


def _imports(tree: ast.AST) -> set[str]:
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative import"
            names.add((node.module or "").split(".")[0])
    return names


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_inward(path: Path) -> None:
    """`bot -> {commands, storage} -> workshop_flows`, and the pure packages import nothing that asks the world."""
    package = path.relative_to(ROOT).parts[0]
    if package == "bot":
        return
    foreign = {name for name in _imports(ast.parse(path.read_text())) if name not in sys.stdlib_module_names}
    assert foreign <= MAY_IMPORT[package]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_core_asks_nobody(path: Path) -> None:
    """No clock, no chance, no disk and no event loop in `workshop_flows` and `commands`."""
    if path.relative_to(ROOT).parts[0] in {"workshop_flows", "commands"}:
        assert not _imports(ast.parse(path.read_text())) & IMPURE


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_import_hides_in_a_function(path: Path) -> None:
    """What a file needs stands at its head."""
    for function in ast.walk(ast.parse(path.read_text())):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            assert not any(isinstance(node, ast.Import | ast.ImportFrom) for node in ast.walk(function))
